//! 导入名册: a file is chosen, its columns are looked over, a dry run says what would become of every row, and
//! only then is anything written.

mod check;
mod done;

use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui::{Frame, Key, Modifiers, Popup, Ui};

use super::super::{Cx, See};
use crate::domain::role::Op;
use crate::domain::unit::UnitKind;
use crate::ledger;
use crate::ledger::import::read::{Book, Field, Mappings, Reading};
use crate::ledger::import::{Assumptions, Choice, Plan, Writing};
use crate::ui::file_choice::{PathPicker, REGISTER, Shown, Want};
use crate::ui::icons;
use crate::ui::job::Job;
use crate::ui::keys;
use crate::ui::screen::importing::columns::{self, Said, Wanted};
use crate::ui::screen::importing::{BROKEN, Step, is_asking, scrolled, steps_ui};
use crate::ui::screen::problems::{Problems, entered};
use crate::ui::theme::space;
use crate::ui::widget::{Button, Row, above_bar, action_bar, muted, panel};
use check::Check;
use done::Done;

/// What a person does here.
pub enum Msg {
    Open,
    /// A column means something else.
    Said(Said<Field>),
    Plan,
    Back,
    Assume(Assumptions),
    UnitKind(usize, UnitKind),
    Filter(check::Show),
    Choose(usize, Choice),
    ChooseAll(Choice),
    Write,
    Stop,
    SaveRefused,
    /// Leaves it: what was not written is dropped.
    Leave,
}

const WANTED: Wanted<Field> = Wanted { called: "名册", must: Field::Name };

/// What is being done on a thread.
enum Doing {
    Opening(Job<Result<(Book, Reading), String>>),
    Reading(Job<Reading>),
    Planning(Job<ledger::Result<Plan>>),
}

/// The import of one register.
pub struct Import {
    step: Step,
    path: String,
    picker: PathPicker,
    problems: Problems,
    book: Option<Arc<Book>>,
    reading: Arc<Reading>,
    /// Meanings of columns, with those that were kept; and the headers of which they were kept.
    mappings: Mappings,
    kept: Mappings,
    assumed: Assumptions,
    /// Units of the ledger by name, for those of whom the register names none.
    units: Vec<String>,
    check: Option<Check>,
    doing: Option<Doing>,
    /// The dry run was asked for while columns were read anew.
    then_plan: bool,
    writing: Option<Writing>,
    done: Option<Done>,
    /// Whether it is over, and what was then written is to be shown.
    pub left: bool,
    focus: bool,
}

impl Import {
    pub fn begin(cx: &mut Cx<'_>) -> Import {
        let mappings = cx.ledger.mappings().unwrap_or_default();
        let units = cx.ledger.all::<crate::domain::unit::Unit>().unwrap_or_default();
        let open = units.into_iter().filter(|unit| !unit.value.closed);
        Import {
            step: Step::File,
            path: String::new(),
            picker: PathPicker::new(Want::Open(&REGISTER)),
            problems: Problems::none_at("path"),
            book: None,
            reading: Arc::new(Reading { sheets: Vec::new(), skipped_sheets: Vec::new() }),
            kept: mappings.clone(),
            mappings,
            assumed: Assumptions::default(),
            units: open.map(|unit| unit.value.name).collect(),
            check: None,
            doing: None,
            then_plan: false,
            writing: None,
            done: None,
            left: false,
            focus: true,
        }
    }

    fn file(&self) -> PathBuf {
        PathBuf::from(self.path.trim())
    }

    /// The file's name, as the journal has it.
    fn source(&self) -> String {
        self.file().file_name().unwrap_or_default().to_string_lossy().into_owned()
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
            Msg::UnitKind(at, kind) => {
                if let Some(unit) = self.check.as_mut().and_then(|check| check.plan.new_units.get_mut(at)) {
                    unit.kind = kind;
                }
            }
            Msg::Filter(show) => self.on_check(|check| check.show(show)),
            Msg::Choose(at, choice) => self.on_check(|check| check.choose(at, choice)),
            Msg::ChooseAll(choice) => self.on_check(|check| check.choose_all(choice)),
            Msg::Write => self.begin_to_write(cx),
            Msg::Stop => self.stop(cx),
            Msg::SaveRefused => {
                if let Some(done) = &mut self.done {
                    done.save(&self.reading, &mut self.problems, cx);
                }
            }
            Msg::Leave => self.left = true,
        }
    }

    fn on_check(&mut self, change: impl FnOnce(&mut Check)) {
        if let Some(check) = &mut self.check {
            change(check);
        }
    }

    fn open(&mut self, cx: &Cx<'_>) {
        if self.path.trim().is_empty() {
            return self.problems.say("path", "请写名册的位置和文件名，或者按“选择…”。");
        }
        let (path, mappings) = (self.file(), self.mappings.clone());
        self.doing = Some(Doing::Opening(Job::begin(cx.ctx, move |_| {
            let book = Book::open(&path).map_err(|why| why.to_string())?;
            let reading = book.reading(&mappings);
            Ok((book, reading))
        })));
    }

    fn read(&mut self, cx: &Cx<'_>) {
        let Some(book) = self.book.clone() else { return };
        let mappings = self.mappings.clone();
        self.doing = Some(Doing::Reading(Job::begin(cx.ctx, move |_| book.reading(&mappings))));
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
        self.doing = Some(Doing::Planning(Job::begin(cx.ctx, move |_| {
            second.open()?.plan_import(&reading, &assumed)
        })));
    }

    fn begin_to_write(&mut self, cx: &mut Cx<'_>) {
        let source = self.source();
        let Some(check) = &self.check else { return };
        match cx.ledger.begin_import(&check.plan, &check.choices, &source) {
            Ok(writing) => {
                self.writing = Some(writing);
                // What columns mean is kept once it has proved useful.
                if self.mappings != self.kept
                    && let Err(error) = cx.ledger.keep_mappings(&self.mappings)
                {
                    cx.refused(error);
                }
            }
            Err(error) => self.problems.refused(&error),
        }
    }

    fn stop(&mut self, cx: &mut Cx<'_>) {
        if let Some(writing) = self.writing.take() {
            self.finish(writing, true, cx);
        }
        self.doing = None;
    }

    fn finish(&mut self, writing: Writing, stopped: bool, cx: &mut Cx<'_>) {
        let Some(check) = self.check.take() else { return };
        let done = Done::of(&check, writing.end(), stopped, &self.file());
        cx.saved();
        cx.done(done.sentence());
        self.done = Some(done);
        (self.step, self.focus) = (Step::Done, true);
    }

    /// Takes what threads have worked out, and writes the next people.
    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        match &mut self.doing {
            None => {}
            Some(Doing::Opening(job)) => match job.poll() {
                Ok(None) => {}
                Ok(Some(Ok((book, reading)))) => {
                    (self.book, self.reading) = (Some(Arc::new(book)), Arc::new(reading));
                    (self.doing, self.step, self.focus) = (None, Step::Columns, true);
                }
                Ok(Some(Err(why))) => {
                    self.doing = None;
                    self.problems.say("path", why);
                }
                Err(_) => {
                    self.doing = None;
                    self.problems.say("path", BROKEN);
                }
            },
            Some(Doing::Reading(job)) => match job.poll() {
                Ok(None) => {}
                Ok(Some(reading)) => {
                    (self.reading, self.doing) = (Arc::new(reading), None);
                    if self.then_plan {
                        self.plan(cx);
                    }
                }
                Err(_) => {
                    self.doing = None;
                    self.problems.say("", BROKEN);
                }
            },
            Some(Doing::Planning(job)) => match job.poll() {
                Ok(None) => {}
                Ok(Some(Ok(plan))) => {
                    let before = self.check.take();
                    self.check = Some(Check::of(plan, before));
                    self.focus = self.step != Step::Check;
                    (self.doing, self.step) = (None, Step::Check);
                }
                Ok(Some(Err(error))) => {
                    self.doing = None;
                    self.problems.refused(&error);
                }
                Err(_) => {
                    self.doing = None;
                    self.problems.say("", BROKEN);
                }
            },
        }
        self.write_on(cx);
    }

    /// One act of writing at a time: each is short, and between two of them the window lives.
    fn write_on(&mut self, cx: &mut Cx<'_>) {
        let Some(mut writing) = self.writing.take() else { return };
        let (written, total) = writing.progress();
        if written < total {
            if let Err(error) = cx.ledger.go_on_importing(&mut writing) {
                self.problems.refused(&error);
                return self.finish(writing, true, cx);
            }
            self.writing = Some(writing);
            cx.ctx.request_repaint();
        } else {
            self.finish(writing, false, cx);
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let mut content = above_bar(ui, "import");
        let gaps = space();
        Frame::new().inner_margin(gaps.l).show(&mut content, |ui| {
            ui.spacing_mut().item_spacing.y = gaps.m;
            steps_ui(ui, self.step);
            self.doing_ui(ui);
            match self.step {
                Step::File => scrolled(ui, "import-file", |ui| self.file_ui(ui, see, out)),
                Step::Columns => {
                    scrolled(ui, "import-columns", |ui| {
                        self.problems.rest_ui(ui, &["path"]);
                        let mut said = Vec::new();
                        let mappings = (&self.mappings, &self.kept);
                        columns::ui(ui, &self.reading.looked(), mappings, WANTED, &mut said);
                        out.extend(said.into_iter().map(Msg::Said));
                    });
                }
                Step::Check => {
                    self.problems.rest_ui(ui, &["path"]);
                    if let Some(check) = &mut self.check {
                        check.ui(ui, see, &self.assumed, &self.units, std::mem::take(&mut self.focus), out);
                    }
                }
                Step::Done => {
                    if let Some(done) = &mut self.done {
                        done.ui(ui, &mut self.problems, out);
                    }
                }
            }
        });
        self.bar_ui(ui, see, out);
        self.keyboard(ui, out);
    }

    /// How far the thread is, once somebody wonders.
    fn doing_ui(&self, ui: &mut Ui) {
        match &self.doing {
            None => {}
            Some(Doing::Opening(job)) => job.ui(ui, "正在读文件"),
            Some(Doing::Reading(job)) => job.ui(ui, "正在按新的对应读"),
            Some(Doing::Planning(job)) => job.ui(ui, "正在试读"),
        }
    }

    /// Whether it is being written: it is not dropped then.
    pub fn is_writing(&self) -> bool {
        self.writing.is_some()
    }

    fn file_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        panel(ui, icons::IMPORT, "名册文件", |ui| {
            let focus = self.problems.takes("path") || std::mem::take(&mut self.focus);
            let wrong = self.problems.of("path");
            let row = Row::new("名册").problem(wrong).focus(focus);
            let row = row.hint(".xlsx、.xls、.csv 都可以；表头要有“姓名”，标题、合计、空行会自动跳过。");
            let shown = Shown { name: "名册", problem: wrong.is_some(), ..Shown::default() };
            let field = row.show(ui, |ui| self.picker.show(ui, &mut self.path, shown));
            see.panes.entry(field.id);
            if entered(ui, &field) && self.doing.is_none() {
                out.push(Msg::Open);
            }
            self.problems.rest_ui(ui, &["path"]);
        });
        muted(ui, "读文件和试读都不改动台账，核对无误、按“导入”以后才写入。");
    }

    fn bar_ui(&mut self, ui: &mut Ui, see: &See<'_>, out: &mut Vec<Msg>) {
        let barred = see.barred(Op::Import);
        let waits = self.doing.as_ref().is_some_and(|doing| !matches!(doing, Doing::Reading(_)));
        let busy = waits.then_some("正在读，请稍等。");
        let sentence = match (self.step, &self.check, &self.writing) {
            (_, _, Some(writing)) => {
                let (written, total) = writing.progress();
                format!("正在写入　{written} / {total} 人")
            }
            (Step::Columns, ..) => columns::sentence(&self.reading.looked()),
            (Step::Check, Some(check), _) => check.sentence(),
            _ => String::new(),
        };
        action_bar(ui, "import-bar", &sentence, |ui| {
            if self.writing.is_some() {
                if ui.add(Button::new("停止导入")).clicked() {
                    out.push(Msg::Stop);
                }
                return;
            }
            let between = matches!(self.step, Step::Columns | Step::Check);
            let leave = Button::new("不导入了");
            let leave = if between { leave } else { leave.keys("Esc") };
            if self.step != Step::Done && ui.add(leave).clicked() {
                out.push(Msg::Leave);
            }
            if between && ui.add(Button::new("上一步").keys("Esc")).clicked() {
                out.push(Msg::Back);
            }
            let (label, msg, why) = match self.step {
                Step::File => ("读文件".to_owned(), Msg::Open, None),
                Step::Columns => ("试读".to_owned(), Msg::Plan, None),
                Step::Check => match self.check.as_ref().map_or(0, Check::to_write) {
                    0 => ("导入".to_owned(), Msg::Write, Some("没有要写入的行。")),
                    rows => (format!("导入{rows}行"), Msg::Write, None),
                },
                Step::Done => ("完成".to_owned(), Msg::Leave, None),
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
        let asking = is_asking(ui) || Popup::is_any_open(ui.ctx());
        if asking || self.writing.is_some() {
            return;
        }
        if ui.ctx().input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            out.push(match self.step {
                Step::Columns | Step::Check => Msg::Back,
                Step::File | Step::Done => Msg::Leave,
            });
        }
    }
}
