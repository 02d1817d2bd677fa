//! A tab that a later version fills: one sentence, and nothing that does not work.

use eframe::egui::Ui;

use crate::ui::widget::empty_state;

/// Paints the sentence.
pub fn ui(ui: &mut Ui, sentence: &str) {
    empty_state(ui, sentence, None);
}
