//! Papers of an opened record: made in memory, sent to the printer, or saved where a person says, after a warning.

use super::Record;
use crate::ledger::interference::{InterferencePaper, InterferenceSheet, LetterAsk};
use crate::ui::job::Job;
use crate::ui::printer::Printer;
use crate::ui::screen::Cx;
use crate::ui::widget::MenuGroup;

/// Characters of an organ's name that a menu shows.
const ORGAN_MOST: usize = 16;

/// A paper.
#[derive(Clone, Copy)]
pub enum What {
    Sheet(InterferenceSheet),
    /// A letter that went out, by its place among them.
    Letter(usize),
    /// The letter that is being written.
    Draft,
}

/// What a person wants of a paper.
#[derive(Clone, Copy)]
pub enum Ask {
    Print(What),
    Save(What),
}

/// What is on its way to the printer.
pub type Sending = Job<Result<String, String>>;

impl Record {
    /// What the menu of papers offers.
    pub(super) fn papers(&self) -> [MenuGroup<'static, Ask>; 2] {
        let mut papers: Vec<(What, String)> =
            self.sheets.iter().map(|sheet| (What::Sheet(*sheet), sheet.label().to_owned())).collect();
        let letters = self.book.letters().into_iter().enumerate();
        papers.extend(letters.map(|(at, sent)| {
            let organ: String = sent.letter.organ.chars().take(ORGAN_MOST).collect();
            (What::Letter(at), format!("情况反映函 {}（{organ}）", at + 1))
        }));
        groups(&papers)
    }

    /// What the menu of the letter offers that is being written.
    pub(super) fn draft_papers() -> [MenuGroup<'static, Ask>; 2] {
        groups(&[(What::Draft, "情况反映函".to_owned())])
    }

    /// Makes the paper and sends it where it was asked to.
    pub(super) fn paper(&mut self, ask: Ask, cx: &mut Cx<'_>) {
        let (Ask::Print(what) | Ask::Save(what)) = ask;
        let Some(made) = self.made(what, cx) else { return };
        let paper = match made {
            Ok(paper) => paper,
            Err(error) => return cx.refused(error),
        };
        if let Ask::Save(_) = ask {
            return self.viewing.ask_where_paper(paper.pdf, &paper.title);
        }
        let printer = Printer::of(cx.ctx);
        self.sending = Some(Job::begin(cx.ctx, move |_| printer.print(&paper.pdf, &paper.title, None)));
    }

    /// None where the form has said what is wanting.
    fn made(&mut self, what: What, cx: &Cx<'_>) -> Option<crate::ledger::Result<InterferencePaper>> {
        let ask = match what {
            What::Sheet(sheet) => return Some(cx.ledger.interference_paper(self.row.id, sheet)),
            What::Letter(at) => LetterAsk::of(&self.book.letters().get(at)?.letter),
            What::Draft => self.work.as_mut()?.letter(cx.today)?.ok()?,
        };
        Some(cx.ledger.interference_letter(self.row.id, &ask))
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

fn groups(papers: &[(What, String)]) -> [MenuGroup<'static, Ask>; 2] {
    let list = |words: &str, ask: fn(What) -> Ask| {
        papers.iter().map(|(what, label)| (ask(*what), format!("{words}{label}"))).collect()
    };
    [
        MenuGroup { title: "", items: list("打印", Ask::Print) },
        MenuGroup { title: "离开封存", items: list("存成 PDF：", Ask::Save) },
    ]
}
