//! Panes: parts of a screen between which F6 moves the keyboard.

use eframe::egui::{Id, Ui};

use crate::ui::keys;

/// One pane of a screen, in the order in which they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pane(pub usize);

/// Where each pane takes the keyboard, collected while a screen is painted.
#[derive(Default)]
pub struct Panes {
    entries: Vec<Id>,
    at: usize,
}

impl Panes {
    /// Begins a frame.
    pub fn begin(&mut self) {
        self.entries.clear();
    }

    /// Names the widget that takes the keyboard when the next pane is entered.
    pub fn entry(&mut self, id: Id) -> Pane {
        self.entries.push(id);
        Pane(self.entries.len() - 1)
    }

    /// Ends a frame: moves the keyboard if F6 was pressed.
    pub fn end(&mut self, ui: &Ui) {
        let count = self.entries.len();
        let forward = keys::pressed(ui.ctx(), keys::NEXT_PANE);
        let back = keys::pressed(ui.ctx(), keys::PREVIOUS_PANE);
        if count == 0 || forward == back {
            return;
        }
        self.at = if forward { (self.at + 1) % count } else { (self.at + count - 1) % count };
        ui.memory_mut(|memory| memory.request_focus(self.entries[self.at]));
    }
}
