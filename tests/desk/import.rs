//! Importing a register into the ledger: planned row by row, written as confirmed, and only once.

use binggong::domain::certificate::{Category, Certificate, CertificateKind, CertificateState};
use binggong::domain::id::Id;
use binggong::domain::officer::{Education, Officer, Sex, Staffing};
use binggong::domain::role::Role;
use binggong::domain::unit::{Unit, UnitKind};
use binggong::exchange::register::{Reading, read_bytes};
use binggong::ledger::file::Versioned;
use binggong::ledger::import::{Assumptions, Choice, Choices, Imported, Meant, Outcome, Plan, Standing};
use binggong::ledger::{Enrolment, Error};

#[path = "../support/dice.rs"]
#[allow(dead_code, reason = "each test binary uses its own part of this")]
mod dice;

use crate::house::{House, day};
use crate::registers::{officer, unit};

const HEAD: &str =
    "姓名,性别,身份证号,出生年月,学历,编制,单位,部门,职务,证件类型,执法证号,执法类别,发证日期,有效期至\n";

fn reading(rows: &str) -> Reading {
    read_bytes("名册", format!("{HEAD}{rows}").as_bytes()).expect("a register")
}

fn plan(house: &House, rows: &str) -> Plan {
    house.ledger.plan_import(&reading(rows), &Assumptions::default()).expect("a plan")
}

fn carry_out(house: &mut House, plan: &Plan, choices: &Choices) -> Imported {
    house.ledger.carry_out_import(plan, choices, "名册.csv", &mut |_, _| true).expect("imported")
}

fn import(house: &mut House, rows: &str) -> Imported {
    let plan = plan(house, rows);
    carry_out(house, &plan, &Choices::new())
}

#[track_caller]
fn named(house: &House, name: &str) -> Versioned<Officer> {
    let mut all = house.ledger.officers_named(name).expect("read");
    assert_eq!(all.len(), 1, "{name}");
    all.remove(0)
}

const ROWS: &str = "\
李示四,女,11010519491231002X,1949.12,大学本科,行政编制,示例县应急管理局,综合行政执法大队,大队长,行政执法证,99000000004,安全生产监督管理、消防监督管理,2023.4.1,2028-03-31
周示五,男,,1990.5,硕士研究生,事业编制,示例县应急管理局,综合行政执法大队,执法员,行政执法证,99000000005,,2023.4.1,长期
周示五,男,,,,,示例县应急管理局,综合行政执法大队,,应急管理部行政执法证,YJ-示例-0001,,2023.4.1,2028-03-31
冯示八,男,,,,,青石示例镇,,应急所长,,,,,
";

#[test]
fn a_register_fills_an_empty_ledger_and_a_second_time_changes_nothing() {
    let mut house = House::new();
    let first = plan(&house, ROWS);
    let tally = first.tally();
    assert_eq!((tally.new, tally.refused, tally.unclear), (4, 0, 0), "{first:?}");
    let units: Vec<_> = first.new_units.iter().map(|unit| (unit.name.as_str(), unit.kind)).collect();
    assert_eq!(units, [("综合行政执法大队", UnitKind::Other), ("青石示例镇", UnitKind::Township)]);
    assert_eq!(house.ledger.count::<Officer>().unwrap(), 0, "nothing is written before it is confirmed");

    let done = carry_out(&mut house, &first, &Choices::new());
    assert_eq!((done.people_added, done.cards_added), (3, 3));
    assert_eq!(done.outcomes, vec![Outcome::Written; 4]);
    let one = named(&house, "李示四").value;
    assert_eq!(
        (one.post.as_str(), one.staffing, one.profile.sex),
        ("大队长", Some(Staffing::Civil), Some(Sex::Female))
    );
    assert_eq!(
        (one.profile.education, one.profile.id_number.as_str()),
        (Some(Education::Bachelor), "11010519491231002X")
    );
    assert_eq!(one.profile.born.unwrap().to_string(), "1949-12");
    let two = named(&house, "周示五");
    let cards = house.ledger.cards_of(two.id, day("2026-03-05")).unwrap();
    let kinds: Vec<_> = cards.iter().map(|(card, _)| (card.value.kind, card.value.valid_to)).collect();
    assert_eq!(
        kinds,
        [(CertificateKind::Enforcement, None), (CertificateKind::Ministry, Some(day("2028-03-31")))]
    );
    let card = house.ledger.cards_of(named(&house, "李示四").id, day("2026-03-05")).unwrap().remove(0).0;
    assert_eq!(card.value.categories, [Category::Safety, Category::Fire]);

    let head = house.ledger.head().unwrap();
    let again = plan(&house, ROWS);
    assert_eq!((again.tally().unchanged, again.is_empty()), (4, true), "{again:?}");
    assert_eq!(carry_out(&mut house, &again, &Choices::new()).outcomes, vec![Outcome::Unchanged; 4]);
    assert_eq!(house.ledger.head().unwrap(), head, "not an entry was written");
}

/// A person of the ledger with a card that has been suspended.
fn someone(house: &mut House) -> (Id<Unit>, Id<Officer>) {
    let brigade = unit(house, "综合行政执法大队", None);
    let person = officer(house, "李示四", brigade);
    let suspended = Certificate {
        officer: person,
        kind: CertificateKind::Enforcement,
        number: "99000000004".into(),
        categories: Vec::new(),
        region: String::new(),
        issuer: String::new(),
        issued_on: Some(day("2021-05-05")),
        valid_to: Some(day("2026-05-04")),
        state: CertificateState::Suspended,
    };
    house.ledger.add_certificate(&suspended).expect("a card");
    (brigade, person)
}

#[test]
fn what_would_change_is_told_field_by_field() {
    let mut house = House::new();
    let (_, person) = someone(&mut house);
    let rows = "李示四,,,,,,,综合行政执法大队,大队长,行政执法证,99000000004,,2021.5.5,2028-03-31\n";
    let plan = plan(&house, rows);
    let Standing::Same { officer, changes } = &plan.lines[0].standing else { panic!("{plan:?}") };
    assert_eq!(*officer, person);
    let told: Vec<_> =
        changes.iter().map(|one| (one.label.as_str(), one.old.as_str(), one.new.as_str())).collect();
    assert_eq!(told, [("职务", "执法员", "大队长"), ("有效期至", "2026-05-04", "2028-03-31")]);
    let done = carry_out(&mut house, &plan, &Choices::new());
    assert_eq!((done.people_changed, done.cards_changed, done.people_added), (1, 1, 0));
    let card = house.ledger.cards_of(person, day("2026-03-05")).unwrap().remove(0).0.value;
    assert_eq!(card.state, CertificateState::Suspended, "only a legal act changes the state of a card");
    let acts = house.ledger.timeline(person.uuid()).unwrap();
    assert_eq!(
        (acts.last().unwrap().title(), acts.last().unwrap().why.as_str()),
        ("导入名册", "导入名册：名册.csv")
    );
}

#[test]
fn who_is_meant_is_decided_by_a_person_where_it_is_not_clear() {
    let mut house = House::new();
    let (brigade, person) = someone(&mut house);
    let rows = "李示四,,,,,,政策法规股,,股长,,,,,\n";
    let merged = |house: &mut House, choice: Option<Choice>| {
        let plan = plan(house, rows);
        let Standing::Unclear { candidates, why } = &plan.lines[0].standing else { panic!("{plan:?}") };
        assert!(why.contains("同名") && candidates[0].meant == Meant::Person(person), "{plan:?}");
        assert_eq!((candidates[0].unit.as_str(), candidates[0].changes.len()), ("综合行政执法大队", 2));
        let choices = choice.map(|choice| (0, choice)).into_iter().collect();
        carry_out(house, &plan, &choices)
    };
    assert_eq!(merged(&mut house, None).outcomes, [Outcome::Left]);
    assert_eq!(house.ledger.count::<Unit>().unwrap(), 1, "no unit for a row that is left");
    assert_eq!(merged(&mut house, Some(Choice::Keep)).people_added, 1);
    assert_eq!(house.ledger.officers_named("李示四").unwrap().len(), 2);

    let mut house = House::new();
    let (_, person_again) = someone(&mut house);
    let plan = plan(&house, rows);
    let done = carry_out(&mut house, &plan, &[(0, Choice::Merge(Meant::Person(person_again)))].into());
    assert_eq!((done.people_changed, done.people_added), (1, 0));
    assert_ne!(named(&house, "李示四").value.unit, brigade);

    // A number that both have decides alone; another name beside it is not clear.
    let mut house = House::new();
    import(&mut house, ROWS);
    let plan = self::plan(&house, "李示肆,,11010519491231002X,,,,政策法规股,,,,,,,\n");
    assert!(
        matches!(&plan.lines[0].standing, Standing::Unclear { why, .. } if why.contains("姓名不同")),
        "{plan:?}"
    );
}

#[test]
fn what_cannot_be_right_is_refused_with_what_to_do() {
    let mut house = House::new();
    someone(&mut house);
    let rows = "\
,男,,,,,股,,,,,,,
王示一,,,,,,股,,,行政执法证,99000000004,,2023.4.1,长期
王示二,,,,,,股,,,行政执法证,1,,2023.4.1,2022.4.1
王示三,,,,,,,,,行政执法证,2,,2023.4.1,长期
王示四,,,,,,股,,,,3,,2023.4.1,长期
王示五,,,,,,股,,,行政执法证,4,,2023.4.1,2028年3月
王示六,,,,,,股,,,行政执法证,5,,2023.4.1,长期
王示七,,,,,,股,,,行政执法证,5,,2023.4.1,长期
";
    // A text file lends the unit of the row above; the row without one comes first here.
    let rows = rows.replace("王示三,,,,,,,", "王示三,,,,,,-,");
    let plan = plan(&house, &rows);
    let why: Vec<&str> = plan
        .lines
        .iter()
        .map(|line| match &line.standing {
            Standing::Refused(why) => why.as_str(),
            _ => "",
        })
        .collect();
    let words = [
        "没有姓名",
        "已经由李示四持有",
        "早于发证日期",
        "没有单位",
        "没有写证件类型",
        "没有确定的有效期",
        "",
        "已经由王示六持有",
    ];
    for (why, word) in why.iter().zip(words) {
        assert!(why.contains(word) && (word.is_empty() == why.is_empty()), "{word}: {why}");
        assert!(why.is_empty() || (why.contains('请') && why.ends_with('。')), "{why}");
    }
    let done = carry_out(&mut house, &plan, &Choices::new());
    assert_eq!(done.outcomes.iter().filter(|one| matches!(one, Outcome::Refused(_))).count(), 7);
    assert_eq!((done.people_added, house.ledger.count::<Officer>().unwrap()), (1, 2));
    // The kind that the register leaves out may be said once for all of it.
    let assumed = Assumptions { kind: Some(CertificateKind::Enforcement), ..Assumptions::default() };
    let plan = house.ledger.plan_import(&reading("王示四,,,,,,股,,,,3,,2023.4.1,长期\n"), &assumed).unwrap();
    assert_eq!(plan.tally().new, 1, "{plan:?}");
}

#[test]
fn a_role_that_may_not_add_units_is_told_before() {
    let mut house = House::new();
    unit(&mut house, "政策法规股", None);
    let handler = Enrolment { name: "周示五", roles: &[Role::Handler], officer: None, password: None };
    house.ledger.add_user_here(&handler).expect("a user");
    house.ledger.act_as("周示五").expect("acting");
    let plan = plan(&house, "王示一,,,,,,新设股,,,,,,,\n王示二,,,,,,示例县应急管理局政策法规股,,,,,,,\n");
    assert!(
        matches!(&plan.lines[0].standing, Standing::Refused(why) if why.contains("没有机构“新设股”")),
        "{plan:?}"
    );
    assert_eq!(carry_out(&mut house, &plan, &Choices::new()).people_added, 1);
}

#[test]
fn a_plan_is_for_the_ledger_that_it_was_made_for() {
    let mut house = House::new();
    let stale = plan(&house, ROWS);
    unit(&mut house, "政策法规股", None);
    let why = house.ledger.carry_out_import(&stale, &Choices::new(), "名册.csv", &mut |_, _| true);
    assert!(matches!(why, Err(Error::Refused(why)) if why.contains("重新试读")));
}

#[test]
fn an_import_can_be_stopped_and_goes_on_later() {
    let mut house = House::new();
    let rows: String =
        (0..600).map(|n| format!("张示{n:03},,,,,,股,,,行政执法证,{n:05},,2023.4.1,长期\n")).collect();
    let first = plan(&house, &rows);
    let done = house
        .ledger
        .carry_out_import(&first, &Choices::new(), "名册.csv", &mut |written, _| written == 0)
        .unwrap();
    assert_eq!(done.people_added, 250);
    assert_eq!(done.outcomes.iter().filter(|one| **one == Outcome::Left).count(), 350);
    let mut told = Vec::new();
    let rest = plan(&house, &rows);
    assert_eq!((rest.tally().unchanged, rest.tally().new), (250, 350));
    house
        .ledger
        .carry_out_import(&rest, &Choices::new(), "名册.csv", &mut |written, total| {
            told.push((written, total));
            true
        })
        .unwrap();
    assert_eq!(told, [(0, 350), (250, 350), (350, 350)]);
    assert!(plan(&house, &rows).is_empty());
}

/// Registers put together at random: every row ends somewhere, and what was written is there the second time.
#[test]
fn rows_in_are_rows_written_unchanged_left_or_refused() {
    let mut dice = dice::Dice::new(44);
    for round in 0..60 {
        let mut house = House::new();
        for _ in 0..2 {
            let rows: String = (0..12)
                .map(|_| {
                    let name = *dice.pick(&["张示一", "李示二", "王示三", ""]);
                    let id = *dice.pick(&["", "", "11010519491231002X"]);
                    let unit = *dice.pick(&["股", "队", "青石示例镇", "-"]);
                    let kind = *dice.pick(&["行政执法证", "行政执法监督证", ""]);
                    let number = *dice.pick(&["1", "2", "3", "", "4"]);
                    let to = *dice.pick(&["长期", "2028-03-31", "2022-01-01", "2028年3月"]);
                    format!("{name},,{id},,,,{unit},,,{kind},{number},,2023.4.1,{to}\n")
                })
                .collect();
            let plan = plan(&house, &rows);
            let records = reading(&rows).records().count();
            assert_eq!(plan.lines.len(), records, "{round}");
            let done = carry_out(&mut house, &plan, &Choices::new());
            assert_eq!(done.outcomes.len(), records, "{round}");
            let tally = plan.tally();
            let refused = done.outcomes.iter().filter(|one| matches!(one, Outcome::Refused(_))).count();
            assert_eq!(refused, tally.refused, "{round}: what was planned is what is done");
            let cards: Vec<_> = house.ledger.all::<Certificate>().unwrap();
            let mut numbers: Vec<_> =
                cards.iter().map(|card| (card.value.kind, card.value.number.clone())).collect();
            let count = numbers.len();
            numbers.sort();
            numbers.dedup();
            assert_eq!(numbers.len(), count, "{round}: a number twice");
        }
    }
}
