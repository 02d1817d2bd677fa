//! 案卷: contents in the legal order, pages, what is missing, scans from a folder.

#[path = "../house/mod.rs"]
mod house;

mod contents;
mod papers;
mod scans;

use binggong::domain::case::{Case, CaseKind, Handling, Party};
use binggong::domain::case_file::{CaseDocument, DocumentKind};
use binggong::domain::id::Id;
use binggong::ledger::case_file::{Filed, Paging};
use binggong::ledger::{Error, Ledger};
use house::day;

/// A penalty case that was opened on 2026-01-05.
fn case(ledger: &mut Ledger, handling: Handling) -> Id<Case> {
    ledger
        .add_case(&Case {
            number: format!("示应急罚〔2026〕{}号", ledger.count::<Case>().expect("a count") + 1),
            title: "示例县乙矿业有限公司未按规定培训案".into(),
            kind: CaseKind::Penalty,
            party: Party { name: "示例县乙矿业有限公司".into(), ..Party::default() },
            source: "日常检查".into(),
            summary: "未按规定对从业人员进行培训。".into(),
            law: "安全生产法".into(),
            opened_on: Some(day("2026-01-05")),
            officers: Vec::new(),
            handling,
        })
        .expect("a case")
}

/// A document of a kind under the kind's own name.
fn document(case: Id<Case>, kind: DocumentKind) -> CaseDocument {
    CaseDocument {
        case,
        kind,
        title: kind.label().to_owned(),
        number: String::new(),
        on: None,
        author: String::new(),
        from: 0,
        to: 0,
        scans: Vec::new(),
        note: String::new(),
        removed: String::new(),
    }
}

fn add(ledger: &mut Ledger, case: Id<Case>, kind: DocumentKind, pages: u32) -> Id<CaseDocument> {
    ledger.add_document(&document(case, kind), Paging::Flow { pages }).expect("a document")
}

/// The contents as they are printed: title and pages.
fn contents(filed: &Filed) -> Vec<(String, String)> {
    filed.documents.iter().map(|one| (one.value.title.clone(), one.value.page_words())).collect()
}

/// The field and the sentence of a refusal.
fn beside<T>(refused: Result<T, Error>) -> (&'static str, String) {
    match refused {
        Err(error @ Error::Invalid(_)) => {
            let Error::Invalid(problems) = &error else { unreachable!() };
            (problems[0].field, error.to_string())
        }
        Err(error) => panic!("not beside a field: {error}"),
        Ok(_) => panic!("it was not refused"),
    }
}
