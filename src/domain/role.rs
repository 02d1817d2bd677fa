//! Acts, roles, and the table of who may do what.

coded! {
    /// What users are to the bureau; one user may be several.
    Role {
        Handler = "handler", "经办人";
        Legal = "legal", "法制人员";
        Leader = "leader", "主要负责人";
        Discipline = "discipline", "纪检";
        Reader = "reader", "查阅";
        Administrator = "administrator", "系统管理";
    }
}

coded! {
    /// Every act that changes a ledger; the code stands in the journal.
    Op {
        Found = "found", "建立台账";
        SetBureau = "bureau.set", "修改单位信息";
        AddUser = "user.add", "新增用户";
        ChangeUser = "user.change", "修改用户";
        AdoptText = "text.adopt", "采用规则包、正式文本、格式、日历、标准";
        AddUnit = "unit.add", "新增机构";
        ChangeUnit = "unit.change", "修改机构";
        AddOfficer = "officer.add", "新增人员";
        ChangeOfficer = "officer.change", "修改人员";
        SetPhoto = "officer.photo", "更换照片";
        AddCertificate = "certificate.add", "登记证件";
        ChangeCertificate = "certificate.change", "变更证件";
        ApplyCertificate = "certificate.apply", "申领证件";
        ActOnCertificate = "certificate.act", "办理证件事项";
        MoveOfficer = "officer.move", "登记人员变动";
        AddTraining = "training.add", "登记培训";
        SetCardSettings = "card.settings", "修改培训和审核要求";
        SetRosterLayout = "roster.layout", "修改导出栏目";
        SetPowers = "power.set", "登记权责和委托";
        RecordMisuse = "misuse.record", "登记证件违规和投诉";
        Import = "register.import", "导入名册";
        ReceiveCopy = "hr_copy.receive", "登记自治区的抄告";
        CheckCards = "card.check", "登记证件年度审核";
        RecordQuestioning = "questioning.record", "登记调查询问";
        RecordGuidance = "guidance.record", "登记监督指导";
        AddCase = "case.add", "登记案件";
        ChangeCase = "case.change", "修改案件";
        ImportCases = "case.import", "导入案件";
        SetCases = "case.settings", "修改办案口径";
        RecordStep = "case_step.record", "登记办案步骤";
        RecordRecusal = "recusal.record", "登记回避";
        RecordSeizure = "seizure.record", "登记查封扣押";
        RecordIntake = "intake.record", "登记举报和发现";
        KeepCaseFile = "case_file.keep", "整理案卷";
        ReceiveLead = "lead.receive", "受理线索";
        OpenLiability = "liability.open", "开展责任认定";
        ChangeLiability = "liability.change", "修改责任认定";
        AddEvidence = "evidence.add", "附入证据";
        AnswerGrounds = "liability.answer", "认定要件和情形";
        Hear = "liability.hear", "听取陈述申辩";
        Decide = "decision.make", "作出决定";
        IssueNotice = "notice.issue", "编号并印发文书";
        /// 登记表, 声明, 确认单: printed and kept, without a number.
        PrintSheet = "sheet.print", "打印并留存表单";
        ServeNotice = "notice.serve", "登记送达";
        VoidNumber = "number.void", "文号作废";
        CloseDeadline = "deadline.close", "办结期限";
        Resolve = "record.resolve", "处理两处修改的冲突";
        Redact = "journal.redact", "删除误录内容";
        /// Every act on a sealed record, so that its name tells nothing.
        Seal = "sealed.write", "写入密封记录";
        KeepSealKeys = "sealed.keys", "管理密封密钥";
        AppointDeputy = "deputy.appoint", "指定代为批示的人";
        SetInterference = "interference.settings", "设定过问登记的期限";
        EstablishFailure = "failure.establish", "认定不记录、不如实记录";
        PublishTotals = "totals.publish", "公布过问登记统计";
        PlanReviews = "review.plan", "拟定案卷评查计划";
        DrawFiles = "review.draw", "抽取案卷";
        AssignReviewers = "review.assign", "指定评查人";
        SubmitReview = "review.submit", "提交案卷评查";
        AgreeReview = "review.agree", "合议评查结果";
        FollowReview = "review.follow", "登记整改和复查";
    }
}

use Role::{Administrator, Discipline, Handler, Leader, Legal};

/// The roles that may do an act. Founding is left to whoever makes the file.
pub const fn permitted(op: Op) -> &'static [Role] {
    match op {
        Op::Found => &[Administrator],
        Op::SetBureau | Op::AddUser | Op::ChangeUser => &[Administrator],
        Op::AdoptText => &[Legal, Administrator],
        Op::AddUnit | Op::ChangeUnit => &[Legal, Administrator],
        Op::AddOfficer | Op::ChangeOfficer | Op::AddCertificate | Op::ChangeCertificate | Op::Import => {
            &[Handler, Legal, Administrator]
        }
        Op::SetPhoto => &[Handler, Legal, Administrator],
        Op::ApplyCertificate | Op::ActOnCertificate | Op::MoveOfficer | Op::AddTraining => {
            &[Handler, Legal, Administrator]
        }
        // The legal section draws up the lists and keeps the cards (J3-1, J7, J17).
        Op::SetPowers | Op::SetCardSettings | Op::SetRosterLayout | Op::SetCases => &[Legal, Administrator],
        Op::RecordMisuse => &[Handler, Legal, Discipline],
        Op::ReceiveCopy | Op::CheckCards => &[Handler, Legal, Administrator],
        Op::AddCase | Op::ChangeCase | Op::ImportCases | Op::RecordQuestioning => &[Handler, Legal],
        // The legal section keeps the register; who supervised is in the record.
        Op::RecordGuidance => &[Legal, Leader],
        // What is done in a case is entered by those who do it, and by the legal section that reviews it.
        Op::RecordStep | Op::RecordSeizure => &[Handler, Legal],
        Op::RecordRecusal => &[Handler, Legal, Leader],
        Op::RecordIntake => &[Handler, Legal, Discipline],
        Op::KeepCaseFile => &[Handler, Legal],
        Op::ReceiveLead => &[Handler, Legal, Discipline],
        Op::OpenLiability | Op::ChangeLiability => &[Legal, Discipline],
        Op::AddEvidence | Op::AnswerGrounds | Op::Hear => &[Legal, Discipline],
        // 法制人员 enters the decision that the body in charge has made; who decided is in the record.
        Op::Decide => &[Leader, Legal],
        Op::IssueNotice | Op::ServeNotice => &[Legal],
        // Who keeps the cards prints what goes with them.
        Op::PrintSheet => &[Handler, Legal, Administrator],
        Op::VoidNumber => &[Legal, Leader],
        Op::CloseDeadline => &[Handler, Legal, Discipline],
        Op::Resolve => &[Handler, Legal, Administrator],
        Op::Redact => &[Leader, Administrator],
        // Whoever is asked about a case writes it down oneself; the administrator handles no case.
        Op::Seal => &[Handler, Legal, Leader, Discipline],
        Op::KeepSealKeys | Op::AppointDeputy | Op::PublishTotals => &[Leader],
        Op::SetInterference => &[Legal, Leader],
        Op::EstablishFailure => &[Leader, Discipline],
        Op::PlanReviews => &[Legal, Leader],
        Op::DrawFiles | Op::AssignReviewers => &[Legal],
        // Sections review each other's files (互查互评, D18-3); which of them may is asked for each file.
        Op::SubmitReview | Op::AgreeReview => &[Handler, Legal, Discipline],
        Op::FollowReview => &[Handler, Legal],
    }
}

/// Whether the journal names nobody for the act, and no hour: who seals a record is part of what is sealed.
pub const fn names_nobody(op: Op) -> bool {
    matches!(op, Op::Seal)
}

/// Whether one of these roles may do the act.
pub fn may(roles: &[Role], op: Op) -> bool {
    permitted(op).iter().any(|role| roles.contains(role))
}

#[cfg(test)]
mod tests {
    use super::{Op, Role, may};

    /// One line an act, one column a role, in the order of `Role::ALL`.
    const TABLE: &str = "\
建立台账　　　　　　　　　　　　　　　　系统管理
修改单位信息　　　　　　　　　　　　　　系统管理
新增用户　　　　　　　　　　　　　　　　系统管理
修改用户　　　　　　　　　　　　　　　　系统管理
采用规则包、正式文本、格式、日历、标准　法制人员、系统管理
新增机构　　　　　　　　　　　　　　　　法制人员、系统管理
修改机构　　　　　　　　　　　　　　　　法制人员、系统管理
新增人员　　　　　　　　　　　　　　　　经办人、法制人员、系统管理
修改人员　　　　　　　　　　　　　　　　经办人、法制人员、系统管理
更换照片　　　　　　　　　　　　　　　　经办人、法制人员、系统管理
登记证件　　　　　　　　　　　　　　　　经办人、法制人员、系统管理
变更证件　　　　　　　　　　　　　　　　经办人、法制人员、系统管理
申领证件　　　　　　　　　　　　　　　　经办人、法制人员、系统管理
办理证件事项　　　　　　　　　　　　　　经办人、法制人员、系统管理
登记人员变动　　　　　　　　　　　　　　经办人、法制人员、系统管理
登记培训　　　　　　　　　　　　　　　　经办人、法制人员、系统管理
修改培训和审核要求　　　　　　　　　　　法制人员、系统管理
修改导出栏目　　　　　　　　　　　　　　法制人员、系统管理
登记权责和委托　　　　　　　　　　　　　法制人员、系统管理
登记证件违规和投诉　　　　　　　　　　　经办人、法制人员、纪检
导入名册　　　　　　　　　　　　　　　　经办人、法制人员、系统管理
登记自治区的抄告　　　　　　　　　　　　经办人、法制人员、系统管理
登记证件年度审核　　　　　　　　　　　　经办人、法制人员、系统管理
登记调查询问　　　　　　　　　　　　　　经办人、法制人员
登记监督指导　　　　　　　　　　　　　　法制人员、主要负责人
登记案件　　　　　　　　　　　　　　　　经办人、法制人员
修改案件　　　　　　　　　　　　　　　　经办人、法制人员
导入案件　　　　　　　　　　　　　　　　经办人、法制人员
修改办案口径　　　　　　　　　　　　　　法制人员、系统管理
登记办案步骤　　　　　　　　　　　　　　经办人、法制人员
登记回避　　　　　　　　　　　　　　　　经办人、法制人员、主要负责人
登记查封扣押　　　　　　　　　　　　　　经办人、法制人员
登记举报和发现　　　　　　　　　　　　　经办人、法制人员、纪检
整理案卷　　　　　　　　　　　　　　　　经办人、法制人员
受理线索　　　　　　　　　　　　　　　　经办人、法制人员、纪检
开展责任认定　　　　　　　　　　　　　　法制人员、纪检
修改责任认定　　　　　　　　　　　　　　法制人员、纪检
附入证据　　　　　　　　　　　　　　　　法制人员、纪检
认定要件和情形　　　　　　　　　　　　　法制人员、纪检
听取陈述申辩　　　　　　　　　　　　　　法制人员、纪检
作出决定　　　　　　　　　　　　　　　　法制人员、主要负责人
编号并印发文书　　　　　　　　　　　　　法制人员
打印并留存表单　　　　　　　　　　　　　经办人、法制人员、系统管理
登记送达　　　　　　　　　　　　　　　　法制人员
文号作废　　　　　　　　　　　　　　　　法制人员、主要负责人
办结期限　　　　　　　　　　　　　　　　经办人、法制人员、纪检
处理两处修改的冲突　　　　　　　　　　　经办人、法制人员、系统管理
删除误录内容　　　　　　　　　　　　　　主要负责人、系统管理
写入密封记录　　　　　　　　　　　　　　经办人、法制人员、主要负责人、纪检
管理密封密钥　　　　　　　　　　　　　　主要负责人
指定代为批示的人　　　　　　　　　　　　主要负责人
设定过问登记的期限　　　　　　　　　　　法制人员、主要负责人
认定不记录、不如实记录　　　　　　　　　主要负责人、纪检
公布过问登记统计　　　　　　　　　　　　主要负责人
拟定案卷评查计划　　　　　　　　　　　　法制人员、主要负责人
抽取案卷　　　　　　　　　　　　　　　　法制人员
指定评查人　　　　　　　　　　　　　　　法制人员
提交案卷评查　　　　　　　　　　　　　　经办人、法制人员、纪检
合议评查结果　　　　　　　　　　　　　　经办人、法制人员、纪检
登记整改和复查　　　　　　　　　　　　　经办人、法制人员
";

    #[test]
    fn the_permission_table_is_this_one() {
        let mut table = String::new();
        for op in Op::ALL {
            let label = op.label();
            let gap = "　".repeat(20 - label.chars().count());
            let roles: Vec<&str> =
                Role::ALL.iter().filter(|role| may(&[**role], *op)).map(|role| role.label()).collect();
            table += &format!("{label}{gap}{}\n", roles.join("、"));
        }
        print!("{table}");
        assert_eq!(table, TABLE);
    }

    #[test]
    fn a_reader_may_change_nothing() {
        assert!(Op::ALL.iter().all(|op| !may(&[Role::Reader], *op)));
    }
}
