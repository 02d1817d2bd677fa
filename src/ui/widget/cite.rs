//! Citations that lead to the wording of what they cite.

use eframe::egui::text::CCursor;
use eframe::egui::{
    CursorIcon, Galley, Id, Pos2, Rect, Response, Role as WidgetRole, Sense, Stroke, Ui, WidgetInfo, vec2,
};

use super::paint;
use crate::domain::fault::{Mention, mentions};
use crate::ui::theme::{regular, size, space, theme, type_sizes};

/// A chip that leads to the provision it names; `spoken` says which one in full.
pub fn cite_chip(ui: &mut Ui, text: &str, spoken: &str) -> Response {
    let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
    let galley = ui.painter().layout_no_wrap(text.to_owned(), regular(sizes.small), theme.primary);
    let padding = gaps.s - 2.0;
    let wide = vec2(galley.size().x + 2.0 * padding, gaps.l + gaps.xs);
    let (rect, response) = ui.allocate_exact_size(wide, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Link, true, spoken));
    let fill = if response.hovered() { theme.hover } else { theme.chip };
    ui.painter().rect_filled(rect, size().radius, fill);
    let at = paint::middle(rect, rect.left() + padding, &galley);
    let under = (at.y + galley.size().y - 1.0, at.x..=at.x + galley.size().x);
    ui.painter().galley(at, galley, theme.primary);
    if response.hovered() {
        ui.painter().hline(under.1, under.0, Stroke::new(1.0, theme.primary));
    }
    paint::focus_ring(ui, &response);
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text("点开看条文")
}

/// Makes links of the provisions that a painted line of text cites. `named` says in full where one leads; one
/// that leads nowhere stays text. Gives the one that was followed.
pub fn text_links(
    ui: &Ui,
    id: Id,
    (galley, at): (&Galley, Pos2),
    text: &str,
    named: impl Fn(&Mention) -> Option<String>,
) -> Option<Mention> {
    let mut followed = None;
    for mention in mentions(text) {
        let Some(spoken) = named(&mention) else { continue };
        let place = |character| galley.pos_from_cursor(CCursor::new(character)).translate(at.to_vec2());
        let (from, to) = (place(mention.characters.start), place(mention.characters.end));
        // What is cut off, or goes on in the next line, is reached by the part that is seen.
        let right = if to.top() > from.top() + 1.0 { at.x + galley.size().x } else { to.right() };
        let rect = Rect::from_min_max(from.min, from.max.max(Pos2::new(right, from.bottom())));
        let response = ui.interact(rect, id.with(mention.characters.start), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(WidgetRole::Link, true, &spoken));
        let now = response.hovered() || response.has_focus();
        let ink = if now { theme(ui).primary } else { theme(ui).line };
        ui.painter().hline(rect.x_range(), rect.bottom() - 1.0, Stroke::new(1.0, ink));
        if response.gained_focus() {
            ui.scroll_to_rect(rect, None);
        }
        if response.has_focus() {
            paint::ring(ui, rect.expand2(vec2(2.0, 0.0)));
        }
        if response.clicked() {
            followed = Some(mention);
        }
        response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text("点开看条文");
    }
    followed
}
