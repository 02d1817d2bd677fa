//! The arguments of every command.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// 秉公：县级应急管理局执法监督台账。
#[derive(Parser)]
#[command(
    name = "binggong",
    version,
    about = "秉公：县级应急管理局执法监督台账",
    disable_help_subcommand = true,
    override_usage = "binggong [台账]\n      binggong <命令> [选项]"
)]
pub struct Arguments {
    #[command(flatten)]
    pub access: Access,
    #[command(subcommand)]
    pub command: Command,
}

/// How a ledger is opened, and who acts in it.
#[derive(Args)]
pub struct Access {
    /// 存放台账口令的文件；也可以用环境变量 BINGGONG_PASSPHRASE
    #[arg(long, global = true, value_name = "文件", display_order = 90)]
    pub passphrase_file: Option<PathBuf>,
    /// 操作人姓名；台账里只有一位用户能办理的，可以不写
    #[arg(long, global = true, value_name = "姓名", display_order = 91)]
    pub user: Option<String>,
    /// 存放操作人登录密码的文件，用来代替台账口令
    #[arg(long, global = true, value_name = "文件", requires = "user", display_order = 92)]
    pub password_file: Option<PathBuf>,
}

/// What can be done.
#[derive(Subcommand)]
pub enum Command {
    /// 生成示例单位的台账和文书（测试数据）
    #[command(override_usage = "binggong demo [文件夹] [--no-window]")]
    Demo {
        /// 存放的文件夹；不填的，用 binggong-demo
        #[arg(value_name = "文件夹", default_value = "binggong-demo", hide_default_value = true)]
        dir: PathBuf,
        /// 不打开窗口
        #[arg(long)]
        no_window: bool,
    },
    /// 显示界面样张：全部字号、状态、颜色和控件
    #[command(override_usage = "binggong specimen")]
    Specimen,
    /// 建立本局的台账
    Init(Init),
    /// 按案件文件登记、分析、作出决定、编号并印出文书
    Decide(Decide),
    /// 只分析一个案件文件，不写入台账
    #[command(override_usage = "binggong judge <案件文件> [选项]")]
    Judge {
        /// 案件文件（TOML）
        #[arg(value_name = "案件文件")]
        case: PathBuf,
        /// 输出 JSON
        #[arg(long)]
        json: bool,
    },
    /// 印出已编号的文书
    Notice(Notice),
    /// 核对台账有没有被改动或者损坏
    Verify(Verify),
    /// 导出全部内容（JSON Lines、附件、文书）
    #[command(override_usage = "binggong export <台账> --out <文件夹> [选项]")]
    Export {
        /// 台账文件
        #[arg(value_name = "台账")]
        ledger: PathBuf,
        /// 导出到哪个文件夹；要么还没有，要么是空的
        #[arg(long, value_name = "文件夹")]
        out: PathBuf,
    },
    /// 试读一份人员证件名册（.xlsx、.xls、.csv），不写入台账
    #[command(override_usage = "binggong register <名册> [选项]")]
    Register {
        /// 名册文件
        #[arg(value_name = "名册")]
        file: PathBuf,
        /// 输出 JSON
        #[arg(long)]
        json: bool,
    },
    /// 推算期限的最后一天
    #[command(override_usage = "binggong deadline <起算日> <期限> [选项]")]
    Deadline {
        /// 起算日，例如 2026-02-12
        #[arg(value_name = "起算日")]
        start: String,
        /// 期限，例如 7日、5个工作日、1个月、1年
        #[arg(value_name = "期限")]
        period: String,
        /// 输出 JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Args)]
#[command(override_usage = "binggong init <台账> --bureau <名称> --code <代字> --user <姓名> [选项]")]
pub struct Init {
    /// 台账文件，例如 某某县.ledger
    #[arg(value_name = "台账")]
    pub ledger: PathBuf,
    /// 单位全称
    #[arg(long, value_name = "名称")]
    pub bureau: String,
    /// 机关代字，只用汉字和字母，例如 某应急
    #[arg(long, value_name = "代字")]
    pub code: String,
    /// 执法区域，例如 某某县
    #[arg(long, value_name = "区域", default_value = "", hide_default_value = true)]
    pub region: String,
    /// 印发机构，例如 某某县应急管理局办公室
    #[arg(long, value_name = "机构", default_value = "", hide_default_value = true)]
    pub office: String,
    /// 第一位用户的角色，用英文逗号隔开；不填的，是系统管理、法制人员和经办人
    #[arg(
        long,
        value_name = "角色",
        value_delimiter = ',',
        default_value = "系统管理,法制人员,经办人",
        hide_default_value = true
    )]
    pub roles: Vec<String>,
}

#[derive(Args)]
#[command(
    override_usage = "binggong decide <台账> <案件文件> --out <文件夹> [选项]\n      binggong decide --template"
)]
pub struct Decide {
    /// 台账文件
    #[arg(value_name = "台账", required_unless_present = "template")]
    pub ledger: Option<PathBuf>,
    /// 案件文件（TOML）
    #[arg(value_name = "案件文件", required_unless_present = "template")]
    pub case: Option<PathBuf>,
    /// 文书存放的文件夹
    #[arg(long, value_name = "文件夹", required_unless_present = "template")]
    pub out: Option<PathBuf>,
    /// 成文日期；不填的，用送达日期或者今天
    #[arg(long, value_name = "日期")]
    pub date: Option<String>,
    /// 写出一份空白的案件文件
    #[arg(long)]
    pub template: bool,
}

#[derive(Args)]
#[command(override_usage = "binggong notice <台账> [文号]… --out <文件夹> [选项]")]
pub struct Notice {
    /// 台账文件
    #[arg(value_name = "台账")]
    pub ledger: PathBuf,
    /// 文号；不填的，印出全部
    #[arg(value_name = "文号")]
    pub numbers: Vec<String>,
    /// 文书存放的文件夹
    #[arg(long, value_name = "文件夹")]
    pub out: PathBuf,
    /// 合成一个 PDF
    #[arg(long)]
    pub merged: bool,
    /// 同时写出每份文书的文字（.txt），便于核对
    #[arg(long)]
    pub text: bool,
}

#[derive(Args)]
#[command(override_usage = "binggong verify <台账> [选项]")]
pub struct Verify {
    /// 台账文件
    #[arg(value_name = "台账")]
    pub ledger: PathBuf,
    /// 核对每一个签名、每一个附件和每一页
    #[arg(long)]
    pub full: bool,
    /// 以前打印或者留存的末条，写成 条数:指纹
    #[arg(long, value_name = "条数:指纹")]
    pub head: Vec<String>,
    /// 输出 JSON
    #[arg(long)]
    pub json: bool,
}
