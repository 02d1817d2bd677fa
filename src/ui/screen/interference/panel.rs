//! A record that one cannot open: what everybody knows of it, who may open it, and how.

use eframe::egui::{Key, Modifiers, Popup, Ui};
use zeroize::Zeroizing;

use super::record::Record;
use crate::ledger::SealedRow;
use crate::ui::screen::Cx;
use crate::ui::screen::problems::{Line, Problems};
use crate::ui::screen::settings::page;
use crate::ui::theme::{regular, space, theme, type_sizes};
use crate::ui::widget::{
    Button, Dialog, DialogAnswer, above_bar, action_bar, key_value, panel as framed, wrapped,
};
use crate::ui::{icons, keys};
use crate::words::date::show_date;

const KEYS: f32 = 104.0;

/// What a person does with it.
pub enum Msg {
    Leave,
    Neighbour(i64),
    Prove,
    AskPaper,
    Paper,
    LeavePaper,
}

/// A sealed record, from outside.
pub struct SealedPanel {
    pub row: SealedRow,
    /// Whether the own password was given: then the record is for others.
    proved: bool,
    paper: Option<(String, Problems)>,
}

impl SealedPanel {
    pub fn of(row: SealedRow, cx: &Cx<'_>) -> SealedPanel {
        SealedPanel { row, proved: cx.ledger.has_own_keys(), paper: None }
    }

    /// Does it; gives the record, once the key on paper has opened it.
    pub fn update(&mut self, msg: &Msg, cx: &mut Cx<'_>) -> Option<Record> {
        match msg {
            Msg::AskPaper => self.paper = Some((String::new(), Problems::none_at("paper"))),
            Msg::LeavePaper => self.paper = None,
            Msg::Paper => {
                let (typed, problems) = self.paper.as_mut()?;
                problems.clear();
                let paper = Zeroizing::new(std::mem::take(typed));
                match Record::open_with_paper(self.row.clone(), &paper, cx) {
                    Ok(record) => return Some(record),
                    Err(error) => problems.say("paper", error.to_string()),
                }
            }
            Msg::Leave | Msg::Neighbour(_) | Msg::Prove => {}
        }
        None
    }

    pub fn ui(&mut self, ui: &mut Ui, free: bool, out: &mut Vec<Msg>) {
        if free && self.paper.is_none() && !Popup::is_any_open(ui.ctx()) {
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
                out.push(Msg::Leave);
            }
            for (shortcut, by) in [(keys::PREVIOUS_RECORD, -1), (keys::NEXT_RECORD, 1)] {
                if keys::pressed(ui.ctx(), shortcut) {
                    out.push(Msg::Neighbour(by));
                }
            }
        }
        page(&mut above_bar(ui, "shut"), |ui| {
            framed(ui, icons::LOCK, &format!("{}　已封存", self.row.number), |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = space().s;
                ui.spacing_mut().interact_size.y = 0.0;
                key_value(ui, "登记日期", KEYS, &show_date(self.row.on));
                key_value(ui, "状态", KEYS, self.row.state.label());
                key_value(ui, "内容", KEYS, "已封存，台账里没有谁过问、谁登记和过问什么。");
                let who = "登记的人，收到它的负责人，批示以后指定的人员；都要用自己的登录密码。系统管理始终打不开。";
                key_value(ui, "谁能打开", KEYS, who);
                if self.proved {
                    let ink = theme(ui).text;
                    let words = "您的钥匙打不开这一件。需要查阅的，向收到它的负责人提出。";
                    wrapped(ui, words, regular(type_sizes().table), ink);
                }
            });
        });
        action_bar(ui, "shut-bar", "", |ui| {
            if ui.add(Button::new("返回列表").keys("Esc")).clicked() {
                out.push(Msg::Leave);
            }
            if ui.add(Button::new("用恢复密钥打开").icon(icons::KEY)).clicked() {
                out.push(Msg::AskPaper);
            }
            if !self.proved && ui.add(Button::new("输入登录密码").primary()).clicked() {
                out.push(Msg::Prove);
            }
        });
        if let Some((typed, problems)) = &mut self.paper {
            let sentence = "照保险柜里的密钥单抄写，从第1组起依次连写。只能查阅；保管人和监交人应当在场。";
            let dialog = Dialog::new("用恢复密钥打开", "打开").sentence(sentence).width(620.0);
            let answer = dialog.show(ui.ctx(), |ui| {
                Line::new("恢复密钥", "paper").secret().show(ui, typed, problems);
            });
            match answer {
                Some(DialogAnswer::Yes) => out.push(Msg::Paper),
                Some(DialogAnswer::No) => out.push(Msg::LeavePaper),
                None => {}
            }
        }
    }
}
