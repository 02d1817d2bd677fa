//! What follows for one person, and the failures on which it rests; what came of them, and withdrawals.

use eframe::egui::{Context, Ui};

use super::{Msg, Person};
use crate::domain::interference::{RecordingFailure, Response};
use crate::domain::role::Op;
use crate::ledger::file::Versioned;
use crate::ledger::interference::Answerable;
use crate::ui::icons;
use crate::ui::screen::problems::{Line, Problems};
use crate::ui::screen::settings::page;
use crate::ui::screen::{Cx, See};
use crate::ui::theme::{regular, space, theme, type_sizes};
use crate::ui::widget::{
    Button, Dialog, DialogAnswer, Tone, above_bar, action_bar, chip, key_value, muted, panel, panel_with,
    wrapped,
};
use crate::words::date::show_date;

const KEYS: f32 = 104.0;

/// A failure, and the names of who failed and of who instructed it.
type Shown = (Versioned<RecordingFailure>, String, String);

/// Paints the person's page.
pub fn ui(ui: &mut Ui, see: &See<'_>, person: &Person, failures: &[Shown], out: &mut Vec<Msg>) {
    let own: Vec<(usize, &Shown)> = failures
        .iter()
        .enumerate()
        .filter(|(_, (read, ..))| {
            let failure = read.value.failure;
            failure.officer == person.id || failure.instructed_by == Some(person.id)
        })
        .collect();
    page(&mut above_bar(ui, "failed"), |ui| {
        panel(ui, icons::LIABILITY, &format!("{}　应当怎样追究", person.name), |ui| {
            ui.set_width(ui.available_width());
            if person.follows.is_empty() {
                muted(ui, "认定都已撤销，没有应当追究的。");
            }
            for one in &person.follows {
                follows_ui(ui, one, failures);
            }
            muted(ui, "以上是按次数列出的依据，不是处理决定。怎样处理由有权机关研究决定，作出以后补登文号。");
        });
        for (nth, (at, shown)) in own.into_iter().enumerate() {
            ui.add_space(space().m);
            failure_ui(ui, see, (nth + 1, at), shown, out);
        }
    });
    action_bar(ui, "failed-bar", "", |ui| {
        if ui.add(Button::new("返回").keys("Esc")).clicked() {
            out.push(Msg::Leave);
        }
        if ui.add(Button::new("登记认定").primary().barred(see.barred(Op::EstablishFailure))).clicked() {
            out.push(Msg::New);
        }
    });
}

/// One thing that follows: what, why, where it stands.
fn follows_ui(ui: &mut Ui, one: &Answerable, failures: &[Shown]) {
    let days: Vec<String> = failures
        .iter()
        .filter(|(read, ..)| one.rests_on.contains(&read.id))
        .map(|(read, name, _)| match one.response {
            Response::Heavier => format!("{}（{name}）", show_date(read.value.on)),
            _ => show_date(read.value.on),
        })
        .collect();
    let count = days.len();
    let why = match one.response {
        Response::Criticism => format!("第一次：{}。", days.concat()),
        Response::Discipline => format!("累计{count}次：{}。从第二次起给予纪律处分。", days.join("、")),
        Response::Heavier => format!("授意{count}次：{}。", days.join("、")),
    };
    chip(ui, Tone::Due, one.response.label());
    let (font, ink) = (regular(type_sizes().table), theme(ui).text);
    wrapped(ui, &format!("{why}依据{}。", one.citation), font, ink);
}

fn failure_ui(ui: &mut Ui, see: &See<'_>, (nth, at): (usize, usize), shown: &Shown, out: &mut Vec<Msg>) {
    let (read, name, superior) = shown;
    let value = &read.value;
    let stands = value.withdrawn.is_empty();
    let title = format!("{nth}　{}　{name}　{}", show_date(value.on), value.failure.kind.label());
    let mark = |ui: &mut Ui| {
        if !stands {
            chip(ui, Tone::Plain, "已撤销");
        }
    };
    panel_with(ui, icons::FACTS, &title, mark, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space().s;
        ui.spacing_mut().interact_size.y = 0.0;
        key_value(ui, "认定的事实", KEYS, &value.facts);
        if !superior.is_empty() {
            key_value(ui, "授意", KEYS, superior);
        }
        let by = format!("{}　{}", value.established_by, show_date(value.established_on));
        key_value(ui, "认定", KEYS, &by);
        key_value(ui, "处理文号", KEYS, &value.document);
        if !stands {
            key_value(ui, "撤销理由", KEYS, &value.withdrawn);
            return;
        }
        let barred = see.barred(Op::EstablishFailure);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space().s;
            let document = Button::new("补登文号").small().barred(barred);
            if ui.add(document.name(&format!("补登文号 {nth}"))).clicked() {
                out.push(Msg::Document(at));
            }
            let withdraw = Button::new("撤销认定").quiet().small().barred(barred);
            if ui.add(withdraw.name(&format!("撤销认定 {nth}"))).clicked() {
                out.push(Msg::Withdraw(at));
            }
        });
    });
}

/// One line that is asked for a failure: the document that followed, or why it does not stand.
pub struct Asking {
    read: Versioned<RecordingFailure>,
    withdraws: bool,
    typed: String,
    problems: Problems,
}

impl Asking {
    pub fn document(read: Versioned<RecordingFailure>) -> Asking {
        let typed = read.value.document.clone();
        Asking { read, withdraws: false, typed, problems: Problems::none_at("line") }
    }

    pub fn withdraw(read: Versioned<RecordingFailure>) -> Asking {
        Asking { read, withdraws: true, typed: String::new(), problems: Problems::none_at("line") }
    }

    /// Does it; gives the sentence that says so.
    pub fn carry_out(&mut self, cx: &mut Cx<'_>) -> Option<&'static str> {
        self.problems.clear();
        let (done, sentence) = match self.withdraws {
            true => {
                self.problems.wanted("line", &self.typed, "请写撤销的理由。");
                if self.problems.any() {
                    return None;
                }
                let done = cx.ledger.withdraw_failure(&self.read, self.typed.trim());
                (done, "已撤销认定，次数重新累计。")
            }
            false => {
                self.problems.wanted("line", &self.typed, "请写文号，例如：通报〔2026〕3号。");
                if self.problems.any() {
                    return None;
                }
                (cx.ledger.document_failure(&self.read, self.typed.trim()), "已补登文号。")
            }
        };
        match done {
            Ok(()) => Some(sentence),
            Err(error) => {
                self.problems.say("line", error.to_string());
                None
            }
        }
    }

    pub fn ui(&mut self, ctx: &Context, out: &mut Vec<Msg>) {
        let (title, yes, label, sentence) = match self.withdraws {
            true => ("撤销认定", "撤销", "理由", "认定留在台账里，注明已撤销，不再累计。"),
            false => ("补登文号", "补登", "处理文号", "写通报批评、处分决定的文号。"),
        };
        let answer = Dialog::new(title, yes).sentence(sentence).show(ctx, |ui| {
            Line::new(label, "line").show(ui, &mut self.typed, &mut self.problems);
        });
        match answer {
            Some(DialogAnswer::Yes) => out.push(Msg::Answer),
            Some(DialogAnswer::No) => out.push(Msg::LeaveAsking),
            None => {}
        }
    }
}
