//! A window that is driven by a script and tells how long its frames were.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::thread::{self, JoinHandle};
use std::time::Instant;

use binggong::env::Env;
use binggong::ledger::Ledger;
use binggong::ledger::file::{Depth, Key as LedgerKey, Machine, Mode, Watch};
use binggong::ui::widget::table_id;
use binggong::ui::{App, Clock, Start};
use eframe::UserEvent;
use eframe::egui::{self, Event, Key, Modifiers, RawInput};
use winit::application::ApplicationHandler;
use winit::event::{DeviceEvent, DeviceId, StartCause, WindowEvent};
use winit::event_loop::{ActiveEventLoop, EventLoop};
use winit::window::WindowId;
use zeroize::Zeroizing;

/// Seconds without a frame after which a step has been answered.
const SETTLED: f64 = 0.15;

/// What a person does, and what is measured of the answer.
pub struct Step {
    what: &'static str,
    /// What comes in, a frame each.
    input: Vec<Input>,
    budget: Option<Budget>,
}

#[derive(Clone)]
enum Input {
    Press(Modifiers, Key),
    Write(String),
    /// Onto the head of a column of the list of people.
    Head(usize),
    /// The whole ledger is verified on a thread from now on.
    Verify,
}

#[derive(Clone, Copy)]
enum Budget {
    /// The longest frame, in milliseconds.
    Frame(f64),
    /// From the last key to the end of the last frame, in milliseconds.
    Answer(f64),
}

impl Step {
    pub fn new(what: &'static str) -> Step {
        Step { what, input: Vec::new(), budget: None }
    }

    /// A key, as in `ctrl+F`.
    pub fn press(mut self, keys: &str) -> Step {
        let (modifiers, key) = match keys.split_once('+') {
            Some(("ctrl", key)) => (Modifiers::COMMAND | Modifiers::CTRL, key),
            Some((_, key)) => (Modifiers::SHIFT, key),
            None => (Modifiers::NONE, keys),
        };
        self.input.push(Input::Press(modifiers, Key::from_name(key).expect("a key")));
        self
    }

    /// A key held down, a frame each time.
    pub fn press_often(self, keys: &str, times: usize) -> Step {
        (0..times).fold(self, |step, _| step.press(keys))
    }

    /// Characters, a frame each.
    pub fn write(mut self, text: &str) -> Step {
        self.input.extend(text.chars().map(|character| Input::Write(character.into())));
        self
    }

    /// A click onto the head of a column of the list of people.
    pub fn head(mut self, column: usize) -> Step {
        self.input.push(Input::Head(column));
        self
    }

    /// Has the ledger verified on a thread, as 设置 does it, until the window closes.
    pub fn verify(mut self) -> Step {
        self.input.push(Input::Verify);
        self
    }

    /// Measures its longest frame.
    pub fn frames_within(self, milliseconds: f64) -> Step {
        Step { budget: Some(Budget::Frame(milliseconds)), ..self }
    }

    /// Measures how long its answer took.
    pub fn answers_within(self, milliseconds: f64) -> Step {
        Step { budget: Some(Budget::Answer(milliseconds)), ..self }
    }
}

/// Where the script stands.
struct Script {
    ledger: PathBuf,
    steps: Vec<Step>,
    step: usize,
    input: usize,
    /// When the last of this step came in.
    asked: Instant,
    /// When the last frame ended.
    ended: Instant,
    /// Frames of this step, in milliseconds.
    frames: Vec<f64>,
    painted: bool,
    done: bool,
    /// What verifies the ledger, and what stops it.
    verifying: Option<(Watch, JoinHandle<()>)>,
}

impl Script {
    fn next(&mut self, ctx: &egui::Context, raw: &mut RawInput) {
        let unsettled = self.ended.elapsed().as_secs_f64() < SETTLED;
        // Before the first picture there is no field to write into.
        let unpainted = self.step == 0 && self.frames.is_empty();
        if self.input == 0 && (unsettled || unpainted) {
            return;
        }
        let count = self.steps[self.step].input.len();
        if self.input < count {
            if self.input == 0 {
                self.frames.clear();
            }
            let step = &self.steps[self.step];
            if let Input::Verify = step.input[self.input] {
                self.verifying = Some(verify(self.ledger.clone()));
            } else if !give(ctx, raw, &step.input[self.input]) {
                // A slow machine has not come so far yet.
                assert!(self.ended.duration_since(self.asked).as_secs() < 30, "{} never came", step.what);
                return ctx.request_repaint();
            }
            self.asked = Instant::now();
            self.input += 1;
        } else if self.ended.elapsed().as_secs_f64() >= SETTLED {
            self.tell();
            self.step += 1;
            self.input = 0;
            self.done = self.step == self.steps.len();
        }
    }

    fn tell(&self) {
        let step = &self.steps[self.step];
        let longest = self.frames.iter().copied().fold(0.0, f64::max);
        if std::env::var_os("BINGGONG_BENCH_FRAMES").is_some() {
            eprintln!("{}: {:.1?}", step.what, self.frames);
        }
        match step.budget {
            Some(Budget::Frame(budget)) => println!("{}\t{longest}\t{budget}", step.what),
            Some(Budget::Answer(budget)) => {
                let taken = (self.ended - self.asked).as_secs_f64() * 1000.0;
                println!("{}\t{taken}\t{budget}", step.what);
            }
            None => {}
        }
    }
}

/// Has the ledger verified on a thread, again and again.
fn verify(path: PathBuf) -> (Watch, JoinHandle<()>) {
    let watch = Watch::default();
    let stopped = watch.clone();
    let thread = thread::spawn(move || {
        let key = LedgerKey::Passphrase(Zeroizing::new(super::PASSPHRASE.into()));
        let ledger = Ledger::open(&path, &key, Mode::Read, Machine::ephemeral(), Env::System);
        let ledger = ledger.expect("a second look");
        while ledger.verify_watched(Depth::Full, &[], &stopped).is_ok() {}
    });
    (watch, thread)
}

/// Gives an input to the window; tells whether it could.
fn give(ctx: &egui::Context, raw: &mut RawInput, input: &Input) -> bool {
    match input {
        // It is no input of the window's.
        Input::Verify => {}
        Input::Press(modifiers, key) => {
            for pressed in [true, false] {
                raw.events.push(Event::Key {
                    key: *key,
                    physical_key: None,
                    pressed,
                    repeat: false,
                    modifiers: *modifiers,
                });
            }
        }
        Input::Write(text) => raw.events.push(Event::Text(text.clone())),
        Input::Head(column) => {
            let id = table_id("人员和证件").with(("head", *column));
            let Some(head) = ctx.read_response(id) else { return false };
            let pos = head.rect.center();
            raw.events.push(Event::PointerMoved(pos));
            for pressed in [true, false] {
                let (button, modifiers) = (egui::PointerButton::Primary, Modifiers::NONE);
                raw.events.push(Event::PointerButton { pos, button, pressed, modifiers });
            }
        }
    }
    true
}

/// The window's own app, with the script before it.
struct Driven {
    app: App,
    script: Rc<RefCell<Script>>,
}

impl eframe::App for Driven {
    fn raw_input_hook(&mut self, ctx: &egui::Context, raw: &mut RawInput) {
        let mut script = self.script.borrow_mut();
        script.painted = true;
        if !script.done {
            script.next(ctx, raw);
        }
    }

    fn logic(&mut self, ctx: &egui::Context, frame: &mut eframe::Frame) {
        self.app.logic(ctx, frame);
    }

    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        self.app.ui(ui, frame);
        let script = self.script.borrow();
        if script.done {
            ui.ctx().send_viewport_cmd(egui::ViewportCommand::Close);
        } else if script.input > 0 && script.input < script.steps[script.step].input.len() {
            ui.ctx().request_repaint();
        } else {
            // Well after it, as the clock runs from the end of this frame.
            ui.ctx().request_repaint_after_secs(SETTLED as f32 + 0.1);
        }
    }

    fn on_exit(&mut self, gl: Option<&eframe::glow::Context>) {
        self.app.on_exit(gl);
        if let Some((watch, thread)) = self.script.borrow_mut().verifying.take() {
            watch.stop();
            thread.join().expect("it was verified");
        }
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        self.app.clear_color(visuals)
    }
}

/// The loop of the window's events, with a clock around each.
struct Clocked<'a> {
    window: eframe::EframeWinitApplication<'a>,
    script: Rc<RefCell<Script>>,
}

impl<'a> Clocked<'a> {
    fn timed(&mut self, work: impl FnOnce(&mut eframe::EframeWinitApplication<'a>)) {
        let begun = Instant::now();
        self.script.borrow_mut().painted = false;
        work(&mut self.window);
        let mut script = self.script.borrow_mut();
        if script.painted {
            let ended = Instant::now();
            script.ended = ended;
            script.frames.push((ended - begun).as_secs_f64() * 1000.0);
        }
    }
}

impl ApplicationHandler<UserEvent> for Clocked<'_> {
    fn resumed(&mut self, events: &ActiveEventLoop) {
        self.timed(|window| window.resumed(events));
    }

    fn window_event(&mut self, events: &ActiveEventLoop, id: WindowId, event: WindowEvent) {
        self.timed(|window| window.window_event(events, id, event));
    }

    fn new_events(&mut self, events: &ActiveEventLoop, cause: StartCause) {
        self.timed(|window| window.new_events(events, cause));
    }

    fn user_event(&mut self, events: &ActiveEventLoop, event: UserEvent) {
        self.timed(|window| window.user_event(events, event));
    }

    fn device_event(&mut self, events: &ActiveEventLoop, id: DeviceId, event: DeviceEvent) {
        self.timed(|window| window.device_event(events, id, event));
    }

    fn about_to_wait(&mut self, events: &ActiveEventLoop) {
        self.timed(|window| window.about_to_wait(events));
    }

    fn suspended(&mut self, events: &ActiveEventLoop) {
        self.window.suspended(events);
    }

    fn exiting(&mut self, events: &ActiveEventLoop) {
        self.window.exiting(events);
    }
}

/// Opens a window on a ledger and goes through a script; tells a line a budget: what, measured, budget.
pub fn run(ledger: &Path, steps: Vec<Step>) {
    let script = Rc::new(RefCell::new(Script {
        ledger: ledger.to_owned(),
        steps,
        step: 0,
        input: 0,
        asked: Instant::now(),
        ended: Instant::now(),
        frames: Vec::new(),
        painted: false,
        done: false,
        verifying: None,
    }));
    let home = std::env::var_os("BINGGONG_HOME").expect("a folder of the machine").into();
    let start =
        Start { ledger: Some(ledger.to_owned()), user: None, home, clock: Clock::System, specimen: false };
    let driven = Rc::clone(&script);
    let events = EventLoop::<UserEvent>::with_user_event().build().expect("a display");
    let window = eframe::create_native(
        "binggong",
        binggong::ui::options(),
        Box::new(move |cc| Ok(Box::new(Driven { app: App::new(&cc.egui_ctx, start), script: driven }))),
        &events,
    );
    events.run_app(&mut Clocked { window, script }).expect("a window");
}
