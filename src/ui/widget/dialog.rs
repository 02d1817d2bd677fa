//! Dialogs: one question at a time, Esc leaves it as if it had not been asked.

use eframe::egui::{
    Context, FocusDirection, Frame, Id, Key, LayerId, Margin, Modal, Modifiers, Popup, Stroke, Ui, vec2,
};

use super::{Button, at_right, paint};
use crate::ui::keys;
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
        let id = Id::unique(("dialog", self.title));
        let mut submitted = false;
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
                begin(ui);
                // Before the body is painted: Enter would tick the box that has the keyboard as well. What has
                // opened on top of it is asked first.
                let on_top =
                    ui.memory(|memory| memory.top_modal_layer()).is_none_or(|top| top == ui.layer_id());
                submitted = on_top && !Popup::is_any_open(ctx) && keys::pressed(ctx, keys::SUBMIT);
                body(ui);
                ui.add_space(gaps.m);
                let foot = vec2(ui.available_width(), parts.control);
                ui.allocate_ui(foot, |ui| {
                    let buttons = |ui: &mut Ui| {
                        let no = ui.add(Button::new(self.no));
                        let asks = !self.yes.is_empty();
                        let main = Button::new(self.yes).primary().barred(self.barred);
                        let yes = asks && ui.add(main).clicked();
                        (yes, no.clicked())
                    };
                    ui.set_min_size(foot);
                    at_right(ui, "dialog-foot", buttons).0
                })
                .inner
            });
        let (yes, no) = shown.inner;
        // What opened on top of it within its body was asked first.
        submitted |= keys::pressed(ctx, keys::SUBMIT);
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

/// Which widget had the keyboard before, and the pass in which a dialog was shown last.
#[derive(Clone, Copy)]
struct Before {
    focused: Option<Id>,
    shown: u64,
    layer: LayerId,
}

fn memory_id() -> Id {
    Id::unique("before-the-dialog")
}

/// Gives the keyboard to the first thing of a dialog that takes it; a field may ask for it after that.
fn begin(ui: &Ui) {
    let focused = ui.memory(|memory| memory.focused());
    let shown = ui.ctx().cumulative_pass_nr();
    let before = ui.data(|data| data.get_temp::<Before>(memory_id()));
    let before =
        before.map_or(Before { focused, shown, layer: ui.layer_id() }, |before| Before { shown, ..before });
    ui.data_mut(|data| data.insert_temp(memory_id(), before));
    // A dialog that has opened on top has the keyboard to itself.
    if ui.memory(|memory| memory.top_modal_layer()).is_some_and(|top| top != ui.layer_id()) {
        return;
    }
    let response = focused.and_then(|id| ui.ctx().read_response(id));
    if response.is_some_and(|response| response.layer_id != ui.layer_id()) || focused.is_none() {
        ui.memory_mut(|memory| {
            if let Some(id) = focused {
                memory.surrender_focus(id);
            }
            memory.move_focus(FocusDirection::Next);
        });
    }
}

/// Gives the keyboard back to what had it before, once the dialog has gone and nothing else has taken it.
pub fn end(ctx: &Context) {
    let Some(before) = ctx.data(|data| data.get_temp::<Before>(memory_id())) else { return };
    if before.shown >= ctx.cumulative_pass_nr() {
        return;
    }
    ctx.data_mut(|data| data.remove::<Before>(memory_id()));
    let now = ctx.memory(|memory| memory.focused()).and_then(|id| ctx.read_response(id));
    let taken = now.is_some_and(|response| response.layer_id != before.layer);
    if let Some(id) = before.focused.filter(|_| !taken) {
        ctx.memory_mut(|memory| memory.request_focus(id));
    }
}
