//! The top bar: where one is, whether all is kept, the way to everything, who acts; and the mark of sample data.

use chrono::{DateTime, NaiveDate, Utc};
use eframe::egui::{
    Align, Align2, Frame, Layout, Margin, Panel, Role as WidgetRole, Sense, Stroke, StrokeKind, Ui,
    UiBuilder, WidgetInfo, pos2, vec2,
};

use super::Msg;
use crate::domain::role::Role;
use crate::ui::icons;
use crate::ui::theme::{bold, regular, size, space, theme, type_sizes};
use crate::ui::widget::{Button, Tone, at_right, chip, fitted, fitting, focus_ring, icon};
use crate::words::date::show_date;

/// Below this width of the window the roles stand only under the pointer.
const TIGHT: f32 = 1000.0;

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
    let (theme, gaps, parts) = (theme(ui), space(), size());
    Panel::top("top_bar")
        .exact_size(parts.top_bar)
        .show_separator_line(false)
        .frame(Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(gaps.l as i8, 0)))
        .show(ui, |ui| {
            let edge = ui.max_rect().expand2(vec2(gaps.l, 0.0));
            ui.painter().hline(edge.x_range(), edge.bottom() - 0.5, Stroke::new(1.0, theme.line));
            let whole = ui.available_rect_before_wrap();
            let (_, used) = at_right(ui, "top-bar-right", |ui| {
                ui.spacing_mut().item_spacing.x = gaps.m;
                let screen = ui.ctx().content_rect().width();
                let wide = if screen < TIGHT { 116.0 } else { 152.0 };
                if search(ui, if shown.narrow { wide } else { 264.0 }, shown.narrow) {
                    out.push(Msg::Palette);
                }
                if let Some((name, roles)) = shown.user {
                    user(ui, name, roles, screen >= TIGHT);
                }
                if ui.add(Button::new("锁定").quiet().icon(icons::LOCK)).on_hover_text("Ctrl+L").clicked() {
                    out.push(Msg::Lock);
                }
            });
            let left = whole.with_max_x(whole.right() - used - gaps.m);
            let layout = Layout::left_to_right(Align::Center);
            let mut ui = ui.new_child(UiBuilder::new().id_salt("top-bar-left").max_rect(left).layout(layout));
            where_ui(&mut ui, shown);
        });
}

/// The tab, where within it one is, and whether all is kept.
fn where_ui(ui: &mut Ui, shown: &Shown<'_>) {
    let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
    ui.spacing_mut().item_spacing.x = gaps.m;
    let title = ui.painter().layout_no_wrap(shown.title.to_owned(), bold(sizes.title), theme.text);
    let (rect, response) = ui.allocate_exact_size(title.size(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, shown.title));
    ui.painter().galley(rect.min, title, theme.text);
    match shown.kept {
        Some((at, draft)) => kept_after(ui, shown.breadcrumb, at, draft),
        None => breadcrumb(ui, shown.breadcrumb, ui.available_width()),
    }
}

/// Where one is; what does not fit goes away from the end, part by part.
fn breadcrumb(ui: &mut Ui, text: &str, room: f32) {
    let (theme, sizes) = (theme(ui), type_sizes());
    let mut shown = text;
    while !shown.is_empty() {
        let (galley, elided) = fitted(ui, shown, regular(sizes.body), theme.muted, room);
        if !elided {
            let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, text));
            ui.painter().galley(rect.min, galley, theme.muted);
            if shown.len() < text.len() {
                response.on_hover_text(text);
            }
            return;
        }
        shown = shown.rsplit_once('　').map_or("", |(before, _)| before);
    }
}

fn kept_after(ui: &mut Ui, crumb: &str, at: DateTime<Utc>, draft: bool) {
    let time = crate::env::local(at).format("%H:%M");
    let text = format!("{} {time}", if draft { "草稿已存" } else { "已保存" });
    let room = ui.available_width() - 120.0;
    breadcrumb(ui, crumb, room);
    chip(ui, if draft { Tone::Plain } else { Tone::Done }, &text);
}

fn user(ui: &mut Ui, name: &str, roles: &[Role], with_roles: bool) {
    let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
    let font = regular(sizes.table);
    let room = fitting(ui, name, font.clone());
    let (galley, _) = fitted(ui, name, font, theme.text, room);
    let wide = vec2(galley.size().x + gaps.xl, galley.size().y);
    let (rect, response) = ui.allocate_exact_size(wide, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, name));
    icon(ui.painter(), pos2(rect.left() + gaps.s, rect.center().y), gaps.l, icons::PERSON, theme.text);
    ui.painter().galley(pos2(rect.left() + gaps.xl, rect.top()), galley, theme.text);
    let labels: Vec<&str> = roles.iter().map(|role| role.label()).collect();
    response.on_hover_text(labels.join("、"));
    if let Some(first) = labels.first().filter(|_| with_roles) {
        let shown = if labels.len() > 1 { format!("{first}等") } else { (*first).to_owned() };
        chip(ui, Tone::Plain, &shown).on_hover_text(labels.join("、"));
    }
}

/// A button in the shape of a field: it opens the palette.
fn search(ui: &mut Ui, width: f32, narrow: bool) -> bool {
    let (theme, sizes, gaps, parts) = (theme(ui), type_sizes(), space(), size());
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
