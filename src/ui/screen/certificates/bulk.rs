//! 批量办理: one act for many people, with a summary before it is done; what is not chosen stays as it is.

use chrono::NaiveDate;
use eframe::egui::Ui;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::crowd::{self, Crowd};
use super::entry::{Chosen, Entry, Said, choice, coded, day, day_of, line, row, several};
use crate::domain::certificate::{Category, CertificateKind};
use crate::domain::id::Id;
use crate::domain::role::Op;
use crate::domain::unit::Unit;
use crate::ledger::Result;
use crate::ledger::cards::{Application, CardsChecked, Extension};
use crate::ui::screen::picker::Picker;
use crate::ui::screen::problems::Problems;
use crate::ui::screen::{Cx, See};
use crate::ui::widget::{Button, DateField, Dialog, DialogAnswer};
use crate::words::date::show_date;

const FIELDS: &[&str] = &[
    "bulk.people",
    "bulk.unit",
    "unit.name",
    "bulk.valid_to",
    "card_act.on",
    "card_act.document",
    "why",
    "annual_check.on",
    "annual_check.note",
];

/// What a person does here.
pub enum Msg {
    Gather,
    /// Takes everybody whose card the year's check still asks for.
    GatherUnchecked,
    Said(Said),
    /// Answered the summary.
    Confirm(bool),
}

/// What stands in the fields.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Fields {
    what: String,
    crowd: Crowd,
    unit: Option<Uuid>,
    name: String,
    valid_to: DateField,
    on: DateField,
    categories: Vec<String>,
    region: String,
    document: String,
    why: String,
    passed: String,
    note: String,
}

/// What is ready to be done once the summary is confirmed.
enum Ready {
    Extend(Vec<crate::ledger::file::Versioned<crate::domain::certificate::Certificate>>, Extension),
    Apply(Vec<Id<crate::domain::officer::Officer>>, Application),
    Rename(crate::ledger::file::Versioned<Unit>, String),
    Check(Vec<Id<crate::domain::officer::Officer>>, CardsChecked),
}

/// What stands here.
#[derive(Default)]
pub struct State {
    entry: Option<Entry<Fields>>,
    picker: Picker,
    units: Vec<(Option<Uuid>, String)>,
    ready: Option<(Ready, String)>,
}

impl State {
    pub fn enter(&mut self, cx: &mut Cx<'_>) {
        let units = cx.ledger.all::<Unit>().unwrap_or_default().into_iter().filter(|unit| !unit.value.closed);
        self.units = units.map(|unit| (Some(unit.id.uuid()), unit.value.name)).collect();
        if self.entry.is_none() {
            let fields = Fields { on: DateField::of(Some(cx.today)), ..Fields::default() };
            self.entry = Some(Entry::begin("register/bulk".to_owned(), "批量办理", fields, "bulk.what", cx));
        }
    }

    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        if let Some(entry) = &mut self.entry
            && let Some(hit) = self.picker.logic(&entry.fields.crowd.typed, cx)
        {
            entry.fields.crowd.choose(&hit);
            entry.problems.forget("bulk.people");
            self.picker.settle("");
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, free: bool, out: &mut Vec<Msg>) {
        let Some(entry) = &mut self.entry else { return };
        let (picker, units, today) = (&mut self.picker, &self.units, see.today);
        let op = match entry.fields.what.as_str() {
            "apply" => Op::ApplyCertificate,
            "rename" => Op::ChangeUnit,
            "annual" => Op::CheckCards,
            _ => Op::ActOnCertificate,
        };
        let free = free && self.ready.is_none();
        let mut gather = None;
        let said = entry.ui(ui, see, ("核对并办理", op), free, FIELDS, |ui, fields, problems| {
            gather = rows_ui(ui, fields, picker, problems, (units, today));
        });
        out.extend(gather);
        out.extend(said.map(Msg::Said));
        if let Some((_, summary)) = &self.ready {
            let dialog = Dialog::new("核对批量办理", "办理").sentence(summary);
            let answer = dialog.show(ui.ctx(), |_| {});
            out.extend(answer.map(|answer| Msg::Confirm(answer == DialogAnswer::Yes)));
        }
    }

    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) -> bool {
        let Some(entry) = &mut self.entry else { return false };
        match msg {
            Msg::GatherUnchecked => {
                if let Err(error) = entry.fields.crowd.gather_unchecked(cx) {
                    cx.refused(error);
                }
            }
            Msg::Gather => {
                if let Err(error) = entry.fields.crowd.gather(cx) {
                    cx.refused(error);
                }
            }
            Msg::Said(Said::Submit) => {
                entry.problems.clear();
                match ready(entry, cx) {
                    Ok(ready) => self.ready = ready,
                    Err(error) => entry.problems.refused(&error),
                }
            }
            Msg::Said(said) => {
                entry.end(said, cx);
                self.entry = None;
                return true;
            }
            Msg::Confirm(false) => self.ready = None,
            Msg::Confirm(true) => {
                let Some((ready, _)) = self.ready.take() else { return false };
                match carry_out(&ready, entry.fields.why.trim(), cx) {
                    Ok(sentence) => {
                        entry.submitted(sentence, cx);
                        self.entry = None;
                        return true;
                    }
                    Err(error) => entry.problems.refused(&error),
                }
            }
        }
        false
    }

    /// Takes the people who were marked in the list instead of those who were chosen before.
    pub fn begin_for(&mut self, people: Vec<Chosen>) {
        if let Some(entry) = &mut self.entry {
            entry.fields.crowd = Crowd::default();
            entry.fields.crowd.people = people;
        }
    }

    /// Begins the year's check with everybody whose card it still asks for.
    pub fn open_annual(&mut self, cx: &mut Cx<'_>) {
        let Some(entry) = &mut self.entry else { return };
        entry.fields.what = "annual".to_owned();
        entry.fields.crowd = Crowd::default();
        if let Err(error) = entry.fields.crowd.gather_unchecked(cx) {
            cx.refused(error);
        }
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        if let Some(entry) = &mut self.entry {
            entry.keep(cx);
        }
    }

    pub fn is_unkept(&self) -> bool {
        self.entry.as_ref().is_some_and(Entry::is_unkept)
    }
}

fn rows_ui(
    ui: &mut Ui,
    fields: &mut Fields,
    picker: &mut Picker,
    problems: &mut Problems,
    (units, today): (&[(Option<Uuid>, String)], NaiveDate),
) -> Option<Msg> {
    let what = [
        ("", "保持不变"),
        ("extend", "换发，延长有效期"),
        ("apply", "统一申领乡镇街道和开发区的证件"),
        ("rename", "机构改名"),
        ("annual", "年度审核"),
    ];
    let what = what.map(|(code, label)| (code.to_owned(), label.to_owned()));
    choice(ui, ("办理什么", "bulk.what", ""), &mut fields.what, &what, problems);
    let (mut gather, mut unchecked) = (false, false);
    match fields.what.as_str() {
        "extend" => {
            gather =
                crowd::rows_ui(ui, ("持证人", "bulk.people"), &mut fields.crowd, picker, problems, units);
            let hint = "部证由自治区换发，不在这里办理；已经更晚到期的不变";
            day(ui, ("有效期延至", "bulk.valid_to", hint), &mut fields.valid_to, problems, today);
            day(
                ui,
                ("换发日期", "card_act.on", "从这一天起一个月内录入两个平台"),
                &mut fields.on,
                problems,
                today,
            );
            line(ui, ("凭据", "card_act.document", ""), &mut fields.document, problems);
            line(ui, ("事由", "why", "必填，记入履历"), &mut fields.why, problems);
        }
        "apply" => {
            let rows = ("申领人", "bulk.people");
            gather = crowd::rows_ui(ui, rows, &mut fields.crowd, picker, problems, units);
            let categories = coded(Category::ALL, |one| (one.code(), one.label()));
            several(ui, ("执法类别", "bulk.categories", ""), &mut fields.categories, &categories, problems);
            line(ui, ("执法区域", "bulk.region", ""), &mut fields.region, problems);
            day(ui, ("申领日期", "card_act.on", ""), &mut fields.on, problems, today);
            line(
                ui,
                ("凭据", "card_act.document", "法制机构的建议文号，可以不填"),
                &mut fields.document,
                problems,
            );
        }
        "rename" => {
            choice(ui, ("机构", "bulk.unit", ""), &mut fields.unit, units, problems);
            line(ui, ("新名称", "unit.name", "机构里的人不用逐个改"), &mut fields.name, problems);
            line(ui, ("事由", "why", "必填，记入履历"), &mut fields.why, problems);
        }
        "annual" => {
            row(ui, ("待审核的", "bulk.unchecked", ""), problems, |ui, _| {
                let button = ui.add(Button::new("加入今年没有审核的"));
                unchecked = button.clicked();
                button
            });
            let names = ("持证人", "bulk.people");
            gather = crowd::rows_ui(ui, names, &mut fields.crowd, picker, problems, units);
            day(ui, ("审核日期", "annual_check.on", "必须在今年"), &mut fields.on, problems, today);
            let results = [("yes", "合格"), ("no", "不合格")];
            let results = results.map(|(code, label)| (code.to_owned(), label.to_owned()));
            choice(ui, ("审核结果", "annual_check.passed", ""), &mut fields.passed, &results, problems);
            let hint = "不合格的写明原因";
            line(ui, ("审核情况", "annual_check.note", hint), &mut fields.note, problems);
        }
        _ => {}
    }
    unchecked.then_some(Msg::GatherUnchecked).or(gather.then_some(Msg::Gather))
}

/// What is to be done, with the summary that is confirmed; none where something is missing.
fn ready(entry: &mut Entry<Fields>, cx: &mut Cx<'_>) -> Result<Option<(Ready, String)>> {
    let (fields, problems, today) = (&entry.fields, &mut entry.problems, cx.today);
    let people = fields.crowd.ids();
    let many = matches!(fields.what.as_str(), "extend" | "apply" | "annual");
    if many && people.is_empty() {
        problems.say("bulk.people", "请选择哪些人。");
    }
    let why = fields.why.trim().to_owned();
    if matches!(fields.what.as_str(), "extend" | "rename") {
        problems.wanted("why", &why, "请写明为什么办理。");
    }
    let on = match many {
        true if fields.what == "annual" => {
            day_of("annual_check.on", &fields.on, Some("请填写审核日期。"), problems, today)
        }
        true => day_of("card_act.on", &fields.on, Some("请填写日期。"), problems, today),
        false => Some(today),
    };
    let document = fields.document.trim().to_owned();
    match fields.what.as_str() {
        "extend" => {
            let wanted = Some("请填写新的有效期。");
            let valid_to = day_of("bulk.valid_to", &fields.valid_to, wanted, problems, today);
            let (Some(on), Some(valid_to), false) = (on, valid_to, problems.any()) else { return Ok(None) };
            let cards = cx.ledger.cards_to_extend(&people, valid_to)?;
            if cards.is_empty() {
                problems.say("bulk.people", "这些人没有可以换发的证件：要持有，而且有效期比新的短。");
                return Ok(None);
            }
            let numbers: Vec<&str> = cards.iter().map(|card| card.value.number.as_str()).collect();
            let summary = format!(
                "{}人的{}张证件换发，有效期都延到{}。证号、类别、区域保持不变。{}",
                people.len(),
                cards.len(),
                show_date(valid_to),
                crate::words::people(&numbers)
            );
            Ok(Some((Ready::Extend(cards, Extension { on, valid_to, reason: why, document }), summary)))
        }
        "apply" => {
            let (Some(on), Some(first), false) = (on, people.first(), problems.any()) else {
                return Ok(None);
            };
            let asked = Application {
                officer: *first,
                kind: CertificateKind::Enforcement,
                categories: fields.categories.iter().filter_map(|code| Category::from_code(code)).collect(),
                region: fields.region.trim().to_owned(),
                on,
                reason: String::new(),
                document,
            };
            let summary = format!(
                "为{}人统一申领行政执法证。没有培训合格、缺别的条件的会列出来，一个也不提交。",
                people.len()
            );
            Ok(Some((Ready::Apply(people, asked), summary)))
        }
        "annual" => {
            let passed = fields.passed != "no";
            if !passed {
                problems.wanted("annual_check.note", &fields.note, "请写明为什么不合格。");
            }
            let (Some(on), false) = (on, problems.any()) else { return Ok(None) };
            let how = CardsChecked { on, passed, note: fields.note.trim().to_owned() };
            let summary = format!(
                "{}人的证件登记{}年度审核{}。已经审核过的、今年新领的和部证不变。",
                people.len(),
                chrono::Datelike::year(&on),
                if passed { "合格" } else { "不合格" }
            );
            Ok(Some((Ready::Check(people, how), summary)))
        }
        "rename" => {
            problems.wanted("unit.name", &fields.name, "请写新名称。");
            let Some(unit) = fields.unit else {
                problems.say("bulk.unit", "请选择机构。");
                return Ok(None);
            };
            if problems.any() {
                return Ok(None);
            }
            let read = cx.ledger.get(Id::<Unit>::new(unit))?;
            let name = fields.name.trim().to_owned();
            let summary =
                format!("“{}”改名为“{name}”。机构里的人和以前的记录都跟着显示新名称。", read.value.name);
            Ok(Some((Ready::Rename(read, name), summary)))
        }
        _ => {
            problems.say("", "请选择办理什么；现在是“保持不变”。");
            Ok(None)
        }
    }
}

fn carry_out(ready: &Ready, why: &str, cx: &mut Cx<'_>) -> Result<String> {
    match ready {
        Ready::Extend(cards, asked) => {
            cx.ledger.extend_cards(cards, asked)?;
            Ok(format!("已换发{}张证件，请在一个月内录入两个平台。", cards.len()))
        }
        Ready::Apply(people, asked) => {
            let count = cx.ledger.apply_for_townships(people, asked)?;
            Ok(format!("已为{count}人提出申领，等主要负责人审查同意。"))
        }
        Ready::Check(people, how) => {
            let count = cx.ledger.check_cards(people, how)?;
            Ok(format!("已登记{count}张证件的年度审核。"))
        }
        Ready::Rename(read, name) => {
            let unit = Unit { name: name.clone(), ..read.value.clone() };
            cx.ledger.change_unit(read, &unit, why)?;
            Ok(format!("“{}”已改名为“{name}”。", read.value.name))
        }
    }
}
