//! 规则包: which texts the bureau works by, and what their provisions are.

use eframe::egui::{
    CentralPanel, Context, Frame, Margin, Panel, Role as WidgetRole, ScrollArea, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};

use super::super::adoption::{self, Form};
use super::super::{Cx, See};
use crate::domain::fault::GroundKind;
use crate::domain::role::Op;
use crate::rules::Pack;
use crate::ui::icons;
use crate::ui::theme::{bold, regular, size, space, theme, type_sizes};
use crate::ui::widget::{
    Button, Dialog, DialogAnswer, Tone, above_bar, action_bar, chip, cut, empty_state, fitted, focus_ring,
    key_value, panel, problem_text,
};
use crate::words::date::show_date;

/// The width of the list, and the height of one of its rows.
const LIST: f32 = 264.0;
const HIGH: f32 = 60.0;
/// The width of the column of citations.
const CITE: f32 = 128.0;

/// What a person does here.
pub enum Msg {
    Select(usize),
    AskAdopt,
    Yes,
    No,
}

/// The packs, as they are shown.
#[derive(Default)]
pub struct State {
    packs: Vec<View>,
    at: usize,
    region: String,
    bureau: String,
    problem: Option<String>,
    ask: Option<Form>,
}

/// One pack in words.
struct View {
    title: String,
    number: String,
    citable: bool,
    heads: Vec<(&'static str, String)>,
    groups: Vec<(String, Vec<(String, String)>)>,
}

impl State {
    pub fn enter(&mut self, cx: &Cx<'_>) {
        if let Ok(agency) = cx.ledger.agency() {
            self.region = agency.value.region;
            self.bureau = agency.value.name;
        }
        match cx.ledger.packs() {
            Ok(packs) => {
                self.packs = packs.iter().map(|pack| view(pack, cx)).collect();
                self.problem = None;
            }
            Err(error) => self.problem = Some(error.to_string()),
        }
        self.at = self.at.min(self.packs.len().saturating_sub(1));
    }

    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match msg {
            Msg::Select(at) => self.at = at,
            Msg::AskAdopt => self.ask = Some(Form::of(&self.bureau)),
            Msg::No => self.ask = None,
            Msg::Yes => {
                let Some(form) = &mut self.ask else { return };
                let Some(text) = form.read(&self.region, cx.today) else { return };
                match adoption::adopt(cx.ledger, &text) {
                    Ok(()) => {
                        self.ask = None;
                        cx.saved();
                        cx.done("已采用规则包，责任认定可以引用它。");
                        self.enter(cx);
                    }
                    Err(error) => form.problems.refused(&error),
                }
            }
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<super::Msg>) {
        let mut said = Vec::new();
        if let Some(problem) = &self.problem {
            problem_text(ui, problem);
            return;
        }
        if self.packs.is_empty() {
            action_bar(ui, "pack-actions", "采用以后才能认定责任、印发决定书。", |ui| {
                let adopt = Button::new("采用内置规则包").primary().barred(see.barred(Op::AdoptText));
                if ui.add(adopt).clicked() {
                    said.push(Msg::AskAdopt);
                }
            });
            empty_state(ui, "还没有采用规则包。内置了一个过错责任追究制度的条文，可以采用为本局制度。", None);
        } else {
            let mut content = above_bar(ui, "packs");
            self.list_ui(&mut content, see, &mut said);
            CentralPanel::no_frame().show(&mut content, |ui| {
                ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                    Frame::new().inner_margin(space().l).show(ui, |ui| {
                        if let Some(pack) = self.packs.get(self.at) {
                            pack_ui(ui, pack);
                        }
                    });
                });
            });
            action_bar(ui, "pack-actions", "只能查看。已办案件一直用当时的版本。", |_| {});
        }
        self.ask_ui(ui.ctx(), see, &mut said);
        out.extend(said.into_iter().map(super::Msg::Packs));
    }

    fn list_ui(&self, ui: &mut Ui, see: &mut See<'_>, said: &mut Vec<Msg>) {
        let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
        Panel::left("pack-list")
            .exact_size(LIST)
            .resizable(false)
            .frame(Frame::new().fill(theme.panel).inner_margin(Margin::ZERO))
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for (i, pack) in self.packs.iter().enumerate() {
                    let (rect, response) =
                        ui.allocate_exact_size(vec2(ui.available_width(), HIGH), Sense::click());
                    let current = i == self.at;
                    let spoken = format!("规则包 {}", pack.title);
                    response.widget_info(|| {
                        WidgetInfo::selected(WidgetRole::RadioButton, true, current, &spoken)
                    });
                    if current {
                        see.panes.entry(response.id);
                        ui.painter().rect_filled(rect, 0.0, theme.selected);
                    }
                    let room = rect.width() - 2.0 * gaps.m;
                    let (title, _) = fitted(ui, &pack.title, bold(sizes.table), theme.text, room);
                    let state = if pack.citable { "可引用" } else { "不可引用" };
                    let number = format!("{}　{state}", pack.number);
                    let (number, _) = cut(ui, &number, regular(sizes.small), theme.muted, room);
                    let high = title.size().y;
                    let top = rect.center().y - (high + number.size().y) / 2.0;
                    let at = |top: f32| pos2(rect.left() + gaps.m, top);
                    ui.painter().galley(at(top), title, theme.text);
                    ui.painter().galley(at(top + high), number, theme.muted);
                    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, theme.line));
                    focus_ring(ui, &response);
                    if response.clicked() {
                        said.push(Msg::Select(i));
                    }
                    response.on_hover_text(&pack.title);
                }
            });
    }

    fn ask_ui(&mut self, ctx: &Context, see: &See<'_>, said: &mut Vec<Msg>) {
        let Some(form) = &mut self.ask else { return };
        let sentence = "本局制度的条、款、项要与内置的条文（赤峰市应急管理局制度）编号一致，请先核对。";
        let answer = Dialog::new("采用为本局制度", "采用")
            .sentence(sentence)
            .width(size().dialog * 1.3)
            .show(ctx, |ui| {
                form.ui(ui, see.today);
                form.problems.rest_ui(ui, &adoption::FIELDS);
            });
        match answer {
            Some(DialogAnswer::Yes) => said.push(Msg::Yes),
            Some(DialogAnswer::No) => said.push(Msg::No),
            None => {}
        }
    }
}

fn pack_ui(ui: &mut Ui, pack: &View) {
    let gaps = space();
    panel(ui, icons::PACKS, &pack.title, |ui| {
        let (tone, words) =
            if pack.citable { (Tone::Done, "可引用") } else { (Tone::Due, "不可引用") };
        chip(ui, tone, words);
        for (key, value) in &pack.heads {
            key_value(ui, key, size().label_column, value);
        }
    });
    for (title, rows) in &pack.groups {
        ui.add_space(gaps.s);
        panel(ui, icons::CONDITIONS, title, |ui| {
            for (cite, label) in rows {
                key_value(ui, cite, CITE, label);
            }
        });
    }
}

fn view(pack: &Pack, cx: &Cx<'_>) -> View {
    let mut force = format!("{}起", show_date(pack.in_force_from));
    if let Some(last) = pack.in_force_to {
        force += &format!("，至{}", show_date(last));
    }
    if !pack.in_force_on(cx.today) {
        force += "（今天不在施行期内）";
    }
    let mut heads = vec![
        ("文号", pack.document_no.clone()),
        ("印发机关", pack.issuer.clone()),
        ("级别", pack.level.label().to_owned()),
        ("效力", pack.status.label().to_owned()),
        ("施行", force),
        ("适用", format!("{}　{}", pack.binds.scope.label(), pack.binds.label)),
    ];
    if let Some(built_on) = &pack.built_on {
        heads.push(("依照", built_on.clone()));
    }
    let mut groups = Vec::new();
    for kind in GroundKind::ALL {
        let of = pack.grounds.iter().filter(|ground| ground.kind == *kind);
        let rows: Vec<_> = of.map(|ground| (pack.written(&ground.cite), ground.label.clone())).collect();
        groups.push((format!("{}　{}项", kind.label(), rows.len()), rows));
    }
    let shares = pack.allocations.iter().map(|rule| (pack.written(&rule.cite), rule.label.clone()));
    groups.push(("责任分担".to_owned(), shares.collect()));
    let terms = pack.deadlines.iter().map(|rule| {
        (pack.written(&rule.cite), format!("{}　{}{}", rule.label, rule.amount, rule.unit.label()))
    });
    groups.push(("期限".to_owned(), terms.collect()));
    let remedies = pack.remedies.iter().map(|rule| (pack.written(&rule.cite), rule.label.clone()));
    groups.push(("救济".to_owned(), remedies.collect()));
    groups.retain(|(_, rows): &(String, Vec<_>)| !rows.is_empty());
    View { title: pack.title.clone(), number: pack.document_no.clone(), citable: pack.citable, heads, groups }
}
