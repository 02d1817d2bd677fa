//! 导入案件: a file is chosen, its columns are looked over, a dry run says what would become of every row, and only
//! then are the cases written, all of them together.

mod check;

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{Frame, Key, Modifiers, Popup, Ui};

use crate::domain::role::Op;
use crate::ledger;
use crate::ledger::import::cases::read::{Book, CaseField, CaseReading, Mappings};
use crate::ledger::import::cases::{CaseAssumptions, CasePlan, CasesImported, refused_cases};
use crate::ui::file_choice::{CASES, PathPicker, Shown, Want};
use crate::ui::icons;
use crate::ui::job::Job;
use crate::ui::keys;
use crate::ui::screen::importing::columns::{self, Said, Wanted};
use crate::ui::screen::importing::faults::{FIELD, Faults};
use crate::ui::screen::importing::{BROKEN, Step, is_asking, scrolled, steps_ui};
use crate::ui::screen::problems::{Problems, entered};
use crate::ui::screen::{Cx, See};
use crate::ui::theme::{bold, space, theme, type_sizes};
use crate::ui::widget::{Button, Row, above_bar, action_bar, muted, panel, wrapped};
use check::Check;

const PATH: &str = "path";
const WANTED: Wanted<CaseField> = Wanted { called: "案件表", must: CaseField::Title };

/// What a person does here.
pub enum Msg {
    Open,
    /// A column means something else.
    Said(Said<CaseField>),
    Plan,
    Back,
    Assume(CaseAssumptions),
    Filter(check::Show),
    /// A row is left, or taken after all.
    Leave(usize, bool),
    Write,
    SaveRefused,
    /// Goes back to the list: what was not written is dropped.
    End,
}

/// What is being done on a thread.
enum Doing {
    Opening(Job<Result<(Book, CaseReading), String>>),
    Reading(Job<CaseReading>),
    Planning(Job<ledger::Result<CasePlan>>),
}

/// What has become of the rows.
struct Done {
    rows: usize,
    imported: CasesImported,
    unchanged: usize,
    refused: usize,
    left: usize,
    faults: Faults,
}

/// The import of one list of cases.
pub struct Import {
    step: Step,
    path: String,
    picker: PathPicker,
    problems: Problems,
    book: Option<Arc<Book>>,
    reading: Arc<CaseReading>,
    /// Meanings of columns, with those that were kept; and the headers of which they were kept.
    mappings: Mappings<CaseField>,
    kept: Mappings<CaseField>,
    assumed: CaseAssumptions,
    check: Option<Check>,
    doing: Option<Doing>,
    /// The dry run was asked for while columns were read anew.
    then_plan: bool,
    done: Option<Done>,
    /// Whether it is over.
    pub left: bool,
    focus: bool,
}

impl Import {
    pub fn begin(cx: &mut Cx<'_>) -> Import {
        let mappings = cx.ledger.case_mappings().unwrap_or_default();
        Import {
            step: Step::File,
            path: String::new(),
            picker: PathPicker::new(Want::Open(&CASES)),
            problems: Problems::default(),
            book: None,
            reading: Arc::default(),
            kept: mappings.clone(),
            mappings,
            assumed: CaseAssumptions::default(),
            check: None,
            doing: None,
            then_plan: false,
            done: None,
            left: false,
            focus: true,
        }
    }

    fn file(&self) -> PathBuf {
        PathBuf::from(self.path.trim())
    }

    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        self.problems.clear();
        match msg {
            Msg::Open => self.open(cx),
            Msg::Said(said) => {
                columns::take(said, &self.reading.looked(), &mut self.mappings);
                self.read(cx);
            }
            Msg::Plan => self.plan(cx),
            Msg::Back => {
                self.step = if self.step == Step::Check { Step::Columns } else { Step::File };
                self.focus = true;
            }
            Msg::Assume(assumed) => {
                self.assumed = assumed;
                self.plan(cx);
            }
            Msg::Filter(show) => {
                if let Some(check) = &mut self.check {
                    check.show(show);
                }
            }
            Msg::Leave(at, leaves) => {
                if let Some(check) = &mut self.check {
                    check.leave(at, leaves);
                }
            }
            Msg::Write => self.write(cx),
            Msg::SaveRefused => {
                if let Some(done) = &mut self.done {
                    done.faults.save(|why| refused_cases(&self.reading, why), &mut self.problems, cx);
                }
            }
            Msg::End => self.left = true,
        }
    }

    fn open(&mut self, cx: &Cx<'_>) {
        if self.path.trim().is_empty() {
            return self.problems.say(PATH, "请写案件表的位置和文件名，或者按“选择…”。");
        }
        let (path, mappings) = (self.file(), self.mappings.clone());
        self.doing = Some(Doing::Opening(Job::begin(cx.ctx, move |_| {
            let book = Book::open(&path).map_err(|why| why.to_string())?;
            let reading = CaseReading::of(&book, &mappings);
            Ok((book, reading))
        })));
    }

    fn read(&mut self, cx: &Cx<'_>) {
        let Some(book) = self.book.clone() else { return };
        let mappings = self.mappings.clone();
        self.doing = Some(Doing::Reading(Job::begin(cx.ctx, move |_| CaseReading::of(&book, &mappings))));
    }

    fn plan(&mut self, cx: &Cx<'_>) {
        self.then_plan = matches!(self.doing, Some(Doing::Reading(_)));
        if self.then_plan {
            return;
        }
        if let Some(why) = columns::missing(&self.reading.looked(), &self.mappings, WANTED) {
            return self.problems.say("", why);
        }
        let (second, reading, assumed) =
            (cx.ledger.second(), Arc::clone(&self.reading), self.assumed.clone());
        self.doing =
            Some(Doing::Planning(Job::begin(cx.ctx, move |_| second.open()?.plan_cases(&reading, &assumed))));
    }

    fn write(&mut self, cx: &mut Cx<'_>) {
        let file = self.file();
        let source = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(check) = &self.check else { return };
        match cx.ledger.import_cases(&check.plan, &check.left, &source) {
            Ok(imported) => {
                // What columns mean is kept once it has proved useful.
                if self.mappings != self.kept
                    && let Err(error) = cx.ledger.keep_case_mappings(&self.mappings)
                {
                    cx.refused(error);
                }
                let done = Done::of(check, imported, &file);
                cx.saved();
                cx.done(done.sentence());
                (self.done, self.check) = (Some(done), None);
                (self.step, self.focus) = (Step::Done, true);
            }
            Err(error) => self.problems.refused(&error),
        }
    }

    /// Takes what threads have worked out.
    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        let field = if self.step == Step::File { PATH } else { "" };
        let ended = match &mut self.doing {
            None => return,
            Some(Doing::Opening(job)) => match job.poll() {
                Ok(None) => return,
                Ok(Some(Ok((book, reading)))) => {
                    (self.book, self.reading) = (Some(Arc::new(book)), Arc::new(reading));
                    (self.step, self.focus) = (Step::Columns, true);
                    Ok(())
                }
                Ok(Some(Err(why))) => Err(why),
                Err(_) => Err(BROKEN.to_owned()),
            },
            Some(Doing::Reading(job)) => match job.poll() {
                Ok(None) => return,
                Ok(Some(reading)) => {
                    self.reading = Arc::new(reading);
                    Ok(())
                }
                Err(_) => Err(BROKEN.to_owned()),
            },
            Some(Doing::Planning(job)) => match job.poll() {
                Ok(None) => return,
                Ok(Some(Ok(plan))) => {
                    self.check = Some(Check::of(plan, self.check.take()));
                    self.focus = self.step != Step::Check;
                    self.step = Step::Check;
                    Ok(())
                }
                Ok(Some(Err(error))) => Err(error.to_string()),
                Err(_) => Err(BROKEN.to_owned()),
            },
        };
        self.doing = None;
        match ended {
            Ok(()) if std::mem::take(&mut self.then_plan) => self.plan(cx),
            Ok(()) => {}
            Err(why) => self.problems.say(field, why),
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let mut content = above_bar(ui, "import-cases");
        let gaps = space();
        Frame::new().inner_margin(gaps.l).show(&mut content, |ui| {
            ui.spacing_mut().item_spacing.y = gaps.m;
            steps_ui(ui, self.step);
            match &self.doing {
                None => {}
                Some(Doing::Opening(job)) => job.ui(ui, "正在读文件"),
                Some(Doing::Reading(job)) => job.ui(ui, "正在按新的对应读"),
                Some(Doing::Planning(job)) => job.ui(ui, "正在试读"),
            }
            match self.step {
                Step::File => scrolled(ui, "cases-file", |ui| self.file_ui(ui, see, out)),
                Step::Columns => scrolled(ui, "cases-columns", |ui| {
                    self.problems.rest_ui(ui, &[PATH]);
                    let mut said = Vec::new();
                    let mappings = (&self.mappings, &self.kept);
                    columns::ui(ui, &self.reading.looked(), mappings, WANTED, &mut said);
                    out.extend(said.into_iter().map(Msg::Said));
                }),
                Step::Check => {
                    self.problems.rest_ui(ui, &[PATH]);
                    if let Some(check) = &mut self.check {
                        check.ui(ui, see, &self.assumed, std::mem::take(&mut self.focus), out);
                    }
                }
                Step::Done => {
                    if let Some(done) = &mut self.done {
                        scrolled(ui, "cases-done", |ui| done.ui(ui, &mut self.problems, out));
                    }
                }
            }
        });
        self.bar_ui(ui, see, out);
        self.keyboard(ui, out);
    }

    fn file_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        panel(ui, icons::IMPORT, "案件表文件", |ui| {
            let focus = self.problems.takes(PATH) || std::mem::take(&mut self.focus);
            let wrong = self.problems.of(PATH);
            let row = Row::new("案件表").problem(wrong).focus(focus);
            let row = row.hint(".xlsx、.xls、.csv 都可以，一行一个案件；表头要有“案件名称”。");
            let shown = Shown { name: "案件表", problem: wrong.is_some(), ..Shown::default() };
            let field = row.show(ui, |ui| self.picker.show(ui, &mut self.path, shown));
            see.panes.entry(field.id);
            if entered(ui, &field) && self.doing.is_none() {
                out.push(Msg::Open);
            }
            self.problems.rest_ui(ui, &[PATH]);
        });
        muted(
            ui,
            "案号、当事人、信用代码、类型、立案日期、办案人员、承办机构、来源、依据、金额等栏按表头认出。",
        );
        muted(ui, "读文件和试读都不改动台账，核对无误、按“导入”以后一次写入。");
    }

    fn bar_ui(&mut self, ui: &mut Ui, see: &See<'_>, out: &mut Vec<Msg>) {
        let barred = see.barred(Op::ImportCases);
        let waits = self.doing.as_ref().is_some_and(|doing| !matches!(doing, Doing::Reading(_)));
        let busy = waits.then_some("正在读，请稍等。");
        let sentence = match (self.step, &self.check) {
            (Step::Columns, _) => columns::sentence(&self.reading.looked()),
            (Step::Check, Some(check)) => check.sentence(),
            _ => String::new(),
        };
        action_bar(ui, "import-cases-bar", &sentence, |ui| {
            let between = matches!(self.step, Step::Columns | Step::Check);
            let leave = Button::new("不导入了");
            let leave = if between { leave } else { leave.keys("Esc") };
            if self.step != Step::Done && ui.add(leave).clicked() {
                out.push(Msg::End);
            }
            if between && ui.add(Button::new("上一步").keys("Esc")).clicked() {
                out.push(Msg::Back);
            }
            let (label, msg, why) = match self.step {
                Step::File => ("读文件".to_owned(), Msg::Open, None),
                Step::Columns => ("试读".to_owned(), Msg::Plan, None),
                Step::Check => match self.check.as_ref().map_or(0, Check::to_write) {
                    0 => ("导入".to_owned(), Msg::Write, Some("没有要写入的行。")),
                    rows => (format!("导入{rows}件"), Msg::Write, None),
                },
                Step::Done => ("完成".to_owned(), Msg::End, None),
            };
            let why = if self.step == Step::Done { None } else { barred.or(busy).or(why) };
            let main = Button::new(&label).primary().keys("Ctrl+Enter").barred(why);
            let by_key = why.is_none() && !is_asking(ui) && keys::pressed(ui.ctx(), keys::SUBMIT);
            if ui.add(main).clicked() || by_key {
                out.push(msg);
            }
        });
    }

    fn keyboard(&self, ui: &Ui, out: &mut Vec<Msg>) {
        if is_asking(ui) || Popup::is_any_open(ui.ctx()) {
            return;
        }
        if ui.ctx().input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            out.push(match self.step {
                Step::Columns | Step::Check => Msg::Back,
                Step::File | Step::Done => Msg::End,
            });
        }
    }
}

impl Done {
    fn of(check: &Check, imported: CasesImported, source: &std::path::Path) -> Done {
        let tally = check.plan.tally();
        let why = check.not_written();
        let named = |at: usize| {
            let line = &check.plan.lines[at];
            format!("{}第{}行　{}", line.sheet, line.row, check::called(line))
        };
        let rows = check.plan.lines.len();
        Done {
            rows,
            imported,
            unchanged: tally.unchanged,
            refused: tally.refused,
            left: why.len() - tally.refused,
            faults: Faults::of(why, named, source),
        }
    }

    fn sentence(&self) -> String {
        let written = self.imported.added + self.imported.changed;
        format!("成功 {} / 拒绝 {}", written + self.unchanged, self.refused + self.left)
    }

    fn ui(&mut self, ui: &mut Ui, problems: &mut Problems, out: &mut Vec<Msg>) {
        panel(ui, icons::INTACT, "导入结果", |ui| {
            let ink = if self.faults.is_empty() { theme(ui).done } else { theme(ui).text };
            wrapped(ui, &self.sentence(), bold(type_sizes().title), ink);
            let Done { rows, imported: CasesImported { added, changed }, unchanged, refused, left, .. } =
                self;
            muted(
                ui,
                &format!(
                    "读出{rows}行 = 新增{added} + 变更{changed} + 相同{unchanged} + 拒绝{refused} + 没有导入{left}"
                ),
            );
            problems.rest_ui(ui, &[FIELD, PATH]);
        });
        if !self.faults.is_empty() && self.faults.ui(ui, problems) {
            out.push(Msg::SaveRefused);
        }
    }
}
