//! What the window asks for while somebody waits, on 100,000 officers, cards and cases: prints a table,
//! fails at twice a budget.

use std::hint::black_box;
use std::time::Instant;

use binggong::domain::certificate::Validity;
use binggong::domain::liability::Decision;
use binggong::domain::officer::Officer;
use binggong::ledger::file::Key;
use binggong::ledger::{
    CardFilter, CaseQuery, CaseSort, Ledger, OfficerSort, RegisterQuery, Unfinished, sample,
};
use chrono::NaiveDate;
use zeroize::Zeroizing;

const MANY: usize = 100_000;

fn main() {
    if std::env::args().any(|argument| argument == "--list") {
        return;
    }
    let dir = tempfile::tempdir().expect("a folder");
    let key = Key::Passphrase(Zeroizing::new("correct horse battery staple".into()));
    let mut ledger = sample::stress(&dir.path().join("desk.ledger"), &key, MANY).expect("a ledger");
    let mut missed = false;
    let mut line = |what: &str, measured: f64, budget: f64| {
        let held = if measured <= budget { "yes" } else { "no" };
        println!("| {what} | {measured:.2} ms | ≤ {budget} ms | {held} |");
        missed |= measured > budget * 2.0;
    };
    println!("| what | measured | budget | |\n|---|---|---|---|");
    registers(&ledger, &mut line);
    finding(&ledger, &mut line);
    let somebody = ledger.all::<Officer>().expect("officers")[MANY / 2].id.uuid();
    line("timeline of an officer", slowest(3, || ledger.timeline(somebody).expect("acts")), 20.0);
    line("what is to be done", slowest(3, || ledger.todo(day()).expect("a list")), 100.0);
    let draft =
        Unfinished { key: "officer/new".into(), title: "新增人员".into(), payload: vec![b'x'; 4000] };
    line("a draft, without its fsyncs", slowest(20, || ledger.save_draft(&draft).expect("saved")), 5.0);
    let mut bureau = sample::bureau(&dir.path().join("bureau.ledger")).expect("a bureau");
    sample::main_jobs(&mut bureau, &dir.path().join("notices")).expect("its notices");
    let decision = bureau.all::<Decision>().expect("decisions").remove(0).value;
    line("preview of a notice", slowest(5, || bureau.preview_decision(&decision, &[]).expect("pages")), 10.0);
    line("what is to be done in the sample", slowest(3, || bureau.todo(day()).expect("a list")), 20.0);
    if missed {
        eprintln!("a budget is missed by more than twice");
        std::process::exit(1);
    }
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 5).expect("a day")
}

/// Processor milliseconds of this thread; wall time where the system does not tell.
fn cpu() -> f64 {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|told| told.split(' ').next()?.parse::<u64>().ok());
    nanos.map_or_else(|| START.elapsed().as_secs_f64() * 1000.0, |nanos| nanos as f64 / 1e6)
}

/// Processor milliseconds of the slowest of a few runs.
fn slowest<T>(runs: usize, mut work: impl FnMut() -> T) -> f64 {
    let times = (0..runs).map(|_| {
        let begun = cpu();
        black_box(work());
        cpu() - begun
    });
    times.fold(0.0, f64::max)
}

fn registers(ledger: &Ledger, line: &mut impl FnMut(&str, f64, f64)) {
    let all = RegisterQuery::all(day());
    let mut list = |what: &str, query: &RegisterQuery| {
        line(what, slowest(3, || ledger.officer_register(query).expect("keys")), 100.0);
    };
    list("register by name, first read included", &all);
    list("register by number", &RegisterQuery { sort: OfficerSort::Number, descending: true, ..all.clone() });
    list("register by unit", &RegisterQuery { sort: OfficerSort::Unit, ..all.clone() });
    list("register by last day", &RegisterQuery { sort: OfficerSort::ValidTo, ..all.clone() });
    let expired = Some(CardFilter::Is(Validity::Expired));
    list("register of expired cards", &RegisterQuery { card: expired, ..all.clone() });
    for typed in ["z", "zsw", "李", "执法员", "0042", "公司"] {
        list(&format!("register, typed {typed}"), &RegisterQuery { typed: typed.into(), ..all.clone() });
    }
    let keys = ledger.officer_register(&all).expect("keys");
    assert_eq!(keys.len(), MANY);
    let seen = &keys[MANY / 2..MANY / 2 + 60];
    line("60 rows", slowest(5, || ledger.officer_rows(seen, day()).expect("rows")), 5.0);
    let cases = CaseQuery { typed: String::new(), kind: None, sort: CaseSort::Party, descending: false };
    line("cases by party", slowest(3, || ledger.case_register(&cases).expect("keys")), 100.0);
}

fn finding(ledger: &Ledger, line: &mut impl FnMut(&str, f64, f64)) {
    let officers = ledger.all::<Officer>().expect("officers");
    let mut typed: Vec<String> = Vec::new();
    for officer in officers.iter().step_by(officers.len() / 200) {
        let name: Vec<char> = officer.value.name.chars().collect();
        typed.extend((1..=name.len()).map(|to| name[..to].iter().collect::<String>()));
        typed.extend(binggong::words::pinyin::initials(&officer.value.name).into_iter().take(1));
    }
    typed.extend(
        ["公司", "化工有限", "未如实记录", "990", "2025", "0042", "zsw", "z", "示例县甲"].map(str::to_owned),
    );
    let mut times: Vec<(f64, &str)> = typed
        .iter()
        .map(|typed| (slowest(1, || ledger.find(typed, 20).expect("hits")), typed.as_str()))
        .collect();
    times.sort_by(|left, right| left.0.total_cmp(&right.0));
    let worst = times.last().expect("queries");
    println!("worst: {:.2} ms for {}", worst.0, worst.1);
    line("finding as typed, p99", times[(times.len() - 1) * 99 / 100].0, 10.0);
}
