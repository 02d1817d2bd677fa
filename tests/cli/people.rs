//! Founding a ledger, logging in, and who may do what.

use crate::bureau::{Answer, Bureau, CASE, LEDGER, NUMBER};

fn in_password(bureau: &Bureau, arguments: &[&str]) -> Answer {
    Answer::of(bureau.command().env_remove("BINGGONG_PASSPHRASE").args(arguments).output().unwrap())
}

/// `init` that must be refused: nothing is there afterwards that was not there before.
#[track_caller]
fn init_refused(more: &[&str], words: &[&str]) {
    let bureau = Bureau::empty();
    bureau.put("短.txt", "一二三四五六七");
    let before = bureau.files();
    let base = ["init", LEDGER, "--bureau", "示例县应急管理局", "--code", "示应急", "--user", "孙示三"];
    let (named, rest) = (more.chunks(2), &base[2..]);
    let kept = rest.chunks(2).filter(|pair| named.clone().all(|other| other[0] != pair[0]));
    let arguments: Vec<&str> = base[..2].iter().chain(kept.flatten()).chain(more).copied().collect();
    let said = bureau.run(&arguments).refused();
    for word in words {
        assert!(said.contains(word), "{word}: {said}");
    }
    bureau.assert_unchanged(&before);
}

#[test]
fn a_ledger_is_founded_with_proper_names_only() {
    let (long, code) = ("长".repeat(51), "代".repeat(11));
    init_refused(&["--bureau", " "], &["“单位名称”没有填写"]);
    init_refused(&["--bureau", &long], &["“单位名称”有51个字", "最多50个字", "请缩短"]);
    init_refused(&["--user", ""], &["“姓名”没有填写"]);
    init_refused(&["--user", &long], &["“姓名”有51个字"]);
    init_refused(&["--code", &code], &["“机关代字”有11个字"]);
    init_refused(&["--code", "示/急"], &["机关代字里不能有“/”"]);
    init_refused(&["--region", &long], &["“执法区域”有51个字"]);
    init_refused(&["--roles", "局长"], &["没有“局长”这个角色", "法制人员"]);
}

#[test]
fn passphrase_and_password_are_long_enough() {
    init_refused(&["--passphrase-file", "短.txt"], &["台账口令太短，至少12个字符"]);
    init_refused(&["--password-file", "短.txt"], &["“登录密码”只有7个字，至少写8个字"]);
    init_refused(&["--password-file", "无.txt"], &["读不出口令文件“无.txt”"]);
    let bureau = Bureau::empty();
    let founding = ["init", LEDGER, "--bureau", "甲局", "--code", "甲", "--user", "乙"];
    let said = in_password(&bureau, &founding).refused();
    assert!(said.contains("请设定台账口令"), "{said}");
    assert!(bureau.files().is_empty());
}

#[test]
fn nothing_is_founded_over_what_is_there_or_where_nothing_can_be() {
    let bureau = Bureau::new();
    let before = bureau.files();
    let said = bureau.found(&[]).refused();
    assert!(said.contains("“示例县.ledger”已经存在，为免覆盖没有写入"), "{said}");
    bureau.assert_unchanged(&before);
    let at = |path: &str| bureau.refuses(&["init", path, "--bureau", "甲局", "--code", "甲", "--user", "乙"]);
    assert!(at("没有/甲.ledger").contains("没有“没有”这个文件夹，请先建立"));
    assert!(at("示例县.ledger/甲.ledger").contains("没有“示例县.ledger”这个文件夹"));
    if cfg!(target_os = "linux") {
        assert!(at("/proc/甲.ledger").contains("“/proc/甲.ledger”不能写入"));
    }
}

#[test]
fn the_machines_folder_must_be_one() {
    let bureau = Bureau::new();
    bureau.put("案件.toml", CASE);
    let mut command = bureau.command();
    command.env("BINGGONG_HOME", bureau.path("案件.toml/本机"));
    let decide = ["decide", LEDGER, "案件.toml", "--out", "out"];
    let said = Answer::of(command.args(decide).output().unwrap()).refused();
    assert!(said.contains("案件.toml”是文件") && said.contains("BINGGONG_HOME"), "{said}");
}

#[test]
fn a_user_logs_in_with_a_password_of_ones_own() {
    let bureau = Bureau::empty();
    bureau.put("密码.txt", "孙示三的登录密码\n");
    bureau.put("错.txt", "别人的密码，也许\n");
    bureau.put("案件.toml", CASE);
    bureau.found(&["--password-file", "密码.txt"]).done();
    let decide = ["decide", LEDGER, "案件.toml", "--out", "out", "--date", "2026-03-05", "--user", "孙示三"];
    let with = |file| [decide.as_slice(), &["--password-file", file]].concat();
    let said = in_password(&bureau, &with("错.txt")).refused();
    assert!(said.contains("密码不对，请重新输入"), "{said}");
    let verify = ["verify", LEDGER, "--user", "李示四", "--password-file", "密码.txt"];
    let said = in_password(&bureau, &verify).refused();
    assert!(said.contains("这台电脑上没有该用户的登录信息"), "{said}");
    assert!(in_password(&bureau, &with("密码.txt")).done().contains(NUMBER));
    let verify = ["verify", LEDGER, "--user", "孙示三", "--password-file", "密码.txt"];
    in_password(&bureau, &verify).done();
    // On another machine the password opens nothing, and the passphrase still does.
    let away = |command: &mut std::process::Command| {
        Answer::of(command.env("BINGGONG_HOME", bureau.path("另一台")).output().unwrap())
    };
    let said = away(bureau.command().args(verify)).refused();
    assert!(said.contains("请用台账口令打开"), "{said}");
    away(bureau.command().args(["verify", LEDGER])).done();
}

#[test]
fn no_secret_is_left_lying_about() {
    let bureau = Bureau::empty();
    bureau.put("密码.txt", "孙示三的登录密码\n");
    bureau.found(&["--password-file", "密码.txt"]).done();
    let secrets = [crate::bureau::PASSPHRASE, "孙示三的登录密码"];
    for (path, bytes) in bureau.files().into_iter().filter(|(path, _)| !path.ends_with("密码.txt")) {
        let holds = |secret: &str| bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
        assert!(!secrets.iter().any(|secret| holds(secret)), "{}", path.display());
    }
}

#[test]
fn who_acts_is_a_user_whose_role_allows_it() {
    let bureau = Bureau::new();
    bureau.put("案件.toml", CASE);
    let decide = |user| ["decide", LEDGER, "案件.toml", "--out", "out", "--user", user];
    let said = bureau.refuses(&decide("钱示九"));
    assert!(said.contains("台账里没有用户“钱示九”"), "{said}");

    let bureau = Bureau::empty();
    bureau.found(&["--roles", "系统管理,经办人"]).done();
    bureau.put("案件.toml", CASE);
    // The text is adopted and the case registered before the role is wanting: all of it is taken back.
    let said = bureau.refuses(&decide("孙示三"));
    assert!(said.contains("孙示三的角色不能") && said.contains("请由"), "{said}");
    let said = bureau.refuses(&["decide", LEDGER, "案件.toml", "--out", "out"]);
    assert!(said.contains("请用 --user 写明操作人姓名"), "{said}");
}
