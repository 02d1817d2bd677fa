//! A record that is changed by two: nothing that one of them entered is lost to the other.

use binggong::domain::id::Id;
use binggong::domain::power::{EnforcementAct, PowerItem};
use binggong::domain::unit::Unit;
use binggong::env::Env;
use binggong::ledger::file::{Key as Opens, Machine, Mode};
use binggong::ledger::{Ledger, sample};
use eframe::egui::{Key, Modifiers};
use tempfile::TempDir;

use super::pictures::shown;
use super::seat::{LAPTOP, SMALL, Seat, View, sample_ledger};

/// The sample's ledger in a folder of its own, for a person who comes and goes and another one meanwhile.
struct Office {
    home: TempDir,
}

impl Office {
    fn new() -> Office {
        let home = tempfile::tempdir().expect("a folder");
        std::fs::write(home.path().join("示例.ledger"), sample_ledger()).expect("a copy");
        Office { home }
    }

    /// What another does at the ledger while nobody sits before the window.
    fn another<T>(&self, act: impl FnOnce(&mut Ledger) -> T) -> T {
        let env = Env::fixed(sample::now(), "another");
        let path = self.home.path().join("示例.ledger");
        let mut ledger =
            Ledger::open(&path, &Opens::Plain, Mode::Write, Machine::ephemeral(), env).expect("opened");
        ledger.act_as("孙示三").expect("somebody acts");
        act(&mut ledger)
    }

    fn sits(self) -> Seat {
        let path = self.home.path().join("示例.ledger");
        let mut seat = Seat::before(self.home, path, LAPTOP);
        seat.click("进入示例");
        seat
    }
}

/// The person gets up; what was being written stays as a draft.
fn leaves(mut seat: Seat) -> Office {
    seat.press(Key::Escape);
    let Seat { window, home, .. } = seat;
    drop(window);
    Office { home }
}

fn add_power(ledger: &mut Ledger) -> Id<PowerItem> {
    let unit = ledger.all::<Unit>().expect("units").remove(0).id;
    let item = PowerItem {
        title: "安全生产监督检查".into(),
        act: EnforcementAct::Inspect,
        basis: "安全生产法第六十五条".into(),
        level: "县级".into(),
        unit,
        posts: vec!["大队长".into()],
        liability: String::new(),
        published_on: None,
        until: None,
    };
    ledger.add_power(&item).expect("a power")
}

fn rewrite(seat: &mut Seat, field: &str, text: &str) {
    seat.focus(field);
    seat.press_with(Modifiers::COMMAND, Key::A);
    seat.types(text);
}

fn begins_to_change_the_power(seat: &mut Seat) {
    // Its line in 待办, as it is not published yet.
    seat.focus_on("去办 公开权责事项 安全生产监督检查");
    seat.press(Key::Enter);
    rewrite(seat, "事由", "清单年度调整");
    rewrite(seat, "实施层级和权限", "县级和乡镇");
}

fn power(office: &Office, id: Id<PowerItem>) -> PowerItem {
    office.another(|ledger| ledger.get(id).expect("it").value)
}

#[test]
fn what_another_changed_elsewhere_in_the_record_is_joined_when_the_draft_goes_on() {
    let office = Office::new();
    let id = office.another(add_power);
    let mut seat = office.sits();
    begins_to_change_the_power(&mut seat);
    let office = leaves(seat);
    office.another(|ledger| {
        let read = ledger.get(id).expect("it");
        let now = PowerItem { basis: "安全生产法（2021年修正）".into(), ..read.value.clone() };
        ledger.change_power(&read, &now, "法律修正").expect("changed");
    });
    let mut seat = office.sits();
    seat.click("继续 变更权责事项");
    assert!(seat.reads("改动和这里填的不重叠，已经并进来"), "{:?}", seat.words());
    seat.ctrl(Key::Enter);
    assert!(seat.reads("变更权责事项：已办"), "{:?}", seat.words());
    let now = power(&leaves(seat), id);
    assert_eq!((now.basis.as_str(), now.level.as_str()), ("安全生产法（2021年修正）", "县级和乡镇"));
}

#[test]
fn what_both_changed_is_asked_beside_its_row_and_nothing_is_written_before() {
    let office = Office::new();
    let id = office.another(add_power);
    let mut seat = office.sits();
    begins_to_change_the_power(&mut seat);
    rewrite(&mut seat, "权责事项", "生产经营单位监督检查");
    let office = leaves(seat);
    office.another(|ledger| {
        let read = ledger.get(id).expect("it");
        let now = PowerItem {
            title: "安全生产执法检查".into(),
            level: "省、市、县".into(),
            posts: vec!["执法员".into()],
            ..read.value.clone()
        };
        ledger.change_power(&read, &now, "按省里的清单").expect("changed");
    });
    let mut seat = office.sits();
    seat.click("继续 变更权责事项");
    let asked = "现在是“安全生产执法检查”，这里填的是“生产经营单位监督检查”";
    assert!(seat.reads("2026年3月5日孙示三改过这条记录") && seat.reads("2处"), "{:?}", seat.words());
    assert!(
        seat.reads(asked) && seat.reads("现在是“省、市、县”，这里填的是“县级和乡镇”"),
        "{:?}",
        seat.words()
    );
    shown(&seat, &View::of_laptop(), "两处修改");
    let before = seat.words();
    seat.ctrl(Key::Enter);
    assert!(seat.reads("没有选定，台账没有改动") && !seat.reads("已办"), "{:?}", seat.words());
    assert!(before.iter().any(|word| word == "用现在的 权责事项"), "{before:?}");
    seat.enters("用现在的 权责事项");
    assert!(!seat.reads(asked), "{:?}", seat.words());
    // Left and gone on with, the other one is still asked, and what was chosen stays chosen.
    let mut seat = leaves(seat).sits();
    seat.click("继续 变更权责事项");
    assert!(!seat.reads(asked), "{:?}", seat.words());
    seat.enters("用这里填的 实施层级和权限");
    assert!(seat.reads("都选定了"), "{:?}", seat.words());
    seat.ctrl(Key::Enter);
    assert!(seat.reads("变更权责事项：已办"), "{:?}", seat.words());
    let now = power(&leaves(seat), id);
    assert_eq!((now.title.as_str(), now.level.as_str()), ("安全生产执法检查", "县级和乡镇"));
    assert_eq!(now.posts, ["执法员"]);
}

#[test]
fn a_person_who_was_moved_meanwhile_is_not_moved_back_by_a_correction() {
    let mut seat = Seat::in_sample();
    seat.ctrl(Key::Num2);
    seat.ctrl(Key::F);
    seat.types("周示五");
    seat.press(Key::Enter);
    seat.chooses("办理", "修改人员");
    rewrite(&mut seat, "事由", "补录专业");
    rewrite(&mut seat, "专业", "安全工程");
    rewrite(&mut seat, "职务", "执法二队队员");
    seat.press(Key::Escape);
    seat.chooses("办理", "登记调动");
    rewrite(&mut seat, "职务", "二中队中队长");
    rewrite(&mut seat, "变动日期", "20260301");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("已登记周示五自2026年3月1日起的变动"), "{:?}", seat.words());
    seat.chooses("办理", "修改人员");
    assert!(seat.reads("现在是“二中队中队长”，这里填的是“执法二队队员”"), "{:?}", seat.words());
    seat.enters("用现在的 职务");
    seat.ctrl(Key::Enter);
    assert!(seat.reads("已修改周示五的信息"), "{:?}", seat.words());
    assert!(
        seat.reads("二中队中队长") && seat.reads("专业：") && seat.reads("→ 安全工程"),
        "{:?}",
        seat.words()
    );
    assert!(!seat.reads("执法二队队员"), "{:?}", seat.words());
}

#[test]
fn an_overlap_to_look_at() {
    for (name, size, scale, dark) in
        [("重叠", LAPTOP, 1.0, false), ("重叠-暗", LAPTOP, 1.0, true), ("重叠-小", SMALL, 1.25, false)]
    {
        let view = View { size, scale, dark };
        let mut seat = Seat::in_sample_viewed(&view);
        overlapping_person(&mut seat);
        shown(&seat, &view, name);
    }
}

/// A correction of somebody who was moved while it was being written.
pub fn overlapping_person(seat: &mut Seat) {
    seat.ctrl(Key::Num2);
    seat.ctrl(Key::F);
    seat.types("周示五");
    seat.press(Key::Enter);
    seat.chooses("办理", "修改人员");
    rewrite(seat, "职务", "执法二队队员");
    seat.press(Key::Escape);
    seat.chooses("办理", "登记调动");
    rewrite(seat, "职务", "二中队中队长");
    rewrite(seat, "变动日期", "20260301");
    seat.ctrl(Key::Enter);
    seat.chooses("办理", "修改人员");
}
