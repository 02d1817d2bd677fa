//! The register of issued notices: filter, choice of the served, table.

use std::borrow::Cow;

use eframe::egui::{Frame, Id, Margin, Ui};

use super::super::See;
use super::{Msg, State, id_of};
use crate::ledger::{NoticeRow, NoticeSort};
use crate::ui::icons;
use crate::ui::theme::space;
use crate::ui::widget::{
    Cell, Choice, Column, Input, TableEvent, Tone, empty_state, problem_text, small, table, table_id,
};
use crate::words::date::show_date;

/// The name of the table.
pub const TABLE: &str = "文书";
/// The width of the list beside two panes of full width, there with long names, and below.
const WIDE: f32 = 712.0;
const WIDE_LONG: f32 = 752.0;
const NARROW: f32 = 500.0;

const NUMBER: Column = Column::sorted("文号", 188.0);
const TITLE: Column = Column::plain("文书", 0.0);
const ADDRESSEE: Column = Column::sorted("被通知人", 84.0).grows();
const ISSUED: Column = Column::sorted("成文日", 118.0);
const SERVED: Column = Column::sorted("送达日", 118.0);

const COLUMNS: [Column; 5] = [NUMBER, TITLE, ADDRESSEE, ISSUED, SERVED];
/// Below 1200 points the day of issue stands on the page alone.
const COLUMNS_NARROW: [Column; 4] = [NUMBER, TITLE, ADDRESSEE, SERVED];
/// There with long names, the title as well.
const COLUMNS_TIGHT: [Column; 3] = [NUMBER, Column::sorted("被通知人", 0.0), SERVED];

/// What takes the keyboard in the list.
pub fn id() -> Id {
    table_id(TABLE)
}

/// The filter.
pub fn filter_id() -> Id {
    id_of("filter")
}

impl State {
    /// The columns for which there is room.
    fn columns(&self) -> &'static [Column] {
        match (self.narrow, self.long_names) {
            (false, _) => &COLUMNS,
            (true, false) => &COLUMNS_NARROW,
            (true, true) => &COLUMNS_TIGHT,
        }
    }

    /// The width of the list.
    pub(super) fn list_width(&self, narrow: bool) -> f32 {
        match (narrow, self.long_names) {
            (true, _) => NARROW,
            (false, false) => WIDE,
            (false, true) => WIDE_LONG,
        }
    }

    /// What the table is sorted by, and whether it descends.
    pub(super) fn order(&self) -> (NoticeSort, bool) {
        // Who comes here wants what was issued last.
        let Some((column, descending)) = self.table.sort else { return (NoticeSort::IssuedOn, true) };
        let sort = match self.columns().get(column).map(|column| column.title) {
            Some("被通知人") => NoticeSort::Addressee,
            Some("成文日") => NoticeSort::IssuedOn,
            Some("送达日") => NoticeSort::ServedOn,
            _ => NoticeSort::Number,
        };
        (sort, descending)
    }

    pub(super) fn list_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let gaps = space();
        see.panes.entry(id());
        Frame::new().inner_margin(Margin::symmetric(gaps.m as i8, gaps.s as i8)).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = gaps.s;
                let counted = format!("{} 份", self.rows.len());
                let filter = Input::new(&mut self.typed)
                    .id(filter_id())
                    .icon(icons::SEARCH)
                    .hint("文号、文书、姓名或者拼音首字母")
                    .name("筛选文书")
                    .width((ui.available_width() - 132.0 - 56.0).max(120.0))
                    .show(ui);
                let options = [
                    (None, "全部".to_owned()),
                    (Some(true), "已送达".to_owned()),
                    (Some(false), "未送达".to_owned()),
                ];
                let served =
                    Choice::new("送达").prefix("送达").width(132.0).show(ui, &mut self.served, &options);
                if filter.changed() || served.changed() {
                    out.push(Msg::Query);
                }
                small(ui, &counted);
            });
        });
        if let Some(problem) = &self.problem {
            problem_text(ui, problem);
            return;
        }
        if self.rows.is_empty() {
            let sentence = if self.typed.is_empty() && self.served.is_none() {
                "还没有文书。在“责任”里作出决定后印发的，在“证件”里打印的，都在这里。"
            } else {
                "没有符合条件的文书，请换一个筛选条件。"
            };
            empty_state(ui, sentence, None);
            return;
        }
        self.narrow = see.narrow;
        self.long_names |= self.table.has_grown(2);
        let columns = self.columns();
        let rows = &self.rows;
        let row = |i: usize| rows.get(i).map(|row| columns.iter().map(|one| cell(row, one.title)).collect());
        for event in table(ui, TABLE, &mut self.table, columns, rows.len(), row) {
            match event {
                TableEvent::Select(row) | TableEvent::Open(row) => out.push(Msg::Select(row)),
                TableEvent::Sort(..) => out.push(Msg::Query),
                TableEvent::Widths(widths) => out.push(Msg::Widths(widths)),
            }
        }
    }
}

/// What stands in a row under a title.
fn cell<'a>(row: &'a NoticeRow, title: &str) -> Cell<'a> {
    match title {
        "文号" if row.document_no.is_empty() => Cell::Muted("不编号".into()),
        "文号" => Cell::Strong(Cow::Borrowed(&row.document_no)),
        "文书" => Cell::Text(Cow::Borrowed(&row.title)),
        "被通知人" => Cell::Text(Cow::Borrowed(&row.addressee)),
        "成文日" => Cell::Text(show_date(row.issued_on).into()),
        _ => match row.served_on {
            _ if row.void => Cell::State(Tone::Plain, Cow::Borrowed("作废")),
            Some(day) => Cell::Text(show_date(day).into()),
            None if !row.about.is_served() => Cell::Muted("不送达".into()),
            None => Cell::State(Tone::Due, Cow::Borrowed("未送达")),
        },
    }
}
