//! 试读: what would become of every row; who is meant is decided here, row by row or for all.

use eframe::egui::{Rect, ScrollArea, Ui, UiBuilder};

use super::super::super::See;
use super::Msg;
use crate::domain::certificate::CertificateKind;
use crate::domain::unit::UnitKind;
use crate::ledger::import::{Assumptions, Candidate, Choice, Choices, Line, Meant, Plan, Standing, Tally};
use crate::ui::icons;
use crate::ui::screen::importing::differences_ui;
use crate::ui::theme::{regular, size, space, theme, type_sizes};
use crate::ui::widget::{
    Button, Cell, Choice as Chooser, Column, TableEvent, TableState, Tone, empty_state, key_value, muted,
    panel, problem_text, segment, strong, table, table_id, wrapped,
};

/// The table's name.
const TABLE: &str = "名册的行";
/// The pane of one row, in a narrow window too.
const DETAIL: f32 = 400.0;
const DETAIL_NARROW: f32 = 300.0;
/// From these widths of the table on it shows card numbers, and the numbers of rows.
const WIDE_FROM: f32 = 560.0;
const NARROW_FROM: f32 = 520.0;

const ROW: Column = Column::plain("行", 52.0);
const NAME: Column = Column::plain("姓名", 64.0).grows();
const UNIT: Column = Column::plain("单位", 0.0);
const NUMBER: Column = Column::plain("证号", 112.0);
const STANDING: Column = Column::plain("结果", 84.0);
const WIDE: [Column; 5] = [ROW, NAME, UNIT, NUMBER, STANDING];
const NARROW: [Column; 4] = [ROW, NAME, UNIT, STANDING];
const TIGHT: [Column; 3] = [NAME, UNIT, STANDING];

/// Which rows are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    #[default]
    All,
    New,
    Changed,
    Unchanged,
    Unclear,
    Refused,
    /// Rows of which something was left out or is doubtful.
    Noted,
}

/// A plan, and what was chosen of it.
pub struct Check {
    pub plan: Plan,
    pub choices: Choices,
    tally: Tally,
    noted: usize,
    show: Show,
    /// The rows that are shown, by their place in the plan.
    shown: Vec<usize>,
    table: TableState,
}

impl Check {
    /// A plan to be looked over; of an earlier one for the same rows the choices stay.
    pub fn of(plan: Plan, before: Option<Check>) -> Check {
        let choices = before.filter(|before| before.plan.lines.len() == plan.lines.len());
        let mut check = Check {
            choices: choices.map(|before| before.choices).unwrap_or_default(),
            tally: plan.tally(),
            noted: plan.lines.iter().filter(|line| !line.notes.is_empty()).count(),
            show: Show::All,
            shown: Vec::new(),
            table: TableState::default(),
            plan,
        };
        let first = if check.tally.unclear > 0 {
            Show::Unclear
        } else if check.tally.refused > 0 {
            Show::Refused
        } else {
            Show::All
        };
        check.show(first);
        check
    }

    pub fn show(&mut self, show: Show) {
        self.show = show;
        let lines = self.plan.lines.iter().enumerate();
        self.shown = lines.filter(|(_, line)| fits(show, line)).map(|(at, _)| at).collect();
        self.table.select((!self.shown.is_empty()).then_some(0));
    }

    pub fn choose(&mut self, at: usize, choice: Choice) {
        if choice == Choice::Take {
            self.choices.remove(&at)
        } else {
            self.choices.insert(at, choice)
        };
    }

    /// Chooses for all rows that are not clear.
    pub fn choose_all(&mut self, choice: Choice) {
        for (at, line) in self.plan.lines.iter().enumerate() {
            let Standing::Unclear { candidates, .. } = &line.standing else { continue };
            let choice = match (choice, &candidates[..]) {
                (Choice::Merge(_), [only]) => Choice::Merge(only.meant),
                (Choice::Merge(_), _) => continue,
                (choice, _) => choice,
            };
            self.choices.insert(at, choice);
        }
    }

    /// How many rows would be written.
    pub fn to_write(&self) -> usize {
        let lines = self.plan.lines.iter().enumerate();
        lines.filter(|(at, line)| writes(line, self.choices.get(at).copied())).count()
    }

    /// Rows in = rows of every kind, for the bar.
    pub fn sentence(&self) -> String {
        let Tally { new, changed, unchanged, unclear, refused } = self.tally;
        let all = self.plan.lines.len();
        format!("读出{all} = 新增{new} + 变更{changed} + 相同{unchanged} + 待定{unclear} + 拒绝{refused}")
    }

    pub fn ui(
        &mut self,
        ui: &mut Ui,
        see: &mut See<'_>,
        assumed: &Assumptions,
        units: &[String],
        focus: bool,
        out: &mut Vec<Msg>,
    ) {
        let gaps = space();
        let whole = ui.available_rect_before_wrap();
        let detail = if see.narrow { DETAIL_NARROW } else { DETAIL };
        let left = Rect::from_min_max(whole.min, whole.max - eframe::egui::vec2(detail + gaps.m, 0.0));
        let right = Rect::from_min_max(eframe::egui::pos2(whole.right() - detail, whole.top()), whole.max);
        ui.painter().rect_filled(left, size().radius_panel, theme(ui).panel);
        let mut left = ui.new_child(UiBuilder::new().id_salt("import-rows").max_rect(left.shrink(gaps.s)));
        self.rows_ui(&mut left, see, focus, out);
        let mut right = ui.new_child(UiBuilder::new().id_salt("import-detail").max_rect(right));
        ScrollArea::vertical().id_salt("import-detail").auto_shrink(false).show(&mut right, |ui| {
            ui.spacing_mut().item_spacing.y = gaps.m;
            self.row_ui(ui, out);
            self.whole_ui(ui, assumed, units, out);
        });
    }

    fn rows_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, focus: bool, out: &mut Vec<Msg>) {
        let Tally { new, changed, unchanged, unclear, refused } = self.tally;
        let counted = [
            (Show::All, "全部", self.plan.lines.len()),
            (Show::New, "新增", new),
            (Show::Changed, "变更", changed),
            (Show::Unchanged, "相同", unchanged),
            (Show::Unclear, "待定", unclear),
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
            empty_state(ui, "名册里没有这样的行。", None);
            return;
        }
        let id = table_id(TABLE);
        see.panes.entry(id);
        let columns: &[Column] = match ui.available_width() {
            ..NARROW_FROM => &TIGHT,
            ..WIDE_FROM => &NARROW,
            _ => &WIDE,
        };
        let (plan, shown, choices) = (&self.plan, &self.shown, &self.choices);
        let cells = |row: usize| {
            let at = *shown.get(row)?;
            let line = plan.lines.get(at)?;
            let (tone, words) = state(line, choices.get(&at).copied());
            let cell = |column: &Column| match column.title {
                "行" => Cell::Muted(line.row.to_string().into()),
                "姓名" => Cell::Strong(line.name.as_str().into()),
                "单位" => Cell::Text(line.unit().into()),
                "证号" => Cell::Text(line.number().into()),
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

    /// What is said once for the whole register.
    fn whole_ui(&self, ui: &mut Ui, assumed: &Assumptions, units: &[String], out: &mut Vec<Msg>) {
        let Plan { without_unit, without_kind, new_units, .. } = &self.plan;
        if *without_unit + *without_kind == 0 && new_units.is_empty() && self.tally.unclear < 2 {
            return;
        }
        panel(ui, icons::CONDITIONS, "整份名册", |ui| {
            let mut now = assumed.clone();
            if *without_unit > 0 {
                let mut options = vec![(None, "不指定".to_owned())];
                options.extend(units.iter().map(|unit| (Some(unit.clone()), unit.clone())));
                muted(ui, &format!("{without_unit}行没有写单位，都属于："));
                Chooser::new("没有写单位的").width(f32::INFINITY).show(ui, &mut now.unit, &options);
            }
            if *without_kind > 0 {
                let mut options = vec![(None, "不指定".to_owned())];
                options
                    .extend(CertificateKind::ALL.iter().map(|kind| (Some(*kind), kind.label().to_owned())));
                muted(ui, &format!("{without_kind}行没有写证件类型，都是："));
                Chooser::new("没有写证件类型的").width(f32::INFINITY).show(ui, &mut now.kind, &options);
            }
            if now != *assumed {
                out.push(Msg::Assume(now));
            }
            if !new_units.is_empty() {
                muted(ui, &format!("台账里没有的{}个机构，随导入新增：", new_units.len()));
            }
            for (at, unit) in new_units.iter().enumerate() {
                let options: Vec<_> =
                    UnitKind::ALL.iter().map(|kind| (*kind, kind.label().to_owned())).collect();
                let mut kind = unit.kind;
                let (font, ink) = (regular(type_sizes().table), theme(ui).text);
                wrapped(ui, &unit.name, font, ink);
                let name = format!("机构类型　{}", unit.name);
                if Chooser::new(&name).width(f32::INFINITY).show(ui, &mut kind, &options).changed() {
                    out.push(Msg::UnitKind(at, kind));
                }
            }
            if self.tally.unclear > 1 {
                muted(ui, &format!("{}行不知道是不是同一个人，一次选定：", self.tally.unclear));
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing.x = space().s;
                    let all = [
                        ("全部合并", Choice::Merge(Meant::Row(0))),
                        ("全部分开登记", Choice::Keep),
                        ("都不导入", Choice::Leave),
                    ];
                    for (label, choice) in all {
                        if ui.add(Button::new(label).small()).clicked() {
                            out.push(Msg::ChooseAll(choice));
                        }
                    }
                });
            }
        });
    }

    /// The row that is chosen: what would change, what was left out, and who may be meant.
    fn row_ui(&self, ui: &mut Ui, out: &mut Vec<Msg>) {
        let Some(&at) = self.table.selected.and_then(|row| self.shown.get(row)) else { return };
        let Some(line) = self.plan.lines.get(at) else { return };
        let chosen = self.choices.get(&at).copied();
        let title = format!("第{}行　{}", line.row, line.name);
        panel(ui, icons::PERSON, &title, |ui| {
            match &line.standing {
                Standing::Refused(why) => _ = problem_text(ui, why),
                Standing::New(_) => _ = muted(ui, "台账里没有这个人，新增。"),
                Standing::Same { changes, .. } if changes.is_empty() => {
                    muted(ui, "和台账里的一样，不改动。");
                }
                Standing::Same { changes, .. } => {
                    muted(ui, "台账里有这个人，改动：");
                    differences_ui(ui, changes);
                }
                Standing::Unclear { candidates, why } => {
                    problem_text(ui, &format!("{why}。请选定。"));
                    self.twins_ui(ui, at, line, candidates, chosen, out);
                }
            }
            for note in &line.notes {
                let (font, ink) = (regular(type_sizes().table), theme(ui).due);
                wrapped(ui, &format!("{note}。"), font, ink);
            }
            if !matches!(line.standing, Standing::Refused(_)) {
                let leaves = chosen == Some(Choice::Leave);
                let label = if leaves { "改为导入" } else { "这一行不导入" };
                if ui.add(Button::new(label).quiet().small()).clicked() {
                    out.push(Msg::Choose(at, if leaves { Choice::Take } else { Choice::Leave }));
                }
            }
        });
    }

    /// The row and those whom it may mean, side by side.
    fn twins_ui(
        &self,
        ui: &mut Ui,
        at: usize,
        line: &Line,
        candidates: &[Candidate],
        chosen: Option<Choice>,
        out: &mut Vec<Msg>,
    ) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space().s;
            let several = candidates.len() > 1;
            let merges = candidates.iter().enumerate().map(|(i, candidate)| {
                let label = if several { format!("合并到第{}人", i + 1) } else { "合并".to_owned() };
                (label, Choice::Merge(candidate.meant))
            });
            for (label, choice) in merges.chain([("分开登记".to_owned(), Choice::Keep)]) {
                let button = Button::new(&label).small();
                let button = if chosen == Some(choice) { button.icon(icons::CHECK) } else { button };
                if ui.add(button).clicked() {
                    out.push(Msg::Choose(at, choice));
                }
            }
        });
        strong(ui, "这一行");
        facts_ui(ui, line.unit(), line.post(), line.number());
        for candidate in candidates {
            let whose = match candidate.meant {
                Meant::Person(_) => "台账里的".to_owned(),
                Meant::Row(row) => {
                    format!("第{}行的", self.plan.lines.get(row).map_or(0, |line| line.row))
                }
            };
            strong(ui, &format!("{whose}{}", candidate.name));
            facts_ui(ui, &candidate.unit, &candidate.post, "");
            if !candidate.changes.is_empty() {
                muted(ui, "合并后改动：");
                differences_ui(ui, &candidate.changes);
            }
        }
    }
}

fn facts_ui(ui: &mut Ui, unit: &str, post: &str, number: &str) {
    const KEY: f32 = 48.0;
    key_value(ui, "单位", KEY, unit);
    key_value(ui, "职务", KEY, post);
    if !number.is_empty() {
        key_value(ui, "证号", KEY, number);
    }
}

fn fits(show: Show, line: &Line) -> bool {
    match (show, &line.standing) {
        (Show::All, _)
        | (Show::New, Standing::New(_))
        | (Show::Unclear, Standing::Unclear { .. })
        | (Show::Refused, Standing::Refused(_)) => true,
        (Show::Changed, Standing::Same { changes, .. }) => !changes.is_empty(),
        (Show::Unchanged, Standing::Same { changes, .. }) => changes.is_empty(),
        (Show::Noted, _) => !line.notes.is_empty(),
        _ => false,
    }
}

/// Whether a row would be written.
fn writes(line: &Line, choice: Option<Choice>) -> bool {
    match (&line.standing, choice) {
        (Standing::Refused(_), _) | (_, Some(Choice::Leave)) => false,
        (Standing::Unclear { .. }, choice) => matches!(choice, Some(Choice::Merge(_) | Choice::Keep)),
        (Standing::Same { changes, .. }, _) => !changes.is_empty(),
        (Standing::New(_), _) => true,
    }
}

fn state(line: &Line, choice: Option<Choice>) -> (Tone, &'static str) {
    match (&line.standing, choice) {
        (Standing::Refused(_), _) => (Tone::Due, "拒绝"),
        (_, Some(Choice::Leave)) => (Tone::Plain, "不导入"),
        (Standing::Unclear { .. }, Some(Choice::Merge(_))) => (Tone::Chosen, "合并"),
        (Standing::Unclear { .. }, Some(Choice::Keep)) => (Tone::Done, "分开登记"),
        (Standing::Unclear { .. }, _) => (Tone::Due, "待定"),
        (Standing::New(_), _) => (Tone::Done, "新增"),
        (Standing::Same { changes, .. }, _) if changes.is_empty() => (Tone::Plain, "相同"),
        (Standing::Same { .. }, _) => (Tone::Chosen, "变更"),
    }
}
