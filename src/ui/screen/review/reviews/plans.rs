//! The list of plans.

use eframe::egui::Ui;

use super::Left;
use crate::domain::id::Id;
use crate::domain::review::ReviewPlan;
use crate::domain::role::Op;
use crate::ledger::reviews::PlanRow;
use crate::ui::keys;
use crate::ui::screen::{Cx, See};
use crate::ui::widget::{
    Button, Cell, Column, TableEvent, TableState, Tone, above_bar, action_bar, empty_state, problem_text,
    table, table_id,
};
use crate::words::date::show_date;

const TABLE: &str = "评查计划";
const COLUMNS: [Column; 6] = [
    Column::plain("计划", 0.0),
    Column::plain("立案日期", 264.0),
    Column::plain("抽取", 128.0),
    Column::plain("已合议", 88.0),
    Column::plain("已办结", 88.0),
    Column::plain("完成日期", 128.0),
];

/// What a person does here.
pub enum Msg {
    New,
    Open(Id<ReviewPlan>),
}

/// The plans, the newest first.
#[derive(Default)]
pub struct Plans {
    rows: Vec<PlanRow>,
    table: TableState,
    focus: bool,
    problem: Option<String>,
}

impl Plans {
    pub fn read(&mut self, cx: &Cx<'_>) {
        match cx.ledger.review_plans() {
            Ok(rows) => (self.rows, self.problem) = (rows, None),
            Err(error) => self.problem = Some(error.to_string()),
        }
        let at = self.table.selected.unwrap_or(0);
        self.table.select(self.rows.len().checked_sub(1).map(|last| at.min(last)));
        self.focus = true;
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let mut content = above_bar(ui, "review-plans");
        let barred = see.barred(Op::PlanReviews);
        if let Some(problem) = &self.problem {
            problem_text(&mut content, problem);
        } else if self.rows.is_empty() {
            let sentence = "还没有评查计划。新建一个，写明查哪些案卷、抽几卷、照哪个标准、谁来评；抽取和评查都从计划开始。";
            let button = barred.is_none().then_some("新建第一个计划");
            if empty_state(&mut content, sentence, button).is_some_and(|button| button.clicked()) {
                out.push(Msg::New);
            }
        } else {
            see.panes.entry(table_id(TABLE));
            let (rows, today) = (&self.rows, see.today);
            let cells = |at: usize| Some(cells(rows.get(at)?, today));
            for event in table(&mut content, TABLE, &mut self.table, &COLUMNS, rows.len(), cells) {
                if let TableEvent::Open(at) = event {
                    out.extend(self.rows.get(at).map(|row| Msg::Open(row.id)));
                }
            }
            if std::mem::take(&mut self.focus) {
                ui.memory_mut(|memory| memory.request_focus(table_id(TABLE)));
            }
        }
        let chosen = self.table.selected.and_then(|at| self.rows.get(at));
        action_bar(ui, "review-plans-bar", &format!("{} 个计划", self.rows.len()), |ui| {
            if let Some(row) = chosen
                && ui.add(Button::new("打开").keys("回车")).clicked()
            {
                out.push(Msg::Open(row.id));
            }
            if ui.add(Button::new("新建计划").primary().keys("Ctrl+N").barred(barred)).clicked() {
                out.push(Msg::New);
            }
        });
    }

    #[allow(clippy::unused_self)]
    pub fn update(&mut self, msg: &Msg) -> Option<Left> {
        Some(match msg {
            Msg::New => Left::New,
            Msg::Open(id) => Left::Plan(*id),
        })
    }

    #[allow(clippy::unused_self)]
    pub fn logic(&mut self, cx: &mut Cx<'_>) -> Option<Left> {
        (cx.may(Op::PlanReviews) && keys::pressed(cx.ctx, keys::NEW)).then_some(Left::New)
    }
}

fn cells(row: &PlanRow, today: chrono::NaiveDate) -> Vec<Cell<'_>> {
    let of = |count: usize| match row.drawn_on {
        Some(_) => format!("{count}/{}", row.files),
        None => String::new(),
    };
    let drawn = match row.drawn_on {
        Some(on) => Cell::Text(show_date(on).into()),
        None => Cell::State(Tone::Due, "没有抽取".into()),
    };
    let due = match row.due_on {
        Some(on) if on < today && row.agreed < row.files => {
            Cell::State(Tone::Overdue, format!("逾期{}天", (today - on).num_days()).into())
        }
        Some(on) => Cell::Text(show_date(on).into()),
        None => Cell::Muted("".into()),
    };
    vec![
        Cell::Strong(row.title.as_str().into()),
        Cell::Text(format!("{}至{}", show_date(row.from), show_date(row.to)).into()),
        drawn,
        Cell::Text(of(row.agreed).into()),
        Cell::Text(of(row.done).into()),
        due,
    ]
}
