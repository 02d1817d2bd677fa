//! The form of a questioning: who was asked, when and where, by whom, with the cards shown, and what stands in its way.

use chrono::{NaiveDate, NaiveDateTime};
use eframe::egui::Ui;
use serde::{Deserialize, Serialize};

use super::Msg;
use super::form::chosen;
use super::step::{gates_ui, one_of};
use crate::domain::case::Case;
use crate::domain::case_step::Showing;
use crate::domain::id::Id;
use crate::domain::questioning::{Questioned, Questioning};
use crate::domain::role::Op;
use crate::ledger::cases::GateCheck;
use crate::ledger::file::Versioned;
use crate::ui::screen::certificates::entry::{Chosen, Entry, Said, day, day_of, line, people, picked};
use crate::ui::screen::overlap::Now;
use crate::ui::screen::picker::Picker;
use crate::ui::screen::problems::Problems;
use crate::ui::screen::{Cx, See};
use crate::ui::widget::DateField;
use crate::words::time::parse_time;

const FIELDS: &[&str] = &[
    "questioning.person",
    "questioning.role",
    "questioning.on",
    "questioning.from",
    "questioning.to",
    "questioning.place",
    "questioning.officers",
    "questioning.shown",
    "questioning.page",
    "questioning.why",
];

/// What stands in the fields.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    person: String,
    role: String,
    on: DateField,
    from: String,
    to: String,
    place: String,
    typed: String,
    officers: Vec<Chosen>,
    showing: String,
    page: String,
    /// Why one that is recorded is corrected.
    why: String,
}

/// A new one, or the correction of one.
pub struct QuestioningForm {
    pub entry: Entry<Fields>,
    case: Id<Case>,
    read: Option<Versioned<Questioning>>,
    picker: Picker,
    /// What stands before it, and for which one that was asked.
    checks: Vec<GateCheck>,
    asked: Option<Questioning>,
}

impl QuestioningForm {
    /// A new one, with what its draft has kept.
    pub fn new(case: &Versioned<Case>, cx: &mut Cx<'_>) -> QuestioningForm {
        let fields = Fields {
            on: DateField::of(Some(cx.today)),
            officers: chosen(&case.value.officers, cx),
            ..Fields::default()
        };
        let key = format!("case/{}/questioning", case.id.uuid());
        let entry = Entry::begin(key, "登记调查询问", fields, "questioning.person", cx);
        QuestioningForm::with(entry, case.id, None)
    }

    /// The correction of one, with what its draft has kept.
    pub fn correcting(read: Versioned<Questioning>, cx: &mut Cx<'_>) -> QuestioningForm {
        let (now, case) = (recorded(&read, cx), read.value.case);
        let key = format!("case/{}/questioning/{}", case.uuid(), read.id.uuid());
        let title = format!("更正对{}的询问", read.value.person);
        let entry = Entry::on(key, &title, now.fields.clone(), &now, "questioning.person", cx);
        QuestioningForm::with(entry, case, Some(read))
    }

    fn with(entry: Entry<Fields>, case: Id<Case>, read: Option<Versioned<Questioning>>) -> QuestioningForm {
        QuestioningForm { entry, case, read, picker: Picker::default(), checks: Vec::new(), asked: None }
    }

    /// Takes up who was found, and asks anew where what was written has changed.
    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        let fields = &mut self.entry.fields;
        if let Some(one) = picked(&mut self.picker, &mut fields.typed, cx) {
            one.add_to(&mut fields.officers);
            self.entry.problems.forget("questioning.officers");
        }
        let asked = as_written(self.case, &self.entry.fields, &mut Problems::default(), cx.today);
        if self.asked == asked {
            return;
        }
        let own = self.read.as_ref().map(|read| read.id);
        self.checks = match &asked {
            Some(asked) => cx.ledger.questioning_checks(asked, own).unwrap_or_default(),
            None => Vec::new(),
        };
        self.asked = asked;
        cx.ctx.request_repaint();
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, free: bool, out: &mut Vec<Msg>) -> Option<Said> {
        let (picker, checks, today) = (&mut self.picker, &self.checks, see.today);
        let correcting = self.read.is_some();
        let verb = if correcting { "保存更正" } else { "登记询问" };
        self.entry.ui(ui, see, (verb, Op::RecordQuestioning), free, FIELDS, |ui, fields, problems| {
            rows_ui(ui, fields, picker, problems, today);
            gates_ui(ui, checks, "填写起止时间和询问人以后核对。", out);
            if correcting {
                line(ui, ("更正理由", "questioning.why", ""), &mut fields.why, problems);
            }
        })
    }

    /// Enters it; tells whether it was.
    pub fn submit(&mut self, cx: &mut Cx<'_>) -> bool {
        self.entry.problems.clear();
        if let Some(read) = &mut self.read {
            let now = cx.ledger.get(read.id).map(|again| {
                *read = again;
                Some(recorded(read, cx))
            });
            if !self.entry.meets(now, cx) {
                return false;
            }
        }
        let (fields, problems) = (&self.entry.fields, &mut self.entry.problems);
        let asked = as_written(self.case, fields, problems, cx.today);
        if !fields.typed.trim().is_empty() {
            problems.say("questioning.officers", "请从名册里选，不选的清空这一栏。");
        }
        if self.read.is_some() {
            problems.wanted("questioning.why", &fields.why, "请写明更正的理由。");
        }
        let (Some(asked), false) = (asked, problems.any()) else { return false };
        let done = match &self.read {
            None => cx.ledger.record_questioning(&asked).map(|_| ()),
            Some(read) => cx.ledger.change_questioning(read, &asked, &fields.why),
        };
        match done {
            Ok(()) => {
                self.entry.discard(cx);
                true
            }
            Err(error) => {
                self.entry.problems.refused(&error);
                false
            }
        }
    }
}

/// The questioning that is written; none, with the reasons, while something is missing.
fn as_written(
    case: Id<Case>,
    fields: &Fields,
    problems: &mut Problems,
    today: NaiveDate,
) -> Option<Questioning> {
    problems.wanted("questioning.person", &fields.person, "请填写被询问人的姓名。");
    let role = Questioned::from_code(&fields.role);
    if role.is_none() {
        problems.say("questioning.role", "请选择是当事人还是证人。");
    }
    let on = day_of("questioning.on", &fields.on, Some("请填写询问的日期。"), problems, today);
    let from = time("questioning.from", &fields.from, on, "请填写几点开始。", problems);
    let to = time("questioning.to", &fields.to, on, "请填写几点结束。", problems);
    if let (Some(from), Some(to)) = (from, to)
        && to <= from
    {
        problems.say("questioning.to", "结束要晚于开始，请核对时间。");
    }
    problems.wanted("questioning.place", &fields.place, "请填写询问的地点。");
    if fields.officers.is_empty() {
        problems.say("questioning.officers", "请选择询问人，不少于两人。");
    }
    let showing = Showing::from_code(&fields.showing);
    if showing.is_none() {
        problems.say("questioning.shown", "请选择有没有出示执法证件。");
    }
    let page = page(&fields.page, problems);
    let (role, from, to, showing) = (role?, from?, to?, showing?);
    (!problems.any()).then(|| Questioning {
        case,
        officers: fields.officers.iter().map(|one| Id::new(one.id)).collect(),
        person: fields.person.trim().to_owned(),
        role,
        from,
        to,
        place: fields.place.trim().to_owned(),
        shown: showing == Showing::Shown,
        page,
        withdrawn: String::new(),
    })
}

fn time(
    field: &'static str,
    typed: &str,
    on: Option<NaiveDate>,
    wanted: &str,
    problems: &mut Problems,
) -> Option<NaiveDateTime> {
    if typed.trim().is_empty() {
        problems.say(field, wanted);
        return None;
    }
    match parse_time(typed) {
        Ok(time) => Some(on?.and_time(time)),
        Err(sentence) => {
            problems.say(field, sentence);
            None
        }
    }
}

fn page(typed: &str, problems: &mut Problems) -> Option<u32> {
    let typed = typed.trim().trim_start_matches('第').trim_end_matches('页').trim();
    if typed.is_empty() {
        return None;
    }
    let page = typed.parse().ok();
    if page.is_none() {
        problems.say("questioning.page", "请写成一个页码，例如 12；没有进卷的不填。");
    }
    page
}

fn rows_ui(ui: &mut Ui, fields: &mut Fields, picker: &mut Picker, problems: &mut Problems, today: NaiveDate) {
    line(ui, ("被询问人", "questioning.person", ""), &mut fields.person, problems);
    let roles: Vec<(Questioned, &str)> = Questioned::ALL.iter().map(|one| (*one, one.label())).collect();
    let now = Questioned::from_code(&fields.role);
    if let Some(one) = one_of(ui, ("身份", "questioning.role", ""), &roles, now, problems) {
        fields.role = one.code().to_owned();
    }
    day(ui, ("询问日期", "questioning.on", ""), &mut fields.on, problems, today);
    line(ui, ("开始时间", "questioning.from", "如 9:00、1430、下午3点"), &mut fields.from, problems);
    line(ui, ("结束时间", "questioning.to", ""), &mut fields.to, problems);
    line(ui, ("询问地点", "questioning.place", ""), &mut fields.place, problems);
    let Fields { typed, officers, .. } = fields;
    people(ui, ("询问人", "questioning.officers"), (picker, typed, officers), problems);
    let showings: Vec<(Showing, &str)> = Showing::ALL.iter().map(|one| (*one, one.label())).collect();
    let now = Showing::from_code(&fields.showing);
    if let Some(one) = one_of(ui, ("出示证件", "questioning.shown", ""), &showings, now, problems) {
        fields.showing = one.code().to_owned();
    }
    let hint = "笔录在案卷的第几页，没有进卷的不填";
    line(ui, ("案卷页码", "questioning.page", hint), &mut fields.page, problems);
}

fn recorded(read: &Versioned<Questioning>, cx: &Cx<'_>) -> Now<Fields> {
    let Questioning { officers, person, role, from, to, place, shown, page, .. } = &read.value;
    let showing = if *shown { Showing::Shown } else { Showing::Refused };
    let clock = |at: &NaiveDateTime| at.format("%H:%M").to_string();
    let fields = Fields {
        person: person.clone(),
        role: role.code().to_owned(),
        on: DateField::of(Some(from.date())),
        from: clock(from),
        to: clock(to),
        place: place.clone(),
        typed: String::new(),
        officers: chosen(officers, cx),
        showing: showing.code().to_owned(),
        page: page.map(|page| page.to_string()).unwrap_or_default(),
        why: String::new(),
    };
    let version = format!("{:?}", read.version);
    Now { kind: "questioning", id: read.id.uuid(), version, fields, row: |field| field }
}
