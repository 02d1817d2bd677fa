//! 可否执法: the answer for a person on a day, from what the ledger has.

use binggong::domain::card_life::CardStep;
use binggong::domain::certificate::Category;
use binggong::domain::fault::Standing;
use binggong::domain::id::Id;
use binggong::domain::officer::Officer;
use binggong::domain::power::{Delegation, DelegationMode, EnforcementAct};
use binggong::domain::unit::{Unit, UnitKind};
use binggong::ledger::cards::Place;
use binggong::rules::cards::Line;

use super::{act, officer, received, trained, unit};
use crate::house::{House, day};

fn answer(house: &House, who: Id<Officer>, act: EnforcementAct, on: &str) -> Standing {
    let lines = house.ledger.may_enforce(who, act, day(on), &Place::default()).expect("lines");
    Line::all(&lines)
}

pub fn delegation(unit: Id<Unit>, mode: DelegationMode, acts: &[EnforcementAct]) -> Delegation {
    Delegation {
        unit,
        mode,
        acts: acts.to_vec(),
        content: "辖区内生产经营单位".into(),
        document: "示应急委〔2026〕1号".into(),
        from: day("2026-01-01"),
        to: None,
        published_on: None,
        published_at: String::new(),
    }
}

#[test]
fn the_answer_is_that_of_the_day_asked_for() {
    let mut house = House::new();
    let brigade = unit(&mut house, "综合行政执法大队", UnitKind::Section);
    let office = unit(&mut house, "办公室", UnitKind::Other);
    let zhou = officer(&mut house, "周示五", brigade);
    trained(&mut house, &[zhou]);
    let card = received(&mut house, zhou);
    act(&mut house, card, CardStep::Suspend, "2026-02-02").expect("suspended");
    act(&mut house, card, CardStep::GiveBack, "2026-02-10").expect("given back");
    let read = house.ledger.get(zhou).expect("him");
    let moved = Officer { unit: office, ..read.value.clone() };
    house.ledger.move_officer(&read, &moved, day("2026-03-02"), "任职文件").expect("moved");
    let inspect = EnforcementAct::Inspect;
    for (on, expected) in [
        ("2026-01-19", Standing::NotHeld),
        ("2026-01-20", Standing::Held),
        ("2026-02-01", Standing::Held),
        ("2026-02-02", Standing::NotHeld),
        ("2026-02-10", Standing::Held),
        ("2026-03-01", Standing::Held),
        ("2026-03-02", Standing::NotHeld),
    ] {
        assert_eq!(answer(&house, zhou, inspect, on), expected, "{on}");
    }
    let fire = Place { category: Some(Category::Fire), place: "邻县".into() };
    let lines = house.ledger.may_enforce(zhou, inspect, day("2026-02-20"), &fire).expect("lines");
    let missing: Vec<&str> = lines
        .iter()
        .filter(|line| line.standing == Standing::NotHeld)
        .map(|line| line.because.as_str())
        .collect();
    assert_eq!(missing, ["有效证件上都没有这一类别", "执法区域是示例县，不含邻县"]);
}

#[test]
fn a_township_acts_within_its_delegation_and_in_its_own_name_when_empowered() {
    let mut house = House::new();
    let town = unit(&mut house, "青石示例镇应急管理所", UnitKind::Township);
    let feng = officer(&mut house, "冯示八", town);
    trained(&mut house, &[feng]);
    received(&mut house, feng);
    let on = "2026-03-05";
    assert_eq!(answer(&house, feng, EnforcementAct::Inspect, on), Standing::Open);
    let acts = [EnforcementAct::Inspect, EnforcementAct::SummaryPenalty];
    let too_much =
        delegation(town, DelegationMode::Delegated, &[EnforcementAct::Inspect, EnforcementAct::Penalty]);
    let refused = house.ledger.add_delegation(&too_much).unwrap_err().to_string();
    assert!(
        refused.contains("普通程序行政处罚不得委托给“青石示例镇应急管理所”（证件管理办法第八条第五款）"),
        "{refused}"
    );
    house.ledger.add_delegation(&delegation(town, DelegationMode::Delegated, &acts)).expect("delegated");
    assert_eq!(answer(&house, feng, EnforcementAct::Inspect, on), Standing::Held);
    assert_eq!(answer(&house, feng, EnforcementAct::Penalty, on), Standing::NotHeld);
    assert_eq!(house.ledger.unpublished_delegations(day(on)).expect("a list").len(), 1);
    let own = delegation(town, DelegationMode::Empowered, &[EnforcementAct::Penalty]);
    house.ledger.add_delegation(&own).expect("empowered");
    assert_eq!(answer(&house, feng, EnforcementAct::Penalty, on), Standing::Held);
}

#[test]
fn the_six_powers_never_go_to_an_institution() {
    let mut house = House::new();
    let centre = unit(&mut house, "应急救援中心", UnitKind::Institution);
    use EnforcementAct::{Cordon, CutSupply, Inspect, Requisition, Seal, Seize, TakeOver};
    for never in [Seal, Seize, TakeOver, CutSupply, Requisition, Cordon] {
        let refused =
            house.ledger.add_delegation(&delegation(centre, DelegationMode::Delegated, &[Inspect, never]));
        assert!(refused.unwrap_err().to_string().contains("第八条第四款"), "{never:?}");
    }
    house
        .ledger
        .add_delegation(&delegation(centre, DelegationMode::Delegated, &[Inspect]))
        .expect("delegated");
}
