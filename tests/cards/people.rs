//! People: what they lack for a card, changes of post, leaving with a card in hand.

use binggong::domain::card_life::CardStep;
use binggong::domain::certificate::CertificateKind;
use binggong::domain::fault::Standing;
use binggong::domain::officer::{Leaving, Officer};
use binggong::domain::training::TrainingKind;
use binggong::domain::unit::UnitKind;
use binggong::ledger::cards::{Application, Hindrance};
use binggong::ledger::file::Depth;

use super::{act, application, officer, received, trained, training, unit};
use crate::house::{House, day};

#[test]
fn an_application_names_what_is_missing_and_goes_on_only_with_a_reason() {
    let mut house = House::new();
    let town = unit(&mut house, "青石示例镇应急管理所", UnitKind::Township);
    let feng = officer(&mut house, "冯示八", town);
    house.ledger.add_training(&[feng], &training(TrainingKind::Business)).expect("trained");
    let asked = application(feng, CertificateKind::Enforcement);
    let refused = house.ledger.apply_for_card(&asked).unwrap_err().to_string();
    assert!(refused.contains("司法部门培训考试合格（没有登记综合法律知识培训）"), "{refused}");
    assert!(!refused.contains("应急管理业务培训"), "{refused}");
    let lines = house.ledger.eligibility(feng, CertificateKind::Enforcement).expect("lines");
    let open: Vec<&str> =
        lines.iter().filter(|line| line.standing != Standing::Held).map(|line| line.label.as_str()).collect();
    assert_eq!(open, ["司法部门培训考试合格"]);
    let reasoned = Application {
        reason: "法律培训成绩已由司法局函告，成绩单随后补录".into(), ..asked
    };
    let card = house.ledger.apply_for_card(&reasoned).expect("proposed");
    let acts = house.ledger.timeline(card.uuid()).expect("a timeline");
    assert_eq!(acts[0].why, "法律培训成绩已由司法局函告，成绩单随后补录");
}

#[test]
fn one_training_for_many_is_one_act() {
    let mut house = House::new();
    let brigade = unit(&mut house, "综合行政执法大队", UnitKind::Section);
    let forty: Vec<_> = (0..40).map(|n| officer(&mut house, &format!("示例{n}"), brigade)).collect();
    let before = house.ledger.head().expect("a head").expect("entries").0;
    house.ledger.add_training(&forty, &training(TrainingKind::Business)).expect("recorded");
    assert_eq!(house.ledger.head().expect("a head").expect("entries").0, before + 1);
    for one in forty {
        let trainings = house.ledger.trainings_of(one).expect("trainings");
        assert_eq!(trainings.len(), 1);
        assert_eq!(trainings[0].value.officer, one);
    }
    let unknown = binggong::domain::training::Training { topics: vec![13], ..training(TrainingKind::Other) };
    let nobody = house.ledger.add_training(&[], &training(TrainingKind::Other)).unwrap_err();
    assert_eq!(nobody.to_string(), "“参加人员”至少要有一项，请补充。");
    let somebody = officer(&mut house, "某人", brigade);
    let refused = house.ledger.add_training(&[somebody], &unknown).unwrap_err();
    assert_eq!(refused.to_string(), "培训内容只有12项，没有第13项，请核对。");
}

#[test]
fn a_change_of_post_begins_two_periods_and_a_correction_none() {
    let mut house = House::new();
    let brigade = unit(&mut house, "综合行政执法大队", UnitKind::Section);
    let legal = unit(&mut house, "政策法规股", UnitKind::Legal);
    let (zhou, wu) = (officer(&mut house, "周示五", brigade), officer(&mut house, "吴示六", brigade));
    trained(&mut house, &[zhou]);
    received(&mut house, zhou);
    let running = |house: &House| house.ledger.running_deadlines().expect("deadlines").len();
    let before = running(&house);
    let read = house.ledger.get(zhou).expect("him");
    let corrected = Officer { post: "二级执法员".into(), ..read.value.clone() };
    house.ledger.change_officer(&read, &corrected, "职务录错").expect("corrected");
    assert_eq!(running(&house), before);
    let read = house.ledger.get(zhou).expect("him");
    let moved = Officer { unit: legal, ..read.value.clone() };
    house.ledger.move_officer(&read, &moved, day("2026-03-02"), "任职文件").expect("moved");
    assert_eq!(running(&house), before + 2);
    let last = house.ledger.running_deadlines().expect("deadlines").pop().expect("one").value;
    assert_eq!((last.citation.as_str(), last.act_by), ("证件管理办法第十四条第二款", day("2026-04-02")));
    // Nobody has to be entered who never had a card.
    let read = house.ledger.get(wu).expect("her");
    let moved = Officer { unit: legal, ..read.value.clone() };
    house.ledger.move_officer(&read, &moved, day("2026-03-02"), "任职文件").expect("moved");
    assert_eq!(running(&house), before + 2);
    let read = house.ledger.get(zhou).expect("him");
    let nothing = house.ledger.move_officer(&read, &read.value.clone(), day("2026-03-03"), "").unwrap_err();
    assert!(nothing.to_string().contains("没有要登记的变动"), "{nothing}");
    let back = Officer { unit: brigade, ..read.value.clone() };
    let early = house.ledger.move_officer(&read, &back, day("2026-03-01"), "").unwrap_err();
    assert_eq!(early.to_string(), "“变动日期”早于2026年3月2日，请核对日期。");
}

#[test]
fn a_move_says_when_another_card_is_due_there() {
    let mut house = House::new();
    let brigade = unit(&mut house, "综合行政执法大队", UnitKind::Section);
    let zhou = officer(&mut house, "周示五", brigade);
    assert_eq!(house.ledger.card_after_move(zhou, UnitKind::Legal).expect("an answer"), None);
    trained(&mut house, &[zhou]);
    received(&mut house, zhou);
    let said = |kind| house.ledger.card_after_move(zhou, kind).expect("an answer");
    assert_eq!(said(UnitKind::Institution), None);
    assert_eq!(
        said(UnitKind::Legal).as_deref(),
        Some(
            "“法制机构”领取行政执法监督证（证件管理办法第五条第一款），现在的行政执法证（9900000260120）要换领，\
             请另行申领。"
        )
    );
    assert!(said(UnitKind::Leadership).expect("a sentence").contains("；县级司法部门对领导班子成员另有规定"));
    assert!(said(UnitKind::Other).expect("a sentence").contains("“其他”的人员不在领证范围内"));
    // Who has the right one besides is told nothing.
    let mut both = house.ledger.cards_of(zhou, day("2026-03-05")).expect("cards").remove(0).0.value;
    both.kind = CertificateKind::Supervision;
    house.ledger.add_certificate(&both).expect("another");
    assert_eq!(house.ledger.card_after_move(zhou, UnitKind::Legal).expect("an answer"), None);
}

#[test]
fn a_number_entered_by_mistake_is_removed_from_the_journal() {
    let mut house = House::new();
    let brigade = unit(&mut house, "综合行政执法大队", UnitKind::Section);
    let zhou = officer(&mut house, "周示五", brigade);
    let read = house.ledger.get(zhou).expect("him");
    let mut wrong = read.value.clone();
    wrong.profile.id_number = "00000019850312001X".into();
    wrong.profile.phone = "13900000001".into();
    house.ledger.change_officer(&read, &wrong, "补录").expect("entered");
    let entry = house.ledger.timeline(zhou.uuid()).expect("a timeline").pop().expect("an act").entry;
    let used = house.ledger.redact(&entry, &[], "不应登记").unwrap_err().to_string();
    assert!(used.contains("请先更正相应的记录"), "{used}");
    let read = house.ledger.get(zhou).expect("him");
    let mut right = read.value.clone();
    right.profile.id_number.clear();
    right.profile.phone.clear();
    house.ledger.change_officer(&read, &right, "误录").expect("corrected");
    house.ledger.redact(&entry, &[], "身份证号、电话误录").expect("removed");
    // What stays names the act of removing and neither number, not even masked.
    let told = format!("{:?}", house.ledger.timeline(zhou.uuid()).expect("a timeline"));
    assert!(!told.contains("001X") && !told.contains("0001"), "{told}");
    assert_eq!(house.ledger.verify(Depth::Full, &[]).expect("a report").faults, []);
}

#[test]
fn the_slip_is_blocked_until_every_card_is_settled() {
    let mut house = House::new();
    let brigade = unit(&mut house, "综合行政执法大队", UnitKind::Section);
    let chu = officer(&mut house, "褚示十", brigade);
    trained(&mut house, &[chu]);
    let card = received(&mut house, chu);
    let read = house.ledger.get(chu).expect("him");
    house.ledger.leave(&read, day("2026-02-28"), Leaving::Retired, "退休").expect("left");
    let slip = house.ledger.hand_over(chu).expect("a slip");
    assert!(!slip.is_clear());
    assert_eq!(slip.cards[0].1, Some(Hindrance::NotHandedIn));
    assert_eq!(
        slip.cards[0].1.expect("a hindrance").sentence(CertificateKind::Enforcement),
        "没有交回，请收回后登记“交回”，交给法制机构"
    );
    act(&mut house, card, CardStep::ReportLost, "2026-03-01").expect("lost");
    assert_eq!(house.ledger.hand_over(chu).expect("a slip").cards[0].1, Some(Hindrance::LossNotSettled));
    act(&mut house, card, CardStep::Find, "2026-03-02").expect("found");
    act(&mut house, card, CardStep::HandIn, "2026-03-03").expect("handed in");
    assert!(house.ledger.hand_over(chu).expect("a slip").is_clear());
    let read = house.ledger.get(chu).expect("him");
    let mut again = read.value.clone();
    again.left_on = None;
    again.profile.left_for = None;
    house.ledger.change_officer(&read, &again, "误登").expect("corrected");
    let read = house.ledger.get(chu).expect("him");
    let left = Officer { left_on: Some(day("2026-03-05")), ..read.value.clone() };
    let unsaid = house.ledger.move_officer(&read, &left, day("2026-03-05"), "").unwrap_err();
    assert_eq!(unsaid.to_string(), "“离岗原因”没有填写，请填写后再保存。");
}
