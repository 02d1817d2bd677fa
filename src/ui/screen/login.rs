//! Login: who is at this machine, and the password that opens the ledger here.

use std::path::PathBuf;

use eframe::egui::{Align, Context, Frame, Layout, Margin, Stroke, Ui};
use zeroize::Zeroizing;

use crate::domain::user::User;
use crate::env::Env;
use crate::ledger::file::{Key, Machine, Mode};
use crate::ledger::{Enrolled, Ledger, named};
use crate::ui::icons;
use crate::ui::keys;
use crate::ui::screen::problems::entered;
use crate::ui::screen::slowdown;
use crate::ui::theme::{size, space, theme};
use crate::ui::widget::{Button, Choice, Input, Row, label, muted, problem_text, title};

/// What stands on the login screen.
#[derive(Default)]
pub struct State {
    path: Option<PathBuf>,
    /// The sample ledger has no passphrase and is open already.
    sample: Option<Ledger>,
    names: Vec<String>,
    /// Who they are, where they log in with a password.
    enrolled: Vec<Enrolled>,
    /// The window, where it is remembered who gave wrong passwords.
    ctx: Option<Context>,
    name: String,
    secret: String,
    /// With the passphrase: the user's own password, which opens the user's drafts.
    password: String,
    /// Open with the ledger's passphrase instead of a user's password.
    by_passphrase: bool,
    problem: Option<String>,
    submitted: bool,
    /// The caret has been put into the field where writing begins.
    placed: bool,
}

impl State {
    /// The sample ledger: a person only chooses as whom to look around.
    pub fn of_sample(path: PathBuf, ledger: Ledger) -> State {
        let users = ledger.all::<User>().unwrap_or_default();
        let names: Vec<String> =
            users.into_iter().filter(|user| !user.value.closed).map(|user| user.value.name).collect();
        let name = names.first().cloned().unwrap_or_default();
        State { path: Some(path), sample: Some(ledger), names, name, ..State::default() }
    }

    /// A bureau's ledger, and the users enrolled on this machine.
    pub fn of(path: PathBuf, machine: &Machine) -> State {
        let enrolled = Ledger::enrolled(&path, machine).unwrap_or_default();
        let names: Vec<String> = enrolled.iter().map(|user| user.name.clone()).collect();
        let name = names.first().cloned().unwrap_or_default();
        let by_passphrase = names.is_empty();
        State { path: Some(path), names, enrolled, name, by_passphrase, ..State::default() }
    }

    /// Tries to open when the person has asked for it.
    pub fn logic(
        &mut self,
        machine: impl Fn() -> Machine,
        env: &dyn Fn() -> Env,
    ) -> Option<(PathBuf, Ledger)> {
        if !std::mem::take(&mut self.submitted) {
            return None;
        }
        let path = self.path.clone()?;
        if let Some(mut ledger) = self.sample.take() {
            return match ledger.act_as(&self.name) {
                Ok(()) => Some((path, ledger)),
                Err(error) => {
                    self.problem = Some(error.to_string());
                    self.sample = Some(ledger);
                    None
                }
            };
        }
        let user = self.enrolled.iter().find(|user| user.name == self.name && !self.by_passphrase);
        let tries = user.map(|user| user.user).zip(self.ctx.clone());
        if let Some(wait) = tries.as_ref().and_then(|(user, ctx)| slowdown::sentence(ctx, *user)) {
            self.problem = Some(wait);
            self.placed = false;
            return None;
        }
        let secret = Zeroizing::new(std::mem::take(&mut self.secret));
        let opened = if self.by_passphrase {
            let password = Zeroizing::new(std::mem::take(&mut self.password));
            let key = Key::Passphrase(secret);
            Ledger::open(&path, &key, Mode::Write, machine(), env()).and_then(|mut ledger| {
                ledger.act_as(self.name.trim())?;
                if !password.is_empty() {
                    ledger.prove(&password)?;
                }
                Ok(ledger)
            })
        } else {
            Ledger::log_in(&path, &self.name, &secret, Mode::Write, machine(), env())
        };
        if let Some((user, ctx)) = tries {
            match &opened {
                Ok(_) => slowdown::right(&ctx, user),
                Err(error) if error.is_wrong_password() => slowdown::wrong(&ctx, user),
                Err(_) => {}
            }
        }
        match opened {
            Ok(ledger) => Some((path, ledger)),
            Err(error) => {
                self.problem = Some(error.to_string());
                self.placed = false;
                None
            }
        }
    }

    /// Paints it.
    pub fn ui(&mut self, ui: &mut Ui) {
        self.ctx.get_or_insert_with(|| ui.ctx().clone());
        let (theme, gaps, parts) = (theme(ui), space(), size());
        ui.vertical_centered(|ui| {
            let height = ui.available_height();
            ui.add_space((height * 0.22).max(gaps.xl));
            Frame::new()
                .fill(theme.panel)
                .stroke(Stroke::new(1.0, theme.line))
                .corner_radius(parts.radius_panel as u8)
                .inner_margin(Margin::same((gaps.xl + gaps.s) as i8))
                .show(ui, |ui| {
                    ui.set_width(parts.dialog);
                    ui.with_layout(Layout::top_down(Align::Min), |ui| self.card(ui));
                });
        });
    }

    fn card(&mut self, ui: &mut Ui) {
        let gaps = space();
        title(ui, "秉公");
        let Some(path) = self.path.clone() else {
            label(ui, "这台电脑上还没有台账。");
            return;
        };
        muted(ui, &format!("台账{}", named(&path)));
        ui.add_space(gaps.m);
        if self.sample.is_some() {
            self.choose_name(ui, "查看身份");
        } else if self.by_passphrase {
            self.passphrase(ui);
        } else {
            self.choose_name(ui, "用户");
            self.secret_field(ui, "登录密码");
        }
        if let Some(problem) = &self.problem {
            problem_text(ui, problem);
        }
        ui.add_space(gaps.m);
        let verb = if self.sample.is_some() { "进入示例" } else { "打开台账" };
        ui.horizontal(|ui| {
            if ui.add(Button::new(verb).primary().icon(icons::KEY)).clicked()
                || keys::pressed(ui.ctx(), keys::SUBMIT)
            {
                self.submitted = true;
            }
            if self.sample.is_none() && !self.names.is_empty() {
                let other = if self.by_passphrase { "改用登录密码" } else { "改用台账口令" };
                if ui.add(Button::new(other).quiet()).clicked() {
                    self.by_passphrase = !self.by_passphrase;
                    self.secret.clear();
                    self.password.clear();
                    self.problem = None;
                    self.placed = false;
                }
            }
        });
        if self.submitted {
            ui.ctx().request_repaint();
        }
    }

    fn choose_name(&mut self, ui: &mut Ui, what: &str) {
        let options: Vec<(String, String)> =
            self.names.iter().map(|name| (name.clone(), name.clone())).collect();
        Row::new(what)
            .show(ui, |ui| Choice::new(what).width(f32::INFINITY).show(ui, &mut self.name, &options));
    }

    fn passphrase(&mut self, ui: &mut Ui) {
        let name = Row::new("用户").show(ui, |ui| Input::new(&mut self.name).hint("姓名").show(ui));
        if self.name.is_empty() && !self.placed {
            self.placed = true;
            name.request_focus();
        }
        self.secret_field(ui, "台账口令");
        let own = Row::new("登录密码")
            .hint("自己的，可以不填。填了才能打开自己的草稿，以后在这台电脑上也只用它登录。")
            .show(ui, |ui| Input::new(&mut self.password).password().show(ui));
        self.submitted |= entered(ui, &own);
    }

    fn secret_field(&mut self, ui: &mut Ui, what: &str) {
        let response = Row::new(what)
            .show(ui, |ui| Input::new(&mut self.secret).password().problem(self.problem.is_some()).show(ui));
        if !self.placed {
            self.placed = true;
            response.request_focus();
        }
        self.submitted |= entered(ui, &response);
        if response.changed() {
            self.problem = None;
        }
    }
}
