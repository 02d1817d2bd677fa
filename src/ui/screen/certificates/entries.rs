//! 平台录入: what must still be entered into the two platforms and the proof that it was; copies from the region.

use chrono::NaiveDate;
use eframe::egui::Ui;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::copies;
use super::entry::{Entry, Said, day, day_of, line, tick};
use crate::domain::due::Deadline;
use crate::domain::id::Id;
use crate::domain::role::Op;
use crate::domain::unit::Unit;
use crate::ledger::DueRow;
use crate::ui::screen::picker::Picker;
use crate::ui::screen::{Cx, See};
use crate::ui::theme::{regular, theme, type_sizes};
use crate::ui::widget::{
    Button, Cell, Column, DateField, TableEvent, TableState, Tone, above_bar, action_bar, empty_state,
    problem_text, table, table_id, wrapped,
};
use crate::words::date::show_date;

const TABLE: &str = "平台录入";
const COLUMNS: [Column; 4] = [
    Column::plain("姓名", 84.0).grows(),
    Column::plain("事项", 0.0),
    Column::plain("届满日", 132.0),
    Column::plain("剩余", 88.0),
];
const FIELDS: &[&str] = &["deadline.closed_on", "deadline.proof"];

/// What a person does here.
pub enum Msg {
    Open(usize),
    /// A copy from the region's HR has come in.
    Copy,
    /// Takes everybody of the unit and condition that are chosen into the copy.
    Gather,
    Said(Said),
}

/// What stands in the form.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Fields {
    on: DateField,
    proof: String,
    others: bool,
}

/// What stands here.
#[derive(Default)]
pub struct State {
    rows: Vec<DueRow>,
    table: TableState,
    form: Option<(DueRow, Entry<Fields>)>,
    copy: Option<Entry<copies::Fields>>,
    picker: Picker,
    units: Vec<(Option<Uuid>, String)>,
    problem: Option<String>,
    focus: bool,
}

impl State {
    pub fn enter(&mut self, cx: &mut Cx<'_>) {
        match cx.ledger.entries_due(cx.today) {
            Ok(rows) => (self.rows, self.problem) = (rows, None),
            Err(error) => self.problem = Some(error.to_string()),
        }
        let units = cx.ledger.all::<Unit>().unwrap_or_default().into_iter().filter(|unit| !unit.value.closed);
        self.units = units.map(|unit| (Some(unit.id.uuid()), unit.value.name)).collect();
        let at = self.table.selected.unwrap_or(0);
        self.table.select(self.rows.len().checked_sub(1).map(|last| at.min(last)));
    }

    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        if let Some(entry) = &mut self.copy
            && let Some(hit) = self.picker.logic(&entry.fields.crowd.typed, cx)
        {
            entry.fields.crowd.choose(&hit);
            entry.problems.forget("hr_copy.officers");
            self.picker.settle("");
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, free: bool, out: &mut Vec<Msg>) {
        if let Some(entry) = &mut self.copy {
            let (picker, units, today, mut gather) = (&mut self.picker, &self.units, see.today, false);
            let verb = ("提交抄告", Op::ReceiveCopy);
            let said = entry.ui(ui, see, verb, free, copies::FIELDS, |ui, fields, problems| {
                gather = copies::rows_ui(ui, fields, picker, problems, (units, today));
            });
            out.extend(gather.then_some(Msg::Gather));
            out.extend(said.map(Msg::Said));
            return;
        }
        if let Some((row, entry)) = &mut self.form {
            let (today, others) = (see.today, self.rows.iter().filter(|one| same(one, row)).count() - 1);
            let verb = ("登记已录入", Op::CloseDeadline);
            let said = entry.ui(ui, see, verb, free, FIELDS, |ui, fields, problems| {
                rows_ui(ui, row, others, fields, problems, today);
            });
            out.extend(said.map(Msg::Said));
            return;
        }
        let mut content = above_bar(ui, "entries");
        if let Some(problem) = &self.problem {
            problem_text(&mut content, problem);
        } else if self.rows.is_empty() {
            let sentence = "没有要录入平台的信息。领证、换证、转岗和离岗以后一个月内要录入，到时列在这里。";
            empty_state(&mut content, sentence, None);
        } else {
            see.panes.entry(table_id(TABLE));
            let rows = &self.rows;
            let cells = |at: usize| {
                rows.get(at).map(|row| COLUMNS.iter().map(|column| cell(row, column.title)).collect())
            };
            for event in table(&mut content, TABLE, &mut self.table, &COLUMNS, rows.len(), cells) {
                if let TableEvent::Open(at) = event {
                    out.push(Msg::Open(at));
                }
            }
        }
        if std::mem::take(&mut self.focus) {
            ui.memory_mut(|memory| memory.request_focus(table_id(TABLE)));
        }
        action_bar(ui, "entries-bar", &format!("{} 件", self.rows.len()), |ui| {
            if ui.add(Button::new("登记抄告").barred(see.barred(Op::ReceiveCopy))).clicked() {
                out.push(Msg::Copy);
            }
            let none = self.rows.is_empty().then_some("没有要录入的。");
            let button = Button::new("登记录入结果").primary().barred(see.barred(Op::CloseDeadline).or(none));
            if ui.add(button).clicked() {
                out.extend(self.table.selected.map(Msg::Open));
            }
        });
    }

    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match msg {
            Msg::Open(at) => {
                if let Some(row) = self.rows.get(at).cloned() {
                    self.begin(row, cx);
                }
            }
            Msg::Copy => self.open_copy(false, cx),
            Msg::Gather => {
                if let Some(Err(error)) = self.copy.as_mut().map(|entry| entry.fields.crowd.gather(cx)) {
                    cx.refused(error);
                }
            }
            Msg::Said(Said::Submit) => {
                let done = match &mut self.copy {
                    Some(entry) => copies::submit(entry, cx),
                    None => self.submit(cx),
                };
                if let Some(sentence) = done {
                    (self.form, self.copy, self.focus) = (None, None, true);
                    cx.done(sentence);
                    cx.saved();
                    self.enter(cx);
                }
            }
            Msg::Said(said) => {
                match (self.copy.take(), self.form.take(), said) {
                    (Some(entry), _, Said::Discard) => entry.discard(cx),
                    (Some(mut entry), ..) => entry.leave(cx),
                    (None, Some((_, entry)), Said::Discard) => entry.discard(cx),
                    (None, Some((_, mut entry)), _) => entry.leave(cx),
                    (None, None, _) => {}
                }
                self.focus = true;
            }
        }
    }

    fn begin(&mut self, row: DueRow, cx: &mut Cx<'_>) {
        let others = self.rows.iter().filter(|one| same(one, &row)).count() > 1;
        let fields = Fields { on: DateField::of(Some(cx.today)), proof: String::new(), others };
        let key = format!("register/deadline/{}", row.id.uuid());
        let title = format!("登记已录入　{}", row.about);
        self.form = Some((row, Entry::begin(key, &title, fields, "deadline.proof", cx)));
    }

    fn submit(&mut self, cx: &mut Cx<'_>) -> Option<String> {
        let (row, entry) = self.form.as_mut()?;
        entry.problems.clear();
        let (fields, problems) = (&entry.fields, &mut entry.problems);
        let on = day_of("deadline.closed_on", &fields.on, Some("请填写录入日期。"), problems, cx.today);
        let sentence = "请写凭据，例如：平台截图存证件卷第12页。";
        problems.wanted("deadline.proof", &fields.proof, sentence);
        let (Some(on), false) = (on, problems.any()) else { return None };
        let of_it = |one: &&DueRow| one.id == row.id || fields.others && same(one, row);
        let ids: Vec<Id<Deadline>> = self.rows.iter().filter(of_it).map(|one| one.id).collect();
        match cx.ledger.close_deadlines(&ids, on, fields.proof.trim()) {
            Ok(()) => {
                entry.discard(cx);
                Some(format!("已登记{}的信息录入了{}处。", row.about, ids.len()))
            }
            Err(error) => {
                problems.refused(&error);
                None
            }
        }
    }

    /// Opens the form of one duty.
    pub fn open(&mut self, id: Option<Uuid>, cx: &mut Cx<'_>) {
        if let Some(at) = self.rows.iter().position(|row| Some(row.id.uuid()) == id) {
            self.table.select(Some(at));
            self.begin(self.rows[at].clone(), cx);
        }
    }

    /// Opens the form of a copy; `awaited` names in it all for whom one is awaited.
    pub fn open_copy(&mut self, awaited: bool, cx: &mut Cx<'_>) {
        self.picker = Picker::default();
        match if awaited { copies::begin_for_awaited(cx) } else { Ok(copies::begin(cx)) } {
            Ok(entry) => self.copy = Some(entry),
            Err(error) => cx.refused(error),
        }
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        if let Some(entry) = &mut self.copy {
            entry.keep(cx);
        }
        if let Some((_, entry)) = &mut self.form {
            entry.keep(cx);
        }
    }

    pub fn is_unkept(&self) -> bool {
        self.form.as_ref().is_some_and(|(_, entry)| entry.is_unkept())
            || self.copy.as_ref().is_some_and(Entry::is_unkept)
    }
}

/// Whether two duties are of the same change of the same person.
fn same(one: &DueRow, other: &DueRow) -> bool {
    one.place.id == other.place.id && one.act_by == other.act_by
}

fn rows_ui(
    ui: &mut Ui,
    row: &DueRow,
    others: usize,
    fields: &mut Fields,
    problems: &mut crate::ui::screen::problems::Problems,
    today: NaiveDate,
) {
    let font = regular(type_sizes().table);
    wrapped(ui, &row.task, font.clone(), theme(ui).text);
    wrapped(ui, &format!("{}　届满{}", row.citation, show_date(row.act_by)), font, theme(ui).muted);
    line(ui, ("凭据", "deadline.proof", "截图或者回执存在哪里"), &mut fields.proof, problems);
    day(ui, ("录入日期", "deadline.closed_on", ""), &mut fields.on, problems, today);
    if others > 0 {
        let label = "另一个平台也录入了";
        tick(ui, ("一并登记", "deadline.others", ""), (&mut fields.others, label), problems);
    }
}

fn cell<'a>(row: &'a DueRow, title: &str) -> Cell<'a> {
    match title {
        "姓名" => Cell::Strong(row.about.as_str().into()),
        "事项" => Cell::Text(row.task.as_str().into()),
        "届满日" => Cell::Text(show_date(row.act_by).into()),
        _ => match row.days_left {
            days @ ..0 => Cell::State(Tone::Overdue, format!("逾期{}天", -days).into()),
            0 => Cell::State(Tone::Due, "今日".into()),
            days @ 1..=3 => Cell::State(Tone::Due, format!("剩{days}天").into()),
            days => Cell::Text(format!("剩{days}天").into()),
        },
    }
}
