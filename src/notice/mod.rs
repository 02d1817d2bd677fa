//! Pure typesetting: form → blocks → lines → frames → PDF.
//!
//! A [`Form`] is the wording that a bureau may edit; [`compose`] fills it with facts and gives a
//! [`Document`] of blocks; [`typeset`] puts every glyph at its place on A4 pages (GB/T 9704-2012); [`pdf`]
//! writes those places down and decides nothing. No module here reads a clock, a file or chance: the same
//! form and facts give the same bytes.

mod breaks;
mod code;
mod compose;
mod content;
mod document;
mod faces;
mod flow;
mod form;
pub mod frames;
mod lines;
mod official;
pub mod pdf;
mod sheet;
mod srgb;
mod subsets;
mod table;
mod trial;

pub use compose::{ComposeError, compose, compose_with};
pub use document::{Align, Block, Cell, Document, Layout, Row, Table};
pub use faces::{Faces, Role};
pub use form::{Form, FormError, builtin_forms};
pub use frames::{Cite, FaceId, Frame, Glyph, Ink, Link, MM, Page, Pages, Picture, Run, frame_text};
pub use trial::trial_page;

/// Why a document cannot be set. Nothing is dropped in silence.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum TypesetError {
    /// No face has the character; `context` is the paragraph or cell it stands in.
    #[error(
        "字符“{character}”（U+{:04X}）没有可用的字形，不能印出，所在文字：{}。请改用字库中有的写法",
        u32::from(*character),
        excerpt(context, *character)
    )]
    NoGlyph { character: char, context: String },
    #[error("文书没有标题，不能排版。请检查文书格式中的“标题”")]
    NoTitle,
    #[error("发文机关名称“{0}”过长，一行放不下。请使用规范化简称")]
    LongName(String),
    #[error("表格列宽合计 {0:.1} 毫米，超过版面宽度 {1:.1} 毫米。请调整文书格式中的列宽")]
    WideTable(f64, f64),
    #[error("表格第 {row} 行的单元格与 {columns} 列的列宽对不上。请检查文书格式中的合并单元格")]
    RaggedTable { row: usize, columns: usize },
    #[error("表格中“{0}”所在行的内容过长，一页放不下。请精简内容，或另附页说明")]
    TallRow(String),
    #[error("信息行“{0}”过长，一行放不下。请精简文字，或把其中一项移到表格里")]
    LongFacts(String),
    #[error("二维码的内容过长，一个码放不下。请缩短内容")]
    LongCode,
    #[error("“{0}”这一版块不能用在这种版式里。请检查文书格式")]
    Misplaced(String),
}

/// The surroundings of a character, short enough for a message.
fn excerpt(context: &str, character: char) -> String {
    let characters: Vec<char> = context.chars().collect();
    let at = characters.iter().position(|&c| c == character).unwrap_or(0);
    let (from, to) = (at.saturating_sub(8), (at + 9).min(characters.len()));
    let dots = |more: bool| if more { "…" } else { "" };
    format!(
        "{}{}{}",
        dots(from > 0),
        characters[from..to].iter().collect::<String>(),
        dots(to < characters.len())
    )
}

/// Sets a document: every glyph, rule and guide at its place.
pub fn typeset(document: &Document, faces: &Faces) -> Result<Pages, TypesetError> {
    match document.layout {
        Layout::Official => official::typeset(document, faces),
        Layout::Sheet => sheet::typeset(document, faces),
    }
}
