//! Forms: the wording and blocks of a notice, in TOML that a bureau may edit.

use std::cell::RefCell;
use std::fmt;

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};
use serde::Deserialize;
use toml::Spanned;

use super::document::{Align, Layout};

/// A form that was read and checked: its templates compile, its blocks are known.
#[derive(Clone, Debug)]
pub struct Form {
    pub id: String,
    pub version: u32,
    /// The notice's name, also the title of the file.
    pub title: String,
    /// 文号类别: which register its number comes from.
    pub register: String,
    pub layout: Layout,
    pub(crate) blocks: Vec<Part>,
    /// The engine with the templates of the blocks, compiled once; each has its own source for a name.
    pub(crate) engine: Environment<'static>,
}

/// A block of a form, still with its templates.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Part {
    pub kind: Kind,
    pub text: Template,
    pub when: Option<Template>,
    /// A table for each of these.
    pub each: Option<Template>,
    pub columns: Vec<f64>,
    pub dense: bool,
    pub rows: Vec<RowPart>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RowPart {
    pub height: f64,
    /// How low it may be where the facts say that the page is tight.
    pub least: Option<f64>,
    pub header: bool,
    /// Whether the row stands on a grey ground.
    pub shaded: Option<Template>,
    pub when: Option<Template>,
    pub each: Option<Template>,
    pub cells: Vec<CellPart>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CellPart {
    pub text: Template,
    pub foot: Template,
    /// The name of a picture, which stands in the place of the text where there is one.
    pub photo: Option<Template>,
    pub label: bool,
    pub align: Align,
    pub columns: usize,
    pub rows: usize,
}

/// A template or expression and the line of the form where it begins.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Template {
    pub source: String,
    pub line: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Head,
    Number,
    Title,
    Addressee,
    Heading,
    Subheading,
    Paragraph,
    Attachments,
    Signature,
    Copies,
    Issue,
    Facts,
    Remark,
    Table,
}

const KINDS: [(&str, Kind); 14] = [
    ("红头", Kind::Head),
    ("文号", Kind::Number),
    ("标题", Kind::Title),
    ("主送", Kind::Addressee),
    ("一级标题", Kind::Heading),
    ("二级标题", Kind::Subheading),
    ("正文", Kind::Paragraph),
    ("附件", Kind::Attachments),
    ("署名", Kind::Signature),
    ("抄送", Kind::Copies),
    ("印发", Kind::Issue),
    ("信息行", Kind::Facts),
    ("说明", Kind::Remark),
    ("表格", Kind::Table),
];

impl Kind {
    /// Whether a layout has a place for the block.
    fn suits(self, layout: Layout) -> bool {
        match self {
            Kind::Title | Kind::Number | Kind::Paragraph | Kind::Table => true,
            Kind::Facts | Kind::Remark => layout == Layout::Sheet,
            _ => layout == Layout::Official,
        }
    }
}

/// A form that cannot be read: where, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormError {
    /// The name of the form or file.
    pub form: String,
    /// From 1.
    pub line: usize,
    pub cause: FormCause,
}

/// What is wrong with a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormCause {
    /// Not TOML; the reader's own words.
    Syntax(String),
    UnknownKey(String),
    MissingKey(String),
    UnknownKind(String),
    /// The block has no place in this layout.
    MisplacedKind(String),
    UnknownLayout(String),
    UnknownAlign(String),
    /// A template does not compile; the engine's own words.
    Template(String),
    MissingText,
    /// A cell with both label and text.
    TwoTexts,
    NoColumns,
    BadSize,
    NoTitle,
}

impl fmt::Display for FormError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "文书格式“{}”第 {} 行：", self.form, self.line)?;
        let kinds = || KINDS.map(|(name, _)| name).join("、");
        match &self.cause {
            FormCause::Syntax(words) => write!(f, "写法有误（{words}），请检查引号、等号和括号"),
            FormCause::UnknownKey(key) => write!(f, "不认识“{key}”这一项，请检查拼写"),
            FormCause::MissingKey(key) => write!(f, "缺少“{key}”这一项，请补上"),
            FormCause::UnknownKind(kind) => write!(f, "没有“{kind}”这种版块，可用的有：{}", kinds()),
            FormCause::MisplacedKind(kind) => write!(f, "“{kind}”不能用在这种版式里，请删去或改版式"),
            FormCause::TwoTexts => write!(f, "一个格子里 label 和 text 只能写一个"),
            FormCause::UnknownLayout(layout) => write!(f, "版式“{layout}”不对，只能是“公文”或“表格”"),
            FormCause::UnknownAlign(align) => write!(f, "对齐“{align}”不对，只能是“左”“中”或“右”"),
            FormCause::Template(words) => {
                write!(f, "取值写法有误（{words}），请检查 {{{{ }}}} 和 {{% %}} 是否成对")
            }
            FormCause::MissingText => write!(f, "这一版块没有文字，请补上 text"),
            FormCause::NoColumns => write!(f, "表格没有列宽或没有行，请补上 columns 和 row"),
            FormCause::BadSize => write!(f, "列宽、行高、合并的行数和列数必须大于零"),
            FormCause::NoTitle => write!(f, "没有“标题”版块，请补上"),
        }
    }
}

impl std::error::Error for FormError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormFile {
    id: String,
    version: u32,
    title: String,
    #[serde(default)]
    register: String,
    layout: Spanned<String>,
    block: Vec<Spanned<BlockFile>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BlockFile {
    kind: Spanned<String>,
    text: Option<Spanned<String>>,
    when: Option<Spanned<String>>,
    each: Option<Spanned<String>>,
    #[serde(default)]
    columns: Vec<f64>,
    #[serde(default)]
    dense: bool,
    #[serde(default)]
    row: Vec<Spanned<RowFile>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RowFile {
    #[serde(default)]
    height: f64,
    least: Option<f64>,
    #[serde(default)]
    header: bool,
    shaded: Option<Spanned<String>>,
    when: Option<Spanned<String>>,
    each: Option<Spanned<String>>,
    cells: Vec<CellFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CellFile {
    label: Option<Spanned<String>>,
    text: Option<Spanned<String>>,
    foot: Option<Spanned<String>>,
    photo: Option<Spanned<String>>,
    align: Option<Spanned<String>>,
    columns: Option<usize>,
    rows: Option<usize>,
}

impl Form {
    /// Reads a form. `name` appears in the error.
    pub fn parse(name: &str, toml: &str) -> Result<Form, FormError> {
        let reader = Reader { name, toml, engine: RefCell::new(engine()) };
        let file: FormFile = toml::from_str(toml).map_err(|error| reader.syntax(&error))?;
        let layout = match file.layout.get_ref().as_str() {
            "公文" => Layout::Official,
            "表格" => Layout::Sheet,
            other => {
                let at = file.layout.span().start;
                return Err(reader.error(at, FormCause::UnknownLayout(other.into())));
            }
        };
        let blocks =
            file.block.into_iter().map(|block| reader.part(block, layout)).collect::<Result<Vec<_>, _>>()?;
        if !blocks.iter().any(|block| block.kind == Kind::Title) {
            return Err(reader.error(0, FormCause::NoTitle));
        }
        Ok(Form {
            id: file.id,
            version: file.version,
            title: file.title,
            register: file.register,
            layout,
            blocks,
            engine: reader.engine.into_inner(),
        })
    }
}

/// Turns places in the TOML into lines, and TOML values into checked parts.
struct Reader<'a> {
    name: &'a str,
    toml: &'a str,
    engine: RefCell<Environment<'static>>,
}

impl Reader<'_> {
    fn line(&self, at: usize) -> usize {
        1 + self.toml.as_bytes()[..at.min(self.toml.len())].iter().filter(|&&byte| byte == b'\n').count()
    }

    fn error(&self, at: usize, cause: FormCause) -> FormError {
        FormError { form: self.name.into(), line: self.line(at), cause }
    }

    fn syntax(&self, error: &toml::de::Error) -> FormError {
        let at = error.span().map_or(0, |span| span.start);
        let words = error.message().lines().next().unwrap_or_default();
        let quoted = || words.split('`').nth(1).unwrap_or_default().to_owned();
        let cause = match words {
            _ if words.starts_with("unknown field") => FormCause::UnknownKey(quoted()),
            _ if words.starts_with("missing field") => FormCause::MissingKey(quoted()),
            _ => FormCause::Syntax(words.to_owned()),
        };
        self.error(at, cause)
    }

    fn part(&self, block: Spanned<BlockFile>, layout: Layout) -> Result<Part, FormError> {
        let at = block.span().start;
        let block = block.into_inner();
        let kind = KINDS.iter().find(|(name, _)| name == block.kind.get_ref());
        let Some(&(_, kind)) = kind else {
            let cause = FormCause::UnknownKind(block.kind.get_ref().clone());
            return Err(self.error(block.kind.span().start, cause));
        };
        if !kind.suits(layout) {
            let cause = FormCause::MisplacedKind(block.kind.get_ref().clone());
            return Err(self.error(block.kind.span().start, cause));
        }
        if kind == Kind::Table {
            if block.columns.is_empty() || block.row.is_empty() {
                return Err(self.error(at, FormCause::NoColumns));
            }
            if block.columns.iter().any(|&width| width <= 0.0) {
                return Err(self.error(at, FormCause::BadSize));
            }
        } else if block.text.is_none() {
            return Err(self.error(at, FormCause::MissingText));
        }
        Ok(Part {
            kind,
            text: self.template(block.text)?,
            when: block.when.map(|when| self.expression(when)).transpose()?,
            each: block.each.map(|each| self.expression(each)).transpose()?,
            columns: block.columns,
            dense: block.dense,
            rows: block.row.into_iter().map(|row| self.row(row)).collect::<Result<_, _>>()?,
        })
    }

    fn row(&self, row: Spanned<RowFile>) -> Result<RowPart, FormError> {
        let at = row.span().start;
        let row = row.into_inner();
        if row.height < 0.0 || row.least.is_some_and(|least| least < 0.0) {
            return Err(self.error(at, FormCause::BadSize));
        }
        Ok(RowPart {
            height: row.height,
            least: row.least,
            header: row.header,
            shaded: row.shaded.map(|shaded| self.expression(shaded)).transpose()?,
            when: row.when.map(|when| self.expression(when)).transpose()?,
            each: row.each.map(|each| self.expression(each)).transpose()?,
            cells: row.cells.into_iter().map(|cell| self.cell(at, cell)).collect::<Result<_, _>>()?,
        })
    }

    fn cell(&self, at: usize, cell: CellFile) -> Result<CellPart, FormError> {
        let label = cell.label.is_some();
        if label && cell.text.is_some() {
            return Err(self.error(at, FormCause::TwoTexts));
        }
        let align = match cell.align.as_ref().map(|align| align.get_ref().as_str()) {
            None if label => Align::Centre,
            None | Some("左") => Align::Left,
            Some("中") => Align::Centre,
            Some("右") => Align::Right,
            Some(other) => return Err(self.error(at, FormCause::UnknownAlign(other.into()))),
        };
        let (columns, rows) = (cell.columns.unwrap_or(1), cell.rows.unwrap_or(1));
        if columns == 0 || rows == 0 {
            return Err(self.error(at, FormCause::BadSize));
        }
        let text = self.template(cell.label.or(cell.text))?;
        let foot = self.template(cell.foot)?;
        let photo = cell.photo.map(|photo| self.expression(photo)).transpose()?;
        Ok(CellPart { text, foot, photo, label, align, columns, rows })
    }

    fn template(&self, text: Option<Spanned<String>>) -> Result<Template, FormError> {
        let Some(text) = text else { return Ok(Template::default()) };
        let mut line = self.line(text.span().start);
        // The text of a """ string begins on the next line.
        let raw = &self.toml[text.span()];
        line += usize::from(raw.starts_with("\"\"\"\n") || raw.starts_with("'''\n"));
        let source = text.into_inner();
        let compiled = self.engine.borrow_mut().add_template_owned(source.clone(), source.clone());
        compiled.map_err(|error| self.uncompiled(line, &error))?;
        Ok(Template { source, line })
    }

    fn expression(&self, text: Spanned<String>) -> Result<Template, FormError> {
        let line = self.line(text.span().start);
        let source = text.into_inner();
        self.engine.borrow().compile_expression(&source).map_err(|error| self.uncompiled(line, &error))?;
        Ok(Template { source, line })
    }

    fn uncompiled(&self, line: usize, error: &minijinja::Error) -> FormError {
        let line = line + error.line().unwrap_or(1) - 1;
        let words = error.detail().map_or_else(|| error.kind().to_string(), str::to_owned);
        FormError { form: self.name.into(), line, cause: FormCause::Template(words) }
    }
}

/// The template engine: a missing value is an error, and lines of control leave no trace. `stop` ends a
/// sentence that has no full stop, `bare` takes one away.
fn engine() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.expect("the usual delimiters"));
    environment.set_debug(true);
    // Paper knows no HTML, whatever a template is called.
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.add_filter("stop", |text: &str| match text.trim_end() {
        "" => String::new(),
        text if text.ends_with(['。', '！', '？', '…', '”']) => text.to_owned(),
        text => format!("{}。", text.trim_end_matches(['；', '，', '、', '.', ';'])),
    });
    environment
        .add_filter("bare", |text: &str| text.trim_end().trim_end_matches(['。', '；', '，']).to_owned());
    environment
}

/// The forms that come with the program: id and TOML.
pub fn builtin_forms() -> [(&'static str, &'static str); 29] {
    [
        ("c1-liability-decision", include_str!("../../assets/forms/c1-liability-decision.toml")),
        ("c1-no-liability", include_str!("../../assets/forms/c1-no-liability.toml")),
        ("c1-exempt", include_str!("../../assets/forms/c1-exempt.toml")),
        ("case-registration", include_str!("../../assets/forms/case-registration.toml")),
        ("case-cover", include_str!("../../assets/forms/case-cover.toml")),
        ("case-contents", include_str!("../../assets/forms/case-contents.toml")),
        ("case-notes", include_str!("../../assets/forms/case-notes.toml")),
        ("card-registration", include_str!("../../assets/forms/card-registration.toml")),
        ("card-loss-declaration", include_str!("../../assets/forms/card-loss-declaration.toml")),
        ("card-reissue", include_str!("../../assets/forms/card-reissue.toml")),
        ("card-cancellation", include_str!("../../assets/forms/card-cancellation.toml")),
        ("card-suspension", include_str!("../../assets/forms/card-suspension.toml")),
        ("card-hand-over", include_str!("../../assets/forms/card-hand-over.toml")),
        ("card-roster", include_str!("../../assets/forms/card-roster.toml")),
        ("interference-registration", include_str!("../../assets/forms/interference-registration.toml")),
        ("interference-continuation", include_str!("../../assets/forms/interference-continuation.toml")),
        ("interference-submission", include_str!("../../assets/forms/interference-submission.toml")),
        ("interference-work-note", include_str!("../../assets/forms/interference-work-note.toml")),
        ("interference-letter", include_str!("../../assets/forms/interference-letter.toml")),
        ("interference-receipt", include_str!("../../assets/forms/interference-receipt.toml")),
        ("interference-threat", include_str!("../../assets/forms/interference-threat.toml")),
        ("interference-case-list", include_str!("../../assets/forms/interference-case-list.toml")),
        ("interference-file", include_str!("../../assets/forms/interference-file.toml")),
        ("interference-report", include_str!("../../assets/forms/interference-report.toml")),
        ("review-table", include_str!("../../assets/forms/review-table.toml")),
        ("review-opinion", include_str!("../../assets/forms/review-opinion.toml")),
        ("review-rectification", include_str!("../../assets/forms/review-rectification.toml")),
        ("review-circular", include_str!("../../assets/forms/review-circular.toml")),
        ("review-draw", include_str!("../../assets/forms/review-draw.toml")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: &str = "id = \"x\"\nversion = 1\ntitle = \"甲\"\nlayout = \"公文\"\n";

    fn failure(blocks: &str) -> FormError {
        Form::parse("试", &format!("{START}{blocks}")).expect_err("a bad form")
    }

    #[test]
    fn the_forms_of_the_program_are_well_formed() {
        for (id, toml) in builtin_forms() {
            let form = Form::parse(id, toml).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(form.id, id);
        }
    }

    #[test]
    fn a_bad_form_names_line_and_cause() {
        let title = "[[block]]\nkind = \"标题\"\ntext = \"甲\"\n";
        let cases = [
            ("[[block]]\nkind = \"标提\"\ntext = \"甲\"\n", 6, FormCause::UnknownKind("标提".into())),
            ("[[block]]\nkind = \"标题\"\ntxt = \"甲\"\n", 7, FormCause::UnknownKey("txt".into())),
            ("[[block]]\nkind = \"标题\"\n", 5, FormCause::MissingText),
            ("[[block]]\nkind = \"正文\"\ntext = \"甲\"\n", 1, FormCause::NoTitle),
            ("[[block]]\nkind = \"说明\"\ntext = \"甲\"\n", 6, FormCause::MisplacedKind("说明".into())),
            (&format!("{title}[[block]]\nkind = \"表格\"\ncolumns = [20]\n"), 8, FormCause::NoColumns),
        ];
        for (blocks, line, cause) in cases {
            let error = failure(blocks);
            assert_eq!((error.line, &error.cause), (line, &cause), "{error}");
        }
    }

    #[test]
    fn a_broken_template_names_its_own_line() {
        let error = failure("[[block]]\nkind = \"标题\"\ntext = \"\"\"\n甲\n{{ 乙\n\"\"\"\n");
        assert_eq!(error.line, 9, "{error}");
        assert!(matches!(error.cause, FormCause::Template(_)), "{error}");
        let error = failure("[[block]]\nkind = \"标题\"\ntext = \"甲\"\nwhen = \"a ==\"\n");
        assert_eq!(error.line, 8, "{error}");
    }

    #[test]
    fn what_is_not_toml_is_said_in_chinese() {
        let error = failure("[[block]]\nkind = 标题\n");
        assert_eq!(error.line, 6);
        assert!(error.to_string().starts_with("文书格式“试”第 6 行：写法有误"), "{error}");
    }
}
