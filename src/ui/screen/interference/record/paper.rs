//! Papers of an opened record: made in memory, sent to the printer, or saved where a person says, after a warning.

use super::Record;
use crate::ledger::interference::InterferenceSheet;
use crate::ui::job::Job;
use crate::ui::printer::Printer;
use crate::ui::screen::Cx;
use crate::ui::widget::MenuGroup;

/// What a person wants of a paper.
#[derive(Clone, Copy)]
pub enum Ask {
    Print(InterferenceSheet),
    Save(InterferenceSheet),
}

/// What is on its way to the printer.
pub type Sending = Job<Result<String, String>>;

impl Record {
    /// What the menu of papers offers.
    pub(super) fn papers(&self) -> [MenuGroup<'static, Ask>; 2] {
        let list = |words: &str, ask: fn(InterferenceSheet) -> Ask| {
            self.sheets.iter().map(|sheet| (ask(*sheet), format!("{words}{}", sheet.label()))).collect()
        };
        [
            MenuGroup { title: "", items: list("打印", Ask::Print) },
            MenuGroup { title: "离开封存", items: list("存成 PDF：", Ask::Save) },
        ]
    }

    /// Makes the paper and sends it where it was asked to.
    pub(super) fn paper(&mut self, ask: Ask, cx: &mut Cx<'_>) {
        let (Ask::Print(sheet) | Ask::Save(sheet)) = ask;
        let paper = match cx.ledger.interference_paper(self.row.id, sheet) {
            Ok(paper) => paper,
            Err(error) => return cx.refused(error),
        };
        if let Ask::Save(_) = ask {
            return self.viewing.ask_where_paper(paper.pdf, &paper.title);
        }
        let printer = Printer::of(cx.ctx);
        self.sending = Some(Job::begin(cx.ctx, move |_| printer.print(&paper.pdf, &paper.title, None)));
    }

    /// Says what became of the printing.
    pub(super) fn sent(&mut self, cx: &mut Cx<'_>) {
        let Some(sending) = &mut self.sending else { return };
        let told = match sending.poll() {
            Ok(None) => return,
            Ok(Some(told)) => told,
            Err(_) => Err("打印没有完成，请再试一次，或者存成 PDF。".to_owned()),
        };
        self.sending = None;
        match told {
            Ok(told) => cx.done(&told),
            Err(sentence) => cx.refused(sentence),
        }
    }
}
