//! A writing program is killed at random points: what it acknowledged is there, and the ledger is sound.
//!
//! It takes minutes; `.ci/kill-check.sh` runs it.

mod support;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use binggong::env::Env;
use binggong::store::{Depth, Error, Key, Machine, Mode, Store};
use support::dice::Dice;
use support::{Act, TestStore, holds, id, names_in, officer, passphrase};

const KILLS: usize = 200;
/// Ledgers that are written in turn, each killed and recovered many times.
const LEDGERS: usize = 4;
const CHILD: &str = "BINGGONG_KILL_CHILD";

/// A raw key, which SQLCipher takes without stretching it.
fn key() -> Key {
    passphrase(&format!("x'{}'", "5a".repeat(32)))
}

fn open(dir: &Path, mode: Mode) -> Result<Store, Error> {
    Store::open(&dir.join("k.ledger"), &key(), mode, Machine::at(dir.join("machine")), &Env::System)
}

/// The writing program, when this binary is started as one.
#[test]
#[ignore = "started by the test below"]
fn child() {
    let Some(dir) = std::env::var_os(CHILD).map(std::path::PathBuf::from) else { return };
    let mut store = open(&dir, Mode::Write).unwrap();
    let scan = dir.join("scan.bin");
    let mut out = std::io::stdout().lock();
    for n in 0u64.. {
        let at = Env::System.now();
        let place = store.head().unwrap().map_or(0, |head| head.0) + 1;
        let record = id::<()>(u128::from(place % 40) + 10);
        let parents = store.heads("officer", record.uuid()).unwrap();
        let image = serde_json::value::to_raw_value(&officer(&format!("王{place}"), "执法二中队")).unwrap();
        let mut act = Act::record("officer", record.uuid(), parents, Some(image));
        match n % 8 {
            3 => act = act.with_file(format!("{place} ").repeat(3000).as_bytes()),
            6 => {
                std::fs::write(&scan, format!("{place:08}").repeat(200_000)).unwrap();
                let (hash, size) = store.stage_file(&scan).unwrap();
                act = act.with_blob(hash, size);
            }
            _ => {}
        }
        let body = act.body("officer.change", at);
        let header = store
            .append(&Env::System, at, &body, &act.files.iter().map(Vec::as_slice).collect::<Vec<_>>())
            .unwrap();
        writeln!(out, "acknowledged {} {}", header.seq, header.hash).unwrap();
        out.flush().unwrap();
    }
}

#[test]
#[ignore = "takes minutes; .ci/kill-check.sh runs it"]
fn nothing_acknowledged_is_lost() {
    let root = tempfile::tempdir().unwrap();
    let dirs: Vec<_> = (0..LEDGERS).map(|n| root.path().join(n.to_string())).collect();
    for dir in &dirs {
        std::fs::create_dir(dir).unwrap();
        let machine = Machine::at(dir.join("machine"));
        TestStore::create(&dir.join("k.ledger"), &key(), machine, "kill").unwrap().found();
    }
    let seed = u64::from_le_bytes(Env::System.bytes());
    println!("seed {seed}");
    let mut dice = Dice::new(seed);
    let mut acknowledged = vec![Vec::new(); LEDGERS];
    let mut recovered = 0;
    for kill in 0..KILLS {
        let which = kill % LEDGERS;
        let dir = &dirs[which];
        let said = killed_writer(dir, Duration::from_micros(dice.below(60_000) as u64), dice.below(12));
        acknowledged[which].extend(said);
        recovered += usize::from(left_behind(dir));
        check(dir, &acknowledged[which], kill % 2 == 0);
    }
    let mut total = 0;
    for (dir, said) in dirs.iter().zip(&acknowledged) {
        total += said.len();
        let mut store = open(dir, Mode::Write).unwrap();
        assert_eq!(store.verify(Depth::Full, &[]).unwrap().faults, []);
        assert_eq!(store.heads_of_nodes().unwrap().len(), 1, "a killed machine became another node");
        let before = store.digest().unwrap();
        store.rebuild().unwrap();
        assert_eq!(store.digest().unwrap(), before);
        drop(store);
        assert_eq!(names_in(dir), ["k.ledger", "machine", "scan.bin"]);
        assert!(!holds(&dir.join("k.ledger"), b"CREATE TABLE"));
    }
    println!(
        "{KILLS} kills, {total} acknowledged entries, {recovered} times a journal was left to roll back"
    );
    assert!(total > KILLS, "too little was written to prove anything");
}

/// Starts a writer, lets it acknowledge a few entries and live a little longer, and kills it.
fn killed_writer(dir: &Path, longer: Duration, entries: usize) -> Vec<(u64, String)> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["child", "--exact", "--ignored", "--nocapture"])
        .env(CHILD, dir)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = Vec::new();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut take = |said: &mut Vec<(u64, String)>| match lines.next() {
        Some(Ok(line)) => {
            // The test harness writes on the first line too.
            if let Some((_, rest)) = line.split_once("acknowledged ") {
                let (seq, hash) = rest.split_once(' ').expect("a whole line");
                said.push((seq.parse().unwrap(), hash.to_owned()));
            }
            true
        }
        _ => false,
    };
    while said.len() < entries && take(&mut said) {}
    std::thread::sleep(longer);
    child.kill().unwrap();
    while take(&mut said) {}
    let status = child.wait().unwrap();
    assert!(!status.success() && status.code().is_none(), "the writer ended by itself: {status}");
    said
}

/// Whether the killed program was in the middle of a commit.
fn left_behind(dir: &Path) -> bool {
    std::fs::metadata(dir.join("k.ledger-journal")).is_ok_and(|meta| meta.len() > 0)
}

/// Reads first in half of the cases: whoever comes first must be able to roll back.
fn check(dir: &Path, acknowledged: &[(u64, String)], read_first: bool) {
    let mode = if read_first { Mode::Read } else { Mode::Write };
    let store = open(dir, mode).unwrap_or_else(|error| panic!("after a kill: {error}"));
    assert_eq!(store.verify(Depth::Quick, acknowledged).unwrap().faults, []);
}
