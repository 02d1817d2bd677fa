//! A path is typed, or chosen: in the system's window on a thread, and in the program's own list where there is none.

mod place;
mod shelf;
mod system;

use std::path::{Path, PathBuf};

use eframe::egui::{Context, Id, Response, Ui};

use super::icons;
use super::job::Job;
use super::theme::space;
use super::widget::{Button, Input};
use shelf::Shelf;

pub use place::{documents, meant, new_file, save, writable};
pub use system::{Answer, Ask, Chooser};

/// Files of a kind: its name, and how their names end; any file where no ending is named.
#[derive(Debug)]
pub struct Kind {
    pub name: &'static str,
    pub endings: &'static [&'static str],
}

pub const LEDGER: Kind = Kind { name: "秉公台账", endings: &["ledger"] };
pub const PDF: Kind = Kind { name: "PDF", endings: &["pdf"] };
pub const SHEET: Kind = Kind { name: "Excel 工作簿", endings: &["xlsx"] };
pub const REGISTER: Kind = Kind { name: "名册", endings: &["xlsx", "xls", "csv", "txt"] };
pub const CASES: Kind = Kind { name: "案件表", endings: &["xlsx", "xls", "csv"] };
pub const ANY: Kind = Kind { name: "所有文件", endings: &[] };

/// What is chosen.
#[derive(Clone, Copy, Debug)]
pub enum Want {
    Folder,
    /// A name that is not there yet.
    Save(&'static Kind),
    /// A file that is there.
    Open(&'static Kind),
}

impl Want {
    fn title(self) -> &'static str {
        match self {
            Want::Folder => "选择文件夹",
            Want::Save(_) => "选择保存的位置",
            Want::Open(_) => "选择文件",
        }
    }
}

/// The button beside a field for a path, and what it has opened.
pub struct PathPicker {
    want: Want,
    asking: Option<Box<Job<Answer>>>,
    shelf: Option<Box<Shelf>>,
    /// Something was chosen: the caret goes to the field.
    focus: bool,
}

/// How the field of a path is shown.
#[derive(Clone, Copy, Default)]
pub struct Shown<'a> {
    /// What is chosen, for the name of the button: 保存位置.
    pub name: &'a str,
    pub hint: &'a str,
    pub problem: bool,
    /// The field's own name, where no label stands before it.
    pub field: Option<&'a str>,
}

impl PathPicker {
    pub fn new(want: Want) -> PathPicker {
        PathPicker { want, asking: None, shelf: None, focus: false }
    }

    /// The field with the button at its right. The response is the field's; it has changed where something was
    /// written or chosen.
    pub fn show(&mut self, ui: &mut Ui, typed: &mut String, shown: Shown<'_>) -> Response {
        let gap = space().s;
        let width = ui.available_width() - BUTTON - gap;
        let mut input = Input::new(typed).hint(shown.hint).problem(shown.problem).width(width);
        if let Some(name) = shown.field {
            input = input.name(name);
        }
        let mut field = input.show(ui);
        ui.add_space(gap);
        let name = format!("选择{}", shown.name);
        if self.button(ui, typed, |label| Button::new(label).icon(icons::FOLDER).name(&name).width(BUTTON)) {
            field.mark_changed();
            // Not yet: the list still lies on top of the field.
            self.focus = true;
            ui.ctx().request_repaint();
        } else if std::mem::take(&mut self.focus) {
            field.request_focus();
        }
        field
    }

    /// The button alone; whether something was chosen.
    pub fn button<'a>(
        &mut self,
        ui: &mut Ui,
        typed: &mut String,
        button: impl FnOnce(&'static str) -> Button<'a>,
    ) -> bool {
        // A system that takes its time must not keep anybody waiting.
        let label = if self.asking.is_some() { "列出来选" } else { "选择…" };
        if ui.add(button(label)).clicked() {
            self.clicked(ui.ctx(), typed);
        }
        let chosen = self.asked(ui.ctx(), typed).or_else(|| self.listed(ui.ctx()));
        if let Some(path) = &chosen {
            *typed = path.display().to_string();
        }
        chosen.is_some()
    }

    fn clicked(&mut self, ctx: &Context, typed: &str) {
        if self.asking.take().is_some() || has_no_dialog(ctx) {
            self.shelf = Some(Box::new(self.open_shelf(ctx, typed)));
            return;
        }
        let (chooser, ask) = (Chooser::of(ctx), self.ask(typed));
        self.asking = Some(Box::new(Job::begin(ctx, move |_| chooser.ask(&ask))));
    }

    fn ask(&self, typed: &str) -> Ask {
        let (folder, name) = split(Path::new(typed.trim()), self.want);
        Ask { want: self.want, folder, name }
    }

    fn open_shelf(&self, ctx: &Context, typed: &str) -> Shelf {
        let Ask { want, folder, name } = self.ask(typed);
        Shelf::new(ctx, want, folder, name)
    }

    /// What the system's window has answered.
    fn asked(&mut self, ctx: &Context, typed: &str) -> Option<PathBuf> {
        let answer = match self.asking.as_mut()?.poll() {
            Ok(None) => return None,
            Ok(Some(answer)) => answer,
            Err(_) => Answer::NoDialog,
        };
        self.asking = None;
        match answer {
            Answer::Chosen(path) => Some(path),
            Answer::Closed => None,
            Answer::NoDialog => {
                ctx.data_mut(|data| data.insert_temp(no_dialog_id(), true));
                self.shelf = Some(Box::new(self.open_shelf(ctx, typed)));
                None
            }
        }
    }

    /// What was chosen in the program's own list.
    fn listed(&mut self, ctx: &Context) -> Option<PathBuf> {
        match self.shelf.as_mut()?.show(ctx)? {
            shelf::Left::Closed => {
                self.shelf = None;
                None
            }
            shelf::Left::Chosen(path) => {
                self.shelf = None;
                Some(path)
            }
        }
    }
}

/// The width of the button.
const BUTTON: f32 = 104.0;

fn no_dialog_id() -> Id {
    Id::unique("no-file-dialog")
}

/// Whether the system's window could not be opened once: it is not tried again.
fn has_no_dialog(ctx: &Context) -> bool {
    ctx.data(|data| data.get_temp(no_dialog_id()).unwrap_or(false))
}

/// Where to begin, and under which name to save.
fn split(typed: &Path, want: Want) -> (PathBuf, String) {
    let name = typed.file_name().unwrap_or_default().to_string_lossy().into_owned();
    match want {
        Want::Folder => (typed.to_owned(), String::new()),
        Want::Save(_) | Want::Open(_) => (typed.parent().unwrap_or(Path::new("")).to_owned(), name),
    }
}
