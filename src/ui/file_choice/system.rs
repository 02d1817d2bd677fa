//! The system's own window for files, behind a function, so that a test can answer in its place.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{Context, Id};

use super::Want;
use crate::env;

/// What is asked of the system's window.
pub struct Ask {
    pub want: Want,
    /// Where it begins, if that folder is there.
    pub folder: PathBuf,
    /// The name under which something is saved.
    pub name: String,
}

/// How it ended.
pub enum Answer {
    Chosen(PathBuf),
    /// A person closed it.
    Closed,
    /// There is none.
    NoDialog,
}

/// Opens the system's window and waits for its answer; it runs on a thread.
#[derive(Clone)]
pub struct Chooser(Arc<dyn Fn(&Ask) -> Answer + Send + Sync>);

impl Chooser {
    /// Another one than the system's.
    pub fn new(ask: impl Fn(&Ask) -> Answer + Send + Sync + 'static) -> Chooser {
        Chooser(Arc::new(ask))
    }

    /// Gives it to the window.
    pub fn install(self, ctx: &Context) {
        ctx.data_mut(|data| data.insert_temp(id(), self));
    }

    pub(super) fn of(ctx: &Context) -> Chooser {
        ctx.data(|data| data.get_temp(id())).unwrap_or_else(|| Chooser::new(by_system))
    }

    pub(super) fn ask(&self, ask: &Ask) -> Answer {
        (self.0)(ask)
    }
}

fn id() -> Id {
    Id::unique("file-chooser")
}

/// Nobody closes a window faster than this.
const HASTE: Duration = Duration::from_millis(400);

fn by_system(ask: &Ask) -> Answer {
    let since = env::stopwatch();
    let mut dialog = rfd::FileDialog::new().set_title(ask.want.title());
    if ask.folder.is_dir() {
        dialog = dialog.set_directory(&ask.folder);
    }
    if let Want::Save(kind) | Want::Open(kind) = ask.want
        && !kind.endings.is_empty()
    {
        dialog = dialog.add_filter(kind.name, kind.endings);
    }
    let chosen = match ask.want {
        Want::Folder => dialog.pick_folder(),
        Want::Open(_) => dialog.pick_file(),
        Want::Save(_) => dialog.set_file_name(&ask.name).save_file(),
    };
    match chosen {
        Some(path) => Answer::Chosen(path),
        // Without portal and zenity it says at once that nothing was chosen (PolyMeilex/rfd#242).
        None if since() < HASTE => Answer::NoDialog,
        None => Answer::Closed,
    }
}
