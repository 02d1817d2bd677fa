//! The ledger as an import finds it: read once, and looked up by everything that a row may say.

use std::collections::HashMap;

use crate::domain::certificate::{Certificate, CertificateKind};
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::role::{Op, may};
use crate::domain::unit::Unit;
use crate::ledger::file::Versioned;
use crate::ledger::{Ledger, Result};

/// People, units and cards of the ledger.
#[derive(Debug)]
pub struct Base {
    pub bureau: String,
    pub officers: Vec<Versioned<Officer>>,
    places: HashMap<Id<Officer>, usize>,
    /// Units by name; those of one name in the order in which they are meant.
    units: HashMap<String, Vec<Id<Unit>>>,
    sections: HashMap<(Id<Unit>, String), Id<Unit>>,
    pub unit_names: HashMap<Id<Unit>, String>,
    by_name: HashMap<String, Vec<usize>>,
    by_id_number: HashMap<String, usize>,
    pub cards: HashMap<(CertificateKind, String), (usize, Versioned<Certificate>)>,
    pub may_add_units: bool,
}

impl Base {
    pub fn of(ledger: &Ledger) -> Result<Base> {
        let units: Vec<Versioned<Unit>> = ledger.all()?;
        let officers: Vec<Versioned<Officer>> = ledger.all()?;
        let roles = ledger.actor().map_or(Vec::new(), |actor| actor.value.roles.clone());
        let mut base = Base {
            bureau: ledger.agency()?.value.name,
            places: officers.iter().enumerate().map(|(at, officer)| (officer.id, at)).collect(),
            units: HashMap::new(),
            sections: HashMap::new(),
            unit_names: units.iter().map(|unit| (unit.id, unit.value.name.clone())).collect(),
            by_name: HashMap::new(),
            by_id_number: HashMap::new(),
            cards: HashMap::new(),
            may_add_units: may(&roles, Op::AddUnit),
            officers,
        };
        base.index(&units);
        for card in ledger.all::<Certificate>()? {
            let Some(&at) = base.places.get(&card.value.officer) else { continue };
            if !card.value.number.is_empty() {
                base.cards.insert((card.value.kind, card.value.number.clone()), (at, card));
            }
        }
        Ok(base)
    }

    fn index(&mut self, units: &[Versioned<Unit>]) {
        // Of units of one name the open one is meant, and rather one of the bureau than a section of another unit.
        let mut units: Vec<&Versioned<Unit>> = units.iter().collect();
        units.sort_by_key(|unit| (unit.value.closed, unit.value.parent.is_some()));
        for unit in units {
            let name = self.bare(&unit.value.name);
            if let Some(parent) = unit.value.parent {
                self.sections.entry((parent, name.clone())).or_insert(unit.id);
            }
            self.units.entry(name).or_default().push(unit.id);
        }
        for (at, officer) in self.officers.iter().enumerate() {
            self.by_name.entry(officer.value.name.clone()).or_default().push(at);
            if !officer.value.profile.id_number.is_empty() {
                self.by_id_number.insert(officer.value.profile.id_number.to_ascii_uppercase(), at);
            }
        }
    }

    /// A unit's name as it is compared: without blanks and without the bureau's own name before it.
    pub fn bare(&self, name: &str) -> String {
        let name: String = name.split_whitespace().collect();
        match name.strip_prefix(&self.bureau) {
            Some(rest) if !rest.is_empty() && !self.bureau.is_empty() => rest.to_owned(),
            _ => name,
        }
    }

    /// The units of a name, the one that is meant first.
    pub fn units(&self, name: &str) -> &[Id<Unit>] {
        self.units.get(&self.bare(name)).map_or(&[], Vec::as_slice)
    }

    /// A section of a unit.
    pub fn section(&self, unit: Id<Unit>, name: &str) -> Option<Id<Unit>> {
        self.sections.get(&(unit, self.bare(name))).copied()
    }

    pub fn place(&self, officer: Id<Officer>) -> Option<usize> {
        self.places.get(&officer).copied()
    }

    pub fn named(&self, name: &str) -> &[usize] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    pub fn with_id_number(&self, number: &str) -> Option<usize> {
        self.by_id_number.get(number).copied()
    }
}
