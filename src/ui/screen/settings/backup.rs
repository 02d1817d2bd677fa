//! 备份: where copies go, when the last one was made, and a copy opened beside the ledger.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use eframe::egui::Ui;

use super::super::problems::{Problems, entered};
use super::super::{Cx, Event};
use super::appearance::page;
use crate::ledger::{self, BackupMade, BackupPlan, restore};
use crate::ui::file_choice::{LEDGER, PathPicker, Shown, Want, documents, new_file};
use crate::ui::icons;
use crate::ui::job::Job;
use crate::ui::keys;
use crate::ui::widget::{Button, Row, action_bar, muted, panel, problem_text, strong};
use crate::words::date::show_date;

/// What a person does here.
pub enum Msg {
    BackUp,
    Stop,
    Restore,
}

/// Folder, last copy, and what is being written.
pub struct State {
    plan: Option<BackupPlan>,
    sample: bool,
    folder: String,
    folder_picker: PathPicker,
    backup: String,
    backup_picker: PathPicker,
    copy: String,
    copy_picker: PathPicker,
    known: bool,
    job: Option<Job<ledger::Result<BackupMade>>>,
    problems: Problems,
}

impl Default for State {
    fn default() -> State {
        State {
            plan: None,
            sample: false,
            folder: String::new(),
            folder_picker: PathPicker::new(Want::Folder),
            backup: String::new(),
            backup_picker: PathPicker::new(Want::Open(&LEDGER)),
            copy: String::new(),
            copy_picker: PathPicker::new(Want::Save(&LEDGER)),
            known: false,
            job: None,
            problems: Problems::default(),
        }
    }
}

impl State {
    pub fn enter(&mut self, cx: &Cx<'_>) {
        self.sample = cx.ledger.agency().is_ok_and(|agency| agency.value.sample);
        self.plan = cx.ledger.backup_plan();
        if std::mem::replace(&mut self.known, true) {
            return;
        }
        if let Some(plan) = &self.plan {
            self.folder = plan.folder.display().to_string();
            if let Some(last) = &plan.last {
                self.offer(&last.file.clone());
            }
        }
    }

    /// Proposes to restore this copy.
    fn offer(&mut self, file: &std::path::Path) {
        self.backup = file.display().to_string();
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        self.copy = documents().join(format!("{name} 副本.ledger")).display().to_string();
    }

    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        self.problems.clear();
        match msg {
            Msg::BackUp => {
                let folder = PathBuf::from(self.folder.trim());
                if folder.as_os_str().is_empty() {
                    return self.problems.say("folder", "请写备份文件夹，或者按“选择…”。");
                }
                let second = cx.ledger.second();
                self.job = Some(Job::begin(cx.ctx, move |watch| second.back_up(&folder, watch)));
            }
            Msg::Stop => {
                if let Some(job) = &self.job {
                    job.stop();
                }
            }
            Msg::Restore => self.restore(cx),
        }
    }

    fn restore(&mut self, cx: &mut Cx<'_>) {
        let (backup, copy) = (PathBuf::from(self.backup.trim()), PathBuf::from(self.copy.trim()));
        self.problems.wanted("backup", &self.backup, "请写要恢复的备份文件，或者按“选择…”。");
        self.problems.wanted("copy", &self.copy, "请写副本保存在哪里。");
        if self.problems.any() {
            return;
        }
        if let Err(sentence) = new_file(&copy) {
            return self.problems.say("copy", sentence);
        }
        match restore(&backup, &copy) {
            Ok(()) => cx.events.push(Event::Leave(copy)),
            Err(error) => self.problems.say("backup", error.to_string()),
        }
    }

    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        let Some(job) = &mut self.job else { return };
        let made = match job.poll() {
            Ok(None) => return,
            Ok(Some(made)) => made,
            Err(_) => Err(ledger::Error::Refused("备份中断了，请再备份一次。".to_owned())),
        };
        self.job = None;
        if let Err(ledger::Error::Store(ledger::file::Error::Stopped)) = made {
            return cx.refused("已停止，没有备份。");
        }
        let noted = cx.ledger.note_backup(&PathBuf::from(self.folder.trim()), &made);
        match (&made, &noted) {
            (Ok(made), Ok(())) => {
                cx.done(format!("已备份，打开副本核对无误：日志{}条。", made.entries));
                self.offer(&made.file.clone());
            }
            (Err(error), _) | (Ok(_), Err(error)) => self.problems.say("folder", error.to_string()),
        }
        self.plan = cx.ledger.backup_plan();
    }

    pub fn ui(&mut self, ui: &mut Ui, out: &mut Vec<super::Msg>) {
        let mut said = Vec::new();
        let running = self.job.is_some();
        action_bar(
            ui,
            "backup-actions",
            "退出时自动备份到这个文件夹，留最近14份。",
            |ui| {
                if running {
                    if ui.add(Button::new("停止备份")).clicked() {
                        said.push(Msg::Stop);
                    }
                    return;
                }
                let by_key = keys::pressed(ui.ctx(), keys::SUBMIT);
                let main = Button::new("备份并试恢复").primary().icon(icons::BACKUP).keys("Ctrl+Enter");
                if ui.add(main).clicked() || by_key {
                    said.push(Msg::BackUp);
                }
            },
        );
        page(ui, |ui| {
            panel(ui, icons::BACKUP, "备份", |ui| {
                self.last_ui(ui);
                let focus = self.problems.takes("folder");
                let wrong = self.problems.of("folder");
                let row = Row::new("备份文件夹").problem(wrong).focus(focus);
                let row = row.hint("最好在另一块硬盘或者 U 盘上，不能和台账放在一起。");
                let shown = Shown { name: "备份文件夹", problem: wrong.is_some(), ..Shown::default() };
                let field = row.show(ui, |ui| self.folder_picker.show(ui, &mut self.folder, shown));
                if entered(ui, &field) && !running {
                    said.push(Msg::BackUp);
                }
                if let Some(job) = &self.job {
                    job.ui(ui, "正在备份和核对");
                }
                self.problems.rest_ui(ui, &["folder", "backup", "copy"]);
            });
            ui.add_space(crate::ui::theme::space().m);
            panel(ui, icons::HISTORY, "恢复到副本", |ui| {
                muted(ui, "把一份备份复制成新的台账文件再打开，现在的台账和备份都不改动。");
                let wrong = self.problems.of("backup");
                let shown = Shown { name: "备份文件", problem: wrong.is_some(), ..Shown::default() };
                Row::new("备份文件")
                    .problem(wrong)
                    .show(ui, |ui| self.backup_picker.show(ui, &mut self.backup, shown));
                let wrong = self.problems.of("copy");
                let shown = Shown { name: "副本位置", problem: wrong.is_some(), ..Shown::default() };
                Row::new("副本保存为")
                    .problem(wrong)
                    .show(ui, |ui| self.copy_picker.show(ui, &mut self.copy, shown));
                if ui.add(Button::new("恢复到副本并打开").icon(icons::HISTORY)).clicked() {
                    said.push(Msg::Restore);
                }
            });
        });
        out.extend(said.into_iter().map(super::Msg::Backup));
    }

    fn last_ui(&self, ui: &mut Ui) {
        let Some(plan) = &self.plan else {
            let words = if self.sample {
                "示例台账不必备份，可以在这里试一试。"
            } else {
                "还没有备份过。选好文件夹，按“备份并试恢复”。"
            };
            muted(ui, words);
            return;
        };
        if let Some(last) = &plan.last {
            strong(ui, &format!("最近备份　{}", when(last.at)));
            muted(ui, &format!("日志{}条，已核对。{}", last.entries, last.file.display()));
        }
        if let Some(problem) = &plan.problem {
            problem_text(ui, &format!("上一次没有备份成：{problem}"));
        }
    }
}

/// 2026年3月5日 09:00.
pub fn when(at: DateTime<Utc>) -> String {
    let wall = crate::env::local(at);
    format!("{} {}", show_date(wall.date_naive()), wall.format("%H:%M"))
}
