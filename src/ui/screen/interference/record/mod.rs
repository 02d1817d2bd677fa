//! A record that is opened: as it stands, what was added to it, its files, and what can be done with it.

mod direct;
mod file;
mod paper;
mod reclassify;
mod ui;

use uuid::Uuid;
use zeroize::Zeroizing;

use crate::domain::case::Case;
use crate::domain::id::Id;
use crate::domain::interference::{Interference, Sealed, SealedState, Unsealed};
use crate::domain::user::User;
use crate::ledger::interference::InterferenceSheet;
use crate::ledger::{Result, SealedRow, keeps_files};
use crate::ui::screen::Cx;
use direct::Direct;
use file::Viewing;
use reclassify::Reclassify;

/// What a person does with a record.
pub enum Msg {
    Leave,
    Neighbour(i64),
    Correct,
    Reclassify,
    Direct,
    Case(Id<Case>),
    /// Looks at an attached file, or saves it where the person says.
    Look(usize),
    Save(usize),
    File(file::Msg),
    Paper(paper::Ask),
    /// The main button of what is being written.
    Submit,
    /// Away from it; what was written stays as a draft.
    LeaveWork,
}

/// What is being written on the record.
enum Work {
    Direct(Direct),
    Reclassify(Reclassify),
}

/// An opened record.
pub struct Record {
    pub row: SealedRow,
    book: Unsealed,
    now: Interference,
    /// Whether the acting user wrote it.
    own: bool,
    /// Whether the acting user gives the 批示.
    directs: bool,
    /// The key on paper by which it was opened.
    paper: Option<Zeroizing<String>>,
    users: Vec<(Uuid, String)>,
    keepers: Vec<(String, String)>,
    work: Option<Work>,
    viewing: Viewing,
    /// Papers that fit the record; none where it was opened with the key on paper.
    sheets: Vec<InterferenceSheet>,
    sending: Option<paper::Sending>,
    sample: bool,
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
        let now = book.now().ok_or_else(|| {
            crate::ledger::Error::Refused("这条记录缺少登记的第一层，不能显示。请核对台账。".to_owned())
        })?;
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
        Ok(Record {
            own: reads && book.recorder() == me,
            directs: reads && cx.ledger.directs(&book),
            row,
            now,
            book,
            paper,
            users: all.iter().map(|user| (user.id.uuid(), user.value.name.clone())).collect(),
            keepers,
            work: None,
            viewing: Viewing::default(),
            sheets,
            sending: None,
            sample: cx.ledger.agency().is_ok_and(|agency| agency.value.sample),
        })
    }

    /// The record as it stands now.
    pub fn now(&self) -> &Interference {
        &self.now
    }

    /// Whether something is being written, or asked, on it.
    pub fn is_busy(&self) -> bool {
        self.work.is_some() || self.viewing.is_open()
    }

    pub fn id(&self) -> Id<Sealed> {
        self.row.id
    }

    /// What stands in the way within the tab.
    pub fn crumb(&self) -> &'static str {
        match &self.work {
            Some(Work::Direct(_)) => "　批示",
            Some(Work::Reclassify(_)) => "　重新分类",
            None => "",
        }
    }

    pub fn is_unkept(&self) -> bool {
        match &self.work {
            Some(Work::Direct(direct)) => direct.is_unkept(),
            _ => false,
        }
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        if let Some(Work::Direct(direct)) = &mut self.work {
            direct.keep(cx);
        }
    }

    /// Begins, or goes on with, the 批示.
    pub fn begin_direct(&mut self, cx: &mut Cx<'_>) {
        if self.directs && self.row.state == SealedState::Presented {
            self.work = Some(Work::Direct(Direct::begin(self.row.id, &self.now, self.sample, cx)));
        }
    }

    /// Does it; tells whether the record has changed and is to be read again.
    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) -> bool {
        match msg {
            Msg::Direct => self.begin_direct(cx),
            Msg::Reclassify => self.work = Some(Work::Reclassify(Reclassify::begin(&self.now))),
            Msg::LeaveWork => {
                self.keep(cx);
                self.work = None;
            }
            Msg::Submit => match &mut self.work {
                Some(Work::Direct(direct)) => return direct.submit(self.row.id, cx),
                Some(Work::Reclassify(reclassify)) => return reclassify.submit(self.row.id, cx),
                None => {}
            },
            Msg::Look(at) => {
                if let Some(file) = self.now.attached.get(at) {
                    self.viewing.look(self.row.id, file, self.paper.as_ref().map(|paper| paper.as_str()), cx);
                }
            }
            Msg::Save(at) => {
                if let Some(file) = self.now.attached.get(at) {
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

    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        self.viewing.logic(cx);
        self.sent(cx);
    }
}
