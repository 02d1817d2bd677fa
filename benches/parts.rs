//! The parts of a verification apart: ledgers in which one of them is nearly all there is.

use std::path::Path;

use binggong::env::Env;
use binggong::store::{BlobRef, Body, Depth, Machine, Store};

use super::{Line, best_of, clean, fixed, key};

/// Entries in a ledger of headers and bodies alone.
const ENTRIES: usize = 100_000;
/// Megabytes in a ledger that is all attachment.
const FILE: usize = 192;

pub fn measure(dir: &Path, lines: &mut Vec<Line>) {
    bodies(&dir.join("bodies.ledger"), lines);
    pages(&dir.join("pages.ledger"), lines);
}

/// A store with a founding entry.
fn found(path: &Path) -> (Store, Env) {
    let env = fixed("parts");
    let mut store = Store::create(path, &key(), Machine::ephemeral(), &env).expect("made");
    append(&mut store, &env, body(""));
    (store, env)
}

fn body(why: &str) -> Body<'_> {
    Body {
        op: "trial.note".into(),
        at: "2026-03-05T01:00:00Z".into(),
        actor: None,
        why: why.into(),
        records: Vec::new(),
        blobs: Vec::new(),
        redacts: Vec::new(),
        redacts_blobs: Vec::new(),
    }
}

fn append(store: &mut Store, env: &Env, body: Body<'_>) {
    store.append(env, env.now(), &body, &[]).expect("written");
}

/// Headers and bodies from which next to nothing follows. Both budgets in a row: a header in 1/300,000 s, its body in
/// 1/200,000 s.
fn bodies(path: &Path, lines: &mut Vec<Line>) {
    let (mut store, env) = found(path);
    let why = "现场检查时发现该公司未如实记录隐患排查治理情况。".repeat(8);
    store.hold().expect("held");
    (0..ENTRIES).for_each(|_| append(&mut store, &env, body(&why)));
    store.keep().expect("kept");
    println!("verification of {ENTRIES} headers with their bodies:");
    let seconds = best_of(3, || clean(store.verify(Depth::Quick, &[]).expect("verified")));
    lines.push(rate("verify, headers with their bodies", ENTRIES as f64 / seconds, 120_000.0, "/s"));
}

/// An attachment, every byte and every page of which is looked at.
fn pages(path: &Path, lines: &mut Vec<Line>) {
    let (mut store, env) = found(path);
    let attachment = path.with_extension("bin");
    let bytes: Vec<u8> =
        (0..(FILE << 17) as u64).flat_map(|n| n.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes()).collect();
    std::fs::write(&attachment, bytes).expect("written");
    let (hash, size) = store.stage_file(&attachment).expect("staged");
    let mut body = body("");
    body.blobs.push(BlobRef { hash, size, media: "application/octet-stream".into() });
    append(&mut store, &env, body);
    println!("full verification of a file of {FILE} MB:");
    let seconds = best_of(3, || clean(store.verify(Depth::Full, &[]).expect("verified")));
    let megabytes = (FILE << 20) as f64 / 1e6;
    lines.push(rate("verify --full, pages and blobs", megabytes / seconds, 150.0, "MB/s"));
}

fn rate(what: &'static str, measured: f64, budget: f64, unit: &'static str) -> Line {
    Line { what, measured, budget, unit, less: false, gate: true }
}
