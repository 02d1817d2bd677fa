//! A file as its review stands: who scores it, what was found, and what followed.

use eframe::egui::{Key, Modifiers, ScrollArea, Ui, vec2};

use super::Left;
use super::follow::Follow;
use crate::domain::id::Id;
use crate::domain::review::{ReviewFile, ReviewStep, Stage};
use crate::domain::role::Op;
use crate::ledger::Result;
use crate::ledger::reviews::FileView;
use crate::ui::icons;
use crate::ui::screen::certificates::entry::Said;
use crate::ui::screen::settings::page;
use crate::ui::screen::{Cx, See};
use crate::ui::tab::{LeadOffer, OfferedFact, Target};
use crate::ui::theme::{regular, size, theme, type_sizes};
use crate::ui::widget::{Button, above_bar, action_bar, key_value, panel, wrapped};
use crate::words::amount::show_tenths;
use crate::words::date::show_date;
use crate::words::review::asked;

/// The room for the button beside a finding.
const HAND_OVER: f32 = 88.0;

/// What a person does here.
pub enum Msg {
    Leave,
    Correct,
    Step(ReviewStep),
    /// A finding is handed to 责任 as a lead, by its place.
    HandOver(usize),
    Followed(Said),
    Print(Paper),
}

/// A paper of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    Table,
    Opinion,
    Rectification,
}

/// The file.
pub struct Outcome {
    view: FileView,
    /// Whether the one who acts is one of its reviewers, and has submitted.
    own: bool,
    follow: Option<Follow>,
}

impl Outcome {
    /// Shows a file.
    ///
    /// # Errors
    /// The ledger cannot be read.
    #[allow(clippy::unnecessary_wraps)]
    pub fn open(view: FileView, cx: &Cx<'_>) -> Result<Outcome> {
        let own = is_own(&view, cx);
        Ok(Outcome { view, own, follow: None })
    }

    fn id(&self) -> Id<ReviewFile> {
        self.view.row.id
    }

    pub fn read(&mut self, cx: &mut Cx<'_>) {
        match cx.ledger.review_file(self.id()) {
            Ok(view) => {
                self.own = is_own(&view, cx);
                self.view = view;
            }
            Err(error) => cx.refused(error),
        }
    }

    pub fn breadcrumb(&self) -> String {
        let (nth, all) = self.view.nth;
        format!("{}　第 {nth} 卷，共 {all} 卷", self.view.plan.value.title)
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        if let Some(follow) = &mut self.follow {
            out.extend(follow.ui(ui, see).map(Msg::Followed));
            return;
        }
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            out.push(Msg::Leave);
        }
        let mut content = above_bar(ui, "review-outcome");
        ScrollArea::vertical().id_salt("review-outcome").auto_shrink(false).show(&mut content, |ui| {
            page(ui, |ui| {
                self.head_ui(ui);
                self.findings_ui(ui, see.barred(Op::OpenLiability), out);
                self.acts_ui(ui);
            });
        });
        self.bar_ui(ui, see, out);
    }

    fn head_ui(&self, ui: &mut Ui) {
        let FileView { row, handlers, standard, result, .. } = &self.view;
        let title = format!("{}　{}", row.number, row.stage.label());
        panel(ui, icons::REVIEW, &title, |ui| {
            ui.set_width(ui.available_width());
            let width = size().label_column;
            let mut line = |key: &str, value: &str| _ = key_value(ui, key, width, value);
            line("案件", &row.title);
            line("当事人", &row.party);
            line("办案人员", &handlers.join("、"));
            line("标准", &format!("{}（{}）", standard.title, standard.version));
            let seats: Vec<String> = row
                .seats
                .iter()
                .map(|seat| match seat.submitted_on {
                    Some(on) => format!("{}（{}提交）", seat.name, show_date(on)),
                    None => format!("{}（没有提交）", seat.name),
                })
                .collect();
            line("评查人", &seats.join("、"));
            if let Some(result) = result {
                let result = &result.value;
                line("结果", &format!("{}分　{}", show_tenths(result.points), result.level));
                line("评查意见", &result.opinion);
                line("合议日期", &show_date(result.agreed_on));
                line("整改期限", &row.rectify_by.or(result.rectify_by).map(show_date).unwrap_or_default());
            }
        });
        if result.is_none() {
            let told = match row.stage {
                Stage::Unassigned => "还缺评查人。请法制人员在计划里指定；办理过本案的人不能评查。",
                Stage::Comparing => "两名评查人都已提交，等他们合议出结果。",
                _ if self.own => "您已经提交。另一名评查人也提交以后，才能互相看到，再一起合议。",
                _ => "两名评查人分别评查，都提交以前，谁也看不到对方的评查。",
            };
            let ink = theme(ui).muted;
            wrapped(ui, told, regular(type_sizes().body), ink);
        }
    }

    fn findings_ui(&self, ui: &mut Ui, barred: Option<&str>, out: &mut Vec<Msg>) {
        let Some(result) = &self.view.result else { return };
        let given = &result.value.given;
        panel(ui, icons::WARNING, &format!("问题 {} 个", given.findings.len()), |ui| {
            ui.set_width(ui.available_width());
            let (ink, font) = (theme(ui).text, regular(type_sizes().table));
            for (at, one) in given.findings.iter().enumerate() {
                let page = one.page.map(|page| format!("　第{page}页")).unwrap_or_default();
                let deducted = if one.deducted > 0 {
                    format!("　扣{}分", show_tenths(one.deducted))
                } else {
                    "　否决".to_owned()
                };
                let provision =
                    if one.provision.is_empty() { String::new() } else { format!("　{}", one.provision) };
                let sentence = format!(
                    "{}. {}　{}{page}{deducted}　{}{provision}",
                    at + 1,
                    asked(&self.view.standard, one.of),
                    one.text,
                    one.seriousness.label()
                );
                ui.horizontal_top(|ui| {
                    let room = (ui.available_width() - HAND_OVER).max(0.0);
                    ui.allocate_ui(vec2(room, 0.0), |ui| {
                        ui.set_width(room);
                        wrapped(ui, &sentence, font.clone(), ink);
                    });
                    let name = format!("移交责任 第{}个问题", at + 1);
                    let button = Button::new("移交责任").quiet().small().name(&name).barred(barred);
                    if ui.add(button).clicked() {
                        out.push(Msg::HandOver(at));
                    }
                });
            }
            if given.findings.is_empty() {
                wrapped(ui, "没有发现问题。", font, ink);
            }
        });
    }

    /// A finding as a lead: what was found, where, in which case. Whose fault it is, a person says.
    fn lead(&self, at: usize) -> Option<LeadOffer> {
        let FileView { row, standard, plan, result, .. } = &self.view;
        let finding = result.as_ref()?.value.given.findings.get(at)?;
        let page = finding.page.map(|page| format!("第{page}页")).unwrap_or_default();
        let looked_at = asked(standard, finding.of);
        let summary = format!("{}：{}“{}”一项，{}。", plan.value.title, row.number, looked_at, finding.text);
        let fact = OfferedFact {
            text: finding.text.clone(),
            evidence: "案卷".to_owned(),
            place: format!("{}{page}", row.number),
        };
        Some(LeadOffer {
            source: "案卷评查".to_owned(),
            summary,
            case: Some((row.case.uuid(), format!("{}　{}", row.number, row.party))),
            matter: finding.text.clone(),
            on: None,
            facts: vec![fact],
            intake: None,
        })
    }

    fn acts_ui(&self, ui: &mut Ui) {
        if self.view.acts.is_empty() {
            return;
        }
        panel(ui, icons::HISTORY, "后续", |ui| {
            ui.set_width(ui.available_width());
            let (ink, font) = (theme(ui).text, regular(type_sizes().table));
            for act in &self.view.acts {
                let act = &act.value;
                let again = act.rectify_by.map(|by| format!("　再次整改期限{}", show_date(by)));
                let files: String =
                    act.evidence.iter().map(|file| format!("　附{}", file.file_name)).collect();
                let sentence = format!(
                    "{}　{}　{}：{}{}{files}",
                    show_date(act.on),
                    act.step.label(),
                    act.by,
                    act.text,
                    again.unwrap_or_default()
                );
                wrapped(ui, &sentence, font.clone(), ink);
            }
        });
    }

    fn bar_ui(&self, ui: &mut Ui, see: &See<'_>, out: &mut Vec<Msg>) {
        let row = &self.view.row;
        let barred = see.barred(Op::FollowReview);
        let sentence = match (row.stage, row.rectify_by) {
            (Stage::Rectifying, Some(by)) => format!("整改期限 {}", show_date(by)),
            (stage, _) => stage.label().to_owned(),
        };
        let corrects = self.own
            && match row.stage {
                Stage::Scoring => true,
                Stage::Rectifying | Stage::Done => {
                    self.view.acts.iter().all(|act| act.value.step == ReviewStep::Opinion)
                }
                _ => false,
            };
        action_bar(ui, "review-outcome-bar", &sentence, |ui| {
            if ui.add(Button::new("返回").keys("Esc")).clicked() {
                out.push(Msg::Leave);
            }
            if corrects && ui.add(Button::new("更正")).clicked() {
                out.push(Msg::Correct);
            }
            if self.view.result.is_some() {
                let mut papers = vec![(Paper::Table, "案卷评查表".to_owned(), None)];
                let barred = see.barred(Op::IssueNotice);
                papers.push((Paper::Opinion, "评查意见书".to_owned(), barred));
                if self.view.result.as_ref().is_some_and(|result| result.value.rectify_by.is_some()) {
                    papers.push((Paper::Rectification, "整改通知书".to_owned(), barred));
                }
                for (paper, label, barred) in papers {
                    let name = format!("印发{label}");
                    if ui.add(Button::new(&label).name(&name).barred(barred)).clicked() {
                        out.push(Msg::Print(paper));
                    }
                }
            }
            for step in row.stage.steps() {
                let main = matches!(step, ReviewStep::Rectified | ReviewStep::Passed);
                let button = Button::new(step.label()).barred(barred);
                if ui.add(if main { button.primary() } else { button }).clicked() {
                    out.push(Msg::Step(*step));
                }
            }
        });
    }

    pub fn update(&mut self, msg: &Msg, cx: &mut Cx<'_>) -> Option<Left> {
        match msg {
            Msg::Leave => return Some(Left::Plan(self.view.plan.id)),
            Msg::Correct => return Some(Left::Correct(self.id())),
            Msg::HandOver(at) => {
                if let Some(lead) = self.lead(*at) {
                    cx.go(Target::Lead(Box::new(lead)));
                }
            }
            Msg::Step(step) => {
                self.follow = Some(Follow::begin(self.id(), &self.view.row.number, *step, cx));
            }
            Msg::Print(paper) => {
                let id = self.id();
                let issued = match paper {
                    Paper::Table => cx.ledger.issue_review_table(id),
                    Paper::Opinion => cx.ledger.issue_review_opinion(id),
                    Paper::Rectification => cx.ledger.issue_rectification(id),
                };
                super::issued(issued, cx);
            }
            Msg::Followed(said) => {
                let over = self.follow.as_mut().is_some_and(|follow| follow.update(*said, cx));
                if over {
                    self.follow = None;
                    self.read(cx);
                }
            }
        }
        None
    }

    pub fn is_unkept(&self) -> bool {
        self.follow.as_ref().is_some_and(Follow::is_unkept)
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        if let Some(follow) = &mut self.follow {
            follow.keep(cx);
        }
    }
}

fn is_own(view: &FileView, cx: &Cx<'_>) -> bool {
    let me = cx.ledger.actor().map(|actor| actor.id);
    view.row.seats.iter().any(|seat| Some(seat.user) == me && seat.submitted_on.is_some())
}
