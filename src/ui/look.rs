//! How the window looks on this machine, kept in a small file of the machine's own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use eframe::egui::{Context, ThemePreference};
use serde::{Deserialize, Serialize};

/// The steps of type size: 小 标准 大 特大.
pub const ZOOMS: [(f32, &str); 4] = [(0.9, "小"), (1.0, "标准"), (1.15, "大"), (1.3, "特大")];

/// The themes.
pub const THEMES: [(Paint, &str); 3] =
    [(Paint::System, "跟随系统"), (Paint::Light, "浅色"), (Paint::Dark, "深色")];

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Paint {
    #[default]
    System,
    Light,
    Dark,
}

/// Theme, type size, and what the next start needs to know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Look {
    pub theme: Paint,
    /// Index into [`ZOOMS`].
    pub zoom: usize,
    /// The ledger that was open last.
    pub last_ledger: Option<PathBuf>,
    /// Widths of columns that a person has set, by table and column.
    pub columns: BTreeMap<String, Vec<u16>>,
}

impl Default for Look {
    /// The look of somebody who has set nothing.
    fn default() -> Look {
        let standard = ZOOMS.iter().position(|(factor, _)| *factor == 1.0).unwrap_or_default();
        Look { theme: Paint::System, zoom: standard, last_ledger: None, columns: BTreeMap::new() }
    }
}

impl Look {
    /// What the machine's folder holds; a missing or unreadable file is nobody's loss.
    pub fn read(home: &Path) -> Look {
        let text = std::fs::read_to_string(file(home)).unwrap_or_default();
        toml::from_str(&text).unwrap_or_default()
    }

    /// Keeps it; a folder that cannot be written costs no more than the setting.
    pub fn keep(&self, home: &Path) {
        if std::fs::create_dir_all(home).is_ok()
            && let Ok(text) = toml::to_string(self)
        {
            let _ = std::fs::write(file(home), text);
        }
    }

    /// Gives it to the window.
    pub fn apply(&self, ctx: &Context) {
        ctx.set_theme(match self.theme {
            Paint::System => ThemePreference::System,
            Paint::Light => ThemePreference::Light,
            Paint::Dark => ThemePreference::Dark,
        });
        ctx.set_zoom_factor(self.factor());
    }

    /// The factor by which everything is larger than standard.
    pub fn factor(&self) -> f32 {
        ZOOMS.get(self.zoom).map_or(1.0, |(factor, _)| *factor)
    }

    /// One step larger or smaller.
    pub fn step(&mut self, by: i32) {
        self.zoom = (self.zoom as i32 + by).clamp(0, ZOOMS.len() as i32 - 1) as usize;
    }
}

fn file(home: &Path) -> PathBuf {
    home.join("window.toml")
}
