//! Whatever is altered, deleted, added or exchanged in any table with another program is named by verification.

use std::fs;
use std::path::{Path, PathBuf};

use binggong::store::{Depth, Fault, Key, Machine, Mode, Store};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::support::samples::every_noun;
use crate::support::{Act, PASSPHRASE, TestStore, attacker, env, hash_of, id, officer, passphrase, unit};

/// A ledger with rows in every table.
fn full_ledger(dir: &Path, key: &Key) -> PathBuf {
    let path = dir.join("whole.ledger");
    let mut store = TestStore::create(&path, key, Machine::ephemeral(), "whole").unwrap();
    store.found();
    for act in every_noun() {
        store.act("trial.add", act).unwrap();
    }
    store.act("evidence", Act::default().with_file(b"one").with_file(b"another").with_file(b"gone")).unwrap();
    let removed = store.add(id(901), &unit("误填"));
    store.add(id(902), &officer("曾一", "执法一中队"));
    store.add(id(903), &officer("曾二", "执法二中队"));
    store.change(id(902), &officer("曾一", "办公室"));
    let mut removal = Act::redact(&removed);
    removal.redacts_blobs.push(hash_of(b"gone"));
    store.act("redact", removal).unwrap();
    newer_entries(&mut store);
    store.assert_clean();
    path
}

/// Two entries that only a newer program can read.
fn newer_entries(store: &mut TestStore) {
    for secret in [[1; 32], [2; 32]] {
        let entry = crate::support::forge(store, &secret, 2, br#"{"layout":"of another day"}"#.to_vec());
        store.accept(&[entry]).unwrap();
    }
}

/// What an attacker does, and where.
struct Attack {
    table: String,
    what: String,
    sql: String,
    values: Vec<Value>,
    /// The rows that the attack touches, by `rowid` or key, for what verification must name.
    row: Vec<(String, Value)>,
}

/// Tables but `local_*`, with their columns.
fn tables(conn: &Connection) -> Vec<(String, Vec<String>, Vec<String>)> {
    let mut statement = conn
        .prepare(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'local~_%' ESCAPE '~'
             AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name",
        )
        .unwrap();
    let names: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    names
        .into_iter()
        .map(|name| {
            let mut info = conn.prepare(&format!("PRAGMA table_info(\"{name}\")")).unwrap();
            let columns: Vec<(String, i64)> = info
                .query_map([], |row| Ok((row.get("name")?, row.get("pk")?)))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            let key = columns.iter().filter(|(_, pk)| *pk > 0).map(|(name, _)| name.clone()).collect();
            (name, columns.into_iter().map(|(name, _)| name).collect(), key)
        })
        .collect()
}

/// Another value of the same type, so that STRICT tables take it.
fn altered(value: &Value) -> Value {
    match value {
        Value::Integer(number) => Value::Integer(number + 4242),
        Value::Text(text) => Value::Text(format!("{text}改")),
        Value::Blob(bytes) if bytes.is_empty() => Value::Blob(vec![1]),
        Value::Blob(bytes) => {
            let mut bytes = bytes.clone();
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            Value::Blob(bytes)
        }
        Value::Null => Value::Null,
        Value::Real(number) => Value::Real(number + 1.0),
    }
}

/// Every alteration, deletion, insertion and exchange in a table, on rows that stand for all of them.
fn attacks(conn: &Connection) -> Vec<Attack> {
    let mut attacks = Vec::new();
    for (table, columns, key) in tables(conn) {
        let list = columns.iter().map(|column| format!("\"{column}\"")).collect::<Vec<_>>().join(", ");
        let mut statement = conn.prepare(&format!("SELECT {list} FROM \"{table}\"")).unwrap();
        let rows: Vec<Vec<Value>> = statement
            .query_map([], |row| (0..columns.len()).map(|at| row.get(at)).collect())
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert!(!rows.is_empty(), "the ledger has no row in {table}");
        let at = |name: &str| columns.iter().position(|column| column == name).unwrap();
        let places: std::collections::BTreeSet<usize> = [0, rows.len() / 2, rows.len() - 1].into();
        let condition = key.iter().map(|name| format!("\"{name}\" = ?")).collect::<Vec<_>>().join(" AND ");
        for place in places {
            let row = &rows[place];
            let keys: Vec<Value> = key.iter().map(|name| row[at(name)].clone()).collect();
            let named: Vec<(String, Value)> = columns.iter().cloned().zip(row.iter().cloned()).collect();
            let mut push = |what: String, sql: String, values: Vec<Value>| {
                attacks.push(Attack { table: table.clone(), what, sql, values, row: named.clone() });
            };
            for (n, column) in columns.iter().enumerate() {
                let value = if row[n] == Value::Null { Value::Blob(vec![1]) } else { altered(&row[n]) };
                let mut values = vec![value];
                values.extend(keys.clone());
                push(
                    format!("alter {column}"),
                    format!("UPDATE \"{table}\" SET \"{column}\" = ? WHERE {condition}"),
                    values,
                );
            }
            push("delete".to_owned(), format!("DELETE FROM \"{table}\" WHERE {condition}"), keys.clone());
            let mut twin = row.clone();
            for name in &key {
                twin[at(name)] = altered(&row[at(name)]);
            }
            if let Some(unique) = columns.iter().position(|column| table == "entry" && column == "hash") {
                twin[unique] = altered(&row[unique]);
            }
            let marks = vec!["?"; columns.len()].join(", ");
            push("insert".to_owned(), format!("INSERT INTO \"{table}\" ({list}) VALUES ({marks})"), twin);
        }
        if rows.len() > 1 && columns.len() > key.len() {
            exchange(&mut attacks, &table, &columns, &key, &rows);
        }
    }
    attacks
}

/// Two rows change places: everything but their keys.
fn exchange(attacks: &mut Vec<Attack>, table: &str, columns: &[String], key: &[String], rows: &[Vec<Value>]) {
    let others: Vec<usize> = (0..columns.len()).filter(|n| !key.contains(&columns[*n])).collect();
    let differ = |left: &[Value], right: &[Value]| others.iter().any(|n| left[*n] != right[*n]);
    let Some(second) = (1..rows.len()).find(|at| differ(&rows[0], &rows[*at])) else { return };
    let whole = |row: &[Value], from: &[Value]| -> Vec<Value> {
        (0..columns.len())
            .map(|n| if others.contains(&n) { from[n].clone() } else { row[n].clone() })
            .collect()
    };
    let marks = vec!["?"; columns.len()].join(", ");
    let mut values = whole(&rows[0], &rows[second]);
    values.extend(whole(&rows[second], &rows[0]));
    attacks.push(Attack {
        table: table.to_owned(),
        what: "exchange".to_owned(),
        sql: format!("INSERT OR REPLACE INTO \"{table}\" VALUES ({marks}), ({marks})"),
        values,
        row: columns.iter().cloned().zip(rows[0].iter().cloned()).collect(),
    });
}

/// Carries out an attack as somebody with the file and its key would: without triggers, which are put back.
fn carry_out(path: &Path, key: &Key, attack: &Attack) -> rusqlite::Result<usize> {
    let conn = attacker(path, key);
    let mut statement = conn.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")?;
    let triggers: Vec<(String, String)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.map(Result::unwrap).collect();
    drop(statement);
    conn.execute_batch("PRAGMA synchronous = OFF; BEGIN")?;
    for (name, _) in &triggers {
        conn.execute_batch(&format!("DROP TRIGGER \"{name}\""))?;
    }
    let changed = conn.execute(&attack.sql, params_from_iter(&attack.values))?;
    for (_, sql) in &triggers {
        conn.execute_batch(sql)?;
    }
    conn.execute_batch("COMMIT")?;
    Ok(changed)
}

fn number(attack: &Attack, column: &str) -> u64 {
    match attack.row.iter().find(|(name, _)| name == column) {
        Some((_, Value::Integer(number))) => *number as u64,
        _ => panic!("{} has no {column}", attack.table),
    }
}

fn bytes<'a>(attack: &'a Attack, column: &str) -> &'a [u8] {
    match attack.row.iter().find(|(name, _)| name == column) {
        Some((_, Value::Blob(bytes))) => bytes,
        _ => panic!("{} has no {column}", attack.table),
    }
}

/// Whether a fault names what was attacked.
fn names(fault: &Fault, attack: &Attack) -> bool {
    match attack.table.as_str() {
        "entry" | "body" => names_entry(fault, attack),
        "blob" | "blob_part" => match fault {
            Fault::FileAltered { file } | Fault::FileMissing { file } | Fault::FileUnknown { file } => {
                let close =
                    |left: &[u8], right: &[u8]| left.iter().zip(right).filter(|(l, r)| l != r).count() <= 1;
                close(&file.0, bytes(attack, "hash"))
            }
            _ => false,
        },
        // The rows of the index are FTS5's own; its text and settings are compared like any table.
        "search_data" | "search_idx" | "search_docsize" => matches!(fault, Fault::SearchIndex { .. }),
        table => match fault {
            Fault::RowAltered { table: named, .. }
            | Fault::RowMissing { table: named, .. }
            | Fault::RowUnknown { table: named, .. } => named == table,
            _ => false,
        },
    }
}

fn names_entry(fault: &Fault, attack: &Attack) -> bool {
    let (node, seq) = (hex::encode(&bytes(attack, "node")[..4]), number(attack, "seq"));
    // A row that moved is named at its new place, a gap by the entry after it.
    let here = |named: &str, at: u64| named == node && (at == seq || at == seq + 4242 || at == seq + 1);
    match (attack.table.as_str(), fault) {
        (
            "entry",
            Fault::HeaderAltered { node, seq }
            | Fault::ChainBroken { node, seq }
            | Fault::BodyMissing { node, seq }
            | Fault::BodyWithoutEntry { node, seq },
        )
        | (
            "body",
            Fault::BodyAltered { node, seq }
            | Fault::BodyMissing { node, seq }
            | Fault::BodyWithoutEntry { node, seq },
        ) => here(node, *seq),
        _ => false,
    }
}

#[test]
fn every_alteration_of_every_table_is_named() {
    every_attack_is_named(&Key::Plain);
}

/// The same for an encrypted ledger, of which its passphrase is known: one attack in ten.
#[test]
fn alterations_of_an_encrypted_ledger_are_named() {
    every_attack_is_named(&passphrase(PASSPHRASE));
}

/// Every place of every term in the search index.
fn instances(path: &Path, key: &Key) -> Vec<(String, i64, i64)> {
    let conn = attacker(path, key);
    conn.execute_batch("CREATE VIRTUAL TABLE temp.place USING fts5vocab(main, search, instance)").unwrap();
    let mut statement = conn.prepare("SELECT term, doc, offset FROM place ORDER BY 1, 2, 3").unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    rows.map(|row| row.unwrap_or_default()).collect()
}

fn every_attack_is_named(key: &Key) {
    let dir = tempfile::tempdir().unwrap();
    let whole = full_ledger(dir.path(), key);
    let attacks = attacks(&attacker(&whole, key));
    let step = if matches!(key, Key::Plain) { 1 } else { 25 };
    let copy = dir.path().join("attacked.ledger");
    let (mut done, mut idle_bits, mut missed) = (0, 0, Vec::new());
    let index = instances(&whole, key);
    for attack in attacks.iter().step_by(step) {
        fs::copy(&whole, &copy).unwrap();
        match carry_out(&copy, key, attack) {
            Ok(0) => continue,
            Ok(_) => {}
            // A type or a NULL that a STRICT table does not take, or a key that is there already.
            Err(_) => continue,
        }
        done += 1;
        let store = Store::open(&copy, key, Mode::Read, Machine::ephemeral(), &env("verify")).unwrap();
        let faults = store.verify(Depth::Full, &[]).unwrap().faults;
        drop(store);
        // A bit of FTS5's own that changes no answer, such as its mark for deletions, is no alteration.
        let idle = attack.table == "search_data" && faults.is_empty() && instances(&copy, key) == index;
        idle_bits += usize::from(idle);
        if !idle && !faults.iter().any(|fault| names(fault, attack)) {
            missed.push(format!("{}: {} at {:?}: {faults:?}", attack.table, attack.what, attack.row.first()));
        }
    }
    println!("{done} of {} attacks", attacks.len());
    assert!(done > 300 / step, "only {done} attacks could be carried out");
    assert!(idle_bits <= 2, "{idle_bits} alterations of the index went unnoticed");
    assert!(missed.is_empty(), "{} missed:\n{}", missed.len(), missed.join("\n"));
}

/// A small plain ledger, closed, and where it lies.
fn small(dir: &Path) -> (PathBuf, Vec<(u64, String)>) {
    let mut store = TestStore::plain(dir, "small");
    for n in 0..6 {
        store.add(id(n), &unit("甲镇"));
    }
    let (count, hash) = store.head().unwrap().unwrap();
    (store.path().to_owned(), vec![(count, hash.to_string()[..12].to_owned())])
}

fn faults(path: &Path, depth: Depth, heads: &[(u64, String)]) -> Vec<Fault> {
    let store = Store::open(path, &Key::Plain, Mode::Read, Machine::ephemeral(), &env("verify")).unwrap();
    store.verify(depth, heads).unwrap().faults
}

/// Without the triggers, which are put back.
fn attack(path: &Path, sql: &str) {
    let attack = Attack {
        table: String::new(),
        what: String::new(),
        sql: sql.to_owned(),
        values: vec![],
        row: vec![],
    };
    assert!(carry_out(path, &Key::Plain, &attack).unwrap() > 0, "{sql}");
}

#[test]
fn an_older_copy_put_back_is_found_by_the_head() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = TestStore::plain(dir.path(), "tail");
    store.add(id(1), &unit("甲镇"));
    let older = crate::support::copy(store.path(), "older.ledger");
    let earlier = store.head().unwrap().unwrap();
    store.add(id(2), &unit("乙镇"));
    let later = store.head().unwrap().unwrap();
    let head = |(count, hash): (u64, binggong::domain::hash::Hash)| [(count, hash.to_string())];
    assert_eq!(faults(&older, Depth::Full, &[]), []);
    assert_eq!(faults(&older, Depth::Full, &head(earlier)), []);
    let (count, hash) = (later.0, later.1.to_string());
    assert_eq!(faults(&older, Depth::Full, &head(later)), [Fault::HeadMissing { count, hash }]);
    assert_eq!(store.verify(Depth::Full, &head(later)).unwrap().faults, []);
}

#[test]
fn a_tail_cut_off_is_found_by_rows_or_by_the_head() {
    let dir = tempfile::tempdir().unwrap();
    let (path, heads) = small(dir.path());
    for table in ["body", "entry"] {
        attack(&path, &format!("DELETE FROM {table} WHERE seq = 7"));
    }
    // The tables still tell of the entry.
    let rows: Vec<Fault> = faults(&path, Depth::Quick, &[]);
    assert!(
        rows.iter().any(|fault| matches!(fault, Fault::RowUnknown { table, .. } if table == "unit")),
        "{rows:?}"
    );
    let mut store = TestStore::open(&path, &Key::Plain, Mode::Write, Machine::ephemeral(), "cover").unwrap();
    store.rebuild().unwrap();
    drop(store);
    assert_eq!(faults(&path, Depth::Full, &[]), []);
    assert!(matches!(faults(&path, Depth::Quick, &heads)[..], [Fault::HeadMissing { count: 7, .. }]));
}

#[test]
fn a_chain_made_anew_without_the_key_is_found_by_its_signatures() {
    let dir = tempfile::tempdir().unwrap();
    let (path, _) = small(dir.path());
    let conn = attacker(&path, &Key::Plain);
    let read: Vec<(i64, Vec<u8>)> = {
        let mut statement = conn.prepare("SELECT seq, sig FROM entry ORDER BY seq").unwrap();
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
    };
    drop(conn);
    // The day of the third entry becomes another; from there on every hash is made anew, the old signatures stay.
    let store = Store::open(&path, &Key::Plain, Mode::Read, Machine::ephemeral(), &env("forge")).unwrap();
    let mut headers = Vec::new();
    let keep = |header: &binggong::store::Header, _: Option<&[u8]>, _: Option<&binggong::store::Body<'_>>| {
        headers.push(header.clone());
        Ok::<(), binggong::store::Error>(())
    };
    store.journal(keep).unwrap();
    drop(store);
    headers[2].day = "2020-01-01".to_owned();
    let mut prev = headers[1].hash;
    for header in &mut headers[2..] {
        header.prev = prev;
        header.hash = header.closing_hash(&header.signed_part());
        prev = header.hash;
        let (prev, hash) = (hex::encode(header.prev.0), hex::encode(header.hash.0));
        let sql = format!(
            "UPDATE entry SET day = '{}', prev = x'{prev}', hash = x'{hash}' WHERE seq = {}",
            header.day, header.seq
        );
        attack(&path, &sql);
    }
    assert_eq!(read.len(), 7);
    let node = hex::encode(&headers[0].node[..4]);
    let found: Vec<Fault> = (3..=7).map(|seq| Fault::SignatureWrong { node: node.clone(), seq }).collect();
    assert_eq!(faults(&path, Depth::Full, &[]), found);
    // A quick look reads the last signature of each node, which vouches for all before it.
    assert_eq!(faults(&path, Depth::Quick, &[]), found[4..]);
}

#[test]
fn entries_in_each_others_place_are_named() {
    let dir = tempfile::tempdir().unwrap();
    let (path, _) = small(dir.path());
    for table in ["entry", "body"] {
        attack(&path, &format!("UPDATE {table} SET seq = 100 WHERE seq = 3"));
        attack(&path, &format!("UPDATE {table} SET seq = 3 WHERE seq = 4"));
        attack(&path, &format!("UPDATE {table} SET seq = 4 WHERE seq = 100"));
    }
    let found = faults(&path, Depth::Quick, &[]);
    for seq in [3, 4] {
        assert!(
            found
                .iter()
                .any(|fault| matches!(fault, Fault::HeaderAltered { seq: named, .. } if *named == seq)),
            "{found:?}"
        );
    }
}

#[test]
fn a_changed_schema_is_named() {
    let changes = [
        ("DROP TRIGGER entry_stays", "entry_stays"),
        ("DROP TRIGGER blob_part_stays", "blob_part_stays"),
        ("DROP INDEX officer_name", "officer_name"),
        ("CREATE TABLE more (name TEXT)", "more"),
        ("CREATE VIEW entry_view AS SELECT 1", "entry_view"),
        ("CREATE INDEX unit_name ON unit (name)", "unit_name"),
        (
            "CREATE TRIGGER local_harmless AFTER INSERT ON unit BEGIN DELETE FROM needle; END",
            "local_harmless",
        ),
        ("CREATE TRIGGER entry AFTER INSERT ON local_meta BEGIN DELETE FROM needle; END", "entry"),
        ("ALTER TABLE unit ADD COLUMN more TEXT", "unit"),
        ("DROP TABLE needle", "needle"),
        ("CREATE TABLE local_more (name TEXT)", "local_more"),
    ];
    for (sql, name) in changes {
        let dir = tempfile::tempdir().unwrap();
        let (path, _) = small(dir.path());
        attacker(&path, &Key::Plain).execute_batch(sql).unwrap();
        assert_eq!(
            faults(&path, Depth::Quick, &[]),
            [Fault::SchemaAltered { name: name.to_owned() }],
            "{sql}"
        );
    }
}

#[test]
fn what_belongs_to_this_copy_alone_is_nobodys_business() {
    let dir = tempfile::tempdir().unwrap();
    let (path, _) = small(dir.path());
    attacker(&path, &Key::Plain).execute_batch("INSERT INTO local_meta VALUES ('window', '1024')").unwrap();
    assert_eq!(faults(&path, Depth::Full, &[]), []);
}

/// Much text that comes and goes, so that the index has many leaves and segments, some of them emptied.
#[test]
fn a_worn_search_index_is_no_fault() {
    let mut store = TestStore::in_memory("worn");
    store.found();
    let text = |n: usize| -> String {
        (0..200)
            .map(|at| char::from_u32(0x4e00 + ((n * 7919 + at * 104_729) % 20_000) as u32).unwrap())
            .collect()
    };
    for n in 0..400 {
        store.add(id(n as u128), &officer(&format!("王{n}"), &text(n)));
    }
    store.assert_clean();
    for n in 0..400 {
        match n % 3 {
            0 => drop(store.change(id(n as u128), &officer(&format!("李{n}"), &text(n + 5000)))),
            1 => drop(store.delete::<binggong::domain::officer::Officer>(id(n as u128))),
            _ => {}
        }
    }
    store.assert_clean();
}

/// Much text at once: merges of the index go on over several commits, and segments that they have read to their end
/// stay until then.
#[test]
fn an_index_in_the_middle_of_a_merge_is_no_fault() {
    let mut store = TestStore::in_memory("merging");
    store.found();
    let text = |n: usize| -> String {
        (0..1500)
            .map(|at| char::from_u32(0x4e00 + ((n * 7919 + at * 104_729) % 20_000) as u32).unwrap())
            .collect()
    };
    for round in 0..40 {
        store.hold().unwrap();
        for n in 0..12 {
            let n = round * 12 + n;
            store.add(id(n as u128), &officer(&format!("王{n}"), &text(n)));
        }
        store.keep().unwrap();
        assert_eq!(store.faults(Depth::Quick), [], "after round {round}");
    }
}
