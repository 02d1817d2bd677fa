//! How the papers look: what fits at the left, the pages at the right, the bar below.

use eframe::egui::{Align, CentralPanel, Frame, Layout, Margin, Panel, Stroke, Ui, vec2};

use super::super::Msg as ScreenMsg;
use super::{Msg, Papers, Subject, called, sentence};
use crate::ui::icons;
use crate::ui::screen::See;
use crate::ui::screen::papers::{sheets_ui, zoom_ui};
use crate::ui::theme::{regular, size, space, theme, type_sizes};
use crate::ui::widget::{
    Button, Cell, Column, TableEvent, Tone, above_bar, action_bar, at_right, muted, problem_text, strong,
    table, table_id, wrapped,
};

/// The table's name.
const TABLE: &str = "可打印的文书";
const COLUMNS: [Column; 2] = [Column::plain("文书", 0.0), Column::plain("状态", 76.0)];
/// The width of the list.
const LIST: f32 = 344.0;

impl Papers {
    /// Paints it over the whole tab.
    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<ScreenMsg>) {
        let panel = theme(ui).panel;
        let mut content = above_bar(ui, "card-papers");
        if matches!(self.subject, Subject::Person { .. }) {
            Panel::left("card-papers-list")
                .exact_size(LIST)
                .resizable(false)
                .frame(Frame::new().fill(panel).inner_margin(Margin::ZERO))
                .show(&mut content, |ui| self.list_ui(ui, see, out));
        }
        self.pages_ui(&mut content, see);
        action_bar(ui, "card-papers-bar", &sentence(self, see.today), |ui| {
            if ui.add(Button::new("返回").icon(icons::BACK)).clicked() {
                out.push(ScreenMsg::Paper(Msg::Close));
            }
            let barred = self.barred(see);
            let print = Button::new("打印").icon(icons::PRINT).keys("Ctrl+P").barred(barred);
            if ui.add(print).clicked() {
                out.push(ScreenMsg::Paper(Msg::Print));
            }
            let save = Button::new("保存 PDF").icon(icons::PDF).keys("Ctrl+Enter").primary().barred(barred);
            if ui.add(save).clicked() {
                out.push(ScreenMsg::Paper(Msg::AskSave));
            }
        });
        self.dialog(ui.ctx(), out);
    }

    fn list_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<ScreenMsg>) {
        let gaps = space();
        let printable = self.chosen().filter(|paper| paper.blocked.is_none());
        let empty: Vec<&str> = printable.map(|paper| paper.empty.clone()).unwrap_or_default();
        if !empty.is_empty() {
            Panel::bottom("card-papers-empty")
                .show_separator_line(false)
                .frame(Frame::new().inner_margin(Margin::same(gaps.m as i8)))
                .show(ui, |ui| {
                    let ink = theme(ui).text;
                    let sentence =
                        format!("表上空着：{}。可以先在台账里补全，也可以印出后手写。", empty.join("、"));
                    wrapped(ui, &sentence, regular(type_sizes().table), ink);
                });
        }
        let id = table_id(TABLE);
        see.panes.entry(id);
        if std::mem::take(&mut self.focus) {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        let offered = self.offered().to_vec();
        let first = offered.iter().find_map(|paper| paper.wanted.card);
        let several = offered.iter().any(|paper| paper.wanted.card.is_some_and(|card| Some(card) != first));
        let row = |at: usize| {
            let paper = offered.get(at)?;
            let state = match (&paper.blocked, paper.empty.is_empty()) {
                (Some(_), _) => Cell::State(Tone::Due, "不能出".into()),
                (None, false) => Cell::State(Tone::Plain, "有空项".into()),
                (None, true) => Cell::State(Tone::Done, "可以印".into()),
            };
            Some(vec![Cell::Text(called(paper, several).into()), state])
        };
        for event in table(ui, TABLE, &mut self.table, &COLUMNS, offered.len(), row) {
            if let TableEvent::Select(at) | TableEvent::Open(at) = event {
                out.push(ScreenMsg::Paper(Msg::Choose(at)));
            }
        }
    }

    fn pages_ui(&mut self, ui: &mut Ui, see: &mut See<'_>) {
        let (theme, gaps, parts) = (theme(ui), space(), size());
        let fill = Frame::new().fill(theme.banner);
        let bar = Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(gaps.m as i8, 0));
        let room = ui.available_width() - 2.0 * gaps.m - ui.spacing().scroll.bar_width;
        let mut zoom = self.zoom;
        let shown = self.pages.as_ref().map_or(0, |sheets| sheets.pages.pages.len());
        if shown > 0 {
            Panel::top("card-papers-zoom")
                .exact_size(parts.panel_head)
                .show_separator_line(false)
                .frame(bar)
                .show(ui, |ui| {
                    let line = ui.max_rect().expand2(vec2(gaps.m, 0.0));
                    ui.painter().hline(line.x_range(), line.bottom(), Stroke::new(1.0, theme.line));
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        strong(ui, &format!("共 {} 页", self.count));
                        if shown < self.count {
                            muted(ui, &format!("只显示前{shown}页，打印和保存是全部"));
                        }
                        at_right(ui, "card-papers-zoom-right", |ui| {
                            let page = self.pages.as_ref().ok().and_then(|sheets| sheets.pages.pages.first());
                            zoom = zoom_ui(ui, zoom, page, room);
                        });
                    });
                });
        }
        self.zoom = zoom;
        CentralPanel::no_frame().frame(fill).show(ui, |ui| match &self.pages {
            Ok(sheets) => {
                let name = match (self.chosen(), &self.subject) {
                    (Some(paper), _) => paper.wanted.sheet.label(),
                    _ => "名册",
                };
                sheets_ui(ui, see, name, sheets, zoom, false);
            }
            Err(sentence) => {
                Frame::new().inner_margin(gaps.l).show(ui, |ui| {
                    if sentence.is_empty() {
                        muted(ui, "正在排版。");
                    } else {
                        problem_text(ui, sentence);
                    }
                });
            }
        });
    }
}
