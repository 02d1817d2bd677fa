//! A card's life: the chain, what begins with it, and that nothing leads to a state that no act leads to.

use binggong::domain::card_life::{CardAct, CardStep, state_on};
use binggong::domain::certificate::{Certificate, CertificateKind, CertificateState};
use binggong::domain::id::Id;
use binggong::domain::unit::UnitKind;
use binggong::ledger::Error;
use binggong::ledger::file::Versioned;

use super::{act, application, officer, received, trained, unit};
use crate::dice::Dice;
use crate::house::{House, day};

fn state(house: &House, card: Id<Certificate>) -> CertificateState {
    house.ledger.get(card).expect("the card").value.state
}

fn tasks(house: &House) -> Vec<String> {
    let running = house.ledger.running_deadlines().expect("deadlines");
    let told = |one: Versioned<binggong::domain::due::Deadline>| {
        let due = one.value;
        format!("{} {} {} {}", due.task, due.about, due.citation, due.act_by)
    };
    running.into_iter().map(told).collect()
}

#[test]
fn a_card_goes_from_proposal_to_cancellation_and_each_act_is_kept() {
    let mut house = House::new();
    let brigade = unit(&mut house, "综合行政执法大队", UnitKind::Section);
    let zhou = officer(&mut house, "周示五", brigade);
    trained(&mut house, &[zhou]);
    let card = received(&mut house, zhou);
    assert_eq!(state(&house, card), CertificateState::Held);
    assert_eq!(
        tasks(&house),
        [
            "录入领证人员信息：自治区应急管理信息平台 周示五 证件管理办法第十四条第一款 2026-02-24",
            "录入领证人员信息：自治区“双随机一公开”监管平台 周示五 证件管理办法第十四条第一款 2026-02-24",
        ]
    );
    act(&mut house, card, CardStep::ReportLost, "2026-02-02").expect("reported");
    act(&mut house, card, CardStep::DeclareLost, "2026-02-05").expect("declared");
    let new = act(&mut house, card, CardStep::Reissue, "2026-02-20").expect("reissued").expect("a new card");
    assert_eq!(
        (state(&house, card), state(&house, new)),
        (CertificateState::Replaced, CertificateState::Held)
    );
    assert_eq!(tasks(&house).len(), 4);
    act(&mut house, card, CardStep::Cancel, "2026-02-25").expect("cancelled");
    for (step, on) in
        [(CardStep::HandIn, "2026-03-01"), (CardStep::SendIn, "2026-03-02"), (CardStep::Cancel, "2026-03-04")]
    {
        act(&mut house, new, step, on).expect("an act");
    }
    assert_eq!(state(&house, new), CertificateState::Cancelled);
    let read = house.ledger.get(card).expect("the card");
    let on = |date| house.ledger.card_state_on(&read, day(date)).expect("a state");
    let days = ["2026-01-04", "2026-01-05", "2026-01-19", "2026-01-20", "2026-02-03", "2026-03-05"];
    let expected = [
        None,
        Some(CertificateState::Applied),
        Some(CertificateState::Approved),
        Some(CertificateState::Held),
        Some(CertificateState::Lost),
        Some(CertificateState::Cancelled),
    ];
    assert_eq!(days.map(on), expected);
    // The card that took its place was not there before.
    let read = house.ledger.get(new).expect("the card");
    let on = |date| house.ledger.card_state_on(&read, day(date)).expect("a state");
    let expected = [None, Some(CertificateState::Held), Some(CertificateState::Cancelled)];
    assert_eq!(["2026-02-19", "2026-02-20", "2026-03-05"].map(on), expected);
    let titles: Vec<&str> =
        house.ledger.timeline(card.uuid()).expect("a timeline").iter().map(|act| act.title()).collect();
    assert_eq!(
        titles,
        [
            "提出申领",
            "主要负责人同意",
            "发证机关核定",
            "领取证件",
            "报告遗失",
            "刊登遗失声明",
            "补发新证",
            "注销"
        ]
    );
}

#[test]
fn an_act_that_does_not_fit_says_which_do() {
    let mut house = House::new();
    let brigade = unit(&mut house, "综合行政执法大队", UnitKind::Section);
    let zhou = officer(&mut house, "周示五", brigade);
    trained(&mut house, &[zhou]);
    let card = received(&mut house, zhou);
    let refused = act(&mut house, card, CardStep::Cancel, "2026-02-01").unwrap_err().to_string();
    assert_eq!(
        refused,
        "这张行政执法证现在是“持有”，不能办理“注销”；可以办理：换发、暂扣、报告遗失、交回、吊销。"
    );
    let early = act(&mut house, card, CardStep::Suspend, "2026-01-19").unwrap_err().to_string();
    assert_eq!(early, "“办理日期”早于2026年1月20日，请核对日期。");
    let late = act(&mut house, card, CardStep::Suspend, "2026-03-06").unwrap_err().to_string();
    assert_eq!(late, "“办理日期”晚于2026年3月5日，请核对日期。");
    let again = house.ledger.apply_for_card(&application(zhou, CertificateKind::Enforcement)).unwrap_err();
    assert!(again.to_string().contains("已经有一张行政执法证（持有）"), "{again}");
    assert_eq!(state(&house, card), CertificateState::Held);
}

#[test]
fn a_number_that_somebody_has_is_refused_when_the_card_is_received() {
    let mut house = House::new();
    let brigade = unit(&mut house, "综合行政执法大队", UnitKind::Section);
    let (zhou, wu) = (officer(&mut house, "周示五", brigade), officer(&mut house, "吴示六", brigade));
    trained(&mut house, &[zhou, wu]);
    received(&mut house, zhou);
    let card = house.ledger.apply_for_card(&application(wu, CertificateKind::Enforcement)).expect("proposed");
    act(&mut house, card, CardStep::Endorse, "2026-01-08").expect("endorsed");
    act(&mut house, card, CardStep::Approve, "2026-01-15").expect("approved");
    let refused = act(&mut house, card, CardStep::Receive, "2026-01-20").unwrap_err();
    assert!(matches!(&refused, Error::Invalid(problems) if problems[0].field == "certificate.number"));
    assert!(refused.to_string().contains("周示五的证件"), "{refused}");
    assert_eq!(state(&house, card), CertificateState::Approved);
}

#[test]
fn no_sequence_of_acts_reaches_a_state_that_no_act_leads_to() {
    let mut dice = Dice::new(7);
    let mut house = House::new();
    let brigade = unit(&mut house, "综合行政执法大队", UnitKind::Section);
    let mut done = 0;
    for n in 0..40 {
        let kind = if n % 4 == 3 { CertificateKind::Ministry } else { CertificateKind::Enforcement };
        let somebody = officer(&mut house, &format!("示例{n}"), brigade);
        trained(&mut house, &[somebody]);
        let card = house.ledger.apply_for_card(&application(somebody, kind)).expect("proposed");
        // The states as an observer notes them, day by day.
        let mut seen = vec![(day("2026-01-05"), CertificateState::Applied)];
        for at in 0..25u64 {
            // Every other act is one that fits, so that lives become long.
            let mut open = CardStep::open_to(state(&house, card), kind);
            open.retain(|step| !matches!(step, CardStep::Refuse | CardStep::Cancel) || dice.below(6) == 0);
            let step = match at % 2 == 0 && !open.is_empty() {
                true => *dice.pick(&open),
                false => *dice.pick(CardStep::ALL),
            };
            let on = day("2026-01-05") + chrono::Days::new(at * 2);
            let before = state(&house, card);
            let fits = step.leads(Some(before), kind);
            let read = house.ledger.get(card).expect("the card");
            let asked = binggong::ledger::cards::CardMove {
                step,
                on,
                reason: "依规定办理".into(),
                document: "凭据".into(),
            };
            let paper = super::paper(&format!("{n:03}{at:03}"));
            let outcome = house.ledger.act_on_card(&read, &asked, Some(&paper));
            assert_eq!(outcome.is_ok(), fits.is_some(), "{before:?} {step:?}: {outcome:?}");
            assert_eq!(state(&house, card), fits.unwrap_or(before));
            if outcome.is_ok() {
                seen.push((on, state(&house, card)));
                done += 1;
            }
        }
        let acts: Vec<CardAct> =
            house.ledger.acts_on(card).expect("acts").into_iter().map(|act| act.value).collect();
        assert_eq!(acts.len(), seen.len());
        for offset in 0..60 {
            let on = day("2026-01-04") + chrono::Days::new(offset);
            let noted = seen.iter().rev().find(|(day, _)| *day <= on).map(|(_, state)| *state);
            assert_eq!(state_on(&acts, state(&house, card), on), noted, "{on}: {acts:#?}");
        }
    }
    assert!(done > 100, "only {done} acts fitted");
}
