//! The search index and the pages of the file.

use rusqlite::Connection;

use super::{Depth, Fault, Report};
use crate::store::error::{Error, Result};

pub(super) fn check(conn: &Connection, depth: Depth, report: &mut Report) -> Result<()> {
    let ask = |sql: &str| -> Result<Vec<String>> {
        let mut statement = conn.prepare(sql)?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        rows.collect::<rusqlite::Result<_>>().map_err(Error::from)
    };
    for what in ask("PRAGMA integrity_check('search')")?.into_iter().filter(|line| line != "ok") {
        report.faults.push(Fault::SearchIndex { what });
    }
    if depth == Depth::Full {
        for sql in ["PRAGMA integrity_check(20)", "PRAGMA cipher_integrity_check"] {
            for what in ask(sql)?.into_iter().filter(|line| line != "ok") {
                report.faults.push(Fault::PageDamaged { what });
            }
        }
    }
    Ok(())
}
