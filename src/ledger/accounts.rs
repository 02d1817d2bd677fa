//! Users on this machine, what a bureau says of itself, the sheet for the safe, and a second connection.

use std::path::{Path, PathBuf};

use uuid::Uuid;
use zeroize::Zeroizing;

use super::Ledger;
use super::error::{Error, Result};
use super::file::{Key, Machine, Mode, Versioned};
use super::sheets::{Group, groups};
use super::users::{Enrolment, keys_of, long_enough};
use crate::domain::bureau::Agency;
use crate::domain::id::Id;
use crate::domain::role::{Op, Role};
use crate::domain::user::User;
use crate::env::Env;
use crate::store;

/// A user who logs in on this machine with a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolled {
    pub user: Uuid,
    pub name: String,
}

/// What is printed, signed and locked into the safe: whoever holds it opens the ledger on any machine.
pub struct RecoverySheet {
    pub title: String,
    /// The bureau whose ledger it is.
    pub bureau: String,
    /// The name of the file.
    pub ledger: String,
    pub passphrase: Zeroizing<String>,
    /// The same in groups, each with marks against slips of the pen.
    pub groups: Vec<Group>,
    /// What it is for and how it is kept, a paragraph each.
    pub notes: Vec<String>,
    /// Lines to be filled in by hand.
    pub blanks: Vec<String>,
}

/// All that a second, read-only connection needs: it is opened on the thread that uses it.
pub struct Second {
    path: PathBuf,
    key: Key,
    machine: Machine,
    env: Env,
    actor: Option<Versioned<User>>,
}

impl Second {
    /// What opens the file, for a copy of it.
    pub(super) fn key(&self) -> Key {
        self.key.clone()
    }

    /// Opens the ledger a second time, to read; it waits for a writer at most a few seconds.
    ///
    /// # Errors
    /// A ledger in memory, or a file that has gone.
    pub fn open(self) -> Result<Ledger> {
        let mut ledger = Ledger::open(&self.path, &self.key, Mode::Read, self.machine, self.env)?;
        ledger.actor = self.actor;
        Ok(ledger)
    }
}

impl Ledger {
    /// The users who can log in on this machine, by name. The ledger must not be open in this program.
    ///
    /// # Errors
    /// A file that is not there or no ledger.
    pub fn enrolled(path: &Path, machine: &Machine) -> Result<Vec<Enrolled>> {
        let Some(salt) = store::Store::salt_at(path)? else { return Ok(Vec::new()) };
        Ok(machine
            .slots(&salt)
            .into_iter()
            .map(|slot| Enrolled { user: slot.user, name: slot.name })
            .collect())
    }

    /// A second connection for a job on a thread: `verify`, an export, many notices.
    pub fn second(&self) -> Second {
        let store = self.store();
        Second {
            path: store.path().to_owned(),
            key: self.key.clone(),
            machine: store.machine().again(),
            env: self.env().again(),
            actor: self.actor().cloned(),
        }
    }

    /// Makes a user who also logs in on this machine, where a password is given.
    ///
    /// # Errors
    /// As [`Ledger::add_user`].
    pub fn add_user_here(&mut self, new: &Enrolment<'_>) -> Result<Id<User>> {
        let key = self.key.clone();
        self.add_user(new, &key)
    }

    /// Gives the acting user another password on this machine.
    ///
    /// # Errors
    /// The old password is wrong, the new one too short, or the user has no slot here.
    pub fn change_password(&self, old: &str, new: &str) -> Result<()> {
        let actor = self.actor().ok_or(Error::NobodyActs)?;
        let salt = self.store().file_salt()?.ok_or(store::Error::NoSlot)?;
        let machine = self.store().machine();
        let slot = machine.slots(&salt).into_iter().find(|slot| slot.user == actor.id.uuid());
        let held = slot.ok_or(store::Error::NoSlot)?.open(old)?;
        long_enough(new)?;
        self.enrol_as(actor.id.uuid(), &actor.value.name, new, &held)
    }

    /// Gives a user who has forgotten the password, or has none on this machine, a new one: the user gets new
    /// keys by an act, and what was sealed to the old ones stays shut.
    ///
    /// # Errors
    /// A role other than 系统管理, a closed user, a password that is too short, a ledger without a passphrase.
    pub fn set_password(&mut self, read: &Versioned<User>, password: &str, why: &str) -> Result<()> {
        long_enough(password)?;
        let Key::Passphrase(passphrase) = self.key.clone() else {
            return Err(Error::Refused("示例台账没有加密，用户不设登录密码。".to_owned()));
        };
        if read.value.closed {
            return Err(Error::Refused(format!("用户“{}”已经停用，不能设置密码。", read.value.name)));
        }
        let seed = Zeroizing::new(self.env().bytes::<32>());
        let (signing, sealing) = keys_of(&seed);
        let user = User { signing, sealing, ..read.value.clone() };
        self.transact(Op::ChangeUser, why, |draft| draft.change(read, &user))?;
        let held = store::Opened { passphrase, seed: seed.clone() };
        self.enrol_as(read.id.uuid(), &user.name, password, &held)?;
        if let Some(actor) = self.actor.take_if(|actor| actor.id == read.id) {
            self.actor = self.store().get(actor.id)?;
            self.secret = Some(seed);
            self.adopt_drafts()?;
        }
        Ok(())
    }

    /// Changes what the bureau says of itself at the head of its notices.
    ///
    /// # Errors
    /// A name or 机关代字 that is empty.
    pub fn set_agency(&mut self, read: &Versioned<Agency>, agency: &Agency, why: &str) -> Result<()> {
        self.transact(Op::SetBureau, why, |draft| draft.change(read, agency))
    }

    /// Changes a user's name, roles or officer, or closes the user; the keys stay those of the user's seed.
    /// On this machine the login follows: under the new name, or gone.
    ///
    /// # Errors
    /// The last 系统管理 would be closed or lose the role; a name that is taken; no role.
    pub fn change_user(&mut self, read: &Versioned<User>, changed: &User, why: &str) -> Result<()> {
        let administers = |user: &User| !user.closed && user.roles.contains(&Role::Administrator);
        let others = self.all::<User>()?;
        let another = others.iter().any(|user| user.id != read.id && administers(&user.value));
        if !administers(changed) && !another {
            return Err(Error::Refused(
                "这是最后一个系统管理，不能停用，也不能去掉这一角色。请先让另一个用户担任系统管理。"
                    .to_owned(),
            ));
        }
        if !changed.closed {
            self.refuse_taken_name(&changed.name, Some(read.id))?;
        }
        let user = User {
            name: changed.name.trim().to_owned(),
            signing: read.value.signing,
            sealing: read.value.sealing,
            ..changed.clone()
        };
        self.transact(Op::ChangeUser, why, |draft| draft.change(read, &user))?;
        if let Some(salt) = self.store().file_salt()? {
            let name = (!user.closed).then_some(user.name.as_str());
            self.store().machine().keep_slot(&salt, read.id.uuid(), name)?;
            if name.is_none() {
                self.store().drop_slot(read.id.uuid())?;
            }
        }
        if let Some(actor) = self.actor.take_if(|actor| actor.id == read.id) {
            self.actor = self.store().get(actor.id)?;
        }
        Ok(())
    }

    /// The sheet for the safe; only 系统管理 gets it.
    ///
    /// # Errors
    /// Another role; a ledger that is not encrypted has no passphrase.
    pub fn recovery_sheet(&self) -> Result<RecoverySheet> {
        let actor = self.actor().ok_or(Error::NobodyActs)?;
        if actor.value.closed || !actor.value.roles.contains(&Role::Administrator) {
            return Err(Error::Refused("台账口令单只能由系统管理打印。请由系统管理办理。".to_owned()));
        }
        let Key::Passphrase(passphrase) = &self.key else {
            return Err(Error::Refused("示例台账没有加密，没有台账口令，不需要口令单。".to_owned()));
        };
        let file = self.store().path().file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(RecoverySheet {
            title: "台账口令单".to_owned(),
            bureau: self.agency()?.value.name,
            ledger: file,
            passphrase: passphrase.clone(),
            groups: groups(passphrase),
            notes: vec![
                "凭此口令，在任何一台电脑上都能打开本台账。用户忘记登录密码、更换电脑或者恢复备份时使用。".to_owned(),
                "口令遗失，又没有人能登录的，台账不能打开，任何人都无法恢复。请装入信封，封口签字，锁入保险柜。"
                    .to_owned(),
                "口令单与恢复密钥分开保管，由不同的人负责。不得拍照，不得存入电脑或者发送。".to_owned(),
            ],
            blanks: ["保管人", "监交人", "封存日期", "存放位置"].map(str::to_owned).into(),
        })
    }
}
