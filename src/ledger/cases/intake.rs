//! What comes in about others, its answer, and the lead that an answer left out may be.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{Error, Id, Ledger, Op, Result, Versioned};
use crate::domain::case::{Case, Lead};
use crate::domain::intake::Intake;
use crate::domain::liability::Liability;
use crate::words::date::show_date;

/// A lead that was made of what came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeadMade {
    pub received_on: NaiveDate,
    pub inquiry: Option<Id<Liability>>,
}

impl Ledger {
    /// Enters a report, an accident or a finding.
    ///
    /// # Errors
    /// A day that has not come.
    pub fn receive_intake(&mut self, intake: &Intake) -> Result<Id<Intake>> {
        self.not_in_future("intake.received_on", intake.received_on)?;
        self.transact(Op::RecordIntake, "", |draft| draft.add(intake))
    }

    /// Enters what was done about it and told.
    ///
    /// # Errors
    /// It has been answered; a day that has not come; nothing that was done.
    pub fn answer_intake(
        &mut self,
        read: &Versioned<Intake>,
        answer: &str,
        on: NaiveDate,
        case: Option<Id<Case>>,
    ) -> Result<()> {
        if let Some(answered_on) = read.value.answered_on {
            return Err(Error::Refused(format!("{}已经登记答复，没有改动。", show_date(answered_on))));
        }
        self.not_in_future("intake.answered_on", on)?;
        let answered = Intake {
            answer: answer.trim().to_owned(),
            answered_on: Some(on),
            case: case.or(read.value.case),
            ..read.value.clone()
        };
        self.transact(Op::RecordIntake, "", |draft| draft.change(read, &answered))
    }

    /// The lead that can be made of what was not answered, or not in time; nothing is opened by it.
    ///
    /// It is none where the answer came in time.
    pub fn lead_of_intake(&self, read: &Versioned<Intake>) -> Option<Lead> {
        let today = self.env().today();
        let intake = &read.value;
        if !intake.offers_lead(today) {
            return None;
        }
        let how = match (intake.answered_on, intake.answer_by) {
            (Some(on), Some(by)) => {
                format!("应当在{}前答复，{}才答复", show_date(by), show_date(on))
            }
            (None, Some(by)) if by < today => format!("应当在{}前答复，至今没有答复", show_date(by)),
            _ => "至今没有答复".to_owned(),
        };
        Some(Lead {
            received_on: today,
            source: format!("{}（{}收到）", intake.kind.label(), show_date(intake.received_on)),
            summary: format!(
                "{}。{how}。是否属于不履行职责，由有权机关认定。",
                intake.content.trim_end_matches('。')
            ),
            case: intake.case,
            intake: Some(read.id),
        })
    }

    /// The leads that were made of what came in, and the inquiry into each where one was opened.
    pub fn leads_of_intake(&self) -> Result<HashMap<Id<Intake>, LeadMade>> {
        let mut inquiries = HashMap::new();
        for one in self.all::<Liability>()? {
            inquiries.insert(one.value.lead, one.id);
        }
        let made = |lead: Versioned<Lead>| {
            let inquiry = inquiries.get(&lead.id).copied();
            Some((lead.value.intake?, LeadMade { received_on: lead.value.received_on, inquiry }))
        };
        Ok(self.all::<Lead>()?.into_iter().filter_map(made).collect())
    }

    /// What came in, the latest first.
    pub fn intake(&self) -> Result<Vec<Versioned<Intake>>> {
        let mut all = self.all::<Intake>()?;
        all.sort_by_key(|one| std::cmp::Reverse(one.value.received_on));
        Ok(all)
    }

    /// What came in and waits for its answer, the earliest first.
    pub fn open_intake(&self) -> Result<Vec<Versioned<Intake>>> {
        let mut all = self.store().open_intake()?;
        all.sort_by_key(|one| one.value.received_on);
        Ok(all)
    }
}
