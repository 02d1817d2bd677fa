//! A paragraph becomes lines: measured, broken by 避头尾, spread to a straight right edge.

use std::ops::Range;

use super::TypesetError;
use super::breaks::{Break, breaks, never_first, never_last};
use super::faces::{Faces, Role, Shape};
use super::frames::{Cite, Frame, Glyph, Ink, Run};
use crate::domain::fault::{Mention, mentions};

/// How far letters may move apart, in ems, to reach the right edge. Beyond a tenth of an em readers of
/// the PDF begin to see spaces between characters, so a line that wants more stays short.
const LARGEST_SPREAD: f64 = 0.09;

/// What meeting marks give up. At half an em, readers of the PDF begin to see two lines.
const SQUEEZE: f64 = 0.46;

/// A style of type: the face's role, its size, and the width of one cell, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Style {
    pub role: Role,
    pub size: f64,
    pub cell: f64,
}

impl Style {
    /// Type set solid: cells as wide as the type.
    pub(crate) const fn solid(role: Role, size: f64) -> Style {
        Style { role, size, cell: size }
    }
}

#[derive(Clone, Copy, Debug)]
struct Cell {
    character: char,
    shape: Shape,
    role: Role,
    width: f64,
    /// The mark's ink fills the left half of its cell.
    closes: bool,
    /// The mark's ink fills the right half of its cell.
    opens: bool,
}

/// A measured paragraph.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    cells: Vec<Cell>,
    breaks: Vec<Break>,
    /// The provisions that it cites.
    mentions: Vec<Mention>,
    size: f64,
    em: f64,
}

/// A line of a paragraph: the characters it takes, and whether it is the last.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    pub range: Range<usize>,
    pub last: bool,
}

impl Text {
    /// Measures a paragraph whose spans share size and cell but not the face.
    pub(crate) fn new(faces: &Faces, spans: &[(Role, &str)], style: Style) -> Result<Text, TypesetError> {
        let whole: String = spans.iter().map(|(_, text)| *text).collect();
        let mut cells = Vec::with_capacity(whole.len() / 3);
        for &(role, text) in spans {
            for character in text.chars() {
                let shape = faces
                    .shape(role, character)
                    .ok_or_else(|| TypesetError::NoGlyph { character, context: whole.clone() })?;
                cells.push(Cell {
                    character,
                    shape,
                    role,
                    width: f64::from(shape.width) * style.cell,
                    closes: shape.width == 1.0 && closes(character),
                    opens: shape.width == 1.0 && opens(character),
                });
            }
        }
        let (breaks, mentions) = (breaks(&whole), mentions(&whole));
        Ok(Text { cells, breaks, mentions, size: style.size, em: style.cell })
    }

    /// A paragraph in one style.
    pub(crate) fn plain(faces: &Faces, text: &str, style: Style) -> Result<Text, TypesetError> {
        Text::new(faces, &[(style.role, text)], style)
    }

    pub(crate) fn whole(&self) -> Line {
        Line { range: 0..self.cells.len(), last: true }
    }

    /// Natural width of a line: neighbouring marks share a cell, a mark at the end takes half of one,
    /// spaces at the end none.
    pub(crate) fn width(&self, line: &Range<usize>) -> f64 {
        let (positions, end) = self.positions(line);
        debug_assert_eq!(positions.len(), line.len());
        end
    }

    /// Left edges of the cells of a line from 0, and where its last cell ends.
    fn positions(&self, line: &Range<usize>) -> (Vec<f64>, f64) {
        let cells = &self.cells[line.clone()];
        let mut at = 0.0;
        let mut positions = Vec::with_capacity(cells.len());
        for (index, cell) in cells.iter().enumerate() {
            if index > 0 {
                at -= self.em * squeeze(&cells[index - 1], cell);
            }
            positions.push(at);
            at += cell.width;
        }
        let spaces = cells.iter().rev().take_while(|cell| cell.character == ' ').count();
        let solid = cells.len() - spaces;
        let end = match solid.checked_sub(1) {
            Some(last) => positions[last] + self.hung(&cells[last]),
            None => 0.0,
        };
        (positions, end)
    }

    /// The width a cell needs at the end of a line.
    fn hung(&self, cell: &Cell) -> f64 {
        if cell.closes { cell.width / 2.0 } else { cell.width }
    }

    /// Fills lines from the left; `first` and `rest` are the widths to fill.
    pub(crate) fn fill(&self, first: f64, rest: f64) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut start = 0;
        while start < self.cells.len() {
            let measure = if start == 0 { first } else { rest };
            let end = self.line_end(start, measure);
            lines.push(Line { range: start..end, last: end == self.cells.len() });
            start = end;
        }
        lines
    }

    /// Where the line that begins at `start` ends: at the last free break that fits; at a reluctant one
    /// where the free one would leave a hole; inside a word longer than the line only as a last resort.
    fn line_end(&self, start: usize, measure: f64) -> usize {
        let (mut free, mut reluctant, mut forced) = (None, None, start + 1);
        let mut at = 0.0;
        for index in start..self.cells.len() {
            let cell = &self.cells[index];
            if index > start {
                at -= self.em * squeeze(&self.cells[index - 1], cell);
            }
            let full = at + cell.width;
            at = full;
            let hung = full - cell.width + self.hung(cell);
            let past = |width: f64| width > measure + 1e-6;
            if past(hung) && cell.character != ' ' {
                // A later mark cannot bring the line back by more than a squeezed half cell.
                if past(full - cell.width) || past(hung - self.em / 2.0) {
                    break;
                }
                continue;
            }
            let next = index + 1;
            match self.breaks.get(next) {
                None => return next,
                Some(Break::Free) => free = Some((next, hung)),
                Some(Break::Reluctant) => reluctant = Some(next),
                Some(Break::Never) => {}
            }
            forced = next;
        }
        match (free, reluctant) {
            (Some((end, width)), Some(other)) if other > end => {
                let gaps = (end - start).saturating_sub(1).max(1) as f64;
                if measure - width > gaps * LARGEST_SPREAD * self.em { other } else { end }
            }
            (Some((end, _)), _) => end,
            (None, Some(end)) => end,
            (None, None) => self.unforced(start, forced),
        }
    }

    /// A forced break still keeps marks on their side where it can.
    fn unforced(&self, start: usize, forced: usize) -> usize {
        let fits = |&end: &usize| {
            !never_last(self.cells[end - 1].character)
                && self.cells.get(end).is_none_or(|cell| !never_first(cell.character))
        };
        (start + 1..=forced).rev().find(fits).unwrap_or(forced)
    }

    /// Lines of nearly equal width that break where the sense breaks: for titles.
    pub(crate) fn balance(&self, measure: f64) -> Vec<Line> {
        let greedy = self.fill(measure, measure);
        let (count, length) = (greedy.len(), self.cells.len());
        if count < 2 {
            return greedy;
        }
        let ideal = self.width(&(0..length)) / count as f64;
        // best[k][end]: the least cost of setting the first `end` characters on k lines.
        let mut best = vec![vec![(f64::INFINITY, 0); length + 1]; count + 1];
        best[0][0] = (0.0, 0);
        for lines in 1..=count {
            for end in 1..=length {
                if end < length && self.breaks[end] != Break::Free {
                    continue;
                }
                for start in 0..end {
                    let before = best[lines - 1][start].0;
                    let width = self.width(&(start..end));
                    if before.is_infinite() || width > measure {
                        continue;
                    }
                    let cost = before + ((width - ideal) / self.em).powi(2) + self.nonsense(end);
                    if cost < best[lines][end].0 {
                        best[lines][end] = (cost, start);
                    }
                }
            }
        }
        if best[count][length].0.is_infinite() {
            return greedy;
        }
        let mut end = length;
        let mut lines: Vec<Line> = (1..=count)
            .rev()
            .map(|number| {
                let start = best[number][end].1;
                let line = Line { range: start..end, last: end == length };
                end = start;
                line
            })
            .collect();
        lines.reverse();
        lines
    }

    /// What a break before `end` costs a title: much inside a word, little after a particle.
    fn nonsense(&self, end: usize) -> f64 {
        if end == self.cells.len() {
            return 0.0;
        }
        let around: String = self.cells[end.saturating_sub(4)..(end + 4).min(self.cells.len())]
            .iter()
            .map(|c| c.character)
            .collect();
        let middle = end - end.saturating_sub(4);
        let inside = |word: &str| {
            let found = around.find(word).map(|at| around[..at].chars().count());
            found.is_some_and(|at| at < middle && middle < at + word.chars().count())
        };
        let (last, next) = (self.cells[end - 1].character, self.cells[end].character);
        match () {
            () if matches!(next, '的' | '等' | '案' | '书' | '表') => 60.0,
            () if WORDS.iter().any(|word| inside(word)) => 40.0,
            () if "的和与及对、，：》）局案".contains(last) || next == '关' => 0.0,
            () => 8.0,
        }
    }

    /// Puts a line down with its left edge at `left`; `measure` spreads it to that width.
    pub(crate) fn place(
        &self,
        line: &Line,
        left: f64,
        baseline: f64,
        measure: Option<f64>,
        ink: Ink,
    ) -> Vec<Frame> {
        let cells = &self.cells[line.range.clone()];
        let (mut lefts, end) = self.positions(&line.range);
        let solid = cells.len() - cells.iter().rev().take_while(|cell| cell.character == ' ').count();
        if let Some(measure) = measure {
            self.spread(&cells[..solid], &mut lefts[..solid], measure - end);
        }
        let mut frames: Vec<Frame> = Vec::new();
        for (index, cell) in cells.iter().enumerate() {
            let advance = match lefts.get(index + 1) {
                _ if index >= solid => 0.0,
                Some(next) if index + 1 < solid => next - lefts[index],
                _ => self.hung(cell),
            };
            let glyph = Glyph {
                character: cell.character,
                id: cell.shape.glyph,
                left: left + if index < solid { lefts[index] } else { lefts[solid.max(1) - 1] },
                advance,
                shift: f64::from(cell.shape.shift) * self.size,
            };
            match frames.last_mut() {
                Some(Frame::Text(run)) if run.face == cell.shape.face && run.role == cell.role => {
                    run.glyphs.push(glyph);
                }
                _ => {
                    // Nearly always all that is left of the line.
                    let mut glyphs = Vec::with_capacity(cells.len() - index);
                    glyphs.push(glyph);
                    let (role, face) = (cell.role, cell.shape.face);
                    let cites = Vec::new();
                    frames.push(Frame::Text(Run {
                        role,
                        face,
                        size: self.size,
                        ink,
                        baseline,
                        glyphs,
                        cites,
                    }));
                }
            }
        }
        if !self.mentions.is_empty() {
            self.cite(line.range.start, &mut frames);
        }
        frames
    }

    /// Notes in the runs of a line, which begins with this cell, what they cite.
    fn cite(&self, mut from: usize, frames: &mut [Frame]) {
        for frame in frames {
            let Frame::Text(run) = frame else { continue };
            let end = from + run.glyphs.len();
            for mention in &self.mentions {
                let (start, stop) = (mention.characters.start.max(from), mention.characters.end.min(end));
                if start < stop {
                    run.cites.push(Cite {
                        glyphs: start - from..stop - from,
                        law: mention.law.clone(),
                        citation: mention.citation,
                        continues: start > mention.characters.start,
                    });
                }
            }
            from = end;
        }
    }

    /// Moves cells apart by `slack` in all, never inside a number or a Latin word.
    fn spread(&self, cells: &[Cell], lefts: &mut [f64], slack: f64) {
        let opens = |index: usize| {
            let word = |cell: &Cell| cell.character.is_ascii_alphanumeric();
            index > 0 && !(word(&cells[index - 1]) && word(&cells[index]))
        };
        let gaps = (0..cells.len()).filter(|&index| opens(index)).count();
        if gaps > 0 && slack > 0.0 {
            let step = (slack / gaps as f64).min(LARGEST_SPREAD * self.em);
            let mut moved = 0.0;
            for (index, left) in lefts.iter_mut().enumerate() {
                if opens(index) {
                    moved += step;
                }
                *left += moved;
            }
        }
    }

    #[cfg(test)]
    pub(crate) fn string(&self, line: &Line) -> String {
        self.cells[line.range.clone()].iter().map(|cell| cell.character).collect()
    }
}

/// Words of titles that a line break should not cut.
const WORDS: [&str; 26] = [
    "行政", "执法", "过错", "责任", "追究", "决定", "认定", "通知", "应急", "管理", "安全", "生产", "有限",
    "公司", "案件", "登记", "承担", "不予", "免予", "复核", "关于", "制度", "情况", "处理", "大队", "综合",
];

/// Marks whose ink fills the left half of a full cell.
#[rustfmt::skip]
fn closes(mark: char) -> bool {
    matches!(
        mark,
        '，' | '。' | '、' | '；' | '：' | '）' | '》' | '〉' | '】' | '〕' | '］' | '｝' | '”' | '’' | '」' | '』'
    )
}

/// Marks whose ink fills the right half of a full cell.
#[rustfmt::skip]
fn opens(mark: char) -> bool {
    matches!(mark, '（' | '《' | '〈' | '【' | '〔' | '［' | '｛' | '“' | '‘' | '「' | '『')
}

/// How many ems two neighbours give up: the blank halves of marks that meet.
fn squeeze(left: &Cell, right: &Cell) -> f64 {
    let meet = (left.closes && (right.closes || right.opens)) || (left.opens && right.opens);
    if meet { SQUEEZE } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notice::frames::MM;

    const BODY: Style = Style { role: Role::Body, size: 16.0, cell: 156.0 * MM / 28.0 };
    const MEASURE: f64 = 156.0 * MM;

    fn lines(text: &str) -> Vec<String> {
        let measured = Text::plain(Faces::embedded(), text, BODY).expect("every glyph");
        measured.fill(MEASURE - 2.0 * BODY.cell, MEASURE).iter().map(|line| measured.string(line)).collect()
    }

    #[test]
    fn a_line_holds_twenty_eight_cells() {
        let lines = lines(&"示".repeat(60));
        assert_eq!(lines.iter().map(|line| line.chars().count()).collect::<Vec<_>>(), [26, 28, 6]);
    }

    #[test]
    fn a_full_stop_after_the_last_cell_brings_a_neighbour_down() {
        let lines = lines(&format!("{}。示", "示".repeat(26)));
        assert_eq!(lines[1], "示。示");
    }

    #[test]
    fn a_number_stays_with_its_unit_unless_that_leaves_a_hole() {
        assert_eq!(lines(&format!("{}2026年", "示".repeat(24)))[1], "2026年");
        let long = lines(&format!("{}第{}页", "示".repeat(15), "1".repeat(36)));
        assert!(long[0].ends_with('第'), "better parted from its number than half a line empty");
    }

    #[test]
    fn an_endless_word_is_cut_rather_than_overflowing() {
        let text = "A".repeat(200);
        assert_eq!(lines(&text).concat(), text);
        assert!(lines(&text).len() > 3);
    }

    #[test]
    fn a_character_without_glyph_is_named() {
        let error = Text::plain(Faces::embedded(), "消防车🚒", BODY).expect_err("no glyph");
        assert_eq!(error, TypesetError::NoGlyph { character: '🚒', context: "消防车🚒".into() });
    }

    #[test]
    fn long_titles_break_evenly_and_not_inside_words() {
        let style = Style::solid(Role::Title, 22.0);
        let text = "示例县应急管理局关于综合行政执法大队李示四行政执法过错责任追究的决定书";
        let measured = Text::plain(Faces::embedded(), text, style).expect("every glyph");
        let lines: Vec<_> = measured.balance(MEASURE).iter().map(|line| measured.string(line)).collect();
        assert_eq!(lines, ["示例县应急管理局关于综合行政执法大队", "李示四行政执法过错责任追究的决定书"]);
    }

    /// A small deterministic generator (xorshift), so that a failing paragraph can be named by its seed.
    struct Dice(u64);

    impl Dice {
        fn roll(&mut self, sides: usize) -> usize {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            (self.0 % sides as u64) as usize
        }
    }

    const PIECES: [&str; 34] = [
        "示例",
        "应急",
        "管理",
        "责任",
        "的",
        "人",
        "，",
        "。",
        "、",
        "；",
        "：",
        "（",
        "）",
        "《",
        "》",
        "“",
        "”",
        "——",
        "……",
        "2026年",
        "〔2025〕18号",
        "15日",
        "第9页",
        "3.5%",
        "YJ-0001",
        "·",
        "！",
        "？",
        "‘",
        "’",
        "【",
        "】",
        "100万元",
        " A ",
    ];

    #[test]
    fn two_thousand_paragraphs_keep_the_rules() {
        for seed in 1..=2000_u64 {
            let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
            let text: String = (0..20 + dice.roll(150)).map(|_| PIECES[dice.roll(PIECES.len())]).collect();
            let text = text.trim();
            let measured = Text::plain(Faces::embedded(), text, BODY).expect("every glyph");
            let (first, rest) = (MEASURE - 2.0 * BODY.cell, MEASURE);
            let lines = measured.fill(first, rest);
            let back: String = lines.iter().map(|line| measured.string(line)).collect();
            assert_eq!(back, text, "seed {seed}: text is lost");
            for (index, line) in lines.iter().enumerate() {
                let measure = if index == 0 { first } else { rest };
                check_line(&measured, line, measure, index == 0, seed);
            }
        }
    }

    fn check_line(measured: &Text, line: &Line, measure: f64, first: bool, seed: u64) {
        let string = measured.string(line);
        let frames = measured.place(line, 0.0, 0.0, (!line.last).then_some(measure), Ink::Black);
        let mut placed = String::new();
        for frame in &frames {
            let Frame::Text(run) = frame else { panic!("only text") };
            assert!(run.extent().1 <= measure + 1e-3, "seed {seed}: {string} passes the right edge");
            placed.push_str(&run.text());
        }
        assert_eq!(placed, string, "seed {seed}");
        // A run of marks longer than half a line cannot be kept whole; the dice never throw one.
        let ends = [string.chars().next(), string.trim_end().chars().last()];
        assert!(first || ends[0].is_some_and(|c| !never_first(c)), "seed {seed}: {string} begins badly");
        assert!(line.last || ends[1].is_some_and(|c| !never_last(c)), "seed {seed}: {string} ends badly");
        if !line.last {
            let next = measured.cells[line.range.end].character;
            let pair = (string.chars().last(), next);
            assert!(
                !matches!(pair, (Some('—'), '—') | (Some('…'), '…')),
                "seed {seed}: {string} splits a dash"
            );
        }
    }
}
