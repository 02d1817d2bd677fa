//! A form of the registers beside the list of people: its draft, its bar, the rows that it is made of.

use chrono::NaiveDate;
use eframe::egui::{Id as WidgetId, Key, Modifiers, Popup, Response, Ui};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::role::Op;
use crate::domain::unit::Unit;
use crate::ledger::Result;
use crate::ui::screen::overlap::{Ground, Now, Overlap, is_settled, overlap_ui, settle};
use crate::ui::screen::picker::{Field, Hit, Picker, chosen_ui};
use crate::ui::screen::problems::Problems;
use crate::ui::screen::settings::page;
use crate::ui::screen::{Cx, See};
use crate::ui::widget::{
    Button, Choice, DateField, Dialog, DialogAnswer, Input, Row, Tone, above_bar, action_bar, anchor,
    check_box, chip, panel,
};
use crate::ui::{icons, keys};

/// What stands in a form and is kept as its draft.
pub trait Fields: Clone + PartialEq + Serialize + DeserializeOwned {}

impl<T: Clone + PartialEq + Serialize + DeserializeOwned> Fields for T {}

/// What a person did with a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    Submit,
    Leave,
    Discard,
}

/// A draft: what was written, what it was opened on, and what has not been chosen yet.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Kept<F> {
    #[serde(flatten)]
    pub fields: F,
    #[serde(default)]
    pub ground: Option<Ground>,
    #[serde(default)]
    pub asked: Vec<Overlap>,
}

/// A form with its draft.
pub struct Entry<F> {
    pub fields: F,
    pub problems: Problems,
    /// The record that it was opened on; none for something new.
    ground: Option<Ground>,
    /// As it stood when it was last kept, or begun.
    kept: Kept<F>,
    key: String,
    pub title: String,
    has_draft: bool,
    discarding: bool,
}

impl<F: Fields> Entry<F> {
    /// A form, with what its draft has kept.
    pub fn begin(key: String, title: &str, fields: F, first: &'static str, cx: &mut Cx<'_>) -> Entry<F> {
        let mut kept = Kept { fields, ground: None, asked: Vec::new() };
        let mut has_draft = false;
        match cx.ledger.draft(&key) {
            Ok(Some(payload)) => {
                if let Ok(draft) = serde_json::from_slice(&payload) {
                    (kept, has_draft) = (draft, true);
                }
            }
            Ok(None) => {}
            Err(error) => cx.refused(error),
        }
        let mut problems = Problems::none_at(first);
        problems.asked.clone_from(&kept.asked);
        let (fields, ground, title) = (kept.fields.clone(), kept.ground.clone(), title.to_owned());
        Entry { fields, problems, ground, kept, key, title, has_draft, discarding: false }
    }

    /// A form that changes a record: `fields` is what the record gives, with what the form proposes besides.
    pub fn on(
        key: String,
        title: &str,
        fields: F,
        now: &Now<F>,
        first: &'static str,
        cx: &mut Cx<'_>,
    ) -> Entry<F> {
        let mut entry = Entry::begin(key, title, fields, first, cx);
        match entry.has_draft {
            true => {
                entry.ground.get_or_insert_default();
                entry.meet(now, cx);
            }
            false => entry.ground = Some(Ground::of(now)),
        }
        entry
    }

    /// Brings what was written onto the record as it stands now.
    fn meet(&mut self, now: &Now<F>, cx: &Cx<'_>) {
        if let Some(ground) = &mut self.ground
            && let Some(note) = ground.meet(&mut self.fields, now, &mut self.problems.asked, cx.ledger)
        {
            self.problems.note = note;
            self.problems.look_at_asked();
        }
    }

    /// The same before it is submitted; tells whether it can be.
    pub fn meets(&mut self, now: Result<Option<Now<F>>>, cx: &mut Cx<'_>) -> bool {
        match now {
            Ok(Some(now)) => {
                self.meet(&now, cx);
                is_settled(&mut self.problems, cx)
            }
            Ok(None) => true,
            Err(error) => {
                self.problems.refused(&error);
                false
            }
        }
    }

    fn as_kept(&self) -> Kept<F> {
        let asked = self.problems.asked.clone();
        Kept { fields: self.fields.clone(), ground: self.ground.clone(), asked }
    }

    /// Whether it goes on with a draft.
    pub fn has_draft(&self) -> bool {
        self.has_draft
    }

    /// Whether something was written or chosen since it was last kept.
    pub fn is_unkept(&self) -> bool {
        self.fields != self.kept.fields || self.problems.asked != self.kept.asked
    }

    /// Keeps it as a draft.
    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        if !self.is_unkept() {
            return;
        }
        let kept = self.as_kept();
        if cx.keep_draft(&self.key, &self.title, &kept) {
            self.has_draft = true;
            self.kept = kept;
        }
    }

    /// Throws the draft away: the form was submitted, or given up.
    pub fn discard(&self, cx: &mut Cx<'_>) {
        cx.drop_draft(&self.key);
    }

    /// It was submitted: its draft goes, and what was done is said.
    pub fn submitted(&self, sentence: impl Into<String>, cx: &mut Cx<'_>) {
        self.discard(cx);
        cx.done(sentence);
        cx.saved();
    }

    /// Ends it without submitting: what was written stays as a draft, or is thrown away.
    pub fn end(&mut self, said: Said, cx: &mut Cx<'_>) {
        match said {
            Said::Discard => self.discard(cx),
            Said::Submit | Said::Leave => self.leave(cx),
        }
    }

    /// Leaves it; what was written stays as a draft.
    pub fn leave(&mut self, cx: &mut Cx<'_>) {
        self.keep(cx);
        if self.has_draft {
            cx.done("草稿已保留。");
        }
    }

    /// Paints it; `body` adds the rows.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        see: &mut See<'_>,
        (verb, op): (&str, Op),
        free: bool,
        fields: &[&'static str],
        body: impl FnOnce(&mut Ui, &mut F, &mut Problems),
    ) -> Option<Said> {
        let mut said = None;
        // Before anything is painted: Enter would press what has the keyboard as well.
        if free && !self.discarding && !Popup::is_any_open(ui.ctx()) {
            if keys::pressed(ui.ctx(), keys::SUBMIT) && see.may(op) {
                said = Some(Said::Submit);
            }
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
                said = Some(Said::Leave);
            }
        }
        page(&mut above_bar(ui, "entry"), |ui| {
            panel(ui, icons::FORM, &self.title, |ui| {
                ui.set_width(ui.available_width());
                self.problems.rest_ui(ui, fields);
                body(ui, &mut self.fields, &mut self.problems);
            });
        });
        if let Some((row, keep)) = self.problems.chosen.take() {
            settle(&mut self.fields, &mut self.problems, &row, keep);
        }
        let sentence = if self.has_draft { "草稿已保留" } else { "" };
        action_bar(ui, "entry-bar", sentence, |ui| {
            if self.has_draft && ui.add(Button::new("放弃草稿").quiet().icon(icons::DISCARD)).clicked() {
                self.discarding = true;
            }
            if ui.add(Button::new("返回").keys("Esc")).clicked() {
                said = Some(Said::Leave);
            }
            if ui.add(Button::new(verb).primary().keys("Ctrl+Enter").barred(see.barred(op))).clicked() {
                said = Some(Said::Submit);
            }
        });
        if self.discarding {
            let dialog = Dialog::new("放弃草稿", "放弃").sentence("写下的内容会丢掉，台账里的记录不变。");
            match dialog.show(ui.ctx(), |_| {}) {
                Some(DialogAnswer::Yes) => return Some(Said::Discard),
                Some(DialogAnswer::No) => self.discarding = false,
                None => {}
            }
        }
        said
    }
}

/// One row: label, value, its problem; the problem goes when the value is changed.
pub fn row(
    ui: &mut Ui,
    (label, field, hint): (&str, &'static str, &str),
    problems: &mut Problems,
    value: impl FnOnce(&mut Ui, bool) -> Response,
) -> Response {
    let focus = problems.takes(field);
    let problem = problems.of(field).map(str::to_owned);
    let mut row = Row::new(label).problem(problem.as_deref()).focus(focus);
    if !hint.is_empty() {
        row = row.hint(hint);
    }
    let response = row.show(ui, |ui| value(ui, problem.is_some()));
    if response.changed() {
        problems.forget(field);
    }
    overlap_ui(ui, field, label, problems);
    response
}

/// A row for one line of text.
pub fn line(ui: &mut Ui, names: (&str, &'static str, &str), value: &mut String, problems: &mut Problems) {
    row(ui, names, problems, |ui, bad| Input::new(value).most(200).problem(bad).name(names.0).show(ui));
}

/// A row for running text.
pub fn text(ui: &mut Ui, names: (&str, &'static str, &str), value: &mut String, problems: &mut Problems) {
    row(ui, names, problems, |ui, bad| {
        Input::new(value).rows(3).most(2000).problem(bad).name(names.0).show(ui)
    });
}

/// A row for a day.
pub fn day(
    ui: &mut Ui,
    names: (&str, &'static str, &str),
    value: &mut DateField,
    problems: &mut Problems,
    today: NaiveDate,
) {
    row(ui, names, problems, |ui, bad| value.show(ui, names.0, today, bad));
}

/// A row for one of several.
pub fn choice<T: PartialEq + Clone>(
    ui: &mut Ui,
    names: (&str, &'static str, &str),
    value: &mut T,
    options: &[(T, String)],
    problems: &mut Problems,
) {
    row(ui, names, problems, |ui, _| Choice::new(names.0).width(f32::INFINITY).show(ui, value, options));
}

/// A row for any number of several, by their codes; in as many columns as there is room for.
pub fn several(
    ui: &mut Ui,
    names: (&str, &'static str, &str),
    value: &mut Vec<String>,
    options: &[(String, String)],
    problems: &mut Problems,
) {
    row(ui, names, problems, |ui, _| {
        ui.horizontal_wrapped(|ui| {
            let mut changed = false;
            for (code, label) in options {
                let mut ticked = value.contains(code);
                if check_box(ui, &mut ticked, label).changed() {
                    changed = true;
                    value.retain(|other| other != code);
                    if ticked {
                        value.push(code.clone());
                    }
                }
            }
            whole(ui, changed)
        })
        .inner
    });
}

/// A row for a box to tick.
pub fn tick(
    ui: &mut Ui,
    names: (&str, &'static str, &str),
    (value, label): (&mut bool, &str),
    problems: &mut Problems,
) {
    row(ui, names, problems, |ui, _| {
        ui.horizontal(|ui| {
            let changed = check_box(ui, value, label).changed();
            whole(ui, changed)
        })
        .inner
    });
}

/// What the label of a row with several things names.
fn whole(ui: &Ui, changed: bool) -> Response {
    let mut row = anchor(ui);
    if changed {
        row.mark_changed();
    }
    row
}

/// Codes and labels of an enum, for a choice.
pub fn coded<T: Copy>(all: &[T], words: impl Fn(T) -> (&'static str, &'static str)) -> Vec<(String, String)> {
    let pair = |one: &T| {
        let (code, label) = words(*one);
        (code.to_owned(), label.to_owned())
    };
    all.iter().map(pair).collect()
}

/// Somebody who was chosen, as a draft keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Chosen {
    pub id: Uuid,
    /// Name and unit.
    pub words: String,
}

impl Chosen {
    /// What a picker has found.
    pub fn of(hit: &Hit) -> Chosen {
        Chosen { id: hit.id, words: format!("{}　{}", hit.title, hit.second) }
    }

    /// Adds it to those who were chosen before, once.
    pub fn add_to(self, all: &mut Vec<Chosen>) {
        if all.iter().all(|one| one.id != self.id) {
            all.push(self);
        }
    }
}

/// What was chosen now in a picker, whose field is empty again.
pub fn picked(picker: &mut Picker, typed: &mut String, cx: &mut Cx<'_>) -> Option<Chosen> {
    let hit = picker.logic(typed, cx)?;
    typed.clear();
    picker.settle("");
    Some(Chosen::of(&hit))
}

/// The units that are open, for a choice; `none` says what it is to choose no one of them.
pub fn units(cx: &Cx<'_>, none: &str) -> Vec<(Option<Uuid>, String)> {
    let open = cx.ledger.all::<Unit>().unwrap_or_default().into_iter().filter(|unit| !unit.value.closed);
    let open = open.map(|unit| (Some(unit.id.uuid()), unit.value.name));
    std::iter::once((None, none.to_owned())).chain(open).collect()
}

/// A row for one person, found as the name is typed.
pub fn person(
    ui: &mut Ui,
    names: (&str, &'static str, &str),
    whom: (&mut Picker, &mut String, &mut Option<Chosen>),
    problems: &mut Problems,
) {
    found(ui, names, "姓名、首字母、证号末几位", whom, problems);
}

/// A row for one record, found as something of it is typed; `hint` says what. Tells whether the one that was
/// chosen was taken back now.
pub fn found(
    ui: &mut Ui,
    names: (&str, &'static str, &str),
    hint: &str,
    (picker, typed, chosen): (&mut Picker, &mut String, &mut Option<Chosen>),
    problems: &mut Problems,
) -> bool {
    let mut back = false;
    row(ui, names, problems, |ui, bad| {
        if let Some(one) = &*chosen {
            back = chosen_ui(ui, &one.words, names.0);
            return anchor(ui);
        }
        let field = Field { id: picker_id(names.1), name: names.0, hint, problem: bad };
        picker.ui(ui, typed, &field)
    });
    if back {
        *chosen = None;
        ui.memory_mut(|memory| memory.request_focus(picker_id(names.1)));
    }
    back
}

fn picker_id(field: &str) -> WidgetId {
    WidgetId::unique(("entry-found", field))
}

/// The day in a field; a problem where it cannot be read, and where it is missing and must not be.
pub fn day_of(
    field: &'static str,
    value: &DateField,
    wanted: Option<&str>,
    problems: &mut Problems,
    today: NaiveDate,
) -> Option<NaiveDate> {
    match (value.day(today), wanted) {
        (Ok(Some(day)), _) => Some(day),
        (Ok(None), None) => None,
        (Ok(None), Some(sentence)) => {
            problems.say(field, sentence);
            None
        }
        (Err(sentence), _) => {
            problems.say(field, sentence);
            None
        }
    }
}

/// A row for any number of people, found as their names are typed.
pub fn people(
    ui: &mut Ui,
    (label, name): (&str, &'static str),
    (picker, typed, chosen): (&mut Picker, &mut String, &mut Vec<Chosen>),
    problems: &mut Problems,
) {
    let focus = problems.takes(name);
    let problem = problems.of(name).map(str::to_owned);
    let field = Field {
        id: picker_id(name),
        name: label,
        hint: "姓名、首字母、证号末几位",
        problem: problem.is_some(),
    };
    Row::new(label).problem(problem.as_deref()).focus(focus).show(ui, |ui| picker.ui(ui, typed, &field));
    if chosen.is_empty() {
        return;
    }
    let count = format!("已选 {} 人", chosen.len());
    row(ui, (&count, "people.chosen", ""), problems, |ui, _| {
        ui.horizontal_wrapped(|ui| {
            let mut gone = None;
            for (at, one) in chosen.iter().take(SHOWN).enumerate() {
                chip(ui, Tone::Chosen, &one.words);
                let name = format!("移除 {label} {}", one.words);
                if ui.add(Button::new("移除").quiet().small().name(&name)).clicked() {
                    gone = Some(at);
                }
            }
            if chosen.len() > SHOWN {
                crate::ui::widget::muted(ui, &format!("还有{}人", chosen.len() - SHOWN));
            }
            if chosen.len() > 1 && ui.add(Button::new("全部移除").quiet().small()).clicked() {
                chosen.clear();
            } else if let Some(at) = gone {
                chosen.remove(at);
            }
            anchor(ui)
        })
        .inner
    });
}

/// Most people who are shown by name.
const SHOWN: usize = 60;
