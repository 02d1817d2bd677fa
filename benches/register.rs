//! Importing a register of five thousand people: read, planned against a ledger, written, in an encrypted file.

use std::path::Path;

use binggong::domain::role::Role;
use binggong::exchange::register::read_bytes;
use binggong::ledger::file::Machine;
use binggong::ledger::import::{Assumptions, Choices};
use binggong::ledger::{Enrolment, Ledger};
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
