//! A sheet into indicators and vetoes: every row is one of them, a heading, a total, or left with the reason.

use std::collections::BTreeMap;

use super::columns::Field;
use super::deduction::{self, without_number};
use super::{ABOUT_LINES, About, StandardReading, Told};
use crate::domain::case::CaseKind;
use crate::domain::review::{Group, Indicator, LeftOut, Level, Veto};
use crate::exchange::register::book::{Cell, Row, Sheet};
use crate::exchange::register::text;
use crate::words::amount::parse_tenths;

/// How far down a table may begin, in rows that hold something.
const WITHIN: usize = 60;
/// What marks a fault that voids the file.
const VETO: &str = "否决";
/// What the sheet of vetoes is called in a file of the program.
pub const VETO_SHEET: &str = "否决项";
/// What stands over the vetoes there.
pub const VETO_HEAD: &str = "否决情形";

/// Reads what a sheet adds to a standard; tells whether it has a table of indicators.
pub fn read(sheet: &Sheet, reading: &mut StandardReading) -> bool {
    let is_vetoes = sheet.name.contains(VETO);
    let Some(header) = Header::find(sheet, is_vetoes) else {
        reading.tell(sheet, 0, "没有找到写着指标和分值的表头，没有读");
        return false;
    };
    reading.unread_columns.extend(header.unread.iter().cloned());
    let mut body = Body { sheet, header, vetoes: is_vetoes, title: None, summed: true, ended: false };
    for (&at, row) in &sheet.rows {
        if at < body.header.row {
            above(sheet, at, row, reading);
        } else if at > body.header.row {
            body.row(at, row, reading);
        }
    }
    !is_vetoes
}

/// The title over a table, with its version where it names a year.
fn above(sheet: &Sheet, at: u32, row: &Row, reading: &mut StandardReading) {
    let shown = row.values().filter_map(text::shown).map(|shown| shown.text).find(|text| !text.is_empty());
    let Some(words) = shown else { return };
    if reading.about.title.is_empty() && row.len() == 1 && (words.contains("标准") || words.contains("评分"))
    {
        (reading.about.title, reading.about.version) = titled(&words);
        return;
    }
    reading.tell(sheet, at, "表头上面的标题或者说明");
}

/// 行政处罚案卷评查标准（2025年版） is a title and a version.
fn titled(words: &str) -> (String, String) {
    let version = words.rsplit_once(['（', '(']).and_then(|(title, rest)| {
        let inside = rest.strip_suffix(['）', ')'])?;
        inside.contains('年').then(|| (title.trim().to_owned(), inside.trim().to_owned()))
    });
    version.unwrap_or((words.to_owned(), String::new()))
}

/// The row over a table, and what its columns hold.
struct Header {
    row: u32,
    columns: BTreeMap<Field, u32>,
    unread: Vec<String>,
}

impl Header {
    fn find(sheet: &Sheet, is_vetoes: bool) -> Option<Header> {
        let rows = sheet.rows.iter().take(WITHIN).map(|(&at, row)| Header::of(at, row));
        let says = |header: &Header, field| header.columns.contains_key(&field);
        let mut tables =
            rows.filter(|one| says(one, Field::Indicator) && (is_vetoes || says(one, Field::Marks)));
        tables.next()
    }

    fn of(at: u32, row: &Row) -> Header {
        let mut best: BTreeMap<Field, (usize, u32)> = BTreeMap::new();
        let mut words = BTreeMap::new();
        for (&column, cell) in row {
            let Some(shown) = text::shown(cell) else { continue };
            if let Some((field, rank)) = Field::named(&shown.text)
                && best.get(&field).is_none_or(|(known, _)| rank < *known)
            {
                best.insert(field, (rank, column));
            }
            words.insert(column, shown.text);
        }
        let columns: BTreeMap<Field, u32> = best.into_iter().map(|(field, (_, at))| (field, at)).collect();
        let others = words.into_iter().filter(|(column, _)| !columns.values().any(|one| one == column));
        let unread =
            others.map(|(_, words)| words).filter(|words| words != "序号" && words != "序").collect();
        Header { row: at, columns, unread }
    }
}

/// What is carried from row to row.
struct Body<'a> {
    sheet: &'a Sheet,
    header: Header,
    /// What follows are vetoes, until the next heading.
    vetoes: bool,
    /// The words of the group that goes on, as they stand in the sheet.
    title: Option<String>,
    /// The table does not say what the group adds up to: it is what it adds up to.
    summed: bool,
    /// The total has come: what follows are notes.
    ended: bool,
}

impl Body<'_> {
    fn words(&self, at: u32, field: Field) -> Option<String> {
        let column = *self.header.columns.get(&field)?;
        let cell = self.sheet.cell(at, column);
        let cell = match field {
            // Only what belongs to several rows is merged over them.
            Field::Group | Field::GroupMarks => cell.or_else(|| self.sheet.shown_from_above(at, column)),
            _ => cell,
        };
        // Breaks within a cell part the clauses of what is deducted.
        let words = match cell? {
            Cell::Text(words) if field == Field::Typical => text::plain(words),
            cell => text::shown(cell)?.text,
        };
        Some(words).filter(|words| !text::is_nothing(words))
    }

    fn row(&mut self, at: u32, row: &Row, reading: &mut StandardReading) {
        let texts: Vec<String> = row.values().filter_map(text::shown).map(|shown| shown.text).collect();
        let total = texts.iter().map(|words| text::name(words)).find(|words| is_total(words));
        if let Some(total) = total {
            return self.total(at, &total, reading);
        }
        if self.ended || texts.first().is_some_and(|words| is_note(words)) {
            return reading.tell(self.sheet, at, "表下面的说明");
        }
        if Header::of(at, row).columns.len() >= 2 {
            return reading.tell(self.sheet, at, "重复的表头");
        }
        let (indicator, marks) = (self.words(at, Field::Indicator), self.words(at, Field::Marks));
        if marks.is_none() && self.is_heading(at, row) && !self.vetoes_go_on(indicator.as_deref()) {
            return self.heading(&texts[0], reading);
        }
        self.begin_group(at, reading);
        match (indicator, marks) {
            (Some(words), marks)
                if self.vetoes || marks.as_deref().is_some_and(|said| said.contains(VETO)) =>
            {
                let virtue = self.words(at, Field::Virtue).unwrap_or_default();
                reading.vetoes.push(Veto { fault: without_number(&words).to_owned(), virtue });
            }
            (Some(words), Some(marks)) => self.indicator(at, &words, &marks, reading),
            (Some(words), None) => {
                reading.refuse(
                    self.sheet,
                    at,
                    format!("“{words}”没有写分值。请补上；是否决项的，分值写“否决”。"),
                );
            }
            (None, Some(_)) => {
                reading.refuse(self.sheet, at, "有分值，没有写看什么。请补上指标。".to_owned())
            }
            (None, None) => reading.tell(self.sheet, at, "没有指标，也没有分值"),
        }
    }

    /// A row with one text over the others: not an indicator that lacks its marks.
    fn is_heading(&self, at: u32, row: &Row) -> bool {
        let mut cells = row.iter();
        let (Some((&column, cell)), None) = (cells.next(), cells.next()) else { return false };
        let words = text::shown(cell).map(|shown| shown.text).unwrap_or_default();
        let wide = self.sheet.merge_at(at, column).is_some_and(|merge| merge.right > merge.left);
        wide || self.header.columns.get(&Field::Indicator) != Some(&column)
            || marks_in(&words).is_some()
            || words.contains(VETO)
    }

    /// Among vetoes a row with one text is the next veto, unless it is a heading with its marks.
    fn vetoes_go_on(&self, indicator: Option<&str>) -> bool {
        self.vetoes && indicator.is_some_and(|words| marks_in(words).is_none())
    }

    /// 一、执法主体（10分）, or 否决项.
    fn heading(&mut self, words: &str, reading: &mut StandardReading) {
        self.vetoes = words.contains(VETO);
        self.title = Some(words.to_owned());
        if !self.vetoes {
            self.push(group(words, None), reading);
        }
    }

    fn push(&mut self, group: Group, reading: &mut StandardReading) {
        self.summed = group.marks == 0;
        reading.groups.push(group);
    }

    /// Begins the group that the row's own column names, where it is another than that of the row above.
    fn begin_group(&mut self, at: u32, reading: &mut StandardReading) {
        let Some(words) = self.words(at, Field::Group) else { return };
        if self.title.as_ref() == Some(&words) {
            return;
        }
        self.vetoes = words.contains(VETO);
        if !self.vetoes {
            let marks = self.words(at, Field::GroupMarks).and_then(|said| tenths(&said));
            self.push(group(&words, marks), reading);
        }
        self.title = Some(words);
    }

    fn indicator(&self, at: u32, words: &str, marks: &str, reading: &mut StandardReading) {
        let Some(tenths) = tenths(marks) else {
            let why = format!("“{words}”的分值写的是“{marks}”。请写成数字，最多一位小数，例如 5 或者 2.5。");
            return reading.refuse(self.sheet, at, why);
        };
        let said = self.words(at, Field::Typical).unwrap_or_default();
        let (typical, left) = deduction::read(&said);
        for clause in left {
            reading.tell(self.sheet, at, &format!("“{clause}”没有写明扣几分，没有作为常见问题"));
        }
        let out = self
            .words(at, Field::MayBeOut)
            .is_some_and(|said| ["是", "可", "可以", "√", "✓", "Y"].contains(&said.as_str()));
        let indicator =
            Indicator { title: without_number(words).to_owned(), marks: tenths, may_be_out: out, typical };
        if reading.groups.is_empty() {
            reading.groups.push(group("评查内容", None));
        }
        let Some(group) = reading.groups.last_mut() else { return };
        group.indicators.push(indicator);
        if self.summed {
            group.marks = group.indicators.iter().map(|one| one.marks).sum();
        }
        reading.places.push((self.sheet.name.clone(), at + 1));
    }

    fn total(&mut self, at: u32, words: &str, reading: &mut StandardReading) {
        let said = self.words(at, Field::Marks).and_then(|said| tenths(&said)).or_else(|| marks_in(words));
        if words.starts_with("小计") {
            if let (Some(said), Some(group)) = (said, reading.groups.last_mut()) {
                group.marks = said;
            }
            return reading.tell(self.sheet, at, "小计");
        }
        if said.is_some() {
            reading.about.full = said;
        }
        self.ended = true;
        reading.tell(self.sheet, at, "合计");
    }
}

fn is_total(words: &str) -> bool {
    let bare = words.split(['（', '(', '：', ':']).next().unwrap_or(words);
    ["合计", "总计", "总分", "小计", "满分"].contains(&bare)
}

fn is_note(words: &str) -> bool {
    ["注：", "注:", "说明：", "说明:", "备注：", "备注:"].iter().any(|start| words.starts_with(start))
}

/// A group by its heading; the marks are those of the heading where no column has them.
fn group(words: &str, marks: Option<u32>) -> Group {
    let said = marks_in(words);
    let title = match said {
        Some(_) => words.rsplit_once(['（', '(']).map_or(words, |(title, _)| title),
        None => words,
    };
    let title = without_number(title).to_owned();
    Group { title, marks: marks.or(said).unwrap_or(0), indicators: Vec::new() }
}

/// 10 of 执法主体（10分）.
fn marks_in(words: &str) -> Option<u32> {
    let inside = words.trim().strip_suffix(['）', ')'])?.rsplit_once(['（', '('])?.1;
    let said = ["满分", "共", "计"].iter().fold(inside.trim(), |said, word| said.trim_start_matches(word));
    tenths(said.contains('分').then_some(said)?)
}

/// 5, 2.5 or 5分.
fn tenths(said: &str) -> Option<u32> {
    parse_tenths(said.trim().trim_end_matches('分'))
}

/// Reads what stands beside the tables.
pub fn about(sheet: &Sheet, reading: &mut StandardReading) {
    for (&at, row) in &sheet.rows {
        let texts: Vec<String> = row.values().filter_map(text::shown).map(|shown| shown.text).collect();
        let [name, rest @ ..] = &texts[..] else { continue };
        let Some(line) = ABOUT_LINES.iter().position(|one| one == name) else {
            reading.tell(sheet, at, "不是本程序认得的说明");
            continue;
        };
        let Some(said) = rest.first() else { continue };
        if let Err(why) = reading.about.take(line, said, rest.get(1)) {
            reading.refuse(sheet, at, why);
        }
    }
}

impl About {
    fn take(&mut self, line: usize, said: &str, more: Option<&String>) -> Result<(), String> {
        match line {
            0 => said.clone_into(&mut self.title),
            1 => said.clone_into(&mut self.version),
            2 => self.kinds = kinds(said)?,
            3 => {
                self.full =
                    Some(tenths(said).ok_or_else(|| format!("满分写的是“{said}”。请写成数字，例如 100。"))?)
            }
            4 => {
                let known = LeftOut::ALL.iter().find(|one| one.label() == said);
                let all: Vec<&str> = LeftOut::ALL.iter().map(|one| one.label()).collect();
                let refuse = || format!("不涉及的项目怎么算，写的是“{said}”。请写“{}”。", all.join("”或者“"));
                self.left_out = Some(*known.ok_or_else(refuse)?);
            }
            5 => {
                let refuse = || format!("等次“{said}”没有写从几分起。请在后面一格写数字，例如 90。");
                let from = more.and_then(|from| tenths(from)).ok_or_else(refuse)?;
                self.levels.push(Level { title: said.to_owned(), from });
            }
            _ => said.clone_into(&mut self.lowest),
        }
        Ok(())
    }
}

/// Labels joined by 、; all kinds where it says so.
fn kinds(said: &str) -> Result<Vec<CaseKind>, String> {
    if said == super::write::ALL_KINDS {
        return Ok(Vec::new());
    }
    let one = |word: &str| CaseKind::ALL.iter().copied().find(|kind| kind.label() == word.trim());
    let refuse = |word: &str| {
        let all: Vec<&str> = CaseKind::ALL.iter().map(|kind| kind.label()).collect();
        format!(
            "适用案件“{word}”不在可填的范围内。可以写：{}；各类都用的写“{}”。",
            all.join("、"),
            super::write::ALL_KINDS
        )
    };
    said.split('、').map(|word| one(word).ok_or_else(|| refuse(word))).collect()
}

impl StandardReading {
    fn tell(&mut self, sheet: &Sheet, at: u32, why: &str) {
        self.left.push(Told { sheet: sheet.name.clone(), row: at + 1, why: why.to_owned() });
    }

    fn refuse(&mut self, sheet: &Sheet, at: u32, why: String) {
        self.problems.push(Told { sheet: sheet.name.clone(), row: at + 1, why });
    }
}
