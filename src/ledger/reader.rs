//! A second connection that stays open on a thread of its own: what a person types is looked up there, while the
//! window goes on painting.

use std::sync::mpsc::{Sender, channel};
use std::thread::{self, JoinHandle};

use super::Ledger;
use super::accounts::Second;

/// Records from which a ledger is read on a thread; fewer are read in next to no time.
pub(super) const LARGE: i64 = 4_000;

/// Something to be read.
type Ask = Box<dyn FnOnce(&Ledger) + Send>;

/// The reader of a large ledger. Whoever lets go of it waits for what it is reading: the process must not end
/// around it.
pub struct Reader {
    /// Until it is let go of.
    going_on: Option<(Sender<Ask>, JoinHandle<()>)>,
}

impl Reader {
    /// Opens the second connection; what is asked before it is open waits.
    pub fn begin(second: Second) -> Reader {
        let (asks, asked) = channel::<Ask>();
        let thread = thread::spawn(move || {
            // Whoever asks a reader that could not open finds the answer lost, and says so.
            let Ok(ledger) = second.open() else { return };
            asked.into_iter().for_each(|ask| ask(&ledger));
        });
        Reader { going_on: Some((asks, thread)) }
    }

    /// Has something read after all that was asked before; lost where the ledger could not be opened.
    pub fn ask(&self, ask: impl FnOnce(&Ledger) + Send + 'static) {
        if let Some((asks, _)) = &self.going_on {
            let _ = asks.send(Box::new(ask));
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        if let Some((asks, thread)) = self.going_on.take() {
            drop(asks);
            // Had it broken, whoever asked has found the answer lost.
            let _ = thread.join();
        }
    }
}

impl Ledger {
    /// A reader on a thread, where the ledger is so large that it is worth one.
    pub fn reader(&self) -> Option<Reader> {
        let store = self.store();
        let large = store.is_a_file() && store.has_more_records_than(LARGE).unwrap_or(false);
        large.then(|| Reader::begin(self.second()))
    }
}
