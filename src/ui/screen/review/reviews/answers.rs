//! Answers as keys give them: each key answers one question, and what it deducts is a finding.

use crate::domain::review::{Finding, Given, Mark, Question, Seriousness, Standard, VetoAnswer};

/// Every question of a standard, in its order.
pub fn questions(standard: &Standard) -> Vec<Question> {
    let vetoes = (0..standard.vetoes.len()).map(Question::Veto);
    vetoes.chain((0..standard.indicators().count()).map(Question::Indicator)).collect()
}

/// Whether something was said to a question.
pub fn is_answered(given: &Given, question: Question) -> bool {
    match question {
        Question::Veto(at) => given.answers.veto(at).is_some(),
        Question::Indicator(at) => given.answers.mark(at).is_some(),
    }
}

/// The marks of a question, in tenths; a veto has none.
pub fn marks(standard: &Standard, question: Question) -> u32 {
    match question {
        Question::Veto(_) => 0,
        Question::Indicator(at) => standard.indicators().nth(at).map_or(0, |indicator| indicator.marks),
    }
}

/// What is deducted under a question so far.
pub fn deducted(given: &Given, question: Question) -> u32 {
    given.findings_of(question).fold(0, |sum, (_, finding)| sum.saturating_add(finding.deducted))
}

/// Nothing is wrong.
pub fn pass(given: &mut Given, question: Question) {
    given.findings.retain(|finding| finding.of != question);
    match question {
        Question::Veto(at) => given.answers.vetoes[at] = Some(VetoAnswer::Absent),
        Question::Indicator(at) => given.answers.marks[at] = Some(Mark::Deducted(0)),
    }
}

/// The question does not concern the file.
///
/// # Errors
/// It concerns every file.
pub fn leave_out(given: &mut Given, standard: &Standard, question: Question) -> Result<(), String> {
    if let Question::Indicator(at) = question
        && standard.indicators().nth(at).is_some_and(|indicator| !indicator.may_be_out)
    {
        return Err("这一项每份案卷都涉及，不能答“不涉及”。".to_owned());
    }
    given.findings.retain(|finding| finding.of != question);
    match question {
        Question::Veto(at) => given.answers.vetoes[at] = Some(VetoAnswer::NotConcerned),
        Question::Indicator(at) => given.answers.marks[at] = Some(Mark::NotConcerned),
    }
    Ok(())
}

/// Deducts for the last finding of a question, or for a new one; a typical fault of that much gives its words.
///
/// # Errors
/// More than the question has.
pub fn deduct(given: &mut Given, standard: &Standard, question: Question, tenths: u32) -> Result<(), String> {
    let most = marks(standard, question);
    if let Question::Indicator(_) = question
        && tenths > most
    {
        let (tenths, most) =
            (crate::words::amount::show_tenths(tenths), crate::words::amount::show_tenths(most));
        return Err(format!("扣{tenths}分超过这一项的{most}分，没有记下。"));
    }
    let last = given.findings_of(question).last().map(|(at, _)| at);
    let at = match last {
        Some(at) => at,
        None => add(given, question),
    };
    let typical = typical_of(standard, question);
    let known = typical.iter().find(|one| one.1 == tenths).map(|one| one.0.to_owned());
    let finding = &mut given.findings[at];
    let is_typical = typical.iter().any(|one| one.0 == finding.text);
    if finding.text.trim().is_empty() || is_typical {
        finding.text = known.unwrap_or_default();
    }
    if let Question::Indicator(_) = question {
        finding.deducted = tenths;
    }
    settle(given, question);
    Ok(())
}

/// A typical fault, with its words and what it deducts.
pub fn typical(given: &mut Given, standard: &Standard, question: Question, nth: usize) -> bool {
    let found = typical_of(standard, question).get(nth).map(|one| (one.0.to_owned(), one.1));
    let Some((text, tenths)) = found else { return false };
    let at = match given.findings_of(question).last() {
        Some((at, finding)) if finding.text.trim().is_empty() => at,
        _ => add(given, question),
    };
    (given.findings[at].text, given.findings[at].deducted) = (text, tenths);
    settle(given, question);
    true
}

/// The typical faults of a question.
pub fn typical_of(standard: &Standard, question: Question) -> Vec<(&str, u32)> {
    match question {
        Question::Veto(_) => Vec::new(),
        Question::Indicator(at) => standard
            .indicators()
            .nth(at)
            .map(|indicator| indicator.typical.iter().map(|one| (one.fault.as_str(), one.deduct)).collect())
            .unwrap_or_default(),
    }
}

/// One more finding under a question; gives its place.
pub fn add(given: &mut Given, question: Question) -> usize {
    given.findings.push(Finding {
        of: question,
        text: String::new(),
        page: None,
        provision: String::new(),
        seriousness: Seriousness::Ordinary,
        deducted: 0,
    });
    settle(given, question);
    given.findings.len() - 1
}

/// Takes a finding back; without any the question is open again.
pub fn remove(given: &mut Given, at: usize) {
    let of = given.findings.remove(at).of;
    settle(given, of);
}

/// The answer that follows from the findings.
pub fn settle(given: &mut Given, question: Question) {
    let any = given.findings_of(question).next().is_some();
    let sum = deducted(given, question);
    match question {
        Question::Veto(at) => given.answers.vetoes[at] = any.then_some(VetoAnswer::Present),
        Question::Indicator(at) => {
            given.answers.marks[at] = any.then_some(Mark::Deducted(sum)).filter(|_| any);
        }
    }
}

/// Takes over what another has answered to a question, with its findings.
pub fn take_over(given: &mut Given, from: &Given, question: Question) {
    given.findings.retain(|finding| finding.of != question);
    given.findings.extend(from.findings_of(question).map(|(_, finding)| finding.clone()));
    match question {
        Question::Veto(at) => given.answers.vetoes[at] = from.answers.veto(at),
        Question::Indicator(at) => given.answers.marks[at] = from.answers.mark(at),
    }
}

/// An answer in a word or a number.
pub fn shown(given: &Given, question: Question) -> String {
    match question {
        Question::Veto(at) => given.answers.veto(at).map_or("未评", |veto| veto.label()).to_owned(),
        Question::Indicator(at) => match given.answers.mark(at) {
            None => "未评".to_owned(),
            Some(Mark::NotConcerned) => "不涉及".to_owned(),
            Some(Mark::Deducted(tenths)) => crate::words::amount::show_tenths(tenths),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::standards::own_standard;

    #[test]
    fn a_key_deducts_with_the_words_of_a_typical_fault_and_never_more_than_there_is() {
        let standard = own_standard().expect("a standard");
        let mut given = Given::none_to(&standard);
        let twelfth = Question::Indicator(11);
        deduct(&mut given, &standard, twelfth, 20).expect("deducted");
        assert_eq!((given.findings[0].text.as_str(), shown(&given, twelfth).as_str()), ("逾期送达", "2"));
        // Another amount is another typical fault; words of one's own stay.
        deduct(&mut given, &standard, twelfth, 10).expect("deducted");
        assert_eq!(given.findings[0].text, "送达回证漏项");
        given.findings[0].text = "缺见证人签名".to_owned();
        deduct(&mut given, &standard, twelfth, 25).expect("deducted");
        assert_eq!(
            (given.findings[0].text.as_str(), shown(&given, twelfth).as_str()),
            ("缺见证人签名", "2.5")
        );
        assert!(deduct(&mut given, &standard, twelfth, 60).is_err());
        assert_eq!(shown(&given, twelfth), "2.5");
        assert!(leave_out(&mut given, &standard, twelfth).is_err());
        pass(&mut given, twelfth);
        assert_eq!((given.findings.len(), shown(&given, twelfth).as_str()), (0, "0"));
        assert!(typical(&mut given, &standard, twelfth, 1));
        remove(&mut given, 0);
        assert!(!is_answered(&given, twelfth));
    }
}
