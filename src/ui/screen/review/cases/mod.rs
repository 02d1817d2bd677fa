//! 案件: the list of cases, the form of one, and a case's page with its chain, its gates and its file.

mod chain;
mod facts;
mod form;
mod held;
mod intake;
mod list;
mod page;
mod questioning;
mod recusal;
mod seizure;
mod step;
mod work;

use eframe::egui::Ui;
use uuid::Uuid;

use super::import::{self, Import};
use crate::domain::case::Case;
use crate::domain::case_step::StepKind;
use crate::domain::id::Id;
use crate::domain::role::Op;
use crate::ui::keys;
use crate::ui::screen::certificates::entry::Said;
use crate::ui::screen::{Cx, Screen, See};
use crate::ui::tab::Target;
use crate::ui::widget::{Dialog, problem_text, small, strip, wrapped};
use form::CaseForm;
use list::List;
use page::Page;

pub use form::DRAFT;
pub use intake::DRAFT as INTAKE;

/// What a person does here.
pub enum Msg {
    Filter,
    Clear,
    OpenRow(usize),
    New,
    BeginImport,
    Import(import::Msg),
    Show(Desk),
    Intake(intake::Msg),
    Held(held::Msg),
    /// The form of a case.
    Form(Said),
    Page(page::Msg),
    /// A provision was followed, and read.
    Cite(String),
    CiteRead,
}

/// The lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Desk {
    #[default]
    Cases,
    Intake,
    Held,
}

const DESKS: [(Desk, &str); 3] =
    [(Desk::Cases, "案件列表"), (Desk::Intake, "投诉举报和发现"), (Desk::Held, held::TITLE)];

/// What is in view.
#[derive(Default)]
enum View {
    #[default]
    List,
    Form(Box<CaseForm>),
    Case(Box<Page>),
    /// A list of cases that is being imported.
    Import(Box<Import>),
}

/// What stands here.
#[derive(Default)]
pub struct State {
    desk: Desk,
    list: List,
    intake: intake::State,
    held: held::State,
    view: View,
    problem: Option<String>,
    /// A provision in view: its name, and what the program says itself about it.
    cited: Option<(String, Vec<String>)>,
}

impl State {
    fn show(&mut self, id: Id<Case>, cx: &mut Cx<'_>) {
        self.problem = None;
        match Page::open(id, cx) {
            Ok(page) => self.view = View::Case(Box::new(page)),
            Err(error) => {
                self.view = View::List;
                self.problem = Some(error.to_string());
            }
        }
    }

    fn leave(&mut self, cx: &mut Cx<'_>) {
        Screen::keep(self, cx);
        self.view = View::List;
        Screen::enter(self, cx);
    }

    fn turn_to(&mut self, desk: Desk, cx: &mut Cx<'_>) {
        Screen::keep(self, cx);
        (self.desk, self.view) = (desk, View::List);
        Screen::enter(self, cx);
    }

    fn begin(&mut self, cx: &mut Cx<'_>) {
        Screen::keep(self, cx);
        self.view = View::Form(Box::new(CaseForm::new(cx)));
    }

    fn begin_import(&mut self, cx: &mut Cx<'_>) {
        Screen::keep(self, cx);
        (self.desk, self.view) = (Desk::Cases, View::Import(Box::new(Import::begin(cx))));
    }

    fn imported(&mut self, msg: import::Msg, cx: &mut Cx<'_>) {
        let View::Import(import) = &mut self.view else { return };
        import.update(msg, cx);
        if import.left {
            self.leave(cx);
        }
    }

    fn change(&mut self, id: Id<Case>, cx: &mut Cx<'_>) {
        match cx.ledger.get(id) {
            Ok(read) => self.view = View::Form(Box::new(CaseForm::changing(read, cx))),
            Err(error) => cx.refused(error),
        }
    }

    fn formed(&mut self, said: Said, cx: &mut Cx<'_>) {
        let View::Form(form) = &mut self.view else { return };
        let of = form.of();
        match said {
            Said::Submit => {
                let Some(id) = form.submit(cx) else { return };
                cx.done(if of.is_some() {
                    "已修改案件。"
                } else {
                    "已登记案件，从第一步开始办理。"
                });
                cx.saved();
                self.list.read(cx);
                return self.show(id, cx);
            }
            Said::Discard => form.entry.discard(cx),
            Said::Leave => form.entry.leave(cx),
        }
        match of {
            Some(id) => self.show(id, cx),
            None => {
                self.view = View::List;
                self.list.to_table = true;
            }
        }
    }

    fn paged(&mut self, msg: page::Msg, cx: &mut Cx<'_>) {
        let View::Case(page) = &mut self.view else { return };
        match msg {
            page::Msg::Leave => self.leave(cx),
            page::Msg::Change => {
                let id = page.id();
                self.change(id, cx);
            }
            page::Msg::Neighbour(by) => {
                let case = match self.desk {
                    Desk::Held => self.held.step(by),
                    _ => self.list.step(by, cx).map(|row| row.id),
                };
                if let Some(case) = case {
                    self.show(case, cx);
                }
            }
            page::Msg::Liability => {
                let id = page.id().uuid();
                cx.go(Target::Inquiry(id));
            }
            msg => page.update(msg, cx),
        }
    }

    fn shortcuts(&mut self, cx: &mut Cx<'_>) {
        let free = match &self.view {
            View::List => self.desk == Desk::Cases,
            View::Form(_) | View::Import(_) => false,
            View::Case(page) => !page.is_busy(),
        };
        if !free || self.cited.is_some() {
            return;
        }
        if keys::pressed(cx.ctx, keys::NEW) && cx.may(Op::AddCase) {
            self.begin(cx);
        } else if keys::pressed(cx.ctx, keys::FILTER) {
            if !matches!(self.view, View::List) {
                self.desk = Desk::Cases;
                self.leave(cx);
            }
            (self.list.to_filter, self.list.to_table) = (true, false);
        }
    }
}

impl Screen for State {
    type Msg = Msg;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        self.list.read(cx);
        match &mut self.view {
            View::List if self.desk == Desk::Intake => self.intake.enter(cx),
            View::List if self.desk == Desk::Held => self.held.enter(cx),
            View::List => self.list.to_table = true,
            View::Form(_) | View::Import(_) => {}
            View::Case(page) => self.problem = page.read(cx).err().map(|error| error.to_string()),
        }
    }

    fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        if let Some(problem) = &self.problem {
            problem_text(ui, problem);
        }
        let free = self.cited.is_none();
        match &mut self.view {
            View::List => {
                if !self.intake.is_busy() {
                    out.extend(strip(ui, "案件", self.desk, &DESKS).map(Msg::Show));
                }
                match self.desk {
                    Desk::Cases => self.list.ui(ui, see, out),
                    Desk::Held => {
                        let mut said = Vec::new();
                        self.held.ui(ui, see, &mut said);
                        out.extend(said.into_iter().map(Msg::Held));
                    }
                    Desk::Intake => {
                        let mut said = Vec::new();
                        self.intake.ui(ui, see, &mut said);
                        out.extend(said.into_iter().map(Msg::Intake));
                    }
                }
            }
            View::Form(form) => out.extend(form.ui(ui, see, free).map(Msg::Form)),
            View::Case(page) => page.ui(ui, see, free, out),
            View::Import(import) => {
                let mut said = Vec::new();
                import.ui(ui, see, &mut said);
                out.extend(said.into_iter().map(Msg::Import));
            }
        }
        if let Some((title, labels)) = &self.cited
            && cited_ui(ui, title, labels)
        {
            out.push(Msg::CiteRead);
        }
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match msg {
            Msg::Filter => self.list.read(cx),
            Msg::Clear => self.list.clear(cx),
            Msg::OpenRow(at) => {
                if let Some(row) = self.list.at(at) {
                    let id = row.id;
                    self.show(id, cx);
                }
            }
            Msg::New => self.begin(cx),
            Msg::BeginImport => self.begin_import(cx),
            Msg::Import(msg) => self.imported(msg, cx),
            Msg::Show(desk) => self.turn_to(desk, cx),
            Msg::Intake(msg) => self.intake.update(msg, cx),
            Msg::Held(msg) => {
                if let Some(case) = self.held.update(msg, cx) {
                    self.show(case, cx);
                }
            }
            Msg::Form(said) => self.formed(said, cx),
            Msg::Page(msg) => self.paged(msg, cx),
            Msg::Cite(short) => {
                self.cited = Some(cx.ledger.about_provision(&short).unwrap_or((short, Vec::new())));
            }
            Msg::CiteRead => self.cited = None,
        }
    }

    fn logic(&mut self, cx: &mut Cx<'_>) {
        self.shortcuts(cx);
        match &mut self.view {
            View::List if self.desk == Desk::Intake => self.intake.logic(cx),
            View::List if self.desk == Desk::Held => self.held.logic(cx),
            View::List => {
                self.list.logic(cx);
                // A frame that is laid out twice reads once.
                if cx.ctx.current_pass_index() == 0 {
                    self.list.fetch(cx);
                }
            }
            View::Form(form) => form.logic(cx),
            View::Case(page) => page.logic(cx),
            View::Import(import) => import.logic(cx),
        }
    }

    fn open(&mut self, target: &Target, cx: &mut Cx<'_>) {
        match target {
            Target::Record { kind, id } if kind == "case" => self.show(Id::new(*id), cx),
            Target::Record { kind, id } if kind == intake::DRAFT => {
                self.turn_to(Desk::Intake, cx);
                self.intake.show(Id::new(*id), cx);
            }
            Target::Record { kind, id } => {
                if let Some(case) = page::case_of(kind, *id, cx) {
                    self.show(case, cx);
                }
            }
            Target::Draft(key) if key.starts_with(intake::DRAFT) => {
                self.turn_to(Desk::Intake, cx);
                self.intake.go_on(key, cx);
            }
            Target::Draft(key) => self.go_on(key, cx),
            Target::ImportCases if cx.may(Op::ImportCases) => self.begin_import(cx),
            Target::ImportCases => cx.refused("您的角色不办理这一项。"),
            _ => {}
        }
    }

    fn is_unkept(&self) -> bool {
        match &self.view {
            View::List => self.intake.is_unkept(),
            View::Form(form) => form.entry.is_unkept(),
            // Until it is confirmed, nothing of an import is lost but a path.
            View::Import(_) => false,
            View::Case(page) => page.is_unkept(),
        }
    }

    fn keep(&mut self, cx: &mut Cx<'_>) {
        match &mut self.view {
            View::List => self.intake.keep(cx),
            View::Form(form) => form.entry.keep(cx),
            View::Import(_) => {}
            View::Case(page) => page.keep(cx),
        }
    }

    fn breadcrumb(&self) -> String {
        match &self.view {
            View::List if self.desk == Desk::Intake => self.intake.breadcrumb(),
            View::List if self.desk == Desk::Held => held::TITLE.to_owned(),
            View::List => String::new(),
            View::Form(form) => form.entry.title.clone(),
            View::Import(_) => "导入案件".to_owned(),
            View::Case(page) => page.breadcrumb(),
        }
    }
}

impl State {
    /// Goes on with what was being written: a case, a change of one, a step or a recusal in one.
    fn go_on(&mut self, key: &str, cx: &mut Cx<'_>) {
        let mut parts = key.split('/').skip(1);
        let Some(id) = parts.next().and_then(|id| id.parse::<Uuid>().ok()).map(Id::<Case>::new) else {
            if key == form::NEW {
                self.begin(cx);
            }
            return;
        };
        match (parts.next(), parts.next()) {
            (Some("change"), _) => self.change(id, cx),
            (what, which) => {
                self.show(id, cx);
                let View::Case(page) = &mut self.view else { return };
                match (what, which) {
                    (Some("step"), Some(code)) => match StepKind::from_code(code) {
                        Some(kind) => page.update(page::Msg::Step(kind), cx),
                        None => page.correct_draft(code, cx),
                    },
                    (Some("questioning"), None) => page.update(page::Msg::Question, cx),
                    (Some("questioning"), Some(id)) => page.correct_draft(id, cx),
                    (Some("recusal"), None) => page.update(page::Msg::Recuse, cx),
                    (Some("seizure"), None) => page.update(page::Msg::Seize, cx),
                    _ => {}
                }
            }
        }
    }
}

/// A provision: its name, and what the program says itself about it. Tells whether it has been read.
fn cited_ui(ui: &Ui, title: &str, labels: &[String]) -> bool {
    use crate::ui::theme::{regular, theme, type_sizes};
    let ink = theme(ui).text;
    let dialog = Dialog::reading("依据").sentence(title).width(560.0);
    let answer = dialog.show(ui.ctx(), |ui| {
        small(ui, "本程序的概括，以正式文本为准。");
        if labels.is_empty() {
            wrapped(ui, "本程序没有这一条的概括。", regular(type_sizes().body), ink);
        }
        for label in labels {
            wrapped(ui, &format!("· {label}"), regular(type_sizes().body), ink);
        }
    });
    answer.is_some()
}
