//! A provision as a citation leads to it: the official wording first, then our label, never confused.

use std::collections::BTreeMap;
use std::path::Path;

use eframe::egui::{Context, Frame, Id, Margin, Ui};

use super::Cx;
use crate::domain::fault::{Citation, mentions};
use crate::ledger;
use crate::notice::frames::{Link, Pages};
use crate::rules::{Pack, Said, meant};
use crate::ui::icons;
use crate::ui::theme::{bold, regular, size, space, theme, type_sizes};
use crate::ui::widget::{
    Button, Dialog, DialogAnswer, Input, Row, Tone, chip, muted, page_links, page_view, scroll_up_to, small,
    strong, wrapped,
};

/// The provision that somebody wants to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The pack's id.
    pub pack: String,
    pub cite: Citation,
    /// With the number of the text: 赤应急字〔2020〕25号第五条第3项.
    pub named: String,
}

impl Wanted {
    /// A provision of a pack.
    pub fn of(pack: &Pack, cite: Citation) -> Wanted {
        Wanted { pack: pack.id.clone(), cite, named: pack.cited_in_full(&cite) }
    }

    /// A provision that a notice cites, where an adopted pack has it.
    pub fn meant(packs: &[Pack], law: Option<&str>, cite: Citation) -> Option<Wanted> {
        meant(packs, law, &cite).map(|pack| Wanted::of(pack, cite))
    }

    /// The first provision that a line of text cites: 《…制度》第十一条.
    pub fn in_text(packs: &[Pack], text: &str) -> Option<Wanted> {
        let first = mentions(text).into_iter().next()?;
        Wanted::meant(packs, first.law.as_deref(), first.citation)
    }

    /// How assistive technology calls what leads there; `whose` tells apart those that lead to the same.
    pub fn spoken(&self, whose: &str) -> String {
        format!("依据 {} {whose}", self.named).trim_end().to_owned()
    }
}

/// Pages with what they cite.
pub struct Sheets {
    pub pages: Pages,
    /// For each page, the citations of texts that the bureau has, and how each is called.
    links: Vec<Vec<(Link, Wanted, String)>>,
}

impl Sheets {
    /// Pages whose citations mean these packs.
    pub fn of(pages: Pages, packs: &[Pack]) -> Sheets {
        let mut seen: BTreeMap<Citation, usize> = BTreeMap::new();
        let mut known = |link: Link| {
            let wanted = Wanted::meant(packs, link.law.as_deref(), link.citation)?;
            let count = seen.entry(link.citation).or_default();
            *count += 1;
            let whose = if *count > 1 { format!("（第{count}处）") } else { String::new() };
            let spoken = wanted.spoken(&whose);
            Some((link, wanted, spoken))
        };
        let mut links = Vec::new();
        for page in &pages.pages {
            links.push(page.links().into_iter().filter_map(&mut known).collect());
        }
        Sheets { pages, links }
    }

    /// Shows one page, as `page_view` does; gives the provision that was followed.
    pub fn page_ui(&self, ui: &mut Ui, i: usize, name: &str, width: f32, guides: bool) -> Option<Wanted> {
        let page = &self.pages.pages[i];
        let sheet = page_view(ui, name, page, width, guides);
        let links = &self.links[i];
        let spoken = links.iter().map(|(link, _, spoken)| (link, spoken.as_str()));
        page_links(ui, &sheet, page, spoken).map(|followed| links[followed].1.clone())
    }
}

/// What a person does here.
pub enum Msg {
    Import,
}

/// The provision in view.
pub struct State {
    wanted: Wanted,
    title: String,
    citable: bool,
    /// Word for word; nothing where the bureau has not imported the text.
    official: Vec<String>,
    said: Vec<Said>,
    /// The file to import, as it was typed.
    path: String,
    problem: Option<String>,
    /// What had the keyboard before, and gets it back.
    before: Option<Id>,
    /// It was left in the frame before: only now may the keyboard go back.
    left: bool,
}

impl State {
    /// Reads a provision.
    ///
    /// # Errors
    /// A pack that is not there.
    pub fn open(wanted: Wanted, cx: &Cx<'_>) -> ledger::Result<State> {
        let before = cx.ctx.memory(|memory| memory.focused());
        let mut state = State {
            wanted,
            title: String::new(),
            citable: false,
            official: Vec::new(),
            said: Vec::new(),
            path: String::new(),
            problem: None,
            before,
            left: false,
        };
        state.read(cx)?;
        Ok(state)
    }

    fn read(&mut self, cx: &Cx<'_>) -> ledger::Result<()> {
        let packs = cx.ledger.packs()?;
        let found = packs.iter().find(|pack| pack.id == self.wanted.pack);
        let none = || ledger::Error::NotFound { what: "规则包", name: self.wanted.pack.clone() };
        let pack = found.ok_or_else(none)?;
        let official = cx.ledger.official(pack)?;
        let quote = official.iter().flat_map(|text| text.quote(&self.wanted.cite)).map(str::to_owned);
        self.official = quote.collect();
        self.said = pack.said_at(&self.wanted.cite);
        self.title = pack.title.clone();
        self.citable = pack.citable;
        Ok(())
    }

    pub fn update(&mut self, msg: &Msg, cx: &mut Cx<'_>) {
        let Msg::Import = msg;
        let path = self.path.trim().trim_matches('"');
        if path.is_empty() {
            self.problem = Some("写明文件的完整路径，例如 D:\\制度\\过错责任追究制度.txt。".to_owned());
            return;
        }
        let done = cx.ledger.import_official(&self.wanted.pack, Path::new(path));
        match done.and_then(|()| self.read(cx)) {
            Ok(()) => {
                self.problem = None;
                cx.saved();
                cx.done("已导入正式文本，各处依据都可以对照原文。");
            }
            Err(error) => self.problem = Some(error.to_string()),
        }
    }

    /// Shows it; `barred` is why the one who looks may not import a text. Tells when it is over, after which the
    /// keyboard is where it was.
    pub fn ui(&mut self, ctx: &Context, barred: Option<&str>, out: &mut Vec<Msg>) -> bool {
        let (named, title) = (self.wanted.named.clone(), self.title.clone());
        if self.left {
            if let Some(before) = self.before {
                ctx.memory_mut(|memory| memory.request_focus(before));
            }
            return true;
        }
        let room = (ctx.content_rect().height() - 220.0).max(160.0);
        let answer = Dialog::reading(&named).sentence(&title).width(640.0).show(ctx, |ui| {
            scroll_up_to(room).show(ui, |ui| {
                let (tone, words) = match self.citable {
                    true => (Tone::Done, "可引用"),
                    false => (Tone::Due, "不可引用"),
                };
                chip(ui, tone, words);
                ui.add_space(space().s);
                if self.official.is_empty() {
                    self.import_ui(ui, barred, out);
                } else {
                    strong(ui, "正式文本");
                    quote_ui(ui, &self.official);
                }
                ui.add_space(space().m);
                self.said_ui(ui);
            });
        });
        if answer == Some(DialogAnswer::No) {
            self.left = true;
            ctx.request_repaint();
        }
        false
    }

    fn import_ui(&mut self, ui: &mut Ui, barred: Option<&str>, out: &mut Vec<Msg>) {
        let ink = theme(ui).text;
        wrapped(
            ui,
            "还没有导入正式文本，下面只有本程序的概括。要在这里对照原文，把正式印发的文本另存为纯文本文件（.txt），\
             填写它的路径导入；文件的条、款、项要与规则包一致。",
            regular(type_sizes().table),
            ink,
        );
        ui.add_space(space().xs);
        let problem = self.problem.as_deref();
        let field = Row::new("文本文件").problem(problem).show(ui, |ui| {
            Input::new(&mut self.path)
                .hint("文件的完整路径")
                .name("正式文本文件")
                .problem(problem.is_some())
                .show(ui)
        });
        ui.horizontal(|ui| {
            ui.add_space(size().label_column);
            let import = Button::new("导入正式文本").icon(icons::IMPORT).barred(barred);
            let entered = field.lost_focus() && ui.input(|input| input.key_pressed(eframe::egui::Key::Enter));
            if ui.add(import).clicked() || (entered && barred.is_none()) {
                out.push(Msg::Import);
            }
        });
    }

    fn said_ui(&self, ui: &mut Ui) {
        let ink = theme(ui).text;
        strong(ui, "本程序的概括");
        if self.said.is_empty() {
            muted(ui, "规则包里没有这一条的要点，以正式文本为准。");
        }
        for one in &self.said {
            ui.add_space(space().xs);
            ui.horizontal_wrapped(|ui| {
                chip(ui, Tone::Plain, &one.cite);
                small(ui, one.part);
            });
            wrapped(ui, &one.label, bold(type_sizes().table), ink);
            for condition in &one.conditions {
                wrapped(ui, &format!("· {condition}"), regular(type_sizes().table), ink);
            }
            if let Some(note) = &one.note {
                small(ui, note);
            }
        }
    }
}

/// The wording of the text itself, set apart from everything of ours.
fn quote_ui(ui: &mut Ui, lines: &[String]) {
    let (theme, gaps) = (theme(ui), space());
    let margin = Margin { left: gaps.m as i8, right: gaps.m as i8, top: gaps.s as i8, bottom: gaps.s as i8 };
    let frame = Frame::new().fill(theme.zebra).inner_margin(margin).show(ui, |ui| {
        ui.set_width(ui.available_width());
        for line in lines {
            wrapped(ui, line, regular(type_sizes().body), theme.text);
        }
    });
    let edge = frame.response.rect;
    ui.painter().rect_filled(edge.with_max_x(edge.left() + gaps.xs), 0.0, theme.primary);
}
