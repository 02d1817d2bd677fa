//! Founding a ledger, its users, and who acts.

use std::path::Path;

use ed25519_dalek::SigningKey;
use uuid::Uuid;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

use super::error::{Error, Result};
use super::file::{Key, Machine, Mode, Versioned};
use super::{Draft, Ledger};
use crate::domain::bureau::Agency;
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::problem::{Checked, Invalid, Reason};
use crate::domain::role::{Op, Role};
use crate::domain::user::User;
use crate::env::Env;
use crate::store;
use sha2::{Digest, Sha256};

/// Shortest password, in characters.
const PASSWORD_LEAST: usize = 8;

/// A user to be made, and the password that opens this machine for the user.
#[derive(Clone, Copy)]
pub struct Enrolment<'a> {
    pub name: &'a str,
    pub roles: &'a [Role],
    pub officer: Option<Id<Officer>>,
    /// None makes the user without a slot: it acts when the ledger is opened with its passphrase.
    pub password: Option<&'a str>,
}

/// One of the keys that follow from a user's seed.
fn branch(mark: &str, seed: &[u8; 32]) -> Zeroizing<[u8; 32]> {
    let mut hash = Sha256::new();
    hash.update(mark);
    hash.update(seed);
    Zeroizing::new(hash.finalize().into())
}

/// The seed of a user of the sample, where nothing is secret.
fn sample_seed(name: &str) -> Zeroizing<[u8; 32]> {
    branch("binggong sample", &Sha256::digest(name.trim()).into())
}

/// The secret half of the key that signs for a user.
pub(super) fn signing_of(seed: &[u8; 32]) -> SigningKey {
    SigningKey::from_bytes(&branch("binggong signing", seed))
}

/// The secret half of the key to which records are sealed for a user.
pub(super) fn sealing_of(seed: &[u8; 32]) -> Zeroizing<[u8; 32]> {
    branch("binggong sealing", seed)
}

/// The public halves of both.
pub(super) fn keys_of(seed: &[u8; 32]) -> ([u8; 32], [u8; 32]) {
    let sealing = StaticSecret::from(*sealing_of(seed));
    (signing_of(seed).verifying_key().to_bytes(), PublicKey::from(&sealing).to_bytes())
}

impl Ledger {
    pub(super) fn found(&mut self, agency: &Agency, first: &Enrolment<'_>, key: &Key) -> Result<()> {
        agency.check()?;
        let seed = self.new_seed(first.name, agency);
        let user = user_from(first, &seed)?;
        let id = self.write(Op::Found, None, "建立台账", |draft| {
            draft.add(agency)?;
            draft.add(&user)
        })?;
        self.actor = self.store().get(id)?;
        self.enrol(id, first, key, &seed)?;
        // Whoever has just set a password need not give it again.
        self.secret = (first.password.is_some() || agency.sample).then_some(seed);
        Ok(())
    }

    /// The seed of a new user. In the sample nobody has a password: there it follows from the name, so that
    /// whoever looks around as somebody opens what is sealed to them.
    fn new_seed(&self, name: &str, agency: &Agency) -> Zeroizing<[u8; 32]> {
        let random = Zeroizing::new(self.env.bytes::<32>());
        if matches!(self.key, Key::Plain) && agency.sample { sample_seed(name) } else { random }
    }

    /// The seed of a user of the sample.
    pub(super) fn known_seed(&self, user: &User) -> Option<Zeroizing<[u8; 32]>> {
        let sample = matches!(self.key, Key::Plain) && self.agency().is_ok_and(|agency| agency.value.sample);
        let seed = sample.then(|| sample_seed(&user.name))?;
        (keys_of(&seed) == (user.signing, user.sealing)).then_some(seed)
    }

    /// Whether the acting user's own keys are at hand: the password was given.
    pub fn has_own_keys(&self) -> bool {
        self.secret.is_some()
    }

    /// Whether a user's keys are kept by anybody: a user without a password has none that open anything.
    pub fn has_password(&self, user: &Versioned<User>) -> Result<bool> {
        if self.known_seed(&user.value).is_some() {
            return Ok(true);
        }
        let Some(salt) = self.store().file_salt()? else { return Ok(false) };
        let id = user.id.uuid();
        let here = self.store().machine().slots(&salt).iter().any(|slot| slot.user == id);
        Ok(here || self.store().slot(id)?.is_some())
    }

    /// Makes a user; with a password and a key, also the slot on this machine.
    ///
    /// # Errors
    /// A name that is taken, no role, a password that is too short.
    pub fn add_user(&mut self, new: &Enrolment<'_>, key: &Key) -> Result<Id<User>> {
        self.refuse_taken_name(new.name, None)?;
        let seed = self.new_seed(new.name, &self.agency()?.value);
        let user = user_from(new, &seed)?;
        let id = self.transact(Op::AddUser, "新增用户", |draft: &mut Draft<'_>| draft.add(&user))?;
        self.enrol(id, new, key, &seed)?;
        Ok(id)
    }

    fn enrol(&self, id: Id<User>, new: &Enrolment<'_>, key: &Key, seed: &Zeroizing<[u8; 32]>) -> Result<()> {
        let (Some(password), Key::Passphrase(passphrase)) = (new.password, key) else { return Ok(()) };
        let held = store::Opened { passphrase: passphrase.clone(), seed: seed.clone() };
        self.enrol_as(id.uuid(), new.name, password, &held)
    }

    /// Wraps what a user holds by a password, on this machine and in the file, which may go to another machine.
    pub(super) fn enrol_as(&self, id: Uuid, name: &str, password: &str, held: &store::Opened) -> Result<()> {
        let Some(salt) = self.store().file_salt()? else { return Ok(()) };
        let slot = store::Slot::seal(&self.env, id, name, password, held)?;
        self.store().machine().enrol(&salt, &slot)?;
        Ok(self.store().keep_slot(&slot)?)
    }

    /// Refuses the name of another user who may log in.
    pub(super) fn refuse_taken_name(&self, name: &str, own: Option<Id<User>>) -> Result<()> {
        let other = |user: &Versioned<User>| !user.value.closed && Some(user.id) != own;
        let taken = self.all::<User>()?.iter().any(|user| user.value.name == name && other(user));
        let by = || Reason::Taken { by: "另一个用户".to_owned() };
        if taken { Err(Error::Invalid(vec![Invalid { field: "user.name", reason: by() }])) } else { Ok(()) }
    }

    /// Opens a ledger with a user's own password, through the slot that this machine keeps.
    ///
    /// # Errors
    /// No slot of that user on this machine, a wrong password.
    pub fn log_in(
        path: &Path,
        name: &str,
        password: &str,
        mode: Mode,
        machine: Machine,
        env: Env,
    ) -> Result<Ledger> {
        let salt = store::Store::salt_at(path)?.ok_or(store::Error::NoSlot)?;
        let slot =
            machine.slots(&salt).into_iter().find(|slot| slot.name == name).ok_or(store::Error::NoSlot)?;
        let held = slot.open(password)?;
        let mut ledger = Ledger::open(path, &Key::Passphrase(held.passphrase.clone()), mode, machine, env)?;
        ledger.act_as_id(slot.user)?;
        ledger.secret = Some(held.seed);
        if mode == Mode::Write {
            // Neither is worth a refusal: the next login does it.
            if ledger.store().slot(slot.user)?.is_none() {
                let _ = ledger.store().keep_slot(&slot);
            }
            let _ = ledger.adopt_drafts();
        }
        Ok(ledger)
    }

    /// Proves by password that the acting user, let in by the passphrase, is that user: the user's own drafts
    /// open, and from now on the password alone logs in on this machine.
    ///
    /// # Errors
    /// A wrong password; a user who has never had a password in this ledger.
    pub fn prove(&mut self, password: &str) -> Result<()> {
        let proven = self.proving()?.check(password)?;
        self.proved(proven)
    }

    /// A user's slot, on this machine or in the file, and whether it is this machine's.
    pub(super) fn slot_of(&self, user: Uuid) -> Result<(store::Slot, bool)> {
        let salt = self.store().file_salt()?.ok_or(store::Error::NoSlot)?;
        let here = self.store().machine().slots(&salt).into_iter().find(|slot| slot.user == user);
        let is_here = here.is_some();
        let slot = here.map_or_else(|| self.store().slot(user), |slot| Ok(Some(slot)))?;
        Ok((slot.ok_or(store::Error::NoSlot)?, is_here))
    }

    /// Lets a user act, by name. The ledger was opened with its passphrase or with the user's own slot.
    pub fn act_as(&mut self, name: &str) -> Result<()> {
        let user = self.user_named(name)?;
        self.secret = self.known_seed(&user.value);
        self.actor = Some(user);
        Ok(())
    }

    /// Lets a user act, by identity: what an opened slot names.
    pub fn act_as_id(&mut self, id: Uuid) -> Result<()> {
        let user = self.get::<User>(Id::new(id))?;
        if user.value.closed {
            return Err(Error::Refused(format!(
                "用户“{}”已经停用，不能登录。请联系系统管理。",
                user.value.name
            )));
        }
        self.actor = Some(user);
        self.secret = None;
        Ok(())
    }

    /// The user who acts.
    pub fn actor(&self) -> Option<&Versioned<User>> {
        self.actor.as_ref()
    }

    fn user_named(&self, name: &str) -> Result<Versioned<User>> {
        let mut users: Vec<_> = self
            .all::<User>()?
            .into_iter()
            .filter(|user| user.value.name == name && !user.value.closed)
            .collect();
        match users.len() {
            1 => Ok(users.remove(0)),
            0 => Err(Error::NotFound { what: "用户", name: name.to_owned() }),
            count => Err(Error::Ambiguous { what: "用户", name: name.to_owned(), count }),
        }
    }
}

/// Refuses a password that is too short.
pub(super) fn long_enough(password: &str) -> Result<()> {
    let got = password.chars().count();
    if got >= PASSWORD_LEAST {
        return Ok(());
    }
    let reason = Reason::TooShort { least: PASSWORD_LEAST, got };
    Err(Error::Invalid(vec![Invalid { field: "user.password", reason }]))
}

fn user_from(new: &Enrolment<'_>, seed: &[u8; 32]) -> Result<User> {
    new.password.map_or(Ok(()), long_enough)?;
    let (signing, sealing) = keys_of(seed);
    let user = User {
        name: new.name.trim().to_owned(),
        roles: new.roles.to_vec(),
        officer: new.officer,
        signing,
        sealing,
        closed: false,
    };
    user.check()?;
    Ok(user)
}
