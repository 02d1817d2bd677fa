//! The window as a whole: which stage it is at, and the way from one to the next.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use eframe::egui::{self, CentralPanel, Color32, Context, Ui};

use super::desk::Desk;
use super::ground::Grounds;
use super::input_method::UnderX11;
use super::job;
use super::leaving::Leaving;
use super::look::Look;
use super::screen::{login, specimen, wizard};
use super::{fonts, keys, theme};
use crate::env::Env;
use crate::ledger::file::{Key, Machine, Mode};
use crate::ledger::{Ledger, sample};

/// With what the window begins.
pub struct Start {
    /// The ledger to open; without one, the one that was open last.
    pub ledger: Option<PathBuf>,
    /// Who acts at once in a ledger without a passphrase.
    pub user: Option<String>,
    /// This machine's own folder.
    pub home: PathBuf,
    /// Where ledgers get their time from.
    pub clock: Clock,
    /// Show the sheet of all type sizes, states and colours instead.
    pub specimen: bool,
}

/// Where ledgers get their time from.
#[derive(Clone, Copy)]
pub enum Clock {
    /// The machine's; the sample ledger stands still on the day of its story.
    System,
    /// One instant, for tests.
    Fixed(DateTime<Utc>),
}

impl Clock {
    fn env(self, sample: bool) -> Env {
        let start = match self {
            Clock::Fixed(at) => at,
            Clock::System if sample => sample::now(),
            Clock::System => return Env::System,
        };
        // The bytes of one opening must not be those of the next: identities are made of them.
        Env::fixed(start, &format!("{:02x?}", Env::System.bytes::<32>()))
    }
}

enum Stage {
    FirstRun(Box<wizard::State>),
    Login(Box<login::State>),
    Desk(Box<Desk>),
    Specimen(specimen::State),
}

/// The window.
pub struct App {
    stage: Stage,
    ctx: Context,
    home: PathBuf,
    clock: Clock,
    look: Look,
    leaving: Leaving,
}

impl App {
    /// The window as it starts.
    pub fn new(ctx: &Context, start: Start) -> App {
        fonts::install(ctx);
        theme::install(ctx);
        ctx.add_plugin(keys::ImeGuard::default());
        if let Some(mending) = UnderX11::of(super::TITLE) {
            ctx.add_plugin(mending);
        }
        // The program's own keys set the size, in steps that were looked at.
        ctx.options_mut(|options| {
            options.zoom_with_keyboard = false;
            // A desktop that does not say what it has gets paper, not night.
            options.fallback_theme = egui::Theme::Light;
        });
        let look = Look::read(&start.home);
        look.apply(ctx);
        // The last one may have been moved away since: then there is none.
        let path = start.ledger.or_else(|| look.last_ledger.clone().filter(|path| path.exists()));
        let mut app = App {
            stage: Stage::Specimen(specimen::State::default()),
            ctx: ctx.clone(),
            home: start.home,
            clock: start.clock,
            look,
            leaving: Leaving::default(),
        };
        if !start.specimen {
            app.stage = app.first_stage(path, start.user.as_deref());
        }
        app
    }

    fn first_stage(&mut self, path: Option<PathBuf>, user: Option<&str>) -> Stage {
        let Some(path) = path else { return Stage::FirstRun(Box::default()) };
        let machine = Machine::at(&self.home);
        match Ledger::open(&path, &Key::Plain, Mode::Write, machine, self.clock.env(true)) {
            Ok(mut ledger) => {
                if let Some(user) = user
                    && ledger.act_as(user).is_ok()
                {
                    return self.desk(path, ledger);
                }
                Stage::Login(Box::new(login::State::of_sample(path, ledger)))
            }
            Err(_) => Stage::Login(Box::new(login::State::of(path, &Machine::at(&self.home)))),
        }
    }

    fn desk(&mut self, path: PathBuf, ledger: Ledger) -> Stage {
        self.look.last_ledger = Some(path.clone());
        self.look.keep(&self.home);
        Stage::Desk(Box::new(Desk::new(path, ledger, self.look.clone())))
    }

    fn advance(&mut self, ctx: &Context) {
        match &mut self.stage {
            Stage::FirstRun(wizard) => {
                let clock = self.clock;
                let around = wizard::Surroundings { ctx, home: &self.home, env: &|| clock.env(false) };
                let Some(left) = wizard.logic(&around) else { return };
                self.stage = match left {
                    wizard::Left::Made(path, ledger) => self.desk(path, *ledger),
                    wizard::Left::Existing(path) => self.first_stage(Some(path), None),
                    wizard::Left::Sample(path, user) => self.first_stage(Some(path), Some(user)),
                };
                ctx.request_repaint();
            }
            Stage::Login(login) => {
                let machine = || Machine::at(&self.home);
                if let Some((path, ledger)) = login.logic(machine, &|| self.clock.env(false)) {
                    self.stage = self.desk(path, ledger);
                    ctx.request_repaint();
                }
            }
            Stage::Desk(desk) => {
                desk.logic(ctx);
                if *desk.look() != self.look {
                    self.look = desk.look().clone();
                    self.look.apply(ctx);
                    self.look.keep(&self.home);
                }
                if let Some(path) = desk
                    .wants_other()
                    .map(Path::to_owned)
                    .or_else(|| desk.wants_lock().then(|| desk.path().to_owned()))
                {
                    desk.keep_all(ctx);
                    // The ledger is let go of before it is asked for anew.
                    self.stage = Stage::Specimen(specimen::State::default());
                    self.stage = self.first_stage(Some(path), None);
                    // Fields remember what was written in them, to undo it.
                    ctx.data_mut(|data| data.remove_by_type::<egui::text_edit::TextEditState>());
                    ctx.request_repaint();
                }
            }
            Stage::Specimen(_) => {}
        }
    }

    fn zoom_keys(&mut self, ctx: &Context) {
        let mut look = self.look.clone();
        if keys::pressed(ctx, keys::ZOOM_IN) || keys::pressed(ctx, keys::ZOOM_IN_TOO) {
            look.step(1);
        } else if keys::pressed(ctx, keys::ZOOM_OUT) {
            look.step(-1);
        } else if keys::pressed(ctx, keys::ZOOM_STANDARD) {
            look.zoom = 1;
        }
        if look != self.look {
            if let Stage::Desk(desk) = &mut self.stage {
                desk.set_look(look.clone());
            }
            self.look = look;
            self.look.apply(ctx);
            self.look.keep(&self.home);
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, frame: &mut eframe::Frame) {
        if ctx.cumulative_pass_nr() == 0 && frame.gl().is_some() {
            ctx.add_plugin(Grounds);
        }
        self.zoom_keys(ctx);
        self.advance(ctx);
        if let Stage::Desk(desk) = &mut self.stage {
            self.leaving.logic(ctx, desk);
        }
    }

    // The ground is the colour to which the window is cleared: painting it again would be felt without a graphics card.
    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        let ground = CentralPanel::no_frame();
        match &mut self.stage {
            Stage::Login(login) => {
                ground.show(ui, |ui| login.ui(ui));
            }
            Stage::FirstRun(wizard) => {
                ground.show(ui, |ui| wizard.ui(ui));
            }
            Stage::Desk(desk) => {
                desk.ui(ui);
                self.leaving.ui(ui.ctx());
            }
            Stage::Specimen(specimen) => {
                ground.show(ui, |ui| specimen.ui(ui));
            }
        }
    }

    fn on_exit(&mut self, _gl: Option<&eframe::glow::Context>) {
        if let Stage::Desk(desk) = &mut self.stage {
            desk.keep_all(&self.ctx);
        }
        job::end_all(&self.ctx);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        let colour: Color32 = theme::theme_of(visuals.dark_mode).app;
        colour.to_normalized_gamma_f32()
    }
}
