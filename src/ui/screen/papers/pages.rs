//! The pages of the notice that is chosen, painted from the frames from which they were printed.

use eframe::egui::{
    Align, CentralPanel, EventFilter, Frame, Key, Layout, Margin, Modifiers, Panel, Role as WidgetRole,
    ScrollArea, Sense, Stroke, Ui, WidgetInfo, vec2,
};

use super::super::See;
use super::super::provision::{Sheets, Wanted};
use super::{Msg, State, id_of};
use crate::notice::frames::Page;
use crate::ui::theme::{size, space, theme};
use crate::ui::widget::{
    Button, at_right, check_box, empty_state, focus_ring, muted, problem_text, segment, strong,
};

/// The width of a page that is seen as a whole, in points of the screen.
const WHOLE: f32 = 372.0;
/// The factor of one step.
const STEP: f32 = 1.25;
/// Smallest and largest width of a page.
const LEAST: f32 = 240.0;
const MOST: f32 = 1600.0;
/// How far an arrow key scrolls.
const LINE: f32 = 48.0;

/// How large a page is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Zoom {
    #[default]
    Whole,
    /// As wide as the pane.
    Width,
    /// One point of paper is one of the screen.
    Full,
    Points(f32),
}

impl Zoom {
    fn points(self, page: &Page, room: f32) -> f32 {
        match self {
            Zoom::Whole => WHOLE,
            Zoom::Width => room.max(LEAST),
            Zoom::Full => page.width as f32,
            Zoom::Points(points) => points,
        }
    }
}

impl State {
    pub(super) fn pages_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let (theme, gaps, parts) = (theme(ui), space(), size());
        let fill = Frame::new().fill(theme.banner);
        let Some(shown) = &self.shown else {
            CentralPanel::no_frame().frame(fill).show(ui, |ui| {
                empty_state(ui, "从左边选一份文书，这里显示它的版面。", None);
            });
            return;
        };
        let bar = Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(gaps.m as i8, 0));
        let room = ui.available_width() - 2.0 * gaps.m - ui.spacing().scroll.bar_width;
        let (mut zoom, mut guides) = (self.zoom, self.guides);
        Panel::top("notice-bar").exact_size(parts.panel_head).show_separator_line(false).frame(bar).show(
            ui,
            |ui| {
                let line = ui.max_rect().expand2(vec2(gaps.m, 0.0));
                ui.painter().hline(line.x_range(), line.bottom(), Stroke::new(1.0, theme.line));
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    strong(ui, &format!("共 {} 页", shown.notice.pages));
                    if room > 580.0 {
                        muted(ui, "版面与打印一致");
                    }
                    at_right(ui, "notice-bar-right", |ui| {
                        check_box(ui, &mut guides, "印章位");
                        ui.add_space(gaps.xs);
                        let page = shown.pages.as_ref().ok().and_then(|sheets| sheets.pages.pages.first());
                        zoom = zoom_ui(ui, zoom, page, room);
                    });
                });
            },
        );
        (self.zoom, self.guides) = (zoom, guides);
        let Some(shown) = &self.shown else { return };
        CentralPanel::no_frame().frame(fill).show(ui, |ui| {
            if let Some(why) = shown.void() {
                Frame::new().inner_margin(gaps.m).show(ui, |ui| {
                    problem_text(ui, &format!("文号已作废：{why}。文号保留，不再使用。"));
                });
            }
            match &shown.pages {
                Ok(sheets) => {
                    let followed = sheets_ui(ui, see, &shown.name(), sheets, zoom, guides);
                    out.extend(followed.map(Msg::Cite));
                }
                Err(sentence) => {
                    Frame::new().inner_margin(gaps.l).show(ui, |ui| {
                        problem_text(ui, sentence);
                    });
                }
            }
        });
    }
}

/// How large the pages are shown: three usual sizes, and step by step.
pub fn zoom_ui(ui: &mut Ui, zoom: Zoom, page: Option<&Page>, room: f32) -> Zoom {
    let Some(page) = page else { return zoom };
    ui.spacing_mut().item_spacing.x = space().xs;
    let now = zoom.points(page, room);
    let mut next = zoom;
    let sizes = [(Zoom::Whole, "整页"), (Zoom::Width, "页宽"), (Zoom::Full, "100%")];
    next = segment(ui, "缩放", Some(zoom), &sizes).unwrap_or(next);
    if ui.add(Button::new("－").quiet().name("缩小")).clicked() {
        next = Zoom::Points((now / STEP).max(LEAST));
    }
    if ui.add(Button::new("＋").quiet().name("放大")).clicked() {
        next = Zoom::Points((now * STEP).min(MOST));
    }
    next
}

/// The pages; gives the provision that was followed.
pub fn sheets_ui(
    ui: &mut Ui,
    see: &mut See<'_>,
    number: &str,
    sheets: &Sheets,
    zoom: Zoom,
    guides: bool,
) -> Option<Wanted> {
    let (gaps, pages) = (space(), &sheets.pages.pages);
    let mut followed = None;
    let id = id_of("pages");
    let area = ui.available_rect_before_wrap();
    let focus = ui.interact(area, id, Sense::focusable_noninteractive());
    focus.widget_info(|| WidgetInfo::labeled(WidgetRole::Group, true, "文书页面"));
    see.panes.entry(id);
    let by = if focus.has_focus() { turned(ui, id, area.height()) } else { 0.0 };
    ScrollArea::both().id_salt(number).auto_shrink(false).show(ui, |ui| {
        if by != 0.0 {
            ui.scroll_with_delta(vec2(0.0, -by));
        }
        let room = ui.available_width() - 2.0 * gaps.m;
        let width = pages.first().map_or(WHOLE, |page| zoom.points(page, room));
        let beside = (((room + gaps.l) / (width + gaps.l)).floor() as usize).clamp(1, pages.len().max(1));
        let used = beside as f32 * (width + gaps.l) - gaps.l;
        let lead = ((room - used) / 2.0).max(0.0) + gaps.m;
        ui.spacing_mut().item_spacing = vec2(gaps.l, gaps.l);
        ui.add_space(gaps.m);
        for (row, side_by_side) in pages.chunks(beside).enumerate() {
            ui.horizontal(|ui| {
                ui.add_space(lead - gaps.l);
                for i in 0..side_by_side.len() {
                    let at = row * beside + i;
                    let name = format!("{number} 第{}页", at + 1);
                    followed = followed.take().or(sheets.page_ui(ui, at, &name, width, guides));
                }
            });
        }
        ui.add_space(gaps.m);
    });
    focus_ring(ui, &focus);
    followed
}

/// How far the keys scroll.
fn turned(ui: &Ui, id: eframe::egui::Id, page: f32) -> f32 {
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let presses = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key)) as f32;
    let lines = presses(Key::ArrowDown) - presses(Key::ArrowUp);
    let sides = presses(Key::PageDown) - presses(Key::PageUp);
    let ends = presses(Key::End) - presses(Key::Home);
    lines * LINE + sides * page + ends * MOST * 10.0
}
