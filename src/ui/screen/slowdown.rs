//! Wrong passwords: each makes the next try of the same user wait longer, whoever logs in meanwhile.

use std::collections::HashMap;

use eframe::egui::{Context, Id};
use uuid::Uuid;

/// Longest wait after a wrong password, in seconds.
const WAIT_MOST: f64 = 60.0;

/// By user: how often a wrong one was given, and until when none is taken, on the window's clock.
type Wrong = HashMap<Uuid, (i32, f64)>;

fn id() -> Id {
    Id::unique("wrong-passwords")
}

/// How many seconds a user still waits.
pub fn wait(ctx: &Context, user: Uuid) -> f64 {
    let wrong: Option<Wrong> = ctx.data(|data| data.get_temp(id()));
    let until = wrong.and_then(|wrong| wrong.get(&user).map(|(_, until)| *until));
    until.map_or(0.0, |until| (until - ctx.input(|input| input.time)).max(0.0))
}

/// The same as a sentence, where there is anything to wait for.
pub fn sentence(ctx: &Context, user: Uuid) -> Option<String> {
    let left = wait(ctx, user);
    (left > 0.0).then(|| format!("请等{}秒再试。", left.ceil()))
}

/// A wrong password was given.
pub fn wrong(ctx: &Context, user: Uuid) {
    let now = ctx.input(|input| input.time);
    ctx.data_mut(|data| {
        let all = data.get_temp_mut_or_default::<Wrong>(id());
        let (times, until) = all.entry(user).or_default();
        *times += 1;
        *until = now + 2f64.powi(*times).min(WAIT_MOST);
    });
}

/// The right one was given.
pub fn right(ctx: &Context, user: Uuid) {
    ctx.data_mut(|data| data.get_temp_mut_or_default::<Wrong>(id()).remove(&user));
}
