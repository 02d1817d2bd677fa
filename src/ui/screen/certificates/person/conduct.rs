//! 培训和违规: the trainings of a person, violations with cards, complaints, each to be gone on with.

use eframe::egui::{Ui, vec2};

use super::super::Msg;
use super::Person;
use super::life::{consequences_of, result_of};
use crate::domain::role::Op;
use crate::ui::icons;
use crate::ui::screen::See;
use crate::ui::theme::{regular, space, theme, type_sizes};
use crate::ui::widget::{Button, Tone, chip, link, muted, panel_with, wrapped};
use crate::words::date::show_date;

impl Person {
    pub(super) fn conduct_ui(&self, ui: &mut Ui, see: &See<'_>, out: &mut Vec<Msg>) {
        let gap = space().m;
        self.trainings_ui(ui, see, out);
        ui.add_space(gap);
        self.misuses_ui(ui, see, out);
        ui.add_space(gap);
        self.complaints_ui(ui, see, out);
    }

    fn trainings_ui(&self, ui: &mut Ui, see: &See<'_>, out: &mut Vec<Msg>) {
        let begin = (see.barred(Op::AddTraining), "登记培训");
        if list_ui(ui, (icons::CONDITIONS, "培训"), begin, |ui| {
            if self.trainings.is_empty() {
                muted(ui, "还没有登记培训。");
            }
            for one in &self.trainings {
                let training = &one.value;
                let days = match training.from == training.to {
                    true => show_date(training.to),
                    false => format!("{}至{}", show_date(training.from), show_date(training.to)),
                };
                let tone = match training.passed {
                    Some(true) => Tone::Done,
                    Some(false) => Tone::Due,
                    None => Tone::Plain,
                };
                let second = [days.as_str(), training.kind.label(), &training.organiser];
                let second =
                    second.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join("　");
                let open = training.passed.is_none() && see.may(Op::AddTraining);
                let spoken = format!("补登结果 {} {}", training.title, show_date(training.to));
                let follow = open.then_some(("补登结果", spoken.as_str()));
                if entry_ui(ui, &training.title, (tone, &result_of(training)), &[&second], follow) {
                    out.push(Msg::TrainingResult(one.id));
                }
            }
        }) {
            out.push(Msg::Training);
        }
    }

    fn misuses_ui(&self, ui: &mut Ui, see: &See<'_>, out: &mut Vec<Msg>) {
        let begin = (see.barred(Op::RecordMisuse), "登记违规");
        if list_ui(ui, (icons::BARRED, "违规"), begin, |ui| {
            if self.misuses.is_empty() {
                muted(ui, "没有违规记录。");
            }
            for one in &self.misuses {
                let misuse = &one.value;
                let (tone, word) = match misuse.closed_on {
                    Some(_) => (Tone::Plain, "已办结"),
                    None => (Tone::Due, "办理中"),
                };
                let title = format!("{} {}", show_date(misuse.on), misuse.kind.label());
                let open = misuse.closed_on.is_none() && see.may(Op::RecordMisuse);
                let spoken = format!("续办 {title}");
                let follow = open.then_some(("续办", spoken.as_str()));
                let notes = [misuse.facts.as_str(), &consequences_of(misuse)];
                if entry_ui(ui, &title, (tone, word), &notes, follow) {
                    out.push(Msg::MisuseEnd(one.id));
                }
            }
        }) {
            out.push(Msg::Misuse);
        }
    }

    fn complaints_ui(&self, ui: &mut Ui, see: &See<'_>, out: &mut Vec<Msg>) {
        let begin = (see.barred(Op::RecordMisuse), "登记投诉");
        if list_ui(ui, (icons::HEARING, "举报、控告、申诉"), begin, |ui| {
            if self.complaints.is_empty() {
                muted(ui, "没有收到举报、控告和申诉。");
            }
            for one in &self.complaints {
                let complaint = &one.value;
                let (tone, word) = match complaint.closed_on {
                    Some(_) => (Tone::Plain, "已办结"),
                    None => (Tone::Due, "办理中"),
                };
                let who = if complaint.complainant.is_empty() { "匿名" } else { &complaint.complainant };
                let to = complaint.recipient.label();
                let kind = complaint.kind.label();
                let title = format!("{} {who}向{to}{kind}", show_date(complaint.on));
                let open = complaint.closed_on.is_none() && see.may(Op::RecordMisuse);
                let spoken = format!("办结 {title}");
                let follow = open.then_some(("办结", spoken.as_str()));
                let outcome = match (complaint.closed_on, complaint.misuse) {
                    (Some(on), Some(_)) => {
                        format!("{}办结，查实违规：{}", show_date(on), complaint.outcome)
                    }
                    (Some(on), None) => format!("{}办结：{}", show_date(on), complaint.outcome),
                    (None, _) => String::new(),
                };
                if entry_ui(ui, &title, (tone, word), &[&complaint.facts, &outcome], follow) {
                    out.push(Msg::ComplaintEnd(one.id));
                }
            }
        }) {
            out.push(Msg::Complaint);
        }
    }
}

/// A panel with a list and the way to a new entry; whether it was taken.
fn list_ui(
    ui: &mut Ui,
    (icon, title): (char, &str),
    (barred, begin): (Option<&'static str>, &str),
    body: impl FnOnce(&mut Ui),
) -> bool {
    let mut begun = false;
    let right = |ui: &mut Ui| begun = ui.add(Button::new(begin).small().barred(barred)).clicked();
    panel_with(ui, icon, title, right, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = space().s;
        body(ui);
    });
    begun
}

/// One entry: its title, how it stands, what is known of it, and what can be done; whether that was taken.
pub(super) fn entry_ui(
    ui: &mut Ui,
    title: &str,
    (tone, word): (Tone, &str),
    notes: &[&str],
    follow: Option<(&str, &str)>,
) -> bool {
    let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
    let mut taken = false;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.spacing_mut().interact_size.y = 0.0;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(gaps.s, gaps.xs);
            wrapped(ui, title, regular(sizes.table), theme.text);
            chip(ui, tone, word);
            if let Some((label, spoken)) = follow {
                taken = link(ui, label, spoken).clicked();
            }
        });
        for note in notes.iter().filter(|note| !note.is_empty()) {
            wrapped(ui, note, regular(sizes.small), theme.muted);
        }
    });
    taken
}
