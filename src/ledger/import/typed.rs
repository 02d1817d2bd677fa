//! A record of a register in the ledger's own terms; what has no term is left out with a note.

use chrono::NaiveDate;

use super::{Assumptions, Difference};
use crate::domain::certificate::{Category, Certificate, CertificateKind, CertificateState};
use crate::domain::id::Id;
use crate::domain::id_number;
use crate::domain::month::Month;
use crate::domain::officer::{Education, Officer, Sex, Staffing};
use crate::domain::unit::{Unit, UnitKind};
use crate::exchange::register::{Record, Until};
use crate::words::mask::masked;
use crate::words::problem::field_label;

/// What one row says; nothing where it says nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Typed {
    pub name: String,
    pub unit: Option<String>,
    /// A section of that unit, where the unit is not the bureau itself.
    pub section: Option<String>,
    pub post: Option<String>,
    pub staffing: Option<Staffing>,
    pub entered_on: Option<NaiveDate>,
    pub sex: Option<Sex>,
    pub born: Option<Month>,
    pub ethnicity: Option<String>,
    pub education: Option<Education>,
    pub major: Option<String>,
    pub expertise: Option<String>,
    /// The person's own region, where the row has no card to name one.
    pub region: Option<String>,
    pub id_number: Option<String>,
    pub phone: Option<String>,
    pub card: Option<TypedCard>,
}

/// The card of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct TypedCard {
    pub number: String,
    /// None where neither the row nor the person who imports says it.
    pub kind: Option<CertificateKind>,
    pub categories: Vec<Category>,
    pub region: Option<String>,
    pub issuer: Option<String>,
    pub issued_on: Option<NaiveDate>,
    pub valid_to: Option<Until>,
    pub state: Option<CertificateState>,
}

impl Typed {
    /// The record in the ledger's terms, and what had to be left out.
    pub fn of(record: &Record, bureau: &str, assumed: &Assumptions) -> (Typed, Vec<String>) {
        let mut notes = Vec::new();
        let id_number = record.id_number.clone().filter(|number| {
            let right = id_number::check(number).is_ok();
            if !right {
                notes.push("15位的旧身份证号没有导入".to_owned());
            }
            right
        });
        let sex =
            record.sex.as_deref().and_then(|sex| Sex::ALL.iter().copied().find(|one| one.label() == sex));
        let mut term = |words: &Option<String>, label: &str, found: bool| {
            if let Some(words) = words.as_ref().filter(|_| !found) {
                notes.push(format!("{label}“{words}”没有对应的选项，没有导入"));
            }
        };
        let staffing = record.staffing.as_deref().and_then(staffing);
        term(&record.staffing, "编制", staffing.is_some());
        let education = record.education.as_deref().and_then(education);
        term(&record.education, "学历", education.is_some());
        let (unit, section) = place(record, bureau);
        let typed = Typed {
            name: record.name.clone().unwrap_or_default(),
            unit: unit.or_else(|| assumed.unit.clone()),
            section,
            post: record.post.clone(),
            staffing,
            entered_on: record.entered_on,
            sex,
            born: record.born.as_deref().and_then(|born| Month::parse(born.get(..7)?)),
            ethnicity: record.ethnicity.clone(),
            education,
            major: record.major.clone(),
            expertise: record.expertise.clone(),
            region: record.region.clone().filter(|_| record.cert_no.is_none()),
            id_number,
            phone: record.phone.clone(),
            card: card(record, assumed, &mut notes),
        };
        (typed, notes)
    }

    /// The officer with everything that the row says.
    pub fn applied(&self, mut officer: Officer, unit: Option<Id<Unit>>) -> Officer {
        fn take<T: Clone>(to: &mut Option<T>, from: &Option<T>) {
            if from.is_some() {
                to.clone_from(from);
            }
        }
        fn put(to: &mut String, from: &Option<String>) {
            if let Some(from) = from {
                to.clone_from(from);
            }
        }
        officer.name.clone_from(&self.name);
        if let Some(unit) = unit {
            officer.unit = unit;
        }
        put(&mut officer.post, &self.post);
        take(&mut officer.staffing, &self.staffing);
        take(&mut officer.entered_on, &self.entered_on);
        let profile = &mut officer.profile;
        take(&mut profile.sex, &self.sex);
        take(&mut profile.born, &self.born);
        put(&mut profile.ethnicity, &self.ethnicity);
        take(&mut profile.education, &self.education);
        put(&mut profile.major, &self.major);
        put(&mut profile.expertise, &self.expertise);
        put(&mut profile.region, &self.region);
        put(&mut profile.id_number, &self.id_number);
        put(&mut profile.phone, &self.phone);
        officer
    }
}

impl TypedCard {
    /// A card that the ledger does not have. The caller has seen to it that kind and validity are known.
    pub fn fresh(&self, officer: Id<Officer>, kind: CertificateKind) -> Certificate {
        let card = Certificate {
            officer,
            kind,
            number: self.number.clone(),
            categories: Vec::new(),
            region: String::new(),
            issuer: String::new(),
            issued_on: None,
            valid_to: None,
            state: self.state.unwrap_or(CertificateState::Held),
        };
        self.applied(card, "")
    }

    /// The card with what the row says of it. Its state is changed by legal acts alone, never by a register.
    ///
    /// A list that was exported gives the holder's own region where the card names none: that is no change.
    pub fn applied(&self, mut card: Certificate, own_region: &str) -> Certificate {
        if !self.categories.is_empty() {
            card.categories.clone_from(&self.categories);
        }
        if let Some(region) =
            self.region.as_ref().filter(|region| !card.region.is_empty() || *region != own_region)
        {
            card.region.clone_from(region);
        }
        if let Some(issuer) = &self.issuer {
            card.issuer.clone_from(issuer);
        }
        card.issued_on = self.issued_on.or(card.issued_on);
        match self.valid_to {
            Some(Until::On(day)) => card.valid_to = Some(day),
            Some(Until::Forever) => card.valid_to = None,
            None => {}
        }
        card
    }
}

/// The unit by which the ledger knows a person, and a section of it: of the bureau itself the section is the unit.
fn place(record: &Record, bureau: &str) -> (Option<String>, Option<String>) {
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    let own = |unit: &String| bare(unit) == bare(bureau);
    match (&record.unit, &record.department) {
        (None, Some(department)) => (Some(department.clone()), None),
        (Some(unit), Some(department)) if own(unit) => (Some(department.clone()), None),
        (Some(unit), Some(department)) if bare(unit) == bare(department) => (Some(unit.clone()), None),
        (unit, department) => (unit.clone(), department.clone()),
    }
}

/// The kind that a unit's name says without doubt.
pub fn unit_kind(name: &str) -> UnitKind {
    let ends = |words: &[&str]| words.iter().any(|word| name.ends_with(word));
    match name {
        _ if ends(&["镇", "乡", "苏木", "街道", "街道办事处", "镇人民政府", "乡人民政府"]) => {
            UnitKind::Township
        }
        _ if ends(&["开发区", "工业园区", "园区", "开发区管委会", "园区管委会"]) => {
            UnitKind::Zone
        }
        _ if ends(&["领导班子", "局领导"]) => UnitKind::Leadership,
        _ => UnitKind::Other,
    }
}

fn staffing(words: &str) -> Option<Staffing> {
    let has = |word: &str| words.contains(word);
    match words {
        _ if has("参照") || has("参公") => Some(Staffing::Managed),
        _ if has("行政") || has("公务员") => Some(Staffing::Civil),
        _ if has("事业") => Some(Staffing::Institution),
        "其他" => Some(Staffing::Other),
        _ => None,
    }
}

fn education(words: &str) -> Option<Education> {
    let has = |word: &str| words.contains(word);
    match words {
        _ if has("博士") => Some(Education::Doctor),
        // 研究生 alone may be a doctor.
        _ if has("硕士") => Some(Education::Master),
        _ if has("本科") || has("学士") || words == "大学" => Some(Education::Bachelor),
        _ if has("大专") || has("专科") => Some(Education::College),
        _ if has("中专") || has("高中") || has("初中") || has("中技") => Some(Education::School),
        _ => Education::ALL.iter().copied().find(|one| one.label() == words),
    }
}

fn card(record: &Record, assumed: &Assumptions, notes: &mut Vec<String>) -> Option<TypedCard> {
    let Some(number) = record.cert_no.clone() else {
        let says = [&record.cert_type, &record.issuer, &record.cert_state].iter().any(|one| one.is_some());
        if says || record.issue_date.is_some() || record.valid_to.is_some() {
            notes.push("没有证号，证件没有登记".to_owned());
        }
        return None;
    };
    let named = record.cert_type.as_deref().and_then(kind);
    if let Some(words) = record.cert_type.as_ref().filter(|_| named.is_none()) {
        notes.push(format!("证件类型“{words}”没有对应的选项"));
    }
    let state = record.cert_state.as_deref().and_then(state);
    if let Some(words) = record.cert_state.as_ref().filter(|_| state.is_none()) {
        notes.push(format!("证件状态“{words}”没有对应的选项，按持有登记"));
    }
    let categories = record.category.as_deref().map_or(Vec::new(), categories);
    if let Some(words) = record.category.as_ref().filter(|_| categories.is_empty()) {
        notes.push(format!("执法类别“{words}”没有对应的选项，没有导入"));
    }
    Some(TypedCard {
        number,
        kind: named.or(assumed.kind),
        categories,
        region: record.region.clone(),
        issuer: record.issuer.clone(),
        issued_on: record.issue_date,
        valid_to: record.valid_to,
        state,
    })
}

fn kind(words: &str) -> Option<CertificateKind> {
    match words {
        _ if words.contains("部") => Some(CertificateKind::Ministry),
        _ if words.contains("监督证") => Some(CertificateKind::Supervision),
        _ if words.contains("执法证") => Some(CertificateKind::Enforcement),
        _ => None,
    }
}

fn state(words: &str) -> Option<CertificateState> {
    let has = |all: &[&str]| all.iter().any(|word| words.contains(word));
    match words {
        _ if has(&["暂扣"]) => Some(CertificateState::Suspended),
        _ if has(&["遗失", "丢失", "挂失"]) => Some(CertificateState::Lost),
        _ if has(&["交回", "上交", "收回"]) => Some(CertificateState::HandedIn),
        _ if has(&["吊销"]) => Some(CertificateState::Revoked),
        _ if has(&["注销"]) => Some(CertificateState::Cancelled),
        // That a card has run out follows from its days.
        _ if has(&["有效", "正常", "持有", "在用", "过期", "到期"]) => {
            Some(CertificateState::Held)
        }
        _ => None,
    }
}

/// The categories of enforcement that words name.
pub fn categories(words: &str) -> Vec<Category> {
    let hints = [(Category::Safety, "安全生产"), (Category::Fire, "消防"), (Category::Emergency, "应急管理")];
    hints.into_iter().filter(|(_, hint)| words.contains(hint)).map(|(one, _)| one).collect()
}

/// The fields in which two officers differ; units by the names that `called` gives.
pub fn differences(old: &Officer, new: &Officer, called: &dyn Fn(Id<Unit>) -> String) -> Vec<Difference> {
    let shown = |officer: &Officer| {
        let profile = &officer.profile;
        let day = |day: Option<NaiveDate>| day.map_or(String::new(), |day| day.to_string());
        [
            ("officer.name", officer.name.clone()),
            ("officer.unit", called(officer.unit)),
            ("officer.post", officer.post.clone()),
            ("officer.staffing", officer.staffing.map_or("", Staffing::label).to_owned()),
            ("officer.entered_on", day(officer.entered_on)),
            ("officer.sex", profile.sex.map_or("", Sex::label).to_owned()),
            ("officer.born", profile.born.map_or(String::new(), |born| born.to_string())),
            ("officer.ethnicity", profile.ethnicity.clone()),
            ("officer.education", profile.education.map_or("", Education::label).to_owned()),
            ("officer.major", profile.major.clone()),
            ("officer.expertise", profile.expertise.clone()),
            ("officer.region", profile.region.clone()),
            ("officer.id_number", masked(&profile.id_number)),
            ("officer.phone", masked(&profile.phone)),
        ]
    };
    // Two numbers that look alike behind their stars still differ.
    let hidden = [
        ("officer.id_number", old.profile.id_number != new.profile.id_number),
        ("officer.phone", old.profile.phone != new.profile.phone),
    ];
    let changed = |field: &str| hidden.iter().any(|(one, differs)| *one == field && *differs);
    let pairs = shown(old).into_iter().zip(shown(new));
    pairs
        .filter(|((field, old), (_, new))| old != new || changed(field))
        .map(|((field, old), (_, new))| Difference { label: field_label(field).to_owned(), old, new })
        .collect()
}

/// The fields in which two states of a card differ; against none, the card is new.
pub fn card_differences(old: Option<&Certificate>, new: &Certificate) -> Vec<Difference> {
    let Some(old) = old else {
        let number = format!("{}　{}", new.kind.label(), new.number);
        return vec![Difference { label: "证件".to_owned(), old: String::new(), new: number }];
    };
    let shown = |card: &Certificate| {
        let categories: Vec<&str> = card.categories.iter().map(|one| one.label()).collect();
        [
            ("certificate.categories", categories.join("、")),
            ("certificate.region", card.region.clone()),
            ("certificate.issuer", card.issuer.clone()),
            ("certificate.issued_on", card.issued_on.map_or(String::new(), |day| day.to_string())),
            ("certificate.valid_to", card.valid_to.map_or("长期".to_owned(), |day| day.to_string())),
        ]
    };
    let pairs = shown(old).into_iter().zip(shown(new)).filter(|((_, old), (_, new))| old != new);
    pairs
        .map(|((field, old), (_, new))| Difference { label: field_label(field).to_owned(), old, new })
        .collect()
}
