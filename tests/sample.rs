//! The sample bureau: what stands in it, and that it is the same each time it is made.

mod house;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use binggong::domain::certificate::{Certificate, Validity};
use binggong::domain::fault::Standing;
use binggong::domain::liability::Liability;
use binggong::domain::notice::{Notice, Number, NumberState};
use binggong::domain::officer::Officer;
use binggong::env::Env;
use binggong::ledger::file::{Depth, Key, Machine, Mode};
use binggong::ledger::{Ledger, sample};
use house::{day, words_of};
use tempfile::TempDir;

/// One making of the sample, shared by the tests.
static MADE: LazyLock<TempDir> = LazyLock::new(|| {
    let dir = tempfile::tempdir().expect("a folder");
    make(dir.path());
    dir
});

fn make(dir: &Path) {
    let mut ledger = sample::bureau(&dir.join("示例.ledger")).expect("a bureau");
    sample::main_jobs(&mut ledger, &dir.join("notices")).expect("its notices");
}

fn made() -> Ledger {
    let path = MADE.path().join("示例.ledger");
    Ledger::open(&path, &Key::Plain, Mode::Read, Machine::ephemeral(), Env::System).expect("opens")
}

#[test]
fn the_cards_are_as_a_county_has_them() {
    let ledger = made();
    let on = day("2026-03-05");
    let cards = ledger.all::<Certificate>().expect("cards");
    assert!((50..=75).contains(&cards.len()), "{} cards", cards.len());
    let count = |validity| cards.iter().filter(|card| card.value.validity(on) == validity).count();
    assert_eq!(count(Validity::Expired), 1);
    assert_eq!(count(Validity::Void), 1);
    assert_eq!(count(Validity::Suspended), 1);
    let soon = |card: &&binggong::ledger::file::Versioned<Certificate>| {
        card.value.validity(on) == Validity::Valid
            && card.value.valid_to.is_some_and(|to| to <= on + chrono::Days::new(60))
    };
    assert_eq!(cards.iter().filter(soon).count(), 3);
    assert_eq!((count(Validity::Lost), count(Validity::Pending)), (1, 1));
    // Two who have left the service still hold their cards.
    let gone: Vec<_> = ledger
        .all::<Officer>()
        .expect("officers")
        .into_iter()
        .filter(|one| one.value.left_on.is_some())
        .collect();
    assert_eq!(gone.len(), 2);
    for officer in gone {
        assert_eq!(ledger.cards_of(officer.id, on).expect("cards")[0].1, Validity::Valid);
    }
    assert_eq!(ledger.search("zsw", 10).expect("hits").len(), 1);
}

#[test]
fn the_registers_beside_the_people_are_filled() {
    let ledger = made();
    let on = day("2026-03-05");
    // Nobody with a card that counts is a question: what J14 asks for is recorded, and each condition answered.
    let mut not_held = Vec::new();
    for officer in ledger.all::<Officer>().expect("officers") {
        let cards = ledger.cards_of(officer.id, on).expect("cards");
        let Some((card, _)) = cards.first().filter(|_| officer.value.left_on.is_none()) else { continue };
        let profile = &officer.value.profile;
        assert!(profile.sex.is_some() && profile.born.is_some() && profile.education.is_some());
        assert!(!profile.major.is_empty() && !profile.region.is_empty() && !profile.expertise.is_empty());
        for line in ledger.eligibility(officer.id, card.value.kind).expect("conditions") {
            let name = &officer.value.name;
            assert_ne!(line.standing, Standing::Open, "{name} {}: {}", line.label, line.because);
            if line.standing == Standing::NotHeld {
                not_held.push((name.clone(), line.label));
            }
        }
    }
    let failed = ("沈示丁".to_owned(), "业务培训考核合格".to_owned());
    assert_eq!(not_held, [failed]);
    let courses = ledger.courses().expect("courses");
    assert_eq!(courses.len(), 9);
    let open: Vec<&str> =
        courses.iter().filter(|one| one.open > 0).map(|one| one.training.title.as_str()).collect();
    assert_eq!(open, ["2026年执法文书制作视频讲座"]);
    let due: Vec<String> = ledger.entries_due(on).expect("duties").into_iter().map(|one| one.about).collect();
    assert_eq!(due, ["邹示勤"], "one of two platforms");
    let registers: Vec<&str> =
        ledger.todo(on).expect("a list").registers.into_iter().map(|one| one.task).collect();
    let waiting = ["报司法部门核定证件", "刊登证件遗失声明", "印发暂扣通知书", "登记自治区的抄告"];
    assert_eq!(registers[..3], ["查处投诉", "公开权责事项", "公开委托事项"]);
    assert_eq!(registers[3..], waiting);
    let answers: Vec<Standing> = ["周示五", "冯示八", "郑示七", "唐示泉", "蒋示丙"]
        .iter()
        .map(|name| {
            let who = ledger.officers_named(name).expect("somebody").remove(0).id;
            ledger.powers_of(who, on, &Default::default()).expect("an answer").answer()
        })
        .collect();
    use Standing::{Held, NotHeld};
    assert_eq!(answers, [Held, Held, Held, NotHeld, NotHeld]);
}

#[test]
fn at_least_twelve_different_notices_of_every_form() {
    let ledger = made();
    let notices = ledger.all::<Notice>().expect("notices");
    assert!(notices.len() >= 12);
    let forms: BTreeSet<&str> = notices.iter().map(|notice| notice.value.form.as_str()).collect();
    assert_eq!(forms.len(), 4, "{forms:?}");
    let papers: BTreeSet<_> = notices.iter().map(|notice| notice.value.pdf).collect();
    assert_eq!(papers.len(), notices.len());
    assert!(
        notices.iter().any(|notice| notice.value.form == "c1-liability-decision" && notice.value.pages == 3)
    );
    let mut all = String::new();
    for notice in &notices {
        let text = words_of(&ledger.pages_of(&notice.value).expect("pages"));
        assert!(text.contains("测试数据"), "{}", notice.value.document_no);
        // The remedy of an internal decision: 复核, and 申诉 for a person alone.
        let burdens = notice.value.form == "c1-liability-decision";
        assert_eq!(text.contains("提出复核申请"), burdens || notice.value.form == "c1-exempt");
        assert!(!text.contains("提起诉讼") && !text.contains("申请行政复议"));
        let person = !matches!(notice.value.addressee.as_str(), "政策法规股" | "应急救援中心");
        assert_eq!(text.contains("提出申诉"), person && (burdens || notice.value.form == "c1-exempt"));
        all += &text;
    }
    for name in ["王䶮", "李㛃", "张𬭳", "赵喆", "陈镕"] {
        assert!(all.contains(name), "{name}");
    }
    let void = ledger
        .all::<Number>()
        .expect("numbers")
        .into_iter()
        .filter(|one| one.value.state == NumberState::Void);
    assert_eq!(void.count(), 1);
}

#[test]
fn one_inquiry_waits_for_answers_and_one_duty_for_its_day() {
    let ledger = made();
    let inquiries = ledger.all::<Liability>().expect("inquiries");
    let open = inquiries.iter().filter(|one| ledger.decisions_of(one.id).expect("decisions").is_empty());
    let open: Vec<_> = open.collect();
    assert_eq!(open.len(), 1);
    assert!(open[0].value.answers.iter().all(|answer| answer.standing == Standing::Held));
    let kept = open[0].value.analysis.as_ref().expect("an analysis");
    let kept: serde_json::Value = serde_json::from_str(&kept.conclusion).expect("JSON");
    assert!(kept["packs"][0]["open_questions"].as_array().expect("questions").len() > 10);
    let running = ledger.running_deadlines().expect("deadlines");
    assert!(running.iter().any(|one| one.value.about == "李示四" && one.value.act_by == day("2026-03-16")));
}

#[test]
fn the_same_command_makes_the_same_bytes() {
    let again = tempfile::tempdir().expect("a folder");
    make(again.path());
    let papers = |dir: &Path| {
        let mut papers: Vec<_> = std::fs::read_dir(dir.join("notices"))
            .expect("notices")
            .map(|entry| {
                let entry = entry.expect("an entry");
                (entry.file_name(), std::fs::read(entry.path()).expect("a PDF"))
            })
            .collect();
        papers.sort();
        papers
    };
    assert!(papers(MADE.path()) == papers(again.path()), "the notices differ");
    let ledger = Ledger::open(
        &again.path().join("示例.ledger"),
        &Key::Plain,
        Mode::Write,
        Machine::ephemeral(),
        Env::System,
    );
    let mut ledger = ledger.expect("opens");
    assert_eq!(ledger.head().expect("a head"), made().head().expect("a head"));
    assert_eq!(ledger.verify(Depth::Full, &[]).expect("a report").faults, []);
    let before = ledger.digest().expect("a digest");
    ledger.rebuild().expect("rebuilt");
    assert_eq!(ledger.digest().expect("a digest"), before);
}

#[test]
fn a_large_search_index_in_the_middle_of_a_merge_is_sound() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut ledger = sample::stress(&dir.path().join("large.ledger"), &Key::Plain, 20_000).expect("a ledger");
    ledger.rebuild().expect("rebuilt");
    assert_eq!(ledger.verify(Depth::Quick, &[]).expect("a report").faults, []);
}
