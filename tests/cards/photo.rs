//! The photograph of a person: kept small and upright, replaced and removed in sight of all.

use std::io::Cursor;

use binggong::domain::id::Id;
use binggong::domain::officer::Officer;
use binggong::domain::unit::UnitKind;
use image::{ImageFormat, Rgb, RgbImage};

use super::{officer, unit};
use crate::house::House;

fn photograph(width: u32, height: u32, point: [u8; 3], format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_pixel(width, height, Rgb(point)).write_to(&mut bytes, format).expect("a picture");
    bytes.into_inner()
}

fn notes(house: &House, officer: Id<Officer>) -> Vec<String> {
    let acts = house.ledger.timeline(officer.uuid()).expect("a timeline");
    let note = |act: &binggong::ledger::Act| {
        let changes = act.changes.iter().filter_map(|touched| match &touched.what {
            binggong::ledger::Touch::Changed(fields) => Some(fields),
            _ => None,
        });
        let changes: Vec<String> =
            changes.flatten().map(|field| format!("{}：{}→{}", field.label, field.old, field.new)).collect();
        format!("{} {}", act.title(), changes.join("、"))
    };
    acts.iter().map(note).collect()
}

#[test]
fn a_photograph_is_kept_small_replaced_and_removed_by_acts_that_stay() {
    let mut house = House::new();
    let brigade = unit(&mut house, "综合行政执法大队", UnitKind::Section);
    let who = officer(&mut house, "周示五", brigade);
    let read = house.ledger.get(who).expect("somebody");
    assert_eq!(house.ledger.photo_of(&read.value).expect("an answer"), None);
    let refused = house.ledger.remove_photo(&read, "").unwrap_err().to_string();
    assert_eq!(refused, "周示五没有照片，不用移除。");

    house.ledger.set_photo(&read, &photograph(900, 1200, [180, 40, 40], ImageFormat::Jpeg)).expect("set");
    let read = house.ledger.get(who).expect("somebody");
    let red = house.ledger.photo_of(&read.value).expect("an answer").expect("a photograph");
    assert_eq!((red.picture.width, red.picture.height), (480, 640));
    assert!(red.jpeg.starts_with(&[0xff, 0xd8]) && red.jpeg.len() < 60_000);

    house.ledger.set_photo(&read, &photograph(300, 400, [40, 40, 180], ImageFormat::Png)).expect("replaced");
    let stale = house.ledger.set_photo(&read, &photograph(300, 400, [0, 0, 0], ImageFormat::Png));
    assert!(stale.is_err(), "what was read before the change must not overwrite it");
    let read = house.ledger.get(who).expect("somebody");
    let blue = house.ledger.photo_of(&read.value).expect("an answer").expect("a photograph");
    assert_eq!((blue.picture.width, blue.picture.height), (300, 400));

    let refused = house.ledger.set_photo(&read, b"MZ\x90 no picture").unwrap_err().to_string();
    assert_eq!(refused, "这个文件不是 JPEG 或者 PNG 图片，请换一张照片。");

    house.ledger.remove_photo(&read, "照片不是本人").expect("removed");
    let read = house.ledger.get(who).expect("somebody");
    assert_eq!(house.ledger.photo_of(&read.value).expect("an answer"), None);
    assert_eq!(
        notes(&house, who),
        ["新增人员 ", "更换照片 照片：→有", "更换照片 照片：有→有", "更换照片 照片：有→"]
    );
}
