//! 导出名册: which people, in which columns, and where the workbook goes.

use eframe::egui::{Context, Ui};

use super::super::Cx;
use crate::domain::role::Op;
use crate::ledger::{RegisterQuery, Result, RosterAsk, layouts};
use crate::ui::file_choice::{PathPicker, SHEET, Shown, Want, documents, meant, save};
use crate::ui::job::Job;
use crate::ui::screen::See;
use crate::ui::screen::problems::Problems;
use crate::ui::widget::{Choice, Dialog, DialogAnswer, Row, anchor, check_box, muted, segment};
use crate::words::date::show_date;

/// What a person does here.
pub enum Msg {
    Write,
    Leave,
}

/// An export as it is asked for.
pub struct Export {
    /// As the list is filtered and sorted, and everybody.
    listed: RegisterQuery,
    everybody: bool,
    layout: usize,
    by_unit: bool,
    in_full: bool,
    path: String,
    name: String,
    picker: PathPicker,
    problems: Problems,
    job: Option<Job<Result<Vec<u8>>>>,
    /// Whether the question is answered.
    pub left: bool,
}

impl Export {
    pub fn of(listed: RegisterQuery) -> Export {
        let name = format!("执法人员名册 {}.xlsx", show_date(listed.on));
        Export {
            listed,
            everybody: false,
            layout: 0,
            by_unit: false,
            in_full: false,
            path: documents().join(&name).display().to_string(),
            name,
            picker: PathPicker::new(Want::Save(&SHEET)),
            problems: Problems::none_at("path"),
            job: None,
            left: false,
        }
    }

    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match msg {
            Msg::Leave => self.left = true,
            Msg::Write if self.job.is_none() => {
                self.problems.clear();
                let query = match self.everybody {
                    true => RegisterQuery { with_left: true, ..RegisterQuery::all(self.listed.on) },
                    false => self.listed.clone(),
                };
                let Export { layout, by_unit, in_full, .. } = *self;
                let (second, ask) = (cx.ledger.second(), RosterAsk { query, layout, by_unit, in_full });
                self.job = Some(Job::begin(cx.ctx, move |_| second.open()?.export_roster(&ask)));
            }
            Msg::Write => {}
        }
    }

    /// Takes the workbook that a thread has made, and saves it.
    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        let Some(job) = &mut self.job else { return };
        let made = match job.poll() {
            Ok(None) => return,
            Ok(Some(made)) => made.map_err(|error| error.to_string()),
            Err(_) => Err("导出中断了，没有写文件。请再导出一次。".to_owned()),
        };
        self.job = None;
        let path = meant(&self.path, &self.name);
        match made.and_then(|bytes| save(&path, &bytes)) {
            Ok(()) => {
                cx.done(format!("名册已导出到{}", crate::ledger::named(&path)));
                self.left = true;
            }
            Err(why) => self.problems.say("path", why),
        }
    }

    pub fn ui(&mut self, ctx: &Context, see: &See<'_>, out: &mut Vec<Msg>) {
        let busy = self.job.is_some().then_some("正在导出，请稍等。");
        let answer =
            Dialog::new("导出名册", "导出").barred(busy).width(620.0).show(ctx, |ui| self.body_ui(ui, see));
        match answer {
            Some(DialogAnswer::Yes) => out.push(Msg::Write),
            Some(DialogAnswer::No) => out.push(Msg::Leave),
            None => {}
        }
    }

    fn body_ui(&mut self, ui: &mut Ui, see: &See<'_>) {
        Row::new("人员").show(ui, |ui| {
            let options = [(false, "列表里的"), (true, "全部，含已离岗")];
            if let Some(everybody) = segment(ui, "人员", Some(self.everybody), &options) {
                self.everybody = everybody;
            }
            anchor(ui)
        });
        let options: Vec<(usize, String)> =
            layouts().iter().enumerate().map(|(at, layout)| (at, layout.title.clone())).collect();
        Row::new("栏目")
            .hint("两个平台的栏目照办法第十四条的五组信息排列。")
            .show(ui, |ui| Choice::new("栏目").width(f32::INFINITY).show(ui, &mut self.layout, &options));
        Row::new("工作表").show(ui, |ui| check_box(ui, &mut self.by_unit, "按单位分表"));
        if see.may(Op::ChangeOfficer) {
            let hint = "不勾选的，只写末四位；这样的名册再导入也不会改动号码。";
            Row::new("号码")
                .hint(hint)
                .show(ui, |ui| check_box(ui, &mut self.in_full, "写出完整的身份证号和电话"));
        } else {
            muted(ui, "身份证号和电话只写末四位。");
        }
        let focus = self.problems.takes("path");
        let wrong = self.problems.of("path");
        let shown = Shown { name: "导出位置", problem: wrong.is_some(), ..Shown::default() };
        let row = Row::new("导出到").problem(wrong).focus(focus);
        row.show(ui, |ui| self.picker.show(ui, &mut self.path, shown));
        if let Some(job) = &self.job {
            job.ui(ui, "正在导出");
        }
    }
}
