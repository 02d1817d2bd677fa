//! 首次使用: from an empty machine to the desk of a bureau's own ledger, or of the sample.

mod form;
pub mod printing;
mod steps;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use eframe::egui::{
    Align, CentralPanel, Context, CornerRadius, Frame, Layout, Margin, Panel, Rect, Role as WidgetRole,
    ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use crate::env::Env;
use crate::ledger::file::{Machine, Watch};
use crate::ledger::{self, Ledger, named, sample};
use crate::ui::file_choice::{PathPicker, Want, documents};
use crate::ui::icons;
use crate::ui::job::Job;
use crate::ui::keys;
use crate::ui::screen::problems::Problems;
use crate::ui::theme::{bold, regular, size, space, theme, type_sizes};
use crate::ui::widget::{Button, Input, at_right, cut, fitted, icon, muted, problem_text, small, title};
use form::{Failure, Form, Sheet};
use printing::Printing;

/// The card, where there is room for it.
const CARD: (f32, f32) = (960.0, 584.0);
/// The column of steps.
const STEPS: f32 = 264.0;
const STEP: f32 = 52.0;
const FOOT: f32 = 60.0;
/// Who looks around in the sample: the head of the legal section.
const SAMPLE_USER: &str = "孙示三";
const SAMPLE_FILE: &str = "示例.ledger";

/// The steps, in order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Step {
    #[default]
    Bureau,
    User,
    Rules,
    Typing,
    Begin,
}

impl Step {
    const ALL: [Step; 5] = [Step::Bureau, Step::User, Step::Rules, Step::Typing, Step::Begin];

    fn label(self) -> &'static str {
        match self {
            Step::Bureau => "单位",
            Step::User => "用户和口令",
            Step::Rules => "规则包",
            Step::Typing => "输入法和打印",
            Step::Begin => "开始使用",
        }
    }

    fn moved(self, by: i64) -> Step {
        let at = Step::ALL.iter().position(|step| *step == self).unwrap_or(0) as i64;
        Step::ALL[(at + by).clamp(0, Step::ALL.len() as i64 - 1) as usize]
    }
}

/// What a person does here.
enum Msg {
    Next,
    Back,
    Skip,
    Sample,
    /// Chose a ledger that is there already.
    Existing,
    Enter,
}

/// How the wizard ends.
pub enum Left {
    /// The bureau's ledger was made and its first user acts in it.
    Made(PathBuf, Box<Ledger>),
    /// The sample is there; this user looks around in it.
    Sample(PathBuf, &'static str),
    /// A ledger that is there already: whoever has its passphrase logs in.
    Existing(PathBuf),
}

/// What the shell gives while a message is handled.
pub struct Surroundings<'a> {
    pub ctx: &'a Context,
    pub home: &'a Path,
    pub env: &'a dyn Fn() -> Env,
}

/// What stands on the screen.
pub struct State {
    step: Step,
    form: Form,
    problems: Problems,
    inbox: Vec<Msg>,
    /// The day, for dates that are typed.
    today: Option<NaiveDate>,
    making: Option<Job<Result<(Ledger, Sheet), Failure>>>,
    made: Option<(Box<Ledger>, Sheet)>,
    printing: Printing,
    sample_dir: String,
    sample_picker: PathPicker,
    sampling: Option<Job<Result<PathBuf, String>>>,
    sample_problem: Option<String>,
}

impl Default for State {
    fn default() -> State {
        State {
            step: Step::default(),
            form: Form::default(),
            problems: Problems::none_at("bureau.name"),
            inbox: Vec::new(),
            today: None,
            making: None,
            made: None,
            printing: Printing::default(),
            sample_dir: documents().join("秉公示例").display().to_string(),
            sample_picker: PathPicker::new(Want::Folder),
            sampling: None,
            sample_problem: None,
        }
    }
}

impl State {
    /// Handles what was done since the last frame.
    pub fn logic(&mut self, around: &Surroundings<'_>) -> Option<Left> {
        self.today.get_or_insert_with(|| (around.env)().today());
        for msg in std::mem::take(&mut self.inbox) {
            if let Some(left) = self.update(&msg, around) {
                return Some(left);
            }
        }
        self.printing.logic();
        if let Some(wish) = self.printing.take_wish() {
            let (title, paper) = match &self.made {
                Some((ledger, _)) => ("台账口令单", ledger.recovery_paper().map(|paper| paper.to_vec())),
                None => ("打印测试页", ledger::trial_paper(self.today.unwrap_or_default())),
            };
            let paper = paper.map_err(|error| error.to_string());
            self.printing.carry_out(around.ctx, wish, title, paper);
        }
        self.poll(around.ctx)
    }

    fn update(&mut self, msg: &Msg, around: &Surroundings<'_>) -> Option<Left> {
        match msg {
            Msg::Back => self.go(self.step.moved(-1), around.ctx),
            Msg::Skip => {
                self.form.skip(self.step);
                self.go(self.step.moved(1), around.ctx);
            }
            Msg::Next => {
                self.problems.clear();
                let today = self.today.unwrap_or_default();
                if !self.form.check(self.step, today, &mut self.problems) {
                    return None;
                }
                if self.step == Step::Begin {
                    self.make(around);
                } else {
                    self.go(self.step.moved(1), around.ctx);
                }
            }
            Msg::Sample => self.begin_sample(around.ctx),
            Msg::Existing => {
                self.problems.clear();
                let path = PathBuf::from(self.form.existing.trim());
                match Ledger::enrolled(&path, &Machine::at(around.home)) {
                    Ok(_) => return Some(Left::Existing(path)),
                    Err(error) => self.problems.say("existing", error.to_string()),
                }
            }
            Msg::Enter => {
                self.problems.clear();
                if let Some((_, sheet)) = &self.made
                    && !sheet.is_copied_well(&mut self.problems)
                {
                    return None;
                }
                let (ledger, _) = self.made.take()?;
                return Some(Left::Made(self.form.path(), ledger));
            }
        }
        None
    }

    fn go(&mut self, step: Step, ctx: &Context) {
        self.step = step;
        if step == Step::Typing {
            self.printing.enter(ctx);
        }
        self.form.enter(step);
        self.problems = Problems::none_at(match step {
            Step::Bureau => "bureau.name",
            Step::User => "user.name",
            Step::Typing => "typing",
            // The form of the adoption and the main button find their own caret.
            Step::Rules | Step::Begin => "main",
        });
    }

    fn make(&mut self, around: &Surroundings<'_>) {
        if self.making.is_some() {
            return;
        }
        let wanted = self.form.wanted();
        let (machine, env) = (Machine::at(around.home), (around.env)());
        self.making = Some(Job::begin(around.ctx, move |watch| wanted.make(machine, env, watch)));
    }

    fn begin_sample(&mut self, ctx: &Context) {
        if self.sampling.is_some() {
            return;
        }
        let dir = PathBuf::from(self.sample_dir.trim());
        self.sample_problem = None;
        self.sampling = Some(Job::begin(ctx, move |watch| make_sample(&dir, watch)));
    }

    fn poll(&mut self, ctx: &Context) -> Option<Left> {
        if let Some(job) = &mut self.making {
            match job.poll() {
                Ok(None) => {}
                Ok(Some(Ok((ledger, sheet)))) => {
                    self.making = None;
                    self.form.forget_secrets();
                    self.made = Some((Box::new(ledger), sheet));
                    self.printing.enter(ctx);
                    self.problems = Problems::none_at("main");
                }
                Ok(Some(Err(failure))) => {
                    self.making = None;
                    self.failed(&failure);
                }
                Err(_) => {
                    self.making = None;
                    self.problems.say("", "没有建成，请再试一次。");
                }
            }
        }
        if let Some(job) = &mut self.sampling {
            match job.poll() {
                Ok(None) => {}
                Ok(Some(Ok(path))) => return Some(Left::Sample(path, SAMPLE_USER)),
                Ok(Some(Err(sentence))) => {
                    self.sampling = None;
                    self.sample_problem = Some(sentence);
                }
                Err(_) => {
                    self.sampling = None;
                    self.sample_problem = Some("没有建成，请再试一次。".to_owned());
                }
            }
        }
        None
    }

    /// Leads to the step whose field is wrong.
    fn failed(&mut self, failure: &Failure) {
        let error = &failure.error;
        self.problems = Problems::default();
        if let Some(field) = failure.field {
            return self.problems.say(field, error.to_string());
        }
        self.problems.refused(error);
        let of = |fields: &[&str]| fields.iter().any(|field| self.problems.of(field).is_some());
        if of(&steps::BUREAU) {
            self.step = Step::Bureau;
        } else if of(&steps::USER) {
            self.step = Step::User;
        } else if matches!(error, ledger::Error::Store(_)) {
            self.step = Step::User;
            let sentence = error.to_string();
            self.problems = Problems::default();
            self.problems.say("path", sentence);
        }
    }

    /// Paints it.
    pub fn ui(&mut self, ui: &mut Ui) {
        let (theme, parts, gaps) = (theme(ui), size(), space());
        let whole = ui.available_rect_before_wrap();
        let room = whole.size() - vec2(gaps.xl, gaps.xl);
        let card = Rect::from_center_size(whole.center(), vec2(CARD.0, CARD.1).min(room));
        ui.painter().rect(
            card,
            parts.radius_panel,
            theme.panel,
            Stroke::new(1.0, theme.line),
            StrokeKind::Outside,
        );
        let mut said = Vec::new();
        let mut ui = ui.new_child(UiBuilder::new().max_rect(card).layout(Layout::top_down(Align::Min)));
        let ui = &mut ui;
        ui.set_clip_rect(card.expand(1.0));
        let left = CornerRadius { nw: parts.radius_panel as u8, sw: parts.radius_panel as u8, ne: 0, se: 0 };
        Panel::left("wizard-steps")
            .exact_size(STEPS)
            .resizable(false)
            .show_separator_line(false)
            .frame(Frame::new().fill(theme.app).corner_radius(left).inner_margin(Margin::same(gaps.l as i8)))
            .show(ui, |ui| self.steps_ui(ui, &mut said));
        Panel::bottom("wizard-foot")
            .exact_size(FOOT)
            .show_separator_line(false)
            .frame(Frame::new().inner_margin(Margin::symmetric(gaps.xl as i8, 0)))
            .show(ui, |ui| self.foot_ui(ui, &mut said));
        CentralPanel::no_frame().show(ui, |ui| {
            let line = ui.max_rect();
            ui.painter().vline(line.left(), card.y_range(), Stroke::new(1.0, theme.line));
            ScrollArea::vertical().id_salt(self.step.label()).auto_shrink(false).show(ui, |ui| {
                Frame::new()
                    .inner_margin(Margin::symmetric((gaps.xl + gaps.s) as i8, gaps.xl as i8))
                    .show(ui, |ui| self.content_ui(ui, &mut said));
            });
        });
        if !said.is_empty() {
            self.inbox.extend(said);
            ui.ctx().request_repaint();
        }
    }

    fn content_ui(&mut self, ui: &mut Ui, said: &mut Vec<Msg>) {
        if let Some((_, sheet)) = &mut self.made {
            steps::sheet_ui(ui, sheet, &mut self.printing, &mut self.problems);
            return;
        }
        let today = self.today.unwrap_or_default();
        if steps::ui(ui, self.step, &mut self.form, &mut self.problems, today) && self.making.is_none() {
            said.push(Msg::Next);
        }
        if self.step == Step::Bureau && steps::existing(ui, &mut self.form, &self.problems) {
            said.push(Msg::Existing);
        }
        if self.step == Step::Typing {
            self.printing.ui(ui, "打印", "打印测试页", "打印测试页.pdf", "印出来量一量边距和印章位的圆。");
        }
    }

    fn steps_ui(&mut self, ui: &mut Ui, said: &mut Vec<Msg>) {
        let gaps = space();
        ui.horizontal(|ui| {
            ui.add_space(gaps.s);
            title(ui, "秉公");
        });
        ui.add_space(gaps.s);
        ui.spacing_mut().item_spacing.y = 0.0;
        let now = Step::ALL.iter().position(|step| *step == self.step).unwrap_or(0);
        for (i, step) in Step::ALL.into_iter().enumerate() {
            let about = if i < now { self.form.chosen(step) } else { String::new() };
            step_ui(ui, i, now, step.label(), &about);
        }
        ui.spacing_mut().item_spacing.y = gaps.xs;
        ui.with_layout(Layout::bottom_up(Align::Min), |ui| {
            if self.made.is_some() {
                return;
            }
            if let Some(job) = &self.sampling {
                let stop = Button::new("停止建立示例").quiet();
                if ui.add(stop).clicked() {
                    job.stop();
                }
                ui.with_layout(Layout::top_down(Align::Min), |ui| job.ui(ui, "正在建立示例台账"));
                return;
            }
            if ui.add(Button::new("先看示例数据").quiet().icon(icons::SHOW)).clicked() {
                said.push(Msg::Sample);
            }
            let wrong = self.sample_problem.is_some();
            Input::new(&mut self.sample_dir).problem(wrong).name("示例保存在").show(ui);
            if let Some(problem) = &self.sample_problem {
                problem_text(ui, problem);
            }
            ui.horizontal(|ui| {
                small(ui, "示例保存在");
                let button = |label| Button::new(label).quiet().small().name("选择示例文件夹");
                if self.sample_picker.button(ui, &mut self.sample_dir, button) {
                    self.sample_problem = None;
                }
            });
        });
    }

    fn foot_ui(&mut self, ui: &mut Ui, said: &mut Vec<Msg>) {
        let theme = theme(ui);
        let line = ui.max_rect().expand2(vec2(space().xl, 0.0));
        ui.painter().hline(line.x_range(), line.top(), Stroke::new(1.0, theme.line));
        let by_key = keys::pressed(ui.ctx(), keys::SUBMIT);
        let busy = self.making.is_some().then_some("正在建立台账。");
        let whole = ui.available_rect_before_wrap();
        at_right(ui, "wizard-foot", |ui| {
            if self.made.is_none()
                && self.step != Step::Bureau
                && ui.add(Button::new("上一步").barred(busy)).clicked()
            {
                said.push(Msg::Back);
            }
            if self.made.is_none() && matches!(self.step, Step::Rules | Step::Typing) {
                let later = if self.step == Step::Rules { "以后再说" } else { "跳过此项" };
                if ui.add(Button::new(later)).clicked() {
                    said.push(Msg::Skip);
                }
            }
            let (verb, msg) = match (self.step, &self.made) {
                (_, Some(_)) => ("开始使用", Msg::Enter),
                (Step::Begin, None) => ("建立台账", Msg::Next),
                _ => ("下一步", Msg::Next),
            };
            let main = ui.add(Button::new(verb).primary().keys("Ctrl+Enter").barred(busy));
            if self.problems.takes("main") {
                main.request_focus();
            }
            if main.clicked() || (by_key && busy.is_none()) {
                said.push(msg);
            }
        });
        if self.made.is_none() {
            let left = Layout::left_to_right(Align::Center);
            let mut ui = ui.new_child(UiBuilder::new().max_rect(whole).layout(left));
            let words = if busy.is_some() {
                "正在建立台账……"
            } else {
                "以后可以在“设置”里修改"
            };
            muted(&mut ui, words);
        }
    }
}

/// One step in the column: its number, or a tick where it is done, and what was chosen.
fn step_ui(ui: &mut Ui, i: usize, now: usize, name: &str, about: &str) {
    let (theme, sizes, gaps, parts) = (theme(ui), type_sizes(), space(), size());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), STEP), Sense::hover());
    let state = match i {
        _ if i < now => "已填",
        _ if i == now => "当前",
        _ => "待填",
    };
    let spoken = format!("第{}步 {name} {state} {about}", i + 1);
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, spoken.trim_end()));
    if i == now {
        ui.painter().rect_filled(rect, parts.radius, theme.selected);
    }
    let centre = pos2(rect.left() + gaps.l + gaps.xs, rect.center().y);
    let (ink, border) = match i {
        _ if i < now => (theme.done, theme.done),
        _ if i == now => (theme.on_primary, theme.primary),
        _ => (theme.muted, theme.input_border),
    };
    let fill = if i == now { theme.primary } else { theme.panel };
    ui.painter().circle(centre, gaps.m, fill, Stroke::new(1.0, border));
    if i < now {
        icon(ui.painter(), centre, sizes.table, icons::CHECK, ink);
    } else {
        let align = eframe::egui::Align2::CENTER_CENTER;
        ui.painter().text(centre, align, (i + 1).to_string(), regular(sizes.small), ink);
    }
    let left = rect.left() + gaps.xl * 2.0;
    let room = rect.right() - left - gaps.xs;
    let font = if i == now { bold(sizes.body) } else { regular(sizes.body) };
    let (galley, _) = cut(ui, name, font, theme.text, room);
    if about.is_empty() {
        ui.painter().galley(pos2(left, rect.center().y - galley.size().y / 2.0), galley, theme.text);
        return;
    }
    let name = galley;
    let (galley, elided) = fitted(ui, about, regular(sizes.small), theme.muted, room);
    let top = rect.center().y - (name.size().y + galley.size().y) / 2.0;
    let below = top + name.size().y;
    ui.painter().galley(pos2(left, top), name, theme.text);
    ui.painter().galley(pos2(left, below), galley, theme.muted);
    if elided {
        response.on_hover_text(about);
    }
}

/// The sample in a folder: made where it is not there yet.
fn make_sample(dir: &Path, watch: &Watch) -> Result<PathBuf, String> {
    let path = dir.join(SAMPLE_FILE);
    if path.is_file() {
        return Ok(path);
    }
    if dir.as_os_str().is_empty() {
        return Err("请写示例保存在哪个文件夹。".to_owned());
    }
    std::fs::create_dir_all(dir).map_err(|error| ledger::unwritable(dir)(error).to_string())?;
    let go_on = || watch.step(1).map_err(|_| "已停止，没有建立示例。".to_owned());
    watch.expect(3);
    // Its name comes last: a sample that was broken off is not mistaken for a whole one.
    let parts = tempfile::Builder::new()
        .prefix(".binggong-")
        .tempdir_in(dir)
        .map_err(|error| ledger::unwritable(dir)(error).to_string())?;
    let part = parts.path().join(SAMPLE_FILE);
    let mut sample = sample::bureau(&part).map_err(|error| error.to_string())?;
    go_on()?;
    sample::main_jobs(&mut sample, &dir.join("notices")).map_err(|error| error.to_string())?;
    drop(sample);
    go_on()?;
    std::fs::rename(&part, &path).map_err(|_| format!("{}不能写入，请换一个文件夹。", named(&path)))?;
    Ok(path)
}
