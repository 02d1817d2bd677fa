//! Scans on their way in: read on a thread, brought in part by part between two frames, named last by whoever asked.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TrySendError, sync_channel};
use std::thread;
use std::time::Duration;

use eframe::egui::Ui;

use crate::domain::case_file::Scan;
use crate::env;
use crate::ledger::case_file::{ScanRead, read_scan};
use crate::ledger::file::Error as FileError;
use crate::ledger::{Error, Result};
use crate::ui::job::Job;
use crate::ui::screen::Cx;

/// How many scans are read ahead: memory holds these and no more.
const AHEAD: usize = 2;
/// For how long parts are brought in before the window is painted again.
const SLICE: Duration = Duration::from_millis(40);
/// How long the thread rests while the window has not taken what it has read.
const REST: Duration = Duration::from_millis(3);

/// Scans that are being brought in.
pub struct Carry {
    job: Job<Result<()>>,
    reads: Receiver<ScanRead>,
    now: Option<ScanRead>,
    brought: Vec<Scan>,
    all: usize,
    read: bool,
    stopping: bool,
}

impl Carry {
    /// Begins to read these files, in this order.
    pub fn begin(paths: Vec<PathBuf>, cx: &Cx<'_>) -> Carry {
        let (sender, reads) = sync_channel(AHEAD);
        let all = paths.len();
        let job = Job::begin(cx.ctx, move |watch| {
            watch.expect(paths.len() as u64);
            for path in paths {
                let mut coming = Some(read_scan(&path, watch)?);
                while let Some(read) = coming.take() {
                    match sender.try_send(read) {
                        Ok(()) => {}
                        Err(TrySendError::Full(back)) => {
                            coming = Some(back);
                            thread::sleep(REST);
                        }
                        Err(TrySendError::Disconnected(_)) => return Err(FileError::Stopped.into()),
                    }
                    watch.step(0)?;
                }
                watch.step(1)?;
            }
            Ok(())
        });
        Carry { job, reads, now: None, brought: Vec::new(), all, read: false, stopping: false }
    }

    /// Asks it to stop.
    pub fn stop(&mut self) {
        self.stopping = true;
        self.job.stop();
    }

    /// Brings in what was read, for a moment; gives all scans once they are in, or why they are not.
    pub fn logic(&mut self, cx: &mut Cx<'_>) -> Option<Result<Vec<Scan>>> {
        let since = env::stopwatch();
        while !self.stopping && since() < SLICE {
            let Some(mut read) = self.now.take().or_else(|| self.reads.try_recv().ok()) else { break };
            match cx.ledger.bring_scan(&mut read) {
                Ok(true) => self.brought.push(read.scan),
                Ok(false) => self.now = Some(read),
                Err(error) => {
                    self.stop();
                    return Some(Err(error));
                }
            }
        }
        if !self.read {
            match self.job.poll() {
                Ok(None) => {}
                Ok(Some(Ok(()))) => self.read = true,
                Ok(Some(Err(error))) => return Some(Err(error)),
                Err(_) => {
                    return Some(Err(Error::Refused("扫描件没有读完，请再试一次。".to_owned())));
                }
            }
        }
        if self.stopping && self.read {
            return Some(Err(FileError::Stopped.into()));
        }
        cx.ctx.request_repaint();
        (self.brought.len() == self.all).then(|| Ok(std::mem::take(&mut self.brought)))
    }

    /// How far it is.
    pub fn ui(&self, ui: &mut Ui) {
        self.job.ui(ui, "正在归入扫描件");
    }
}
