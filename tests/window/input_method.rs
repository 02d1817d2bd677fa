//! Input methods as they behave: while one composes, keys are its own; what it commits arrives once.
//!
//! The traces are the orders of events that fcitx 5, ibus, Sogou and Microsoft Pinyin produce.

use eframe::egui::{Event, ImeEvent, Key, Modifiers};

use super::seat::Seat;

const FIELD: &str = "查找人员、证件、案件和操作";

fn key(key: Key, pressed: bool) -> Event {
    Event::Key { key, physical_key: None, pressed, repeat: false, modifiers: Modifiers::NONE }
}

fn preedit(text: &str) -> Event {
    Event::Ime(ImeEvent::Preedit { text: text.to_owned(), active_range_chars: None })
}

fn commit(text: &str) -> Event {
    Event::Ime(ImeEvent::Commit(text.to_owned()))
}

/// The palette with its caret, to which each group of events comes in one frame.
fn palette_after(frames: Vec<Vec<Event>>) -> Seat {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::K);
    for events in frames {
        seat.window.input_mut().events.extend(events);
        seat.settle();
    }
    seat
}

fn written(seat: &Seat) -> String {
    seat.field(FIELD).value().unwrap_or_default()
}

#[test]
fn fcitx_composes_and_the_key_that_chooses_submits_nothing() {
    let seat = palette_after(vec![
        vec![preedit("s")],
        vec![preedit("su")],
        vec![preedit("sun")],
        // The choice arrives as the key, then the commit, then the release a frame later.
        vec![key(Key::Enter, true), preedit(""), commit("孙")],
        vec![key(Key::Enter, false)],
    ]);
    assert_eq!(written(&seat), "孙");
    assert!(seat.reads("孙示三"), "{:?}", seat.words());
}

#[test]
fn ibus_commits_before_it_lets_go_of_the_composition() {
    let seat = palette_after(vec![
        vec![preedit("sunshi")],
        vec![key(Key::Space, true), commit("孙示"), preedit("")],
        vec![key(Key::Space, false)],
    ]);
    assert_eq!(written(&seat), "孙示");
}

#[test]
fn sogou_commits_without_ever_composing() {
    let seat = palette_after(vec![vec![commit("孙")], vec![commit("示三")]]);
    assert_eq!(written(&seat), "孙示三");
}

#[test]
fn microsoft_pinyin_turns_pages_and_steps_back_without_moving_the_list() {
    let seat = palette_after(vec![
        vec![preedit("zhao")],
        vec![key(Key::ArrowDown, true)],
        vec![key(Key::ArrowDown, false)],
        vec![key(Key::Tab, true)],
        vec![key(Key::Tab, false)],
        vec![preedit("zha"), key(Key::Backspace, true)],
        vec![key(Key::Backspace, false), preedit("zhao")],
        vec![preedit(""), commit("赵")],
    ]);
    assert_eq!(written(&seat), "赵");
    assert!(seat.field(FIELD).is_focused());
}

#[test]
fn escape_ends_the_composition_and_only_then_the_palette() {
    let mut seat = palette_after(vec![
        vec![preedit("sun")],
        vec![key(Key::Escape, true), preedit("")],
        vec![key(Key::Escape, false)],
    ]);
    assert_eq!(written(&seat), "");
    assert!(seat.sees(FIELD), "the palette is still open");
    seat.press(Key::Escape);
    assert!(!seat.sees(FIELD), "{:?}", seat.words());
}

#[test]
fn shortcuts_wait_until_the_composition_has_ended() {
    let mut seat = palette_after(vec![vec![preedit("sun")]]);
    seat.ctrl(Key::Num8);
    assert!(seat.sees(FIELD) && seat.reads("证件已过期"), "still on the to-do list: {:?}", seat.words());
    seat.window.input_mut().events.extend([preedit(""), commit("孙")]);
    seat.settle();
    assert_eq!(written(&seat), "孙");
}
