//! 不记录认定: who failed to record, or not truthfully, how often, and what follows for whom (C10-10).

mod form;
mod person;

use eframe::egui::{Frame, Key, Margin, Modifiers, Popup, Ui};

use crate::domain::id::Id;
use crate::domain::interference::{RecordingFailure, Response};
use crate::domain::officer::Officer;
use crate::domain::role::Op;
use crate::ledger::file::Versioned;
use crate::ledger::interference::Answerable;
use crate::ui::screen::certificates::entry::{Entry, Said, picked};
use crate::ui::screen::picker::Picker;
use crate::ui::screen::{Cx, See};
use crate::ui::theme::{regular, space, theme, type_sizes};
use crate::ui::widget::{
    Button, Cell, Column, TableEvent, TableState, Tone, above_bar, action_bar, empty_state, problem_text,
    table, table_id, wrapped,
};
use form::FIELDS;
use person::Asking;

pub use form::DRAFT;

const TABLE: &str = "不记录认定";
const COLUMNS: [Column; 4] = [
    Column::plain("姓名", 100.0).grows(),
    Column::plain("认定", 96.0),
    Column::plain("应当", 240.0),
    Column::plain("依据", 0.0),
];
const NARROW: [Column; 3] = [COLUMNS[0], COLUMNS[1], Column::plain("应当", 0.0)];

/// What a person does here.
pub enum Msg {
    New,
    Open(usize),
    Leave,
    Said(Said),
    /// The document that followed, or a withdrawal, of the failure at a place.
    Document(usize),
    Withdraw(usize),
    Answer,
    LeaveAsking,
}

/// Somebody who failed, or on whose instruction somebody did.
pub struct Person {
    id: Id<Officer>,
    name: String,
    /// Those that stand and are the person's own.
    own: usize,
    follows: Vec<Answerable>,
}

/// What stands here.
#[derive(Default)]
pub struct State {
    persons: Vec<Person>,
    failures: Vec<(Versioned<RecordingFailure>, String, String)>,
    table: TableState,
    /// The person who is looked at.
    at: Option<Id<Officer>>,
    asking: Option<Asking>,
    form: Option<Box<Entry<form::Fields>>>,
    who: Picker,
    by: Picker,
    problem: Option<String>,
    focus: bool,
}

impl State {
    pub fn enter(&mut self, cx: &mut Cx<'_>) {
        self.problem = self.read(cx).err().map(|error| error.to_string());
        let at = self.table.selected.unwrap_or(0);
        self.table.select(self.persons.len().checked_sub(1).map(|last| at.min(last)));
        self.focus |= self.form.is_none();
    }

    fn read(&mut self, cx: &Cx<'_>) -> crate::ledger::Result<()> {
        let called = |id: Id<Officer>| cx.ledger.get(id).map(|officer| officer.value.name);
        let mut all = cx.ledger.all::<RecordingFailure>()?;
        all.sort_by_key(|one| one.value.on);
        let follows = cx.ledger.answerable_for_failures()?;
        self.failures.clear();
        self.persons.clear();
        for one in all {
            let failure = one.value.failure;
            let superior = failure.instructed_by.map(called).transpose()?;
            let name = called(failure.officer)?;
            for id in [Some(failure.officer), failure.instructed_by].into_iter().flatten() {
                if self.persons.iter().all(|person| person.id != id) {
                    let follows = follows.iter().filter(|one| one.officer == id).cloned().collect();
                    self.persons.push(Person { id, name: called(id)?, own: 0, follows });
                }
            }
            let stands = one.value.withdrawn.is_empty();
            if let Some(person) = self.persons.iter_mut().find(|person| person.id == failure.officer) {
                person.own += usize::from(stands);
            }
            self.failures.push((one, name, superior.unwrap_or_default()));
        }
        self.persons.sort_by_key(|person| person.follows.is_empty());
        Ok(())
    }

    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        let Some(entry) = &mut self.form else { return };
        let fields = &mut entry.fields;
        for (picker, typed, chosen, field) in [
            (&mut self.who, &mut fields.typed, &mut fields.who, "recording_failure.officer"),
            (&mut self.by, &mut fields.by_typed, &mut fields.by, "recording_failure.instructed_by"),
        ] {
            if let Some(one) = picked(picker, typed, cx) {
                *chosen = Some(one);
                entry.problems.forget(field);
            }
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, free: bool, out: &mut Vec<Msg>) {
        if let Some(entry) = &mut self.form {
            let (who, by, today) = (&mut self.who, &mut self.by, see.today);
            let verb = ("提交认定", Op::EstablishFailure);
            let said = entry.ui(ui, see, verb, free, FIELDS, |ui, fields, problems| {
                form::rows_ui(ui, fields, (who, by), problems, today);
            });
            out.extend(said.map(Msg::Said));
            return;
        }
        let shown = self.at.and_then(|id| self.persons.iter().find(|person| person.id == id));
        if let Some(person) = shown {
            let esc = free && self.asking.is_none() && !Popup::is_any_open(ui.ctx());
            if esc && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
                out.push(Msg::Leave);
            }
            person::ui(ui, see, person, &self.failures, out);
        } else {
            self.list_ui(ui, see, out);
        }
        if let Some(asking) = &mut self.asking {
            asking.ui(ui.ctx(), out);
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let gaps = space();
        let mut content = above_bar(ui, "failures");
        let barred = see.barred(Op::EstablishFailure);
        if let Some(problem) = &self.problem {
            problem_text(&mut content, problem);
        } else if self.persons.is_empty() {
            let sentence = "还没有认定过不记录、不如实记录。有权机关认定以后由主要负责人或者纪检登记，程序按人累计次数，\
                            列出应当怎样追究和依据。";
            let button = barred.is_none().then_some("登记第一次认定");
            if empty_state(&mut content, sentence, button).is_some_and(|button| button.clicked()) {
                out.push(Msg::New);
            }
        } else {
            let frame = Frame::new().inner_margin(Margin::symmetric(gaps.m as i8, gaps.s as i8));
            frame.show(&mut content, |ui| {
                ui.set_width(ui.available_width());
                let said = "程序累计次数、列出依据，怎样处理由有权机关决定。不记录和不如实记录合并累计，制度没有写期限，历次都算。";
                let ink = theme(ui).muted;
                wrapped(ui, said, regular(type_sizes().small), ink);
            });
            see.panes.entry(table_id(TABLE));
            let columns: &[Column] = if see.narrow { &NARROW } else { &COLUMNS };
            let persons = &self.persons;
            let cells = |at: usize| {
                let person = persons.get(at)?;
                Some(columns.iter().map(|column| cell(person, column.title)).collect())
            };
            for event in table(&mut content, TABLE, &mut self.table, columns, persons.len(), cells) {
                if let TableEvent::Open(at) = event {
                    out.push(Msg::Open(at));
                }
            }
            if std::mem::take(&mut self.focus) {
                ui.memory_mut(|memory| memory.request_focus(table_id(TABLE)));
            }
        }
        let due = self.persons.iter().filter(|person| !person.follows.is_empty()).count();
        let counted = format!("认定 {} 次　涉及 {due} 人", self.failures.len());
        action_bar(ui, "failures-bar", &counted, |ui| {
            let none = self.table.selected.is_none().then_some("还没有认定可以查看。");
            if ui.add(Button::new("查看").barred(none)).clicked() {
                out.extend(self.table.selected.map(Msg::Open));
            }
            if ui.add(Button::new("登记认定").primary().barred(barred)).clicked() {
                out.push(Msg::New);
            }
        });
    }

    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match msg {
            Msg::New => self.begin(cx),
            Msg::Open(at) => self.at = self.persons.get(at).map(|person| person.id),
            Msg::Leave => (self.at, self.focus) = (None, true),
            Msg::Document(at) => self.ask(at, Asking::document),
            Msg::Withdraw(at) => self.ask(at, Asking::withdraw),
            Msg::LeaveAsking => self.asking = None,
            Msg::Answer => {
                let Some(asking) = &mut self.asking else { return };
                if let Some(sentence) = asking.carry_out(cx) {
                    self.asking = None;
                    cx.done(sentence);
                    cx.saved();
                    self.enter(cx);
                }
            }
            Msg::Said(Said::Submit) => {
                let Some(entry) = &mut self.form else { return };
                if let Some(who) = form::submit(entry, cx) {
                    entry.submitted("已登记认定。", cx);
                    self.form = None;
                    self.enter(cx);
                    // What follows is what one wants to see now.
                    self.at = Some(who);
                }
            }
            Msg::Said(said) => {
                if let Some(mut entry) = self.form.take() {
                    entry.end(said, cx);
                }
                self.focus = true;
            }
        }
    }

    fn ask(&mut self, at: usize, asking: fn(Versioned<RecordingFailure>) -> Asking) {
        self.asking = self.failures.get(at).map(|(read, ..)| asking(read.clone()));
    }

    /// Begins to enter one, or goes on with the draft.
    pub fn begin(&mut self, cx: &mut Cx<'_>) {
        (self.who, self.by) = (Picker::default(), Picker::default());
        self.form = Some(Box::new(form::begin(cx)));
    }

    pub fn is_unkept(&self) -> bool {
        self.form.as_ref().is_some_and(|entry| entry.is_unkept())
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        if let Some(entry) = &mut self.form {
            entry.keep(cx);
        }
    }
}

fn cell<'a>(person: &'a Person, title: &str) -> Cell<'a> {
    match title {
        "姓名" => Cell::Strong(person.name.as_str().into()),
        "认定" if person.own == 0 && person.follows.is_empty() => Cell::Muted("已撤销".into()),
        "认定" if person.own == 0 => Cell::Text("授意".into()),
        "认定" => Cell::Text(format!("{} 次", person.own).into()),
        "应当" if person.follows.is_empty() => Cell::Muted("没有".into()),
        "应当" => {
            let all: Vec<&str> = person.follows.iter().map(|one| short(one.response)).collect();
            Cell::State(Tone::Due, all.join("、").into())
        }
        _ => Cell::Muted(person.follows.first().map_or("", |one| one.citation.as_str()).into()),
    }
}

/// What follows, as a table has room for it.
fn short(response: Response) -> &'static str {
    match response {
        Response::Criticism => "通报批评",
        Response::Discipline => "纪律处分",
        Response::Heavier => "从重追究主管领导",
    }
}
