//! 批示 that was written on paper: its words, its day and the scan of the signed page, entered with a password.

use chrono::NaiveDate;
use eframe::egui::Ui;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::direct::{self, Rows, asks_password, password_ui};
use super::errand::{Errand, Scan, scan_of};
use super::work::{Work, ready, scan_picker, scan_row};
use super::written::{Draft, Written};
use crate::domain::id::Id;
use crate::domain::interference::{Direction, Sealed};
use crate::ui::file_choice::PathPicker;
use crate::ui::icons;
use crate::ui::screen::Cx;
use crate::ui::screen::certificates::entry::{day, day_of};
use crate::ui::screen::problems::Problems;
use crate::ui::widget::{DateField, muted};

const FIELDS: &[&str] = &[
    "direction.written_on",
    "scan",
    "direction.phrase",
    "direction.text",
    "direction.gravity",
    "direction.keepers",
    "password",
];

/// What is written, as its draft keeps it; the password never.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Fields {
    written_on: DateField,
    scan: String,
    said: direct::Fields,
}

/// The form.
pub struct OnPaper {
    written: Written<Fields>,
    rows: Rows,
    /// Whether whoever enters it may open the record to others: a recorder may not.
    opens: bool,
    picker: PathPicker,
    password: String,
    asks_password: bool,
    problems: Problems,
    signing: Option<((Direction, NaiveDate), Errand)>,
}

impl OnPaper {
    pub fn begin(id: Id<Sealed>, rows: Rows, opens: bool, cx: &mut Cx<'_>) -> OnPaper {
        let blank = Fields { written_on: DateField::of(Some(cx.today)), ..Fields::default() };
        OnPaper {
            written: Written::begin(id, "paper", "纸面批示（草稿）", blank, cx),
            rows,
            opens,
            picker: scan_picker(),
            password: String::new(),
            asks_password: asks_password(cx),
            problems: Problems::none_at("scan"),
            signing: None,
        }
    }
}

impl Work for OnPaper {
    fn title(&self) -> &str {
        "录入纸面批示"
    }

    fn verb(&self) -> &str {
        "封存纸面批示"
    }

    fn icon(&self) -> char {
        icons::DECISION
    }

    fn draft(&self) -> &dyn Draft {
        &self.written
    }

    fn draft_mut(&mut self) -> &mut dyn Draft {
        &mut self.written
    }

    fn submit(&mut self, id: Id<Sealed>, cx: &mut Cx<'_>) -> bool {
        let (fields, problems) = (&self.written.fields, &mut self.problems);
        problems.clear();
        let wanted = Some("请填写纸上签批的日期。");
        let written_on = day_of("direction.written_on", &fields.written_on, wanted, problems, cx.today);
        let path = match scan_of(&fields.scan) {
            Ok(Some(path)) => Some(path),
            Ok(None) => {
                problems.say("scan", "请附上领导签批的那一页的扫描件或者照片。");
                None
            }
            Err(sentence) => {
                problems.say("scan", sentence);
                None
            }
        };
        let direction = self.rows.read(&fields.said, problems);
        if self.asks_password {
            problems.wanted("password", &self.password, "请输入自己的登录密码，作为录入人的签名。");
        }
        problems.look_at_first_of(FIELDS);
        let (Some(written_on), Some(path), false) = (written_on, path, problems.any()) else { return false };
        let begun = cx.ledger.begin_adding(id).and_then(|sealing| Ok((sealing, cx.ledger.proving()?)));
        match begun {
            Ok((sealing, proving)) => {
                let password = Zeroizing::new(std::mem::take(&mut self.password));
                let errand = Errand::begin(Some((proving, password)), Some(Scan { sealing, path }), cx);
                self.signing = Some(((direction, written_on), errand));
                self.logic(id, cx)
            }
            Err(error) => {
                problems.refused(&error);
                false
            }
        }
    }

    fn logic(&mut self, id: Id<Sealed>, cx: &mut Cx<'_>) -> bool {
        let Some(((direction, on), ready)) = ready(&mut self.signing, &mut self.problems, cx) else {
            return false;
        };
        let (Some(proven), Some((_, scan))) = (ready.proven, ready.scan) else { return false };
        match cx.ledger.direct_on_paper_brought(id, &direction, on, &scan, &proven) {
            Ok(()) => {
                self.written.throw_away(cx);
                cx.done("纸面批示已封存。扫描件的原文件还在原处，请妥善保管。");
                true
            }
            Err(error) => {
                self.problems.refused(&error);
                false
            }
        }
    }

    fn doing(&self) -> Option<String> {
        self.signing.as_ref().map(|(_, errand)| errand.doing())
    }

    fn stop(&mut self) {
        self.signing = None;
    }

    fn ui(&mut self, ui: &mut Ui, today: NaiveDate) {
        let (fields, problems) = (&mut self.written.fields, &mut self.problems);
        problems.rest_ui(ui, FIELDS);
        muted(ui, "领导在打印的呈批表上签批以后，把那一页扫描或者拍照，在这里录入并封存。");
        let names = ("签批日期", "direction.written_on", "纸上写的日期");
        day(ui, names, &mut fields.written_on, problems, today);
        let hint = "签批的那一页；和记录一起封存";
        scan_row(ui, ("扫描件", hint), &mut fields.scan, &mut self.picker, problems);
        self.rows.said_ui(ui, &mut fields.said, problems);
        if self.opens {
            self.rows.keepers_ui(ui, &mut fields.said, problems);
        } else {
            muted(ui, "记录人录入的纸面批示不向别人开放；需要开放的，由收到它的负责人登录后办理。");
        }
        if self.asks_password {
            password_ui(ui, &mut self.password, problems);
        }
    }
}
