//! What the lines of the table run: each does what its provision asks, and sees it done.

use binggong::domain::card_life::CardStep;
use binggong::domain::case::{Case, CaseKind, Handling, Party};
use binggong::domain::certificate::{Category, Certificate, CertificateKind, CertificateState};
use binggong::domain::fault::Standing;
use binggong::domain::hr_copy::{CopyOf, HrCopy};
use binggong::domain::id::Id;
use binggong::domain::misuse::{Complaint, ComplaintKind, Consequence, Misuse, MisuseKind, Recipient};
use binggong::domain::officer::{Duty, Education, Leaving, Officer, Staffing};
use binggong::domain::power::{DelegationMode, EnforcementAct, PowerItem};
use binggong::domain::questioning::{Questioned, Questioning};
use binggong::domain::role::Role;
use binggong::domain::training::{Training, TrainingKind, TrainingMode};
use binggong::domain::unit::{Unit, UnitKind};
use binggong::ledger::Enrolment;
use binggong::ledger::cards::{Application, CardSheet, Hindrance, Place, Wanted};
use binggong::rules::cards::{Line, built_in_cards};

use super::super::papers::complete;
use super::super::powers::delegation;
use super::super::{act, application, officer, received, trained, training, unit};
use crate::house::{House, day, words_of};

pub(super) fn somebody(house: &mut House, kind: UnitKind) -> (Id<Unit>, Id<Officer>) {
    let unit = unit(house, "示例机构", kind);
    let who = officer(house, "周示五", unit);
    trained(house, &[who]);
    (unit, who)
}

fn standing(house: &House, who: Id<Officer>, kind: CertificateKind, label: &str) -> Standing {
    let lines = house.ledger.eligibility(who, kind).expect("lines");
    let found = lines.iter().find(|line| line.label.contains(label));
    found.unwrap_or_else(|| panic!("no line “{label}” in {lines:?}")).standing
}

pub(super) fn may(house: &House, who: Id<Officer>, act: EnforcementAct) -> Standing {
    let lines = house.ledger.may_enforce(who, act, day("2026-03-05"), &Place::default()).expect("lines");
    Line::all(&lines)
}

fn changed(house: &mut House, who: Id<Officer>, change: impl Fn(&mut Officer)) {
    let read = house.ledger.get(who).expect("them");
    let mut now = read.value.clone();
    change(&mut now);
    house.ledger.change_officer(&read, &now, "更正").expect("changed");
}

fn paper(
    house: &mut House,
    sheet: CardSheet,
    who: Id<Officer>,
    card: Option<Id<binggong::domain::certificate::Certificate>>,
) -> String {
    let wanted = Wanted { sheet, officer: who, card };
    words_of(&house.ledger.issue_card_paper(&wanted).unwrap_or_else(|error| panic!("{error}")).pages)
}

fn tasks(house: &House, article: &str) -> usize {
    let running = house.ledger.running_deadlines().expect("deadlines");
    running.iter().filter(|one| one.value.citation.contains(article)).count()
}

pub fn the_legal_section_keeps_the_cards(house: &mut House) {
    let (_, who) = somebody(house, UnitKind::Section);
    for (name, role) in [("法制示一", Role::Legal), ("查阅示二", Role::Reader)] {
        let user = Enrolment { name, roles: &[role], officer: None, password: None };
        house.ledger.add_user_here(&user).expect("a user");
    }
    house.ledger.act_as("查阅示二").expect("acts");
    let refused = house.ledger.apply_for_card(&application(who, CertificateKind::Enforcement));
    assert!(refused.unwrap_err().to_string().contains("申领证件"));
    house.ledger.act_as("法制示一").expect("acts");
    let card = received(house, who);
    assert_eq!(house.ledger.get(card).expect("the card").value.state, CertificateState::Held);
}

pub fn the_region_issues_the_ministrys_card(house: &mut House) {
    let (_, who) = somebody(house, UnitKind::Section);
    let card = house.ledger.apply_for_card(&application(who, CertificateKind::Ministry)).expect("asked for");
    // Nobody here endorses or approves it; it is received as the region issued it.
    act(house, card, CardStep::Endorse, "2026-01-08").unwrap_err();
    assert!(house.ledger.card_papers(who).expect("papers").is_empty(), "the region has its own form");
    act(house, card, CardStep::Receive, "2026-01-20").expect("received");
}

pub fn the_kinds_of_card(_: &mut House) {
    use CertificateKind::{Enforcement, Supervision};
    assert_eq!([Supervision, Enforcement].map(CertificateKind::label), ["行政执法监督证", "行政执法证"]);
}

pub fn which_card_for_whom(house: &mut House) {
    use CertificateKind::{Enforcement, Supervision};
    for (kind, card, other) in [
        (UnitKind::Legal, Supervision, Enforcement),
        (UnitKind::Section, Enforcement, Supervision),
        (UnitKind::Institution, Enforcement, Supervision),
        (UnitKind::Township, Enforcement, Supervision),
        (UnitKind::Zone, Enforcement, Supervision),
    ] {
        let (_, who) = somebody(house, kind);
        assert_eq!(standing(house, who, card, "领取"), Standing::Held, "{kind:?}");
        assert_eq!(standing(house, who, other, "领取"), Standing::NotHeld, "{kind:?}");
    }
    // A county may lay down something else for its leaders: a person has to find out.
    let (_, leader) = somebody(house, UnitKind::Leadership);
    assert_eq!(standing(house, leader, Supervision, "领取"), Standing::Held);
    assert_eq!(standing(house, leader, Enforcement, "领取"), Standing::Open);
    // The county applies for its townships.
    let (_, town) = somebody(house, UnitKind::Township);
    house.ledger.apply_for_card(&application(town, Enforcement)).expect("applied for");
}

pub fn the_categories(_: &mut House) {
    let labels: Vec<&str> = Category::ALL.iter().map(|category| category.label()).collect();
    assert_eq!(labels, ["安全生产监督管理", "消防监督管理", "应急管理"]);
}

pub fn the_chain(house: &mut House) {
    let (_, who) = somebody(house, UnitKind::Section);
    let card =
        house.ledger.apply_for_card(&application(who, CertificateKind::Enforcement)).expect("proposed");
    act(house, card, CardStep::Approve, "2026-01-06").unwrap_err();
    act(house, card, CardStep::Endorse, "2026-01-08").expect("endorsed");
    act(house, card, CardStep::Receive, "2026-01-09").unwrap_err();
    act(house, card, CardStep::Approve, "2026-01-15").expect("approved");
    let proposed = house.ledger.get(card).expect("the card").value.categories;
    assert_eq!(proposed, [Category::Safety, Category::Emergency]);
}

pub fn the_list_of_powers(house: &mut House) {
    let (unit, _) = somebody(house, UnitKind::Section);
    let item = PowerItem {
        title: "对生产经营单位的监督检查".into(),
        act: EnforcementAct::Inspect,
        basis: "安全生产法".into(),
        level: "县级".into(),
        unit,
        posts: vec!["执法员".into()],
        liability: "不履行检查职责的".into(),
        published_on: None,
        until: None,
    };
    let id = house.ledger.add_power(&item).expect("listed");
    let on = day("2026-03-05");
    assert_eq!(house.ledger.unpublished_powers(on).expect("a list").len(), 1);
    let read = house.ledger.get(id).expect("the matter");
    let published = PowerItem { published_on: Some(on), ..item };
    house.ledger.change_power(&read, &published, "公开").expect("published");
    assert!(house.ledger.unpublished_powers(on).expect("a list").is_empty());
}

pub fn delegations_are_published(house: &mut House) {
    let (town, _) = somebody(house, UnitKind::Township);
    let given = delegation(town, DelegationMode::Delegated, &[EnforcementAct::Inspect]);
    let id = house.ledger.add_delegation(&given).expect("delegated");
    let on = day("2026-03-05");
    assert_eq!(house.ledger.unpublished_delegations(on).expect("a list").len(), 1);
    let read = house.ledger.get(id).expect("the delegation");
    let mut published = read.value.clone();
    (published.published_on, published.published_at) = (Some(on), "县政府网站".into());
    house.ledger.change_delegation(&read, &published, "公开").expect("published");
    assert!(house.ledger.unpublished_delegations(on).expect("a list").is_empty());
}

pub fn every_answer_has_its_reason(house: &mut House) {
    let (_, who) = somebody(house, UnitKind::Section);
    received(house, who);
    let asked = house.ledger.may_enforce(who, EnforcementAct::Penalty, day("2026-03-05"), &Place::default());
    let lines = asked.expect("lines");
    assert!(lines.iter().all(|line| !line.because.is_empty()));
    assert!(lines.iter().any(|line| line.cite.is_some_and(|cite| cite.article == 8)), "{lines:?}");
}

pub fn business_sections(house: &mut House) {
    let (_, who) = somebody(house, UnitKind::Section);
    received(house, who);
    for power in EnforcementAct::ALL.iter().filter(|act| **act != EnforcementAct::Supervise) {
        assert_eq!(may(house, who, *power), Standing::Held, "{power:?}");
    }
    assert_ne!(may(house, who, EnforcementAct::Supervise), Standing::Held);
}

pub fn institutions(house: &mut House) {
    use EnforcementAct::{Cordon, CutSupply, Inspect, Requisition, Seal, Seize, TakeOver};
    let (centre, who) = somebody(house, UnitKind::Institution);
    received(house, who);
    assert_eq!(may(house, who, Inspect), Standing::Open, "nothing is delegated yet");
    for never in [Seal, Seize, TakeOver, CutSupply, Requisition, Cordon] {
        house.ledger.add_delegation(&delegation(centre, DelegationMode::Delegated, &[never])).unwrap_err();
    }
    house.ledger.add_delegation(&delegation(centre, DelegationMode::Delegated, &[Inspect])).expect("given");
    assert_eq!(may(house, who, Inspect), Standing::Held);
    assert_eq!(may(house, who, Seal), Standing::NotHeld);
}

pub fn townships(house: &mut House) {
    use EnforcementAct::{Inspect, Penalty, SummaryPenalty};
    for kind in [UnitKind::Township, UnitKind::Zone] {
        let unit = unit(house, "青石示例镇应急管理所", kind);
        let who = officer(house, "冯示八", unit);
        trained(house, &[who]);
        let asked = Application { on: day("2026-01-05"), ..application(who, CertificateKind::Enforcement) };
        let card = house.ledger.apply_for_card(&asked).expect("proposed");
        let days = if kind == UnitKind::Zone { ["08", "15", "21"] } else { ["08", "15", "20"] };
        for (step, on) in [CardStep::Endorse, CardStep::Approve, CardStep::Receive].into_iter().zip(days) {
            act(house, card, step, &format!("2026-01-{on}")).expect("a step");
        }
        let given = delegation(unit, DelegationMode::Delegated, &[Inspect, SummaryPenalty]);
        house.ledger.add_delegation(&given).expect("delegated");
        house.ledger.add_delegation(&delegation(unit, DelegationMode::Delegated, &[Penalty])).unwrap_err();
        assert_eq!(may(house, who, Inspect), Standing::Held);
        assert_eq!(may(house, who, SummaryPenalty), Standing::Held);
        assert_eq!(may(house, who, Penalty), Standing::NotHeld);
    }
}

pub fn on_the_establishment(house: &mut House) {
    let (_, who) = somebody(house, UnitKind::Section);
    let held = |house: &House| standing(house, who, CertificateKind::Enforcement, "在编");
    assert_eq!(held(house), Standing::Held);
    changed(house, who, |officer| officer.staffing = Some(Staffing::Other));
    assert_eq!(held(house), Standing::NotHeld);
    changed(house, who, |officer| officer.staffing = None);
    assert_eq!(held(house), Standing::Open);
}

fn passes(house: &mut House, kind: TrainingKind, label: &str) {
    let unit = unit(house, "综合行政执法大队", UnitKind::Section);
    let who = officer(house, "周示五", unit);
    let held = |house: &House| standing(house, who, CertificateKind::Enforcement, label);
    assert_eq!(held(house), Standing::Open);
    let failed = Training { passed: Some(false), ..training(kind) };
    house.ledger.add_training(&[who], &failed).expect("recorded");
    assert_eq!(held(house), Standing::NotHeld);
    house.ledger.add_training(&[who], &training(kind)).expect("recorded");
    assert_eq!(held(house), Standing::Held);
}

pub fn trained_in_business(house: &mut House) {
    passes(house, TrainingKind::Business, "业务培训");
}

pub fn trained_in_law(house: &mut House) {
    passes(house, TrainingKind::Law, "司法部门培训");
}

pub fn schooled_and_on_duty(house: &mut House) {
    let (_, who) = somebody(house, UnitKind::Section);
    let of = |house: &House, label| standing(house, who, CertificateKind::Enforcement, label);
    for (education, expected) in [
        (Some(Education::School), Standing::NotHeld),
        (Some(Education::College), Standing::Held),
        (None, Standing::Open),
    ] {
        changed(house, who, |officer| officer.profile.education = education);
        assert_eq!(of(house, "学历"), expected);
    }
    for (duty, expected) in
        [(Duty::On, Standing::Held), (Duty::Off, Standing::NotHeld), (Duty::Auxiliary, Standing::NotHeld)]
    {
        changed(house, who, |officer| officer.profile.duty = Some(duty));
        assert_eq!(of(house, "执法岗位"), expected);
    }
}

pub fn the_ministrys_conditions(house: &mut House) {
    let (_, who) = somebody(house, UnitKind::Institution);
    assert_eq!(standing(house, who, CertificateKind::Ministry, "在编"), Standing::Held);
    assert_eq!(standing(house, who, CertificateKind::Ministry, "业务培训"), Standing::Held);
    let (_, town) = somebody(house, UnitKind::Township);
    assert_eq!(standing(house, town, CertificateKind::Ministry, "在编"), Standing::NotHeld);
}

pub fn who_trains(house: &mut House) {
    let town = unit(house, "青石示例镇应急管理所", UnitKind::Township);
    let three: Vec<Id<Officer>> = (1..=3).map(|n| officer(house, &format!("示例{n}"), town)).collect();
    let before = house.ledger.head().expect("a head").expect("entries").0;
    house.ledger.add_training(&three, &training(TrainingKind::Business)).expect("recorded");
    assert_eq!(house.ledger.head().expect("a head").expect("entries").0, before + 1, "one act for all");
    for one in three {
        let kept = house.ledger.trainings_of(one).expect("trainings");
        assert_eq!(kept[0].value.organiser, "示例市应急管理局");
    }
}

pub fn the_modes_of_training(house: &mut House) {
    let (_, who) = somebody(house, UnitKind::Section);
    for mode in [TrainingMode::Class, TrainingMode::Online, TrainingMode::Video] {
        let held = Training { mode: Some(mode), ..training(TrainingKind::Business) };
        let id = house.ledger.add_training(&[who], &held).expect("recorded")[0];
        assert_eq!(house.ledger.get(id).expect("it").value.mode, Some(mode));
    }
}

pub fn the_academy_stands_on_the_form(house: &mut House) {
    let (_, who) = somebody(house, UnitKind::Section);
    let academy = Training { score: Some(920), ..training(TrainingKind::Academy) };
    house.ledger.add_training(&[who], &academy).expect("recorded");
    let card =
        house.ledger.apply_for_card(&application(who, CertificateKind::Enforcement)).expect("proposed");
    let words = paper(house, CardSheet::Registration, who, Some(card));
    assert!(words.contains("应急管理干部网络学院") && words.contains("92分"), "{words}");
}

pub fn townships_train_first(house: &mut House) {
    let unit = unit(house, "青石示例镇应急管理所", UnitKind::Township);
    let who = officer(house, "冯示八", unit);
    let asked = application(who, CertificateKind::Enforcement);
    let refused = house.ledger.apply_for_card(&asked).unwrap_err().to_string();
    assert!(refused.contains("没有登记应急管理业务培训"), "{refused}");
    trained(house, &[who]);
    house.ledger.apply_for_card(&asked).expect("applied for");
}

pub fn the_twelve_subjects(house: &mut House) {
    let (_, who) = somebody(house, UnitKind::Section);
    assert_eq!(built_in_cards().expect("rules").topics.labels.len(), 12);
    let all = Training { topics: (1..=12).collect(), ..training(TrainingKind::Business) };
    let id = house.ledger.add_training(&[who], &all).expect("recorded")[0];
    assert_eq!(house.ledger.get(id).expect("it").value.topics, (1..=12).collect::<Vec<u8>>());
    let more = Training { topics: vec![13], ..training(TrainingKind::Business) };
    house.ledger.add_training(&[who], &more).unwrap_err();
}

pub fn the_syllabus_is_agreed(house: &mut House) {
    let (_, who) = somebody(house, UnitKind::Section);
    let agreed = Training { agreed: "危化股、基础股".into(), ..training(TrainingKind::Business) };
    house.ledger.add_training(&[who], &agreed).expect("recorded");
    let kept = house.ledger.trainings_of(who).expect("trainings");
    assert!(kept.iter().any(|one| one.value.agreed == "危化股、基础股"));
}

fn copies_due(house: &House) -> Vec<CopyOf> {
    let todo = house.ledger.todo(day("2026-03-05")).expect("a list");
    let awaited = house.ledger.copies_awaited().expect("copies");
    let line = todo.registers.iter().find(|due| due.kind == "hr_copy");
    assert_eq!(line.is_some(), !awaited.is_empty());
    if let Some(line) = line {
        assert!(line.citation.ends_with("第十四条第三款") && line.about == "周示五", "{line:?}");
    }
    awaited.into_iter().map(|(of, _)| of).collect()
}

pub fn the_regions_copies_come_in(house: &mut House) {
    let (_, who) = somebody(house, UnitKind::Section);
    house.ledger.apply_for_card(&application(who, CertificateKind::Enforcement)).expect("applied for");
    assert_eq!(copies_due(house), [CopyOf::Scores]);
    let ministry = house.ledger.apply_for_card(&application(who, CertificateKind::Ministry)).expect("asked");
    act(house, ministry, CardStep::Receive, "2026-01-20").expect("received");
    assert_eq!(copies_due(house), [CopyOf::Cards, CopyOf::Scores]);
    let copy = |of: &[CopyOf], received_on: &str| HrCopy {
        received_on: day(received_on),
        of: of.to_vec(),
        officers: vec![who],
        document: "新应急人函〔2026〕3号".into(),
    };
    house.ledger.receive_copy(&copy(&[], "2026-03-02")).unwrap_err();
    house.ledger.receive_copy(&copy(&[CopyOf::Scores], "2026-03-06")).unwrap_err();
    // A list from before the card was issued does not have it.
    house.ledger.receive_copy(&copy(&[CopyOf::Scores, CopyOf::Cards], "2026-01-10")).expect("received");
    assert_eq!(copies_due(house), [CopyOf::Cards]);
    house.ledger.receive_copy(&copy(&[CopyOf::Cards], "2026-03-02")).expect("received");
    assert_eq!(copies_due(house), []);
}

/// A case, and two people with cards.
fn two_with_cards(house: &mut House) -> (Id<Case>, [Id<Officer>; 2]) {
    let (unit, who) = somebody(house, UnitKind::Section);
    received(house, who);
    let other = officer(house, "吴示六", unit);
    let card = Certificate {
        officer: other,
        kind: CertificateKind::Supervision,
        number: "99000000088".into(),
        categories: vec![Category::Safety],
        region: "示例县".into(),
        issuer: "示例县人民政府".into(),
        issued_on: Some(day("2026-01-10")),
        valid_to: Some(day("2026-02-25")),
        state: CertificateState::Held,
    };
    house.ledger.add_certificate(&card).expect("a card");
    let case = Case {
        number: "示应急罚〔2026〕9号".into(),
        title: "示例矿业未按规定培训案".into(),
        kind: CaseKind::Penalty,
        party: Party { name: "示例矿业".into(), ..Party::default() },
        source: String::new(),
        summary: String::new(),
        law: String::new(),
        opened_on: None,
        officers: vec![who, other],
        handling: Handling::default(),
    };
    (house.ledger.add_case(&case).expect("a case"), [who, other])
}

fn asked(case: Id<Case>, officers: &[Id<Officer>], person: &str, from: &str, to: &str) -> Questioning {
    let at = |time: &str| format!("2026-02-{time}:00").parse().expect("a time");
    Questioning {
        case,
        officers: officers.to_vec(),
        person: person.into(),
        role: Questioned::Witness,
        from: at(from),
        to: at(to),
        place: "示例矿业办公室".into(),
        shown: true,
        page: None,
        withdrawn: String::new(),
    }
}

pub fn two_holders_act(house: &mut House) {
    let (case, [who, other]) = two_with_cards(house);
    let on = |house: &House, iso: &str| house.ledger.group_on(&[who, other], day(iso)).expect("a group");
    let group = on(house, "2026-02-20");
    assert!(group.is_enough() && group.citation.ends_with("第十六条第一款"), "{group:?}");
    // A person counts once.
    assert!(!house.ledger.group_on(&[who, who], day("2026-02-20")).expect("a group").is_enough());
    let group = on(house, "2026-02-26");
    assert_eq!(group.holders(), 1);
    assert!(group.members[1].because.ends_with("99000000088过期"), "{group:?}");
    assert_eq!(on(house, "2026-01-09").holders(), 0, "neither card was there yet");
    let late = asked(case, &[who, other], "张甲", "26T09:00", "26T10:00");
    let refused = house.ledger.record_questioning(&late).unwrap_err().to_string();
    assert!(
        refused.contains("只有1人") && refused.contains("吴示六：") && refused.contains("第十六条第一款"),
        "{refused}"
    );
    let in_time = asked(case, &[who, other], "张甲", "20T09:00", "20T10:00");
    house.ledger.record_questioning(&in_time).expect("recorded");
    let read = house.ledger.get(who).expect("them");
    house.ledger.leave(&read, day("2026-02-10"), Leaving::Transferred, "调令").expect("left");
    assert!(on(house, "2026-02-20").members[0].because.contains("已离岗"));
}

pub fn a_group_asks_one_at_a_time(house: &mut House) {
    let (case, [who, other]) = two_with_cards(house);
    let both = [who, other];
    let first = asked(case, &both, "张甲", "20T09:00", "20T10:00");
    let id = house.ledger.record_questioning(&first).expect("recorded");
    for (from, to) in [
        ("20T09:30", "20T10:30"),
        ("20T08:00", "20T09:01"),
        ("20T09:10", "20T09:20"),
        ("19T23:00", "20T12:00"),
    ] {
        let refused =
            house.ledger.record_questioning(&asked(case, &both, "李乙", from, to)).unwrap_err().to_string();
        let said = refused.contains("周示五正在询问张甲") && refused.contains("第十六条第二款");
        assert!(said, "{refused}");
    }
    // One after the other; and no end before the beginning.
    let second = asked(case, &both, "李乙", "20T10:00", "20T10:40");
    let second = house.ledger.record_questioning(&second).expect("recorded");
    house.ledger.record_questioning(&asked(case, &both, "王丙", "20T12:00", "20T11:00")).unwrap_err();
    house.ledger.record_questioning(&asked(case, &both, " ", "21T11:00", "21T12:00")).unwrap_err();
    // A correction goes by the same rule, and does not meet itself.
    let read = house.ledger.get(second).expect("it");
    house
        .ledger
        .change_questioning(&read, &asked(case, &both, "李乙", "20T09:50", "20T10:40"), "笔误")
        .unwrap_err();
    house
        .ledger
        .change_questioning(&read, &asked(case, &both, "李乙", "20T10:05", "20T10:40"), "笔误")
        .expect("changed");
    let order: Vec<_> =
        house.ledger.questionings_of(case).expect("them").into_iter().map(|one| one.id).collect();
    assert_eq!(order, [id, second]);
}

pub fn training_in_law(house: &mut House) {
    let (_, who) = somebody(house, UnitKind::Section);
    let law = Training { organiser: "示例县司法局".into(), ..training(TrainingKind::Law) };
    house.ledger.add_training(&[who], &law).expect("recorded");
    let kept = house.ledger.trainings_of(who).expect("trainings");
    assert!(
        kept.iter().any(|one| one.value.kind == TrainingKind::Law && one.value.organiser == "示例县司法局")
    );
}

pub fn the_registration_form(house: &mut House) {
    let (_, who) = somebody(house, UnitKind::Section);
    complete(house, who);
    let card =
        house.ledger.apply_for_card(&application(who, CertificateKind::Enforcement)).expect("proposed");
    let words = paper(house, CardSheet::Registration, who, Some(card));
    for said in ["行政执法证件登记表", "周示五", "主要负责人", "审查意见", "司法部门", "核定意见"]
    {
        assert!(words.contains(said), "{said} is not in {words}");
    }
    // To the judicial department only after the leader has agreed.
    act(house, card, CardStep::Approve, "2026-01-15").unwrap_err();
}

pub fn entered_within_a_month(house: &mut House) {
    let (_, who) = somebody(house, UnitKind::Section);
    complete(house, who);
    let card = received(house, who);
    let running = house.ledger.running_deadlines().expect("deadlines");
    let ends: Vec<_> = running.iter().map(|one| (one.value.task.as_str(), one.value.last)).collect();
    assert_eq!(ends.len(), 2, "one for each platform");
    assert!(ends[0].0.contains("信息平台") && ends[1].0.contains("双随机一公开"), "{ends:?}");
    assert_eq!(tasks(house, "第十四条第一款"), 2);
    house.ledger.close_deadline(&running[0], day("2026-02-01"), "平台回执截图").expect("entered");
    assert_eq!(tasks(house, "第十四条第一款"), 1);
    let words = paper(house, CardSheet::Registration, who, Some(card));
    for (item, said) in [
        ("1", "周示五 男 1990年3月 执法员 大学本科 安全工程"),
        ("2", "行政执法证 9900000260120 2031年1月19日"),
        ("3", "2025年应急管理业务培训 2025年综合法律知识培训"),
        ("4", "示例县"),
        ("5", "危险化学品安全监管"),
    ] {
        for word in said.split(' ') {
            assert!(words.contains(word), "({item}) {word} is not in {words}");
        }
    }
}

pub fn changes_are_entered_within_a_month(house: &mut House) {
    let (unit_of, who) = somebody(house, UnitKind::Section);
    let legal = unit(house, "政策法规股", UnitKind::Legal);
    received(house, who);
    let read = house.ledger.get(who).expect("them");
    let moved = Officer { unit: legal, ..read.value.clone() };
    assert_ne!(unit_of, legal);
    house.ledger.move_officer(&read, &moved, day("2026-02-10"), "任职文件").expect("moved");
    assert_eq!(tasks(house, "第十四条第二款"), 2);
    for reason in [Leaving::Retired, Leaving::Resigned, Leaving::Dismissed, Leaving::Transferred] {
        let (_, leaver) = somebody(house, UnitKind::Section);
        let before = tasks(house, "第十四条第二款");
        let read = house.ledger.get(leaver).expect("them");
        house.ledger.leave(&read, day("2026-03-01"), reason, "文件").expect("left");
        // Who never had a card is in no platform.
        assert_eq!(tasks(house, "第十四条第二款"), before);
    }
    let read = house.ledger.get(who).expect("them");
    house.ledger.leave(&read, day("2026-03-02"), Leaving::Retired, "退休文件").expect("left");
    assert_eq!(tasks(house, "第十四条第二款"), 4);
}

pub fn nobody_without_a_card(house: &mut House) {
    let (_, who) = somebody(house, UnitKind::Section);
    assert_eq!(may(house, who, EnforcementAct::Inspect), Standing::NotHeld);
    let card = received(house, who);
    assert_eq!(may(house, who, EnforcementAct::Inspect), Standing::Held);
    act(house, card, CardStep::Suspend, "2026-02-02").expect("suspended");
    assert_eq!(may(house, who, EnforcementAct::Inspect), Standing::NotHeld);
}

pub fn within_region_and_category(house: &mut House) {
    let (_, who) = somebody(house, UnitKind::Section);
    received(house, who);
    let ask = |category, place: &str| {
        let place = Place { category, place: place.into() };
        let on = day("2026-03-05");
        Line::all(&house.ledger.may_enforce(who, EnforcementAct::Inspect, on, &place).expect("lines"))
    };
    assert_eq!(ask(Some(Category::Safety), "示例县"), Standing::Held);
    assert_eq!(ask(Some(Category::Fire), "示例县"), Standing::NotHeld);
    assert_eq!(ask(Some(Category::Safety), "邻县"), Standing::NotHeld);
}

pub fn misuse_has_consequences(house: &mut House) {
    let (_, who) = somebody(house, UnitKind::Section);
    let card = received(house, who);
    let rules = built_in_cards().expect("rules");
    let cites: Vec<String> = MisuseKind::ALL
        .iter()
        .map(|kind| rules.cite_of_misuse(*kind).expect("a provision").short())
        .collect();
    assert_eq!(cites, ["17(1)", "17(1)", "17(2)", "17(3)"]);
    let misuse = |kind, consequences: &[Consequence]| Misuse {
        officer: who,
        card: Some(card),
        kind,
        on: day("2026-02-20"),
        facts: "将证件借给他人使用".into(),
        serious: true,
        consequences: consequences.to_vec(),
        document: String::new(),
        closed_on: None,
    };
    // A serious one leaves no card with its holder.
    house.ledger.record_misuse(&misuse(MisuseKind::Lent, &[Consequence::Discipline])).unwrap_err();
    for kind in MisuseKind::ALL {
        let whole = [Consequence::Discipline, Consequence::Suspend];
        house.ledger.record_misuse(&misuse(*kind, &whole)).expect("recorded");
    }
    act(house, card, CardStep::Suspend, "2026-03-02").expect("suspended");
    let words = paper(house, CardSheet::Suspension, who, Some(card));
    assert!(words.contains("第十七条") && words.contains("暂扣"), "{words}");
    act(house, card, CardStep::HandIn, "2026-03-03").expect("handed in");
    act(house, card, CardStep::SendIn, "2026-03-04").expect("sent to the judicial department");
}

pub fn leavers_hand_in(house: &mut House) {
    let (_, who) = somebody(house, UnitKind::Section);
    let card = received(house, who);
    let ministry = house.ledger.apply_for_card(&application(who, CertificateKind::Ministry)).expect("asked");
    act(house, ministry, CardStep::Receive, "2026-01-25").expect("received");
    let read = house.ledger.get(who).expect("them");
    house.ledger.leave(&read, day("2026-02-28"), Leaving::Transferred, "调令").expect("left");
    let wanted = Wanted { sheet: CardSheet::HandOver, officer: who, card: None };
    let refused = house.ledger.issue_card_paper(&wanted).err().expect("a refusal").to_string();
    assert!(
        refused.contains("交给法制机构") && refused.contains("自治区应急管理部门组织人事机构"),
        "{refused}"
    );
    act(house, card, CardStep::HandIn, "2026-03-01").expect("handed in");
    assert!(house.ledger.issue_card_paper(&wanted).is_err(), "the ministry's card is still out");
    act(house, ministry, CardStep::HandIn, "2026-03-02").expect("handed in");
    assert!(paper(house, CardSheet::HandOver, who, None).contains("调离"));
    act(house, card, CardStep::SendIn, "2026-03-03").expect("sent in");
    assert!(paper(house, CardSheet::Cancellation, who, Some(card)).contains("2026年3月3日"));
    act(house, card, CardStep::Cancel, "2026-03-05").expect("cancelled");
}

pub fn townships_hand_in(house: &mut House) {
    let (_, who) = somebody(house, UnitKind::Township);
    let card = received(house, who);
    let read = house.ledger.get(who).expect("them");
    house.ledger.leave(&read, day("2026-03-01"), Leaving::OffDuty, "分工调整").expect("off duty");
    assert_eq!(house.ledger.hand_over(who).expect("a slip").cards[0].1, Some(Hindrance::NotHandedIn));
    for (step, on) in
        [(CardStep::HandIn, "2026-03-02"), (CardStep::SendIn, "2026-03-03"), (CardStep::Cancel, "2026-03-04")]
    {
        act(house, card, step, on).expect("a step");
    }
    assert!(house.ledger.hand_over(who).expect("a slip").is_clear());
}

pub fn losses(house: &mut House) {
    let (_, who) = somebody(house, UnitKind::Section);
    let card = received(house, who);
    act(house, card, CardStep::ReportLost, "2026-02-02").expect("reported");
    act(house, card, CardStep::Reissue, "2026-02-03").unwrap_err();
    assert!(paper(house, CardSheet::LossDeclaration, who, Some(card)).contains("作废"));
    act(house, card, CardStep::DeclareLost, "2026-02-05").expect("declared");
    assert!(paper(house, CardSheet::Reissue, who, Some(card)).contains("申请补发新证"));
    let new = act(house, card, CardStep::Reissue, "2026-02-20").expect("reissued").expect("a new card");
    assert_eq!(house.ledger.get(new).expect("it").value.state, CertificateState::Held);
}

pub fn the_ministrys_card_is_lost(house: &mut House) {
    let (_, who) = somebody(house, UnitKind::Section);
    let card = house.ledger.apply_for_card(&application(who, CertificateKind::Ministry)).expect("asked");
    act(house, card, CardStep::Receive, "2026-01-20").expect("received");
    act(house, card, CardStep::ReportLost, "2026-02-02").expect("reported");
    act(house, card, CardStep::DeclareLost, "2026-02-03").unwrap_err();
    let papers = house.ledger.card_papers(who).expect("papers");
    assert!(papers.iter().all(|paper| paper.wanted.sheet == CardSheet::HandOver), "{papers:?}");
    act(house, card, CardStep::Reissue, "2026-02-20").expect("as the region reissued it");
}

pub fn anybody_may_complain(house: &mut House) {
    let (_, who) = somebody(house, UnitKind::Section);
    for recipient in Recipient::ALL {
        for kind in ComplaintKind::ALL {
            let complaint = Complaint {
                officer: who,
                kind: *kind,
                recipient: *recipient,
                complainant: String::new(),
                on: day("2026-03-02"),
                facts: "执法时不出示证件".into(),
                outcome: String::new(),
                closed_on: None,
                misuse: None,
            };
            let id = house.ledger.receive_complaint(&complaint).expect("received");
            let read = house.ledger.get(id).expect("it");
            house.ledger.close_complaint(&read, "查无实据", day("2026-03-05"), None).expect("closed");
        }
    }
    assert_eq!(house.ledger.complaints_about(who).expect("complaints").len(), 9);
}
