//! Tells SQL from prose, and which tables a statement writes.

/// Tables that are the truth themselves; everything else but `local_*` follows from them.
const TRUTH: [&str; 4] = ["entry", "body", "blob", "blob_part"];

/// Whether a string literal looks like a statement of SQL.
pub fn looks_like_sql(text: &str) -> bool {
    let words = words(text);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let upper: Vec<String> = words.iter().map(|w| w.to_uppercase()).collect();
    let at = |i: usize| upper.get(i).map_or("", String::as_str);
    // In the middle of prose only shouted words count.
    let here = |i: usize| i == 0 || words[i] == upper[i];
    (0..words.len()).filter(|&i| here(i)).any(|i| match at(i) {
        "SELECT" => upper[i..].iter().any(|w| w == "FROM"),
        "UPDATE" => upper[i..].iter().skip(1).take(4).any(|w| w == "SET"),
        "INSERT" | "REPLACE" => at(i + 1) == "INTO" || (at(i + 1) == "OR" && at(i + 3) == "INTO"),
        "DELETE" => at(i + 1) == "FROM",
        "CREATE" | "DROP" | "ALTER" => {
            let nouns = ["TABLE", "INDEX", "TRIGGER", "VIEW"];
            upper[i..].iter().skip(1).take(3).any(|w| nouns.contains(&w.as_str()))
        }
        "PRAGMA" => i + 1 < words.len(),
        _ => false,
    })
}

/// The derived tables that the statements of `text` insert into, update, replace or delete from; a
/// table whose name is put in at run time cannot be told from a derived one and counts as such.
pub fn derived_tables_written(text: &str) -> Vec<String> {
    let code: String =
        text.lines().map(|line| line.split("--").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
    let words = words(&code);
    let upper: Vec<String> = words.iter().map(|w| w.to_uppercase()).collect();
    let at = |i: usize| upper.get(i).map_or("", String::as_str);
    let after_or = |i: usize| if at(i) == "OR" { i + 2 } else { i };
    let target = |i: usize| match at(i) {
        "INSERT" if at(after_or(i + 1)) == "INTO" => Some(after_or(i + 1) + 1),
        "REPLACE" if at(i + 1) == "INTO" => Some(i + 2),
        "DELETE" if at(i + 1) == "FROM" => Some(i + 2),
        "UPDATE" if !["SET", "ON", "OF"].contains(&at(i + 1)) => {
            let table = after_or(i + 1);
            upper[table..].iter().skip(1).take(3).any(|w| w == "SET").then_some(table)
        }
        _ => None,
    };
    let tables = (0..words.len()).filter_map(target).map(|i| {
        let name = words.get(i).map_or("", String::as_str);
        name.rsplit('.').next().unwrap_or(name).to_lowercase()
    });
    tables.filter(|table| !TRUTH.contains(&table.as_str()) && !table.starts_with("local_")).collect()
}

/// The words of a text; a name keeps its schema, a placeholder its braces, quotes go.
fn words(text: &str) -> Vec<String> {
    let is_part = |c: char| c.is_alphanumeric() || "_.{}".contains(c);
    let unquoted: String = text.chars().filter(|c| !"\"`[]".contains(*c)).collect();
    unquoted.split(|c| !is_part(c)).filter(|w| !w.is_empty()).map(str::to_string).collect()
}
