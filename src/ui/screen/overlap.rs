//! What two people changed in one record apart from each other: joined where it can be, asked where it cannot.

use std::collections::{BTreeMap, BTreeSet};

use eframe::egui::Ui;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::Cx;
use super::problems::Problems;
use crate::env::local_date;
use crate::ledger::Ledger;
use crate::ui::theme::{size, space};
use crate::ui::widget::{Button, problem_text};
use crate::words::date::show_date;

/// A record as it stands, in the fields of the form that changes it.
pub struct Now<F> {
    /// The record's kind in the ledger, which is how its rows are named: `power.title`.
    pub kind: &'static str,
    pub id: Uuid,
    pub version: String,
    /// What the record gives, without what the form proposes by itself.
    pub fields: F,
    /// The row that shows a field, where it is named otherwise.
    pub row: fn(&str) -> &str,
}

/// What a form was opened on: kept with its draft, so that a change made meanwhile is seen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ground {
    version: String,
    /// What the record gave then; missing in the drafts of older programs.
    fields: Option<Value>,
}

/// A row that was changed in the ledger and in the form, each in its own way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Overlap {
    row: String,
    /// What stands in the ledger, by field.
    now: BTreeMap<String, Value>,
    /// Both in words.
    stands: String,
    written: String,
}

impl Overlap {
    /// Whether it is about this row.
    pub fn is_of(&self, row: &str) -> bool {
        self.row == row
    }

    /// Puts what stands in the ledger into the form's fields.
    pub fn take_over<F: Serialize + DeserializeOwned>(&self, fields: &mut F) {
        let mut value = serde_json::to_value(&*fields).unwrap_or_default();
        for (path, now) in &self.now {
            put(&mut value, path, now.clone());
        }
        if let Ok(taken) = serde_json::from_value(value) {
            *fields = taken;
        }
    }
}

impl Ground {
    /// The ground of a form that is opened now.
    pub fn of<F: Serialize>(now: &Now<F>) -> Ground {
        Ground { version: now.version.clone(), fields: serde_json::to_value(&now.fields).ok() }
    }

    /// Brings what was written onto the record as it stands now: what only one side has changed is taken from
    /// that side, and what both have changed, each in its own way, is asked.
    ///
    /// Tells who changed the record since; none where nobody did.
    pub fn meet<F: Serialize + DeserializeOwned>(
        &mut self,
        written: &mut F,
        now: &Now<F>,
        asked: &mut Vec<Overlap>,
        ledger: &Ledger,
    ) -> Option<String> {
        if self.version == now.version {
            return None;
        }
        let mut joined = serde_json::to_value(&*written).unwrap_or_default();
        let (mine, theirs) =
            (leaves(&joined), leaves(&serde_json::to_value(&now.fields).unwrap_or_default()));
        let before = self.fields.as_ref().map(leaves);
        for (row, paths) in rows(now, mine.keys().chain(theirs.keys())) {
            let pick = |from: &BTreeMap<String, Value>| -> Vec<Value> {
                paths.iter().map(|path| from.get(path).cloned().unwrap_or_default()).collect()
            };
            let (here, there) = (pick(&mine), pick(&theirs));
            let (by_me, by_them) = match &before {
                Some(before) => (!alike(&here, &pick(before)), !alike(&there, &pick(before))),
                // What it began with is not known: whatever differs from something that stands is asked.
                None => (true, !there.iter().all(is_empty)),
            };
            if alike(&here, &there) {
                asked.retain(|one| one.row != row);
            } else if by_them && !by_me {
                asked.retain(|one| one.row != row);
                paths.iter().zip(there).for_each(|(path, value)| put(&mut joined, path, value));
            } else if by_them {
                asked.retain(|one| one.row != row);
                asked.push(Overlap {
                    stands: in_words(&row, &there, ledger),
                    written: in_words(&row, &here, ledger),
                    now: paths.into_iter().zip(there).collect(),
                    row,
                });
            }
        }
        if let Ok(joined) = serde_json::from_value(joined) {
            *written = joined;
        }
        *self = Ground::of(now);
        Some(changed_by(now.id, asked.len(), ledger))
    }
}

/// The fields by the row that shows them, as several may stand in one.
fn rows<'a, F>(now: &Now<F>, paths: impl Iterator<Item = &'a String>) -> BTreeMap<String, BTreeSet<String>> {
    let mut rows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in paths {
        let leaf = path.rsplit('/').next().unwrap_or_default();
        let row = format!("{}.{}", now.kind, (now.row)(leaf));
        rows.entry(row).or_default().insert(path.clone());
    }
    rows
}

/// The values of a form's fields, by where they stand in it: `/days/valid_to`.
fn leaves(value: &Value) -> BTreeMap<String, Value> {
    let mut all = BTreeMap::new();
    if let Value::Object(members) = value {
        for (name, value) in members {
            match value {
                Value::Object(_) => all
                    .extend(leaves(value).into_iter().map(|(rest, value)| (format!("/{name}{rest}"), value))),
                _ => _ = all.insert(format!("/{name}"), value.clone()),
            }
        }
    }
    all
}

fn put(value: &mut Value, path: &str, to: Value) {
    if let Some(place) = value.pointer_mut(path) {
        *place = to;
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(all) => all.is_empty(),
        _ => false,
    }
}

/// Whether the same stands in both; the order in which boxes were ticked does not count.
fn alike(left: &[Value], right: &[Value]) -> bool {
    let same = |(left, right): (&Value, &Value)| match (left, right) {
        (Value::String(left), Value::String(right)) => left.trim() == right.trim(),
        (Value::Array(left), Value::Array(right)) => {
            let sorted = |all: &[Value]| all.iter().map(Value::to_string).collect::<BTreeSet<_>>();
            sorted(left) == sorted(right)
        }
        _ => left == right || is_empty(left) && is_empty(right),
    };
    left.iter().zip(right).all(same)
}

fn in_words(row: &str, values: &[Value], ledger: &Ledger) -> String {
    let words: Vec<String> =
        values.iter().map(|value| ledger.in_words(row, value)).filter(|words| !words.is_empty()).collect();
    if words.is_empty() { "空".to_owned() } else { words.join("　") }
}

/// Who changed the record last and when, and what that means for the form.
fn changed_by(id: Uuid, asked: usize, ledger: &Ledger) -> String {
    let acts = ledger.timeline(id).unwrap_or_default();
    let last = acts.iter().rev().find(|act| act.changes.iter().any(|change| change.id == id));
    let who = last.map_or_else(String::new, |act| format!("{}{}", show_date(local_date(act.at)), act.actor));
    let what = match asked {
        0 => "改动和这里填的不重叠，已经并进来，请核对后提交。".to_owned(),
        asked => format!("{asked}处和这里填的不一样，请逐处选定再提交；其余的已经并进来。"),
    };
    format!("打开以后，{who}改过这条记录。{what}")
}

/// Beside a row that both sides have changed: what stands, what was written, and the choice.
pub fn overlap_ui(ui: &mut Ui, row: &str, label: &str, problems: &mut Problems) {
    let Some(one) = problems.asked.iter().find(|one| one.is_of(row)) else { return };
    let sentence = format!("现在是“{}”，这里填的是“{}”。", one.stands, one.written);
    let mut chosen = None;
    ui.horizontal(|ui| {
        ui.add_space(size().label_column);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = space().xs;
            problem_text(ui, &sentence);
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = space().s;
                for (keep, words) in [(false, "用现在的"), (true, "用这里填的")] {
                    if ui.add(Button::new(words).small().name(&format!("{words} {label}"))).clicked() {
                        chosen = Some(keep);
                    }
                }
            });
        });
    });
    if let Some(keep) = chosen {
        problems.chosen = Some((row.to_owned(), keep));
    }
}

/// Carries out a choice that was made beside a row.
pub fn settle<F: Serialize + DeserializeOwned>(
    fields: &mut F,
    problems: &mut Problems,
    row: &str,
    keep: bool,
) {
    let Some(at) = problems.asked.iter().position(|one| one.is_of(row)) else { return };
    let one = problems.asked.remove(at);
    if !keep {
        one.take_over(fields);
    }
    if problems.asked.is_empty() {
        problems.note = "都选定了，可以提交。".to_owned();
    }
}

/// Keeps a form from being submitted while something is asked.
pub fn is_settled(problems: &mut Problems, cx: &mut Cx<'_>) -> bool {
    if problems.asked.is_empty() {
        return true;
    }
    cx.refused("还有两边都改了的地方没有选定，台账没有改动。");
    problems.look_at_asked();
    false
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{alike, is_empty, leaves};

    #[test]
    fn what_stands_in_a_form_is_found_at_any_depth_and_ticks_have_no_order() {
        let all = leaves(&json!({"name": "甲", "days": {"to": "2026年3月5日"}, "acts": ["a", "b"]}));
        assert_eq!(all.keys().map(String::as_str).collect::<Vec<_>>(), ["/acts", "/days/to", "/name"]);
        assert!(alike(&[json!(["a", "b"]), json!(" 甲")], &[json!(["b", "a"]), json!("甲")]));
        assert!(alike(&[json!(null)], &[json!("")]) && !alike(&[json!(true)], &[json!(false)]));
        assert!(is_empty(&json!([])) && !is_empty(&json!(1)));
    }
}
