//! What follows after a record: letters and their receipts, hand-over, feedback, protection; and threats.

use chrono::{NaiveDate, NaiveTime};

use super::super::problem::{Check, Checked, Invalid, LINE_MOST, NAME_MOST, Reason};
use super::{Addressee, Attached, Person};

coded! {
    /// A step after the record.
    Follow {
        /// D17: to the authority in charge of whoever asked.
        Letter = "letter", "发出情况反映函";
        Receipt = "receipt", "收到回执";
        /// C10-9.
        Discipline = "discipline", "移交纪检监察机构";
        Justice = "justice", "移交司法机关";
        Feedback = "feedback", "向记录人反馈";
        Outcome = "outcome", "登记处理结果";
        /// C10-6: whether a change of the recorder's position had ground and procedure.
        Checked = "checked", "核查记录人岗位、职务变动";
        /// D16: threats to an officer or the officer's family.
        Police = "police", "报告公安机关";
        Help = "help", "提供协助和保护";
    }
}

impl Follow {
    /// Whether somebody outside stands at the other end, who is named.
    pub const fn names_an_organ(self) -> bool {
        use Follow::{Discipline, Justice, Letter, Police, Receipt};
        matches!(self, Letter | Receipt | Discipline | Justice | Police)
    }

    /// Whether it says nothing without words.
    pub const fn wants_words(self) -> bool {
        use Follow::{Checked, Feedback, Help, Outcome};
        matches!(self, Feedback | Outcome | Checked | Help)
    }
}

/// One step, as somebody entered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    pub kind: Follow,
    pub on: NaiveDate,
    /// To whom it went, or from whom it came.
    pub organ: String,
    /// 文号 of the letter, the receipt or the hand-over, as the office gave it.
    pub document: String,
    pub text: String,
    /// Until when the bureau asks for the receipt of a letter.
    pub due_on: Option<NaiveDate>,
    /// What came with it: a scan of the receipt.
    pub attached: Vec<Attached>,
}

impl FollowUp {
    /// A step with nothing but its day.
    pub fn new(kind: Follow, on: NaiveDate) -> FollowUp {
        let (organ, document, text) = (String::new(), String::new(), String::new());
        FollowUp { kind, on, organ, document, text, due_on: None, attached: Vec::new() }
    }
}

impl Checked for FollowUp {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        match self.kind.names_an_organ() {
            true => check.line("follow.organ", &self.organ, LINE_MOST),
            false => check.optional_line("follow.organ", &self.organ, LINE_MOST),
        }
        check.optional_line("follow.document", &self.document, LINE_MOST);
        if self.kind.wants_words() {
            check.text("follow.text", &self.text);
        }
        if let Some(due_on) = self.due_on {
            check.not_before("follow.due_on", due_on, self.on);
        }
        check.done()
    }
}

coded! {
    /// How far a letter has come.
    LetterState {
        Waiting = "waiting", "待回执";
        Overdue = "overdue", "逾期未回执";
        Answered = "answered", "已回执";
    }
}

/// A letter and what came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    pub letter: FollowUp,
    pub receipt: Option<FollowUp>,
}

impl Sent {
    /// Its state on a day.
    pub fn state(&self, on: NaiveDate) -> LetterState {
        match (&self.receipt, self.letter.due_on) {
            (Some(_), _) => LetterState::Answered,
            (None, Some(due_on)) if due_on < on => LetterState::Overdue,
            _ => LetterState::Waiting,
        }
    }
}

/// The letters among steps, each with the receipt of the same organ that came for it: the first receipt answers
/// the first letter.
pub(super) fn letters<'a>(steps: impl Iterator<Item = &'a FollowUp>) -> Vec<Sent> {
    let mut sent: Vec<Sent> = Vec::new();
    for step in steps {
        match step.kind {
            Follow::Letter => sent.push(Sent { letter: step.clone(), receipt: None }),
            Follow::Receipt => {
                let waiting = sent
                    .iter_mut()
                    .find(|one| one.receipt.is_none() && one.letter.organ.trim() == step.organ.trim());
                if let Some(waiting) = waiting {
                    waiting.receipt = Some(step.clone());
                }
            }
            _ => {}
        }
    }
    sent
}

/// A threat against an officer or the officer's family (D16), sealed like what it may be about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Threat {
    pub to: Addressee,
    /// The officer who is threatened, or whose family is.
    pub officer: Person,
    /// Who of the family; empty where it is the officer.
    pub kin: String,
    /// Who threatens, as far as it is known.
    pub by: String,
    pub on: NaiveDate,
    pub at: Option<NaiveTime>,
    pub place: String,
    /// What was said or done.
    pub content: String,
    /// The case or the record that it has to do with, in words.
    pub about: String,
    pub witnesses: String,
    pub attached: Vec<Attached>,
    pub recorder: Person,
}

impl Checked for Threat {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.line("threat.officer", &self.officer.name, NAME_MOST);
        check.optional_line("threat.kin", &self.kin, LINE_MOST);
        check.optional_line("threat.by", &self.by, LINE_MOST);
        check.line("threat.place", &self.place, LINE_MOST);
        check.text("threat.content", &self.content);
        check.optional_line("threat.about", &self.about, LINE_MOST);
        check.optional_line("threat.witnesses", &self.witnesses, LINE_MOST);
        if self.recorder.name.trim().is_empty() {
            check.note("threat.recorder", Reason::Empty);
        }
        check.done()
    }
}
