//! The main job's analysis from a case file, as `judge` gives it.

use std::path::PathBuf;

use binggong::cli::judge::{judge, read};
use binggong::exchange::case_file::{CaseFile, EXAMPLE, TEMPLATE};

struct Given {
    _dir: tempfile::TempDir,
    path: PathBuf,
}

fn file(text: &str) -> Given {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("案件.toml");
    std::fs::write(&path, text).unwrap();
    Given { _dir: dir, path }
}

/// The example with changes, each of which must hit.
fn example(changes: &[(&str, &str)]) -> Given {
    let mut text = EXAMPLE.to_string();
    for (from, to) in changes {
        assert!(text.contains(from), "the example has {from}");
        text = text.replacen(from, to, 1);
    }
    file(&text)
}

fn analysis(given: &Given) -> serde_json::Value {
    let json = judge(&given.path, true).unwrap_or_else(|error| panic!("{error}"));
    serde_json::from_str(&json).unwrap()
}

fn refusal(given: &Given) -> String {
    judge(&given.path, true).unwrap_err().to_string()
}

fn share<'a>(pack: &'a serde_json::Value, name: &str) -> &'a serde_json::Value {
    pack["allocation"].as_array().unwrap().iter().find(|one| one["name"] == name).unwrap()
}

#[test]
fn the_example_ends_in_a_reasoned_conclusion() {
    let json = analysis(&example(&[]));
    assert_eq!(json["notice"], "本分析仅供参考，由有权机关决定");
    let pack = &json["packs"][0];
    assert_eq!(pack["document_no"], "示应急字〔2020〕25号");
    assert_eq!(pack["binds"]["state"], "applies");
    assert_eq!(pack["open_questions"].as_array().unwrap().len(), 0, "{}", pack["open_questions"]);
    let li = share(pack, "李示四");
    assert_eq!(
        (&li["share"], &li["citation"], &li["certain"]),
        (&"sole".into(), &"第九条第2项".into(), &true.into())
    );
    assert_eq!(share(pack, "周示五")["share"], "none");
    assert_eq!(pack["conclusion"]["code"], "lighter-or-exempt");
    let ground = pack["grounds"].as_array().unwrap().iter().find(|one| one["id"] == "7-1").unwrap();
    assert_eq!((&ground["kind"], &ground["state"]), (&"lighter".into(), &"held".into()));
    assert_eq!(ground["conditions"][1]["evidence"][0], "证3");
}

#[test]
fn people_read_the_same_in_chinese() {
    let text = judge(&example(&[]).path, false).unwrap();
    for words in [
        "第五条第3项",
        "李示四（负责人、同意）　全部责任　第九条第2项",
        "可以从轻或者免予追究",
        "与分析意见一致",
        "本分析仅供参考",
    ] {
        assert!(text.contains(words), "{words} in\n{text}");
    }
}

#[test]
fn one_open_ground_ends_in_a_question() {
    let given = example(&[(
        "\"6-2\" = [\"不成立\", \"查会议记录簿，11月没有讨论过该案\", \"证6\"]",
        "\"6-2\" = \"待查\"",
    )]);
    let json = analysis(&given);
    let pack = &json["packs"][0];
    assert_eq!(pack["conclusion"]["code"], "open");
    assert_eq!(pack["open_questions"][0]["id"], "6-2");
    assert_eq!(pack["open_questions"][0]["citation"], "第六条第2项");
    let text = judge(&given.path, false).unwrap();
    assert!(text.contains("还不能作出“从轻追究”的决定"), "{text}");
}

#[test]
fn a_decision_cannot_rest_on_a_ground_that_does_not_stand() {
    let text = judge(&example(&[("\"第七条第1项\"", "\"第八条第1项\"")]).path, false).unwrap();
    assert!(text.contains("决定引用了没有成立的条款：第八条第1项（不成立）"), "{text}");
}

#[test]
fn an_answer_that_denies_the_registered_chain_is_pointed_out() {
    let given = example(&[("\"9-2.负责人同意\" = [\"成立\"", "\"9-2.负责人同意\" = [\"不成立\"")]);
    let json = analysis(&given);
    let warning = &json["packs"][0]["warnings"][0];
    assert!(warning["text"].as_str().unwrap().contains("审批环节登记了李示四“同意”"), "{warning}");
    assert_eq!(share(&json["packs"][0], "周示五")["share"], "sole");
}

#[test]
fn without_the_decision_and_the_hearing_the_case_can_still_be_judged() {
    let at = EXAMPLE.find("[[\"陈述申辩\"]]").unwrap();
    let given = file(&EXAMPLE[..at]);
    assert_eq!(analysis(&given)["decision_on"], serde_json::Value::Null);
    assert!(read(&given.path).unwrap().0.decisions.is_empty());
}

#[test]
fn without_a_text_of_its_own_the_bureau_may_only_compare() {
    let start = EXAMPLE.find("[\"本局制度\"]").unwrap();
    let end = EXAMPLE.find("[\"线索\"]").unwrap();
    let json = analysis(&file(&(EXAMPLE[..start].to_string() + &EXAMPLE[end..])));
    assert_eq!(json["packs"][0]["binds"]["state"], "reference");
}

#[test]
fn a_personal_answer_goes_before_that_of_the_case() {
    let own = "\"环节\" = [\"承办\"]\n\"以前认定次数\" = 2\n[\"人员\".\"本人认定\"]\n\"7-1\" = \"不成立\"\n\"8-2\" = [\"成立\", \"两年内两次\", \"证5\"]";
    let given = example(&[
        ("\"环节\" = [\"承办\"]\n\"以前认定次数\" = 0", own),
        ("\"9-2.应当审批\" = [\"成立\"", "\"9-2.应当审批\" = [\"不成立\""),
    ]);
    let json = analysis(&given);
    let pack = &json["packs"][0];
    assert_eq!(pack["conclusion"]["code"], "mixed");
    assert_eq!(pack["subjects"][1]["conclusion"]["code"], "heavier");
    assert_eq!(pack["subjects"][1]["heavier"][0], "第八条第2项");
    assert!(pack["warnings"].as_array().unwrap().iter().any(|one| one["id"] == "次数"));
}

#[test]
fn every_problem_is_shown_with_its_line_and_what_to_do() {
    let said = refusal(&example(&[
        ("\"姓名\" = \"李示四\"", "\"姓名\" = \"\""),
        ("\"姓名\" = \"周示五\"", &format!("\"姓名\" = \"{}\"", "长".repeat(51))),
        ("\"行为日期\" = \"2025-11-27\"", "\"行为日期\" = \"2026-02-30\""),
        ("\"第七条第1项\"", "\"第七条第9项\""),
        ("\"人员\" = \"李\"\n\"决定\"", "\"人员\" = \"孙\"\n\"决定\""),
        ("\"证据\" = [\"证3\"]", "\"证据\" = [\"证33\"]"),
        ("\"案号\" = ", "\"案好\" = "),
        ("\"7-2\" = \"不成立\"", "\"7-2\" = \"大概成立\""),
        ("\"7-3\" = \"不成立\"", "\"7-33\" = \"不成立\""),
        (
            "而未经审批，经其同意送达处罚决定，应当承担全部责任；其主动发现、及时纠正，没有造成严重后果，可以从轻。",
            "",
        ),
    ]));
    for (words, at) in [
        ("人员[1].姓名：没有填写", "\"姓名\" = \"李示四\""),
        ("写了51个字，最多50个字", "\"姓名\" = \"周示五\""),
        ("“2026-02-30”不是历法上有的日期", "\"行为日期\""),
        ("规则里没有“第七条第9项”", "\"依据\""),
        ("没有代号为“孙”的人员", "\"人员\" = \"李\"\n\"决定\""),
        ("证据“证33”没有登记", "\"证据\" = [\"证3\"]"),
        ("不认识的项目“案好”", "\"案号\""),
        ("“大概成立”不在可填的范围内", "\"7-2\" ="),
        ("规则里没有编号“7-33”", "\"7-3\" ="),
        ("决定的理由不少于20个字", "\"理由\" ="),
    ] {
        let line = EXAMPLE[..EXAMPLE.find(at).unwrap()].lines().count() + 1;
        let found = said.lines().find(|text| text.contains(words));
        let found = found.unwrap_or_else(|| panic!("{words} in\n{said}"));
        assert!(found.contains(&format!("第{line}行")), "line {line} in {found}");
    }
    assert_eq!(said.lines().count(), 11, "{said}");
}

#[test]
fn a_slip_of_the_pen_is_explained_in_chinese() {
    for (from, to, words) in [
        ("\"来源\" = \"案卷评查\"", "\"来源\" = “案卷评查”", "中文的引号"),
        ("\"来源\" = \"案卷评查\"", "来源 = \"案卷评查\"", "双引号"),
        ("\"来源\" = \"案卷评查\"", "\"来源\" = 案卷评查", "双引号"),
        ("\"来源\" = \"案卷评查\"", "\"来源\" = \"案卷评查", "引号"),
        ("[\"线索\"]", "[\"线索\"", "方括号"),
        ("\"来源\" = \"案卷评查\"", "\"来源\" = \"案卷评查\"\n\"来源\" = \"投诉\"", "写了两次"),
        ("[[\"决定\"]]", "[\"决定\"]", "两层"),
    ] {
        let said = refusal(&example(&[(from, to)]));
        assert!(said.contains(words), "{to}\n{said}");
        let english = said.lines().skip(1).any(|line| line.contains("expected") || line.contains('`'));
        assert!(!english, "{said}");
    }
}

#[test]
fn a_file_cut_off_anywhere_is_refused_in_chinese() {
    let known = binggong::ledger::vocabulary(&binggong::rules::built_in().unwrap());
    let ends = EXAMPLE.char_indices().map(|(at, _)| at).filter(|at| at % 7 == 0);
    for end in ends {
        let Err(problems) = CaseFile::parse(&EXAMPLE[..end], &known) else { continue };
        assert!(!problems.is_empty());
        for problem in problems {
            assert!(
                !problem.message.contains("expected") && !problem.message.contains('`'),
                "{end}: {problem}"
            );
        }
    }
}

#[test]
fn dates_are_read_as_people_write_them() {
    for written in ["\"2025年11月27日\"", "2025-11-27", "\"2025-11-27\""] {
        let given = example(&[("\"行为日期\" = \"2025-11-27\"", &format!("\"行为日期\" = {written}"))]);
        assert_eq!(analysis(&given)["conduct_on"], "2025-11-27", "{written}");
    }
}

#[test]
fn dates_must_follow_one_another() {
    let said = refusal(&example(&[("\"送达日期\" = \"\"", "\"送达日期\" = \"2026-03-01\"")]));
    assert!(said.contains("早于决定日期"), "{said}");
    let said = refusal(&example(&[("\"收到日期\" = \"2026-01-15\"", "\"收到日期\" = \"2025-01-15\"")]));
    assert!(said.contains("早于行为日期"), "{said}");
    let (case, _) = read(&example(&[]).path).unwrap();
    let today = chrono::NaiveDate::from_ymd_opt(2026, 3, 1).unwrap();
    let late = case.later_than(today);
    assert_eq!(late.len(), 1);
    assert!(late[0].to_string().contains("决定[1].决定日期") && late[0].to_string().contains("还没有到"));
}

#[test]
fn the_blank_template_asks_for_everything_and_knows_every_question() {
    let said = refusal(&file(TEMPLATE));
    assert!(said.contains("单位：没有填写") && said.contains("线索：没有填写"), "{said}");
    let pack = &binggong::rules::built_in().unwrap()[0];
    for question in pack.questions() {
        let named = TEMPLATE.contains(&format!("\"{question}\" = ")) || question.starts_with("10.");
        assert!(named, "the template has {question}");
    }
    for ground in &pack.grounds {
        assert!(TEMPLATE.contains(&format!("# {}", ground.label)), "the template explains {}", ground.label);
    }
}

#[test]
fn what_cannot_be_read_is_named() {
    let missing = PathBuf::from("没有这个文件.toml");
    assert!(judge(&missing, false).unwrap_err().to_string().contains("没有这个文件，请核对"));
    let given = file("");
    std::fs::write(&given.path, [0xb0, 0xb8, 0xbc, 0xfe]).unwrap();
    assert!(refusal(&given).contains("UTF-8"));
}
