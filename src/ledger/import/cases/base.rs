//! The cases of a ledger as an import finds them: read once, and looked up by number or by what a case is called.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::super::base::Base;
use crate::domain::case::Case;
use crate::domain::certificate::CertificateKind;
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::unit::Unit;
use crate::ledger::file::Versioned;
use crate::ledger::{Ledger, Result};

/// What a case without a number is known by.
type Named = (String, String, Option<NaiveDate>);

/// Cases, people and units of the ledger.
pub struct CaseBase {
    pub people: Base,
    pub cases: Vec<Versioned<Case>>,
    by_number: HashMap<String, Vec<usize>>,
    by_name: HashMap<Named, Vec<usize>>,
}

impl CaseBase {
    pub fn of(ledger: &Ledger) -> Result<CaseBase> {
        let cases: Vec<Versioned<Case>> = ledger.all()?;
        let mut by_number: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_name: HashMap<Named, Vec<usize>> = HashMap::with_capacity(cases.len());
        for (at, case) in cases.iter().enumerate() {
            let number = number_key(&case.value.number);
            if !number.is_empty() {
                by_number.entry(number).or_default().push(at);
            }
            by_name.entry(named(&case.value)).or_default().push(at);
        }
        Ok(CaseBase { people: Base::of(ledger)?, cases, by_number, by_name })
    }

    /// The case that a row means, where the ledger has it.
    pub fn meant(&self, row: &Case) -> Result<Option<&Versioned<Case>>, String> {
        let number = number_key(&row.number);
        let numbered = self.by_number.get(&number).map_or(&[][..], Vec::as_slice);
        match numbered {
            [] => {}
            [at] => {
                let there = &self.cases[*at];
                if is_another(&there.value, row) {
                    let Case { title, party, .. } = &there.value;
                    let whose = if party.name.is_empty() { title } else { &party.name };
                    return Err(format!(
                        "案号“{}”已经是台账里“{whose}”的案件的，请核对案号和当事人。",
                        row.number
                    ));
                }
                return Ok(Some(there));
            }
            several => {
                let count = several.len();
                return Err(format!("台账里有{count}个案件的案号都是“{}”，请先在台账里改正。", row.number));
            }
        }
        // One that was entered before it had its number gets it now; one with another number is another case.
        let called = self.by_name.get(&named(row)).map_or(&[][..], Vec::as_slice);
        let fits = |at: &&usize| number.is_empty() || self.cases[**at].value.number.is_empty();
        let fitting: Vec<usize> = called.iter().filter(fits).copied().collect();
        match fitting[..] {
            [] => Ok(None),
            [at] => Ok(Some(&self.cases[at])),
            _ => Err(format!("台账里有{}个名称、当事人、立案日期都一样的案件，请写明案号。", fitting.len())),
        }
    }

    /// Somebody by name, perhaps with the number of a card behind it; `unit` and `on` tell people of one name apart.
    pub fn officer(
        &self,
        written: &str,
        unit: Option<Id<Unit>>,
        on: Option<NaiveDate>,
    ) -> Result<Id<Officer>, String> {
        let (name, card) = name_and_card(written);
        let all = &self.people.officers;
        let mut found: Vec<usize> = self.people.named(&name).to_vec();
        if !card.is_empty() {
            let holds = |at: &usize| {
                let held = |kind: &CertificateKind| self.people.cards.get(&(*kind, card.clone()));
                CertificateKind::ALL.iter().filter_map(held).any(|(holder, _)| holder == at)
            };
            found.retain(holds);
            if found.is_empty() {
                return Err(format!("人员名册里没有执法证号是“{card}”的“{name}”，请核对姓名和证号。"));
            }
        }
        let mut narrow = |keep: &dyn Fn(&Officer) -> bool| {
            let kept: Vec<usize> = found.iter().copied().filter(|at| keep(&all[*at].value)).collect();
            if found.len() > 1 && !kept.is_empty() {
                found = kept;
            }
        };
        narrow(&|officer| officer.left_on.is_none_or(|left| on.is_some_and(|on| left >= on)));
        narrow(&|officer| Some(officer.unit) == unit);
        match found[..] {
            [] => Err(format!("人员名册里没有“{name}”，请先在“证件”里登记这个人，或者改正姓名。")),
            [at] => Ok(all[at].id),
            _ => Err(format!(
                "人员名册里有{}个“{name}”，请在姓名后面用括号写上执法证号，例如 {name}（99000000001）。",
                found.len()
            )),
        }
    }

    /// The names that stand in one part of a cell: 张 三 is one name, 张三 李四 are two.
    pub fn names<'a>(&self, part: &'a str) -> Vec<std::borrow::Cow<'a, str>> {
        let whole: String = part.split_whitespace().collect();
        let (name, _) = name_and_card(&whole);
        let words = part.split_whitespace();
        let short = words.clone().any(|word| word.chars().count() == 1);
        if short || !self.people.named(&name).is_empty() {
            return vec![whole.into()];
        }
        words.map(Into::into).collect()
    }
}

/// A number as it is compared: years in whatever brackets, blanks and the width of letters do not count.
pub fn number_key(number: &str) -> String {
    let sign = |c: char| match c {
        '[' | '【' | '（' | '(' | '〈' | '［' => '〔',
        ']' | '】' | '）' | ')' | '〉' | '］' => '〕',
        c => c.to_ascii_uppercase(),
    };
    number.chars().filter(|c| !c.is_whitespace()).map(sign).collect()
}

/// What a case is known by where it has no number.
pub fn named(case: &Case) -> Named {
    (bare(&case.title), bare(&case.party.name), case.opened_on)
}

/// Whether a case and a row of its number speak of two: neither the party nor the name is the same.
fn is_another(there: &Case, row: &Case) -> bool {
    let same = |one: &str, other: &str| !one.is_empty() && bare(one) == bare(other);
    !same(&there.party.name, &row.party.name) && !same(&there.title, &row.title)
}

fn bare(words: &str) -> String {
    words.split_whitespace().collect()
}

/// 张三（99000000001） is a name and the number of a card; other words in brackets are neither.
fn name_and_card(written: &str) -> (String, String) {
    let Some((name, rest)) = written.split_once(['（', '(']) else {
        return (bare(written), String::new());
    };
    let inside = bare(rest.trim_end_matches(['）', ')']));
    let is_card = inside.chars().any(|c| c.is_ascii_digit());
    (bare(name), if is_card { inside } else { String::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_in_whatever_brackets() {
        for written in ["示应急罚[2025]18号", "示应急罚（2025）18号", " 示应急罚【2025】 18号"]
        {
            assert_eq!(number_key(written), "示应急罚〔2025〕18号");
        }
    }

    #[test]
    fn a_name_may_bring_the_number_of_its_card() {
        assert_eq!(name_and_card("张三（99000000001）"), ("张三".to_owned(), "99000000001".to_owned()));
        assert_eq!(name_and_card("张 三(主办)"), ("张三".to_owned(), String::new()));
    }
}
