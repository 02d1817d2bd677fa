//! Bordered tables: cells measured, rows made high enough, rows that share a tall cell kept together.

use super::TypesetError;
use super::document::{Align, Cell, Table};
use super::faces::{Faces, Role};
use super::flow::{Band, Piece};
use super::frames::{Frame, Ink, MM, Picture};
use super::lines::{Line, Style, Text};

const INNER: f64 = 0.6;
const OUTLINE: f64 = 1.1;
/// Between rule and text at the sides.
const SIDE: f64 = 1.4 * MM;
/// Between rule and photograph, and the largest one: 小二寸, 35 mm × 49 mm.
const PICTURE_GAP: f64 = 1.0 * MM;
const LARGEST: (f64, f64) = (35.0 * MM, 49.0 * MM);

/// Type and lines of a table.
struct Look {
    label: Style,
    value: Style,
    /// Line pitch as a multiple of the type size.
    pitch: f64,
    /// Between rule and text, above and below.
    padding: f64,
}

const OPEN: Look = Look {
    label: Style::solid(Role::Hei, 10.5),
    value: Style::solid(Role::Body, 12.0),
    pitch: 1.4,
    padding: 1.2 * MM,
};
/// 五号, the least that papers are read in without effort.
const DENSE: Look = Look { value: Style::solid(Role::Body, 10.5), pitch: 1.3, padding: 0.3 * MM, ..OPEN };

/// A cell at its place in the table, with its lines.
struct Placed<'a> {
    cell: &'a Cell,
    row: usize,
    left: f64,
    right: f64,
    look: &'static Look,
    style: Style,
    body: Vec<(Text, Line)>,
    foot: Vec<(Text, Line)>,
}

impl Placed<'_> {
    fn need(&self) -> f64 {
        let lines = (self.body.len() + self.foot.len()) as f64;
        lines * self.style.size * self.look.pitch + 2.0 * self.look.padding
    }
}

/// Sets a table between two edges; each piece is a band of rows that stay together.
pub(crate) fn bands(
    table: &Table,
    faces: &Faces,
    left: f64,
    measure: f64,
) -> Result<Vec<Piece>, TypesetError> {
    let total: f64 = table.columns.iter().sum();
    if total * MM > measure + 0.01 {
        return Err(TypesetError::WideTable(total, measure / MM));
    }
    let mut edges = vec![left];
    for width in &table.columns {
        edges.push(edges[edges.len() - 1] + width * MM);
    }
    let cells = place(table, faces, &edges)?;
    let heights = heights(table, &cells);
    let right = edges[edges.len() - 1];

    let mut pieces: Vec<(Piece, bool)> = Vec::new();
    let mut row = 0;
    while row < table.rows.len() {
        let end = band_end(&cells, row);
        let header = table.rows[row..end].iter().all(|row| row.header);
        let shaded = table.rows[row..end].iter().any(|row| row.shaded);
        let mut piece =
            Piece { height: heights[row..end].iter().sum(), keep: header || shaded, ..Piece::default() };
        for at in (row..end).filter(|at| table.rows[*at].shaded) {
            piece.frames.extend(ground(heights[row..at].iter().sum(), heights[at], left, right));
        }
        for cell in cells.iter().filter(|cell| (row..end).contains(&cell.row)) {
            let top: f64 = heights[row..cell.row].iter().sum();
            let height: f64 = heights[cell.row..cell.row + cell.cell.rows].iter().sum();
            draw(cell, top, height, right, &mut piece.frames);
        }
        pieces.push((piece, header));
        row = end;
    }
    Ok(link(pieces, left, right))
}

/// Tells every band of its table, and the bands after the header what to repeat.
fn link(pieces: Vec<(Piece, bool)>, left: f64, right: f64) -> Vec<Piece> {
    let mut header: Option<(Vec<Frame>, f64)> = None;
    let count = pieces.len();
    let mut linked = Vec::with_capacity(count);
    for (index, (mut piece, is_header)) in pieces.into_iter().enumerate() {
        let repeat = if is_header { None } else { header.clone() };
        piece.band = Some(Band { left, right, outline: OUTLINE, header: repeat, first: index == 0 });
        piece.keep &= index + 1 < count;
        if is_header {
            let (frames, height) = header.get_or_insert_with(|| (Vec::new(), 0.0));
            frames.extend(piece.frames.iter().map(|frame| super::flow::lowered(frame, *height)));
            *height += piece.height;
        }
        linked.push(piece);
    }
    linked
}

/// Gives each cell the first free column of its row, as readers of the form expect.
fn place<'a>(table: &'a Table, faces: &Faces, edges: &[f64]) -> Result<Vec<Placed<'a>>, TypesetError> {
    let columns = edges.len() - 1;
    let mut taken = vec![vec![false; columns]; table.rows.len()];
    let mut placed = Vec::new();
    for (row, cells) in table.rows.iter().enumerate() {
        let ragged = || TypesetError::RaggedTable { row: row + 1, columns };
        for cell in &cells.cells {
            let column = taken[row].iter().position(|taken| !taken).ok_or_else(ragged)?;
            let (end, bottom) = (column + cell.columns, row + cell.rows);
            if end > columns || bottom > table.rows.len() {
                return Err(ragged());
            }
            for slot in taken[row..bottom].iter_mut().flat_map(|row| &mut row[column..end]) {
                if std::mem::replace(slot, true) {
                    return Err(ragged());
                }
            }
            let look = if table.dense { &DENSE } else { &OPEN };
            let style = if cell.label || cells.shaded { look.label } else { look.value };
            placed.push(measured(cell, row, (edges[column], edges[end]), (look, style), faces)?);
        }
        if taken[row].contains(&false) {
            return Err(ragged());
        }
    }
    Ok(placed)
}

fn measured<'a>(
    cell: &'a Cell,
    row: usize,
    (left, right): (f64, f64),
    (look, style): (&'static Look, Style),
    faces: &Faces,
) -> Result<Placed<'a>, TypesetError> {
    let measure = right - left - 2.0 * SIDE;
    let lines = |text: &str| {
        let mut lines = Vec::new();
        for paragraph in text.lines().map(str::trim_end) {
            let text = Text::plain(faces, paragraph, style)?;
            let mut filled = if cell.label { text.balance(measure) } else { text.fill(measure, measure) };
            if filled.is_empty() {
                filled.push(text.whole());
            }
            lines.extend(filled.into_iter().map(|line| (text.clone(), line)));
        }
        Ok(lines)
    };
    Ok(Placed { cell, row, left, right, look, style, body: lines(&cell.text)?, foot: lines(&cell.foot)? })
}

/// Row heights: what the form asks, what the text needs; a tall cell stretches its last row.
fn heights(table: &Table, cells: &[Placed]) -> Vec<f64> {
    let mut heights: Vec<f64> = table.rows.iter().map(|row| row.height * MM).collect();
    for cell in cells.iter().filter(|cell| cell.cell.rows == 1) {
        heights[cell.row] = heights[cell.row].max(cell.need());
    }
    for cell in cells.iter().filter(|cell| cell.cell.rows > 1) {
        let last = cell.row + cell.cell.rows - 1;
        let have: f64 = heights[cell.row..=last].iter().sum();
        heights[last] += (cell.need() - have).max(0.0);
    }
    heights
}

/// The row after the band that begins at `start`.
fn band_end(cells: &[Placed], start: usize) -> usize {
    let mut end = start + 1;
    loop {
        let reach = cells
            .iter()
            .filter(|cell| (start..end).contains(&cell.row))
            .map(|cell| cell.row + cell.cell.rows)
            .max()
            .unwrap_or(end);
        if reach <= end {
            return end;
        }
        end = reach;
    }
}

/// A cell's lines, and the thin rules at its right and lower edges; the outline covers those at the rim.
fn draw(placed: &Placed, top: f64, height: f64, rim: f64, frames: &mut Vec<Frame>) {
    let pitch = placed.style.size * placed.look.pitch;
    let rise = (pitch - placed.style.size) / 2.0 + 0.88 * placed.style.size;
    let measure = placed.right - placed.left - 2.0 * SIDE;
    let (body, foot) = (placed.body.len() as f64 * pitch, placed.foot.len() as f64 * pitch);
    let mut lines = |lines: &[(Text, Line)], mut y: f64, align: Align| {
        for (text, line) in lines {
            let natural = text.width(&line.range);
            let indent = match align {
                Align::Left => 0.0,
                Align::Centre => (measure - natural) / 2.0,
                Align::Right => measure - natural,
            };
            let spread = (align == Align::Left && !line.last).then_some(measure);
            let left = placed.left + SIDE + indent.max(0.0);
            frames.extend(text.place(line, left, y + rise, spread, Ink::Black));
            y += pitch;
        }
    };
    let start = if placed.foot.is_empty() { (height - body) / 2.0 } else { placed.look.padding };
    if placed.cell.picture.is_none() {
        lines(&placed.body, top + start, placed.cell.align);
    }
    lines(&placed.foot, top + height - placed.look.padding - foot, Align::Right);

    frames.extend(placed.cell.picture.as_ref().map(|picture| photo(picture, placed, top, height)));

    let rule = |from, to| Frame::Rule { from, to, thickness: INNER, ink: Ink::Black };
    let bottom = top + height;
    if placed.right < rim - 0.01 {
        frames.push(rule((placed.right, top), (placed.right, bottom)));
    }
    frames.push(rule((placed.left, bottom), (placed.right, bottom)));
}

/// The grey ground of a row, and once more the rule above it, which a printer's pixels would let it cover.
fn ground(top: f64, height: f64, left: f64, right: f64) -> [Frame; 2] {
    let middle = top + height / 2.0;
    let rule = |y, thickness, ink| Frame::Rule { from: (left, y), to: (right, y), thickness, ink };
    [rule(middle, height - INNER, Ink::Pale), rule(top, INNER, Ink::Black)]
}

/// A picture as large as its cell lets it be, and no larger than a photograph for papers is.
fn photo(picture: &Picture, placed: &Placed, top: f64, height: f64) -> Frame {
    let (width, tall) = (f64::from(picture.width), f64::from(picture.height));
    let room = (placed.right - placed.left - 2.0 * PICTURE_GAP, height - 2.0 * PICTURE_GAP);
    let scale = (room.0.min(LARGEST.0) / width).min(room.1.min(LARGEST.1) / tall);
    let (width, tall) = (width * scale, tall * scale);
    let from = (placed.left + (placed.right - placed.left - width) / 2.0, top + (height - tall) / 2.0);
    Frame::Picture { from, to: (from.0 + width, from.1 + tall), picture: picture.clone() }
}

/// The words by which to name a band that is too high for a page.
pub(crate) fn first_words(piece: &Piece) -> String {
    let text: String = piece
        .frames
        .iter()
        .filter_map(|frame| if let Frame::Text(run) = frame { Some(run.text()) } else { None })
        .collect();
    text.chars().take(12).collect()
}
