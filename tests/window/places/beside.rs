//! The places beside the records of 过问.

use eframe::egui::Key;

use super::super::long_names::{PARTY, PERSON};
use super::super::seat::Seat;
use super::interference::enter_as;
use super::{Place, place, submit};

/// What the leader does on each page, and what a clerk finds there.
pub const BESIDE: &[Place] = &[
    place("过问 代为批示 空的", "指定代理", |seat| {
        seat.ctrl(Key::L);
        enter_as(seat, "赵示一");
        seat.ctrl(Key::Num3);
        page(seat, "代为批示");
    }),
    place("过问 指定代理", "指定", |seat| seat.enters("指定代理")),
    place("过问 指定代理缺项", "指定", submit),
    place("过问 指定代理 列表", "", |seat| {
        seat.focus_on("代为批示的人");
        seat.press(Key::Enter);
    }),
    place("过问 代为批示", "指定代理", |seat| {
        seat.press(Key::Escape);
        seat.focus_on("代为批示的人");
        seat.press(Key::ArrowDown);
        seat.focus("止");
        seat.types("20260310");
        seat.focus("依据");
        seat.types(PARTY);
        submit(seat);
    }),
    place("过问 提前结束代理", "提前结束", |seat| seat.press(Key::Enter)),
    place("过问 办理期限", "保存期限", |seat| {
        seat.press(Key::Escape);
        seat.enters("办理期限");
    }),
    place("过问 办理期限不对", "保存期限", |seat| {
        seat.types("三天");
        submit(seat);
    }),
    place("过问 不记录认定 空的", "登记认定", |seat| {
        seat.press(Key::Escape);
        page(seat, "不记录认定");
    }),
    place("过问 登记认定", "提交认定", |seat| seat.enters("登记认定")),
    place("过问 登记认定缺项", "提交认定", submit),
    place("过问 应当怎样追究", "登记认定", |seat| {
        for (field, who) in [("没有记录的人", PERSON), ("授意的领导", "钱示二")] {
            seat.focus(field);
            seat.types(who);
            seat.press(Key::Enter);
        }
        seat.tab_to("情形");
        seat.press(Key::Num2);
        for (field, words) in [
            ("应登记日期", "20260301"),
            ("认定的事实", "谈话笔录第2页，本人承认没有登记。"),
            ("认定机构", PARTY),
        ] {
            seat.focus(field);
            seat.types(words);
        }
        submit(seat);
    }),
    place("过问 补登文号", "补登", |seat| seat.enters("补登文号 1")),
    place("过问 撤销认定", "撤销", |seat| {
        seat.press(Key::Escape);
        seat.enters("撤销认定 1");
    }),
    place("过问 撤销认定缺理由", "撤销", submit),
    place("过问 不记录认定", "登记认定", |seat| {
        seat.press(Key::Escape);
        seat.press(Key::Escape);
    }),
    place("过问 双方档案 空的", "查阅", |seat| page(seat, "双方档案")),
    place("过问 双方档案", "查阅", |seat| {
        written(seat);
        page(seat, "双方档案");
    }),
    place("过问 个人档案", "打开登记", |seat| {
        seat.press(Key::Enter);
        seat.waits_until(|seat| seat.sees("打印"));
    }),
    place("过问 双方档案 别的角色", "查阅", |seat| {
        seat.ctrl(Key::L);
        enter_as(seat, "周示五");
        seat.ctrl(Key::Num3);
        page(seat, "双方档案");
    }),
    place("过问 统计报告 没有公布", "公布统计", |seat| page(seat, "统计报告")),
    place("过问 统计报告 汇总", "公布统计", |seat| {
        seat.ctrl(Key::L);
        enter_as(seat, "赵示一");
        seat.ctrl(Key::Num3);
        page(seat, "统计报告");
        seat.tab_to("季度");
        seat.press(Key::ArrowUp);
    }),
    place("过问 公布统计", "公布", |seat| {
        seat.press(Key::ArrowDown);
        seat.enters("公布统计");
    }),
    place("过问 零报告", "公布统计", |seat| {
        submit(seat);
        seat.waits_until(|seat| seat.sees("打印零报告"));
    }),
];

/// To one of the pages.
fn page(seat: &mut Seat, name: &str) {
    seat.focus_on(&format!("过问 {name}"));
    seat.press(Key::Space);
}

/// Somebody with a long name asks by telephone; the leader, who wrote it down, directs it.
fn written(seat: &mut Seat) {
    page(seat, "登记簿");
    seat.ctrl(Key::L);
    enter_as(seat, "周示五");
    seat.ctrl(Key::Num3);
    seat.ctrl(Key::N);
    seat.press(Key::Num3);
    seat.focus("过问人");
    seat.types(PERSON);
    seat.press(Key::Enter);
    for (field, words) in [("案件", PARTY), ("地点", "三楼走廊"), ("内容", "问能不能从轻。")]
    {
        seat.focus(field);
        seat.types(words);
    }
    for (field, key) in [("方式", Key::Num1), ("答复", Key::Num1), ("情形", Key::Num6)] {
        seat.focus_on(field);
        seat.press(key);
    }
    submit(seat);
    seat.wait_for("已封存");
    seat.ctrl(Key::L);
    enter_as(seat, "赵示一");
    seat.ctrl(Key::Num3);
    seat.press(Key::Enter);
    submit(seat);
    seat.press(Key::Num1);
    seat.focus_on("后果");
    seat.press(Key::Num1);
    submit(seat);
    seat.press(Key::Escape);
}
