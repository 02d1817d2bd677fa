//! Surnames whose reading as a surname is not the character's commonest.

/// The initials of the surname at the beginning of `name`, one ASCII letter a character, if it is in
/// the table. A compound surname goes before a single one: 尉迟 before 尉.
pub fn surname_initials(name: &str) -> Option<&'static str> {
    let starts = |table: &[(&str, &'static str)]| {
        table.iter().find(|(surname, _)| name.starts_with(surname)).map(|(_, initials)| *initials)
    };
    starts(COMPOUND).or_else(|| starts(SINGLE))
}

const COMPOUND: &[(&str, &str)] = &[
    ("澹台", "tt"), // tán tái
    ("单于", "cy"), // chán yú
    ("长孙", "zs"), // zhǎng sūn
    ("尉迟", "yc"), // yù chí
    ("万俟", "mq"), // mò qí
    ("鲜于", "xy"), // xiān yú
    ("呼延", "hy"), // hū yán
    ("乐正", "yz"), // yuè zhèng
    ("令狐", "lh"), // líng hú
    ("皇甫", "hf"), // huáng fǔ
    ("夏侯", "xh"), // xià hóu
    ("句龙", "gl"), // gōu lóng
    ("相里", "xl"), // xiàng lǐ
];

const SINGLE: &[(&str, &str)] = &[
    ("曾", "z"), // zēng
    ("单", "s"), // shàn
    ("解", "x"), // xiè
    ("仇", "q"), // qiú
    ("翟", "z"), // zhái
    ("区", "o"), // ōu
    ("查", "z"), // zhā
    ("覃", "q"), // qín; tán is kept as the other reading
    ("缪", "m"), // miào
    ("乐", "y"), // yuè; lè is kept
    ("朴", "p"), // piáo
    ("种", "c"), // chóng
    ("召", "s"), // shào
    ("繁", "p"), // pó
    ("隗", "k"), // kuí; wěi is kept
    ("郇", "x"), // xún
    ("洗", "x"), // xiǎn, for 冼
    ("冼", "x"), // xiǎn
    ("佴", "n"), // nài
    ("逄", "p"), // páng
    ("员", "y"), // yùn
    ("折", "s"), // shé
    ("乜", "n"), // niè
    ("宓", "m"), // mì; fú is kept
    ("祭", "z"), // zhài
    ("句", "g"), // gōu
    ("秘", "b"), // bì
    ("费", "b"), // bì; fèi, the commoner, is kept
    ("薄", "b"), // bó
    ("能", "n"), // nài
    ("么", "y"), // yāo
    ("那", "n"), // nā
    ("盖", "g"), // gě
    ("黑", "h"), // hè
    ("牟", "m"), // mù, móu
    ("重", "c"), // chóng
    ("盛", "s"), // shèng
    ("车", "c"), // chē
    ("都", "d"), // dū
    ("贾", "j"), // jiǎ
    ("阚", "k"), // kàn
    ("任", "r"), // rén
    ("宁", "n"), // nìng
    ("尉", "w"), // wèi; yù is kept
    ("卜", "b"), // bǔ
    ("谌", "c"), // chén; shèn is kept
    ("柏", "b"), // bǎi
    ("晟", "c"), // chéng
    ("吾", "w"), // wú
    ("撖", "h"), // hàn
    ("藏", "z"), // zàng
    ("行", "x"), // xíng
    ("莘", "s"), // shēn; xīn is kept
    ("郗", "x"), // xī; chī is kept
    ("郄", "q"), // qiè; xì is kept
    ("宿", "s"), // sù
    ("颉", "x"), // xié
    ("曲", "q"), // qū
    ("适", "k"), // kuò
    ("哈", "h"), // hǎ
    ("降", "j"), // jiàng
    ("校", "x"), // xiào
    ("强", "q"), // qiáng
    ("叶", "y"), // yè
    ("拓", "t"), // tuò
    ("纪", "j"), // jǐ
    ("炅", "g"), // guì; jiǒng is kept
    ("於", "y"), // yū
    ("隽", "j"), // juàn
    ("镡", "c"), // chán; tán, xín are kept
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_gives_a_letter_a_character_and_stands_once() {
        let rows = COMPOUND.iter().chain(SINGLE);
        for (surname, initials) in rows.clone() {
            assert_eq!(surname.chars().count(), initials.len(), "{surname}");
            assert!(initials.bytes().all(|b| b.is_ascii_lowercase()), "{surname}");
            assert_eq!(rows.clone().filter(|(other, _)| other == surname).count(), 1, "{surname}");
        }
    }

    #[test]
    fn a_compound_surname_goes_before_a_single_one() {
        assert_eq!(surname_initials("尉迟恭"), Some("yc"));
        assert_eq!(surname_initials("尉健"), Some("w"));
        assert_eq!(surname_initials("张三"), None);
    }
}
