//! ⑤ 决定: a person decides about each subject, then the notice is looked at, numbered and issued.

use std::collections::BTreeMap;

use eframe::egui::{Context, Frame, Id, Panel, ScrollArea, Ui};
use uuid::Uuid;

use super::Msg;
use super::conduct::{tag, wrong};
use super::form::{DecisionForm, Problems};
use super::inquiry::Inquiry;
use crate::domain::fault::{Citation, DecisionKind};
use crate::domain::liability::{Decision, REASON_LEAST};
use crate::domain::problem::Checked as _;
use crate::ledger::Error;
use crate::rules::{PackAnalysis, permitted};
use crate::ui::icons;
use crate::ui::screen::picker::{Field, Picker};
use crate::ui::screen::provision::Sheets;
use crate::ui::screen::{Cx, See};
use crate::ui::theme::{regular, space, theme, type_sizes};
use crate::ui::widget::{
    Choice, DateField, Dialog, DialogAnswer, Input, Row, Tone, anchor, check_box, chip, key_value, muted,
    panel, problem_text, segment, small, wrapped,
};
use crate::words::date::show_date;

/// The number being taken for a decision.
pub struct Issuing {
    pub on: DateField,
    pub copies: String,
    problems: Problems,
    refusal: Option<String>,
}

/// What is written on this step.
#[derive(Default)]
pub struct Deciding {
    /// By the subject's key.
    pub forms: BTreeMap<String, DecisionForm>,
    /// The subject in view.
    pub subject: String,
    problems: Problems,
    refusal: Option<String>,
    /// The kind for which the caret is to be placed.
    to_kind: bool,
    /// The pages in view, and whose they are.
    pub preview: Option<(String, Sheets)>,
    pub issuing: Option<Issuing>,
    /// Finds who decided.
    deciders: Picker,
    /// In what a decision differs from the advice.
    differences: BTreeMap<String, Vec<String>>,
}

const FIRST: [DecisionKind; 4] =
    [DecisionKind::Pursue, DecisionKind::Lighter, DecisionKind::Heavier, DecisionKind::Exempt];
const SECOND: [DecisionKind; 3] = [DecisionKind::NoLiability, DecisionKind::NotFault, DecisionKind::Refer];

fn burdens(kind: DecisionKind) -> bool {
    matches!(kind, DecisionKind::Pursue | DecisionKind::Lighter | DecisionKind::Heavier)
}

/// Why nothing can be decided about a subject yet, as the ledger would say.
fn barrier(inquiry: &Inquiry, key: &str, kind: Option<DecisionKind>) -> Option<String> {
    let pack = inquiry.basis()?;
    let kind = kind?;
    if let Err(refusal) = permitted(pack, key, kind) {
        let all = refusal.to_string();
        return Some(all);
    }
    if burdens(kind) && !inquiry.heard(key) {
        return Some(format!(
            "还没有听取陈述申辩，不能作出“{}”的决定。请先到“分担”登记听取情况；本人放弃的，登记放弃。",
            kind.label()
        ));
    }
    None
}

impl Deciding {
    /// Chooses the first subject about whom nothing is decided yet.
    pub fn read(&mut self, inquiry: &Inquiry) {
        let subjects = &inquiry.read.value.subjects;
        if subjects.iter().all(|one| one.key != self.subject) {
            let open = subjects.iter().find(|one| inquiry.decision_about(&one.key).is_none());
            self.subject = open.or(subjects.first()).map(|one| one.key.clone()).unwrap_or_default();
        }
    }

    pub fn enter(&mut self) {
        self.to_kind = true;
    }

    pub fn choose(&mut self, key: &str) {
        self.subject = key.to_owned();
        self.preview = None;
        self.problems = Problems::default();
        self.refusal = None;
        self.to_kind = true;
    }

    /// Finds who decided, as the name is typed.
    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        let Some(form) = self.forms.get_mut(&self.subject) else { return };
        if let Some(hit) = self.deciders.logic(&form.decided_by, cx) {
            form.decided_by = hit.title;
            self.deciders.settle(&form.decided_by);
        }
    }

    fn form(&mut self) -> &mut DecisionForm {
        self.forms.entry(self.subject.clone()).or_default()
    }

    /// The sentence that bars the decision in view, if any.
    pub fn barrier(&self, inquiry: &Inquiry) -> Option<String> {
        let kind = self.forms.get(&self.subject).and_then(|form| form.kind);
        barrier(inquiry, &self.subject, kind)
    }

    /// The decision as it is written; problems stand beside their fields.
    fn decision(&mut self, inquiry: &Inquiry, cx: &Cx<'_>) -> Option<Decision> {
        self.problems = Problems::default();
        let form = self.forms.entry(self.subject.clone()).or_default().clone();
        if form.kind.is_none() {
            self.problems.note("kind", "请选择一种决定。");
        }
        let decided_on = self.problems.day("decision.decided_on", "决定日期", &form.on, cx.today);
        let separators = ['、', '，', ',', ' ', '　', '；'];
        let names = form.handled_by.split(separators).map(str::trim).filter(|name| !name.is_empty());
        let decision = Decision {
            liability: inquiry.id(),
            subject: self.subject.clone(),
            kind: form.kind.unwrap_or(DecisionKind::Refer),
            measure: form.measure.trim().to_owned(),
            reason: form.reason.trim().to_owned(),
            meeting: form.meeting.trim().to_owned(),
            decided_by: form.decided_by.trim().to_owned(),
            decided_on,
            basis: form.basis.iter().filter_map(|cite| Citation::parse(cite)).collect(),
            handled_by: names.map(str::to_owned).collect(),
            diverges: false,
        };
        if let Err(more) = decision.check() {
            self.problems.take(&more);
        }
        self.problems.is_empty().then_some(decision)
    }

    /// Records the decision; gives the sentence for the toast.
    pub fn decide(&mut self, inquiry: &Inquiry, cx: &mut Cx<'_>) -> Option<String> {
        self.refusal = None;
        let decision = self.decision(inquiry, cx)?;
        match cx.ledger.decide(&decision) {
            Ok(decided) => {
                self.differences.insert(self.subject.clone(), decided.differences);
                self.forms.remove(&self.subject);
                self.preview = None;
                Some(format!("已作出决定：{}", decision.kind.label()))
            }
            Err(Error::Invalid(more)) => {
                self.problems.take(&more);
                None
            }
            Err(error) => {
                self.refusal = Some(error.to_string());
                None
            }
        }
    }

    /// Sets the pages of the decision in view, made or not yet made.
    pub fn show_pages(&mut self, inquiry: &Inquiry, cx: &mut Cx<'_>) {
        self.refusal = None;
        let made = inquiry.decision_about(&self.subject).map(|one| one.value.clone());
        let Some(decision) = made.or_else(|| self.decision(inquiry, cx)) else { return };
        match cx.ledger.preview_decision(&decision, &[]) {
            Ok(pages) => {
                self.preview = Some((self.subject.clone(), Sheets::of(pages, &inquiry.packs)));
            }
            Err(error) => self.refusal = Some(error.to_string()),
        }
    }

    pub fn ask_number(&mut self, cx: &Cx<'_>) {
        let on = DateField::of(Some(cx.today));
        self.issuing =
            Some(Issuing { on, copies: String::new(), problems: Problems::default(), refusal: None });
    }

    /// Takes the number; gives the notice and its number.
    pub fn issue(&mut self, inquiry: &Inquiry, cx: &mut Cx<'_>) -> Option<(Uuid, String)> {
        let issuing = self.issuing.as_mut()?;
        issuing.problems = Problems::default();
        issuing.refusal = None;
        let on = issuing.problems.day("notice.issued_on", "印发日期", &issuing.on, cx.today);
        if !issuing.problems.is_empty() {
            return None;
        }
        let copies: Vec<String> = issuing
            .copies
            .split(['、', '，', ',', '；'])
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
            .collect();
        let decision = inquiry.decision_about(&self.subject)?;
        match cx.ledger.issue_decision(decision.id, on, &copies) {
            Ok(issued) => {
                self.issuing = None;
                self.preview = Some((self.subject.clone(), Sheets::of(issued.pages, &inquiry.packs)));
                Some((issued.id.uuid(), issued.document_no))
            }
            Err(error) => {
                issuing.refusal = Some(error.to_string());
                None
            }
        }
    }

    /// The dialog that asks before a number is taken.
    pub fn dialog(&mut self, ctx: &Context, see: &See<'_>) -> Option<DialogAnswer> {
        let issuing = self.issuing.as_mut()?;
        let sentence = "编号后文号永久占用：写错了只能作废，不能删除，也不能再给别的文书用。";
        Dialog::new("编号并印发", "编号并印发").sentence(sentence).show(ctx, |ui| {
            let at = "notice.issued_on";
            let problems = &issuing.problems;
            Row::new("印发日期")
                .problem(problems.of(at))
                .focus(problems.first(at))
                .show(ui, |ui| issuing.on.show(ui, "印发日期", see.today, problems.of(at).is_some()));
            Row::new("抄送")
                .hint("几个单位用顿号分开，没有的空着")
                .show(ui, |ui| Input::new(&mut issuing.copies).name("抄送").show(ui));
            if let Some(why) = &issuing.refusal {
                problem_text(ui, why);
            }
        })
    }

    pub fn ui(&mut self, ui: &mut Ui, inquiry: &Inquiry, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let gaps = space();
        let margin = eframe::egui::Margin::same(gaps.l as i8);
        let shown = self.preview.as_ref().filter(|(key, _)| *key == self.subject);
        if let Some((_, sheets)) = shown {
            let wide = (ui.available_width() * 0.46).min(520.0);
            let desk = theme(ui).banner;
            Panel::right("liability-preview")
                .exact_size(wide)
                .resizable(false)
                .show_separator_line(false)
                .frame(Frame::new().fill(desk).inner_margin(gaps.m))
                .show(ui, |ui| {
                    ScrollArea::vertical().id_salt("liability-pages").auto_shrink(false).show(ui, |ui| {
                        let width = ui.available_width() - gaps.xs;
                        for i in 0..sheets.pages.pages.len() {
                            let name = format!("文书预览 第{}页", i + 1);
                            out.extend(sheets.page_ui(ui, i, &name, width, true).map(Msg::Cite));
                            ui.add_space(gaps.m);
                        }
                    });
                });
        }
        ScrollArea::vertical().id_salt("liability-decision").auto_shrink(false).show(ui, |ui| {
            Frame::new().inner_margin(margin).show(ui, |ui| {
                ui.set_max_width(ui.available_width().min(760.0));
                self.subjects_ui(ui, inquiry, out);
                match inquiry.decision_about(&self.subject.clone()) {
                    Some(_) => self.decided_ui(ui, inquiry),
                    None => self.form_ui(ui, inquiry, see),
                }
            });
        });
    }

    fn subjects_ui(&self, ui: &mut Ui, inquiry: &Inquiry, out: &mut Vec<Msg>) {
        let subjects = &inquiry.read.value.subjects;
        if subjects.len() < 2 {
            return;
        }
        ui.horizontal_wrapped(|ui| {
            tag(ui, "责任主体");
            let options: Vec<(String, String)> = subjects
                .iter()
                .map(|one| {
                    let state = match inquiry.decision_about(&one.key) {
                        Some(made) => made.value.kind.label(),
                        None => "待决定",
                    };
                    (one.key.clone(), format!("{}　{state}", one.name))
                })
                .collect();
            let mut chosen = self.subject.clone();
            if Choice::new("决定的责任主体").width(460.0).show(ui, &mut chosen, &options).changed() {
                out.push(Msg::Subject(chosen));
            }
        });
        ui.add_space(space().s);
    }

    fn decided_ui(&self, ui: &mut Ui, inquiry: &Inquiry) {
        let Some(made) = inquiry.decision_about(&self.subject) else { return };
        let value = &made.value;
        panel(ui, icons::DECISION, "决定", |ui| {
            let named = inquiry.read.value.subjects.iter().find(|one| one.key == self.subject);
            key_value(ui, "责任主体", 80.0, named.map_or("", |one| &one.name));
            key_value(ui, "决定", 80.0, value.kind.label());
            if !value.measure.is_empty() {
                key_value(ui, "处理措施", 80.0, &value.measure);
            }
            key_value(ui, "理由", 80.0, &value.reason);
            let who = format!("{}　{}", value.meeting, value.decided_by);
            key_value(ui, "决定人", 80.0, who.trim());
            key_value(ui, "决定日期", 80.0, &show_date(value.decided_on));
            if !value.handled_by.is_empty() {
                key_value(ui, "承办", 80.0, &value.handled_by.join("、"));
            }
            if let Some((_, number)) = inquiry.notices.get(&made.id.uuid()) {
                key_value(ui, "文号", 80.0, number);
            }
            let differences = self.differences.get(&self.subject).cloned().unwrap_or_else(|| {
                let pack = inquiry.basis();
                let permit = pack.and_then(|pack| permitted(pack, &self.subject, value.kind).ok());
                permit.map(|permit| permit.differences).unwrap_or_default()
            });
            if value.diverges {
                ui.add_space(space().xs);
                chip(ui, Tone::Due, "与分析意见不一致，已留痕");
                for one in &differences {
                    muted(ui, one);
                }
            }
        });
        if let Some(why) = &self.refusal {
            problem_text(ui, why);
        }
    }

    fn form_ui(&mut self, ui: &mut Ui, inquiry: &Inquiry, see: &mut See<'_>) {
        let to_kind = std::mem::take(&mut self.to_kind);
        let key = self.subject.clone();
        let offered = inquiry.basis().map(|pack| offered(pack, &key)).unwrap_or_default();
        let advice = inquiry.basis().and_then(|pack| {
            let one = pack.subjects.iter().find(|one| one.key == key)?;
            Some((one.name.clone(), one.conclusion.text.clone()))
        });
        let form = self.forms.entry(key.clone()).or_default();
        let (problems, deciders) = (&self.problems, &mut self.deciders);
        panel(ui, icons::DECISION, "决定", |ui| {
            if let Some((name, text)) = &advice {
                let ink = theme(ui).text;
                wrapped(ui, &format!("{name}：{text}"), regular(type_sizes().table), ink);
                small(ui, inquiry.analysis.notice);
            }
            for (line, kinds) in [&FIRST[..], &SECOND[..]].into_iter().enumerate() {
                Row::new(if line == 0 { "决定" } else { "" }).show(ui, |ui| {
                    let options: Vec<_> = kinds.iter().map(|kind| (*kind, kind.label())).collect();
                    ui.push_id(("kind", line), |ui| {
                        if line == 0 && (to_kind || problems.first("kind")) {
                            let first = ui.scope_id().with(("决定", 0usize));
                            ui.memory_mut(|memory| memory.request_focus(first));
                        }
                        if line == 0 {
                            see.panes.entry(ui.scope_id().with(("决定", 0usize)));
                        }
                        if let Some(kind) = segment(ui, "决定", form.kind, &options) {
                            form.kind = Some(kind);
                        }
                    });
                    anchor(ui)
                });
            }
            wrong(ui, problems, "kind");
            if let Some(why) = barrier(inquiry, &key, form.kind) {
                problem_text(ui, &shortened(&why));
            }
            let row =
                |at: &'static str, label| Row::new(label).problem(problems.of(at)).focus(problems.first(at));
            let typed = form.reason.trim().chars().count();
            let counter = format!("已写{typed}字，不少于{REASON_LEAST}字。与分析不一致的，写明为什么。");
            row("decision.reason", "理由").hint(&counter).show(ui, |ui| {
                Input::new(&mut form.reason)
                    .rows(3)
                    .name("决定理由")
                    .problem(problems.of("decision.reason").is_some())
                    .show(ui)
            });
            row("decision.measure", "处理措施").show(ui, |ui| {
                Input::new(&mut form.measure).hint("如：予以批评教育；没有的空着").name("处理措施").show(ui)
            });
            row("decision.meeting", "会议").show(ui, |ui| {
                Input::new(&mut form.meeting).hint("如：局长办公会议；没有的空着").name("会议").show(ui)
            });
            row("decision.decided_by", "决定人").show(ui, |ui| {
                let field = Field {
                    id: Id::unique("liability-decided-by"),
                    name: "决定人",
                    hint: "姓名或者首字母，回车选中；不在册的直接写",
                    problem: problems.of("decision.decided_by").is_some(),
                };
                deciders.ui(ui, &mut form.decided_by, &field)
            });
            row("decision.decided_on", "决定日期").show(ui, |ui| {
                let wrong = problems.of("decision.decided_on").is_some();
                form.on.show(ui, "决定日期", see.today, wrong)
            });
            Row::new("承办人").show(ui, |ui| {
                Input::new(&mut form.handled_by)
                    .hint("执行这一决定的人，几个人用顿号分开")
                    .name("决定的承办人")
                    .show(ui)
            });
            if !offered.is_empty() {
                small(ui, "依据（勾选要引用的条款）");
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing.x = space().m;
                    for (short, written) in &offered {
                        let mut ticked = form.basis.contains(short);
                        if check_box(ui, &mut ticked, written).changed() {
                            form.basis.retain(|other| other != short);
                            if ticked {
                                form.basis.push(short.clone());
                            }
                        }
                    }
                });
            }
        });
        if let Some(why) = &self.refusal {
            problem_text(ui, why);
        }
    }

    /// Whether a decision is being written.
    pub fn is_begun(&self) -> bool {
        self.forms.values().any(|form| {
            form.kind.is_some()
                || !form.reason.trim().is_empty()
                || !form.measure.trim().is_empty()
                || !form.meeting.trim().is_empty()
                || !form.decided_by.trim().is_empty()
                || !form.on.typed().is_empty()
                || !form.basis.is_empty()
        })
    }

    /// The kind of decision chosen now.
    pub fn kind(&mut self) -> Option<DecisionKind> {
        self.form().kind
    }
}

/// The first lines of a long reason: what is open stands in full under 分析.
fn shortened(why: &str) -> String {
    const MOST: usize = 4;
    let lines: Vec<&str> = why.lines().collect();
    if lines.len() <= MOST + 1 {
        return why.to_owned();
    }
    format!("{}\n　　另有{}项，见第3步“分析”。", lines[..MOST].join("\n"), lines.len() - MOST)
}

/// Provisions that stand for a subject: short form and as they are written.
fn offered(pack: &PackAnalysis, key: &str) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    let mut add = |cited: &crate::rules::Cited| {
        let one = (cited.citation.short(), cited.text.clone());
        if !all.contains(&one) {
            all.push(one);
        }
    };
    if let Some(view) = pack.subjects.iter().find(|one| one.key == key) {
        let sides = [&view.faults, &view.no_liability, &view.lighter, &view.heavier, &view.contested];
        sides.into_iter().flatten().for_each(&mut add);
    }
    let share = pack.allocation.iter().find(|one| one.key == key);
    if let Some(cited) = share.and_then(|one| one.citation.as_ref()) {
        add(cited);
    }
    all
}
