//! The bar below a person: the acts that fit the card's state, and everything else in one list.

use eframe::egui::{Id as WidgetId, Ui};

use super::super::Msg;
use super::Person;
use crate::domain::card_life::CardStep;
use crate::domain::certificate::{Certificate, CertificateState};
use crate::domain::id::Id;
use crate::domain::role::Op;
use crate::ledger::file::Versioned;
use crate::ui::icons;
use crate::ui::screen::See;
use crate::ui::widget::{Button, MenuGroup, action_bar, menu};

/// Acts that stand in the bar itself.
const MOST: usize = 3;

/// Something that can be done for a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Person,
    Move,
    Leave,
    Photo,
    BlackOut,
    AddCard,
    Apply,
    ChangeCard,
    Step(CardStep),
    Training,
    Misuse,
    Complaint,
}

impl Act {
    fn op(self) -> Op {
        match self {
            Act::Person => Op::ChangeOfficer,
            Act::Move | Act::Leave => Op::MoveOfficer,
            Act::Photo => Op::SetPhoto,
            Act::BlackOut => Op::Redact,
            Act::AddCard => Op::AddCertificate,
            Act::Apply => Op::ApplyCertificate,
            Act::ChangeCard => Op::ChangeCertificate,
            Act::Step(_) => Op::ActOnCertificate,
            Act::Training => Op::AddTraining,
            Act::Misuse | Act::Complaint => Op::RecordMisuse,
        }
    }

    fn label(self) -> &'static str {
        match self {
            Act::Person => "修改人员",
            Act::Move => "登记调动",
            Act::Leave => "登记离岗",
            Act::Photo => "更换照片",
            Act::BlackOut => "涂去号码",
            Act::AddCard => "登记证件",
            Act::Apply => "申领证件",
            Act::ChangeCard => "更正证件",
            Act::Step(step) => step.label(),
            Act::Training => "登记培训",
            Act::Misuse => "登记违规",
            Act::Complaint => "登记投诉",
        }
    }

    fn msg(self, card: Option<Id<Certificate>>) -> Option<Msg> {
        Some(match self {
            Act::Person => Msg::ChangePerson,
            Act::Move => Msg::Move,
            Act::Leave => Msg::LeaveService,
            Act::Photo => Msg::Photo,
            Act::BlackOut => Msg::BlackOut,
            Act::AddCard => Msg::AddCard,
            Act::Apply => Msg::Apply,
            Act::ChangeCard => Msg::ChangeCard(card?),
            Act::Step(step) => Msg::Act(card?, Some(step)),
            Act::Training => Msg::Training,
            Act::Misuse => Msg::Misuse,
            Act::Complaint => Msg::Complaint,
        })
    }
}

impl Person {
    pub(super) fn bar_ui(
        &self,
        ui: &mut Ui,
        see: &See<'_>,
        one_pane: bool,
        out: &mut Vec<Msg>,
    ) -> Option<WidgetId> {
        let chosen = self.chosen().map(|(card, _)| card.clone());
        let card = chosen.as_ref().map(|card| card.id);
        let may = |act: &Act| see.may(act.op());
        let direct: Vec<Act> = self.direct(chosen.as_ref()).into_iter().filter(may).take(MOST).collect();
        let besides = |act: &Act| may(act) && !direct.contains(act);
        let groups: Vec<MenuGroup<'_, Act>> = self.groups(chosen.as_ref(), besides);
        action_bar(ui, "person-bar", "", |ui| {
            let mut first = None;
            if one_pane {
                let back = ui.add(Button::new("返回名册").icon(icons::BACK));
                if back.clicked() {
                    out.push(Msg::Back);
                }
                first.get_or_insert(back.id);
            }
            for act in &direct {
                let button = ui.add(Button::new(act.label()));
                if button.clicked() {
                    out.extend(act.msg(card));
                }
                first.get_or_insert(button.id);
            }
            if groups.iter().any(|group| !group.items.is_empty()) {
                let (picked, id) = menu(ui, Button::new("办理").icon(icons::DOWN), &groups);
                out.extend(picked.and_then(|act| act.msg(card)));
                first.get_or_insert(id);
            }
            let print = ui.add(Button::new("打印").keys("Ctrl+P"));
            if print.clicked() {
                out.push(Msg::Papers);
            }
            first.or(Some(print.id))
        })
    }

    /// What fits the card's state and is done most.
    fn direct(&self, card: Option<&Versioned<Certificate>>) -> Vec<Act> {
        use CertificateState as S;
        let Some(card) = card else { return vec![Act::AddCard, Act::Apply, Act::Person] };
        let (state, kind) = (card.value.state, card.value.kind);
        let steps: &[CardStep] = match state {
            S::Held => &[CardStep::ReportLost, CardStep::Suspend, CardStep::HandIn],
            _ => CardStep::ALL,
        };
        let open = steps.iter().filter(|step| step.leads(Some(state), kind).is_some());
        let mut acts: Vec<Act> = open.map(|step| Act::Step(*step)).collect();
        if acts.is_empty() {
            acts = vec![Act::AddCard, Act::Apply];
        }
        acts
    }

    fn groups(
        &self,
        card: Option<&Versioned<Certificate>>,
        wanted: impl Fn(&Act) -> bool,
    ) -> Vec<MenuGroup<'static, Act>> {
        let steps = card.map(|card| CardStep::open_to(card.value.state, card.value.kind)).unwrap_or_default();
        let mut of_card: Vec<Act> = steps.into_iter().map(Act::Step).collect();
        if card.is_some() {
            of_card.push(Act::ChangeCard);
        }
        of_card.extend([Act::AddCard, Act::Apply]);
        let mut of_person = vec![Act::Person];
        if self.officer.value.left_on.is_none() {
            of_person.extend([Act::Move, Act::Leave]);
        }
        of_person.extend([Act::Photo, Act::BlackOut]);
        let group = |title, acts: Vec<Act>| {
            let items = acts.into_iter().filter(|act| wanted(act)).map(|act| (act, act.label().to_owned()));
            MenuGroup { title, items: items.collect() }
        };
        vec![
            group("这张证件", of_card),
            group("人员", of_person),
            group("登记", vec![Act::Training, Act::Misuse, Act::Complaint]),
        ]
    }
}
