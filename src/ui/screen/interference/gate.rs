//! The own password, asked for in place: the ledger's passphrase opens nothing that is sealed.

use eframe::egui::Context;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::ledger::{Error, Proven, Result};
use crate::ui::job::Job;
use crate::ui::screen::Cx;
use crate::ui::screen::problems::{Line, Problems, entered};
use crate::ui::screen::slowdown;
use crate::ui::widget::{Dialog, DialogAnswer};

const FIELD: &str = "password";

/// The question, while it is open.
#[derive(Default)]
pub struct Gate {
    ask: Option<Ask>,
}

struct Ask {
    password: String,
    problems: Problems,
    /// Whose password it is.
    user: Uuid,
    /// The answer while it is checked, which takes as long as guessing should.
    checking: Option<Job<Result<Proven>>>,
    /// Why no password can be asked for.
    none: Option<String>,
}

/// How the question was left.
pub enum Left {
    /// The keys are at hand.
    Opened,
    Closed,
}

/// What a person did with it.
pub enum Msg {
    Answer,
    Leave,
}

impl Gate {
    /// Whether the question is open.
    pub fn is_open(&self) -> bool {
        self.ask.is_some()
    }

    /// Asks.
    pub fn open(&mut self, cx: &Cx<'_>) {
        let has = cx.ledger.actor().is_some_and(|actor| cx.ledger.has_password(actor).unwrap_or(false));
        let none = (!has).then(|| {
            "您还没有登录密码，封存的内容没有钥匙可以打开。请系统管理在“设置”的“用户”里为您设置密码，由您本人输入，再来办理。"
                .to_owned()
        });
        let user = cx.ledger.actor().map(|actor| actor.id.uuid()).unwrap_or_default();
        let problems = Problems::none_at(FIELD);
        self.ask = Some(Ask { password: String::new(), problems, user, checking: None, none });
    }

    /// Does what a person did; tells how it was left, once it was.
    pub fn update(&mut self, msg: &Msg, cx: &mut Cx<'_>) -> Option<Left> {
        let ask = self.ask.as_mut()?;
        if matches!(msg, Msg::Leave) || ask.none.is_some() {
            // What is being checked answers nobody.
            self.ask = None;
            return Some(Left::Closed);
        }
        if ask.checking.is_some() || slowdown::wait(cx.ctx, ask.user) > 0.0 {
            return None;
        }
        let password = Zeroizing::new(std::mem::take(&mut ask.password));
        ask.problems.clear();
        match cx.ledger.proving() {
            Ok(proving) => ask.checking = Some(Job::begin(cx.ctx, move |_| proving.check(&password))),
            Err(error) => ask.problems.say(FIELD, error.to_string()),
        }
        None
    }

    /// Takes the answer once it was checked.
    pub fn logic(&mut self, cx: &mut Cx<'_>) -> Option<Left> {
        let ask = self.ask.as_mut()?;
        let told = match ask.checking.as_mut()?.poll() {
            Ok(None) => return None,
            Ok(Some(told)) => told,
            Err(_) => Err(Error::Refused("密码没有核对完，请再输入一次。".to_owned())),
        };
        ask.checking = None;
        match told.and_then(|proven| cx.ledger.proved(proven)) {
            Ok(()) => {
                slowdown::right(cx.ctx, ask.user);
                self.ask = None;
                Some(Left::Opened)
            }
            Err(error) => {
                ask.problems.say(FIELD, error.to_string());
                if error.is_wrong_password() {
                    slowdown::wrong(cx.ctx, ask.user);
                }
                None
            }
        }
    }

    /// Paints it.
    pub fn ui(&mut self, ctx: &Context, out: &mut Vec<Msg>) {
        let Some(ask) = &mut self.ask else { return };
        if let Some(none) = &ask.none {
            if Dialog::reading("需要登录密码").sentence(none).show(ctx, |_| {}).is_some() {
                out.push(Msg::Leave);
            }
            return;
        }
        let checking = ask.checking.is_some();
        let left = slowdown::wait(ctx, ask.user);
        let wait = match checking {
            true => Some("正在核对密码，请稍等。".to_owned()),
            false => slowdown::sentence(ctx, ask.user),
        };
        if left > 0.0 {
            ctx.request_repaint_after_secs((left.fract() as f32).max(0.05));
        }
        let sentence = "封存的记录和草稿只用您自己的登录密码打开，台账口令打不开。";
        let mut by_key = false;
        let answer =
            Dialog::new("输入登录密码", "打开").sentence(sentence).barred(wait.as_deref()).show(ctx, |ui| {
                let field =
                    Line::new("登录密码", FIELD).secret().show(ui, &mut ask.password, &mut ask.problems);
                by_key = entered(ui, &field);
                if let Some(wait) = &wait {
                    crate::ui::widget::muted(ui, wait);
                }
            });
        match answer {
            Some(DialogAnswer::No) => out.push(Msg::Leave),
            Some(DialogAnswer::Yes) => out.push(Msg::Answer),
            None if by_key && wait.is_none() => out.push(Msg::Answer),
            None => {}
        }
    }
}
