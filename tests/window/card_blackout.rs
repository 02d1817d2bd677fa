//! Numbers that are taken out of the ledger: said plainly, done for good, and nowhere in the file afterwards.

use std::path::Path;

use binggong::domain::certificate::{Category, Certificate, CertificateKind, CertificateState};
use binggong::domain::id::Id;
use binggong::domain::officer::Officer;
use binggong::env::Env;
use binggong::exchange::register::read_bytes;
use binggong::ledger::cards::{CardSheet, Numbers, Wanted};
use binggong::ledger::file::{Depth, Key as Opens, Machine, Mode};
use binggong::ledger::import::{Assumptions, Choices};
use binggong::ledger::{Ledger, sample};
use eframe::egui::Key;

use super::pictures::shown;
use super::seat::{LAPTOP, SMALL, Seat, View, sample_ledger};

const HIS: &str = "11010519491231002X";
const HIS_PHONE: &str = "13911112222";
const HERS: &str = "110105199003072020";

fn opened(path: &Path) -> Ledger {
    let env = Env::fixed(sample::now(), "beside the window");
    let mut ledger =
        Ledger::open(path, &Opens::Plain, Mode::Write, Machine::ephemeral(), env).expect("opened");
    ledger.act_as("孙示三").expect("somebody acts");
    ledger
}

/// Two people who came in one act, of whom one has a paper with the number on it; the telephone came later.
fn bureau(path: &Path) -> Id<Officer> {
    std::fs::write(path, sample_ledger()).expect("a copy");
    let mut ledger = opened(path);
    let rows = format!("姓名,单位,身份证号\n测示甲,政策法规股,{HIS}\n测示乙,政策法规股,{HERS}\n");
    let reading = read_bytes("名册", rows.as_bytes()).expect("a register");
    let plan = ledger.plan_import(&reading, &Assumptions::default()).expect("a plan");
    ledger.carry_out_import(&plan, &Choices::new(), "名册.csv", &mut |_, _| true).expect("imported");
    let read = ledger.officers_named("测示甲").expect("officers").remove(0);
    let mut with_phone = read.value.clone();
    with_phone.profile.phone = HIS_PHONE.into();
    ledger.change_officer(&read, &with_phone, "补录").expect("changed");
    let card = Certificate {
        officer: read.id,
        kind: CertificateKind::Enforcement,
        number: "99000900001".into(),
        categories: vec![Category::Safety],
        region: "示例县".into(),
        issuer: "示例县司法局".into(),
        issued_on: "2025-05-01".parse().ok(),
        valid_to: "2030-04-30".parse().ok(),
        state: CertificateState::Held,
    };
    let card = ledger.add_certificate(&card).expect("a card");
    let wanted = Wanted { sheet: CardSheet::Registration, officer: read.id, card: Some(card) };
    ledger.issue_card_paper(&wanted).expect("printed");
    read.id
}

fn holds(path: &Path, text: &str) -> bool {
    let bytes = std::fs::read(path).expect("the file");
    bytes.windows(text.len()).any(|part| part == text.as_bytes())
}

#[test]
fn numbers_are_taken_out_by_keyboard_and_are_nowhere_in_the_file_any_more() {
    let home = tempfile::tempdir().expect("a folder");
    let path = home.path().join("示例.ledger");
    let him = bureau(&path);
    assert!(holds(&path, HIS) && holds(&path, HIS_PHONE) && holds(&path, HERS));
    let mut seat = Seat::before(home, path.clone(), LAPTOP);
    seat.click("进入示例");
    seat.ctrl(Key::Num2);
    seat.ctrl(Key::F);
    seat.types("测示甲");
    seat.waits_until(|seat| seat.reads("002X"));
    seat.watched = true;
    let clicks = seat.clicks;
    seat.chooses("办理", "涂去号码");
    assert!(seat.reads("不能撤销，也找不回来"), "{:?}", seat.words());
    seat.ctrl(Key::Enter);
    assert!(seat.reads("请勾选要涂去的号码") && seat.reads("请写明为什么涂去"), "{:?}", seat.words());
    seat.press(Key::Space);
    seat.tab_to("联系电话");
    seat.press(Key::Space);
    assert!(seat.reads("号码写在2次日志里：") && seat.reads("别的记录1条"), "{:?}", seat.words());
    assert!(seat.reads("登记表1份印着身份证号"), "{:?}", seat.words());
    seat.tab_to("理由");
    seat.types("本人要求不再登记");
    shown(&seat, &View::of_laptop(), "涂去号码");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("测示甲的身份证号和电话已从台账里涂去"), "{:?}", seat.words());
    assert!(!seat.reads("002X") && !seat.reads("2222"), "{:?}", seat.words());
    assert_eq!(seat.clicks, clicks);
    let Seat { window, home, .. } = seat;
    drop(window);
    assert!(!holds(&path, HIS) && !holds(&path, HIS_PHONE), "a number is still in the file");
    assert!(holds(&path, HERS), "hers stays");
    let ledger = opened(&path);
    assert_eq!(ledger.verify(Depth::Full, &[]).expect("a report").faults, []);
    let his = ledger.get(him).expect("him").value.profile;
    assert!(his.id_number.is_empty() && his.phone.is_empty());
    let her = ledger.officers_named("测示乙").expect("officers").remove(0);
    assert_eq!(her.value.profile.id_number, HERS);
    assert!(ledger.todo("2026-03-05".parse().unwrap()).expect("a list").conflicts.is_empty());
    let told = format!("{:?}", ledger.timeline(him.uuid()).expect("a timeline"));
    assert!(!told.contains("002X") && !told.contains("2222") && told.contains("本人要求不再登记"), "{told}");
    assert_eq!(ledger.card_papers_kept(him).expect("papers").len(), 0);
    drop(home);
}

#[test]
fn what_was_entered_beside_a_number_can_be_taken_out_later_and_papers_without_it_stay() {
    let home = tempfile::tempdir().expect("a folder");
    let path = home.path().join("示例.ledger");
    let him = bureau(&path);
    let mut ledger = opened(&path);
    // The declaration is made of the same facts, and the number is not printed on it.
    let card = ledger.cards_of(him, "2026-03-05".parse().unwrap()).expect("cards").remove(0).0;
    let act = |step, on: &str| binggong::ledger::cards::CardMove {
        step,
        on: on.parse().unwrap(),
        reason: "遗失".into(),
        document: "报告".into(),
    };
    ledger
        .act_on_card(&card, &act(binggong::domain::card_life::CardStep::ReportLost, "2026-03-02"), None)
        .expect("lost");
    let wanted = Wanted { sheet: CardSheet::LossDeclaration, officer: him, card: Some(card.id) };
    let declaration = ledger.issue_card_paper(&wanted).expect("printed").pdf;
    let both = Numbers { id_number: true, phone: true };
    ledger.black_out(him, both, "本人要求").expect("done");
    let kept = ledger.card_papers_kept(him).expect("papers");
    assert_eq!(kept.len(), 1);
    assert_eq!(ledger.file(&kept[0].value.pdf).expect("the paper"), declaration);
    ledger.pages_of(&kept[0].value).expect("it can be shown");
    let again = ledger.black_out(him, both, "再来").unwrap_err().to_string();
    assert!(again.contains("没有登记过要涂去的号码"), "{again}");
    let her = ledger.officers_named("测示乙").expect("officers").remove(0).id;
    ledger.black_out(her, both, "本人要求").expect("done");
    assert_eq!(ledger.verify(Depth::Full, &[]).expect("a report").faults, []);
    drop(ledger);
    for number in [HIS, HIS_PHONE, HERS] {
        assert!(!holds(&path, number), "{number} is still in the file");
    }
    let mut ledger = opened(&path);
    ledger.act_as("周示五").expect("a clerk");
    ledger.black_out(him, both, "经办人不能").expect_err("a clerk may not");
}

#[test]
fn the_question_to_look_at() {
    for (name, size, scale, dark) in [("-暗", LAPTOP, 1.0, true), ("-小", SMALL, 1.25, false)] {
        let look = View { size, scale, dark };
        let mut seat = Seat::in_sample_viewed(&look);
        seat.ctrl(Key::Num2);
        seat.chooses("办理", "涂去号码");
        seat.ctrl(Key::Enter);
        shown(&seat, &look, &format!("涂去号码{name}"));
    }
}
