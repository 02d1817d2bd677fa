//! The rules of cases: which steps each kind goes through, what stands before a step, and its period.

mod chain;
mod gates;

use std::sync::LazyLock;

use chrono::{Days, NaiveDate};
use serde::Deserialize;

pub use chain::{Due, Stage, chain, kinds_beside};
pub use gates::{Facts, GateCheck, Member, MemberLine, gates};

use super::pack::{self, PackError};
use super::serial;
use crate::domain::calendar::Calendar;
use crate::domain::case::CaseKind;
use crate::domain::case_step::{CaseStep, Gate, StepKind, StepOutcome};
use crate::domain::deadline::{Holder, Period, reckon};
use crate::domain::fault::{Citation, ItemStyle};
use crate::domain::power::EnforcementAct;

const CASES: (&str, &str) = ("cases.toml", include_str!("../../../assets/rules/cases.toml"));

/// The rules that come with the program.
///
/// # Errors
/// None in a tested build.
pub fn built_in_case() -> Result<&'static CaseRules, PackError> {
    static READ: LazyLock<Result<CaseRules, PackError>> =
        LazyLock::new(|| CaseRules::parse(CASES.0, CASES.1));
    READ.as_ref().map_err(Clone::clone)
}

/// The chains, gates and periods, checked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseRules {
    #[serde(rename = "text")]
    texts: Vec<Text>,
    #[serde(rename = "chain")]
    chains: Vec<Chain>,
    #[serde(rename = "gate")]
    gates: Vec<GateRule>,
    #[serde(rename = "period")]
    periods: Vec<PeriodRule>,
    #[cfg_attr(not(test), allow(dead_code))]
    #[serde(rename = "case")]
    cases: Vec<Trial>,
    #[cfg_attr(not(test), allow(dead_code))]
    #[serde(rename = "timing")]
    timings: Vec<Timing>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    id: String,
    title: String,
    short: String,
    #[serde(deserialize_with = "serial::term")]
    item_style: ItemStyle,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Chain {
    #[serde(deserialize_with = "serial::term")]
    kind: CaseKind,
    /// The act that the people of the case need the power for; none where it is open what is done.
    #[serde(default, deserialize_with = "serial::maybe_term")]
    act: Option<EnforcementAct>,
    stages: Vec<StageRule>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StageRule {
    #[serde(deserialize_with = "serial::term")]
    step: StepKind,
    #[serde(default)]
    need: Need,
    /// Empty where the program cites nothing for it.
    #[serde(default)]
    cite: String,
    /// Whether officers meet the party in it.
    #[serde(default)]
    contact: bool,
}

/// Under which condition a case goes through a stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Need {
    #[default]
    Always,
    Major,
    Hearing,
    Imposed,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct GateRule {
    #[serde(deserialize_with = "serial::term")]
    gate: Gate,
    #[serde(default, deserialize_with = "serial::terms")]
    kinds: Vec<CaseKind>,
    cites: Vec<String>,
    label: String,
}

/// Something that is to be done within a time after something else.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodRule {
    #[serde(deserialize_with = "serial::terms")]
    kinds: Vec<CaseKind>,
    #[serde(deserialize_with = "serial::term")]
    pub from: StepKind,
    /// What must have come of the step for the period to begin; none where any does.
    #[serde(default, deserialize_with = "serial::maybe_term")]
    when: Option<StepOutcome>,
    #[serde(deserialize_with = "serial::term")]
    pub to: StepKind,
    /// Steps that end it as well.
    #[serde(default, deserialize_with = "serial::terms")]
    also: Vec<StepKind>,
    /// 90日, 7个工作日, 24小时.
    period: String,
    /// Whose it is: the bureau's duty unless it says otherwise.
    #[serde(default, deserialize_with = "serial::maybe_term")]
    holder: Option<Holder>,
    /// Whether an approved extension moves its last day.
    #[serde(default)]
    pub extends: bool,
    /// Whether it must run out before `to` may come, which has a day of its own.
    #[serde(default)]
    pub least: bool,
    cite: String,
    pub label: String,
}

#[cfg_attr(not(test), allow(dead_code))]
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Trial {
    what: String,
    #[serde(deserialize_with = "serial::term")]
    kind: CaseKind,
    /// `决定：给予处罚、许可或者责令` where it matters what came of it.
    steps: Vec<String>,
    major: Option<bool>,
    hearing: Option<bool>,
    /// Empty where nothing is left.
    next: String,
    #[serde(default)]
    open: Vec<String>,
}

/// A period on certain days, and whether it was kept.
#[cfg_attr(not(test), allow(dead_code))]
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Timing {
    what: String,
    #[serde(deserialize_with = "serial::term")]
    kind: CaseKind,
    /// Day and step, with what came of it.
    steps: Vec<(String, String)>,
    wanted: (String, String),
    /// The day that the step fixes.
    until: Option<String>,
    stands: bool,
    cites: String,
}

impl PeriodRule {
    /// How long it is, in days; hours are none.
    pub fn period(&self) -> Option<Period> {
        Period::parse(&self.period).ok()
    }

    /// The same as the provision has it: 24小时.
    pub fn words(&self) -> &str {
        &self.period
    }

    /// Hours, where it is counted in them.
    pub fn hours(&self) -> Option<u32> {
        self.period.strip_suffix("小时")?.parse().ok().filter(|hours| *hours > 0)
    }

    /// Whose it is.
    pub fn holder(&self) -> Holder {
        self.holder.unwrap_or(Holder::Duty)
    }

    /// The last day of a period that began on a day. Steps have no hour, and hours wait for no working day: what
    /// must be done within 24 of them is done by the next day.
    pub fn last(&self, began: NaiveDate, calendar: &Calendar) -> Option<NaiveDate> {
        match self.hours() {
            Some(hours) => began.checked_add_days(Days::new(u64::from(hours.div_ceil(24)))),
            None => Some(reckon(began, self.period()?, calendar).ok()?.last),
        }
    }

    /// Whether a step begins it.
    pub fn is_begun_by(&self, step: &CaseStep) -> bool {
        step.kind == self.from && self.when.is_none_or(|when| step.outcome == Some(when))
    }

    /// Whether a step ends it.
    pub fn is_ended_by(&self, step: StepKind) -> bool {
        step == self.to || self.also.contains(&step)
    }
}

impl CaseRules {
    fn parse(name: &str, text: &str) -> Result<CaseRules, PackError> {
        pack::read_sound(name, text, CaseRules::fault)
    }

    /// The first thing that the reader cannot see: a provision of no text, a kind without a chain.
    fn fault(&self) -> Option<(String, String)> {
        let stages = self.chains.iter().flat_map(|chain| &chain.stages).map(|stage| &stage.cite);
        let cites = stages.chain(self.gates.iter().flat_map(|gate| &gate.cites));
        let cites = cites.chain(self.periods.iter().map(|period| &period.cite));
        if let Some(cite) = cites.filter(|cite| !cite.is_empty()).find(|cite| self.read(cite).is_none()) {
            return Some((format!("\"{cite}\""), format!("“{cite}”不是所引文本的条款：例如 penalty 64(4)")));
        }
        if let Some(kind) = CaseKind::ALL.iter().find(|kind| self.chain(**kind).is_none()) {
            return Some(("[[chain]]".into(), format!("没有写明“{}”的步骤", kind.label())));
        }
        if let Some(gate) = Gate::ALL.iter().find(|gate| !self.gates.iter().any(|rule| rule.gate == **gate)) {
            return Some(("[[gate]]".into(), format!("没有写明“{}”的依据", gate.label())));
        }
        let period = self.periods.iter().find(|one| one.period().is_none() && one.hours().is_none())?;
        Some((period.period.clone(), format!("“{}”不是期限：例如 90日、7个工作日", period.period)))
    }

    fn read(&self, cite: &str) -> Option<(&Text, Citation)> {
        let (id, at) = cite.split_once(' ')?;
        Some((self.texts.iter().find(|text| text.id == id)?, Citation::parse(at)?))
    }

    /// A provision as lists name it: 行政处罚法第六十条. Empty where nothing is cited.
    fn shortly(&self, cite: &str) -> String {
        self.read(cite)
            .map(|(text, at)| format!("{}{}", text.short, at.written(text.item_style)))
            .unwrap_or_default()
    }

    fn cites(&self, cites: &[String]) -> String {
        cites.iter().map(|cite| self.shortly(cite)).collect::<Vec<_>>().join("、")
    }

    fn chain(&self, kind: CaseKind) -> Option<&Chain> {
        self.chains.iter().find(|chain| chain.kind == kind)
    }

    fn gate(&self, gate: Gate, kind: CaseKind) -> Option<&GateRule> {
        self.gates
            .iter()
            .find(|rule| rule.gate == gate && (rule.kinds.is_empty() || rule.kinds.contains(&kind)))
    }

    /// The act that the officers of a case need the power for.
    pub fn act_of(&self, kind: CaseKind) -> Option<EnforcementAct> {
        self.chain(kind)?.act
    }

    /// Whether officers meet the party in a step of a case of a kind.
    pub fn is_contact(&self, kind: CaseKind, step: StepKind) -> bool {
        let of_chain = self.chain(kind).and_then(|chain| chain.stages.iter().find(|one| one.step == step));
        of_chain.map_or(step == StepKind::Coerce, |stage| stage.contact)
    }

    /// The periods of a kind of case.
    pub fn periods(&self, kind: CaseKind) -> impl Iterator<Item = &PeriodRule> {
        self.periods.iter().filter(move |period| period.kinds.contains(&kind))
    }

    /// The provision of a period in full: 《中华人民共和国行政处罚法》第六十条.
    pub fn written(&self, period: &PeriodRule) -> String {
        let read = self.read(&period.cite);
        read.map(|(text, at)| format!("《{}》{}", text.title, at.written(text.item_style)))
            .unwrap_or_default()
    }

    /// What the program says itself about a provision that a gate, a stage or a period cites by its short name, with
    /// the text's full title; none for a provision that is not among them.
    pub fn about(&self, short: &str) -> Option<(String, Vec<String>)> {
        let mut labels: Vec<String> = Vec::new();
        let mut title = None;
        let mut note = |cite: &String, label: String| {
            if self.shortly(cite) == short {
                title = title.take().or_else(|| {
                    self.read(cite)
                        .map(|(text, at)| format!("《{}》{}", text.title, at.written(text.item_style)))
                });
                if !labels.contains(&label) {
                    labels.push(label);
                }
            }
        };
        for gate in &self.gates {
            gate.cites.iter().for_each(|cite| note(cite, gate.label.clone()));
        }
        for period in &self.periods {
            let how = if period.least { "前" } else { "内" };
            note(&period.cite, format!("{}：{}{how}", period.label, period.period));
        }
        for chain in &self.chains {
            for stage in chain.stages.iter().filter(|stage| !stage.cite.is_empty()) {
                note(&stage.cite, format!("{}的步骤：{}", chain.kind.label(), stage.step.label()));
            }
        }
        title.map(|title| (title, labels))
    }
}
