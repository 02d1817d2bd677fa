//! Every provision of the region's rules on cards, and the use case or form that does what it asks: run, not told.

mod proofs;
mod supervision;

use std::collections::BTreeSet;
use std::path::Path;

use binggong::domain::fault::Citation;
use binggong::rules::{OfficialText, Pack};

use crate::house::House;

/// Provisions that ask nothing of a bureau: purpose, scope, entry into force.
const ASKS_NOTHING: [&str; 3] = ["1", "2", "21"];

/// A provision or several, what does it, and the proof.
struct Row {
    labels: &'static [&'static str],
    does: &'static str,
    run: fn(&mut House),
}

const fn row(labels: &'static [&'static str], does: &'static str, run: fn(&mut House)) -> Row {
    Row { labels, does, run }
}

const TABLE: &[Row] = &[
    row(
        &["3-1"],
        "roles: 法制人员 keeps the cards, 查阅 only looks",
        proofs::the_legal_section_keeps_the_cards,
    ),
    row(
        &["3-2", "13-2"],
        "Ledger::act_on_card on the ministry's card",
        proofs::the_region_issues_the_ministrys_card,
    ),
    row(&["4"], "CertificateKind", proofs::the_kinds_of_card),
    row(
        &["5-1", "5-2", "5-3"],
        "Ledger::eligibility: which card for which unit",
        proofs::which_card_for_whom,
    ),
    row(&["6-1"], "Category", proofs::the_categories),
    row(&["6-2"], "Ledger::act_on_card: 提出申领, 主要负责人同意, 发证机关核定", proofs::the_chain),
    row(&["7-1"], "Ledger::add_power, unpublished_powers", proofs::the_list_of_powers),
    row(&["7-2"], "Ledger::add_delegation, unpublished_delegations", proofs::delegations_are_published),
    row(
        &["8-1"],
        "Ledger::may_enforce: every answer with its provision",
        proofs::every_answer_has_its_reason,
    ),
    row(
        &["8-2"],
        "Ledger::may_enforce: 监督指导执法行为, and every other act; record_guidance, close_guidance",
        supervision::who_supervises,
    ),
    row(&["8-3"], "Ledger::may_enforce: 内设业务机构", proofs::business_sections),
    row(&["8-4"], "Ledger::add_delegation refuses the six acts", proofs::institutions),
    row(&["8-5"], "Ledger::add_delegation, may_enforce: 乡镇街道, 开发区", proofs::townships),
    row(&["9-1(1)"], "Ledger::eligibility: 编制", proofs::on_the_establishment),
    row(&["9-1(2)"], "Ledger::eligibility: 业务培训", proofs::trained_in_business),
    row(&["9-1(3)"], "Ledger::eligibility: 法律培训", proofs::trained_in_law),
    row(&["9-1(4)"], "Ledger::eligibility: 学历, 执法岗位", proofs::schooled_and_on_duty),
    row(
        &["9-2(1)", "9-2(2)"],
        "Ledger::eligibility for the ministry's card",
        proofs::the_ministrys_conditions,
    ),
    row(&["10-1"], "Ledger::add_training: organiser, one act for many", proofs::who_trains),
    row(&["10-2"], "TrainingMode", proofs::the_modes_of_training),
    row(&["10-3"], "card-registration.toml: 网络学院学习成绩", proofs::the_academy_stands_on_the_form),
    row(&["10-4"], "Ledger::apply_for_card refuses a township's untrained", proofs::townships_train_first),
    row(
        &[
            "11-1(1)", "11-1(2)", "11-1(3)", "11-1(4)", "11-1(5)", "11-1(6)", "11-1(7)", "11-1(8)",
            "11-1(9)", "11-1(10)", "11-1(11)", "11-1(12)",
        ],
        "Ledger::add_training: subjects",
        proofs::the_twelve_subjects,
    ),
    row(
        &["11-2"],
        "Ledger::add_training: with which other sections the subjects were agreed",
        proofs::the_syllabus_is_agreed,
    ),
    row(&["12"], "Ledger::add_training: 综合法律知识培训", proofs::training_in_law),
    row(&["13-1"], "card-registration.toml, Ledger::issue_card_paper", proofs::the_registration_form),
    row(
        &["14-1(1)", "14-1(2)", "14-1(3)", "14-1(4)", "14-1(5)"],
        "deadlines for both platforms, closed with a proof; the five groups on record",
        proofs::entered_within_a_month,
    ),
    row(&["14-2"], "Ledger::move_officer", proofs::changes_are_entered_within_a_month),
    row(
        &["14-3"],
        "Ledger::receive_copy; a line in 待办 for whom no copy has come",
        proofs::the_regions_copies_come_in,
    ),
    row(&["15-1"], "Ledger::may_enforce: no card, no enforcement", proofs::nobody_without_a_card),
    row(
        &["15-2"],
        "Ledger::may_enforce: region and category; record_questioning: whether the card was shown",
        proofs::within_region_and_category,
    ),
    row(
        &["16-1"],
        "Ledger::group_on: who of a group holds a card on the day, and why not; record_questioning",
        proofs::two_holders_act,
    ),
    row(
        &["16-2"],
        "Ledger::record_questioning refuses two people at overlapping hours",
        proofs::a_group_asks_one_at_a_time,
    ),
    row(
        &["17(1)", "17(2)", "17(3)"],
        "Ledger::record_misuse, card-suspension.toml",
        proofs::misuse_has_consequences,
    ),
    row(&["18-1"], "Ledger::hand_over, card-hand-over.toml, card-cancellation.toml", proofs::leavers_hand_in),
    row(&["18-2"], "Ledger::leave, act_on_card: 交回, 送交, 注销", proofs::townships_hand_in),
    row(&["19-1"], "Ledger::act_on_card, card-loss-declaration.toml, card-reissue.toml", proofs::losses),
    row(&["19-2"], "Ledger::act_on_card on the ministry's card", proofs::the_ministrys_card_is_lost),
    row(&["20"], "Ledger::receive_complaint, close_complaint", proofs::anybody_may_complain),
];

#[test]
fn each_line_does_what_its_provision_asks() {
    for Row { labels, does, run } in TABLE {
        println!("{}　{does}", labels.join(" "));
        run(&mut House::new());
    }
}

/// Articles with the number of their paragraphs, and the items of each; 0 items for a plain paragraph.
const SHAPE: [(u16, &[u16]); 21] = [
    (1, &[0]),
    (2, &[0]),
    (3, &[0, 0]),
    (4, &[0]),
    (5, &[0, 0, 0]),
    (6, &[0, 0]),
    (7, &[0, 0]),
    (8, &[0, 0, 0, 0, 0]),
    (9, &[4, 2]),
    (10, &[0, 0, 0, 0]),
    (11, &[12, 0]),
    (12, &[0]),
    (13, &[0, 0]),
    (14, &[5, 0, 0]),
    (15, &[0, 0]),
    (16, &[0, 0]),
    (17, &[3]),
    (18, &[0, 0]),
    (19, &[0, 0]),
    (20, &[0]),
    (21, &[0]),
];

/// The label of every provision: 3-1, 9-1(4), 17(1), 20.
fn labels() -> Vec<String> {
    let mut all = Vec::new();
    for (article, paragraphs) in SHAPE {
        for (at, items) in paragraphs.iter().enumerate() {
            let paragraph =
                if paragraphs.len() > 1 { format!("{article}-{}", at + 1) } else { article.to_string() };
            match items {
                0 => all.push(paragraph),
                _ => all.extend((1..=*items).map(|item| format!("{paragraph}({item})"))),
            }
        }
    }
    all
}

#[test]
fn the_table_has_every_provision_once() {
    let in_table = TABLE.iter().flat_map(|row| row.labels.iter().copied());
    let listed: Vec<&str> = in_table.chain(ASKS_NOTHING).collect();
    let once: BTreeSet<&str> = listed.iter().copied().collect();
    assert_eq!(once.len(), listed.len(), "a provision stands twice");
    let all = labels();
    assert_eq!(once, all.iter().map(String::as_str).collect::<BTreeSet<_>>());
    for label in all {
        assert!(Citation::parse(&label).is_some(), "{label}");
    }
}

/// The list of labels against the document itself, where it is at hand.
#[test]
fn the_labels_are_those_of_the_document() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/regulations/xinjiang-certificates.txt");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: the document is not at {}", path.display());
        return;
    };
    let mut pack = Pack::parse(binggong::rules::C1.0, binggong::rules::C1.1).expect("a pack");
    pack.provisions = labels().iter().filter_map(|label| Citation::parse(label)).collect();
    let official = OfficialText::read(&text, &pack).unwrap_or_else(|missing| panic!("{missing}"));
    for (article, paragraphs) in SHAPE {
        let whole = Citation::parse(&article.to_string()).expect("an article");
        let lines: usize = paragraphs.iter().map(|items| 1 + usize::from(*items)).sum();
        assert_eq!(official.quote(&whole).len(), lines, "article {article}");
    }
    let after = Citation::parse("22").expect("an article");
    assert!(official.quote(&after).is_empty(), "the document has an article more");
}
