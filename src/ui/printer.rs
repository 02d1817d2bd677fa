//! The system's printers: which there are, and papers sent to one of them from memory, with no file left behind.

use std::io::{ErrorKind, Write as _};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use eframe::egui::{Context, Id};

/// What to do where nothing can be printed from here.
const INSTEAD: &str = "请保存 PDF，用阅读器或者在别的电脑上按实际大小（100%）打印。";

/// The commands that print.
#[derive(Clone, Default)]
pub struct Printer {
    /// Where they lie; without it, wherever the system finds them.
    folder: Option<PathBuf>,
}

impl Printer {
    /// Commands of another folder than the system's.
    pub fn at(folder: impl Into<PathBuf>) -> Printer {
        Printer { folder: Some(folder.into()) }
    }

    /// Gives it to the window.
    pub fn install(self, ctx: &Context) {
        ctx.data_mut(|data| data.insert_temp(Id::unique("printer"), self));
    }

    /// The window's printer.
    pub fn of(ctx: &Context) -> Printer {
        ctx.data(|data| data.get_temp(Id::unique("printer"))).unwrap_or_default()
    }

    fn command(&self, name: &str) -> Command {
        let path = self.folder.as_ref().map_or_else(|| PathBuf::from(name), |folder| folder.join(name));
        let mut command = Command::new(path);
        // Whoever reads what it says reads it in one language.
        command.env("LC_ALL", "C");
        command
    }

    /// The names of the printers.
    ///
    /// # Errors
    /// A sentence: no command that prints, no printer.
    pub fn names(&self) -> Result<Vec<String>, String> {
        let told = self.command("lpstat").arg("-e").output().map_err(|_| no_command())?;
        let names: Vec<String> =
            String::from_utf8_lossy(&told.stdout).lines().map(|line| line.trim().to_owned()).collect();
        let names: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
        if names.is_empty() { Err(no_printer()) } else { Ok(names) }
    }

    /// Prints a PDF on the printer of this name, or on the one that the system has chosen.
    ///
    /// # Errors
    /// A sentence: no command that prints, no printer, or it did not take the paper.
    pub fn print(&self, pdf: &[u8], title: &str, name: Option<&str>) -> Result<String, String> {
        let mut lp = self.command("lp");
        lp.args(["-s", "-o", "media=A4", "-o", "print-scaling=none", "-t", title]);
        if let Some(name) = name {
            lp.args(["-d", name]);
        }
        lp.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut running = lp.spawn().map_err(|error| match error.kind() {
            ErrorKind::NotFound => no_command(),
            _ => format!("打印命令没有运行起来。{INSTEAD}"),
        })?;
        let sent = running.stdin.take().map(|mut paper| paper.write_all(pdf));
        let ended = running.wait_with_output().map_err(|_| refused())?;
        if ended.status.success() && !matches!(sent, Some(Err(_))) {
            return Ok("已送往打印机，请按实际大小（100%）打印。".to_owned());
        }
        let words = String::from_utf8_lossy(&ended.stderr);
        if words.contains("no default destination") || words.contains("does not exist") {
            return Err(no_printer());
        }
        Err(refused())
    }
}

fn no_command() -> String {
    format!("这台电脑上没有打印命令（lp），不能直接打印。{INSTEAD}")
}

fn no_printer() -> String {
    format!("这台电脑上还没有可用的打印机。请在系统设置里添加打印机，再试一次；{INSTEAD}")
}

fn refused() -> String {
    format!("打印机没有接受。请检查打印机是否开机、有纸；{INSTEAD}")
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    /// A folder with these commands.
    fn commands(scripts: &[(&str, &str)]) -> (tempfile::TempDir, Printer) {
        let dir = tempfile::tempdir().expect("a folder");
        for (name, script) in scripts {
            let path = dir.path().join(name);
            fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("a command");
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("its mode");
        }
        let printer = Printer::at(dir.path());
        (dir, printer)
    }

    #[test]
    fn a_paper_goes_to_the_printer_as_it_is_and_leaves_no_file() {
        let (dir, printer) =
            commands(&[("lp", "cd \"$(dirname \"$0\")\" && printf '%s\\n' \"$@\" >arguments && cat >paper")]);
        let said = printer.print(b"%PDF-1.4 paper", "决定书", Some("LaserJet")).expect("printed");
        assert!(said.contains("已送往打印机"), "{said}");
        assert_eq!(fs::read(dir.path().join("paper")).expect("the paper"), b"%PDF-1.4 paper");
        let arguments = fs::read_to_string(dir.path().join("arguments")).expect("arguments");
        let wanted = "-s\n-o\nmedia=A4\n-o\nprint-scaling=none\n-t\n决定书\n-d\nLaserJet\n";
        assert_eq!(arguments, wanted);
        assert_eq!(fs::read_dir(dir.path()).expect("the folder").count(), 3);
    }

    #[test]
    fn every_failure_says_what_to_do() {
        let said = |scripts: &[(&str, &str)]| {
            let (_dir, printer) = commands(scripts);
            printer.print(b"x", "t", None).expect_err("nothing is printed")
        };
        let none = "cat >/dev/null; echo 'lp: Error - no default destination available.' >&2; exit 1";
        let cases = [
            (said(&[]), "没有打印命令"),
            (said(&[("lp", none)]), "还没有可用的打印机"),
            (said(&[("lp", "exit 1")]), "没有接受"),
        ];
        for (sentence, why) in cases {
            assert!(sentence.contains(why) && sentence.contains("请保存 PDF"), "{sentence}");
        }
    }

    #[test]
    fn printers_are_named_and_their_absence_is_told() {
        let (_dir, printer) = commands(&[("lpstat", "echo 办公室; echo LaserJet")]);
        assert_eq!(printer.names().expect("two"), ["办公室", "LaserJet"]);
        let (_dir, printer) = commands(&[("lpstat", "exit 0")]);
        assert!(printer.names().expect_err("none").contains("还没有可用的打印机"));
        let (_dir, printer) = commands(&[]);
        assert!(printer.names().expect_err("no command").contains("没有打印命令"));
    }
}
