//! 证件: officers and their cards; "may this person do that?" is answered by typing initials.

mod blackout;
mod bulk;
mod complaints;
mod copies;
mod crowd;
mod entries;
pub mod entry;
mod export;
mod form;
mod import;
mod list;
mod paper;
mod person;
mod powers;
mod rows;
mod trainings;
mod views;
mod work;

use eframe::egui::{Frame, Key, Margin, Modifiers, Panel, Popup, Stroke, Ui};

use super::{Cx, Screen, See};
use crate::domain::card_life::CardStep;
use crate::domain::certificate::Certificate;
use crate::domain::id::Id;
use crate::domain::misuse::{Complaint, Misuse};
use crate::domain::officer::Officer;
use crate::domain::review::ReviewFile;
use crate::domain::role::Op;
use crate::domain::training::Training;
use crate::ledger::Result;
use crate::ui::keys;
use crate::ui::tab::{Tab, Target};
use crate::ui::theme::theme;
use crate::ui::widget::empty_state;
use blackout::Blackout;
use export::Export;
use form::{Form, Next};
use import::Import;
use list::List;
use paper::Papers;
use person::Person;
use views::Views;
use work::Work;

/// Below this width of the window there is one pane.
const ONE_PANE: f32 = 960.0;
/// The width of the list, and in a narrow window.
const LIST: f32 = 600.0;
/// Its part of a wide screen, and how wide it becomes there.
const LIST_PART: f32 = 0.42;
const LIST_WIDEST: f32 = 800.0;
const LIST_NARROW: f32 = 420.0;
const LIST_LONG_NAMES: f32 = 520.0;

/// What a person does here.
pub enum Msg {
    /// Typed into the filter, or chose a state or a unit.
    Filtered,
    ClearFilters,
    Sort(usize, bool),
    Widths(Vec<u16>),
    Select(usize),
    Open(usize),
    /// The record so many after this one.
    Step(i64),
    /// Chose another card of the person.
    Card(Id<Certificate>),
    /// From the person back to the list, in a window of one pane.
    Back,
    New,
    ChangePerson,
    AddCard,
    ChangeCard(Id<Certificate>),
    Apply,
    /// The papers that fit the person.
    Papers,
    /// The roster of the list.
    Roster,
    Paper(paper::Msg),
    /// An act on a card; which one, where it was chosen already.
    Act(Id<Certificate>, Option<CardStep>),
    Move,
    LeaveService,
    Photo,
    RemovePhoto,
    /// Takes the numbers of the person out of the ledger.
    BlackOut,
    Blackout(blackout::Msg),
    Training,
    TrainingResult(Id<Training>),
    Misuse,
    MisuseEnd(Id<Misuse>),
    /// The review of a file of a case that the person handled.
    Review(Id<ReviewFile>),
    Complaint,
    ComplaintEnd(Id<Complaint>),
    /// Wrote another day, place or category into the question on the page.
    Ask,
    Submit,
    /// Enters somebody new and goes on with the card.
    SubmitWithCard,
    Leave,
    Discard,
    /// In the strip of views, or in one of the registers.
    Views(views::Msg),
    /// Begins an act for the people whose rows are marked.
    ForMarked(ForMarked),
    Unmark,
    BeginImport,
    BeginExport,
    Export(export::Msg),
    Import(import::Msg),
}

/// What is begun for the people whose rows are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForMarked {
    Bulk,
    Training,
}

/// What stands on the screen.
#[derive(Default)]
pub struct State {
    list: List,
    person: Option<Person>,
    form: Option<Form>,
    /// Papers on the way to the printer, over everything else.
    papers: Option<Papers>,
    /// The question how the registry is exported.
    export: Option<Export>,
    /// The question whose numbers are taken out of the ledger.
    blackout: Option<Blackout>,
    /// A register that is being imported takes the whole tab.
    import: Option<Box<Import>>,
    /// Whether a window of one pane shows the person rather than the list.
    in_front: bool,
    /// Whether the keyboard was elsewhere in the last frame: in the palette, or in a list that has opened.
    elsewhere: bool,
    /// Rows have come: the person of the chosen one is shown next.
    to_follow: bool,
    /// 培训, 权责与委托, 投诉与违规.
    views: Views,
}

impl Screen for State {
    type Msg = Msg;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        self.views.enter(cx);
        if let Some(papers) = &mut self.papers {
            papers.read(cx);
        }
        self.list.read(cx);
        match self.person.as_ref().map(|person| (person.officer.id, person.card)) {
            Some((officer, card)) => self.load(officer, card, cx),
            None => {
                // The first look: the first row is chosen, and the arrows move from there.
                self.list.select_first();
                self.follow(cx);
                self.list.focus_table();
            }
        }
    }

    fn logic(&mut self, cx: &mut Cx<'_>) {
        self.views.logic(cx);
        if let Some(papers) = &mut self.papers {
            papers.logic(cx);
        }
        if let Some(import) = &mut self.import {
            import.logic(cx);
        }
        if let Some(export) = &mut self.export {
            export.logic(cx);
            if export.left {
                self.export = None;
            }
        }
        // One thing a frame, though a frame may be laid out twice: rows that have come, then the person, then the
        // rows around those in view.
        if cx.ctx.current_pass_index() > 0 {
            return;
        }
        if self.list.arrived(cx) {
            self.to_follow = true;
            cx.ctx.request_repaint();
        } else if std::mem::take(&mut self.to_follow) && self.form.is_none() {
            self.follow(cx);
        } else {
            self.list.fetch(cx);
        }
    }

    fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        if let Some(papers) = &mut self.papers {
            papers.keyboard(ui, see, out);
            papers.ui(ui, see, out);
            return;
        }
        if let Some(import) = &mut self.import {
            let mut said = Vec::new();
            import.ui(ui, see, &mut said);
            return out.extend(said.into_iter().map(Msg::Import));
        }
        if let Some(export) = &mut self.export {
            let mut said = Vec::new();
            export.ui(ui.ctx(), see, &mut said);
            out.extend(said.into_iter().map(Msg::Export));
        }
        if let Some(blackout) = &mut self.blackout {
            let mut said = Vec::new();
            blackout.ui(ui.ctx(), &mut said);
            out.extend(said.into_iter().map(Msg::Blackout));
        }
        let one_pane = ui.ctx().content_rect().width() < ONE_PANE;
        if self.views_ui(ui, see, out) {
            return;
        }
        self.keyboard(ui, see, one_pane, out);
        let right = self.form.is_some() || self.in_front;
        if !one_pane {
            let theme = theme(ui);
            let width = match (see.narrow, self.list.has_long_names()) {
                (false, _) => (ui.available_width() * LIST_PART).clamp(LIST, LIST_WIDEST),
                (true, false) => LIST_NARROW,
                (true, true) => LIST_LONG_NAMES,
            };
            Panel::left("certificates-list")
                .exact_size(width)
                .resizable(false)
                .show_separator_line(false)
                .frame(Frame::new().fill(theme.panel).inner_margin(Margin { right: 1, ..Margin::ZERO }))
                .show(ui, |ui| {
                    let edge = ui.max_rect();
                    ui.painter().vline(edge.right() + 0.5, edge.y_range(), Stroke::new(1.0, theme.line));
                    self.list.ui(ui, see, out);
                });
        } else if !right {
            Frame::new().fill(theme(ui).panel).show(ui, |ui| self.list.ui(ui, see, out));
        }
        if !one_pane || right {
            self.right_ui(ui, see, one_pane, out);
        }
        self.look_where_the_keyboard_is(ui);
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match msg {
            Msg::Views(msg) => self.views.update(msg, cx),
            Msg::Filtered => {
                self.list.filtered(cx);
                if self.form.is_none() {
                    self.follow(cx);
                }
            }
            Msg::ClearFilters => self.list.clear(cx),
            Msg::Sort(column, descending) => self.list.sort_by(column, descending, cx),
            Msg::Widths(widths) => self.list.set_widths(widths, cx),
            Msg::Select(at) => {
                self.leave(cx);
                self.select(at, cx);
            }
            Msg::Open(at) => {
                self.leave(cx);
                self.select(at, cx);
                self.in_front = true;
            }
            Msg::Step(by) => {
                if let Some(at) = self.list.after(by) {
                    self.select(at, cx);
                }
            }
            Msg::Card(card) => {
                if let Some(officer) = self.person.as_ref().map(|person| person.officer.id) {
                    self.show(officer, Some(card), cx);
                }
            }
            Msg::Back => {
                self.in_front = false;
                self.list.focus_table();
            }
            Msg::New => self.begin(Ok(Work::NewPerson), cx),
            Msg::ChangePerson => self.begin_for(cx, |id, cx| cx.ledger.get(id).map(Work::Person)),
            Msg::Move => self.begin_for(cx, Work::moving),
            Msg::LeaveService => self.begin_for(cx, Work::leaving),
            Msg::Photo => self.begin_for(cx, |id, cx| Ok(Work::Photo { read: cx.ledger.get(id)? })),
            Msg::AddCard => self.begin_for(cx, Work::new_card),
            Msg::ChangeCard(card) => self.begin(Work::card(card, cx), cx),
            Msg::Apply => self.begin_for(cx, Work::apply),
            Msg::Act(card, step) => self.begin(Work::act(card, step, cx), cx),
            Msg::BlackOut => {
                let of = |person: &Person| Blackout::of(person.officer.id, &person.officer.value.name);
                self.blackout = self.person.as_ref().map(of);
            }
            Msg::Blackout(msg) => {
                let Some(blackout) = &mut self.blackout else { return };
                blackout.update(msg, cx);
                if blackout.left {
                    let done = blackout.done;
                    self.blackout = None;
                    if done {
                        self.list.read(cx);
                        self.follow(cx);
                        self.list.focus_table();
                    }
                }
            }
            Msg::Training => self.begin_for(cx, Work::training),
            Msg::TrainingResult(training) => self.begin(Work::training_result(training, cx), cx),
            Msg::Misuse => self.begin_for(cx, Work::misuse),
            Msg::Review(file) => {
                cx.go(Target::Record { kind: "review_file".to_owned(), id: file.uuid() });
            }
            Msg::MisuseEnd(misuse) => self.begin(Work::misuse_end(misuse, cx), cx),
            Msg::Complaint => self.begin_for(cx, Work::complaint),
            Msg::ComplaintEnd(complaint) => self.begin(Work::complaint_end(complaint, cx), cx),
            Msg::Ask => {
                if let Some(Err(error)) = self.person.as_mut().map(|person| person.ask(cx)) {
                    cx.refused(error);
                }
            }
            Msg::Papers => {
                if let Some(person) = &self.person {
                    match Papers::of_person(person.officer.id, cx) {
                        Ok(papers) => self.papers = Some(papers),
                        Err(error) => cx.refused(error),
                    }
                }
            }
            Msg::Roster => self.papers = Some(Papers::of_roster(self.list.query(cx.today), cx)),
            Msg::Paper(msg) => {
                if self.papers.as_mut().is_some_and(|papers| papers.update(msg, cx)) {
                    self.papers = None;
                    self.list.focus_table();
                }
            }
            Msg::ForMarked(what) => match self.list.marked_people(cx) {
                Ok(people) => {
                    self.leave(cx);
                    self.views.begin_for(what, people, cx);
                }
                Err(error) => cx.refused(error),
            },
            Msg::Unmark => self.list.unmark(),
            Msg::BeginExport => self.export = Some(Export::of(self.list.query(cx.today), cx)),
            Msg::Export(msg) => {
                if let Some(export) = &mut self.export {
                    export.update(msg, cx);
                    if export.left {
                        self.export = None;
                    }
                }
            }
            Msg::BeginImport => {
                self.leave(cx);
                self.import = Some(Box::new(Import::begin(cx)));
            }
            Msg::Import(msg) => {
                if let Some(import) = &mut self.import {
                    import.update(msg, cx);
                    if import.left {
                        self.import = None;
                        self.list.read(cx);
                        self.list.focus_table();
                    }
                }
            }
            Msg::Submit => self.submit(cx, Form::submit),
            Msg::SubmitWithCard => self.submit(cx, Form::submit_with_card),
            Msg::RemovePhoto => self.submit(cx, Form::remove_photo),
            Msg::Leave => {
                self.leave(cx);
                self.follow(cx);
                self.list.focus_table();
            }
            Msg::Discard => {
                if let Some(mut form) = self.form.take() {
                    form.discard(cx);
                    cx.done("草稿已放弃。");
                    self.list.focus_table();
                }
            }
        }
    }

    fn open(&mut self, target: &Target, cx: &mut Cx<'_>) {
        if !matches!(target, Target::Tab(_)) {
            self.papers = None;
        }
        // Until it is confirmed, nothing of an import is lost but a path.
        self.import = self.import.take().filter(|import| import.is_writing());
        let register = match target {
            Target::Record { kind, id } => self.views.open_record(kind, *id, cx),
            Target::Draft(key) => self.views.open_draft(key, cx),
            _ => false,
        };
        if register {
            return;
        }
        self.views.view = views::View::Register;
        match target {
            Target::New(Tab::Certificates) => self.begin(Ok(Work::NewPerson), cx),
            Target::Draft(key) => match Work::of_key(key, cx) {
                Ok(Some(work)) => {
                    if let Some(officer) = work.officer() {
                        self.show(officer, None, cx);
                    }
                    self.begin(Ok(work), cx);
                }
                Ok(None) => {}
                Err(error) => cx.refused(error),
            },
            Target::Record { kind, id } => {
                self.leave(cx);
                match kind.as_str() {
                    "officer" => self.show(Id::new(*id), None, cx),
                    "certificate" => match cx.ledger.get(Id::<Certificate>::new(*id)) {
                        Ok(card) => self.show(card.value.officer, Some(card.id), cx),
                        Err(error) => cx.refused(error),
                    },
                    _ => {
                        self.list.show_unit(Id::new(*id), cx);
                        self.list.select_first();
                        self.follow(cx);
                    }
                }
                self.in_front = true;
                self.list.focus_table();
            }
            Target::Expiring => {
                self.list.show_expiring(cx);
                self.list.select_first();
                self.follow(cx);
                self.list.focus_table();
            }
            Target::ImportRegister if cx.may(Op::Import) => self.update(Msg::BeginImport, cx),
            Target::ImportRegister => cx.refused("您的角色不办理这一项。"),
            Target::ExportRegister => self.update(Msg::BeginExport, cx),
            Target::Tab(_)
            | Target::New(_)
            | Target::Asked(_)
            | Target::Logbook(_)
            | Target::Review(_)
            | Target::Lead(_)
            | Target::Inquiry(_)
            | Target::Question { .. }
            | Target::ImportCases
            | Target::Backup => {}
        }
    }

    fn is_unkept(&self) -> bool {
        self.views.is_unkept() || self.form.as_ref().is_some_and(Form::is_unkept)
    }

    fn keep(&mut self, cx: &mut Cx<'_>) {
        self.views.keep(cx);
        if let Some(form) = &mut self.form {
            form.keep(cx);
        }
    }

    fn breadcrumb(&self) -> String {
        if let (None, Some(register)) = (&self.papers, self.views.breadcrumb()) {
            return register;
        }
        match (&self.papers, &self.form) {
            _ if self.import.is_some() => "导入名册".to_owned(),
            (Some(papers), _) => papers.title(),
            (None, Some(form)) => form.work.title(),
            (None, None) => "人员和执法证件".to_owned(),
        }
    }
}

impl State {
    /// The strip, and the register that is shown; tells whether one is.
    fn views_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) -> bool {
        let mut said = Vec::new();
        self.views.strip_ui(ui, &mut said);
        let shown = self.views.shown();
        if shown {
            let asking = ui.ctx().memory(|memory| memory.top_modal_layer().is_some());
            self.views.ui(ui, see, !asking && !self.elsewhere, &mut said);
            self.look_where_the_keyboard_is(ui);
        }
        out.extend(said.into_iter().map(Msg::Views));
        shown
    }

    fn look_where_the_keyboard_is(&mut self, ui: &Ui) {
        let focused = ui.memory(|memory| memory.focused());
        self.elsewhere = focused
            .and_then(|id| ui.ctx().read_response(id))
            .is_some_and(|response| response.layer_id != ui.layer_id());
    }

    fn right_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, one_pane: bool, out: &mut Vec<Msg>) {
        let entry = if let Some(form) = &mut self.form {
            Some(form.ui(ui, see, self.list.units(), out))
        } else if let Some(person) = &mut self.person {
            person.ui(ui, see, one_pane, out)
        } else {
            empty_state(ui, "在左边选一个人，这里显示他的证件和履历。", None);
            None
        };
        if let Some(entry) = entry {
            see.panes.entry(entry);
        }
    }

    fn keyboard(&mut self, ui: &Ui, see: &See<'_>, one_pane: bool, out: &mut Vec<Msg>) {
        let ctx = ui.ctx();
        let asking = ctx.memory(|memory| memory.top_modal_layer().is_some());
        if self.elsewhere || asking || Popup::is_any_open(ctx) {
            return;
        }
        let form = self.form.is_some();
        if keys::pressed(ctx, keys::FILTER) && !(one_pane && form) {
            self.in_front = false;
            self.list.focus_filter();
        }
        if keys::pressed(ctx, keys::NEW) && see.may(Op::AddOfficer) {
            out.push(Msg::New);
        }
        let by = i64::from(keys::pressed(ctx, keys::NEXT_RECORD))
            - i64::from(keys::pressed(ctx, keys::PREVIOUS_RECORD));
        if by != 0 && !form {
            out.push(Msg::Step(by));
        }
        if keys::pressed(ctx, keys::PRINT) && !form && self.person.is_some() {
            out.push(Msg::Papers);
        }
        if let Some(form) = &self.form {
            let may = see.may(form.work.op());
            if matches!(form.work, Work::NewPerson)
                && keys::pressed(ctx, keys::SUBMIT_AND_GO_ON)
                && may
                && see.may(Op::AddCertificate)
            {
                out.push(Msg::SubmitWithCard);
            } else if keys::pressed(ctx, keys::SUBMIT) && may {
                out.push(Msg::Submit);
            }
            if ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
                out.push(Msg::Leave);
            }
        } else if one_pane
            && self.in_front
            && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
        {
            out.push(Msg::Back);
        }
    }

    /// Chooses a row and shows its person.
    fn select(&mut self, at: usize, cx: &mut Cx<'_>) {
        self.list.select(at);
        self.follow(cx);
    }

    /// Shows the person of the chosen row.
    fn follow(&mut self, cx: &mut Cx<'_>) {
        if let Some((officer, card)) = self.list.at().and_then(|at| self.list.row(at, cx)) {
            self.load(officer, card, cx);
        }
    }

    /// Shows somebody, and chooses the row.
    fn show(&mut self, officer: Id<Officer>, card: Option<Id<Certificate>>, cx: &mut Cx<'_>) {
        if let Err(error) = self.list.show(officer, card, cx) {
            cx.refused(error);
        }
        self.load(officer, card, cx);
    }

    fn load(&mut self, officer: Id<Officer>, card: Option<Id<Certificate>>, cx: &mut Cx<'_>) {
        let before = self.person.take();
        match cx.ledger.at_once(|| Person::read(officer, card, before, cx)) {
            Ok(person) => self.person = Some(person),
            Err(error) => cx.refused(error),
        }
    }

    fn begin(&mut self, work: Result<Work>, cx: &mut Cx<'_>) {
        match work {
            Ok(work) => {
                if let Some(form) = &mut self.form {
                    form.keep(cx);
                }
                let unit = self.list.unit().map(Id::uuid);
                self.form = Some(Form::begin(work, unit, cx));
            }
            Err(error) => cx.refused(error),
        }
    }

    /// Begins a form for the person who is shown.
    fn begin_for(&mut self, cx: &mut Cx<'_>, work: impl FnOnce(Id<Officer>, &Cx<'_>) -> Result<Work>) {
        if let Some(officer) = self.person.as_ref().map(|person| person.officer.id) {
            self.begin(work(officer, cx), cx);
        }
    }

    fn submit(
        &mut self,
        cx: &mut Cx<'_>,
        submit: impl FnOnce(&mut Form, &mut Cx<'_>) -> Option<form::Entered>,
    ) {
        let Some(entered) = self.form.as_mut().and_then(|form| submit(form, cx)) else { return };
        self.form = None;
        cx.done(entered.sentence);
        cx.saved();
        self.list.read(cx);
        self.show(entered.officer, entered.card, cx);
        self.in_front = true;
        match entered.next {
            Some(Next::Card) => self.begin(Work::new_card(entered.officer, cx), cx),
            Some(Next::Act(card, step)) => self.begin(Work::act(card, Some(step), cx), cx),
            None => self.list.focus_table(),
        }
    }

    /// Leaves the form; what was written stays as a draft.
    fn leave(&mut self, cx: &mut Cx<'_>) {
        if let Some(mut form) = self.form.take() {
            form.keep(cx);
            if form.has_draft {
                cx.done("草稿已保留。");
            }
        }
    }
}
