//! The lines of 待办: what the ledger says is due, as it is listed.

use chrono::NaiveDate;
use uuid::Uuid;

use super::Wanted;
use crate::domain::deadline::Holder;
use crate::ledger::{CardDue, Todo};
use crate::rules::Pack;
use crate::ui::tab::{Tab, Target};
use crate::ui::widget::Tone;
use crate::words::date::show_date;
use crate::words::people;

/// How soon something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    Overdue,
    Today,
    Week,
    /// Without a day of its own.
    Open,
    Later,
    /// A right that its holder let pass: nobody is late, it is here to be looked up.
    Lapsed,
}

impl Urgency {
    pub(super) const ALL: [Urgency; 6] =
        [Urgency::Overdue, Urgency::Today, Urgency::Week, Urgency::Open, Urgency::Later, Urgency::Lapsed];

    pub(super) fn of(days_left: i64) -> Urgency {
        match days_left {
            ..0 => Urgency::Overdue,
            0 => Urgency::Today,
            1..=7 => Urgency::Week,
            _ => Urgency::Later,
        }
    }

    pub(super) fn label(self) -> &'static str {
        match self {
            Urgency::Overdue => "逾期",
            Urgency::Today => "今日",
            Urgency::Week => "七日内",
            Urgency::Later => "以后",
            Urgency::Open => "待办理",
            Urgency::Lapsed => "已届满",
        }
    }
}

/// One line of the list.
pub(super) struct Item {
    pub(super) urgency: Urgency,
    pub(super) left: String,
    pub(super) tone: Tone,
    pub(super) task: String,
    pub(super) about: String,
    pub(super) basis: String,
    /// Where the basis leads, where the bureau has the text.
    pub(super) cite: Option<Wanted>,
    pub(super) on: Option<NaiveDate>,
    /// How the day was reckoned.
    pub(super) explanation: String,
    pub(super) button: &'static str,
    pub(super) target: Target,
}

/// 第十二条　《…制度》: where the room is short, the article is what must stay.
pub(super) fn article_first(citation: &str) -> String {
    match citation.split_once('》') {
        Some((title, article)) if !article.is_empty() => format!("{article}　{title}》"),
        _ => citation.to_owned(),
    }
}

pub(super) fn record(kind: &str, id: Uuid) -> Target {
    Target::Record { kind: kind.to_owned(), id }
}

/// Days left in words, and what they mean to the one who looks.
pub(super) fn left_of(days: i64, holder: Holder) -> (String, Tone) {
    match (days, holder) {
        // A right that nobody used has merely lapsed: nobody is late.
        (..0, Holder::Right) => ("已届满".to_owned(), Tone::Plain),
        (..0, Holder::Duty) => (format!("逾期{}天", -days), Tone::Overdue),
        (0, _) => ("今日".to_owned(), Tone::Due),
        (1..=3, Holder::Duty) => (format!("剩{days}天"), Tone::Due),
        _ => (format!("剩{days}天"), Tone::Plain),
    }
}

pub(super) fn items(todo: &Todo, packs: &[Pack]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for due in &todo.deadlines {
        let (left, tone) = left_of(due.days_left, due.holder);
        let lapsed = due.days_left < 0 && due.holder == Holder::Right;
        let target = match due.place.inquiry {
            Some(inquiry) if due.place.kind != "notice" => record("liability", inquiry.uuid()),
            // To the form in which it is told that the entry was made, and where its proof lies.
            None if due.is_entry() => record("deadline", due.id.uuid()),
            _ => record(due.place.kind, due.place.id),
        };
        items.push(Item {
            urgency: if lapsed { Urgency::Lapsed } else { Urgency::of(due.days_left) },
            left,
            tone,
            // The platforms are the region's all: what tells them apart is enough in a line.
            task: due.task.replace("：自治区", "："),
            about: due.about.clone(),
            basis: article_first(&due.citation),
            cite: Wanted::in_text(packs, &due.citation),
            on: Some(due.act_by),
            explanation: due.explanation.clone(),
            button: if due.holder == Holder::Right { "查看" } else { "去办" },
            target,
        });
    }
    if todo.presented > 0 {
        items.push(Item {
            urgency: Urgency::Open,
            left: "待批示".to_owned(),
            tone: Tone::Due,
            task: format!("有 {} 件呈报待批示", todo.presented),
            about: String::new(),
            basis: String::new(),
            cite: None,
            on: None,
            explanation: String::new(),
            button: "去办",
            target: Target::Tab(Tab::Interference),
        });
    }
    // The number alone: what follows a record tells of what kind it is, and others look over shoulders.
    let mut told = Vec::new();
    for due in &todo.sealed {
        // Once a record, by what is most urgent: they come in that order.
        if told.contains(&due.record) {
            continue;
        }
        told.push(due.record);
        let (left, tone) =
            due.days_left.map_or(("待办理".to_owned(), Tone::Plain), |days| left_of(days, Holder::Duty));
        items.push(Item {
            urgency: due.days_left.map_or(Urgency::Open, Urgency::of),
            tone,
            on: due.due_on,
            explanation: due.due_on.map(|_| "本局自己定的期限。".to_owned()).unwrap_or_default(),
            ..open_item(&left, "过问登记后续办理", &due.number, record("sealed", due.record.uuid()))
        });
    }
    for flag in &todo.protection {
        let task = "记录人的岗位、职务有变动，请核查";
        items.push(open_item("提醒", task, &flag.number, record("sealed", flag.record.uuid())));
    }
    for card in todo.cards.iter().filter(|card| stage_of(card).is_none()) {
        items.push(card_item(card));
    }
    for stage in STAGES {
        let of_stage: Vec<&CardDue> =
            todo.cards.iter().filter(|card| stage_of(card) == Some(stage)).collect();
        match of_stage[..] {
            [] => {}
            [only] => items.push(card_item(only)),
            [first, ..] => items.push(stage_item(stage, first, &of_stage)),
        }
    }
    for due in &todo.registers {
        let since = due.since.filter(|day| *day < todo.on);
        let left = since.map_or("待办理".to_owned(), |day| format!("已{}天", (todo.on - day).num_days()));
        items.push(Item {
            basis: article_first(&due.citation),
            cite: Wanted::in_text(packs, &due.citation),
            explanation: due.since.map(|day| format!("自{}起", show_date(day))).unwrap_or_default(),
            ..open_item(&left, due.task, &due.about, record(due.kind, due.id))
        });
    }
    if let Some(annual) = &todo.annual {
        let days = (annual.due_on - todo.on).num_days();
        let (left, tone) = left_of(days, Holder::Duty);
        let task = format!("证件年度审核 {}张", annual.cards);
        items.push(Item {
            urgency: Urgency::of(days),
            left,
            tone,
            on: Some(annual.due_on),
            explanation: "本局自己定的审核日期，在“设置”的“证件”里改。".to_owned(),
            ..open_item("", &task, &format!("{}年度", annual.year), record("annual_check", Uuid::nil()))
        });
    }
    for row in &todo.inquiries {
        let (task, left) = if row.open_questions > 0 {
            (format!("待查事项{}项", row.open_questions), "待查")
        } else {
            ("作出决定".to_owned(), "待决定")
        };
        items.push(Item {
            urgency: Urgency::Open,
            left: left.to_owned(),
            tone: Tone::Due,
            task,
            about: format!("{}　{}", people(&row.subjects), row.matter),
            basis: String::new(),
            cite: None,
            on: None,
            explanation: String::new(),
            button: "去办",
            target: record("liability", row.id.uuid()),
        });
    }
    for row in &todo.assigned {
        let (left, tone) = left_of(row.days_left, Holder::Duty);
        items.push(Item {
            urgency: Urgency::of(row.days_left),
            left,
            tone,
            task: format!("查清　{}", row.name),
            about: format!("{}　{}", row.label, row.matter),
            basis: article_first(&row.citation),
            cite: Wanted::in_text(packs, &row.citation),
            on: Some(row.due_on),
            explanation: String::new(),
            button: "去办",
            target: Target::Question { inquiry: row.inquiry.uuid(), question: row.question.clone() },
        });
    }
    for row in &todo.unprinted {
        items.push(open_item("待编号", "印发文书", &row.subject, record("liability", row.inquiry.uuid())));
    }
    for row in &todo.unserved {
        let about = format!("{}　{}", row.addressee, row.document_no);
        items.push(open_item("待送达", "登记送达", &about, record("notice", row.notice.uuid())));
    }
    for place in &todo.conflicts {
        items.push(open_item("冲突", "两台电脑改了同一条记录", "", record(place.kind, place.id)));
    }
    items.sort_by_key(|item| (item.urgency, item.on));
    items
}

pub(super) fn open_item(left: &str, task: &str, about: &str, target: Target) -> Item {
    Item {
        urgency: Urgency::Open,
        left: left.to_owned(),
        tone: Tone::Due,
        task: task.to_owned(),
        about: about.to_owned(),
        basis: String::new(),
        cite: None,
        on: None,
        explanation: String::new(),
        button: "去办",
        target,
    }
}

/// The days before its last at which a card is brought up.
const STAGES: [u32; 3] = [30, 60, 90];

/// The stage of a card that will run out; none for one that has, or whose holder has left.
fn stage_of(card: &CardDue) -> Option<u32> {
    let days = card.days_left.filter(|days| *days >= 0 && card.left_on.is_none())?;
    STAGES.into_iter().find(|stage| days <= i64::from(*stage))
}

/// One card that has run out, will run out, or has to be handed in.
fn card_item(card: &CardDue) -> Item {
    let (left, tone, urgency, task) = match (card.left_on, card.days_left) {
        (Some(_), _) => ("待交回".to_owned(), Tone::Due, Urgency::Open, "离岗人员证件未交回"),
        (None, Some(days @ ..0)) => {
            (format!("过期{}天", -days), Tone::Overdue, Urgency::Overdue, "证件已过期")
        }
        (None, Some(days)) => (format!("剩{days}天"), Tone::Plain, Urgency::of(days), "证件到期"),
        (None, None) => ("长期".to_owned(), Tone::Plain, Urgency::Later, "证件"),
    };
    Item {
        urgency,
        left,
        tone,
        task: task.to_owned(),
        about: format!("{}　{}", card.name, card.number),
        basis: String::new(),
        cite: None,
        on: card.valid_to.filter(|_| card.left_on.is_none()),
        explanation: card.left_on.map(|day| format!("{}离岗", show_date(day))).unwrap_or_default(),
        button: "去办",
        target: record("officer", card.officer.uuid()),
    }
}

/// The cards of one stage in one line; it leads to the list of them.
fn stage_item(stage: u32, first: &CardDue, all: &[&CardDue]) -> Item {
    let names: Vec<String> = all.iter().map(|card| card.name.clone()).collect();
    let left = first.days_left.unwrap_or_default();
    Item {
        task: format!("证件{stage}日内到期 {}人", all.len()),
        about: people(&names),
        explanation: all
            .iter()
            .map(|card| format!("{} {}", card.name, card.number))
            .collect::<Vec<_>>()
            .join("\n"),
        on: first.valid_to,
        target: Target::Expiring,
        ..Item {
            urgency: Urgency::of(left),
            left: format!("剩{left}天"),
            tone: Tone::Plain,
            ..card_item(first)
        }
    }
}
