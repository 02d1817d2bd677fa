//! Standards of review that the bureau has adopted: each version stays as it was adopted.

use binggong::domain::role::Role;
use binggong::ledger::Enrolment;
use binggong::ledger::file::Key;
use binggong::rules::review::{built_in_standard, read_standard, write_standard};

use super::house::{House, day};

#[test]
fn a_standard_is_adopted_as_it_is_and_each_of_its_versions_stays() {
    let mut house = House::new();
    let first = built_in_standard().unwrap();
    let id = house.ledger.adopt_standard(&first).unwrap();
    let mut second = first.clone();
    second.version = "2027年版".into();
    // Half a point moves from one indicator to its neighbour.
    second.groups[0].indicators[0].marks -= 5;
    second.groups[0].indicators[1].marks += 5;
    house.ledger.adopt_standard(&second).unwrap();
    let adopted = house.ledger.standards().unwrap();
    assert_eq!((adopted[0].id, adopted[0].adopted_on), (id, day("2026-03-05")));
    assert_eq!(adopted.into_iter().map(|one| one.standard).collect::<Vec<_>>(), [first, second]);
}

#[test]
fn a_version_that_is_there_is_not_replaced_and_what_does_not_add_up_is_not_adopted() {
    let mut house = House::new();
    let standard = built_in_standard().unwrap();
    house.ledger.adopt_standard(&standard).unwrap();
    let again = house.ledger.adopt_standard(&standard).expect_err("there already").to_string();
    assert!(again.contains("已经采用，内容一样"), "{again}");
    let mut other = standard.clone();
    other.lowest = "差".into();
    let other = house.ledger.adopt_standard(&other).expect_err("another text").to_string();
    assert!(other.contains("请把这一份的版本写成另一个名称"), "{other}");
    let mut odd = standard.clone();
    (odd.version, odd.full) = ("2027年版".into(), 900);
    let odd = house.ledger.adopt_standard(&odd).expect_err("90 is not 100").to_string();
    assert_eq!(odd, "满分写的是90分，各部分加起来是100分：请改成一致。");
    assert_eq!(house.ledger.standards().unwrap().len(), 1);
}

#[test]
fn a_standard_is_written_so_that_it_is_read_as_it_was() {
    let standard = built_in_standard().unwrap();
    let text = write_standard(&standard).unwrap();
    assert_eq!(read_standard("标准.toml", &text).unwrap(), standard);
}

#[test]
fn only_the_legal_section_and_the_administrator_adopt_a_standard() {
    let mut house = House::new();
    let clerk = Enrolment { name: "周示五", roles: &[Role::Handler], officer: None, password: None };
    house.ledger.add_user(&clerk, &Key::Plain).unwrap();
    house.ledger.act_as("周示五").unwrap();
    let refused = house.ledger.adopt_standard(&built_in_standard().unwrap()).expect_err("a clerk");
    assert!(refused.to_string().contains("法制人员"), "{refused}");
}
