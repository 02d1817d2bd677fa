//! The rules: the pack reader and the judge (facts + packs → reasoned conclusion).
