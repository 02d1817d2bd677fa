//! 表格: a bordered form on narrow margins.

use super::TypesetError;
use super::code;
use super::document::{Block, Document};
use super::faces::{Faces, Role};
use super::flow::{Area, Piece, fill};
use super::frames::{Ink, MM, Page, Pages};
use super::lines::{Line, Style, Text};
use super::official::{mark_sample, number_page};
use super::table;

const LEFT: f64 = 22.0 * MM;
const MEASURE: f64 = 168.0 * MM;
const TOP: f64 = 19.0 * MM;
const BOTTOM: f64 = (297.0 - 18.0) * MM;
/// Between a table and the next one, or its heading.
const BETWEEN: f64 = 4.0 * MM;
const DENSE_BETWEEN: f64 = 1.5 * MM;
const TITLE: Style = Style::solid(Role::Title, 22.0);
const FACTS: Style = Style::solid(Role::Body, 12.0);
const REMARK: Style = Style::solid(Role::Body, 10.5);

pub(crate) fn typeset(document: &Document, faces: &Faces) -> Result<Pages, TypesetError> {
    let mut pieces = Vec::new();
    let mut before: Option<&Block> = None;
    for block in &document.blocks {
        let follows = matches!(block, Block::Table(_) | Block::Facts(_));
        if let (true, Some(Block::Table(table))) = (follows, before) {
            pieces.push(Piece::blank(if table.dense { DENSE_BETWEEN } else { BETWEEN }));
        }
        // What is said under a table does not stand on a page by itself.
        if let (Block::Remark(_), Some(Block::Table(_)), Some(last)) = (block, before, pieces.last_mut()) {
            last.keep = true;
        }
        before = Some(block);
        pieces.extend(set(block, faces)?);
    }
    let area = Area { top: TOP, bottom: BOTTOM, first: TOP, grid: None };
    if let Some(tall) = pieces.iter().find(|piece| piece.height > BOTTOM - TOP) {
        return Err(TypesetError::TallRow(table::first_words(tall)));
    }
    let filled = fill(&pieces, area, None);
    let count = filled.len();
    let pages = filled.into_iter().enumerate().map(|(index, filled)| {
        let mut page = Page { frames: filled.frames, ..Page::a4() };
        if count > 1 {
            number_page(&mut page, index + 1, (LEFT, LEFT + MEASURE), BOTTOM, faces)?;
        }
        if document.sample {
            mark_sample(&mut page, LEFT, 11.0 * MM, faces)?;
        }
        Ok(page)
    });
    Ok(Pages { pages: pages.collect::<Result<_, _>>()? })
}

fn set(block: &Block, faces: &Faces) -> Result<Vec<Piece>, TypesetError> {
    match block {
        Block::Title(title) => {
            if title.is_empty() {
                return Err(TypesetError::NoTitle);
            }
            let text = Text::plain(faces, title, TITLE)?;
            let lines = text.balance(MEASURE);
            let mut pieces: Vec<Piece> = lines.iter().map(|line| centred(&text, line)).collect();
            pieces.push(Piece { keep: true, ..Piece::blank(7.0) });
            Ok(pieces)
        }
        Block::Facts(items) => spread(items, faces),
        Block::Table(table) => table::bands(table, faces, LEFT, MEASURE),
        Block::Number(text) => spread(std::slice::from_ref(text), faces),
        Block::Remark(text) | Block::Paragraph(text) => {
            let text = Text::plain(faces, text, REMARK)?;
            let mut pieces = vec![Piece { keep: true, ..Piece::blank(4.0) }];
            pieces.extend(text.fill(MEASURE, MEASURE).iter().map(|line| {
                let measure = (!line.last).then_some(MEASURE);
                let frames = text.place(line, LEFT, 0.88 * REMARK.size + 2.5, measure, Ink::Black);
                Piece { frames, height: REMARK.size + 5.0, ..Piece::default() }
            }));
            Ok(pieces)
        }
        Block::Code(text) => Ok(vec![code::piece(text, LEFT + MEASURE / 2.0)?]),
        Block::Head(text) | Block::Addressee(text) | Block::Heading(text) | Block::Copies(text) => {
            misplaced(text)
        }
        Block::Subheading(text, _) => misplaced(text),
        Block::Attachments(names) => misplaced(&names.concat()),
        Block::Signature { organ, .. } => misplaced(organ),
        Block::Issue { office, .. } => misplaced(office),
    }
}

fn misplaced(text: &str) -> Result<Vec<Piece>, TypesetError> {
    Err(TypesetError::Misplaced(text.to_owned()))
}

fn centred(text: &Text, line: &Line) -> Piece {
    let left = LEFT + (MEASURE - text.width(&line.range)) / 2.0;
    let frames = text.place(line, left, 0.88 * TITLE.size + 4.0, None, Ink::Black);
    Piece { frames, height: TITLE.size + 8.0, keep: true, ..Piece::default() }
}

/// Short facts side by side from edge to edge, as many on a line as stand apart.
fn spread(items: &[String], faces: &Faces) -> Result<Vec<Piece>, TypesetError> {
    let texts = items.iter().map(|item| Text::plain(faces, item, FACTS)).collect::<Result<Vec<_>, _>>()?;
    let width = |text: &Text| text.width(&text.whole().range);
    let natural = |texts: &[Text]| texts.iter().map(width).sum::<f64>();
    let (mut pieces, mut rest) = (Vec::new(), &texts[..]);
    while !rest.is_empty() {
        let apart = |count: usize| natural(&rest[..count]) + 2.0 * FACTS.cell * (count - 1) as f64;
        let count = (2..=rest.len()).take_while(|&count| apart(count) <= MEASURE).last().unwrap_or(1);
        let gap = (MEASURE - natural(&rest[..count])) / count.saturating_sub(1).max(1) as f64;
        let (mut frames, mut left) = (Vec::new(), LEFT);
        for text in &rest[..count] {
            let line = text.whole();
            if width(text) > MEASURE {
                return Err(TypesetError::LongFacts(items.join("　")));
            }
            frames.extend(text.place(&line, left, 0.88 * FACTS.size + 2.0, None, Ink::Black));
            left += width(text) + gap;
        }
        pieces.push(Piece { frames, height: FACTS.size + 9.0, keep: true, ..Piece::default() });
        rest = &rest[count..];
    }
    Ok(pieces)
}
