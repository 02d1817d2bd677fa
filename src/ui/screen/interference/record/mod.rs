//! A record that is opened: as it stands, what was added to it, its files, and what can be done with it.

mod direct;
mod errand;
mod file;
mod follows;
mod on_paper;
mod paper;
mod reclassify;
mod step;
mod threat;
mod ui;
mod work;
mod written;

use chrono::NaiveDate;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::domain::case::Case;
use crate::domain::hash::Hash;
use crate::domain::id::Id;
use crate::domain::interference::{
    Attached, Follow, Interference, Layer, Sealed, SealedState, Threat, Unsealed, Way,
};
use crate::domain::role::Op;
use crate::domain::user::User;
use crate::ledger::interference::{Due, InterferenceSheet};
use crate::ledger::{Result, SealedRow, keeps_files};
use crate::ui::screen::Cx;
use direct::{Direct, Rows};
use file::Viewing;
use follows::{Act, Follows};
use on_paper::OnPaper;
use reclassify::Reclassify;
use step::Step;
pub use threat::ThreatForm;
pub use work::Work;

/// What a person does with a record.
pub enum Msg {
    Leave,
    Neighbour(i64),
    Correct,
    Reclassify,
    Act(Act),
    Case(Id<Case>),
    /// Looks at an attached file, or saves it where the person says.
    Look(Hash),
    Save(Hash),
    File(file::Msg),
    Paper(paper::Ask),
    /// The main button of what is being written.
    Submit,
    /// Away from it; what was written stays as a draft.
    LeaveWork,
    /// Gives up what is being done on a thread.
    Stop,
    AskDiscard,
    Discard,
    KeepOn,
}

/// What a record is about.
enum Subject {
    Asked(Interference),
    Threat(Threat),
}

/// An opened record.
pub struct Record {
    pub row: SealedRow,
    book: Unsealed,
    subject: Subject,
    /// Whether the acting user wrote it.
    own: bool,
    /// Whether the acting user gives the 批示.
    directs: bool,
    /// The key on paper by which it was opened.
    paper: Option<Zeroizing<String>>,
    users: Vec<(Uuid, String)>,
    keepers: Vec<(String, String)>,
    /// Every file of the record and of what was added to it.
    files: Vec<Attached>,
    follows: Follows,
    work: Option<Box<dyn Work>>,
    discarding: bool,
    viewing: Viewing,
    /// Papers that fit the record; none where it was opened with the key on paper.
    sheets: Vec<InterferenceSheet>,
    sending: Option<paper::Sending>,
    today: NaiveDate,
}

impl Record {
    /// Opens a record with the acting user's own key.
    ///
    /// # Errors
    /// The record is for others.
    pub fn open(row: SealedRow, cx: &Cx<'_>) -> Result<Record> {
        let book = cx.ledger.unseal(row.id)?;
        Record::of(row, book, None, cx)
    }

    /// Opens it with the key on paper, to be read.
    ///
    /// # Errors
    /// The key is miscopied, or opens another ledger's.
    pub fn open_with_paper(row: SealedRow, paper: &str, cx: &Cx<'_>) -> Result<Record> {
        let book = cx.ledger.unseal_with_paper(row.id, paper)?;
        Record::of(row, book, Some(Zeroizing::new(paper.to_owned())), cx)
    }

    fn of(row: SealedRow, book: Unsealed, paper: Option<Zeroizing<String>>, cx: &Cx<'_>) -> Result<Record> {
        let subject = match (book.now(), book.threat()) {
            (Some(now), _) => Subject::Asked(now),
            (None, Some(threat)) => Subject::Threat(threat.clone()),
            (None, None) => {
                let sentence = "这条记录缺少登记的第一层，不能显示。请核对台账。";
                return Err(crate::ledger::Error::Refused(sentence.to_owned()));
            }
        };
        let me = cx.ledger.actor().map(|actor| actor.id);
        let reads = paper.is_none();
        let all = cx.ledger.all::<User>()?;
        let keepers = all.iter().filter(|user| keeps_files(&user.value) && Some(user.id) != me);
        let roles = |user: &User| user.roles.iter().map(|role| role.label()).collect::<Vec<_>>().join("、");
        let keepers = keepers
            .map(|user| {
                let words = format!("{}（{}）", user.value.name, roles(&user.value));
                (user.id.uuid().to_string(), words)
            })
            .collect();
        let sheets = if reads { cx.ledger.interference_papers(row.id)? } else { Vec::new() };
        let (own, directs) = (reads && book.recorder() == me, reads && cx.ledger.directs(&book));
        let mut record = Record {
            own,
            directs,
            row,
            files: files(&book, &subject),
            subject,
            book,
            paper,
            users: all.iter().map(|user| (user.id.uuid(), user.value.name.clone())).collect(),
            keepers,
            follows: Follows::default(),
            work: None,
            discarding: false,
            viewing: Viewing::default(),
            sheets,
            sending: None,
            today: cx.today,
        };
        if reads && cx.may(Op::Seal) {
            record.follows = record.what_follows(cx)?;
        }
        Ok(record)
    }

    /// What is due, what the ledger lets the acting user do about the record as it stands, and what to look at.
    fn what_follows(&self, cx: &Cx<'_>) -> Result<Follows> {
        let due = cx.ledger.sealed_due_of(&self.row, &self.book)?;
        let flags = cx.ledger.protection_of(&self.row, &self.book)?;
        let directed = self.row.state == SealedState::Directed;
        let mut acts = Vec::new();
        // Before the first 批示 it is the main button.
        if self.directs && directed {
            acts.push(Act::Direct);
        }
        if self.directs || (self.own && !directed && self.way() != Some(Way::Kept)) {
            acts.push(Act::OnPaper);
        }
        let steps = cx.ledger.follow_ups(self.row.state, &self.book)?;
        let steps = steps.into_iter().filter(|kind| *kind != Follow::Checked || !flags.is_empty());
        // A 批示 comes before what follows it; only help does not wait.
        let at_once = |kind: &Follow| directed || matches!(kind, Follow::Police | Follow::Help);
        acts.extend(steps.filter(at_once).map(Act::Step));
        if self.own || self.directs {
            acts.extend(self.inquiry().map(|_| Act::Threat));
        }
        // What is due comes first.
        acts.sort_by_key(|act| !due.iter().any(|due| does(*act, due.what)));
        Ok(Follows { due, acts, flags })
    }

    /// The inquiry as it stands now; none where the record is about a threat.
    pub fn inquiry(&self) -> Option<&Interference> {
        match &self.subject {
            Subject::Asked(now) => Some(now),
            Subject::Threat(_) => None,
        }
    }

    fn way(&self) -> Option<Way> {
        self.inquiry().map(|now| now.way())
    }

    /// Whether something is being written, or asked, on it.
    pub fn is_busy(&self) -> bool {
        self.work.is_some() || self.viewing.is_open()
    }

    pub fn id(&self) -> Id<Sealed> {
        self.row.id
    }

    /// What stands in the way within the tab.
    pub fn crumb(&self) -> String {
        self.work.as_ref().map(|work| format!("　{}", work.title())).unwrap_or_default()
    }

    pub fn is_unkept(&self) -> bool {
        self.work.as_ref().is_some_and(|work| work.is_unkept())
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        if let Some(work) = &mut self.work {
            work.keep(cx);
        }
    }

    /// Goes on with a draft by the end of its key; tells whether there is such a form here.
    pub fn go_on(&mut self, what: &str, cx: &mut Cx<'_>) -> bool {
        if what == "reclassify" {
            self.begin_reclassify(cx);
            return true;
        }
        let act = match what {
            "direction" => Some(Act::Direct),
            "paper" => Some(Act::OnPaper),
            "threat" => Some(Act::Threat),
            step => step.strip_prefix("step-").and_then(Follow::from_code).map(Act::Step),
        };
        if let Some(act) = act {
            self.begin(act, cx);
        }
        act.is_some()
    }

    fn begin_reclassify(&mut self, cx: &mut Cx<'_>) {
        if let Subject::Asked(now) = &self.subject {
            self.work = Some(Box::new(Reclassify::begin(self.row.id, now, cx)));
        }
    }

    /// Begins, or goes on with, an act that is the acting user's.
    fn begin(&mut self, act: Act, cx: &mut Cx<'_>) {
        let is_own = self.follows.acts.contains(&act) || (act == Act::Direct && self.directs);
        if !is_own {
            return;
        }
        let id = self.row.id;
        let rows = |keepers: &[(String, String)]| Rows::of(self.way(), keepers.to_vec());
        self.work = Some(match act {
            Act::Direct => Box::new(Direct::begin(id, rows(&self.keepers), cx)),
            Act::OnPaper => Box::new(OnPaper::begin(id, rows(&self.keepers), self.directs, cx)),
            Act::Step(kind) => {
                let letters = self.book.letters().into_iter().filter(|one| one.receipt.is_none());
                let mut organs: Vec<String> = letters.map(|one| one.letter.organ).collect();
                organs.dedup();
                Box::new(Step::begin(id, kind, self.way(), organs, cx))
            }
            Act::Threat => match &self.subject {
                Subject::Asked(now) => Box::new(ThreatForm::begin(id, &now.recorder, &now.matter, cx)),
                Subject::Threat(_) => return,
            },
        });
    }

    /// Does it; tells whether the record has changed and is to be read again.
    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) -> bool {
        match msg {
            Msg::Act(act) => self.begin(act, cx),
            Msg::Reclassify => self.begin_reclassify(cx),
            Msg::LeaveWork => {
                self.keep(cx);
                self.work = None;
            }
            Msg::AskDiscard => self.discarding = true,
            Msg::KeepOn => self.discarding = false,
            Msg::Discard => {
                if let Some(work) = self.work.take() {
                    work.discard(cx);
                }
                self.discarding = false;
            }
            Msg::Stop => {
                if let Some(work) = &mut self.work {
                    work.stop();
                }
            }
            Msg::Submit => {
                let id = self.row.id;
                let work = self.work.as_mut().filter(|work| work.doing().is_none());
                return work.is_some_and(|work| work.submit(id, cx));
            }
            Msg::Look(file) => {
                if let Some(file) = self.files.iter().find(|one| one.file == file) {
                    self.viewing.look(self.row.id, file, self.paper.as_ref().map(|paper| paper.as_str()), cx);
                }
            }
            Msg::Save(file) => {
                if let Some(file) = self.files.iter().find(|one| one.file == file) {
                    self.viewing.ask_where(file);
                }
            }
            Msg::File(msg) => {
                let paper = self.paper.as_ref().map(|paper| paper.as_str());
                self.viewing.update(msg, self.row.id, paper, cx);
            }
            Msg::Case(case) => {
                cx.go(crate::ui::tab::Target::Record { kind: "case".to_owned(), id: case.uuid() });
            }
            Msg::Paper(ask) => self.paper(ask, cx),
            Msg::Leave | Msg::Neighbour(_) | Msg::Correct => {}
        }
        false
    }

    /// Goes on with what is done on threads; tells whether the record has changed.
    pub fn logic(&mut self, cx: &mut Cx<'_>) -> bool {
        self.viewing.logic(cx);
        self.sent(cx);
        let id = self.row.id;
        self.work.as_mut().is_some_and(|work| work.logic(id, cx))
    }
}

/// Every file, of the record and of what was added to it.
fn files(book: &Unsealed, subject: &Subject) -> Vec<Attached> {
    let mut files = match subject {
        Subject::Asked(now) => now.attached.clone(),
        Subject::Threat(threat) => threat.attached.clone(),
    };
    for page in &book.pages {
        match &page.layer {
            Layer::DirectedOnPaper { scan, .. } => files.push(scan.clone()),
            Layer::FollowUp(step) => files.extend(step.attached.iter().cloned()),
            _ => {}
        }
    }
    files
}

/// Whether an act does what is due.
fn does(act: Act, due: Due) -> bool {
    use Follow::{Discipline, Feedback, Justice, Letter, Receipt};
    match due {
        Due::Direct => act == Act::OnPaper,
        Due::Letter => act == Act::Step(Letter),
        Due::Receipt => act == Act::Step(Receipt),
        Due::HandOver => matches!(act, Act::Step(Discipline | Justice)),
        Due::Feedback => act == Act::Step(Feedback),
    }
}
