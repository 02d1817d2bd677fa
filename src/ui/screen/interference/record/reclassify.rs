//! 重新分类: a 工作记录 becomes a 过问, or the other way round, with a reason that stays.

use chrono::NaiveDate;
use eframe::egui::Ui;
use serde::{Deserialize, Serialize};

use super::work::Work;
use super::written::{Draft, Written};
use crate::domain::id::Id;
use crate::domain::interference::{Interference, Layer, Nature, OTHER_CONDUCT, Sealed, Side};
use crate::rules::interference::{InterferenceRules, built_in_interference};
use crate::ui::icons;
use crate::ui::screen::Cx;
use crate::ui::screen::certificates::entry::{line, row};
use crate::ui::screen::interference::conduct;
use crate::ui::screen::problems::Problems;
use crate::ui::widget::Numbered;

const FIELDS: &[&str] =
    &["interference.nature", "interference.conduct", "interference.conduct_other", "interference.why"];

/// What is written, as its draft keeps it.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Fields {
    nature: String,
    conduct: Vec<u8>,
    other: String,
    why: String,
}

/// The form.
pub struct Reclassify {
    written: Written<Fields>,
    before: Nature,
    inside: bool,
    rules: Option<InterferenceRules>,
    problems: Problems,
}

impl Reclassify {
    pub fn begin(id: Id<Sealed>, record: &Interference, cx: &mut Cx<'_>) -> Reclassify {
        let blank = Fields {
            conduct: record.conduct.clone(),
            other: record.conduct_other.clone(),
            ..Fields::default()
        };
        Reclassify {
            written: Written::begin(id, "reclassify", "重新分类（草稿）", blank, cx),
            before: record.nature,
            inside: record.asker.side == Side::Inside,
            rules: built_in_interference().ok(),
            problems: Problems::none_at("interference.nature"),
        }
    }

    fn nature(&self) -> Option<Nature> {
        Nature::from_code(&self.written.fields.nature)
    }

    fn counts(&self) -> bool {
        self.nature() == Some(Nature::Asked) && self.inside
    }
}

impl Work for Reclassify {
    fn title(&self) -> &str {
        "重新分类"
    }

    fn verb(&self) -> &str {
        "提交重新分类"
    }

    fn icon(&self) -> char {
        icons::EDIT
    }

    fn beside_record(&self) -> bool {
        false
    }

    fn draft(&self) -> &dyn Draft {
        &self.written
    }

    fn draft_mut(&mut self) -> &mut dyn Draft {
        &mut self.written
    }

    fn submit(&mut self, id: Id<Sealed>, cx: &mut Cx<'_>) -> bool {
        let (counts, nature) = (self.counts(), self.nature());
        let (fields, problems) = (&self.written.fields, &mut self.problems);
        problems.clear();
        let Some(nature) = nature.filter(|nature| *nature != self.before) else {
            problems.say("interference.nature", "请选择与原来不同的一类。");
            return false;
        };
        let conduct = if counts { fields.conduct.clone() } else { Vec::new() };
        let other = conduct.contains(&OTHER_CONDUCT);
        let conduct_other = if other { fields.other.trim().to_owned() } else { String::new() };
        let why = fields.why.trim().to_owned();
        problems.wanted("interference.why", &why, "请写重新分类的理由。");
        if problems.any() {
            return false;
        }
        match cx.ledger.reclassify_sealed(id, &Layer::Reclassified { nature, conduct, conduct_other, why }) {
            Ok(()) => {
                self.written.throw_away(cx);
                cx.done("已重新分类，原来的分类和理由都保留。");
                true
            }
            Err(error) => {
                problems.refused(&error);
                false
            }
        }
    }

    fn ui(&mut self, ui: &mut Ui, _today: NaiveDate) {
        let (counts, chosen) = (self.counts(), self.nature());
        let (fields, problems) = (&mut self.written.fields, &mut self.problems);
        problems.rest_ui(ui, FIELDS);
        let natures: Vec<(Nature, &str)> = Nature::ALL.iter().map(|one| (*one, one.label())).collect();
        let hint = format!("原来是：{}", self.before.label());
        row(ui, ("改为", "interference.nature", &hint), problems, |ui, bad| {
            let (response, pressed) =
                Numbered::one("改为").problem(bad).show(ui, &natures, |one| Some(one) == chosen);
            if let Some(nature) = pressed {
                fields.nature = nature.code().to_owned();
            }
            response
        });
        if let Some(rules) = self.rules.as_ref().filter(|_| counts) {
            conduct::rows_ui(ui, rules, (&mut fields.conduct, &mut fields.other), problems);
        }
        line(ui, ("理由", "interference.why", "理由和原来的分类都保留"), &mut fields.why, problems);
    }
}
