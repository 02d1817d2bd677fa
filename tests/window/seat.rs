//! Somebody who sits before the window: presses keys, types, clicks, and looks.

use std::path::PathBuf;
use std::sync::OnceLock;

use binggong::ledger::sample;
use binggong::ui::{App, Clock, Start};
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, ImeEvent, Key, Modifiers, Vec2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};
use tempfile::TempDir;

/// The smallest laptop screen at 125 %, less the taskbar: 1093×557 points.
pub const SMALL: Vec2 = vec2(1093.0, 557.0);
/// The usual laptop screen.
pub const LAPTOP: Vec2 = vec2(1366.0, 768.0);

/// A person before the window, in a bureau of its own.
pub struct Seat {
    pub window: Harness<'static, App>,
    pub home: TempDir,
    /// Keys pressed, a typed character counting as one.
    pub keys: usize,
    pub clicks: usize,
}

impl Seat {
    /// The sample bureau, opened as the head of its legal section.
    pub fn in_sample() -> Seat {
        Seat::in_sample_as(Some("孙示三"), LAPTOP)
    }

    /// The sample bureau, opened as somebody, or at the login screen.
    pub fn in_sample_as(user: Option<&str>, size: Vec2) -> Seat {
        let home = tempfile::tempdir().unwrap();
        let ledger = home.path().join("示例.ledger");
        std::fs::write(&ledger, sample_ledger()).unwrap();
        Seat::at(home, Some(ledger), user, size, false)
    }

    /// The sheet of all parts.
    pub fn at_specimen(size: Vec2) -> Seat {
        Seat::at(tempfile::tempdir().unwrap(), None, None, size, true)
    }

    /// A machine on which nothing has been set up.
    pub fn at_new_machine(size: Vec2) -> Seat {
        Seat::at(tempfile::tempdir().unwrap(), None, None, size, false)
    }

    /// A ledger of one's own, in a folder with this machine's.
    pub fn before(home: TempDir, ledger: PathBuf, size: Vec2) -> Seat {
        Seat::at(home, Some(ledger), None, size, false)
    }

    fn at(home: TempDir, ledger: Option<PathBuf>, user: Option<&str>, size: Vec2, specimen: bool) -> Seat {
        let start = Start {
            ledger,
            user: user.map(str::to_owned),
            home: home.path().join("machine"),
            clock: Clock::Fixed(sample::now()),
            specimen,
        };
        let window = Harness::builder()
            .with_size(size)
            .with_max_steps(60)
            .build_eframe(|creation| App::new(&creation.egui_ctx, start));
        let mut seat = Seat { window, home, keys: 0, clicks: 0 };
        seat.settle();
        seat
    }

    /// Lets the window come to rest.
    pub fn settle(&mut self) {
        // A toast asks to be woken later: that is no unrest.
        let _ = self.window.try_run();
    }

    /// Presses one key.
    pub fn press(&mut self, key: Key) {
        self.press_with(Modifiers::NONE, key);
    }

    /// Presses a key with others held.
    pub fn press_with(&mut self, modifiers: Modifiers, key: Key) {
        self.keys += 1;
        self.window.key_press_modifiers(modifiers, key);
        self.settle();
    }

    /// Ctrl and a key.
    pub fn ctrl(&mut self, key: Key) {
        self.press_with(Modifiers::CTRL, key);
    }

    /// Types text where the caret is.
    pub fn types(&mut self, text: &str) {
        self.keys += text.chars().count();
        self.window.event(Event::Text(text.to_owned()));
        self.settle();
    }

    /// Writes text through an input method: it composes, then commits.
    pub fn composes(&mut self, preedit: &str, text: &str) {
        self.keys += preedit.chars().count() + 1;
        let composing = ImeEvent::Preedit { text: preedit.to_owned(), active_range_chars: None };
        self.window.event(Event::Ime(composing));
        self.settle();
        self.window.event(Event::Ime(ImeEvent::Commit(text.to_owned())));
        self.settle();
    }

    /// Clicks what has this name.
    pub fn click(&mut self, name: &str) {
        self.clicks += 1;
        self.find(name).click();
        self.settle();
    }

    /// What has this name; several are an error.
    pub fn find<'a>(&'a self, name: &'a str) -> Node<'a> {
        self.window.get_by_label(name)
    }

    /// Puts the caret into the field with this name, as Tab would.
    pub fn focus(&mut self, name: &str) {
        self.field(name).focus();
        self.settle();
    }

    /// The text field with this name.
    pub fn field<'a>(&'a self, name: &'a str) -> Node<'a> {
        let wanted = |node: &Node<'_>| {
            matches!(
                node.accesskit_node().role(),
                Role::TextInput | Role::MultilineTextInput | Role::PasswordInput
            )
        };
        let mut found = self.window.get_all_by_label(name).filter(wanted);
        found.next().unwrap_or_else(|| panic!("no field “{name}”; on the screen: {:?}", self.words()))
    }

    /// Whether something on the screen reads exactly so.
    pub fn sees(&self, words: &str) -> bool {
        self.window.query_all_by_label(words).next().is_some()
    }

    /// Whether something on the screen contains these words.
    pub fn reads(&self, words: &str) -> bool {
        self.window.query_all_by_label_contains(words).next().is_some()
    }

    /// Every name on the screen, in order.
    pub fn words(&self) -> Vec<String> {
        let all = self.window.query_all_by(|_| true);
        let named = |node: Node<'_>| node.accesskit_node().label().or_else(|| node.accesskit_node().value());
        all.filter_map(|node| named(node).map(|name| name.to_string())).collect()
    }
}

/// The bytes of a sample ledger on which the main job was run, made once.
fn sample_ledger() -> &'static [u8] {
    static MADE: OnceLock<Vec<u8>> = OnceLock::new();
    MADE.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("示例.ledger");
        let mut ledger = sample::bureau(&path).unwrap();
        sample::main_jobs(&mut ledger, &dir.path().join("notices")).unwrap();
        drop(ledger);
        std::fs::read(&path).unwrap()
    })
}
