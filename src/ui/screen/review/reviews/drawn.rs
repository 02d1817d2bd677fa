//! The record of a draw: method, seed, and every number with its value, as anybody reckons it again.

use eframe::egui::{Frame, Key, Margin, Modifiers, Ui};

use super::Left;
use crate::domain::id::Id;
use crate::domain::review::{Picked, ReviewPlan};
use crate::domain::role::Op;
use crate::ledger::Result;
use crate::ledger::reviews::Repeated;
use crate::ui::screen::{Cx, See};
use crate::ui::theme::{regular, space, theme, type_sizes};
use crate::ui::widget::{
    Button, Cell, Column, TableState, Tone, above_bar, action_bar, table, table_id, wrapped,
};
use crate::words::date::show_date;

const TABLE: &str = "抽取清单";
const COLUMNS: [Column; 3] =
    [Column::plain("案号", 240.0), Column::plain("结果", 120.0), Column::plain("SHA-256 值", 0.0)];

/// What a person does here.
pub enum Msg {
    Leave,
    Print,
}

/// The draw that counts, and those before it.
pub struct Drawn {
    plan: Id<ReviewPlan>,
    title: String,
    sentences: Vec<String>,
    lines: Vec<Repeated>,
    values: Vec<String>,
    table: TableState,
    focus: bool,
}

impl Drawn {
    /// Opens the record of a plan's draw.
    ///
    /// # Errors
    /// A plan that is not there.
    pub fn open(plan: Id<ReviewPlan>, cx: &Cx<'_>) -> Result<Drawn> {
        let draws = cx.ledger.draws_of(plan)?;
        let mut sentences = Vec::new();
        let mut lines = Vec::new();
        for (at, draw) in draws.iter().enumerate() {
            let record = &draw.value;
            let nth = if draws.len() > 1 { format!("第{}次抽取　", at + 1) } else { String::new() };
            let why =
                if record.why.is_empty() { String::new() } else { format!("　理由：{}", record.why) };
            let on = show_date(record.drawn_on);
            sentences.push(format!("{nth}{on}　种子 {}　清单{}卷{why}", record.seed, record.list.len()));
            lines = cx.ledger.repeat_draw(record);
        }
        sentences.push("复核：在任一台电脑上运行 printf '%s\\n%s' 种子 案号 | sha256sum，得到的值从小到大，前几个就是抽中的；必查的不抽。".to_owned());
        let values = lines.iter().map(|line| line.value.to_string()).collect();
        let mut table = TableState::default();
        table.select((!lines.is_empty()).then_some(0));
        let title = cx.ledger.get(plan)?.value.title;
        Ok(Drawn { plan, title, sentences, lines, values, table, focus: true })
    }

    pub fn title(&self) -> &str {
        &self.title
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            out.push(Msg::Leave);
        }
        let (gaps, ink) = (space(), theme(ui).text);
        let mut content = above_bar(ui, "review-drawn");
        Frame::new().inner_margin(Margin::symmetric(gaps.m as i8, gaps.s as i8)).show(&mut content, |ui| {
            ui.set_width(ui.available_width());
            for sentence in &self.sentences {
                wrapped(ui, sentence, regular(type_sizes().table), ink);
            }
        });
        see.panes.entry(table_id(TABLE));
        let (lines, values) = (&self.lines, &self.values);
        let cells = |at: usize| {
            let line = lines.get(at)?;
            let tone = if line.picked == Picked::Not { Tone::Plain } else { Tone::Chosen };
            Some(vec![
                Cell::Strong(line.number.as_str().into()),
                Cell::State(tone, line.picked.label().into()),
                Cell::Muted(values.get(at)?.as_str().into()),
            ])
        };
        table(&mut content, TABLE, &mut self.table, &COLUMNS, lines.len(), cells);
        if std::mem::take(&mut self.focus) {
            ui.memory_mut(|memory| memory.request_focus(table_id(TABLE)));
        }
        action_bar(ui, "review-drawn-bar", "写进台账的抽取不能改动。", |ui| {
            if ui.add(Button::new("打印抽取记录").barred(see.barred(Op::PrintSheet))).clicked() {
                out.push(Msg::Print);
            }
            if ui.add(Button::new("返回").primary().keys("Esc")).clicked() {
                out.push(Msg::Leave);
            }
        });
    }

    pub fn update(&mut self, msg: &Msg, cx: &mut Cx<'_>) -> Option<Left> {
        match msg {
            Msg::Leave => Some(Left::Plan(self.plan)),
            Msg::Print => {
                let issued = cx.ledger.issue_draw_record(self.plan);
                super::issued(issued, cx);
                None
            }
        }
    }
}
