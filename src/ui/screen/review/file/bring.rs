//! 归入扫描件: a folder is looked through, its names are read as documents, a person looks them over, and all of them
//! come in together.

use std::path::PathBuf;

use eframe::egui::{Align, Frame, Key, Layout, Modifiers, Popup, ScrollArea, Ui, vec2};

use super::carry::Carry;
use crate::domain::case::Case;
use crate::domain::case_file::{DocumentKind, Scan};
use crate::domain::id::Id;
use crate::domain::role::Op;
use crate::ledger::case_file::{Attach, AttachPages, Onto, Proposed, ScanFile, Skipped, scans_in};
use crate::ui::file_choice::{PathPicker, Shown, Want};
use crate::ui::screen::problems::{Problems, entered};
use crate::ui::screen::{Cx, See};
use crate::ui::theme::{size, space};
use crate::ui::widget::{
    Button, Choice, Input, Row, above_bar, action_bar, check_box, muted, panel, problem_text, small,
};
use crate::ui::{icons, keys};
use crate::words::amount::show_size;

const PATH: &str = "folder";
/// Widths of a row's parts.
const TAKE: f32 = 64.0;
const KIND: f32 = 176.0;
const FILES: f32 = 250.0;
/// Names of skipped files that are told.
const TOLD: usize = 6;

/// What a person does here.
pub enum Msg {
    Look,
    Again,
    Attach,
    Stop,
    Leave,
}

/// A document as it is proposed, and what a person makes of it.
struct Line {
    take: bool,
    kind: DocumentKind,
    known: bool,
    title: String,
    proposed: Proposed,
}

/// What the folder holds.
struct Read {
    files: Vec<ScanFile>,
    skipped: Vec<Skipped>,
    lines: Vec<Line>,
    /// Documents of the file that take scans called by their pages, and whether a person lets them.
    onto: Vec<(bool, Onto)>,
}

impl Read {
    /// How many documents are added or get scans.
    fn taken(&self) -> usize {
        let lines = self.lines.iter().filter(|line| line.take).count();
        lines + self.onto.iter().filter(|(take, _)| *take).count()
    }
}

/// The way of a folder into a file.
pub struct Bring {
    case: Id<Case>,
    path: String,
    picker: PathPicker,
    problems: Problems,
    read: Option<Read>,
    carry: Option<Carry>,
}

impl Bring {
    pub fn new(case: Id<Case>) -> Bring {
        let picker = PathPicker::new(Want::Folder);
        Bring {
            case,
            path: String::new(),
            picker,
            problems: Problems::none_at(PATH),
            read: None,
            carry: None,
        }
    }

    /// Does it; tells whether it is over.
    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) -> bool {
        match msg {
            Msg::Leave => return true,
            Msg::Again => {
                self.read = None;
                self.problems = Problems::none_at(PATH);
            }
            Msg::Stop => {
                if let Some(carry) = &mut self.carry {
                    carry.stop();
                }
            }
            Msg::Look => self.look(cx),
            Msg::Attach => self.attach(cx),
        }
        false
    }

    fn look(&mut self, cx: &mut Cx<'_>) {
        self.problems.clear();
        if self.path.trim().is_empty() {
            self.problems.say(PATH, "请写扫描件所在的文件夹，或者按“选择…”。");
            return;
        }
        let found = scans_in(&PathBuf::from(self.path.trim())).and_then(|(files, skipped)| {
            let (onto, proposed, left) = cx.ledger.propose_for_file(self.case, &files)?;
            Ok((files, [left, skipped].concat(), onto, proposed))
        });
        match found {
            Ok((files, skipped, onto, proposed)) => {
                let line = |proposed: Proposed| Line {
                    take: true,
                    kind: proposed.kind,
                    known: proposed.known,
                    title: proposed.title.clone(),
                    proposed,
                };
                let lines = proposed.into_iter().map(line).collect();
                let onto = onto.into_iter().map(|one| (true, one)).collect();
                self.read = Some(Read { files, skipped, lines, onto });
            }
            Err(error) => self.problems.say(PATH, error.to_string()),
        }
    }

    fn attach(&mut self, cx: &mut Cx<'_>) {
        let Some(read) = &self.read else { return };
        self.problems.clear();
        let taken: Vec<&Line> = read.lines.iter().filter(|line| line.take).collect();
        if read.taken() == 0 {
            self.problems.say("", "一件也没有选。请至少选一件。");
        } else if let Some(at) = read.lines.iter().position(|line| line.take && line.title.trim().is_empty())
        {
            self.problems.say("", format!("第{}件没有题名，请补上。", at + 1));
        } else {
            let files = taken.iter().flat_map(|line| &line.proposed.files).copied();
            let onto = read.onto.iter().filter(|(take, _)| *take);
            let files = files.chain(onto.flat_map(|(_, one)| one.files.iter().map(|(_, at)| *at)));
            let paths = files.map(|at| read.files[at].path.clone()).collect();
            self.carry = Some(Carry::begin(paths, cx));
        }
    }

    /// Brings in what the thread has read; tells whether it is over.
    pub fn logic(&mut self, cx: &mut Cx<'_>) -> bool {
        let Some(carry) = &mut self.carry else { return false };
        let Some(ended) = carry.logic(cx) else { return false };
        self.carry = None;
        match ended.and_then(|scans| {
            let (documents, onto) = self.documents(scans);
            cx.ledger.attach_scans(self.case, &documents, &onto).map(|_| (documents, onto))
        }) {
            Ok((documents, onto)) => {
                cx.saved();
                let of_pages = || onto.iter().flat_map(|one| one.scans.iter().map(|(_, scan)| scan));
                let scans = || documents.iter().flat_map(|one| &one.scans).chain(of_pages());
                let pages: u32 = scans().map(|scan| scan.pages.unwrap_or(1)).sum();
                let damaged = scans().filter(|scan| scan.pages.is_none()).count();
                let told = match damaged {
                    0 => String::new(),
                    count => format!("{count}个扫描件打不开，已经照存，目录里写明是哪几件。"),
                };
                let count = documents.len() + onto.len();
                cx.done(format!("已归入{count}件 {pages}页。{told}"));
                true
            }
            Err(error) => {
                self.problems.say("", format!("{error}一件也没有归入。"));
                false
            }
        }
    }

    /// What is attached, each with its scans.
    fn documents(&self, scans: Vec<Scan>) -> (Vec<Attach>, Vec<AttachPages>) {
        let mut scans = scans.into_iter();
        let lines = self.read.iter().flat_map(|read| &read.lines).filter(|line| line.take);
        let documents = lines
            .map(|line| Attach {
                kind: line.kind,
                title: line.title.trim().to_owned(),
                on: line.proposed.on,
                scans: scans.by_ref().take(line.proposed.files.len()).collect(),
            })
            .collect();
        let onto = self.read.iter().flat_map(|read| &read.onto).filter(|(take, _)| *take);
        let onto = onto.map(|(_, one)| AttachPages {
            document: one.document,
            scans: one.files.iter().map(|(page, _)| *page).zip(scans.by_ref()).collect(),
        });
        (documents, onto.collect())
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let mut content = above_bar(ui, "bring-scans");
        ScrollArea::vertical().id_salt("bring-scans").auto_shrink(false).show(&mut content, |ui| {
            Frame::new().inner_margin(space().l).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = space().m;
                match (&mut self.read, &self.carry) {
                    (_, Some(carry)) => carry.ui(ui),
                    (Some(read), None) => {
                        self.problems.rest_ui(ui, &[PATH]);
                        onto_ui(ui, read);
                        read_ui(ui, read);
                    }
                    (None, None) => self.folder_ui(ui, out),
                }
            });
        });
        self.bar_ui(ui, see, out);
        let asking =
            ui.ctx().memory(|memory| memory.top_modal_layer().is_some()) || Popup::is_any_open(ui.ctx());
        if asking {
            return;
        }
        if ui.ctx().input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            out.push(match (&self.carry, &self.read) {
                (Some(_), _) => Msg::Stop,
                (None, Some(_)) => Msg::Again,
                (None, None) => Msg::Leave,
            });
        }
        if self.carry.is_none() && keys::pressed(ui.ctx(), keys::SUBMIT) && see.may(Op::KeepCaseFile) {
            out.push(if self.read.is_some() { Msg::Attach } else { Msg::Look });
        }
    }

    fn folder_ui(&mut self, ui: &mut Ui, out: &mut Vec<Msg>) {
        panel(ui, icons::FOLDER, "归入扫描件", |ui| {
            ui.set_width(ui.available_width());
            muted(ui, "把一个案件的扫描件放在一个文件夹里，按文件名认出各是哪一件，例如：");
            muted(ui, "03-询问笔录-张三.pdf　07 送达回证_1.jpg　07 送达回证_2.jpg　第12页.png");
            let focus = self.problems.takes(PATH);
            let problem = self.problems.of(PATH).map(str::to_owned);
            let (path, picker) = (&mut self.path, &mut self.picker);
            let field = Row::new("文件夹").problem(problem.as_deref()).focus(focus).show(ui, |ui| {
                ui.horizontal(|ui| {
                    let shown = Shown { name: "文件夹", problem: problem.is_some(), ..Default::default() };
                    picker.show(ui, path, shown)
                })
                .inner
            });
            if field.changed() {
                self.problems.forget(PATH);
            }
            if entered(ui, &field) {
                out.push(Msg::Look);
            }
        });
    }

    fn bar_ui(&self, ui: &mut Ui, see: &See<'_>, out: &mut Vec<Msg>) {
        let barred = see.barred(Op::KeepCaseFile);
        let sentence = match (&self.read, &self.carry) {
            (Some(_), None) => "归入以前什么也没有存。",
            _ => "",
        };
        action_bar(ui, "bring-scans-bar", sentence, |ui| match (&self.read, &self.carry) {
            (_, Some(_)) => {
                if ui.add(Button::new("停止").keys("Esc")).clicked() {
                    out.push(Msg::Stop);
                }
            }
            (Some(read), None) => {
                if ui.add(Button::new("换文件夹").keys("Esc")).clicked() {
                    out.push(Msg::Again);
                }
                let attach = format!("归入{}件", read.taken());
                let attach = Button::new(&attach).primary().keys("Ctrl+Enter").barred(barred);
                if ui.add(attach).clicked() {
                    out.push(Msg::Attach);
                }
            }
            (None, None) => {
                if ui.add(Button::new("返回").keys("Esc")).clicked() {
                    out.push(Msg::Leave);
                }
                let look = Button::new("看看有哪些").primary().keys("Ctrl+Enter").barred(barred);
                if ui.add(look).clicked() {
                    out.push(Msg::Look);
                }
            }
        });
    }
}

/// Documents of the file that take scans called by their pages.
fn onto_ui(ui: &mut Ui, read: &mut Read) {
    if read.onto.is_empty() {
        return;
    }
    panel(ui, icons::FOLDER, "按页码归到卷里已有的文件", |ui| {
        ui.set_width(ui.available_width());
        muted(ui, "文件名只写了页码的，归到目录里现在有这一页的文件。");
        for (take, one) in &mut read.onto {
            let first = one.files.first().and_then(|(_, at)| read.files.get(*at));
            let first = first.map_or("", |file| file.name.as_str());
            let count = one.files.len();
            let told = if count == 1 { first.to_owned() } else { format!("{first}等{count}个") };
            check_box(ui, take, &format!("第{}页 {}：{told}", one.pages, one.title));
        }
    });
}

/// The proposal, a row a document.
fn read_ui(ui: &mut Ui, read: &mut Read) {
    if read.lines.is_empty() {
        return skipped_ui(ui, &read.skipped);
    }
    let size_of_all: u64 = read.files.iter().map(|file| file.size).sum();
    let title =
        format!("{}个扫描件 {}，认出{}件", read.files.len(), show_size(size_of_all), read.lines.len());
    let unknown = read.lines.iter().filter(|line| !line.known).count();
    panel(ui, icons::FOLDER, &title, |ui| {
        ui.set_width(ui.available_width());
        muted(ui, "请核对种类和题名，不要的去掉勾。归入时按法定顺序排列，顺排页码。");
        if unknown > 0 {
            problem_text(ui, &format!("{unknown}件的文件名里看不出种类，暂列其他材料，请选定。"));
        }
        let kinds: Vec<(DocumentKind, String)> =
            DocumentKind::ALL.iter().map(|kind| (*kind, kind.label().to_owned())).collect();
        let Read { files, lines, skipped, .. } = read;
        for (at, line) in lines.iter_mut().enumerate() {
            let no = at + 1;
            let row = vec2(ui.available_width(), size().row);
            ui.allocate_ui_with_layout(row, Layout::left_to_right(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = space().s;
                ui.allocate_ui(vec2(TAKE, size().control), |ui| {
                    check_box(ui, &mut line.take, &format!("{no}"));
                });
                let name = format!("第{no}件 文件种类");
                if Choice::new(&name).width(KIND).show(ui, &mut line.kind, &kinds).changed() {
                    line.known = true;
                }
                let room = (ui.available_width() - FILES).max(120.0);
                let name = format!("第{no}件 题名");
                Input::new(&mut line.title).name(&name).most(200).width(room).show(ui);
                let first = line.proposed.files.first().and_then(|at| files.get(*at));
                let first = first.map_or("", |file| file.name.as_str());
                let count = line.proposed.files.len();
                let told = if count == 1 { first.to_owned() } else { format!("{count}张 {first}…") };
                let ink = crate::ui::theme::theme(ui).muted;
                let font = crate::ui::theme::regular(crate::ui::theme::type_sizes().small);
                let room = ui.available_width();
                let (galley, elided) = crate::ui::widget::fitted(ui, &told, font, ink, room);
                let (rect, response) = ui.allocate_exact_size(galley.size(), eframe::egui::Sense::hover());
                ui.painter().galley(rect.min, galley, ink);
                if elided {
                    response.on_hover_text(&told);
                }
            });
        }
        skipped_ui(ui, skipped);
    });
}

/// What is not among them, and why.
fn skipped_ui(ui: &mut Ui, skipped: &[Skipped]) {
    if skipped.is_empty() {
        return;
    }
    let mut told: Vec<String> =
        skipped.iter().take(TOLD).map(|one| format!("{}（{}）", one.name, one.why)).collect();
    if skipped.len() > TOLD {
        told.push(format!("等{}个", skipped.len()));
    }
    small(ui, &format!("没有列入：{}。", told.join("、")));
}
