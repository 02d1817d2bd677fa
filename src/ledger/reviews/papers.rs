//! The papers of reviews: the table of a file, the opinion, what is to be put right, the circular, the draw.

use serde_json::{Value, json};

use super::{Error, Ledger, Result};
use crate::domain::id::Id;
use crate::domain::notice::{About, Notice, NumberState};
use crate::domain::review::{
    Finding, Mark, Picked, Question, ReviewFile, ReviewPlan, ReviewResult, Score, Seriousness, Standard,
    VetoAnswer,
};
use crate::ledger::Issued;
use crate::ledger::papers::{common, merge};
use crate::words::amount::{ordinal, show_tenths};
use crate::words::date::show_date;
use crate::words::review::asked;

use super::FileView;

const TABLE: &str = "review-table";
const OPINION: &str = "review-opinion";

impl Ledger {
    /// Prints the table of a file (案卷评查表) and keeps it; it takes no number, and names that of the opinion
    /// where one was issued. Its rows are lower where that saves a page.
    ///
    /// # Errors
    /// A file without a result.
    pub fn issue_review_table(&mut self, id: Id<ReviewFile>) -> Result<Issued> {
        let (view, mut facts) = self.result_facts(id)?;
        merge(&mut facts, table_facts(&view.standard, result_of(&view)?));
        merge(&mut facts, json!({ "number": self.opinion_number(&view)? }));
        let pages = |tight: bool| -> Result<usize> {
            let mut facts = facts.clone();
            merge(&mut facts, json!({ "tight": tight }));
            Ok(self.preview(TABLE, facts)?.pages.len())
        };
        let open = pages(false)?;
        let tight = open > 1 && pages(true)? < open;
        merge(&mut facts, json!({ "tight": tight }));
        self.issue_sheet(TABLE, About::ReviewFile(id), &view.case.value.number, facts, self.env().today())
    }

    /// Issues the opinion on a file (评查意见书) under the next number.
    ///
    /// # Errors
    /// A file without a result.
    pub fn issue_review_opinion(&mut self, id: Id<ReviewFile>) -> Result<Issued> {
        self.issue_on_result(OPINION, id)
    }

    /// Issues the notice of what is to be put right (整改通知书) under the next number.
    ///
    /// # Errors
    /// A file without a result, or without a day by which something is to be put right.
    pub fn issue_rectification(&mut self, id: Id<ReviewFile>) -> Result<Issued> {
        if self.review_file(id)?.result.is_some_and(|result| result.value.rectify_by.is_none()) {
            let refused = "这份案卷没有整改期限，不用印发整改通知书。";
            return Err(Error::Refused(refused.to_owned()));
        }
        self.issue_on_result("review-rectification", id)
    }

    /// The number of the opinion on a file that counts: the last that is not void; empty without one.
    fn opinion_number(&self, view: &FileView) -> Result<String> {
        let Some(result) = &view.result else { return Ok(String::new()) };
        for notice in self.store().notices_about(result.id.uuid())?.into_iter().rev() {
            let Notice { number: Some(number), form, document_no, .. } = notice.value else { continue };
            if form == OPINION && self.get(number)?.value.state != NumberState::Void {
                return Ok(document_no);
            }
        }
        Ok(String::new())
    }

    fn issue_on_result(&mut self, form: &str, id: Id<ReviewFile>) -> Result<Issued> {
        let (view, facts) = self.result_facts(id)?;
        let unit = self.unit_of(view.row.case)?;
        let Some(result) = view.result.map(|result| result.id) else { return Err(no_result()) };
        self.issue(form, About::ReviewResult(result), &unit, facts, self.env().today())
    }

    /// Issues the circular of a plan (评查情况通报) under the next number.
    ///
    /// # Errors
    /// A plan of which no file has a result.
    pub fn issue_circular(&mut self, id: Id<ReviewPlan>) -> Result<Issued> {
        let told = self.circular(id)?;
        if told.agreed == 0 {
            return Err(Error::Refused("还没有一卷评出结果，没有可以通报的。".to_owned()));
        }
        let on = self.env().today();
        let mut facts = common(&self.agency()?.value, on);
        let levels = |counts: &[usize]| {
            let named = told.levels.iter().zip(counts).filter(|(_, count)| **count > 0);
            named.map(|((level, _), count)| format!("{level}{count}卷")).collect::<Vec<_>>().join("，")
        };
        let units = told.units.iter().map(|one| {
            json!({ "unit": one.unit, "files": one.files, "mean": show_tenths(one.mean), "levels": levels(&one.levels) })
        });
        let recurring = told.recurring.iter().map(|one| {
            json!({ "title": one.title, "files": one.files, "findings": one.findings, "example": one.example })
        });
        let more = json!({
            "plan": told.title,
            "agreed": told.agreed,
            "levels": told.levels.iter().map(|(level, count)| json!({ "level": level, "count": count })).collect::<Vec<_>>(),
            "mean": told.mean.map(show_tenths).unwrap_or_default(),
            "to_rectify": told.to_rectify,
            "rectified": told.rectified,
            "units": units.collect::<Vec<_>>(),
            "recurring": recurring.collect::<Vec<_>>(),
        });
        merge(&mut facts, more);
        self.issue("review-circular", About::ReviewPlan(id), "各承办机构", facts, on)
    }

    /// Prints the record of a plan's draw (抽取记录) and keeps it; it has no number.
    ///
    /// # Errors
    /// A plan that was not drawn from.
    pub fn issue_draw_record(&mut self, id: Id<ReviewPlan>) -> Result<Issued> {
        let draws = self.draws_of(id)?;
        let Some(draw) = draws.last() else {
            return Err(Error::Refused("这个计划还没有抽取案卷。".to_owned()));
        };
        let plan = self.get(id)?.value;
        let record = &draw.value;
        let count = |how: Picked| record.list.iter().filter(|one| one.picked == how).count();
        let kinds: Vec<&str> = plan.scope.iter().map(|one| one.kind.label()).collect();
        let rows = self.repeat_draw(record).into_iter().map(|line| {
            json!({ "number": line.number, "picked": line.picked.label(), "value": line.value.to_string() })
        });
        let on = self.env().today();
        let mut facts = common(&self.agency()?.value, on);
        let more = json!({
            "plan": plan.title,
            "drawn_on": show_date(record.drawn_on),
            "nth": draws.len(),
            "why": record.why,
            "scope": format!("{}至{}立案的{}", show_date(plan.from), show_date(plan.to), kinds.join("、")),
            "listed": record.list.len(),
            "ruled": count(Picked::Rule),
            "lots": count(Picked::Lot),
            "method": record.method.label(),
            "seed": record.seed,
            "rows": rows.collect::<Vec<_>>(),
        });
        merge(&mut facts, more);
        let about = About::ReviewDraw(draw.id);
        self.issue_sheet("review-draw", about, &plan.title, facts, on)
    }

    /// What every paper of a result says.
    fn result_facts(&self, id: Id<ReviewFile>) -> Result<(FileView, Value)> {
        let view = self.review_file(id)?;
        let result = result_of(&view)?;
        let (standard, case) = (&view.standard, &view.case.value);
        let score = Score::of(standard, &result.given.answers);
        let names: Vec<&str> = view.row.seats.iter().map(|seat| seat.name.as_str()).collect();
        let mut findings: Vec<&Finding> = result.given.findings.iter().collect();
        findings.sort_by_key(|one| one.of);
        let findings = findings.into_iter().map(|one| {
            json!({
                "of": asked(standard, one.of),
                "text": one.text.trim_end_matches('。'),
                "page": one.page,
                "deducted": if one.deducted > 0 { show_tenths(one.deducted) } else { String::new() },
                "seriousness": one.seriousness.label(),
                "weighs": one.seriousness != Seriousness::Ordinary,
                "provision": one.provision,
            })
        });
        let mut facts = common(&self.agency()?.value, self.env().today());
        let voids = score.void.iter().map(|at| standard.vetoes[*at].fault.as_str()).collect::<Vec<_>>();
        let more = json!({
            "plan": view.plan.value.title,
            "nth": view.nth.0,
            "all": view.nth.1,
            "picked": view.row.picked.label(),
            "case": { "number": case.number, "title": case.title, "party": case.party.name },
            "unit": self.unit_of(view.row.case)?,
            "handlers": view.handlers.join("、"),
            "standard": format!("{}（{}）", standard.title, standard.version),
            "reviewers": names.join("、"),
            "agreed_on": show_date(result.agreed_on),
            "rectify_by": result.rectify_by.map(show_date).unwrap_or_default(),
            "opinion": result.opinion,
            "full": show_tenths(standard.full),
            "points": show_tenths(result.points),
            "deducted": show_tenths(score.deducted),
            "level": result.level,
            "voids": voids.join("、"),
            "findings": findings.collect::<Vec<_>>(),
        });
        merge(&mut facts, more);
        Ok((view, facts))
    }
}

fn no_result() -> Error {
    Error::Refused("这份案卷还没有评出结果，不能印发。".to_owned())
}

fn result_of(view: &FileView) -> Result<&ReviewResult> {
    view.result.as_ref().map(|result| &result.value).ok_or_else(no_result)
}

/// The rows of the table.
fn table_facts(standard: &Standard, result: &ReviewResult) -> Value {
    let given = &result.given;
    let found = |question: Question| {
        let one = |text: &str, page: Option<u32>| match page {
            Some(page) => format!("{}（第{page}页）", text.trim_end_matches('。')),
            None => text.trim_end_matches('。').to_owned(),
        };
        let all = given.findings_of(question).map(|(_, finding)| one(&finding.text, finding.page));
        all.collect::<Vec<_>>().join("；")
    };
    let veto = |at: usize| match standard.vetoes.get(at) {
        Some(veto) => {
            let answer = given.answers.veto(at).map_or("", VetoAnswer::label);
            json!({ "no": at + 1, "fault": veto.fault, "result": answer })
        }
        None => json!({ "no": "", "fault": "", "result": "" }),
    };
    // Down the left half first, as people number them.
    let half = standard.vetoes.len().div_ceil(2);
    let vetoes = (0..half).map(|at| json!({ "left": veto(at), "right": veto(at + half) }));
    let score = Score::of(standard, &given.answers);
    let mut rows = Vec::new();
    let mut number = 0;
    for (nth, group) in standard.groups.iter().enumerate() {
        let of = &score.groups[nth];
        rows.push(json!({
            "group": true,
            "no": format!("（{}）", ordinal(nth as u32 + 1)),
            "title": group.title,
            "marks": show_tenths(group.marks),
            "deducted": show_tenths(of.deducted),
            "found": format!("得分 {}", show_tenths(of.got)),
        }));
        for indicator in &group.indicators {
            let deducted = match given.answers.mark(number) {
                Some(Mark::NotConcerned) => "不涉及".to_owned(),
                _ => show_tenths(score.indicators[number].deducted),
            };
            rows.push(json!({
                "group": false,
                "no": number + 1,
                "title": indicator.title,
                "marks": show_tenths(indicator.marks),
                "deducted": deducted,
                "found": found(Question::Indicator(number)),
            }));
            number += 1;
        }
    }
    let voids = score.void.iter().map(|at| found(Question::Veto(*at))).collect::<Vec<_>>().join("；");
    let levels =
        standard.levels.iter().map(|level| format!("{}分以上{}", show_tenths(level.from), level.title));
    json!({
        "vetoes": vetoes.collect::<Vec<_>>(),
        "rows": rows,
        "voids": voids,
        "lowest": standard.lowest,
        "left_out": standard.left_out.label(),
        "levels": levels.collect::<Vec<_>>().join("，"),
    })
}
