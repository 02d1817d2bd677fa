//! The specimen: every type size, state, token and part on one sheet, to be judged before any screen.

use chrono::NaiveDate;
use eframe::egui::{
    Color32, Role as WidgetRole, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2,
};

use crate::ui::icons;
use crate::ui::theme::{Theme, bold, regular, size, space, theme, type_sizes};
use crate::ui::widget::{
    Button, Choice, DateField, Input, Row, Tone, check_box, chip, heading, key_value, label, link, muted,
    panel, segment, small, title, wrapped,
};

/// What the sheet lets a person try.
pub struct State {
    text: String,
    long: String,
    date: DateField,
    choice: Option<u8>,
    pick: u8,
    ticked: bool,
}

impl Default for State {
    fn default() -> State {
        State {
            text: "示例县应急管理局".into(),
            long: "2025年11月27日，承办人未经审批送达处罚决定书。".into(),
            date: DateField::default(),
            choice: None,
            pick: 0,
            ticked: true,
        }
    }
}

impl State {
    /// Paints the sheet.
    pub fn ui(&mut self, ui: &mut Ui) {
        let gaps = space();
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.add_space(gaps.l);
            ui.horizontal_top(|ui| {
                ui.add_space(gaps.l);
                ui.vertical(|ui| {
                    ui.set_width(420.0);
                    types(ui);
                    ui.add_space(gaps.m);
                    chips(ui);
                });
                ui.add_space(gaps.l);
                ui.vertical(|ui| {
                    ui.set_width(420.0);
                    self.controls(ui);
                });
                ui.add_space(gaps.l);
                ui.vertical(|ui| {
                    ui.set_width(400.0);
                    tokens(ui);
                });
            });
        });
    }

    fn controls(&mut self, ui: &mut Ui) {
        let today = NaiveDate::from_ymd_opt(2026, 3, 5).unwrap_or_default();
        panel(ui, icons::FORM, "控件", |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.add(Button::new("下一步　分析").primary());
                ui.add(Button::new("打印").icon(icons::PRINT).keys("Ctrl+P"));
                ui.add(Button::new("添加").quiet().icon(icons::ADD));
                ui.add(Button::new("去办").small());
                ui.add(Button::new("签署决定").barred(Some("还有1项待查，查清后才能签署。")));
            });
            Row::new("姓名").show(ui, |ui| Input::new(&mut self.text).show(ui));
            Row::new("证号")
                .problem(Some("证号不能为空，请照证件填写。"))
                .show(ui, |ui| Input::new(&mut String::new()).hint("照证件填写").problem(true).show(ui));
            Row::new("行为日").show(ui, |ui| self.date.show(ui, "行为日", today, false));
            Row::new("事实").show(ui, |ui| Input::new(&mut self.long).rows(3).show(ui));
            let options = [(0, "行政执法证".to_owned()), (1, "行政执法监督证".to_owned())];
            Row::new("证种").show(ui, |ui| Choice::new("证种").show(ui, &mut self.pick, &options));
            let states = [(0, "成立"), (1, "不成立"), (2, "待查")];
            if let Some(chosen) = segment(ui, "情形", self.choice, &states) {
                self.choice = Some(chosen);
            }
            check_box(ui, &mut self.ticked, "已听取陈述申辩");
            link(ui, "过错追究 第十二条", "过错追究 第十二条");
            key_value(ui, "单位", 52.0, "示例县应急管理局综合行政执法大队红柳示例乡工作站");
        });
    }
}

fn types(ui: &mut Ui) {
    panel(ui, icons::PAPER, "字号", |ui| {
        let (theme, sizes) = (theme(ui), type_sizes());
        let text = "秉公执法 2026年3月5日 䶮㛃𬭳喆镕";
        for size in [sizes.small, sizes.table, sizes.body, sizes.title, sizes.head] {
            wrapped(ui, text, regular(size), theme.text);
            wrapped(ui, text, bold(size), theme.text);
        }
        title(ui, "标题");
        heading(ui, "小标题");
        label(ui, "正文");
        muted(ui, "次要文字");
        small(ui, "小字");
    });
}

fn chips(ui: &mut Ui) {
    panel(ui, icons::INFO, "状态", |ui| {
        ui.horizontal_wrapped(|ui| {
            chip(ui, Tone::Done, "已保存 09:41");
            chip(ui, Tone::Plain, "剩15天");
            chip(ui, Tone::Due, "剩1天");
            chip(ui, Tone::Overdue, "逾期1天");
            chip(ui, Tone::Chosen, "证1");
        });
    });
}

fn tokens(ui: &mut Ui) {
    panel(ui, icons::PACKS, "颜色", |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for (name, colour) in swatches(theme(ui)) {
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, name));
            let square = rect.with_max_x(rect.left() + 64.0);
            let border = Stroke::new(1.0, theme(ui).line);
            ui.painter().rect(square, size().radius, colour, border, StrokeKind::Inside);
            let galley =
                ui.painter().layout_no_wrap(name.to_owned(), regular(type_sizes().small), theme(ui).text);
            ui.painter().galley(rect.left_top() + vec2(76.0, 3.0), galley, theme(ui).text);
        }
    });
}

fn swatches(theme: &Theme) -> [(&'static str, Color32); 23] {
    [
        ("app", theme.app),
        ("panel", theme.panel),
        ("zebra", theme.zebra),
        ("selected", theme.selected),
        ("hover", theme.hover),
        ("text", theme.text),
        ("muted", theme.muted),
        ("primary", theme.primary),
        ("on_primary", theme.on_primary),
        ("overdue", theme.overdue),
        ("overdue_fill", theme.overdue_fill),
        ("due", theme.due),
        ("due_fill", theme.due_fill),
        ("done", theme.done),
        ("done_fill", theme.done_fill),
        ("chip", theme.chip),
        ("line", theme.line),
        ("input_border", theme.input_border),
        ("banner", theme.banner),
        ("paper", theme.paper),
        ("dim", theme.dim),
        ("chart_second", theme.chart_second),
        ("chart_third", theme.chart_third),
    ]
}
