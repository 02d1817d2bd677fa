//! Commands that end in paper: decide a case, print notices.

use std::path::Path;

use super::args::{Access, Decide, Notice};
use super::ledgers::open;
use super::{Said, judge};
use crate::domain::due::Deadline;
use crate::domain::role::{Op, may};
use crate::domain::user::User;
use crate::env::Env;
use crate::exchange::case_file;
use crate::exchange::out_file::OutFile;
use crate::ledger::file::{Mode, Versioned};
use crate::ledger::{self, Concluded, Instruction, Ledger, named};
use crate::notice::{Frame, Pages};
use crate::words::date::{parse_date, show_date};
use crate::words::document_no::parse_document_no;
use crate::words::paper::file_names;

/// `decide`: the main job on one case file.
pub fn decide(decide: &Decide, access: &Access) -> Said {
    if decide.template {
        return Ok(case_file::TEMPLATE.to_owned());
    }
    let (Some(path), Some(file), Some(out)) = (&decide.ledger, &decide.case, &decide.out) else {
        return Err("请写明台账、案件文件和 --out 文件夹。".to_owned());
    };
    let today = Env::System.today();
    let issued_on = decide.date.as_deref().map(|typed| parse_date(typed, today)).transpose();
    let issued_on =
        issued_on.map_err(|fault| format!("成文日期有误：{fault}。请写成 2026-03-05 的样子。"))?;
    let (case, _) = judge::read(file).map_err(|error| error.to_string())?;
    let late = case.later_than(today);
    if !late.is_empty() {
        let lines: Vec<String> = late.iter().map(|problem| format!("  {problem}")).collect();
        return Err(format!("案件文件有{}处日期不对：\n{}", late.len(), lines.join("\n")));
    }
    let mut ledger = open(path, Mode::Write, access)?;
    let by = settle_actor(&mut ledger)?;
    let folder = file.parent().unwrap_or(Path::new("."));
    let concluded = ledger.conclude(&Instruction { case: &case, folder, out, issued_on });
    let concluded = concluded.map_err(|error| error.to_string())?;
    told(&ledger, &by, &concluded)
}

/// Who acts where the command does not say it: the only user who can do all of it.
fn settle_actor(ledger: &mut Ledger) -> Said {
    if let Some(user) = ledger.actor() {
        return Ok(user.value.name.clone());
    }
    let users = ledger.all::<User>().map_err(|error| error.to_string())?;
    let able =
        |user: &User| !user.closed && may(&user.roles, Op::Decide) && may(&user.roles, Op::IssueNotice);
    let names: Vec<String> =
        users.into_iter().map(|user| user.value).filter(able).map(|user| user.name).collect();
    match names.as_slice() {
        [name] => ledger.act_as(name).map(|()| name.clone()).map_err(|error| error.to_string()),
        _ => Err(format!("请用 --user 写明操作人姓名，能办理的有：{}。", names.join("、"))),
    }
}

fn told(ledger: &Ledger, by: &str, concluded: &Concluded) -> Said {
    let mut text = format!("已登记案件和决定，操作人{by}。\n");
    for (issued, path) in &concluded.notices {
        text +=
            &format!("文书　{}　{}页　{}\n", issued.document_no, issued.pages.pages.len(), path.display());
    }
    for one in &concluded.without_notice {
        text += &format!("不出文书　{one}\n");
    }
    for difference in &concluded.differences {
        text += &format!("与分析意见不一致，已留痕　{difference}\n");
    }
    for deadline in &concluded.deadlines {
        text += &deadline_line(deadline);
    }
    text += &super::ledgers::head_line(ledger)?;
    Ok(text)
}

fn deadline_line(deadline: &Deadline) -> String {
    let Deadline { about, task, citation, explanation, .. } = deadline;
    let act_by = show_date(deadline.act_by);
    let mut line = format!("期限　{about}：{task}，{act_by}前（{citation}）　{explanation}");
    if deadline.act_by != deadline.last {
        line += &format!("依据如果是指工作日，到{act_by}，本人的权利按较晚的一日掌握。");
    }
    line + "\n"
}

/// `notice`: issued notices as PDF, as they were issued.
pub fn notice(notice: &Notice, access: &Access) -> Said {
    let ledger = open(&notice.ledger, Mode::Read, access)?;
    print(&ledger, notice).map_err(|error| error.to_string())
}

fn print(ledger: &Ledger, asked: &Notice) -> ledger::Result<String> {
    let notices: Vec<Versioned<_>> = if asked.numbers.is_empty() {
        ledger.all()?
    } else {
        asked
            .numbers
            .iter()
            .map(|typed| ledger.notice_numbered(&as_printed(typed)))
            .collect::<ledger::Result<_>>()?
    };
    if notices.is_empty() {
        return Ok("台账里还没有印发的文书。".to_owned());
    }
    let mut files = Vec::new();
    let mut stage = |name: String, bytes: &[u8]| -> ledger::Result<()> {
        let path = asked.out.join(name);
        files.push(OutFile::write(&path, bytes).map_err(ledger::unwritable(&path))?);
        Ok(())
    };
    if asked.merged {
        stage("文书汇编.pdf".to_owned(), &ledger.merged(&notices)?)?;
    }
    let names = file_names(notices.iter().map(|notice| &notice.value));
    for (notice, name) in notices.iter().zip(&names) {
        if !asked.merged {
            stage(format!("{name}.pdf"), &ledger.file(&notice.value.pdf)?)?;
        }
        if asked.text {
            stage(format!("{name}.txt"), text_of(&ledger.pages_of(&notice.value)?).as_bytes())?;
        }
    }
    for file in files {
        file.keep().map_err(ledger::unwritable(&asked.out))?;
    }
    Ok(format!("已印出{}份文书，存放在{}。", notices.len(), named(&asked.out)))
}

/// A number with the brackets of the paper, whichever were typed.
fn as_printed(typed: &str) -> String {
    parse_document_no(typed).map_or_else(|_| typed.to_owned(), |number| number.to_string())
}

/// The composed text, one run of type a line.
fn text_of(pages: &Pages) -> String {
    let frames = pages.pages.iter().flat_map(|page| &page.frames);
    let runs = frames.filter_map(|frame| if let Frame::Text(run) = frame { Some(run.text()) } else { None });
    runs.collect::<Vec<_>>().join("\n")
}
