//! A small bureau for tests: its ledger is rebuilt from its journal when the test ends, and compared.

#![allow(dead_code)]

use std::path::{Path, PathBuf};

use binggong::domain::bureau::Agency;
use binggong::domain::case::{Case, CaseKind, Evidence, Handling, Lead, Party};
use binggong::domain::fault::{Part, Standing, SubjectKind};
use binggong::domain::id::Id;
use binggong::domain::liability::{Answer, Fact, Hearing, Liability, Subject};
use binggong::domain::role::Role;
use binggong::env::Env;
use binggong::ledger::file::{Depth, Machine};
use binggong::ledger::{Enrolment, Ledger};
use binggong::notice::{Frame, Pages};
use chrono::{DateTime, NaiveDate};

/// A bureau of its own, in memory.
pub struct House {
    pub ledger: Ledger,
}

/// A day in ISO notation.
pub fn day(iso: &str) -> NaiveDate {
    iso.parse().expect("a day")
}

/// A clock that stands on the morning of 2026-03-05 in China.
pub fn morning(seed: &str) -> Env {
    Env::fixed(DateTime::parse_from_rfc3339("2026-03-05T09:00:00+08:00").expect("a time").into(), seed)
}

/// The bureau of the samples.
pub fn agency() -> Agency {
    Agency {
        name: "示例县应急管理局".into(),
        code: "示应急".into(),
        region: "示例县".into(),
        office: "示例县应急管理局办公室".into(),
        sample: true,
    }
}

pub const FOUNDER: Enrolment<'static> = Enrolment {
    name: "孙示三",
    roles: &[Role::Administrator, Role::Legal, Role::Handler],
    officer: None,
    password: None,
};

/// The adoption by which the sample bureau makes Chifeng's text its own.
pub const ADOPTION: &str = r#"
title = "示例县应急管理局行政执法过错责任追究制度"
issuer = "示例县应急管理局"
document_no = "示应急字〔2020〕25号"
region = "示例县"
in_force_from = "2020-03-25"
"#;

impl House {
    /// A founded ledger that has adopted Chifeng's text.
    pub fn new() -> House {
        let mut ledger =
            Ledger::create_in_memory(Machine::ephemeral(), morning("house"), &agency(), &FOUNDER)
                .expect("founded");
        ledger.adopt_pack(binggong::rules::C1.0, binggong::rules::C1.1, ADOPTION).expect("adopted");
        House { ledger }
    }

    /// An inquiry about a penalty decision that was served without approval.
    pub fn inquiry(&mut self, subjects: &[(&str, &str, &[Part])]) -> Id<Liability> {
        let case = self
            .ledger
            .add_case(&Case {
                number: "示应急罚〔2025〕18号".into(),
                title: "示例县甲木业有限公司未按规定组织应急演练案".into(),
                kind: CaseKind::Penalty,
                party: Party { name: "示例县甲木业有限公司".into(), ..Party::default() },
                source: "日常检查".into(),
                summary: "未按规定组织应急预案演练。".into(),
                law: "安全生产法".into(),
                opened_on: Some(day("2025-11-03")),
                officers: Vec::new(),
                handling: Handling::default(),
            })
            .expect("a case");
        let lead = Lead {
            received_on: day("2025-12-08"),
            source: "案卷评查".into(),
            summary: "处罚决定未经审批即送达".into(),
            case: Some(case),
            intake: None,
        };
        let lead = self.ledger.receive_lead(&lead).expect("a lead");
        let subject = |(key, name, parts): &(&str, &str, &[Part])| Subject {
            key: (*key).into(),
            name: (*name).into(),
            kind: SubjectKind::Person,
            officer: None,
            unit: "综合行政执法大队".into(),
            post: "执法员".into(),
            own: Standing::Held,
            parts: parts.to_vec(),
            prior_faults: Some(0),
        };
        let liability = Liability {
            lead,
            case: Some(case),
            matter: "未经审批送达行政处罚决定".into(),
            conduct_on: day("2025-11-27"),
            subjects: subjects.iter().map(subject).collect(),
            facts: vec![Fact {
                on: Some(day("2025-11-27")),
                text: "未报分管负责人审批，经大队长口头同意，当日送达《行政处罚决定书》".into(),
                evidence: vec!["证1".into()],
            }],
            answers: Vec::new(),
            hearings: Vec::new(),
            analysis: None,
        };
        let liability = self.ledger.open_liability(&liability).expect("an inquiry");
        let evidence = Evidence {
            liability,
            label: "证1".into(),
            title: "审批表".into(),
            place: "案卷第9页".into(),
            attachment: None,
        };
        self.ledger.add_evidence(&evidence, None).expect("evidence");
        liability
    }
}

impl House {
    /// Hears a subject who does not object.
    pub fn heard(&mut self, inquiry: Id<Liability>, subject: &str) {
        let hearing = Hearing {
            subject: subject.into(),
            held_on: day("2026-02-26"),
            statement: "对事实没有异议".into(),
            response: "陈述属实，予以采纳".into(),
            waived: false,
        };
        self.ledger.hear(inquiry, &hearing).expect("heard");
    }
}

/// All that is printed on pages, without line breaks.
pub fn words_of(pages: &Pages) -> String {
    let frames = pages.pages.iter().flat_map(|page| &page.frames);
    frames.filter_map(|frame| if let Frame::Text(run) = frame { Some(run.text()) } else { None }).collect()
}

impl Drop for House {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let report = self.ledger.verify(Depth::Full, &[]).expect("a report");
        assert_eq!(report.faults, [], "the ledger does not verify");
        let before = self.ledger.digest().expect("a digest");
        self.ledger.rebuild().expect("rebuilt");
        assert_eq!(before, self.ledger.digest().expect("a digest"), "a rebuild gives other tables");
    }
}

/// An answer with its evidence.
pub fn answered(question: &str, standing: Standing, reason: &str) -> Answer {
    let evidence = if standing == Standing::Held { vec!["证1".to_owned()] } else { Vec::new() };
    Answer { question: format!("c1:{question}"), standing, reason: reason.into(), evidence, assigned: None }
}

/// Every question of the pack answered for the inquiry: procedure skipped with the head's consent, reported
/// and mended by oneself, no harm.
pub fn procedure_skipped() -> Vec<Answer> {
    use Standing::{Held, NotHeld};
    let held = ["3.执法过程", "3.主观", "3.违法", "3.侵权", "3.具体行为", "5-3", "5-3.程序缺漏"];
    let pack = binggong::rules::Pack::parse(binggong::rules::C1.0, binggong::rules::C1.1).expect("a pack");
    pack.questions()
        .into_iter()
        .map(|id| {
            let stands = held.contains(&id.as_str())
                || id.starts_with("7-1")
                || id.starts_with("9-2")
                || id.starts_with("10");
            answered(&id, if stands { Held } else { NotHeld }, if stands { "查明属实" } else { "没有发现" })
        })
        .collect()
}

/// The files of a folder, kept to be written to others: a ledger that takes its time to make is made once.
pub struct Folder(Vec<(PathBuf, Vec<u8>)>);

impl Folder {
    /// All files below a folder.
    pub fn of(dir: &Path) -> Folder {
        let mut files = Vec::new();
        let mut open = vec![dir.to_owned()];
        while let Some(next) = open.pop() {
            for entry in std::fs::read_dir(next).expect("a folder").flatten() {
                match entry.path() {
                    path if path.is_dir() => open.push(path),
                    path => {
                        let bytes = std::fs::read(&path).expect("a file");
                        files.push((path.strip_prefix(dir).expect("below it").to_owned(), bytes));
                    }
                }
            }
        }
        Folder(files)
    }

    /// Writes them below another one.
    pub fn write(&self, dir: &Path) {
        for (path, bytes) in &self.0 {
            let path = dir.join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(path, bytes).expect("written");
        }
    }
}
