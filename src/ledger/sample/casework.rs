//! Two cases as they were worked on: a penalty from opening to archive, and an inspection that waits for its decision.

use chrono::{Days, NaiveDate};

use super::missing;
use super::people::officer;
use crate::domain::case::{Case, Handling};
use crate::domain::case_step::{CaseStep, Showing, StepKind, StepOutcome};
use crate::domain::certificate::Category;
use crate::domain::id::Id;
use crate::ledger::file::Versioned;
use crate::ledger::{Ledger, Result};

/// Step, days after the opening, outcome, who did it (nobody stands for the officers of the case), why a gate was
/// passed.
type Worked = (StepKind, u64, Option<StepOutcome>, &'static str, &'static str);

pub(super) const PENALTY: &str = "示应急罚〔2025〕24号";
const PENALTY_STEPS: &[Worked] = &[
    (StepKind::Register, 0, None, "", ""),
    (StepKind::Investigate, 2, None, "", ""),
    (StepKind::CaseReview, 12, Some(StepOutcome::Agree), "孙示三", ""),
    (StepKind::Foretell, 15, Some(StepOutcome::Told), "", ""),
    (StepKind::Statement, 18, Some(StepOutcome::Waived), "", ""),
    (StepKind::Decide, 24, Some(StepOutcome::Impose), "赵示一", ""),
    (StepKind::Serve, 45, None, "", "当事人外出，两次上门没有找到，改为留置送达"),
    (StepKind::Execute, 55, Some(StepOutcome::Done), "", ""),
    (StepKind::Close, 58, None, "", ""),
    (StepKind::Archive, 62, None, "", ""),
];

const INSPECTION: &str = "示应急检〔2025〕500号";
const INSPECTION_STEPS: &[Worked] =
    &[(StepKind::Start, 0, None, "", ""), (StepKind::Investigate, 0, None, "", "")];

/// Both are entered as they stand.
pub(super) fn enter(ledger: &mut Ledger) -> Result<()> {
    let penalty = Handling {
        fine: Some(15_000 * 100),
        band: "第一阶次".to_owned(),
        major: Some(false),
        hearing: Some(false),
        crime: Some(false),
        ..Handling::default()
    };
    work(ledger, PENALTY, penalty, PENALTY_STEPS)?;
    work(ledger, INSPECTION, Handling::default(), INSPECTION_STEPS)
}

fn work(ledger: &mut Ledger, number: &str, handling: Handling, steps: &[Worked]) -> Result<()> {
    let read = ledger.case_numbered(number)?.ok_or_else(|| missing("案件", number))?;
    let first = read.value.officers.first().copied().ok_or_else(|| missing("办案人员", number))?;
    let unit = Some(ledger.get(first)?.value.unit);
    let handling =
        Handling { unit, region: "示例县".to_owned(), category: Some(Category::Safety), ..handling };
    let case = Case { handling, ..read.value.clone() };
    ledger.change_case(&read, &case, "补录承办机构和裁量情况")?;
    for step in steps {
        record(ledger, &read, step)?;
    }
    Ok(())
}

fn record(ledger: &mut Ledger, case: &Versioned<Case>, step: &Worked) -> Result<Id<CaseStep>> {
    let (kind, after, outcome, who, why) = *step;
    let opened = case.value.opened_on.unwrap_or(NaiveDate::MIN);
    let on = opened.checked_add_days(Days::new(after)).unwrap_or(opened);
    let officers = match who {
        "" => case.value.officers.clone(),
        name => vec![officer(ledger, name)?.id],
    };
    let showing = who.is_empty().then_some(Showing::Shown);
    let step = CaseStep { officers, outcome, showing, ..CaseStep::new(case.id, kind, on) };
    ledger.record_step(&step, why)
}
