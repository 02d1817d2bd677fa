//! One file or folder a screen: state, messages, `update`, `ui`.

pub mod adoption;
pub mod certificates;
pub mod coming;
mod importing;
pub mod interference;
pub mod liability;
pub mod login;
pub mod overlap;
pub mod palette;
pub mod papers;
pub mod picker;
pub mod problems;
pub mod provision;
pub mod review;
mod save_sheet;
pub mod settings;
pub mod slowdown;
pub mod specimen;
pub mod todo;
pub mod wizard;

use chrono::NaiveDate;

use super::tab::Target;
use super::widget::{Panes, Toast};
use crate::domain::role::{Op, Role, may};
use crate::ledger::{Ledger, Reader, Unfinished};

/// What a screen sees while it is painted: values only, nothing that reads a file or a clock.
pub struct See<'a> {
    pub today: NaiveDate,
    pub roles: &'a [Role],
    /// Whether the window is too narrow for two panes of full width: below 1200 points.
    pub narrow: bool,
    pub panes: &'a mut Panes,
}

impl See<'_> {
    /// Whether the one who acts may do this.
    pub fn may(&self, op: Op) -> bool {
        may(self.roles, op)
    }

    /// Why a button for this act is barred, where it is.
    pub fn barred(&self, op: Op) -> Option<&'static str> {
        if self.may(op) { None } else { Some("您的角色不办理这一项。") }
    }
}

/// What a screen works with while it handles a message.
pub struct Cx<'a> {
    pub ledger: &'a mut Ledger,
    /// Reads a large ledger on a thread.
    pub reader: Option<&'a Reader>,
    pub today: NaiveDate,
    /// Wakes the window when work on a thread has something to tell.
    pub ctx: &'a eframe::egui::Context,
    pub look: &'a super::look::Look,
    pub events: Vec<Event>,
}

impl Cx<'_> {
    /// Says in a sentence that something was done.
    pub fn done(&mut self, sentence: impl Into<String>) {
        self.events.push(Event::Toast(Toast::done(sentence)));
    }

    /// Says in a sentence why something was not done, where no field can show it.
    pub fn refused(&mut self, why: impl std::fmt::Display) {
        self.events.push(Event::Toast(Toast::refused(why.to_string())));
    }

    /// Sends the person to another place.
    pub fn go(&mut self, target: Target) {
        self.events.push(Event::Go(target));
    }

    /// Shows a provision over the screen.
    pub fn cite(&mut self, wanted: &provision::Wanted) {
        self.events.push(Event::Provision(wanted.clone()));
    }

    /// Keeps what is being written as a draft; tells whether it is kept, and says why where it is not.
    pub fn keep_draft(&mut self, key: &str, title: &str, written: &impl serde::Serialize) -> bool {
        let Ok(payload) = serde_json::to_vec(written) else { return false };
        match self.ledger.save_draft(&Unfinished { key: key.to_owned(), title: title.to_owned(), payload }) {
            Ok(_) => self.events.push(Event::DraftKept),
            Err(error) => {
                self.refused(error);
                return false;
            }
        }
        true
    }

    /// Throws a draft away: what it kept was submitted, or given up.
    pub fn drop_draft(&mut self, key: &str) {
        if let Err(error) = self.ledger.drop_draft(key) {
            self.refused(error);
        }
    }

    /// Whether the one who acts may do this.
    pub fn may(&self, op: Op) -> bool {
        self.ledger.actor().is_some_and(|user| may(&user.value.roles, op))
    }

    /// Tells the other screens that the ledger has changed, and the chip that all is kept.
    pub fn saved(&mut self) {
        self.events.push(Event::Saved);
    }
}

/// What a screen asks of the shell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    Go(Target),
    Toast(Toast),
    /// Something was written: screens that show it read it again, the chip shows the time.
    Saved,
    /// A draft was kept.
    DraftKept,
    /// Another theme or size of type.
    Look(super::look::Look),
    /// Somebody wants to read a provision.
    Provision(provision::Wanted),
    /// A person set the widths of a table's columns.
    Columns(&'static str, Vec<u16>),
    /// Another ledger is opened instead of this one.
    Leave(std::path::PathBuf),
}

/// A screen: one small state machine.
pub trait Screen {
    type Msg;

    /// Reads what it shows; called when it is entered, and when the ledger has changed.
    fn enter(&mut self, cx: &mut Cx<'_>);

    /// Paints from the state, and says what the person did.
    fn ui(&mut self, ui: &mut eframe::egui::Ui, see: &mut See<'_>, out: &mut Vec<Self::Msg>);

    /// Does it.
    fn update(&mut self, msg: Self::Msg, cx: &mut Cx<'_>);

    /// Reads what the last frame found missing: rows that have come into view; asks work on threads for news.
    fn logic(&mut self, _cx: &mut Cx<'_>) {}

    /// Shows a record, a blank form, or a draft of this tab.
    fn open(&mut self, _target: &Target, _cx: &mut Cx<'_>) {}

    /// Whether something has been written that no draft keeps yet.
    fn is_unkept(&self) -> bool {
        false
    }

    /// Keeps what is being written as a draft; called within a second of the last key, and before a lock.
    fn keep(&mut self, _cx: &mut Cx<'_>) {}

    /// Where within the tab the person is, for the top bar.
    fn breadcrumb(&self) -> String {
        String::new()
    }
}
