//! A threat without an inquiry before it (D16): the form that an opened record has, on its own.

use chrono::NaiveDate;
use eframe::egui::{Key, Modifiers, Popup, Ui};

use super::record::{ThreatForm, Work as _};
use crate::domain::role::Op;
use crate::ui::screen::settings::page;
use crate::ui::screen::{Cx, See};
use crate::ui::widget::{Button, Dialog, DialogAnswer, above_bar, action_bar, panel};
use crate::ui::{icons, keys};

/// The key of its draft.
pub const KEY: &str = "interference/threat";

/// What a person does with it.
pub enum Msg {
    Submit,
    Leave,
    /// Gives up what is being done on a thread.
    Stop,
    AskDiscard,
    Discard,
    KeepOn,
}

/// How it was left.
pub enum Left {
    /// What was written stays as a draft.
    Back,
    Discarded,
    Sealed,
}

/// The form with its bar.
pub struct Threatened {
    form: ThreatForm,
    discarding: bool,
    today: NaiveDate,
}

impl Threatened {
    /// A blank form, or what its draft has kept; who writes is threatened first.
    pub fn begin(cx: &mut Cx<'_>) -> Threatened {
        Threatened { form: ThreatForm::alone(KEY, cx), discarding: false, today: cx.today }
    }

    pub fn is_unkept(&self) -> bool {
        self.form.is_unkept()
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        self.form.keep(cx);
    }

    pub fn has_draft(&self) -> bool {
        self.form.has_draft()
    }

    /// Does it; tells whether the form was left.
    pub fn update(&mut self, msg: &Msg, cx: &mut Cx<'_>) -> Option<Left> {
        match msg {
            Msg::Submit if self.form.doing().is_none() => {
                return self.form.send(cx).then_some(Left::Sealed);
            }
            Msg::Submit => {}
            Msg::Leave => {
                self.form.keep(cx);
                return Some(Left::Back);
            }
            Msg::Stop => self.form.stop(),
            Msg::AskDiscard => self.discarding = true,
            Msg::KeepOn => self.discarding = false,
            Msg::Discard => {
                self.form.discard(cx);
                return Some(Left::Discarded);
            }
        }
        None
    }

    /// Goes on with what takes its time; tells whether it was entered.
    pub fn logic(&mut self, cx: &mut Cx<'_>) -> bool {
        self.form.go_on(cx)
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &See<'_>, free: bool, out: &mut Vec<Msg>) {
        let doing = self.form.doing();
        let busy = doing.is_some();
        if free && !self.discarding && !Popup::is_any_open(ui.ctx()) {
            if keys::pressed(ui.ctx(), keys::SUBMIT) && see.may(Op::Seal) && !busy {
                out.push(Msg::Submit);
            }
            if ui.ctx().input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
                out.push(if busy { Msg::Stop } else { Msg::Leave });
            }
        }
        let mut content = above_bar(ui, "threatened");
        let today = self.today;
        page(&mut content, |ui| {
            let title = self.form.title().to_owned();
            panel(ui, icons::INTERFERENCE, &title, |ui| {
                ui.set_width(ui.available_width());
                ui.add_enabled_ui(!busy, |ui| self.form.ui(ui, today));
            });
        });
        let sentence = doing.as_deref().unwrap_or("提交前只有您能看到，可以随时离开");
        action_bar(ui, "threatened-bar", sentence, |ui| {
            if self.form.has_draft() && !busy {
                if ui.add(Button::new("放弃草稿").quiet().icon(icons::DISCARD)).clicked() {
                    out.push(Msg::AskDiscard);
                }
            } else {
                // A list that is open beside it stays open when the first draft is kept.
                ui.skip_ahead_auto_ids(1);
            }
            let back = Button::new(if busy { "停止" } else { "返回" }).keys("Esc");
            if ui.add(back).clicked() {
                out.push(if busy { Msg::Stop } else { Msg::Leave });
            }
            let barred = see.barred(Op::Seal).or(busy.then_some("正在办理，请稍等。"));
            let main = Button::new(self.form.verb()).primary().keys("Ctrl+Enter").barred(barred);
            if ui.add(main).clicked() {
                out.push(Msg::Submit);
            }
        });
        if self.discarding {
            let dialog = Dialog::new("放弃草稿", "放弃").sentence("写下的内容会丢掉，附件的原文件不变。");
            match dialog.show(ui.ctx(), |_| {}) {
                Some(DialogAnswer::Yes) => out.push(Msg::Discard),
                Some(DialogAnswer::No) => out.push(Msg::KeepOn),
                None => {}
            }
        }
    }
}
