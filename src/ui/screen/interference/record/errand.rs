//! What takes its time before an act is entered: the password checked, a scan encrypted and brought in.

use std::path::PathBuf;

use zeroize::Zeroizing;

use crate::domain::interference::Material;
use crate::ledger::{self, Closed, Proven, Proving, Sealing};
use crate::ui::job::Job;
use crate::ui::screen::Cx;
use crate::ui::screen::interference::form::size_of;
use crate::ui::screen::slowdown;
use crate::words::amount::show_size;

/// A scan that is to come with the act.
pub struct Scan {
    pub sealing: Sealing,
    pub path: PathBuf,
}

/// What was asked for, ready.
#[derive(Default)]
pub struct Ready {
    pub proven: Option<Proven>,
    pub scan: Option<(Sealing, Closed)>,
}

/// Why it was not done.
pub enum Failed {
    Password(String),
    Scan(String),
}

enum Stage {
    Thread(Job<Result<Ready, Failed>>),
    /// The encrypted scan goes in, a part a frame.
    Bringing(Box<Ready>),
    Failed(Failed),
}

/// The way there.
pub struct Errand {
    stage: Stage,
    /// Whose password is checked.
    user: Option<uuid::Uuid>,
    scans: bool,
}

impl Errand {
    /// Begins. Where there is no password to check and no scan, the next poll has it.
    pub fn begin(password: Option<(Proving, Zeroizing<String>)>, scan: Option<Scan>, cx: &Cx<'_>) -> Errand {
        let asks = password.as_ref().is_some_and(|(proving, _)| proving.asks());
        let user = password.as_ref().filter(|_| asks).map(|(proving, _)| proving.user());
        let scans = scan.is_some();
        if let Some(wait) = user.and_then(|user| slowdown::sentence(cx.ctx, user)) {
            return Errand { stage: Stage::Failed(Failed::Password(wait)), user: None, scans };
        }
        let size =
            scan.as_ref().map_or(0, |scan| std::fs::metadata(&scan.path).map_or(0, |about| about.len()));
        let work = move |watch: &ledger::file::Watch| {
            let proven = match &password {
                Some((proving, password)) => {
                    let failed = |error: ledger::Error| Failed::Password(error.to_string());
                    Some(proving.check(password).map_err(failed)?)
                }
                None => None,
            };
            let Some(scan) = scan else { return Ok(Ready { proven, scan: None }) };
            watch.expect(size);
            let closed = scan.sealing.close(&scan.path, Material::Original, watch);
            let closed = closed.map_err(|error| Failed::Scan(error.to_string()))?;
            Ok(Ready { proven, scan: Some((scan.sealing, closed)) })
        };
        let stage = match asks || scans {
            true => Stage::Thread(Job::begin(cx.ctx, work)),
            false => match work(&ledger::file::Watch::default()) {
                Ok(ready) => Stage::Bringing(Box::new(ready)),
                Err(failed) => Stage::Failed(failed),
            },
        };
        Errand { stage, user, scans }
    }

    /// What is being done, in words.
    pub fn doing(&self) -> String {
        match &self.stage {
            Stage::Bringing(ready) if ready.scan.is_some() => {
                let (done, all) = ready.scan.as_ref().map_or((0, 0), |(_, file)| file.progress());
                format!("正在存入扫描件　{} / {}", show_size(done), show_size(all))
            }
            _ if self.user.is_none() => "正在读取并加密扫描件，请稍等。".to_owned(),
            _ if self.scans => "正在核对密码、加密扫描件，请稍等。".to_owned(),
            _ => "正在核对密码，请稍等。".to_owned(),
        }
    }

    /// What it came to, once it has; otherwise it is given back.
    pub fn poll(mut self, cx: &mut Cx<'_>) -> Result<Result<Ready, Failed>, Errand> {
        match &mut self.stage {
            Stage::Thread(job) => {
                let told = match job.poll() {
                    Ok(None) => return Err(self),
                    Ok(Some(told)) => told,
                    Err(_) => Err(Failed::Scan("没有办完，请再提交一次。".to_owned())),
                };
                if let Some(user) = self.user {
                    match &told {
                        Err(Failed::Password(_)) => slowdown::wrong(cx.ctx, user),
                        _ => slowdown::right(cx.ctx, user),
                    }
                }
                match told {
                    Ok(ready) => {
                        self.stage = Stage::Bringing(Box::new(ready));
                        self.poll(cx)
                    }
                    Err(failed) => Ok(Err(failed)),
                }
            }
            Stage::Bringing(ready) => {
                let Some((_, file)) = &mut ready.scan else { return Ok(Ok(self.ready())) };
                match cx.ledger.bring(file) {
                    Ok(true) => Ok(Ok(self.ready())),
                    Ok(false) => {
                        cx.ctx.request_repaint();
                        Err(self)
                    }
                    Err(error) => Ok(Err(Failed::Scan(error.to_string()))),
                }
            }
            Stage::Failed(_) => match self.stage {
                Stage::Failed(failed) => Ok(Err(failed)),
                _ => Ok(Ok(Ready::default())),
            },
        }
    }

    fn ready(self) -> Ready {
        match self.stage {
            Stage::Bringing(ready) => *ready,
            _ => Ready::default(),
        }
    }
}

/// Whether a path names a file that can be sealed; nothing is written where there is none.
pub fn scan_of(typed: &str) -> Result<Option<PathBuf>, String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let path = PathBuf::from(typed);
    size_of(&path).map(|_| Some(path))
}
