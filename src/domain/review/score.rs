//! From answers to a score: never below nothing, never above the full marks, and a veto always voids.

use super::standard::{LeftOut, Standard};

coded! {
    /// Whether a fault that voids the file is there.
    VetoAnswer {
        Absent = "absent", "无";
        Present = "present", "有";
        NotConcerned = "not-concerned", "不涉及";
    }
}

/// Something that a standard asks, by its place in it; indicators are counted through all groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    Veto(usize),
    Indicator(usize),
}

/// What a reviewer says to an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// All that was found, in tenths: 0 passes. What exceeds the marks is held at them.
    Deducted(u32),
    NotConcerned,
}

/// What a reviewer has said so far, in the order of the standard; nothing is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    pub vetoes: Vec<Option<VetoAnswer>>,
    pub marks: Vec<Option<Mark>>,
}

impl Answers {
    /// Nothing said yet to anything that a standard asks.
    pub fn none_to(standard: &Standard) -> Answers {
        Answers {
            vetoes: vec![None; standard.vetoes.len()],
            marks: vec![None; standard.indicators().count()],
        }
    }

    /// What was said to a veto.
    pub fn veto(&self, at: usize) -> Option<VetoAnswer> {
        self.vetoes.get(at).copied().flatten()
    }

    /// What was said to an indicator.
    pub fn mark(&self, at: usize) -> Option<Mark> {
        self.marks.get(at).copied().flatten()
    }
}

/// One indicator's part in a score, in tenths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndicatorScore {
    /// What counts: at most the marks of the indicator.
    pub deducted: u32,
    /// What was found beyond that, and does not count.
    pub beyond: u32,
    /// Whether its marks count at all.
    pub counts: bool,
}

/// One group's part in a score, in tenths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GroupScore {
    pub deducted: u32,
    pub got: u32,
    /// The marks that count.
    pub of: u32,
    /// Indicators without an answer: what was got is not final.
    pub open: usize,
}

/// How a file stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A fault that voids the file: no points, the lowest level, whatever else is open.
    Void,
    /// So many questions are open.
    Open(usize),
    /// No indicator concerns the file: the standard does not fit it.
    Unfit,
    /// A level of the standard, by its place.
    Level(usize),
    /// Below all of them.
    Lowest,
}

/// What follows from the answers, in tenths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    pub indicators: Vec<IndicatorScore>,
    pub groups: Vec<GroupScore>,
    pub deducted: u32,
    /// Points so far, of the standard's full marks.
    pub points: u32,
    /// Vetoes that apply, by their place.
    pub void: Vec<usize>,
    pub verdict: Verdict,
}

impl Score {
    /// Works a score out. What is not answered deducts nothing yet, and is open.
    pub fn of(standard: &Standard, answers: &Answers) -> Score {
        let rescaled = standard.left_out == LeftOut::Rescaled;
        let mut indicators = Vec::new();
        let mut groups = Vec::new();
        let mut at = 0;
        for group in &standard.groups {
            let mut sum = GroupScore::default();
            for indicator in &group.indicators {
                let mark = answers.mark(at);
                let found = if let Some(Mark::Deducted(found)) = mark { found } else { 0 };
                let deducted = found.min(indicator.marks);
                let counts = !(rescaled && mark == Some(Mark::NotConcerned));
                indicators.push(IndicatorScore { deducted, beyond: found - deducted, counts });
                sum.deducted += deducted;
                if counts {
                    sum.of += indicator.marks;
                    sum.got += indicator.marks - deducted;
                }
                sum.open += usize::from(mark.is_none());
                at += 1;
            }
            groups.push(sum);
        }
        let void: Vec<usize> =
            (0..standard.vetoes.len()).filter(|at| answers.veto(*at) == Some(VetoAnswer::Present)).collect();
        let open_vetoes = (0..standard.vetoes.len()).filter(|at| answers.veto(*at).is_none()).count();
        let unanswered = groups.iter().map(|group| group.open).sum::<usize>() + open_vetoes;
        let (got, of) = groups.iter().fold((0, 0), |(got, of), group| (got + group.got, of + group.of));
        let points = if void.is_empty() { in_proportion(got, of, standard.full) } else { 0 };
        let verdict = match () {
            () if !void.is_empty() => Verdict::Void,
            () if unanswered > 0 => Verdict::Open(unanswered),
            () if of == 0 => Verdict::Unfit,
            () => match standard.levels.iter().position(|level| points >= level.from) {
                Some(level) => Verdict::Level(level),
                None => Verdict::Lowest,
            },
        };
        let deducted = groups.iter().map(|group| group.deducted).sum();
        Score { indicators, groups, deducted, points, void, verdict }
    }

    /// What the file is called by; none while something is open.
    pub fn level<'a>(&self, standard: &'a Standard) -> Option<&'a str> {
        match self.verdict {
            Verdict::Void | Verdict::Lowest => Some(&standard.lowest),
            Verdict::Level(level) => standard.levels.get(level).map(|level| level.title.as_str()),
            Verdict::Open(_) | Verdict::Unfit => None,
        }
    }
}

/// `got` of `of` brought to `full`, rounded to the nearest tenth, a half upwards.
fn in_proportion(got: u32, of: u32, full: u32) -> u32 {
    if of == full || of == 0 {
        return if of == 0 { 0 } else { got };
    }
    let (got, of, full) = (u64::from(got), u64::from(of), u64::from(full));
    u32::try_from((2 * got * full + of) / (2 * of)).unwrap_or(u32::MAX)
}

/// Where two reviewers who did not see each other's answers differ; what counts is compared, not what was found beyond the marks.
pub fn differences(standard: &Standard, one: &Answers, other: &Answers) -> Vec<Question> {
    let vetoes = (0..standard.vetoes.len()).filter(|at| one.veto(*at) != other.veto(*at)).map(Question::Veto);
    let counted = |answers: &Answers, at: usize, marks: u32| match answers.mark(at) {
        Some(Mark::Deducted(found)) => Some(Mark::Deducted(found.min(marks))),
        said => said,
    };
    let marks = standard
        .indicators()
        .enumerate()
        .filter(|(at, indicator)| counted(one, *at, indicator.marks) != counted(other, *at, indicator.marks))
        .map(|(at, _)| Question::Indicator(at));
    vetoes.chain(marks).collect()
}
