//! 可否执法: the answer in a sentence, the acts in groups with their reasons, and the question for another day,
//! place or category.

use chrono::NaiveDate;
use eframe::egui::{Response, Role as WidgetRole, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::super::Msg;
use crate::domain::certificate::Category;
use crate::domain::fault::Standing;
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::power::EnforcementAct;
use crate::ledger::Result;
use crate::ledger::cards::{Place, Powers, Reach};
use crate::ui::icons;
use crate::ui::screen::{Cx, See};
use crate::ui::theme::{bold, regular, size, space, theme, type_sizes};
use crate::ui::widget::{Button, Choice, DateField, Input, Tone, chip, icon, panel, problem_text, wrapped};
use crate::words::date::show_date;

/// The question, and what the ledger says to it.
pub struct Answer {
    /// For today and any place: what the head of the page says.
    today: (Standing, String),
    on: NaiveDate,
    powers: Powers,
    /// Acts alike in reach and reason, in the order of the acts.
    groups: Vec<Group>,
    asking: Option<Question>,
}

/// Another day, place and category, as they are being written.
#[derive(Default)]
struct Question {
    day: DateField,
    place: String,
    category: Option<Category>,
    problem: Option<String>,
}

struct Group {
    reach: Reach,
    because: String,
    cite: String,
    acts: Vec<EnforcementAct>,
}

impl Answer {
    /// What somebody may do today.
    pub fn to(officer: Id<Officer>, cx: &Cx<'_>) -> Result<Answer> {
        let powers = cx.ledger.powers_of(officer, cx.today, &Place::default())?;
        let today = (powers.answer(), powers.sentence());
        let mut answer = Answer { today, on: cx.today, powers, groups: Vec::new(), asking: None };
        answer.group(cx)?;
        Ok(answer)
    }

    /// Answers what is written.
    pub fn ask(&mut self, officer: Id<Officer>, cx: &Cx<'_>) -> Result<()> {
        let Some(question) = &mut self.asking else { return Ok(()) };
        question.problem = None;
        let on = match question.day.day(cx.today) {
            Ok(day) => day.unwrap_or(cx.today),
            Err(problem) => {
                question.problem = Some(format!("{problem}。"));
                return Ok(());
            }
        };
        let place = Place { category: question.category, place: question.place.trim().to_owned() };
        self.powers = cx.ledger.powers_of(officer, on, &place)?;
        self.on = on;
        self.group(cx)
    }

    fn group(&mut self, cx: &Cx<'_>) -> Result<()> {
        let rules = cx.ledger.card_rules()?;
        self.groups.clear();
        for (act, reach, line) in &self.powers.acts {
            // What can never be delegated says so of each act by name.
            let because = if *reach == Reach::Never { "不得委托" } else { &line.because };
            let cite = line.cite.map(|cite| rules.shortly(&cite)).unwrap_or_default();
            let same =
                |group: &&mut Group| group.reach == *reach && group.because == because && group.cite == cite;
            match self.groups.iter_mut().find(same) {
                Some(group) => group.acts.push(*act),
                None => {
                    let because = because.to_owned();
                    self.groups.push(Group { reach: *reach, because, cite, acts: vec![*act] });
                }
            }
        }
        self.groups.sort_by_key(|group| group.reach);
        Ok(())
    }

    /// Whether the person may enforce today, in one line.
    pub fn sentence_ui(&self, ui: &mut Ui) {
        let (standing, sentence) = &self.today;
        ui.scope(|ui| {
            ui.spacing_mut().interact_size.y = 0.0;
            answer_ui(ui, *standing, sentence);
        });
    }

    /// The panel.
    pub fn ui(&mut self, ui: &mut Ui, see: &See<'_>, out: &mut Vec<Msg>) {
        // A provision that all of it rests on stands once, before the acts.
        let whole = self.provision();
        panel(ui, icons::INTACT, "可以行使的职权", |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = space().xs;
            // A line that wraps is as high as its words, not as a control.
            ui.spacing_mut().interact_size.y = 0.0;
            if self.asking.is_some() {
                let sentence = format!("{}　{}", show_date(self.on), self.powers.sentence());
                answer_ui(ui, self.powers.answer(), &sentence);
                ui.add_space(space().xs);
            }
            if let Some(cite) = &whole {
                wrapped(ui, &format!("依据{cite}"), regular(type_sizes().small), theme(ui).muted);
            }
            let barred = self.powers.common.iter().any(|line| line.standing == Standing::NotHeld);
            for group in &self.groups {
                group_ui(ui, group, barred, whole.is_none());
            }
            ui.add_space(space().xs);
            self.question_ui(ui, see, out);
        });
    }

    /// The provision of every group that has acts to show, where it is the same.
    fn provision(&self) -> Option<String> {
        let mut cites =
            self.groups.iter().filter(|group| group.reach != Reach::None).map(|group| &group.cite);
        let first = cites.next().filter(|cite| !cite.is_empty())?;
        cites.all(|cite| cite == first).then(|| first.clone())
    }

    fn question_ui(&mut self, ui: &mut Ui, see: &See<'_>, out: &mut Vec<Msg>) {
        let mark = if self.asking.is_some() { icons::DOWN } else { icons::RIGHT };
        if ui.add(Button::new("换一天、换个地方再问").quiet().small().icon(mark)).clicked() {
            self.asking = match self.asking {
                Some(_) => None,
                None => Some(Question { day: DateField::of(Some(see.today)), ..Question::default() }),
            };
            out.push(Msg::Ask);
        }
        let Some(question) = &mut self.asking else { return };
        let mut categories = vec![(None, "任何类别".to_owned())];
        categories.extend(Category::ALL.iter().map(|one| (Some(*one), one.label().to_owned())));
        let problem = question.problem.is_some();
        let day = question.day.show(ui, "哪一天", see.today, problem);
        let place = Input::new(&mut question.place).hint("地点，如 示例县").most(200).name("地点").show(ui);
        let category =
            Choice::new("执法类别").width(f32::INFINITY).show(ui, &mut question.category, &categories);
        if let Some(problem) = &question.problem {
            problem_text(ui, problem);
        }
        if [day, place, category].iter().any(Response::changed) {
            out.push(Msg::Ask);
        }
    }
}

fn answer_ui(ui: &mut Ui, standing: Standing, sentence: &str) {
    let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
    let (word, rest) = sentence.split_once('：').unwrap_or((sentence, ""));
    let tone = match standing {
        Standing::Held => Tone::Done,
        Standing::Open => Tone::Due,
        Standing::NotHeld => Tone::Plain,
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(gaps.s, gaps.xs);
        chip(ui, tone, word);
        if !rest.is_empty() {
            wrapped(ui, rest, regular(sizes.table), theme.text);
        }
    });
}

fn group_ui(ui: &mut Ui, group: &Group, barred: bool, cited: bool) {
    let gaps = space();
    let cite = if cited && !group.cite.is_empty() { format!("（{}）", group.cite) } else { String::new() };
    let before = match group.reach {
        Reach::May if barred => "有证、在岗时",
        Reach::May => "",
        Reach::Open => "待查：",
        Reach::Never => "任何时候",
        Reach::NotDelegated => "未委托：",
        // What somebody has nothing to do with need not be listed act by act.
        Reach::None => {
            wrapped(ui, &none_of(group), regular(type_sizes().small), theme(ui).muted);
            return;
        }
    };
    let head = format!("{before}{}{cite}", group.because);
    wrapped(ui, &head, regular(type_sizes().small), theme(ui).muted);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(gaps.xs, gaps.xs);
        for act in &group.acts {
            mark_ui(ui, act.label(), group.reach, barred);
        }
    });
    ui.add_space(gaps.xs);
}

fn none_of(group: &Group) -> String {
    match group.acts[..] {
        [act] => format!("没有职权：{}", act.label()),
        _ if group.acts.len() == EnforcementAct::ALL.len() => group.because.clone(),
        _ => format!("没有职权：{}等{}项", group.acts[0].label(), group.acts.len()),
    }
}

/// One act with its mark: the word stands for itself, ink and frame repeat it.
fn mark_ui(ui: &mut Ui, label: &str, reach: Reach, barred: bool) {
    let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
    let (mark, ink, fill, border) = match reach {
        Reach::May if barred => (icons::CHECK, theme.muted, theme.chip, theme.chip),
        Reach::May => (icons::CHECK, theme.done, theme.done_fill, theme.done_fill),
        Reach::Open => (icons::OPEN_QUESTION, theme.due, theme.due_fill, theme.due_fill),
        Reach::Never => (icons::BARRED, theme.text, theme.panel, theme.input_border),
        Reach::NotDelegated | Reach::None => (icons::NONE, theme.muted, theme.panel, theme.line),
    };
    let font = if reach == Reach::Never { bold(sizes.table) } else { regular(sizes.table) };
    let galley = ui.painter().layout_no_wrap(label.to_owned(), font, ink);
    let wide = vec2(galley.size().x + gaps.l + 2.0 * gaps.s, size().row_compact);
    let (rect, response) = ui.allocate_exact_size(wide, Sense::hover());
    let spoken = format!("{label} {}", reach.label());
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, &spoken));
    ui.painter().rect(rect, size().radius, fill, Stroke::new(1.0, border), StrokeKind::Inside);
    let centre = pos2(rect.left() + gaps.s + gaps.xs, rect.center().y);
    icon(ui.painter(), centre, sizes.table, mark, ink);
    let at = pos2(rect.left() + gaps.l + gaps.s, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, ink);
}
