//! Two other reviewers for a file, with the reason.

use eframe::egui::Ui;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::id::Id;
use crate::domain::review::{ReviewFile, ReviewPlan};
use crate::domain::role::{Op, may};
use crate::domain::user::User;
use crate::ledger::Result;
use crate::ledger::file::Versioned;
use crate::ui::screen::certificates::entry::{Entry, Said, choice, line};
use crate::ui::screen::{Cx, See};

const FIELDS: &[&str] = &["review_file.reviewers", "review_file.second", "why"];

/// What stands in the form.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Fields {
    first: Option<Uuid>,
    second: Option<Uuid>,
    why: String,
}

/// The form.
pub struct Assign {
    file: Versioned<ReviewFile>,
    entry: Entry<Fields>,
    users: Vec<(Option<Uuid>, String)>,
}

impl Assign {
    /// Begins with those whom the file has.
    ///
    /// # Errors
    /// A file that is not there.
    pub fn begin(id: Id<ReviewFile>, plan: &ReviewPlan, cx: &mut Cx<'_>) -> Result<Assign> {
        let file = cx.ledger.get(id)?;
        let mut users = Vec::new();
        for user in cx.ledger.all::<User>()? {
            let may = !user.value.closed && may(&user.value.roles, Op::SubmitReview);
            if may && cx.ledger.may_not_review(&user, file.value.case)?.is_none() {
                let own = plan.reviewers.contains(&user.id);
                let words =
                    if own { user.value.name.clone() } else { format!("{}（计划外）", user.value.name) };
                users.push((Some(user.id.uuid()), words));
            }
        }
        let seat = |at: usize| file.value.reviewers.get(at).map(|user| user.uuid());
        let fields = Fields { first: seat(0), second: seat(1), why: String::new() };
        let key = format!("review/assign/{}", id.uuid());
        let entry = Entry::begin(key, "指定评查人", fields, FIELDS[0], cx);
        Ok(Assign { file, entry, users })
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>) -> Option<Said> {
        let users = &self.users;
        let verb = ("指定", Op::AssignReviewers);
        self.entry.ui(ui, see, verb, true, FIELDS, |ui, fields, problems| {
            let hint = "办理过这个案件的人不在这里";
            choice(ui, ("第一评查人", "review_file.reviewers", hint), &mut fields.first, users, problems);
            choice(ui, ("第二评查人", "review_file.second", ""), &mut fields.second, users, problems);
            line(ui, ("理由", "why", "例如：原评查人出差"), &mut fields.why, problems);
        })
    }

    /// Does it; tells whether the form is over.
    pub fn update(&mut self, said: Said, cx: &mut Cx<'_>) -> bool {
        if said != Said::Submit {
            self.entry.end(said, cx);
            return true;
        }
        self.entry.problems.clear();
        let Fields { first, second, why } = &self.entry.fields;
        self.entry.problems.wanted("why", why, "请写理由。");
        if self.entry.problems.any() {
            return false;
        }
        let two: Vec<Id<User>> = first.iter().chain(second).map(|id| Id::new(*id)).collect();
        if let Err(error) = cx.ledger.assign_reviewers(&self.file, &two, why.trim()) {
            self.entry.problems.refused(&error);
            return false;
        }
        self.entry.submitted("评查人已指定。", cx);
        true
    }

    pub fn is_unkept(&self) -> bool {
        self.entry.is_unkept()
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        self.entry.keep(cx);
    }
}
