//! Plans and draws: what is in the list, how anybody repeats it, who reviews which file.

use binggong::domain::case::CaseKind;
use binggong::domain::review::{ForKind, Picked, ReviewPlan, Stage};
use binggong::domain::role::Role;
use binggong::ledger::Enrolment;
use binggong::ledger::file::Key;
use binggong::rules::review::built_in_standard;
use sha2::{Digest, Sha256};

use super::{Bureau, day};

#[test]
fn a_plan_with_a_standard_of_another_kind_or_one_reviewer_is_refused_beside_its_field() {
    let mut bureau = Bureau::new();
    let mut licences = built_in_standard().unwrap();
    licences.title = "许可案卷评查标准".into();
    licences.kinds = vec![CaseKind::Licence];
    let licences = bureau.house.ledger.adopt_standard(&licences).unwrap();
    let unfit =
        ReviewPlan { scope: vec![ForKind { kind: CaseKind::Penalty, standard: licences }], ..bureau.plan() };
    let refused = bureau.house.ledger.add_review_plan(&unfit);
    assert_eq!(
        bureau.said(refused),
        "“评查标准”不适用于行政处罚（普通程序）（“许可案卷评查标准”），请另选一个。"
    );
    let alone = ReviewPlan { reviewers: bureau.users[2..3].to_vec(), ..bureau.plan() };
    let refused = bureau.house.ledger.add_review_plan(&alone);
    assert_eq!(bureau.said(refused), "“评查人”只有1个，至少要2个，请补充。");
    let backwards = ReviewPlan { to: day("2024-12-31"), ..bureau.plan() };
    let refused = bureau.house.ledger.add_review_plan(&backwards);
    assert_eq!(bureau.said(refused), "“立案日期止”早于2025年1月1日，请核对日期。");
}

#[test]
fn a_draw_takes_files_by_rule_and_by_lot_and_anybody_repeats_it_with_sha256sum() {
    let mut bureau = Bureau::new();
    bureau.year();
    bureau.case("示应急强〔2025〕1号", CaseKind::Coercion, "2025-05-06", &[]);
    bureau.case("示应急罚〔2024〕9号", CaseKind::Penalty, "2024-05-06", &[]);
    bureau.case("示应急许〔2025〕1号", CaseKind::Licence, "2025-05-06", &[]);
    let own = [bureau.officers[4]];
    bureau.case("示应急罚〔2025〕13号", CaseKind::Penalty, "2025-05-07", &own);
    let mut plan = bureau.plan();
    plan.scope.push(ForKind { kind: CaseKind::Coercion, standard: bureau.standard });
    plan.rule_kinds = vec![CaseKind::Coercion];
    plan.rule_officers = own.to_vec();
    let ledger = &mut bureau.house.ledger;
    let pool = ledger.review_pool(&plan).unwrap();
    assert_eq!((pool.cases.len(), pool.by_rule()), (14, 2));
    let id = ledger.add_review_plan(&plan).unwrap();
    let draw = ledger.draw_review(id, "").unwrap();
    let record = ledger.get(draw).unwrap().value;
    let picked = |how: Picked| -> Vec<&str> {
        record.list.iter().filter(|one| one.picked == how).map(|one| one.number.as_str()).collect()
    };
    assert_eq!(picked(Picked::Rule), ["示应急强〔2025〕1号", "示应急罚〔2025〕13号"]);
    assert_eq!(record.list.len(), 14);
    // By hand: the three smallest values among the others.
    let mut by_hand: Vec<(Vec<u8>, &str)> = record
        .list
        .iter()
        .filter(|one| one.picked != Picked::Rule)
        .map(|one| (Sha256::digest(format!("{}\n{}", record.seed, one.number)).to_vec(), &one.number[..]))
        .collect();
    by_hand.sort();
    let mut lots: Vec<&str> = by_hand[..3].iter().map(|(_, number)| *number).collect();
    lots.sort_unstable();
    assert_eq!(picked(Picked::Lot), lots);
    let told: Vec<String> = ledger.repeat_draw(&record)[2..5].iter().map(|one| one.number.clone()).collect();
    assert_eq!(told, by_hand[..3].iter().map(|(_, number)| *number).collect::<Vec<_>>());
    let files = ledger.review_files(id).unwrap();
    assert_eq!(files.len(), 5);
    // Nobody reviews what one has handled oneself, and the others share the work.
    let thirteenth = files.iter().find(|file| file.number.ends_with("13号")).unwrap();
    assert!(thirteenth.seats.iter().all(|seat| seat.name != "陈示九"), "{:?}", thirteenth.seats);
    let share =
        |name: &str| files.iter().filter(|file| file.seats.iter().any(|seat| seat.name == name)).count();
    let shares = ["郑示七", "冯示八", "陈示九"].map(share);
    assert_eq!(shares.iter().sum::<usize>(), 10);
    assert!(shares.iter().all(|share| (3..=4).contains(share)), "{shares:?}");
    // The same bureau and the same seed give the same draw: nothing else goes into it.
    assert_eq!(record.seed.len(), 32);
}

#[test]
fn a_second_draw_is_visible_with_its_reason_and_none_is_made_once_a_review_is_in() {
    let mut bureau = Bureau::new();
    let (plan, _) = bureau.drawn();
    let again = bureau.house.ledger.draw_review(plan, " ");
    assert_eq!(bureau.said(again), "“重新抽取的理由”没有填写，请填写后再保存。");
    bureau.house.ledger.draw_review(plan, "清单漏列一个案件").unwrap();
    let draws = bureau.house.ledger.draws_of(plan).unwrap();
    let whys: Vec<&str> = draws.iter().map(|draw| draw.value.why.as_str()).collect();
    assert_eq!(whys, ["", "清单漏列一个案件"]);
    assert_ne!(draws[0].value.seed, draws[1].value.seed);
    let read = bureau.house.ledger.get(plan).unwrap();
    let wider = ReviewPlan { count: 5, ..read.value.clone() };
    let late = bureau.house.ledger.change_review_plan(&read, &wider, "改卷数");
    assert!(bureau.said(late).contains("请另立一个计划"));

    let file = bureau.house.ledger.review_files(plan).unwrap()[0].id;
    let seat = bureau.seats(file)[0].clone();
    bureau.house.ledger.act_as(&seat).unwrap();
    let standard = built_in_standard().unwrap();
    bureau.house.ledger.submit_review(file, &super::clean(&standard)).unwrap();
    bureau.house.ledger.act_as("孙示三").unwrap();
    let third = bureau.house.ledger.draw_review(plan, "结果不理想");
    assert!(bureau.said(third).contains("已经有人提交评查，不能重新抽取"));
}

#[test]
fn a_draw_from_too_few_or_from_cases_that_cannot_be_told_apart_says_what_to_do() {
    let mut bureau = Bureau::new();
    let own = [bureau.officers[0]];
    bureau.case("示应急罚〔2025〕1号", CaseKind::Penalty, "2025-05-06", &own);
    let plan = bureau.plan();
    let id = bureau.house.ledger.add_review_plan(&plan).unwrap();
    let few = bureau.house.ledger.draw_review(id, "");
    assert!(bureau.said(few).contains("要随机抽取3卷，除去必查的，范围内只有1卷"));
    bureau.case("", CaseKind::Penalty, "2025-05-07", &own);
    let unnumbered = bureau.house.ledger.draw_review(id, "");
    assert!(bureau.said(unnumbered).contains("请先补上案号"));
    assert_eq!(bureau.house.ledger.draws_of(id).unwrap().len(), 0);
}

#[test]
fn a_user_of_the_same_name_as_a_handler_counts_as_the_handler_until_it_says_who_it_is() {
    let mut bureau = Bureau::new();
    let mut namesake = bureau.house.ledger.get(bureau.officers[0]).unwrap().value;
    namesake.name = "孙示三".into();
    let namesake = bureau.house.ledger.add_officer(&namesake).unwrap();
    let other = bureau.case("示应急罚〔2025〕1号", CaseKind::Penalty, "2025-05-06", &[bureau.officers[0]]);
    let handled = bureau.case("示应急罚〔2025〕2号", CaseKind::Penalty, "2025-05-06", &[namesake]);
    let ledger = &mut bureau.house.ledger;
    let user = ledger.actor().unwrap().clone();
    assert_eq!((user.value.name.as_str(), user.value.officer), ("孙示三", None));
    assert_eq!(ledger.may_not_review(&user, other).unwrap(), None);
    let refused = ledger.may_not_review(&user, handled).unwrap().expect("refused");
    assert!(refused.contains("请系统管理先在用户里选定对应的人员"), "{refused}");
}

#[test]
fn a_file_whose_reviewers_have_all_handled_it_waits_for_others_who_are_checked() {
    let mut bureau = Bureau::new();
    let own = [bureau.officers[2], bureau.officers[3]];
    bureau.case("示应急罚〔2025〕1号", CaseKind::Penalty, "2025-05-06", &own);
    let plan = ReviewPlan { count: 1, ..bureau.plan() };
    let ledger = &mut bureau.house.ledger;
    let plan = ledger.add_review_plan(&plan).unwrap();
    ledger.draw_review(plan, "").unwrap();
    let row = ledger.review_files(plan).unwrap().remove(0);
    assert_eq!((row.stage, row.seats.len()), (Stage::Unassigned, 1));
    let read = ledger.get(row.id).unwrap();
    let (one, other) = (bureau.users[4], bureau.users[3]);
    let refused = ledger.assign_reviewers(&read, &[one, other], "补足评查人");
    assert_eq!(refused.unwrap_err().to_string(), "冯示八办理过这个案件，不能评查本案案卷。请换一名评查人。");
    ledger.assign_reviewers(&read, &[one, bureau.users[0]], "补足评查人").unwrap();
    assert_eq!(ledger.review_stage(row.id).unwrap(), Stage::Scoring);
}

#[test]
fn a_reader_plans_nothing_and_a_handler_draws_nothing() {
    let mut bureau = Bureau::new();
    bureau.year();
    let plan = bureau.plan();
    let id = bureau.house.ledger.add_review_plan(&plan).unwrap();
    bureau.house.ledger.act_as("周示五").unwrap();
    assert!(bureau.house.ledger.draw_review(id, "").is_err());
    bureau.house.ledger.act_as("孙示三").unwrap();
    let reader = Enrolment { name: "金示安", roles: &[Role::Reader], officer: None, password: None };
    bureau.house.ledger.add_user(&reader, &Key::Plain).unwrap();
    bureau.house.ledger.act_as("金示安").unwrap();
    assert!(bureau.house.ledger.add_review_plan(&plan).is_err());
}
