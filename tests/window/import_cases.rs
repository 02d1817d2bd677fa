//! 导入案件 through the window, with keys only: a file, its columns, a dry run, what was written and what was not.

use std::path::Path;

use binggong::domain::case::Case;
use binggong::ledger::Ledger;
use binggong::ledger::file::{Key as LedgerKey, Machine, Mode};
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::NodeT as _;
use rust_xlsxwriter::Workbook;

use super::seat::Seat;

const HEAD: &[&str] = &[
    "序号",
    "案件编号",
    "案件名称",
    "案件类别",
    "立案时间",
    "当事人",
    "统一社会信用代码",
    "承办人",
    "所属片区",
    "罚款（万元）",
];

fn sheet(path: &Path, rows: &[Vec<String>]) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("案件").unwrap();
    for (row, cells) in (0..).zip(rows) {
        for (column, text) in (0..).zip(cells) {
            sheet.write(row, column, text).unwrap();
        }
    }
    book.save(path).unwrap();
}

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

/// Twelve cases of a year: two of them cannot be imported.
fn twelve(path: &Path) {
    let mut rows = vec![row(&["示例县应急管理局2025年行政处罚案件"]), row(HEAD)];
    for n in 1..=12 {
        let (count, number) = (n.to_string(), format!("示应急罚〔2025〕9{n:02}号"));
        let title = format!("示例县第{n}木业有限公司未按规定培训案");
        let party = format!("示例县第{n}木业有限公司");
        let officers = if n == 4 { "周示五、郑示九九" } else { "周示五、李示四" };
        let on = if n == 9 { "2025年11月" } else { "2025.11.3" };
        rows.push(row(&[
            &count,
            &number,
            &title,
            "行政处罚",
            on,
            &party,
            "91000000MA0000001C",
            officers,
            "东片",
            "2",
        ]));
    }
    sheet(path, &rows);
}

/// Looks into the ledger beside the window.
fn cases(seat: &Seat) -> Vec<Case> {
    let machine = Machine::ephemeral();
    let path = seat.home.path().join("示例.ledger");
    let env = binggong::env::Env::fixed(binggong::ledger::sample::now(), "looking");
    let ledger = Ledger::open(&path, &LedgerKey::Plain, Mode::Read, machine, env).unwrap();
    ledger.all::<Case>().unwrap().into_iter().map(|case| case.value).collect()
}

/// Writes where the file is, and has it read.
fn reads(seat: &mut Seat, path: &Path) {
    seat.focus("案件表");
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types(&path.display().to_string());
    seat.ctrl(Key::Enter);
    seat.wait_for("读出");
}

fn tries(seat: &mut Seat) {
    seat.ctrl(Key::Enter);
    seat.wait_for("= 新增");
}

#[test]
fn a_year_of_cases_comes_from_a_sheet_by_keys_and_what_is_refused_comes_back_corrected() {
    let mut seat = Seat::in_sample();
    let before = cases(&seat).len();
    let path = seat.home.path().join("案件.xlsx");
    twelve(&path);
    seat.ctrl(Key::Num4);
    seat.enters("导入案件");
    let typed = path.display().to_string().chars().count();
    let counted = seat.keys;
    reads(&mut seat, &path);
    assert!(seat.reads("表头在第2行，读出12行"), "{:?}", seat.words());
    tries(&mut seat);
    // A column that means nothing was not read; the procedure is said once for all.
    assert!(seat.reads("读出12 = 新增0 + 变更0 + 相同0 + 拒绝12"), "{:?}", seat.words());
    assert!(seat.reads("没有写明是简易程序还是普通程序"), "{:?}", seat.words());
    seat.focus_on("只写了行政处罚的");
    seat.press(Key::ArrowDown);
    seat.wait_for("新增10 + 变更0 + 相同0 + 拒绝2");
    assert_eq!(cases(&seat).len(), before, "nothing is written before it is confirmed");
    seat.focus_on("显示 拒绝");
    seat.press(Key::Space);
    assert!(seat.reads("人员名册里没有“郑示九九”"), "{:?}", seat.words());
    seat.focus_on("显示 有说明");
    seat.press(Key::Space);
    assert!(seat.reads("校验位不符"), "{:?}", seat.words());
    seat.ctrl(Key::Enter);
    assert!(seat.reads("成功 10 / 拒绝 2"), "{:?}", seat.words());
    assert!(seat.reads("读出12行 = 新增10 + 变更0 + 相同0 + 拒绝2 + 没有导入0"), "{:?}", seat.words());
    let keys = seat.keys - counted - typed;
    assert!(keys <= 10, "{keys} keys beside the path");
    assert_eq!(cases(&seat).len(), before + 10);
    let one = cases(&seat).into_iter().find(|case| case.number == "示应急罚〔2025〕901号").unwrap();
    assert_eq!((one.handling.fine, one.officers.len()), (Some(2_000_000), 2), "万元 over the column");

    // What was refused is saved by keys as a sheet, and taken once it is right.
    seat.focus("错误表");
    seat.press(Key::Enter);
    seat.wait_for("错误表已保存到");
    seat.ctrl(Key::Enter);
    seat.ctrl(Key::F);
    seat.types("901号");
    assert!(seat.reads("示例县第1木业有限公司未按规定培训案"), "the list: {:?}", seat.words());
    let faults = seat.home.path().join("案件 错误表.xlsx");
    let book = binggong::exchange::register::Book::open(&faults).unwrap();
    let faults = binggong::exchange::cases::CaseReading::of(&book, &Default::default());
    assert_eq!(faults.records().count(), 2);
    let corrected = seat.home.path().join("改好.xlsx");
    let right = |n: u32| {
        let number = format!("示应急罚〔2025〕9{n:02}号");
        let title = format!("示例县第{n}木业有限公司未按规定培训案");
        row(&["1", &number, &title, "普通程序", "2025.11.3", "", "", "周示五", "西片", "2"])
    };
    sheet(&corrected, &[row(HEAD), right(4), right(9)]);
    // By the palette it is reached from everywhere.
    seat.ctrl(Key::Num1);
    seat.ctrl(Key::K);
    seat.types("导入案件");
    seat.press(Key::Enter);
    reads(&mut seat, &corrected);
    tries(&mut seat);
    seat.ctrl(Key::Enter);
    assert!(seat.reads("成功 2 / 拒绝 0"), "{:?}", seat.words());
    seat.ctrl(Key::Enter);
    assert_eq!(cases(&seat).len(), before + 12);

    // The same list again changes nothing.
    seat.enters("导入案件");
    reads(&mut seat, &path);
    tries(&mut seat);
    assert!(seat.reads("相同10 + 拒绝2"), "{:?}", seat.words());
    assert!(seat.find("导入").accesskit_node().is_disabled(), "nothing is to be written");
    for _ in 0..3 {
        seat.press(Key::Escape);
    }
    assert!(seat.sees("新建案件"), "{:?}", seat.words());
    assert_eq!(seat.clicks, 0);
}

#[test]
fn what_a_person_says_of_a_column_is_kept_and_a_file_that_is_no_table_says_why() {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::Num4);
    seat.enters("导入案件");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("请写案件表的位置"), "{:?}", seat.words());
    seat.types("/没有/案件.xlsx");
    seat.press(Key::Enter);
    seat.wait_for("找不到文件");
    assert!(seat.field("案件表").is_focused());
    let path = seat.home.path().join("外单位.xlsx");
    let head = row(&["编码", "事项", "分类"]);
    sheet(&path, &[head.clone(), row(&["示甲1", "示例县甲木业检查", "行政检查"])]);
    reads(&mut seat, &path);
    assert!(seat.reads("没有认出案件表的表头"), "{:?}", seat.words());
    seat.ctrl(Key::Enter);
    assert!(seat.reads("请在下面指定哪一列是案件名称"), "{:?}", seat.words());
    // 不读 stands first, then 序号, 案号, 案件名称, 案件类型.
    for (column, down) in [("案件　A列　编码", 2), ("案件　B列　事项", 3), ("案件　C列　分类", 4)]
    {
        seat.focus_on(column);
        for _ in 0..down {
            seat.press(Key::ArrowDown);
        }
    }
    seat.wait_for("对应已改动");
    tries(&mut seat);
    assert!(seat.reads("新增1"), "{:?}", seat.words());
    seat.ctrl(Key::Enter);
    assert!(seat.reads("成功 1 / 拒绝 0"), "{:?}", seat.words());
    seat.ctrl(Key::Enter);
    let number = cases(&seat).into_iter().find(|case| case.title == "示例县甲木业检查").unwrap().number;
    assert_eq!(number, "示甲1");

    let path = seat.home.path().join("又一份.xlsx");
    sheet(&path, &[head, row(&["示甲2", "示例县乙木业检查", "行政检查"])]);
    seat.enters("导入案件");
    reads(&mut seat, &path);
    assert!(seat.reads("以前导入过"), "{:?}", seat.words());
    tries(&mut seat);
    assert!(seat.reads("新增1"), "{:?}", seat.words());
    // A row is left by keys, and nothing is then to be written.
    seat.enters("这一行不导入");
    assert!(seat.sees("改为导入"), "{:?}", seat.words());
    assert!(seat.find("导入").accesskit_node().is_disabled(), "nothing is to be written");
}
