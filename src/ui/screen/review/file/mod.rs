//! 案卷 on a case's page: contents with pages, what is missing, scans, and the pages themselves beside them.

mod binding;
mod bring;
mod carry;
mod contents;
mod form;
mod page;
pub mod viewer;

use eframe::egui::{Frame, Panel, Ui};

use crate::domain::case::Case;
use crate::domain::case_file::CaseDocument;
use crate::domain::id::Id;
use crate::domain::role::Op;
use crate::ledger::case_file::Filed;
use crate::ledger::file::Versioned;
use crate::ui::screen::certificates::entry::Said;
use crate::ui::screen::problems::Problems;
use crate::ui::screen::{Cx, See};
use crate::ui::tab::Target;
use crate::ui::theme::theme;
use crate::ui::widget::{Dialog, DialogAnswer, Input, Row, TableState, empty_state, end_dialog};
pub use page::{Msg as PageMsg, State as Page};

use binding::Binder;
use bring::Bring;
use form::Form;
use viewer::Viewer;

/// What a person does here.
pub enum Msg {
    Select(usize),
    Add,
    Change,
    Remove,
    Removed(DialogAnswer),
    Arrange,
    Bind,
    Print,
    Bring,
    Form(Said),
    Binding(Said),
    Brought(bring::Msg),
    /// Narrow windows show one of both.
    Side(Side),
}

/// What a narrow pane shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    #[default]
    Contents,
    Pages,
}

/// A document that is to be taken out.
struct Removing {
    read: Versioned<CaseDocument>,
    why: String,
    problems: Problems,
}

/// The pane of one case.
#[derive(Default)]
pub struct State {
    case: Option<Id<Case>>,
    filed: Option<Filed>,
    problem: Option<String>,
    table: TableState,
    focus: bool,
    side: Side,
    pub viewer: Viewer,
    form: Option<Box<Form>>,
    binding: Option<Box<Binder>>,
    bring: Option<Box<Bring>>,
    removing: Option<Box<Removing>>,
}

impl State {
    /// Shows the file of a case.
    pub fn show(&mut self, case: Id<Case>, cx: &mut Cx<'_>) {
        if self.case != Some(case) {
            self.keep(cx);
            *self = State { case: Some(case), focus: true, ..State::default() };
        }
        self.read(cx);
    }

    /// Reads it again: it, or the case, has changed.
    pub fn read(&mut self, cx: &mut Cx<'_>) {
        let Some(case) = self.case else { return };
        match cx.ledger.case_file(case) {
            Ok(filed) => {
                let last = filed.documents.len().checked_sub(1);
                let at = last.map(|last| self.table.selected.unwrap_or_default().min(last));
                if at != self.table.selected {
                    self.table.select(at);
                }
                self.viewer.show_filed(filed.clone());
                (self.filed, self.problem) = (Some(filed), None);
            }
            Err(error) => (self.filed, self.problem) = (None, Some(error.to_string())),
        }
    }

    /// Goes on with a draft: a document's, or that of the cover.
    pub fn open_draft(&mut self, key: &str, cx: &mut Cx<'_>) {
        let (kind, id) = key.split_once('/').unwrap_or_default();
        let documents = self.filed.as_ref().map(|filed| filed.documents.as_slice()).unwrap_or_default();
        let at = documents.iter().position(|one| one.id.uuid().to_string() == id);
        match (kind, at) {
            ("case_binding", _) => self.update(Msg::Bind, cx),
            (_, Some(at)) => {
                self.update(Msg::Select(at), cx);
                self.update(Msg::Change, cx);
            }
            (_, None) => self.update(Msg::Add, cx),
        }
    }

    /// The document that is chosen.
    fn chosen(&self) -> Option<&Versioned<CaseDocument>> {
        self.filed.as_ref()?.documents.get(self.table.selected?)
    }

    /// Whether something that takes the place of the contents is open.
    fn is_busy(&self) -> bool {
        self.form.is_some() || self.binding.is_some() || self.bring.is_some() || self.removing.is_some()
    }

    /// Paints it.
    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        if let Some(problem) = &self.problem {
            empty_state(ui, problem, None);
            return;
        }
        if let Some(bring) = &mut self.bring {
            let mut said = Vec::new();
            bring.ui(ui, see, &mut said);
            out.extend(said.into_iter().map(Msg::Brought));
            return;
        }
        let wide = ui.available_width() >= WIDE;
        if wide {
            let half = (ui.available_width() * PAGES).round();
            let fill = Frame::new().fill(theme(ui).banner);
            Panel::right("case-pages")
                .exact_size(half)
                .resizable(false)
                .frame(fill)
                .show(ui, |ui| self.viewer.ui(ui));
        }
        if let Some(form) = &mut self.form {
            out.extend(form.ui(ui, see).map(Msg::Form));
        } else if let Some(binding) = &mut self.binding {
            out.extend(binding.ui(ui, see).map(Msg::Binding));
        } else {
            self.contents_ui(ui, see, wide, out);
        }
        self.removing_ui(ui, out);
    }

    fn removing_ui(&mut self, ui: &Ui, out: &mut Vec<Msg>) {
        let Some(removing) = &mut self.removing else { return };
        let title =
            format!("《{}》不再列入目录，撤出的原因写进台账，以后看得到。", removing.read.value.title);
        let Removing { why, problems, .. } = &mut **removing;
        let answer = Dialog::new("撤出文件", "撤出").sentence(&title).show(ui.ctx(), |ui| {
            problems.rest_ui(ui, &["document.removed"]);
            let focus = problems.takes("document.removed");
            let problem = problems.of("document.removed").map(str::to_owned);
            Row::new("撤出原因").problem(problem.as_deref()).focus(focus).show(ui, |ui| {
                Input::new(why).most(200).problem(problem.is_some()).name("撤出原因").show(ui)
            });
        });
        out.extend(answer.map(Msg::Removed));
    }

    /// Does it.
    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        let Some(case) = self.case else { return };
        match msg {
            Msg::Select(at) => {
                self.table.selected = Some(at);
                let first = self.chosen().map(|document| document.value.from);
                if let Some(first) = first {
                    self.viewer.turn_to(first);
                }
            }
            Msg::Side(side) => self.side = side,
            Msg::Add => self.form = Some(Box::new(Form::add(case, cx))),
            Msg::Change => {
                if let Some(read) = self.chosen().cloned() {
                    self.form = Some(Box::new(Form::change(read, cx)));
                }
            }
            Msg::Bind => {
                let read = self.filed.as_ref().and_then(|filed| filed.binding.clone());
                self.binding = Some(Box::new(Binder::begin(case, read, cx)));
            }
            Msg::Print => self.print(case, cx),
            Msg::Bring => self.bring = Some(Box::new(Bring::new(case))),
            Msg::Remove => {
                if let Some(read) = self.chosen().cloned() {
                    let problems = Problems::none_at("document.removed");
                    self.removing = Some(Box::new(Removing { read, why: String::new(), problems }));
                }
            }
            Msg::Removed(answer) => self.removed(answer, cx),
            Msg::Arrange => match cx.ledger.arrange_case_file(case) {
                Ok(0) => cx.done("已经是法定顺序，页码也是连续的。"),
                Ok(moved) => {
                    cx.saved();
                    cx.done(format!("已按法定顺序编页，{moved}件换了页码。"));
                    self.read(cx);
                }
                Err(error) => cx.refused(error),
            },
            Msg::Form(said) => {
                let over = self.form.as_mut().is_some_and(|form| form.said(said, cx));
                self.end(over, cx);
            }
            Msg::Binding(said) => {
                let over = self.binding.as_mut().is_some_and(|binding| binding.said(said, cx));
                self.end(over, cx);
            }
            Msg::Brought(msg) => {
                let over = self.bring.as_mut().is_some_and(|bring| bring.update(msg, cx));
                self.end(over, cx);
            }
        }
    }

    fn print(&mut self, case: Id<Case>, cx: &mut Cx<'_>) {
        match cx.ledger.print_case_file(case) {
            Ok(issued) => {
                cx.saved();
                cx.done("封面、卷内文件目录和备考表已经印好，留在文书里，从那里打印或者另存。");
                if let Some(first) = issued.first() {
                    cx.go(Target::Record { kind: "notice".to_owned(), id: first.id.uuid() });
                }
            }
            Err(error) => cx.refused(error),
        }
    }

    fn removed(&mut self, answer: DialogAnswer, cx: &mut Cx<'_>) {
        let Some(removing) = &mut self.removing else { return };
        if answer == DialogAnswer::Yes {
            removing.problems.clear();
            match cx.ledger.remove_document(&removing.read, &removing.why) {
                Ok(()) => {
                    cx.saved();
                    cx.done("已撤出，页码空着，可以按法定顺序重新编页。");
                }
                Err(error) => {
                    removing.problems.refused(&error);
                    return;
                }
            }
        }
        end_dialog(cx.ctx);
        self.removing = None;
        self.focus = true;
        self.read(cx);
    }

    /// Comes back to the contents.
    fn end(&mut self, over: bool, cx: &mut Cx<'_>) {
        if over {
            (self.form, self.binding, self.bring) = (None, None, None);
            self.focus = true;
            self.read(cx);
        }
    }

    /// Takes what threads have done.
    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        self.viewer.logic(cx);
        if let Some(form) = &mut self.form {
            let over = form.logic(cx);
            self.end(over, cx);
        } else if let Some(bring) = &mut self.bring {
            let over = bring.logic(cx);
            self.end(over, cx);
        } else if !self.is_busy()
            && cx.may(Op::KeepCaseFile)
            && crate::ui::keys::pressed(cx.ctx, crate::ui::keys::NEW)
        {
            self.update(Msg::Add, cx);
        }
    }

    pub fn is_unkept(&self) -> bool {
        self.form.as_ref().is_some_and(|form| form.is_unkept())
            || self.binding.as_ref().is_some_and(|binding| binding.is_unkept())
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        if let Some(form) = &mut self.form {
            form.keep(cx);
        }
        if let Some(binding) = &mut self.binding {
            binding.keep(cx);
        }
    }
}

/// From this width on, pages stand beside the contents.
const WIDE: f32 = 720.0;
/// How much of the pane they take.
const PAGES: f32 = 0.46;
