//! Faults of enforcement and who answers for them: the terms that the judge and the ledger share.

coded! { Standing { Held = "held", "成立"; NotHeld = "not-held", "不成立"; Open = "open", "待查"; } }
coded! { SubjectKind { Person = "person", "个人"; Section = "section", "科室"; Unit = "unit", "单位"; } }
coded! { Part { Drafted = "drafted", "承办"; Reviewed = "reviewed", "审核"; Approved = "approved", "审批"; Consented = "consented", "同意"; Changed = "changed", "改变"; } }
coded! { DecisionKind { Pursue = "pursue", "追究责任"; Lighter = "lighter", "从轻追究"; Heavier = "heavier", "从重追究"; Exempt = "exempt", "免予追究"; NoLiability = "no-liability", "不承担责任"; NotFault = "not-fault", "不认定为过错"; Refer = "refer", "移送"; } }
