//! Rule packs: one regulation as data, read from TOML.

use std::collections::BTreeSet;
use std::fmt;

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::cases::Case;
use super::{check, serial};
use crate::domain::deadline::{Holder, Trigger, Unit};
use crate::domain::fault::{Citation, GroundKind, ItemStyle, Part, Share, SubjectKind};
use crate::words::toml_problem;

coded! {
    /// What rank a text has.
    Level {
        Rule = "rule", "规章";
        Normative = "normative", "规范性文件";
        Bureau = "bureau", "本局制度";
        Draft = "draft", "征求意见稿";
        Discussion = "discussion", "讨论稿";
    }
}

coded! {
    /// Whether a text is law at present.
    Status {
        InForce = "in-force", "现行有效";
        Repealed = "repealed", "已废止";
        Unfinished = "unfinished", "未定稿";
    }
}

coded! {
    /// Which bureaus a text binds.
    Scope {
        /// The one that issued it, and one that adopts a text of its own.
        Issuer = "issuer", "印发机关";
        /// Every one in the region.
        Region = "region", "本行政区域";
    }
}

/// One version of a regulation, checked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Stable name; all versions of one regulation share it: `c1`.
    pub id: String,
    pub title: String,
    /// How screens and the letters of a notice call it after its first mention.
    pub short: String,
    pub issuer: String,
    pub document_no: String,
    pub region: String,
    #[serde(deserialize_with = "serial::term")]
    pub level: Level,
    #[serde(deserialize_with = "serial::term")]
    pub status: Status,
    /// Whether a notice may rest on it.
    pub citable: bool,
    #[serde(deserialize_with = "serial::date")]
    pub in_force_from: NaiveDate,
    /// The last day on which it was in force.
    #[serde(default, deserialize_with = "serial::maybe_date")]
    pub in_force_to: Option<NaiveDate>,
    /// Order of display; it never deletes a finding.
    pub priority: u16,
    #[serde(deserialize_with = "serial::term")]
    pub item_style: ItemStyle,
    /// Every provision that exists, with the articles and paragraphs that enclose it.
    #[serde(deserialize_with = "serial::provisions")]
    pub provisions: BTreeSet<Citation>,
    pub binds: Binds,
    #[serde(default)]
    pub handler: Option<Handler>,
    #[serde(default, rename = "element")]
    pub elements: Vec<Element>,
    #[serde(default, rename = "ground")]
    pub grounds: Vec<Ground>,
    #[serde(default, rename = "allocation")]
    pub allocations: Vec<AllocationRule>,
    #[serde(default, rename = "factor")]
    pub factors: Vec<Element>,
    #[serde(default, rename = "deadline")]
    pub deadlines: Vec<DeadlineRule>,
    #[serde(default, rename = "remedy")]
    pub remedies: Vec<Remedy>,
    #[serde(default, rename = "referral")]
    pub referrals: Vec<ReferralRule>,
    #[serde(default, rename = "warning")]
    pub warnings: Vec<WarningRule>,
    #[serde(default, rename = "case")]
    pub(super) cases: Vec<Case>,
    /// The text from which it was read: what a conclusion keeps as its basis.
    #[serde(skip)]
    pub source: String,
    /// The title and number of the text on which an adopted one is built.
    #[serde(skip)]
    pub built_on: Option<String>,
}

/// Whom the text binds.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Binds {
    #[serde(deserialize_with = "serial::citation")]
    pub cite: Citation,
    #[serde(deserialize_with = "serial::term")]
    pub scope: Scope,
    /// The persons, in our words.
    pub label: String,
    /// The question about one subject.
    pub ask: String,
}

/// Who carries the pursuit out.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Handler {
    #[serde(deserialize_with = "serial::citation")]
    pub cite: Citation,
    pub label: String,
}

/// An element of the fault; also a factor that has to be described.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Element {
    pub id: String,
    #[serde(deserialize_with = "serial::citation")]
    pub cite: Citation,
    pub label: String,
    pub ask: String,
    #[serde(default)]
    pub note: Option<String>,
}

/// A condition, exception or alternative within a ground, named within it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    pub id: String,
    pub label: String,
    pub ask: String,
    /// The part in the chain that must be filled where the condition is held, and only there.
    #[serde(default, deserialize_with = "serial::maybe_term")]
    pub part: Option<Part>,
    /// The parts that the act never came to where the condition is held: there the chain is broken.
    #[serde(default, deserialize_with = "serial::terms")]
    pub skips: Vec<Part>,
}

/// A ground: stands where all of `all`, one of `any` (if there are any) and none of `except` stand.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    pub id: String,
    #[serde(deserialize_with = "serial::term")]
    pub kind: GroundKind,
    #[serde(deserialize_with = "serial::citation")]
    pub cite: Citation,
    /// In our own words, not the text's.
    pub label: String,
    pub ask: String,
    #[serde(default)]
    pub all: Vec<Condition>,
    #[serde(default)]
    pub any: Vec<Condition>,
    #[serde(default)]
    pub except: Vec<Condition>,
    /// The kinds of subject that it speaks of; others are left to a person. Empty: all.
    #[serde(default, deserialize_with = "serial::terms")]
    pub subjects: Vec<SubjectKind>,
    /// Parts whose holders another provision burdens all the same: left to a person.
    #[serde(default, deserialize_with = "serial::terms")]
    pub contested_for: Vec<Part>,
    /// Whether the number of earlier faults is to be shown with it.
    #[serde(default)]
    pub counts: bool,
    /// How we read it, where the text leaves room.
    #[serde(default)]
    pub note: Option<String>,
}

/// A rule of allocation along the approval chain.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AllocationRule {
    pub id: String,
    #[serde(deserialize_with = "serial::citation")]
    pub cite: Citation,
    pub label: String,
    pub ask: String,
    pub conditions: Vec<Condition>,
    #[serde(rename = "outcome")]
    pub outcomes: Vec<Outcomes>,
    /// Rules that give way where this one applies.
    #[serde(default)]
    pub over: Vec<String>,
    #[serde(default)]
    pub note: Option<String>,
}

/// What a rule of allocation says where `when` stands and `unless` does not.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcomes {
    pub label: String,
    pub when: Vec<String>,
    #[serde(default)]
    pub unless: Vec<String>,
    pub shares: Vec<ShareRule>,
    /// What the others bear; silent means that a person decides.
    #[serde(default, deserialize_with = "serial::maybe_term")]
    pub rest: Option<Share>,
}

/// The share of those who had one of the parts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareRule {
    #[serde(deserialize_with = "serial::terms")]
    pub parts: Vec<Part>,
    #[serde(deserialize_with = "serial::term")]
    pub share: Share,
    /// The kinds of subject that it names; others are left to a person. Empty: all.
    #[serde(default, deserialize_with = "serial::terms")]
    pub subjects: Vec<SubjectKind>,
}

/// A period that the text sets.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlineRule {
    pub id: String,
    #[serde(deserialize_with = "serial::citation")]
    pub cite: Citation,
    pub label: String,
    pub amount: u32,
    #[serde(deserialize_with = "serial::term")]
    pub unit: Unit,
    #[serde(deserialize_with = "serial::term")]
    pub from: Trigger,
    #[serde(deserialize_with = "serial::term")]
    pub side: Holder,
    /// How we read it, where the text leaves room.
    #[serde(default)]
    pub reading: Option<String>,
}

/// A remedy and who may use it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remedy {
    pub id: String,
    #[serde(deserialize_with = "serial::citation")]
    pub cite: Citation,
    pub label: String,
    #[serde(deserialize_with = "serial::terms")]
    pub subjects: Vec<SubjectKind>,
    /// The deadline within which, by id.
    #[serde(default)]
    pub deadline: Option<String>,
}

/// A matter that goes to another body and does not end the analysis.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReferralRule {
    pub id: String,
    #[serde(deserialize_with = "serial::citation")]
    pub cite: Citation,
    pub label: String,
    pub ask: String,
    /// Questions of the pack, one of which being held raises the flag as well.
    #[serde(default)]
    pub when: Vec<String>,
}

/// A conflict within the pack that a person must see.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WarningRule {
    pub id: String,
    #[serde(deserialize_with = "serial::citations")]
    pub cites: Vec<Citation>,
    /// Elements, grounds, conditions and rules, all of which must stand.
    pub when: Vec<String>,
    /// Somebody must have one of these parts. Empty: it does not matter.
    #[serde(default, deserialize_with = "serial::terms")]
    pub parts: Vec<Part>,
    pub text: String,
}

/// A bureau's own text, built article by article on a pack: 示应急字〔2020〕25号.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adoption {
    pub title: String,
    pub issuer: String,
    pub document_no: String,
    pub region: String,
    #[serde(deserialize_with = "serial::date")]
    pub in_force_from: NaiveDate,
    #[serde(default, deserialize_with = "serial::maybe_date")]
    pub in_force_to: Option<NaiveDate>,
}

/// Why a pack cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackError {
    /// The file's name, as given to [`Pack::parse`].
    pub name: String,
    /// All that was found, with lines counted from 1, in the order of the lines.
    pub faults: Vec<(usize, String)>,
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "规则包 {} 有错误，没有启用；请改正后重试：", self.name)?;
        for (line, cause) in &self.faults {
            write!(f, "\n  第{line}行：{cause}")?;
        }
        Ok(())
    }
}

impl std::error::Error for PackError {}

/// Reads a file of rules.
///
/// # Errors
/// What the reader does not understand, with its line.
pub(super) fn read<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, PackError> {
    toml::from_str(text).map_err(|error| {
        let line = toml_problem::line_of(text, error.span().map_or(0, |span| span.start));
        let cause = toml_problem::explain(text, error.message(), error.span());
        PackError { name: name.to_owned(), faults: vec![(line, cause)] }
    })
}

/// Reads one that a look at the whole must find sound: `fault` gives the words by which the line of the first thing
/// that is wrong is found, and what that is.
///
/// # Errors
/// What is wrong with it, with its line.
pub(super) fn read_sound<T: DeserializeOwned>(
    name: &str,
    text: &str,
    fault: impl FnOnce(&T) -> Option<(String, String)>,
) -> Result<T, PackError> {
    let rules = read(name, text)?;
    let Some((words, cause)) = fault(&rules) else { return Ok(rules) };
    let line = toml_problem::line_of(text, text.find(&words).unwrap_or(0));
    Err(PackError { name: name.to_owned(), faults: vec![(line, cause)] })
}

impl Pack {
    /// Reads and checks a pack.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its line; see [`check`].
    pub fn parse(name: &str, text: &str) -> Result<Pack, PackError> {
        let mut pack: Pack = read(name, text)?;
        pack.source = text.to_string();
        let faults = check::faults(&pack, text);
        if faults.is_empty() { Ok(pack) } else { Err(PackError { name: name.to_string(), faults }) }
    }

    /// The pack under a bureau's own title and number; articles, paragraphs and items stay as they are.
    ///
    /// The caller vouches that the bureau's text is numbered alike.
    pub fn adopt(&self, own: &Adoption) -> Pack {
        let own = own.clone();
        Pack {
            built_on: Some(format!("《{}》（{}）", self.title, self.document_no)),
            title: own.title,
            issuer: own.issuer,
            document_no: own.document_no,
            region: own.region,
            in_force_from: own.in_force_from,
            in_force_to: own.in_force_to,
            level: Level::Bureau,
            status: Status::InForce,
            citable: true,
            ..self.clone()
        }
    }

    /// Whether the text has this provision; where an article has several paragraphs, an item needs its own.
    pub fn cites(&self, citation: &Citation) -> bool {
        self.provisions.contains(citation)
    }

    /// A provision as a notice cites it: `第五条第3项`.
    pub fn written(&self, citation: &Citation) -> String {
        citation.written(self.item_style)
    }

    /// The title and number by which a notice names the text first: `《…制度》（示应急字〔2020〕25号）`.
    pub fn named(&self) -> String {
        format!("《{}》（{}）", self.title, self.document_no)
    }

    /// Whether it was in force on a day.
    pub fn in_force_on(&self, day: NaiveDate) -> bool {
        day >= self.in_force_from && self.in_force_to.is_none_or(|last| day <= last)
    }

    /// Every question that can be answered, without the pack's id: `3.主观`, `7-1`, `7-1.及时纠正`.
    pub fn questions(&self) -> BTreeSet<String> {
        let mut all = BTreeSet::new();
        all.extend(self.elements.iter().chain(&self.factors).map(|element| element.id.clone()));
        all.extend(self.referrals.iter().map(|referral| referral.id.clone()));
        for ground in &self.grounds {
            all.extend(ground.conditions().map(|condition| within(&ground.id, &condition.id)));
            all.insert(ground.id.clone());
        }
        for rule in &self.allocations {
            all.extend(rule.conditions.iter().map(|condition| within(&rule.id, &condition.id)));
            all.insert(rule.id.clone());
        }
        all
    }

    /// The provision and the label of a question.
    pub fn question(&self, id: &str) -> Option<(Citation, &str)> {
        let simple = (self.elements.iter().chain(&self.factors))
            .map(|one| (&one.id, one.cite, &one.label))
            .chain(self.referrals.iter().map(|one| (&one.id, one.cite, &one.label)))
            .chain(self.grounds.iter().map(|one| (&one.id, one.cite, &one.label)))
            .chain(self.allocations.iter().map(|one| (&one.id, one.cite, &one.label)));
        if let Some((_, cite, label)) = simple.into_iter().find(|(own, ..)| *own == id) {
            return Some((cite, label));
        }
        let (owner, condition) = id.split_once('.')?;
        let ground = self.grounds.iter().find(|one| one.id == owner);
        let within = ground.map(|one| (one.cite, one.conditions().collect::<Vec<_>>()));
        let rule = self.allocations.iter().find(|one| one.id == owner);
        let within = within.or(rule.map(|one| (one.cite, one.conditions.iter().collect())));
        let (cite, conditions) = within?;
        conditions.into_iter().find(|one| one.id == condition).map(|one| (cite, one.label.as_str()))
    }

    /// The remedies open to a kind of subject, with their periods.
    pub fn remedies_of(&self, kind: SubjectKind) -> impl Iterator<Item = (&Remedy, Option<&DeadlineRule>)> {
        self.remedies.iter().filter(move |remedy| remedy.subjects.contains(&kind)).map(|remedy| {
            let wanted = remedy.deadline.as_deref();
            (remedy, self.deadlines.iter().find(|deadline| Some(deadline.id.as_str()) == wanted))
        })
    }
}

impl Ground {
    /// Conditions, alternatives and exceptions, in this order.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        self.all.iter().chain(&self.any).chain(&self.except)
    }
}

/// The id by which a condition is answered.
pub(super) fn within(ground: &str, condition: &str) -> String {
    format!("{ground}.{condition}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn c1() -> Pack {
        Pack::parse(crate::rules::C1.0, crate::rules::C1.1).unwrap_or_else(|error| panic!("{error}"))
    }

    /// The fault that a change to the pack's text leads to: line and cause.
    fn broken(from: &str, to: &str) -> (usize, String) {
        let (name, text) = crate::rules::C1;
        assert!(text.contains(from), "the pack has {from}");
        let error = Pack::parse(name, &text.replacen(from, to, 1)).expect_err(to);
        assert!(!error.to_string().chars().any(|c| c == '`'), "{error}");
        error.faults[0].clone()
    }

    fn line(of: &str) -> usize {
        let (_, text) = crate::rules::C1;
        toml_problem::line_of(text, text.find(of).expect(of))
    }

    #[test]
    fn the_linter_knows_what_the_text_has() {
        let pack = c1();
        for (citation, exists) in
            [("5(11)", true), ("5(12)", false), ("9", true), ("14", true), ("15", false), ("5-1(1)", false)]
        {
            assert_eq!(pack.cites(&Citation::parse(citation).unwrap()), exists, "{citation}");
        }
    }

    #[test]
    fn a_broken_pack_names_line_and_cause() {
        let (at, cause) = broken("id = \"5-2\"", "id = \"5-1\"");
        assert_eq!(at, line("id = \"5-2\""));
        assert!(cause.contains("5-1") && cause.contains("重复"), "{cause}");

        let (at, cause) = broken("cite = \"5(11)\"", "cite = \"5(12)\"");
        assert_eq!(at, line("cite = \"5(11)\""));
        assert!(cause.contains("第五条第12项"), "{cause}");

        let (_, cause) = broken("cite = \"5(11)\"\n", "");
        assert!(cause.contains("缺少项目“cite”"), "{cause}");

        let (at, cause) = broken("in_force_from = \"2020-03-25\"", "in_force_from = \"2020-02-30\"");
        assert_eq!(at, line("in_force_from"));
        assert!(cause.contains("2020-02-30"), "{cause}");

        let (_, cause) = broken("priority = ", "in_force_to = \"2019-12-31\"\npriority = ");
        assert!(cause.contains("早于"), "{cause}");

        let (_, cause) = broken("priority = ", "prioriti = ");
        assert!(cause.contains("不认识的项目“prioriti”"), "{cause}");

        let (_, cause) = broken("level = \"本局制度\"", "level = \"讨论稿\"");
        assert!(cause.contains("不能标为可引用"), "{cause}");

        let (at, cause) = broken("over = [\"9-3\"]", "over = [\"9-33\"]");
        assert_eq!(at, line("over = [\"9-3\"]"));
        assert!(cause.contains("9-33"), "{cause}");

        let (_, cause) = broken("id = \"5-3\"", "id = “5-3”");
        assert!(cause.contains("中文的引号"), "{cause}");
    }

    #[test]
    fn a_test_case_cannot_ask_for_what_the_pack_does_not_have() {
        let (name, text) = crate::rules::C1;
        let text =
            format!("{text}\n[[case]]\nname = \"错\"\nheld = [\"5-99\"]\nexpect.outcome = \"等待查清\"\n");
        let error = Pack::parse(name, &text).unwrap_err();
        assert!(error.faults[0].1.contains("5-99"), "{error}");
    }

    #[test]
    fn a_bureau_adopts_a_text_of_its_own() {
        let own = Adoption {
            title: "示例县应急管理局行政执法过错责任追究制度".into(),
            issuer: "示例县应急管理局".into(),
            document_no: "示应急字〔2020〕25号".into(),
            region: "示例县".into(),
            in_force_from: NaiveDate::from_ymd_opt(2020, 4, 1).unwrap(),
            in_force_to: None,
        };
        let pack = c1().adopt(&own);
        assert_eq!(pack.named(), "《示例县应急管理局行政执法过错责任追究制度》（示应急字〔2020〕25号）");
        assert!(pack.built_on.as_deref().unwrap().contains("赤应急字〔2020〕25号"));
        assert!(pack.cites(&Citation::parse("第九条第2项").unwrap()));
    }

    #[test]
    fn only_a_person_may_appeal() {
        let pack = c1();
        let names =
            |kind| pack.remedies_of(kind).map(|(remedy, _)| remedy.label.as_str()).collect::<Vec<_>>();
        assert_eq!(names(SubjectKind::Person), ["复核", "申诉"]);
        assert_eq!(names(SubjectKind::Section), ["复核"]);
        let (_, period) = pack.remedies_of(SubjectKind::Unit).next().unwrap();
        assert_eq!(period.map(|rule| (rule.amount, rule.from)), Some((30, Trigger::Received)));
    }
}
