//! A disk without room: nothing is saved by halves, and the sentence says that all is well.

use std::process::Command;

use binggong::cli::judge;
use binggong::ledger::Instruction;
use binggong::ledger::file::Mode;

use crate::bureau::{Answer, Bureau, CASE, LEDGER, NUMBER};

#[test]
fn at_every_size_the_case_is_saved_whole_or_not_at_all() {
    let bureau = Bureau::new();
    bureau.put("案件.toml", CASE);
    let (case, _) = judge::read(&bureau.path("案件.toml")).unwrap();
    let out = bureau.path("out");
    let before = bureau.files();
    let instruction = Instruction {
        case: &case,
        folder: &bureau.path(""),
        out: &out,
        issued_on: "2026-03-05".parse().ok(),
    };
    let mut refusals = 0;
    for room in (0..).step_by(9) {
        let mut ledger = bureau.open(Mode::Write);
        ledger.act_as("孙示三").unwrap();
        ledger.leave_room_for(room).unwrap();
        let done = ledger.conclude(&instruction);
        drop(ledger);
        let Err(error) = done else { break };
        let said = error.to_string();
        assert!(
            said.contains("磁盘已满") && said.contains("没有保存") && said.contains("请清理磁盘"),
            "{said}"
        );
        bureau.assert_unchanged(&before);
        refusals += 1;
    }
    assert!(refusals > 3, "the disk was full only {refusals} times");
    assert!(out.join(format!("{NUMBER}.pdf")).exists(), "the number was used up by an attempt");
}

/// Runs a shell line in which `small` is a file system of so many kilobytes; none where that cannot be made.
fn on_a_small_disk(bureau: &Bureau, kilobytes: u32, line: &str) -> Option<Answer> {
    let mounting = format!("mount -t tmpfs -o size={kilobytes}k none small");
    std::fs::create_dir_all(bureau.path("small")).unwrap();
    let in_a_namespace = |line: &str| {
        let command = bureau.command();
        let program = command.get_program().to_owned();
        let vars: Vec<_> = command
            .get_envs()
            .filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned())))
            .collect();
        let mut shell = Command::new("unshare");
        shell
            .args(["-r", "-m", "sh", "-c", line])
            .current_dir(bureau.path(""))
            .envs(vars)
            .env("BINGGONG", program);
        shell.output()
    };
    match in_a_namespace(&mounting) {
        Ok(tried) if tried.status.success() => {}
        _ => {
            eprintln!("skipped: this machine lets nobody mount a small disk");
            return None;
        }
    }
    Some(Answer::of(in_a_namespace(&format!("{mounting} && {line}")).unwrap()))
}

#[test]
fn a_full_disk_under_the_ledger_keeps_what_was_there() {
    let bureau = Bureau::new();
    bureau.put("案件.toml", CASE);
    let line = format!(
        "cp {LEDGER} small/ && \"$BINGGONG\" decide small/{LEDGER} 案件.toml --out out --date 2026-03-05; \
         code=$?; cp -r small after; exit $code"
    );
    let room = bureau.bytes(LEDGER).len() as u32 / 1024 + 60;
    let Some(answer) = on_a_small_disk(&bureau, room, &line) else { return };
    assert!(answer.refused().contains("磁盘已满，本次没有保存，原有内容完好"));
    assert!(bureau.bytes(format!("after/{LEDGER}")) == bureau.bytes(LEDGER), "the ledger was changed");
    let left: Vec<_> = bureau
        .files()
        .into_keys()
        .filter(|path| path.starts_with("after") || path.starts_with("out"))
        .collect();
    assert_eq!(left, [std::path::Path::new("after").join(LEDGER)], "something was left behind");
}

#[test]
fn a_full_disk_under_the_papers_stops_decision_printing_and_export() {
    let bureau = Bureau::with_notice();
    bureau.put("案件.toml", CASE.replace("2025-11-27", "2025-11-26"));
    let before = bureau.files();
    let decide = format!("\"$BINGGONG\" decide {LEDGER} 案件.toml --out small --date 2026-03-05");
    let print = format!("\"$BINGGONG\" notice {LEDGER} --out small --text");
    let export = format!("\"$BINGGONG\" export {LEDGER} --out small/导出");
    for command in [decide, print, export] {
        let line = format!("{command}; code=$?; ls -A small; exit $code");
        let Some(answer) = on_a_small_disk(&bureau, 64, &line) else { return };
        // On stdout is only what lies in the folder: nothing.
        assert!(answer.refused().contains("磁盘已满，本次没有保存"));
        bureau.assert_unchanged(&before);
    }
}
