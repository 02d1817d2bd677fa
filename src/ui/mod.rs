//! The window: screens that paint from state and push messages, and the shell around them.
//!
//! `App` has four stages: first run, login, desk, and the specimen sheet. On the desk every tab is a
//! [`screen::Screen`]; what a person does becomes a message, `update` calls the use case on the ledger, and
//! events go back to the shell. Nothing here names SQL, reads a clock, or sets a colour that is not in
//! `assets/theme.toml`.

mod app;
mod desk;
pub mod file_choice;
pub mod fonts;
mod ground;
pub mod icons;
mod input_method;
mod job;
pub mod keys;
mod leaving;
mod look;
pub mod printer;
mod screen;
mod tab;
pub mod theme;
pub mod widget;

pub use app::{App, Clock, Start};

use eframe::NativeOptions;
use eframe::egui::{ViewportBuilder, vec2};

/// What stands in the window's title bar.
const TITLE: &str = "秉公";

/// Opens the window and stays until it is closed.
///
/// # Errors
/// A sentence, when no display can be opened.
pub fn run(start: Start) -> Result<(), String> {
    eframe::run_native("binggong", options(), Box::new(move |cc| Ok(Box::new(App::new(&cc.egui_ctx, start)))))
        .map_err(|error| no_window(&error.to_string()))
}

/// The window as it is asked of the system.
pub fn options() -> NativeOptions {
    let viewport = ViewportBuilder::default()
        .with_title(TITLE)
        .with_app_id("binggong")
        .with_inner_size(vec2(1280.0, 700.0))
        .with_min_inner_size(vec2(720.0, 460.0));
    // There are no gradients to smooth: dithering would be a third of the work of a machine without a graphics card.
    NativeOptions { viewport, centered: true, dithering: false, ..Default::default() }
}

/// Why there is no window and what can be done without one; `cause` is as the window's library tells it.
fn no_window(cause: &str) -> String {
    // It begins with the place in the library's source, which helps nobody here.
    let cause =
        cause.split_once(".rs:").and_then(|(_, rest)| rest.split_once(": ")).map_or(cause, |(_, why)| why);
    format!(
        "打不开窗口：这台电脑没有可用的图形显示，或者显卡驱动不支持 OpenGL 2.0。\n\
         不用窗口也能办理：binggong decide、judge、notice、verify、export、deadline，用法见 binggong --help。\n\
         （系统说明：{cause}）"
    )
}

#[cfg(test)]
mod tests {
    use super::no_window;

    #[test]
    fn where_there_is_no_window_the_sentence_begins_with_what_to_do_and_shows_no_source_path() {
        let told = no_window("winit EventLoopError: os error at /root/winit/mod.rs:765: DISPLAY is not set.");
        assert!(told.starts_with("打不开窗口：这台电脑没有可用的图形显示"), "{told}");
        assert!(told.ends_with("（系统说明：DISPLAY is not set.）") && !told.contains("/root"), "{told}");
        assert!(no_window("no GL").ends_with("（系统说明：no GL）"));
    }
}
