//! Who opens a record at each step: before and after the 批示, a new leader, a lost password, another machine.

use binggong::domain::id::Id;
use binggong::domain::interference::{
    Addressee, Direction, Gravity, Layer, Material, Nature, Sealed, SealedState,
};
use binggong::domain::role::Role;
use binggong::domain::user::User;
use binggong::ledger::file::Depth;
use binggong::ledger::{Attachment, FILE_MOST, Ledger};

use super::{Bureau, FOUNDER, PEOPLE, enrolment, guidance, key, oral, password, sentence};

/// Seals the oral inquiry as the township's clerk.
fn sealed(bureau: &Bureau) -> Id<Sealed> {
    bureau.log_in("周示五").seal_interference(&oral(), &[], None).expect("sealed")
}

/// Who of the bureau opens a record, by name, each logged in by the own password.
fn readers(bureau: &Bureau, id: Id<Sealed>) -> Vec<&'static str> {
    let all = PEOPLE.iter().map(|(name, _)| *name).chain([FOUNDER.0]);
    all.filter(|name| {
        let ledger = bureau.log_in(name);
        // Everybody sees the same line.
        let rows = ledger.sealed().expect("the logbook");
        assert!(rows.iter().any(|row| row.id == id && row.number == "2026-001"));
        let mine = ledger.sealed_for_me().expect("a list").contains(&id);
        match ledger.unseal(id) {
            Ok(book) => assert_eq!((mine, book.now().expect("a record").content), (true, oral().content)),
            Err(error) => {
                assert!(!mine && error.to_string().contains("不能查阅"), "{error}");
                return false;
            }
        }
        true
    })
    .collect()
}

pub fn user(ledger: &Ledger, name: &str) -> Id<User> {
    let all = ledger.all::<User>().expect("users");
    all.iter().find(|user| user.value.name == name).expect("the user").id
}

fn direction(keepers: Vec<Id<User>>) -> Direction {
    Direction { text: "请纪检核实。".into(), gravity: Gravity::Harm, keepers }
}

#[test]
fn discipline_reads_after_the_direction_and_an_administrator_never() {
    let bureau = Bureau::new();
    let id = sealed(&bureau);
    assert_eq!(readers(&bureau, id), ["赵示一", "周示五"]);
    let mut ledger = bureau.log_in("赵示一");
    let (discipline, founder) = (user(&ledger, "纪示二"), user(&ledger, FOUNDER.0));
    let said = sentence(ledger.direct_sealed(id, &direction(vec![founder]), &password("赵示一")));
    assert!(said.contains("系统管理除外"), "{said}");
    let said = sentence(ledger.direct_sealed(id, &direction(vec![discipline]), "别人猜的密码"));
    assert!(said.contains("密码不对"), "{said}");
    assert_eq!(ledger.sealed().expect("rows")[0].state, SealedState::Presented);
    ledger.direct_sealed(id, &direction(vec![discipline]), &password("赵示一")).expect("directed");
    drop(ledger);
    assert_eq!(readers(&bureau, id), ["赵示一", "周示五", "纪示二"]);
    let ledger = bureau.log_in("周示五");
    assert_eq!(ledger.sealed().expect("rows")[0].state, SealedState::Directed);
    let book = ledger.unseal(id).expect("opened");
    assert!(book.pages.iter().all(|page| page.signed));
    assert_eq!(book.pages[1].layer, Layer::Directed(direction(vec![discipline])));
    assert_eq!(book.pages[0].name, "周示五");
    drop(ledger);
    // A keeper reads and does not decide.
    let mut ledger = bureau.log_in("纪示二");
    let said = sentence(ledger.direct_sealed(id, &direction(Vec::new()), &password("纪示二")));
    assert!(said.contains("不由您批示"), "{said}");
    assert_eq!(ledger.verify(Depth::Full, &[]).expect("a report").faults, []);
}

#[test]
fn without_the_own_password_nothing_is_revealed() {
    let bureau = Bureau::new();
    let id = sealed(&bureau);
    for name in ["赵示一", "周示五"] {
        let mut ledger = bureau.by_passphrase(name);
        assert!(sentence(ledger.unseal(id)).contains("登录密码"));
        assert!(sentence(ledger.sealed_for_me()).contains("登录密码"));
        let said = sentence(ledger.prove("别人猜的密码"));
        assert!(said.contains("密码不对"), "{said}");
        assert!(sentence(ledger.unseal(id)).contains("登录密码"));
        assert!(sentence(ledger.seal_interference(&oral(), &[], None)).contains("登录密码"));
    }
    let mut ledger = bureau.by_passphrase("赵示一");
    ledger.prove(&password("赵示一")).expect("proved");
    assert_eq!(ledger.unseal(id).expect("opened").now(), Some(oral()));
}

#[test]
fn who_may_write_and_to_whom() {
    let bureau = Bureau::new();
    for (name, can) in [("钱示六", false), (FOUNDER.0, false), ("法示七", true), ("纪示二", true)] {
        let done = bureau.log_in(name).seal_interference(&oral(), &[], None);
        assert_eq!(done.is_ok(), can, "{name}");
    }
    // About the main leader: the program offers other ways, and a person chooses.
    let mut about = oral();
    about.asker.name = "赵示一".into();
    let mut ledger = bureau.log_in("周示五");
    let said = sentence(ledger.seal_interference(&about, &[], None));
    assert!(said.contains("派驻纪检监察组"), "{said}");
    about.to = Addressee::Resident;
    let resident = ledger.seal_interference(&about, &[], None).expect("sealed");
    about.to = Addressee::Superior;
    let superior = ledger.seal_interference(&about, &[], None).expect("sealed");
    let all = ledger.all::<Sealed>().expect("records");
    assert!(all.iter().all(|one| one.value.wraps.len() == 3), "always three");
    drop(ledger);
    let opens = |name: &str| {
        let ledger = bureau.log_in(name);
        [resident, superior].map(|id| ledger.unseal(id).is_ok())
    };
    assert_eq!(opens("赵示一"), [false, false]);
    assert_eq!(opens("纪示二"), [true, false]);
    assert_eq!(opens("周示五"), [true, true]);
    // What comes back on paper is entered by the recorder; the resident group directs its own.
    let mut ledger = bureau.log_in("周示五");
    ledger.direct_sealed(superior, &direction(Vec::new()), &password("周示五")).expect("entered");
    assert!(
        sentence(ledger.direct_sealed(resident, &direction(Vec::new()), &password("周示五")))
            .contains("不由您")
    );
    drop(ledger);
    let mut ledger = bureau.log_in("纪示二");
    ledger.direct_sealed(resident, &direction(Vec::new()), &password("纪示二")).expect("directed");
}

#[test]
fn a_record_is_corrected_and_reclassified_by_later_entries() {
    let bureau = Bureau::new();
    let mut ledger = bureau.log_in("周示五");
    let id = ledger.seal_interference(&guidance(), &[], None).expect("sealed");
    let mut now = guidance();
    now.place = "二楼办公室".into();
    assert!(sentence(ledger.correct_sealed(id, &now, &[], " ")).contains("理由"));
    ledger.correct_sealed(id, &now, &[], "地点写错").expect("corrected");
    let asked = |conduct: Vec<u8>| Layer::Reclassified {
        nature: Nature::Asked,
        conduct,
        conduct_other: String::new(),
        why: "并无监督职责".into(),
    };
    assert!(sentence(ledger.reclassify_sealed(id, &asked(Vec::new()))).contains("过问情形"));
    ledger.reclassify_sealed(id, &asked(vec![1])).expect("reclassified");
    let book = ledger.unseal(id).expect("opened");
    assert_eq!(book.pages.len(), 3);
    assert_eq!(book.pages[0].layer, Layer::Record(guidance()));
    let last = book.now().expect("a record");
    assert_eq!((last.nature, last.place.as_str(), last.counts()), (Nature::Asked, "二楼办公室", true));
    drop(ledger);
    let mut ledger = bureau.log_in("赵示一");
    assert!(sentence(ledger.correct_sealed(id, &now, &[], "改")).contains("记录人本人"));
    drop(ledger);
    let mut ledger = bureau.log_in("郑示四");
    assert!(sentence(ledger.correct_sealed(id, &now, &[], "改")).contains("不能查阅"));
}

#[test]
fn files_are_sealed_in_sizes_that_tell_little_and_a_large_one_is_refused() {
    let bureau = Bureau::new();
    let mut ledger = bureau.log_in("周示五");
    let file =
        |bytes| Attachment { material: Material::Recording, name: "通话.m4a", media: "audio/mp4", bytes };
    let recording: Vec<u8> = (0..100_000u32).map(|n| (n % 251) as u8).collect();
    let id = ledger.seal_interference(&oral(), &[file(&recording)], None).expect("sealed");
    let attached = ledger.unseal(id).expect("opened").now().expect("a record").attached;
    assert_eq!((attached[0].name.as_str(), attached[0].size), ("通话.m4a", 100_000));
    assert_eq!(*ledger.unseal_file(id, &attached[0].file).expect("a file"), recording);
    let stored = ledger.file(&attached[0].file).expect("stored").len();
    assert!((128 << 10..(128 << 10) + 4096).contains(&stored), "{stored}");
    // A single word and a long account have layers of one size.
    let layer = |ledger: &Ledger, id| {
        let layers = ledger.get::<Sealed>(id).expect("a record").value.layers;
        ledger.file(&layers[0]).expect("stored").len() >> 12
    };
    let long = binggong::domain::interference::Interference { content: "长".repeat(500), ..oral() };
    let long = ledger.seal_interference(&long, &[], None).expect("sealed");
    assert_eq!(layer(&ledger, long), layer(&ledger, id));
    let large = vec![1; FILE_MOST + 1];
    let said = sentence(ledger.seal_interference(&oral(), &[file(&large)], None));
    assert!(said.contains("最大 64 MB"), "{said}");
    assert_eq!(ledger.sealed().expect("rows").len(), 2);
}

#[test]
fn a_new_leader_gets_what_is_not_about_the_new_leader() {
    let bureau = Bureau::new();
    let id = sealed(&bureau);
    let mut about = oral();
    about.asker.name = "吴示八".into();
    let own = bureau.log_in("周示五").seal_interference(&about, &[], None).expect("sealed");
    let mut ledger = bureau.log_in(FOUNDER.0);
    let new = ledger
        .add_user(&enrolment("吴示八", &[Role::Leader], &password("吴示八")), &key())
        .expect("a new leader");
    drop(ledger);
    assert!(sentence(bureau.log_in("吴示八").unseal(id)).contains("不能查阅"));
    let mut ledger = bureau.log_in("赵示一");
    let given = ledger.hand_over_sealed(new).expect("handed over");
    assert_eq!((given.records, given.withheld), (1, 1));
    let discipline = user(&ledger, "纪示二");
    assert!(sentence(ledger.hand_over_sealed(discipline)).contains("只能移交"));
    drop(ledger);
    let ledger = bureau.log_in("吴示八");
    assert_eq!(ledger.unseal(id).expect("opened").now(), Some(oral()));
    assert!(ledger.unseal(own).is_err());
    drop(ledger);
    // With two leaders somebody says which one gets a record.
    let mut ledger = bureau.log_in("周示五");
    assert!(sentence(ledger.seal_interference(&oral(), &[], None)).contains("2个"));
    ledger.seal_interference(&oral(), &[], Some(new)).expect("sealed");
}

#[test]
fn the_key_on_paper_opens_on_another_machine_and_makes_up_for_a_lost_password() {
    let bureau = Bureau::new();
    let before = sealed(&bureau);
    let said = sentence(bureau.log_in(FOUNDER.0).make_recovery_key("档案员"));
    assert!(said.contains("管理密封密钥"), "{said}");
    let paper = bureau.log_in("赵示一").make_recovery_key("档案员").expect("made").text;
    let after = bureau.log_in("周示五").seal_interference(&oral(), &[], None).expect("sealed");
    // On another machine, without anybody's password.
    let mut ledger = bureau.by_passphrase("赵示一");
    for id in [before, after] {
        assert_eq!(ledger.unseal_with_paper(id, &paper.to_lowercase()).expect("opened").now(), Some(oral()));
    }
    let slip = paper.replacen('Q', "P", 1);
    assert!(sentence(ledger.unseal_with_paper(after, &slip)).contains("抄写有误"));
    // The administrator sets another password; the new keys open nothing.
    ledger.act_as(FOUNDER.0).expect("acts");
    let leader = user(&ledger, "赵示一");
    let read = ledger.get(leader).expect("the leader");
    ledger.set_password(&read, "换过的登录密码字", "忘记密码").expect("set");
    ledger.act_as("赵示一").expect("acts");
    ledger.prove("换过的登录密码字").expect("proved");
    assert!(sentence(ledger.unseal(after)).contains("不能查阅"));
    let given = ledger.recover_sealed(&paper).expect("recovered");
    assert_eq!((given.records, given.withheld), (2, 0));
    for id in [before, after] {
        assert_eq!(ledger.unseal(id).expect("opened").now(), Some(oral()));
    }
    assert_eq!(ledger.verify(Depth::Full, &[]).expect("a report").faults, []);
}

/// What each of the bureau sees of one record at each step: 号 its line, 阅 its content, 印 its papers, 期 what is due,
/// 档 its entry in a file, 护 a flag of protection. Everybody has 号, and most have nothing else.
const SEEN: &str =
    "步骤　　　　赵示一　　　周示五　　　郑示四　　　纪示二　　　钱示六　　　法示七　　　孙示三
已呈报　　　号阅印期护　号阅印　　　号　　　　　号　　　　　号　　　　　号　　　　　号
已批示　　　号阅印期档护号阅印　　　号　　　　　号　　　　　号　　　　　号　　　　　号
已开放　　　号阅印期档护号阅印　　　号　　　　　号阅印期档护号　　　　　号　　　　　号
已反馈　　　号阅印档护　号阅印　　　号　　　　　号阅印档护　号　　　　　号　　　　　号
代行期间　　号阅印期护　号阅印　　　号　　　　　号　　　　　号　　　　　号阅印期　　号
";

#[test]
fn the_table_of_who_sees_what_at_each_step() {
    use binggong::domain::interference::{Follow, FollowUp};
    use binggong::domain::officer::{Officer, Profile};
    use binggong::domain::unit::{Unit, UnitKind};
    let bureau = Bureau::new();
    let mut ledger = bureau.log_in(FOUNDER.0);
    let unit = Unit { name: "青石示例镇".into(), kind: UnitKind::Township, parent: None, closed: false };
    let unit = ledger.add_unit(&unit).expect("a unit");
    let officer = |name: &str, post: &str| Officer {
        name: name.into(),
        unit,
        post: post.into(),
        staffing: None,
        entered_on: None,
        left_on: None,
        profile: Profile::default(),
    };
    let asker = ledger.add_officer(&officer("王示九", "副局长")).expect("an officer");
    let recorder = ledger.add_officer(&officer("周示五", "执法员")).expect("an officer");
    drop(ledger);
    let row = |step: &str, id: Id<Sealed>| {
        let mut row = format!("{step:　<6}");
        for name in PEOPLE.iter().map(|(name, _)| *name).chain([FOUNDER.0]) {
            let ledger = bureau.log_in(name);
            let of_this = |due: &binggong::ledger::interference::SealedDue| due.record == id;
            let sheet = binggong::ledger::interference::InterferenceSheet::Registration;
            let seen = [
                ("号", ledger.sealed().expect("the logbook").iter().any(|row| row.id == id)),
                ("阅", ledger.unseal(id).is_ok()),
                ("印", ledger.interference_paper(id, sheet).is_ok()),
                ("期", ledger.sealed_due().expect("a list").iter().any(of_this)),
                (
                    "档",
                    ledger
                        .integrity_file(asker)
                        .is_ok_and(|file| file.iter().any(|entry| entry.record == id)),
                ),
                ("护", ledger.protection_flags().expect("flags").iter().any(|flag| flag.record == id)),
            ];
            let seen: String = seen.iter().filter(|(_, sees)| *sees).map(|(mark, _)| *mark).collect();
            row += &format!("{seen:　<6}");
        }
        row.trim_end_matches('　').to_owned() + "\n"
    };
    let id = sealed(&bureau);
    let mut ledger = bureau.log_in(FOUNDER.0);
    let read = ledger.get(recorder).expect("an officer");
    ledger
        .move_officer(&read, &officer("周示五", "资料员"), super::day("2026-03-05"), "调整")
        .expect("moved");
    drop(ledger);
    let heads: String =
        PEOPLE.iter().map(|(name, _)| *name).chain([FOUNDER.0]).map(|name| format!("{name:　<6}")).collect();
    let mut table = format!("步骤　　　　{}\n", heads.trim_end_matches('　'));
    table += &row("已呈报", id);
    let none = Direction { gravity: Gravity::None, ..direction(Vec::new()) };
    let mut ledger = bureau.log_in("赵示一");
    ledger.direct_sealed(id, &none, &password("赵示一")).expect("directed");
    drop(ledger);
    table += &row("已批示", id);
    let mut ledger = bureau.log_in("赵示一");
    let keeper = user(&ledger, "纪示二");
    ledger
        .direct_sealed(id, &Direction { keepers: vec![keeper], ..none }, &password("赵示一"))
        .expect("opened");
    drop(ledger);
    table += &row("已开放", id);
    let mut ledger = bureau.log_in("赵示一");
    let told =
        FollowUp { text: "已处理。".into(), ..FollowUp::new(Follow::Feedback, super::day("2026-03-05")) };
    ledger.follow_up_sealed(id, &told, &[]).expect("told");
    let deputy = user(&ledger, "法示七");
    let (from, until) = (super::day("2026-03-05"), super::day("2026-03-06"));
    ledger.appoint_deputy(deputy, from, until, "").expect("appointed");
    drop(ledger);
    table += &row("已反馈", id);
    let second = bureau.log_in("周示五").seal_interference(&oral(), &[], None).expect("sealed");
    table += &row("代行期间", second);
    print!("{table}");
    assert_eq!(table, SEEN);
}
