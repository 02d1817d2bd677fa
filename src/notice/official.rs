//! 公文: the page of GB/T 9704-2012, from the red head to the foot block.

use super::TypesetError;
use super::document::{Block, Document};
use super::faces::{Faces, Role};
use super::flow::{Area, Filled, Piece, fill};
use super::frames::{Frame, Ink, MM, Page, Pages};
use super::lines::{Line, Style, Text};
use super::table;

/// 订口 and the 版心.
const LEFT: f64 = 28.0 * MM;
const MEASURE: f64 = 156.0 * MM;
const TOP: f64 = 37.0 * MM;
const BOTTOM: f64 = TOP + 225.0 * MM;
/// 每面 22 行, 每行 28 字.
const PITCH: f64 = 225.0 * MM / 22.0;
const CELL: f64 = 156.0 * MM / 28.0;
/// From the upper edge of a line of type to its baseline, in ems.
const ASCENT: f64 = 0.88;

const BODY: Style = Style { role: Role::Body, size: 16.0, cell: CELL };
const HEADING: Style = Style { role: Role::Hei, size: 16.0, cell: CELL };
const TITLE: Style = Style::solid(Role::Title, 22.0);
/// 四号, for page numbers and the foot block.
const SMALL: Style = Style::solid(Role::Body, 14.0);
const MARK: Style = Style::solid(Role::Hei, 8.5);

/// 发文机关标志: at most this large, 35 mm below the 版心's upper edge, its letters hardly apart.
const HEAD_LARGEST: f64 = 50.0;
const HEAD_SMALLEST: f64 = 20.0;
const HEAD_DROP: f64 = 35.0 * MM;
const HEAD_TRACKING: f64 = 1.06;
/// 红色分隔线, 4 mm below the number.
const RED_RULE: f64 = 0.7 * MM;

const SEAL: f64 = 42.0 * MM;
/// From the last line of text to the top of the seal: within one line.
const SEAL_GAP: f64 = 20.0;
/// Signature and seal, from the end of the last line: two blank lines, organ, date; the seal reaches lower.
const SIGNATURE: f64 = SEAL_GAP + SEAL - (PITCH - BODY.size);
const FOOT_LINE: f64 = 24.0;

/// What stands after the text, on the last page.
#[derive(Default)]
struct Tail<'a> {
    signature: Option<(&'a str, &'a str)>,
    copies: Option<&'a str>,
    issue: Option<(&'a str, &'a str)>,
}

pub(crate) fn typeset(document: &Document, faces: &Faces) -> Result<Pages, TypesetError> {
    let (mut head, mut number, mut title, mut tail) = (None, None, None, Tail::default());
    let mut pieces = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Head(name) => head = Some(name.as_str()),
            Block::Number(text) => number = Some(text.as_str()),
            Block::Title(text) => title = Some(text.as_str()).filter(|text| !text.is_empty()),
            Block::Signature { organ, date } => tail.signature = Some((organ, date)),
            Block::Copies(text) => tail.copies = Some(text),
            Block::Issue { office, date } => tail.issue = Some((office, date)),
            other => pieces.extend(set(other, faces)?),
        }
    }
    if let Some(tall) = pieces.iter().find(|piece| piece.height > BOTTOM - TOP) {
        return Err(TypesetError::TallRow(table::first_words(tall)));
    }
    let (top, first) = opening(head, number, faces)?;
    let mut flowing =
        titles(title.ok_or(TypesetError::NoTitle)?, head.is_none().then_some(number).flatten(), faces)?;
    flowing.append(&mut pieces);

    let foot = foot(&tail, faces)?;
    let mut filled = paginate(&flowing, first, &tail, foot.height);
    if let (Some(page), Some((organ, date))) = (filled.last_mut(), tail.signature) {
        let end = page.end;
        page.frames.extend(signature(organ, date, end, faces)?);
    }
    if let Some(page) = filled.last_mut() {
        page.frames.extend(foot.frames.iter().map(|frame| super::flow::lowered(frame, BOTTOM - foot.height)));
    }
    let pages = filled.into_iter().enumerate().map(|(index, filled)| {
        let mut page = Page::a4();
        if index == 0 {
            page.frames.extend(top.iter().cloned());
        }
        page.frames.extend(filled.frames);
        number_page(&mut page, index + 1, (LEFT, LEFT + MEASURE), BOTTOM, faces)?;
        if document.sample {
            mark_sample(&mut page, LEFT, 15.5 * MM, faces)?;
        }
        Ok(page)
    });
    Ok(Pages { pages: pages.collect::<Result<_, _>>()? })
}

/// Fills pages so that signature and foot share the last one with at least one line of text.
fn paginate(pieces: &[Piece], first: f64, tail: &Tail, foot: f64) -> Vec<Filled> {
    let area = Area { top: TOP, bottom: BOTTOM, first, grid: Some(PITCH) };
    let filled = fill(pieces, area, None);
    let signature = if tail.signature.is_some() { SIGNATURE } else { 0.0 };
    let gap = if foot > 0.0 { CELL } else { 0.0 };
    let end = filled.last().map_or(first, |page| page.end);
    if end + signature + gap + foot <= BOTTOM + 0.01 {
        return filled;
    }
    // Two lines of text go along, and what must not be parted from them.
    let mut turn = pieces.len().saturating_sub(2);
    while turn > 0 && (pieces[turn - 1].keep || pieces[turn].frames.is_empty()) {
        turn -= 1;
    }
    fill(pieces, area, Some(turn))
}

/// The red head: its frames, and where the first page's text begins.
fn opening(
    head: Option<&str>,
    number: Option<&str>,
    faces: &Faces,
) -> Result<(Vec<Frame>, f64), TypesetError> {
    let Some(name) = head else { return Ok((Vec::new(), TOP + PITCH)) };
    let count = name.chars().count().max(1) as f64;
    let size = (150.0 * MM / (count * HEAD_TRACKING)).min(HEAD_LARGEST);
    if size < HEAD_SMALLEST {
        return Err(TypesetError::LongName(name.to_owned()));
    }
    let style = Style { role: Role::Head, size, cell: size * HEAD_TRACKING };
    let text = Text::plain(faces, name, style)?;
    let line = text.whole();
    // The last letter's tracking is not part of the name.
    let width = text.width(&line.range) - size * (HEAD_TRACKING - 1.0);
    let mut down = TOP + HEAD_DROP;
    let mut frames = text.place(&line, centre(width), down + ASCENT * size, None, Ink::Red);
    down += size + 2.0 * PITCH;
    if let Some(number) = number {
        frames.extend(centred(faces, number, BODY, down)?);
        down += BODY.size;
    }
    down += 4.0 * MM + RED_RULE / 2.0;
    frames.push(Frame::Rule {
        from: (LEFT, down),
        to: (LEFT + MEASURE, down),
        thickness: RED_RULE,
        ink: Ink::Red,
    });
    // 红色分隔线下空二行, to the nearest line of the grid.
    let line = ((down - TOP) / PITCH + 2.0).round();
    Ok((frames, TOP + line * PITCH))
}

/// The title, the number under it where there is no red head, and a blank line.
fn titles(title: &str, number: Option<&str>, faces: &Faces) -> Result<Vec<Piece>, TypesetError> {
    let text = Text::plain(faces, title, TITLE)?;
    let baseline = (PITCH - TITLE.size) / 2.0 + ASCENT * TITLE.size;
    let mut pieces = Vec::new();
    for line in text.balance(MEASURE) {
        let left = centre(text.width(&line.range));
        let frames = text.place(&line, left, baseline, None, Ink::Black);
        pieces.push(Piece { frames, height: PITCH, keep: true, ..Piece::default() });
    }
    if let Some(number) = number {
        let frames = centred(faces, number, BODY, PITCH - BODY.size)?;
        pieces.push(Piece { frames, height: PITCH, keep: true, ..Piece::default() });
    }
    pieces.push(Piece { keep: true, ..Piece::blank(PITCH) });
    Ok(pieces)
}

fn set(block: &Block, faces: &Faces) -> Result<Vec<Piece>, TypesetError> {
    let indent = 2.0 * CELL;
    match block {
        Block::Addressee(text) => Ok(lines(&Text::plain(faces, text, BODY)?, 0.0, 0.0, false)),
        Block::Paragraph(text) => Ok(lines(&Text::plain(faces, text, BODY)?, indent, 0.0, false)),
        Block::Heading(text) => Ok(lines(&Text::plain(faces, text, HEADING)?, indent, 0.0, true)),
        Block::Subheading(heading, rest) => {
            let spans = [(Role::Kai, heading.as_str()), (Role::Body, rest.as_str())];
            Ok(lines(&Text::new(faces, &spans, BODY)?, indent, 0.0, rest.is_empty()))
        }
        Block::Attachments(names) => attachments(names, faces),
        Block::Table(table) => table::bands(table, faces, LEFT, MEASURE),
        Block::Facts(texts) => Err(TypesetError::Misplaced(texts.concat())),
        Block::Remark(text) => Err(TypesetError::Misplaced(text.clone())),
        Block::Code(_) => Err(TypesetError::Misplaced("二维码".to_owned())),
        Block::Head(_) | Block::Number(_) | Block::Title(_) | Block::Signature { .. } => Ok(Vec::new()),
        Block::Copies(_) | Block::Issue { .. } => Ok(Vec::new()),
    }
}

/// A paragraph's lines on the grid. `keep` holds all of them to what follows.
fn lines(text: &Text, indent: f64, hang: f64, keep: bool) -> Vec<Piece> {
    let filled = text.fill(MEASURE - indent, MEASURE - hang);
    let set = |(index, line): (usize, &Line)| {
        let indent = if index == 0 { indent } else { hang };
        let measure = (!line.last).then_some(MEASURE - indent);
        let frames = text.place(line, LEFT + indent, ASCENT * BODY.size, measure, Ink::Black);
        Piece { frames, height: PITCH, keep, ..Piece::default() }
    };
    filled.iter().enumerate().map(set).collect()
}

/// 附件: after a blank line, numbered when there are several, names under names.
fn attachments(names: &[String], faces: &Faces) -> Result<Vec<Piece>, TypesetError> {
    let mut pieces = vec![Piece::blank(PITCH)];
    let indent = 2.0 * CELL;
    let hang = indent + 3.0 * CELL;
    for (index, name) in names.iter().enumerate() {
        let number = if names.len() > 1 { format!("{}. ", index + 1) } else { String::new() };
        let lead = if index == 0 { "附件：" } else { "" };
        let text = Text::plain(faces, &format!("{lead}{number}{name}"), BODY)?;
        let under = hang + if names.len() > 1 { CELL } else { 0.0 };
        pieces.extend(lines(&text, if index == 0 { indent } else { hang }, under, false));
    }
    Ok(pieces)
}

/// Organ over date with the seal's guide, below text that ends at `end`. The date ends four cells from the
/// right, the organ is centred on it; a long organ moves both to the left.
fn signature(organ: &str, date: &str, end: f64, faces: &Faces) -> Result<Vec<Frame>, TypesetError> {
    let (organ, date) = (Text::plain(faces, organ, BODY)?, Text::plain(faces, date, BODY)?);
    let width = |text: &Text| text.width(&text.whole().range);
    let right = LEFT + MEASURE;
    let middle = (right - 4.0 * CELL - width(&date) / 2.0).min(right - width(&organ) / 2.0);
    let mut frames = Vec::new();
    for (text, down) in [(&organ, 2.0), (&date, 3.0)] {
        let baseline = end + down * PITCH + ASCENT * BODY.size;
        frames.extend(text.place(&text.whole(), middle - width(text) / 2.0, baseline, None, Ink::Black));
    }
    let top = end - (PITCH - BODY.size) + SEAL_GAP;
    frames.push(Frame::Seal { centre: (middle, top + SEAL / 2.0), diameter: SEAL });
    Ok(frames)
}

/// 版记 at the foot of the last page: 抄送 and 印发 between rules. Places from its upper edge.
fn foot(tail: &Tail, faces: &Faces) -> Result<Piece, TypesetError> {
    let mut foot = Piece::default();
    let rule = |down: f64, thickness: f64| Frame::Rule {
        from: (LEFT, down),
        to: (LEFT + MEASURE, down),
        thickness: thickness * MM,
        ink: Ink::Black,
    };
    let baseline = |down: f64| down + (FOOT_LINE - SMALL.size) / 2.0 + ASCENT * SMALL.size;
    let (left, room) = (LEFT + SMALL.cell, MEASURE - 2.0 * SMALL.cell);
    if tail.copies.is_some() || tail.issue.is_some() {
        foot.frames.push(rule(0.0, 0.35));
    }
    if let Some(copies) = tail.copies {
        let text = Text::plain(faces, &format!("抄送：{copies}"), SMALL)?;
        let hang = 3.0 * SMALL.cell;
        for (index, line) in text.fill(room, room - hang).iter().enumerate() {
            let indent = if index == 0 { 0.0 } else { hang };
            let measure = (!line.last).then_some(room - indent);
            foot.frames.extend(text.place(line, left + indent, baseline(foot.height), measure, Ink::Black));
            foot.height += FOOT_LINE;
        }
        if tail.issue.is_some() {
            foot.frames.push(rule(foot.height, 0.25));
        }
    }
    if let Some((office, date)) = tail.issue {
        let (office, date) = (Text::plain(faces, office, SMALL)?, Text::plain(faces, date, SMALL)?);
        foot.frames.extend(office.place(&office.whole(), left, baseline(foot.height), None, Ink::Black));
        let line = date.whole();
        let at = left + room - date.width(&line.range);
        foot.frames.extend(date.place(&line, at, baseline(foot.height), None, Ink::Black));
        foot.height += FOOT_LINE;
    }
    if foot.height > 0.0 {
        foot.frames.push(rule(foot.height, 0.35));
    }
    Ok(foot)
}

/// `— n —`, 7 mm below the type area; odd pages one cell from the right, even ones from the left.
pub(crate) fn number_page(
    page: &mut Page,
    number: usize,
    (left, right): (f64, f64),
    bottom: f64,
    faces: &Faces,
) -> Result<(), TypesetError> {
    let text = Text::plain(faces, &format!("— {number} —"), SMALL)?;
    let line = text.whole();
    let width = text.width(&line.range);
    let at = if number % 2 == 1 { right - CELL - width } else { left + CELL };
    // The dash, at a third of the type's height, is what stands 7 mm below.
    let baseline = bottom + 7.0 * MM + 0.36 * SMALL.size;
    page.frames.extend(text.place(&line, at, baseline, None, Ink::Black));
    Ok(())
}

/// The mark of sample data, outside the type area.
pub(crate) fn mark_sample(
    page: &mut Page,
    left: f64,
    baseline: f64,
    faces: &Faces,
) -> Result<(), TypesetError> {
    let text = Text::plain(faces, "测试数据：单位、人员、案件均为虚构", MARK)?;
    page.frames.extend(text.place(&text.whole(), left, baseline, None, Ink::Grey));
    Ok(())
}

fn centre(width: f64) -> f64 {
    LEFT + (MEASURE - width) / 2.0
}

/// One centred line whose upper edge is at `down`.
fn centred(faces: &Faces, text: &str, style: Style, down: f64) -> Result<Vec<Frame>, TypesetError> {
    let text = Text::plain(faces, text, style)?;
    let line = text.whole();
    Ok(text.place(&line, centre(text.width(&line.range)), down + ASCENT * style.size, None, Ink::Black))
}
