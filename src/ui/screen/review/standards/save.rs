//! The question where the workbook of a standard is saved.

use eframe::egui::Context;

use crate::domain::review::Standard;
use crate::ledger::standards::standard_workbook;
use crate::ui::file_choice::{PathPicker, SHEET, Shown, Want, documents, meant, save};
use crate::ui::screen::Cx;
use crate::ui::screen::problems::entered;
use crate::ui::widget::{Dialog, DialogAnswer, Row};

/// What a person answers.
pub enum Msg {
    Save,
    Leave,
}

/// The question, while it is open.
pub struct Save {
    standard: Standard,
    path: String,
    name: String,
    picker: PathPicker,
    problem: Option<String>,
    focus: bool,
}

impl Save {
    pub fn of(standard: &Standard) -> Save {
        let name = format!("{} {}.xlsx", standard.title, standard.version);
        let path = documents().join(&name).display().to_string();
        let picker = PathPicker::new(Want::Save(&SHEET));
        Save { standard: standard.clone(), path, name, picker, problem: None, focus: true }
    }

    /// Does it; tells whether the question is over.
    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) -> bool {
        if matches!(msg, Msg::Leave) {
            return true;
        }
        let path = meant(&self.path, &self.name);
        let made = standard_workbook(&self.standard).map_err(|error| error.to_string());
        match made.and_then(|bytes| save(&path, &bytes)) {
            Ok(()) => {
                cx.done(format!("标准已存到{}", crate::ledger::named(&path)));
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
        let answer = Dialog::new("标准存为 Excel", "保存")
            .sentence("存成的工作簿可以改成本单位的标准，再用“导入标准”读进来。")
            .width(620.0)
            .show(ctx, |ui| {
                let shown = Shown { name: "保存位置", problem: wrong.is_some(), ..Shown::default() };
                let row = Row::new("保存到").problem(wrong).focus(focus);
                let field = row.show(ui, |ui| picker.show(ui, path, shown));
                if entered(ui, &field) {
                    out.push(Msg::Save);
                }
            });
        match answer {
            Some(DialogAnswer::Yes) => out.push(Msg::Save),
            Some(DialogAnswer::No) => out.push(Msg::Leave),
            None => {}
        }
    }
}
