//! The approval chain as it went: who stood where, what passed from one to the next, and where it broke.

use super::analysis::PackAnalysis;
use super::pack::{Pack, within};
use crate::domain::fault::{Part, Share, Standing};

/// One who had a part in the chain, or a part that nobody is named for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Station {
    /// The subject's key; nothing where the part was skipped and nobody is named.
    pub key: Option<String>,
    pub name: String,
    pub parts: Vec<Part>,
    /// What was done there, in words.
    pub did: Vec<&'static str>,
    /// What the subject bears, and whether that is certain.
    pub share: Option<(Share, bool)>,
    /// How it came here from the station before; none at the first, and beside another at the same place.
    pub passage: Option<Passage>,
}

/// What happened between two stations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passage {
    /// It went on; in words how, where the answers say so.
    Went(&'static str),
    /// It did not, though it should have.
    Broken(&'static str),
}

impl Station {
    fn place(&self) -> Option<u8> {
        self.parts.iter().map(|part| place(*part)).min()
    }

    /// Whether the rules lay something on the one who stands here.
    pub fn bears(&self) -> bool {
        self.share.is_some_and(|(share, _)| !matches!(share, Share::None | Share::Undetermined))
    }
}

/// The chain that a pack sees: in the order in which an act goes.
pub fn chain(pack: &Pack, view: &PackAnalysis) -> Vec<Station> {
    let facts = Facts::of(pack, view);
    let mut stations: Vec<Station> = view
        .allocation
        .iter()
        .map(|one| Station {
            key: Some(one.key.clone()),
            name: one.name.clone(),
            parts: one.parts.clone(),
            did: facts.done_by(&one.parts),
            share: Some((one.share, one.certain)),
            passage: None,
        })
        .collect();
    for part in &facts.skipped {
        // One empty place stands for all that were skipped.
        if stations.iter().all(|one| !one.parts.iter().any(|has| facts.skipped.contains(has))) {
            stations.push(Station {
                key: None,
                name: format!("{}环节", part.label()),
                parts: vec![*part],
                did: vec![facts.did(*part)],
                share: None,
                passage: None,
            });
        }
    }
    stations.sort_by_key(Station::place);
    let places: Vec<_> = stations.iter().map(Station::place).collect();
    for (i, one) in stations.iter_mut().enumerate().skip(1) {
        // Nothing passes between those who stand side by side.
        one.passage = (places[i] != places[i - 1]).then(|| facts.passage(&one.parts));
    }
    stations
}

/// Where a part stands in the way of an act.
fn place(part: Part) -> u8 {
    match part {
        Part::Drafted => 0,
        Part::Headed | Part::Consented => 1,
        Part::Reviewed => 2,
        Part::Approved => 3,
        Part::Changed => 4,
    }
}

/// What the answers say of the way.
struct Facts {
    /// Parts that the act never reached: the one that decides first.
    skipped: Vec<Part>,
    /// Whether the head let it pass, where that is in question.
    consented: Option<Standing>,
}

impl Facts {
    fn of(pack: &Pack, view: &PackAnalysis) -> Facts {
        let mut facts = Facts { skipped: Vec::new(), consented: None };
        for (rule, seen) in pack.allocations.iter().zip(&view.allocation_rules) {
            let applies = seen.state == Standing::Held && seen.gives_way_to.is_none();
            for condition in rule.conditions.iter().filter(|_| applies) {
                let id = within(&rule.id, &condition.id);
                let state = seen.conditions.iter().find(|one| one.id == id).map(|one| one.state);
                if state == Some(Standing::Held) {
                    facts.skipped.extend(&condition.skips);
                }
                if condition.part == Some(Part::Consented) {
                    facts.consented = state;
                }
            }
        }
        facts.skipped.sort_by_key(|part| std::cmp::Reverse(place(*part)));
        facts.skipped.dedup();
        facts
    }

    /// What was done by one with these parts; to head the section says something only where nothing else does.
    fn done_by(&self, parts: &[Part]) -> Vec<&'static str> {
        let silent = |part: &&Part| parts.len() > 1 && **part == Part::Headed;
        parts.iter().filter(|part| !silent(part)).map(|part| self.did(*part)).collect()
    }

    fn did(&self, part: Part) -> &'static str {
        match part {
            Part::Reviewed if self.skipped.contains(&part) => "未经审核",
            Part::Approved if self.skipped.contains(&part) => "未经审批",
            Part::Changed => "改变处理意见",
            Part::Headed => "承办机构负责人",
            Part::Drafted => "承办",
            Part::Reviewed => "审核",
            Part::Approved => "审批",
            Part::Consented => "同意作出",
        }
    }

    fn passage(&self, parts: &[Part]) -> Passage {
        let has = |part| parts.contains(&part);
        if has(Part::Changed) {
            Passage::Went("改变")
        } else if has(Part::Consented) {
            Passage::Went("同意")
        } else if parts.iter().any(|part| self.skipped.contains(part)) {
            Passage::Broken("未报")
        } else if has(Part::Approved) {
            Passage::Went("审批")
        } else if has(Part::Reviewed) {
            Passage::Went("审核")
        } else if has(Part::Headed) && self.consented == Some(Standing::NotHeld) {
            Passage::Broken("未同意")
        } else {
            Passage::Went("")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fault::SubjectKind;
    use crate::rules::{Answer, Facts as Asked, Subject, judge};

    /// The chain in one line: 周示五 —同意→ 李示四 —×未报→ 审批环节.
    fn drawn(held: &[&str], not_held: &[&str], people: &[(&str, &[Part])]) -> String {
        let pack = crate::rules::built_in().unwrap().remove(0);
        let answers = |ids: &[&str], standing| {
            let answer = move |id: &&str| {
                let said = Answer { standing, reason: String::new(), evidence: vec!["证1".into()] };
                (format!("c1:{id}"), said)
            };
            ids.iter().map(answer).collect::<Vec<_>>()
        };
        let elements: Vec<&str> = pack.elements.iter().map(|one| one.id.as_str()).collect();
        let mut all = answers(held, Standing::Held);
        all.extend(answers(&elements, Standing::Held));
        all.extend(answers(not_held, Standing::NotHeld));
        let subject = |(name, parts): &(&str, &[Part])| Subject {
            key: (*name).into(),
            name: (*name).into(),
            unit: String::new(),
            post: String::new(),
            kind: SubjectKind::Person,
            own: Standing::Held,
            parts: parts.to_vec(),
            prior_faults: None,
        };
        let facts = Asked {
            bureau: pack.issuer.clone(),
            region: pack.region.clone(),
            conduct_on: pack.in_force_from,
            decision_on: None,
            subjects: people.iter().map(subject).collect(),
            answers: all.into_iter().collect(),
        };
        let analysis = judge(&facts, std::slice::from_ref(&pack));
        let mut line = String::new();
        for one in chain(&pack, &analysis.packs[0]) {
            line += &match one.passage {
                None if line.is_empty() => String::new(),
                None => "、".to_owned(),
                Some(Passage::Went(word)) => format!(" —{word}→ "),
                Some(Passage::Broken(word)) => format!(" —×{word}→ "),
            };
            line += &one.name;
            line += if one.bears() { "!" } else { "" };
        }
        line
    }

    use Part::{Approved, Changed, Consented, Drafted, Headed, Reviewed};
    const SKIPPED: [&str; 3] = ["5-3.程序缺漏", "9-2.应当审批", "9-2.未经审批"];

    #[test]
    fn a_chain_without_approval_breaks_after_the_one_who_consented() {
        let held = [&SKIPPED[..], &["9-2.负责人同意"]].concat();
        let people: [(&str, &[Part]); 2] = [("李示四", &[Headed, Consented]), ("周示五", &[Drafted])];
        assert_eq!(drawn(&held, &[], &people), "周示五 —同意→ 李示四! —×未报→ 审批环节");
        let people: [(&str, &[Part]); 3] =
            [("钱示二", &[Approved]), ("周示五", &[Drafted]), ("李示四", &[Consented])];
        assert_eq!(drawn(&held, &[], &people), "周示五 —同意→ 李示四! —×未报→ 钱示二");
    }

    #[test]
    fn without_consent_it_breaks_at_once() {
        let people: [(&str, &[Part]); 2] = [("周示五", &[Drafted]), ("李示四", &[Headed])];
        let line = drawn(&SKIPPED, &["9-2.负责人同意"], &people);
        assert_eq!(line, "周示五! —×未同意→ 李示四 —×未报→ 审批环节");
    }

    #[test]
    fn an_approved_act_went_all_the_way() {
        let people: [(&str, &[Part]); 4] =
            [("钱示二", &[Approved]), ("孙示三", &[Reviewed]), ("周示五", &[Drafted]), ("李示四", &[Headed])];
        let line = drawn(&["5-3.程序缺漏", "9-3.经过审批"], &[], &people);
        assert_eq!(line, "周示五 —→ 李示四 —审核→ 孙示三! —审批→ 钱示二!");
        let people: [(&str, &[Part]); 3] =
            [("赵示一", &[Changed]), ("周示五", &[Drafted]), ("吴示六", &[Drafted])];
        let line = drawn(&["5-8", "9-4.意见改变", "9-4.因此过错"], &[], &people);
        assert_eq!(line, "周示五、吴示六 —改变→ 赵示一!");
    }
}
