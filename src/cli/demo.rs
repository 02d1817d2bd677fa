//! `demo`: the sample bureau and the main job on it, from nothing to notices that could be stamped.

use std::path::Path;

use crate::domain::deadline::Holder;
use crate::domain::notice::Notice;
use crate::ledger::file::Versioned;
use crate::ledger::{self, Ledger, named, sample};
use crate::words::date::show_date;
use crate::words::paper::name_of;

use super::Said;

/// The sample ledger's file name.
pub const LEDGER: &str = "示例.ledger";
/// As whom the window opens it: the head of the legal section, who does most of what there is to see.
pub const USER: &str = "孙示三";

/// Makes `DIR/示例.ledger` and `DIR/notices/*.pdf`, and says what it made.
pub fn demo(dir: &Path) -> Said {
    make(dir).map_err(|error| error.to_string())
}

fn make(dir: &Path) -> ledger::Result<String> {
    let path = dir.join(LEDGER);
    if path.exists() {
        return Err(ledger::Error::Refused(format!(
            "{}已经存在。请换一个文件夹，或者先删除它再试。",
            named(&path)
        )));
    }
    std::fs::create_dir_all(dir).map_err(ledger::io_at(dir))?;
    let out = dir.join("notices");
    let had_notices = out.exists();
    let mut ledger = sample::bureau(&path)?;
    let done = sample::main_jobs(&mut ledger, &out);
    if let Err(error) = done {
        drop(ledger);
        let _ = std::fs::remove_file(&path);
        if !had_notices {
            let _ = std::fs::remove_dir_all(&out);
        }
        return Err(error);
    }
    told(&ledger, &path, &out)
}

fn told(ledger: &Ledger, path: &Path, out: &Path) -> ledger::Result<String> {
    let notices: Vec<Versioned<Notice>> = ledger.all()?;
    let mut text = format!(
        "示例县应急管理局（测试数据）\n台账　{}\n文书　{}份，在{}\n",
        path.display(),
        notices.len(),
        out.display()
    );
    for notice in &notices {
        let notice = &notice.value;
        text +=
            &format!("  {}　{}　{}　{}页\n", name_of(notice), notice.title, notice.addressee, notice.pages);
    }
    text += "期限\n";
    let today = ledger.env().today();
    for deadline in ledger.running_deadlines()? {
        let deadline = deadline.value;
        let left = (deadline.act_by - today).num_days();
        let left = match (left < 0, deadline.holder) {
            (false, _) => format!("剩{left}日"),
            (true, Holder::Duty) => format!("逾期{}日", -left),
            // A right that was not used is no omission of anybody's.
            (true, Holder::Right) => continue,
        };
        text += &format!("  {}　{}　{}　{left}\n", show_date(deadline.act_by), deadline.about, deadline.task);
    }
    if let Some((count, hash)) = ledger.head()? {
        text += &format!("末条　{count}:{hash}\n");
    }
    let path = path.display();
    text += &format!("核对　binggong verify {path} --full\n");
    text += &format!("补印　binggong notice {path} --out 文件夹\n");
    Ok(text)
}
