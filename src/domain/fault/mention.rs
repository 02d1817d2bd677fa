//! Where running text cites a provision, and by which title the text cited goes.

use std::ops::Range;

use super::Citation;

/// One provision cited in running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The characters of the citation itself, without the title before it.
    pub characters: Range<usize>,
    /// The title in the 《》 nearest before it in the same paragraph; without one, the text that is meant
    /// follows from where the paragraph stands.
    pub law: Option<String>,
    pub citation: Citation,
}

/// Every provision that a paragraph cites, in reading order: 第五条第3项, 第十一条第二款第（一）项.
pub fn mentions(paragraph: &str) -> Vec<Mention> {
    let text: Vec<char> = paragraph.chars().collect();
    let mut found = Vec::new();
    let (mut law, mut opened) = (None, None);
    let mut at = 0;
    while at < text.len() {
        match text[at] {
            '《' => opened = Some(at + 1),
            '》' => law = opened.take().map(|from| text[from..at].iter().collect()).or(law),
            // An article within a title belongs to the title.
            '第' if opened.is_none() => {
                if let Some((end, citation)) = cited(&text, at) {
                    found.push(Mention { characters: at..end, law: law.clone(), citation });
                    at = end;
                    continue;
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// The citation that begins here, and where it ends: an article, and as much of 款, 项 and 目 as follows.
fn cited(text: &[char], from: usize) -> Option<(usize, Citation)> {
    let mut best = None;
    let mut end = from;
    while let Some(next) = level(text, end) {
        end = next;
        match Citation::parse(&text[from..end].iter().collect::<String>()) {
            Some(citation) => best = Some((end, citation)),
            None => break,
        }
    }
    best
}

/// Where 第…条, 第…款, 第…项 or 第…目 that begins here ends; a number has at most six characters.
fn level(text: &[char], from: usize) -> Option<usize> {
    if text.get(from) != Some(&'第') {
        return None;
    }
    let number = |mark: &char| mark.is_ascii_digit() || "一二三四五六七八九十百零（）()".contains(*mark);
    let length = text[from + 1..].iter().take(8).take_while(|mark| number(mark)).count();
    let unit = text.get(from + 1 + length)?;
    (length > 0 && "条款项目".contains(*unit)).then_some(from + length + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(paragraph: &str) -> Vec<(String, String, String)> {
        let cut = |range: &Range<usize>| paragraph.chars().skip(range.start).take(range.len()).collect();
        let show =
            |one: &Mention| (cut(&one.characters), one.law.clone().unwrap_or_default(), one.citation.short());
        mentions(paragraph).iter().map(show).collect()
    }

    #[track_caller]
    fn finds(paragraph: &str, expected: &[(&str, &str, &str)]) {
        let found = shown(paragraph);
        let found: Vec<_> = found.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str())).collect();
        assert_eq!(found, expected, "{paragraph}");
    }

    #[test]
    fn a_citation_goes_with_the_title_before_it() {
        finds(
            "依据《制度》第九条第2项、第七条第1项，由李示四承担",
            &[("第九条第2项", "制度", "9(2)"), ("第七条第1项", "制度", "7(1)")],
        );
        finds(
            "《甲法》第五十七条，《乙办法》（示〔2020〕1号，以下简称《办法》）第十一条第二款第（一）项",
            &[("第五十七条", "甲法", "57"), ("第十一条第二款第（一）项", "办法", "11-2(1)")],
        );
        finds("第十二条", &[("第十二条", "", "12")]);
    }

    #[test]
    fn what_only_looks_like_one_is_left_alone() {
        for plain in ["第2页，第三人，第一次", "第三项工作，第条", "《关于第五条的答复》", "第", "第零条"]
        {
            finds(plain, &[]);
        }
        finds("第五条第三人", &[("第五条", "", "5")]);
    }
}
