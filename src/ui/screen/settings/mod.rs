//! 设置: bureau, users, rule packs, appearance, keys, backups, health, keys of sealed records, cards, cases.

mod appearance;
mod backup;
mod bureau;
mod cards;
mod cases;
mod health;
mod packs;
mod seal;
mod users;

use eframe::egui::{
    CentralPanel, EventFilter, Frame, Id, Key, Margin, Modifiers, Panel, Role as WidgetRole, Sense, Stroke,
    Ui, WidgetInfo, pos2, vec2,
};

pub use appearance::page;
pub use backup::when;
pub use users::{check_password, roles_ui};

use super::{Cx, Screen, See};
use crate::ui::tab::Target;
use crate::ui::theme::{bold, regular, size, space, theme, type_sizes};
use crate::ui::widget::focus_ring;

/// The width of the list of sections.
const SECTIONS: f32 = 120.0;

/// What a person does here.
pub enum Msg {
    Section(Section),
    Bureau(bureau::Msg),
    Users(users::Msg),
    Packs(packs::Msg),
    Seal(seal::Msg),
    Appearance(appearance::Msg),
    Backup(backup::Msg),
    Health(health::Msg),
    Cards(cards::Msg),
    Cases(cases::Msg),
}

/// The parts of the settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Section {
    #[default]
    Bureau,
    Users,
    Packs,
    Appearance,
    Keys,
    Backup,
    Health,
    /// At the end: the others keep their places.
    Seal,
    Cards,
    Cases,
}

impl Section {
    const ALL: [Section; 10] = [
        Section::Bureau,
        Section::Users,
        Section::Packs,
        Section::Appearance,
        Section::Keys,
        Section::Backup,
        Section::Health,
        Section::Seal,
        Section::Cards,
        Section::Cases,
    ];

    fn label(self) -> &'static str {
        match self {
            Section::Bureau => "单位",
            Section::Users => "用户",
            Section::Packs => "规则包",
            Section::Appearance => "外观",
            Section::Keys => "键盘",
            Section::Backup => "备份",
            Section::Health => "健康",
            Section::Seal => "密封",
            Section::Cards => "证件",
            Section::Cases => "办案",
        }
    }
}

/// What stands on the screen.
#[derive(Default)]
pub struct State {
    section: Section,
    bureau: bureau::State,
    users: users::State,
    packs: packs::State,
    appearance: appearance::State,
    backup: backup::State,
    health: health::State,
    seal: seal::State,
    cards: cards::State,
    cases: cases::State,
}

impl Screen for State {
    type Msg = Msg;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        self.appearance.enter(cx);
        self.bureau.enter(cx);
        match self.section {
            Section::Users => self.users.enter(cx),
            Section::Packs => self.packs.enter(cx),
            Section::Backup => self.backup.enter(cx),
            Section::Seal => self.seal.enter(cx),
            Section::Cards => self.cards.enter(cx),
            Section::Cases => self.cases.enter(cx),
            _ => {}
        }
    }

    fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let (theme, gaps) = (theme(ui), space());
        Panel::left("settings-sections")
            .exact_size(SECTIONS)
            .resizable(false)
            .frame(Frame::new().fill(theme.panel).inner_margin(Margin::same(gaps.s as i8)))
            .show(ui, |ui| self.sections_ui(ui, see, out));
        CentralPanel::no_frame().frame(Frame::new().fill(theme.app)).show(ui, |ui| match self.section {
            Section::Bureau => self.bureau.ui(ui, see, out),
            Section::Users => self.users.ui(ui, see, out),
            Section::Packs => self.packs.ui(ui, see, out),
            Section::Appearance => self.appearance.ui(ui, out),
            Section::Keys => appearance::keys_ui(ui),
            Section::Backup => self.backup.ui(ui, out),
            Section::Health => self.health.ui(ui, out),
            Section::Seal => self.seal.ui(ui, see, out),
            Section::Cards => self.cards.ui(ui, see, out),
            Section::Cases => self.cases.ui(ui, see, out),
        });
    }

    fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        match msg {
            Msg::Section(section) => {
                self.cards.leave(cx);
                self.cases.leave(cx);
                self.section = section;
                self.enter(cx);
            }
            Msg::Bureau(msg) => self.bureau.update(msg, cx),
            Msg::Users(msg) => self.users.update(msg, cx),
            Msg::Packs(msg) => self.packs.update(msg, cx),
            Msg::Appearance(msg) => self.appearance.update(msg, cx),
            Msg::Backup(msg) => self.backup.update(msg, cx),
            Msg::Health(msg) => self.health.update(msg, cx),
            Msg::Seal(msg) => self.seal.update(&msg, cx),
            Msg::Cards(msg) => self.cards.update(msg, cx),
            Msg::Cases(msg) => self.cases.update(msg, cx),
        }
    }

    fn logic(&mut self, cx: &mut Cx<'_>) {
        self.appearance.enter(cx);
        self.backup.logic(cx);
        self.health.logic();
        self.seal.logic(cx);
    }

    fn open(&mut self, target: &Target, cx: &mut Cx<'_>) {
        let section = match target {
            Target::Record { kind, .. } if kind == "user" => Section::Users,
            Target::Record { kind, .. } if kind == "text" => Section::Packs,
            Target::Record { kind, .. } if kind == "recovery" => Section::Seal,
            Target::Draft(key) if key.starts_with("user") => Section::Users,
            Target::Record { kind, .. } if cards::holds(kind) => Section::Cards,
            Target::Draft(key) if cards::holds(key) => Section::Cards,
            Target::Record { kind, .. } if kind == cases::DRAFT => Section::Cases,
            Target::Draft(key) if key == cases::DRAFT => Section::Cases,
            Target::Backup => Section::Backup,
            Target::Record { .. } | Target::Draft(_) => Section::Bureau,
            _ => return,
        };
        self.section = section;
        self.enter(cx);
        match target {
            Target::Draft(key) if key == users::DRAFT => self.users.restore(cx),
            Target::Draft(key) if cards::holds(key) => self.cards.go_on(key, cx),
            Target::Draft(key) if key == cases::DRAFT => self.cases.begin(cx),
            Target::Draft(key) if key == bureau::DRAFT => self.bureau.restore(cx),
            Target::Record { kind, id } if kind == "user" => self.users.select(*id),
            _ => {}
        }
    }

    fn is_unkept(&self) -> bool {
        self.bureau.is_unkept() || self.users.is_unkept() || self.cards.is_unkept() || self.cases.is_unkept()
    }

    fn keep(&mut self, cx: &mut Cx<'_>) {
        self.bureau.keep(cx);
        self.users.keep(cx);
        self.cards.keep(cx);
        self.cases.keep(cx);
    }

    fn breadcrumb(&self) -> String {
        self.section.label().to_owned()
    }
}

impl State {
    fn sections_ui(&self, ui: &mut Ui, see: &mut See<'_>, out: &mut Vec<Msg>) {
        let (theme, sizes, gaps, parts) = (theme(ui), type_sizes(), space(), size());
        ui.spacing_mut().item_spacing.y = 0.0;
        for (i, section) in Section::ALL.into_iter().enumerate() {
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), parts.row), Sense::hover());
            let response = ui.interact(rect, section_id(i), Sense::click());
            let current = section == self.section;
            // The name tells these rows from the tabs and headings of the same word.
            let spoken = format!("设置 {}", section.label());
            response.widget_info(|| WidgetInfo::selected(WidgetRole::RadioButton, true, current, &spoken));
            if current {
                see.panes.entry(response.id);
            }
            if current || response.hovered() {
                let fill = if current { theme.selected } else { theme.hover };
                ui.painter().rect_filled(rect, parts.radius, fill);
            }
            let font = if current { bold(sizes.table) } else { regular(sizes.table) };
            let galley = ui.painter().layout_no_wrap(section.label().to_owned(), font, theme.text);
            let at = pos2(rect.left() + gaps.s, rect.center().y - galley.size().y / 2.0);
            ui.painter().galley(at, galley, theme.text);
            focus_ring(ui, &response);
            if response.has_focus() {
                arrows(ui, response.id, section, out);
            }
            if response.clicked() {
                out.push(Msg::Section(section));
            }
        }
        let line = ui.max_rect().expand(gaps.s);
        ui.painter().vline(line.right() - 0.5, line.y_range(), Stroke::new(1.0, theme.line));
    }
}

/// Up and down among the sections.
fn arrows(ui: &Ui, id: Id, section: Section, out: &mut Vec<Msg>) {
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    let presses = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key)) as i64;
    let by = presses(Key::ArrowDown) - presses(Key::ArrowUp);
    let at = Section::ALL.iter().position(|one| *one == section).unwrap_or(0) as i64;
    let to = (at + by).clamp(0, Section::ALL.len() as i64 - 1);
    if to != at {
        out.push(Msg::Section(Section::ALL[to as usize]));
        ui.memory_mut(|memory| memory.request_focus(section_id(to as usize)));
    }
}

/// The row of a section, whichever is chosen.
fn section_id(at: usize) -> Id {
    Id::unique(("settings-section", at))
}
