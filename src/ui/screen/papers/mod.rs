//! 文书: issued notices as they are printed, their serving, and the way of their PDF to paper.

mod asks;
mod files;
mod list;
mod pages;

use std::path::PathBuf;

use eframe::egui::{Frame, Id, Margin, Panel, Ui, UiBuilder};
use tempfile::TempDir;
use uuid::Uuid;

use super::provision::{Sheets, Wanted};
use super::{Cx, Screen, See};
use crate::domain::id::Id as RecordId;
use crate::domain::notice::{Notice, Number, NumberState};
use crate::domain::role::Op;
use crate::ledger::file::Versioned;
use crate::ledger::{self, NoticeQuery, NoticeRow};
use crate::ui::file_choice::documents;
use crate::ui::icons;
use crate::ui::job::Job;
use crate::ui::keys;
use crate::ui::printer::Printer;
use crate::ui::tab::Target;
use crate::ui::theme::theme;
use crate::ui::widget::{Button, TableState, above_bar, action_bar};
use crate::words::date::show_date;
use crate::words::paper::{file_name, name_of};
use asks::Ask;

pub use files::{meant, save};
pub use pages::{Zoom, sheets_ui, zoom_ui};

/// What a person does here.
pub enum Msg {
    /// Another filter or another order.
    Query,
    Select(usize),
    /// One record up or down.
    Step(i64),
    Widths(Vec<u16>),
    AskServe,
    AskVoid,
    AskSave,
    /// The main button of the dialog.
    Yes,
    No,
    View,
    Print,
    /// To the wording of a provision.
    Cite(Wanted),
}

/// The notice that is shown.
struct Shown {
    id: RecordId<Notice>,
    notice: Notice,
    number: Option<Versioned<Number>>,
    pages: Result<Sheets, String>,
}

impl Shown {
    fn void(&self) -> Option<&str> {
        let number = self.number.as_ref().filter(|number| number.value.state == NumberState::Void)?;
        Some(&number.value.why)
    }

    fn name(&self) -> String {
        name_of(&self.notice)
    }

    fn file_name(&self) -> String {
        format!("{}.pdf", file_name(&self.name()))
    }

    /// Why it is not served now, where it is not.
    fn not_to_serve(&self) -> Option<&'static str> {
        if self.void().is_some() {
            Some("文号已经作废，不再送达。")
        } else if self.notice.serving.is_some() {
            Some("已经登记送达。")
        } else if !self.notice.subject.is_served() {
            Some("登记表和确认单等表单不送达。")
        } else {
            None
        }
    }
}

/// What stands on the screen.
#[derive(Default)]
pub struct State {
    typed: String,
    served: Option<bool>,
    rows: Vec<NoticeRow>,
    table: TableState,
    /// There is no room for all columns.
    narrow: bool,
    /// Names have been seen that ask for more room.
    long_names: bool,
    /// The widths that a person set have been taken over.
    widths_known: bool,
    problem: Option<String>,
    shown: Option<Shown>,
    zoom: Zoom,
    guides: bool,
    ask: Option<Ask>,
    /// Copies for the viewer; they go with the desk.
    copies: Option<TempDir>,
    sending: Option<Job<Result<String, String>>>,
}

impl Screen for State {
    type Msg = Msg;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        if !std::mem::replace(&mut self.widths_known, true) {
            self.guides = true;
            if let Some(widths) = cx.look.columns.get(list::TABLE) {
                self.table.set_widths(widths);
            }
        }
        self.read(cx);
        self.show_id(self.shown.as_ref().map(|shown| shown.id), cx);
    }

    fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        self.keys_ui(ui, see, out);
        let panel = theme(ui).panel;
        let mut content =
            if self.shown.is_some() { above_bar(ui, "papers") } else { ui.new_child(UiBuilder::new()) };
        Panel::left("notice-list")
            .exact_size(self.list_width(see.narrow))
            .resizable(false)
            .frame(Frame::new().fill(panel).inner_margin(Margin::ZERO))
            .show(&mut content, |ui| self.list_ui(ui, see, out));
        self.pages_ui(&mut content, see, out);
        self.actions_ui(ui, see, out);
        if let Some(ask) = &mut self.ask {
            ask.ui(ui.ctx(), see.today, out);
        }
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match msg {
            Msg::Query => {
                self.read(cx);
                self.show_id(self.shown.as_ref().map(|shown| shown.id), cx);
            }
            Msg::Select(row) => self.show_id(self.rows.get(row).map(|row| row.id), cx),
            Msg::Step(by) => {
                let last = self.rows.len().saturating_sub(1) as i64;
                let from = self.table.selected.map_or(if by > 0 { -1 } else { last + 1 }, |row| row as i64);
                let to = (from + by).clamp(0, last) as usize;
                self.show_id(self.rows.get(to).map(|row| row.id), cx);
            }
            Msg::Widths(widths) => cx.events.push(super::Event::Columns(list::TABLE, widths)),
            Msg::AskServe => self.ask = self.shown.as_ref().map(Ask::serve),
            Msg::AskVoid => self.ask = self.shown.as_ref().map(Ask::void),
            Msg::AskSave => self.ask = self.shown.as_ref().map(|shown| Ask::save(shown, &documents())),
            Msg::No => self.ask = None,
            Msg::Yes => self.answer(cx),
            Msg::Cite(wanted) => cx.cite(&wanted),
            Msg::View => self.send(cx, files::view),
            Msg::Print => self.print(cx),
        }
    }

    fn logic(&mut self, cx: &mut Cx<'_>) {
        if let Some(job) = &mut self.sending {
            let told = match job.poll() {
                Ok(None) => return,
                Ok(Some(told)) => told,
                Err(_) => Err("没有办成，请先保存 PDF，再打开或者打印。".to_owned()),
            };
            self.sending = None;
            match told {
                Ok(sentence) => cx.done(sentence),
                Err(sentence) => cx.refused(sentence),
            }
        }
    }

    fn open(&mut self, target: &Target, cx: &mut Cx<'_>) {
        let Target::Record { kind, id } = target else { return };
        self.typed.clear();
        self.served = None;
        self.read(cx);
        let wanted = if kind == "number" { self.of_number(*id, cx) } else { Some(RecordId::new(*id)) };
        self.show_id(wanted, cx);
        cx.ctx.memory_mut(|memory| memory.request_focus(list::id()));
    }

    fn breadcrumb(&self) -> String {
        self.shown.as_ref().map(Shown::name).unwrap_or_default()
    }
}

impl State {
    fn query(&self) -> NoticeQuery {
        let (sort, descending) = self.order();
        NoticeQuery { typed: self.typed.clone(), served: self.served, sort, descending }
    }

    fn read(&mut self, cx: &mut Cx<'_>) {
        match cx.ledger.notice_register(&self.query()) {
            Ok(mut rows) => {
                if self.served == Some(false) {
                    // What is never served does not wait for it.
                    rows.retain(|row| !row.void && row.about.is_served());
                }
                self.rows = rows;
                self.problem = None;
            }
            Err(error) => self.problem = Some(error.to_string()),
        }
    }

    fn of_number(&self, number: Uuid, cx: &Cx<'_>) -> Option<RecordId<Notice>> {
        let notices = cx.ledger.all::<Notice>().unwrap_or_default();
        notices
            .into_iter()
            .find(|notice| notice.value.number.map(RecordId::uuid) == Some(number))
            .map(|notice| notice.id)
    }

    /// Shows a notice, the first of the list where none is named.
    fn show_id(&mut self, id: Option<RecordId<Notice>>, cx: &mut Cx<'_>) {
        let row = id.and_then(|id| self.rows.iter().position(|row| row.id == id));
        let row = row.or(if self.rows.is_empty() { None } else { Some(0) });
        if self.table.selected != row {
            self.table.select(row);
        }
        let Some(id) = row.map(|row| self.rows[row].id) else {
            self.shown = None;
            return;
        };
        match cx.ledger.get(id) {
            Ok(read) => {
                let same = self.shown.take().filter(|shown| shown.id == id).map(|shown| shown.pages);
                let set = || {
                    let pages = cx.ledger.pages_of(&read.value)?;
                    Ok(Sheets::of(pages, &cx.ledger.packs()?))
                };
                let pages = same.unwrap_or_else(|| set().map_err(|error: ledger::Error| error.to_string()));
                let number = read.value.number.and_then(|number| cx.ledger.get(number).ok());
                self.shown = Some(Shown { id, notice: read.value, number, pages });
            }
            Err(error) => {
                self.shown = None;
                self.problem = Some(error.to_string());
            }
        }
    }

    fn answer(&mut self, cx: &mut Cx<'_>) {
        let (Some(ask), Some(shown)) = (&mut self.ask, &self.shown) else { return };
        match ask.submit(shown, cx) {
            // The dialog shows what is wrong.
            None => {}
            Some(sentence) => {
                cx.done(sentence);
                self.ask = None;
                self.read(cx);
                self.show_id(self.shown.as_ref().map(|shown| shown.id), cx);
            }
        }
    }

    /// Gives a copy of the issued PDF to a program of the system.
    fn send(&mut self, cx: &mut Cx<'_>, how: fn(&std::path::Path) -> Result<String, String>) {
        let Some(shown) = &self.shown else { return };
        if self.sending.is_some() {
            return;
        }
        let (name, pdf) = (shown.file_name(), shown.notice.pdf);
        match self.copy(&name, cx.ledger.file(&pdf)) {
            Ok(path) => self.sending = Some(Job::begin(cx.ctx, move |_| how(&path))),
            Err(error) => cx.refused(error),
        }
    }

    /// Sends the issued PDF to the printer that the system has chosen.
    fn print(&mut self, cx: &mut Cx<'_>) {
        let Some(shown) = &self.shown else { return };
        if self.sending.is_some() {
            return;
        }
        let title = shown.name();
        match cx.ledger.file(&shown.notice.pdf) {
            Ok(pdf) => {
                let printer = Printer::of(cx.ctx);
                self.sending = Some(Job::begin(cx.ctx, move |_| printer.print(&pdf, &title, None)));
            }
            Err(error) => cx.refused(error),
        }
    }

    fn copy(&mut self, name: &str, bytes: ledger::Result<Vec<u8>>) -> ledger::Result<PathBuf> {
        let bytes = bytes?;
        let dir = match self.copies.take() {
            Some(dir) => dir,
            None => tempfile::Builder::new()
                .prefix("binggong-")
                .tempdir()
                .map_err(ledger::io_at(std::env::temp_dir()))?,
        };
        let path = dir.path().join(name);
        self.copies = Some(dir);
        std::fs::write(&path, bytes).map_err(ledger::io_at(&path))?;
        Ok(path)
    }

    fn keys_ui(&self, ui: &Ui, see: &See<'_>, out: &mut Vec<Msg>) {
        if self.ask.is_some() {
            return;
        }
        if keys::pressed(ui.ctx(), keys::FILTER) {
            ui.memory_mut(|memory| memory.request_focus(list::filter_id()));
        }
        if keys::pressed(ui.ctx(), keys::NEXT_RECORD) {
            out.push(Msg::Step(1));
        }
        if keys::pressed(ui.ctx(), keys::PREVIOUS_RECORD) {
            out.push(Msg::Step(-1));
        }
        let Some(shown) = &self.shown else { return };
        if keys::pressed(ui.ctx(), keys::PRINT) {
            out.push(Msg::Print);
        }
        if keys::pressed(ui.ctx(), keys::SUBMIT) && shown.not_to_serve().is_none() && see.may(Op::ServeNotice)
        {
            out.push(Msg::AskServe);
        }
    }

    fn actions_ui(&self, ui: &mut Ui, see: &See<'_>, out: &mut Vec<Msg>) {
        let Some(shown) = &self.shown else { return };
        action_bar(ui, "notice-actions", &sentence(shown), |ui| {
            if shown.number.is_some() && shown.void().is_none() {
                let void = Button::new("文号作废").quiet().barred(see.barred(Op::VoidNumber));
                if ui.add(void).clicked() {
                    out.push(Msg::AskVoid);
                }
            }
            if ui.add(Button::new("用阅读器打开").icon(icons::OPEN_OUTSIDE)).clicked() {
                out.push(Msg::View);
            }
            if ui.add(Button::new("打印").icon(icons::PRINT).keys("Ctrl+P")).clicked() {
                out.push(Msg::Print);
            }
            if ui.add(Button::new("保存 PDF").icon(icons::PDF)).clicked() {
                out.push(Msg::AskSave);
            }
            let serve = shown.not_to_serve().or(see.barred(Op::ServeNotice));
            // What is done already offers no main button.
            let button = Button::new("登记送达").icon(icons::SERVE).barred(serve);
            let button = if serve.is_none() { button.primary().keys("Ctrl+Enter") } else { button };
            if ui.add(button).clicked() {
                out.push(Msg::AskServe);
            }
        });
    }
}

/// Where the notice stands, in a few words.
fn sentence(shown: &Shown) -> String {
    match (&shown.notice.serving, shown.void()) {
        (_, Some(_)) => "文号已作废，不再使用".to_owned(),
        (Some(serving), None) => format!("{}{}", show_date(serving.served_on), serving.how),
        (None, None) if !shown.notice.subject.is_served() => "登记用的表单，不送达".to_owned(),
        (None, None) => "还没有送达".to_owned(),
    }
}

/// A name that stays the same over frames.
fn id_of(what: &str) -> Id {
    Id::unique(("papers", what))
}
