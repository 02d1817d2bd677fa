//! The rows that were not imported: told with their reasons, and saved as a sheet to be corrected.

use std::collections::BTreeMap;
use std::path::Path;

use eframe::egui::Ui;

use crate::ledger;
use crate::ui::file_choice::{PathPicker, SHEET, Shown, Want, meant, save};
use crate::ui::icons;
use crate::ui::screen::Cx;
use crate::ui::screen::problems::{Problems, entered};
use crate::ui::theme::{regular, theme, type_sizes};
use crate::ui::widget::{Button, Row, muted, panel, problem_text, wrapped};

/// The field of the sheet's path.
pub const FIELD: &str = "refused";

/// Reasons that are told on the screen; the sheet has all of them.
const MOST_SHOWN: usize = 200;

/// What was not imported.
pub struct Faults {
    /// Why rows were not imported, by their place among those that were read.
    why: BTreeMap<usize, String>,
    /// The same, as it is read: row, name, reason.
    told: Vec<String>,
    path: String,
    name: String,
    picker: PathPicker,
    saved: bool,
}

impl Faults {
    /// Rows with their reasons; `named` says which row of which sheet one is.
    pub fn of(why: BTreeMap<usize, String>, named: impl Fn(usize) -> String, source: &Path) -> Faults {
        let told = why.iter().take(MOST_SHOWN).map(|(at, why)| format!("{}　{why}", named(*at))).collect();
        let stem = source.file_stem().unwrap_or_default().to_string_lossy();
        let name = format!("{stem} 错误表.xlsx");
        Faults {
            why,
            told,
            path: source.with_file_name(&name).display().to_string(),
            name,
            picker: PathPicker::new(Want::Save(&SHEET)),
            saved: false,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.why.is_empty()
    }

    /// Saves the sheet that is made of the rows.
    pub fn save(
        &mut self,
        made: impl FnOnce(&BTreeMap<usize, String>) -> ledger::Result<Vec<u8>>,
        problems: &mut Problems,
        cx: &mut Cx<'_>,
    ) {
        let path = meant(&self.path, &self.name);
        let bytes = made(&self.why).map_err(|error| error.to_string());
        match bytes.and_then(|bytes| save(&path, &bytes)) {
            Ok(()) => {
                self.saved = true;
                cx.done(format!("错误表已保存到{}。改好以后可以再导入。", ledger::named(&path)));
            }
            Err(why) => problems.say(FIELD, why),
        }
    }

    /// Shows them; tells whether the sheet is to be saved.
    pub fn ui(&mut self, ui: &mut Ui, problems: &mut Problems) -> bool {
        panel(ui, icons::WARNING, "没有导入的行", |ui| {
            let focus = problems.takes(FIELD);
            let wrong = problems.of(FIELD);
            let row = Row::new("错误表").problem(wrong).focus(focus);
            let row = row.hint("这些行照原样另存一份，末列是原因；改好以后可以再导入。");
            let shown = Shown { name: "错误表的位置", problem: wrong.is_some(), ..Shown::default() };
            let field = row.show(ui, |ui| self.picker.show(ui, &mut self.path, shown));
            let by_key = entered(ui, &field);
            let asked = ui.add(Button::new("保存错误表").icon(icons::EXPORT)).clicked() || by_key;
            if self.saved {
                muted(ui, "错误表已保存。");
            }
            for line in &self.told {
                let (font, ink) = (regular(type_sizes().table), theme(ui).text);
                wrapped(ui, line, font, ink);
            }
            if let Some(more) = self.why.len().checked_sub(self.told.len()).filter(|more| *more > 0) {
                problem_text(ui, &format!("还有{more}行，都在错误表里。"));
            }
            asked
        })
        .inner
    }
}
