//! The papers of people and cards: which fit, what they say, what they lack, and that they are kept.

use std::path::PathBuf;

use binggong::domain::card_life::CardStep;
use binggong::domain::certificate::{Certificate, CertificateKind, CertificateState};
use binggong::domain::id::Id;
use binggong::domain::misuse::{Consequence, Misuse, MisuseKind};
use binggong::domain::notice::{About, Notice};
use binggong::domain::officer::{Leaving, Officer, Sex};
use binggong::domain::role::{Op, Role};
use binggong::domain::training::TrainingKind;
use binggong::domain::unit::UnitKind;
use binggong::ledger::cards::{CardSheet, Wanted};
use binggong::ledger::{Enrolment, RegisterQuery};
use binggong::notice::{Frame, Pages};

use super::{act, application, officer, received, trained, training, unit};
use crate::house::{House, day, words_of};

/// With `BINGGONG_NOTICES=DIR` the PDFs are left in DIR, to be looked at.
fn look(name: &str, pdf: &[u8]) {
    if let Some(directory) = std::env::var_os("BINGGONG_NOTICES") {
        std::fs::write(PathBuf::from(directory).join(format!("{name}.pdf")), pdf).expect("written");
    }
}

fn about(sheet: CardSheet, officer: Id<Officer>, card: Id<Certificate>) -> Wanted {
    Wanted { sheet, officer, card: Some(card) }
}

fn slip(officer: Id<Officer>) -> Wanted {
    Wanted { sheet: CardSheet::HandOver, officer, card: None }
}

fn offered(house: &House, officer: Id<Officer>) -> Vec<(CardSheet, bool)> {
    let papers = house.ledger.card_papers(officer).expect("papers");
    papers.into_iter().map(|paper| (paper.wanted.sheet, paper.blocked.is_none())).collect()
}

fn printed(house: &mut House, wanted: &Wanted, name: &str) -> String {
    let issued = house.ledger.issue_card_paper(wanted).unwrap_or_else(|error| panic!("{error}"));
    look(name, &issued.pdf);
    words_of(&issued.pages)
}

fn refusal(house: &mut House, wanted: &Wanted) -> String {
    house.ledger.issue_card_paper(wanted).err().expect("a refusal").to_string()
}

/// A photograph of a size that cameras give.
pub fn photograph() -> Vec<u8> {
    let picture = image::RgbImage::from_fn(900, 1200, |x, y| {
        let (dx, dy) = (x as f32 - 450.0, y as f32 - 480.0);
        match (dx * dx / 1.0 + dy * dy / 1.5).sqrt() {
            r if r < 230.0 => image::Rgb([222, 184, 160]),
            _ if y > 780 && dx.abs() < 380.0 => image::Rgb([40, 52, 80]),
            _ => image::Rgb([70, 120, 190]),
        }
    });
    let mut png = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut png, image::ImageFormat::Png).expect("a picture");
    png.into_inner()
}

/// Everything that the form has a cell for.
pub fn complete(house: &mut House, who: Id<Officer>) {
    let read = house.ledger.get(who).expect("them");
    let mut full = read.value.clone();
    full.profile.sex = Some(Sex::Male);
    full.profile.born = binggong::domain::month::Month::parse("1990-03");
    full.profile.ethnicity = "汉族".into();
    full.profile.major = "安全工程".into();
    full.profile.expertise = "危险化学品安全监管".into();
    house.ledger.change_officer(&read, &full, "补录").expect("completed");
    let read = house.ledger.get(who).expect("them");
    house.ledger.set_photo(&read, &photograph()).expect("a photograph");
}

#[test]
fn the_registration_form_says_what_the_ledger_says_and_names_what_stays_empty() {
    let mut house = House::new();
    let brigade = unit(&mut house, "综合行政执法大队", UnitKind::Section);
    let zhou = officer(&mut house, "周示五", brigade);
    trained(&mut house, &[zhou]);
    assert_eq!(offered(&house, zhou), []);
    let card =
        house.ledger.apply_for_card(&application(zhou, CertificateKind::Enforcement)).expect("proposed");
    let papers = house.ledger.card_papers(zhou).expect("papers");
    assert_eq!(papers[0].wanted, about(CardSheet::Registration, zhou, card));
    assert_eq!(papers[0].empty, ["照片", "性别", "出生年月", "民族", "专业", "擅长执法领域"]);
    let bare = printed(&mut house, &papers[0].wanted, "registration-bare");
    assert!(bare.contains("照片"));
    complete(&mut house, zhou);
    let papers = house.ledger.card_papers(zhou).expect("papers");
    assert_eq!(papers[0].empty, [""; 0]);
    let words = printed(&mut house, &papers[0].wanted, "registration");
    for said in [
        "周示五",
        "男",
        "1990年3月",
        "汉族",
        "大学本科",
        "安全工程",
        "行政编制",
        "综合行政执法大队",
        "执法员",
        "在执法岗位",
        "行政执法证",
        "安全生产监督管理、应急管理",
        "示例县",
        "危险化学品安全监管",
        "2025年6月5日",
        "2025年应急管理业务培训",
        "88.5分",
        "2025年综合法律知识培训",
    ] {
        assert!(words.contains(said), "{said} is not in {words}");
    }
    assert!(!words.contains("照片"), "the photograph stands there");
}

#[test]
fn a_loss_has_its_declaration_then_its_application_then_its_cancellation() {
    let mut house = House::new();
    let brigade = unit(&mut house, "综合行政执法大队", UnitKind::Section);
    let zhou = officer(&mut house, "周示五", brigade);
    trained(&mut house, &[zhou]);
    let card = received(&mut house, zhou);
    complete(&mut house, zhou);
    use CardSheet::{Cancellation, HandOver, LossDeclaration, Registration, Reissue};
    assert_eq!(offered(&house, zhou), [(Registration, true), (HandOver, false)]);
    act(&mut house, card, CardStep::ReportLost, "2026-02-02").expect("lost");
    assert_eq!(offered(&house, zhou), [(LossDeclaration, true), (Reissue, false), (HandOver, false)]);
    let early = refusal(&mut house, &about(Reissue, zhou, card));
    assert_eq!(early, "还没有登记刊登遗失声明。请先在“办理”里登记，再申请补发。");
    let words = printed(&mut house, &about(LossDeclaration, zhou, card), "declaration");
    assert!(words.contains("综合行政执法大队周示五遗失行政执法证一本，证件编号9900000260120"), "{words}");
    assert!(words.contains("有效期至2031年1月19日") && words.contains("作废"), "{words}");
    act(&mut house, card, CardStep::DeclareLost, "2026-02-05").expect("declared");
    let words = printed(&mut house, &about(Reissue, zhou, card), "reissue");
    for said in ["2026年2月2日", "2026年2月5日", "示司函〔2026〕1号", "依规定办理"] {
        assert!(words.contains(said), "{said} is not in {words}");
    }
    act(&mut house, card, CardStep::Reissue, "2026-02-20").expect("reissued");
    let words = printed(&mut house, &about(Cancellation, zhou, card), "cancellation");
    assert!(words.contains("证件遗失，已声明作废并补发新证：依规定办理"), "{words}");
    let wrong = refusal(&mut house, &about(LossDeclaration, zhou, card));
    assert_eq!(wrong, "这张证件现在是“已补发新证”，不用遗失声明。");
}

#[test]
fn a_suspension_has_one_numbered_notice_that_cites_the_violation_and_is_served() {
    let mut house = House::new();
    let brigade = unit(&mut house, "综合行政执法大队", UnitKind::Section);
    let zhou = officer(&mut house, "周示五", brigade);
    trained(&mut house, &[zhou]);
    let card = received(&mut house, zhou);
    act(&mut house, card, CardStep::Suspend, "2026-03-02").expect("suspended");
    let wanted = about(CardSheet::Suspension, zhou, card);
    let refused = refusal(&mut house, &wanted);
    assert!(refused.starts_with("还没有登记暂扣所依据的违规行为"), "{refused}");
    let misuse = Misuse {
        officer: zhou,
        card: Some(card),
        kind: MisuseKind::Lent,
        on: day("2026-02-20"),
        facts: "将本人行政执法证借给他人，供其进入企业收取费用".into(),
        serious: true,
        consequences: vec![Consequence::Discipline, Consequence::Suspend],
        document: String::new(),
        closed_on: None,
    };
    house.ledger.record_misuse(&misuse).expect("recorded");
    let preview = words_of(&house.ledger.preview_card_paper(&wanted).expect("a preview"));
    assert!(preview.contains("示应急证扣〔2026〕—号"), "{preview}");
    let words = printed(&mut house, &wanted, "suspension");
    for said in [
        "示应急证扣〔2026〕1号",
        "周示五（综合行政执法大队执法员）：",
        "经查，你于2026年2月20日有下列行为：将本人行政执法证借给他人",
        "《自治区应急管理系统行政执法证件管理办法》第十七条第（一）项",
        "自2026年3月2日起暂扣你的行政执法证，证件编号9900000260120",
    ] {
        assert!(words.contains(said), "{said} is not in {words}");
    }
    // Printed again it is the same paper: one act, one number.
    let again = house.ledger.issue_card_paper(&wanted).expect("printed again");
    assert_eq!(again.document_no, "示应急证扣〔2026〕1号");
    assert_eq!(house.ledger.all::<Notice>().expect("papers").len(), 1);
    let kept = house.ledger.get(again.id).expect("the notice").value;
    assert!(matches!(kept.subject, About::CardAct(_)));
    house.ledger.serve(again.id, day("2026-03-05"), "直接送达").expect("served");
    // A number that is void makes room for another notice about the same act.
    let number = house.ledger.get(kept.number.expect("a number")).expect("the number");
    house.ledger.void_number(&number, "盖章时污损").expect("void");
    let next = house.ledger.issue_card_paper(&wanted).expect("issued anew");
    assert_eq!(next.document_no, "示应急证扣〔2026〕2号");
}

#[test]
fn the_slip_names_each_card_that_is_out_and_comes_when_none_is() {
    let mut house = House::new();
    let brigade = unit(&mut house, "综合行政执法大队", UnitKind::Section);
    let chu = officer(&mut house, "褚示十", brigade);
    trained(&mut house, &[chu]);
    let card = received(&mut house, chu);
    let read = house.ledger.get(chu).expect("him");
    house.ledger.leave(&read, day("2026-02-28"), Leaving::Retired, "退休").expect("left");
    let first = house.ledger.card_papers(chu).expect("papers").remove(0);
    let why = "确认单现在不能出具：行政执法证9900000260120没有交回，请收回后登记“交回”，交给法制机构。";
    assert_eq!((first.wanted, first.blocked.as_deref()), (slip(chu), Some(why)));
    assert_eq!(house.ledger.preview_card_paper(&slip(chu)).unwrap_err().to_string(), why);
    assert_eq!(refusal(&mut house, &slip(chu)), why);
    act(&mut house, card, CardStep::HandIn, "2026-03-03").expect("handed in");
    let words = printed(&mut house, &slip(chu), "slip");
    for said in ["褚示十", "退休", "2026年2月28日", "已交回", "2026年3月3日", "第十八条第一款"]
    {
        assert!(words.contains(said), "{said} is not in {words}");
    }
    let words = printed(&mut house, &about(CardSheet::Cancellation, chu, card), "cancellation-leaver");
    assert!(words.contains("证件已交回：依规定办理") && words.contains("退休"), "{words}");
    act(&mut house, card, CardStep::SendIn, "2026-03-04").expect("sent in");
    act(&mut house, card, CardStep::Cancel, "2026-03-05").expect("cancelled");
    assert!(printed(&mut house, &slip(chu), "slip-cancelled").contains("已注销"));
}

#[test]
fn what_is_printed_is_kept_with_its_role_and_found_again() {
    let mut house = House::new();
    let brigade = unit(&mut house, "综合行政执法大队", UnitKind::Section);
    let zhou = officer(&mut house, "周示五", brigade);
    trained(&mut house, &[zhou]);
    let card = received(&mut house, zhou);
    let wanted = about(CardSheet::Registration, zhou, card);
    let first = house.ledger.issue_card_paper(&wanted).expect("printed");
    let same = house.ledger.issue_card_paper(&wanted).expect("printed again");
    assert_eq!((first.id, &first.pdf), (same.id, &same.pdf), "nothing has changed, so it is the same paper");
    complete(&mut house, zhou);
    let other = house.ledger.issue_card_paper(&wanted).expect("printed anew");
    assert_ne!(other.id, first.id);
    let kept = house.ledger.card_papers_kept(zhou).expect("papers");
    assert_eq!(kept.iter().map(|paper| paper.id).collect::<Vec<_>>(), [first.id, other.id]);
    assert_eq!(house.ledger.file(&kept[1].value.pdf).expect("the PDF"), other.pdf);
    // The paper is small: outlines of the characters it has, and a photograph of its size on paper.
    let photo = house.ledger.photo_of(&house.ledger.get(zhou).expect("him").value).expect("a photograph");
    assert!(first.pdf.len() <= 60 * 1024, "{} bytes", first.pdf.len());
    assert!(other.pdf.len() <= 60 * 1024 + photo.expect("one").jpeg.len(), "{} bytes", other.pdf.len());
    // What is shown later is what was printed, the photograph with it.
    assert_eq!(house.ledger.pages_of(&kept[1].value).expect("pages"), other.pages);
    let titles: Vec<(Option<Op>, String)> = house
        .ledger
        .timeline(zhou.uuid())
        .expect("a timeline")
        .into_iter()
        .filter(|act| act.op == Some(Op::PrintSheet))
        .map(|act| (act.op, act.changes[0].called.clone()))
        .collect();
    assert_eq!(titles, vec![(Some(Op::PrintSheet), "行政执法证件登记表".to_owned()); 2]);
    let reader = Enrolment { name: "冯示八", roles: &[Role::Reader], officer: None, password: None };
    house.ledger.add_user_here(&reader).expect("a reader");
    house.ledger.act_as("冯示八").expect("acts");
    let read = house.ledger.get(zhou).expect("him");
    assert!(house.ledger.preview_card_paper(&wanted).is_ok(), "{}", read.value.name);
    act_refused(&mut house, &about(CardSheet::Registration, zhou, card));
}

/// A reader looks, and keeps nothing.
fn act_refused(house: &mut House, wanted: &Wanted) {
    let before = house.ledger.all::<Notice>().expect("papers").len();
    house.ledger.env().set_now(house.ledger.env().now() + chrono::Duration::days(1));
    let refused = refusal(house, wanted);
    assert!(refused.contains("打印并留存表单"), "{refused}");
    assert_eq!(house.ledger.all::<Notice>().expect("papers").len(), before);
}

#[test]
fn the_roster_stands_by_unit_on_many_pages_with_its_head_on_each() {
    let mut house = House::new();
    let brigade = unit(&mut house, "综合行政执法大队", UnitKind::Section);
    let leaders = unit(&mut house, "局领导", UnitKind::Leadership);
    let mut people: Vec<Id<Officer>> =
        (0..40).map(|n| officer(&mut house, &format!("示例{n}"), brigade)).collect();
    people.push(officer(&mut house, "赵示一", leaders));
    trained(&mut house, &people);
    for (n, who) in people.iter().enumerate() {
        let kind = if n == 40 { CertificateKind::Supervision } else { CertificateKind::Enforcement };
        let card = Certificate {
            officer: *who,
            kind,
            number: format!("990000000{n:02}"),
            categories: vec![binggong::domain::certificate::Category::Safety],
            region: "示例县".into(),
            issuer: "示例县人民政府".into(),
            issued_on: Some(day("2024-01-01")),
            valid_to: Some(day(if n == 3 { "2025-12-31" } else { "2028-12-31" })),
            state: if n == 5 { CertificateState::Cancelled } else { CertificateState::Held },
        };
        house.ledger.add_certificate(&card).expect("a card");
    }
    let roster = house.ledger.card_roster(&RegisterQuery::all(day("2026-03-05"))).expect("a roster");
    look("roster", &roster.pdf().expect("a PDF"));
    let words = words_of(&roster.pages);
    assert!(words.contains("共40人40证") && words.contains("综合行政执法大队（39人39证）"), "{words}");
    assert!(words.find("局领导").unwrap() < words.find("综合行政执法大队").unwrap());
    assert!(roster.pages.pages.len() > 1);
    for page in &roster.pages.pages {
        let one = Pages { pages: vec![page.clone()] };
        assert!(words_of(&one).contains("序号姓名职务证种证号"), "{}", words_of(&one));
    }
    assert!(!words.contains("99000000005"), "a cancelled card is with nobody");
    let nobody = RegisterQuery { typed: "无此人".into(), ..RegisterQuery::all(day("2026-03-05")) };
    let refused = house.ledger.card_roster(&nobody).err().expect("nobody").to_string();
    assert_eq!(refused, "名单里没有持证人员，没有可以打印的名册。");
}

#[test]
fn long_names_and_empty_values_stay_within_their_cells() {
    let mut house = House::new();
    let name = "买买提艾力江·阿卜杜热合曼·吐尔逊尼亚孜·伊敏诺夫";
    let long =
        unit(&mut house, "示例县高新技术产业开发区应急管理和生态环境局综合行政执法大队", UnitKind::Zone);
    let who = officer(&mut house, name, long);
    let read = house.ledger.get(who).expect("them");
    let mut more = read.value.clone();
    more.post = "应急管理和生态环境综合行政执法大队副大队长（主持工作）".into();
    more.profile.expertise = "危险化学品、烟花爆竹、非煤矿山、工贸行业安全监管和生产安全事故调查处理".into();
    house.ledger.change_officer(&read, &more, "补录").expect("changed");
    trained(&mut house, &[who]);
    let card = received(&mut house, who);
    printed(&mut house, &about(CardSheet::Registration, who, card), "long-registration");
    act(&mut house, card, CardStep::ReportLost, "2026-02-02").expect("lost");
    printed(&mut house, &about(CardSheet::LossDeclaration, who, card), "long-declaration");
    act(&mut house, card, CardStep::DeclareLost, "2026-02-05").expect("declared");
    printed(&mut house, &about(CardSheet::Reissue, who, card), "long-reissue");
    printed(&mut house, &about(CardSheet::Cancellation, who, card), "long-cancellation");
    printed(&mut house, &slip(who), "long-slip");
    let none = unit(&mut house, "办公室", UnitKind::Other);
    let nobody = Officer {
        name: "乌云".into(),
        unit: none,
        post: String::new(),
        staffing: None,
        entered_on: None,
        left_on: Some(day("2026-03-01")),
        profile: Default::default(),
    };
    let nobody = house.ledger.add_officer(&nobody).expect("somebody");
    let words = printed(&mut house, &slip(nobody), "empty-slip");
    assert!(words.contains("没有领取过行政执法证件"), "{words}");
    for paper in house.ledger.all::<Notice>().expect("papers") {
        let pages = house.ledger.pages_of(&paper.value).expect("pages");
        assert_eq!(pages.pages.len(), 1, "{} {}", paper.value.title, paper.value.addressee);
        let widest = pages.pages[0].frames.iter().filter_map(|frame| match frame {
            Frame::Text(run) => Some(run.extent().1),
            _ => None,
        });
        assert!(widest.fold(0.0, f64::max) < 545.0, "{}", paper.value.title);
    }
}

#[test]
fn a_training_that_was_failed_says_so() {
    let mut house = House::new();
    let brigade = unit(&mut house, "综合行政执法大队", UnitKind::Section);
    let zhou = officer(&mut house, "周示五", brigade);
    let failed = binggong::domain::training::Training {
        passed: Some(false),
        score: Some(420),
        organiser: String::new(),
        certificate_no: "示培字001".into(),
        ..training(TrainingKind::Business)
    };
    house.ledger.add_training(&[zhou], &failed).expect("recorded");
    let asked = binggong::ledger::cards::Application {
        reason: "补考安排在下月".into(),
        ..application(zhou, CertificateKind::Enforcement)
    };
    let card = house.ledger.apply_for_card(&asked).expect("proposed");
    let words = printed(&mut house, &about(CardSheet::Registration, zhou, card), "registration-failed");
    assert!(words.contains("不合格") && words.contains("42分") && words.contains("示培字001"), "{words}");
}
