//! Sentences for problems of fields: what is wrong and what to do.

use crate::domain::credit_code::CreditCodeFault;
use crate::domain::id_number::IdNumberFault;
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
        "officer.unit" => "所在机构",
        "officer.staffing" => "编制",
        "officer.entered_on" => "到岗日期",
        "officer.left_on" => "离岗日期",
        "officer.sex" => "性别",
        "officer.born" => "出生年月",
        "officer.ethnicity" => "民族",
        "officer.education" => "学历",
        "officer.major" => "专业",
        "officer.region" => "执法区域",
        "officer.expertise" => "擅长执法领域",
        "officer.duty" => "执法岗位",
        "officer.id_number" => "身份证号",
        "officer.phone" => "联系电话",
        "officer.photo" => "照片",
        "officer.left_for" => "离岗原因",
        "user.roles" => "角色",
        "user.closed" | "unit.closed" => "停用",
        "unit.kind" => "机构类型",
        "unit.parent" => "上级机构",
        "user.password" => "登录密码",
        "text.name" => "规则包编号",
        "text.title" => "规则包名称",
        "certificate.number" => "证号",
        "certificate.officer" => "持证人",
        "certificate.kind" => "证件类别",
        "certificate.categories" => "执法类别",
        "certificate.issued_on" => "发证日期",
        "certificate.state" => "证件状态",
        "certificate.region" => "执法区域",
        "certificate.issuer" => "发证机关",
        "certificate.valid_to" => "有效期至",
        "case.number" => "案号",
        "case.title" => "案件名称",
        "case.kind" => "案件类型",
        "case.source" => "案件来源",
        "case.summary" => "案情摘要",
        "case.law" => "适用法律",
        "case.opened_on" => "立案日期",
        "case.officers" => "办案人员",
        "case.party" => "当事人",
        "case.unit" => "承办机构",
        "case.mode" => "办理方式",
        "case.region" => "案发地",
        "case.category" => "执法类别",
        "case.person" => "当事人是公民",
        "case.fine" => "罚款",
        "case.confiscated" => "没收",
        "case.band" => "裁量阶次",
        "case.departs" => "未按裁量阶次",
        "case.departs_why" => "未按裁量阶次的理由",
        "case.major" => "重大执法决定",
        "case.hearing" => "应当告知听证权利",
        "case.crime" => "涉嫌犯罪",
        "case.code" => "统一社会信用代码",
        "lead.source" => "线索来源",
        "lead.summary" => "线索摘要",
        "lead.received_on" => "收到线索日期",
        "evidence.label" => "证据编号",
        "evidence.title" => "证据名称",
        "evidence.place" => "证据出处",
        "liability.matter" => "案由",
        "liability.conduct_on" => "行为日期",
        "liability.subjects" => "责任主体",
        "liability.case" => "所涉案件",
        "liability.facts" => "事实",
        "answer.assigned" => "待查的承办人",
        "liability.answers" => "要件和情形的认定",
        "liability.hearings" => "陈述申辩",
        "liability.analysis" => "分析",
        "subject.name" => "责任主体姓名或者名称",
        "subject.unit" => "责任主体所在机构",
        "subject.post" => "责任主体职务",
        "fact.text" => "事实",
        "hearing.held_on" => "听取陈述申辩日期",
        "hearing.statement" => "陈述申辩内容",
        "decision.reason" => "决定理由",
        "decision.decided_by" => "决定人",
        "decision.decided_on" => "决定日期",
        "decision.meeting" => "会议名称",
        "decision.measure" => "处理措施",
        "number.register" => "文号类别",
        "notice.document_no" => "文号",
        "notice.title" => "文书名称",
        "notice.serving" => "送达",
        "number.state" => "文号状态",
        "number.why" => "作废理由",
        "deadline.state" => "期限状态",
        "notice.served_on" => "送达日期",
        "notice.issued_on" => "印发日期",
        "card_act.step" => "办理事项",
        "card_act.on" => "办理日期",
        "card_act.reason" => "事由",
        "card_act.document" => "凭据",
        "posting.on" => "变动日期",
        "posting.document" => "变动依据",
        "training.kind" => "培训类别",
        "training.mode" => "培训方式",
        "training.from" => "开始日期",
        "training.hours" => "学时",
        "training.score" => "成绩",
        "training.passed" => "考试结果",
        "training.officers" => "参加人员",
        "training.title" => "培训名称",
        "training.organiser" => "组织单位",
        "training.certificate_no" => "合格证编号",
        "training.to" => "结束日期",
        "training.topics" => "培训内容",
        "questioning.person" => "被询问人",
        "questioning.place" => "询问地点",
        "questioning.officers" => "询问人",
        "questioning.from" => "开始时间",
        "questioning.to" => "结束时间",
        "questioning.shown" => "出示证件",
        "questioning.role" => "身份",
        "guidance.on" => "监督指导日期",
        "guidance.by" => "监督人",
        "guidance.officer" => "被指导的人或者单位",
        "guidance.unit" => "被指导的单位",
        "guidance.case" => "所涉案件",
        "guidance.matter" => "监督指导事项",
        "guidance.opinion" => "监督指导意见",
        "guidance.answer_by" => "反馈期限",
        "guidance.outcome" => "落实情况",
        "guidance.closed_on" => "反馈日期",
        "hr_copy.of" => "抄告内容",
        "hr_copy.officers" => "抄告里的人",
        "hr_copy.document" => "文号或者存放处",
        "hr_copy.received_on" => "收到日期",
        "annual_check.note" => "审核情况",
        "annual_check.on" => "审核日期",
        "annual_check.passed" => "审核结果",
        "annual_check.year" => "年度",
        "bulk.cards" => "证件",
        "bulk.people" => "人员",
        "deadline.proof" => "凭据",
        "training.agreed" => "协商的机构",
        "card_settings.majors" => "计入的专业",
        "card_settings.entry" => "入职培训不少于3个月",
        "card_settings.yearly" => "每年培训不少于2周",
        "card_settings.hours" => "每年学时",
        "card_settings.professionals" => "专业人员不少于75%",
        "card_settings.annual" => "年度审核",
        "roster_layout.columns" => "栏目",
        "roster_layout.heading" => "栏名",
        "roster_layout.platform" => "平台",
        "delegation.acts" => "委托事项",
        "delegation.document" => "委托书文号",
        "delegation.published_at" => "公开网站",
        "delegation.to" => "终止日期",
        "delegation.content" => "委托内容",
        "power.title" => "权责事项",
        "power.basis" => "实施依据",
        "power.level" => "实施层级和权限",
        "power.posts" => "岗位",
        "power.until" => "取消日期",
        "misuse.kind" => "违规行为",
        "misuse.card" => "所用证件",
        "misuse.serious" => "情节严重",
        "misuse.consequences" => "处理",
        "misuse.on" => "发生日期",
        "misuse.facts" => "违规事实",
        "misuse.document" => "处理文号",
        "misuse.closed_on" => "办结日期",
        "complaint.kind" => "反映方式",
        "complaint.recipient" => "收到的机关",
        "complaint.misuse" => "查实的违规",
        "complaint.on" => "收到日期",
        "complaint.complainant" => "举报人",
        "complaint.facts" => "反映的问题",
        "complaint.outcome" => "处理结果",
        "complaint.closed_on" => "办结日期",
        "interference.matter" => "所涉案件",
        "interference.name" => "过问人姓名",
        "interference.unit" => "过问人单位",
        "interference.post" => "过问人职务",
        "interference.relation" => "与案件或者当事人的关系",
        "interference.at" => "过问时间",
        "interference.place" => "过问地点",
        "interference.content" => "过问内容",
        "interference.conduct" => "过问情形",
        "interference.conduct_other" => "其他情形",
        "interference.without" => "没有留存材料的原因",
        "interference.in_writing" => "是否书面提出",
        "interference.witnesses" => "在场人员",
        "interference.reactions" => "答复情况",
        "interference.recorder" => "记录人",
        "interference.second" => "第二签名人",
        "interference.why" => "理由",
        "interference.file" => "附件",
        "sealed.layers" => "密封内容",
        "sealed.wraps" => "密封钥匙",
        "sealed.state" => "呈报状态",
        "recovery.custodian" => "恢复密钥保管人",
        "direction.text" => "批示",
        "direction.written_on" => "批示日期",
        "acting.from" => "代行起始日",
        "acting.until" => "代行截止日",
        "acting.deputy" => "代为批示的人",
        "acting.leader" => "主要负责人",
        "acting.document" => "代行依据",
        "follow.on" => "办理日期",
        "follow.organ" => "机关名称",
        "follow.document" => "文号",
        "follow.text" => "办理情况",
        "follow.due_on" => "回执期限",
        "threat.officer" => "受威胁的执法人员",
        "threat.kin" => "受威胁的近亲属",
        "threat.by" => "威胁的人",
        "threat.on" => "发生日期",
        "threat.place" => "发生地点",
        "threat.content" => "威胁、侮辱等情况",
        "threat.about" => "有关的案件",
        "threat.witnesses" => "在场人员",
        "threat.recorder" => "记录人",
        "recording_failure.officer" => "没有如实记录的人",
        "recording_failure.kind" => "失记情形",
        "recording_failure.instructed_by" => "授意的主管领导",
        "recording_failure.on" => "应当记录的日期",
        "recording_failure.facts" => "认定的事实",
        "recording_failure.established_by" => "认定机构",
        "recording_failure.established_on" => "认定日期",
        "recording_failure.document" => "处理文号",
        "recording_failure.withdrawn" => "撤销认定的理由",
        "review_plan.title" => "计划名称",
        "review_plan.from" => "立案日期起",
        "review_plan.to" => "立案日期止",
        "review_plan.scope" => "案件类型",
        "review_plan.standard" => "评查标准",
        "review_plan.count" => "随机抽取卷数",
        "review_plan.rule_kinds" => "必查的案件类型",
        "review_plan.rule_officers" => "必查的办案人员",
        "review_plan.reviewers" | "review_file.reviewers" => "评查人",
        "review_plan.due_on" => "完成日期",
        "review_draw.why" => "重新抽取的理由",
        "review_draw.seed" => "种子",
        "review.pages" => "案卷页数",
        "review.vetoes" | "review_result.vetoes" => "否决项",
        "review.marks" | "review_result.marks" => "计分项",
        "review.findings" | "review_result.findings" => "评查问题",
        "review_result.opinion" => "评查意见",
        "review_result.agreed_on" => "合议日期",
        "review_result.rectify_by" => "整改期限",
        "review_result.level" => "等次",
        "review_result.points" => "得分",
        "review_act.on" => "办理日期",
        "review_act.text" => "办理情况",
        "review_act.by" => "办理人",
        "review_act.rectify_by" => "再次整改期限",
        "deadline.task" => "办理事项",
        "deadline.last" => "期限届满日",
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
        Reason::IdNumber(fault) => format!("“{field}”{}", id_number_fault(*fault)),
        Reason::TooFew { least, got } => format!("“{field}”只有{got}个，至少要{least}个，请补充。"),
        Reason::Unfit { to } => format!("“{field}”不适用于{to}，请另选一个。"),
        Reason::NoneGiven => format!("“{field}”至少要有一项，请补充。"),
    }
}

/// What is wrong with a credit code, as it stands beside the field: it is shown and does not bar.
pub fn credit_code_fault(fault: CreditCodeFault) -> String {
    match fault {
        CreditCodeFault::Length { got } => format!("统一社会信用代码有{got}位，应当是18位，请核对。"),
        CreditCodeFault::Character(character) => {
            format!("统一社会信用代码里不会有“{character}”，请核对；字母I、O、S、V、Z都不用。")
        }
        CreditCodeFault::CheckCharacter => {
            "统一社会信用代码的校验位不符，有一位写错了或者两位写反了，请对照营业执照核对。".to_owned()
        }
    }
}

fn id_number_fault(fault: IdNumberFault) -> String {
    match fault {
        IdNumberFault::Rounded => {
            "被表格软件当作数字截断过，末尾几位已经丢失，请对照原件重新填写。".to_owned()
        }
        IdNumberFault::Length { got } => format!("有{got}位，应当是18位，请核对。"),
        IdNumberFault::Character => "里有数字以外的字符，请核对；只有末位可以是X。".to_owned(),
        IdNumberFault::Birthday => "第7位到第14位不是一个日期，请核对。".to_owned(),
        IdNumberFault::CheckDigit => "末位校验不符，有一位写错了或者两位写反了，请对照原件核对。".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::*;

    fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(dir).expect("a folder of sources").flatten() {
            match entry.path() {
                path if path.is_dir() => sources(&path, found),
                path => found.push(path),
            }
        }
    }

    /// Names of fields in calls that note problems: `check.line("officer.name", …)`, `field: "user.name"`.
    fn fields(source: &str) -> Vec<&str> {
        let calls = [
            ".line(",
            ".optional_line(",
            ".text(",
            ".note(",
            ".not_before(",
            ".not_after(",
            "not_in_future(",
            "field: ",
        ];
        let after = calls.iter().flat_map(|call| source.split(call).skip(1));
        let quoted = after.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next());
        quoted.filter(|field| field.contains('.') && field.is_ascii()).collect()
    }

    #[test]
    fn every_field_has_a_name_that_a_clerk_knows() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut files = Vec::new();
        for dir in ["domain", "ledger", "store"] {
            sources(&root.join(dir), &mut files);
        }
        let texts: Vec<String> =
            files.iter().map(|file| fs::read_to_string(file).unwrap_or_default()).collect();
        let all: Vec<&str> = texts.iter().flat_map(|text| fields(text)).collect();
        assert!(all.len() > 30, "only {} fields found", all.len());
        let bare: Vec<&&str> = all.iter().filter(|field| field_label(field).is_ascii()).collect();
        assert!(bare.is_empty(), "without a Chinese name: {bare:?}");
    }
}
