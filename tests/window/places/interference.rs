//! The places of 过问.

use eframe::egui::Key;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::super::long_names::{PARTY, PERSON};
use super::super::seat::Seat;
use super::{Place, place, submit};

/// From an empty logbook to a record that is read, corrected and classified anew, and what the leader does.
pub const INTERFERENCE: &[Place] = &[
    place("过问 空的", "登记过问", |seat| seat.ctrl(Key::Num3)),
    place("过问 先问是不是依职责", "呈报主要负责人", |seat| seat.ctrl(Key::N)),
    place("过问 登记", "呈报主要负责人", |seat| seat.press(Key::Num3)),
    place("过问 登记缺项", "呈报主要负责人", submit),
    place("过问 登记已填", "呈报主要负责人", |seat| {
        seat.focus("过问人");
        seat.types(PERSON);
        seat.press(Key::Enter);
        for (field, words) in [("案件", PARTY), ("地点", "三楼走廊"), ("内容", "问能不能从轻。")]
        {
            seat.focus(field);
            seat.types(words);
        }
        for (field, key) in [("方式", Key::Num2), ("答复", Key::Num1), ("情形", Key::Num8)] {
            seat.focus_on(field);
            seat.press(key);
        }
    }),
    place("过问 附材料", "呈报主要负责人", |seat| {
        let path = seat.home.path().join("通话记录.txt");
        std::fs::write(&path, "问能不能从轻。").unwrap();
        seat.focus("材料");
        seat.types(&path.display().to_string());
        seat.press(Key::Enter);
        seat.enters("更多：与案件的关系、第二签名人");
    }),
    place("过问 工作记录", "呈报主要负责人", |seat| {
        seat.focus_on("对方是不是依职责");
        seat.press(Key::Num2);
    }),
    place("过问 放弃草稿", "放弃", |seat| {
        seat.press(Key::Escape);
        seat.ctrl(Key::N);
        seat.enters("放弃草稿");
    }),
    place("过问 列表", "登记过问", |seat| {
        seat.press(Key::Escape);
        seat.focus_on("对方是不是依职责");
        seat.press(Key::Num3);
        seat.focus("其他情形");
        seat.types("托人带话");
        submit(seat);
        seat.press(Key::ArrowDown);
        submit(seat);
        seat.wait_for("已封存");
    }),
    place("过问 没有符合条件的", "登记过问", |seat| {
        seat.ctrl(Key::F);
        seat.types("龘");
    }),
    place("过问 记录", "", |seat| {
        seat.enters("清除筛选");
        seat.press(Key::Enter);
    }),
    place("过问 打印", "", |seat| seat.enters("打印")),
    place("过问 存成 PDF", "另存", |seat| seat.enters("存成 PDF：过问案件办理行为登记表")),
    place("过问 查看材料", "", |seat| {
        seat.press(Key::Escape);
        seat.enters("查看 材料 1 通话记录.txt");
        seat.wait_for("在程序里查看");
    }),
    place("过问 另存材料", "另存", |seat| {
        seat.press(Key::Escape);
        seat.enters("另存 材料 1 通话记录.txt");
    }),
    place("过问 重新分类", "提交重新分类", |seat| {
        seat.press(Key::Escape);
        seat.enters("重新分类");
    }),
    place("过问 重新分类缺项", "提交重新分类", submit),
    place("过问 更正", "提交更正", |seat| {
        seat.press(Key::Escape);
        seat.enters("更正");
    }),
    place("过问 已更正", "", |seat| {
        seat.types("补充地点");
        submit(seat);
        seat.wait_for("理由：补充地点");
    }),
    place("过问 已封存", "", |seat| {
        as_another(seat, "周示五");
        seat.press(Key::Enter);
    }),
    place("过问 用恢复密钥打开", "打开", |seat| seat.enters("用恢复密钥打开")),
    place("过问 恢复密钥抄错", "打开", |seat| {
        seat.types("AGE-SECRET-KEY-1");
        submit(seat);
    }),
    place("过问 待批示", "", |seat| {
        seat.press(Key::Escape);
        seat.ctrl(Key::L);
        enter_as(seat, "赵示一");
    }),
    place("过问 批示", "签署批示", |seat| {
        seat.ctrl(Key::Num3);
        seat.press(Key::Enter);
        submit(seat);
    }),
    place("过问 批示缺项", "签署批示", submit),
    place("过问 接下来", "", |seat| {
        seat.focus_on("常用语");
        seat.press(Key::Num1);
        seat.focus_on("后果");
        seat.press(Key::Num2);
        seat.tab_to("华示清（纪检）");
        seat.press(Key::Space);
        submit(seat);
    }),
    place("过问 移交", "登记移交", |seat| seat.press(Key::Num1)),
    place("过问 移交缺项", "登记移交", submit),
    place("过问 放弃移交草稿", "放弃", |seat| {
        seat.types("某机关");
        seat.press(Key::Escape);
        seat.press(Key::Num1);
        seat.enters("放弃草稿");
    }),
    place("过问 已移交", "", |seat| {
        submit(seat);
        seat.press(Key::Num1);
        seat.types(LONG_ORGAN);
        seat.focus("扫描件");
        seat.types(&seat.home.path().join("通话记录.txt").display().to_string());
        submit(seat);
        seat.wait_for("已登记：移交");
    }),
    place("过问 反馈", "反馈给记录人", |seat| seat.press(Key::Num1)),
    place("过问 纸面批示", "封存纸面批示", |seat| {
        seat.press(Key::Escape);
        seat.enters("录入纸面批示");
    }),
    place("过问 纸面批示缺项", "封存纸面批示", submit),
    place("过问 报告公安", "登记已报告", |seat| {
        seat.press(Key::Escape);
        seat.enters("报告公安机关");
    }),
    place("过问 协助和保护", "登记协助和保护", |seat| {
        seat.press(Key::Escape);
        seat.enters("提供协助和保护");
    }),
    place("过问 登记威胁", "呈报主要负责人", |seat| {
        seat.press(Key::Escape);
        seat.enters("登记威胁、侮辱");
    }),
    place("过问 登记威胁缺项", "呈报主要负责人", submit),
    place("过问 威胁", "", |seat| {
        for (field, words) in [("地点", "小区门口"), ("情况", "说再查就让你家里人小心点。")]
        {
            seat.focus(field);
            seat.types(words);
        }
        submit(seat);
        seat.press(Key::Escape);
        seat.press(Key::ArrowUp);
        seat.press(Key::Enter);
    }),
    place("过问 单独登记威胁", "呈报主要负责人", |seat| {
        seat.press(Key::Escape);
        seat.enters("登记威胁、侮辱");
    }),
    place("过问 外部人员", "", |seat| {
        seat.press(Key::Escape);
        seat.ctrl(Key::N);
        seat.press(Key::Num3);
        for (field, words) in [
            ("案件", PARTY),
            ("过问人", "示例人"),
            ("单位", LONG_ORGAN),
            ("职务", "副主任"),
            ("地点", "三楼走廊"),
            ("内容", "问能不能从轻。"),
        ] {
            seat.focus(field);
            seat.types(words);
        }
        for field in ["方式", "答复"] {
            seat.focus_on(field);
            seat.press(Key::Num1);
        }
        seat.focus_on("身份");
        seat.press(Key::ArrowDown);
        seat.press(Key::ArrowDown);
        submit(seat);
        seat.press(Key::Enter);
        submit(seat);
        seat.press(Key::Num1);
        seat.focus_on("后果");
        seat.press(Key::Num1);
        submit(seat);
    }),
    place("过问 情况反映函", "登记已发出", |seat| seat.press(Key::Num1)),
    place("过问 打印函件", "", |seat| {
        seat.types(LONG_ORGAN);
        seat.enters("打印函件");
    }),
    place("过问 已发出", "", |seat| {
        seat.press(Key::Escape);
        submit(seat);
    }),
    place("过问 回执", "登记回执", |seat| seat.press(Key::Num1)),
];

/// As long as names of organs are.
const LONG_ORGAN: &str = "示例自治州示例县人民代表大会常务委员会办公室";

/// Locks, and goes to 过问 as somebody else of the sample.
fn as_another(seat: &mut Seat, name: &str) {
    seat.ctrl(Key::L);
    enter_as(seat, name);
    seat.ctrl(Key::Num3);
}

/// Enters the sample as somebody.
pub fn enter_as(seat: &mut Seat, name: &str) {
    let chosen = |seat: &Seat| {
        let all = seat.window.query_all_by_label("查看身份");
        all.filter_map(|node| node.accesskit_node().value()).any(|value| value == name)
    };
    seat.focus_on("查看身份");
    while !chosen(seat) {
        seat.press(Key::ArrowDown);
    }
    seat.enters("进入示例");
}
