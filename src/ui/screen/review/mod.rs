//! 评查: cases and their files, the reviews of them, the standards, and what supervision said of them.

mod cases;
pub mod file;
mod guidance;
mod import;
mod recurring;
mod reviews;
mod standards;

use eframe::egui::Ui;

use super::{Cx, Screen, See};
use crate::ui::tab::{ReviewPage as Page, Target};
use crate::ui::widget::strip;

const STRIP: [(Page, &str); 6] = [
    (Page::Cases, "案件"),
    (Page::Files, "案卷"),
    (Page::Reviews, "案卷评查"),
    (Page::Standards, "标准"),
    (Page::Guidance, "监督指导"),
    (Page::Recurring, "易错问题"),
];

/// What a person does here.
pub enum Msg {
    Show(Page),
    Cases(cases::Msg),
    Reviews(reviews::Msg),
    Files(file::PageMsg),
    Standards(standards::Msg),
    Guidance(guidance::Msg),
    Recurring(recurring::Msg),
}

/// The pages, and which of them is shown.
#[derive(Default)]
pub struct State {
    page: Page,
    cases: cases::State,
    reviews: reviews::State,
    files: file::Page,
    standards: standards::State,
    guidance: guidance::State,
    recurring: recurring::State,
}

/// Calls the page that is shown.
macro_rules! on_page {
    ($state:expr, $page:ident => $call:expr) => {
        match $state.page {
            Page::Cases => {
                let $page = &mut $state.cases;
                $call
            }
            Page::Reviews => {
                let $page = &mut $state.reviews;
                $call
            }
            Page::Files => {
                let $page = &mut $state.files;
                $call
            }
            Page::Standards => {
                let $page = &mut $state.standards;
                $call
            }
            Page::Guidance => {
                let $page = &mut $state.guidance;
                $call
            }
            Page::Recurring => {
                let $page = &mut $state.recurring;
                $call
            }
        }
    };
}

impl State {
    fn show(&mut self, page: Page, cx: &mut Cx<'_>) {
        Screen::keep(self, cx);
        self.page = page;
        Screen::enter(self, cx);
    }
}

impl Screen for State {
    type Msg = Msg;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        on_page!(self, page => page.enter(cx));
    }

    fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        out.extend(strip(ui, "评查", self.page, &STRIP).map(Msg::Show));
        match self.page {
            Page::Cases => {
                let mut said = Vec::new();
                self.cases.ui(ui, see, &mut said);
                out.extend(said.into_iter().map(Msg::Cases));
            }
            Page::Reviews => {
                let mut said = Vec::new();
                self.reviews.ui(ui, see, &mut said);
                out.extend(said.into_iter().map(Msg::Reviews));
            }
            Page::Files => {
                let mut said = Vec::new();
                self.files.ui(ui, see, &mut said);
                out.extend(said.into_iter().map(Msg::Files));
            }
            Page::Standards => {
                let mut said = Vec::new();
                self.standards.ui(ui, see, &mut said);
                out.extend(said.into_iter().map(Msg::Standards));
            }
            Page::Guidance => {
                let mut said = Vec::new();
                self.guidance.ui(ui, see, &mut said);
                out.extend(said.into_iter().map(Msg::Guidance));
            }
            Page::Recurring => {
                let mut said = Vec::new();
                self.recurring.ui(ui, see, &mut said);
                out.extend(said.into_iter().map(Msg::Recurring));
            }
        }
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match msg {
            Msg::Show(page) => self.show(page, cx),
            Msg::Cases(msg) => self.cases.update(msg, cx),
            Msg::Reviews(msg) => self.reviews.update(msg, cx),
            Msg::Files(msg) => self.files.update(msg, cx),
            Msg::Standards(msg) => self.standards.update(msg, cx),
            Msg::Guidance(msg) => self.guidance.update(msg, cx),
            Msg::Recurring(msg) => self.recurring.update(msg, cx),
        }
    }

    fn logic(&mut self, cx: &mut Cx<'_>) {
        on_page!(self, page => page.logic(cx));
    }

    fn open(&mut self, target: &Target, cx: &mut Cx<'_>) {
        if let Some(page) = page_of(target) {
            self.show(page, cx);
        }
        on_page!(self, page => page.open(target, cx));
    }

    fn is_unkept(&self) -> bool {
        match self.page {
            Page::Cases => self.cases.is_unkept(),
            Page::Reviews => self.reviews.is_unkept(),
            Page::Files => self.files.is_unkept(),
            Page::Standards => self.standards.is_unkept(),
            Page::Guidance => self.guidance.is_unkept(),
            Page::Recurring => self.recurring.is_unkept(),
        }
    }

    fn keep(&mut self, cx: &mut Cx<'_>) {
        on_page!(self, page => page.keep(cx));
    }

    fn breadcrumb(&self) -> String {
        let here = STRIP.iter().find(|(page, _)| *page == self.page).map_or("", |(_, label)| label);
        let within = match self.page {
            Page::Cases => self.cases.breadcrumb(),
            Page::Reviews => self.reviews.breadcrumb(),
            Page::Files => self.files.breadcrumb(),
            Page::Standards => self.standards.breadcrumb(),
            Page::Guidance => self.guidance.breadcrumb(),
            Page::Recurring => self.recurring.breadcrumb(),
        };
        if within.is_empty() { here.to_owned() } else { format!("{here} · {within}") }
    }
}

/// The page that shows what is to be opened.
fn page_of(target: &Target) -> Option<Page> {
    let kind = match target {
        Target::Review(page) => return Some(*page),
        Target::ImportCases => return Some(Page::Cases),
        Target::Record { kind, .. } => kind.as_str(),
        Target::Draft(key) => key.split('/').next().unwrap_or_default(),
        _ => return None,
    };
    match kind {
        guidance::DRAFT => Some(Page::Guidance),
        standards::DRAFT => Some(Page::Standards),
        cases::DRAFT | cases::INTAKE | "case_step" | "questioning" | "recusal" | "seizure" => {
            Some(Page::Cases)
        }
        reviews::DRAFT | "review_file" | "review_plan" => Some(Page::Reviews),
        "case_file" | "case_document" | "case_binding" => Some(Page::Files),
        _ => None,
    }
}
