//! How the list looks: the filters, the table, the bar below.

use eframe::egui::{Frame, Id as WidgetId, Margin, Ui};

use super::super::rows::cells;
use super::super::{ForMarked, Msg};
use super::{Asked, List, sort_of};
use crate::domain::role::Op;
use crate::ledger::States;
use crate::ui::icons;
use crate::ui::screen::See;
use crate::ui::theme::space;
use crate::ui::widget::{
    Button, Choice, Column, Input, TableEvent, above_bar, action_bar, empty_state, muted, problem_text,
    table, table_id,
};

/// The table's name.
const TABLE: &str = "人员和证件";

/// From this width of the pane on all columns are shown, and from which where there are long names.
const WIDE_FROM: f32 = 560.0;
const LONG_WIDE_FROM: f32 = 692.0;

const NAME: Column = Column::sorted("姓名", 64.0).grows();
const NUMBER: Column = Column::sorted("证号", 104.0).grows();
const TAIL: Column = Column::sorted("尾号", 52.0);
const KIND: Column = Column::plain("证种", 60.0);
const UNIT: Column = Column::sorted("单位", 0.0);
const VALID_TO: Column = Column::sorted("有效期至", 120.0);
const STATE: Column = Column::plain("状态", 80.0);

pub const WIDE: [Column; 6] = [NAME, NUMBER, KIND, UNIT, VALID_TO, STATE];
const NARROW: [Column; 5] = [NAME, TAIL, KIND, UNIT, STATE];
const TIGHT: [Column; 4] = [NAME, TAIL, UNIT, STATE];

/// The columns for which there is room.
fn columns(width: f32, long_names: bool) -> &'static [Column] {
    match (width, long_names) {
        (..WIDE_FROM, false) => &NARROW,
        (..WIDE_FROM, true) => &TIGHT,
        (..LONG_WIDE_FROM, true) => &NARROW,
        _ => &WIDE,
    }
}

impl List {
    /// Paints it.
    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let gaps = space();
        let columns = columns(ui.available_width(), self.has_long_names());
        if self.columns.len() != columns.len() {
            self.columns = columns;
            let widths = self.widths.as_deref().filter(|_| self.is_wide()).unwrap_or_default();
            self.table.set_widths(widths);
        }
        let mut content = above_bar(ui, "list");
        Frame::new().inner_margin(Margin::symmetric(gaps.m as i8, gaps.s as i8)).show(&mut content, |ui| {
            ui.horizontal(|ui| self.filters_ui(ui, out));
        });
        content.add_space(-content.spacing().item_spacing.y);
        if let Some(problem) = &self.problem {
            problem_text(&mut content, problem);
        } else if self.keys.is_empty() && self.is_waiting() {
            see.panes.entry(filter_id());
            Frame::new().inner_margin(Margin::symmetric(gaps.m as i8, gaps.s as i8)).show(
                &mut content,
                |ui| {
                    muted(ui, "正在列出人员和证件。");
                },
            );
        } else if self.keys.is_empty() {
            self.nothing_ui(&mut content, see, out);
        } else {
            self.table_ui(&mut content, see, out);
        }
        if self.marked() > 0 {
            return self.marked_bar_ui(ui, see, out);
        }
        // Where there is little room the words are pressed together rather than cut.
        let (sentence, print) = match self.is_wide() {
            true => (format!("{} 证　{} 人{}", self.cards, self.people, self.states_in_words()), "打印名册"),
            false => (format!("{}证 {}人", self.cards, self.people), "印名册"),
        };
        action_bar(ui, "list-bar", &sentence, |ui| {
            if self.cards > 0 && ui.add(Button::new(print).name("打印名册")).clicked() {
                out.push(Msg::Roster);
            }
            if self.people > 0 && ui.add(Button::new("导出").name("导出名册")).clicked() {
                out.push(Msg::BeginExport);
            }
            let button = Button::new("导入").name("导入名册").barred(see.barred(Op::Import));
            if ui.add(button).clicked() {
                out.push(Msg::BeginImport);
            }
            let button = Button::new("新增人员").primary().icon(icons::ADD).keys("Ctrl+N");
            if ui.add(button.barred(see.barred(Op::AddOfficer))).clicked() {
                out.push(Msg::New);
            }
        });
    }

    /// How the listed cards stand; what there is none of is not said.
    fn states_in_words(&self) -> String {
        let States { valid, soon, expired, suspended, not_handed_in } = self.states;
        let counts = [
            ("有效", valid),
            ("将到期", soon),
            ("过期", expired),
            ("暂扣", suspended),
            ("未交回", not_handed_in),
        ];
        let said = counts.into_iter().filter(|(_, count)| *count > 0);
        said.map(|(word, count)| format!("　{word}{count}")).collect()
    }

    /// What can be done for the people whose rows are marked.
    fn marked_bar_ui(&self, ui: &mut Ui, see: &See<'_>, out: &mut Vec<Msg>) {
        let sentence = format!("已选 {} 行", self.marked());
        action_bar(ui, "list-bar", &sentence, |ui| {
            if ui.add(Button::new("取消").name("取消选择").keys("Esc")).clicked() {
                out.push(Msg::Unmark);
            }
            let barred = see.barred(Op::AddTraining);
            if ui.add(Button::new("登记培训").name("给选出的人登记培训").barred(barred)).clicked()
            {
                out.push(Msg::ForMarked(ForMarked::Training));
            }
            let barred = see.barred(Op::ActOnCertificate);
            let button = Button::new("批量办理").name("给选出的人批量办理").primary();
            if ui.add(button.barred(barred)).clicked() {
                out.push(Msg::ForMarked(ForMarked::Bulk));
            }
        });
    }

    fn filters_ui(&mut self, ui: &mut Ui, out: &mut Vec<Msg>) {
        let gaps = space();
        ui.spacing_mut().item_spacing.x = gaps.s;
        let wide = self.is_wide();
        let choice = if wide { 132.0 } else { 116.0 };
        let width = ui.available_width() - 2.0 * (choice + gaps.s);
        let field = Input::new(&mut self.typed)
            .id(filter_id())
            .name("筛选人员和证件")
            .hint(if wide { "姓名、首字母、证号" } else { "姓名、首字母" })
            .icon(icons::FILTER)
            .most(60)
            .width(width)
            .show(ui);
        if std::mem::take(&mut self.focus_filter) {
            field.request_focus();
        }
        if field.changed() {
            out.push(Msg::Filtered);
        }
        if field.lost_focus() && ui.input(|input| input.key_pressed(eframe::egui::Key::Enter)) {
            self.focus_table = true;
        }
        let asked = Choice::new("筛选状态").width(choice).show(ui, &mut self.asked, &Asked::options());
        let mut units = vec![(None, "单位 全部".to_owned())];
        units.extend(self.units.iter().cloned());
        let unit = Choice::new("筛选单位").width(choice).show(ui, &mut self.unit, &units);
        if asked.changed() || unit.changed() {
            out.push(Msg::Filtered);
        }
    }

    fn nothing_ui(&self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        see.panes.entry(filter_id());
        let filtered = !self.typed.trim().is_empty() || self.asked != Asked::All || self.unit.is_some();
        if !filtered {
            empty_state(ui, "还没有人员。用“新增人员”登记第一位，再给他登记证件。", None);
        } else if empty_state(ui, "没有符合条件的人员。", Some("清除筛选"))
            .is_some_and(|button| button.clicked())
        {
            out.push(Msg::ClearFilters);
        }
    }

    fn table_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let id = table_id(TABLE);
        see.panes.entry(id);
        let (columns, wide) = (self.columns, self.is_wide());
        let sorted = columns.iter().position(|column| sort_of(column.title) == Some(self.sort));
        self.table.sort = sorted.map(|column| (column, self.descending));
        let (rows, today, chosen) = (&self.rows, see.today, self.table.selected);
        let awaited = &self.awaited;
        let cells =
            |at: usize| rows.get(&at).map(|row| cells(row, columns, today, awaited, chosen == Some(at)));
        ui.spacing_mut().item_spacing.y = 0.0;
        self.table.markable = true;
        let events = table(ui, TABLE, &mut self.table, columns, self.keys.len(), cells);
        if std::mem::take(&mut self.focus_table) {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        if self.table.visible().any(|at| !self.rows.contains_key(&at)) {
            ui.ctx().request_repaint();
        }
        for event in events {
            match event {
                TableEvent::Select(at) => out.push(Msg::Select(at)),
                TableEvent::Open(at) => out.push(Msg::Open(at)),
                TableEvent::Sort(column, descending) => out.push(Msg::Sort(column, descending)),
                TableEvent::Widths(widths) if wide => out.push(Msg::Widths(widths)),
                TableEvent::Widths(_) => {}
            }
        }
    }
}

fn filter_id() -> WidgetId {
    WidgetId::unique("certificates-filter")
}
