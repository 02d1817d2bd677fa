//! Papers that are no notices: the sheet for the safe, and the page that tries out a printer.

use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::Ledger;
use super::accounts::RecoverySheet;
use super::error::{Error, Result};
use super::sealed::PaperKey;
use crate::notice::{
    Align, Block, Cell, Document, Faces, Layout, Pages, Row, Table, pdf, trial_page, typeset,
};
use crate::words::date::show_date;

/// Characters of a passphrase that are written together.
const GROUP: usize = 4;
/// What check marks are made of: nothing that is taken for something else in handwriting.
const MARKS: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// A blank cannot be seen on paper.
const BLANK: char = '□';

/// Part of a passphrase as it stands on paper, with two marks that show a slip of the pen.
pub struct Group {
    pub text: Zeroizing<String>,
    pub check: String,
}

impl Group {
    /// Whether this is what somebody has typed back, with or without the marks.
    pub fn is_typed_so(&self, typed: &str) -> bool {
        let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
        typed == *self.text || typed == format!("{}{}", *self.text, self.check)
    }
}

/// The groups of a passphrase.
pub(super) fn groups(passphrase: &str) -> Vec<Group> {
    let characters: Vec<char> = passphrase.chars().collect();
    let group = |(at, part): (usize, &[char])| {
        let text: String = part.iter().map(|c| if *c == ' ' { BLANK } else { *c }).collect();
        let digest = Sha256::digest(format!("binggong sheet {at} {text}"));
        let check = digest[..2].iter().map(|byte| char::from(MARKS[usize::from(byte % 32)])).collect();
        Group { text: Zeroizing::new(text), check }
    };
    characters.chunks(GROUP).enumerate().map(group).collect()
}

impl Ledger {
    /// The sheet for the safe on A4, to be printed from memory: it is a secret and no file.
    ///
    /// # Errors
    /// As [`Ledger::recovery_sheet`]; a passphrase with a character that no face has is copied by hand.
    pub fn recovery_paper(&self) -> Result<Zeroizing<Vec<u8>>> {
        let (sheet, day) = (self.recovery_sheet()?, self.env().today());
        let pages = set(&document(&sheet, "口令", day))?;
        print(&pages, &sheet.title, &sheet.bureau, day).map(Zeroizing::new)
    }
}

impl Ledger {
    /// The sheet of the key to sealed records on A4, with a code that a telephone without network or a scanner
    /// reads: printed from memory while the key is shown, and never again.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn paper_key_sheet(&self, key: &PaperKey) -> Result<Zeroizing<Vec<u8>>> {
        let Some(kept) = self.recovery_key()? else {
            return Err(Error::Refused("还没有恢复密钥。请先由主要负责人生成。".to_owned()));
        };
        let bureau = self.agency()?.value.name;
        let file = self.store().path().file_name().unwrap_or_default().to_string_lossy().into_owned();
        let made_on = kept.value.made_on;
        let head = [
            ("单位", bureau.clone()),
            ("台账文件", file),
            ("生成日期", show_date(made_on)),
            ("保管人", kept.value.custodian),
        ];
        let mut rows: Vec<Row> =
            head.iter().map(|(name, text)| row(8.5, vec![label(name), wide(text)])).collect();
        rows.push(row(8.0, heads("密钥")));
        rows.extend(grid(&key.groups, 9.0));
        rows.extend(["监交人", "封存日期", "存放位置"].map(|blank| row(10.0, vec![label(blank), wide("")])));
        let notes = [
            "密钥从第1组起依次连写，不含组号和校验，字母不分大小写；也可以用扫码枪读下面的二维码。校验用来核对抄写。",
            "凭此密钥可以打开台账里的密封记录，主要负责人忘记登录密码、更换电脑时使用；生成以前的，能打开的是当时主要负责人能打开的那些。",
            "本单只打印一份，不留电子件。请装入信封，封口签字，与台账口令单分开，由不同的人保管。不得拍照，不得存入电脑或者发送。",
        ];
        let table = Block::Table(Table { columns: GRID.to_vec(), dense: false, rows });
        let notes = notes.map(|note| Block::Remark(note.to_owned()));
        let code = Block::Code(key.text.to_string());
        let title = "密封记录恢复密钥单".to_owned();
        let document = Document {
            form: "paper-key-sheet".to_owned(),
            form_version: 1,
            layout: Layout::Sheet,
            sample: false,
            blocks: [Block::Title(title.clone()), table].into_iter().chain(notes).chain([code]).collect(),
        };
        print(&set(&document)?, &title, &bureau, made_on).map(Zeroizing::new)
    }
}

/// The page that tries out a printer: margins, a scale, the circle of a seal, and type.
///
/// # Errors
/// None that a user could cause.
pub fn trial_paper(day: NaiveDate) -> Result<Vec<u8>> {
    let pages =
        trial_page(&show_date(day), Faces::embedded()).map_err(|error| Error::Refused(error.to_string()))?;
    print(&pages, "打印测试页", "秉公", day)
}

fn set(document: &Document) -> Result<Pages> {
    typeset(document, Faces::embedded()).map_err(|error| Error::Refused(error.to_string()))
}

fn print(pages: &Pages, title: &str, issuer: &str, day: NaiveDate) -> Result<Vec<u8>> {
    let info = pdf::Info {
        title: title.to_owned(),
        issuer: issuer.to_owned(),
        number: String::new(),
        issued_on: day,
        sample: false,
    };
    pdf::write(pages, Faces::embedded(), &info).map_err(|error| Error::Refused(error.to_string()))
}

/// `secret` is what stands on the sheet: 口令, 密钥.
fn document(sheet: &RecoverySheet, secret: &str, day: NaiveDate) -> Document {
    let mut rows = vec![
        row(10.0, vec![label("单位"), wide(&sheet.bureau)]),
        row(10.0, vec![label("台账文件"), wide(&sheet.ledger)]),
        row(10.0, vec![label("打印日期"), wide(&show_date(day))]),
        row(9.0, heads(secret)),
    ];
    rows.extend(grid(&sheet.groups, 11.0));
    for blank in &sheet.blanks {
        rows.push(row(12.0, vec![label(blank), wide("")]));
    }
    let about = format!(
        "{secret}从第1组起依次连写，不含组号和校验；校验用来核对抄写，{BLANK}表示空格，字母分大小写。"
    );
    let notes = std::iter::once(about).chain(sheet.notes.iter().cloned()).map(Block::Remark);
    let table = Block::Table(Table { columns: GRID.to_vec(), dense: false, rows });
    Document {
        form: "passphrase-sheet".to_owned(),
        form_version: 1,
        layout: Layout::Sheet,
        sample: false,
        blocks: [Block::Title(sheet.title.clone()), table].into_iter().chain(notes).collect(),
    }
}

/// Two groups side by side, each with its number and its marks.
const GRID: [f64; 6] = [22.0, 44.0, 18.0, 22.0, 44.0, 18.0];

fn heads(what: &str) -> Vec<Cell> {
    ["组", what, "校验", "组", what, "校验"].map(label).into()
}

fn grid(groups: &[Group], height: f64) -> Vec<Row> {
    let numbered: Vec<(usize, &Group)> = groups.iter().enumerate().collect();
    let pair = |pair: &[(usize, &Group)]| {
        let mut cells = Vec::new();
        for (at, group) in pair {
            cells.extend([label(&(at + 1).to_string()), value(&group.text), value(&group.check)]);
        }
        if pair.len() == 1 {
            cells.extend([value(""), value(""), value("")]);
        }
        row(height, cells)
    };
    numbered.chunks(2).map(pair).collect()
}

fn row(height: f64, cells: Vec<Cell>) -> Row {
    Row { height, header: false, shaded: false, cells }
}

fn cell(text: &str, label: bool, align: Align, columns: usize) -> Cell {
    Cell { text: text.to_owned(), label, align, columns, rows: 1, foot: String::new(), picture: None }
}

fn label(text: &str) -> Cell {
    cell(text, true, Align::Centre, 1)
}

fn value(text: &str) -> Cell {
    cell(text, false, Align::Centre, 1)
}

fn wide(text: &str) -> Cell {
    cell(text, false, Align::Left, 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_is_written_in_groups_whose_marks_show_a_slip() {
        let parts = groups("锁进保险柜的 key");
        let texts: Vec<&str> = parts.iter().map(|group| group.text.as_str()).collect();
        assert_eq!(texts, ["锁进保险", "柜的□k", "ey"]);
        assert!(parts.iter().all(|group| group.check.len() == 2));
        assert_ne!(groups("锁进保检")[0].check, parts[0].check);
        assert!(parts[0].is_typed_so(" 锁进保险 "));
        assert!(parts[0].is_typed_so(&format!("锁进保险 {}", parts[0].check)));
        assert!(!parts[0].is_typed_so("锁进保检"));
    }
}
