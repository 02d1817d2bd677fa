//! `judge`: the analysis of one case file, for people or as JSON.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use chrono::Datelike;

use crate::domain::fault::{GroundKind, Share, Standing};
use crate::exchange::case_file::{self, CaseFile, Problem};
use crate::ledger::{facts, vocabulary};
use crate::rules::{
    self, Adoption, Analysis, BindingState, Cited, ConditionView, GroundView, Pack, PackAnalysis, PackError,
    Question,
};

/// Why there is no analysis; every sentence says what to do.
#[derive(Debug, thiserror::Error)]
pub enum JudgeError {
    #[error("读不出案件文件 {}：{}", path.display(), reading(source))]
    Read { path: PathBuf, source: std::io::Error },
    #[error("案件文件 {} 有{}处要改正，改好后重试：\n{}", path.display(), problems.len(), lines(problems))]
    CaseFile { path: PathBuf, problems: Vec<Problem> },
    #[error(transparent)]
    Pack(#[from] PackError),
}

fn reading(error: &std::io::Error) -> &'static str {
    match error.kind() {
        std::io::ErrorKind::NotFound => "没有这个文件，请核对位置和文件名",
        std::io::ErrorKind::PermissionDenied => "没有读取的权限",
        std::io::ErrorKind::InvalidData => "文件不是 UTF-8 编码，请用记事本另存为 UTF-8",
        std::io::ErrorKind::IsADirectory => "这是一个文件夹，请写出其中的案件文件",
        _ => "磁盘读取出错，请换个位置再试",
    }
}

fn lines(problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("  {problem}")).collect::<Vec<_>>().join("\n")
}

/// Reads a case file and the packs under which it is judged.
///
/// # Errors
/// The file cannot be read, or everything in it that is wrong.
pub fn read(path: &Path) -> Result<(CaseFile, Vec<Pack>), JudgeError> {
    let text = std::fs::read_to_string(path)
        .map_err(|source| JudgeError::Read { path: path.to_path_buf(), source })?;
    let built_in = rules::built_in()?;
    let case = CaseFile::parse(&text, &vocabulary(&built_in))
        .map_err(|problems| JudgeError::CaseFile { path: path.to_path_buf(), problems })?;
    let packs = packs_for(&case, built_in);
    Ok((case, packs))
}

/// Analyses the case in a file: as one JSON document, or as text.
///
/// # Errors
/// See [`read`].
pub fn judge(path: &Path, json: bool) -> Result<String, JudgeError> {
    let (case, packs) = read(path)?;
    let analysis = rules::judge(&facts(&case), &packs);
    if json {
        Ok(serde_json::to_string_pretty(&analysis).expect("an analysis is plain data"))
    } else {
        Ok(text(&case, &analysis))
    }
}

/// The packs under the bureau's own title and number, where it issued its own text.
pub fn packs_for(case: &CaseFile, built_in: Vec<Pack>) -> Vec<Pack> {
    let Some(own) = &case.adopted else { return built_in };
    let adoption = Adoption {
        title: own.title.clone(),
        issuer: case.bureau.name.clone(),
        document_no: own.document_no.clone(),
        region: case.bureau.region.clone(),
        in_force_from: own.in_force_from,
        in_force_to: None,
    };
    let own = |pack: Pack| if pack.id == rules::C1_ID { pack.adopt(&adoption) } else { pack };
    built_in.into_iter().map(own).collect()
}

fn text(case: &CaseFile, analysis: &Analysis) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}　{}", case.bureau.name, case.matter);
    let day = case.conduct_on;
    let _ = writeln!(out, "{}　行为日期 {}年{}月{}日", case.case.title, day.year(), day.month(), day.day());
    for pack in &analysis.packs {
        pack_text(&mut out, pack);
        for decision in &case.decisions {
            let name =
                case.subjects.iter().find(|one| one.key == decision.subject).map_or("", |one| &one.name);
            let said = decision_text(pack, decision);
            let _ = writeln!(out, "\n拟作决定　{name}　{}：{said}", decision.kind.label());
        }
    }
    let _ = write!(out, "\n{}", analysis.notice);
    out
}

/// Whether the rules let a decision of the file pass.
fn decision_text(pack: &PackAnalysis, decision: &case_file::Decision) -> String {
    let cites = rules::citable(pack, &decision.subject, &decision.cites);
    match rules::permitted(pack, &decision.subject, decision.kind).and_then(|permit| cites.map(|()| permit)) {
        Ok(permit) if permit.diverges => format!("可以，与分析意见不一致：{}", permit.differences.join("；")),
        Ok(_) => "可以，与分析意见一致".into(),
        Err(refusal) => format!("不可以。{refusal}"),
    }
}

fn pack_text(out: &mut String, pack: &PackAnalysis) {
    let state = if pack.binds.state == BindingState::Applies { "适用" } else { pack.binds.state.label() };
    let _ = writeln!(out, "\n《{}》（{}）　{state}\n  {}", pack.title, pack.document_no, pack.binds.reason);
    for note in pack.version.note.iter() {
        let _ = writeln!(out, "  {note}");
    }
    heading(out, "构成要件", pack.elements.iter().collect());
    for kind in GroundKind::ALL {
        heading(out, kind.label(), pack.grounds.iter().filter(|ground| ground.kind == Some(*kind)).collect());
    }
    for subject in pack.subjects.iter().filter(|subject| !subject.own_findings.is_empty()) {
        heading(out, &format!("只对{}", subject.name), subject.own_findings.iter().collect());
    }
    let _ = writeln!(out, "\n责任分担");
    for rule in pack.allocation_rules.iter().filter(|rule| rule.state != Standing::NotHeld) {
        let over = rule.gives_way_to.as_ref().map_or("", |_| "（有特别规定，不用）");
        let _ = writeln!(out, "  {}　{}　{}{over}", rule.state.label(), rule.citation.text, rule.label);
        conditions(out, &rule.conditions);
    }
    for one in &pack.allocation {
        let parts = one.parts.iter().map(|part| part.label()).collect::<Vec<_>>().join("、");
        let cite = one.citation.as_ref().map_or(String::new(), |cite| format!("　{}", cite.text));
        let person = if one.certain { "" } else { "（由有权机关确定）" };
        let person = if one.share == Share::Undetermined { "" } else { person };
        let _ =
            writeln!(out, "  {}（{parts}）　{}{person}{cite}　{}", one.name, one.share.label(), one.reason);
    }
    questions(out, &pack.open_questions);
    for warning in &pack.warnings {
        let _ = writeln!(out, "\n提醒　{}　{}", join(&warning.citations), warning.text);
    }
    for referral in pack.referrals.iter().filter(|one| one.state == Standing::Held) {
        let _ = writeln!(out, "\n移送　{}　{}", referral.citation.text, referral.label);
    }
    let _ = writeln!(out, "\n结论　{}\n  {}", pack.conclusion.outcome.label(), pack.conclusion.text);
    for change in &pack.conclusion.would_change {
        let _ = writeln!(out, "  · {change}");
    }
}

/// One block of elements or grounds; those that do not stand share a line.
fn heading(out: &mut String, title: &str, grounds: Vec<&GroundView>) {
    let _ = writeln!(out, "\n{title}");
    let (missing, shown): (Vec<&GroundView>, Vec<&GroundView>) =
        grounds.into_iter().partition(|one| one.state == Standing::NotHeld && one.reason.is_empty());
    for ground in shown {
        let _ = writeln!(
            out,
            "  {}　{}　{}{}{}",
            ground.state.label(),
            ground.citation.text,
            ground.label,
            because(&ground.reason),
            proofs(&ground.evidence)
        );
        if ground.state != Standing::NotHeld {
            conditions(out, &ground.conditions);
        }
    }
    if !missing.is_empty() {
        let list = missing.iter().map(|one| one.citation.text.as_str()).collect::<Vec<_>>().join("、");
        let _ = writeln!(out, "  不成立　{list}");
    }
}

fn conditions(out: &mut String, conditions: &[ConditionView]) {
    for one in conditions {
        let (reason, evidence) = (because(&one.reason), proofs(&one.evidence));
        let _ = writeln!(out, "    {}　{}{reason}{evidence}", one.state.label(), one.label);
    }
}

fn questions(out: &mut String, questions: &[Question]) {
    if questions.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n待查 {}项", questions.len());
    for one in questions {
        let whom = if one.subjects.is_empty() {
            String::new()
        } else {
            format!("（{}）", one.subjects.join("、"))
        };
        let _ =
            writeln!(out, "  {}　{}　{}　{}{whom}", one.citation.text, one.id, one.question, one.why.label());
    }
}

fn because(reason: &str) -> String {
    if reason.is_empty() { String::new() } else { format!("：{reason}") }
}

fn proofs(evidence: &[String]) -> String {
    if evidence.is_empty() { String::new() } else { format!("　〔{}〕", evidence.join("、")) }
}

fn join(cites: &[Cited]) -> String {
    cites.iter().map(|cite| cite.text.as_str()).collect::<Vec<_>>().join("、")
}
