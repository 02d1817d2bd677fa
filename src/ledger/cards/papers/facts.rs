//! What the papers of a card say, taken from person, card, acts and trainings.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::{CardSheet, Wanted, no_suspension};
use crate::domain::card_life::{CardAct, CardStep};
use crate::domain::certificate::{Certificate, CertificateState};
use crate::domain::fault::Citation;
use crate::domain::hash::Hash;
use crate::domain::id::Id;
use crate::domain::officer::{Officer, Profile};
use crate::domain::training::{Training, TrainingKind};
use crate::ledger::cards::{Error, Ledger, Result};
use crate::ledger::papers::{common, merge};
use crate::notice::Picture;
use crate::words::date::{show_date, show_month};

impl Ledger {
    /// The facts of a paper, all but a number.
    pub(super) fn card_paper_facts(&self, wanted: &Wanted) -> Result<Value> {
        let who = self.get(wanted.officer)?.value;
        let mut facts = common(&self.agency()?.value, self.env().today());
        merge(&mut facts, json!({ "officer": self.person_facts(&who)? }));
        match wanted.card {
            Some(card) => self.add_card(&mut facts, wanted, card)?,
            None => self.add_hand_over(&mut facts, wanted.officer)?,
        }
        Ok(facts)
    }

    /// What a registration form has a cell for and the ledger has not recorded.
    pub(super) fn unrecorded(&self, who: &Officer) -> Result<Vec<&'static str>> {
        let Profile { sex, born, ethnicity, education, major, duty, expertise, .. } = &who.profile;
        let photo = self.photo_of(who)?;
        let cells = [
            ("照片", photo.is_some()),
            ("性别", sex.is_some()),
            ("出生年月", born.is_some()),
            ("民族", !ethnicity.is_empty()),
            ("编制", who.staffing.is_some()),
            ("学历", education.is_some()),
            ("专业", !major.is_empty()),
            ("职务", !who.post.is_empty()),
            ("执法岗位", duty.is_some()),
            ("擅长执法领域", !expertise.is_empty()),
        ];
        Ok(cells.iter().filter(|(_, there)| !there).map(|(name, _)| *name).collect())
    }

    /// The photograph with this name, as pages take it.
    pub(in crate::ledger) fn picture(&self, name: &str) -> Option<Picture> {
        let mut hash = Hash::default();
        hex::decode_to_slice(name, &mut hash.0).ok()?;
        let photo = self.photo(&hash).ok().flatten()?;
        Some(Picture {
            hash,
            width: photo.picture.width,
            height: photo.picture.height,
            jpeg: photo.jpeg.into(),
            rgb: photo.picture.rgb.into(),
        })
    }

    fn person_facts(&self, who: &Officer) -> Result<Value> {
        let unit = self.get(who.unit)?.value.name;
        let Profile { sex, born, ethnicity, education, major, expertise, duty, id_number, .. } = &who.profile;
        Ok(json!({
            "name": who.name,
            "sex": sex.map(|one| one.label()).unwrap_or_default(),
            "born": born.map(show_month).unwrap_or_default(),
            "ethnicity": ethnicity,
            "education": education.map(|one| one.label()).unwrap_or_default(),
            "major": major,
            "staffing": who.staffing.map(|one| one.label()).unwrap_or_default(),
            "unit": unit,
            "post": who.post,
            "duty": duty.map(|one| one.label()).unwrap_or_default(),
            "expertise": expertise,
            "id_number": id_number,
            "left_on": day(who.left_on),
            "left_for": who.profile.left_for.map(|one| one.label()).unwrap_or_default(),
            "photo": who.profile.photo.map(|photo| photo.to_string()).unwrap_or_default(),
        }))
    }

    fn add_card(&self, facts: &mut Value, wanted: &Wanted, id: Id<Certificate>) -> Result<()> {
        let read = self.get(id)?;
        if let Some(why) = self.hindered(wanted.sheet, wanted.officer, &read)? {
            return Err(Error::Refused(why));
        }
        let card = read.value;
        if !wanted.sheet.fits(&card) {
            let (sheet, state) = (wanted.sheet.label(), card.state.label());
            return Err(Error::Refused(format!("这张证件现在是“{state}”，不用{sheet}。")));
        }
        let acts: Vec<CardAct> = self.acts_on(id)?.into_iter().map(|act| act.value).collect();
        let of = |step: CardStep| act_facts(acts.iter().rfind(|act| act.step == step));
        let more = json!({
            "card": card_facts(&card),
            "trainings": self.training_facts(wanted.officer)?,
            "received": of(CardStep::Receive),
            "lost": of(CardStep::ReportLost),
            "declared": of(CardStep::DeclareLost),
            "handed_in": of(CardStep::HandIn),
            "sent_in": of(CardStep::SendIn),
            "cancelled": of(CardStep::Cancel),
            "suspended": of(CardStep::Suspend),
            "ground": ground(&acts),
        });
        merge(facts, more);
        if wanted.sheet == CardSheet::Suspension {
            let rules = self.card_rules()?;
            let misuse = self.misuse_behind(wanted.officer, id)?.ok_or_else(no_suspension)?;
            let cite = rules.cite_of_misuse(misuse.kind).or_else(|| rules.cite_of(CardStep::Suspend));
            let more = json!({ "misuse": {
                "on": show_date(misuse.on),
                "facts": misuse.facts,
                "kind": misuse.kind.label(),
                "citation": cite.map(|cite| rules.written(&cite)).unwrap_or_default(),
            }});
            merge(facts, more);
        }
        Ok(())
    }

    /// Every card that somebody ever had, and where it is now.
    fn add_hand_over(&self, facts: &mut Value, officer: Id<Officer>) -> Result<()> {
        if let Some(why) = self.not_handed_over(officer)? {
            return Err(Error::Refused(why));
        }
        let mut cards = Vec::new();
        for (card, _) in self.hand_over(officer)?.cards {
            let acts = self.acts_on(card.id)?;
            let last = acts.last().map(|act| &act.value);
            let Certificate { kind, number, state, .. } = &card.value;
            cards.push(json!({
                "kind": kind.label(),
                "number": number,
                "outcome": outcome(*state, last),
                "on": day(last.map(|act| act.on)),
            }));
        }
        let rules = self.card_rules()?;
        let cite = Citation::parse("18-1").map(|cite| rules.written(&cite)).unwrap_or_default();
        merge(facts, json!({ "cards": cards, "citation": cite }));
        Ok(())
    }

    fn training_facts(&self, officer: Id<Officer>) -> Result<Value> {
        let all: Vec<Training> = self.trainings_of(officer)?.into_iter().map(|one| one.value).collect();
        let last = |kind: TrainingKind| {
            let own = all.iter().filter(|one| one.kind == kind);
            own.max_by_key(|one| (one.passed == Some(true), one.to)).map(training_words).unwrap_or_default()
        };
        Ok(json!({
            "business": last(TrainingKind::Business),
            "law": last(TrainingKind::Law),
            "academy": last(TrainingKind::Academy),
        }))
    }
}

fn card_facts(card: &Certificate) -> Value {
    let categories: Vec<&str> = card.categories.iter().map(|one| one.label()).collect();
    let valid_to = match card.state.is_issued() {
        true => card.valid_to.map_or("长期".to_owned(), show_date),
        false => String::new(),
    };
    json!({
        "kind": card.kind.label(),
        "number": card.number,
        "categories": categories.join("、"),
        "region": card.region,
        "issuer": card.issuer,
        "issued_on": day(card.issued_on),
        "valid_to": valid_to,
    })
}

/// An act; empty where there was none.
fn act_facts(act: Option<&CardAct>) -> Value {
    json!({
        "on": day(act.map(|act| act.on)),
        "reason": act.map(|act| act.reason.as_str()).unwrap_or_default(),
        "document": act.map(|act| act.document.as_str()).unwrap_or_default(),
    })
}

/// Why a card is cancelled: the act that made it void or took it from its holder.
fn ground(acts: &[CardAct]) -> Value {
    use CardStep::{DeclareLost, HandIn, Reissue, Revoke};
    let grounds = [Revoke, Reissue, DeclareLost, HandIn];
    let Some(act) = acts.iter().rfind(|act| grounds.contains(&act.step)) else { return act_facts(None) };
    // What is said of a loss is the reason for all that follows from it.
    let lost = || acts.iter().rfind(|act| act.step == CardStep::ReportLost);
    let reason = match act.step {
        DeclareLost | Reissue => lost().map(|act| act.reason.as_str()).unwrap_or_default(),
        _ => act.reason.as_str(),
    };
    let what = match act.step {
        Revoke => "证件被吊销",
        Reissue => "证件遗失，已声明作废并补发新证",
        DeclareLost => "证件遗失，已声明作废",
        _ => "证件已交回",
    };
    let words = if reason.is_empty() { what.to_owned() } else { format!("{what}：{reason}") };
    json!({ "words": words, "document": act.document })
}

/// Where a card is now, in a word.
fn outcome(state: CertificateState, last: Option<&CardAct>) -> &'static str {
    match (state, last.map(|act| act.step)) {
        (CertificateState::HandedIn, Some(CardStep::SendIn)) => "已交回，已送发证机关",
        (CertificateState::HandedIn, _) => "已交回",
        (CertificateState::Declared, _) => "遗失，已声明作废",
        (CertificateState::Replaced, _) => "遗失，已声明作废并补发",
        (CertificateState::Revoked, _) => "已吊销",
        (CertificateState::Cancelled, _) => "已注销",
        (other, _) => other.label(),
    }
}

/// A training in a line: when, what, with which result.
fn training_words(training: &Training) -> String {
    let mut words = format!("{}，{}", show_date(training.to), training.title);
    match training.passed {
        Some(true) => words += "，合格",
        Some(false) => words += "，不合格",
        None => {}
    }
    if let Some(score) = training.score {
        let (points, tenths) = (score / 10, score % 10);
        words += &if tenths == 0 { format!("，{points}分") } else { format!("，{points}.{tenths}分") };
    }
    if !training.certificate_no.is_empty() {
        words += &format!("，证书编号{}", training.certificate_no);
    }
    words
}

fn day(on: Option<NaiveDate>) -> String {
    on.map(show_date).unwrap_or_default()
}
