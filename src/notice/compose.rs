//! Form and facts become a document: wording filled in, paragraphs split, headings numbered.

use minijinja::value::{Serde, Value};
use minijinja::{Environment, ErrorKind, context};

use super::document::{Block, Cell, Document, Row, Table};
use super::form::{CellPart, Form, Kind, Part, RowPart, Template};
use super::frames::Picture;

/// Why facts do not fill a form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ComposeError {
    /// The form asks for a value that the facts lack.
    #[error("文书格式“{form}”第 {line} 行要用“{value}”，但没有填写。请先补充该项内容")]
    Missing { form: String, line: usize, value: String },
    /// A value is there but cannot be used so.
    #[error("文书格式“{form}”第 {line} 行无法填写（{words}）。请检查该处取值的写法")]
    Unusable { form: String, line: usize, words: String },
}

/// Fills a form that shows no picture with facts.
pub fn compose(form: &Form, facts: &serde_json::Value) -> Result<Document, ComposeError> {
    compose_with(form, facts, &|_| None)
}

/// Fills a form with facts; `pictures` gives the picture that a fact names, where there is one.
pub fn compose_with(
    form: &Form,
    facts: &serde_json::Value,
    pictures: &dyn Fn(&str) -> Option<Picture>,
) -> Result<Document, ComposeError> {
    let composer =
        Composer { form: &form.id, engine: &form.engine, facts: Value::from(Serde(facts)), pictures };
    let (mut blocks, mut headings, mut subheadings) = (Vec::new(), 0, 0);
    for part in &form.blocks {
        if !composer.holds(part.when.as_ref(), &composer.facts)? {
            continue;
        }
        if part.kind == Kind::Table {
            blocks.extend(composer.tables(part)?.into_iter().map(Block::Table));
            continue;
        }
        let text = composer.render(&part.text, &composer.facts)?;
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned);
        // A block of two parts takes the first line and the rest; no line is left out.
        let mut first = || lines.next().unwrap_or_default();
        match part.kind {
            Kind::Head => blocks.push(Block::Head(lines.collect())),
            Kind::Number => blocks.push(Block::Number(lines.collect())),
            Kind::Title => blocks.push(Block::Title(lines.collect())),
            Kind::Addressee => blocks.push(Block::Addressee(lines.collect())),
            Kind::Copies => blocks.push(Block::Copies(lines.collect())),
            Kind::Signature => blocks.push(Block::Signature { organ: first(), date: lines.collect() }),
            Kind::Issue => blocks.push(Block::Issue { office: first(), date: lines.collect() }),
            Kind::Heading => {
                (headings, subheadings) = (headings + 1, 0);
                let heading: String = lines.collect();
                blocks.push(Block::Heading(format!("{}、{heading}", numeral(headings))));
            }
            Kind::Subheading => {
                subheadings += 1;
                let heading = format!("（{}）{}", numeral(subheadings), first());
                blocks.push(Block::Subheading(heading, lines.collect()));
            }
            Kind::Attachments => blocks.push(Block::Attachments(lines.collect())),
            Kind::Facts => blocks.push(Block::Facts(lines.collect())),
            Kind::Remark => blocks.push(Block::Remark(lines.collect())),
            Kind::Paragraph => blocks.extend(lines.map(Block::Paragraph)),
            Kind::Table => unreachable!("tables have no text"),
        }
    }
    Ok(Document {
        form: form.id.clone(),
        form_version: form.version,
        layout: form.layout,
        sample: facts["sample"].as_bool().unwrap_or(false),
        blocks,
    })
}

struct Composer<'a> {
    form: &'a str,
    engine: &'a Environment<'static>,
    facts: Value,
    pictures: &'a dyn Fn(&str) -> Option<Picture>,
}

impl Composer<'_> {
    fn render(&self, template: &Template, facts: &Value) -> Result<String, ComposeError> {
        if !template.source.contains('{') {
            return Ok(template.source.clone());
        }
        self.engine
            .get_template(&template.source)
            .and_then(|compiled| compiled.render(facts))
            .map_err(|error| self.failed(template, &error))
    }

    fn evaluate(&self, expression: &Template, facts: &Value) -> Result<Value, ComposeError> {
        self.engine
            .compile_expression(&expression.source)
            .and_then(|compiled| compiled.eval(facts))
            .map_err(|error| self.failed(expression, &error))
    }

    fn holds(&self, when: Option<&Template>, facts: &Value) -> Result<bool, ComposeError> {
        when.map_or(Ok(true), |when| Ok(self.evaluate(when, facts)?.is_true()))
    }

    fn failed(&self, template: &Template, error: &minijinja::Error) -> ComposeError {
        let line = template.line + error.line().unwrap_or(1) - 1;
        let form = self.form.to_owned();
        if error.kind() != ErrorKind::UndefinedError {
            let words = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
            return ComposeError::Unusable { form, line, words };
        }
        let value = error
            .range()
            .and_then(|range| template.source.get(range))
            .unwrap_or(&template.source)
            .trim_matches(['{', '}', ' '])
            .to_owned();
        ComposeError::Missing { form, line, value }
    }

    /// The facts for each item of a list; without a list, the facts as they are.
    fn repeated(&self, each: Option<&Template>, facts: &Value) -> Result<Vec<Value>, ComposeError> {
        let Some(each) = each else { return Ok(vec![facts.clone()]) };
        let items = self.evaluate(each, facts)?;
        let items = items.try_iter().map_err(|error| self.failed(each, &error))?;
        let with = |(index, item)| context! { item, index => index + 1, ..facts.clone() };
        Ok(items.enumerate().map(with).collect())
    }

    fn tables(&self, part: &Part) -> Result<Vec<Table>, ComposeError> {
        let facts = self.repeated(part.each.as_ref(), &self.facts)?;
        facts.iter().map(|facts| self.table(part, facts)).collect()
    }

    fn table(&self, part: &Part, facts: &Value) -> Result<Table, ComposeError> {
        let mut rows = Vec::new();
        for row in &part.rows {
            if !self.holds(row.when.as_ref(), facts)? {
                continue;
            }
            for facts in self.repeated(row.each.as_ref(), facts)? {
                rows.push(self.row(row, &facts)?);
            }
        }
        Ok(Table { columns: part.columns.clone(), dense: part.dense, rows })
    }

    fn row(&self, row: &RowPart, facts: &Value) -> Result<Row, ComposeError> {
        let cell = |cell: &CellPart| {
            Ok(Cell {
                text: self.render(&cell.text, facts)?.trim().to_owned(),
                foot: self.render(&cell.foot, facts)?.trim().to_owned(),
                picture: self.picture(cell.photo.as_ref(), facts)?,
                label: cell.label,
                align: cell.align,
                columns: cell.columns,
                rows: cell.rows,
            })
        };
        let cells = row.cells.iter().map(cell).collect::<Result<_, _>>()?;
        let tight = facts.get_attr("tight").is_ok_and(|tight| tight.is_true());
        let height = if tight { row.least.unwrap_or(row.height) } else { row.height };
        let shaded = match &row.shaded {
            Some(shaded) => self.evaluate(shaded, facts)?.is_true(),
            None => false,
        };
        Ok(Row { height, header: row.header, shaded, cells })
    }

    /// The picture that a cell asks for; a name without a picture leaves the cell its text.
    fn picture(&self, photo: Option<&Template>, facts: &Value) -> Result<Option<Picture>, ComposeError> {
        let Some(photo) = photo else { return Ok(None) };
        let name = self.evaluate(photo, facts)?;
        Ok(name.as_str().filter(|name| !name.is_empty()).and_then(self.pictures))
    }
}

/// 一, 二 … 九十九.
fn numeral(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (number / 10, DIGITS[number % 10]);
    match tens {
        0 => ones.to_owned(),
        1 => format!("十{ones}"),
        _ => format!("{}十{ones}", DIGITS[tens % 10]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn form(blocks: &str) -> Form {
        let start = "id = \"x\"\nversion = 1\ntitle = \"甲\"\nlayout = \"公文\"\n\
                     [[block]]\nkind = \"标题\"\ntext = \"甲\"\n";
        Form::parse("x", &format!("{start}{blocks}")).expect("a good form")
    }

    #[test]
    fn a_missing_value_is_named_with_its_line() {
        let form = form("[[block]]\nkind = \"正文\"\ntext = \"\"\"\n甲\n由{{ case.party }}承担\n\"\"\"\n");
        let error = compose(&form, &json!({"case": {"title": "乙"}})).expect_err("no party");
        assert_eq!(error, ComposeError::Missing { form: "x".into(), line: 12, value: "case.party".into() });
    }

    #[test]
    fn headings_count_only_blocks_that_apply() {
        let block = |text: &str, when: &str| {
            format!("[[block]]\nkind = \"一级标题\"\ntext = \"{text}\"\nwhen = \"{when}\"\n")
        };
        let form = form(&[block("甲", "a"), block("乙", "not a"), block("丙", "a")].concat());
        let document = compose(&form, &json!({"a": true})).expect("composed");
        let headings = [Block::Heading("一、甲".into()), Block::Heading("二、丙".into())];
        assert_eq!(document.blocks[1..], headings);
    }

    #[test]
    fn each_line_of_a_text_is_a_paragraph() {
        let form = form(
            "[[block]]\nkind = \"正文\"\ntext = \"\"\"\n{% for f in facts %}\n{{ f.text }}\n{% endfor %}\n\"\"\"\n",
        );
        let document = compose(&form, &json!({"facts": [{"text": "甲"}, {"text": "乙"}]})).expect("composed");
        assert_eq!(document.blocks[1..], [Block::Paragraph("甲".into()), Block::Paragraph("乙".into())]);
    }

    #[test]
    fn chinese_numerals() {
        assert_eq!([1, 10, 11, 20, 23].map(numeral), ["一", "十", "十一", "二十", "二十三"]);
    }
}
