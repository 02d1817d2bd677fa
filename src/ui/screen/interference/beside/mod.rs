//! The pages beside the records, and the strip that leads to them: deputies, failures to record, files, totals.

mod deputies;
mod failures;
mod files;
mod periods;
mod totals;

use eframe::egui::Ui;

use crate::domain::id::Id;
use crate::domain::interference::Sealed;
use crate::ui::screen::{Cx, See};
use crate::ui::tab::LogbookPage as Page;
use crate::ui::widget::strip;

const STRIP: [(Page, &str); 5] = [
    (Page::Records, "登记簿"),
    (Page::Deputies, "代为批示"),
    (Page::Failures, "不记录认定"),
    (Page::Files, "双方档案"),
    (Page::Totals, "统计报告"),
];

/// What a person does on one of the pages.
pub enum Msg {
    Show(Page),
    Deputies(deputies::Msg),
    Failures(failures::Msg),
    Files(files::Msg),
    Totals(totals::Msg),
}

/// How the keys of the pages' drafts begin.
pub const DRAFTS: &str = "interference/beside/";

/// What a page asks of the tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// The own password, to go on.
    Password,
    /// A record is to be opened.
    Record(Id<Sealed>),
}

/// The pages, and which of them is shown.
#[derive(Default)]
pub struct Beside {
    page: Page,
    deputies: deputies::State,
    failures: failures::State,
    files: files::State,
    totals: totals::State,
    /// Whether the keyboard was elsewhere in the last frame: in the palette, or in a list that has opened.
    elsewhere: bool,
}

impl Beside {
    /// Whether one of the pages is shown rather than the records.
    pub fn is_shown(&self) -> bool {
        self.page != Page::Records
    }

    /// The strip, at the head of whichever page.
    pub fn strip_ui(&self, ui: &mut Ui, out: &mut Vec<Msg>) {
        out.extend(strip(ui, "过问", self.page, &STRIP).map(Msg::Show));
    }

    /// Reads what the page shows.
    pub fn enter(&mut self, cx: &mut Cx<'_>) {
        match self.page {
            Page::Records => {}
            Page::Deputies => self.deputies.enter(cx),
            Page::Failures => self.failures.enter(cx),
            Page::Files => self.files.enter(cx),
            Page::Totals => self.totals.enter(cx),
        }
    }

    /// Goes to a page.
    pub fn show(&mut self, page: Page, cx: &mut Cx<'_>) {
        self.keep(cx);
        self.page = page;
        self.enter(cx);
    }

    /// Goes on with a draft of a page.
    pub fn open_draft(&mut self, key: &str, cx: &mut Cx<'_>) {
        let ended = key.strip_prefix(deputies::DRAFT).and_then(|rest| rest.strip_prefix('/'));
        let page = match key {
            failures::DRAFT => Page::Failures,
            deputies::DRAFT | periods::DRAFT => Page::Deputies,
            _ if ended.is_some() => Page::Deputies,
            _ => return,
        };
        self.show(page, cx);
        match (key, ended) {
            (_, Some(id)) => self.deputies.begin_end(id, cx),
            (deputies::DRAFT, _) => self.deputies.begin(cx),
            (periods::DRAFT, _) => self.deputies.begin_periods(cx),
            _ => self.failures.begin(cx),
        }
    }

    /// Paints the page; `free` tells that nothing above has the keyboard.
    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, free: bool, out: &mut Vec<Msg>) {
        let asking = ui.ctx().memory(|memory| memory.top_modal_layer().is_some());
        let free = free && !asking && !self.elsewhere;
        match self.page {
            Page::Records => {}
            Page::Deputies => {
                let mut said = Vec::new();
                self.deputies.ui(ui, see, free, &mut said);
                out.extend(said.into_iter().map(Msg::Deputies));
            }
            Page::Failures => {
                let mut said = Vec::new();
                self.failures.ui(ui, see, free, &mut said);
                out.extend(said.into_iter().map(Msg::Failures));
            }
            Page::Files => {
                let mut said = Vec::new();
                self.files.ui(ui, see, free, &mut said);
                out.extend(said.into_iter().map(Msg::Files));
            }
            Page::Totals => {
                let mut said = Vec::new();
                self.totals.ui(ui, see, &mut said);
                out.extend(said.into_iter().map(Msg::Totals));
            }
        }
        let focused = ui.memory(|memory| memory.focused());
        self.elsewhere = focused
            .and_then(|id| ui.ctx().read_response(id))
            .is_some_and(|response| response.layer_id != ui.layer_id());
    }

    /// Does it; tells what it needs of the tab.
    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) -> Option<Asks> {
        match msg {
            Msg::Show(page) => self.show(page, cx),
            Msg::Deputies(msg) => self.deputies.update(msg, cx),
            Msg::Failures(msg) => self.failures.update(msg, cx),
            Msg::Files(msg) => return self.files.update(msg, cx),
            Msg::Totals(msg) => return self.totals.update(&msg, cx),
        }
        None
    }

    /// Hears what threads have done.
    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        match self.page {
            Page::Records | Page::Deputies => {}
            Page::Failures => self.failures.logic(cx),
            Page::Files => self.files.logic(cx),
            Page::Totals => self.totals.logic(cx),
        }
    }

    pub fn is_unkept(&self) -> bool {
        self.deputies.is_unkept() || self.failures.is_unkept()
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        self.deputies.keep(cx);
        self.failures.keep(cx);
    }

    /// Where the person is, for the top bar: a page, and never whose.
    pub fn breadcrumb(&self) -> String {
        let strip = STRIP.iter().find(|(page, _)| *page == self.page && self.is_shown());
        strip.map(|(_, label)| (*label).to_owned()).unwrap_or_default()
    }
}
