//! Pieces of fixed height flow down pages: headings keep their text, tables their header and border.

use super::frames::{Frame, Ink};

/// What flows: a line of type, a blank, or a band of table rows that stay together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Piece {
    /// Places from the piece's upper edge; across the page they are final.
    pub frames: Vec<Frame>,
    pub height: f64,
    /// Stays on the page of the next piece.
    pub keep: bool,
    pub band: Option<Band>,
}

/// The table that a band belongs to.
#[derive(Clone, Debug)]
pub(crate) struct Band {
    pub left: f64,
    pub right: f64,
    pub outline: f64,
    /// What to repeat when this band opens a page in mid-table.
    pub header: Option<(Vec<Frame>, f64)>,
    /// The first band of its table.
    pub first: bool,
}

impl Piece {
    pub(crate) fn blank(height: f64) -> Piece {
        Piece { height, ..Piece::default() }
    }
}

/// The part of a page that text may fill.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Area {
    pub top: f64,
    pub bottom: f64,
    /// Where the first page begins.
    pub first: f64,
    /// After a table, text goes on at the next multiple of this below `top`.
    pub grid: Option<f64>,
}

/// A filled page and where its last piece ends.
#[derive(Clone, Debug)]
pub(crate) struct Filled {
    pub frames: Vec<Frame>,
    pub end: f64,
    /// How many pieces it holds.
    pub pieces: usize,
}

/// Lays pieces on pages; `turn` is the index of a piece that must open a page.
pub(crate) fn fill(pieces: &[Piece], area: Area, turn: Option<usize>) -> Vec<Filled> {
    let mut flow =
        Flow { area, pages: vec![Filled { frames: Vec::new(), end: area.first, pieces: 0 }], table: None };
    for (index, piece) in pieces.iter().enumerate() {
        let together = pieces[index..].iter().take_while(|piece| piece.keep).count() + 1;
        let need: f64 = pieces[index..].iter().take(together).map(|piece| piece.height).sum();
        let page = flow.page();
        let overflow =
            page.end + need > area.bottom + 0.01 && page.pieces > 0 && need <= area.bottom - area.top;
        let alone = page.end + piece.height > area.bottom + 0.01 && page.pieces > 0;
        if overflow || alone || turn == Some(index) {
            flow.turn();
        }
        flow.put(piece);
    }
    flow.close_table();
    flow.pages
}

struct Flow {
    area: Area,
    pages: Vec<Filled>,
    /// The open table: its first band on this page, and where that began.
    table: Option<(Band, f64)>,
}

impl Flow {
    fn page(&mut self) -> &mut Filled {
        self.pages.last_mut().expect("there is always a page")
    }

    fn turn(&mut self) {
        self.close_table();
        self.pages.push(Filled { frames: Vec::new(), end: self.area.top, pieces: 0 });
    }

    fn put(&mut self, piece: &Piece) {
        let continues = piece.band.as_ref().is_some_and(|band| !band.first);
        if !continues {
            self.close_table();
        }
        let empty = self.page().pieces == 0;
        if piece.frames.is_empty() && piece.band.is_none() && empty && self.pages.len() > 1 {
            return; // a blank line is not wanted at the top of a page
        }
        if let Some(band) = &piece.band
            && self.table.is_none()
        {
            self.table = Some((band.clone(), self.page().end));
            if let (true, Some((frames, height))) = (continues, &band.header) {
                self.add(frames, *height);
            }
        }
        self.add(&piece.frames, piece.height);
        self.page().pieces += 1;
    }

    fn add(&mut self, frames: &[Frame], height: f64) {
        let page = self.page();
        let down = page.end;
        page.frames.extend(frames.iter().map(|frame| lowered(frame, down)));
        page.end += height;
    }

    /// Draws the outline of the part of a table that this page holds.
    fn close_table(&mut self) {
        let Some((band, top)) = self.table.take() else { return };
        let Area { top: origin, grid, .. } = self.area;
        let page = self.page();
        let bottom = page.end;
        let half = band.outline / 2.0;
        let corners = [
            ((band.left - half, top), (band.right + half, top)),
            ((band.left - half, bottom), (band.right + half, bottom)),
            ((band.left, top), (band.left, bottom)),
            ((band.right, top), (band.right, bottom)),
        ];
        let outline = |(from, to)| Frame::Rule { from, to, thickness: band.outline, ink: Ink::Black };
        page.frames.extend(corners.map(outline));
        if let Some(grid) = grid {
            page.end = origin + ((bottom - origin) / grid - 0.01).ceil() * grid;
        }
    }
}

/// A frame moved down the page.
pub(crate) fn lowered(frame: &Frame, down: f64) -> Frame {
    let mut frame = frame.clone();
    match &mut frame {
        Frame::Text(run) => run.baseline += down,
        Frame::Rule { from, to, .. } | Frame::Picture { from, to, .. } => {
            from.1 += down;
            to.1 += down;
        }
        Frame::Seal { centre, .. } => centre.1 += down,
    }
    frame
}
