//! The smaller panels of a person: conditions of a card, what is still to be handed in, who it is.

use eframe::egui::{Sense, Ui, vec2};

use super::super::Msg;
use super::super::rows::short;
use super::Person;
use super::card::KEYS;
use crate::domain::card_life::CardStep;
use crate::domain::fault::Standing;
use crate::domain::officer::Officer;
use crate::domain::role::Op;
use crate::domain::unit::UnitKind;
use crate::ledger::Result;
use crate::ledger::cards::Line;
use crate::ledger::file::Versioned;
use crate::ui::icons;
use crate::ui::screen::{Cx, See};
use crate::ui::theme::{regular, space, theme, type_sizes};
use crate::ui::widget::{Button, icon, key_value, panel, panel_with, small, wrapped};
use crate::words::date::{show_date, show_month};
use crate::words::mask::masked;

/// One condition of a card, as it stands.
pub struct Condition {
    standing: Standing,
    label: String,
    because: String,
}

/// What somebody has and lacks for the card that the unit gets; nothing for a unit that does not enforce.
pub fn conditions_of(officer: &Versioned<Officer>, unit: UnitKind, cx: &Cx<'_>) -> Result<Vec<Condition>> {
    let Some(kind) = cx.ledger.card_rules()?.card_for(unit) else { return Ok(Vec::new()) };
    let lines = cx.ledger.eligibility(officer.id, kind)?;
    let condition =
        |line: Line| Condition { standing: line.standing, label: line.label, because: line.because };
    Ok(lines.into_iter().map(condition).collect())
}

impl Person {
    pub(super) fn conditions_ui(&self, ui: &mut Ui) {
        if self.conditions.is_empty() || self.officer.value.left_on.is_some() {
            return;
        }
        let right = |ui: &mut Ui| {
            small(ui, "证件管理办法第九条");
        };
        panel_with(ui, icons::CONDITIONS, "领证条件", right, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = space().xs;
            // A line that wraps is as high as its words, not as a control.
            ui.spacing_mut().interact_size.y = 0.0;
            for condition in &self.conditions {
                condition_ui(ui, condition);
            }
        });
    }

    /// What keeps the slip back, for somebody who has left.
    pub(super) fn hand_over_ui(&self, ui: &mut Ui, see: &See<'_>, out: &mut Vec<Msg>) {
        let Some(state) = &self.hand_over else { return };
        panel(ui, icons::INBOX, "交回确认", |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = space().s;
            let (sizes, theme) = (type_sizes(), theme(ui));
            if state.is_clear() {
                let sentence = match state.cards.is_empty() {
                    true => "没有领过证件，可以办理离岗手续。",
                    false => "证件都已交回或者办结，可以办理离岗手续。",
                };
                wrapped(ui, sentence, regular(sizes.table), theme.done);
                return;
            }
            let blocked = "证件没有交齐，组织人事机构还不能办理离岗手续（证件管理办法第十八条）。";
            wrapped(ui, blocked, regular(sizes.table), theme.due);
            for (card, hindrance) in &state.cards {
                let Some(hindrance) = hindrance else { continue };
                let value = &card.value;
                let what =
                    format!("{} {}：{}", short(value.kind), value.number, hindrance.sentence(value.kind));
                wrapped(ui, &what, regular(sizes.table), theme.text);
                let step = [CardStep::HandIn, CardStep::DeclareLost, CardStep::Cancel]
                    .into_iter()
                    .find(|step| step.leads(Some(value.state), value.kind).is_some());
                let Some(step) = step else { continue };
                let spoken = format!("登记{} {}", step.label(), value.number);
                let label = format!("登记{}", step.label());
                let button =
                    Button::new(&label).name(&spoken).small().barred(see.barred(Op::ActOnCertificate));
                if ui.add(button).clicked() {
                    out.push(Msg::Act(card.id, Some(step)));
                }
            }
        });
        ui.add_space(space().m);
    }

    /// Who it is: the groups of J14-1 as far as they are known.
    pub(super) fn profile_ui(&self, ui: &mut Ui) {
        let officer = &self.officer.value;
        let profile = &officer.profile;
        let label = |text: &str| text.to_owned();
        let schooling = [profile.education.map(|one| one.label()).unwrap_or_default(), &profile.major];
        let all = [
            ("性别", profile.sex.map(|one| one.label()).map(label).unwrap_or_default()),
            ("出生年月", profile.born.map(show_month).unwrap_or_default()),
            ("民族", profile.ethnicity.clone()),
            ("学历", schooling.join(" ").trim().to_owned()),
            ("执法岗位", profile.duty.map(|one| one.label()).map(label).unwrap_or_default()),
            ("执法区域", profile.region.clone()),
            ("专长", profile.expertise.clone()),
            ("到岗", officer.entered_on.map(show_date).unwrap_or_default()),
            ("身份证号", masked(&profile.id_number)),
            ("电话", masked(&profile.phone)),
        ];
        // J14-1 names them, apart from the name and what stands on the card.
        let asked = ["性别", "出生年月", "学历", "执法区域", "专长"];
        let lacks = |(key, value): &&(&str, String)| value.is_empty() && asked.contains(key);
        let missing: Vec<&str> = all.iter().filter(lacks).map(|(key, _)| *key).collect();
        panel(ui, icons::PERSON, "人员信息", |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = space().xs;
            for (key, value) in all.iter().filter(|(_, value)| !value.is_empty()) {
                key_value(ui, key, KEYS, value);
            }
            if !missing.is_empty() {
                let sentence = format!("录入平台还缺：{}。", missing.join("、"));
                wrapped(ui, &sentence, regular(type_sizes().small), theme(ui).muted);
            }
        });
    }
}

fn condition_ui(ui: &mut Ui, condition: &Condition) {
    let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
    let (mark, ink, word) = match condition.standing {
        Standing::Held => (icons::CHECK, theme.done, ""),
        Standing::Open => (icons::OPEN_QUESTION, theme.due, "待查　"),
        Standing::NotHeld => (icons::BARRED, theme.due, "不符合　"),
    };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gaps.xs;
        let (rect, _) = ui.allocate_exact_size(vec2(gaps.l, gaps.l + gaps.xs), Sense::hover());
        icon(ui.painter(), rect.center(), sizes.table, mark, ink);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(gaps.s, 0.0);
            wrapped(ui, &condition.label, regular(sizes.table), theme.text);
            let because = format!("{word}{}", condition.because);
            wrapped(ui, &because, regular(sizes.small), if word.is_empty() { theme.muted } else { ink });
        });
    });
}
