//! The form of a case: who it is against, who handles it and how, and what decides which steps it needs.

use chrono::NaiveDate;
use eframe::egui::Ui;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::case::{Case, CaseKind, Handling, HandlingMode, Party};
use crate::domain::certificate::Category;
use crate::domain::credit_code;
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::role::Op;
use crate::ledger::file::Versioned;
use crate::ui::screen::certificates::entry::{
    Chosen, Entry, Said, choice, coded, day, day_of, line, people, picked, text, tick, units,
};
use crate::ui::screen::overlap::Now;
use crate::ui::screen::picker::Picker;
use crate::ui::screen::problems::Problems;
use crate::ui::screen::{Cx, See};
use crate::ui::theme::size;
use crate::ui::widget::{DateField, heading, problem_text};
use crate::words::amount::{parse_yuan, yuan_typed};
use crate::words::problem::credit_code_fault;

/// What the keys of drafts about cases begin with.
pub const DRAFT: &str = "case";
/// The key of the draft of a new case.
pub const NEW: &str = "case/new";

const FIELDS: &[&str] = &[
    "case.kind",
    "case.number",
    "case.title",
    "case.opened_on",
    "case.party",
    "case.code",
    "case.address",
    "case.contact",
    "case.person",
    "case.source",
    "case.summary",
    "case.law",
    "case.unit",
    "case.mode",
    "case.region",
    "case.category",
    "case.officers",
    "case.fine",
    "case.confiscated",
    "case.band",
    "case.departs",
    "case.departs_why",
    "case.major",
    "case.hearing",
    "case.crime",
    "case.why",
];

/// What stands in the fields.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    kind: String,
    number: String,
    title: String,
    opened_on: DateField,
    party: String,
    code: String,
    address: String,
    contact: String,
    person: bool,
    source: String,
    summary: String,
    law: String,
    unit: Option<Uuid>,
    mode: String,
    region: String,
    category: String,
    typed: String,
    officers: Vec<Chosen>,
    fine: String,
    confiscated: String,
    band: String,
    departs: bool,
    departs_why: String,
    major: String,
    hearing: String,
    crime: String,
    why: String,
}

/// A new case, or a change of one.
pub struct CaseForm {
    pub entry: Entry<Fields>,
    read: Option<Versioned<Case>>,
    picker: Picker,
    units: Vec<(Option<Uuid>, String)>,
}

impl CaseForm {
    /// A new case, with what its draft has kept.
    pub fn new(cx: &mut Cx<'_>) -> CaseForm {
        let region = cx.ledger.agency().map(|agency| agency.value.region).unwrap_or_default();
        let fields = Fields {
            kind: CaseKind::Penalty.code().to_owned(),
            mode: HandlingMode::Own.code().to_owned(),
            category: Category::Safety.code().to_owned(),
            opened_on: DateField::of(Some(cx.today)),
            region,
            ..Fields::default()
        };
        let entry = Entry::begin(NEW.to_owned(), "新建案件", fields, "case.number", cx);
        CaseForm { entry, read: None, picker: Picker::default(), units: units(cx, "没有选") }
    }

    /// A change of a case, with what its draft has kept.
    pub fn changing(read: Versioned<Case>, cx: &mut Cx<'_>) -> CaseForm {
        let now = recorded(&read, cx);
        let key = format!("{DRAFT}/{}/change", read.id.uuid());
        let entry = Entry::on(key, "修改案件", now.fields.clone(), &now, "case.number", cx);
        CaseForm { entry, read: Some(read), picker: Picker::default(), units: units(cx, "没有选") }
    }

    /// The case that is changed; none where it is new.
    pub fn of(&self) -> Option<Id<Case>> {
        self.read.as_ref().map(|read| read.id)
    }

    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        let fields = &mut self.entry.fields;
        if let Some(one) = picked(&mut self.picker, &mut fields.typed, cx) {
            one.add_to(&mut fields.officers);
            self.entry.problems.forget("case.officers");
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, free: bool) -> Option<Said> {
        let today = see.today;
        let changing = self.read.is_some();
        let verb = if changing { ("保存修改", Op::ChangeCase) } else { ("登记案件", Op::AddCase) };
        let (picker, units) = (&mut self.picker, &self.units);
        self.entry.ui(ui, see, verb, free, FIELDS, |ui, fields, problems| {
            basics_ui(ui, fields, problems, today);
            handling_ui(ui, fields, (picker, units), problems);
            decision_ui(ui, fields, problems);
            if changing {
                line(ui, ("修改理由", "case.why", ""), &mut fields.why, problems);
            }
        })
    }

    /// Enters it; gives the case.
    pub fn submit(&mut self, cx: &mut Cx<'_>) -> Option<Id<Case>> {
        self.entry.problems.clear();
        if let Some(read) = &mut self.read {
            match cx.ledger.get(read.id) {
                Ok(again) => *read = again,
                Err(error) => {
                    self.entry.problems.refused(&error);
                    return None;
                }
            }
            let now = recorded(read, cx);
            if !self.entry.meets(Ok(Some(now)), cx) {
                return None;
            }
        }
        let (fields, problems) = (&self.entry.fields, &mut self.entry.problems);
        let case = case_of(fields, self.read.as_ref(), problems, cx.today)?;
        let done = match &self.read {
            None => cx.ledger.open_case(&case),
            Some(read) => cx.ledger.change_case(read, &case, &fields.why).map(|()| read.id),
        };
        match done {
            Ok(id) => {
                self.entry.discard(cx);
                Some(id)
            }
            Err(error) => {
                problems.refused(&error);
                None
            }
        }
    }
}

/// People of the ledger as a form has them.
pub fn chosen(officers: &[Id<Officer>], cx: &Cx<'_>) -> Vec<Chosen> {
    let one = |officer: &Id<Officer>| {
        let who = cx.ledger.get(*officer).ok()?.value;
        let unit = cx.ledger.get(who.unit).map(|unit| unit.value.name).unwrap_or_default();
        Some(Chosen { id: officer.uuid(), words: format!("{}　{unit}", who.name) })
    };
    officers.iter().filter_map(one).collect()
}

fn recorded(read: &Versioned<Case>, cx: &Cx<'_>) -> Now<Fields> {
    let Case { number, title, kind, party, source, summary, law, opened_on, officers, handling } =
        read.value.clone();
    let said = |answer: Option<bool>| match answer {
        None => String::new(),
        Some(true) => "yes".to_owned(),
        Some(false) => "no".to_owned(),
    };
    let fields = Fields {
        kind: kind.code().to_owned(),
        number,
        title,
        opened_on: DateField::of(opened_on),
        party: party.name,
        code: party.code,
        address: party.address,
        contact: party.contact,
        person: handling.person,
        source,
        summary,
        law,
        unit: handling.unit.map(Id::uuid),
        mode: handling.mode.code().to_owned(),
        region: handling.region,
        category: handling.category.map(|one| one.code().to_owned()).unwrap_or_default(),
        typed: String::new(),
        officers: chosen(&officers, cx),
        fine: yuan_typed(handling.fine),
        confiscated: yuan_typed(handling.confiscated),
        band: handling.band,
        departs: handling.departs,
        departs_why: handling.departs_why,
        major: said(handling.major),
        hearing: said(handling.hearing),
        crime: said(handling.crime),
        why: String::new(),
    };
    let version = format!("{:?}", read.version);
    Now { kind: "case", id: read.id.uuid(), version, fields, row: |field| field }
}

fn basics_ui(ui: &mut Ui, fields: &mut Fields, problems: &mut Problems, today: NaiveDate) {
    let kinds = coded(CaseKind::ALL, |one| (one.code(), one.label()));
    choice(ui, ("案件类型", "case.kind", ""), &mut fields.kind, &kinds, problems);
    line(ui, ("案号", "case.number", "还没有编号的先不填"), &mut fields.number, problems);
    line(ui, ("案件名称", "case.title", ""), &mut fields.title, problems);
    day(
        ui,
        ("立案日期", "case.opened_on", "检查是启动日期，许可是受理日期"),
        &mut fields.opened_on,
        problems,
        today,
    );
    line(ui, ("案件来源", "case.source", ""), &mut fields.source, problems);
    text(ui, ("案情摘要", "case.summary", ""), &mut fields.summary, problems);
    line(ui, ("适用法律", "case.law", ""), &mut fields.law, problems);
    heading(ui, "当事人");
    line(ui, ("名称", "case.party", ""), &mut fields.party, problems);
    tick(ui, ("公民", "case.person", ""), (&mut fields.person, "当事人是公民，不是单位"), problems);
    if !fields.person {
        line(ui, ("信用代码", "case.code", "统一社会信用代码，18位"), &mut fields.code, problems);
        if !fields.code.trim().is_empty()
            && let Err(fault) = credit_code::check(&fields.code)
        {
            ui.horizontal(|ui| {
                ui.add_space(size().label_column);
                problem_text(ui, &credit_code_fault(fault));
            });
        }
    }
    line(ui, ("地址", "case.address", ""), &mut fields.address, problems);
    line(ui, ("联系方式", "case.contact", ""), &mut fields.contact, problems);
}

fn handling_ui(
    ui: &mut Ui,
    fields: &mut Fields,
    (picker, units): (&mut Picker, &[(Option<Uuid>, String)]),
    problems: &mut Problems,
) {
    heading(ui, "由谁办理");
    choice(ui, ("承办机构", "case.unit", ""), &mut fields.unit, units, problems);
    let modes = coded(HandlingMode::ALL, |one| (one.code(), one.label()));
    let hint = "乡镇受委托的以本局名义，被赋权的以乡镇名义";
    choice(ui, ("办理方式", "case.mode", hint), &mut fields.mode, &modes, problems);
    let Fields { typed, officers, .. } = fields;
    people(ui, ("办案人员", "case.officers"), (picker, typed, officers), problems);
    line(ui, ("案发地", "case.region", "从县名写起，核对执法区域"), &mut fields.region, problems);
    let mut categories = vec![(String::new(), "没有选".to_owned())];
    categories.extend(coded(Category::ALL, |one| (one.code(), one.label())));
    choice(ui, ("执法类别", "case.category", ""), &mut fields.category, &categories, problems);
}

fn decision_ui(ui: &mut Ui, fields: &mut Fields, problems: &mut Problems) {
    heading(ui, "决定以前要认定的");
    let said = |unsaid: &str| {
        [("", unsaid), ("yes", "是"), ("no", "否")].map(|(code, label)| (code.to_owned(), label.to_owned()))
    };
    let unsaid = said("还没有认定");
    let hint = "是的，决定以前法制审核、集体讨论";
    choice(ui, ("重大决定", "case.major", hint), &mut fields.major, &unsaid, problems);
    let hint = "是的，事先告知里写明，登记是否举行";
    choice(ui, ("告知听证", "case.hearing", hint), &mut fields.hearing, &unsaid, problems);
    choice(ui, ("涉嫌犯罪", "case.crime", "是的，移送公安机关"), &mut fields.crime, &unsaid, problems);
    line(ui, ("罚款", "case.fine", "元，最多两位小数"), &mut fields.fine, problems);
    line(ui, ("没收", "case.confiscated", "元，最多两位小数"), &mut fields.confiscated, problems);
    line(ui, ("裁量阶次", "case.band", "按本局的裁量基准"), &mut fields.band, problems);
    let departs = (&mut fields.departs, "没有按这个阶次裁量");
    tick(ui, ("突破阶次", "case.departs", ""), departs, problems);
    if fields.departs {
        text(ui, ("理由", "case.departs_why", ""), &mut fields.departs_why, problems);
    }
}

fn case_of(
    fields: &Fields,
    read: Option<&Versioned<Case>>,
    problems: &mut Problems,
    today: NaiveDate,
) -> Option<Case> {
    let kind = CaseKind::from_code(&fields.kind);
    if kind.is_none() {
        problems.say("case.kind", "请选择案件类型。");
    }
    problems.wanted("case.title", &fields.title, "请填写案件名称。");
    let opened_on = day_of("case.opened_on", &fields.opened_on, None, problems, today);
    if !fields.typed.trim().is_empty() {
        problems.say("case.officers", "请从名册里选，不选的清空这一栏。");
    } else if fields.officers.is_empty() {
        problems.say("case.officers", "请选择办案人员。");
    }
    let mut amount = |field: &'static str, typed: &str| match parse_yuan(typed) {
        Ok(amount) => amount,
        Err(_) => {
            problems.say(field, "请写成数字，例如 20000 或者 1500.50，单位是元。");
            None
        }
    };
    let (fine, confiscated) =
        (amount("case.fine", &fields.fine), amount("case.confiscated", &fields.confiscated));
    if fields.departs {
        problems.wanted("case.departs_why", &fields.departs_why, "请写明没有按阶次裁量的理由。");
    }
    if read.is_some() {
        problems.wanted("case.why", &fields.why, "请写明修改的理由。");
    }
    let (Some(kind), false) = (kind, problems.any()) else { return None };
    let trimmed = |text: &String| text.trim().to_owned();
    let said = |code: &str| match code {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    Some(Case {
        number: trimmed(&fields.number),
        title: trimmed(&fields.title),
        kind,
        party: Party {
            name: trimmed(&fields.party),
            code: if fields.person { String::new() } else { fields.code.trim().to_uppercase() },
            address: trimmed(&fields.address),
            contact: trimmed(&fields.contact),
        },
        source: trimmed(&fields.source),
        summary: trimmed(&fields.summary),
        law: trimmed(&fields.law),
        opened_on,
        officers: fields.officers.iter().map(|one| Id::new(one.id)).collect(),
        handling: Handling {
            unit: fields.unit.map(Id::new),
            mode: HandlingMode::from_code(&fields.mode).unwrap_or(HandlingMode::Own),
            region: trimmed(&fields.region),
            category: Category::from_code(&fields.category),
            person: fields.person,
            fine,
            confiscated,
            band: trimmed(&fields.band),
            departs: fields.departs,
            departs_why: if fields.departs { trimmed(&fields.departs_why) } else { String::new() },
            major: said(&fields.major),
            hearing: said(&fields.hearing),
            crime: said(&fields.crime),
        },
    })
}
