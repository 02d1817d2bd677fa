//! Somebody new, a correction, a change of post, leaving, a photograph: from the form into the ledger.

use std::path::Path;

use super::fields::NEW_UNIT;
use super::{Entered, Form, Next};
use crate::domain::id::Id;
use crate::domain::id_number;
use crate::domain::officer::{Duty, Education, Leaving, Officer, Profile, Sex, Staffing};
use crate::domain::unit::{Unit, UnitKind};
use crate::ledger::cards::PHOTO_MOST;
use crate::ledger::file::Versioned;
use crate::ledger::{Error, Result, io_at};
use crate::ui::screen::Cx;
use crate::ui::screen::certificates::work::Work;
use crate::words::date::{parse_month, show_date, show_month};

impl Form {
    pub(super) fn enter_person(&mut self, cx: &mut Cx<'_>) -> Result<Option<Entered>> {
        let new_unit = self.new_unit();
        let unit = self.fields.unit.map(Id::new);
        if unit.is_none() {
            self.say("officer.unit", "请选择所在机构。");
        }
        let before = match &self.work {
            Work::Person(read) => Some(read.value.clone()),
            _ => None,
        };
        let mut officer = Officer {
            name: self.fields.name.trim().to_owned(),
            unit: unit.unwrap_or(Id::new(NEW_UNIT)),
            post: self.fields.post.trim().to_owned(),
            staffing: Staffing::from_code(&self.fields.staffing),
            entered_on: self.day("officer.entered_on", cx.today),
            left_on: self.day("officer.left_on", cx.today),
            profile: self.profile(before.as_ref().map(|before| &before.profile)),
        };
        self.check(&officer);
        self.check_why(before.is_some());
        if self.problems.any() {
            return Ok(None);
        }
        let (id, sentence) = match &self.work {
            Work::Person(read) if read.value == officer => return self.unchanged(),
            Work::Person(read) => {
                let why = self.fields.why.trim();
                cx.ledger.together(|ledger| {
                    if let Some(unit) = &new_unit {
                        officer.unit = ledger.add_unit(unit)?;
                    }
                    ledger.change_officer(read, &officer, why)
                })?;
                (read.id, format!("已修改{}的信息。", officer.name))
            }
            _ => {
                let id = cx.ledger.together(|ledger| {
                    if let Some(unit) = &new_unit {
                        officer.unit = ledger.add_unit(unit)?;
                    }
                    ledger.add_officer(&officer)
                })?;
                (id, format!("已新增{}。", officer.name))
            }
        };
        Ok(Some(Entered::of(id, sentence)))
    }

    /// Enters somebody new, and goes on with the card.
    pub fn submit_with_card(&mut self, cx: &mut Cx<'_>) -> Option<Entered> {
        self.submit(cx).map(|entered| Entered { next: Some(Next::Card), ..entered })
    }

    /// The groups of J14-1 as they are written; numbers that are not shown stay as they were.
    fn profile(&mut self, before: Option<&Profile>) -> Profile {
        let born = self.fields.born.trim().to_owned();
        let month = parse_month(&born);
        if month.is_none() && !born.is_empty() {
            self.say("officer.born", "出生年月写成 1985.3 或者 1985年3月 的样子。");
        }
        let fields = &self.fields;
        let number = |typed: &str, away: bool, old: fn(&Profile) -> &String| match typed.trim() {
            "" if away => String::new(),
            "" => before.map(|before| old(before).clone()).unwrap_or_default(),
            new => new.to_owned(),
        };
        Profile {
            sex: Sex::from_code(&fields.sex),
            born: month,
            ethnicity: fields.ethnicity.trim().to_owned(),
            education: Education::from_code(&fields.education),
            major: fields.major.trim().to_owned(),
            region: fields.own_region.trim().to_owned(),
            expertise: fields.expertise.trim().to_owned(),
            duty: Duty::from_code(&fields.duty),
            id_number: number(&fields.id_number, fields.without_id_number, |one| &one.id_number),
            phone: number(&fields.phone, fields.without_phone, |one| &one.phone),
            photo: before.and_then(|before| before.photo),
            left_for: Leaving::from_code(&fields.left_for),
        }
    }

    /// What an identity number says of sex and birth, where nobody has written it.
    pub(super) fn read_id_number(&mut self) {
        let number = self.fields.id_number.trim();
        if id_number::check(number).is_err() {
            return;
        }
        let digit = |at: usize| number.as_bytes().get(at).map_or(0, |byte| byte - b'0');
        if self.fields.sex.is_empty() {
            let sex = if digit(16) % 2 == 1 { Sex::Male } else { Sex::Female };
            self.fields.sex = sex.code().to_owned();
        }
        if self.fields.born.trim().is_empty()
            && let Some(month) = number.get(6..12).and_then(parse_month)
        {
            self.fields.born = show_month(month);
        }
    }

    /// The unit to be entered with the person, where a new one is chosen.
    fn new_unit(&mut self) -> Option<Unit> {
        if self.fields.unit != Some(NEW_UNIT) {
            return None;
        }
        let kind = UnitKind::from_code(&self.fields.unit_kind);
        if kind.is_none() {
            self.say("unit.kind", "请选择机构类型。");
        }
        let name = self.fields.unit_name.trim().to_owned();
        let unit = Unit { name, kind: kind.unwrap_or(UnitKind::Other), parent: None, closed: false };
        self.check(&unit);
        Some(unit)
    }

    pub(super) fn enter_move(
        &mut self,
        read: &Versioned<Officer>,
        cx: &mut Cx<'_>,
    ) -> Result<Option<Entered>> {
        let new_unit = self.new_unit();
        let on = self.needed_day("posting.on", "请填写从哪一日起变动。", cx.today);
        let mut officer = read.value.clone();
        if let Some(unit) = self.fields.unit {
            officer.unit = Id::new(unit);
        }
        officer.post = self.fields.post.trim().to_owned();
        officer.staffing = Staffing::from_code(&self.fields.staffing);
        officer.profile.duty = Duty::from_code(&self.fields.duty);
        self.check(&officer);
        let (Some(on), true) = (on, !self.problems.any()) else { return Ok(None) };
        let document = self.fields.document.trim();
        cx.ledger.together(|ledger| {
            if let Some(unit) = &new_unit {
                officer.unit = ledger.add_unit(unit)?;
            }
            ledger.move_officer(read, &officer, on, document)
        })?;
        let sentence = format!("已登记{}自{}起的变动。", officer.name, show_date(on));
        Ok(Some(Entered::of(read.id, sentence)))
    }

    pub(super) fn enter_leave(
        &mut self,
        read: &Versioned<Officer>,
        cx: &mut Cx<'_>,
    ) -> Result<Option<Entered>> {
        let reason = Leaving::from_code(&self.fields.left_for);
        if reason.is_none() {
            self.say("officer.left_for", "请选择离岗原因。");
        }
        let on = self.needed_day("posting.on", "请填写在岗的最后一日。", cx.today);
        let (Some(on), Some(reason)) = (on, reason) else { return Ok(None) };
        cx.ledger.leave(read, on, reason, self.fields.document.trim())?;
        let name = &read.value.name;
        let open = cx.ledger.hand_over(read.id)?.cards.iter().filter(|(_, why)| why.is_some()).count();
        let sentence = match open {
            0 => format!("已登记{name}离岗，证件都已办结。"),
            open => format!("已登记{name}离岗，还有{open}张证件没有办结。"),
        };
        Ok(Some(Entered::of(read.id, sentence)))
    }

    pub(super) fn enter_photo(
        &mut self,
        read: &Versioned<Officer>,
        cx: &mut Cx<'_>,
    ) -> Result<Option<Entered>> {
        let typed = self.fields.photo.trim();
        if typed.is_empty() {
            self.say("officer.photo", "请写照片的路径，或者按“选择…”。");
            return Ok(None);
        }
        let path = Path::new(typed);
        let bytes = match file_of(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.say("officer.photo", &error.to_string());
                return Ok(None);
            }
        };
        match cx.ledger.set_photo(read, &bytes) {
            Err(Error::Refused(unfit)) => {
                self.say("officer.photo", &unfit);
                return Ok(None);
            }
            set => set?,
        }
        Ok(Some(Entered::of(read.id, format!("已换上{}的照片。", read.value.name))))
    }

    pub(super) fn enter_without_photo(&mut self, cx: &mut Cx<'_>) -> Result<Option<Entered>> {
        let Work::Photo { read } = &self.work else { return Ok(None) };
        let read = read.clone();
        self.check_why(true);
        if self.problems.any() {
            return Ok(None);
        }
        cx.ledger.remove_photo(&read, self.fields.why.trim())?;
        Ok(Some(Entered::of(read.id, format!("已移除{}的照片。", read.value.name))))
    }
}

/// The bytes of a file that may be a photograph; what is far too large is not read.
fn file_of(path: &Path) -> Result<Vec<u8>> {
    let size = std::fs::metadata(path).map_err(io_at(path))?.len();
    if size > PHOTO_MOST as u64 {
        return Err(Error::Refused(crate::ledger::cards::photo_too_large()));
    }
    std::fs::read(path).map_err(io_at(path))
}
