//! What a notice says, taken from the records: nothing is typed twice.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::Ledger;
use super::error::{Error, Result};
use crate::domain::bureau::Agency;
use crate::domain::case::{Case, Evidence};
use crate::domain::fault::{DecisionKind, Share, Standing};
use crate::domain::id::Id;
use crate::domain::liability::{Decision, Hearing, Liability, Subject};
use crate::domain::officer::Officer;
use crate::rules::{self, Cited, GroundView, Pack, PackAnalysis};
use crate::words::date::show_date;

impl Ledger {
    /// The facts of the notice that follows from a decision, all but its number.
    pub(super) fn decision_facts(
        &self,
        decision: &Decision,
        issued_on: NaiveDate,
        copies: &[String],
    ) -> Result<Value> {
        let liability = self.get(decision.liability)?.value;
        let packs = self.packs()?;
        let analysis = self.judge(&liability, &packs)?;
        let found = liability.subjects.iter().find(|subject| subject.key == decision.subject);
        let subject =
            found.ok_or_else(|| Error::NotFound { what: "责任主体", name: decision.subject.clone() })?;
        let applied = analysis.packs.iter().position(|pack| pack.binds.state == rules::BindingState::Applies);
        let (Some(view), Some(pack)) = (applied.map(|at| &analysis.packs[at]), applied.map(|at| &packs[at]))
        else {
            return Err(Error::Refused(
                "没有适用的规则包，不能引用依据。请先采用本局的责任追究制度。".to_owned(),
            ));
        };
        let evidence: Vec<Evidence> =
            self.evidence_of(decision.liability)?.into_iter().map(|one| one.value).collect();
        let agency = self.agency()?.value;
        let mut facts = common(&agency, issued_on);
        let more = json!({
            "subject": subject_facts(subject),
            "case": self.case_of(&liability)?,
            "matter": liability.matter,
            "conduct_on": show_date(liability.conduct_on),
            "facts": facts_found(&liability, &evidence),
            "hearing": liability.hearings.iter().rev().find(|one| one.subject == subject.key).map(hearing_facts),
            "pack": { "title": pack.title, "document_no": pack.document_no, "short": "《制度》" },
            "grounds": self.stand(pack, view, subject, Side::Fault)?,
            "no_liability": self.stand(pack, view, subject, Side::NoLiability)?,
            "lighter": self.stand(pack, view, subject, Side::Lighter)?,
            "heavier": self.stand(pack, view, subject, Side::Heavier)?,
            "allocation": allocation(pack, view, subject)?,
            "decision": decision_words(decision, pack, view)?,
            "remedy": remedy(pack, subject),
            "copies": copies,
        });
        merge(&mut facts, more);
        Ok(facts)
    }

    /// The faults for which a decision holds its subject liable: what each is called, and its provision.
    pub(super) fn faults_of(&self, decision: &Decision) -> Result<Vec<(String, String)>> {
        let liability = self.get(decision.liability)?.value;
        let packs = self.packs()?;
        let analysis = self.judge(&liability, &packs)?;
        let applied = analysis.packs.iter().find(|pack| pack.binds.state == rules::BindingState::Applies);
        let Some(view) = applied else { return Ok(Vec::new()) };
        let Some(own) = view.subjects.iter().find(|one| one.key == decision.subject) else {
            return Ok(Vec::new());
        };
        let called =
            |cited: &Cited| ground_of(view, own, cited).map(|ground| (label_of(ground), cited.text.clone()));
        Ok(own.faults.iter().filter_map(called).collect())
    }

    /// The facts of a case's registration sheet.
    pub(super) fn case_facts(&self, case: &Case, issued_on: NaiveDate) -> Result<Value> {
        let agency = self.agency()?.value;
        let mut facts = common(&agency, issued_on);
        let officers: Vec<Value> =
            case.officers.iter().map(|id| self.officer_facts(*id, issued_on)).collect::<Result<_>>()?;
        let more = json!({
            "case": {
                "title": case.title,
                "number": case.number,
                "kind": case.kind.label(),
                "source": case.source,
                "opened_on": case.opened_on.map(show_date).unwrap_or_default(),
                "party": case.party.name,
                "party_code": case.party.code,
                "party_address": case.party.address,
                "party_contact": case.party.contact,
                "region": agency.region,
                "law": case.law,
                "officers": officers,
                "summary": case.summary,
            },
        });
        merge(&mut facts, more);
        Ok(facts)
    }

    fn officer_facts(&self, id: Id<Officer>, on: NaiveDate) -> Result<Value> {
        let officer = self.get(id)?.value;
        let cards = self.cards_of(id, on)?;
        let card =
            cards.iter().find(|(_, validity)| *validity == crate::domain::certificate::Validity::Valid);
        Ok(
            json!({ "name": officer.name, "card": card.map(|(card, _)| card.value.number.clone()).unwrap_or_default() }),
        )
    }

    fn case_of(&self, liability: &Liability) -> Result<Value> {
        let Some(id) = liability.case else { return Ok(json!({ "title": liability.matter, "number": "" })) };
        let case = self.get(id)?.value;
        Ok(json!({ "title": case.title, "number": case.number, "party": case.party.name }))
    }

    /// The grounds of one side that stand for a subject, with the reasons given for them.
    fn stand(&self, pack: &Pack, view: &PackAnalysis, subject: &Subject, side: Side) -> Result<Vec<Value>> {
        let Some(own) = view.subjects.iter().find(|one| one.key == subject.key) else {
            return Ok(Vec::new());
        };
        let cited = match side {
            Side::Fault => &own.faults,
            Side::NoLiability => &own.no_liability,
            Side::Lighter => &own.lighter,
            Side::Heavier => &own.heavier,
        };
        cited
            .iter()
            .filter_map(|cited| ground_of(view, own, cited).map(|ground| (cited, ground)))
            .map(|(cited, ground)| {
                check_citation(pack, cited)?;
                Ok(json!({ "label": label_of(ground), "citation": cited.text, "reason": reason_of(ground) }))
            })
            .collect()
    }
}

#[derive(Clone, Copy)]
enum Side {
    Fault,
    NoLiability,
    Lighter,
    Heavier,
}

/// The ground that a provision names: the subject's own, where there is one, else that of all.
fn ground_of<'a>(
    view: &'a PackAnalysis,
    own: &'a rules::SubjectAnalysis,
    cited: &Cited,
) -> Option<&'a GroundView> {
    let is = |ground: &&GroundView| ground.citation.citation == cited.citation;
    own.own_findings.iter().find(is).or_else(|| view.grounds.iter().find(is))
}

/// What the ground is called; of alternatives only those that stand.
fn label_of(ground: &GroundView) -> String {
    let stands = |one: &&rules::ConditionView| one.role == "any" && one.state == Standing::Held;
    let alternatives: Vec<&str> =
        ground.conditions.iter().filter(stands).map(|one| one.label.as_str()).collect();
    if alternatives.is_empty() { ground.label.clone() } else { alternatives.join("，") }
}

/// The officer's reason for a ground; where it was given condition by condition, all of them.
fn reason_of(ground: &GroundView) -> String {
    if !ground.reason.trim().is_empty() {
        return ground.reason.clone();
    }
    reasons_of(&ground.conditions)
}

/// The reasons given for conditions that stand, each once.
fn reasons_of(conditions: &[rules::ConditionView]) -> String {
    let mut reasons: Vec<&str> = Vec::new();
    for one in conditions.iter().filter(|one| one.state == Standing::Held) {
        let reason = one.reason.trim_end_matches('。');
        if !reason.is_empty() && !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons.join("；")
}

/// Refuses a citation that the pack does not have, before anything is printed.
fn check_citation(pack: &Pack, cited: &Cited) -> Result<()> {
    if pack.cites(&cited.citation) {
        return Ok(());
    }
    Err(Error::Refused(format!("《{}》没有{}，文书不能这样引用。请核对规则包。", pack.title, cited.text)))
}

pub(super) fn common(agency: &Agency, issued_on: NaiveDate) -> Value {
    json!({
        "sample": agency.sample,
        "bureau": { "name": agency.name, "code": agency.code },
        "office": agency.office,
        "issued_on": show_date(issued_on),
    })
}

pub(super) fn merge(into: &mut Value, more: Value) {
    if let (Value::Object(into), Value::Object(more)) = (into, more) {
        into.extend(more);
    }
}

fn subject_facts(subject: &Subject) -> Value {
    json!({ "name": subject.name, "unit": subject.unit, "post": subject.post, "kind": subject.kind.label() })
}

fn facts_found(liability: &Liability, evidence: &[Evidence]) -> Vec<Value> {
    let name = |label: &String| {
        let found = evidence.iter().find(|one| one.label == *label);
        found.map_or_else(
            || label.clone(),
            |one| {
                if one.place.is_empty() {
                    one.title.clone()
                } else {
                    format!("{}（{}）", one.title, one.place)
                }
            },
        )
    };
    let fact = |fact: &crate::domain::liability::Fact| {
        json!({
            "on": fact.on.map(show_date).unwrap_or_default(),
            "text": fact.text,
            "evidence": fact.evidence.iter().map(name).collect::<Vec<_>>(),
        })
    };
    liability.facts.iter().map(fact).collect()
}

fn hearing_facts(hearing: &Hearing) -> Value {
    json!({
        "held_on": show_date(hearing.held_on),
        "statement": hearing.statement,
        "response": hearing.response,
        "waived": hearing.waived,
    })
}

fn allocation(pack: &Pack, view: &PackAnalysis, subject: &Subject) -> Result<Vec<Value>> {
    let own = view.allocation.iter().filter(|one| one.key == subject.key && one.share != Share::None);
    own.filter_map(|one| one.citation.as_ref().map(|cited| (one, cited)))
        .map(|(one, cited)| {
            check_citation(pack, cited)?;
            let rule = view.allocation_rules.iter().find(|rule| rule.citation.citation == cited.citation);
            let given = rule.map(|rule| reasons_of(&rule.conditions)).unwrap_or_default();
            Ok(json!({
                "name": one.name,
                "share": share_in_words(one.share),
                "citation": cited.text,
                "reason": if given.is_empty() { one.reason.clone() } else { given },
            }))
        })
        .collect()
}

fn decision_words(decision: &Decision, pack: &Pack, view: &PackAnalysis) -> Result<Value> {
    let basis = view.factors.first().map(|factor| &factor.citation);
    if let Some(cited) = basis {
        check_citation(pack, cited)?;
    }
    Ok(json!({
        "decided_on": show_date(decision.decided_on),
        "meeting": decision.meeting,
        "measure": decision.measure,
        "reason": decision.reason,
        "kind": decision.kind.label(),
        "citation": if decision.basis.is_empty() {
            basis.map(|cited| cited.text.clone()).unwrap_or_default()
        } else {
            decision.basis.iter().map(|citation| pack.written(citation)).collect::<Vec<_>>().join("、")
        },
    }))
}

/// 复核 and, for those to whom the text gives it, 申诉; never 行政复议 or 诉讼: the act is internal.
fn remedy(pack: &Pack, subject: &Subject) -> Value {
    let remedies: Vec<_> = pack.remedies_of(subject.kind).collect();
    let review = remedies.iter().find_map(|(remedy, rule)| rule.map(|rule| (remedy, rule)));
    json!({
        "review_days": review.map(|(_, rule)| rule.amount),
        "citation": review.map(|(remedy, _)| pack.written(&remedy.cite)),
        "appeal": remedies.iter().any(|(_, rule)| rule.is_none()),
    })
}

/// The form that a kind of decision is printed in.
pub(super) fn form_of(kind: DecisionKind) -> Option<&'static str> {
    match kind {
        DecisionKind::Pursue | DecisionKind::Lighter | DecisionKind::Heavier => Some("c1-liability-decision"),
        DecisionKind::Exempt => Some("c1-exempt"),
        DecisionKind::NoLiability => Some("c1-no-liability"),
        DecisionKind::NotFault | DecisionKind::Refer => None,
    }
}

/// A share as what somebody bears: 由某人承担……
fn share_in_words(share: Share) -> &'static str {
    match share {
        Share::ForChangedAct => "对改变后行为的责任",
        // Where the rule is silent the share is whatever this decision lays upon the subject.
        Share::Undetermined => "相应责任",
        other => other.label(),
    }
}
