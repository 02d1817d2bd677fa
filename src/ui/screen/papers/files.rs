//! Where the PDF of a notice goes: a folder of the bureau's, a viewer.

use std::path::Path;

use crate::ledger::named;
pub use crate::ui::file_choice::{meant, save};

/// Opens a copy with the system's viewer.
///
/// # Errors
/// A sentence with the place of the copy.
pub fn view(copy: &Path) -> Result<String, String> {
    match open::that_detached(copy) {
        Ok(()) => Ok("已用阅读器打开副本，退出程序时副本自动删除。".to_owned()),
        Err(_) => Err(format!(
            "没有找到能打开 PDF 的阅读器。副本在{}，可以自己打开；也可以先保存 PDF。",
            named(copy)
        )),
    }
}
