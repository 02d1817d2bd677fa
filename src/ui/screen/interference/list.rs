//! The logbook as everybody sees it: number, day, state; what one can open oneself is marked.

use std::collections::BTreeSet;

use eframe::egui::{Frame, Id as WidgetId, Margin, Ui};
use uuid::Uuid;

use super::Msg;
use crate::domain::id::Id;
use crate::domain::interference::{Sealed, SealedState};
use crate::domain::role::Op;
use crate::ledger::SealedRow;
use crate::ui::icons;
use crate::ui::keys;
use crate::ui::screen::problems::entered;
use crate::ui::screen::{Cx, See};
use crate::ui::theme::space;
use crate::ui::widget::{
    Button, Cell, Choice, Column, Input, TableEvent, TableState, Tone, above_bar, action_bar, empty_state,
    muted, problem_text, table, table_id,
};
use crate::words::date::show_date;

const TABLE: &str = "过问登记簿";
const COLUMNS: [Column; 4] = [
    Column::plain("编号", 120.0),
    Column::plain("登记日期", 160.0),
    Column::plain("状态", 120.0),
    Column::plain("查阅", 0.0),
];

/// Which lines are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Show {
    #[default]
    All,
    Mine,
    Presented,
    Directed,
}

/// The lines, newest first.
#[derive(Default)]
pub struct List {
    all: Vec<SealedRow>,
    /// Those that the acting user opens; none while the own password was not given.
    mine: Option<BTreeSet<Uuid>>,
    shown: Vec<usize>,
    show: Show,
    typed: String,
    table: TableState,
    problem: Option<String>,
    /// For which lines `mine` was found out: opening the wraps of all of them takes its time.
    asked: Vec<(Uuid, SealedState)>,
    pub to_table: bool,
    pub to_filter: bool,
}

impl List {
    /// Reads the lines, and which of them the acting user opens.
    pub fn read(&mut self, cx: &mut Cx<'_>) {
        match cx.ledger.sealed() {
            Ok(rows) => {
                self.all = rows.into_iter().rev().collect();
                self.problem = None;
            }
            Err(error) => self.problem = Some(error.to_string()),
        }
        let asked: Vec<_> = self.all.iter().map(|row| (row.id.uuid(), row.state)).collect();
        if !cx.ledger.has_own_keys() {
            self.mine = None;
        } else if self.mine.is_none() || self.asked != asked {
            let mine = cx.ledger.sealed_for_me().unwrap_or_default();
            self.mine = Some(mine.into_iter().map(Id::uuid).collect());
        }
        self.asked = asked;
        self.filter();
    }

    fn filter(&mut self) {
        let typed = self.typed.trim();
        let wanted = |row: &SealedRow| {
            row.number.contains(typed)
                && match self.show {
                    Show::All => true,
                    Show::Mine => self.opens(row.id),
                    Show::Presented => row.state == SealedState::Presented,
                    Show::Directed => row.state == SealedState::Directed,
                }
        };
        self.shown = (0..self.all.len()).filter(|at| wanted(&self.all[*at])).collect();
        let at = self.table.selected.unwrap_or(0);
        self.table.select(self.shown.len().checked_sub(1).map(|last| at.min(last)));
    }

    /// Whether the acting user opens a line.
    pub fn opens(&self, id: Id<Sealed>) -> bool {
        self.mine.as_ref().is_some_and(|mine| mine.contains(&id.uuid()))
    }

    /// The line of a record.
    pub fn row(&self, id: Id<Sealed>) -> Option<&SealedRow> {
        self.all.iter().find(|row| row.id == id)
    }

    /// The line at a place of the table.
    pub fn at(&self, at: usize) -> Option<&SealedRow> {
        self.shown.get(at).and_then(|at| self.all.get(*at))
    }

    /// The line before or after one.
    pub fn neighbour(&self, id: Id<Sealed>, by: i64) -> Option<Id<Sealed>> {
        let at = self.shown.iter().position(|at| self.all[*at].id == id)?;
        self.at(usize::try_from(at as i64 + by).ok()?).map(|row| row.id)
    }

    /// Moves the table to a record.
    pub fn select(&mut self, id: Id<Sealed>) {
        let at = self.shown.iter().position(|at| self.all[*at].id == id);
        if at.is_some() {
            self.table.select(at);
        }
    }

    pub fn logic(&mut self, cx: &Cx<'_>) {
        if keys::pressed(cx.ctx, keys::FILTER) {
            self.to_filter = true;
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let gaps = space();
        let mut content = above_bar(ui, "logbook");
        if !self.all.is_empty() {
            let frame = Frame::new().inner_margin(Margin::symmetric(gaps.m as i8, gaps.s as i8));
            frame.show(&mut content, |ui| {
                ui.horizontal(|ui| self.filters_ui(ui, see, out));
            });
            content.add_space(-content.spacing().item_spacing.y);
        }
        if let Some(problem) = &self.problem {
            problem_text(&mut content, problem);
        } else if self.all.is_empty() {
            let sentence = "还没有登记过问。有人打听、交代您办理的案件时登记：先说是不是依职责，再写是谁、什么时候、\
                            怎么说的。提交后立即封存，只有您和收到它的主要负责人能打开，别人只看到编号、日期和状态。";
            let button = see.may(Op::Seal).then_some("登记第一件");
            if empty_state(&mut content, sentence, button).is_some_and(|button| button.clicked()) {
                out.push(Msg::New);
            }
        } else if self.shown.is_empty() {
            let pressed = empty_state(&mut content, "没有符合条件的登记。", Some("清除筛选"));
            if pressed.is_some_and(|button| button.clicked()) {
                (self.typed, self.show) = (String::new(), Show::All);
                self.filter();
                self.to_table = true;
            }
        } else {
            self.table_ui(&mut content, see, out);
        }
        let mine = self.mine.as_ref().map_or(String::new(), |mine| format!("　您能打开 {} 件", mine.len()));
        let presented = self.all.iter().filter(|row| row.state == SealedState::Presented).count();
        let counted = format!("{} 件　待批示 {presented} 件{mine}", self.all.len());
        action_bar(ui, "logbook-bar", &counted, |ui| {
            let none = self.selected().is_none().then_some("没有登记可以打开。");
            if ui.add(Button::new("打开").barred(none)).clicked()
                && let Some(row) = self.selected()
            {
                out.push(Msg::Open(row.id));
            }
            let threat = Button::new("登记威胁、侮辱").barred(see.barred(Op::Seal));
            if ui.add(threat).clicked() {
                out.push(Msg::Threat);
            }
            let new = Button::new("登记过问").primary().icon(icons::ADD).keys("Ctrl+N");
            if ui.add(new.barred(see.barred(Op::Seal))).clicked() {
                out.push(Msg::New);
            }
        });
    }

    fn selected(&self) -> Option<&SealedRow> {
        self.table.selected.and_then(|at| self.at(at))
    }

    fn filters_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let id = WidgetId::unique("logbook-filter");
        see.panes.entry(id);
        let field =
            Input::new(&mut self.typed).id(id).icon(icons::SEARCH).hint("编号").name("筛选编号").width(160.0);
        let field = field.most(20).show(ui);
        if std::mem::take(&mut self.to_filter) {
            field.request_focus();
        }
        self.to_table |= entered(ui, &field);
        let shows = [
            (Show::All, "全部"),
            (Show::Mine, "我能打开的"),
            (Show::Presented, "待批示"),
            (Show::Directed, "已批示"),
        ];
        let shows = shows.map(|(show, words)| (show, words.to_owned()));
        let chosen = Choice::new("筛选状态").prefix("显示").show(ui, &mut self.show, &shows);
        if field.changed() || chosen.changed() {
            self.filter();
        }
        if self.mine.is_none() && see.may(Op::Seal) {
            if ui.add(Button::new("输入登录密码").quiet().icon(icons::KEY)).clicked() {
                out.push(Msg::Prove);
            }
            muted(ui, "输入后才看得到哪些是您能打开的。");
        }
    }

    fn table_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        see.panes.entry(table_id(TABLE));
        let (all, shown, mine) = (&self.all, &self.shown, self.mine.as_ref());
        let row = |at: usize| {
            let row = shown.get(at).and_then(|at| all.get(*at))?;
            let state = match row.state {
                SealedState::Presented => Cell::State(Tone::Plain, row.state.label().into()),
                SealedState::Directed => Cell::State(Tone::Done, row.state.label().into()),
            };
            let read = match mine.map(|mine| mine.contains(&row.id.uuid())) {
                Some(true) => Cell::State(Tone::Chosen, "您能打开".into()),
                Some(false) => Cell::Muted("已封存".into()),
                None => Cell::Muted("已封存，要用登录密码".into()),
            };
            Some(vec![
                Cell::Strong(row.number.as_str().into()),
                Cell::Text(show_date(row.on).into()),
                state,
                read,
            ])
        };
        for event in table(ui, TABLE, &mut self.table, &COLUMNS, shown.len(), row) {
            if let TableEvent::Open(at) = event
                && let Some(row) = shown.get(at).and_then(|at| all.get(*at))
            {
                out.push(Msg::Open(row.id));
            }
        }
        if std::mem::take(&mut self.to_table) {
            ui.memory_mut(|memory| memory.request_focus(table_id(TABLE)));
        }
    }
}
