//! `register`: a register of officers tried without a ledger, for programs and for people.

use serde_json::{Value, json};

use crate::bureau::Bureau;

const ROSTER: &str = "示例县应急管理局执法人员花名册,,,,,,\n\
    序号,姓名,性别,身份证号,单位,执法证号,发证日期,有效期至\n\
    1,孙示三,女,11010519491231002X,政策法规股,099000000003,2023.4.1,长期\n\
    2,李示四,女,1.10105E+17,综合行政执法大队,099000000004,2023年4月,2028-03-31\n\
    合计,2,,,,,,\n";

#[test]
fn the_json_has_the_shape_that_scripts_are_promised() {
    let bureau = Bureau::empty();
    bureau.put("名册.csv", ROSTER);
    let before = bureau.files();
    let said: Value = serde_json::from_str(&bureau.run(&["register", "名册.csv", "--json"]).done()).unwrap();
    bureau.assert_unchanged(&before);
    let sheet = &said["sheets"][0];
    assert_eq!((&sheet["name"], &sheet["header_rows"]), (&json!("名册"), &json!([2])));
    let skipped = json!([{"row": 1, "why": "表头上面的标题或者说明"}, {"row": 5, "why": "小计、合计行"}]);
    assert_eq!(sheet["skipped_rows"], skipped);
    let one = &sheet["records"][0];
    for (key, value) in [
        ("source_row", json!(3)),
        ("name", json!("孙示三")),
        ("sex", json!("女")),
        ("id_number", json!("11010519491231002X")),
        ("unit", json!("政策法规股")),
        ("post", Value::Null),
        ("cert_type", Value::Null),
        ("cert_no", json!("099000000003")),
        ("issue_date", json!("2023-04-01")),
        ("valid_to", json!("长期")),
    ] {
        assert_eq!(one.get(key), Some(&value), "{key}");
    }
    let two = &sheet["records"][1];
    assert_eq!(
        (&two["valid_to"], &two["issue_date"], &two["id_number"]),
        (&json!("2028-03-31"), &Value::Null, &Value::Null)
    );
    let warnings: Vec<_> =
        sheet["warnings"].as_array().unwrap().iter().map(|one| (&one["row"], &one["field"])).collect();
    assert_eq!(warnings, [(&json!(4), &json!("id_number")), (&json!(4), &json!("issue_date"))]);
    assert!(sheet["warnings"][1]["why"].as_str().unwrap().contains("只写到月"));
}

#[test]
fn people_read_what_was_read_and_what_was_not() {
    let bureau = Bureau::empty();
    bureau.put("名册.csv", ROSTER);
    let said = bureau.run(&["register", "名册.csv"]).done();
    for words in [
        "没有写入台账",
        "表头在第2行，读出2条，跳过2处，要核对2处",
        "第5行　跳过：小计、合计行",
        "第4行　发证日期：",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!said.contains("11010519491231002X"), "an identity number is not for a terminal: {said}");
}

#[test]
fn a_file_that_is_no_register_says_what_it_is() {
    let bureau = Bureau::empty();
    bureau.put("导出.xls", "<html><table><tr><td>姓名</td></tr></table></html>");
    bureau.put("空.xlsx", "");
    for (file, words) in
        [("导出.xls", "网页"), ("空.xlsx", "一个字节也没有"), ("没有.xlsx", "找不到文件"), (".", "文件夹")]
    {
        let said = bureau.refuses(&["register", file]);
        assert!(said.contains(&format!("读不出“{file}”")) && said.contains(words), "{file}: {said}");
    }
}
