//! A composed notice: blocks of finished wording, not yet lines.

use super::frames::Picture;

/// How the paper is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// 公文: the grid of GB/T 9704-2012.
    Official,
    /// 表格: a bordered form on narrow margins.
    Sheet,
}

/// A notice with all its wording filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    pub form: String,
    pub form_version: u32,
    pub layout: Layout,
    /// Marks the paper as sample data, outside the type area.
    pub sample: bool,
    pub blocks: Vec<Block>,
}

/// A part of a notice. Numbers of headings are already in the text.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// 红头: the issuing organ's name over the red rule.
    Head(String),
    /// 文号.
    Number(String),
    /// 标题.
    Title(String),
    /// 主送.
    Addressee(String),
    /// 一级标题, 黑体.
    Heading(String),
    /// 二级标题, 楷体; the rest of the paragraph may follow in 仿宋.
    Subheading(String, String),
    /// 正文.
    Paragraph(String),
    /// 附件, each by its name.
    Attachments(Vec<String>),
    /// 署名: organ over date, with room for the seal.
    Signature {
        organ: String,
        date: String,
    },
    /// 抄送.
    Copies(String),
    /// 印发: office at left, date at right.
    Issue {
        office: String,
        date: String,
    },
    /// 信息行 above a table: spread over the width.
    Facts(Vec<String>),
    /// 说明 under a table, small.
    Remark(String),
    /// 二维码: the text that scanners read out of it.
    Code(String),
    Table(Table),
}

/// A bordered table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Column widths in millimetres.
    pub columns: Vec<f64>,
    /// Set in smaller type and closer lines: many rows that belong on one page.
    pub dense: bool,
    pub rows: Vec<Row>,
}

/// A row; cells that a taller cell above covers are left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Least height in millimetres.
    pub height: f64,
    /// Repeated at the top of each page that the table runs on to.
    pub header: bool,
    /// On a grey ground in 黑体: it heads the rows below, and stays with the first of them.
    pub shaded: bool,
    pub cells: Vec<Cell>,
}

/// A cell and how many columns and rows it covers.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    pub text: String,
    /// Set in 黑体 and centred.
    pub label: bool,
    pub align: Align,
    pub columns: usize,
    pub rows: usize,
    /// Set at the lower right: lines for signature and date.
    pub foot: String,
    /// Stands in the place of the text.
    pub picture: Option<Picture>,
}

/// Where text stands in its cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Left,
    Centre,
    Right,
}
