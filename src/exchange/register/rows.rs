//! Which rows are no people: blank ones, groups, totals, examples, repeated headers, notes at the foot.

use super::book::{Row, Sheet};
use super::columns::Field;
use super::header::Header;
use super::text;

/// What a row of a sheet is, under a header.
#[derive(Debug, PartialEq)]
pub enum RowKind {
    Person,
    /// A heading over the people below it.
    Group(String),
    /// The header of another table on the same sheet.
    Header(Header),
    Skipped(String),
}

/// Tells people from what stands around them.
pub fn kind(sheet: &Sheet, header: &Header, at: u32, row: &Row) -> RowKind {
    let skipped = |why: &str| RowKind::Skipped(why.to_owned());
    let words: Vec<(u32, String)> = row
        .iter()
        .map(|(column, cell)| (*column, text::shown(cell).map_or(String::new(), |shown| shown.text)))
        .collect();
    if header.is_repeated(sheet, at) {
        return skipped("重复的表头");
    }
    if words.iter().any(|(_, text)| Field::is_name(text))
        && let Some(other) = Header::best_at(sheet, at)
        && (other.depth == 1 && other.columns.len() >= 3)
    {
        return RowKind::Header(other);
    }
    let Some((first_at, first)) = words.first() else { return skipped("空行") };
    let tight: String = first.chars().filter(|c| !c.is_whitespace()).collect();
    let in_front = words.iter().take(3).map(|(_, text)| text::name(text));
    if in_front.clone().any(|text| is_total(&text)) {
        return skipped("小计、合计行");
    }
    if in_front.clone().take(2).any(|text| is_example(&text)) {
        return skipped("填写示例");
    }
    let is = |column: &u32, field: Field| header.columns.get(column) == Some(&field);
    let name = words.iter().find(|(column, _)| is(column, Field::Name)).map(|(_, text)| text.as_str());
    if is_note(&tight) && name.is_none_or(|name| name == first) {
        return skipped("表尾的说明");
    }
    let told: Vec<&(u32, String)> = words.iter().filter(|(column, _)| !is(column, Field::Seq)).collect();
    // A name that is merged over two rows has a card in each.
    let merged = |(column, field): (&u32, &Field)| {
        *field == Field::Name && sheet.shown_from_above(at, *column).is_some()
    };
    if header.columns.iter().any(merged) {
        return RowKind::Person;
    }
    match told[..] {
        [] if is(first_at, Field::Seq) && is_number(&tight) => skipped("只有序号"),
        [] => RowKind::Group(heading(first)),
        [(column, only)] if is(column, Field::Name) && is_number(only) => skipped("只有序号"),
        [(column, only)] => {
            let wide = sheet.merge_at(at, *column).is_some_and(|merge| merge.right > merge.left);
            let numbered = after_number(only).is_some() || (words.len() == 2 && !is_number(&tight));
            let person = is(column, Field::Name) && !wide && !numbered && !is_unit(only);
            if person { RowKind::Person } else { RowKind::Group(heading(only)) }
        }
        _ => RowKind::Person,
    }
}

pub fn is_total(text: &str) -> bool {
    let words = ["小计", "合计", "总计", "共计", "累计", "总数", "本页小计", "本页合计"];
    let short = text.chars().count() <= 10;
    let begins = words.iter().any(|word| text.starts_with(word));
    let ends = ["小计", "合计", "总计"].iter().any(|word| text.ends_with(word));
    let counted = text.strip_prefix('共').is_some_and(|rest| {
        rest.trim_end_matches(['人', '名', '个', '条']).bytes().all(|b| b.is_ascii_digit()) && rest.len() > 1
    });
    begins || (short && ends) || counted
}

pub fn is_example(text: &str) -> bool {
    ["例", "例：", "例:", "示例", "样例", "范例", "举例", "填写示例", "填写样例", "示例行"].contains(&text)
}

pub fn is_note(text: &str) -> bool {
    let begins = [
        "注：",
        "注:",
        "备注：",
        "备注:",
        "说明：",
        "说明:",
        "填表说明",
        "填报说明",
        "填写说明",
        "以下空白",
        "此表",
        "本表",
        "附：",
        "附件",
        "注1",
        "注：",
        "（以下空白",
        "(以下空白",
    ];
    let signed = [
        "填表",
        "填报",
        "制表",
        "审核",
        "复核",
        "审批",
        "负责人",
        "单位负责人",
        "主要负责人",
        "经办",
        "联系人",
        "联系电话",
        "单位（盖章",
        "单位(盖章",
        "盖章",
        "日期",
    ];
    let colon = text.contains(['：', ':', '（', '(']);
    begins.iter().any(|word| text.starts_with(word))
        || (colon && signed.iter().any(|word| text.starts_with(word)))
}

/// A count in Arabic digits; 一、 and （二） number groups.
pub fn is_number(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '.' || c == '、')
}

/// A heading without its number and without the count of its people: 一、局领导（5人） → 局领导.
fn heading(text: &str) -> String {
    let text = text.trim();
    let body = after_number(text).unwrap_or(text);
    match body.char_indices().find(|(_, c)| "（(".contains(*c)) {
        Some((at, _)) if at > 0 && body.ends_with(['）', ')']) => body[..at].trim().to_owned(),
        _ => body.trim_end_matches(['：', ':']).to_owned(),
    }
}

/// What follows 一、 or （二） or 3.
fn after_number(text: &str) -> Option<&str> {
    let (number, rest) = text.split_once(['、', '.', '．', ')', '）'])?;
    (is_label(number) && !rest.trim().is_empty()).then(|| rest.trim())
}

fn is_label(text: &str) -> bool {
    let text = text.trim_start_matches(['（', '(']);
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
}

/// Whether words name a unit rather than a person.
pub fn is_unit(text: &str) -> bool {
    const ENDS: [&str; 26] = [
        "局",
        "股",
        "科",
        "室",
        "队",
        "所",
        "中心",
        "站",
        "镇",
        "乡",
        "街道",
        "办",
        "办事处",
        "处",
        "部",
        "委",
        "班子",
        "领导",
        "机关",
        "园区",
        "开发区",
        "组",
        "公司",
        "苏木",
        "政府",
        "单位",
    ];
    let heading = heading(text);
    heading.chars().count() >= 3 && ENDS.iter().any(|end| heading.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_lose_number_and_count() {
        for (typed, read) in [
            ("一、局领导（5人）", "局领导"),
            ("（二）政策法规股", "政策法规股"),
            ("3.综合行政执法大队：", "综合行政执法大队"),
            ("青石示例镇", "青石示例镇"),
            ("（未定）", "（未定）"),
        ] {
            assert_eq!(heading(typed), read);
        }
    }

    #[test]
    fn totals_are_known_by_their_words() {
        for text in ["小计", "合计", "总计：58人", "共58人", "局机关小计", "本页合计"] {
            assert!(is_total(text), "{text}");
        }
        for text in ["共产党员", "计小合", "张三", "共"] {
            assert!(!is_total(text), "{text}");
        }
    }
}
