//! 导入名册 through the window: a file, its columns, a dry run, what was imported and what was not.

use std::path::{Path, PathBuf};

use binggong::domain::officer::Officer;
use binggong::exchange::register::read;
use binggong::ledger::Ledger;
use binggong::ledger::file::{Key as LedgerKey, Machine, Mode};
use binggong::ui::file_choice::{Answer, Chooser};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use rust_xlsxwriter::Workbook;

use super::seat::Seat;

/// A sheet with these rows of texts.
fn sheet(path: &Path, rows: &[Vec<String>]) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("人员").unwrap();
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

/// Thirty people as a bureau keeps them: two of them cannot be imported.
fn thirty(path: &Path) {
    let mut rows = vec![
        row(&["示例县应急管理局执法人员名册"]),
        row(&[
            "序号",
            "姓名",
            "所在单位",
            "职务",
            "证件名称",
            "证件编号",
            "发证日期",
            "有效期至",
            "联系方式",
        ]),
    ];
    for n in 1..=30 {
        let number = format!("990000010{n:02}");
        let number = if n == 7 { "99000000004".to_owned() } else { number };
        let until = if n == 19 { "2028年3月" } else { "2028-03-31" };
        let unit = if n > 25 { "红柳示例乡" } else { "综合行政执法大队" };
        let name = format!("测示{}", char::from_u32(0x4e00 + n).unwrap());
        let (n, card) = (n.to_string(), "行政执法证");
        rows.push(row(&[&n, &name, unit, "执法员", card, &number, "2023.4.1", until, "13900000001"]));
    }
    sheet(path, &rows);
}

fn at_import() -> Seat {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::Num2);
    seat
}

/// Chooses the file in the system's window, and waits until its columns are there.
fn chooses(seat: &mut Seat, path: &Path) {
    let answer = path.to_owned();
    Chooser::new(move |_| Answer::Chosen(answer.clone())).install(&seat.window.ctx);
    seat.click("导入名册");
    seat.click("选择名册");
    let wanted = path.display().to_string();
    seat.waits_until(|seat| seat.field("名册").value().is_some_and(|text| text == wanted));
    seat.ctrl(Key::Enter);
}

fn tries(seat: &mut Seat) {
    seat.wait_for("读出");
    seat.ctrl(Key::Enter);
    seat.wait_for("= 新增");
}

fn imports(seat: &mut Seat) {
    seat.ctrl(Key::Enter);
    seat.waits_until(|seat| seat.sees("导入结果"));
}

/// The rows of the table in view, each as it is spoken.
fn rows(seat: &Seat) -> Vec<String> {
    let rows = seat.window.query_all_by(|node| node.role() == Role::Row);
    rows.filter_map(|node| node.accesskit_node().label().map(|label| label.to_string())).collect()
}

/// Looks into the ledger beside the window.
fn officers(seat: &Seat) -> Vec<Officer> {
    let machine = Machine::ephemeral();
    let path = seat.home.path().join("示例.ledger");
    let env = binggong::env::Env::fixed(binggong::ledger::sample::now(), "looking");
    let ledger = Ledger::open(&path, &LedgerKey::Plain, Mode::Read, machine, env).unwrap();
    ledger.all::<Officer>().unwrap().into_iter().map(|officer| officer.value).collect()
}

#[test]
fn thirty_people_come_from_a_sheet_in_a_few_keys_and_what_is_refused_comes_back_corrected() {
    let mut seat = at_import();
    let before = officers(&seat).len();
    let path = seat.home.path().join("名册.xlsx");
    thirty(&path);
    let counted = seat.keys + seat.clicks;
    chooses(&mut seat, &path);
    tries(&mut seat);
    assert!(seat.reads("读出30 = 新增28 + 变更0 + 相同0 + 待定0 + 拒绝2"), "{:?}", seat.words());
    // What is refused is shown first, with its reason.
    assert!(seat.reads("已经由李示四持有"), "{:?}", seat.words());
    assert_eq!(rows(&seat).len(), 2);
    assert_eq!(officers(&seat).len(), before, "nothing is written before it is confirmed");
    imports(&mut seat);
    assert!(seat.reads("成功 28 / 拒绝 2"), "{:?}", seat.words());
    assert!(seat.reads("读出30行 = 写入28 + 相同0 + 拒绝2 + 没有导入0"), "{:?}", seat.words());
    let counted = seat.keys + seat.clicks - counted;
    assert!(counted <= 12, "{counted} keys and clicks");
    assert_eq!(officers(&seat).len(), before + 28);

    // The two that were refused, as they were, with the reason; corrected, they are imported.
    seat.click("保存错误表");
    let errors = seat.home.path().join("名册 错误表.xlsx");
    let reading = read(&errors).unwrap();
    let names: Vec<_> = reading.records().map(|record| record.name.clone().unwrap()).collect();
    assert_eq!(names.len(), 2);
    assert!(reading.sheets[0].unread_columns.contains(&"原因".to_owned()), "{reading:?}");
    seat.click("完成");
    let corrected = seat.home.path().join("改好.xlsx");
    let head = row(&["姓名", "所在单位", "证件名称", "证件编号", "发证日期", "有效期至", "原因"]);
    let right = |name: &str, number: &str| {
        row(&[name, "综合行政执法大队", "行政执法证", number, "2023.4.1", "2028-03-31", "见上"])
    };
    sheet(&corrected, &[head, right(&names[0], "99000001907"), right(&names[1], "99000001919")]);
    chooses(&mut seat, &corrected);
    tries(&mut seat);
    imports(&mut seat);
    assert!(seat.reads("成功 2 / 拒绝 0"), "{:?}", seat.words());
    assert_eq!(officers(&seat).len(), before + 30);
    seat.click("完成");

    // The same register again changes nothing.
    chooses(&mut seat, &path);
    tries(&mut seat);
    assert!(seat.reads("读出30 = 新增0 + 变更0 + 相同28"), "{:?}", seat.words());
}

#[test]
fn what_a_person_says_of_a_column_is_kept_for_the_next_file_with_that_header() {
    let mut seat = at_import();
    let path = seat.home.path().join("外单位.xlsx");
    let head = row(&["名称", "归口", "现任", "编号"]);
    sheet(&path, &[head.clone(), row(&["测示甲", "政策法规股", "股员", "12"])]);
    chooses(&mut seat, &path);
    seat.wait_for("没有认出名册");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("请在下面指定哪一列是姓名"), "{:?}", seat.words());
    // 不读 stands first, 序号 after it, then 姓名.
    for (column, down) in [("人员　A列　名称", 2), ("人员　B列　归口", 10)] {
        seat.focus_on(column);
        for _ in 0..down {
            seat.press(Key::ArrowDown);
        }
    }
    tries(&mut seat);
    assert!(seat.reads("新增1"), "{:?}", seat.words());
    imports(&mut seat);
    seat.click("完成");
    assert!(officers(&seat).iter().any(|officer| officer.name == "测示甲"));

    let path = seat.home.path().join("又一份.xlsx");
    sheet(&path, &[head, row(&["测示乙", "政策法规股", "股员", "13"])]);
    chooses(&mut seat, &path);
    seat.wait_for("以前导入过");
    tries(&mut seat);
    assert!(seat.reads("新增1"), "{:?}", seat.words());
}

#[test]
fn the_same_person_twice_is_shown_side_by_side() {
    let mut seat = at_import();
    let path = seat.home.path().join("名册.xlsx");
    let head = row(&["姓名", "性别", "单位", "职务"]);
    // 孙示三 is in the ledger, of another unit; 测示甲 stands twice in the file and is a man and a woman.
    let people = [
        row(&["孙示三", "", "综合行政执法大队", "执法员"]),
        row(&["测示甲", "男", "综合行政执法大队", "执法员"]),
        row(&["测示甲", "女", "综合行政执法大队", "中队长"]),
    ];
    sheet(&path, &[vec![head], people.to_vec()].concat());
    chooses(&mut seat, &path);
    tries(&mut seat);
    assert!(seat.reads("待定2"), "{:?}", seat.words());
    assert!(seat.sees("台账里的孙示三") && seat.reads("政策法规股 → 综合行政执法大队"), "{:?}", seat.words());
    let before = officers(&seat).len();
    seat.click("合并");
    seat.focus_on("名册的行");
    seat.press(Key::ArrowDown);
    assert!(seat.sees("第3行的测示甲"), "{:?}", seat.words());
    seat.click("分开登记");
    imports(&mut seat);
    assert!(seat.reads("成功 3 / 拒绝 0"), "{:?}", seat.words());
    let after = officers(&seat);
    assert_eq!(after.len(), before + 2);
    let moved = after.iter().find(|officer| officer.name == "孙示三").unwrap();
    assert_eq!(moved.post, "执法员");
}

#[test]
fn a_file_that_is_no_register_says_why_beside_the_field() {
    let mut seat = at_import();
    let write = |name: &str, bytes: &[u8]| -> PathBuf {
        let path = seat.home.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let files = [
        (write("网页.xls", b"<html><table><tr><td>a</td></tr></table></html>"), "这是一个网页"),
        (write("空.csv", b""), "文件是空的"),
        (write("坏.xlsx", b"PK\x03\x04"), "已经损坏"),
        (seat.home.path().join("没有.xlsx"), "找不到文件"),
    ];
    seat.click("导入名册");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("请写名册的位置"), "{:?}", seat.words());
    for (path, why) in files {
        seat.focus("名册");
        seat.press_with(Modifiers::COMMAND, Key::A);
        seat.types(&path.display().to_string());
        seat.press(Key::Enter);
        seat.wait_for(why);
        assert!(seat.field("名册").is_focused());
    }
    seat.press(Key::Escape);
    assert!(!seat.sees("名册文件"), "{:?}", seat.words());
}

#[test]
fn the_list_goes_out_as_it_stands_and_a_folder_that_cannot_be_written_says_so() {
    let mut seat = at_import();
    seat.ctrl(Key::F);
    seat.types("sss");
    seat.click("导出名册");
    let path = seat.home.path().join("出.xlsx");
    let write = |seat: &mut Seat, path: &Path| {
        seat.focus("导出到");
        seat.press_with(Modifiers::COMMAND, Key::A);
        seat.types(&path.display().to_string());
        seat.ctrl(Key::Enter);
    };
    write(&mut seat, Path::new("/没有这个文件夹/出.xlsx"));
    seat.wait_for("请先建立，或者换一个位置");
    write(&mut seat, &path);
    seat.wait_for("名册已导出到");
    let names: Vec<_> = read(&path).unwrap().records().filter_map(|record| record.name.clone()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    assert!(names.iter().any(|name| name == "孙示三"), "{names:?}");
}
