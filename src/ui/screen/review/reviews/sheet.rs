//! The sheet on the screen: questions in their groups, and beside them the findings of the one at hand.

use eframe::egui::{
    EventFilter, Frame, Id, Key, Margin, Modifiers, Panel, Rect, Role as WidgetRole, ScrollArea, Sense,
    Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::answers::{self, is_answered, shown};
use super::scoring::{Focus, Msg, Purpose, Scoring};
use crate::domain::review::{Question, Seriousness, Verdict};
use crate::ui::screen::See;
use crate::ui::theme::{bold, regular, size, space, theme, type_sizes};
use crate::ui::widget::{
    Button, Choice, Input, cut, fitted, problem_text, small, strong, text_width, wrapped,
};
use crate::words::amount::{parse_tenths, show_tenths};
use crate::words::review::answer_wrong;

/// The width of what stands beside, and of the columns.
const BESIDE: f32 = 336.0;
/// How much of the window the scanned pages take, and how high the findings are below the questions then.
const SCANS: f32 = 0.44;
const BELOW: f32 = 176.0;
const NUMBER: f32 = 36.0;
const MARKS: f32 = 64.0;
const BOX: f32 = 68.0;
/// The keys of typical faults.
const TYPICAL: [(Key, &str); 4] = [(Key::Q, "Q"), (Key::W, "W"), (Key::E, "E"), (Key::R, "R")];
const NTH: [&str; 2] = ["第一评查人", "第二评查人"];
const DIGITS: [Key; 9] =
    [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6, Key::Num7, Key::Num8, Key::Num9];

/// Where the sheet takes the keyboard.
fn list_id() -> Id {
    Id::unique("review-sheet")
}

fn text_id() -> Id {
    Id::unique("review-finding")
}

fn page_id() -> Id {
    Id::unique("review-page")
}

/// Paints all of it.
pub fn ui(ui: &mut Ui, sheet: &mut Scoring, see: &mut See<'_>, free: bool, out: &mut Vec<Msg>) {
    match sheet.focus.take() {
        Some(Focus::List) => ui.memory_mut(|memory| memory.request_focus(list_id())),
        Some(Focus::Text) => ui.memory_mut(|memory| memory.request_focus(text_id())),
        Some(Focus::Page) => ui.memory_mut(|memory| memory.request_focus(page_id())),
        None => {}
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    head_ui(ui, sheet, out);
    hints_ui(ui, sheet);
    let frame = Frame::new().fill(theme(ui).panel);
    let whole = ui.available_width();
    let room = sheet.scans.has_room(whole);
    let scans = sheet.scans.are_shown();
    if scans {
        let wide = (whole * SCANS).round();
        let fill = Frame::new().fill(theme(ui).banner);
        Panel::right("review-scans")
            .exact_size(wide)
            .resizable(false)
            .frame(fill)
            .show(ui, |ui| sheet.scans.ui(ui));
    }
    let side = match (scans, room) {
        (false, _) => Some(Panel::right("review-beside").exact_size(BESIDE)),
        (true, true) => Some(Panel::bottom("review-below").exact_size(BELOW)),
        (true, false) => None,
    };
    if let Some(side) = side {
        side.resizable(false).frame(frame).show(ui, |ui| {
            ScrollArea::vertical().id_salt("review-beside").auto_shrink(false).show(ui, |ui| {
                Frame::new().inner_margin(space().m).show(ui, |ui| beside_ui(ui, sheet, out));
            });
        });
    }
    see.panes.entry(list_id());
    list_ui(ui, sheet, out);
    if free && ui.memory(|memory| memory.has_focus(list_id())) {
        keyboard(ui, sheet, out);
    }
}

/// What is reviewed, by whom, and how it stands.
fn head_ui(ui: &mut Ui, sheet: &mut Scoring, out: &mut Vec<Msg>) {
    let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
    let score = sheet.score();
    let (all, open) = (sheet.questions.len(), sheet.open_count());
    let standard = &sheet.view.standard;
    let standing = match score.verdict {
        Verdict::Void => format!("否决：{}", standard.lowest),
        Verdict::Unfit => "标准不适用".to_owned(),
        _ => match standard.levels.iter().find(|level| score.points >= level.from) {
            Some(level) => format!("{}线 {}", level.title, show_tenths(level.from)),
            None => format!("低于各等次：{}", standard.lowest),
        },
    };
    let told = format!(
        "已评 {}/{all}　已扣 {}　暂得 {}　{standing}",
        all - open,
        show_tenths(score.deducted),
        show_tenths(score.points)
    );
    let row = &sheet.view.row;
    let first = format!("{}　{}　{}", row.number, row.party, row.title);
    let names: Vec<&str> = row.seats.iter().map(|seat| seat.name.as_str()).collect();
    let second = format!(
        "{}（{}）　{}　评查人 {}",
        standard.title,
        standard.version,
        row.kind.label(),
        names.join("、")
    );
    Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(gaps.m as i8, gaps.s as i8)).show(
        ui,
        |ui| {
            ui.spacing_mut().item_spacing.y = gaps.xs;
            ui.horizontal(|ui| {
                let whole = ui.available_width();
                let right = text_width(ui, &told, bold(sizes.table)) + gaps.m;
                let room = whole - right;
                let (galley, _) = fitted(ui, &first, bold(sizes.body), theme.text, room);
                let (rect, response) = ui.allocate_exact_size(vec2(room, galley.size().y), Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, &first));
                ui.painter().galley(rect.min, galley, theme.text);
                wrapped(ui, &told, bold(sizes.table), theme.text);
            });
            ui.horizontal(|ui| {
                let right = 150.0 + 96.0;
                let room = ui.available_width() - right;
                let (galley, _) = fitted(ui, &second, regular(sizes.small), theme.muted, room - gaps.m);
                let (rect, response) =
                    ui.allocate_exact_size(vec2(room, size().control_small), Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, &second));
                ui.painter().galley(
                    pos2(rect.left(), rect.center().y - galley.size().y / 2.0),
                    galley,
                    theme.muted,
                );
                let label = if sheet.scans.are_shown() { "收起扫描页" } else { "扫描页" };
                if ui.add(Button::new(label).small().keys("S")).clicked() {
                    out.push(Msg::Scans);
                }
                small(ui, "案卷共");
                let response = Input::new(&mut sheet.pages).name("案卷页数").width(56.0).most(5).show(ui);
                if response.changed() {
                    sheet.given.pages = sheet.pages.trim().parse().ok().filter(|pages| *pages > 0);
                    out.push(Msg::Changed);
                }
                small(ui, "页");
            });
        },
    );
    let rect = ui.min_rect();
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, theme.line));
}

/// The keys, in a line of their own under the questions.
fn hints_ui(ui: &mut Ui, sheet: &Scoring) {
    let mut hints = "0 通过　1–9 扣分　. 半分　+ 加10分　N 不涉及　T 问题　P 页码　A 否决项全无　↑↓ 移动　回车 下一项未评　Ctrl+Z 撤销".to_owned();
    if sheet.scans.page().is_some() {
        hints = hints.replace("P 页码", "P 记下这一页　←→ 翻页");
    }
    if matches!(sheet.purpose, Purpose::Agree(_)) {
        hints = format!("[ ] 照一名评查人　{hints}");
    }
    let frame = Frame::new().inner_margin(Margin::symmetric(space().m as i8, space().xs as i8));
    Panel::bottom("review-hints").show_separator_line(false).frame(frame).show(ui, |ui| {
        ui.set_width(ui.available_width());
        let ink = theme(ui).muted;
        wrapped(ui, &hints, regular(type_sizes().small), ink);
    });
}

fn list_ui(ui: &mut Ui, sheet: &mut Scoring, out: &mut Vec<Msg>) {
    let body = ui.available_rect_before_wrap();
    let focus = ui.interact(body, list_id(), Sense::focusable_noninteractive());
    focus.widget_info(|| WidgetInfo::labeled(WidgetRole::List, true, "评查各项"));
    ui.painter().rect_filled(body, 0.0, theme(ui).panel);
    let reveal = std::mem::take(&mut sheet.reveal);
    ScrollArea::vertical().id_salt("review-questions").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let vetoes = sheet.view.standard.vetoes.len();
        if vetoes > 0 {
            let void = sheet.score().void.len();
            let told = if void > 0 { format!("{void} 项否决") } else { String::new() };
            group_ui(ui, &format!("否决项　有一项的，评为{}", sheet.view.standard.lowest), &told);
        }
        for at in 0..vetoes {
            row_ui(ui, sheet, at, reveal, out);
        }
        let score = sheet.score();
        let mut at = vetoes;
        for (nth, group) in sheet.view.standard.groups.clone().iter().enumerate() {
            let of = &score.groups[nth];
            group_ui(ui, &group.title, &format!("得 {} / {}", show_tenths(of.got), show_tenths(of.of)));
            for _ in &group.indicators {
                row_ui(ui, sheet, at, reveal, out);
                at += 1;
            }
        }
    });
    if focus.has_focus() {
        let stroke = Stroke::new(size().focus_ring, theme(ui).primary);
        ui.painter().rect_stroke(body.shrink(1.0), size().radius, stroke, StrokeKind::Inside);
    }
}

fn group_ui(ui: &mut Ui, title: &str, told: &str) {
    let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), size().row_compact), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, format!("{title} {told}")));
    ui.painter().rect_filled(rect, 0.0, theme.zebra);
    let right = text_width(ui, told, regular(sizes.table));
    let (galley, _) = cut(ui, title, bold(sizes.table), theme.text, rect.width() - right - 3.0 * gaps.m);
    let middle = |high: f32| rect.center().y - high / 2.0;
    ui.painter().galley(pos2(rect.left() + gaps.m, middle(galley.size().y)), galley, theme.text);
    let (galley, _) = cut(ui, told, regular(sizes.table), theme.muted, right + 1.0);
    ui.painter().galley(pos2(rect.right() - gaps.m - right, middle(galley.size().y)), galley, theme.muted);
}

/// What stands at the right of a question: what is wrong with the answer, else what was found.
fn remark(sheet: &Scoring, question: Question) -> (String, bool) {
    if let Some((of, sentence)) = &sheet.refused
        && *of == question
    {
        return (sentence.clone(), true);
    }
    let wrong: Vec<String> = sheet
        .faults
        .iter()
        .filter(|fault| sheet.place_of(fault) == Some(question))
        .map(answer_wrong)
        .collect();
    if !wrong.is_empty() {
        return (wrong.concat(), true);
    }
    if let Purpose::Agree(compared) = &sheet.purpose
        && compared.differences.contains(&question)
        && !is_answered(&sheet.given, question)
    {
        let one = |at: usize| format!("{} {}", NTH[at], shown(&compared.reviews[at].1.value.given, question));
        return (format!("{}　{}", one(0), one(1)), false);
    }
    let found = |finding: &crate::domain::review::Finding| {
        let page = finding.page.map(|page| format!(" 第{page}页")).unwrap_or_default();
        let text = if finding.text.trim().is_empty() { "没有写问题" } else { finding.text.trim() };
        format!("{text}{page}")
    };
    (sheet.given.findings_of(question).map(|(_, one)| found(one)).collect::<Vec<_>>().join("；"), false)
}

fn row_ui(ui: &mut Ui, sheet: &Scoring, at: usize, reveal: bool, out: &mut Vec<Msg>) {
    let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
    let question = sheet.questions[at];
    let standard = &sheet.view.standard;
    let (number, title) = match question {
        Question::Veto(n) => (n + 1, standard.vetoes[n].fault.as_str()),
        Question::Indicator(n) => (n + 1, standard.indicators().nth(n).map_or("", |one| one.title.as_str())),
    };
    let (said, bad) = remark(sheet, question);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), size().row), Sense::hover());
    let response = ui.interact(rect, list_id().with(at), Sense::CLICK);
    let here = at == sheet.at;
    let kind = if matches!(question, Question::Veto(_)) { "否决" } else { "第" };
    let value = shown(&sheet.given, question);
    let spoken = format!("{kind}{number}项 {title} {value} {said}");
    response.widget_info(|| WidgetInfo::selected(WidgetRole::ListItem, true, here, &spoken));
    if here {
        ui.painter().rect_filled(rect, 0.0, theme.selected);
        if reveal {
            ui.scroll_to_rect(rect.expand(size().row), None);
        }
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, theme.hover);
    }
    let middle = |high: f32| rect.center().y - high / 2.0;
    let (galley, _) = cut(ui, &number.to_string(), regular(sizes.table), theme.muted, NUMBER);
    ui.painter().galley(pos2(rect.left() + gaps.m, middle(galley.size().y)), galley, theme.muted);
    let left = rect.left() + gaps.m + NUMBER;
    // The remark takes what the title leaves, and no less than a third.
    let rest = rect.right() - gaps.m - left - MARKS - BOX;
    let room = if said.is_empty() { rest } else { rest * 0.56 };
    let font = if here { bold(sizes.table) } else { regular(sizes.table) };
    let (galley, elided) = fitted(ui, title, font, theme.text, room - gaps.s);
    ui.painter().galley(pos2(left, middle(galley.size().y)), galley, theme.text);
    let column = left + rest * 0.56;
    if let Question::Indicator(_) = question {
        let cap = format!("上限 {}", show_tenths(answers::marks(standard, question)));
        let (galley, _) = cut(ui, &cap, regular(sizes.small), theme.muted, MARKS);
        let place = if said.is_empty() { rect.right() - gaps.m - MARKS - BOX } else { column };
        let place = place.min(column);
        ui.painter().galley(pos2(place, middle(galley.size().y)), galley, theme.muted);
    }
    box_ui(
        ui,
        Rect::from_min_size(pos2(column + MARKS, rect.top()), vec2(BOX, rect.height())),
        &value,
        is_answered(&sheet.given, question),
    );
    if !said.is_empty() {
        let ink = if bad { theme.due } else { theme.muted };
        let start = column + MARKS + BOX + gaps.s;
        let (galley, _) = fitted(ui, &said, regular(sizes.table), ink, rect.right() - gaps.s - start);
        ui.painter().galley(pos2(start, middle(galley.size().y)), galley, ink);
    }
    if elided && response.hovered() {
        response.clone().on_hover_text(title);
    }
    if response.clicked() {
        out.push(Msg::To(at));
        ui.memory_mut(|memory| memory.request_focus(list_id()));
    }
}

/// The answer in its box.
fn box_ui(ui: &Ui, rect: Rect, value: &str, answered: bool) {
    let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
    let number = value.starts_with(|c: char| c.is_ascii_digit());
    let found = (number && value != "0") || value == "有";
    let ink = if answered { theme.text } else { theme.muted };
    let font = if found { bold(sizes.table) } else { regular(sizes.table) };
    let (galley, _) = cut(ui, value, font, ink, rect.width());
    if number || value == "有" || value == "无" {
        let frame = Rect::from_center_size(rect.center(), vec2(44.0, rect.height() - 2.0 * gaps.xs));
        let border = if found { theme.text } else { theme.line };
        ui.painter().rect(frame, size().radius, theme.panel, Stroke::new(1.0, border), StrokeKind::Inside);
    }
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink);
}

/// The findings of the question answered last, and what is often found under the one at hand.
fn beside_ui(ui: &mut Ui, sheet: &mut Scoring, out: &mut Vec<Msg>) {
    ui.spacing_mut().item_spacing.y = space().s;
    let here = sheet.questions.get(sheet.at).copied();
    let detail = sheet.detailed().filter(|of| sheet.given.findings_of(*of).next().is_some());
    if let Some(of) = detail {
        let standard = &sheet.view.standard;
        strong(ui, &crate::words::review::asked(standard, of));
        findings_ui(ui, sheet, of, out);
    }
    let Some(here) = here else { return };
    if detail.is_none() || detail != Some(here) {
        let asked = crate::words::review::asked(&sheet.view.standard, here);
        let marks = answers::marks(&sheet.view.standard, here);
        strong(ui, &asked);
        if marks > 0 {
            small(ui, &format!("{}分，每处扣分相加，最多扣{}分", show_tenths(marks), show_tenths(marks)));
        }
    }
    if let Purpose::Agree(compared) = &sheet.purpose {
        for (at, mark) in [(0, "["), (1, "]")] {
            let (name, review) = &compared.reviews[at];
            let label = format!("{mark} 照{}：{}", NTH[at], shown(&review.value.given, here));
            if ui.add(Button::new(&label).small()).clicked() {
                out.push(Msg::Take(at));
            }
            small(ui, name);
            for (_, finding) in review.value.given.findings_of(here) {
                let page = finding.page.map(|page| format!("　第{page}页")).unwrap_or_default();
                small(ui, &format!("{}{page}", finding.text));
            }
        }
    }
    let typical: Vec<(String, u32)> = answers::typical_of(&sheet.view.standard, here)
        .into_iter()
        .map(|(fault, deduct)| (fault.to_owned(), deduct))
        .collect();
    if !typical.is_empty() {
        small(ui, "常见问题，一键扣分");
        for (nth, (fault, tenths)) in typical.iter().enumerate() {
            let key = TYPICAL.get(nth).map(|(_, name)| format!("{name} ")).unwrap_or_default();
            let label = format!("{key}扣{}", show_tenths(*tenths));
            let name = format!("{label} {fault}");
            ui.horizontal(|ui| {
                if ui.add(Button::new(&label).small().name(&name)).clicked() {
                    out.push(Msg::Typical(nth));
                }
                small(ui, fault);
            });
        }
    }
}

fn findings_ui(ui: &mut Ui, sheet: &mut Scoring, of: Question, out: &mut Vec<Msg>) {
    let gaps = space();
    let places: Vec<usize> = sheet.given.findings_of(of).map(|(at, _)| at).collect();
    let pages = sheet.given.last_page(sheet.scans.last);
    let count = places.len();
    for (nth, at) in places.into_iter().enumerate() {
        let last = nth + 1 == count;
        let name = |what: &str| if count > 1 { format!("{what} {}", nth + 1) } else { what.to_owned() };
        let finding = &mut sheet.given.findings[at];
        let bad = sheet.faults.iter().any(
            |fault| matches!(fault, crate::domain::review::AnswerFault::NoText { finding } if *finding == at),
        );
        let mut text = Input::new(&mut finding.text).hint("什么问题").most(200).problem(bad);
        let label = name("问题");
        text = text.name(&label);
        if last {
            text = text.id(text_id());
        }
        let response = text.show(ui);
        let mut changed = response.changed();
        let entered = |ui: &Ui, response: &eframe::egui::Response| {
            response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
        };
        if entered(ui, &response) {
            out.push(Msg::Edited);
        }
        ui.horizontal(|ui| {
            small(ui, "第");
            let id = page_id().with(at);
            let mut typed = ui
                .data(|data| data.get_temp::<String>(id))
                .filter(|typed| typed.trim().parse().ok() == finding.page)
                .unwrap_or_else(|| finding.page.map(|page| page.to_string()).unwrap_or_default());
            let label = name("页码");
            let over = finding.page.is_some_and(|page| page == 0 || pages.is_some_and(|pages| page > pages));
            let mut input = Input::new(&mut typed).name(&label).width(52.0).most(5).problem(over);
            if last {
                input = input.id(page_id());
            }
            let response = input.show(ui);
            if response.changed() {
                finding.page = typed.trim().parse().ok();
                changed = true;
                ui.data_mut(|data| data.insert_temp(id, typed));
            }
            if entered(ui, &response) {
                out.push(Msg::Edited);
            }
            small(ui, "页");
            if let Question::Indicator(_) = of {
                small(ui, "扣");
                let id = page_id().with(("points", at));
                let mut typed = ui
                    .data(|data| data.get_temp::<String>(id))
                    .filter(|typed| parse_tenths(typed) == Some(finding.deducted))
                    .unwrap_or_else(|| show_tenths(finding.deducted));
                let label = name("扣分");
                let response = Input::new(&mut typed).name(&label).width(52.0).most(5).show(ui);
                if response.changed() {
                    finding.deducted = parse_tenths(&typed).unwrap_or(0);
                    changed = true;
                    ui.data_mut(|data| data.insert_temp(id, typed));
                }
                small(ui, "分");
            }
        });
        if over_pages(finding.page, pages) {
            let told = match pages {
                Some(pages) => format!("案卷只有{pages}页。"),
                None => "页码从1开始。".to_owned(),
            };
            problem_text(ui, &told);
        }
        ui.horizontal(|ui| {
            let options: Vec<(Seriousness, String)> =
                Seriousness::ALL.iter().map(|one| (*one, one.label().to_owned())).collect();
            let label = name("程度");
            changed |= Choice::new(&label).width(84.0).show(ui, &mut finding.seriousness, &options).changed();
            let label = name("依据");
            let input =
                Input::new(&mut finding.provision).name(&label).hint("违反的条款，可以不填").most(200);
            changed |= input.show(ui).changed();
        });
        ui.horizontal(|ui| {
            let label = name("删去问题");
            if ui.add(Button::new("删去").quiet().small().name(&label)).clicked() {
                out.push(Msg::Remove(at));
            }
            if last && ui.add(Button::new("再记一个问题").quiet().small()).clicked() {
                out.push(Msg::Add);
            }
        });
        if changed {
            answers::settle(&mut sheet.given, of);
            out.push(Msg::Changed);
        }
        ui.add_space(gaps.xs);
    }
}

fn over_pages(page: Option<u32>, pages: Option<u32>) -> bool {
    page.is_some_and(|page| page == 0 || pages.is_some_and(|pages| page > pages))
}

fn keyboard(ui: &Ui, sheet: &Scoring, out: &mut Vec<Msg>) {
    let turns = sheet.scans.page().is_some();
    let filter = EventFilter { vertical_arrows: true, horizontal_arrows: turns, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(list_id(), filter));
    let hits = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
    let by = hits(Key::ArrowDown) as i64 - hits(Key::ArrowUp) as i64 + 10 * (hits(Key::PageDown) as i64)
        - 10 * (hits(Key::PageUp) as i64);
    if by != 0 {
        out.push(Msg::Move(by));
    }
    let turned = if turns { hits(Key::ArrowRight) as i64 - hits(Key::ArrowLeft) as i64 } else { 0 };
    if turned != 0 {
        out.push(Msg::Turn(turned));
    }
    let agreeing = matches!(sheet.purpose, Purpose::Agree(_));
    let mut said = |key: Key, msg: Msg| {
        for _ in 0..hits(key) {
            out.push(msg.clone());
        }
    };
    said(Key::Home, Msg::Edge(false));
    said(Key::End, Msg::Edge(true));
    said(Key::Num0, Msg::Pass);
    for (at, key) in DIGITS.into_iter().enumerate() {
        said(key, Msg::Deduct(10 * (at as u32 + 1)));
    }
    said(Key::N, Msg::Out);
    said(Key::A, Msg::AllAbsent);
    said(Key::P, Msg::Page);
    said(Key::T, Msg::Text);
    said(Key::S, Msg::Scans);
    said(Key::Period, Msg::More(5));
    said(Key::Plus, Msg::More(100));
    said(Key::Equals, Msg::More(100));
    said(Key::Enter, Msg::Next);
    for (nth, (key, _)) in TYPICAL.into_iter().enumerate() {
        said(key, Msg::Typical(nth));
    }
    if agreeing {
        said(Key::OpenBracket, Msg::Take(0));
        said(Key::CloseBracket, Msg::Take(1));
    }
    let undone = ui.input_mut(|input| input.count_and_consume_key(Modifiers::COMMAND, Key::Z));
    for _ in 0..undone {
        out.push(Msg::Undo);
    }
}
