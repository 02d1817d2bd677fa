//! ③ 分析: what each pack concludes, side by side, and what is still open.

use eframe::egui::{Frame, Rect, Role as WidgetRole, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::Msg;
use super::inquiry::Inquiry;
use crate::domain::fault::{Citation, GroundKind, Mention, Outcome, Standing};
use crate::rules::{BindingState, Cited, GroundView, PackAnalysis};
use crate::ui::icons;
use crate::ui::theme::{bold, regular, size, space, theme, type_sizes};
use crate::ui::widget::{
    Button, Tone, chip, cite_chip, muted, panel, panel_with, problem_text, small, strong, text_links, wrapped,
};

pub fn ui(ui: &mut Ui, inquiry: &Inquiry, out: &mut Vec<Msg>) {
    let gaps = space();
    ScrollArea::vertical().id_salt("liability-analysis").auto_shrink(false).show(ui, |ui| {
        Frame::new().inner_margin(gaps.l).show(ui, |ui| {
            if ui.available_width() > 860.0 {
                ui.columns(2, |columns| {
                    left_ui(&mut columns[0], inquiry, out);
                    right_ui(&mut columns[1], inquiry, out);
                });
            } else {
                left_ui(ui, inquiry, out);
                ui.add_space(gaps.m);
                right_ui(ui, inquiry, out);
            }
        });
    });
}

fn left_ui(ui: &mut Ui, inquiry: &Inquiry, out: &mut Vec<Msg>) {
    panel(ui, icons::PACKS, "各规则包结论", |ui| {
        if inquiry.analysis.packs.is_empty() {
            problem_text(ui, "台账还没有采用规则包。请先在“设置”里采用本局的责任追究制度。");
            return;
        }
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            table_ui(ui, inquiry, out);
        });
        small(ui, inquiry.analysis.notice);
    });
    ui.add_space(space().m);
    panel(ui, icons::PEOPLE, "各责任主体", |ui| {
        let ink = theme(ui).text;
        for pack in &inquiry.analysis.packs {
            for one in &pack.subjects {
                strong(ui, &format!("{}　{}", one.name, one.conclusion.outcome.label()));
                wrapped(ui, &one.conclusion.text, regular(type_sizes().table), ink);
                ui.add_space(space().xs);
            }
        }
    });
}

fn right_ui(ui: &mut Ui, inquiry: &Inquiry, out: &mut Vec<Msg>) {
    let packs = inquiry.analysis.packs.iter();
    let open: Vec<_> =
        packs.flat_map(|pack| pack.open_questions.iter().map(move |question| (pack, question))).collect();
    let count = open.len();
    panel_with(
        ui,
        icons::OPEN_QUESTION,
        "待查",
        |ui| {
            let tone = if count == 0 { Tone::Done } else { Tone::Due };
            chip(ui, tone, &if count == 0 { "都已查清".to_owned() } else { format!("{count}项") });
        },
        |ui| {
            if count == 0 {
                muted(ui, "没有待查的问题，可以进入责任分担。");
            }
            for (pack, question) in open {
                ui.horizontal_wrapped(|ui| {
                    cited_ui(ui, inquiry, (pack, &question.id), &question.citation, out);
                    small(ui, question.why.label());
                    let name = format!("去认定 {}", question.id);
                    if ui.add(Button::new("去认定").quiet().small().name(&name)).clicked() {
                        out.push(Msg::Question(question.id.clone()));
                    }
                });
                let ink = theme(ui).text;
                wrapped(ui, &question.question, regular(type_sizes().table), ink);
                ui.add_space(space().xs);
            }
        },
    );
    for pack in &inquiry.analysis.packs {
        if !pack.warnings.is_empty() {
            ui.add_space(space().m);
            panel(ui, icons::WARNING, "提醒", |ui| {
                for warning in &pack.warnings {
                    problem_text(ui, &warning.text);
                    ui.horizontal_wrapped(|ui| {
                        for cited in &warning.citations {
                            cited_ui(ui, inquiry, (pack, &warning.id), cited, out);
                        }
                    });
                }
            });
        }
    }
}

/// The chip of a provision, which leads to its wording; `whose` tells it from others of the same provision.
pub fn cited_ui(
    ui: &mut Ui,
    inquiry: &Inquiry,
    (pack, whose): (&PackAnalysis, &str),
    cited: &Cited,
    out: &mut Vec<Msg>,
) {
    match inquiry.wanted(pack, cited.citation) {
        Some(wanted) => {
            if cite_chip(ui, &cited.text, &wanted.spoken(whose)).clicked() {
                out.push(Msg::Cite(wanted));
            }
        }
        None => {
            chip(ui, Tone::Plain, &cited.text);
        }
    }
}

/// State over citation, for one row of one pack.
struct Said {
    state: String,
    cites: String,
    due: bool,
}

fn grounds(pack: &PackAnalysis, kind: GroundKind) -> Said {
    let of: Vec<&GroundView> = pack.grounds.iter().filter(|one| one.kind == Some(kind)).collect();
    let join = |standing| {
        let cites: Vec<&str> =
            of.iter().filter(|one| one.state == standing).map(|one| one.citation.text.as_str()).collect();
        cites.join("、")
    };
    let (held, open) = (join(Standing::Held), join(Standing::Open));
    if !held.is_empty() {
        Said { state: "成立".to_owned(), cites: held, due: false }
    } else if !open.is_empty() {
        Said { state: "待查".to_owned(), cites: open, due: true }
    } else {
        Said { state: "无".to_owned(), cites: String::new(), due: false }
    }
}

fn elements(pack: &PackAnalysis) -> Said {
    let all = Standing::all(pack.elements.iter().map(|one| one.state));
    let cites = pack.elements.first().map(|one| one.citation.text.clone()).unwrap_or_default();
    Said { state: all.label().to_owned(), cites, due: all == Standing::Open }
}

fn allocation(pack: &PackAnalysis) -> Said {
    let held: Vec<_> = pack.allocation_rules.iter().filter(|one| one.state == Standing::Held).collect();
    let open = pack.allocation_rules.iter().any(|one| one.state == Standing::Open);
    let cites: Vec<&str> = held.iter().map(|one| one.citation.text.as_str()).collect();
    let state = match held.first().and_then(|one| one.outcome.clone()) {
        Some(outcome) => outcome,
        None if open => "待查".to_owned(),
        None => "由有权机关确定".to_owned(),
    };
    Said { due: state == "待查", state, cites: cites.join("、") }
}

fn table_ui(ui: &mut Ui, inquiry: &Inquiry, out: &mut Vec<Msg>) {
    let (gaps, packs) = (space(), &inquiry.analysis.packs);
    let mut row_ui = |ui: &mut Ui, title: &str, label: f32, each: f32, cells: &[Said], last: bool| {
        if let Some((column, cite)) = row_ui(ui, inquiry, (title, label, each), cells, last) {
            out.extend(inquiry.wanted(&packs[column], cite).map(Msg::Cite));
        }
    };
    let label = 96.0;
    let each = (ui.available_width() - label) / packs.len() as f32;
    let head: Vec<Said> = packs
        .iter()
        .map(|pack| {
            let citable = if pack.citable { "可引用" } else { "不可引用" };
            let cites = format!("{}　{citable}", pack.document_no);
            Said { state: pack.title.clone(), cites, due: false }
        })
        .collect();
    row_ui(ui, "", label, each, &head, false);
    let binds: Vec<Said> = packs
        .iter()
        .map(|pack| Said {
            state: pack.binds.state.label().to_owned(),
            cites: format!("{}　{}", pack.binds.citation.text, pack.binds.reason),
            due: pack.binds.state != BindingState::Applies,
        })
        .collect();
    row_ui(ui, "适用", label, each, &binds, false);
    let of = |of: &dyn Fn(&PackAnalysis) -> Said| packs.iter().map(of).collect::<Vec<_>>();
    row_ui(ui, "过错情形", label, each, &of(&|pack| grounds(pack, GroundKind::Fault)), false);
    row_ui(ui, "构成要件", label, each, &of(&elements), false);
    row_ui(ui, "不承担责任", label, each, &of(&|pack| grounds(pack, GroundKind::NoLiability)), false);
    row_ui(ui, "从轻、免予", label, each, &of(&|pack| grounds(pack, GroundKind::Lighter)), false);
    row_ui(ui, "从重", label, each, &of(&|pack| grounds(pack, GroundKind::Heavier)), false);
    row_ui(ui, "责任分担", label, each, &of(&allocation), false);
    let end = of(&|pack| Said {
        state: pack.conclusion.outcome.label().to_owned(),
        cites: String::new(),
        due: pack.conclusion.outcome == Outcome::Open,
    });
    row_ui(ui, "结论", label, each, &end, true);
    ui.add_space(gaps.xs);
}

/// One row; gives the column and the provision that was followed.
fn row_ui(
    ui: &mut Ui,
    inquiry: &Inquiry,
    (title, label, each): (&str, f32, f32),
    cells: &[Said],
    last: bool,
) -> Option<(usize, Citation)> {
    let mut followed = None;
    let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
    let room = each - 2.0 * gaps.s;
    let galleys: Vec<_> = cells
        .iter()
        .map(|cell| {
            let ink = if cell.due { theme.due } else { theme.text };
            let state = ui.painter().layout(cell.state.clone(), bold(sizes.table), ink, room);
            let cites = (!cell.cites.is_empty())
                .then(|| ui.painter().layout(cell.cites.clone(), regular(sizes.small), theme.muted, room));
            (state, cites, ink)
        })
        .collect();
    let tall = galleys
        .iter()
        .map(|(state, cites, _)| state.size().y + cites.as_ref().map_or(0.0, |one| one.size().y))
        .fold(size().row - gaps.s, f32::max)
        + gaps.s;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), tall), Sense::hover());
    let spoken: Vec<String> = cells.iter().map(|cell| format!("{} {}", cell.state, cell.cites)).collect();
    let spoken = format!("{title} {}", spoken.join(" "));
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, spoken.trim()));
    if last {
        ui.painter().rect_filled(rect, 0.0, theme.selected);
    }
    let at = pos2(rect.left() + gaps.xs, rect.center().y);
    ui.painter().text(at, eframe::egui::Align2::LEFT_CENTER, title, regular(sizes.table), theme.muted);
    for (i, (state, cites, ink)) in galleys.into_iter().enumerate() {
        let left = rect.left() + label + each * i as f32;
        let cell = Rect::from_min_max(pos2(left, rect.top()), pos2(left + each, rect.bottom()));
        ui.painter().vline(left, rect.y_range(), Stroke::new(1.0, theme.line));
        let below = cites.as_ref().map_or(0.0, |one| one.size().y);
        let top = cell.center().y - (state.size().y + below) / 2.0;
        let next = top + state.size().y;
        ui.painter().galley(pos2(left + gaps.s, top), state, ink);
        if let Some(cites) = cites {
            let at = pos2(left + gaps.s, next);
            let view = inquiry.analysis.packs.get(i);
            let named = |mention: &Mention| Some(inquiry.wanted(view?, mention.citation)?.spoken(title));
            let id = response.id.with(i);
            let found = text_links(ui, id, (&cites, at), &cells[i].cites, named);
            followed = followed.or(found.map(|mention| (i, mention.citation)));
            ui.painter().galley(at, cites, theme.muted);
        }
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, theme.line));
    followed
}
