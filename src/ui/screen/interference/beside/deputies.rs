//! 代为批示: who gives the 批示 while a leader is away, from which day to which.

use chrono::NaiveDate;
use eframe::egui::{Frame, Margin, Ui};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::periods;
use crate::domain::id::Id;
use crate::domain::interference::Acting;
use crate::domain::role::{Op, Role, may};
use crate::domain::user::User;
use crate::ledger::file::Versioned;
use crate::ui::screen::certificates::entry::{Entry, Said, choice, day, day_of, line};
use crate::ui::screen::problems::Problems;
use crate::ui::screen::{Cx, See};
use crate::ui::theme::{regular, space, theme, type_sizes};
use crate::ui::widget::{
    Button, Cell, Column, DateField, TableEvent, TableState, Tone, above_bar, action_bar, empty_state,
    problem_text, table, table_id, wrapped,
};
use crate::words::date::show_date;

/// The key of the draft of an appointment.
pub const DRAFT: &str = "interference/beside/deputy";
const TABLE: &str = "代为批示";
const COLUMNS: [Column; 6] = [
    Column::plain("代为批示的人", 120.0).grows(),
    Column::plain("负责人", 100.0).grows(),
    Column::plain("起", 140.0),
    Column::plain("止", 140.0),
    Column::plain("依据", 0.0),
    Column::plain("状态", 96.0),
];
const NARROW: [Column; 5] = [COLUMNS[0], COLUMNS[1], COLUMNS[2], Column::plain("止", 0.0), COLUMNS[5]];
const FIELDS: &[&str] = &["acting.deputy", "acting.from", "acting.until", "acting.document"];
const END_FIELDS: &[&str] = &["acting.until", "why"];

/// What a person does here.
pub enum Msg {
    Appoint,
    End(usize),
    Periods,
    Said(Said),
}

/// What stands in the form of an appointment.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    deputy: Option<Uuid>,
    from: DateField,
    until: DateField,
    document: String,
}

/// What stands in the form that ends one.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EndFields {
    until: DateField,
    why: String,
}

enum Form {
    Appoint(Box<Entry<Fields>>),
    End(Box<Versioned<Acting>>, Box<Entry<EndFields>>),
    Periods(Box<Entry<periods::Fields>>),
}

/// One appointment, with names.
struct Row {
    read: Versioned<Acting>,
    leader: String,
    deputy: String,
    own: bool,
}

impl Row {
    fn state(&self, today: NaiveDate) -> (Tone, &'static str) {
        let acting = &self.read.value;
        match (acting.holds_on(today), acting.from > today) {
            (true, _) => (Tone::Chosen, "今天代理"),
            (false, true) => (Tone::Plain, "未到日期"),
            (false, false) => (Tone::Plain, "已结束"),
        }
    }
}

/// What stands here.
#[derive(Default)]
pub struct State {
    rows: Vec<Row>,
    /// Who may be appointed by the acting user.
    people: Vec<(Option<Uuid>, String)>,
    table: TableState,
    form: Option<Form>,
    problem: Option<String>,
    focus: bool,
}

impl State {
    pub fn enter(&mut self, cx: &mut Cx<'_>) {
        self.problem = self.read(cx).err().map(|error| error.to_string());
        let at = self.table.selected.unwrap_or(0);
        self.table.select(self.rows.len().checked_sub(1).map(|last| at.min(last)));
        self.focus |= self.form.is_none();
    }

    fn read(&mut self, cx: &Cx<'_>) -> crate::ledger::Result<()> {
        let me = cx.ledger.actor().map(|actor| actor.id);
        let users = cx.ledger.all::<User>()?;
        let called = |id: Id<User>| {
            users.iter().find(|user| user.id == id).map(|user| user.value.name.clone()).unwrap_or_default()
        };
        let fit = |user: &&Versioned<User>| {
            let roles = &user.value.roles;
            Some(user.id) != me
                && !user.value.closed
                && !roles.contains(&Role::Administrator)
                && may(roles, Op::Seal)
        };
        let words = |user: &Versioned<User>| {
            let roles: Vec<&str> = user.value.roles.iter().map(|role| role.label()).collect();
            (Some(user.id.uuid()), format!("{}（{}）", user.value.name, roles.join("、")))
        };
        self.people = users.iter().filter(fit).map(words).collect();
        let row = |read: Versioned<Acting>| Row {
            leader: called(read.value.leader),
            deputy: called(read.value.deputy),
            own: Some(read.value.leader) == me,
            read,
        };
        self.rows = cx.ledger.all::<Acting>()?.into_iter().map(row).collect();
        self.rows.sort_by_key(|row| std::cmp::Reverse(row.read.value.from));
        Ok(())
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, free: bool, out: &mut Vec<Msg>) {
        let today = see.today;
        match &mut self.form {
            Some(Form::Appoint(entry)) => {
                let (people, verb) = (&self.people, ("指定", Op::AppointDeputy));
                let said = entry.ui(ui, see, verb, free, FIELDS, |ui, fields, problems| {
                    rows_ui(ui, fields, people, problems, today);
                });
                out.extend(said.map(Msg::Said));
            }
            Some(Form::End(_, entry)) => {
                let verb = ("提前结束", Op::AppointDeputy);
                let said = entry.ui(ui, see, verb, free, END_FIELDS, |ui, fields, problems| {
                    let hint = "最后代理的一天；在此以前呈报的，代理人的钥匙仍能打开";
                    day(ui, ("止", "acting.until", hint), &mut fields.until, problems, today);
                    line(ui, ("理由", "why", "例如：提前返岗"), &mut fields.why, problems);
                });
                out.extend(said.map(Msg::Said));
            }
            Some(Form::Periods(entry)) => {
                let verb = ("保存期限", Op::SetInterference);
                let said = entry.ui(ui, see, verb, free, periods::FIELDS, periods::rows_ui);
                out.extend(said.map(Msg::Said));
            }
            None => self.list_ui(ui, see, out),
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let (gaps, today) = (space(), see.today);
        let mut content = above_bar(ui, "deputies");
        Frame::new().inner_margin(Margin::symmetric(gaps.m as i8, gaps.s as i8)).show(&mut content, |ui| {
            ui.set_width(ui.available_width());
            for sentence in self.today_said(today) {
                let ink = theme(ui).text;
                wrapped(ui, &sentence, regular(type_sizes().body), ink);
            }
        });
        if let Some(problem) = &self.problem {
            problem_text(&mut content, problem);
        } else if self.rows.is_empty() {
            let sentence = "还没有指定过代理。主要负责人外出的，在这里指定一位，写明起止日期；这些天呈报的记录，\
                            代理人也能打开和批示，涉及代理人本人的除外。";
            let button = see.may(Op::AppointDeputy).then_some("指定第一位");
            if empty_state(&mut content, sentence, button).is_some_and(|button| button.clicked()) {
                out.push(Msg::Appoint);
            }
        } else {
            see.panes.entry(table_id(TABLE));
            let columns: &[Column] = if see.narrow { &NARROW } else { &COLUMNS };
            let rows = &self.rows;
            let cells = |at: usize| {
                let row = rows.get(at)?;
                Some(columns.iter().map(|column| cell(row, column.title, today)).collect())
            };
            for event in table(&mut content, TABLE, &mut self.table, columns, rows.len(), cells) {
                if let TableEvent::Open(at) = event
                    && self.barred_end(at, today).is_none()
                {
                    out.push(Msg::End(at));
                }
            }
            if std::mem::take(&mut self.focus) {
                ui.memory_mut(|memory| memory.request_focus(table_id(TABLE)));
            }
        }
        let barred = see.barred(Op::AppointDeputy);
        action_bar(ui, "deputies-bar", &format!("{} 次", self.rows.len()), |ui| {
            if ui.add(Button::new("办理期限").barred(see.barred(Op::SetInterference))).clicked() {
                out.push(Msg::Periods);
            }
            let at = self.table.selected;
            let ended = at.map_or(Some("还没有指定过代理。"), |at| self.barred_end(at, today));
            if ui.add(Button::new("提前结束").barred(barred.or(ended))).clicked() {
                out.extend(at.map(Msg::End));
            }
            if ui.add(Button::new("指定代理").primary().barred(barred)).clicked() {
                out.push(Msg::Appoint);
            }
        });
    }

    /// Who acts today, in sentences.
    fn today_said(&self, today: NaiveDate) -> Vec<String> {
        let said: Vec<String> = self
            .rows
            .iter()
            .filter(|row| row.read.value.holds_on(today))
            .map(|row| {
                let until = show_date(row.read.value.until);
                format!("今天由{}代{}批示，到{until}为止。", row.deputy, row.leader)
            })
            .collect();
        if said.is_empty() {
            return vec!["今天没有人代为批示，呈报由主要负责人本人批示。".to_owned()];
        }
        said
    }

    /// Why an appointment cannot be ended by the acting user, where it cannot.
    fn barred_end(&self, at: usize, today: NaiveDate) -> Option<&'static str> {
        let row = self.rows.get(at)?;
        match (row.own, row.read.value.until < today) {
            (false, _) => Some("只能由指定的负责人自己结束。"),
            (true, true) => Some("这次代理已经结束。"),
            (true, false) => None,
        }
    }

    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match msg {
            Msg::Appoint => self.begin(cx),
            Msg::Periods => self.begin_periods(cx),
            Msg::End(at) => self.end_at(at, cx),
            Msg::Said(Said::Submit) => {
                let done = match &mut self.form {
                    Some(Form::Appoint(entry)) => appoint(entry, cx).inspect(|_| entry.discard(cx)),
                    Some(Form::End(read, entry)) => end(read, entry, cx).inspect(|_| entry.discard(cx)),
                    Some(Form::Periods(entry)) => periods::submit(entry, cx).inspect(|_| entry.discard(cx)),
                    None => None,
                };
                if let Some(sentence) = done {
                    self.form = None;
                    cx.done(sentence);
                    cx.saved();
                    self.enter(cx);
                }
            }
            Msg::Said(said) => {
                match (self.form.take(), said) {
                    (Some(Form::Appoint(entry)), Said::Discard) => entry.discard(cx),
                    (Some(Form::Appoint(mut entry)), _) => entry.leave(cx),
                    (Some(Form::End(_, entry)), Said::Discard) => entry.discard(cx),
                    (Some(Form::End(_, mut entry)), _) => entry.leave(cx),
                    (Some(Form::Periods(entry)), Said::Discard) => entry.discard(cx),
                    (Some(Form::Periods(mut entry)), _) => entry.leave(cx),
                    (None, _) => {}
                }
                self.focus = true;
            }
        }
    }

    /// Begins an appointment, or goes on with its draft.
    pub fn begin(&mut self, cx: &mut Cx<'_>) {
        let from = DateField::of(Some(cx.today));
        let fields = Fields { from, ..Fields::default() };
        let entry = Entry::begin(DRAFT.to_owned(), "指定代为批示的人", fields, FIELDS[0], cx);
        self.form = Some(Form::Appoint(Box::new(entry)));
    }

    /// Goes on ending an appointment, by its identity.
    pub fn begin_end(&mut self, id: &str, cx: &mut Cx<'_>) {
        let at = self.rows.iter().position(|row| row.read.id.uuid().to_string() == id);
        if let Some(at) = at {
            self.end_at(at, cx);
        }
    }

    fn end_at(&mut self, at: usize, cx: &mut Cx<'_>) {
        let Some(row) = self.rows.get(at) else { return };
        let read = row.read.clone();
        let key = format!("{DRAFT}/{}", read.id.uuid());
        let title = format!("提前结束　{}代{}批示", row.deputy, row.leader);
        let until = DateField::of(Some(cx.today.max(read.value.from)));
        let fields = EndFields { until, why: String::new() };
        let entry = Entry::begin(key, &title, fields, "acting.until", cx);
        self.form = Some(Form::End(Box::new(read), Box::new(entry)));
    }

    /// Begins to set the periods.
    pub fn begin_periods(&mut self, cx: &mut Cx<'_>) {
        match periods::begin(cx) {
            Ok(entry) => self.form = Some(Form::Periods(Box::new(entry))),
            Err(error) => cx.refused(error),
        }
    }

    pub fn is_unkept(&self) -> bool {
        match &self.form {
            Some(Form::Appoint(entry)) => entry.is_unkept(),
            Some(Form::End(_, entry)) => entry.is_unkept(),
            Some(Form::Periods(entry)) => entry.is_unkept(),
            None => false,
        }
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        match &mut self.form {
            Some(Form::Appoint(entry)) => entry.keep(cx),
            Some(Form::End(_, entry)) => entry.keep(cx),
            Some(Form::Periods(entry)) => entry.keep(cx),
            None => {}
        }
    }
}

fn rows_ui(
    ui: &mut Ui,
    fields: &mut Fields,
    people: &[(Option<Uuid>, String)],
    problems: &mut Problems,
    today: NaiveDate,
) {
    let hint = "这些天呈报给您的记录，代理人也能打开和批示；涉及代理人本人、由代理人登记的除外";
    choice(ui, ("代为批示的人", "acting.deputy", hint), &mut fields.deputy, people, problems);
    day(ui, ("起", "acting.from", ""), &mut fields.from, problems, today);
    day(ui, ("止", "acting.until", "最后一天，当天也算"), &mut fields.until, problems, today);
    line(ui, ("依据", "acting.document", "会议纪要、通知，可以不填"), &mut fields.document, problems);
}

fn appoint(entry: &mut Entry<Fields>, cx: &mut Cx<'_>) -> Option<String> {
    entry.problems.clear();
    let (fields, problems, today) = (&entry.fields, &mut entry.problems, cx.today);
    if fields.deputy.is_none() {
        problems.say("acting.deputy", "请选择代为批示的人。");
    }
    let from = day_of("acting.from", &fields.from, Some("请填写从哪一天起。"), problems, today);
    let until = day_of("acting.until", &fields.until, Some("请填写最后一天。"), problems, today);
    let (Some(deputy), Some(from), Some(until)) = (fields.deputy, from, until) else { return None };
    match cx.ledger.appoint_deputy(Id::new(deputy), from, until, &fields.document) {
        Ok(_) => Some(format!("已指定代理，{}到{}。", show_date(from), show_date(until))),
        Err(error) => {
            problems.refused(&error);
            None
        }
    }
}

fn end(read: &Versioned<Acting>, entry: &mut Entry<EndFields>, cx: &mut Cx<'_>) -> Option<String> {
    entry.problems.clear();
    let (fields, problems) = (&entry.fields, &mut entry.problems);
    let until = day_of("acting.until", &fields.until, Some("请填写最后一天。"), problems, cx.today)?;
    match cx.ledger.end_deputy(read, until, fields.why.trim()) {
        Ok(()) => Some(format!("代理到{}为止。", show_date(until))),
        Err(error) => {
            problems.refused(&error);
            None
        }
    }
}

fn cell<'a>(row: &'a Row, title: &str, today: NaiveDate) -> Cell<'a> {
    let acting = &row.read.value;
    match title {
        "代为批示的人" => Cell::Strong(row.deputy.as_str().into()),
        "负责人" => Cell::Text(row.leader.as_str().into()),
        "起" => Cell::Text(show_date(acting.from).into()),
        "止" => Cell::Text(show_date(acting.until).into()),
        "依据" => Cell::Muted(acting.document.as_str().into()),
        _ => {
            let (tone, words) = row.state(today);
            Cell::State(tone, words.into())
        }
    }
}
