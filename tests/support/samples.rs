//! One record of every noun, as its after-image stands in the journal.

use serde_json::{Value, json, value::to_raw_value};
use uuid::Uuid;

use super::Act;

fn uuid(number: u128) -> Value {
    json!(Uuid::from_u128(number))
}

/// Two entries for each noun, so that every table has rows that can be exchanged.
pub fn every_noun() -> Vec<Act> {
    let mut acts = Vec::new();
    for round in 0..2u128 {
        for (n, (kind, image)) in images(round).into_iter().enumerate() {
            let id = Uuid::from_u128(1000 + 100 * round + n as u128);
            acts.push(Act::record(kind, id, Vec::new(), Some(to_raw_value(&image).unwrap())));
        }
    }
    acts
}

fn images(round: u128) -> Vec<(&'static str, Value)> {
    let day = format!("2026-03-0{}", round + 1);
    let hash = format!("{round}").repeat(64);
    vec![
        (
            "agency",
            json!({"name": format!("示例县应急管理局{round}"), "code": "示应急", "region": "示例县", "office": "办公室", "sample": true}),
        ),
        (
            "user",
            json!({"name": format!("用户{round}"), "roles": ["legal"], "officer": null, "signing": hash, "sealing": hash, "closed": false}),
        ),
        (
            "text",
            json!({"kind": "pack", "name": format!("pack-{round}"), "title": "规则", "hash": hash, "adoption": "通知", "adopted_on": day}),
        ),
        (
            "unit",
            json!({"name": format!("示例镇{round}"), "kind": "township", "parent": null, "closed": false}),
        ),
        (
            "officer",
            json!({"name": format!("尉迟恭{round}"), "unit": uuid(1), "post": "执法员", "staffing": "civil", "entered_on": null, "left_on": day}),
        ),
        (
            "certificate",
            json!({"officer": uuid(2), "kind": "enforcement", "number": format!("0504{round}"), "categories": ["safety"],
                "region": "示例县", "issuer": "示例县人民政府", "issued_on": null, "valid_to": day, "state": "held"}),
        ),
        (
            "case",
            json!({"number": format!("示应急罚〔2026〕{round}号"), "title": "某矿业未按规定培训案", "kind": "penalty",
                "party": {"name": format!("某矿业{round}"), "code": "", "address": "", "contact": ""},
                "source": "检查", "summary": "", "law": "", "opened_on": day, "officers": []}),
        ),
        (
            "lead",
            json!({"received_on": day, "source": format!("群众来信{round}"), "summary": "反映", "case": null}),
        ),
        (
            "evidence",
            json!({"liability": uuid(3 + round), "label": format!("证据{round}"), "title": "笔录", "place": "", "attachment": null}),
        ),
        (
            "liability",
            json!({"lead": uuid(4), "case": null, "matter": format!("超期办案{round}"), "conduct_on": day,
                "subjects": [], "facts": [], "answers": [], "hearings": [], "analysis": null}),
        ),
        (
            "decision",
            json!({"liability": uuid(5 + round), "subject": "s1", "kind": "pursue", "measure": "责令书面检查", "reason": "事实清楚",
                "meeting": "", "decided_by": "局长办公会", "decided_on": day, "basis": [], "handled_by": [], "diverges": false}),
        ),
        (
            "guidance",
            json!({"on": day, "by": uuid(2), "officer": uuid(3), "unit": null, "case": null, "matter": format!("规范执法记录{round}"),
                "opinion": "补全记录", "answer_by": null, "outcome": "", "closed_on": null}),
        ),
        (
            "number",
            json!({"register": "示应急追决", "year": 2026, "seq": round + 1, "state": "issued", "why": ""}),
        ),
        (
            "notice",
            json!({"number": uuid(6), "document_no": format!("示应急追决〔2026〕{round}号"), "form": "liability-decision",
                "title": "决定书", "addressee": "王一", "subject": {"decision": uuid(7)}, "issued_on": day, "pages": 1,
                "pdf": hash, "form_hash": hash, "facts": hash, "serving": null}),
        ),
        (
            "deadline",
            json!({"task": "送达", "about": "决定书", "record": uuid(8 + round), "citation": "第十一条", "holder": "duty",
                "trigger": "decided", "start_on": day, "period": "10日", "nominal_last": day, "last": day, "act_by": day,
                "confirmed": true, "explanation": "", "state": "running", "closed_on": null}),
        ),
    ]
    .into_iter()
    .chain(card_images(round))
    .chain(review_images(round))
    .chain(case_images(round))
    .collect()
}

fn review_images(round: u128) -> Vec<(&'static str, Value)> {
    let day = format!("2026-03-0{}", round + 1);
    let given = json!({"pages": 43, "answers": {"vetoes": ["absent", "not-concerned"], "marks": [{"deducted": 25}, "not-concerned"]},
        "findings": [{"of": {"indicator": 0}, "text": "缺签名", "page": 17 + round, "provision": "第六十一条",
            "seriousness": "slight", "deducted": 25}]});
    vec![
        (
            "review_plan",
            json!({"title": format!("{}季度交叉评查", round + 1), "from": "2025-01-01", "to": day,
                "scope": [{"kind": "penalty", "standard": uuid(20)}], "count": 2 + round, "rule_kinds": ["penalty"],
                "rule_officers": [uuid(2)], "reviewers": [uuid(21), uuid(22)], "due_on": day}),
        ),
        (
            "review_draw",
            json!({"plan": uuid(23 + round), "drawn_on": day, "method": "sha256", "seed": format!("{round}").repeat(32),
                "list": [{"case": uuid(24), "number": "示应急罚〔2025〕1号", "picked": "lot"}], "why": ""}),
        ),
        (
            "review_file",
            json!({"plan": uuid(23), "draw": uuid(25 + round), "case": uuid(24), "picked": "lot", "standard": uuid(20),
                "reviewers": [uuid(21), uuid(22)]}),
        ),
        (
            "review",
            json!({"file": uuid(27 + round), "reviewer": uuid(21), "given": given, "submitted_on": day}),
        ),
        (
            "review_result",
            json!({"file": uuid(27 + round), "given": given, "points": 975, "level": "优秀", "opinion": "程序合法",
                "agreed_on": day, "rectify_by": day}),
        ),
        (
            "review_act",
            json!({"file": uuid(27 + round), "step": "rectified", "on": day, "text": "已补正", "by": "周示五",
                "rectify_by": null, "evidence": []}),
        ),
    ]
}

fn card_images(round: u128) -> Vec<(&'static str, Value)> {
    let day = format!("2026-03-0{}", round + 1);
    vec![
        (
            "card_act",
            json!({"card": uuid(9 + round), "step": "suspend", "from": "held", "to": "suspended", "on": day,
                "reason": "转借", "document": "", "successor": null}),
        ),
        (
            "sealed",
            json!({"year": 2026, "seq": round + 1, "on": day, "state": "presented", "layers": [format!("{round}").repeat(64)], "wraps": ["00ff"]}),
        ),
        (
            "recovery",
            json!({"sealing": format!("{round}").repeat(64), "made_on": day, "custodian": format!("保管人{round}")}),
        ),
        (
            "acting",
            json!({"leader": uuid(2), "deputy": uuid(16 + round), "from": day, "until": day, "document": ""}),
        ),
        (
            "interference_settings",
            json!({"direct_days": round + 5, "letter_days": null, "receipt_days": 30, "feedback_days": null, "protect_months": null}),
        ),
        (
            "recording_failure",
            json!({"kind": "not-recorded", "officer": uuid(17 + round), "instructed_by": null, "on": day, "facts": "没有记录",
                "established_by": "局党组", "established_on": day, "document": "", "withdrawn": ""}),
        ),
        (
            "interference_totals",
            json!({"year": 2026, "quarter": round + 1, "published_on": day, "sealed": 4, "directed": 3, "median_days": 2,
                "sorts": [{"of": ["inside", "note"], "count": 4}], "kinds": [], "channels": []}),
        ),
        (
            "training",
            json!({"officer": uuid(10 + round), "kind": "business", "title": "培训", "mode": "class", "organiser": "",
                "from": day, "to": day, "topics": [1], "hours": 400, "score": 885, "passed": true, "certificate_no": ""}),
        ),
        (
            "card_settings",
            json!({"entry": true, "yearly": false, "hours": 60, "professionals": true, "majors": format!("安全{round}")}),
        ),
        (
            "case_settings",
            json!({"large_person": 2_000_000, "large_unit": 5_000_000 + round, "large_basis": "示政发〔2021〕1号", "frequent": 3}),
        ),
        (
            "roster_layout",
            json!({"platform": "region", "columns": [{"field": "name", "heading": ""}, {"field": "age", "heading": format!("岁数{round}")}]}),
        ),
        (
            "hr_copy",
            json!({"received_on": day, "of": ["scores"], "officers": [uuid(2)], "document": format!("{round}号")}),
        ),
        (
            "annual_check",
            json!({"card": uuid(9 + round), "year": 2026, "on": day, "passed": true, "note": ""}),
        ),
        (
            "case_document",
            json!({"case": uuid(16 + round), "kind": "questioning", "title": "张甲的询问笔录", "on": day, "from": 3, "to": 4,
                "scans": [{"file": {"hash": format!("{round}").repeat(64), "size": 3, "media": "application/pdf",
                    "file_name": "03-询问笔录-张甲.pdf"}, "pages": 2}]}),
        ),
        (
            "case_binding",
            json!({"case": uuid(16 + round), "fonds_no": "12", "catalogue_no": "3", "file_no": format!("{round}"),
                "retention": "30y", "outcome": "罚款", "remarks": "", "compiled_by": "张一", "checked_by": "",
                "bound_on": day, "archived_on": null}),
        ),
        (
            "questioning",
            json!({"case": uuid(16 + round), "officers": [uuid(2), uuid(3)], "person": "张甲", "role": "witness",
                "from": format!("{day}T09:00:00"), "to": format!("{day}T10:00:00"), "place": "办公室", "shown": true}),
        ),
        (
            "posting",
            json!({"officer": uuid(11 + round), "on": day, "before": {"unit": uuid(1), "post": "执法员", "duty": "on"},
                "after": null, "left_for": "retired", "document": ""}),
        ),
        (
            "power",
            json!({"title": "检查", "act": "inspect", "basis": "安全生产法", "level": "县级", "unit": uuid(12 + round),
                "posts": ["执法员"], "liability": "", "published_on": null, "until": day}),
        ),
        (
            "delegation",
            json!({"unit": uuid(13 + round), "mode": "delegated", "acts": ["inspect"], "content": "", "document": "1号",
                "from": day, "to": day, "published_on": null, "published_at": ""}),
        ),
        (
            "misuse",
            json!({"officer": uuid(14 + round), "card": null, "kind": "lent", "on": day, "facts": "转借", "serious": false,
                "consequences": ["discipline"], "document": "", "closed_on": day}),
        ),
        (
            "complaint",
            json!({"officer": uuid(15 + round), "kind": "report", "recipient": "justice", "complainant": "", "on": day,
                "facts": "反映", "outcome": "属实", "closed_on": day, "misuse": null}),
        ),
    ]
}

fn case_images(round: u128) -> Vec<(&'static str, Value)> {
    let day = format!("2026-03-0{}", round + 1);
    vec![
        (
            "case_step",
            json!({"case": uuid(16 + round), "kind": "decide", "on": day, "officers": [uuid(2)], "outcome": "impose",
                "text": "", "document": format!("示应急罚〔2026〕{round}号"), "showing": null,
                "passed": [{"gate": "period", "because": "超过3日", "citation": "行政处罚法第六十条", "why": "鉴定"}]}),
        ),
        (
            "recusal",
            json!({"case": uuid(16 + round), "officer": uuid(2), "by": "party", "on": day, "reason": "亲属",
                "granted": true, "decided_by": "局长", "decided_on": day}),
        ),
        (
            "seizure",
            json!({"case": uuid(16 + round), "kind": "seize", "document": format!("示应急扣〔2026〕{round}号"),
                "officers": [uuid(2)], "items": [{"name": "烟花爆竹", "quantity": "3箱"}], "place": "库房", "keeper": "张甲",
                "necessity": "有燃爆危险", "from": day, "to": day, "end": null, "ended_on": null}),
        ),
        (
            "intake",
            json!({"kind": "report", "received_on": day, "from": format!("群众{round}"), "content": "反映", "unit": null,
                "answer_by": day, "answer": "", "answered_on": null, "case": null}),
        ),
    ]
}
