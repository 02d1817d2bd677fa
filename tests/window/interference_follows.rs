//! 过问: what follows a record, by keyboard alone: hand-over, letter and receipt, paper, threat, protection.

use std::path::PathBuf;

use binggong::domain::interference::InterferenceSettings;
use binggong::domain::officer::{Officer, Profile};
use binggong::domain::unit::{Unit, UnitKind};
use binggong::env::Env;
use binggong::ledger::file::{Machine, Mode};
use binggong::ledger::{Ledger, sample};
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::interference::{ADMINISTRATOR, SAID, bureau, change_to, fill, log_in, password, stands, submit};
use super::pictures::shown;
use super::seat::{Seat, View};

/// What can be done, by the buttons on the screen.
fn acts(seat: &Seat) -> Vec<String> {
    let buttons = seat.window.query_all_by(|node| node.role() == Role::Button);
    buttons.filter_map(|node| node.accesskit_node().label().map(|label| label.to_string())).collect()
}

pub(super) fn offers(seat: &Seat, act: &str) -> bool {
    acts(seat).iter().any(|one| one == act)
}

/// Writes a record as 周示五, about somebody outside where it says so.
fn record(seat: &mut Seat, outside: bool) {
    fill(seat);
    if outside {
        seat.focus_on("身份");
        seat.press(Key::ArrowDown);
    }
    submit(seat);
    assert!(seat.reads("已封存，编号"), "{:?}", seat.words());
}

/// Opens the newest record as the leader and gives the 批示, from the list on: how many keys, without the password's.
fn direct(seat: &mut Seat, gravity: Key, keeper: bool) -> usize {
    let before = seat.keys;
    seat.press(Key::Enter);
    submit(seat);
    seat.press(Key::Num1);
    seat.tab_to("后果");
    seat.press(gravity);
    if keeper {
        seat.tab_to("华示清（纪检）");
        seat.press(Key::Space);
    }
    seat.tab_to("登录密码");
    let own = password("赵示一");
    seat.types(&own);
    submit(seat);
    seat.wait_for("签名有效");
    seat.waits_until(|seat| seat.sees("已批示") && !seat.sees("签署批示"));
    seat.keys - before - own.chars().count()
}

/// A picture that stands for a scan.
fn scan(seat: &Seat, name: &str) -> PathBuf {
    let path = seat.home.path().join(name);
    let mut picture = image::RgbImage::new(40, 30);
    picture.pixels_mut().enumerate().for_each(|(at, point)| point.0 = [at as u8, 90, 120]);
    picture.save(&path).unwrap();
    path
}

/// Does something in the ledger while nobody sits before the window, as somebody.
fn beside(seat: &Seat, name: &str, act: &mut dyn FnMut(&mut Ledger)) {
    let (path, machine) = (seat.home.path().join("某县.ledger"), seat.home.path().join("machine"));
    let (env, machine) = (Env::fixed(sample::now(), "beside"), Machine::at(machine));
    act(&mut Ledger::log_in(&path, name, &password(name), Mode::Write, machine, env).unwrap());
}

#[test]
fn an_insiders_inquiry_is_directed_handed_over_and_told_to_the_recorder() {
    let mut seat = bureau();
    log_in(&mut seat, "周示五");
    record(&mut seat, false);
    seat.press(Key::Enter);
    // Who recorded may bring the paper back, and decides nothing.
    assert!(offers(&seat, "录入纸面批示") && offers(&seat, "登记威胁、侮辱"), "{:?}", acts(&seat));
    for act in ["批示", "补作批示", "移交纪检监察机构", "向记录人反馈", "登记处理结果"]
    {
        assert!(!offers(&seat, act), "the recorder is offered {act}");
    }
    // A new classification that is begun survives the lock, under a title that tells nothing.
    seat.enters("重新分类");
    seat.focus("理由");
    seat.types("原来是正常了解");
    seat.ctrl(Key::L);
    log_in(&mut seat, "周示五");
    assert!(!seat.reads("正常了解"), "{:?}", seat.words());
    seat.enters("继续 重新分类（草稿）");
    assert_eq!(seat.field("理由").value().as_deref(), Some("原来是正常了解"));
    seat.enters("放弃草稿");
    submit(&mut seat);
    assert!(seat.sees(SAID) && !offers(&seat, "提交重新分类"), "{:?}", seat.words());
    change_to(&mut seat, "赵示一");
    seat.watched = true;
    let keys = direct(&mut seat, Key::Num2, true);
    println!("批示: {keys} keys");
    assert!(keys <= 15, "{keys} keys");
    // What the ledger takes now is offered, and no more.
    for act in ["移交纪检监察机构", "向记录人反馈", "补作批示", "登记处理结果"] {
        assert!(offers(&seat, act), "{act}: {:?}", acts(&seat));
    }
    for act in ["移交司法机关", "发出情况反映函", "收到回执", "核查记录人岗位、职务变动"]
    {
        assert!(!offers(&seat, act), "{act}: {:?}", acts(&seat));
    }
    // What is due comes first, one key away.
    seat.press(Key::Num1);
    assert!(seat.sees("移交机关") && seat.reads("第九条"), "{:?}", seat.words());
    submit(&mut seat);
    assert!(seat.reads("没有填写") && seat.field("移交机关").is_focused(), "{:?}", seat.words());
    seat.types("县纪委监委");
    // A draft survives; nothing half-written stands in the record.
    seat.press(Key::Escape);
    assert!(!seat.reads("县纪委监委"), "{:?}", seat.words());
    seat.press(Key::Num1);
    assert_eq!(seat.field("移交机关").value().as_deref(), Some("县纪委监委"));
    submit(&mut seat);
    assert!(seat.sees("县纪委监委") && seat.reads("已登记：移交纪检监察机构"), "{:?}", seat.words());
    seat.press(Key::Num1);
    assert!(seat.sees("反馈内容"), "{:?}", seat.words());
    seat.press(Key::Num2);
    submit(&mut seat);
    let told = "已按批示移送核实，案件依法办理。您的登记受保护。";
    assert!(seat.sees(told), "{:?}", seat.words());
    assert!(!seat.sees("待办理"), "nothing is due any more: {:?}", seat.words());
    seat.watched = false;
    change_to(&mut seat, "周示五");
    seat.press(Key::Enter);
    assert!(seat.sees(told) && seat.sees("县纪委监委"), "{:?}", seat.words());
    assert!(!offers(&seat, "向记录人反馈") && !offers(&seat, "录入纸面批示"), "{:?}", acts(&seat));
    change_to(&mut seat, "华示清");
    seat.press(Key::Enter);
    assert!(seat.sees(SAID) && seat.sees(told), "{:?}", seat.words());
    assert!(offers(&seat, "移交纪检监察机构") && !offers(&seat, "补作批示"), "{:?}", acts(&seat));
    for name in ["郑示四", ADMINISTRATOR] {
        change_to(&mut seat, name);
        seat.press(Key::Enter);
        assert!(seat.reads("您的钥匙打不开这一件"), "{name}: {:?}", seat.words());
        assert!(!seat.reads("县纪委监委") && !seat.reads(told), "{name}: {:?}", seat.words());
    }
    assert_eq!(seat.clicks, 0);
}

#[cfg(unix)]
#[test]
fn an_outsiders_inquiry_goes_out_as_a_letter_and_its_receipt_comes_back() {
    use binggong::ui::printer::Printer;
    let mut seat = bureau();
    let periods = InterferenceSettings { receipt_days: Some(15), ..InterferenceSettings::default() };
    beside(&seat, "赵示一", &mut |ledger| ledger.set_interference_settings(&periods, "本局规定").unwrap());
    log_in(&mut seat, "周示五");
    record(&mut seat, true);
    change_to(&mut seat, "赵示一");
    direct(&mut seat, Key::Num1, false);
    assert!(!offers(&seat, "移交纪检监察机构"), "no consequences were seen: {:?}", acts(&seat));
    let commands = seat.fake_printer();
    Printer::at(&commands).install(&seat.window.ctx);
    seat.press(Key::Num1);
    assert!(seat.sees("发往机关") && seat.reads("本局规定发函后15天"), "{:?}", seat.words());
    seat.types("中共示例县委组织部");
    seat.tab_to("文号");
    seat.types("示应急函〔2026〕8号");
    // The last day follows the letter's.
    assert_eq!(seat.field("回执期限").value().as_deref(), Some("2026年3月20日"));
    seat.tab_to("发函日期");
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types("20260304");
    seat.tab_to("回执期限");
    assert_eq!(seat.field("回执期限").value().as_deref(), Some("2026年3月19日"));
    seat.chooses("打印函件", "打印情况反映函");
    seat.wait_for("已送往打印机");
    let paper = std::fs::read(commands.join("paper")).unwrap();
    let told = super::pdf_text::text_of(&paper);
    for word in ["中共示例县委组织部", "示应急函〔2026〕8号", "2026年3月19日", "王示九"]
    {
        assert!(told.contains(word), "{word}: {told}");
    }
    std::fs::remove_file(commands.join("paper")).unwrap();
    submit(&mut seat);
    shown(&seat, &View::of_laptop(), "过问-待回执");
    assert!(seat.reads("待回执") && seat.sees("示应急函〔2026〕8号"), "{:?}", seat.words());
    // It stands in 待办 by its number, with the day, and tells nothing else.
    seat.ctrl(Key::Num1);
    assert!(seat.reads("过问登记后续办理") && seat.reads("剩14天"), "{:?}", seat.words());
    for word in ["组织部", "回执", "王示九", "周示五"] {
        assert!(!seat.reads(word), "待办 tells {word}");
    }
    seat.ctrl(Key::Num3);
    // The only organ that has not answered is there already; the day before the letter is refused.
    seat.press(Key::Num1);
    seat.tab_to("收到日期");
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types("20260301");
    submit(&mut seat);
    assert!(seat.reads("早于发函日期"), "{:?}", seat.words());
    seat.focus("收到日期");
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types("今天");
    let path = scan(&seat, "回执.png");
    seat.focus("扫描件");
    seat.types(&path.display().to_string());
    submit(&mut seat);
    seat.wait_for("已登记：收到回执");
    assert!(seat.reads("已回执") && !seat.reads("待回执"), "{:?}", seat.words());
    seat.enters("查看 扫描件 1 回执.png");
    seat.wait_for("在程序里查看");
    seat.press(Key::Escape);
    assert!(!stands(seat.home.path(), "组织部"), "nothing of it lies open on the disk");
    assert_eq!(seat.clicks, 0);
}

#[test]
fn a_direction_on_paper_is_scanned_and_sealed_by_the_recorder() {
    let mut seat = bureau();
    log_in(&mut seat, "周示五");
    record(&mut seat, false);
    seat.press(Key::Enter);
    seat.press(Key::Num1);
    assert!(seat.field("扫描件").is_focused(), "{:?}", seat.words());
    submit(&mut seat);
    assert!(seat.reads("请附上领导签批的那一页"), "{:?}", seat.words());
    let path = scan(&seat, "批示.png");
    seat.types(&path.display().to_string());
    seat.focus_on("常用语");
    seat.press(Key::Num3);
    seat.tab_to("后果");
    seat.press(Key::Num1);
    // Not to whom the record is opened: that is the leader's.
    assert!(!seat.sees("开放给") && seat.reads("不向别人开放"), "{:?}", seat.words());
    seat.tab_to("登录密码");
    seat.types(&password("周示五"));
    submit(&mut seat);
    seat.wait_for("纸面批示已封存");
    assert!(seat.sees("已批示") && seat.sees("签批日期"), "{:?}", seat.words());
    change_to(&mut seat, "赵示一");
    seat.press(Key::Enter);
    assert!(seat.sees("纸面批示") && offers(&seat, "查看 扫描件 1 批示.png"), "{:?}", seat.words());
    change_to(&mut seat, "华示清");
    seat.press(Key::Enter);
    assert!(seat.reads("您的钥匙打不开这一件"), "{:?}", seat.words());
}

#[test]
fn a_threat_is_recorded_reported_and_help_is_given() {
    let mut seat = bureau();
    log_in(&mut seat, "周示五");
    record(&mut seat, false);
    seat.press(Key::Enter);
    seat.press(Key::Num2);
    assert!(seat.sees("受威胁的执法人员"), "{:?}", seat.words());
    assert_eq!(seat.field("受威胁的执法人员").value().as_deref(), Some("周示五"));
    submit(&mut seat);
    assert!(seat.field("地点").is_focused(), "{:?}", seat.words());
    let threatened = "说再查就让你家里人小心点。";
    for (field, words) in [("近亲属", "妻子"), ("地点", "小区门口"), ("情况", threatened)] {
        seat.focus(field);
        seat.types(words);
    }
    submit(&mut seat);
    assert!(seat.reads("已封存，编号 2026-002"), "{:?}", seat.words());
    change_to(&mut seat, "赵示一");
    seat.press(Key::Enter);
    assert!(seat.sees(threatened) && seat.sees("妻子"), "{:?}", seat.words());
    for act in ["报告公安机关", "提供协助和保护", "批示"] {
        assert!(offers(&seat, act), "{act}: {:?}", acts(&seat));
    }
    for act in ["更正", "重新分类", "登记威胁、侮辱", "发出情况反映函"] {
        assert!(!offers(&seat, act), "{act}: {:?}", acts(&seat));
    }
    // Help does not wait for the 批示.
    seat.enters("报告公安机关");
    seat.types("青石示例镇派出所");
    submit(&mut seat);
    seat.enters("提供协助和保护");
    seat.types("安排同事陪同上下班。");
    submit(&mut seat);
    assert!(seat.sees("青石示例镇派出所") && seat.sees("安排同事陪同上下班。"), "{:?}", seat.words());
    submit(&mut seat);
    seat.press(Key::Num1);
    // It is not asked how grave a threat was.
    assert!(!seat.sees("后果"), "{:?}", seat.words());
    seat.tab_to("登录密码");
    seat.types(&password("赵示一"));
    submit(&mut seat);
    seat.wait_for("已签署批示");
    change_to(&mut seat, "周示五");
    seat.press(Key::Enter);
    assert!(seat.sees("请立即报告公安机关，并落实保护措施。"), "{:?}", seat.words());
}

#[test]
fn a_change_of_the_recorders_post_is_a_reminder_for_leader_and_discipline() {
    let mut seat = bureau();
    let reminder = "记录人的岗位、职务有变动，请核查";
    let officer = |unit, post: &str| Officer {
        name: "周示五".into(),
        unit,
        post: post.into(),
        staffing: None,
        entered_on: None,
        left_on: None,
        profile: Profile::default(),
    };
    let mut known = None;
    beside(&seat, ADMINISTRATOR, &mut |ledger| {
        let unit = Unit { name: "青石镇".into(), kind: UnitKind::Township, parent: None, closed: false };
        let unit = ledger.add_unit(&unit).unwrap();
        known = Some((ledger.add_officer(&officer(unit, "执法员")).unwrap(), unit));
    });
    log_in(&mut seat, "周示五");
    record(&mut seat, false);
    change_to(&mut seat, "赵示一");
    direct(&mut seat, Key::Num1, true);
    assert!(!seat.sees("记录人保护"), "{:?}", seat.words());
    seat.ctrl(Key::L);
    beside(&seat, ADMINISTRATOR, &mut |ledger| {
        let (id, unit) = known.unwrap();
        let read = ledger.get(id).unwrap();
        let today = binggong::env::local_date(sample::now());
        ledger.move_officer(&read, &officer(unit, "资料员"), today, "某应急任〔2026〕2号 免职").unwrap();
    });
    log_in(&mut seat, "周示五");
    assert!(!seat.reads(reminder), "{:?}", seat.words());
    change_to(&mut seat, "周示五");
    seat.press(Key::Enter);
    assert!(seat.sees(SAID) && !seat.sees("记录人保护"), "{:?}", seat.words());
    seat.ctrl(Key::L);
    log_in(&mut seat, "华示清");
    assert!(seat.reads(reminder), "{:?}", seat.words());
    assert!(!seat.reads("周示五"), "待办 tells who recorded: {:?}", seat.words());
    seat.ctrl(Key::Num3);
    seat.press(Key::Enter);
    assert!(seat.reads("免职") && seat.reads("这是提醒，不是结论"), "{:?}", seat.words());
    shown(&seat, &View::of_laptop(), "过问-记录人保护");
    seat.enters("核查记录人岗位、职务变动");
    seat.types("看了任免文件和会议记录，程序齐全。");
    submit(&mut seat);
    assert!(seat.sees("2026年3月5日已核查"), "{:?}", seat.words());
    seat.ctrl(Key::Num1);
    assert!(!seat.reads(reminder), "{:?}", seat.words());
}

#[test]
fn a_threat_that_no_inquiry_comes_before_is_recorded_from_the_list_and_by_its_initials() {
    let mut seat = bureau();
    log_in(&mut seat, "周示五");
    seat.ctrl(Key::Num3);
    seat.enters("登记威胁、侮辱");
    assert_eq!(seat.field("受威胁的执法人员").value().as_deref(), Some("周示五"));
    let threatened = "说再来查就砸车。";
    seat.focus("情况");
    seat.types(threatened);
    // It is a draft under a title that tells nothing, and nobody else's.
    seat.press(Key::Escape);
    assert!(seat.reads("草稿已保留"), "{:?}", seat.words());
    change_to(&mut seat, "赵示一");
    assert!(!seat.reads("砸车") && !seat.reads("继续"), "{:?}", seat.words());
    change_to(&mut seat, "周示五");
    // From anywhere by its initials; the draft goes on.
    seat.ctrl(Key::K);
    seat.types("djwx");
    seat.press(Key::Enter);
    assert_eq!(seat.field("情况").value().as_deref(), Some(threatened));
    submit(&mut seat);
    assert!(seat.field("地点").is_focused(), "{:?}", seat.words());
    seat.types("企业门口");
    submit(&mut seat);
    assert!(seat.reads("已封存，编号 2026-001") && !seat.reads("砸车"), "{:?}", seat.words());
    seat.enters("登记威胁、侮辱");
    assert_eq!(seat.field("情况").value().as_deref(), Some(""), "the draft is gone");
    seat.press(Key::Escape);
    change_to(&mut seat, "赵示一");
    seat.ctrl(Key::Num3);
    seat.press(Key::Enter);
    assert!(seat.sees(threatened) && offers(&seat, "报告公安机关"), "{:?}", seat.words());
}
