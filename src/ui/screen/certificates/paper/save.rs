//! The question where a paper is saved.

use std::path::{Path, PathBuf};

use eframe::egui::Context;

use super::super::Msg as ScreenMsg;
use super::Msg;
use crate::ui::file_choice::{PDF, PathPicker, Shown, Want, new_file};
use crate::ui::screen::papers::{meant, save};
use crate::ui::screen::problems::entered;
use crate::ui::widget::{Dialog, DialogAnswer, Row};

/// The question, while it is open.
pub struct Save {
    path: String,
    name: String,
    picker: PathPicker,
    problem: Option<String>,
    focus: bool,
}

impl Save {
    /// Offers a folder.
    pub fn into(folder: &Path, name: String) -> Save {
        let path = folder.join(&name).display().to_string();
        Save { path, name, picker: PathPicker::new(Want::Save(&PDF)), problem: None, focus: true }
    }

    /// The place that is written in the field.
    pub fn path(&self) -> PathBuf {
        meant(&self.path, &self.name)
    }

    /// Whether a new file can be made there.
    ///
    /// # Errors
    /// A sentence.
    pub fn is_free(&self, path: &Path) -> Result<(), String> {
        new_file(path)
    }

    /// Says beside the field what is wrong.
    pub fn refuse(&mut self, sentence: String) {
        (self.problem, self.focus) = (Some(sentence), true);
    }

    /// Shows it.
    pub fn ui(&mut self, ctx: &Context, out: &mut Vec<ScreenMsg>) {
        let focus = std::mem::take(&mut self.focus);
        let (wrong, picker, path) = (self.problem.as_deref(), &mut self.picker, &mut self.path);
        let answer = Dialog::new("保存 PDF", "保存").width(620.0).show(ctx, |ui| {
            let shown = Shown { name: "保存位置", problem: wrong.is_some(), ..Shown::default() };
            let row = Row::new("保存到").problem(wrong).focus(focus);
            let field = row.show(ui, |ui| picker.show(ui, path, shown));
            if entered(ui, &field) {
                out.push(ScreenMsg::Paper(Msg::Save));
            }
        });
        match answer {
            Some(DialogAnswer::Yes) => out.push(ScreenMsg::Paper(Msg::Save)),
            Some(DialogAnswer::No) => out.push(ScreenMsg::Paper(Msg::DontSave)),
            None => {}
        }
    }
}

/// Writes the paper.
///
/// # Errors
/// A sentence.
pub fn write(path: &Path, pdf: &[u8]) -> Result<(), String> {
    save(path, pdf)
}
