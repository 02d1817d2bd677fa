//! Who the people of the sample bureau are: the groups of J14-1, invented, and the same at each making.

use chrono::NaiveDate;

use super::chance;
use super::posts::Term;
use crate::domain::month::Month;
use crate::domain::officer::{Duty, Education, Profile, Sex};

/// Schooling and what was studied.
const STUDIES: &[(Education, &str)] = &[
    (Education::Bachelor, "安全工程"),
    (Education::Bachelor, "法学"),
    (Education::College, "安全技术与管理"),
    (Education::Bachelor, "化学工程与工艺"),
    (Education::College, "行政管理"),
    (Education::Bachelor, "采矿工程"),
    (Education::Bachelor, "应急管理"),
    (Education::College, "机电一体化"),
];
const LAW: (Education, &str) = (Education::Bachelor, "法学");

/// Beside the unit's own field, what people of the brigade are good at.
const FIELDS: &[&str] =
    &["工贸企业、有限空间", "危险化学品、加油站", "非煤矿山、石料加工", "事故调查、证据收集"];
const EMERGENCY_FIELDS: &[&str] = &["防汛抗旱、水上救援", "森林草原防火", "应急值守、信息报送"];
const TOWN_FIELDS: &[&str] =
    &["农村小作坊、沿街商铺", "防汛抗旱、地质灾害巡查", "森林草原防火", "烟花爆竹零售点"];

/// First day in the service and profile of a person; the term is that of the card, where there is one.
pub(super) fn of(name: &str, unit: &str, post: &str, term: Option<Term>) -> (Option<NaiveDate>, Profile) {
    // The disciplinary group is posted to the bureau: its people's files are kept elsewhere.
    if unit == "派驻纪检监察组" {
        return (None, Profile::default());
    }
    let seed = name.chars().fold(17_u64, |sum, letter| sum.wrapping_mul(131).wrapping_add(letter.into()));
    let born = match (unit, post) {
        ("局领导", _) => 1968 + chance(seed, 9),
        (_, "股长" | "主任" | "大队长" | "副大队长" | "所长") => 1974 + chance(seed, 12),
        _ => 1981 + chance(seed, 9),
    } as i32;
    // Whoever got the first card lately has not been there for long.
    let born = if matches!(term, Some(Term::Once(..))) { born.max(1990) } else { born };
    let month = 1 + chance(seed ^ 1, 12) as u32;
    let entered = match term {
        Some(Term::Once(..)) => NaiveDate::from_ymd_opt(2020, 9, 1),
        _ => NaiveDate::from_ymd_opt((born + 24 + chance(seed ^ 2, 4) as i32).min(2016), 8, 1),
    };
    let (education, major) = match unit {
        "政策法规股" => LAW,
        _ => STUDIES[chance(seed ^ 3, STUDIES.len())],
    };
    let some = |from: &[&str]| from[chance(seed ^ 4, from.len())].to_owned();
    let town = unit.contains("示例");
    let expertise = match unit {
        "局领导" => "综合监管".to_owned(),
        "政策法规股" => "法制审核、执法监督".to_owned(),
        "危化股" => "危险化学品、烟花爆竹".to_owned(),
        "基础股" => "工贸行业、教育培训".to_owned(),
        "综合行政执法大队" => some(FIELDS),
        "应急救援中心" => some(EMERGENCY_FIELDS),
        _ if town => some(TOWN_FIELDS),
        _ => String::new(),
    };
    let profile = Profile {
        sex: Some(if chance(seed ^ 5, 3) == 0 { Sex::Female } else { Sex::Male }),
        born: Month::new(born, month),
        ethnicity: if chance(seed ^ 6, 8) == 0 { "回族" } else { "汉族" }.to_owned(),
        education: Some(education),
        major: major.to_owned(),
        region: if town { format!("示例县{unit}") } else { "示例县".to_owned() },
        expertise,
        duty: Some(if term.is_some() { Duty::On } else { Duty::Off }),
        ..Profile::default()
    };
    (entered, profile)
}
