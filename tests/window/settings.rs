//! 设置: verification, look, users.

use std::time::{Duration, Instant};

use binggong::domain::user::User;
use binggong::env::Env;
use binggong::ledger::file::{Key as Opens, Machine, Mode};
use binggong::ledger::{Ledger, sample};
use eframe::egui::{Key, Modifiers};

use super::seat::{LAPTOP, SMALL, Seat};

fn settings(section: &str) -> Seat {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::Num8);
    seat.click(&format!("设置 {section}"));
    seat
}

fn wait_for(seat: &mut Seat, words: &str) {
    let begun = Instant::now();
    while !seat.reads(words) {
        assert!(begun.elapsed() < Duration::from_secs(60), "“{words}” never came: {:?}", seat.words());
        std::thread::sleep(Duration::from_millis(30));
        seat.window.step();
    }
}

#[test]
fn the_ledger_is_verified_beside_the_window_and_its_head_is_shown() {
    let mut seat = settings("健康");
    seat.click("快速核对");
    wait_for(&mut seat, "台账完整");
    let path = seat.home.path().join("示例.ledger");
    let env = Env::fixed(sample::now(), "a second look");
    let ledger = Ledger::open(&path, &Opens::Plain, Mode::Read, Machine::ephemeral(), env).unwrap();
    let (count, hash) = ledger.head().unwrap().unwrap();
    assert!(seat.sees(&format!("台账完整 {count} 条")), "{:?}", seat.words());
    assert!(seat.sees(&format!("{count}:{hash}")), "{:?}", seat.words());
    seat.focus("留存的末条");
    seat.types("3:zz");
    seat.press(Key::Enter);
    assert!(seat.reads("请写成 条数:指纹"), "{:?}", seat.words());
}

#[test]
fn the_amount_from_which_a_hearing_is_offered_is_set_by_keyboard_with_its_document() {
    let mut seat = settings("办案");
    assert!(seat.reads("没有设置对单位的较大数额") && seat.reads("出现3次以上"), "{:?}", seat.words());
    let clicks = seat.clicks;
    seat.enters("改办案口径");
    seat.focus("对单位");
    seat.types("5万");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("请写成数字") && seat.reads("请写明为什么这样定"), "{:?}", seat.words());
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types("50000");
    seat.focus("事由");
    seat.types("自治区人民政府规定");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("请写明规定较大数额的文件"), "{:?}", seat.words());
    seat.types("自治区人民政府令第1号");
    seat.focus("多发的次数");
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types("5");
    seat.ctrl(Key::Enter);
    assert!(
        seat.reads("对单位罚款、没收50,000元以上的，应当告知听证权利（自治区人民政府令第1号）"),
        "{:?}",
        seat.words()
    );
    assert!(seat.reads("没有设置对公民的较大数额") && seat.reads("出现5次以上"), "{:?}", seat.words());
    assert_eq!(seat.clicks, clicks);
    // 易错问题 goes by it.
    seat.ctrl(Key::K);
    seat.types("易错问题");
    seat.press(Key::Enter);
    assert!(seat.reads("同一问题5次以上标为多发") || seat.reads("还没有"), "{:?}", seat.words());
}

#[test]
fn theme_and_size_are_kept_on_the_machine() {
    let mut seat = settings("外观");
    seat.click("主题 深色");
    seat.click("字号 大");
    assert_eq!(seat.window.ctx.zoom_factor(), 1.15);
    let kept = std::fs::read_to_string(seat.home.path().join("machine/window.toml")).unwrap();
    assert!(kept.contains("theme = \"dark\"") && kept.contains("zoom = 2"), "{kept}");
}

#[test]
fn a_user_is_added_by_keyboard_and_one_without_a_name_is_not() {
    let mut seat = settings("用户");
    seat.ctrl(Key::N);
    seat.press_with(Modifiers::CTRL, Key::Enter);
    assert!(seat.reads("请写姓名") && seat.reads("请至少选一个角色"), "{:?}", seat.words());
    seat.types("张示九");
    seat.press(Key::Tab);
    seat.press(Key::Space);
    seat.press_with(Modifiers::CTRL, Key::Enter);
    assert!(seat.reads("已新增用户“张示九”"), "{:?}", seat.words());
    let path = seat.home.path().join("示例.ledger");
    let env = Env::fixed(sample::now(), "a second look");
    let ledger = Ledger::open(&path, &Opens::Plain, Mode::Read, Machine::ephemeral(), env).unwrap();
    let users = ledger.all::<User>().unwrap();
    let new = users.iter().find(|user| user.value.name == "张示九").expect("the user is there");
    assert_eq!(new.value.roles.len(), 1);
}

#[test]
fn what_the_bureau_is_called_changes_only_for_a_reason() {
    let mut seat = settings("单位");
    seat.focus("印发机构");
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types("示例县应急管理局综合科");
    seat.press_with(Modifiers::CTRL, Key::Enter);
    assert!(seat.reads("请写修改理由"), "{:?}", seat.words());
    seat.types("机构调整");
    seat.press_with(Modifiers::CTRL, Key::Enter);
    assert!(seat.reads("已修改单位信息"), "{:?}", seat.words());
}

#[test]
fn the_rules_are_shown_with_their_citations() {
    let seat = settings("规则包");
    assert!(seat.reads("示应急字〔2020〕25号") && seat.sees("可引用"), "{:?}", seat.words());
    assert!(seat.reads("第五条第3项") && seat.reads("期限"), "{:?}", seat.words());
}

#[test]
fn a_reader_sees_the_settings_and_changes_nothing() {
    let mut seat = Seat::in_sample_as(Some("钱示二"), LAPTOP);
    seat.ctrl(Key::Num8);
    assert!(seat.reads("您的角色不办理这一项"), "{:?}", seat.words());
    seat.click("设置 用户");
    seat.ctrl(Key::N);
    assert!(!seat.sees("新用户"), "{:?}", seat.words());
}

#[test]
fn the_sections_follow_the_arrows() {
    let mut seat = Seat::in_sample_as(Some("孙示三"), SMALL);
    seat.ctrl(Key::Num8);
    seat.find("设置 单位").focus();
    seat.settle();
    for section in ["用户", "规则包", "外观", "键盘"] {
        seat.press(Key::ArrowDown);
        let words = seat.words();
        assert!(words.iter().filter(|word| *word == section).count() >= 1, "{section}: {words:?}");
    }
    assert!(seat.sees("键盘操作"), "{:?}", seat.words());
}

#[test]
fn a_backup_is_made_by_keyboard_shown_with_its_time_and_restored_beside_the_ledger() {
    let mut seat = settings("备份");
    let folder = seat.home.path().join("备份");
    seat.focus("备份文件夹");
    seat.types(&folder.display().to_string());
    seat.press(Key::Enter);
    wait_for(&mut seat, "找不到");
    std::fs::create_dir(&folder).unwrap();
    seat.press_with(Modifiers::CTRL, Key::Enter);
    wait_for(&mut seat, "已备份，打开副本核对无误");
    assert!(seat.reads("最近备份　2026年3月5日"), "{:?}", seat.words());
    let copy = seat.home.path().join("副本.ledger");
    seat.focus("副本保存为");
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types(&copy.display().to_string());
    seat.click("恢复到副本并打开");
    wait_for(&mut seat, "台账“");
    assert!(copy.is_file() && seat.reads("副本.ledger"), "{:?}", seat.words());
}

#[test]
fn the_first_copy_of_a_day_is_made_beside_the_work() {
    use binggong::ledger::BackupMade;
    let home = tempfile::tempdir().unwrap();
    let (path, folder) = (home.path().join("示例.ledger"), home.path().join("备份"));
    std::fs::write(&path, super::seat::sample_ledger()).unwrap();
    std::fs::create_dir(&folder).unwrap();
    let machine = Machine::at(home.path().join("machine"));
    let env = Env::fixed(sample::now(), "yesterday");
    let ledger = Ledger::open(&path, &Opens::Plain, Mode::Write, machine, env).unwrap();
    let at = sample::now() - chrono::TimeDelta::days(1);
    let yesterday =
        BackupMade { at, file: folder.join("昨天.ledger"), entries: 1, hash: "an old head".into() };
    ledger.note_backup(&folder, &Ok(yesterday)).unwrap();
    drop(ledger);
    let mut seat = Seat::before(home, path, SMALL);
    seat.enters("进入示例");
    let copies =
        || std::fs::read_dir(&folder).unwrap().flatten().filter(|file| file.path().is_file()).count();
    seat.waits_until(|_| copies() == 1);
    seat.ctrl(Key::Num8);
    seat.click("设置 备份");
    assert!(seat.reads("最近备份　2026年3月5日"), "{:?}", seat.words());
}
