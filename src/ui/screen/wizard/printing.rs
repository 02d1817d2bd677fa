//! A paper that belongs to a screen, not to the register of papers, on its way out: to a printer, or, where there is none, into a file.

use std::path::PathBuf;

use eframe::egui::{Context, Sense, Ui, vec2};

use crate::ui::file_choice::{PDF, PathPicker, Shown, Want};
use crate::ui::icons;
use crate::ui::job::Job;
use crate::ui::printer::Printer;
use crate::ui::screen::papers::save;
use crate::ui::theme::{regular, size, space, theme, type_sizes};
use crate::ui::widget::{Button, Choice, Row, problem_text, small, wrapped};

/// What is to be done with the paper.
pub enum Wish {
    Print,
    Save(PathBuf),
}

type Told = Result<String, String>;

/// Printers, and what became of the paper.
pub struct Printing {
    listing: Option<Job<Result<Vec<String>, String>>>,
    names: Vec<String>,
    name: String,
    sending: Option<Job<Told>>,
    told: Option<Told>,
    path: String,
    picker: PathPicker,
    wish: Option<Wish>,
    /// Whether a file is offered beside the printer, and whether it was asked for.
    files: bool,
    filing: bool,
}

impl Default for Printing {
    fn default() -> Printing {
        Printing {
            listing: None,
            names: Vec::new(),
            name: String::new(),
            sending: None,
            told: None,
            path: String::new(),
            picker: PathPicker::new(Want::Save(&PDF)),
            wish: None,
            files: false,
            filing: false,
        }
    }
}

impl Printing {
    /// For a paper that is no secret of its own: a file is offered too, not only where printing fails.
    pub fn or_file() -> Printing {
        Printing { files: true, ..Printing::default() }
    }

    /// Begins with another paper: asks which printers there are.
    pub fn enter(&mut self, ctx: &Context) {
        self.told = None;
        self.filing = false;
        self.path.clear();
        let printer = Printer::of(ctx);
        self.listing = Some(Job::begin(ctx, move |_| printer.names()));
    }

    /// Hears what threads have found.
    pub fn logic(&mut self) {
        if let Some(Ok(Some(listed))) = self.listing.as_mut().map(Job::poll) {
            self.listing = None;
            match listed {
                Ok(names) => {
                    if !names.contains(&self.name) {
                        self.name = names.first().cloned().unwrap_or_default();
                    }
                    self.names = names;
                }
                Err(sentence) => self.told = Some(Err(sentence)),
            }
        }
        if let Some(job) = &mut self.sending {
            let told = match job.poll() {
                Ok(None) => return,
                Ok(Some(told)) => told,
                Err(_) => Err("没有印出来，请再试一次。".to_owned()),
            };
            self.sending = None;
            self.told = Some(told);
        }
    }

    /// What a person wished for since the last frame.
    pub fn take_wish(&mut self) -> Option<Wish> {
        self.wish.take()
    }

    /// Does it.
    pub fn carry_out(&mut self, ctx: &Context, wish: Wish, title: &str, paper: Result<Vec<u8>, String>) {
        match (paper, wish) {
            (Err(sentence), _) => self.told = Some(Err(sentence)),
            (Ok(paper), Wish::Print) => {
                let name = (!self.name.is_empty()).then(|| self.name.clone());
                let (printer, title) = (Printer::of(ctx), title.to_owned());
                self.sending = Some(Job::begin(ctx, move |_| printer.print(&paper, &title, name.as_deref())));
            }
            (Ok(paper), Wish::Save(path)) => {
                self.told = Some(save(&path, &paper).map(|()| format!("已保存到“{}”。", path.display())));
                self.filing = false;
            }
        }
    }

    /// The row with the button, and what came of it. `warning` stands beside the field of the file.
    pub fn ui(&mut self, ui: &mut Ui, label: &str, verb: &str, file_name: &str, warning: &str) {
        let busy = self.sending.is_some().then_some("正在送往打印机。");
        Row::new(label).show(ui, |ui| {
            ui.spacing_mut().item_spacing.x = space().s;
            if !self.names.is_empty() {
                let names: Vec<_> = self.names.iter().map(|name| (name.clone(), name.clone())).collect();
                Choice::new("打印机").width(200.0).show(ui, &mut self.name, &names);
            }
            let button = ui.add(Button::new(verb).icon(icons::PRINT).barred(busy));
            if button.clicked() {
                self.wish = Some(Wish::Print);
                ui.ctx().request_repaint();
            }
            let offered = self.files && !self.filing && !matches!(self.told, Some(Err(_)));
            if offered && ui.add(Button::new("存成 PDF").quiet()).clicked() {
                self.filing = true;
            }
            // The label names the row, not the button.
            ui.interact(ui.min_rect(), ui.scope_id().with("row"), Sense::hover())
        });
        match &self.told {
            Some(Ok(sentence)) => {
                indented(ui, |ui| {
                    let ink = theme(ui).done;
                    wrapped(ui, sentence, regular(type_sizes().table), ink);
                });
            }
            Some(Err(sentence)) => {
                indented(ui, |ui| {
                    problem_text(ui, sentence);
                });
            }
            None => {}
        }
        if self.filing || matches!(self.told, Some(Err(_))) {
            self.file_ui(ui, file_name, warning);
        }
    }

    fn file_ui(&mut self, ui: &mut Ui, file_name: &str, warning: &str) {
        Row::new("存为 PDF").show(ui, |ui| {
            let shown = Shown { name: "PDF 的位置", hint: file_name, ..Shown::default() };
            self.picker.show(ui, &mut self.path, shown)
        });
        indented(ui, |ui| {
            let empty = self.path.trim().is_empty().then_some("请先写保存的位置。");
            if ui.add(Button::new("保存 PDF").small().barred(empty)).clicked() {
                self.wish = Some(Wish::Save(crate::ui::screen::papers::meant(&self.path, file_name)));
                ui.ctx().request_repaint();
            }
            small(ui, warning);
        });
    }
}

/// Below the values of the rows.
fn indented(ui: &mut Ui, body: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing = vec2(space().s, space().xs);
        ui.add_space(size().label_column);
        body(ui);
    });
}
