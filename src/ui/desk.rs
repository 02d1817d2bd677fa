//! The desk: rail, top bar, the tabs, and the way of messages and events between them.

mod rail;
mod top_bar;

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, Utc};
use eframe::egui::{CentralPanel, Context, Frame, Ui};

use super::keys;
use super::look::Look;
use super::screen::{Cx, Event, Screen as _, See, coming};
use super::tab::{Tab, Target};
use super::theme::theme;
use super::widget::{Panes, Toasts};
use crate::ledger::Ledger;

/// What a person does on the desk.
enum Msg {
    Go(Target),
    Palette,
    Lock,
}

/// An open ledger and its screens.
pub struct Desk {
    ledger: Ledger,
    path: PathBuf,
    look: Look,
    tab: Tab,
    today: NaiveDate,
    agency: String,
    sample: bool,
    inbox: VecDeque<Msg>,
    toasts: Toasts,
    panes: Panes,
    /// When something was last kept, and whether it was a draft.
    kept: Option<(DateTime<Utc>, bool)>,
    overdue: usize,
    lock: bool,
    /// The screen in view reads its data before it is painted next.
    stale: bool,
}

impl Desk {
    /// A desk on an open ledger in which somebody acts.
    pub fn new(path: PathBuf, ledger: Ledger, look: Look) -> Desk {
        let today = ledger.env().today();
        let (agency, sample) =
            ledger.agency().map_or((String::new(), false), |agency| (agency.value.name, agency.value.sample));
        Desk {
            ledger,
            path,
            look,
            tab: Tab::Todo,
            today,
            agency,
            sample,
            inbox: VecDeque::new(),
            toasts: Toasts::default(),
            panes: Panes::default(),
            kept: None,
            overdue: 0,
            lock: false,
            stale: true,
        }
    }

    /// The file that is open.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Theme and size of type, as the person has them now.
    pub fn look(&self) -> &Look {
        &self.look
    }

    /// Takes over another look.
    pub fn set_look(&mut self, look: Look) {
        self.look = look;
    }

    /// Whether the person, or idleness, has locked the ledger.
    pub fn wants_lock(&self) -> bool {
        self.lock
    }

    /// Handles what was done since the last frame, first in, first out.
    pub fn logic(&mut self, ctx: &Context) {
        self.shortcuts(ctx);
        if std::mem::take(&mut self.stale) {
            self.read(ctx);
        }
        while let Some(msg) = self.inbox.pop_front() {
            self.update(msg, ctx);
        }
    }

    fn shortcuts(&mut self, ctx: &Context) {
        for (tab, shortcut) in Tab::ALL.into_iter().zip(keys::TABS) {
            if keys::pressed(ctx, shortcut) {
                self.inbox.push_back(Msg::Go(Target::Tab(tab)));
            }
        }
        if keys::pressed(ctx, keys::LOCK) {
            self.inbox.push_back(Msg::Lock);
        }
    }

    fn update(&mut self, msg: Msg, ctx: &Context) {
        match msg {
            Msg::Go(target) => self.go(target, ctx),
            Msg::Palette => {}
            Msg::Lock => self.lock = true,
        }
    }

    fn go(&mut self, target: Target, ctx: &Context) {
        if let Target::Tab(tab) = target {
            self.tab = tab;
        }
        self.read(ctx);
    }

    fn read(&mut self, _ctx: &Context) {}

    /// Paints it.
    pub fn ui(&mut self, ui: &mut Ui) {
        let narrow = ui.ctx().content_rect().width() < 1200.0;
        let mut out = Vec::new();
        self.panes.begin();
        if self.sample {
            top_bar::banner(ui, self.today);
        }
        rail::ui(
            ui,
            &rail::Shown { tab: self.tab, narrow, overdue: self.overdue, agency: &self.agency },
            &mut out,
        );
        let user = self.ledger.actor().map(|user| (user.value.name.as_str(), user.value.roles.as_slice()));
        let shown = top_bar::Shown { title: self.tab.label(), breadcrumb: "", kept: self.kept, user, narrow };
        top_bar::ui(ui, &shown, &mut out);
        let fill = theme(ui).app;
        CentralPanel::no_frame().frame(Frame::new().fill(fill)).show(ui, |ui| {
            if let Some(sentence) = self.tab.still_to_come() {
                coming::ui(ui, sentence);
            }
        });
        self.panes.end(ui);
        self.toasts.ui(ui.ctx());
        if !out.is_empty() {
            self.inbox.extend(out);
            ui.ctx().request_repaint();
        }
    }
}
