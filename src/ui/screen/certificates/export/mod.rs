//! 导出名册: which people, in which columns, and where the workbook goes.

use eframe::egui::{Context, Ui};

use super::super::Cx;
use crate::domain::role::Op;
use crate::ledger::{RegisterQuery, Result, RosterAsk};
use crate::ui::file_choice::{PathPicker, SHEET, Shown, Want, documents, meant, save};
use crate::ui::job::Job;
use crate::ui::screen::See;
use crate::ui::screen::problems::Problems;
use crate::ui::tab::Target;
use crate::ui::theme::space;
use crate::ui::widget::{Button, Choice, Dialog, DialogAnswer, Row, anchor, check_box, muted, segment};
use crate::words::date::show_date;

/// The room that is left beside the choice of columns.
const COLUMNS_BUTTON: f32 = 96.0;

/// What a person does here.
pub enum Msg {
    Write,
    /// To the setting of the platforms' columns.
    Columns,
    Leave,
}

/// An export as it is asked for.
pub struct Export {
    /// As the list is filtered and sorted, and everybody.
    listed: RegisterQuery,
    everybody: bool,
    layout: usize,
    /// Their titles, in their order.
    layouts: Vec<(usize, String)>,
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
    pub fn of(listed: RegisterQuery, cx: &mut Cx<'_>) -> Export {
        let name = format!("执法人员名册 {}.xlsx", show_date(listed.on));
        let titles = match cx.ledger.layouts() {
            Ok(all) => all.into_iter().map(|layout| layout.title).enumerate().collect(),
            Err(error) => {
                cx.refused(error);
                Vec::new()
            }
        };
        Export {
            listed,
            everybody: false,
            layout: 0,
            layouts: titles,
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
            Msg::Columns => {
                self.left = true;
                cx.go(Target::Record { kind: "roster_layout".to_owned(), id: uuid::Uuid::nil() });
            }
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
        let mut columns = false;
        let answer = Dialog::new("导出名册", "导出")
            .barred(busy)
            .width(620.0)
            .show(ctx, |ui| columns = self.body_ui(ui, see));
        out.extend(columns.then_some(Msg::Columns));
        match answer {
            Some(DialogAnswer::Yes) => out.push(Msg::Write),
            Some(DialogAnswer::No) => out.push(Msg::Leave),
            None => {}
        }
    }

    /// The rows; tells whether the columns are to be changed instead.
    fn body_ui(&mut self, ui: &mut Ui, see: &See<'_>) -> bool {
        let mut columns = false;
        Row::new("人员").show(ui, |ui| {
            let options = [(false, "列表里的"), (true, "全部，含已离岗")];
            if let Some(everybody) = segment(ui, "人员", Some(self.everybody), &options) {
                self.everybody = everybody;
            }
            anchor(ui)
        });
        Row::new("栏目").hint("两个平台要什么栏、怎样排，在“设置”的“证件”里定。").show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space().s;
                let room = ui.available_width() - COLUMNS_BUTTON;
                let chosen = Choice::new("栏目").width(room).show(ui, &mut self.layout, &self.layouts);
                columns = ui.add(Button::new("改栏目").small()).clicked();
                chosen
            })
            .inner
        });
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
        columns
    }
}
