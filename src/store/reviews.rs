//! What the reviews of case files ask for: the files of a draw, and all that belongs to one file.

use chrono::NaiveDate;

use super::error::Result;
use super::open::Store;
use super::query::Versioned;
use super::search::handler;
use crate::domain::case::{Case, CaseKind};
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::review::{Review, ReviewAct, ReviewDraw, ReviewFile, ReviewPlan, ReviewResult};

impl Store {
    /// The cases that were opened on one of these days.
    pub fn cases_opened(&self, from: NaiveDate, to: NaiveDate) -> Result<Vec<Versioned<Case>>> {
        self.select("t.opened_on BETWEEN ? AND ?", &[&from.to_string(), &to.to_string()])
    }

    /// How many cases of these kinds have no day of opening.
    pub fn cases_undated(&self, kinds: impl Iterator<Item = CaseKind>) -> Result<usize> {
        let sql = "SELECT count(*) FROM \"case\" WHERE opened_on IS NULL AND kind = ?";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut count = 0;
        for kind in kinds {
            count += statement.query_row([kind.code()], |row| row.get::<_, i64>(0))? as usize;
        }
        Ok(count)
    }

    /// The draws of a plan, the last one last.
    pub fn draws_of(&self, plan: Id<ReviewPlan>) -> Result<Vec<Versioned<ReviewDraw>>> {
        self.select("t.plan = ?", &[plan.uuid().as_bytes()])
    }

    /// The files of a draw, in its order.
    pub fn files_of_draw(&self, draw: Id<ReviewDraw>) -> Result<Vec<Versioned<ReviewFile>>> {
        self.select("t.draw = ?", &[draw.uuid().as_bytes()])
    }

    /// The files of all draws whose cases somebody handled.
    pub fn files_handled_by(&self, officer: Id<Officer>) -> Result<Vec<Versioned<ReviewFile>>> {
        let handled = "t.\"case\" IN (
            SELECT c.id FROM needle n JOIN \"case\" c ON c.ord = n.ord WHERE n.key = ?1
            UNION SELECT s.\"case\" FROM needle n JOIN case_step s ON s.ord = n.ord WHERE n.key = ?1
            UNION SELECT q.\"case\" FROM needle n JOIN questioning q ON q.ord = n.ord WHERE n.key = ?1
            UNION SELECT z.\"case\" FROM needle n JOIN seizure z ON z.ord = n.ord WHERE n.key = ?1)";
        self.select(handled, &[&handler(officer)])
    }

    pub fn reviews_on(&self, file: Id<ReviewFile>) -> Result<Vec<Versioned<Review>>> {
        self.select("t.file = ?", &[file.uuid().as_bytes()])
    }

    pub fn results_on(&self, file: Id<ReviewFile>) -> Result<Vec<Versioned<ReviewResult>>> {
        self.select("t.file = ?", &[file.uuid().as_bytes()])
    }

    /// What followed from a file's result, in the order in which it was recorded.
    pub fn acts_after(&self, file: Id<ReviewFile>) -> Result<Vec<Versioned<ReviewAct>>> {
        self.select("t.file = ?", &[file.uuid().as_bytes()])
    }
}
