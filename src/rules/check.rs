//! What the reader cannot see: ids that collide, references that lead nowhere, provisions that do not exist.

use std::collections::BTreeSet;

use super::pack::{Level, Pack, Status};
use crate::domain::fault::Citation;
use crate::words::toml_problem::line_of;

/// Every fault of a pack that was read, with its line.
pub(super) fn faults(pack: &Pack, text: &str) -> Vec<(usize, String)> {
    let mut check = Check { pack, text, faults: Vec::new() };
    check.validity();
    check.ids();
    check.citations();
    check.allocations();
    check.references();
    check.cases();
    check.faults.sort();
    check.faults
}

struct Check<'a> {
    pack: &'a Pack,
    text: &'a str,
    faults: Vec<(usize, String)>,
}

impl Check<'_> {
    /// Notes a fault at the nth place where the text has these words.
    fn fault(&mut self, words: &str, nth: usize, cause: String) {
        let at = self.text.match_indices(words).nth(nth).map_or(0, |(at, _)| at);
        self.faults.push((line_of(self.text, at), cause));
    }

    fn validity(&mut self) {
        let pack = self.pack;
        if pack.in_force_to.is_some_and(|last| last < pack.in_force_from) {
            self.fault("in_force_to", 0, "失效日期早于施行日期：请核对两个日期".into());
        }
        let draft = matches!(pack.level, Level::Draft | Level::Discussion);
        if draft && pack.citable {
            self.fault(
                "citable",
                0,
                format!("{}不能标为可引用：请把 citable 改为 false", pack.level.label()),
            );
        } else if draft != (pack.status == Status::Unfinished) {
            self.fault("status", 0, "效力层级与状态不一致：稿件的状态是“未定稿”，其他的不是".into());
        }
        if pack.status == Status::Repealed && pack.in_force_to.is_none() {
            self.fault("status", 0, "已废止的要写明失效日期 in_force_to".into());
        }
        for (word, value) in [("id", &pack.id), ("title", &pack.title), ("issuer", &pack.issuer)] {
            if value.trim().is_empty() {
                self.fault(&format!("{word} ="), 0, format!("{word} 不能空着"));
            }
        }
        if pack.id.contains([':', '@']) {
            self.fault("id =", 0, "规则包的 id 不能含有冒号和 @".into());
        }
    }

    fn ids(&mut self) {
        let pack = self.pack;
        let mut seen = BTreeSet::new();
        let top = (pack.elements.iter().chain(&pack.factors).map(|one| &one.id))
            .chain(pack.grounds.iter().map(|one| &one.id))
            .chain(pack.allocations.iter().map(|one| &one.id))
            .chain(pack.referrals.iter().map(|one| &one.id));
        for id in top {
            if !seen.insert(id.clone()) {
                self.fault(&format!("id = \"{id}\""), 1, format!("编号“{id}”重复：每个编号只能用一次"));
            }
            if id.contains(['@', ':']) {
                self.fault(&format!("\"{id}\""), 0, format!("编号“{id}”不能含有冒号和 @"));
            }
        }
        let conditions = pack.grounds.iter().map(|one| (&one.id, one.conditions().collect::<Vec<_>>()));
        let rules = pack.allocations.iter().map(|one| (&one.id, one.conditions.iter().collect()));
        for (owner, conditions) in conditions.chain(rules) {
            let mut seen = BTreeSet::new();
            for condition in conditions {
                if !seen.insert(&condition.id) {
                    let words = format!("id = \"{}\"", condition.id);
                    self.fault(&words, 1, format!("“{owner}”的条件“{}”重复", condition.id));
                }
            }
        }
    }

    fn citations(&mut self) {
        let pack = self.pack;
        let mut cited: Vec<Citation> = vec![pack.binds.cite];
        cited.extend(pack.handler.as_ref().map(|handler| handler.cite));
        cited.extend(pack.elements.iter().chain(&pack.factors).map(|one| one.cite));
        cited.extend(pack.grounds.iter().map(|one| one.cite));
        cited.extend(pack.allocations.iter().map(|one| one.cite));
        cited.extend(pack.deadlines.iter().map(|one| one.cite));
        cited.extend(pack.remedies.iter().map(|one| one.cite));
        cited.extend(pack.referrals.iter().map(|one| one.cite));
        cited.extend(pack.warnings.iter().flat_map(|one| &one.cites));
        cited.extend(pack.cases.iter().flat_map(|case| &case.expect.cites));
        for citation in cited {
            if !pack.cites(&citation) {
                let cause = format!("引用了{}，条款清单 provisions 里没有这一条款", pack.written(&citation));
                self.fault(&format!("\"{}\"", citation.short()), 0, cause);
            }
        }
    }

    fn allocations(&mut self) {
        for rule in &self.pack.allocations {
            if rule.outcomes.is_empty() {
                self.fault(&format!("\"{}\"", rule.id), 0, format!("“{}”没有写出分担结果", rule.id));
            }
            for name in rule.outcomes.iter().flat_map(|outcome| outcome.when.iter().chain(&outcome.unless)) {
                if !rule.conditions.iter().any(|condition| condition.id == *name) {
                    self.fault(&format!("\"{name}\""), 0, format!("“{}”没有条件“{name}”", rule.id));
                }
            }
            for other in &rule.over {
                if !self.pack.allocations.iter().any(|one| one.id == *other) {
                    self.fault(&format!("\"{other}\""), 0, format!("没有编号为“{other}”的分担规则"));
                }
            }
        }
    }

    fn references(&mut self) {
        let pack = self.pack;
        let known = pack.questions();
        let used = (pack.warnings.iter().flat_map(|one| &one.when))
            .chain(pack.referrals.iter().flat_map(|one| &one.when));
        for id in used {
            if !known.contains(id) {
                self.fault(&format!("\"{id}\""), 0, format!("没有编号为“{id}”的要件、情形或者条件"));
            }
        }
        for remedy in &pack.remedies {
            if let Some(id) = &remedy.deadline
                && !pack.deadlines.iter().any(|deadline| deadline.id == *id)
            {
                self.fault(&format!("deadline = \"{id}\""), 0, format!("没有编号为“{id}”的期限"));
            }
        }
    }

    fn cases(&mut self) {
        let pack = self.pack;
        let known = pack.questions();
        let warnings: BTreeSet<&String> = pack.warnings.iter().map(|warning| &warning.id).collect();
        for case in &pack.cases {
            for id in case.ids() {
                let id = id.split('@').next().unwrap_or_default();
                if !known.contains(id) {
                    self.fault(&format!("\"{id}"), 0, format!("用例“{}”用到的编号“{id}”不存在", case.name));
                }
            }
            for id in &case.expect.warnings {
                if !warnings.contains(id) {
                    self.fault(&format!("\"{id}\""), 0, format!("用例“{}”的提醒“{id}”不存在", case.name));
                }
            }
        }
    }
}
