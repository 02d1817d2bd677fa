//! Users: who acts in the ledger.

use super::id::Id;
use super::officer::Officer;
use super::problem::{Check, Checked, Invalid, NAME_MOST, Reason};
use super::role::Role;

/// A user. The journal holds public keys only; the password lives in a slot on each machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    pub name: String,
    pub roles: Vec<Role>,
    /// The officer that this user is, where it is one.
    pub officer: Option<Id<Officer>>,
    /// Ed25519 key that checks this user's signatures.
    pub signing: [u8; 32],
    /// X25519 key to which records are sealed for this user.
    pub sealing: [u8; 32],
    /// A user who may not log in any more stays for the sake of what was done.
    pub closed: bool,
}

impl Checked for User {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check.line("user.name", &self.name, NAME_MOST);
        if self.roles.is_empty() {
            check.note("user.roles", Reason::NoneGiven);
        }
        check.done()
    }
}
