//! The official wording of a pack: imported word for word, refused where it is another text.

use binggong::domain::fault::Citation;
use binggong::ledger::Error;

use super::house::House;

/// A text of our own with the articles and items of Chifeng's.
fn official() -> String {
    let heads = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四"];
    let lists = [0, 0, 0, 0, 11, 4, 3, 4, 4, 0, 0, 0, 0, 0];
    let items = |n: u16| (1..=n).map(|i| format!("{i}、第{i}种；\n")).collect::<String>();
    heads.iter().zip(lists).map(|(head, n)| format!("第{head}条　内容。\n{}", items(n))).collect()
}

#[test]
fn the_official_wording_is_kept_word_for_word() {
    let mut house = House::new();
    let pack = house.ledger.packs().unwrap().remove(0);
    assert!(house.ledger.official(&pack).unwrap().is_none());
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("制度.txt");
    let wide: Vec<u8> =
        "\u{feff}".encode_utf16().chain(official().encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [official().into_bytes(), wide] {
        std::fs::write(&path, bytes).unwrap();
        house.ledger.import_official(&pack.id, &path).unwrap();
        let text = house.ledger.official(&pack).unwrap().expect("imported");
        let cite = Citation::parse("5(3)").unwrap();
        assert_eq!(text.quote(&cite), ["第五条　内容。", "3、第3种；"]);
    }
}

#[test]
fn what_is_not_the_text_is_not_imported() {
    let mut house = House::new();
    let pack = house.ledger.packs().unwrap().remove(0);
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("制度.txt");
    let mut refused = |bytes: &[u8]| {
        std::fs::write(&path, bytes).unwrap();
        let error: Error = house.ledger.import_official(&pack.id, &path).expect_err("refused");
        assert!(house.ledger.official(&pack).unwrap().is_none());
        error.to_string()
    };
    assert!(refused(&[0xD6, 0xC6, 0xB6, 0xC8]).contains("UTF-8"), "GBK is told apart");
    assert!(refused(b"\0\0\0").contains("UTF-8"));
    assert!(refused(official().replace("11、第11种；", "").as_bytes()).contains("第五条第11项"));
    let missing = house.ledger.import_official(&pack.id, &dir.path().join("没有.txt")).expect_err("no file");
    assert!(missing.to_string().contains("没有.txt"), "{missing}");
}
