//! 健康: the ledger verified against itself, beside the window, and the head that is written down.

use eframe::egui::Ui;

use super::super::Cx;
use super::super::problems::{Line, Problems, entered};
use super::appearance::page;
use crate::ledger::file::{self, Depth, Report};
use crate::ledger::{self, fault_sentence};
use crate::ui::icons;
use crate::ui::job::Job;
use crate::ui::theme::{bold, space, theme, type_sizes};
use crate::ui::widget::{Button, above_bar, action_bar, label, muted, panel, problem_text, wrapped};

/// What a person does here.
pub enum Msg {
    Verify(bool),
    Stop,
}

/// What was found last.
enum Found {
    Intact { words: String, more: String, head: String },
    Faults(Vec<String>),
    Failed(String),
    Stopped,
}

/// The job, and what it found.
#[derive(Default)]
pub struct State {
    job: Option<Job<ledger::Result<Report>>>,
    full: bool,
    head: String,
    problems: Problems,
    found: Option<Found>,
}

impl State {
    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match msg {
            Msg::Stop => {
                if let Some(job) = &self.job {
                    job.stop();
                }
            }
            Msg::Verify(full) => {
                self.problems.clear();
                let heads = match heads(&self.head) {
                    Ok(heads) => heads,
                    Err(sentence) => return self.problems.say("head", sentence),
                };
                let second = cx.ledger.second();
                let depth = if full { Depth::Full } else { Depth::Quick };
                self.full = full;
                self.found = None;
                self.job = Some(Job::begin(cx.ctx, move |watch| {
                    second.open()?.verify_watched(depth, &heads, watch)
                }));
            }
        }
    }

    pub fn logic(&mut self) {
        let Some(job) = &mut self.job else { return };
        self.found = Some(match job.poll() {
            Ok(None) => return,
            Ok(Some(Ok(report))) => found(&report, self.full),
            Ok(Some(Err(ledger::Error::Store(file::Error::Stopped)))) => Found::Stopped,
            Ok(Some(Err(error))) => Found::Failed(error.to_string()),
            Err(_) => Found::Failed("核对中断了，没有结果。请再核对一次。".to_owned()),
        });
        self.job = None;
    }

    pub fn ui(&mut self, ui: &mut Ui, out: &mut Vec<super::Msg>) {
        let mut said = Vec::new();
        let running = self.job.is_some();
        let words = if running {
            "正在核对，可以继续办别的事。"
        } else {
            "核对只读不写，不影响办理。"
        };
        page(&mut above_bar(ui, "health"), |ui| {
            panel(ui, icons::INTACT, "核对台账", |ui| {
                let ink = theme(ui).text;
                let about = "逐条核对日志的次序、签名和正文，附件的内容，以及各类记录与日志是否一致。\
                             快速核对只抽查签名，附件只核对大小。";
                wrapped(ui, about, eframe::egui::FontId::proportional(type_sizes().table), ink);
                let line = Line::new("留存的末条", "head")
                    .hint("可以不填。填上次抄下来的末条（条数:指纹），能查出末尾被截断或者换回旧文件。");
                let response = line.show(ui, &mut self.head, &mut self.problems);
                if entered(ui, &response) && !running {
                    said.push(Msg::Verify(true));
                }
            });
            ui.add_space(space().m);
            if let Some(job) = self.job.as_ref().filter(|job| job.is_slow()) {
                panel(ui, icons::CLOCK, "正在核对", |ui| {
                    job.ui(ui, if self.full { "正在全面核对" } else { "正在快速核对" });
                });
            }
            if let Some(found) = &self.found {
                found_ui(ui, found);
            }
        });
        action_bar(ui, "health-actions", words, |ui| {
            if running {
                if ui.add(Button::new("停止核对")).clicked() {
                    said.push(Msg::Stop);
                }
                return;
            }
            if ui.add(Button::new("快速核对")).clicked() {
                said.push(Msg::Verify(false));
            }
            let by_key = crate::ui::keys::pressed(ui.ctx(), crate::ui::keys::SUBMIT);
            let main = Button::new("全面核对").primary().icon(icons::INTACT).keys("Ctrl+Enter");
            if ui.add(main).clicked() || by_key {
                said.push(Msg::Verify(true));
            }
        });
        out.extend(said.into_iter().map(super::Msg::Health));
    }
}

fn found_ui(ui: &mut Ui, found: &Found) {
    panel(ui, icons::FACTS, "核对结果", |ui| {
        let (done, text) = (theme(ui).done, theme(ui).text);
        match found {
            Found::Intact { words, more, head } => {
                wrapped(ui, words, bold(type_sizes().body), done);
                muted(ui, more);
                if !head.is_empty() {
                    muted(ui, "末条，请抄下来另行保存：");
                    wrapped(ui, head, bold(type_sizes().table), text);
                }
            }
            Found::Faults(faults) => {
                problem_text(ui, &format!("核对发现{}处问题，请停止使用这份台账。", faults.len()));
                muted(ui, "先复制留存，再改用最近一份核对无误的备份。");
                for fault in faults {
                    label(ui, fault);
                }
            }
            Found::Failed(sentence) => {
                problem_text(ui, sentence);
            }
            Found::Stopped => {
                muted(ui, "已停止核对，没有结果。");
            }
        }
    });
}

fn found(report: &Report, full: bool) -> Found {
    if !report.faults.is_empty() {
        return Found::Faults(report.faults.iter().map(fault_sentence).collect());
    }
    let how = if full { "全面核对" } else { "快速核对" };
    Found::Intact {
        words: format!("台账完整 {} 条", report.entries),
        more: format!(
            "{how}：日志{}条，签名{}个，附件{}个，表内{}行，都没有问题。",
            report.entries, report.signatures, report.files, report.rows
        ),
        head: report.head.map(|(count, hash)| format!("{count}:{hash}")).unwrap_or_default(),
    }
}

/// The head that a person has kept: a count and at least sixteen digits of its hash.
fn heads(typed: &str) -> Result<Vec<(u64, String)>, String> {
    const LEAST: usize = 16;
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let wrong = || "请写成 条数:指纹，例如 120:9f3a61c2d4e5f607（指纹至少16位）。".to_owned();
    let (count, hash) = typed.split_once([':', '：']).ok_or_else(wrong)?;
    let count = count.trim().parse().map_err(|_| wrong())?;
    let hash = hash.trim().to_ascii_lowercase();
    if hash.len() < LEAST || !hash.chars().all(|c| c.is_ascii_hexdigit()) {
        return Err(wrong());
    }
    Ok(vec![(count, hash)])
}
