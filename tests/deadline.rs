//! Deadlines from end to end: the built-in calendar, both readings, and what the command answers.

use binggong::cli::deadline::deadline;
use binggong::domain::calendar::Calendar;
use binggong::domain::deadline::{
    Holder, Period, Reckoning, Refusal, Suspension, Unit, both, reckon, reckon_suspended,
};
use binggong::exchange::calendar_file::{builtin_calendar, read_year};
use binggong::words::deadline::explain;
use chrono::{Datelike, NaiveDate};
use serde_json::Value;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn reckoned(start: &str, period: &str) -> Reckoning {
    reckon(day(start), Period::parse(period).unwrap(), &builtin_calendar()).unwrap()
}

#[test]
fn the_computed_vectors_hold() {
    let vectors = [
        ("2026-09-21", "10日", "2026-10-01", "2026-10-08"),
        ("2026-09-21", "10个工作日", "2026-10-12", "2026-10-12"),
        ("2026-01-16", "30日", "2026-02-15", "2026-02-24"),
        ("2026-02-12", "7日", "2026-02-19", "2026-02-24"),
        ("2026-02-12", "7工作日", "2026-02-28", "2026-02-28"),
        ("2026-01-31", "1月", "2026-02-28", "2026-02-28"),
        ("2026-04-01", "1个月", "2026-05-01", "2026-05-06"),
        ("2026-08-20", "一个月", "2026-09-20", "2026-09-20"),
        ("2024-02-29", "1年", "2025-02-28", "2025-02-28"),
        ("2020-02-29", "4年", "2024-02-29", "2024-02-29"),
        // The extended Spring Festival of 2020.
        ("2020-01-21", "10日", "2020-01-31", "2020-02-03"),
    ];
    for (start, period, nominal, last) in vectors {
        let reckoning = reckoned(start, period);
        assert_eq!(reckoning.nominal_last, day(nominal), "{start} + {period}");
        assert_eq!(reckoning.last, day(last), "{start} + {period}");
        assert_eq!(reckoning.rolled, nominal != last, "{start} + {period}");
        assert!(reckoning.confirmed(), "{start} + {period}");
    }
}

#[test]
fn a_year_without_a_schedule_has_weekends_and_a_badge() {
    let calendar = builtin_calendar();
    // 2027-05-01 is a Saturday; the Labour Day holiday of 2027 is not known.
    let reckoning = reckoned("2027-04-01", "1个月");
    assert_eq!((reckoning.last, reckoning.confirmed()), (day("2027-05-03"), false));
    assert!(explain(&reckoning, &calendar).ends_with("注意：2027年放假安排未载入，暂按周末推算。"));
    // A period that ends in 2026 does not depend on 2027, one that counts over New Year does.
    assert!(reckoned("2026-12-01", "30日").confirmed());
    assert!(!reckoned("2026-12-24", "7工作日").confirmed());
    let year =
        read_year("year = 2027\nconfirmed = false\nsource = \"试排\"\nholidays = []\nworkdays = []").unwrap();
    let forecast = Calendar::new([year]);
    let reckoning = reckon(day("2027-04-01"), Period::parse("1月").unwrap(), &forecast).unwrap();
    assert!(!reckoning.confirmed());
    assert!(explain(&reckoning, &forecast).contains("2027年放假安排未经确认"));
}

#[test]
fn a_duty_keeps_to_the_earlier_reading_and_a_right_to_the_later() {
    let calendar = builtin_calendar();
    let readings = both(day("2026-09-21"), 10, &calendar).unwrap();
    assert_eq!(readings.act_by(Holder::Duty), day("2026-10-08"));
    assert_eq!(readings.act_by(Holder::Right), day("2026-10-12"));
}

#[test]
fn suspended_days_do_not_count_and_overlaps_count_once() {
    let calendar = builtin_calendar();
    let pause = |from, to| Suspension { from: day(from), to: day(to) };
    let last = |period: &str, pauses: &[Suspension]| {
        let period = Period::parse(period).unwrap();
        let reckoning = reckon_suspended(day("2026-03-02"), period, pauses, &calendar).unwrap();
        (reckoning.nominal_last, reckoning.suspended)
    };
    assert_eq!(last("10日", &[]), (day("2026-03-12"), 0));
    assert_eq!(last("10日", &[pause("2026-03-05", "2026-03-09")]), (day("2026-03-17"), 5));
    let overlapping = [pause("2026-03-05", "2026-03-07"), pause("2026-03-06", "2026-03-09")];
    assert_eq!(last("10日", &overlapping), (day("2026-03-17"), 5));
    // Days before the start and after the end change nothing.
    assert_eq!(last("10日", &[pause("2026-02-01", "2026-03-02"), pause("2026-03-13", "2026-04-01")]).1, 0);
    // The pushed end meets a second pause.
    let chained = [pause("2026-03-05", "2026-03-09"), pause("2026-03-16", "2026-03-16")];
    assert_eq!(last("10日", &chained), (day("2026-03-18"), 6));
    assert_eq!(last("5工作日", &[pause("2026-03-04", "2026-03-05")]), (day("2026-03-11"), 2));
    assert_eq!(last("1个月", &[pause("2026-03-10", "2026-03-12")]), (day("2026-04-05"), 3));
    // A reversed pause is none.
    assert_eq!(last("10日", &[pause("2026-03-09", "2026-03-05")]), (day("2026-03-12"), 0));
}

#[test]
fn every_last_day_is_a_working_day_and_a_slow_count_agrees() {
    let calendar = builtin_calendar();
    for start in day("2019-12-01").iter_days().step_by(3).take(900) {
        for n in [1, 3, 7, 10, 15, 30, 60] {
            let readings = both(start, n, &calendar).unwrap();
            let counted = (start.iter_days().skip(1).filter(|d| calendar.is_working(*d))).nth(n as usize - 1);
            assert_eq!(Some(readings.working.last), counted);
            let nominal = start.iter_days().nth(n as usize).unwrap();
            assert_eq!(Some(readings.calendar.last), nominal.iter_days().find(|d| calendar.is_working(*d)));
        }
    }
}

#[test]
fn months_end_on_the_corresponding_day_or_on_the_last() {
    for start in day("2019-01-01").iter_days().take(1500) {
        for n in 1..=14 {
            let period = Period::new(n, Unit::Month).unwrap();
            let end = reckon(start, period, &Calendar::default()).unwrap();
            let months = |d: NaiveDate| d.year() * 12 + d.month0() as i32;
            assert_eq!(months(end.nominal_last), months(start) + n as i32);
            let is_last_of_month = end.nominal_last.succ_opt().unwrap().day() == 1;
            assert!(end.nominal_last.day() == start.day() || (is_last_of_month && end.month_end));
        }
    }
}

#[test]
fn the_command_answers_in_json() {
    let answer: Value = serde_json::from_str(&deadline("2026-02-12", "7日", true).unwrap()).unwrap();
    assert_eq!(answer["nominal_last"], "2026-02-19");
    assert_eq!(answer["last"], "2026-02-24");
    assert_eq!(answer["rolled"], true);
    assert_eq!(answer["confirmed"], true);
    assert_eq!(
        answer["explanation"],
        "2026年2月12日当日不计，从次日起算，第7日是2026年2月19日（星期四，春节放假）；\
         休息日届满的顺延到下一个工作日，即2026年2月24日（星期二）。"
    );
    assert_eq!(answer["other_reading"]["last"], "2026-02-28");
    assert_eq!(answer["other_reading"]["period"], "7个工作日");
    let keys: Vec<_> = answer.as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys, ["confirmed", "explanation", "last", "nominal_last", "other_reading", "rolled"]);

    let answer: Value = serde_json::from_str(&deadline("20260131", "一个月", true).unwrap()).unwrap();
    assert_eq!(answer["last"], "2026-02-28");
    assert_eq!(
        answer["explanation"],
        "2026年1月31日当日不计，从次日起算，1个月后的当月没有31日，以月末届满，\
         即2026年2月28日（星期六，补班），当日届满。"
    );
    assert!(answer.get("other_reading").is_none());
}

#[test]
fn the_command_answers_in_sentences() {
    let text = deadline("2026年9月21日", "10日", false).unwrap();
    let lines: Vec<_> = text.lines().collect();
    assert!(lines[0].starts_with("10日届满日：2026年10月8日。"), "{text}");
    assert!(lines[1].starts_with("依据如果是指工作日：10个工作日届满日：2026年10月12日。"), "{text}");
}

#[test]
fn what_cannot_be_read_is_refused_with_a_sentence() {
    let why = |start, period| deadline(start, period, true).unwrap_err();
    assert_eq!(
        why("2026-02-30", "7日"),
        "起算日有误：2026年2月没有30日，该月从1日到28日。请写成 2026-02-12 的样子。"
    );
    assert!(why("2026-02-12", "7小时").starts_with("“小时”不是期限的单位，请写成"));
    assert!(why("2026-02-12", "7").starts_with("期限没有写单位"));
    assert!(why("2026-02-12", "半年").starts_with("期限里的数看不明白"));
    assert_eq!(why("2026-02-12", "0日"), "期限要在1至36500之间，请核对。");
    assert_eq!(why("1980-02-12", "7日"), "起算日1980年2月12日超出1990年至2100年的范围，请核对年份。");
    assert_eq!(why("2026-02-12", "200年"), "届满日超出1990年至2100年的范围，请核对起算日和期限。");
    assert_eq!(both(day("2100-12-20"), 30, &builtin_calendar()), Err(Refusal::End));
    // The plain reading still fits where the one in working days does not.
    assert!(deadline("2100-12-01", "25日", true).is_ok());
}
