//! The only SQL: opening, the journal, the tables that follow from it, search and blobs.
