//! Whatever the bytes: no panic, and of what is read every row is accounted for.

use binggong::exchange::register::read_bytes;

use crate::book::{every_row_is_accounted_for, xlsx};
use crate::cells;
use crate::dice::Dice;

fn survives(bytes: &[u8]) {
    if let Ok(reading) = read_bytes("名册", bytes) {
        reading.sheets.iter().for_each(every_row_is_accounted_for);
    }
}

#[test]
fn random_bytes_do_no_harm() {
    let mut dice = Dice::new(4);
    let heads: [&[u8]; 5] =
        [b"", b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "姓名,证号\n".as_bytes(), b"\xFF\xFE"];
    for _ in 0..2_000 {
        let mut bytes = dice.pick(&heads).to_vec();
        let length = dice.below(2_000);
        bytes.extend((0..length).map(|_| dice.below(256) as u8));
        survives(&bytes);
    }
}

#[test]
fn mutated_workbooks_do_no_harm() {
    let new = xlsx(&[
        cells!["姓名", "证号", "发证日期"],
        cells!["张三", 1.0, (45_017.0, "yyyy-mm-dd")],
        cells!["李四", "2", "长期"],
    ]);
    let old = include_bytes!("../data/register-biff8.xls").to_vec();
    // What the readers beneath say of damage they say to the log of the tests, a thousand times.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let mut dice = Dice::new(8);
    let all = [new, old];
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        for _ in 0..1_500 {
            let mut bytes = dice.pick(&all).clone();
            for _ in 0..=dice.below(12) {
                let at = dice.below(bytes.len());
                match dice.below(4) {
                    0 => bytes[at] ^= 1 << dice.below(8),
                    1 => bytes[at] = *dice.pick(&[0, 0xFF, 0x7F, 0x80]),
                    2 => bytes.truncate(at.max(1)),
                    _ => bytes.insert(at, dice.below(256) as u8),
                }
            }
            survives(&bytes);
        }
    }));
    std::panic::set_hook(hook);
    outcome.expect("a mutated workbook does no harm");
}

/// Cells that registers hold, put together at random: every row ends somewhere.
#[test]
fn any_table_of_likely_cells_is_accounted_for() {
    const WORDS: [&str; 26] = [
        "姓名",
        "单位",
        "证号",
        "有效期",
        "起",
        "止",
        "序号",
        "张三",
        "李　四",
        "法规股",
        "合计",
        "小计",
        "注：无",
        "2023.4.1",
        "2023年4月",
        "长期",
        "同上",
        "一、局领导",
        "",
        "",
        "",
        "11010519491231002X",
        "6.1E+17",
        "男",
        "备注",
        "1",
    ];
    let mut dice = Dice::new(15);
    for _ in 0..1_000 {
        let rows = 1 + dice.below(12);
        let mut csv = String::from("姓名,证号,单位\n");
        for _ in 0..rows {
            let cells: Vec<&str> = (0..dice.below(6)).map(|_| *dice.pick(&WORDS)).collect();
            csv += &cells.join(",");
            csv.push('\n');
        }
        survives(csv.as_bytes());
    }
}
