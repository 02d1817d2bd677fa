//! What is odd about a case's file, in words.

use super::date::show_date;
use crate::domain::case_file::{CaseDocument, Concern};

/// The whole sentence.
pub fn concern_sentence(concern: &Concern, documents: &[&CaseDocument]) -> String {
    let title = |at: usize| documents.get(at).map_or("", |document| document.title.as_str());
    match concern {
        Concern::Gap { from, to } if from == to => format!("第{from}页没有文件。"),
        Concern::Gap { from, to } => format!("第{from}—{to}页没有文件。"),
        Concern::Overlap { first, second } => {
            format!("《{}》和《{}》的页码重了。", title(*first), title(*second))
        }
        Concern::OutOfOrder { document, before } => {
            format!("按法定顺序，《{}》应当排在《{}》前面。", title(*document), title(*before))
        }
        Concern::BeforeOpening { document, opened_on } => {
            format!("《{}》的日期早于立案日期（{}）。", title(*document), show_date(*opened_on))
        }
        Concern::AfterClosing { document, closed_on } => {
            format!("《{}》的日期晚于结案日期（{}）。", title(*document), show_date(*closed_on))
        }
        Concern::InFuture { document } => format!("《{}》的日期还没有到。", title(*document)),
        Concern::NoScan { document } => format!("《{}》没有扫描件。", title(*document)),
        Concern::Unreadable { document, scan } => {
            let scan = documents.get(*document).and_then(|document| document.scans.get(*scan));
            let name = scan.map_or("", |scan| scan.file.file_name.as_str());
            format!("《{}》的扫描件“{name}”打不开。", title(*document))
        }
    }
}

/// How much it weighs and the word for it in the row of a document that it is about.
pub fn concern_word(concern: &Concern, row: usize) -> Option<(u8, &'static str)> {
    let (at, weight, word) = match concern {
        Concern::Gap { .. } => return None,
        Concern::Overlap { second, .. } => (*second, 5, "页码重了"),
        Concern::Unreadable { document, .. } => (*document, 6, "打不开"),
        Concern::InFuture { document } => (*document, 4, "日期未到"),
        Concern::AfterClosing { document, .. } => (*document, 3, "晚于结案"),
        Concern::BeforeOpening { document, .. } => (*document, 3, "早于立案"),
        Concern::OutOfOrder { document, .. } => (*document, 2, "次序不合"),
        Concern::NoScan { document } => (*document, 1, "无扫描件"),
    };
    (at == row).then_some((weight, word))
}
