//! The registry goes out as a workbook and comes in again without a change; messy registers come in whole.

use std::collections::BTreeMap;

use binggong::domain::officer::Officer;
use binggong::domain::unit::{Unit, UnitKind};
use binggong::exchange::register::{Mappings, Reading, read_bytes};
use binggong::ledger::import::read::Book;
use binggong::ledger::import::{Assumptions, Choice, Choices, Meant, Outcome, Plan, Standing, refused_rows};
use binggong::ledger::{Error, RegisterQuery, RosterAsk, sample};

use crate::house::{House, day};
use crate::registers::{officer, unit};

fn plan(house: &House, reading: &Reading) -> Plan {
    house.ledger.plan_import(reading, &Assumptions::default()).expect("a plan")
}

fn csv(text: &str) -> Reading {
    read_bytes("名册", text.as_bytes()).expect("a register")
}

#[test]
fn what_was_exported_is_imported_again_without_a_change() {
    let dir = tempfile::tempdir().unwrap();
    let mut ledger = sample::bureau(&dir.path().join("示例.ledger")).unwrap();
    ledger.act_as("孙示三").unwrap();
    let everybody = RegisterQuery { with_left: true, ..RegisterQuery::all(ledger.env().today()) };
    let people = ledger.officer_register(&everybody).unwrap().len();
    assert!(people > 60);
    for layout in 0..ledger.layouts().unwrap().len() {
        for (by_unit, in_full) in [(false, false), (true, false), (false, true)] {
            let ask = RosterAsk { query: everybody.clone(), layout, by_unit, in_full };
            let bytes = ledger.export_roster(&ask).unwrap();
            let reading = read_bytes("名册", &bytes).unwrap();
            assert_eq!(reading.records().count(), people, "{layout} {by_unit}");
            assert_eq!(reading.sheets.len() > 10, by_unit);
            let plan = ledger.plan_import(&reading, &Assumptions::default()).unwrap();
            let tally = plan.tally();
            let other: Vec<_> = plan
                .lines
                .iter()
                .filter(
                    |line| !matches!(&line.standing, Standing::Same { changes, .. } if changes.is_empty()),
                )
                .collect();
            assert_eq!((tally.unchanged, plan.is_empty()), (people, true), "{layout}: {other:?}");
        }
    }
}

#[test]
fn numbers_leave_the_ledger_in_full_only_when_asked_and_only_by_who_keeps_them() {
    let mut house = House::new();
    let rows = "姓名,单位,身份证号,电话\n李示四,政策法规股,11010519491231002X,13900000001\n";
    let first = plan(&house, &csv(rows));
    house.ledger.carry_out_import(&first, &Choices::new(), "名册", &mut |_, _| true).unwrap();
    let query = RegisterQuery::all(day("2026-03-05"));
    let mut ask = RosterAsk { query, layout: 0, by_unit: false, in_full: false };
    let exported = |house: &House, ask: &RosterAsk| -> Reading {
        read_bytes("名册", &house.ledger.export_roster(ask).unwrap()).unwrap()
    };
    let masked = exported(&house, &ask);
    let record = masked.records().next().unwrap();
    assert_eq!((&record.id_number, &record.phone), (&None, &None));
    assert_eq!(plan(&house, &masked).tally().unchanged, 1);
    ask.in_full = true;
    let full = exported(&house, &ask);
    let record = full.records().next().unwrap();
    assert_eq!(record.id_number.as_deref(), Some("11010519491231002X"));
    assert_eq!(record.phone.as_deref(), Some("13900000001"));
    let reader = binggong::ledger::Enrolment {
        name: "周示五",
        roles: &[binggong::domain::role::Role::Reader],
        officer: None,
        password: None,
    };
    house.ledger.add_user_here(&reader).unwrap();
    house.ledger.act_as("周示五").unwrap();
    assert!(matches!(house.ledger.export_roster(&ask), Err(Error::NotAllowed { .. })));
}

#[test]
fn a_section_of_a_township_is_that_townships_and_a_namesake_of_one_row_is_asked_about() {
    let mut house = House::new();
    for township in ["青石示例镇", "白杨示例乡"] {
        let parent = unit(&mut house, township, None);
        let section =
            Unit {
                name: "应急管理所".into(), kind: UnitKind::Township, parent: Some(parent), closed: false
            };
        let section = house.ledger.add_unit(&section).unwrap();
        officer(&mut house, &format!("冯示{township}"), section);
    }
    let reading = csv("姓名,性别,单位,部门,职务\n\
                       冯示白杨示例乡,,白杨示例乡,应急管理所,所长\n\
                       王示一,男,青石示例镇,应急管理所,科员\n\
                       王示一,女,青石示例镇,应急管理所,科员\n\
                       王示二,女,青石示例镇,水利站,科员\n");
    let first = plan(&house, &reading);
    let Standing::Same { changes, .. } = &first.lines[0].standing else { panic!("{first:?}") };
    assert!(changes.iter().all(|change| change.label == "职务"), "{changes:?}");
    let Standing::Unclear { candidates, .. } = &first.lines[2].standing else { panic!("{first:?}") };
    assert_eq!(candidates[0].meant, Meant::Row(1));
    assert!(first.lines[3].notes.iter().any(|note| note.contains("水利站")), "{first:?}");
    let merged: Choices = [(2, Choice::Merge(Meant::Row(1)))].into();
    let done = house.ledger.carry_out_import(&first, &merged, "名册", &mut |_, _| true).unwrap();
    assert_eq!((done.people_added, done.people_changed), (2, 1));
    assert_eq!(house.ledger.officers_named("王示一").unwrap().len(), 1);
    // Two sections of one name go out under their townships, and come in again where they belong.
    let query = RegisterQuery::all(day("2026-03-05"));
    let ask = RosterAsk { query, layout: 0, by_unit: true, in_full: false };
    let out = read_bytes("名册", &house.ledger.export_roster(&ask).unwrap()).unwrap();
    let again = plan(&house, &out);
    assert_eq!((out.sheets.len(), again.tally().unchanged), (2, 4), "{again:?}");
    let sections = out.records().filter(|one| one.department.as_deref() == Some("应急管理所"));
    assert_eq!(sections.count(), 3);
}

#[test]
fn what_is_not_said_is_said_once_for_the_whole_register() {
    let house = House::new();
    let reading = csv("姓名,证号,有效期至\n王示一,0001,长期\n王示二,0002,长期\n");
    let bare = plan(&house, &reading);
    assert_eq!((bare.without_unit, bare.without_kind, bare.tally().refused), (2, 2, 2));
    let assumed = Assumptions {
        unit: Some("政策法规股".into()),
        kind: Some(binggong::domain::certificate::CertificateKind::Supervision),
    };
    let said = house.ledger.plan_import(&reading, &assumed).unwrap();
    assert_eq!((said.tally().new, said.new_units.len()), (2, 1), "{said:?}");
}

/// A register with most of what bureaus do to theirs, through the whole of an import: what is refused comes back
/// as a sheet, and rows in = imported + refused.
#[test]
fn a_messy_register_comes_in_whole_or_comes_back_with_its_reasons() {
    use rust_xlsxwriter::{Format, Workbook};
    let mut book = Workbook::new();
    book.add_worksheet().set_name("填表说明").unwrap().write(0, 0, "一、请如实填写").unwrap();
    let sheet = book.add_worksheet();
    sheet.set_name("人员").unwrap();
    let rows: [&[&str]; 12] = [
        &["示例县执法人员名册"],
        &["序号", "姓名", "身份证号", "所在单位", "行政执法证", "", "", "政治面貌"],
        &["", "", "", "", "编号", "发证日期", "有效期至", ""],
        &["一、局机关（4人）"],
        &["1", "王 示一", "11010519491231002X", "政策法规股", "01", "2023.4.1", "2028-03-31", "群众"],
        &["2", "王示二", "1.10105E+17", "政策法规股", "02", "2023年4月1日", "长期", "群众"],
        &["3", "王示三", "", "政策法规股", "03", "2023.13.1", "2028.3.31", "党员"],
        &["4", "王示四", "", "政策法规股", "04", "", "2028年3月", "党员"],
        &["小计", "4人"],
        &["5", "王示五", "", "", "01", "", "长期", "群众"],
        &["6", "", "", "政策法规股", "06", "", "长期", "群众"],
        &["填表人：张三"],
    ];
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(cells) {
            if !text.is_empty() {
                sheet.write(row, column, *text).unwrap();
            }
        }
    }
    sheet.merge_range(1, 4, 1, 6, "行政执法证", &Format::new()).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let reading = Book::of_bytes("名册", &bytes).unwrap().read(&Mappings::default()).unwrap();
    let mut house = House::new();
    let assumed =
        Assumptions { unit: None, kind: Some(binggong::domain::certificate::CertificateKind::Enforcement) };
    let first = house.ledger.plan_import(&reading, &assumed).unwrap();
    let names: Vec<&str> = first.lines.iter().map(|line| line.name.as_str()).collect();
    assert_eq!(names, ["王示一", "王示二", "王示三", "王示四", "王示五", ""]);
    assert!(first.lines[1].notes.iter().any(|note| note.contains("Excel")), "{first:?}");
    assert!(first.lines[2].notes.iter().any(|note| note.contains("发证日期")), "{first:?}");
    let done = house.ledger.carry_out_import(&first, &Choices::new(), "名册", &mut |_, _| true).unwrap();
    let why: BTreeMap<usize, String> = done
        .outcomes
        .iter()
        .enumerate()
        .filter_map(|(at, outcome)| match outcome {
            Outcome::Refused(why) => Some((at, why.clone())),
            _ => None,
        })
        .collect();
    let written = done.outcomes.iter().filter(|outcome| **outcome == Outcome::Written).count();
    assert_eq!((written, why.len(), reading.records().count()), (3, 3, 6), "{:?}", done.outcomes);
    assert_eq!(house.ledger.count::<Officer>().unwrap(), 3);

    // The error sheet has the three rows as they were, the unread column among them, and their reasons.
    let again = read_bytes("错误表", &refused_rows(&reading, &why).unwrap()).unwrap();
    let names: Vec<Option<&str>> = again.records().map(|record| record.name.as_deref()).collect();
    assert_eq!(names, [Some("王示四"), Some("王示五"), None]);
    assert_eq!(again.sheets[0].unread_columns, ["政治面貌", "原因"]);
    let second = house.ledger.plan_import(&again, &assumed).unwrap();
    assert_eq!(second.tally().refused, 3, "as they were, they are refused again: {second:?}");
    // The first register again changes nothing.
    let head = house.ledger.head().unwrap();
    let again = house.ledger.plan_import(&reading, &assumed).unwrap();
    house.ledger.carry_out_import(&again, &Choices::new(), "名册", &mut |_, _| true).unwrap();
    assert_eq!((again.tally().unchanged, house.ledger.head().unwrap()), (3, head));
}
