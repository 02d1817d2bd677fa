//! 试读: what would become of every row of a list of cases, each with its reason or its changes beside it.

use std::collections::{BTreeMap, BTreeSet};

use eframe::egui::{Rect, ScrollArea, Ui, UiBuilder, pos2, vec2};

use super::Msg;
use crate::domain::case::CaseKind;
use crate::ledger::import::Tally;
use crate::ledger::import::cases::{CaseAssumptions, CaseLine, CasePlan, CaseStanding};
use crate::ui::icons;
use crate::ui::screen::See;
use crate::ui::screen::importing::differences_ui;
use crate::ui::theme::{regular, size, space, theme, type_sizes};
use crate::ui::widget::{
    Button, Cell, Choice, Column, TableEvent, TableState, Tone, empty_state, key_value, muted, panel,
    problem_text, segment, table, table_id, wrapped,
};

/// The table's name.
const TABLE: &str = "案件表的行";
/// The pane of one row, in a narrow window too.
const DETAIL: f32 = 400.0;
const DETAIL_NARROW: f32 = 300.0;
/// From this width of the table on it shows the numbers of rows.
const WIDE_FROM: f32 = 640.0;
/// Left out where a person said so.
const LEFT: &str = "试读时选了不导入。";

const ROW: Column = Column::plain("行", 52.0);
const NUMBER: Column = Column::plain("案号", 168.0);
const TITLE: Column = Column::plain("案件名称", 0.0);
const STANDING: Column = Column::plain("结果", 84.0);
const WIDE: [Column; 4] = [ROW, NUMBER, TITLE, STANDING];
const NARROW: [Column; 3] = [NUMBER, TITLE, STANDING];

/// Which rows are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    #[default]
    All,
    New,
    Changed,
    Unchanged,
    Refused,
    /// Rows of which something was left out or is doubtful.
    Noted,
}

/// A plan, and which of its rows are left.
pub struct Check {
    pub plan: CasePlan,
    pub left: BTreeSet<usize>,
    tally: Tally,
    noted: usize,
    show: Show,
    /// The rows that are shown, by their place in the plan.
    shown: Vec<usize>,
    table: TableState,
}

/// What a row's case is called, in a list of rows.
pub fn called(line: &CaseLine) -> &str {
    if line.case.number.is_empty() { &line.case.title } else { &line.case.number }
}

impl Check {
    /// A plan to be looked over; of an earlier one for the same rows what was left stays so.
    pub fn of(plan: CasePlan, before: Option<Check>) -> Check {
        let left = before.filter(|before| before.plan.lines.len() == plan.lines.len());
        let mut check = Check {
            left: left.map(|before| before.left).unwrap_or_default(),
            tally: plan.tally(),
            noted: plan.lines.iter().filter(|line| !line.notes.is_empty()).count(),
            show: Show::All,
            shown: Vec::new(),
            table: TableState::default(),
            plan,
        };
        check.show(if check.tally.refused > 0 { Show::Refused } else { Show::All });
        check
    }

    pub fn show(&mut self, show: Show) {
        self.show = show;
        let lines = self.plan.lines.iter().enumerate();
        self.shown = lines.filter(|(_, line)| fits(show, line)).map(|(at, _)| at).collect();
        self.table.select((!self.shown.is_empty()).then_some(0));
    }

    pub fn leave(&mut self, at: usize, leaves: bool) {
        if leaves {
            self.left.insert(at)
        } else {
            self.left.remove(&at)
        };
    }

    /// How many rows would be written.
    pub fn to_write(&self) -> usize {
        let lines = self.plan.lines.iter().enumerate();
        lines.filter(|(at, line)| line.writes() && !self.left.contains(at)).count()
    }

    /// Why rows are not written, by their place; those that are in the ledger already are not among them.
    pub fn not_written(&self) -> BTreeMap<usize, String> {
        let lines = self.plan.lines.iter().enumerate();
        let why = lines.filter_map(|(at, line)| match &line.standing {
            CaseStanding::Refused(why) => Some((at, why.clone())),
            _ if line.writes() && self.left.contains(&at) => Some((at, LEFT.to_owned())),
            _ => None,
        });
        why.collect()
    }

    /// Rows in = rows of every kind, for the bar.
    pub fn sentence(&self) -> String {
        let Tally { new, changed, unchanged, refused, .. } = self.tally;
        let all = self.plan.lines.len();
        format!("读出{all} = 新增{new} + 变更{changed} + 相同{unchanged} + 拒绝{refused}")
    }

    pub fn ui(
        &mut self,
        ui: &mut Ui,
        see: &mut See<'_>,
        assumed: &CaseAssumptions,
        focus: bool,
        out: &mut Vec<Msg>,
    ) {
        let gaps = space();
        let whole = ui.available_rect_before_wrap();
        let detail = if see.narrow { DETAIL_NARROW } else { DETAIL };
        let left = Rect::from_min_max(whole.min, whole.max - vec2(detail + gaps.m, 0.0));
        let right = Rect::from_min_max(pos2(whole.right() - detail, whole.top()), whole.max);
        ui.painter().rect_filled(left, size().radius_panel, theme(ui).panel);
        let mut left = ui.new_child(UiBuilder::new().id_salt("case-rows").max_rect(left.shrink(gaps.s)));
        self.rows_ui(&mut left, see, focus, out);
        let mut right = ui.new_child(UiBuilder::new().id_salt("case-detail").max_rect(right));
        ScrollArea::vertical().id_salt("case-detail").auto_shrink(false).show(&mut right, |ui| {
            ui.spacing_mut().item_spacing.y = gaps.m;
            self.row_ui(ui, out);
            self.whole_ui(ui, assumed, out);
        });
    }

    fn rows_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, focus: bool, out: &mut Vec<Msg>) {
        let Tally { new, changed, unchanged, refused, .. } = self.tally;
        let counted = [
            (Show::All, "全部", self.plan.lines.len()),
            (Show::New, "新增", new),
            (Show::Changed, "变更", changed),
            (Show::Unchanged, "相同", unchanged),
            (Show::Refused, "拒绝", refused),
            (Show::Noted, "有说明", self.noted),
        ];
        let there = counted.iter().filter(|(show, _, count)| *count > 0 || *show == Show::All);
        let options: Vec<(Show, &str)> = there.map(|(show, label, _)| (*show, *label)).collect();
        ui.horizontal(|ui| {
            if let Some(show) = segment(ui, "显示", Some(self.show), &options) {
                out.push(Msg::Filter(show));
            }
        });
        if self.shown.is_empty() {
            empty_state(ui, "表里没有这样的行。", None);
            return;
        }
        let id = table_id(TABLE);
        see.panes.entry(id);
        let columns: &[Column] = if ui.available_width() < WIDE_FROM { &NARROW } else { &WIDE };
        let (plan, shown, left) = (&self.plan, &self.shown, &self.left);
        let cells = |row: usize| {
            let at = *shown.get(row)?;
            let line = plan.lines.get(at)?;
            let (tone, words) = state(line, left.contains(&at));
            let cell = |column: &Column| match column.title {
                "行" => Cell::Muted(line.row.to_string().into()),
                "案号" => Cell::Text(line.case.number.as_str().into()),
                "案件名称" => Cell::Strong(line.case.title.as_str().into()),
                _ => Cell::State(tone, words.into()),
            };
            Some(columns.iter().map(cell).collect())
        };
        let events = table(ui, TABLE, &mut self.table, columns, shown.len(), cells);
        if focus {
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        for event in events {
            if let TableEvent::Select(at) | TableEvent::Open(at) = event {
                self.table.selected = Some(at);
            }
        }
    }

    /// The row that is chosen: what would change, what was left out, what stands in the way.
    fn row_ui(&self, ui: &mut Ui, out: &mut Vec<Msg>) {
        let Some(&at) = self.table.selected.and_then(|row| self.shown.get(row)) else { return };
        let Some(line) = self.plan.lines.get(at) else { return };
        let title = format!("第{}行　{}", line.row, called(line));
        panel(ui, icons::REVIEW, &title, |ui| {
            match &line.standing {
                CaseStanding::Refused(why) => _ = problem_text(ui, why),
                CaseStanding::New => _ = muted(ui, "台账里没有这个案件，新增。"),
                CaseStanding::Same(changes) if changes.is_empty() => {
                    muted(ui, "和台账里的一样，不改动。");
                }
                CaseStanding::Same(changes) => {
                    muted(ui, "台账里有这个案件，改动：");
                    differences_ui(ui, changes);
                }
            }
            if !matches!(line.standing, CaseStanding::Refused(_)) {
                const KEY: f32 = 64.0;
                key_value(ui, "名称", KEY, &line.case.title);
                key_value(ui, "当事人", KEY, &line.case.party.name);
                key_value(ui, "类型", KEY, line.case.kind.label());
            }
            for note in &line.notes {
                let (font, ink) = (regular(type_sizes().table), theme(ui).due);
                wrapped(ui, &format!("{note}。"), font, ink);
            }
            if line.writes() {
                let leaves = self.left.contains(&at);
                let label = if leaves { "改为导入" } else { "这一行不导入" };
                if ui.add(Button::new(label).quiet().small()).clicked() {
                    out.push(Msg::Leave(at, !leaves));
                }
            }
        });
    }

    /// What is said once for the whole list.
    fn whole_ui(&self, ui: &mut Ui, assumed: &CaseAssumptions, out: &mut Vec<Msg>) {
        let CasePlan { without_kind, without_procedure, .. } = &self.plan;
        if without_kind + without_procedure == 0 {
            return;
        }
        panel(ui, icons::CONDITIONS, "整份表格", |ui| {
            let mut now = assumed.clone();
            let options = |kinds: &[CaseKind]| {
                let named = kinds.iter().map(|kind| (Some(*kind), kind.label().to_owned()));
                [(None, "不指定".to_owned())].into_iter().chain(named).collect::<Vec<_>>()
            };
            if *without_procedure > 0 {
                muted(ui, &format!("{without_procedure}行只写了行政处罚，都是："));
                let kinds = options(&[CaseKind::Penalty, CaseKind::SummaryPenalty]);
                Choice::new("只写了行政处罚的").width(f32::INFINITY).show(ui, &mut now.penalty, &kinds);
            }
            if *without_kind > 0 {
                muted(ui, &format!("{without_kind}行没有写案件类型，都是："));
                let kinds = options(CaseKind::ALL);
                Choice::new("没有写案件类型的").width(f32::INFINITY).show(ui, &mut now.kind, &kinds);
            }
            if now != *assumed {
                out.push(Msg::Assume(now));
            }
        });
    }
}

fn fits(show: Show, line: &CaseLine) -> bool {
    match (show, &line.standing) {
        (Show::All, _) | (Show::New, CaseStanding::New) | (Show::Refused, CaseStanding::Refused(_)) => true,
        (Show::Changed, CaseStanding::Same(changes)) => !changes.is_empty(),
        (Show::Unchanged, CaseStanding::Same(changes)) => changes.is_empty(),
        (Show::Noted, _) => !line.notes.is_empty(),
        _ => false,
    }
}

fn state(line: &CaseLine, left: bool) -> (Tone, &'static str) {
    match &line.standing {
        CaseStanding::Refused(_) => (Tone::Due, "拒绝"),
        CaseStanding::Same(changes) if changes.is_empty() => (Tone::Plain, "相同"),
        _ if left => (Tone::Plain, "不导入"),
        CaseStanding::New => (Tone::Done, "新增"),
        CaseStanding::Same(_) => (Tone::Chosen, "变更"),
    }
}
