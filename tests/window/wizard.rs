//! The first run: from nothing to the desk.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use binggong::env::Env;
use binggong::ledger::file::{Key as Opens, Machine, Mode};
use binggong::ledger::{Ledger, sample};
use eframe::egui::{Key, Modifiers};
use zeroize::Zeroizing;

use super::seat::{LAPTOP, SMALL, Seat};

const PASSWORD: &str = "每天用的密码一二三";
const PASSPHRASE: &str = "锁进保险柜的台账口令一二三四";

fn wait_for(seat: &mut Seat, words: &str) {
    let begun = Instant::now();
    while !seat.reads(words) {
        assert!(begun.elapsed() < Duration::from_secs(240), "“{words}” never came: {:?}", seat.words());
        std::thread::sleep(Duration::from_millis(30));
        seat.window.step();
    }
}

fn tab(seat: &mut Seat) {
    seat.press(Key::Tab);
}

fn next(seat: &mut Seat) {
    seat.press_with(Modifiers::CTRL, Key::Enter);
}

/// The first step, and the second with this repetition of the passphrase.
fn two_steps(seat: &mut Seat, repeated: &str) -> PathBuf {
    for word in ["某县应急管理局", "某应急", "某县"] {
        seat.types(word);
        tab(seat);
    }
    next(seat);
    assert!(seat.sees("第一位用户和口令"), "{:?}", seat.words());
    let path = seat.home.path().join("某县.ledger");
    seat.types("王某某");
    // Past the six boxes of the roles; 系统管理 is ticked.
    for _ in 0..7 {
        tab(seat);
    }
    for word in [PASSWORD, PASSWORD, PASSPHRASE, repeated] {
        seat.types(word);
        tab(seat);
    }
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types(&path.display().to_string());
    next(seat);
    path
}

#[test]
fn a_bureau_is_set_up_by_keyboard_alone_and_its_ledger_is_encrypted() {
    let mut seat = Seat::at_new_machine(LAPTOP);
    seat.watched = true;
    let path = two_steps(&mut seat, PASSPHRASE);
    assert!(seat.sees("采用过错责任追究制度"), "{:?}", seat.words());
    seat.types("某应急字〔2025〕8号");
    tab(&mut seat);
    seat.types("20250601");
    next(&mut seat);
    assert!(seat.reads("请输入“应急”"), "{:?}", seat.words());
    seat.composes("yingji", "应急");
    assert!(seat.sees("可以正常输入"), "{:?}", seat.words());
    next(&mut seat);
    assert!(seat.sees("核对以后建立台账"), "{:?}", seat.words());
    next(&mut seat);
    wait_for(&mut seat, "台账已经建立");
    assert!(seat.reads(PASSPHRASE), "{:?}", seat.words());
    next(&mut seat);
    wait_for(&mut seat, "待办");
    assert!(seat.sees("王某某") && !seat.reads("测试数据"), "{:?}", seat.words());
    // UX §5 names no budget: what is asked for is typed once, the rest is at most two keys a field.
    let typed: usize =
        [PASSWORD, PASSWORD, PASSPHRASE, PASSPHRASE].iter().map(|word| word.chars().count()).sum();
    let path_typed = path.display().to_string().chars().count();
    assert!(seat.keys < typed + path_typed + 100, "{} keys", seat.keys);
    // There are no people and no units yet: the first person brings the first unit along.
    seat.ctrl(Key::Num2);
    seat.ctrl(Key::N);
    seat.types("李某某");
    tab(&mut seat);
    tab(&mut seat);
    seat.types("执法大队");
    tab(&mut seat);
    seat.press(Key::ArrowDown);
    next(&mut seat);
    assert!(seat.reads("已新增李某某"), "{:?}", seat.words());
    assert_eq!(seat.clicks, 0);

    let machine = || Machine::at(seat.home.path().join("machine"));
    let env = || Env::fixed(sample::now(), "a second look");
    assert!(Ledger::open(&path, &Opens::Plain, Mode::Read, machine(), env()).is_err());
    let wrong = Opens::Passphrase(Zeroizing::new("另一个不对的台账口令一二三".to_owned()));
    assert!(Ledger::open(&path, &wrong, Mode::Read, machine(), env()).is_err());
    let ledger = Ledger::log_in(&path, "王某某", PASSWORD, Mode::Read, machine(), env()).unwrap();
    assert_eq!(ledger.packs().unwrap()[0].document_no, "某应急字〔2025〕8号");
    let kept = std::fs::read_to_string(seat.home.path().join("machine/window.toml")).unwrap();
    assert!(kept.contains("某县.ledger"), "{kept}");
}

#[test]
fn a_passphrase_that_is_repeated_wrongly_is_told_beside_the_field() {
    let mut seat = Seat::at_new_machine(SMALL);
    let path = two_steps(&mut seat, "锁进保险柜的台账口令一二三五");
    assert!(seat.reads("两次输入的台账口令不一样"), "{:?}", seat.words());
    assert!(seat.field("重复口令").is_focused(), "{:?}", seat.words());
    assert!(!path.exists());
}

#[test]
fn an_empty_first_step_says_what_is_missing() {
    let mut seat = Seat::at_new_machine(SMALL);
    seat.press(Key::Enter);
    assert!(seat.reads("请写单位全称") && seat.reads("请写机关代字"), "{:?}", seat.words());
    assert!(seat.field("单位名称").is_focused());
}

#[test]
fn the_sample_is_one_click_away() {
    let mut seat = Seat::at_new_machine(LAPTOP);
    seat.focus("示例保存在");
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types(&seat.home.path().join("示例").display().to_string());
    seat.click("先看示例数据");
    wait_for(&mut seat, "测试数据");
    assert!(seat.sees("孙示三"), "{:?}", seat.words());
    assert_eq!(seat.clicks, 1);
}

#[cfg(unix)]
#[test]
fn test_page_and_sheet_go_to_the_printer_and_a_slip_of_the_pen_is_found() {
    use binggong::ui::printer::Printer;
    let mut seat = Seat::at_new_machine(SMALL);
    let commands = seat.fake_printer();
    Printer::at(&commands).install(&seat.window.ctx);
    let path = two_steps(&mut seat, PASSPHRASE);
    seat.click("以后再说");
    wait_for(&mut seat, "打印机");
    seat.click("打印测试页");
    wait_for(&mut seat, "已送往打印机");
    assert!(std::fs::read(commands.join("paper")).unwrap().starts_with(b"%PDF"));
    seat.click("跳过此项");
    next(&mut seat);
    wait_for(&mut seat, "台账已经建立");
    std::fs::remove_file(commands.join("paper")).unwrap();
    wait_for(&mut seat, "打印机");
    seat.click("打印口令单");
    wait_for(&mut seat, "已送往打印机");
    assert!(std::fs::read(commands.join("paper")).unwrap().starts_with(b"%PDF"));
    // 锁进保险 柜的台账 口令一二 三四: the second and the last are asked for.
    seat.focus("第2组");
    seat.types("柜里台账");
    seat.focus("第4组");
    seat.types("三四");
    next(&mut seat);
    assert!(seat.reads("与口令单第2组不一样") && seat.field("第2组").is_focused(), "{:?}", seat.words());
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types("柜的台账");
    next(&mut seat);
    wait_for(&mut seat, "待办");
    let folder = path.parent().unwrap();
    let files = std::fs::read_dir(folder).unwrap().flatten().map(|file| file.file_name());
    let papers: Vec<_> = files.filter(|name| name.to_string_lossy().ends_with(".pdf")).collect();
    assert!(papers.is_empty(), "a sheet was left on the disk: {papers:?}");
}

#[cfg(unix)]
#[test]
fn without_a_printer_the_test_page_is_saved_and_the_sentence_says_so() {
    use binggong::ui::printer::Printer;
    let mut seat = Seat::at_new_machine(SMALL);
    Printer::at(seat.home.path()).install(&seat.window.ctx);
    two_steps(&mut seat, PASSPHRASE);
    seat.click("以后再说");
    wait_for(&mut seat, "没有打印命令");
    seat.focus("存为 PDF");
    let path = seat.home.path().join("测试页.pdf");
    seat.types(&path.display().to_string());
    // Beneath the fold on a small screen.
    seat.focus("试一试");
    seat.find("保存 PDF").click();
    seat.settle();
    assert!(seat.reads("已保存到"), "{:?}", seat.words());
    assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF"));
}

#[test]
fn a_folder_for_copies_is_tried_before_anything_is_made() {
    let mut seat = Seat::at_new_machine(SMALL);
    two_steps(&mut seat, PASSPHRASE);
    seat.click("以后再说");
    seat.click("跳过此项");
    let folder = seat.home.path().join("备份");
    seat.focus("备份文件夹");
    seat.types(&folder.display().to_string());
    seat.press(Key::Enter);
    assert!(
        seat.reads("这个文件夹，请先建立") && seat.field("备份文件夹").is_focused(),
        "{:?}",
        seat.words()
    );
    // Beside the ledger it would be lost together with it; that shows when the copy is made, and no ledger stays.
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types(&seat.home.path().display().to_string());
    next(&mut seat);
    wait_for(&mut seat, "同一个文件夹");
    assert!(seat.field("备份文件夹").is_focused() && !seat.home.path().join("某县.ledger").exists());
    std::fs::create_dir(&folder).unwrap();
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types(&folder.display().to_string());
    next(&mut seat);
    wait_for(&mut seat, "台账已经建立");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    next(&mut seat);
    wait_for(&mut seat, "待办");
    seat.ctrl(Key::Num8);
    seat.click("设置 备份");
    assert!(seat.reads("最近备份"), "{:?}", seat.words());
}

#[test]
fn a_ledger_from_another_computer_is_opened_and_what_is_none_is_told() {
    use binggong::ui::file_choice::{Answer, Chooser};
    let mut seat = Seat::at_new_machine(SMALL);
    let (ledger, other) = (seat.home.path().join("旧.ledger"), seat.home.path().join("别的.ledger"));
    std::fs::write(&other, "这不是台账").unwrap();
    let agency = binggong::domain::bureau::Agency {
        name: "某县应急管理局".into(),
        code: "某应急".into(),
        region: "某县".into(),
        office: String::new(),
        sample: false,
    };
    let first = binggong::ledger::Enrolment {
        name: "王某某",
        roles: &[binggong::domain::role::Role::Administrator],
        officer: None,
        password: None,
    };
    let key = Opens::Passphrase(Zeroizing::new(PASSPHRASE.to_owned()));
    let elsewhere = Machine::at(seat.home.path().join("elsewhere"));
    let env = Env::fixed(sample::now(), "elsewhere");
    drop(Ledger::create(&ledger, &key, elsewhere, env, &agency, &first).unwrap());
    let answers = std::sync::Mutex::new(vec![ledger, other]);
    Chooser::new(move |_| Answer::Chosen(answers.lock().unwrap().pop().unwrap())).install(&seat.window.ctx);
    seat.click("打开已有台账");
    wait_for(&mut seat, "这不是秉公台账");
    assert!(seat.reads("建立本单位的台账"), "{:?}", seat.words());
    seat.click("打开已有台账");
    wait_for(&mut seat, "台账口令");
    seat.types("王某某");
    seat.press(Key::Tab);
    seat.types(PASSPHRASE);
    seat.press(Key::Enter);
    wait_for(&mut seat, "待办");
}
