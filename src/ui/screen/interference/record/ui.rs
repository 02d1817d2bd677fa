//! How an opened record looks.

use eframe::egui::{Context, Key, Modifiers, Popup, Ui};

use super::{Msg, Record, Work, file};
use crate::domain::id::Id;
use crate::domain::interference::{Gravity, Layer, Page, SealedState, Way};
use crate::domain::role::Op;
use crate::domain::user::User;
use crate::rules::interference::built_in_interference;
use crate::ui::screen::See;
use crate::ui::screen::settings::{page, when};
use crate::ui::theme::{regular, space, theme, type_sizes};
use crate::ui::widget::{
    Button, Tone, above_bar, action_bar, chip, key_value, link, menu, muted, panel, panel_with, small,
    strong, wrapped,
};
use crate::ui::{icons, keys};
use crate::words::amount::show_size;
use crate::words::date::show_date;
use crate::words::time::show_time;

/// The width of the names of what a record has.
const KEYS: f32 = 104.0;

impl Record {
    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, free: bool, out: &mut Vec<Msg>) {
        let free = free && !self.viewing.is_open() && !Popup::is_any_open(ui.ctx());
        if free {
            self.shortcuts(ui.ctx(), see, out);
        }
        let mut content = above_bar(ui, "record");
        page(&mut content, |ui| match &mut self.work {
            Some(Work::Direct(direct)) => {
                let keepers = &self.keepers;
                panel(ui, icons::DECISION, "批示", |ui| {
                    ui.set_width(ui.available_width());
                    direct.ui(ui, keepers);
                });
                ui.add_space(space().m);
                self.now_ui(ui, out);
            }
            Some(Work::Reclassify(reclassify)) => {
                panel(ui, icons::EDIT, "重新分类", |ui| {
                    ui.set_width(ui.available_width());
                    reclassify.ui(ui);
                });
            }
            None => {
                self.viewing.progress_ui(ui);
                self.now_ui(ui, out);
                ui.add_space(space().m);
                self.layers_ui(ui);
            }
        });
        self.bar_ui(ui, see, out);
        let mut said = Vec::new();
        self.viewing.ui(ui.ctx(), &mut said);
        out.extend(said.into_iter().map(Msg::File));
    }

    fn shortcuts(&self, ctx: &Context, see: &See<'_>, out: &mut Vec<Msg>) {
        let working = self.work.is_some();
        if keys::pressed(ctx, keys::SUBMIT) && see.may(Op::Seal) {
            if working {
                out.push(Msg::Submit);
            } else if self.waits() {
                out.push(Msg::Direct);
            }
        }
        if ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            out.push(if working { Msg::LeaveWork } else { Msg::Leave });
        }
        if !working {
            for (shortcut, by) in [(keys::PREVIOUS_RECORD, -1), (keys::NEXT_RECORD, 1)] {
                if keys::pressed(ctx, shortcut) {
                    out.push(Msg::Neighbour(by));
                }
            }
        }
    }

    /// Whether it waits for the acting user's 批示.
    fn waits(&self) -> bool {
        self.directs && self.row.state == SealedState::Presented
    }

    fn bar_ui(&self, ui: &mut Ui, see: &See<'_>, out: &mut Vec<Msg>) {
        let sentence = match &self.paper {
            Some(_) => "用恢复密钥打开，只能查阅",
            None if self.own => "您登记的",
            None if self.directs => "呈报给您的",
            None => "批示向您开放的",
        };
        action_bar(ui, "record-bar", sentence, |ui| {
            if self.work.is_some() {
                if ui.add(Button::new("返回").keys("Esc")).clicked() {
                    out.push(Msg::LeaveWork);
                }
                let verb = if matches!(self.work, Some(Work::Direct(_))) {
                    "签署批示"
                } else {
                    "提交重新分类"
                };
                let main = Button::new(verb).primary().keys("Ctrl+Enter").barred(see.barred(Op::Seal));
                if ui.add(main).clicked() {
                    out.push(Msg::Submit);
                }
                return;
            }
            if ui.add(Button::new("返回列表").keys("Esc")).clicked() {
                out.push(Msg::Leave);
            }
            if !self.sheets.is_empty() {
                // No key of its own: what is sealed goes to a printer that others may stand at only when it is chosen.
                let (asked, _) = menu(ui, Button::new("打印").icon(icons::PRINT), &self.papers());
                out.extend(asked.map(Msg::Paper));
            }
            if self.own && ui.add(Button::new("更正").icon(icons::EDIT)).clicked() {
                out.push(Msg::Correct);
            }
            if (self.own || self.directs) && ui.add(Button::new("重新分类")).clicked() {
                out.push(Msg::Reclassify);
            }
            if self.waits() && ui.add(Button::new("批示").primary().keys("Ctrl+Enter")).clicked() {
                out.push(Msg::Direct);
            }
        });
    }

    fn now_ui(&self, ui: &mut Ui, out: &mut Vec<Msg>) {
        let now = &self.now;
        let title = format!("{}　{}", self.row.number, now.nature.label());
        let right = |ui: &mut Ui| {
            let tone = if self.row.state == SealedState::Directed { Tone::Done } else { Tone::Plain };
            chip(ui, tone, self.row.state.label());
        };
        panel_with(ui, icons::INTERFERENCE, &title, right, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = space().s;
            ui.spacing_mut().interact_size.y = 0.0;
            let line = |ui: &mut Ui, key: &str, value: &str| {
                if !value.is_empty() {
                    key_value(ui, key, KEYS, value);
                }
            };
            let asker = &now.asker;
            let joined = |parts: &[&str]| {
                parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("　")
            };
            line(ui, "案件", &now.matter);
            if let Some(case) = now.case {
                ui.horizontal(|ui| {
                    ui.add_space(KEYS);
                    if link(ui, "到这个案件", "到这个案件").clicked() {
                        out.push(Msg::Case(case));
                    }
                });
            }
            line(ui, "过问人", &joined(&[&asker.name, &asker.unit, &asker.post]));
            line(ui, "身份", asker.side.label());
            line(ui, "与案件的关系", &asker.relation);
            let at = now.at.map(show_time).unwrap_or_default();
            line(ui, "时间地点", &joined(&[&format!("{}{at}", show_date(now.on)), &now.place]));
            line(ui, "在场人员", &now.witnesses);
            let writing = now.in_writing.map(|one| one.label()).unwrap_or_default();
            line(ui, "方式", &joined(&[now.channel.label(), writing]));
            line(ui, "内容", &now.content);
            line(ui, "情形", &conducts(&now.conduct, &now.conduct_other));
            let reactions: Vec<&str> = now.reactions.iter().map(|one| one.label()).collect();
            line(ui, "答复", &reactions.join("、"));
            self.files_ui(ui, out);
            line(ui, "未附原因", &now.without);
            let recorder = &now.recorder;
            line(ui, "记录人", &joined(&[&recorder.name, &recorder.unit, &recorder.post, &recorder.card]));
            line(ui, "第二签名人", now.second.as_ref().map_or("", |second| &second.name));
            line(ui, "呈报给", now.to.label());
            if now.way() != Way::Leader {
                line(ui, "后续途径", now.way().label());
            }
        });
    }

    fn files_ui(&self, ui: &mut Ui, out: &mut Vec<Msg>) {
        for (at, one) in self.now.attached.iter().enumerate() {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = space().s;
                let key = if at == 0 { "材料" } else { "" };
                let ink = theme(ui).muted;
                let (rect, _) = ui.allocate_exact_size(
                    eframe::egui::vec2(KEYS - space().s, type_sizes().table),
                    eframe::egui::Sense::hover(),
                );
                let font = regular(type_sizes().table);
                ui.painter().text(
                    rect.left_center(),
                    eframe::egui::Align2::LEFT_CENTER,
                    key,
                    font.clone(),
                    ink,
                );
                let words = format!("{}　{}　{}", one.material.label(), one.name, show_size(one.size));
                let text = theme(ui).text;
                wrapped(ui, &words, font, text);
                let named = |verb: &str| format!("{verb} 材料 {} {}", at + 1, one.name);
                if file::is_shown(one)
                    && ui.add(Button::new("查看").quiet().small().name(&named("查看"))).clicked()
                {
                    out.push(Msg::Look(at));
                }
                if ui.add(Button::new("另存").quiet().small().name(&named("另存"))).clicked() {
                    out.push(Msg::Save(at));
                }
            });
        }
    }

    /// What was entered, in order: who, when, and whether the signature holds.
    fn layers_ui(&self, ui: &mut Ui) {
        panel(ui, icons::HISTORY, "经过", |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = space().xs;
            ui.spacing_mut().interact_size.y = 0.0;
            for (at, one) in self.book.pages.iter().enumerate() {
                if at > 0 {
                    ui.add_space(space().s);
                    ui.separator();
                    ui.add_space(space().s);
                }
                self.layer_ui(ui, one);
            }
        });
    }

    fn layer_ui(&self, ui: &mut Ui, one: &Page) {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = space().s;
            let what = match &one.layer {
                Layer::Record(_) => "登记",
                Layer::Corrected { .. } => "更正",
                Layer::Reclassified { .. } => "重新分类",
                Layer::Directed(_) => "批示",
                Layer::DirectedOnPaper { .. } => "纸面批示",
                Layer::Threat(_) => "登记",
                Layer::FollowUp(step) => step.kind.label(),
            };
            strong(ui, what);
            muted(ui, &format!("{}　{}", one.name, when(one.at)));
            if one.signed {
                chip(ui, Tone::Done, "签名有效");
            } else {
                chip(ui, Tone::Due, "未能核对签名");
            }
        });
        if !one.signed {
            small(ui, "登记人后来换过密码，或者内容不是本人写入；请向本人核实。");
        }
        let text = theme(ui).text;
        let font = || regular(type_sizes().table);
        match &one.layer {
            Layer::Record(_) => {}
            Layer::Threat(threat) => {
                wrapped(ui, &threat.content, font(), text);
            }
            Layer::FollowUp(step) => {
                let day = show_date(step.on);
                for part in [&day, &step.organ, &step.document, &step.text] {
                    if !part.is_empty() {
                        wrapped(ui, part, font(), text);
                    }
                }
            }
            Layer::Corrected { why, .. } => {
                wrapped(ui, &format!("理由：{why}"), font(), text);
            }
            Layer::Reclassified { nature, why, .. } => {
                wrapped(ui, &format!("改为“{}”，理由：{why}", nature.label()), font(), text);
            }
            Layer::Directed(direction) | Layer::DirectedOnPaper { direction, .. } => {
                wrapped(ui, &direction.text, font(), text);
                wrapped(ui, &gravity_words(direction.gravity), font(), text);
                let names: Vec<&str> = direction.keepers.iter().map(|keeper| self.name_of(*keeper)).collect();
                let opened = match names.as_slice() {
                    [] => "没有向别人开放。".to_owned(),
                    names => format!("开放给：{}", names.join("、")),
                };
                wrapped(ui, &opened, font(), text);
            }
        }
    }

    fn name_of(&self, user: Id<User>) -> &str {
        let found = self.users.iter().find(|(id, _)| *id == user.uuid());
        found.map_or("已不在台账里的用户", |(_, name)| name)
    }
}

fn gravity_words(gravity: Gravity) -> String {
    match gravity.handed_to() {
        None => gravity.label().to_owned(),
        Some(to) => format!("{}，移送{to}", gravity.label()),
    }
}

fn conducts(items: &[u8], other: &str) -> String {
    let Ok(rules) = built_in_interference() else { return String::new() };
    let words = |item: &u8| {
        let label = rules.conduct(*item).map_or("", |one| &one.label);
        format!("{item}　{label}")
    };
    let mut lines: Vec<String> = items.iter().map(words).collect();
    if !other.is_empty() {
        lines.push(other.to_owned());
    }
    lines.join("\n")
}
