//! The rules of the house, each a sentence, held over all sources, and each shown to go red.

mod architecture {
    pub mod house;
    pub mod sql;
}

use std::path::Path;

use architecture::house::{House, Segments, Source};
use architecture::sql::{derived_tables_written, looks_like_sql};

/// Who may know whom.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("lib", &[]),
    ("main", &["cli", "ui"]),
    ("cli", &["ledger", "rules", "notice", "exchange", "words", "domain", "env"]),
    // `env` to give a ledger its clock, `rules` to show a conclusion and what a pack asks.
    ("ui", &["ledger", "rules", "notice", "words", "domain", "env"]),
    ("ledger", &["store", "rules", "notice", "exchange", "words", "domain", "env"]),
    ("store", &["words", "domain", "env"]),
    ("rules", &["words", "domain"]),
    ("notice", &["words", "domain"]),
    ("exchange", &["words", "domain"]),
    ("words", &["domain"]),
    ("domain", &[]),
    ("env", &[]),
];

/// Of some a module may know one room only: who, whom, the room.
const ONE_ROOM: &[(&str, &str, &str)] = &[
    // The preview paints the same positions as the PDF, and nothing else of typesetting.
    ("ui", "notice", "frames"),
    // The search index is keyed by initials.
    ("store", "words", "pinyin"),
];

/// Plain values of `store` that `ledger` gives on under its own name; never a module, a glob, or a
/// handle on the file.
const LEDGER_GIVES_ON: &[&str] = &[
    "Depth",
    "EntryName",
    "Error",
    "Fault",
    "Hit",
    "Key",
    "Machine",
    "Mode",
    "Noun",
    "Report",
    "Versioned",
    "Watch",
];

/// Plain values of `exchange` that `ledger` gives on: a register as it was read, and what its columns mean.
const LEDGER_GIVES_ON_OF_REGISTERS: &[&str] = &[
    "Book",
    "Column",
    "Columns",
    "Field",
    "Looked",
    "Mappings",
    "Meaning",
    "Reading",
    "SheetReading",
    "SkippedRow",
    "SkippedSheet",
];

/// The same of lists of cases.
const LEDGER_GIVES_ON_OF_CASES: &[&str] = &["CaseField", "CaseReading", "CaseSheet"];

/// The same of standards of review: one as it was read, with what is to be said of its rows.
const LEDGER_GIVES_ON_OF_STANDARDS: &[&str] = &["About", "StandardReading", "Told"];

/// Crates that have one home.
const HOMES: &[(&str, &[&str])] = &[
    ("src/store/", &["rusqlite", "libsqlite3_sys"]),
    ("src/ui/", &["egui", "eframe", "egui_extras", "egui_plot", "epaint", "emath"]),
    ("src/notice/pdf.rs", &["printpdf", "lopdf"]),
    ("src/env.rs", &["getrandom", "rand", "rand_core", "fastrand"]),
];

/// What `domain` sees.
const DOMAIN_SEES: [&str; 6] = ["std", "core", "alloc", "chrono", "uuid", "crate"];

const MOST_LINES: usize = 700;

/// Data tables that may be longer.
const DATA_TABLES: &[&str] = &[];

fn directions(house: &House) -> Vec<String> {
    let mut offences = Vec::new();
    for source in &house.sources {
        let Some(top) = source.top() else { continue };
        if !MAY_KNOW.iter().any(|(known, _)| *known == top) {
            offences.push(format!("{}: 顶层模块 {top} 不在规矩里，先写明它可以知道谁", source.path));
        }
        for name in &source.names {
            let meanings = house.meanings(name);
            for (i, path) in meanings.iter().enumerate() {
                // What the ledger gives on is the ledger's own to its callers.
                if i > 0 && internal_top(&meanings[i - 1]) == Some("ledger") && is_given_on(path) {
                    break;
                }
                let is_last = i + 1 == meanings.len();
                let offence = knows_too_much(top, path)
                    .or_else(|| is_last.then(|| leaves_the_room(top, path)).flatten())
                    .or_else(|| name.given_on.then(|| gives_too_much(top, path)).flatten());
                if let Some(why) = offence {
                    offences.push(format!("{}:{} 提到 {}；{why}", source.path, name.line, path.join("::")));
                }
            }
        }
    }
    offences
}

fn knows_too_much(top: &str, path: &[String]) -> Option<String> {
    let known = internal_top(path).filter(|known| *known != top)?;
    let may = may_know(top);
    (!may.contains(&known)).then(|| format!("{top} 只可以知道 {may:?}"))
}

/// Where the end of all aliases lies in a module of which `top` may know one room only.
fn leaves_the_room(top: &str, path: &[String]) -> Option<String> {
    let known = internal_top(path)?;
    let (.., room) = ONE_ROOM.iter().find(|(who, whom, _)| *who == top && *whom == known)?;
    path.get(2).is_none_or(|module| module != room).then(|| format!("{top} 只可以知道 {known}::{room}"))
}

/// What one module gives on must be known to all who know that module.
fn gives_too_much(top: &str, path: &[String]) -> Option<String> {
    let known = internal_top(path).filter(|known| *known != top)?;
    if top == "ledger" && is_given_on(path) {
        return None;
    }
    let barred =
        |(other, may): &&(&str, &[&str])| *other != known && may.contains(&top) && !may.contains(&known);
    let (other, _) = MAY_KNOW.iter().find(barred)?;
    Some(format!("转手给出以后，{other} 就绕过了规矩"))
}

/// Whether the path is a value of `store` or `exchange`, or something within it, that `ledger` gives on.
fn is_given_on(path: &[String]) -> bool {
    let list = match internal_top(path) {
        Some("store") => LEDGER_GIVES_ON,
        Some("exchange") if path.get(2).is_some_and(|room| room == "register") => {
            LEDGER_GIVES_ON_OF_REGISTERS
        }
        Some("exchange") if path.get(2).is_some_and(|room| room == "cases") => LEDGER_GIVES_ON_OF_CASES,
        Some("exchange") if path.get(2).is_some_and(|room| room == "standard") => {
            LEDGER_GIVES_ON_OF_STANDARDS
        }
        _ => return false,
    };
    path[2..].iter().any(|name| list.contains(&name.as_str()))
}

fn domain_sees_little(house: &House) -> Vec<String> {
    let crates = crates();
    let mut offences = Vec::new();
    each_meaning(house, |source, top, line, path| {
        let first = path[0].as_str();
        let foreign = crates.iter().any(|known| known == first);
        if top == "domain" && foreign && !DOMAIN_SEES.contains(&first) {
            offences.push(format!(
                "{}:{line} 提到 {}；domain 只看 {DOMAIN_SEES:?}",
                source.path,
                path.join("::")
            ));
        }
    });
    offences
}

fn crates_stay_home(house: &House) -> Vec<String> {
    let mut offences = Vec::new();
    each_meaning(house, |source, _, line, path| {
        for (home, crates) in HOMES {
            if crates.contains(&path[0].as_str()) && !source.path.starts_with(home) {
                offences.push(format!("{}:{line} 提到 {}；它只住在 {home}", source.path, path.join("::")));
            }
        }
    });
    offences
}

fn clock_and_chance_in_env(house: &House) -> Vec<String> {
    const CLOCKS: [&[&str]; 4] = [
        &["chrono", "Utc", "now"],
        &["chrono", "Local"],
        &["chrono", "offset", "Utc", "now"],
        &["chrono", "offset", "Local"],
    ];
    const NAMES: [&str; 9] = [
        "SystemTime",
        "UNIX_EPOCH",
        "OsRng",
        "ThreadRng",
        "thread_rng",
        "from_entropy",
        "new_v4",
        "now_v7",
        "now_v1",
    ];
    let mut offences = Vec::new();
    each_meaning(house, |source, top, line, path| {
        let starts = |with: &[&str]| path.len() >= with.len() && path.iter().zip(with).all(|(a, b)| a == b);
        // A duration is an amount, not a clock.
        let std_time = starts(&["std", "time"]) && path.get(2).is_none_or(|name| name != "Duration");
        let named = path.iter().any(|segment| NAMES.contains(&segment.as_str()));
        if top != "env" && (std_time || named || CLOCKS.iter().any(|clock| starts(clock))) {
            offences.push(format!(
                "{}:{line} 提到 {}；时间和随机只从 src/env.rs 取",
                source.path,
                path.join("::")
            ));
        }
    });
    offences
}

fn sql_in_store(house: &House) -> Vec<String> {
    let outside =
        |source: &&Source| source.path.starts_with("src/") && !source.path.starts_with("src/store/");
    let mut offences = Vec::new();
    for source in house.sources.iter().filter(outside) {
        if source.path.ends_with(".sql") {
            offences.push(format!("{}: SQL 文件只放在 src/store", source.path));
        }
        for (line, text) in source.literals.iter().filter(|(_, text)| looks_like_sql(text)) {
            offences.push(format!("{}:{line} 写了 SQL：{}", source.path, start_of(text)));
        }
    }
    offences
}

fn derived_tables_in_apply(house: &House) -> Vec<String> {
    let elsewhere = |source: &&Source| {
        source.path.starts_with("src/store/") && !source.path.starts_with("src/store/apply/")
    };
    let mut offences = Vec::new();
    for source in house.sources.iter().filter(elsewhere) {
        let whole = source.path.ends_with(".sql").then(|| (1, source.text.clone()));
        for (line, text) in source.literals.iter().chain(&whole) {
            for table in derived_tables_written(text) {
                let path = &source.path;
                offences.push(format!(
                    "{path}:{line} 写了派生表 {table}；派生表只由 src/store/apply 写：{}",
                    start_of(text)
                ));
            }
        }
    }
    offences
}

fn files_are_short_and_introduced(house: &House) -> Vec<String> {
    let mut offences = Vec::new();
    for source in house.sources.iter().filter(|source| source.path.ends_with(".rs")) {
        let lines = source.text.lines().count();
        if lines > MOST_LINES && !DATA_TABLES.contains(&source.path.as_str()) {
            offences.push(format!("{}: {lines} 行，超过 {MOST_LINES} 行", source.path));
        }
        if !source.text.starts_with("//! ") {
            offences.push(format!("{}: 开头没有一句 //! 说明", source.path));
        }
    }
    offences
}

/// Each meaning of each name in `src`: the source, its top module, the line, the path.
fn each_meaning(house: &House, mut visit: impl FnMut(&Source, &str, usize, &Segments)) {
    for source in &house.sources {
        let Some(top) = source.top() else { continue };
        for name in &source.names {
            for path in house.meanings(name) {
                visit(source, top, name.line, &path);
            }
        }
    }
}

fn may_know(top: &str) -> &'static [&'static str] {
    MAY_KNOW.iter().find(|(known, _)| *known == top).map_or(&[], |(_, may)| may)
}

fn internal_top(path: &[String]) -> Option<&str> {
    match path {
        [root, top, ..] if root == "crate" && MAY_KNOW.iter().any(|(known, _)| known == top) => Some(top),
        _ => None,
    }
}

/// The crates that a path can begin with: this package's dependencies, and those that would matter.
fn crates() -> Vec<String> {
    let manifest: toml::Table = include_str!("../Cargo.toml").parse().expect("Cargo.toml is TOML");
    let own = ["dependencies", "dev-dependencies"].into_iter().filter_map(|table| manifest[table].as_table());
    let homes = HOMES.iter().flat_map(|(_, crates)| crates.iter().map(|name| name.to_string()));
    own.flat_map(|table| table.keys().map(|name| name.replace('-', "_"))).chain(homes).collect()
}

fn start_of(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(60).collect()
}

/// The sources of this package.
fn this_house() -> House {
    fn walk(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
        let mut entries: Vec<_> = match std::fs::read_dir(folder) {
            Ok(entries) => entries.map(|entry| entry.unwrap().path()).collect(),
            Err(_) => return,
        };
        entries.sort();
        for path in entries {
            if path.is_dir() {
                walk(root, &path, files);
            } else if path.extension().is_some_and(|e| e == "rs" || e == "sql") {
                let below = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                files.push((below, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["src", "tests", "benches"] {
        walk(root, &root.join(folder), &mut files);
    }
    assert!(files.iter().any(|(path, _)| path == "src/lib.rs"), "the sources are not where they should be");
    House::new(files)
}

#[track_caller]
fn holds(rule: fn(&House) -> Vec<String>) {
    let offences = rule(&this_house());
    assert!(offences.is_empty(), "\n{}\n", offences.join("\n"));
}

/// The rule names `path` as offender among these files, and nobody where the files are left out.
#[track_caller]
fn goes_red(rule: fn(&House) -> Vec<String>, path: &str, files: &[(&str, &str)]) {
    let offences = rule(&house(files));
    assert!(
        offences.iter().any(|offence| offence.starts_with(path)),
        "{path} passed: {files:?} {offences:?}"
    );
}

#[track_caller]
fn stays_green(rule: fn(&House) -> Vec<String>, path: &str, text: &str) {
    assert_eq!(rule(&house(&[(path, text)])), Vec::<String>::new());
}

fn house(files: &[(&str, &str)]) -> House {
    House::new(files.iter().map(|(path, text)| (path.to_string(), text.to_string())))
}

#[test]
fn modules_know_only_whom_they_may() {
    holds(directions);
}

#[test]
fn ui_cannot_reach_store() {
    let bad = [
        "fn f() { crate::store::open(); }",
        "use crate::store;",
        "use crate::{store as s}; fn f() { s::open(); }",
        "use crate::{domain, ledger::{self, Ledger}, store::{self as s, Store}};",
        "use super::super::super::store::Store;",
        "mod a { use super::super::super::super::store::Store; }",
        "fn f(s: &crate::store::Store) {}",
        "struct S { s: Vec<Option<crate::store::Store>> }",
        "fn f() { println!(\"{}\", crate::store::count()); }",
        "macro_rules! m { () => { use $crate::{domain, store::Store}; } }",
        "#[derive(crate::store::Magic)] struct S;",
        "impl From<crate::store::Error> for E {}",
        "use crate as c; fn f() { c::store::open(); }",
        "use crate::*; fn f() { crate::store::open(); }",
        "#[cfg(test)] mod tests { use crate::store::Store; }",
    ];
    for text in bad {
        goes_red(directions, "src/ui/screen/a.rs", &[("src/ui/screen/a.rs", text), ("src/store/mod.rs", "")]);
    }
}

#[test]
fn a_re_export_does_not_open_a_back_door() {
    let ui = "use crate::ledger::reexported_store; fn f() { reexported_store::open(); }";
    let doors = [
        "pub use crate::store as reexported_store;",
        "pub use crate::store::{self as reexported_store};",
        "pub mod inner { pub use crate::store as reexported_store; } pub use inner::reexported_store;",
        "pub mod inner { pub(crate) use super::super::store as reexported_store; } pub use inner::*;",
        "use crate::store; pub use store as reexported_store;",
    ];
    for door in doors {
        let files = [("src/ui/a.rs", ui), ("src/ledger/mod.rs", door), ("src/store/mod.rs", "")];
        goes_red(directions, "src/ui/a.rs", &files);
        goes_red(directions, "src/ledger/mod.rs", &files);
    }
    goes_red(directions, "src/ledger/a.rs", &[("src/ledger/a.rs", "pub use crate::store::*;")]);
    goes_red(directions, "src/ledger/a.rs", &[("src/ledger/a.rs", "pub type Raw = crate::store::Store;")]);
    goes_red(directions, "src/lib.rs", &[("src/lib.rs", "pub use crate::store::Store;")]);
    // A value on the list is the ledger's own to its callers; a handle under a listed name is not.
    let report = [
        ("src/ledger/mod.rs", "pub mod file { pub use crate::store::{verify::Report, Key as Secret}; }"),
        (
            "src/cli/a.rs",
            "use crate::ledger::file::Report; fn f(s: crate::ledger::file::Secret) { Report::new() }",
        ),
    ];
    assert_eq!(directions(&house(&report)), Vec::<String>::new());
    let handle = [
        ("src/ledger/mod.rs", "pub use crate::store::Store as Report;"),
        ("src/cli/a.rs", "use crate::ledger::Report;"),
    ];
    goes_red(directions, "src/ledger/mod.rs", &handle);
    goes_red(directions, "src/cli/a.rs", &handle);
    stays_green(
        directions,
        "src/ledger/a.rs",
        "pub use crate::domain::officer::Officer; use crate::store::Store;",
    );
}

#[test]
#[should_panic(expected = "src/ui/a.rs: #[path] would hide")]
fn a_module_stands_where_its_name_says() {
    house(&[("src/ui/a.rs", "#[path = \"../store/open.rs\"] mod open;")]);
}

#[test]
fn every_other_direction_is_held_too() {
    let bad = [
        ("src/ui/a.rs", "use crate::notice::pdf::write;"),
        ("src/ui/a.rs", "use crate::notice;"),
        ("src/ui/a.rs", "use crate::exchange::case_file;"),
        ("src/cli/a.rs", "use crate::store::Store;"),
        ("src/cli.rs", "use crate::ui::run;"),
        ("src/main.rs", "use binggong::ledger::Ledger; fn main() {}"),
        ("src/store/a.rs", "use crate::ledger::Ledger;"),
        ("src/store/a.rs", "use crate::words::date::show_date;"),
        ("src/rules/a.rs", "use crate::store::Store;"),
        ("src/rules/a.rs", "use crate::env::Env;"),
        ("src/notice/a.rs", "use crate::rules::Pack;"),
        ("src/words/a.rs", "use crate::notice::frames::Frame;"),
        ("src/domain/a.rs", "use crate::words::date::show_date;"),
        ("src/utils/mod.rs", ""),
    ];
    for (path, text) in bad {
        goes_red(directions, path, &[(path, text)]);
    }
    stays_green(directions, "src/ui/a.rs", "use crate::{ledger::Ledger, notice::frames::Frame, words};");
    let notice = |gives| [("src/ui/a.rs", "use crate::notice::Frame;"), ("src/notice/mod.rs", gives)];
    assert_eq!(directions(&house(&notice("mod frames; pub use frames::Frame;"))), Vec::<String>::new());
    goes_red(directions, "src/ui/a.rs", &notice("mod pdf; pub use pdf::Frame;"));
    stays_green(directions, "src/main.rs", "fn main() { binggong::cli::run() }");
    stays_green(directions, "src/domain/a.rs", "use super::store; fn f() { self::ui() }");
}

#[test]
fn domain_sees_std_chrono_and_uuid() {
    holds(domain_sees_little);
    let bad = [
        "use egui::Ui;",
        "fn f(ui: &mut egui::Ui) {}",
        "use serde::Serialize as S;",
        "#[derive(serde::Serialize)] struct S;",
        "extern crate rusqlite as r;",
        "fn f() { ::toml::from_str(\"\"); }",
    ];
    for text in bad {
        goes_red(domain_sees_little, "src/domain/a.rs", &[("src/domain/a.rs", text)]);
    }
    let door = [("src/domain/a.rs", "use crate::words::S;"), ("src/words/mod.rs", "pub use serde as S;")];
    goes_red(domain_sees_little, "src/domain/a.rs", &door);
    stays_green(
        domain_sees_little,
        "src/domain/a.rs",
        "use std::fmt; use chrono::NaiveDate; use uuid::Uuid;",
    );
}

#[test]
fn crates_with_a_home_stay_there() {
    holds(crates_stay_home);
    let bad = [
        ("src/ledger/a.rs", "use rusqlite::Connection;"),
        ("src/ledger/a.rs", "fn f() { rusqlite::params![1]; }"),
        ("src/ledger/error.rs", "enum E { #[from] A(rusqlite::Error) }"),
        ("src/notice/lines.rs", "use printpdf as p;"),
        ("src/notice/pdf/a.rs", "use lopdf::Document;"),
        ("src/words/a.rs", "use egui::Color32;"),
        ("src/main.rs", "fn main() { eframe::run_native() }"),
        ("src/store/a.rs", "fn f() { getrandom::fill(&mut b); }"),
    ];
    for (path, text) in bad {
        goes_red(crates_stay_home, path, &[(path, text)]);
    }
    let door = [
        ("src/ledger/a.rs", "use crate::store::sql::Connection;"),
        ("src/store/mod.rs", "pub use rusqlite as sql;"),
    ];
    goes_red(crates_stay_home, "src/ledger/a.rs", &door);
    stays_green(crates_stay_home, "src/notice/pdf.rs", "use lopdf::Document; use printpdf::Op;");
}

#[test]
fn time_and_chance_come_from_env() {
    holds(clock_and_chance_in_env);
    let bad = [
        "use std::time::SystemTime;",
        "use std::time::{Duration, Instant};",
        "use std::time; fn f() { time::Instant::now(); }",
        "use std::time::*;",
        "use chrono::Utc; fn f() { Utc::now(); }",
        "use chrono as c; fn f() { c::Local::now(); }",
        "fn f() { Uuid::new_v4(); }",
        "fn f() { let x = format!(\"{}\", std::time::SystemTime::now()); }",
    ];
    for text in bad {
        goes_red(clock_and_chance_in_env, "src/ledger/a.rs", &[("src/ledger/a.rs", text)]);
    }
    stays_green(
        clock_and_chance_in_env,
        "src/store/a.rs",
        "use std::time::Duration; use chrono::{DateTime, Utc};",
    );
    stays_green(clock_and_chance_in_env, "src/env.rs", "use std::time::SystemTime;");
}

#[test]
fn chrono_has_no_clock() {
    let manifest: toml::Table = include_str!("../Cargo.toml").parse().unwrap();
    let chrono = &manifest["dependencies"]["chrono"];
    assert_eq!(chrono["default-features"].as_bool(), Some(false));
    let features = chrono["features"].as_array().unwrap();
    assert!(features.iter().all(|feature| !["clock", "now"].contains(&feature.as_str().unwrap())));
}

#[test]
fn sql_stands_only_in_store() {
    holds(sql_in_store);
    let bad = [
        "SELECT name FROM officer",
        "select id\\n from officer where id = ?",
        "INSERT INTO officer VALUES (?)",
        "INSERT OR REPLACE INTO officer VALUES (?)",
        "UPDATE officer SET name = ?",
        "DELETE FROM officer",
        "CREATE TABLE t(a)",
        "CREATE UNIQUE INDEX i ON t(a)",
        "PRAGMA key = 'x'",
        "WITH a AS (SELECT 1 FROM t) SELECT * FROM a",
    ];
    for sql in bad {
        let path = "src/ledger/a.rs";
        goes_red(sql_in_store, path, &[(path, &format!("const Q: &str = \"{sql}\";"))]);
        goes_red(sql_in_store, path, &[(path, &format!("fn f() {{ g!(\"{sql}\") }}"))]);
        stays_green(sql_in_store, "src/store/officer.rs", &format!("const Q: &str = \"{sql}\";"));
    }
    goes_red(sql_in_store, "src/ledger/a.sql", &[("src/ledger/a.sql", "")]);
    for prose in
        ["请从名单中选择", "Please select one from the list", "更新 update", "insert a card into the reader"]
    {
        stays_green(
            sql_in_store,
            "src/cli/a.rs",
            &format!("/// SELECT a FROM b\nconst Q: &str = \"{prose}\";"),
        );
    }
}

#[test]
fn derived_tables_are_written_only_by_apply() {
    holds(derived_tables_in_apply);
    let bad = [
        "INSERT INTO officer VALUES (?)",
        "INSERT OR IGNORE INTO officer VALUES (?)",
        "REPLACE INTO officer VALUES (?)",
        "UPDATE officer SET name = ?",
        "UPDATE OR IGNORE main.officer SET name = ?",
        "DELETE FROM `record` WHERE id = ?",
        "delete from record",
        "DELETE FROM {table}",
        "DELETE FROM entry; DELETE FROM record",
    ];
    for sql in bad {
        let code = format!("const Q: &str = \"{sql}\";");
        goes_red(derived_tables_in_apply, "src/store/query.rs", &[("src/store/query.rs", &code)]);
        goes_red(derived_tables_in_apply, "src/store/noun/a.sql", &[("src/store/noun/a.sql", sql)]);
        stays_green(derived_tables_in_apply, "src/store/apply/mod.rs", &code);
    }
    let good = [
        "INSERT INTO entry (node) VALUES (?)",
        "UPDATE body SET bytes = NULL",
        "INSERT OR IGNORE INTO main.blob_part VALUES (?)",
        "INSERT INTO local_meta VALUES (?) ON CONFLICT (key) DO UPDATE SET value = ?",
        "CREATE TRIGGER t BEFORE DELETE ON officer BEGIN SELECT 1; END",
        "SELECT a FROM officer -- never DELETE FROM officer",
    ];
    for sql in good {
        stays_green(derived_tables_in_apply, "src/store/journal.sql", sql);
    }
}

#[test]
fn no_file_is_long_or_without_introduction() {
    holds(files_are_short_and_introduced);
    let long = |lines: usize| format!("//! A file.\n{}", "\n".repeat(lines - 1));
    stays_green(files_are_short_and_introduced, "src/a.rs", &long(MOST_LINES));
    for path in ["src/ledger/a.rs", "tests/a.rs", "benches/a.rs"] {
        goes_red(files_are_short_and_introduced, path, &[(path, &long(MOST_LINES + 1))]);
        goes_red(files_are_short_and_introduced, path, &[(path, "use std::fmt;")]);
    }
}
