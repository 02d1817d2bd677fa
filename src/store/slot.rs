//! Slots in the file: what proves a user on a machine where that user is not enrolled yet.

use uuid::Uuid;

use super::error::Result;
use super::machine::Slot;
use super::open::Store;

fn key(user: Uuid) -> String {
    format!("slot/{user}")
}

impl Store {
    /// Keeps a user's slot in this copy of the file, beside the one on the machine.
    pub fn keep_slot(&self, slot: &Slot) -> Result<()> {
        self.keep_setting(&key(slot.user), &serde_json::to_string(slot)?)
    }

    /// The slot of a user that this copy of the file carries.
    pub fn slot(&self, user: Uuid) -> Result<Option<Slot>> {
        Ok(self.setting(&key(user))?.map(|json| serde_json::from_str(&json)).transpose()?)
    }

    /// Takes a user's slot out of the file: the user is closed.
    pub fn drop_slot(&self, user: Uuid) -> Result<()> {
        self.conn.prepare_cached("DELETE FROM local_meta WHERE key = ?")?.execute([key(user)])?;
        Ok(())
    }
}
