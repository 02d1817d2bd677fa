//! Which documents a folder of scans holds, by the names of its files: for a person to look over and confirm.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::FileRules;
use crate::domain::case_file::DocumentKind;

/// A document that somebody's files may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    pub kind: DocumentKind,
    /// Whether the kind follows from the name; otherwise a person says.
    pub known: bool,
    pub title: String,
    pub on: Option<NaiveDate>,
    /// Which of the names, in the order of the pages.
    pub files: Vec<usize>,
}

/// What the pictures of one document have alike: number, words and day; a PDF is like nothing else.
type Alike<'a> = (Option<u32>, &'a str, Option<NaiveDate>, Option<usize>);

/// What a name says.
struct Told {
    /// The number in front.
    order: Option<u32>,
    /// What stands between the numbers.
    words: String,
    on: Option<NaiveDate>,
    /// The number behind, or that of `第12页`.
    page: Option<u32>,
    /// Whether it is one of several pictures that make up a document, not a document by itself.
    part: bool,
}

/// The documents that these files are, in the legal order. Pictures whose names differ in the number behind only
/// make up one document; a PDF is one by itself.
pub fn propose(rules: &FileRules, names: &[&str]) -> Vec<Proposed> {
    let told: Vec<Told> = names.iter().map(|name| told(name)).collect();
    let mut groups: BTreeMap<Alike<'_>, Vec<usize>> = BTreeMap::new();
    for (at, one) in told.iter().enumerate() {
        let alone = (!one.part).then_some(at);
        groups.entry((one.order, &one.words, one.on, alone)).or_default().push(at);
    }
    let mut proposed: Vec<(Option<u32>, Proposed)> = groups
        .into_iter()
        .map(|((order, words, on, _), mut files)| {
            files.sort_by_key(|at| (told[*at].page, names[*at]));
            let kind = rules.recognise(words);
            let title = match (words, kind) {
                ("", _) => pages_scanned(&files.iter().map(|at| told[*at].page).collect::<Vec<_>>()),
                (words, _) => words.to_owned(),
            };
            let known = kind.is_some();
            (order, Proposed { kind: kind.unwrap_or(DocumentKind::Other), known, title, on, files })
        })
        .collect();
    // A number in front orders what is of one kind; what nobody has numbered comes behind, by its day.
    proposed.sort_by(|(one_order, one), (other_order, other)| {
        let key = |order: &Option<u32>, it: &Proposed| {
            (it.kind, order.is_none(), *order, it.on.is_none(), it.on, it.files.first().copied())
        };
        key(one_order, one).cmp(&key(other_order, other))
    });
    proposed.into_iter().map(|(_, proposed)| proposed).collect()
}

/// The page of a bound file whose number is all that a name says: 第12页.png.
pub fn page_alone(name: &str) -> Option<u32> {
    let named: String = name.chars().filter(|c| !c.is_whitespace()).map(half_width).collect();
    numbered_page(&named)?;
    let told = told(&named);
    told.page.filter(|_| told.words.is_empty() && told.order.is_none() && told.on.is_none())
}

/// What pages are called that have no name but their numbers.
fn pages_scanned(pages: &[Option<u32>]) -> String {
    match (pages.first().copied().flatten(), pages.last().copied().flatten()) {
        (Some(first), Some(last)) if first != last => format!("扫描页{first}—{last}"),
        (Some(only), _) => format!("扫描页{only}"),
        _ => "扫描件".to_owned(),
    }
}

fn told(name: &str) -> Told {
    let (stem, end) = name.rsplit_once('.').unwrap_or((name, ""));
    let is_picture = !end.eq_ignore_ascii_case("pdf");
    let mut rest: String = stem.chars().map(half_width).collect();
    let on = day_in(&mut rest);
    let between = |c: char| c.is_whitespace() || "-_.,、，．—–~#".contains(c);
    let trimmed = |text: &str| text.trim_matches(between).to_owned();
    let mut rest = trimmed(&rest);
    let mut page = None;
    // 第12页 anywhere.
    if let Some((before, number, after)) = numbered_page(&rest) {
        page = Some(number);
        rest = format!("{}{}", trimmed(&before), trimmed(&after));
    }
    let mut order = None;
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    if digits > 0 && digits < rest.len() && digits <= 4 {
        order = rest[..digits].parse().ok();
        rest = trimmed(&rest[digits..]);
    }
    if let Some((before, number)) = page_in_brackets(&rest).filter(|_| page.is_none() && is_picture) {
        page = Some(number);
        rest = trimmed(&before);
    }
    if page.is_none() && is_picture {
        let from = rest
            .rfind(|c: char| !c.is_ascii_digit())
            .map_or(0, |at| at + rest[at..].chars().next().map_or(0, char::len_utf8));
        // 2026 in 决定书2026 is a year, and no picture has so many digits that it is no page.
        if from < rest.len() && rest.len() - from <= 6 {
            page = rest[from..].parse().ok();
            rest = trimmed(&rest[..from]);
        }
    }
    // Pictures that nobody has named are the pages of one scan, whatever a scanner calls them.
    if rest.is_ascii() && page.is_some() {
        rest.clear();
    }
    Told { order, words: rest, on, page, part: is_picture && page.is_some() }
}

/// Digits and letters as they are typed with or without an input method.
fn half_width(c: char) -> char {
    match c {
        '　' => ' ',
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    }
}

/// The number in the brackets with which a name ends: `送达回证(2)`.
fn page_in_brackets(name: &str) -> Option<(String, u32)> {
    let (before, inner) = name.strip_suffix([')', '）'])?.rsplit_once(['(', '（'])?;
    let number = inner.parse().ok().filter(|_| inner.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some((before.to_owned(), number))
}

/// Takes a day out of a name: 20260305, 2026-03-05, 2026年3月5日.
fn day_in(name: &mut String) -> Option<NaiveDate> {
    let characters: Vec<(usize, char)> = name.char_indices().collect();
    for (at, (from, c)) in characters.iter().enumerate() {
        let follows_a_digit = at > 0 && characters[at - 1].1.is_ascii_digit();
        if !c.is_ascii_digit() || follows_a_digit {
            continue;
        }
        if let Some((on, length)) = day_at(&name[*from..]) {
            name.replace_range(*from..*from + length, "");
            return Some(on);
        }
    }
    None
}

/// The day that a text begins with, and how many bytes it has.
fn day_at(text: &str) -> Option<(NaiveDate, usize)> {
    let number = |from: usize, most: usize| {
        let digits = text[from..].bytes().take(most).take_while(u8::is_ascii_digit).count();
        Some((text.get(from..from + digits)?.parse::<u32>().ok()?, from + digits))
    };
    let (year, at) = number(0, 4).filter(|(year, at)| *at == 4 && (1990..2100).contains(year))?;
    let gap = |at: usize, marks: &[&str]| {
        marks.iter().find(|mark| text[at..].starts_with(**mark)).map_or(at, |mark| at + mark.len())
    };
    let after_year = gap(at, &["-", ".", "年"]);
    let (month, at) = number(after_year, 2)?;
    let after_month = gap(at, &["-", ".", "月"]);
    let (day, at) = number(after_month, 2)?;
    let joined = after_year == 4;
    // Without anything between them, all eight digits must be there.
    if joined && at != 8 || text[at..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some((NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?, gap(at, &["日"])))
}

/// `第12页` or `第012张` in a name, with what stands before and behind it.
fn numbered_page(name: &str) -> Option<(String, u32, String)> {
    let (before, rest) = name.split_once('第')?;
    let digits = rest.find(|c: char| !c.is_ascii_digit())?;
    let number = rest[..digits].parse().ok()?;
    let after = ["页", "张"].iter().find_map(|mark| rest[digits..].strip_prefix(mark))?;
    Some((before.to_owned(), number, after.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::case_file::built_in_file_rules;
    use DocumentKind as K;

    fn proposed(names: &[&str]) -> Vec<(K, String, Vec<String>)> {
        let name = |at: &usize| names[*at].to_owned();
        propose(built_in_file_rules(), names)
            .into_iter()
            .map(|one| (one.kind, one.title, one.files.iter().map(name).collect()))
            .collect()
    }

    fn is(kind: K, title: &str, files: &[&str]) -> (K, String, Vec<String>) {
        (kind, title.to_owned(), files.iter().map(|name| (*name).to_owned()).collect())
    }

    #[test]
    fn a_folder_is_read_as_documents_in_the_legal_order() {
        let names = [
            "07 送达回证_2.jpg",
            "03-询问笔录-张三.pdf",
            "01立案审批表.pdf",
            "07 送达回证_10.jpg",
            "04-询问笔录-李四.pdf",
            "07 送达回证_1.jpg",
            "行政处罚决定书（示应急罚〔2026〕3号）.pdf",
        ];
        assert_eq!(
            proposed(&names),
            [
                is(K::Filing, "立案审批表", &["01立案审批表.pdf"]),
                is(K::Questioning, "询问笔录-张三", &["03-询问笔录-张三.pdf"]),
                is(K::Questioning, "询问笔录-李四", &["04-询问笔录-李四.pdf"]),
                is(
                    K::Decision,
                    "行政处罚决定书（示应急罚〔2026〕3号）",
                    &["行政处罚决定书（示应急罚〔2026〕3号）.pdf"]
                ),
                is(
                    K::ProofOfService,
                    "送达回证",
                    &["07 送达回证_1.jpg", "07 送达回证_2.jpg", "07 送达回证_10.jpg"]
                ),
            ]
        );
    }

    #[test]
    fn pages_without_a_name_are_one_scan_in_the_order_of_their_numbers() {
        let names = ["第12页.png", "第2页.png", "第1页.png"];
        assert_eq!(proposed(&names), [is(K::Other, "扫描页1—12", &["第1页.png", "第2页.png", "第12页.png"])]);
        let scanner = ["IMG_0002.jpg", "IMG_0001.jpg"];
        assert_eq!(proposed(&scanner), [is(K::Other, "扫描页1—2", &["IMG_0001.jpg", "IMG_0002.jpg"])]);
        let named = ["询问笔录-王五-第2页.jpg", "询问笔录-王五-第1页.jpg"];
        assert_eq!(
            proposed(&named),
            [is(K::Questioning, "询问笔录-王五", &["询问笔录-王五-第1页.jpg", "询问笔录-王五-第2页.jpg"])]
        );
    }

    #[test]
    fn a_day_in_a_name_is_the_documents_day() {
        let day = |name: &str| propose(built_in_file_rules(), &[name])[0].on.map(|on| on.to_string());
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(day("20260305询问笔录.pdf"), some("2026-03-05"));
        assert_eq!(day("询问笔录2026年3月5日.pdf"), some("2026-03-05"));
        assert_eq!(day("05-2026.3.5-询问笔录.pdf"), some("2026-03-05"));
        assert_eq!(day("03-询问笔录.pdf"), None);
        assert_eq!(day("20261399.jpg"), None);
    }
}
