//! The list of people and their cards: what is asked for, the keys in order, the rows in view.

mod ui;

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use uuid::Uuid;

use super::crowd::MOST;
use super::entry::Chosen;
use crate::domain::certificate::{Certificate, Validity};
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::unit::Unit;
use crate::ledger::{
    CardFilter, Error, OfficerAnswer, OfficerAsk, OfficerRow, OfficerSort, RegisterQuery, Result, RowKey,
    SOON, States,
};
use crate::ui::job::Job;
use crate::ui::screen::{Cx, Event};
use crate::ui::widget::{Column, TableState};
use ui::WIDE;

/// The name under which the widths of the table's columns are kept.
const WIDTHS: &str = "officers";

/// Rows kept before and after those in view, at least.
const SCREEN_LEAST: usize = 30;
/// Rows fetched in one frame beyond as many as are in view.
const ROWS_AHEAD: usize = 8;

/// By what a column sorts.
fn sort_of(title: &str) -> Option<OfficerSort> {
    match title {
        "姓名" => Some(OfficerSort::Name),
        "证号" | "尾号" => Some(OfficerSort::Number),
        "单位" => Some(OfficerSort::Unit),
        "有效期至" => Some(OfficerSort::ValidTo),
        _ => None,
    }
}

/// Which rows the choice 状态 asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Asked {
    #[default]
    All,
    Is(Validity),
    Soon,
    WithoutCard,
    WithLeft,
}

impl Asked {
    fn options() -> Vec<(Asked, String)> {
        let mut options = vec![
            (Asked::All, "状态 全部".to_owned()),
            (Asked::Is(Validity::Valid), Validity::Valid.label().to_owned()),
            (Asked::Soon, format!("{SOON}日内到期")),
        ];
        let others = Validity::ALL.iter().filter(|validity| **validity != Validity::Valid);
        options.extend(others.map(|validity| (Asked::Is(*validity), validity.label().to_owned())));
        options.push((Asked::WithoutCard, "无证".to_owned()));
        options.push((Asked::WithLeft, "含已离岗".to_owned()));
        options
    }

    fn filter(self) -> Option<CardFilter> {
        match self {
            Asked::All | Asked::WithLeft => None,
            Asked::Is(validity) => Some(CardFilter::Is(validity)),
            Asked::Soon => Some(CardFilter::Within { days: SOON }),
            Asked::WithoutCard => Some(CardFilter::None),
        }
    }
}

/// The list.
pub struct List {
    typed: String,
    asked: Asked,
    unit: Option<Id<Unit>>,
    sort: OfficerSort,
    descending: bool,
    keys: Vec<RowKey>,
    /// Rows in view and around, by their place.
    rows: BTreeMap<usize, OfficerRow>,
    table: TableState,
    cards: usize,
    people: usize,
    states: States,
    /// Cards and people whose data a platform still waits for.
    awaited: HashSet<Uuid>,
    /// Units by name, for the choice and for forms.
    units: Vec<(Option<Id<Unit>>, String)>,
    widths: Option<Vec<u16>>,
    columns: &'static [Column],
    problem: Option<String>,
    /// The rows that are being worked out.
    job: Option<Job<Result<OfficerAnswer>>>,
    /// Which row is chosen once they are there.
    then: Then,
    focus_table: bool,
    focus_filter: bool,
}

/// Which row is chosen once the rows that were asked for are there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Then {
    /// The one that was chosen before, where it still is.
    #[default]
    Same,
    First,
    Row(RowKey),
}

impl Default for List {
    fn default() -> List {
        List {
            typed: String::new(),
            asked: Asked::All,
            unit: None,
            sort: OfficerSort::Name,
            descending: false,
            keys: Vec::new(),
            rows: BTreeMap::new(),
            table: TableState::default(),
            cards: 0,
            people: 0,
            states: States::default(),
            awaited: HashSet::new(),
            units: Vec::new(),
            widths: None,
            columns: &WIDE,
            problem: None,
            job: None,
            then: Then::Same,
            focus_table: false,
            focus_filter: false,
        }
    }
}

impl List {
    /// Reads units and rows anew; the row that is chosen stays chosen where it still is. Many rows come a
    /// moment later: see [`List::arrived`].
    pub fn read(&mut self, cx: &mut Cx<'_>) {
        if self.widths.is_none() {
            let widths = cx.look.columns.get(WIDTHS).cloned().unwrap_or_default();
            self.table.set_widths(&widths);
            self.widths = Some(widths);
        }
        self.problem = None;
        if let Some(before) = self.job.take() {
            before.stop();
        }
        let outcome = self.ask(cx).and_then(|ask| match cx.reader {
            None => ask.answer(cx.ledger).map(Some),
            Some(reader) => {
                self.job = Some(Job::ask(cx.ctx, reader, move |ledger| ask.answer(ledger)));
                Ok(None)
            }
        });
        match outcome {
            Ok(Some(answer)) => self.take(answer, cx),
            Ok(None) => {}
            Err(error) => self.problem = Some(error.to_string()),
        }
    }

    fn ask(&mut self, cx: &mut Cx<'_>) -> Result<OfficerAsk> {
        let mut units: Vec<_> = cx.ledger.all::<Unit>()?;
        units.retain(|unit| !unit.value.closed || Some(unit.id) == self.unit);
        self.units = units.into_iter().map(|unit| (Some(unit.id), unit.value.name)).collect();
        cx.ledger.ask_officers(&self.query(cx.today))
    }

    /// Who is asked for, and in which order.
    pub fn query(&self, on: NaiveDate) -> RegisterQuery {
        RegisterQuery {
            typed: self.typed.clone(),
            card: self.asked.filter(),
            unit: self.unit,
            with_left: self.asked == Asked::WithLeft,
            sort: self.sort,
            descending: self.descending,
            on,
        }
    }

    /// Takes the rows that were worked out on a thread; tells whether some have come.
    pub fn arrived(&mut self, cx: &mut Cx<'_>) -> bool {
        let Some(job) = &mut self.job else { return false };
        let answer = match job.poll() {
            Ok(None) => return false,
            Ok(Some(answer)) => answer,
            Err(_) => Err(Error::Refused("名单没有读出来。请再打开一次“证件”。".to_owned())),
        };
        self.job = None;
        match answer.and_then(|answer| Ok((cx.ledger.keep_index(&answer)?, answer))) {
            Ok((true, answer)) => {
                self.take(answer, cx);
                return true;
            }
            // Something was written meanwhile: this answer is an old one.
            Ok((false, _)) => self.read(cx),
            Err(error) => self.problem = Some(error.to_string()),
        }
        false
    }

    /// Whether the rows that were asked for are still to come.
    pub fn is_waiting(&self) -> bool {
        self.job.is_some()
    }

    fn take(&mut self, answer: OfficerAnswer, cx: &mut Cx<'_>) {
        let chosen = self.table.selected.and_then(|at| self.keys.get(at)).copied();
        self.rows.clear();
        // Other rows stand there now.
        self.table.marked.clear();
        (self.keys, self.cards, self.people) = (answer.keys, answer.cards, answer.people);
        (self.states, self.awaited) = (answer.states, answer.awaited);
        let place = |key: RowKey| self.keys.iter().position(|other| *other == key);
        let then = std::mem::take(&mut self.then);
        let at = match then {
            Then::Same => chosen.and_then(place),
            Then::First => Some(0).filter(|_| !self.keys.is_empty()),
            Then::Row(key) => place(key),
        };
        if at != self.table.selected || then != Then::Same {
            self.table.select(at);
        }
        self.fetch(cx);
    }

    /// Fetches the rows in view, then a screen after and before them: a few in each frame, as in a large ledger
    /// every row may lie on a page of its own.
    pub fn fetch(&mut self, cx: &mut Cx<'_>) {
        let seen = self.table.visible();
        let screen = seen.len().max(SCREEN_LEAST);
        let range = seen.start.saturating_sub(screen)..(seen.end + screen).min(self.keys.len());
        let nearest = (seen.start.min(range.end)..range.end).chain(range.start..seen.start.min(range.end));
        let mut missing: Vec<usize> = nearest.filter(|at| !self.rows.contains_key(at)).collect();
        if missing.is_empty() {
            return;
        }
        let now = if seen.is_empty() { SCREEN_LEAST } else { seen.len() + ROWS_AHEAD };
        if missing.len() > now {
            missing.truncate(now);
            cx.ctx.request_repaint();
        }
        self.rows.retain(|at, _| range.contains(at));
        let keys: Vec<RowKey> = missing.iter().map(|at| self.keys[*at]).collect();
        match cx.ledger.officer_rows(&keys, cx.today) {
            Ok(rows) => {
                let mut rows = rows.into_iter().peekable();
                for at in missing {
                    if let Some(row) = rows.next_if(|row| row.key == self.keys[at]) {
                        self.rows.insert(at, row);
                    }
                }
            }
            Err(error) => self.problem = Some(error.to_string()),
        }
    }

    /// The officer of a row, and the card where the row has one.
    pub fn row(&self, at: usize, cx: &Cx<'_>) -> Option<(Id<Officer>, Option<Id<Certificate>>)> {
        let of = |row: &OfficerRow| (row.officer, row.card.as_ref().map(|card| card.id));
        if let Some(row) = self.rows.get(&at) {
            return Some(of(row));
        }
        let key = *self.keys.get(at)?;
        cx.ledger.officer_rows(&[key], cx.today).ok()?.first().map(of)
    }

    /// The place of the chosen row.
    pub fn at(&self) -> Option<usize> {
        self.table.selected
    }

    /// The place of the row so many after the chosen one.
    pub fn after(&self, by: i64) -> Option<usize> {
        let last = self.keys.len().checked_sub(1)?;
        let to = self.table.selected.map_or(0, |at| (at as i64 + by).clamp(0, last as i64) as usize);
        (Some(to) != self.table.selected).then_some(to)
    }

    /// Chooses a row.
    pub fn select(&mut self, at: usize) {
        self.table.select(Some(at).filter(|at| *at < self.keys.len()));
    }

    /// Chooses the row of somebody's card; filters that hide it are taken away.
    pub fn show(
        &mut self,
        officer: Id<Officer>,
        card: Option<Id<Certificate>>,
        cx: &mut Cx<'_>,
    ) -> Result<()> {
        let rows = cx.ledger.rows_of(officer)?;
        let exact = rows.iter().find(|(_, other)| *other == card);
        let Some((key, _)) = exact.or(rows.first()).copied() else { return Ok(()) };
        if !self.keys.contains(&key) {
            let person = cx.ledger.get(officer)?.value;
            let left = person.left_on.is_some_and(|left| left < cx.today);
            self.typed.clear();
            self.unit = None;
            self.asked = if left { Asked::WithLeft } else { Asked::All };
            self.then = Then::Row(key);
            self.read(cx);
        } else if self.is_waiting() {
            self.then = Then::Row(key);
        }
        if let Some(at) = self.keys.iter().position(|other| *other == key) {
            self.select(at);
            self.fetch(cx);
        }
        Ok(())
    }

    /// Shows the people of a unit.
    pub fn show_unit(&mut self, unit: Id<Unit>, cx: &mut Cx<'_>) {
        (self.typed, self.asked, self.unit) = (String::new(), Asked::All, Some(unit));
        self.read(cx);
    }

    /// Shows the cards that run out soon.
    pub fn show_expiring(&mut self, cx: &mut Cx<'_>) {
        (self.typed, self.asked, self.unit) = (String::new(), Asked::Soon, None);
        (self.sort, self.descending) = (OfficerSort::ValidTo, false);
        self.read(cx);
    }

    /// Takes all filters away.
    pub fn clear(&mut self, cx: &mut Cx<'_>) {
        (self.typed, self.asked, self.unit) = (String::new(), Asked::All, None);
        self.read(cx);
    }

    /// Takes up another filter: what is typed shows its first row at once.
    pub fn filtered(&mut self, cx: &mut Cx<'_>) {
        if !self.typed.trim().is_empty() || self.table.selected.is_none() {
            self.then = Then::First;
        }
        self.read(cx);
    }

    /// Chooses the first row, as soon as there is one.
    pub fn select_first(&mut self) {
        if self.is_waiting() {
            self.then = Then::First;
        } else {
            self.select(0);
        }
    }

    /// Sorts by a column.
    pub fn sort_by(&mut self, column: usize, descending: bool, cx: &mut Cx<'_>) {
        if let Some(sort) = self.columns.get(column).and_then(|column| sort_of(column.title)) {
            (self.sort, self.descending) = (sort, descending);
            self.read(cx);
        }
    }

    /// Keeps the widths of the columns.
    pub fn set_widths(&mut self, widths: Vec<u16>, cx: &mut Cx<'_>) {
        cx.events.push(Event::Columns(WIDTHS, widths.clone()));
        self.widths = Some(widths);
    }

    fn is_wide(&self) -> bool {
        self.columns.len() == WIDE.len()
    }

    /// Whether names have been seen that ask for more room.
    pub fn has_long_names(&self) -> bool {
        self.table.has_grown(0)
    }

    /// The unit that is asked for.
    pub fn unit(&self) -> Option<Id<Unit>> {
        self.unit
    }

    /// Units, for a form.
    pub fn units(&self) -> &[(Option<Id<Unit>>, String)] {
        &self.units
    }

    /// Gives the keyboard to the table in the next frame.
    pub fn focus_table(&mut self) {
        self.focus_table = true;
    }

    /// How many rows are marked.
    pub fn marked(&self) -> usize {
        self.table.marked.len()
    }

    /// Takes the marks away.
    pub fn unmark(&mut self) {
        self.table.marked.clear();
        self.focus_table = true;
    }

    /// The people whose rows are marked, once each.
    ///
    /// # Errors
    /// More than one act can be done for.
    pub fn marked_people(&self, cx: &Cx<'_>) -> Result<Vec<Chosen>> {
        let keys: Vec<RowKey> =
            self.table.marked.iter().filter_map(|at| self.keys.get(*at)).copied().collect();
        if keys.len() > 2 * MOST {
            return Err(Error::Refused(format!("一次最多办理{MOST}人，请少选一些。")));
        }
        let mut people: Vec<Chosen> = Vec::new();
        for row in cx.ledger.officer_rows(&keys, cx.today)? {
            let id = row.officer.uuid();
            if people.iter().all(|one| one.id != id) {
                people.push(Chosen { id, words: format!("{}　{}", row.name, row.unit) });
            }
        }
        Ok(people)
    }

    /// Puts the caret into the filter in the next frame.
    pub fn focus_filter(&mut self) {
        self.focus_filter = true;
    }
}
