//! What a case's file must hold, by the kind of the case, and what a document is by the name of its file.

mod pages;
mod proposal;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::serial;
use crate::domain::case::{Case, CaseKind};
use crate::domain::case_file::{CaseDocument, DocumentKind};

pub use pages::{ByPage, OntoDocument, by_page, with_pages};
pub use proposal::{Proposed, propose};

const DOCUMENTS: &str = include_str!("../../../assets/case-file/documents.toml");

/// The rules that come with the program; read once.
static BUILT_IN: LazyLock<Option<FileRules>> = LazyLock::new(|| toml::from_str(DOCUMENTS).ok());

/// What files must hold.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileRules {
    #[serde(rename = "case")]
    cases: Vec<OfKind>,
    names: BTreeMap<String, Vec<String>>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfKind {
    #[serde(deserialize_with = "serial::terms")]
    kinds: Vec<CaseKind>,
    must: Vec<Must>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Must {
    #[serde(deserialize_with = "serial::terms")]
    any: Vec<DocumentKind>,
    #[serde(default)]
    when: When,
    cite: String,
}

/// In which cases a document is obligatory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum When {
    #[default]
    Always,
    Major,
    Hearing,
}

impl When {
    fn holds(self, case: &Case) -> bool {
        match self {
            When::Always => true,
            When::Major => case.handling.major == Some(true),
            When::Hearing => case.handling.hearing == Some(true),
        }
    }
}

/// A document that a file must hold: one of these kinds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obligatory {
    pub any: Vec<DocumentKind>,
    pub cite: String,
    pub held: bool,
}

impl Obligatory {
    /// What it is called: `现场检查记录或者询问笔录`.
    pub fn called(&self) -> String {
        self.any.iter().map(|kind| kind.label()).collect::<Vec<_>>().join("或者")
    }
}

/// The rules that come with the program.
pub fn built_in_file_rules() -> &'static FileRules {
    static NONE: FileRules = FileRules { cases: Vec::new(), names: BTreeMap::new() };
    BUILT_IN.as_ref().unwrap_or(&NONE)
}

impl FileRules {
    /// What the file of a case must hold, in the order of the file, and whether it does.
    pub fn obligatory(&self, case: &Case, documents: &[&CaseDocument]) -> Vec<Obligatory> {
        let of_kind = self.cases.iter().filter(|one| one.kinds.contains(&case.kind));
        of_kind
            .flat_map(|one| &one.must)
            .filter(|must| must.when.holds(case))
            .map(|must| Obligatory {
                any: must.any.clone(),
                cite: must.cite.clone(),
                held: documents.iter().any(|document| must.any.contains(&document.kind)),
            })
            .collect()
    }

    /// What a document is by a name that somebody gave its file; the longest word decides, the last of equals.
    pub fn recognise(&self, name: &str) -> Option<DocumentKind> {
        let words = self.names.iter().flat_map(|(code, words)| words.iter().map(move |word| (code, word)));
        let found = words.filter_map(|(code, word)| {
            let at = name.rfind(word.as_str())?;
            Some((word.chars().count(), at, DocumentKind::from_code(code)?))
        });
        found.max().map(|(_, _, kind)| kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_that_come_with_the_program_are_whole() {
        let rules: FileRules = toml::from_str(DOCUMENTS).expect("they can be read");
        for code in rules.names.keys() {
            assert!(DocumentKind::from_code(code).is_some(), "{code}");
        }
        for kind in CaseKind::ALL.iter().filter(|kind| **kind != CaseKind::Other) {
            assert_eq!(rules.cases.iter().filter(|one| one.kinds.contains(kind)).count(), 1, "{kind:?}");
        }
        // Whatever a kind is called is recognised as itself.
        for kind in DocumentKind::ALL.iter().filter(|kind| **kind != DocumentKind::Other) {
            assert_eq!(rules.recognise(kind.label()), Some(*kind), "{}", kind.label());
        }
        assert_eq!(rules.recognise("IMG_0012"), None);
        assert_eq!(rules.recognise("行政处罚事先告知书送达回证"), Some(DocumentKind::ProofOfService));
        assert_eq!(rules.recognise("听证告知书"), Some(DocumentKind::AdvanceNotice));
        assert_eq!(rules.recognise("行政处罚决定书"), Some(DocumentKind::Decision));
    }
}
