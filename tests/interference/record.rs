//! What is asked of a record: by the first question, by channel, by kind of conduct, and where it goes.

use binggong::domain::hash::Hash;
use binggong::domain::interference::{Attached, Channel, Interference, Material, Nature, Person, Side, Way};
use binggong::domain::problem::{Checked, Invalid, Reason};

use super::{guidance, oral};

/// The fields that are complained of.
fn fields(record: &Interference) -> Vec<&'static str> {
    record.check().err().unwrap_or_default().iter().map(|problem| problem.field).collect()
}

fn attached(material: Material) -> Attached {
    Attached { material, name: "附件".into(), media: String::new(), size: 1, file: Hash::default() }
}

#[test]
fn each_channel_asks_for_its_material_or_the_reason_why_not() {
    let table = [
        (Channel::Oral, None),
        (Channel::Phone, Some(Material::Recording)),
        (Channel::Electronic, Some(Material::Message)),
        (Channel::Paper, Some(Material::Original)),
    ];
    for (channel, wanted) in table {
        let bare = Interference { channel, ..oral() };
        let Some(wanted) = wanted else {
            assert_eq!(fields(&bare), [""; 0]);
            continue;
        };
        assert_eq!(fields(&bare), ["interference.without"], "{channel:?}");
        let told = Interference { without: "没有录音条件".into(), ..bare.clone() };
        assert_eq!(fields(&told), [""; 0]);
        let with = Interference { attached: vec![attached(wanted)], ..bare.clone() };
        assert_eq!(fields(&with), [""; 0]);
        let other = Interference { attached: vec![attached(Material::Other)], ..bare };
        assert_eq!(fields(&other), ["interference.without"]);
    }
}

#[test]
fn a_missing_part_is_named_by_its_field() {
    let empty = Interference {
        matter: " ".into(),
        asker: binggong::domain::interference::Asker {
            name: String::new(),
            post: String::new(),
            ..oral().asker
        },
        at: None,
        place: String::new(),
        content: String::new(),
        conduct: Vec::new(),
        reactions: Vec::new(),
        recorder: Person::default(),
        second: Some(Person::default()),
        ..oral()
    };
    let wanted = [
        "interference.matter",
        "interference.name",
        "interference.post",
        "interference.place",
        "interference.content",
        "interference.at",
        "interference.conduct",
        "interference.reactions",
        "interference.recorder",
        "interference.second",
    ];
    assert_eq!(fields(&empty), wanted);
}

#[test]
fn all_eight_kinds_are_taken_and_the_last_asks_for_words() {
    for item in 1..=7 {
        assert_eq!(fields(&Interference { conduct: vec![item], ..oral() }), [""; 0]);
    }
    let other = Interference { conduct: vec![8], ..oral() };
    assert_eq!(fields(&other), ["interference.conduct_other"]);
    assert_eq!(fields(&Interference { conduct_other: "送来材料".into(), ..other }), [""; 0]);
    for item in [0, 9] {
        let wrong = Interference { conduct: vec![item], ..oral() };
        let problem = Invalid { field: "interference.conduct", reason: Reason::NoneGiven };
        assert_eq!(wrong.check(), Err(vec![problem]));
    }
}

#[test]
fn a_lawful_inquiry_is_a_work_note_and_asks_whether_it_came_in_writing() {
    assert_eq!((guidance().way(), guidance().counts()), (Way::Kept, false));
    assert_eq!(fields(&guidance()), [""; 0]);
    assert_eq!(fields(&Interference { in_writing: None, ..guidance() }), ["interference.in_writing"]);
    let procedure = Interference { nature: Nature::Procedure, in_writing: None, ..guidance() };
    assert_eq!((procedure.way(), fields(&procedure).len()), (Way::Kept, 0));
}

#[test]
fn only_an_insiders_asking_is_counted_and_each_outsider_has_another_way() {
    let table = [
        (Side::Inside, Way::Leader, true),
        (Side::Cadre, Way::Letter, false),
        (Side::Deputy, Way::Congress, false),
        (Side::Adviser, Way::Conference, false),
        (Side::Other, Way::Open, false),
    ];
    assert_eq!(table.len(), Side::ALL.len());
    for (side, way, counts) in table {
        let mut record = oral();
        record.asker.side = side;
        record.conduct = if counts { vec![6] } else { Vec::new() };
        assert_eq!((record.way(), record.counts(), fields(&record).len()), (way, counts, 0), "{side:?}");
    }
}
