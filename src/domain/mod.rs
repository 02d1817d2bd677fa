//! Facts and pure decisions of the field: no SQL, no window, no PDF, no clock.

#[macro_use]
mod coded;

pub mod annual_check;
pub mod bureau;
pub mod calendar;
pub mod card_life;
pub mod card_settings;
pub mod case;
pub mod case_file;
pub mod case_settings;
pub mod case_step;
pub mod certificate;
pub mod credit_code;
pub mod deadline;
pub mod due;
pub mod fault;
pub mod guidance;
pub mod hash;
pub mod hr_copy;
pub mod id;
pub mod id_number;
pub mod intake;
pub mod interference;
pub mod liability;
pub mod misuse;
pub mod month;
pub mod notice;
pub mod officer;
pub mod posting;
pub mod power;
pub mod problem;
pub mod questioning;
pub mod review;
pub mod role;
pub mod roster_layout;
pub mod seizure;
pub mod text;
pub mod training;
pub mod unit;
pub mod user;
