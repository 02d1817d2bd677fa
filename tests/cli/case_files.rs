//! Case files that are filled in wrongly: every slip is named with its line, and nothing is begun.

use crate::bureau::{Bureau, CASE, edited};

/// The example with one slip is refused with the slip's line and each of the words.
#[track_caller]
fn slip(bureau: &Bureau, from: &str, to: &str, words: &[&str]) {
    let (text, line) = edited(from, to);
    let said = bureau.refuses_case(text);
    assert!(said.contains(&format!("第{line}行")), "line {line}: {said}");
    for word in words {
        assert!(said.contains(word), "{word}: {said}");
    }
}

#[test]
fn names_are_neither_empty_nor_endless() {
    let bureau = Bureau::new();
    slip(&bureau, "\"姓名\" = \"李示四\"", "\"姓名\" = \"　 \"", &["人员[1].姓名", "没有填写"]);
    let long = format!("\"姓名\" = \"{}\"", "李".repeat(51));
    slip(&bureau, "\"姓名\" = \"李示四\"", &long, &["人员[1].姓名", "51个字", "最多50个字", "请缩短"]);
    slip(&bureau, "\"姓名\" = \"李示四\"", "\"姓名\" = \"李\\n示四\"", &["人员[1].姓名", "不能换行"]);
    slip(&bureau, "\"名称\" = \"示例县应急管理局\"", "\"名称\" = \"\"", &["单位.名称", "没有填写"]);
    let long = format!("\"抄送\" = [\"{}\"", "长".repeat(201));
    slip(&bureau, "\"抄送\" = [\"派驻纪检监察组\"", &long, &["决定[1].抄送", "最多200个字"]);
}

#[test]
fn dates_are_days_that_exist_in_the_order_of_things() {
    let bureau = Bureau::new();
    let conduct = "\"行为日期\" = \"2025-11-27\"";
    slip(&bureau, conduct, "\"行为日期\" = \"2025-11-31\"", &["2025-11-31", "不是历法上有的日期"]);
    slip(&bureau, conduct, "\"行为日期\" = \"2026-02-29\"", &["不是历法上有的日期"]);
    slip(&bureau, conduct, "\"行为日期\" = \"去年底\"", &["不是日期", "请写成"]);
    slip(&bureau, conduct, "\"行为日期\" = \"\"", &["没有填写", "2026-03-05"]);
    let decided = "\"决定日期\" = \"2026-03-04\"";
    slip(&bureau, decided, "\"决定日期\" = \"2025-11-01\"", &["早于行为日期", "请核对"]);
    slip(&bureau, decided, "\"决定日期\" = \"2199-01-01\"", &["2199-01-01还没有到", "请核对"]);
    slip(&bureau, "\"送达日期\" = \"\"", "\"送达日期\" = \"2026-03-01\"", &["早于决定日期"]);
}

#[test]
fn a_decision_says_why_and_what() {
    let bureau = Bureau::new();
    let reason = CASE.lines().find(|line| line.starts_with("\"理由\"")).unwrap();
    slip(&bureau, reason, "\"理由\" = \"\"", &["决定[1].理由", "不少于20个字", "请写明为什么"]);
    slip(&bureau, reason, "\"理由\" = \"情节较轻\"", &["现在4个字"]);
    let measure = CASE.lines().find(|line| line.starts_with("\"处理\"")).unwrap();
    slip(&bureau, measure, "\"处理\" = \"\"", &["决定[1].处理", "请写明怎样处理"]);
    slip(&bureau, "\"决定\" = \"从轻追究\"", "\"决定\" = \"警告\"", &["“警告”不在可填的范围内", "免予追究"]);
    slip(&bureau, "\"决定人\" = \"赵示一\"", "\"决定人\" = \"\"", &["决定[1].决定人", "没有填写"]);
}

#[test]
fn citations_answers_and_evidence_refer_to_what_there_is() {
    let bureau = Bureau::new();
    slip(&bureau, "\"第七条第1项\"", "\"第七条第9项\"", &["规则里没有“第七条第9项”", "请核对"]);
    slip(&bureau, "\"第七条第1项\"", "\"从轻那一条\"", &["“从轻那一条”不是条款", "请写成"]);
    slip(&bureau, "\"5-8\" = ", "\"5-88\" = ", &["规则里没有编号“5-88”"]);
    slip(&bureau, "\"5-8\" = \"不成立\"", "\"5-8\" = \"不知道\"", &["“不知道”不在可填的范围内", "待查"]);
    slip(&bureau, "\"5-8\" = \"不成立\"", "\"5-8\" = \"成立\"", &["要写理由和证据"]);
    slip(&bureau, "\"证据\" = [\"证1\", \"证5\"]", "\"证据\" = [\"证9\"]", &["证据“证9”没有登记", "请在"]);
    slip(&bureau, "\"人员\" = \"李\"", "\"人员\" = \"王\"", &["没有代号为“王”的人员", "李"]);
}

#[test]
fn what_is_no_form_is_told_by_line() {
    let bureau = Bureau::new();
    slip(&bureau, "\"来源\" = \"案卷评查\"", "\"来源\" = 案卷评查", &["英文双引号"]);
    slip(&bureau, "\"来源\" = \"案卷评查\"", "\"来源\" = “案卷评查”", &["中文的引号"]);
    slip(&bureau, "\"来源\" = \"案卷评查\"", "\"出处\" = \"案卷评查\"", &["不认识的项目“出处”"]);
    slip(&bureau, "[\"线索\"]", "[\"线索\"", &["方括号"]);
    slip(&bureau, "[\"裁量\"]", "[\"裁判\"]", &["不认识的一段", "裁量"]);
}

#[test]
fn all_slips_are_told_at_once() {
    let bureau = Bureau::new();
    let text = CASE.replace("\"收到日期\" = \"2026-01-15\"", "\"收到日期\" = \"2026-01-32\"");
    let text = text.replace("\"决定人\" = \"赵示一\"", "\"决定人\" = \"\"");
    let said = bureau.refuses_case(text);
    assert!(said.contains("案件文件 案件.toml 有2处要改正"), "{said}");
    assert!(said.contains("2026-01-32") && said.contains("决定人"), "{said}");
}

#[test]
fn the_file_itself_must_be_readable_text() {
    let bureau = Bureau::new();
    let gbk = [b"\"".as_slice(), &[0xb0, 0xb8, 0xbc, 0xfe], b"\" = \"\""].concat();
    assert!(bureau.refuses_case(gbk).contains("不是 UTF-8 编码"));
    let missing = bureau.refuses(&["decide", "示例县.ledger", "没有.toml", "--out", "out"]);
    assert!(missing.contains("没有.toml") && missing.contains("没有这个文件"), "{missing}");
    let folder = bureau.refuses(&["decide", "示例县.ledger", "home", "--out", "out"]);
    assert!(folder.contains("这是一个文件夹"), "{folder}");
    assert!(bureau.refuses(&["judge", "没有.toml"]).contains("没有这个文件"));
}

#[test]
fn the_blank_form_says_what_is_missing() {
    let bureau = Bureau::new();
    let blank = bureau.run(&["decide", "--template"]).done();
    let said = bureau.refuses_case(blank);
    for section in ["单位", "线索", "案件", "人员", "事实"] {
        assert!(said.contains(section), "{section}: {said}");
    }
}
