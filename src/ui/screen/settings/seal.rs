//! 密封: the keys of sealed records: the leader's, the one on paper, and their way from one leader to the next.

use chrono::NaiveDate;
use eframe::egui::{Align2, Role as WidgetRole, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::super::problems::{Line, Problems};
use super::super::wizard::printing::Printing;
use super::super::{Cx, See};
use super::appearance::page;
use crate::domain::id::Id;
use crate::domain::interference::Addressee;
use crate::domain::role::Op;
use crate::ledger::{HandedOver, PaperKey};
use crate::ui::icons;
use crate::ui::theme::{bold, regular, size, space, theme, type_sizes};
use crate::ui::widget::{
    Button, Choice, Row, Tone, anchor, chip, key_value, label, muted, panel, problem_text,
};
use crate::words::date::show_date;

const FIELDS: [&str; 3] = ["recovery.custodian", "to", "paper"];
const KEYS: f32 = 104.0;
const TITLE: &str = "密封记录恢复密钥单";
/// The room of one group of the key, in sizes of the type.
const GROUP: Vec2 = vec2(8.8, 1.6);
const WARNING: &str = "密钥单是秘密：存成的文件印完就删，清空回收站。";

/// What a person does here.
pub enum Msg {
    Make,
    /// The sheet is printed and locked away: the key is shown no more.
    Done,
    HandOver,
    Recover,
}

/// A leader, and whether a password keeps the leader's key.
struct Holder {
    id: Uuid,
    name: String,
    has_password: bool,
    own: bool,
}

/// What stands here.
#[derive(Default)]
pub struct State {
    leaders: Vec<Holder>,
    key: Option<(NaiveDate, String)>,
    /// Whether the acting user's own password was given.
    proved: bool,
    custodian: String,
    to: Option<Uuid>,
    paper: String,
    made: Option<PaperKey>,
    printing: Printing,
    problems: Problems,
    problem: Option<String>,
}

impl State {
    pub fn enter(&mut self, cx: &Cx<'_>) {
        self.problem = self.read(cx).err().map(|error| error.to_string());
    }

    fn read(&mut self, cx: &Cx<'_>) -> crate::ledger::Result<()> {
        let me = cx.ledger.actor().map(|actor| actor.id);
        self.proved = cx.ledger.has_own_keys();
        self.leaders.clear();
        for user in cx.ledger.sealed_recipients(Addressee::Leader)? {
            self.leaders.push(Holder {
                id: user.id.uuid(),
                has_password: cx.ledger.has_password(&user)?,
                own: Some(user.id) == me,
                name: user.value.name,
            });
        }
        self.key = cx.ledger.recovery_key()?.map(|key| (key.value.made_on, key.value.custodian));
        Ok(())
    }

    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        self.printing.logic();
        if let Some(wish) = self.printing.take_wish()
            && let Some(key) = &self.made
        {
            let paper = cx.ledger.paper_key_sheet(key).map(|paper| paper.to_vec());
            self.printing.carry_out(cx.ctx, wish, TITLE, paper.map_err(|error| error.to_string()));
        }
    }

    pub fn update(&mut self, msg: &Msg, cx: &mut Cx<'_>) {
        self.problems.clear();
        match msg {
            Msg::Make => {
                let sentence = "请写由谁保管密钥单；不要与台账口令单同一个人。";
                self.problems.wanted("recovery.custodian", &self.custodian, sentence);
                if self.problems.any() {
                    return;
                }
                match cx.ledger.make_recovery_key(&self.custodian) {
                    Ok(key) => {
                        self.made = Some(key);
                        self.custodian.clear();
                        self.printing.enter(cx.ctx);
                        cx.saved();
                    }
                    Err(error) => self.problems.refused(&error),
                }
            }
            Msg::Done => self.made = None,
            Msg::HandOver => {
                let Some(to) = self.to else { return self.problems.say("to", "请选择移交给谁。") };
                let done = cx.ledger.hand_over_sealed(Id::new(to));
                self.told(done, "已移交", "to", cx);
            }
            Msg::Recover => {
                let paper = Zeroizing::new(std::mem::take(&mut self.paper));
                let done = cx.ledger.recover_sealed(&paper);
                self.told(done, "已恢复", "paper", cx);
            }
        }
    }

    fn told(
        &mut self,
        done: crate::ledger::Result<HandedOver>,
        verb: &str,
        field: &'static str,
        cx: &mut Cx<'_>,
    ) {
        match done {
            Ok(HandedOver { records, withheld }) => {
                let kept = match withheld {
                    0 => String::new(),
                    count => format!("另有 {count} 件涉及接收人本人，没有给。"),
                };
                cx.done(format!("{verb} {records} 件。{kept}"));
                cx.saved();
            }
            Err(error) => self.problems.say(field, error.to_string()),
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &See<'_>, out: &mut Vec<super::Msg>) {
        let mut said = Vec::new();
        let barred = see
            .barred(Op::KeepSealKeys)
            .or((!self.proved).then_some("要用本人的登录密码：请锁定，用登录密码登录。"));
        page(ui, |ui| {
            if let Some(problem) = &self.problem {
                problem_text(ui, problem);
            }
            self.problems.rest_ui(ui, &FIELDS);
            self.leaders_ui(ui);
            ui.add_space(space().m);
            if self.made.is_some() {
                self.made_ui(ui, &mut said);
            } else {
                self.key_ui(ui, barred, &mut said);
            }
            ui.add_space(space().m);
            self.handing_ui(ui, barred, &mut said);
            ui.add_space(space().m);
            self.recover_ui(ui, barred, &mut said);
        });
        out.extend(said.into_iter().map(super::Msg::Seal));
    }

    fn leaders_ui(&self, ui: &mut Ui) {
        panel(ui, icons::LOCK, "谁能打开呈报的过问", |ui| {
            ui.set_width(ui.available_width());
            if self.leaders.is_empty() {
                problem_text(
                    ui,
                    "还没有主要负责人用户，过问暂时不能呈报。请系统管理在“用户”里登记，并由本人设置密码。",
                );
            }
            for holder in &self.leaders {
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing.x = space().s;
                    label(ui, &format!("{}（主要负责人）", holder.name));
                    match holder.has_password {
                        true => chip(ui, Tone::Done, "有登录密码"),
                        false => chip(ui, Tone::Due, "没有登录密码"),
                    };
                });
                if !holder.has_password {
                    problem_text(ui, "封存给没有登录密码的用户，谁也打不开。请系统管理先为其设置密码。");
                }
            }
        });
    }

    fn key_ui(&mut self, ui: &mut Ui, barred: Option<&str>, said: &mut Vec<Msg>) {
        panel(ui, icons::KEY, "纸上的恢复密钥", |ui| {
            ui.set_width(ui.available_width());
            match &self.key {
                Some((made_on, custodian)) => {
                    key_value(ui, "制作日期", KEYS, &show_date(*made_on));
                    key_value(ui, "保管人", KEYS, custodian);
                    muted(ui, "另制一份以后，原来的密钥单仍能打开以前的记录，要一样妥善保管或者销毁。");
                }
                None => {
                    problem_text(ui, "还没有制作。主要负责人忘记密码的，封存的记录就打不开了。");
                }
            }
            let line = Line::new("保管人", FIELDS[0]).hint("与台账口令单分开，由不同的人保管。");
            line.show(ui, &mut self.custodian, &mut self.problems);
            let verb = if self.key.is_some() { "另制恢复密钥" } else { "制作恢复密钥" };
            under_fields(ui, |ui| {
                if ui.add(Button::new(verb).icon(icons::KEY).barred(barred)).clicked() {
                    said.push(Msg::Make);
                }
                why_ui(ui, barred);
            });
        });
    }

    /// The key, once: nothing of it is kept.
    fn made_ui(&mut self, ui: &mut Ui, said: &mut Vec<Msg>) {
        let Some(key) = &self.made else { return };
        panel(ui, icons::KEY, "恢复密钥，只显示这一次", |ui| {
            ui.set_width(ui.available_width());
            muted(ui, "请印出密钥单；没有打印机的，照下面逐组抄写。台账里不存密钥，关掉就不能再看。");
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(space().s, space().xs);
                for (at, group) in key.groups.iter().enumerate() {
                    group_ui(ui, at + 1, &group.text, &group.check);
                }
            });
            self.printing.ui(ui, "密钥单", "打印密钥单", "密封记录恢复密钥单.pdf", WARNING);
            under_fields(ui, |ui| {
                if ui.add(Button::new("已锁入保险柜，不再显示").icon(icons::HIDE)).clicked() {
                    said.push(Msg::Done);
                }
            });
        });
    }

    fn handing_ui(&mut self, ui: &mut Ui, barred: Option<&str>, said: &mut Vec<Msg>) {
        panel(ui, icons::FORWARD, "移交给新的主要负责人", |ui| {
            ui.set_width(ui.available_width());
            let others: Vec<(Option<Uuid>, String)> = self
                .leaders
                .iter()
                .filter(|one| !one.own)
                .map(|one| (Some(one.id), one.name.clone()))
                .collect();
            if others.is_empty() {
                muted(ui, "离任前由系统管理把接任的人设为主要负责人，再由您在这里移交。");
                return;
            }
            let problem = self.problems.of("to").map(str::to_owned);
            let row = Row::new("移交给").problem(problem.as_deref());
            row.hint("原来的钥匙仍能打开移交以前的记录；涉及接任人本人的不移交。").show(ui, |ui| {
                Choice::new("移交给").width(240.0).show(ui, &mut self.to, &others);
                anchor(ui)
            });
            under_fields(ui, |ui| {
                if ui.add(Button::new("移交").name("移交密封记录").barred(barred)).clicked() {
                    said.push(Msg::HandOver);
                }
                why_ui(ui, barred);
            });
        });
    }

    fn recover_ui(&mut self, ui: &mut Ui, barred: Option<&str>, said: &mut Vec<Msg>) {
        panel(ui, icons::UNDO, "忘记密码以后恢复", |ui| {
            ui.set_width(ui.available_width());
            muted(ui, "由系统管理另设密码以后，用恢复密钥把以前的记录重新封给您现在的钥匙。");
            let line = Line::new("恢复密钥", FIELDS[2]).secret().hint("照密钥单从第1组起依次连写。");
            line.show(ui, &mut self.paper, &mut self.problems);
            let empty = self.paper.trim().is_empty().then_some("请先写恢复密钥。");
            under_fields(ui, |ui| {
                if ui.add(Button::new("恢复").name("恢复密封记录").barred(barred.or(empty))).clicked()
                {
                    said.push(Msg::Recover);
                }
            });
        });
    }
}

/// What belongs to the fields above, in their column.
fn under_fields(ui: &mut Ui, body: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space().s;
        ui.add_space(size().label_column);
        body(ui);
    });
}

/// One group of the key as it is copied by hand: its number, its characters, its check marks, each in its column.
fn group_ui(ui: &mut Ui, nth: usize, text: &str, check: &str) {
    let (theme, sizes) = (theme(ui), type_sizes());
    let (rect, response) = ui.allocate_exact_size(GROUP * sizes.body, Sense::hover());
    let spoken = format!("{nth}　{text}　{check}");
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, &spoken));
    let y = rect.center().y;
    let at = |part: f32| pos2(rect.left() + part * sizes.body, y);
    let font = regular(sizes.small);
    ui.painter().text(at(1.5), Align2::RIGHT_CENTER, nth.to_string(), font.clone(), theme.muted);
    ui.painter().text(at(2.2), Align2::LEFT_CENTER, text, bold(sizes.body), theme.text);
    ui.painter().text(at(6.4), Align2::LEFT_CENTER, check, font, theme.muted);
}

fn why_ui(ui: &mut Ui, barred: Option<&str>) {
    if let Some(why) = barred {
        muted(ui, why);
    }
}
