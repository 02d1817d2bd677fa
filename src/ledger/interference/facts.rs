//! What the papers of a sealed record say, taken from the record as it was opened.

use chrono::NaiveDate;
use serde_json::{Map, Value, json};

use super::{Error, Ledger, Result};
use crate::domain::interference::{
    Attached, Channel, Direction, FollowUp, Gravity, Interference, Layer, Page, Reaction, Sealed, Threat,
    Unsealed,
};
use crate::env::local_date;
use crate::ledger::file::Versioned;
use crate::ledger::papers::{common, merge};
use crate::rules::interference::{InterferenceRules, built_in_interference};
use crate::words::amount::show_size;
use crate::words::date::show_date;
use crate::words::time::show_time;

const BLANK_FOOT: &str = "签名：　　　　　　　　　　　年　　月　　日";
const TICKED: &str = "☑";
const OPEN: &str = "☐";

/// A cell whose text may be longer than the page has room for: what stands in it, and what goes on elsewhere.
pub(super) struct Long {
    pub(super) at: [&'static str; 2],
    pub(super) name: &'static str,
    /// Han characters that a line of the cell holds.
    pub(super) width: usize,
}

/// The long cells of the registration form.
pub(super) const LONG: [Long; 5] = [
    Long { at: ["asked", "content"], name: "过问内容\n（接第1页）", width: 31 },
    Long { at: ["asked", "materials"], name: "留存材料\n（接第1页）", width: 31 },
    Long { at: ["direction", "text"], name: "批示\n（接第1页）", width: 31 },
    Long { at: ["outcome", ""], name: "处理结果\n（接第1页）", width: 31 },
    Long { at: ["conduct", "other"], name: "其他情形\n（接第1页）", width: 12 },
];

/// Whether the rows are as low as they may be, and how many lines each long cell keeps: tried in this order until
/// the form is one page. What was said shrinks first, the 批示 last.
pub(super) const TRIES: [(bool, [usize; 5]); 9] = [
    (false, [40, 20, 20, 20, 20]),
    (true, [40, 20, 20, 20, 20]),
    (true, [16, 6, 8, 6, 4]),
    (true, [10, 4, 8, 5, 3]),
    (true, [7, 3, 6, 4, 2]),
    (true, [5, 2, 6, 3, 2]),
    (true, [3, 2, 5, 2, 1]),
    (true, [2, 1, 4, 2, 1]),
    (true, [1, 1, 2, 1, 1]),
];

pub(super) fn rules() -> Result<InterferenceRules> {
    built_in_interference().map_err(|error| Error::Refused(error.to_string()))
}

impl Ledger {
    /// The facts of every paper about an inquiry.
    pub(super) fn inquiry_facts(
        &self,
        read: &Versioned<Sealed>,
        book: &Unsealed,
        now: &Interference,
    ) -> Result<Value> {
        let rules = rules()?;
        let inside = now.counts();
        let mut facts = common(&self.agency()?.value, self.env().today());
        let (case_title, case_number) = match now.case {
            Some(case) => self.get(case).map(|case| (case.value.title, case.value.number))?,
            None => named_or_numbered(&now.matter),
        };
        let cite = rules.conducts().first().map(|one| rules.cited(one.cite)).unwrap_or_default();
        let article =
            cite.split_once('》').map(|(_, article)| article.split('第').nth(1).unwrap_or_default());
        let steps: Vec<&FollowUp> = book.steps().into_iter().map(|(_, step)| step).collect();
        let more = json!({
            "title": if inside { "内部人员过问案件办理行为登记表" } else { "外部人员过问案件办理情况登记表" },
            "inside": inside,
            "record": { "number": read.value.number(), "on": show_date(read.value.on) },
            "addressee": addressee_words(now),
            "case": { "title": case_title, "number": case_number },
            "matter": now.matter,
            "recorder": person(&now.recorder),
            "second": now.second.as_ref().map(|second| second.name.clone()).unwrap_or_default(),
            "asker": {
                "name": now.asker.name,
                "unit": now.asker.unit,
                "post": now.asker.post,
                "side": now.asker.side.label(),
                "relation": now.asker.relation,
            },
            "asked": {
                "on": show_date(now.on),
                "at": moment(now.on, now.at),
                "place": now.place,
                "channel": now.channel.label(),
                "witnesses": now.witnesses,
                "content": now.content,
                "materials": materials(&now.attached, &now.without),
                "kept": kept(&now.attached),
            },
            "conduct": {
                "cite": article.map(|article| format!("第{article}")).unwrap_or_default(),
                "other": now.conduct_other,
            },
            "kinds": kinds(&rules, now),
            "reactions": labels(now.reactions.iter().map(|one| one.label())),
            "nature": now.nature.label(),
            "in_writing": now.in_writing.map(|one| one.label()).unwrap_or_default(),
            "way": way_words(now),
            "citation": citation(&rules, now),
            "direction": direction_facts(book),
            "outcome": outcome(&steps, OPEN),
            "protection": checked(&steps),
            "box": boxes(now, !book.directions().is_empty()),
        });
        merge(&mut facts, more);
        Ok(facts)
    }

    /// The facts of the paper about a threat.
    pub(super) fn threat_facts(
        &self,
        read: &Versioned<Sealed>,
        book: &Unsealed,
        threat: &Threat,
    ) -> Result<Value> {
        let mut facts = common(&self.agency()?.value, self.env().today());
        let steps: Vec<&FollowUp> = book.steps().into_iter().map(|(_, step)| step).collect();
        let more = json!({
            "record": { "number": read.value.number(), "on": show_date(read.value.on) },
            "recorder": person(&threat.recorder),
            "threat": {
                "officer": threat.officer.name,
                "post": format!("{}{}", threat.officer.unit, threat.officer.post),
                "kin": threat.kin,
                "by": threat.by,
                "at": moment(threat.on, threat.at),
                "place": threat.place,
                "about": threat.about,
                "witnesses": threat.witnesses,
                "content": threat.content,
                "materials": materials(&threat.attached, ""),
            },
            "direction": direction_facts(book),
            "outcome": outcome(&steps, ""),
        });
        merge(&mut facts, more);
        Ok(facts)
    }
}

/// The facts of the form with nothing in it, to be filled in by hand.
pub(super) fn blank_facts(mut facts: Value) -> Result<Value> {
    let cite = rules()?.conducts().first().map(|one| one.cite);
    let boxes = boxes_with(|_| false);
    let empty =
        |names: &[&str]| Value::Object(names.iter().map(|name| ((*name).to_owned(), json!(""))).collect());
    let more = json!({
        "title": "内部人员过问案件办理行为登记表",
        "inside": true,
        "record": { "number": "　　　　　　", "on": "　　　年　月　日" },
        "addressee": "主要领导",
        "case": empty(&["title", "number"]),
        "recorder": empty(&["name", "unit", "post", "card"]),
        "second": "",
        "asker": empty(&["name", "unit", "post", "side", "relation"]),
        "asked": empty(&["at", "place", "witnesses", "content", "materials"]),
        "conduct": { "cite": cite.map(|_| "第七条").unwrap_or_default(), "other": "" },
        "citation": "",
        "direction": { "text": "", "foot": BLANK_FOOT },
        "outcome": outcome(&[], OPEN),
        "protection": "",
        "box": boxes,
    });
    merge(&mut facts, more);
    Ok(facts)
}

/// The kinds of conduct in words; what is none says so.
pub(super) fn kinds(rules: &InterferenceRules, now: &Interference) -> String {
    if now.nature.is_work_note() {
        return now.nature.label().to_owned();
    }
    let label = |item: &u8| {
        let conduct = rules.conduct(*item)?;
        Some(match now.conduct_other.is_empty() || *item != crate::domain::interference::OTHER_CONDUCT {
            true => conduct.label.clone(),
            false => now.conduct_other.clone(),
        })
    };
    let words: Vec<String> = now.conduct.iter().filter_map(label).collect();
    if words.is_empty() { now.asker.side.label().to_owned() } else { words.join("；") }
}

/// What came of a record, in a few words.
pub(super) fn brief_outcome(book: &Unsealed) -> String {
    let Some((_, direction)) = book.directions().pop() else { return "待批示".to_owned() };
    let steps: Vec<&str> = book.steps().into_iter().map(|(_, step)| step.kind.label()).collect();
    let mut words = shortened(&direction.text, 30);
    for step in steps {
        words += &format!("\n{step}");
    }
    words
}

fn shortened(text: &str, most: usize) -> String {
    let line: String = text.split_whitespace().collect();
    match line.chars().count() > most {
        true => format!("{}……", line.chars().take(most).collect::<String>()),
        false => line,
    }
}

fn person(person: &crate::domain::interference::Person) -> Value {
    json!({ "name": person.name, "unit": person.unit, "post": person.post, "card": person.card })
}

fn labels<'a>(all: impl Iterator<Item = &'a str>) -> String {
    all.collect::<Vec<_>>().join("，")
}

fn moment(on: NaiveDate, at: Option<chrono::NaiveTime>) -> String {
    match at {
        Some(at) => format!("{}{}", show_date(on), show_time(at)),
        None => show_date(on),
    }
}

fn addressee_words(now: &Interference) -> &'static str {
    use crate::domain::interference::Addressee;
    match now.to {
        Addressee::Leader => "主要领导",
        Addressee::Resident => "派驻纪检监察组",
        Addressee::Superior => "上级主管部门",
    }
}

fn way_words(now: &Interference) -> String {
    let own = matches!(now.to, crate::domain::interference::Addressee::Leader);
    match own || !now.counts() {
        true => now.way().label().to_owned(),
        false => format!("过问人是主要领导，改由{}批示", addressee_words(now)),
    }
}

/// A case that the ledger does not have, as the recorder wrote it: its title, and its number where that comes first.
fn named_or_numbered(matter: &str) -> (String, String) {
    let (first, rest) = matter.trim().split_once(char::is_whitespace).unwrap_or((matter.trim(), ""));
    match first.contains('〔') && first.ends_with('号') {
        true => (rest.trim().to_owned(), first.to_owned()),
        false => (matter.to_owned(), String::new()),
    }
}

/// The provision under which a record is made: none of a draft is cited.
fn citation(rules: &InterferenceRules, now: &Interference) -> String {
    use crate::domain::fault::Citation;
    let cite = |short: &str| Citation::parse(short).map(|cite| rules.cited(cite)).unwrap_or_default();
    match (now.nature, now.counts()) {
        (crate::domain::interference::Nature::Guidance, _) => cite("8-1"),
        (crate::domain::interference::Nature::Procedure, _) => cite("8-2"),
        (_, true) => cite("5-1"),
        (_, false) => String::new(),
    }
}

/// Each file: what it is, how large, and the first marks of the hash by which it is checked.
fn materials(attached: &[Attached], without: &str) -> String {
    let line = |(at, one): (usize, &Attached)| {
        let hash = hex::encode_upper(&one.file.0[..4]);
        format!(
            "{}. {}　{}　{}　指纹 {} {}",
            at + 1,
            one.material.label(),
            one.name,
            show_size(one.size),
            &hash[..4],
            &hash[4..]
        )
    };
    let mut lines: Vec<String> = attached.iter().enumerate().map(line).collect();
    if !without.trim().is_empty() {
        lines.push(format!("没有留存材料的原因：{without}"));
    }
    if lines.is_empty() {
        lines.push("本表所记内容即为文字材料。".to_owned());
    }
    lines.join("\n")
}

fn kept(attached: &[Attached]) -> String {
    labels(attached.iter().map(|one| one.material.label()))
}

/// What the 批示 says and who gave it; a line to sign where there is none.
fn direction_facts(book: &Unsealed) -> Value {
    let given = book.directions();
    let Some((last, _)) = given.last() else { return json!({ "text": "", "foot": BLANK_FOOT }) };
    let words = |(page, direction): &(&Page, &Direction)| {
        let mut words = direction.text.trim().to_owned();
        if direction.gravity != Gravity::None {
            words += &format!("\n认定：{}。", direction.gravity.label());
        }
        if given.len() > 1 {
            words = format!("{}　{words}", show_date(given_on(page)));
        }
        words
    };
    let text: Vec<String> = given.iter().map(words).collect();
    let foot = match last.layer {
        Layer::DirectedOnPaper { .. } => {
            format!("纸面批示，扫描件已密封，{}录入　{}", last.name, show_date(given_on(last)))
        }
        _ => format!("{}（凭登录密码签名）　{}", last.name, show_date(given_on(last))),
    };
    json!({ "text": text.join("\n"), "foot": foot })
}

/// The day of a 批示: the one on the paper, or the one on which it was entered.
fn given_on(page: &Page) -> NaiveDate {
    match &page.layer {
        Layer::DirectedOnPaper { written_on, .. } => *written_on,
        _ => local_date(page.at),
    }
}

/// The steps that followed; without any, boxes to tick by hand where `open` is one.
fn outcome(steps: &[&FollowUp], open: &str) -> String {
    let step = |step: &&FollowUp| {
        let mut words = format!("{}　{}", show_date(step.on), step.kind.label());
        for part in [&step.organ, &step.document, &step.text] {
            if !part.trim().is_empty() {
                words += &format!("，{}", part.trim());
            }
        }
        if let Some(due_on) = step.due_on {
            words += &format!("，回执期限{}", show_date(due_on));
        }
        words
    };
    if steps.is_empty() && !open.is_empty() {
        return format!("{open} 移交纪检监察机构　{open} 移交司法机关　{open} 提醒谈话　{open} 其他：");
    }
    steps.iter().map(step).collect::<Vec<_>>().join("\n")
}

fn checked(steps: &[&FollowUp]) -> String {
    let last = steps.iter().rev().find(|step| step.kind == crate::domain::interference::Follow::Checked);
    last.map(|step| show_date(step.on)).unwrap_or_default()
}

/// The boxes of the form by name.
fn boxes(now: &Interference, directed: bool) -> Value {
    boxes_with(|name| match name.strip_prefix('c').and_then(|item| item.parse::<u8>().ok()) {
        Some(item) => now.conduct.contains(&item),
        None if name == "filed" => directed && now.counts(),
        None => {
            Channel::from_code(name) == Some(now.channel)
                || Reaction::from_code(name).is_some_and(|own| now.reactions.contains(&own))
        }
    })
}

fn boxes_with(ticked: impl Fn(&str) -> bool) -> Value {
    let mut boxes = Map::new();
    let items = (1..=8).map(|item| format!("c{item}"));
    let channels = Channel::ALL.iter().map(|one| one.code().to_owned());
    let reactions = Reaction::ALL.iter().map(|one| one.code().to_owned());
    for name in items.chain(channels).chain(reactions).chain(["filed".to_owned()]) {
        let mark = if ticked(&name) { TICKED } else { OPEN };
        boxes.insert(name, json!(mark));
    }
    Value::Object(boxes)
}

/// Cuts what does not fit into so many lines: what stays, and what goes on elsewhere in parts that a page holds.
pub(super) fn cut(text: &str, lines: usize, width: usize) -> (String, Vec<String>) {
    let mut room = lines;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let need = lines_of(line, width);
        if need <= room {
            room -= need;
            at += line.len();
            continue;
        }
        // The last line keeps some cells for the words that lead on.
        let cells = (room * width).saturating_sub(8) as f64;
        let (mut used, mut end) = (0.0, 0);
        for (offset, character) in line.char_indices() {
            used += cell(character);
            if used > cells {
                break;
            }
            end = offset + character.len_utf8();
        }
        at += end;
        let (stays, rest) = text.split_at(at);
        let stays = format!("{}……（接续页）", stays.trim_end());
        return (stays, parts(rest.trim_start()));
    }
    (text.to_owned(), Vec::new())
}

fn lines_of(line: &str, width: usize) -> usize {
    let cells: f64 = line.trim_end().chars().map(cell).sum();
    ((cells / (width as f64 - 0.5)).ceil() as usize).max(1)
}

/// How much of a cell of the line a character takes.
fn cell(character: char) -> f64 {
    if character.is_ascii() { 0.6 } else { 1.0 }
}

/// A long text in parts of at most this many characters, each ending with a sentence where one ends.
fn parts(text: &str) -> Vec<String> {
    const MOST: usize = 600;
    let mut parts = vec![String::new()];
    let mut length = 0;
    for sentence in text.split_inclusive(['。', '！', '？', '\n']) {
        let characters: Vec<char> = sentence.chars().collect();
        for piece in characters.chunks(MOST) {
            if length + piece.len() > MOST {
                parts.push(String::new());
                length = 0;
            }
            length += piece.len();
            parts.last_mut().expect("there is always a part").extend(piece);
        }
    }
    parts.into_iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}
