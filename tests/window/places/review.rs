//! The places of 评查.

use eframe::egui::Key;

use super::super::seat::Seat;
use super::super::standards::table;
use super::{Place, place, submit};

/// A standard is adopted, brought in, written out.
pub const STANDARDS: &[Place] = &[
    place("评查 标准", "采用这份标准", |seat| seat.ctrl(Key::Num4)),
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

fn read(seat: &mut Seat, marks: f64) {
    let path = seat.home.path().join("标准.xlsx");
    table(&path, marks);
    seat.types(&path.display().to_string());
    submit(seat);
    seat.waits_until(|seat| seat.sees("表以外的内容"));
}
