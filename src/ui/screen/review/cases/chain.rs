//! The chain of a case as it is drawn: what was done, what is next and what stands in its way.

use eframe::egui::{Color32, Pos2, Sense, Stroke, Ui, vec2};

use super::Msg as Out;
use super::page::{Gone, Msg, Page};
use crate::domain::case_step::{CaseStep, StepKind};
use crate::domain::fault::Standing;
use crate::ledger::cases::{Due, GateCheck, Stage};
use crate::ledger::file::Versioned;
use crate::ui::icons;
use crate::ui::theme::{regular, space, theme, type_sizes};
use crate::ui::widget::{
    Button, Tone, chip, cite_chip, icon, panel_with, problem_text, small, strong, wrapped,
};
use crate::words::date::show_date;

/// The width of the column in which the chain is drawn.
const MARKS: f32 = 28.0;

/// Paints the chain; `may` is whether the one who looks may correct it.
pub fn ui(ui: &mut Ui, page: &Page, may: bool, said: &mut Vec<Msg>, out: &mut Vec<Out>) {
    let case = &page.read.value;
    let right = |ui: &mut Ui| {
        match page.next() {
            Some(stage) => chip(ui, Tone::Chosen, &format!("下一步 {}", stage.step.label())),
            None => chip(ui, Tone::Done, "已办完"),
        };
    };
    panel_with(ui, icons::CHAIN, &case.title, right, |ui| {
        ui.set_width(ui.available_width());
        let mut marks: Vec<Pos2> = Vec::new();
        let last = page.stages.iter().rposition(|stage| stage.done > 0);
        for (place, stage) in page.stages.iter().enumerate() {
            let skipped = last.is_some_and(|last| place < last);
            ui.horizontal_top(|ui| {
                marks.push(mark_ui(ui, stage, skipped));
                ui.vertical(|ui| stage_ui(ui, page, stage, skipped, may, said, out));
            });
            ui.add_space(space().xs);
        }
        let line = Stroke::new(1.0, theme(ui).line);
        for pair in marks.windows(2) {
            let (from, to) = (pair[0].y + space().m, pair[1].y - space().m);
            if from < to {
                ui.painter().vline(pair[0].x, from..=to, line);
            }
        }
        let others = page.steps.iter().enumerate();
        let others = others.filter(|(_, step)| page.stages.iter().all(|one| one.step != step.value.kind));
        let others: Vec<_> = others.collect();
        if !others.is_empty() {
            strong(ui, "随时登记的");
            for (at, step) in others {
                record_ui(ui, page, (at, step), true, may, said);
            }
        }
    });
}

/// The mark of a stage; gives its middle.
fn mark_ui(ui: &mut Ui, stage: &Stage, skipped: bool) -> Pos2 {
    let theme = theme(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(MARKS, space().xl), Sense::hover());
    let (mark, ink): (char, Color32) = match (stage.done > 0, stage.next, stage.due) {
        (true, ..) => (icons::CHECK, theme.done),
        (_, true, _) => (icons::FORWARD, theme.primary),
        (_, _, Due::Must) if skipped => (icons::WARNING, theme.due),
        (_, _, Due::Open) => (icons::OPEN_QUESTION, theme.due),
        (_, _, Due::Not) => (icons::NONE, theme.muted),
        (_, _, Due::Must) => (icons::CLOCK, theme.muted),
    };
    icon(ui.painter(), rect.center(), type_sizes().body, mark, ink);
    rect.center()
}

fn stage_ui(
    ui: &mut Ui,
    page: &Page,
    stage: &Stage,
    skipped: bool,
    may: bool,
    said: &mut Vec<Msg>,
    out: &mut Vec<Out>,
) {
    ui.spacing_mut().item_spacing.y = space().xs;
    // A line is as high as its words, not as a control.
    ui.spacing_mut().interact_size.y = 0.0;
    ui.horizontal_wrapped(|ui| {
        strong(ui, stage.step.label());
        match (stage.done, stage.next, stage.due) {
            (1.., ..) => {}
            (_, true, _) => {
                chip(ui, Tone::Chosen, "下一步");
            }
            (_, _, Due::Open) => {
                chip(ui, Tone::Due, &format!("待认定：{}", stage.condition));
            }
            (_, _, Due::Not) => {
                small(ui, &format!("不是“{}”，不用办", stage.condition));
            }
            (_, _, Due::Must) if skipped => {
                chip(ui, Tone::Due, "没有登记");
            }
            (_, _, Due::Must) => {}
        }
        if !stage.citation.is_empty() {
            let spoken = format!("依据 {} {}", stage.citation, stage.step.label());
            if cite_chip(ui, &stage.citation, &spoken).clicked() {
                out.push(Out::Cite(stage.citation.clone()));
            }
        }
    });
    let records = page.steps.iter().enumerate().filter(|(_, step)| step.value.kind == stage.step);
    for record in records {
        record_ui(ui, page, record, false, may, said);
    }
    if stage.step == StepKind::Investigate {
        page.questionings_ui(ui, may, said);
    }
    if stage.next {
        next_ui(ui, page, out);
    }
}

/// What stands in the way of the next step, today.
fn next_ui(ui: &mut Ui, page: &Page, out: &mut Vec<Out>) {
    let (held, stopped): (Vec<_>, Vec<_>) =
        page.gates.iter().partition(|gate| gate.standing == Standing::Held);
    if stopped.is_empty() {
        small(ui, &format!("今天登记，{}项核对都通过。", held.len()));
        return;
    }
    small(ui, &format!("今天登记，还有{}项没有通过，另有{}项通过：", stopped.len(), held.len()));
    for gate in stopped {
        gate_ui(ui, gate, out);
    }
}

/// One gate: how it stands, why, and the provisions.
pub fn gate_ui(ui: &mut Ui, gate: &GateCheck, out: &mut Vec<Out>) {
    let theme = theme(ui);
    let (mark, ink) = match gate.standing {
        Standing::Held => (icons::CHECK, theme.done),
        Standing::Open => (icons::OPEN_QUESTION, theme.due),
        Standing::NotHeld => (icons::BARRED, theme.due),
    };
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space().xs;
        let (rect, _) = ui.allocate_exact_size(vec2(space().xl, space().xl), Sense::hover());
        icon(ui.painter(), rect.center(), type_sizes().table, mark, ink);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = space().xs;
            let words = format!("{}　{}", gate.gate.label(), gate.because);
            let ink = if gate.standing == Standing::Held { theme.muted } else { theme.text };
            wrapped(ui, &words, regular(type_sizes().table), ink);
            ui.horizontal_wrapped(|ui| {
                for cite in gate.citation.split('、').filter(|cite| !cite.is_empty()) {
                    let spoken = format!("依据 {cite} {}", gate.gate.label());
                    if cite_chip(ui, cite, &spoken).clicked() {
                        out.push(Out::Cite(cite.to_owned()));
                    }
                }
            });
        });
    });
}

/// One record of a step.
fn record_ui(
    ui: &mut Ui,
    page: &Page,
    (at, step): (usize, &Versioned<CaseStep>),
    named: bool,
    may: bool,
    said: &mut Vec<Msg>,
) {
    let CaseStep {
        on,
        officers,
        present,
        outcome,
        text,
        document,
        showing,
        act,
        until,
        passed,
        withdrawn,
        ..
    } = &step.value;
    let theme = theme(ui);
    let what = if step.value.kind == StepKind::HearingNotice { "举行日期" } else { "延长至" };
    let until = until.map(|until| format!("{what}{}", show_date(until))).unwrap_or_default();
    let (names, date) = (page.named(officers), show_date(*on));
    let parts = [
        if named { step.value.kind.label() } else { "" },
        &date,
        &names,
        act.map_or("", |act| act.label()),
        outcome.map_or("", |outcome| outcome.label()),
        showing.map_or("", |showing| showing.label()),
        document,
        &until,
        present,
    ];
    let line = parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("　");
    let ink = if withdrawn.is_empty() { theme.text } else { theme.muted };
    ui.horizontal_wrapped(|ui| {
        if !withdrawn.is_empty() {
            chip(ui, Tone::Plain, "已作废");
        }
        wrapped(ui, &line, regular(type_sizes().table), ink);
        if may && withdrawn.is_empty() {
            let of = format!("{} {}", step.value.kind.label(), at + 1);
            if ui.add(Button::new("更正").quiet().small().name(&format!("更正 {of}"))).clicked() {
                said.push(Msg::Correct(at));
            }
            if ui.add(Button::new("作废").quiet().small().name(&format!("作废 {of}"))).clicked() {
                said.push(Msg::AskWithdraw(Gone::Step(at)));
            }
        }
    });
    if !withdrawn.is_empty() {
        small(ui, &format!("作废理由：{withdrawn}"));
        return;
    }
    if !text.is_empty() {
        wrapped(ui, text, regular(type_sizes().table), theme.muted);
    }
    for one in passed {
        let words = format!(
            "没有通过仍然登记　{}：{}（{}）。理由：{}",
            one.gate.label(),
            one.because,
            one.citation,
            one.why
        );
        problem_text(ui, &words);
    }
}
