//! Files that do not open, each told apart, and each left as it is.

use std::fs;

use binggong::ledger::file::Mode;

use crate::bureau::{Answer, Bureau, CASE, LEDGER, PASSPHRASE};

/// Refused by every command that opens a ledger, for reading and for writing.
#[track_caller]
fn every_command_refuses(bureau: &Bureau, file: &str, words: &[&str]) {
    bureau.put("案件.toml", CASE);
    let calls: [&[&str]; 4] = [
        &["verify", file],
        &["notice", file, "--out", "out"],
        &["export", file, "--out", "out"],
        &["decide", file, "案件.toml", "--out", "out"],
    ];
    for call in calls {
        let said = bureau.refuses(call);
        for word in words {
            assert!(said.contains(word), "{}: {word}: {said}", call[0]);
        }
    }
}

fn without_passphrase(bureau: &Bureau, arguments: &[&str]) -> Answer {
    Answer::of(bureau.command().env_remove("BINGGONG_PASSPHRASE").args(arguments).output().unwrap())
}

#[test]
fn a_wrong_passphrase_opens_nothing() {
    let bureau = Bureau::new();
    bureau.put("口令.txt", "另一个口令，也够长的");
    let before = bureau.files();
    let said = bureau.run(&["verify", LEDGER, "--passphrase-file", "口令.txt"]).refused();
    assert!(said.contains("口令不对，或文件已损坏") && said.contains("请核对台账口令"), "{said}");
    bureau.assert_unchanged(&before);
}

#[test]
fn a_passphrase_comes_from_a_file_or_the_environment() {
    let bureau = Bureau::new();
    let said = without_passphrase(&bureau, &["verify", LEDGER]).refused();
    assert!(said.contains("--passphrase-file") && said.contains("BINGGONG_PASSPHRASE"), "{said}");
    // As an editor leaves it: with a mark in front and a line end behind.
    bureau.put("口令.txt", format!("\u{feff}{PASSPHRASE}\r\n"));
    without_passphrase(&bureau, &["verify", LEDGER, "--passphrase-file", "口令.txt"]).done();
    bureau.put("空.txt", "\n");
    assert!(
        bureau.refuses(&["verify", LEDGER, "--passphrase-file", "空.txt"]).contains("口令文件“空.txt”是空的")
    );
    assert!(
        bureau.refuses(&["verify", LEDGER, "--passphrase-file", "无.txt"]).contains("读不出口令文件“无.txt”")
    );
}

#[test]
fn other_kinds_of_file_are_named() {
    let bureau = Bureau::empty();
    bureau.put("登记表.xlsx", b"PK\x03\x04\x14\x00\x06\x00".repeat(600));
    bureau.put("决定书.pdf", "%PDF-1.4\n%\u{e2}\u{e3}".repeat(300));
    bureau.put("说明.txt", "这是一份说明。\n".repeat(300));
    bureau.put("照片.png", b"\x89PNG\r\n\x1a\n".repeat(600));
    bureau.put("空.ledger", "");
    fs::create_dir(bureau.path("文件夹")).unwrap();
    let plain = rusqlite::Connection::open(bureau.path("通讯录.db")).unwrap();
    plain.execute_batch("CREATE TABLE contact (name TEXT)").unwrap();
    drop(plain);
    for (file, kind) in [
        ("登记表.xlsx", "Excel、Word 或压缩包文件"),
        ("决定书.pdf", "PDF 文件"),
        ("说明.txt", "文本文件"),
        ("照片.png", "图片"),
        ("空.ledger", "空文件"),
        ("文件夹", "文件夹"),
        ("通讯录.db", "其他程序的数据库"),
    ] {
        every_command_refuses(&bureau, file, &["这不是秉公台账", kind, "请选择", "原文件没有改动"]);
    }
    every_command_refuses(&bureau, "没有.ledger", &["找不到“没有.ledger”", "请核对路径"]);
}

#[test]
fn a_newer_ledger_asks_for_a_newer_program() {
    let mut bureau = Bureau::new();
    bureau.attacker().pragma_update(None, "user_version", 7).unwrap();
    every_command_refuses(&bureau, LEDGER, &["更新版本的秉公", "格式7", "请升级程序", "原文件没有改动"]);
}

#[test]
fn a_cut_file_is_incomplete() {
    let mut bureau = Bureau::new();
    bureau.spoilt = true;
    let whole = bureau.bytes(LEDGER);
    bureau.put(LEDGER, &whole[..whole.len() - 700]);
    every_command_refuses(&bureau, LEDGER, &["台账文件不完整", "请重新复制", "备份"]);
}

#[test]
fn a_damaged_header_looks_like_a_wrong_passphrase() {
    let mut bureau = Bureau::new();
    bureau.spoilt = true;
    for at in [5, 1000] {
        let mut bytes = bureau.bytes(LEDGER);
        bytes[at] ^= 1;
        bureau.put("坏.ledger", bytes);
        every_command_refuses(&bureau, "坏.ledger", &["口令不对，或文件已损坏", "备份"]);
    }
}

#[test]
fn a_damaged_page_is_found_and_the_file_left_alone() {
    let mut bureau = Bureau::with_notice();
    bureau.spoilt = true;
    let whole = bureau.bytes(LEDGER);
    for page in (1..whole.len() / 4096).step_by(13) {
        let mut bytes = whole.clone();
        bytes[page * 4096 + 2000] ^= 1;
        bureau.put("坏.ledger", bytes);
        let said = bureau.refuses(&["verify", "坏.ledger", "--full"]);
        assert!(said.contains("损坏") && said.contains("备份"), "page {page}: {said}");
    }
}

#[test]
fn lost_pages_at_the_end_are_found() {
    let mut bureau = Bureau::with_notice();
    bureau.spoilt = true;
    let whole = bureau.bytes(LEDGER);
    for pages in [1, 20] {
        bureau.put("短.ledger", &whole[..whole.len() - pages * 4096]);
        let said = bureau.refuses(&["verify", "短.ledger", "--full"]);
        assert!(said.contains("损坏") && said.contains("备份"), "{said}");
    }
}

#[test]
fn one_program_writes_at_a_time_and_others_may_read() {
    let bureau = Bureau::with_notice();
    bureau.put("案件.toml", CASE);
    let held = bureau.open(Mode::Write);
    let said = bureau.decide(&[]).refused();
    assert!(said.contains("台账正在别处打开") && said.contains("请先关闭"), "{said}");
    bureau.run(&["verify", LEDGER]).done();
    bureau.run(&["notice", LEDGER, "--out", "再印"]).done();
    drop(held);
    assert!(!bureau.path(format!("{LEDGER}.lock")).exists());
}
