//! Commands on a whole ledger: make, open, verify, export.

use std::path::{Path, PathBuf};

use serde_json::json;
use zeroize::Zeroizing;

use super::Said;
use super::args::{Access, Init, Verify};
use crate::domain::bureau::Agency;
use crate::domain::role::Role;
use crate::env::Env;
use crate::ledger::file::{self, Depth, Key, Machine, Mode, Report};
use crate::ledger::{self, Enrolment, Ledger, fault_sentence, named};

/// Shortest passphrase of a ledger, in characters.
const PASSPHRASE_LEAST: usize = 12;

/// `init`: makes a bureau's ledger and its first user.
pub fn init(init: &Init, access: &Access) -> Said {
    let Some(name) = &access.user else {
        return Err("请用 --user 写明第一位用户的姓名。".to_owned());
    };
    let Key::Passphrase(passphrase) = key(access)? else {
        return Err(
            "请设定台账口令：写在文件里用 --passphrase-file 指定，或者放进环境变量 BINGGONG_PASSPHRASE。"
                .to_owned(),
        );
    };
    if passphrase.chars().count() < PASSPHRASE_LEAST {
        return Err(format!(
            "台账口令太短，至少{PASSPHRASE_LEAST}个字符。请换一个更长的，并抄写一份锁进保险柜。"
        ));
    }
    if let Some(wrong) = init.code.chars().find(|c| !c.is_alphanumeric()) {
        return Err(format!("机关代字里不能有“{wrong}”，它是文号的开头：请只用汉字和字母，例如 某应急。"));
    }
    let folder = init.ledger.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder.filter(|folder| !folder.is_dir()) {
        return Err(format!("没有{}这个文件夹，请先建立，或者换一个位置。", named(folder)));
    }
    let roles: Vec<Role> = init.roles.iter().map(|label| role(label)).collect::<Result<_, _>>()?;
    let password = access.password_file.as_deref().map(secret).transpose()?;
    let agency = Agency {
        name: init.bureau.clone(),
        code: init.code.clone(),
        region: init.region.clone(),
        office: init.office.clone(),
        sample: false,
    };
    let first = Enrolment {
        name,
        roles: &roles,
        officer: None,
        password: password.as_ref().map(|text| text.as_str()),
    };
    let made =
        Ledger::create(&init.ledger, &Key::Passphrase(passphrase), machine()?, Env::System, &agency, &first);
    let ledger = made.map_err(|error| match error {
        // The folder is there: what could not be made in it is not missing.
        ledger::Error::Store(file::Error::Missing(path)) => {
            ledger::Error::Store(file::Error::ReadOnly(path)).to_string()
        }
        other => other.to_string(),
    })?;
    let mut said = format!(
        "已建立{}的台账{}。\n第一位用户：{name}（{}）。\n",
        init.bureau,
        named(&init.ledger),
        init.roles.join("、")
    );
    said += &head_line(&ledger)?;
    said += "口令丢失就打不开台账，谁也不能找回：请抄写两份，分别由系统管理和保险柜保管。";
    Ok(said)
}

fn role(label: &str) -> Result<Role, String> {
    let known = || Role::ALL.iter().map(|role| role.label()).collect::<Vec<_>>().join("、");
    let found = Role::ALL.iter().copied().find(|role| role.label() == label.trim());
    found.ok_or_else(|| format!("没有“{label}”这个角色，请改用：{}。", known()))
}

/// Opens a ledger as the command line says; who acts is settled for writing.
pub fn open(path: &Path, mode: Mode, access: &Access) -> Result<Ledger, String> {
    let sentence = |error: ledger::Error| error.to_string();
    if let (Some(name), Some(file)) = (&access.user, &access.password_file) {
        let password = secret(file)?;
        return Ledger::log_in(path, name, &password, mode, machine()?, Env::System).map_err(sentence);
    }
    let mut ledger = Ledger::open(path, &key(access)?, mode, machine()?, Env::System).map_err(sentence)?;
    if let Some(name) = &access.user {
        ledger.act_as(name).map_err(sentence)?;
    }
    Ok(ledger)
}

fn key(access: &Access) -> Result<Key, String> {
    if let Some(path) = &access.passphrase_file {
        return secret(path).map(Key::Passphrase);
    }
    match std::env::var("BINGGONG_PASSPHRASE") {
        Ok(passphrase) if !passphrase.is_empty() => Ok(Key::Passphrase(Zeroizing::new(passphrase))),
        _ => Ok(Key::Plain),
    }
}

/// A secret from a file, without the line end that editors add.
fn secret(path: &Path) -> Result<Zeroizing<String>, String> {
    let text = std::fs::read_to_string(path).map(Zeroizing::new);
    let text = text.map_err(|_| format!("读不出口令文件{}，请核对路径和权限。", named(path)))?;
    let line = text.trim_end_matches(['\r', '\n']).trim_start_matches('\u{feff}');
    if line.is_empty() {
        Err(format!("口令文件{}是空的，请写入以后再试。", named(path)))
    } else {
        Ok(Zeroizing::new(line.to_owned()))
    }
}

/// This machine's own folder: `BINGGONG_HOME`, or where programs keep their data here.
pub fn home() -> Result<PathBuf, String> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let dir = set("BINGGONG_HOME")
        .or_else(|| set("APPDATA").map(|dir| dir.join("binggong")))
        .or_else(|| set("XDG_DATA_HOME").map(|dir| dir.join("binggong")))
        .or_else(|| set("HOME").map(|dir| dir.join(".local/share/binggong")));
    let dir = dir.ok_or("找不到存放本机信息的文件夹，请设置环境变量 BINGGONG_HOME。")?;
    if let Some(file) = dir.ancestors().find(|above| above.is_file()) {
        let (dir, file) = (named(&dir), named(file));
        return Err(format!(
            "本机信息要存放在{dir}，但{file}是文件，不是文件夹。请改正环境变量 BINGGONG_HOME。"
        ));
    }
    Ok(dir)
}

fn machine() -> Result<Machine, String> {
    home().map(Machine::at)
}

/// The head as it is printed, to be kept elsewhere.
pub fn head_line(ledger: &Ledger) -> Said {
    let head = ledger.head().map_err(|error| error.to_string())?;
    Ok(head.map(|(count, hash)| format!("末条：{count}:{hash}\n")).unwrap_or_default())
}

/// `verify`: whether anything in the ledger was altered or damaged.
pub fn verify(verify: &Verify, access: &Access) -> Said {
    let heads = verify.head.iter().map(|head| parse_head(head)).collect::<Result<Vec<_>, _>>()?;
    let ledger = open(&verify.ledger, Mode::Read, access)?;
    let depth = if verify.full { Depth::Full } else { Depth::Quick };
    let report = ledger.verify(depth, &heads).map_err(|error| error.to_string())?;
    let told = if verify.json { as_json(&report) } else { in_words(&report, verify.full) };
    if report.faults.is_empty() {
        return Ok(told);
    }
    if verify.json {
        println!("{told}");
    }
    let mut sentences = vec![format!("核对发现{}处问题：", report.faults.len())];
    sentences.extend(report.faults.iter().map(|fault| format!("  {}", fault_sentence(fault))));
    sentences.push("请不要继续使用这份台账，先复制留存，再改用最近一份核对无误的备份。".to_owned());
    Err(sentences.join("\n"))
}

fn parse_head(text: &str) -> Result<(u64, String), String> {
    let wrong = || format!("“{text}”不是末条的写法，请写成 条数:指纹，例如 120:9f3a61c2…（至少16位）。");
    let (count, hash) = text.trim().split_once([':', '：']).ok_or_else(wrong)?;
    let count = count.trim().parse().map_err(|_| wrong())?;
    let hash = hash.trim();
    if hash.len() < 16 || !hash.chars().all(|c| c.is_ascii_hexdigit()) {
        return Err(wrong());
    }
    Ok((count, hash.to_owned()))
}

fn in_words(report: &Report, full: bool) -> String {
    let mut text = format!(
        "核对无误：日志{}条，正文{}份（已删改{}份），签名{}个，附件{}个，表内{}行。\n",
        report.entries, report.bodies, report.removed_bodies, report.signatures, report.files, report.rows
    );
    if !full {
        text += "签名抽查、附件只核对大小；要逐项核对，请加 --full。\n";
    }
    if let Some((count, hash)) = report.head {
        text += &format!(
            "末条：{count}:{hash}\n请把末条打印或者抄下来另行保存，以后可以查出末尾被截断或者换回旧文件。"
        );
    }
    text
}

fn as_json(report: &Report) -> String {
    json!({
        "ok": report.faults.is_empty(),
        "entries": report.entries,
        "bodies": report.bodies,
        "removed_bodies": report.removed_bodies,
        "signatures": report.signatures,
        "files": report.files,
        "rows": report.rows,
        "head": report.head.map(|(count, hash)| format!("{count}:{hash}")),
        "faults": report.faults.iter().map(fault_sentence).collect::<Vec<_>>(),
    })
    .to_string()
}

/// `export`: everything as files that need no program of ours.
pub fn export(path: &Path, out: &Path, access: &Access) -> Said {
    let ledger = open(path, Mode::Read, access)?;
    let done = ledger.export(out).map_err(|error| error.to_string())?;
    Ok(format!(
        "已导出到{}：日志{}条，记录{}条，文件{}个，文书{}份。",
        named(out),
        done.entries,
        done.records,
        done.files,
        done.notices
    ))
}
