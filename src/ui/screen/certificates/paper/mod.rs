//! Papers on the way to the printer: those that fit a person's cards, or the roster of a list.

mod save;
mod ui;

use eframe::egui::{Context, Key, Modifiers, Ui};

use super::rows::tail;
use crate::domain::id::Id;
use crate::domain::officer::Officer;
use crate::domain::role::Op;
use crate::ledger::cards::{CardSheet, Offered, Roster};
use crate::ledger::{self, Error, RegisterQuery};
use crate::notice::frames::Pages;
use crate::ui::file_choice::documents;
use crate::ui::job::Job;
use crate::ui::keys;
use crate::ui::printer::Printer;
use crate::ui::screen::papers::Zoom;
use crate::ui::screen::provision::Sheets;
use crate::ui::screen::{Cx, See};
use crate::ui::widget::TableState;
use crate::words::date::show_date;
use crate::words::paper::{file_name, sheet_name};
use save::Save;

/// As many pages of a roster are shown; all are saved and printed.
const SHOWN_MOST: usize = 50;

/// What a person does here.
pub enum Msg {
    Choose(usize),
    AskSave,
    Save,
    DontSave,
    Print,
    Close,
}

/// The papers in view.
pub struct Papers {
    subject: Subject,
    table: TableState,
    /// The pages of the chosen one, or why there are none.
    pages: Result<Sheets, String>,
    /// How many pages it has, where not all are shown.
    count: usize,
    zoom: Zoom,
    save: Option<Save>,
    sending: Option<Job<Result<String, String>>>,
    /// The list takes the keyboard in the next frame.
    focus: bool,
}

/// The roster and its PDF.
type Made = ledger::Result<(Roster, Vec<u8>)>;

enum Subject {
    Person { officer: Id<Officer>, name: String, offered: Vec<Offered> },
    Roster { making: Option<Job<Made>>, pdf: Vec<u8>, name: String },
}

impl Papers {
    /// The papers that fit somebody.
    ///
    /// # Errors
    /// Somebody whom the ledger does not have.
    pub fn of_person(officer: Id<Officer>, cx: &Cx<'_>) -> ledger::Result<Papers> {
        let name = cx.ledger.get(officer)?.value.name;
        let mut papers = Papers::new(Subject::Person { officer, name, offered: Vec::new() });
        papers.read(cx);
        Ok(papers)
    }

    /// The roster of the people whom a query asks for; it is set on a thread.
    pub fn of_roster(query: RegisterQuery, cx: &Cx<'_>) -> Papers {
        let second = cx.ledger.second();
        let name = file_name(&sheet_name(Roster::TITLE, "", query.on));
        let making = Job::begin(cx.ctx, move |_| {
            let roster = second.open()?.card_roster(&query)?;
            let pdf = roster.pdf()?;
            Ok((roster, pdf))
        });
        let roster = Subject::Roster { making: Some(making), pdf: Vec::new(), name };
        Papers { zoom: Zoom::Full, ..Papers::new(roster) }
    }

    fn new(subject: Subject) -> Papers {
        Papers {
            subject,
            table: TableState::default(),
            pages: Err(String::new()),
            count: 0,
            zoom: Zoom::Width,
            save: None,
            sending: None,
            focus: true,
        }
    }

    /// Reads what fits, and sets the chosen paper.
    pub fn read(&mut self, cx: &Cx<'_>) {
        let Subject::Person { officer, offered, .. } = &mut self.subject else { return };
        match cx.ledger.card_papers(*officer) {
            Ok(now) => *offered = now,
            Err(error) => {
                offered.clear();
                self.show(Err(error.to_string()));
                return;
            }
        }
        let last = offered.len().checked_sub(1);
        let chosen = last.map(|last| self.table.selected.unwrap_or_default().min(last));
        self.table.select(chosen);
        match chosen {
            Some(chosen) => self.choose(chosen, cx),
            None => self.show(Err(
                "现在没有要打印的文书。先申领或者登记证件，这里就列出这一步要用的文书。".to_owned()
            )),
        }
    }

    fn choose(&mut self, at: usize, cx: &Cx<'_>) {
        let Some(paper) = self.offered().get(at) else { return };
        let pages = match &paper.blocked {
            Some(why) => Err(why.clone()),
            None => cx.ledger.preview_card_paper(&paper.wanted).map_err(|error| error.to_string()),
        };
        self.show(pages);
    }

    fn show(&mut self, pages: Result<Pages, String>) {
        self.count = pages.as_ref().map_or(0, |pages| pages.pages.len());
        self.pages = pages.map(|mut pages| {
            pages.pages.truncate(SHOWN_MOST);
            Sheets::of(pages, &[])
        });
    }

    fn offered(&self) -> &[Offered] {
        match &self.subject {
            Subject::Person { offered, .. } => offered,
            Subject::Roster { .. } => &[],
        }
    }

    /// The paper in view; none for a roster.
    fn chosen(&self) -> Option<&Offered> {
        self.offered().get(self.table.selected?)
    }

    /// What people see of it.
    pub fn title(&self) -> String {
        match &self.subject {
            Subject::Person { name, .. } => format!("打印　{name}"),
            Subject::Roster { .. } => "打印　名册".to_owned(),
        }
    }

    /// The act that printing is; none where nothing is written.
    fn op(&self) -> Option<Op> {
        self.chosen().map(|paper| paper.wanted.sheet.op())
    }

    /// Why nothing can be printed or saved now.
    fn barred(&self, see: &See<'_>) -> Option<&'static str> {
        if self.pages.is_err() {
            return Some("还不能出，原因写在上面。");
        }
        if self.sending.is_some() {
            return Some("正在送往打印机。");
        }
        self.op().and_then(|op| see.barred(op))
    }

    /// The name of the file that is offered.
    fn file_name(&self, today: chrono::NaiveDate) -> String {
        match (&self.subject, self.chosen()) {
            (Subject::Person { name, .. }, Some(paper)) => {
                file_name(&sheet_name(paper.wanted.sheet.label(), name, today)) + ".pdf"
            }
            (Subject::Roster { name, .. }, _) => format!("{name}.pdf"),
            (Subject::Person { .. }, None) => String::new(),
        }
    }

    /// Takes what threads have done.
    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        if let Subject::Roster { making, pdf, .. } = &mut self.subject
            && let Some(job) = making
        {
            let made = match job.poll() {
                Ok(None) => None,
                Ok(Some(made)) => Some(made),
                Err(_) => Some(Err(Error::Refused("名册没有排成，请再试一次。".to_owned()))),
            };
            if let Some(made) = made {
                *making = None;
                match made {
                    Ok((roster, bytes)) => {
                        *pdf = bytes;
                        self.show(Ok(roster.pages));
                    }
                    Err(error) => self.show(Err(error.to_string())),
                }
            }
        }
        if let Some(job) = &mut self.sending {
            let told = match job.poll() {
                Ok(None) => return,
                Ok(Some(told)) => told,
                Err(_) => Err("没有印成，请先保存 PDF，再打印。".to_owned()),
            };
            self.sending = None;
            match told {
                Ok(sentence) => cx.done(sentence),
                Err(sentence) => cx.refused(sentence),
            }
        }
    }

    /// Does what a person did; tells whether the papers are left.
    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) -> bool {
        match msg {
            Msg::Choose(at) => {
                self.table.select(Some(at));
                self.choose(at, cx);
            }
            Msg::AskSave if self.pages.is_ok() => {
                self.save = Some(Save::into(&documents(), self.file_name(cx.today)));
            }
            Msg::AskSave => {}
            Msg::DontSave => self.save = None,
            Msg::Save => self.write(cx),
            Msg::Print => self.print(cx),
            Msg::Close => return true,
        }
        false
    }

    /// The bytes of the paper: printed from now on, and kept where it belongs to somebody. With them the number,
    /// where it has just been given one.
    fn bytes(&self, cx: &mut Cx<'_>) -> ledger::Result<(Vec<u8>, String)> {
        if let Subject::Roster { pdf, .. } = &self.subject {
            return Ok((pdf.clone(), String::new()));
        }
        let Some(paper) = self.chosen() else { return Ok((Vec::new(), String::new())) };
        let issued = cx.ledger.issue_card_paper(&paper.wanted)?;
        cx.saved();
        Ok((issued.pdf, issued.document_no))
    }

    fn write(&mut self, cx: &mut Cx<'_>) {
        let Some(save) = &self.save else { return };
        let path = save.path();
        // A place that cannot be written must not cost a number.
        let done = save.is_free(&path).and_then(|()| {
            let (pdf, number) = self.bytes(cx).map_err(|error| error.to_string())?;
            save::write(&path, &pdf)?;
            Ok(number)
        });
        match done {
            Ok(number) => {
                self.save = None;
                cx.done(format!("{}已保存到“{}”。{}", self.kept(), path.display(), next_step(&number)));
                self.read(cx);
            }
            Err(sentence) => {
                if let Some(save) = &mut self.save {
                    save.refuse(sentence);
                }
            }
        }
    }

    /// Where the paper is found again.
    fn kept(&self) -> &'static str {
        match self.subject {
            Subject::Person { .. } => "已留存在“文书”，",
            Subject::Roster { .. } => "",
        }
    }

    fn print(&mut self, cx: &mut Cx<'_>) {
        if self.pages.is_err() || self.sending.is_some() {
            return;
        }
        let title = self.file_name(cx.today);
        match self.bytes(cx) {
            Ok((pdf, number)) => {
                let printer = Printer::of(cx.ctx);
                let next = next_step(&number);
                self.sending = Some(Job::begin(cx.ctx, move |_| {
                    printer.print(&pdf, &title, None).map(|told| format!("{told}{next}"))
                }));
                self.read(cx);
            }
            Err(error) => cx.refused(error),
        }
    }

    /// The keys of this place.
    pub fn keyboard(&self, ui: &Ui, see: &See<'_>, out: &mut Vec<super::Msg>) {
        let ctx = ui.ctx();
        if self.save.is_some() || ctx.memory(|memory| memory.top_modal_layer().is_some()) {
            return;
        }
        let free = self.barred(see).is_none();
        if keys::pressed(ctx, keys::PRINT) && free {
            out.push(super::Msg::Paper(Msg::Print));
        }
        if keys::pressed(ctx, keys::SUBMIT) && free {
            out.push(super::Msg::Paper(Msg::AskSave));
        }
        if ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            out.push(super::Msg::Paper(Msg::Close));
        }
    }

    /// The question where to save, where it is open.
    pub fn dialog(&mut self, ctx: &Context, out: &mut Vec<super::Msg>) {
        if let Some(save) = &mut self.save {
            save.ui(ctx, out);
        }
    }
}

/// What is to be done after a notice has got its number.
fn next_step(number: &str) -> String {
    if number.is_empty() {
        String::new()
    } else {
        format!("文号{number}，送达后在“文书”里登记送达。")
    }
}

/// A paper as its row is called; the card is named where there are several.
fn called(paper: &Offered, several: bool) -> String {
    let label = paper.wanted.sheet.label();
    match several && !paper.card.is_empty() {
        true => format!("{label}　尾号{}", tail(&paper.card)),
        false => label.to_owned(),
    }
}

/// What stands at the left of the buttons.
fn sentence(papers: &Papers, today: chrono::NaiveDate) -> String {
    match (&papers.subject, papers.chosen().map(|paper| paper.wanted.sheet)) {
        (Subject::Roster { .. }, _) => format!("截至{}，不留存，随时可以再印", show_date(today)),
        (_, Some(CardSheet::Suspension)) => "打印或者保存时编号，送达后登记送达".to_owned(),
        (_, Some(_)) => "不编号；打印或者保存的每一份都留存在“文书”".to_owned(),
        (_, None) => String::new(),
    }
}
