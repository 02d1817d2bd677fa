//! 受理线索: a lead, its case, the people and the facts, written together.

use std::path::Path;

use eframe::egui::{CentralPanel, Frame, Id, ScrollArea, Ui};
use uuid::Uuid;

use super::Msg;
use super::conduct;
use super::form::{CaseForm, EvidenceForm, FactForm, NewForm, Problems};
use crate::domain::case::{Case, CaseKind, Evidence, Handling, Lead, Party};
use crate::domain::id::Id as RecordId;
use crate::domain::liability::Liability;
use crate::domain::problem::Checked as _;
use crate::domain::role::Op;
use crate::ledger::{Error, Unfinished};
use crate::ui::icons;
use crate::ui::screen::picker::{Field, Picker, chosen_ui};
use crate::ui::screen::{Cx, Event, See};
use crate::ui::tab::LeadOffer;
use crate::ui::theme::space;
use crate::ui::widget::{
    Button, Choice, DateField, Input, Row, above_bar, action_bar, muted, panel, panel_with,
};

/// The key of its draft.
pub const KEY: &str = "liability/new";

/// The form, and what helps to fill it in.
#[derive(Default)]
pub struct New {
    pub form: NewForm,
    people: Picker,
    cases: Picker,
    problems: Problems,
    /// Why it was not accepted, where no field can show it.
    refusal: Option<String>,
    kept: Option<Vec<u8>>,
    /// The caret goes to the first field in the next frame.
    begin: bool,
}

impl New {
    /// A blank form, or the draft of one.
    pub fn open(cx: &mut Cx<'_>) -> New {
        let mut new = New { begin: true, cases: Picker::case(), ..New::default() };
        if let Ok(Some(bytes)) = cx.ledger.draft(KEY)
            && let Ok(form) = serde_json::from_slice(&bytes)
        {
            new.form = form;
            new.kept = Some(bytes);
        } else {
            new.form.received_on = DateField::of(Some(cx.today));
            new.kept = Some(new.bytes());
        }
        new
    }

    /// Takes over what another tab knows; tells whether it did. What somebody has begun to write is not replaced.
    pub fn offer(&mut self, offer: &LeadOffer, cx: &mut Cx<'_>) -> bool {
        let blank = NewForm { received_on: self.form.received_on.clone(), ..NewForm::default() };
        if self.bytes() != serde_json::to_vec(&blank).unwrap_or_default() {
            return false;
        }
        let LeadOffer { source, summary, case, matter, on, intake, facts } = offer.clone();
        let form = &mut self.form;
        (form.source, form.summary, form.case, form.intake) = (source, summary, case, intake);
        (form.conduct.matter, form.conduct.on) = (matter, DateField::of(on));
        for fact in facts {
            let mut labels = Vec::new();
            if !fact.evidence.is_empty() {
                let label = next_label(form.evidence.iter().map(|one| one.label.as_str()));
                let (title, place) = (fact.evidence, fact.place);
                form.evidence.push(EvidenceForm { label: label.clone(), title, place, path: String::new() });
                labels.push(label);
            }
            form.conduct.facts.push(FactForm { on: DateField::of(on), text: fact.text, evidence: labels });
        }
        self.keep(cx);
        true
    }

    fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(&self.form).unwrap_or_default()
    }

    pub fn is_unkept(&self) -> bool {
        self.kept.as_ref() != Some(&self.bytes())
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        if !self.is_unkept() {
            return;
        }
        let payload = self.bytes();
        let matter = self.form.conduct.matter.trim();
        let title =
            if matter.is_empty() { "受理线索".to_owned() } else { format!("受理线索　{matter}") };
        match cx.ledger.save_draft(&Unfinished { key: KEY.to_owned(), title, payload: payload.clone() }) {
            Ok(_) => cx.events.push(Event::DraftKept),
            Err(error) => cx.refused(error),
        }
        self.kept = Some(payload);
    }

    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        if let Some(hit) = self.people.logic(&self.form.conduct.person, cx) {
            conduct::take(&mut self.form.conduct, hit);
        }
        if let Some(hit) = self.cases.logic(&self.form.case_typed, cx) {
            self.form.case = Some((hit.id, format!("{}　{}", hit.title, hit.second)));
            self.form.case_typed.clear();
            self.form.new_case = None;
        }
    }

    /// Writes case, lead, inquiry and evidence as one; gives the inquiry.
    pub fn submit(&mut self, cx: &mut Cx<'_>) -> Option<RecordId<Liability>> {
        self.problems = Problems::default();
        self.refusal = None;
        let today = cx.today;
        let (form, problems) = (&self.form, &mut self.problems);
        let mut lead = Lead {
            received_on: problems.day("lead.received_on", "收到线索日期", &form.received_on, today),
            source: form.source.trim().to_owned(),
            summary: form.summary.trim().to_owned(),
            case: form.case.as_ref().map(|(id, _)| RecordId::new(*id)),
            intake: form.intake.map(RecordId::new),
        };
        if let Err(more) = lead.check() {
            problems.take(&more);
        }
        let case = form.new_case.as_ref().map(|case| case_of(case, problems));
        let base = Liability {
            lead: RecordId::new(Uuid::nil()),
            case: lead.case,
            matter: String::new(),
            conduct_on: today,
            subjects: Vec::new(),
            facts: Vec::new(),
            answers: Vec::new(),
            hearings: Vec::new(),
            analysis: None,
        };
        let mut liability = form.conduct.to_liability(&base, today, problems);
        for (i, one) in form.evidence.iter().enumerate() {
            if one.title.trim().is_empty() {
                problems.note(&format!("evidence.{i}"), "写明证据名称；不需要的，请移除这一份。");
            }
        }
        if !self.problems.is_empty() {
            return None;
        }
        let evidence = form.evidence.clone();
        let done = cx.ledger.together(|ledger| {
            if let Some(case) = &case {
                lead.case = Some(ledger.add_case(case)?);
            }
            liability.case = lead.case;
            liability.lead = ledger.receive_lead(&lead)?;
            let id = ledger.open_liability(&liability)?;
            for one in &evidence {
                let (record, path) = evidence_of(id, one);
                ledger.add_evidence(&record, path.as_deref().map(Path::new))?;
            }
            Ok(id)
        });
        match done {
            Ok(id) => {
                cx.drop_draft(KEY);
                Some(id)
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

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let gaps = space();
        let refusal = self.refusal.clone();
        let sentence = match (&refusal, self.problems.is_empty()) {
            (Some(why), _) => why.as_str(),
            (None, false) => "有内容需要补充，见标出的各处。",
            (None, true) => "随写随存草稿；受理后可以继续补充事实和证据。",
        };
        let mut content = above_bar(ui, "liability-new");
        CentralPanel::no_frame().frame(Frame::new()).show(&mut content, |ui| {
            ScrollArea::vertical().id_salt("liability-new").auto_shrink(false).show(ui, |ui| {
                Frame::new().inner_margin(gaps.l).show(ui, |ui| {
                    if ui.available_width() > 860.0 {
                        ui.columns(2, |columns| {
                            self.lead_ui(&mut columns[0], see);
                            self.conduct_ui(&mut columns[1], see);
                        });
                    } else {
                        self.lead_ui(ui, see);
                        ui.add_space(gaps.m);
                        self.conduct_ui(ui, see);
                    }
                });
            });
        });
        action_bar(ui, "liability-new-bar", sentence, |ui| {
            if ui.add(Button::new("丢弃草稿").quiet()).clicked() {
                out.push(Msg::Discard);
            }
            if ui.add(Button::new("返回列表")).clicked() {
                out.push(Msg::Back);
            }
            let accept = Button::new("受理").primary().keys("Ctrl+Enter");
            if ui.add(accept.barred(see.barred(Op::OpenLiability))).clicked() {
                out.push(Msg::Submit);
            }
        });
    }

    fn lead_ui(&mut self, ui: &mut Ui, see: &mut See<'_>) {
        let (form, problems) = (&mut self.form, &self.problems);
        panel(ui, icons::INBOX, "线索", |ui| {
            let at = "lead.received_on";
            let first = Row::new("收到日期")
                .problem(problems.of(at))
                .focus(problems.first(at))
                .show(ui, |ui| form.received_on.show(ui, "收到日期", see.today, problems.of(at).is_some()));
            see.panes.entry(first.id);
            let at = "lead.source";
            let focus = problems.first(at) || std::mem::take(&mut self.begin);
            Row::new("线索来源").problem(problems.of(at)).focus(focus).show(ui, |ui| {
                Input::new(&mut form.source)
                    .hint("如：案卷评查、群众举报、上级交办")
                    .name("线索来源")
                    .problem(problems.of(at).is_some())
                    .show(ui)
            });
            let at = "lead.summary";
            Row::new("线索摘要").problem(problems.of(at)).focus(problems.first(at)).show(ui, |ui| {
                Input::new(&mut form.summary)
                    .rows(3)
                    .hint("反映了什么问题")
                    .name("线索摘要")
                    .problem(problems.of(at).is_some())
                    .show(ui)
            });
        });
        ui.add_space(space().m);
        let (form, problems) = (&mut self.form, &self.problems);
        case_ui(ui, form, &mut self.cases, problems);
        ui.add_space(space().m);
        let (form, problems) = (&mut self.form, &self.problems);
        let mut add = false;
        panel_with(
            ui,
            icons::ATTACH,
            "证据",
            |ui| add = ui.add(Button::new("添加证据").quiet().small().icon(icons::ADD)).clicked(),
            |ui| {
                if form.evidence.is_empty() {
                    muted(ui, "没有证据的项目不能认定成立；受理后也可以再附入。");
                }
                let mut gone = None;
                for (i, one) in form.evidence.iter_mut().enumerate() {
                    ui.push_id(("evidence", i), |ui| {
                        evidence_line(ui, one, &mut gone, i);
                        conduct::wrong(ui, problems, &format!("evidence.{i}"));
                    });
                }
                if let Some(i) = gone {
                    form.evidence.remove(i);
                }
            },
        );
        if add {
            let label = next_label(form.evidence.iter().map(|one| one.label.as_str()));
            form.evidence.push(EvidenceForm { label, ..EvidenceForm::default() });
        }
    }

    fn conduct_ui(&mut self, ui: &mut Ui, see: &mut See<'_>) {
        let problems = &self.problems;
        let conduct = &mut self.form.conduct;
        panel(ui, icons::FORM, "行为", |ui| conduct::matter_ui(ui, conduct, problems, see));
        ui.add_space(space().m);
        conduct::subjects_ui(ui, conduct, &mut self.people, problems);
        ui.add_space(space().m);
        let labels: Vec<String> = self.form.evidence.iter().map(|one| one.label.clone()).collect();
        conduct::facts_ui(ui, conduct, &labels, problems, see);
    }
}

/// The next free label: 证3.
pub fn next_label<'a>(labels: impl Iterator<Item = &'a str>) -> String {
    let most = labels.filter_map(|label| label.strip_prefix('证')?.parse::<u32>().ok()).max().unwrap_or(0);
    format!("证{}", most + 1)
}

/// A piece of evidence as it is entered, and the path of its file where one was typed.
pub fn evidence_of(liability: RecordId<Liability>, form: &EvidenceForm) -> (Evidence, Option<String>) {
    let record = Evidence {
        liability,
        label: form.label.trim().to_owned(),
        title: form.title.trim().to_owned(),
        place: form.place.trim().to_owned(),
        attachment: None,
    };
    let path = form.path.trim().trim_matches('"');
    (record, (!path.is_empty()).then(|| path.to_owned()))
}

fn evidence_line(ui: &mut Ui, one: &mut EvidenceForm, gone: &mut Option<usize>, i: usize) {
    let name = |what: &str| format!("{} {what}", one.label);
    let (title, place, path, remove) =
        (name("名称"), name("出处"), name("文件"), format!("移除 {}", one.label));
    ui.horizontal(|ui| {
        conduct::tag(ui, &one.label);
        let half = (ui.available_width() - space().s) / 2.0;
        Input::new(&mut one.title).width(half).hint("名称，如审批表").name(&title).show(ui);
        Input::new(&mut one.place).width(half).hint("出处，如案卷第9页").name(&place).show(ui);
    });
    ui.horizontal(|ui| {
        conduct::tag(ui, "文件");
        let room = ui.available_width() - 64.0;
        Input::new(&mut one.path).width(room).hint("文件的完整路径，可以不填").name(&path).show(ui);
        if ui.add(Button::new("移除").quiet().small().name(&remove)).clicked() {
            *gone = Some(i);
        }
    });
}

fn case_of(form: &CaseForm, problems: &mut Problems) -> Case {
    if form.kind.is_none() {
        problems.note("case.kind", "选明案件类型。");
    }
    let case = Case {
        number: form.number.trim().to_owned(),
        title: form.title.trim().to_owned(),
        kind: form.kind.unwrap_or(CaseKind::Other),
        party: Party { name: form.party.trim().to_owned(), ..Party::default() },
        source: String::new(),
        summary: String::new(),
        law: String::new(),
        opened_on: None,
        officers: Vec::new(),
        handling: Handling::default(),
    };
    if let Err(more) = case.check() {
        problems.take(&more);
    }
    case
}

fn case_ui(ui: &mut Ui, form: &mut NewForm, cases: &mut Picker, problems: &Problems) {
    panel(ui, icons::FOLDER, "所涉案件", |ui| {
        if let Some((_, words)) = &form.case {
            if chosen_ui(ui, words, "所涉案件") {
                form.case = None;
            }
            return;
        }
        if let Some(case) = &mut form.new_case {
            new_case_ui(ui, case, problems);
            if ui.add(Button::new("不登记新案件").quiet().small()).clicked() {
                form.new_case = None;
            }
            return;
        }
        let field = Field {
            id: Id::unique("liability-case"),
            name: "查找所涉案件",
            hint: "案号、当事人或者首字母；没有案件的，空着",
            problem: false,
        };
        Row::new("查找案件").show(ui, |ui| cases.ui(ui, &mut form.case_typed, &field));
        if ui.add(Button::new("登记新案件").quiet().icon(icons::ADD)).clicked() {
            form.new_case = Some(CaseForm::default());
        }
    });
}

fn new_case_ui(ui: &mut Ui, case: &mut CaseForm, problems: &Problems) {
    for (label, at, value) in [
        ("案号", "case.number", &mut case.number),
        ("案件名称", "case.title", &mut case.title),
        ("当事人", "case.party", &mut case.party),
    ] {
        Row::new(label)
            .problem(problems.of(at))
            .focus(problems.first(at))
            .show(ui, |ui| Input::new(value).name(label).problem(problems.of(at).is_some()).show(ui));
    }
    let at = "case.kind";
    let options: Vec<(Option<CaseKind>, String)> =
        CaseKind::ALL.iter().map(|kind| (Some(*kind), kind.label().to_owned())).collect();
    Row::new("案件类型")
        .problem(problems.of(at))
        .focus(problems.first(at))
        .show(ui, |ui| Choice::new("案件类型").width(220.0).show(ui, &mut case.kind, &options));
}
