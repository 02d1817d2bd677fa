//! How the forms on a person are painted: who it is, a change of post, leaving, the photograph.

use chrono::NaiveDate;
use eframe::egui::{Id as WidgetId, Response, Ui};

use super::super::{Msg, Work};
use super::Form;
use super::fields::{Fields, NEW_UNIT};
use super::ui::{Rows, coded, coded_or_none, said, unit_options};
use crate::domain::id::Id;
use crate::domain::officer::{Duty, Education, Leaving, Sex, Staffing};
use crate::domain::unit::{Unit, UnitKind};
use crate::ui::file_choice::{Kind, Shown, Want};
use crate::ui::icons;
use crate::ui::theme::space;
use crate::ui::widget::{Button, Choice, Input, check_box, strong};
use crate::words::mask::masked;

/// What a photograph is chosen among.
pub const PHOTO: Want = Want::Open(&PICTURE);
const PICTURE: Kind = Kind { name: "照片", endings: &["jpg", "jpeg", "png"] };

/// Whether a field stands among those that are folded.
pub fn is_folded(field: &str) -> bool {
    matches!(field, "officer.ethnicity" | "officer.id_number" | "officer.phone")
}

impl Form {
    pub(super) fn person_ui(
        &mut self,
        ui: &mut Ui,
        units: &[(Option<Id<Unit>>, String)],
        today: NaiveDate,
    ) -> WidgetId {
        let corrects = match &self.work {
            Work::Person(read) => Some(read.value.clone()),
            _ => None,
        };
        if corrects.is_some() {
            said(ui, "这里改的是录错和没有录全的。调动、离岗请从“办理”登记，期限和交回证件才会跟上。");
            ui.add_space(space().s);
        }
        let (fields, dates) = (&mut self.fields, &mut self.dates);
        let mut rows = Rows::of(&mut self.problems);
        let name = rows.line(ui, ("officer.name", 50), &mut fields.name, ("必填", ""));
        position_ui(ui, &mut rows, fields, units, "");
        heading(ui, "个人情况");
        let sexes = coded_or_none(Sex::ALL, |one| (one.code(), one.label()));
        rows.choice(ui, "officer.sex", &mut fields.sex, &sexes, "");
        rows.line(ui, ("officer.born", 20), &mut fields.born, ("如 1985.3", ""));
        let educations = coded_or_none(Education::ALL, |one| (one.code(), one.label()));
        rows.choice(ui, "officer.education", &mut fields.education, &educations, "");
        rows.line(ui, ("officer.major", 200), &mut fields.major, ("", ""));
        heading(ui, "执法");
        rows.line(ui, ("officer.region", 200), &mut fields.own_region, ("", ""));
        rows.line(ui, ("officer.expertise", 200), &mut fields.expertise, ("如 危险化学品、工贸", ""));
        rows.row(ui, "officer.entered_on", "", |ui, bad| dates.entered_on.show(ui, "到岗日期", today, bad));
        if corrects.as_ref().is_some_and(|officer| officer.left_on.is_some()) {
            rows.row(ui, "officer.left_on", "又回来上岗的，把这一栏清空", |ui, bad| {
                dates.left_on.show(ui, "离岗日期", today, bad)
            });
            let reasons = coded_or_none(Leaving::ALL, |one| (one.code(), one.label()));
            rows.choice(ui, "officer.left_for", &mut fields.left_for, &reasons, "");
        }
        ui.add_space(space().xs);
        let mark = if fields.more { icons::DOWN } else { icons::RIGHT };
        let fold = Button::new("更多：民族、身份证号、联系电话").quiet().icon(mark);
        if ui.add(fold).clicked() {
            fields.more = !fields.more;
        }
        let mut numbered = false;
        if fields.more {
            rows.line(ui, ("officer.ethnicity", 50), &mut fields.ethnicity, ("", ""));
            let profile = corrects.as_ref().map(|officer| &officer.profile);
            let known = profile.map(|profile| profile.id_number.as_str()).unwrap_or_default();
            let taken = (&mut fields.id_number, &mut fields.without_id_number);
            numbered = number_ui(ui, &mut rows, "officer.id_number", known, taken).lost_focus();
            let known = profile.map(|profile| profile.phone.as_str()).unwrap_or_default();
            number_ui(ui, &mut rows, "officer.phone", known, (&mut fields.phone, &mut fields.without_phone));
        }
        if corrects.is_some() {
            rows.why(ui, &mut fields.why, "必填，记入履历", "");
        }
        if numbered {
            self.read_id_number();
        }
        name.id
    }

    pub(super) fn move_ui(
        &mut self,
        ui: &mut Ui,
        units: &[(Option<Id<Unit>>, String)],
        today: NaiveDate,
    ) -> WidgetId {
        if let Work::Move { follows, .. } = &self.work {
            follows_ui(ui, follows);
        }
        let (fields, dates) = (&mut self.fields, &mut self.dates);
        let mut rows = Rows::of(&mut self.problems);
        let new = UnitKind::from_code(&fields.unit_kind).filter(|_| fields.unit == Some(NEW_UNIT));
        let card = match &self.work {
            Work::Move { cards, .. } => cards.said(fields.unit, new),
            _ => "",
        };
        let unit = position_ui(ui, &mut rows, fields, units, card);
        rows.row(ui, "posting.on", "在新岗位的第一日", |ui, bad| {
            dates.acted_on.show(ui, "变动日期", today, bad)
        });
        rows.line(
            ui,
            ("posting.document", 200),
            &mut fields.document,
            ("任免文件、调令的文号，可以不填", ""),
        );
        unit.id
    }

    pub(super) fn leave_ui(&mut self, ui: &mut Ui, today: NaiveDate) -> WidgetId {
        if let Work::Leave { follows, .. } = &self.work {
            follows_ui(ui, follows);
        }
        let (fields, dates) = (&mut self.fields, &mut self.dates);
        let mut rows = Rows::of(&mut self.problems);
        let reasons = coded(Leaving::ALL, |one| (one.code(), one.label()));
        let reason = rows.choice(ui, "officer.left_for", &mut fields.left_for, &reasons, "");
        rows.row(ui, "posting.on", "在岗的最后一日", |ui, bad| {
            dates.acted_on.show(ui, "变动日期", today, bad)
        });
        rows.line(ui, ("posting.document", 200), &mut fields.document, ("批准文件的文号，可以不填", ""));
        reason.id
    }

    pub(super) fn photo_ui(&mut self, ui: &mut Ui, out: &mut Vec<Msg>) -> WidgetId {
        let Work::Photo { read } = &self.work else { return ui.unique_id() };
        let has_one = read.value.profile.photo.is_some();
        let (fields, picker) = (&mut self.fields, &mut self.picker);
        let mut rows = Rows::of(&mut self.problems);
        let hint = "JPEG 或者 PNG，多大都可以：存进台账的是缩小、摆正的一张，拍摄地点等不留。";
        let field = rows.row(ui, "officer.photo", hint, |ui, problem| {
            let shown =
                Shown { name: "照片", hint: "照片文件的路径", problem, field: Some("照片") };
            picker.show(ui, &mut fields.photo, shown)
        });
        if has_one {
            ui.add_space(space().m);
            heading(ui, "不要照片了");
            said(ui, "移除以后证件上不再显示；曾经有过照片，履历里看得到。");
            rows.why(ui, &mut fields.why, "移除的必填，记入履历", "");
            if ui.add(Button::new("移除照片").icon(icons::DISCARD)).clicked() {
                out.push(Msg::RemovePhoto);
            }
        }
        field.id
    }
}

/// Unit, post, staffing and duty: gives the row of the unit. `below` is said of the unit that is chosen.
fn position_ui(
    ui: &mut Ui,
    rows: &mut Rows<'_>,
    fields: &mut Fields,
    units: &[(Option<Id<Unit>>, String)],
    below: &str,
) -> Response {
    let options = unit_options(units);
    let unit = rows.row(ui, "officer.unit", below, |ui, _| {
        Choice::new("所在机构").width(f32::INFINITY).show(ui, &mut fields.unit, &options)
    });
    if fields.unit == Some(NEW_UNIT) {
        let below = "和这个人一起登记，以后可以直接选";
        rows.line(ui, ("unit.name", 50), &mut fields.unit_name, ("", below));
        let kinds = coded(UnitKind::ALL, |one| (one.code(), one.label()));
        rows.choice(ui, "unit.kind", &mut fields.unit_kind, &kinds, "");
    }
    rows.line(ui, ("officer.post", 200), &mut fields.post, ("", ""));
    let staffings = coded_or_none(Staffing::ALL, |one| (one.code(), one.label()));
    rows.choice(ui, "officer.staffing", &mut fields.staffing, &staffings, "");
    let duties = coded_or_none(Duty::ALL, |one| (one.code(), one.label()));
    rows.choice(ui, "officer.duty", &mut fields.duty, &duties, "");
    unit
}

/// A number that is shown only in part: what is there already stays unless it is written anew or taken away.
fn number_ui(
    ui: &mut Ui,
    rows: &mut Rows<'_>,
    field: &'static str,
    known: &str,
    (typed, away): (&mut String, &mut bool),
) -> Response {
    let label = crate::words::problem::field_label(field);
    let below = match known {
        "" => "可以不填；显示时只露末四位".to_owned(),
        known => format!("已登记 {}，不改的留空", masked(known)),
    };
    rows.row(ui, field, &below, |ui, bad| {
        ui.vertical(|ui| {
            let response = Input::new(typed).most(50).problem(bad).name(label).show(ui);
            if !known.is_empty() {
                check_box(ui, away, &format!("不再登记{label}"));
            }
            response
        })
        .inner
    })
}

fn heading(ui: &mut Ui, text: &str) {
    ui.add_space(space().s);
    strong(ui, text);
    ui.add_space(space().xs);
}

/// What a change will begin.
fn follows_ui(ui: &mut Ui, follows: &[String]) {
    strong(ui, "登记以后");
    for line in follows {
        said(ui, line);
    }
    ui.add_space(space().m);
}
