//! The files of both sides, the protection of those who record, and failures to record, counted.

use binggong::domain::id::Id;
use binggong::domain::interference::{
    Direction, Failure, FailureKind, Follow, FollowUp, Gravity, InterferenceSettings, RecordingFailure,
    Response, Sealed,
};
use binggong::domain::officer::{Leaving, Officer, Profile};
use binggong::domain::unit::{Unit, UnitKind};
use binggong::ledger::Ledger;
use binggong::ledger::file::Depth;
use binggong::ledger::interference::{Part, PersonnelAct};

use super::roles::user;
use super::{Bureau, FOUNDER, day, guidance, oral, password, sentence};

/// Officers of these names, in one unit.
fn register(bureau: &Bureau, names: &[&str]) -> Vec<Id<Officer>> {
    let mut ledger = bureau.log_in(FOUNDER.0);
    let unit = Unit { name: "青石示例镇".into(), kind: UnitKind::Township, parent: None, closed: false };
    let unit = ledger.add_unit(&unit).expect("a unit");
    let add = |name: &&str| {
        let officer = Officer {
            name: (*name).into(),
            unit,
            post: "执法员".into(),
            staffing: None,
            entered_on: None,
            left_on: None,
            profile: Profile::default(),
        };
        ledger.add_officer(&officer).expect("an officer")
    };
    names.iter().map(add).collect()
}

fn directed(bureau: &Bureau, id: Id<Sealed>, keepers: &[&str]) {
    let mut ledger = bureau.log_in("赵示一");
    let keepers = keepers.iter().map(|name| user(&ledger, name)).collect();
    let direction = Direction { text: "提醒谈话。".into(), gravity: Gravity::None, keepers };
    ledger.direct_sealed(id, &direction, &password("赵示一")).expect("directed");
}

fn entries(ledger: &Ledger, officer: Id<Officer>) -> Vec<(String, Part, usize)> {
    let all = ledger.integrity_file(officer).expect("a file");
    all.into_iter().map(|one| (one.number, one.part, one.namesakes)).collect()
}

#[test]
fn a_directed_record_enters_the_files_of_both_sides_for_keepers_who_open_it() {
    let bureau = Bureau::new();
    let people = register(&bureau, &["王示九", "周示五", "郑示四"]);
    let [asker, recorder, other] = people[..] else { panic!("three") };
    let mut ledger = bureau.log_in("周示五");
    let first = ledger.seal_interference(&oral(), &[], None).expect("sealed");
    let second = ledger.seal_interference(&oral(), &[], None).expect("sealed");
    let note = ledger.seal_interference(&guidance(), &[], None).expect("sealed");
    assert!(sentence(ledger.integrity_file(asker)).contains("纪检、法制人员"));
    drop(ledger);
    for name in ["赵示一", "纪示二", "法示七"] {
        assert_eq!(entries(&bureau.log_in(name), asker), [], "nothing is directed yet: {name}");
    }
    directed(&bureau, first, &["纪示二", "法示七"]);
    directed(&bureau, second, &[]);
    directed(&bureau, note, &["纪示二"]);
    let one = |part| [("2026-001".to_owned(), part, 0)];
    for name in ["纪示二", "法示七"] {
        let ledger = bureau.log_in(name);
        assert_eq!(entries(&ledger, asker), one(Part::Asked), "{name}");
        assert_eq!(entries(&ledger, recorder), one(Part::Recorded), "{name}");
        assert_eq!(entries(&ledger, other), [], "{name}");
    }
    let ledger = bureau.log_in("赵示一");
    assert_eq!(entries(&ledger, asker).len(), 2, "the leader opens both");
    let entry = ledger.integrity_file(asker).expect("a file").remove(0);
    assert_eq!((entry.conduct, entry.direction.text.as_str(), entry.record), (vec![6], "提醒谈话。", first));
    drop(ledger);
    assert!(sentence(bureau.log_in(FOUNDER.0).integrity_file(asker)).contains("查阅"));
    // Of two people of one name somebody has to see which one it is.
    let twin = register(&bureau, &["王示九"])[0];
    let ledger = bureau.log_in("纪示二");
    assert_eq!(entries(&ledger, asker)[0].2, 1);
    assert_eq!(entries(&ledger, twin)[0].2, 1);
}

#[test]
fn a_personnel_act_against_a_recorder_is_flagged_for_leader_and_discipline() {
    let bureau = Bureau::new();
    let recorder = register(&bureau, &["周示五"])[0];
    let id = bureau.log_in("周示五").seal_interference(&oral(), &[], None).expect("sealed");
    directed(&bureau, id, &["法示七"]);
    let acts = |name: &str| -> Vec<(PersonnelAct, bool)> {
        let all = bureau.log_in_on(name, "2026-09-01").protection_flags().expect("flags");
        all.into_iter().map(|flag| (flag.act, flag.checked.is_some())).collect()
    };
    assert_eq!(acts("赵示一"), []);
    let moved = |on: &str, post: &str, why: &str| {
        let mut ledger = bureau.log_in_on(FOUNDER.0, "2026-09-01");
        let read = ledger.get(recorder).expect("an officer");
        let now = Officer { post: post.into(), ..read.value.clone() };
        ledger.move_officer(&read, &now, day(on), why).expect("moved");
    };
    moved("2026-03-05", "资料员", "镇党委会议");
    moved("2026-06-01", "科员", "降级处分决定");
    assert_eq!(acts("赵示一"), [(PersonnelAct::Demoted, false), (PersonnelAct::Moved, false)]);
    // Nobody else learns from a flag who recorded: not who keeps files, and not the discipline before it may read.
    for name in ["法示七", "纪示二", "周示五", "郑示四", FOUNDER.0] {
        assert_eq!(acts(name), [], "{name}");
    }
    directed(&bureau, id, &["纪示二"]);
    assert_eq!(acts("纪示二").len(), 2);
    let mut ledger = bureau.log_in_on("纪示二", "2026-09-01");
    let mut checked = FollowUp::new(Follow::Checked, day("2026-03-20"));
    checked.text = "岗位轮换，有会议纪要。".into();
    ledger.follow_up_sealed(id, &checked, &[]).expect("checked");
    drop(ledger);
    assert_eq!(acts("赵示一"), [(PersonnelAct::Demoted, false), (PersonnelAct::Moved, true)]);
    // Without end, unless the bureau sets one.
    let mut ledger = bureau.log_in("赵示一");
    let settings = InterferenceSettings { protect_months: Some(2), ..InterferenceSettings::default() };
    ledger.set_interference_settings(&settings, "").expect("set");
    drop(ledger);
    assert_eq!(acts("赵示一"), [(PersonnelAct::Moved, true)]);
    let mut ledger = bureau.log_in_on(FOUNDER.0, "2026-09-01");
    let read = ledger.get(recorder).expect("an officer");
    ledger.leave(&read, day("2026-08-31"), Leaving::Retired, "").expect("left");
    drop(ledger);
    assert_eq!(acts("赵示一").len(), 1, "whoever retires is not pursued");
}

fn failure(officer: Id<Officer>, on: &str, instructed_by: Option<Id<Officer>>) -> RecordingFailure {
    RecordingFailure {
        failure: Failure { kind: FailureKind::NotRecorded, officer, instructed_by },
        on: day(on),
        facts: "有人过问在办案件，没有记录。".into(),
        established_by: "局党组".into(),
        established_on: day("2026-03-05"),
        document: String::new(),
        withdrawn: String::new(),
    }
}

#[test]
fn failures_are_established_counted_and_withdrawn_with_the_records_they_rest_on() {
    let bureau = Bureau::new();
    let people = register(&bureau, &["甲示一", "乙示二", "丙示三"]);
    let [first, second, superior] = people[..] else { panic!("three") };
    for name in ["周示五", "法示七", "钱示六", FOUNDER.0] {
        let said = sentence(bureau.log_in(name).establish_failure(&failure(first, "2026-03-01", None)));
        assert!(said.contains("认定不记录"), "{name}: {said}");
    }
    let mut ledger = bureau.log_in("纪示二");
    // Entered in another order than that of their days.
    let late = ledger.establish_failure(&failure(first, "2026-03-03", None)).expect("established");
    let early = ledger.establish_failure(&failure(first, "2026-01-03", None)).expect("established");
    let told = ledger.establish_failure(&failure(second, "2026-02-03", Some(superior))).expect("established");
    let answers = |ledger: &Ledger| -> Vec<(Id<Officer>, Response, Vec<Id<RecordingFailure>>)> {
        let all = ledger.answerable_for_failures().expect("a list");
        assert!(all.iter().all(|one| one.citation.ends_with("第十条")), "{all:?}");
        all.into_iter().map(|one| (one.officer, one.response, one.rests_on)).collect()
    };
    let wanted = [
        (first, Response::Discipline, vec![early, late]),
        (second, Response::Criticism, vec![told]),
        (superior, Response::Heavier, vec![told]),
    ];
    assert_eq!(answers(&ledger), wanted);
    let read = ledger.get(early).expect("a failure");
    assert!(sentence(ledger.withdraw_failure(&read, " ")).contains("理由"));
    ledger.withdraw_failure(&read, "当日不在岗").expect("withdrawn");
    let left = answers(&ledger);
    assert!(left.contains(&(first, Response::Criticism, vec![late])), "{left:?}");
    let rows = ledger.recording_failures().expect("rows");
    assert_eq!(rows.iter().map(|row| row.stands).collect::<Vec<_>>(), [false, true, true]);
    assert_eq!(rows[1].instructed_by.as_deref(), Some("丙示三"));
    let read = ledger.get(late).expect("a failure");
    ledger.document_failure(&read, "示应急通〔2026〕3号").expect("a document");
    let mut own = failure(first, "2026-03-01", Some(first));
    assert!(sentence(ledger.establish_failure(&own)).contains("授意的主管领导"));
    own = failure(first, "2026-03-09", None);
    assert!(sentence(ledger.establish_failure(&own)).contains("晚于"));
    assert_eq!(ledger.verify(Depth::Full, &[]).expect("a report").faults, []);
}
