//! The questions of a pack as lines of the list.

use super::Item;
use crate::domain::fault::{Citation, GroundKind};
use crate::rules::Pack;
use crate::ui::screen::provision::Wanted;

/// Every question of a pack, in the order of its text.
pub fn items_of(pack: &Pack, all: &mut Vec<Item>) {
    let mut push =
        |group, id: &str, cite: &Citation, label: &str, ask: &str, note: &Option<String>, factor| {
            all.push(Item {
                id: format!("{}:{id}", pack.id),
                group,
                cite: pack.written(cite),
                wanted: Wanted::of(pack, *cite),
                label: label.to_owned(),
                ask: ask.to_owned(),
                note: note.clone(),
                parent: None,
                has_conditions: false,
                factor,
            });
            all.len() - 1
        };
    for one in &pack.elements {
        push("构成要件", &one.id, &one.cite, &one.label, &one.ask, &one.note, false);
    }
    let mut conditioned = Vec::new();
    for one in &pack.grounds {
        let group = one.kind.label();
        let ground = push(group, &one.id, &one.cite, &one.label, &one.ask, &one.note, false);
        debug_assert!(GroundKind::ALL.contains(&one.kind));
        for condition in one.conditions() {
            let id = format!("{}.{}", one.id, condition.id);
            let except = one.except.iter().any(|other| other.id == condition.id);
            let label =
                if except { format!("但书：{}", condition.label) } else { condition.label.clone() };
            let at = push(group, &id, &one.cite, &label, &condition.ask, &None, false);
            conditioned.push((ground, at));
        }
    }
    for one in &pack.allocations {
        let rule = push("责任分担", &one.id, &one.cite, &one.label, &one.ask, &one.note, false);
        for condition in &one.conditions {
            let id = format!("{}.{}", one.id, condition.id);
            let at = push("责任分担", &id, &one.cite, &condition.label, &condition.ask, &None, false);
            conditioned.push((rule, at));
        }
    }
    for one in &pack.factors {
        push("性质、情节、后果", &one.id, &one.cite, &one.label, &one.ask, &one.note, true);
    }
    for one in &pack.referrals {
        push("移送", &one.id, &one.cite, &one.label, &one.ask, &None, false);
    }
    for (ground, condition) in conditioned {
        all[condition].parent = Some(ground);
        all[ground].has_conditions = true;
    }
}
