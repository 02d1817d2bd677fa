//! ④ 分担: the approval chain, who bears what of it, and who was heard.

use eframe::egui::{Context, Frame, ScrollArea, Ui};

use super::Msg;
use super::analysis::cited_ui;
use super::chain;
use super::form::{HearingForm, Problems};
use super::inquiry::Inquiry;
use crate::domain::liability::Hearing;
use crate::domain::role::Op;
use crate::ledger::Error;
use crate::ui::icons;
use crate::ui::screen::{Cx, See};
use crate::ui::theme::{regular, space, theme, type_sizes};
use crate::ui::widget::{
    Button, DateField, Dialog, DialogAnswer, Input, Row, Tone, anchor, chip, key_value, muted, panel,
    panel_with, problem_text, segment, small, strong, wrapped,
};
use crate::words::date::show_date;

/// What is written on this step.
#[derive(Default)]
pub struct Hearings {
    pub form: Option<HearingForm>,
    problems: Problems,
    refusal: Option<String>,
}

impl Hearings {
    pub fn begin(&mut self, key: &str, cx: &Cx<'_>) {
        let on = DateField::of(Some(cx.today));
        self.form = Some(HearingForm { subject: key.to_owned(), on, ..HearingForm::default() });
        self.problems = Problems::default();
        self.refusal = None;
    }

    /// Registers the hearing.
    pub fn save(&mut self, inquiry: &Inquiry, cx: &mut Cx<'_>) -> bool {
        let Some(form) = &self.form else { return false };
        self.problems = Problems::default();
        self.refusal = None;
        let held_on = self.problems.day("hearing.held_on", "听取陈述申辩日期", &form.on, cx.today);
        let Some(waived) = form.waived else {
            self.problems.note("waived", "选明是已听取，还是本人放弃。");
            return false;
        };
        if !waived && form.statement.trim().is_empty() {
            self.problems.note("hearing.statement", "写明陈述申辩内容；没有意见的，写“没有异议”。");
        }
        if !waived && form.response.trim().is_empty() {
            self.problems.note("hearing.response", "写明对陈述申辩的意见：采纳或者不采纳，为什么。");
        }
        if !self.problems.is_empty() {
            return false;
        }
        let hearing = Hearing {
            subject: form.subject.clone(),
            held_on,
            statement: form.statement.trim().to_owned(),
            response: form.response.trim().to_owned(),
            waived,
        };
        match cx.ledger.hear(inquiry.id(), &hearing) {
            Ok(()) => {
                self.form = None;
                return true;
            }
            Err(Error::Invalid(more)) => self.problems.take(&more),
            Err(error) => self.refusal = Some(error.to_string()),
        }
        false
    }

    pub fn dialog(&mut self, ctx: &Context, inquiry: &Inquiry, see: &See<'_>) -> Option<DialogAnswer> {
        let form = self.form.as_mut()?;
        let problems = &self.problems;
        let refusal = self.refusal.as_deref();
        let subjects = &inquiry.read.value.subjects;
        let found = subjects.iter().find(|one| one.key == form.subject);
        let name = found.map_or(form.subject.as_str(), |one| one.name.as_str()).to_owned();
        Dialog::new("听取陈述申辩", "登记听取").sentence(&name).width(560.0).show(ctx, |ui| {
            let at = "hearing.held_on";
            Row::new("日期")
                .problem(problems.of(at))
                .focus(problems.first(at))
                .show(ui, |ui| form.on.show(ui, "听取日期", see.today, problems.of(at).is_some()));
            Row::new("情况").problem(problems.of("waived")).show(ui, |ui| {
                let options = [(false, "已听取"), (true, "本人放弃")];
                if let Some(waived) = segment(ui, "陈述申辩", form.waived, &options) {
                    form.waived = Some(waived);
                }
                anchor(ui)
            });
            if form.waived != Some(true) {
                for (label, at, value) in [
                    ("陈述申辩", "hearing.statement", &mut form.statement),
                    ("本局意见", "hearing.response", &mut form.response),
                ] {
                    Row::new(label).problem(problems.of(at)).focus(problems.first(at)).show(ui, |ui| {
                        Input::new(value)
                            .rows(3)
                            .name(&format!("{label}内容"))
                            .problem(problems.of(at).is_some())
                            .show(ui)
                    });
                }
            }
            if let Some(why) = refusal {
                problem_text(ui, why);
            }
        })
    }
}

pub fn ui(ui: &mut Ui, inquiry: &Inquiry, see: &mut See<'_>, out: &mut Vec<Msg>) {
    let gaps = space();
    ScrollArea::vertical().id_salt("liability-allocation").auto_shrink(false).show(ui, |ui| {
        Frame::new().inner_margin(gaps.l).show(ui, |ui| {
            if let Some(pack) = inquiry.basis() {
                panel_with(
                    ui,
                    icons::CHAIN,
                    "责任分担",
                    |ui| {
                        small(ui, "按审批环节");
                    },
                    |ui| {
                        chain::ui(ui, inquiry, pack);
                        ui.add_space(space().xs);
                        for one in &pack.allocation {
                            let words = format!("{}：{}", one.name, one.reason);
                            ui.horizontal_wrapped(|ui| {
                                if let Some(cited) = &one.citation {
                                    cited_ui(ui, inquiry, (pack, &one.name), cited, out);
                                }
                                let ink = theme(ui).text;
                                wrapped(ui, &words, regular(type_sizes().table), ink);
                            });
                        }
                        for rule in pack.allocation_rules.iter().filter(|rule| rule.note.is_some()) {
                            if rule.state == crate::domain::fault::Standing::Held {
                                small(ui, rule.note.as_deref().unwrap_or_default());
                            }
                        }
                    },
                );
            }
            ui.add_space(gaps.m);
            panel(ui, icons::HEARING, "听取陈述申辩", |ui| hearings_ui(ui, inquiry, see, out));
        });
    });
}

fn hearings_ui(ui: &mut Ui, inquiry: &Inquiry, see: &mut See<'_>, out: &mut Vec<Msg>) {
    let value = &inquiry.read.value;
    muted(ui, "追究责任的，决定前必须听取本人的陈述申辩；本人放弃的，登记放弃。");
    for one in &value.subjects {
        ui.horizontal_wrapped(|ui| {
            strong(ui, &one.name);
            if inquiry.heard(&one.key) {
                chip(ui, Tone::Done, "已登记");
            } else if inquiry.decision_about(&one.key).is_none() {
                chip(ui, Tone::Due, "还没有听取");
            }
            if inquiry.decision_about(&one.key).is_none() {
                let again = inquiry.heard(&one.key);
                let label = if again { "再登记一次" } else { "登记听取" };
                let name = format!("{label} {}", one.name);
                let button = Button::new(label).small().name(&name);
                if ui.add(button.barred(see.barred(Op::Hear))).clicked() {
                    out.push(Msg::Hear(one.key.clone()));
                }
            }
        });
        for hearing in value.hearings.iter().filter(|hearing| hearing.subject == one.key) {
            let day = show_date(hearing.held_on);
            if hearing.waived {
                key_value(ui, &day, 120.0, "本人放弃陈述申辩");
            } else {
                key_value(ui, &day, 120.0, &hearing.statement);
                key_value(ui, "本局意见", 120.0, &hearing.response);
            }
        }
        ui.separator();
    }
}
