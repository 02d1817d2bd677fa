//! Dates as people here write and type them.
