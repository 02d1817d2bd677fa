//! 结果: what was imported and what was not, and the rows that were not as a sheet to be corrected.

use std::collections::BTreeMap;
use std::path::Path;

use eframe::egui::{ScrollArea, Ui};

use super::super::super::Cx;
use super::Msg;
use super::check::Check;
use crate::ledger::import::read::Reading;
use crate::ledger::import::{Choice, Imported, Outcome, Standing, refused_rows};
use crate::ui::file_choice::{PathPicker, SHEET, Shown, Want, meant, save};
use crate::ui::icons;
use crate::ui::screen::problems::{Problems, entered};
use crate::ui::theme::{bold, regular, space, theme, type_sizes};
use crate::ui::widget::{Button, Row, muted, panel, problem_text, wrapped};

/// Reasons that are told on the screen; the sheet has all of them.
const MOST_SHOWN: usize = 200;

/// What has become of a register.
pub struct Done {
    rows: usize,
    written: usize,
    unchanged: usize,
    refused: usize,
    left: usize,
    imported: Imported,
    /// Why rows were not imported, by their place in the register.
    why: BTreeMap<usize, String>,
    /// The same, as it is read: row, name, reason.
    told: Vec<String>,
    stopped: bool,
    path: String,
    name: String,
    picker: PathPicker,
    saved: bool,
}

impl Done {
    pub fn of(check: &Check, imported: Imported, stopped: bool, source: &Path) -> Done {
        let mut why = BTreeMap::new();
        let (mut written, mut unchanged, mut refused, mut left) = (0, 0, 0, 0);
        for (at, (outcome, line)) in imported.outcomes.iter().zip(&check.plan.lines).enumerate() {
            match outcome {
                Outcome::Written => written += 1,
                Outcome::Unchanged => unchanged += 1,
                Outcome::Refused(because) => {
                    refused += 1;
                    why.insert(at, because.clone());
                }
                Outcome::Left => {
                    left += 1;
                    let because = match (check.choices.get(&at), &line.standing) {
                        (Some(Choice::Leave), _) => "试读时选了不导入。".to_owned(),
                        (None, Standing::Unclear { why, .. }) => format!("{why}，没有选定是谁。"),
                        _ => "导入停止了，没有写到这一行。".to_owned(),
                    };
                    why.insert(at, because);
                }
            }
        }
        let lines = &check.plan.lines;
        let told = why.iter().take(MOST_SHOWN).map(|(at, why)| {
            let line = &lines[*at];
            format!("{}第{}行　{}　{why}", line.sheet, line.row, line.name)
        });
        let stem = source.file_stem().unwrap_or_default().to_string_lossy();
        let name = format!("{stem} 错误表.xlsx");
        Done {
            rows: lines.len(),
            written,
            unchanged,
            refused,
            left,
            told: told.collect(),
            imported,
            why,
            stopped,
            path: source.with_file_name(&name).display().to_string(),
            name,
            picker: PathPicker::new(Want::Save(&SHEET)),
            saved: false,
        }
    }

    /// 成功 28 / 拒绝 2.
    pub fn sentence(&self) -> String {
        let stopped = if self.stopped { "导入停止了。" } else { "" };
        format!("{stopped}成功 {} / 拒绝 {}", self.written + self.unchanged, self.refused + self.left)
    }

    pub fn save(&mut self, reading: &Reading, problems: &mut Problems, cx: &mut Cx<'_>) {
        let path = meant(&self.path, &self.name);
        let bytes = refused_rows(reading, &self.why).map_err(|error| error.to_string());
        match bytes.and_then(|bytes| save(&path, &bytes)) {
            Ok(()) => {
                self.saved = true;
                cx.done(format!("错误表已保存到{}。改好以后可以再导入。", crate::ledger::named(&path)));
            }
            Err(why) => problems.say("refused", why),
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, problems: &mut Problems, out: &mut Vec<Msg>) {
        ScrollArea::vertical().id_salt("import-done").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = space().m;
            panel(ui, icons::INTACT, "导入结果", |ui| self.counts_ui(ui, problems));
            if !self.why.is_empty() {
                panel(ui, icons::WARNING, "没有导入的行", |ui| self.refused_ui(ui, problems, out));
            }
        });
    }

    fn counts_ui(&self, ui: &mut Ui, problems: &Problems) {
        let ink = if self.why.is_empty() { theme(ui).done } else { theme(ui).text };
        wrapped(ui, &self.sentence(), bold(type_sizes().title), ink);
        let Done { rows, written, unchanged, refused, left, imported, .. } = self;
        muted(
            ui,
            &format!("读出{rows}行 = 写入{written} + 相同{unchanged} + 拒绝{refused} + 没有导入{left}"),
        );
        let Imported { people_added, people_changed, cards_added, cards_changed, .. } = imported;
        muted(
            ui,
            &format!(
                "新增人员{people_added}人、证件{cards_added}本；改动人员{people_changed}人、证件{cards_changed}本。"
            ),
        );
        problems.rest_ui(ui, &["refused", "path"]);
    }

    fn refused_ui(&mut self, ui: &mut Ui, problems: &mut Problems, out: &mut Vec<Msg>) {
        let focus = problems.takes("refused");
        let wrong = problems.of("refused");
        let row = Row::new("错误表").problem(wrong).focus(focus);
        let row = row.hint("这些行照原样另存一份，末列是原因；改好以后可以再导入。");
        let shown = Shown { name: "错误表的位置", problem: wrong.is_some(), ..Shown::default() };
        let field = row.show(ui, |ui| self.picker.show(ui, &mut self.path, shown));
        let by_key = entered(ui, &field);
        if ui.add(Button::new("保存错误表").icon(icons::EXPORT)).clicked() || by_key {
            out.push(Msg::SaveRefused);
        }
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
    }
}
