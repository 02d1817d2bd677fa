//! 核对栏目: what was read of each sheet, and what each column means, to be changed by whoever knows better.

use eframe::egui::{Id, Ui, UiBuilder};

use crate::ledger::import::read::{Columns, Looked, Mappings, Meaning, SkippedRow};
use crate::ui::icons;
use crate::ui::theme::{bold, regular, space, theme, type_sizes};
use crate::ui::widget::{Button, Choice, muted, panel, wrapped};

/// Skipped rows that are told one by one.
const MOST_SKIPPED: usize = 12;
const WORDS: f32 = 200.0;
const MEANING: f32 = 150.0;

/// What a person says of columns.
pub enum Said<F> {
    /// A column of a header means something else: header, place, meaning.
    Column(String, usize, Option<F>),
    /// The header is read as the program reads it by itself.
    Forget(String),
}

/// What kind of sheet it is.
#[derive(Clone, Copy)]
pub struct Wanted<F> {
    /// As it is called: 名册.
    pub called: &'static str,
    /// The column without which nothing is read.
    pub must: F,
}

/// The columns of a header, on whichever sheet it stands.
fn of<'a, F>(looked: &[Looked<'a, F>], signature: &str) -> Option<&'a Columns<F>> {
    looked.iter().map(|sheet| sheet.columns).find(|columns| columns.signature == signature)
}

/// What the columns of a header mean, as it was said last.
fn fields<F: Meaning>(columns: &Columns<F>, mappings: &Mappings<F>) -> Vec<Option<F>> {
    mappings.of(&columns.signature).map_or_else(|| columns.fields(), <[_]>::to_vec)
}

/// Takes what was said.
pub fn take<F: Meaning>(said: Said<F>, looked: &[Looked<'_, F>], mappings: &mut Mappings<F>) {
    match said {
        Said::Column(signature, at, field) => {
            let Some(columns) = of(looked, &signature) else { return };
            let mut fields = fields(columns, mappings);
            if let Some(one) = fields.get_mut(at) {
                *one = field;
            }
            mappings.set(&signature, fields);
        }
        Said::Forget(signature) => mappings.forget(&signature),
    }
}

/// Why nothing can be tried yet.
pub fn missing<F: Meaning>(
    looked: &[Looked<'_, F>],
    mappings: &Mappings<F>,
    wanted: Wanted<F>,
) -> Option<String> {
    let Wanted { called, must } = wanted;
    let must_be = must.label();
    if is_unknown(looked) {
        return Some(format!("没有认出{called}。请在下面指定哪一列是{must_be}。"));
    }
    for sheet in looked.iter().filter(|sheet| sheet.why.is_none()) {
        let fields = fields(sheet.columns, mappings);
        if !fields.contains(&Some(must)) {
            return Some(format!("工作表“{}”没有{must_be}一列。请指定哪一列是{must_be}。", sheet.name));
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

fn is_unknown<F>(looked: &[Looked<'_, F>]) -> bool {
    looked.iter().all(|sheet| sheet.why.is_some())
}

/// How much was read, for the bar.
pub fn sentence<F>(looked: &[Looked<'_, F>]) -> String {
    let skipped: u32 = looked.iter().flat_map(|sheet| sheet.skipped_rows).map(rows).sum();
    format!("读出{}行，跳过{skipped}行", looked.iter().map(|sheet| sheet.records).sum::<usize>())
}

fn rows(skipped: &SkippedRow) -> u32 {
    skipped.to.unwrap_or(skipped.row) + 1 - skipped.row
}

pub fn ui<F: Meaning>(
    ui: &mut Ui,
    looked: &[Looked<'_, F>],
    (mappings, kept): (&Mappings<F>, &Mappings<F>),
    wanted: Wanted<F>,
    out: &mut Vec<Said<F>>,
) {
    if is_unknown(looked) {
        let Wanted { called, must } = wanted;
        let must = must.label();
        let words =
            format!("没有认出{called}的表头。下面是最像表头的一行，请指定哪一列是{must}，其余的也可以改。");
        wrapped(ui, &words, bold(type_sizes().body), theme(ui).due);
    }
    for sheet in looked {
        let title = format!("工作表“{}”", sheet.name);
        panel(ui, icons::FACTS, &title, |ui| {
            match sheet.why {
                Some(why) => _ = muted(ui, &format!("{why}。")),
                None => {
                    let header: Vec<String> = sheet.header_rows.iter().map(u32::to_string).collect();
                    muted(ui, &format!("表头在第{}行，读出{}行。", header.join("、"), sheet.records));
                    said_ui(ui, &sheet.columns.signature, (mappings, kept), sheet.name, out);
                }
            }
            columns_ui(ui, sheet.name, sheet.columns, mappings, out);
            skipped_ui(ui, sheet.skipped_rows);
        });
    }
}

/// Whose word the meanings are, where it is not the program's own.
fn said_ui<F: Meaning>(
    ui: &mut Ui,
    signature: &str,
    (mappings, kept): (&Mappings<F>, &Mappings<F>),
    sheet: &str,
    out: &mut Vec<Said<F>>,
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
            out.push(Said::Forget(signature.to_owned()));
        }
    });
}

fn columns_ui<F: Meaning>(
    ui: &mut Ui,
    sheet: &str,
    columns: &Columns<F>,
    mappings: &Mappings<F>,
    out: &mut Vec<Said<F>>,
) {
    let fields = fields(columns, mappings);
    let mut options = vec![(None, "不读".to_owned())];
    options.extend(F::all().map(|field| (Some(field), field.label().to_owned())));
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
                    out.push(Said::Column(columns.signature.clone(), at, field));
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
