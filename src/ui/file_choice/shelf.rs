//! The program's own list of folders and files, for machines whose system has no window for them.

use std::path::{Path, PathBuf};

use eframe::egui::{
    Context, EventFilter, Id, Key, Modifiers, Role as WidgetRole, ScrollArea, Sense, Stroke, Ui, WidgetInfo,
    pos2, vec2,
};

use super::Want;
use super::place::{documents, places};
use crate::ui::icons;
use crate::ui::job::Job;
use crate::ui::theme::{regular, size, space, theme, type_sizes};
use crate::ui::widget::{Button, Dialog, DialogAnswer, cut, focus_ring, icon, muted, problem_text};

/// More entries than these nobody looks through.
const MOST: usize = 5000;
const HIGH: f32 = 264.0;

/// How it was left.
pub enum Left {
    Chosen(PathBuf),
    Closed,
}

/// What a folder holds.
#[derive(Default)]
struct Listing {
    places: Vec<(String, PathBuf)>,
    folders: Vec<String>,
    files: Vec<String>,
    problem: Option<String>,
}

/// An open list.
pub struct Shelf {
    want: Want,
    folder: PathBuf,
    /// The name under which something is saved.
    name: String,
    reading: Option<Job<(PathBuf, Listing)>>,
    listing: Listing,
    at: usize,
    /// The list takes the keyboard in the next frame.
    focus: bool,
}

/// One line of the list.
enum Line<'a> {
    Up,
    Folder(&'a str),
    File(&'a str),
}

enum Did {
    Go(PathBuf),
    Choose(PathBuf),
}

impl Shelf {
    pub fn new(ctx: &Context, want: Want, folder: PathBuf, name: String) -> Shelf {
        let mut shelf = Shelf {
            want,
            folder: PathBuf::new(),
            name,
            reading: None,
            listing: Listing::default(),
            at: 0,
            focus: true,
        };
        shelf.go(ctx, folder);
        shelf
    }

    fn go(&mut self, ctx: &Context, folder: PathBuf) {
        let want = self.want;
        self.folder = folder.clone();
        self.at = 0;
        self.focus = true;
        self.reading = Some(Job::begin(ctx, move |_| read(&folder, want)));
    }

    /// Shows it until it is left.
    pub fn show(&mut self, ctx: &Context) -> Option<Left> {
        if let Some(job) = &mut self.reading
            && let Ok(Some((folder, listing))) = job.poll()
        {
            self.reading = None;
            self.folder = folder;
            self.listing = listing;
            self.focus = true;
        }
        let (verb, barred) = match (self.want, self.file()) {
            (Want::Folder, _) => ("选这个文件夹", None),
            (Want::Save(_), _) => ("保存在这里", None),
            (Want::Open(_), Some(_)) => ("选这个文件", None),
            (Want::Open(_), None) => ("选这个文件", Some("请先选一个文件。")),
        };
        let mut did = None;
        let answer = Dialog::new(self.want.title(), verb)
            .sentence("系统的选择窗口打不开，请在这里选；也可以取消，直接写路径。")
            .barred(barred)
            .show(ctx, |ui| did = self.body(ui));
        match (did, answer) {
            (Some(Did::Go(folder)), _) => self.go(ctx, folder),
            (Some(Did::Choose(path)), _) => return Some(Left::Chosen(path)),
            (None, Some(DialogAnswer::No)) => return Some(Left::Closed),
            (None, Some(DialogAnswer::Yes)) => {
                return Some(Left::Chosen(match self.want {
                    Want::Folder => self.folder.clone(),
                    Want::Save(_) => self.folder.join(&self.name),
                    Want::Open(_) => self.file()?,
                }));
            }
            (None, None) => {}
        }
        None
    }

    fn lines(&self) -> Vec<Line<'_>> {
        let up = self.folder.parent().map(|_| Line::Up);
        let folders = self.listing.folders.iter().map(|name| Line::Folder(name));
        up.into_iter().chain(folders).chain(self.listing.files.iter().map(|name| Line::File(name))).collect()
    }

    /// The file that is marked.
    fn file(&self) -> Option<PathBuf> {
        match self.lines().get(self.at)? {
            Line::File(name) => Some(self.folder.join(name)),
            _ => None,
        }
    }

    fn body(&mut self, ui: &mut Ui) -> Option<Did> {
        let gaps = space();
        let mut did = None;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(gaps.xs, gaps.xs);
            for (name, path) in &self.listing.places {
                if ui.add(Button::new(name).small().icon(icons::FOLDER)).clicked() {
                    did = Some(Did::Go(path.clone()));
                }
            }
        });
        ui.add_space(gaps.xs);
        muted(ui, &self.folder.display().to_string());
        if let Some(problem) = &self.listing.problem {
            problem_text(ui, problem);
        }
        did.or_else(|| self.list(ui))
    }

    fn list(&mut self, ui: &mut Ui) -> Option<Did> {
        let (colours, parts) = (theme(ui), size());
        let id = Id::unique("shelf");
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HIGH), Sense::hover());
        let focus = ui.interact(rect, id, Sense::focusable_noninteractive());
        focus.widget_info(|| WidgetInfo::labeled(WidgetRole::List, true, "文件夹里的内容"));
        // A dialog that has just opened gives the keyboard to its first control: asked for until it is here.
        self.focus &= !focus.has_focus();
        if self.focus {
            focus.request_focus();
        }
        let mut did = if focus.has_focus() { self.keyboard(ui, id) } else { None };
        ui.painter().rect_stroke(
            rect,
            parts.radius,
            Stroke::new(1.0, colours.input_border),
            eframe::egui::StrokeKind::Inside,
        );
        let mut ui = ui.new_child(eframe::egui::UiBuilder::new().max_rect(rect.shrink(1.0)));
        ui.set_clip_rect(rect);
        ui.spacing_mut().item_spacing.y = 0.0;
        let (lines, at) = (self.lines(), self.at);
        let mut clicked = None;
        ScrollArea::vertical().id_salt(&self.folder).auto_shrink(false).show_rows(
            &mut ui,
            parts.row_compact,
            lines.len(),
            |ui, range| {
                for i in range {
                    let (row, twice) = line_ui(ui, &lines[i], i == at);
                    if row {
                        clicked = Some((i, twice));
                    }
                }
            },
        );
        focus_ring(&ui, &focus);
        if let Some((i, twice)) = clicked {
            let is_file = matches!(lines[i], Line::File(_));
            if twice || !is_file {
                did = self.opened(i);
            }
            self.at = i;
        }
        did
    }

    fn keyboard(&mut self, ui: &Ui, id: Id) -> Option<Did> {
        let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        let presses = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key)) as i64;
        let last = self.lines().len().saturating_sub(1) as i64;
        let by = presses(Key::ArrowDown) - presses(Key::ArrowUp)
            + 10 * (presses(Key::PageDown) - presses(Key::PageUp));
        self.at = (self.at as i64 + by).clamp(0, last) as usize;
        if presses(Key::Home) > 0 {
            self.at = 0;
        }
        if presses(Key::End) > 0 {
            self.at = last as usize;
        }
        if presses(Key::Backspace) > 0 {
            return self.folder.parent().map(|up| Did::Go(up.to_owned()));
        }
        if presses(Key::Enter) > 0 { self.opened(self.at) } else { None }
    }

    fn opened(&self, at: usize) -> Option<Did> {
        Some(match self.lines().get(at)? {
            Line::Up => Did::Go(self.folder.parent()?.to_owned()),
            Line::Folder(name) => Did::Go(self.folder.join(name)),
            Line::File(name) => Did::Choose(self.folder.join(name)),
        })
    }
}

/// One line; whether it was clicked, and whether twice.
fn line_ui(ui: &mut Ui, line: &Line<'_>, marked: bool) -> (bool, bool) {
    let (theme, gaps, parts, sizes) = (theme(ui), space(), size(), type_sizes());
    let (sign, words) = match line {
        Line::Up => (icons::UP, "上一级"),
        Line::Folder(name) => (icons::FOLDER, *name),
        Line::File(name) => (icons::PAPER, *name),
    };
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), parts.row_compact), Sense::click());
    response.widget_info(|| WidgetInfo::selected(WidgetRole::RadioButton, true, marked, words));
    if marked || response.hovered() {
        ui.painter().rect_filled(rect, 0.0, if marked { theme.selected } else { theme.hover });
        if marked {
            response.scroll_to_me(None);
        }
    }
    icon(ui.painter(), pos2(rect.left() + gaps.m + gaps.xs, rect.center().y), gaps.l, sign, theme.muted);
    let left = rect.left() + gaps.xl + gaps.s;
    let (galley, _) = cut(ui, words, regular(sizes.table), theme.text, rect.right() - left - gaps.s);
    ui.painter().galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, theme.text);
    (response.clicked(), response.double_clicked())
}

/// Reads a folder, or the nearest one above it that is there.
fn read(wanted: &Path, want: Want) -> (PathBuf, Listing) {
    let folder = wanted.ancestors().find(|dir| dir.is_dir()).map_or_else(documents, Path::to_owned);
    let mut listing = Listing { places: places(), ..Listing::default() };
    let entries = match std::fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(_) => {
            listing.problem = Some(format!("“{}”不能读取。请换一个位置。", folder.display()));
            return (folder, listing);
        }
    };
    for entry in entries.flatten().take(MOST) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        if entry.path().is_dir() {
            listing.folders.push(name);
        } else if is_wanted(&name, want) {
            listing.files.push(name);
        }
    }
    listing.folders.sort();
    listing.files.sort();
    (folder, listing)
}

fn is_wanted(name: &str, want: Want) -> bool {
    let end = Path::new(name).extension().unwrap_or_default();
    match want {
        Want::Folder => false,
        Want::Save(kind) | Want::Open(kind) => {
            kind.endings.is_empty() || kind.endings.iter().any(|one| end.eq_ignore_ascii_case(one))
        }
    }
}
