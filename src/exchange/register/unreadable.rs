//! Why a file is not read as a register: each a sentence that says what to do next.

use std::io;

/// Nothing was read of the file.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    #[error("{}", reading(.0))]
    Io(io::ErrorKind),
    #[error("文件是空的，一个字节也没有。请确认是不是选错了文件，或者请对方重新发送。")]
    NoBytes,
    #[error("文件有{got}兆，超过{most}兆。请把照片另存，或者拆成几个文件后再试。")]
    TooLarge { got: u64, most: u64 },
    #[error(
        "这是一个网页，只是扩展名写成了表格（网上系统导出的“Excel”常常如此）。\
         请用 Excel 或者 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再试。"
    )]
    WebPage,
    #[error("工作簿设了打开密码。请用密码打开，取消密码后另存一份再试。")]
    Password,
    #[error(
        "这是 Excel 5.0/95 或者更早的格式。请用 Excel 或者 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再试。"
    )]
    OldExcel,
    #[error("这是{0}，不是表格文件。请选择 .xlsx、.xls 或者 .csv 文件。")]
    Other(&'static str),
    #[error("这是{0}。请用 Excel 或者 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再试。")]
    OtherTable(&'static str),
    #[error(
        "文件已经损坏或者不完整，可能没有下载完。请重新复制或者下载；还是不行的，用 Excel 打开修复后另存为 .xlsx。"
    )]
    Damaged,
    #[error("文件解开以后超过{most}兆，远远多于一张表，没有继续读。请另存一份只有这张表的工作簿再试。")]
    Swollen { most: u64 },
    #[error(
        "工作表“{sheet}”有内容的行超过{rows}行，不像要导入的表，没有继续读。请删去多余的行或者拆成几个文件后再试。"
    )]
    TooMany { sheet: String, rows: usize },
    #[error(
        "表格里有内容的单元格隔得太远，读不下来。请删去表以外的行和列，另存为“Excel 工作簿（.xlsx）”后再试。"
    )]
    Scattered,
    #[error("认不出文件的文字编码。请用 Excel 或者 WPS 打开，另存为“CSV UTF-8”或者 .xlsx 后再试。")]
    Encoding,
    #[error("工作簿里没有内容。请确认是不是选错了文件。")]
    Empty,
    #[error(
        "没有找到名册：{why}。名册的表头要有“姓名”，并且至少再有一列，例如“单位”或者“证号”。请改好表头后再试。"
    )]
    NoRegister { why: String },
    #[error("没有找到评查标准：表头要写着“指标”（或者“评查内容”）和“分值”。请改好表头后再试。")]
    NoStandard,
}

fn reading(kind: &io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::NotFound => "找不到文件，请核对位置和文件名。",
        io::ErrorKind::PermissionDenied => "没有读取文件的权限，请检查权限，或者复制到别处再试。",
        io::ErrorKind::IsADirectory => "这是一个文件夹，请选择其中的文件。",
        _ => "读取文件时磁盘出错，请换个位置再试。",
    }
}
