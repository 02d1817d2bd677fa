//! Papers of the logbook: what each says, that the form is one page, what goes on elsewhere, and that it extracts.

use std::path::PathBuf;

use binggong::domain::id::Id;
use binggong::domain::interference::{
    Channel, Direction, Follow, FollowUp, Gravity, Interference, Material, Nature, Person, Quarter, Sealed,
    Side,
};
use binggong::ledger::interference::{InterferencePaper, InterferenceSheet as Sheet, LetterAsk};
use binggong::ledger::{Attachment, Ledger};
use binggong::notice::{Frame, Pages, frame_text};

use super::roles::user;
use super::{Bureau, day, guidance, house, oral, password, sentence, threat};

/// With `BINGGONG_NOTICES=DIR` the PDF is left in DIR, to be looked at.
fn look(name: &str, pdf: &[u8]) {
    if let Some(directory) = std::env::var_os("BINGGONG_NOTICES") {
        std::fs::write(PathBuf::from(directory).join(format!("{name}.pdf")), pdf).expect("written");
    }
}

/// The words of a paper; held against `tests/golden`, which `BINGGONG_GOLDEN=write` writes anew.
fn approved(name: &str, paper: &InterferencePaper) -> String {
    look(name, &paper.pdf);
    let text = frame_text(&paper.pages);
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}.txt"));
    if std::env::var("BINGGONG_GOLDEN").is_ok_and(|mode| mode == "write") {
        std::fs::write(&path, &text).expect("written");
    }
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    for (line, (new, old)) in text.lines().zip(before.lines()).enumerate() {
        assert_eq!(new, old, "{name} line {}", line + 1);
    }
    assert_eq!(text.lines().count(), before.lines().count(), "{name}");
    house::words_of(&paper.pages)
}

fn paper(ledger: &Ledger, id: Id<Sealed>, sheet: Sheet) -> InterferencePaper {
    ledger.interference_paper(id, sheet).unwrap_or_else(|error| panic!("{error}"))
}

fn has(words: &str, wanted: &[&str]) {
    // Lines are broken anywhere between characters.
    let words: String = words.split_whitespace().collect();
    for one in wanted {
        let plain: String = one.split_whitespace().collect();
        assert!(words.contains(&plain), "{one} is not in {words}");
    }
}

/// The longest that is plausible: names of 25 characters, long posts, a long account, files, witnesses.
fn longest() -> Interference {
    let name = "买买提艾力阿卜杜热合曼阿卜杜克热木吾布力卡斯木江";
    assert_eq!(name.chars().count(), 24);
    let name = format!("{name}·");
    let content = "他说这家企业是县里的重点招商项目，带动就业三百多人，停产一天损失十几万元，让我们把处罚决定先放一放，等领导协调以后再说；又说材料可以重新做一份，日期往前写，大家都方便。";
    let mut record = oral();
    record.matter = "示例县第一精细化工有限责任公司未按照规定对重大危险源登记建档、未进行安全评估案".into();
    record.asker.name = name.clone();
    record.asker.unit = "示例县应急管理综合行政执法大队危险化学品安全监督管理中队".into();
    record.asker.post = "党支部书记、中队长（兼）".into();
    record.asker.relation = "与当事人的法定代表人是大学同学，又是亲家".into();
    record.recorder = Person {
        name,
        unit: "示例县应急管理局危险化学品安全监督管理和行政审批股".into(),
        post: "四级主任科员".into(),
        card: "99000000000012345".into(),
    };
    record.place = "县政府二号楼三层东侧第二会议室门口走廊".into();
    record.witnesses = "吴示六、郑示四".into();
    record.content = content.repeat(9);
    record.conduct = vec![1, 2, 6, 8];
    record.conduct_other = "要求改写材料日期".into();
    record
}

#[test]
fn the_form_is_one_page_for_the_shortest_and_goes_on_elsewhere_for_the_longest() {
    let bureau = Bureau::new();
    let mut ledger = bureau.log_in("周示五");
    let mut short = oral();
    short.asker.name = "王九".into();
    short.recorder.name = "周五".into();
    let id = ledger.seal_interference(&short, &[], None).expect("sealed");
    let form = paper(&ledger, id, Sheet::Registration);
    assert_eq!(form.title, "内部人员过问案件办理行为登记表 2026-001");
    assert_eq!(form.pages.pages.len(), 1);
    let words = approved("interference-registration", &form);
    has(
        &words,
        &[
            "编号：2026-001",
            "王九",
            "周五",
            "示应急罚〔2026〕3号",
            "2026年3月4日15时20分",
            "☑ 口头",
            "☐ 电话",
            "说这家企业是重点项目，罚款能不能少一点。",
            "☑（六）",
            "☐（一）",
            "☑ 已拒绝",
            "本表所记内容即为文字材料",
            "《内部人员干预执法办案记录和责任追究制度》第五条第一款",
        ],
    );
    let record = longest();
    let recording = vec![7; 3_000_000];
    let file =
        |name| Attachment { material: Material::Recording, name, media: "audio/mp4", bytes: &recording };
    let files =
        ["三月四日下午在会议室门口的通话录音.m4a", "录音二.m4a", "录音三.m4a", "录音四.m4a"].map(file);
    let id = ledger.seal_interference(&record, &files, None).expect("sealed");
    let form = paper(&ledger, id, Sheet::Registration);
    assert_eq!(form.pages.pages.len(), 2, "the form is one page, and one goes on");
    // What is sealed is encrypted anew each time, and so are the marks of its files: no golden text.
    look("interference-registration-long", &form.pdf);
    let words = house::words_of(&form.pages);
    // Nothing is lost between the two.
    let said: String = words.split_whitespace().collect();
    let whole = said.matches("日期往前写").count();
    assert!((8..=9).contains(&whole), "{whole} of nine, one may be cut in two");
    has(
        &words,
        &[
            &record.asker.name,
            &record.recorder.name,
            "（接续页）",
            "（续页）",
            "要求改写材料日期",
            "录音四.m4a",
        ],
    );
    drop(ledger);
    let mut ledger = bureau.log_in("赵示一");
    let direction = Direction {
        text: "请纪检监察机构核实，办案单位依法办理，任何人不得干预。".into(),
        gravity: Gravity::Harm,
        keepers: Vec::new(),
    };
    ledger.direct_sealed(id, &direction, &password("赵示一")).expect("directed");
    let mut handed = FollowUp::new(Follow::Discipline, day("2026-03-05"));
    handed.organ = "示例县纪委监委派驻纪检监察组".into();
    ledger.follow_up_sealed(id, &handed, &[]).expect("handed over");
    let form = paper(&ledger, id, Sheet::Registration);
    has(
        &house::words_of(&form.pages),
        &["请纪检监察机构核实", "赵示一（凭登录密码签名）", "☑ 记入双方廉政档案", "移交纪检监察机构"],
    );
    // With the 批示 whole on the form, and one page on which the rest goes on.
    assert_eq!(form.pages.pages.len(), 2, "the longest, directed and handed over");
    let first = house::words_of(&Pages { pages: form.pages.pages[..1].to_vec() });
    has(&first, &["任何人不得干预。", "认定：造成后果或者恶劣影响。", "说明：一案一表"]);
    look("interference-registration-directed", &form.pdf);
}

#[test]
fn the_other_papers_say_what_the_record_says() {
    let bureau = Bureau::new();
    let mut ledger = bureau.log_in("周示五");
    let id = ledger.seal_interference(&oral(), &[], None).expect("sealed");
    assert_eq!(
        ledger.interference_papers(id).expect("papers"),
        [Sheet::Registration, Sheet::Submission, Sheet::CaseList]
    );
    let words = approved("interference-submission", &paper(&ledger, id, Sheet::Submission));
    has(&words, &["过问情况呈批表", "主要领导批示", "本人或者通过身边人说情请托", "签名："]);
    let note = ledger.seal_interference(&guidance(), &[], None).expect("sealed");
    assert_eq!(ledger.interference_papers(note).expect("papers"), [Sheet::WorkNote, Sheet::CaseList]);
    let words = approved("interference-work-note", &paper(&ledger, note, Sheet::WorkNote));
    has(&words, &["工作记录", "依职责指导、检查、督办", "口头提出，已请其书面提出", "第八条第一款"]);
    assert!(sentence(ledger.interference_paper(note, Sheet::Registration)).contains("没有《"));
    let words = approved("interference-case-list", &paper(&ledger, id, Sheet::CaseList));
    has(&words, &["登记2件", "2026-001", "2026-002", "待批示"]);
    let threatened = ledger.seal_threat(&threat(), &[], None).expect("sealed");
    assert_eq!(ledger.interference_papers(threatened).expect("papers"), [Sheet::Threat]);
    let words = approved("interference-threat", &paper(&ledger, threatened, Sheet::Threat));
    has(&words, &["威胁、侮辱执法人员情况登记表", "妻子", "再查就让你家里人小心点"]);
    let words = approved("interference-blank", &ledger.blank_interference_form().expect("a form"));
    assert!(!words.contains('☑'), "nothing is ticked");
    drop(ledger);
    // Whoever cannot open it prints nothing.
    let ledger = bureau.log_in("郑示四");
    assert!(sentence(ledger.interference_paper(id, Sheet::Registration)).contains("不能查阅"));
    assert!(sentence(ledger.interference_letter(id, &LetterAsk::default())).contains("不能查阅"));
}

#[test]
fn the_letter_goes_to_the_organ_by_the_way_of_the_record_with_its_receipt() {
    let bureau = Bureau::new();
    for (side, verb) in
        [(Side::Cadre, "反映"), (Side::Deputy, "通报"), (Side::Adviser, "通报"), (Side::Other, "反映")]
    {
        let mut ledger = bureau.log_in("赵示一");
        let mut record = oral();
        record.asker.side = side;
        record.asker.unit = "示例县发展服务中心".into();
        record.conduct.clear();
        let id = ledger.seal_interference(&record, &[], None).expect("sealed");
        let form = paper(&ledger, id, Sheet::Registration);
        assert!(form.title.starts_with("外部人员过问案件办理情况登记表"), "{}", form.title);
        assert!(!house::words_of(&form.pages).contains("越权"), "{side:?}: no kinds of C10");
        let ask = LetterAsk {
            organ: "中共示例县纪律检查委员会".into(),
            document: "示应急函〔2026〕8号".into(),
            due_on: Some(day("2026-04-03")),
            on: None,
        };
        assert!(sentence(ledger.interference_letter(id, &LetterAsk::default())).contains("发往的机关"));
        let letter = ledger.interference_letter(id, &ask).expect("a letter");
        assert_eq!(letter.pages.pages.len(), 3, "two pages and the receipt");
        let words = house::words_of(&letter.pages);
        has(
            &words,
            &[
                &format!("关于{verb}过问案件办理情况的函"),
                "中共示例县纪律检查委员会：",
                "示应急函〔2026〕8号",
                "示例县发展服务中心副局长王示九",
                "罚款能不能少一点",
                "请于2026年4月3日前",
                "情况反映函回执",
            ],
        );
        // A draft is no basis.
        assert!(!words.contains("征求意见稿") && !words.contains("第十七条"));
        if side == Side::Cadre {
            approved("interference-letter", &letter);
        }
    }
    let mut ledger = bureau.log_in("周示五");
    let inside = ledger.seal_interference(&oral(), &[], None).expect("sealed");
    assert!(sentence(ledger.interference_letter(inside, &LetterAsk::default())).contains("外部人员"));
}

#[test]
fn every_kind_and_channel_is_ticked_where_it_stands() {
    let bureau = Bureau::new();
    let mut ledger = bureau.log_in("周示五");
    let names = ["一", "二", "三", "四", "五", "六", "七", "八"];
    for (at, name) in names.iter().enumerate() {
        let channel = Channel::ALL[at % Channel::ALL.len()];
        let record = Interference {
            conduct: vec![at as u8 + 1],
            conduct_other: if at == 7 { "递条子".into() } else { String::new() },
            channel,
            without: "没有条件留存".into(),
            ..oral()
        };
        let id = ledger.seal_interference(&record, &[], None).expect("sealed");
        let words = house::words_of(&paper(&ledger, id, Sheet::Registration).pages);
        assert_eq!(words.matches('☑').count(), 3, "kind, channel, answer");
        has(
            &words,
            &[&format!("☑（{name}）"), &format!("☑ {}", channel.label()), "没有留存材料的原因：没有条件留存"],
        );
    }
}

#[test]
fn the_report_is_of_the_published_table_and_a_quarter_without_any_is_a_zero_report() {
    let bureau = Bureau::new();
    let quarter = Quarter { year: 2026, n: 1 };
    let mut ledger = bureau.log_in("周示五");
    for _ in 0..4 {
        ledger.seal_interference(&oral(), &[], None).expect("sealed");
    }
    assert!(sentence(ledger.interference_report(quarter)).contains("还没有公布"));
    drop(ledger);
    let mut ledger = bureau.log_in_on("赵示一", "2026-04-02");
    ledger.publish_totals(quarter).expect("published");
    ledger.publish_totals(Quarter { year: 2025, n: 4 }).expect("published");
    drop(ledger);
    let ledger = bureau.log_in("钱示六");
    let words = approved("interference-report", &ledger.interference_report(quarter).expect("a report"));
    has(&words, &["2026年第1季度", "密封登记", "4件", "第6项", "口头", "其余没有登记：电话"]);
    let zero = ledger.interference_report(Quarter { year: 2025, n: 4 }).expect("a report");
    assert!(zero.title.ends_with("（零报告）"));
    has(&approved("interference-report-zero", &zero), &["（零报告）", "没有登记内部人员过问", "没有一件"]);
}

#[test]
fn the_file_of_a_person_is_a_list_with_the_form_of_each_record_behind_it() {
    let bureau = Bureau::new();
    let mut ledger = bureau.log_in("周示五");
    let first = ledger.seal_interference(&oral(), &[], None).expect("sealed");
    let second = ledger.seal_interference(&oral(), &[], None).expect("sealed");
    drop(ledger);
    for id in [first, second] {
        let mut ledger = bureau.log_in("赵示一");
        let keepers = vec![user(&ledger, "纪示二")];
        let direction = Direction { text: "提醒谈话。".into(), gravity: Gravity::None, keepers };
        ledger.direct_sealed(id, &direction, &password("赵示一")).expect("directed");
    }
    let ledger = bureau.log_in("纪示二");
    let persons = ledger.file_persons().expect("files");
    // Nobody here is in the register: the names in the records are all that there is.
    let names: Vec<(&str, &str, usize)> =
        persons.iter().map(|one| (one.name.as_str(), one.unit.as_str(), one.entries.len())).collect();
    assert_eq!(names, [("周示五", "青石示例镇", 2), ("王示九", "示例县应急管理局", 2)]);
    let list = ledger.person_file_paper(&persons[1], false).expect("a list");
    let words = approved("interference-file", &list);
    has(&words, &["王示九", "2026-001", "2026-002", "过问人", "提醒谈话。", "第十一条"]);
    assert!(!list.title.contains("王示九"), "print queues show titles");
    assert!(!words.contains("周示五"), "whoever asked is not told by the list who recorded");
    let all = ledger.person_file_paper(&persons[1], true).expect("a list with forms");
    assert_eq!((list.pages.pages.len(), all.pages.pages.len()), (1, 3));
    drop(ledger);
    assert!(sentence(bureau.log_in("周示五").file_persons()).contains("纪检、法制人员"));
    assert_eq!(bureau.log_in("法示七").file_persons().expect("files"), [], "not opened to this keeper");
}

#[test]
fn a_note_that_is_no_note_any_more_gets_the_form() {
    let bureau = Bureau::new();
    let mut ledger = bureau.log_in("周示五");
    let id = ledger.seal_interference(&guidance(), &[], None).expect("sealed");
    let layer = binggong::domain::interference::Layer::Reclassified {
        nature: Nature::Asked,
        conduct: vec![2],
        conduct_other: String::new(),
        why: "并无监督职责".into(),
    };
    ledger.reclassify_sealed(id, &layer).expect("reclassified");
    has(&house::words_of(&paper(&ledger, id, Sheet::Registration).pages), &["☑（二）"]);
}

#[test]
fn the_sheet_of_the_key_has_its_groups_and_a_code_of_squares() {
    let bureau = Bureau::new();
    let mut ledger = bureau.log_in("赵示一");
    let key = ledger.make_recovery_key("档案员").expect("made");
    let sheet = ledger.paper_key_sheet(&key).expect("a sheet");
    look("paper-key-sheet", &sheet);
    assert!(sheet.starts_with(b"%PDF"));
    // What was made for the paper opens the records, typed in groups as they stand.
    drop(ledger);
    let id = bureau.log_in("周示五").seal_interference(&oral(), &[], None).expect("sealed");
    let typed: Vec<&str> = key.groups.iter().map(|group| group.text.as_str()).collect();
    let ledger = bureau.by_passphrase("郑示四");
    let book = ledger.unseal_with_paper(id, &typed.join(" ")).expect("opened");
    let read = ledger.get(id).expect("a record");
    let form = ledger.interference_paper_of(&read, &book, Sheet::Registration).expect("a form");
    assert!(form.pages.pages[0].frames.iter().any(|frame| matches!(frame, Frame::Text(_))));
}
