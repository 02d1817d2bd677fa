//! What is being written on a record, with its draft: sealed to its author, under a title that tells nothing.

use crate::domain::id::Id;
use crate::domain::interference::Sealed;
use crate::ui::screen::Cx;
use crate::ui::screen::certificates::entry::Fields;

/// The draft of whatever is written.
pub trait Draft {
    fn has_draft(&self) -> bool;

    fn is_unkept(&self) -> bool;

    fn keep(&mut self, cx: &mut Cx<'_>);

    /// It was submitted, or given up.
    fn throw_away(&self, cx: &mut Cx<'_>);
}

/// What stands in a form.
pub struct Written<F> {
    pub fields: F,
    kept: F,
    key: String,
    title: &'static str,
    has_draft: bool,
}

impl<F: Fields> Written<F> {
    /// A blank form, or what its draft has kept.
    pub fn begin(id: Id<Sealed>, what: &str, title: &'static str, blank: F, cx: &mut Cx<'_>) -> Written<F> {
        Written::keyed(format!("interference/{}/{what}", id.uuid()), title, blank, cx)
    }

    /// The same by the whole key of the draft.
    pub fn keyed(key: String, title: &'static str, blank: F, cx: &mut Cx<'_>) -> Written<F> {
        let kept = cx.ledger.draft(&key).ok().flatten().and_then(|kept| serde_json::from_slice(&kept).ok());
        let has_draft = kept.is_some();
        let fields: F = kept.unwrap_or(blank);
        Written { kept: fields.clone(), fields, key, title, has_draft }
    }
}

impl<F: Fields> Draft for Written<F> {
    fn has_draft(&self) -> bool {
        self.has_draft
    }

    fn is_unkept(&self) -> bool {
        self.fields != self.kept
    }

    fn keep(&mut self, cx: &mut Cx<'_>) {
        if self.is_unkept() && cx.keep_draft(&self.key, self.title, &self.fields) {
            self.kept = self.fields.clone();
            self.has_draft = true;
        }
    }

    fn throw_away(&self, cx: &mut Cx<'_>) {
        cx.drop_draft(&self.key);
    }
}
