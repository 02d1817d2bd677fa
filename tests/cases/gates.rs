//! For each gate a case that passes and one that is stopped, with the article that the clerk reads.

use binggong::domain::case::{Case, CaseKind, HandlingMode};
use binggong::domain::case_step::{CaseStep, Gate, Recusal, RecusalBy, Showing, StepKind, StepOutcome};
use binggong::domain::certificate::{Category, CertificateState};
use binggong::domain::fault::Standing::{self, Held, NotHeld, Open};
use binggong::domain::id::Id;
use binggong::domain::power::{Delegation, DelegationMode, EnforcementAct};
use binggong::domain::questioning::{Questioned, Questioning};
use binggong::domain::unit::{Unit, UnitKind};

use crate::house::day;
use crate::{Bureau, officer, unit};

/// How a gate stands before a step, with all that it says.
fn gate(bureau: &Bureau, step: &CaseStep, gate: Gate) -> (Standing, String) {
    let all = bureau.house.ledger.gates_of(step, None).expect("gates");
    let one = all.iter().find(|one| one.gate == gate).unwrap_or_else(|| panic!("{gate:?} in {all:#?}"));
    (one.standing, one.sentence())
}

fn stands(bureau: &Bureau, step: &CaseStep, wanted: Gate) {
    let (standing, sentence) = gate(bureau, step, wanted);
    assert_eq!(standing, Held, "{sentence}");
}

/// It is stopped, the sentence says why and names the article, and the ledger refuses the step with the same words.
fn stopped(bureau: &mut Bureau, step: &CaseStep, wanted: Gate, standing: Standing, why: &str, article: &str) {
    let (found, sentence) = gate(bureau, step, wanted);
    assert_eq!(found, standing, "{sentence}");
    assert!(sentence.contains(why) && sentence.contains(article), "{sentence}");
    let refused = bureau.house.ledger.record_step(step, "").expect_err("stopped").to_string();
    assert!(refused.contains(why) && refused.contains(article), "{refused}");
}

fn handled(bureau: &mut Bureau, case: Id<Case>, change: impl FnOnce(&mut binggong::domain::case::Handling)) {
    let read = bureau.house.ledger.get(case).expect("the case");
    let mut changed = read.value.clone();
    change(&mut changed.handling);
    bureau.house.ledger.change_case(&read, &changed, "补充").expect("changed");
}

#[test]
fn two_holders() {
    let mut bureau = Bureau::new();
    let case = bureau.opened(CaseKind::Penalty);
    bureau.record(case, StepKind::Register, "2025-11-03");
    let step = bureau.step(case, StepKind::Investigate, "2025-11-05");
    stands(&bureau, &step, Gate::Holders);
    let newcomer = officer(&mut bureau.house, "郑示七", bureau.unit, "");
    let alone = CaseStep { officers: vec![bureau.pair[0], newcomer], ..step.clone() };
    stopped(
        &mut bureau,
        &alone,
        Gate::Holders,
        NotHeld,
        "只有1人",
        "证件管理办法第十六条第一款、行政处罚法第四十二条第一款",
    );
    // A card counts on the day of the step, not today.
    let early = CaseStep { on: day("2022-11-05"), ..step };
    stopped(&mut bureau, &early, Gate::Holders, NotHeld, "只有0人", "第十六条第一款");
}

#[test]
fn region_category_and_powers() {
    let mut bureau = Bureau::new();
    let case = bureau.opened(CaseKind::Penalty);
    bureau.record(case, StepKind::Register, "2025-11-03");
    let step = bureau.step(case, StepKind::Investigate, "2025-11-05");
    stands(&bureau, &step, Gate::Powers);
    handled(&mut bureau, case, |handling| handling.region = "邻县".into());
    stopped(&mut bureau, &step, Gate::Powers, NotHeld, "不含邻县", "证件管理办法第十五条第二款");
    handled(&mut bureau, case, |handling| {
        handling.region = "示例县".into();
        handling.category = Some(Category::Fire);
    });
    stopped(&mut bureau, &step, Gate::Powers, NotHeld, "没有这一类别", "证件管理办法第六条第二款");
}

#[test]
fn an_institution_never_seals_nor_seizes() {
    let mut bureau = Bureau::new();
    let centre = unit(&mut bureau.house, "应急救援中心", UnitKind::Institution);
    let people = ["郑示七", "冯示八"].map(|name| officer(&mut bureau.house, name, centre, name));
    let case = bureau.opened(CaseKind::Coercion);
    bureau.record(case, StepKind::Start, "2025-11-03");
    bureau.record(case, StepKind::Approve, "2025-11-03");
    let seal = CaseStep {
        act: Some(EnforcementAct::Seal),
        text: "有燃爆危险，只封存超量部分".into(),
        ..bureau.step(case, StepKind::Coerce, "2025-11-04")
    };
    stands(&bureau, &seal, Gate::Powers);
    let wrong = CaseStep { officers: people.to_vec(), ..seal };
    stopped(
        &mut bureau,
        &wrong,
        Gate::Powers,
        NotHeld,
        "查封不得委托给“直属事业单位”",
        "证件管理办法第八条第四款",
    );
}

#[test]
fn necessity_is_written_before_a_measure() {
    let mut bureau = Bureau::new();
    let case = bureau.opened(CaseKind::Coercion);
    bureau.record(case, StepKind::Start, "2025-11-03");
    bureau.record(case, StepKind::Approve, "2025-11-03");
    let bare =
        CaseStep { act: Some(EnforcementAct::Seize), ..bureau.step(case, StepKind::Coerce, "2025-11-04") };
    stopped(&mut bureau, &bare, Gate::Necessity, NotHeld, "没有写明", "征求意见稿，仅供参考）第四条第二款");
    let told = CaseStep { text: "只扣押超量的三箱".into(), ..bare };
    stands(&bureau, &told, Gate::Necessity);
}

fn delegation(unit: Id<Unit>, mode: DelegationMode, acts: &[EnforcementAct]) -> Delegation {
    Delegation {
        unit,
        mode,
        acts: acts.to_vec(),
        content: "辖区内生产经营单位".into(),
        document: "示应急委〔2025〕1号".into(),
        from: day("2025-01-01"),
        to: None,
        published_on: None,
        published_at: String::new(),
    }
}

/// A case of a township, by its own two officers.
fn of_township(
    bureau: &mut Bureau,
    kind: CaseKind,
    mode: HandlingMode,
) -> (Id<Unit>, Id<Case>, Vec<Id<binggong::domain::officer::Officer>>) {
    let town = unit(&mut bureau.house, "青石示例镇应急管理所", UnitKind::Township);
    let people = ["冯示八", "陈示九"].map(|name| officer(&mut bureau.house, name, town, name));
    let mut case = bureau.case(kind);
    case.handling.unit = Some(town);
    case.handling.mode = mode;
    case.officers = people.to_vec();
    (town, bureau.house.ledger.open_case(&case).expect("opened"), people.to_vec())
}

#[test]
fn a_delegated_township_inspects_and_punishes_summarily_and_no_more() {
    let mut bureau = Bureau::new();
    let (town, case, people) = of_township(&mut bureau, CaseKind::SummaryPenalty, HandlingMode::Delegated);
    let step = bureau.step(case, StepKind::Investigate, "2025-11-05");
    let step = CaseStep { officers: people.clone(), ..step };
    stopped(
        &mut bureau,
        &step,
        Gate::Mode,
        NotHeld,
        "没有登记2025年11月5日当日有效",
        "行政处罚法第二十条第一款",
    );
    let acts = [EnforcementAct::Inspect, EnforcementAct::SummaryPenalty];
    bureau
        .house
        .ledger
        .add_delegation(&delegation(town, DelegationMode::Delegated, &acts))
        .expect("delegated");
    stands(&bureau, &step, Gate::Mode);
    stands(&bureau, &step, Gate::Powers);
    bureau.house.ledger.record_step(&step, "").expect("recorded");
    // A general penalty cannot be delegated to it.
    let mut general = bureau.case(CaseKind::Penalty);
    general.number = "示应急罚〔2025〕31号".into();
    general.handling.unit = Some(town);
    general.handling.mode = HandlingMode::Delegated;
    let general = bureau.house.ledger.open_case(&general).expect("opened");
    bureau.record(general, StepKind::Register, "2025-11-03");
    let step = CaseStep { officers: people, ..bureau.step(general, StepKind::Investigate, "2025-11-05") };
    stopped(&mut bureau, &step, Gate::Powers, NotHeld, "没有这项职权", "证件管理办法第八条第五款");
}

#[test]
fn an_empowered_township_acts_in_its_own_name_as_far_as_it_was_empowered() {
    let mut bureau = Bureau::new();
    let (town, case, people) = of_township(&mut bureau, CaseKind::Penalty, HandlingMode::Empowered);
    bureau.record(case, StepKind::Register, "2025-11-03");
    let step = CaseStep { officers: people, ..bureau.step(case, StepKind::Investigate, "2025-11-05") };
    stopped(&mut bureau, &step, Gate::Mode, NotHeld, "赋权决定", "行政处罚法第二十四条第一款");
    let acts = [EnforcementAct::Inspect, EnforcementAct::Penalty];
    bureau
        .house
        .ledger
        .add_delegation(&delegation(town, DelegationMode::Empowered, &acts))
        .expect("empowered");
    stands(&bureau, &step, Gate::Mode);
    stands(&bureau, &step, Gate::Powers);
    bureau.house.ledger.record_step(&step, "").expect("recorded");
}

#[test]
fn the_card_is_shown_or_the_refusal_recorded() {
    let mut bureau = Bureau::new();
    let case = bureau.opened(CaseKind::Inspection);
    bureau.record(case, StepKind::Start, "2025-11-03");
    let step = bureau.step(case, StepKind::Investigate, "2025-11-05");
    stands(&bureau, &step, Gate::Shown);
    let refused = CaseStep { showing: Some(Showing::Refused), ..step.clone() };
    stands(&bureau, &refused, Gate::Shown);
    let silent = CaseStep { showing: None, ..step };
    stopped(&mut bureau, &silent, Gate::Shown, NotHeld, "没有登记是否出示", "证件管理办法第十五条第二款");
}

#[test]
fn nobody_is_questioned_while_another_is_by_the_same_group() {
    let mut bureau = Bureau::new();
    let case = bureau.opened(CaseKind::Penalty);
    bureau.record(case, StepKind::Register, "2025-11-03");
    let asked = |person: &str, from: &str, to: &str| Questioning {
        case,
        officers: bureau.pair.to_vec(),
        person: person.into(),
        role: Questioned::Witness,
        from: format!("2025-11-05T{from}:00").parse().expect("a time"),
        to: format!("2025-11-05T{to}:00").parse().expect("a time"),
        place: "厂办公室".into(),
        shown: true,
        page: None,
        withdrawn: String::new(),
    };
    let (one, other) = (asked("张甲", "09:00", "10:00"), asked("李乙", "09:30", "10:30"));
    bureau.house.ledger.record_questioning(&one).expect("recorded");
    let step = bureau.step(case, StepKind::Investigate, "2025-11-05");
    stands(&bureau, &step, Gate::Overlap);
    // Entering another is refused; two machines that were merged can have it all the same.
    let other = [other];
    bureau
        .house
        .ledger
        .add_all(binggong::domain::role::Op::RecordQuestioning, "合并", &other)
        .expect("merged");
    stopped(
        &mut bureau,
        &step,
        Gate::Overlap,
        NotHeld,
        "询问张甲和09:30至10:30询问李乙",
        "证件管理办法第十六条第二款",
    );
}

#[test]
fn who_is_recused_keeps_away() {
    let mut bureau = Bureau::new();
    let case = bureau.ready_to_decide();
    let decide = bureau.step(case, StepKind::Decide, "2025-12-01");
    stands(&bureau, &decide, Gate::Recusal);
    let asked = Recusal {
        case,
        officer: bureau.head,
        by: RecusalBy::Party,
        on: day("2025-11-28"),
        reason: "与法定代表人是亲属".into(),
        granted: None,
        decided_by: String::new(),
        decided_on: None,
    };
    let id = bureau.house.ledger.record_recusal(&asked).expect("recorded");
    stopped(&mut bureau, &decide, Gate::Recusal, Open, "回避申请还没有决定", "行政处罚法第四十三条第一款");
    let read = bureau.house.ledger.get(id).expect("it");
    let granted = Recusal {
        granted: Some(true),
        decided_by: "局长".into(),
        decided_on: Some(day("2025-11-30")),
        ..asked
    };
    bureau.house.ledger.change_recusal(&read, &granted, "").expect("decided");
    stopped(
        &mut bureau,
        &decide,
        Gate::Recusal,
        NotHeld,
        "李示四已于2025年11月30日决定回避",
        "第四十三条第一款",
    );
    // What the person did before stays what it was.
    let before = bureau.step(case, StepKind::CaseReview, "2025-11-27");
    stands(&bureau, &before, Gate::Recusal);
}

#[test]
fn the_steps_before_it_are_recorded_and_no_day_runs_backwards() {
    let mut bureau = Bureau::new();
    let case = bureau.opened(CaseKind::Penalty);
    bureau.record(case, StepKind::Register, "2025-11-03");
    let review = bureau.step(case, StepKind::CaseReview, "2025-11-20");
    stopped(&mut bureau, &review, Gate::Order, NotHeld, "还没有登记调查取证", "行政处罚法第五十四条第一款");
    bureau.record(case, StepKind::Investigate, "2025-11-05");
    stands(&bureau, &review, Gate::Order);
    stands(&bureau, &review, Gate::Dates);
    let early = CaseStep { on: day("2025-11-04"), ..review };
    stopped(&mut bureau, &early, Gate::Dates, NotHeld, "早于2025年11月5日的调查取证", "第八条");
}

#[test]
fn a_major_decision_is_reviewed_for_legality_and_discussed_before() {
    let mut bureau = Bureau::new();
    let case = bureau.ready_to_decide();
    let decide = bureau.step(case, StepKind::Decide, "2025-12-10");
    stands(&bureau, &decide, Gate::Legality);
    handled(&mut bureau, case, |handling| handling.major = None);
    stopped(&mut bureau, &decide, Gate::Legality, Open, "没有认定是不是重大", "行政处罚法第五十八条第一款");
    handled(&mut bureau, case, |handling| handling.major = Some(true));
    stopped(
        &mut bureau,
        &decide,
        Gate::Legality,
        NotHeld,
        "还没有登记法制审核",
        "行政处罚法第五十八条第一款",
    );
    let returned = CaseStep {
        outcome: Some(StepOutcome::Return),
        ..bureau.step(case, StepKind::Legality, "2025-12-01")
    };
    bureau.house.ledger.record_step(&returned, "").expect("recorded");
    stopped(&mut bureau, &decide, Gate::Legality, NotHeld, "退回补充", "第五十八条第一款");
    bureau.record(case, StepKind::Legality, "2025-12-04");
    stands(&bureau, &decide, Gate::Legality);
    stopped(
        &mut bureau,
        &decide,
        Gate::Discussed,
        NotHeld,
        "还没有登记集体讨论",
        "行政处罚法第五十七条第二款",
    );
    bureau.record(case, StepKind::Collective, "2025-12-08");
    stands(&bureau, &decide, Gate::Discussed);
    bureau.house.ledger.record_step(&decide, "").expect("decided");
}

#[test]
fn who_inquired_neither_reviews_for_legality_nor_presides() {
    let mut bureau = Bureau::new();
    let case = bureau.ready_to_decide();
    let legality = bureau.step(case, StepKind::Legality, "2025-12-01");
    stands(&bureau, &legality, Gate::Separate);
    let own = CaseStep { officers: vec![bureau.pair[0]], ..legality };
    stopped(
        &mut bureau,
        &own,
        Gate::Separate,
        NotHeld,
        "周示五参加过本案的调查",
        "行政处罚法第五十八条第一款",
    );
    let hearing =
        CaseStep { officers: vec![bureau.pair[1]], ..bureau.step(case, StepKind::Hearing, "2025-12-01") };
    stopped(
        &mut bureau,
        &hearing,
        Gate::Separate,
        NotHeld,
        "吴示六参加过本案的调查",
        "行政处罚法第六十四条第（四）项",
    );
}

#[test]
fn a_hearing_is_offered_where_it_is_due() {
    let mut bureau = Bureau::new();
    let case = bureau.ready_to_decide();
    let decide = bureau.step(case, StepKind::Decide, "2025-12-10");
    stands(&bureau, &decide, Gate::Hearing);
    handled(&mut bureau, case, |handling| handling.hearing = Some(true));
    stopped(&mut bureau, &decide, Gate::Hearing, NotHeld, "事先告知里没有告知", "行政处罚法第六十三条第一款");
    let told = CaseStep {
        outcome: Some(StepOutcome::ToldHearing),
        ..bureau.step(case, StepKind::Foretell, "2025-11-26")
    };
    bureau.house.ledger.record_step(&told, "").expect("told again");
    stopped(&mut bureau, &decide, Gate::Hearing, NotHeld, "没有登记听证是否举行", "第六十三条第一款");
    let waived = CaseStep {
        outcome: Some(StepOutcome::NotAsked),
        ..bureau.step(case, StepKind::Hearing, "2025-12-08")
    };
    bureau.house.ledger.record_step(&waived, "").expect("recorded");
    stands(&bureau, &decide, Gate::Hearing);
}

#[test]
fn a_crime_goes_to_the_police() {
    let mut bureau = Bureau::new();
    let case = bureau.ready_to_decide();
    let decide = bureau.step(case, StepKind::Decide, "2025-12-10");
    stands(&bureau, &decide, Gate::Transfer);
    handled(&mut bureau, case, |handling| handling.crime = None);
    stopped(
        &mut bureau,
        &decide,
        Gate::Transfer,
        Open,
        "没有认定是不是涉嫌犯罪",
        "行政处罚法第二十七条第一款",
    );
    handled(&mut bureau, case, |handling| handling.crime = Some(true));
    stopped(&mut bureau, &decide, Gate::Transfer, NotHeld, "还没有登记移送", "第二十七条第一款");
    bureau.record(case, StepKind::Transfer, "2025-12-02");
    stands(&bureau, &decide, Gate::Transfer);
}

#[test]
fn a_case_with_a_crime_is_not_closed_before_it_was_transferred_or_the_head_said_why_not() {
    let closing = |crime: bool| {
        let mut bureau = Bureau::new();
        let case = bureau.ready_to_decide();
        for (kind, on) in [
            (StepKind::Decide, "2025-12-10"),
            (StepKind::Serve, "2025-12-12"),
            (StepKind::Execute, "2025-12-20"),
        ] {
            bureau.record(case, kind, on);
        }
        if crime {
            handled(&mut bureau, case, |handling| handling.crime = Some(true));
        }
        let close = bureau.step(case, StepKind::Close, "2025-12-25");
        (bureau, case, close)
    };
    let (bureau, _, close) = closing(false);
    stands(&bureau, &close, Gate::Transfer);
    // What comes out only after the decision is seen before the case is closed.
    let articles = "行政处罚法第二十七条第一款、移送涉嫌犯罪案件规定第五条";
    let (mut bureau, case, close) = closing(true);
    stopped(&mut bureau, &close, Gate::Transfer, NotHeld, "还没有登记移送公安机关", articles);
    bureau.record(case, StepKind::TransferReport, "2025-12-15");
    stopped(&mut bureau, &close, Gate::Transfer, NotHeld, "移送报告还没有审批", articles);
    bureau.record(case, StepKind::TransferDecision, "2025-12-17");
    stopped(&mut bureau, &close, Gate::Transfer, NotHeld, "2025年12月17日已经批准移送", articles);
    bureau.record(case, StepKind::Transfer, "2025-12-18");
    stands(&bureau, &close, Gate::Transfer);
    bureau.house.ledger.record_step(&close, "").expect("closed");
    // Or the head has not approved it, and has said why.
    let (mut bureau, case, close) = closing(true);
    let object = CaseStep {
        outcome: Some(StepOutcome::Object),
        ..bureau.step(case, StepKind::TransferDecision, "2025-12-17")
    };
    let id = bureau.house.ledger.record_step(&object, "").expect("recorded");
    stopped(&mut bureau, &close, Gate::Transfer, NotHeld, "没有记录理由", articles);
    let read = bureau.house.ledger.get(id).expect("it");
    let told = CaseStep { text: "没有达到追诉标准".into(), ..read.value.clone() };
    bureau.house.ledger.change_step(&read, &told, "", "补理由").expect("told");
    stands(&bureau, &close, Gate::Transfer);
}

#[test]
fn a_penalty_names_its_band() {
    let mut bureau = Bureau::new();
    let case = bureau.ready_to_decide();
    let decide = bureau.step(case, StepKind::Decide, "2025-12-10");
    stands(&bureau, &decide, Gate::Band);
    handled(&mut bureau, case, |handling| handling.band.clear());
    stopped(
        &mut bureau,
        &decide,
        Gate::Band,
        NotHeld,
        "没有写明适用的裁量阶次",
        "尽职免责和容错纠错制度第八条",
    );
}

#[test]
fn a_summary_penalty_stays_small() {
    let mut bureau = Bureau::new();
    let mut case = bureau.case(CaseKind::SummaryPenalty);
    case.handling.fine = Some(3_000 * 100);
    let case = bureau.house.ledger.open_case(&case).expect("opened");
    for kind in [StepKind::Investigate, StepKind::Foretell, StepKind::Statement] {
        bureau.record(case, kind, "2025-11-05");
    }
    let decide = bureau.step(case, StepKind::Decide, "2025-11-05");
    stands(&bureau, &decide, Gate::Bounds);
    handled(&mut bureau, case, |handling| handling.person = true);
    stopped(
        &mut bureau,
        &decide,
        Gate::Bounds,
        NotHeld,
        "对公民罚款3000元，超过200元",
        "行政处罚法第五十一条",
    );
}

#[test]
fn the_period_is_kept_or_extended() {
    let mut bureau = Bureau::new();
    let case = bureau.ready_to_decide();
    // Ninety days from 立案 end on Sunday 1 February: the next working day still is in time.
    let in_time = bureau.step(case, StepKind::Decide, "2026-02-02");
    stands(&bureau, &in_time, Gate::Period);
    let late = bureau.step(case, StepKind::Decide, "2026-02-03");
    stopped(
        &mut bureau,
        &late,
        Gate::Period,
        NotHeld,
        "期限至2026年2月2日，已经超过1日",
        "行政处罚法第六十条",
    );
    let extended =
        CaseStep { until: Some(day("2026-03-04")), ..bureau.step(case, StepKind::Extend, "2026-01-28") };
    bureau.house.ledger.record_step(&extended, "").expect("extended");
    let running = bureau.house.ledger.periods_of(case).expect("periods");
    assert_eq!(running[0].value.act_by, day("2026-03-04"));
    stands(&bureau, &late, Gate::Period);
}

#[test]
fn a_gate_is_passed_for_a_reason_that_stays_with_the_step() {
    let mut bureau = Bureau::new();
    let case = bureau.ready_to_decide();
    let late = bureau.step(case, StepKind::Decide, "2026-02-10");
    bureau.house.ledger.record_step(&late, "鉴定结论迟到，已报局长").expect("all the same");
    let steps = bureau.house.ledger.steps_of(case).expect("steps");
    let kept = &steps.last().expect("the decision").value.passed;
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].gate, kept[0].citation.as_str()), (Gate::Period, "行政处罚法第六十条"));
    assert!(kept[0].because.contains("超过8日") && kept[0].why.contains("鉴定"), "{kept:?}");
}

#[test]
fn a_card_that_was_suspended_on_the_day_does_not_count() {
    let mut bureau = Bureau::new();
    let case = bureau.opened(CaseKind::Inspection);
    bureau.record(case, StepKind::Start, "2025-11-03");
    let (card, _) = bureau.house.ledger.cards_of(bureau.pair[1], day("2025-11-05")).expect("cards").remove(0);
    assert_eq!(card.value.state, CertificateState::Held);
    let asked = binggong::ledger::cards::CardMove {
        step: binggong::domain::card_life::CardStep::ReportLost,
        on: day("2025-11-04"),
        reason: "丢失".into(),
        document: String::new(),
    };
    bureau.house.ledger.act_on_card(&card, &asked, None).expect("reported");
    let step = bureau.step(case, StepKind::Investigate, "2025-11-05");
    stopped(&mut bureau, &step, Gate::Holders, NotHeld, "吴示六", "证件管理办法第十六条第一款");
}
