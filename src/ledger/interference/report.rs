//! A published table in words, and the papers made of tables and of files: reports, and the file of one person.

use serde_json::{Value, json};

use super::facts::rules;
use super::{FileEntry, FilePerson, InterferencePaper, InterferenceSheet, Ledger, Part, Result};
use crate::domain::fault::Citation;
use crate::domain::interference::{Cell, Channel, LEAST, Quarter, SEVERAL, Sort, Totals};
use crate::ledger::papers::{common, merge};
use crate::rules::interference::InterferenceRules;
use crate::words::date::show_date;

/// One number of a table, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The classes that it is the number of; several where they are merged.
    pub names: Vec<String>,
    pub count: u32,
}

impl Told {
    /// Whether it is the number of several classes.
    pub fn is_merged(&self) -> bool {
        self.names.len() > 1
    }
}

/// One division of a number: what there was, and by name what there was none of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Division {
    pub told: Vec<Told>,
    pub none: Vec<String>,
}

impl Division {
    fn of(cells: &[Cell], label: impl Fn(&str) -> Option<String>) -> Division {
        let name = |code: &String| label(code).unwrap_or_else(|| code.clone());
        let mut division = Division::default();
        for cell in cells {
            let names: Vec<String> = cell.of.iter().map(name).collect();
            match cell.count {
                0 => division.none.extend(names),
                count => division.told.push(Told { names, count }),
            }
        }
        division
    }

    /// With what there was none of by its item alone: seven labels would hide the one that occurred.
    fn briefly(mut self) -> Division {
        for name in &mut self.none {
            if let Some((item, _)) = name.split_once('　') {
                *name = item.to_owned();
            }
        }
        self
    }

    /// The sentence about what there was none of; empty where there is nothing to say.
    pub fn none_said(&self) -> String {
        match (self.none.is_empty(), self.told.is_empty()) {
            (true, _) => String::new(),
            (false, true) => format!("没有登记：{}。", self.none.join("；")),
            (false, false) => format!("其余没有登记：{}。", self.none.join("；")),
        }
    }
}

/// The table of a quarter in words, for the screen and for the paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TotalsTold {
    pub sorts: Division,
    pub kinds: Division,
    pub channels: Division,
    /// Why numbers stand together, or why there is no further division; empty where neither is so.
    pub why: Vec<String>,
}

impl Ledger {
    /// A table in words.
    ///
    /// # Errors
    /// None in a tested build.
    pub fn totals_told(&self, totals: &Totals) -> Result<TotalsTold> {
        let rules = rules()?;
        let sort = |code: &str| Sort::from_code(code).map(|sort| sort.label().to_owned());
        let channel = |code: &str| Channel::from_code(code).map(|one| one.label().to_owned());
        let mut told = TotalsTold {
            sorts: Division::of(&totals.sorts, sort),
            kinds: Division::of(&totals.kinds, |code| kind_said(&rules, code)).briefly(),
            channels: Division::of(&totals.channels, channel),
            why: Vec::new(),
        };
        let divisions = [&told.sorts, &told.kinds, &told.channels];
        if divisions.iter().any(|division| division.told.iter().any(Told::is_merged)) {
            told.why.push(format!(
                "不足{LEAST}件的合并列出，必要时连同件数相近的一类合并，以免推知个别记录。合并的各类中可能有的没有登记。"
            ));
        }
        if totals.sealed > 0 && totals.inside().is_none() {
            told.why.push("内部人员过问的件数没有单列，不再按情形和方式细分。".to_owned());
        }
        Ok(told)
    }

    /// The report of a quarter, a 零报告 where there was nothing: from the published table alone.
    ///
    /// # Errors
    /// The quarter's table is not published.
    pub fn interference_report(&self, quarter: Quarter) -> Result<InterferencePaper> {
        let totals = self.totals_for_paper(quarter)?;
        let told = self.totals_told(&totals)?;
        let today = self.env().today();
        let mut absent = Vec::new();
        // What is none at all needs no division.
        if totals.sealed > 0 {
            absent.extend(said("性质", &told.sorts));
            absent.extend(said("情形", &told.kinds));
            absent.extend(said("方式", &told.channels));
        }
        let mut facts = common(&self.agency()?.value, today);
        let more = json!({
            "year": quarter.year,
            "quarter": quarter.n,
            "zero": totals.is_zero(),
            "sealed": totals.sealed,
            "directed": totals.directed,
            "days": totals.median_days.map(|days| days.to_string()).unwrap_or_default(),
            "sorts": rows(&told.sorts),
            "kinds": rows(&told.kinds),
            "channels": rows(&told.channels),
            "heads": if totals.sealed > 0 { json!([0]) } else { json!([]) },
            "absent": if absent.is_empty() { json!([]) } else { json!([absent.join("\n")]) },
            "why": told.why.concat(),
            "published_on": show_date(totals.published_on),
        });
        merge(&mut facts, more);
        let pages = self.preview("interference-report", facts)?;
        let zero = if totals.is_zero() { "（零报告）" } else { "" };
        let title = format!("{}年第{}季度过问登记情况报告{zero}", quarter.year, quarter.n);
        self.loose(title, pages, today)
    }

    /// What of a person's file is put on paper: a list and, where `forms` asks for them, the form of each record
    /// behind it, one of each.
    ///
    /// # Errors
    /// As [`Ledger::file_persons`]; a character that no face has.
    pub fn person_file_paper(&self, person: &FilePerson, forms: bool) -> Result<InterferencePaper> {
        let rules = rules()?;
        let cite = |short: &str| Citation::parse(short).map(|cite| rules.cited(cite)).unwrap_or_default();
        let today = self.env().today();
        let row = |(at, entry): (usize, &FileEntry)| {
            let conduct: Vec<String> = entry.conduct.iter().map(|item| format!("第{item}项")).collect();
            json!({
                "at": at + 1,
                "number": entry.number,
                "part": entry.part.label(),
                "on": show_date(entry.on),
                "matter": entry.matter,
                "conduct": conduct.join("、"),
                "outcome": outcome_said(entry),
            })
        };
        let rows: Vec<Value> = person.entries.iter().enumerate().map(row).collect();
        let mut facts = common(&self.agency()?.value, today);
        let more = json!({
            "name": person.name,
            "unit": person.unit,
            "asked": person.parts(Part::Asked),
            "recorded": person.parts(Part::Recorded),
            "namesakes": person.namesakes,
            "cite": cite("11"),
            "items": cite("7"),
            "rows": rows,
        });
        merge(&mut facts, more);
        let mut pages = self.preview("interference-file", facts)?;
        if forms {
            let mut done = Vec::new();
            for entry in &person.entries {
                if !done.contains(&entry.record) {
                    done.push(entry.record);
                    let form = self.interference_paper(entry.record, InterferenceSheet::Registration)?;
                    pages.pages.extend(form.pages.pages);
                }
            }
        }
        // No name: print queues show titles.
        self.loose("个人档案过问登记一览表".to_owned(), pages, today)
    }
}

/// An item of C10-7 as tables call it.
fn kind_said(rules: &InterferenceRules, code: &str) -> Option<String> {
    if code == SEVERAL {
        return Some("兼有多种情形".to_owned());
    }
    let own = code.parse().ok().and_then(|item| rules.conduct(item));
    own.map(|own| format!("第{code}项　{}", own.label))
}

fn rows(division: &Division) -> Vec<Value> {
    let row = |told: &Told| {
        let merged = if told.is_merged() { "（合并）" } else { "" };
        json!({ "name": format!("{}{merged}", told.names.join("；")), "count": told.count })
    };
    division.told.iter().map(row).collect()
}

fn said(by: &str, division: &Division) -> Option<String> {
    let said = division.none_said();
    (!said.is_empty()).then(|| format!("按{by}，{said}"))
}

/// The 批示, and the last step that followed.
fn outcome_said(entry: &FileEntry) -> String {
    let mut said = entry.direction.text.trim().to_owned();
    if let Some(step) = entry.steps.last() {
        said += &format!("\n{}　{}", show_date(step.on), step.kind.label());
    }
    said
}
