//! Who may act towards a party, and questionings that nobody takes part in twice at once (J15, J16).

use chrono::{Days, NaiveDate};

use super::{Certificate, Error, Id, Ledger, Officer, Op, Result, Versioned};
use crate::domain::case::Case;
use crate::domain::case_step::Gate;
use crate::domain::certificate::Validity;
use crate::domain::fault::{Citation, Standing};
use crate::domain::problem::{Checked, Invalid, Reason};
use crate::domain::questioning::{HOLDERS_LEAST, Questioning};
use crate::rules::case::GateCheck;
use crate::words::date::show_date;

/// Whether a group may act towards a party on a day, person by person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub members: Vec<Member>,
    /// 证件管理办法第十六条第一款.
    pub citation: String,
}

/// One of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub officer: Id<Officer>,
    pub name: String,
    /// The card that entitles on the day.
    pub card: Option<Id<Certificate>>,
    /// Why there is one, or none.
    pub because: String,
}

impl Group {
    /// How many of them have a card that entitles on the day.
    pub fn holders(&self) -> usize {
        self.members.iter().filter(|one| one.card.is_some()).count()
    }

    /// Whether they are enough.
    pub fn is_enough(&self) -> bool {
        self.holders() >= HOLDERS_LEAST
    }
}

impl Ledger {
    /// Who of these people had a card that entitled on a day, with the reason for each (J16-1).
    pub fn group_on(&self, officers: &[Id<Officer>], on: NaiveDate) -> Result<Group> {
        let mut members: Vec<Member> = Vec::new();
        for officer in officers {
            if members.iter().all(|one| one.officer != *officer) {
                members.push(self.member_on(*officer, on)?);
            }
        }
        Ok(Group { members, citation: self.cited("16-1")? })
    }

    fn member_on(&self, officer: Id<Officer>, on: NaiveDate) -> Result<Member> {
        let who = self.get(officer)?.value;
        let (name, mut because) = (who.name.clone(), "没有执法证件".to_owned());
        if who.has_left(on) {
            let left = who.left_on.map(show_date).unwrap_or_default();
            return Ok(Member { officer, name, card: None, because: format!("{left}已离岗") });
        }
        for card in self.store().certificates_of(officer)? {
            let Some(validity) = self.validity_on(&card, on)? else { continue };
            let Certificate { kind, number, .. } = &card.value;
            match validity {
                Validity::Valid => {
                    let because = format!("{}{number}有效", kind.label());
                    return Ok(Member { officer, name, card: Some(card.id), because });
                }
                other => because = format!("{}{number}{}", kind.label(), other.label()),
            }
        }
        Ok(Member { officer, name, card: None, because })
    }

    /// Records a questioning.
    ///
    /// # Errors
    /// Fewer than two holders of a card, with the reason for each; an officer of the group who asked somebody
    /// else at that time; an hour that has not come.
    pub fn record_questioning(&mut self, questioning: &Questioning) -> Result<Id<Questioning>> {
        self.questioning_fits(questioning, None)?;
        self.transact(Op::RecordQuestioning, "", |draft| draft.add(questioning))
    }

    /// Corrects one, by the same rules, or withdraws it.
    ///
    /// # Errors
    /// No reason, nothing that changes, another case, and what recording one refuses.
    pub fn change_questioning(
        &mut self,
        read: &Versioned<Questioning>,
        questioning: &Questioning,
        why: &str,
    ) -> Result<()> {
        if why.trim().is_empty() {
            return Err(Error::Refused("更正已经登记的询问要写明理由。".to_owned()));
        }
        if read.value == *questioning {
            return Err(Error::Refused("询问和原来一样，没有要改的。".to_owned()));
        }
        if read.value.case != questioning.case {
            return Err(Error::Refused("更正不能换成别的案件，请作废以后重新登记。".to_owned()));
        }
        self.questioning_fits(questioning, Some(read.id))?;
        self.transact(Op::RecordQuestioning, why, |draft| draft.change(read, questioning))
    }

    /// The questionings in a case, in the order of their hours.
    pub fn questionings_of(&self, case: Id<Case>) -> Result<Vec<Versioned<Questioning>>> {
        let mut all = self.store().questionings_of(case)?;
        all.sort_by_key(|one| one.value.from);
        Ok(all)
    }

    /// What stands before a questioning: holders enough on the day, and nobody who asks somebody else at that time.
    /// `own` is the record that is being corrected.
    pub fn questioning_checks(
        &self,
        asked: &Questioning,
        own: Option<Id<Questioning>>,
    ) -> Result<Vec<GateCheck>> {
        let group = self.group_on(&asked.officers, asked.on())?;
        let each: Vec<String> =
            group.members.iter().map(|one| format!("{}：{}", one.name, one.because)).collect();
        let (standing, because) = match group.is_enough() {
            true => (Standing::Held, each.join("；")),
            false => {
                let because = format!(
                    "{}持有效执法证件的只有{}人，询问应当不少于{HOLDERS_LEAST}人。{}",
                    show_date(asked.on()),
                    group.holders(),
                    each.join("；")
                );
                (Standing::NotHeld, because.trim_end_matches('。').to_owned())
            }
        };
        let holders = GateCheck { gate: Gate::Holders, standing, because, citation: group.citation };
        let (standing, because) = match self.asked_at_once(asked, own)? {
            Some((name, other)) => {
                let Questioning { person, from, to, .. } = &other;
                let because = format!(
                    "{}{}至{}，{name}正在询问{person}，不能同时询问{}，请核对起止时间或者换一组人",
                    show_date(from.date()),
                    from.format("%H:%M"),
                    to.format("%H:%M"),
                    asked.person,
                );
                (Standing::NotHeld, because)
            }
            None => (Standing::Held, "这一组人这段时间没有询问别人".to_owned()),
        };
        let citation = self.cited("16-2")?;
        Ok(vec![holders, GateCheck { gate: Gate::Overlap, standing, because, citation }])
    }

    /// Another questioning at the same time, and who of the group takes part in it.
    fn asked_at_once(
        &self,
        asked: &Questioning,
        own: Option<Id<Questioning>>,
    ) -> Result<Option<(String, Questioning)>> {
        // One that began the day before may reach into this one.
        let since = asked.on().checked_sub_days(Days::new(1)).unwrap_or(asked.on());
        for other in self.store().questionings_between(since, asked.to.date())? {
            if Some(other.id) == own || !asked.collides(&other.value) {
                continue;
            }
            let shared = asked.officers.iter().find(|one| other.value.officers.contains(one));
            let name = shared.map(|one| self.get(*one)).transpose()?.map(|one| one.value.name);
            return Ok(Some((name.unwrap_or_default(), other.value)));
        }
        Ok(None)
    }

    fn questioning_fits(&self, asked: &Questioning, own: Option<Id<Questioning>>) -> Result<()> {
        self.get(asked.case)?;
        Checked::check(asked)?;
        if !asked.stands() {
            return Ok(());
        }
        self.not_in_future("questioning.to", asked.to.date())?;
        let checks = self.questioning_checks(asked, own)?;
        if let Some(stopped) = checks.iter().find(|one| one.standing != Standing::Held) {
            return Err(Error::Refused(format!("{}。", stopped.sentence())));
        }
        self.page_is_there(asked)
    }

    /// Refuses a page that the case's file does not have; nothing is known while it has none.
    fn page_is_there(&self, asked: &Questioning) -> Result<()> {
        let last = self.case_file(asked.case)?.pages();
        match asked.page {
            Some(page) if last > 0 && page > last => {
                let reason = Reason::NoSuchPage { last };
                Err(Error::Invalid(vec![Invalid { field: "questioning.page", reason }]))
            }
            _ => Ok(()),
        }
    }

    fn cited(&self, article: &str) -> Result<String> {
        let rules = self.card_rules()?;
        Ok(Citation::parse(article).map(|cite| rules.shortly(&cite)).unwrap_or_default())
    }
}
