//! The places of 评查.

use eframe::egui::Key;

use super::super::case_file::{at_file_of, bring, folder};
use super::super::guidance::at_guidance;
use super::super::long_names::{PARTY, PERSON};
use super::super::seat::Seat;
use super::super::standards::{own, table};
use super::{Place, place, submit};

/// A standard is adopted, brought in, written out.
pub const STANDARDS: &[Place] = &[
    place("评查 标准", "采用这份标准", |seat| {
        seat.ctrl(Key::Num4);
        seat.focus_on("评查 标准");
        seat.press(Key::Enter);
        own(seat);
    }),
    place("评查 采用标准", "采用", |seat| seat.enters("采用这份标准")),
    place("评查 标准已采用", "导入标准", submit),
    place("评查 标准存为 Excel", "保存", |seat| seat.enters("存为 Excel")),
    place("评查 导入标准", "读文件", |seat| {
        seat.press(Key::Escape);
        seat.ctrl(Key::N);
    }),
    place("评查 导入标准缺文件", "读文件", submit),
    place("评查 导入标准读到的", "采用", |seat| read(seat, 9.0)),
    place("评查 导入标准缺项", "采用", submit),
    place("评查 导入标准加不拢", "采用", |seat| {
        seat.tab_to("不涉及的");
        seat.press(Key::Num1);
        for (field, words) in [("等次", "合格12"), ("最低等次", "不合格")] {
            seat.focus(field);
            seat.types(words);
        }
        submit(seat);
    }),
];

/// An opinion of supervision, from its form to its answer.
pub const GUIDANCE: &[Place] = &[
    place("评查 监督指导 空的", "登记监督指导", at_guidance),
    place("评查 登记监督指导", "提交意见", |seat| seat.ctrl(Key::N)),
    place("评查 登记监督指导缺项", "提交意见", submit),
    place("评查 监督指导", "登记监督指导", |seat| {
        for (field, who) in [("监督人", "孙示三"), ("被指导的人", PERSON)] {
            seat.focus(field);
            seat.types(who);
            seat.press(Key::Enter);
        }
        for (field, words) in [("事项", PARTY), ("意见", "补正，并检查其余案卷。")] {
            seat.focus(field);
            seat.types(words);
        }
        submit(seat);
    }),
    place("评查 登记落实情况", "提交反馈", |seat| seat.press(Key::Enter)),
    place("评查 登记落实情况缺项", "提交反馈", submit),
    place("评查 监督指导已反馈", "登记监督指导", |seat| {
        seat.types("已补正。");
        submit(seat);
    }),
    place("评查 监督指导看内容", "关闭", |seat| seat.press(Key::Enter)),
];

/// Plans, a draw, the sheet on which a file is scored.
pub const REVIEWS: &[Place] = &[
    place("评查 计划", "新建计划", |seat| {
        seat.ctrl(Key::K);
        seat.types("查看案卷评查");
        seat.press(Key::Enter);
    }),
    place("评查 新建计划", "保存计划", |seat| seat.ctrl(Key::N)),
    place("评查 新建计划缺项", "保存计划", submit),
    place("评查 计划的案卷", "打开", |seat| {
        seat.press(Key::Escape);
        seat.press(Key::Enter);
    }),
    place("评查 抽取记录", "返回", |seat| seat.enters("抽取记录")),
    place("评查 重新抽取", "抽取", |seat| {
        seat.press(Key::Escape);
        seat.enters("重新抽取");
    }),
    place("评查 重新抽取缺理由", "抽取", submit),
    place("评查 指定评查人", "指定", |seat| {
        seat.press(Key::Escape);
        seat.enters("指定评查人");
    }),
    place("评查 打分", "下一项未评", |seat| {
        seat.press(Key::Escape);
        seat.focus_on("评查案卷");
        seat.press(Key::Enter);
    }),
    place("评查 打分中", "下一项未评", |seat| {
        seat.press(Key::A);
        for key in [Key::Num0, Key::Q, Key::Num0, Key::Num3] {
            seat.press(key);
        }
    }),
    place("评查 打分 扫描页另一样", "下一项未评", |seat| seat.press(Key::S)),
    place("评查 打分 没有扫描件", "下一项未评", |seat| {
        seat.press(Key::Escape);
        seat.press(Key::ArrowDown);
        seat.press(Key::Enter);
        seat.press(Key::S);
    }),
    place("评查 打分缺项", "下一项未评", |seat| {
        seat.press(Key::Escape);
        seat.press(Key::ArrowUp);
        seat.press(Key::Enter);
        submit(seat);
    }),
    place("评查 提交打分", "提交", |seat| {
        seat.press(Key::T);
        seat.types("照片未注明拍摄人、拍摄时间和拍摄地点，也没有当事人签名");
        seat.press(Key::Enter);
        for _ in 0..13 {
            seat.press(Key::Num0);
        }
        submit(seat);
    }),
    place("评查 等另一名评查人", "", |seat| {
        submit(seat);
        seat.press(Key::Enter);
    }),
    place("评查 合议", "下一项未评", |seat| {
        switch(seat);
        for key in [Key::Enter, Key::Enter, Key::A] {
            seat.press(key);
        }
        for _ in 0..17 {
            seat.press(Key::Num0);
        }
        submit(seat);
        submit(seat);
        seat.press(Key::Enter);
    }),
    place("评查 评查意见", "确定结果", |seat| {
        for _ in 0..2 {
            seat.press(Key::OpenBracket);
        }
        submit(seat);
    }),
    place("评查 评查意见缺项", "确定结果", submit),
    place("评查 评查结果", "", |seat| {
        seat.types("证据来源应当补正，其余各项符合要求。");
        seat.focus("整改期限");
        seat.types("2026-03-20");
        submit(seat);
    }),
];

/// The other reviewer of the file takes the seat.
fn switch(seat: &mut Seat) {
    super::super::reviews::change_to(seat, "华示清");
}

fn read(seat: &mut Seat, marks: f64) {
    let path = seat.home.path().join("标准.xlsx");
    table(&path, marks);
    seat.types(&path.display().to_string());
    submit(seat);
    seat.waits_until(|seat| seat.sees("表以外的内容"));
}

/// What goes wrong again and again.
pub const RECURRING: &[Place] = &[
    place("评查 易错问题", "", |seat| {
        seat.ctrl(Key::K);
        seat.types("易错问题");
        seat.press(Key::Enter);
    }),
    place("评查 易错问题每次", "关闭", |seat| seat.press(Key::Enter)),
    place("评查 易错问题按人员", "", |seat| {
        seat.press(Key::Escape);
        seat.tab_to("统计方式 按人员");
        seat.press(Key::Space);
    }),
];

/// A file from the first scan to what is on its cover.
pub const CASE_FILE: &[Place] = &[
    place("评查 案卷", "", |seat| {
        seat.ctrl(Key::Num4);
        seat.click("评查 案卷");
    }),
    place("评查 案卷 空卷", "归入扫描件", |seat| at_file_of(seat, PARTY)),
    place("评查 归入扫描件", "看看有哪些", |seat| seat.enters("归入扫描件")),
    place("评查 归入扫描件缺文件夹", "看看有哪些", submit),
    place("评查 归入扫描件认出的", "归入5件", |seat| {
        seat.press(Key::Escape);
        let dir = folder();
        let damaged = super::super::case_file::page(2);
        let damaged = &damaged[..damaged.len() - 30];
        std::fs::write(dir.path().join(format!("02{PERSON}.png")), damaged).expect("a file");
        bring(seat, dir.path());
        // It is read once more when it is brought in.
        std::mem::forget(dir);
    }),
    place("评查 案卷 目录和扫描页", "归入扫描件", |seat| {
        submit(seat);
        seat.waits_until(|seat| seat.reads("已归入5件"));
        seat.waits_until(|seat| seat.sees("第1页 立案审批表"));
    }),
    place("评查 归入按页码的扫描件", "归入2件", |seat| {
        let dir = super::super::case_file::pages_folder();
        bring(seat, dir.path());
        std::mem::forget(dir);
    }),
    place("评查 案卷 新增文件", "新增", |seat| {
        seat.press(Key::Escape);
        seat.press(Key::Escape);
        seat.ctrl(Key::N);
    }),
    place("评查 案卷 新增文件缺项", "新增", submit),
    place("评查 案卷 修改文件", "保存", |seat| {
        seat.press(Key::Escape);
        seat.chooses("更多", "修改选中的文件");
    }),
    place("评查 案卷 撤出", "撤出", |seat| {
        seat.press(Key::Escape);
        seat.chooses("更多", "撤出选中的文件");
    }),
    place("评查 案卷 撤出缺原因", "撤出", submit),
    place("评查 案卷 封面和备考表", "保存", |seat| {
        seat.press(Key::Escape);
        seat.chooses("更多", "封面和备考表的内容");
    }),
];
