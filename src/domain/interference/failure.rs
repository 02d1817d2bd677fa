//! Failing to record, or recording untruthfully (C10-10): how often, and what therefore follows.

use chrono::NaiveDate;

use super::super::id::Id;
use super::super::officer::Officer;
use super::super::problem::{Check, Checked, Invalid, LINE_MOST, Reason};

coded! {
    /// What was wrong with the recording.
    FailureKind {
        NotRecorded = "not-recorded", "不记录";
        NotTruthful = "not-truthful", "不如实记录";
    }
}

coded! {
    /// What C10-10 has follow.
    Response {
        Criticism = "criticism", "通报批评";
        Discipline = "discipline", "纪律处分";
        /// For a superior on whose instruction somebody failed.
        Heavier = "heavier", "依法依纪从重追究主管领导责任";
    }
}

/// One established failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failure {
    pub kind: FailureKind,
    pub officer: Id<Officer>,
    /// The superior in charge on whose instruction it happened.
    pub instructed_by: Option<Id<Officer>>,
}

/// A failure as somebody established it. It stands in the open, like the 通报 that follows: what was asked, and by
/// whom, belongs into the sealed record alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordingFailure {
    pub failure: Failure,
    /// The day on which the record should have been made.
    pub on: NaiveDate,
    pub facts: String,
    /// The body or person that established it.
    pub established_by: String,
    pub established_on: NaiveDate,
    /// The 通报 or decision, once there is one.
    pub document: String,
    /// Why it does not stand any more; empty while it does.
    pub withdrawn: String,
}

impl Checked for RecordingFailure {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.text("recording_failure.facts", &self.facts);
        check.line("recording_failure.established_by", &self.established_by, LINE_MOST);
        check.not_before("recording_failure.established_on", self.established_on, self.on);
        check.optional_line("recording_failure.document", &self.document, LINE_MOST);
        check.optional_line("recording_failure.withdrawn", &self.withdrawn, LINE_MOST);
        if self.failure.instructed_by == Some(self.failure.officer) {
            check.note("recording_failure.instructed_by", Reason::Taken { by: "失记的人自己".to_owned() });
        }
        check.done()
    }
}

/// What follows for one person, and on which failures it rests, by their place in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    pub officer: Id<Officer>,
    pub response: Response,
    pub rests_on: Vec<usize>,
}

/// Counts failures, oldest first. The text names no period, so a whole life counts; both kinds count together.
/// An instruction makes the superior answer at once, and does not excuse the one who followed it.
pub fn count(failures: &[Failure]) -> Vec<Counted> {
    let mut counted: Vec<Counted> = Vec::new();
    for (place, failure) in failures.iter().enumerate() {
        match counted
            .iter_mut()
            .find(|one| one.officer == failure.officer && one.response != Response::Heavier)
        {
            Some(one) => {
                one.response = Response::Discipline;
                one.rests_on.push(place);
            }
            None => counted.push(Counted {
                officer: failure.officer,
                response: Response::Criticism,
                rests_on: vec![place],
            }),
        }
        let Some(superior) = failure.instructed_by else { continue };
        match counted.iter_mut().find(|one| one.officer == superior && one.response == Response::Heavier) {
            Some(one) => one.rests_on.push(place),
            None => counted.push(Counted {
                officer: superior,
                response: Response::Heavier,
                rests_on: vec![place],
            }),
        }
    }
    counted
}
