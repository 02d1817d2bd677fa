//! 标准: what files are reviewed by; adopted as it comes, brought in from a workbook, written out as one.

mod bring;
mod sheet;

use eframe::egui::{
    CentralPanel, Frame, Id, Key, Margin, Panel, Role as WidgetRole, ScrollArea, Sense, Stroke, Ui,
    WidgetInfo, pos2, vec2,
};

use crate::domain::review::Standard;
use crate::domain::role::Op;
use crate::ledger::standards::{own_standard, standard_workbook};
use crate::ui::keys;
use crate::ui::screen::save_sheet::{self, SaveSheet};
use crate::ui::screen::{Cx, Screen, See};
use crate::ui::tab::Target;
use crate::ui::theme::{bold, regular, space, theme, type_sizes};
use crate::ui::widget::{
    Button, Dialog, DialogAnswer, above_bar, action_bar, cut, fitted, focus_ring, problem_text,
};
use crate::words::date::show_date;
use bring::Bring;
pub use bring::DRAFT;

/// The width of the list, and the height of one of its rows.
const LIST: f32 = 264.0;
const HIGH: f32 = 60.0;

const SAVED: save_sheet::Words = save_sheet::Words {
    title: "标准存为 Excel",
    sentence: "存成的工作簿可以改成本单位的标准，再用“导入标准”读进来。",
    what: "标准",
};

/// What a person does here.
pub enum Msg {
    Select(usize),
    Adopt,
    Yes,
    No,
    Bring,
    Brought(bring::Msg),
    Save,
    Saved(save_sheet::Msg),
}

/// A standard, and since when the bureau works by it; none where it has only come with the program.
struct Line {
    standard: Standard,
    since: Option<String>,
}

/// What stands on the page.
#[derive(Default)]
pub struct State {
    lines: Vec<Line>,
    at: usize,
    asking: bool,
    bring: Option<Box<Bring>>,
    save: Option<Box<SaveSheet>>,
    problem: Option<String>,
}

impl State {
    fn read(&mut self, cx: &Cx<'_>) {
        match cx.ledger.standards() {
            Ok(all) => {
                // The newest is what the next review is made by.
                self.lines = all
                    .into_iter()
                    .rev()
                    .map(|one| Line { since: Some(show_date(one.adopted_on)), standard: one.standard })
                    .collect();
                let own = own_standard();
                let ours = own.filter(|own| self.lines.iter().all(|line| line.standard != *own));
                self.lines.extend(ours.map(|standard| Line { standard, since: None }));
                self.problem = None;
            }
            Err(error) => self.problem = Some(error.to_string()),
        }
        self.at = self.at.min(self.lines.len().saturating_sub(1));
    }

    fn adopt(&mut self, cx: &mut Cx<'_>) {
        self.asking = false;
        let Some(line) = self.lines.get(self.at) else { return };
        match cx.ledger.adopt_standard(&line.standard) {
            Ok(_) => {
                cx.saved();
                cx.done("已采用，以后的评查可以用它。");
                self.at = 0;
                self.read(cx);
            }
            Err(error) => cx.refused(error),
        }
    }

    fn ask_where(&mut self, cx: &mut Cx<'_>) {
        let Some(Line { standard, .. }) = self.lines.get(self.at) else { return };
        let name = format!("{} {}.xlsx", standard.title, standard.version);
        match standard_workbook(standard) {
            Ok(bytes) => self.save = Some(Box::new(SaveSheet::of(SAVED, name, bytes))),
            Err(error) => cx.refused(error),
        }
    }

    fn brought(&mut self, left: bring::Left, cx: &mut Cx<'_>) {
        self.bring = None;
        if left == bring::Left::Adopted {
            cx.saved();
            cx.done("标准已导入并采用，以后的评查可以用它。");
            self.at = 0;
            self.read(cx);
        }
    }
}

impl Screen for State {
    type Msg = Msg;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        self.read(cx);
    }

    fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        if let Some(problem) = &self.problem {
            problem_text(ui, problem);
            return;
        }
        if let Some(bring) = &mut self.bring {
            let mut said = Vec::new();
            bring.ui(ui, see, &mut said);
            out.extend(said.into_iter().map(Msg::Brought));
            return;
        }
        let mut content = above_bar(ui, "standards");
        self.list_ui(&mut content, see, out);
        CentralPanel::no_frame().show(&mut content, |ui| {
            ScrollArea::vertical().id_salt("standard").auto_shrink(false).show(ui, |ui| {
                Frame::new().inner_margin(space().l).show(ui, |ui| {
                    if let Some(line) = self.lines.get(self.at) {
                        sheet::ui(ui, &line.standard);
                    }
                });
            });
        });
        self.bar_ui(ui, see, out);
        if self.asking {
            let answer = Dialog::new("采用评查标准", "采用")
                .sentence("采用以后，评查照它打分；已经用它评查的案卷一直照这一版，不会随新版改变。")
                .show(ui.ctx(), |_| ());
            out.extend(answer.map(|answer| match answer {
                DialogAnswer::Yes => Msg::Yes,
                DialogAnswer::No => Msg::No,
            }));
        }
        if let Some(save) = &mut self.save {
            let mut said = Vec::new();
            save.ui(ui.ctx(), &mut said);
            out.extend(said.into_iter().map(Msg::Saved));
        }
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match msg {
            Msg::Select(at) => self.at = at,
            Msg::Adopt => self.asking = true,
            Msg::Yes => self.adopt(cx),
            Msg::No => self.asking = false,
            Msg::Bring => self.bring = Some(Box::new(Bring::begin(cx))),
            Msg::Brought(msg) => {
                let left = self.bring.as_mut().and_then(|bring| bring.update(msg, cx));
                if let Some(left) = left {
                    self.brought(left, cx);
                }
            }
            Msg::Save => self.ask_where(cx),
            Msg::Saved(msg) => {
                let over = self.save.as_mut().is_some_and(|save| save.update(msg, cx));
                if over {
                    self.save = None;
                }
            }
        }
    }

    fn logic(&mut self, cx: &mut Cx<'_>) {
        if let Some(bring) = &mut self.bring {
            bring.logic();
        } else if !self.asking
            && self.save.is_none()
            && cx.may(Op::AdoptText)
            && keys::pressed(cx.ctx, keys::NEW)
        {
            self.update(Msg::Bring, cx);
        }
    }

    fn open(&mut self, target: &Target, cx: &mut Cx<'_>) {
        if let Target::Draft(_) = target {
            self.update(Msg::Bring, cx);
        }
    }

    fn is_unkept(&self) -> bool {
        self.bring.as_ref().is_some_and(|bring| bring.is_unkept())
    }

    fn keep(&mut self, cx: &mut Cx<'_>) {
        if let Some(bring) = &mut self.bring {
            bring.keep(cx);
        }
    }

    fn breadcrumb(&self) -> String {
        if self.bring.is_some() { "导入标准".to_owned() } else { String::new() }
    }
}

impl State {
    fn list_ui(&self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
        let frame = Frame::new().fill(theme.panel).inner_margin(Margin::ZERO);
        Panel::left("standard-list").exact_size(LIST).resizable(false).frame(frame).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for (i, line) in self.lines.iter().enumerate() {
                let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HIGH), Sense::hover());
                let response = ui.interact(rect, row_id(i), Sense::click());
                let current = i == self.at;
                let Standard { title, version, .. } = &line.standard;
                let since = line.since.as_ref();
                let since =
                    since.map_or("程序自带，还没有采用".to_owned(), |on| format!("{on}采用"));
                let spoken = format!("标准 {title} {version} {since}");
                response
                    .widget_info(|| WidgetInfo::selected(WidgetRole::RadioButton, true, current, &spoken));
                if current {
                    see.panes.entry(response.id);
                    ui.painter().rect_filled(rect, 0.0, theme.selected);
                } else if response.hovered() {
                    ui.painter().rect_filled(rect, 0.0, theme.hover);
                }
                let room = rect.width() - 2.0 * gaps.m;
                let (title, _) = fitted(ui, title, bold(sizes.table), theme.text, room);
                let (below, _) =
                    cut(ui, &format!("{version}　{since}"), regular(sizes.small), theme.muted, room);
                let high = title.size().y;
                let top = rect.center().y - (high + below.size().y) / 2.0;
                let at = |top: f32| pos2(rect.left() + gaps.m, top);
                ui.painter().galley(at(top), title, theme.text);
                ui.painter().galley(at(top + high), below, theme.muted);
                ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, theme.line));
                focus_ring(ui, &response);
                if response.clicked() {
                    out.push(Msg::Select(i));
                }
                if response.has_focus() {
                    self.arrows(ui, i, out);
                }
            }
        });
    }

    /// Up and down among the standards.
    fn arrows(&self, ui: &Ui, at: usize, out: &mut Vec<Msg>) {
        let filter = eframe::egui::EventFilter { vertical_arrows: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(row_id(at), filter));
        let presses = |key| {
            ui.input_mut(|input| input.count_and_consume_key(eframe::egui::Modifiers::NONE, key)) as i64
        };
        let by = presses(Key::ArrowDown) - presses(Key::ArrowUp);
        let to = (at as i64 + by).clamp(0, self.lines.len() as i64 - 1) as usize;
        if to != at {
            out.push(Msg::Select(to));
            ui.memory_mut(|memory| memory.request_focus(row_id(to)));
        }
    }

    fn bar_ui(&self, ui: &mut Ui, see: &See<'_>, out: &mut Vec<Msg>) {
        let line = self.lines.get(self.at);
        let ours = line.is_some_and(|line| line.since.is_none());
        let sentence = match ours {
            true => "这一份只供还没有自己标准的单位使用，不是任何机关印发的标准。",
            false => "只能查看。用它评查过的案卷一直照这一版。",
        };
        let barred = see.barred(Op::AdoptText);
        action_bar(ui, "standard-actions", sentence, |ui| {
            if line.is_some() && ui.add(Button::new("存为 Excel")).clicked() {
                out.push(Msg::Save);
            }
            let bring = Button::new("导入标准").keys("Ctrl+N").barred(barred);
            let bring = if ours { bring } else { bring.primary() };
            if ui.add(bring).clicked() {
                out.push(Msg::Bring);
            }
            if ours && ui.add(Button::new("采用这份标准").primary().barred(barred)).clicked() {
                out.push(Msg::Adopt);
            }
        });
    }
}

/// The row of a standard.
fn row_id(at: usize) -> Id {
    Id::unique(("standard", at))
}
