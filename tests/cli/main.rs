//! The program as people call it: what it answers, what it refuses, and what it leaves behind.

mod bureau;
mod case_files;
mod chain;
mod embedded;
mod judging;
mod opening;
mod people;
mod printing;
mod refusals;
mod register;
mod space;
mod texts;
mod usage;
mod walkthrough;
