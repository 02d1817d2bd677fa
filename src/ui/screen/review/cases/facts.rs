//! The facts of a case beside its chain: what it is about, its periods, who was asked, who keeps away, what is held.

use chrono::NaiveDate;
use eframe::egui::Ui;

use super::page::{Gone, Msg, Page};
use crate::domain::case::Case;
use crate::domain::case_step::{Recusal, StepKind};
use crate::domain::credit_code;
use crate::domain::deadline::Holder;
use crate::domain::due::Deadline;
use crate::domain::questioning::Questioning;
use crate::ui::icons;
use crate::ui::theme::space;
use crate::ui::widget::{
    Button, Tone, chip, heading, key_value, panel_with, problem_text, small, strong, wrapped,
};
use crate::words::amount::show_yuan;
use crate::words::date::show_date;
use crate::words::problem::credit_code_fault;

/// The width of the names of what a case has.
const KEYS: f32 = 80.0;

/// Who looks, and when.
#[derive(Clone, Copy)]
pub struct Seen {
    pub today: NaiveDate,
    pub may_question: bool,
    pub may_seize: bool,
}

impl Page {
    /// Paints them; what is looked at is the day and whether the one who looks may enter seizures and questionings.
    pub(super) fn facts_ui(&self, ui: &mut Ui, see: Seen, out: &mut Vec<Msg>) {
        let Case { kind, party, source, summary, law, opened_on, officers, handling, .. } = &self.read.value;
        panel_with(
            ui,
            icons::FACTS,
            "案件信息",
            |_| {},
            |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = space().s;
                ui.spacing_mut().interact_size.y = 0.0;
                self.periods_ui(ui, see.today);
                fact(ui, "类型", kind.label());
                fact(ui, "当事人", &party.name);
                if !party.code.is_empty() {
                    fact(ui, "信用代码", &party.code);
                    if let Err(fault) = credit_code::check(&party.code) {
                        problem_text(ui, &credit_code_fault(fault));
                    }
                }
                fact(ui, "地址", &party.address);
                fact(ui, "立案日期", &opened_on.map(show_date).unwrap_or_default());
                fact(ui, "来源", source);
                fact(ui, "案情", summary);
                fact(ui, "适用法律", law);
                let by = joined(&[&self.unit, handling.mode.label()]);
                fact(ui, "承办", &by);
                fact(ui, "办案人员", &self.named(officers));
                let place = joined(&[&handling.region, handling.category.map_or("", |one| one.label())]);
                fact(ui, "地点类别", &place);
                let said =
                    |answer: Option<bool>| answer.map_or("还没有认定", |yes| if yes { "是" } else { "否" });
                fact(ui, "重大决定", said(handling.major));
                fact(ui, "告知听证", said(handling.hearing));
                fact(ui, "涉嫌犯罪", said(handling.crime));
                if let Some(fine) = handling.fine {
                    fact(ui, "罚款", &show_yuan(fine));
                }
                if let Some(confiscated) = handling.confiscated {
                    fact(ui, "没收", &show_yuan(confiscated));
                }
                let band = match handling.departs {
                    true => format!("{}，没有按阶次：{}", handling.band, handling.departs_why),
                    false => handling.band.clone(),
                };
                fact(ui, "裁量阶次", &band);
                if self.stages.iter().all(|stage| stage.step != StepKind::Investigate) {
                    self.questionings_ui(ui, see.may_question, out);
                }
                self.recusals_ui(ui, out);
                self.seizures_ui(ui, see.today, see.may_seize, out);
            },
        );
    }

    fn periods_ui(&self, ui: &mut Ui, today: NaiveDate) {
        for one in &self.periods {
            let Deadline { task, act_by, citation, holder, .. } = &one.value;
            let days = (*act_by - today).num_days();
            let (tone, left) = match days {
                // Others may, or may not: nothing of it is late.
                ..0 if *holder == Holder::Right => (Tone::Plain, "已过".to_owned()),
                ..0 => (Tone::Overdue, format!("逾期{}天", -days)),
                0..=7 => (Tone::Due, format!("剩{days}天")),
                _ => (Tone::Plain, format!("剩{days}天")),
            };
            chip(ui, tone, &format!("{task}　{}　{left}", show_date(*act_by)));
            small(ui, citation);
        }
    }

    /// Who was asked; they stand with the inquiry, where the case has one.
    pub(super) fn questionings_ui(&self, ui: &mut Ui, may: bool, out: &mut Vec<Msg>) {
        if self.questionings.is_empty() {
            return;
        }
        strong(ui, "调查询问");
        for (at, one) in self.questionings.iter().enumerate() {
            let asked = &one.value;
            let Questioning { officers, person, role, from, to, place, shown, page, withdrawn, .. } = asked;
            let (tone, words) = match (withdrawn.is_empty(), shown) {
                (false, _) => (Tone::Plain, "已作废"),
                (_, true) => (Tone::Done, "已出示证件"),
                (_, false) => (Tone::Due, "没有出示，被拒绝"),
            };
            let hours = format!("{}至{}", from.format("%H:%M"), to.format("%H:%M"));
            let page = page.map(|page| format!("案卷第{page}页")).unwrap_or_default();
            let whom = format!("{person}（{}）", role.label());
            let line = joined(&[&show_date(asked.on()), &hours, &whom, place, &self.named(officers), &page]);
            ui.horizontal_wrapped(|ui| {
                chip(ui, tone, words);
                let (font, ink) = plain(ui);
                wrapped(ui, &line, font, ink);
                if may && asked.stands() {
                    let of = format!("对{person}的询问 {}", at + 1);
                    if ui.add(Button::new("更正").quiet().small().name(&format!("更正 {of}"))).clicked() {
                        out.push(Msg::CorrectAsked(at));
                    }
                    if ui.add(Button::new("作废").quiet().small().name(&format!("作废 {of}"))).clicked() {
                        out.push(Msg::AskWithdraw(Gone::Questioning(at)));
                    }
                }
            });
            if !withdrawn.is_empty() {
                small(ui, &format!("作废理由：{withdrawn}"));
            }
        }
    }

    fn recusals_ui(&self, ui: &mut Ui, out: &mut Vec<Msg>) {
        if self.recusals.is_empty() {
            return;
        }
        heading(ui, "回避");
        for (at, one) in self.recusals.iter().enumerate() {
            let Recusal { officer, by, on, reason, granted, .. } = &one.value;
            let name = self.named(&[*officer]);
            ui.horizontal_wrapped(|ui| {
                let (tone, words) = match granted {
                    None => (Tone::Due, "待决定"),
                    Some(true) => (Tone::Done, "回避"),
                    Some(false) => (Tone::Plain, "不回避"),
                };
                chip(ui, tone, words);
                let line = format!("{name}　{}　{}　{reason}", show_date(*on), by.label());
                let (font, ink) = plain(ui);
                wrapped(ui, &line, font, ink);
                if granted.is_none() {
                    let spoken = format!("登记决定 {name}");
                    if ui.add(Button::new("登记决定").quiet().small().name(&spoken)).clicked() {
                        out.push(Msg::Settle(at));
                    }
                }
            });
        }
    }

    fn seizures_ui(&self, ui: &mut Ui, today: NaiveDate, may: bool, out: &mut Vec<Msg>) {
        if self.seizures.is_empty() {
            return;
        }
        heading(ui, "查封扣押");
        for (at, one) in self.seizures.iter().enumerate() {
            let seizure = &one.value;
            let (tone, state) = match seizure.end {
                Some(end) => (Tone::Done, end.label().to_owned()),
                None if seizure.overdue(today) => (Tone::Overdue, "已到期".to_owned()),
                None => (Tone::Plain, format!("至{}", show_date(seizure.to))),
            };
            let items: Vec<String> =
                seizure.items.iter().map(|item| format!("{}{}", item.name, item.quantity)).collect();
            let what = format!("{}　{}　{}", seizure.kind.label(), seizure.document, items.join("、"));
            ui.horizontal_wrapped(|ui| {
                chip(ui, tone, &state);
                let (font, ink) = plain(ui);
                wrapped(ui, &what, font, ink);
                if may && seizure.end.is_none() {
                    let extend = format!("延长 {}", seizure.document);
                    if ui.add(Button::new("延长").quiet().small().name(&extend)).clicked() {
                        out.push(Msg::Extend(at));
                    }
                    let end = format!("处理 {}", seizure.document);
                    if ui.add(Button::new("处理").quiet().small().name(&end)).clicked() {
                        out.push(Msg::End(at));
                    }
                }
            });
        }
    }
}

/// One line of the facts; what nobody has entered takes no room.
fn fact(ui: &mut Ui, key: &str, value: &str) {
    if !value.is_empty() {
        key_value(ui, key, KEYS, value);
    }
}

fn joined(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("　")
}

fn plain(ui: &Ui) -> (eframe::egui::FontId, eframe::egui::Color32) {
    use crate::ui::theme::{regular, theme, type_sizes};
    (regular(type_sizes().table), theme(ui).text)
}
