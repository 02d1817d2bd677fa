//! The cards of a person, the chosen one drawn as a card with the photograph.

use chrono::NaiveDate;
use eframe::egui::{
    Align, Align2, ColorImage, CornerRadius, Frame, Id as WidgetId, Image, Layout, Margin, Rect,
    Role as WidgetRole, Sense, Stroke, StrokeKind, TextureHandle, TextureOptions, Ui, UiBuilder, WidgetInfo,
    pos2, vec2,
};

use super::super::Msg;
use super::super::rows::{short, state};
use super::Person;
use crate::domain::certificate::{Certificate, Validity};
use crate::domain::hash::Hash;
use crate::domain::officer::Officer;
use crate::ledger::Result;
use crate::ledger::file::Versioned;
use crate::ui::icons;
use crate::ui::screen::Cx;
use crate::ui::theme::{bold, regular, size, space, theme, type_sizes};
use crate::ui::widget::{chip, fitted, focus_ring, key_value, panel, wrapped};
use crate::words::date::show_date;

/// The key column of a card.
pub const KEYS: f32 = 68.0;
/// A card narrower than this has not the room for two days in a line.
const NARROW: f32 = 260.0;
/// The key column beside the photograph.
const SHORT_KEYS: f32 = 40.0;
/// The place of the photograph: one inch by one and a half, as on the card.
const PHOTO: [f32; 2] = [72.0, 96.0];

/// The photograph of somebody as a texture; the one that is shown already is not read again.
pub fn photo_of(
    officer: &Officer,
    shown: Option<(Hash, TextureHandle)>,
    cx: &Cx<'_>,
) -> Result<Option<(Hash, TextureHandle)>> {
    let Some(hash) = officer.profile.photo else { return Ok(None) };
    if let Some(shown) = shown.filter(|(other, _)| *other == hash) {
        return Ok(Some(shown));
    }
    let Some(photo) = cx.ledger.photo_of(officer)? else { return Ok(None) };
    let size = [photo.picture.width as usize, photo.picture.height as usize];
    let image = ColorImage::from_rgb(size, &photo.picture.rgb);
    Ok(Some((hash, cx.ctx.load_texture("photo", image, TextureOptions::LINEAR))))
}

impl Person {
    pub(super) fn cards_ui(&self, ui: &mut Ui, today: NaiveDate, out: &mut Vec<Msg>) {
        let Some((card, _)) = self.chosen() else {
            panel(ui, icons::CERTIFICATE, "证件", |ui| {
                ui.set_width(ui.available_width());
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = space().m;
                    self.photo_ui(ui);
                    wrapped(ui, "还没有登记证件。", regular(type_sizes().table), theme(ui).muted);
                });
            });
            return;
        };
        self.card_ui(ui, &card.value);
        if self.cards.len() < 2 {
            return;
        }
        ui.add_space(space().xs);
        for (other, validity) in &self.cards {
            if self.choice_ui(ui, other, *validity, today) {
                out.push(Msg::Card(other.id));
            }
        }
    }

    /// The chosen card, drawn as a card.
    fn card_ui(&self, ui: &mut Ui, value: &Certificate) {
        let (theme, sizes, gaps, parts) = (theme(ui), type_sizes(), space(), size());
        let frame = Frame::new()
            .fill(theme.panel)
            .stroke(Stroke::new(1.0, theme.input_border))
            .corner_radius(parts.radius_panel as u8);
        frame.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let (head, response) =
                ui.allocate_exact_size(vec2(ui.available_width(), parts.row), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, value.kind.label()));
            let top = parts.radius_panel as u8;
            ui.painter().rect_filled(head, CornerRadius { nw: top, ne: top, sw: 0, se: 0 }, theme.primary);
            let (at, font) = (Align2::CENTER_CENTER, bold(sizes.body));
            ui.painter().text(head.center(), at, value.kind.label(), font, theme.on_primary);
            Frame::new().inner_margin(Margin::same(gaps.m as i8)).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = gaps.xs;
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = gaps.m;
                    self.photo_ui(ui);
                    ui.vertical(|ui| {
                        key_value(ui, "姓名", SHORT_KEYS, &self.officer.value.name);
                        ui.horizontal_top(|ui| {
                            ui.spacing_mut().item_spacing.x = 0.0;
                            key(ui, "证号");
                            let number = if value.number.is_empty() { "—" } else { &value.number };
                            wrapped(ui, number, bold(sizes.table), theme.text);
                        });
                        let categories: Vec<&str> = value.categories.iter().map(|one| one.label()).collect();
                        key_value(ui, "类别", SHORT_KEYS, &categories.join("、"));
                        key_value(ui, "区域", SHORT_KEYS, &value.region);
                    });
                });
                ui.add_space(gaps.xs);
                let line = ui.available_rect_before_wrap();
                ui.painter().hline(line.x_range(), line.top(), Stroke::new(1.0, theme.line));
                ui.add_space(gaps.xs);
                key_value(ui, "单位", KEYS, &self.unit);
                key_value(ui, "发证机关", KEYS, &value.issuer);
                let until =
                    value.valid_to.map_or("长期有效".to_owned(), |to| format!("至{}", show_date(to)));
                // In a narrow pane a day a line, rather than a day broken in two.
                let between = if ui.available_width() < NARROW { "\n" } else { "" };
                let days = match value.issued_on {
                    Some(from) => format!("{}{between}{until}", show_date(from)),
                    None => until,
                };
                let days = if value.state.is_issued() { days } else { String::new() };
                key_value(ui, "有效期", KEYS, &days);
            });
        });
    }

    /// The photograph, or the place where it is missing.
    fn photo_ui(&self, ui: &mut Ui) {
        let theme = theme(ui);
        let (rect, response) = ui.allocate_exact_size(PHOTO.into(), Sense::hover());
        let name = &self.officer.value.name;
        ui.painter().rect(rect, size().radius, theme.chip, Stroke::new(1.0, theme.line), StrokeKind::Inside);
        let Some((_, texture)) = &self.photo else {
            response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, "没有照片"));
            let font = regular(type_sizes().small);
            ui.painter().text(rect.center(), Align2::CENTER_CENTER, "照片", font, theme.muted);
            return;
        };
        response.widget_info(|| WidgetInfo::labeled(WidgetRole::Image, true, format!("{name}的照片")));
        // What is too wide or too high is cut evenly, so that the face keeps its shape.
        let shown = texture.size_vec2();
        let scale = (rect.width() / shown.x).max(rect.height() / shown.y);
        let part = rect.size() / (shown * scale);
        let uv = Rect::from_center_size(pos2(0.5, 0.5), part);
        Image::new((texture.id(), rect.size())).uv(uv).corner_radius(size().radius).paint_at(ui, rect);
    }

    /// One of several cards, in a line.
    fn choice_ui(
        &self,
        ui: &mut Ui,
        card: &Versioned<Certificate>,
        validity: Validity,
        today: NaiveDate,
    ) -> bool {
        let (theme, sizes, gaps, parts) = (theme(ui), type_sizes(), space(), size());
        let value = &card.value;
        let is_chosen = self.card == Some(card.id);
        let whole = vec2(ui.available_width(), parts.row);
        let (place, _) = ui.allocate_exact_size(whole, Sense::hover());
        let id = WidgetId::unique(("card", card.id.uuid()));
        let response = ui.interact(place, id, Sense::click());
        let spoken = format!("{} {}", short(value.kind), value.number);
        response.widget_info(|| {
            WidgetInfo::selected(WidgetRole::RadioButton, true, is_chosen, spoken.trim_end())
        });
        let fill = match (is_chosen, response.hovered()) {
            (true, _) => theme.selected,
            (false, true) => theme.hover,
            (false, false) => theme.panel,
        };
        ui.painter().rect_filled(place, parts.radius, fill);
        let inside = place.shrink2(vec2(gaps.s, 0.0));
        let mut row =
            ui.new_child(UiBuilder::new().max_rect(inside).layout(Layout::left_to_right(Align::Center)));
        row.spacing_mut().item_spacing.x = gaps.s;
        let font = if is_chosen { bold(sizes.table) } else { regular(sizes.table) };
        let (tone, word) = state(validity, value.valid_to, self.officer.value.left_on, today);
        let room = inside.width() - 96.0;
        let (galley, _) = fitted(&row, &spoken, font, theme.text, room);
        let (rect, _) = row.allocate_exact_size(vec2(room, galley.size().y), Sense::hover());
        row.painter().galley(rect.min, galley, theme.text);
        chip(&mut row, tone, &word);
        focus_ring(ui, &response);
        response.clicked()
    }
}

fn key(ui: &mut Ui, key: &str) {
    let (theme, sizes) = (theme(ui), type_sizes());
    let galley = ui.painter().layout_no_wrap(key.to_owned(), regular(sizes.table), theme.muted);
    let (rect, response) = ui.allocate_exact_size(vec2(SHORT_KEYS, galley.size().y), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, key));
    ui.painter().galley(rect.min, galley, theme.muted);
}
