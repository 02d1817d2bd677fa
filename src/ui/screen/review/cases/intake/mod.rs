//! What comes in about others: reports, accidents and findings, each until it is answered.

mod form;

use std::collections::HashMap;

use eframe::egui::Ui;
use uuid::Uuid;

use crate::domain::id::Id;
use crate::domain::intake::Intake;
use crate::domain::role::Op;
use crate::ledger::cases::LeadMade;
use crate::ledger::file::Versioned;
use crate::ui::keys;
use crate::ui::screen::certificates::entry::{Entry, Said, picked, units};
use crate::ui::screen::picker::Picker;
use crate::ui::screen::{Cx, See};
use crate::ui::tab::{LeadOffer, Target};
use crate::ui::widget::{
    Button, Cell, Column, Dialog, TableEvent, TableState, Tone, above_bar, action_bar, empty_state,
    key_value, problem_text, table, table_id,
};
use crate::words::date::show_date;
pub use form::DRAFT;
use form::{FIELDS, Fields, Work};

const TABLE: &str = "投诉举报和发现";
const COLUMNS: [Column; 6] = [
    Column::plain("收到日期", 136.0),
    Column::plain("类别", 96.0),
    Column::plain("来源", 160.0).grows(),
    Column::plain("内容", 0.0),
    Column::plain("状态", 104.0),
    Column::plain("责任", 88.0),
];

/// What a person does here.
pub enum Msg {
    New,
    Open(usize),
    /// Offers the one at a place to 责任 as a lead.
    Lead(usize),
    /// To the inquiry that the lead of the one at a place has opened.
    Inquiry(usize),
    Said(Said),
    Closed,
}

/// What stands here.
#[derive(Default)]
pub struct State {
    rows: Vec<Versioned<Intake>>,
    leads: HashMap<Id<Intake>, LeadMade>,
    table: TableState,
    form: Option<(Work, Box<Entry<Fields>>)>,
    units: Vec<(Option<Uuid>, String)>,
    picker: Picker,
    /// One that was answered, to be read.
    read: Option<Box<Versioned<Intake>>>,
    problem: Option<String>,
    focus: bool,
}

impl State {
    pub fn enter(&mut self, cx: &mut Cx<'_>) {
        match cx.ledger.intake().and_then(|rows| Ok((rows, cx.ledger.leads_of_intake()?))) {
            Ok((rows, leads)) => (self.rows, self.leads, self.problem) = (rows, leads, None),
            Err(error) => self.problem = Some(error.to_string()),
        }
        let at = self.table.selected.unwrap_or(0);
        self.table.select(self.rows.len().checked_sub(1).map(|last| at.min(last)));
        self.focus |= self.form.is_none();
    }

    fn begin(&mut self, work: Work, cx: &mut Cx<'_>) {
        (self.picker, self.units) = (Picker::case(), units(cx, "没有选"));
        let entry = Box::new(form::begin(&work, cx));
        self.form = Some((work, entry));
    }

    /// Opens one: its form while it waits, what was answered after that.
    pub fn show(&mut self, id: Id<Intake>, cx: &mut Cx<'_>) {
        match cx.ledger.get(id) {
            Ok(read) if read.value.answered_on.is_some() => self.read = Some(Box::new(read)),
            Ok(read) => self.begin(Work::Answer(Box::new(read)), cx),
            Err(error) => cx.refused(error),
        }
    }

    /// Goes on with a draft.
    pub fn go_on(&mut self, key: &str, cx: &mut Cx<'_>) {
        match key.split('/').nth(1).and_then(|id| id.parse::<Uuid>().ok()) {
            Some(id) => self.show(Id::new(id), cx),
            None => self.begin(Work::New, cx),
        }
    }

    pub fn is_busy(&self) -> bool {
        self.form.is_some() || self.read.is_some()
    }

    pub fn is_unkept(&self) -> bool {
        self.form.as_ref().is_some_and(|(_, entry)| entry.is_unkept())
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        if let Some((_, entry)) = &mut self.form {
            entry.keep(cx);
        }
    }

    pub fn breadcrumb(&self) -> String {
        self.form.as_ref().map_or(TABLE.to_owned(), |(_, entry)| entry.title.clone())
    }

    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        let Some((_, entry)) = &mut self.form else {
            if self.read.is_none() && cx.may(Op::RecordIntake) && keys::pressed(cx.ctx, keys::NEW) {
                self.begin(Work::New, cx);
            }
            return;
        };
        let fields = &mut entry.fields;
        if let Some(one) = picked(&mut self.picker, &mut fields.typed, cx) {
            fields.case = Some(one);
            entry.problems.forget("intake.case");
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        if let Some((work, entry)) = &mut self.form {
            let (with, today) = ((&mut self.picker, self.units.as_slice()), see.today);
            let verb = (work.verb(), Op::RecordIntake);
            let said = entry.ui(ui, see, verb, true, FIELDS, |ui, fields, problems| {
                form::rows_ui(ui, work, fields, with, problems, today);
            });
            out.extend(said.map(Msg::Said));
            return;
        }
        let mut content = above_bar(ui, "intake");
        if let Some(problem) = &self.problem {
            problem_text(&mut content, problem);
        } else if self.rows.is_empty() {
            let sentence = "还没有登记投诉举报、事故信息和检查发现。收到时登记，答复以前列在待办里；没有答复或者逾期的，\
                            可以作为责任线索移交，由人决定。";
            let button = see.may(Op::RecordIntake).then_some("登记第一件");
            if empty_state(&mut content, sentence, button).is_some_and(|button| button.clicked()) {
                out.push(Msg::New);
            }
        } else {
            see.panes.entry(table_id(TABLE));
            let (rows, today) = (&self.rows, see.today);
            let leads = &self.leads;
            let cells = |at: usize| rows.get(at).map(|row| cells(&row.value, leads.get(&row.id), today));
            for event in table(&mut content, TABLE, &mut self.table, &COLUMNS, rows.len(), cells) {
                if let TableEvent::Open(at) = event {
                    out.push(Msg::Open(at));
                }
            }
            if std::mem::take(&mut self.focus) {
                ui.memory_mut(|memory| memory.request_focus(table_id(TABLE)));
            }
        }
        self.bar_ui(ui, see, out);
        if let Some(read) = &self.read
            && read_ui(ui, &read.value, self.leads.get(&read.id))
        {
            out.push(Msg::Closed);
        }
    }

    fn bar_ui(&self, ui: &mut Ui, see: &See<'_>, out: &mut Vec<Msg>) {
        let open = self.rows.iter().filter(|row| row.value.answered_on.is_none()).count();
        let barred = see.barred(Op::RecordIntake);
        let selected = self.table.selected.and_then(|at| Some((at, &self.rows.get(at)?.value)));
        action_bar(ui, "intake-bar", &format!("{} 件　未答复 {open} 件", self.rows.len()), |ui| {
            if let Some((at, row)) = selected {
                match self.rows.get(at).and_then(|row| self.leads.get(&row.id)) {
                    Some(made) => {
                        let none = made.inquiry.is_none().then_some("线索已经受理，还没有开展责任认定。");
                        if ui.add(Button::new("查看责任认定").barred(none)).clicked() {
                            out.push(Msg::Inquiry(at));
                        }
                    }
                    None => {
                        let why = (!row.offers_lead(see.today)).then_some("按期答复了，没有可以移交的线索。");
                        let why = see.barred(Op::OpenLiability).or(why);
                        if ui.add(Button::new("作为责任线索移交").barred(why)).clicked() {
                            out.push(Msg::Lead(at));
                        }
                    }
                }
                let word = if row.answered_on.is_some() { "查看答复" } else { "登记答复" };
                if ui.add(Button::new(word).barred(barred)).clicked() {
                    out.push(Msg::Open(at));
                }
            }
            let new = Button::new("登记一件").primary().keys("Ctrl+N").barred(barred);
            if ui.add(new).clicked() {
                out.push(Msg::New);
            }
        });
    }

    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match msg {
            Msg::New => self.begin(Work::New, cx),
            Msg::Open(at) => {
                if let Some(id) = self.rows.get(at).map(|row| row.id) {
                    self.show(id, cx);
                }
            }
            Msg::Lead(at) => {
                if let Some(row) = self.rows.get(at)
                    && let Some(offer) = offer(row, cx)
                {
                    cx.go(Target::Lead(Box::new(offer)));
                }
            }
            Msg::Inquiry(at) => {
                let made = self.rows.get(at).and_then(|row| self.leads.get(&row.id));
                if let Some(id) = made.and_then(|made| made.inquiry) {
                    cx.go(Target::Record { kind: "liability".to_owned(), id: id.uuid() });
                }
            }
            Msg::Closed => (self.read, self.focus) = (None, true),
            Msg::Said(Said::Submit) => {
                let Some((work, entry)) = &mut self.form else { return };
                if form::meets(work, entry, cx)
                    && let Some(sentence) = form::submit(work, entry, cx)
                {
                    entry.submitted(sentence, cx);
                    self.form = None;
                    self.enter(cx);
                }
            }
            Msg::Said(said) => {
                if let Some((_, mut entry)) = self.form.take() {
                    entry.end(said, cx);
                }
                self.focus = true;
            }
        }
    }
}

/// The lead that lies in one, for a person to accept in 责任.
fn offer(row: &Versioned<Intake>, cx: &Cx<'_>) -> Option<LeadOffer> {
    let lead = cx.ledger.lead_of_intake(row)?;
    let case = row.value.case.and_then(|case| {
        let read = cx.ledger.get(case).ok()?.value;
        Some((case.uuid(), format!("{}　{}", read.number, read.title).trim().to_owned()))
    });
    let matter = format!("{}没有按期答复", row.value.kind.label());
    let on = row.value.answer_by;
    let (source, summary, intake) = (lead.source, lead.summary, Some(row.id.uuid()));
    Some(LeadOffer { source, summary, case, matter, on, intake, ..LeadOffer::default() })
}

/// One that was answered; tells whether it has been read.
fn read_ui(ui: &Ui, read: &Intake, made: Option<&LeadMade>) -> bool {
    let lines = [
        ("类别", read.kind.label().to_owned()),
        ("收到日期", show_date(read.received_on)),
        ("来源", read.from.clone()),
        ("内容", read.content.clone()),
        ("答复", read.answer.clone()),
        ("答复日期", read.answered_on.map(show_date).unwrap_or_default()),
        ("责任线索", made.map(lead_words).unwrap_or_default()),
    ];
    let answer = Dialog::reading("处理和答复").width(620.0).show(ui.ctx(), |ui| {
        for (key, value) in lines.iter().filter(|(_, value)| !value.is_empty()) {
            key_value(ui, key, 88.0, value);
        }
    });
    answer.is_some()
}

/// What became of the lead, in a sentence.
fn lead_words(made: &LeadMade) -> String {
    let on = show_date(made.received_on);
    match made.inquiry {
        Some(_) => format!("{on}受理，已开展责任认定"),
        None => format!("{on}受理，还没有开展责任认定"),
    }
}

fn cells<'a>(row: &'a Intake, made: Option<&LeadMade>, today: chrono::NaiveDate) -> Vec<Cell<'a>> {
    let state = match (row.answered_on, row.answer_by) {
        (Some(_), _) if row.late(today) => Cell::State(Tone::Due, "逾期答复".into()),
        (Some(_), _) => Cell::State(Tone::Done, "已答复".into()),
        (None, Some(by)) if by < today => {
            Cell::State(Tone::Overdue, format!("逾期{}天", (today - by).num_days()).into())
        }
        (None, _) => Cell::State(Tone::Due, "待答复".into()),
    };
    vec![
        Cell::Text(show_date(row.received_on).into()),
        Cell::Muted(row.kind.label().into()),
        Cell::Text(row.from.as_str().into()),
        Cell::Strong(row.content.as_str().into()),
        state,
        Cell::Muted(if made.is_some() { "已移交" } else { "" }.into()),
    ]
}
