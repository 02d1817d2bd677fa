//! 培训: what was taught to whom, what the bureau asks for, and who is short of it.

mod form;
mod settings;

use eframe::egui::{Frame, Margin, Ui};

use super::entry::{Chosen, Entry, Said};
use crate::domain::card_settings::CardSettings;
use crate::domain::role::Op;
use crate::domain::unit::Unit;
use crate::ledger::cards::{Course, Share, Shortfall};
use crate::ui::screen::picker::Picker;
use crate::ui::screen::{Cx, See};
use crate::ui::tab::Target;
use crate::ui::theme::{regular, space, theme, type_sizes};
use crate::ui::widget::{
    Button, Cell, Column, TableEvent, TableState, Tone, above_bar, action_bar, empty_state, problem_text,
    segment, table, table_id, wrapped,
};
use crate::words::date::show_date;
use uuid::Uuid;

const TABLE: &str = "培训记录";
const SHORT: &str = "培训不足";
const COLUMNS: [Column; 5] = [
    Column::plain("结束日期", 120.0),
    Column::plain("种类", 150.0),
    Column::plain("培训名称", 0.0),
    Column::plain("组织单位", 170.0),
    Column::plain("人数", 150.0),
];
const NARROW: [Column; 3] = [COLUMNS[0], COLUMNS[2], COLUMNS[4]];
const SHORT_COLUMNS: [Column; 3] =
    [Column::plain("姓名", 84.0).grows(), Column::plain("单位", 180.0), Column::plain("还差", 0.0)];

/// Which list is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    #[default]
    Courses,
    Short,
}

/// What a person does here.
pub enum Msg {
    Show(Shown),
    New,
    /// The same training for more people.
    Again(usize),
    /// A training for all who are short.
    ForShort,
    Person(usize),
    Settings,
    /// Takes everybody of the unit and condition that are chosen into the form.
    Gather,
    Said(Said),
}

enum Form {
    Training(Box<Entry<form::Fields>>),
    Settings(Box<Entry<settings::Fields>>),
}

/// What stands here.
#[derive(Default)]
pub struct State {
    shown: Shown,
    courses: Vec<Course>,
    short: Vec<Shortfall>,
    settings: CardSettings,
    share: Option<Share>,
    topics: Vec<(String, String)>,
    units: Vec<(Option<Uuid>, String)>,
    table: TableState,
    form: Option<Form>,
    picker: Picker,
    problem: Option<String>,
    focus: bool,
}

impl State {
    pub fn enter(&mut self, cx: &mut Cx<'_>) {
        self.problem = self.read(cx).err().map(|error| error.to_string());
        let at = self.table.selected.unwrap_or(0);
        self.table.select(self.len().checked_sub(1).map(|last| at.min(last)));
    }

    fn read(&mut self, cx: &mut Cx<'_>) -> crate::ledger::Result<()> {
        self.courses = cx.ledger.courses()?;
        self.short = cx.ledger.training_shortfalls(cx.today)?;
        self.settings = cx.ledger.card_settings()?;
        self.share = cx.ledger.professionals(cx.today)?;
        let rules = cx.ledger.card_rules()?;
        let topic = |(i, label): (usize, &String)| ((i + 1).to_string(), label.clone());
        self.topics = rules.topics.labels.iter().enumerate().map(topic).collect();
        let open = cx.ledger.all::<Unit>()?.into_iter().filter(|unit| !unit.value.closed);
        self.units = open.map(|unit| (Some(unit.id.uuid()), unit.value.name)).collect();
        Ok(())
    }

    fn len(&self) -> usize {
        if self.shown == Shown::Courses { self.courses.len() } else { self.short.len() }
    }

    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        if let Some(Form::Training(entry)) = &mut self.form
            && let Some(hit) = self.picker.logic(&entry.fields.crowd.typed, cx)
        {
            entry.fields.crowd.choose(&hit);
            entry.problems.forget("training.officers");
            self.picker.settle("");
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, free: bool, out: &mut Vec<Msg>) {
        match &mut self.form {
            Some(Form::Training(entry)) => {
                let lists = form::Lists { topics: &self.topics, units: &self.units, today: see.today };
                let (picker, mut gather) = (&mut self.picker, false);
                let verb = ("提交培训", Op::AddTraining);
                let said = entry.ui(ui, see, verb, free, form::FIELDS, |ui, fields, problems| {
                    gather = form::rows_ui(ui, fields, picker, problems, &lists);
                });
                out.extend(gather.then_some(Msg::Gather));
                out.extend(said.map(Msg::Said));
            }
            Some(Form::Settings(entry)) => {
                let verb = ("保存要求", Op::SetCardSettings);
                let said = entry.ui(ui, see, verb, free, settings::FIELDS, settings::rows_ui);
                out.extend(said.map(Msg::Said));
            }
            None => self.lists_ui(ui, see, out),
        }
    }

    fn lists_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let gaps = space();
        let mut content = above_bar(ui, "trainings");
        Frame::new().inner_margin(Margin::symmetric(gaps.m as i8, gaps.s as i8)).show(&mut content, |ui| {
            ui.horizontal_wrapped(|ui| {
                let short = format!("培训不足 {}", self.short.len());
                let all = [(Shown::Courses, "培训记录"), (Shown::Short, short.as_str())];
                out.extend(segment(ui, "列表", Some(self.shown), &all).map(Msg::Show));
                wrapped(ui, &self.asked(), regular(type_sizes().small), theme(ui).muted);
            });
        });
        if let Some(problem) = &self.problem {
            problem_text(&mut content, problem);
        } else if self.len() == 0 {
            let sentence = match self.shown {
                Shown::Courses => "还没有培训记录。一次培训可以同时给很多人登记。",
                Shown::Short if self.asks_nothing() => "没有设定培训要求。需要时在“培训要求”里打开。",
                Shown::Short => "没有人达不到培训要求。",
            };
            empty_state(&mut content, sentence, None);
        } else {
            self.table_ui(&mut content, see, out);
        }
        if std::mem::take(&mut self.focus) {
            ui.memory_mut(|memory| memory.request_focus(table_id(self.name())));
        }
        let sentence = match self.shown {
            Shown::Courses => format!("{} 次培训", self.courses.len()),
            Shown::Short => format!("{} 人", self.short.len()),
        };
        let barred = see.barred(Op::AddTraining);
        action_bar(ui, "trainings-bar", &sentence, |ui| {
            if ui.add(Button::new("培训要求").barred(see.barred(Op::SetCardSettings))).clicked() {
                out.push(Msg::Settings);
            }
            if self.shown == Shown::Short {
                let nobody = self.short.is_empty().then_some("没有人达不到要求。");
                if ui.add(Button::new("给这些人登记培训").primary().barred(barred.or(nobody))).clicked()
                {
                    out.push(Msg::ForShort);
                }
            } else if ui.add(Button::new("登记培训").primary().barred(barred)).clicked() {
                out.push(Msg::New);
            }
        });
    }

    fn name(&self) -> &'static str {
        if self.shown == Shown::Courses { TABLE } else { SHORT }
    }

    fn table_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let name = self.name();
        see.panes.entry(table_id(name));
        let (courses, short) = (&self.courses, &self.short);
        let columns: &[Column] = match (self.shown, see.narrow) {
            (Shown::Short, _) => &SHORT_COLUMNS,
            (Shown::Courses, true) => &NARROW,
            (Shown::Courses, false) => &COLUMNS,
        };
        let cells = |at: usize| match self.shown {
            Shown::Courses => courses.get(at).map(|one| columns.iter().map(|c| cell(one, c.title)).collect()),
            Shown::Short => short.get(at).map(|one| {
                let Shortfall { name, unit, what, .. } = one;
                vec![Cell::Strong(name.into()), Cell::Text(unit.into()), Cell::State(Tone::Due, what.into())]
            }),
        };
        let rows = if self.shown == Shown::Courses { courses.len() } else { short.len() };
        for event in table(ui, name, &mut self.table, columns, rows, cells) {
            if let TableEvent::Open(at) = event {
                out.push(if self.shown == Shown::Courses { Msg::Again(at) } else { Msg::Person(at) });
            }
        }
    }

    fn asks_nothing(&self) -> bool {
        let CardSettings { entry, yearly, hours, professionals, .. } = &self.settings;
        !entry && !yearly && hours.is_none() && !professionals
    }

    /// What the bureau asks for, and how the share stands.
    fn asked(&self) -> String {
        let mut words = Vec::new();
        if self.settings.entry {
            words.push("入职培训3个月".to_owned());
        }
        if self.settings.yearly {
            words.push("每年2周".to_owned());
        }
        if let Some(hours) = self.settings.hours {
            words.push(format!("每年{hours}学时"));
        }
        if let Some(Share { counted, of }) = self.share {
            let stands = if self.share.is_some_and(Share::is_enough) { "够75%" } else { "不到75%" };
            words.push(format!("专业人员{counted}/{of}，{stands}"));
        }
        if words.is_empty() { "没有设定培训要求".to_owned() } else { words.join("　") }
    }

    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match msg {
            Msg::Show(shown) => {
                self.shown = shown;
                self.table = TableState::default();
                self.enter(cx);
            }
            Msg::New => self.begin(None, cx),
            Msg::Again(at) => {
                let fields = self.courses.get(at).map(|course| form::Fields::of(&course.training));
                self.begin(fields, cx);
            }
            Msg::ForShort => {
                self.begin(None, cx);
                if let Some(Form::Training(entry)) = &mut self.form {
                    for one in &self.short {
                        entry.fields.crowd.add(one.officer.uuid(), format!("{}　{}", one.name, one.unit));
                    }
                }
            }
            Msg::Person(at) => {
                if let Some(one) = self.short.get(at) {
                    cx.go(Target::Record { kind: "officer".to_owned(), id: one.officer.uuid() });
                }
            }
            Msg::Settings => match settings::begin(cx) {
                Ok(entry) => self.form = Some(Form::Settings(Box::new(entry))),
                Err(error) => cx.refused(error),
            },
            Msg::Gather => {
                if let Some(Form::Training(entry)) = &mut self.form
                    && let Err(error) = entry.fields.crowd.gather(cx)
                {
                    cx.refused(error);
                }
            }
            Msg::Said(Said::Submit) => {
                let done = match &mut self.form {
                    Some(Form::Training(entry)) => form::submit(entry, cx).inspect(|_| entry.discard(cx)),
                    Some(Form::Settings(entry)) => settings::submit(entry, cx).inspect(|_| entry.discard(cx)),
                    None => None,
                };
                if let Some(sentence) = done {
                    (self.form, self.focus) = (None, true);
                    cx.done(sentence);
                    cx.saved();
                    self.enter(cx);
                }
            }
            Msg::Said(said) => {
                match (self.form.take(), said) {
                    (Some(Form::Training(entry)), Said::Discard) => entry.discard(cx),
                    (Some(Form::Settings(entry)), Said::Discard) => entry.discard(cx),
                    (Some(Form::Training(mut entry)), _) => entry.leave(cx),
                    (Some(Form::Settings(mut entry)), _) => entry.leave(cx),
                    (None, _) => {}
                }
                self.focus = true;
            }
        }
    }

    fn begin(&mut self, fields: Option<form::Fields>, cx: &mut Cx<'_>) {
        self.picker = Picker::default();
        self.form = Some(Form::Training(Box::new(form::begin(fields, cx))));
    }

    /// A training for people who were marked in the list.
    pub fn begin_for(&mut self, people: Vec<Chosen>, cx: &mut Cx<'_>) {
        self.begin(None, cx);
        if let Some(Form::Training(entry)) = &mut self.form {
            for one in people {
                entry.fields.crowd.add(one.id, one.words);
            }
        }
    }

    /// Goes on with a draft.
    pub fn open(&mut self, kind: &str, cx: &mut Cx<'_>) {
        let msg = if kind == "card_settings" { Msg::Settings } else { Msg::New };
        self.update(msg, cx);
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        match &mut self.form {
            Some(Form::Training(entry)) => entry.keep(cx),
            Some(Form::Settings(entry)) => entry.keep(cx),
            None => {}
        }
    }

    pub fn is_unkept(&self) -> bool {
        match &self.form {
            Some(Form::Training(entry)) => entry.is_unkept(),
            Some(Form::Settings(entry)) => entry.is_unkept(),
            None => false,
        }
    }
}

fn cell<'a>(course: &'a Course, title: &str) -> Cell<'a> {
    match title {
        "结束日期" => Cell::Text(show_date(course.training.to).into()),
        "种类" => Cell::Text(course.training.kind.label().into()),
        "培训名称" => Cell::Strong(course.training.title.as_str().into()),
        "组织单位" => Cell::Text(course.training.organiser.as_str().into()),
        _ if course.open > 0 => {
            Cell::State(Tone::Due, format!("{} 人　{} 人无结果", course.people, course.open).into())
        }
        _ => Cell::Text(format!("{} 人　合格 {} 人", course.people, course.passed).into()),
    }
}
