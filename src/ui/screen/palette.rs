//! Ctrl+K: people, cards, cases and commands, by Chinese and by initials, from anywhere.

use eframe::egui::{
    Align2, Area, Context, Frame, Id, Key, Margin, Modifiers, Order, Response, Role as WidgetRole, Sense,
    Stroke, TextFormat, Ui, WidgetInfo, pos2, vec2,
};

use super::Cx;
use crate::ledger::{Found, FoundKind, Result};
use crate::ui::icons;
use crate::ui::job::Job;
use crate::ui::tab::{LogbookPage, ReviewPage, Tab, Target};
use crate::ui::theme::{bold, regular, size, space, theme, theme_of, type_sizes};
use crate::ui::widget::{Input, cut, focus_ring, icon, scroll_up_to, text_width};
use crate::words::pinyin;

/// Most lines that are shown: no scrolling in what is to be taken in at a glance.
const LINES_MOST: usize = 12;

/// One line of the palette.
struct Line {
    group: &'static str,
    icon: char,
    title: String,
    matched: Vec<std::ops::Range<usize>>,
    second: String,
    third: String,
    action: Action,
}

/// What a line does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    Go(Target),
    Lock,
}

/// The open palette.
#[derive(Default)]
pub struct State {
    typed: String,
    asked: Option<String>,
    lines: Vec<Line>,
    /// What a large ledger is being searched for.
    job: Option<Job<Result<Vec<Found>>>>,
    /// Enter was pressed before the answer was there: it goes to the first line then.
    entered: bool,
    at: usize,
    /// The current line is another one: it is scrolled into view.
    moved: bool,
    placed: bool,
}

/// How the palette was left.
pub enum Left {
    /// Esc or a click beside it.
    Closed,
    Chosen(Action),
}

/// So many rows of the table's height are shown at once.
const ROWS_MOST: f32 = 11.0;

impl State {
    /// Searches when what is typed has changed.
    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        if self.asked.as_deref() != Some(self.typed.as_str()) {
            self.asked = Some(self.typed.clone());
            self.ask(cx);
        }
        if let Some(job) = &mut self.job
            && let Some(found) = job.poll().unwrap_or_else(|_| Some(Ok(Vec::new())))
        {
            self.job = None;
            self.take(found.unwrap_or_default());
        }
    }

    fn ask(&mut self, cx: &Cx<'_>) {
        if let Some(before) = self.job.take() {
            before.stop();
        }
        let (typed, today) = (self.typed.trim().to_owned(), cx.today);
        match cx.reader {
            _ if typed.is_empty() => self.take(Vec::new()),
            // What was found before stays until then: an empty list would flicker.
            Some(reader) => {
                self.job = Some(Job::ask(cx.ctx, reader, move |ledger| {
                    ledger.find_and_answer(&typed, LINES_MOST, today)
                }));
            }
            None => self.take(cx.ledger.find_and_answer(&typed, LINES_MOST, today).unwrap_or_default()),
        }
    }

    fn take(&mut self, mut found: Vec<Found>) {
        (self.at, self.moved) = (0, true);
        let commands = commands(&self.typed);
        found.truncate(LINES_MOST.saturating_sub(commands.len().min(4)));
        let case = found.iter().find(|one| one.kind == FoundKind::Case);
        let about: Vec<Line> =
            case.map(|case| [asked_line(case), file_line(case)]).into_iter().flatten().collect();
        found.truncate(LINES_MOST.saturating_sub(commands.len().min(4) + about.len()));
        let lines = found.into_iter().map(found_line).chain(about).chain(commands);
        self.lines = lines.take(LINES_MOST).collect();
    }

    /// Whether the lines are those of what is typed.
    fn is_answered(&self) -> bool {
        self.job.is_none() && self.asked.as_deref() == Some(self.typed.as_str())
    }

    /// Paints it over everything else.
    pub fn ui(&mut self, ctx: &Context) -> Option<Left> {
        let mut left = self.keyboard(ctx);
        let theme = theme_of(ctx.global_style().visuals.dark_mode);
        let screen = ctx.content_rect();
        let behind = Area::new(Id::unique("palette-dim"))
            .order(Order::Foreground)
            .fixed_pos(screen.min)
            .show(ctx, |ui| {
                // Nothing is dimmed: painting the whole window once more is felt without a graphics card.
                ui.allocate_rect(screen, Sense::CLICK).clicked()
            });
        if behind.inner {
            left = Some(Left::Closed);
        }
        let width = 640f32.min(screen.width() - 2.0 * space().xl);
        let frame = Frame::new()
            .fill(theme.panel)
            .stroke(Stroke::new(1.0, theme.input_border))
            .corner_radius(size().radius_panel as u8)
            .shadow(ctx.global_style().visuals.popup_shadow);
        Area::new(Id::unique("palette"))
            .order(Order::Tooltip)
            .anchor(Align2::CENTER_TOP, vec2(0.0, 88.0))
            .show(ctx, |ui| {
                frame.show(ui, |ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing.y = 0.0;
                    Frame::new().inner_margin(Margin::same(space().s as i8)).show(ui, |ui| {
                        let field = Input::new(&mut self.typed)
                            .name("查找人员、证件、案件和操作")
                            .hint("姓名、首字母、证号、案号、操作")
                            .icon(icons::SEARCH)
                            .most(60)
                            .show(ui);
                        if !std::mem::replace(&mut self.placed, true) || !field.has_focus() {
                            field.request_focus();
                        }
                        if field.changed() {
                            ui.ctx().request_repaint();
                        }
                    });
                    if let Some(action) = self.list(ui) {
                        left = Some(Left::Chosen(action));
                    }
                });
            });
        left
    }

    fn keyboard(&mut self, ctx: &Context) -> Option<Left> {
        let count = self.lines.len();
        let hit = |key| ctx.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if hit(Key::ArrowDown) && count > 0 {
            (self.at, self.moved) = ((self.at + 1) % count, true);
        }
        if hit(Key::ArrowUp) && count > 0 {
            (self.at, self.moved) = ((self.at + count - 1) % count, true);
        }
        if hit(Key::Escape) {
            return Some(Left::Closed);
        }
        // What is still being searched for is worth waiting for: Enter goes to its first line.
        self.entered |= hit(Key::Enter);
        if !self.is_answered() || !std::mem::take(&mut self.entered) {
            return None;
        }
        self.lines.get(self.at).map(|line| Left::Chosen(line.action.clone()))
    }

    fn list(&mut self, ui: &mut Ui) -> Option<Action> {
        let (theme, sizes, gaps, parts) = (theme(ui), type_sizes(), space(), size());
        let mut chosen = None;
        if self.lines.is_empty() && !self.typed.trim().is_empty() {
            let (rect, response) =
                ui.allocate_exact_size(vec2(ui.available_width(), parts.row), Sense::hover());
            let sentence = "没有找到。可以输入姓名、姓名首字母、证号或者案号的一部分。";
            response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, sentence));
            let at = pos2(rect.left() + gaps.l, rect.center().y);
            ui.painter().text(at, Align2::LEFT_CENTER, sentence, regular(sizes.table), theme.muted);
        }
        let room = (ui.ctx().content_rect().height() - 160.0).min(parts.row * ROWS_MOST);
        scroll_up_to(room).show(ui, |ui| {
            let moved = std::mem::take(&mut self.moved);
            let mut group = "";
            for (i, line) in self.lines.iter().enumerate() {
                if line.group != group {
                    group = line.group;
                    let whole = vec2(ui.available_width(), parts.row_compact);
                    let (rect, response) = ui.allocate_exact_size(whole, Sense::hover());
                    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, group));
                    ui.painter().rect_filled(rect, 0.0, theme.zebra);
                    let at = pos2(rect.left() + gaps.l, rect.center().y);
                    ui.painter().text(at, Align2::LEFT_CENTER, group, regular(sizes.small), theme.muted);
                }
                let response = line_ui(ui, line, i == self.at);
                if moved && i == self.at {
                    // With the head of its group, where that is the first of all.
                    let top = if i == 0 { ui.min_rect().top() } else { response.rect.top() };
                    ui.scroll_to_rect(response.rect.with_min_y(top), None);
                }
                if response.clicked() {
                    chosen = Some(line.action.clone());
                }
            }
        });
        chosen
    }
}

fn line_ui(ui: &mut Ui, line: &Line, current: bool) -> Response {
    let (theme, sizes, gaps, parts) = (theme(ui), type_sizes(), space(), size());
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), parts.row + gaps.xs), Sense::CLICK);
    let spoken = format!("{} {} {}", line.title, line.second, line.third);
    response.widget_info(|| WidgetInfo::selected(WidgetRole::ListItem, true, current, spoken.trim()));
    let fill = match (current, response.hovered()) {
        (true, _) => theme.selected,
        (false, true) => theme.hover,
        (false, false) => theme.panel,
    };
    ui.painter().rect_filled(rect, 0.0, fill);
    icon(ui.painter(), pos2(rect.left() + gaps.l + gaps.s, rect.center().y), gaps.l, line.icon, theme.muted);
    let mut job = eframe::egui::text::LayoutJob::default();
    let plain = TextFormat { font_id: regular(sizes.body), color: theme.text, ..Default::default() };
    let marked = TextFormat { font_id: bold(sizes.body), color: theme.primary, ..Default::default() };
    let mut from = 0;
    for range in &line.matched {
        let (start, end) = (range.start.max(from), range.end.min(line.title.len()));
        if start < end {
            job.append(&line.title[from..start], 0.0, plain.clone());
            job.append(&line.title[start..end], 0.0, marked.clone());
            from = end;
        }
    }
    job.append(&line.title[from..], 0.0, plain);
    let left = rect.left() + gaps.l + gaps.xl;
    let room = rect.right() - gaps.l - left;
    job.wrap = eframe::egui::text::TextWrapping::truncate_at_width(room);
    let title = ui.painter().layout_job(job);
    let font = regular(sizes.table);
    let rest = [line.second.as_str(), line.third.as_str()].map(|words| text_width(ui, words, font.clone()));
    let y = rect.center().y;
    if title.size().x + rest[0] + rest[1] + 2.0 * gaps.m <= room {
        let beside = left + title.size().x + gaps.m;
        let at = |left: f32| pos2(left, y);
        ui.painter().galley(pos2(left, y - title.size().y / 2.0), title, theme.text);
        ui.painter().text(at(beside), Align2::LEFT_CENTER, &line.second, font.clone(), theme.muted);
        ui.painter().text(at(left + room), Align2::RIGHT_CENTER, &line.third, font, theme.muted);
    } else {
        // A long name has the first line to itself.
        let words = format!("{}　{}", line.second, line.third);
        let (below, _) = cut(ui, words.trim(), regular(sizes.small), theme.muted, room);
        ui.painter().galley(pos2(left, y - title.size().y * 0.9), title, theme.text);
        ui.painter().galley(pos2(left, y), below, theme.muted);
    }
    focus_ring(ui, &response);
    response
}

fn found_line(found: Found) -> Line {
    let icon = match found.kind {
        FoundKind::Officer => icons::PERSON,
        FoundKind::Certificate => icons::CERTIFICATE,
        FoundKind::Case => icons::FACTS,
    };
    let target = Target::Record { kind: found.kind.code().to_owned(), id: found.id };
    Line {
        group: found.kind.label(),
        icon,
        title: found.title,
        matched: found.matched,
        second: found.second,
        third: found.third,
        action: Action::Go(target),
    }
}

/// The bound file of the case that was found.
fn file_line(case: &Found) -> Line {
    let target = Target::Record { kind: "case_file".to_owned(), id: case.id };
    let name = if case.second.is_empty() { &case.title } else { &case.second };
    Line {
        group: "操作",
        icon: icons::REVIEW,
        title: format!("打开 {name} 的案卷"),
        matched: Vec::new(),
        second: String::new(),
        third: String::new(),
        action: Action::Go(target),
    }
}

/// Somebody has asked about the case that was found.
fn asked_line(case: &Found) -> Line {
    Line {
        group: "操作",
        icon: icons::ADD,
        title: format!("登记对 {} 的过问", case.second),
        matched: Vec::new(),
        second: String::new(),
        third: String::new(),
        action: Action::Go(Target::Asked(case.id)),
    }
}

/// Commands whose words or initials hold what was typed; all of them while nothing is.
fn commands(typed: &str) -> Vec<Line> {
    let mut all: Vec<(String, &str, char, Action)> = Vec::new();
    for (i, tab) in Tab::ALL.into_iter().enumerate() {
        if tab.still_to_come().is_none() {
            let keys = ["Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5", "Ctrl+6", "Ctrl+7", "Ctrl+8"][i];
            all.push((format!("打开{}", tab.label()), keys, tab.icon(), Action::Go(Target::Tab(tab))));
        }
    }
    all.push(("新增人员".into(), "", icons::ADD, Action::Go(Target::New(Tab::Certificates))));
    all.push(("导入名册".into(), "", icons::ADD, Action::Go(Target::ImportRegister)));
    all.push(("导出名册".into(), "", icons::CERTIFICATE, Action::Go(Target::ExportRegister)));
    all.push(("导入案件".into(), "", icons::ADD, Action::Go(Target::ImportCases)));
    all.push(("受理责任线索".into(), "", icons::ADD, Action::Go(Target::New(Tab::Liability))));
    all.push(("登记过问".into(), "", icons::ADD, Action::Go(Target::New(Tab::Interference))));
    all.push(("锁定台账".into(), "Ctrl+L", icons::LOCK, Action::Lock));
    // After all others: with nothing typed there is room for those alone.
    for (words, page) in [
        ("指定代为批示的人", LogbookPage::Deputies),
        ("查看不记录认定", LogbookPage::Failures),
        ("查看双方档案", LogbookPage::Files),
        ("查看过问统计和报告", LogbookPage::Totals),
    ] {
        all.push((words.into(), "", icons::INTERFERENCE, Action::Go(Target::Logbook(page))));
    }
    for (words, page) in [
        ("查看案卷评查", ReviewPage::Reviews),
        ("查看评查标准", ReviewPage::Standards),
        ("查看监督指导", ReviewPage::Guidance),
        ("查看易错问题", ReviewPage::Recurring),
    ] {
        all.push((words.into(), "", icons::REVIEW, Action::Go(Target::Review(page))));
    }
    let threat = Target::Draft(super::interference::THREAT.to_owned());
    all.push(("登记威胁、侮辱".into(), "", icons::ADD, Action::Go(threat)));
    let typed = typed.trim().to_lowercase();
    all.into_iter()
        .filter(|(title, ..)| {
            typed.is_empty()
                || title.contains(&typed)
                || pinyin::initials(title).iter().any(|initials| initials.contains(&typed))
        })
        .map(|(title, keys, icon, action)| Line {
            group: "操作",
            icon,
            title,
            matched: Vec::new(),
            second: String::new(),
            third: keys.to_owned(),
            action,
        })
        .collect()
}
