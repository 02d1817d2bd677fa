//! 双方档案: what of the records belongs into somebody's integrity file and enforcement file, for their keepers.

use eframe::egui::{Frame, Key, Margin, Modifiers, Popup, Ui};

use super::Asks;
use crate::ledger::interference::{FileEntry, FilePerson, Part};
use crate::ledger::keeps_files;
use crate::ui::icons;
use crate::ui::screen::wizard::printing::Printing;
use crate::ui::screen::{Cx, See};
use crate::ui::theme::{regular, space, theme, type_sizes};
use crate::ui::widget::{
    Button, Cell, Choice, Column, Row, TableEvent, TableState, Tone, above_bar, action_bar, anchor,
    empty_state, muted, problem_text, strong, table, table_id, wrapped,
};
use crate::words::date::show_date;

const TABLE: &str = "双方档案";
const COLUMNS: [Column; 4] = [
    Column::plain("姓名", 100.0).grows(),
    Column::plain("单位", 0.0),
    Column::plain("作为过问人", 120.0),
    Column::plain("作为记录人", 120.0),
];
const OWN: &str = "个人档案";
const ENTRIES: [Column; 6] = [
    Column::plain("编号", 96.0),
    Column::plain("身份", 84.0),
    Column::plain("日期", 140.0),
    Column::plain("情形", 120.0),
    Column::plain("案件", 0.0),
    Column::plain("批示", 220.0),
];
const NARROW: [Column; 5] = [ENTRIES[0], ENTRIES[1], ENTRIES[2], ENTRIES[3], ENTRIES[4]];
const WARNING: &str = "打印件和存成的文件没有封存，装入个人档案；文件用完删除。";
const WHO: &str = "这里供管理廉政档案和执法档案的纪检、法制人员和主要负责人查阅，您的角色没有。";

/// What a person does here.
pub enum Msg {
    Prove,
    Open(usize),
    Leave,
    Record(usize),
}

/// What stands here; it goes with the lock, like all of the tab.
pub struct State {
    /// Whether the acting user keeps files, and whether the own password was given.
    keeps: bool,
    proved: bool,
    persons: Vec<FilePerson>,
    table: TableState,
    entries: TableState,
    at: Option<usize>,
    /// Whether the forms of the records go behind the list.
    forms: bool,
    printing: Printing,
    problem: Option<String>,
    focus: bool,
}

impl Default for State {
    fn default() -> State {
        State {
            keeps: false,
            proved: false,
            persons: Vec::new(),
            table: TableState::default(),
            entries: TableState::default(),
            at: None,
            forms: false,
            printing: Printing::or_file(),
            problem: None,
            focus: false,
        }
    }
}

impl State {
    pub fn enter(&mut self, cx: &mut Cx<'_>) {
        self.proved = cx.ledger.has_own_keys();
        self.keeps = cx.ledger.actor().is_some_and(|user| keeps_files(&user.value));
        self.persons.clear();
        if self.keeps && self.proved {
            match cx.ledger.file_persons() {
                Ok(persons) => (self.persons, self.problem) = (persons, None),
                Err(error) => self.problem = Some(error.to_string()),
            }
        }
        self.at = self.at.filter(|at| *at < self.persons.len());
        let at = self.table.selected.unwrap_or(0);
        self.table.select(self.persons.len().checked_sub(1).map(|last| at.min(last)));
        self.focus = true;
    }

    pub fn logic(&mut self, cx: &mut Cx<'_>) {
        self.printing.logic();
        if let Some(wish) = self.printing.take_wish()
            && let Some(person) = self.at.and_then(|at| self.persons.get(at))
        {
            match cx.ledger.person_file_paper(person, self.forms) {
                Ok(paper) => self.printing.carry_out(cx.ctx, wish, &paper.title, Ok(paper.pdf.to_vec())),
                Err(error) => self.printing.carry_out(cx.ctx, wish, "", Err(error.to_string())),
            }
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, free: bool, out: &mut Vec<Msg>) {
        match self.at.filter(|at| *at < self.persons.len()) {
            Some(at) => self.person_ui(ui, see, (at, free), out),
            None => self.list_ui(ui, see, out),
        }
    }

    fn list_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let mut content = above_bar(ui, "files");
        if let Some(problem) = &self.problem {
            problem_text(&mut content, problem);
        } else if !self.keeps {
            empty_state(&mut content, WHO, None);
        } else if !self.proved {
            let sentence = "档案里的过问登记是封存的，要用您自己的登录密码才看得到开放给您的。";
            let pressed = empty_state(&mut content, sentence, Some("输入登录密码"));
            if pressed.is_some_and(|button| button.clicked()) {
                out.push(Msg::Prove);
            }
        } else if self.persons.is_empty() {
            let sentence = "没有归入个人档案的过问登记。内部人员的过问批示以后，由主要负责人开放给您的，\
                            按过问人和记录人列在这里。";
            empty_state(&mut content, sentence, None);
        } else {
            see.panes.entry(table_id(TABLE));
            let persons = &self.persons;
            let cells = |at: usize| {
                let person = persons.get(at)?;
                Some(COLUMNS.iter().map(|column| cell(person, column.title)).collect())
            };
            for event in table(&mut content, TABLE, &mut self.table, &COLUMNS, persons.len(), cells) {
                if let TableEvent::Open(at) = event {
                    out.push(Msg::Open(at));
                }
            }
            if std::mem::take(&mut self.focus) {
                ui.memory_mut(|memory| memory.request_focus(table_id(TABLE)));
            }
        }
        let counted = match self.keeps && self.proved {
            true => format!("{} 人　干预记录制度第十一条", self.persons.len()),
            false => String::new(),
        };
        action_bar(ui, "files-bar", &counted, |ui| {
            let none = self.table.selected.is_none().then_some("没有档案可以查阅。");
            if ui.add(Button::new("查阅").primary().barred(none)).clicked() {
                out.extend(self.table.selected.map(Msg::Open));
            }
        });
    }

    fn person_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, (at, free): (usize, bool), out: &mut Vec<Msg>) {
        if free
            && !Popup::is_any_open(ui.ctx())
            && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape))
        {
            out.push(Msg::Leave);
        }
        let gaps = space();
        let person = &self.persons[at];
        let mut content = above_bar(ui, "file");
        Frame::new().inner_margin(Margin::symmetric(gaps.m as i8, gaps.s as i8)).show(&mut content, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_wrapped(|ui| {
                strong(ui, &person.name);
                muted(ui, &person.unit);
            });
            if person.namesakes > 0 {
                let said = format!("名册里另有{}人同名，归档前请核对是不是本人。", person.namesakes);
                let ink = theme(ui).due;
                wrapped(ui, &said, regular(type_sizes().table), ink);
            }
            if person.officer.is_none() {
                muted(ui, "名册里没有这个人，按登记里写的姓名和单位列出。");
            }
            Row::new("打印内容").show(ui, |ui| {
                let options =
                    [(false, "一览表".to_owned()), (true, "一览表，附各件登记表（一案一表）".to_owned())];
                Choice::new("打印内容").width(300.0).show(ui, &mut self.forms, &options);
                anchor(ui)
            });
            self.printing.ui(ui, "个人档案", "打印", "个人档案过问登记一览表.pdf", WARNING);
        });
        see.panes.entry(table_id(OWN));
        let columns: &[Column] = if see.narrow { &NARROW } else { &ENTRIES };
        let cells = |at: usize| {
            let entry = person.entries.get(at)?;
            Some(columns.iter().map(|column| entry_cell(entry, column.title)).collect())
        };
        for event in table(&mut content, OWN, &mut self.entries, columns, person.entries.len(), cells) {
            if let TableEvent::Open(at) = event {
                out.push(Msg::Record(at));
            }
        }
        if std::mem::take(&mut self.focus) {
            ui.memory_mut(|memory| memory.request_focus(table_id(OWN)));
        }
        let counted = format!("{} 件　Enter 打开登记", person.entries.len());
        action_bar(ui, "file-bar", &counted, |ui| {
            if ui.add(Button::new("返回").keys("Esc")).clicked() {
                out.push(Msg::Leave);
            }
            let open = Button::new("打开登记").primary().icon(icons::INTERFERENCE);
            if ui.add(open).clicked() {
                out.push(Msg::Record(self.entries.selected.unwrap_or(0)));
            }
        });
    }

    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) -> Option<Asks> {
        match msg {
            Msg::Prove => return Some(Asks::Password),
            Msg::Open(at) => {
                (self.at, self.focus) = (Some(at), true);
                self.entries = TableState::default();
                self.entries.select(Some(0));
                self.printing.enter(cx.ctx);
            }
            Msg::Leave => (self.at, self.focus) = (None, true),
            Msg::Record(at) => {
                let person = self.at.and_then(|own| self.persons.get(own))?;
                return person.entries.get(at).map(|entry| Asks::Record(entry.record));
            }
        }
        None
    }
}

fn cell<'a>(person: &'a FilePerson, title: &str) -> Cell<'a> {
    let count = |part: Part| match person.parts(part) {
        0 => Cell::Muted("—".into()),
        count => Cell::Text(format!("{count} 件").into()),
    };
    match title {
        "姓名" if person.namesakes > 0 => Cell::State(Tone::Due, format!("{}（同名）", person.name).into()),
        "姓名" => Cell::Strong(person.name.as_str().into()),
        "单位" => Cell::Text(person.unit.as_str().into()),
        "作为过问人" => count(Part::Asked),
        _ => count(Part::Recorded),
    }
}

fn entry_cell<'a>(entry: &'a FileEntry, title: &str) -> Cell<'a> {
    match title {
        "编号" => Cell::Strong(entry.number.as_str().into()),
        "身份" => Cell::Text(entry.part.label().into()),
        "日期" => Cell::Text(show_date(entry.on).into()),
        "情形" => {
            let all: Vec<String> = entry.conduct.iter().map(|item| format!("第{item}项")).collect();
            Cell::Text(all.join("、").into())
        }
        "案件" => Cell::Text(entry.matter.as_str().into()),
        _ => Cell::Muted(entry.direction.text.as_str().into()),
    }
}
