//! What follows an opened record: what is due, what can be done with one key, and what to look at for protection.

use eframe::egui::Ui;

use super::{Msg, Record};
use crate::domain::interference::Follow;
use crate::ledger::interference::{Protection, SealedDue};
use crate::ui::icons;
use crate::ui::theme::{regular, space, theme, type_sizes};
use crate::ui::widget::{Button, Tone, chip, panel, small, strong, wrapped};
use crate::words::date::show_date;

/// An act on an opened record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// A 批示; after the first, one more.
    Direct,
    OnPaper,
    Step(Follow),
    Threat,
}

impl Act {
    fn label(self) -> &'static str {
        match self {
            Act::Direct => "补作批示",
            Act::OnPaper => "录入纸面批示",
            Act::Step(kind) => kind.label(),
            Act::Threat => "登记威胁、侮辱",
        }
    }
}

/// Digits that do the first acts.
pub const DIGITS: [&str; 9] = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/// What stands beside a record that is opened.
#[derive(Default)]
pub struct Follows {
    pub due: Vec<SealedDue>,
    pub acts: Vec<Act>,
    pub flags: Vec<Protection>,
}

impl Follows {
    fn is_empty(&self) -> bool {
        self.due.is_empty() && self.acts.is_empty() && self.flags.is_empty()
    }
}

impl Record {
    /// Both panels, one below the other; tells whether there was anything to show.
    pub(super) fn follows_ui(&self, ui: &mut Ui, stacked: bool, out: &mut Vec<Msg>) -> bool {
        if self.follows.is_empty() {
            return false;
        }
        if !self.follows.due.is_empty() || !self.follows.acts.is_empty() {
            panel(ui, icons::TODO, "接下来", |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = space().s;
                for due in &self.follows.due {
                    due_ui(ui, due);
                }
                self.acts_ui(ui, stacked, out);
            });
        }
        if !self.follows.flags.is_empty() {
            ui.add_space(space().m);
            panel(ui, icons::INTACT, "记录人保护", |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = space().s;
                for flag in &self.follows.flags {
                    flag_ui(ui, flag);
                }
                small(ui, "这是提醒，不是结论：请看一看变动有没有依据，走没走程序。干预记录制度第六条");
            });
        }
        true
    }

    fn acts_ui(&self, ui: &mut Ui, stacked: bool, out: &mut Vec<Msg>) {
        let mut buttons = |ui: &mut Ui| {
            for (at, act) in self.follows.acts.iter().enumerate() {
                let mut button = Button::new(act.label()).small();
                if let Some(digit) = DIGITS.get(at) {
                    button = button.keys(digit);
                }
                if ui.add(button).clicked() {
                    out.push(Msg::Act(*act));
                }
            }
        };
        if stacked {
            ui.vertical(|ui| buttons(ui));
        } else {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = eframe::egui::vec2(space().s, space().s);
                buttons(ui);
            });
        }
    }
}

fn due_ui(ui: &mut Ui, due: &SealedDue) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space().s;
        let (words, tone) = match due.days_left {
            None => ("待办理".to_owned(), Tone::Plain),
            Some(days @ ..0) => (format!("逾期{}天", -days), Tone::Overdue),
            Some(0) => ("今日".to_owned(), Tone::Due),
            Some(days @ 1..=3) => (format!("剩{days}天"), Tone::Due),
            Some(days) => (format!("剩{days}天"), Tone::Plain),
        };
        chip(ui, tone, &words);
        strong(ui, due.what.label());
        let ink = theme(ui).text;
        if !due.organ.is_empty() {
            wrapped(ui, &due.organ, regular(type_sizes().table), ink);
        }
        if let Some(day) = due.due_on {
            small(ui, &format!("{}前", show_date(day)));
        }
    });
}

fn flag_ui(ui: &mut Ui, flag: &Protection) {
    let (words, tone) = match &flag.checked {
        Some(check) => (format!("{}已核查", show_date(check.on)), Tone::Done),
        None => ("请核查".to_owned(), Tone::Due),
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space().s;
        chip(ui, tone, &words);
        let ink = theme(ui).text;
        let mut said = format!("{}　{}　{}", show_date(flag.on), flag.name, flag.act.label());
        if !flag.document.is_empty() {
            said += &format!("　依据：{}", flag.document);
        }
        wrapped(ui, &said, regular(type_sizes().table), ink);
    });
}
