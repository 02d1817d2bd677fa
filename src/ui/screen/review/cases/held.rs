//! 查封扣押台账: what is and was held in all cases, what ends soon or is overdue at the top.

use chrono::{Datelike, NaiveDate};
use eframe::egui::{Frame, Id as WidgetId, Margin, Ui};

use crate::domain::case::Case;
use crate::domain::id::Id;
use crate::ledger::cases::{SeizureQuery, SeizureRow};
use crate::ui::screen::problems::entered;
use crate::ui::screen::save_sheet::{self, SaveSheet};
use crate::ui::screen::{Cx, See};
use crate::ui::theme::space;
use crate::ui::widget::{
    Button, Cell, Choice, Column, Input, TableEvent, TableState, Tone, above_bar, action_bar, empty_state,
    problem_text, table, table_id,
};
use crate::ui::{icons, keys};
use crate::words::date::show_date;

pub const TITLE: &str = "查封扣押台账";
const COLUMNS: [Column; 6] = [
    Column::plain("状态", 116.0),
    Column::plain("决定文号", 172.0),
    Column::plain("清单", 0.0),
    Column::plain("当事人", 136.0).grows(),
    Column::plain("保管人", 84.0),
    Column::plain("期限", 196.0),
];
const SAVED: save_sheet::Words = save_sheet::Words {
    title: "导出查封扣押台账",
    sentence: "列出来的各项写成一张表，起止、保管、处理和必要性都在里面。",
    what: TITLE,
};
/// Days before the last in which it is marked.
const SOON: i64 = 7;

/// What a person does here.
pub enum Msg {
    Filter,
    Clear,
    /// Opens the case of the line at a place.
    Open(usize),
    Export,
    Saved(save_sheet::Msg),
}

/// What stands here.
#[derive(Default)]
pub struct State {
    query: SeizureQuery,
    rows: Vec<SeizureRow>,
    table: TableState,
    save: Option<Box<SaveSheet>>,
    problem: Option<String>,
    to_filter: bool,
    to_table: bool,
}

impl State {
    pub fn enter(&mut self, cx: &Cx<'_>) {
        self.read(cx);
        self.to_table = true;
    }

    fn read(&mut self, cx: &Cx<'_>) {
        let chosen = self.table.selected.and_then(|at| self.rows.get(at)).map(|row| row.id);
        match cx.ledger.seizure_ledger(&self.query, cx.today) {
            Ok(rows) => (self.rows, self.problem) = (rows, None),
            Err(error) => self.problem = Some(error.to_string()),
        }
        let at = chosen.and_then(|id| self.rows.iter().position(|row| row.id == id));
        self.table.selected = at.or((!self.rows.is_empty()).then_some(0));
    }

    /// The case of the line before or after the chosen one, which is chosen instead.
    pub fn step(&mut self, by: i64) -> Option<Id<Case>> {
        let to = usize::try_from(self.table.selected? as i64 + by).ok()?;
        let case = self.rows.get(to)?.seizure.case;
        self.table.select(Some(to));
        Some(case)
    }

    pub fn is_busy(&self) -> bool {
        self.save.is_some()
    }

    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        if !self.is_busy() && keys::pressed(cx.ctx, keys::FILTER) {
            (self.to_filter, self.to_table) = (true, false);
        }
    }

    /// Does it; gives the case that is to be opened.
    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) -> Option<Id<Case>> {
        match msg {
            Msg::Filter => self.read(cx),
            Msg::Clear => {
                self.query = SeizureQuery::default();
                self.enter(cx);
            }
            Msg::Open(at) => return self.rows.get(at).map(|row| row.seizure.case),
            Msg::Export => match cx.ledger.seizure_workbook(&self.query, cx.today) {
                Ok(bytes) => {
                    let name = format!("{TITLE} {}.xlsx", cx.today);
                    self.save = Some(Box::new(SaveSheet::of(SAVED, name, bytes)));
                }
                Err(error) => cx.refused(error),
            },
            Msg::Saved(msg) => {
                if self.save.as_mut().is_some_and(|save| save.update(msg, cx)) {
                    self.save = None;
                }
            }
        }
        None
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let gaps = space();
        let mut content = above_bar(ui, "held");
        let frame = Frame::new().inner_margin(Margin::symmetric(gaps.m as i8, gaps.s as i8));
        frame.show(&mut content, |ui| {
            ui.horizontal(|ui| self.filters_ui(ui, see, out));
        });
        content.add_space(-content.spacing().item_spacing.y);
        if let Some(problem) = &self.problem {
            problem_text(&mut content, problem);
        } else if self.rows.is_empty() {
            let (sentence, button) = match self.query == SeizureQuery::default() {
                true => ("各案都没有查封、扣押。在案件的“其他办理”里登记，登记以后列在这里。", None),
                false => ("没有符合条件的查封、扣押。", Some("清除筛选")),
            };
            if empty_state(&mut content, sentence, button).is_some_and(|button| button.clicked()) {
                out.push(Msg::Clear);
            }
        } else {
            self.table_ui(&mut content, see, out);
        }
        self.bar_ui(ui, out);
        if let Some(save) = &mut self.save {
            let mut said = Vec::new();
            save.ui(ui.ctx(), &mut said);
            out.extend(said.into_iter().map(Msg::Saved));
        }
    }

    fn filters_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let id = WidgetId::unique("held-filter");
        see.panes.entry(id);
        let field = Input::new(&mut self.query.typed).id(id).icon(icons::SEARCH);
        let field = field.hint("文号、案号、当事人、财物、保管人");
        let field = field.name("筛选查封扣押").width(280.0).most(60).show(ui);
        if std::mem::take(&mut self.to_filter) {
            field.request_focus();
        }
        self.to_table |= entered(ui, &field);
        let states = [(None, "全部"), (Some(true), "还在查封扣押"), (Some(false), "已经处理")]
            .map(|(state, label)| (state, label.to_owned()));
        let state =
            Choice::new("筛选状态").prefix("状态").width(200.0).show(ui, &mut self.query.held, &states);
        if field.changed() || state.changed() {
            out.push(Msg::Filter);
        }
    }

    fn table_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        see.panes.entry(table_id(TITLE));
        if std::mem::take(&mut self.to_table) {
            ui.memory_mut(|memory| memory.request_focus(table_id(TITLE)));
        }
        let rows = &self.rows;
        let cells = |at: usize| rows.get(at).map(cells);
        for event in table(ui, TITLE, &mut self.table, &COLUMNS, rows.len(), cells) {
            if let TableEvent::Open(at) = event {
                out.push(Msg::Open(at));
            }
        }
    }

    fn bar_ui(&self, ui: &mut Ui, out: &mut Vec<Msg>) {
        let held = self.rows.iter().filter(|row| row.days_left.is_some()).count();
        let overdue = self.rows.iter().filter(|row| row.days_left.is_some_and(|days| days < 0)).count();
        let sentence = format!("共 {} 项　还在查封扣押 {held} 项　逾期 {overdue} 项", self.rows.len());
        let none = self.rows.is_empty().then_some("没有查封、扣押可以导出。");
        let nothing = self.table.selected.is_none().then_some("没有案件可以打开。");
        action_bar(ui, "held-bar", &sentence, |ui| {
            if ui.add(Button::new("导出").icon(icons::EXPORT).barred(none)).clicked() {
                out.push(Msg::Export);
            }
            if ui.add(Button::new("打开案件").primary().barred(nothing)).clicked() {
                out.extend(self.table.selected.map(Msg::Open));
            }
        });
    }
}

fn cells(row: &SeizureRow) -> Vec<Cell<'_>> {
    let state = match (row.seizure.end, row.days_left) {
        (Some(end), _) => Cell::State(Tone::Done, end.label().into()),
        (None, Some(days @ ..0)) => Cell::State(Tone::Overdue, format!("逾期{}天", -days).into()),
        (None, Some(days @ 0..=SOON)) => Cell::State(Tone::Due, format!("剩{days}天").into()),
        (None, days) => Cell::State(Tone::Plain, format!("剩{}天", days.unwrap_or_default()).into()),
    };
    vec![
        state,
        Cell::Strong(row.seizure.document.as_str().into()),
        Cell::Text(format!("{}　{}", row.seizure.kind.label(), row.items()).into()),
        Cell::Text(row.party.as_str().into()),
        Cell::Text(row.seizure.keeper.as_str().into()),
        Cell::Text(span(row.seizure.from, row.seizure.to).into()),
    ]
}

/// From one day to another, the year of the second where it is another.
fn span(from: NaiveDate, to: NaiveDate) -> String {
    let whole = show_date(to);
    let to = match from.year() == to.year() {
        true => whole.split_once('年').map_or(whole.as_str(), |(_, rest)| rest),
        false => &whole,
    };
    format!("{}至{to}", show_date(from))
}
