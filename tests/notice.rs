//! Notices from form to PDF: geometry, golden frames, reproducible bytes.

#[path = "notice/facts.rs"]
mod facts;

use std::path::PathBuf;

use binggong::notice::{self, Document, Faces, Form, Frame, MM, Pages, Run, TypesetError, pdf};
use chrono::NaiveDate;
use serde_json::Value;

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
