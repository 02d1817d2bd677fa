//! The parts that screens are built from. Each names itself to assistive technology and shows its focus.

mod button;
mod chip;
mod cite;
mod date;
mod dialog;
mod field;
mod menu;
mod numbered;
mod page;
mod paint;
mod pane;
mod panel;
mod picture;
mod segment;
mod table;
mod toast;

pub use button::{Button, link};
pub use chip::{Tone, chip, state_text};
pub use cite::{cite_chip, text_links};
pub use date::DateField;
pub use dialog::{Dialog, DialogAnswer, end as end_dialog};
pub use field::{Choice, Input, Row, anchor, check_box, problem_text};
pub use menu::{MenuGroup, menu};
pub use numbered::Numbered;
pub use page::{fit, page_links, page_view};
pub use paint::{
    cut, fitted, fitting, focus_ring, icon, label, muted, small, strong, text_width, title, wrapped,
};
pub use pane::{Pane, Panes};
pub use panel::{
    above_bar, action_bar, at_right, empty_state, heading, key_value, panel, panel_with, scroll_up_to,
};
pub use segment::{segment, strip};
pub use table::{Cell, Column, TableEvent, TableState, table, table_id};
pub use toast::{Toast, Toasts};
