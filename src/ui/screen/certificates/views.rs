//! The strip of views at the head of 证件, and the registers beside the list of people.

use eframe::egui::Ui;
use uuid::Uuid;

use super::entry::Chosen;
use super::{ForMarked, bulk, complaints, entries, powers, trainings};
use crate::ui::screen::{Cx, See};
use crate::ui::widget::strip;

/// The views of the tab.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// 名册: people and their cards.
    #[default]
    Register,
    Trainings,
    Powers,
    Complaints,
    Entries,
    Bulk,
}

const STRIP: [(View, &str); 6] = [
    (View::Register, "名册"),
    (View::Trainings, "培训"),
    (View::Powers, "权责与委托"),
    (View::Complaints, "投诉与违规"),
    (View::Entries, "平台录入"),
    (View::Bulk, "批量办理"),
];

/// What a person does in one of the registers.
pub enum Msg {
    Show(View),
    Trainings(trainings::Msg),
    Powers(powers::Msg),
    Complaints(complaints::Msg),
    Entries(entries::Msg),
    Bulk(bulk::Msg),
}

/// The registers beside the list of people, and which view is shown.
#[derive(Default)]
pub struct Views {
    pub view: View,
    trainings: trainings::State,
    powers: powers::State,
    complaints: complaints::State,
    entries: entries::State,
    bulk: bulk::State,
}

impl Views {
    /// Whether one of the registers is shown rather than the list of people.
    pub fn shown(&self) -> bool {
        self.view != View::Register
    }

    /// The strip, at the head of whichever view.
    pub fn strip_ui(&self, ui: &mut Ui, out: &mut Vec<Msg>) {
        out.extend(strip(ui, "证件", self.view, &STRIP).map(Msg::Show));
    }

    pub fn enter(&mut self, cx: &mut Cx<'_>) {
        match self.view {
            View::Register => {}
            View::Trainings => self.trainings.enter(cx),
            View::Powers => self.powers.enter(cx),
            View::Complaints => self.complaints.enter(cx),
            View::Entries => self.entries.enter(cx),
            View::Bulk => self.bulk.enter(cx),
        }
    }

    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        match self.view {
            View::Register | View::Powers => {}
            View::Entries => self.entries.logic(cx),
            View::Trainings => self.trainings.logic(cx),
            View::Complaints => self.complaints.logic(cx),
            View::Bulk => self.bulk.logic(cx),
        }
    }

    /// Paints the register that is shown; `free` tells that no dialog or list above has the keyboard.
    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, free: bool, out: &mut Vec<Msg>) {
        match self.view {
            View::Register => {}
            View::Trainings => {
                let mut said = Vec::new();
                self.trainings.ui(ui, see, free, &mut said);
                out.extend(said.into_iter().map(Msg::Trainings));
            }
            View::Powers => {
                let mut said = Vec::new();
                self.powers.ui(ui, see, free, &mut said);
                out.extend(said.into_iter().map(Msg::Powers));
            }
            View::Entries => {
                let mut said = Vec::new();
                self.entries.ui(ui, see, free, &mut said);
                out.extend(said.into_iter().map(Msg::Entries));
            }
            View::Bulk => {
                let mut said = Vec::new();
                self.bulk.ui(ui, see, free, &mut said);
                out.extend(said.into_iter().map(Msg::Bulk));
            }
            View::Complaints => {
                let mut said = Vec::new();
                self.complaints.ui(ui, see, free, &mut said);
                out.extend(said.into_iter().map(Msg::Complaints));
            }
        }
    }

    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match msg {
            Msg::Show(view) => {
                self.keep(cx);
                self.view = view;
                self.enter(cx);
            }
            Msg::Trainings(msg) => self.trainings.update(msg, cx),
            Msg::Powers(msg) => self.powers.update(msg, cx),
            Msg::Entries(msg) => self.entries.update(msg, cx),
            Msg::Bulk(msg) => {
                // Done or left: the list of people shows what came of it.
                if self.bulk.update(msg, cx) {
                    self.view = View::Register;
                }
            }
            Msg::Complaints(msg) => self.complaints.update(msg, cx),
        }
    }

    /// Shows a record of a register; tells whether it is one.
    pub fn open_record(&mut self, kind: &str, id: Uuid, cx: &mut Cx<'_>) -> bool {
        self.begin(kind, Some(id), cx)
    }

    /// Goes on with a draft of a register; tells whether it is one.
    pub fn open_draft(&mut self, key: &str, cx: &mut Cx<'_>) -> bool {
        let Some(rest) = key.strip_prefix("register/") else { return false };
        let (kind, id) = rest.split_once('/').unwrap_or((rest, ""));
        self.begin(kind, Uuid::parse_str(id).ok(), cx)
    }

    fn begin(&mut self, kind: &str, id: Option<Uuid>, cx: &mut Cx<'_>) -> bool {
        self.view = match kind {
            "training" | "card_settings" => View::Trainings,
            "power" | "delegation" | "delegated" | "empowered" => View::Powers,
            "deadline" | "hr_copy" => View::Entries,
            "bulk" | "annual_check" => View::Bulk,
            "complaint" | "misuse" => View::Complaints,
            _ => return false,
        };
        self.enter(cx);
        match self.view {
            View::Bulk if kind == "annual_check" => self.bulk.open_annual(cx),
            View::Register | View::Bulk => {}
            View::Entries if kind == "hr_copy" => self.entries.open_copy(id.is_some(), cx),
            View::Trainings => self.trainings.open(kind, cx),
            View::Powers => self.powers.open(kind, id, cx),
            View::Entries => self.entries.open(id, cx),
            View::Complaints => self.complaints.open(kind, id, cx),
        }
        true
    }

    /// Begins a form for people who were marked in the list.
    pub fn begin_for(&mut self, what: ForMarked, people: Vec<Chosen>, cx: &mut Cx<'_>) {
        self.keep(cx);
        self.view = match what {
            ForMarked::Bulk => View::Bulk,
            ForMarked::Training => View::Trainings,
        };
        self.enter(cx);
        match what {
            ForMarked::Bulk => self.bulk.begin_for(people),
            ForMarked::Training => self.trainings.begin_for(people, cx),
        }
    }

    pub fn is_unkept(&self) -> bool {
        match self.view {
            View::Register => false,
            View::Trainings => self.trainings.is_unkept(),
            View::Powers => self.powers.is_unkept(),
            View::Entries => self.entries.is_unkept(),
            View::Complaints => self.complaints.is_unkept(),
            View::Bulk => self.bulk.is_unkept(),
        }
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        self.trainings.keep(cx);
        self.powers.keep(cx);
        self.entries.keep(cx);
        self.bulk.keep(cx);
        if let Some(entry) = self.complaints.entry() {
            entry.keep(cx);
        }
    }

    /// Where the person is, for the top bar.
    pub fn breadcrumb(&self) -> Option<String> {
        let strip = STRIP.iter().find(|(view, _)| *view == self.view && self.shown());
        strip.map(|(_, label)| (*label).to_owned())
    }
}
