//! What is written on an opened record: each kind a form of its own, with one way in and out.

use chrono::NaiveDate;
use eframe::egui::Ui;

use super::errand::{Errand, Failed, Ready};
use super::written::Draft;
use crate::domain::id::Id;
use crate::domain::interference::Sealed;
use crate::ledger::interference::LetterAsk;
use crate::ui::file_choice::{ANY, PathPicker, Shown, Want};
use crate::ui::icons;
use crate::ui::screen::Cx;
use crate::ui::screen::certificates::entry::row;
use crate::ui::screen::problems::Problems;

/// A form on an opened record.
pub trait Work {
    /// Its heading, which stands in the way within the tab too.
    fn title(&self) -> &str;

    /// The main button.
    fn verb(&self) -> &str;

    fn icon(&self) -> char {
        icons::FORM
    }

    /// Whether the record stands below it, to be read while one writes.
    fn beside_record(&self) -> bool {
        true
    }

    /// What is written, with its draft.
    fn draft(&self) -> &dyn Draft;

    fn draft_mut(&mut self) -> &mut dyn Draft;

    fn is_unkept(&self) -> bool {
        self.draft().is_unkept()
    }

    fn keep(&mut self, cx: &mut Cx<'_>) {
        self.draft_mut().keep(cx);
    }

    fn has_draft(&self) -> bool {
        self.draft().has_draft()
    }

    /// Throws the draft away.
    fn discard(&self, cx: &mut Cx<'_>) {
        self.draft().throw_away(cx);
    }

    /// Enters it; tells whether it was done.
    fn submit(&mut self, id: Id<Sealed>, cx: &mut Cx<'_>) -> bool;

    /// Goes on with what takes its time; tells whether it was entered.
    fn logic(&mut self, _id: Id<Sealed>, _cx: &mut Cx<'_>) -> bool {
        false
    }

    /// What is being done on a thread.
    fn doing(&self) -> Option<String> {
        None
    }

    /// Gives up what is being done on a thread: nothing was entered.
    fn stop(&mut self) {}

    /// Whether a letter comes of it.
    fn has_letter(&self) -> bool {
        false
    }

    /// The letter as it is written, to be printed before it goes out; why not, where something is wanting.
    fn letter(&mut self, _today: NaiveDate) -> Option<Result<LetterAsk, ()>> {
        None
    }

    fn ui(&mut self, ui: &mut Ui, today: NaiveDate);
}

/// An act that waits for its errand: polls, and says beside its field what went wrong.
pub fn ready<T>(
    waiting: &mut Option<(T, Errand)>,
    problems: &mut Problems,
    cx: &mut Cx<'_>,
) -> Option<(T, Ready)> {
    let (act, errand) = waiting.take()?;
    match errand.poll(cx) {
        Err(errand) => {
            *waiting = Some((act, errand));
            None
        }
        Ok(Ok(ready)) => Some((act, ready)),
        Ok(Err(Failed::Password(sentence))) => {
            problems.say("password", sentence);
            None
        }
        Ok(Err(Failed::Scan(sentence))) => {
            problems.say("scan", sentence);
            None
        }
    }
}

/// A row for one scan, by its path.
pub fn scan_row(
    ui: &mut Ui,
    (label, hint): (&str, &str),
    path: &mut String,
    picker: &mut PathPicker,
    problems: &mut Problems,
) {
    row(ui, (label, "scan", hint), problems, |ui, bad| {
        ui.horizontal(|ui| {
            let shown =
                Shown { name: label, hint: "文件位置，最大64 MB", problem: bad, field: Some(label) };
            picker.show(ui, path, shown)
        })
        .inner
    });
}

/// The button that chooses a scan.
pub fn scan_picker() -> PathPicker {
    PathPicker::new(Want::Open(&ANY))
}
