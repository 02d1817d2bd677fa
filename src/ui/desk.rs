//! The desk: rail, top bar, the tabs, and the way of messages and events between them.

mod rail;
mod top_bar;

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, Utc};
use eframe::egui::{CentralPanel, Context, Ui};

use super::job::Job;
use super::keys;
use super::look::Look;
use super::screen::{
    Cx, Event, Screen, See, certificates, coming, interference, liability, palette, papers, provision,
    review, settings, todo,
};
use super::tab::{Tab, Target};
use super::widget::{Panes, Toast, Toasts, end_dialog};
use crate::domain::role::Op;
use crate::env::local_date;
use crate::ledger::{self, BackupMade, BackupPlan, Ledger, Reader, Second};

/// Seconds after which what is being written is kept as a draft.
const KEEP_AFTER: f64 = 1.0;
/// Seconds without a key or a movement after which the ledger is locked.
const LOCK_AFTER: f64 = 10.0 * 60.0;

/// What a person does on the desk.
enum Msg {
    Go(Target),
    Palette,
    Lock,
    Todo(todo::Msg),
    Certificates(certificates::Msg),
    Interference(interference::Msg),
    Review(review::Msg),
    Liability(liability::Msg),
    Papers(papers::Msg),
    Settings(settings::Msg),
    Provision(provision::Msg),
}

/// The screens behind the tabs.
#[derive(Default)]
struct Screens {
    todo: todo::State,
    certificates: certificates::State,
    interference: interference::State,
    review: review::State,
    liability: liability::State,
    papers: papers::State,
    settings: settings::State,
}

/// Calls the screen behind a tab, where there is one.
macro_rules! on_screen {
    ($screens:expr, $tab:expr, $screen:ident => $call:expr) => {
        match $tab {
            Tab::Todo => {
                let $screen = &mut $screens.todo;
                Some($call)
            }
            Tab::Certificates => {
                let $screen = &mut $screens.certificates;
                Some($call)
            }
            Tab::Interference => {
                let $screen = &mut $screens.interference;
                Some($call)
            }
            Tab::Review => {
                let $screen = &mut $screens.review;
                Some($call)
            }
            Tab::Liability => {
                let $screen = &mut $screens.liability;
                Some($call)
            }
            Tab::Papers => {
                let $screen = &mut $screens.papers;
                Some($call)
            }
            Tab::Settings => {
                let $screen = &mut $screens.settings;
                Some($call)
            }
            Tab::Statistics => None,
        }
    };
}

/// An open ledger and its screens.
pub struct Desk {
    ledger: Ledger,
    reader: Option<Reader>,
    path: PathBuf,
    look: Look,
    tab: Tab,
    screens: Screens,
    palette: Option<palette::State>,
    /// The provision that was asked for last, over the screen that cites it.
    provision: Option<provision::State>,
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
    /// The ledger that is opened instead.
    other: Option<PathBuf>,
    /// The screen in view reads its data before it is painted next.
    stale: bool,
    unkept_since: Option<f64>,
    touched_at: f64,
    daily: Daily,
}

/// The day's first copy, made beside the work; leaving makes the last.
#[derive(Default)]
enum Daily {
    #[default]
    NotYet,
    Copying(PathBuf, Job<ledger::Result<BackupMade>>),
    /// Made, or tried in vain: leaving tries again.
    Done,
}

impl Desk {
    /// A desk on an open ledger in which somebody acts.
    pub fn new(path: PathBuf, ledger: Ledger, look: Look) -> Desk {
        let today = ledger.env().today();
        let (agency, sample) =
            ledger.agency().map_or((String::new(), false), |agency| (agency.value.name, agency.value.sample));
        Desk {
            reader: ledger.reader(),
            ledger,
            path,
            look,
            tab: Tab::Todo,
            screens: Screens::default(),
            palette: None,
            provision: None,
            today,
            agency,
            sample,
            inbox: VecDeque::new(),
            toasts: Toasts::default(),
            panes: Panes::default(),
            kept: None,
            overdue: 0,
            lock: false,
            other: None,
            stale: true,
            unkept_since: None,
            touched_at: 0.0,
            daily: Daily::default(),
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

    /// The ledger that the person wants to open instead of this one.
    pub fn wants_other(&self) -> Option<&Path> {
        self.other.as_deref()
    }

    /// What makes a copy of the ledger, where this machine has a folder for copies and the last one is behind.
    pub fn backup_due(&self) -> Option<(PathBuf, Second)> {
        let plan = self.ledger.backup_plan().filter(|_| self.ledger.backup_due())?;
        Some((plan.folder, self.ledger.second()))
    }

    /// Notes how a copy went.
    pub fn note_backup(&self, folder: &Path, made: &ledger::Result<BackupMade>) {
        // A machine that cannot note it makes another copy next time.
        let _ = self.ledger.note_backup(folder, made);
    }

    /// Keeps what is being written on every tab, before the ledger is let go of.
    pub fn keep_all(&mut self, ctx: &Context) {
        for tab in Tab::ALL {
            self.with_screen(tab, ctx, |screen, cx| screen.keep(cx));
        }
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
        // What lies under a provision that is being read does not take keys.
        if self.provision.is_none() {
            self.with_screen(self.tab, ctx, |screen, cx| screen.logic(cx));
        }
        if let Some(mut palette) = self.palette.take() {
            self.with(ctx, |_, cx| palette.logic(cx));
            self.palette = Some(palette);
        }
        self.daily_backup(ctx);
        self.keep_drafts(ctx);
        self.idle(ctx);
    }

    /// Copies what is new since yesterday, once a day.
    fn daily_backup(&mut self, ctx: &Context) {
        match &mut self.daily {
            Daily::Done => {}
            Daily::NotYet => {
                let before = |plan: &BackupPlan| {
                    plan.last.as_ref().is_none_or(|last| local_date(last.at) < self.today)
                };
                self.daily = match self.ledger.backup_plan().filter(before).and_then(|_| self.backup_due()) {
                    None => Daily::Done,
                    Some((folder, second)) => {
                        let to = folder.clone();
                        Daily::Copying(folder, Job::begin(ctx, move |watch| second.back_up(&to, watch)))
                    }
                };
            }
            Daily::Copying(folder, job) => {
                let made = match job.poll() {
                    Ok(None) => return,
                    Ok(Some(made)) => made,
                    Err(_) => Err(ledger::Error::Refused("备份中断了。".to_owned())),
                };
                let folder = std::mem::take(folder);
                self.daily = Daily::Done;
                self.note_backup(&folder, &made);
                if let Err(error) = made {
                    self.toasts.push(Toast::refused(format!("今天还没有备份成：{error}")));
                }
            }
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
        if keys::pressed(ctx, keys::PALETTE) {
            self.inbox.push_back(Msg::Palette);
        }
    }

    fn keep_drafts(&mut self, ctx: &Context) {
        let now = ctx.input(|input| input.time);
        let screens = &mut self.screens;
        let unkept = on_screen!(screens, self.tab, screen => screen.is_unkept()).unwrap_or(false);
        if !unkept {
            self.unkept_since = None;
            return;
        }
        let since = *self.unkept_since.get_or_insert(now);
        if now - since >= KEEP_AFTER {
            self.unkept_since = None;
            self.with_screen(self.tab, ctx, |screen, cx| screen.keep(cx));
        } else {
            ctx.request_repaint_after_secs((KEEP_AFTER - (now - since)) as f32 + 0.02);
        }
    }

    fn idle(&mut self, ctx: &Context) {
        let (now, touched) = ctx.input(|input| (input.time, !input.events.is_empty()));
        if touched || self.touched_at == 0.0 {
            self.touched_at = now;
        }
        let left = LOCK_AFTER - (now - self.touched_at);
        if left <= 0.0 && !self.sample {
            self.lock = true;
        } else if !self.sample {
            ctx.request_repaint_after_secs(left as f32 + 0.1);
        }
    }

    fn update(&mut self, msg: Msg, ctx: &Context) {
        match msg {
            Msg::Go(target) => self.go(&target, ctx),
            Msg::Lock => self.lock = true,
            Msg::Palette => self.palette = Some(palette::State::default()),
            Msg::Todo(msg) => self.with(ctx, |screens, cx| screens.todo.update(msg, cx)),
            Msg::Certificates(msg) => self.with(ctx, |screens, cx| screens.certificates.update(msg, cx)),
            Msg::Interference(msg) => self.with(ctx, |screens, cx| screens.interference.update(msg, cx)),
            Msg::Review(msg) => self.with(ctx, |screens, cx| screens.review.update(msg, cx)),
            Msg::Liability(msg) => self.with(ctx, |screens, cx| screens.liability.update(msg, cx)),
            Msg::Papers(msg) => self.with(ctx, |screens, cx| screens.papers.update(msg, cx)),
            Msg::Settings(msg) => self.with(ctx, |screens, cx| screens.settings.update(msg, cx)),
            Msg::Provision(msg) => {
                if let Some(mut provision) = self.provision.take() {
                    self.with(ctx, |_, cx| provision.update(&msg, cx));
                    self.provision = Some(provision);
                }
            }
        }
    }

    fn go(&mut self, target: &Target, ctx: &Context) {
        self.provision = None;
        self.with_screen(self.tab, ctx, |screen, cx| screen.keep(cx));
        self.tab = target.tab();
        self.with_screen(self.tab, ctx, |screen, cx| screen.enter(cx));
        if !matches!(target, Target::Tab(_)) {
            self.with_screen(self.tab, ctx, |screen, cx| screen.open(target, cx));
        }
        ctx.request_repaint();
    }

    fn read(&mut self, ctx: &Context) {
        self.with_screen(self.tab, ctx, |screen, cx| screen.enter(cx));
        // 待办 has just read it.
        self.overdue = if self.tab == Tab::Todo {
            self.screens.todo.overdue()
        } else {
            self.ledger.overdue(self.today).unwrap_or_default()
        };
    }

    fn with_screen(&mut self, tab: Tab, ctx: &Context, act: impl FnOnce(&mut dyn Shown, &mut Cx<'_>)) {
        self.with(ctx, |screens, cx| {
            on_screen!(screens, tab, screen => act(screen, cx));
        });
    }

    /// Lets a screen work on the ledger, then does what it asks of the shell.
    fn with(&mut self, ctx: &Context, act: impl FnOnce(&mut Screens, &mut Cx<'_>)) {
        let mut cx = Cx {
            ledger: &mut self.ledger,
            reader: self.reader.as_ref(),
            today: self.today,
            ctx,
            look: &self.look,
            events: Vec::new(),
        };
        act(&mut self.screens, &mut cx);
        let events = cx.events;
        for event in events {
            self.handle(event, ctx);
        }
    }

    fn handle(&mut self, event: Event, ctx: &Context) {
        match event {
            Event::Go(target) => self.inbox.push_back(Msg::Go(target)),
            Event::Toast(toast) => self.toasts.push(toast),
            Event::Saved => {
                self.kept = Some((self.ledger.env().now(), false));
                self.stale = true;
            }
            Event::DraftKept => self.kept = Some((self.ledger.env().now(), true)),
            Event::Provision(wanted) => {
                let mut opened = None;
                self.with(ctx, |_, cx| match provision::State::open(wanted, cx) {
                    Ok(provision) => opened = Some(provision),
                    Err(error) => cx.refused(error),
                });
                self.provision = opened;
            }
            Event::Look(look) => self.look = look,
            Event::Leave(path) => self.other = Some(path),
            Event::Columns(table, widths) => {
                self.look.columns.insert(table.to_owned(), widths);
            }
        }
        ctx.request_repaint();
    }

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
        let screens = &mut self.screens;
        let crumb = on_screen!(screens, self.tab, screen => screen.breadcrumb()).unwrap_or_default();
        let bar =
            top_bar::Shown { title: self.tab.label(), breadcrumb: &crumb, kept: self.kept, user, narrow };
        top_bar::ui(ui, &bar, &mut out);
        let roles = user.map_or(&[][..], |(_, roles)| roles);
        let mut see = See { today: self.today, roles, narrow, panes: &mut self.panes };
        CentralPanel::no_frame().show(ui, |ui| match self.tab {
            Tab::Todo => paint(&mut screens.todo, ui, &mut see, &mut out, Msg::Todo),
            Tab::Certificates => paint(&mut screens.certificates, ui, &mut see, &mut out, Msg::Certificates),
            Tab::Interference => paint(&mut screens.interference, ui, &mut see, &mut out, Msg::Interference),
            Tab::Review => paint(&mut screens.review, ui, &mut see, &mut out, Msg::Review),
            Tab::Liability => paint(&mut screens.liability, ui, &mut see, &mut out, Msg::Liability),
            Tab::Papers => paint(&mut screens.papers, ui, &mut see, &mut out, Msg::Papers),
            Tab::Settings => paint(&mut screens.settings, ui, &mut see, &mut out, Msg::Settings),
            Tab::Statistics => {
                coming::ui(ui, self.tab.still_to_come().unwrap_or_default());
            }
        });
        let barred = see.barred(Op::AdoptText);
        self.panes.end(ui);
        if let Some(provision) = &mut self.provision {
            let mut said = Vec::new();
            let left = provision.ui(ui.ctx(), barred, &mut said);
            out.extend(said.into_iter().map(Msg::Provision));
            if left {
                self.provision = None;
            }
        }
        if let Some(palette) = &mut self.palette {
            match palette.ui(ui.ctx()) {
                None => {}
                Some(palette::Left::Closed) => self.palette = None,
                Some(palette::Left::Chosen(action)) => {
                    self.palette = None;
                    out.push(match action {
                        palette::Action::Go(target) => Msg::Go(target),
                        palette::Action::Lock => Msg::Lock,
                    });
                }
            }
        }
        end_dialog(ui.ctx());
        self.toasts.ui(ui.ctx());
        if !out.is_empty() {
            self.inbox.extend(out);
            ui.ctx().request_repaint();
        }
    }
}

fn paint<S: Screen>(
    screen: &mut S,
    ui: &mut Ui,
    see: &mut See<'_>,
    out: &mut Vec<Msg>,
    wrap: impl Fn(S::Msg) -> Msg,
) {
    let mut said = Vec::new();
    screen.ui(ui, see, &mut said);
    out.extend(said.into_iter().map(wrap));
}

/// What the desk asks of any screen, whatever its messages are.
trait Shown {
    fn enter(&mut self, cx: &mut Cx<'_>);
    fn logic(&mut self, cx: &mut Cx<'_>);
    fn open(&mut self, target: &Target, cx: &mut Cx<'_>);
    fn keep(&mut self, cx: &mut Cx<'_>);
}

impl<S: Screen> Shown for S {
    fn enter(&mut self, cx: &mut Cx<'_>) {
        Screen::enter(self, cx);
    }

    fn logic(&mut self, cx: &mut Cx<'_>) {
        Screen::logic(self, cx);
    }

    fn open(&mut self, target: &Target, cx: &mut Cx<'_>) {
        Screen::open(self, target, cx);
    }

    fn keep(&mut self, cx: &mut Cx<'_>) {
        Screen::keep(self, cx);
    }
}
