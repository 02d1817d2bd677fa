//! A row of a list of cases in the ledger's own terms, on top of what the ledger has.

use super::super::Difference;
use super::super::typed::categories;
use super::CaseAssumptions;
use super::base::CaseBase;
use crate::domain::case::{Case, CaseKind, Handling, HandlingMode, Party};
use crate::domain::credit_code;
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::exchange::cases::{CaseField as F, CaseRecord};
use crate::exchange::register::Meaning as _;
use crate::words::amount::show_yuan;
use crate::words::date::show_date;
use crate::words::problem::{credit_code_fault, field_label};

/// What a row says of a case's kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaidKind {
    Is(CaseKind),
    /// 行政处罚, and not by which procedure.
    Penalty,
    Nothing,
    Unknown,
}

/// What a row says of its kind, from both its columns.
pub fn said_kind(record: &CaseRecord) -> SaidKind {
    let (kind, procedure) = (record.get(F::Kind), record.get(F::Procedure));
    let words = format!("{}　{}", kind.unwrap_or_default(), procedure.unwrap_or_default());
    let has = |all: &[&str]| all.iter().any(|one| words.contains(one));
    match (has(&["简易", "当场"]), has(&["普通", "一般程序"])) {
        (true, false) => return SaidKind::Is(CaseKind::SummaryPenalty),
        (false, true) => return SaidKind::Is(CaseKind::Penalty),
        (true, true) => return SaidKind::Unknown,
        (false, false) => {}
    }
    let known = [
        (CaseKind::Inspection, "检查"),
        (CaseKind::Coercion, "强制"),
        (CaseKind::Licence, "许可"),
        (CaseKind::Other, "其他"),
    ];
    let named: Vec<CaseKind> = known.iter().filter(|(_, word)| has(&[word])).map(|(kind, _)| *kind).collect();
    match (&named[..], has(&["处罚"])) {
        ([only], false) => SaidKind::Is(*only),
        ([], true) => SaidKind::Penalty,
        ([], false) if kind.is_none() && procedure.is_none() => SaidKind::Nothing,
        _ => SaidKind::Unknown,
    }
}

/// The kind of a row's case; `there` is the case that the ledger has.
pub fn kind(
    record: &CaseRecord,
    assumed: &CaseAssumptions,
    there: Option<&Case>,
) -> Result<CaseKind, String> {
    let there = there.map(|case| case.kind);
    let is_penalty = |kind: &CaseKind| matches!(kind, CaseKind::Penalty | CaseKind::SummaryPenalty);
    match said_kind(record) {
        SaidKind::Is(kind) => Ok(kind),
        SaidKind::Penalty => there.filter(is_penalty).or(assumed.penalty).ok_or_else(|| {
            "只写了行政处罚，没有写明是简易程序还是普通程序。请补上，或者在“整份表格”里一次选定。".to_owned()
        }),
        SaidKind::Nothing => there
            .or(assumed.kind)
            .ok_or_else(|| "没有写案件类型。请补上，或者在“整份表格”里一次选定。".to_owned()),
        SaidKind::Unknown => {
            let written = [record.get(F::Kind), record.get(F::Procedure)];
            let written: Vec<&str> = written.into_iter().flatten().collect();
            let known: Vec<&str> = CaseKind::ALL.iter().map(|kind| kind.label()).collect();
            Err(format!("案件类型“{}”不认得。请写成其中一种：{}。", written.join("　"), known.join("、")))
        }
    }
}

/// The words by which a row is known, before anything is looked up.
pub fn known_by(record: &CaseRecord) -> Case {
    let words = |field| record.get(field).unwrap_or_default().to_owned();
    Case {
        number: words(F::Number).split_whitespace().collect(),
        title: words(F::Title),
        kind: CaseKind::Other,
        party: Party { name: words(F::Party), ..Party::default() },
        source: String::new(),
        summary: String::new(),
        law: String::new(),
        opened_on: record.opened_on,
        officers: Vec::new(),
        handling: Handling::default(),
    }
}

/// The case with everything that a row says: what it does not say stays.
///
/// # Errors
/// What of the row names nothing that the ledger has, as a sentence.
pub fn applied(
    mut case: Case,
    record: &CaseRecord,
    base: &CaseBase,
    notes: &mut Vec<String>,
) -> Result<Case, String> {
    let put = |to: &mut String, field| {
        if let Some(words) = record.get(field) {
            words.clone_into(to);
        }
    };
    if let Some(number) = record.get(F::Number)
        && super::base::number_key(number) != super::base::number_key(&case.number)
    {
        case.number = number.split_whitespace().collect();
    }
    put(&mut case.title, F::Title);
    put(&mut case.party.name, F::Party);
    put(&mut case.party.address, F::Address);
    put(&mut case.party.contact, F::Contact);
    put(&mut case.source, F::Source);
    put(&mut case.summary, F::Summary);
    put(&mut case.law, F::Law);
    put(&mut case.handling.region, F::Region);
    put(&mut case.handling.band, F::Band);
    case.opened_on = record.opened_on.or(case.opened_on);
    case.handling.fine = record.fine.or(case.handling.fine);
    case.handling.confiscated = record.confiscated.or(case.handling.confiscated);
    terms(&mut case, record, notes);
    code(&mut case, record, notes);
    if let Some(name) = record.get(F::Unit) {
        let own = base.people.bare(name) == base.people.bare(&base.people.bureau);
        match base.people.units(name).first() {
            Some(unit) => case.handling.unit = Some(*unit),
            None if own => {}
            None => {
                return Err(format!("台账里没有承办机构“{name}”。请先在“设置”里新增，或者改正名称。"));
            }
        }
    }
    let officers = officers(&case, record, base)?;
    let same = officers.len() == case.officers.len()
        && officers.iter().all(|officer| case.officers.contains(officer));
    if !officers.is_empty() && !same {
        case.officers = officers;
    }
    if case.officers.is_empty() {
        notes.push("没有写办案人员，导入后请补上".to_owned());
    }
    Ok(case)
}

fn officers(case: &Case, record: &CaseRecord, base: &CaseBase) -> Result<Vec<Id<Officer>>, String> {
    let mut all: Vec<Id<Officer>> = Vec::new();
    for part in &record.officers {
        for name in base.names(part) {
            let who = base.officer(&name, case.handling.unit, case.opened_on)?;
            if !all.contains(&who) {
                all.push(who);
            }
        }
    }
    Ok(all)
}

/// What is one of several terms; a word that is none is left out and told.
fn terms(case: &mut Case, record: &CaseRecord, notes: &mut Vec<String>) {
    let mut unknown = |field: F, words: &str| {
        notes.push(format!("{}“{words}”没有对应的选项，没有导入", field.label()));
    };
    if let Some(words) = record.get(F::PartyKind) {
        let has = |all: &[&str]| all.iter().any(|one| words.contains(one));
        match (
            has(&["公民", "自然人", "个人"]) && !has(&["独资"]),
            has(&["单位", "法人", "组织", "企业", "公司", "个体", "独资"]),
        ) {
            (true, false) => case.handling.person = true,
            (false, true) => case.handling.person = false,
            _ => unknown(F::PartyKind, words),
        }
    }
    if let Some(words) = record.get(F::Mode) {
        let modes = [
            (HandlingMode::Delegated, "委托"),
            (HandlingMode::Empowered, "赋权"),
            (HandlingMode::Own, "本局"),
        ];
        match modes.iter().find(|(_, word)| words.contains(word)) {
            Some((mode, _)) => case.handling.mode = *mode,
            None => unknown(F::Mode, words),
        }
    }
    if let Some(words) = record.get(F::Category) {
        match categories(words)[..] {
            [only] => case.handling.category = Some(only),
            _ => unknown(F::Category, words),
        }
    }
}

/// The party's code: one that cannot be right is kept as it is written, and told.
fn code(case: &mut Case, record: &CaseRecord, notes: &mut Vec<String>) {
    let Some(written) = record.get(F::Code) else { return };
    if case.handling.person {
        return notes.push("当事人是公民，统一社会信用代码没有导入".to_owned());
    }
    let code: String = written.split_whitespace().collect::<String>().to_uppercase();
    if let Err(fault) = credit_code::check(&code) {
        notes.push(credit_code_fault(fault).trim_end_matches('。').to_owned());
    }
    case.party.code = code;
}

/// The fields in which two states of a case differ.
pub fn differences(old: &Case, new: &Case, base: &CaseBase) -> Vec<Difference> {
    let yuan = |fen: Option<u64>| fen.map(show_yuan).unwrap_or_default();
    let who = |officer: &Id<Officer>| {
        base.people.place(*officer).map_or("", |at| base.people.officers[at].value.name.as_str())
    };
    let shown = |case: &Case| {
        let Handling { unit, mode, region, category, person, fine, confiscated, band, .. } = &case.handling;
        let unit = unit.and_then(|unit| base.people.unit_names.get(&unit)).cloned().unwrap_or_default();
        [
            ("case.number", case.number.clone()),
            ("case.title", case.title.clone()),
            ("case.kind", case.kind.label().to_owned()),
            ("case.opened_on", case.opened_on.map(show_date).unwrap_or_default()),
            ("case.party", case.party.name.clone()),
            ("case.person", if *person { "是" } else { "否" }.to_owned()),
            ("case.code", case.party.code.clone()),
            ("case.address", case.party.address.clone()),
            ("case.contact", case.party.contact.clone()),
            ("case.officers", case.officers.iter().map(who).collect::<Vec<_>>().join("、")),
            ("case.unit", unit),
            ("case.mode", mode.label().to_owned()),
            ("case.region", region.clone()),
            ("case.category", category.map_or("", |one| one.label()).to_owned()),
            ("case.source", case.source.clone()),
            ("case.summary", case.summary.clone()),
            ("case.law", case.law.clone()),
            ("case.fine", yuan(*fine)),
            ("case.confiscated", yuan(*confiscated)),
            ("case.band", band.clone()),
        ]
    };
    // Two people of one name are shown alike and still differ.
    let others = old.officers != new.officers;
    let pairs = shown(old).into_iter().zip(shown(new));
    pairs
        .filter(|((field, old), (_, new))| old != new || (*field == "case.officers" && others))
        .map(|((field, old), (_, new))| Difference { label: field_label(field).to_owned(), old, new })
        .collect()
}
