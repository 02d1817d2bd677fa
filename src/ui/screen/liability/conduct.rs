//! Fields that a new inquiry and a change of it share: matter, day, people, facts.

use eframe::egui::{Id, Response, Ui};

use super::form::{ConductForm, FactForm, Problems, SubjectForm};
use crate::domain::fault::{Part, Standing, SubjectKind};
use crate::ui::icons;
use crate::ui::screen::See;
use crate::ui::screen::picker::{Field, Hit, Picker};
use crate::ui::theme::{size, space};
use crate::ui::widget::{
    Button, Input, Row, check_box, muted, panel, panel_with, problem_text, segment, small, strong,
};

/// A small label before a field in a line.
pub fn tag(ui: &mut Ui, text: &str) {
    let (rect, _) =
        ui.allocate_exact_size(eframe::egui::vec2(64.0, size().control), eframe::egui::Sense::hover());
    let ink = crate::ui::theme::theme(ui).muted;
    let at = eframe::egui::pos2(rect.left(), rect.center().y);
    let font = crate::ui::theme::regular(crate::ui::theme::type_sizes().table);
    ui.painter().text(at, eframe::egui::Align2::LEFT_CENTER, text, font, ink);
}

/// Says what is wrong with a field, if anything.
pub fn wrong(ui: &mut Ui, problems: &Problems, field: &str) {
    if let Some(problem) = problems.of(field) {
        problem_text(ui, problem);
    }
}

/// Gives the caret to a field where its problem is the first.
pub fn aim(problems: &Problems, field: &str, response: &Response) {
    if problems.first(field) {
        response.request_focus();
        response.scroll_to_me(Some(eframe::egui::Align::Center));
    }
}

/// Takes a person who was chosen into the form, with what the register says.
pub fn take(form: &mut ConductForm, hit: Hit) {
    form.person.clear();
    if form.subjects.iter().any(|one| one.officer == Some(hit.id)) {
        return;
    }
    form.subjects.push(SubjectForm {
        name: hit.title,
        officer: Some(hit.id),
        unit: hit.second,
        post: hit.third,
        kind: Some(SubjectKind::Person),
        ..SubjectForm::default()
    });
}

/// Matter and day of the conduct.
pub fn matter_ui(ui: &mut Ui, form: &mut ConductForm, problems: &Problems, see: &See<'_>) {
    let at = "liability.matter";
    Row::new("案由").problem(problems.of(at)).focus(problems.first(at)).show(ui, |ui| {
        Input::new(&mut form.matter)
            .hint("一句话，如：未经审批送达处罚决定")
            .name("案由")
            .problem(problems.of(at).is_some())
            .show(ui)
    });
    let at = "liability.conduct_on";
    Row::new("行为日期")
        .problem(problems.of(at))
        .hint("适用行为当日有效的规则包版本")
        .focus(problems.first(at))
        .show(ui, |ui| form.on.show(ui, "行为日期", see.today, problems.of(at).is_some()));
}

/// Who is looked into.
pub fn subjects_ui(ui: &mut Ui, form: &mut ConductForm, people: &mut Picker, problems: &Problems) {
    panel(ui, icons::PEOPLE, "责任主体", |ui| {
        let at = "liability.subjects";
        let problem = problems.of(at).filter(|_| form.subjects.is_empty());
        let field = Field {
            id: Id::unique("liability-person"),
            name: "查找责任人员",
            hint: "姓名、首字母或者证号末几位，回车选中",
            problem: problem.is_some(),
        };
        Row::new("查找人员")
            .problem(problem)
            .focus(problems.first(at))
            .show(ui, |ui| people.ui(ui, &mut form.person, &field));
        let mut gone = None;
        for (i, one) in form.subjects.iter_mut().enumerate() {
            ui.separator();
            ui.push_id(("subject", i), |ui| {
                if subject_ui(ui, i, one, problems) {
                    gone = Some(i);
                }
            });
        }
        if let Some(i) = gone {
            form.subjects.remove(i);
        }
        ui.separator();
        if ui.add(Button::new("添加不在册的人员、科室或者单位").quiet().icon(icons::ADD)).clicked()
        {
            form.subjects.push(SubjectForm::default());
        }
    });
}

fn subject_ui(ui: &mut Ui, i: usize, one: &mut SubjectForm, problems: &Problems) -> bool {
    let n = i + 1;
    let at = |what: &str| format!("subject.{i}.{what}");
    let mut gone = false;
    ui.horizontal_wrapped(|ui| {
        if one.officer.is_some() || !one.key.is_empty() {
            strong(ui, &one.name);
        } else {
            tag(ui, "名称");
            let name = format!("责任主体{n} 名称");
            let field = Input::new(&mut one.name).width(220.0).name(&name).show(ui);
            aim(problems, &at("name"), &field);
        }
        let name = format!("移除 责任主体{n} {}", one.name);
        gone = ui.add(Button::new("移除").quiet().small().name(&name)).clicked();
    });
    wrong(ui, problems, &at("name"));
    ui.horizontal_wrapped(|ui| {
        tag(ui, "本局人员");
        let name = format!("责任主体{n} 本局人员");
        let options =
            [(Standing::Held, "是"), (Standing::NotHeld, "不是"), (Standing::Open, Standing::Open.label())];
        if let Some(own) = segment(ui, &name, one.own, &options) {
            one.own = Some(own);
        }
        if problems.first(&at("own")) {
            let id = ui.scope_id().with((name.as_str(), 0usize));
            ui.memory_mut(|memory| memory.request_focus(id));
        }
        if one.officer.is_none() {
            let options: Vec<(SubjectKind, &str)> =
                SubjectKind::ALL.iter().map(|kind| (*kind, kind.label())).collect();
            if let Some(kind) = segment(ui, &format!("责任主体{n} 类别"), one.kind, &options) {
                one.kind = Some(kind);
            }
        }
    });
    wrong(ui, problems, &at("own"));
    wrong(ui, problems, &at("kind"));
    ui.horizontal_wrapped(|ui| {
        tag(ui, "审批环节");
        for (p, part) in Part::ALL.iter().enumerate() {
            let mut ticked = one.parts.contains(part);
            // The label is short in the eye, the name is unique to the ear.
            let response = check_box(ui, &mut ticked, part.label());
            let spoken = format!("责任主体{n} {}", part.label());
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(spoken));
            if p == 0 {
                aim(problems, &at("parts"), &response);
            }
            if response.changed() {
                one.parts.retain(|other| other != part);
                if ticked {
                    one.parts.push(*part);
                    one.parts.sort();
                }
            }
        }
    });
    wrong(ui, problems, &at("parts"));
    ui.horizontal_wrapped(|ui| {
        tag(ui, "机构职务");
        let room = ui.available_width() - 64.0 - 2.0 * space().s - 2.0;
        Input::new(&mut one.unit)
            .width(room * 0.62)
            .hint("所在机构")
            .name(&format!("责任主体{n} 机构"))
            .show(ui);
        Input::new(&mut one.post).width(room * 0.38).hint("职务").name(&format!("责任主体{n} 职务")).show(ui);
    });
    ui.horizontal_wrapped(|ui| {
        tag(ui, "以前认定");
        let name = format!("责任主体{n} 以前认定过错次数");
        let field = Input::new(&mut one.prior).width(56.0).name(&name).most(4).show(ui);
        aim(problems, &at("prior"), &field);
        muted(ui, "次过错；没有查过的，空着");
    });
    wrong(ui, problems, &at("prior"));
    gone
}

/// What happened, and what shows it.
pub fn facts_ui(ui: &mut Ui, form: &mut ConductForm, labels: &[String], problems: &Problems, see: &See<'_>) {
    let facts = &mut form.facts;
    let mut add = false;
    panel_with(
        ui,
        icons::FACTS,
        "事实",
        |ui| add = ui.add(Button::new("添加事实").quiet().small().icon(icons::ADD)).clicked(),
        |ui| {
            if facts.is_empty() {
                muted(ui, "还没有写事实。可以先受理，查明后再补。");
            }
            let mut gone = None;
            for (i, fact) in facts.iter_mut().enumerate() {
                ui.push_id(("fact", i), |ui| {
                    if i > 0 {
                        ui.separator();
                    }
                    fact_ui(ui, i, fact, labels, problems, see, &mut gone);
                });
            }
            if let Some(i) = gone {
                facts.remove(i);
            }
        },
    );
    if add {
        form.facts.push(FactForm::default());
    }
}

fn fact_ui(
    ui: &mut Ui,
    i: usize,
    fact: &mut FactForm,
    labels: &[String],
    problems: &Problems,
    see: &See<'_>,
    gone: &mut Option<usize>,
) {
    let n = i + 1;
    let on = format!("fact.{i}.on");
    ui.horizontal_wrapped(|ui| {
        tag(ui, "发生日期");
        let field = fact.on.show(ui, &format!("事实{n} 日期"), see.today, problems.of(&on).is_some());
        aim(problems, &on, &field);
        if ui.add(Button::new("移除").quiet().small().name(&format!("移除 事实{n}"))).clicked() {
            *gone = Some(i);
        }
    });
    wrong(ui, problems, &on);
    let text = format!("fact.{i}.text");
    let field = Input::new(&mut fact.text)
        .rows(2)
        .hint("谁、在哪里、做了什么")
        .name(&format!("事实{n} 内容"))
        .problem(problems.of(&text).is_some())
        .show(ui);
    aim(problems, &text, &field);
    wrong(ui, problems, &text);
    evidence_boxes(ui, &format!("事实{n}"), &mut fact.evidence, labels);
}

/// Boxes for the labels of evidence; `whose` makes their names unique.
pub fn evidence_boxes(
    ui: &mut Ui,
    whose: &str,
    chosen: &mut Vec<String>,
    labels: &[String],
) -> Option<Response> {
    if labels.is_empty() {
        small(ui, "还没有证据。");
        return None;
    }
    let mut first = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space().m;
        for label in labels {
            let mut ticked = chosen.contains(label);
            let response = check_box(ui, &mut ticked, label);
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(format!("{whose} {label}")));
            if response.changed() {
                chosen.retain(|other| other != label);
                if ticked {
                    chosen.push(label.clone());
                }
            }
            first.get_or_insert(response);
        }
    });
    first
}
