//! Rows and names: what a person is and what is not, and how a record must agree with itself.

use binggong::exchange::register::Field;

use crate::book::{at, names, sheet, text, warned, why, xlsx, xlsx_with};
use crate::cells;

#[test]
fn names_are_read_as_people_are_called() {
    let read = sheet(&xlsx(&[
        cells!["姓名", "证号", "职务"],
        cells!["张　三", "1", "局 长"],
        cells!["买买提•艾力", "2", "执法员\n（兼）"],
        cells!["阿依古丽.吐尔逊", "3", ""],
        cells!["张三、李四", "4", ""],
        cells!["", "5", "执法员"],
    ]));
    assert_eq!(names(&read), ["张三", "买买提·艾力", "阿依古丽·吐尔逊", "张三、李四", ""]);
    assert_eq!((text(&at(&read, 2).post), text(&at(&read, 3).post)), ("局长", "执法员（兼）"));
    assert!(warned(&read, 5, Field::Name).contains("不像一个人"));
    assert!(warned(&read, 6, Field::Name).contains("没有姓名"));
}

#[test]
fn a_header_may_come_again_and_another_table_may_follow() {
    let read = sheet(&xlsx(&[
        cells!["序号", "姓名", "单位", "证号"],
        cells![1.0, "张三", "法规股", "1"],
        cells!["序号", "姓 名", "单位", "证号"],
        cells![2.0, "李四", "大队", "2"],
        cells![],
        cells!["姓名", "性别", "证号", "单位"],
        cells!["王五", "女", "3", "危化股"],
        cells![3.0, ""],
    ]));
    assert_eq!(names(&read), ["张三", "李四", "王五"]);
    assert_eq!((why(&read, 3), why(&read, 6)), ("重复的表头", "另一张表的表头"));
    assert_eq!(
        (text(&at(&read, 7).unit), text(&at(&read, 7).sex), text(&at(&read, 7).cert_no)),
        ("危化股", "女", "3")
    );
}

#[test]
fn a_repeated_header_of_two_rows_is_skipped_whole() {
    let read = sheet(&xlsx_with(
        &[
            cells!["姓名", "证件", ""],
            cells!["", "证号", "有效期至"],
            cells!["张三", "1", "长期"],
            cells!["姓名", "证件", ""],
            cells!["", "证号", "有效期至"],
            cells!["李四", "2", "长期"],
        ],
        |sheet| {
            crate::book::merge(sheet, (1, 0), (2, 0), "姓名");
            crate::book::merge(sheet, (1, 1), (1, 2), "证件");
        },
    ));
    assert_eq!(
        (names(&read), why(&read, 4), why(&read, 5)),
        (vec!["张三", "李四"], "重复的表头", "重复的表头")
    );
}

#[test]
fn numbers_alone_examples_and_ditto_marks() {
    let read = sheet(&xlsx(&[
        cells!["序号", "姓名", "单位", "证号", "发证日期"],
        cells!["例", "王小明", "示例单位", "1", "2023.4.1"],
        cells![1.0, "张三", "法规股", "1", "2023.4.1"],
        cells![2.0, "李四", "同上", "2", "〃"],
        cells![3.0],
        cells!["以下空白"],
    ]));
    assert_eq!(names(&read), ["张三", "李四"]);
    assert_eq!((text(&at(&read, 4).unit), at(&read, 4).issue_date), ("法规股", at(&read, 3).issue_date));
    assert_eq!((why(&read, 2), why(&read, 5), why(&read, 6)), ("填写示例", "只有序号", "表尾的说明"));
}

#[test]
fn what_a_record_says_twice_must_agree() {
    let read = sheet(&xlsx(&[
        cells!["姓名", "性别", "出生年月", "身份证号", "执法证号"],
        cells!["张三", "男", "1949.11", "11010519491231002X", "1"],
        cells!["李四", "女", "1949.12", "11010519491231002X", "11010519491231002X"],
        cells!["王五", "不详", "", "", "1.5E+10"],
    ]));
    assert!(
        warned(&read, 2, Field::Sex).contains("不一致") && warned(&read, 2, Field::Born).contains("不一致")
    );
    assert!(warned(&read, 3, Field::CertNo).contains("身份证号"));
    assert!(warned(&read, 4, Field::Sex).contains("不是男或者女"));
    assert_eq!(at(&read, 4).cert_no, None);
    assert_eq!(read.warnings.len(), 5, "{:?}", read.warnings);
}

#[test]
fn columns_that_mean_nothing_or_come_twice_are_named() {
    let read = sheet(&xlsx(&[
        cells!["姓名", "行政执法证号", "执法监督证号", "政治面貌", "单位"],
        cells!["张三", "1", "2", "党员", "法规股"],
    ]));
    assert_eq!(read.unread_columns, ["政治面貌", "执法监督证号（和前面的一列重复）"]);
    assert_eq!(text(&at(&read, 2).cert_no), "1");
}

#[test]
fn rows_far_below_are_told_as_one() {
    let read =
        sheet(&xlsx_with(&[cells!["姓名", "证号", "单位"], cells!["张三", "1", "股"]], |sheet| {
            _ = sheet
                .write(1_048_575, 16_383, "末")
                .unwrap()
                .write(1_048_000, 0, "李四")
                .unwrap()
                .write(1_048_000, 1, "2")
        }));
    assert_eq!(names(&read), ["张三", "李四"]);
    let blank = &read.skipped_rows[0];
    assert_eq!((blank.row, blank.to, blank.why.as_str()), (3, Some(1_048_000), "空行"));
    assert_eq!(read.unread_columns, ["第256列以后的内容"]);
}
