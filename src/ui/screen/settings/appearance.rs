//! 外观 and 键盘: theme and size of type as this machine keeps them, and the keys.

use eframe::egui::{Frame, ScrollArea, Ui};

use super::super::{Cx, Event};
use crate::ui::icons;
use crate::ui::keys;
use crate::ui::look::{Look, Paint, THEMES, ZOOMS};
use crate::ui::theme::{size, space};
use crate::ui::widget::{Row, anchor, key_value, muted, panel, segment};

/// What a person does here.
pub enum Msg {
    Theme(Paint),
    Zoom(usize),
}

/// The look as it is.
#[derive(Default)]
pub struct State {
    look: Look,
}

impl State {
    pub fn enter(&mut self, cx: &Cx<'_>) {
        if self.look != *cx.look {
            self.look = cx.look.clone();
        }
    }

    pub fn update(&mut self, msg: Msg, cx: &mut Cx<'_>) {
        let mut look = cx.look.clone();
        match msg {
            Msg::Theme(theme) => look.theme = theme,
            Msg::Zoom(zoom) => look.zoom = zoom,
        }
        self.look = look.clone();
        cx.events.push(Event::Look(look));
    }

    pub fn ui(&self, ui: &mut Ui, out: &mut Vec<super::Msg>) {
        page(ui, |ui| {
            panel(ui, icons::LIGHT, "外观", |ui| {
                let mut theme = None;
                Row::new("主题").show(ui, |ui| {
                    theme = segment(ui, "主题", Some(self.look.theme), &THEMES);
                    anchor(ui)
                });
                let sizes: Vec<(usize, &str)> =
                    ZOOMS.iter().enumerate().map(|(i, (_, label))| (i, *label)).collect();
                let mut zoom = None;
                Row::new("字号").show(ui, |ui| {
                    zoom = segment(ui, "字号", Some(self.look.zoom), &sizes);
                    anchor(ui)
                });
                muted(ui, "马上生效，只影响这台电脑。也可以用 Ctrl+＋、Ctrl+－ 改字号。");
                out.extend(theme.map(|theme| super::Msg::Appearance(Msg::Theme(theme))));
                out.extend(zoom.map(|zoom| super::Msg::Appearance(Msg::Zoom(zoom))));
            });
        });
    }
}

/// The keys.
pub fn keys_ui(ui: &mut Ui) {
    page(ui, |ui| {
        panel(ui, icons::KEYBOARD, "键盘操作", |ui| {
            for (keys, what) in keys::MAP {
                key_value(ui, keys, 240.0, what);
            }
        });
    });
}

/// A scrolling page of panels, no wider than can be read.
pub fn page(ui: &mut Ui, body: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        Frame::new().inner_margin(space().l).show(ui, |ui| {
            ui.set_max_width((size().dialog * 1.6).min(ui.available_width()));
            body(ui);
        });
    });
}
