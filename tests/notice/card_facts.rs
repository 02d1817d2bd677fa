//! Facts of one card over its life, for setting every form on cards.

use serde_json::{Value, json};

/// A name of 25 characters, as people of the region that issued the rules have them.
const LONG: &str = "买买提艾力江·阿卜杜热合曼·吐尔逊尼亚孜·伊敏诺夫";

/// Everything that the forms ask for.
pub fn card() -> Value {
    json!({
        "sample": true,
        "bureau": {"name": "示例县应急管理局", "code": "示应急"},
        "office": "示例县应急管理局办公室",
        "number": "示应急证扣〔2026〕1号",
        "issued_on": "2026年3月5日",
        "officer": {
            "name": "周示五", "sex": "男", "born": "1990年3月", "ethnicity": "汉族",
            "education": "大学本科", "major": "安全工程", "staffing": "行政编制",
            "unit": "综合行政执法大队", "post": "执法员", "duty": "在执法岗位",
            "expertise": "危险化学品安全监管", "id_number": "", "photo": "",
            "left_on": "2026年2月28日", "left_for": "退休"
        },
        "card": {
            "kind": "行政执法证", "number": "99000000005", "categories": "安全生产监督管理、应急管理",
            "region": "示例县", "issuer": "示例县人民政府",
            "issued_on": "2022年9月1日", "valid_to": "2027年9月1日"
        },
        "trainings": {
            "business": "2025年11月21日，2025年新任执法人员业务培训班，合格，88.5分",
            "law": "2025年9月18日，2025年行政执法人员综合法律知识培训，合格，91分",
            "academy": "2025年11月30日，应急管理干部网络学院2025年度学习，合格，86分"
        },
        "received": {"on": "2022年9月5日"},
        "lost": {"on": "2026年2月10日", "reason": "下乡途中丢失"},
        "declared": {"on": "2026年2月12日", "document": "示例日报2026年2月12日第4版"},
        "handed_in": {"on": "2026年3月2日"},
        "sent_in": {"on": "2026年3月3日"},
        "cancelled": {"on": "2026年3月4日"},
        "suspended": {"on": "2026年2月26日", "reason": "转借证件，调查期间"},
        "ground": {"words": "证件已交回：退休", "document": "收据第12号"},
        "misuse": {
            "on": "2026年2月24日", "facts": "把证件借给亲戚进出厂区", "kind": "转借证件",
            "citation": "《自治区应急管理系统行政执法证件管理办法》第十七条第（一）项"
        },
        "cards": [
            {"kind": "行政执法证", "number": "99000000005", "outcome": "已交回，已送发证机关", "on": "2026年3月3日"},
            {"kind": "应急管理部行政执法证", "number": "YJ-示例-0001", "outcome": "已交回", "on": "2026年3月2日"}
        ],
        "citation": "《自治区应急管理系统行政执法证件管理办法》第十八条第一款"
    })
}

/// The same of somebody with a name of 25 characters, and long words in every cell.
pub fn long_card() -> Value {
    let mut facts = card();
    facts["officer"]["name"] = json!(LONG);
    facts["officer"]["unit"] = json!("示例县高新技术产业开发区应急管理和生态环境局综合行政执法大队");
    facts["officer"]["post"] = json!("应急管理和生态环境综合行政执法大队副大队长（主持工作）");
    facts["officer"]["expertise"] =
        json!("危险化学品、烟花爆竹、非煤矿山、工贸行业安全监管和生产安全事故调查处理");
    facts["card"]["categories"] = json!("安全生产监督管理、消防监督管理、应急管理");
    facts["card"]["region"] = json!("示例县高新技术产业开发区");
    facts
}

/// A roster of two units.
pub fn roster() -> Value {
    let row = |name: &str, post: &str, number: &str, valid_to: &str| {
        json!({
            "name": name, "post": post, "kind": "执法证", "number": number,
            "categories": "安全生产、应急", "valid_to": valid_to
        })
    };
    let brigade = [
        row("李示四", "大队长", "99000000004", "2028年5月4日"),
        row("周示五", "执法员", "99000000005", "2027年9月1日\n暂扣"),
        row(LONG, "二中队副中队长（主持工作）", "99000000006", "长期"),
    ];
    json!({
        "sample": true,
        "bureau": {"name": "示例县应急管理局", "code": "示应急"},
        "office": "",
        "issued_on": "2026年3月5日",
        "people": 4,
        "cards": 4,
        "about": "按机构列出持有行政执法证件的人员；有效期后注明的，是过期、暂扣等不能使用的证件。",
        "units": [
            {"name": "综合行政执法大队", "people": 3, "cards": brigade},
            {"name": "青石示例镇应急管理所", "people": 1,
             "cards": [row("冯示八", "所长", "99000000008", "2027年9月1日")]}
        ]
    })
}
