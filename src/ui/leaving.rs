//! Closing the window: what is new goes into the backup folder first, and a failure is told while it can be mended.

use std::path::PathBuf;

use eframe::egui::{Context, ViewportCommand};

use super::desk::Desk;
use super::job::Job;
use super::widget::{Dialog, DialogAnswer, muted};
use crate::ledger::{self, BackupMade};

/// How far the leaving is.
#[derive(Default)]
pub struct Leaving {
    copying: Option<(PathBuf, Job<ledger::Result<BackupMade>>)>,
    /// Why there is no copy.
    failed: Option<String>,
    /// The window closes whatever there is.
    done: bool,
}

impl Leaving {
    /// Holds the window while a copy is made.
    pub fn logic(&mut self, ctx: &Context, desk: &mut Desk) {
        if ctx.input(|input| input.viewport().close_requested()) && !self.done {
            if self.copying.is_none() && self.failed.is_none() {
                desk.keep_all(ctx);
                let Some((folder, second)) = desk.backup_due() else { return };
                let to = folder.clone();
                self.copying = Some((folder, Job::begin(ctx, move |watch| second.back_up(&to, watch))));
            }
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        }
        let Some((folder, job)) = &mut self.copying else { return };
        let made = match job.poll() {
            Ok(None) => return,
            Ok(Some(made)) => made,
            Err(_) => Err(ledger::Error::Refused("备份中断了。".to_owned())),
        };
        desk.note_backup(folder, &made);
        self.copying = None;
        match made {
            Ok(_) => self.close(ctx),
            Err(error) => self.failed = Some(error.to_string()),
        }
    }

    fn close(&mut self, ctx: &Context) {
        self.done = true;
        ctx.send_viewport_cmd(ViewportCommand::Close);
    }

    /// Says what is going on, over the desk.
    pub fn ui(&mut self, ctx: &Context) {
        if let Some((folder, job)) = &self.copying {
            let sentence = format!("备份到“{}”，核对以后自动退出。", folder.display());
            let answer =
                Dialog::new("正在备份", "不等备份，退出").no("返回").sentence(&sentence).show(ctx, |ui| {
                    if job.is_slow() {
                        job.ui(ui, "正在备份和核对");
                    } else {
                        muted(ui, "马上就好。");
                    }
                });
            match answer {
                Some(DialogAnswer::Yes) => {
                    job.stop();
                    self.close(ctx);
                }
                Some(DialogAnswer::No) => {
                    job.stop();
                    self.copying = None;
                }
                None => {}
            }
        }
        if let Some(why) = &self.failed {
            let answer = Dialog::new("没有备份成", "仍然退出").no("返回").sentence(why).show(ctx, |ui| {
                muted(ui, "台账已经保存，只是没有备份。U 盘没有插好的，插好以后再退出一次。");
            });
            match answer {
                Some(DialogAnswer::Yes) => self.close(ctx),
                Some(DialogAnswer::No) => self.failed = None,
                None => {}
            }
        }
    }
}
