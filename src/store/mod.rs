//! The only SQL: opening, the journal, the tables that follow from it, search and blobs.

#[macro_use]
mod codec;

mod apply;
mod blob;
mod body;
mod cards;
mod case_file;
mod cases;
mod draft;
mod error;
mod journal;
mod kept;
mod lock;
mod machine;
mod merge;
mod noun;
mod open;
mod query;
mod register;
mod reviews;
mod sealed;
mod search;
mod slot;
mod verify;
mod watch;
pub use body::{Actor, BlobRef, Body, Change, EntryName, Version, hash_of};
pub use draft::Seal;
pub use error::{Error, Result, io_at};
pub use journal::{Entry, Header, NodeKey, Writer};
pub use machine::{Machine, Opened, Slot};
pub use merge::{Accepted, Parcel};
pub use noun::{Noun, known_kind};
pub use open::{Key, Mode, Store};
pub use query::Versioned;
pub use register::{CardLine, CaseLine, DayNumber, OfficerLine};
pub use sealed::{Identity, Letter, open_wrap, unpadded, wrap_for};
pub use search::Hit;
pub use verify::{Depth, Fault, Report};
pub use watch::Watch;
