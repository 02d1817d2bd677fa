//! 责任: from a lead to the decision and its notice, in five steps.

mod allocation;
mod analysis;
mod chain;
mod conduct;
mod decision;
mod facts;
mod form;
mod grounds;
mod inquiry;
mod list;
mod new;
mod open;

use eframe::egui::{Key, Ui};
use uuid::Uuid;

use super::provision::Wanted;
use super::{Cx, Event, Screen, See};
use crate::domain::fault::Standing;
use crate::domain::id::Id;
use crate::domain::liability::Liability;
use crate::ui::keys;
use crate::ui::tab::{LeadOffer, Tab, Target};
use crate::ui::widget::{DialogAnswer, problem_text};
use crate::words::people;
use inquiry::Step;
use open::Open;

/// What a person does here.
pub enum Msg {
    Filter,
    Widths(Vec<u16>),
    OpenRow(usize),
    New,
    Back,
    Discard,
    /// The main button of what is in view.
    Submit,
    Step(Step),
    Edit,
    LeaveEdit,
    AddEvidence,
    Evidence(DialogAnswer),
    Answer(usize, Option<Standing>),
    /// Keys on the list of grounds, in order, and whether it may only be read.
    GroundKeys(Vec<Key>, bool),
    /// An answer of its own for one subject.
    Own(String),
    /// To the question with this id.
    Question(String),
    Hear(String),
    Hearing(DialogAnswer),
    Subject(String),
    Preview,
    Issuing(DialogAnswer),
    /// To the wording of a provision.
    Cite(Wanted),
}

/// What is in view.
#[derive(Default)]
enum View {
    #[default]
    List,
    New(Box<new::New>),
    Inquiry(Box<Open>),
}

/// What stands on the screen.
#[derive(Default)]
pub struct State {
    list: list::List,
    view: View,
    problem: Option<String>,
}

impl State {
    fn show(&mut self, id: Id<Liability>, cx: &mut Cx<'_>) {
        self.list.table.select(self.list.rows.iter().position(|row| row.id == id));
        match Open::load(id, cx) {
            Ok(open) => {
                self.view = View::Inquiry(Box::new(open));
                self.problem = None;
            }
            Err(error) => self.problem = Some(error),
        }
    }

    fn leave(&mut self, cx: &mut Cx<'_>) {
        Screen::keep(self, cx);
        self.view = View::List;
        self.list.to_table = true;
        self.list.read(cx);
    }

    fn begin(&mut self, cx: &mut Cx<'_>) {
        Screen::keep(self, cx);
        self.view = View::New(Box::new(new::New::open(cx)));
    }

    /// Begins with what another tab offers; a lead that somebody has begun to write comes first.
    fn begin_with(&mut self, offer: &LeadOffer, cx: &mut Cx<'_>) {
        self.begin(cx);
        if let View::New(new) = &mut self.view
            && !new.offer(offer, cx)
        {
            cx.refused("“受理线索”里还有没有写完的一份，没有换掉。请先受理或者丢弃它，再移交。");
        }
    }

    fn neighbour(&mut self, by: i64, cx: &mut Cx<'_>) {
        let View::Inquiry(open) = &self.view else { return };
        let id = open.inquiry.id();
        let Some(at) = self.list.rows.iter().position(|row| row.id == id) else { return };
        let to = (at as i64 + by).clamp(0, self.list.rows.len() as i64 - 1) as usize;
        let to = self.list.rows[to].id;
        if to != id {
            Screen::keep(self, cx);
            self.show(to, cx);
        }
    }

    /// The inquiry that belongs to a record.
    fn inquiry_of(kind: &str, id: Uuid, cx: &mut Cx<'_>) -> Option<Id<Liability>> {
        if let Ok(place) = cx.ledger.place(id)
            && let Some(inquiry) = place.inquiry
        {
            return Some(inquiry);
        }
        let all = cx.ledger.all::<Liability>().ok()?;
        let of = |one: &Liability| match kind {
            "lead" => one.lead.uuid() == id,
            "case" => one.case.is_some_and(|case| case.uuid() == id),
            _ => false,
        };
        all.into_iter().rev().find(|one| of(&one.value)).map(|one| one.id)
    }

    fn shortcuts(&mut self, cx: &mut Cx<'_>) {
        if let View::Inquiry(open) = &self.view
            && open.asks()
        {
            return;
        }
        if keys::pressed(cx.ctx, keys::FILTER) {
            if !matches!(self.view, View::List) {
                self.leave(cx);
            }
            self.list.to_filter = true;
            self.list.to_table = false;
        }
        if keys::pressed(cx.ctx, keys::NEW) && !matches!(self.view, View::New(_)) {
            self.begin(cx);
        }
        if keys::pressed(cx.ctx, keys::SUBMIT) {
            self.update(Msg::Submit, cx);
        }
        if keys::pressed(cx.ctx, keys::PREVIOUS_RECORD) {
            self.neighbour(-1, cx);
        }
        if keys::pressed(cx.ctx, keys::NEXT_RECORD) {
            self.neighbour(1, cx);
        }
        if let View::Inquiry(open) = &mut self.view {
            for (step, shortcut) in Step::ALL.into_iter().zip(keys::STEPS) {
                if keys::pressed(cx.ctx, shortcut) {
                    open.go(step);
                }
            }
        }
    }
}

impl Screen for State {
    type Msg = Msg;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        self.list.read(cx);
        match &mut self.view {
            View::List => self.list.to_table = true,
            View::Inquiry(open) => open.reload(cx),
            View::New(_) => {}
        }
    }

    fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        if let Some(problem) = &self.problem {
            problem_text(ui, problem);
        }
        match &mut self.view {
            View::List => self.list.ui(ui, see, out),
            View::New(new) => new.ui(ui, see, out),
            View::Inquiry(open) => open.ui(ui, see, out),
        }
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match (msg, &mut self.view) {
            (Msg::Filter, _) => self.list.read(cx),
            (Msg::Widths(widths), _) => cx.events.push(Event::Columns("liability", widths)),
            (Msg::OpenRow(i), _) => {
                if let Some(row) = self.list.rows.get(i) {
                    let id = row.id;
                    self.show(id, cx);
                }
            }
            (Msg::New, _) => self.begin(cx),
            (Msg::Back, _) => self.leave(cx),
            (Msg::Submit, View::New(new)) => {
                if let Some(id) = new.submit(cx) {
                    cx.saved();
                    cx.done("已受理线索，开始责任认定");
                    self.list.read(cx);
                    self.show(id, cx);
                }
            }
            (Msg::Discard, View::New(_)) => {
                cx.drop_draft(new::KEY);
                self.view = View::List;
                self.list.to_table = true;
                cx.done("草稿已丢弃");
            }
            (Msg::Cite(wanted), _) => cx.cite(&wanted),
            (msg, View::Inquiry(open)) => open.update(msg, cx),
            _ => {}
        }
    }

    fn logic(&mut self, cx: &mut Cx<'_>) {
        self.shortcuts(cx);
        match &mut self.view {
            View::New(new) => new.logic(cx),
            View::Inquiry(open) => open.logic(cx),
            View::List => {}
        }
    }

    fn open(&mut self, target: &Target, cx: &mut Cx<'_>) {
        match target {
            Target::New(Tab::Liability) => self.begin(cx),
            Target::Lead(offer) => self.begin_with(offer, cx),
            Target::Draft(key) if key == new::KEY => self.begin(cx),
            Target::Draft(key) => {
                let id = key.strip_prefix("liability/").and_then(|id| id.parse::<Uuid>().ok());
                if let Some(id) = id {
                    self.show(Id::new(id), cx);
                }
            }
            Target::Question { inquiry, question } => {
                self.show(Id::new(*inquiry), cx);
                if let View::Inquiry(open) = &mut self.view {
                    open.go(Step::Grounds);
                    open.grounds.go_to(question);
                }
            }
            Target::Inquiry(case) => {
                let case = Target::Record { kind: "case".to_owned(), id: *case };
                Screen::open(self, &case, cx);
            }
            Target::Record { kind, id } => match Self::inquiry_of(kind, *id, cx) {
                Some(inquiry) => self.show(inquiry, cx),
                None => {
                    self.view = View::List;
                    cx.refused("这个案件还没有责任认定。有线索的，从“受理线索”开始。");
                }
            },
            _ => {}
        }
    }

    fn is_unkept(&self) -> bool {
        match &self.view {
            View::List => false,
            View::New(new) => new.is_unkept(),
            View::Inquiry(open) => open.bytes() != open.kept,
        }
    }

    fn keep(&mut self, cx: &mut Cx<'_>) {
        match &mut self.view {
            View::List => {}
            View::New(new) => new.keep(cx),
            View::Inquiry(open) => open.keep(cx),
        }
    }

    fn breadcrumb(&self) -> String {
        match &self.view {
            View::List => String::new(),
            View::New(_) => "受理线索".to_owned(),
            View::Inquiry(open) => {
                let value = &open.inquiry.read.value;
                let names: Vec<&str> = value.subjects.iter().map(|one| one.name.as_str()).collect();
                format!("{}　{}", people(&names), value.matter)
            }
        }
    }
}
