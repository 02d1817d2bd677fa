//! 导入标准: a workbook is read, what its table leaves open is said, what does not add up is shown with its row, and
//! only then is the standard adopted. What was said is kept as a draft.

use std::path::PathBuf;

use eframe::egui::{Align, Frame, Key, Modifiers, Popup, ScrollArea, Ui};
use serde::{Deserialize, Serialize};

use super::sheet;
use crate::domain::case::CaseKind;
use crate::domain::review::{LeftOut, Standard, StandardFault};
use crate::domain::role::Op;
use crate::ledger::standards::{About, StandardReading, Told, open_standard};
use crate::ui::file_choice::{PathPicker, SHEET, Shown, Want};
use crate::ui::icons;
use crate::ui::job::Job;
use crate::ui::keys;
use crate::ui::screen::problems::{Line, Problems, entered};
use crate::ui::screen::{Cx, See};
use crate::ui::theme::space;
use crate::ui::widget::{
    Button, Dialog, DialogAnswer, Numbered, Row, above_bar, action_bar, muted, panel, problem_text,
};
use crate::words::amount::{parse_tenths, show_tenths};
use crate::words::review::{explain, parse_levels, show_levels};

/// The key of the draft.
pub const DRAFT: &str = "standard";
const PATH: &str = "path";
const TITLE: &str = "standard.title";
const VERSION: &str = "standard.version";
const FULL: &str = "standard.full";
const LEFT_OUT: &str = "standard.left_out";
const LEVELS: &str = "standard.levels";
const LOWEST: &str = "standard.lowest";
const KINDS: [(CaseKind, &str); 6] = [
    (CaseKind::Inspection, CaseKind::Inspection.label()),
    (CaseKind::SummaryPenalty, CaseKind::SummaryPenalty.label()),
    (CaseKind::Penalty, CaseKind::Penalty.label()),
    (CaseKind::Coercion, CaseKind::Coercion.label()),
    (CaseKind::Licence, CaseKind::Licence.label()),
    (CaseKind::Other, CaseKind::Other.label()),
];
const LEFT_OUTS: [(LeftOut, &str); 2] =
    [(LeftOut::Full, "不扣分"), (LeftOut::Rescaled, "不计入，其余按比例折算")];
const FIELDS: [&str; 7] = [PATH, TITLE, VERSION, FULL, LEFT_OUT, LEVELS, LOWEST];

/// What a person does here.
pub enum Msg {
    Read,
    Adopt,
    Back,
    Leave,
    AskDiscard,
    Discard(bool),
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    Adopted,
    Given,
}

/// What was read, and what was said beside it.
struct Read {
    reading: StandardReading,
    title: String,
    version: String,
    kinds: Vec<CaseKind>,
    full: String,
    left_out: Option<LeftOut>,
    levels: String,
    lowest: String,
}

/// What was written, as its draft keeps it.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Written {
    path: String,
    said: Option<SaidBeside>,
}

/// What was said beside the table of a file.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct SaidBeside {
    /// The file.
    of: String,
    title: String,
    version: String,
    kinds: Vec<String>,
    full: String,
    left_out: String,
    levels: String,
    lowest: String,
}

/// The import of one standard.
pub struct Bring {
    path: String,
    /// As it stood when the file was left.
    said: Option<SaidBeside>,
    kept: Written,
    has_draft: bool,
    discarding: bool,
    picker: PathPicker,
    problems: Problems,
    job: Option<Job<Result<StandardReading, String>>>,
    read: Option<Read>,
}

impl Bring {
    /// Begins, or goes on with the draft: a file that was read is read once more.
    pub fn begin(cx: &mut Cx<'_>) -> Bring {
        let (mut kept, mut has_draft) = (Written::default(), false);
        match cx.ledger.draft(DRAFT) {
            Ok(Some(payload)) => {
                if let Ok(draft) = serde_json::from_slice(&payload) {
                    (kept, has_draft) = (draft, true);
                }
            }
            Ok(None) => {}
            Err(error) => cx.refused(error),
        }
        let mut bring = Bring {
            path: kept.path.clone(),
            said: kept.said.clone(),
            kept,
            has_draft,
            discarding: false,
            picker: PathPicker::new(Want::Open(&SHEET)),
            problems: Problems::none_at(PATH),
            job: None,
            read: None,
        };
        if bring.said.as_ref().is_some_and(|said| said.of == bring.path) {
            bring.read(cx);
        }
        bring
    }

    fn read(&mut self, cx: &Cx<'_>) {
        let path = PathBuf::from(self.path.trim());
        self.job = Some(Job::begin(cx.ctx, move |_| open_standard(&path)));
    }

    fn written(&self) -> Written {
        let said = self.read.as_ref().map(|read| read.said(&self.path));
        Written { path: self.path.clone(), said: said.or_else(|| self.said.clone()) }
    }

    pub fn is_unkept(&self) -> bool {
        self.written() != self.kept
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        let written = self.written();
        if written != self.kept && cx.keep_draft(DRAFT, "导入评查标准", &written) {
            (self.has_draft, self.kept) = (true, written);
        }
    }

    /// Does it; tells how it ended.
    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) -> Option<Left> {
        self.problems.clear();
        match msg {
            Msg::Leave => {
                self.keep(cx);
                if self.has_draft {
                    cx.done("草稿已保留。");
                }
                return Some(Left::Given);
            }
            Msg::AskDiscard => self.discarding = true,
            Msg::Discard(true) => {
                cx.drop_draft(DRAFT);
                return Some(Left::Given);
            }
            Msg::Discard(false) => self.discarding = false,
            Msg::Back => {
                self.said = self.written().said;
                self.read = None;
                self.problems.go_to(PATH);
            }
            Msg::Read if self.path.trim().is_empty() => {
                self.problems.say(PATH, "请写标准的位置和文件名，或者按“选择…”。");
            }
            Msg::Read => self.read(cx),
            Msg::Adopt => {
                let read = self.read.as_ref()?;
                let standard = read.standard(&mut self.problems)?;
                match cx.ledger.adopt_standard(&standard) {
                    Ok(_) => {
                        cx.drop_draft(DRAFT);
                        return Some(Left::Adopted);
                    }
                    Err(error) => self.problems.refused(&error),
                }
            }
        }
        None
    }

    /// Takes what the thread has read.
    pub fn logic(&mut self) {
        let Some(job) = &mut self.job else { return };
        match job.poll() {
            Ok(None) => return,
            Ok(Some(Ok(reading))) => {
                let mut read = Read::of(reading);
                if let Some(said) = self.said.take().filter(|said| said.of == self.path) {
                    read.take(said);
                }
                self.problems = Problems::none_at(read.first_open());
                self.read = Some(read);
            }
            Ok(Some(Err(why))) => self.problems.say(PATH, why),
            Err(_) => self.problems.say(PATH, "没有读完，中断了。请再试一次。"),
        }
        self.job = None;
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let mut content = above_bar(ui, "bring-standard");
        ScrollArea::vertical().id_salt("bring-standard").auto_shrink(false).show(&mut content, |ui| {
            Frame::new().inner_margin(space().l).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = space().m;
                match &mut self.read {
                    None => self.file_ui(ui, see, out),
                    Some(read) => read.ui(ui, &mut self.problems),
                }
            });
        });
        self.bar_ui(ui, see, out);
        let asking =
            ui.ctx().memory(|memory| memory.top_modal_layer().is_some()) || Popup::is_any_open(ui.ctx());
        if self.discarding {
            let dialog = Dialog::new("放弃草稿", "放弃").sentence("写下的内容会丢掉，台账里的记录不变。");
            let answer = dialog.show(ui.ctx(), |_| {});
            out.extend(answer.map(|answer| Msg::Discard(answer == DialogAnswer::Yes)));
        }
        if !asking && ui.ctx().input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            out.push(if self.read.is_some() { Msg::Back } else { Msg::Leave });
        }
    }

    fn file_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        panel(ui, icons::IMPORT, "标准文件", |ui| {
            let focus = self.problems.takes(PATH);
            let wrong = self.problems.of(PATH);
            let row = Row::new("标准").problem(wrong).focus(focus);
            let row = row.hint("一张有“评查指标”和“分值”两栏的表；合并的格子、合计、说明都认得。");
            let shown = Shown { name: "标准", problem: wrong.is_some(), ..Shown::default() };
            let field = row.show(ui, |ui| self.picker.show(ui, &mut self.path, shown));
            see.panes.entry(field.id);
            if entered(ui, &field) && self.job.is_none() {
                out.push(Msg::Read);
            }
        });
        muted(
            ui,
            "读文件不改动台账，核对无误、按“采用”以后才写入。没有自己的表，可以先把通用标准存为 Excel 再改。",
        );
        if let Some(job) = &self.job {
            job.ui(ui, "正在读文件");
        }
    }

    fn bar_ui(&self, ui: &mut Ui, see: &See<'_>, out: &mut Vec<Msg>) {
        let sentence = self.read.as_ref().map(Read::sentence).unwrap_or_default();
        let barred = see.barred(Op::AdoptText);
        let faulty = self.read.as_ref().is_some_and(|read| !read.reading.problems.is_empty());
        action_bar(ui, "bring-bar", &sentence, |ui| {
            let (leave, msg) = match self.read {
                None => ("不导入了", Msg::Leave),
                Some(_) => ("换一个文件", Msg::Back),
            };
            if self.has_draft && ui.add(Button::new("放弃草稿").quiet().icon(icons::DISCARD)).clicked() {
                out.push(Msg::AskDiscard);
            }
            if ui.add(Button::new(leave).keys("Esc")).clicked() {
                out.push(msg);
            }
            let (label, msg, why) = match self.read {
                None => ("读文件", Msg::Read, self.job.is_some().then_some("正在读，请稍等。")),
                Some(_) => ("采用", Msg::Adopt, faulty.then_some("请先在文件里改好标出来的行。")),
            };
            let why = barred.or(why);
            let main = Button::new(label).primary().keys("Ctrl+Enter").barred(why);
            let free = why.is_none() && !self.discarding;
            if ui.add(main).clicked() || (free && keys::pressed(ui.ctx(), keys::SUBMIT)) {
                out.push(msg);
            }
        });
    }
}

impl Read {
    fn of(reading: StandardReading) -> Read {
        let About { title, version, kinds, full, left_out, levels, lowest } = reading.about.clone();
        let sum: u32 = reading.groups.iter().map(|group| group.marks).sum();
        Read {
            title,
            version,
            kinds,
            full: show_tenths(full.unwrap_or(sum)),
            left_out,
            levels: show_levels(&levels),
            lowest,
            reading,
        }
    }

    fn said(&self, of: &str) -> SaidBeside {
        SaidBeside {
            of: of.to_owned(),
            title: self.title.clone(),
            version: self.version.clone(),
            kinds: self.kinds.iter().map(|kind| kind.code().to_owned()).collect(),
            full: self.full.clone(),
            left_out: self.left_out.map(LeftOut::code).unwrap_or_default().to_owned(),
            levels: self.levels.clone(),
            lowest: self.lowest.clone(),
        }
    }

    /// What was said before takes the place of what the file says.
    fn take(&mut self, said: SaidBeside) {
        self.kinds = said.kinds.iter().filter_map(|code| CaseKind::from_code(code)).collect();
        self.left_out = LeftOut::from_code(&said.left_out);
        let SaidBeside { title, version, full, levels, lowest, .. } = said;
        (self.title, self.version, self.full) = (title, version, full);
        (self.levels, self.lowest) = (levels, lowest);
    }

    /// The first field that the file has left open.
    fn first_open(&self) -> &'static str {
        let open = [
            (TITLE, self.title.is_empty()),
            (VERSION, self.version.is_empty()),
            (LEVELS, self.levels.is_empty()),
        ];
        open.iter().find(|(_, open)| *open).map_or(TITLE, |(field, _)| field)
    }

    fn sentence(&self) -> String {
        let StandardReading { vetoes, groups, problems, .. } = &self.reading;
        let indicators: usize = groups.iter().map(|group| group.indicators.len()).sum();
        let read = format!("读到{}部分{indicators}项，否决项{}条", groups.len(), vetoes.len());
        match problems.len() {
            0 => read,
            rows => format!("{read}；{rows}行要在文件里改"),
        }
    }

    /// The standard as it stands; says beside the fields what is wrong.
    fn standard(&self, problems: &mut Problems) -> Option<Standard> {
        problems.wanted(TITLE, &self.title, "请写标准的名称。");
        problems.wanted(VERSION, &self.version, "请写版本，例如 2026年版。");
        let full = parse_tenths(&self.full);
        if full.is_none() {
            problems.say(FULL, "满分要写成数字，最多一位小数，例如 100。");
        }
        if self.left_out.is_none() {
            problems.say(LEFT_OUT, "标准里没有写不涉及的项目怎样算，请选一种。");
        }
        let levels = match parse_levels(&self.levels) {
            Ok(levels) if levels.is_empty() => {
                problems.say(LEVELS, "请写等次和各从几分起，例如 优秀90、良好80、合格60。");
                Vec::new()
            }
            Ok(levels) => levels,
            Err(part) => {
                problems.say(LEVELS, format!("“{part}”看不出名称和分数。请写成 优秀90、良好80、合格60。"));
                Vec::new()
            }
        };
        problems.wanted(LOWEST, &self.lowest, "请写达不到各等次的叫什么，例如 不合格。");
        if problems.any() {
            return None;
        }
        let chosen = CaseKind::ALL.iter().copied().filter(|kind| self.kinds.contains(kind));
        let about = About {
            title: self.title.trim().to_owned(),
            version: self.version.trim().to_owned(),
            kinds: chosen.collect(),
            full,
            left_out: self.left_out,
            levels,
            lowest: self.lowest.trim().to_owned(),
        };
        let standard = self.reading.standard(&about).ok()?;
        for fault in standard.faults() {
            let told = explain(&standard, &fault);
            let field = match fault {
                StandardFault::LevelOrder { .. } | StandardFault::NoLevels => LEVELS,
                StandardFault::Sum { .. } => FULL,
                _ => "",
            };
            problems.say(
                field,
                match self.reading.place_of(&fault) {
                    Some((sheet, row)) => format!("工作表“{sheet}”第{row}行：{told}"),
                    None => told,
                },
            );
        }
        (!problems.any()).then_some(standard)
    }

    fn ui(&mut self, ui: &mut Ui, problems: &mut Problems) {
        if problems.takes("") {
            ui.scroll_to_cursor(Some(Align::Min));
        }
        problems.rest_ui(ui, &FIELDS);
        self.told_ui(ui);
        panel(ui, icons::REVIEW, "表以外的内容", |ui| {
            muted(ui, "文件里写了的已经填好；没有写的请补上。");
            Line::new("名称", TITLE).show(ui, &mut self.title, problems);
            Line::new("版本", VERSION).hint("照单位里的叫法，如 2026年版。").show(
                ui,
                &mut self.version,
                problems,
            );
            Row::new("适用案件").hint("一类都不勾的，各类案件都用。").show(ui, |ui| {
                let kinds = &mut self.kinds;
                let has = |kind| kinds.contains(&kind);
                let (row, pressed) = Numbered::many("适用案件").show(ui, &KINDS, has);
                if let Some(kind) = pressed {
                    match kinds.iter().position(|one| *one == kind) {
                        Some(at) => _ = kinds.remove(at),
                        None => kinds.push(kind),
                    }
                }
                row
            });
            Line::new("满分", FULL).show(ui, &mut self.full, problems);
            let (focus, wrong) = (problems.takes(LEFT_OUT), problems.of(LEFT_OUT));
            Row::new("不涉及的").problem(wrong).focus(focus).show(ui, |ui| {
                let left_out = self.left_out;
                let numbered = Numbered::one("不涉及的").problem(wrong.is_some());
                let (row, chosen) = numbered.show(ui, &LEFT_OUTS, |one| left_out == Some(one));
                self.left_out = chosen.or(left_out);
                row
            });
            let hint = "从高到低，写名称和从几分起：优秀90、良好80、合格60。";
            Line::new("等次", LEVELS).hint(hint).show(ui, &mut self.levels, problems);
            Line::new("最低等次", LOWEST).hint("被否决的，或者达不到上面各等次的，叫什么。").show(
                ui,
                &mut self.lowest,
                problems,
            );
        });
        let about = About { title: "读到的内容".to_owned(), ..self.reading.about.clone() };
        if let Ok(standard) = self.reading.standard(&about) {
            sheet::table_ui(ui, &standard);
        }
    }

    /// Rows that could not be read, and what was left out.
    fn told_ui(&self, ui: &mut Ui) {
        let StandardReading { problems, left, unread_columns, .. } = &self.reading;
        if !problems.is_empty() {
            panel(ui, icons::WARNING, "要在文件里改好再读的行", |ui| {
                for told in problems {
                    problem_text(ui, &sentence(told));
                }
            });
        }
        if !left.is_empty() || !unread_columns.is_empty() {
            panel(ui, icons::NONE, "没有读进来的", |ui| {
                for told in left {
                    muted(ui, &sentence(told));
                }
                if !unread_columns.is_empty() {
                    muted(ui, &format!("不认得的栏：{}", unread_columns.join("、")));
                }
            });
        }
    }
}

fn sentence(told: &Told) -> String {
    let Told { sheet, row, why } = told;
    match row {
        0 => format!("工作表“{sheet}”：{why}"),
        row => format!("工作表“{sheet}”第{row}行：{why}"),
    }
}
