//! 待办: what is overdue is seen with no click, and every line leads to where it is done.

use chrono::{Datelike, NaiveDate};
use eframe::egui::{
    Align2, Frame, Id, Key, Modifiers, Panel, Rect, Role as WidgetRole, ScrollArea, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};
use uuid::Uuid;

use super::provision::Wanted;
use super::settings::when;
use super::{Cx, Screen, See};
use crate::domain::deadline::Holder;
use crate::domain::fault::Mention;
use crate::ledger::{CardDue, Todo};
use crate::rules::Pack;
use crate::ui::icons;
use crate::ui::tab::Target;
use crate::ui::theme::{bold, regular, size, space, theme, type_sizes};
use crate::ui::widget::{
    Button, Tone, chip, empty_state, fitted, focus_ring, muted, panel, panel_with, text_links,
};
use crate::words::date::show_date;
use crate::words::people;

/// Lines up to which all are painted, so that Tab reaches each of them; of more only those in view.
const PAINTED_ALL: usize = 200;

/// What a person does here.
pub enum Msg {
    Open(Target),
    /// To the wording of a provision.
    Cite(Wanted),
    Show(Option<Urgency>),
}

/// How soon something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    Overdue,
    Today,
    Week,
    /// Without a day of its own.
    Open,
    Later,
    /// A right that its holder let pass: nobody is late, it is here to be looked up.
    Lapsed,
}

impl Urgency {
    const ALL: [Urgency; 6] =
        [Urgency::Overdue, Urgency::Today, Urgency::Week, Urgency::Open, Urgency::Later, Urgency::Lapsed];

    fn of(days_left: i64) -> Urgency {
        match days_left {
            ..0 => Urgency::Overdue,
            0 => Urgency::Today,
            1..=7 => Urgency::Week,
            _ => Urgency::Later,
        }
    }

    fn label(self) -> &'static str {
        match self {
            Urgency::Overdue => "逾期",
            Urgency::Today => "今日",
            Urgency::Week => "七日内",
            Urgency::Later => "以后",
            Urgency::Open => "待办理",
            Urgency::Lapsed => "已届满",
        }
    }
}

/// One line of the list.
struct Item {
    urgency: Urgency,
    left: String,
    tone: Tone,
    task: String,
    about: String,
    basis: String,
    /// Where the basis leads, where the bureau has the text.
    cite: Option<Wanted>,
    on: Option<NaiveDate>,
    /// How the day was reckoned.
    explanation: String,
    button: &'static str,
    target: Target,
}

/// What stands on the screen.
#[derive(Default)]
pub struct State {
    items: Vec<Item>,
    drafts: Vec<(String, String, String)>,
    drafts_shut: usize,
    /// How the backups stand, and whether somebody has to do something about it.
    backup: Option<(String, bool)>,
    shown: Option<Urgency>,
    at: usize,
    overdue: usize,
    problem: Option<String>,
}

impl Screen for State {
    type Msg = Msg;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        match cx.ledger.todo(cx.today) {
            Ok(todo) => {
                self.drafts = todo
                    .drafts
                    .iter()
                    .map(|draft| (draft.key.clone(), draft.title.clone(), ago(cx, draft.saved_at)))
                    .collect();
                self.drafts_shut = todo.drafts_shut;
                self.backup = backup(cx);
                self.items = items(&todo, &cx.ledger.packs().unwrap_or_default());
                self.overdue = overdue(&todo);
                self.problem = None;
            }
            Err(error) => self.problem = Some(error.to_string()),
        }
        self.at = self.at.min(self.items.len().saturating_sub(1));
    }

    fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let (gaps, today) = (space(), see.today);
        if ui.available_width() > 900.0 {
            let margin = eframe::egui::Margin {
                left: 0,
                right: gaps.l as i8,
                top: gaps.m as i8,
                bottom: gaps.l as i8,
            };
            Panel::right("todo-side")
                .exact_size(256.0 + gaps.l)
                .resizable(false)
                .show_separator_line(false)
                .frame(Frame::new().inner_margin(margin))
                .show(ui, |ui| {
                    self.drafts_ui(ui, out);
                    ui.add_space(gaps.l);
                    if let Some((words, wrong)) = &self.backup {
                        backup_ui(ui, words, *wrong, out);
                        ui.add_space(gaps.l);
                    }
                    self.month_ui(ui, today);
                });
        }
        Frame::new().inner_margin(gaps.l).show(ui, |ui| {
            self.counts_ui(ui, out);
            ui.add_space(gaps.s);
            self.list_ui(ui, see, out);
        });
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match msg {
            Msg::Open(target) => cx.go(target),
            Msg::Cite(wanted) => cx.cite(&wanted),
            Msg::Show(urgency) => {
                self.shown = if self.shown == urgency { None } else { urgency };
                self.at = 0;
            }
        }
    }

    fn breadcrumb(&self) -> String {
        String::new()
    }
}

/// How many of the bureau's duties and cards are late.
pub fn overdue(todo: &Todo) -> usize {
    let expired = |card: &&CardDue| card.left_on.is_none() && card.days_left.is_some_and(|days| days < 0);
    todo.counts.overdue + todo.cards.iter().filter(expired).count()
}

impl State {
    /// How many were late when it was read.
    pub fn overdue(&self) -> usize {
        self.overdue
    }

    fn counts_ui(&self, ui: &mut Ui, out: &mut Vec<Msg>) {
        let gaps = space();
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gaps.s;
            for urgency in Urgency::ALL {
                let count = self.items.iter().filter(|item| item.urgency == urgency).count();
                if count_ui(ui, urgency, count, self.shown == Some(urgency)) {
                    out.push(Msg::Show(Some(urgency)));
                }
            }
        });
    }

    fn visible(&self) -> Vec<&Item> {
        self.items.iter().filter(|item| self.shown.is_none_or(|shown| shown == item.urgency)).collect()
    }

    fn list_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let theme = theme(ui);
        if let Some(problem) = &self.problem {
            crate::ui::widget::problem_text(ui, problem);
            return;
        }
        let count = self.visible().len();
        if count == 0 {
            let sentence = if self.items.is_empty() {
                "没有待办事项。期限、待查事项和没送达的文书会列在这里。"
            } else {
                "这一类没有待办事项。"
            };
            empty_state(ui, sentence, None);
            return;
        }
        let id = Id::unique("todo-list");
        let frame = Frame::new()
            .fill(theme.panel)
            .stroke(Stroke::new(1.0, theme.line))
            .corner_radius(size().radius_panel as u8);
        frame.show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let body = ui.available_rect_before_wrap();
            let focus = ui.interact(body, id, Sense::focusable_noninteractive());
            focus.widget_info(|| WidgetInfo::labeled(WidgetRole::List, true, "待办事项"));
            see.panes.entry(id);
            let before = self.at;
            if focus.has_focus() {
                self.keyboard(ui, id, count, out);
            }
            let moved = self.at != before || focus.gained_focus();
            let columns = Columns::within(ui.available_width() - ui.spacing().scroll.bar_width);
            head_ui(ui, &columns);
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                let visible = self.visible();
                let (line, clip) = (size().row + space().xs, ui.clip_rect());
                let (mut group, mut unpainted) = (None, 0.0);
                for (i, item) in visible.iter().enumerate() {
                    if group != Some(item.urgency) {
                        group = Some(item.urgency);
                        let of = visible.iter().filter(|other| other.urgency == item.urgency).count();
                        ui.add_space(std::mem::take(&mut unpainted));
                        group_ui(ui, item.urgency, of);
                    }
                    let current = focus.has_focus() && i == self.at;
                    let top = ui.cursor().top() + unpainted;
                    let in_view = top <= clip.bottom() && top + line >= clip.top();
                    if count > PAINTED_ALL && !in_view && !current {
                        unpainted += line;
                        continue;
                    }
                    ui.add_space(std::mem::take(&mut unpainted));
                    // Two lines may read alike: the second says that it is one more.
                    let alike = |other: &&&Item| (&other.task, &other.about) == (&item.task, &item.about);
                    let again = visible[..i].iter().filter(alike).count();
                    let (rect, said) = item_ui(ui, item, (i, current, again), &columns, see.today);
                    out.extend(said);
                    if current && moved {
                        ui.scroll_to_rect(rect, None);
                    }
                }
                ui.add_space(unpainted);
            });
            focus_ring(ui, &focus);
        });
    }

    fn keyboard(&mut self, ui: &Ui, id: Id, count: usize, out: &mut Vec<Msg>) {
        let arrows = eframe::egui::EventFilter { vertical_arrows: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
        let presses = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
        let by = presses(Key::ArrowDown) as i64 - presses(Key::ArrowUp) as i64;
        self.at = (self.at as i64 + by).clamp(0, count as i64 - 1) as usize;
        if presses(Key::Enter) > 0
            && let Some(item) = self.visible().get(self.at)
        {
            out.push(Msg::Open(item.target.clone()));
        }
    }

    fn drafts_ui(&self, ui: &mut Ui, out: &mut Vec<Msg>) {
        panel(ui, icons::DRAFT, "草稿", |ui| {
            ui.set_width(ui.available_width());
            if self.drafts_shut > 0 {
                let count = self.drafts_shut;
                muted(ui, &format!("有{count}份草稿要用自己的登录密码打开：请锁定，登录时填写登录密码。"));
            } else if self.drafts.is_empty() {
                muted(ui, "没有草稿。");
            }
            for (key, title, ago) in &self.drafts {
                ui.horizontal(|ui| {
                    let room = ui.available_width() - 128.0;
                    let (galley, elided) =
                        fitted(ui, title, regular(type_sizes().table), theme(ui).text, room);
                    let (rect, response) =
                        ui.allocate_exact_size(vec2(room, galley.size().y), Sense::hover());
                    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, title));
                    ui.painter().galley(rect.min, galley, theme(ui).text);
                    if elided {
                        response.on_hover_text(title);
                    }
                    crate::ui::widget::small(ui, ago);
                    let name = format!("继续 {title}");
                    if ui.add(Button::new("继续").quiet().small().name(&name)).clicked() {
                        out.push(Msg::Open(Target::Draft(key.clone())));
                    }
                });
            }
        });
    }

    fn month_ui(&self, ui: &mut Ui, today: NaiveDate) {
        let title = format!("{}年{}月", today.year(), today.month());
        panel_with(
            ui,
            icons::CALENDAR,
            &title,
            |_| {},
            |ui| {
                let (theme, sizes) = (theme(ui), type_sizes());
                let cell = vec2(ui.available_width() / 7.0, size().row_compact);
                let first = today.with_day(1).unwrap_or(today);
                let lead = first.weekday().num_days_from_monday();
                let days: Vec<NaiveDate> =
                    first.iter_days().take_while(|day| day.month() == today.month()).collect();
                let weeks = (lead as usize + days.len()).div_ceil(7);
                let whole = vec2(ui.available_width(), cell.y * (weeks as f32 + 1.0));
                let (rect, response) = ui.allocate_exact_size(whole, Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(WidgetRole::Image, true, format!("{title}月历")));
                for (i, name) in ["一", "二", "三", "四", "五", "六", "日"].iter().enumerate() {
                    let at = rect.min + vec2((i as f32 + 0.5) * cell.x, cell.y * 0.5);
                    ui.painter().text(at, Align2::CENTER_CENTER, name, regular(sizes.small), theme.muted);
                }
                for (i, day) in days.iter().enumerate() {
                    let place = i + lead as usize;
                    let centre = rect.min
                        + vec2(((place % 7) as f32 + 0.5) * cell.x, ((place / 7) as f32 + 1.5) * cell.y);
                    let ink = if *day == today { theme.on_primary } else { theme.text };
                    if *day == today {
                        let square = Rect::from_center_size(centre, vec2(24.0, 20.0));
                        ui.painter().rect_filled(square, size().radius, theme.primary);
                    }
                    ui.painter().text(
                        centre,
                        Align2::CENTER_CENTER,
                        day.day().to_string(),
                        regular(sizes.small),
                        ink,
                    );
                    let due = self.items.iter().filter(|item| item.on == Some(*day)).map(|item| item.tone);
                    if let Some(tone) = due.max_by_key(|tone| *tone as u8) {
                        let dot = centre + vec2(0.0, 12.0);
                        ui.painter().circle_filled(dot, 2.0, tone.colours(theme).0);
                    }
                }
            },
        );
    }
}

/// The left edges of the columns: 剩余 事项 对象 依据 届满日 and the button.
struct Columns {
    task: f32,
    about: f32,
    basis: f32,
    on: f32,
    button: f32,
    width: f32,
}

impl Columns {
    fn within(width: f32) -> Columns {
        let button = width - 88.0;
        let on = button - 124.0;
        let basis = on - if width > 820.0 { 220.0 } else { 120.0 };
        let task = 92.0;
        let about = task + (basis - task) * 0.45;
        Columns { task, about, basis, on, button, width }
    }
}

fn head_ui(ui: &mut Ui, columns: &Columns) {
    let (theme, sizes, parts) = (theme(ui), type_sizes(), size());
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), parts.row), Sense::hover());
    let heads = [
        (space().m, "剩余"),
        (columns.task, "事项"),
        (columns.about, "对象"),
        (columns.basis, "依据"),
        (columns.on, "届满日"),
    ];
    for (left, title) in heads {
        let at = pos2(rect.left() + left, rect.center().y);
        ui.painter().text(at, Align2::LEFT_CENTER, title, regular(sizes.small), theme.muted);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, theme.line));
}

fn group_ui(ui: &mut Ui, urgency: Urgency, count: usize) {
    let (theme, sizes, parts, gaps) = (theme(ui), type_sizes(), size(), space());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), parts.row), Sense::hover());
    let spoken = format!("{} {count} 件", urgency.label());
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, &spoken));
    ui.painter().rect_filled(rect, 0.0, theme.zebra);
    let name = ui.painter().layout_no_wrap(urgency.label().to_owned(), bold(sizes.table), theme.text);
    let left = rect.left() + gaps.m;
    let right = left + name.size().x + gaps.m;
    ui.painter().galley(pos2(left, rect.center().y - name.size().y / 2.0), name, theme.text);
    let at = pos2(right, rect.center().y);
    ui.painter().text(at, Align2::LEFT_CENTER, format!("{count} 件"), regular(sizes.small), theme.muted);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, theme.line));
}

fn item_ui(
    ui: &mut Ui,
    item: &Item,
    (i, current, again): (usize, bool, usize),
    columns: &Columns,
    today: NaiveDate,
) -> (Rect, Option<Msg>) {
    let (theme, sizes, parts, gaps) = (theme(ui), type_sizes(), size(), space());
    let whole = vec2(ui.available_width(), parts.row + gaps.xs);
    let (rect, response) = ui.allocate_exact_size(whole, Sense::CLICK);
    let spoken = format!("{} {} {}", item.left, item.task, item.about);
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::ListItem, true, &spoken));
    if current || response.hovered() {
        ui.painter().rect_filled(rect, 0.0, if current { theme.selected } else { theme.hover });
    }
    if matches!(item.tone, Tone::Overdue | Tone::Due) {
        let bar = rect.with_max_x(rect.left() + gaps.xs);
        ui.painter().rect_filled(bar, 0.0, item.tone.colours(theme).0);
    }
    let mut cell = ui.new_child(
        eframe::egui::UiBuilder::new()
            .max_rect(rect.with_min_x(rect.left() + gaps.m))
            .layout(eframe::egui::Layout::left_to_right(eframe::egui::Align::Center)),
    );
    chip(&mut cell, item.tone, &item.left);
    // Where no provision stands, the words before it may have its room.
    let about_end = if item.basis.is_empty() { columns.on } else { columns.basis };
    let texts = [
        (columns.task, columns.about, &item.task, bold(sizes.table), theme.text),
        (columns.about, about_end, &item.about, regular(sizes.table), theme.text),
        (columns.basis, columns.on, &item.basis, regular(sizes.table), theme.muted),
    ];
    let (mut any_cut, mut cited) = (false, None);
    let mut whose = format!("{} {}", item.task, item.about);
    if again > 0 {
        whose += &format!(" 又{again}件");
    }
    for (left, right, text, font, ink) in texts {
        let (galley, elided) = fitted(ui, text, font, ink, right - left - gaps.s);
        any_cut |= elided;
        let at = pos2(rect.left() + left, rect.center().y - galley.size().y / 2.0);
        if let Some(wanted) = item.cite.as_ref().filter(|_| left == columns.basis) {
            let id = Id::unique("todo-cite").with(i);
            let named = |mention: &Mention| (mention.citation == wanted.cite).then(|| wanted.spoken(&whose));
            cited = text_links(ui, id, (&galley, at), text, named).map(|_| Msg::Cite(wanted.clone()));
        }
        ui.painter().galley(at, galley, ink);
    }
    if let Some(on) = item.on {
        let at = pos2(rect.left() + columns.on, rect.center().y);
        let text = if on.year() == today.year() {
            format!("{}月{}日 {}", on.month(), on.day(), weekday(on))
        } else {
            show_date(on)
        };
        ui.painter().text(at, Align2::LEFT_CENTER, text, regular(sizes.table), theme.text);
    }
    let name = format!("{} {whose}", item.button);
    let mut corner = ui.new_child(
        eframe::egui::UiBuilder::new()
            .max_rect(
                rect.with_min_x(rect.left() + columns.button)
                    .with_max_x(rect.left() + columns.width - gaps.s),
            )
            .layout(eframe::egui::Layout::right_to_left(eframe::egui::Align::Center)),
    );
    let button = Button::new(item.button).small().name(&name);
    let pressed = corner.add(if item.tone == Tone::Overdue { button.primary() } else { button }).clicked();
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, theme.line));
    let clicked = response.clicked();
    let mut more = String::new();
    if any_cut {
        more = format!("{}　{}　{}", item.task, item.about, item.basis);
    }
    if !item.explanation.is_empty() {
        if !more.is_empty() {
            more.push('\n');
        }
        more += &item.explanation;
    }
    if !more.is_empty() {
        response.on_hover_text(more);
    }
    (rect, cited.or((pressed || clicked).then(|| Msg::Open(item.target.clone()))))
}

fn count_ui(ui: &mut Ui, urgency: Urgency, count: usize, shown: bool) -> bool {
    let (theme, sizes, gaps, parts) = (theme(ui), type_sizes(), space(), size());
    let ink = match urgency {
        Urgency::Overdue if count > 0 => theme.overdue,
        Urgency::Today if count > 0 => theme.due,
        _ => theme.text,
    };
    let number = ui.painter().layout_no_wrap(count.to_string(), bold(sizes.title), ink);
    let word_ink = if ink == theme.text { theme.muted } else { ink };
    let word = ui.painter().layout_no_wrap(urgency.label().to_owned(), regular(sizes.table), word_ink);
    let wide = vec2(number.size().x + word.size().x + gaps.s + 2.0 * gaps.m, parts.control);
    let (rect, response) = ui.allocate_exact_size(wide, Sense::click());
    let spoken = format!("{} {count}", urgency.label());
    response.widget_info(|| WidgetInfo::selected(WidgetRole::Button, true, shown, &spoken));
    if shown || response.hovered() {
        ui.painter().rect_filled(rect, parts.radius_panel, if shown { theme.selected } else { theme.hover });
    }
    let left = rect.left() + gaps.m;
    let second = left + number.size().x + gaps.s;
    ui.painter().galley(pos2(left, rect.center().y - number.size().y / 2.0), number, ink);
    ui.painter().galley(pos2(second, rect.center().y - word.size().y / 2.0), word, word_ink);
    focus_ring(ui, &response);
    response.clicked()
}

/// How the backups of the ledger stand; the sample needs none.
fn backup(cx: &Cx<'_>) -> Option<(String, bool)> {
    if cx.ledger.agency().is_ok_and(|agency| agency.value.sample) {
        return None;
    }
    let Some(plan) = cx.ledger.backup_plan() else {
        return Some(("还没有设置备份文件夹。硬盘坏了，台账就没有了。".to_owned(), true));
    };
    if let Some(problem) = plan.problem {
        return Some((format!("上一次没有备份成：{problem}"), true));
    }
    plan.last.map(|last| (format!("最近备份　{}", when(last.at)), false))
}

fn backup_ui(ui: &mut Ui, words: &str, wrong: bool, out: &mut Vec<Msg>) {
    panel(ui, icons::BACKUP, "备份", |ui| {
        ui.set_width(ui.available_width());
        if !wrong {
            muted(ui, words);
            return;
        }
        crate::ui::widget::problem_text(ui, words);
        if ui.add(Button::new("去设置").small().name("去设置备份")).clicked() {
            out.push(Msg::Open(Target::Backup));
        }
    });
}

/// The day of the week in one character after 周.
fn weekday(day: NaiveDate) -> &'static str {
    ["周一", "周二", "周三", "周四", "周五", "周六", "周日"][day.weekday().num_days_from_monday() as usize]
}

/// 第十二条　《…制度》: where the room is short, the article is what must stay.
fn article_first(citation: &str) -> String {
    match citation.split_once('》') {
        Some((title, article)) if !article.is_empty() => format!("{article}　{title}》"),
        _ => citation.to_owned(),
    }
}

/// How long ago a draft was kept.
fn ago(cx: &Cx<'_>, at: chrono::DateTime<chrono::Utc>) -> String {
    let minutes = (cx.ledger.env().now() - at).num_minutes().max(0);
    match minutes {
        0 => "刚才".to_owned(),
        1..60 => format!("{minutes}分钟前"),
        60..1440 => format!("{}小时前", minutes / 60),
        _ => format!("{}天前", minutes / 1440),
    }
}

fn record(kind: &str, id: Uuid) -> Target {
    Target::Record { kind: kind.to_owned(), id }
}

/// Days left in words, and what they mean to the one who looks.
fn left_of(days: i64, holder: Holder) -> (String, Tone) {
    match (days, holder) {
        // A right that nobody used has merely lapsed: nobody is late.
        (..0, Holder::Right) => ("已届满".to_owned(), Tone::Plain),
        (..0, Holder::Duty) => (format!("逾期{}天", -days), Tone::Overdue),
        (0, _) => ("今日".to_owned(), Tone::Due),
        (1..=3, Holder::Duty) => (format!("剩{days}天"), Tone::Due),
        _ => (format!("剩{days}天"), Tone::Plain),
    }
}

fn items(todo: &Todo, packs: &[Pack]) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for due in &todo.deadlines {
        let (left, tone) = left_of(due.days_left, due.holder);
        let lapsed = due.days_left < 0 && due.holder == Holder::Right;
        let target = match due.place.inquiry {
            Some(inquiry) if due.place.kind != "notice" => record("liability", inquiry.uuid()),
            _ => record(due.place.kind, due.place.id),
        };
        items.push(Item {
            urgency: if lapsed { Urgency::Lapsed } else { Urgency::of(due.days_left) },
            left,
            tone,
            task: due.task.clone(),
            about: due.about.clone(),
            basis: article_first(&due.citation),
            cite: Wanted::in_text(packs, &due.citation),
            on: Some(due.act_by),
            explanation: due.explanation.clone(),
            button: if due.holder == Holder::Right { "查看" } else { "去办" },
            target,
        });
    }
    for card in &todo.cards {
        let (left, tone, urgency, task) = match (card.left_on, card.days_left) {
            (Some(_), _) => ("待交回".to_owned(), Tone::Due, Urgency::Open, "离岗人员证件未交回"),
            (None, Some(days @ ..0)) => {
                (format!("过期{}天", -days), Tone::Overdue, Urgency::Overdue, "证件已过期")
            }
            (None, Some(days)) => (format!("剩{days}天"), Tone::Plain, Urgency::of(days), "证件到期"),
            (None, None) => ("长期".to_owned(), Tone::Plain, Urgency::Later, "证件"),
        };
        items.push(Item {
            urgency,
            left,
            tone,
            task: task.to_owned(),
            about: format!("{}　{}", card.name, card.number),
            basis: String::new(),
            cite: None,
            on: card.valid_to.filter(|_| card.left_on.is_none()),
            explanation: card.left_on.map(|day| format!("{}离岗", show_date(day))).unwrap_or_default(),
            button: "去办",
            target: record("officer", card.officer.uuid()),
        });
    }
    for row in &todo.inquiries {
        let (task, left) = if row.open_questions > 0 {
            (format!("待查事项{}项", row.open_questions), "待查")
        } else {
            ("作出决定".to_owned(), "待决定")
        };
        items.push(Item {
            urgency: Urgency::Open,
            left: left.to_owned(),
            tone: Tone::Due,
            task,
            about: format!("{}　{}", people(&row.subjects), row.matter),
            basis: String::new(),
            cite: None,
            on: None,
            explanation: String::new(),
            button: "去办",
            target: record("liability", row.id.uuid()),
        });
    }
    for row in &todo.assigned {
        let (left, tone) = left_of(row.days_left, Holder::Duty);
        items.push(Item {
            urgency: Urgency::of(row.days_left),
            left,
            tone,
            task: format!("查清　{}", row.name),
            about: format!("{}　{}", row.label, row.matter),
            basis: article_first(&row.citation),
            cite: Wanted::in_text(packs, &row.citation),
            on: Some(row.due_on),
            explanation: String::new(),
            button: "去办",
            target: Target::Question { inquiry: row.inquiry.uuid(), question: row.question.clone() },
        });
    }
    for row in &todo.unprinted {
        items.push(open_item("待编号", "印发文书", &row.subject, record("liability", row.inquiry.uuid())));
    }
    for row in &todo.unserved {
        let about = format!("{}　{}", row.addressee, row.document_no);
        items.push(open_item("待送达", "登记送达", &about, record("notice", row.notice.uuid())));
    }
    for place in &todo.conflicts {
        items.push(open_item("冲突", "两台电脑改了同一条记录", "", record(place.kind, place.id)));
    }
    items.sort_by_key(|item| (item.urgency, item.on));
    items
}

fn open_item(left: &str, task: &str, about: &str, target: Target) -> Item {
    Item {
        urgency: Urgency::Open,
        left: left.to_owned(),
        tone: Tone::Due,
        task: task.to_owned(),
        about: about.to_owned(),
        basis: String::new(),
        cite: None,
        on: None,
        explanation: String::new(),
        button: "去办",
        target,
    }
}
