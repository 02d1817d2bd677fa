//! Units, people and cards of the sample bureau, and what became of the cards over five years.

use chrono::NaiveDate;

use super::posts::{Card, POSTS, TOWN_GIVEN, TOWN_POSTS, TOWN_SURNAMES, TOWN_TERMS, TOWNSHIPS, Term, UNITS};
use super::registers::{courses, powers};
use super::{casework, day, instant, missing, profiles, registers, reviewed};
use crate::domain::card_life::CardStep;
use crate::domain::certificate::{Category, Certificate, CertificateKind, CertificateState};
use crate::domain::id::Id;
use crate::domain::officer::{Leaving, Officer, Profile, Staffing};
use crate::domain::role::Op;
use crate::domain::unit::{Unit, UnitKind};
use crate::ledger::cards::{CardMove, CardPaper, Extension};
use crate::ledger::{Ledger, Result};

/// Why many records are written at once.
const IMPORT: &str = "导入人员和证件名册";
pub(super) const ISSUER: &str = "示例县人民政府";

/// One person, as the stories need them.
pub(super) struct Member {
    pub id: Id<Officer>,
    pub name: String,
    pub unit: &'static str,
    /// Days from and to which the person can enforce with a valid card; none without a card.
    enforces: Option<(NaiveDate, NaiveDate)>,
}

/// Everybody.
pub(super) struct Staff {
    pub members: Vec<Member>,
}

impl Staff {
    /// The person with a name.
    pub fn named(&self, name: &str) -> Result<&Member> {
        self.members.iter().find(|one| one.name == name).ok_or_else(|| missing("人员", name))
    }

    /// Those of a unit who can enforce on a day.
    pub fn enforcing(&self, unit: &str, on: NaiveDate) -> Vec<&Member> {
        let can =
            |one: &&Member| one.unit == unit && one.enforces.is_some_and(|(from, to)| from <= on && on <= to);
        self.members.iter().filter(can).collect()
    }
}

/// A person before the ledger knows them.
struct Entrant {
    name: String,
    unit: &'static str,
    post: String,
    staffing: Staffing,
    entered_on: Option<NaiveDate>,
    profile: Profile,
    card: Option<FirstCard>,
}

struct FirstCard {
    kind: CertificateKind,
    number: String,
    term: Term,
    categories: Vec<Category>,
}

/// Writes units, people and cards as they were when the ledger was founded.
pub(super) fn settle(ledger: &mut Ledger) -> Result<Staff> {
    ledger.env().set_now(instant(day("2021-01-04"), 10, 0));
    let bureau = UNITS.iter().map(|(name, kind)| (*name, *kind));
    let towns = TOWNSHIPS.iter().map(|(name, _)| (*name, UnitKind::Township));
    let names: Vec<(&str, UnitKind)> = bureau.chain(towns).collect();
    let unit = |(name, kind): &(&str, UnitKind)| {
        let name =
            if *kind == UnitKind::Township { format!("{name}应急管理所") } else { (*name).to_owned() };
        Unit { name, kind: *kind, parent: None, closed: false }
    };
    let units: Vec<Unit> = names.iter().map(unit).collect();
    let unit_ids = ledger.add_all(Op::AddUnit, IMPORT, &units)?;
    let unit_of = |name: &str| {
        let at = names.iter().position(|(unit, _)| *unit == name);
        at.map(|at| unit_ids[at]).ok_or_else(|| missing("机构", name))
    };
    let entrants = entrants();
    let officers: Vec<Officer> = entrants
        .iter()
        .map(|one| {
            Ok(Officer {
                name: one.name.clone(),
                unit: unit_of(one.unit)?,
                post: one.post.clone(),
                staffing: Some(one.staffing),
                entered_on: one.entered_on,
                left_on: None,
                profile: one.profile.clone(),
            })
        })
        .collect::<Result<_>>()?;
    let ids = ledger.add_all(Op::AddOfficer, IMPORT, &officers)?;
    let members = entrants.iter().zip(&ids).map(|(one, id)| member(one, *id)).collect();
    cards(ledger, &entrants, &ids)?;
    Ok(Staff { members })
}

fn entrants() -> Vec<Entrant> {
    let mut all: Vec<Entrant> = POSTS
        .iter()
        .map(|(name, unit, post, staffing, card, categories)| {
            let card = match card {
                Card::None => None,
                Card::Supervision(number, term) => Some((CertificateKind::Supervision, *number, *term)),
                Card::Enforcement(number, term) => Some((CertificateKind::Enforcement, *number, *term)),
            };
            let (entered_on, profile) = profiles::of(name, unit, post, card.map(|(.., term)| term));
            Entrant {
                name: (*name).to_owned(),
                unit,
                post: (*post).to_owned(),
                staffing: *staffing,
                entered_on,
                profile,
                card: card.map(|(kind, number, term)| FirstCard {
                    kind,
                    number: number.to_owned(),
                    term,
                    categories: categories.to_vec(),
                }),
            }
        })
        .collect();
    let mut names =
        TOWN_SURNAMES.chars().zip(TOWN_GIVEN.chars()).map(|(surname, given)| format!("{surname}示{given}"));
    let mut number = 34..;
    for (town, holders) in TOWNSHIPS {
        let mut named = TOWN_POSTS.iter().filter(|(unit, ..)| unit == town);
        for place in 0..*holders {
            let (name, post, card, term) = match named.next() {
                Some((_, name, post, card, term)) => ((*name).to_owned(), *post, (*card).to_owned(), *term),
                None => {
                    let post = if place == 0 { "所长" } else { "执法员" };
                    let card = format!("990000000{}", number.next().unwrap_or_default());
                    let name = names.next().unwrap_or_default();
                    let own = TOWN_TERMS.iter().find(|(whose, _)| *whose == name);
                    let term = own.map_or(Term::To2027, |(_, term)| *term);
                    (name, post, card, term)
                }
            };
            let categories = vec![Category::Safety, Category::Emergency];
            let card = Some(FirstCard { kind: CertificateKind::Enforcement, number: card, term, categories });
            let (entered_on, profile) = profiles::of(&name, town, post, Some(term));
            all.push(Entrant {
                name,
                unit: town,
                post: post.to_owned(),
                staffing: Staffing::Institution,
                entered_on,
                profile,
                card,
            });
        }
    }
    all
}

fn member(one: &Entrant, id: Id<Officer>) -> Member {
    let kept = one.card.as_ref().map(|card| match card.term {
        Term::To2027 | Term::To2028 => (day("2021-01-01"), day("2026-12-31")),
        Term::Once(from, to) => (day(from), day(to)),
    });
    // Until the day on which the story takes the card away.
    let enforces = kept.map(|(from, to)| match one.name.as_str() {
        "陈示九" => (from, day("2025-06-09")),
        "蒋示丙" => (from, day("2025-10-19")),
        "褚示十" => (from, day("2025-10-31")),
        "章示恒" => (from, day("2025-11-30")),
        _ => (from, to),
    });
    Member { id, name: one.name.clone(), unit: one.unit, enforces }
}

/// First and last day of a card as it was first issued, and as it was renewed.
fn spans(term: Term) -> ((NaiveDate, NaiveDate), Option<(NaiveDate, NaiveDate)>) {
    match term {
        Term::To2028 => {
            ((day("2018-05-05"), day("2023-05-04")), Some((day("2023-05-05"), day("2028-05-04"))))
        }
        Term::To2027 => {
            ((day("2017-09-01"), day("2022-08-31")), Some((day("2022-09-01"), day("2027-09-01"))))
        }
        Term::Once(from, to) => ((day(from), day(to)), None),
    }
}

/// The card of a person as it was first issued.
fn certificate(one: &Entrant, officer: Id<Officer>) -> Option<Certificate> {
    let card = one.card.as_ref()?;
    let ((from, to), _) = spans(card.term);
    let town = if one.unit.contains("示例") { one.unit } else { "" };
    Some(Certificate {
        officer,
        kind: card.kind,
        number: card.number.clone(),
        categories: card.categories.clone(),
        region: format!("示例县{town}"),
        issuer: ISSUER.to_owned(),
        issued_on: Some(from),
        valid_to: Some(to),
        state: CertificateState::Held,
    })
}

fn cards(ledger: &mut Ledger, entrants: &[Entrant], ids: &[Id<Officer>]) -> Result<()> {
    let running = |one: &Entrant| one.card.as_ref().is_some_and(|card| !matches!(card.term, Term::Once(..)));
    let held = entrants.iter().zip(ids).filter(|(one, _)| running(one));
    let certificates: Vec<Certificate> = held.filter_map(|(one, id)| certificate(one, *id)).collect();
    ledger.add_all(Op::AddCertificate, IMPORT, &certificates)?;
    Ok(())
}

/// Something that happens to one card on one day.
pub(super) type Event = (&'static str, fn(&mut Ledger) -> Result<()>);

/// What becomes of people, cards and registers after the founding, in the order of the days.
pub(super) const EVENTS: &[Event] = &[
    ("2021-02-02", |ledger| first_card(ledger, "沈示丁")),
    ("2021-03-22", powers::publish),
    ("2021-03-26", powers::delegate),
    ("2021-03-29", |ledger| first_card(ledger, "韦示柏")),
    ("2021-04-19", |ledger| first_card(ledger, "窦示谦")),
    ("2021-05-06", |ledger| first_card(ledger, "吴示六")),
    ("2021-05-21", |ledger| first_card(ledger, "苗示竹")),
    ("2021-06-15", |ledger| courses::hold(ledger, &courses::BUSINESS_2021)),
    ("2021-11-01", |ledger| courses::hold(ledger, &courses::LAW_2021)),
    ("2022-09-01", |ledger| renew(ledger, "2027-09-01")),
    ("2022-09-02", |ledger| ministry_card(ledger, "周示五", "YJ-示例-0001")),
    ("2023-04-10", registers::unfounded_complaint),
    ("2023-05-05", |ledger| renew(ledger, "2028-05-04")),
    ("2024-05-27", |ledger| courses::hold(ledger, &courses::BUSINESS_2024)),
    ("2025-06-10", |ledger| {
        act(ledger, "99000000009", CardStep::ReportLost, "下乡检查途中遗失，当日报告", "")
    }),
    ("2025-06-12", |ledger| {
        act(ledger, "99000000009", CardStep::DeclareLost, "原证作废", "示例日报2025年6月12日第4版")
    }),
    ("2025-07-15", |ledger| reissue(ledger, "99000000009", "99000000011")),
    ("2025-09-15", registers::newcomer),
    ("2025-09-22", |ledger| courses::hold(ledger, &courses::LAW_2025)),
    ("2025-10-20", |ledger| {
        let why = "转借执法证件给无证人员使用，暂扣证件并停止执法活动";
        registers::lent_card(ledger)?;
        act(ledger, "99000000014", CardStep::Suspend, why, "")
    }),
    ("2025-10-31", |ledger| leave(ledger, "褚示十", "2025-10-31", Leaving::Retired, "退休")),
    ("2025-11-17", |ledger| courses::hold(ledger, &courses::TOWNSHIPS_2025)),
    ("2025-11-24", |ledger| courses::hold(ledger, &courses::NEWCOMERS_2025)),
    ("2025-11-30", |ledger| leave(ledger, "章示恒", "2025-11-30", Leaving::Transferred, "调往县水务部门")),
    ("2025-12-08", |ledger| courses::hold(ledger, &courses::ACADEMY_2025)),
    ("2025-12-19", registers::lent_card_closed),
    ("2025-12-22", |ledger| courses::hold(ledger, &courses::ENTRY_2025)),
    ("2025-12-23", |ledger| registers::apply(ledger, "邹示勤")),
    ("2025-12-26", |ledger| registers::step(ledger, "邹示勤", CardStep::Endorse, "")),
    ("2025-12-30", |ledger| registers::on_duty(ledger, "柏示勇", "示应急党发〔2025〕15号")),
];

/// What has happened since, up to the day on which the story stands still.
pub(super) const LATELY: &[Event] = &[
    ("2026-01-12", |ledger| registers::step(ledger, "邹示勤", CardStep::Approve, "示司函〔2026〕2号")),
    ("2026-02-02", powers::renew_delegation),
    ("2026-02-06", |ledger| courses::hold(ledger, &courses::PAPERS_2026)),
    ("2026-02-10", |ledger| registers::receive(ledger, "邹示勤", "99000000070")),
    ("2026-02-11", powers::add),
    ("2026-02-24", |ledger| registers::on_duty(ledger, "水示淳", "示应急党发〔2026〕3号")),
    ("2026-02-25", |ledger| registers::apply(ledger, "水示淳")),
    ("2026-02-26", registers::first_platform),
    ("2026-02-27", registers::open_complaint),
    ("2026-03-02", |ledger| registers::step(ledger, "水示淳", CardStep::Endorse, "")),
    ("2026-03-02", casework::enter),
    ("2026-03-03", |ledger| {
        let card = registers::card_of(ledger, "唐示泉")?.value.number;
        act(ledger, &card, CardStep::ReportLost, "入户宣传途中丢失，已向所里报告", "")
    }),
    ("2026-03-04", reviewed::enter),
];

/// Renews every card that runs for five years up to `to`, as the bureau does it: all of them in one act.
fn renew(ledger: &mut Ledger, to: &str) -> Result<()> {
    let valid_to = day(to);
    let ends = [Term::To2027, Term::To2028]
        .map(spans)
        .into_iter()
        .find_map(|((_, old), new)| new.filter(|(_, last)| *last == valid_to).map(|_| old));
    let mut cards = ledger.all::<Certificate>()?;
    cards.retain(|read| ends.is_some() && read.value.valid_to == ends);
    let asked = Extension {
        on: ledger.env().today(),
        valid_to,
        reason: "有效期届满，审验合格，换发新证".to_owned(),
        document: String::new(),
    };
    ledger.extend_cards(&cards, &asked)?;
    entered(ledger)
}

/// The card of somebody who had none when the ledger was founded.
fn first_card(ledger: &mut Ledger, name: &str) -> Result<()> {
    let id = officer(ledger, name)?.id;
    let entrants = entrants();
    let found = entrants.iter().find(|one| one.name == name).and_then(|one| certificate(one, id));
    ledger.add_certificate(&found.ok_or_else(|| missing("人员", name))?)?;
    Ok(())
}

fn ministry_card(ledger: &mut Ledger, name: &str, number: &str) -> Result<()> {
    let officer = officer(ledger, name)?.id;
    let card = Certificate {
        officer,
        kind: CertificateKind::Ministry,
        number: number.to_owned(),
        categories: vec![Category::Safety, Category::Emergency],
        region: "示例县".to_owned(),
        issuer: "应急管理部".to_owned(),
        issued_on: Some(day("2022-09-01")),
        valid_to: Some(day("2027-09-01")),
        state: CertificateState::Held,
    };
    ledger.add_certificate(&card)?;
    Ok(())
}

fn act(ledger: &mut Ledger, number: &str, step: CardStep, why: &str, document: &str) -> Result<()> {
    let read = card(ledger, number)?;
    let asked =
        CardMove { step, on: ledger.env().today(), reason: why.to_owned(), document: document.to_owned() };
    ledger.act_on_card(&read, &asked, None)?;
    Ok(())
}

fn reissue(ledger: &mut Ledger, lost: &str, number: &str) -> Result<()> {
    let read = card(ledger, lost)?;
    let on = ledger.env().today();
    let asked =
        CardMove { step: CardStep::Reissue, on, reason: "遗失补发".to_owned(), document: String::new() };
    let old = read.value.clone();
    let paper = CardPaper {
        number: number.to_owned(),
        categories: old.categories,
        region: old.region,
        issuer: old.issuer,
        issued_on: Some(on),
        valid_to: old.valid_to,
    };
    ledger.act_on_card(&read, &asked, Some(&paper))?;
    entered(ledger)
}

fn leave(ledger: &mut Ledger, name: &str, on: &str, reason: Leaving, why: &str) -> Result<()> {
    let read = officer(ledger, name)?;
    ledger.leave(&read, day(on), reason, why)?;
    entered(ledger)
}

/// Both platforms were brought up to date on the same day.
fn entered(ledger: &mut Ledger) -> Result<()> {
    let on = ledger.env().today();
    for running in ledger.running_deadlines()? {
        if running.value.task.starts_with("录入") {
            ledger.close_deadline(&running, on, "已录入，截图存档")?;
        }
    }
    Ok(())
}

pub(super) fn officer(ledger: &Ledger, name: &str) -> Result<crate::ledger::file::Versioned<Officer>> {
    ledger.officers_named(name)?.into_iter().next().ok_or_else(|| missing("人员", name))
}

fn card(ledger: &Ledger, number: &str) -> Result<crate::ledger::file::Versioned<Certificate>> {
    let found = ledger.all::<Certificate>()?.into_iter().find(|card| card.value.number == number);
    found.ok_or_else(|| missing("证件", number))
}
