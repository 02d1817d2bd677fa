//! Reads a form that a person filled in as TOML: field by field, collecting every problem with its line.

use std::cell::RefCell;
use std::collections::BTreeSet;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Problem;
use crate::words::toml_problem::{explain, line_of};

/// The text of a form and what was found wrong with it so far.
pub(super) struct Form<'s> {
    source: &'s str,
    problems: RefCell<Vec<Problem>>,
}

/// One section: `["案件"]`, or one of several `[["人员"]]`.
pub(super) struct Section<'f> {
    form: &'f Form<'f>,
    /// `案件`, `人员[2]`; empty for the whole document.
    pub name: String,
    /// None for a section that the form does not have.
    table: Option<&'f DeTable<'f>>,
    pub line: Option<usize>,
    asked: RefCell<BTreeSet<String>>,
}

/// A value and the line in which it stands.
pub(super) struct At<T> {
    pub value: T,
    pub line: usize,
    /// `人员[2].姓名`
    pub field: String,
}

impl<'s> Form<'s> {
    pub fn new(source: &'s str) -> Form<'s> {
        Form { source, problems: RefCell::default() }
    }

    /// The document, or all places in which it is not TOML.
    pub fn document(&self) -> Result<Spanned<DeTable<'s>>, Vec<Problem>> {
        let (document, errors) = DeTable::parse_recoverable(self.source);
        if errors.is_empty() {
            return Ok(document);
        }
        let mut problems: Vec<Problem> = Vec::new();
        for error in errors {
            let line = Some(line_of(self.source, error.span().map_or(0, |span| span.start)));
            // One slip of the pen makes several errors in a line; the first one says it.
            if problems.iter().all(|known| known.line != line) {
                let message = explain(self.source, error.message(), error.span());
                problems.push(Problem { line, field: String::new(), message });
            }
        }
        Err(problems)
    }

    /// The sections of the document.
    pub fn top<'f>(&'f self, document: &'f DeTable<'f>) -> Section<'f> {
        Section {
            form: self,
            name: String::new(),
            table: Some(document),
            line: None,
            asked: RefCell::default(),
        }
    }

    pub fn problem(&self, line: Option<usize>, field: impl Into<String>, message: impl Into<String>) {
        self.problems.borrow_mut().push(Problem { line, field: field.into(), message: message.into() });
    }

    pub fn problem_at<T>(&self, at: &At<T>, message: impl Into<String>) {
        self.problem(Some(at.line), at.field.clone(), message);
    }

    /// All problems, in the order of the lines.
    pub fn into_problems(self) -> Vec<Problem> {
        let mut problems = self.problems.into_inner();
        problems.sort_by_key(|problem| problem.line);
        problems
    }

    fn line(&self, at: usize) -> usize {
        line_of(self.source, at)
    }
}

impl<'f> Section<'f> {
    /// A section that may be missing or wholly blank; then none of its fields is there.
    pub fn section(&self, name: &str) -> Section<'f> {
        let Some(value) = self.value(name) else { return self.none(name) };
        match value.get_ref().as_table() {
            Some(table) if filled(value.get_ref()) => self.within(name.to_string(), table, value),
            Some(_) => self.none(name),
            None => {
                self.wrong(name, value, &format!("要写成一段，标题是 [\"{name}\"]"));
                self.none(name)
            }
        }
    }

    /// Sections that repeat; blank ones are passed over.
    pub fn sections(&self, name: &str) -> Vec<Section<'f>> {
        let Some(value) = self.value(name) else { return vec![] };
        let Some(array) = value.get_ref().as_array() else {
            self.wrong(name, value, &format!("可以有多段，每段的标题是 [[\"{name}\"]]，方括号是两层"));
            return vec![];
        };
        let mut all = Vec::new();
        for (index, one) in array.iter().enumerate().filter(|(_, one)| filled(one.get_ref())) {
            match one.get_ref().as_table() {
                Some(table) => all.push(self.within(format!("{name}[{}]", index + 1), table, one)),
                None => self.wrong(name, one, &format!("每段的标题是 [[\"{name}\"]]")),
            }
        }
        all
    }

    /// Whether anything is filled in.
    pub fn there(&self) -> bool {
        self.table.is_some()
    }

    /// Every entry that was not asked for by name, for sections whose keys are questions.
    pub fn entries(&self) -> Vec<At<(String, &'f DeValue<'f>)>> {
        let mut all = Vec::new();
        for (key, value) in self.table.into_iter().flatten() {
            let key_text = key.get_ref().to_string();
            self.asked.borrow_mut().insert(key_text.clone());
            let field = self.field(&key_text);
            all.push(At {
                line: self.form.line(key.span().start),
                field,
                value: (key_text, value.get_ref()),
            });
        }
        all
    }

    /// One line that must be there.
    pub fn line_text(&self, name: &str, most: usize) -> At<String> {
        let at = self.optional(name, most);
        self.must(&at);
        at
    }

    /// One line that may be blank.
    pub fn optional(&self, name: &str, most: usize) -> At<String> {
        let at = self.bare(name);
        self.in_one_line(&at, most);
        at
    }

    /// Running text that must be there.
    pub fn text(&self, name: &str, most: usize) -> At<String> {
        let at = self.running(name, most);
        self.must(&at);
        at
    }

    /// Running text that may be blank.
    pub fn running(&self, name: &str, most: usize) -> At<String> {
        let at = self.bare(name);
        self.no_longer_than(&at, most);
        at
    }

    fn bare(&self, name: &str) -> At<String> {
        match self.value(name) {
            None => self.at(name, None, String::new()),
            Some(value) => match value.get_ref() {
                DeValue::String(text) => self.at(name, Some(value), text.trim().to_string()),
                DeValue::Integer(number) => self.at(name, Some(value), number.as_str().to_string()),
                _ => {
                    self.wrong(name, value, "要填文字，放在英文双引号里");
                    self.at(name, Some(value), String::new())
                }
            },
        }
    }

    fn in_one_line(&self, at: &At<String>, most: usize) {
        if at.value.chars().any(char::is_control) {
            self.form.problem_at(at, "要写在一行里，不能换行");
        }
        self.no_longer_than(at, most);
    }

    fn no_longer_than(&self, at: &At<String>, most: usize) {
        let length = at.value.chars().count();
        if length > most {
            self.form.problem_at(at, format!("写了{length}个字，最多{most}个字：请缩短"));
        }
    }

    /// A date: `"2026-03-05"`, `2026-03-05` or `"2026年3月5日"`; must be there.
    pub fn date(&self, name: &str) -> At<Option<NaiveDate>> {
        let before = self.form.problems.borrow().len();
        let at = self.optional_date(name);
        if at.value.is_none() && self.form.problems.borrow().len() == before && self.there() {
            self.form.problem_at(&at, "没有填写：请填日期，例如 \"2026-03-05\"");
        }
        at
    }

    /// A date that may be blank.
    pub fn optional_date(&self, name: &str) -> At<Option<NaiveDate>> {
        let text = match self.value(name).map(|value| value.get_ref()) {
            Some(DeValue::Datetime(day)) => self.at(name, self.value(name), day.to_string()),
            _ => self.optional(name, 40),
        };
        let value = match read_date(&text.value) {
            _ if text.value.is_empty() => None,
            Ok(day) => Some(day),
            Err(message) => {
                self.form.problem_at(&text, message);
                None
            }
        };
        At { value, line: text.line, field: text.field }
    }

    /// A number that may be blank.
    pub fn number(&self, name: &str) -> Option<u32> {
        let at = self.optional(name, 10);
        let number = at.value.parse().ok();
        if number.is_none() && !at.value.is_empty() {
            self.form.problem_at(&at, "要填整数，例如 0、1、2");
        }
        number
    }

    /// A list of words; a single one may stand without brackets.
    pub fn list(&self, name: &str) -> Vec<At<String>> {
        let Some(value) = self.value(name) else { return vec![] };
        let many: Vec<&Spanned<DeValue>> = match value.get_ref().as_array() {
            Some(array) => array.iter().collect(),
            None => vec![value],
        };
        let mut all = Vec::new();
        for one in many {
            match one.get_ref().as_str() {
                Some(text) if text.trim().is_empty() => {}
                Some(text) => {
                    let at = self.at(name, Some(one), text.trim().to_string());
                    self.in_one_line(&at, super::LINE_MOST);
                    all.push(at);
                }
                None => self.wrong(name, one, "每一项都要放在英文双引号里，用英文逗号隔开"),
            }
        }
        all
    }

    /// One of several words; blank gives none.
    pub fn choice<T: Copy>(&self, name: &str, choices: &[(&str, T)]) -> (Option<T>, At<String>) {
        let at = self.optional(name, 40);
        let chosen = choices.iter().find(|(word, _)| *word == at.value).map(|(_, value)| *value);
        if chosen.is_none() && !at.value.is_empty() {
            self.form.problem_at(&at, format!("“{}”不在可填的范围内，可填：{}", at.value, words(choices)));
        }
        (chosen, at)
    }

    /// One of several words, which must be there.
    pub fn must_choose<T: Copy>(&self, name: &str, choices: &[(&str, T)]) -> Option<T> {
        let (chosen, at) = self.choice(name, choices);
        if at.value.is_empty() && self.there() {
            self.form.problem_at(&at, format!("没有填写，可填：{}", words(choices)));
        }
        chosen
    }

    /// Points at everything in the section that nobody asked for.
    pub fn finish(self) {
        let asked = self.asked.borrow();
        for (key, _) in self.table.into_iter().flatten() {
            if !asked.contains(key.get_ref().as_ref()) {
                let known = asked.iter().map(String::as_str).collect::<Vec<_>>().join("、");
                let message = format!("不认识的项目“{}”：请改正或者删去，这里可以填 {known}", key.get_ref());
                self.form.problem(Some(self.form.line(key.span().start)), self.field(key.get_ref()), message);
            }
        }
    }

    fn must(&self, at: &At<String>) {
        if at.value.is_empty() && self.there() {
            self.form.problem_at(at, "没有填写");
        }
    }

    fn value(&self, name: &str) -> Option<&'f Spanned<DeValue<'f>>> {
        self.asked.borrow_mut().insert(name.to_string());
        self.table.and_then(|table| table.get(name))
    }

    fn within(&self, name: String, table: &'f DeTable<'f>, value: &Spanned<DeValue>) -> Section<'f> {
        let line = Some(self.form.line(value.span().start));
        let name = self.field(&name);
        Section { form: self.form, name, table: Some(table), line, asked: RefCell::default() }
    }

    fn none(&self, name: &str) -> Section<'f> {
        Section {
            form: self.form,
            name: self.field(name),
            table: None,
            line: self.line,
            asked: RefCell::default(),
        }
    }

    fn at<T>(&self, name: &str, value: Option<&Spanned<DeValue>>, inner: T) -> At<T> {
        let line = value.map(|value| self.form.line(value.span().start)).or(self.line).unwrap_or(1);
        At { value: inner, line, field: self.field(name) }
    }

    fn field(&self, name: &str) -> String {
        if self.name.is_empty() { name.to_string() } else { format!("{}.{name}", self.name) }
    }

    fn wrong(&self, name: &str, value: &Spanned<DeValue>, message: &str) {
        self.form.problem(Some(self.form.line(value.span().start)), self.field(name), message);
    }
}

/// Whether somebody wrote something, anywhere within.
fn filled(value: &DeValue) -> bool {
    match value {
        DeValue::String(text) => !text.trim().is_empty(),
        DeValue::Array(array) => array.iter().any(|one| filled(one.get_ref())),
        DeValue::Table(table) => table.iter().any(|(_, one)| filled(one.get_ref())),
        _ => true,
    }
}

fn words<T>(choices: &[(&str, T)]) -> String {
    choices.iter().map(|(word, _)| *word).collect::<Vec<_>>().join("、")
}

fn read_date(text: &str) -> Result<NaiveDate, String> {
    let plain = text.replace(['年', '月'], "-").replace('日', "");
    let numbers: Vec<u32> = plain.split('-').map_while(|part| part.trim().parse().ok()).collect();
    match numbers[..] {
        [year, month, day] if plain.split('-').count() == 3 && (1900..=2200).contains(&year) => {
            NaiveDate::from_ymd_opt(year as i32, month, day)
                .ok_or_else(|| format!("“{text}”不是历法上有的日期：请核对月份和日子"))
        }
        _ => Err(format!("“{text}”不是日期：请写成 \"2026-03-05\" 或者 \"2026年3月5日\"")),
    }
}
