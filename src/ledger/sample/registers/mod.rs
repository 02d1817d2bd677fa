//! What the registers beside the people have: applications, entries into the platforms, violations, complaints.

pub(super) mod courses;
pub(super) mod powers;

use super::people::{ISSUER, officer};
use super::{day, missing};
use crate::domain::card_life::CardStep;
use crate::domain::certificate::{Category, Certificate, CertificateKind};
use crate::domain::misuse::{Complaint, ComplaintKind, Consequence, Misuse, MisuseKind, Recipient};
use crate::domain::officer::{Duty, Officer};
use crate::ledger::cards::{Application, CardMove, CardPaper};
use crate::ledger::file::Versioned;
use crate::ledger::{Ledger, Result};

/// The last card of somebody.
pub(super) fn card_of(ledger: &Ledger, name: &str) -> Result<Versioned<Certificate>> {
    let holder = officer(ledger, name)?;
    let cards = ledger.cards_of(holder.id, ledger.env().today())?;
    cards.into_iter().next_back().map(|(card, _)| card).ok_or_else(|| missing("证件", name))
}

/// From the office of the brigade to enforcement.
pub(super) fn newcomer(ledger: &mut Ledger) -> Result<()> {
    let read = officer(ledger, "邹示勤")?;
    let mut now = Officer { post: "执法员".to_owned(), ..read.value.clone() };
    now.profile.duty = Some(Duty::On);
    now.profile.expertise = "工贸企业、有限空间".to_owned();
    ledger.move_officer(&read, &now, ledger.env().today(), "示应急党发〔2025〕11号")
}

/// To a post on enforcement duty in the same unit.
pub(super) fn on_duty(ledger: &mut Ledger, name: &str, document: &str) -> Result<()> {
    let read = officer(ledger, name)?;
    let mut now = read.value.clone();
    now.profile.duty = Some(Duty::On);
    ledger.move_officer(&read, &now, ledger.env().today(), document)
}

/// An application to which nothing is missing.
pub(super) fn apply(ledger: &mut Ledger, name: &str) -> Result<()> {
    let read = officer(ledger, name)?;
    let asked = Application {
        officer: read.id,
        kind: CertificateKind::Enforcement,
        categories: vec![Category::Safety, Category::Emergency],
        region: "示例县".to_owned(),
        on: ledger.env().today(),
        reason: String::new(),
        document: String::new(),
    };
    ledger.apply_for_card(&asked)?;
    Ok(())
}

/// One link of the chain on which a card comes.
pub(super) fn step(ledger: &mut Ledger, name: &str, step: CardStep, document: &str) -> Result<()> {
    let read = card_of(ledger, name)?;
    ledger.act_on_card(&read, &asked(ledger, step, document), None)?;
    Ok(())
}

/// The card in hand.
pub(super) fn receive(ledger: &mut Ledger, name: &str, number: &str) -> Result<()> {
    let read = card_of(ledger, name)?;
    let paper = CardPaper {
        number: number.to_owned(),
        categories: read.value.categories.clone(),
        region: read.value.region.clone(),
        issuer: ISSUER.to_owned(),
        issued_on: Some(day("2026-02-09")),
        valid_to: Some(day("2031-02-08")),
    };
    ledger.act_on_card(&read, &asked(ledger, CardStep::Receive, ""), Some(&paper))?;
    Ok(())
}

fn asked(ledger: &Ledger, step: CardStep, document: &str) -> CardMove {
    CardMove { step, on: ledger.env().today(), reason: String::new(), document: document.to_owned() }
}

/// One of two platforms has been told; the other waits.
pub(super) fn first_platform(ledger: &mut Ledger) -> Result<()> {
    let on = ledger.env().today();
    let due = ledger.running_deadlines()?.into_iter();
    let mut due = due.filter(|one| one.value.about == "邹示勤" && one.value.task.contains("信息平台"));
    let first = due.next().ok_or_else(|| missing("期限", "邹示勤"))?;
    ledger.close_deadline(&first, on, "平台回执截图，存证件卷2026年第1册第6页")
}

/// Why a card was suspended.
pub(super) fn lent_card(ledger: &mut Ledger) -> Result<()> {
    let (holder, card) = (officer(ledger, "蒋示丙")?.id, card_of(ledger, "蒋示丙")?.id);
    ledger.record_misuse(&Misuse {
        officer: holder,
        card: Some(card),
        kind: MisuseKind::Lent,
        on: day("2025-10-14"),
        facts: "把本人的行政执法证借给没有证件的辅助人员，由其单独到企业检查".to_owned(),
        serious: true,
        consequences: vec![Consequence::Discipline, Consequence::Suspend],
        document: String::new(),
        closed_on: None,
    })?;
    Ok(())
}

pub(super) fn lent_card_closed(ledger: &mut Ledger) -> Result<()> {
    let holder = officer(ledger, "蒋示丙")?.id;
    let read = ledger.misuses_of(holder)?.into_iter().next().ok_or_else(|| missing("违规", "蒋示丙"))?;
    let document = "示纪派〔2025〕4号".to_owned();
    let closed = Misuse { document, closed_on: Some(day("2025-12-18")), ..read.value.clone() };
    ledger.change_misuse(&read, &closed, "派驻纪检监察组给予警告处分")
}

/// A complaint in which nothing was found.
pub(super) fn unfounded_complaint(ledger: &mut Ledger) -> Result<()> {
    let facts = "反映检查时没有出示执法证件";
    let id = complaint(ledger, "姜示同", "2023-03-27", Recipient::Emergency, facts)?;
    let read = ledger.get(id)?;
    let outcome = "调取执法记录仪，两名执法人员都出示了证件，举报不属实，已答复举报人";
    ledger.close_complaint(&read, outcome, ledger.env().today(), None)
}

/// A complaint that is being looked into.
pub(super) fn open_complaint(ledger: &mut Ledger) -> Result<()> {
    let facts = "司法部门转来：反映检查时一人单独进入库房，没有出示执法证件";
    complaint(ledger, "戚示亮", "2026-02-26", Recipient::Justice, facts)?;
    Ok(())
}

fn complaint(
    ledger: &mut Ledger,
    name: &str,
    on: &str,
    recipient: Recipient,
    facts: &str,
) -> Result<crate::domain::id::Id<Complaint>> {
    let holder = officer(ledger, name)?.id;
    ledger.receive_complaint(&Complaint {
        officer: holder,
        kind: ComplaintKind::Report,
        recipient,
        complainant: String::new(),
        on: day(on),
        facts: facts.to_owned(),
        outcome: String::new(),
        closed_on: None,
        misuse: None,
    })
}
