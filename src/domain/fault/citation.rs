//! References to a provision: read from what people and packs write, printed in the style of the text cited.

/// A provision of one text: article, and within it paragraph (款), item (项) and sub-item (目).
///
/// Ordered as the provisions stand in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Citation {
    /// 条, from 1.
    pub article: u16,
    /// 款, from 1; given only where the article has several.
    pub paragraph: Option<u16>,
    /// 项, from 1.
    pub item: Option<u16>,
    /// 目, from 1.
    pub sub: Option<u16>,
}

coded! {
    /// How a text numbers its items, and how it is therefore cited.
    ItemStyle {
        /// 第五条第3项, where the text writes “3、”.
        Arabic = "arabic", "第3项";
        /// 第七条第（二）项, where the text writes “（二）”.
        Bracketed = "bracketed", "第（三）项";
    }
}

impl Citation {
    /// A whole article.
    pub fn article(article: u16) -> Citation {
        Citation { article, paragraph: None, item: None, sub: None }
    }

    /// Reads the short form `5`, `11-2`, `5(3)`, `11-2(1)`, `7(3)(2)`, or the written form
    /// `第五条第3项`, `第十一条第二款第（一）项`.
    pub fn parse(text: &str) -> Option<Citation> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if text.starts_with('第') { parse_written(&text) } else { parse_short(&text) }
    }

    /// As a notice cites it: `第五条第3项`.
    pub fn written(&self, style: ItemStyle) -> String {
        let mut text = format!("第{}条", han(self.article));
        if let Some(paragraph) = self.paragraph {
            text += &format!("第{}款", han(paragraph));
        }
        if let Some(item) = self.item {
            text += &match style {
                ItemStyle::Arabic => format!("第{item}项"),
                ItemStyle::Bracketed => format!("第（{}）项", han(item)),
            };
        }
        if let Some(sub) = self.sub {
            text += &format!("第{sub}目");
        }
        text
    }

    /// The short form: `11-2(1)`.
    pub fn short(&self) -> String {
        let mut text = self.article.to_string();
        if let Some(paragraph) = self.paragraph {
            text += &format!("-{paragraph}");
        }
        for number in [self.item, self.sub].into_iter().flatten() {
            text += &format!("({number})");
        }
        text
    }

    /// The provisions that contain this one: its item, its paragraph, its article.
    pub fn enclosing(&self) -> Vec<Citation> {
        let mut all = Vec::new();
        let mut at = *self;
        while at.sub.is_some() || at.item.is_some() || at.paragraph.is_some() {
            match at {
                Citation { sub: Some(_), .. } => at.sub = None,
                Citation { item: Some(_), .. } => at.item = None,
                _ => at.paragraph = None,
            }
            all.push(at);
        }
        all
    }
}

fn parse_short(text: &str) -> Option<Citation> {
    let (head, mut rest) = text.split_at(text.find('(').unwrap_or(text.len()));
    let (article, paragraph) = match head.split_once('-') {
        Some((article, paragraph)) => (number(article)?, Some(number(paragraph)?)),
        None => (number(head)?, None),
    };
    let mut inner = Vec::new();
    while let Some(begun) = rest.strip_prefix('(') {
        let (inside, after) = begun.split_once(')')?;
        inner.push(number(inside)?);
        rest = after;
    }
    (rest.is_empty() && inner.len() <= 2).then(|| Citation {
        article,
        paragraph,
        item: inner.first().copied(),
        sub: inner.get(1).copied(),
    })
}

fn parse_written(text: &str) -> Option<Citation> {
    let mut parts = [None; 4];
    let mut least = 0;
    for piece in text.split('第').skip(1) {
        let unit = piece.chars().last()?;
        let place = ['条', '款', '项', '目'].iter().position(|&name| name == unit)?;
        if place < least {
            return None;
        }
        least = place + 1;
        let digits = piece[..piece.len() - unit.len_utf8()].trim_matches(['（', '）', '(', ')']);
        parts[place] = Some(number(digits)?);
    }
    let [article, paragraph, item, sub] = parts;
    Some(Citation { article: article?, paragraph, item, sub })
}

/// A number from 1 to 999 in digits or in Chinese.
fn number(text: &str) -> Option<u16> {
    if let Ok(number) = text.parse() {
        return (1..=999).contains(&number).then_some(number);
    }
    (1..=999).find(|&number| han(number) == text)
}

/// A number from 1 to 999 in Chinese: 十一, 二十, 一百零三.
fn han(number: u16) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |place: u16| DIGITS[usize::from(number / place % 10)];
    let mut text = String::new();
    if number >= 100 {
        text += &format!("{}百", digit(100));
    }
    match (number >= 100, number / 10 % 10, number % 10) {
        (true, 0, 1..) => text += "零",
        (_, 0, _) => {}
        (false, 1, _) => text += "十",
        _ => text += &format!("{}十", digit(10)),
    }
    text + digit(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cites_in_the_style_of_the_text() {
        let show = |short: &str, style| Citation::parse(short).unwrap().written(style);
        assert_eq!(show("5(3)", ItemStyle::Arabic), "第五条第3项");
        assert_eq!(show("7(2)", ItemStyle::Bracketed), "第七条第（二）项");
        assert_eq!(show("11-2(13)", ItemStyle::Bracketed), "第十一条第二款第（十三）项");
        assert_eq!(show("103", ItemStyle::Arabic), "第一百零三条");
        assert_eq!(show("7(3)(2)", ItemStyle::Arabic), "第七条第3项第2目");
    }

    #[test]
    fn reads_what_people_write() {
        for (text, short) in [
            ("第五条第3项", "5(3)"),
            ("第五条第（三）项", "5(3)"),
            ("第 11 条第一款第(5)项", "11-1(5)"),
            ("第一百一十条", "110"),
            ("第二十条第二款", "20-2"),
        ] {
            assert_eq!(Citation::parse(text).map(|c| c.short()).as_deref(), Some(short), "{text}");
        }
        for text in ["", "第条", "第五项", "第三项第五条", "5(", "5(3", "5()", "0", "5-3-1", "第五条第3"]
        {
            assert_eq!(Citation::parse(text), None, "{text}");
        }
    }

    #[test]
    fn chinese_numbers_are_told_apart() {
        let all: std::collections::BTreeSet<String> = (1..=999).map(han).collect();
        assert_eq!(all.len(), 999);
        assert_eq!(
            [10, 11, 20, 99, 100, 110, 111, 205].map(han).join(" "),
            "十 十一 二十 九十九 一百 一百一十 一百一十一 二百零五"
        );
    }
}
