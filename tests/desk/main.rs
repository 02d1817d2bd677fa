//! What the window asks of the ledger: registers, what is to be done, drafts, finding, timelines, users.

#[path = "../house/mod.rs"]
mod house;

mod backup;
mod drafts;
mod finding;
mod import;
mod inquiry;
mod registers;
mod roster;
mod standards;
mod texts;
mod timeline;
mod todo;
mod users;

use binggong::domain::fault::DecisionKind;
use binggong::domain::id::Id;
use binggong::domain::liability::{Decision, Liability};
use house::{House, day};

/// The decision to pursue a subject, as it is entered.
fn decision(liability: Id<Liability>, subject: &str) -> Decision {
    Decision {
        liability,
        subject: subject.into(),
        kind: DecisionKind::Pursue,
        measure: "予以批评教育".into(),
        reason: "事实清楚，本人承认，依照制度应当承担相应的责任。".into(),
        meeting: "局长办公会议".into(),
        decided_by: "赵示一".into(),
        decided_on: day("2026-03-04"),
        basis: Vec::new(),
        handled_by: Vec::new(),
        diverges: false,
    }
}

/// Hears a subject and decides to pursue it.
fn decided(house: &mut House, liability: Id<Liability>, subject: &str) -> Id<Decision> {
    house.heard(liability, subject);
    house.ledger.decide(&decision(liability, subject)).expect("decided").id
}
