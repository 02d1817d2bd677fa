//! The icons: characters of the icon face, never shown without a label.
//!
//! Phosphor Regular, cut to these; see `fonts/README.md`.

/// `list-checks`
pub const TODO: char = '\u{eadc}';
/// `identification-card`
pub const CERTIFICATE: char = '\u{e2c8}';
/// `chats`
pub const INTERFERENCE: char = '\u{e17c}';
/// `list-magnifying-glass`
pub const REVIEW: char = '\u{ebe0}';
/// `scales`
pub const LIABILITY: char = '\u{e750}';
/// `file-text`
pub const PAPER: char = '\u{e23a}';
/// `chart-bar`
pub const STATISTICS: char = '\u{e150}';
/// `gear-six`
pub const SETTINGS: char = '\u{e272}';
/// `magnifying-glass`
pub const SEARCH: char = '\u{e30c}';
/// `user`
pub const PERSON: char = '\u{e4c2}';
/// `users`
pub const PEOPLE: char = '\u{e4d6}';
/// `lock-simple`
pub const LOCK: char = '\u{e308}';
/// `check`
pub const CHECK: char = '\u{e182}';
/// `plus`
pub const ADD: char = '\u{e3d4}';
/// `x`
pub const CLOSE: char = '\u{e4f6}';
/// `caret-right`
pub const RIGHT: char = '\u{e13a}';
/// `caret-down`
pub const DOWN: char = '\u{e136}';
/// `caret-up`
pub const UP: char = '\u{e13c}';
/// `caret-left`
pub const LEFT: char = '\u{e138}';
/// `arrow-right`
pub const FORWARD: char = '\u{e06c}';
/// `arrow-left`
pub const BACK: char = '\u{e058}';
/// `warning`
pub const WARNING: char = '\u{e4e0}';
/// `question`
pub const OPEN_QUESTION: char = '\u{e3e8}';
/// `prohibit`
pub const BARRED: char = '\u{e3de}';
/// `minus`
pub const NONE: char = '\u{e32a}';
/// `upload-simple`
pub const IMPORT: char = '\u{e4c0}';
/// `download-simple`
pub const EXPORT: char = '\u{e20c}';
/// `printer`
pub const PRINT: char = '\u{e3dc}';
/// `calendar-blank`
pub const CALENDAR: char = '\u{e10a}';
/// `clock`
pub const CLOCK: char = '\u{e19a}';
/// `clock-counter-clockwise`
pub const HISTORY: char = '\u{e1a0}';
/// `shield-check`
pub const INTACT: char = '\u{e40c}';
/// `hard-drives`
pub const BACKUP: char = '\u{e2a0}';
/// `folder-open`
pub const FOLDER: char = '\u{e256}';
/// `file-pdf`
pub const PDF: char = '\u{e702}';
/// `note-pencil`
pub const DRAFT: char = '\u{e34c}';
/// `tray`
pub const INBOX: char = '\u{e4aa}';
/// `stack`
pub const PACKS: char = '\u{e466}';
/// `gavel`
pub const DECISION: char = '\u{ea32}';
/// `path`
pub const CHAIN: char = '\u{e39c}';
/// `clipboard-text`
pub const FACTS: char = '\u{e198}';
/// `book-open`
pub const CONDITIONS: char = '\u{e0e6}';
/// `funnel-simple`
pub const FILTER: char = '\u{e268}';
/// `pencil-simple`
pub const EDIT: char = '\u{e3b4}';
/// `trash`
pub const DISCARD: char = '\u{e4a6}';
/// `paperclip`
pub const ATTACH: char = '\u{e39a}';
/// `arrow-counter-clockwise`
pub const UNDO: char = '\u{e038}';
/// `eye`
pub const SHOW: char = '\u{e220}';
/// `eye-slash`
pub const HIDE: char = '\u{e224}';
/// `sun`
pub const LIGHT: char = '\u{e472}';
/// `moon`
pub const DARK: char = '\u{e330}';
/// `key`
pub const KEY: char = '\u{e2d6}';
/// `info`
pub const INFO: char = '\u{e2ce}';
/// `buildings`
pub const UNIT: char = '\u{e102}';
/// `megaphone-simple`
pub const HEARING: char = '\u{e642}';
/// `textbox`
pub const FORM: char = '\u{eb0a}';
/// `keyboard`
pub const KEYBOARD: char = '\u{e2d8}';
/// `arrow-square-out`
pub const OPEN_OUTSIDE: char = '\u{e5de}';
/// `envelope-simple`
pub const SERVE: char = '\u{e218}';
