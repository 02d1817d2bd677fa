//! The form by which a bureau makes the built-in text its own: title, issuer, number, day.

use chrono::NaiveDate;
use eframe::egui::Ui;
use serde::Serialize;

use super::problems::{Line, Problems, entered};
use crate::ledger::{self, Ledger};
use crate::rules::C1;
use crate::ui::widget::{DateField, Row};

/// What is written in the form.
#[derive(Default)]
pub struct Form {
    title: String,
    issuer: String,
    number: String,
    from: DateField,
    pub problems: Problems,
}

/// As the rules read it.
#[derive(Serialize)]
struct Own<'a> {
    title: &'a str,
    issuer: &'a str,
    document_no: &'a str,
    region: &'a str,
    in_force_from: String,
}

/// The fields of this form.
pub const FIELDS: [&str; 4] = ["own.title", "own.issuer", "own.number", "own.from"];

impl Form {
    /// A form for this bureau.
    pub fn of(bureau: &str) -> Form {
        Form {
            title: if bureau.is_empty() {
                String::new()
            } else {
                format!("{bureau}行政执法过错责任追究制度")
            },
            issuer: bureau.to_owned(),
            problems: Problems::none_at(FIELDS[2]),
            ..Form::default()
        }
    }

    /// The number that is written, for a summary.
    pub fn number(&self) -> &str {
        self.number.trim()
    }

    /// Shows it; tells whether Enter ended a line.
    pub fn ui(&mut self, ui: &mut Ui, today: NaiveDate) -> bool {
        let problems = &mut self.problems;
        let mut done = false;
        let mut line = |ui: &mut Ui, line: Line<'_>, value: &mut String| {
            let response = line.show(ui, value, problems);
            done |= entered(ui, &response);
        };
        line(ui, Line::new("制度名称", FIELDS[0]), &mut self.title);
        line(ui, Line::new("印发机关", FIELDS[1]), &mut self.issuer);
        line(
            ui,
            Line::new("文号", FIELDS[2]).hint("本局印发这项制度的文号，如 某应急字〔2020〕25号。"),
            &mut self.number,
        );
        let focus = self.problems.takes(FIELDS[3]);
        let problem = self.problems.of(FIELDS[3]);
        Row::new("施行日期")
            .problem(problem)
            .focus(focus)
            .show(ui, |ui| self.from.show(ui, "施行日期", today, problem.is_some()));
        done
    }

    /// The adoption as the ledger takes it, or nothing where something is wrong.
    pub fn read(&mut self, region: &str, today: NaiveDate) -> Option<String> {
        self.problems.clear();
        self.problems.wanted(FIELDS[0], &self.title, "请写本局制度的名称。");
        self.problems.wanted(FIELDS[1], &self.issuer, "请写印发机关。");
        self.problems.wanted(FIELDS[2], &self.number, "请写本局印发制度的文号，决定书要引用它。");
        let day = match self.from.day(today) {
            Ok(Some(day)) => Some(day),
            Ok(None) => {
                self.problems.say(FIELDS[3], "请写制度开始施行的日期。");
                None
            }
            Err(sentence) => {
                self.problems.say(FIELDS[3], sentence);
                None
            }
        };
        if self.problems.any() {
            return None;
        }
        let own = Own {
            title: self.title.trim(),
            issuer: self.issuer.trim(),
            document_no: self.number(),
            region,
            in_force_from: day?.to_string(),
        };
        toml::to_string(&own).ok()
    }
}

/// Adopts the text that comes with the program under the bureau's own name.
pub fn adopt(ledger: &mut Ledger, adoption: &str) -> ledger::Result<()> {
    ledger.adopt_pack(C1.0, C1.1, adoption)
}
