//! The roster of card holders: the rows of a list, by unit, on as many pages as they need.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{Error, Ledger, Result};
use crate::domain::certificate::{Category, CertificateKind, Validity};
use crate::domain::unit::{Unit, UnitKind};
use crate::ledger::papers::{common, merge};
use crate::ledger::{OfficerRow, RegisterQuery};
use crate::notice::{Faces, Pages, pdf};
use crate::words::date::show_date;
use crate::words::pinyin;

/// A roster on pages. It is printed and not kept: it lists what the ledger says on its day, nobody signs or
/// serves it, and it can be printed again at any time.
pub struct Roster {
    pub pages: Pages,
    pub on: NaiveDate,
    issuer: String,
    sample: bool,
}

impl Roster {
    /// What it is called.
    pub const TITLE: &'static str = "行政执法证件持证人员名册";

    /// The roster as a PDF.
    ///
    /// # Errors
    /// None that a user could cause.
    pub fn pdf(&self) -> Result<Vec<u8>> {
        let info = pdf::Info {
            title: Roster::TITLE.to_owned(),
            issuer: self.issuer.clone(),
            number: String::new(),
            issued_on: self.on,
            sample: self.sample,
        };
        pdf::write(&self.pages, Faces::embedded(), &info).map_err(|error| Error::Refused(error.to_string()))
    }
}

/// The cards that are with their holders.
const WITH_HOLDER: [Validity; 4] =
    [Validity::Valid, Validity::NotYet, Validity::Expired, Validity::Suspended];

impl Ledger {
    /// Sets the roster of the people whom a query asks for. Where it asks for no particular state, those whose
    /// cards are with them, suspended ones among them.
    ///
    /// # Errors
    /// Nobody has such a card.
    pub fn card_roster(&self, query: &RegisterQuery) -> Result<Roster> {
        let keys = self.officer_register(query)?;
        let holds = |row: &OfficerRow| match &row.card {
            None => false,
            Some(card) => query.card.is_some() || WITH_HOLDER.contains(&card.validity),
        };
        let mut rows = self.officer_rows(&keys, query.on)?;
        rows.retain(holds);
        if rows.is_empty() {
            return Err(Error::Refused("名单里没有持证人员，没有可以打印的名册。".to_owned()));
        }
        let agency = self.agency()?.value;
        let mut facts = common(&agency, query.on);
        merge(&mut facts, self.roster_facts(&rows)?);
        let pages = self.preview("card-roster", facts)?;
        Ok(Roster { pages, on: query.on, issuer: agency.name, sample: agency.sample })
    }

    fn roster_facts(&self, rows: &[OfficerRow]) -> Result<Value> {
        let kinds: BTreeMap<String, UnitKind> =
            self.all::<Unit>()?.into_iter().map(|unit| (unit.value.name, unit.value.kind)).collect();
        let mut units: BTreeMap<(Option<UnitKind>, String, &str), Vec<&OfficerRow>> = BTreeMap::new();
        for row in rows {
            let key = (kinds.get(&row.unit).copied(), pinyin::sort_key(&row.unit), row.unit.as_str());
            units.entry(key).or_default().push(row);
        }
        let mut tables = Vec::new();
        for ((.., unit), mut rows) in units {
            rows.sort_by_cached_key(|row| pinyin::sort_key(&row.name));
            let people = count_people(&rows);
            let cards = rows.iter().map(|row| self.roster_row(row)).collect::<Result<Vec<Value>>>()?;
            tables.push(json!({ "name": unit, "people": people, "cards": cards }));
        }
        let all: Vec<&OfficerRow> = rows.iter().collect();
        Ok(json!({
            "units": tables,
            "people": count_people(&all),
            "cards": rows.len(),
            "about": "按机构列出持有行政执法证件的人员；有效期后注明的，是过期、暂扣等不能使用的证件。",
        }))
    }

    fn roster_row(&self, row: &OfficerRow) -> Result<Value> {
        let Some(cell) = &row.card else { return Ok(Value::Null) };
        let card = self.get(cell.id)?.value;
        let categories: Vec<&str> = card.categories.iter().map(|one| briefly(*one)).collect();
        let mut valid_to = cell.valid_to.map_or("长期".to_owned(), show_date);
        if cell.validity != Validity::Valid {
            valid_to += &format!("\n{}", cell.validity.label());
        }
        let kind = match cell.kind {
            CertificateKind::Supervision => "监督证",
            CertificateKind::Enforcement => "执法证",
            CertificateKind::Ministry => "部证",
        };
        Ok(json!({
            "name": row.name,
            "post": row.post,
            "kind": kind,
            "number": cell.number,
            "categories": categories.join("、"),
            "valid_to": valid_to,
        }))
    }
}

/// A category as a narrow column has it.
fn briefly(category: Category) -> &'static str {
    match category {
        Category::Safety => "安全生产",
        Category::Fire => "消防",
        Category::Emergency => "应急",
    }
}

fn count_people(rows: &[&OfficerRow]) -> usize {
    rows.iter().map(|row| row.officer).collect::<std::collections::BTreeSet<_>>().len()
}
