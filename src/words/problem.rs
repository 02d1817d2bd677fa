//! Sentences for problems of fields: what is wrong and what to do.

use crate::domain::problem::{Invalid, Reason};
use crate::words::date::show_date;

/// The name of a field as its form has it.
pub fn field_label(field: &str) -> &str {
    match field {
        "bureau.name" => "单位名称",
        "bureau.code" => "机关代字",
        "bureau.region" => "执法区域",
        "bureau.office" => "印发机构",
        "unit.name" => "机构名称",
        "officer.name" | "user.name" => "姓名",
        "officer.post" => "职务",
        "officer.left_on" => "离岗日期",
        "user.roles" => "角色",
        "certificate.number" => "证号",
        "certificate.region" => "执法区域",
        "certificate.issuer" => "发证机关",
        "certificate.valid_to" => "有效期至",
        "case.number" => "案号",
        "case.title" => "案件名称",
        "case.party" => "当事人",
        "lead.source" => "线索来源",
        "lead.summary" => "线索摘要",
        "lead.received_on" => "收到线索日期",
        "evidence.label" => "证据编号",
        "evidence.title" => "证据名称",
        "evidence.place" => "证据出处",
        "liability.matter" => "案由",
        "liability.conduct_on" => "行为日期",
        "liability.subjects" => "责任主体",
        "subject.name" => "责任主体姓名或者名称",
        "subject.unit" => "责任主体所在机构",
        "subject.post" => "责任主体职务",
        "fact.text" => "事实",
        "hearing.statement" => "陈述申辩内容",
        "decision.reason" => "决定理由",
        "decision.decided_by" => "决定人",
        "decision.decided_on" => "决定日期",
        "decision.meeting" => "会议名称",
        "decision.measure" => "处理措施",
        "notice.served_on" => "送达日期",
        "notice.issued_on" => "印发日期",
        "deadline.task" => "办理事项",
        "deadline.closed_on" => "办结日期",
        other => other,
    }
}

/// One problem as a sentence that names its field.
pub fn sentence(problem: &Invalid) -> String {
    let field = field_label(problem.field);
    match &problem.reason {
        Reason::Empty => format!("“{field}”没有填写，请填写后再保存。"),
        Reason::TooLong { most, got } => format!("“{field}”有{got}个字，最多{most}个字，请缩短。"),
        Reason::TooShort { least, got } => format!("“{field}”只有{got}个字，至少写{least}个字，请补充。"),
        Reason::NotOneLine => format!("“{field}”里有换行或者看不见的控制字符，请改成一行文字。"),
        Reason::Before { earliest } => format!("“{field}”早于{}，请核对日期。", show_date(*earliest)),
        Reason::After { latest } => format!("“{field}”晚于{}，请核对日期。", show_date(*latest)),
        Reason::Taken { by } => format!("“{field}”已经由{by}使用，请核对后改用别的。"),
        Reason::NoneGiven => format!("“{field}”至少要有一项，请补充。"),
    }
}
