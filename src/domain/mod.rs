//! Facts and pure decisions of the field: no SQL, no window, no PDF, no clock.

pub mod calendar;
pub mod deadline;
pub mod fault;
