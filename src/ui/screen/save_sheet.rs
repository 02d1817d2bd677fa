//! The question where a workbook is saved: a standard, a list.

use eframe::egui::Context;

use super::Cx;
use super::problems::entered;
use crate::ui::file_choice::{PathPicker, SHEET, Shown, Want, documents, meant, save};
use crate::ui::widget::{Dialog, DialogAnswer, Row};

/// What a person answers.
pub enum Msg {
    Save,
    Leave,
}

/// What the question says.
#[derive(Clone, Copy)]
pub struct Words {
    pub title: &'static str,
    pub sentence: &'static str,
    /// What was saved: 标准.
    pub what: &'static str,
}

/// The question, while it is open.
pub struct SaveSheet {
    words: Words,
    bytes: Vec<u8>,
    path: String,
    name: String,
    picker: PathPicker,
    problem: Option<String>,
    focus: bool,
}

impl SaveSheet {
    /// Asks for a workbook that was made; `name` is what its file is called unless somebody says otherwise.
    pub fn of(words: Words, name: String, bytes: Vec<u8>) -> SaveSheet {
        let path = documents().join(&name).display().to_string();
        let picker = PathPicker::new(Want::Save(&SHEET));
        SaveSheet { words, bytes, path, name, picker, problem: None, focus: true }
    }

    /// Does it; tells whether the question is over.
    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) -> bool {
        if matches!(msg, Msg::Leave) {
            return true;
        }
        let path = meant(&self.path, &self.name);
        match save(&path, &self.bytes) {
            Ok(()) => {
                cx.done(format!("{}已存到{}", self.words.what, crate::ledger::named(&path)));
                true
            }
            Err(why) => {
                (self.problem, self.focus) = (Some(why), true);
                false
            }
        }
    }

    pub fn ui(&mut self, ctx: &Context, out: &mut Vec<Msg>) {
        let focus = std::mem::take(&mut self.focus);
        let (wrong, picker, path) = (self.problem.as_deref(), &mut self.picker, &mut self.path);
        let answer = Dialog::new(self.words.title, "保存").sentence(self.words.sentence).width(620.0).show(
            ctx,
            |ui| {
                let shown = Shown { name: "保存位置", problem: wrong.is_some(), ..Shown::default() };
                let row = Row::new("保存到").problem(wrong).focus(focus);
                let field = row.show(ui, |ui| picker.show(ui, path, shown));
                if entered(ui, &field) {
                    out.push(Msg::Save);
                }
            },
        );
        match answer {
            Some(DialogAnswer::Yes) => out.push(Msg::Save),
            Some(DialogAnswer::No) => out.push(Msg::Leave),
            None => {}
        }
    }
}
