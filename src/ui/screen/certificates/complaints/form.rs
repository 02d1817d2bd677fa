//! The forms of 投诉与违规: a complaint, a violation, and the end of either.

use chrono::NaiveDate;
use eframe::egui::Ui;
use serde::{Deserialize, Serialize};

use super::super::entry::{Chosen, Entry, choice, coded, day, day_of, line, person, several, text, tick};
use crate::domain::certificate::Certificate;
use crate::domain::id::Id;
use crate::domain::misuse::{Complaint, ComplaintKind, Consequence, Misuse, MisuseKind, Recipient};
use crate::domain::officer::Officer;
use crate::ledger::Result;
use crate::ledger::file::Versioned;
use crate::ui::screen::Cx;
use crate::ui::screen::overlap::Now;
use crate::ui::screen::picker::{Hit, Picker};
use crate::ui::screen::problems::Problems;
use crate::ui::theme::{regular, theme, type_sizes};
use crate::ui::widget::{DateField, wrapped};
use uuid::Uuid;

/// What is being written.
pub enum Work {
    Complaint,
    Misuse,
    CloseComplaint(Versioned<Complaint>),
    CloseMisuse(Versioned<Misuse>),
}

impl Work {
    pub fn verb(&self) -> &'static str {
        match self {
            Work::Complaint => "提交投诉",
            Work::Misuse => "提交违规",
            Work::CloseComplaint(_) | Work::CloseMisuse(_) => "提交结果",
        }
    }

    fn key(&self) -> String {
        match self {
            Work::Complaint => "register/complaint".to_owned(),
            Work::Misuse => "register/misuse".to_owned(),
            Work::CloseComplaint(read) => format!("register/complaint/{}", read.id.uuid()),
            Work::CloseMisuse(read) => format!("register/misuse/{}", read.id.uuid()),
        }
    }
}

/// The fields that have a row.
pub const FIELDS: &[&str] = &[
    "complaint.officer",
    "complaint.kind",
    "complaint.recipient",
    "complaint.complainant",
    "complaint.on",
    "complaint.facts",
    "complaint.outcome",
    "complaint.closed_on",
    "misuse.on",
    "misuse.facts",
    "misuse.document",
    "misuse.closed_on",
    "misuse.consequences",
];

/// What stands in the fields.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    pub typed: String,
    officer: Option<Chosen>,
    kind: String,
    recipient: String,
    complainant: String,
    on: DateField,
    facts: String,
    serious: bool,
    consequences: Vec<String>,
    card: Option<Uuid>,
    cards: Vec<(Option<Uuid>, String)>,
    document: String,
    outcome: String,
    closed_on: DateField,
    misuse: Option<Uuid>,
    misuses: Vec<(Option<Uuid>, String)>,
}

impl Fields {
    /// Takes somebody who was picked, with the cards among which one can be chosen.
    pub fn choose(&mut self, hit: &Hit, cx: &mut Cx<'_>) {
        self.typed.clear();
        self.officer = Some(Chosen::of(hit));
        self.cards_of(Id::new(hit.id), cx);
    }

    fn cards_of(&mut self, officer: Id<Officer>, cx: &mut Cx<'_>) {
        let cards = cx.ledger.cards_of(officer, cx.today).unwrap_or_default();
        self.cards = vec![(None, "不涉及某一张证件".to_owned())];
        self.cards.extend(cards.into_iter().map(|(card, _)| {
            (Some(card.id.uuid()), format!("{} {}", card.value.kind.label(), card.value.number))
        }));
        if let [_, (only, _)] = self.cards[..] {
            self.card = only;
        }
    }
}

/// What the record gives that the form changes; nothing for a new one.
fn recorded(work: &Work, cx: &Cx<'_>) -> Option<Now<Fields>> {
    let mut fields = Fields::default();
    let (kind, id, version) = match work {
        Work::Complaint | Work::Misuse => return None,
        Work::CloseComplaint(read) => {
            fields.outcome.clone_from(&read.value.outcome);
            fields.closed_on = DateField::of(read.value.closed_on);
            fields.misuse = read.value.misuse.map(Id::uuid);
            fields.misuses = vec![(None, "没有查出违规".to_owned())];
            let misuses = cx.ledger.misuses_of(read.value.officer).unwrap_or_default();
            fields.misuses.extend(misuses.into_iter().map(|one| {
                let words =
                    format!("{} {}", crate::words::date::show_date(one.value.on), one.value.kind.label());
                (Some(one.id.uuid()), words)
            }));
            ("complaint", read.id.uuid(), format!("{:?}", read.version))
        }
        Work::CloseMisuse(read) => {
            let Misuse { consequences, serious, document, closed_on, .. } = &read.value;
            fields.consequences = consequences.iter().map(|one| one.code().to_owned()).collect();
            (fields.serious, fields.document) = (*serious, document.clone());
            fields.closed_on = DateField::of(*closed_on);
            ("misuse", read.id.uuid(), format!("{:?}", read.version))
        }
    };
    Some(Now { kind, id, version, fields, row: |field| field })
}

/// A form for this work, with its draft.
pub fn begin(work: &Work, cx: &mut Cx<'_>) -> Entry<Fields> {
    let today = DateField::of(Some(cx.today));
    let name = |officer: Id<Officer>, cx: &Cx<'_>| {
        cx.ledger.get(officer).map_or(String::new(), |one| one.value.name)
    };
    let (title, first) = match work {
        Work::Complaint => ("登记投诉".to_owned(), "complaint.officer"),
        Work::Misuse => ("登记违规".to_owned(), "complaint.officer"),
        Work::CloseComplaint(read) => {
            (format!("投诉结果　{}", name(read.value.officer, cx)), "complaint.outcome")
        }
        Work::CloseMisuse(read) => {
            (format!("违规处理结果　{}", name(read.value.officer, cx)), "misuse.document")
        }
    };
    let Some(now) = recorded(work, cx) else {
        return Entry::begin(work.key(), &title, Fields { on: today, ..Fields::default() }, first, cx);
    };
    let mut fields = now.fields.clone();
    if fields.closed_on == DateField::default() {
        fields.closed_on = today;
    }
    Entry::on(work.key(), &title, fields, &now, first, cx)
}

/// Reads the record again, and brings the form onto it; tells whether it can be submitted.
pub fn meets(work: &mut Work, entry: &mut Entry<Fields>, cx: &mut Cx<'_>) -> bool {
    let again = match work {
        Work::Complaint | Work::Misuse => return true,
        Work::CloseComplaint(read) => cx.ledger.get(read.id).map(Work::CloseComplaint),
        Work::CloseMisuse(read) => cx.ledger.get(read.id).map(Work::CloseMisuse),
    };
    let now = again.map(|again| {
        let now = recorded(&again, cx);
        *work = again;
        now
    });
    entry.meets(now, cx)
}

/// The rows of the form.
pub fn rows_ui(
    ui: &mut Ui,
    work: &Work,
    fields: &mut Fields,
    picker: &mut Picker,
    problems: &mut Problems,
    today: NaiveDate,
) {
    match work {
        Work::Complaint => {
            let who = (picker, &mut fields.typed, &mut fields.officer);
            person(ui, ("被反映人", "complaint.officer", ""), who, problems);
            let kinds = coded(ComplaintKind::ALL, |one| (one.code(), one.label()));
            choice(ui, ("方式", "complaint.kind", ""), &mut fields.kind, &kinds, problems);
            let recipients = coded(Recipient::ALL, |one| (one.code(), one.label()));
            let hint = "向哪个机关提出的，证件管理办法第二十条";
            choice(
                ui,
                ("收到的机关", "complaint.recipient", hint),
                &mut fields.recipient,
                &recipients,
                problems,
            );
            line(ui, ("举报人", "complaint.complainant", "匿名的不填"), &mut fields.complainant, problems);
            day(ui, ("收到日期", "complaint.on", ""), &mut fields.on, problems, today);
            text(ui, ("反映的问题", "complaint.facts", ""), &mut fields.facts, problems);
        }
        Work::Misuse => {
            let who = (picker, &mut fields.typed, &mut fields.officer);
            person(ui, ("违规人", "complaint.officer", ""), who, problems);
            if fields.cards.len() > 1 {
                choice(ui, ("所涉证件", "misuse.card", ""), &mut fields.card, &fields.cards, problems);
            }
            let kinds = coded(MisuseKind::ALL, |one| (one.code(), one.label()));
            let hint = "证件管理办法第十七条";
            choice(ui, ("违规行为", "complaint.kind", hint), &mut fields.kind, &kinds, problems);
            day(ui, ("发生日期", "misuse.on", ""), &mut fields.on, problems, today);
            text(ui, ("违规事实", "misuse.facts", ""), &mut fields.facts, problems);
            consequences(ui, fields, problems);
        }
        Work::CloseComplaint(read) => {
            facts(ui, &read.value.facts);
            text(ui, ("处理结果", "complaint.outcome", ""), &mut fields.outcome, problems);
            day(ui, ("办结日期", "complaint.closed_on", ""), &mut fields.closed_on, problems, today);
            choice(ui, ("查出的违规", "complaint.misuse", ""), &mut fields.misuse, &fields.misuses, problems);
        }
        Work::CloseMisuse(read) => {
            facts(ui, &read.value.facts);
            consequences(ui, fields, problems);
            line(ui, ("处理文号", "misuse.document", ""), &mut fields.document, problems);
            day(ui, ("办结日期", "misuse.closed_on", ""), &mut fields.closed_on, problems, today);
        }
    }
}

fn facts(ui: &mut Ui, words: &str) {
    wrapped(ui, words, regular(type_sizes().table), theme(ui).text);
}

fn consequences(ui: &mut Ui, fields: &mut Fields, problems: &mut Problems) {
    tick(ui, ("情节", "misuse.serious", ""), (&mut fields.serious, "情节严重"), problems);
    let all = coded(Consequence::ALL, |one| (one.code(), one.label()));
    let hint = "情节严重的，还要暂扣证件或者向发证机关交回；证件本身在“名册”里办理";
    several(ui, ("处理", "misuse.consequences", hint), &mut fields.consequences, &all, problems);
}

/// Enters it; gives what was done in a sentence.
pub fn submit(work: &Work, entry: &mut Entry<Fields>, cx: &mut Cx<'_>) -> Option<String> {
    entry.problems.clear();
    match enter(work, entry, cx) {
        Ok(done) => done,
        Err(error) => {
            entry.problems.refused(&error);
            None
        }
    }
}

fn enter(work: &Work, entry: &mut Entry<Fields>, cx: &mut Cx<'_>) -> Result<Option<String>> {
    let (fields, problems, today) = (&entry.fields, &mut entry.problems, cx.today);
    let consequences =
        || fields.consequences.iter().filter_map(|code| Consequence::from_code(code)).collect();
    match work {
        Work::Complaint | Work::Misuse => {
            if fields.officer.is_none() {
                problems.say("complaint.officer", "请选择是谁。");
            }
            let (kind, recipient) =
                (ComplaintKind::from_code(&fields.kind), Recipient::from_code(&fields.recipient));
            let done = MisuseKind::from_code(&fields.kind);
            let complaint = matches!(work, Work::Complaint);
            if if complaint { kind.is_none() } else { done.is_none() } {
                problems.say("complaint.kind", "请选择是哪一种。");
            }
            if complaint && recipient.is_none() {
                problems.say("complaint.recipient", "请选择向哪个机关提出的。");
            }
            let (at, about) =
                if complaint { ("complaint.on", "complaint.facts") } else { ("misuse.on", "misuse.facts") };
            let on = day_of(at, &fields.on, Some("请填写日期。"), problems, today);
            problems.wanted(about, &fields.facts, "请写明事情经过。");
            let (Some(officer), Some(on), false) = (&fields.officer, on, problems.any()) else {
                return Ok(None);
            };
            let (who, facts) = (Id::new(officer.id), fields.facts.trim().to_owned());
            match (complaint, kind, recipient, done) {
                (true, Some(kind), Some(recipient), _) => {
                    let complaint = Complaint {
                        officer: who,
                        kind,
                        recipient,
                        complainant: fields.complainant.trim().to_owned(),
                        on,
                        facts,
                        outcome: String::new(),
                        closed_on: None,
                        misuse: None,
                    };
                    cx.ledger.receive_complaint(&complaint)?;
                    Ok(Some(format!("已登记对{}的{}。", officer.words, kind.label())))
                }
                (false, _, _, Some(kind)) => {
                    let misuse = Misuse {
                        officer: who,
                        card: fields.card.map(Id::<Certificate>::new),
                        kind,
                        on,
                        facts,
                        serious: fields.serious,
                        consequences: consequences(),
                        document: String::new(),
                        closed_on: None,
                    };
                    cx.ledger.record_misuse(&misuse)?;
                    Ok(Some(format!("已登记{}的违规。", officer.words)))
                }
                _ => Ok(None),
            }
        }
        Work::CloseComplaint(read) => {
            problems.wanted("complaint.outcome", &fields.outcome, "请写明怎样处理的。");
            let on =
                day_of("complaint.closed_on", &fields.closed_on, Some("请填写办结日期。"), problems, today);
            let (Some(on), false) = (on, problems.any()) else { return Ok(None) };
            cx.ledger.close_complaint(read, fields.outcome.trim(), on, fields.misuse.map(Id::new))?;
            Ok(Some("投诉已办结。".to_owned()))
        }
        Work::CloseMisuse(read) => {
            let on = day_of("misuse.closed_on", &fields.closed_on, Some("请填写办结日期。"), problems, today);
            if fields.consequences.is_empty() {
                problems.say("misuse.consequences", "请选择怎样处理的。");
            }
            let (Some(on), false) = (on, problems.any()) else { return Ok(None) };
            let misuse = Misuse {
                serious: fields.serious,
                consequences: consequences(),
                document: fields.document.trim().to_owned(),
                closed_on: Some(on),
                ..read.value.clone()
            };
            cx.ledger.change_misuse(read, &misuse, "登记处理结果")?;
            Ok(Some("违规已办结。".to_owned()))
        }
    }
}
