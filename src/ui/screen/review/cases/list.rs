//! The list of cases: any number of them, filtered as somebody types; the rows are fetched where they are seen.

use std::collections::HashMap;

use eframe::egui::{Frame, Id, Margin, Ui};

use super::Msg;
use crate::domain::case::CaseKind;
use crate::domain::role::Op;
use crate::ledger::{CaseAnswer, CaseKey, CaseQuery, CaseRow, CaseSort, Error, Result};
use crate::ui::icons;
use crate::ui::job::Job;
use crate::ui::screen::problems::entered;
use crate::ui::screen::{Cx, See};
use crate::ui::theme::space;
use crate::ui::widget::{
    Button, Cell, Choice, Column, Input, TableEvent, TableState, above_bar, action_bar, empty_state, muted,
    problem_text, table, table_id,
};
use crate::words::date::show_date;

const TABLE: &str = "案件";
/// Rows kept before and after those in view, at least.
const SCREEN_LEAST: usize = 30;
/// Rows fetched in one frame beyond as many as are in view.
const ROWS_AHEAD: usize = 8;
const COLUMNS: [Column; 5] = [
    Column::sorted("案号", 196.0),
    Column::plain("案件名称", 0.0),
    Column::plain("类型", 168.0),
    Column::sorted("当事人", 168.0).grows(),
    Column::sorted("立案日期", 136.0),
];

/// What the list shows.
#[derive(Default)]
pub struct List {
    typed: String,
    kind: Option<CaseKind>,
    keys: Vec<CaseKey>,
    rows: HashMap<CaseKey, CaseRow>,
    table: TableState,
    problem: Option<String>,
    /// The cases that are being worked out.
    job: Option<Job<Result<CaseAnswer>>>,
    pub to_filter: bool,
    pub to_table: bool,
}

impl List {
    /// Reads which cases there are; the row that was chosen stays so.
    pub fn read(&mut self, cx: &mut Cx<'_>) {
        let (by, descending) = self.table.sort.unwrap_or((COLUMNS.len() - 1, true));
        let sort = match by {
            0 => CaseSort::Number,
            3 => CaseSort::Party,
            _ => CaseSort::OpenedOn,
        };
        let query = CaseQuery { typed: self.typed.clone(), kind: self.kind, sort, descending };
        if let Some(before) = self.job.take() {
            before.stop();
        }
        self.problem = None;
        let answered = cx.ledger.ask_cases(&query).and_then(|ask| match cx.reader {
            None => ask.answer(cx.ledger).map(Some),
            Some(reader) => {
                self.job = Some(Job::ask(cx.ctx, reader, move |ledger| ask.answer(ledger)));
                Ok(None)
            }
        });
        match answered {
            Ok(Some(answer)) => self.take(answer, cx),
            Ok(None) => {}
            Err(error) => self.problem = Some(error.to_string()),
        }
    }

    /// Takes the cases that were worked out on a thread.
    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        let Some(job) = &mut self.job else { return };
        let answer = match job.poll() {
            Ok(None) => return,
            Ok(Some(answer)) => answer,
            Err(_) => Err(Error::Refused("案件没有读出来。请再打开一次“案件”。".to_owned())),
        };
        self.job = None;
        match answer.and_then(|answer| Ok((cx.ledger.keep_cases(&answer)?, answer))) {
            Ok((true, answer)) => self.take(answer, cx),
            // Something was written meanwhile: this answer is an old one.
            Ok((false, _)) => self.read(cx),
            Err(error) => self.problem = Some(error.to_string()),
        }
    }

    fn take(&mut self, answer: CaseAnswer, cx: &Cx<'_>) {
        let chosen = self.table.selected.and_then(|at| self.keys.get(at)).copied();
        self.keys = answer.keys;
        self.rows.clear();
        let at = chosen.and_then(|key| self.keys.iter().position(|one| *one == key));
        self.table.selected = at.or((!self.keys.is_empty()).then_some(0));
        self.fetch(cx);
    }

    /// Fetches the rows in view, then a screen after and before them: a few in each frame, as in a large ledger
    /// every row may lie on a page of its own.
    pub fn fetch(&mut self, cx: &Cx<'_>) {
        let seen = self.table.visible();
        let screen = seen.len().max(SCREEN_LEAST);
        let (from, to) = (seen.start.saturating_sub(screen), (seen.end + screen).min(self.keys.len()));
        let nearest = (seen.start.min(to)..to).chain(from..seen.start.min(to));
        let keys = nearest.map(|at| self.keys[at]);
        let mut missing: Vec<CaseKey> = keys.filter(|key| !self.rows.contains_key(key)).collect();
        if missing.is_empty() {
            return;
        }
        let now = if seen.is_empty() { SCREEN_LEAST } else { seen.len() + ROWS_AHEAD };
        if missing.len() > now {
            missing.truncate(now);
            cx.ctx.request_repaint();
        }
        match cx.ledger.case_rows(&missing) {
            Ok(rows) => self.rows.extend(rows.into_iter().map(|row| (row.key, row))),
            Err(error) => self.problem = Some(error.to_string()),
        }
    }

    /// The case at a place of the list.
    pub fn at(&self, at: usize) -> Option<&CaseRow> {
        self.rows.get(self.keys.get(at)?)
    }

    /// The case before or after the chosen one, which is chosen instead.
    pub fn step(&mut self, by: i64, cx: &Cx<'_>) -> Option<CaseRow> {
        let to = usize::try_from(self.table.selected? as i64 + by).ok().filter(|to| *to < self.keys.len())?;
        self.table.select(Some(to));
        if self.at(to).is_none() {
            let rows = cx.ledger.case_rows(&self.keys[to..=to]).ok()?;
            self.rows.extend(rows.into_iter().map(|row| (row.key, row)));
        }
        self.at(to).cloned()
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let gaps = space();
        let mut content = above_bar(ui, "cases");
        let frame = Frame::new().inner_margin(Margin::symmetric(gaps.m as i8, gaps.s as i8));
        frame.show(&mut content, |ui| {
            ui.horizontal(|ui| self.filters_ui(ui, see, out));
        });
        content.add_space(-content.spacing().item_spacing.y);
        if let Some(problem) = &self.problem {
            problem_text(&mut content, problem);
        } else if self.keys.is_empty() && self.job.is_some() {
            frame.show(&mut content, |ui| muted(ui, "正在列出案件。"));
        } else if self.keys.is_empty() {
            let all = self.typed.trim().is_empty() && self.kind.is_none();
            let (sentence, button) = match all {
                true => {
                    let first = see.may(Op::AddCase).then_some("登记第一个案件");
                    ("还没有案件。立案、启动检查、受理许可时登记，以后每一步都从案件里登记。", first)
                }
                false => ("没有符合条件的案件。", Some("清除筛选")),
            };
            if empty_state(&mut content, sentence, button).is_some_and(|button| button.clicked()) {
                out.push(if all { Msg::New } else { Msg::Clear });
            }
        } else {
            self.table_ui(&mut content, see, out);
        }
        let none = self.table.selected.is_none().then_some("没有案件可以打开。");
        action_bar(ui, "cases-bar", &format!("共 {} 件", self.keys.len()), |ui| {
            if ui.add(Button::new("打开").barred(none)).clicked() {
                out.extend(self.table.selected.map(Msg::OpenRow));
            }
            let import = Button::new("导入").name("导入案件").barred(see.barred(Op::ImportCases));
            if ui.add(import).clicked() {
                out.push(Msg::BeginImport);
            }
            let new = Button::new("新建案件").primary().icon(icons::ADD).keys("Ctrl+N");
            if ui.add(new.barred(see.barred(Op::AddCase))).clicked() {
                out.push(Msg::New);
            }
        });
    }

    /// Shows all of them again.
    pub fn clear(&mut self, cx: &mut Cx<'_>) {
        (self.typed, self.kind) = (String::new(), None);
        self.read(cx);
        self.to_table = true;
    }

    fn filters_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let id = Id::unique("cases-filter");
        see.panes.entry(id);
        let field = Input::new(&mut self.typed).id(id).icon(icons::SEARCH).hint("案号、名称、当事人、首字母");
        let field = field.name("筛选案件").width(260.0).most(60).show(ui);
        if std::mem::take(&mut self.to_filter) {
            field.request_focus();
        }
        self.to_table |= entered(ui, &field);
        let mut kinds = vec![(None, "全部".to_owned())];
        kinds.extend(CaseKind::ALL.iter().map(|kind| (Some(*kind), kind.label().to_owned())));
        let kind = Choice::new("筛选类型").prefix("类型").width(220.0).show(ui, &mut self.kind, &kinds);
        if field.changed() || kind.changed() {
            out.push(Msg::Filter);
        }
    }

    fn table_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        see.panes.entry(table_id(TABLE));
        if std::mem::take(&mut self.to_table) {
            ui.memory_mut(|memory| memory.request_focus(table_id(TABLE)));
        }
        let (keys, rows) = (&self.keys, &self.rows);
        let cells = |at: usize| {
            let row = keys.get(at).and_then(|key| rows.get(key))?;
            Some(vec![
                Cell::Strong(row.number.as_str().into()),
                Cell::Text(row.title.as_str().into()),
                Cell::Muted(row.kind.label().into()),
                Cell::Text(row.party.as_str().into()),
                Cell::Text(row.opened_on.map(show_date).unwrap_or_default().into()),
            ])
        };
        for event in table(ui, TABLE, &mut self.table, &COLUMNS, keys.len(), cells) {
            match event {
                TableEvent::Open(at) => out.push(Msg::OpenRow(at)),
                TableEvent::Sort(..) => out.push(Msg::Filter),
                TableEvent::Select(_) | TableEvent::Widths(_) => {}
            }
        }
    }
}
