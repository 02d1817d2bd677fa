//! 过问: an inquiry is written down in a minute by keyboard, sealed, and read by those alone whom it is for.

use std::path::Path;
use std::sync::OnceLock;

use binggong::domain::bureau::Agency;
use binggong::domain::role::Role;
use binggong::env::Env;
use binggong::ledger::file::{Key as Opens, Machine, Mode};
use binggong::ledger::{Enrolment, Ledger, sample};
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use zeroize::Zeroizing;

use super::house::Folder;
use super::interference_follows::offers;
use super::seat::{LAPTOP, Seat};

/// What the file of the ledger is called.
pub(super) const LEDGER: &str = "某县.ledger";
pub(super) const PASSPHRASE: &str = "锁进保险柜的台账口令一二三四";
pub(super) const ADMINISTRATOR: &str = "孙示三";
pub(super) const SAID: &str = "说这家企业是重点项目，罚款能不能少一点。";

pub(super) fn enrol<'a>(name: &'a str, roles: &'a [Role], password: &'a str) -> Enrolment<'a> {
    Enrolment { name, roles, officer: None, password: Some(password) }
}

pub(super) fn password(name: &str) -> String {
    format!("{name}的登录密码")
}

/// An encrypted ledger whose people all log in on this machine.
pub(super) fn bureau() -> Seat {
    static MADE: OnceLock<Folder> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let home = tempfile::tempdir().unwrap();
        drop(found(home.path()));
        Folder::of(home.path())
    });
    let home = tempfile::tempdir().unwrap();
    made.write(home.path());
    let path = home.path().join(LEDGER);
    Seat::before(home, path, LAPTOP)
}

/// Makes it, with its machine beside it.
pub(super) fn found(home: &Path) -> Ledger {
    let agency = Agency {
        name: "某县应急管理局".into(),
        code: "某应急".into(),
        region: "某县".into(),
        office: String::new(),
        sample: false,
    };
    let machine = Machine::at(home.join("machine"));
    let env = Env::fixed(sample::now(), "bureau");
    let own = password(ADMINISTRATOR);
    let first = enrol(ADMINISTRATOR, &[Role::Administrator], own.as_str());
    let mut ledger =
        Ledger::create(&home.join(LEDGER), &passphrase(), machine, env, &agency, &first).unwrap();
    let people: [(&str, &[Role]); 4] = [
        ("赵示一", &[Role::Leader]),
        ("周示五", &[Role::Handler]),
        ("郑示四", &[Role::Handler]),
        ("华示清", &[Role::Discipline]),
    ];
    for (name, roles) in people {
        let own = password(name);
        ledger.add_user(&enrol(name, roles, own.as_str()), &passphrase()).unwrap();
    }
    ledger
}

pub(super) fn passphrase() -> Opens {
    Opens::Passphrase(Zeroizing::new(PASSPHRASE.into()))
}

pub(super) fn log_in(seat: &mut Seat, name: &str) {
    let chosen = |seat: &Seat| {
        let all = seat.window.query_all_by_label("用户");
        all.filter_map(|node| node.accesskit_node().value()).any(|value| value == name)
    };
    seat.focus_on("用户");
    for _ in 0..8 {
        seat.press(Key::ArrowUp);
    }
    while !chosen(seat) {
        seat.press(Key::ArrowDown);
    }
    seat.focus("登录密码");
    seat.types(&password(name));
    seat.press(Key::Enter);
}

pub(super) fn change_to(seat: &mut Seat, name: &str) {
    seat.ctrl(Key::L);
    log_in(seat, name);
    seat.ctrl(Key::Num3);
}

/// Writes the form of an oral inquiry by somebody whom the register does not have.
pub(super) fn fill(seat: &mut Seat) {
    seat.ctrl(Key::Num3);
    seat.ctrl(Key::N);
    seat.press(Key::Num3);
    for (field, words) in [
        ("案件", "某应急罚〔2026〕3号"),
        ("过问人", "王示九"),
        ("单位", "某县应急管理局"),
        ("职务", "副局长"),
        ("地点", "三楼走廊"),
        ("内容", SAID),
    ] {
        seat.focus(field);
        seat.types(words);
    }
    seat.tab_to("情形");
    seat.press(Key::Num6);
    for field in ["方式", "答复"] {
        seat.focus_on(field);
        seat.press(Key::Num1);
    }
    seat.focus_on("身份");
    seat.press(Key::ArrowDown);
}

pub(super) fn submit(seat: &mut Seat) {
    seat.press_with(Modifiers::CTRL, Key::Enter);
}

#[test]
fn an_oral_inquiry_takes_twelve_fields_and_few_keys() {
    let mut seat = Seat::in_sample_as(Some("周示五"), LAPTOP);
    seat.watched = true;
    // Ctrl+K offers it with the case that is found.
    seat.ctrl(Key::K);
    seat.types("18号");
    let line = "登记对 示应急罚〔2025〕18号 的过问";
    seat.wait_for(line);
    let near: Vec<_> = seat.words().into_iter().filter(|word| word.contains("18号")).collect();
    assert!(seat.reads(line), "{near:?}");
    seat.press(Key::Escape);
    let before = seat.keys;
    seat.ctrl(Key::Num3);
    seat.ctrl(Key::N);
    seat.press(Key::Num3);
    seat.types("18号");
    seat.press(Key::Enter);
    assert!(seat.field("过问人").is_focused(), "{:?}", seat.words());
    seat.types("qse");
    seat.press(Key::Enter);
    seat.tab_to("地点");
    seat.types("三楼走廊");
    seat.tab_to("方式");
    seat.press(Key::Num1);
    seat.tab_to("内容");
    seat.types(SAID);
    seat.tab_to("情形");
    seat.press(Key::Num6);
    seat.tab_to("答复");
    seat.press(Key::Num1);
    // What was typed or chosen, and what the program knew.
    let typed = ["对方是不是依职责", "过问人", "地点", "方式", "内容", "情形", "答复"];
    let filled = ["案件", "日期", "时间", "记录人", "呈报给"];
    assert_eq!(typed.len() + filled.len(), 12);
    for row in typed.iter().chain(&filled) {
        assert!(seat.sees(row), "{row}: {:?}", seat.words());
    }
    assert!(seat.field("时间").value().is_some_and(|value| value == "9时41分"));
    assert!(seat.reads("周示五　") && seat.sees("赵示一"), "{:?}", seat.words());
    submit(&mut seat);
    assert!(seat.reads("已封存，编号 2026-001"), "{:?}", seat.words());
    let keys = seat.keys - before;
    assert!(keys <= 150, "{keys} keys");
    println!("{keys} keys, {} clicks", seat.clicks);
    assert_eq!(seat.clicks, 0);
    assert!(!seat.reads(SAID) && !seat.reads("钱示二"), "{:?}", seat.words());
    seat.press(Key::Enter);
    assert!(seat.sees(SAID) && seat.reads("钱示二") && seat.sees("签名有效"), "{:?}", seat.words());
}

#[test]
fn each_role_sees_what_is_its_own_at_each_step() {
    let mut seat = bureau();
    log_in(&mut seat, "周示五");
    fill(&mut seat);
    submit(&mut seat);
    assert!(seat.reads("已封存，编号 2026-001"), "{:?}", seat.words());
    assert!(seat.reads("您能打开"), "{:?}", seat.words());
    let shut = |seat: &mut Seat, name: &str| {
        change_to(seat, name);
        assert!(
            seat.reads("2026-001 2026年3月5日 已呈报 已封存")
                || seat.reads("2026-001 2026年3月5日 已批示 已封存"),
            "{name}: {:?}",
            seat.words()
        );
        seat.press(Key::Enter);
        assert!(seat.reads("您的钥匙打不开这一件"), "{name}: {:?}", seat.words());
        for word in [SAID, "王示九", "副局长", "周示五", "某应急罚〔2026〕3号"] {
            assert!(!seat.reads(word), "{name} reads {word}");
        }
    };
    for name in ["郑示四", "华示清", ADMINISTRATOR] {
        shut(&mut seat, name);
    }
    seat.ctrl(Key::L);
    log_in(&mut seat, "赵示一");
    assert!(seat.reads("有 1 件呈报待批示"), "{:?}", seat.words());
    for word in [SAID, "王示九", "周示五", "2026-001"] {
        assert!(!seat.reads(word), "待办 tells {word}");
    }
    seat.ctrl(Key::Num3);
    seat.press(Key::Enter);
    assert!(seat.sees(SAID) && seat.reads("周示五"), "{:?}", seat.words());
    submit(&mut seat);
    seat.press(Key::Num1);
    seat.tab_to("后果");
    seat.press(Key::Num2);
    assert!(seat.reads("移送纪检监察机构"), "{:?}", seat.words());
    seat.tab_to("华示清（纪检）");
    seat.press(Key::Space);
    seat.focus("登录密码");
    seat.types("猜的密码猜的密码");
    submit(&mut seat);
    seat.wait_for("密码不对");
    // Esc while the right one is checked signs nothing.
    seat.rest();
    seat.types(&password("赵示一"));
    submit(&mut seat);
    assert!(seat.sees("停止") && seat.reads("正在核对密码"), "{:?}", seat.words());
    seat.press(Key::Escape);
    assert!(seat.sees("签署批示") && !seat.sees("停止"), "{:?}", seat.words());
    std::thread::sleep(std::time::Duration::from_secs(2));
    seat.settle();
    assert!(seat.sees("签署批示"), "what was stopped is not signed: {:?}", seat.words());
    seat.focus("登录密码");
    seat.types(&password("赵示一"));
    submit(&mut seat);
    seat.wait_for("开放给：华示清");
    assert!(seat.reads("已批示"), "{:?}", seat.words());
    change_to(&mut seat, "华示清");
    seat.press(Key::Enter);
    assert!(seat.sees(SAID) && seat.reads("请纪检核实情况后报我。"), "{:?}", seat.words());
    assert!(!offers(&seat, "批示") && !offers(&seat, "更正"), "{:?}", seat.words());
    for name in ["郑示四", ADMINISTRATOR] {
        shut(&mut seat, name);
    }
}

#[cfg(unix)]
#[test]
fn a_paper_of_an_opened_record_goes_to_the_printer_and_leaves_nothing_behind() {
    use binggong::ui::printer::Printer;
    let mut seat = bureau();
    log_in(&mut seat, "周示五");
    fill(&mut seat);
    submit(&mut seat);
    seat.press(Key::Enter);
    let commands = seat.fake_printer();
    Printer::at(&commands).install(&seat.window.ctx);
    seat.enters("打印");
    assert!(seat.sees("打印过问案件办理行为登记表"), "{:?}", seat.words());
    seat.press(Key::Enter);
    seat.wait_for("已送往打印机");
    let paper = std::fs::read(commands.join("paper")).unwrap();
    let told = super::pdf_text::text_of(&paper);
    for word in ["王示九", "周示五", "某应急罚〔2026〕3号", SAID] {
        assert!(told.contains(word), "{word}: {told}");
    }
    std::fs::remove_file(commands.join("paper")).unwrap();
    assert!(!stands(seat.home.path(), SAID) && !stands(seat.home.path(), "王示九"));
    // A file of one's own is possible, after a warning.
    seat.enters("打印");
    seat.enters("存成 PDF：过问案件办理行为登记表");
    assert!(seat.reads("离开封存") && seat.sees("存成 PDF"), "{:?}", seat.words());
}

/// Whether a file below a folder holds these words as they are.
pub(super) fn stands(dir: &Path, words: &str) -> bool {
    std::fs::read_dir(dir).unwrap().flatten().any(|entry| {
        let path = entry.path();
        if path.is_dir() {
            return stands(&path, words);
        }
        memchr::memmem::find(&std::fs::read(&path).unwrap_or_default(), words.as_bytes()).is_some()
    })
}

#[test]
fn a_draft_survives_lock_and_crash_and_its_title_is_silent() {
    let mut seat = bureau();
    log_in(&mut seat, "周示五");
    fill(&mut seat);
    seat.ctrl(Key::L);
    assert!(!seat.reads(SAID), "{:?}", seat.words());
    log_in(&mut seat, "周示五");
    assert!(seat.sees("继续 过问登记（草稿）"), "{:?}", seat.words());
    for word in [SAID, "王示九", "副局长"] {
        assert!(!seat.reads(word), "待办 tells {word}");
    }
    seat.enters("继续 过问登记（草稿）");
    assert_eq!(seat.field("内容").value().as_deref(), Some(SAID));
    // The tab reopens at the list.
    seat.ctrl(Key::L);
    log_in(&mut seat, "周示五");
    seat.ctrl(Key::Num3);
    assert!(seat.reads("还没有登记过问"), "{:?}", seat.words());
    seat.ctrl(Key::N);
    seat.focus("内容");
    seat.types("还说了别的。");
    seat.rest();
    // The power is cut: nobody locks, nobody leaves.
    let Seat { window, home, .. } = seat;
    std::mem::forget(window);
    assert!(!stands(home.path(), SAID) && !stands(home.path(), "王示九"));
    let copy = home.path().join("又一份.ledger");
    std::fs::copy(home.path().join("某县.ledger"), &copy).unwrap();
    let env = Env::fixed(sample::now(), "after");
    let machine = Machine::at(home.path().join("machine"));
    let ledger = Ledger::log_in(&copy, "周示五", &password("周示五"), Mode::Read, machine, env).unwrap();
    let draft = ledger.draft("interference/new").unwrap().unwrap();
    assert!(String::from_utf8(draft).unwrap().contains("还说了别的。"));
}

#[test]
fn a_wrong_password_reveals_nothing_and_is_slowed() {
    let mut seat = bureau();
    log_in(&mut seat, "周示五");
    fill(&mut seat);
    submit(&mut seat);
    seat.ctrl(Key::L);
    seat.enters("改用台账口令");
    seat.focus("用户");
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types("赵示一");
    seat.focus("台账口令");
    seat.types(PASSPHRASE);
    seat.press(Key::Enter);
    seat.ctrl(Key::Num3);
    assert!(seat.reads("2026-001") && !seat.reads("已呈报 您能打开"), "{:?}", seat.words());
    seat.press(Key::Enter);
    assert!(seat.field("登录密码").is_focused(), "{:?}", seat.words());
    for _ in 0..4 {
        seat.rest();
        seat.types("猜的密码猜的密码");
        seat.press(Key::Enter);
        assert!(seat.reads("正在核对密码"), "{:?}", seat.words());
        seat.wait_for("密码不对");
    }
    assert!(seat.reads("请等"), "{:?}", seat.words());
    assert!(!seat.reads(SAID) && !seat.reads("已呈报 您能打开"), "{:?}", seat.words());
    seat.focus("登录密码");
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types(&password("赵示一"));
    seat.press(Key::Enter);
    assert!(!seat.reads(SAID), "nothing is tried while it waits");
    // Another login of the same person waits as long.
    seat.press(Key::Escape);
    seat.ctrl(Key::L);
    seat.enters("改用台账口令");
    seat.focus("用户");
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types("赵示一");
    seat.focus("台账口令");
    seat.types(PASSPHRASE);
    seat.press(Key::Enter);
    seat.ctrl(Key::Num3);
    seat.press(Key::Enter);
    assert!(seat.reads("请等"), "{:?}", seat.words());
    seat.rest();
    seat.focus("登录密码");
    seat.types(&password("赵示一"));
    submit(&mut seat);
    seat.wait_for(SAID);
    seat.ctrl(Key::L);
    assert!(!seat.reads(SAID), "{:?}", seat.words());
}

#[test]
fn a_recording_that_is_too_large_is_refused_and_others_are_sealed_part_by_part() {
    let mut seat = bureau();
    log_in(&mut seat, "周示五");
    fill(&mut seat);
    seat.focus_on("方式");
    seat.press(Key::Num2);
    let file = |name: &str, size: u64| {
        let path = seat.home.path().join(name);
        std::fs::File::create(&path).unwrap().set_len(size).unwrap();
        path.display().to_string()
    };
    let (large, small) = (file("长.m4a", 300 << 20), file("短.m4a", 9 << 20));
    seat.focus("材料");
    seat.types(&large);
    seat.press(Key::Enter);
    assert!(seat.reads("最大 64 MB") && seat.reads("截取有关的一段"), "{:?}", seat.words());
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types(&small);
    seat.press(Key::Enter);
    assert!(seat.sees("短.m4a　9 MB"), "{:?}", seat.words());
    submit(&mut seat);
    seat.wait_for("已封存，编号 2026-001");
    seat.press(Key::Enter);
    assert!(seat.reads("短.m4a"), "{:?}", seat.words());
    // It leaves the seal only where somebody says, after a warning.
    let to = seat.home.path().join("另存.m4a");
    seat.enters("另存 材料 1 短.m4a");
    assert!(seat.reads("离开封存"), "{:?}", seat.words());
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types(&to.display().to_string());
    seat.press(Key::Enter);
    seat.waits_until(|_| to.exists());
    assert_eq!(std::fs::metadata(&to).unwrap().len(), 9 << 20);
}

#[test]
fn the_paper_key_is_made_once_opens_a_record_and_makes_up_for_a_lost_password() {
    let mut seat = bureau();
    log_in(&mut seat, "赵示一");
    seat.ctrl(Key::Num8);
    seat.focus_on("设置 单位");
    for _ in 0..7 {
        seat.press(Key::ArrowDown);
    }
    assert!(seat.reads("还没有制作") && seat.sees("有登录密码"), "{:?}", seat.words());
    seat.focus("保管人");
    seat.types("档案员");
    seat.enters("制作恢复密钥");
    assert!(seat.reads("只显示这一次"), "{:?}", seat.words());
    // Number, group, check marks: what somebody copies by hand.
    let words = seat.words();
    let groups = words.iter().filter_map(|word| {
        let mut parts = word.split('　');
        let number: usize = parts.next()?.parse().ok()?;
        let (group, check) = (parts.next()?, parts.next()?);
        (check.chars().count() == 2 && group.chars().count() <= 4).then(|| (number, group.to_owned()))
    });
    let paper: String = groups.map(|(_, group)| group).collect();
    assert!(paper.starts_with("AGE-SECRET-KEY-1"), "{words:?}");
    seat.enters("已锁入保险柜，不再显示");
    assert!(!seat.reads("AGE-") && seat.sees("档案员"), "{:?}", seat.words());
    seat.ctrl(Key::L);
    log_in(&mut seat, "周示五");
    fill(&mut seat);
    submit(&mut seat);
    // Whoever has the sheet reads it, and no more.
    change_to(&mut seat, "郑示四");
    seat.press(Key::Enter);
    seat.enters("用恢复密钥打开");
    seat.types(&paper.replacen('Q', "P", 1).replacen('Z', "Y", 1));
    submit(&mut seat);
    assert!(seat.reads("抄写有误") && !seat.reads(SAID), "{:?}", seat.words());
    seat.types(&paper);
    submit(&mut seat);
    assert!(seat.sees(SAID) && seat.reads("只能查阅"), "{:?}", seat.words());
    for act in ["批示", "更正", "重新分类"] {
        assert!(!seat.sees(act), "{act}: {:?}", seat.words());
    }
}
