//! 证件: the columns that each platform asks for, and the day of the yearly check.

mod annual;
mod columns;

use eframe::egui::Ui;

use super::page;
use crate::domain::role::Op;
use crate::domain::roster_layout::Platform;
use crate::ledger::{LayoutWords, Result};
use crate::ui::icons;
use crate::ui::screen::certificates::entry::{Entry, Said};
use crate::ui::screen::{Cx, See};
use crate::ui::tab::Target;
use crate::ui::theme::{regular, space, theme, type_sizes};
use crate::ui::widget::{Button, panel, problem_text, strong, wrapped};

/// The draft of the form on the yearly check.
const ANNUAL: &str = "annual";
/// The drafts of the forms on columns begin with this, and the kind of their records is this.
const COLUMNS: &str = "roster_layout";

/// Whether a record or a draft of this name belongs here.
pub fn holds(name: &str) -> bool {
    name == ANNUAL || name.split('/').next() == Some(COLUMNS)
}

/// What a person does here.
pub enum Msg {
    Columns(Platform),
    Annual,
    /// To what the bureau asks of training, which stands in 证件.
    Training,
    Said(Said),
}

enum Form {
    Columns(Box<Entry<columns::Fields>>, columns::Picked),
    Annual(Box<Entry<annual::Fields>>),
}

/// What stands here.
#[derive(Default)]
pub struct State {
    /// Each platform's columns in words, and whether the bureau has set them.
    platforms: Vec<(Platform, String, bool)>,
    annual: String,
    form: Option<Form>,
    problem: Option<String>,
    /// The button that gets the keyboard once its form is left.
    back: Option<String>,
}

impl State {
    pub fn enter(&mut self, cx: &mut Cx<'_>) {
        self.problem = self.read(cx).err().map(|error| error.to_string());
    }

    fn read(&mut self, cx: &Cx<'_>) -> Result<()> {
        self.platforms.clear();
        for platform in Platform::ALL {
            let (read, layout) = cx.ledger.layout_read(*platform)?;
            let count = layout.columns.len();
            let words = format!("{count}栏：{}", LayoutWords::show(&layout.columns));
            self.platforms.push((*platform, words, read.is_some()));
        }
        self.annual = match cx.ledger.card_settings()?.annual {
            Some((month, day)) => format!("每年{month}月{day}日以前审核，到期前列入待办。"),
            None => "没有定。本局每年审核证件的，在这里定下日期，到期前列入待办。".to_owned(),
        };
        Ok(())
    }

    /// Leaves the form, whose draft is kept.
    pub fn leave(&mut self, cx: &mut Cx<'_>) {
        match self.form.take() {
            Some(Form::Columns(mut entry, _)) => entry.leave(cx),
            Some(Form::Annual(mut entry)) => entry.leave(cx),
            None => {}
        }
    }

    /// Goes on with a draft.
    pub fn go_on(&mut self, key: &str, cx: &mut Cx<'_>) {
        let platform = key.split_once('/').and_then(|(_, code)| Platform::from_code(code));
        match platform {
            Some(platform) => self.update(Msg::Columns(platform), cx),
            None if key == ANNUAL => self.update(Msg::Annual, cx),
            None => {}
        }
    }

    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        let begun = match msg {
            Msg::Columns(platform) => {
                self.back = Some(columns_button(platform));
                columns::begin(platform, cx)
                    .map(|entry| Form::Columns(Box::new(entry), columns::Picked::of(platform)))
            }
            Msg::Annual => {
                self.back = Some(annual::VERB.to_owned());
                annual::begin(cx).map(|entry| Form::Annual(Box::new(entry)))
            }
            Msg::Training => return cx.go(Target::Draft("register/card_settings".to_owned())),
            Msg::Said(said) => return self.said(said, cx),
        };
        match begun {
            Ok(form) => self.form = Some(form),
            Err(error) => cx.refused(error),
        }
    }

    fn said(&mut self, said: Said, cx: &mut Cx<'_>) {
        match said {
            Said::Leave => self.leave(cx),
            Said::Discard => match self.form.take() {
                Some(Form::Columns(entry, _)) => entry.discard(cx),
                Some(Form::Annual(entry)) => entry.discard(cx),
                None => {}
            },
            Said::Submit => {
                let done = match &mut self.form {
                    Some(Form::Columns(entry, picked)) => {
                        columns::submit(entry, picked.platform, cx).inspect(|_| entry.discard(cx))
                    }
                    Some(Form::Annual(entry)) => annual::submit(entry, cx).inspect(|_| entry.discard(cx)),
                    None => None,
                };
                if let Some(sentence) = done {
                    self.form = None;
                    cx.done(sentence);
                    cx.saved();
                }
            }
        }
        self.enter(cx);
    }

    pub fn is_unkept(&self) -> bool {
        match &self.form {
            Some(Form::Columns(entry, _)) => entry.is_unkept(),
            Some(Form::Annual(entry)) => entry.is_unkept(),
            None => false,
        }
    }

    pub fn keep(&mut self, cx: &mut Cx<'_>) {
        match &mut self.form {
            Some(Form::Columns(entry, _)) => entry.keep(cx),
            Some(Form::Annual(entry)) => entry.keep(cx),
            None => {}
        }
    }

    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<super::Msg>) {
        let free = ui.ctx().memory(|memory| memory.top_modal_layer().is_none());
        let said = match &mut self.form {
            Some(Form::Columns(entry, picked)) => {
                let verb = ("保存栏目", Op::SetRosterLayout);
                entry
                    .ui(ui, see, verb, free, columns::FIELDS, |ui, fields, problems| {
                        columns::rows_ui(ui, fields, picked, problems);
                    })
                    .map(Msg::Said)
            }
            Some(Form::Annual(entry)) => {
                let verb = ("保存日期", Op::SetCardSettings);
                entry.ui(ui, see, verb, free, annual::FIELDS, annual::rows_ui).map(Msg::Said)
            }
            None => self.overview_ui(ui, see),
        };
        out.extend(said.map(super::Msg::Cards));
    }

    fn overview_ui(&mut self, ui: &mut Ui, see: &See<'_>) -> Option<Msg> {
        let (sizes, gaps, mut said) = (type_sizes(), space(), None);
        let back = self.back.take();
        let press = |ui: &mut Ui, button: Button<'_>, name: &str| {
            let response = ui.add(button);
            if back.as_deref() == Some(name) {
                response.request_focus();
            }
            response.clicked()
        };
        page(ui, |ui| {
            if let Some(problem) = &self.problem {
                problem_text(ui, problem);
            }
            panel(ui, icons::EXPORT, "导出到平台的栏目", |ui| {
                ui.set_width(ui.available_width());
                for (at, (platform, words, own)) in self.platforms.iter().enumerate() {
                    if at > 0 {
                        ui.add_space(gaps.m);
                    }
                    strong(ui, platform.label());
                    wrapped(ui, words, regular(sizes.table), theme(ui).text);
                    ui.horizontal(|ui| {
                        let name = columns_button(*platform);
                        let barred = see.barred(Op::SetRosterLayout);
                        let button = Button::new("改栏目").name(&name).icon(icons::EDIT).barred(barred);
                        if press(ui, button, &name) {
                            said = Some(Msg::Columns(*platform));
                        }
                        let whose = if *own {
                            "本局定的"
                        } else {
                            "还没有定过，照办法第十四条排列"
                        };
                        wrapped(ui, whose, regular(sizes.small), theme(ui).muted);
                    });
                }
            });
            ui.add_space(gaps.m);
            panel(ui, icons::CALENDAR, "证件年度审核", |ui| {
                ui.set_width(ui.available_width());
                wrapped(ui, &self.annual, regular(sizes.table), theme(ui).text);
                let barred = see.barred(Op::SetCardSettings);
                if press(ui, Button::new(annual::VERB).icon(icons::EDIT).barred(barred), annual::VERB) {
                    said = Some(Msg::Annual);
                }
            });
            ui.add_space(gaps.m);
            panel(ui, icons::CONDITIONS, "培训要求", |ui| {
                ui.set_width(ui.available_width());
                let words = "入职培训、每年培训、学时和专业人员比例，在“证件”的“培训”里定。";
                wrapped(ui, words, regular(sizes.table), theme(ui).text);
                if press(ui, Button::new("改培训要求").icon(icons::EDIT), "") {
                    said = Some(Msg::Training);
                }
            });
        });
        said
    }
}

fn columns_button(platform: Platform) -> String {
    format!("改栏目 {}", platform.label())
}
