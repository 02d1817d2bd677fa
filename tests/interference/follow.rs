//! What follows a record: 批示 on paper, deputies, letters with their receipts, hand-over, threats, and what is due.

use binggong::domain::id::Id;
use binggong::domain::interference::{
    Acting, Addressee, Direction, Follow, FollowUp, Gravity, Interference, InterferenceSettings, Layer,
    LetterState, Material, Sealed, SealedState, Side,
};
use binggong::ledger::file::Depth;
use binggong::ledger::interference::Due;
use binggong::ledger::{Attachment, Ledger};

use super::roles::user;
use super::{Bureau, FOUNDER, PEOPLE, day, guidance, oral, password, sentence, threat};

fn step(kind: Follow, on: &str) -> FollowUp {
    FollowUp::new(kind, day(on))
}

fn to(kind: Follow, organ: &str, on: &str) -> FollowUp {
    FollowUp { organ: organ.into(), ..step(kind, on) }
}

fn said(kind: Follow, text: &str, on: &str) -> FollowUp {
    FollowUp { text: text.into(), ..step(kind, on) }
}

fn direction(gravity: Gravity) -> Direction {
    Direction { text: "依法办理，任何人不得干预。".into(), gravity, keepers: Vec::new() }
}

fn outside(side: Side) -> Interference {
    let mut record = oral();
    record.asker.side = side;
    record.conduct.clear();
    record
}

/// What is due, as (what, organ, days left).
fn due(ledger: &Ledger) -> Vec<(Due, String, Option<i64>)> {
    let all = ledger.sealed_due().expect("a list");
    all.into_iter().map(|one| (one.what, one.organ, one.days_left)).collect()
}

#[test]
fn a_letter_waits_for_its_receipt_and_only_those_who_open_the_record_see_it() {
    let bureau = Bureau::new();
    let id = bureau.log_in("周示五").seal_interference(&outside(Side::Cadre), &[], None).expect("sealed");
    let mut ledger = bureau.log_in("赵示一");
    let settings = InterferenceSettings {
        direct_days: Some(3),
        letter_days: Some(10),
        receipt_days: Some(30),
        ..InterferenceSettings::default()
    };
    ledger.set_interference_settings(&settings, "本局规定").expect("set");
    assert_eq!(due(&ledger), [(Due::Direct, String::new(), Some(3))]);
    let organ = "中共示例县委组织部";
    let letter = FollowUp {
        document: "示应急函〔2026〕8号".into(),
        due_on: ledger.receipt_day(day("2026-03-05")).expect("a day"),
        ..to(Follow::Letter, organ, "2026-03-05")
    };
    assert_eq!(letter.due_on, Some(day("2026-04-04")));
    assert!(sentence(ledger.follow_up_sealed(id, &letter, &[])).contains("还没有批示"));
    ledger.direct_sealed(id, &direction(Gravity::None), &password("赵示一")).expect("directed");
    assert_eq!(due(&ledger), [(Due::Letter, String::new(), Some(10)), (Due::Feedback, String::new(), None)]);
    assert!(
        sentence(ledger.follow_up_sealed(id, &to(Follow::Letter, " ", "2026-03-05"), &[]))
            .contains("机关名称")
    );
    assert!(
        sentence(ledger.follow_up_sealed(id, &to(Follow::Letter, organ, "2026-03-06"), &[]))
            .contains("办理日期")
    );
    assert!(
        sentence(ledger.follow_up_sealed(id, &to(Follow::Receipt, organ, "2026-03-05"), &[]))
            .contains("没有发给")
    );
    ledger.follow_up_sealed(id, &letter, &[]).expect("sent");
    assert_eq!(due(&ledger)[0], (Due::Receipt, organ.to_owned(), Some(30)));
    drop(ledger);
    // Nobody else is told that anything is due: not even the recorder, who reads the record.
    for (name, _) in PEOPLE.iter().filter(|(name, _)| *name != "赵示一") {
        assert_eq!(due(&bureau.log_in(name)), [], "{name}");
    }
    assert_eq!(due(&bureau.log_in(FOUNDER.0)), []);
    assert_eq!(due(&bureau.by_passphrase("赵示一")), [], "without the own password");
    assert_eq!(bureau.log_in("郑示四").todo(day("2026-03-05")).expect("to do").deadlines, []);
    let ledger = bureau.log_in_on("赵示一", "2026-04-08");
    let sent = ledger.unseal(id).expect("opened").letters();
    assert_eq!(sent[0].state(day("2026-04-04")), LetterState::Waiting);
    assert_eq!(sent[0].state(day("2026-04-08")), LetterState::Overdue);
    assert_eq!(due(&ledger)[0].2, Some(-4));
    drop(ledger);
    let mut ledger = bureau.log_in_on("赵示一", "2026-04-09");
    let scan =
        Attachment {
            material: Material::Other, name: "回执.pdf", media: "application/pdf", bytes: b"%PDF"
        };
    let early = to(Follow::Receipt, organ, "2026-03-01");
    assert!(sentence(ledger.follow_up_sealed(id, &early, &[])).contains("早于发函日期"));
    ledger.follow_up_sealed(id, &to(Follow::Receipt, organ, "2026-04-09"), &[scan]).expect("received");
    let book = ledger.unseal(id).expect("opened");
    assert_eq!(book.letters()[0].state(day("2026-05-01")), LetterState::Answered);
    let (_, receipt) = book.steps()[1];
    assert_eq!(*ledger.unseal_file(id, &receipt.attached[0].file).expect("a file"), b"%PDF".to_vec());
    ledger
        .follow_up_sealed(id, &said(Follow::Feedback, "已函告组织部门。", "2026-04-09"), &[])
        .expect("told");
    assert_eq!(due(&ledger), []);
    drop(ledger);
    // The word to the recorder is read by the recorder.
    let book = bureau.log_in("周示五").unseal(id).expect("opened");
    assert!(book.steps().iter().any(|(page, step)| step.kind == Follow::Feedback && page.signed));
}

#[test]
fn each_way_takes_the_steps_that_are_its_own() {
    let bureau = Bureau::new();
    let mut ledger = bureau.log_in("赵示一");
    let letter = to(Follow::Letter, "示例县人大常委会办公室", "2026-03-05");
    let mut seal = |record: &Interference| {
        let id = ledger.seal_interference(record, &[], None).expect("sealed");
        ledger.direct_sealed(id, &direction(Gravity::None), &password("赵示一")).expect("directed");
        ledger.follow_up_sealed(id, &letter, &[]).map_err(|error| error.to_string())
    };
    for side in [Side::Cadre, Side::Deputy, Side::Adviser, Side::Other] {
        assert_eq!(seal(&outside(side)), Ok(()), "{side:?}");
    }
    assert!(seal(&oral()).expect_err("an insider").contains("内部人员"));
    assert!(seal(&guidance()).expect_err("a note").contains("工作记录"));
}

#[test]
fn a_hand_over_needs_a_direction_that_saw_consequences() {
    let bureau = Bureau::new();
    let mut ledger = bureau.log_in("赵示一");
    let id = ledger.seal_interference(&oral(), &[], None).expect("sealed");
    let discipline = to(Follow::Discipline, "县纪委监委", "2026-03-05");
    let justice = to(Follow::Justice, "县公安局", "2026-03-05");
    let refusals = |ledger: &mut Ledger| {
        [&discipline, &justice]
            .map(|step| ledger.follow_up_sealed(id, step, &[]).err().map(|error| error.to_string()))
    };
    assert!(
        refusals(&mut ledger)
            .iter()
            .all(|said| said.as_ref().is_some_and(|said| said.contains("还没有批示")))
    );
    ledger.direct_sealed(id, &direction(Gravity::None), &password("赵示一")).expect("directed");
    assert!(
        refusals(&mut ledger).iter().all(|said| said.as_ref().is_some_and(|said| said.contains("补作批示")))
    );
    ledger.direct_sealed(id, &direction(Gravity::Harm), &password("赵示一")).expect("directed");
    assert!(due(&ledger).contains(&(Due::HandOver, "纪检监察机构".into(), None)));
    let [first, second] = refusals(&mut ledger);
    assert!(first.is_none() && second.is_some_and(|said| said.contains("涉嫌犯罪")));
    assert!(!due(&ledger).iter().any(|(what, ..)| *what == Due::HandOver));
    ledger.direct_sealed(id, &direction(Gravity::Grave), &password("赵示一")).expect("directed");
    assert!(due(&ledger).contains(&(Due::HandOver, "司法机关".into(), None)));
    assert_eq!(refusals(&mut ledger), [None, None]);
}

#[test]
fn a_direction_on_paper_is_scanned_and_sealed_and_the_recorder_opens_it_to_nobody() {
    let bureau = Bureau::new();
    let mut ledger = bureau.log_in("周示五");
    let id = ledger.seal_interference(&oral(), &[], None).expect("sealed");
    let scan = Attachment {
        material: Material::Other,
        name: "批示.pdf",
        media: "application/pdf",
        bytes: b"%PDF-1",
    };
    let keeper = user(&ledger, "纪示二");
    let mut words = direction(Gravity::None);
    let own = password("周示五");
    let on = day("2026-03-05");
    words.keepers = vec![keeper];
    assert!(sentence(ledger.direct_sealed_on_paper(id, &words, on, &scan, &own)).contains("不能向别人开放"));
    words.keepers.clear();
    assert!(
        sentence(ledger.direct_sealed_on_paper(id, &words, day("2026-03-06"), &scan, &own)).contains("晚于")
    );
    assert!(
        sentence(ledger.direct_sealed_on_paper(id, &words, day("2026-03-04"), &scan, &own)).contains("早于")
    );
    assert!(
        sentence(ledger.direct_sealed_on_paper(id, &words, on, &scan, "猜的密码猜的")).contains("密码不对")
    );
    ledger.direct_sealed_on_paper(id, &words, on, &scan, &own).expect("entered");
    assert_eq!(ledger.sealed().expect("rows")[0].state, SealedState::Directed);
    drop(ledger);
    let ledger = bureau.log_in("赵示一");
    let book = ledger.unseal(id).expect("opened");
    let Layer::DirectedOnPaper { scan, .. } = &book.pages[1].layer else { panic!("a direction on paper") };
    assert_eq!((book.pages[1].name.as_str(), book.pages[1].signed), ("周示五", true));
    assert_eq!(*ledger.unseal_file(id, &scan.file).expect("a file"), b"%PDF-1".to_vec());
    drop(ledger);
    // Somebody whom the record was not opened to enters nothing.
    let mut ledger = bureau.log_in("郑示四");
    let scan = Attachment {
        material: Material::Other,
        name: "批示.pdf",
        media: "application/pdf",
        bytes: b"%PDF-1",
    };
    let said = sentence(ledger.direct_sealed_on_paper(id, &words, on, &scan, &password("郑示四")));
    assert!(said.contains("不能查阅"), "{said}");
}

#[test]
fn a_deputy_reads_and_directs_what_came_in_the_days_of_the_appointment() {
    let bureau = Bureau::new();
    let seal = |name: &str, record: &Interference| {
        bureau.log_in(name).seal_interference(record, &[], None).expect("sealed")
    };
    let before = seal("周示五", &oral());
    let mut ledger = bureau.log_in("赵示一");
    let (deputy, administrator) = (user(&ledger, "法示七"), user(&ledger, FOUNDER.0));
    let (from, until) = (day("2026-03-05"), day("2026-03-12"));
    assert!(sentence(ledger.appoint_deputy(administrator, from, until, "")).contains("系统管理除外"));
    let reader = user(&ledger, "钱示六");
    assert!(sentence(ledger.appoint_deputy(reader, from, until, "")).contains("不能代为批示"));
    assert!(sentence(ledger.appoint_deputy(deputy, until, from, "")).contains("代行截止日"));
    let acting = ledger.appoint_deputy(deputy, from, until, "局务会议纪要").expect("appointed");
    assert!(sentence(ledger.appoint_deputy(deputy, until, until, "")).contains("已经指定"));
    drop(ledger);
    assert!(
        sentence(bureau.log_in("郑示四").appoint_deputy(deputy, from, until, ""))
            .contains("指定代为批示的人")
    );

    let during = seal("周示五", &oral());
    let mut about = oral();
    about.asker.name = "法示七".into();
    let about = seal("周示五", &about);
    let own = seal("法示七", &oral());
    let mut elsewhere = oral();
    elsewhere.to = Addressee::Superior;
    let elsewhere = seal("周示五", &elsewhere);
    let ledger = bureau.log_in("法示七");
    let opens = [before, during, about, own, elsewhere].map(|id| ledger.unseal(id).is_ok());
    assert_eq!(opens, [false, true, false, true, false]);
    // Whomever it went to, a record of these days has four wraps.
    let wraps = |id: Id<Sealed>| ledger.get(id).expect("a record").value.wraps.len();
    assert_eq!([before, during, about, own, elsewhere].map(wraps), [3, 4, 4, 4, 4]);
    drop(ledger);
    let mut ledger = bureau.log_in("法示七");
    let direct =
        |ledger: &mut Ledger, id| ledger.direct_sealed(id, &direction(Gravity::None), &password("法示七"));
    assert!(sentence(direct(&mut ledger, own)).contains("不由您批示"), "not on a record of one's own");
    direct(&mut ledger, during).expect("directed");
    drop(ledger);
    // When the days are over the deputy reads what was opened, and directs nothing.
    let late =
        bureau.log_in_on("周示五", "2026-03-13").seal_interference(&oral(), &[], None).expect("sealed");
    let mut ledger = bureau.log_in_on("法示七", "2026-03-13");
    assert!(ledger.unseal(during).is_ok() && ledger.unseal(late).is_err());
    assert!(sentence(direct(&mut ledger, during)).contains("不由您批示"));
    assert_eq!(ledger.get(late).expect("a record").value.wraps.len(), 3);
    drop(ledger);
    let mut ledger = bureau.log_in("赵示一");
    let read = ledger.get::<Acting>(acting).expect("an appointment");
    assert!(sentence(ledger.end_deputy(&read, day("2026-03-20"), "")).contains("晚于"));
    ledger.end_deputy(&read, day("2026-03-05"), "提前回来").expect("ended");
    assert!(ledger.acting_on(day("2026-03-06")).expect("a list").is_empty());
    assert_eq!(ledger.verify(Depth::Full, &[]).expect("a report").faults, []);
}

#[test]
fn a_threat_is_sealed_like_a_record_and_what_was_done_is_entered() {
    let bureau = Bureau::new();
    let mut ledger = bureau.log_in("周示五");
    let id = ledger.seal_threat(&threat(), &[], None).expect("sealed");
    let plain = ledger.seal_interference(&oral(), &[], None).expect("sealed");
    // Nothing tells the two apart.
    let sizes = |ledger: &Ledger, id| {
        let record = ledger.get::<Sealed>(id).expect("a record").value;
        (
            record.wraps.len(),
            record.layers.iter().map(|layer| ledger.file(layer).expect("a file").len() >> 12).sum::<usize>(),
        )
    };
    assert_eq!(sizes(&ledger, id), sizes(&ledger, plain));
    assert!(sentence(ledger.correct_sealed(id, &oral(), &[], "改")).contains("不是过问登记"));
    let mut empty = threat();
    empty.content.clear();
    assert!(sentence(ledger.seal_threat(&empty, &[], None)).contains("威胁、侮辱等情况"));
    let mut by_leader = threat();
    by_leader.by = "赵示一".into();
    assert!(sentence(ledger.seal_threat(&by_leader, &[], None)).contains("派驻纪检监察组"));
    drop(ledger);
    let mut ledger = bureau.log_in("赵示一");
    assert_eq!(ledger.unseal(id).expect("opened").threat(), Some(&threat()));
    ledger.direct_sealed(id, &direction(Gravity::None), &password("赵示一")).expect("directed");
    ledger
        .follow_up_sealed(id, &to(Follow::Police, "青石示例镇派出所", "2026-03-05"), &[])
        .expect("reported");
    assert!(
        sentence(ledger.follow_up_sealed(id, &step(Follow::Help, "2026-03-05"), &[])).contains("办理情况")
    );
    ledger
        .follow_up_sealed(id, &said(Follow::Help, "安排同事陪同上下班。", "2026-03-05"), &[])
        .expect("helped");
    assert!(
        sentence(ledger.follow_up_sealed(id, &to(Follow::Letter, "某机关", "2026-03-05"), &[]))
            .contains("不是过问")
    );
    drop(ledger);
    let mut ledger = bureau.log_in("郑示四");
    assert!(ledger.unseal(id).is_err());
    assert!(
        sentence(ledger.follow_up_sealed(id, &said(Follow::Help, "甲", "2026-03-05"), &[]))
            .contains("不能查阅")
    );
}
