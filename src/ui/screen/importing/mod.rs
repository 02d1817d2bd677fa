//! What every import of a sheet has: its four steps, its columns, what would change, and the sheet of what was refused.

pub mod columns;
pub mod faults;

use eframe::egui::{Role, ScrollArea, Sense, Ui, WidgetInfo};

use crate::ledger::import::Difference;
use crate::ui::theme::{bold, regular, space, theme, type_sizes};
use crate::ui::widget::wrapped;

/// Told where a thread broke off.
pub const BROKEN: &str = "没有读完，中断了。请再试一次。";

/// How far it has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    #[default]
    File,
    Columns,
    Check,
    Done,
}

const STEPS: [(Step, &str); 4] =
    [(Step::File, "选择文件"), (Step::Columns, "核对栏目"), (Step::Check, "试读"), (Step::Done, "结果")];

/// 1 选择文件 2 核对栏目 …: the one that is being done stands out.
pub fn steps_ui(ui: &mut Ui, now: Step) {
    let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = gaps.l;
        for (i, (step, label)) in STEPS.iter().enumerate() {
            let here = *step == now;
            let font = if here { bold(sizes.body) } else { regular(sizes.table) };
            let ink = if here { theme.primary } else { theme.muted };
            let galley = ui.painter().layout_no_wrap(format!("{}　{label}", i + 1), font, ink);
            let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
            let spoken = if here { format!("{label} 正在办") } else { (*label).to_owned() };
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &spoken));
            ui.painter().galley(rect.min, galley, ink);
        }
    });
}

/// Whether a dialog is open: keys are for it.
pub fn is_asking(ui: &Ui) -> bool {
    ui.ctx().memory(|memory| memory.top_modal_layer().is_some())
}

/// A page that scrolls between the steps and the bar.
pub fn scrolled(ui: &mut Ui, name: &str, body: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().id_salt(name).auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space().m;
        body(ui);
    });
}

/// What would change, field by field.
pub fn differences_ui(ui: &mut Ui, changes: &[Difference]) {
    for Difference { label, old, new } in changes {
        let old = if old.is_empty() { "（空）" } else { old };
        let (font, ink) = (bold(type_sizes().table), theme(ui).text);
        wrapped(ui, &format!("{label}：{old} → {new}"), font, ink);
    }
}
