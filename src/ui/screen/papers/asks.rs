//! The three questions of this screen: when and how served, why void, and where the PDF goes.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use eframe::egui::{Context, Sense, Ui};

use super::super::Cx;
use super::{Msg, Shown, files};
use crate::domain::deadline::Holder;
use crate::domain::due::Deadline;
use crate::ledger::{Error, Ledger};
use crate::ui::file_choice::{PDF, PathPicker, Shown as PathShown, Want};
use crate::ui::screen::problems::entered;
use crate::ui::widget::{DateField, Dialog, DialogAnswer, Input, Row, problem_text, segment};
use crate::words::date::show_date;
use crate::words::problem;

/// The ways of serving: 行政处罚法 refers to those of civil procedure.
const WAYS: [&str; 5] = ["直接送达", "留置送达", "委托送达", "邮寄送达", "公告送达"];

/// A question that is open.
pub struct Ask {
    what: What,
    /// Problems by the field that they belong to.
    problems: Vec<(Field, String)>,
    /// The field that gets the caret in the next frame.
    focus: Option<Field>,
}

enum What {
    Serve { title: String, day: DateField, way: Option<usize> },
    Void { title: String, why: String, served: bool },
    Save { path: String, name: String, picker: PathPicker },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Day,
    Way,
    Why,
    Path,
    /// Nothing that one field could mend.
    All,
}

impl Ask {
    pub fn serve(shown: &Shown) -> Ask {
        let title = format!("{}　{}", shown.name(), shown.notice.addressee);
        Ask::of(What::Serve { title, day: DateField::default(), way: None }, Field::Day)
    }

    pub fn void(shown: &Shown) -> Ask {
        let (title, served) = (shown.notice.document_no.clone(), shown.notice.serving.is_some());
        Ask::of(What::Void { title, why: String::new(), served }, Field::Why)
    }

    pub fn save(shown: &Shown, folder: &Path) -> Ask {
        let name = shown.file_name();
        let path = folder.join(&name).display().to_string();
        Ask::of(What::Save { path, name, picker: PathPicker::new(Want::Save(&PDF)) }, Field::Path)
    }

    fn of(what: What, focus: Field) -> Ask {
        Ask { what, problems: Vec::new(), focus: Some(focus) }
    }

    /// The place that is written in the field.
    pub fn path(&self) -> Option<PathBuf> {
        match &self.what {
            What::Save { path, name, .. } => Some(files::meant(path, name)),
            _ => None,
        }
    }

    /// Does what is asked; the sentence that tells of it, or nothing where something is wrong.
    pub fn submit(&mut self, shown: &Shown, cx: &mut Cx<'_>) -> Option<String> {
        self.problems.clear();
        let done = match &self.what {
            What::Serve { day, way, .. } => serve(cx, shown, day, *way),
            What::Void { why, .. } => void(cx, shown, why),
            What::Save { .. } => save(cx.ledger, shown, self.path().unwrap_or_default()),
        };
        match done {
            Ok(sentence) => Some(sentence),
            Err(problems) => {
                self.focus = problems.first().map(|(field, _)| *field);
                self.problems = problems;
                None
            }
        }
    }

    /// Shows it.
    pub fn ui(&mut self, ctx: &Context, today: NaiveDate, out: &mut Vec<Msg>) {
        let focus = self.focus.take();
        let problems = &self.problems;
        let problem = |field: Field| {
            problems.iter().find(|(at, _)| *at == field).map(|(_, sentence)| sentence.as_str())
        };
        let all = |ui: &mut Ui| {
            if let Some(sentence) = problem(Field::All) {
                problem_text(ui, sentence);
            }
        };
        let answer = match &mut self.what {
            What::Serve { title, day, way } => {
                Dialog::new("登记送达", "登记送达").sentence(title).width(580.0).show(ctx, |ui| {
                    Row::new("送达日期")
                        .problem(problem(Field::Day))
                        .hint("以当事人签收或者视为送达的那一天为准。")
                        .focus(focus == Some(Field::Day))
                        .show(ui, |ui| day.show(ui, "送达日期", today, problem(Field::Day).is_some()));
                    let mut chosen = None;
                    Row::new("送达方式").problem(problem(Field::Way)).show(ui, |ui| {
                        let options: Vec<(usize, &str)> = WAYS.iter().copied().enumerate().collect();
                        let first = ui.scope_id().with(("送达方式", 0_usize));
                        chosen = segment(ui, "送达方式", *way, &options);
                        if focus == Some(Field::Way) {
                            ui.memory_mut(|memory| memory.request_focus(first));
                        }
                        ui.interact(ui.min_rect(), first.with("row"), Sense::hover())
                    });
                    if chosen.is_some() {
                        *way = chosen;
                    }
                    all(ui);
                })
            }
            What::Void { title, why, served } => {
                let sentence = if *served {
                    format!("{title}已经送达。作废后文号保留、不再使用，已经送达的文书要另行告知当事人。")
                } else {
                    format!("{title}作废后保留在登记里，不再使用，也不能恢复。")
                };
                Dialog::new("文号作废", "作废文号").sentence(&sentence).no("不作废").show(ctx, |ui| {
                    Row::new("作废理由")
                        .problem(problem(Field::Why))
                        .focus(focus == Some(Field::Why))
                        .show(ui, |ui| {
                            Input::new(why).problem(problem(Field::Why).is_some()).most(200).show(ui)
                        });
                    all(ui);
                })
            }
            What::Save { path, picker, .. } => Dialog::new("保存 PDF", "保存").width(620.0).show(ctx, |ui| {
                let wrong = problem(Field::Path);
                let row = Row::new("保存到").problem(wrong).focus(focus == Some(Field::Path));
                let shown =
                    PathShown { name: "保存位置", problem: wrong.is_some(), ..PathShown::default() };
                let field = row.show(ui, |ui| picker.show(ui, path, shown));
                if entered(ui, &field) {
                    out.push(Msg::Yes);
                }
                all(ui);
            }),
        };
        match answer {
            Some(DialogAnswer::Yes) => out.push(Msg::Yes),
            Some(DialogAnswer::No) => out.push(Msg::No),
            None => {}
        }
    }
}

type Problems = Vec<(Field, String)>;

fn serve(cx: &mut Cx<'_>, shown: &Shown, day: &DateField, way: Option<usize>) -> Result<String, Problems> {
    let mut problems = Vec::new();
    let served_on = match day.day(cx.today) {
        Ok(Some(day)) => Some(day),
        Ok(None) => {
            problems.push((Field::Day, "请写送达日期。".to_owned()));
            None
        }
        Err(sentence) => {
            problems.push((Field::Day, sentence));
            None
        }
    };
    if way.is_none() {
        problems.push((Field::Way, "请选择送达方式。".to_owned()));
    }
    let (Some(served_on), Some(way)) = (served_on, way) else { return Err(problems) };
    match cx.ledger.serve(shown.id, served_on, WAYS[way]) {
        Ok(born) => {
            cx.saved();
            Ok(told(&born))
        }
        Err(error) => Err(beside(error, |_| Field::Day)),
    }
}

/// The deadlines that began with the serving.
fn told(born: &[Deadline]) -> String {
    let mut sentence = "已登记送达。".to_owned();
    for deadline in born {
        let until = show_date(deadline.act_by);
        sentence += &match deadline.holder {
            Holder::Right => format!("{}的期限到{until}。", deadline.task),
            Holder::Duty => format!("请在{until}前{}。", deadline.task),
        };
    }
    sentence
}

fn void(cx: &mut Cx<'_>, shown: &Shown, why: &str) -> Result<String, Problems> {
    if why.trim().is_empty() {
        return Err(vec![(Field::Why, "文号作废要写明理由。".to_owned())]);
    }
    let Some(number) = &shown.number else { return Ok(String::new()) };
    match cx.ledger.void_number(number, why.trim()) {
        Ok(()) => {
            cx.saved();
            Ok(format!("{}已作废。", shown.notice.document_no))
        }
        Err(error) => Err(beside(error, |_| Field::Why)),
    }
}

fn save(ledger: &Ledger, shown: &Shown, path: PathBuf) -> Result<String, Problems> {
    let bytes = ledger.file(&shown.notice.pdf).map_err(|error| vec![(Field::All, error.to_string())])?;
    files::save(&path, &bytes).map_err(|sentence| vec![(Field::Path, sentence)])?;
    Ok(format!("已保存到“{}”。", path.display()))
}

/// The problems of an error, each with its field.
fn beside(error: Error, field: impl Fn(&str) -> Field) -> Problems {
    match error {
        Error::Invalid(problems) => {
            problems.iter().map(|one| (field(one.field), problem::sentence(one))).collect()
        }
        other => vec![(Field::All, other.to_string())],
    }
}
