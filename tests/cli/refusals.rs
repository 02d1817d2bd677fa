//! What the rules refuse once the ledger is open: nothing is written, no number is used up.

use crate::bureau::{Bureau, CASE, LEDGER, NUMBER, edited};

#[test]
fn an_open_ground_ends_in_its_question() {
    let bureau = Bureau::new();
    let said = bureau.refuses_case(edited("\"5-8\" = \"不成立\"", "\"5-8\" = \"待查\"").0);
    for word in ["李示四", "从轻追究", "有1项没有查清", "第五条第8项", "5-8", "处理结果"]
    {
        assert!(said.contains(word), "{word}: {said}");
    }
    // Answered at last, the same file takes the first number: none was used up.
    bureau.put("案件.toml", CASE);
    assert!(bureau.decide(&[]).done().contains(NUMBER));
}

#[test]
fn an_open_condition_of_a_ground_is_a_question_too() {
    let bureau = Bureau::new();
    let answered = CASE.lines().find(|line| line.starts_with("\"9-2.未经审批\"")).unwrap();
    let said = bureau.refuses_case(edited(answered, "\"9-2.未经审批\" = \"待查\"").0);
    assert!(said.contains("第九条第2项") && said.contains("9-2.未经审批"), "{said}");
}

#[test]
fn what_did_not_hold_is_not_cited() {
    let bureau = Bureau::new();
    let said = bureau.refuses_case(edited("\"第七条第1项\"", "\"第五条第1项\"").0);
    assert!(said.contains("没有成立的条款：第五条第1项") && said.contains("请删去"), "{said}");
}

#[test]
fn a_kind_of_decision_needs_its_ground() {
    let bureau = Bureau::new();
    let said = bureau.refuses_case(edited("\"决定\" = \"从轻追究\"", "\"决定\" = \"不承担责任\"").0);
    assert!(said.contains("李示四") && said.contains("不承担责任"), "{said}");
}

#[test]
fn nobody_is_burdened_unheard() {
    let bureau = Bureau::new();
    let hearing = &CASE[CASE.find("[[\"陈述申辩\"]]").unwrap()..CASE.find("[[\"决定\"]]").unwrap()];
    let said = bureau.refuses_case(edited(hearing, "").0);
    assert!(said.contains("还没有听取") && said.contains("请先登记听取情况"), "{said}");
}

#[test]
fn a_character_that_no_face_has_is_named() {
    let bureau = Bureau::new();
    for (character, code) in [("\u{13000}", "U+13000"), ("\u{e000}", "U+E000"), ("\u{200b}", "U+200B")] {
        let said = bureau.refuses_case(CASE.replace("李示四", &format!("李示{character}")));
        assert!(said.contains(code) && said.contains("没有可用的字形"), "{said}");
    }
}

#[test]
fn the_case_belongs_to_the_bureau_and_its_text() {
    let bureau = Bureau::with_notice();
    let other = "\"名称\" = \"邻县应急管理局\"";
    let said = bureau.refuses_case(edited("\"名称\" = \"示例县应急管理局\"", other).0);
    assert!(said.contains("“邻县应急管理局”") && said.contains("“示例县应急管理局”"), "{said}");
    let text = CASE.replace("2025-11-27", "2025-11-26").replace("〔2020〕25号", "〔2021〕3号");
    let said = bureau.refuses_case(text);
    assert!(said.contains("〔2021〕3号") && said.contains("〔2020〕25号"), "{said}");
}

#[test]
fn a_file_without_a_decision_is_for_judging() {
    let bureau = Bureau::new();
    let said = bureau.refuses_case(&CASE[..CASE.find("[[\"决定\"]]").unwrap()]);
    assert!(said.contains("binggong judge") && said.contains("请填写“决定”"), "{said}");
}

#[test]
fn the_same_act_is_not_decided_twice() {
    let bureau = Bureau::with_notice();
    let said = bureau.refuses_case(CASE);
    assert!(
        said.contains("对李示四的这一行为（2025年11月27日") && said.contains("binggong notice"),
        "{said}"
    );
    let other = edited("\"行为日期\" = \"2025-11-27\"", "\"行为日期\" = \"2025-11-26\"").0;
    bureau.put("案件.toml", other);
    assert!(bureau.decide(&[]).done().contains("示应急过错〔2026〕2号"));
}

#[test]
fn evidence_must_be_there_to_be_kept() {
    let bureau = Bureau::new();
    bureau.put("空.pdf", "");
    let page = "\"页码\" = \"案卷第9页\"";
    for (file, word) in [("没有.pdf", "找不到"), ("home", "是文件夹"), ("空.pdf", "是空的")] {
        let (text, line) = edited(page, &format!("{page}\n\"文件\" = \"{file}\""));
        let said = bureau.refuses_case(text);
        assert!(said.contains(&format!("第{}行", line + 1)), "{said}");
        assert!(said.contains("“证1”") && said.contains(file) && said.contains(word), "{said}");
    }
}

#[test]
fn a_notice_is_dated_after_the_decision_and_not_tomorrow() {
    let bureau = Bureau::new();
    bureau.put("案件.toml", CASE);
    let refuses = |date| bureau.refuses(&["decide", LEDGER, "案件.toml", "--out", "out", "--date", date]);
    assert!(refuses("2026-03-03").contains("印发日期早于决定日期"));
    assert!(refuses("2099-01-01").contains("“印发日期”晚于"));
    assert!(refuses("2026-02-30").contains("成文日期有误"));
}

#[test]
fn a_number_that_was_not_issued_is_not_printed() {
    let bureau = Bureau::with_notice();
    let said = bureau.refuses(&["notice", LEDGER, "示应急过错〔2026〕7号", "--out", "out"]);
    assert!(said.contains("没有文书“示应急过错〔2026〕7号”"), "{said}");
}
