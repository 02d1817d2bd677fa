//! ① 事实: what happened, who was part of it, what shows it; changed only for a reason.

use std::path::Path;

use eframe::egui::{Context, ScrollArea, Ui};

use super::Msg;
use super::conduct;
use super::form::{ConductForm, EvidenceForm, Problems};
use super::inquiry::Inquiry;
use super::new::{evidence_of, next_label};
use crate::domain::fault::{Part, SubjectKind};
use crate::domain::role::Op;
use crate::ledger::Error;
use crate::ui::file_choice::{ANY, PathPicker, Shown, Want};
use crate::ui::icons;
use crate::ui::screen::picker::Picker;
use crate::ui::screen::{Cx, See};
use crate::ui::theme::{regular, space, theme, type_sizes};
use crate::ui::widget::{
    Button, Dialog, DialogAnswer, Input, Row, Tone, chip, key_value, muted, panel, panel_with, small, strong,
    wrapped,
};
use crate::words::date::show_date;

/// What is written on this step.
#[derive(Default)]
pub struct Facts {
    /// The change that is being written.
    pub edit: Option<ConductForm>,
    pub people: Picker,
    pub problems: Problems,
    /// The piece of evidence that is being added.
    pub evidence: Option<EvidenceForm>,
    picker: Option<PathPicker>,
    evidence_problems: Problems,
    refusal: Option<String>,
}

impl Facts {
    pub fn begin(&mut self, inquiry: &Inquiry) {
        self.edit = Some(ConductForm::of(&inquiry.read.value));
        self.problems = Problems::default();
    }

    pub fn add_evidence(&mut self, inquiry: &Inquiry) {
        let label = next_label(inquiry.evidence.iter().map(|one| one.label.as_str()));
        self.evidence = Some(EvidenceForm { label, ..EvidenceForm::default() });
        self.evidence_problems = Problems::default();
        self.evidence_problems.note("begin", "");
        self.refusal = None;
    }

    /// Keeps the change; tells why not, where no field can show it.
    pub fn save(&mut self, inquiry: &Inquiry, cx: &mut Cx<'_>) -> Result<bool, String> {
        let Some(form) = &self.edit else { return Ok(false) };
        self.problems = Problems::default();
        let changed = form.to_liability(&inquiry.read.value, cx.today, &mut self.problems);
        if form.why.trim().is_empty() {
            self.problems.note("why", "写明为什么修改，例如：核对审批表后更正。");
        }
        if !self.problems.is_empty() {
            return Ok(false);
        }
        match cx.ledger.change_liability(&inquiry.read, &changed, form.why.trim()) {
            Ok(()) => {
                self.edit = None;
                Ok(true)
            }
            Err(Error::Invalid(more)) => {
                self.problems.take(&more);
                Ok(false)
            }
            Err(error) => Err(error.to_string()),
        }
    }

    pub fn save_evidence(&mut self, inquiry: &Inquiry, cx: &mut Cx<'_>) -> bool {
        let Some(form) = &self.evidence else { return false };
        let (record, path) = evidence_of(inquiry.id(), form);
        self.refusal = None;
        self.evidence_problems = Problems::default();
        match cx.ledger.add_evidence(&record, path.as_deref().map(Path::new)) {
            Ok(_) => {
                self.evidence = None;
                return true;
            }
            Err(Error::Invalid(more)) => self.evidence_problems.take(&more),
            Err(error) => self.refusal = Some(error.to_string()),
        }
        false
    }

    pub fn ui(&mut self, ui: &mut Ui, inquiry: &Inquiry, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let gaps = space();
        ScrollArea::vertical().id_salt("liability-facts").auto_shrink(false).show(ui, |ui| {
            eframe::egui::Frame::new().inner_margin(gaps.l).show(ui, |ui| {
                if self.edit.is_some() {
                    self.edit_ui(ui, inquiry, see);
                    return;
                }
                if ui.available_width() > 860.0 {
                    ui.columns(2, |columns| {
                        facts_ui(&mut columns[0], inquiry, see, out);
                        people_ui(&mut columns[1], inquiry);
                    });
                } else {
                    facts_ui(ui, inquiry, see, out);
                    ui.add_space(gaps.m);
                    people_ui(ui, inquiry);
                }
            });
        });
    }

    fn edit_ui(&mut self, ui: &mut Ui, inquiry: &Inquiry, see: &mut See<'_>) {
        let Some(form) = &mut self.edit else { return };
        let (problems, people) = (&self.problems, &mut self.people);
        let labels = inquiry.labels();
        let left = |ui: &mut Ui, form: &mut ConductForm, see: &mut See<'_>| {
            panel(ui, icons::FORM, "修改", |ui| {
                Row::new("修改理由")
                    .problem(problems.of("why"))
                    .hint("必填，会留在办理记录里")
                    .focus(problems.first("why"))
                    .show(ui, |ui| {
                        Input::new(&mut form.why)
                            .name("修改理由")
                            .problem(problems.of("why").is_some())
                            .show(ui)
                    });
                conduct::matter_ui(ui, form, problems, see);
            });
            ui.add_space(space().m);
            conduct::facts_ui(ui, form, &labels, problems, see);
        };
        if ui.available_width() > 860.0 {
            ui.columns(2, |columns| {
                left(&mut columns[0], form, see);
                conduct::subjects_ui(&mut columns[1], form, people, problems);
            });
        } else {
            left(ui, form, see);
            ui.add_space(space().m);
            conduct::subjects_ui(ui, form, people, problems);
        }
    }

    /// The dialog for a piece of evidence.
    pub fn dialog(&mut self, ctx: &Context) -> Option<DialogAnswer> {
        let form = self.evidence.as_mut()?;
        let problems = &self.evidence_problems;
        let refusal = self.refusal.as_deref();
        let picker = self.picker.get_or_insert_with(|| PathPicker::new(Want::Open(&ANY)));
        Dialog::new("添加证据", "附入证据").show(ctx, |ui| {
            for (label, at, hint, value) in [
                ("编号", "evidence.label", "如证3", &mut form.label),
                ("证据名称", "evidence.title", "如审批表", &mut form.title),
                ("出处", "evidence.place", "如案卷第9页", &mut form.place),
            ] {
                let begin = at == "evidence.title" && problems.first("begin");
                let focus = begin || problems.first(at);
                Row::new(label).problem(problems.of(at)).focus(focus).show(ui, |ui| {
                    Input::new(value)
                        .hint(hint)
                        .name(&format!("证据 {label}"))
                        .problem(problems.of(at).is_some())
                        .show(ui)
                });
            }
            let wrong = problems.of("evidence.path");
            let row = Row::new("文件").problem(wrong).focus(problems.first("evidence.path"));
            let shown = Shown {
                name: "证据文件",
                hint: "文件的完整路径，可以不填",
                problem: wrong.is_some(),
                field: Some("证据 文件"),
            };
            row.show(ui, |ui| picker.show(ui, &mut form.path, shown));
            if let Some(why) = refusal {
                crate::ui::widget::problem_text(ui, why);
            }
        })
    }
}

fn facts_ui(ui: &mut Ui, inquiry: &Inquiry, see: &mut See<'_>, out: &mut Vec<Msg>) {
    let value = &inquiry.read.value;
    panel_with(
        ui,
        icons::FACTS,
        "事实",
        |ui| {
            let edit = Button::new("修改").quiet().small().icon(icons::EDIT).name("修改事实和责任主体");
            if ui.add(edit.barred(see.barred(Op::ChangeLiability))).clicked() {
                out.push(Msg::Edit);
            }
        },
        |ui| {
            if value.facts.is_empty() {
                muted(ui, "还没有写事实，用“修改”补充。");
            }
            for fact in &value.facts {
                ui.horizontal_wrapped(|ui| {
                    if let Some(on) = fact.on {
                        strong(ui, &show_date(on));
                    }
                    for label in &fact.evidence {
                        chip(ui, Tone::Chosen, label);
                    }
                });
                let ink = theme(ui).text;
                wrapped(ui, &fact.text, regular(type_sizes().body), ink);
                ui.add_space(space().xs);
            }
        },
    );
    ui.add_space(space().m);
    panel_with(
        ui,
        icons::ATTACH,
        "证据",
        |ui| {
            let add = Button::new("添加证据").quiet().small().icon(icons::ADD);
            if ui.add(add.barred(see.barred(Op::AddEvidence))).clicked() {
                out.push(Msg::AddEvidence);
            }
        },
        |ui| {
            if inquiry.evidence.is_empty() {
                muted(ui, "还没有证据。没有证据的项目不能认定成立。");
            }
            for one in &inquiry.evidence {
                ui.horizontal_wrapped(|ui| {
                    chip(ui, Tone::Chosen, &one.label);
                    muted(ui, &format!("{}　{}", one.title, one.place));
                    if let Some(file) = &one.attachment {
                        small(ui, &format!("附件 {}", file.file_name));
                    }
                });
            }
        },
    );
}

fn people_ui(ui: &mut Ui, inquiry: &Inquiry) {
    let value = &inquiry.read.value;
    panel(ui, icons::INBOX, "线索", |ui| {
        key_value(ui, "收到日期", 72.0, &show_date(inquiry.lead.received_on));
        key_value(ui, "来源", 72.0, &inquiry.lead.source);
        key_value(ui, "摘要", 72.0, &inquiry.lead.summary);
        if let Some(case) = &inquiry.case {
            key_value(ui, "案件", 72.0, &format!("{}　{}", case.number, case.title));
        }
        key_value(ui, "案由", 72.0, &value.matter);
    });
    ui.add_space(space().m);
    panel(ui, icons::PEOPLE, "责任主体", |ui| {
        for one in &value.subjects {
            strong(ui, &one.name);
            let parts: Vec<&str> = one.parts.iter().map(|part| Part::label(*part)).collect();
            let own = match one.own {
                crate::domain::fault::Standing::Held => "本局人员",
                crate::domain::fault::Standing::NotHeld => "不是本局人员",
                crate::domain::fault::Standing::Open => "是否本局人员待查",
            };
            let mut words = vec![one.unit.clone(), one.post.clone()];
            if one.kind != SubjectKind::Person {
                words.push(one.kind.label().to_owned());
            }
            words.push(own.to_owned());
            words.retain(|word| !word.is_empty());
            muted(ui, &words.join("　"));
            let prior = one.prior_faults.map_or(String::new(), |count| format!("　以前认定过错{count}次"));
            muted(ui, &format!("审批环节：{}{prior}", parts.join("、")));
            ui.add_space(space().xs);
        }
    });
}
