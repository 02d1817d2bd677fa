//! The timeline of a person: every act on the person and the cards, in the words of a clerk.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use eframe::egui::{Stroke, Ui, pos2, vec2};
use uuid::Uuid;

use super::super::rows::{short, tail};
use super::super::work::misuse_in_short;
use crate::domain::card_life::CardAct;
use crate::domain::certificate::Certificate;
use crate::domain::due::Deadline;
use crate::domain::id::Id;
use crate::domain::misuse::{Complaint, Misuse};
use crate::domain::officer::Officer;
use crate::domain::posting::{Position, Posting};
use crate::domain::role::Op;
use crate::domain::training::Training;
use crate::env::local_date;
use crate::ledger::file::Noun;
use crate::ledger::{Act, FieldChange, Ledger, Result, Touch};
use crate::ui::theme::{regular, space, theme, type_sizes};
use crate::ui::widget::wrapped;
use crate::words::amount::show_tenths;
use crate::words::date::show_date;

/// The gutter with the dots.
const GUTTER: f32 = 20.0;

/// One act in the timeline.
pub struct Line {
    on: NaiveDate,
    what: String,
    who: String,
    notes: Vec<String>,
}

/// The acts of somebody, newest first by the days on which they were done.
pub fn lines_of(
    officer: Id<Officer>,
    cards: &[(Id<Certificate>, Certificate)],
    ledger: &Ledger,
) -> Result<Vec<Line>> {
    let acts = ledger.timeline(officer.uuid())?;
    let mut done: BTreeMap<Uuid, CardAct> = BTreeMap::new();
    for (card, _) in cards {
        done.extend(ledger.acts_on(*card)?.into_iter().map(|act| (act.id.uuid(), act.value)));
    }
    let mut lines: Vec<Line> = acts.iter().map(|act| line(act, cards, &done, ledger)).collect();
    // Acts are entered in their order nearly always; of one day the later stays the later.
    lines.sort_by_key(|line| line.on);
    lines.reverse();
    Ok(lines)
}

fn line(
    act: &Act,
    cards: &[(Id<Certificate>, Certificate)],
    done: &BTreeMap<Uuid, CardAct>,
    ledger: &Ledger,
) -> Line {
    let entered = local_date(act.at);
    let mut line =
        Line { on: entered, what: act.title().to_owned(), who: act.actor.clone(), notes: Vec::new() };
    let card_of = |id: Uuid| cards.iter().find(|(card, _)| card.uuid() == id).map(|(_, card)| card);
    let mut why = act.why.clone();
    for touched in &act.changes {
        let new = matches!(touched.what, Touch::Added);
        let fields: &[FieldChange] = match &touched.what {
            Touch::Changed(fields) => fields,
            _ => &[],
        };
        match touched.kind.as_str() {
            Certificate::KIND => {
                let Some(card) = card_of(touched.id) else { continue };
                if new {
                    line.notes.push(format!("{} {}", short(card.kind), card.number).trim().to_owned());
                }
                let before = match cards.len() > 1 && !fields.is_empty() {
                    true => format!("尾号{} ", tail(&card.number)),
                    false => String::new(),
                };
                line.notes.extend(fields.iter().map(|field| format!("{before}{}", changed(field))));
            }
            CardAct::KIND => {
                let Some(done) = done.get(&touched.id) else { continue };
                line.on = done.on;
                if done.on != entered {
                    line.notes.push(format!("{}登记", show_date(entered)));
                }
                if !done.document.is_empty() {
                    line.notes.push(format!("凭据：{}", done.document));
                }
            }
            Officer::KIND if act.op != Some(Op::MoveOfficer) => {
                line.notes.extend(fields.iter().map(changed));
            }
            Posting::KIND => {
                let Ok(posting) = ledger.get(Id::<Posting>::new(touched.id)) else { continue };
                line.on = posting.value.on;
                why.clear();
                moved(&posting.value, ledger, &mut line);
            }
            Training::KIND => {
                let Ok(training) = ledger.get(Id::<Training>::new(touched.id)) else { continue };
                trained(&training.value, new, &mut line);
            }
            Misuse::KIND => {
                let Ok(misuse) = ledger.get(Id::<Misuse>::new(touched.id)) else { continue };
                misused(&misuse.value, new, &mut line);
            }
            Complaint::KIND => {
                let Ok(complaint) = ledger.get(Id::<Complaint>::new(touched.id)) else { continue };
                complained(&complaint.value, new, &mut line);
            }
            Deadline::KIND if act.op == Some(Op::CloseDeadline) => {
                let Ok(deadline) = ledger.get(Id::<Deadline>::new(touched.id)) else { continue };
                let deadline = deadline.value;
                // One act tells both platforms: each is named, with the days to its last.
                let (what, platform) = deadline.task.split_once('：').unwrap_or((&deadline.task, ""));
                line.what = what.to_owned();
                if let Some(closed) = deadline.closed_on {
                    line.on = closed;
                    let days = in_time((deadline.act_by - closed).num_days());
                    line.notes.push(format!("{platform}　{days}").trim().to_owned());
                }
            }
            // A paper by its name and number.
            _ if new && !touched.called.is_empty() => line.notes.push(touched.called.clone()),
            _ => {}
        }
    }
    if !why.is_empty() {
        let label = if act.op == Some(Op::CloseDeadline) { "凭据" } else { "事由" };
        line.notes.insert(0, format!("{label}：{why}"));
    }
    line
}

/// How many days before or after its last day something was done.
fn in_time(days: i64) -> String {
    match days {
        0 => "期限届满当日".to_owned(),
        days @ 1.. => format!("提前{days}天"),
        days => format!("超过{}天", -days),
    }
}

fn changed(field: &FieldChange) -> String {
    let none = |text: &str| if text.is_empty() { "无".to_owned() } else { text.to_owned() };
    format!("{}：{} → {}", field.label, none(&field.old), none(&field.new))
}

fn moved(posting: &Posting, ledger: &Ledger, line: &mut Line) {
    let shown = |position: &Position| {
        let unit = ledger.get(position.unit).map(|unit| unit.value.name).unwrap_or_default();
        let duty = position.duty.map(|duty| duty.label()).unwrap_or_default();
        [unit.as_str(), position.post.as_str(), duty].join(" ").trim().to_owned()
    };
    match &posting.after {
        Some(after) => {
            line.what = "调动".to_owned();
            line.notes.push(format!("{} → {}", shown(&posting.before), shown(after)));
        }
        None => {
            line.what = posting.left_for.map_or("离岗", |reason| reason.label()).to_owned();
            line.notes.push(shown(&posting.before));
        }
    }
    if !posting.document.is_empty() {
        line.notes.push(format!("依据：{}", posting.document));
    }
}

fn trained(training: &Training, new: bool, line: &mut Line) {
    if new {
        line.on = training.to;
        line.what = training.title.clone();
    }
    line.notes.push(result_of(training));
}

/// What came of a training, in words.
pub fn result_of(training: &Training) -> String {
    let passed = match training.passed {
        Some(true) => "合格",
        Some(false) => "不合格",
        None => "没有登记结果",
    };
    let score = training.score.map(|score| format!("成绩{}", show_tenths(score)));
    let hours = training.hours.map(|hours| format!("{}学时", show_tenths(hours)));
    [Some(passed.to_owned()), score, hours].into_iter().flatten().collect::<Vec<_>>().join("　")
}

fn misused(misuse: &Misuse, new: bool, line: &mut Line) {
    if new {
        line.on = misuse.on;
    }
    line.what = if new { "登记违规" } else { "续办违规" }.to_owned();
    line.notes.push(misuse_in_short(misuse.kind, &show_date(misuse.on)));
    line.notes.push(consequences_of(misuse));
}

/// What follows from a violation, in words.
pub fn consequences_of(misuse: &Misuse) -> String {
    let all: Vec<&str> = misuse.consequences.iter().map(|one| one.label()).collect();
    let serious = if misuse.serious { "情节严重　" } else { "" };
    let closed = misuse.closed_on.map(|on| format!("　{}办结", show_date(on))).unwrap_or_default();
    let document = if misuse.document.is_empty() { String::new() } else { format!("　{}", misuse.document) };
    format!(
        "{serious}{}{document}{closed}",
        if all.is_empty() { "还没有处理".to_owned() } else { all.join("、") }
    )
}

fn complained(complaint: &Complaint, new: bool, line: &mut Line) {
    let kind = complaint.kind.label();
    if new {
        line.on = complaint.on;
        line.what = format!("收到{kind}");
        line.notes.push(format!("由{}收到", complaint.recipient.label()));
    } else if let Some(closed) = complaint.closed_on {
        line.on = closed;
        line.what = format!("办结{kind}");
    }
}

/// Paints so many of the acts, one below the other.
pub fn timeline_ui(ui: &mut Ui, lines: &[Line], most: usize) {
    let mut above = None;
    for (i, line) in lines.iter().take(most).enumerate() {
        let dot = line.ui(ui, i == 0);
        if let Some(above) = above {
            let theme = theme(ui);
            ui.painter().vline(dot.x, above + 6.0..=dot.y - 6.0, Stroke::new(1.0, theme.line));
        }
        above = Some(dot.y);
    }
}

impl Line {
    /// Paints it; gives where its dot stands.
    fn ui(&self, ui: &mut Ui, newest: bool) -> eframe::egui::Pos2 {
        let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
        let shown = ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            ui.add_space(GUTTER);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.spacing_mut().interact_size.y = 0.0;
                ui.horizontal_wrapped(|ui| {
                    ui.spacing_mut().item_spacing = vec2(gaps.m, 0.0);
                    wrapped(ui, &show_date(self.on), regular(sizes.table), theme.muted);
                    wrapped(ui, &self.what, regular(sizes.table), theme.text);
                    if !self.who.is_empty() {
                        wrapped(ui, &self.who, regular(sizes.small), theme.muted);
                    }
                });
                for note in &self.notes {
                    wrapped(ui, note, regular(sizes.small), theme.muted);
                }
            });
        });
        let row = shown.response.rect;
        let dot = pos2(row.left() + 4.0, row.top() + sizes.table * 0.72);
        if newest {
            ui.painter().circle_filled(dot, 4.0, theme.primary);
        } else {
            ui.painter().circle_stroke(dot, 3.5, Stroke::new(1.5, theme.input_border));
        }
        ui.add_space(gaps.xs);
        dot
    }
}
