//! A button that opens a list of acts; ↑ ↓ move in it, Enter does one, Esc closes it.

use eframe::egui::{self, EventFilter, Id, Key, Popup, PopupCloseBehavior, Ui};

use super::field::option_row;
use super::{Button, paint};
use crate::ui::theme::{regular, size, space, type_sizes};

/// Acts that belong together, under a heading.
pub struct MenuGroup<'a, T> {
    pub title: &'a str,
    pub items: Vec<(T, String)>,
}

/// Shows the button; gives what was chosen, and the button's id.
pub fn menu<T: Clone>(ui: &mut Ui, button: Button<'_>, groups: &[MenuGroup<'_, T>]) -> (Option<T>, Id) {
    let response = ui.add(button);
    let font = || regular(type_sizes().table);
    let labels = groups.iter().flat_map(|group| group.items.iter().map(|(_, label)| label));
    let widest = labels.fold(size().dialog * 0.3, |widest, label| {
        widest.max(paint::text_width(ui, label, font()) + 2.0 * space().m)
    });
    // A long list has a bar beside it.
    let widest = widest + ui.spacing().scroll.allocated_width();
    let (opened, place) = (response.clicked(), response.rect);
    let picked = Popup::menu(&response)
        .width(widest)
        .close_behavior(PopupCloseBehavior::CloseOnClick)
        .show(|ui| {
            // As high as the list asks for, where there is room above or below the button.
            let screen = ui.ctx().content_rect();
            let (above, below) = (place.top() - screen.top(), screen.bottom() - place.bottom());
            let room = above.max(below) - space().xl;
            super::scroll_up_to(room).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let mut rows = Vec::new();
                let mut picked = None;
                for group in groups.iter().filter(|group| !group.items.is_empty()) {
                    if !group.title.is_empty() {
                        ui.add_space(space().xs);
                        ui.horizontal(|ui| {
                            ui.add_space(space().s);
                            paint::small(ui, group.title);
                        });
                    }
                    for (value, label) in &group.items {
                        let row = option_row(ui, label, false);
                        if row.clicked() {
                            picked = Some(value.clone());
                            ui.close();
                        }
                        rows.push(row);
                    }
                }
                walk(ui, &rows, opened);
                picked
            })
        })
        .and_then(|shown| shown.inner.inner);
    if picked.is_some() {
        response.request_focus();
    }
    (picked, response.id)
}

/// Moves the keyboard up and down the rows; the first has it when the list opens.
fn walk(ui: &Ui, rows: &[egui::Response], opened: bool) {
    let Some(at) = rows.iter().position(|row| row.has_focus()) else {
        if let (true, Some(first)) = (opened, rows.first()) {
            first.request_focus();
        }
        return;
    };
    let arrows = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(rows[at].id, arrows));
    let step = ui.input_mut(|input| {
        i32::from(input.consume_key(Default::default(), Key::ArrowDown))
            - i32::from(input.consume_key(Default::default(), Key::ArrowUp))
    });
    let to = (at as i32 + step).rem_euclid(rows.len() as i32) as usize;
    if to != at {
        rows[to].request_focus();
        rows[to].scroll_to_me(None);
    }
}
