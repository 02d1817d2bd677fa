//! The use cases: `Ledger` is the only door to the data.
