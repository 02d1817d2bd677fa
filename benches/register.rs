//! Importing a register of five thousand people: read, planned against a ledger, written, in an encrypted file.

use std::hint::black_box;
use std::path::Path;

use binggong::domain::id::Id;
use binggong::domain::officer::Officer;
use binggong::domain::role::Role;
use binggong::exchange::register::read_bytes;
use binggong::ledger::cards::Place;
use binggong::ledger::file::Machine;
use binggong::ledger::import::{Assumptions, Choices};
use binggong::ledger::{Enrolment, Ledger, RegisterQuery, RosterAsk};
use rust_xlsxwriter::Workbook;

use super::{Line, fixed, key, timed};

const PEOPLE: u32 = 5000;

pub fn measure(dir: &Path, lines: &mut Vec<Line>) {
    let bytes = workbook();
    let founder = Enrolment {
        name: "孙示三",
        roles: &[Role::Administrator, Role::Legal, Role::Handler],
        officer: None,
        password: None,
    };
    let path = dir.join("register.ledger");
    let agency = super::agency();
    let mut ledger =
        Ledger::create(&path, &key(), Machine::ephemeral(), fixed("register"), &agency, &founder)
            .expect("made");
    let (reading, read) = timed(|| read_bytes("名册", &bytes).expect("a register"));
    let (plan, planned) = timed(|| ledger.plan_import(&reading, &Assumptions::default()).expect("a plan"));
    assert_eq!(plan.tally().new, PEOPLE as usize, "{:?}", plan.tally());
    let (done, written) = timed(|| {
        ledger.carry_out_import(&plan, &Choices::new(), "名册.xlsx", &mut |_, _| true).expect("written")
    });
    assert_eq!(done.people_added, PEOPLE as usize);
    let mut say = |what, measured, budget| {
        lines.push(Line { what, measured, budget, unit: "s", less: true, gate: true });
    };
    say("a register of 5,000 rows, read", read, 0.5);
    say("the same, planned", planned, 0.5);
    say("the same, written", written, 1.0);
    say("5,000 rows imported, in all", read + planned + written, 2.0);
    let ((), again) = timed(|| {
        let plan = ledger.plan_import(&reading, &Assumptions::default()).expect("a plan");
        assert!(plan.is_empty());
    });
    say("the same register again, planned", again, 0.5);
    person(&ledger, lines);
    export(&ledger, lines);
}

/// All that the page of a person shows, of a person who came with the import.
fn person(ledger: &Ledger, lines: &mut Vec<Line>) {
    let on = ledger.env().today();
    let all = ledger.all::<Officer>().expect("people");
    let some: Vec<Id<Officer>> = all.iter().step_by(all.len() / 50).map(|one| one.id).collect();
    let ((), took) = timed(|| {
        for id in &some {
            let unit = ledger.get(ledger.get(*id).expect("somebody").value.unit).expect("a unit");
            let cards = ledger.cards_of(*id, on).expect("cards");
            for (card, _) in &cards {
                black_box(ledger.acts_on(card.id).expect("acts"));
            }
            black_box(ledger.timeline(id.uuid()).expect("a timeline"));
            black_box(ledger.powers_of(*id, on, &Place::default()).expect("powers"));
            let kind = ledger.card_rules().expect("rules").card_for(unit.value.kind);
            black_box(kind.map(|kind| ledger.eligibility(*id, kind).expect("conditions")));
            black_box(ledger.trainings_of(*id).expect("trainings"));
            black_box(ledger.misuses_of(*id).expect("violations"));
            black_box(ledger.complaints_about(*id).expect("complaints"));
        }
    });
    let measured = took * 1000.0 / some.len() as f64;
    let what = "the page of a person, read";
    lines.push(Line { what, measured, budget: 16.0, unit: "ms", less: true, gate: true });
}

/// Everybody as a workbook, as the bureau has it.
fn export(ledger: &Ledger, lines: &mut Vec<Line>) {
    let query = RegisterQuery::all(ledger.env().today());
    let ask = RosterAsk { query, layout: 0, by_unit: true, in_full: false };
    let (book, measured) = timed(|| ledger.export_roster(&ask).expect("a workbook"));
    assert!(book.len() > 100_000);
    let what = "5,000 people exported, by units";
    lines.push(Line { what, measured, budget: 2.0, unit: "s", less: true, gate: true });
}

fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let head =
        ["序号", "姓名", "性别", "单位", "职务", "学历", "证件类型", "证号", "发证日期", "有效期至", "电话"];
    for (column, words) in (0..).zip(head) {
        sheet.write(0, column, words).expect("written");
    }
    for row in 1..=PEOPLE {
        let name: String = [0x4e00 + row % 97, 0x5000 + row % 1009, 0x6000 + row % 2003]
            .into_iter()
            .filter_map(char::from_u32)
            .collect();
        let cells = [
            row.to_string(),
            name,
            if row % 3 == 0 { "女" } else { "男" }.to_owned(),
            format!("示例{}镇", row % 60),
            "执法员".to_owned(),
            "大学本科".to_owned(),
            "行政执法证".to_owned(),
            format!("99{row:09}"),
            "2023.4.1".to_owned(),
            "2028-03-31".to_owned(),
            format!("139{row:08}"),
        ];
        for (column, text) in (0..).zip(&cells) {
            sheet.write(row, column, text).expect("written");
        }
    }
    book.save_to_buffer().expect("a workbook")
}
