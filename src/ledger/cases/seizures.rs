//! The ledger of 查封 and 扣押.

use chrono::NaiveDate;

use super::{Error, Id, Ledger, Op, Result, Versioned};
use crate::domain::case::Case;
use crate::domain::fault::Standing;
use crate::domain::power::EnforcementAct;
use crate::domain::seizure::{Seizure, SeizureEnd, SeizureKind};
use crate::exchange::register::{Cell, Page, Title, workbook};
use crate::ledger::cards::{Line, Place};
use crate::words::pinyin;

impl Ledger {
    /// Whether a seizure may be, person by person: an institution never seals or seizes (J8-4).
    pub fn may_seize(&self, seizure: &Seizure) -> Result<Vec<(String, Vec<Line>)>> {
        let case = self.get(seizure.case)?.value;
        let act = match seizure.kind {
            SeizureKind::Seal => EnforcementAct::Seal,
            SeizureKind::Seize => EnforcementAct::Seize,
        };
        let place = Place { category: case.handling.category, place: case.handling.region };
        let one = |officer: &Id<_>| {
            let lines = self.may_enforce(*officer, act, seizure.from, &place)?;
            Ok((self.get::<crate::domain::officer::Officer>(*officer)?.value.name, lines))
        };
        seizure.officers.iter().map(one).collect()
    }

    /// Enters what is sealed or seized.
    ///
    /// # Errors
    /// A day that has not come; fewer than two people who may, with the reason for each.
    pub fn seize(&mut self, seizure: &Seizure) -> Result<Id<Seizure>> {
        self.not_in_future("seizure.from", seizure.from)?;
        crate::domain::problem::Checked::check(seizure)?;
        let rules = self.card_rules()?;
        let group = self.may_seize(seizure)?;
        let stands = |lines: &[Line]| Line::all(lines) == Standing::Held;
        let able = group.iter().filter(|(_, lines)| stands(lines)).count();
        if able < crate::domain::questioning::HOLDERS_LEAST {
            let reason = |(name, lines): &(String, Vec<Line>)| {
                let line = lines.iter().find(|line| line.standing != Standing::Held)?;
                let cite = line.cite.map(|cite| format!("（{}）", rules.shortly(&cite))).unwrap_or_default();
                Some(format!("{name}：{}{cite}", line.because))
            };
            let reasons: Vec<String> = group.iter().filter_map(reason).collect();
            return Err(Error::Refused(format!(
                "可以{}的执法人员只有{able}人，应当不少于两人（行政强制法第十八条第（二）项）。{}。",
                seizure.kind.label(),
                reasons.join("；")
            )));
        }
        self.transact(Op::RecordSeizure, "", |draft| draft.add(seizure))
    }

    /// Extends it: another last day, by a decision with a number.
    ///
    /// # Errors
    /// It has ended; an earlier day than the one that stands; no number.
    pub fn extend_seizure(&mut self, read: &Versioned<Seizure>, to: NaiveDate, document: &str) -> Result<()> {
        still_held(read)?;
        if to <= read.value.to || document.trim().is_empty() {
            return Err(Error::Refused("延长要写明延长决定的文号，截止日期晚于原来的截止日期。".to_owned()));
        }
        let longer = Seizure { to, extension: document.trim().to_owned(), ..read.value.clone() };
        self.transact(Op::RecordSeizure, "延长", |draft| draft.change(read, &longer))
    }

    /// Ends it: released, confiscated, destroyed or handed over.
    ///
    /// # Errors
    /// It has ended already; a day that has not come or lies before it began.
    pub fn end_seizure(
        &mut self,
        read: &Versioned<Seizure>,
        end: SeizureEnd,
        on: NaiveDate,
        note: &str,
    ) -> Result<()> {
        still_held(read)?;
        self.not_in_future("seizure.ended_on", on)?;
        let ended_note = note.trim().to_owned();
        let ended = Seizure { end: Some(end), ended_on: Some(on), ended_note, ..read.value.clone() };
        self.transact(Op::RecordSeizure, end.label(), |draft| draft.change(read, &ended))
    }

    /// What is or was held in a case, by its first day.
    pub fn seizures_of(&self, case: Id<Case>) -> Result<Vec<Versioned<Seizure>>> {
        let mut all = self.store().seizures_of(case)?;
        all.sort_by_key(|one| one.value.from);
        Ok(all)
    }

    /// What is still held after its last day, the longest overdue first.
    pub fn overdue_seizures(&self, on: NaiveDate) -> Result<Vec<Versioned<Seizure>>> {
        let mut all = self.store().seizures_due(on)?;
        all.sort_by_key(|one| one.value.to);
        Ok(all)
    }
}

/// Which of the ledger of 查封 and 扣押 is wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SeizureQuery {
    /// Any part of a number, of a name or of what is held, or the initials of the party.
    pub typed: String,
    /// What is still held, or what is no longer; all where neither is asked for.
    pub held: Option<bool>,
}

/// One line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeizureRow {
    pub id: Id<Seizure>,
    pub seizure: Seizure,
    /// The number of the case, or its title.
    pub case: String,
    pub party: String,
    /// Whole days until its last; negative when that has passed, none when it has ended.
    pub days_left: Option<i64>,
}

impl SeizureRow {
    /// What is held, in words: 组合烟花12箱、引线3卷.
    pub fn items(&self) -> String {
        let items = self.seizure.items.iter().map(|item| format!("{}{}", item.name, item.quantity));
        items.collect::<Vec<_>>().join("、")
    }

    fn holds(&self, typed: &str) -> bool {
        let Seizure { document, place, keeper, .. } = &self.seizure;
        let items = self.items();
        let texts = [&self.case, &self.party, document, place, keeper, &items];
        texts.iter().any(|text| text.to_lowercase().contains(typed))
            || pinyin::initials(&self.party).iter().any(|initials| initials.contains(typed))
    }
}

impl Ledger {
    /// What is and was sealed or seized in all cases: what is held first, the longest overdue and what ends soonest
    /// at the top; then what has ended, the latest first.
    pub fn seizure_ledger(&self, query: &SeizureQuery, on: NaiveDate) -> Result<Vec<SeizureRow>> {
        let typed = query.typed.trim().to_lowercase();
        let mut rows = Vec::new();
        for one in self.all::<Seizure>()? {
            if query.held.is_some_and(|held| held != one.value.end.is_none()) {
                continue;
            }
            let case = self.get(one.value.case)?.value;
            let name = if case.number.is_empty() { case.title } else { case.number };
            let days_left = one.value.end.is_none().then(|| (one.value.to - on).num_days());
            let (id, seizure) = (one.id, one.value);
            let row = SeizureRow { id, seizure, case: name, party: case.party.name, days_left };
            if typed.is_empty() || row.holds(&typed) {
                rows.push(row);
            }
        }
        rows.sort_by_key(|row| {
            let Seizure { to, ended_on, .. } = row.seizure;
            (row.days_left.is_none(), row.days_left.map(|_| to), std::cmp::Reverse(ended_on))
        });
        Ok(rows)
    }

    /// The same as a workbook.
    ///
    /// # Errors
    /// Nothing to write; a longer text than a workbook holds.
    pub fn seizure_workbook(&self, query: &SeizureQuery, on: NaiveDate) -> Result<Vec<u8>> {
        let rows = self.seizure_ledger(query, on)?;
        if rows.is_empty() {
            return Err(Error::Refused("没有查封、扣押可以导出。请换一个范围。".to_owned()));
        }
        let mut cells = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let Seizure { kind, document, officers, place, keeper, necessity, .. } = &row.seizure;
            let Seizure { from, to, extension, end, ended_on, ended_note, .. } = &row.seizure;
            let officers: Vec<String> =
                officers.iter().map(|one| self.get(*one).map(|one| one.value.name)).collect::<Result<_>>()?;
            let text = |words: &str| (!words.is_empty()).then(|| Cell::Text(words.to_owned()));
            let day = |day: Option<NaiveDate>| day.map(Cell::of_day);
            let state = match row.days_left {
                None => end.map_or("", SeizureEnd::label).to_owned(),
                Some(days @ ..0) => format!("逾期{}天", -days),
                Some(days) => format!("剩{days}天"),
            };
            cells.push(vec![
                Some(Cell::Number { value: (at + 1) as f64, zeros: 0 }),
                text(&row.case),
                text(&row.party),
                text(kind.label()),
                text(document),
                text(&row.items()),
                text(place),
                text(keeper),
                text(&officers.join("、")),
                day(Some(*from)),
                day(Some(*to)),
                text(extension),
                text(&state),
                day(*ended_on),
                text(ended_note),
                text(necessity),
            ]);
        }
        let titles = COLUMNS.iter().map(|words| Title::new(words)).collect();
        let page = Page { name: "查封扣押台账".to_owned(), titles, rows: cells };
        workbook(&[page]).map_err(|why| Error::Refused(format!("工作簿没有做成：{why}。")))
    }
}

/// What stands over the columns of the workbook.
const COLUMNS: [&str; 16] = [
    "序号",
    "案号",
    "当事人",
    "措施",
    "决定文号",
    "清单",
    "存放地点",
    "保管人",
    "实施人员",
    "起始日期",
    "截止日期",
    "延长文号",
    "状态或者处理",
    "处理日期",
    "处理情况",
    "必要性",
];

fn still_held(read: &Versioned<Seizure>) -> Result<()> {
    match (read.value.end, read.value.ended_on) {
        (Some(end), Some(on)) => Err(Error::Refused(format!(
            "{}已经登记“{}”，没有改动。",
            crate::words::date::show_date(on),
            end.label()
        ))),
        _ => Ok(()),
    }
}
