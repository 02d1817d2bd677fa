//! Faults of enforcement and who answers for them: the terms that the judge and the ledger share.
