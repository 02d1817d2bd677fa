//! 批示: what the recipient says, how grave it was, to whom the record is opened; signed with the password.

use chrono::NaiveDate;
use eframe::egui::Ui;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::errand::Errand;
use super::work::{Work, ready};
use super::written::{Draft, Written};
use crate::domain::id::Id;
use crate::domain::interference::{Direction, Gravity, Sealed, Way};
use crate::domain::problem::Checked as _;
use crate::ui::icons;
use crate::ui::screen::Cx;
use crate::ui::screen::certificates::entry::{row, several, text};
use crate::ui::screen::problems::{Line, Problems};
use crate::ui::widget::{Numbered, muted};

const FIELDS: &[&str] =
    &["direction.phrase", "direction.text", "direction.gravity", "direction.keepers", "password"];

/// What is written, as its draft keeps it; the password never.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    pub text: String,
    pub gravity: String,
    pub keepers: Vec<String>,
}

/// The form.
pub struct Direct {
    written: Written<Fields>,
    rows: Rows,
    password: String,
    /// In the sample nobody has one.
    asks_password: bool,
    problems: Problems,
    signing: Option<(Direction, Errand)>,
}

/// What the 批示 is made of, whoever enters it.
pub struct Rows {
    phrases: Vec<&'static str>,
    phrase: Option<usize>,
    /// Whether it is asked how grave it was: not of a threat.
    pub grave: bool,
    /// Those to whom it can be opened, with their names.
    pub keepers: Vec<(String, String)>,
}

impl Rows {
    /// `way` is none for a threat.
    pub fn of(way: Option<Way>, keepers: Vec<(String, String)>) -> Rows {
        Rows { phrases: phrases(way), phrase: None, grave: way.is_some(), keepers }
    }

    /// The 批示 as it is written, with what is wrong about it.
    pub fn read(&self, fields: &Fields, problems: &mut Problems) -> Direction {
        let gravity = match self.grave {
            true => Gravity::from_code(&fields.gravity),
            false => Some(Gravity::None),
        };
        let direction = Direction {
            text: fields.text.trim().to_owned(),
            gravity: gravity.unwrap_or(Gravity::None),
            keepers: fields.keepers.iter().filter_map(|id| id.parse().ok()).map(Id::new).collect(),
        };
        problems.wanted("direction.text", &direction.text, "请写批示，或者选一句常用语。");
        if gravity.is_none() {
            problems.say("direction.gravity", "请选择有没有造成后果。");
        }
        if let Err(invalid) = direction.check()
            && !problems.any()
        {
            problems.refused(&crate::ledger::Error::Invalid(invalid));
        }
        direction
    }

    /// The rows of what is said and of how grave it was.
    pub fn said_ui(&mut self, ui: &mut Ui, fields: &mut Fields, problems: &mut Problems) {
        let phrases: Vec<(usize, &str)> = self.phrases.iter().copied().enumerate().collect();
        let phrase = &mut self.phrase;
        row(ui, ("常用语", "direction.phrase", "按数字键填入，可以再改"), problems, |ui, _| {
            let chosen = *phrase;
            let (response, pressed) = Numbered::one("常用语").show(ui, &phrases, |one| Some(one) == chosen);
            if let Some(one) = pressed {
                *phrase = Some(one);
                fields.text = phrases[one].1.to_owned();
            }
            response
        });
        text(ui, ("批示", "direction.text", ""), &mut fields.text, problems);
        if !self.grave {
            return;
        }
        let gravities: Vec<(Gravity, &str)> = Gravity::ALL.iter().map(|one| (*one, one.label())).collect();
        let gravity = Gravity::from_code(&fields.gravity);
        let said = match gravity.and_then(Gravity::handed_to) {
            Some(to) => format!("干预记录制度第九条：移送{to}"),
            None => "干预记录制度第九条：造成后果或者恶劣影响的才追究责任".to_owned(),
        };
        row(ui, ("后果", "direction.gravity", &said), problems, |ui, bad| {
            let numbered = Numbered::one("后果").problem(bad);
            let (response, pressed) = numbered.show(ui, &gravities, |one| Some(one) == gravity);
            if let Some(one) = pressed {
                fields.gravity = one.code().to_owned();
            }
            response
        });
    }

    /// The row of those to whom it is opened.
    pub fn keepers_ui(&self, ui: &mut Ui, fields: &mut Fields, problems: &mut Problems) {
        if self.keepers.is_empty() {
            muted(ui, "台账里没有可以开放查阅的用户（纪检、法制人员）。");
            return;
        }
        let hint = "签署后这些人也能打开；记录人一直能打开，系统管理始终不能。干预记录制度第十一条";
        several(ui, ("开放给", "direction.keepers", hint), &mut fields.keepers, &self.keepers, problems);
    }
}

impl Direct {
    pub fn begin(id: Id<Sealed>, rows: Rows, cx: &mut Cx<'_>) -> Direct {
        Direct {
            written: Written::begin(id, "direction", "批示（草稿）", Fields::default(), cx),
            rows,
            password: String::new(),
            asks_password: asks_password(cx),
            problems: Problems::none_at("direction.phrase"),
            signing: None,
        }
    }
}

/// Whether the acting user signs with a password: in the sample nobody has one.
pub fn asks_password(cx: &Cx<'_>) -> bool {
    cx.ledger.proving().is_ok_and(|proving| proving.asks())
}

/// The row of the password that signs.
pub fn password_ui(ui: &mut Ui, password: &mut String, problems: &mut Problems) {
    let hint = "用登录密码签名；签署以后不能收回，只能另行补充。";
    Line::new("登录密码", "password").secret().hint(hint).show(ui, password, problems);
}

impl Work for Direct {
    fn title(&self) -> &str {
        "批示"
    }

    fn verb(&self) -> &str {
        "签署批示"
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
        let problems = &mut self.problems;
        problems.clear();
        let direction = self.rows.read(&self.written.fields, problems);
        if self.asks_password {
            problems.wanted("password", &self.password, "请输入自己的登录密码，作为签名。");
        }
        if problems.any() {
            return false;
        }
        let password = Zeroizing::new(std::mem::take(&mut self.password));
        match cx.ledger.proving() {
            Ok(proving) => {
                let errand = Errand::begin(Some((proving, password)), None, cx);
                self.signing = Some((direction, errand));
                self.logic(id, cx)
            }
            Err(error) => {
                problems.say("password", error.to_string());
                false
            }
        }
    }

    fn logic(&mut self, id: Id<Sealed>, cx: &mut Cx<'_>) -> bool {
        let Some((direction, ready)) = ready(&mut self.signing, &mut self.problems, cx) else { return false };
        let Some(proven) = ready.proven else { return false };
        match cx.ledger.direct_sealed_with(id, &direction, &proven) {
            Ok(()) => {
                self.written.throw_away(cx);
                cx.done("已签署批示。");
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

    fn ui(&mut self, ui: &mut Ui, _today: NaiveDate) {
        let (fields, problems) = (&mut self.written.fields, &mut self.problems);
        problems.rest_ui(ui, FIELDS);
        self.rows.said_ui(ui, fields, problems);
        self.rows.keepers_ui(ui, fields, problems);
        if self.asks_password {
            password_ui(ui, &mut self.password, problems);
        }
    }
}

/// Words that are often said, by the way that the record takes; none is a threat.
fn phrases(way: Option<Way>) -> Vec<&'static str> {
    match way {
        None => vec!["请立即报告公安机关，并落实保护措施。", "已阅，由专人陪同并随时报告情况。"],
        Some(Way::Kept) => vec!["已阅，留存备查。", "不属于正常履职，请重新分类。"],
        Some(Way::Leader) => vec![
            "请纪检核实情况后报我。",
            "由我约谈过问人，提醒遵守规定；案件依法办理。",
            "已阅，案件依法办理，按规定记入双方档案。",
            "属于正常了解情况，请改作工作记录。",
        ],
        Some(Way::Letter | Way::Congress | Way::Conference) => {
            vec!["按规定向有关机关通报反映，案件依法办理。", "已阅，暂不通报，案件依法办理。"]
        }
        Some(Way::Open) => vec!["已阅，案件依法办理。", "请法制机构研究后提出意见。"],
    }
}
