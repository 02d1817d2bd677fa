//! 易错问题: what goes wrong again and again, by indicator, unit, person and law; what is frequent is marked (X18).

use chrono::{Datelike, NaiveDate};
use eframe::egui::{Frame, Ui};

use crate::ledger::{RecurringBy, RecurringLine, Result};
use crate::ui::screen::{Cx, Screen, See};
use crate::ui::theme::space;
use crate::ui::widget::{
    Cell, Choice, Column, Dialog, TableEvent, TableState, Tone, above_bar, action_bar, empty_state,
    key_value, problem_text, segment, table, table_id,
};
use crate::words::date::show_date;

const TABLE: &str = "易错问题";
const COLUMNS: [Column; 5] = [
    Column::plain("问题", 0.0),
    Column::plain("评查", 136.0),
    Column::plain("责任认定", 88.0),
    Column::plain("最近", 120.0),
    Column::plain("提示", 72.0),
];
const NARROW: [Column; 4] = [COLUMNS[0], COLUMNS[1], COLUMNS[2], COLUMNS[4]];
const BY: [(RecurringBy, &str); 4] = [
    (RecurringBy::Indicator, "按指标"),
    (RecurringBy::Unit, "按单位"),
    (RecurringBy::Person, "按人员"),
    (RecurringBy::Law, "按依据"),
];
/// Years that are offered, beside all of them.
const YEARS: i32 = 5;

/// What a person does here.
pub enum Msg {
    By(RecurringBy),
    Read,
    Open(usize),
    Closed,
}

/// What stands here.
pub struct State {
    by: RecurringBy,
    /// None for all years.
    year: Option<i32>,
    years: Vec<(Option<i32>, String)>,
    lines: Vec<RecurringLine>,
    /// From how many on something is frequent, as the bureau has set it.
    least: u32,
    table: TableState,
    /// The line whose occurrences are read.
    at: Option<usize>,
    problem: Option<String>,
    focus: bool,
}

impl Default for State {
    fn default() -> State {
        State {
            by: RecurringBy::Indicator,
            year: None,
            years: Vec::new(),
            lines: Vec::new(),
            least: 0,
            table: TableState::default(),
            at: None,
            problem: None,
            focus: false,
        }
    }
}

impl State {
    fn read(&mut self, cx: &Cx<'_>) -> Result<()> {
        let first = |year| NaiveDate::from_ymd_opt(year, 1, 1);
        let last = |year| NaiveDate::from_ymd_opt(year, 12, 31);
        let span = |year: i32| Some((first(year)?, last(year)?));
        let (from, to) = self.year.and_then(span).unwrap_or((NaiveDate::MIN, NaiveDate::MAX));
        self.lines = cx.ledger.recurring_errors(from, to, self.by)?;
        self.least = cx.ledger.case_settings()?.frequent;
        let at = self.table.selected.unwrap_or(0);
        self.table.select(self.lines.len().checked_sub(1).map(|last| at.min(last)));
        Ok(())
    }

    fn sentence(&self) -> String {
        let (least, frequent) = (self.least, self.lines.iter().filter(|line| line.is_frequent()).count());
        match frequent {
            0 => format!("同一问题{least}次以上标为多发。没有多发的问题。"),
            some => format!(
                "{some}个问题出现{least}次以上：参照尽职免责和容错纠错制度第十八条，分析原因、警示提醒。"
            ),
        }
    }
}

impl Screen for State {
    type Msg = Msg;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        let this = cx.today.year();
        self.years = vec![(None, "各年".to_owned())];
        self.years.extend((0..YEARS).map(|ago| (Some(this - ago), format!("{}年", this - ago))));
        self.problem = self.read(cx).err().map(|error| error.to_string());
        self.focus = true;
    }

    fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let mut content = above_bar(ui, "recurring");
        if let Some(problem) = &self.problem {
            problem_text(&mut content, problem);
            return;
        }
        let gaps = space();
        Frame::new().inner_margin(gaps.s).show(&mut content, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = gaps.m;
                out.extend(segment(ui, "统计方式", Some(self.by), &BY).map(Msg::By));
                let before = self.year;
                Choice::new("年度").width(112.0).show(ui, &mut self.year, &self.years);
                if self.year != before {
                    out.push(Msg::Read);
                }
            });
        });
        if self.lines.is_empty() {
            let sentence =
                "这段时间没有评查问题，也没有追究的过错。案卷评查合议以后、作出责任决定以后，这里自动汇总。";
            empty_state(&mut content, sentence, None);
        } else {
            let columns: &[Column] = if see.narrow { &NARROW } else { &COLUMNS };
            see.panes.entry(table_id(TABLE));
            let lines = &self.lines;
            let cells = |at: usize| {
                lines.get(at).map(|line| columns.iter().map(|one| cell(line, one.title)).collect())
            };
            for event in table(&mut content, TABLE, &mut self.table, columns, lines.len(), cells) {
                if let TableEvent::Open(at) = event {
                    out.push(Msg::Open(at));
                }
            }
            if std::mem::take(&mut self.focus) {
                ui.memory_mut(|memory| memory.request_focus(table_id(TABLE)));
            }
        }
        action_bar(ui, "recurring-bar", &self.sentence(), |_| {});
        if let Some(line) = self.at.and_then(|at| self.lines.get(at))
            && occurrences_ui(ui, line)
        {
            out.push(Msg::Closed);
        }
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match msg {
            Msg::By(by) => {
                self.by = by;
                self.problem = self.read(cx).err().map(|error| error.to_string());
            }
            Msg::Read => self.problem = self.read(cx).err().map(|error| error.to_string()),
            Msg::Open(at) => self.at = Some(at),
            Msg::Closed => (self.at, self.focus) = (None, true),
        }
    }
}

/// Most occurrences that a dialog names one by one.
const NAMED: usize = 12;

/// Each time that it happened; tells whether it has been read.
fn occurrences_ui(ui: &Ui, line: &RecurringLine) -> bool {
    let answer = Dialog::reading(&line.what).width(680.0).show(ui.ctx(), |ui| {
        for one in line.occurrences.iter().take(NAMED) {
            let source = if one.is_fault { "责任认定" } else { "案卷评查" };
            let text = format!("{source}　{}　{}", one.about, one.text);
            key_value(ui, &show_date(one.on), 112.0, &text);
        }
        let rest = line.occurrences.len().saturating_sub(NAMED);
        if rest > 0 {
            key_value(ui, "", 112.0, &format!("更早的还有{rest}次"));
        }
    });
    answer.is_some()
}

fn cell<'a>(line: &'a RecurringLine, title: &str) -> Cell<'a> {
    match title {
        "问题" => Cell::Strong(line.what.as_str().into()),
        "评查" if line.findings == 0 => Cell::Text("".into()),
        "评查" => Cell::Text(format!("{}卷 {}处", line.files, line.findings).into()),
        "责任认定" if line.faults == 0 => Cell::Text("".into()),
        "责任认定" => Cell::Text(format!("{}次", line.faults).into()),
        "最近" => Cell::Text(show_date(line.last_on).into()),
        _ if line.is_frequent() => Cell::State(Tone::Due, "多发".into()),
        _ => Cell::Text("".into()),
    }
}
