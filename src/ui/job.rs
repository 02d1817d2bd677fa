//! Long work on a thread, with progress; whoever lets go of it no longer waits for its answer.

use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};

use eframe::egui::Context;

enum News<T> {
    Progress(f32),
    Done(T),
}

/// Work that goes on beside the window.
pub struct Job<T> {
    news: Receiver<News<T>>,
    progress: f32,
}

/// What the work holds: it tells how far it is and asks whether it should stop.
pub struct Handle<T> {
    news: Sender<News<T>>,
    ctx: Context,
}

impl<T: Send + 'static> Job<T> {
    /// Begins the work; its answer wakes the window.
    pub fn begin(ctx: &Context, work: impl FnOnce(&Handle<T>) -> T + Send + 'static) -> Job<T> {
        let (sender, news) = channel();
        let handle = Handle { news: sender, ctx: ctx.clone() };
        std::thread::spawn(move || {
            let done = work(&handle);
            // A window that has gone needs no answer.
            let _ = handle.news.send(News::Done(done));
            handle.ctx.request_repaint();
        });
        Job { news, progress: 0.0 }
    }

    /// The answer, once it is there.
    ///
    /// # Errors
    /// The work has ended without an answer: it panicked.
    pub fn poll(&mut self) -> Result<Option<T>, Lost> {
        loop {
            match self.news.try_recv() {
                Ok(News::Progress(progress)) => self.progress = progress,
                Ok(News::Done(done)) => return Ok(Some(done)),
                Err(TryRecvError::Empty) => return Ok(None),
                Err(TryRecvError::Disconnected) => return Err(Lost),
            }
        }
    }

    /// How far it is, from 0 to 1.
    pub fn progress(&self) -> f32 {
        self.progress
    }
}

/// The work ended without an answer.
#[derive(Debug)]
pub struct Lost;

impl<T> Handle<T> {
    /// Tells how far it is, from 0 to 1.
    pub fn progress(&self, part: f32) {
        let _ = self.news.send(News::Progress(part));
        self.ctx.request_repaint();
    }
}
