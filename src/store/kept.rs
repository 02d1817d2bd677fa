//! Settings of this copy of the file: rows of `local_meta`, outside history, exchange and verification.

use rusqlite::{OptionalExtension, params};

use super::error::{Error, Result};
use super::open::Store;

impl Store {
    /// Keeps a setting in this copy of the file.
    pub fn keep_setting(&self, name: &str, value: &str) -> Result<()> {
        if self.writer.is_none() {
            return Err(Error::ReadOnly(self.path().to_owned()));
        }
        self.conn
            .prepare_cached("INSERT OR REPLACE INTO local_meta (key, value) VALUES (?,?)")?
            .execute(params![name, value])?;
        Ok(())
    }

    /// A setting of this copy of the file.
    pub fn setting(&self, name: &str) -> Result<Option<String>> {
        let mut statement = self.conn.prepare_cached("SELECT value FROM local_meta WHERE key = ?")?;
        Ok(statement.query_row([name], |row| row.get(0)).optional()?)
    }
}
