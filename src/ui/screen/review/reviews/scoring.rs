//! A file is scored: one key a question, findings with their pages, a draft that is kept until it is submitted.
//!
//! The same sheet serves both reviewers when they agree: it holds what they said alike, and asks the rest.

use eframe::egui::{Key, Modifiers, Ui};

use super::answers::{self, questions};
use super::opinion::Opinion;
use super::scans::Scans;
use super::{Left, sheet};
use crate::domain::id::Id;
use crate::domain::review::{AnswerFault, Given, Question, ReviewFile, Score, Stage, Verdict};
use crate::domain::role::Op;
use crate::ledger::reviews::{Comparison, FileView};
use crate::ledger::{Error, Result};
use crate::ui::icons;
use crate::ui::keys;
use crate::ui::screen::certificates::entry::Said;
use crate::ui::screen::{Cx, See};
use crate::ui::widget::{Button, Dialog, DialogAnswer, Input, action_bar, problem_text};

/// What a person does here.
#[derive(Clone, Debug, PartialEq)]
pub enum Msg {
    Move(i64),
    Edge(bool),
    To(usize),
    /// Points, in tenths, for the question at hand.
    Deduct(u32),
    Pass,
    Out,
    /// Half a point, or ten, more for what was answered last.
    More(u32),
    AllAbsent,
    Next,
    /// The page that is looked at is that of the finding; one that has a page is written anew.
    Page,
    Text,
    /// Scanned pages beside, or not.
    Scans,
    Turn(i64),
    Typical(usize),
    /// What one of the reviewers said is agreed on.
    Take(usize),
    Add,
    Remove(usize),
    Changed,
    /// A field beside was left by Enter.
    Edited,
    Undo,
    Submit,
    Submitted(bool),
    Leave,
    AskDiscard,
    Discard(bool),
    Opinion(Said),
}

/// What the sheet is for.
pub enum Purpose {
    /// A reviewer's own answers.
    Own,
    /// The same once more, with a reason.
    Correct,
    /// What both agree on.
    Agree(Box<Comparison>),
}

/// Where the keyboard goes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    List,
    Text,
    Page,
}

/// The sheet of one file.
pub struct Scoring {
    pub view: FileView,
    pub purpose: Purpose,
    pub given: Given,
    pub questions: Vec<Question>,
    /// The question at hand, by its place among them.
    pub at: usize,
    /// The question whose findings are shown beside.
    pub detail: Option<Question>,
    /// How many pages the file has, as it is typed.
    pub pages: String,
    pub faults: Vec<AnswerFault>,
    pub scans: Scans,
    /// Why the last key did nothing, beside its question.
    pub refused: Option<(Question, String)>,
    pub focus: Option<Focus>,
    /// The row at hand is to be brought into view.
    pub reveal: bool,
    undo: Vec<Given>,
    kept: Given,
    key: String,
    has_draft: bool,
    discarding: bool,
    submitting: bool,
    why: String,
    opinion: Option<Box<Opinion>>,
}

impl Scoring {
    /// Opens a file to be scored, or agreed on.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn open(view: FileView, cx: &mut Cx<'_>) -> Result<Scoring> {
        if view.row.stage != Stage::Comparing {
            let given = Given::none_to(&view.standard);
            return Ok(Scoring::begin(view, Purpose::Own, "score", given, cx));
        }
        let compared = cx.ledger.compare_reviews(view.row.id)?;
        let given = alike(&view, &compared);
        let sheet = Scoring::begin(view, Purpose::Agree(Box::new(compared)), "agree", given, cx);
        Ok(sheet)
    }

    /// Opens one's own review once more, or the result that was agreed on.
    ///
    /// # Errors
    /// There is nothing of one's own to correct.
    pub fn correct(id: Id<ReviewFile>, cx: &mut Cx<'_>) -> Result<Scoring> {
        let view = cx.ledger.review_file(id)?;
        if let Some(result) = &view.result {
            let given = result.value.given.clone();
            let compared = cx.ledger.compare_reviews(id)?;
            return Ok(Scoring::begin(view, Purpose::Agree(Box::new(compared)), "correct", given, cx));
        }
        let Some(own) = cx.ledger.own_review(id)? else {
            return Err(Error::Refused("您没有提交过这份案卷的评查。".to_owned()));
        };
        Ok(Scoring::begin(view, Purpose::Correct, "correct", own.value.given, cx))
    }

    fn begin(view: FileView, purpose: Purpose, what: &str, given: Given, cx: &mut Cx<'_>) -> Scoring {
        let key = format!("{}{what}/{}", super::DRAFTS, view.row.id.uuid());
        let (mut given, mut has_draft) = (given, false);
        match cx.ledger.draft(&key) {
            Ok(Some(payload)) => {
                let fits = |draft: &Given| {
                    draft.answers.vetoes.len() == given.answers.vetoes.len()
                        && draft.answers.marks.len() == given.answers.marks.len()
                };
                if let Some(draft) = serde_json::from_slice(&payload).ok().filter(fits) {
                    (given, has_draft) = (draft, true);
                }
            }
            Ok(None) => {}
            Err(error) => cx.refused(error),
        }
        let mut scans = Scans::default();
        scans.read(view.row.case, cx);
        // Nobody counts what is numbered already.
        given.pages = given.pages.or(scans.last);
        let questions = questions(&view.standard);
        let mut sheet = Scoring {
            pages: given.pages.map(|pages| pages.to_string()).unwrap_or_default(),
            kept: given.clone(),
            given,
            questions,
            at: 0,
            detail: None,
            faults: Vec::new(),
            scans,
            refused: None,
            focus: Some(Focus::List),
            reveal: true,
            undo: Vec::new(),
            key,
            has_draft,
            discarding: false,
            submitting: false,
            why: String::new(),
            opinion: None,
            view,
            purpose,
        };
        sheet.at = sheet.next_open(0).unwrap_or(0);
        sheet
    }

    /// The file, for the top bar.
    pub fn breadcrumb(&self) -> String {
        let (nth, all) = self.view.nth;
        format!("{}　第 {nth} 卷，共 {all} 卷", self.view.plan.value.title)
    }

    /// How it stands.
    pub fn score(&self) -> Score {
        Score::of(&self.view.standard, &self.given.answers)
    }

    /// Questions without an answer.
    pub fn open_count(&self) -> usize {
        self.questions.iter().filter(|one| !answers::is_answered(&self.given, **one)).count()
    }

    /// What the findings beside are of: the question answered last, else the one at hand.
    pub fn detailed(&self) -> Option<Question> {
        self.detail.or_else(|| self.questions.get(self.at).copied())
    }

    fn next_open(&self, from: usize) -> Option<usize> {
        let open = |at: &usize| !answers::is_answered(&self.given, self.questions[*at]);
        (from..self.questions.len()).find(open).or_else(|| (0..from.min(self.questions.len())).find(open))
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        if let Some(opinion) = &mut self.opinion {
            out.extend(opinion.ui(ui, see).map(Msg::Opinion));
            return;
        }
        let free = !self.discarding && !self.submitting;
        if free {
            if keys::pressed(ui.ctx(), keys::SUBMIT) {
                out.push(Msg::Submit);
            }
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
                out.push(Msg::Leave);
            }
        }
        let mut content = crate::ui::widget::above_bar(ui, "review-sheet");
        sheet::ui(&mut content, self, see, free, out);
        self.bar_ui(ui, see, out);
        self.dialogs_ui(ui, out);
    }

    fn bar_ui(&self, ui: &mut Ui, see: &See<'_>, out: &mut Vec<Msg>) {
        let open = self.open_count();
        let sentence = match (open, self.has_draft) {
            (0, _) => "提交后不能改动，更正另记。".to_owned(),
            (open, true) => format!("还有 {open} 项未评　草稿已保留"),
            (open, false) => format!("还有 {open} 项未评"),
        };
        let agreeing = matches!(self.purpose, Purpose::Agree(_));
        let barred = see.barred(if agreeing { Op::AgreeReview } else { Op::SubmitReview });
        action_bar(ui, "review-sheet-bar", &sentence, |ui| {
            if self.has_draft && ui.add(Button::new("放弃草稿").quiet().icon(icons::DISCARD)).clicked() {
                out.push(Msg::AskDiscard);
            }
            if ui.add(Button::new("返回").keys("Esc")).clicked() {
                out.push(Msg::Leave);
            }
            let verb = if agreeing { "填写评查意见" } else { "提交评查" };
            let submit = Button::new(verb).keys("Ctrl+Enter").barred(barred);
            if ui.add(if open == 0 { submit.primary() } else { submit }).clicked() {
                out.push(Msg::Submit);
            }
            if open > 0 && ui.add(Button::new("下一项未评").primary().keys("回车")).clicked() {
                out.push(Msg::Next);
            }
        });
    }

    fn dialogs_ui(&mut self, ui: &Ui, out: &mut Vec<Msg>) {
        if self.discarding {
            let dialog = Dialog::new("放弃草稿", "放弃").sentence("已经评的各项会丢掉，台账里的记录不变。");
            let answer = dialog.show(ui.ctx(), |_| {});
            out.extend(answer.map(|answer| Msg::Discard(answer == DialogAnswer::Yes)));
        }
        if self.submitting {
            let correcting = matches!(self.purpose, Purpose::Correct);
            let score = self.score();
            let points = crate::words::amount::show_tenths(score.points);
            let level = score.level(&self.view.standard).unwrap_or_default();
            let sentence = match score.verdict {
                Verdict::Void => format!("有否决项，评为{level}。提交以后不能改动，要改的另作更正。"),
                _ => format!(
                    "得分{points}，{level}。提交以后不能改动，要改的另作更正；另一名评查人也提交以后，互相才看得到。"
                ),
            };
            let title = if correcting { "更正评查" } else { "提交评查" };
            let why = &mut self.why;
            let refused = self.refused.as_ref().map(|(_, sentence)| sentence.as_str());
            let answer = Dialog::new(title, "提交").sentence(&sentence).show(ui.ctx(), |ui| {
                if correcting {
                    Input::new(why).name("更正的理由").hint("更正的理由").show(ui);
                    if let Some(refused) = refused {
                        problem_text(ui, refused);
                    }
                }
            });
            out.extend(answer.map(|answer| Msg::Submitted(answer == DialogAnswer::Yes)));
        }
    }

    /// The file may have got other pages meanwhile.
    pub fn read_file(&mut self, cx: &mut Cx<'_>) {
        self.scans.read(self.view.row.case, cx);
    }

    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        self.scans.logic(cx);
    }

    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) -> Option<Left> {
        let left = self.act(msg, cx);
        match self.focus {
            Some(Focus::List) => self.scans.writing = false,
            Some(Focus::Text | Focus::Page) => self.scans.writing = true,
            None => {}
        }
        let detailed = self.detailed();
        let page = |of| self.given.findings_of(of).filter_map(|(_, finding)| finding.page).last();
        self.scans.lead(detailed.and_then(|of| Some((of, page(of)?))));
        left
    }

    fn act(&mut self, msg: Msg, cx: &mut Cx<'_>) -> Option<Left> {
        if !matches!(msg, Msg::Submitted(_) | Msg::Changed) {
            self.refused = None;
        }
        let question = self.questions.get(self.at).copied();
        match msg {
            Msg::Move(by) => self.to((self.at as i64 + by).max(0) as usize),
            Msg::Edge(last) => self.to(if last { usize::MAX } else { 0 }),
            Msg::To(at) => self.to(at),
            Msg::Deduct(tenths) => {
                self.answer(question, |given, standard, of| answers::deduct(given, standard, of, tenths));
            }
            Msg::Pass => self.answer(question, |given, _, of| {
                answers::pass(given, of);
                Ok(())
            }),
            Msg::Out => self.answer(question, answers::leave_out),
            Msg::More(tenths) => self.more(tenths),
            Msg::Typical(nth) => self.answer(question, |given, standard, of| {
                match answers::typical(given, standard, of, nth) {
                    true => Ok(()),
                    false => Err("这一项没有这种常见问题。".to_owned()),
                }
            }),
            Msg::Take(whose) => {
                if let Purpose::Agree(compared) = &self.purpose {
                    let from = compared.reviews[whose.min(1)].1.value.given.clone();
                    self.answer(question, |given, _, of| {
                        answers::take_over(given, &from, of);
                        Ok(())
                    });
                }
            }
            Msg::AllAbsent => {
                self.note();
                for at in 0..self.view.standard.vetoes.len() {
                    if self.given.answers.veto(at).is_none() {
                        answers::pass(&mut self.given, Question::Veto(at));
                    }
                }
                self.at = self.next_open(0).unwrap_or(self.at);
                self.reveal = true;
            }
            Msg::Next => {
                if let Some(at) =
                    self.next_open((self.at + usize::from(self.is_answered_here())).min(self.questions.len()))
                {
                    self.to(at);
                }
                self.focus = Some(Focus::List);
            }
            Msg::Page => self.page(),
            Msg::Text => self.edit(Focus::Text),
            Msg::Scans => self.scans.toggle(),
            Msg::Turn(by) => self.scans.turn(by),
            Msg::Add => {
                if let Some(of) = self.detailed() {
                    self.note();
                    answers::add(&mut self.given, of);
                    self.detail = Some(of);
                    self.focus = Some(Focus::Text);
                }
            }
            Msg::Remove(at) => {
                self.note();
                answers::remove(&mut self.given, at);
                self.focus = Some(Focus::List);
            }
            Msg::Changed => self.faults.clear(),
            Msg::Edited => {
                // The next key answers the next question, and not this one once more.
                if self.is_answered_here() {
                    self.detail = question;
                    self.at = self.next_open(self.at).unwrap_or(self.at);
                    self.reveal = true;
                }
                self.focus = Some(Focus::List);
            }
            Msg::Undo => {
                if let Some(before) = self.undo.pop() {
                    self.given = before;
                    self.faults.clear();
                }
            }
            Msg::Submit => return self.submit(cx),
            Msg::Submitted(true) => return self.submitted(cx),
            Msg::Submitted(false) => {
                self.submitting = false;
                self.refused = None;
                self.focus = Some(Focus::List);
            }
            Msg::Leave => {
                self.keep(cx);
                if self.has_draft {
                    cx.done("草稿已保留，只有您能打开。");
                }
                return Some(self.back());
            }
            Msg::AskDiscard => self.discarding = true,
            Msg::Discard(true) => {
                cx.drop_draft(&self.key);
                return Some(self.back());
            }
            Msg::Discard(false) => {
                self.discarding = false;
                self.focus = Some(Focus::List);
            }
            Msg::Opinion(said) => return self.opinion(said, cx),
        }
        None
    }

    fn back(&self) -> Left {
        match self.key.contains("/correct/") {
            true => Left::File(self.view.row.id),
            false => Left::Plan(self.view.plan.id),
        }
    }

    fn is_answered_here(&self) -> bool {
        self.questions.get(self.at).is_some_and(|one| answers::is_answered(&self.given, *one))
    }

    fn to(&mut self, at: usize) {
        self.at = at.min(self.questions.len().saturating_sub(1));
        self.detail = None;
        self.reveal = true;
        self.scans.writing = false;
    }

    /// Remembers what stood there, so that a slip of the finger is undone.
    fn note(&mut self) {
        self.undo.push(self.given.clone());
        self.faults.clear();
    }

    /// Answers the question at hand; the findings stay beside, and the next open one is at hand.
    fn answer(
        &mut self,
        question: Option<Question>,
        act: impl FnOnce(&mut Given, &crate::domain::review::Standard, Question) -> Result<(), String>,
    ) {
        let Some(question) = question else { return };
        self.note();
        match act(&mut self.given, &self.view.standard, question) {
            Ok(()) => {
                self.detail = Some(question);
                if let Some(next) = self.next_open(self.at) {
                    self.at = next;
                }
                self.reveal = true;
            }
            Err(sentence) => {
                self.undo.pop();
                self.refused = Some((question, sentence));
            }
        }
        self.focus = Some(Focus::List);
    }

    /// More points for what was answered last: a half, or ten.
    fn more(&mut self, tenths: u32) {
        let Some(of @ Question::Indicator(_)) = self.detailed() else { return };
        let last = self.given.findings_of(of).last().map_or(0, |(_, finding)| finding.deducted);
        // A half is taken back by the same key.
        let to = if tenths == 5 && last % 10 == 5 { last - 5 } else { last + tenths };
        self.note();
        if let Err(sentence) = answers::deduct(&mut self.given, &self.view.standard, of, to) {
            self.undo.pop();
            self.refused = Some((of, sentence));
        }
        self.detail = Some(of);
    }

    /// Notes the page that is looked at under the last finding; one that has a page, or none to look at, is written.
    fn page(&mut self) {
        let last = self.detailed().and_then(|of| self.given.findings_of(of).last());
        let blank = last.filter(|(_, finding)| finding.page.is_none()).map(|(at, _)| at);
        match (blank, self.scans.page()) {
            (Some(at), Some(page)) => {
                self.note();
                self.given.findings[at].page = Some(page);
                self.focus = Some(Focus::List);
            }
            _ => self.edit(Focus::Page),
        }
    }

    fn edit(&mut self, focus: Focus) {
        let Some(of) = self.detailed() else { return };
        match self.given.findings_of(of).next().is_some() {
            true => self.focus = Some(focus),
            false => self.refused = Some((of, "没有扣分，没有问题可写。先扣分，再写问题和页码。".to_owned())),
        }
    }

    fn submit(&mut self, cx: &mut Cx<'_>) -> Option<Left> {
        self.faults = self.given.faults(&self.view.standard, self.scans.last);
        if !self.faults.is_empty() {
            // The first in the order of the standard, whatever is wrong with it.
            let places = self.faults.iter().filter_map(|fault| self.place_of(fault));
            let first = places.filter_map(|of| self.questions.iter().position(|one| *one == of)).min();
            if let Some(at) = first {
                self.to(at);
            }
            self.focus = Some(Focus::List);
            cx.refused(format!("还不能提交：{}。", told(&self.faults)));
            return None;
        }
        if let Purpose::Agree(_) = self.purpose {
            self.keep(cx);
            self.opinion = Some(Box::new(Opinion::begin(&self.view, cx)));
        } else {
            self.submitting = true;
        }
        None
    }

    /// The question that a fault is about.
    pub fn place_of(&self, fault: &AnswerFault) -> Option<Question> {
        let of = |finding: &usize| self.given.findings.get(*finding).map(|one| one.of);
        match fault {
            AnswerFault::Open(of)
            | AnswerFault::Concerns(of)
            | AnswerFault::NoFinding(of)
            | AnswerFault::Sum { of, .. } => Some(*of),
            AnswerFault::Answered { finding }
            | AnswerFault::NoText { finding }
            | AnswerFault::AboveMarks { finding, .. }
            | AnswerFault::NoDeduction { finding }
            | AnswerFault::NoPage { finding, .. } => of(finding),
            AnswerFault::Unfit => None,
        }
    }

    fn submitted(&mut self, cx: &mut Cx<'_>) -> Option<Left> {
        let id = self.view.row.id;
        let done = match self.purpose {
            Purpose::Own => cx.ledger.submit_review(id, &self.given).map(drop),
            Purpose::Correct => cx.ledger.correct_review(id, &self.given, self.why.trim()),
            Purpose::Agree(_) => return None,
        };
        match done {
            Ok(()) => {
                cx.drop_draft(&self.key);
                cx.saved();
                cx.done("评查已提交。");
                Some(Left::Plan(self.view.plan.id))
            }
            Err(error) if matches!(self.purpose, Purpose::Correct) => {
                self.refused = Some((Question::Veto(0), error.to_string()));
                None
            }
            Err(error) => {
                self.submitting = false;
                cx.refused(error);
                None
            }
        }
    }

    fn opinion(&mut self, said: Said, cx: &mut Cx<'_>) -> Option<Left> {
        let opinion = self.opinion.as_mut()?;
        if !opinion.update(said, &self.view, &self.given, cx) {
            return None;
        }
        self.opinion = None;
        self.focus = Some(Focus::List);
        if said == Said::Submit {
            cx.drop_draft(&self.key);
            return Some(Left::File(self.view.row.id));
        }
        None
    }

    pub fn is_unkept(&self) -> bool {
        self.given != self.kept || self.opinion.as_ref().is_some_and(|opinion| opinion.is_unkept())
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        if self.given != self.kept {
            let title = format!("评查　{}", self.view.row.number);
            if cx.keep_draft(&self.key, &title, &self.given) {
                self.has_draft = true;
                self.kept = self.given.clone();
            }
        }
        if let Some(opinion) = &mut self.opinion {
            opinion.keep(cx);
        }
    }
}

/// What both have said alike, with the findings of the first.
fn alike(view: &FileView, compared: &Comparison) -> Given {
    let [(_, one), (_, other)] = &compared.reviews;
    let mut given = Given::none_to(&view.standard);
    given.pages = one.value.given.pages.or(other.value.given.pages);
    for question in questions(&view.standard) {
        if !compared.differences.contains(&question) {
            answers::take_over(&mut given, &one.value.given, question);
        }
    }
    given
}

/// Faults in a few words.
fn told(faults: &[AnswerFault]) -> String {
    let open = faults.iter().filter(|fault| matches!(fault, AnswerFault::Open(_))).count();
    match (open, faults.len() - open) {
        (0, others) => format!("有{others}处要补正"),
        (open, 0) => format!("还有{open}项未评"),
        (open, others) => format!("还有{open}项未评，{others}处要补正"),
    }
}
