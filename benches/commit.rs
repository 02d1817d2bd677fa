//! A commit with its journal entry, against the same rows written into the same tables without a journal.

use std::path::Path;
use std::time::Instant;

use binggong::domain::role::Op;
use binggong::ledger::Ledger;
use binggong::ledger::file::{Machine, Mode};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::{Line, PASSPHRASE, case, fixed, key};

const COMMITS: usize = 300;

/// What one act writes into one table.
type Rows = (&'static str, Vec<Vec<Value>>);

/// Both sides write into copies of one ledger, with the same settings and indexes; they take turns, because
/// disks have moods.
pub fn measure(dir: &Path, ledger: &Path, records: usize, lines: &mut Vec<Line>) {
    let copy = |name: &str| {
        let path = dir.join(name);
        std::fs::copy(ledger, &path).expect("copied");
        path
    };
    let open = |path: &Path| {
        let mut ledger = Ledger::open(path, &key(), Mode::Write, Machine::ephemeral(), fixed("commits"));
        ledger.as_mut().expect("opened").act_as(super::USER.name).expect("acting");
        ledger.expect("opened")
    };
    let (done, rows, trial) = (copy("done.ledger"), copy("rows.ledger"), copy("trial.ledger"));
    let add = |ledger: &mut Ledger, n: usize| ledger.add_all(Op::AddCase, "", &[case(records + n)]);
    open(&done).together(|ledger| (0..COMMITS).try_for_each(|n| add(ledger, n).map(drop))).expect("written");
    let acts = rows_of_acts(&connect(&done));
    let rows = connect(&rows);
    rows.set_prepared_statement_cache_capacity(128);
    let mut trial = open(&trial);
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for (n, act) in acts.iter().enumerate() {
        let begun = Instant::now();
        add(&mut trial, n).expect("written");
        with.push(begun.elapsed().as_secs_f64() * 1000.0);
        let begun = Instant::now();
        write(&rows, act);
        without.push(begun.elapsed().as_secs_f64() * 1000.0);
    }
    let (with, without) = (middle(with), middle(without));
    println!("commit: {with:.2} ms with its entry, {without:.2} ms for its rows alone");
    lines.push(Line {
        what: "a commit with its entry, against its rows alone",
        measured: with / without,
        budget: 1.1,
        unit: "×",
        less: true,
        gate: false,
    });
}

fn middle(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// A connection beside the program's own, with the same settings.
fn connect(path: &Path) -> Connection {
    let conn = Connection::open(path).expect("a database");
    conn.pragma_update(None, "key", PASSPHRASE).expect("keyed");
    conn.execute_batch("PRAGMA cache_size=-65536; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY")
        .expect("set");
    conn.query_row("PRAGMA journal_mode=TRUNCATE", [], |_| Ok(())).expect("truncate");
    conn
}

/// What each of the last acts wrote into the tables that follow from the journal.
fn rows_of_acts(conn: &Connection) -> Vec<Vec<Rows>> {
    let last: i64 = conn.query_row("SELECT max(ord) FROM record", [], |row| row.get(0)).expect("records");
    let select = |table: &'static str, sql: &str, ord: i64| -> Rows {
        let mut statement = conn.prepare_cached(sql).expect("prepared");
        let width = statement.column_count();
        let rows = statement.query_map([ord], |row| (0..width).map(|at| row.get(at)).collect());
        (table, rows.expect("read").map(Result::unwrap).collect())
    };
    let first = last - COMMITS as i64 + 1;
    let needles = select("needle", "SELECT key, ord FROM needle WHERE ord >= ?", first).1;
    let act = |ord| {
        let needles = needles.iter().filter(|needle| needle[1] == Value::Integer(ord)).cloned().collect();
        vec![
            select("record", "SELECT * FROM record WHERE ord = ?", ord),
            select("version", "SELECT * FROM version WHERE ord = ?", ord),
            select("\"case\"", "SELECT * FROM \"case\" WHERE ord = ?", ord),
            select("search (rowid, body)", "SELECT rowid, body FROM search WHERE rowid = ?", ord),
            ("needle", needles),
        ]
    };
    (first..=last).map(act).collect()
}

fn write(conn: &Connection, act: &[Rows]) {
    conn.execute_batch("BEGIN IMMEDIATE").expect("begun");
    for (table, rows) in act {
        for row in rows {
            let marks = vec!["?"; row.len()].join(",");
            let sql = format!("INSERT INTO {table} VALUES ({marks})");
            conn.prepare_cached(&sql).expect("prepared").execute(params_from_iter(row)).expect("written");
        }
    }
    conn.execute_batch("COMMIT").expect("committed");
}
