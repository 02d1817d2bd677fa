//! Problems of a small form, each kept with its field; the first of them gets the caret.

use eframe::egui::{Key, Response, Ui};

use super::overlap::Overlap;
use crate::ledger::Error;
use crate::ui::widget::{Input, Row, problem_text};
use crate::words::problem::sentence;

/// What is wrong with a form, by field.
#[derive(Default)]
pub struct Problems {
    found: Vec<(&'static str, String)>,
    focus: Option<&'static str>,
    /// Rows that were changed in the ledger too while the form was open.
    pub asked: Vec<Overlap>,
    /// What was chosen for one of them, and whether what was written stays.
    pub chosen: Option<(String, bool)>,
    /// What happened to the record meanwhile.
    pub note: String,
    /// Whether the first row that is asked gets the caret.
    to_asked: bool,
}

impl Problems {
    /// None, and the caret goes to this field.
    pub fn none_at(field: &'static str) -> Problems {
        Problems { focus: Some(field), ..Problems::default() }
    }

    /// Moves the caret to this field.
    pub fn go_to(&mut self, field: &'static str) {
        self.focus = Some(field);
    }

    /// Forgets them.
    pub fn clear(&mut self) {
        self.found.clear();
    }

    /// Adds one.
    pub fn say(&mut self, field: &'static str, sentence: impl Into<String>) {
        if self.found.is_empty() {
            self.focus = Some(field);
        }
        self.found.push((field, sentence.into()));
    }

    /// Adds all that a use case refused; what has no field stands under `""`.
    pub fn refused(&mut self, error: &Error) {
        match error {
            Error::Invalid(problems) => {
                for one in problems {
                    self.say(one.field, sentence(one));
                }
            }
            other => self.say("", other.to_string()),
        }
    }

    /// Asks for what is empty.
    pub fn wanted(&mut self, field: &'static str, value: &str, sentence: &str) {
        if value.trim().is_empty() {
            self.say(field, sentence);
        }
    }

    /// Whether there are any.
    pub fn any(&self) -> bool {
        !self.found.is_empty()
    }

    /// Forgets those of a field, because it was changed.
    pub fn forget(&mut self, field: &str) {
        self.found.retain(|(at, _)| *at != field);
    }

    /// The first of a field.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.found.iter().find(|(at, _)| *at == field).map(|(_, sentence)| sentence.as_str())
    }

    /// Gives the caret to the first of these fields that has one.
    pub fn look_at_first_of(&mut self, order: &[&'static str]) {
        self.focus = order.iter().copied().find(|field| self.of(field).is_some());
    }

    /// Gives the caret to the first row that is asked.
    pub fn look_at_asked(&mut self) {
        self.to_asked = !self.asked.is_empty();
    }

    /// The field that the caret will go to.
    pub fn at(&self) -> Option<&'static str> {
        self.focus
    }

    /// Whether the caret is to go to this field now.
    pub fn takes(&mut self, field: &str) -> bool {
        // Rows ask in the order in which they stand.
        if self.to_asked && self.asked.iter().any(|one| one.is_of(field)) {
            self.to_asked = false;
            return true;
        }
        let mine = self.focus == Some(field);
        if mine {
            self.focus = None;
        }
        mine
    }

    /// Shows what belongs to none of the form's fields.
    pub fn rest_ui(&self, ui: &mut Ui, fields: &[&str]) {
        if !self.note.is_empty() {
            problem_text(ui, &self.note);
        }
        for (at, sentence) in &self.found {
            if !fields.contains(at) {
                problem_text(ui, sentence);
            }
        }
    }
}

/// One line of a form.
pub struct Line<'a> {
    pub label: &'a str,
    pub field: &'static str,
    pub hint: &'a str,
    pub secret: bool,
}

impl<'a> Line<'a> {
    /// A line of text.
    pub fn new(label: &'a str, field: &'static str) -> Line<'a> {
        Line { label, field, hint: "", secret: false }
    }

    /// What helps to fill it in, below the field.
    #[must_use]
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// Shows dots.
    #[must_use]
    pub fn secret(mut self) -> Self {
        self.secret = true;
        self
    }

    /// Shows it.
    pub fn show(self, ui: &mut Ui, value: &mut String, problems: &mut Problems) -> Response {
        let focus = problems.takes(self.field);
        let problem = problems.of(self.field);
        let mut row = Row::new(self.label).problem(problem).focus(focus);
        if !self.hint.is_empty() {
            row = row.hint(self.hint);
        }
        row.show(ui, |ui| {
            let input = Input::new(value).problem(problem.is_some()).most(500);
            if self.secret { input.password() } else { input }.show(ui)
        })
    }
}

/// Whether Enter ended the writing in a field.
pub fn entered(ui: &Ui, response: &Response) -> bool {
    response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}
