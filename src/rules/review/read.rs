//! How a standard stands in TOML: read, and written so that it is read as it was.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::case::CaseKind;
use crate::domain::review::{Group, Indicator, LeftOut, Level, Standard, StandardFault, Typical, Veto};
use crate::rules::pack::{self, PackError};
use crate::rules::serial;
use crate::words::review::explain;
use crate::words::toml_problem;

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct File {
    title: String,
    version: String,
    #[serde(deserialize_with = "serial::terms", serialize_with = "serial::codes")]
    kinds: Vec<CaseKind>,
    #[serde(deserialize_with = "tenths", serialize_with = "points")]
    full: u32,
    #[serde(deserialize_with = "serial::term", serialize_with = "serial::code")]
    left_out: LeftOut,
    lowest: String,
    #[serde(rename = "level")]
    levels: Vec<LevelLine>,
    #[serde(rename = "veto", default)]
    vetoes: Vec<VetoLine>,
    #[serde(rename = "group")]
    groups: Vec<GroupLine>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct LevelLine {
    title: String,
    #[serde(deserialize_with = "tenths", serialize_with = "points")]
    from: u32,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct VetoLine {
    fault: String,
    virtue: String,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct GroupLine {
    title: String,
    #[serde(deserialize_with = "tenths", serialize_with = "points")]
    marks: u32,
    #[serde(rename = "indicator")]
    indicators: Vec<IndicatorLine>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct IndicatorLine {
    title: String,
    #[serde(deserialize_with = "tenths", serialize_with = "points")]
    marks: u32,
    #[serde(default)]
    may_be_out: bool,
    #[serde(default)]
    typical: Vec<TypicalLine>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct TypicalLine {
    fault: String,
    #[serde(deserialize_with = "tenths", serialize_with = "points")]
    deduct: u32,
}

/// Points as people write them, 2 or 2.5, in tenths.
fn tenths<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Number {
        Whole(u32),
        Part(f64),
    }
    let refuse = || D::Error::custom("分值要写成数字，最多一位小数，例如 5 或者 2.5");
    match Number::deserialize(from).map_err(|_| refuse())? {
        Number::Whole(points) => points.checked_mul(10).ok_or_else(refuse),
        // A file has 2.5, which no binary fraction of a tenth is: the nearest tenth, if it was meant to be one.
        Number::Part(points) => {
            let tenths = (points * 10.0).round();
            let meant = (0.0..1e6).contains(&tenths) && (points * 10.0 - tenths).abs() < 1e-6;
            if meant { Ok(tenths as u32) } else { Err(refuse()) }
        }
    }
}

/// Tenths as people write points.
fn points<S: Serializer>(tenths: &u32, out: S) -> Result<S::Ok, S::Error> {
    match tenths % 10 {
        0 => out.serialize_u32(tenths / 10),
        _ => out.serialize_f64(f64::from(*tenths) / 10.0),
    }
}

pub(super) fn text(standard: &Standard) -> Result<String, toml::ser::Error> {
    toml::to_string_pretty(&File::of(standard))
}

pub(super) fn standard(name: &str, text: &str) -> Result<Standard, PackError> {
    let standard = pack::read::<File>(name, text)?.standard();
    let faults = standard.faults();
    if faults.is_empty() {
        return Ok(standard);
    }
    let faults = faults.iter().map(|fault| (line_of(text, fault), explain(&standard, fault))).collect();
    Err(PackError { name: name.to_owned(), faults })
}

/// The line in which a fault is to be mended.
fn line_of(text: &str, fault: &StandardFault) -> usize {
    let nth = |head: &str, at: usize| text.match_indices(head).nth(at).map_or(0, |(offset, _)| offset);
    let offset = match fault {
        StandardFault::EmptyGroup { group } | StandardFault::GroupSum { group, .. } => {
            nth("[[group]]", *group)
        }
        StandardFault::NoText { indicator }
        | StandardFault::NoMarks { indicator }
        | StandardFault::TypicalAbove { indicator, .. } => nth("[[group.indicator]]", *indicator),
        StandardFault::LevelOrder { level } => nth("[[level]]", *level),
        StandardFault::Twice { text: twice } => {
            text.match_indices(&format!("\"{twice}\"")).nth(1).map_or(0, |(offset, _)| offset)
        }
        StandardFault::NoTitle
        | StandardFault::NoVersion
        | StandardFault::NoIndicators
        | StandardFault::Sum { .. }
        | StandardFault::NoLevels => 0,
    };
    toml_problem::line_of(text, offset)
}

impl File {
    fn of(standard: &Standard) -> File {
        let Standard { title, version, kinds, full, left_out, vetoes, groups, levels, lowest } =
            standard.clone();
        let levels = levels.into_iter().map(|Level { title, from }| LevelLine { title, from });
        let vetoes = vetoes.into_iter().map(|Veto { fault, virtue }| VetoLine { fault, virtue });
        File {
            title,
            version,
            kinds,
            full,
            left_out,
            lowest,
            levels: levels.collect(),
            vetoes: vetoes.collect(),
            groups: groups.into_iter().map(GroupLine::of).collect(),
        }
    }

    fn standard(self) -> Standard {
        Standard {
            title: self.title,
            version: self.version,
            kinds: self.kinds,
            full: self.full,
            left_out: self.left_out,
            vetoes: self
                .vetoes
                .into_iter()
                .map(|VetoLine { fault, virtue }| Veto { fault, virtue })
                .collect(),
            groups: self.groups.into_iter().map(GroupLine::group).collect(),
            levels: self.levels.into_iter().map(|LevelLine { title, from }| Level { title, from }).collect(),
            lowest: self.lowest,
        }
    }
}

impl GroupLine {
    fn of(group: Group) -> GroupLine {
        let typical = |Typical { fault, deduct }| TypicalLine { fault, deduct };
        let indicator = |Indicator { title, marks, may_be_out, typical: faults }| IndicatorLine {
            title,
            marks,
            may_be_out,
            typical: faults.into_iter().map(typical).collect(),
        };
        let Group { title, marks, indicators } = group;
        GroupLine { title, marks, indicators: indicators.into_iter().map(indicator).collect() }
    }

    fn group(self) -> Group {
        let indicator = |line: IndicatorLine| Indicator {
            title: line.title,
            marks: line.marks,
            may_be_out: line.may_be_out,
            typical: line
                .typical
                .into_iter()
                .map(|TypicalLine { fault, deduct }| Typical { fault, deduct })
                .collect(),
        };
        Group {
            title: self.title,
            marks: self.marks,
            indicators: self.indicators.into_iter().map(indicator).collect(),
        }
    }
}
