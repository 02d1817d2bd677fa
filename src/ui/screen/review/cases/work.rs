//! What is being written on a case's page: one of its forms.

use eframe::egui::Ui;

use super::Msg;
use super::questioning::QuestioningForm;
use super::recusal::RecusalForm;
use super::seizure::SeizureForm;
use super::step::StepForm;
use crate::ui::screen::certificates::entry::Said;
use crate::ui::screen::{Cx, See};

/// One of the forms.
pub enum Work {
    Step(Box<StepForm>),
    Questioning(Box<QuestioningForm>),
    Recusal(Box<RecusalForm>),
    Seizure(Box<SeizureForm>),
}

/// Calls the form, whichever it is.
macro_rules! on_form {
    ($work:expr, $form:ident => $call:expr) => {
        match $work {
            Work::Step($form) => $call,
            Work::Questioning($form) => $call,
            Work::Recusal($form) => $call,
            Work::Seizure($form) => $call,
        }
    };
}

impl Work {
    pub fn is_unkept(&self) -> bool {
        on_form!(self, form => form.entry.is_unkept())
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        on_form!(self, form => form.entry.keep(cx));
    }

    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        on_form!(self, form => form.logic(cx));
    }

    /// Enters it; tells whether it was.
    pub fn submit(&mut self, cx: &mut Cx<'_>) -> bool {
        on_form!(self, form => form.submit(cx))
    }

    /// Ends it without entering it.
    pub fn end(&mut self, said: Said, cx: &mut Cx<'_>) {
        on_form!(self, form => form.entry.end(said, cx));
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, free: bool, out: &mut Vec<Msg>) -> Option<Said> {
        match self {
            Work::Step(form) => form.ui(ui, see, free, out),
            Work::Questioning(form) => form.ui(ui, see, free, out),
            Work::Recusal(form) => form.ui(ui, see, free),
            Work::Seizure(form) => form.ui(ui, see, free),
        }
    }
}
