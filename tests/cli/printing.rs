//! Papers on their way into a folder: only the same paper is written over, and nothing by halves.

use std::fs;

use crate::bureau::{Bureau, CASE, LEDGER, NUMBER};

fn names_in(bureau: &Bureau, folder: &str) -> Vec<String> {
    let names = fs::read_dir(bureau.path(folder)).unwrap().flatten();
    let mut names: Vec<String> = names.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn printing_again_gives_the_paper_that_was_issued() {
    let bureau = Bureau::with_notice();
    let issued = bureau.bytes(format!("out/{NUMBER}.pdf"));
    assert!(issued.starts_with(b"%PDF-1.4"));
    assert!(bureau.run(&["notice", LEDGER, "--out", "再印"]).done().contains("已印出1份文书"));
    assert_eq!(bureau.bytes(format!("再印/{NUMBER}.pdf")), issued);
    // A number as people type it finds the same paper.
    bureau.run(&["notice", LEDGER, "示应急过错[2026]1号", "--out", "又印"]).done();
    assert_eq!(bureau.bytes(format!("又印/{NUMBER}.pdf")), issued);
}

#[test]
fn only_papers_of_the_same_name_are_written_over() {
    let bureau = Bureau::with_notice();
    bureau.put(format!("再印/{NUMBER}.pdf"), "旧的");
    bureau.put("再印/别的.pdf", "别的");
    bureau.run(&["notice", LEDGER, "--out", "再印"]).done();
    assert_eq!(bureau.bytes("再印/别的.pdf"), "别的".as_bytes());
    assert!(bureau.bytes(format!("再印/{NUMBER}.pdf")).starts_with(b"%PDF"));
    assert_eq!(names_in(&bureau, "再印").len(), 2);
}

#[test]
fn papers_can_be_bound_into_one() {
    let bureau = Bureau::with_notice();
    bureau.run(&["notice", LEDGER, "--out", "汇编", "--merged"]).done();
    assert_eq!(names_in(&bureau, "汇编"), ["文书汇编.pdf"]);
    assert!(bureau.bytes("汇编/文书汇编.pdf").starts_with(b"%PDF"));
}

#[test]
fn a_ledger_without_papers_prints_none() {
    let bureau = Bureau::new();
    assert!(bureau.run(&["notice", LEDGER, "--out", "再印"]).done().contains("还没有印发的文书"));
    assert!(!bureau.path("再印").exists());
}

#[test]
fn a_place_that_takes_no_papers_stops_the_decision() {
    let bureau = Bureau::new();
    bureau.put("案件.toml", CASE);
    fs::create_dir_all(bureau.path(format!("占用/{NUMBER}.pdf"))).unwrap();
    let mut places = vec!["案件.toml", "案件.toml/文书", "占用"];
    if cfg!(target_os = "linux") {
        places.extend(["/proc/文书", "/sys"]);
    }
    for place in places {
        let said = bureau.refuses(&["decide", LEDGER, "案件.toml", "--out", place, "--date", "2026-03-05"]);
        assert!(
            said.contains(place) && said.contains("不能写入") && said.contains("换到能写入的位置"),
            "{said}"
        );
    }
    assert!(bureau.decide(&[]).done().contains(NUMBER), "a refused attempt used up the number");
}

#[test]
fn a_place_that_takes_no_papers_stops_the_printing() {
    let bureau = Bureau::with_notice();
    let mut places = vec!["案件.toml", "案件.toml/文书"];
    if cfg!(target_os = "linux") {
        places.extend(["/proc/文书", "/sys"]);
    }
    for place in places {
        let said = bureau.refuses(&["notice", LEDGER, "--out", place]);
        assert!(said.contains(place) && said.contains("不能写入"), "{said}");
        let said = bureau.refuses(&["export", LEDGER, "--out", place]);
        // Where other things lie already, that is said first.
        assert!(said.contains(place) && (said.contains("不能写入") || place == "/sys"), "{said}");
    }
}

#[test]
fn an_export_goes_into_a_folder_of_its_own() {
    let bureau = Bureau::with_notice();
    let said = bureau.refuses(&["export", LEDGER, "--out", "out"]);
    assert!(said.contains("“out”已经存在") && said.contains("请换一个名字"), "{said}");
}

/// As somebody who is not the administrator: for root no folder is read-only.
#[cfg(unix)]
#[test]
fn a_write_protected_folder_is_named() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::os::unix::process::CommandExt as _;

    use crate::bureau::Answer;

    const NOBODY: u32 = 65534;
    let bureau = Bureau::with_notice();
    bureau.put("案件.toml", CASE.replace("2025-11-27", "2025-11-26"));
    fs::create_dir(bureau.path("本机")).unwrap();
    fs::create_dir(bureau.path("文书")).unwrap();
    let mode =
        |name: &str, mode| fs::set_permissions(bureau.path(name), fs::Permissions::from_mode(mode)).unwrap();
    let root = fs::metadata(bureau.path("本机")).unwrap().uid() == 0;
    let program = bureau.path("binggong");
    fs::copy(env!("CARGO_BIN_EXE_binggong"), &program).unwrap();
    if root {
        std::os::unix::fs::chown(bureau.path("本机"), Some(NOBODY), Some(NOBODY)).unwrap();
    }
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(&program);
        command.current_dir(bureau.path("")).args(arguments).env("BINGGONG_HOME", bureau.path("本机"));
        command.env("BINGGONG_PASSPHRASE", crate::bureau::PASSPHRASE);
        if root {
            command.uid(NOBODY).gid(NOBODY);
        }
        Answer::of(command.output().unwrap())
    };
    mode("文书", 0o555);
    mode("", 0o555);
    let before = bureau.files();
    let printed = run(&["notice", LEDGER, "--out", "文书"]).refused();
    let saved = run(&["decide", LEDGER, "案件.toml", "--out", "文书"]).refused();
    let founded = run(&["init", "新.ledger", "--bureau", "甲局", "--code", "甲", "--user", "乙"]).refused();
    let read = run(&["verify", LEDGER]);
    mode("", 0o755);
    assert!(printed.contains("“文书/") && printed.contains("不能写入"), "{printed}");
    assert!(saved.contains("“示例县.ledger”不能写入") && saved.contains("请检查文件夹权限"), "{saved}");
    assert!(founded.contains("“新.ledger”不能写入"), "{founded}");
    assert!(read.done().contains("核对无误"));
    bureau.assert_unchanged(&before);
}
