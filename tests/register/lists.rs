//! One messy register for every thing that bureaus do to their registers, by name.

use binggong::exchange::register::{Field, SheetReading, Until};
use rust_xlsxwriter::Workbook;

use crate::book::{at, merge, names, read, sheet, text, warned, why, write, xlsx, xlsx_with};
use crate::cells;

/// What ENGINEERING's list names, and the file that has it.
const MESS: &[(&str, fn())] = &[
    ("headers of two rows", two_rows),
    ("a header that starts on row 5", row_five),
    ("merged unit cells to fill down", merged_units),
    ("group rows", groups),
    ("小计 and 合计 rows", totals),
    ("an instruction sheet first", instructions),
    ("hidden sheets", hidden),
    ("GBK csv", gbk),
    ("semicolons", semicolons),
    ("dates as serials", serials),
    ("dates as serials of the 1904 system", serials_1904),
    ("dates as text in many forms", text_dates),
    ("长期", forever),
    ("year-month only", year_month),
    ("impossible dates", impossible),
    ("numbers stored as text", numbers_as_text),
    ("texts stored as numbers", texts_as_numbers),
    ("ID numbers damaged by Excel", damaged_ids),
    ("an HTML file named .xls", html),
    ("an uncertain date is empty with a warning", uncertain),
];

#[test]
fn every_mess_of_the_list_is_read_or_refused_with_its_reason() {
    for (name, read) in MESS {
        assert!(std::panic::catch_unwind(read).is_ok(), "{name}");
    }
}

fn day(value: Option<chrono::NaiveDate>) -> String {
    value.map(|day| day.to_string()).unwrap_or_default()
}

fn until(value: Option<Until>) -> String {
    match value {
        Some(Until::On(day)) => day.to_string(),
        Some(Until::Forever) => "长期".into(),
        None => String::new(),
    }
}

fn two_rows() {
    let read = sheet(&xlsx_with(
        &[
            cells!["序号", "姓名", "单位", "行政执法证", "", "", "", "备注"],
            cells!["", "", "", "编号", "发证日期", "有效期", "", ""],
            cells!["", "", "", "", "", "起", "止", ""],
            cells![1.0, "张三", "法规股", "99000000001", "2023.4.1", "2023.4.1", "2028.3.31", "无"],
        ],
        |sheet| {
            for column in [0, 1, 2, 7] {
                merge(
                    sheet,
                    (1, column),
                    (3, column),
                    ["序号", "姓名", "单位", "", "", "", "", "备注"][usize::from(column)],
                );
            }
            merge(sheet, (1, 3), (1, 6), "行政执法证");
            merge(sheet, (2, 5), (2, 6), "有效期");
        },
    ));
    assert_eq!(read.header_rows, [1, 2, 3]);
    let one = at(&read, 4);
    assert_eq!((text(&one.name), text(&one.unit), text(&one.cert_no)), ("张三", "法规股", "99000000001"));
    assert_eq!(
        (day(one.issue_date), day(one.valid_from), until(one.valid_to)),
        ("2023-04-01".into(), "2023-04-01".into(), "2028-03-31".into())
    );
    assert_eq!((&one.remarks, &read.warnings, &read.unread_columns), (&None, &vec![], &vec![]));

    // The same out of a text file, where a group's name stands over its first column only.
    let csv = "姓名,单位,证件信息,,\n,,证号,发证日期,有效期至\n张三,法规股,0012,2023-4-1,2028-3-31\n";
    let read = sheet(csv.as_bytes());
    assert_eq!((read.header_rows.as_slice(), text(&at(&read, 3).cert_no)), ([1, 2].as_slice(), "0012"));
    assert_eq!(until(at(&read, 3).valid_to), "2028-03-31");
}

fn row_five() {
    let read = sheet(&xlsx_with(
        &[
            cells!["示例县应急管理局行政执法人员花名册"],
            cells!["填报单位：示例县应急管理局", "", "填报日期：2026年3月1日"],
            cells![],
            cells!["说明：姓名要和身份证一致"],
            cells!["序号", "姓　名", "所在单位", "执法证号", "政治面貌"],
            cells![1.0, "张三", "法规股", "99000000001", "群众"],
        ],
        |sheet| merge(sheet, (1, 0), (1, 4), "示例县应急管理局行政执法人员花名册"),
    ));
    assert_eq!(read.header_rows, [5]);
    assert_eq!(
        (names(&read), why(&read, 1), why(&read, 3)),
        (vec!["张三"], "表头上面的标题或者说明", "空行")
    );
    assert_eq!(read.unread_columns, ["政治面貌"]);
}

fn merged_units() {
    let read = sheet(&xlsx_with(
        &[
            cells!["单位", "姓名", "证号"],
            cells!["法规股", "张三", "1"],
            cells!["", "李四", "2"],
            cells!["", "王五", "3"],
            cells!["", "赵六", "4"],
        ],
        |sheet| merge(sheet, (2, 0), (4, 0), "法规股"),
    ));
    let units: Vec<&str> = read.records.iter().map(|record| text(&record.unit)).collect();
    assert_eq!(units, ["法规股", "法规股", "法规股", ""], "only what was merged is filled");
    // One person with two cards: the name is merged, each row is a card.
    let read = sheet(&xlsx_with(
        &[cells!["姓名", "单位", "证号"], cells!["张三", "法规股", "1"], cells!["", "", "YJ-2"]],
        |sheet| {
            merge(sheet, (2, 0), (3, 0), "张三");
            merge(sheet, (2, 1), (3, 1), "法规股");
        },
    ));
    assert_eq!(
        (names(&read), text(&at(&read, 3).unit), text(&at(&read, 3).cert_no)),
        (vec!["张三", "张三"], "法规股", "YJ-2")
    );
    // A text file has lost its merges; the unit is lent with a word.
    let read = sheet("单位,姓名,证号\n法规股,张三,1\n,李四,2\n".as_bytes());
    assert_eq!(text(&at(&read, 3).unit), "法规股");
    assert!(warned(&read, 3, Field::Unit).contains("照上一行"));
}

fn groups() {
    let read = sheet(&xlsx_with(
        &[
            cells!["序号", "姓名", "职务", "证号"],
            cells!["一、局领导（2人）"],
            cells![1.0, "张三", "局长", "1"],
            cells![2.0, "李四", "副局长", "2"],
            cells!["二", "综合行政执法大队"],
            cells![3.0, "王五", "大队长", "3"],
            cells![4.0, "赵六"],
        ],
        |sheet| merge(sheet, (2, 0), (2, 3), "一、局领导（2人）"),
    ));
    assert_eq!(names(&read), ["张三", "李四", "王五", "赵六"]);
    assert_eq!(why(&read, 2), "分组行“局领导”");
    assert_eq!((text(&at(&read, 4).unit), text(&at(&read, 6).unit)), ("局领导", "综合行政执法大队"));
    assert!(warned(&read, 5, Field::Unit).contains("综合行政执法大队"));
    // Where there is a column for the unit, a heading lends nothing.
    let rows = [
        cells!["姓名", "单位", "证号"],
        cells!["一、行政编制"],
        cells!["张三", "", "1"],
        cells!["李四", "股", "2"],
    ];
    let read = sheet(&xlsx(&rows));
    assert_eq!((&at(&read, 3).unit, &read.warnings), (&None, &vec![]));
}

fn totals() {
    let read = sheet(&xlsx(&[
        cells!["序号", "姓名", "单位", "证号"],
        cells![1.0, "张三", "法规股", "1"],
        cells!["小 计", 1.0, "", 1.0],
        cells![2.0, "李四", "大队", "2"],
        cells!["", "小计", "1人"],
        cells!["合　计", "", "共2人"],
        cells!["共2人"],
        cells![],
        cells!["注：本表一式两份", ""],
        cells!["填表人：孙示三", "", "审核人：赵示一", "填表日期：2026.3.1"],
    ]));
    assert_eq!(names(&read), ["张三", "李四"]);
    for row in [3, 5, 6, 7] {
        assert_eq!(why(&read, row), "小计、合计行", "{row}");
    }
    assert_eq!((why(&read, 8), why(&read, 9), why(&read, 10)), ("空行", "表尾的说明", "表尾的说明"));
}

fn two_sheets(first: &str, hide: bool) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(first).unwrap();
    if hide {
        sheet.set_hidden(true);
        write(sheet, &[cells!["姓名", "证号", "单位"], cells!["旧人", "1", "股"]]);
    } else {
        write(
            sheet,
            &[
                cells!["填表说明"],
                cells!["1. “姓名”填写全名"],
                cells!["项目", "要求"],
                cells!["姓名", "必填"],
            ],
        );
    }
    let sheet = book.add_worksheet();
    sheet.set_name("人员").unwrap();
    sheet.set_active(true);
    write(sheet, &[cells!["姓名", "证号", "单位"], cells!["张三", "1", "股"]]);
    book.save_to_buffer().unwrap()
}

fn instructions() {
    let read = read(&two_sheets("填表说明", false)).unwrap();
    assert_eq!((read.sheets.len(), read.sheets[0].name.as_str()), (1, "人员"));
    assert_eq!(read.skipped_sheets[0].name, "填表说明");
    assert!(read.skipped_sheets[0].why.contains("没有找到有“姓名”的表头"));
}

fn hidden() {
    let read = read(&two_sheets("去年", true)).unwrap();
    assert_eq!(names(&read.sheets[0]), ["张三"]);
    assert!(read.skipped_sheets[0].why.contains("隐藏") && read.skipped_sheets[0].why.contains("取消隐藏"));
}

const CSV: &str = "姓名,性别,单位,证号,发证日期\n张三,男,政策法规股,099000000001,2023年4月1日\n";

#[track_caller]
fn is_csv(bytes: &[u8]) {
    let read = sheet(bytes);
    let one = at(&read, 2);
    assert_eq!(
        (text(&one.name), text(&one.unit), text(&one.cert_no)),
        ("张三", "政策法规股", "099000000001")
    );
    assert_eq!((day(one.issue_date), read.name.as_str()), ("2023-04-01".into(), "名册"));
}

fn gbk() {
    is_csv(CSV.as_bytes());
    is_csv(&[b"\xEF\xBB\xBF", CSV.as_bytes()].concat());
    is_csv(&encoding_rs::GBK.encode(CSV).0);
    let wide = |to: fn(u16) -> [u8; 2]| CSV.encode_utf16().flat_map(to).collect::<Vec<u8>>();
    is_csv(&[b"\xFF\xFE".to_vec(), wide(u16::to_le_bytes)].concat());
    is_csv(&[b"\xFE\xFF".to_vec(), wide(u16::to_be_bytes)].concat());
    is_csv(&wide(u16::to_le_bytes));
}

fn semicolons() {
    for separator in [";", "\t"] {
        is_csv(CSV.replace(',', separator).as_bytes());
        is_csv(CSV.replace(',', separator).replace('\n', "\r\n").as_bytes());
    }
    is_csv(format!("sep=;\r\n{}", CSV.replace(',', ";")).as_bytes());
    is_csv(CSV.replace("099000000001", "=\"099000000001\"").as_bytes());
}

fn serials() {
    let read = sheet(&xlsx(&[
        cells!["姓名", "证号", "发证日期", "有效期至"],
        cells!["张三", "1", (45_017.0, "yyyy/m/d"), (46_843.0, "yyyy\"年\"m\"月\"d\"日\"")],
        cells!["李四", "2", 45_017.0, 20_280_331.0],
        cells!["王五", "3", "45017", (45_017.0, "yyyy\"年\"m\"月\"")],
    ]));
    let one = at(&read, 2);
    assert_eq!((day(one.issue_date), until(one.valid_to)), ("2023-04-01".into(), "2028-03-31".into()));
    assert_eq!(
        (day(at(&read, 3).issue_date), until(at(&read, 3).valid_to)),
        ("2023-04-01".into(), "2028-03-31".into())
    );
    assert_eq!(day(at(&read, 4).issue_date), "2023-04-01");
    assert!(
        warned(&read, 3, Field::IssueDate).contains("序号")
            && warned(&read, 4, Field::IssueDate).contains("序号")
    );
    // 2023年4月 typed into Excel becomes its first day; its format gives it away.
    assert_eq!(at(&read, 4).valid_to, None);
    assert!(warned(&read, 4, Field::ValidTo).contains("只写到2023年4月"));
}

fn serials_1904() {
    let read = sheet(include_bytes!("../data/register-1904.xls"));
    assert_eq!(day(at(&read, 2).issue_date), "2023-04-01");
}

fn text_dates() {
    let forms = [
        "2023.4.1",
        "2023年4月1日",
        "2023/4/1",
        "20230401",
        "2023-04-01",
        "２０２３．４．１",
        "二〇二三年四月一日",
    ];
    let mut rows = vec![cells!["姓名", "证号", "发证日期", "有效期"]];
    rows.extend(forms.map(|form| cells!["张三", "1", form, "2023.4.1-2028.3.31"]));
    let read = sheet(&xlsx(&rows));
    for record in &read.records {
        let row = record.source_row;
        assert_eq!(
            (day(record.issue_date), until(record.valid_to)),
            ("2023-04-01".into(), "2028-03-31".into()),
            "{row}"
        );
        assert_eq!(day(record.valid_from), "2023-04-01", "{row}");
    }
    assert_eq!((read.records.len(), read.warnings.len()), (forms.len(), 0));
}

fn dated(issued: &'static str, valid_to: &'static str) -> SheetReading {
    sheet(&xlsx(&[cells!["姓名", "证号", "发证日期", "有效期至"], cells!["张三", "1", issued, valid_to]]))
}

fn forever() {
    let read = dated("2023.4.1", "长期");
    assert_eq!((until(at(&read, 2).valid_to), read.warnings.len()), ("长期".into(), 0));
    let read = dated("长期", "2023年4月1日至长期");
    assert_eq!((at(&read, 2).issue_date, until(at(&read, 2).valid_to)), (None, "长期".into()));
    assert!(warned(&read, 2, Field::IssueDate).contains("这里要写日期"));
}

fn year_month() {
    for typed in ["2023-04", "2023年4月", "2023.4", "202304"] {
        let read = dated(typed, typed);
        assert_eq!((at(&read, 2).issue_date, at(&read, 2).valid_to), (None, None), "{typed}");
        assert!(
            warned(&read, 2, Field::IssueDate).contains("只写到月")
                && warned(&read, 2, Field::ValidTo).contains("只写到月")
        );
    }
    // Of a birth, year and month are what is asked for.
    let read = sheet(&xlsx(&[
        cells!["姓名", "证号", "出生年月"],
        cells!["张三", "1", "1985.06"],
        cells!["李四", "2", 1985.1],
    ]));
    assert_eq!((text(&at(&read, 2).born), &at(&read, 3).born), ("1985-06", &None));
    assert!(warned(&read, 3, Field::Born).contains("1月还是10月"));
}

fn impossible() {
    let read = dated("2023-02-30", "20231301");
    assert_eq!((at(&read, 2).issue_date, at(&read, 2).valid_to), (None, None));
    assert!(warned(&read, 2, Field::IssueDate).contains("2023年2月没有30日"));
    assert!(warned(&read, 2, Field::ValidTo).contains("月份13"));
    let read = dated("2023-04-01", "2022-04-01");
    assert!(warned(&read, 2, Field::ValidTo).contains("早于发证日期"));
}

fn numbers_as_text() {
    let read = sheet(&xlsx(&[
        cells!["序号", "姓名", "证号", "手机"],
        cells!["1", "张三", "００９９000000001", "１３９００００００01"],
    ]));
    let one = at(&read, 2);
    assert_eq!(
        (text(&one.cert_no), text(&one.phone), read.warnings.len()),
        ("0099000000001", "13900000001", 0)
    );
}

fn texts_as_numbers() {
    let read = sheet(&xlsx(&[
        cells!["姓名", "证号", "手机"],
        cells!["张三", 99_000_000_001.0, 13_900_000_001.0],
        cells!["李四", "09900000002", ""],
        cells!["王五", 9_900_000_003.0, ""],
        cells!["赵六", (9_900_000_004.0, "00000000000"), ""],
        cells!["钱七", 1_234_567_890_123_456.0, ""],
    ]));
    assert_eq!((text(&at(&read, 2).cert_no), text(&at(&read, 2).phone)), ("99000000001", "13900000001"));
    assert_eq!(text(&at(&read, 4).cert_no), "9900000003");
    assert!(warned(&read, 4, Field::CertNo).contains("前面可能少了0"));
    assert_eq!(text(&at(&read, 5).cert_no), "09900000004", "as its format shows it");
    assert_eq!(at(&read, 6).cert_no, None);
    assert!(warned(&read, 6, Field::CertNo).contains("15位"));
}

fn damaged_ids() {
    let read = sheet(&xlsx(&[
        cells!["姓名", "证号", "身份证号"],
        cells!["张三", "1", "11010519491231002X"],
        cells!["李四", "2", 110_105_194_912_310_021.0],
        cells!["王五", "3", "1.10105E+17"],
        cells!["赵六", "4", "110105194912310000"],
        cells!["钱七", "5", "110105194912310021"],
        cells!["孙八", "6", 110_105_491_231_003.0],
    ]));
    assert_eq!(text(&at(&read, 2).id_number), "11010519491231002X");
    for (row, words) in [(3, "Excel"), (4, "Excel"), (5, "Excel"), (6, "校验码")] {
        assert_eq!(at(&read, row).id_number, None, "{row}");
        assert!(warned(&read, row, Field::IdNumber).contains(words), "{row}");
    }
    assert_eq!(text(&at(&read, 7).id_number), "110105491231003");
    assert!(warned(&read, 7, Field::IdNumber).contains("15位"));
}

fn html() {
    for page in [
        "<html><body><table><tr><td>姓名</td></tr></table></body></html>",
        "\u{feff}\r\n<!DOCTYPE html>\n<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table>",
        "<table border=1><tr><th>姓名",
        "MIME-Version: 1.0\r\nContent-Type: multipart/related",
    ] {
        let why = read(page.as_bytes()).unwrap_err().to_string();
        assert!(why.contains("网页") && why.contains("另存为“Excel 工作簿（.xlsx）”"), "{why}");
    }
}

fn uncertain() {
    for typed in ["2023", "4月1日", "23.4.1", "4/1/2023", "待定", "2023.4.1补", "2023年4月下旬"] {
        let read = dated(typed, typed);
        assert_eq!((at(&read, 2).issue_date, at(&read, 2).valid_to), (None, None), "{typed}");
        assert!(
            !warned(&read, 2, Field::IssueDate).is_empty() && !warned(&read, 2, Field::ValidTo).is_empty()
        );
    }
    let read = dated("—", "/");
    assert_eq!(read.warnings, [], "an empty place is no doubt");
}
