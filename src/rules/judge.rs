//! The judge: facts and packs in, a reasoned conclusion out; it cannot fail and it nets nothing.
//!
//! Order: whom the pack binds → what is to be referred → elements → no liability → lighter and
//! heavier side by side → shares along the approval chain.

use chrono::{Datelike, NaiveDate};

use super::analysis::{
    Allocation, Analysis, Binding, BindingState, Conclusion, DeadlineView, FactorView, PackAnalysis,
    Question, QuestionKind, Referral, RemedyView, Version, Warning, Why,
};
use super::facts::Facts;
use super::pack::{Pack, Scope, within};
use super::share;
use super::subject::{self, Reach};
use super::weigh::{Findings, Weigher};
use crate::domain::fault::{Outcome, Standing};

/// What stands under every analysis.
pub const NOTICE: &str = "本分析仅供参考，由有权机关决定";

/// Applies the packs to one act.
///
/// Of several versions of a pack the one in force on the day of the conduct speaks. What nobody
/// answered is open and becomes a question.
pub fn judge(facts: &Facts, packs: &[Pack]) -> Analysis {
    let mut chosen: Vec<(&Pack, Option<&Pack>)> = Vec::new();
    for pack in packs {
        if chosen.iter().all(|(other, _)| other.id != pack.id) {
            chosen.push(versions(facts, packs.iter().filter(|one| one.id == pack.id).collect()));
        }
    }
    chosen.sort_by_key(|(pack, _)| (pack.priority, pack.id.clone()));
    Analysis {
        bureau: facts.bureau.clone(),
        conduct_on: facts.conduct_on.to_string(),
        decision_on: facts.decision_on.map(|day| day.to_string()),
        packs: chosen.into_iter().map(|(pack, later)| analyse(facts, pack, later)).collect(),
        notice: NOTICE,
    }
}

/// The version of the day of conduct, and the one of the day of decision if that is another.
fn versions<'a>(facts: &Facts, mut all: Vec<&'a Pack>) -> (&'a Pack, Option<&'a Pack>) {
    all.sort_by_key(|pack| pack.in_force_from);
    let on = |day: NaiveDate| all.iter().rev().copied().find(|pack| pack.in_force_on(day));
    let first = on(facts.conduct_on).unwrap_or(all[0]);
    let later = facts.decision_on.and_then(on).filter(|later| later.in_force_from != first.in_force_from);
    (first, later)
}

fn analyse(facts: &Facts, pack: &Pack, later: Option<&Pack>) -> PackAnalysis {
    let weigher = Weigher { pack, facts, subject: None };
    let binds = binding(facts, &weigher);
    let mut found = weigher.findings();
    give_way(pack, &mut found);
    let mut reaches: Vec<Reach> =
        facts.subjects.iter().map(|one| subject::reach(facts, pack, one, &found)).collect();
    let mut questions = merge(&found, &reaches);
    let factors = factors(&weigher, &mut questions);
    let referrals = referrals(&weigher, &found, &mut questions);
    let allocation = share::allocate(&weigher, &found, &mut reaches, &mut questions);
    let warnings = warnings(&weigher, &found, &reaches, &allocation);
    let conclusion = conclude(pack, &binds, &found, &reaches, &questions);
    PackAnalysis {
        pack: pack.id.clone(),
        title: pack.title.clone(),
        document_no: pack.document_no.clone(),
        issuer: pack.issuer.clone(),
        level: pack.level,
        citable: pack.citable,
        version: version(pack, later),
        binds,
        subjects: reaches.into_iter().map(|reach| reach.view).collect(),
        allocation,
        factors,
        referrals,
        warnings,
        open_questions: questions,
        deadlines: deadlines(&weigher),
        remedies: remedies(&weigher),
        conclusion,
        elements: found.elements,
        grounds: found.grounds,
        allocation_rules: found.rules,
    }
}

fn version(pack: &Pack, later: Option<&Pack>) -> Version {
    Version {
        in_force_from: pack.in_force_from.to_string(),
        in_force_to: pack.in_force_to.map(|day| day.to_string()),
        built_on: pack.built_on.clone(),
        on_decision_day: later.map(Pack::named),
        note: later.map(|later| {
            format!(
                "作出决定之日施行的是{}，与行为日的不同：两者都要看，适用哪一个由有权机关确定。",
                later.named()
            )
        }),
    }
}

fn binding(facts: &Facts, weigher: &Weigher) -> Binding {
    let pack = weigher.pack;
    let reached = match pack.binds.scope {
        Scope::Issuer => facts.bureau == pack.issuer,
        Scope::Region => facts.region.contains(&pack.region),
    };
    let (state, reason) = if !pack.in_force_on(facts.conduct_on) {
        let days = match pack.in_force_to {
            Some(last) => format!("自{}起施行，到{}为止", chinese(pack.in_force_from), chinese(last)),
            None => format!("自{}起施行", chinese(pack.in_force_from)),
        };
        let conduct = chinese(facts.conduct_on);
        (BindingState::NotInForce, format!("{}{days}，行为日{conduct}不在施行期间。", pack.named()))
    } else if !pack.citable {
        (BindingState::Reference, format!("{}是{}，只能对照，不能引用。", pack.named(), pack.level.label()))
    } else if !reached {
        let reason = match pack.binds.scope {
            Scope::Issuer => format!(
                "{}是{}印发的，约束该局；{}印发了自己的制度的，请换上本局的题名和文号，否则只能对照。",
                pack.named(),
                pack.issuer,
                facts.bureau
            ),
            Scope::Region => format!("{}适用于{}，不含本局所在区域，只能对照。", pack.named(), pack.region),
        };
        (BindingState::Reference, reason)
    } else {
        (BindingState::Applies, format!("{}约束{}，行为日在施行期间。", pack.named(), pack.binds.label))
    };
    Binding { state, whom: pack.binds.label.clone(), citation: weigher.cited(pack.binds.cite), reason }
}

/// Lets rules of allocation give way to a more special one that applies.
fn give_way(pack: &Pack, found: &mut Findings) {
    for rule in &pack.allocations {
        if found.states.get(&rule.id) == Some(&Standing::Held) {
            for view in found.rules.iter_mut().filter(|view| rule.over.contains(&view.id)) {
                view.gives_way_to = Some(rule.id.clone());
            }
        }
    }
    let silent: Vec<&str> =
        found.rules.iter().filter(|rule| rule.gives_way_to.is_some()).map(|rule| rule.id.as_str()).collect();
    found.questions.retain(|question| {
        !silent.iter().any(|id| question.id == *id || question.id.starts_with(&format!("{id}.")))
    });
}

/// The open questions: once each, with the subjects for whom they are open.
fn merge(found: &Findings, reaches: &[Reach]) -> Vec<Question> {
    let mut all: Vec<Question> = Vec::new();
    let about_case = |question: &&Question| reaches.is_empty() || question.kind == QuestionKind::Allocation;
    let of_subjects = reaches.iter().flat_map(|reach| &reach.questions);
    for question in of_subjects.chain(found.questions.iter().filter(about_case)) {
        match all.iter_mut().find(|one| one.id == question.id) {
            Some(one) => one.subjects.extend(question.subjects.iter().cloned()),
            None => all.push(question.clone()),
        }
    }
    all.sort_by_key(|question| question.kind);
    all
}

fn factors(weigher: &Weigher, questions: &mut Vec<Question>) -> Vec<FactorView> {
    let pack = weigher.pack;
    let view = |factor: &super::pack::Element| {
        let answer = weigher.facts.answer(&pack.id, &factor.id, None);
        let finding =
            answer.map(|(answer, _)| answer.reason.trim().to_string()).filter(|text| !text.is_empty());
        FactorView {
            id: factor.id.clone(),
            label: factor.label.clone(),
            citation: weigher.cited(factor.cite),
            finding,
        }
    };
    let views: Vec<FactorView> = pack.factors.iter().map(view).collect();
    for (factor, _) in pack.factors.iter().zip(&views).filter(|(_, view)| view.finding.is_none()) {
        questions.push(weigher.question(
            &factor.id,
            QuestionKind::Factor,
            factor.cite,
            &factor.ask,
            Why::Unanswered,
        ));
    }
    views
}

fn referrals(weigher: &Weigher, found: &Findings, questions: &mut Vec<Question>) -> Vec<Referral> {
    let mut views = Vec::new();
    for rule in &weigher.pack.referrals {
        let (answer, why) = weigher.plain(&rule.id);
        let raised = rule.when.iter().any(|id| found.states.get(id) == Some(&Standing::Held));
        let state = if raised { Standing::Held } else { answer };
        if state == Standing::Open {
            questions.push(weigher.question(&rule.id, QuestionKind::Referral, rule.cite, &rule.ask, why));
        }
        let (id, label) = (rule.id.clone(), rule.label.clone());
        views.push(Referral { id, label, citation: weigher.cited(rule.cite), state });
    }
    views
}

fn warnings(
    weigher: &Weigher,
    found: &Findings,
    reaches: &[Reach],
    allocation: &[Allocation],
) -> Vec<Warning> {
    let pack = weigher.pack;
    let everywhere: Vec<&Findings> =
        std::iter::once(found).chain(reaches.iter().map(|reach| &reach.found)).collect();
    let mut all = Vec::new();
    for rule in &pack.warnings {
        let stands =
            |found: &&Findings| rule.when.iter().all(|id| found.states.get(id) == Some(&Standing::Held));
        let somebody = rule.parts.is_empty()
            || allocation.iter().any(|one| one.parts.iter().any(|part| rule.parts.contains(part)));
        if somebody && everywhere.iter().any(stands) {
            let citations = rule.cites.iter().map(|cite| weigher.cited(*cite)).collect();
            all.push(Warning { id: rule.id.clone(), text: rule.text.clone(), citations });
        }
    }
    all.extend(chain_warnings(weigher, found, allocation));
    all
}

/// Parts registered in the chain that an answer denies.
fn chain_warnings(weigher: &Weigher, found: &Findings, allocation: &[Allocation]) -> Vec<Warning> {
    let denied = |id: &str| found.states.get(id) == Some(&Standing::NotHeld);
    let mut all = Vec::new();
    for rule in &weigher.pack.allocations {
        for condition in &rule.conditions {
            let id = within(&rule.id, &condition.id);
            let Some(part) = condition.part.filter(|_| denied(&id) || denied(&rule.id)) else { continue };
            for one in allocation.iter().filter(|one| one.parts.contains(&part)) {
                let citation = weigher.cited(rule.cite);
                let text = format!(
                    "审批环节登记了{}“{}”，但{}的“{}”没有认定成立：请核对。",
                    one.name,
                    part.label(),
                    citation.text,
                    condition.label
                );
                all.push(Warning { id: format!("环节矛盾.{id}"), text, citations: vec![citation] });
            }
        }
    }
    all
}

fn deadlines(weigher: &Weigher) -> Vec<DeadlineView> {
    let view = |rule: &super::pack::DeadlineRule| DeadlineView {
        label: rule.label.clone(),
        citation: weigher.cited(rule.cite),
        amount: rule.amount,
        unit: rule.unit,
        from: rule.from,
        side: rule.side,
        reading: rule.reading.clone(),
    };
    weigher.pack.deadlines.iter().map(view).collect()
}

fn remedies(weigher: &Weigher) -> Vec<RemedyView> {
    let view = |remedy: &super::pack::Remedy| RemedyView {
        label: remedy.label.clone(),
        citation: weigher.cited(remedy.cite),
        subjects: remedy.subjects.clone(),
    };
    weigher.pack.remedies.iter().map(view).collect()
}

/// The conclusion for the whole case: that of its subjects where they agree.
fn conclude(
    pack: &Pack,
    binds: &Binding,
    found: &Findings,
    reaches: &[Reach],
    questions: &[Question],
) -> Conclusion {
    if binds.state == BindingState::NotInForce {
        let text = format!("{}不适用；对照的结果见下。", binds.reason);
        return Conclusion { outcome: Outcome::NotInForce, text, would_change: vec![] };
    }
    let mut conclusion = match reaches {
        [] => subject::conclude(pack, found, None, questions),
        [only] => only.view.conclusion.clone(),
        several => together(several),
    };
    if binds.state == BindingState::Reference {
        conclusion.text = format!("（仅供对照，不作为依据）{}", conclusion.text);
    }
    conclusion
}

fn together(reaches: &[Reach]) -> Conclusion {
    let outcomes: Vec<Outcome> = reaches.iter().map(|reach| reach.view.conclusion.outcome).collect();
    // Those on whom nothing is laid do not decide what becomes of the case.
    let aside = [Outcome::NotBound, Outcome::NoShare];
    let bound: Vec<Outcome> = outcomes.iter().copied().filter(|one| !aside.contains(one)).collect();
    let outcome = match bound.as_slice() {
        [] if outcomes.contains(&Outcome::NoShare) => Outcome::NoShare,
        [] => Outcome::NotBound,
        some if some.contains(&Outcome::Open) => Outcome::Open,
        [first, rest @ ..] if rest.iter().all(|one| one == first) => *first,
        _ => Outcome::Mixed,
    };
    let texts = reaches.iter().map(|reach| format!("{}：{}", reach.view.name, reach.view.conclusion.text));
    let mut would_change = Vec::new();
    for change in reaches.iter().flat_map(|reach| &reach.view.conclusion.would_change) {
        if !would_change.contains(change) {
            would_change.push(change.clone());
        }
    }
    Conclusion { outcome, text: texts.collect::<Vec<_>>().join(""), would_change }
}

/// 2026年3月5日
fn chinese(day: NaiveDate) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::fault::{DecisionKind, SubjectKind};
    use crate::rules::{Answer, C1, Subject, permitted};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn c1(changes: &[(&str, &str)]) -> Pack {
        let text = changes.iter().fold(C1.1.to_string(), |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replacen(from, to, 1)
        });
        Pack::parse(C1.0, &text).unwrap_or_else(|error| panic!("{error}"))
    }

    fn facts() -> Facts {
        let subject = Subject {
            key: "zhou".into(),
            name: "周示五".into(),
            unit: String::new(),
            post: String::new(),
            kind: SubjectKind::Person,
            own: Standing::Held,
            parts: vec![],
            prior_faults: None,
        };
        Facts {
            bureau: "赤峰市应急管理局".into(),
            region: "内蒙古自治区赤峰市".into(),
            conduct_on: day("2023-06-01"),
            decision_on: Some(day("2024-06-01")),
            subjects: vec![subject],
            answers: BTreeMap::new(),
        }
    }

    #[test]
    fn the_version_of_the_day_of_conduct_speaks_and_the_other_is_named() {
        let old = c1(&[("priority = ", "in_force_to = \"2023-12-31\"\npriority = ")]);
        let new = c1(&[("2020-03-25", "2024-01-01"), ("〔2020〕25号", "〔2023〕60号")]);
        let packs = [new, old];
        let first = &judge(&facts(), &packs).packs[0];
        assert_eq!(first.document_no, "赤应急字〔2020〕25号");
        assert!(first.version.on_decision_day.as_ref().unwrap().contains("〔2023〕60号"));
        let later = Facts { conduct_on: day("2024-01-01"), ..facts() };
        let second = judge(&later, &packs);
        assert_eq!(second.packs.len(), 1);
        assert_eq!(second.packs[0].document_no, "赤应急字〔2023〕60号");
        assert_eq!(second.packs[0].version.on_decision_day, None);
    }

    #[test]
    fn a_draft_is_read_and_never_decided_on() {
        let draft = c1(&[
            ("level = \"本局制度\"", "level = \"征求意见稿\""),
            ("status = \"现行有效\"", "status = \"未定稿\""),
            ("citable = true", "citable = false"),
        ]);
        let analysis = judge(&facts(), &[draft]);
        let pack = &analysis.packs[0];
        assert_eq!(pack.binds.state, BindingState::Reference);
        let refusal = permitted(pack, "zhou", DecisionKind::Pursue).unwrap_err();
        assert!(refusal.to_string().contains("不能引用"), "{refusal}");
    }

    #[test]
    fn a_regional_text_binds_by_region() {
        let pack = c1(&[("scope = \"印发机关\"", "scope = \"本行政区域\"")]);
        let county =
            Facts {
                bureau: "示例县应急管理局".into(), region: "内蒙古自治区赤峰市示例县".into(), ..facts()
            };
        let state = |facts: &Facts| judge(facts, std::slice::from_ref(&pack)).packs[0].binds.state;
        assert_eq!(state(&county), BindingState::Applies);
        assert_eq!(state(&Facts { region: "新疆维吾尔自治区".into(), ..county }), BindingState::Reference);
    }

    #[test]
    fn a_refusal_names_the_open_questions() {
        let pack = &judge(&facts(), &[c1(&[])]).packs[0];
        let refusal = permitted(pack, "zhou", DecisionKind::Exempt).unwrap_err();
        assert!(refusal.questions.iter().any(|question| question.id == "7-1"));
        assert!(refusal.to_string().contains("第七条第1项［7-1］"), "{refusal}");
        assert!(permitted(pack, "nobody", DecisionKind::Refer).is_err());
    }

    #[test]
    fn a_missing_factor_stops_pursuit_but_not_exemption() {
        let mut facts = facts();
        let pack = c1(&[]);
        let held = |standing| Answer { standing, reason: "查明".into(), evidence: vec!["证1".into()] };
        let grounds = pack.grounds.iter().map(|one| &one.id);
        for id in grounds.chain(pack.allocations.iter().map(|one| &one.id)) {
            facts.answers.insert(format!("c1:{id}"), held(Standing::NotHeld));
        }
        for id in pack.elements.iter().map(|one| one.id.as_str()).chain(["5-9", "7-2"]) {
            facts.answers.insert(format!("c1:{id}"), held(Standing::Held));
        }
        let analysis = judge(&facts, &[pack]);
        let pack = &analysis.packs[0];
        let refusal = permitted(pack, "zhou", DecisionKind::Pursue).unwrap_err();
        assert_eq!(refusal.questions.len(), 3, "{refusal}");
        assert_eq!(permitted(pack, "zhou", DecisionKind::Exempt).map(|permit| permit.diverges), Ok(false));
    }
}
