//! A standard as it is read on the screen: what it says beside its table, its vetoes, its indicators.

use eframe::egui::{Align, Layout, Ui, vec2};

use crate::domain::review::{Group, Standard};
use crate::ui::icons;
use crate::ui::theme::{regular, size, space, theme, type_sizes};
use crate::ui::widget::{key_value, panel, wrapped};
use crate::words::amount::show_tenths;
use crate::words::review::show_levels;

/// The columns of number and marks.
const NUMBER: f32 = 32.0;
const MARKS: f32 = 56.0;

/// Paints all of it.
pub fn ui(ui: &mut Ui, standard: &Standard) {
    panel(ui, icons::REVIEW, &format!("{}　{}", standard.title, standard.version), |ui| {
        for (key, value) in heads(standard) {
            key_value(ui, key, size().label_column, &value);
        }
    });
    table_ui(ui, standard);
}

/// Paints its vetoes and indicators.
pub fn table_ui(ui: &mut Ui, standard: &Standard) {
    let gaps = space();
    let mut number = 0;
    if !standard.vetoes.is_empty() {
        ui.add_space(gaps.s);
        let title = match standard.lowest.as_str() {
            "" => "否决项".to_owned(),
            lowest => format!("否决项　有一项的，评为{lowest}"),
        };
        panel(ui, icons::BARRED, &title, |ui| {
            for (at, veto) in standard.vetoes.iter().enumerate() {
                line(ui, at + 1, &veto.fault, "", "");
            }
        });
    }
    for group in &standard.groups {
        ui.add_space(gaps.s);
        let title = format!("{}　{}分", group.title, show_tenths(group.marks));
        panel(ui, icons::CONDITIONS, &title, |ui| group_ui(ui, group, &mut number));
    }
}

fn heads(standard: &Standard) -> Vec<(&'static str, String)> {
    let kinds: Vec<&str> = standard.kinds.iter().map(|kind| kind.label()).collect();
    let levels = format!("{}，以下{}", show_levels(&standard.levels), standard.lowest);
    vec![
        ("适用案件", if kinds.is_empty() { "各类案件".to_owned() } else { kinds.join("、") }),
        ("满分", format!("{}分，共{}项", show_tenths(standard.full), standard.indicators().count())),
        ("不涉及", standard.left_out.label().to_owned()),
        ("等次", levels),
    ]
}

fn group_ui(ui: &mut Ui, group: &Group, number: &mut usize) {
    for indicator in &group.indicators {
        *number += 1;
        let typical =
            indicator.typical.iter().map(|one| format!("{} 扣{}", one.fault, show_tenths(one.deduct)));
        let mut below = typical.collect::<Vec<_>>().join("；");
        if indicator.may_be_out {
            below = if below.is_empty() {
                "可以不涉及".to_owned()
            } else {
                format!("{below}；可以不涉及")
            };
        }
        line(ui, *number, &indicator.title, &below, &format!("{}分", show_tenths(indicator.marks)));
    }
}

/// One line: its number, what is looked at with what is often found below it, its marks.
fn line(ui: &mut Ui, number: usize, title: &str, below: &str, marks: &str) {
    let (theme, sizes) = (theme(ui), type_sizes());
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
        let room = ui.available_width() - NUMBER - MARKS;
        let column = |ui: &mut Ui, width: f32, body: &dyn Fn(&mut Ui)| {
            ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
                ui.set_width(width);
                body(ui);
            });
        };
        let table = regular(sizes.table);
        column(ui, NUMBER, &|ui| {
            wrapped(ui, &number.to_string(), table.clone(), theme.muted);
        });
        column(ui, room, &|ui| {
            wrapped(ui, title, table.clone(), theme.text);
            if !below.is_empty() {
                wrapped(ui, below, regular(sizes.small), theme.muted);
            }
        });
        if !marks.is_empty() {
            column(ui, MARKS, &|ui| {
                wrapped(ui, marks, table.clone(), theme.muted);
            });
        }
    });
}
