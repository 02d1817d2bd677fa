//! How the program explains itself: in Chinese throughout, wrong calls with exit status 2.

use std::process::Stdio;

use crate::bureau::{Bureau, CASE, edited};

const README: &str = include_str!("../../README.md");

/// The commands, as the help lists them.
fn commands(bureau: &Bureau) -> Vec<String> {
    let help = bureau.run(&["--help"]).done();
    let list = help.split("命令：\n").nth(1).unwrap().split("\n\n").next().unwrap().to_owned();
    list.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

#[test]
fn help_is_chinese_for_every_command() {
    let bureau = Bureau::empty();
    let commands = commands(&bureau);
    for command in
        ["demo", "specimen", "init", "decide", "judge", "notice", "verify", "export", "register", "deadline"]
    {
        assert!(commands.iter().any(|one| one == command), "{command}");
    }
    for call in commands.iter().map(|one| vec![one.as_str(), "--help"]).chain([vec!["-h"]]) {
        let help = bureau.run(&call).done();
        for heading in ["用法：", "选项：", "显示用法"] {
            assert!(help.contains(heading), "{call:?}: {heading}: {help}");
        }
        for english in [
            "Usage",
            "Options",
            "OPTIONS",
            "Arguments",
            "Commands",
            "COMMAND",
            "Print",
            "default",
            "possible",
        ] {
            assert!(!help.contains(english), "{call:?}: {english}: {help}");
        }
        let listed = help.lines().filter(|line| line.starts_with("  "));
        for line in listed.filter(|line| !line.trim_start().starts_with("binggong")) {
            let parts = line.trim().split("  ").filter(|part| !part.is_empty()).count();
            assert_eq!(parts, 2, "{call:?}: nothing is said of {line}");
        }
    }
    assert_eq!(bureau.run(&["--version"]).done().trim(), concat!("binggong ", env!("CARGO_PKG_VERSION")));
}

#[test]
fn without_a_display_the_window_says_what_works_without_one() {
    let bureau = Bureau::new();
    for call in [&[][..], &["示例县.ledger"], &["specimen"]] {
        let answer = bureau.run(call);
        assert_eq!((answer.code, answer.out.as_str()), (Some(1), ""), "{call:?}");
        assert!(answer.err.starts_with("打不开窗口"), "{call:?}: {}", answer.err);
        assert!(answer.err.contains("不用窗口也能办理") && answer.err.contains("decide"), "{}", answer.err);
    }
}

#[test]
fn the_demo_is_done_even_where_no_window_opens() {
    let bureau = Bureau::empty();
    let answer = bureau.run(&["demo", "示例"]);
    assert_eq!(answer.code, Some(0), "{}", answer.err);
    assert!(answer.out.contains("示例县应急管理局（测试数据）") && answer.err.starts_with("打不开窗口"));
    assert!(bureau.path("示例/示例.ledger").is_file());
}

#[test]
fn wrong_calls_are_told_in_one_sentence() {
    let bureau = Bureau::empty();
    let calls: [(&[&str], &str); 12] = [
        (&["foo"], "没有“foo”这个命令"),
        (&["verifi", "x"], "没有“verifi”这个命令，是不是“verify”"),
        (&["init"], "还缺少 --bureau <名称>、--code <代字>、<台账>"),
        (&["decide"], "还缺少"),
        (&["decide", "a", "b"], "还缺少 --out <文件夹>"),
        (&["decide", "a", "b", "--out"], "“--out <文件夹>”后面没有写内容"),
        (&["decide", "a", "b", "--out", "x", "--out", "y"], "“--out <文件夹>”写了两次"),
        (&["judge"], "还缺少 <案件文件>"),
        (&["judge", "a", "b"], "用不上“b”这一项"),
        (&["judge", "a", "--jsn"], "用不上“--jsn”这一项，是不是“--json”"),
        (&["deadline", "2026-02-12"], "还缺少 <期限>"),
        (&["verify", "a", "--password-file", "b"], "还缺少 --user <姓名>"),
    ];
    for (call, words) in calls {
        let said = bureau.run(call).called_wrongly();
        assert!(said.contains(words) && said.contains("--help"), "{call:?}: {said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
    assert!(bureau.files().is_empty());
}

#[test]
fn a_reader_that_has_gone_is_no_failure() {
    let bureau = Bureau::empty();
    bureau.put("案件.toml", CASE);
    let mut child = bureau.command().args(["judge", "案件.toml"]).stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn the_readme_calls_what_there_is() {
    let bureau = Bureau::empty();
    let known = commands(&bureau);
    let calls = README.lines().filter_map(|line| line.strip_prefix("binggong "));
    let mut seen = 0;
    for call in calls {
        let (command, options) = call.split_once(' ').unwrap();
        // The window is called with a ledger and no command.
        if command.ends_with(".ledger") {
            continue;
        }
        assert!(known.iter().any(|one| one == command), "{call}");
        let help = bureau.run(&[command, "--help"]).done();
        for option in options.split_whitespace().filter(|word| word.starts_with("--")) {
            assert!(help.contains(option), "{call}: {option}");
            seen += 1;
        }
    }
    assert!(seen > 10, "only {seen} options in the README");
}

#[test]
fn the_readme_shows_what_the_program_says() {
    let excerpt = README.split("```toml\n").nth(1).unwrap().split("```").next().unwrap();
    let excerpt: toml::Table = toml::from_str(excerpt).expect("an excerpt of a case file");
    let example: toml::Table = toml::from_str(CASE).unwrap();
    for section in excerpt.keys() {
        assert!(example.contains_key(section), "{section}");
    }
    let bureau = Bureau::new();
    let asked = bureau.refuses_case(edited("\"5-8\" = \"不成立\"", "\"5-8\" = \"待查\"").0);
    assert!(README.contains(asked.trim()), "the README shows another question than {asked}");
    bureau.put("案件.toml", CASE);
    let done = bureau.decide(&[]).done();
    for line in done.lines().take(2) {
        assert!(README.contains(&line.replace("out/", "文书/")), "the README does not show {line}");
    }
}
