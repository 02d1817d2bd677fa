//! 涂去号码: somebody's identity and telephone numbers taken out of the ledger, after saying what goes with them.

use eframe::egui::{Context, Ui};

use super::super::Cx;
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::ledger::cards::{Blackout as Told, Numbers};
use crate::ui::screen::problems::{Line, Problems};
use crate::ui::theme::{regular, theme, type_sizes};
use crate::ui::widget::{Dialog, DialogAnswer, Row, anchor, check_box, wrapped};
use crate::words::date::show_date;

const FIELDS: [&str; 2] = ["numbers", "why"];
/// Acts that are named one by one.
const NAMED: usize = 4;

/// What a person does here.
pub enum Msg {
    /// Ticked a number, or took the tick away.
    Chosen,
    Do,
    Leave,
}

/// The question as it stands.
pub struct Blackout {
    officer: Id<Officer>,
    name: String,
    numbers: Numbers,
    told: Told,
    why: String,
    problems: Problems,
    /// Whether it is answered.
    pub left: bool,
    pub done: bool,
}

impl Blackout {
    pub fn of(officer: Id<Officer>, name: &str) -> Blackout {
        let problems = Problems::none_at("numbers");
        let (numbers, told, name) = (Numbers::default(), Told::default(), name.to_owned());
        Blackout { officer, name, numbers, told, why: String::new(), problems, left: false, done: false }
    }

    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match msg {
            Msg::Leave => self.left = true,
            Msg::Chosen => match cx.ledger.blackout_of(self.officer, self.numbers) {
                Ok(told) => {
                    self.told = told;
                    self.problems.forget("numbers");
                }
                Err(error) => self.problems.say("", error.to_string()),
            },
            Msg::Do => self.submit(cx),
        }
    }

    fn submit(&mut self, cx: &mut Cx<'_>) {
        self.problems.clear();
        if self.numbers == Numbers::default() {
            self.problems.say("numbers", "请勾选要涂去的号码。");
        } else if self.told.is_empty() {
            self.problems.say("numbers", "没有登记过勾选的号码，没有可以涂去的。");
        }
        self.problems.wanted("why", &self.why, "请写明为什么涂去，例如：本人要求不再登记。");
        if self.problems.any() {
            return;
        }
        match cx.ledger.black_out(self.officer, self.numbers, self.why.trim()) {
            Ok(_) => {
                // What the drafts of one's own forms about this person hold goes too.
                for key in ["", "move/", "leave/", "photo/"] {
                    cx.drop_draft(&format!("officer/{key}{}", self.officer.uuid()));
                }
                cx.saved();
                cx.done(format!("{}的{}已从台账里涂去。", self.name, self.words()));
                (self.left, self.done) = (true, true);
            }
            Err(error) => self.problems.refused(&error),
        }
    }

    fn words(&self) -> &'static str {
        match (self.numbers.id_number, self.numbers.phone) {
            (true, true) => "身份证号和电话",
            (true, false) => "身份证号",
            _ => "电话",
        }
    }

    pub fn ui(&mut self, ctx: &Context, out: &mut Vec<Msg>) {
        let sentence = format!(
            "{}的号码从台账里去掉：现在登记的，和以前每一次登记、修改里的，都不留。涂去以后不能撤销，也找不回来。",
            self.name
        );
        let dialog = Dialog::new("涂去号码", "涂去，不能撤销").sentence(&sentence).width(620.0);
        let mut chosen = false;
        let answer = dialog.show(ctx, |ui| chosen = self.body_ui(ui));
        out.extend(chosen.then_some(Msg::Chosen));
        match answer {
            Some(DialogAnswer::Yes) => out.push(Msg::Do),
            Some(DialogAnswer::No) => out.push(Msg::Leave),
            None => {}
        }
    }

    /// The rows; tells whether a tick was set or taken away.
    fn body_ui(&mut self, ui: &mut Ui) -> bool {
        self.problems.rest_ui(ui, &FIELDS);
        let mut changed = false;
        let focus = self.problems.takes("numbers");
        let wrong = self.problems.of("numbers").map(str::to_owned);
        Row::new("号码").problem(wrong.as_deref()).show(ui, |ui| {
            let id = check_box(ui, &mut self.numbers.id_number, "身份证号");
            if focus {
                id.request_focus();
            }
            ui.add_space(crate::ui::theme::space().l);
            let phone = check_box(ui, &mut self.numbers.phone, "联系电话");
            changed = id.changed() || phone.changed();
            anchor(ui)
        });
        for sentence in self.consequences() {
            wrapped(ui, &sentence, regular(type_sizes().table), theme(ui).text);
        }
        let besides =
            "不在内的：写在事由、案情里的号码，已经打印、导出和备份出去的，别的用户没有提交的草稿。";
        wrapped(ui, besides, regular(type_sizes().small), theme(ui).muted);
        let line = Line::new("理由", "why").hint("必填，记入履历；不要把号码写在这里");
        if line.show(ui, &mut self.why, &mut self.problems).changed() {
            self.problems.forget("why");
        }
        changed
    }

    /// What goes with the numbers.
    fn consequences(&self) -> Vec<String> {
        let Told { acts, others, printed } = &self.told;
        let mut said = Vec::new();
        if let Some((day, what)) = acts.first() {
            let named: Vec<String> = acts
                .iter()
                .rev()
                .take(NAMED)
                .map(|(day, what)| format!("{}{what}", show_date(*day)))
                .collect();
            let list = match acts.len() {
                0..=NAMED => named.join("、"),
                _ => format!("{}……最早是{}{what}", named.join("、"), show_date(*day)),
            };
            said.push(format!(
                "号码写在{}次日志里：{list}。这些日志的原文一并去掉，当时改了什么就看不到了，只留下有过这几次。",
                acts.len()
            ));
        }
        if *others > 0 {
            said.push(format!(
                "同几次日志里还有别的记录{others}条：内容原样保留，当时怎样登记的也看不到了。"
            ));
        }
        if *printed > 0 {
            said.push(format!(
                "留存的行政执法证件登记表{printed}份印着身份证号，一并删去；需要时再打印，印出来的不带号码。"
            ));
        }
        said
    }
}
