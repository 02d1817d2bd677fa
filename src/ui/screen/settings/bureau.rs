//! 单位: what stands at the head of the notices.

use eframe::egui::Ui;
use serde::{Deserialize, Serialize};

use super::super::problems::{Line, Problems};
use super::super::{Cx, See};
use super::appearance::page;
use crate::domain::bureau::Agency;
use crate::domain::role::Op;
use crate::ledger::file::Versioned;
use crate::ui::widget::{Button, above_bar, action_bar, panel, problem_text};
use crate::ui::{icons, keys};

/// The key of the draft.
pub const DRAFT: &str = "agency";
const FIELDS: [&str; 5] = ["bureau.name", "bureau.code", "bureau.region", "bureau.office", "why"];

/// What a person does here.
pub enum Msg {
    Submit,
    Discard,
}

/// What is written in the form.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
struct Form {
    name: String,
    code: String,
    region: String,
    office: String,
    why: String,
}

impl Form {
    fn of(agency: &Agency) -> Form {
        Form {
            name: agency.name.clone(),
            code: agency.code.clone(),
            region: agency.region.clone(),
            office: agency.office.clone(),
            why: String::new(),
        }
    }
}

/// The form, and what the ledger has.
#[derive(Default)]
pub struct State {
    form: Form,
    kept: Form,
    read: Option<Versioned<Agency>>,
    problems: Problems,
    problem: Option<String>,
}

impl State {
    pub fn enter(&mut self, cx: &Cx<'_>) {
        let dirty = self.is_dirty();
        match cx.ledger.agency() {
            Ok(read) => {
                if !dirty {
                    self.form = Form::of(&read.value);
                    self.kept = self.form.clone();
                }
                self.read = Some(read);
                self.problem = None;
            }
            Err(error) => self.problem = Some(error.to_string()),
        }
    }

    fn is_dirty(&self) -> bool {
        self.read.as_ref().is_some_and(|read| self.form != Form::of(&read.value))
    }

    pub fn is_unkept(&self) -> bool {
        self.is_dirty() && self.form != self.kept
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        if !self.is_unkept() {
            return;
        }
        if cx.keep_draft(DRAFT, "修改单位信息", &self.form) {
            self.kept = self.form.clone();
        }
    }

    pub fn restore(&mut self, cx: &mut Cx<'_>) {
        if let Ok(Some(draft)) = cx.ledger.draft(DRAFT)
            && let Ok(form) = serde_json::from_slice::<Form>(&draft)
        {
            self.form = form.clone();
            self.kept = form;
        }
    }

    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match msg {
            Msg::Discard => {
                self.problems.clear();
                if let Some(read) = &self.read {
                    self.form = Form::of(&read.value);
                    self.kept = self.form.clone();
                }
                cx.drop_draft(DRAFT);
            }
            Msg::Submit => self.submit(cx),
        }
    }

    fn submit(&mut self, cx: &mut Cx<'_>) {
        let Some(read) = &self.read else { return };
        self.problems.clear();
        if !self.is_dirty() {
            return;
        }
        let why = self.form.why.trim();
        let code = self.form.code.trim();
        if let Some(wrong) = code.chars().find(|c| !c.is_alphanumeric()) {
            self.problems
                .say("bureau.code", format!("机关代字里不能有“{wrong}”，它是文号的开头：请只用汉字和字母。"));
        }
        self.problems.wanted("why", why, "请写修改理由，例如：机构更名。");
        if self.problems.any() {
            return;
        }
        let agency = Agency {
            name: self.form.name.trim().to_owned(),
            code: code.to_owned(),
            region: self.form.region.trim().to_owned(),
            office: self.form.office.trim().to_owned(),
            sample: read.value.sample,
        };
        match cx.ledger.set_agency(read, &agency, why) {
            Ok(()) => {
                cx.drop_draft(DRAFT);
                cx.saved();
                cx.done("已修改单位信息。以后印发的文书用新的名称，已印发的不变。");
                self.read = None;
                self.enter(cx);
            }
            Err(error) => self.problems.refused(&error),
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<super::Msg>) {
        let mut said = Vec::new();
        let barred = see.barred(Op::SetBureau);
        let idle = if self.is_dirty() { None } else { Some("没有改动。") };
        page(&mut above_bar(ui, "bureau"), |ui| {
            if let Some(problem) = &self.problem {
                problem_text(ui, problem);
            }
            panel(ui, icons::UNIT, "单位信息", |ui| {
                let (form, problems) = (&mut self.form, &mut self.problems);
                ui.add_enabled_ui(barred.is_none(), |ui| {
                    Line::new("单位名称", FIELDS[0]).hint("全称，与印章一致；印在文书的红头和落款。").show(
                        ui,
                        &mut form.name,
                        problems,
                    );
                    Line::new("机关代字", FIELDS[1]).hint("文号的开头。").show(ui, &mut form.code, problems);
                    Line::new("执法区域", FIELDS[2]).show(ui, &mut form.region, problems);
                    Line::new("印发机构", FIELDS[3]).hint("印在版记里，如 办公室。").show(
                        ui,
                        &mut form.office,
                        problems,
                    );
                    Line::new("修改理由", FIELDS[4]).show(ui, &mut form.why, problems);
                });
                problems.rest_ui(ui, &FIELDS);
                if let Some(why) = barred {
                    crate::ui::widget::muted(ui, why);
                }
            });
        });
        action_bar(ui, "bureau-actions", "修改只影响以后印发的文书。", |ui| {
            if idle.is_none() && ui.add(Button::new("放弃修改")).clicked() {
                said.push(Msg::Discard);
            }
            let save = Button::new("保存修改").primary().keys("Ctrl+Enter").barred(barred.or(idle));
            let by_key = barred.is_none() && keys::pressed(ui.ctx(), keys::SUBMIT);
            if ui.add(save).clicked() || by_key {
                said.push(Msg::Submit);
            }
        });
        out.extend(said.into_iter().map(super::Msg::Bureau));
    }
}
