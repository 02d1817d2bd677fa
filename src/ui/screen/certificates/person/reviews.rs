//! 评查: the files that were reviewed of cases that somebody handled, with level, points and what was found.

use eframe::egui::Ui;

use super::super::Msg;
use super::Person;
use super::conduct::entry_ui;
use crate::domain::review::Stage;
use crate::ledger::reviews::PersonReview;
use crate::ui::icons;
use crate::ui::theme::space;
use crate::ui::widget::{Tone, muted, panel};
use crate::words::amount::show_tenths;
use crate::words::date::show_date;

impl Person {
    pub(super) fn reviews_ui(&self, ui: &mut Ui, out: &mut Vec<Msg>) {
        panel(ui, icons::REVIEW, "办理的案卷评查结果", |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = space().m;
            if self.reviews.is_empty() {
                muted(ui, "办理的案卷还没有评查结果。");
            }
            for one in &self.reviews {
                if review_ui(ui, one) {
                    out.push(Msg::Review(one.file));
                }
            }
        });
    }
}

/// One file; whether it is to be opened.
fn review_ui(ui: &mut Ui, one: &PersonReview) -> bool {
    let name = if one.number.is_empty() { &one.title } else { &one.number };
    let title = format!("{} {name}", show_date(one.agreed_on));
    let result = format!("{} {}分", one.level, show_tenths(one.points));
    let tone = match one.stage {
        Stage::Done => Tone::Plain,
        _ => Tone::Due,
    };
    let about = format!("{}　{}　{}", one.plan, one.title, one.stage.label());
    let none = if one.findings.is_empty() { "没有查出问题。" } else { "" };
    let notes: Vec<&str> =
        [about.as_str(), none].into_iter().chain(one.findings.iter().map(String::as_str)).collect();
    let spoken = format!("看评查 {name}");
    entry_ui(ui, &title, (tone, &result), &notes, Some(("看评查", &spoken)))
}
