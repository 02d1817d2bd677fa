//! A review of the penalties of a quarter: one file bound and scored by two, the others still to be scored.

use chrono::{Days, NaiveDate};

use super::casework::PENALTY;
use super::{FOUNDER, day, missing};
use crate::domain::case::{Case, CaseKind};
use crate::domain::case_file::DocumentKind;
use crate::domain::id::Id;
use crate::domain::review::{
    Finding, ForKind, Given, Mark, Question, ReviewFile, ReviewPlan, Seriousness, Standard, VetoAnswer,
};
use crate::domain::user::User;
use crate::ledger::case_file::{Attach, scan_of};
use crate::ledger::reviews::Agreement;
use crate::ledger::standards::own_standard;
use crate::ledger::{Error, Ledger, Result};
use crate::notice::{Block, Document, Faces, Layout, pdf, typeset};
use crate::words::date::show_date;

/// What is in the file of the penalty: kind, days after the opening, and what stands on its page.
const DOCUMENTS: [(DocumentKind, u64, &str); 7] = [
    (DocumentKind::Filing, 0, "现场检查发现涉嫌违法行为，符合立案条件。承办人建议立案，负责人同意。"),
    (DocumentKind::Inspection, 2, "检查人员出示执法证件，说明来意。检查情况由在场负责人逐页核对签名。"),
    (DocumentKind::Evidence, 2, "现场照片一组。拍摄地点为作业场所，没有注明拍摄人。"),
    (DocumentKind::AdvanceNotice, 15, "告知拟作出处罚的事实、理由、依据和陈述申辩的权利，当事人签收。"),
    (DocumentKind::Decision, 24, "载明认定的事实、证据和适用的条款。罚款一万五千元，限期缴纳。"),
    (DocumentKind::ProofOfService, 45, "留置送达。送达人签名，见证人栏没有填写。"),
    (DocumentKind::Closing, 58, "罚款已经缴清，违法行为已经改正，建议结案。负责人同意。"),
];

/// Indicator, tenths, what was found, page.
const FOUND: [(usize, u32, &str, u32); 3] =
    [(4, 30, "照片未注明拍摄人", 3), (12, 20, "留置送达没有见证人签名", 6), (14, 10, "文号括号不规范", 5)];

/// Binds the file of the penalty, and reviews the penalties of the quarter.
pub(super) fn enter(ledger: &mut Ledger) -> Result<()> {
    let case = ledger.case_numbered(PENALTY)?.ok_or_else(|| missing("案件", PENALTY))?;
    bind(ledger, case.id, &case.value)?;
    let own = own_standard().ok_or_else(|| missing("评查标准", "通用"))?;
    let standard = ledger.adopt_standard(&Standard {
        title: "示例县行政处罚案卷评查标准".to_owned(),
        kinds: vec![CaseKind::Penalty, CaseKind::SummaryPenalty],
        ..own
    })?;
    let first = case.value.officers.first().copied().ok_or_else(|| missing("办案人员", PENALTY))?;
    let mut reviewers = Vec::new();
    for name in ["孙示三", "华示清", "周示五", "吴示六"] {
        let user = ledger.all::<User>()?.into_iter().find(|user| user.value.name == name);
        reviewers.push(user.ok_or_else(|| missing("用户", name))?.id);
    }
    let plan = ledger.add_review_plan(&ReviewPlan {
        title: "2025年四季度案卷评查".to_owned(),
        from: day("2025-10-01"),
        to: day("2025-12-31"),
        scope: vec![ForKind { kind: CaseKind::Penalty, standard }],
        count: 1,
        rule_kinds: Vec::new(),
        rule_officers: vec![first],
        reviewers,
        due_on: Some(day("2026-03-31")),
    })?;
    ledger.draw_review(plan, "")?;
    let files = ledger.review_files(plan)?;
    let file = files.iter().find(|file| file.case == case.id).ok_or_else(|| missing("案卷", PENALTY))?;
    let names: Vec<String> = file.seats.iter().map(|seat| seat.name.clone()).collect();
    let done = score(ledger, file.id, &names);
    ledger.act_as(FOUNDER.name)?;
    done
}

/// Both score it apart from each other, and agree on what the first has found.
fn score(ledger: &mut Ledger, file: Id<ReviewFile>, reviewers: &[String]) -> Result<()> {
    let standard = ledger.review_file(file)?.standard;
    let mut given = Given { pages: Some(DOCUMENTS.len() as u32), ..Given::none_to(&standard) };
    given.answers.vetoes.fill(Some(VetoAnswer::Absent));
    given.answers.marks.fill(Some(Mark::Deducted(0)));
    for (at, reviewer) in reviewers.iter().enumerate() {
        let mut own = given.clone();
        for (number, tenths, text, page) in FOUND.into_iter().take(FOUND.len() - at) {
            find(&mut own, number, tenths, text, page);
        }
        ledger.act_as(reviewer)?;
        ledger.submit_review(file, &own)?;
    }
    for (number, tenths, text, page) in FOUND {
        find(&mut given, number, tenths, text, page);
    }
    let agreed_on = ledger.env().today();
    let opinion = "主要事实清楚，证据充分，程序合法。应当补正送达回证，证据照片注明拍摄人。".to_owned();
    ledger
        .agree_review(file, &Agreement { given, opinion, agreed_on, rectify_by: Some(day("2026-03-20")) })?;
    Ok(())
}

fn find(given: &mut Given, number: usize, tenths: u32, text: &str, page: u32) {
    given.answers.marks[number - 1] = Some(Mark::Deducted(tenths));
    given.findings.push(Finding {
        of: Question::Indicator(number - 1),
        text: text.to_owned(),
        page: Some(page),
        provision: String::new(),
        seriousness: Seriousness::Ordinary,
        deducted: tenths,
    });
}

/// Brings in a page for each document, as a scanner would.
fn bind(ledger: &mut Ledger, id: Id<Case>, case: &Case) -> Result<()> {
    let opened = case.opened_on.ok_or_else(|| missing("立案日期", PENALTY))?;
    let mut documents = Vec::new();
    for (at, (kind, after, text)) in DOCUMENTS.into_iter().enumerate() {
        let on = opened.checked_add_days(Days::new(after)).unwrap_or(opened);
        let name = format!("{:02}{}.pdf", at + 1, kind.label());
        let mut read = scan_of(&name, page(ledger, case, kind.label(), text, on)?)?;
        while !ledger.bring_scan(&mut read)? {}
        documents.push(Attach { kind, title: kind.label().to_owned(), on: Some(on), scans: vec![read.scan] });
    }
    ledger.attach_documents(id, &documents).map(drop)
}

/// One page of a document, as a PDF.
fn page(ledger: &Ledger, case: &Case, title: &str, text: &str, on: NaiveDate) -> Result<Vec<u8>> {
    let paragraphs = [
        format!("案号：{}", case.number),
        format!("案由：{}", case.title),
        format!("当事人：{}", case.party.name),
        text.to_owned(),
    ];
    let organ = ledger.agency()?.value.name;
    let blocks = std::iter::once(Block::Title(title.to_owned()))
        .chain(paragraphs.map(Block::Paragraph))
        .chain([Block::Signature { organ: organ.clone(), date: show_date(on) }]);
    let document = Document {
        form: "sample-page".to_owned(),
        form_version: 1,
        layout: Layout::Official,
        sample: true,
        blocks: blocks.collect(),
    };
    let refused = |error: &dyn std::fmt::Display| Error::Refused(error.to_string());
    let pages = typeset(&document, Faces::embedded()).map_err(|error| refused(&error))?;
    let info = pdf::Info {
        title: title.to_owned(),
        issuer: organ,
        number: String::new(),
        issued_on: on,
        sample: true,
    };
    pdf::write(&pages, Faces::embedded(), &info).map_err(|error| refused(&error))
}
