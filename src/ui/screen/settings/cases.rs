//! 办案: from which amount on a hearing is offered, and from how many on an error is frequent.

use eframe::egui::Ui;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::page;
use crate::domain::case_settings::{CaseSettings, FREQUENT_LEAST, FREQUENT_MOST};
use crate::domain::role::Op;
use crate::ledger::Result;
use crate::ui::icons;
use crate::ui::screen::certificates::entry::{Entry, Said, line};
use crate::ui::screen::overlap::Now;
use crate::ui::screen::problems::Problems;
use crate::ui::screen::{Cx, See};
use crate::ui::theme::{regular, space, theme, type_sizes};
use crate::ui::widget::{Button, panel, problem_text, small, wrapped};
use crate::words::amount::{parse_yuan, show_yuan, yuan_typed};

/// The key of the draft, and the kind of the record.
pub const DRAFT: &str = "case_settings";
const VERB: &str = "改办案口径";
const FIELDS: &[&str] =
    &["case_settings.person", "case_settings.unit", "case_settings.basis", "case_settings.frequent", "why"];

/// What a person does here.
pub enum Msg {
    Change,
    Said(Said),
}

/// What stands in the fields.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Fields {
    person: String,
    unit: String,
    basis: String,
    frequent: String,
    why: String,
}

/// What stands here.
#[derive(Default)]
pub struct State {
    settings: CaseSettings,
    form: Option<Box<Entry<Fields>>>,
    problem: Option<String>,
    /// Whether the button gets the keyboard: its form was left.
    back: bool,
}

fn recorded(cx: &Cx<'_>) -> Result<Now<Fields>> {
    let (read, settings) = cx.ledger.case_settings_read()?;
    let (id, version) =
        read.map_or((Uuid::nil(), "none".to_owned()), |read| (read.id.uuid(), format!("{:?}", read.version)));
    let CaseSettings { large_person, large_unit, large_basis, frequent } = settings;
    let fields = Fields {
        person: yuan_typed(large_person),
        unit: yuan_typed(large_unit),
        basis: large_basis,
        frequent: frequent.to_string(),
        why: String::new(),
    };
    Ok(Now { kind: DRAFT, id, version, fields, row: |field| field })
}

impl State {
    pub fn enter(&mut self, cx: &Cx<'_>) {
        match cx.ledger.case_settings() {
            Ok(settings) => (self.settings, self.problem) = (settings, None),
            Err(error) => self.problem = Some(error.to_string()),
        }
    }

    /// Opens the form, with what its draft has kept.
    pub fn begin(&mut self, cx: &mut Cx<'_>) {
        match recorded(cx) {
            Ok(now) => {
                let key = DRAFT.to_owned();
                let entry = Entry::on(key, "办案口径", now.fields.clone(), &now, "case_settings.person", cx);
                (self.form, self.back) = (Some(Box::new(entry)), true);
            }
            Err(error) => cx.refused(error),
        }
    }

    /// Leaves the form, whose draft is kept.
    pub fn leave(&mut self, cx: &mut Cx<'_>) {
        if let Some(mut entry) = self.form.take() {
            entry.leave(cx);
        }
    }

    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match msg {
            Msg::Change => self.begin(cx),
            Msg::Said(Said::Submit) => {
                let Some(entry) = &mut self.form else { return };
                if let Some(sentence) = submit(entry, cx) {
                    entry.submitted(sentence, cx);
                    self.form = None;
                    self.enter(cx);
                }
            }
            Msg::Said(said) => {
                if let Some(mut entry) = self.form.take() {
                    entry.end(said, cx);
                }
            }
        }
    }

    pub fn is_unkept(&self) -> bool {
        self.form.as_ref().is_some_and(|entry| entry.is_unkept())
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        if let Some(entry) = &mut self.form {
            entry.keep(cx);
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<super::Msg>) {
        let free = ui.ctx().memory(|memory| memory.top_modal_layer().is_none());
        let said = match &mut self.form {
            Some(entry) => {
                entry.ui(ui, see, ("保存口径", Op::SetCases), free, FIELDS, rows_ui).map(Msg::Said)
            }
            None => self.overview_ui(ui, see),
        };
        out.extend(said.map(super::Msg::Cases));
    }

    fn overview_ui(&mut self, ui: &mut Ui, see: &See<'_>) -> Option<Msg> {
        let mut said = None;
        let back = std::mem::take(&mut self.back);
        let CaseSettings { large_person, large_unit, large_basis, frequent } = &self.settings;
        page(ui, |ui| {
            if let Some(problem) = &self.problem {
                problem_text(ui, problem);
            }
            let say =
                |ui: &mut Ui, words: &str| wrapped(ui, words, regular(type_sizes().table), theme(ui).text);
            panel(ui, icons::CONDITIONS, "办案口径", |ui| {
                ui.set_width(ui.available_width());
                for (whom, amount) in [("公民", large_person), ("单位", large_unit)] {
                    say(
                        ui,
                        &match amount {
                            Some(fen) => format!(
                                "对{whom}罚款、没收{}以上的，应当告知听证权利（{large_basis}）。",
                                show_yuan(*fen)
                            ),
                            None => format!(
                                "没有设置对{whom}的较大数额：决定以前不能核对金额，只看案件信息里的认定。"
                            ),
                        },
                    );
                }
                small(
                    ui,
                    "法律没有写明较大数额是多少（行政处罚法第六十三条第一款第（一）、（二）项），照省、自治区、直辖市或者国务院部门的规定填写。",
                );
                ui.add_space(space().s);
                say(ui, &format!("同一问题出现{frequent}次以上的，在“易错问题”里标为多发。"));
                small(
                    ui,
                    "尽职免责和容错纠错制度第十八条要求对多发的问题分析提醒，没有写明次数；没有改过的按3次。",
                );
                ui.add_space(space().s);
                let button = Button::new(VERB).icon(icons::EDIT).barred(see.barred(Op::SetCases));
                let response = ui.add(button);
                if back {
                    response.request_focus();
                }
                if response.clicked() {
                    said = Some(Msg::Change);
                }
            });
        });
        said
    }
}

fn rows_ui(ui: &mut Ui, fields: &mut Fields, problems: &mut Problems) {
    let hint = "罚款、没收多少元以上要告知听证权利；没有规定的不填";
    line(ui, ("对公民", "case_settings.person", hint), &mut fields.person, problems);
    line(ui, ("对单位", "case_settings.unit", hint), &mut fields.unit, problems);
    let hint = "规定较大数额的文件，名称或者文号";
    line(ui, ("依据", "case_settings.basis", hint), &mut fields.basis, problems);
    let hint = "同一问题出现几次以上标为多发";
    line(ui, ("多发的次数", "case_settings.frequent", hint), &mut fields.frequent, problems);
    line(ui, ("事由", "why", "必填，记入履历"), &mut fields.why, problems);
}

fn submit(entry: &mut Entry<Fields>, cx: &mut Cx<'_>) -> Option<&'static str> {
    let now = recorded(cx);
    if !entry.meets(now.map(Some), cx) {
        return None;
    }
    entry.problems.clear();
    let (fields, problems) = (&entry.fields, &mut entry.problems);
    let mut amount = |field: &'static str, typed: &str| match parse_yuan(typed) {
        Ok(Some(0)) => {
            problems.say(field, "没有规定的不填，不写0。");
            None
        }
        Ok(amount) => amount,
        Err(_) => {
            problems.say(field, "请写成数字，例如 20000 或者 1500.50，单位是元。");
            None
        }
    };
    let large_person = amount("case_settings.person", &fields.person);
    let large_unit = amount("case_settings.unit", &fields.unit);
    if large_person.is_some() || large_unit.is_some() {
        problems.wanted("case_settings.basis", &fields.basis, "请写明规定较大数额的文件。");
    }
    let frequent = fields.frequent.trim().parse().ok();
    let frequent = frequent.filter(|times| (FREQUENT_LEAST..=FREQUENT_MOST).contains(times));
    if frequent.is_none() {
        let sentence = format!("请写{FREQUENT_LEAST}到{FREQUENT_MOST}的整数。");
        problems.say("case_settings.frequent", sentence);
    }
    problems.wanted("why", &fields.why, "请写明为什么这样定，例如：自治区人民政府规定。");
    let (Some(frequent), false) = (frequent, problems.any()) else { return None };
    let large_basis = fields.basis.trim().to_owned();
    let settings = CaseSettings { large_person, large_unit, large_basis, frequent };
    match cx.ledger.set_case_settings(&settings, fields.why.trim()) {
        Ok(()) => Some("办案口径已保存，以后的核对照这个办。"),
        Err(error) => {
            problems.refused(&error);
            None
        }
    }
}
