//! Rule packs, forms and calendars with a slip in them: the line and the cause, and nothing is adopted.

use binggong::exchange::calendar_file::read_year;
use binggong::ledger::Ledger;
use binggong::ledger::file::Mode;
use binggong::notice::{Form, builtin_forms};
use binggong::rules::{C1, Pack};

use crate::bureau::Bureau;

/// A text with one slip, and the line in which it stands.
#[track_caller]
fn slip(text: &str, from: &str, to: &str) -> (String, usize) {
    let at = text.find(from).unwrap_or_else(|| panic!("no {from}"));
    (text.replacen(from, to, 1), text[..at].matches('\n').count() + 1)
}

#[test]
fn a_pack_names_line_and_cause() {
    let slips = [
        ("citable = true", "citable = 是", "英文双引号"),
        ("in_force_from = \"2020-03-25\"", "in_force_from = \"2020-03-35\"", "日"),
        ("priority = 10", "prioritaet = 10", "不认识的项目"),
        ("cite = \"5(3)\"", "cite = \"5(33)\"", "第五条第33项"),
        ("cite = \"9(2)\"", "cite = \"第九条二\"", "第九条二"),
    ];
    for (from, to, cause) in slips {
        let (text, line) = slip(C1.1, from, to);
        let error = Pack::parse("试.toml", &text).expect_err(to);
        let said = error.to_string();
        assert!(error.faults.iter().any(|(at, _)| *at == line), "{to}: line {line}: {said}");
        assert!(said.contains("规则包 试.toml") && said.contains("没有启用；请改正"), "{said}");
        assert!(said.contains(cause), "{cause}: {said}");
    }
}

#[test]
fn a_form_names_line_and_cause() {
    let (name, text) = builtin_forms()[0];
    let slips = [
        ("layout = \"公文\"", "layout = \"公函\"", "版式“公函”不对"),
        ("kind = \"标题\"", "kind = \"题目\"", "没有“题目”这种版块"),
        ("kind = \"红头\"", "kind = 红头", "写法有误"),
        ("{{ matter }}", "{{ matter }", "取值写法有误"),
    ];
    for (from, to, cause) in slips {
        let (text, line) = slip(text, from, to);
        let error = Form::parse(name, &text).expect_err(to);
        let said = error.to_string();
        assert_eq!(error.line, line, "{said}");
        assert!(
            said.contains(&format!("文书格式“{name}”第 {line} 行")) && said.contains(cause),
            "{cause}: {said}"
        );
    }
}

#[test]
fn a_years_schedule_names_line_and_cause() {
    let text = include_str!("../../assets/calendar/2026.toml");
    let (wrong, line) = slip(text, "to = 2026-01-03", "to = 2025-12-31");
    let error = read_year(&wrong).expect_err("a holiday that ends before it begins");
    assert_eq!(error.line, line);
    assert!(error.to_string().contains(&format!("放假安排文件第{line}行")), "{error}");
}

#[test]
fn nothing_with_a_slip_is_adopted() {
    let bureau = Bureau::new();
    let before = bureau.files();
    let refused = |text: &str, adoption: &str| {
        let mut ledger = bureau.open(Mode::Write);
        ledger.act_as("孙示三").unwrap();
        let said = Ledger::adopt_pack(&mut ledger, C1.0, text, adoption).expect_err("a slip").to_string();
        assert!(ledger.packs().unwrap().is_empty());
        said
    };
    let (wrong, line) = slip(C1.1, "citable = true", "citable = 是");
    assert!(refused(&wrong, "").contains(&format!("第{line}行")));
    let said = refused(C1.1, "title = \"甲局制度\"\n");
    assert!(said.contains("“本局制度”写得不对") && said.contains("请核对"), "{said}");
    bureau.assert_unchanged(&before);
}
