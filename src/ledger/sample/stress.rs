//! A ledger of the size of a province: many officers with a card each, and as many cases, for measuring.

use std::path::Path;

use chrono::{DateTime, NaiveDate};

use crate::domain::bureau::Agency;
use crate::domain::case::{Case, CaseKind, Handling, Party};
use crate::domain::certificate::{Category, Certificate, CertificateKind, CertificateState};
use crate::domain::id::Id;
use crate::domain::officer::{Officer, Profile, Staffing};
use crate::domain::role::{Op, Role};
use crate::domain::unit::{Unit, UnitKind};
use crate::env::Env;
use crate::ledger::file::{Key, Machine};
use crate::ledger::{Enrolment, Ledger, Result};

/// Records in one entry, as an import writes them.
const AT_ONCE: usize = 500;

const SURNAMES: &str = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳曾单解仇翟区查覃缪乐";
const GIVEN: &str = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰春梅建国志海燕红云飞鹏宇浩然子轩梓涵思雨欣怡嘉琪晨曦文博天佑俊楠雪莹晓东立新永胜喆镕";
const STEMS: &str = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒";
const BRANCHES: [&str; 8] = ["化工", "木业", "矿业", "粮油购销", "加油站", "纺织", "石料", "机械制造"];
const MATTERS: [&str; 5] = [
    "未如实记录事故隐患排查治理情况",
    "未按规定组织应急预案演练",
    "特种作业人员未持证上岗",
    "未对安全设备进行定期检测",
    "未为从业人员提供劳动防护用品",
];

/// Makes a ledger with `n` officers, `n` cards and `n` cases.
///
/// # Errors
/// A file that is there already, a folder that cannot be written.
pub fn stress(path: &Path, key: &Key, n: usize) -> Result<Ledger> {
    let start = DateTime::from_timestamp(1_609_722_000, 0).unwrap_or_default();
    let agency = Agency {
        name: "示例省应急管理厅".into(),
        code: "示应急".into(),
        region: "示例省".into(),
        office: String::new(),
        sample: true,
    };
    let first = Enrolment {
        name: "孙示三",
        roles: &[Role::Administrator, Role::Legal, Role::Handler],
        officer: None,
        password: None,
    };
    let env = Env::fixed(start, "stress");
    let mut ledger = Ledger::create(path, key, Machine::ephemeral(), env, &agency, &first)?;
    let unit =
        Unit {
            name: "综合行政执法总队".into(), kind: UnitKind::Institution, parent: None, closed: false
        };
    let unit = ledger.add_unit(&unit)?;
    ledger.together(|ledger| fill(ledger, unit, n))?;
    Ok(ledger)
}

/// All records in one transaction: page by page again and again would be most of the work.
fn fill(ledger: &mut Ledger, unit: Id<Unit>, n: usize) -> Result<()> {
    for from in (0..n).step_by(AT_ONCE) {
        let range = from..(from + AT_ONCE).min(n);
        let officers: Vec<Officer> = range.clone().map(|at| officer(at, unit)).collect();
        let ids = ledger.add_all(Op::AddOfficer, "", &officers)?;
        let cards: Vec<Certificate> = range.clone().zip(ids).map(|(at, id)| card(at, id)).collect();
        ledger.add_all(Op::AddCertificate, "", &cards)?;
        let cases: Vec<Case> = range.map(case).collect();
        ledger.add_all(Op::AddCase, "", &cases)?;
    }
    Ok(())
}

/// A number spread well over all others that follow from `at`.
fn mixed(at: usize, salt: u64) -> usize {
    let mut z = (at as u64).wrapping_add(salt << 40).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((z ^ (z >> 31)) >> 1) as usize
}

fn pick(from: &str, at: usize) -> char {
    let count = from.chars().count();
    from.chars().nth(at % count).unwrap_or('示')
}

fn officer(at: usize, unit: Id<Unit>) -> Officer {
    let mut name = String::from(pick(SURNAMES, mixed(at, 1)));
    name.push(pick(GIVEN, mixed(at, 2)));
    if !mixed(at, 3).is_multiple_of(5) {
        name.push(pick(GIVEN, mixed(at, 4)));
    }
    let post = if at.is_multiple_of(7) { "中队长" } else { "执法员" };
    Officer {
        name,
        unit,
        post: post.into(),
        staffing: Some(Staffing::Managed),
        entered_on: None,
        left_on: None,
        profile: Profile::default(),
    }
}

fn card(at: usize, officer: Id<Officer>) -> Certificate {
    Certificate {
        officer,
        kind: CertificateKind::Enforcement,
        number: format!("99{:09}", at + 1),
        categories: vec![Category::Safety],
        region: "示例省".into(),
        issuer: "示例省人民政府".into(),
        issued_on: NaiveDate::from_ymd_opt(2023, 5, 5),
        valid_to: NaiveDate::from_ymd_opt(2028, 5, 4),
        state: CertificateState::Held,
    }
}

fn case(at: usize) -> Case {
    let year = 2021 + at % 5;
    let stem: String = [pick(STEMS, mixed(at, 5)), pick(STEMS, mixed(at, 6))].iter().collect();
    let party = format!("示例县{stem}{}有限公司", BRANCHES[mixed(at, 7) % BRANCHES.len()]);
    let matter = MATTERS[mixed(at, 8) % MATTERS.len()];
    Case {
        number: format!("示应急罚〔{year}〕{}号", at / 5 + 1),
        title: format!("{party}{matter}案"),
        kind: CaseKind::Penalty,
        party: Party { name: party, ..Party::default() },
        source: "日常检查".into(),
        summary: format!("现场检查时发现该公司{matter}。"),
        law: "《安全生产法》".into(),
        opened_on: NaiveDate::from_ymd_opt(year as i32, 1 + (at % 12) as u32, 5),
        officers: Vec::new(),
        handling: Handling::default(),
    }
}
