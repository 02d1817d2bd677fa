//! One inquiry as it stands in the ledger, with the steps that lead to its end.

use std::collections::BTreeMap;

use eframe::egui::{
    Align, Frame, Layout, Margin, Panel, Rect, Role as WidgetRole, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    pos2, vec2,
};
use uuid::Uuid;

use super::Msg;
use crate::domain::case::{Case, Evidence, Lead};
use crate::domain::fault::{Citation, Outcome};
use crate::domain::id::Id;
use crate::domain::liability::{Decision, Liability};
use crate::domain::notice::{About, Notice};
use crate::ledger::file::Versioned;
use crate::rules::{Analysis, BindingState, Pack, PackAnalysis};
use crate::ui::icons;
use crate::ui::screen::provision::Wanted;
use crate::ui::screen::{Cx, See};
use crate::ui::theme::{bold, regular, size, space, theme, type_sizes};
use crate::ui::widget::{Button, focus_ring, icon};
use crate::words::date::show_date;

/// The five steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    #[default]
    Facts,
    Grounds,
    Analysis,
    Allocation,
    Decision,
}

impl Step {
    pub const ALL: [Step; 5] = [Step::Facts, Step::Grounds, Step::Analysis, Step::Allocation, Step::Decision];

    pub fn label(self) -> &'static str {
        match self {
            Step::Facts => "事实",
            Step::Grounds => "情形",
            Step::Analysis => "分析",
            Step::Allocation => "分担",
            Step::Decision => "决定",
        }
    }

    pub fn next(self) -> Option<Step> {
        Step::ALL.get(self as usize + 1).copied()
    }

    pub fn before(self) -> Option<Step> {
        (self as usize).checked_sub(1).map(|i| Step::ALL[i])
    }
}

/// What the ledger has of one inquiry.
pub struct Inquiry {
    pub read: Versioned<Liability>,
    pub lead: Lead,
    pub case: Option<Case>,
    pub evidence: Vec<Evidence>,
    pub decisions: Vec<Versioned<Decision>>,
    /// The notice of each decision: identity and number.
    pub notices: BTreeMap<Uuid, (Uuid, String)>,
    pub packs: Vec<Pack>,
    pub analysis: Analysis,
}

impl Inquiry {
    /// Reads it.
    ///
    /// # Errors
    /// As a sentence.
    pub fn load(id: Id<Liability>, cx: &mut Cx<'_>) -> Result<Inquiry, String> {
        let ledger = &cx.ledger;
        let load = || -> crate::ledger::Result<Inquiry> {
            let read = ledger.get(id)?;
            let lead = ledger.get(read.value.lead)?.value;
            let case = read.value.case.map(|case| ledger.get(case)).transpose()?.map(|case| case.value);
            let evidence = ledger.evidence_of(id)?.into_iter().map(|one| one.value).collect();
            let decisions = ledger.decisions_of(id)?;
            let packs = ledger.packs()?;
            let analysis = ledger.judge(&read.value, &packs)?;
            let mut notices = BTreeMap::new();
            for notice in ledger.all::<Notice>()? {
                if let About::Decision(decision) = notice.value.subject {
                    notices.insert(decision.uuid(), (notice.id.uuid(), notice.value.document_no));
                }
            }
            Ok(Inquiry { read, lead, case, evidence, decisions, notices, packs, analysis })
        };
        load().map_err(|error| error.to_string())
    }

    pub fn id(&self) -> Id<Liability> {
        self.read.id
    }

    /// The analysis on which a decision rests: of the pack that applies, else of the first.
    pub fn basis(&self) -> Option<&PackAnalysis> {
        let packs = &self.analysis.packs;
        packs.iter().find(|pack| pack.binds.state == BindingState::Applies).or(packs.first())
    }

    /// The pack behind an analysis.
    pub fn pack_of(&self, view: &PackAnalysis) -> Option<&Pack> {
        self.packs
            .iter()
            .find(|pack| pack.id == view.pack && pack.in_force_from.to_string() == view.version.in_force_from)
    }

    /// Where a provision that an analysis cites leads.
    pub fn wanted(&self, view: &PackAnalysis, cite: Citation) -> Option<Wanted> {
        self.pack_of(view).map(|pack| Wanted::of(pack, cite))
    }

    pub fn labels(&self) -> Vec<String> {
        self.evidence.iter().map(|one| one.label.clone()).collect()
    }

    pub fn decision_about(&self, key: &str) -> Option<&Versioned<Decision>> {
        self.decisions.iter().find(|one| one.value.subject == key)
    }

    pub fn heard(&self, key: &str) -> bool {
        self.read.value.hearings.iter().any(|one| one.subject == key)
    }

    pub fn open_questions(&self) -> usize {
        self.basis().map_or(0, |pack| pack.open_questions.len())
    }

    fn done(&self, step: Step) -> bool {
        let value = &self.read.value;
        let answered = !value.answers.is_empty() && self.open_questions() == 0;
        match step {
            Step::Facts => !value.facts.is_empty(),
            Step::Grounds | Step::Analysis => answered,
            Step::Allocation => {
                let settled = |key: &str| self.heard(key) || self.decision_about(key).is_some();
                let free = |key: &str| {
                    self.basis().is_some_and(|pack| {
                        pack.subjects.iter().any(|one| {
                            one.key == key
                                && matches!(
                                    one.conclusion.outcome,
                                    Outcome::NoShare | Outcome::NotFault | Outcome::NoLiability
                                )
                        })
                    })
                };
                answered && value.subjects.iter().all(|one| settled(&one.key) || free(&one.key))
            }
            Step::Decision => value.subjects.iter().all(|one| self.decision_about(&one.key).is_some()),
        }
    }

    /// The steps in a line, and the way back to the list.
    pub fn stepper_ui(&self, ui: &mut Ui, at: Step, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let (parts, gaps, sizes) = (size(), space(), type_sizes());
        let theme = theme(ui);
        let frame = Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(gaps.l as i8, 0));
        Panel::top("liability-steps")
            .exact_size(parts.panel_head)
            .show_separator_line(false)
            .frame(frame)
            .show(ui, |ui| {
                let line = ui.max_rect().expand2(vec2(gaps.l, 0.0));
                ui.painter().hline(line.x_range(), line.bottom() - 0.5, Stroke::new(1.0, theme.line));
                ui.horizontal_centered(|ui| {
                    ui.spacing_mut().item_spacing.x = gaps.xs;
                    for (i, step) in Step::ALL.into_iter().enumerate() {
                        if i > 0 {
                            let (rect, _) = ui.allocate_exact_size(vec2(gaps.xl, gaps.l), Sense::hover());
                            icon(ui.painter(), rect.center(), gaps.l, icons::RIGHT, theme.muted);
                        }
                        let response = step_ui(ui, i, step, self.done(step), step == at);
                        if step == at {
                            see.panes.entry(response.id);
                        }
                        if response.clicked() {
                            out.push(Msg::Step(step));
                        }
                    }
                    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                        if ui.add(Button::new("返回列表").quiet().icon(icons::BACK)).clicked() {
                            out.push(Msg::Back);
                        }
                        if ui.available_width() > 200.0 {
                            let day = format!("行为日 {}", show_date(self.read.value.conduct_on));
                            let font = regular(sizes.table);
                            let galley = ui.painter().layout_no_wrap(day, font, theme.muted);
                            let (rect, _) = ui.allocate_exact_size(galley.size(), Sense::hover());
                            ui.painter().galley(rect.min, galley, theme.muted);
                        }
                    });
                });
            });
    }
}

fn step_ui(ui: &mut Ui, i: usize, step: Step, done: bool, current: bool) -> eframe::egui::Response {
    let (theme, gaps, sizes, parts) = (theme(ui), space(), type_sizes(), size());
    let font = if current { bold(sizes.table) } else { regular(sizes.table) };
    let galley = ui.painter().layout_no_wrap(step.label().to_owned(), font, theme.text);
    let wide = vec2(galley.size().x + gaps.l + gaps.xs + 2.0 * gaps.s, parts.control_small);
    let (rect, response) = ui.allocate_exact_size(wide, Sense::click());
    let spoken = format!("第{}步 {}{}", i + 1, step.label(), if done { " 已完成" } else { "" });
    response.widget_info(|| WidgetInfo::selected(WidgetRole::Tab, true, current, &spoken));
    if current || response.hovered() {
        let fill = if current { theme.selected } else { theme.hover };
        ui.painter().rect_filled(rect, parts.radius, fill);
    }
    let mark = Rect::from_center_size(pos2(rect.left() + gaps.l, rect.center().y), vec2(gaps.l, gaps.l));
    if done {
        icon(ui.painter(), mark.center(), gaps.l, icons::CHECK, theme.done);
    } else {
        let ink = if current { theme.primary } else { theme.muted };
        ui.painter().rect_stroke(mark, gaps.s, Stroke::new(1.0, ink), StrokeKind::Inside);
        ui.painter().text(
            mark.center(),
            eframe::egui::Align2::CENTER_CENTER,
            (i + 1).to_string(),
            regular(sizes.small),
            ink,
        );
    }
    let at = pos2(mark.right() + gaps.xs, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, theme.text);
    focus_ring(ui, &response);
    response.on_hover_text(format!("Alt+{}", i + 1))
}
