//! 核对栏目: what was read of each sheet, and what each column means, to be changed by whoever knows better.

use eframe::egui::{Id, Ui, UiBuilder};

use super::Msg;
use crate::ledger::import::read::{Columns, Field, Mappings, Reading, SkippedRow};
use crate::ui::icons;
use crate::ui::theme::{bold, regular, space, theme, type_sizes};
use crate::ui::widget::{Button, Choice, muted, panel, wrapped};

/// Skipped rows that are told one by one.
const MOST_SKIPPED: usize = 12;
const WORDS: f32 = 200.0;
const MEANING: f32 = 150.0;

/// The columns of a header, on whichever sheet it stands.
pub fn of<'a>(reading: &'a Reading, signature: &str) -> Option<&'a Columns> {
    let read = reading.sheets.iter().map(|sheet| &sheet.columns);
    let mut all = read.chain(reading.skipped_sheets.iter().map(|sheet| &sheet.columns));
    all.find(|columns| columns.signature == signature)
}

/// What the columns of a header mean, as it was said last.
pub fn fields(columns: &Columns, mappings: &Mappings) -> Vec<Option<Field>> {
    mappings.of(&columns.signature).map_or_else(|| columns.fields(), <[_]>::to_vec)
}

/// Why nothing can be tried yet.
pub fn missing(reading: &Reading, mappings: &Mappings) -> Option<String> {
    if reading.sheets.is_empty() {
        return Some("没有认出名册。请在下面指定哪一列是姓名。".to_owned());
    }
    for sheet in &reading.sheets {
        let fields = fields(&sheet.columns, mappings);
        if !fields.contains(&Some(Field::Name)) {
            return Some(format!("工作表“{}”没有姓名一列。请指定哪一列是姓名。", sheet.name));
        }
        let twice = |at: usize| fields[at].is_some_and(|field| fields[..at].contains(&Some(field)));
        if let Some(field) = (0..fields.len()).find(|at| twice(*at)).and_then(|at| fields[at]) {
            let letters = sheet.columns.all.iter().zip(&fields).filter(|(_, one)| **one == Some(field));
            let letters: Vec<&str> = letters.map(|(column, _)| column.letters.as_str()).collect();
            return Some(format!(
                "工作表“{}”的{}列都指定为“{}”。请只留一列，其余的改为别的或者不读。",
                sheet.name,
                letters.join("、"),
                field.label()
            ));
        }
    }
    None
}

/// How much was read, for the bar.
pub fn sentence(reading: &Reading) -> String {
    let skipped: u32 = reading.sheets.iter().flat_map(|sheet| &sheet.skipped_rows).map(rows).sum();
    format!("读出{}行，跳过{skipped}行", reading.records().count())
}

fn rows(skipped: &SkippedRow) -> u32 {
    skipped.to.unwrap_or(skipped.row) + 1 - skipped.row
}

pub fn ui(ui: &mut Ui, reading: &Reading, mappings: &Mappings, kept: &Mappings, out: &mut Vec<Msg>) {
    if reading.sheets.is_empty() {
        wrapped(
            ui,
            "没有认出名册的表头。下面是最像表头的一行，请指定哪一列是姓名，其余的也可以改。",
            bold(type_sizes().body),
            theme(ui).due,
        );
    }
    for sheet in &reading.sheets {
        let header: Vec<String> = sheet.header_rows.iter().map(u32::to_string).collect();
        let title = format!("工作表“{}”", sheet.name);
        panel(ui, icons::FACTS, &title, |ui| {
            muted(ui, &format!("表头在第{}行，读出{}行。", header.join("、"), sheet.records.len()));
            said_ui(ui, &sheet.columns.signature, mappings, kept, &sheet.name, out);
            columns_ui(ui, &sheet.name, &sheet.columns, mappings, out);
            skipped_ui(ui, &sheet.skipped_rows);
        });
    }
    for sheet in &reading.skipped_sheets {
        let title = format!("工作表“{}”", sheet.name);
        panel(ui, icons::FACTS, &title, |ui| {
            muted(ui, &format!("{}。", sheet.why));
            columns_ui(ui, &sheet.name, &sheet.columns, mappings, out);
        });
    }
}

/// Whose word the meanings are, where it is not the program's own.
fn said_ui(
    ui: &mut Ui,
    signature: &str,
    mappings: &Mappings,
    kept: &Mappings,
    sheet: &str,
    out: &mut Vec<Msg>,
) {
    let Some(fields) = mappings.of(signature) else { return };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space().s;
        let words = match kept.of(signature) == Some(fields) {
            true => "这份表头以前导入过，用了那时的对应。",
            false => "对应已改动，导入后会记住，下次同样的表头照此读。",
        };
        muted(ui, words);
        let name = format!("恢复自动识别　{sheet}");
        if ui.add(Button::new("恢复自动识别").name(&name).quiet().small().icon(icons::UNDO)).clicked() {
            out.push(Msg::Forget(signature.to_owned()));
        }
    });
}

fn columns_ui(ui: &mut Ui, sheet: &str, columns: &Columns, mappings: &Mappings, out: &mut Vec<Msg>) {
    let fields = fields(columns, mappings);
    let mut options = vec![(None, "不读".to_owned())];
    options.extend(Field::all().map(|field| (Some(field), field.label().to_owned())));
    // The columns keep their identity, and so the keyboard, when the sheet becomes a register by what is said.
    let id = Id::unique(("import-columns", sheet));
    ui.scope_builder(UiBuilder::new().scope_id(id), |ui| {
        ui.spacing_mut().item_spacing.y = space().xs;
        for (at, column) in columns.all.iter().enumerate() {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space().s;
                let words = format!("{}列　{}", column.letters, column.words);
                let ink = theme(ui).text;
                ui.scope(|ui| {
                    ui.set_width(WORDS);
                    wrapped(ui, &words, regular(type_sizes().table), ink);
                });
                let mut field = fields.get(at).copied().flatten();
                let name = format!("{sheet}　{words}");
                if Choice::new(&name).width(MEANING).show(ui, &mut field, &options).changed() {
                    out.push(Msg::Column(columns.signature.clone(), at, field));
                }
                let ink = theme(ui).muted;
                ui.vertical(|ui| wrapped(ui, &column.sample, regular(type_sizes().small), ink));
            });
        }
    });
}

fn skipped_ui(ui: &mut Ui, skipped: &[SkippedRow]) {
    let ink = theme(ui).muted;
    for one in skipped.iter().take(MOST_SKIPPED) {
        let to = one.to.map_or(String::new(), |to| format!("至{to}"));
        let words = format!("第{}{to}行　跳过：{}", one.row, one.why);
        wrapped(ui, &words, regular(type_sizes().small), ink);
    }
    if let Some(more) = skipped.len().checked_sub(MOST_SKIPPED).filter(|more| *more > 0) {
        wrapped(ui, &format!("还有{more}处跳过的行。"), regular(type_sizes().small), ink);
    }
}
