//! A date field: takes 20260305, 3.5 and 今天, shows 2026年3月5日, opens a month.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use eframe::egui::{
    self, Align2, EventFilter, Id, Key, Popup, Rect, Response, Role as WidgetRole, Sense, Stroke, StrokeKind,
    Ui, WidgetInfo, pos2, vec2,
};

use super::{Input, paint};
use crate::ui::icons;
use crate::ui::theme::{bold, regular, size, space, theme, type_sizes};
use crate::words::date::{parse_date, show_date};

/// A date as it is being typed, and the day that was last understood.
#[derive(Clone, Debug, Default)]
pub struct DateField {
    typed: String,
    day: Option<NaiveDate>,
    /// The month that the popup shows.
    month: Option<NaiveDate>,
}

/// Two fields are alike where the same is written in them.
impl PartialEq for DateField {
    fn eq(&self, other: &DateField) -> bool {
        self.typed == other.typed
    }
}

impl Eq for DateField {}

/// A draft keeps what is written.
impl serde::Serialize for DateField {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.typed)
    }
}

impl<'de> serde::Deserialize<'de> for DateField {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<DateField, D::Error> {
        <String as serde::Deserialize>::deserialize(from).map(|typed| DateField::typed_as(&typed))
    }
}

impl DateField {
    /// A field that shows a day.
    pub fn of(day: Option<NaiveDate>) -> DateField {
        DateField { typed: day.map(show_date).unwrap_or_default(), day, month: None }
    }

    /// The day, nothing where nothing is written.
    ///
    /// # Errors
    /// What is wrong with the writing, as a sentence.
    pub fn day(&self, today: NaiveDate) -> Result<Option<NaiveDate>, String> {
        if self.typed.trim().is_empty() {
            return Ok(None);
        }
        parse_date(&self.typed, today).map(Some).map_err(|fault| fault.to_string())
    }

    /// What is written, for a draft.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Takes up what a draft kept.
    pub fn typed_as(typed: &str) -> DateField {
        DateField { typed: typed.to_owned(), day: None, month: None }
    }

    /// Shows the field; the response tells when the writing has changed.
    pub fn show(&mut self, ui: &mut Ui, name: &str, today: NaiveDate, problem: bool) -> Response {
        let gaps = space();
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gaps.xs;
            let mut response = Input::new(&mut self.typed)
                .hint("如 20260305、3.5、今天")
                .width(size().dialog * 0.4)
                .problem(problem)
                .most(20)
                .name(name)
                .show(ui);
            if response.changed() {
                self.day = parse_date(&self.typed, today).ok();
            }
            // What was understood is written out when the caret leaves, so that a slip shows.
            if response.lost_focus()
                && let Ok(day) = parse_date(&self.typed, today)
            {
                self.day = Some(day);
                self.typed = show_date(day);
            }
            let button = month_button(ui, name);
            let popup = Popup::menu(&button).close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside);
            if button.clicked() {
                self.month = None;
            }
            let picked = popup.show(|ui| self.month_ui(ui, name, today)).and_then(|shown| shown.inner);
            if let Some(day) = picked {
                self.day = Some(day);
                self.typed = show_date(day);
                response.mark_changed();
                Popup::close_all(ui.ctx());
                button.request_focus();
            }
            response
        })
        .inner
    }

    fn month_ui(&mut self, ui: &mut Ui, name: &str, today: NaiveDate) -> Option<NaiveDate> {
        let shown = self.month.or(self.day).unwrap_or(today).with_day(1)?;
        let (month, picked) = month_grid(ui, name, shown, self.day, today);
        self.month = Some(month);
        picked
    }
}

fn month_button(ui: &mut Ui, name: &str) -> Response {
    let (theme, parts) = (theme(ui), size());
    let (rect, response) = ui.allocate_exact_size(vec2(parts.control, parts.control), Sense::click());
    let spoken = format!("选择日期 {name}");
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Button, ui.is_enabled(), &spoken));
    let fill = if response.hovered() { theme.hover } else { theme.panel };
    ui.painter().rect(rect, parts.radius, fill, Stroke::new(1.0, theme.input_border), StrokeKind::Inside);
    paint::icon(ui.painter(), rect.center(), space().l, icons::CALENDAR, theme.text);
    paint::focus_ring(ui, &response);
    response.on_hover_text("选择日期")
}

/// A month, weeks from Monday; gives the month to show next and the day picked.
fn month_grid(
    ui: &mut Ui,
    name: &str,
    shown: NaiveDate,
    chosen: Option<NaiveDate>,
    today: NaiveDate,
) -> (NaiveDate, Option<NaiveDate>) {
    let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
    let cell = vec2(34.0, size().row_compact);
    let (whole, response) = ui.allocate_exact_size(vec2(cell.x * 7.0, cell.y * 8.0 + gaps.s), Sense::click());
    let cursor_id = response.id.with("cursor");
    let mut cursor: NaiveDate = ui.data(|data| data.get_temp(cursor_id)).unwrap_or(chosen.unwrap_or(today));
    if (cursor.year(), cursor.month()) != (shown.year(), shown.month()) && !response.has_focus() {
        cursor = chosen.unwrap_or(today);
    }
    if !ui.memory(|memory| memory.focused().is_some_and(|id| id == response.id)) {
        response.request_focus();
    }
    let spoken = format!("{name} {}", show_date(cursor));
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Group, true, &spoken));
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, all_arrows()));
    let moved = moved(ui, cursor);
    let mut shown = shown;
    if moved != cursor {
        cursor = moved;
        shown = first_of(cursor);
    }
    let head = format!("{}年{}月", shown.year(), shown.month());
    let painter = ui.painter().clone();
    let top = Rect::from_min_size(whole.min, vec2(whole.width(), cell.y));
    painter.text(top.center(), Align2::CENTER_CENTER, head, bold(sizes.table), theme.text);
    let turn = |ui: &Ui, at: Rect, icon: char, spoken: &str, id: Id| -> bool {
        let response = ui.interact(at, id, Sense::click());
        response.widget_info(|| WidgetInfo::labeled(WidgetRole::Button, true, spoken));
        paint::icon(ui.painter(), at.center(), gaps.l, icon, theme.text);
        paint::focus_ring(ui, &response);
        response.clicked()
    };
    let left = Rect::from_min_size(top.min, cell);
    let right = Rect::from_min_size(pos2(top.right() - cell.x, top.top()), cell);
    if turn(ui, left, icons::LEFT, "上一月", response.id.with("previous")) {
        shown = shown.checked_sub_months(Months::new(1)).unwrap_or(shown);
        cursor = shown;
    }
    if turn(ui, right, icons::RIGHT, "下一月", response.id.with("next")) {
        shown = shown.checked_add_months(Months::new(1)).unwrap_or(shown);
        cursor = shown;
    }
    for (i, day) in ["一", "二", "三", "四", "五", "六", "日"].iter().enumerate() {
        let at = whole.min + vec2((i as f32 + 0.5) * cell.x, cell.y * 1.5);
        painter.text(at, Align2::CENTER_CENTER, day, regular(sizes.small), theme.muted);
    }
    let first_column = shown.weekday().num_days_from_monday();
    let pointer = response.hover_pos();
    let mut picked = None;
    let days = shown.iter_days().take_while(|day| day.month() == shown.month());
    for (i, day) in days.enumerate() {
        let place = i as u32 + first_column;
        let corner = whole.min + vec2((place % 7) as f32 * cell.x, ((place / 7) as f32 + 2.0) * cell.y);
        let at = Rect::from_min_size(corner, cell).shrink(1.0);
        let over = pointer.is_some_and(|pointer| at.contains(pointer));
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let (fill, ink) = match (Some(day) == chosen, over) {
            (true, _) => (theme.primary, theme.on_primary),
            (false, true) => (theme.hover, theme.text),
            (false, false) if weekend => (theme.panel, theme.muted),
            (false, false) => (theme.panel, theme.text),
        };
        painter.rect_filled(at, size().radius, fill);
        if day == today {
            painter.rect_stroke(at, size().radius, Stroke::new(1.0, theme.primary), StrokeKind::Inside);
        }
        if day == cursor && response.has_focus() {
            paint::ring(ui, at);
        }
        painter.text(at.center(), Align2::CENTER_CENTER, day.day().to_string(), regular(sizes.table), ink);
        if over && response.clicked() {
            picked = Some(day);
        }
    }
    // The Enter that opened the month picks no day.
    let entered = response.has_focus() && !response.gained_focus();
    if entered && ui.input_mut(|input| input.consume_key(Default::default(), Key::Enter)) {
        picked = Some(cursor);
    }
    ui.data_mut(|data| data.insert_temp(cursor_id, cursor));
    (shown, picked)
}

fn first_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

fn all_arrows() -> EventFilter {
    EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() }
}

/// Arrows by days and weeks, page keys by months.
fn moved(ui: &Ui, from: NaiveDate) -> NaiveDate {
    let hit = |key| ui.input_mut(|input| input.consume_key(Default::default(), key));
    let to = if hit(Key::ArrowRight) {
        from.checked_add_days(Days::new(1))
    } else if hit(Key::ArrowLeft) {
        from.checked_sub_days(Days::new(1))
    } else if hit(Key::ArrowDown) {
        from.checked_add_days(Days::new(7))
    } else if hit(Key::ArrowUp) {
        from.checked_sub_days(Days::new(7))
    } else if hit(Key::PageDown) {
        from.checked_add_months(Months::new(1))
    } else if hit(Key::PageUp) {
        from.checked_sub_months(Months::new(1))
    } else {
        None
    };
    to.unwrap_or(from)
}
