//! One file a noun: how it is written in the journal, which columns and search keys follow from it.

mod agency;
mod annual_check;
mod card_act;
mod card_settings;
mod case;
mod case_file;
mod case_settings;
mod case_step;
mod certificate;
mod deadline;
mod guidance;
mod hr_copy;
mod intake;
mod interference;
mod liability;
mod misuse;
mod notice;
mod officer;
mod posting;
mod power;
mod questioning;
mod review;
mod roster_layout;
mod sealed;
mod seizure;
mod text;
mod training;
mod unit;
mod user;

use rusqlite::types::Value;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::search::mark;
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::problem::Checked;

/// Something that the ledger records.
pub trait Noun: Serialize + DeserializeOwned + Checked + 'static {
    /// The code of its kind in the journal, and the name of its table.
    const KIND: &'static str;

    /// Whether only use cases of its own read it, because not everybody may at any time.
    const GUARDED: bool = false;

    /// The columns of its table beside `ord`, `id` and `doc`, in the table's order.
    fn columns(&self) -> Vec<Value>;

    /// What it is found by.
    fn search(&self) -> Option<Keys<'_>> {
        None
    }

    /// Who handled the case that it belongs to, or is, as far as it says so.
    fn handlers(&self) -> &[Id<Officer>] {
        &[]
    }
}

/// What a record is found by.
#[derive(Default)]
pub struct Keys<'a> {
    /// Text in which any run of characters is found.
    pub text: Vec<&'a str>,
    /// Names whose pinyin initials are found, from any of their characters on.
    pub names: Vec<&'a str>,
    /// Titles whose pinyin initials are found from the first character on.
    pub titles: Vec<&'a str>,
    /// Numbers that are found from the front and from the back.
    pub numbers: Vec<&'a str>,
}

/// A table that follows from the journal.
pub(super) struct Table {
    pub kind: &'static str,
    pub sql: &'static str,
    /// The columns of one after-image, from its JSON; none where this program cannot read it.
    pub columns: fn(&str) -> Option<Vec<Value>>,
    /// What the same is found by.
    pub keys: fn(&str) -> Option<OwnedKeys>,
}

/// [`Keys`], detached from the noun.
pub(super) struct OwnedKeys {
    /// None where no text leads to it.
    pub text: Option<String>,
    pub names: Vec<String>,
    pub titles: Vec<String>,
    pub numbers: Vec<String>,
    pub handlers: Vec<Id<Officer>>,
}

fn columns<T: Noun>(json: &str) -> Option<Vec<Value>> {
    serde_json::from_str::<T>(json).ok().map(|noun| noun.columns())
}

fn keys<T: Noun>(json: &str) -> Option<OwnedKeys> {
    let noun: T = serde_json::from_str(json).ok()?;
    let handlers = noun.handlers().to_vec();
    let Some(keys) = noun.search() else {
        let (text, names, titles, numbers) = Default::default();
        return (!handlers.is_empty()).then_some(OwnedKeys { text, names, titles, numbers, handlers });
    };
    let own = |words: &[&str]| {
        words.iter().filter(|word| !word.is_empty()).map(|word| (*word).to_owned()).collect()
    };
    // The mark is a word of its own, behind the text.
    let text = keys.text.into_iter().map(str::to_owned).chain(mark(T::KIND).map(String::from));
    Some(OwnedKeys {
        text: Some(text.collect::<Vec<_>>().join(" ")),
        names: own(&keys.names),
        titles: own(&keys.titles),
        numbers: own(&keys.numbers),
        handlers,
    })
}

macro_rules! tables {
    ($($noun:ty, $sql:literal;)+) => {
        /// Every noun's table, in the order in which they are made.
        pub(super) const TABLES: &[Table] =
            &[$(Table {
                kind: <$noun as Noun>::KIND,
                sql: include_str!($sql),
                columns: columns::<$noun>,
                keys: keys::<$noun>,
            },)+];
    };
}

tables! {
    crate::domain::bureau::Agency, "agency.sql";
    crate::domain::user::User, "user.sql";
    crate::domain::text::AdoptedText, "text.sql";
    crate::domain::unit::Unit, "unit.sql";
    crate::domain::officer::Officer, "officer.sql";
    crate::domain::certificate::Certificate, "certificate.sql";
    crate::domain::case::Case, "case.sql";
    crate::domain::case_file::CaseDocument, "case_document.sql";
    crate::domain::case_file::Binding, "case_binding.sql";
    crate::domain::case::Lead, "lead.sql";
    crate::domain::case::Evidence, "evidence.sql";
    crate::domain::liability::Liability, "liability.sql";
    crate::domain::liability::Decision, "decision.sql";
    crate::domain::notice::Number, "number.sql";
    crate::domain::notice::Notice, "notice.sql";
    crate::domain::due::Deadline, "deadline.sql";
    crate::domain::card_life::CardAct, "card_act.sql";
    crate::domain::training::Training, "training.sql";
    crate::domain::posting::Posting, "posting.sql";
    crate::domain::power::PowerItem, "power.sql";
    crate::domain::power::Delegation, "delegation.sql";
    crate::domain::misuse::Misuse, "misuse.sql";
    crate::domain::misuse::Complaint, "complaint.sql";
    crate::domain::card_settings::CardSettings, "card_settings.sql";
    crate::domain::roster_layout::RosterLayout, "roster_layout.sql";
    crate::domain::hr_copy::HrCopy, "hr_copy.sql";
    crate::domain::annual_check::AnnualCheck, "annual_check.sql";
    crate::domain::questioning::Questioning, "questioning.sql";
    crate::domain::guidance::Guidance, "guidance.sql";
    crate::domain::interference::Sealed, "sealed.sql";
    crate::domain::interference::RecoveryKey, "recovery.sql";
    crate::domain::interference::Acting, "acting.sql";
    crate::domain::interference::InterferenceSettings, "interference_settings.sql";
    crate::domain::interference::RecordingFailure, "recording_failure.sql";
    crate::domain::interference::Totals, "interference_totals.sql";
    crate::domain::review::ReviewPlan, "review_plan.sql";
    crate::domain::review::ReviewDraw, "review_draw.sql";
    crate::domain::review::ReviewFile, "review_file.sql";
    crate::domain::review::Review, "review.sql";
    crate::domain::review::ReviewResult, "review_result.sql";
    crate::domain::review::ReviewAct, "review_act.sql";
    crate::domain::case_settings::CaseSettings, "case_settings.sql";
    crate::domain::case_step::CaseStep, "case_step.sql";
    crate::domain::case_step::Recusal, "recusal.sql";
    crate::domain::seizure::Seizure, "seizure.sql";
    crate::domain::intake::Intake, "intake.sql";
}

/// A kind by its name, where this program knows it.
pub fn known_kind(name: &str) -> Option<&'static str> {
    TABLES.iter().map(|table| table.kind).find(|kind| *kind == name)
}

/// Whether a member can be left out of a body, because reading gives the same without it.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// A column that holds an identity.
fn uuid<T>(id: crate::domain::id::Id<T>) -> Value {
    Value::Blob(id.uuid().as_bytes().to_vec())
}

/// A column that holds a day as ISO text, or NULL.
fn day(on: Option<chrono::NaiveDate>) -> Value {
    on.map_or(Value::Null, |on| Value::Text(on.to_string()))
}

/// A column that holds text.
fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

/// A key under which numbers sort as they count: 2号 before 10号, whatever stands around the digits.
fn counted(number: &str) -> String {
    const WIDTH: usize = 8;
    let mut key = String::with_capacity(number.len() + 2 * WIDTH);
    let mut rest = number;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        let (digits, after) = from.split_at(from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len()));
        key.push_str(before);
        key.push_str(&format!("{digits:0>WIDTH$}"));
        rest = after;
    }
    key + rest
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn numbers_sort_as_they_count() {
        let mut numbers = ["示应急罚〔2026〕10号", "示应急罚〔2026〕2号", "", "示应急罚〔2025〕118号", "甲"];
        numbers.sort_by_key(|number| counted(number));
        assert_eq!(
            numbers,
            ["", "甲", "示应急罚〔2025〕118号", "示应急罚〔2026〕2号", "示应急罚〔2026〕10号"]
        );
    }
}
