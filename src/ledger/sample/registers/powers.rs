//! Tables: the list of powers and responsibilities of the sample bureau, and what it has delegated.

use super::super::posts::TOWNSHIPS;
use super::super::{day, missing};
use crate::domain::id::Id;
use crate::domain::power::EnforcementAct::{self, Assess, Coordinate, Inspect, SummaryPenalty};
use crate::domain::power::{Delegation, DelegationMode, PowerItem};
use crate::domain::unit::Unit;
use crate::ledger::{Ledger, Result};

const SITE: &str = "示例县人民政府网站应急管理局网页";
const BY_COUNTY: &str = "县级，本行政区域";

/// Matter, act, basis, section, posts.
type Matter = (&'static str, EnforcementAct, &'static str, &'static str, &'static [&'static str]);

const MATTERS: &[Matter] = &[
    (
        "对生产经营单位安全生产情况的监督检查",
        Inspect,
        "《安全生产法》第六十五条",
        "综合行政执法大队",
        &["大队长：编制计划、审批方案", "执法员：现场检查、制作文书"],
    ),
    (
        "对未按规定进行安全生产教育和培训的处罚",
        EnforcementAct::Penalty,
        "《安全生产法》第二十八条、第九十七条",
        "综合行政执法大队",
        &["执法员：立案、调查取证", "大队长：审核", "法制审核员：法制审核"],
    ),
    (
        "危险化学品经营许可",
        EnforcementAct::License,
        "《危险化学品安全管理条例》第三十三条、第三十五条",
        "危化股",
        &["执法员：受理、现场核查", "股长：审查"],
    ),
    (
        "烟花爆竹零售经营许可",
        EnforcementAct::License,
        "《烟花爆竹安全管理条例》第十六条、第十九条",
        "危化股",
        &["执法员：受理、现场核查", "股长：审查"],
    ),
    (
        "对不符合安全标准的设施、设备、器材和违法危险物品的查封",
        EnforcementAct::Seal,
        "《安全生产法》第六十五条第一款第四项",
        "综合行政执法大队",
        &["执法员：现场实施、清点登记", "大队长：报请批准"],
    ),
    (
        "对不符合安全标准的设施、设备、器材和违法危险物品的扣押",
        EnforcementAct::Seize,
        "《安全生产法》第六十五条第一款第四项",
        "综合行政执法大队",
        &["执法员：现场实施、清点登记", "大队长：报请批准"],
    ),
    (
        "通知停止供电、停止供应民用爆炸物品",
        EnforcementAct::CutSupply,
        "《安全生产法》第七十条",
        "基础股",
        &["股长：提出意见", "执法员：送达通知"],
    ),
    (
        "一般生产安全事故调查",
        Assess,
        "《生产安全事故报告和调查处理条例》第十九条",
        "基础股",
        &["股长：组织调查", "执法员：现场勘查、询问"],
    ),
    (
        "对报告重大事故隐患、举报违法行为的奖励",
        EnforcementAct::Reward,
        "《安全生产法》第七十六条",
        "办公室",
        &["科员：受理、核实", "主任：审查"],
    ),
];

/// The matter that was added lately and is not in public yet.
const NEW: Matter = (
    "对重大危险源未登记建档、未定期检测评估监控的处罚",
    EnforcementAct::Penalty,
    "《安全生产法》第四十条、第一百零一条第二项",
    "危化股",
    &["执法员：立案、调查取证", "股长：审核"],
);

/// The list is made and published.
pub(in crate::ledger::sample) fn publish(ledger: &mut Ledger) -> Result<()> {
    for matter in MATTERS {
        let item = item(ledger, matter)?;
        ledger.add_power(&PowerItem { published_on: Some(day("2021-03-19")), ..item })?;
    }
    Ok(())
}

/// A matter comes into the list.
pub(in crate::ledger::sample) fn add(ledger: &mut Ledger) -> Result<()> {
    let item = item(ledger, &NEW)?;
    ledger.add_power(&item)?;
    Ok(())
}

fn item(ledger: &Ledger, (title, act, basis, section, posts): &Matter) -> Result<PowerItem> {
    Ok(PowerItem {
        title: (*title).to_owned(),
        act: *act,
        basis: (*basis).to_owned(),
        level: BY_COUNTY.to_owned(),
        unit: unit(ledger, section)?,
        posts: posts.iter().map(|post| (*post).to_owned()).collect(),
        liability: "不履行、违法履行或者不当履行，造成损失或者不良影响的，按岗位追究责任".to_owned(),
        published_on: None,
        until: None,
    })
}

/// The townships inspect and punish on the spot, the rescue centre helps with inspections; all of it in public.
pub(in crate::ledger::sample) fn delegate(ledger: &mut Ledger) -> Result<()> {
    for (at, (town, _)) in TOWNSHIPS.iter().enumerate() {
        let own = Delegation {
            // The last one ran for five years only.
            to: (at + 1 == TOWNSHIPS.len()).then(|| day("2026-01-31")),
            ..delegation(unit(ledger, &format!("{town}应急管理所"))?, at + 1)
        };
        ledger.add_delegation(&own)?;
    }
    let centre = Delegation {
        acts: vec![Inspect, Assess, Coordinate],
        content: "应急救援队伍和物资的监督检查，灾害和事故的调查评估，应急救援的综合协调".to_owned(),
        ..delegation(unit(ledger, "应急救援中心")?, TOWNSHIPS.len() + 1)
    };
    ledger.add_delegation(&centre)?;
    Ok(())
}

/// The delegation that ran out was given anew, and waits to be published.
pub(in crate::ledger::sample) fn renew_delegation(ledger: &mut Ledger) -> Result<()> {
    let (town, _) = TOWNSHIPS.last().ok_or_else(|| missing("机构", "乡镇"))?;
    let again = Delegation {
        document: "示应急委〔2026〕1号".to_owned(),
        from: day("2026-02-01"),
        published_on: None,
        published_at: String::new(),
        ..delegation(unit(ledger, &format!("{town}应急管理所"))?, 0)
    };
    ledger.add_delegation(&again)?;
    Ok(())
}

fn delegation(unit: Id<Unit>, serial: usize) -> Delegation {
    Delegation {
        unit,
        mode: DelegationMode::Delegated,
        acts: vec![Inspect, SummaryPenalty],
        content: "辖区内生产经营单位的安全生产监督检查，适用简易程序的行政处罚".to_owned(),
        document: format!("示应急委〔2021〕{serial}号"),
        from: day("2021-04-01"),
        to: None,
        published_on: Some(day("2021-03-25")),
        published_at: SITE.to_owned(),
    }
}

fn unit(ledger: &Ledger, name: &str) -> Result<Id<Unit>> {
    let found = ledger.all::<Unit>()?.into_iter().find(|unit| unit.value.name == name);
    found.map(|unit| unit.id).ok_or_else(|| missing("机构", name))
}
