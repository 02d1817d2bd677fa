//! Toasts: what just happened, in a sentence that takes no focus and goes by itself.

use eframe::egui::{
    Align2, Area, Context, Frame, Id, Margin, Order, Role as WidgetRole, Stroke, Ui, WidgetInfo, vec2,
};

use super::paint;
use crate::ui::icons;
use crate::ui::theme::{regular, size, space, theme, type_sizes};

/// How long a toast stays, in seconds, and how much longer for each character.
const STAY: f64 = 3.0;
const STAY_PER_CHARACTER: f64 = 0.12;

/// One sentence, and whether it tells of a refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    pub sentence: String,
    pub refusal: bool,
}

impl Toast {
    /// Something was done.
    pub fn done(sentence: impl Into<String>) -> Toast {
        Toast { sentence: sentence.into(), refusal: false }
    }

    /// Something could not be done, and nothing on the screen shows why.
    pub fn refused(sentence: impl Into<String>) -> Toast {
        Toast { sentence: sentence.into(), refusal: true }
    }
}

/// The toasts in view.
#[derive(Default)]
pub struct Toasts {
    shown: Vec<(Toast, Option<f64>)>,
}

impl Toasts {
    /// Shows one.
    pub fn push(&mut self, toast: Toast) {
        self.shown.retain(|(other, _)| *other != toast);
        self.shown.push((toast, None));
    }

    /// The sentences in view.
    pub fn sentences(&self) -> impl Iterator<Item = &str> {
        self.shown.iter().map(|(toast, _)| toast.sentence.as_str())
    }

    /// Paints them above the action bar and lets go of those whose time is over.
    pub fn ui(&mut self, ctx: &Context) {
        if self.shown.is_empty() {
            return;
        }
        let now = ctx.input(|input| input.time);
        for (toast, until) in &mut self.shown {
            let stay = STAY + STAY_PER_CHARACTER * toast.sentence.chars().count() as f64;
            until.get_or_insert(now + stay * if toast.refusal { 2.0 } else { 1.0 });
        }
        self.shown.retain(|(_, until)| until.is_none_or(|until| until > now));
        let next = self.shown.iter().filter_map(|(_, until)| *until).fold(f64::INFINITY, f64::min);
        if next.is_finite() {
            ctx.request_repaint_after_secs((next - now).max(0.0) as f32 + 0.05);
        }
        let lift = size().action_bar + space().m;
        Area::new(Id::unique("toasts"))
            .order(Order::Tooltip)
            .anchor(Align2::CENTER_BOTTOM, vec2(0.0, -lift))
            .interactable(false)
            .show(ctx, |ui| {
                for (toast, _) in &self.shown {
                    one(ui, toast);
                }
            });
    }
}

fn one(ui: &mut Ui, toast: &Toast) {
    let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
    let (mark, ink) = if toast.refusal { (icons::WARNING, theme.due) } else { (icons::CHECK, theme.done) };
    Frame::new()
        .fill(theme.panel)
        .stroke(Stroke::new(1.0, theme.input_border))
        .corner_radius(size().radius_panel as u8)
        .shadow(ui.visuals().popup_shadow)
        .inner_margin(Margin::symmetric(gaps.l as i8, gaps.m as i8))
        .show(ui, |ui| {
            ui.set_max_width(size().dialog);
            ui.horizontal_top(|ui| {
                let (rect, _) =
                    ui.allocate_exact_size(vec2(gaps.l, sizes.body + gaps.xs), eframe::egui::Sense::hover());
                paint::icon(ui.painter(), rect.center(), gaps.l, mark, ink);
                let response = paint::wrapped(ui, &toast.sentence, regular(sizes.table), theme.text);
                response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, &toast.sentence));
                ui.ctx().accesskit_node_builder(response.id, |node| {
                    node.set_live(eframe::egui::accesskit::Live::Polite);
                });
            });
        });
}
