//! The form for one document of a file: a new one, or one that is changed; a scan can come with it.

use std::path::{Path, PathBuf};

use eframe::egui::Ui;
use serde::{Deserialize, Serialize};

use super::carry::Carry;
use crate::domain::case::Case;
use crate::domain::case_file::{CaseDocument, DocumentKind, Scan};
use crate::domain::id::Id;
use crate::domain::role::Op;
use crate::ledger::case_file::Paging;
use crate::ledger::file::Versioned;
use crate::ui::file_choice::{Kind, PathPicker, Shown, Want};
use crate::ui::screen::certificates::entry::{Entry, Said, choice, coded, day, day_of, line, row};
use crate::ui::screen::{Cx, See};
use crate::ui::widget::DateField;

/// What can be scanned.
pub const SCAN: Kind = Kind { name: "扫描件", endings: &["pdf", "jpg", "jpeg", "png"] };

const FIELDS: &[&str] = &[
    "document.kind",
    "document.title",
    "document.number",
    "document.on",
    "document.author",
    "document.pages",
    "document.count",
    "document.scan",
    "document.note",
];

/// What stands in the fields.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    kind: String,
    title: String,
    number: String,
    on: DateField,
    author: String,
    pages: String,
    count: String,
    scan: String,
    note: String,
}

/// The form.
pub struct Form {
    case: Id<Case>,
    read: Option<Versioned<CaseDocument>>,
    entry: Entry<Fields>,
    picker: PathPicker,
    carry: Option<Carry>,
}

impl Form {
    /// For a new document.
    pub fn add(case: Id<Case>, cx: &mut Cx<'_>) -> Form {
        let key = format!("case_document/{}", case.uuid());
        let entry = Entry::begin(key, "新增文件", Fields::default(), "document.kind", cx);
        Form { case, read: None, entry, picker: PathPicker::new(Want::Open(&SCAN)), carry: None }
    }

    /// For one that is there.
    pub fn change(read: Versioned<CaseDocument>, cx: &mut Cx<'_>) -> Form {
        let of = &read.value;
        let fields = Fields {
            kind: of.kind.code().to_owned(),
            title: of.title.clone(),
            number: of.number.clone(),
            on: DateField::of(of.on),
            author: of.author.clone(),
            pages: of.page_words(),
            note: of.note.clone(),
            ..Fields::default()
        };
        let key = format!("case_document/{}", read.id.uuid());
        let entry = Entry::begin(key, "修改文件", fields, "document.title", cx);
        let picker = PathPicker::new(Want::Open(&SCAN));
        Form { case: of.case, read: Some(read), entry, picker, carry: None }
    }

    pub fn is_unkept(&self) -> bool {
        self.entry.is_unkept()
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        self.entry.keep(cx);
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>) -> Option<Said> {
        let today = see.today;
        let (picker, carry, read) = (&mut self.picker, &self.carry, &self.read);
        let free = carry.is_none() && ui.ctx().memory(|memory| memory.top_modal_layer().is_none());
        let verb = if read.is_some() { "保存" } else { "新增" };
        let kinds = coded(DocumentKind::ALL, |kind| (kind.code(), kind.label()));
        self.entry.ui(ui, see, (verb, Op::KeepCaseFile), free, FIELDS, |ui, fields, problems| {
            if let Some(carry) = carry {
                carry.ui(ui);
            }
            let before = fields.kind.clone();
            choice(ui, ("文件种类", "document.kind", ""), &mut fields.kind, &kinds, problems);
            // What a document is called is mostly what it is.
            if fields.kind != before {
                let label = |code: &str| DocumentKind::from_code(code).map(DocumentKind::label);
                if fields.title.is_empty() || label(&before) == Some(fields.title.as_str()) {
                    fields.title = label(&fields.kind).unwrap_or_default().to_owned();
                }
            }
            line(ui, ("题名", "document.title", ""), &mut fields.title, problems);
            line(ui, ("文号", "document.number", ""), &mut fields.number, problems);
            day(ui, ("文件日期", "document.on", ""), &mut fields.on, problems, today);
            line(ui, ("责任者", "document.author", ""), &mut fields.author, problems);
            let hint = "不填的排到法定位置，后面的页码顺延；已经编好的照写，例如 5-8";
            line(ui, ("页码", "document.pages", hint), &mut fields.pages, problems);
            let held = read.as_ref().map_or(0, |read| read.value.scans.len());
            if fields.pages.trim().is_empty() && fields.scan.trim().is_empty() && held == 0 {
                line(ui, ("页数", "document.count", "不填的是1页"), &mut fields.count, problems);
            }
            let hint = match held {
                0 => "PDF、JPEG、PNG；几张图片合成一件的，用“归入扫描件”".to_owned(),
                count => format!("现有{count}个；选了新的就换下，不选的不动"),
            };
            row(ui, ("扫描件", "document.scan", &hint), problems, |ui, bad| {
                ui.horizontal(|ui| {
                    let shown =
                        Shown {
                            name: "扫描件", problem: bad, field: Some("扫描件"), ..Default::default()
                        };
                    picker.show(ui, &mut fields.scan, shown)
                })
                .inner
            });
            line(ui, ("备注", "document.note", ""), &mut fields.note, problems);
        })
    }

    /// Does what was said; tells whether the form is over.
    pub fn said(&mut self, said: Said, cx: &mut Cx<'_>) -> bool {
        match said {
            Said::Leave => {
                if let Some(carry) = &mut self.carry {
                    carry.stop();
                    return false;
                }
                self.entry.leave(cx);
                true
            }
            Said::Discard => {
                self.entry.discard(cx);
                true
            }
            Said::Submit if self.carry.is_some() => false,
            Said::Submit => {
                self.entry.problems.clear();
                let scan = self.entry.fields.scan.trim();
                if scan.is_empty() {
                    return self.enter(None, cx);
                }
                if self.document(None, cx).is_none() {
                    return false;
                }
                let path = PathBuf::from(self.entry.fields.scan.trim());
                if !Path::new(&path).is_file() {
                    self.entry.problems.say("document.scan", "找不到这个文件，请核对位置和文件名。");
                    return false;
                }
                self.carry = Some(Carry::begin(vec![path], cx));
                false
            }
        }
    }

    /// Brings the scan in; tells whether the form is over.
    pub fn logic(&mut self, cx: &mut Cx<'_>) -> bool {
        let Some(carry) = &mut self.carry else { return false };
        match carry.logic(cx) {
            None => false,
            Some(Ok(scans)) => {
                self.carry = None;
                self.enter(Some(scans), cx)
            }
            Some(Err(error)) => {
                self.carry = None;
                self.entry.problems.say("document.scan", error.to_string());
                false
            }
        }
    }

    fn enter(&mut self, scans: Option<Vec<Scan>>, cx: &mut Cx<'_>) -> bool {
        let Some((document, paging)) = self.document(scans, cx) else { return false };
        let done = match &self.read {
            Some(read) => cx.ledger.change_document(read, &document, paging, ""),
            None => cx.ledger.add_document(&document, paging).map(|_| ()),
        };
        match done {
            Ok(()) => {
                self.entry.discard(cx);
                cx.saved();
                let damaged = document.scans.iter().any(|scan| scan.pages.is_none());
                let told = if damaged {
                    "扫描件打不开，已经照存，请找原件重新扫描。"
                } else {
                    ""
                };
                let verb = if self.read.is_some() { "已保存" } else { "已归入" };
                cx.done(format!("{verb}《{}》。{told}", document.title));
                true
            }
            Err(error) => {
                self.entry.problems.refused(&error);
                self.entry.problems.look_at_first_of(FIELDS);
                false
            }
        }
    }

    /// What is written, as a document; problems stand beside their fields.
    fn document(&mut self, scans: Option<Vec<Scan>>, cx: &Cx<'_>) -> Option<(CaseDocument, Paging)> {
        let Entry { fields, problems, .. } = &mut self.entry;
        let kind = DocumentKind::from_code(&fields.kind);
        if kind.is_none() {
            problems.say("document.kind", "请选择是哪一种文件。");
        }
        problems.wanted("document.title", &fields.title, "请写题名。");
        let on = day_of("document.on", &fields.on, None, problems, cx.today);
        let scans = scans
            .unwrap_or_else(|| self.read.as_ref().map(|read| read.value.scans.clone()).unwrap_or_default());
        let scanned: u32 = scans.iter().map(|scan| scan.pages.unwrap_or(1)).sum();
        let written = pages_of(&fields.pages);
        if !fields.pages.trim().is_empty() && written.is_none() {
            problems.say("document.pages", "请写页码，例如 5 或者 5-8。");
        }
        let count = match fields.count.trim() {
            "" => Some(scanned.max(1)),
            typed => typed.parse().ok().filter(|count| (1..=9_999).contains(count)),
        };
        if count.is_none() {
            problems.say("document.count", "请写页数，1到9999的整数。");
        }
        let (Some(kind), Some(count), false) = (kind, count, problems.any()) else { return None };
        let stays = self.read.as_ref().is_some_and(|read| fields.pages.trim() == read.value.page_words());
        let paging = match written {
            // As it was, unless another scan has other pages.
            Some((from, to)) if !stays || scanned == 0 => Paging::Written { from, to },
            Some((from, to)) if stays && scanned == to + 1 - from => Paging::Written { from, to },
            Some(_) => Paging::Flow { pages: scanned },
            None => Paging::Flow { pages: if scanned > 0 { scanned } else { count } },
        };
        let document = CaseDocument {
            case: self.case,
            kind,
            title: fields.title.trim().to_owned(),
            number: fields.number.trim().to_owned(),
            on,
            author: fields.author.trim().to_owned(),
            from: 0,
            to: 0,
            scans,
            note: fields.note.trim().to_owned(),
            removed: String::new(),
        };
        Some((document, paging))
    }
}

/// `5`, `5-8`, `5—8`, `5至8`.
fn pages_of(typed: &str) -> Option<(u32, u32)> {
    let typed = typed.trim();
    let marks = ['-', '—', '–', '~', '～', '至', '－'];
    match typed.split_once(marks) {
        Some((from, to)) => {
            let to = to.trim_start_matches(marks);
            Some((from.trim().parse().ok()?, to.trim().parse().ok()?))
        }
        None => typed.parse().ok().map(|page| (page, page)),
    }
}

#[cfg(test)]
mod tests {
    use super::pages_of;

    #[test]
    fn pages_are_read_as_they_are_written() {
        assert_eq!(pages_of(" 5 "), Some((5, 5)));
        for typed in ["5-8", "5—8", "5——8", "5 至 8", "5~8"] {
            assert_eq!(pages_of(typed), Some((5, 8)), "{typed}");
        }
        assert_eq!(pages_of("五"), None);
        assert_eq!(pages_of("5-"), None);
    }
}
