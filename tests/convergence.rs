//! Three machines that know the same entries have the same tables, whatever the order in which they learnt them.

mod support;

use std::collections::BTreeMap;

use binggong::domain::hash::Hash;
use binggong::store::{Depth, Entry, EntryName, Error, Parcel};
use serde_json::value::RawValue;
use support::dice::Dice;
use support::{Act, TestStore, forge, id, officer, signed, unit};
use uuid::Uuid;

const HISTORIES: u64 = 200;
const KINDS: [&str; 3] = ["unit", "officer", "weather"];
/// So few that machines often change the same record.
const RECORDS: usize = 5;

#[test]
fn same_entries_give_same_tables() {
    std::thread::scope(|scope| {
        for half in 0..2 {
            scope.spawn(move || (0..HISTORIES).filter(|seed| seed % 2 == half).for_each(named_history));
        }
    });
}

/// A history that says its seed when it fails.
fn named_history(seed: u64) {
    if let Err(panic) = std::panic::catch_unwind(|| history(seed)) {
        eprintln!("history with seed {seed}");
        std::panic::resume_unwind(panic);
    }
}

fn history(seed: u64) {
    let mut dice = Dice::new(seed);
    let mut nodes = three_nodes(seed);
    for _ in 0..12 + dice.below(18) {
        let at = dice.below(3);
        if dice.below(3) == 0 {
            exchange(&mut nodes, at, (at + 1 + dice.below(2)) % 3, &mut dice);
        } else {
            random_act(&mut nodes[at], &mut dice);
        }
    }
    let mut pairs: Vec<(usize, usize)> =
        (0..3).flat_map(|from| [(from, (from + 1) % 3), (from, (from + 2) % 3)]).collect();
    // Twice in any order: what the second hop brings has come by then.
    for _ in 0..2 {
        dice.shuffle(&mut pairs);
        for (from, to) in pairs.clone() {
            let parcel = nodes[from].slice_after(&nodes[to].heads_of_nodes().unwrap()).unwrap();
            nodes[to].accept(&parcel).unwrap();
        }
    }
    let digests: Vec<Hash> = nodes.iter().map(|node| node.digest().unwrap()).collect();
    assert!(digests.iter().all(|digest| *digest == digests[0]), "{digests:?}");
    // Each is compared with its own rebuilding when it is dropped.
    for node in &nodes {
        assert_eq!(node.faults(Depth::Quick), []);
    }
}

fn three_nodes(seed: u64) -> Vec<TestStore> {
    let mut nodes: Vec<TestStore> =
        (0..3).map(|node| TestStore::in_memory(&format!("history {seed}, node {node}"))).collect();
    nodes[0].found();
    nodes[0].add(id(1), &unit("示例县应急管理局"));
    let first = nodes[0].slice_after(&BTreeMap::new()).unwrap();
    for node in &mut nodes[1..] {
        node.accept(&first).unwrap();
    }
    nodes
}

/// One machine takes in a parcel of another: with repeats, cut off anywhere in any node, nodes in any order.
fn exchange(nodes: &mut [TestStore], from: usize, to: usize, dice: &mut Dice) {
    let mut known = nodes[to].heads_of_nodes().unwrap();
    for seq in known.values_mut() {
        *seq -= (*seq).min(dice.below(4) as u64);
    }
    let mut runs: BTreeMap<[u8; 32], Parcel> = BTreeMap::new();
    for entry in nodes[from].slice_after(&known).unwrap() {
        runs.entry(entry.header.node).or_default().push(entry);
    }
    let mut runs: Vec<Parcel> = runs.into_values().collect();
    dice.shuffle(&mut runs);
    for run in &mut runs {
        if dice.below(2) == 0 {
            run.truncate(dice.below(run.len() + 1));
        }
    }
    let mut parcel: Parcel = runs.into_iter().flatten().collect();
    if dice.below(2) == 0 {
        parcel.sort_by_key(|entry| (entry.header.lamport, entry.header.node, entry.header.seq));
    }
    nodes[to].accept(&parcel).unwrap();
    assert_eq!(nodes[to].accept(&parcel).unwrap().new, 0, "what came again was new");
    if dice.below(4) == 0 {
        nodes[to].assert_follows();
    }
}

fn random_act(node: &mut TestStore, dice: &mut Dice) {
    let kind = *dice.pick(&KINDS);
    let record = Uuid::from_u128(dice.below(RECORDS) as u128 + 100);
    let heads = node.heads(kind, record).unwrap();
    let act = match dice.below(12) {
        0 => Act::gone(kind, record, heads),
        // Somebody who saw only one of several heads, or none.
        1 if heads.len() > 1 => Act::record(kind, record, vec![*dice.pick(&heads)], Some(image(kind, dice))),
        2 => Act::record(kind, record, Vec::new(), Some(image(kind, dice))),
        3 => Act::record(
            kind,
            record,
            heads,
            Some(RawValue::from_string(r#"{"of":"a newer program"}"#.into()).unwrap()),
        ),
        4 | 5 => match removable(node, dice) {
            Some(name) => Act { redacts: vec![name], ..Act::default() },
            None => return,
        },
        6 => return newer_entry(node),
        7 => two_changes(kind, record, heads, dice),
        _ => Act::record(kind, record, heads, Some(image(kind, dice))),
    };
    node.act("trial", act).unwrap();
}

/// Two records in one entry, the second of them twice.
fn two_changes(kind: &str, record: Uuid, heads: Vec<binggong::store::Version>, dice: &mut Dice) -> Act {
    let mut act = Act::record(kind, record, heads, Some(image(kind, dice)));
    let other = Uuid::from_u128(dice.below(RECORDS) as u128 + 200);
    for _ in 0..2 {
        act.records.extend(Act::record(kind, other, Vec::new(), Some(image(kind, dice))).records);
    }
    act
}

fn image(kind: &str, dice: &mut Dice) -> Box<RawValue> {
    let name = format!("{}{}", dice.pick(&["王", "曾", "尉迟"]), dice.below(100));
    match kind {
        "unit" => serde_json::value::to_raw_value(&unit(&name)),
        "officer" => serde_json::value::to_raw_value(&officer(&name, "执法二中队")),
        _ => serde_json::value::to_raw_value(&[name]),
    }
    .unwrap()
}

/// Any entry here that is not the founding and does not itself remove anything.
fn removable(node: &TestStore, dice: &mut Dice) -> Option<EntryName> {
    let mut names = Vec::new();
    node.journal::<Error>(|header, _, body| {
        if body.is_some_and(|body| body.op != "found" && !body.removes()) {
            names.push(EntryName { node: header.node, seq: header.seq });
        }
        Ok(())
    })
    .unwrap();
    if names.is_empty() { None } else { Some(dice.pick(&names).clone()) }
}

/// An entry whose body is of a layout to come, by a node that the program does not know.
fn newer_entry(store: &mut TestStore) {
    let heads = store.heads_of_nodes().unwrap();
    let mut secret = [7; 32];
    secret[..8].copy_from_slice(&(heads.len() as u64).to_be_bytes());
    secret[8..16].copy_from_slice(&heads.values().sum::<u64>().to_be_bytes());
    secret[16..24].copy_from_slice(&store.digest().unwrap().0[..8]);
    let bytes = br#"{"layout":"of another day"}"#.to_vec();
    let entry = forge(store, &secret, 2, bytes);
    store.accept(&[entry]).unwrap();
}

fn pair() -> (TestStore, TestStore) {
    let mut a = TestStore::in_memory("a");
    let mut b = TestStore::in_memory("b");
    a.found();
    a.add(id(1), &unit("甲镇"));
    b.accept(&a.slice_after(&BTreeMap::new()).unwrap()).unwrap();
    (a, b)
}

/// Everything that `from` knows and `to` does not.
fn news(from: &TestStore, to: &TestStore) -> Parcel {
    from.slice_after(&to.heads_of_nodes().unwrap()).unwrap()
}

/// `to` takes in everything that `from` knows.
fn learn(to: &mut TestStore, from: &TestStore) {
    let parcel = news(from, to);
    to.accept(&parcel).unwrap();
}

/// Refuses the parcel, and nothing of it has arrived.
#[track_caller]
fn refused(store: &mut TestStore, parcel: &[Entry]) -> Error {
    let before = (store.digest().unwrap(), store.heads_of_nodes().unwrap());
    let error = store.accept(parcel).expect_err("the parcel is refused");
    assert_eq!(
        before,
        (store.digest().unwrap(), store.heads_of_nodes().unwrap()),
        "half of a parcel was applied"
    );
    store.assert_clean();
    error
}

#[test]
fn concurrent_changes_are_shown_and_resolved() {
    let (mut a, mut b) = pair();
    a.change(id(1), &unit("甲乡"));
    b.change(id(1), &unit("乙镇"));
    let (to_b, to_a) = (news(&a, &b), news(&b, &a));
    assert_eq!(b.accept(&to_b).unwrap().new, 1);
    assert_eq!(a.accept(&to_a).unwrap().new, 1);
    for store in [&a, &b] {
        assert_eq!(store.conflicts().unwrap(), [("unit".to_owned(), Uuid::from_u128(1))]);
        assert_eq!(store.heads("unit", Uuid::from_u128(1)).unwrap().len(), 2);
    }
    let shown =
        |store: &TestStore| store.get(id::<binggong::domain::unit::Unit>(1)).unwrap().unwrap().value.name;
    assert_eq!(shown(&a), shown(&b));
    b.change(id(1), &unit("甲乙镇"));
    learn(&mut a, &b);
    for store in [&a, &b] {
        assert_eq!(store.conflicts().unwrap(), []);
        assert_eq!(store.heads("unit", Uuid::from_u128(1)).unwrap().len(), 1);
        assert_eq!(shown(store), "甲乙镇");
    }
}

#[test]
fn what_is_known_is_not_new_again() {
    let (mut a, mut b) = pair();
    a.add(id(2), &unit("乙镇"));
    let parcel = a.slice_after(&BTreeMap::new()).unwrap();
    let first = b.accept(&parcel).unwrap();
    assert_eq!((first.new, first.known), (1, 2));
    let again = b.accept(&parcel).unwrap();
    assert_eq!((again.new, again.known), (0, 3));
}

#[test]
fn a_gap_is_refused() {
    let (mut a, mut b) = pair();
    let third = a.add(id(2), &unit("乙镇"));
    a.add(id(3), &unit("丙镇"));
    let mut parcel = news(&a, &b);
    parcel.remove(0);
    match refused(&mut b, &parcel) {
        Error::Gap { seq: 4, held: 2, named, .. } => assert_eq!(named, third.hash.to_string()),
        other => panic!("{other}"),
    }
}

#[test]
fn a_fork_is_refused_and_names_both_hashes() {
    let (mut a, mut b) = pair();
    // The same machine, put back to an earlier state and written on.
    let mut twin = TestStore::in_memory("a");
    twin.found();
    twin.add(id(1), &unit("甲镇"));
    let mine = a.add(id(2), &unit("乙镇"));
    let theirs = twin.add(id(3), &unit("丙镇"));
    assert_eq!((mine.node, mine.seq, mine.prev), (theirs.node, theirs.seq, theirs.prev));
    learn(&mut b, &a);
    let mut parcel = twin.slice_after(&BTreeMap::new()).unwrap();
    match refused(&mut b, &parcel) {
        Error::Fork { seq: 3, named, found, .. } => {
            assert_eq!((named, found), (theirs.hash.to_string(), mine.hash.to_string()));
        }
        other => panic!("{other}"),
    }
    // The fork found one entry later: what it follows is not what is here.
    twin.add(id(4), &unit("丁镇"));
    parcel = twin.slice_after(&BTreeMap::from([(theirs.node, 3)])).unwrap();
    match refused(&mut b, &parcel) {
        Error::Fork { seq: 4, named, found, .. } => {
            assert_eq!((named, found), (theirs.hash.to_string(), mine.hash.to_string()));
        }
        other => panic!("{other}"),
    }
}

#[test]
fn another_ledger_is_refused() {
    let (_, mut b) = pair();
    let mut other = TestStore::in_memory("other");
    other.found();
    let parcel = other.slice_after(&BTreeMap::new()).unwrap();
    assert!(matches!(refused(&mut b, &parcel), Error::OtherLedger));
}

#[test]
fn a_damaged_parcel_is_refused_whole() {
    type Damage = fn(&mut Entry);
    let damages: [(&str, Damage); 8] = [
        ("body", |entry| entry.body.as_mut().unwrap().1.push(b' ')),
        ("salt", |entry| entry.body.as_mut().unwrap().0[0] ^= 1),
        ("lamport", |entry| entry.header.lamport += 1),
        ("day", |entry| entry.header.day = "2026-03-09".to_owned()),
        ("format", |entry| entry.header.format = 2),
        ("signature", |entry| entry.header.sig[5] ^= 1),
        ("signature, hash made anew", |entry| {
            entry.header.sig[5] ^= 1;
            entry.header.hash = entry.header.closing_hash(&entry.header.signed_part());
        }),
        ("place", |entry| entry.header.seq = 0),
    ];
    for (what, damage) in damages {
        let (mut a, mut b) = pair();
        a.add(id(2), &unit("乙镇"));
        a.add(id(3), &unit("丙镇"));
        let mut parcel = news(&a, &b);
        damage(&mut parcel[1]);
        assert!(matches!(refused(&mut b, &parcel), Error::Damaged(_)), "{what}");
    }
}

#[test]
fn a_time_out_of_order_is_refused() {
    let (a, mut b) = pair();
    for lamport in [0, 1, 1 << 62, u64::MAX] {
        let secret = [3; 32];
        let mut entry = forge(&a, &secret, 1, br#"{}"#.to_vec());
        entry.header.lamport = lamport;
        entry.header = signed(entry.header, &secret);
        assert!(matches!(refused(&mut b, &[entry]), Error::Damaged(_)), "{lamport}");
    }
}

#[test]
fn a_removal_reaches_a_machine_before_what_it_removes() {
    let (mut a, mut b) = pair();
    let mut c = TestStore::in_memory("c");
    c.accept(&a.slice_after(&BTreeMap::new()).unwrap()).unwrap();
    let secret = b.add(id(9), &unit("身份证号误填"));
    let harmless = b.add(id(10), &unit("乙镇"));
    learn(&mut a, &b);
    let removal = a.act("redact", Act::redact(&secret)).unwrap();
    assert_eq!(removal.seq, 3);
    // C hears of the removal first, and of the removed body from the machine that still has it.
    let only_a: Parcel = news(&a, &c).into_iter().filter(|entry| entry.header.node == removal.node).collect();
    c.accept(&only_a).unwrap();
    learn(&mut c, &b);
    learn(&mut b, &a);
    for store in [&a, &b, &c] {
        assert_eq!(store.salt(&secret.node, secret.seq).unwrap(), None);
        assert!(store.salt(&harmless.node, harmless.seq).unwrap().is_some());
        assert_eq!(store.digest().unwrap(), a.digest().unwrap());
        assert_eq!(store.heads("unit", Uuid::from_u128(9)).unwrap(), []);
        store.assert_clean();
    }
}

#[test]
fn a_removal_cannot_be_removed() {
    let (mut a, _) = pair();
    let secret = a.add(id(9), &unit("身份证号误填"));
    let removal = a.act("redact", Act::redact(&secret)).unwrap();
    assert!(matches!(a.act("redact", Act::redact(&removal)), Err(Error::NotFound)));
    // A forged one is taken in, and changes nothing.
    let name = format!(r#"{{"node":"{}","seq":{}}}"#, hex::encode(removal.node), removal.seq);
    let body = format!(
        r#"{{"op":"redact","at":"2026-03-02T01:00:00Z","actor":null,"why":"","records":[],"redacts":[{name}]}}"#
    );
    let entry = forge(&a, &[5; 32], 1, body.into_bytes());
    a.accept(&[entry]).unwrap();
    assert!(a.salt(&removal.node, removal.seq).unwrap().is_some());
    a.assert_clean();
}
