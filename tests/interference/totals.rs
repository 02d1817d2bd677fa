//! Totals that reveal nobody: no table tells that a class has one or two, by whatever subtraction.

use std::collections::{BTreeMap, BTreeSet};

use binggong::domain::interference::{Cell, LEAST, Quarter, Side, Sort, merged};

use super::{Bureau, day, guidance, oral, password, sentence, threat};

/// Every way to divide a number among classes.
fn divisions(of: u32, classes: usize) -> Vec<Vec<u32>> {
    if classes == 1 {
        return vec![vec![of]];
    }
    let with = |first: u32| {
        divisions(of - first, classes - 1).into_iter().map(move |mut rest| {
            rest.insert(0, first);
            rest
        })
    };
    (0..=of).flat_map(with).collect()
}

fn table(counts: &[u32]) -> Vec<Cell> {
    const NAMES: [&str; 6] = ["甲", "乙", "丙", "丁", "戊", "己"];
    let named: Vec<(&str, u32)> = NAMES.into_iter().zip(counts.iter().copied()).collect();
    merged(&named)
}

/// Whoever knows the number of all records, the table and the rule can work out the divisions that give it. For
/// no class are those all one or two; and no cell shows one or two.
#[test]
fn no_count_of_one_or_two_can_be_derived_from_table_total_and_rule() {
    for (classes, most) in [(3, 14), (4, 14), (5, 11), (6, 9)] {
        for of in 0..=most {
            let mut alike: BTreeMap<String, Vec<Vec<u32>>> = BTreeMap::new();
            for counts in divisions(of, classes) {
                let cells = table(&counts);
                assert_eq!(cells.iter().map(|cell| cell.count).sum::<u32>(), of, "{counts:?}");
                let named: usize = cells.iter().map(|cell| cell.of.len()).sum();
                assert_eq!(named, classes, "{counts:?}");
                let told = cells.iter().filter(|cell| (1..LEAST).contains(&cell.count)).count();
                // All that there is may be one or two: that number everybody has anyway.
                assert!(told == 0 || cells.len() == 1, "{counts:?}: {cells:?}");
                alike.entry(format!("{cells:?}")).or_default().push(counts);
            }
            for (shown, same) in alike {
                for class in 0..classes {
                    let possible: BTreeSet<u32> = same.iter().map(|counts| counts[class]).collect();
                    assert!(
                        possible.iter().any(|count| !(1..LEAST).contains(count)),
                        "{classes} classes, {of}: class {class} of {shown} can only be {possible:?}"
                    );
                }
            }
        }
    }
}

#[test]
fn zeros_and_large_counts_stand_alone_and_small_ones_do_not() {
    let shown = |counts: &[u32]| -> Vec<(usize, u32)> {
        table(counts).iter().map(|cell| (cell.of.len(), cell.count)).collect()
    };
    assert_eq!(shown(&[0, 0, 0, 0]), [(1, 0); 4]);
    assert_eq!(shown(&[5, 0, 4, 0]), [(1, 5), (1, 0), (1, 4), (1, 0)]);
    // One small class hides among the empty ones only if their sum is three or more.
    assert_eq!(shown(&[5, 2, 9, 0]), [(1, 9), (3, 7)]);
    assert_eq!(shown(&[5, 2, 9, 1]), [(1, 9), (3, 8)]);
    assert_eq!(shown(&[2, 2, 0, 9]), [(1, 9), (3, 4)]);
    assert_eq!(shown(&[4, 2, 4, 9]), [(1, 9), (3, 10)]);
}

#[test]
fn the_leader_publishes_a_quarter_once_when_it_is_over_and_everybody_reads_it() {
    let bureau = Bureau::new();
    let quarter = Quarter { year: 2026, n: 1 };
    let mut ledger = bureau.log_in("周示五");
    let mut ids = Vec::new();
    for (conduct, times) in [(6, 4), (2, 1)] {
        for _ in 0..times {
            let mut record = oral();
            record.conduct = vec![conduct];
            ids.push(ledger.seal_interference(&record, &[], None).expect("sealed"));
        }
    }
    let mut outside = oral();
    outside.asker.side = Side::Cadre;
    outside.conduct.clear();
    ledger.seal_interference(&outside, &[], None).expect("sealed");
    ledger.seal_interference(&guidance(), &[], None).expect("sealed");
    ledger.seal_threat(&threat(), &[], None).expect("sealed");
    drop(ledger);
    for name in ["郑示四", "纪示二", "法示七"] {
        let mut ledger = bureau.log_in_on(name, "2026-04-01");
        assert!(sentence(ledger.interference_totals(quarter)).contains("主要负责人"));
        assert!(sentence(ledger.publish_totals(quarter)).contains("主要负责人"));
    }
    let mut ledger = bureau.log_in_on("赵示一", "2026-03-07");
    let direction = binggong::domain::interference::Direction {
        text: "依法办理。".into(),
        gravity: binggong::domain::interference::Gravity::None,
        keepers: Vec::new(),
    };
    ledger.direct_sealed(ids[0], &direction, &password("赵示一")).expect("directed");
    assert!(sentence(ledger.publish_totals(quarter)).contains("还没有结束"));
    drop(ledger);
    let mut ledger = bureau.log_in_on("赵示一", "2026-04-01");
    ledger.publish_totals(quarter).expect("published");
    assert!(sentence(ledger.publish_totals(quarter)).contains("已经公布"));
    drop(ledger);
    let ledger = bureau.log_in("钱示六");
    let totals = ledger.published_totals(quarter).expect("a table").expect("published").value;
    assert_eq!((totals.sealed, totals.directed, totals.median_days), (8, 1, Some(2)));
    // Five by insiders; the three others, one of each sort, are one number.
    let cells: Vec<(usize, u32)> = totals.sorts.iter().map(|cell| (cell.of.len(), cell.count)).collect();
    assert_eq!(cells, [(1, 5), (4, 3)]);
    assert_eq!((totals.inside(), totals.is_zero()), (Some(5), false));
    assert_eq!(totals.sorts[0].of, [Sort::Inside.code()]);
    // One of its kind goes with the four of the other.
    assert_eq!(totals.kinds.iter().map(|cell| cell.count).collect::<Vec<_>>(), [5]);
    assert_eq!(totals.channels.iter().map(|cell| cell.count).collect::<Vec<_>>(), [5, 0, 0, 0]);
    assert_eq!(totals.published_on, day("2026-04-01"));
}

#[test]
fn where_the_number_by_insiders_is_not_told_it_is_not_divided_either() {
    let bureau = Bureau::new();
    let mut ledger = bureau.log_in("周示五");
    ledger.seal_interference(&oral(), &[], None).expect("sealed");
    for _ in 0..4 {
        ledger.seal_interference(&guidance(), &[], None).expect("sealed");
    }
    drop(ledger);
    let ledger = bureau.log_in_on("赵示一", "2026-04-01");
    let totals = ledger.interference_totals(Quarter { year: 2026, n: 1 }).expect("a table");
    assert_eq!((totals.inside(), totals.is_zero()), (None, false));
    assert_eq!((totals.sorts.len(), totals.kinds.len(), totals.channels.len()), (1, 0, 0));
}

#[test]
fn quarters_go_round() {
    let last = Quarter::of(day("2026-12-31"));
    assert_eq!((last, last.next()), (Quarter { year: 2026, n: 4 }, Quarter { year: 2027, n: 1 }));
    assert_eq!(Quarter { year: 2026, n: 2 }.first(), Some(day("2026-04-01")));
    assert!(last.has(day("2026-10-01")) && !last.has(day("2026-09-30")));
    assert!(last.is_over(day("2027-01-01")) && !last.is_over(day("2026-12-31")));
}
