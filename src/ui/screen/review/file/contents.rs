//! The contents: how complete the file is, its documents with their pages, and what can be done.

use eframe::egui::{CentralPanel, Frame, Margin, Panel, Ui};

use super::{Msg, Side, State};
use crate::domain::case_file::Concern;
use crate::domain::role::Op;
use crate::ledger::case_file::Filed;
use crate::ui::icons;
use crate::ui::screen::See;
use crate::ui::theme::{regular, space, theme, type_sizes};
use crate::ui::widget::{
    Button, Cell, Column, MenuGroup, TableEvent, Tone, above_bar, action_bar, chip, empty_state, menu, muted,
    segment, table, table_id, wrapped,
};
use crate::words::case_file::{concern_sentence, concern_word};
use crate::words::date::show_date;

const TABLE: &str = "卷内文件目录";
const COLUMNS: &[Column] = &[
    Column::plain("页码", 72.0),
    Column::plain("题名", 0.0),
    Column::plain("日期", 112.0),
    Column::plain("情况", 96.0),
];
/// What is odd about the file as a whole is told in so many sentences; the rest is counted.
const TOLD: usize = 4;

/// What is less often done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum More {
    Change,
    Remove,
    Arrange,
    Bind,
    Print,
}

impl State {
    pub(super) fn contents_ui(&mut self, ui: &mut Ui, see: &mut See<'_>, wide: bool, out: &mut Vec<Msg>) {
        let Some(filed) = &self.filed else { return };
        let mut content = above_bar(ui, "case-contents");
        let gaps = space();
        let head = Frame::new().fill(theme(ui).panel).inner_margin(Margin::same(gaps.m as i8));
        Panel::top("case-complete").show_separator_line(false).frame(head).show(&mut content, |ui| {
            ui.spacing_mut().item_spacing.y = gaps.xs;
            state_ui(ui, filed, (!wide).then_some(self.side), out);
        });
        if !wide && self.side == Side::Pages {
            CentralPanel::no_frame().show(&mut content, |ui| self.viewer.ui(ui));
        } else if filed.documents.is_empty() {
            empty_state(&mut content, "卷里还没有文件。把扫描件放在一个文件夹里归入，或者逐件新增。", None);
        } else {
            let today = see.today;
            let cells = |at: usize| filed.documents.get(at).map(|_| row(filed, at, today));
            let events = table(&mut content, TABLE, &mut self.table, COLUMNS, filed.documents.len(), cells);
            for event in events {
                match event {
                    TableEvent::Select(at) => out.push(Msg::Select(at)),
                    TableEvent::Open(at) => {
                        out.push(Msg::Select(at));
                        if see.may(Op::KeepCaseFile) {
                            out.push(Msg::Change);
                        }
                    }
                    TableEvent::Sort(..) | TableEvent::Widths(_) => {}
                }
            }
            if std::mem::take(&mut self.focus) {
                ui.memory_mut(|memory| memory.request_focus(table_id(TABLE)));
            }
        }
        self.bar_ui(ui, see, out);
    }

    fn bar_ui(&self, ui: &mut Ui, see: &See<'_>, out: &mut Vec<Msg>) {
        let barred = see.barred(Op::KeepCaseFile);
        let none = self.chosen().is_none();
        action_bar(ui, "case-file-bar", "", |ui| {
            let mut groups = vec![MenuGroup { title: "", items: Vec::new() }];
            if !none {
                groups[0].items.extend([
                    (More::Change, "修改选中的文件".to_owned()),
                    (More::Remove, "撤出选中的文件".to_owned()),
                    (More::Arrange, "按法定顺序重新编页".to_owned()),
                ]);
            }
            if !none && see.may(Op::PrintSheet) {
                groups[0].items.push((More::Print, "打印封面、目录和备考表".to_owned()));
            }
            groups[0].items.push((More::Bind, "封面和备考表的内容".to_owned()));
            let (chosen, _) = menu(ui, Button::new("更多").icon(icons::DOWN).barred(barred), &groups);
            out.extend(chosen.map(|more| match more {
                More::Change => Msg::Change,
                More::Remove => Msg::Remove,
                More::Arrange => Msg::Arrange,
                More::Bind => Msg::Bind,
                More::Print => Msg::Print,
            }));
            if ui.add(Button::new("新增文件").keys("Ctrl+N").barred(barred)).clicked() {
                out.push(Msg::Add);
            }
            if ui.add(Button::new("归入扫描件").primary().barred(barred)).clicked() {
                out.push(Msg::Bring);
            }
        });
    }
}

/// How complete the file is: counts, what is missing, what is odd.
fn state_ui(ui: &mut Ui, filed: &Filed, side: Option<Side>, out: &mut Vec<Msg>) {
    let (sizes, ink) = (type_sizes(), theme(ui).text);
    let missing: Vec<String> =
        filed.missing().map(|one| format!("{}（{}）", one.called(), one.cite)).collect();
    ui.horizontal_wrapped(|ui| {
        match (missing.len(), filed.documents.is_empty()) {
            (0, false) => chip(ui, Tone::Done, "必备文件齐全"),
            (0, true) => chip(ui, Tone::Plain, "空卷"),
            (count, _) => chip(ui, Tone::Due, &format!("缺{count}件必备文件")),
        };
        let scanned = filed.documents.iter().filter(|one| !one.value.scans.is_empty()).count();
        let count = filed.documents.len();
        muted(ui, &format!("{count}件 {}页　有扫描件的{scanned}件", filed.pages()));
        if !filed.removed.is_empty() {
            muted(ui, &format!("　撤出{}件", filed.removed.len()));
        }
        if let Some(side) = side {
            let sides = [(Side::Contents, "目录"), (Side::Pages, "扫描页")];
            out.extend(segment(ui, "看", Some(side), &sides).map(Msg::Side));
        }
    });
    if side == Some(Side::Pages) {
        return;
    }
    if !missing.is_empty() {
        wrapped(ui, &format!("还缺：{}。", missing.join("、")), regular(sizes.small), ink);
    }
    // What has a row of its own is told there.
    let whole = |concern: &&Concern| matches!(concern, Concern::Gap { .. } | Concern::Overlap { .. });
    let of_file: Vec<&Concern> = filed.concerns.iter().filter(whole).collect();
    let documents: Vec<_> = filed.documents.iter().map(|one| &one.value).collect();
    let mut told: Vec<String> =
        of_file.iter().take(TOLD).map(|one| concern_sentence(one, &documents)).collect();
    if of_file.len() > TOLD {
        told.push(format!("另有{}处页码不连续。", of_file.len() - TOLD));
    }
    if !told.is_empty() {
        wrapped(ui, &told.concat(), regular(sizes.small), ink);
    }
}

fn row(filed: &Filed, at: usize, _today: chrono::NaiveDate) -> Vec<Cell<'_>> {
    let document = &filed.documents[at].value;
    let state = filed.concerns.iter().filter_map(|concern| concern_word(concern, at)).max();
    let state = match state {
        Some((weight, word)) if weight > 1 => Cell::State(Tone::Due, word.into()),
        Some((_, word)) => Cell::Muted(word.into()),
        None => Cell::State(Tone::Done, "有扫描件".into()),
    };
    vec![
        Cell::Text(document.page_words().into()),
        Cell::Text((&document.title).into()),
        Cell::Muted(document.on.map(show_date).unwrap_or_default().into()),
        state,
    ]
}
