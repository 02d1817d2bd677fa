//! One reviewer's answers on one file, with what was found and where.

use chrono::NaiveDate;

use super::super::id::Id;
use super::super::problem::{Check, Checked, Invalid, LINE_MOST, Reason};
use super::super::user::User;
use super::plan::ReviewFile;
use super::score::{Answers, Mark, Question, Score, Verdict, VetoAnswer};
use super::standard::Standard;

coded! {
    /// How much a finding weighs, whatever it deducts.
    Seriousness {
        Slight = "slight", "轻微";
        Ordinary = "ordinary", "一般";
        Serious = "serious", "严重";
    }
}

/// 评查问题: one thing that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The veto or the indicator under which it was found.
    pub of: Question,
    pub text: String,
    /// Where in the file it stands.
    pub page: Option<u32>,
    /// The provision that it goes against, as the reviewer writes it.
    pub provision: String,
    pub seriousness: Seriousness,
    /// What is deducted for it, in tenths; nothing for a veto.
    pub deducted: u32,
}

/// Answers with what was found: what a reviewer gives, and what both agree on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// How many pages the file has, where somebody has counted them.
    pub pages: Option<u32>,
    pub answers: Answers,
    pub findings: Vec<Finding>,
}

/// What one reviewer has submitted on one file; a record of its own, so that two machines rarely meet in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    pub file: Id<ReviewFile>,
    pub reviewer: Id<User>,
    pub given: Given,
    pub submitted_on: NaiveDate,
}

/// Why answers cannot be submitted; findings by their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerFault {
    /// Not answered yet.
    Open(Question),
    /// An indicator that concerns every file was said not to concern this one.
    Concerns(Question),
    /// Points are deducted, or the file is void, and nothing says for what.
    NoFinding(Question),
    /// A finding where nothing is deducted and nothing is void.
    Answered {
        finding: usize,
    },
    /// The findings do not add up to what is deducted.
    Sum {
        of: Question,
        said: u32,
        sum: u32,
    },
    NoText {
        finding: usize,
    },
    /// More than the indicator has.
    AboveMarks {
        finding: usize,
        deducted: u32,
        marks: u32,
    },
    /// A finding that deducts nothing.
    NoDeduction {
        finding: usize,
    },
    /// A page that the file does not have, by its last page; none where nobody has counted or bound them.
    NoPage {
        finding: usize,
        page: u32,
        pages: Option<u32>,
    },
    /// No indicator concerns the file: the standard does not fit it.
    Unfit,
}

impl Given {
    /// Nothing said yet to anything that a standard asks.
    pub fn none_to(standard: &Standard) -> Given {
        Given { answers: Answers::none_to(standard), ..Given::default() }
    }

    /// The findings under a veto or an indicator, with their places.
    pub fn findings_of(&self, of: Question) -> impl Iterator<Item = (usize, &Finding)> {
        self.findings.iter().enumerate().filter(move |(_, finding)| finding.of == of)
    }

    /// The last page that a finding can stand on: as somebody has counted, and as the bound file is numbered.
    pub fn last_page(&self, bound: Option<u32>) -> Option<u32> {
        self.pages.into_iter().chain(bound).min()
    }

    /// All that keeps them from being submitted, in the order of the standard; `bound` is the last page of the
    /// bound file, where there is one.
    pub fn faults(&self, standard: &Standard, bound: Option<u32>) -> Vec<AnswerFault> {
        let mut faults = Vec::new();
        for at in 0..standard.vetoes.len() {
            let of = Question::Veto(at);
            match self.answers.veto(at) {
                None => faults.push(AnswerFault::Open(of)),
                Some(VetoAnswer::Present) if self.findings_of(of).next().is_none() => {
                    faults.push(AnswerFault::NoFinding(of));
                }
                Some(VetoAnswer::Present) => {}
                Some(_) => self.stray(of, &mut faults),
            }
        }
        for (at, indicator) in standard.indicators().enumerate() {
            let of = Question::Indicator(at);
            match self.answers.mark(at) {
                None => faults.push(AnswerFault::Open(of)),
                Some(Mark::NotConcerned) => {
                    if !indicator.may_be_out {
                        faults.push(AnswerFault::Concerns(of));
                    }
                    self.stray(of, &mut faults);
                }
                Some(Mark::Deducted(0)) => self.stray(of, &mut faults),
                Some(Mark::Deducted(said)) => {
                    let sum =
                        self.findings_of(of).fold(0u32, |sum, (_, one)| sum.saturating_add(one.deducted));
                    match self.findings_of(of).next() {
                        None => faults.push(AnswerFault::NoFinding(of)),
                        Some(_) if sum != said => faults.push(AnswerFault::Sum { of, said, sum }),
                        Some(_) => {}
                    }
                }
            }
        }
        for (at, finding) in self.findings.iter().enumerate() {
            self.faults_of_finding(standard, (at, finding), bound, &mut faults);
        }
        if Score::of(standard, &self.answers).verdict == Verdict::Unfit {
            faults.push(AnswerFault::Unfit);
        }
        faults
    }

    fn stray(&self, of: Question, faults: &mut Vec<AnswerFault>) {
        faults.extend(self.findings_of(of).map(|(finding, _)| AnswerFault::Answered { finding }));
    }

    fn faults_of_finding(
        &self,
        standard: &Standard,
        (at, one): (usize, &Finding),
        bound: Option<u32>,
        faults: &mut Vec<AnswerFault>,
    ) {
        if one.text.trim().is_empty() {
            faults.push(AnswerFault::NoText { finding: at });
        }
        if let Question::Indicator(place) = one.of {
            let marks = standard.indicators().nth(place).map_or(0, |indicator| indicator.marks);
            let deducted = one.deducted;
            if deducted > marks {
                faults.push(AnswerFault::AboveMarks { finding: at, deducted, marks });
            }
            if deducted == 0 {
                faults.push(AnswerFault::NoDeduction { finding: at });
            }
        }
        let pages = self.last_page(bound);
        if let Some(page) = one.page
            && (page == 0 || pages.is_some_and(|pages| page > pages))
        {
            faults.push(AnswerFault::NoPage { finding: at, page, pages });
        }
    }
}

impl Checked for Review {
    fn check(&self) -> Result<(), Vec<Invalid>> {
        let mut check = Check::default();
        check_given(&mut check, &self.given);
        check.done()
    }
}

/// What can be said of answers without their standard: everything is answered, and texts are of one line.
pub(super) fn check_given(check: &mut Check, given: &Given) {
    if given.answers.vetoes.iter().any(Option::is_none) {
        check.note("review.vetoes", Reason::Empty);
    }
    if given.answers.marks.iter().any(Option::is_none) {
        check.note("review.marks", Reason::Empty);
    }
    for finding in &given.findings {
        check.line("review.findings", &finding.text, LINE_MOST);
        check.optional_line("review.findings", &finding.provision, LINE_MOST);
    }
}
