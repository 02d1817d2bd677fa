//! 案卷评查 through the window: from a plan to the recheck, by keyboard, and the keys that a file takes.

use std::path::Path;

use binggong::domain::case::{Case, CaseKind};
use binggong::domain::id::Id;
use binggong::domain::review::{
    Finding, ForKind, Given, Group, Indicator, Mark, Question, ReviewFile, ReviewPlan, Seriousness, Stage,
    Standard, Typical, VetoAnswer,
};
use binggong::domain::user::User;
use binggong::env::Env;
use binggong::ledger::case_file::{Attach, read_scan, scans_in};
use binggong::ledger::file::{Key as LedgerKey, Machine, Mode, Watch};
use binggong::ledger::reviews::Agreement;
use binggong::ledger::{Ledger, sample};
use binggong::rules::review::built_in_standard;
use chrono::NaiveDate;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::case_file::folder;
use super::liability::{accuse, decide};
use super::long_names;
use super::seat::{LAPTOP, SMALL, Seat, View, sample_ledger};

pub fn day(iso: &str) -> NaiveDate {
    iso.parse().unwrap()
}

fn open(path: &Path, mode: Mode) -> Ledger {
    let env = Env::fixed(sample::now(), "reviews beside");
    Ledger::open(path, &LedgerKey::Plain, mode, Machine::ephemeral(), env).unwrap()
}

/// Does something in the ledger before somebody sits down, or looks into it.
fn beside<T>(seat: &Seat, name: &str, act: impl FnOnce(&mut Ledger) -> T) -> T {
    let mut ledger = open(&seat.home.path().join("示例.ledger"), Mode::Read);
    ledger.act_as(name).unwrap();
    act(&mut ledger)
}

/// The sample bureau, prepared.
fn prepared(prepare: impl FnOnce(&mut Ledger)) -> Seat {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("示例.ledger");
    std::fs::write(&path, sample_ledger()).unwrap();
    let mut ledger = open(&path, Mode::Write);
    ledger.act_as("孙示三").unwrap();
    prepare(&mut ledger);
    drop(ledger);
    let mut seat = Seat::before(home, path, LAPTOP);
    log_in(&mut seat, "孙示三");
    seat
}

fn log_in(seat: &mut Seat, name: &str) {
    let chosen = |seat: &Seat| {
        let all = seat.window.query_all_by_label("查看身份");
        all.filter_map(|node| node.accesskit_node().value()).any(|value| value.starts_with(name))
    };
    seat.focus_on("查看身份");
    for _ in 0..8 {
        seat.press(Key::ArrowUp);
    }
    while !chosen(seat) {
        seat.press(Key::ArrowDown);
    }
    seat.enters("进入示例");
}

pub fn change_to(seat: &mut Seat, name: &str) {
    seat.ctrl(Key::L);
    log_in(seat, name);
    seat.ctrl(Key::Num4);
    to_page(seat);
}

fn to_page(seat: &mut Seat) {
    seat.ctrl(Key::K);
    seat.types("查看案卷评查");
    seat.press(Key::Enter);
}

fn user(ledger: &Ledger, name: &str) -> Id<User> {
    ledger.all::<User>().unwrap().into_iter().find(|user| user.value.name == name).unwrap().id
}

/// Forty indicators of 2.5 points each; the first of every group has a typical fault of one point.
fn forty() -> Standard {
    let mut standard = built_in_standard().unwrap();
    standard.title = "四十项标准".into();
    let indicator = |group: usize, n: usize| Indicator {
        title: format!("部分{group}的第{n}项"),
        marks: 25,
        may_be_out: n == 5,
        typical: if n == 1 { vec![Typical { fault: "缺签名".into(), deduct: 10 }] } else { Vec::new() },
    };
    standard.groups = (1..=8)
        .map(|group| Group {
            title: format!("部分{group}"),
            marks: 125,
            indicators: (1..=5).map(|n| indicator(group, n)).collect(),
        })
        .collect();
    standard
}

/// A plan of the penalties of 2025, of which so many files were drawn; gives the first.
fn planned(ledger: &mut Ledger, standard: &Standard, count: u32, reviewers: [&str; 2]) -> Id<ReviewFile> {
    let standard = ledger.adopt_standard(standard).unwrap();
    let plan = ReviewPlan {
        title: "一季度交叉评查".into(),
        from: day("2025-01-01"),
        to: day("2026-12-31"),
        scope: vec![ForKind { kind: CaseKind::Penalty, standard }],
        count,
        rule_kinds: Vec::new(),
        rule_officers: Vec::new(),
        reviewers: reviewers.map(|name| user(ledger, name)).to_vec(),
        due_on: Some(day("2026-03-31")),
    };
    let plan = ledger.add_review_plan(&plan).unwrap();
    ledger.draw_review(plan, "").unwrap();
    ledger.review_files(plan).unwrap()[0].id
}

/// Five scanned pages of a penalty in the file of a case.
fn bound(ledger: &mut Ledger, case: Id<Case>) {
    let dir = folder();
    let (files, _) = scans_in(dir.path()).unwrap();
    let mut documents = Vec::new();
    for one in ledger.propose_documents(&files) {
        let mut scans = Vec::new();
        for at in one.files {
            let mut read = read_scan(&files[at].path, &Watch::default()).unwrap();
            while !ledger.bring_scan(&mut read).unwrap() {}
            scans.push(read.scan);
        }
        documents.push(Attach { kind: one.kind, title: one.title, on: one.on, scans });
    }
    ledger.attach_documents(case, &documents).unwrap();
}

#[test]
fn the_scanned_pages_stand_beside_the_questions_and_follow_the_finding_at_hand() {
    let mut seat = prepared(|ledger| {
        let file = planned(ledger, &built_in_standard().unwrap(), 1, ["孙示三", "华示清"]);
        let case = ledger.review_file(file).unwrap().row.case;
        bound(ledger, case);
    });
    seat.ctrl(Key::Num4);
    to_page(&mut seat);
    seat.press(Key::Enter);
    seat.press(Key::Enter);
    seat.waits_until(|seat| seat.sees("第1页 立案审批表"));
    // The bound file has counted its pages already.
    assert_eq!(seat.field("案卷页数").value().as_deref(), Some("5"));
    seat.press(Key::A);
    seat.press(Key::Num3);
    // One key turns, one notes the page that is looked at; the questions keep the keyboard.
    seat.press(Key::ArrowRight);
    seat.press(Key::ArrowRight);
    assert!(seat.sees("第3页 询问笔录-张三"), "{:?}", seat.words());
    seat.press(Key::P);
    assert!(seat.reads("没有写问题 第3页"), "{:?}", seat.words());
    seat.press(Key::Num2);
    seat.press(Key::ArrowLeft);
    seat.press(Key::P);
    assert!(seat.sees("第2页 询问笔录-张三"), "{:?}", seat.words());
    // Back to the first finding: its page comes with it.
    seat.press(Key::ArrowUp);
    seat.press(Key::ArrowUp);
    assert!(seat.sees("第3页 询问笔录-张三"), "{:?}", seat.words());
    // A page that the bound file does not have, whatever somebody has counted.
    seat.focus("案卷页数");
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types("43");
    seat.focus_on("评查各项");
    seat.press(Key::P);
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types("6");
    assert!(seat.reads("案卷只有5页"), "{:?}", seat.words());
    seat.press(Key::Enter);
    seat.ctrl(Key::Enter);
    assert!(seat.reads("案卷只有5页，没有第6页"), "{:?}", seat.words());
    // Put away, and back.
    seat.press(Key::S);
    assert!(!seat.sees("第3页 询问笔录-张三"), "{:?}", seat.words());
    seat.press(Key::S);
    assert!(seat.sees("第3页 询问笔录-张三"), "{:?}", seat.words());
    assert_eq!(seat.clicks, 0);
}

#[test]
fn without_scans_a_sentence_says_so_and_a_narrow_window_shows_pages_when_asked() {
    let mut seat = prepared(|ledger| {
        let file = planned(ledger, &built_in_standard().unwrap(), 2, ["孙示三", "华示清"]);
        let case = ledger.review_file(file).unwrap().row.case;
        bound(ledger, case);
    });
    seat.window.set_size(SMALL);
    seat.ctrl(Key::Num4);
    to_page(&mut seat);
    seat.press(Key::Enter);
    seat.press(Key::Enter);
    assert!(!seat.sees("第1页 立案审批表"), "{:?}", seat.words());
    seat.press(Key::S);
    seat.waits_until(|seat| seat.sees("第1页 立案审批表"));
    seat.press(Key::A);
    seat.press(Key::Num3);
    // What is written takes the room, and gives it back.
    seat.press(Key::T);
    seat.types("缺签名");
    assert!(!seat.sees("第1页 立案审批表"), "{:?}", seat.words());
    seat.press(Key::Enter);
    assert!(seat.sees("第1页 立案审批表") && seat.reads("缺签名"), "{:?}", seat.words());
    seat.press(Key::Escape);
    seat.press(Key::ArrowDown);
    seat.press(Key::Enter);
    assert!(!seat.reads("还没有归入扫描件"), "{:?}", seat.words());
    seat.press(Key::S);
    assert!(seat.reads("还没有归入扫描件"), "{:?}", seat.words());
}

#[test]
fn a_review_goes_from_plan_to_recheck() {
    let mut seat = prepared(|ledger| {
        ledger.adopt_standard(&built_in_standard().unwrap()).unwrap();
    });
    seat.ctrl(Key::Num4);
    to_page(&mut seat);
    seat.ctrl(Key::N);
    // What is missing is told beside its field.
    seat.ctrl(Key::Enter);
    assert!(seat.reads("请写计划名称") && seat.reads("请至少选一类案件"), "{:?}", seat.words());
    seat.focus("计划名称");
    seat.types("一季度交叉评查");
    seat.tab_to("行政处罚（普通程序）");
    seat.press(Key::Space);
    seat.tab_to("标准：行政处罚（普通程序）");
    seat.press(Key::ArrowDown);
    seat.focus("随机抽取卷数");
    seat.types("2");
    for name in ["孙示三", "华示清"] {
        seat.tab_to(name);
        seat.press(Key::Space);
    }
    seat.ctrl(Key::Enter);
    assert!(seat.reads("随机抽取2卷"), "{:?}", seat.words());
    seat.enters("抽取案卷");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("共2卷，还有2卷没有评出结果"), "{:?}", seat.words());
    // The draw is there to be repeated.
    seat.enters("抽取记录");
    assert!(seat.reads("种子 ") && seat.reads("sha256sum"), "{:?}", seat.words());
    seat.press(Key::Escape);

    seat.press(Key::Enter);
    seat.press(Key::A);
    for _ in 0..17 {
        seat.press(Key::Num0);
    }
    // The twelfth loses two points for a typical fault, half a point more, on page 17 of 43.
    seat.focus("案卷页数");
    seat.types("43");
    seat.focus_on("评查各项");
    seat.press(Key::End);
    for _ in 0..5 {
        seat.press(Key::ArrowUp);
    }
    seat.press(Key::Num2);
    seat.press(Key::Period);
    seat.press(Key::T);
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types("缺见证人签名");
    seat.press(Key::Enter);
    seat.press(Key::P);
    seat.types("44");
    seat.press(Key::Enter);
    seat.ctrl(Key::Enter);
    assert!(seat.reads("案卷只有43页"), "{:?}", seat.words());
    seat.press(Key::P);
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types("17");
    seat.press(Key::Enter);
    assert!(seat.reads("已扣 2.5　暂得 97.5　优秀线 90"), "{:?}", seat.words());
    // Begun, locked, taken up again where it was.
    change_to(&mut seat, "孙示三");
    seat.press(Key::Enter);
    seat.press(Key::Enter);
    assert!(seat.reads("缺见证人签名 第17页"), "{:?}", seat.words());
    seat.ctrl(Key::Enter);
    seat.ctrl(Key::Enter);
    assert!(seat.reads("评查已提交"), "{:?}", seat.words());
    // Nothing of it is seen by the other.
    change_to(&mut seat, "华示清");
    seat.press(Key::Enter);
    seat.press(Key::Enter);
    assert!(!seat.reads("缺见证人签名") && seat.reads("已评 0/26"), "{:?}", seat.words());
    seat.press(Key::A);
    for _ in 0..16 {
        seat.press(Key::Num0);
    }
    seat.press(Key::Num1);
    // Four points are all that the last one has.
    seat.press(Key::Num5);
    assert!(seat.reads("扣5分超过这一项的4分"), "{:?}", seat.words());
    seat.ctrl(Key::Enter);
    seat.ctrl(Key::Enter);
    assert!(seat.reads("评查已提交"), "{:?}", seat.words());
    seat.press(Key::Enter);
    // What both said alike stands; the two that differ are asked, each with what either said.
    assert!(seat.reads("还有 2 项未评") && seat.reads("第一评查人 2.5　第二评查人 0"), "{:?}", seat.words());
    seat.press(Key::OpenBracket);
    seat.press(Key::OpenBracket);
    seat.ctrl(Key::Enter);
    seat.ctrl(Key::Enter);
    assert!(seat.reads("请写评查意见"), "{:?}", seat.words());
    seat.types("程序合法，应当补正送达回证。");
    seat.focus("整改期限");
    seat.types("2026-03-20");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("97.5分　优秀") && seat.reads("整改期限 2026年3月20日"), "{:?}", seat.words());
    // 纪检 reviews, and does not record what the unit has done.
    change_to(&mut seat, "孙示三");
    seat.press(Key::Enter);
    seat.press(Key::Enter);
    seat.enters("完成整改");
    seat.types("已请见证人补签");
    seat.focus("整改的人");
    seat.types("周示五");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("待复查"), "{:?}", seat.words());
    seat.enters("复查通过");
    seat.types("回证已经补正");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("已办结"), "{:?}", seat.words());
    // Its papers stand among the others, where they are printed.
    seat.enters("印发评查意见书");
    assert!(seat.reads("示应急评〔2026〕1号"), "{:?}", seat.words());
    assert_eq!(seat.clicks, 0);
    let stages = beside(&seat, "孙示三", |ledger| {
        let plan = ledger.review_plans().unwrap()[0].id;
        let files = ledger.review_files(plan).unwrap();
        files.iter().map(|file| (file.stage, file.points)).collect::<Vec<_>>()
    });
    assert!(stages.contains(&(Stage::Done, Some(975))), "{stages:?}");
}

#[test]
fn forty_indicators_take_one_key_each_and_a_file_at_most_sixty() {
    let mut seat = prepared(|ledger| {
        planned(ledger, &forty(), 1, ["孙示三", "华示清"]);
    });
    seat.ctrl(Key::Num4);
    to_page(&mut seat);
    seat.press(Key::Enter);
    let before = seat.keys;
    seat.press(Key::Enter);
    seat.press(Key::A);
    for group in 0..8 {
        // A typical fault in two of the groups, one row out, the rest passes.
        seat.press(if group % 4 == 1 { Key::Num1 } else { Key::Num0 });
        for _ in 0..3 {
            seat.press(Key::Num0);
        }
        seat.press(if group == 5 { Key::N } else { Key::Num0 });
    }
    seat.press(Key::P);
    // Nothing was found under the last one: there is no page to note.
    assert!(seat.reads("没有扣分，没有问题可写"), "{:?}", seat.words());
    seat.ctrl(Key::Enter);
    seat.ctrl(Key::Enter);
    let keys = seat.keys - before;
    println!("forty indicators, from the list to the submission: {keys} keys");
    assert!(seat.reads("评查已提交"), "{:?}", seat.words());
    assert!(keys <= 60, "{keys} keys");
    assert_eq!(seat.clicks, 0);
    let given = beside(&seat, "孙示三", |ledger| {
        let plan = ledger.review_plans().unwrap()[0].id;
        let file = ledger.review_files(plan).unwrap()[0].id;
        ledger.own_review(file).unwrap().unwrap().value.given
    });
    let of = |mark: Mark| given.answers.marks.iter().filter(|one| **one == Some(mark)).count();
    assert_eq!((of(Mark::Deducted(10)), of(Mark::NotConcerned), of(Mark::Deducted(0))), (2, 1, 37));
    assert!(given.findings.iter().all(|finding| finding.text == "缺签名"));
}

#[test]
fn a_finding_is_handed_over_and_ends_as_a_decision_notice() {
    let mut seat = prepared(|ledger| {
        let standard = built_in_standard().unwrap();
        let file = planned(ledger, &standard, 1, ["孙示三", "华示清"]);
        let mut given = Given::none_to(&standard);
        given.pages = Some(43);
        given.answers.vetoes.fill(Some(VetoAnswer::Absent));
        given.answers.marks.fill(Some(Mark::Deducted(0)));
        given.answers.marks[10] = Some(Mark::Deducted(60));
        given.findings.push(Finding {
            of: Question::Indicator(10),
            text: "处罚决定没有审批就送达".into(),
            page: Some(9),
            provision: "行政处罚法第五十七条".into(),
            seriousness: Seriousness::Serious,
            deducted: 60,
        });
        for name in ["孙示三", "华示清"] {
            ledger.act_as(name).unwrap();
            ledger.submit_review(file, &given).unwrap();
        }
        let (opinion, agreed_on) = ("应当审批的没有审批。".to_owned(), day("2026-03-05"));
        let agreement = Agreement { given, opinion, agreed_on, rectify_by: Some(day("2026-03-20")) };
        ledger.agree_review(file, &agreement).unwrap();
    });
    seat.ctrl(Key::Num4);
    to_page(&mut seat);
    seat.press(Key::Enter);
    seat.press(Key::Enter);
    seat.enters("移交责任 第1个问题");
    let value = |seat: &Seat, field| seat.field(field).value().unwrap_or_default();
    assert_eq!(value(&seat, "线索来源"), "案卷评查");
    assert!(value(&seat, "线索摘要").starts_with("一季度交叉评查：示应急罚"), "{:?}", seat.words());
    assert!(value(&seat, "证1 出处").ends_with("第9页"), "{:?}", seat.words());
    assert_eq!(value(&seat, "事实1 内容"), "处罚决定没有审批就送达");
    // Nobody is accused yet, and nothing is opened: a person says who, and when.
    seat.ctrl(Key::Enter);
    assert!(seat.reads("还没有责任主体"), "{:?}", seat.words());
    seat.tab_to("行为日期");
    seat.types("2025-11-27");
    accuse(&mut seat);
    seat.ctrl(Key::Enter);
    assert!(seat.sees("第1步 事实 已完成"), "{:?}", seat.words());
    decide(&mut seat);
    assert!(seat.reads("示应急过错〔2026〕2号"), "{:?}", seat.words());
    assert_eq!(seat.clicks, 0);
}

/// The bureau of long names with a plan that was drawn from; the first of its files is scanned.
pub fn drawn(view: &View) -> Seat {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("长名.ledger");
    std::fs::write(&path, long_names::ledger()).unwrap();
    let mut ledger = open(&path, Mode::Write);
    ledger.act_as(long_names::USER).unwrap();
    let file = planned(&mut ledger, &built_in_standard().unwrap(), 3, [long_names::USER, "华示清"]);
    let case = ledger.review_file(file).unwrap().row.case;
    bound(&mut ledger, case);
    drop(ledger);
    Seat::opened(home, path, long_names::USER, view)
}
