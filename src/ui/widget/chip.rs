//! Chips: short states, always in words, the colour only repeats them.

use eframe::egui::{Color32, Response, Role as WidgetRole, Sense, Ui, WidgetInfo, vec2};

use super::paint;
use crate::ui::icons;
use crate::ui::theme::{Theme, bold, regular, size, space, theme, type_sizes};

/// What a state means to the one who looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// For information.
    Plain,
    /// Checked.
    Done,
    /// A person must act.
    Due,
    /// Overdue or expired; the only use of red.
    Overdue,
    /// Chosen, or leads on.
    Chosen,
}

impl Tone {
    /// Ink and fill.
    pub fn colours(self, theme: &Theme) -> (Color32, Color32) {
        match self {
            Tone::Plain => (theme.muted, theme.chip),
            Tone::Done => (theme.done, theme.done_fill),
            Tone::Due => (theme.due, theme.due_fill),
            Tone::Overdue => (theme.overdue, theme.overdue_fill),
            Tone::Chosen => (theme.primary, theme.selected),
        }
    }
}

/// A chip of one line, or of several where its words are longer than what it stands in is wide.
pub fn chip(ui: &mut Ui, tone: Tone, text: &str) -> Response {
    let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
    let (ink, fill) = tone.colours(theme);
    let font = match tone {
        Tone::Due | Tone::Overdue => bold(sizes.small),
        _ => regular(sizes.small),
    };
    let mark = (tone == Tone::Done).then_some(icons::CHECK);
    let mark_room = if mark.is_some() { gaps.l } else { 0.0 };
    let padding = gaps.s - 2.0;
    let room = ui.max_rect().width() - mark_room - 2.0 * padding;
    let galley = ui.painter().layout(text.to_owned(), font, ink, room);
    let high = (gaps.l + gaps.xs).max(galley.size().y + gaps.xs);
    let wide = vec2(galley.size().x + mark_room + 2.0 * padding, high);
    let (rect, response) = ui.allocate_exact_size(wide, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, text));
    ui.painter().rect_filled(rect, size().radius, fill);
    if let Some(mark) = mark {
        let centre = eframe::egui::pos2(rect.left() + padding + gaps.xs + 2.0, rect.center().y);
        paint::icon(ui.painter(), centre, sizes.table, mark, ink);
    }
    ui.painter().galley(paint::middle(rect, rect.left() + padding + mark_room, &galley), galley, ink);
    response
}

/// A state in a table: what is in order is plain green text, so that exceptions stand out as chips.
pub fn state_text(ui: &mut Ui, tone: Tone, text: &str) -> Response {
    if tone != Tone::Done {
        return chip(ui, tone, text);
    }
    let colour = theme(ui).done;
    let galley = ui.painter().layout_no_wrap(text.to_owned(), regular(type_sizes().table), colour);
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, text));
    ui.painter().galley(rect.min, galley, colour);
    response
}
