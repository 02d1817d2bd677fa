//! Notices from form to PDF: geometry, golden frames, reproducible bytes.

#[path = "notice/card_facts.rs"]
mod card_facts;
#[path = "notice/facts.rs"]
mod facts;

use std::path::PathBuf;

use binggong::notice::{
    self, Align, Block, Cell, ComposeError, Document, Faces, Form, Frame, Layout, MM, Page, Pages, Role, Row,
    Run, Table, TypesetError, pdf,
};
use chrono::NaiveDate;
use serde_json::Value;

const LEFT: f64 = 28.0 * MM;
const RIGHT: f64 = 184.0 * MM;
const TOP: f64 = 37.0 * MM;
const BOTTOM: f64 = 262.0 * MM;
const PITCH: f64 = 225.0 * MM / 22.0;
const CELL: f64 = 156.0 * MM / 28.0;
/// Far below what a ruler shows.
const HAIR: f64 = 0.02;

fn form(id: &str) -> Form {
    let (_, toml) = notice::builtin_forms().into_iter().find(|(name, _)| *name == id).expect("a form");
    Form::parse(id, toml).unwrap_or_else(|error| panic!("{error}"))
}

fn document(id: &str, facts: &Value) -> Document {
    notice::compose(&form(id), facts).unwrap_or_else(|error| panic!("{error}"))
}

fn set(id: &str, facts: &Value) -> Pages {
    notice::typeset(&document(id, facts), Faces::embedded()).unwrap_or_else(|error| panic!("{error}"))
}

fn info() -> pdf::Info {
    pdf::Info {
        title: "行政执法过错责任追究决定书".into(),
        issuer: "示例县应急管理局".into(),
        number: "示应急过错〔2026〕1号".into(),
        issued_on: NaiveDate::from_ymd_opt(2026, 3, 5).expect("a day"),
        sample: true,
    }
}

/// Every notice that the tests set: its name, its form and its facts.
fn samples() -> Vec<(&'static str, &'static str, Value)> {
    let mut titled = facts::decision();
    titled["bureau"]["name"] = "示例蒙古族自治县应急管理局".into();
    vec![
        ("c1-liability-decision", "c1-liability-decision", facts::decision()),
        ("c1-liability-decision-long", "c1-liability-decision", facts::long_decision()),
        ("c1-liability-decision-name", "c1-liability-decision", titled),
        ("c1-no-liability", "c1-no-liability", facts::no_liability()),
        ("c1-exempt", "c1-exempt", facts::exempt()),
        ("case-registration", "case-registration", facts::case_registration()),
        ("card-registration", "card-registration", card_facts::card()),
        ("card-registration-long", "card-registration", card_facts::long_card()),
        ("card-loss-declaration", "card-loss-declaration", card_facts::card()),
        ("card-reissue", "card-reissue", card_facts::card()),
        ("card-cancellation", "card-cancellation", card_facts::card()),
        ("card-suspension", "card-suspension", card_facts::card()),
        ("card-suspension-long", "card-suspension", card_facts::long_card()),
        ("card-hand-over", "card-hand-over", card_facts::card()),
        ("card-roster", "card-roster", card_facts::roster()),
    ]
}

/// Compares with `tests/golden`; `BINGGONG_GOLDEN=write` writes the files anew. With `BINGGONG_NOTICES=DIR`
/// the PDFs are left in DIR, to be looked at.
#[test]
fn frames_are_as_last_approved() {
    let golden = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut changed = Vec::new();
    for (name, id, facts) in samples() {
        let pages = set(id, &facts);
        if let Some(directory) = std::env::var_os("BINGGONG_NOTICES") {
            let bytes = pdf::write(&pages, Faces::embedded(), &info()).expect("a PDF");
            std::fs::write(PathBuf::from(directory).join(format!("{name}.pdf")), bytes).expect("written");
        }
        let text = notice::frame_text(&pages);
        let path = golden.join(format!("{name}.txt"));
        if std::env::var("BINGGONG_GOLDEN").is_ok_and(|mode| mode == "write") {
            std::fs::write(&path, &text).expect("written");
        }
        let approved = std::fs::read_to_string(&path).unwrap_or_default();
        for (line, (new, old)) in text.lines().zip(approved.lines()).enumerate() {
            if new != old {
                changed.push(format!("{name} line {}:\n- {old}\n+ {new}", line + 1));
                break;
            }
        }
        if text.lines().count() != approved.lines().count() {
            changed.push(format!(
                "{name}: {} lines, approved {}",
                text.lines().count(),
                approved.lines().count()
            ));
        }
    }
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}

#[test]
fn a_page_knows_what_it_cites_and_the_paper_does_not_change() {
    let (_, id, facts) = samples().into_iter().find(|(name, ..)| *name == "c1-liability-decision").unwrap();
    let pages = set(id, &facts);
    let links: Vec<_> = pages.pages.iter().flat_map(Page::links).collect();
    let shown = |link: &notice::Link| {
        format!("{} {} {}", link.law.as_deref().unwrap_or("—"), link.citation.short(), link.boxes.len())
    };
    let shown: Vec<String> = links.iter().map(shown).collect();
    assert_eq!(shown, ["制度 5(3) 1", "制度 9(2) 1", "制度 7(1) 1", "制度 10 1", "制度 12 1"]);
    // 第七条第1项 stands in its line where the frames have it, a little above and below the baseline.
    let ((left, top), (right, bottom)) = links[2].boxes[0];
    let run = pages.pages.iter().flat_map(runs).find(|run| run.text().contains("第七条第1项")).unwrap();
    assert!(
        run.extent().0 < left && right < run.extent().1 && right - left > 5.0 * run.size,
        "{left} {right}"
    );
    assert!(top < run.baseline && run.baseline < bottom, "{top} {bottom}");
    let mut bare = pages.clone();
    for frame in bare.pages.iter_mut().flat_map(|page| &mut page.frames) {
        if let Frame::Text(run) = frame {
            run.cites.clear();
        }
    }
    let write = |pages| pdf::write(pages, Faces::embedded(), &info()).expect("a PDF");
    assert_eq!(write(&pages), write(&bare));
}

#[test]
fn a_citation_broken_by_the_end_of_a_line_is_one_link() {
    let text = format!("{}《某法》第五条第3项的规定", "示".repeat(18));
    let blocks = vec![Block::Title("题".into()), Block::Paragraph(text)];
    let pages = notice::typeset(&official(blocks), Faces::embedded()).expect("pages");
    let links: Vec<_> = pages.pages.iter().flat_map(Page::links).collect();
    assert_eq!(links.len(), 1, "{links:?}");
    assert_eq!(links[0].law.as_deref(), Some("某法"));
    assert_eq!(links[0].boxes.len(), 2, "{links:?}");
    assert!(links[0].boxes[0].0.1 < links[0].boxes[1].0.1, "the second box lies lower");
}

fn runs(page: &Page) -> impl Iterator<Item = &Run> {
    page.frames.iter().filter_map(|frame| if let Frame::Text(run) = frame { Some(run) } else { None })
}

/// Lines of body text: 三号, in the face of the text or of its headings.
fn body(page: &Page) -> impl Iterator<Item = &Run> {
    runs(page).filter(|run| run.size == 16.0)
}

fn text(pages: &Pages) -> String {
    pages.pages.iter().flat_map(runs).map(Run::text).collect()
}

fn find<'a>(page: &'a Page, text: &str) -> &'a Run {
    runs(page).find(|run| run.text() == text).unwrap_or_else(|| panic!("no line {text}"))
}

fn official(blocks: Vec<Block>) -> Document {
    Document { form: "试".into(), form_version: 1, layout: Layout::Official, sample: true, blocks }
}

#[test]
fn text_stands_on_the_grid_and_inside_the_type_area() {
    for (name, id, facts) in samples().into_iter().filter(|(_, id, _)| id.starts_with("c1-")) {
        let pages = set(id, &facts);
        for (index, page) in pages.pages.iter().enumerate() {
            assert_eq!((page.width, page.height), (210.0 * MM, 297.0 * MM));
            for run in body(page) {
                let (left, right) = run.extent();
                assert!(
                    left > LEFT - HAIR && right < RIGHT + HAIR,
                    "{name}: {} leaves the type area",
                    run.text()
                );
                let line = (run.baseline - 0.88 * 16.0 - TOP) / PITCH;
                let number = index == 0 && run.text().contains("号") && run.baseline < TOP + 9.0 * PITCH;
                assert!(
                    number || (line - line.round()).abs() < 1e-6,
                    "{name}: {} is off the grid",
                    run.text()
                );
                assert!((0.0..21.5).contains(&line), "{name}: {} is on line {line}", run.text());
            }
        }
    }
}

#[test]
fn full_lines_end_at_the_same_right_edge() {
    let pages = set("c1-liability-decision", &facts::long_decision());
    let second = &pages.pages[1];
    let mut lines: Vec<(f64, f64)> = Vec::new();
    for run in body(second) {
        match lines.last_mut() {
            Some((baseline, right)) if *baseline == run.baseline => *right = run.extent().1,
            _ => lines.push((run.baseline, run.extent().1)),
        }
    }
    assert_eq!(lines.len(), 22);
    let straight = lines.iter().filter(|(_, right)| (right - RIGHT).abs() < HAIR).count();
    assert!(straight >= 15, "only {straight} lines reach the right edge");
}

#[test]
fn the_red_head_has_its_measures() {
    let pages = set("c1-liability-decision", &facts::decision());
    let page = &pages.pages[0];
    let head = find(page, "示例县应急管理局");
    assert_eq!(head.role, Role::Head);
    assert!(
        (head.baseline - 0.88 * head.size - TOP - 35.0 * MM).abs() < HAIR,
        "35 mm below the type area's edge"
    );
    let (left, right) = head.extent();
    assert!((left + right - LEFT - RIGHT).abs() < 0.1 * head.size, "centred");
    let rule = page.frames.iter().find_map(|frame| match frame {
        Frame::Rule { from, to, thickness, .. } => Some((from.0, to.0, from.1 - thickness / 2.0)),
        _ => None,
    });
    let (from, to, upper) = rule.expect("the red rule");
    assert!((from - LEFT).abs() < HAIR && (to - RIGHT).abs() < HAIR, "as wide as the type area");
    let number = find(page, "示应急过错〔2026〕1号");
    assert!((upper - (number.baseline + 0.12 * 16.0) - 4.0 * MM).abs() < HAIR, "4 mm below the number");
}

#[test]
fn signature_and_seal_have_their_room() {
    let pages = set("c1-liability-decision", &facts::decision());
    let page = pages.pages.last().expect("a page");
    let (organ, date) = (find(page, "示例县应急管理局"), find(page, "2026年3月5日"));
    assert!((date.extent().1 - (RIGHT - 4.0 * CELL)).abs() < HAIR, "the date ends four cells from the right");
    let middle = |run: &Run| (run.extent().0 + run.extent().1) / 2.0;
    assert!((middle(organ) - middle(date)).abs() < HAIR, "the organ is centred on the date");
    assert!((date.baseline - organ.baseline - PITCH).abs() < HAIR);
    let seal = page.frames.iter().find_map(|frame| match frame {
        Frame::Seal { centre, diameter } => Some((*centre, *diameter)),
        _ => None,
    });
    let ((across, down), diameter) = seal.expect("a seal");
    assert_eq!(diameter, 42.0 * MM);
    assert!((across - middle(date)).abs() < HAIR);
    let last = body(page).map(|run| run.baseline).filter(|baseline| *baseline < organ.baseline - 1.0);
    let text_end = last.fold(0.0, f64::max) + 0.12 * 16.0;
    let above = down - diameter / 2.0 - text_end;
    assert!((0.0..=PITCH).contains(&above), "the seal's top is within one line of the text");
    let signed = (organ.baseline + date.baseline) / 2.0;
    assert!(
        signed > down && date.baseline < down + diameter / 2.0,
        "signed slightly below the seal's middle"
    );
}

#[test]
fn a_long_organ_stays_inside_the_type_area() {
    let organ = "示例蒙古族自治县应急管理局安全生产综合行政执法大队";
    let blocks = vec![
        Block::Title("试".into()),
        Block::Paragraph("示例。".into()),
        Block::Signature { organ: organ.into(), date: "2026年3月5日".into() },
    ];
    let pages = notice::typeset(&official(blocks), Faces::embedded()).expect("typeset");
    assert!(find(&pages.pages[0], organ).extent().1 < RIGHT + HAIR);
}

#[test]
fn the_date_is_never_alone_and_never_meets_the_foot() {
    for count in 1..60 {
        let mut blocks = vec![Block::Head("示例县应急管理局".into()), Block::Title("试".into())];
        blocks.extend((1..=count).map(|number| match number % 7 {
            3 => Block::Heading(format!("{number}、标题")),
            _ => Block::Paragraph("示例文字。".into()),
        }));
        blocks.push(Block::Signature {
            organ: "示例县应急管理局".into(), date: "2026年3月5日".into()
        });
        blocks.push(Block::Copies("甲，乙。".repeat(count % 20)));
        blocks
            .push(Block::Issue {
                office: "示例县应急管理局办公室".into(), date: "2026年3月5日印发".into()
            });
        let pages = notice::typeset(&official(blocks), Faces::embedded()).expect("typeset");
        let page = pages.pages.last().expect("a page");
        let date = find(page, "2026年3月5日");
        let lines =
            body(page).filter(|run| run.baseline < date.baseline - 1.5 * PITCH && run.role != Role::Head);
        assert!(lines.count() >= 1, "{count}: the date is alone");
        let seal = page.frames.iter().find_map(|frame| match frame {
            Frame::Seal { centre, diameter } => Some(centre.1 + diameter / 2.0),
            _ => None,
        });
        let rules = page.frames.iter().filter_map(|frame| match frame {
            Frame::Rule { from, ink, .. } if *ink == notice::Ink::Black => Some(from.1),
            _ => None,
        });
        let foot = rules.fold(f64::INFINITY, f64::min);
        assert!(seal.expect("a seal") <= foot, "{count}: the seal meets the foot");
        for page in &pages.pages[..pages.pages.len() - 1] {
            let last = body(page).last().expect("text");
            assert_ne!(last.role, Role::Hei, "{count}: a heading ends a page");
        }
    }
}

#[test]
fn page_numbers_stand_outside_odd_right_even_left() {
    let pages = set("c1-liability-decision", &facts::decision());
    let first = find(&pages.pages[0], "— 1 —").extent();
    let second = find(&pages.pages[1], "— 2 —").extent();
    assert!((first.1 - (RIGHT - CELL)).abs() < HAIR);
    assert!((second.0 - (LEFT + CELL)).abs() < HAIR);
    let dash = find(&pages.pages[0], "— 1 —").baseline - 0.36 * 14.0;
    assert!((dash - BOTTOM - 7.0 * MM).abs() < HAIR);
}

#[test]
fn the_sample_mark_is_outside_the_type_area_and_only_on_samples() {
    let mark =
        |page: &Page| runs(page).find(|run| run.text().starts_with("测试数据")).map(|run| run.baseline);
    let mut facts = facts::decision();
    for page in &set("c1-liability-decision", &facts).pages {
        assert!(mark(page).expect("a mark") < TOP);
    }
    facts["sample"] = false.into();
    assert!(set("c1-liability-decision", &facts).pages.iter().all(|page| mark(page).is_none()));
}

#[test]
fn an_internal_decision_names_only_its_own_remedies() {
    for (name, id, facts) in samples().into_iter().filter(|(_, id, _)| id.starts_with("c1-")) {
        let text = text(&set(id, &facts));
        for word in ["行政复议", "诉讼", "停止执行"] {
            assert!(!text.contains(word), "{name} says {word}");
        }
    }
    let person = text(&set("c1-liability-decision", &facts::decision()));
    assert!(person.contains("30日内向本局提出复核申请") && person.contains("申诉"));
    let section = text(&set("c1-liability-decision", &facts::long_decision()));
    assert!(section.contains("30日内向本局提出复核申请") && !section.contains("申诉"));
}

#[test]
fn somebody_without_unit_and_post_is_named_without_a_stray_comma() {
    for (name, id, mut facts) in samples().into_iter().filter(|(_, id, _)| id.starts_with("c1-")) {
        facts["subject"]["unit"] = "".into();
        facts["subject"]["post"] = "".into();
        assert!(!text(&set(id, &facts)).replace('\n', "").contains("，。"), "{name}");
    }
}

#[test]
fn missing_facts_are_named() {
    let mut facts = facts::decision();
    facts["pack"].as_object_mut().expect("an object").remove("document_no");
    let error = notice::compose(&form("c1-liability-decision"), &facts).expect_err("no document number");
    let ComposeError::Missing { value, .. } = &error else { panic!("{error}") };
    assert_eq!(value, "pack.document_no");
}

#[test]
fn a_character_without_glyph_is_an_error_that_names_it() {
    let mut facts = facts::decision();
    facts["hearing"]["statement"] = "消防车🚒未到场".into();
    let document = document("c1-liability-decision", &facts);
    let error = notice::typeset(&document, Faces::embedded()).expect_err("no glyph");
    assert!(matches!(error, TypesetError::NoGlyph { character: '🚒', .. }));
    let message = error.to_string();
    assert!(message.contains("U+1F692") && message.contains("消防车🚒未到场"), "{message}");
}

#[test]
fn a_notice_without_title_is_refused() {
    let document = official(vec![Block::Title(String::new()), Block::Paragraph("示例。".into())]);
    assert_eq!(notice::typeset(&document, Faces::embedded()), Err(TypesetError::NoTitle));
}

fn cell(text: &str) -> Cell {
    Cell {
        text: text.into(),
        label: false,
        align: Align::Left,
        columns: 1,
        rows: 1,
        foot: String::new(),
        picture: None,
    }
}

fn sheet(table: Table) -> Document {
    Document { layout: Layout::Sheet, ..official(vec![Block::Title("试".into()), Block::Table(table)]) }
}

#[test]
fn a_long_table_repeats_its_header_and_splits_no_row() {
    let mut rows =
        vec![Row { height: 10.0, header: true, shaded: false, cells: vec![cell("表头"), cell("内容")] }];
    for number in 1..=40 {
        let cells = vec![Cell { rows: 2, ..cell(&format!("第{number}组")) }, cell("上")];
        rows.push(Row { height: 9.0, header: false, shaded: false, cells });
        rows.push(Row { height: 9.0, header: false, shaded: false, cells: vec![cell("下")] });
    }
    let pages =
        notice::typeset(&sheet(Table { columns: vec![40.0, 100.0], dense: false, rows }), Faces::embedded())
            .expect("typeset");
    assert!(pages.pages.len() >= 3);
    for page in &pages.pages {
        assert_eq!(runs(page).filter(|run| run.text() == "表头").count(), 1);
        let count = |text: &str| runs(page).filter(|run| run.text() == text).count();
        assert_eq!(count("上"), count("下"), "a group stays on one page");
    }
    assert_eq!(text(&pages).matches('组').count(), 40);
}

#[test]
fn tables_that_cannot_be_set_say_why() {
    let set = |columns: Vec<f64>, cells: Vec<Cell>| {
        let rows = vec![Row { height: 9.0, header: false, shaded: false, cells }];
        notice::typeset(&sheet(Table { columns, dense: false, rows }), Faces::embedded())
            .expect_err("an error")
    };
    assert_eq!(set(vec![100.0, 69.0], vec![cell("甲"), cell("乙")]), TypesetError::WideTable(169.0, 168.0));
    assert_eq!(set(vec![80.0, 80.0], vec![cell("甲")]), TypesetError::RaggedTable { row: 1, columns: 2 });
    let tall = set(vec![80.0], vec![cell(&"示例文字".repeat(400))]);
    assert!(matches!(tall, TypesetError::TallRow(_)), "{tall}");
}

#[test]
fn a_table_in_a_document_ends_on_the_grid() {
    let rows = vec![Row { height: 9.0, header: false, shaded: false, cells: vec![cell("甲")] }];
    let blocks = vec![
        Block::Title("试".into()),
        Block::Table(Table { columns: vec![156.0], dense: false, rows }),
        Block::Paragraph("表后文字。".into()),
    ];
    let pages = notice::typeset(&official(blocks), Faces::embedded()).expect("typeset");
    let line = (find(&pages.pages[0], "表后文字。").baseline - 0.88 * 16.0 - TOP) / PITCH;
    assert!((line - line.round()).abs() < 1e-6);
}

#[test]
fn one_page_notices_are_small() {
    let size = |pages: &Pages| {
        assert_eq!(pages.pages.len(), 1);
        pdf::write(pages, Faces::embedded(), &info()).expect("a PDF").len()
    };
    // As much of the decision as a page under a red head holds.
    let blocks = document("c1-liability-decision", &facts::decision()).blocks;
    let mut short: Vec<Block> = blocks.iter().take(5).cloned().collect();
    let remedy = |block: &&Block| matches!(block, Block::Paragraph(text) if text.contains("复核申请"));
    short.extend(blocks.iter().find(remedy).cloned());
    short.extend(blocks.iter().filter(|block| matches!(block, Block::Signature { .. })).cloned());
    let letter = notice::typeset(&official(short), Faces::embedded()).expect("typeset");
    assert!(size(&letter) <= 60 * 1024, "{} bytes", size(&letter));
    // A form that fills a page has two hundred different characters, each its outline.
    let form = set("case-registration", &facts::case_registration());
    assert!(size(&form) <= 72 * 1024, "{} bytes", size(&form));
}
