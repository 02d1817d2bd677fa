//! The page that tries out a printer: what has to be where it is on every paper of the bureau.

use super::TypesetError;
use super::faces::{Faces, Role};
use super::frames::{Frame, Ink, MM, Page, Pages};
use super::lines::{Style, Text};

/// The text block of GB/T 9704-2012: left, top, width and height in millimetres.
const BLOCK: (f64, f64, f64, f64) = (28.0, 37.0, 156.0, 225.0);
/// The seal of a county's bureau, in millimetres.
const SEAL: f64 = 42.0;
const HAIR: f64 = 0.5;
const TITLE: Style = Style::solid(Role::Title, 22.0);
const BODY: Style = Style::solid(Role::Body, 16.0);
const SMALL: Style = Style::solid(Role::Body, 10.5);

/// Margins as lines, a scale of 150 mm, a circle of 42 mm, and a line of each face.
pub fn trial_page(day: &str, faces: &Faces) -> Result<Pages, TypesetError> {
    let (left, top, width, height) = BLOCK;
    let mut page = Page::a4();
    let mut put = |text: &str, style: Style, across: f64, down: f64| -> Result<(), TypesetError> {
        let text = Text::plain(faces, text, style)?;
        page.frames.extend(text.place(&text.whole(), across * MM, down * MM, None, Ink::Black));
        Ok(())
    };
    put("打印测试页", TITLE, left + 4.0, top + 14.0)?;
    put(&format!("{day}　请按实际大小（100%）打印，再用直尺量。"), SMALL, left + 4.0, top + 24.0)?;
    put(
        "一、四周的线：左边距纸边28毫米，上边37毫米，右边26毫米，下边35毫米。",
        SMALL,
        left + 4.0,
        top + 34.0,
    )?;
    put("二、下面的刻度全长150毫米，每格10毫米。", SMALL, left + 4.0, top + 42.0)?;
    put(
        "三、圆的直径42毫米，与印章一样大。差1毫米以上的，请在打印机设置里关闭缩放。",
        SMALL,
        left + 4.0,
        top + 72.0,
    )?;
    put("四、字迹清楚，没有断笔、方框。", SMALL, left + 4.0, top + 136.0)?;
    put("行政执法过错责任追究决定书　仿宋", BODY, left + 4.0, top + 150.0)?;
    put("生僻字　䶮㛃𬭳𫖯喆镕", BODY, left + 4.0, top + 162.0)?;
    put("〔2026〕1号　0123456789　“引号”　《书名号》", BODY, left + 4.0, top + 174.0)?;
    let (right, bottom) = (left + width, top + height);
    let edges = [
        ((left, top), (right, top)),
        ((left, bottom), (right, bottom)),
        ((left, top), (left, bottom)),
        ((right, top), (right, bottom)),
    ];
    page.frames.extend(edges.map(|(from, to)| rule(from, to, HAIR)));
    page.frames.extend(scale(left + 3.0, top + 56.0));
    page.frames.extend(circle((left + width / 2.0, top + 102.0), SEAL));
    Ok(Pages { pages: vec![page] })
}

/// A stroke between two places in millimetres.
fn rule(from: (f64, f64), to: (f64, f64), thickness: f64) -> Frame {
    let at = |(across, down): (f64, f64)| (across * MM, down * MM);
    Frame::Rule { from: at(from), to: at(to), thickness, ink: Ink::Black }
}

fn scale(left: f64, down: f64) -> Vec<Frame> {
    let mut frames = vec![rule((left, down), (left + 150.0, down), HAIR)];
    for step in 0..=15 {
        let across = left + f64::from(step) * 10.0;
        let high = if step % 5 == 0 { 6.0 } else { 3.5 };
        frames.push(rule((across, down - high), (across, down), HAIR));
    }
    frames
}

/// Paper knows straight strokes only: a circle is a row of short ones.
fn circle(centre: (f64, f64), diameter: f64) -> Vec<Frame> {
    const DOTS: i32 = 360;
    const DOT: f64 = 0.2;
    let dot = |n: i32| {
        let turn = f64::from(n) / f64::from(DOTS) * std::f64::consts::TAU;
        let (across, down) = (centre.0 + diameter / 2.0 * turn.cos(), centre.1 + diameter / 2.0 * turn.sin());
        rule((across - DOT / 2.0, down), (across + DOT / 2.0, down), DOT * MM)
    };
    (0..DOTS).map(dot).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_circle_is_as_wide_as_the_seal_and_the_left_line_at_the_binding_margin() {
        let pages = trial_page("2026年3月5日", Faces::embedded()).expect("every face has its characters");
        let rules: Vec<_> = pages.pages[0]
            .frames
            .iter()
            .filter_map(|frame| match frame {
                Frame::Rule { from, to, .. } => Some((from, to)),
                _ => None,
            })
            .collect();
        let dots: Vec<f64> = rules
            .iter()
            .filter(|(from, to)| to.0 - from.0 > 0.0 && to.0 - from.0 < MM)
            .map(|(from, to)| (from.0 + to.0) / 2.0 / MM)
            .collect();
        let most = dots.iter().copied().fold(f64::MIN, f64::max);
        let least = dots.iter().copied().fold(f64::MAX, f64::min);
        assert!((most - least - 42.0).abs() < 0.01, "{}", most - least);
        assert!(rules.iter().any(|(from, to)| from.0 == to.0 && (from.0 / MM - 28.0).abs() < 1e-9));
    }
}
