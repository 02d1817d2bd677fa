//! Beside the list: drafts to go on with, the month with its days, how the backups stand.

use chrono::{Datelike, NaiveDate};
use eframe::egui::{Align2, Rect, Role as WidgetRole, Sense, Ui, WidgetInfo, vec2};

use super::{Msg, State};
use crate::ui::icons;
use crate::ui::screen::Cx;
use crate::ui::screen::settings::when;
use crate::ui::tab::Target;
use crate::ui::theme::{regular, size, theme, type_sizes};
use crate::ui::widget::{Button, fitted, muted, panel, panel_with};

impl State {
    pub(super) fn drafts_ui(&self, ui: &mut Ui, out: &mut Vec<Msg>) {
        panel(ui, icons::DRAFT, "草稿", |ui| {
            ui.set_width(ui.available_width());
            if self.drafts_shut > 0 {
                let count = self.drafts_shut;
                muted(ui, &format!("有{count}份草稿要用自己的登录密码打开：请锁定，登录时填写登录密码。"));
            } else if self.drafts.is_empty() {
                muted(ui, "没有草稿。");
            }
            for (key, title, ago) in &self.drafts {
                ui.horizontal(|ui| {
                    let room = ui.available_width() - 128.0;
                    let (galley, elided) =
                        fitted(ui, title, regular(type_sizes().table), theme(ui).text, room);
                    let (rect, response) =
                        ui.allocate_exact_size(vec2(room, galley.size().y), Sense::hover());
                    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, title));
                    ui.painter().galley(rect.min, galley, theme(ui).text);
                    if elided {
                        response.on_hover_text(title);
                    }
                    crate::ui::widget::small(ui, ago);
                    let name = format!("继续 {title}");
                    if ui.add(Button::new("继续").quiet().small().name(&name)).clicked() {
                        out.push(Msg::Open(Target::Draft(key.clone())));
                    }
                });
            }
        });
    }

    pub(super) fn month_ui(&self, ui: &mut Ui, today: NaiveDate) {
        let title = format!("{}年{}月", today.year(), today.month());
        panel_with(
            ui,
            icons::CALENDAR,
            &title,
            |_| {},
            |ui| {
                let (theme, sizes) = (theme(ui), type_sizes());
                let cell = vec2(ui.available_width() / 7.0, size().row_compact);
                let first = today.with_day(1).unwrap_or(today);
                let lead = first.weekday().num_days_from_monday();
                let days: Vec<NaiveDate> =
                    first.iter_days().take_while(|day| day.month() == today.month()).collect();
                let weeks = (lead as usize + days.len()).div_ceil(7);
                let whole = vec2(ui.available_width(), cell.y * (weeks as f32 + 1.0));
                let (rect, response) = ui.allocate_exact_size(whole, Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(WidgetRole::Image, true, format!("{title}月历")));
                for (i, name) in ["一", "二", "三", "四", "五", "六", "日"].iter().enumerate() {
                    let at = rect.min + vec2((i as f32 + 0.5) * cell.x, cell.y * 0.5);
                    ui.painter().text(at, Align2::CENTER_CENTER, name, regular(sizes.small), theme.muted);
                }
                for (i, day) in days.iter().enumerate() {
                    let place = i + lead as usize;
                    let centre = rect.min
                        + vec2(((place % 7) as f32 + 0.5) * cell.x, ((place / 7) as f32 + 1.5) * cell.y);
                    let ink = if *day == today { theme.on_primary } else { theme.text };
                    if *day == today {
                        let square = Rect::from_center_size(centre, vec2(24.0, 20.0));
                        ui.painter().rect_filled(square, size().radius, theme.primary);
                    }
                    ui.painter().text(
                        centre,
                        Align2::CENTER_CENTER,
                        day.day().to_string(),
                        regular(sizes.small),
                        ink,
                    );
                    let due = self.items.iter().filter(|item| item.on == Some(*day)).map(|item| item.tone);
                    if let Some(tone) = due.max_by_key(|tone| *tone as u8) {
                        let dot = centre + vec2(0.0, 12.0);
                        ui.painter().circle_filled(dot, 2.0, tone.colours(theme).0);
                    }
                }
            },
        );
    }
}

/// How the backups of the ledger stand; the sample needs none.
pub(super) fn backup(cx: &Cx<'_>) -> Option<(String, bool)> {
    if cx.ledger.agency().is_ok_and(|agency| agency.value.sample) {
        return None;
    }
    let Some(plan) = cx.ledger.backup_plan() else {
        return Some(("还没有设置备份文件夹。硬盘坏了，台账就没有了。".to_owned(), true));
    };
    if let Some(problem) = plan.problem {
        return Some((format!("上一次没有备份成：{problem}"), true));
    }
    plan.last.map(|last| (format!("最近备份　{}", when(last.at)), false))
}

pub(super) fn backup_ui(ui: &mut Ui, words: &str, wrong: bool, out: &mut Vec<Msg>) {
    panel(ui, icons::BACKUP, "备份", |ui| {
        ui.set_width(ui.available_width());
        if !wrong {
            muted(ui, words);
            return;
        }
        crate::ui::widget::problem_text(ui, words);
        if ui.add(Button::new("去设置").small().name("去设置备份")).clicked() {
            out.push(Msg::Open(Target::Backup));
        }
    });
}

/// How long ago a draft was kept.
pub(super) fn ago(cx: &Cx<'_>, at: chrono::DateTime<chrono::Utc>) -> String {
    let minutes = (cx.ledger.env().now() - at).num_minutes().max(0);
    match minutes {
        0 => "刚才".to_owned(),
        1..60 => format!("{minutes}分钟前"),
        60..1440 => format!("{}小时前", minutes / 60),
        _ => format!("{}天前", minutes / 1440),
    }
}
