//! Importing a list of cases: planned row by row, written in one act, and only once.

use std::collections::{BTreeMap, BTreeSet};

use binggong::domain::case::{Case, CaseKind, HandlingMode};
use binggong::domain::case_step::StepKind;
use binggong::domain::certificate::Category;
use binggong::domain::role::Role;
use binggong::exchange::cases::{CaseField, CaseReading};
use binggong::exchange::register::{Book, Mappings};
use binggong::ledger::file::{Key, Versioned};
use binggong::ledger::import::cases::{
    CaseAssumptions, CasePlan, CaseStanding, CasesImported, refused_cases,
};
use binggong::ledger::{Enrolment, Error};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::house::day;
use crate::{Bureau, officer};

const HEAD: &str = "序号,案号,案件名称,案件类别,立案日期,当事人,统一社会信用代码,承办人/执法人员,乡镇/单位,案件来源,法律依据,罚款金额（元）\n";

const ROWS: &str = "\
1,示应急罚〔2025〕41号,示例县丁木业有限公司未按规定培训案,行政处罚（普通程序）,2025.11.3,示例县丁木业有限公司,91000000MA0000001R,周示五、吴示六,综合行政执法大队,日常检查,安全生产法,20000
2,示应急罚〔2025〕42号,示例县戊加油站未持证上岗案,简易程序,2025-12-01,示例县戊加油站,,周示五，吴示六,综合行政执法大队,群众举报,安全生产法,\"1,500.50\"
3,示应急检〔2026〕3号,示例县己矿业有限公司检查,行政检查,2026年1月8日,示例县己矿业有限公司,91000000MA0000001C,吴示六,综合行政执法大队,年度计划,,
";

fn reading(rows: &str) -> CaseReading {
    let book = Book::of_bytes("案件", format!("{HEAD}{rows}").as_bytes()).expect("a table");
    CaseReading::of(&book, &Mappings::default())
}

fn plan(bureau: &Bureau, rows: &str) -> CasePlan {
    bureau.house.ledger.plan_cases(&reading(rows), &CaseAssumptions::default()).expect("a plan")
}

fn import(bureau: &mut Bureau, plan: &CasePlan) -> CasesImported {
    bureau.house.ledger.import_cases(plan, &BTreeSet::new(), "案件.csv").expect("imported")
}

fn numbered(bureau: &Bureau, number: &str) -> Versioned<Case> {
    let all = bureau.house.ledger.all::<Case>().expect("cases").into_iter();
    let mut found: Vec<_> = all.filter(|case| case.value.number == number).collect();
    assert_eq!(found.len(), 1, "{number}");
    found.remove(0)
}

fn refused(plan: &CasePlan) -> Vec<&str> {
    let lines = plan.lines.iter().map(|line| match &line.standing {
        CaseStanding::Refused(why) => why.as_str(),
        _ => "",
    });
    lines.collect()
}

#[test]
fn a_list_is_written_in_one_act_and_a_second_time_changes_nothing() {
    let mut bureau = Bureau::new();
    let first = plan(&bureau, ROWS);
    let tally = first.tally();
    assert_eq!((tally.new, tally.changed, tally.unchanged, tally.refused), (3, 0, 0, 0), "{first:?}");
    // A code that cannot be right is told, and bars nothing.
    assert!(first.lines[2].notes.iter().any(|note| note.contains("校验位不符")), "{first:?}");
    assert_eq!(bureau.house.ledger.count::<Case>().unwrap(), 0, "nothing is written before it is confirmed");

    let (entries, _) = bureau.house.ledger.head().unwrap().expect("a head");
    assert_eq!(import(&mut bureau, &first), CasesImported { added: 3, changed: 0 });
    let (after, _) = bureau.house.ledger.head().unwrap().expect("a head");
    assert_eq!(after, entries + 1, "one act for all of them");
    let one = numbered(&bureau, "示应急罚〔2025〕41号");
    let Case { kind, party, opened_on, officers, handling, law, source, .. } = &one.value;
    assert_eq!((*kind, *opened_on), (CaseKind::Penalty, Some(day("2025-11-03"))));
    assert_eq!((party.code.as_str(), law.as_str()), ("91000000MA0000001R", "安全生产法"));
    assert_eq!((officers.as_slice(), handling.unit), (&bureau.pair[..], Some(bureau.unit)));
    assert_eq!((handling.fine, source.as_str()), (Some(2_000_000), "日常检查"));
    let two = numbered(&bureau, "示应急罚〔2025〕42号").value;
    assert_eq!((two.kind, two.handling.fine), (CaseKind::SummaryPenalty, Some(150_050)));
    let told = bureau.house.ledger.timeline(one.id.uuid()).unwrap();
    let told: Vec<_> = told.iter().map(|act| (act.title(), act.why.as_str())).collect();
    assert_eq!(told, [("导入案件", "导入案件：案件.csv")]);

    let head = bureau.house.ledger.head().unwrap();
    let again = plan(&bureau, ROWS);
    assert_eq!(again.tally().unchanged, 3, "{again:?}");
    assert_eq!(import(&mut bureau, &again), CasesImported::default());
    // Years in other brackets are the same number.
    let brackets = ROWS.replace('〔', "[").replace('〕', "]");
    assert_eq!(plan(&bureau, &brackets).tally().unchanged, 3);
    assert_eq!(bureau.house.ledger.head().unwrap(), head, "not an entry was written");
}

#[test]
fn what_differs_is_told_field_by_field_and_changed_unless_the_row_is_left() {
    let mut bureau = Bureau::new();
    let first = plan(&bureau, ROWS);
    import(&mut bureau, &first);
    let rows = "\
1,示应急罚〔2025〕41号,示例县丁木业有限公司未按规定培训案,,,示例县丁木业有限公司,,李示四,,,,30000
2,示应急罚〔2025〕42号,示例县戊加油站特种作业未持证案,简易程序,,示例县戊加油站,,,,,,
";
    let changed = plan(&bureau, rows);
    let told = |at: usize| match &changed.lines[at].standing {
        CaseStanding::Same(changes) => changes
            .iter()
            .map(|one| (one.label.clone(), one.old.clone(), one.new.clone()))
            .collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let is = |label: &str, old: &str, new: &str| (label.to_owned(), old.to_owned(), new.to_owned());
    assert_eq!(
        told(0),
        [is("办案人员", "周示五、吴示六", "李示四"), is("罚款", "20,000元", "30,000元")],
        "what the row does not say stays"
    );
    assert_eq!(told(1), [is("案件名称", "示例县戊加油站未持证上岗案", "示例县戊加油站特种作业未持证案")]);
    let done = bureau.house.ledger.import_cases(&changed, &[1].into(), "改.csv").expect("imported");
    assert_eq!(done, CasesImported { added: 0, changed: 1 });
    assert_eq!(numbered(&bureau, "示应急罚〔2025〕41号").value.officers, [bureau.head]);
    assert_eq!(
        numbered(&bureau, "示应急罚〔2025〕42号").value.title,
        "示例县戊加油站未持证上岗案",
        "left as it was"
    );
}

#[test]
fn what_cannot_be_right_is_refused_with_what_to_do() {
    let mut bureau = Bureau::new();
    bureau.opened(CaseKind::Penalty);
    officer(&mut bureau.house, "周示五", bureau.unit, "905");
    let rows = "\
1,甲1,案一,审批备案,2025-11-03,甲,,吴示六,,,,
2,甲2,案二,普通程序,2025-13-03,甲,,吴示六,,,,
3,甲3,案三,普通程序,2025-11-03,甲,,郑示九,,,,
4,甲4,案四,普通程序,2025-11-03,甲,,周示五,,,,
5,示应急罚[2025]30号,案五,普通程序,2025-11-03,示例县庚铁矿,,吴示六,,,,
6,甲6,案六,普通程序,2025-11-03,甲,,吴示六,,,,
7,甲6,案七,普通程序,2025-11-03,乙,,吴示六,,,,
8,甲8,,普通程序,2025-11-03,甲,,吴示六,,,,
9,甲9,案九,普通程序,2025-11-03,甲,,吴示六,,,,两万
10,甲10,案十,普通程序,2027-11-03,甲,,吴示六,,,,
11,甲11,案十一,普通程序,2025-11-03,甲,,吴示六,青石示例镇,,,
12,甲12,案十二,行政处罚,2025-11-03,甲,,吴示六,,,,
13,甲13,案十三,普通程序,2025-11-03,甲,12345,周示五（905）,,,,
";
    let plan = plan(&bureau, rows);
    let why = refused(&plan);
    let words = [
        "案件类型“审批备案”不认得",
        "立案日期：",
        "没有“郑示九”",
        "有2个“周示五”，请在姓名后面用括号写上执法证号",
        "已经是台账里“示例县乙鞭炮厂”的案件的",
        "第7、8行写了同一个案号",
        "第7、8行写了同一个案号",
        "没有案件名称",
        "“两万”不是金额",
        "2027年11月3日还没有到",
        "没有承办机构“青石示例镇”",
        "没有写明是简易程序还是普通程序",
        "",
    ];
    assert_eq!(why.len(), words.len(), "{plan:?}");
    for (why, words) in why.iter().zip(words) {
        assert!(why.contains(words) && why.is_empty() == words.is_empty(), "{why:?} for {words:?}");
    }
    assert!(plan.lines[12].notes.iter().any(|note| note.contains("有5位")), "{plan:?}");
    assert_eq!(import(&mut bureau, &plan).added, 1, "what is right is written");
    assert_ne!(numbered(&bureau, "甲13").value.officers, [bureau.pair[0]], "he with that card");
}

#[test]
fn what_the_list_leaves_open_is_said_once_for_all_rows() {
    let bureau = Bureau::new();
    let rows = "\
1,甲1,案一,行政处罚,2025-11-03,甲,,吴示六,,,,
2,甲2,案二,,2025-11-03,甲,,吴示六,,,,
";
    let assumed = CaseAssumptions { kind: Some(CaseKind::Inspection), penalty: Some(CaseKind::Penalty) };
    let plan = bureau.house.ledger.plan_cases(&reading(rows), &assumed).expect("a plan");
    assert_eq!((plan.without_kind, plan.without_procedure), (1, 1));
    let kinds: Vec<CaseKind> = plan.lines.iter().map(|line| line.case.kind).collect();
    assert_eq!((kinds, plan.tally().new), (vec![CaseKind::Penalty, CaseKind::Inspection], 2));
}

#[test]
fn a_case_on_its_way_keeps_its_kind_and_one_without_a_number_gets_it() {
    let mut bureau = Bureau::new();
    let case = bureau.opened(CaseKind::Penalty);
    bureau.record(case, StepKind::Register, "2025-11-03");
    let row = |kind: &str| {
        format!("1,示应急罚〔2025〕30号,示例县乙鞭炮厂违规储存案,{kind},2025-11-03,示例县乙鞭炮厂,,,,,,\n")
    };
    let other = plan(&bureau, &row("行政检查"));
    assert!(refused(&other)[0].contains("登记了步骤，不能改成“行政检查”"), "{other:?}");
    assert_eq!(plan(&bureau, &row("行政处罚")).tally().unchanged, 1, "its procedure is known");

    let mut unnumbered = bureau.case(CaseKind::Penalty);
    (unnumbered.number, unnumbered.title) = (String::new(), "示例县辛木业案".into());
    bureau.house.ledger.open_case(&unnumbered).expect("opened");
    let rows = "1,示应急罚〔2025〕31号,示例县辛木业案,普通程序,2025-11-03,示例县乙鞭炮厂,,,,,,\n";
    let numbering = plan(&bureau, rows);
    assert_eq!((numbering.tally().changed, numbering.tally().new), (1, 0), "{numbering:?}");
    import(&mut bureau, &numbering);
    assert_eq!(numbered(&bureau, "示应急罚〔2025〕31号").value.title, "示例县辛木业案");
}

#[test]
fn a_plan_is_for_the_ledger_that_it_was_made_for_and_for_those_who_open_cases() {
    let mut bureau = Bureau::new();
    let stale = plan(&bureau, ROWS);
    bureau.opened(CaseKind::Penalty);
    let why = bureau.house.ledger.import_cases(&stale, &BTreeSet::new(), "案件.csv");
    assert!(matches!(why, Err(Error::Refused(why)) if why.contains("重新试读")));
    let reader = Enrolment { name: "钱示二", roles: &[Role::Reader], officer: None, password: None };
    bureau.house.ledger.add_user(&reader, &Key::Plain).expect("a user");
    bureau.house.ledger.act_as("钱示二").expect("acts");
    let fresh = plan(&bureau, ROWS);
    let head = bureau.house.ledger.head().unwrap();
    let refused = bureau.house.ledger.import_cases(&fresh, &BTreeSet::new(), "案件.csv");
    assert!(matches!(refused, Err(Error::NotAllowed { .. })), "{refused:?}");
    assert_eq!(bureau.house.ledger.head().unwrap(), head);
}

/// A workbook as a bureau keeps it: a title, merged and repeated heads, totals, amounts in 万元, real dates.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("2025年案件").unwrap();
    sheet.merge_range(0, 0, 0, 7, "2025年行政执法案件台账", &Format::new()).unwrap();
    let head = [
        "序号",
        "案件编号",
        "案件名称",
        "案件类型",
        "立案时间",
        "承办人",
        "罚款（万元）",
        "执法领域",
        "办理方式",
    ];
    for (column, words) in (0..).zip(head) {
        sheet.write(1, column, words).unwrap();
    }
    let date = Format::new().set_num_format("yyyy-mm-dd");
    for (row, number) in [(2, "甲1"), (4, "甲2")] {
        sheet.write(row, 0, 1).unwrap();
        sheet.write(row, 1, number).unwrap();
        sheet.write(row, 2, format!("{number}案")).unwrap();
        sheet.write(row, 3, "普通程序").unwrap();
        let on = ExcelDateTime::from_ymd(2025, 11, 3).unwrap();
        sheet.write_with_format(row, 4, &on, &date).unwrap();
        sheet.write(row, 5, "周示五\n吴示六").unwrap();
        sheet.write(row, 6, 1.5).unwrap();
        sheet.write(row, 7, "安全生产").unwrap();
        sheet.write(row, 8, "委托乡镇办理").unwrap();
    }
    for (column, words) in (0..).zip(head) {
        sheet.write(3, column, words).unwrap();
    }
    sheet.write(4, 4, "2025年").unwrap();
    sheet.write(5, 0, "合计").unwrap();
    sheet.write(5, 6, 3).unwrap();
    book.add_worksheet().set_name("目录").unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_is_read_whole_and_what_is_refused_comes_back_as_it_was() {
    let mut bureau = Bureau::new();
    let read = |bytes: &[u8]| {
        let book = Book::of_bytes("案件", bytes).expect("a workbook");
        CaseReading::of(&book, &Mappings::default())
    };
    let reading = read(&workbook());
    let skipped: Vec<_> =
        reading.sheets[0].skipped_rows.iter().map(|one| (one.row, one.why.as_str())).collect();
    assert_eq!(skipped, [(1, "表头上面的标题或者说明"), (4, "重复的表头"), (6, "小计、合计行")]);
    assert_eq!(reading.skipped_sheets[0].name, "目录");
    let plan = bureau.house.ledger.plan_cases(&reading, &CaseAssumptions::default()).expect("a plan");
    let one = &plan.lines[0].case;
    assert_eq!((one.handling.fine, one.opened_on), (Some(1_500_000), Some(day("2025-11-03"))));
    assert_eq!((one.officers.as_slice(), one.handling.mode), (&bureau.pair[..], HandlingMode::Delegated));
    assert_eq!(one.handling.category, Some(Category::Safety));
    assert!(refused(&plan)[1].starts_with("立案日期："), "{plan:?}");

    let why: BTreeMap<usize, String> = [(1, "立案日期不全".to_owned())].into();
    let faults = read(&refused_cases(&reading, &why).expect("a workbook"));
    let records: Vec<_> = faults.records().map(|(_, record)| record).collect();
    assert_eq!(records.len(), 1);
    assert_eq!(records[0].get(CaseField::Number), Some("甲2"));
    assert_eq!((records[0].fine, records[0].officers.len()), (Some(1_500_000), 2), "the unit stays over it");
    assert_eq!(import(&mut bureau, &plan).added, 1);
}
