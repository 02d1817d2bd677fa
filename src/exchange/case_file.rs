//! The main job on one case, written down by hand in TOML.
//!
//! A clerk fills in [`TEMPLATE`]; [`CaseFile::parse`] returns the case or every problem with its
//! line, so that the file is put right in one go. What the answers amount to is not its business.

mod form;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::PathBuf;

use chrono::NaiveDate;
use toml::de::DeValue;

use crate::domain::fault::{Citation, DecisionKind, Part, Standing, SubjectKind};
use form::{At, Form, Section};

/// The blank, commented form.
pub const TEMPLATE: &str = include_str!("../../assets/case-template.toml");
/// A complete example with invented names.
pub const EXAMPLE: &str = include_str!("../../assets/case-example.toml");

/// Longest name, in characters.
const NAME_MOST: usize = 50;
/// Longest single line, in characters.
const LINE_MOST: usize = 200;
/// Longest running text, in characters.
const TEXT_MOST: usize = 20_000;
/// Shortest reason of a decision, in characters.
const REASON_LEAST: usize = 20;

/// What the rules know: answers and citations outside it are mistakes.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Ids that can be answered: `3.主观`, `7-1.及时纠正`.
    pub questions: BTreeSet<String>,
    /// Factors by label: 性质 → `10.性质`.
    pub factors: BTreeMap<String, String>,
    pub provisions: BTreeSet<Citation>,
}

/// One thing that is wrong with a case file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Counted from 1.
    pub line: Option<usize>,
    /// `人员[2].姓名`; empty where the line is no TOML.
    pub field: String,
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "第{line}行 ")?;
        }
        if !self.field.is_empty() {
            write!(f, "{}：", self.field)?;
        }
        f.write_str(&self.message)
    }
}

/// One case from the lead to the decisions; one act, with one approval chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFile {
    pub bureau: Bureau,
    /// The bureau's own text, where it issued one.
    pub adopted: Option<Adopted>,
    pub lead: Lead,
    pub case: Case,
    /// 案由 of the inquiry, in one line.
    pub matter: String,
    /// The day of the conduct.
    pub conduct_on: NaiveDate,
    pub subjects: Vec<Subject>,
    pub evidence: Vec<Evidence>,
    pub facts: Vec<Fact>,
    /// By question; the finding of a factor stands in the reason.
    pub answers: BTreeMap<String, Answer>,
    pub hearings: Vec<Hearing>,
    /// One for each subject that is decided about; none in a file that is only to be judged.
    pub decisions: Vec<Decision>,
    /// Every date with its field and line, for [`CaseFile::later_than`].
    dates: Vec<(NaiveDate, String, usize)>,
}

/// 单位
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bureau {
    pub name: String,
    pub region: String,
    /// 机关代字; empty where the file is only to be judged.
    pub code: String,
    /// The office that sends its papers out.
    pub office: String,
}

/// 本局制度: the bureau's own text, numbered like the pack's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adopted {
    pub title: String,
    pub document_no: String,
    pub in_force_from: NaiveDate,
}

/// 线索
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lead {
    pub source: String,
    pub received_on: NaiveDate,
    pub summary: String,
}

/// 案件
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub number: String,
    pub title: String,
    /// As the clerk chose it among [`CASE_KINDS`].
    pub kind: String,
    pub party: String,
    pub party_code: String,
}

/// What can be written as the kind of a case.
pub const CASE_KINDS: [&str; 6] =
    ["行政检查", "行政处罚（简易程序）", "行政处罚（普通程序）", "行政强制", "行政许可", "其他"];

/// 人员: a person, section or unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    pub key: String,
    pub name: String,
    pub unit: String,
    pub post: String,
    pub kind: SubjectKind,
    pub own: Standing,
    pub parts: Vec<Part>,
    pub prior_faults: Option<u32>,
    /// Answers that hold for this subject alone.
    pub answers: BTreeMap<String, Answer>,
}

/// 证据
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    pub label: String,
    pub title: String,
    pub place: String,
    /// Relative to the case file.
    pub file: Option<PathBuf>,
    /// Line in which the file is named.
    pub line: usize,
}

/// 事实
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    pub on: Option<NaiveDate>,
    pub text: String,
    pub evidence: Vec<String>,
}

/// An answer to a question of the rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub standing: Standing,
    pub reason: String,
    pub evidence: Vec<String>,
}

/// 陈述申辩
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hearing {
    pub subject: String,
    pub held_on: NaiveDate,
    pub statement: String,
    pub response: String,
    /// Asked, and did not wish to be heard; the evidence proves it.
    pub waived: bool,
    pub evidence: Vec<String>,
}

/// 决定 about one subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub subject: String,
    pub kind: DecisionKind,
    pub measure: String,
    pub reason: String,
    pub cites: Vec<Citation>,
    pub meeting: String,
    pub decided_by: String,
    pub decided_on: NaiveDate,
    /// Who works the decision out.
    pub handled_by: Vec<String>,
    pub served_on: Option<NaiveDate>,
    /// 抄送
    pub copies: Vec<String>,
}

impl CaseFile {
    /// Reads a case file.
    ///
    /// # Errors
    /// Every problem, in the order of the lines; where the text is no TOML, only those places.
    pub fn parse(text: &str, known: &Vocabulary) -> Result<CaseFile, Vec<Problem>> {
        let text = text.trim_start_matches('\u{feff}');
        let form = Form::new(text);
        let document = form.document()?;
        let case = Reader {
            form: &form,
            known,
            labels: Default::default(),
            keys: Default::default(),
            dates: vec![],
        }
        .case_file(&form.top(document.get_ref()));
        match (case, form.into_problems()) {
            (Some(case), problems) if problems.is_empty() => Ok(case),
            (_, problems) => Err(problems),
        }
    }

    /// Dates that lie after a day: nothing in a case file has happened tomorrow.
    pub fn later_than(&self, today: NaiveDate) -> Vec<Problem> {
        let late = self.dates.iter().filter(|(day, ..)| *day > today);
        late.map(|(day, field, line)| Problem {
            line: Some(*line),
            field: field.clone(),
            message: format!("{day}还没有到：请核对日期"),
        })
        .collect()
    }
}

struct Reader<'r> {
    form: &'r Form<'r>,
    known: &'r Vocabulary,
    labels: BTreeSet<String>,
    keys: BTreeSet<String>,
    dates: Vec<(NaiveDate, String, usize)>,
}

impl Reader<'_> {
    /// The whole file; none where a part that everything needs could not be read.
    fn case_file(mut self, top: &Section) -> Option<CaseFile> {
        let bureau = self.bureau(top);
        let adopted = self.adopted(top);
        let lead = self.lead(top);
        let section = self.required(top, "案件");
        let case = self.case(&section);
        let matter = section.line_text("案由", LINE_MOST).value;
        let conduct_on = section.date("行为日期");
        let conduct_on = self.dated(conduct_on);
        section.finish();
        // Labels and keys first: answers, facts and decisions refer to them.
        let evidence = self.evidence(top);
        let subjects = self.subjects(top);
        let facts = self.facts(top);
        let section = top.section("认定");
        let mut answers = self.answers(&section);
        answers.extend(self.factors(top));
        let hearings = self.hearings(top);
        let decisions = self.decisions(top, conduct_on);
        self.unknown_sections(top);
        if let (Some(lead), Some(conduct_on)) = (&lead, conduct_on)
            && lead.received_on < conduct_on
        {
            self.form.problem(top.section("线索").line, "线索.收到日期", "早于行为日期：请核对两个日期");
        }
        Some(CaseFile {
            bureau,
            adopted,
            lead: lead?,
            case,
            matter,
            conduct_on: conduct_on?,
            subjects,
            evidence,
            facts,
            answers,
            hearings,
            decisions,
            dates: self.dates,
        })
    }

    fn required<'f>(&self, top: &Section<'f>, name: &str) -> Section<'f> {
        let section = top.section(name);
        if !section.there() {
            self.form.problem(None, name, format!("没有填写：请补上 [\"{name}\"] 一段"));
        }
        section
    }

    fn dated(&mut self, at: At<Option<NaiveDate>>) -> Option<NaiveDate> {
        self.dates.extend(at.value.map(|day| (day, at.field, at.line)));
        at.value
    }

    fn bureau(&self, top: &Section) -> Bureau {
        let section = self.required(top, "单位");
        let bureau = Bureau {
            name: section.line_text("名称", NAME_MOST).value,
            region: section.optional("区域", NAME_MOST).value,
            code: section.optional("机关代字", 10).value,
            office: section.optional("印发科室", NAME_MOST).value,
        };
        section.finish();
        bureau
    }

    fn adopted(&mut self, top: &Section) -> Option<Adopted> {
        let section = top.section("本局制度");
        let title = section.line_text("题名", LINE_MOST).value;
        let document_no = section.line_text("文号", LINE_MOST).value;
        let from = section.date("施行日期");
        let in_force_from = self.dated(from);
        section.finish();
        Some(Adopted { title, document_no, in_force_from: in_force_from? })
    }

    fn lead(&mut self, top: &Section) -> Option<Lead> {
        let section = self.required(top, "线索");
        let source = section.line_text("来源", LINE_MOST).value;
        let received_on = section.date("收到日期");
        let received_on = self.dated(received_on);
        let summary = section.text("摘要", TEXT_MOST).value;
        section.finish();
        Some(Lead { source, received_on: received_on?, summary })
    }

    fn case(&self, section: &Section) -> Case {
        let kinds: Vec<(&str, &str)> = CASE_KINDS.iter().map(|kind| (*kind, *kind)).collect();
        Case {
            number: section.optional("案号", LINE_MOST).value,
            title: section.line_text("名称", LINE_MOST).value,
            kind: section.must_choose("种类", &kinds).unwrap_or_default().to_string(),
            party: section.optional("当事人", LINE_MOST).value,
            party_code: section.optional("统一社会信用代码", NAME_MOST).value,
        }
    }

    fn evidence(&mut self, top: &Section) -> Vec<Evidence> {
        let mut all = Vec::new();
        for section in top.sections("证据") {
            let label = section.line_text("标签", NAME_MOST);
            if !label.value.is_empty() && !self.labels.insert(label.value.clone()) {
                self.form.problem_at(&label, format!("证据标签“{}”重复：每份证据用不同的标签", label.value));
            }
            let file = section.optional("文件", 1_000);
            all.push(Evidence {
                label: label.value,
                title: section.line_text("名称", LINE_MOST).value,
                place: section.optional("页码", LINE_MOST).value,
                file: (!file.value.is_empty()).then(|| PathBuf::from(&file.value)),
                line: file.line,
            });
            section.finish();
        }
        all
    }

    fn subjects(&mut self, top: &Section) -> Vec<Subject> {
        let mut all = Vec::new();
        for section in top.sections("人员") {
            let key = section.line_text("代号", NAME_MOST);
            if key.value.contains('@') {
                self.form.problem_at(&key, "代号里不能有 @");
            }
            if !key.value.is_empty() && !self.keys.insert(key.value.clone()) {
                self.form.problem_at(&key, format!("代号“{}”重复：每个人用不同的代号", key.value));
            }
            let own = [("是", Standing::Held), ("否", Standing::NotHeld), ("待查", Standing::Open)];
            let subject = Subject {
                key: key.value,
                name: section.line_text("姓名", NAME_MOST).value,
                unit: section.optional("所在科室", LINE_MOST).value,
                post: section.optional("职务", LINE_MOST).value,
                kind: section
                    .choice("类别", &labels(SubjectKind::ALL, SubjectKind::label))
                    .0
                    .unwrap_or(SubjectKind::Person),
                own: section.must_choose("本局人员", &own).unwrap_or(Standing::Open),
                parts: self.parts(&section),
                prior_faults: section.number("以前认定次数"),
                answers: self.answers(&section.section("本人认定")),
            };
            section.finish();
            all.push(subject);
        }
        if all.is_empty() {
            self.form.problem(None, "人员", "一个人也没有填写：请补上 [[\"人员\"]] 一段");
        }
        all
    }

    fn parts(&self, section: &Section) -> Vec<Part> {
        let mut parts = Vec::new();
        for at in section.list("环节") {
            match Part::ALL.iter().copied().find(|part| part.label() == at.value) {
                Some(part) if parts.contains(&part) => {}
                Some(part) => parts.push(part),
                None => {
                    let known = Part::ALL.iter().map(|part| part.label()).collect::<Vec<_>>().join("、");
                    self.form.problem_at(&at, format!("“{}”不在可填的范围内，可填：{known}", at.value));
                }
            }
        }
        parts
    }

    fn facts(&mut self, top: &Section) -> Vec<Fact> {
        let mut all = Vec::new();
        for section in top.sections("事实") {
            let on = section.optional_date("日期");
            let on = self.dated(on);
            let text = section.text("内容", TEXT_MOST).value;
            all.push(Fact { on, text, evidence: self.cited_evidence(&section) });
            section.finish();
        }
        if all.is_empty() {
            self.form.problem(None, "事实", "没有填写查明的事实：请补上 [[\"事实\"]] 一段");
        }
        all
    }

    fn cited_evidence(&self, section: &Section) -> Vec<String> {
        section.list("证据").into_iter().map(|at| self.label(at)).collect()
    }

    fn label(&self, at: At<String>) -> String {
        if !self.labels.contains(&at.value) {
            let message = format!("证据“{}”没有登记：请在 [[\"证据\"]] 里补上，或者改正标签", at.value);
            self.form.problem_at(&at, message);
        }
        at.value
    }

    fn answers(&self, section: &Section) -> BTreeMap<String, Answer> {
        let mut all = BTreeMap::new();
        for entry in section.entries() {
            let (id, value) = &entry.value;
            if !self.known.questions.contains(id) {
                self.form.problem_at(&entry, format!("规则里没有编号“{id}”：请对照空白模板改正"));
            } else if let Some(answer) = self.answer(&entry, value) {
                all.insert(id.clone(), answer);
            }
        }
        all
    }

    /// `"不成立"`, or `["成立", "理由", "证1", "证2"]`.
    fn answer(&self, entry: &At<(String, &DeValue)>, value: &DeValue) -> Option<Answer> {
        let refuse = |message: String| {
            self.form.problem_at(entry, message);
            None
        };
        let words: Option<Vec<&str>> = match value {
            DeValue::String(text) => Some(vec![text.trim()]),
            DeValue::Array(array) => array.iter().map(|one| one.get_ref().as_str().map(str::trim)).collect(),
            _ => None,
        };
        let Some([standing, rest @ ..]) = words.as_deref() else {
            return refuse("要写成 \"不成立\" 或者 [\"成立\", \"理由\", \"证1\"]".into());
        };
        if standing.is_empty() {
            return None;
        }
        let Some(standing) = Standing::ALL.iter().copied().find(|one| one.label() == *standing) else {
            return refuse(format!("“{standing}”不在可填的范围内，可填：成立、不成立、待查"));
        };
        let reason = rest.first().copied().unwrap_or_default().to_string();
        if standing == Standing::Held && reason.is_empty() {
            return refuse("答成立的要写理由和证据：[\"成立\", \"理由\", \"证1\"]".into());
        }
        let labels = rest.iter().skip(1).filter(|label| !label.is_empty());
        let at = |label: &str| At { value: label.to_string(), line: entry.line, field: entry.field.clone() };
        let evidence = labels.map(|label| self.label(at(label))).collect();
        Some(Answer { standing, reason, evidence })
    }

    fn factors(&self, top: &Section) -> BTreeMap<String, Answer> {
        let section = top.section("裁量");
        let mut all = BTreeMap::new();
        for (label, id) in &self.known.factors {
            let reason = section.running(label, TEXT_MOST).value;
            if !reason.is_empty() {
                all.insert(id.clone(), Answer { standing: Standing::Held, reason, evidence: vec![] });
            }
        }
        section.finish();
        all
    }

    /// The key of somebody in the file.
    fn key(&self, section: &Section) -> String {
        let at = section.line_text("人员", NAME_MOST);
        if !at.value.is_empty() && !self.keys.contains(&at.value) {
            let known = self.keys.iter().map(String::as_str).collect::<Vec<_>>().join("、");
            self.form.problem_at(&at, format!("没有代号为“{}”的人员，已登记的代号：{known}", at.value));
        }
        at.value
    }

    fn hearings(&mut self, top: &Section) -> Vec<Hearing> {
        let mut all = Vec::new();
        for section in top.sections("陈述申辩") {
            let subject = self.key(&section);
            let held_on = section.date("日期");
            let held_on = self.dated(held_on);
            let waived = section.choice("放弃", &[("是", true), ("否", false)]).0.unwrap_or(false);
            let statement = section.running("陈述", TEXT_MOST);
            let response = section.running("答复", TEXT_MOST);
            let evidence = self.cited_evidence(&section);
            if waived && evidence.is_empty() {
                let field = format!("{}.证据", section.name);
                self.form.problem(section.line, field, "放弃陈述申辩的，要有证据（例如本人签名的笔录）");
            }
            for at in [&statement, &response].into_iter().filter(|at| !waived && at.value.is_empty()) {
                self.form.problem_at(at, "没有填写；本人放弃陈述申辩的，填 \"放弃\" = \"是\"");
            }
            let (statement, response) = (statement.value, response.value);
            all.extend(held_on.map(|held_on| Hearing {
                subject,
                held_on,
                statement,
                response,
                waived,
                evidence,
            }));
            section.finish();
        }
        all
    }

    fn decisions(&mut self, top: &Section, conduct_on: Option<NaiveDate>) -> Vec<Decision> {
        let mut all: Vec<Decision> = Vec::new();
        for section in top.sections("决定") {
            let subject = self.key(&section);
            if all.iter().any(|one| one.subject == subject) {
                let message = format!("“{subject}”已经有一个决定：每人只写一个");
                self.form.problem(section.line, format!("{}.人员", section.name), message);
            }
            let kind = section.must_choose("决定", &labels(DecisionKind::ALL, DecisionKind::label));
            let reason = section.running("理由", TEXT_MOST);
            let length = reason.value.chars().count();
            if length < REASON_LEAST {
                let message =
                    format!("决定的理由不少于{REASON_LEAST}个字，现在{length}个字：请写明为什么这样决定");
                self.form.problem_at(&reason, message);
            }
            let measure = section.running("处理", 500);
            let burdens =
                matches!(kind, Some(DecisionKind::Pursue | DecisionKind::Lighter | DecisionKind::Heavier));
            if burdens && measure.value.is_empty() {
                self.form.problem_at(&measure, "没有填写：追究责任的，请写明怎样处理，例如 予以批评教育");
            }
            let decided_on = section.date("决定日期");
            let served_on = section.optional_date("送达日期");
            self.in_order(conduct_on, &decided_on, "行为日期");
            self.in_order(decided_on.value, &served_on, "决定日期");
            let (decided_on, served_on) = (self.dated(decided_on), self.dated(served_on));
            let words = |name| section.list(name).into_iter().map(|at| at.value).collect();
            let decision = |kind, decided_on| Decision {
                subject,
                kind,
                measure: measure.value,
                reason: reason.value,
                cites: self.cites(&section),
                meeting: section.optional("会议", LINE_MOST).value,
                decided_by: section.line_text("决定人", NAME_MOST).value,
                decided_on,
                handled_by: words("经办人"),
                served_on,
                copies: words("抄送"),
            };
            // A decision that cannot be kept is still read to its end, for its other problems.
            let read = decision(kind.unwrap_or(DecisionKind::Refer), decided_on.unwrap_or_default());
            section.finish();
            all.push(read);
        }
        all
    }

    fn in_order(&self, earlier: Option<NaiveDate>, later: &At<Option<NaiveDate>>, name: &str) {
        if let (Some(earlier), Some(day)) = (earlier, later.value)
            && day < earlier
        {
            self.form.problem_at(later, format!("早于{name}（{earlier}）：请核对两个日期"));
        }
    }

    fn cites(&self, section: &Section) -> Vec<Citation> {
        let mut all = Vec::new();
        for at in section.list("依据") {
            match Citation::parse(&at.value) {
                Some(citation) if self.known.provisions.contains(&citation) => all.push(citation),
                Some(_) => {
                    let message = format!("规则里没有“{}”：请核对条、款、项", at.value);
                    self.form.problem_at(&at, message);
                }
                None => {
                    let message = format!("“{}”不是条款：请写成 \"第五条第3项\"", at.value);
                    self.form.problem_at(&at, message);
                }
            }
        }
        all
    }

    fn unknown_sections(&self, top: &Section) {
        const KNOWN: [&str; 11] =
            ["单位", "本局制度", "线索", "案件", "人员", "证据", "事实", "认定", "裁量", "陈述申辩", "决定"];
        for entry in top.entries().iter().filter(|entry| !KNOWN.contains(&entry.value.0.as_str())) {
            let message = format!("不认识的一段：请改正或者删去，可用的有 {}", KNOWN.join("、"));
            self.form.problem_at(entry, message);
        }
    }
}

fn labels<T: Copy>(all: &'static [T], label: fn(T) -> &'static str) -> Vec<(&'static str, T)> {
    all.iter().map(|one| (label(*one), *one)).collect()
}
