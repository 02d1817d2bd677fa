//! Tables: the units of the sample bureau, its townships, and who has which post and card.

use crate::domain::certificate::Category::{self, Emergency, Fire, Safety};
use crate::domain::officer::Staffing::{self, Civil, Institution, Managed};
use crate::domain::unit::UnitKind;

/// The bureau's units.
pub(super) const UNITS: &[(&str, UnitKind)] = &[
    ("局领导", UnitKind::Leadership),
    ("办公室", UnitKind::Other),
    ("政策法规股", UnitKind::Legal),
    ("危化股", UnitKind::Section),
    ("基础股", UnitKind::Section),
    ("综合行政执法大队", UnitKind::Section),
    ("应急救援中心", UnitKind::Institution),
    ("派驻纪检监察组", UnitKind::Discipline),
];

/// Townships, with how many of their people hold a card.
pub(super) const TOWNSHIPS: &[(&str, usize)] = &[
    ("青石示例镇", 3),
    ("白杨示例乡", 3),
    ("红柳示例乡", 3),
    ("松岭示例镇", 3),
    ("双井示例镇", 3),
    ("榆树示例乡", 3),
    ("河湾示例镇", 3),
    ("东坡示例乡", 3),
    ("石桥示例镇", 2),
    ("杏林示例乡", 2),
    ("南沟示例乡", 2),
    ("北塔示例镇", 2),
    ("平川示例镇", 2),
];

/// Which card a member of the bureau holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Card {
    None,
    /// 行政执法监督证 (J5): leadership and legal section.
    Supervision(&'static str, Term),
    /// 行政执法证.
    Enforcement(&'static str, Term),
}

/// How long a card is valid. Cards are renewed every five years.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Term {
    /// Issued 2018-05-05, renewed 2023-05-05, valid to 2028-05-04.
    To2028,
    /// Issued 2017-09-01, renewed 2022-09-01, valid to 2027-09-01.
    To2027,
    /// Issued once: first and last day.
    Once(&'static str, &'static str),
}

/// One person of the bureau: name, unit, post, establishment, card.
pub(super) type Post = (&'static str, &'static str, &'static str, Staffing, Card, &'static [Category]);

use Card::{Enforcement, None as NoCard, Supervision};
use Term::{Once, To2027, To2028};

const ALL: &[Category] = &[Safety, Fire, Emergency];
const BOTH: &[Category] = &[Safety, Emergency];

/// The bureau's people. Surnames follow the 百家姓; some given names try the rare characters out.
pub(super) const POSTS: &[Post] = &[
    ("赵示一", "局领导", "局长", Civil, Supervision("99000000001", To2028), ALL),
    ("钱示二", "局领导", "副局长", Civil, Supervision("99000000002", To2028), ALL),
    ("杨示端", "局领导", "副局长", Civil, Supervision("99000000017", To2028), ALL),
    ("朱示明", "局领导", "副局长", Civil, Supervision("99000000018", To2028), ALL),
    ("秦示远", "局领导", "总工程师", Civil, NoCard, &[]),
    ("许示和", "办公室", "主任", Civil, NoCard, &[]),
    ("何示平", "办公室", "副主任", Civil, NoCard, &[]),
    ("金示安", "办公室", "档案管理员", Institution, NoCard, &[]),
    ("吕示文", "办公室", "科员", Institution, NoCard, &[]),
    ("施示宁", "办公室", "科员", Institution, NoCard, &[]),
    ("孙示三", "政策法规股", "股长", Civil, Supervision("99000000003", To2028), ALL),
    ("曹示衡", "政策法规股", "法制审核员", Civil, Supervision("99000000019", To2027), ALL),
    ("陈镕", "政策法规股", "法制审核员", Civil, Supervision("99000000020", To2027), ALL),
    ("严示新", "危化股", "股长", Civil, Enforcement("99000000021", To2028), BOTH),
    ("王示甲", "危化股", "执法员", Civil, Enforcement("99000000012", To2027), BOTH),
    ("李㛃", "危化股", "执法员", Civil, Enforcement("99000000022", To2027), BOTH),
    ("魏示成", "危化股", "执法员", Managed, Enforcement("99000000023", To2027), BOTH),
    ("褚示十", "危化股", "执法员", Civil, Enforcement("99000000010", To2027), BOTH),
    ("陶示立", "基础股", "股长", Civil, Enforcement("99000000024", To2028), BOTH),
    ("卫示乙", "基础股", "执法员", Civil, Enforcement("99000000013", To2027), BOTH),
    ("蒋示丙", "基础股", "执法员", Civil, Enforcement("99000000014", To2027), BOTH),
    ("赵喆", "基础股", "执法员", Managed, Enforcement("99000000025", To2028), BOTH),
    ("李示四", "综合行政执法大队", "大队长", Managed, Enforcement("99000000004", To2028), ALL),
    ("姜示同", "综合行政执法大队", "副大队长", Managed, Enforcement("99000000026", To2028), ALL),
    ("王䶮", "综合行政执法大队", "一中队中队长", Managed, Enforcement("99000000027", To2028), ALL),
    ("张𬭳", "综合行政执法大队", "执法员", Managed, Enforcement("99000000028", To2027), ALL),
    ("周示五", "综合行政执法大队", "执法员", Managed, Enforcement("99000000005", To2027), ALL),
    (
        "吴示六",
        "综合行政执法大队",
        "执法员",
        Managed,
        Enforcement("99000000006", Once("2021-05-05", "2026-05-04")),
        ALL,
    ),
    ("戚示亮", "综合行政执法大队", "二中队中队长", Managed, Enforcement("99000000029", To2027), ALL),
    ("谢示正", "综合行政执法大队", "执法员", Managed, Enforcement("99000000030", To2027), ALL),
    ("邹示勤", "综合行政执法大队", "内勤", Managed, NoCard, &[]),
    ("郑示七", "应急救援中心", "救援二组组长", Institution, Enforcement("99000000007", To2027), &[Emergency]),
    ("喻示敏", "应急救援中心", "主任", Institution, Enforcement("99000000031", To2027), &[Emergency]),
    ("柏示勇", "应急救援中心", "救援一组组长", Institution, NoCard, &[]),
    ("水示淳", "应急救援中心", "值班员", Institution, NoCard, &[]),
    ("华示清", "派驻纪检监察组", "组长", Civil, NoCard, &[]),
    ("孔示方", "派驻纪检监察组", "纪检监察员", Civil, NoCard, &[]),
];

/// People of the townships whom the story names: township, name, post, card, term.
pub(super) const TOWN_POSTS: &[(&str, &str, &str, &str, Term)] = &[
    ("青石示例镇", "冯示八", "所长", "99000000008", To2027),
    ("白杨示例乡", "陈示九", "执法员", "99000000009", To2028),
    ("红柳示例乡", "沈示丁", "所长", "99000000015", Once("2021-02-02", "2026-02-01")),
    ("红柳示例乡", "韩示戊", "执法员", "99000000016", To2027),
    ("河湾示例镇", "窦示谦", "执法员", "99000000032", Once("2021-04-19", "2026-04-18")),
    ("东坡示例乡", "章示恒", "执法员", "99000000033", To2027),
];

/// Cards of the rest of the townships' people that run out on days of their own.
pub(super) const TOWN_TERMS: &[(&str, Term)] =
    &[("韦示柏", Once("2021-03-29", "2026-03-28")), ("苗示竹", Once("2021-05-21", "2026-05-20"))];

/// Surnames for the rest of the townships' people, in the order of the 百家姓.
pub(super) const TOWN_SURNAMES: &str = "云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛";
/// Their given names, of one character after 示.
pub(super) const TOWN_GIVEN: &str = "春秋江海山川林原松柏梅兰竹菊晨曦朗星云岚峰岩石泉溪湖田禾";
