//! 监督指导: what holders of the supervision card said to officers and units, and what followed; open ones first.

mod form;

use eframe::egui::Ui;
use uuid::Uuid;

use crate::domain::guidance::Guidance;
use crate::domain::id::Id;
use crate::domain::role::Op;
use crate::ledger::GuidanceRow;
use crate::ui::keys;
use crate::ui::screen::certificates::entry::{Entry, Said, picked, units};
use crate::ui::screen::picker::Picker;
use crate::ui::screen::{Cx, Screen, See};
use crate::ui::tab::{LeadOffer, Target};
use crate::ui::widget::{
    Button, Cell, Column, Dialog, TableEvent, TableState, Tone, above_bar, action_bar, empty_state,
    key_value, problem_text, table, table_id,
};
use crate::words::date::show_date;
pub use form::DRAFT;
use form::{FIELDS, Fields, Work};

const TABLE: &str = "监督指导";
const COLUMNS: [Column; 5] = [
    Column::plain("日期", 120.0),
    Column::plain("监督人", 96.0).grows(),
    Column::plain("被指导的", 200.0).grows(),
    Column::plain("事项", 0.0),
    Column::plain("状态", 104.0),
];
/// The width of what a line of the dialog is called by.
const KEYS: f32 = 88.0;
const NARROW: [Column; 4] = [COLUMNS[0], COLUMNS[2], COLUMNS[3], COLUMNS[4]];

/// What a person does here.
pub enum Msg {
    New,
    Open(usize),
    /// What supervision found is handed to 责任 as a lead.
    HandOver(usize),
    Said(Said),
    Closed,
}

/// What stands here.
#[derive(Default)]
pub struct State {
    rows: Vec<GuidanceRow>,
    table: TableState,
    form: Option<(Work, Box<Entry<Fields>>)>,
    units: Vec<(Option<Uuid>, String)>,
    by: Picker,
    whom: Picker,
    /// One that was answered, to be read: what it says, line by line.
    read: Option<Vec<(&'static str, String)>>,
    problem: Option<String>,
    focus: bool,
}

impl State {
    fn begin(&mut self, work: Work, cx: &mut Cx<'_>) {
        (self.by, self.whom, self.units) =
            (Picker::default(), Picker::default(), units(cx, "不针对某一个单位"));
        let entry = Box::new(form::begin(&work, cx));
        self.form = Some((work, entry));
    }

    fn show(&mut self, id: Id<Guidance>, cx: &mut Cx<'_>) {
        match cx.ledger.get(id) {
            Ok(read) if read.value.closed_on.is_some() => {
                let row = self.rows.iter().find(|row| row.id == id);
                self.read = row.map(|row| told(row, &read.value));
            }
            Ok(read) => self.begin(Work::Close(Box::new(read)), cx),
            Err(error) => cx.refused(error),
        }
    }
}

impl Screen for State {
    type Msg = Msg;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        match cx.ledger.guidance() {
            Ok(rows) => (self.rows, self.problem) = (rows, None),
            Err(error) => self.problem = Some(error.to_string()),
        }
        let at = self.table.selected.unwrap_or(0);
        self.table.select(self.rows.len().checked_sub(1).map(|last| at.min(last)));
        self.focus |= self.form.is_none();
    }

    fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        if let Some((work, entry)) = &mut self.form {
            let (pickers, units) = ((&mut self.by, &mut self.whom), &self.units);
            let today = see.today;
            let verb = (work.verb(), Op::RecordGuidance);
            let said = entry.ui(ui, see, verb, true, FIELDS, |ui, fields, problems| {
                form::rows_ui(ui, work, fields, pickers, units, problems, today);
            });
            out.extend(said.map(Msg::Said));
            return;
        }
        let mut content = above_bar(ui, "guidance");
        if let Some(problem) = &self.problem {
            problem_text(&mut content, problem);
        } else if self.rows.is_empty() {
            let sentence =
                "还没有登记监督指导。持执法监督证的人员对执法行为提出意见时登记，落实情况接着登记。";
            empty_state(&mut content, sentence, None);
        } else {
            let columns: &[Column] = if see.narrow { &NARROW } else { &COLUMNS };
            see.panes.entry(table_id(TABLE));
            let (rows, today) = (&self.rows, see.today);
            let cells = |at: usize| {
                let cells = |row| columns.iter().map(|one| cell(row, one.title, today)).collect();
                rows.get(at).map(cells)
            };
            for event in table(&mut content, TABLE, &mut self.table, columns, rows.len(), cells) {
                if let TableEvent::Open(at) = event {
                    out.push(Msg::Open(at));
                }
            }
            if std::mem::take(&mut self.focus) {
                ui.memory_mut(|memory| memory.request_focus(table_id(TABLE)));
            }
        }
        self.bar_ui(ui, see, out);
        if let Some(read) = &self.read
            && read_ui(ui, read)
        {
            out.push(Msg::Closed);
        }
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match msg {
            Msg::New => self.begin(Work::New, cx),
            Msg::Open(at) => {
                let Some(id) = self.rows.get(at).map(|row| row.id) else { return };
                self.show(id, cx);
            }
            Msg::HandOver(at) => {
                let Some(row) = self.rows.get(at) else { return };
                match cx.ledger.get(row.id) {
                    Ok(read) => {
                        let said = format!("{}{}指出：{}", show_date(row.on), row.by, read.value.opinion);
                        let (source, matter) = ("执法监督".to_owned(), row.matter.clone());
                        let offer = LeadOffer { source, summary: said, matter, ..LeadOffer::default() };
                        cx.go(Target::Lead(Box::new(offer)));
                    }
                    Err(error) => cx.refused(error),
                }
            }
            Msg::Closed => (self.read, self.focus) = (None, true),
            Msg::Said(Said::Submit) => {
                let Some((work, entry)) = &mut self.form else { return };
                if form::meets(work, entry, cx)
                    && let Some(sentence) = form::submit(work, entry, cx)
                {
                    entry.submitted(sentence, cx);
                    self.form = None;
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

    fn logic(&mut self, cx: &mut Cx<'_>) {
        let Some((_, entry)) = &mut self.form else {
            if self.read.is_none() && cx.may(Op::RecordGuidance) && keys::pressed(cx.ctx, keys::NEW) {
                self.begin(Work::New, cx);
            }
            return;
        };
        let fields = &mut entry.fields;
        for (picker, typed, chosen, field) in [
            (&mut self.by, &mut fields.by_typed, &mut fields.by, "guidance.by"),
            (&mut self.whom, &mut fields.typed, &mut fields.officer, "guidance.officer"),
        ] {
            if let Some(one) = picked(picker, typed, cx) {
                *chosen = Some(one);
                entry.problems.forget(field);
            }
        }
    }

    fn open(&mut self, target: &Target, cx: &mut Cx<'_>) {
        match target {
            Target::Record { kind, id } if kind == DRAFT => self.show(Id::new(*id), cx),
            Target::Draft(key) => match key.strip_prefix(DRAFT).and_then(|rest| rest.strip_prefix('/')) {
                Some(id) => {
                    if let Ok(id) = id.parse::<Uuid>() {
                        self.show(Id::new(id), cx);
                    }
                }
                None if key == DRAFT => self.begin(Work::New, cx),
                None => {}
            },
            _ => {}
        }
    }

    fn is_unkept(&self) -> bool {
        self.form.as_ref().is_some_and(|(_, entry)| entry.is_unkept())
    }

    fn keep(&mut self, cx: &mut Cx<'_>) {
        if let Some((_, entry)) = &mut self.form {
            entry.keep(cx);
        }
    }

    fn breadcrumb(&self) -> String {
        self.form.as_ref().map(|(_, entry)| entry.title.clone()).unwrap_or_default()
    }
}

impl State {
    fn bar_ui(&self, ui: &mut Ui, see: &See<'_>, out: &mut Vec<Msg>) {
        let open = self.rows.iter().filter(|row| row.closed_on.is_none()).count();
        let barred = see.barred(Op::RecordGuidance);
        let selected =
            self.table.selected.filter(|at| self.rows.get(*at).is_some_and(|row| row.closed_on.is_none()));
        action_bar(ui, "guidance-bar", &format!("{} 件　未反馈 {open} 件", self.rows.len()), |ui| {
            if let Some(at) = self.table.selected {
                let hand_over = Button::new("移交责任线索").barred(see.barred(Op::OpenLiability));
                if ui.add(hand_over).clicked() {
                    out.push(Msg::HandOver(at));
                }
            }
            if !self.rows.is_empty() {
                let why = barred.or(selected.is_none().then_some("没有选中未反馈的一件。"));
                if ui.add(Button::new("登记落实情况").barred(why)).clicked()
                    && let Some(at) = selected
                {
                    out.push(Msg::Open(at));
                }
            }
            let new = Button::new("登记监督指导").primary().keys("Ctrl+N").barred(barred);
            if ui.add(new).clicked() {
                out.push(Msg::New);
            }
        });
    }
}

/// What one that was answered says.
fn told(row: &GuidanceRow, read: &Guidance) -> Vec<(&'static str, String)> {
    vec![
        ("日期", show_date(row.on)),
        ("监督人", row.by.clone()),
        ("被指导的", row.whom.clone()),
        ("事项", row.matter.clone()),
        ("意见", read.opinion.clone()),
        ("落实情况", read.outcome.clone()),
        ("反馈日期", row.closed_on.map(show_date).unwrap_or_default()),
    ]
}

/// Shows it; tells whether it has been read.
fn read_ui(ui: &Ui, lines: &[(&'static str, String)]) -> bool {
    let answer = Dialog::reading("监督指导").width(620.0).show(ui.ctx(), |ui| {
        for (key, value) in lines {
            key_value(ui, key, KEYS, value);
        }
    });
    answer.is_some()
}

fn cell<'a>(row: &'a GuidanceRow, title: &str, today: chrono::NaiveDate) -> Cell<'a> {
    match title {
        "日期" => Cell::Text(show_date(row.on).into()),
        "监督人" => Cell::Text(row.by.as_str().into()),
        "被指导的" => Cell::Strong(row.whom.as_str().into()),
        "事项" => Cell::Text(row.matter.as_str().into()),
        _ => match (row.closed_on, row.answer_by) {
            (Some(_), _) => Cell::State(Tone::Done, "已反馈".into()),
            (None, Some(by)) if by < today => {
                Cell::State(Tone::Overdue, format!("逾期{}天", (today - by).num_days()).into())
            }
            (None, _) => Cell::State(Tone::Due, "待反馈".into()),
        },
    }
}
