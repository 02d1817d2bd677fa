//! Shares along the approval chain: who bears how much, and where a person has to decide.

use super::analysis::{Allocation, Cited, Claim, Conclusion, Question, QuestionKind, Why};
use super::pack::{Outcomes, Pack};
use super::subject::{Reach, join};
use super::weigh::{Findings, Weigher, outcome};
use crate::domain::fault::{Outcome, Share, Standing};

/// Gives every subject its share, from the rules of allocation that apply.
///
/// A share is certain only where one rule names one subject and nothing about the fault is open.
pub(super) fn allocate(
    weigher: &Weigher,
    found: &Findings,
    reaches: &mut [Reach],
    questions: &mut Vec<Question>,
) -> Vec<Allocation> {
    let applying = applying(weigher.pack, found);
    let mut missing = Vec::new();
    for (cite, id, outcome) in &applying {
        for share in &outcome.shares {
            let named =
                reaches.iter().any(|reach| reach.subject.parts.iter().any(|part| share.parts.contains(part)));
            if !named && !reaches.is_empty() {
                let parts: Vec<String> =
                    share.parts.iter().map(|part| format!("“{}”", part.label())).collect();
                let ask = format!("审批环节里没有登记{}的人：请登记是谁。", parts.join("或者"));
                let kind = QuestionKind::Allocation;
                missing.push(weigher.question(id, kind, cite.citation, &ask, Why::NobodyNamed));
            }
        }
    }
    let undecided = !missing.is_empty() || questions.iter().any(|one| one.kind == QuestionKind::Allocation);
    questions.extend(missing);
    let mut all: Vec<Allocation> =
        reaches.iter().map(|reach| share_of(reach, &applying, undecided)).collect();
    share_jointly(&mut all);
    for (reach, one) in reaches.iter_mut().zip(&all) {
        spare(reach, one);
    }
    all
}

/// Says of a subject on whom the rules lay nothing that others bear it.
fn spare(reach: &mut Reach, allocation: &Allocation) {
    let conclusion = &mut reach.view.conclusion;
    let pursued = matches!(
        conclusion.outcome,
        Outcome::Liable | Outcome::LighterOrExempt | Outcome::Heavier | Outcome::Weigh
    );
    if let (true, true, Share::None, Some(cite)) =
        (pursued, allocation.certain, allocation.share, &allocation.citation)
    {
        let text = format!("{}成立；按{}不承担责任。", join(&reach.view.faults), cite.text);
        let would_change = vec![format!("{}改为不成立的，结论随之改变", cite.text)];
        *conclusion = Conclusion { outcome: Outcome::NoShare, text, would_change };
    }
}

type Applying<'a> = Vec<(Cited, &'a str, &'a Outcomes)>;

fn applying<'a>(pack: &'a Pack, found: &Findings) -> Applying<'a> {
    let mut all = Vec::new();
    for (rule, view) in pack.allocations.iter().zip(&found.rules) {
        if view.state == Standing::Held && view.gives_way_to.is_none() {
            let held =
                rule.outcomes.iter().filter(|one| outcome(rule, one, &view.conditions) == Standing::Held);
            all.extend(held.take(1).map(|one| (view.citation.clone(), rule.id.as_str(), one)));
        }
    }
    all
}

fn share_of(reach: &Reach, applying: &Applying, undecided: bool) -> Allocation {
    let subject = reach.subject;
    let mut claims = Vec::new();
    let mut beside = Vec::new();
    let mut rest: Option<(Share, Cited)> = None;
    for (cite, _, outcome) in applying {
        for share in &outcome.shares {
            if subject.parts.iter().any(|part| share.parts.contains(part)) {
                let claim =
                    Claim { share: share.share, citation: cite.clone(), label: outcome.label.clone() };
                let named = share.subjects.is_empty() || share.subjects.contains(&subject.kind);
                if named { &mut claims } else { &mut beside }.push(claim);
            }
        }
        if let Some(share) = outcome.rest {
            rest.get_or_insert((share, cite.clone()));
        }
    }
    claims.sort_by_key(|claim: &Claim| claim.share);
    claims.dedup_by(|one, other| one.share == other.share);
    let outcome = reach.view.conclusion.outcome;
    let (share, citation, reason, certain) = match (outcome, claims.as_slice(), rest) {
        (Outcome::NotBound, ..) => (Share::Undetermined, None, reach.view.conclusion.text.clone(), false),
        (Outcome::NotFault, ..) => (Share::None, None, "不认定为执法过错，没有责任可分。".into(), true),
        (Outcome::NoLiability, ..) => {
            let cite = reach.view.no_liability.first().cloned();
            (Share::None, cite, format!("{}成立，不承担责任。", join(&reach.view.no_liability)), true)
        }
        (_, [claim], _) => (claim.share, Some(claim.citation.clone()), format!("{}。", claim.label), true),
        (_, [], Some((share, cite))) if beside.is_empty() => {
            (share, Some(cite), "责任由他人全部承担。".into(), true)
        }
        (_, [], _) if !beside.is_empty() => {
            let reason = format!(
                "{}写的是个人，{}的责任由有权机关确定。",
                beside[0].citation.text,
                subject.kind.label()
            );
            (Share::Undetermined, Some(beside[0].citation.clone()), reason, false)
        }
        (_, [], _) => (Share::Undetermined, None, "分担规则没有写明，由有权机关确定。".into(), false),
        (_, several, _) => {
            let say = |claim: &Claim| format!("{}（{}）", claim.share.label(), claim.citation.text);
            let reason = format!(
                "规定不一：{}，由有权机关确定。",
                several.iter().map(say).collect::<Vec<_>>().join("，")
            );
            (Share::Undetermined, None, reason, false)
        }
    };
    let settled = matches!(outcome, Outcome::NotFault | Outcome::NoLiability);
    let doubtful = undecided || outcome == Outcome::Open || !reach.view.contested.is_empty();
    claims.extend(beside);
    Allocation {
        key: subject.key.clone(),
        name: subject.name.clone(),
        parts: subject.parts.clone(),
        share,
        citation,
        reason,
        certain: certain && (settled || !doubtful),
        claims,
    }
}

/// Several subjects with one whole or main share bear it together; how among them, a person decides.
fn share_jointly(all: &mut [Allocation]) {
    let together: Vec<(Share, Option<Cited>, String)> =
        all.iter().map(|one| (one.share, one.citation.clone(), one.name.clone())).collect();
    for one in all.iter_mut().filter(|one| !matches!(one.share, Share::None | Share::Undetermined)) {
        let others: Vec<&str> = (together.iter())
            .filter(|(share, cite, name)| *share == one.share && *cite == one.citation && *name != one.name)
            .map(|(_, _, name)| name.as_str())
            .collect();
        if !others.is_empty() {
            one.reason += &format!("与{}共同承担，各人之间怎样分由有权机关确定。", others.join("、"));
            one.certain = false;
        }
    }
}
