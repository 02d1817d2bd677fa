//! 登记: the form of one record, its draft, and its way into the seal.

mod fields;
mod ui;

use std::path::Path;

use chrono::Timelike as _;
use uuid::Uuid;

use crate::domain::id::Id;
use crate::domain::interference::{Addressee, Attached, Interference, Person, Sealed, Side};
use crate::domain::problem::Checked as _;
use crate::domain::user::User;
use crate::env::local;
use crate::ledger::file::Versioned;
use crate::ledger::{self, Closed, FILE_MOST, RegisterQuery, Sealing};
use crate::rules::interference::{InterferenceRules, built_in_interference};
use crate::ui::file_choice::{ANY, PathPicker, Want};
use crate::ui::job::Job;
use crate::ui::screen::Cx;
use crate::ui::screen::certificates::entry::Chosen;
use crate::ui::screen::picker::Picker;
use crate::ui::screen::problems::Problems;
use fields::{Added, Fields};

/// The key of the draft of a new record.
pub const NEW: &str = "interference/new";
/// What stands in the list of drafts: it must not speak.
const DRAFT: &str = "过问登记（草稿）";

/// What a person does with the form.
pub enum Msg {
    Submit,
    Leave,
    AskDiscard,
    Discard,
    KeepOn,
    /// Adds the file whose path is written.
    Add,
    Remove(usize),
    Stop,
}

/// How the form was left.
pub enum Left {
    /// Back to where one was; nothing was entered.
    Back,
    Sealed(Id<Sealed>),
}

/// A record that is corrected.
struct Correcting {
    id: Id<Sealed>,
    before: Interference,
}

/// What the program knows beside what is written.
struct Around {
    recorder: Person,
    leaders: Vec<Versioned<User>>,
    residents: Vec<Versioned<User>>,
    rules: Option<InterferenceRules>,
    /// For which name it was asked whether the leader has it, and the answer.
    asked: String,
    about_leader: bool,
}

/// Files on their way into the ledger.
enum Sending {
    Closing(Job<ledger::Result<(Sealing, Vec<Closed>)>>),
    Bringing { sealing: Sealing, files: Vec<Closed>, at: usize },
}

/// The form.
pub struct Form {
    fields: Fields,
    kept: Fields,
    key: String,
    of: Option<Correcting>,
    around: Around,
    problems: Problems,
    people: Picker,
    cases: Picker,
    picker: PathPicker,
    more: bool,
    has_draft: bool,
    discarding: bool,
    sending: Option<(Interference, Sending)>,
}

impl Form {
    /// A form for a new record, with what its draft has kept; `case` is the one from which it was opened.
    pub fn new(case: Option<Uuid>, cx: &mut Cx<'_>) -> Form {
        let now = local(cx.ledger.env().now()).time().with_second(0).unwrap_or_default();
        let mut fields = Fields::blank(cx.today, now);
        if let Some(read) = case.and_then(|case| cx.ledger.get(Id::new(case)).ok()) {
            fields.case = Some(case_words(read.id.uuid(), &read.value));
        }
        Form::begin(NEW.to_owned(), fields, None, cx)
    }

    /// A form in which the recorder corrects a record.
    pub fn correcting(id: Id<Sealed>, before: Interference, cx: &mut Cx<'_>) -> Form {
        let key = format!("interference/{}", id.uuid());
        Form::begin(key, Fields::of(&before), Some(Correcting { id, before }), cx)
    }

    fn begin(key: String, fields: Fields, of: Option<Correcting>, cx: &mut Cx<'_>) -> Form {
        let (mut fields, mut has_draft) = (fields, false);
        match cx.ledger.draft(&key) {
            Ok(Some(payload)) => {
                if let Ok(kept) = serde_json::from_slice(&payload) {
                    (fields, has_draft) = (kept, true);
                }
            }
            Ok(None) => {}
            Err(error) => cx.refused(error),
        }
        let first = match (&of, fields.nature()) {
            (Some(_), _) => "interference.why",
            (None, None) => "interference.nature",
            (None, Some(_)) => "interference.content",
        };
        let mut people = Picker::default();
        people.settle(&fields.name);
        let mut cases = Picker::case();
        cases.settle(&fields.matter);
        let more = !fields.relation.is_empty() || !fields.second.is_empty();
        let around = Around::read(of.as_ref().map(|of| &of.before.recorder), cx);
        Form {
            kept: fields.clone(),
            fields,
            key,
            of,
            around,
            problems: Problems::none_at(first),
            people,
            cases,
            picker: PathPicker::new(Want::Open(&ANY)),
            more,
            has_draft,
            discarding: false,
            sending: None,
        }
    }

    /// Reads anew what the program knows: somebody may have been made a leader since.
    pub fn refresh(&mut self, cx: &Cx<'_>) {
        self.around = Around::read(self.of.as_ref().map(|of| &of.before.recorder), cx);
    }

    /// The record that is corrected.
    pub fn of_record(&self) -> Option<Id<Sealed>> {
        self.of.as_ref().map(|of| of.id)
    }

    pub fn has_files(&self) -> bool {
        !self.fields.files.is_empty()
    }

    pub fn has_draft(&self) -> bool {
        self.has_draft
    }

    pub fn is_unkept(&self) -> bool {
        self.fields != self.kept
    }

    /// Keeps what is written, sealed to its author.
    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        if !self.is_unkept() {
            return;
        }
        if cx.keep_draft(&self.key, DRAFT, &self.fields) {
            self.has_draft = true;
            self.kept = self.fields.clone();
        }
    }

    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) -> Option<Left> {
        match msg {
            Msg::Submit if self.sending.is_none() => return self.submit(cx),
            Msg::Leave if self.sending.is_none() => {
                self.keep(cx);
                return Some(Left::Back);
            }
            Msg::Submit | Msg::Leave => {}
            Msg::AskDiscard => self.discarding = true,
            Msg::KeepOn => self.discarding = false,
            Msg::Discard => {
                cx.drop_draft(&self.key);
                self.has_draft = false;
                return Some(Left::Back);
            }
            Msg::Add => self.add(),
            Msg::Remove(at) => {
                if at < self.fields.files.len() {
                    self.fields.files.remove(at);
                }
            }
            Msg::Stop => {
                if let Some((_, Sending::Closing(job))) = &self.sending {
                    job.stop();
                }
                self.sending = None;
            }
        }
        None
    }

    /// Takes up a file; what is too large is refused at once.
    fn add(&mut self) {
        self.problems.forget("interference.file");
        let path = Path::new(self.fields.path.trim()).to_owned();
        if path.as_os_str().is_empty() {
            return;
        }
        match size_of(&path) {
            Ok(size) => {
                let wanted = self.fields.lacks_material(self.before());
                let guessed = wanted.unwrap_or_else(|| material_of(&path));
                self.fields.files.push(Added { path, size, material: guessed.code().to_owned() });
                self.fields.path.clear();
                self.problems.forget("interference.without");
            }
            Err(sentence) => self.problems.say("interference.file", sentence),
        }
    }

    /// What was attached to the record before it is corrected.
    fn before(&self) -> &[Attached] {
        self.of.as_ref().map_or(&[], |of| &of.before.attached)
    }

    fn submit(&mut self, cx: &mut Cx<'_>) -> Option<Left> {
        self.problems.clear();
        let record = self.fields.record(&self.around.recorder, cx.today, &mut self.problems);
        if let Some(record) = &record {
            let seen = self.fields.with_files(record, self.before());
            if let Err(problems) = seen.check() {
                self.problems.refused(&ledger::Error::Invalid(problems));
            }
        }
        if self.of.is_some() {
            self.problems.wanted("interference.why", &self.fields.why, "请写更正的理由。");
        } else if let Some(record) = &record
            && let Err(error) = cx.ledger.recipient(record, self.recipient())
        {
            self.problems.say("interference.to", error.to_string());
        }
        let record = record.filter(|_| !self.problems.any())?;
        if self.fields.files.is_empty() {
            return self.seal(&record, None, cx);
        }
        let sealing = match &self.of {
            Some(of) => cx.ledger.begin_adding(of.id),
            None => Ok(cx.ledger.begin_sealing()),
        };
        let sealing = sealing.map_err(|error| self.problems.refused(&error)).ok()?;
        let files: Vec<_> =
            self.fields.files.iter().map(|file| (file.path.clone(), file.material())).collect();
        let size = self.fields.files.iter().map(|file| file.size).sum();
        let job = Job::begin(cx.ctx, move |watch| {
            watch.expect(size);
            let closed = files.iter().map(|(path, material)| sealing.close(path, *material, watch));
            let closed = closed.collect::<ledger::Result<Vec<_>>>()?;
            Ok((sealing, closed))
        });
        self.sending = Some((record, Sending::Closing(job)));
        None
    }

    /// To whom it goes, where there are several.
    fn recipient(&self) -> Option<Id<User>> {
        let able = self.around.able(self.fields.to());
        let chosen = self.fields.recipient.filter(|id| able.iter().any(|user| user.id.uuid() == *id));
        chosen.or(able.first().filter(|_| able.len() == 1).map(|user| user.id.uuid())).map(Id::new)
    }

    fn seal(
        &mut self,
        record: &Interference,
        files: Option<(&Sealing, &[Closed])>,
        cx: &mut Cx<'_>,
    ) -> Option<Left> {
        let why = self.fields.why.trim();
        let done = match (&self.of, files) {
            (None, None) => cx.ledger.seal_interference(record, &[], self.recipient()),
            (None, Some((sealing, files))) => {
                cx.ledger.seal_brought(record, sealing, files, self.recipient())
            }
            (Some(of), None) => cx.ledger.correct_sealed(of.id, record, &[], why).map(|()| of.id),
            (Some(of), Some((_, files))) => {
                cx.ledger.correct_brought(of.id, record, files, why).map(|()| of.id)
            }
        };
        match done {
            Ok(id) => {
                cx.drop_draft(&self.key);
                Some(Left::Sealed(id))
            }
            Err(error) => {
                self.problems.refused(&error);
                None
            }
        }
    }

    pub fn logic(&mut self, cx: &mut Cx<'_>) -> Option<Left> {
        if let Some(hit) = self.cases.logic(&self.fields.matter, cx) {
            self.fields.case = Some(Chosen { id: hit.id, words: format!("{} {}", hit.title, hit.second) });
            self.fields.matter.clear();
            self.cases.settle("");
            self.problems.forget("interference.matter");
            self.problems.go_to("interference.name");
        }
        if let Some(hit) = self.people.logic(&self.fields.name, cx) {
            let words = [hit.title.as_str(), &hit.second, &hit.third].join("　");
            self.fields.asker = Some(Chosen { id: hit.id, words: words.trim().to_owned() });
            self.fields.side = Side::Inside.code().to_owned();
            self.people.settle(&hit.title);
            (self.fields.name, self.fields.unit, self.fields.post) = (hit.title, hit.second, hit.third);
            for field in ["interference.name", "interference.side", "interference.unit", "interference.post"]
            {
                self.problems.forget(field);
            }
            self.problems.go_to("interference.side");
        }
        self.around.is_about(&self.fields.name, cx);
        self.send(cx)
    }

    /// Goes on with the files, a part a frame.
    fn send(&mut self, cx: &mut Cx<'_>) -> Option<Left> {
        let (record, sending) = self.sending.take()?;
        match sending {
            Sending::Closing(mut job) => match job.poll() {
                Ok(None) => self.sending = Some((record, Sending::Closing(job))),
                Ok(Some(Ok((sealing, files)))) => {
                    self.sending = Some((record, Sending::Bringing { sealing, files, at: 0 }));
                    cx.ctx.request_repaint();
                }
                Ok(Some(Err(error))) => self.problems.say("interference.file", error.to_string()),
                Err(_) => self.problems.say("interference.file", "附件没有读完，请再提交一次。"),
            },
            Sending::Bringing { sealing, mut files, at } => {
                let Some(file) = files.get_mut(at) else {
                    return self.seal(&record, Some((&sealing, &files)), cx);
                };
                match cx.ledger.bring(file) {
                    Ok(done) => {
                        let at = at + usize::from(done);
                        self.sending = Some((record, Sending::Bringing { sealing, files, at }));
                        cx.ctx.request_repaint();
                    }
                    Err(error) => self.problems.say("interference.file", error.to_string()),
                }
            }
        }
        None
    }
}

impl Around {
    /// `recorder` is known where a record is corrected.
    fn read(recorder: Option<&Person>, cx: &Cx<'_>) -> Around {
        let able = |to| cx.ledger.sealed_recipients(to).unwrap_or_default();
        Around {
            recorder: recorder.cloned().unwrap_or_else(|| recorder_of(cx)),
            leaders: able(Addressee::Leader),
            residents: able(Addressee::Resident),
            rules: built_in_interference().ok(),
            asked: String::new(),
            about_leader: false,
        }
    }

    fn able(&self, to: Addressee) -> &[Versioned<User>] {
        match to {
            Addressee::Leader => &self.leaders,
            Addressee::Resident => &self.residents,
            Addressee::Superior => &[],
        }
    }

    /// Finds out whether the one who asked is the main leader, when the name has changed.
    fn is_about(&mut self, name: &str, cx: &Cx<'_>) {
        let name = name.trim();
        if self.asked != name {
            self.asked = name.to_owned();
            let called = |user: &Versioned<User>| cx.ledger.is_called(&user.value, name).unwrap_or(false);
            self.about_leader = !name.is_empty() && self.leaders.iter().any(called);
        }
    }
}

/// The acting user as a record names them: with unit, post and card where the register has them.
pub fn recorder_of(cx: &Cx<'_>) -> Person {
    let Some(actor) = cx.ledger.actor() else { return Person::default() };
    let name = actor.value.name.clone();
    let query = RegisterQuery { typed: name.clone(), ..RegisterQuery::all(cx.today) };
    let keys = cx.ledger.officer_register(&query).unwrap_or_default();
    let mut rows = cx.ledger.officer_rows(&keys, cx.today).unwrap_or_default();
    rows.retain(|row| actor.value.officer.map_or(row.name == name, |officer| row.officer == officer));
    let same = rows.iter().all(|row| row.officer == rows[0].officer);
    // Two people of one name: which of them this is, nobody knows.
    match rows.into_iter().next().filter(|_| same) {
        Some(row) => Person {
            name,
            unit: row.unit,
            post: row.post,
            card: row.card.map(|card| card.number).unwrap_or_default(),
        },
        None => Person { name, ..Person::default() },
    }
}

fn case_words(id: Uuid, case: &crate::domain::case::Case) -> Chosen {
    Chosen { id, words: format!("{} {}", case.number, case.title).trim().to_owned() }
}

/// What a file most likely is, by the end of its name.
fn material_of(path: &Path) -> crate::domain::interference::Material {
    use crate::domain::interference::Material;
    let end = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    match end.as_str() {
        "m4a" | "mp3" | "wav" | "amr" | "aac" => Material::Recording,
        "txt" | "doc" | "docx" | "md" => Material::Note,
        "png" | "jpg" | "jpeg" => Material::Message,
        "pdf" => Material::Original,
        _ => Material::Other,
    }
}

/// The size of a file that can be sealed with a record.
pub fn size_of(path: &Path) -> Result<u64, String> {
    let about =
        std::fs::metadata(path).map_err(|_| "找不到这个文件，请核对位置，或者按“选择…”。".to_owned())?;
    if !about.is_file() {
        return Err("这是文件夹，请选择一个文件。".to_owned());
    }
    match about.len() {
        0 => Err("这个文件是空的，请核对。".to_owned()),
        size if size > FILE_MOST as u64 => {
            Err(ledger::too_large(&path.file_name().unwrap_or_default().to_string_lossy(), size).to_string())
        }
        size => Ok(size),
    }
}
