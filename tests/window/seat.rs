//! Somebody who sits before the window: presses keys, types, clicks, and looks.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use binggong::ledger::file::Key as LedgerKey;
use binggong::ledger::sample;
use binggong::ui::theme::size;
use binggong::ui::{App, Clock, Start};
use chrono::{DateTime, Utc};
use eframe::egui::accesskit::Role;
use eframe::egui::epaint::RectShape;
use eframe::egui::{Event, ImeEvent, Key, Modifiers, Shape, Theme, Vec2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};
use tempfile::TempDir;

use super::long_names;
use super::pictures::Textures;

/// The smallest laptop screen at 125 %, less the taskbar: 1093×557 points.
pub const SMALL: Vec2 = vec2(1093.0, 557.0);
/// The usual laptop screen.
pub const LAPTOP: Vec2 = vec2(1366.0, 768.0);

/// The window as somebody has it before them.
#[derive(Clone, Copy)]
pub struct View {
    /// In points: what the scale leaves of the screen.
    pub size: Vec2,
    pub scale: f32,
    pub dark: bool,
}

impl View {
    /// The usual laptop screen at 100 %, light.
    pub const fn of_laptop() -> View {
        View { size: LAPTOP, scale: 1.0, dark: false }
    }
}

/// A person before the window, in a bureau of its own.
pub struct Seat {
    pub window: Harness<'static, App>,
    pub home: TempDir,
    /// What the glyphs are painted with.
    pub textures: Textures,
    /// Keys pressed, a typed character counting as one.
    pub keys: usize,
    pub clicks: usize,
    /// Whether a key must leave what has the keyboard in plain sight.
    pub watched: bool,
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

    /// The sample bureau as its head of the legal section has it on a certain screen.
    pub fn in_sample_viewed(view: &View) -> Seat {
        let home = tempfile::tempdir().unwrap();
        let ledger = home.path().join("示例.ledger");
        std::fs::write(&ledger, sample_ledger()).unwrap();
        Seat::start(home, Some(ledger), Some("孙示三"), view, false)
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

    /// A folder with an `lp` that keeps the paper and its arguments, and an `lpstat` that knows one printer.
    #[cfg(unix)]
    pub fn fake_printer(&self) -> PathBuf {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = self.home.path().join("commands");
        std::fs::create_dir_all(&folder).unwrap();
        let keep = "cd \"$(dirname \"$0\")\" && printf '%s\\n' \"$@\" >arguments && cat >paper";
        for (name, script) in [("lp", keep), ("lpstat", "echo LaserJet")] {
            let path = folder.join(name);
            std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        }
        folder
    }

    fn at(home: TempDir, ledger: Option<PathBuf>, user: Option<&str>, size: Vec2, specimen: bool) -> Seat {
        let window = View { size, ..View::of_laptop() };
        Seat::start(home, ledger, user, &window, specimen)
    }

    /// A province with this many officers, a card each, and cases, on the day of the sample's story.
    pub fn in_province(officers: usize) -> Seat {
        Seat::in_province_at(officers, sample::now())
    }

    /// The same at another time.
    pub fn in_province_at(officers: usize, now: DateTime<Utc>) -> Seat {
        let home = tempfile::tempdir().unwrap();
        let ledger = home.path().join("省.ledger");
        drop(sample::stress(&ledger, &LedgerKey::Plain, officers).unwrap());
        let (ledger, user, clock) = (Some(ledger), Some("孙示三".to_owned()), Clock::Fixed(now));
        let start = Start { ledger, user, home: home.path().join("machine"), clock, specimen: false };
        Seat::with(home, start, &View::of_laptop())
    }

    /// Waits for what is being done on a thread until the screen shows it.
    pub fn waits_until(&mut self, what: impl Fn(&Seat) -> bool) {
        let begun = Instant::now();
        while !what(self) {
            assert!(begun.elapsed() < Duration::from_secs(60), "it never came: {:?}", self.words());
            std::thread::sleep(Duration::from_millis(10));
            self.window.step();
            self.settle();
        }
    }

    /// The bureau with names of 25 characters, opened as one of its users, or at the login screen.
    pub fn in_long_names(user: Option<&str>, view: &View) -> Seat {
        let home = tempfile::tempdir().unwrap();
        let ledger = home.path().join("长名.ledger");
        std::fs::write(&ledger, long_names::ledger()).unwrap();
        Seat::start(home, Some(ledger), user, view, false)
    }

    /// A ledger that was prepared, opened as one of its users.
    pub fn opened(home: TempDir, ledger: PathBuf, user: &str, view: &View) -> Seat {
        Seat::start(home, Some(ledger), Some(user), view, false)
    }

    /// A machine on which nothing has been set up, or the sheet of all parts.
    pub fn with_nothing(view: &View, specimen: bool) -> Seat {
        Seat::start(tempfile::tempdir().unwrap(), None, None, view, specimen)
    }

    fn start(home: TempDir, ledger: Option<PathBuf>, user: Option<&str>, view: &View, sheet: bool) -> Seat {
        let machine = home.path().join("machine");
        let clock = Clock::Fixed(sample::now());
        let start = Start { ledger, user: user.map(str::to_owned), home: machine, clock, specimen: sheet };
        Seat::with(home, start, view)
    }

    fn with(home: TempDir, start: Start, view: &View) -> Seat {
        let textures = Textures::default();
        let window = Harness::builder()
            .with_size(view.size)
            .with_pixels_per_point(view.scale)
            .with_theme(if view.dark { Theme::Dark } else { Theme::Light })
            .renderer(textures.clone())
            .with_max_steps(60)
            .build_eframe(|creation| App::new(&creation.egui_ctx, start));
        let mut seat = Seat { window, home, textures, keys: 0, clicks: 0, watched: false };
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
        if self.watched {
            self.focus_is_seen();
        }
    }

    /// What has the keyboard lies in the window, and a ring around it is painted where nothing cuts it off.
    fn focus_is_seen(&self) {
        let focused = self.window.query_all_by(|node| node.is_focused() && acts(node.role())).next();
        let Some(focused) = focused else { return };
        let (name, place) = (focused.accesskit_node().label(), focused.rect());
        let width = size().focus_ring;
        let seen = self.window.output().shapes.iter().any(|one| {
            let mut found = false;
            each_rect(&one.shape, &mut |rect| {
                let ring = rect.stroke.width == width && rect.rect.expand(4.0).intersects(place);
                let shown = one.clip_rect.intersect(rect.rect);
                found |= ring && shown.area() > 0.7 * rect.rect.area();
            });
            found
        });
        assert!(seen, "no ring is seen around “{}” at {place:?}", name.unwrap_or_default());
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

    /// Tab until what has this name has the keyboard.
    pub fn tab_to(&mut self, name: &str) {
        for _ in 0..120 {
            if self.window.query_all_by_label(name).any(|node| node.is_focused()) {
                return;
            }
            self.press(Key::Tab);
        }
        panic!("Tab does not come to “{name}”; on the screen: {:?}", self.words());
    }

    /// Goes there by Tab and presses Enter.
    pub fn enters(&mut self, name: &str) {
        self.tab_to(name);
        self.press(Key::Enter);
    }

    /// Chooses an act from the list that a button opens.
    pub fn chooses(&mut self, button: &str, act: &str) {
        self.focus_on(button);
        self.press(Key::Enter);
        for _ in 0..40 {
            if self.window.query_all_by_label(act).any(|node| node.is_focused()) {
                return self.press(Key::Enter);
            }
            self.press(Key::ArrowDown);
        }
        panic!("no “{act}” in the list; on the screen: {:?}", self.words());
    }

    /// Gives the keyboard to what has this name, as assistive technology does.
    pub fn focus_on(&mut self, name: &str) {
        let all = self.window.query_all_by_label(name);
        let Some(node) = all.into_iter().find(|node| acts(node.accesskit_node().role())) else {
            panic!("no control “{name}”; on the screen: {:?}", self.words());
        };
        node.focus();
        self.settle();
    }

    /// Lets time pass until no toast is left.
    pub fn rest(&mut self) {
        for _ in 0..3 {
            self.window.input_mut().time = Some(self.window.ctx.input(|input| input.time) + 15.0);
            self.settle();
        }
    }

    /// Waits for a thread's answer.
    pub fn wait_for(&mut self, words: &str) {
        let begun = Instant::now();
        while !self.reads(words) {
            assert!(begun.elapsed() < Duration::from_secs(240), "“{words}” never came: {:?}", self.words());
            std::thread::sleep(Duration::from_millis(10));
            self.window.step();
        }
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
        let mut found = self.window.query_all_by_label(name).filter(wanted);
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
pub fn sample_ledger() -> &'static [u8] {
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

fn each_rect(shape: &Shape, look: &mut impl FnMut(&RectShape)) {
    match shape {
        Shape::Rect(rect) => look(rect),
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| each_rect(shape, look)),
        _ => {}
    }
}

/// Whether something of this role takes the keyboard.
pub fn acts(role: Role) -> bool {
    matches!(
        role,
        Role::Button
            | Role::CheckBox
            | Role::ColumnHeader
            | Role::ComboBox
            | Role::Link
            | Role::List
            | Role::MultilineTextInput
            | Role::PasswordInput
            | Role::RadioButton
            | Role::Tab
            | Role::Table
            | Role::TextInput
    )
}
