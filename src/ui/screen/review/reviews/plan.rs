//! A plan that is opened: what it draws from, and how its files stand.

use eframe::egui::{Frame, Margin, Ui};

use super::Left;
use super::assign::Assign;
use crate::domain::id::Id;
use crate::domain::review::{ReviewFile, ReviewPlan, Stage};
use crate::domain::role::Op;
use crate::ledger::Result;
use crate::ledger::file::Versioned;
use crate::ledger::reviews::{FileRow, Pool};
use crate::ui::screen::certificates::entry::Said;
use crate::ui::screen::{Cx, See};
use crate::ui::theme::{regular, space, theme, type_sizes};
use crate::ui::widget::{
    Button, Cell, Column, Dialog, DialogAnswer, Input, TableEvent, TableState, Tone, above_bar, action_bar,
    problem_text, table, table_id, wrapped,
};
use crate::words::amount::show_tenths;
use crate::words::date::show_date;

const TABLE: &str = "评查案卷";
const COLUMNS: [Column; 8] = [
    Column::plain("案号", 200.0),
    Column::plain("当事人", 0.0),
    Column::plain("类型", 168.0),
    Column::plain("评查人", 88.0).grows(),
    Column::plain("另一评查人", 88.0).grows(),
    Column::plain("状态", 104.0),
    Column::plain("得分", 72.0),
    Column::plain("整改期限", 128.0),
];
const NARROW: [Column; 6] =
    [Column::plain("案号", 0.0), COLUMNS[3], COLUMNS[4], COLUMNS[5], COLUMNS[6], COLUMNS[7]];

/// What a person does here.
pub enum Msg {
    Draw,
    Drawn,
    Yes,
    No,
    Open(Id<ReviewFile>),
    Assign(Id<ReviewFile>),
    Assigned(Said),
    Circular,
    Leave,
}

/// An opened plan.
pub struct Plan {
    read: Versioned<ReviewPlan>,
    pool: Option<Pool>,
    files: Vec<FileRow>,
    /// How often it was drawn from.
    draws: usize,
    table: TableState,
    focus: bool,
    /// Why there is another draw; the dialog is open.
    asking: Option<(String, Option<String>)>,
    assign: Option<Assign>,
}

impl Plan {
    /// Opens a plan.
    ///
    /// # Errors
    /// It is not there.
    pub fn open(id: Id<ReviewPlan>, cx: &Cx<'_>) -> Result<Plan> {
        let read = cx.ledger.get(id)?;
        let mut plan = Plan {
            read,
            pool: None,
            files: Vec::new(),
            draws: 0,
            table: TableState::default(),
            focus: true,
            asking: None,
            assign: None,
        };
        plan.refresh(cx)?;
        Ok(plan)
    }

    fn refresh(&mut self, cx: &Cx<'_>) -> Result<()> {
        self.draws = cx.ledger.draws_of(self.read.id)?.len();
        self.files = cx.ledger.review_files(self.read.id)?;
        self.pool = if self.draws == 0 { Some(cx.ledger.review_pool(&self.read.value)?) } else { None };
        let at = self.table.selected.unwrap_or(0);
        self.table.select(self.files.len().checked_sub(1).map(|last| at.min(last)));
        Ok(())
    }

    pub fn read(&mut self, cx: &mut Cx<'_>) {
        if let Err(error) = self.refresh(cx) {
            cx.refused(error);
        }
        self.focus |= self.assign.is_none();
    }

    pub fn title(&self) -> &str {
        &self.read.value.title
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        if let Some(assign) = &mut self.assign {
            out.extend(assign.ui(ui, see).map(Msg::Assigned));
            return;
        }
        let escape = self.asking.is_none()
            && ui.input_mut(|input| {
                input.consume_key(eframe::egui::Modifiers::NONE, eframe::egui::Key::Escape)
            });
        if escape {
            out.push(Msg::Leave);
        }
        let mut content = above_bar(ui, "review-plan");
        self.head_ui(&mut content);
        if self.draws > 0 {
            see.panes.entry(table_id(TABLE));
            let columns: &[Column] = if see.narrow { &NARROW } else { &COLUMNS };
            let (rows, today) = (&self.files, see.today);
            let cells = |at: usize| {
                let row = rows.get(at)?;
                Some(columns.iter().map(|column| cell(row, column.title, today)).collect())
            };
            for event in table(&mut content, TABLE, &mut self.table, columns, rows.len(), cells) {
                if let TableEvent::Open(at) = event {
                    out.extend(rows.get(at).map(|row| Msg::Open(row.id)));
                }
            }
            if std::mem::take(&mut self.focus) {
                ui.memory_mut(|memory| memory.request_focus(table_id(TABLE)));
            }
        }
        self.bar_ui(ui, see, out);
        self.dialog_ui(ui, out);
    }

    fn head_ui(&self, ui: &mut Ui) {
        let (gaps, ink) = (space(), theme(ui).text);
        Frame::new().inner_margin(Margin::symmetric(gaps.m as i8, gaps.s as i8)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            for sentence in self.sentences() {
                wrapped(ui, &sentence, regular(type_sizes().table), ink);
            }
        });
    }

    fn sentences(&self) -> Vec<String> {
        let plan = &self.read.value;
        let kinds: Vec<&str> = plan.scope.iter().map(|one| one.kind.label()).collect();
        let range = format!("{}至{}立案的{}。", show_date(plan.from), show_date(plan.to), kinds.join("、"));
        let Some(pool) = &self.pool else {
            let again = if self.draws > 1 {
                format!("抽取过{}次，以最后一次为准。", self.draws)
            } else {
                String::new()
            };
            let files = self.files.len();
            let left = self.files.iter().filter(|file| file.level.is_empty()).count();
            return vec![format!("{range}{again}"), format!("共{files}卷，还有{left}卷没有评出结果。")];
        };
        let ruled = pool.by_rule();
        let mut told = vec![
            range,
            format!(
                "现在范围内有{}卷：必查{ruled}卷，从其余{}卷里随机抽取{}卷。",
                pool.cases.len(),
                pool.cases.len() - ruled,
                plan.count
            ),
            "种子由台账在抽取时生成，谁也不能挑；照抽取记录上的种子和案号，用 sha256sum 就能重抽一遍。"
                .to_owned(),
        ];
        if pool.undated > 0 {
            told.push(format!("另有{}件没有立案日期，不在范围内。", pool.undated));
        }
        told
    }

    fn bar_ui(&self, ui: &mut Ui, see: &See<'_>, out: &mut Vec<Msg>) {
        let chosen = self.table.selected.and_then(|at| self.files.get(at));
        let barred = see.barred(Op::DrawFiles);
        let sentence = chosen.map(|row| row.title.clone()).unwrap_or_default();
        action_bar(ui, "review-plan-bar", &sentence, |ui| {
            if ui.add(Button::new("返回").keys("Esc")).clicked() {
                out.push(Msg::Leave);
            }
            if self.draws == 0 {
                if ui.add(Button::new("抽取案卷").primary().barred(barred)).clicked() {
                    out.push(Msg::Draw);
                }
                return;
            }
            if ui.add(Button::new("重新抽取").barred(barred)).clicked() {
                out.push(Msg::Draw);
            }
            if ui.add(Button::new("抽取记录")).clicked() {
                out.push(Msg::Drawn);
            }
            if self.files.iter().any(|file| !file.level.is_empty())
                && ui.add(Button::new("印发通报").barred(see.barred(Op::IssueNotice))).clicked()
            {
                out.push(Msg::Circular);
            }
            let Some(row) = chosen else { return };
            let open = matches!(row.stage, Stage::Unassigned | Stage::Scoring);
            if open {
                let barred = see.barred(Op::AssignReviewers);
                if ui.add(Button::new("指定评查人").barred(barred)).clicked() {
                    out.push(Msg::Assign(row.id));
                }
            }
            if ui.add(Button::new("打开").primary().keys("回车")).clicked() {
                out.push(Msg::Open(row.id));
            }
        });
    }

    fn dialog_ui(&mut self, ui: &Ui, out: &mut Vec<Msg>) {
        let again = self.draws > 0;
        let Some((why, problem)) = &mut self.asking else { return };
        let (title, sentence) = match again {
            true => ("重新抽取", "原来的抽取留在记录里，以新的一次为准；已经有人提交评查的不能再抽。"),
            false => ("抽取案卷", "抽取只有一次：种子、清单和结果都写进台账，不能撤销。"),
        };
        let answer = Dialog::new(title, "抽取").sentence(sentence).show(ui.ctx(), |ui| {
            if again {
                let bad = problem.is_some();
                let response =
                    Input::new(why).name("重新抽取的理由").hint("重新抽取的理由").problem(bad).show(ui);
                if response.changed() {
                    *problem = None;
                }
            }
            if let Some(problem) = problem {
                problem_text(ui, problem);
            }
        });
        out.extend(answer.map(|answer| match answer {
            DialogAnswer::Yes => Msg::Yes,
            DialogAnswer::No => Msg::No,
        }));
    }

    pub fn update(&mut self, msg: &Msg, cx: &mut Cx<'_>) -> Option<Left> {
        match msg {
            Msg::Draw => self.asking = Some((String::new(), None)),
            Msg::No => {
                self.asking = None;
                self.focus = true;
            }
            Msg::Yes => self.draw(cx),
            Msg::Drawn => return Some(Left::Drawn(self.read.id)),
            Msg::Open(id) => return Some(Left::File(*id)),
            Msg::Circular => {
                let issued = cx.ledger.issue_circular(self.read.id);
                super::issued(issued, cx);
            }
            Msg::Leave => return Some(Left::Plans),
            Msg::Assign(id) => match Assign::begin(*id, &self.read.value, cx) {
                Ok(assign) => self.assign = Some(assign),
                Err(error) => cx.refused(error),
            },
            Msg::Assigned(said) => {
                let over = self.assign.as_mut().is_some_and(|assign| assign.update(*said, cx));
                if over {
                    self.assign = None;
                    self.read(cx);
                }
            }
        }
        None
    }

    fn draw(&mut self, cx: &mut Cx<'_>) {
        let Some((why, problem)) = &mut self.asking else { return };
        match cx.ledger.draw_review(self.read.id, why) {
            Ok(_) => {
                self.asking = None;
                cx.saved();
                self.read(cx);
                cx.done(format!("已抽取{}卷，评查人已经分好。", self.files.len()));
            }
            Err(error) => *problem = Some(error.to_string()),
        }
    }

    pub fn is_unkept(&self) -> bool {
        self.assign.as_ref().is_some_and(Assign::is_unkept)
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        if let Some(assign) = &mut self.assign {
            assign.keep(cx);
        }
    }
}

fn cell<'a>(row: &'a FileRow, title: &str, today: chrono::NaiveDate) -> Cell<'a> {
    match title {
        "案号" => Cell::Strong(row.number.as_str().into()),
        "当事人" => Cell::Text(row.party.as_str().into()),
        "类型" => Cell::Text(row.kind.label().into()),
        "评查人" | "另一评查人" => {
            let at = usize::from(title != "评查人");
            let name = |seat: &crate::ledger::reviews::Seat| match seat.submitted_on {
                Some(_) => format!("{}✓", seat.name),
                None => seat.name.clone(),
            };
            Cell::Text(row.seats.get(at).map(name).unwrap_or_default().into())
        }
        "状态" => {
            let tone = match row.stage {
                Stage::Done => Tone::Done,
                Stage::Unassigned | Stage::Rectifying => Tone::Due,
                Stage::Scoring => Tone::Plain,
                Stage::Comparing | Stage::Rechecking => Tone::Chosen,
            };
            Cell::State(tone, row.stage.label().into())
        }
        "得分" => match row.points {
            Some(points) => Cell::Strong(format!("{} {}", show_tenths(points), row.level).into()),
            None => Cell::Muted("".into()),
        },
        _ => match row.rectify_by {
            Some(by) if by < today => {
                Cell::State(Tone::Overdue, format!("逾期{}天", (today - by).num_days()).into())
            }
            Some(by) => Cell::Text(show_date(by).into()),
            None => Cell::Muted("".into()),
        },
    }
}
