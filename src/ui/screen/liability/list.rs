//! The list of inquiries.

use eframe::egui::{CentralPanel, Frame, Id, Panel, Stroke, Ui};

use super::Msg;
use crate::domain::role::Op;
use crate::ledger::{InquiryQuery, InquiryRow, InquirySort, InquiryState};
use crate::ui::icons;
use crate::ui::screen::{Cx, See};
use crate::ui::theme::{size, space, theme};
use crate::ui::widget::{
    Button, Cell, Choice, Column, Input, TableEvent, TableState, Tone, above_bar, action_bar, empty_state,
    table, table_id,
};
use crate::words::date::show_date;
use crate::words::people;

const COLUMNS: [Column; 5] = [
    Column::sorted("受理日", 124.0),
    Column::sorted("案由", 0.0),
    Column::plain("责任主体", 208.0),
    Column::plain("案号", 188.0),
    Column::sorted("状态", 120.0),
];
const NAME: &str = "责任认定";

/// What the list shows.
#[derive(Default)]
pub struct List {
    typed: String,
    state: Option<InquiryState>,
    pub rows: Vec<InquiryRow>,
    pub table: TableState,
    problem: Option<String>,
    /// The caret goes to the filter in the next frame.
    pub to_filter: bool,
    /// The keyboard goes to the table in the next frame.
    pub to_table: bool,
}

impl List {
    pub fn read(&mut self, cx: &mut Cx<'_>) {
        let (by, descending) = self.table.sort.unwrap_or((0, true));
        let sort = match by {
            1 => InquirySort::Matter,
            4 => InquirySort::State,
            _ => InquirySort::ReceivedOn,
        };
        let query = InquiryQuery { typed: self.typed.clone(), state: self.state, sort, descending };
        let chosen = self.table.selected.and_then(|i| self.rows.get(i)).map(|row| row.id);
        match cx.ledger.inquiry_register(&query) {
            Ok(rows) => {
                self.rows = rows;
                self.problem = None;
            }
            Err(error) => self.problem = Some(error.to_string()),
        }
        let at = chosen.and_then(|id| self.rows.iter().position(|row| row.id == id));
        self.table.selected = at.or((!self.rows.is_empty()).then_some(0));
        if let Some(widths) = cx.look.columns.get("liability") {
            self.table.set_widths(widths);
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let gaps = space();
        let mut content = above_bar(ui, "liability-list");
        Panel::top("liability-filter")
            .exact_size(size().control + 2.0 * gaps.s)
            .show_separator_line(false)
            .frame(Frame::new().inner_margin(eframe::egui::Margin::symmetric(gaps.l as i8, gaps.s as i8)))
            .show(&mut content, |ui| {
                ui.horizontal(|ui| {
                    let id = Id::unique("liability-filter-field");
                    see.panes.entry(id);
                    let field = Input::new(&mut self.typed)
                        .id(id)
                        .icon(icons::FILTER)
                        .hint("案由、姓名、首字母、案号")
                        .name("筛选责任认定")
                        .width(280.0)
                        .show(ui);
                    if std::mem::take(&mut self.to_filter) {
                        field.request_focus();
                    }
                    let mut options = vec![(None, "全部".to_owned())];
                    options.extend(
                        InquiryState::ALL.iter().map(|state| (Some(*state), state.label().to_owned())),
                    );
                    let choice =
                        Choice::new("状态").prefix("状态").width(160.0).show(ui, &mut self.state, &options);
                    if field.changed() || choice.changed() {
                        out.push(Msg::Filter);
                    }
                });
            });
        let fill = theme(ui).panel;
        let frame = Frame::new()
            .outer_margin(eframe::egui::Margin {
                left: gaps.l as i8,
                right: gaps.l as i8,
                top: 0,
                bottom: gaps.m as i8,
            })
            .fill(fill)
            .stroke(Stroke::new(1.0, theme(ui).line))
            .corner_radius(size().radius_panel as u8);
        CentralPanel::no_frame().frame(frame).show(&mut content, |ui| self.table_ui(ui, see, out));
        let count = format!("共{}件。回车打开，Ctrl+F 筛选", self.rows.len());
        action_bar(ui, "liability-list-bar", &count, |ui| {
            let new = Button::new("受理线索").primary().icon(icons::ADD).keys("Ctrl+N");
            if ui.add(new.barred(see.barred(Op::OpenLiability))).clicked() {
                out.push(Msg::New);
            }
        });
    }

    fn table_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        if let Some(problem) = &self.problem {
            crate::ui::widget::problem_text(ui, problem);
            return;
        }
        if self.rows.is_empty() {
            let all = self.typed.trim().is_empty() && self.state.is_none();
            let sentence = if all {
                "还没有责任认定。收到线索后，从“受理线索”开始。"
            } else {
                "没有符合筛选的责任认定。"
            };
            empty_state(ui, sentence, None);
            return;
        }
        see.panes.entry(table_id(NAME));
        if std::mem::take(&mut self.to_table) {
            ui.memory_mut(|memory| memory.request_focus(table_id(NAME)));
        }
        let rows = &self.rows;
        let events = table(ui, NAME, &mut self.table, &COLUMNS, rows.len(), |i| rows.get(i).map(cells));
        for event in events {
            match event {
                TableEvent::Open(i) => out.push(Msg::OpenRow(i)),
                TableEvent::Sort(..) => out.push(Msg::Filter),
                TableEvent::Widths(widths) => out.push(Msg::Widths(widths)),
                TableEvent::Select(_) => {}
            }
        }
    }
}

fn cells(row: &InquiryRow) -> Vec<Cell<'static>> {
    let state = match row.state {
        InquiryState::Open => {
            Cell::State(Tone::Due, format!("{} {}项", row.state.label(), row.open_questions).into())
        }
        InquiryState::Undecided => Cell::State(Tone::Due, row.state.label().into()),
        InquiryState::Decided => Cell::State(Tone::Plain, row.state.label().into()),
        InquiryState::Served => Cell::State(Tone::Done, row.state.label().into()),
    };
    vec![
        Cell::Text(row.received_on.map(show_date).unwrap_or_default().into()),
        Cell::Strong(row.matter.clone().into()),
        Cell::Text(people(&row.subjects).into()),
        Cell::Muted(row.case_number.clone().into()),
        state,
    ]
}
