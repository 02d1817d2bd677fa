//! Every place of the window and the way there by keyboard: one list for all that walks through the window.

mod beside;
mod cases;
mod interference;
mod review;

use eframe::egui::{Key, Modifiers};

use super::long_names::{BUREAU, PARTY, PERSON, USER};
use super::seat::{Seat, View};
use beside::BESIDE;
use cases::{CASES, IMPORT_CASES};
use interference::{INTERFERENCE, enter_as};
use review::{CASE_FILE, GUIDANCE, RECURRING, REVIEWS, STANDARDS};

/// A place: its name, the name of its main button, and the way there from the place before.
pub struct Place {
    pub name: &'static str,
    /// Empty where there is nothing to be done.
    pub main: &'static str,
    way: fn(&mut Seat),
}

const fn place(name: &'static str, main: &'static str, way: fn(&mut Seat)) -> Place {
    Place { name, main, way }
}

/// Places that are reached one after the other, from a start of their own.
struct Walk {
    start: fn(&View) -> Seat,
    places: &'static [Place],
}

/// Whether `BINGGONG_PLACES` asks for places whose names hold its words alone, and what it says.
pub fn wanted() -> Option<String> {
    std::env::var("BINGGONG_PLACES").ok()
}

/// Goes everywhere, and looks; with `BINGGONG_PLACES` only on the walks that come to such a place.
pub fn walk(view: &View, mut look: impl FnMut(&mut Seat, &Place)) {
    let wanted = wanted().unwrap_or_default();
    for walk in WALKS.iter().filter(|walk| walk.places.iter().any(|place| place.name.contains(&wanted))) {
        let mut seat = (walk.start)(view);
        for place in walk.places {
            (place.way)(&mut seat);
            // What was just done is told for a while; it hides nothing for good.
            seat.rest();
            look(&mut seat, place);
        }
    }
}

const WALKS: [Walk; 19] = [
    Walk { start: |view| Seat::with_nothing(view, false), places: FIRST_RUN },
    Walk { start: |view| Seat::with_nothing(view, true), places: SPECIMEN },
    Walk { start: |view| Seat::in_long_names(None, view), places: LOGIN },
    Walk { start: |view| Seat::in_long_names(Some(USER), view), places: CERTIFICATES },
    Walk { start: |view| Seat::in_long_names(Some(USER), view), places: REGISTERS },
    Walk { start: |view| Seat::in_long_names(Some(USER), view), places: CARD_PAPERS },
    Walk { start: |view| Seat::in_long_names(Some(USER), view), places: IMPORT },
    Walk { start: |view| Seat::in_long_names(Some(USER), view), places: INTERFERENCE },
    Walk { start: |view| Seat::in_long_names(Some(USER), view), places: BESIDE },
    Walk { start: |view| Seat::in_long_names(Some(USER), view), places: CASE_FILE },
    Walk { start: |view| Seat::in_long_names(Some(USER), view), places: STANDARDS },
    Walk { start: |view| Seat::in_long_names(Some(USER), view), places: GUIDANCE },
    Walk { start: |view| Seat::in_long_names(Some(USER), view), places: RECURRING },
    Walk { start: |view| Seat::in_sample_viewed(view), places: CASES },
    Walk { start: |view| Seat::in_long_names(Some(USER), view), places: IMPORT_CASES },
    Walk { start: super::reviews::drawn, places: REVIEWS },
    Walk { start: |view| Seat::in_long_names(Some(USER), view), places: LIABILITY },
    Walk { start: |view| Seat::in_long_names(Some(USER), view), places: PAPERS },
    Walk { start: |view| Seat::in_long_names(Some(USER), view), places: SETTINGS },
];

const SPECIMEN: &[Place] = &[place("部件一览", "", |_| {})];

/// From an empty machine to a bureau of its own, which has nothing in it yet.
const FIRST_RUN: &[Place] = &[
    place("首次使用 单位", "下一步", |_| {}),
    place("首次使用 单位缺项", "下一步", submit),
    place("首次使用 用户和口令", "下一步", |seat| {
        write(seat, &[BUREAU, "示应急", "示例县"]);
        submit(seat);
    }),
    place("首次使用 口令缺项", "下一步", submit),
    place("首次使用 规则包", "下一步", |seat| {
        seat.types(USER);
        for _ in 0..7 {
            seat.press(Key::Tab);
        }
        let passphrase = "锁进保险柜的台账口令一二三四";
        write(seat, &["每天用的密码一二三", "每天用的密码一二三", passphrase, passphrase]);
        seat.press_with(Modifiers::COMMAND, Key::A);
        seat.types(&seat.home.path().join("新.ledger").display().to_string());
        submit(seat);
    }),
    place("首次使用 规则包缺项", "下一步", submit),
    place("首次使用 输入法", "下一步", |seat| seat.enters("以后再说")),
    place("首次使用 输入法可用", "下一步", |seat| seat.composes("yingji", "应急")),
    place("首次使用 核对", "建立台账", submit),
    place("首次使用 备份缺文件夹", "建立台账", |seat| {
        seat.focus("备份文件夹");
        seat.types("/没有/这个文件夹");
        submit(seat);
    }),
    place("首次使用 口令单", "开始使用", |seat| {
        seat.press_with(Modifiers::COMMAND, Key::A);
        seat.press(Key::Backspace);
        submit(seat);
        seat.wait_for("台账已经建立");
    }),
    place("新台账 待办", "", submit),
    place("新台账 证件", "新增人员", |seat| seat.ctrl(Key::Num2)),
    place("新台账 责任", "受理线索", |seat| seat.ctrl(Key::Num5)),
    place("新台账 文书", "", |seat| seat.ctrl(Key::Num6)),
    place("新台账 规则包", "采用内置规则包", |seat| {
        seat.ctrl(Key::Num8);
        section(seat, 2);
    }),
    place("新台账 采用规则包", "采用", |seat| seat.enters("采用内置规则包")),
    place("新台账 采用缺项", "采用", submit),
    place("新台账 改密码", "修改密码", |seat| {
        seat.press(Key::Escape);
        seat.focus_on("设置 规则包");
        seat.press(Key::ArrowUp);
        seat.enters("修改我的密码");
    }),
    place("登录 密码", "打开台账", |seat| {
        seat.press(Key::Escape);
        seat.ctrl(Key::L);
    }),
    place("登录 密码不对", "打开台账", |seat| {
        seat.types("不对的密码");
        seat.press(Key::Enter);
    }),
    place("登录 台账口令", "打开台账", |seat| seat.enters("改用台账口令")),
];

const LOGIN: &[Place] = &[
    place("登录 示例", "进入示例", |_| {}),
    place("待办", "", |seat| {
        seat.focus_on("进入示例");
        seat.press(Key::Enter);
    }),
    place("待办 空的一类", "", |seat| seat.enters("今日 0")),
    place("查找", "", |seat| seat.ctrl(Key::K)),
    place("查找 有结果", "", |seat| seat.types("a")),
    place("查找 没有结果", "", |seat| seat.types("龘龘")),
    place("统计", "", |seat| {
        seat.press(Key::Escape);
        seat.ctrl(Key::Num7);
    }),
];

const CERTIFICATES: &[Place] = &[
    place("证件", "新增人员", |seat| seat.ctrl(Key::Num2)),
    place("证件 人员", "办理", |seat| {
        seat.ctrl(Key::F);
        seat.types(PERSON);
        seat.press(Key::Enter);
        seat.press(Key::Enter);
    }),
    place("证件 单位列表", "", |seat| {
        seat.press(Key::Escape);
        seat.enters("筛选单位");
    }),
    place("证件 没有结果", "新增人员", |seat| {
        seat.press(Key::Escape);
        seat.ctrl(Key::F);
        seat.types("龘");
    }),
    place("证件 新增人员", "提交新增", |seat| {
        seat.enters("清除筛选");
        seat.ctrl(Key::N);
    }),
    place("证件 新增人员缺项", "提交新增", submit),
    place("证件 新增人员 月历", "", |seat| seat.enters("选择日期 到岗日期")),
    place("证件 放弃草稿", "放弃", |seat| {
        seat.press(Key::Escape);
        seat.focus("姓名");
        seat.types(PERSON);
        seat.press(Key::Escape);
        seat.ctrl(Key::N);
        seat.enters("放弃草稿");
    }),
    place("证件 修改人员", "提交修改", |seat| {
        submit(seat);
        seat.ctrl(Key::F);
        seat.types(PERSON);
        seat.press(Key::Enter);
        seat.press(Key::Enter);
        seat.chooses("办理", "修改人员");
    }),
    place("证件 修改人员 更多", "提交修改", |seat| {
        seat.enters("更多：民族、身份证号、联系电话");
    }),
    place("证件 登记证件", "提交登记", |seat| again(seat, "登记证件")),
    place("证件 登记证件缺项", "提交登记", submit),
    place("证件 更正证件", "提交更正", |seat| again(seat, "更正证件")),
    place("证件 换发", "提交办理", |seat| again(seat, "换发")),
    place("证件 申领证件", "提出申领", |seat| again(seat, "申领证件")),
    place("证件 登记调动", "提交调动", |seat| again(seat, "登记调动")),
    place("证件 更换照片", "换上照片", |seat| again(seat, "更换照片")),
    place("证件 登记培训", "提交培训", |seat| again(seat, "登记培训")),
    place("证件 登记违规", "提交违规", |seat| again(seat, "登记违规")),
    place("证件 登记违规缺项", "提交违规", submit),
    place("证件 登记投诉", "提交投诉", |seat| again(seat, "登记投诉")),
    place("证件 办结投诉", "提交办结", |seat| {
        seat.press(Key::ArrowDown);
        seat.tab_to("收到的机关");
        seat.press(Key::ArrowDown);
        seat.focus("反映的问题");
        seat.types(PARTY);
        submit(seat);
        page(seat, "人员 培训和违规 1");
        seat.enters("办结 2026年3月5日 匿名向应急管理部门举报");
    }),
    place("证件 培训和违规", "办理", |seat| {
        seat.press(Key::Escape);
        seat.press(Key::Enter);
    }),
    place("证件 履历", "办理", |seat| page(seat, "人员 履历 4")),
    place("证件 评查结果", "办理", |seat| page(seat, "人员 评查 0")),
    place("证件 换一天再问", "办理", |seat| {
        page(seat, "人员 概况");
        seat.enters("换一天、换个地方再问");
    }),
    place("证件 办理的事项", "", |seat| {
        seat.focus_on("办理");
        seat.press(Key::Enter);
    }),
    place("证件 登记离岗", "提交离岗", |seat| {
        seat.press(Key::Escape);
        seat.chooses("办理", "登记离岗");
    }),
    place("证件 已离岗", "办理", |seat| {
        seat.press(Key::ArrowDown);
        seat.focus("变动日期");
        seat.types("今天");
        submit(seat);
    }),
    place("证件 涂去号码", "涂去，不能撤销", |seat| seat.chooses("办理", "涂去号码")),
    place("证件 涂去号码缺项", "涂去，不能撤销", submit),
];

const REGISTERS: &[Place] = &[
    place("培训", "登记培训", |seat| {
        seat.ctrl(Key::Num2);
        view(seat, "培训");
    }),
    place("培训 登记培训", "提交培训", |seat| {
        seat.enters("登记培训");
        seat.enters("加入");
        seat.tab_to("种类");
        seat.press(Key::ArrowDown);
    }),
    place("培训 登记培训缺项", "提交培训", submit),
    place("培训 培训要求", "保存要求", |seat| {
        seat.press(Key::Escape);
        seat.enters("培训要求");
    }),
    place("培训 培训不足", "给这些人登记培训", |seat| {
        seat.tab_to("每年学时");
        seat.types("60");
        seat.tab_to("专业人员不少于75%");
        seat.press(Key::Space);
        seat.tab_to("事由");
        seat.types("局务会议定");
        submit(seat);
        seat.press_with(Modifiers::SHIFT, Key::Tab);
        let short = seat.words().into_iter().find(|word| word.starts_with("列表 培训不足")).expect("it");
        seat.focus_on(&short);
        seat.press(Key::Enter);
    }),
    place("权责与委托", "登记权责事项", |seat| view(seat, "权责与委托")),
    place("权责与委托 登记", "提交登记", |seat| seat.enters("登记权责事项")),
    place("权责与委托 登记缺项", "提交登记", submit),
    place("权责与委托 委托", "登记委托", |seat| {
        seat.press(Key::Escape);
        seat.focus_on("列表 委托");
        seat.press(Key::Enter);
    }),
    place("权责与委托 登记委托", "提交登记", |seat| seat.enters("登记委托")),
    place("平台录入", "登记录入结果", |seat| {
        seat.press(Key::Escape);
        view(seat, "平台录入");
    }),
    place("平台录入 登记抄告", "提交抄告", |seat| seat.enters("登记抄告")),
    place("平台录入 登记抄告缺项", "提交抄告", submit),
    place("批量办理", "核对并办理", |seat| view(seat, "批量办理")),
    place("批量办理 换发", "核对并办理", |seat| {
        seat.press(Key::ArrowDown);
        seat.enters("加入");
        seat.tab_to("有效期延至");
        seat.types("20380504");
    }),
    place("批量办理 缺项", "核对并办理", submit),
    place("批量办理 核对", "办理", |seat| {
        seat.types("有效期届满换发");
        submit(seat);
    }),
    place("批量办理 机构改名", "核对并办理", |seat| {
        seat.press(Key::Escape);
        seat.focus_on("办理什么");
        seat.press(Key::ArrowDown);
        seat.press(Key::ArrowDown);
    }),
    place("批量办理 年度审核", "核对并办理", |seat| {
        seat.focus_on("办理什么");
        seat.press(Key::ArrowDown);
    }),
    place("投诉与违规", "登记投诉", |seat| view(seat, "投诉与违规")),
    place("投诉与违规 登记投诉", "提交投诉", |seat| seat.enters("登记投诉")),
    place("投诉与违规 登记投诉缺项", "提交投诉", submit),
    place("投诉与违规 结果", "提交结果", |seat| {
        seat.types(PERSON);
        seat.press(Key::Enter);
        for field in ["方式", "收到的机关"] {
            seat.tab_to(field);
            seat.press(Key::ArrowDown);
        }
        seat.tab_to("反映的问题");
        seat.types("反映转借证件");
        submit(seat);
        seat.press(Key::Enter);
    }),
    place("投诉与违规 登记违规", "提交违规", |seat| {
        seat.press(Key::Escape);
        seat.enters("登记违规");
    }),
];

/// The papers of somebody's cards, one after the other, and the roster.
const CARD_PAPERS: &[Place] = &[
    place("打印 证件文书", "保存 PDF", |seat| {
        seat.ctrl(Key::Num2);
        seat.ctrl(Key::P);
    }),
    place("打印 不能出", "", |seat| seat.press(Key::End)),
    place("打印 保存", "保存", |seat| {
        seat.press(Key::Home);
        submit(seat);
    }),
    place("打印 名册", "保存 PDF", |seat| {
        seat.press(Key::Escape);
        seat.press(Key::Escape);
        seat.enters("打印名册");
        seat.wait_for("名册 第1页");
    }),
];

/// A register of people with long names: one who is there already, two who are not clear, one who is refused.
fn register(seat: &mut Seat) -> std::path::PathBuf {
    let path = seat.home.path().join("名册.csv");
    let mut text = "姓名,性别,单位,职务,证件类型,证号,有效期至,政治面貌\n合计,,,,,,,\n".to_owned();
    let long = "阿".repeat(25);
    let card = |number: &str, until: &str| format!("行政执法证,{number},{until},群众\n");
    for (name, sex, unit, number, until) in [
        (long.as_str(), "男", BUREAU, "99000007001", "长期"),
        (long.as_str(), "女", BUREAU, "99000007002", "长期"),
        (PERSON, "", "另一个单位", "99000007003", "长期"),
        ("测示丙", "", BUREAU, "99000007004", "2028年3月"),
    ] {
        text += &format!("{name},{sex},{unit},执法员,{}", card(number, until));
    }
    std::fs::write(&path, text).unwrap();
    path
}

const IMPORT: &[Place] = &[
    place("导出名册", "导出", |seat| {
        seat.ctrl(Key::Num2);
        seat.enters("导出名册");
    }),
    place("导入 选择文件", "读文件", |seat| {
        seat.press(Key::Escape);
        seat.enters("导入名册");
    }),
    place("导入 缺文件", "读文件", submit),
    place("导入 核对栏目", "试读", |seat| {
        let path = register(seat).display().to_string();
        seat.focus("名册");
        seat.types(&path);
        seat.press(Key::Enter);
        seat.wait_for("读出4行");
    }),
    place("导入 栏目已改", "试读", |seat| {
        seat.focus_on("名册　H列　政治面貌");
        seat.press(Key::ArrowDown);
        seat.wait_for("对应已改动");
    }),
    place("导入 试读", "导入1行", |seat| {
        submit(seat);
        seat.wait_for("= 新增");
    }),
    place("导入 拒绝的行", "导入1行", |seat| {
        seat.focus_on("显示 拒绝");
        seat.press(Key::Space);
    }),
    place("导入 结果", "完成", |seat| {
        submit(seat);
        seat.waits_until(|seat| seat.sees("导入结果"));
    }),
    place("导入 错误表写不了", "完成", |seat| {
        seat.focus("错误表");
        seat.press_with(Modifiers::COMMAND, Key::A);
        seat.types("/没有这个文件夹/错误表.xlsx");
        seat.press(Key::Enter);
    }),
];

/// From a form back to the person, and on to another act.
fn again(seat: &mut Seat, act: &str) {
    seat.press(Key::Escape);
    seat.press(Key::Enter);
    seat.chooses("办理", act);
}

/// Turns to a page of a person.
fn page(seat: &mut Seat, name: &str) {
    seat.focus_on(name);
    seat.press(Key::Space);
}

const LIABILITY: &[Place] = &[
    place("责任", "受理线索", |seat| seat.ctrl(Key::Num5)),
    place("责任 受理线索", "受理", |seat| seat.ctrl(Key::N)),
    place("责任 受理线索缺项", "受理", submit),
    place("责任 受理线索已填", "受理", |seat| {
        seat.focus("查找案件");
        seat.types(PARTY);
        seat.press(Key::Enter);
        seat.focus("查找人员");
        seat.types(PERSON);
        seat.press(Key::Enter);
        seat.focus_on("添加证据");
        seat.press(Key::Enter);
        seat.focus_on("添加事实");
        seat.press(Key::Enter);
    }),
    place("责任 事实", "下一步　情形", |seat| {
        seat.focus_on("返回列表");
        seat.press(Key::Enter);
        seat.press(Key::Home);
        seat.press(Key::Enter);
    }),
    place("责任 事实 修改", "保存修改", |seat| {
        seat.focus_on("修改事实和责任主体");
        seat.press(Key::Enter);
    }),
    place("责任 添加证据", "附入证据", |seat| {
        seat.focus_on("不改了");
        seat.press(Key::Enter);
        seat.focus_on("添加证据");
        seat.press(Key::Enter);
    }),
    place("责任 情形", "下一步　分析", |seat| {
        seat.press(Key::Escape);
        seat.press_with(Modifiers::ALT, Key::Num2);
    }),
    place("责任 情形 成立", "保存认定", |seat| seat.press(Key::Num1)),
    place("责任 情形 待查", "保存认定", |seat| {
        seat.press(Key::ArrowDown);
        seat.press(Key::Num3);
    }),
    place("责任 情形 待查 选人", "保存认定", |seat| seat.types("a")),
    place("责任 情形 另作认定", "保存认定", |seat| {
        seat.press(Key::Escape);
        seat.focus_on(&format!("对{PERSON}另作认定"));
        seat.press(Key::Enter);
    }),
    place("责任 分析", "下一步　分担", |seat| seat.press_with(Modifiers::ALT, Key::Num3)),
    place("责任 分担", "下一步　决定", |seat| seat.press_with(Modifiers::ALT, Key::Num4)),
    place("责任 听取", "登记听取", |seat| {
        seat.focus_on(&format!("登记听取 {PERSON}"));
        seat.press(Key::Enter);
    }),
    place("责任 听取缺项", "登记听取", submit),
    place("责任 决定", "作出决定", |seat| {
        seat.press(Key::Escape);
        seat.press_with(Modifiers::ALT, Key::Num5);
    }),
    place("责任 决定 待查", "作出决定", |seat| seat.press(Key::Space)),
    place("责任 已决定", "查看文书", |seat| {
        seat.press_with(Modifiers::ALT, Key::ArrowDown);
        seat.press_with(Modifiers::ALT, Key::Num5);
    }),
    place("责任 预览", "查看文书", |seat| {
        seat.focus_on("预览文书");
        seat.press(Key::Enter);
    }),
    place("责任 已决定未编号", "编号并印发", |seat| {
        seat.press_with(Modifiers::ALT, Key::ArrowDown);
        seat.press_with(Modifiers::ALT, Key::Num5);
    }),
    place("责任 编号", "编号并印发", submit),
];

const PAPERS: &[Place] = &[
    place("文书", "登记送达", |seat| seat.ctrl(Key::Num6)),
    place("文书 条文", "", |seat| {
        let cited = |word: &String| word.starts_with("依据 ");
        let cite = seat.words().into_iter().find(cited).expect("a citation on the page");
        seat.focus_on(&cite);
        seat.press(Key::Enter);
    }),
    place("文书 登记送达", "登记送达", |seat| {
        seat.press(Key::Escape);
        submit(seat);
    }),
    place("文书 登记送达缺项", "登记送达", submit),
    place("文书 保存", "保存", |seat| {
        seat.press(Key::Escape);
        seat.focus_on("保存 PDF");
        seat.press(Key::Enter);
    }),
    place("文书 作废", "作废文号", |seat| {
        seat.press(Key::Escape);
        seat.focus_on("文号作废");
        seat.press(Key::Enter);
    }),
    place("文书 已作废", "登记送达", |seat| {
        seat.press(Key::Escape);
        seat.ctrl(Key::F);
        seat.types("登记");
    }),
    place("文书 没有结果", "", |seat| seat.types("龘")),
];

const SETTINGS: &[Place] = &[
    place("设置 单位", "保存修改", |seat| seat.ctrl(Key::Num8)),
    place("设置 用户", "保存修改", |seat| section(seat, 1)),
    place("设置 新用户", "新增", |seat| seat.ctrl(Key::N)),
    place("设置 新用户缺项", "新增", submit),
    place("设置 停用", "停用", |seat| {
        seat.focus_on("用户");
        seat.press(Key::Home);
        seat.press(Key::End);
        seat.focus_on("停用");
        seat.press(Key::Enter);
    }),
    place("设置 规则包", "", |seat| {
        seat.press(Key::Escape);
        seat.focus_on("设置 用户");
        seat.press(Key::ArrowDown);
    }),
    place("设置 外观", "", |seat| {
        seat.focus_on("设置 规则包");
        seat.press(Key::ArrowDown);
    }),
    place("设置 键盘", "", |seat| seat.press(Key::ArrowDown)),
    place("设置 备份", "备份并试恢复", |seat| seat.press(Key::ArrowDown)),
    place("设置 备份缺文件夹", "备份并试恢复", submit),
    place("设置 健康", "全面核对", |seat| {
        seat.focus_on("设置 备份");
        seat.press(Key::ArrowDown);
    }),
    place("设置 健康已核对", "全面核对", |seat| {
        submit(seat);
        seat.wait_for("台账完整");
    }),
    place("设置 密封", "", |seat| {
        seat.focus_on("设置 健康");
        seat.press(Key::ArrowDown);
    }),
    place("设置 证件", "", |seat| {
        seat.focus_on("设置 密封");
        seat.press(Key::ArrowDown);
    }),
    place("设置 证件 年度审核", "保存日期", |seat| seat.enters("改审核日期")),
    place("设置 证件 年度审核缺项", "保存日期", submit),
    place("设置 证件 栏目", "保存栏目", |seat| {
        seat.press(Key::Escape);
        seat.enters("改栏目 自治区应急管理信息平台");
    }),
    place("设置 证件 栏目缺项", "保存栏目", |seat| {
        seat.press_with(Modifiers::ALT, Key::ArrowDown);
        seat.press(Key::ArrowUp);
        seat.enters("加入");
        seat.tab_to("栏名");
        seat.types(&"长".repeat(25));
        seat.focus_on("栏目");
        seat.press(Key::Home);
        for _ in 0..3 {
            seat.press(Key::Delete);
        }
        submit(seat);
    }),
    place("设置 办案", "", |seat| {
        seat.press(Key::Escape);
        seat.press(Key::Escape);
        seat.focus_on("设置 证件");
        seat.press(Key::ArrowDown);
    }),
    place("设置 办案口径", "保存口径", |seat| seat.enters("改办案口径")),
    place("设置 办案口径缺项", "保存口径", |seat| {
        seat.types("5万");
        submit(seat);
    }),
    place("设置 办案口径已定", "", |seat| {
        seat.press_with(Modifiers::COMMAND, Key::A);
        seat.types("20000");
        seat.focus("依据");
        seat.types(&"规".repeat(60));
        seat.focus("事由");
        seat.types("照规定");
        submit(seat);
    }),
    place("设置 密封 主要负责人", "", |seat| {
        seat.ctrl(Key::L);
        enter_as(seat, "赵示一");
        seat.ctrl(Key::Num8);
        section(seat, 7);
    }),
    place("设置 密封 缺保管人", "", |seat| seat.enters("制作恢复密钥")),
    place("设置 密封 密钥", "", |seat| {
        seat.focus("保管人");
        seat.types(PERSON);
        seat.enters("制作恢复密钥");
        seat.waits_until(|seat| seat.reads("只显示这一次"));
    }),
];

fn submit(seat: &mut Seat) {
    seat.press_with(Modifiers::CTRL, Key::Enter);
}

/// Writes into one field after the other.
fn write(seat: &mut Seat, words: &[&str]) {
    for word in words {
        seat.types(word);
        seat.press(Key::Tab);
    }
}

/// Goes down in the sections of the settings from the first.
fn section(seat: &mut Seat, down: usize) {
    seat.focus_on("设置 单位");
    for _ in 0..down {
        seat.press(Key::ArrowDown);
    }
}

/// To one of the views of 证件.
fn view(seat: &mut Seat, name: &str) {
    seat.focus_on(&format!("证件 {name}"));
    seat.press(Key::Enter);
}
