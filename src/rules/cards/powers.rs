//! What a person may do on a day: card, category, place, unit and delegation, each with its reason.

use chrono::NaiveDate;

use super::{CardRules, Citation, Line, PowerRule};
use crate::domain::certificate::{Category, CertificateKind, Validity};
use crate::domain::fault::Standing;
use crate::domain::officer::{Duty, Officer};
use crate::domain::power::{Delegation, DelegationMode, EnforcementAct};
use crate::domain::unit::UnitKind;
use crate::words::date::show_date;

coded! {
    /// The bounds within which an act is done.
    Within {
        Region = "region", "执法区域";
        Delegation = "delegation", "委托权限";
        /// Over officers, not over parties.
        Department = "department", "本部门和下级部门";
    }
}

coded! {
    /// How an act lies to a person's powers, for a list of all acts.
    Reach {
        May = "may", "可以行使";
        /// The text or the records leave it open.
        Open = "open", "待查";
        /// It can never be delegated to units of this kind.
        Never = "never", "不得委托";
        NotDelegated = "not-delegated", "未委托";
        None = "none", "没有这项职权";
    }
}

/// A card as the question needs it.
#[derive(Clone, Debug)]
pub struct Card {
    pub kind: CertificateKind,
    pub number: String,
    pub validity: Validity,
    pub valid_to: Option<NaiveDate>,
    pub categories: Vec<Category>,
    pub region: String,
}

/// The question: may this person do this, on this day, there, in this category?
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    pub officer: &'a Officer,
    pub unit: UnitKind,
    pub cards: &'a [Card],
    pub delegations: &'a [Delegation],
    pub act: EnforcementAct,
    pub on: NaiveDate,
    /// None where it does not matter to the question.
    pub category: Option<Category>,
    /// Empty where it does not matter.
    pub place: &'a str,
}

/// The answer, line by line; it is yes only where every line stands.
pub fn may_enforce(rules: &CardRules, asked: Asked<'_>) -> Vec<Line> {
    let mut lines = may_at_all(asked);
    lines.push(power_over(rules, asked).1);
    lines
}

/// The lines of the answer that are the same for every act.
pub fn may_at_all(asked: Asked<'_>) -> Vec<Line> {
    let valid = valid(asked.cards);
    let mut lines = vec![serves(asked), carries(asked, &valid)];
    if let Some(category) = asked.category {
        lines.push(categorised(category, &valid));
    }
    if !asked.place.trim().is_empty() {
        lines.push(placed(asked, &valid));
    }
    lines
}

/// The line of the answer that is of this act alone.
pub fn power_over(rules: &CardRules, asked: Asked<'_>) -> (Reach, Line) {
    empowered(asked).map_or_else(|| powered(rules, asked, &valid(asked.cards)), |line| (Reach::May, line))
}

fn valid(cards: &[Card]) -> Vec<&Card> {
    cards.iter().filter(|card| card.validity == Validity::Valid).collect()
}

fn line(standing: Standing, label: &str, because: impl Into<String>, cite: Option<&str>) -> Line {
    Line { standing, label: label.to_owned(), because: because.into(), cite: cite.and_then(Citation::parse) }
}

fn serves(asked: Asked<'_>) -> Line {
    let label = "在执法队伍中";
    let Officer { entered_on, left_on, profile, .. } = asked.officer;
    if let Some(left) = left_on.filter(|left| *left < asked.on) {
        return line(Standing::NotHeld, label, format!("{}已经离岗", show_date(left)), None);
    }
    if let Some(entered) = entered_on.filter(|entered| *entered > asked.on) {
        return line(Standing::NotHeld, label, format!("{}才到岗", show_date(entered)), None);
    }
    match profile.duty {
        Some(Duty::Auxiliary) => line(Standing::NotHeld, label, "执法辅助人员不得执法", None),
        Some(Duty::Off) => line(Standing::NotHeld, label, "登记为不在执法岗位", Some("9-1(4)")),
        Some(Duty::On) | None => line(Standing::Held, label, "在岗", None),
    }
}

fn carries(asked: Asked<'_>, valid: &[&Card]) -> Line {
    let label = "当日持有有效证件";
    let cite = Some("15-1");
    if let Some(card) = valid.first() {
        let until =
            card.valid_to.map_or("长期有效".to_owned(), |to| format!("有效期至{}", show_date(to)));
        return line(Standing::Held, label, format!("{} {}，{until}", card.kind.label(), card.number), cite);
    }
    let because = match asked.cards {
        [] => "没有登记证件".to_owned(),
        cards => {
            let one = |card: &Card| match card.number.is_empty() {
                true => format!("{}{}", card.kind.label(), card.validity.label()),
                false => format!("{} {}{}", card.kind.label(), card.number, card.validity.label()),
            };
            cards.iter().map(one).collect::<Vec<_>>().join("；")
        }
    };
    line(Standing::NotHeld, label, because, cite)
}

fn categorised(category: Category, valid: &[&Card]) -> Line {
    let label = format!("执法类别含{}", category.label());
    let cite = Some("6-2");
    if valid.iter().any(|card| card.categories.contains(&category)) {
        return line(Standing::Held, &label, "证件上载明", cite);
    }
    if valid.iter().any(|card| card.categories.is_empty()) {
        return line(Standing::Open, &label, "没有登记证件上的执法类别", cite);
    }
    line(Standing::NotHeld, &label, "有效证件上都没有这一类别", cite)
}

/// Places are compared as they are written: one lies in the other where it begins with it.
fn placed(asked: Asked<'_>, valid: &[&Card]) -> Line {
    let label = "在执法区域内";
    let cite = Some("15-2");
    let place = asked.place.trim();
    let regions: Vec<&str> = match asked.officer.profile.region.trim() {
        "" => valid.iter().map(|card| card.region.trim()).filter(|region| !region.is_empty()).collect(),
        own => vec![own],
    };
    let lies_in = |region: &&&str| place.starts_with(**region) || region.ends_with(place);
    match regions.iter().find(lies_in) {
        Some(region) => line(Standing::Held, label, format!("执法区域是{region}"), cite),
        None if regions.is_empty() => line(Standing::Open, label, "没有登记执法区域", cite),
        None => {
            let because = format!("执法区域是{}，不含{place}", regions.join("、"));
            line(Standing::NotHeld, label, because, cite)
        }
    }
}

/// A township that enforces in its own name, because it was empowered (行政处罚法第二十四条).
fn empowered(asked: Asked<'_>) -> Option<Line> {
    let named = |one: &&Delegation| {
        one.mode == DelegationMode::Empowered && one.runs(asked.on) && one.acts.contains(&asked.act)
    };
    let found = asked.delegations.iter().find(named)?;
    let because = format!("赋权决定{}列有，以本乡镇名义作出（行政处罚法第二十四条）", found.document);
    Some(line(Standing::Held, &power_label(asked), because, None))
}

fn power_label(asked: Asked<'_>) -> String {
    format!("有{}的职权", asked.act.label())
}

fn powered(rules: &CardRules, asked: Asked<'_>, valid: &[&Card]) -> (Reach, Line) {
    let label = power_label(asked);
    let fits = |rule: &&PowerRule| {
        (rule.units.is_empty() || rule.units.contains(&asked.unit))
            && (rule.cards.is_empty() || valid.iter().any(|card| rule.cards.contains(&card.kind)))
    };
    let rules: Vec<&PowerRule> = rules.powers.iter().filter(fits).collect();
    if let Some(rule) = rules.iter().find(|rule| rule.never.contains(&asked.act)) {
        let because = format!("{}不得委托给“{}”", asked.act.label(), asked.unit.label());
        let line = Line { standing: Standing::NotHeld, label, because, cite: Some(rule.cite) };
        return (Reach::Never, line);
    }
    let Some(rule) = rules.iter().find(|rule| rule.acts.contains(&asked.act)) else {
        let because = format!("“{}”的人员没有这项职权", asked.unit.label());
        let cite = rules.first().map(|rule| rule.cite);
        return (Reach::None, Line { standing: Standing::NotHeld, label, because, cite });
    };
    let (reach, because) = match rule.within {
        _ if rule.open => (Reach::Open, format!("“{}”持这种证件的职权，规定没有写明", asked.unit.label())),
        Within::Delegation => delegated(asked),
        Within::Region | Within::Department => {
            (Reach::May, format!("“{}”在{}内行使", asked.unit.label(), rule.within.label()))
        }
    };
    let standing = match reach {
        Reach::May => Standing::Held,
        Reach::Open => Standing::Open,
        Reach::Never | Reach::NotDelegated | Reach::None => Standing::NotHeld,
    };
    (reach, Line { standing, label, because, cite: Some(rule.cite) })
}

fn delegated(asked: Asked<'_>) -> (Reach, String) {
    let running: Vec<&Delegation> = asked
        .delegations
        .iter()
        .filter(|one| one.mode == DelegationMode::Delegated && one.runs(asked.on))
        .collect();
    match running.iter().find(|one| one.acts.contains(&asked.act)) {
        Some(found) => (Reach::May, format!("委托书{}列有", found.document)),
        None if running.is_empty() => (Reach::Open, "没有登记当日有效的委托书".to_owned()),
        None => {
            let documents: Vec<&str> = running.iter().map(|one| one.document.as_str()).collect();
            (Reach::NotDelegated, format!("委托书{}没有列这一项", documents.join("、")))
        }
    }
}
