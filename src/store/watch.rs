//! Who waits for long work: told how far it is, and heard when it should stop.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};

use rusqlite::InterruptHandle;

use super::error::{Error, Result};

/// Shared by the work and by whoever waits for it.
#[derive(Clone, Default)]
pub struct Watch {
    stopped: Arc<AtomicBool>,
    done: Arc<AtomicU64>,
    all: Arc<AtomicU64>,
    /// Breaks off the statement that is running, which may be a long one.
    statement: Arc<Mutex<Option<InterruptHandle>>>,
}

impl Watch {
    /// Asks the work to stop at its next step.
    pub fn stop(&self) {
        self.stopped.store(true, Relaxed);
        if let Ok(Some(statement)) = self.statement.lock().as_deref() {
            statement.interrupt();
        }
    }

    /// Lets a wish to stop break off statements of this connection too.
    pub(super) fn listen(&self, connection: Option<InterruptHandle>) {
        if let Ok(mut statement) = self.statement.lock() {
            *statement = connection;
        }
    }

    /// Whether the work has been asked to stop.
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Relaxed)
    }

    /// How much is done, of how much; of nothing while that is not known.
    pub fn counts(&self) -> (u64, u64) {
        (self.done.load(Relaxed), self.all.load(Relaxed))
    }

    /// Begins to count anew, up to this.
    pub fn expect(&self, all: u64) {
        self.done.store(0, Relaxed);
        self.all.store(all, Relaxed);
    }

    /// Counts what is done, and goes on only while nobody has asked to stop.
    ///
    /// # Errors
    /// [`Error::Stopped`].
    pub fn step(&self, done: u64) -> Result<()> {
        self.done.fetch_add(done, Relaxed);
        if self.is_stopped() { Err(Error::Stopped) } else { Ok(()) }
    }
}
