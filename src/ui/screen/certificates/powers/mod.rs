//! 权责与委托: the list of powers and responsibilities, what was delegated, and who was empowered.

mod form;

use chrono::NaiveDate;
use eframe::egui::{Frame, Margin, Ui};
use uuid::Uuid;

use super::entry::{Entry, Said};
use crate::domain::id::Id;
use crate::domain::power::{Delegation, DelegationMode, PowerItem};
use crate::domain::role::Op;
use crate::domain::unit::Unit;
use crate::ledger::file::Versioned;
use crate::ui::screen::{Cx, See};
use crate::ui::theme::space;
use crate::ui::widget::{
    Button, Cell, Column, TableEvent, TableState, Tone, above_bar, action_bar, empty_state, problem_text,
    segment, table, table_id,
};
use crate::words::date::show_date;
use form::{FIELDS, Fields, Work};

const TABLE: &str = "权责和委托";
const POWERS: [Column; 5] = [
    Column::plain("事项", 0.0),
    Column::plain("职权", 150.0),
    Column::plain("承办机构", 150.0),
    Column::plain("岗位", 60.0),
    Column::plain("公开", 132.0),
];
const POWERS_NARROW: [Column; 3] = [POWERS[0], POWERS[1], POWERS[4]];
const DELEGATIONS: [Column; 5] = [
    Column::plain("单位", 170.0),
    Column::plain("事项", 0.0),
    Column::plain("文号", 180.0),
    Column::plain("期限", 132.0),
    Column::plain("公开", 132.0),
];
const DELEGATIONS_NARROW: [Column; 4] = [DELEGATIONS[0], DELEGATIONS[1], DELEGATIONS[3], DELEGATIONS[4]];

/// Which list is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    #[default]
    Powers,
    Delegated,
    Empowered,
}

/// What a person does here.
pub enum Msg {
    Show(Shown),
    New,
    Open(usize),
    Said(Said),
}

/// One line, ready to be shown.
struct Line {
    id: Uuid,
    words: [String; 4],
    published: Option<NaiveDate>,
    /// Whether it counts on this day.
    stands: bool,
}

/// What stands here.
#[derive(Default)]
pub struct State {
    shown: Shown,
    lines: Vec<Line>,
    unpublished: usize,
    units: Vec<(Option<Uuid>, String)>,
    table: TableState,
    form: Option<(Work, Entry<Fields>)>,
    problem: Option<String>,
    focus: bool,
}

impl State {
    pub fn enter(&mut self, cx: &mut Cx<'_>) {
        self.problem = self.read(cx).err().map(|error| error.to_string());
        let at = self.table.selected.unwrap_or(0);
        self.table.select(self.lines.len().checked_sub(1).map(|last| at.min(last)));
    }

    fn read(&mut self, cx: &mut Cx<'_>) -> crate::ledger::Result<()> {
        let today = cx.today;
        let units = cx.ledger.all::<Unit>()?;
        let called = |id: Id<Unit>| {
            units.iter().find(|unit| unit.id == id).map(|unit| unit.value.name.clone()).unwrap_or_default()
        };
        self.units = units
            .iter()
            .filter(|unit| !unit.value.closed)
            .map(|unit| (Some(unit.id.uuid()), unit.value.name.clone()))
            .collect();
        let mode = match self.shown {
            Shown::Powers => None,
            Shown::Delegated => Some(DelegationMode::Delegated),
            Shown::Empowered => Some(DelegationMode::Empowered),
        };
        self.lines = match mode {
            None => {
                let line = |one: Versioned<PowerItem>| Line {
                    id: one.id.uuid(),
                    words: [
                        one.value.title,
                        one.value.act.label().to_owned(),
                        called(one.value.unit),
                        format!("{}个", one.value.posts.len()),
                    ],
                    published: one.value.published_on,
                    stands: one.value.until.is_none_or(|until| today <= until),
                };
                cx.ledger.all::<PowerItem>()?.into_iter().map(line).collect()
            }
            Some(mode) => {
                let line = |one: Versioned<Delegation>| {
                    let acts: Vec<&str> = one.value.acts.iter().map(|act| act.label()).collect();
                    Line {
                        id: one.id.uuid(),
                        words: [
                            called(one.value.unit),
                            acts.join("、"),
                            one.value.document.clone(),
                            one.value.to.map_or("长期".to_owned(), show_date),
                        ],
                        published: one.value.published_on,
                        stands: one.value.to.is_none_or(|to| today <= to),
                    }
                };
                let of_mode = cx.ledger.all::<Delegation>()?.into_iter().filter(|one| one.value.mode == mode);
                of_mode.map(line).collect()
            }
        };
        self.lines.sort_by_key(|line| (!line.stands, line.published.is_some()));
        self.unpublished =
            cx.ledger.unpublished_powers(today)?.len() + cx.ledger.unpublished_delegations(today)?.len();
        Ok(())
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, free: bool, out: &mut Vec<Msg>) {
        if let Some((work, entry)) = &mut self.form {
            let (units, today) = (&self.units, see.today);
            let said =
                entry.ui(ui, see, (work.verb(), Op::SetPowers), free, FIELDS, |ui, fields, problems| {
                    form::rows_ui(ui, work, fields, problems, (units, today));
                });
            out.extend(said.map(Msg::Said));
            return;
        }
        let gaps = space();
        let mut content = above_bar(ui, "powers");
        Frame::new().inner_margin(Margin::symmetric(gaps.m as i8, gaps.s as i8)).show(&mut content, |ui| {
            let all = [(Shown::Powers, "权责清单"), (Shown::Delegated, "委托"), (Shown::Empowered, "赋权")];
            out.extend(segment(ui, "列表", Some(self.shown), &all).map(Msg::Show));
        });
        if let Some(problem) = &self.problem {
            problem_text(&mut content, problem);
        } else if self.lines.is_empty() {
            let sentence = match self.shown {
                Shown::Powers => "还没有权责事项。每一项写明依据、层级权限、承办机构、岗位和追责情形。",
                Shown::Delegated => "还没有委托。委托所属事业单位、乡镇街道和开发区的，在这里登记并公开。",
                Shown::Empowered => "还没有赋权。乡镇街道以自己名义执法的，在这里登记；它和委托分开。",
            };
            empty_state(&mut content, sentence, None);
        } else {
            self.table_ui(&mut content, see, out);
        }
        if std::mem::take(&mut self.focus) {
            ui.memory_mut(|memory| memory.request_focus(table_id(TABLE)));
        }
        let sentence = match self.unpublished {
            0 => format!("{} 项", self.lines.len()),
            open => format!("{} 项　清单和委托共有 {open} 项未公开", self.lines.len()),
        };
        action_bar(ui, "powers-bar", &sentence, |ui| {
            let label = match self.shown {
                Shown::Powers => "登记权责事项",
                Shown::Delegated => "登记委托",
                Shown::Empowered => "登记赋权",
            };
            let barred = see.barred(Op::SetPowers);
            let none = self.table.selected.is_none().then_some("还没有一项可以变更。");
            if ui.add(Button::new("变更").barred(barred.or(none))).clicked() {
                out.extend(self.table.selected.map(Msg::Open));
            }
            if ui.add(Button::new(label).primary().barred(barred)).clicked() {
                out.push(Msg::New);
            }
        });
    }

    fn table_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        see.panes.entry(table_id(TABLE));
        let columns: &[Column] = match (self.shown, see.narrow) {
            (Shown::Powers, false) => &POWERS,
            (Shown::Powers, true) => &POWERS_NARROW,
            (_, false) => &DELEGATIONS,
            (_, true) => &DELEGATIONS_NARROW,
        };
        let (lines, shown) = (&self.lines, self.shown);
        let cells = |at: usize| {
            lines.get(at).map(|line| columns.iter().map(|column| cell(line, shown, column.title)).collect())
        };
        for event in table(ui, TABLE, &mut self.table, columns, lines.len(), cells) {
            if let TableEvent::Open(at) = event {
                out.push(Msg::Open(at));
            }
        }
    }

    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match msg {
            Msg::Show(shown) => {
                self.shown = shown;
                self.table = TableState::default();
                self.enter(cx);
            }
            Msg::New => {
                let work = match self.shown {
                    Shown::Powers => Work::Power(None),
                    Shown::Delegated => Work::Delegation(DelegationMode::Delegated, None),
                    Shown::Empowered => Work::Delegation(DelegationMode::Empowered, None),
                };
                self.begin(work, cx);
            }
            Msg::Open(at) => {
                let Some(id) = self.lines.get(at).map(|line| line.id) else { return };
                let kind = if self.shown == Shown::Powers { "power" } else { "delegation" };
                self.open(kind, Some(id), cx);
            }
            Msg::Said(Said::Submit) => {
                let Some((work, entry)) = &mut self.form else { return };
                if form::meets(work, entry, cx)
                    && let Some(sentence) = form::submit(work, entry, cx)
                {
                    entry.submitted(sentence, cx);
                    (self.form, self.focus) = (None, true);
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
        let entry = form::begin(&work, cx);
        self.form = Some((work, entry));
    }

    /// Opens what a line, a record or a draft names.
    pub fn open(&mut self, kind: &str, id: Option<Uuid>, cx: &mut Cx<'_>) {
        let work = match (kind, id) {
            ("power", Some(id)) => cx.ledger.get(Id::new(id)).map(|read| Work::Power(Some(Box::new(read)))),
            ("delegation", Some(id)) => cx
                .ledger
                .get(Id::<Delegation>::new(id))
                .map(|read| Work::Delegation(read.value.mode, Some(Box::new(read)))),
            ("delegated", _) => Ok(Work::Delegation(DelegationMode::Delegated, None)),
            ("empowered", _) => Ok(Work::Delegation(DelegationMode::Empowered, None)),
            _ => Ok(Work::Power(None)),
        };
        match work {
            Ok(work) => {
                self.shown = match &work {
                    Work::Power(_) => Shown::Powers,
                    Work::Delegation(DelegationMode::Delegated, _) => Shown::Delegated,
                    Work::Delegation(DelegationMode::Empowered, _) => Shown::Empowered,
                };
                self.enter(cx);
                self.begin(work, cx);
            }
            Err(error) => cx.refused(error),
        }
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        if let Some((_, entry)) = &mut self.form {
            entry.keep(cx);
        }
    }

    pub fn is_unkept(&self) -> bool {
        self.form.as_ref().is_some_and(|(_, entry)| entry.is_unkept())
    }
}

fn cell<'a>(line: &'a Line, shown: Shown, title: &str) -> Cell<'a> {
    let [first, second, third, fourth] = &line.words;
    match title {
        "事项" if shown == Shown::Powers => Cell::Strong(first.into()),
        "单位" => Cell::Strong(first.into()),
        "职权" | "事项" => Cell::Text(second.into()),
        "承办机构" | "文号" => Cell::Text(third.into()),
        "岗位" | "期限" => Cell::Text(fourth.into()),
        _ if !line.stands => Cell::Muted("已终止".into()),
        _ => match line.published {
            Some(day) => Cell::Text(show_date(day).into()),
            None => Cell::State(Tone::Due, "未公开".into()),
        },
    }
}
