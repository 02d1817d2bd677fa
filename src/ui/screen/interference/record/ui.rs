//! How an opened record looks.

use eframe::egui::{
    Align2, Context, Frame, Key, Margin, Modifiers, Panel, Popup, ScrollArea, Sense, Ui, vec2,
};

use super::follows::{Act, DIGITS};
use super::{Msg, Record, Subject, file};
use crate::domain::id::Id;
use crate::domain::interference::{
    Attached, Follow, FollowUp, Gravity, Interference, Layer, Page, SealedState, Threat, Way,
};
use crate::domain::role::Op;
use crate::domain::user::User;
use crate::rules::interference::built_in_interference;
use crate::ui::screen::See;
use crate::ui::screen::settings::{page, when};
use crate::ui::theme::{regular, space, theme, type_sizes};
use crate::ui::widget::{
    Button, Dialog, DialogAnswer, Tone, above_bar, action_bar, chip, key_value, link, menu, muted, panel,
    panel_with, small, strong, wrapped,
};
use crate::ui::{icons, keys};
use crate::words::amount::show_size;
use crate::words::date::show_date;
use crate::words::time::show_time;

/// The width of the names of what a record has.
const KEYS: f32 = 104.0;
/// From this width of the tab on, what follows stands beside the record.
const SIDE_FROM: f32 = 1100.0;
const SIDE: f32 = 300.0;

impl Record {
    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, free: bool, out: &mut Vec<Msg>) {
        let free = free && !self.discarding && !self.viewing.is_open() && !Popup::is_any_open(ui.ctx());
        if free {
            self.shortcuts(ui.ctx(), see, out);
        }
        let mut content = above_bar(ui, "record");
        let beside = self.work.is_none() && content.available_width() > SIDE_FROM;
        if beside {
            let gaps = space();
            let margin =
                Margin { left: gaps.m as i8, right: gaps.l as i8, top: gaps.l as i8, bottom: gaps.l as i8 };
            Panel::right("record-side")
                .exact_size(SIDE + gaps.m + gaps.l)
                .resizable(false)
                .show_separator_line(false)
                .frame(Frame::new().inner_margin(margin))
                .show(&mut content, |ui| {
                    ScrollArea::vertical().show(ui, |ui| self.follows_ui(ui, true, out));
                });
        }
        let today = self.today;
        page(&mut content, |ui| match &mut self.work {
            Some(work) => {
                let busy = work.doing().is_some();
                let title = work.title().to_owned();
                panel(ui, work.icon(), &title, |ui| {
                    ui.set_width(ui.available_width());
                    ui.add_enabled_ui(!busy, |ui| work.ui(ui, today));
                });
                if work.beside_record() {
                    ui.add_space(space().m);
                    self.now_ui(ui, out);
                }
            }
            None => {
                self.viewing.progress_ui(ui);
                let directed = self.row.state == SealedState::Directed;
                if !beside && directed && self.follows_ui(ui, false, out) {
                    ui.add_space(space().m);
                }
                self.now_ui(ui, out);
                ui.add_space(space().m);
                self.layers_ui(ui, out);
                if !beside && !directed {
                    ui.add_space(space().m);
                    self.follows_ui(ui, false, out);
                }
            }
        });
        self.bar_ui(ui, see, out);
        if self.discarding {
            let dialog =
                Dialog::new("放弃草稿", "放弃").sentence("写下的内容会丢掉，记录不变，附件的原文件不变。");
            match dialog.show(ui.ctx(), |_| {}) {
                Some(DialogAnswer::Yes) => out.push(Msg::Discard),
                Some(DialogAnswer::No) => out.push(Msg::KeepOn),
                None => {}
            }
        }
        let mut said = Vec::new();
        self.viewing.ui(ui.ctx(), &mut said);
        out.extend(said.into_iter().map(Msg::File));
    }

    fn shortcuts(&self, ctx: &Context, see: &See<'_>, out: &mut Vec<Msg>) {
        let escape = || ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape));
        if let Some(work) = &self.work {
            let busy = work.doing().is_some();
            if keys::pressed(ctx, keys::SUBMIT) && see.may(Op::Seal) && !busy {
                out.push(Msg::Submit);
            }
            if escape() {
                out.push(if busy { Msg::Stop } else { Msg::LeaveWork });
            }
            return;
        }
        if keys::pressed(ctx, keys::SUBMIT) && see.may(Op::Seal) && self.waits() {
            out.push(Msg::Act(Act::Direct));
        }
        if escape() {
            out.push(Msg::Leave);
        }
        for (shortcut, by) in [(keys::PREVIOUS_RECORD, -1), (keys::NEXT_RECORD, 1)] {
            if keys::pressed(ctx, shortcut) {
                out.push(Msg::Neighbour(by));
            }
        }
        for (digit, act) in DIGITS.iter().zip(&self.follows.acts) {
            let key = Key::from_name(digit);
            if key.is_some_and(|key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key))) {
                out.push(Msg::Act(*act));
            }
        }
    }

    /// Whether it waits for the acting user's 批示.
    fn waits(&self) -> bool {
        self.directs && self.row.state == SealedState::Presented
    }

    fn bar_ui(&self, ui: &mut Ui, see: &See<'_>, out: &mut Vec<Msg>) {
        let doing = self.work.as_ref().and_then(|work| work.doing());
        let sentence = match &self.paper {
            _ if doing.is_some() => doing.as_deref().unwrap_or_default(),
            Some(_) => "用恢复密钥打开，只能查阅",
            None if self.own => "您登记的",
            None if self.directs => "呈报给您的",
            None => "批示向您开放的",
        };
        action_bar(ui, "record-bar", sentence, |ui| {
            if let Some(work) = &self.work {
                if work.has_draft() && work.doing().is_none() {
                    let discard = Button::new("放弃草稿").quiet().icon(icons::DISCARD);
                    if ui.add(discard).clicked() {
                        out.push(Msg::AskDiscard);
                    }
                } else {
                    // A list that is open beside it stays open when the first draft is kept.
                    ui.skip_ahead_auto_ids(1);
                }
                if work.doing().is_some() {
                    if ui.add(Button::new("停止").keys("Esc")).clicked() {
                        out.push(Msg::Stop);
                    }
                } else if ui.add(Button::new("返回").keys("Esc")).clicked() {
                    out.push(Msg::LeaveWork);
                }
                if work.has_letter() {
                    let button = Button::new("打印函件").icon(icons::PRINT);
                    let (asked, _) = menu(ui, button, &Record::draft_papers());
                    out.extend(asked.map(Msg::Paper));
                }
                let busy = work.doing().map(|_| "正在办理，请稍等。");
                let main = Button::new(work.verb()).primary().keys("Ctrl+Enter");
                if ui.add(main.barred(see.barred(Op::Seal).or(busy))).clicked() {
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
            let asked = self.inquiry().is_some();
            if asked && self.own && ui.add(Button::new("更正").icon(icons::EDIT)).clicked() {
                out.push(Msg::Correct);
            }
            if asked && (self.own || self.directs) && ui.add(Button::new("重新分类")).clicked() {
                out.push(Msg::Reclassify);
            }
            if self.waits() && ui.add(Button::new("批示").primary().keys("Ctrl+Enter")).clicked() {
                out.push(Msg::Act(Act::Direct));
            }
        });
    }

    fn now_ui(&self, ui: &mut Ui, out: &mut Vec<Msg>) {
        let label = self.inquiry().map_or("威胁、侮辱", |now| now.nature.label());
        let title = format!("{}　{label}", self.row.number);
        let right = |ui: &mut Ui| {
            let tone = if self.row.state == SealedState::Directed { Tone::Done } else { Tone::Plain };
            chip(ui, tone, self.row.state.label());
        };
        panel_with(ui, icons::INTERFERENCE, &title, right, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = space().s;
            ui.spacing_mut().interact_size.y = 0.0;
            match &self.subject {
                Subject::Asked(now) => self.inquiry_ui(ui, now, out),
                Subject::Threat(threat) => self.threat_ui(ui, threat, out),
            }
        });
    }

    fn threat_ui(&self, ui: &mut Ui, threat: &Threat, out: &mut Vec<Msg>) {
        let officer = &threat.officer;
        line(ui, "受威胁的人", &joined(&[&officer.name, &officer.unit, &officer.post]));
        line(ui, "近亲属", &threat.kin);
        line(ui, "威胁的人", &threat.by);
        let at = threat.at.map(show_time).unwrap_or_default();
        line(ui, "时间地点", &joined(&[&format!("{}{at}", show_date(threat.on)), &threat.place]));
        line(ui, "情况", &threat.content);
        line(ui, "有关的案件", &threat.about);
        line(ui, "在场人员", &threat.witnesses);
        self.files_ui(ui, "材料", &threat.attached, out);
        let recorder = &threat.recorder;
        line(ui, "记录人", &joined(&[&recorder.name, &recorder.unit, &recorder.post, &recorder.card]));
        line(ui, "呈报给", threat.to.label());
    }

    fn inquiry_ui(&self, ui: &mut Ui, now: &Interference, out: &mut Vec<Msg>) {
        let asker = &now.asker;
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
        self.files_ui(ui, "材料", &now.attached, out);
        line(ui, "未附原因", &now.without);
        let recorder = &now.recorder;
        line(ui, "记录人", &joined(&[&recorder.name, &recorder.unit, &recorder.post, &recorder.card]));
        line(ui, "第二签名人", now.second.as_ref().map_or("", |second| &second.name));
        line(ui, "呈报给", now.to.label());
        if now.way() != Way::Leader {
            line(ui, "后续途径", now.way().label());
        }
    }

    /// Files under a key, each with what can be done with it; a file is called by its place among those of its key.
    fn files_ui(&self, ui: &mut Ui, key: &str, files: &[Attached], out: &mut Vec<Msg>) {
        for (at, one) in files.iter().enumerate() {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = space().s;
                let shown = if at == 0 { key } else { "" };
                let ink = theme(ui).muted;
                let (rect, _) =
                    ui.allocate_exact_size(vec2(KEYS - space().s, type_sizes().table), Sense::hover());
                let font = regular(type_sizes().table);
                ui.painter().text(rect.left_center(), Align2::LEFT_CENTER, shown, font.clone(), ink);
                let words = format!("{}　{}　{}", one.material.label(), one.name, show_size(one.size));
                let text = theme(ui).text;
                wrapped(ui, &words, font, text);
                let place = match key {
                    "材料" => at,
                    _ => self.files.iter().position(|file| file.file == one.file).unwrap_or_default(),
                };
                let named = |verb: &str| format!("{verb} {key} {} {}", place + 1, one.name);
                if file::is_shown(one)
                    && ui.add(Button::new("查看").quiet().small().name(&named("查看"))).clicked()
                {
                    out.push(Msg::Look(one.file));
                }
                if ui.add(Button::new("另存").quiet().small().name(&named("另存"))).clicked() {
                    out.push(Msg::Save(one.file));
                }
            });
        }
    }

    /// What was entered, in order: who, when, and whether the signature holds.
    fn layers_ui(&self, ui: &mut Ui, out: &mut Vec<Msg>) {
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
                self.layer_ui(ui, one, out);
            }
        });
    }

    fn layer_ui(&self, ui: &mut Ui, one: &Page, out: &mut Vec<Msg>) {
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
            Layer::Record(_) | Layer::Threat(_) => {}
            Layer::FollowUp(step) => self.step_ui(ui, step, out),
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
                if let Layer::DirectedOnPaper { written_on, scan, .. } = &one.layer {
                    line(ui, "签批日期", &show_date(*written_on));
                    self.files_ui(ui, "扫描件", std::slice::from_ref(scan), out);
                }
            }
        }
    }

    /// A step with its day, who stands at the other end, and its proof.
    fn step_ui(&self, ui: &mut Ui, step: &FollowUp, out: &mut Vec<Msg>) {
        line(ui, "日期", &show_date(step.on));
        line(ui, "机关", &step.organ);
        line(ui, "文号", &step.document);
        if step.kind == Follow::Letter {
            let sent = self.book.letters();
            let state = sent.iter().find(|one| one.letter == *step).map(|one| one.state(self.today));
            let due = step.due_on.map(|day| format!("{}前", show_date(day))).unwrap_or_default();
            line(ui, "回执", &joined(&[state.map_or("", |state| state.label()), &due]));
        }
        line(ui, "情况", &step.text);
        self.files_ui(ui, "扫描件", &step.attached, out);
    }

    fn name_of(&self, user: Id<User>) -> &str {
        let found = self.users.iter().find(|(id, _)| *id == user.uuid());
        found.map_or("已不在台账里的用户", |(_, name)| name)
    }
}

/// A line of what a record has, where it has it.
fn line(ui: &mut Ui, key: &str, value: &str) {
    if !value.is_empty() {
        key_value(ui, key, KEYS, value);
    }
}

fn joined(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("　")
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
