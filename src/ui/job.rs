//! Long work on a thread: how far it is, and the wish to stop; whoever lets go of it no longer waits for its answer.

use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use eframe::egui::{Context, Role as WidgetRole, Sense, Ui, WidgetInfo, vec2};

use super::theme::{size, space, theme};
use super::widget::muted;
use crate::env;
use crate::ledger::file::Watch;
use crate::ledger::{Ledger, Reader};

/// Work that is done sooner is not worth a bar.
const SLOW: Duration = Duration::from_secs(1);
/// How often a bar is painted anew.
const AGAIN: Duration = Duration::from_millis(200);
/// The widest a bar becomes.
const BAR: f32 = 320.0;

/// Work that may still go on, with what stops it; also that of which nobody awaits the answer any more.
static GOING_ON: Mutex<Vec<GoingOn>> = Mutex::new(Vec::new());

struct GoingOn {
    /// The window whose work it is.
    ctx: Context,
    watch: Watch,
    thread: JoinHandle<()>,
}

/// Has all work of a window stop, and waits until it has: a process that ends around a thread that reads the
/// ledger takes the cipher's tables from under it, and breaks.
pub fn end_all(ctx: &Context) {
    let of_the_window = |work: &mut GoingOn| work.ctx == *ctx;
    let mut going_on = GOING_ON.lock().unwrap_or_else(PoisonError::into_inner);
    let all: Vec<GoingOn> = going_on.extract_if(.., of_the_window).collect();
    drop(going_on);
    all.iter().for_each(|work| work.watch.stop());
    for work in all {
        // Work that broke has told its own job.
        let _ = work.thread.join();
    }
}

/// Work that goes on beside the window.
pub struct Job<T> {
    answer: Receiver<T>,
    ctx: Context,
    watch: Watch,
    since: Box<dyn Fn() -> Duration>,
    /// For how long it had gone on when it was last asked.
    age: Duration,
}

impl<T: Send + 'static> Job<T> {
    /// Begins the work; its answer wakes the window.
    pub fn begin(ctx: &Context, work: impl FnOnce(&Watch) -> T + Send + 'static) -> Job<T> {
        let (job, sender) = Job::of(ctx);
        let (watch, wake) = (job.watch.clone(), ctx.clone());
        let stopped_by = watch.clone();
        let thread = thread::spawn(move || {
            // A window that has gone needs no answer.
            let _ = sender.send(work(&watch));
            wake.request_repaint();
        });
        let mut going_on = GOING_ON.lock().unwrap_or_else(PoisonError::into_inner);
        going_on.retain(|work| !work.thread.is_finished());
        going_on.push(GoingOn { ctx: ctx.clone(), watch: stopped_by, thread });
        job
    }

    /// Has something read by the reader of a large ledger. What was stopped before its turn is not read.
    pub fn ask(ctx: &Context, reader: &Reader, work: impl FnOnce(&Ledger) -> T + Send + 'static) -> Job<T> {
        let (job, sender) = Job::of(ctx);
        let (watch, wake) = (job.watch.clone(), ctx.clone());
        reader.ask(move |ledger| {
            if !watch.is_stopped() {
                let _ = sender.send(work(ledger));
            }
            wake.request_repaint();
        });
        job
    }

    fn of(ctx: &Context) -> (Job<T>, Sender<T>) {
        let (sender, answer) = channel();
        let since = Box::new(env::stopwatch());
        (Job { answer, ctx: ctx.clone(), watch: Watch::default(), since, age: Duration::ZERO }, sender)
    }

    /// The answer, once it is there.
    ///
    /// # Errors
    /// The work has ended without an answer: it panicked.
    pub fn poll(&mut self) -> Result<Option<T>, Lost> {
        match self.answer.try_recv() {
            Ok(done) => Ok(Some(done)),
            Err(TryRecvError::Disconnected) => Err(Lost),
            Err(TryRecvError::Empty) => {
                self.age = (self.since)();
                let wait = if self.is_slow() { AGAIN } else { SLOW - self.age };
                self.ctx.request_repaint_after(wait);
                Ok(None)
            }
        }
    }

    /// Asks it to stop; it answers when it has.
    pub fn stop(&self) {
        self.watch.stop();
    }

    /// Whether it goes on for so long that a person wonders.
    pub fn is_slow(&self) -> bool {
        self.age >= SLOW
    }

    /// Shows how far it is, once a person wonders.
    pub fn ui(&self, ui: &mut Ui, doing: &str) {
        if !self.is_slow() {
            return;
        }
        let words = match (self.watch.is_stopped(), self.watch.counts()) {
            (true, _) => "正在停止……".to_owned(),
            (false, (_, 0)) => format!("{doing}……"),
            (false, (done, all)) => format!("{doing}　{} / {}", grouped(done.min(all)), grouped(all)),
        };
        muted(ui, &words);
        let (done, all) = self.watch.counts();
        let part = if all == 0 { 0.0 } else { (done as f32 / all as f32).min(1.0) };
        let (rect, response) =
            ui.allocate_exact_size(vec2(ui.available_width().min(BAR), space().xs), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(WidgetRole::ProgressIndicator, true, doing));
        let (theme, radius) = (theme(ui), size().radius / 2.0);
        ui.painter().rect_filled(rect, radius, theme.line);
        let done = rect.with_max_x(rect.left() + rect.width() * part.max(0.02));
        ui.painter().rect_filled(done, radius, theme.primary);
    }
}

/// The work ended without an answer.
#[derive(Debug)]
pub struct Lost;

/// 12,345: large numbers are counted at a glance.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn work_that_is_asked_to_stop_stops_and_says_so() {
        let ctx = Context::default();
        let mut job = Job::begin(&ctx, |watch| {
            while watch.step(1).is_ok() {
                std::thread::yield_now();
            }
            watch.counts().0
        });
        assert!(job.poll().expect("it goes on").is_none() && !job.is_slow());
        job.stop();
        let answer = std::iter::repeat_with(|| job.poll().expect("an answer")).find_map(|answer| answer);
        assert!(answer.is_some_and(|steps| steps > 0));
    }

    #[test]
    fn when_the_window_ends_no_work_is_left_behind_even_if_nobody_awaits_it() {
        let (told, ended) = channel();
        let ctx = Context::default();
        drop(Job::begin(&ctx, move |watch| {
            while watch.step(1).is_ok() {
                thread::yield_now();
            }
            told.send(()).expect("it is awaited here");
        }));
        end_all(&ctx);
        assert_eq!(ended.try_recv(), Ok(()));
    }

    #[test]
    fn work_that_breaks_is_told_from_work_that_goes_on() {
        let mut job: Job<()> = Job::begin(&Context::default(), |_| std::panic::resume_unwind(Box::new(())));
        while matches!(job.poll(), Ok(None)) {
            std::thread::yield_now();
        }
        assert!(job.poll().is_err());
    }
}
