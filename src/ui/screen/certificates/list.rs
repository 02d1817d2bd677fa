//! The list of people and their cards: what is asked for, the keys in order, the rows in view.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use eframe::egui::{Frame, Id as WidgetId, Margin, Ui};

use super::Msg;
use crate::domain::certificate::{Certificate, CertificateKind, Validity};
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::role::Op;
use crate::domain::unit::Unit;
use crate::ledger::{CardFilter, OfficerRow, OfficerSort, RegisterQuery, Result, RowKey};
use crate::ui::icons;
use crate::ui::screen::{Cx, Event, See};
use crate::ui::theme::space;
use crate::ui::widget::{
    Button, Cell, Choice, Column, Input, TableEvent, TableState, Tone, above_bar, action_bar, empty_state,
    problem_text, table, table_id,
};
use crate::words::date::show_date;

/// The table's name, and the name under which the widths of its columns are kept.
const TABLE: &str = "人员和证件";
const WIDTHS: &str = "officers";

/// Days before its end from which on a card shows how many are left.
const SOON: u32 = 90;

/// Rows fetched at once at least.
const SCREEN_LEAST: usize = 30;

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

const WIDE: [Column; 6] = [NAME, NUMBER, KIND, UNIT, VALID_TO, STATE];
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

/// By what a column sorts.
fn sort_of(title: &str) -> Option<OfficerSort> {
    match title {
        "姓名" => Some(OfficerSort::Name),
        "证号" | "尾号" => Some(OfficerSort::Number),
        "单位" => Some(OfficerSort::Unit),
        "有效期至" => Some(OfficerSort::ValidTo),
        _ => None,
    }
}

/// Which rows the choice 状态 asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Asked {
    #[default]
    All,
    Is(Validity),
    Soon,
    WithoutCard,
    WithLeft,
}

impl Asked {
    fn options() -> Vec<(Asked, String)> {
        let mut options = vec![
            (Asked::All, "状态 全部".to_owned()),
            (Asked::Is(Validity::Valid), Validity::Valid.label().to_owned()),
            (Asked::Soon, format!("{SOON}日内到期")),
        ];
        let others = Validity::ALL.iter().filter(|validity| **validity != Validity::Valid);
        options.extend(others.map(|validity| (Asked::Is(*validity), validity.label().to_owned())));
        options.push((Asked::WithoutCard, "无证".to_owned()));
        options.push((Asked::WithLeft, "含已离岗".to_owned()));
        options
    }

    fn filter(self) -> Option<CardFilter> {
        match self {
            Asked::All | Asked::WithLeft => None,
            Asked::Is(validity) => Some(CardFilter::Is(validity)),
            Asked::Soon => Some(CardFilter::Within { days: SOON }),
            Asked::WithoutCard => Some(CardFilter::None),
        }
    }
}

/// The list.
pub struct List {
    typed: String,
    asked: Asked,
    unit: Option<Id<Unit>>,
    sort: OfficerSort,
    descending: bool,
    keys: Vec<RowKey>,
    /// Rows in view and around, by their place.
    rows: BTreeMap<usize, OfficerRow>,
    table: TableState,
    cards: usize,
    people: usize,
    /// Units by name, for the choice and for forms.
    units: Vec<(Option<Id<Unit>>, String)>,
    widths: Option<Vec<u16>>,
    columns: &'static [Column],
    problem: Option<String>,
    focus_table: bool,
    focus_filter: bool,
}

impl Default for List {
    fn default() -> List {
        List {
            typed: String::new(),
            asked: Asked::All,
            unit: None,
            sort: OfficerSort::Name,
            descending: false,
            keys: Vec::new(),
            rows: BTreeMap::new(),
            table: TableState::default(),
            cards: 0,
            people: 0,
            units: Vec::new(),
            widths: None,
            columns: &WIDE,
            problem: None,
            focus_table: false,
            focus_filter: false,
        }
    }
}

impl List {
    /// Reads units and rows anew; the row that is chosen stays chosen where it still is.
    pub fn read(&mut self, cx: &mut Cx<'_>) {
        let chosen = self.table.selected.and_then(|at| self.keys.get(at)).copied();
        if self.widths.is_none() {
            let widths = cx.look.columns.get(WIDTHS).cloned().unwrap_or_default();
            self.table.set_widths(&widths);
            self.widths = Some(widths);
        }
        let outcome = self.query(cx);
        self.problem = outcome.err().map(|error| error.to_string());
        let at = chosen.and_then(|key| self.keys.iter().position(|other| *other == key));
        if at != self.table.selected {
            self.table.select(at);
        }
        self.fetch(cx);
    }

    fn query(&mut self, cx: &mut Cx<'_>) -> Result<()> {
        let mut units: Vec<_> = cx.ledger.all::<Unit>()?;
        units.retain(|unit| !unit.value.closed || Some(unit.id) == self.unit);
        self.units = units.into_iter().map(|unit| (Some(unit.id), unit.value.name)).collect();
        let query = RegisterQuery {
            typed: self.typed.clone(),
            card: self.asked.filter(),
            unit: self.unit,
            with_left: self.asked == Asked::WithLeft,
            sort: self.sort,
            descending: self.descending,
            on: cx.today,
        };
        self.rows.clear();
        self.keys = cx.ledger.officer_register(&query)?;
        (self.cards, self.people) = RowKey::counts(&self.keys);
        Ok(())
    }

    /// Fetches the rows in view, and a screen before and after them.
    pub fn fetch(&mut self, cx: &mut Cx<'_>) {
        let seen = self.table.visible();
        let screen = seen.len().max(SCREEN_LEAST);
        let range = seen.start.saturating_sub(screen)..(seen.end + screen).min(self.keys.len());
        let missing: Vec<RowKey> =
            range.clone().filter(|at| !self.rows.contains_key(at)).map(|at| self.keys[at]).collect();
        if missing.is_empty() {
            return;
        }
        self.rows.retain(|at, _| range.contains(at));
        match cx.ledger.officer_rows(&missing, cx.today) {
            Ok(rows) => {
                let mut rows = rows.into_iter().peekable();
                for at in range {
                    if let Some(row) = rows.next_if(|row| row.key == self.keys[at]) {
                        self.rows.insert(at, row);
                    }
                }
            }
            Err(error) => self.problem = Some(error.to_string()),
        }
    }

    /// The officer of a row, and the card where the row has one.
    pub fn row(&self, at: usize, cx: &Cx<'_>) -> Option<(Id<Officer>, Option<Id<Certificate>>)> {
        let of = |row: &OfficerRow| (row.officer, row.card.as_ref().map(|card| card.id));
        if let Some(row) = self.rows.get(&at) {
            return Some(of(row));
        }
        let key = *self.keys.get(at)?;
        cx.ledger.officer_rows(&[key], cx.today).ok()?.first().map(of)
    }

    /// The place of the chosen row.
    pub fn at(&self) -> Option<usize> {
        self.table.selected
    }

    /// The place of the row so many after the chosen one.
    pub fn after(&self, by: i64) -> Option<usize> {
        let last = self.keys.len().checked_sub(1)?;
        let to = self.table.selected.map_or(0, |at| (at as i64 + by).clamp(0, last as i64) as usize);
        (Some(to) != self.table.selected).then_some(to)
    }

    /// Chooses a row.
    pub fn select(&mut self, at: usize) {
        self.table.select(Some(at).filter(|at| *at < self.keys.len()));
    }

    /// Chooses the row of somebody's card; filters that hide it are taken away.
    pub fn show(
        &mut self,
        officer: Id<Officer>,
        card: Option<Id<Certificate>>,
        cx: &mut Cx<'_>,
    ) -> Result<()> {
        let person = cx.ledger.get(officer)?.value;
        let query = RegisterQuery { typed: person.name, with_left: true, ..RegisterQuery::all(cx.today) };
        let keys = cx.ledger.officer_register(&query)?;
        let rows = cx.ledger.officer_rows(&keys, cx.today)?;
        let theirs = || rows.iter().filter(|row| row.officer == officer);
        let exact = theirs().find(|row| row.card.as_ref().map(|card| card.id) == card);
        let Some(key) = exact.or_else(|| theirs().next()).map(|row| row.key) else { return Ok(()) };
        if !self.keys.contains(&key) {
            let left = person.left_on.is_some_and(|left| left < cx.today);
            self.typed.clear();
            self.unit = None;
            self.asked = if left { Asked::WithLeft } else { Asked::All };
            self.query(cx)?;
        }
        if let Some(at) = self.keys.iter().position(|other| *other == key) {
            self.select(at);
            self.fetch(cx);
        }
        Ok(())
    }

    /// Shows the people of a unit.
    pub fn show_unit(&mut self, unit: Id<Unit>, cx: &mut Cx<'_>) {
        (self.typed, self.asked, self.unit) = (String::new(), Asked::All, Some(unit));
        self.read(cx);
    }

    /// Takes all filters away.
    pub fn clear(&mut self, cx: &mut Cx<'_>) {
        (self.typed, self.asked, self.unit) = (String::new(), Asked::All, None);
        self.read(cx);
    }

    /// Takes up another filter: what is typed shows its first row at once.
    pub fn filtered(&mut self, cx: &mut Cx<'_>) {
        self.read(cx);
        let narrowed = !self.typed.trim().is_empty();
        if !self.keys.is_empty() && (narrowed || self.table.selected.is_none()) {
            self.table.select(Some(0));
        }
    }

    /// Sorts by a column.
    pub fn sort_by(&mut self, column: usize, descending: bool, cx: &mut Cx<'_>) {
        if let Some(sort) = self.columns.get(column).and_then(|column| sort_of(column.title)) {
            (self.sort, self.descending) = (sort, descending);
            self.read(cx);
        }
    }

    /// Keeps the widths of the columns.
    pub fn set_widths(&mut self, widths: Vec<u16>, cx: &mut Cx<'_>) {
        cx.events.push(Event::Columns(WIDTHS, widths.clone()));
        self.widths = Some(widths);
    }

    fn is_wide(&self) -> bool {
        self.columns.len() == WIDE.len()
    }

    /// Whether names have been seen that ask for more room.
    pub fn has_long_names(&self) -> bool {
        self.table.has_grown(0)
    }

    /// The unit that is asked for.
    pub fn unit(&self) -> Option<Id<Unit>> {
        self.unit
    }

    /// Units, for a form.
    pub fn units(&self) -> &[(Option<Id<Unit>>, String)] {
        &self.units
    }

    /// Gives the keyboard to the table in the next frame.
    pub fn focus_table(&mut self) {
        self.focus_table = true;
    }

    /// Puts the caret into the filter in the next frame.
    pub fn focus_filter(&mut self) {
        self.focus_filter = true;
    }

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
        } else if self.keys.is_empty() {
            self.nothing_ui(&mut content, see, out);
        } else {
            self.table_ui(&mut content, see, out);
        }
        let sentence = format!("{} 证　{} 人", self.cards, self.people);
        action_bar(ui, "list-bar", &sentence, |ui| {
            let button = Button::new("新增人员").primary().icon(icons::ADD).keys("Ctrl+N");
            if ui.add(button.barred(see.barred(Op::AddOfficer))).clicked() {
                out.push(Msg::New);
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
        let cells = |at: usize| rows.get(&at).map(|row| cells(row, columns, today, chosen == Some(at)));
        ui.spacing_mut().item_spacing.y = 0.0;
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

/// The short word for a kind of card, as lists have it.
pub fn short(kind: CertificateKind) -> &'static str {
    match kind {
        CertificateKind::Supervision => "监督证",
        CertificateKind::Enforcement => "执法证",
        CertificateKind::Ministry => "部证",
    }
}

/// The last four characters of a number.
pub fn tail(number: &str) -> String {
    let skip = number.chars().count().saturating_sub(4);
    number.chars().skip(skip).collect()
}

/// What a card is worth on a day, in a word and a tone.
pub fn state(
    validity: Validity,
    valid_to: Option<NaiveDate>,
    left_on: Option<NaiveDate>,
    today: NaiveDate,
) -> (Tone, String) {
    let in_hand =
        matches!(validity, Validity::Valid | Validity::NotYet | Validity::Expired | Validity::Suspended);
    if in_hand && left_on.is_some_and(|left| left < today) {
        return (Tone::Due, "未交回".to_owned());
    }
    let days = valid_to.map(|to| (to - today).num_days());
    match (validity, days) {
        (Validity::Valid, Some(0)) => (Tone::Due, "今日到期".to_owned()),
        (Validity::Valid, Some(days @ ..=3)) => (Tone::Due, format!("剩{days}天")),
        (Validity::Valid, Some(days)) if days <= i64::from(SOON) => (Tone::Plain, format!("剩{days}天")),
        (Validity::Valid, _) => (Tone::Done, "有效".to_owned()),
        (Validity::Expired, Some(days)) => (Tone::Overdue, format!("过期{}天", -days)),
        (other, _) => (Tone::Plain, other.label().to_owned()),
    }
}

fn cells(row: &OfficerRow, columns: &[Column], today: NaiveDate, chosen: bool) -> Vec<Cell<'static>> {
    columns.iter().map(|column| cell(row, column.title, today, chosen)).collect()
}

/// What stands in a row under a title.
fn cell(row: &OfficerRow, title: &str, today: NaiveDate, chosen: bool) -> Cell<'static> {
    let text = |text: &str| Cell::Text(text.to_owned().into());
    let left = row.left_on.is_some_and(|left| left < today);
    match (title, &row.card) {
        ("姓名", _) if chosen => Cell::Strong(row.name.clone().into()),
        ("姓名", _) => text(&row.name),
        ("单位", _) => text(&row.unit),
        ("状态", None) => Cell::State(Tone::Plain, if left { "已离岗" } else { "无证" }.into()),
        (_, None) => Cell::Muted("—".into()),
        ("证号", Some(card)) => text(&card.number),
        ("尾号", Some(card)) => Cell::Text(tail(&card.number).into()),
        ("证种", Some(card)) => text(short(card.kind)),
        ("有效期至", Some(card)) => Cell::Text(card.valid_to.map_or("长期".to_owned(), show_date).into()),
        (_, Some(card)) => {
            let (tone, word) = state(card.validity, card.valid_to, row.left_on, today);
            Cell::State(tone, word.into())
        }
    }
}
