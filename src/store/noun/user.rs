//! Users in the journal: roles and public keys, nothing secret.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};

use super::{Noun, text};
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::role::Role;
use crate::domain::user::User;

#[derive(Serialize, Deserialize)]
#[serde(remote = "User")]
struct StoredUser {
    name: String,
    roles: Vec<Role>,
    officer: Option<Id<Officer>>,
    #[serde(with = "hex::serde")]
    signing: [u8; 32],
    #[serde(with = "hex::serde")]
    sealing: [u8; 32],
    closed: bool,
}

stored! {
    User as StoredUser;
}

impl Noun for User {
    const KIND: &'static str = "user";

    fn columns(&self) -> Vec<Value> {
        vec![text(&self.name), Value::Integer(self.closed.into())]
    }
}
