//! The only reader of time and randomness, so that everything else can be repeated.

use std::cell::RefCell;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use sha2::{Digest, Sha256};

/// Where a ledger gets its time and its random bytes from.
pub enum Env {
    /// The machine's clock and the operating system's randomness.
    System,
    /// A clock that starts at one instant and moves one second at each reading, and bytes that
    /// follow from a seed: for the sample bureau and for tests.
    Fixed(RefCell<FixedEnv>),
}

/// The state of [`Env::Fixed`].
#[derive(Clone)]
pub struct FixedEnv {
    now: DateTime<Utc>,
    seed: [u8; 32],
    drawn: u64,
}

impl Env {
    /// An environment that repeats itself: the same start and seed give the same times and bytes.
    pub fn fixed(start: DateTime<Utc>, seed: &str) -> Env {
        Env::Fixed(RefCell::new(FixedEnv {
            now: start,
            seed: Sha256::digest(seed.as_bytes()).into(),
            drawn: 0,
        }))
    }

    /// A second environment of the same kind; a fixed one goes on from where this one stands.
    pub fn again(&self) -> Env {
        match self {
            Env::System => Env::System,
            Env::Fixed(state) => Env::Fixed(state.clone()),
        }
    }

    /// The present instant, UTC, to the second.
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Env::System => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                DateTime::from_timestamp(since.as_secs() as i64, 0).unwrap_or_default()
            }
            Env::Fixed(state) => {
                let mut state = state.borrow_mut();
                let now = state.now;
                state.now += chrono::Duration::seconds(1);
                now
            }
        }
    }

    /// Today's date in China (+08:00).
    pub fn today(&self) -> NaiveDate {
        local_date(self.now())
    }

    /// Moves a fixed clock to another instant; the system's clock is nobody's to move.
    pub fn set_now(&self, now: DateTime<Utc>) {
        if let Env::Fixed(state) = self {
            state.borrow_mut().now = now;
        }
    }

    /// Fills a buffer with random bytes.
    ///
    /// # Panics
    /// When the operating system has no randomness: nothing safe can be done without it.
    pub fn fill(&self, buffer: &mut [u8]) {
        match self {
            Env::System => getrandom::fill(buffer).expect("the operating system gives random bytes"),
            Env::Fixed(state) => {
                let mut state = state.borrow_mut();
                for chunk in buffer.chunks_mut(32) {
                    let mut hash = Sha256::new();
                    hash.update(state.seed);
                    hash.update(state.drawn.to_be_bytes());
                    chunk.copy_from_slice(&hash.finalize()[..chunk.len()]);
                    state.drawn += 1;
                }
            }
        }
    }

    /// An array of random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }
}

/// Starts to measure; the answer says how long ago that was.
pub fn stopwatch() -> impl Fn() -> Duration {
    let begun = Instant::now();
    move || begun.elapsed()
}

/// An instant by the clock on the wall in China (+08:00).
pub fn local(at: DateTime<Utc>) -> DateTime<FixedOffset> {
    at.with_timezone(&FixedOffset::east_opt(8 * 3600).expect("eight hours are in range"))
}

/// The date in China (+08:00) at an instant.
pub fn local_date(at: DateTime<Utc>) -> NaiveDate {
    local(at).date_naive()
}
