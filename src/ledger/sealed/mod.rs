//! Sealed records: written by whoever was asked, read by those whom they are sealed to, and by nobody else.

mod bring;
mod keys;
mod reading;

use chrono::{Datelike as _, NaiveDate, SecondsFormat};
use ed25519_dalek::SigningKey;

use super::error::{Error, Result};
use super::file::Versioned;
use super::proving::Proven;
use super::users::{sealing_of, signing_of};
use super::{Draft, Ledger};
use crate::domain::hash::Hash;
use crate::domain::id::Id;
use crate::domain::interference::{
    Addressee, Attached, Direction, Interference, Layer, Material, Sealed, SealedState, Threat, Unsealed,
};
use crate::domain::problem::{Checked, Invalid, Reason};
use crate::domain::role::{Op, Role, may};
use crate::domain::user::User;
use crate::store::{self, Identity, Letter, hash_of, wrap_for};

pub(super) use bring::Files;
pub use bring::{Closed, Sealing, points_of};
pub use keys::{HandedOver, PaperKey};
pub use reading::SealedRow;
pub(super) use reading::row_of;

/// Bytes of the largest file that is sealed with a record: with its length it fills 64 MiB.
pub const FILE_MOST: usize = (64 << 20) - 8;
/// Keys to which a record is sealed at first: always as many, so that their number tells nothing.
const HOLDERS: usize = 3;
/// What encrypted files are called in the journal.
const MEDIA: &str = "application/octet-stream";

/// A file to be sealed with a record.
#[derive(Clone, Copy, Debug)]
pub struct Attachment<'a> {
    pub material: Material,
    pub name: &'a str,
    pub media: &'a str,
    pub bytes: &'a [u8],
}

/// The acting user, with the keys that the user's own password opened.
pub(super) struct Hand {
    pub(super) user: Versioned<User>,
    signing: SigningKey,
    identity: Identity,
}

impl Ledger {
    /// Those to whom a record can be presented in the ledger: the main leader, or who holds the key of the
    /// resident discipline group; nobody where the record goes out on paper.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn sealed_recipients(&self, to: Addressee) -> Result<Vec<Versioned<User>>> {
        let role = match to {
            Addressee::Leader => Role::Leader,
            Addressee::Resident => Role::Discipline,
            Addressee::Superior => return Ok(Vec::new()),
        };
        let holds = |user: &Versioned<User>| !user.value.closed && user.value.roles.contains(&role);
        Ok(self.all::<User>()?.into_iter().filter(holds).collect())
    }

    /// Seals a record straight to its recipient; `to` names one where there are several. Journal and tables keep
    /// its number, day and state, and nothing of who, about whom, or of what kind.
    ///
    /// # Errors
    /// A missing part, with its field; a recipient who is the one that asked, or is wanting; a file that is too
    /// large; the acting user's own password was not given.
    pub fn seal_interference(
        &mut self,
        record: &Interference,
        files: &[Attachment<'_>],
        to: Option<Id<User>>,
    ) -> Result<Id<Sealed>> {
        let identity = Identity::new(&self.env);
        let mut record = record.clone();
        let files = seal_files(&identity, &mut record.attached, files)?;
        self.seal_as(&identity, record, Files::Whole(files), to)
    }

    fn seal_as(
        &mut self,
        identity: &Identity,
        record: Interference,
        files: Files,
        to: Option<Id<User>>,
    ) -> Result<Id<Sealed>> {
        record.check()?;
        let (addressee, about) = (record.to, record.asker.name.clone());
        self.seal_first(identity, &Layer::Record(record), files, (addressee, &about, to))
    }

    /// Seals a threat against an officer or the officer's family, as a record of the same kind and number: nobody
    /// else sees which of the two it is.
    ///
    /// # Errors
    /// As [`Ledger::seal_interference`].
    pub fn seal_threat(
        &mut self,
        threat: &Threat,
        files: &[Attachment<'_>],
        to: Option<Id<User>>,
    ) -> Result<Id<Sealed>> {
        let identity = Identity::new(&self.env);
        let mut threat = threat.clone();
        let files = seal_files(&identity, &mut threat.attached, files)?;
        self.seal_threat_as(&identity, threat, Files::Whole(files), to)
    }

    fn seal_threat_as(
        &mut self,
        identity: &Identity,
        threat: Threat,
        files: Files,
        to: Option<Id<User>>,
    ) -> Result<Id<Sealed>> {
        self.not_in_future("threat.on", threat.on)?;
        threat.check()?;
        let (addressee, about) = (threat.to, threat.by.clone());
        self.seal_first(identity, &Layer::Threat(threat), files, (addressee, &about, to))
    }

    /// Writes a new record with its first layer, to an addressee about somebody, perhaps to one of several.
    fn seal_first(
        &mut self,
        identity: &Identity,
        layer: &Layer,
        files: Files,
        (addressee, about, to): (Addressee, &str, Option<Id<User>>),
    ) -> Result<Id<Sealed>> {
        let hand = self.hand()?;
        let recipient = self.recipient_of(addressee, about, to)?;
        let acting = self.acting_on(self.env.today())?;
        // While anybody acts for a leader there is one key more, whomever the record goes to.
        let least = HOLDERS + usize::from(!acting.is_empty());
        let mut holders = vec![hand.user.value.sealing];
        if let Some(recipient) = &recipient {
            holders.push(recipient.value.sealing);
            if let Some(deputy) = self.deputy_for(&acting, recipient.id, hand.user.id, about)? {
                holders.push(deputy.value.sealing);
            }
        }
        holders.extend(self.recovery_key()?.map(|key| key.value.sealing));
        while holders.len() < least {
            // For nobody: the secret half is forgotten here.
            holders.push(Identity::new(&self.env).public());
        }
        let mut wraps: Vec<Vec<u8>> =
            holders.iter().map(|holder| wrap_for(identity, holder)).collect::<store::Result<_>>()?;
        // By their bytes, so that their order tells nothing either.
        wraps.sort();
        let on = self.env.today();
        let year = u16::try_from(on.year()).unwrap_or_default();
        let seq = self.store().last_sealed(year)? + 1;
        let at = self.instant();
        self.transact(Op::Seal, "", |draft| {
            let id = draft.identity();
            let layers = vec![hand.keep(draft, id, identity, at, layer)?];
            files.keep(draft);
            draft.add_as(id, &Sealed { year, seq, on, state: SealedState::Presented, layers, wraps })?;
            Ok(id)
        })
    }

    /// Corrects a record by a later entry: the earlier one stays, and the reason is read beside it. Only the
    /// recorder does. What is attached stays, and `files` come to it.
    ///
    /// # Errors
    /// Somebody else's record, one that the user cannot open, a missing part or reason.
    pub fn correct_sealed(
        &mut self,
        id: Id<Sealed>,
        now: &Interference,
        files: &[Attachment<'_>],
        why: &str,
    ) -> Result<()> {
        let (_, _, identity) = self.taken_up(id)?;
        let mut now = Interference { attached: Vec::new(), ..now.clone() };
        let sealed = seal_files(&identity, &mut now.attached, files)?;
        self.correct_as(id, now, Files::Whole(sealed), why)
    }

    /// `now` brings the files that come to those attached before.
    fn correct_as(&mut self, id: Id<Sealed>, now: Interference, files: Files, why: &str) -> Result<()> {
        let (hand, read, identity) = self.taken_up(id)?;
        let book = self.book(&read, &identity)?;
        if book.recorder() != Some(hand.user.id) {
            return refused("只有记录人本人可以更正这条记录。其他情况请写入批示，或者另作说明。");
        }
        // To whom it went, and what was attached, is no part of what can be put right afterwards.
        let Some(before) = book.now() else {
            return refused("这条不是过问登记，不能这样更正。请用“登记处理结果”另作说明。");
        };
        let attached = before.attached.into_iter().chain(now.attached).collect();
        let now = Interference { to: before.to, attached, ..now };
        let layer = Layer::Corrected { now, why: why.to_owned() };
        self.add_layer(&hand, &read, &identity, &layer, files, read.value.clone())
    }

    /// Changes what the first question was answered, with a reason, by a later entry: a 工作记录 becomes a 过问,
    /// or the other way round. The recorder does, or whoever has the record to decide on.
    ///
    /// # Errors
    /// As [`Ledger::correct_sealed`]; kinds of conduct are wanting where the record now counts.
    pub fn reclassify_sealed(&mut self, id: Id<Sealed>, layer: &Layer) -> Result<()> {
        let (hand, read, identity) = self.taken_up(id)?;
        let mut book = self.book(&read, &identity)?;
        if !matches!(layer, Layer::Reclassified { .. }) {
            return refused("这里只能重新分类。");
        }
        if book.recorder() != Some(hand.user.id) && !self.decides(&book, &hand.user)? {
            return refused("只有记录人和有权批示的人可以重新分类。");
        }
        let page = hand.page(self.env.now(), layer);
        book.pages.push(page);
        book.now().map_or(Ok(()), |now| now.check())?;
        self.add_layer(&hand, &read, &identity, layer, Files::none(), read.value.clone())
    }

    /// 批示: enters what the recipient says, signed anew with the password, and opens the record to the keepers
    /// named. Those who hold it already keep it.
    ///
    /// # Errors
    /// A wrong password; somebody for whom the record is not; a keeper who administers the ledger or keeps no
    /// files; a text that is missing.
    pub fn direct_sealed(&mut self, id: Id<Sealed>, direction: &Direction, password: &str) -> Result<()> {
        let proven = self.proving()?.check(password)?;
        self.direct_sealed_with(id, direction, &proven)
    }

    /// The same with a password that was checked elsewhere: see [`Ledger::proving`].
    ///
    /// # Errors
    /// As [`Ledger::direct_sealed`].
    pub fn direct_sealed_with(
        &mut self,
        id: Id<Sealed>,
        direction: &Direction,
        proven: &Proven,
    ) -> Result<()> {
        self.is_by_actor(proven)?;
        let (hand, read, identity) = self.taken_up(id)?;
        let book = self.book(&read, &identity)?;
        if !self.decides(&book, &hand.user)? {
            return refused("这条记录不由您批示。请由收到它的负责人办理。");
        }
        let now = self.opened_to(&read.value, &identity, &direction.keepers)?;
        self.add_layer(&hand, &read, &identity, &Layer::Directed(direction.clone()), Files::none(), now)
    }

    /// Enters a 批示 that was written on paper: its words, its day, and the scan of the signed page. Whoever
    /// decides on the record enters it, or the recorder, who printed the page; a recorder opens it to nobody.
    ///
    /// # Errors
    /// As [`Ledger::direct_sealed`]; a day before the record or after today; keepers named by the recorder.
    pub fn direct_sealed_on_paper(
        &mut self,
        id: Id<Sealed>,
        direction: &Direction,
        written_on: NaiveDate,
        scan: &Attachment<'_>,
        password: &str,
    ) -> Result<()> {
        let proven = self.proving()?.check(password)?;
        let (_, _, identity) = self.taken_up(id)?;
        let mut kept = Vec::new();
        let files = seal_files(&identity, &mut kept, std::slice::from_ref(scan))?;
        let Some(scan) = kept.pop() else { return refused("没有附上批示的扫描件。") };
        self.direct_on_paper_as(id, direction, (written_on, scan), Files::Whole(files), &proven)
    }

    fn direct_on_paper_as(
        &mut self,
        id: Id<Sealed>,
        direction: &Direction,
        (written_on, scan): (NaiveDate, Attached),
        files: Files,
        proven: &Proven,
    ) -> Result<()> {
        self.is_by_actor(proven)?;
        let (hand, read, identity) = self.taken_up(id)?;
        self.not_in_future("direction.written_on", written_on)?;
        if written_on < read.value.on {
            let reason = Reason::Before { earliest: read.value.on };
            return Err(Error::Invalid(vec![Invalid { field: "direction.written_on", reason }]));
        }
        let book = self.book(&read, &identity)?;
        match (self.decides(&book, &hand.user)?, book.recorder() == Some(hand.user.id)) {
            (true, _) => {}
            (false, true) if direction.keepers.is_empty() => {}
            (false, true) => {
                return refused("记录人录入纸面批示时不能向别人开放这条记录。请由收到它的负责人登录后开放。");
            }
            (false, false) => return refused("纸面批示由收到这条记录的负责人或者记录人录入。"),
        }
        let now = self.opened_to(&read.value, &identity, &direction.keepers)?;
        let layer = Layer::DirectedOnPaper { direction: direction.clone(), written_on, scan };
        self.add_layer(&hand, &read, &identity, &layer, files, now)
    }

    /// The record as directed, with a wrap more for each keeper.
    fn opened_to(&self, sealed: &Sealed, identity: &Identity, keepers: &[Id<User>]) -> Result<Sealed> {
        let mut now = Sealed { state: SealedState::Directed, ..sealed.clone() };
        for keeper in keepers {
            let keeper = self.get(*keeper)?;
            if !keeps_files(&keeper.value) {
                return Err(Error::Refused(format!(
                    "“{}”不能查阅这条记录：只能向纪检、法制人员或者主要负责人开放，系统管理除外。",
                    keeper.value.name
                )));
            }
            now.wraps.push(wrap_for(identity, &keeper.value.sealing)?);
        }
        now.wraps.sort();
        Ok(now)
    }

    pub(super) fn add_layer(
        &mut self,
        hand: &Hand,
        read: &Versioned<Sealed>,
        identity: &Identity,
        layer: &Layer,
        files: Files,
        mut now: Sealed,
    ) -> Result<()> {
        layer.check()?;
        let at = self.instant();
        self.transact(Op::Seal, "", |draft| {
            now.layers.push(hand.keep(draft, read.id, identity, at, layer)?);
            files.keep(draft);
            draft.change(read, &now)
        })
    }

    /// Who gets the record: nobody in the ledger where it goes out on paper.
    ///
    /// # Errors
    /// Nobody can get it, several could, or the one who asked would.
    pub fn recipient(&self, record: &Interference, to: Option<Id<User>>) -> Result<Option<Versioned<User>>> {
        self.recipient_of(record.to, &record.asker.name, to)
    }

    fn recipient_of(
        &self,
        addressee: Addressee,
        about: &str,
        to: Option<Id<User>>,
    ) -> Result<Option<Versioned<User>>> {
        let mut able = self.sealed_recipients(addressee)?;
        if let Some(to) = to {
            able.retain(|user| user.id == to);
        }
        if able.len() > 1 {
            let name = addressee.label().to_owned();
            return Err(Error::Ambiguous { what: "用户", name, count: able.len() });
        }
        let Some(user) = able.pop() else {
            if addressee == Addressee::Leader || to.is_some() {
                return refused(
                    "台账里没有可以接收这条记录的用户。请先由系统管理登记主要负责人，草稿会一直保留。",
                );
            }
            return Ok(None);
        };
        if self.is_called(&user.value, about)? {
            return refused("过问人就是接收这条记录的人。请改选派驻纪检监察组或者上级主管部门。");
        }
        Ok(Some(user))
    }

    /// Whether this is the user's name, or the name of the officer that the user is.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn is_called(&self, user: &User, name: &str) -> Result<bool> {
        let officer = user.officer.map(|officer| self.get(officer)).transpose()?;
        let name = name.trim();
        Ok(user.name.trim() == name || officer.is_some_and(|officer| officer.value.name.trim() == name))
    }

    /// The acting user's keys.
    pub(super) fn hand(&self) -> Result<Hand> {
        let user = self.actor().ok_or(Error::NobodyActs)?.clone();
        if !may(&user.value.roles, Op::Seal) || user.value.closed {
            return Err(Error::NotAllowed { op: Op::Seal, user: user.value.name });
        }
        let (signing, identity) = self.own_keys()?;
        Ok(Hand { user, signing, identity })
    }

    /// What the acting user's password has opened.
    pub(super) fn own_keys(&self) -> Result<(SigningKey, Identity)> {
        let Some(seed) = &self.secret else {
            return refused("密封记录要用本人的登录密码打开。请先输入自己的登录密码。");
        };
        Ok((signing_of(seed), Identity::from_secret(&sealing_of(seed))))
    }

    /// A record that the acting user opens and means to add to.
    pub(super) fn taken_up(&self, id: Id<Sealed>) -> Result<(Hand, Versioned<Sealed>, Identity)> {
        let hand = self.hand()?;
        let read = self.get(id)?;
        let identity = reading::unlocked(&read.value, &hand.identity)?;
        Ok((hand, read, identity))
    }

    /// Whether this user gives the 批示: by the role to which the record was presented, or as the leader's deputy
    /// on a record that somebody else wrote. What goes out on paper comes back on paper, and its recorder enters it.
    pub(super) fn decides(&self, book: &Unsealed, user: &Versioned<User>) -> Result<bool> {
        let (roles, own) = (&user.value.roles, book.recorder() == Some(user.id));
        Ok(match book.addressee() {
            Some(Addressee::Leader) => {
                roles.contains(&Role::Leader) || (!own && self.acts_as_deputy(user.id)?)
            }
            Some(Addressee::Resident) => roles.contains(&Role::Discipline),
            Some(Addressee::Superior) => own,
            None => false,
        })
    }

    fn instant(&self) -> String {
        self.env.now().to_rfc3339_opts(SecondsFormat::Secs, true)
    }
}

impl Hand {
    /// Writes, signs and encrypts a layer, and keeps it with the act.
    fn keep(
        &self,
        draft: &mut Draft<'_>,
        record: Id<Sealed>,
        identity: &Identity,
        at: String,
        layer: &Layer,
    ) -> Result<Hash> {
        let (author, name) = (self.user.id.uuid(), &self.user.value.name);
        let letter = Letter::new(record.uuid(), author, name, at, layer, &self.signing)?;
        Ok(draft.keep(identity.seal_layer(&letter.to_bytes()?)?, MEDIA))
    }

    /// The layer as it will be read.
    fn page(&self, at: chrono::DateTime<chrono::Utc>, layer: &Layer) -> crate::domain::interference::Page {
        crate::domain::interference::Page {
            author: self.user.id,
            name: self.user.value.name.clone(),
            at,
            layer: layer.clone(),
            signed: true,
        }
    }
}

/// Encrypts files to a record's identity and names them among what is attached to it.
pub(super) fn seal_files(
    identity: &Identity,
    attached: &mut Vec<Attached>,
    files: &[Attachment<'_>],
) -> Result<Vec<Vec<u8>>> {
    let mut sealed = Vec::new();
    for file in files {
        let (named, closed) = seal_file(identity, file)?;
        attached.push(named);
        sealed.push(closed);
    }
    Ok(sealed)
}

/// Encrypts one file: what a record says of it, and its bytes as they are kept.
fn seal_file(identity: &Identity, file: &Attachment<'_>) -> Result<(Attached, Vec<u8>)> {
    if file.bytes.len() > FILE_MOST {
        return Err(too_large(file.name, file.bytes.len() as u64));
    }
    if file.bytes.is_empty() {
        return Err(Error::Invalid(vec![Invalid { field: "interference.file", reason: Reason::Empty }]));
    }
    let closed = identity.seal_file(file.bytes)?;
    let attached = Attached {
        material: file.material,
        name: file.name.to_owned(),
        media: file.media.to_owned(),
        size: file.bytes.len() as u64,
        file: hash_of(&closed),
    };
    Ok((attached, closed))
}

/// What is said of a file that does not fit.
pub fn too_large(name: &str, size: u64) -> Error {
    Error::Refused(format!(
        "附件“{name}”有{} MB，最大 64 MB。请截取有关的一段，或者压缩后再附；原件另行保管，并在“没有留存材料的原因”里写明保管位置。",
        size.div_ceil(1 << 20)
    ))
}

/// Whether a record may be opened to this user: who keeps the discipline's papers or the two files.
pub fn keeps_files(user: &User) -> bool {
    let keeps = [Role::Discipline, Role::Legal, Role::Leader].iter().any(|role| user.roles.contains(role));
    keeps && !user.closed && !user.roles.contains(&Role::Administrator)
}

pub(super) fn refused<T>(sentence: &str) -> Result<T> {
    Err(Error::Refused(sentence.to_owned()))
}
