//! Facts of the sample bureau, for setting every form.

use serde_json::{Value, json};

/// A liability decision about one officer.
pub fn decision() -> Value {
    json!({
        "sample": true,
        "bureau": {"name": "示例县应急管理局", "code": "示应急"},
        "number": "示应急过错〔2026〕1号",
        "issued_on": "2026年3月5日",
        "subject": {"name": "李示四", "unit": "综合行政执法大队", "post": "大队长", "kind": "个人"},
        "case": {
            "title": "示例县甲木业有限公司未按规定开展安全生产教育培训案",
            "number": "示应急罚〔2025〕18号",
            "party": "示例县甲木业有限公司"
        },
        "matter": "未经审批送达行政处罚决定",
        "conduct_on": "2025年11月27日",
        "facts": [
            {
                "on": "2025年11月27日",
                "text": "承办人周示五未报分管负责人审批，经李示四口头同意，当日向当事人送达《行政处罚决定书》",
                "evidence": ["审批表（案卷第9页）", "送达回证（案卷第17页）", "对周示五的谈话记录"]
            },
            {
                "on": "2025年12月5日",
                "text": "李示四主动报告，本局撤销该决定并重新审批，未造成严重后果。",
                "evidence": ["情况报告", "撤销决定（案卷第21至23页）"]
            }
        ],
        "hearing": {
            "held_on": "2026年2月26日",
            "statement": "已主动报告并及时纠正；当时企业整改期限将至，应当免予追究",
            "response": "主动报告、及时纠正的意见属实，予以采纳；整改期限将至不是免予追究的理由，不予采纳",
            "waived": false
        },
        "pack": {
            "title": "示例县应急管理局行政执法过错责任追究制度",
            "document_no": "示应急字〔2020〕25号",
            "short": "《制度》"
        },
        "grounds": [{
            "label": "未按程序实施行政处罚",
            "citation": "第五条第3项",
            "reason": "行政处罚决定应当经负责人审查决定，该决定未经审批即予送达"
        }],
        "heavier": [],
        "lighter": [{
            "label": "主动发现并及时纠正",
            "citation": "第七条第1项",
            "reason": "李示四主动发现过错并及时纠正，未造成严重后果"
        }],
        "allocation": [{
            "name": "李示四",
            "role": "承办科室负责人",
            "share": "全部责任",
            "citation": "第九条第2项",
            "reason": "该行为应当审批而未经审批，且经承办科室负责人同意"
        }],
        "decision": {
            "decided_on": "2026年3月4日",
            "meeting": "局长办公会议",
            "measure": "予以批评教育，责令其在15日内作出书面检查",
            "citation": "第十条"
        },
        "remedy": {"review_days": 30, "citation": "第十二条", "appeal": true},
        "copies": ["派驻纪检监察组", "政策法规股", "综合行政执法大队"],
        "office": "示例县应急管理局办公室"
    })
}

/// A decision long enough for three pages, about a section, with two liable persons and rare names.
pub fn long_decision() -> Value {
    let mut facts = decision();
    facts["subject"] = json!({"name": "综合行政执法大队", "kind": "科室"});
    facts["facts"] = (1..=9)
        .map(|day| {
            json!({
                "on": format!("2025年11月{}日", day + 10),
                "text": format!(
                    "承办人周䶮、吴㛃对第{day}处作业场所进行检查，发现“三违”行为{}起——其中2起当场改正，\
                     其余未下达责令限期整改指令书，也未报审核人员镕、喆二人审核……",
                    day + 2
                ),
                "evidence": [format!("现场检查记录（案卷第{}页）", day * 3), "谈话记录"]
            })
        })
        .collect();
    facts["allocation"] = json!([
        {"name": "周䶮", "role": "承办人", "share": "主要责任", "citation": "第九条第1项",
         "reason": "承办人员汇报事实有误，致使承办科室负责人决策失误"},
        {"name": "李𬭳", "role": "承办科室负责人", "share": "一定责任", "citation": "第九条第1项",
         "reason": "承办科室负责人未核对案卷即予同意"}
    ]);
    facts["heavier"] = json!([{"label": "多次发生行政执法过错", "citation": "第八条第2项"}]);
    facts["lighter"] = json!([]);
    facts["hearing"] = json!({"waived": true});
    facts
}

/// A finding of no liability.
pub fn no_liability() -> Value {
    let mut facts = decision();
    facts["number"] = json!("示应急免责〔2026〕1号");
    facts["matter"] = json!("行政处罚决定认定事实有误");
    facts["no_liability"] = json!([{
        "label": "因当事人的原因致使行政执法发生过错",
        "citation": "第六条第1项",
        "reason": "当事人提供了伪造的培训记录，执法人员已认真核对，仍无法识别"
    }]);
    facts
}

/// An exemption from liability.
pub fn exempt() -> Value {
    let mut facts = decision();
    facts["number"] = json!("示应急免责〔2026〕2号");
    facts["decision"]["measure"] = json!("");
    facts["decision"]["reason"] = json!("责成综合行政执法大队完善审批流程");
    facts
}

/// The registration of a case.
pub fn case_registration() -> Value {
    json!({
        "sample": true,
        "bureau": {"name": "示例县应急管理局"},
        "number": "示应急登〔2025〕18号",
        "issued_on": "2025年11月20日",
        "case": {
            "title": "示例县甲木业有限公司未按规定开展安全生产教育培训案",
            "kind": "行政处罚（普通程序）",
            "source": "日常检查发现",
            "number": "示应急罚〔2025〕18号",
            "opened_on": "2025年11月20日",
            "party": "示例县甲木业有限公司",
            "party_code": "（统一社会信用代码）",
            "party_address": "示例县示例工业园区甲路1号",
            "region": "示例县青石示例镇",
            "law": "《中华人民共和国安全生产法》第二十八条",
            "officers": [{"name": "周示五", "card": "99000000005"}, {"name": "吴示六", "card": "99000000006"}],
            "summary": "2025年11月20日，执法人员周示五、吴示六对示例县甲木业有限公司进行安全生产检查，发现该公司\
                        未按规定对12名新进从业人员开展安全生产教育培训，未如实记录培训的时间、内容、参加人员以及\
                        考核结果等情况。执法人员当场制作现场检查记录，并下达责令限期整改指令书。"
        }
    })
}
