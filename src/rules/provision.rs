//! What the packs say at one provision, and which pack a citation means.

use super::Pack;
use crate::domain::fault::{Citation, GroundKind};

/// What a pack has at a provision, in our words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// As a notice cites it.
    pub cite: String,
    /// What it is for: 过错情形, 责任分担.
    pub part: &'static str,
    pub label: String,
    pub conditions: Vec<String>,
    pub note: Option<String>,
}

impl Pack {
    /// What the pack says at a provision and within it.
    pub fn said_at(&self, at: &Citation) -> Vec<Said> {
        let mut all: Vec<Said> = Vec::new();
        let mut add = |part, cite: &Citation, label: &str, conditions: Vec<String>, note: Option<&String>| {
            if cite == at || cite.enclosing().contains(at) {
                let (label, note) = (label.to_owned(), note.cloned());
                all.push(Said { cite: self.written(cite), part, label, conditions, note });
            }
        };
        add("适用范围", &self.binds.cite, &self.binds.label, Vec::new(), None);
        if let Some(handler) = &self.handler {
            add("办理机构", &handler.cite, &handler.label, Vec::new(), None);
        }
        for one in &self.elements {
            add("构成要件", &one.cite, &one.label, Vec::new(), one.note.as_ref());
        }
        for one in &self.grounds {
            let except = |id: &str| one.except.iter().any(|other| other.id == id);
            let named = one.conditions().map(|each| match except(&each.id) {
                true => format!("但书：{}", each.label),
                false => each.label.clone(),
            });
            add(GroundKind::label(one.kind), &one.cite, &one.label, named.collect(), one.note.as_ref());
        }
        for one in &self.allocations {
            let named = one.conditions.iter().map(|each| each.label.clone()).collect();
            add("责任分担", &one.cite, &one.label, named, one.note.as_ref());
        }
        for one in &self.factors {
            add("考虑因素", &one.cite, &one.label, Vec::new(), one.note.as_ref());
        }
        for one in &self.deadlines {
            let label = format!("{}　{}{}", one.label, one.amount, one.unit.label());
            add("期限", &one.cite, &label, Vec::new(), one.reading.as_ref());
        }
        for one in &self.remedies {
            add("救济", &one.cite, &one.label, Vec::new(), None);
        }
        for one in &self.referrals {
            add("移送", &one.cite, &one.label, Vec::new(), None);
        }
        all
    }

    /// A provision with the number of the text: 赤应急字〔2020〕25号第五条第3项.
    pub fn cited_in_full(&self, cite: &Citation) -> String {
        format!("{}{}", self.document_no, self.written(cite))
    }

    /// Whether a notice may have meant this text by a title: the whole one, its short name, or its last words,
    /// as after 以下简称.
    fn is_called(&self, law: &str) -> bool {
        !law.is_empty() && (self.short == law || self.title.ends_with(law))
    }
}

/// The pack that a citation means: the one of that title, or, where no title is named, the first that has the
/// provision.
pub fn meant<'a>(packs: &'a [Pack], law: Option<&str>, cite: &Citation) -> Option<&'a Pack> {
    packs.iter().find(|pack| law.is_none_or(|law| pack.is_called(law)) && pack.cites(cite))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packs() -> Vec<Pack> {
        crate::rules::built_in().unwrap()
    }

    #[test]
    fn a_provision_says_what_stands_at_it() {
        let pack = &packs()[0];
        let labels = |cite: &str| -> Vec<&str> {
            pack.said_at(&Citation::parse(cite).unwrap()).iter().map(|one| one.part).collect()
        };
        assert_eq!(labels("5(3)"), ["过错情形"]);
        assert_eq!(labels("9"), ["责任分担"; 4]);
        assert_eq!(labels("12"), ["期限", "救济", "救济"]);
        assert_eq!(labels("14"), [""; 0]);
    }

    #[test]
    fn a_citation_means_the_text_of_its_title() {
        let packs = packs();
        let found = |law, cite: &str| meant(&packs, law, &Citation::parse(cite).unwrap()).is_some();
        assert!(found(None, "5(3)") && found(Some("制度"), "9(2)"));
        assert!(found(Some("赤峰市应急管理局行政执法过错责任追究制度"), "12"));
        assert!(!found(Some("行政处罚法"), "5"));
        assert!(!found(None, "57"));
    }
}
