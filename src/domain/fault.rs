//! Faults of enforcement and who answers for them: the terms that the judge and the ledger share.

pub mod citation;
pub mod mention;

pub use citation::{Citation, ItemStyle};
pub use mention::{Mention, mentions};

coded! {
    /// How far an element, a ground or a condition is made out; what nobody has answered is open.
    Standing {
        Held = "held", "成立";
        NotHeld = "not-held", "不成立";
        Open = "open", "待查";
    }
}

impl std::ops::Not for Standing {
    type Output = Standing;

    /// What an exception does to a ground: it stands where the exception does not.
    fn not(self) -> Standing {
        match self {
            Standing::Held => Standing::NotHeld,
            Standing::NotHeld => Standing::Held,
            Standing::Open => Standing::Open,
        }
    }
}

impl Standing {
    /// Stands only where all stand; one that does not stand settles it.
    pub fn all(of: impl IntoIterator<Item = Standing>) -> Standing {
        of.into_iter().fold(Standing::Held, |sum, next| match (sum, next) {
            (Standing::NotHeld, _) | (_, Standing::NotHeld) => Standing::NotHeld,
            (Standing::Open, _) | (_, Standing::Open) => Standing::Open,
            _ => Standing::Held,
        })
    }

    /// Stands where one stands.
    pub fn any(of: impl IntoIterator<Item = Standing>) -> Standing {
        !Standing::all(of.into_iter().map(|one| !one))
    }
}

coded! {
    /// Who can be liable.
    SubjectKind {
        Person = "person", "个人";
        Section = "section", "科室";
        Unit = "unit", "单位";
    }
}

coded! {
    /// A part in the approval chain of one act.
    Part {
        /// Handled the case and drafted the act.
        Drafted = "drafted", "承办";
        /// Headed the section or unit that handled it.
        Headed = "headed", "负责人";
        Reviewed = "reviewed", "审核";
        Approved = "approved", "审批";
        /// Let it pass without the approval that was due.
        Consented = "consented", "同意";
        /// Changed, as a superior, what was proposed.
        Changed = "changed", "改变";
    }
}

coded! {
    /// How much of the liability a subject bears: words, never percentages.
    Share {
        Sole = "sole", "全部责任";
        Main = "main", "主要责任";
        Some = "some", "一定责任";
        ForChangedAct = "for-changed-act", "对改变后的行为负责";
        None = "none", "不承担";
        /// The rule is silent: a person decides.
        Undetermined = "undetermined", "由有权机关确定";
    }
}

coded! {
    /// What a ground does where it stands.
    GroundKind {
        Fault = "fault", "过错情形";
        NoLiability = "no-liability", "不承担责任";
        /// May be pursued lightly, or not at all.
        Lighter = "lighter", "从轻或者免予追究";
        Heavier = "heavier", "从重追究";
    }
}

coded! {
    /// What is decided about one subject.
    DecisionKind {
        Pursue = "pursue", "追究责任";
        Lighter = "lighter", "从轻追究";
        Heavier = "heavier", "从重追究";
        Exempt = "exempt", "免予追究";
        NoLiability = "no-liability", "不承担责任";
        NotFault = "not-fault", "不认定为过错";
        Refer = "refer", "移送";
    }
}

coded! {
    /// Where an analysis arrives, for one subject or for the whole case.
    Outcome {
        /// The pack was not in force on the day of the conduct.
        NotInForce = "not-in-force", "行为日规则包没有施行";
        /// The pack does not bind this subject.
        NotBound = "not-bound", "不适用本规则";
        NotFault = "not-fault", "不构成执法过错";
        Open = "open", "等待查清";
        NoLiability = "no-liability", "不承担责任";
        LighterOrExempt = "lighter-or-exempt", "可以从轻或者免予追究";
        /// Grounds on both sides stand; nobody but a person weighs them.
        Weigh = "weigh", "规定并存，由有权机关权衡";
        Heavier = "heavier", "应当从重追究";
        Liable = "liable", "应当追究责任";
        /// A fault there is, but the rules of allocation lay it on others.
        NoShare = "no-share", "按责任分担不承担责任";
        /// The subjects of the case fare differently.
        Mixed = "mixed", "各责任主体结论不同";
    }
}

#[cfg(test)]
mod tests {
    use super::Standing::{self, Held, NotHeld, Open};

    #[test]
    fn one_missing_condition_outweighs_an_open_one() {
        assert_eq!(Standing::all([Held, Open, NotHeld]), NotHeld);
        assert_eq!(Standing::all([Held, Open]), Open);
        assert_eq!(Standing::all([Held, Held]), Held);
        assert_eq!(Standing::all([]), Held);
    }

    #[test]
    fn one_of_several_alternatives_is_enough() {
        assert_eq!(Standing::any([NotHeld, Open, Held]), Held);
        assert_eq!(Standing::any([NotHeld, Open]), Open);
        assert_eq!(Standing::any([NotHeld]), NotHeld);
    }
}
