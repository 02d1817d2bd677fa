//! Which decisions the rules refuse, and which they let pass though they differ from the advice.
//!
//! A decision needs a basis that stands; a person may leave another basis unused, and that is recorded.

use std::collections::BTreeMap;
use std::fmt;

use super::analysis::{BindingState, PackAnalysis, Question, QuestionKind, SubjectAnalysis};
use crate::domain::fault::{Citation, DecisionKind, Outcome, Share, Standing};

/// A decision that may be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permit {
    /// Whether it differs from the advice.
    pub diverges: bool,
    /// In what it differs, a sentence each.
    pub differences: Vec<String>,
}

/// Why a decision cannot be made on this analysis; its sentence says what to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    sentence: String,
    /// What has to be found out first.
    pub questions: Vec<Question>,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.sentence)?;
        for question in &self.questions {
            write!(f, "\n  {}［{}］{}", question.citation.text, question.id, question.question)?;
            if question.why == super::Why::NobodyNamed {
                continue;
            }
            write!(f, "——{}", question.why.label())?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}

/// Whether a decision of this kind may be made about one subject.
///
/// Referral is always open: crime and discipline do not wait for the analysis.
///
/// # Errors
/// The decision has no basis in the analysis, or something that it depends on is not found out yet.
pub fn permitted(analysis: &PackAnalysis, subject: &str, kind: DecisionKind) -> Result<Permit, Refusal> {
    let refuse = |sentence: String| Err(Refusal { sentence, questions: vec![] });
    let Some(view) = analysis.subjects.iter().find(|one| one.key == subject) else {
        return refuse(format!("案件里没有代号为“{subject}”的责任主体：请核对人员名单。"));
    };
    if kind == DecisionKind::Refer {
        return Ok(Permit { diverges: false, differences: vec![] });
    }
    if analysis.binds.state != BindingState::Applies {
        return refuse(format!("{}不能据此作出“{}”的决定。", analysis.binds.reason, kind.label()));
    }
    let name = &view.name;
    if view.conclusion.outcome == Outcome::NotBound {
        return refuse(format!(
            "{}不能据此对{name}作出“{}”的决定；可以移送。",
            view.conclusion.text,
            kind.label()
        ));
    }
    let open = blocking(analysis, subject, kind);
    if !open.is_empty() {
        let sentence =
            format!("对{name}还不能作出“{}”的决定：有{}项没有查清，请先答清：", kind.label(), open.len());
        return Err(Refusal { sentence, questions: open });
    }
    if let Some(sentence) = baseless(view, kind) {
        return refuse(sentence);
    }
    let differences = differences(analysis, view, kind);
    Ok(Permit { diverges: !differences.is_empty(), differences })
}

/// Whether a decision about one subject may cite these provisions: a ground or a rule of allocation
/// that does not stand carries nothing.
///
/// # Errors
/// Names every provision that does not stand, with its state.
pub fn citable(analysis: &PackAnalysis, subject: &str, cites: &[Citation]) -> Result<(), Refusal> {
    let own = analysis.subjects.iter().filter(|one| one.key == subject).flat_map(|one| &one.own_findings);
    let mut states: BTreeMap<Citation, (Standing, &str)> = BTreeMap::new();
    for ground in analysis.grounds.iter().chain(own) {
        states.insert(ground.citation.citation, (ground.state, &ground.citation.text));
    }
    for rule in &analysis.allocation_rules {
        states.insert(rule.citation.citation, (rule.state, &rule.citation.text));
    }
    let wrong: Vec<String> = (cites.iter().filter_map(|cite| states.get(cite)))
        .filter(|(state, _)| *state != Standing::Held)
        .map(|(state, text)| format!("{text}（{}）", state.label()))
        .collect();
    if wrong.is_empty() {
        return Ok(());
    }
    let sentence = format!("决定引用了没有成立的条款：{}。请删去，或者核对认定。", wrong.join("、"));
    Err(Refusal { sentence, questions: vec![] })
}

/// Open questions on which a decision of this kind depends.
fn blocking(analysis: &PackAnalysis, subject: &str, kind: DecisionKind) -> Vec<Question> {
    use QuestionKind::{Allocation, Element, Factor, Fault, Heavier, Lighter, NoLiability, Subject};
    let kinds: &[QuestionKind] = match kind {
        DecisionKind::Pursue | DecisionKind::Lighter | DecisionKind::Heavier => {
            &[Subject, Element, Fault, NoLiability, Lighter, Heavier, Allocation, Factor]
        }
        DecisionKind::Exempt => &[Subject, Element, Fault, NoLiability, Lighter, Heavier],
        DecisionKind::NoLiability => &[Subject, Element, Fault, NoLiability],
        DecisionKind::NotFault | DecisionKind::Refer => &[],
    };
    let concerns = |question: &&Question| {
        kinds.contains(&question.kind)
            && (question.subjects.is_empty() || question.subjects.iter().any(|key| key == subject))
    };
    let settled =
        analysis.subjects.iter().any(|one| one.key == subject && one.conclusion.outcome == Outcome::NotFault);
    if settled { vec![] } else { analysis.open_questions.iter().filter(concerns).cloned().collect() }
}

/// Why a decision has nothing to stand on.
fn baseless(view: &SubjectAnalysis, kind: DecisionKind) -> Option<String> {
    let name = &view.name;
    let fault = view.conclusion.outcome != Outcome::NotFault;
    let lacks = |what: &str| {
        Some(format!(
            "对{name}不能作出“{}”的决定：没有一项{what}成立。请核对各项认定，或者改作其他决定。",
            kind.label()
        ))
    };
    match kind {
        DecisionKind::NotFault if view.conclusion.outcome == Outcome::Open => Some(format!(
            "对{name}不能作出“{}”的决定：是否构成过错还没有查清。请先答清各项要件和过错情形。",
            kind.label()
        )),
        DecisionKind::NotFault if fault => Some(format!(
            "对{name}不能作出“{}”的决定：过错情形和各项要件都成立。不同意的，请先修改相应的认定并写明理由。",
            kind.label()
        )),
        DecisionKind::NotFault | DecisionKind::Refer => None,
        _ if !fault => Some(format!(
            "对{name}不能作出“{}”的决定：{}请改作“{}”，或者核对认定。",
            kind.label(),
            view.conclusion.text,
            DecisionKind::NotFault.label()
        )),
        DecisionKind::Lighter | DecisionKind::Exempt if view.lighter.is_empty() => {
            lacks("从轻或者免予追究的情形")
        }
        DecisionKind::Heavier if view.heavier.is_empty() => lacks("从重追究的情形"),
        DecisionKind::NoLiability if view.no_liability.is_empty() && view.contested.is_empty() => {
            lacks("不承担责任的情形")
        }
        _ => None,
    }
}

/// Grounds that stand and are not used, and shares that are not followed.
fn differences(analysis: &PackAnalysis, view: &SubjectAnalysis, kind: DecisionKind) -> Vec<String> {
    use DecisionKind::{Exempt, Heavier, Lighter, NoLiability, NotFault, Pursue, Refer};
    let mut all = Vec::new();
    let join =
        |cites: &[super::Cited]| cites.iter().map(|one| one.text.as_str()).collect::<Vec<_>>().join("、");
    let pursues = matches!(kind, Pursue | Lighter | Heavier);
    if !view.no_liability.is_empty() && kind != NoLiability && !matches!(kind, NotFault | Refer) {
        all.push(format!("{}成立，分析意见是不承担责任", join(&view.no_liability)));
    }
    // With grounds on both sides, plain pursuit weighs them; taking one side leaves the other unused.
    let both = !view.lighter.is_empty() && !view.heavier.is_empty();
    if !view.lighter.is_empty() && (kind == Heavier || kind == Pursue && !both) {
        all.push(format!("{}成立，没有从轻或者免予追究", join(&view.lighter)));
    }
    if !view.heavier.is_empty() && (matches!(kind, Lighter | Exempt) || kind == Pursue && !both) {
        all.push(format!("{}成立，没有从重追究", join(&view.heavier)));
    }
    let share = analysis.allocation.iter().find(|one| one.key == view.key);
    if (pursues || kind == Exempt)
        && view.no_liability.is_empty()
        && share.is_some_and(|one| one.share == Share::None)
    {
        all.push("按审批环节的分担规则不承担责任".into());
    }
    all
}
