//! What is wrong with a TOML file that a person wrote, told in their language and with the line.

use std::ops::Range;

/// The line, counted from 1, in which a byte of a text stands.
pub fn line_of(source: &str, offset: usize) -> usize {
    source.as_bytes()[..offset.min(source.len())].iter().filter(|&&byte| byte == b'\n').count() + 1
}

/// Explains what the TOML reader complains of.
///
/// `message` is its English sentence, `span` the bytes that it points at. Sentences that are
/// Chinese already come from our own readers and are passed on.
pub fn explain(source: &str, message: &str, span: Option<Range<usize>>) -> String {
    if message.chars().any(is_han) {
        return message.to_string();
    }
    let at = span.map(|span| line_text(source, span.start)).unwrap_or_default();
    if at.contains(['“', '”', '＝', '‘', '’']) && !message.starts_with("unknown field") {
        return "这一行用了中文的引号或者等号：TOML 只认英文的 \" 和 =，请在英文输入状态下重新输入".into();
    }
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    match message {
        m if m.starts_with("unknown field") => {
            let known = if quoted.len() > 1 { quoted[1..].join("、") } else { "（没有）".into() };
            format!("不认识的项目“{}”：请改正或者删去，可用的有 {known}", quoted[0])
        }
        m if m.starts_with("missing field") => format!("缺少项目“{}”：请补上", quoted[0]),
        m if m.starts_with("duplicate") => "同一个项目写了两次：请删去一个".into(),
        m if m.starts_with("invalid type") => format!("填写的内容种类不对：这里要的是{}", wanted(m)),
        m if m.starts_with("invalid length") => "填写的个数不对".into(),
        m if m.contains("quoted") || m.starts_with("missing value") || m.starts_with("invalid mantissa") => {
            "等号后面的文字要放在一对英文双引号里，例如 \"待查\"".into()
        }
        m if m.contains("key") || m.contains("`=`") => {
            "项目名写法不对：中文项目名要放在一对英文双引号里，后面跟英文等号，例如 \"姓名\" = \"李示四\""
                .into()
        }
        m if m.contains("string") => "文字没有用英文双引号收尾，或者含有反斜杠：请检查这一行的引号".into(),
        m if m.contains("array") => "方括号里的内容要用英文逗号隔开，并以 ] 收尾".into(),
        m if m.contains("inline table") => "花括号里的内容要用英文逗号隔开，并以 } 收尾".into(),
        m if m.contains("table") => "方括号标题写法不对：例如 [\"决定\"]，可以重复的写成 [[\"人员\"]]".into(),
        m if m.contains("date") || m.contains("time") => "日期写法不对：请写成 \"2026-03-05\"".into(),
        _ => "这里不符合 TOML 的写法：请检查引号、逗号、方括号是否成对，是否都是英文符号".into(),
    }
}

fn wanted(message: &str) -> &'static str {
    let expected = message.rsplit("expected ").next().unwrap_or_default();
    match expected {
        e if e.contains("string") => "文字（放在英文双引号里）",
        e if e.contains("sequence") || e.contains("array") => "一列内容（放在方括号里）",
        e if e.contains("bool") => "true 或者 false",
        e if e.contains("map") || e.contains("struct") || e.contains("table") => "一组“项目 = 内容”",
        e if e.starts_with('u') || e.starts_with('i') => "整数",
        _ => "别的内容",
    }
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn line_text(source: &str, offset: usize) -> &str {
    let line = line_of(source, offset);
    source.lines().nth(line - 1).unwrap_or_default()
}
