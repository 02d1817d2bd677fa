//! The register of officers and their cards: a row for each card, and one for whoever has none.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use uuid::Uuid;

use super::{Index, day_number, directed, missing_last};
use crate::domain::certificate::{Certificate, CertificateKind, CertificateState, Validity};
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::unit::Unit;
use crate::ledger::file::{Noun, Versioned};
use crate::ledger::{Ledger, Result};
use crate::store::{CardLine, DayNumber, OfficerLine};
use crate::words::pinyin;

/// Which rows are wanted, and in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterQuery {
    /// What was typed: characters, initials, or the beginning or end of a number. Empty asks for all.
    pub typed: String,
    pub card: Option<CardFilter>,
    /// A unit, with all that belong to it.
    pub unit: Option<Id<Unit>>,
    /// Also those who have left the service.
    pub with_left: bool,
    pub sort: OfficerSort,
    pub descending: bool,
    /// The day on which cards are valid or not.
    pub on: NaiveDate,
}

impl RegisterQuery {
    /// Everybody in the service, by name.
    pub fn all(on: NaiveDate) -> RegisterQuery {
        RegisterQuery {
            typed: String::new(),
            card: None,
            unit: None,
            with_left: false,
            sort: OfficerSort::Name,
            descending: false,
            on,
        }
    }
}

/// What is asked of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardFilter {
    Is(Validity),
    /// Valid, and for no more than these days from now on.
    Within {
        days: u32,
    },
    /// People without any card.
    None,
}

/// Days before its end from which on a card runs out soon.
pub const SOON: u32 = 90;

/// By what a register of officers is sorted; rows that are alike stand by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfficerSort {
    Name,
    Number,
    Unit,
    /// 长期 after every day.
    ValidTo,
}

/// One row of the register: a person, with one of the person's cards.
///
/// A key names the same row until another machine's entries are taken in; lists are asked for anew then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RowKey {
    officer: i64,
    card: Option<i64>,
}

/// A query with the index of people, where that is at hand: any connection to the same ledger can answer it.
pub struct OfficerAsk {
    query: RegisterQuery,
    index: Option<Arc<Index<People>>>,
}

/// The rows that a query asked for.
pub struct OfficerAnswer {
    /// In the order asked for.
    pub keys: Vec<RowKey>,
    pub cards: usize,
    pub people: usize,
    pub states: States,
    /// Cards and people whose data a platform still waits for.
    pub awaited: HashSet<Uuid>,
    index: Arc<Index<People>>,
}

/// How many of the listed cards stand how; a card counts once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct States {
    /// For longer than the days that are called soon.
    pub valid: usize,
    pub soon: usize,
    pub expired: usize,
    pub suspended: usize,
    /// In the hands of somebody who has left.
    pub not_handed_in: usize,
}

impl OfficerAsk {
    /// Works out the answer.
    ///
    /// # Errors
    /// The ledger cannot be read any more.
    pub fn answer(self, ledger: &Ledger) -> Result<OfficerAnswer> {
        let index = match self.index {
            Some(people) => people,
            None => ledger.people()?,
        };
        let typed = ledger.typed(&self.query.typed)?;
        let units = ledger.all::<Unit>()?;
        let query = &self.query;
        let within = query.unit.map(|unit| with_parts(&units, unit));
        let asked = Asked::of(query);
        let takes = |row: &&Row| {
            let left = !query.with_left && row.left_on.is_some_and(|left| left < asked.today);
            !left
                && within.as_ref().is_none_or(|within| within.contains(&row.unit))
                && typed.as_ref().is_none_or(|typed| typed.take(&row.key))
                && asked.takes(row.card.as_ref())
        };
        let mut rows: Vec<&Row> = index.rows.iter().filter(takes).collect();
        let cards = rows.iter().filter(|row| row.card.is_some()).count();
        // One person's rows still stand together.
        let people = rows.chunk_by(|one, next| one.key.officer == next.key.officer).count();
        let states = states(&rows, query.on);
        let awaited = ledger.store().awaited_records()?;
        sort(&mut rows, query, &units);
        let keys = rows.into_iter().map(|row| row.key).collect();
        Ok(OfficerAnswer { keys, cards, people, states, awaited, index })
    }
}

/// One row as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficerRow {
    pub key: RowKey,
    pub officer: Id<Officer>,
    pub name: String,
    pub post: String,
    /// The unit's name.
    pub unit: String,
    pub left_on: Option<NaiveDate>,
    pub card: Option<CardCell>,
}

/// The card of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardCell {
    pub id: Id<Certificate>,
    pub kind: CertificateKind,
    pub number: String,
    /// None is 长期.
    pub valid_to: Option<NaiveDate>,
    pub validity: Validity,
}

/// Everybody and every card, as an index for lists: a row for each card, and one for whoever has none, by name.
pub(in crate::ledger) type People = Vec<Row>;

/// One row of the index.
pub(in crate::ledger) struct Row {
    key: RowKey,
    unit: [u8; 16],
    left_on: Option<DayNumber>,
    card: Option<Card>,
}

/// What of a card lists are sorted and filtered by.
struct Card {
    /// The place of its number among all numbers.
    number: u32,
    issued_on: Option<DayNumber>,
    valid_to: Option<DayNumber>,
    state: CertificateState,
}

impl Ledger {
    /// The rows that a query asks for, as keys in its order.
    pub fn officer_register(&self, query: &RegisterQuery) -> Result<Vec<RowKey>> {
        Ok(self.ask_officers(query)?.answer(self)?.keys)
    }

    /// The question for the rows that a query asks for. Where the journal has grown since, whoever answers it reads
    /// the index of people anew, and [`Ledger::keep_index`] keeps it for the next question.
    pub fn ask_officers(&self, query: &RegisterQuery) -> Result<OfficerAsk> {
        Ok(OfficerAsk { query: query.clone(), index: self.people.at(self.store().state()?) })
    }

    /// Keeps the index that an answer was worked out from; tells whether it still holds.
    pub fn keep_index(&self, answer: &OfficerAnswer) -> Result<bool> {
        Ok(self.people.keep(&answer.index, self.store().state()?))
    }

    /// The index of people: read anew where the journal has grown since.
    fn people(&self) -> Result<Arc<Index<People>>> {
        let state = self.store().state()?;
        if let Some(people) = self.people.at(state) {
            return Ok(people);
        }
        let rows = rows(self.store().officer_lines()?, &self.store().card_lines()?);
        let people = Arc::new(Index { state, rows });
        self.people.keep(&people, state);
        Ok(people)
    }

    /// The rows with these keys, as they stand on a day; one that is no more is left out.
    pub fn officer_rows(&self, keys: &[RowKey], on: NaiveDate) -> Result<Vec<OfficerRow>> {
        let names = names_of(&self.all::<Unit>()?);
        let row = |key: &RowKey| -> Result<Option<OfficerRow>> {
            let Some(officer) = self.store().at::<Officer>(key.officer)? else { return Ok(None) };
            let card = match key.card {
                Some(ord) => self.store().at::<Certificate>(ord)?.map(|card| cell(card, on)),
                None => None,
            };
            let unit = names.get(&officer.value.unit).cloned().unwrap_or_default();
            let Officer { name, post, left_on, .. } = officer.value;
            Ok(Some(OfficerRow { key: *key, officer: officer.id, name, post, unit, left_on, card }))
        };
        self.store().at_once(|| keys.iter().filter_map(|key| row(key).transpose()).collect())
    }

    /// The rows of one person: one for each card, or one without.
    pub fn rows_of(&self, officer: Id<Officer>) -> Result<Vec<(RowKey, Option<Id<Certificate>>)>> {
        let Some((officer, cards)) = self.store().officer_places(officer)? else { return Ok(Vec::new()) };
        if cards.is_empty() {
            return Ok(vec![(RowKey { officer, card: None }, None)]);
        }
        let row = |(card, id)| (RowKey { officer, card: Some(card) }, Some(id));
        Ok(cards.into_iter().map(row).collect())
    }

    /// The people and cards that match what was typed; none where nothing was.
    fn typed(&self, typed: &str) -> Result<Option<Typed>> {
        if typed.trim().is_empty() {
            return Ok(None);
        }
        let officers = self.store().narrow(Officer::KIND, typed)?;
        Ok(Some(Typed { officers, cards: self.store().narrow(Certificate::KIND, typed)? }))
    }
}

struct Typed {
    officers: HashSet<i64>,
    cards: HashSet<i64>,
}

impl Typed {
    fn take(&self, key: &RowKey) -> bool {
        self.officers.contains(&key.officer) || key.card.is_some_and(|card| self.cards.contains(&card))
    }
}

/// The part of a query that is asked of every card, its days in the store's notation.
struct Asked {
    filter: Option<CardFilter>,
    today: DayNumber,
    until: DayNumber,
}

impl Asked {
    fn of(query: &RegisterQuery) -> Asked {
        let days = if let Some(CardFilter::Within { days }) = query.card { days } else { 0 };
        let until = query.on.checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX);
        Asked { filter: query.card, today: day_number(query.on), until: day_number(until) }
    }

    fn takes(&self, card: Option<&Card>) -> bool {
        let validity = |card: &Card| Validity::of(card.state, card.issued_on, card.valid_to, self.today);
        match (self.filter, card) {
            (None, _) => true,
            (Some(CardFilter::None), card) => card.is_none(),
            (Some(_), None) => false,
            (Some(CardFilter::Is(wanted)), Some(card)) => validity(card) == wanted,
            (Some(CardFilter::Within { .. }), Some(card)) => {
                validity(card) == Validity::Valid && card.valid_to.is_some_and(|to| to <= self.until)
            }
        }
    }
}

fn states(rows: &[&Row], on: NaiveDate) -> States {
    let (today, mut states) = (day_number(on), States::default());
    let soon = on.checked_add_days(Days::new(SOON.into())).map_or(DayNumber::MAX, day_number);
    for row in rows {
        let Some(card) = &row.card else { continue };
        let left = row.left_on.is_some_and(|left| left < today);
        match Validity::of(card.state, card.issued_on, card.valid_to, today) {
            Validity::Valid | Validity::NotYet | Validity::Expired | Validity::Suspended if left => {
                states.not_handed_in += 1;
            }
            Validity::Valid if card.valid_to.is_some_and(|to| to <= soon) => states.soon += 1,
            Validity::Valid => states.valid += 1,
            Validity::Expired => states.expired += 1,
            Validity::Suspended => states.suspended += 1,
            _ => {}
        }
    }
    states
}

/// The rows of all people, in the order of the names and within one person's of the numbers.
fn rows(officers: Vec<OfficerLine>, cards: &[CardLine]) -> Vec<Row> {
    let mut by_number: Vec<usize> = (0..cards.len()).collect();
    by_number.sort_unstable_by(|left, right| cards[*left].number.cmp(&cards[*right].number));
    let mut numbers = vec![0; cards.len()];
    by_number.into_iter().zip(0u32..).for_each(|(at, place)| numbers[at] = place);
    let mut held: HashMap<[u8; 16], (usize, usize)> = HashMap::with_capacity(cards.len());
    for (at, card) in cards.iter().enumerate() {
        held.entry(card.officer).or_insert((at, at)).1 = at + 1;
    }
    let mut rows = Vec::with_capacity(cards.len().max(officers.len()));
    for OfficerLine { ord: officer, id, unit, left_on } in officers {
        let (from, to) = held.get(&id).copied().unwrap_or_default();
        if from == to {
            rows.push(Row { key: RowKey { officer, card: None }, unit, left_on, card: None });
        }
        for (card, number) in cards[from..to].iter().zip(&numbers[from..to]) {
            let CardLine { ord, issued_on, valid_to, state, .. } = *card;
            let card = Some(Card { number: *number, issued_on, valid_to, state });
            rows.push(Row { key: RowKey { officer, card: Some(ord) }, unit, left_on, card });
        }
    }
    rows
}

/// Sorts rows that come by name.
fn sort(rows: &mut [&Row], query: &RegisterQuery, units: &[Versioned<Unit>]) {
    let down = query.descending;
    match query.sort {
        OfficerSort::Name => {
            if down {
                rows.reverse();
            }
        }
        OfficerSort::Number => {
            let number = |row: &Row| row.card.as_ref().map(|card| card.number);
            rows.sort_by(|left, right| missing_last(number(left).as_ref(), number(right).as_ref(), down));
        }
        OfficerSort::Unit => {
            let ranks = ranks_of(units);
            let rank = |row: &Row| ranks.get(&row.unit).copied().unwrap_or(usize::MAX);
            rows.sort_by(|left, right| directed(rank(left).cmp(&rank(right)), down));
        }
        OfficerSort::ValidTo => {
            let last = |row: &Row| row.card.as_ref().map(|card| card.valid_to.unwrap_or(DayNumber::MAX));
            rows.sort_by(|left, right| missing_last(last(left).as_ref(), last(right).as_ref(), down));
        }
    }
}

/// The place of each unit among all of them, by name.
fn ranks_of(units: &[Versioned<Unit>]) -> HashMap<[u8; 16], usize> {
    let mut sorted: Vec<(String, [u8; 16])> =
        units.iter().map(|unit| (pinyin::sort_key(&unit.value.name), unit.id.uuid().into_bytes())).collect();
    sorted.sort();
    sorted.into_iter().enumerate().map(|(rank, (_, id))| (id, rank)).collect()
}

/// A unit and all that belong to it, however deep.
fn with_parts(units: &[Versioned<Unit>], unit: Id<Unit>) -> HashSet<[u8; 16]> {
    let mut within = BTreeSet::from([unit]);
    loop {
        let belongs =
            |one: &&Versioned<Unit>| one.value.parent.is_some_and(|parent| within.contains(&parent));
        let more: Vec<Id<Unit>> = units.iter().filter(belongs).map(|one| one.id).collect();
        let before = within.len();
        within.extend(more);
        if within.len() == before {
            return within.into_iter().map(|id| id.uuid().into_bytes()).collect();
        }
    }
}

/// The names of units.
pub(in crate::ledger) fn names_of(units: &[Versioned<Unit>]) -> BTreeMap<Id<Unit>, String> {
    units.iter().map(|unit| (unit.id, unit.value.name.clone())).collect()
}

fn cell(card: Versioned<Certificate>, on: NaiveDate) -> CardCell {
    let validity = card.value.validity(on);
    let Certificate { kind, number, valid_to, .. } = card.value;
    CardCell { id: card.id, kind, number, valid_to, validity }
}
