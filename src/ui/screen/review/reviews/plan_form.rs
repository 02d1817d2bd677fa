//! The form of a plan: which files, how many of them, by which standards, and who reviews.

use std::collections::BTreeMap;

use eframe::egui::Ui;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Left;
use crate::domain::case::CaseKind;
use crate::domain::id::Id;
use crate::domain::review::{ForKind, ReviewPlan, Standard};
use crate::domain::role::{Op, may};
use crate::domain::user::User;
use crate::ui::screen::certificates::entry::{
    Chosen, Entry, Said, choice, coded, day, day_of, line, people, picked, several,
};
use crate::ui::screen::picker::Picker;
use crate::ui::screen::{Cx, See};
use crate::ui::widget::DateField;

const KEY: &str = "review/plan";
const FIELDS: &[&str] = &[
    "review_plan.title",
    "review_plan.from",
    "review_plan.to",
    "review_plan.scope",
    "review_plan.standard",
    "review_plan.count",
    "review_plan.rule_kinds",
    "review_plan.rule_officers",
    "review_plan.reviewers",
    "review_plan.due_on",
];

/// What stands in the form.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Fields {
    title: String,
    from: DateField,
    to: DateField,
    kinds: Vec<String>,
    standards: BTreeMap<String, Uuid>,
    count: String,
    rule_kinds: Vec<String>,
    rule_typed: String,
    rule_people: Vec<Chosen>,
    reviewers: Vec<String>,
    due: DateField,
}

/// What a person does with it.
pub struct Msg(Said);

/// The form, with what it offers.
pub struct PlanForm {
    entry: Entry<Fields>,
    picker: Picker,
    standards: Vec<(Uuid, Standard)>,
    users: Vec<(String, String)>,
}

impl PlanForm {
    /// Begins one, or goes on with its draft.
    pub fn begin(cx: &mut Cx<'_>) -> PlanForm {
        let adopted = cx.ledger.standards().unwrap_or_default();
        let standards: Vec<_> = adopted.into_iter().rev().map(|one| (one.id.uuid(), one.standard)).collect();
        let fits = |user: &User| !user.closed && may(&user.roles, Op::SubmitReview);
        let users = cx.ledger.all::<User>().unwrap_or_default();
        let users = users.into_iter().filter(|user| fits(&user.value));
        let users = users.map(|user| (user.id.uuid().to_string(), user.value.name)).collect();
        let year = chrono::Datelike::year(&cx.today) - 1;
        let fields = Fields {
            from: DateField::of(chrono::NaiveDate::from_ymd_opt(year, 1, 1)),
            to: DateField::of(chrono::NaiveDate::from_ymd_opt(year, 12, 31)),
            ..Fields::default()
        };
        let entry = Entry::begin(KEY.to_owned(), "新建评查计划", fields, FIELDS[0], cx);
        PlanForm { entry, picker: Picker::default(), standards, users }
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let today = see.today;
        let (picker, standards, users) = (&mut self.picker, &self.standards, &self.users);
        let verb = ("保存计划", Op::PlanReviews);
        let said = self.entry.ui(ui, see, verb, true, FIELDS, |ui, fields, problems| {
            let hint = "例如：一季度交叉评查";
            line(ui, ("计划名称", "review_plan.title", hint), &mut fields.title, problems);
            day(ui, ("立案日期起", "review_plan.from", ""), &mut fields.from, problems, today);
            day(ui, ("立案日期止", "review_plan.to", ""), &mut fields.to, problems, today);
            let kinds = coded(CaseKind::ALL, |kind| (kind.code(), kind.label()));
            several(ui, ("案件类型", "review_plan.scope", ""), &mut fields.kinds, &kinds, problems);
            for (code, label) in &kinds {
                if !fields.kinds.contains(code) {
                    continue;
                }
                let Some(kind) = CaseKind::from_code(code) else { continue };
                let options: Vec<(Option<Uuid>, String)> = standards
                    .iter()
                    .filter(|(_, standard)| standard.fits(kind))
                    .map(|(id, one)| (Some(*id), format!("{}（{}）", one.title, one.version)))
                    .collect();
                let mut chosen = fields.standards.get(code).copied();
                let name = format!("标准：{label}");
                choice(ui, (&name, "review_plan.standard", ""), &mut chosen, &options, problems);
                if let Some(id) = chosen {
                    fields.standards.insert(code.clone(), id);
                }
            }
            let hint = "除必查的以外，随机抽取几卷";
            line(ui, ("随机抽取卷数", "review_plan.count", hint), &mut fields.count, problems);
            let own: Vec<_> = kinds.iter().filter(|(code, _)| fields.kinds.contains(code)).cloned().collect();
            if !own.is_empty() {
                let names = ("必查的类型", "review_plan.rule_kinds", "这几类全部评查，不抽");
                let own: Vec<_> =
                    own.into_iter().map(|(code, label)| (code, format!("必查{label}"))).collect();
                several(ui, names, &mut fields.rule_kinds, &own, problems);
            }
            let whom = (picker, &mut fields.rule_typed, &mut fields.rule_people);
            people(ui, ("必查的办案人员", "review_plan.rule_officers"), whom, problems);
            let hint = "每卷两人，各评各的；办理过本案的不会分到";
            several(ui, ("评查人", "review_plan.reviewers", hint), &mut fields.reviewers, users, problems);
            day(ui, ("完成日期", "review_plan.due_on", "可以不填"), &mut fields.due, problems, today);
        });
        out.extend(said.map(Msg));
    }

    pub fn update(&mut self, Msg(said): &Msg, cx: &mut Cx<'_>) -> Option<Left> {
        if *said == Said::Submit {
            return self.submit(cx);
        }
        self.entry.end(*said, cx);
        Some(Left::Plans)
    }

    fn submit(&mut self, cx: &mut Cx<'_>) -> Option<Left> {
        self.entry.problems.clear();
        let (fields, problems) = (&self.entry.fields, &mut self.entry.problems);
        problems.wanted("review_plan.title", &fields.title, "请写计划名称。");
        let wanted = Some("请填写日期。");
        let from = day_of("review_plan.from", &fields.from, wanted, problems, cx.today);
        let to = day_of("review_plan.to", &fields.to, wanted, problems, cx.today);
        if fields.kinds.is_empty() {
            problems.say("review_plan.scope", "请至少选一类案件。");
        }
        let mut scope = Vec::new();
        for kind in fields.kinds.iter().filter_map(|code| CaseKind::from_code(code)) {
            match fields.standards.get(kind.code()) {
                Some(id) => scope.push(ForKind { kind, standard: Id::new(*id) }),
                None if self.standards.is_empty() => {
                    problems
                        .say("review_plan.standard", "还没有采用评查标准，请先到“标准”一页采用或者导入。");
                }
                None => {
                    let sentence = format!("请给{}选一个标准。", kind.label());
                    problems.say("review_plan.standard", sentence);
                }
            }
        }
        let count = match fields.count.trim() {
            "" => Some(0),
            typed => typed.parse::<u32>().ok(),
        };
        if count.is_none() {
            problems.say("review_plan.count", "请写整数，例如3。");
        }
        let due_on = day_of("review_plan.due_on", &fields.due, None, problems, cx.today);
        let (Some(from), Some(to), Some(count), false) = (from, to, count, problems.any()) else {
            return None;
        };
        let plan = ReviewPlan {
            title: fields.title.trim().to_owned(),
            from,
            to,
            scope,
            count,
            rule_kinds: fields
                .rule_kinds
                .iter()
                .filter(|code| fields.kinds.contains(code))
                .filter_map(|code| CaseKind::from_code(code))
                .collect(),
            rule_officers: fields.rule_people.iter().map(|one| Id::new(one.id)).collect(),
            reviewers: fields
                .reviewers
                .iter()
                .filter_map(|id| Uuid::parse_str(id).ok())
                .map(Id::new)
                .collect(),
            due_on,
        };
        match cx.ledger.add_review_plan(&plan) {
            Ok(id) => {
                self.entry.submitted("计划已保存，可以抽取案卷。", cx);
                Some(Left::Plan(id))
            }
            Err(error) => {
                self.entry.problems.refused(&error);
                None
            }
        }
    }

    /// Finds people as their names are typed.
    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        let fields = &mut self.entry.fields;
        if let Some(one) = picked(&mut self.picker, &mut fields.rule_typed, cx) {
            one.add_to(&mut fields.rule_people);
            self.entry.problems.forget("review_plan.rule_officers");
        }
    }

    pub fn is_unkept(&self) -> bool {
        self.entry.is_unkept()
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        self.entry.keep(cx);
    }
}
