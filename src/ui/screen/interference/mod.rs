//! 过问: the logbook of inquiries about cases, sealed; what is on the screen goes with the lock.

mod beside;
mod conduct;
mod form;
mod gate;
mod list;
mod panel;
mod record;
mod threatened;

use eframe::egui::Ui;
use uuid::Uuid;

use super::{Cx, Screen, See};
use crate::domain::id::Id;
use crate::domain::interference::Sealed;
use crate::domain::role::Op;
use crate::ui::keys;
use crate::ui::tab::{LogbookPage, Tab, Target};
use crate::ui::widget::problem_text;
use beside::Beside;
use form::Form;
use gate::Gate;
use list::List;
use panel::SealedPanel;
use record::Record;
pub use threatened::KEY as THREAT;
use threatened::Threatened;

/// What a person does here.
pub enum Msg {
    New,
    Open(Id<Sealed>),
    /// A threat, without an inquiry before it.
    Threat,
    Threatened(threatened::Msg),
    /// Gives the own password, to see what one can open.
    Prove,
    Gate(gate::Msg),
    Form(form::Msg),
    Record(record::Msg),
    Panel(panel::Msg),
    Beside(beside::Msg),
}

/// What is done once the password was given.
enum Wish {
    See,
    New(Option<Uuid>),
    Threat,
    Open(Id<Sealed>),
}

/// What is in view.
#[derive(Default)]
enum View {
    #[default]
    List,
    /// A record that one cannot open.
    Shut(Box<SealedPanel>),
    Form(Box<Form>),
    Record(Box<Record>),
    Threatened(Box<Threatened>),
}

/// What stands on the screen.
#[derive(Default)]
pub struct State {
    list: List,
    beside: Beside,
    view: View,
    gate: Gate,
    wish: Option<Wish>,
    problem: Option<String>,
}

impl State {
    /// Does it with the own keys, or asks for the password first.
    fn wish(&mut self, wish: Wish, cx: &mut Cx<'_>) {
        if cx.ledger.has_own_keys() {
            self.carry_out(wish, cx);
        } else {
            self.wish = Some(wish);
            self.gate.open(cx);
        }
    }

    fn carry_out(&mut self, wish: Wish, cx: &mut Cx<'_>) {
        self.list.read(cx);
        match wish {
            Wish::See if self.beside.is_shown() => self.beside.enter(cx),
            Wish::See => self.list.to_table = true,
            Wish::New(case) => {
                Screen::keep(self, cx);
                self.beside.show(LogbookPage::Records, cx);
                self.view = View::Form(Box::new(Form::new(case, cx)));
            }
            Wish::Threat => {
                Screen::keep(self, cx);
                self.beside.show(LogbookPage::Records, cx);
                self.view = View::Threatened(Box::new(Threatened::begin(cx)));
            }
            Wish::Open(id) => self.show(id, cx),
        }
    }

    fn threatened(&mut self, left: &threatened::Left, cx: &mut Cx<'_>) {
        match left {
            threatened::Left::Sealed => cx.saved(),
            threatened::Left::Discarded => {}
            threatened::Left::Back => {
                if matches!(&self.view, View::Threatened(form) if form.has_draft()) {
                    cx.done("草稿已保留，只有您能打开。");
                }
            }
        }
        self.view = View::List;
        self.list.to_table = true;
        self.list.read(cx);
    }

    /// Opens a record, or shows that it is sealed.
    fn show(&mut self, id: Id<Sealed>, cx: &mut Cx<'_>) {
        self.problem = None;
        self.beside.show(LogbookPage::Records, cx);
        self.list.select(id);
        let Some(row) = self.list.row(id).cloned() else {
            self.problem = Some("台账里没有这条登记，请核对后重试。".to_owned());
            return;
        };
        if !self.list.opens(id) {
            self.view = View::Shut(Box::new(SealedPanel::of(row, cx)));
            return;
        }
        match Record::open(row, cx) {
            Ok(record) => self.view = View::Record(Box::new(record)),
            Err(error) => self.problem = Some(error.to_string()),
        }
    }

    fn leave(&mut self, cx: &mut Cx<'_>) {
        Screen::keep(self, cx);
        self.view = View::List;
        self.list.to_table = true;
        self.list.read(cx);
    }

    fn formed(&mut self, left: form::Left, cx: &mut Cx<'_>) {
        let (corrected, had_files) = match &self.view {
            View::Form(form) => (form.of_record(), form.has_files()),
            _ => (None, false),
        };
        match (left, corrected) {
            (form::Left::Back, Some(id)) => self.show(id, cx),
            (form::Left::Back, None) => {
                if matches!(&self.view, View::Form(form) if form.has_draft()) {
                    cx.done("草稿已保留，只有您能打开。");
                }
                self.view = View::List;
                self.list.to_table = true;
            }
            (form::Left::Sealed(id), corrected) => {
                cx.saved();
                self.list.read(cx);
                let number = self.list.row(id).map(|row| row.number.clone()).unwrap_or_default();
                match corrected {
                    Some(_) => {
                        cx.done("已更正，原来的登记保留。");
                        self.show(id, cx);
                    }
                    None => {
                        let rest = if had_files {
                            "附件的原文件还在原处，请妥善保管。"
                        } else {
                            ""
                        };
                        cx.done(format!("已封存，编号 {number}。{rest}"));
                        self.view = View::List;
                        self.list.select(id);
                        self.list.to_table = true;
                    }
                }
            }
        }
    }

    fn opened(&mut self, left: &gate::Left, cx: &mut Cx<'_>) {
        let wish = self.wish.take();
        match (left, wish) {
            (gate::Left::Opened, Some(wish)) => self.carry_out(wish, cx),
            (gate::Left::Closed, Some(Wish::Open(id))) => self.show(id, cx),
            _ => self.list.to_table = true,
        }
    }

    /// Reads the opened record again.
    fn changed(&mut self, cx: &mut Cx<'_>) {
        let View::Record(record) = &self.view else { return };
        let id = record.id();
        cx.saved();
        self.list.read(cx);
        self.show(id, cx);
    }

    fn neighbour(&mut self, by: i64, cx: &mut Cx<'_>) {
        let id = match &self.view {
            View::Record(record) => record.id(),
            View::Shut(shut) => shut.row.id,
            _ => return,
        };
        if let Some(to) = self.list.neighbour(id, by) {
            self.show(to, cx);
        }
    }

    fn shortcuts(&mut self, cx: &mut Cx<'_>) {
        if matches!(self.view, View::Form(_) | View::Threatened(_)) || self.beside.is_unkept() {
            return;
        }
        if matches!(&self.view, View::Record(record) if record.is_busy()) {
            return;
        }
        if keys::pressed(cx.ctx, keys::NEW) && cx.may(Op::Seal) {
            self.wish(Wish::New(None), cx);
        }
        if matches!(self.view, View::List) && !self.beside.is_shown() {
            self.list.logic(cx);
        }
    }
}

impl Screen for State {
    type Msg = Msg;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        self.list.read(cx);
        match &mut self.view {
            View::List if self.beside.is_shown() => self.beside.enter(cx),
            View::List => self.list.to_table = true,
            View::Form(form) => form.refresh(cx),
            View::Shut(_) | View::Record(_) | View::Threatened(_) => {}
        }
    }

    fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        if let Some(problem) = &self.problem {
            problem_text(ui, problem);
        }
        let free = !self.gate.is_open();
        match &mut self.view {
            View::List => {
                let mut said = Vec::new();
                self.beside.strip_ui(ui, &mut said);
                match self.beside.is_shown() {
                    true => self.beside.ui(ui, see, free, &mut said),
                    false => self.list.ui(ui, see, out),
                }
                out.extend(said.into_iter().map(Msg::Beside));
            }
            View::Shut(shut) => {
                let mut said = Vec::new();
                shut.ui(ui, free, &mut said);
                out.extend(said.into_iter().map(Msg::Panel));
            }
            View::Form(form) => {
                let mut said = Vec::new();
                form.ui(ui, see, free, &mut said);
                out.extend(said.into_iter().map(Msg::Form));
            }
            View::Record(record) => {
                let mut said = Vec::new();
                record.ui(ui, see, free, &mut said);
                out.extend(said.into_iter().map(Msg::Record));
            }
            View::Threatened(form) => {
                let mut said = Vec::new();
                form.ui(ui, see, free, &mut said);
                out.extend(said.into_iter().map(Msg::Threatened));
            }
        }
        let mut said = Vec::new();
        self.gate.ui(ui.ctx(), &mut said);
        out.extend(said.into_iter().map(Msg::Gate));
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match msg {
            Msg::New => self.wish(Wish::New(None), cx),
            Msg::Threat => self.wish(Wish::Threat, cx),
            Msg::Threatened(msg) => {
                let View::Threatened(form) = &mut self.view else { return };
                if let Some(left) = form.update(&msg, cx) {
                    self.threatened(&left, cx);
                }
            }
            Msg::Open(id) if cx.ledger.has_own_keys() => self.show(id, cx),
            Msg::Open(id) => self.wish(Wish::Open(id), cx),
            Msg::Prove => self.wish(Wish::See, cx),
            Msg::Gate(msg) => {
                if let Some(left) = self.gate.update(&msg, cx) {
                    self.opened(&left, cx);
                }
            }
            Msg::Form(msg) => {
                let View::Form(form) = &mut self.view else { return };
                if let Some(left) = form.update(msg, cx) {
                    self.formed(left, cx);
                }
            }
            Msg::Panel(msg) => {
                let View::Shut(shut) = &mut self.view else { return };
                match msg {
                    panel::Msg::Leave => self.leave(cx),
                    panel::Msg::Neighbour(by) => self.neighbour(by, cx),
                    panel::Msg::Prove => {
                        let id = shut.row.id;
                        self.wish(Wish::Open(id), cx);
                    }
                    msg => {
                        if let Some(record) = shut.update(&msg, cx) {
                            self.view = View::Record(Box::new(record));
                        }
                    }
                }
            }
            Msg::Beside(msg) => self.besides(msg, cx),
            Msg::Record(msg) => {
                let View::Record(record) = &mut self.view else { return };
                match msg {
                    record::Msg::Leave => self.leave(cx),
                    record::Msg::Neighbour(by) => self.neighbour(by, cx),
                    record::Msg::Correct => {
                        let (id, now) = (record.id(), record.inquiry().cloned());
                        if let Some(now) = now {
                            self.view = View::Form(Box::new(Form::correcting(id, now, cx)));
                        }
                    }
                    msg => {
                        if record.update(msg, cx) {
                            self.changed(cx);
                        }
                    }
                }
            }
        }
    }

    fn logic(&mut self, cx: &mut Cx<'_>) {
        if let Some(left) = self.gate.logic(cx) {
            self.opened(&left, cx);
        }
        if !self.gate.is_open() {
            self.shortcuts(cx);
        }
        if let View::Threatened(form) = &mut self.view
            && form.logic(cx)
        {
            self.threatened(&threatened::Left::Sealed, cx);
        }
        let left = match &mut self.view {
            View::Form(form) => form.logic(cx),
            View::Record(record) => {
                if record.logic(cx) {
                    self.changed(cx);
                }
                None
            }
            View::List => {
                self.beside.logic(cx);
                None
            }
            View::Shut(_) | View::Threatened(_) => None,
        };
        if let Some(left) = left {
            self.formed(left, cx);
        }
    }

    fn open(&mut self, target: &Target, cx: &mut Cx<'_>) {
        match target {
            Target::New(Tab::Interference) => self.wish(Wish::New(None), cx),
            Target::Asked(case) => self.wish(Wish::New(Some(*case)), cx),
            Target::Record { kind, id } if kind == "sealed" => self.wish(Wish::Open(Id::new(*id)), cx),
            Target::Logbook(page) => self.turn_to(*page, cx),
            Target::Record { kind, .. } => self.turn_to(page_of(kind), cx),
            Target::Draft(key) if key == form::NEW => self.wish(Wish::New(None), cx),
            Target::Draft(key) if key == threatened::KEY => self.wish(Wish::Threat, cx),
            Target::Draft(key) if key.starts_with(beside::DRAFTS) => {
                Screen::keep(self, cx);
                self.view = View::List;
                self.beside.open_draft(key, cx);
            }
            Target::Draft(key) => self.go_on(key, cx),
            _ => {}
        }
    }

    fn is_unkept(&self) -> bool {
        match &self.view {
            View::Form(form) => form.is_unkept(),
            View::Record(record) => record.is_unkept(),
            View::Threatened(form) => form.is_unkept(),
            View::List => self.beside.is_unkept(),
            View::Shut(_) => false,
        }
    }

    fn keep(&mut self, cx: &mut Cx<'_>) {
        match &mut self.view {
            View::Form(form) => form.keep(cx),
            View::Record(record) => record.keep(cx),
            View::Threatened(form) => form.keep(cx),
            View::List | View::Shut(_) => {}
        }
        self.beside.keep(cx);
    }

    /// The number alone: what the top bar shows is seen by whoever passes.
    fn breadcrumb(&self) -> String {
        match &self.view {
            View::List => self.beside.breadcrumb(),
            View::Shut(shut) => shut.row.number.clone(),
            View::Form(form) if form.of_record().is_some() => "更正".to_owned(),
            View::Form(_) | View::Threatened(_) => "登记".to_owned(),
            View::Record(record) => format!("{}{}", record.row.number, record.crumb()),
        }
    }
}

/// The page that shows records of a kind.
fn page_of(kind: &str) -> LogbookPage {
    match kind {
        "acting" | "interference_settings" => LogbookPage::Deputies,
        "recording_failure" => LogbookPage::Failures,
        "totals" => LogbookPage::Totals,
        _ => LogbookPage::Records,
    }
}

impl State {
    /// Goes to a page beside the records.
    fn turn_to(&mut self, page: LogbookPage, cx: &mut Cx<'_>) {
        Screen::keep(self, cx);
        self.view = View::List;
        self.beside.show(page, cx);
        if !self.beside.is_shown() {
            self.list.to_table = true;
        }
    }

    fn besides(&mut self, msg: beside::Msg, cx: &mut Cx<'_>) {
        if let beside::Msg::Show(LogbookPage::Records) = msg {
            self.list.read(cx);
        }
        match self.beside.update(msg, cx) {
            Some(beside::Asks::Password) => self.wish(Wish::See, cx),
            Some(beside::Asks::Record(id)) => self.wish(Wish::Open(id), cx),
            None => {}
        }
    }

    /// Goes on with the draft of a correction or of a 批示.
    fn go_on(&mut self, key: &str, cx: &mut Cx<'_>) {
        let mut parts = key.split('/').skip(1);
        let Some(id) = parts.next().and_then(|id| id.parse::<Uuid>().ok()).map(Id::<Sealed>::new) else {
            return;
        };
        if !cx.ledger.has_own_keys() {
            return self.wish(Wish::Open(id), cx);
        }
        self.show(id, cx);
        let View::Record(record) = &mut self.view else { return };
        let what = parts.next().unwrap_or_default();
        if !record.go_on(what, cx)
            && let Some(now) = record.inquiry().cloned()
        {
            self.view = View::Form(Box::new(Form::correcting(id, now, cx)));
        }
    }
}
