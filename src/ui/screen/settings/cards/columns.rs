//! The form on a platform's columns: their order, what each holds, what the platform calls it.

use eframe::egui::{Key, Modifiers, Ui, vec2};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::roster_layout::{BLANK, HEADING_MOST, LayoutColumn, Platform, RosterLayout};
use crate::ledger::{LayoutWords, Ledger, Result, column_label, columns_offered, layout_problem};
use crate::ui::keys;
use crate::ui::screen::Cx;
use crate::ui::screen::certificates::entry::{Entry, line, row};
use crate::ui::screen::overlap::Now;
use crate::ui::screen::problems::Problems;
use crate::ui::theme::{size, space};
use crate::ui::widget::{Button, Cell, Choice, Column, Input, TableState, anchor, table, table_id};

pub const FIELDS: &[&str] =
    &["roster_layout.columns", "roster_layout.heading", "roster_layout.adding", "why"];
const TABLE: &str = "导出的栏目";
const COLUMNS: [Column; 3] =
    [Column::plain("次序", 64.0), Column::plain("内容", 200.0), Column::plain("栏名", 0.0)];
/// Rows of the table that are in view, and in a low window.
const SHOWN: f32 = 8.0;
const SHOWN_LOW: f32 = 5.0;
const LOW: f32 = 640.0;

/// What stands in the fields.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    /// In their order, as [`LayoutWords`] has them.
    columns: String,
    why: String,
}

/// What is chosen in the form, and no part of what is saved.
pub struct Picked {
    pub platform: Platform,
    table: TableState,
    adding: String,
}

impl Picked {
    pub fn of(platform: Platform) -> Picked {
        let mut table = TableState::default();
        table.select(Some(0));
        Picked { platform, table, adding: String::new() }
    }
}

fn recorded(platform: Platform, cx: &Cx<'_>) -> Result<Now<Fields>> {
    let (read, layout) = cx.ledger.layout_read(platform)?;
    let (id, version) =
        read.map_or((Uuid::nil(), "none".to_owned()), |read| (read.id.uuid(), format!("{:?}", read.version)));
    let fields = Fields { columns: LayoutWords::write(&layout.columns), why: String::new() };
    Ok(Now { kind: "roster_layout", id, version, fields, row: |field| field })
}

pub fn begin(platform: Platform, cx: &mut Cx<'_>) -> Result<Entry<Fields>> {
    let now = recorded(platform, cx)?;
    let key = format!("{}/{}", super::COLUMNS, platform.code());
    let title = format!("{}的栏目", platform.label());
    Ok(Entry::on(key, &title, now.fields.clone(), &now, "roster_layout.columns", cx))
}

pub fn rows_ui(ui: &mut Ui, fields: &mut Fields, picked: &mut Picked, problems: &mut Problems) {
    let mut columns = LayoutWords::read(&fields.columns);
    let names = ("栏目", "roster_layout.columns", "");
    row(ui, names, problems, |ui, _| {
        ui.vertical(|ui| {
            let changed = list_ui(ui, &mut columns, picked);
            // The table is what the label names and where the caret goes.
            let mut response = ui.ctx().read_response(table_id(TABLE)).unwrap_or_else(|| anchor(ui));
            if changed {
                response.mark_changed();
            }
            response
        })
        .inner
    });
    let chosen = picked.table.selected.and_then(|at| columns.get_mut(at));
    if let Some(LayoutColumn { field, heading }) = chosen {
        let own = column_label(field);
        let hint = match field.as_str() {
            BLANK => "空白栏：平台上有、台账里没有的一栏，导出时留空；栏名照平台上的写".to_owned(),
            _ => format!("“{own}”在平台上叫别的名字的，写在这里；不填就叫“{own}”"),
        };
        row(ui, ("栏名", "roster_layout.heading", &hint), problems, |ui, bad| {
            Input::new(heading).most(HEADING_MOST).problem(bad).name("栏名").show(ui)
        });
    }
    adding_ui(ui, &mut columns, picked, problems);
    line(ui, ("事由", "why", "必填，记入履历"), &mut fields.why, problems);
    let written = LayoutWords::write(&columns);
    if written != fields.columns {
        fields.columns = written;
        problems.forget("roster_layout.columns");
    }
}

/// The columns in their order, and what moves them; tells whether it did.
fn list_ui(ui: &mut Ui, columns: &mut Vec<LayoutColumn>, picked: &mut Picked) -> bool {
    let gaps = space();
    let last = columns.len().saturating_sub(1);
    let at = picked.table.selected.map(|at| at.min(last)).filter(|_| !columns.is_empty());
    if picked.table.selected != at {
        picked.table.select(at);
    }
    let (mut by, mut gone) = (0_i64, false);
    // Before the table, which would take the arrows.
    if ui.memory(|memory| memory.has_focus(table_id(TABLE))) {
        by -= i64::from(keys::pressed(ui.ctx(), keys::PREVIOUS_RECORD));
        by += i64::from(keys::pressed(ui.ctx(), keys::NEXT_RECORD));
        gone = ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Delete));
    }
    let shown = if ui.ctx().content_rect().height() < LOW { SHOWN_LOW } else { SHOWN };
    let height = size().row * (shown + 1.0);
    ui.allocate_ui(vec2(ui.available_width(), height), |ui| {
        ui.set_min_height(height);
        let shown = &*columns;
        table(ui, TABLE, &mut picked.table, &COLUMNS, shown.len(), |at| {
            let LayoutColumn { field, heading } = shown.get(at)?;
            let label = column_label(field);
            let heading = match heading.trim() {
                "" => Cell::Muted(label.clone().into()),
                own => Cell::Strong(own.to_owned().into()),
            };
            Some(vec![Cell::Text((at + 1).to_string().into()), Cell::Text(label.into()), heading])
        });
    });
    ui.add_space(gaps.xs);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = gaps.s;
        let first = (at == Some(0)).then_some("已经是第一栏。");
        let end = (at == Some(last)).then_some("已经是最后一栏。");
        let none = at.is_none().then_some("先在上面选一栏。");
        if ui.add(Button::new("上移").small().keys("Alt+↑").barred(none.or(first))).clicked() {
            by -= 1;
        }
        if ui.add(Button::new("下移").small().keys("Alt+↓").barred(none.or(end))).clicked() {
            by += 1;
        }
        if ui.add(Button::new("去掉这一栏").small().keys("Delete").barred(none)).clicked() {
            gone = true;
        }
        if ui.add(Button::new("用原来的排列").small()).clicked() {
            *columns = Ledger::layout_built_in(picked.platform);
        }
    });
    let Some(at) = picked.table.selected.filter(|at| *at < columns.len()) else { return false };
    if gone {
        columns.remove(at);
        picked.table.select(columns.len().checked_sub(1).map(|last| at.min(last)));
    } else if by != 0 {
        let to = (at as i64 + by).clamp(0, last as i64) as usize;
        columns.swap(at, to);
        picked.table.select(Some(to));
    }
    gone || by != 0
}

/// Another column below the one that is chosen.
fn adding_ui(ui: &mut Ui, columns: &mut Vec<LayoutColumn>, picked: &mut Picked, problems: &mut Problems) {
    let there = |code: &str| code != BLANK && columns.iter().any(|column| column.field == code);
    let options: Vec<(String, String)> =
        columns_offered().into_iter().filter(|(code, _)| !there(code)).collect();
    if options.iter().all(|(code, _)| *code != picked.adding) {
        picked.adding = options.first().map(|(code, _)| code.clone()).unwrap_or_default();
    }
    let mut add = false;
    let names = ("加一栏", "roster_layout.adding", "加在选中的一栏下面");
    row(ui, names, problems, |ui, _| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space().s;
            let chosen = Choice::new("加一栏").width(280.0).show(ui, &mut picked.adding, &options);
            add = ui.add(Button::new("加入")).clicked();
            chosen
        })
        .inner
    });
    if add {
        let to = picked.table.selected.map_or(columns.len(), |at| (at + 1).min(columns.len()));
        columns.insert(to, LayoutColumn { field: picked.adding.clone(), heading: String::new() });
        picked.table.select(Some(to));
    }
}

pub fn submit(entry: &mut Entry<Fields>, platform: Platform, cx: &mut Cx<'_>) -> Option<String> {
    let now = recorded(platform, cx);
    if !entry.meets(now.map(Some), cx) {
        return None;
    }
    entry.problems.clear();
    let Fields { columns, why } = entry.fields.clone();
    let mut columns = LayoutWords::read(&columns);
    for column in &mut columns {
        column.heading = column.heading.trim().to_owned();
    }
    if let Some(problem) = layout_problem(&columns) {
        entry.problems.say("roster_layout.columns", problem);
    }
    entry.problems.wanted("why", &why, "请写明为什么这样定，例如：平台改了模板。");
    if entry.problems.any() {
        return None;
    }
    match cx.ledger.set_layout(&RosterLayout { platform, columns }, why.trim()) {
        Ok(()) => Some(format!("{}的栏目已保存，导出名册时照此排列。", platform.label())),
        Err(error) => {
            entry.problems.refused(&error);
            None
        }
    }
}
