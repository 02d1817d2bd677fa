//! Choosing many people: one by one as their names are typed, or all of a unit and a condition at once.

use eframe::egui::Ui;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::entry::{Chosen, people, row};
use crate::domain::certificate::Validity;
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::ledger::{CardFilter, RegisterQuery, Result};
use crate::ui::screen::Cx;
use crate::ui::screen::picker::{Hit, Picker};
use crate::ui::screen::problems::Problems;
use crate::ui::theme::space;
use crate::ui::widget::{Button, Choice, anchor};

/// Most people for whom one act is done.
pub const MOST: usize = 500;

/// Who was chosen, and what stands in the choices, as a draft keeps it.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Crowd {
    pub typed: String,
    pub people: Vec<Chosen>,
    unit: Option<Uuid>,
    which: String,
}

impl Crowd {
    /// Takes somebody who was picked.
    pub fn choose(&mut self, hit: &Hit) {
        self.typed.clear();
        Chosen::of(hit).add_to(&mut self.people);
    }

    /// Takes somebody who is not among them yet.
    pub fn add(&mut self, id: Uuid, words: String) {
        Chosen { id, words }.add_to(&mut self.people);
    }

    /// Takes everybody of the unit and the condition.
    pub fn gather(&mut self, cx: &Cx<'_>) -> Result<()> {
        let card = match self.which.as_str() {
            "valid" => Some(CardFilter::Is(Validity::Valid)),
            "soon" => Some(CardFilter::Within { days: 90 }),
            "expired" => Some(CardFilter::Is(Validity::Expired)),
            "none" => Some(CardFilter::None),
            _ => None,
        };
        let query = RegisterQuery { unit: self.unit.map(Id::new), card, ..RegisterQuery::all(cx.today) };
        let keys = cx.ledger.officer_register(&query)?;
        for row in cx.ledger.officer_rows(&keys[..keys.len().min(2 * MOST)], cx.today)? {
            self.add(row.officer.uuid(), format!("{}　{}", row.name, row.unit));
        }
        Ok(())
    }

    /// Takes everybody whose card this year's check still asks for.
    pub fn gather_unchecked(&mut self, cx: &Cx<'_>) -> Result<()> {
        for (_, officer) in cx.ledger.annual_due(cx.today)?.into_iter().flat_map(|due| due.cards).take(MOST) {
            let who = cx.ledger.get(officer)?.value;
            let unit = cx.ledger.get(who.unit)?.value.name;
            self.add(officer.uuid(), format!("{}　{unit}", who.name));
        }
        Ok(())
    }

    /// Who was chosen.
    pub fn ids(&self) -> Vec<Id<Officer>> {
        self.people.iter().map(|one| Id::new(one.id)).collect()
    }
}

/// The rows; tells whether everybody of a unit or condition is to be taken.
pub fn rows_ui(
    ui: &mut Ui,
    names: (&str, &'static str),
    crowd: &mut Crowd,
    picker: &mut Picker,
    problems: &mut Problems,
    units: &[(Option<Uuid>, String)],
) -> bool {
    let mut gather = false;
    people(ui, names, (picker, &mut crowd.typed, &mut crowd.people), problems);
    row(ui, ("成批加入", "crowd.gather", ""), problems, |ui, _| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space().s;
            let mut all = vec![(None, "全部机构".to_owned())];
            all.extend(units.iter().cloned());
            Choice::new("哪个机构").width(170.0).show(ui, &mut crowd.unit, &all);
            let which = [
                ("", "在岗人员"),
                ("valid", "证件有效的"),
                ("soon", "90日内到期的"),
                ("expired", "证件过期的"),
                ("none", "没有证件的"),
            ];
            let which = which.map(|(code, label)| (code.to_owned(), label.to_owned()));
            Choice::new("哪些人").width(132.0).show(ui, &mut crowd.which, &which);
            gather = ui.add(Button::new("加入")).clicked();
            anchor(ui)
        })
        .inner
    });
    gather
}
