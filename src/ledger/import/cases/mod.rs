//! Importing cases: a plan that says of every row what would become of it, and the writing of what a person has
//! confirmed, in one act. Nothing is written before; the same sheet a second time changes nothing.

mod base;
mod plan;
mod typed;

use std::collections::{BTreeMap, BTreeSet};

use super::{Difference, Tally};
use crate::domain::case::{Case, CaseKind};
use crate::domain::hash::Hash;
use crate::domain::role::Op;
use crate::ledger::file::Versioned;
use crate::ledger::{Error, Ledger, Result};

/// A list of cases as it is read: its columns, and what they mean.
pub mod read {
    pub use crate::exchange::cases::{CaseField, CaseReading, CaseSheet};
    pub use crate::exchange::register::{Book, Mappings};
}

/// The rows that were not imported, as they were, each with its reason, as a workbook: to be corrected and
/// imported again. Rows by their place in the plan.
///
/// # Errors
/// More than a workbook holds.
pub fn refused_cases(reading: &read::CaseReading, why: &BTreeMap<usize, String>) -> Result<Vec<u8>> {
    let made = reading.refused(why);
    made.map_err(|why| Error::Refused(format!("错误表没有做成：{why}。请把表格拆成几份再导入。")))
}

/// What a person says of the whole list before it is planned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseAssumptions {
    /// What the cases are of which the list does not say it.
    pub kind: Option<CaseKind>,
    /// What 行政处罚 is where the list does not say by which procedure.
    pub penalty: Option<CaseKind>,
}

/// What importing cases would do, row by row.
#[derive(Debug)]
pub struct CasePlan {
    pub lines: Vec<CaseLine>,
    /// Rows that do not say what kind of case they are, and penalties that do not say by which procedure.
    pub without_kind: usize,
    pub without_procedure: usize,
    /// Where the journal stood: a plan is carried out on the ledger that it was made for.
    head: Option<(u64, Hash)>,
}

/// One row of the list.
#[derive(Debug)]
pub struct CaseLine {
    pub sheet: String,
    /// From 1, as in the sheet.
    pub row: u32,
    pub standing: CaseStanding,
    /// What was left out of the row or should be checked, each as a sentence without its full stop.
    pub notes: Vec<String>,
    /// What would be written, and the words of the row where nothing would.
    pub case: Box<Case>,
    /// The case of the ledger that the row means.
    read: Option<Box<Versioned<Case>>>,
}

/// What would become of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CaseStanding {
    /// A case that the ledger does not have.
    New,
    /// A case of the ledger, with what would change; nothing where all of it is there already.
    Same(Vec<Difference>),
    /// Not imported, and what to do.
    Refused(String),
}

impl CaseLine {
    /// Whether it is written unless somebody leaves it.
    pub fn writes(&self) -> bool {
        match &self.standing {
            CaseStanding::New => true,
            CaseStanding::Same(changes) => !changes.is_empty(),
            CaseStanding::Refused(_) => false,
        }
    }
}

impl CasePlan {
    /// How many rows stand how; none is unclear.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for line in &self.lines {
            *match &line.standing {
                CaseStanding::New => &mut tally.new,
                CaseStanding::Same(changes) if changes.is_empty() => &mut tally.unchanged,
                CaseStanding::Same(_) => &mut tally.changed,
                CaseStanding::Refused(_) => &mut tally.refused,
            } += 1;
        }
        tally
    }
}

/// How many cases an import has written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CasesImported {
    pub added: usize,
    pub changed: usize,
}

impl Ledger {
    /// Writes a plan as it was confirmed, but for the rows that somebody `left`, by their place: all of it in one
    /// act, or nothing. `source` names the file in the journal.
    ///
    /// # Errors
    /// A ledger that has changed since the plan was made; a role that may not open cases; a file that cannot be
    /// written.
    pub fn import_cases(
        &mut self,
        plan: &CasePlan,
        left: &BTreeSet<usize>,
        source: &str,
    ) -> Result<CasesImported> {
        if self.head()? != plan.head {
            let why = "试读以后台账有了改动，为免重复没有导入。请重新试读一遍，核对后再导入。";
            return Err(Error::Refused(why.to_owned()));
        }
        let lines = plan.lines.iter().enumerate();
        let lines: Vec<&CaseLine> =
            lines.filter(|(at, line)| line.writes() && !left.contains(at)).map(|(_, line)| line).collect();
        let mut done = CasesImported::default();
        if lines.is_empty() {
            return Ok(done);
        }
        self.transact(Op::ImportCases, &format!("导入案件：{source}"), |draft| {
            for line in lines {
                match &line.read {
                    Some(read) => {
                        draft.change(read, &line.case)?;
                        done.changed += 1;
                    }
                    None => {
                        draft.add(&*line.case)?;
                        done.added += 1;
                    }
                }
            }
            Ok(done)
        })
    }
}
