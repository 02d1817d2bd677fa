//! Where the PDF of a notice goes: a folder of the bureau's, a viewer, a printer.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::exchange::out_file::OutFile;
use crate::ledger::{named, unwritable};

/// The folder that a person's papers usually lie in.
pub fn documents() -> PathBuf {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let Some(home) = set("USERPROFILE").or_else(|| set("HOME")) else { return PathBuf::new() };
    let usual = ["文档", "Documents"].map(|name| home.join(name));
    usual.into_iter().find(|dir| dir.is_dir()).unwrap_or(home)
}

/// What a typed path means: a folder takes the paper under its own name, a name without an ending is a PDF.
pub fn meant(typed: &str, file_name: &str) -> PathBuf {
    let path = PathBuf::from(typed.trim());
    if path.is_dir() {
        return path.join(file_name);
    }
    let ends = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("pdf"));
    if ends { path } else { PathBuf::from(format!("{}.pdf", path.display())) }
}

/// Writes the paper where nothing lies yet.
///
/// # Errors
/// A sentence: the file is there already, or the folder cannot be written.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), String> {
    if path.exists() {
        return Err(format!("{}已经存在，没有覆盖。请换一个名字，或者先移走它。", named(path)));
    }
    let dir = path.parent().unwrap_or(path);
    if !dir.is_dir() {
        return Err(format!("没有{}这个文件夹，请核对，或者换一个位置。", named(dir)));
    }
    let written = OutFile::write(path, bytes).and_then(OutFile::keep);
    written.map(|_| ()).map_err(|error| unwritable(dir)(error).to_string())
}

/// Asks for a place with the system's own dialog; nothing where a person closed it or there is none.
pub fn choose(suggested: &Path) -> Option<PathBuf> {
    let mut dialog = rfd::FileDialog::new().add_filter("PDF", &["pdf"]);
    if let Some(dir) = suggested.parent().filter(|dir| dir.is_dir()) {
        dialog = dialog.set_directory(dir);
    }
    if let Some(name) = suggested.file_name() {
        dialog = dialog.set_file_name(name.to_string_lossy());
    }
    dialog.save_file()
}

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

/// Sends a copy to the printer that the system has chosen.
///
/// # Errors
/// A sentence: there is no print command, or it refused.
pub fn print(copy: &Path) -> Result<String, String> {
    let told = Command::new("lp").arg("-s").arg("--").arg(copy).output();
    match told {
        Ok(told) if told.status.success() => Ok("已送往打印机，请按实际大小（100%）打印。".to_owned()),
        Ok(_) => Err("打印机没有接受，请检查打印机，或者“用阅读器打开”以后打印。".to_owned()),
        Err(_) => Err("这台电脑上不能直接打印。请“用阅读器打开”以后按实际大小（100%）打印。".to_owned()),
    }
}
