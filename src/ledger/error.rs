//! What a use case can refuse, each as a Chinese sentence that says what to do next.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::domain::problem::Invalid;
use crate::domain::role::{Op, permitted};
use crate::store;
use crate::words::problem::sentence;

/// The ledger's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a use case did nothing.
#[derive(Debug)]
pub enum Error {
    /// Problems of fields, all of them.
    Invalid(Vec<Invalid>),
    /// Nobody has logged in.
    NobodyActs,
    /// The user's roles do not include the act.
    NotAllowed { op: Op, user: String },
    /// A record that was named is not there.
    NotFound { what: &'static str, name: String },
    /// The name fits several records.
    Ambiguous { what: &'static str, name: String, count: usize },
    /// The rules, a form or a register say no; the sentence says why and what to do.
    Refused(String),
    /// The file could not be read or written.
    Store(store::Error),
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Error {
        Error::Store(error)
    }
}

impl From<Vec<Invalid>> for Error {
    fn from(problems: Vec<Invalid>) -> Error {
        Error::Invalid(problems)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Invalid(problems) => {
                let sentences: Vec<String> = problems.iter().map(sentence).collect();
                f.write_str(&sentences.join("\n"))
            }
            Error::NobodyActs => f.write_str("还没有确定操作人，请用 --user 写明用户姓名。"),
            Error::NotAllowed { op, user } => {
                let roles: Vec<&str> = permitted(*op).iter().map(|role| role.label()).collect();
                write!(
                    f,
                    "{user}的角色不能“{}”。请由{}办理，或者请系统管理调整角色。",
                    op.label(),
                    roles.join("、")
                )
            }
            Error::NotFound { what, name } => write!(f, "台账里没有{what}“{name}”，请核对后重试。"),
            Error::Ambiguous { what, name, count } => {
                write!(f, "台账里有{count}个{what}叫“{name}”，请写得更具体一些。")
            }
            Error::Refused(sentence) => f.write_str(sentence),
            Error::Store(error) => f.write_str(&store_sentence(error)),
        }
    }
}

impl std::error::Error for Error {}

impl Error {
    /// Whether a password was wrong: whoever guesses is made to wait.
    pub fn is_wrong_password(&self) -> bool {
        matches!(self, Error::Store(store::Error::WrongPassword))
    }
}

/// The sentence for an error of the file.
fn store_sentence(error: &store::Error) -> String {
    use store::Error as E;
    match error {
        E::Missing(path) => format!("找不到{}，请核对路径。", named(path)),
        E::Exists(path) => format!("{}已经存在，为免覆盖没有写入。请换一个名字，或者先移走它。", named(path)),
        E::NotOurs(kind) => format!("这不是秉公台账，而是{kind}。请选择扩展名为 .ledger 的台账文件；原文件没有改动。"),
        E::Truncated => "台账文件不完整，可能没有复制完。请重新复制，或者改用备份；原文件没有改动。".to_owned(),
        E::NeedsPassphrase => {
            "台账已加密，需要台账口令。请用 --passphrase-file 指定口令文件，或者设置环境变量 BINGGONG_PASSPHRASE。".to_owned()
        }
        E::WrongPassphraseOrDamaged => "口令不对，或文件已损坏。请核对台账口令；口令无误的，请改用备份。".to_owned(),
        E::TooNew { found, known } => format!(
            "台账由更新版本的秉公保存（格式{found}，本程序认识到{known}）。请升级程序后再打开；原文件没有改动。"
        ),
        E::Busy => "台账正在别处打开。请先关闭另一个窗口或者命令，再试一次。".to_owned(),
        E::ReadOnly(path) => format!("{}不能写入。请检查文件夹权限，或者换到能写入的位置。", named(path)),
        E::Full => "磁盘已满，本次没有保存，原有内容完好。请清理磁盘后再试。".to_owned(),
        E::Damaged(what) => {
            format!("台账有损坏：{what}。请停止使用，先复制留存，再改用最近一份核对无误的备份。")
        }
        E::NoSlot => "这台电脑上没有该用户的登录信息。请用台账口令打开，或者请系统管理在本机为其设置密码。".to_owned(),
        E::WrongPassword => "密码不对，请重新输入。".to_owned(),
        E::Fork { node, seq, named, found } => format!(
            "节点{node}的第{seq}条记录有两个版本：交换包写的是{}，本台账是{}。两台电脑可能用了同一份复制的台账，没有导入任何内容。",
            short(named),
            short(found)
        ),
        E::Gap { node, seq, held, named, found } => format!(
            "节点{node}缺少中间的记录：交换包从第{seq}条（上一条{}）开始，本台账只到第{held}条（{}）。请先导入更早的交换包。",
            short(named),
            short(found)
        ),
        E::OtherLedger => "交换包属于另一个台账，没有导入任何内容。".to_owned(),
        E::Stopped => "已停止，没有结果。".to_owned(),
        E::NotFound => "台账里没有这项内容。".to_owned(),
        E::Stale => "这条记录刚被别人改过。请查看最新内容，再修改一次。".to_owned(),
        E::Io(source, path) => {
            format!("读写{}时出错：{}。请检查磁盘后再试。", named(path), io_cause(source))
        }
        E::Sql(source) => format!("数据库出错（{source}），本次没有保存。请运行 binggong verify 检查台账。"),
        E::Body(source) => format!("日志正文无法读取（{source}）。请运行 binggong verify 检查台账。"),
    }
}

/// What the operating system said, in the words of the program where it has any.
fn io_cause(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::IsADirectory => "这是一个文件夹".to_owned(),
        io::ErrorKind::InvalidFilename => "文件名太长，或者含有不能用的字符".to_owned(),
        io::ErrorKind::FileTooLarge => "文件太大".to_owned(),
        io::ErrorKind::UnexpectedEof => "文件不完整".to_owned(),
        _ => match error.raw_os_error() {
            Some(code) => format!("系统错误{code}"),
            None => "读写中断".to_owned(),
        },
    }
}

fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}

/// A path as part of a sentence.
pub fn named(path: &Path) -> String {
    if path.as_os_str().is_empty() { "文件".to_owned() } else { format!("“{}”", path.display()) }
}

/// A file error outside the ledger, as the store words it.
pub fn io_at(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Error {
    let give = store::io_at(path);
    move |error| Error::Store(give(error))
}

/// The same for a paper on its way into a folder: whatever keeps it out, the folder is what to change.
pub fn unwritable(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Error {
    let path = path.into();
    move |error| match error.kind() {
        io::ErrorKind::NotFound
        | io::ErrorKind::NotADirectory
        | io::ErrorKind::IsADirectory
        | io::ErrorKind::AlreadyExists => Error::Store(store::Error::ReadOnly(path)),
        _ => io_at(path)(error),
    }
}

/// What a verification found, as a sentence that names the place.
pub fn fault_sentence(fault: &store::Fault) -> String {
    use store::Fault as F;
    match fault {
        F::HeaderAltered { node, seq } => format!("节点{node}第{seq}条日志：条目被改动"),
        F::SignatureWrong { node, seq } => format!("节点{node}第{seq}条日志：签名不符，不是这台电脑写的"),
        F::ChainBroken { node, seq } => {
            format!("节点{node}第{seq}条日志：与前一条接不上，中间有缺失或者次序被调换")
        }
        F::BodyAltered { node, seq } => format!("节点{node}第{seq}条日志：正文被改动"),
        F::BodyMissing { node, seq } => format!("节点{node}第{seq}条日志：正文缺失，也没有删除误录的记载"),
        F::BodyWithoutEntry { node, seq } => format!("节点{node}第{seq}条：有正文而没有日志条目"),
        F::FileAltered { file } => format!("附件 {}：内容被改动", short(&file.to_string())),
        F::FileMissing { file } => format!("附件 {}：缺失", short(&file.to_string())),
        F::FileUnknown { file } => format!("附件 {}：日志里没有记载，来历不明", short(&file.to_string())),
        F::RowAltered { table, row } => format!("表 {table} 第 {row} 行：与日志不符"),
        F::RowMissing { table, row } => format!("表 {table} 第 {row} 行：缺失"),
        F::RowUnknown { table, row } => format!("表 {table} 第 {row} 行：日志里没有记载"),
        // What SQLite says of its own index is for nobody but its authors.
        F::SearchIndex { .. } => "检索索引与内容不符".to_owned(),
        F::SchemaAltered { name } => format!("表结构 {name}：被改动、删除或者是外加的"),
        F::PageDamaged { what } => format!("文件页损坏（{}）", page_words(what)),
        F::HeadMissing { count, hash } => {
            format!("留存的末条 {count}:{} 不在台账里：末尾被截断，或者换回了旧文件", short(hash))
        }
    }
}

/// Which page: SQLite and SQLCipher name it in English sentences of many forms.
fn page_words(what: &str) -> String {
    if !what.is_ascii() {
        return what.to_owned();
    }
    let number = what.rsplit("page ").next().filter(|rest| rest.len() < what.len());
    let digits: String =
        number.into_iter().flat_map(|rest| rest.chars().take_while(char::is_ascii_digit)).collect();
    if digits.is_empty() { "数据库结构不一致".to_owned() } else { format!("第{digits}页") }
}
