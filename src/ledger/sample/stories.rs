//! The main job on the sample bureau, case file by case file, the way `decide` does it.

use std::path::Path;

use super::{day, instant};
use crate::domain::fault::Standing;
use crate::domain::notice::Number;
use crate::exchange::case_file::{self, CaseFile};
use crate::exchange::out_file::OutFile;
use crate::ledger::file::Versioned;
use crate::ledger::{Error, Instruction, Ledger, Result, io_at, vocabulary};
use crate::rules;

/// The case files in the order of their decisions.
const STORIES: [&str; 10] = [
    include_str!("../../../assets/sample/07-party.toml"),
    include_str!("../../../assets/sample/03-alone.toml"),
    include_str!("../../../assets/sample/08-collective.toml"),
    include_str!("../../../assets/sample/09-corrected.toml"),
    include_str!("../../../assets/sample/02-misreport.toml"),
    include_str!("../../../assets/sample/04-approved.toml"),
    include_str!("../../../assets/sample/05-changed.toml"),
    include_str!("../../../assets/sample/06-institution.toml"),
    include_str!("../../../assets/sample/10-slight.toml"),
    include_str!("../../../assets/case-example.toml"),
];

/// Cases whose registration sheets are printed, and when.
const SHEETS: [(&str, &str); 3] = [
    ("示应急罚〔2025〕18号", "2025-11-20"),
    ("示应急检〔2025〕388号", "2025-12-09"),
    ("示应急罚〔2025〕13号", "2025-06-10"),
];

/// Concludes every story and prints the notices into a folder; the last day of the story is 2026-03-05.
///
/// # Errors
/// A folder that cannot be written.
pub fn main_jobs(ledger: &mut Ledger, out: &Path) -> Result<()> {
    ledger.act_as("孙示三")?;
    for text in STORIES {
        conclude(ledger, text, out)?;
    }
    for (number, on) in SHEETS {
        let case = ledger.case_numbered(number)?.ok_or_else(|| super::missing("案件", number))?;
        let issued = ledger.issue_case_sheet(case.id, day(on))?;
        let path = out.join(format!("{}.pdf", issued.document_no));
        OutFile::write(&path, &issued.pdf).and_then(OutFile::keep).map_err(io_at(&path))?;
    }
    let spoilt = last_number(ledger)?;
    ledger.void_number(&spoilt, "盖章时污损，重新登记")
}

fn last_number(ledger: &Ledger) -> Result<Versioned<Number>> {
    ledger.all::<Number>()?.pop().ok_or_else(|| super::missing("文号", "登记"))
}

/// One story: its clock stands on the day of the notice.
fn conclude(ledger: &mut Ledger, text: &str, out: &Path) -> Result<()> {
    let mut case = read(text)?;
    let decided = case.decisions.iter().map(|one| one.served_on.unwrap_or(one.decided_on)).max();
    let last = decided.unwrap_or_default().max(case.lead.received_on);
    let on = if case.decisions.iter().all(|one| one.served_on.is_some()) { last } else { day(super::TODAY) };
    ledger.env().set_now(instant(on, 9, 30));
    fill(&mut case)?;
    let folder = Path::new("");
    ledger.conclude(&Instruction { case: &case, folder, out, issued_on: None })?;
    Ok(())
}

fn read(text: &str) -> Result<CaseFile> {
    let packs = rules::built_in().map_err(|error| Error::Refused(error.to_string()))?;
    CaseFile::parse(text, &vocabulary(&packs)).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        Error::Refused(lines.join("\n"))
    })
}

/// Answers 不成立 to whatever a story does not mention.
fn fill(case: &mut CaseFile) -> Result<()> {
    let packs = rules::built_in().map_err(|error| Error::Refused(error.to_string()))?;
    let questions: Vec<String> = packs.iter().flat_map(rules::Pack::questions).collect();
    let not_held = || case_file::Answer { standing: Standing::NotHeld, reason: String::new(), evidence: Vec::new() };
    for id in &questions {
        let ground = questions.iter().find(|ground| id.starts_with(&format!("{ground}.")));
        let settled = match ground {
            // A condition: nothing to add where its ground is answered or not in question at all.
            Some(ground) => case.answers.contains_key(ground),
            // A ground: its conditions speak for it where one of them is answered.
            None => case.answers.keys().any(|answered| answered.starts_with(&format!("{id}."))),
        };
        if !settled && !case.answers.contains_key(id) {
            case.answers.insert(id.clone(), not_held());
        }
    }
    Ok(())
}
