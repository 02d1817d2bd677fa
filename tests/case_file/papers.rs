//! 封面, 卷内文件目录, 备考表.

use std::path::PathBuf;

use binggong::domain::case::Handling;
use binggong::domain::case_file::{Binding, CaseDocument, DocumentKind, Retention};
use binggong::ledger::case_file::{FileSheet, Paging};
use binggong::notice::{Frame, Pages, frame_text};

use super::house::{House, day, words_of};
use super::{case, document};
use DocumentKind as K;

/// A file of forty documents, bound and said to be so.
fn bound(house: &mut House) -> binggong::domain::id::Id<binggong::domain::case::Case> {
    let ledger = &mut house.ledger;
    let case = case(ledger, Handling::default());
    let mut add = |kind: K, title: &str, number: &str, on: &str, pages| {
        let document = CaseDocument {
            title: title.into(),
            number: number.into(),
            on: Some(day(on)),
            author: "示例县应急管理局".into(),
            ..document(case, kind)
        };
        ledger.add_document(&document, Paging::Flow { pages }).expect("a document");
    };
    add(K::Filing, "立案审批表", "", "2026-01-05", 2);
    add(K::Inspection, "现场检查记录", "示应急检记〔2026〕7号", "2026-01-04", 3);
    for at in 1..=32 {
        add(
            K::Questioning,
            &format!("对示例县乙矿业有限公司从业人员乙某{at}的询问笔录"),
            "",
            "2026-01-12",
            3,
        );
    }
    add(K::AdvanceNotice, "行政处罚告知书", "示应急告〔2026〕3号", "2026-01-28", 2);
    add(K::Decision, "行政处罚决定书", "示应急罚〔2026〕3号", "2026-02-10", 4);
    add(K::ProofOfService, "送达回证", "", "2026-02-12", 1);
    add(K::Closing, "结案审批表", "", "2026-03-02", 1);
    let binding = Binding {
        outcome: "罚款人民币叁万元整，已于2026年2月20日缴清。".into(),
        retention: Some(Retention::ThirtyYears),
        file_no: "2026-0003".into(),
        compiled_by: "钱示二".into(),
        checked_by: "孙示三".into(),
        bound_on: Some(day("2026-03-04")),
        archived_on: Some(day("2026-03-05")),
        ..Binding::blank(case)
    };
    ledger.bind_case_file(None, &binding).expect("bound");
    case
}

fn set(
    house: &House,
    case: binggong::domain::id::Id<binggong::domain::case::Case>,
    sheet: FileSheet,
) -> Pages {
    house.ledger.preview_file_sheet(case, sheet).expect("pages")
}

#[test]
fn cover_contents_and_notes_are_as_last_approved() {
    let mut house = House::new();
    let case = bound(&mut house);
    let golden = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    for sheet in FileSheet::ALL {
        let now = frame_text(&set(&house, case, *sheet));
        let path = golden.join(format!("{}.txt", sheet.code()));
        if std::env::var_os("BINGGONG_GOLDEN").is_some() {
            std::fs::write(&path, &now).expect("written");
        }
        assert!(std::fs::read_to_string(&path).unwrap_or_default() == now, "{} has changed", path.display());
    }
    if let Some(dir) = std::env::var_os("BINGGONG_NOTICES") {
        for issued in house.ledger.print_case_file(case).expect("printed") {
            let name = format!("{}.pdf", house.ledger.get(issued.id).expect("kept").value.form);
            std::fs::write(PathBuf::from(&dir).join(name), issued.pdf).expect("written");
        }
    }
}

#[test]
fn the_contents_repeat_their_heads_on_every_page_and_the_pages_add_up() {
    let mut house = House::new();
    let case = bound(&mut house);
    let pages = set(&house, case, FileSheet::Contents);
    assert!(pages.pages.len() > 1, "{} page", pages.pages.len());
    for page in &pages.pages {
        let heads =
            page.frames.iter().filter(|frame| matches!(frame, Frame::Text(run) if run.text() == "题名"));
        assert_eq!(heads.count(), 1, "each page has its heads");
    }
    let words = words_of(&pages);
    assert!(words.contains("共38件109页") || words.contains("共38件 109页"), "{words}");
    assert!(words.contains("109"), "the last page is named");
}

#[test]
fn the_notes_name_what_is_missing_and_what_was_taken_out() {
    let mut house = House::new();
    let case = bound(&mut house);
    let read = house.ledger.case_file(case).expect("a file").documents[3].clone();
    house.ledger.remove_document(&read, "重复").expect("taken out");
    let words = words_of(&set(&house, case, FileSheet::Notes));
    for said in ["卷内缺", "调查报告", "第9—11页没有文件", "已撤出：重复"] {
        assert!(words.contains(said), "{said}: {words}");
    }
}

#[test]
fn printing_twice_keeps_one() {
    let mut house = House::new();
    let case = bound(&mut house);
    let first: Vec<_> =
        house.ledger.print_case_file(case).expect("printed").iter().map(|one| one.id).collect();
    let again: Vec<_> =
        house.ledger.print_case_file(case).expect("printed").iter().map(|one| one.id).collect();
    assert_eq!(first, again);
    assert_eq!(first.len(), 3);
    let case = super::case(&mut house.ledger, Handling::default());
    assert!(
        house.ledger.print_case_file(case).err().expect("a refusal").to_string().contains("卷里还没有文件")
    );
}
