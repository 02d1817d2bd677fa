//! Two machines that entered cards apart from each other: what the merge brings together stands in 待办.

use std::path::Path;

use binggong::domain::certificate::{Certificate, CertificateKind, CertificateState};
use binggong::domain::officer::Officer;
use binggong::ledger::Ledger;
use binggong::ledger::file::{Key, Machine, Mode};
use binggong::store::Store;

use crate::house::{FOUNDER, agency, day, morning};

const NUMBER: &str = "99000000001";

fn open(path: &Path, seed: &str) -> Ledger {
    let mut ledger =
        Ledger::open(path, &Key::Plain, Mode::Write, Machine::ephemeral(), morning(seed)).expect("opened");
    ledger.act_as("孙示三").expect("acts");
    ledger
}

/// Enters somebody with a card of that number.
fn enters(ledger: &mut Ledger, name: &str) {
    let unit = ledger.all::<binggong::domain::unit::Unit>().expect("units")[0].id;
    let officer = Officer {
        name: name.into(),
        unit,
        post: "执法员".into(),
        staffing: None,
        entered_on: None,
        left_on: None,
        profile: Default::default(),
    };
    let officer = ledger.add_officer(&officer).expect("an officer");
    let card = Certificate {
        officer,
        kind: CertificateKind::Enforcement,
        number: NUMBER.into(),
        categories: Vec::new(),
        region: String::new(),
        issuer: String::new(),
        issued_on: None,
        valid_to: None,
        state: CertificateState::Held,
    };
    ledger.add_certificate(&card).expect("a card");
    let again = ledger.add_certificate(&card).unwrap_err().to_string();
    assert!(again.contains(&format!("{name}的证件")), "refused where it is entered: {again}");
}

#[test]
fn a_number_that_two_cards_have_after_a_merge_stands_in_todo() {
    let dir = tempfile::tempdir().expect("a folder");
    let (here, there) = (dir.path().join("县局.ledger"), dir.path().join("乡镇.ledger"));
    let founded =
        Ledger::create(&here, &Key::Plain, Machine::ephemeral(), morning("founded"), &agency(), &FOUNDER);
    let mut ledger = founded.expect("founded");
    let unit = binggong::domain::unit::Unit {
        name: "综合行政执法大队".into(),
        kind: binggong::domain::unit::UnitKind::Section,
        parent: None,
        closed: false,
    };
    ledger.add_unit(&unit).expect("a unit");
    drop(ledger);
    std::fs::copy(&here, &there).expect("a copy");
    enters(&mut open(&here, "here"), "周示五");
    enters(&mut open(&there, "there"), "吴示六");
    let store = |path: &Path, seed: &str| {
        Store::open(path, &Key::Plain, Mode::Write, Machine::ephemeral(), &morning(seed)).expect("opened")
    };
    let mut ours = store(&here, "merging");
    let parcel =
        store(&there, "giving").slice_after(&ours.heads_of_nodes().expect("heads")).expect("a slice");
    ours.accept(&parcel).expect("taken in");
    drop(ours);
    let ledger = open(&here, "after");
    let due = ledger.todo(day("2026-03-05")).expect("a list").registers;
    assert_eq!(due.len(), 1, "{due:?}");
    assert_eq!((due[0].task, due[0].kind), ("核对重复的证号", "certificate"));
    assert!(due[0].about.contains("周示五") && due[0].about.contains("吴示六"), "{due:?}");
    assert!(due[0].about.contains(NUMBER), "{due:?}");
    // One of the two is corrected, and the line is gone.
    let mut ledger = ledger;
    let card = ledger.get(binggong::domain::id::Id::<Certificate>::new(due[0].id)).expect("a card");
    let right = Certificate { number: "99000000002".into(), ..card.value.clone() };
    ledger.change_certificate(&card, &right, "证号录错").expect("corrected");
    assert_eq!(ledger.todo(day("2026-03-05")).expect("a list").registers, []);
}
