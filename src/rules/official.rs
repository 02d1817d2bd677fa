//! The official wording of a regulation, as a bureau imports it: cut into its provisions, never reworded.

use std::collections::BTreeMap;
use std::fmt;

use super::Pack;
use crate::domain::fault::Citation;

/// One regulation, article by article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfficialText {
    articles: BTreeMap<u16, Vec<Paragraph>>,
}

/// A paragraph with the items that it introduces, each with its number as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Paragraph {
    text: String,
    items: Vec<(u16, String)>,
}

/// Why a file is not the text of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// No line begins with 第一条.
    NoArticles,
    /// The provision of the pack that the file lacks, as it is written.
    Lacks(String),
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Mismatch::NoArticles => {
                f.write_str("文件里没有找到条文：每一条要另起一行，以“第一条”这样的写法开头。请核对文件。")
            }
            Mismatch::Lacks(cite) => {
                write!(f, "文件里没有找到{cite}，与规则包的条款对不上，没有导入。请核对是不是同一个制度。")
            }
        }
    }
}

impl std::error::Error for Mismatch {}

impl OfficialText {
    /// Finds the pack's regulation in a file, which may hold others, a covering letter and headings as well.
    ///
    /// # Errors
    /// Nothing that reads as articles, or a provision of the pack that no regulation of the file has.
    pub fn read(text: &str, pack: &Pack) -> Result<OfficialText, Mismatch> {
        let mut lacking: Option<(usize, Citation)> = None;
        for one in regulations(text) {
            let missing: Vec<&Citation> = pack.provisions.iter().filter(|cite| !one.has(cite)).collect();
            match missing.first() {
                None => return Ok(one),
                Some(first) if lacking.is_none_or(|(count, _)| missing.len() < count) => {
                    lacking = Some((missing.len(), **first));
                }
                Some(_) => {}
            }
        }
        Err(lacking.map_or(Mismatch::NoArticles, |(_, cite)| Mismatch::Lacks(pack.written(&cite))))
    }

    /// A provision word for word: for an item, the paragraph that introduces it comes first.
    pub fn quote(&self, cite: &Citation) -> Vec<&str> {
        let all = self.articles.get(&cite.article).map_or(&[][..], Vec::as_slice);
        let paragraphs: Vec<&Paragraph> = match cite.paragraph {
            Some(number) => all.get(usize::from(number) - 1).into_iter().collect(),
            None => all.iter().collect(),
        };
        let Some(wanted) = cite.item else {
            let mut lines = Vec::new();
            for one in paragraphs {
                lines.push(one.text.as_str());
                lines.extend(one.items.iter().map(|(_, item)| item.as_str()));
            }
            return lines;
        };
        let within = paragraphs.iter().find_map(|one| {
            let (_, item) = one.items.iter().find(|(number, _)| *number == wanted)?;
            Some(vec![one.text.as_str(), item.as_str()])
        });
        within.unwrap_or_default()
    }

    fn has(&self, cite: &Citation) -> bool {
        !self.quote(cite).is_empty()
    }
}

/// The regulations of a file: each begins with its first article.
fn regulations(text: &str) -> Vec<OfficialText> {
    let mut all: Vec<OfficialText> = Vec::new();
    let mut article = 0;
    for line in text.lines() {
        // Lists that a converter made, and the blanks with which paragraphs are indented.
        let line = line.trim().trim_start_matches(['-', '*', '\u{feff}']).trim();
        if line.is_empty() {
            continue;
        }
        if let Some(number) = article_of(line) {
            if number == 1 {
                all.push(OfficialText::default());
            }
            article = number;
            if let Some(one) = all.last_mut() {
                one.articles.insert(number, vec![Paragraph { text: line.to_owned(), items: Vec::new() }]);
            }
        } else if let Some(paragraphs) = all.last_mut().and_then(|one| one.articles.get_mut(&article)) {
            go_on(paragraphs, line);
        }
    }
    for one in &mut all {
        // What follows the last article is the heading of the next text.
        if let Some(mut last) = one.articles.last_entry() {
            let ended = |paragraph: &Paragraph| !paragraph.items.is_empty() || ends(&paragraph.text);
            let kept = last.get().iter().take_while(|one| ended(one)).count().max(1);
            last.get_mut().truncate(kept);
        }
    }
    all
}

/// A line within an article: an item, the rest of a line that was broken, or a paragraph of its own.
fn go_on(paragraphs: &mut Vec<Paragraph>, line: &str) {
    let Some(last) = paragraphs.last_mut() else { return };
    if let Some(number) = item_of(line) {
        last.items.push((number, line.to_owned()));
        return;
    }
    let open = last.items.last_mut().map_or(&mut last.text, |(_, item)| item);
    if ends(open) {
        paragraphs.push(Paragraph { text: line.to_owned(), items: Vec::new() });
    } else {
        open.push_str(line);
    }
}

fn ends(text: &str) -> bool {
    text.ends_with(['。', '；', '：', '！', '？', ';', ':', '”'])
}

/// The number of the article that a line begins: “第五条　…”, never “第五条第3项”.
fn article_of(line: &str) -> Option<u16> {
    let rest = line.strip_prefix('第')?;
    let (number, after) = rest.split_once('条')?;
    let begins = after.is_empty() || after.starts_with([' ', '　', '\t']);
    if !begins || number.chars().count() > 6 {
        return None;
    }
    Citation::parse(&format!("第{number}条")).map(|cite| cite.article)
}

/// The number of the item that a line begins: “3、”, “（三）”, “(三)”.
fn item_of(line: &str) -> Option<u16> {
    let number = match line.strip_prefix(['（', '(']) {
        Some(rest) => rest.split_once(['）', ')'])?.0,
        None => {
            let (number, _) = line.split_once(['、', '.', '．'])?;
            if !number.chars().all(|mark| mark.is_ascii_digit()) {
                return None;
            }
            number
        }
    };
    Citation::parse(&format!("第一条第{}项", number.trim())).and_then(|cite| cite.item)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn c1() -> Pack {
        Pack::parse(crate::rules::C1.0, crate::rules::C1.1).unwrap_or_else(|error| panic!("{error}"))
    }

    /// A text of our own with the articles and items of the pack, between two other texts.
    fn file() -> String {
        let mut text = "某局文件\n\n甲制度\n\n第一条 甲。\n\n第二条 乙。\n\n某局制度\n\n".to_owned();
        let items = |n: u16| (1..=n).map(|i| format!("- {i}、甲{i}；\n")).collect::<String>();
        for article in 1..=14u16 {
            let name = Citation::article(article).written(crate::domain::fault::ItemStyle::Arabic);
            let list = match article {
                5 => items(11),
                6 | 8 | 9 => items(4),
                7 => items(3),
                _ => String::new(),
            };
            let lead = if list.is_empty() {
                "内容在这里，一行放不\n\n下。"
            } else {
                "有下列情形之一的："
            };
            text += &format!("{name} {lead}\n{list}\n");
        }
        text + "丙制度\n内部办法\n\n第一条 丙。\n"
    }

    #[test]
    fn a_provision_is_quoted_word_for_word() {
        let text = OfficialText::read(&file(), &c1()).unwrap();
        let quote = |cite: &str| text.quote(&Citation::parse(cite).unwrap()).join("|");
        assert_eq!(quote("5(3)"), "第五条 有下列情形之一的：|3、甲3；");
        assert_eq!(quote("11"), "第十一条 内容在这里，一行放不下。");
        assert_eq!(quote("7"), "第七条 有下列情形之一的：|1、甲1；|2、甲2；|3、甲3；");
        assert_eq!(quote("14"), "第十四条 内容在这里，一行放不下。", "not the heading of the next text");
        assert_eq!(quote("15"), "");
    }

    #[test]
    fn paragraphs_have_their_own_items() {
        let all = regulations("第一条　甲：\n（一）乙；\n（二）丙。\n丁：\n（一）戊。\n己。\n");
        let quote = |cite: &str| all[0].quote(&Citation::parse(cite).unwrap()).join("|");
        assert_eq!(quote("1-1(2)"), "第一条　甲：|（二）丙。");
        assert_eq!(quote("1-2(1)"), "丁：|（一）戊。");
        assert_eq!(quote("1-3"), "己。");
    }

    #[test]
    fn another_text_is_refused_by_what_it_lacks() {
        let said = |text: &str| OfficialText::read(text, &c1()).unwrap_err().to_string();
        let short = file().replace("- 11、甲11；\n", "");
        assert!(said(&short).contains("第五条第11项"), "{}", said(&short));
        assert!(said("没有条文").contains("每一条要另起一行"), "{}", said("没有条文"));
    }
}
