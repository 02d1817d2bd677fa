//! The approval chain as a drawing: who stood where, what passed between them, where it broke, who bears it.

use std::sync::Arc;

use eframe::egui::{
    Color32, Galley, Rect, Role as WidgetRole, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::inquiry::Inquiry;
use crate::rules::{PackAnalysis, Passage, Station, chain};
use crate::ui::icons;
use crate::ui::theme::{bold, regular, size, space, theme, type_sizes};
use crate::ui::widget::icon;

/// The least size of a box, the way between two, and the room around the words in a box.
const BOX: Vec2 = vec2(132.0, 100.0);
const LINK: f32 = 48.0;
const PADDING: Vec2 = vec2(8.0, 6.0);

/// A box that is laid out: its station and its lines.
struct Drawn<'a> {
    station: &'a Station,
    lines: Vec<(Arc<Galley>, Color32)>,
}

impl Drawn<'_> {
    fn height(&self) -> f32 {
        let lines: f32 = self.lines.iter().map(|(galley, _)| galley.size().y).sum();
        let gaps = self.lines.len().saturating_sub(1) as f32 * space().xs;
        (lines + gaps + 2.0 * PADDING.y).max(BOX.y)
    }
}

/// Draws the chain that a pack sees; it wraps between boxes where the line is full.
pub fn ui(ui: &mut Ui, inquiry: &Inquiry, view: &PackAnalysis) {
    let Some(pack) = inquiry.pack_of(view) else { return };
    let stations = chain(pack, view);
    let post = |station: &Station| {
        let subjects = &inquiry.read.value.subjects;
        let found = subjects.iter().find(|one| Some(&one.key) == station.key.as_ref());
        found.map_or_else(
            || "没有登记人员".to_owned(),
            |one| if one.post.is_empty() { one.kind.label().to_owned() } else { one.post.clone() },
        )
    };
    let drawn: Vec<Drawn<'_>> = stations.iter().map(|one| lay_out(ui, one, &post(one))).collect();
    let across = (((ui.available_width() - BOX.x) / (BOX.x + LINK)).floor() as usize).saturating_add(1);
    for (row, boxes) in drawn.chunks(across.max(1)).enumerate() {
        let tall = boxes.iter().map(Drawn::height).fold(BOX.y, f32::max);
        // A row that goes on begins with the way that led to it.
        let lead = if row > 0 { LINK } else { 0.0 };
        let wide = lead + boxes.len() as f32 * (BOX.x + LINK) - LINK;
        let (rect, response) = ui.allocate_exact_size(vec2(wide, tall), Sense::hover());
        let spoken = boxes.iter().map(|one| sentence(one.station)).collect::<Vec<_>>().join("；");
        response
            .widget_info(|| WidgetInfo::labeled(WidgetRole::Image, true, format!("审批环节图：{spoken}")));
        for (i, one) in boxes.iter().enumerate() {
            let left = rect.left() + lead + i as f32 * (BOX.x + LINK);
            let place = Rect::from_min_size(pos2(left, rect.top()), vec2(BOX.x, tall));
            if let Some(passage) = one.station.passage {
                let way = Rect::from_min_size(pos2(left - LINK, rect.top()), vec2(LINK, tall));
                way_ui(ui, way, passage);
            }
            box_ui(ui, place, one);
        }
    }
}

/// What a station says in words, for those who do not see the drawing.
fn sentence(station: &Station) -> String {
    let way = match station.passage {
        None | Some(Passage::Went("")) => String::new(),
        Some(Passage::Went(word)) => format!("{word}→"),
        Some(Passage::Broken(word)) => format!("中断（{word}）×"),
    };
    format!("{way}{} {}", station.name, station.did.join("、"))
}

fn share(station: &Station) -> String {
    match station.share {
        Some((share, true)) => share.label().to_owned(),
        Some((share, false)) => format!("{}*", share.label()),
        None => String::new(),
    }
}

fn lay_out<'a>(ui: &Ui, station: &'a Station, post: &str) -> Drawn<'a> {
    let (theme, sizes) = (theme(ui), type_sizes());
    let room = BOX.x - 2.0 * PADDING.x;
    let ink = if station.bears() { theme.primary } else { theme.text };
    let heavy = if station.bears() { bold(sizes.table) } else { regular(sizes.table) };
    let texts = [
        (post.to_owned(), regular(sizes.small), theme.muted),
        (station.name.clone(), bold(sizes.body), theme.text),
        (station.did.join("、"), regular(sizes.small), theme.text),
        (share(station), heavy, ink),
    ];
    let texts = texts.into_iter().filter(|(text, ..)| !text.is_empty());
    let lines = texts.map(|(text, font, ink)| (ui.painter().layout(text, font, ink, room), ink)).collect();
    Drawn { station, lines }
}

fn way_ui(ui: &Ui, rect: Rect, passage: Passage) {
    let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
    let (word, mark, ink) = match passage {
        Passage::Went(word) => (word, icons::FORWARD, theme.muted),
        Passage::Broken(word) => (word, icons::CLOSE, theme.due),
    };
    let middle = rect.center();
    icon(ui.painter(), pos2(middle.x, middle.y + gaps.s), gaps.l, mark, ink);
    let word = ui.painter().layout_no_wrap(word.to_owned(), regular(sizes.small), ink);
    let at = pos2(middle.x - word.size().x / 2.0, middle.y - word.size().y);
    ui.painter().galley(at, word, ink);
}

fn box_ui(ui: &Ui, rect: Rect, one: &Drawn<'_>) {
    let (theme, parts, station) = (theme(ui), size(), one.station);
    let sense = Sense::hover();
    let response = ui.interact(rect, ui.scope_id().with(("chain", &station.name, &station.key)), sense);
    let words: Vec<&str> = station.parts.iter().map(|part| part.label()).collect();
    let spoken = format!("{} {} {}", station.name, words.join("、"), share(station));
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, spoken.trim()));
    let (fill, border) = if station.bears() {
        (theme.selected, Stroke::new(parts.focus_ring, theme.primary))
    } else if station.key.is_none() {
        (theme.zebra, Stroke::new(1.0, theme.line))
    } else {
        (theme.panel, Stroke::new(1.0, theme.input_border))
    };
    ui.painter().rect(rect, parts.radius, fill, border, StrokeKind::Inside);
    let mut top = rect.top() + PADDING.y;
    for (galley, ink) in &one.lines {
        ui.painter().galley(pos2(rect.left() + PADDING.x, top), Arc::clone(galley), *ink);
        top += galley.size().y + space().xs;
    }
    if station.share.is_some_and(|(_, certain)| !certain) {
        response.on_hover_text("* 规则没有写明或者有几个人，份额由有权机关确定。");
    }
}
