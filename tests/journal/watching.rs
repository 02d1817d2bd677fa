//! A verification that somebody waits for: it stops when asked, and whoever writes meanwhile does not wait for it.

use std::time::{Duration, Instant};

use binggong::env::Env;
use binggong::store::{Depth, Error, Key, Machine, Mode, Store, Watch};

use crate::support::{TestStore, id, officer, unit};

/// A ledger with so many people that verifying it takes a while.
fn large(dir: &std::path::Path, people: u128) -> TestStore {
    let path = dir.join("large.ledger");
    let mut store = TestStore::create(&path, &Key::Plain, Machine::ephemeral(), "large").unwrap();
    store.found();
    store.hold().unwrap();
    for n in 0..people {
        store.add(id(n + 10), &officer(&format!("王{n}"), "执法二中队"));
    }
    store.keep().unwrap();
    store
}

fn reader(path: &std::path::Path) -> Store {
    Store::open(path, &Key::Plain, Mode::Read, Machine::ephemeral(), &Env::System).unwrap()
}

#[test]
fn it_stops_when_it_is_asked_and_counts_until_then() {
    let dir = tempfile::tempdir().unwrap();
    let store = large(dir.path(), 4000);
    let watch = Watch::default();
    let (theirs, path) = (watch.clone(), store.path().to_owned());
    let job = std::thread::spawn(move || reader(&path).verify_watched(Depth::Full, &[], &theirs));
    while watch.counts().0 == 0 {
        std::thread::yield_now();
    }
    watch.stop();
    let asked = Instant::now();
    assert!(matches!(job.join().unwrap(), Err(Error::Stopped)));
    assert!(asked.elapsed() < Duration::from_secs(1), "{:?}", asked.elapsed());
    assert!(watch.counts().1 >= 4000);
    // Nothing of it is left: the next one is whole.
    assert_eq!(reader(store.path()).verify(Depth::Full, &[]).unwrap().faults, []);
}

#[test]
fn a_commit_does_not_wait_for_the_end_of_a_verification_and_is_no_fault() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = large(dir.path(), 4000);
    // A verification may be over before the act is begun; were the file held, no act would ever come between.
    let between = (0..20).any(|round| {
        let watch = Watch::default();
        let (theirs, path) = (watch.clone(), store.path().to_owned());
        let job = std::thread::spawn(move || reader(&path).verify_watched(Depth::Quick, &[], &theirs));
        while watch.counts().0 == 0 && !job.is_finished() {
            std::thread::yield_now();
        }
        let first = 1_000_000 + round * 5;
        store.add(id(first), &unit(&format!("第{first}中队")));
        let (done, all) = watch.counts();
        for n in first + 1..first + 5 {
            store.add(id(n), &unit(&format!("第{n}中队")));
        }
        assert_eq!(job.join().unwrap().unwrap().faults, []);
        done < all
    });
    assert!(between, "every act waited until the journal was read");
    assert_eq!(reader(store.path()).verify(Depth::Full, &[]).unwrap().faults, []);
}
