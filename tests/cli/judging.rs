//! `judge` and `deadline`: analyses for programs and for people, without a ledger.

use serde_json::Value;

use crate::bureau::{Bureau, CASE, edited};

fn judged(text: &str) -> Value {
    let bureau = Bureau::empty();
    bureau.put("案件.toml", text);
    let before = bureau.files();
    let said = bureau.run(&["judge", "案件.toml", "--json"]).done();
    bureau.assert_unchanged(&before);
    serde_json::from_str(&said).expect("one JSON document")
}

/// The members of a list with an id.
#[track_caller]
fn with_id<'v>(list: &'v Value, id: &str) -> &'v Value {
    list.as_array().unwrap().iter().find(|one| one["id"] == id).unwrap_or_else(|| panic!("no {id}"))
}

#[test]
fn the_analysis_says_of_every_ground_what_holds_and_why() {
    let analysis = judged(CASE);
    let pack = &analysis["packs"][0];
    assert_eq!(analysis["packs"].as_array().unwrap().len(), 1);
    assert_eq!(pack["binds"]["state"], "applies");
    assert_eq!(pack["binds"]["citation"], "第三条");
    assert_eq!(pack["elements"].as_array().unwrap().len(), 5);
    assert_eq!(pack["grounds"].as_array().unwrap().len(), 11 + 4 + 3 + 4);
    let ground = with_id(&pack["grounds"], "5-3");
    assert_eq!((&ground["kind"], &ground["state"]), (&Value::from("fault"), &Value::from("held")));
    assert_eq!(ground["citation"], "第五条第3项");
    assert!(ground["reason"].is_string() && ground["conditions"][0]["evidence"][0] == "证1", "{ground}");
    assert_eq!(with_id(&pack["grounds"], "5-1")["state"], "not-held");
    assert_eq!(with_id(&pack["grounds"], "7-1")["kind"], "lighter");
    let share = &pack["allocation"].as_array().unwrap()[0];
    assert_eq!((&share["name"], &share["share"]), (&Value::from("李示四"), &Value::from("sole")), "{share}");
    assert_eq!(pack["open_questions"], Value::Array(Vec::new()));
    assert_eq!(pack["conclusion"]["code"], "lighter-or-exempt");
    assert!(pack["conclusion"]["text"].as_str().unwrap().contains("李示四：第五条第3项成立"));
}

#[test]
fn an_open_ground_is_a_question_with_its_citation() {
    let analysis = judged(&edited("\"5-8\" = \"不成立\"", "\"5-8\" = \"待查\"").0);
    let pack = &analysis["packs"][0];
    assert_eq!(with_id(&pack["grounds"], "5-8")["state"], "open");
    let question = with_id(&pack["open_questions"], "5-8");
    assert_eq!(question["citation"], "第五条第8项");
    assert!(question["question"].as_str().unwrap().ends_with('？'), "{question}");
}

#[test]
fn people_read_the_same_in_words() {
    let bureau = Bureau::empty();
    bureau.put("案件.toml", CASE);
    let said = bureau.run(&["judge", "案件.toml"]).done();
    for words in ["成立　第五条第3项", "李示四（负责人、同意）　全部责任", "可以，与分析意见一致", "仅供参考"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
    bureau.put("案件.toml", edited("\"7-2\" = \"不成立\"", "\"7-2\" = \"待查\"").0);
    let said = bureau.run(&["judge", "案件.toml"]).done();
    assert!(said.contains("待查 1项") && said.contains("第七条第2项"), "{said}");
}

#[test]
fn periods_end_as_reckoned() {
    let bureau = Bureau::empty();
    let vectors = [
        ("2026-02-12", "7日", "2026-02-19", "2026-02-24", true),
        ("2026-02-12", "7个工作日", "2026-02-28", "2026-02-28", false),
        ("2026-09-21", "10日", "2026-10-01", "2026-10-08", true),
        ("2026-01-31", "1个月", "2026-02-28", "2026-02-28", false),
        ("2024-02-29", "1年", "2025-02-28", "2025-02-28", false),
    ];
    for (start, period, nominal, last, rolled) in vectors {
        let said: Value =
            serde_json::from_str(&bureau.run(&["deadline", start, period, "--json"]).done()).unwrap();
        assert_eq!(said["nominal_last"], nominal, "{start} {period}");
        assert_eq!(said["last"], last, "{start} {period}");
        assert_eq!((&said["rolled"], &said["confirmed"]), (&Value::from(rolled), &Value::from(true)));
        assert!(said["explanation"].as_str().unwrap().contains("不计"), "{said}");
    }
    let said = bureau.run(&["deadline", "2026-02-12", "7日"]).done();
    assert!(said.contains("2026年2月24日") && said.contains("依据如果是指工作日"), "{said}");
    assert!(bureau.files().is_empty());
}

#[test]
fn periods_that_cannot_be_reckoned_are_refused() {
    let bureau = Bureau::empty();
    for (start, period, word) in [
        ("2026-02-30", "7日", "起算日有误"),
        ("26-3-5", "7日", "起算日有误"),
        ("2026-02-12", "七八天", "期限"),
        ("2026-02-12", "0日", "期限"),
        ("2026-02-12", "99999年", "期限"),
    ] {
        let said = bureau.refuses(&["deadline", start, period]);
        assert!(said.contains(word), "{start} {period}: {said}");
    }
    let said: Value =
        serde_json::from_str(&bureau.run(&["deadline", "2027-02-01", "30日", "--json"]).done()).unwrap();
    assert_eq!(said["confirmed"], false);
}
