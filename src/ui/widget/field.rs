//! Rows of a form: label, value, and the problem of this value beside it.

use eframe::egui::{
    self, Align, Id, Key, Layout, Margin, Response, Role as WidgetRole, Sense, Stroke, StrokeKind, TextEdit,
    Ui, WidgetInfo, pos2, vec2,
};

use super::paint;
use crate::ui::icons;
use crate::ui::theme::{regular, size, space, theme, type_sizes};

/// One row of a form.
pub struct Row<'a> {
    label: &'a str,
    problem: Option<&'a str>,
    hint: Option<&'a str>,
    column: f32,
    /// Whether the first thing in the row is to get the caret in this frame.
    focus: bool,
}

impl<'a> Row<'a> {
    /// A row with this label.
    pub fn new(label: &'a str) -> Row<'a> {
        Row { label, problem: None, hint: None, column: size().label_column, focus: false }
    }

    /// What is wrong with the value, in a sentence.
    #[must_use]
    pub fn problem(mut self, problem: Option<&'a str>) -> Self {
        self.problem = problem;
        self
    }

    /// What helps to fill it in.
    #[must_use]
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = Some(hint);
        self
    }

    /// A label column of another width than usual.
    #[must_use]
    pub fn column(mut self, width: f32) -> Self {
        self.column = width;
        self
    }

    /// Moves the caret here: the first problem of a form.
    #[must_use]
    pub fn focus(mut self, focus: bool) -> Self {
        self.focus = focus;
        self
    }

    /// Shows the row; what `value` adds is named by the label.
    pub fn show(self, ui: &mut Ui, value: impl FnOnce(&mut Ui) -> Response) -> Response {
        let (theme, sizes, gaps, parts) = (theme(ui), type_sizes(), space(), size());
        let whole = ui.available_width();
        ui.allocate_ui_with_layout(vec2(whole, 0.0), Layout::top_down(Align::Min), |ui| {
            ui.spacing_mut().item_spacing.y = gaps.xs;
            let response = ui
                .horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = 0.0;
                    let (rect, label) =
                        ui.allocate_exact_size(vec2(self.column, parts.control), Sense::hover());
                    label.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, self.label));
                    let galley = ui.painter().layout(
                        self.label.to_owned(),
                        regular(sizes.table),
                        theme.muted,
                        self.column - gaps.s,
                    );
                    let at = paint::middle(rect, rect.right() - gaps.m - galley.size().x, &galley);
                    ui.painter().galley(at, galley, theme.muted);
                    value(ui).labelled_by(label.id)
                })
                .inner;
            if self.focus {
                response.request_focus();
                response.scroll_to_me(Some(Align::Center));
            }
            // A line below the field is as high as its words, not as a control.
            ui.spacing_mut().interact_size.y = 0.0;
            if let Some(problem) = self.problem {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = gaps.xs;
                    ui.add_space(self.column);
                    problem_text(ui, problem);
                });
            } else if let Some(hint) = self.hint {
                ui.horizontal(|ui| {
                    ui.add_space(self.column);
                    paint::wrapped(ui, hint, regular(sizes.small), theme.muted);
                });
            }
            response
        })
        .inner
    }
}

/// What the label of a row names where the row holds several things.
pub fn anchor(ui: &Ui) -> Response {
    // Rows share the scope of their form: only the unique identity tells one from another.
    ui.interact(ui.min_rect(), ui.unique_id().with("row"), Sense::hover())
}

/// A sentence that says what is wrong and what to do; announced when it appears.
pub fn problem_text(ui: &mut Ui, sentence: &str) -> Response {
    let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = gaps.xs;
        let (rect, _) = ui.allocate_exact_size(vec2(gaps.l, gaps.l), Sense::hover());
        paint::icon(ui.painter(), rect.center(), sizes.table, icons::WARNING, theme.due);
        paint::wrapped(ui, sentence, regular(sizes.table), theme.due)
    })
    .inner
}

/// A field of text.
pub struct Input<'a> {
    text: &'a mut String,
    id: Option<Id>,
    hint: &'a str,
    name: Option<&'a str>,
    password: bool,
    rows: usize,
    width: f32,
    problem: bool,
    icon: Option<char>,
    most: usize,
}

impl<'a> Input<'a> {
    /// A field of one line.
    pub fn new(text: &'a mut String) -> Input<'a> {
        Input {
            text,
            id: None,
            hint: "",
            name: None,
            password: false,
            rows: 1,
            width: f32::INFINITY,
            problem: false,
            icon: None,
            most: 20_000,
        }
    }

    /// An identity that stays the same wherever the field stands.
    #[must_use]
    pub fn id(mut self, id: Id) -> Self {
        self.id = Some(id);
        self
    }

    /// What to write here; shown while nothing is written.
    #[must_use]
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// Names it for assistive technology where no label stands before it.
    #[must_use]
    pub fn name(mut self, name: &'a str) -> Self {
        self.name = Some(name);
        self
    }

    /// Shows dots.
    #[must_use]
    pub fn password(mut self) -> Self {
        self.password = true;
        self
    }

    /// Takes running text, at least this many lines high.
    #[must_use]
    pub fn rows(mut self, rows: usize) -> Self {
        self.rows = rows;
        self
    }

    /// As wide as this.
    #[must_use]
    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    /// Marks it as the place of a problem.
    #[must_use]
    pub fn problem(mut self, problem: bool) -> Self {
        self.problem = problem;
        self
    }

    /// With an icon at its left edge.
    #[must_use]
    pub fn icon(mut self, icon: char) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Takes at most this many characters.
    #[must_use]
    pub fn most(mut self, most: usize) -> Self {
        self.most = most;
        self
    }

    /// Shows the field.
    pub fn show(self, ui: &mut Ui) -> Response {
        let (theme, sizes, gaps, parts) = (theme(ui), type_sizes(), space(), size());
        let width = self.width.min(ui.available_width());
        let font = regular(if self.rows > 1 { sizes.body } else { sizes.table });
        let line = ui.fonts_mut(|fonts| fonts.row_height(&font));
        let pad_y = if self.rows > 1 { gaps.xs + 1.0 } else { ((parts.control - line) / 2.0).max(0.0) };
        let left = if self.icon.is_some() { gaps.s + gaps.l + gaps.xs + 2.0 } else { gaps.s };
        let margin = Margin {
            left: left as i8,
            right: gaps.s as i8,
            top: pad_y.floor() as i8,
            bottom: pad_y.ceil() as i8,
        };
        let edit =
            if self.rows > 1 { TextEdit::multiline(self.text) } else { TextEdit::singleline(self.text) };
        let mut edit = edit
            .frame(egui::Frame::NONE.inner_margin(margin))
            .hint_text(egui::RichText::new(self.hint).color(theme.muted))
            .font(font)
            .text_color(theme.text)
            .desired_width(width)
            .password(self.password)
            .char_limit(self.most);
        if self.rows > 1 {
            edit = edit.desired_rows(self.rows);
        }
        if let Some(id) = self.id {
            edit = edit.id(id);
        }
        let behind = ui.painter().add(egui::Shape::Noop);
        let output = edit.show(ui);
        let response = output.response.response;
        let border =
            if self.problem { Stroke::new(1.0, theme.due) } else { Stroke::new(1.0, theme.input_border) };
        let fill = if ui.is_enabled() { theme.panel } else { theme.zebra };
        let shape =
            egui::epaint::RectShape::new(response.rect, parts.radius, fill, border, StrokeKind::Inside);
        ui.painter().set(behind, shape);
        if let Some(icon) = self.icon {
            let centre = pos2(response.rect.left() + gaps.s + gaps.s, response.rect.center().y);
            paint::icon(ui.painter(), centre, gaps.l, icon, theme.muted);
        }
        paint::focus_ring(ui, &response);
        if let Some(name) = self.name {
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
        }
        response
    }
}

/// One of several choices from a list that opens; the keyboard moves in it with ↑ ↓.
pub struct Choice<'a> {
    name: &'a str,
    width: f32,
    prefix: &'a str,
}

impl<'a> Choice<'a> {
    /// A choice with this name.
    pub fn new(name: &'a str) -> Choice<'a> {
        Choice { name, width: 160.0, prefix: "" }
    }

    /// As wide as this.
    #[must_use]
    pub fn width(mut self, width: f32) -> Self {
        self.width = width;
        self
    }

    /// A word before the chosen value: 状态 全部.
    #[must_use]
    pub fn prefix(mut self, prefix: &'a str) -> Self {
        self.prefix = prefix;
        self
    }

    /// Shows it; `chosen` changes when a person chooses, and the response says so.
    pub fn show<T: PartialEq + Clone>(
        self,
        ui: &mut Ui,
        chosen: &mut T,
        options: &[(T, String)],
    ) -> Response {
        let (theme, sizes, gaps, parts) = (theme(ui), type_sizes(), space(), size());
        let width = self.width.min(ui.available_width());
        let (rect, mut response) = ui.allocate_exact_size(vec2(width, parts.control), Sense::click());
        let current = options.iter().position(|(value, _)| value == chosen);
        let shown = current.map_or("请选择", |i| options[i].1.as_str());
        let text = if self.prefix.is_empty() { shown.to_owned() } else { format!("{} {shown}", self.prefix) };
        response.widget_info(|| {
            let mut info = WidgetInfo::labeled(WidgetRole::ComboBox, ui.is_enabled(), self.name);
            info.current_text_value = Some(shown.to_owned());
            info
        });
        let fill = if response.hovered() { theme.hover } else { theme.panel };
        let border = Stroke::new(1.0, theme.input_border);
        ui.painter().rect(rect, parts.radius, fill, border, StrokeKind::Inside);
        let ink = if current.is_some() { theme.text } else { theme.muted };
        let room = width - gaps.xl - gaps.m;
        let (galley, elided) = paint::fitted(ui, &text, regular(sizes.table), ink, room);
        ui.painter().galley(paint::middle(rect, rect.left() + gaps.s, &galley), galley, ink);
        if elided {
            response = response.on_hover_text(&text);
        }
        let centre = pos2(rect.right() - gaps.s - gaps.xs, rect.center().y);
        paint::icon(ui.painter(), centre, sizes.table, icons::DOWN, theme.muted);
        paint::focus_ring(ui, &response);
        let step = if response.has_focus() { arrows(ui, response.id) } else { 0 };
        if step != 0 && !options.is_empty() {
            let to = current.map_or(0, |i| (i as i32 + step).clamp(0, options.len() as i32 - 1) as usize);
            *chosen = options[to].0.clone();
            response.mark_changed();
        }
        let longest = |widest: f32, (_, label): &(T, String)| {
            let font = regular(sizes.table);
            widest.max(paint::text_width(ui, label, font) + 2.0 * gaps.s + ui.spacing().scroll.bar_width)
        };
        let widest = options.iter().fold(width, longest);
        let picked = egui::Popup::menu(&response)
            .width(widest)
            .show(|ui| {
                super::scroll_up_to(parts.row * 10.0).show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    let mut picked = None;
                    for (i, (_, label)) in options.iter().enumerate() {
                        let row = option_row(ui, label, current == Some(i));
                        if row.clicked() {
                            picked = Some(i);
                            ui.close();
                        }
                    }
                    picked
                })
            })
            .and_then(|shown| shown.inner.inner);
        if let Some(i) = picked {
            *chosen = options[i].0.clone();
            response.mark_changed();
            response.request_focus();
        }
        response
    }
}

/// Up and down while this has the keyboard.
fn arrows(ui: &Ui, id: Id) -> i32 {
    let filter = egui::EventFilter { vertical_arrows: true, ..Default::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    ui.input_mut(|input| {
        i32::from(input.consume_key(Default::default(), Key::ArrowDown))
            - i32::from(input.consume_key(Default::default(), Key::ArrowUp))
    })
}

/// One line of a list that opens.
pub(super) fn option_row(ui: &mut Ui, label: &str, chosen: bool) -> Response {
    let (theme, sizes, gaps, parts) = (theme(ui), type_sizes(), space(), size());
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), parts.row_compact), Sense::click());
    response.widget_info(|| WidgetInfo::selected(WidgetRole::Button, true, chosen, label));
    let fill = match (chosen, response.hovered() || response.has_focus()) {
        (true, _) => theme.selected,
        (false, true) => theme.hover,
        (false, false) => theme.panel,
    };
    ui.painter().rect_filled(rect, parts.radius, fill);
    let (galley, _) = paint::cut(ui, label, regular(sizes.table), theme.text, rect.width() - 2.0 * gaps.s);
    ui.painter().galley(paint::middle(rect, rect.left() + gaps.s, &galley), galley, theme.text);
    paint::focus_ring(ui, &response);
    response
}

/// A box to tick, with its label.
pub fn check_box(ui: &mut Ui, ticked: &mut bool, label: &str) -> Response {
    let (theme, sizes, gaps, parts) = (theme(ui), type_sizes(), space(), size());
    let galley = ui.painter().layout_no_wrap(label.to_owned(), regular(sizes.body), theme.text);
    let wide = vec2(gaps.l + gaps.s + galley.size().x, parts.control_small);
    let (rect, mut response) = ui.allocate_exact_size(wide, Sense::click());
    if response.clicked() {
        *ticked = !*ticked;
        response.mark_changed();
    }
    response.widget_info(|| WidgetInfo::selected(WidgetRole::CheckBox, ui.is_enabled(), *ticked, label));
    let square =
        egui::Rect::from_center_size(pos2(rect.left() + gaps.s, rect.center().y), vec2(gaps.l, gaps.l));
    let fill = if *ticked { theme.primary } else { theme.panel };
    let border = Stroke::new(1.0, if *ticked { theme.primary } else { theme.input_border });
    ui.painter().rect(square, parts.radius, fill, border, StrokeKind::Inside);
    if *ticked {
        paint::icon(ui.painter(), square.center(), sizes.table, icons::CHECK, theme.on_primary);
    }
    ui.painter().galley(paint::middle(rect, rect.left() + gaps.l + gaps.s, &galley), galley, theme.text);
    paint::focus_ring_at(ui, &response, rect.expand(2.0));
    response
}
