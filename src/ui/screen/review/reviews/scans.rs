//! The scanned pages beside the questions: where there is room, or when asked for; they follow the finding at hand.

use eframe::egui::Ui;

use crate::domain::case::Case;
use crate::domain::id::Id;
use crate::domain::review::Question;
use crate::ui::screen::Cx;
use crate::ui::screen::review::file::viewer::Viewer;
use crate::ui::widget::empty_state;

/// From this width on, they stand beside questions and findings; else in the place of the findings.
const WIDE: f32 = 1_080.0;

/// The pages of the file that is reviewed.
#[derive(Default)]
pub struct Scans {
    viewer: Viewer,
    /// The number of the last page of the bound file; none where nothing is in it.
    pub last: Option<u32>,
    /// What somebody has asked for; else they are there where there is room.
    asked: Option<bool>,
    wide: bool,
    /// A finding is being written: in a narrow window it takes the room.
    pub writing: bool,
    /// The finding whose page was turned to last: whoever leafs on from there is not called back.
    led: Option<(Question, u32)>,
}

impl Scans {
    /// Reads what is in the file of a case.
    pub fn read(&mut self, case: Id<Case>, cx: &mut Cx<'_>) {
        match cx.ledger.case_file(case) {
            Ok(filed) => {
                self.last = Some(filed.pages()).filter(|last| *last > 0);
                self.viewer.show_filed(filed);
            }
            Err(error) => cx.refused(error),
        }
    }

    /// Says how much room there is; tells whether questions, findings and pages all have some.
    pub fn has_room(&mut self, width: f32) -> bool {
        self.wide = width >= WIDE;
        self.wide
    }

    /// Whether they are to be seen.
    pub fn are_shown(&self) -> bool {
        self.asked.unwrap_or(self.wide && self.last.is_some()) && (self.wide || !self.writing)
    }

    /// Shows them, or puts them away.
    pub fn toggle(&mut self) {
        self.asked = Some(!self.are_shown());
        self.writing = false;
    }

    /// The page that is looked at.
    pub fn page(&self) -> Option<u32> {
        self.last.filter(|_| self.are_shown()).map(|_| self.viewer.page())
    }

    /// Turns on, or back.
    pub fn turn(&mut self, by: i64) {
        self.viewer.turn(by);
    }

    /// Turns to the page of a finding, once.
    pub fn lead(&mut self, to: Option<(Question, u32)>) {
        if let Some((_, page)) = to
            && to != self.led
            && self.last.is_some_and(|last| (1..=last).contains(&page))
        {
            self.viewer.turn_to(page);
        }
        self.led = to;
    }

    pub fn ui(&mut self, ui: &mut Ui) {
        match self.last {
            Some(_) => self.viewer.ui(ui),
            None => {
                let none = "这个案件还没有归入扫描件，先到“案卷”归入再来对照。";
                empty_state(ui, none, None);
            }
        }
    }

    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        if self.are_shown() {
            self.viewer.logic(cx);
        }
    }
}
