//! The real window, under a display with software rendering: how soon it is there, how soon the list is, and how
//! long its frames are; prints a table, fails at twice a budget.
//!
//! Needs `DISPLAY`; `.ci/window-speed.sh` gives it one of its own. Every figure is wall time, as a person has it,
//! and the best of a few runs, because a busy machine adds to wall time and never takes from it. A frame is all
//! that the window does between two waits: the screen's logic, painting, and giving the picture to the display.
//! The keys are put in where egui takes them from the system.

mod frames;
mod start;

use std::path::Path;
use std::process::Command;

use binggong::ledger::file::Key;
use binggong::ledger::sample;
use zeroize::Zeroizing;

use frames::Step;

/// The passphrase of the ledgers.
pub const PASSPHRASE: &str = "correct horse battery staple";
/// Runs of each window, of which the best counts.
const RUNS: usize = 3;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--list") {
        return;
    }
    if let [mode, path] = &arguments[..]
        && let Some(mode) = mode.strip_prefix("--in-window=")
    {
        return frames::run(Path::new(path), if mode == "opening" { opening() } else { lists() });
    }
    if std::env::var_os("DISPLAY").is_none() {
        println!("no display: run .ci/window-speed.sh");
        return;
    }
    let asked: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with('-')).collect();
    let wanted = |group: &str| asked.is_empty() || asked.iter().any(|word| *word == group);
    let dir = tempfile::tempdir().expect("a folder");
    let mut missed = false;
    let mut line = |what: &str, measured: f64, budget: f64| {
        let held = if measured <= budget { "yes" } else { "no" };
        println!("| {what} | {measured:.1} ms | ≤ {budget:.0} ms | {held} |");
        missed |= measured > budget * 2.0;
    };
    println!("| what | measured | budget | |\n|---|---|---|---|");
    if wanted("opening") {
        let ledger = ledger(dir.path(), 10_000);
        line("start to the passphrase field", start::to_first_picture(&ledger), 150.0);
        in_window(dir.path(), "opening", &ledger, &mut line);
    }
    if wanted("lists") {
        let ledger = ledger(dir.path(), 100_000);
        in_window(dir.path(), "lists", &ledger, &mut line);
    }
    if missed {
        eprintln!("a budget is missed by more than twice");
        std::process::exit(1);
    }
}

/// A ledger of so many officers, cards and cases; `BINGGONG_BENCH_LEDGERS` names a folder that keeps them.
fn ledger(dir: &Path, n: usize) -> std::path::PathBuf {
    let kept = std::env::var_os("BINGGONG_BENCH_LEDGERS").map(std::path::PathBuf::from);
    let path = kept.as_deref().unwrap_or(dir).join(format!("{n}.ledger"));
    if !path.exists() {
        let key = Key::Passphrase(Zeroizing::new(PASSPHRASE.into()));
        drop(sample::stress(&path, &key, n).expect("a ledger"));
    }
    path
}

/// Goes through a script in a window of its own, a few times, and prints the best of each of its steps.
fn in_window(dir: &Path, mode: &str, ledger: &Path, line: &mut impl FnMut(&str, f64, f64)) {
    let mut best: Vec<(String, f64, f64)> = Vec::new();
    for run in 0..RUNS {
        let told = Command::new(std::env::current_exe().expect("this program"))
            .arg(format!("--in-window={mode}"))
            .arg(ledger)
            .env("BINGGONG_HOME", dir.join(format!("machine-{mode}-{run}")))
            .output()
            .expect("a window");
        assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
        let told = String::from_utf8(told.stdout).expect("text");
        for (at, measured) in told.lines().filter_map(figure).enumerate() {
            match best.get_mut(at) {
                Some(kept) => kept.1 = kept.1.min(measured.1),
                None => best.push(measured),
            }
        }
    }
    best.iter().for_each(|(what, measured, budget)| line(what, *measured, *budget));
}

fn figure(told: &str) -> Option<(String, f64, f64)> {
    let mut parts = told.split('\t');
    Some((parts.next()?.to_owned(), parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

fn open_by_passphrase() -> Vec<Step> {
    vec![
        Step::new("").write("孙示三").press("Tab").write(PASSPHRASE),
        Step::new("from Enter to 待办, encrypted, 10,000 records").press("Enter").answers_within(400.0),
    ]
}

/// From the passphrase to the lists.
fn opening() -> Vec<Step> {
    let mut steps = open_by_passphrase();
    steps.push(Step::new("from 待办 to the list of people").press("ctrl+2").answers_within(400.0));
    steps
}

/// Lists of 100,000 rows.
fn lists() -> Vec<Step> {
    const FRAME: f64 = 16.0;
    const WHILE_WORKING: f64 = 33.0;
    let mut steps = open_by_passphrase();
    steps[1] = Step::new("").press("Enter");
    steps.extend([
        Step::new("证件: the list, first look").press("ctrl+2").frames_within(FRAME),
        Step::new("证件: the next row").press("ArrowDown").frames_within(FRAME),
        Step::new("证件: PageDown held").press_often("PageDown", 60).frames_within(FRAME),
        Step::new("证件: End").press("End").frames_within(FRAME),
        Step::new("证件: PageUp held").press_often("PageUp", 30).frames_within(FRAME),
        Step::new("证件: Home").press("Home").frames_within(FRAME),
        Step::new("证件: by number").head(1).frames_within(FRAME),
        Step::new("证件: by number, downwards").head(1).frames_within(FRAME),
        Step::new("证件: by unit").head(3).frames_within(FRAME),
        Step::new("证件: by last day").head(4).frames_within(FRAME),
        Step::new("证件: by name again").head(0).frames_within(FRAME),
        Step::new("证件: filter as typed").press("ctrl+F").write("zsw").frames_within(FRAME),
        Step::new("证件: filter taken back").press_often("Backspace", 3).frames_within(FRAME),
        Step::new("查找: opened").press("ctrl+K").frames_within(FRAME),
        Step::new("查找: a name as typed").write("李国强").frames_within(FRAME),
        Step::new("查找: a person opened").press("Enter").frames_within(FRAME),
        Step::new("查找: a case as typed").press("ctrl+K").write("化工有限").frames_within(FRAME),
        Step::new("").press("Escape"),
        Step::new("案件: the list, first look").press("ctrl+4").frames_within(FRAME),
        Step::new("案件: PageDown held").press_often("PageDown", 60).frames_within(FRAME),
        Step::new("案件: End").press("End").frames_within(FRAME),
        Step::new("案件: filter as typed").press("ctrl+F").write("化工").frames_within(FRAME),
        Step::new("案件: filter taken back").press_often("Backspace", 2).frames_within(FRAME),
        Step::new("责任").press("ctrl+5").frames_within(FRAME),
        Step::new("文书").press("ctrl+6").frames_within(FRAME),
        Step::new("待办").press("ctrl+1").frames_within(FRAME),
        Step::new("证件 again").press("ctrl+2").frames_within(FRAME),
        Step::new("").verify(),
        Step::new("证件: PageDown held, while the ledger is verified")
            .press_often("PageDown", 60)
            .frames_within(WHILE_WORKING),
        Step::new("证件: filter as typed, while the ledger is verified")
            .press("ctrl+F")
            .write("zsw")
            .frames_within(WHILE_WORKING),
        Step::new("查找: a name as typed, while the ledger is verified")
            .press("ctrl+K")
            .write("李国强")
            .frames_within(WHILE_WORKING),
    ]);
    steps
}
