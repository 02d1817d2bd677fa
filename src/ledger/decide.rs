//! The main job on one case that was written down by hand: all of it goes into the ledger, or nothing.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::error::{Error, Result, named, unwritable};
use super::inquiry::{answers_of, subject_of};
use super::{Issued, Ledger};
use crate::domain::case::{Case, CaseKind, Evidence, Handling, Lead, Party};
use crate::domain::due::Deadline;
use crate::domain::fault::DecisionKind;
use crate::domain::id::Id;
use crate::domain::liability::{Answer, Decision, Fact, Hearing, Liability, Subject};
use crate::exchange::case_file::{self, CaseFile, Vocabulary};
use crate::exchange::out_file::OutFile;
use crate::rules::{self, Pack};
use crate::words::date::show_date;

/// What to do with a case file.
pub struct Instruction<'a> {
    pub case: &'a CaseFile,
    /// The folder from which paths of evidence count.
    pub folder: &'a Path,
    /// Where the notices go.
    pub out: &'a Path,
    /// 成文日期; none is the day on which it was served, or today.
    pub issued_on: Option<NaiveDate>,
}

/// What came of it.
pub struct Concluded {
    pub notices: Vec<(Issued, PathBuf)>,
    /// Decisions that have no notice, in words.
    pub without_notice: Vec<String>,
    /// In what decisions differ from the advice.
    pub differences: Vec<String>,
    pub deadlines: Vec<Deadline>,
}

impl Ledger {
    /// Registers a case file, analyses it, records its decisions, numbers and prints the notices.
    ///
    /// # Errors
    /// Whatever any of these refuses, an open question above all. The ledger then is as it was, no number is
    /// used up and no file is left in the folder.
    pub fn conclude(&mut self, what: &Instruction<'_>) -> Result<Concluded> {
        self.check_bureau(what.case)?;
        if what.case.decisions.is_empty() {
            return Err(Error::Refused(
                "案件文件里没有填写决定。只作分析的，请用 binggong judge；作决定的，请填写“决定”一段。"
                    .to_owned(),
            ));
        }
        self.refuse_repetition(what.case)?;
        check_evidence(what)?;
        let (concluded, files) = self.together(|ledger| ledger.conclude_held(what))?;
        for (file, (issued, _)) in files.into_iter().zip(&concluded.notices) {
            file.keep().map_err(|_| kept_out(what.out, &issued.document_no))?;
        }
        Ok(concluded)
    }

    fn conclude_held(&mut self, what: &Instruction<'_>) -> Result<(Concluded, Vec<OutFile>)> {
        let case = what.case;
        let before = self.running_deadlines()?;
        let liability = self.record(case, what.folder)?;
        let mut concluded = Concluded {
            notices: Vec::new(),
            without_notice: Vec::new(),
            differences: Vec::new(),
            deadlines: Vec::new(),
        };
        let mut files = Vec::new();
        for decision in &case.decisions {
            self.conclude_one(what, liability, decision, &mut concluded, &mut files)?;
        }
        let begun = self.running_deadlines()?.into_iter();
        let begun = begun.filter(|one| before.iter().all(|other| other.id != one.id));
        concluded.deadlines = begun.map(|deadline| deadline.value).collect();
        Ok((concluded, files))
    }

    /// Records a case file up to its hearings: what an inquiry is before anybody decides.
    pub(super) fn record(&mut self, case: &CaseFile, folder: &Path) -> Result<Id<Liability>> {
        self.adopt_for(case)?;
        let liability = self.register(case)?;
        for one in &case.evidence {
            let evidence = Evidence {
                liability,
                label: one.label.clone(),
                title: one.title.clone(),
                place: one.place.clone(),
                attachment: None,
            };
            let file = one.file.as_ref().map(|file| folder.join(file));
            self.add_evidence(&evidence, file.as_deref()).map_err(|error| at_line(error, one.line))?;
        }
        self.answer(liability, answers(case))?;
        for hearing in &case.hearings {
            self.hear(liability, &heard(hearing))?;
        }
        Ok(liability)
    }

    fn conclude_one(
        &mut self,
        what: &Instruction<'_>,
        liability: Id<Liability>,
        written: &case_file::Decision,
        concluded: &mut Concluded,
        files: &mut Vec<OutFile>,
    ) -> Result<()> {
        let decided = self.decide(&decision(liability, written))?;
        concluded.differences.extend(decided.differences);
        if matches!(written.kind, DecisionKind::NotFault | DecisionKind::Refer) {
            let name = name_of(what.case, &written.subject);
            concluded.without_notice.push(format!("{name}：{}", written.kind.label()));
            return Ok(());
        }
        let issued_on = what.issued_on.or(written.served_on).unwrap_or_else(|| self.env().today());
        self.not_in_future("notice.issued_on", issued_on)?;
        let issued = self.issue_decision(decided.id, issued_on, &written.copies)?;
        if let Some(served_on) = written.served_on {
            self.serve(issued.id, served_on, "直接送达")?;
        }
        let path = what.out.join(format!("{}.pdf", issued.document_no));
        files.push(OutFile::write(&path, &issued.pdf).map_err(unwritable(&path))?);
        concluded.notices.push((issued, path));
        Ok(())
    }

    fn check_bureau(&self, case: &CaseFile) -> Result<()> {
        let agency = self.agency()?.value;
        if agency.name == case.bureau.name {
            return Ok(());
        }
        Err(Error::Refused(format!(
            "案件文件写的单位是“{}”，台账属于“{}”。请核对案件文件的“单位”，或者换一个台账。",
            case.bureau.name, agency.name
        )))
    }

    /// The same act of the same person is decided once: a command that is run twice must not use up numbers.
    fn refuse_repetition(&self, case: &CaseFile) -> Result<()> {
        let number = case.case.number.as_str();
        let known = if number.is_empty() { None } else { self.case_numbered(number)?.map(|case| case.id) };
        let same = |liability: &Liability| {
            liability.conduct_on == case.conduct_on
                && liability.matter == case.matter
                && (number.is_empty() || liability.case.is_some() && liability.case == known)
        };
        for liability in self.all::<Liability>()?.into_iter().filter(|one| same(&one.value)) {
            for decision in self.decisions_of(liability.id)? {
                let decided = liability.value.subjects.iter().find(|one| one.key == decision.value.subject);
                let Some(name) = decided.map(|subject| subject.name.as_str()) else { continue };
                if case.decisions.iter().any(|one| name_of(case, &one.subject) == name) {
                    return Err(Error::Refused(format!(
                        "对{name}的这一行为（{}，{}）已经作出决定，没有重复登记。只要重新印出文书的，请用 binggong notice；要改变决定的，请通过复核作出新的决定。",
                        show_date(case.conduct_on),
                        case.matter
                    )));
                }
            }
        }
        Ok(())
    }

    /// Adopts the pack when the ledger meets it for the first time, as the bureau's own text where it has one.
    fn adopt_for(&mut self, case: &CaseFile) -> Result<()> {
        let packs = self.packs()?;
        let adopted = packs.iter().find(|pack| pack.id == rules::C1_ID);
        match (adopted, &case.adopted) {
            (Some(pack), Some(own)) if pack.title != own.title || pack.document_no != own.document_no => {
                Err(Error::Refused(format!(
                    "案件文件写的本局制度是《{}》（{}），台账采用的是《{}》（{}）。请核对后改成一致。",
                    own.title, own.document_no, pack.title, pack.document_no
                )))
            }
            (Some(_), _) => Ok(()),
            (None, own) => {
                let adoption = own.as_ref().map(|own| adoption(case, own)).unwrap_or_default();
                self.adopt_pack(rules::C1.0, rules::C1.1, &adoption)
            }
        }
    }

    fn register(&mut self, file: &CaseFile) -> Result<Id<Liability>> {
        let known = if file.case.number.is_empty() { None } else { self.case_numbered(&file.case.number)? };
        let case = match known {
            Some(case) => case.id,
            None => self.add_case(&case(file))?,
        };
        let lead = self.receive_lead(&Lead {
            received_on: file.lead.received_on,
            source: file.lead.source.clone(),
            summary: file.lead.summary.clone(),
            case: Some(case),
            intake: None,
        })?;
        self.open_liability(&Liability {
            lead,
            case: Some(case),
            matter: file.matter.clone(),
            conduct_on: file.conduct_on,
            subjects: file.subjects.iter().map(subject).collect(),
            facts: file.facts.iter().map(fact).collect(),
            answers: Vec::new(),
            hearings: Vec::new(),
            analysis: None,
        })
    }
}

/// Looks at every file of the evidence before anything is begun, so that all of them are put right in one go.
fn check_evidence(what: &Instruction<'_>) -> Result<()> {
    let fault = |one: &case_file::Evidence| {
        let path = what.folder.join(one.file.as_ref()?);
        let said = match std::fs::metadata(&path) {
            Err(_) => "找不到，请核对路径",
            Ok(found) if found.is_dir() => "是文件夹，请写出其中的文件",
            Ok(found) if found.len() == 0 => "是空的，请重新扫描或者复制",
            Ok(_) if std::fs::File::open(&path).is_err() => "不能读取，请检查权限",
            Ok(_) => return None,
        };
        Some(format!("案件文件第{}行：证据“{}”的文件{}{said}。", one.line, one.label, named(&path)))
    };
    let faults: Vec<String> = what.case.evidence.iter().filter_map(fault).collect();
    if faults.is_empty() { Ok(()) } else { Err(Error::Refused(faults.join("\n"))) }
}

/// The decision stands, its paper is in the ledger, and only the copy for the folder is missing.
fn kept_out(out: &Path, document_no: &str) -> Error {
    Error::Refused(format!(
        "决定已经登记，{document_no}已经编号并存入台账，但没能放进{}。请另选文件夹，用 binggong notice 印出，不要再登记一次。",
        named(out)
    ))
}

/// The name of somebody whom the case file calls by a key.
fn name_of<'c>(case: &'c CaseFile, key: &'c str) -> &'c str {
    case.subjects.iter().find(|subject| subject.key == key).map_or(key, |subject| &subject.name)
}

/// Adds the line of the case file to a refusal.
fn at_line(error: Error, line: usize) -> Error {
    match error {
        Error::Refused(sentence) => Error::Refused(format!("案件文件第{line}行：{sentence}")),
        other => other,
    }
}

fn adoption(case: &CaseFile, own: &case_file::Adopted) -> String {
    let mut table = toml::Table::new();
    let mut put = |key: &str, value: &str| table.insert(key.to_owned(), value.into());
    put("title", &own.title);
    put("issuer", &case.bureau.name);
    put("document_no", &own.document_no);
    put("region", &case.bureau.region);
    put("in_force_from", &own.in_force_from.to_string());
    table.to_string()
}

fn case(file: &CaseFile) -> Case {
    let kind =
        CaseKind::ALL.iter().copied().find(|kind| kind.label() == file.case.kind).unwrap_or(CaseKind::Other);
    Case {
        number: file.case.number.clone(),
        title: file.case.title.clone(),
        kind,
        party: Party {
            name: file.case.party.clone(),
            code: file.case.party_code.clone(),
            ..Party::default()
        },
        source: String::new(),
        summary: String::new(),
        law: String::new(),
        opened_on: None,
        officers: Vec::new(),
        handling: Handling::default(),
    }
}

fn subject(from: &case_file::Subject) -> Subject {
    Subject {
        key: from.key.clone(),
        name: from.name.clone(),
        kind: from.kind,
        officer: None,
        unit: from.unit.clone(),
        post: from.post.clone(),
        own: from.own,
        parts: from.parts.clone(),
        prior_faults: from.prior_faults,
    }
}

fn fact(from: &case_file::Fact) -> Fact {
    Fact { on: from.on, text: from.text.clone(), evidence: from.evidence.clone() }
}

/// The answers for the case and those for one subject alone, under the names that the judge knows.
fn answers(case: &CaseFile) -> Vec<Answer> {
    // Who finds out what is open is settled in the window.
    let named = |question: String, given: &case_file::Answer| Answer {
        assigned: None,
        question,
        standing: given.standing,
        reason: given.reason.clone(),
        evidence: given.evidence.clone(),
    };
    let question = |id: &str| format!("{}:{id}", rules::C1_ID);
    let common = case.answers.iter().map(|(id, given)| named(question(id), given));
    let own = case.subjects.iter().flat_map(|subject| {
        subject
            .answers
            .iter()
            .map(move |(id, given)| named(rules::personal(&question(id), &subject.key), given))
    });
    common.chain(own).collect()
}

fn heard(from: &case_file::Hearing) -> Hearing {
    Hearing {
        subject: from.subject.clone(),
        held_on: from.held_on,
        statement: from.statement.clone(),
        response: from.response.clone(),
        waived: from.waived,
    }
}

fn decision(liability: Id<Liability>, from: &case_file::Decision) -> Decision {
    // The form says the day itself: 经2026年3月4日局长办公会议研究.
    let day = show_date(from.decided_on);
    let meeting = from.meeting.strip_prefix(&day).unwrap_or(&from.meeting);
    Decision {
        liability,
        subject: from.subject.clone(),
        kind: from.kind,
        measure: from.measure.clone(),
        reason: from.reason.clone(),
        meeting: meeting.to_owned(),
        decided_by: from.decided_by.clone(),
        decided_on: from.decided_on,
        basis: from.cites.clone(),
        handled_by: from.handled_by.clone(),
        diverges: false,
    }
}

/// What the packs let a case file say.
pub fn vocabulary(packs: &[Pack]) -> Vocabulary {
    let mut known = Vocabulary::default();
    for pack in packs {
        known.questions.extend(pack.questions());
        known.factors.extend(pack.factors.iter().map(|factor| (factor.label.clone(), factor.id.clone())));
        known.provisions.extend(&pack.provisions);
    }
    known
}

/// What the judge is told of a case file that is in no ledger.
pub fn facts(case: &CaseFile) -> rules::Facts {
    rules::Facts {
        bureau: case.bureau.name.clone(),
        region: case.bureau.region.clone(),
        conduct_on: case.conduct_on,
        decision_on: case.decisions.iter().map(|decision| decision.decided_on).max(),
        subjects: case.subjects.iter().map(|one| subject_of(&subject(one))).collect(),
        answers: answers_of(&answers(case)),
    }
}
