//! The forms of 权责与委托: a matter of the list, a delegation or an empowerment, new or changed.

use chrono::NaiveDate;
use eframe::egui::Ui;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::super::entry::{Entry, choice, coded, day, day_of, line, several, text};
use crate::domain::id::Id;
use crate::domain::power::{Delegation, DelegationMode, EnforcementAct, PowerItem};
use crate::env::local_date;
use crate::ledger::file::Versioned;
use crate::ledger::{Act, Error, Touch};
use crate::ui::screen::Cx;
use crate::ui::screen::overlap::Now;
use crate::ui::screen::problems::Problems;
use crate::ui::theme::{regular, space, theme, type_sizes};
use crate::ui::widget::{DateField, heading, wrapped};
use crate::words::date::show_date;

/// What is being written.
pub enum Work {
    Power(Option<Box<Versioned<PowerItem>>>),
    Delegation(DelegationMode, Option<Box<Versioned<Delegation>>>),
}

impl Work {
    pub fn verb(&self) -> &'static str {
        match self {
            Work::Power(None) | Work::Delegation(_, None) => "提交登记",
            Work::Power(Some(_)) | Work::Delegation(_, Some(_)) => "提交变更",
        }
    }

    fn id(&self) -> Option<Uuid> {
        match self {
            Work::Power(read) => read.as_ref().map(|read| read.id.uuid()),
            Work::Delegation(_, read) => read.as_ref().map(|read| read.id.uuid()),
        }
    }

    fn key(&self) -> String {
        match (self, self.id()) {
            (Work::Power(_), Some(id)) => format!("register/power/{id}"),
            (Work::Power(_), None) => "register/power".to_owned(),
            (Work::Delegation(..), Some(id)) => format!("register/delegation/{id}"),
            (Work::Delegation(DelegationMode::Delegated, _), None) => "register/delegated".to_owned(),
            (Work::Delegation(DelegationMode::Empowered, _), None) => "register/empowered".to_owned(),
        }
    }

    fn title(&self) -> &'static str {
        match self {
            Work::Power(None) => "登记权责事项",
            Work::Power(Some(_)) => "变更权责事项",
            Work::Delegation(DelegationMode::Delegated, None) => "登记委托",
            Work::Delegation(DelegationMode::Delegated, Some(_)) => "变更委托",
            Work::Delegation(DelegationMode::Empowered, None) => "登记赋权",
            Work::Delegation(DelegationMode::Empowered, Some(_)) => "变更赋权",
        }
    }
}

/// The fields that have a row.
pub const FIELDS: &[&str] = &[
    "power.title",
    "power.act",
    "power.basis",
    "power.level",
    "power.unit",
    "power.posts",
    "power.liability",
    "power.published_on",
    "power.until",
    "delegation.unit",
    "delegation.acts",
    "delegation.content",
    "delegation.document",
    "delegation.from",
    "delegation.to",
    "delegation.published_on",
    "delegation.published_at",
    "why",
];

/// What stands in the fields.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    title: String,
    act: String,
    basis: String,
    level: String,
    unit: Option<Uuid>,
    posts: String,
    liability: String,
    published_on: DateField,
    until: DateField,
    acts: Vec<String>,
    content: String,
    document: String,
    from: DateField,
    published_at: String,
    why: String,
    /// What was done to the record so far.
    history: Vec<String>,
}

/// What the record gives that the form changes; nothing for a new one.
fn recorded(work: &Work, cx: &Cx<'_>) -> Option<Now<Fields>> {
    let mut fields = match work {
        Work::Power(Some(read)) => {
            let PowerItem { title, act, basis, level, unit, posts, liability, published_on, until } =
                read.value.clone();
            Fields {
                title,
                act: act.code().to_owned(),
                basis,
                level,
                unit: Some(unit.uuid()),
                posts: posts.join("\n"),
                liability,
                published_on: DateField::of(published_on),
                until: DateField::of(until),
                ..Fields::default()
            }
        }
        Work::Delegation(_, Some(read)) => {
            let Delegation { unit, acts, content, document, from, to, published_on, published_at, .. } =
                read.value.clone();
            Fields {
                unit: Some(unit.uuid()),
                acts: acts.iter().map(|act| act.code().to_owned()).collect(),
                content,
                document,
                from: DateField::of(Some(from)),
                until: DateField::of(to),
                published_on: DateField::of(published_on),
                published_at,
                ..Fields::default()
            }
        }
        _ => return None,
    };
    let (kind, id, version) = match work {
        Work::Power(Some(read)) => ("power", read.id.uuid(), format!("{:?}", read.version)),
        Work::Delegation(_, Some(read)) => ("delegation", read.id.uuid(), format!("{:?}", read.version)),
        _ => return None,
    };
    let acts = cx.ledger.timeline(id).unwrap_or_default();
    fields.history = acts.iter().rev().map(told).collect();
    let row: fn(&str) -> &str = match work {
        Work::Power(_) => |field| field,
        Work::Delegation(..) => |field| if field == "until" { "to" } else { field },
    };
    Some(Now { kind, id, version, fields, row })
}

pub fn begin(work: &Work, cx: &mut Cx<'_>) -> Entry<Fields> {
    match recorded(work, cx) {
        Some(now) => Entry::on(work.key(), work.title(), now.fields.clone(), &now, "why", cx),
        None => {
            let first = if matches!(work, Work::Power(_)) { "power.title" } else { "delegation.unit" };
            Entry::begin(work.key(), work.title(), Fields::default(), first, cx)
        }
    }
}

/// Reads the record again, and brings the form onto it; tells whether it can be submitted.
pub fn meets(work: &mut Work, entry: &mut Entry<Fields>, cx: &mut Cx<'_>) -> bool {
    let again = |work: &Work, cx: &Cx<'_>| -> Result<Option<Work>, Error> {
        Ok(match work {
            Work::Power(Some(read)) => Some(Work::Power(Some(Box::new(cx.ledger.get(read.id)?)))),
            Work::Delegation(mode, Some(read)) => {
                Some(Work::Delegation(*mode, Some(Box::new(cx.ledger.get(read.id)?))))
            }
            _ => None,
        })
    };
    let now = again(work, cx).map(|again| {
        let again = again?;
        let now = recorded(&again, cx);
        *work = again;
        now
    });
    entry.meets(now, cx)
}

/// One act on the record, in a line.
fn told(act: &Act) -> String {
    let mut words = vec![show_date(local_date(act.at)), act.actor.clone()];
    for touched in &act.changes {
        match &touched.what {
            Touch::Added => words.push("登记".to_owned()),
            Touch::Deleted => {}
            Touch::Changed(fields) => {
                let none = |text: &str| if text.is_empty() { "无".to_owned() } else { text.to_owned() };
                words.extend(
                    fields
                        .iter()
                        .map(|one| format!("{}：{} → {}", one.label, none(&one.old), none(&one.new))),
                );
            }
        }
    }
    if !act.why.is_empty() {
        words.push(format!("事由：{}", act.why));
    }
    words.retain(|word| !word.is_empty());
    words.join("　")
}

pub fn rows_ui(
    ui: &mut Ui,
    work: &Work,
    fields: &mut Fields,
    problems: &mut Problems,
    (units, today): (&[(Option<Uuid>, String)], NaiveDate),
) {
    let changes = work.id().is_some();
    if changes {
        line(ui, ("事由", "why", "必填，记入履历"), &mut fields.why, problems);
    }
    match work {
        Work::Power(_) => {
            line(ui, ("权责事项", "power.title", ""), &mut fields.title, problems);
            let acts = coded(EnforcementAct::ALL, |one| (one.code(), one.label()));
            choice(ui, ("职权种类", "power.act", ""), &mut fields.act, &acts, problems);
            text(ui, ("实施依据", "power.basis", ""), &mut fields.basis, problems);
            line(ui, ("实施层级和权限", "power.level", ""), &mut fields.level, problems);
            choice(ui, ("承办机构", "power.unit", ""), &mut fields.unit, units, problems);
            let hint = "岗位分解：这一项由哪些岗位承担，一行一个岗位";
            text(ui, ("岗位", "power.posts", hint), &mut fields.posts, problems);
            text(ui, ("追责范围和情形", "power.liability", ""), &mut fields.liability, problems);
            let hint = "在网站公开的日期；还没有公开的不填，证件管理办法第七条第一款";
            day(ui, ("公开日期", "power.published_on", hint), &mut fields.published_on, problems, today);
            if changes {
                let hint = "不再列入清单的，填最后一日";
                day(ui, ("取消日期", "power.until", hint), &mut fields.until, problems, today);
            }
        }
        Work::Delegation(mode, _) => {
            let delegated = *mode == DelegationMode::Delegated;
            let unit = if delegated { "受委托单位" } else { "赋权的乡镇" };
            choice(ui, (unit, "delegation.unit", ""), &mut fields.unit, units, problems);
            let all = coded(EnforcementAct::ALL, |one| (one.code(), one.label()));
            several(ui, ("事项", "delegation.acts", ""), &mut fields.acts, &all, problems);
            text(ui, ("内容", "delegation.content", ""), &mut fields.content, problems);
            let document = if delegated { "委托书文号" } else { "赋权决定文号" };
            line(ui, (document, "delegation.document", ""), &mut fields.document, problems);
            day(ui, ("开始日期", "delegation.from", ""), &mut fields.from, problems, today);
            let hint = "没有期限的不填";
            day(ui, ("终止日期", "delegation.to", hint), &mut fields.until, problems, today);
            let hint = "还没有公开的不填，证件管理办法第七条第二款";
            day(ui, ("公开日期", "delegation.published_on", hint), &mut fields.published_on, problems, today);
            line(ui, ("公开网站", "delegation.published_at", ""), &mut fields.published_at, problems);
        }
    }
    if !fields.history.is_empty() {
        ui.add_space(space().s);
        heading(ui, "履历");
        for words in &fields.history {
            wrapped(ui, words, regular(type_sizes().small), theme(ui).muted);
        }
    }
}

/// Enters it.
pub fn submit(work: &Work, entry: &mut Entry<Fields>, cx: &mut Cx<'_>) -> Option<String> {
    entry.problems.clear();
    let (fields, problems, today) = (&entry.fields, &mut entry.problems, cx.today);
    let why = fields.why.trim();
    if work.id().is_some() {
        problems.wanted("why", why, "请写明为什么这样改。");
    }
    let at_unit = if matches!(work, Work::Power(_)) { "power.unit" } else { "delegation.unit" };
    if fields.unit.is_none() {
        problems.say(at_unit, "请选择机构。");
    }
    let outcome = match work {
        Work::Power(read) => {
            let act = EnforcementAct::from_code(&fields.act);
            if act.is_none() {
                problems.say("power.act", "请选择是哪一种职权。");
            }
            let published_on = day_of("power.published_on", &fields.published_on, None, problems, today);
            let until = day_of("power.until", &fields.until, None, problems, today);
            problems.wanted("power.title", &fields.title, "请写权责事项的名称。");
            problems.wanted("power.basis", &fields.basis, "请写实施依据。");
            let (Some(act), Some(unit), false) = (act, fields.unit, problems.any()) else { return None };
            let posts = fields.posts.lines().map(str::trim).filter(|post| !post.is_empty());
            let item = PowerItem {
                title: fields.title.trim().to_owned(),
                act,
                basis: fields.basis.trim().to_owned(),
                level: fields.level.trim().to_owned(),
                unit: Id::new(unit),
                posts: posts.map(str::to_owned).collect(),
                liability: fields.liability.trim().to_owned(),
                published_on,
                until,
            };
            match read {
                None => cx.ledger.add_power(&item).map(|_| ()),
                Some(read) => cx.ledger.change_power(read, &item, why),
            }
        }
        Work::Delegation(mode, read) => {
            let from = day_of("delegation.from", &fields.from, Some("请填写开始日期。"), problems, today);
            let to = day_of("delegation.to", &fields.until, None, problems, today);
            let published_on = day_of("delegation.published_on", &fields.published_on, None, problems, today);
            if fields.acts.is_empty() {
                problems.say("delegation.acts", "请至少选一项。");
            }
            problems.wanted("delegation.document", &fields.document, "请写文号。");
            let (Some(from), Some(unit), false) = (from, fields.unit, problems.any()) else { return None };
            let delegation = Delegation {
                unit: Id::new(unit),
                mode: *mode,
                acts: fields.acts.iter().filter_map(|code| EnforcementAct::from_code(code)).collect(),
                content: fields.content.trim().to_owned(),
                document: fields.document.trim().to_owned(),
                from,
                to,
                published_on,
                published_at: fields.published_at.trim().to_owned(),
            };
            match read {
                None => cx.ledger.add_delegation(&delegation).map(|_| ()),
                Some(read) => cx.ledger.change_delegation(read, &delegation, why),
            }
        }
    };
    match outcome {
        Ok(()) => Some(format!("{}：已办。", work.title())),
        // What cannot be delegated is said beside what was ticked.
        Err(Error::Refused(sentence)) if matches!(work, Work::Delegation(..)) => {
            problems.say("delegation.acts", sentence);
            None
        }
        Err(error) => {
            problems.refused(&error);
            None
        }
    }
}
