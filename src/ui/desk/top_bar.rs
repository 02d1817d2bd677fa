//! The top bar: where one is, whether all is kept, the way to everything, who acts; and the mark of sample data.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use eframe::egui::{
    Align, Align2, Frame, Layout, Margin, Panel, Role as WidgetRole, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use super::Msg;
use crate::domain::role::Role;
use crate::ui::icons;
use crate::ui::theme::{bold, regular, size, space, theme, type_sizes};
use crate::ui::widget::{Button, Tone, chip, cut, focus_ring, icon};
use crate::words::date::show_date;

/// What the top bar shows.
pub struct Shown<'a> {
    pub title: &'a str,
    pub breadcrumb: &'a str,
    pub kept: Option<(DateTime<Utc>, bool)>,
    pub user: Option<(&'a str, &'a [Role])>,
    pub narrow: bool,
}

/// The strip over every screen of a sample ledger; nothing hides it.
pub fn banner(ui: &mut Ui, today: NaiveDate) {
    let (theme, sizes, parts) = (theme(ui), type_sizes(), size());
    Panel::top("sample")
        .exact_size(parts.banner)
        .show_separator_line(false)
        .frame(Frame::new().fill(theme.banner))
        .show(ui, |ui| {
            let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
            let rest = format!("单位、人员、案件均为虚构，不作任何依据　今天按{}计", show_date(today));
            let spoken = format!("测试数据　{rest}");
            response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, &spoken));
            let lead = ui.painter().layout_no_wrap("测试数据　".into(), bold(sizes.small), theme.text);
            let rest = ui.painter().layout_no_wrap(rest, regular(sizes.small), theme.text);
            let left = rect.center().x - (lead.size().x + rest.size().x) / 2.0;
            let top = rect.center().y - lead.size().y / 2.0;
            let second = left + lead.size().x;
            ui.painter().galley(pos2(left, top), lead, theme.text);
            ui.painter().galley(pos2(second, top), rest, theme.text);
        });
}

/// Paints the bar.
pub fn ui(ui: &mut Ui, shown: &Shown<'_>, out: &mut Vec<Msg>) {
    let (theme, sizes, gaps, parts) = (theme(ui), type_sizes(), space(), size());
    Panel::top("top_bar")
        .exact_size(parts.top_bar)
        .show_separator_line(false)
        .frame(Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(gaps.l as i8, 0)))
        .show(ui, |ui| {
            let edge = ui.max_rect().expand2(vec2(gaps.l, 0.0));
            ui.painter().hline(edge.x_range(), edge.bottom() - 0.5, Stroke::new(1.0, theme.line));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = gaps.m;
                if ui.add(Button::new("锁定").quiet().icon(icons::LOCK)).on_hover_text("Ctrl+L").clicked() {
                    out.push(Msg::Lock);
                }
                if let Some((name, roles)) = shown.user {
                    user(ui, name, roles);
                }
                if search(ui, shown.narrow) {
                    out.push(Msg::Palette);
                }
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.set_clip_rect(ui.max_rect().intersect(ui.clip_rect()));
                    let title =
                        ui.painter().layout_no_wrap(shown.title.to_owned(), bold(sizes.title), theme.text);
                    let (rect, response) = ui.allocate_exact_size(title.size(), Sense::hover());
                    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, shown.title));
                    ui.painter().galley(rect.min, title, theme.text);
                    if let Some((at, draft)) = shown.kept {
                        kept_after(ui, shown.breadcrumb, at, draft);
                    } else {
                        breadcrumb(ui, shown.breadcrumb, ui.available_width());
                    }
                });
            });
        });
}

fn breadcrumb(ui: &mut Ui, text: &str, room: f32) {
    if text.is_empty() {
        return;
    }
    let (theme, sizes) = (theme(ui), type_sizes());
    let (galley, elided) = cut(ui, text, regular(sizes.body), theme.muted, room);
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, text));
    ui.painter().galley(rect.min, galley, theme.muted);
    if elided {
        response.on_hover_text(text);
    }
}

fn kept_after(ui: &mut Ui, crumb: &str, at: DateTime<Utc>, draft: bool) {
    let china =
        FixedOffset::east_opt(8 * 3600).map(|zone| at.with_timezone(&zone).format("%H:%M").to_string());
    let text = format!("{} {}", if draft { "草稿已存" } else { "已保存" }, china.unwrap_or_default());
    let room = ui.available_width() - 120.0;
    breadcrumb(ui, crumb, room);
    chip(ui, if draft { Tone::Plain } else { Tone::Done }, &text);
}

fn user(ui: &mut Ui, name: &str, roles: &[Role]) {
    let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
    let labels: Vec<&str> = roles.iter().map(|role| role.label()).collect();
    if let Some(first) = labels.first() {
        let shown = if labels.len() > 1 { format!("{first}等") } else { (*first).to_owned() };
        chip(ui, Tone::Plain, &shown).on_hover_text(labels.join("、"));
    }
    let (galley, elided) = cut(ui, name, regular(sizes.table), theme.text, 120.0);
    let (rect, response) =
        ui.allocate_exact_size(vec2(galley.size().x + gaps.xl, galley.size().y), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, name));
    icon(ui.painter(), pos2(rect.left() + gaps.s, rect.center().y), gaps.l, icons::PERSON, theme.text);
    ui.painter().galley(pos2(rect.left() + gaps.xl, rect.top()), galley, theme.text);
    if elided {
        response.on_hover_text(name);
    }
}

/// A button in the shape of a field: it opens the palette.
fn search(ui: &mut Ui, narrow: bool) -> bool {
    let (theme, sizes, gaps, parts) = (theme(ui), type_sizes(), space(), size());
    let width = if narrow { 152.0 } else { 264.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(width, parts.control), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Button, true, "查找"));
    let fill = if response.hovered() { theme.hover } else { theme.panel };
    ui.painter().rect(rect, parts.radius, fill, Stroke::new(1.0, theme.input_border), StrokeKind::Inside);
    icon(ui.painter(), pos2(rect.left() + gaps.l, rect.center().y), gaps.l, icons::SEARCH, theme.muted);
    let hint = if narrow { "查找" } else { "姓名、证号、案件、操作" };
    let at = pos2(rect.left() + gaps.xl + gaps.s, rect.center().y);
    ui.painter().text(at, Align2::LEFT_CENTER, hint, regular(sizes.table), theme.muted);
    let at = pos2(rect.right() - gaps.s, rect.center().y);
    ui.painter().text(at, Align2::RIGHT_CENTER, "Ctrl+K", regular(sizes.small), theme.muted);
    focus_ring(ui, &response);
    response.clicked()
}
