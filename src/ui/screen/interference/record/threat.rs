//! A threat against an officer or the officer's family (D16): a sealed record of its own.

use chrono::NaiveDate;
use eframe::egui::Ui;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::errand::{Errand, Scan, scan_of};
use super::work::{Work, ready, scan_picker, scan_row};
use super::written::{Draft, Written};
use crate::domain::id::Id;
use crate::domain::interference::{Addressee, Person, Sealed, Threat};
use crate::domain::problem::Checked as _;
use crate::domain::user::User;
use crate::ledger::{Error, Result};
use crate::ui::file_choice::PathPicker;
use crate::ui::icons;
use crate::ui::screen::Cx;
use crate::ui::screen::certificates::entry::{choice, day, day_of, line, row, text};
use crate::ui::screen::interference::form::recorder_of;
use crate::ui::screen::problems::Problems;
use crate::ui::widget::{DateField, Numbered};
use crate::words::time::parse_time;

const FIELDS: &[&str] = &[
    "threat.officer",
    "threat.unit",
    "threat.post",
    "threat.kin",
    "threat.by",
    "threat.on",
    "threat.at",
    "threat.place",
    "threat.content",
    "threat.about",
    "threat.witnesses",
    "scan",
    "threat.to",
];

/// What is written, as its draft keeps it.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Fields {
    officer: String,
    unit: String,
    post: String,
    kin: String,
    by: String,
    on: DateField,
    at: String,
    place: String,
    content: String,
    about: String,
    witnesses: String,
    scan: String,
    to: String,
    recipient: Option<Uuid>,
}

/// The form.
pub struct ThreatForm {
    written: Written<Fields>,
    recorder: Person,
    /// Those to whom it can go, where there are several of a kind.
    able: Vec<(Addressee, Uuid, String)>,
    picker: PathPicker,
    problems: Problems,
    entering: Option<(Threat, Errand)>,
}

impl ThreatForm {
    /// `officer` is who recorded what it comes from: whoever records is threatened first.
    pub fn begin(id: Id<Sealed>, officer: &Person, matter: &str, cx: &mut Cx<'_>) -> ThreatForm {
        ThreatForm::keyed(format!("interference/{}/threat", id.uuid()), officer, matter, cx)
    }

    /// A threat that no record comes before; whoever writes is threatened first.
    pub fn alone(key: &str, cx: &mut Cx<'_>) -> ThreatForm {
        let recorder = recorder_of(cx);
        ThreatForm::keyed(key.to_owned(), &recorder, "", cx)
    }

    fn keyed(key: String, officer: &Person, matter: &str, cx: &mut Cx<'_>) -> ThreatForm {
        let blank = Fields {
            officer: officer.name.clone(),
            unit: officer.unit.clone(),
            post: officer.post.clone(),
            about: matter.to_owned(),
            on: DateField::of(Some(cx.today)),
            to: Addressee::Leader.code().to_owned(),
            ..Fields::default()
        };
        let mut able = Vec::new();
        for to in [Addressee::Leader, Addressee::Resident] {
            let users = cx.ledger.sealed_recipients(to).unwrap_or_default();
            able.extend(users.into_iter().map(|user| (to, user.id.uuid(), user.value.name)));
        }
        ThreatForm {
            written: Written::keyed(key, "过问登记（草稿）", blank, cx),
            recorder: recorder_of(cx),
            able,
            picker: scan_picker(),
            problems: Problems::none_at("threat.by"),
            entering: None,
        }
    }

    fn to(&self) -> Addressee {
        Addressee::from_code(&self.written.fields.to).unwrap_or(Addressee::Leader)
    }

    /// Who gets it, where there are several.
    fn recipient(&self) -> Option<Id<User>> {
        let to = self.to();
        let chosen = self.written.fields.recipient;
        let same = |one: &&(Addressee, Uuid, String)| one.0 == to && Some(one.1) == chosen;
        self.able.iter().find(same).map(|(_, id, _)| Id::new(*id))
    }

    fn read(&mut self, today: NaiveDate) -> Option<Threat> {
        let to = self.to();
        let (fields, problems) = (&self.written.fields, &mut self.problems);
        problems.clear();
        let wanted = Some("请填写是哪一天。");
        let on = day_of("threat.on", &fields.on, wanted, problems, today);
        let at = match fields.at.trim() {
            "" => None,
            typed => parse_time(typed).map_err(|sentence| problems.say("threat.at", sentence)).ok(),
        };
        let own = |words: &str| words.trim().to_owned();
        let threat = Threat {
            to,
            officer: Person {
                name: own(&fields.officer),
                unit: own(&fields.unit),
                post: own(&fields.post),
                card: String::new(),
            },
            kin: own(&fields.kin),
            by: own(&fields.by),
            on: on.unwrap_or(today),
            at,
            place: own(&fields.place),
            content: own(&fields.content),
            about: own(&fields.about),
            witnesses: own(&fields.witnesses),
            attached: Vec::new(),
            recorder: self.recorder.clone(),
        };
        if let Err(invalid) = threat.check() {
            problems.refused(&Error::Invalid(invalid));
        }
        problems.look_at_first_of(FIELDS);
        (!problems.any()).then_some(threat)
    }

    fn entered(&mut self, done: Result<Id<Sealed>>, cx: &mut Cx<'_>) -> bool {
        match done {
            Ok(id) => {
                self.written.throw_away(cx);
                let number = cx.ledger.get(id).map(|read| read.value.number()).unwrap_or_default();
                cx.done(format!("已封存，编号 {number}。"));
                true
            }
            Err(error) => {
                self.problems.refused(&error);
                false
            }
        }
    }

    /// Seals it; tells whether it was done.
    pub fn send(&mut self, cx: &mut Cx<'_>) -> bool {
        let threat = self.read(cx.today);
        let path = match scan_of(&self.written.fields.scan) {
            Ok(path) => path,
            Err(sentence) => {
                self.problems.say("scan", sentence);
                None
            }
        };
        let Some(threat) = threat.filter(|_| !self.problems.any()) else { return false };
        let Some(path) = path else {
            let done = cx.ledger.seal_threat(&threat, &[], self.recipient());
            return self.entered(done, cx);
        };
        let sealing = cx.ledger.begin_sealing();
        self.entering = Some((threat, Errand::begin(None, Some(Scan { sealing, path }), cx)));
        self.go_on(cx)
    }

    /// Goes on with what takes its time; tells whether it was sealed.
    pub fn go_on(&mut self, cx: &mut Cx<'_>) -> bool {
        let Some((threat, ready)) = ready(&mut self.entering, &mut self.problems, cx) else { return false };
        let Some((sealing, scan)) = ready.scan else { return false };
        let files = std::slice::from_ref(&scan);
        let done = cx.ledger.seal_threat_brought(&threat, &sealing, files, self.recipient());
        self.entered(done, cx)
    }
}

impl Work for ThreatForm {
    fn title(&self) -> &str {
        "登记威胁、侮辱"
    }

    fn verb(&self) -> &str {
        match self.to() {
            Addressee::Leader => "呈报主要负责人",
            Addressee::Resident => "呈报派驻纪检组",
            Addressee::Superior => "封存",
        }
    }

    fn icon(&self) -> char {
        icons::INTERFERENCE
    }

    fn beside_record(&self) -> bool {
        false
    }

    fn draft(&self) -> &dyn Draft {
        &self.written
    }

    fn draft_mut(&mut self) -> &mut dyn Draft {
        &mut self.written
    }

    fn submit(&mut self, _id: Id<Sealed>, cx: &mut Cx<'_>) -> bool {
        self.send(cx)
    }

    fn logic(&mut self, _id: Id<Sealed>, cx: &mut Cx<'_>) -> bool {
        self.go_on(cx)
    }

    fn doing(&self) -> Option<String> {
        self.entering.as_ref().map(|(_, errand)| errand.doing())
    }

    fn stop(&mut self) {
        self.entering = None;
    }

    fn ui(&mut self, ui: &mut Ui, today: NaiveDate) {
        let to = self.to();
        let (fields, problems) = (&mut self.written.fields, &mut self.problems);
        problems.rest_ui(ui, FIELDS);
        let own = "干预执法的人或者当事人威胁、侮辱执法人员和近亲属的，另记一件，一样封存";
        line(ui, ("受威胁的执法人员", "threat.officer", own), &mut fields.officer, problems);
        line(ui, ("所在单位", "threat.unit", ""), &mut fields.unit, problems);
        line(ui, ("担任职务", "threat.post", ""), &mut fields.post, problems);
        let kin = "威胁的是近亲属的写明是谁，例如妻子；是本人的不填";
        line(ui, ("近亲属", "threat.kin", kin), &mut fields.kin, problems);
        line(ui, ("威胁的人", "threat.by", "知道的写，不知道的不填"), &mut fields.by, problems);
        day(ui, ("日期", "threat.on", ""), &mut fields.on, problems, today);
        line(ui, ("时间", "threat.at", "如 1520、下午3点20；可以不填"), &mut fields.at, problems);
        line(ui, ("地点", "threat.place", ""), &mut fields.place, problems);
        text(ui, ("情况", "threat.content", "照原话写；做了什么也写"), &mut fields.content, problems);
        line(ui, ("有关的案件", "threat.about", ""), &mut fields.about, problems);
        line(ui, ("在场人员", "threat.witnesses", ""), &mut fields.witnesses, problems);
        let hint = "短信截图、照片、录音，可以不附；和记录一起封存";
        scan_row(ui, ("材料", hint), &mut fields.scan, &mut self.picker, problems);
        let tos: Vec<(Addressee, &str)> = Addressee::ALL.iter().map(|one| (*one, one.label())).collect();
        row(ui, ("呈报给", "threat.to", ""), problems, |ui, bad| {
            let (response, pressed) = Numbered::one("呈报给").problem(bad).show(ui, &tos, |one| one == to);
            if let Some(one) = pressed {
                fields.to = one.code().to_owned();
            }
            response
        });
        let of_kind = self.able.iter().filter(|(kind, ..)| *kind == to);
        let options: Vec<_> = of_kind.map(|(_, id, name)| (Some(*id), name.clone())).collect();
        if options.len() > 1 {
            choice(ui, ("收件人", "threat.to", ""), &mut fields.recipient, &options, problems);
        }
    }
}
