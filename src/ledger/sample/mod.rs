//! Sample data.

mod stress;

pub use stress::stress;
