//! Whoever holds a supervision card supervises and guides, and what was said is on record (J8-2).

use binggong::domain::card_life::CardStep;
use binggong::domain::certificate::CertificateKind;
use binggong::domain::fault::Standing;
use binggong::domain::guidance::Guidance;
use binggong::domain::power::EnforcementAct;
use binggong::domain::unit::UnitKind;

use super::super::{act, application, received};
use super::proofs::{may, somebody};
use crate::house::{House, day};

pub fn who_supervises(house: &mut House) {
    let (_, who) = somebody(house, UnitKind::Legal);
    let card =
        house.ledger.apply_for_card(&application(who, CertificateKind::Supervision)).expect("proposed");
    for (step, on) in [
        (CardStep::Endorse, "2026-01-08"),
        (CardStep::Approve, "2026-01-15"),
        (CardStep::Receive, "2026-01-20"),
    ] {
        act(house, card, step, on).expect("a step");
    }
    for power in [EnforcementAct::Supervise, EnforcementAct::Inspect, EnforcementAct::Seal] {
        assert_eq!(may(house, who, power), Standing::Held, "{power:?}");
    }
    let (_, other) = somebody(house, UnitKind::Section);
    let guidance = |by, on: &str| Guidance {
        on: day(on),
        by,
        officer: Some(if by == who { other } else { who }),
        unit: None,
        case: None,
        matter: "询问笔录没有逐页签名".into(),
        opinion: "补正，并对照要求检查其余案卷。".into(),
        answer_by: Some(day("2026-02-20")),
        outcome: String::new(),
        closed_on: None,
    };
    // Not before the card was there, and not by somebody with another card.
    let early = house.ledger.record_guidance(&guidance(who, "2026-01-10")).expect_err("no card yet");
    assert!(
        early.to_string().contains("行政执法监督证") && early.to_string().contains("第八条第二款"),
        "{early}"
    );
    received(house, other);
    let without = house.ledger.record_guidance(&guidance(other, "2026-02-10")).expect_err("another card");
    assert!(without.to_string().contains("没有行政执法监督证"), "{without}");
    let open = |house: &House| {
        let todo = house.ledger.todo(day("2026-03-05")).expect("read");
        todo.registers.iter().filter(|due| due.kind == "guidance").count()
    };
    let given = house.ledger.record_guidance(&guidance(who, "2026-02-10")).expect("recorded");
    assert_eq!(open(house), 1);
    let read = house.ledger.get(given).expect("there");
    let before = house.ledger.close_guidance(&read, "已补正。", day("2026-02-09"));
    assert!(before.is_err(), "before the opinion");
    assert!(house.ledger.close_guidance(&read, " ", day("2026-02-19")).is_err(), "nothing that followed");
    house
        .ledger
        .close_guidance(&read, "已补正，其余12卷没有同样的问题。", day("2026-02-19"))
        .expect("closed");
    assert_eq!(open(house), 0);
    assert_eq!(house.ledger.guidance().expect("read")[0].closed_on, Some(day("2026-02-19")));
}
