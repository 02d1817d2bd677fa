//! The places of 案件.

use eframe::egui::{Key, Modifiers};

use super::super::cases::{at_held, at_intake, write_case, write_intake, write_questioning, write_seizure};
use super::super::long_names::{PARTY, PERSON};
use super::super::seat::Seat;
use super::{Place, place, submit};

/// A case from its form to a step that a gate stops, and one that is withdrawn.
pub const CASES: &[Place] = &[
    place("评查 案件", "新建案件", |seat| seat.ctrl(Key::Num4)),
    place("评查 案件 没有符合的", "新建案件", |seat| {
        seat.ctrl(Key::F);
        seat.types("龘龘");
    }),
    place("评查 新建案件", "登记案件", |seat| {
        seat.enters("清除筛选");
        seat.ctrl(Key::N);
    }),
    place("评查 新建案件缺项", "登记案件", submit),
    place("评查 案件办理", "登记立案", |seat| {
        write_case(seat);
        submit(seat);
    }),
    place("评查 登记步骤", "登记立案", submit),
    place("评查 登记步骤 没有通过", "登记调查取证", |seat| {
        submit(seat);
        submit(seat);
        submit(seat);
    }),
    place("评查 案件办理 仍然登记", "登记案件审查", |seat| {
        seat.focus("仍然登记");
        seat.types("补登旧案，当时笔录没有写明");
        submit(seat);
    }),
    place("评查 作废步骤", "作废", |seat| seat.enters("作废 调查取证 2")),
    place("评查 作废步骤缺理由", "作废", submit),
    place("评查 登记回避", "登记回避", |seat| {
        seat.press(Key::Escape);
        seat.chooses("其他办理", "登记回避");
    }),
    place("评查 登记回避缺项", "登记回避", submit),
    place("评查 修改案件", "保存修改", |seat| {
        seat.press(Key::Escape);
        seat.chooses("其他办理", "修改案件");
    }),
    place("评查 登记调查询问", "登记询问", |seat| {
        seat.press(Key::Escape);
        seat.chooses("其他办理", "登记调查询问");
    }),
    place("评查 登记调查询问缺项", "登记询问", submit),
    place("评查 案件办理 有询问", "登记案件审查", |seat| {
        write_questioning(seat, PERSON, "0900", "1000");
        submit(seat);
    }),
    place("评查 登记调查询问 同时询问", "登记询问", |seat| {
        seat.chooses("其他办理", "登记调查询问");
        write_questioning(seat, "李乙", "0930", "1030");
        submit(seat);
    }),
    place("评查 更正调查询问", "保存更正", |seat| {
        seat.press(Key::Escape);
        seat.enters(&format!("更正 对{PERSON}的询问 1"));
    }),
    place("评查 作废调查询问", "作废", |seat| {
        seat.press(Key::Escape);
        seat.enters(&format!("作废 对{PERSON}的询问 1"));
    }),
    place("评查 登记查封扣押", "登记", |seat| {
        seat.press(Key::Escape);
        seat.chooses("其他办理", "登记查封、扣押");
    }),
    place("评查 登记查封扣押缺项", "登记", submit),
    place("评查 查封扣押台账", "打开案件", |seat| {
        seat.press(Key::Escape);
        for (document, from, to) in [
            ("示应急扣〔2026〕8号", "20260210", "20260310"),
            ("示应急扣〔2026〕9号", "20260112", "20260210"),
            ("示应急封〔2026〕10号", "20260225", "20260326"),
        ] {
            write_seizure(seat, document, from, to);
            submit(seat);
        }
        at_held(seat);
    }),
    place("评查 查封扣押台账 没有符合的", "打开案件", |seat| {
        seat.ctrl(Key::F);
        seat.types("龘龘");
    }),
    place("评查 导出查封扣押台账", "保存", |seat| {
        seat.enters("清除筛选");
        seat.enters("导出");
    }),
    place("评查 投诉举报和发现 空的", "登记一件", |seat| {
        seat.press(Key::Escape);
        at_intake(seat);
    }),
    place("评查 登记投诉举报", "登记", |seat| seat.ctrl(Key::N)),
    place("评查 登记投诉举报缺项", "登记", submit),
    place("评查 投诉举报和发现", "登记一件", |seat| {
        seat.press(Key::Escape);
        write_intake(seat);
        submit(seat);
    }),
    place("评查 登记答复", "登记答复", |seat| seat.press(Key::Enter)),
    place("评查 登记答复缺项", "登记答复", submit),
];

/// A list of cases with long names: one that is new, one that differs, one of an officer whom nobody knows, one
/// without a procedure.
fn list(seat: &mut Seat) -> std::path::PathBuf {
    let path = seat.home.path().join("案件.csv");
    let mut text = "案号,案件名称,案件类别,立案日期,当事人,信用代码,承办人,片区\n合计,,,,,,,\n".to_owned();
    let title = PARTY.replace("有限公司", "未检测案");
    for (number, kind, officer) in [
        ("示应急罚〔2026〕1901号", "普通程序", PERSON),
        ("示应急罚〔2026〕1001号", "普通程序", PERSON),
        ("示应急罚〔2026〕1903号", "普通程序", "阿卜杜热合曼·买买提吐尔逊"),
        ("示应急罚〔2026〕1904号", "行政处罚", PERSON),
    ] {
        text += &format!("{number},{title},{kind},2026-02-02,{PARTY},9100,{officer},东片\n");
    }
    std::fs::write(&path, text).unwrap();
    path
}

/// A list of cases from its file to what became of it.
pub const IMPORT_CASES: &[Place] = &[
    place("评查 导入案件", "读文件", |seat| {
        seat.ctrl(Key::Num4);
        seat.enters("导入案件");
    }),
    place("评查 导入案件缺文件", "读文件", submit),
    place("评查 导入案件核对栏目", "试读", |seat| {
        let path = list(seat).display().to_string();
        seat.focus("案件表");
        seat.types(&path);
        seat.press(Key::Enter);
        seat.wait_for("读出4行");
    }),
    place("评查 导入案件栏目已改", "试读", |seat| {
        seat.focus_on("案件　H列　片区");
        seat.press(Key::ArrowDown);
        seat.wait_for("对应已改动");
    }),
    place("评查 导入案件试读", "导入2件", |seat| {
        submit(seat);
        seat.wait_for("= 新增");
    }),
    place("评查 导入案件变更的行", "导入2件", |seat| {
        seat.focus_on("显示 变更");
        seat.press(Key::Space);
    }),
    place("评查 导入案件结果", "完成", |seat| {
        submit(seat);
        seat.waits_until(|seat| seat.sees("导入结果"));
    }),
    place("评查 导入案件错误表写不了", "完成", |seat| {
        seat.focus("错误表");
        seat.press_with(Modifiers::COMMAND, Key::A);
        seat.types("/没有这个文件夹/错误表.xlsx");
        seat.press(Key::Enter);
    }),
];
