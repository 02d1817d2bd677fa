//! The use cases: `Ledger` is the only door to the data.

mod accounts;
mod backup;
pub mod cards;
pub mod case_file;
pub mod cases;
mod deadlines;
mod decide;
mod drafts;
mod error;
mod export;
mod find;
mod guidance;
pub mod import;
mod inquiry;
pub mod interference;
mod layouts;
mod notices;
mod papers;
mod people;
mod proving;
mod reader;
mod recurring;
mod redact;
mod register;
pub mod reviews;
mod roster;
pub mod sample;
mod sealed;
mod sheets;
pub mod standards;
mod texts;
mod timeline;
mod todo;
mod transact;
mod users;

use std::path::Path;

use zeroize::Zeroizing;

pub use accounts::{Enrolled, RecoverySheet, Second};
pub use backup::{BackupMade, BackupPlan, restore};
pub use decide::{Concluded, Instruction, facts, vocabulary};
pub use drafts::{Saved, Unfinished};
pub use error::{Error, Result, fault_sentence, io_at, named, unwritable};
pub use export::Exported;
pub use find::{Found, FoundKind};
pub use guidance::GuidanceRow;
pub use inquiry::Decided;
pub use layouts::{Layout, LayoutWords, column_label, columns_offered, layout_problem};
pub use notices::Issued;
pub use proving::{Proven, Proving};
pub use reader::Reader;
pub use recurring::{Occurrence, RecurringBy, RecurringLine};
pub use register::{
    CardCell, CardFilter, CaseAnswer, CaseAsk, CaseKey, CaseQuery, CaseRow, CaseSort, InquiryQuery,
    InquiryRow, InquirySort, InquiryState, NoticeQuery, NoticeRow, NoticeSort, OfficerAnswer, OfficerAsk,
    OfficerRow, OfficerSort, RegisterQuery, RowKey, SOON, States,
};
pub use roster::RosterAsk;
pub use sealed::{
    Attachment, Closed, FILE_MOST, HandedOver, PaperKey, SealedRow, Sealing, keeps_files, points_of,
    too_large,
};
pub use sheets::{Group, trial_paper};
pub use standards::AdoptedStandard;
pub use timeline::{Act, FieldChange, Touch, Touched};
pub use todo::{AssignedRow, CardDue, Counts, DueRow, Place, RegisterDue, Todo, UnprintedRow, UnservedRow};
pub use transact::Draft;
pub use users::Enrolment;

use crate::domain::bureau::Agency;
use crate::domain::id::Id;
use crate::domain::user::User;
use crate::env::Env;
use crate::store::{Store, Versioned};

/// The types of the file that a caller needs: what opens it, where it is kept, what was found.
pub mod file {
    pub use crate::store::{
        Depth, EntryName, Error, Fault, Hit, Key, Machine, Mode, Noun, Report, Versioned, Watch,
    };
}

use file::{Key, Machine, Mode};

/// An open ledger, with the user who acts in it.
pub struct Ledger {
    store: Store,
    env: Env,
    actor: Option<Versioned<User>>,
    /// The acting user's seed, once the user's own password has opened it.
    secret: Option<Zeroizing<[u8; 32]>>,
    /// What opened the file, for a second connection and for users who are enrolled here.
    key: Key,
    /// The index of everybody, as it was last read for a list.
    people: register::Kept<register::People>,
    /// The order of all cases, as it was last read for a list.
    cases: register::Kept<register::Cases>,
}

impl Ledger {
    /// Makes a ledger and its first user; whatever fails, no file is left behind.
    ///
    /// # Errors
    /// A file that is there already, a folder that cannot be written, a name that is empty or too long.
    pub fn create(
        path: &Path,
        key: &Key,
        machine: Machine,
        env: Env,
        agency: &Agency,
        first: &Enrolment<'_>,
    ) -> Result<Ledger> {
        let store = Store::create(path, key, machine, &env)?;
        let mut ledger = Ledger {
            store,
            env,
            actor: None,
            secret: None,
            key: key.clone(),
            people: Default::default(),
            cases: Default::default(),
        };
        match ledger.found(agency, first, key) {
            Ok(()) => Ok(ledger),
            Err(error) => {
                drop(ledger);
                let _ = std::fs::remove_file(path);
                Err(error)
            }
        }
    }

    /// Makes a ledger that lives in memory only, for trials and tests.
    pub fn create_in_memory(
        machine: Machine,
        env: Env,
        agency: &Agency,
        first: &Enrolment<'_>,
    ) -> Result<Ledger> {
        let store = Store::create_in_memory(machine, &env)?;
        let mut ledger = Ledger {
            store,
            env,
            actor: None,
            secret: None,
            key: Key::Plain,
            people: Default::default(),
            cases: Default::default(),
        };
        ledger.found(agency, first, &Key::Plain)?;
        Ok(ledger)
    }

    /// Opens a ledger; nobody acts in it yet.
    pub fn open(path: &Path, key: &Key, mode: Mode, machine: Machine, env: Env) -> Result<Ledger> {
        let store = Store::open(path, key, mode, machine, &env)?;
        Ok(Ledger {
            store,
            env,
            actor: None,
            secret: None,
            key: key.clone(),
            people: Default::default(),
            cases: Default::default(),
        })
    }

    /// Time and randomness of this ledger.
    pub fn env(&self) -> &Env {
        &self.env
    }

    /// The bureau that keeps the ledger.
    pub fn agency(&self) -> Result<Versioned<Agency>> {
        let found = self.store.all::<Agency>()?.into_iter().next();
        found.ok_or_else(|| Error::NotFound { what: "单位信息", name: "本单位".to_owned() })
    }

    /// Reads all that a page shows, as of one moment; sooner than one record after the other.
    ///
    /// # Errors
    /// What `read` gives, or a ledger that cannot be read.
    pub fn at_once<T>(&self, read: impl FnOnce() -> Result<T>) -> Result<T> {
        self.store.at_once(read)
    }

    /// One record by its identity.
    ///
    /// # Errors
    /// A record that is not there, or that only use cases of its own read.
    pub fn get<T: file::Noun>(&self, id: Id<T>) -> Result<Versioned<T>> {
        open_to_all::<T>()?;
        let found = self.store.get(id)?;
        found.ok_or_else(|| Error::NotFound { what: "记录", name: id.uuid().to_string() })
    }

    /// All records of a kind, in the order in which they came.
    ///
    /// # Errors
    /// A kind that only use cases of its own read.
    pub fn all<T: file::Noun>(&self) -> Result<Vec<Versioned<T>>> {
        open_to_all::<T>()?;
        Ok(self.store.all()?)
    }

    /// How many records of a kind there are.
    pub fn count<T: file::Noun>(&self) -> Result<u64> {
        Ok(self.store.count::<T>()?)
    }

    /// What matches the words as they are typed: see [`Store::search`].
    pub fn search(&self, typed: &str, limit: usize) -> Result<Vec<file::Hit>> {
        Ok(self.store.search(typed, limit)?)
    }

    /// Verifies the ledger against itself, against `heads` kept elsewhere and against what this machine
    /// remembers of it.
    pub fn verify(&self, depth: file::Depth, heads: &[(u64, String)]) -> Result<file::Report> {
        self.verify_watched(depth, heads, &file::Watch::default())
    }

    /// The same, for somebody who waits for it and may ask it to stop. What is written meanwhile, through another
    /// connection, does not wait for the end.
    pub fn verify_watched(
        &self,
        depth: file::Depth,
        heads: &[(u64, String)],
        watch: &file::Watch,
    ) -> Result<file::Report> {
        let mut heads = heads.to_vec();
        heads.extend(self.store.remembered()?);
        Ok(self.store.verify_watched(depth, &heads, watch)?)
    }

    /// Fills the tables anew from the journal.
    pub fn rebuild(&mut self) -> Result<()> {
        Ok(self.store.rebuild()?)
    }

    /// A digest of all that follows from the journal.
    pub fn digest(&self) -> Result<crate::domain::hash::Hash> {
        Ok(self.store.digest()?)
    }

    /// The node that this machine writes as.
    pub fn node(&self) -> Option<[u8; 32]> {
        self.store.node()
    }

    /// Place and hash of the last entry: what is printed and kept elsewhere.
    pub fn head(&self) -> Result<Option<(u64, crate::domain::hash::Hash)>> {
        Ok(self.store.head()?)
    }

    /// The bytes of a file that the ledger keeps.
    pub fn file(&self, hash: &crate::domain::hash::Hash) -> Result<Vec<u8>> {
        Ok(self.store.blob(hash)?)
    }

    /// Lets the file grow no more than this many pages, as a full disk would.
    #[doc(hidden)]
    pub fn leave_room_for(&self, pages: u32) -> Result<()> {
        Ok(self.store.limit_pages(self.store.pages()? + pages)?)
    }

    /// The store, for what stands beside the use cases in this module.
    fn store(&self) -> &Store {
        &self.store
    }
}

fn open_to_all<T: file::Noun>() -> Result<()> {
    if T::GUARDED {
        Err(Error::Refused("这类记录只能从它自己的页面查看。".to_owned()))
    } else {
        Ok(())
    }
}
