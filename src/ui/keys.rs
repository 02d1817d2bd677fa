//! The keyboard map, and the rule that keys belong to the input method while it composes.

use eframe::egui::{Context, Event, ImeEvent, Key, KeyboardShortcut, Modifiers, Plugin, RawInput};

const CTRL: Modifiers = Modifiers::CTRL;
const ALT: Modifiers = Modifiers::ALT;

/// Opens the palette.
pub const PALETTE: KeyboardShortcut = KeyboardShortcut::new(CTRL, Key::K);
/// Puts the caret into the filter.
pub const FILTER: KeyboardShortcut = KeyboardShortcut::new(CTRL, Key::F);
/// Begins a new record.
pub const NEW: KeyboardShortcut = KeyboardShortcut::new(CTRL, Key::N);
/// Submits what is on the screen: its main button.
pub const SUBMIT: KeyboardShortcut = KeyboardShortcut::new(CTRL, Key::Enter);
/// Submits, and goes on with what follows.
pub const SUBMIT_AND_GO_ON: KeyboardShortcut = KeyboardShortcut::new(CTRL.plus(Modifiers::SHIFT), Key::Enter);
/// Prints.
pub const PRINT: KeyboardShortcut = KeyboardShortcut::new(CTRL, Key::P);
/// Locks the ledger.
pub const LOCK: KeyboardShortcut = KeyboardShortcut::new(CTRL, Key::L);
/// Goes to the next pane.
pub const NEXT_PANE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::NONE, Key::F6);
/// Goes to the previous pane.
pub const PREVIOUS_PANE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::SHIFT, Key::F6);
/// The record before this one in the list.
pub const PREVIOUS_RECORD: KeyboardShortcut = KeyboardShortcut::new(ALT, Key::ArrowUp);
/// The record after this one in the list.
pub const NEXT_RECORD: KeyboardShortcut = KeyboardShortcut::new(ALT, Key::ArrowDown);
/// The five steps of an inquiry.
pub const STEPS: [KeyboardShortcut; 5] = [
    KeyboardShortcut::new(ALT, Key::Num1),
    KeyboardShortcut::new(ALT, Key::Num2),
    KeyboardShortcut::new(ALT, Key::Num3),
    KeyboardShortcut::new(ALT, Key::Num4),
    KeyboardShortcut::new(ALT, Key::Num5),
];
/// Larger, smaller and standard type.
pub const ZOOM_IN: KeyboardShortcut = KeyboardShortcut::new(CTRL, Key::Plus);
pub const ZOOM_IN_TOO: KeyboardShortcut = KeyboardShortcut::new(CTRL, Key::Equals);
pub const ZOOM_OUT: KeyboardShortcut = KeyboardShortcut::new(CTRL, Key::Minus);
pub const ZOOM_STANDARD: KeyboardShortcut = KeyboardShortcut::new(CTRL, Key::Num0);

/// Ctrl+1 to Ctrl+8, in the order of the tabs.
pub const TABS: [KeyboardShortcut; 8] = [
    KeyboardShortcut::new(CTRL, Key::Num1),
    KeyboardShortcut::new(CTRL, Key::Num2),
    KeyboardShortcut::new(CTRL, Key::Num3),
    KeyboardShortcut::new(CTRL, Key::Num4),
    KeyboardShortcut::new(CTRL, Key::Num5),
    KeyboardShortcut::new(CTRL, Key::Num6),
    KeyboardShortcut::new(CTRL, Key::Num7),
    KeyboardShortcut::new(CTRL, Key::Num8),
];

/// The map as a person reads it: key, what it does.
pub const MAP: [(&str, &str); 17] = [
    ("Ctrl+1 至 Ctrl+8", "换到第几个页签"),
    ("Ctrl+K", "查找人员、证件、案件和操作"),
    ("Ctrl+F", "筛选当前列表"),
    ("Ctrl+N", "新增"),
    ("Ctrl+Enter", "提交，等于主按钮"),
    ("Ctrl+Shift+Enter", "新增人员并接着登记证件"),
    ("Ctrl+P", "打印"),
    ("Ctrl+L", "锁定"),
    ("F6、Shift+F6", "换到下一栏、上一栏"),
    ("Alt+↑、Alt+↓", "上一条、下一条"),
    ("Alt+1 至 Alt+5", "责任认定的第几步"),
    ("Tab、Shift+Tab", "下一项、上一项"),
    ("↑、↓、Home、End", "在列表里移动"),
    ("Enter、空格", "打开、按下、勾选"),
    ("Esc", "关闭弹出的内容，回到原处"),
    ("Ctrl+＋、Ctrl+－、Ctrl+0", "字大些、小些、标准"),
    ("Ctrl+Z", "撤回刚才输入的文字"),
];

/// Whether a shortcut was pressed; it then belongs to whoever asked.
pub fn pressed(ctx: &Context, shortcut: KeyboardShortcut) -> bool {
    ctx.input_mut(|input| input.consume_shortcut(&shortcut))
}

/// Keeps keys from the program while an input method composes.
///
/// Some input methods leave the key that chose a candidate in the stream: Enter would submit a form, Esc would
/// close it, Tab would leave the field. The key that ends a composition belongs to it as well.
#[derive(Default)]
pub struct ImeGuard {
    composing: bool,
    /// Keys that went down while composing, whose release is the input method's too.
    held: Vec<Key>,
}

impl Plugin for ImeGuard {
    fn debug_name(&self) -> &'static str {
        "ime_guard"
    }

    fn input_hook(&mut self, _ctx: &Context, input: &mut RawInput) {
        // Within one frame the events may come as key first, commit second: what was being composed when the
        // frame began, or is at any point within it, owns all its keys.
        let composed =
            |event: &Event| matches!(event, Event::Ime(ImeEvent::Preedit { text, .. }) if !text.is_empty());
        let owns = self.composing || input.events.iter().any(composed);
        for event in &input.events {
            match event {
                Event::Ime(ImeEvent::Preedit { text, .. }) => self.composing = !text.is_empty(),
                Event::Ime(ImeEvent::Commit(_)) => self.composing = false,
                _ => {}
            }
        }
        let held = &mut self.held;
        input.events.retain(|event| match event {
            Event::Key { key, pressed: true, .. } if owns => {
                held.push(*key);
                false
            }
            Event::Key { key, pressed: false, .. } => match held.iter().position(|one| one == key) {
                Some(at) => {
                    held.remove(at);
                    false
                }
                None => true,
            },
            Event::WindowFocused(false) => {
                held.clear();
                true
            }
            _ => true,
        });
    }
}
