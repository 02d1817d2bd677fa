//! 结果: what was imported and what was not, and the rows that were not as a sheet to be corrected.

use std::collections::BTreeMap;
use std::path::Path;

use eframe::egui::{ScrollArea, Ui};

use super::super::super::Cx;
use super::Msg;
use super::check::Check;
use crate::ledger::import::read::Reading;
use crate::ledger::import::{Choice, Imported, Outcome, Standing, refused_rows};
use crate::ui::icons;
use crate::ui::screen::importing::faults::{FIELD, Faults};
use crate::ui::screen::problems::Problems;
use crate::ui::theme::{bold, space, theme, type_sizes};
use crate::ui::widget::{muted, panel, wrapped};

/// What has become of a register.
pub struct Done {
    rows: usize,
    written: usize,
    unchanged: usize,
    refused: usize,
    left: usize,
    imported: Imported,
    faults: Faults,
    stopped: bool,
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
        let named = |at: usize| {
            let line = &lines[at];
            format!("{}第{}行　{}", line.sheet, line.row, line.name)
        };
        Done {
            rows: lines.len(),
            written,
            unchanged,
            refused,
            left,
            imported,
            faults: Faults::of(why, named, source),
            stopped,
        }
    }

    /// 成功 28 / 拒绝 2.
    pub fn sentence(&self) -> String {
        let stopped = if self.stopped { "导入停止了。" } else { "" };
        format!("{stopped}成功 {} / 拒绝 {}", self.written + self.unchanged, self.refused + self.left)
    }

    pub fn save(&mut self, reading: &Reading, problems: &mut Problems, cx: &mut Cx<'_>) {
        self.faults.save(|why| refused_rows(reading, why), problems, cx);
    }

    pub fn ui(&mut self, ui: &mut Ui, problems: &mut Problems, out: &mut Vec<Msg>) {
        ScrollArea::vertical().id_salt("import-done").auto_shrink(false).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = space().m;
            panel(ui, icons::INTACT, "导入结果", |ui| self.counts_ui(ui, problems));
            if !self.faults.is_empty() && self.faults.ui(ui, problems) {
                out.push(Msg::SaveRefused);
            }
        });
    }

    fn counts_ui(&self, ui: &mut Ui, problems: &Problems) {
        let ink = if self.faults.is_empty() { theme(ui).done } else { theme(ui).text };
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
        problems.rest_ui(ui, &[FIELD, "path"]);
    }
}
