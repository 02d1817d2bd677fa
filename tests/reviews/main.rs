//! Reviews of case files: plan, draw, blind double scoring, the result, and what follows from it.

#[path = "../house/mod.rs"]
mod house;

mod blind;
mod draw;
mod follow;
mod papers;
mod recurring;
mod sheet;

use binggong::domain::case::{Case, CaseKind, Party};
use binggong::domain::id::Id;
use binggong::domain::officer::Officer;
use binggong::domain::review::{
    Answers, Finding, ForKind, Given, Mark, Question, ReviewFile, ReviewPlan, Seriousness, Standard,
    VetoAnswer,
};
use binggong::domain::role::Role;
use binggong::domain::text::AdoptedText;
use binggong::domain::unit::{Unit, UnitKind};
use binggong::domain::user::User;
use binggong::ledger::Enrolment;
use binggong::ledger::file::Key;
use binggong::rules::review::built_in_standard;
use house::{House, day};

/// A bureau with a team that handles cases, and people who review them.
struct Bureau {
    house: House,
    standard: Id<AdoptedText>,
    /// 周示五 and 吴示六, who handle cases; 郑示七, 冯示八 and 陈示九, who do not.
    officers: Vec<Id<Officer>>,
    /// Of the same, users.
    users: Vec<Id<User>>,
}

const NAMES: [&str; 5] = ["周示五", "吴示六", "郑示七", "冯示八", "陈示九"];

impl Bureau {
    fn new() -> Bureau {
        let mut house = House::new();
        let ledger = &mut house.ledger;
        let unit =
            |name: &str| Unit { name: name.into(), kind: UnitKind::Section, parent: None, closed: false };
        let (team, legal) = (
            ledger.add_unit(&unit("综合行政执法大队")).unwrap(),
            ledger.add_unit(&unit("政策法规股")).unwrap(),
        );
        let (mut officers, mut users) = (Vec::new(), Vec::new());
        for (at, name) in NAMES.into_iter().enumerate() {
            let unit = if at < 2 { team } else { legal };
            let officer = Officer {
                name: name.into(),
                unit,
                post: "执法员".into(),
                staffing: None,
                entered_on: None,
                left_on: None,
                profile: Default::default(),
            };
            let officer = ledger.add_officer(&officer).unwrap();
            let new = Enrolment { name, roles: &[Role::Handler], officer: Some(officer), password: None };
            users.push(ledger.add_user(&new, &Key::Plain).unwrap());
            officers.push(officer);
        }
        let standard = ledger.adopt_standard(&built_in_standard().unwrap()).unwrap();
        Bureau { house, standard, officers, users }
    }

    fn case(&mut self, number: &str, kind: CaseKind, opened: &str, officers: &[Id<Officer>]) -> Id<Case> {
        let case = Case {
            number: number.into(),
            title: format!("{number}案"),
            kind,
            party: Party { name: "示例县乙机械厂".into(), ..Party::default() },
            source: "日常检查".into(),
            summary: String::new(),
            law: String::new(),
            opened_on: Some(day(opened)),
            officers: officers.to_vec(),
            handling: Default::default(),
        };
        self.house.ledger.add_case(&case).unwrap()
    }

    /// Twelve penalties of a year, handled by the first two.
    fn year(&mut self) {
        for n in 1..=12 {
            let own = [self.officers[0], self.officers[1]];
            self.case(&format!("示应急罚〔2025〕{n}号"), CaseKind::Penalty, &format!("2025-{n:02}-15"), &own);
        }
    }

    fn plan(&self) -> ReviewPlan {
        ReviewPlan {
            title: "一季度交叉评查".into(),
            from: day("2025-01-01"),
            to: day("2025-12-31"),
            scope: vec![ForKind { kind: CaseKind::Penalty, standard: self.standard }],
            count: 3,
            rule_kinds: Vec::new(),
            rule_officers: Vec::new(),
            reviewers: self.users[2..].to_vec(),
            due_on: Some(day("2026-03-31")),
        }
    }

    /// A plan that was drawn from, and its first file.
    fn drawn(&mut self) -> (Id<ReviewPlan>, Id<ReviewFile>) {
        self.year();
        let plan = self.plan();
        let plan = self.house.ledger.add_review_plan(&plan).unwrap();
        self.house.ledger.draw_review(plan, "").unwrap();
        (plan, self.house.ledger.review_files(plan).unwrap()[0].id)
    }

    /// The names of a file's reviewers.
    fn seats(&self, file: Id<ReviewFile>) -> Vec<String> {
        self.house.ledger.review_file(file).unwrap().row.seats.into_iter().map(|seat| seat.name).collect()
    }

    /// Both submit what they are given.
    fn submitted(&mut self, file: Id<ReviewFile>, given: [&Given; 2]) {
        for (name, given) in self.seats(file).into_iter().zip(given) {
            self.house.ledger.act_as(&name).unwrap();
            self.house.ledger.submit_review(file, given).unwrap();
        }
    }

    fn said<T: std::fmt::Debug>(&self, refused: binggong::ledger::Result<T>) -> String {
        refused.expect_err("refused").to_string()
    }
}

/// Answers that find nothing.
fn clean(standard: &Standard) -> Given {
    Given {
        pages: Some(43),
        answers: Answers {
            vetoes: vec![Some(VetoAnswer::Absent); standard.vetoes.len()],
            marks: vec![Some(Mark::Deducted(0)); standard.indicators().count()],
        },
        findings: Vec::new(),
    }
}

/// Deducts points for something under an indicator, which is named by its number.
fn found(given: &mut Given, number: usize, tenths: u32, text: &str, page: u32) {
    let of = Question::Indicator(number - 1);
    let before = match given.answers.marks[number - 1] {
        Some(Mark::Deducted(before)) => before,
        _ => 0,
    };
    given.answers.marks[number - 1] = Some(Mark::Deducted(before + tenths));
    given.findings.push(Finding {
        of,
        text: text.into(),
        page: Some(page),
        provision: String::new(),
        seriousness: Seriousness::Ordinary,
        deducted: tenths,
    });
}

/// What the sample on paper has: 86 points.
fn eighty_six(standard: &Standard) -> Given {
    let mut given = clean(standard);
    let all = [
        (4, 30, "照片未注明拍摄人", 8),
        (8, 20, "未说明从轻理由", 14),
        (10, 20, "未记明复核意见", 15),
        (12, 20, "缺见证人签名", 17),
        (14, 10, "文号括号不规范", 3),
        (15, 20, "金额未大写", 16),
        (16, 20, "漏编页码", 21),
    ];
    for (number, tenths, text, page) in all {
        found(&mut given, number, tenths, text, page);
    }
    given.answers.marks[5] = Some(Mark::NotConcerned);
    given
}
