//! Files of a record: looked at inside the program, or saved where a person says, after a warning.

use std::path::PathBuf;

use eframe::egui::{ColorImage, Context, ScrollArea, TextureHandle, TextureOptions, Ui, vec2};
use zeroize::Zeroizing;

use crate::domain::hash::Hash;
use crate::domain::id::Id;
use crate::domain::interference::{Attached, Sealed};
use crate::ledger::{self, points_of};
use crate::ui::file_choice::{ANY, PDF, PathPicker, Shown, Want, documents, meant, save};
use crate::ui::job::Job;
use crate::ui::screen::Cx;
use crate::ui::screen::problems::entered;
use crate::ui::theme::{regular, theme, type_sizes};
use crate::ui::widget::{Dialog, DialogAnswer, Row, muted, wrapped};

/// The longest side of a picture on the screen, in points of its own.
const PICTURE_MOST: u32 = 2_000;
/// Characters of a text that are shown.
const TEXT_MOST: usize = 20_000;

/// What a person does with a file.
pub enum Msg {
    Close,
    Save,
}

/// What a thread has made of a file.
enum Seen {
    Text(String),
    Picture([usize; 2], Vec<u8>),
}

type Told = Result<Option<Seen>, String>;

/// What stands in the window over the record.
enum Open {
    Text(String),
    Picture(TextureHandle),
}

/// What is saved outside what is sealed.
enum Kept {
    /// An attached file, which is opened first.
    File(Hash),
    /// A paper that was made of the record.
    Paper(Zeroizing<Vec<u8>>),
}

/// Files that are looked at or saved.
#[derive(Default)]
pub struct Viewing {
    job: Option<(String, Job<Told>)>,
    open: Option<(String, Open)>,
    saving: Option<Saving>,
}

struct Saving {
    what: Kept,
    name: String,
    path: String,
    picker: PathPicker,
    problem: Option<String>,
    focus: bool,
}

/// Whether a file is shown inside the program.
pub fn is_shown(file: &Attached) -> bool {
    matches!(file.media.as_str(), "text/plain" | "image/png" | "image/jpeg")
}

impl Viewing {
    pub fn is_open(&self) -> bool {
        self.open.is_some() || self.saving.is_some()
    }

    /// Has a file read on a thread.
    pub fn look(&mut self, id: Id<Sealed>, file: &Attached, paper: Option<&str>, cx: &mut Cx<'_>) {
        let media = file.media.clone();
        self.begin(id, file.file, &file.name, paper, cx, move |bytes| seen(&media, bytes).map(Some));
    }

    /// Asks where a file is to be saved.
    pub fn ask_where(&mut self, file: &Attached) {
        self.saving = Some(Saving::new(Kept::File(file.file), file.name.clone(), Want::Save(&ANY)));
    }

    /// Asks where a paper is to be saved.
    pub fn ask_where_paper(&mut self, pdf: Zeroizing<Vec<u8>>, title: &str) {
        self.saving = Some(Saving::new(Kept::Paper(pdf), format!("{title}.pdf"), Want::Save(&PDF)));
    }

    pub fn update(&mut self, msg: Msg, id: Id<Sealed>, paper: Option<&str>, cx: &mut Cx<'_>) {
        match msg {
            Msg::Close => (self.open, self.saving) = (None, None),
            Msg::Save => {
                let Some(saving) = &mut self.saving else { return };
                let path: PathBuf = meant(&saving.path, &saving.name);
                if let Err(sentence) = crate::ui::file_choice::new_file(&path) {
                    (saving.problem, saving.focus) = (Some(sentence), true);
                    return;
                }
                let Some(Saving { what, name, .. }) = self.saving.take() else { return };
                match what {
                    Kept::File(hash) => {
                        self.begin(id, hash, &name, paper, cx, move |bytes| {
                            save(&path, bytes).map(|()| None)
                        });
                    }
                    Kept::Paper(pdf) => match save(&path, &pdf) {
                        Ok(()) => cx.done("已存成 PDF。这份文件没有封存，请妥善保管，用完删除。"),
                        Err(sentence) => cx.refused(sentence),
                    },
                }
            }
        }
    }

    fn begin(
        &mut self,
        id: Id<Sealed>,
        hash: Hash,
        name: &str,
        paper: Option<&str>,
        cx: &mut Cx<'_>,
        work: impl FnOnce(&[u8]) -> Told + Send + 'static,
    ) {
        let opener = match paper {
            Some(paper) => cx.ledger.begin_with_paper(id, paper),
            None => cx.ledger.begin_adding(id),
        };
        let opener = match opener {
            Ok(opener) => opener,
            Err(error) => return cx.refused(error),
        };
        let second = cx.ledger.second();
        let job = Job::begin(cx.ctx, move |_| {
            let read = || -> ledger::Result<Zeroizing<Vec<u8>>> { opener.open(&second.open()?, &hash) };
            read().map_err(|error| error.to_string()).and_then(|bytes| work(&bytes))
        });
        self.job = Some((name.to_owned(), job));
    }

    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        let Some((name, job)) = &mut self.job else { return };
        let told = match job.poll() {
            Ok(None) => return,
            Ok(Some(told)) => told,
            Err(_) => Err("附件没有打开，请再试一次。".to_owned()),
        };
        let name = std::mem::take(name);
        self.job = None;
        match told {
            Ok(Some(Seen::Text(text))) => self.open = Some((name, Open::Text(text))),
            Ok(Some(Seen::Picture(size, rgb))) => {
                let image = ColorImage::from_rgb(size, &rgb);
                // Not among the pictures that are kept: it goes when the record is closed.
                let texture = cx.ctx.load_texture("attached", image, TextureOptions::LINEAR);
                self.open = Some((name, Open::Picture(texture)));
            }
            Ok(None) => cx.done("附件已另存。另存的文件没有封存，请妥善保管，用完删除。"),
            Err(sentence) => cx.refused(sentence),
        }
    }

    pub fn ui(&mut self, ctx: &Context, out: &mut Vec<Msg>) {
        if let Some((name, open)) = &self.open {
            let room = ctx.content_rect().size() - vec2(160.0, 200.0);
            let dialog = Dialog::reading(name).width(room.x.min(900.0));
            let closed = dialog.show(ctx, |ui| {
                ScrollArea::both().max_height(room.y).show(ui, |ui| open_ui(ui, open));
            });
            if closed.is_some() {
                out.push(Msg::Close);
            }
        }
        if let Some(saving) = &mut self.saving {
            saving.ui(ctx, out);
        }
    }

    /// What is being done with a file, once a person wonders.
    pub fn progress_ui(&self, ui: &mut Ui) {
        if let Some((_, job)) = &self.job {
            job.ui(ui, "正在打开附件");
        }
    }
}

impl Saving {
    fn new(what: Kept, name: String, want: Want) -> Saving {
        let path = documents().join(&name).display().to_string();
        Saving { what, name, path, picker: PathPicker::new(want), problem: None, focus: true }
    }

    fn ui(&mut self, ctx: &Context, out: &mut Vec<Msg>) {
        let focus = std::mem::take(&mut self.focus);
        let (wrong, picker, path) = (self.problem.as_deref(), &mut self.picker, &mut self.path);
        let title = if matches!(self.what, Kept::File(_)) { "另存附件" } else { "存成 PDF" };
        let sentence = "另存的文件离开封存，谁都能打开。只在确有需要时另存，用完删除，不要放在共用的文件夹。";
        let dialog = Dialog::new(title, "另存").sentence(sentence).width(620.0);
        let answer = dialog.show(ctx, |ui| {
            let shown = Shown { name: "保存位置", problem: wrong.is_some(), ..Shown::default() };
            let row = Row::new("保存到").problem(wrong).focus(focus);
            let field = row.show(ui, |ui| picker.show(ui, path, shown));
            if entered(ui, &field) {
                out.push(Msg::Save);
            }
        });
        match answer {
            Some(DialogAnswer::Yes) => out.push(Msg::Save),
            Some(DialogAnswer::No) => out.push(Msg::Close),
            None => {}
        }
    }
}

fn open_ui(ui: &mut Ui, open: &Open) {
    match open {
        Open::Text(text) => {
            let ink = theme(ui).text;
            wrapped(ui, text, regular(type_sizes().body), ink);
        }
        Open::Picture(texture) => {
            let size = texture.size_vec2();
            let scale = (ui.available_width() / size.x).min(1.0);
            ui.image((texture.id(), size * scale));
        }
    }
    muted(ui, "在程序里查看，没有写到磁盘上。");
}

fn seen(media: &str, bytes: &[u8]) -> Result<Seen, String> {
    if media == "text/plain" {
        let text = std::str::from_utf8(bytes)
            .map_err(|_| "这个文本文件的编码读不了，请另存后用别的程序打开。".to_owned())?;
        return Ok(Seen::Text(text.chars().take(TEXT_MOST).collect()));
    }
    let (size, rgb) = points_of(bytes, PICTURE_MOST).map_err(|error| error.to_string())?;
    Ok(Seen::Picture(size, rgb))
}
