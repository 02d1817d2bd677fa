//! Facts and pure decisions of the field: no SQL, no window, no PDF, no clock.

#[macro_use]
mod coded;

pub mod calendar;
pub mod deadline;
pub mod fault;
