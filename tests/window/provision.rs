//! A citation leads to the wording of what it cites, by click and by keyboard, and back.

use eframe::egui::Key;
use egui_kittest::kittest::Queryable as _;

use super::seat::Seat;

/// A text of our own, numbered as the pack is: what a bureau would import.
fn official() -> String {
    let items = |n: u16| (1..=n).map(|i| format!("{i}、甲第{i}种情形；\n")).collect::<String>();
    let heads = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四"];
    let lists = [0, 0, 0, 0, 11, 4, 3, 4, 4, 0, 0, 0, 0, 0];
    let article = |(head, list): (&&str, u16)| match list {
        0 => format!("第{head}条　第{head}条的原文。\n"),
        list => format!("第{head}条　有下列情形之一的：\n{}", items(list)),
    };
    heads.iter().zip(lists).map(article).collect()
}

/// Tab until the link with this name has the keyboard.
fn tab_to(seat: &mut Seat, name: &str) {
    for _ in 0..80 {
        if seat.window.query_all_by_label(name).any(|node| node.is_focused()) {
            return;
        }
        seat.press(Key::Tab);
    }
    panic!("Tab does not come to “{name}”; on the screen: {:?}", seat.words());
}

const REVIEW: &str = "依据 示应急字〔2020〕25号第十二条 申请复核 应急救援中心";

#[test]
fn the_basis_of_a_deadline_opens_its_wording_and_esc_goes_back() {
    let mut seat = Seat::in_sample();
    tab_to(&mut seat, REVIEW);
    seat.press(Key::Enter);
    assert!(seat.reads("还没有导入正式文本") && seat.reads("申请复核　30日"), "{:?}", seat.words());
    seat.press(Key::Escape);
    assert!(!seat.reads("还没有导入正式文本"), "{:?}", seat.words());
    assert!(seat.window.query_all_by_label(REVIEW).any(|node| node.is_focused()), "the keyboard is back");
    assert_eq!(seat.clicks, 0);
}

#[test]
fn an_imported_text_is_quoted_beside_our_label() {
    let mut seat = Seat::in_sample();
    let path = seat.home.path().join("制度.txt");
    std::fs::write(&path, "不是条文").unwrap();
    tab_to(&mut seat, REVIEW);
    seat.press(Key::Enter);
    seat.focus("文本文件");
    seat.types(&path.display().to_string());
    seat.press(Key::Enter);
    assert!(seat.reads("文件里没有找到条文"), "{:?}", seat.words());
    std::fs::write(&path, official()).unwrap();
    seat.focus("文本文件");
    seat.press(Key::Enter);
    assert!(seat.sees("第十二条　第十二条的原文。"), "{:?}", seat.words());
    assert!(seat.sees("本程序的概括") && seat.reads("申请复核　30日"), "{:?}", seat.words());
}

#[test]
fn a_citation_in_a_printed_notice_opens_its_wording() {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::Num6);
    let link = "依据 示应急字〔2020〕25号第九条第2项";
    assert!(seat.sees(link), "{:?}", seat.words());
    tab_to(&mut seat, link);
    seat.press(Key::Enter);
    assert!(seat.sees("本程序的概括") && seat.sees("第九条第2项"), "{:?}", seat.words());
    seat.press(Key::Escape);
    assert!(!seat.sees("本程序的概括"), "{:?}", seat.words());
}

#[test]
fn the_chip_of_a_ground_opens_its_wording_and_the_answers_stay() {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::Num5);
    seat.press(Key::Enter);
    seat.press_with(eframe::egui::Modifiers::ALT, Key::Num2);
    let link = "依据 示应急字〔2020〕25号第三条";
    tab_to(&mut seat, link);
    seat.press(Key::Enter);
    assert!(seat.sees("本程序的概括") && seat.sees("构成要件"), "{:?}", seat.words());
    // What lies beneath takes no keys.
    seat.press_with(eframe::egui::Modifiers::ALT, Key::Num3);
    seat.press(Key::Escape);
    assert!(seat.window.query_all_by_label(link).any(|node| node.is_focused()), "{:?}", seat.words());
}
