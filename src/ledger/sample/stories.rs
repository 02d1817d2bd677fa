//! The main job on the sample bureau, case file by case file, the way `decide` does it.

use std::path::Path;

use super::people::LATELY;
use super::{day, instant};
use crate::domain::fault::Standing;
use crate::domain::notice::Number;
use crate::exchange::case_file::{self, CaseFile};
use crate::exchange::out_file::OutFile;
use crate::ledger::file::Versioned;
use crate::ledger::{Error, Instruction, Ledger, Result, io_at, vocabulary};
use crate::rules;

/// What happens in the story, in the order of its days.
enum Step {
    /// A case file is concluded on a day.
    Conclude(&'static str, &'static str),
    /// The registration sheet of a case is printed on a day.
    Sheet(&'static str, &'static str),
}

use Step::{Conclude, Sheet};

const STEPS: [Step; 13] = [
    Conclude("2025-03-03", include_str!("../../../assets/sample/07-party.toml")),
    Sheet("2025-06-26", "示应急罚〔2025〕13号"),
    Conclude("2025-07-21", include_str!("../../../assets/sample/03-alone.toml")),
    Conclude("2025-09-01", include_str!("../../../assets/sample/08-collective.toml")),
    Conclude("2025-09-29", include_str!("../../../assets/sample/02-misreport.toml")),
    Conclude("2025-10-17", include_str!("../../../assets/sample/09-corrected.toml")),
    Conclude("2025-11-03", include_str!("../../../assets/sample/04-approved.toml")),
    Sheet("2025-11-20", "示应急罚〔2025〕18号"),
    Conclude("2025-12-01", include_str!("../../../assets/sample/05-changed.toml")),
    Sheet("2025-12-09", "示应急检〔2025〕388号"),
    Conclude("2025-12-31", include_str!("../../../assets/sample/06-institution.toml")),
    Conclude("2026-01-12", include_str!("../../../assets/sample/10-slight.toml")),
    Conclude(super::TODAY, include_str!("../../../assets/case-example.toml")),
];

/// A lead that has just come in; nothing is decided about it yet.
const OPEN: &str = include_str!("../../../assets/sample/11-open.toml");

/// Concludes every story and prints the notices into a folder; the story ends on 2026-03-05.
///
/// # Errors
/// A folder that cannot be written.
pub fn main_jobs(ledger: &mut Ledger, out: &Path) -> Result<()> {
    ledger.act_as("孙示三")?;
    let mut events = LATELY.iter().peekable();
    for step in STEPS {
        let (Conclude(on, _) | Sheet(on, _)) = step;
        while let Some((on, happen)) = events.next_if(|(event, _)| day(event) <= day(on)) {
            clock(ledger, on);
            ledger.together(happen)?;
        }
        match step {
            Conclude(on, text) => conclude(ledger, on, text, out)?,
            Sheet(on, number) => sheet(ledger, on, number, out)?,
        }
    }
    let spoilt = last_number(ledger)?;
    ledger.void_number(&spoilt, "盖章时污损，重新登记")?;
    let open = read(OPEN)?;
    ledger.together(|ledger| ledger.record(&open, Path::new("")))?;
    Ok(())
}

fn sheet(ledger: &mut Ledger, on: &str, number: &str, out: &Path) -> Result<()> {
    clock(ledger, on);
    let case = ledger.case_numbered(number)?.ok_or_else(|| super::missing("案件", number))?;
    let issued = ledger.issue_case_sheet(case.id, day(on))?;
    let path = out.join(format!("{}.pdf", issued.document_no));
    OutFile::write(&path, &issued.pdf).and_then(OutFile::keep).map_err(io_at(&path))?;
    Ok(())
}

/// Moves the clock on to a day; it never goes back: what happened before the ledger was is entered later.
fn clock(ledger: &Ledger, on: &str) {
    let wanted = instant(day(on), 9, 30);
    if ledger.env().now() < wanted {
        ledger.env().set_now(wanted);
    }
}

fn last_number(ledger: &Ledger) -> Result<Versioned<Number>> {
    ledger
        .all::<Number>()?
        .into_iter()
        .rfind(|number| number.value.register.ends_with("登记"))
        .ok_or_else(|| super::missing("文号", "登记"))
}

fn conclude(ledger: &mut Ledger, on: &str, text: &str, out: &Path) -> Result<()> {
    clock(ledger, on);
    let mut case = read(text)?;
    fill(&mut case)?;
    ledger.conclude(&Instruction { case: &case, folder: Path::new(""), out, issued_on: Some(day(on)) })?;
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
    let not_held =
        || case_file::Answer { standing: Standing::NotHeld, reason: String::new(), evidence: Vec::new() };
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
