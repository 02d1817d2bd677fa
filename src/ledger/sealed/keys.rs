//! Keys of sealed records: the one on paper, what a new leader gets, and what a lost password costs.

use zeroize::Zeroizing;

use super::super::error::Result;
use super::super::file::Versioned;
use super::super::sheets::groups;
use super::super::{Group, Ledger};
use super::reading::from_paper;
use super::refused;
use crate::domain::id::Id;
use crate::domain::interference::{RecoveryKey, Sealed};
use crate::domain::role::{Op, Role};
use crate::domain::user::User;
use crate::store::{Identity, open_wrap, wrap_for};

/// The key to be written on the sheet: shown and printed once, and kept nowhere.
pub struct PaperKey {
    pub text: Zeroizing<String>,
    /// The same in groups, each with marks against slips of the pen.
    pub groups: Vec<Group>,
}

/// What a new holder got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HandedOver {
    pub records: usize,
    /// Records about the new holder, which were not handed over.
    pub withheld: usize,
}

/// A record as it was read, and with a wrap more.
type Rewrapped = (Versioned<Sealed>, Sealed);

impl Ledger {
    /// The key on paper to which records are sealed now, if one was made.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn recovery_key(&self) -> Result<Option<Versioned<RecoveryKey>>> {
        Ok(self.all::<RecoveryKey>()?.pop())
    }

    /// Makes the key on paper, and seals to it besides what the leader can open. An earlier one still opens what
    /// was sealed to it: its sheet is destroyed or kept as carefully.
    ///
    /// # Errors
    /// Another role than the leader's, no name of who keeps the sheet, no password given.
    pub fn make_recovery_key(&mut self, custodian: &str) -> Result<PaperKey> {
        let (_, own) = self.own_keys()?;
        let paper = Identity::new(&self.env);
        let key = RecoveryKey {
            sealing: paper.public(),
            made_on: self.env.today(),
            custodian: custodian.trim().to_owned(),
        };
        let wrapped = self.wrapped(&own, &key.sealing, |_| Ok(true))?.0;
        self.transact(Op::KeepSealKeys, "", |draft| {
            draft.add(&key)?;
            wrapped.iter().try_for_each(|(read, now)| draft.change(read, now))
        })?;
        let text = paper.on_paper();
        Ok(PaperKey { groups: groups(&text), text })
    }

    /// Gives a new leader a wrap of every record that the acting leader opens, but for those about the new one.
    /// The acting leader's own key goes on opening what it opened: a handover says so.
    ///
    /// # Errors
    /// Another role, on either side; no password given.
    pub fn hand_over_sealed(&mut self, to: Id<User>) -> Result<HandedOver> {
        let (_, own) = self.own_keys()?;
        let to = self.get(to)?;
        if to.value.closed || !to.value.roles.contains(&Role::Leader) {
            return refused("只能移交给主要负责人。请先由系统管理调整接任者的角色。");
        }
        let (wrapped, withheld) =
            self.wrapped(&own, &to.value.sealing, |asker| Ok(!self.is_called(&to.value, asker)?))?;
        self.rewrap(&wrapped)?;
        Ok(HandedOver { records: wrapped.len(), withheld })
    }

    /// Wraps for the acting leader's present key all that the key on paper opens: after a lost password, or on a
    /// machine where there was none.
    ///
    /// # Errors
    /// Another role, a key that is miscopied or opens nothing, no password given.
    pub fn recover_sealed(&mut self, paper: &str) -> Result<HandedOver> {
        let (_, own) = self.own_keys()?;
        let actor = self.actor().ok_or(super::Error::NobodyActs)?.value.clone();
        let paper = from_paper(paper)?;
        let lost = |asker: &str| Ok(!self.is_called(&actor, asker)?);
        let (wrapped, withheld) = self.wrapped(&paper, &own.public(), lost)?;
        if wrapped.is_empty() && withheld == 0 && self.count::<Sealed>()? > 0 {
            return refused("这份恢复密钥打不开台账里的密封记录。请核对密钥单是否属于本台账。");
        }
        self.rewrap(&wrapped)?;
        Ok(HandedOver { records: wrapped.len(), withheld })
    }

    fn rewrap(&mut self, wrapped: &[Rewrapped]) -> Result<()> {
        self.transact(Op::KeepSealKeys, "", |draft| {
            wrapped.iter().try_for_each(|(read, now)| draft.change(read, now))
        })
    }

    /// Every record that `holder` opens, with a wrap more; and how many `wanted` kept back by who asked.
    fn wrapped(
        &self,
        holder: &Identity,
        sealing: &[u8; 32],
        wanted: impl Fn(&str) -> Result<bool>,
    ) -> Result<(Vec<Rewrapped>, usize)> {
        let (mut wrapped, mut withheld) = (Vec::new(), 0);
        for read in self.all::<Sealed>()? {
            let Some(identity) = open_wrap(&read.value.wraps, holder) else { continue };
            let asker = self.book(&read, &identity)?.about();
            if !wanted(&asker)? {
                withheld += 1;
                continue;
            }
            let mut now = read.value.clone();
            now.wraps.push(wrap_for(&identity, sealing)?);
            now.wraps.sort();
            wrapped.push((read, now));
        }
        Ok((wrapped, withheld))
    }
}
