//! 投诉与违规: complaints about officers and violations with cards of the whole bureau, open ones first.

mod form;

use eframe::egui::Ui;
use uuid::Uuid;

use super::entry::{Entry, Said};

use crate::domain::misuse::{Complaint, Misuse};
use crate::domain::role::Op;

use crate::ledger::cards::{Conduct, ConductRow};
use crate::ui::screen::picker::Picker;
use crate::ui::screen::{Cx, See};
use crate::ui::widget::{
    Button, Cell, Column, TableEvent, TableState, Tone, above_bar, action_bar, empty_state, problem_text,
    table, table_id,
};
use crate::words::date::show_date;
use form::{FIELDS, Fields, Work};

const TABLE: &str = "投诉和违规";
const COLUMNS: [Column; 6] = [
    Column::plain("日期", 120.0),
    Column::plain("登记", 64.0),
    Column::plain("姓名", 72.0).grows(),
    Column::plain("收到或者处理", 128.0),
    Column::plain("内容", 0.0),
    Column::plain("状态", 88.0),
];
const NARROW: [Column; 4] = [COLUMNS[0], COLUMNS[2], COLUMNS[4], COLUMNS[5]];

/// What a person does here.
pub enum Msg {
    New(bool),
    /// Goes on with a row: closes it, or shows whom it concerns.
    Open(usize),
    Said(Said),
}

/// What stands here.
#[derive(Default)]
pub struct State {
    rows: Vec<ConductRow>,
    table: TableState,
    form: Option<(Work, Entry<Fields>)>,
    picker: Picker,
    problem: Option<String>,
    focus: bool,
}

impl State {
    pub fn enter(&mut self, cx: &mut Cx<'_>) {
        match cx.ledger.conduct() {
            Ok(rows) => (self.rows, self.problem) = (rows, None),
            Err(error) => self.problem = Some(error.to_string()),
        }
        let at = self.table.selected.unwrap_or(0);
        self.table.select(self.rows.len().checked_sub(1).map(|last| at.min(last)));
    }

    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        if let Some((_, entry)) = &mut self.form
            && let Some(hit) = self.picker.logic(&entry.fields.typed, cx)
        {
            entry.fields.choose(&hit, cx);
            entry.problems.forget("complaint.officer");
            self.picker.settle("");
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, free: bool, out: &mut Vec<Msg>) {
        if let Some((work, entry)) = &mut self.form {
            let picker = &mut self.picker;
            let today = see.today;
            let said =
                entry.ui(ui, see, (work.verb(), Op::RecordMisuse), free, FIELDS, |ui, fields, problems| {
                    form::rows_ui(ui, work, fields, picker, problems, today);
                });
            out.extend(said.map(Msg::Said));
            return;
        }
        let mut content = above_bar(ui, "complaints");
        if let Some(problem) = &self.problem {
            problem_text(&mut content, problem);
        } else if self.rows.is_empty() {
            empty_state(
                &mut content,
                "还没有登记投诉和违规。收到举报、控告、申诉，或者发现违规用证时登记。",
                None,
            );
        } else {
            let columns: &[Column] = if see.narrow { &NARROW } else { &COLUMNS };
            see.panes.entry(table_id(TABLE));
            let rows = &self.rows;
            let cells =
                |at: usize| rows.get(at).map(|row| columns.iter().map(|one| cell(row, one.title)).collect());
            for event in table(&mut content, TABLE, &mut self.table, columns, rows.len(), cells) {
                if let TableEvent::Open(at) = event {
                    out.push(Msg::Open(at));
                }
            }
            if std::mem::take(&mut self.focus) {
                ui.memory_mut(|memory| memory.request_focus(table_id(TABLE)));
            }
        }
        let open = self.rows.iter().filter(|row| row.closed_on.is_none()).count();
        let barred = see.barred(Op::RecordMisuse);
        let selected =
            self.table.selected.filter(|at| self.rows.get(*at).is_some_and(|row| row.closed_on.is_none()));
        action_bar(ui, "complaints-bar", &format!("{} 件　未办结 {open} 件", self.rows.len()), |ui| {
            let close =
                Button::new("登记结果").barred(barred.or(selected.is_none().then_some("没有未办结的一件。")));
            if ui.add(close).clicked()
                && let Some(at) = selected
            {
                out.push(Msg::Open(at));
            }
            if ui.add(Button::new("登记违规").barred(barred)).clicked() {
                out.push(Msg::New(false));
            }
            if ui.add(Button::new("登记投诉").primary().barred(barred)).clicked() {
                out.push(Msg::New(true));
            }
        });
    }

    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match msg {
            Msg::New(complaint) => {
                self.begin(if complaint { Work::Complaint } else { Work::Misuse }, cx);
            }
            Msg::Open(at) => {
                let Some(row) = self.rows.get(at) else { return };
                if row.closed_on.is_some() {
                    cx.go(crate::ui::tab::Target::Record {
                        kind: "officer".to_owned(),
                        id: row.officer.uuid(),
                    });
                    return;
                }
                let work = match row.of {
                    Conduct::Complaint(id) => cx.ledger.get(id).map(Work::CloseComplaint),
                    Conduct::Misuse(id) => cx.ledger.get(id).map(Work::CloseMisuse),
                };
                match work {
                    Ok(work) => self.begin(work, cx),
                    Err(error) => cx.refused(error),
                }
            }
            Msg::Said(Said::Submit) => {
                let Some((work, entry)) = &mut self.form else { return };
                if form::meets(work, entry, cx)
                    && let Some(sentence) = form::submit(work, entry, cx)
                {
                    entry.submitted(sentence, cx);
                    self.form = None;
                    self.focus = true;
                    self.enter(cx);
                }
            }
            Msg::Said(said) => {
                if let Some((_, mut entry)) = self.form.take() {
                    entry.end(said, cx);
                }
                self.focus = true;
            }
        }
    }

    fn begin(&mut self, work: Work, cx: &mut Cx<'_>) {
        self.picker = Picker::default();
        let entry = form::begin(&work, cx);
        self.form = Some((work, entry));
    }

    /// Opens what a draft or a record names.
    pub fn open(&mut self, kind: &str, id: Option<Uuid>, cx: &mut Cx<'_>) {
        use crate::domain::id::Id;
        let work = match (kind, id) {
            ("complaint", Some(id)) => cx.ledger.get(Id::<Complaint>::new(id)).map(Work::CloseComplaint),
            ("misuse", Some(id)) => cx.ledger.get(Id::<Misuse>::new(id)).map(Work::CloseMisuse),
            ("misuse", None) => Ok(Work::Misuse),
            _ => Ok(Work::Complaint),
        };
        match work {
            Ok(work) => self.begin(work, cx),
            Err(error) => cx.refused(error),
        }
    }

    pub fn entry(&mut self) -> Option<&mut Entry<Fields>> {
        self.form.as_mut().map(|(_, entry)| entry)
    }

    pub fn is_unkept(&self) -> bool {
        self.form.as_ref().is_some_and(|(_, entry)| entry.is_unkept())
    }
}

fn cell<'a>(row: &'a ConductRow, title: &str) -> Cell<'a> {
    match title {
        "日期" => Cell::Text(show_date(row.on).into()),
        "登记" => Cell::Text(if matches!(row.of, Conduct::Complaint(_)) { "投诉" } else { "违规" }.into()),
        "姓名" => Cell::Strong(row.name.as_str().into()),
        "收到或者处理" => Cell::Text(row.by.as_str().into()),
        "内容" => Cell::Text(row.facts.lines().next().unwrap_or_default().into()),
        _ => match row.closed_on {
            Some(_) => Cell::State(Tone::Done, "已办结".into()),
            None => Cell::State(Tone::Due, "未办结".into()),
        },
    }
}
