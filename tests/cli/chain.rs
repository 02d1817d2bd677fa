//! `verify`: what was altered, cut off or put back is named; what is sound is said to be.

use serde_json::Value;

use crate::bureau::{Answer, Bureau, CASE, LEDGER};

/// A second case after the first, so that there is a tail that can be cut off.
fn one_more(bureau: &Bureau) {
    bureau.put("案件.toml", CASE.replace("2025-11-27", "2025-11-26"));
    bureau.decide(&[]).done();
}

#[test]
fn a_sound_ledger_says_how_much_was_looked_at() {
    let bureau = Bureau::with_notice();
    let said = bureau.run(&["verify", LEDGER]).done();
    assert!(said.contains("核对无误：日志15条") && said.contains("要逐项核对，请加 --full"), "{said}");
    let said = bureau.run(&["verify", LEDGER, "--full"]).done();
    assert!(said.contains("签名15个") && said.contains("请把末条打印或者抄下来另行保存"), "{said}");
}

#[test]
fn json_is_one_document() {
    let bureau = Bureau::with_notice();
    let said: Value =
        serde_json::from_str(&bureau.run(&["verify", LEDGER, "--full", "--json"]).done()).unwrap();
    assert_eq!(said["ok"], true);
    assert_eq!((said["entries"].as_u64(), said["signatures"].as_u64()), (Some(15), Some(15)));
    assert_eq!(said["faults"].as_array().unwrap().len(), 0);
    assert_eq!(said["head"], Value::from(bureau.head()));
}

#[test]
fn a_head_kept_elsewhere_holds_as_the_ledger_grows() {
    let bureau = Bureau::with_notice();
    let head = bureau.head();
    assert!(head.starts_with("15:"), "{head}");
    one_more(&bureau);
    bureau.run(&["verify", LEDGER, "--head", &head]).done();
    // The beginning of the hash is enough, and the colon may be the one of a Chinese keyboard.
    bureau.run(&["verify", LEDGER, "--head", &head[..3 + 16].replace(':', "：")]).done();
}

#[test]
fn a_wrong_head_is_told_and_a_malformed_one_explained() {
    let bureau = Bureau::with_notice();
    let said = bureau.refuses(&["verify", LEDGER, "--head", "15:0000000000000000"]);
    assert!(said.contains("留存的末条 15:") && said.contains("末尾被截断，或者换回了旧文件"), "{said}");
    let head = bureau.head().replace("15:", "16:");
    assert!(bureau.refuses(&["verify", LEDGER, "--head", &head]).contains("留存的末条 16:"));
    for malformed in ["15", "15:", "15:9f3a", "十五:0000000000000000", "15:这不是十六进制的指纹，也够长"]
    {
        let said = bureau.refuses(&["verify", LEDGER, "--head", malformed]);
        assert!(said.contains(malformed) && said.contains("条数:指纹"), "{said}");
    }
}

#[test]
fn an_old_file_put_back_is_found() {
    let mut bureau = Bureau::with_notice();
    let old = bureau.bytes(LEDGER);
    one_more(&bureau);
    let head = bureau.head();
    bureau.put(LEDGER, old);
    bureau.spoilt = true;
    // This machine remembers where it stood, even without a head.
    let said = bureau.refuses(&["verify", LEDGER]);
    assert!(said.contains("换回了旧文件") && said.contains("备份"), "{said}");
    let told = bureau.run(&["verify", LEDGER, "--json"]);
    let json: Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!((told.code, &json["ok"]), (Some(1), &Value::from(false)));
    assert_eq!(json["faults"].as_array().unwrap().len(), 1);
    // A machine that never wrote in it cannot know, unless it is told.
    let elsewhere = |arguments: &[&str]| {
        let mut command = bureau.command();
        command.env("BINGGONG_HOME", bureau.path("另一台")).args(arguments);
        Answer::of(command.output().unwrap())
    };
    elsewhere(&["verify", LEDGER]).done();
    assert!(elsewhere(&["verify", LEDGER, "--head", &head]).refused().contains("换回了旧文件"));
}

#[test]
fn what_another_tool_altered_is_named() {
    let alterations = [
        ("UPDATE notice SET addressee = '王示六'", "表 notice 第"),
        ("UPDATE number SET seq = 9", "表 number 第"),
        ("DELETE FROM decision", "表 decision 第"),
        ("UPDATE entry SET day = '2020-01-01' WHERE seq = 3", "第3条日志"),
        ("DELETE FROM body WHERE seq = 4", "第4条日志：正文缺失"),
        ("UPDATE blob_part SET bytes = zeroblob(length(bytes))", "附件"),
    ];
    for (sql, place) in alterations {
        let mut bureau = Bureau::with_notice();
        let attacker = bureau.attacker();
        // The journal's triggers are taken away and put back, as somebody who knows the file would do.
        let triggers: Vec<(String, String)> = {
            let mut all =
                attacker.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").unwrap();
            all.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect()
        };
        for (name, _) in &triggers {
            attacker.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
        }
        assert!(attacker.execute(sql, []).unwrap() > 0, "{sql}");
        for (_, definition) in &triggers {
            attacker.execute_batch(definition).unwrap();
        }
        drop(attacker);
        let said = bureau.refuses(&["verify", LEDGER, "--full"]);
        assert!(said.contains(place) && said.contains("请不要继续使用"), "{sql}: {said}");
    }
}
