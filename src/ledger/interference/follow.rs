//! Steps after a record, and what is due next: for those who can open it, and for nobody else.

use chrono::{Days, NaiveDate};

use super::{Error, Ledger, Result};
use crate::domain::id::Id;
use crate::domain::interference::{
    Follow, FollowUp, Gravity, InterferenceSettings, Layer, Sealed, SealedState, Unsealed, Way,
};
use crate::domain::user::User;
use crate::ledger::file::Versioned;
use crate::ledger::sealed::{Files, keeps_files, refused, row_of, seal_files};
use crate::ledger::{Attachment, SealedRow};

coded! {
    /// What somebody has to do about a record.
    Due {
        Direct = "direct", "批示";
        Letter = "letter", "发出情况反映函";
        Receipt = "receipt", "催收回执";
        HandOver = "hand-over", "移交";
        Feedback = "feedback", "向记录人反馈";
    }
}

/// One thing that is due. It is reckoned from what the acting user can open and stands in no table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealedDue {
    pub record: Id<Sealed>,
    /// `2026-007`.
    pub number: String,
    pub what: Due,
    /// The organ that is waited for, or to which it goes.
    pub organ: String,
    /// None where the bureau has set no period.
    pub due_on: Option<NaiveDate>,
    /// Whole days until then; negative when it has passed.
    pub days_left: Option<i64>,
}

impl Ledger {
    /// Enters a step after a record: a letter that went out, a receipt that came, what was handed over, said to
    /// the recorder, or done for protection. Whoever decides on the record does, or a keeper to whom it was opened.
    ///
    /// # Errors
    /// A record for others; a step that does not fit it: a letter about an insider, a receipt without a letter, a
    /// hand-over where no 批示 saw consequences; a missing part; a day in the future.
    pub fn follow_up_sealed(
        &mut self,
        id: Id<Sealed>,
        step: &FollowUp,
        files: &[Attachment<'_>],
    ) -> Result<()> {
        let (_, _, identity) = self.taken_up(id)?;
        let mut step = step.clone();
        let files = seal_files(&identity, &mut step.attached, files)?;
        self.follow_up_as(id, step, Files::Whole(files))
    }

    pub(in crate::ledger) fn follow_up_as(
        &mut self,
        id: Id<Sealed>,
        step: FollowUp,
        files: Files,
    ) -> Result<()> {
        let (hand, read, identity) = self.taken_up(id)?;
        self.not_in_future("follow.on", step.on)?;
        let book = self.book(&read, &identity)?;
        if !self.enters_steps(read.value.state, &book, &hand.user)? {
            return refused("后续办理由收到这条记录的负责人，或者批示中指定的人登记。");
        }
        fits(&step, &book)?;
        self.add_layer(&hand, &read, &identity, &Layer::FollowUp(step), files, read.value.clone())
    }

    /// Whether a user enters what follows a record: who decides on it, or a keeper to whom it was opened.
    fn enters_steps(&self, state: SealedState, book: &Unsealed, user: &Versioned<User>) -> Result<bool> {
        let keeps = state == SealedState::Directed && keeps_files(&user.value);
        Ok(keeps || self.decides(book, user)?)
    }

    /// The steps that the acting user can enter about a record as it stands; none for who only reads it.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn follow_ups(&self, state: SealedState, book: &Unsealed) -> Result<Vec<Follow>> {
        let Ok(hand) = self.hand() else { return Ok(Vec::new()) };
        if !self.enters_steps(state, book, &hand.user)? {
            return Ok(Vec::new());
        }
        Ok(Follow::ALL.iter().copied().filter(|kind| takes(*kind, book).is_ok()).collect())
    }

    /// The day that the bureau's period gives for the receipt of a letter, where it has set one.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn receipt_day(&self, sent_on: NaiveDate) -> Result<Option<NaiveDate>> {
        Ok(after(sent_on, self.interference_settings()?.receipt_days))
    }

    /// What is due about the records that the acting user opens, what has a day first; nothing for those who open
    /// none, or whose own password was not given.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn sealed_due(&self) -> Result<Vec<SealedDue>> {
        let mut due = Vec::new();
        for (read, book) in self.opened()? {
            due.extend(self.sealed_due_of(&row_of(&read), &book)?);
        }
        due.sort_by_key(|one| (one.due_on.is_none(), one.due_on, one.number.clone()));
        Ok(due)
    }

    /// The same about one record that the acting user has opened.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn sealed_due_of(&self, row: &SealedRow, book: &Unsealed) -> Result<Vec<SealedDue>> {
        let Ok(hand) = self.hand() else { return Ok(Vec::new()) };
        let decides = self.decides(book, &hand.user)?;
        if !decides && !keeps_files(&hand.user.value) {
            return Ok(Vec::new());
        }
        let (settings, today) = (self.interference_settings()?, self.env().today());
        let open = open_steps(row.on, book, &settings).into_iter();
        let due = open.filter(|(what, ..)| *what != Due::Direct || decides).map(|(what, organ, due_on)| {
            let days_left = due_on.map(|due_on| (due_on - today).num_days());
            SealedDue { record: row.id, number: row.number.clone(), what, organ, due_on, days_left }
        });
        Ok(due.collect())
    }
}

fn after(on: NaiveDate, days: Option<u32>) -> Option<NaiveDate> {
    on.checked_add_days(Days::new(days?.into()))
}

/// Whether a step fits a record as it stands.
fn fits(step: &FollowUp, book: &Unsealed) -> Result<()> {
    if step.kind != Follow::Receipt {
        return takes(step.kind, book);
    }
    let organ = step.organ.trim();
    let letters = book.letters();
    let Some(open) = letters.iter().find(|one| one.receipt.is_none() && one.letter.organ.trim() == organ)
    else {
        return Err(Error::Refused(format!("没有发给“{organ}”而未收到回执的情况反映函。请核对机关名称。")));
    };
    match step.on < open.letter.on {
        true => refused("回执日期早于发函日期，请核对。"),
        false => Ok(()),
    }
}

/// Whether a record as it stands takes steps of a kind.
fn takes(kind: Follow, book: &Unsealed) -> Result<()> {
    let directions = book.directions();
    let gravity = directions.last().map(|(_, direction)| direction.gravity);
    match kind {
        Follow::Letter => match book.now().map(|now| now.way()) {
            Some(Way::Leader) => refused("内部人员的过问由主要负责人批示，不发情况反映函。"),
            Some(Way::Kept) => refused("工作记录留存备查，不发情况反映函。"),
            None => refused("这条记录不是过问，请用“报告公安机关”登记。"),
            Some(_) if directions.is_empty() => refused("还没有批示。请先由收到这条记录的负责人批示。"),
            Some(_) => Ok(()),
        },
        Follow::Receipt => match book.letters().iter().any(|one| one.receipt.is_none()) {
            true => Ok(()),
            false => refused("没有未收到回执的情况反映函。"),
        },
        Follow::Discipline | Follow::Justice => match (kind, gravity) {
            (_, None) => refused("还没有批示，不能登记移交。请先由收到这条记录的负责人批示。"),
            (_, Some(Gravity::None)) => {
                refused("批示没有认定造成后果或者恶劣影响。需要移交的，请先补作批示。")
            }
            (Follow::Justice, Some(Gravity::Harm)) => {
                refused("批示没有认定涉嫌犯罪。需要移交司法机关的，请先补作批示。")
            }
            _ => Ok(()),
        },
        Follow::Feedback if directions.is_empty() => refused("还没有批示，没有可以反馈的结果。"),
        _ => Ok(()),
    }
}

/// What is not done yet, with the organ and the day.
fn open_steps(
    on: NaiveDate,
    book: &Unsealed,
    settings: &InterferenceSettings,
) -> Vec<(Due, String, Option<NaiveDate>)> {
    let mut open = Vec::new();
    let now = book.now();
    let way = now.as_ref().map(|now| now.way());
    let directions = book.directions();
    let Some((page, direction)) = directions.last() else {
        // A 工作记录 waits for nobody.
        if way != Some(Way::Kept) {
            open.push((Due::Direct, String::new(), after(on, settings.direct_days)));
        }
        return open;
    };
    let directed_on = crate::env::local_date(page.at);
    let steps = book.steps();
    let done = |kind: Follow| steps.iter().any(|(_, step)| step.kind == kind);
    let letters = book.letters();
    if matches!(way, Some(Way::Letter | Way::Congress | Way::Conference)) && letters.is_empty() {
        open.push((Due::Letter, String::new(), after(directed_on, settings.letter_days)));
    }
    for letter in letters.into_iter().filter(|one| one.receipt.is_none()) {
        open.push((Due::Receipt, letter.letter.organ, letter.letter.due_on));
    }
    let handed = match direction.gravity {
        Gravity::None => true,
        Gravity::Harm => done(Follow::Discipline) || done(Follow::Justice),
        Gravity::Grave => done(Follow::Justice),
    };
    if let (false, Some(organ)) = (handed, direction.gravity.handed_to()) {
        open.push((Due::HandOver, organ.to_owned(), None));
    }
    if way != Some(Way::Kept) && !done(Follow::Feedback) {
        open.push((Due::Feedback, String::new(), after(directed_on, settings.feedback_days)));
    }
    open
}
