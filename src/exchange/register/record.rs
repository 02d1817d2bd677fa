//! One row of a register as a record, with everything that had to be left out of it or should be checked.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::book::Cell;
use super::columns::Field;
use super::dates::{self, Found, Until};
use super::meaning::Meaning as _;
use super::{ids, text};

/// A person with a card, as one row has it; what was not there or not certain is empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Record {
    /// The row of the sheet, from 1.
    pub source_row: u32,
    pub name: Option<String>,
    pub sex: Option<String>,
    pub id_number: Option<String>,
    /// 1985-06 or 1985-06-02.
    pub born: Option<String>,
    pub ethnicity: Option<String>,
    pub education: Option<String>,
    pub major: Option<String>,
    pub staffing: Option<String>,
    pub unit: Option<String>,
    pub department: Option<String>,
    pub post: Option<String>,
    pub expertise: Option<String>,
    pub cert_type: Option<String>,
    pub cert_no: Option<String>,
    pub category: Option<String>,
    pub region: Option<String>,
    pub issuer: Option<String>,
    pub issue_date: Option<NaiveDate>,
    pub valid_from: Option<NaiveDate>,
    pub valid_to: Option<Until>,
    pub cert_state: Option<String>,
    pub phone: Option<String>,
    pub entered_on: Option<NaiveDate>,
    pub remarks: Option<String>,
}

/// Something that a person should look at: a value left out, or one that was read with a doubt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// The row of the sheet, from 1.
    pub row: u32,
    pub field: Field,
    pub why: String,
}

/// Reads the cells of one row; `row` counts from 1.
pub fn read(row: u32, cells: &BTreeMap<Field, Cell>, from_1904: bool) -> (Record, Vec<Warning>) {
    let mut reader = RowReader { row, cells, from_1904, warnings: Vec::new() };
    let record = reader.record();
    reader.agree(&record);
    (record, reader.warnings)
}

struct RowReader<'a> {
    row: u32,
    cells: &'a BTreeMap<Field, Cell>,
    from_1904: bool,
    warnings: Vec<Warning>,
}

impl RowReader<'_> {
    fn record(&mut self) -> Record {
        let (valid_from, valid_to) = self.validity();
        Record {
            source_row: self.row,
            name: self.name(),
            sex: self.sex(),
            id_number: self.id_number(),
            born: self.found(Field::Born, dates::birth),
            ethnicity: self.text(Field::Ethnicity),
            education: self.text(Field::Education),
            major: self.text(Field::Major),
            staffing: self.text(Field::Staffing),
            unit: self.text(Field::Unit),
            department: self.text(Field::Department),
            post: self.text(Field::Post),
            expertise: self.text(Field::Expertise),
            cert_type: self.text(Field::CertType),
            cert_no: self.cert_no(),
            category: self.text(Field::Category),
            region: self.text(Field::Region),
            issuer: self.text(Field::Issuer),
            issue_date: self.found(Field::IssueDate, dates::day),
            valid_from,
            valid_to,
            cert_state: self.text(Field::CertState),
            phone: self.phone(),
            entered_on: self.found(Field::EnteredOn, dates::day),
            remarks: self.text(Field::Remarks),
        }
    }

    fn warn(&mut self, field: Field, why: impl Into<String>) {
        self.warnings.push(Warning { row: self.row, field, why: why.into() });
    }

    /// A cell as it is shown, unless it stands for nothing.
    fn shown(&mut self, field: Field) -> Option<text::Shown> {
        let cell = self.cells.get(&field)?;
        let Some(shown) = text::shown(cell) else {
            self.warn(field, "单元格里是公式错误，没有导入，请改成文字");
            return None;
        };
        (!text::is_nothing(&shown.text)).then_some(shown)
    }

    fn text(&mut self, field: Field) -> Option<String> {
        self.shown(field).map(|shown| shown.text)
    }

    fn found<T>(&mut self, field: Field, read: fn(&Cell, bool) -> Found<T>) -> Option<T> {
        let cell = self.cells.get(&field)?;
        let Found { value, why } = read(cell, self.from_1904);
        if let Some(why) = why {
            self.warn(field, why);
        }
        value
    }

    fn name(&mut self) -> Option<String> {
        let Some(name) = self.text(Field::Name).map(|shown| text::name(&shown)) else {
            self.warn(Field::Name, "没有姓名，不能导入，请补填");
            return None;
        };
        if text::is_odd_name(&name) {
            self.warn(Field::Name, format!("“{name}”不像一个人的姓名，请核对"));
        }
        Some(name)
    }

    fn sex(&mut self) -> Option<String> {
        let typed = self.text(Field::Sex)?;
        match typed.as_str() {
            "男" | "男性" => Some("男".to_owned()),
            "女" | "女性" => Some("女".to_owned()),
            _ => {
                self.warn(Field::Sex, format!("“{typed}”不是男或者女，没有导入"));
                None
            }
        }
    }

    fn id_number(&mut self) -> Option<String> {
        let shown = self.shown(Field::IdNumber)?;
        match ids::identity(&shown.text) {
            Ok(identity) => {
                if identity.number.len() == 15 {
                    self.warn(Field::IdNumber, "这是15位的旧号码，照原样导入，请换成18位的");
                }
                Some(identity.number)
            }
            Err(why) => {
                self.warn(Field::IdNumber, why);
                None
            }
        }
    }

    fn cert_no(&mut self) -> Option<String> {
        let shown = self.shown(Field::CertNo)?;
        let number: String = shown.text.chars().filter(|c| !c.is_whitespace()).collect();
        if shown.imprecise || ids::is_scientific(&number) {
            self.warn(
                Field::CertNo,
                "证号是按数字存的，Excel 只保留15位，后面的位数可能已经丢失，没有导入；请把这一列设成“文本”再重新填写",
            );
            return None;
        }
        if number.len() == 18 && ids::identity(&number).is_ok() {
            self.warn(Field::CertNo, "这是身份证号，不像执法证号，请核对是不是填错了列");
        }
        Some(number)
    }

    fn phone(&mut self) -> Option<String> {
        let shown = self.shown(Field::Phone)?;
        if shown.text.contains('*') {
            self.warn(Field::Phone, "电话有遮盖的位数，没有导入");
            return None;
        }
        let (number, right) = text::phone(&shown.text);
        if !right || shown.imprecise {
            self.warn(Field::Phone, "不像一个电话号码，照原样读入，请核对");
        }
        Some(number)
    }

    fn validity(&mut self) -> (Option<NaiveDate>, Option<Until>) {
        let from = self.found(Field::ValidFrom, dates::day);
        let Some(cell) = self.cells.get(&Field::ValidTo) else { return (from, None) };
        let (begins, ends) = dates::validity(cell, self.from_1904);
        if let Some(why) = begins.why {
            self.warn(Field::ValidFrom, why);
        }
        if let Some(why) = ends.why {
            self.warn(Field::ValidTo, why);
        }
        (from.or(begins.value), ends.value)
    }

    /// What the record says twice must agree.
    fn agree(&mut self, record: &Record) {
        let identity = record.id_number.as_deref().and_then(|number| ids::identity(number).ok());
        if let Some(identity) = identity {
            let day = identity.born.to_string();
            if record.born.as_deref().is_some_and(|born| !day.starts_with(born)) {
                self.warn(Field::Born, "出生年月和身份证号里的不一致，请核对");
            }
            let sex = if identity.male { "男" } else { "女" };
            if record.sex.as_deref().is_some_and(|one| one != sex) {
                self.warn(Field::Sex, "性别和身份证号里的不一致，请核对");
            }
        }
        if let Some(Until::On(ends)) = record.valid_to {
            for (field, begins) in
                [(Field::IssueDate, record.issue_date), (Field::ValidFrom, record.valid_from)]
            {
                if let Some(begins) = begins.filter(|begins| ends < *begins) {
                    let label = field.label();
                    self.warn(Field::ValidTo, format!("有效期至{ends}早于{label}{begins}，请核对"));
                }
            }
        }
    }
}
