//! The pages of a case's file, one at a time: decoded beside the window, the neighbours ahead of the key that asks for
//! them. Any screen can stand it beside what it is about.

use std::collections::VecDeque;

use eframe::egui::{
    Align, CentralPanel, Color32, ColorImage, EventFilter, Frame, Id, Key, Layout, Margin, Modifiers, Panel,
    Rect, Role as WidgetRole, ScrollArea, Sense, Stroke, StrokeKind, TextureHandle, TextureOptions, Ui,
    WidgetInfo, pos2, vec2,
};

use crate::domain::case::Attachment;
use crate::ledger::case_file::{Filed, OpenScan, Points};
use crate::ledger::{Error, Reader};
use crate::ui::icons;
use crate::ui::job::Job;
use crate::ui::screen::Cx;
use crate::ui::theme::{regular, size, space, theme, type_sizes};
use crate::ui::widget::{Button, Input, at_right, cut, empty_state, focus_ring, muted, problem_text};

/// Points of pictures that are kept decoded: four pages of A4 as wide as a large pane, in bytes.
const KEPT_MOST: usize = 64 << 20;
/// The widest that a page is decoded.
const WIDEST: u32 = 2_400;
/// Widths are decoded in steps, so that a pane that is pulled wider asks for few of them.
const STEP: u32 = 128;
const ZOOMS: [f32; 5] = [1.0, 1.25, 1.6, 2.0, 2.6];
/// How far an arrow key scrolls.
const LINE: f32 = 48.0;
/// The field for the number of a page.
const FIELD: f32 = 56.0;

/// Where a page of the file is scanned.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Leaf {
    scan: Attachment,
    /// Which page of the scan, from 0.
    page: u32,
}

/// A page that is decoded, or that cannot be.
struct Kept {
    leaf: Leaf,
    width: u32,
    shown: Result<TextureHandle, String>,
}

impl Kept {
    fn bytes(&self) -> usize {
        self.shown.as_ref().map_or(0, |texture| texture.size().iter().product::<usize>() * 4)
    }
}

/// A page on its way.
struct Coming {
    leaf: Leaf,
    width: u32,
    job: Job<Result<Points, Error>>,
}

/// The viewer of one file.
#[derive(Default)]
pub struct Viewer {
    filed: Option<Filed>,
    page: u32,
    /// What is typed into the field of the page.
    typed: String,
    wrong: Option<String>,
    zoom: usize,
    /// The width of the page as it was last painted, in points of the screen's pixels.
    width: u32,
    reader: Option<Reader>,
    open: OpenScan,
    kept: VecDeque<Kept>,
    coming: Vec<Coming>,
    /// The page that was shown has changed: it is shown from its top.
    turned: bool,
}

impl Viewer {
    /// Shows a file from its first page, or stays where it is in the same file.
    pub fn show_filed(&mut self, filed: Filed) {
        let case = |filed: &Filed| filed.documents.first().map(|document| document.value.case);
        if self.filed.as_ref().and_then(case) != case(&filed) {
            self.go_to(1);
        }
        let last = filed.pages().max(1);
        self.filed = Some(filed);
        if self.page > last {
            self.go_to(last);
        }
    }

    /// Turns to a page; one that the file does not have is refused in words beside the field.
    pub fn turn_to(&mut self, page: u32) -> bool {
        let last = self.last();
        if (1..=last).contains(&page) {
            self.go_to(page);
            true
        } else {
            self.wrong = Some(format!("本卷只有{last}页。"));
            false
        }
    }

    /// Turns on, or back.
    pub fn turn(&mut self, by: i64) {
        let to = (i64::from(self.page) + by).clamp(1, i64::from(self.last().max(1)));
        if to != i64::from(self.page) {
            self.go_to(to as u32);
        }
    }

    /// The page that is shown, from 1.
    pub fn page(&self) -> u32 {
        self.page
    }

    fn go_to(&mut self, page: u32) {
        self.page = page;
        self.typed = page.to_string();
        self.wrong = None;
        self.turned = true;
    }

    fn last(&self) -> u32 {
        self.filed.as_ref().map_or(0, Filed::pages)
    }

    /// Where a page is scanned.
    fn leaf(&self, page: u32) -> Option<Leaf> {
        let filed = self.filed.as_ref()?;
        let document = &filed.documents[filed.document_at(page)?].value;
        let (at, page) = document.scan_of(page)?;
        Some(Leaf { scan: document.scans.get(at)?.file.clone(), page })
    }

    /// Takes what was decoded, and has the page and its neighbours decoded.
    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        for mut coming in std::mem::take(&mut self.coming) {
            match coming.job.poll() {
                Ok(None) => self.coming.push(coming),
                Ok(Some(read)) => {
                    let shown = read.map(|(size, rgb)| {
                        let name = format!("{}-{}", coming.leaf.scan.hash, coming.leaf.page);
                        let image = ColorImage::from_rgb(size, &rgb);
                        cx.ctx.load_texture(name, image, TextureOptions::LINEAR)
                    });
                    let shown = shown.map_err(|error| error.to_string());
                    self.keep(Kept { leaf: coming.leaf, width: coming.width, shown });
                }
                Err(_) => {
                    let shown = Err("这一页没有读出来。请翻到别页再翻回来。".to_owned());
                    self.reader = None;
                    self.keep(Kept { leaf: coming.leaf, width: coming.width, shown });
                }
            }
        }
        if self.width == 0 {
            return;
        }
        let wanted: Vec<Leaf> = [self.page, self.page + 1, self.page.saturating_sub(1)]
            .into_iter()
            .filter_map(|page| self.leaf(page))
            .collect();
        // What nobody waits for any more is not decoded, where its turn has not come.
        self.coming.retain(|coming| {
            let stays = wanted.contains(&coming.leaf) && coming.width == self.width;
            if !stays {
                coming.job.stop();
            }
            stays
        });
        for leaf in wanted {
            let is_it = |of: &Leaf, width: u32| *of == leaf && width == self.width;
            if self.kept.iter().any(|kept| is_it(&kept.leaf, kept.width))
                || self.coming.iter().any(|coming| is_it(&coming.leaf, coming.width))
            {
                continue;
            }
            let reader = self.reader.get_or_insert_with(|| Reader::begin(cx.ledger.second()));
            let (open, asked, width) = (self.open.clone(), leaf.clone(), self.width);
            let job = Job::ask(cx.ctx, reader, move |ledger| {
                ledger.scan_page(&open, &asked.scan, asked.page, width)
            });
            self.coming.push(Coming { leaf, width, job });
        }
    }

    /// Keeps a page, and lets go of those that were looked at longest ago.
    fn keep(&mut self, kept: Kept) {
        self.kept.push_front(kept);
        let mut bytes = 0;
        let mut count = 0;
        self.kept.retain(|kept| {
            bytes += kept.bytes();
            count += 1;
            // The page and its neighbours stay whatever they take.
            count <= 3 || bytes <= KEPT_MOST
        });
    }

    /// Paints it into what room there is.
    pub fn ui(&mut self, ui: &mut Ui) {
        let theme = theme(ui);
        if self.last() == 0 {
            let none = self.wrong.as_deref().unwrap_or("卷里还没有文件，归入以后在这里逐页看。");
            empty_state(ui, none, None);
            return;
        }
        self.bar_ui(ui);
        let fill = Frame::new().fill(theme.banner);
        CentralPanel::no_frame().frame(fill).show(ui, |ui| self.page_ui(ui));
    }

    fn bar_ui(&mut self, ui: &mut Ui) {
        let (theme, gaps, parts) = (theme(ui), space(), size());
        let bar = Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(gaps.s as i8, 0));
        let last = self.last();
        Panel::top("viewer-bar").exact_size(parts.panel_head).show_separator_line(false).frame(bar).show(
            ui,
            |ui| {
                let line = ui.max_rect().expand2(vec2(gaps.s, 0.0));
                ui.painter().hline(line.x_range(), line.bottom(), Stroke::new(1.0, theme.line));
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    ui.spacing_mut().item_spacing.x = gaps.xs;
                    let back = Button::new("").icon(icons::LEFT).quiet().name("上一页");
                    if ui.add_enabled(self.page > 1, back).clicked() {
                        self.turn(-1);
                    }
                    let field = Input::new(&mut self.typed)
                        .name("翻到")
                        .width(FIELD)
                        .most(4)
                        .problem(self.wrong.is_some())
                        .show(ui);
                    // What is typed takes the place of the number that stands there.
                    if field.gained_focus() {
                        self.typed.clear();
                    }
                    if field.lost_focus() && self.typed.trim().is_empty() {
                        self.typed = self.page.to_string();
                    } else if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
                        match self.typed.trim().parse() {
                            Ok(page) => _ = self.turn_to(page),
                            Err(_) => self.wrong = Some("请写页码，例如 12。".to_owned()),
                        }
                    }
                    muted(ui, &format!("/ {last} 页"));
                    let on = Button::new("").icon(icons::RIGHT).quiet().name("下一页");
                    if ui.add_enabled(self.page < last, on).clicked() {
                        self.turn(1);
                    }
                    match &self.wrong {
                        Some(wrong) => {
                            problem_text(ui, wrong);
                        }
                        None => {
                            let whole = ui.available_rect_before_wrap();
                            let (_, used) = at_right(ui, "viewer-zoom", |ui| self.zoom_ui(ui));
                            if let Some(title) = self.title() {
                                let room = (whole.width() - used - 2.0 * gaps.s).max(0.0);
                                let font = regular(type_sizes().table);
                                let (galley, _) = cut(ui, &title, font, theme.text, room);
                                let at =
                                    pos2(whole.left() + gaps.s, whole.center().y - galley.size().y / 2.0);
                                ui.painter().galley(at, galley, theme.text);
                            }
                        }
                    }
                });
            },
        );
    }

    fn zoom_ui(&mut self, ui: &mut Ui) {
        if ui.add(Button::new("＋").quiet().name("放大扫描页")).clicked() {
            self.zoom = (self.zoom + 1).min(ZOOMS.len() - 1);
        }
        if ui.add(Button::new("－").quiet().name("缩小扫描页")).clicked() {
            self.zoom = self.zoom.saturating_sub(1);
        }
    }

    /// The document on whose pages the page is.
    fn title(&self) -> Option<String> {
        let filed = self.filed.as_ref()?;
        Some(filed.documents[filed.document_at(self.page)?].value.title.clone())
    }

    fn page_ui(&mut self, ui: &mut Ui) {
        let (theme, gaps) = (theme(ui), space());
        let room = ui.available_width() - 2.0 * gaps.m - ui.spacing().scroll.allocated_width();
        let points = (room * ZOOMS[self.zoom]).max(1.0);
        let pixels = (points * ui.ctx().pixels_per_point()) as u32;
        self.width = pixels.div_ceil(STEP).saturating_mul(STEP).min(WIDEST);
        let leaf = self.leaf(self.page);
        let spoken = format!("第{}页 {}", self.page, self.title().unwrap_or_default());
        let mut area = ScrollArea::both().id_salt("viewer-page").auto_shrink(false);
        if std::mem::take(&mut self.turned) {
            area = area.vertical_scroll_offset(0.0);
        }
        let mut turn = 0;
        area.show(ui, |ui| {
            Frame::new().inner_margin(gaps.m).show(ui, |ui| {
                let kept = leaf.as_ref().and_then(|leaf| self.best(leaf));
                let size = match kept {
                    Some(Ok(texture)) => {
                        let [wide, high] = texture.size().map(|side| side as f32);
                        vec2(points, points * high / wide)
                    }
                    _ => vec2(points, points * 297.0 / 210.0),
                };
                let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
                let sheet = ui.interact(rect, sheet_id(), Sense::click());
                sheet.widget_info(|| WidgetInfo::labeled(WidgetRole::Image, true, &spoken));
                let painter = ui.painter();
                painter.rect(rect, 0.0, theme.paper, Stroke::new(1.0, theme.line), StrokeKind::Outside);
                match kept {
                    Some(Ok(texture)) => {
                        let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
                        painter.image(texture.id(), rect, whole, Color32::WHITE);
                    }
                    Some(Err(why)) => said(ui, rect, why),
                    None if leaf.is_none() => {
                        said(ui, rect, &format!("第{}页没有扫描件。", self.page));
                    }
                    None => {}
                }
                focus_ring(ui, &sheet);
                if sheet.clicked() {
                    sheet.request_focus();
                }
                if sheet.has_focus() {
                    turn = turns(ui);
                }
            });
        });
        if turn != 0 {
            self.turn(turn);
            ui.ctx().request_repaint();
        }
    }

    /// The page as it was decoded for this width, or else for another one: it is there until the sharper one comes.
    fn best(&self, leaf: &Leaf) -> Option<Result<&TextureHandle, &String>> {
        let mut of_it = self.kept.iter().filter(|kept| kept.leaf == *leaf);
        let sharp = of_it.clone().find(|kept| kept.width == self.width);
        sharp.or_else(|| of_it.next()).map(|kept| kept.shown.as_ref())
    }
}

fn sheet_id() -> Id {
    Id::unique("viewer-sheet")
}

/// A sentence on the sheet.
fn said(ui: &mut Ui, rect: Rect, sentence: &str) {
    let inner = rect.shrink(space().l).with_max_y(rect.top() + 4.0 * size().row);
    ui.scope_builder(eframe::egui::UiBuilder::new().max_rect(inner), |ui| {
        problem_text(ui, sentence);
    });
}

/// By how many pages the keys turn; up and down scroll within the page.
fn turns(ui: &Ui) -> i64 {
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..Default::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(sheet_id(), filter));
    let presses = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key)) as i64;
    let scroll = presses(Key::ArrowUp) - presses(Key::ArrowDown);
    if scroll != 0 {
        ui.scroll_with_delta(vec2(0.0, scroll as f32 * LINE));
    }
    presses(Key::ArrowRight) + presses(Key::PageDown) - presses(Key::ArrowLeft) - presses(Key::PageUp)
}
