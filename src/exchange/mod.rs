//! What goes in and out of a ledger as files.

pub mod calendar_file;
pub mod case_file;
pub mod cases;
pub mod out_file;
pub mod pdf_page;
pub mod photo;
pub mod register;
pub mod scan;
pub mod standard;
