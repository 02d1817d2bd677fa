//! The pages of the file, as SQLite and SQLCipher find them.

use rusqlite::Connection;

use super::{Fault, Report};

/// Reads every page.
pub(super) fn check(conn: &Connection, report: &mut Report) {
    for sql in ["PRAGMA integrity_check(20)", "PRAGMA cipher_integrity_check"] {
        // A check that cannot go on has found something too.
        for what in lines(conn, sql).unwrap_or_else(|error| vec![error.to_string()]) {
            if what != "ok" {
                report.faults.push(Fault::PageDamaged { what });
            }
        }
    }
}

/// What a check of SQLite's says, line by line.
pub(super) fn lines(conn: &Connection, sql: &str) -> rusqlite::Result<Vec<String>> {
    conn.prepare(sql)?.query_map([], |row| row.get(0))?.collect()
}
