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
