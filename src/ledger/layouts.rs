//! In which columns the registry goes out: the bureau's own list, and one for each platform, as the bureau has set it.

use std::fmt::Write as _;
use std::sync::OnceLock;

use serde::Deserialize;
use serde::de::IntoDeserializer as _;
use serde::de::value::{Error as NoField, StrDeserializer};

use super::file::Versioned;
use super::{Error, Ledger, Result};
use crate::domain::role::Op;
use crate::domain::roster_layout::{BLANK, COLUMNS_MOST, LayoutColumn, Platform, RosterLayout};
use crate::domain::training::TrainingKind;
use crate::exchange::register::{Field, Meaning as _, Title};

/// How the registry is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    pub title: String,
    pub(super) columns: Vec<Column>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub holds: Holds,
    /// What stands over it; empty where the program's own word does.
    heading: String,
}

/// What stands below a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    Field(Field),
    /// In full years, on the day of the export.
    Age,
    Training(TrainingKind),
    /// Nothing: the platform has it, the ledger has not.
    Blank,
}

#[derive(Deserialize)]
struct Layouts {
    layout: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    platform: Option<String>,
    title: String,
    columns: Vec<String>,
}

/// What the program brings: for the bureau itself, and for both platforms.
fn built_in() -> &'static [Written] {
    static LAYOUTS: OnceLock<Vec<Written>> = OnceLock::new();
    LAYOUTS.get_or_init(|| {
        let text = include_str!("../../assets/exchange/layouts.toml");
        let all: Layouts = toml::from_str(text).expect("a test reads the layouts");
        all.layout
    })
}

impl Written {
    fn columns(&self) -> Vec<LayoutColumn> {
        let column = |code: &String| LayoutColumn { field: code.clone(), heading: String::new() };
        self.columns.iter().map(column).collect()
    }
}

impl Holds {
    fn named(code: &str) -> Option<Holds> {
        match code {
            "age" => Some(Holds::Age),
            "business" => Some(Holds::Training(TrainingKind::Business)),
            "law" => Some(Holds::Training(TrainingKind::Law)),
            BLANK => Some(Holds::Blank),
            _ => {
                let name: StrDeserializer<'_, NoField> = code.into_deserializer();
                Field::deserialize(name).ok().map(Holds::Field)
            }
        }
    }

    fn label(self) -> String {
        match self {
            Holds::Field(field) => field.label().to_owned(),
            Holds::Age => "年龄".to_owned(),
            Holds::Training(kind) => format!("{}情况", kind.label()),
            Holds::Blank => "空白栏".to_owned(),
        }
    }
}

impl Column {
    /// A column by its code; what a later program knows and this one does not stays empty under its heading.
    fn of(written: &LayoutColumn) -> Column {
        let holds = Holds::named(&written.field).unwrap_or(Holds::Blank);
        Column { holds, heading: written.heading.trim().to_owned() }
    }

    pub fn title(&self) -> Title {
        let words = if self.heading.is_empty() { self.holds.label() } else { self.heading.clone() };
        Title { words, digits: matches!(self.holds, Holds::Field(field) if field.is_digits()) }
    }
}

/// What a column holds, in the program's own word.
pub fn column_label(code: &str) -> String {
    Holds::named(code).map_or_else(|| code.to_owned(), Holds::label)
}

/// The columns that a list may have, by code and label, the blank one last.
pub fn columns_offered() -> Vec<(String, String)> {
    let with_age = Field::all().flat_map(|field| {
        // 有效期起 is read from registers only; a ledger keeps the day of issue.
        let codes: &[&str] = match field {
            Field::ValidFrom => &[],
            Field::Born => &["born", "age"],
            Field::Expertise => &["expertise", "business", "law"],
            _ => &[""],
        };
        codes.iter().map(move |code| if code.is_empty() { code_of(field) } else { (*code).to_owned() })
    });
    with_age.chain([BLANK.to_owned()]).map(|code| (code.clone(), column_label(&code))).collect()
}

fn code_of(field: Field) -> String {
    serde_json::to_value(field).ok().and_then(|code| code.as_str().map(str::to_owned)).unwrap_or_default()
}

/// What is wrong with an order of columns, in a sentence.
pub fn layout_problem(columns: &[LayoutColumn]) -> Option<String> {
    if columns.iter().all(|column| column.field != "name") {
        return Some("里面要有“姓名”，不然认不出是谁。".to_owned());
    }
    if columns.len() > COLUMNS_MOST {
        return Some(format!("最多{COLUMNS_MOST}栏，现在有{}栏。", columns.len()));
    }
    if columns.iter().any(|column| column.field == BLANK && column.heading.trim().is_empty()) {
        return Some("空白栏要写栏名，照平台上的写。".to_owned());
    }
    for (at, column) in columns.iter().enumerate() {
        let title = Column::of(column).title().words;
        let before = columns[..at].iter();
        if column.field != BLANK && before.clone().any(|other| other.field == column.field) {
            return Some(format!("“{}”有两栏，请去掉一栏。", column_label(&column.field)));
        }
        if before.clone().any(|other| Column::of(other).title().words == title) {
            return Some(format!("有两栏都叫“{title}”，请改一栏的栏名。"));
        }
    }
    None
}

/// Columns as one text in their order, so that a form, its draft and the record are compared as a whole.
pub struct LayoutWords;

impl LayoutWords {
    pub fn write(columns: &[LayoutColumn]) -> String {
        columns.iter().fold(String::new(), |mut text, LayoutColumn { field, heading }| {
            let _ = writeln!(text, "{field}\t{}", heading.trim());
            text
        })
    }

    pub fn read(text: &str) -> Vec<LayoutColumn> {
        let column = |line: &str| {
            let (field, heading) = line.split_once('\t').unwrap_or((line, ""));
            LayoutColumn { field: field.to_owned(), heading: heading.to_owned() }
        };
        text.lines().map(column).collect()
    }

    /// 姓名、性别、证号（执法证编号）.
    pub fn show(columns: &[LayoutColumn]) -> String {
        let name = |LayoutColumn { field, heading }: &LayoutColumn| match heading.trim() {
            "" => column_label(field),
            heading => format!("{}（{heading}）", column_label(field)),
        };
        columns.iter().map(name).collect::<Vec<_>>().join("、")
    }
}

impl Ledger {
    /// The layouts that there are; the first is the bureau's own, the others are the platforms'.
    pub fn layouts(&self) -> Result<Vec<Layout>> {
        let set = self.all::<RosterLayout>()?;
        let layout = |one: &Written| {
            let platform = one.platform.as_deref().and_then(Platform::from_code);
            let own = set.iter().rfind(|own| Some(own.value.platform) == platform);
            let columns = own.map_or_else(|| one.columns(), |own| own.value.columns.clone());
            Layout { title: one.title.clone(), columns: columns.iter().map(Column::of).collect() }
        };
        Ok(built_in().iter().map(layout).collect())
    }

    /// The columns of a platform, with the record in which they stand, once the bureau has set them.
    pub fn layout_read(&self, platform: Platform) -> Result<(Option<Versioned<RosterLayout>>, RosterLayout)> {
        let read = self.all::<RosterLayout>()?.into_iter().rfind(|own| own.value.platform == platform);
        let columns = match &read {
            Some(read) => read.value.columns.clone(),
            None => Ledger::layout_built_in(platform),
        };
        Ok((read, RosterLayout { platform, columns }))
    }

    /// The columns of a platform as the program brings them.
    pub fn layout_built_in(platform: Platform) -> Vec<LayoutColumn> {
        let written = built_in().iter().find(|one| one.platform.as_deref() == Some(platform.code()));
        written.map(Written::columns).unwrap_or_default()
    }

    /// Sets the columns of a platform.
    ///
    /// # Errors
    /// No name among them; a column twice; two under one heading; a blank one without a heading.
    pub fn set_layout(&mut self, layout: &RosterLayout, why: &str) -> Result<()> {
        if let Some(problem) = layout_problem(&layout.columns) {
            return Err(Error::Refused(problem));
        }
        let (read, _) = self.layout_read(layout.platform)?;
        self.transact(Op::SetRosterLayout, why, |draft| match &read {
            Some(read) => draft.change(read, layout),
            None => draft.add(layout).map(|_| ()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layout_can_be_read_and_names_people() {
        assert_eq!(built_in().len(), 3);
        for one in built_in() {
            assert_eq!(layout_problem(&one.columns()), None, "{}", one.title);
            assert!(one.columns.iter().all(|code| Holds::named(code).is_some()), "{}", one.title);
            assert!(one.platform.as_deref().is_none_or(|code| Platform::from_code(code).is_some()));
        }
        for platform in Platform::ALL {
            assert!(!Ledger::layout_built_in(*platform).is_empty(), "{}", platform.label());
        }
    }

    #[test]
    fn every_column_that_is_offered_is_known_and_offered_once() {
        let all = columns_offered();
        let mut codes: Vec<_> = all.iter().map(|(code, _)| code.as_str()).collect();
        assert!(codes.iter().all(|code| Holds::named(code).is_some()) && codes.last() == Some(&BLANK));
        for one in built_in() {
            assert!(one.columns.iter().all(|code| codes.contains(&code.as_str())), "{}", one.title);
        }
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), all.len());
    }

    #[test]
    fn an_order_of_columns_is_refused_for_what_is_wrong_with_it() {
        let of = |text| layout_problem(&LayoutWords::read(text));
        assert_eq!(of("name\nblank\t政治面貌\nblank\t入党时间"), None);
        assert!(of("sex").is_some_and(|why| why.contains("姓名")));
        assert!(of("name\nblank").is_some_and(|why| why.contains("空白栏")));
        assert!(of("name\nsex\nsex\t男女").is_some_and(|why| why.contains("“性别”有两栏")));
        assert!(of("name\nsex\nage\t性别").is_some_and(|why| why.contains("都叫“性别”")));
        let columns = LayoutWords::read("name\nage\t岁数");
        assert_eq!(LayoutWords::read(&LayoutWords::write(&columns)), columns);
        assert_eq!(LayoutWords::show(&columns), "姓名、年龄（岁数）");
    }
}
