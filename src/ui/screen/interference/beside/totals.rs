//! 统计报告: the totals of a quarter, published once by the leader, read by everybody; the reports made of them.

use chrono::NaiveDate;
use eframe::egui::Ui;

use super::Asks;
use crate::domain::interference::{Quarter, Sealed, Totals};
use crate::domain::role::Op;
use crate::ledger::interference::{Division, TotalsTold};
use crate::ui::icons;
use crate::ui::screen::settings::page;
use crate::ui::screen::wizard::printing::Printing;
use crate::ui::screen::{Cx, See};
use crate::ui::theme::{regular, size, space, theme, type_sizes};
use crate::ui::widget::{
    Button, Choice, Dialog, DialogAnswer, Row, Tone, above_bar, action_bar, chip, key_value, label, muted,
    panel, problem_text, strong, wrapped,
};
use crate::words::date::show_date;

const KEYS: f32 = 104.0;
/// Quarters that are offered besides those that are published: the running one and what may still be reported.
const QUARTERS: usize = 6;
const WARNING: &str = "报告只有公布的数字，没有谁过问、谁登记。";

/// What a person does here.
pub enum Msg {
    Choose(Quarter),
    Prove,
    AskPublish,
    Publish,
    LeavePublish,
}

/// How the chosen quarter stands.
#[derive(Default)]
enum Shown {
    /// Nothing to be told to the acting user.
    #[default]
    Nothing,
    /// Everybody reads it.
    Published(Totals, TotalsTold),
    /// The leader alone, who has counted it now.
    Counted(Totals, TotalsTold),
}

/// What stands here.
pub struct State {
    quarters: Vec<(Quarter, String)>,
    at: Option<Quarter>,
    shown: Shown,
    proved: bool,
    publishing: bool,
    printing: Printing,
    problem: Option<String>,
}

impl Default for State {
    fn default() -> State {
        State {
            quarters: Vec::new(),
            at: None,
            shown: Shown::default(),
            proved: false,
            publishing: false,
            printing: Printing::or_file(),
            problem: None,
        }
    }
}

impl State {
    pub fn enter(&mut self, cx: &mut Cx<'_>) {
        self.problem = self.read(cx).err().map(|error| error.to_string());
    }

    fn read(&mut self, cx: &mut Cx<'_>) -> crate::ledger::Result<()> {
        self.proved = cx.ledger.has_own_keys();
        let published: Vec<Quarter> =
            cx.ledger.all::<Totals>()?.into_iter().map(|one| one.value.quarter).collect();
        // The last that is over is the one that is reported.
        let running = Quarter::of(cx.today);
        let mut all = vec![running];
        while all.len() < QUARTERS {
            all.push(before(all[all.len() - 1]));
        }
        all.extend(cx.ledger.all::<Sealed>()?.into_iter().map(|one| Quarter::of(one.value.on)));
        all.extend(&published);
        all.sort();
        all.dedup();
        all.reverse();
        let words = |quarter: &Quarter| {
            let state = match (published.contains(quarter), quarter.is_over(cx.today)) {
                (true, _) => "已公布",
                (false, true) => "没有公布",
                (false, false) => "还没有结束",
            };
            (*quarter, format!("{}年第{}季度　{state}", quarter.year, quarter.n))
        };
        self.quarters = all.iter().map(words).collect();
        let at = *self.at.get_or_insert(before(running));
        self.shown = Shown::Nothing;
        if let Some(found) = cx.ledger.published_totals(at)? {
            let told = cx.ledger.totals_told(&found.value)?;
            self.shown = Shown::Published(found.value, told);
        } else if cx.may(Op::PublishTotals) && self.proved {
            let totals = cx.ledger.interference_totals(at)?;
            let told = cx.ledger.totals_told(&totals)?;
            self.shown = Shown::Counted(totals, told);
        }
        Ok(())
    }

    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        self.printing.logic();
        if let (Some(wish), Some(quarter)) = (self.printing.take_wish(), self.at) {
            match cx.ledger.interference_report(quarter) {
                Ok(paper) => self.printing.carry_out(cx.ctx, wish, &paper.title, Ok(paper.pdf.to_vec())),
                Err(error) => self.printing.carry_out(cx.ctx, wish, "", Err(error.to_string())),
            }
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        page(&mut above_bar(ui, "totals"), |ui| {
            if let Some(problem) = &self.problem {
                problem_text(ui, problem);
            }
            let chosen = self.at;
            let field = Row::new("季度").show(ui, |ui| {
                let mut at = chosen;
                let options: Vec<(Option<Quarter>, String)> =
                    self.quarters.iter().map(|(quarter, words)| (Some(*quarter), words.clone())).collect();
                let field = Choice::new("季度").width(300.0).show(ui, &mut at, &options);
                if at != chosen {
                    out.extend(at.map(Msg::Choose));
                }
                field
            });
            see.panes.entry(field.id);
            ui.add_space(space().m);
            self.quarter_ui(ui, see, out);
        });
        let over = self.at.is_some_and(|at| at.is_over(see.today));
        let sentence = match (&self.shown, over) {
            (Shown::Published(totals, _), _) => format!("{}公布，不再改动", show_date(totals.published_on)),
            (_, false) => "季度结束以后公布".to_owned(),
            (..) => "公布以前只有主要负责人看得到".to_owned(),
        };
        let barred = see.barred(Op::PublishTotals).or(match (&self.shown, over) {
            (Shown::Published(..), _) => Some("这个季度已经公布，一个季度只公布一次。"),
            (_, false) => Some("这个季度还没有结束。"),
            (Shown::Counted(..), true) => None,
            (Shown::Nothing, true) => Some("要用您的登录密码才能汇总。"),
        });
        action_bar(ui, "totals-bar", &sentence, |ui| {
            if ui.add(Button::new("公布统计").primary().barred(barred)).clicked() {
                out.push(Msg::AskPublish);
            }
        });
        self.publishing_ui(ui, out);
    }

    fn quarter_ui(&mut self, ui: &mut Ui, see: &See<'_>, out: &mut Vec<Msg>) {
        match &self.shown {
            Shown::Nothing if see.may(Op::PublishTotals) => {
                muted(ui, "汇总要打开封存的登记，请先输入您的登录密码。");
                if ui.add(Button::new("输入登录密码").icon(icons::KEY)).clicked() {
                    out.push(Msg::Prove);
                }
            }
            Shown::Nothing => {
                muted(
                    ui,
                    "这个季度的统计还没有公布。由主要负责人汇总公布，公布以后这里看得到，也可以打印报告。",
                );
            }
            Shown::Published(totals, told) => {
                table_ui(ui, totals, told, see.today);
                ui.add_space(space().m);
                let (label, verb) = match totals.is_zero() {
                    true => ("零报告", "打印零报告"),
                    false => ("季度报告", "打印季度报告"),
                };
                self.printing.ui(ui, label, verb, "过问登记季度报告.pdf", WARNING);
            }
            Shown::Counted(totals, told) => table_ui(ui, totals, told, see.today),
        }
    }

    fn publishing_ui(&mut self, ui: &Ui, out: &mut Vec<Msg>) {
        if !self.publishing {
            return;
        }
        let sentence = "公布以后全体用户都看得到，一个季度只公布一次，不能改动：从两次的差数会推知个别记录。";
        match Dialog::new("公布统计", "公布").sentence(sentence).show(ui.ctx(), |_| {}) {
            Some(DialogAnswer::Yes) => out.push(Msg::Publish),
            Some(DialogAnswer::No) => out.push(Msg::LeavePublish),
            None => {}
        }
    }

    pub fn update(&mut self, msg: &Msg, cx: &mut Cx<'_>) -> Option<Asks> {
        match msg {
            Msg::Choose(quarter) => {
                self.at = Some(*quarter);
                self.enter(cx);
                self.printing.enter(cx.ctx);
            }
            Msg::Prove => return Some(Asks::Password),
            Msg::AskPublish => self.publishing = true,
            Msg::LeavePublish => self.publishing = false,
            Msg::Publish => {
                self.publishing = false;
                match cx.ledger.publish_totals(self.at?) {
                    Ok(_) => {
                        cx.done("已公布统计。");
                        cx.saved();
                        self.enter(cx);
                        self.printing.enter(cx.ctx);
                    }
                    Err(error) => cx.refused(error),
                }
            }
        }
        None
    }
}

/// What the table says, and why it does not say more.
fn table_ui(ui: &mut Ui, totals: &Totals, told: &TotalsTold, today: NaiveDate) {
    panel(ui, icons::STATISTICS, "登记和批示", |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space().s;
        ui.spacing_mut().interact_size.y = 0.0;
        key_value(ui, "封存登记", KEYS, &format!("{} 件", totals.sealed));
        if totals.sealed > 0 {
            let until = if totals.published_on == today { "到今天" } else { "到公布那天" };
            key_value(ui, "已批示", KEYS, &format!("{} 件，{until}", totals.directed));
            let days = match (totals.median_days, totals.directed) {
                (Some(days), _) => format!("{days} 天，居中的一件"),
                (None, 0) => "还没有批示的".to_owned(),
                (None, _) => "有不能打开的登记，不计算".to_owned(),
            };
            key_value(ui, "到批示", KEYS, &days);
        }
        if totals.is_zero() {
            wrapped(
                ui,
                "本季度没有内部人员过问，报告是零报告。",
                regular(type_sizes().table),
                theme(ui).text,
            );
        }
    });
    if totals.sealed > 0 {
        for (title, division) in [
            ("按性质", &told.sorts),
            ("内部人员过问，按情形", &told.kinds),
            ("内部人员过问，按方式", &told.channels),
        ] {
            if *division != Division::default() {
                ui.add_space(space().m);
                panel(ui, icons::STATISTICS, title, |ui| division_ui(ui, division));
            }
        }
    }
    for why in &told.why {
        ui.add_space(space().s);
        muted(ui, why);
    }
}

fn division_ui(ui: &mut Ui, division: &Division) {
    ui.set_width(ui.available_width());
    for told in &division.told {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = space().s;
            ui.allocate_ui(eframe::egui::vec2(size().control * 2.0, 0.0), |ui| {
                strong(ui, &format!("{} 件", told.count));
            });
            if told.is_merged() {
                chip(ui, Tone::Plain, "合并");
            }
            label(ui, &told.names.join("；"));
        });
    }
    let none = division.none_said();
    if !none.is_empty() {
        muted(ui, &none);
    }
}

/// The quarter before.
fn before(quarter: Quarter) -> Quarter {
    match quarter.n {
        ..=1 => Quarter { year: quarter.year - 1, n: 4 },
        n => Quarter { year: quarter.year, n: n - 1 },
    }
}
