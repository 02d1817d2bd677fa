//! What the input methods of Linux desktops need from a window, and the window's library leaves out.

use std::env::var_os;
use std::time::Duration;

use eframe::egui::output::IMEOutput;
use eframe::egui::{Context, Event, FullOutput, Plugin, ViewportCommand, ViewportId};

/// Seconds for which the input method stays after the keyboard has left a field and the last key was let go of.
const LINGER: f64 = 0.25;

/// Under X11, mends on the way out what would tear syllables apart or hide the line that is written.
///
/// - The wish to be helped waits in winit until the X server sends anything. In a window at rest that is the next
///   key, and the first letter would reach the field as Latin. Writing the title anew makes the server answer.
/// - Keys go to the input method and come back. One that comes back after its context was given up is mistaken for
///   the next letter. So the context stays from one field to the next, and a moment longer than the last of them.
/// - Candidates are placed at one point. At the caret's upper edge they would cover the line, so it is the lower.
pub struct UnderX11 {
    title: &'static str,
    last: Option<IMEOutput>,
    left_at: Option<f64>,
}

impl UnderX11 {
    /// For a window with this title; nothing where the desktop is no X server.
    pub fn of(title: &'static str) -> Option<UnderX11> {
        // winit's own rule for which of the two it talks to.
        let set = |name: &str| var_os(name).is_some_and(|value| !value.is_empty());
        let wayland = set("WAYLAND_DISPLAY") || set("WAYLAND_SOCKET");
        (cfg!(target_os = "linux") && !wayland).then(|| UnderX11::new(title))
    }

    fn new(title: &'static str) -> UnderX11 {
        UnderX11 { title, last: None, left_at: None }
    }

    /// Whether a key may still be on its way back.
    fn lingers(&mut self, ctx: &Context) -> bool {
        let (now, held) = ctx.input(|input| {
            let moved = input.events.iter().any(|event| matches!(event, Event::Key { .. }));
            (input.time, moved || input.modifiers.any() || !input.keys_down.is_empty())
        });
        if held {
            self.left_at = None;
        }
        self.last.is_some() && now - *self.left_at.get_or_insert(now) < LINGER
    }
}

impl Plugin for UnderX11 {
    fn debug_name(&self) -> &'static str {
        "input_method_under_x11"
    }

    fn output_hook(&mut self, ctx: &Context, output: &mut FullOutput) {
        let was_on = self.last.is_some();
        let Some(window) = output.viewport_output.get_mut(&ViewportId::ROOT) else { return };
        let ime = &mut output.platform_output.ime;
        if let Some(ime) = ime {
            *ime.cursor_rect.top_mut() = ime.cursor_rect.bottom();
            ime.should_interrupt_composition = false;
            self.left_at = None;
        } else if self.lingers(ctx) {
            *ime = self.last;
            window.repaint_delay = window.repaint_delay.min(Duration::from_secs_f64(LINGER));
        }
        self.last = *ime;
        if was_on != self.last.is_some() {
            window.commands.push(ViewportCommand::Title(self.title.to_owned()));
        }
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Context, FullOutput, RawInput, TextEdit, ViewportCommand, ViewportId};

    use super::{LINGER, UnderX11};

    /// One frame at a time, with two fields, one of which has the keyboard.
    fn frame(ctx: &Context, time: f64, focused: Option<usize>) -> FullOutput {
        let input = RawInput { focused: true, time: Some(time), ..RawInput::default() };
        let mut output = ctx.run_ui(input, |ui| {
            for i in 0..2 {
                let field = ui.add(TextEdit::singleline(&mut String::new()));
                match focused {
                    Some(one) if one == i && !field.has_focus() => field.request_focus(),
                    None if field.has_focus() => field.surrender_focus(),
                    _ => {}
                }
            }
        });
        // Nothing is drawn here.
        output.textures_delta.clear();
        output
    }

    fn mended() -> Context {
        let ctx = Context::default();
        ctx.add_plugin(UnderX11::new("秉公"));
        ctx
    }

    fn title_written(output: &FullOutput) -> bool {
        let commands = &output.viewport_output[&ViewportId::ROOT].commands;
        commands.contains(&ViewportCommand::Title("秉公".to_owned()))
    }

    #[test]
    fn the_server_is_made_to_answer_when_a_field_first_takes_the_keyboard() {
        let ctx = mended();
        assert!(!title_written(&frame(&ctx, 0.0, None)));
        let written: Vec<bool> = (0..4).map(|_| title_written(&frame(&ctx, 0.1, Some(0)))).collect();
        assert_eq!(written.iter().filter(|one| **one).count(), 1, "{written:?}");
    }

    #[test]
    fn from_field_to_field_the_input_method_stays_as_it_is() {
        let ctx = mended();
        (0..3).for_each(|_| drop(frame(&ctx, 0.0, Some(0))));
        for _ in 0..3 {
            let output = frame(&ctx, 0.1, Some(1));
            let ime = output.platform_output.ime.as_ref().expect("a field has the keyboard");
            assert!(!ime.should_interrupt_composition && !title_written(&output));
        }
    }

    #[test]
    fn it_stays_a_moment_longer_than_the_keyboard_and_then_goes() {
        let ctx = mended();
        (0..3).for_each(|_| drop(frame(&ctx, 1.0, Some(0))));
        (0..3).for_each(|_| assert!(frame(&ctx, 1.1, None).platform_output.ime.is_some()));
        let woken = frame(&ctx, 1.2, None).viewport_output[&ViewportId::ROOT].repaint_delay;
        assert!(woken.as_secs_f64() <= LINGER);
        let gone = frame(&ctx, 1.2 + LINGER, None);
        assert!(gone.platform_output.ime.is_none() && title_written(&gone));
        assert!(!title_written(&frame(&ctx, 2.0, None)));
    }

    #[test]
    fn candidates_are_placed_below_the_line() {
        let place = |ctx: &Context| {
            frame(ctx, 0.0, Some(0));
            frame(ctx, 0.1, Some(0)).platform_output.ime.expect("a field has the keyboard").cursor_rect
        };
        let (before, after) = (place(&Context::default()), place(&mended()));
        assert!(before.height() > 8.0);
        assert_eq!((after.left(), after.top()), (before.left(), before.bottom()));
    }
}
