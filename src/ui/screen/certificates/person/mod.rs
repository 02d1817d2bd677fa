//! One person: whether they may enforce, the cards, what they lack, and what has happened to them.

mod bar;
mod card;
mod conduct;
mod life;
mod panels;
mod powers;
mod reviews;

use std::cmp::Reverse;

use eframe::egui::{Frame, Id as WidgetId, Margin, ScrollArea, TextureHandle, Ui, vec2};

use super::Msg;
use super::rows::state;
use crate::domain::certificate::{Certificate, Validity};
use crate::domain::hash::Hash;
use crate::domain::id::Id;
use crate::domain::misuse::{Complaint, Misuse};
use crate::domain::officer::{Duty, Officer};
use crate::domain::training::Training;
use crate::ledger::Result;
use crate::ledger::cards::HandOver;
use crate::ledger::file::Versioned;
use crate::ledger::reviews::PersonReview;
use crate::ui::icons;
use crate::ui::screen::{Cx, See};
use crate::ui::theme::{bold, space, theme, type_sizes};
use crate::ui::widget::{
    Tone, above_bar, chip, link, muted, panel, panel_with, problem_text, segment, text_width, wrapped,
};
use crate::words::date::show_date;
use life::Line;
use panels::Condition;
use powers::Answer;

/// Acts that stand on the first page of a person.
const FEW: usize = 5;

/// The pages of a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    #[default]
    Overview,
    Life,
    Conduct,
    Reviews,
}

/// Somebody, as the ledger has them.
pub struct Person {
    pub officer: Versioned<Officer>,
    unit: String,
    pub cards: Vec<(Versioned<Certificate>, Validity)>,
    /// The card on which the buttons act.
    pub card: Option<Id<Certificate>>,
    pub page: Page,
    answer: Answer,
    /// What the person has and lacks for the card that the unit gets.
    conditions: Vec<Condition>,
    trainings: Vec<Versioned<Training>>,
    misuses: Vec<Versioned<Misuse>>,
    complaints: Vec<Versioned<Complaint>>,
    /// Of the files of their cases, the last first.
    reviews: Vec<PersonReview>,
    hand_over: Option<HandOver>,
    photo: Option<(Hash, TextureHandle)>,
    /// Newest first.
    acts: Vec<Line>,
    problem: Option<String>,
}

impl Person {
    /// Reads somebody, with a card of theirs chosen; of the same person as before, the page stays.
    pub fn read(
        officer: Id<Officer>,
        card: Option<Id<Certificate>>,
        before: Option<Person>,
        cx: &Cx<'_>,
    ) -> Result<Person> {
        let ledger = &*cx.ledger;
        let officer = ledger.get(officer)?;
        let unit = ledger.get(officer.value.unit)?.value;
        let mut cards = ledger.cards_of(officer.id, cx.today)?;
        // What entitles stands first.
        cards.sort_by_key(|(_, validity)| *validity);
        let known: Vec<(Id<Certificate>, Certificate)> =
            cards.iter().map(|(card, _)| (card.id, card.value.clone())).collect();
        let (acts, problem) = match life::lines_of(officer.id, &known, ledger) {
            Ok(acts) => (acts, None),
            Err(error) => (Vec::new(), Some(error.to_string())),
        };
        let card = card.filter(|id| cards.iter().any(|(one, _)| one.id == *id));
        let card = card.or_else(|| cards.first().map(|(one, _)| one.id));
        let mut trainings = ledger.trainings_of(officer.id)?;
        trainings.sort_by_key(|one| Reverse(one.value.to));
        let mut misuses = ledger.misuses_of(officer.id)?;
        misuses.sort_by_key(|one| Reverse(one.value.on));
        let mut complaints = ledger.complaints_about(officer.id)?;
        complaints.sort_by_key(|one| Reverse(one.value.on));
        let reviews = ledger.reviews_of_person(officer.id)?;
        let hand_over = match officer.value.left_on {
            Some(_) => Some(ledger.hand_over(officer.id)?),
            None => None,
        };
        let same = before.filter(|before| before.officer.id == officer.id);
        let page = same.as_ref().map(|same| same.page).unwrap_or_default();
        let shown = same.and_then(|same| same.photo);
        Ok(Person {
            answer: Answer::to(officer.id, cx)?,
            conditions: panels::conditions_of(&officer, unit.kind, cx)?,
            photo: card::photo_of(&officer.value, shown, cx)?,
            unit: unit.name,
            officer,
            cards,
            card,
            page,
            trainings,
            misuses,
            complaints,
            reviews,
            hand_over,
            acts,
            problem,
        })
    }

    /// The card on which the buttons act.
    pub fn chosen(&self) -> Option<&(Versioned<Certificate>, Validity)> {
        self.cards.iter().find(|(card, _)| Some(card.id) == self.card)
    }

    /// Answers the question that is written on the page.
    pub fn ask(&mut self, cx: &Cx<'_>) -> Result<()> {
        self.answer.ask(self.officer.id, cx)
    }

    /// Paints it; gives the widget that takes the keyboard when the pane is entered.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        see: &mut See<'_>,
        one_pane: bool,
        out: &mut Vec<Msg>,
    ) -> Option<WidgetId> {
        let gaps = space();
        let mut content = above_bar(ui, "person");
        let salt = ("person-scroll", self.officer.id.uuid(), self.page as u8);
        ScrollArea::vertical().id_salt(salt).auto_shrink(false).show(&mut content, |ui| {
            Frame::new().inner_margin(Margin::same(gaps.l as i8)).show(ui, |ui| {
                ui.set_width(ui.available_width());
                self.head_ui(ui, see);
                ui.add_space(gaps.s);
                self.pages_ui(ui);
                ui.add_space(gaps.m);
                match self.page {
                    Page::Overview => self.overview_ui(ui, see, out),
                    Page::Life => self.life_ui(ui),
                    Page::Conduct => self.conduct_ui(ui, see, out),
                    Page::Reviews => self.reviews_ui(ui, out),
                }
            });
        });
        self.bar_ui(ui, see, one_pane, out)
    }

    fn head_ui(&self, ui: &mut Ui, see: &See<'_>) {
        let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
        let officer = &self.officer.value;
        let name = |ui: &mut Ui| wrapped(ui, &officer.name, bold(sizes.head), theme.text);
        // What wraps gives every line of the rest its own height.
        let is_long = text_width(ui, &officer.name, bold(sizes.head)) > ui.available_width();
        if is_long {
            name(ui);
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(gaps.m, gaps.xs);
            if !is_long {
                name(ui);
            }
            if let Some((card, validity)) = self.chosen() {
                let (tone, word) = state(*validity, card.value.valid_to, officer.left_on, see.today);
                chip(ui, tone, &word);
            } else {
                chip(ui, Tone::Plain, "无证");
            }
            let staffing = officer.staffing.map(|staffing| staffing.label()).unwrap_or_default();
            let duty = match officer.profile.duty {
                Some(Duty::On) | None => "",
                Some(other) => other.label(),
            };
            for words in [self.unit.as_str(), officer.post.as_str(), staffing, duty] {
                if !words.is_empty() {
                    muted(ui, words);
                }
            }
            if let Some(left) = officer.left_on {
                let why = officer.profile.left_for.map_or("离岗", |reason| reason.label());
                muted(ui, &format!("{}{why}", show_date(left)));
            }
        });
        ui.add_space(gaps.xs);
        self.answer.sentence_ui(ui);
    }

    fn pages_ui(&mut self, ui: &mut Ui) {
        let life = format!("履历 {}", self.acts.len());
        let count = self.trainings.len() + self.misuses.len() + self.complaints.len();
        let conduct = format!("培训和违规 {count}");
        let reviews = format!("评查 {}", self.reviews.len());
        let options = [
            (Page::Overview, "概况"),
            (Page::Life, life.as_str()),
            (Page::Conduct, conduct.as_str()),
            (Page::Reviews, reviews.as_str()),
        ];
        if let Some(page) = segment(ui, "人员", Some(self.page), &options) {
            self.page = page;
        }
    }

    fn overview_ui(&mut self, ui: &mut Ui, see: &See<'_>, out: &mut Vec<Msg>) {
        let gaps = space();
        let card = if see.narrow { 268.0 } else { 300.0 };
        // Of somebody who has left this is what matters.
        self.hand_over_ui(ui, see, out);
        if ui.available_width() < card + 230.0 {
            self.cards_ui(ui, see.today, out);
            ui.add_space(gaps.m);
            self.answer.ui(ui, see, out);
            ui.add_space(gaps.m);
            self.conditions_ui(ui);
            ui.add_space(gaps.m);
            self.recent_ui(ui);
            ui.add_space(gaps.m);
            self.profile_ui(ui);
            return;
        }
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gaps.m;
            ui.vertical(|ui| {
                ui.set_width(card);
                self.cards_ui(ui, see.today, out);
                ui.add_space(gaps.m);
                self.conditions_ui(ui);
                ui.add_space(gaps.m);
                self.profile_ui(ui);
            });
            ui.vertical(|ui| {
                self.answer.ui(ui, see, out);
                ui.add_space(gaps.m);
                self.recent_ui(ui);
            });
        });
    }

    /// The last acts, with the way to all of them.
    fn recent_ui(&mut self, ui: &mut Ui) {
        let mut all = false;
        let count = format!("全部{}条", self.acts.len());
        let more = |ui: &mut Ui| all |= link(ui, &count, "看全部履历").clicked();
        panel_with(ui, icons::HISTORY, "最近", more, |ui| {
            ui.set_width(ui.available_width());
            life::timeline_ui(ui, &self.acts, FEW);
        });
        if all {
            self.page = Page::Life;
        }
    }

    fn life_ui(&self, ui: &mut Ui) {
        panel(ui, icons::HISTORY, "履历", |ui| {
            ui.set_width(ui.available_width());
            if let Some(problem) = &self.problem {
                problem_text(ui, problem);
            }
            life::timeline_ui(ui, &self.acts, usize::MAX);
        });
    }
}
