//! Papers of the logbook: set from an opened record in memory, printed, and kept nowhere.

use chrono::NaiveDate;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::facts::{self, LONG, TRIES, blank_facts, brief_outcome, kinds, rules};
use super::{Error, Ledger, Result};
use crate::domain::id::Id;
use crate::domain::interference::{FollowUp, Interference, Sealed, Unsealed, Way};
use crate::ledger::file::Versioned;
use crate::ledger::papers::{common, merge};
use crate::ledger::sealed::refused;
use crate::notice::{Faces, Pages, pdf};
use crate::words::date::show_date;

coded! {
    /// The papers that are made from an opened record; the code is the form's.
    InterferenceSheet {
        /// C10-5: Chifeng's form on one page, and a continuation where it is long; for outsiders under a name of
        /// its own.
        Registration = "interference-registration", "过问案件办理行为登记表";
        /// The page on which a leader writes.
        Submission = "interference-submission", "过问情况呈批表";
        /// C10-8: of a lawful inquiry.
        WorkNote = "interference-work-note", "了解案件情况工作记录";
        /// All records of the same case that the acting user opens.
        CaseList = "interference-case-list", "案件过问情况一览表";
        /// D16.
        Threat = "interference-threat", "威胁、侮辱执法人员情况登记表";
    }
}

/// To whom a 情况反映函 goes. Its number comes from the office by hand: the register of numbers is read by
/// everybody, and a letter in it would tell of what kind a record is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LetterAsk {
    pub organ: String,
    pub document: String,
    pub due_on: Option<NaiveDate>,
    /// The day on the letter; today where it is none.
    pub on: Option<NaiveDate>,
}

impl LetterAsk {
    /// The letter that was sent, to be printed again.
    pub fn of(step: &FollowUp) -> LetterAsk {
        LetterAsk {
            organ: step.organ.clone(),
            document: step.document.clone(),
            due_on: step.due_on,
            on: Some(step.on),
        }
    }
}

/// A paper on pages and as a PDF, in memory only. It goes to a printer; where somebody saves it, it leaves what is
/// sealed, and the screen says so.
pub struct InterferencePaper {
    /// What it is called, without a name of anybody: `内部人员过问案件办理行为登记表 2026-007`.
    pub title: String,
    pub pages: Pages,
    pub pdf: Zeroizing<Vec<u8>>,
}

impl Ledger {
    /// The papers that fit a record as the acting user opens it.
    ///
    /// # Errors
    /// As [`Ledger::unseal`].
    pub fn interference_papers(&self, id: Id<Sealed>) -> Result<Vec<InterferenceSheet>> {
        use InterferenceSheet as Sheet;
        let book = self.unseal(id)?;
        Ok(match (book.threat(), book.now()) {
            (Some(_), _) => vec![Sheet::Threat],
            (None, Some(now)) if now.nature.is_work_note() => vec![Sheet::WorkNote, Sheet::CaseList],
            (None, Some(_)) => vec![Sheet::Registration, Sheet::Submission, Sheet::CaseList],
            (None, None) => Vec::new(),
        })
    }

    /// A paper of a record that the acting user opens: nothing is written, in the ledger or beside it.
    ///
    /// # Errors
    /// As [`Ledger::unseal`]; a paper that does not fit the record; a character that no face has.
    pub fn interference_paper(&self, id: Id<Sealed>, sheet: InterferenceSheet) -> Result<InterferencePaper> {
        let read = self.get(id)?;
        self.interference_paper_of(&read, &self.unseal(id)?, sheet)
    }

    /// The same of a record that was opened otherwise: with the key on paper.
    ///
    /// # Errors
    /// As [`Ledger::interference_paper`].
    pub fn interference_paper_of(
        &self,
        read: &Versioned<Sealed>,
        book: &Unsealed,
        sheet: InterferenceSheet,
    ) -> Result<InterferencePaper> {
        use InterferenceSheet as Sheet;
        let unfit = || Err(Error::Refused(format!("这条记录没有《{}》可以打印。", sheet.label())));
        let number = read.value.number();
        let now = book.now();
        let (title, pages) = match (sheet, book.threat(), now) {
            (Sheet::Threat, Some(threat), _) => {
                (sheet.label(), self.preview(sheet.code(), self.threat_facts(read, book, threat)?)?)
            }
            (Sheet::Registration, None, Some(now)) if !now.nature.is_work_note() => {
                let facts = self.inquiry_facts(read, book, &now)?;
                let title = if now.counts() {
                    "内部人员过问案件办理行为登记表"
                } else {
                    "外部人员过问案件办理情况登记表"
                };
                (title, self.registration(facts)?)
            }
            (Sheet::Submission, None, Some(now)) if !now.nature.is_work_note() => {
                (sheet.label(), self.in_parts(sheet.code(), self.inquiry_facts(read, book, &now)?)?)
            }
            (Sheet::WorkNote, None, Some(now)) if now.nature.is_work_note() => {
                (sheet.label(), self.in_parts(sheet.code(), self.inquiry_facts(read, book, &now)?)?)
            }
            (Sheet::CaseList, None, Some(now)) => {
                (sheet.label(), self.preview(sheet.code(), self.case_list_facts(&now)?)?)
            }
            _ => return unfit(),
        };
        self.loose(format!("{title} {number}"), pages, self.env().today())
    }

    /// The letter of D17 with its receipt, as it would go out: entering that it went is
    /// [`Ledger::follow_up_sealed`].
    ///
    /// # Errors
    /// As [`Ledger::interference_paper`]; an insider's inquiry or a 工作记录; no organ.
    pub fn interference_letter(&self, id: Id<Sealed>, ask: &LetterAsk) -> Result<InterferencePaper> {
        let (read, book) = (self.get(id)?, self.unseal(id)?);
        let verb = match book.now().map(|now| now.way()) {
            Some(Way::Congress | Way::Conference) => "通报",
            Some(Way::Letter | Way::Open) => "反映",
            _ => return refused("只有外部人员的过问才发情况反映函。"),
        };
        if ask.organ.trim().is_empty() {
            return refused("请写明情况反映函发往的机关。");
        }
        let Some(now) = book.now() else {
            return refused("只有外部人员的过问才发情况反映函。");
        };
        let on = ask.on.unwrap_or_else(|| self.env().today());
        let mut facts = self.inquiry_facts(&read, &book, &now)?;
        let more = json!({
            "issued_on": show_date(on),
            "letter": {
                "organ": ask.organ.trim(),
                "document": ask.document.trim(),
                "verb": verb,
                "due": ask.due_on.map(show_date).unwrap_or_default(),
            },
        });
        merge(&mut facts, more);
        let mut pages = self.preview("interference-letter", facts.clone())?;
        pages.pages.extend(self.preview("interference-receipt", facts)?.pages);
        self.loose(format!("情况反映函 {}", read.value.number()), pages, on)
    }

    /// The form with nothing in it, to be filled in by hand where there is no machine.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn blank_interference_form(&self) -> Result<InterferencePaper> {
        let facts = blank_facts(common(&self.agency()?.value, self.env().today()))?;
        let pages = self.preview(InterferenceSheet::Registration.code(), facts)?;
        self.loose("内部人员过问案件办理行为登记表（空表）".to_owned(), pages, self.env().today())
    }

    /// The form on one page: rows as high as they should be, else as low as they may be, else with what is long
    /// going on elsewhere; never in smaller type.
    fn registration(&self, facts: Value) -> Result<Pages> {
        let mut last = None;
        for (tight, lines) in TRIES {
            let mut facts = facts.clone();
            merge(&mut facts, json!({ "tight": tight }));
            let mut rests = Vec::new();
            for (long, lines) in LONG.iter().zip(lines) {
                let Some(place) = at(&mut facts, long.at) else { continue };
                let text = place.as_str().unwrap_or_default().to_owned();
                let (stays, rest) = facts::cut(&text, lines, long.width);
                *place = json!(stays);
                rests.extend(rest.into_iter().map(|text| json!({ "name": long.name, "text": text })));
            }
            let mut pages = self.preview(InterferenceSheet::Registration.code(), facts.clone())?;
            let fits = pages.pages.len() == 1;
            if !rests.is_empty() {
                merge(&mut facts, json!({ "rests": rests }));
                pages.pages.extend(self.preview("interference-continuation", facts)?.pages);
            }
            if fits {
                return Ok(pages);
            }
            last = Some(pages);
        }
        last.ok_or_else(|| Error::Refused("登记表无法排版。".to_owned()))
    }

    /// A paper whose content may be longer than a page: the rest goes on elsewhere.
    fn in_parts(&self, form: &str, mut facts: Value) -> Result<Pages> {
        const LINES: usize = 14;
        let Some(place) = at(&mut facts, ["asked", "content"]) else { return self.preview(form, facts) };
        let text = place.as_str().unwrap_or_default().to_owned();
        let (stays, rest) = facts::cut(&text, LINES, 30);
        *place = json!(stays);
        let mut pages = self.preview(form, facts.clone())?;
        if !rest.is_empty() {
            let rests: Vec<Value> =
                rest.into_iter().map(|text| json!({ "name": "内容\n（接第1页）", "text": text })).collect();
            merge(&mut facts, json!({ "rests": rests, "title": "了解和过问案件情况" }));
            pages.pages.extend(self.preview("interference-continuation", facts)?.pages);
        }
        Ok(pages)
    }

    /// The records of the same case among those that the acting user opens.
    fn case_list_facts(&self, of: &Interference) -> Result<Value> {
        let rules = rules()?;
        let same = |now: &Interference| match (of.case, now.case) {
            (Some(own), Some(other)) => own == other,
            _ => of.matter.trim() == now.matter.trim(),
        };
        let mut rows = Vec::new();
        for (read, book) in self.opened()? {
            let Some(now) = book.now().filter(|now| same(now)) else { continue };
            rows.push(json!({
                "number": read.value.number(),
                "on": show_date(now.on),
                "asker": format!("{}\n{}{}", now.asker.name, now.asker.unit, now.asker.post),
                "channel": now.channel.label(),
                "kinds": kinds(&rules, &now),
                "outcome": brief_outcome(&book),
            }));
        }
        let mut facts = common(&self.agency()?.value, self.env().today());
        merge(&mut facts, json!({ "matter": of.matter, "rows": rows }));
        Ok(facts)
    }

    /// Pages as a paper in memory, dated on a day.
    pub(super) fn loose(&self, title: String, pages: Pages, on: NaiveDate) -> Result<InterferencePaper> {
        let agency = self.agency()?.value;
        let info = pdf::Info {
            title: title.clone(),
            issuer: agency.name,
            number: String::new(),
            issued_on: on,
            sample: agency.sample,
        };
        let written = pdf::write(&pages, Faces::embedded(), &info);
        let pdf = written.map_err(|error| Error::Refused(error.to_string()))?;
        Ok(InterferencePaper { title, pages, pdf: Zeroizing::new(pdf) })
    }
}

/// A place in the facts: a member of a member, or a member.
fn at<'a>(facts: &'a mut Value, [outer, inner]: [&str; 2]) -> Option<&'a mut Value> {
    let found = facts.get_mut(outer)?;
    if inner.is_empty() { Some(found) } else { found.get_mut(inner) }
}
