//! 封面, 卷内文件目录, 备考表: what the file says, on paper; nothing on them is typed twice.

use serde_json::{Value, json};

use super::{Filed, Ledger};
use crate::domain::case::Case;
use crate::domain::case_file::{Binding, CaseDocument, Concern, DocumentKind};
use crate::domain::id::Id;
use crate::domain::notice::About;
use crate::domain::officer::Officer;
use crate::ledger::Issued;
use crate::ledger::error::{Error, Result};
use crate::ledger::papers::{common, merge};
use crate::notice::Pages;
use crate::words::case_file::concern_sentence;
use crate::words::date::show_date;

coded! {
    /// The papers that are bound with a file; the code is the form's.
    FileSheet {
        Cover = "case-cover", "案卷封面";
        Contents = "case-contents", "卷内文件目录";
        Notes = "case-notes", "卷内备考表";
    }
}

impl Ledger {
    /// A paper of a file as it would be printed now; nothing is written.
    ///
    /// # Errors
    /// A character that no face has.
    pub fn preview_file_sheet(&self, case: Id<Case>, sheet: FileSheet) -> Result<Pages> {
        let facts = self.file_facts(case, &self.case_file(case)?)?;
        self.preview(sheet.code(), facts)
    }

    /// Prints cover, contents and 备考表 and keeps them; what says the same as the one printed before is that one.
    ///
    /// # Errors
    /// An empty file; a character that no face has. Nothing is written then.
    pub fn print_case_file(&mut self, case: Id<Case>) -> Result<Vec<Issued>> {
        let filed = self.case_file(case)?;
        if filed.documents.is_empty() {
            return Err(Error::Refused("卷里还没有文件，没有目录可以打印。".to_owned()));
        }
        let facts = self.file_facts(case, &filed)?;
        let party = self.get(case)?.value.party.name;
        let on = self.env().today();
        self.together(|ledger| {
            let sheets = FileSheet::ALL.iter();
            sheets
                .map(|sheet| ledger.issue_sheet(sheet.code(), About::Case(case), &party, facts.clone(), on))
                .collect()
        })
    }

    fn file_facts(&self, id: Id<Case>, filed: &Filed) -> Result<Value> {
        let case = self.get(id)?.value;
        let name = |officer: &Id<Officer>| Ok(self.get(*officer)?.value.name);
        let officers: Vec<String> = case.officers.iter().map(name).collect::<Result<_>>()?;
        let blank = Binding::blank(id);
        let binding = filed.binding.as_ref().map_or(&blank, |read| &read.value);
        let shown = |on: Option<chrono::NaiveDate>| on.map(show_date).unwrap_or_default();
        let closings = filed.documents.iter().filter(|one| one.value.kind == DocumentKind::Closing);
        let held: Vec<&CaseDocument> = filed.documents.iter().map(|one| &one.value).collect();
        let row = |(at, document): (usize, &&CaseDocument)| {
            json!({
                "at": at + 1,
                "number": document.number,
                "author": document.author,
                "title": document.title,
                // As archives write days: eight digits in a narrow column.
                "on": document.on.map(|on| on.format("%Y%m%d").to_string()).unwrap_or_default(),
                "pages": document.page_words(),
                "note": document.note,
            })
        };
        let rows: Vec<Value> = held.iter().enumerate().map(row).collect();
        // What was not scanned is bound all the same.
        let odd =
            filed.concerns.iter().filter(|one| matches!(one, Concern::Gap { .. } | Concern::Overlap { .. }));
        let odd: Vec<String> = odd.map(|one| concern_sentence(one, &held)).collect();
        let removed: Vec<String> = filed
            .removed
            .iter()
            .map(|one| {
                format!("《{}》已撤出：{}。", one.value.title, one.value.removed.trim_end_matches('。'))
            })
            .collect();
        let mut facts = common(&self.agency()?.value, self.env().today());
        let more = json!({
            "case": {
                "title": case.title,
                "number": case.number,
                "kind": case.kind.label(),
                "party": case.party.name,
                "officers": officers.join("、"),
                "opened_on": shown(case.opened_on),
                "closed_on": shown(closings.filter_map(|one| one.value.on).max()),
            },
            "file": {
                "fonds_no": binding.fonds_no,
                "catalogue_no": binding.catalogue_no,
                "file_no": binding.file_no,
                "retention": binding.retention.map(|one| one.label()).unwrap_or_default(),
                "outcome": binding.outcome,
                "remarks": binding.remarks,
                "compiled_by": binding.compiled_by,
                "checked_by": binding.checked_by,
                "bound_on": shown(binding.bound_on),
                "archived_on": shown(binding.archived_on),
                "documents": held.len(),
                "pages": filed.pages(),
            },
            "rows": rows,
            "missing": filed.missing().map(|one| one.called()).collect::<Vec<_>>(),
            "odd": odd,
            "removed": removed,
        });
        merge(&mut facts, more);
        Ok(facts)
    }
}
