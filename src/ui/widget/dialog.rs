//! Dialogs: one question at a time, Esc leaves it as if it had not been asked.

use eframe::egui::{Context, Frame, Id, Key, Margin, Modal, Modifiers, Stroke, Ui, vec2};

use super::{Button, at_right, paint};
use crate::ui::theme::{regular, size, space, theme, theme_of, type_sizes};

/// How a dialog was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DialogAnswer {
    /// Its main button, or Ctrl+Enter.
    Yes,
    /// Esc, its other button, or a click beside it.
    No,
}

/// A dialog with a title, a sentence and two buttons.
pub struct Dialog<'a> {
    title: &'a str,
    sentence: &'a str,
    yes: &'a str,
    no: &'a str,
    barred: Option<&'a str>,
    width: f32,
}

impl<'a> Dialog<'a> {
    /// A dialog whose main button says `yes`: a verb, never 确定.
    pub fn new(title: &'a str, yes: &'a str) -> Dialog<'a> {
        Dialog { title, sentence: "", yes, no: "取消", barred: None, width: size().dialog }
    }

    /// A dialog that only shows something: Esc or its one button leaves it.
    pub fn reading(title: &'a str) -> Dialog<'a> {
        Dialog { no: "关闭", ..Dialog::new(title, "") }
    }

    /// What is asked, and what follows from the answer.
    #[must_use]
    pub fn sentence(mut self, sentence: &'a str) -> Self {
        self.sentence = sentence;
        self
    }

    /// Why the main button cannot be pressed yet.
    #[must_use]
    pub fn barred(mut self, why: Option<&'a str>) -> Self {
        self.barred = why;
        self
    }

    /// Another word than 取消.
    #[must_use]
    pub fn no(mut self, no: &'a str) -> Self {
        self.no = no;
        self
    }

    /// As wide as this.
    #[must_use]
    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    /// Shows it with what `body` adds between sentence and buttons.
    pub fn show(self, ctx: &Context, body: impl FnOnce(&mut Ui)) -> Option<DialogAnswer> {
        let (gaps, parts, sizes) = (space(), size(), type_sizes());
        let theme_now = theme_of(ctx.global_style().visuals.dark_mode);
        let frame = Frame::new()
            .fill(theme_now.panel)
            .stroke(Stroke::new(1.0, theme_now.input_border))
            .corner_radius(parts.radius_panel as u8)
            .shadow(ctx.global_style().visuals.window_shadow)
            .inner_margin(Margin::same(gaps.xl as i8));
        let submitted = super::super::keys::pressed(ctx, super::super::keys::SUBMIT);
        let id = Id::unique(("dialog", self.title));
        let shown = Modal::new(id)
            .area(Modal::default_area(id).accessible_name(self.title))
            .frame(frame)
            .backdrop_color(theme_now.dim)
            .show(ctx, |ui| {
                ui.set_width(self.width.min(ctx.content_rect().width() - 4.0 * gaps.xl));
                paint::title(ui, self.title);
                if !self.sentence.is_empty() {
                    ui.add_space(gaps.xs);
                    let ink = theme(ui).text;
                    paint::wrapped(ui, self.sentence, regular(sizes.body), ink);
                }
                ui.add_space(gaps.s);
                body(ui);
                ui.add_space(gaps.m);
                let foot = vec2(ui.available_width(), parts.control);
                ui.allocate_ui(foot, |ui| {
                    let buttons = |ui: &mut Ui| {
                        let no = ui.add(Button::new(self.no));
                        let asks = !self.yes.is_empty();
                        let main = Button::new(self.yes).primary().barred(self.barred);
                        let yes = asks && ui.add(main).clicked();
                        // Where there is nothing to write, the keyboard begins at what changes nothing.
                        if !holds_focus(ui) {
                            no.request_focus();
                        }
                        (yes, no.clicked())
                    };
                    ui.set_min_size(foot);
                    at_right(ui, "dialog-foot", buttons).0
                })
                .inner
            });
        let (yes, no) = shown.inner;
        let escaped = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        if yes || (submitted && self.barred.is_none() && !self.yes.is_empty()) {
            Some(DialogAnswer::Yes)
        } else if no || escaped || shown.should_close() {
            Some(DialogAnswer::No)
        } else {
            None
        }
    }
}

/// Whether the keyboard is on something of this layer, or about to be.
fn holds_focus(ui: &Ui) -> bool {
    let Some(focused) = ui.memory(|memory| memory.focused()) else { return false };
    match ui.ctx().read_response(focused) {
        Some(response) => response.layer_id == ui.layer_id(),
        // It is new in this frame: a field of the dialog has asked for it.
        None => true,
    }
}
