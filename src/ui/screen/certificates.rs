//! 证件: officers and their cards.

use eframe::egui::Ui;

use super::{Cx, Screen, See};

/// What a person does here.
pub enum Msg {}

/// What stands on the screen.
#[derive(Default)]
pub struct State {}

impl Screen for State {
    type Msg = Msg;

    fn enter(&mut self, _cx: &mut Cx<'_>) {}

    fn ui(&mut self, _ui: &mut Ui, _see: &mut See<'_>, _out: &mut Vec<Msg>) {}

    fn update(&mut self, msg: Msg, _cx: &mut Cx<'_>) {
        match msg {}
    }
}
