//! The kinds of conduct (C10-7) as a row that the registration and the new classification share.

use eframe::egui::Ui;

use crate::domain::interference::OTHER_CONDUCT;
use crate::rules::interference::InterferenceRules;
use crate::ui::screen::certificates::entry::{line, row};
use crate::ui::screen::problems::Problems;
use crate::ui::widget::Numbered;

/// Any of the kinds by their numbers, and words for the one that has none.
pub fn rows_ui(
    ui: &mut Ui,
    rules: &InterferenceRules,
    (items, other): (&mut Vec<u8>, &mut String),
    problems: &mut Problems,
) {
    let kinds: Vec<(u8, &str)> = rules.conducts().iter().map(|one| (one.item, one.brief.as_str())).collect();
    let names = ("情形", "interference.conduct", "可以多选。干预记录制度第七条");
    row(ui, names, problems, |ui, bad| {
        let many = Numbered::many("情形").problem(bad).columns(3);
        let (response, pressed) = many.show(ui, &kinds, |one| items.contains(&one));
        if let Some(item) = pressed {
            toggle(items, item);
        }
        response
    });
    if items.contains(&OTHER_CONDUCT) {
        line(ui, ("其他情形", "interference.conduct_other", ""), other, problems);
    }
}

/// Takes an item back, or adds it; they stand in the order of the text.
fn toggle(items: &mut Vec<u8>, item: u8) {
    match items.iter().position(|one| *one == item) {
        Some(at) => drop(items.remove(at)),
        None => items.push(item),
    }
    items.sort_unstable();
}
