//! 批示: what the recipient says, how grave it was, to whom the record is opened; signed with the password.

use eframe::egui::Ui;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::domain::id::Id;
use crate::domain::interference::{Direction, Gravity, Interference, Sealed, Way};
use crate::domain::problem::Checked as _;
use crate::ui::screen::Cx;
use crate::ui::screen::certificates::entry::{row, several, text};
use crate::ui::screen::problems::{Line, Problems};
use crate::ui::widget::{Numbered, muted};

const FIELDS: &[&str] =
    &["direction.phrase", "direction.text", "direction.gravity", "direction.keepers", "password"];

/// What is written, as its draft keeps it; the password never.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Fields {
    text: String,
    gravity: String,
    keepers: Vec<String>,
}

/// The form.
pub struct Direct {
    fields: Fields,
    kept: Fields,
    key: String,
    phrases: Vec<&'static str>,
    phrase: Option<usize>,
    password: String,
    /// In the sample nobody has one.
    asks_password: bool,
    problems: Problems,
}

impl Direct {
    pub fn begin(id: Id<Sealed>, record: &Interference, sample: bool, cx: &mut Cx<'_>) -> Direct {
        let key = format!("interference/{}/direction", id.uuid());
        let kept = cx.ledger.draft(&key).ok().flatten().and_then(|kept| serde_json::from_slice(&kept).ok());
        let fields: Fields = kept.unwrap_or_default();
        Direct {
            kept: fields.clone(),
            fields,
            key,
            phrases: phrases(record.way()),
            phrase: None,
            password: String::new(),
            asks_password: !sample,
            problems: Problems::none_at("direction.phrase"),
        }
    }

    pub fn is_unkept(&self) -> bool {
        self.fields != self.kept
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        if !self.is_unkept() {
            return;
        }
        if cx.keep_draft(&self.key, "批示（草稿）", &self.fields) {
            self.kept = self.fields.clone();
        }
    }

    /// Signs it; tells whether it was done.
    pub fn submit(&mut self, id: Id<Sealed>, cx: &mut Cx<'_>) -> bool {
        let problems = &mut self.problems;
        problems.clear();
        let gravity = Gravity::from_code(&self.fields.gravity);
        let direction = Direction {
            text: self.fields.text.trim().to_owned(),
            gravity: gravity.unwrap_or(Gravity::None),
            keepers: self.fields.keepers.iter().filter_map(|id| id.parse().ok()).map(Id::new).collect(),
        };
        problems.wanted("direction.text", &direction.text, "请写批示，或者选一句常用语。");
        if gravity.is_none() {
            problems.say("direction.gravity", "请选择有没有造成后果。");
        }
        if self.asks_password {
            problems.wanted("password", &self.password, "请输入自己的登录密码，作为签名。");
        }
        if let Err(invalid) = direction.check()
            && !problems.any()
        {
            problems.refused(&crate::ledger::Error::Invalid(invalid));
        }
        if problems.any() {
            return false;
        }
        let password = Zeroizing::new(std::mem::take(&mut self.password));
        match cx.ledger.direct_sealed(id, &direction, &password) {
            Ok(()) => {
                cx.drop_draft(&self.key);
                cx.done("已签署批示。");
                true
            }
            Err(error @ crate::ledger::Error::Store(_)) => {
                problems.say("password", error.to_string());
                false
            }
            Err(error) => {
                problems.refused(&error);
                false
            }
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, keepers: &[(String, String)]) {
        let (fields, problems) = (&mut self.fields, &mut self.problems);
        problems.rest_ui(ui, FIELDS);
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
        if keepers.is_empty() {
            muted(ui, "台账里没有可以开放查阅的用户（纪检、法制人员）。");
        } else {
            let hint = "签署后这些人也能打开；记录人一直能打开，系统管理始终不能。干预记录制度第十一条";
            several(ui, ("开放给", "direction.keepers", hint), &mut fields.keepers, keepers, problems);
        }
        if self.asks_password {
            let hint = "用登录密码签名；签署以后不能收回，只能另行补充。";
            Line::new("登录密码", "password").secret().hint(hint).show(ui, &mut self.password, problems);
        }
    }
}

/// Words that are often said, by the way that the record takes.
fn phrases(way: Way) -> Vec<&'static str> {
    match way {
        Way::Kept => vec!["已阅，留存备查。", "不属于正常履职，请重新分类。"],
        Way::Leader => vec![
            "请纪检核实情况后报我。",
            "由我约谈过问人，提醒遵守规定；案件依法办理。",
            "已阅，案件依法办理，按规定记入双方档案。",
            "属于正常了解情况，请改作工作记录。",
        ],
        Way::Letter | Way::Congress | Way::Conference => {
            vec!["按规定向有关机关通报反映，案件依法办理。", "已阅，暂不通报，案件依法办理。"]
        }
        Way::Open => vec!["已阅，案件依法办理。", "请法制机构研究后提出意见。"],
    }
}
