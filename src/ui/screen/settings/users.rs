//! 用户: who acts in the ledger, with which roles, and the password of this machine.

use std::borrow::Cow;

use eframe::egui::{CentralPanel, Context, Frame, Margin, Panel, ScrollArea, Ui};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::super::problems::{Line, Problems};
use super::super::{Cx, See};
use crate::domain::role::{Op, Role};
use crate::domain::user::User;
use crate::ledger::Enrolment;
use crate::ledger::file::Versioned;
use crate::ui::theme::{size, space, theme};
use crate::ui::widget::{
    Button, Cell, Column, Dialog, DialogAnswer, Row, TableEvent, TableState, Tone, above_bar, action_bar,
    check_box, muted, panel, problem_text, table, table_id,
};
use crate::ui::{icons, keys};

/// The key of the draft of a new user.
pub const DRAFT: &str = "user/new";
const TABLE: &str = "用户";
const FIELDS: [&str; 5] = ["user.name", "user.roles", "user.password", "again", "why"];
const COLUMNS: [Column; 3] =
    [Column::plain("姓名", 88.0).grows(), Column::plain("角色", 0.0), Column::plain("状态", 68.0)];
const LIST: f32 = 400.0;
const LIST_NARROW: f32 = 380.0;

/// What a person does here.
pub enum Msg {
    New,
    Select(usize),
    Submit,
    AskClose,
    AskPassword,
    AskNewPassword,
    Yes,
    No,
}

/// What is written in the form.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
struct Form {
    name: String,
    /// By code, as a draft keeps them.
    roles: Vec<String>,
    #[serde(skip)]
    password: String,
    #[serde(skip)]
    again: String,
    #[serde(skip)]
    why: String,
}

impl Form {
    fn of(user: &User) -> Form {
        let roles = user.roles.iter().map(|role| role.code().to_owned()).collect();
        Form { name: user.name.clone(), roles, ..Form::default() }
    }

    fn roles(&self) -> Vec<Role> {
        Role::ALL.iter().copied().filter(|role| self.roles.iter().any(|code| code == role.code())).collect()
    }
}

/// A question that is open.
enum Ask {
    Close {
        why: String,
    },
    Password {
        old: String,
        new: String,
        again: String,
    },
    /// For a user who has forgotten the password, or has none on this machine.
    NewPassword {
        new: String,
        again: String,
        why: String,
    },
}

/// List, form and question.
#[derive(Default)]
pub struct State {
    users: Vec<Versioned<User>>,
    table: TableState,
    /// None while a new user is written.
    chosen: Option<Uuid>,
    form: Form,
    kept: Form,
    own: Option<Uuid>,
    /// Users whose keys no password keeps.
    keyless: Vec<Uuid>,
    sample: bool,
    problems: Problems,
    problem: Option<String>,
    ask: Option<(Ask, Problems)>,
}

impl State {
    pub fn enter(&mut self, cx: &Cx<'_>) {
        self.own = cx.ledger.actor().map(|actor| actor.id.uuid());
        self.sample = cx.ledger.agency().is_ok_and(|agency| agency.value.sample);
        match cx.ledger.all::<User>() {
            Ok(users) => {
                let without = |user: &&Versioned<User>| !cx.ledger.has_password(user).unwrap_or(true);
                self.keyless = users.iter().filter(without).map(|user| user.id.uuid()).collect();
                self.users = users;
                self.problem = None;
            }
            Err(error) => self.problem = Some(error.to_string()),
        }
        if self.chosen.is_none() && self.form == Form::default() {
            self.select_row(0);
        }
    }

    fn user(&self) -> Option<&Versioned<User>> {
        self.users.iter().find(|user| Some(user.id.uuid()) == self.chosen)
    }

    fn select_row(&mut self, row: usize) {
        let Some(user) = self.users.get(row) else { return };
        self.chosen = Some(user.id.uuid());
        self.form = Form::of(&user.value);
        self.problems = Problems::default();
        self.table.select(Some(row));
    }

    pub fn select(&mut self, id: Uuid) {
        if let Some(row) = self.users.iter().position(|user| user.id.uuid() == id) {
            self.select_row(row);
        }
    }

    fn is_new(&self) -> bool {
        self.chosen.is_none()
    }

    pub fn is_unkept(&self) -> bool {
        let wanted = |form: &Form| (form.name.clone(), form.roles.clone());
        self.is_new() && wanted(&self.form) != wanted(&self.kept)
    }

    /// Keeps name and roles; a password is never kept.
    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        if !self.is_unkept() {
            return;
        }
        if cx.keep_draft(DRAFT, "新增用户", &self.form) {
            self.kept = self.form.clone();
        }
    }

    pub fn restore(&mut self, cx: &mut Cx<'_>) {
        if let Ok(Some(draft)) = cx.ledger.draft(DRAFT)
            && let Ok(form) = serde_json::from_slice::<Form>(&draft)
        {
            self.begin_new();
            self.form = form.clone();
            self.kept = form;
        }
    }

    fn begin_new(&mut self) {
        self.chosen = None;
        self.table.select(None);
        self.form = Form::default();
        self.kept = Form::default();
        self.problems = Problems::none_at(FIELDS[0]);
    }

    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match msg {
            Msg::New => self.begin_new(),
            Msg::Select(row) => {
                self.keep(cx);
                self.select_row(row);
            }
            Msg::Submit if self.is_new() => self.add(cx),
            Msg::Submit => self.change(cx),
            Msg::AskClose => self.ask = Some((Ask::Close { why: String::new() }, Problems::none_at("why"))),
            Msg::AskPassword => {
                let ask = Ask::Password { old: String::new(), new: String::new(), again: String::new() };
                self.ask = Some((ask, Problems::none_at("old")));
            }
            Msg::AskNewPassword => {
                let ask = Ask::NewPassword { new: String::new(), again: String::new(), why: String::new() };
                self.ask = Some((ask, Problems::none_at("user.password")));
            }
            Msg::No => self.ask = None,
            Msg::Yes => self.answer(cx),
        }
    }

    fn add(&mut self, cx: &mut Cx<'_>) {
        let form = &self.form;
        let problems = &mut self.problems;
        problems.clear();
        problems.wanted("user.name", &form.name, "请写姓名。");
        let roles = form.roles();
        if roles.is_empty() {
            problems.say("user.roles", "请至少选一个角色。");
        }
        if !self.sample {
            check_password(&form.password, &form.again, "user.password", "again", problems);
        }
        if problems.any() {
            return;
        }
        let password = (!self.sample).then_some(form.password.as_str());
        let new = Enrolment { name: form.name.trim(), roles: &roles, officer: None, password };
        match cx.ledger.add_user_here(&new) {
            Ok(id) => {
                cx.drop_draft(DRAFT);
                cx.saved();
                cx.done(format!("已新增用户“{}”。", self.form.name.trim()));
                self.form = Form::default();
                self.kept = Form::default();
                self.chosen = Some(id.uuid());
                self.enter(cx);
                self.select(id.uuid());
            }
            Err(error) => problems.refused(&error),
        }
    }

    fn change(&mut self, cx: &mut Cx<'_>) {
        let Some(read) = self.user().cloned() else { return };
        let problems = &mut self.problems;
        problems.clear();
        let roles = self.form.roles();
        problems.wanted("user.name", &self.form.name, "请写姓名。");
        if roles.is_empty() {
            problems.say("user.roles", "请至少选一个角色；不再使用的，请停用该用户。");
        }
        problems.wanted("why", &self.form.why, "请写修改理由。");
        if problems.any() {
            return;
        }
        let user = User { name: self.form.name.trim().to_owned(), roles, ..read.value.clone() };
        match cx.ledger.change_user(&read, &user, self.form.why.trim()) {
            Ok(()) => {
                cx.saved();
                cx.done(format!("已修改用户“{}”。", user.name));
                self.enter(cx);
                self.select(read.id.uuid());
            }
            Err(error) => problems.refused(&error),
        }
    }

    fn answer(&mut self, cx: &mut Cx<'_>) {
        let read = self.user().cloned();
        let Some((ask, problems)) = &mut self.ask else { return };
        problems.clear();
        match ask {
            Ask::Close { why } => {
                problems.wanted("why", why, "请写停用理由，例如：调离。");
                let Some(read) = read.filter(|_| !problems.any()) else { return };
                let user = User { closed: true, ..read.value.clone() };
                match cx.ledger.change_user(&read, &user, why.trim()) {
                    Ok(()) => {
                        self.ask = None;
                        cx.saved();
                        cx.done(format!("已停用“{}”，以前办理的记录都保留。", user.name));
                        self.enter(cx);
                    }
                    Err(error) => problems.refused(&error),
                }
            }
            Ask::Password { old, new, again } => {
                problems.wanted("old", old, "请写现在的登录密码。");
                check_password(new, again, "user.password", "again", problems);
                if problems.any() {
                    return;
                }
                let (was, now) = (Zeroizing::new(std::mem::take(old)), Zeroizing::new(std::mem::take(new)));
                again.clear();
                match cx.ledger.change_password(&was, &now) {
                    Ok(()) => {
                        self.ask = None;
                        cx.done("已修改登录密码，下次登录用新密码。");
                    }
                    Err(error) => problems.say("old", error.to_string()),
                }
            }
            Ask::NewPassword { new, again, why } => {
                check_password(new, again, "user.password", "again", problems);
                problems.wanted("why", why, "请写设置理由，例如：忘记密码。");
                let Some(read) = read.filter(|_| !problems.any()) else { return };
                let now = Zeroizing::new(std::mem::take(new));
                again.clear();
                match cx.ledger.set_password(&read, &now, why.trim()) {
                    Ok(()) => {
                        self.ask = None;
                        cx.saved();
                        cx.done(format!("已为“{}”设置登录密码，在这台电脑上登录用它。", read.value.name));
                        self.enter(cx);
                    }
                    Err(error) => problems.refused(&error),
                }
            }
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<super::Msg>) {
        let mut said = Vec::new();
        if self.ask.is_none() {
            if keys::pressed(ui.ctx(), keys::NEW) && see.may(Op::AddUser) {
                said.push(Msg::New);
            }
            if keys::pressed(ui.ctx(), keys::SUBMIT) && self.barred(see).is_none() {
                said.push(Msg::Submit);
            }
        }
        let fill = theme(ui).panel;
        let mut content = above_bar(ui, "users");
        Panel::left("user-list")
            .exact_size(if see.narrow { LIST_NARROW } else { LIST })
            .resizable(false)
            .frame(Frame::new().fill(fill).inner_margin(Margin::ZERO))
            .show(&mut content, |ui| {
                see.panes.entry(table_id(TABLE));
                let users = &self.users;
                let row = |i: usize| users.get(i).map(|user| cells(&user.value));
                for event in table(ui, TABLE, &mut self.table, &COLUMNS, users.len(), row) {
                    if let TableEvent::Select(row) = event {
                        said.push(Msg::Select(row));
                    }
                }
            });
        CentralPanel::no_frame().show(&mut content, |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                Frame::new().inner_margin(space().l).show(ui, |ui| {
                    ui.set_max_width((size().dialog * 1.2).min(ui.available_width()));
                    self.form_ui(ui, see);
                });
            });
        });
        self.actions_ui(ui, see, &mut said);
        self.ask_ui(ui.ctx(), &mut said);
        out.extend(said.into_iter().map(super::Msg::Users));
    }

    fn barred(&self, see: &See<'_>) -> Option<&'static str> {
        let closed = self.user().is_some_and(|user| user.value.closed);
        let idle = || {
            let user = self.user()?;
            (Form { why: String::new(), ..self.form.clone() } == Form::of(&user.value))
                .then_some("没有改动。")
        };
        see.barred(if self.is_new() { Op::AddUser } else { Op::ChangeUser })
            .or(closed.then_some("已经停用，不再修改。"))
            .or_else(idle)
    }

    fn actions_ui(&self, ui: &mut Ui, see: &See<'_>, said: &mut Vec<Msg>) {
        let sentence = if self.sample {
            "示例台账没有加密，用户不设登录密码。"
        } else {
            "登录密码只在这台电脑上有效。"
        };
        action_bar(ui, "user-actions", sentence, |ui| {
            if !self.sample && ui.add(Button::new("修改我的密码").icon(icons::KEY)).clicked() {
                said.push(Msg::AskPassword);
            }
            if !self.is_new() {
                let add = Button::new("新增用户").icon(icons::ADD).barred(see.barred(Op::AddUser));
                if ui.add(add).clicked() {
                    said.push(Msg::New);
                }
                let closed = self.user().is_some_and(|user| user.value.closed);
                if !self.sample
                    && !closed
                    && self.own != self.chosen
                    && ui.add(Button::new("设置密码").barred(see.barred(Op::ChangeUser))).clicked()
                {
                    said.push(Msg::AskNewPassword);
                }
                if !closed && ui.add(Button::new("停用").barred(see.barred(Op::ChangeUser))).clicked() {
                    said.push(Msg::AskClose);
                }
            }
            let verb = if self.is_new() { "新增" } else { "保存修改" };
            let main = Button::new(verb).primary().keys("Ctrl+Enter").barred(self.barred(see));
            if ui.add(main).clicked() {
                said.push(Msg::Submit);
            }
        });
    }

    fn form_ui(&mut self, ui: &mut Ui, see: &See<'_>) {
        if let Some(problem) = &self.problem {
            problem_text(ui, problem);
        }
        let (is_new, closed) = (self.is_new(), self.user().is_some_and(|user| user.value.closed));
        let title = if is_new { "新用户".to_owned() } else { self.form.name.clone() };
        let own = self.own == self.chosen;
        let barred = see.barred(if is_new { Op::AddUser } else { Op::ChangeUser });
        let keyless = self.chosen.is_some_and(|id| self.keyless.contains(&id));
        let (form, problems, sample) = (&mut self.form, &mut self.problems, self.sample);
        panel(ui, icons::PERSON, &title, |ui| {
            if own && !is_new {
                muted(ui, "这是现在登录的用户。");
            }
            ui.add_enabled_ui(barred.is_none() && !closed, |ui| {
                Line::new("姓名", FIELDS[0]).show(ui, &mut form.name, problems);
                Row::new("角色")
                    .problem(problems.of("user.roles"))
                    .show(ui, |ui| roles_ui(ui, &mut form.roles));
                if keyless && form.roles().contains(&Role::Leader) {
                    let sentence = "这个用户没有登录密码：呈报给主要负责人的过问会封给一把没有人持有的钥匙，谁也打不开。请先由本人设置密码。";
                    problem_text(ui, sentence);
                }
                if is_new && !sample {
                    Line::new("登录密码", FIELDS[2]).secret().hint("至少8个字符，由本人输入。").show(
                        ui,
                        &mut form.password,
                        problems,
                    );
                    Line::new("再输一次", FIELDS[3]).secret().show(ui, &mut form.again, problems);
                }
                if !is_new {
                    Line::new("修改理由", FIELDS[4]).show(ui, &mut form.why, problems);
                }
            });
            problems.rest_ui(ui, &FIELDS);
            if closed {
                muted(ui, "已经停用，不能登录；以前办理的记录都保留。");
            } else if let Some(why) = barred {
                muted(ui, why);
            }
        });
    }

    fn ask_ui(&mut self, ctx: &Context, said: &mut Vec<Msg>) {
        let name = self.form.name.clone();
        let Some((ask, problems)) = &mut self.ask else { return };
        let answer = match ask {
            Ask::Close { why } => {
                let sentence = format!("停用以后“{name}”不能再登录，以前办理的记录都保留。");
                Dialog::new("停用用户", "停用").sentence(&sentence).show(ctx, |ui| {
                    Line::new("停用理由", "why").show(ui, why, problems);
                    problems.rest_ui(ui, &["why"]);
                })
            }
            Ask::Password { old, new, again } => Dialog::new("修改我的密码", "修改密码").show(ctx, |ui| {
                Line::new("现在的密码", "old").secret().show(ui, old, problems);
                Line::new("新密码", "user.password").secret().show(ui, new, problems);
                Line::new("再输一次", "again").secret().show(ui, again, problems);
                problems.rest_ui(ui, &["old", "user.password", "again"]);
            }),
            Ask::NewPassword { new, again, why } => {
                let sentence = format!(
                    "由“{name}”本人输入。用于忘记密码，或者在这台电脑上还没有密码；此前没有提交的草稿不能再打开。"
                );
                Dialog::new("设置登录密码", "设置密码").sentence(&sentence).show(ctx, |ui| {
                    Line::new("新密码", "user.password")
                        .secret()
                        .hint("至少8个字符。")
                        .show(ui, new, problems);
                    Line::new("再输一次", "again").secret().show(ui, again, problems);
                    Line::new("设置理由", "why").show(ui, why, problems);
                    problems.rest_ui(ui, &["user.password", "again", "why"]);
                })
            }
        };
        match answer {
            Some(DialogAnswer::Yes) => said.push(Msg::Yes),
            Some(DialogAnswer::No) => said.push(Msg::No),
            None => {}
        }
    }
}

/// Boxes for the six roles, in two rows.
pub fn roles_ui(ui: &mut Ui, roles: &mut Vec<String>) -> eframe::egui::Response {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space().l;
        for role in Role::ALL {
            let mut ticked = roles.iter().any(|code| code == role.code());
            if check_box(ui, &mut ticked, role.label()).changed() {
                roles.retain(|code| code != role.code());
                if ticked {
                    roles.push(role.code().to_owned());
                }
                // In the order of the table, however they were ticked.
                roles.sort_by_key(|code| Role::ALL.iter().position(|role| role.code() == code));
            }
        }
    })
    .response
}

/// Two passwords that must be alike.
pub fn check_password(
    password: &str,
    again: &str,
    field: &'static str,
    field_again: &'static str,
    problems: &mut Problems,
) {
    const LEAST: usize = 8;
    if password.chars().count() < LEAST {
        problems.say(field, format!("密码至少{LEAST}个字符。"));
    } else if password != again {
        problems.say(field_again, "两次输入的密码不一样，请重新输入。");
    }
}

fn cells(user: &User) -> Vec<Cell<'_>> {
    let roles: Vec<&str> = user.roles.iter().map(|role| role.label()).collect();
    let state = if user.closed {
        Cell::State(Tone::Plain, Cow::Borrowed("停用"))
    } else {
        Cell::State(Tone::Done, Cow::Borrowed("在用"))
    };
    vec![Cell::Strong(Cow::Borrowed(&user.name)), Cell::Text(roles.join("、").into()), state]
}
