//! What is written in the wizard, whether it will do, and the ledger that is made of it.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use zeroize::Zeroizing;

use super::Step;
use crate::domain::bureau::Agency;
use crate::domain::role::Role;
use crate::env::Env;
use crate::ledger::file::{Key, Machine, Watch};
use crate::ledger::{self, Enrolment, Group, Ledger};
use crate::ui::file_choice::{LEDGER, PathPicker, Want, documents, new_file, writable};
use crate::ui::screen::adoption;
use crate::ui::screen::problems::Problems;
use crate::ui::screen::settings::check_password;

/// Shortest passphrase of a ledger, in characters.
const PASSPHRASE_LEAST: usize = 12;

/// All that the steps ask for.
pub struct Form {
    pub name: String,
    pub code: String,
    pub region: String,
    pub office: String,
    pub user: String,
    /// By code.
    pub roles: Vec<String>,
    pub password: String,
    pub again: String,
    pub passphrase: String,
    pub repeated: String,
    pub path: String,
    pub picker: PathPicker,
    /// The place was proposed, not written.
    proposed: String,
    pub rules: adoption::Form,
    /// The bureau for which the form of the adoption was begun.
    rules_for: Option<String>,
    adoption: Option<String>,
    pub typing: String,
    /// The folder for copies; empty leaves it for later.
    pub backup: String,
    pub backup_picker: PathPicker,
    /// A ledger that is there already.
    pub existing: String,
    pub existing_picker: PathPicker,
}

/// What a thread needs to make the ledger.
pub struct Wanted {
    path: PathBuf,
    agency: Agency,
    user: String,
    roles: Vec<Role>,
    password: Zeroizing<String>,
    passphrase: Zeroizing<String>,
    adoption: Option<String>,
    backup: Option<PathBuf>,
}

/// Why there is no ledger; the field where that is told, where it is known.
pub struct Failure {
    pub field: Option<&'static str>,
    pub error: ledger::Error,
}

impl From<ledger::Error> for Failure {
    fn from(error: ledger::Error) -> Failure {
        Failure { field: None, error }
    }
}

/// The sheet for the safe, as it is shown.
pub struct Sheet {
    pub title: String,
    pub lines: Vec<(&'static str, String)>,
    pub notes: Vec<String>,
    pub head: String,
    pub groups: Vec<Group>,
    /// Two groups, typed back from the paper.
    pub back: [String; 2],
}

impl Sheet {
    /// The places of the two groups that are typed back: never the first, which everybody sees at a glance.
    pub fn asked(&self) -> [usize; 2] {
        let last = self.groups.len().saturating_sub(1);
        [1.min(last), last]
    }

    /// Whether what was typed back is what stands on the sheet; nothing typed is nothing wrong.
    pub fn is_copied_well(&self, problems: &mut Problems) -> bool {
        for (i, at) in self.asked().into_iter().enumerate() {
            let typed = self.back[i].trim();
            if !typed.is_empty() && !self.groups.get(at).is_some_and(|group| group.is_typed_so(typed)) {
                let field = BACK[i];
                problems
                    .say(field, format!("与口令单第{}组不一样，请核对抄写；以口令单上印的为准。", at + 1));
            }
        }
        !problems.any()
    }
}

/// The field of the folder for copies.
pub const BACKUP: &str = "backup";

/// The fields into which groups are typed back.
pub const BACK: [&str; 2] = ["back.first", "back.second"];

impl Default for Form {
    fn default() -> Form {
        let empty = String::new;
        Form {
            name: empty(),
            code: empty(),
            region: empty(),
            office: empty(),
            user: empty(),
            roles: Vec::new(),
            password: empty(),
            again: empty(),
            passphrase: empty(),
            repeated: empty(),
            path: empty(),
            picker: PathPicker::new(Want::Save(&LEDGER)),
            proposed: empty(),
            rules: adoption::Form::default(),
            rules_for: None,
            adoption: None,
            typing: empty(),
            backup: empty(),
            backup_picker: PathPicker::new(Want::Folder),
            existing: empty(),
            existing_picker: PathPicker::new(Want::Open(&LEDGER)),
        }
    }
}

impl Form {
    /// Proposes what follows from the steps before.
    pub fn enter(&mut self, step: Step) {
        match step {
            Step::User => {
                if self.roles.is_empty() {
                    self.roles.push(Role::Administrator.code().to_owned());
                }
                if self.path == self.proposed {
                    let name: String = self
                        .name
                        .trim()
                        .chars()
                        .filter(|c| !c.is_control() && !"/\\:*?\"<>|".contains(*c))
                        .collect();
                    self.proposed = documents().join(format!("{name}.ledger")).display().to_string();
                    self.path = self.proposed.clone();
                }
            }
            Step::Rules => {
                let bureau = self.name.trim();
                if self.rules_for.as_deref() != Some(bureau) {
                    self.rules = adoption::Form::of(bureau);
                    self.rules_for = Some(bureau.to_owned());
                }
            }
            _ => {}
        }
    }

    /// Leaves a step undone.
    pub fn skip(&mut self, step: Step) {
        if step == Step::Rules {
            self.adoption = None;
        }
    }

    /// What was chosen in a step, in a line.
    pub fn chosen(&self, step: Step) -> String {
        match step {
            Step::Bureau => self.name.trim().to_owned(),
            Step::User => self.user.trim().to_owned(),
            Step::Rules if self.adoption.is_some() => self.rules.number().to_owned(),
            Step::Rules => "以后再说".to_owned(),
            Step::Typing if self.types_well() => "可以正常输入".to_owned(),
            Step::Typing => "以后再试".to_owned(),
            Step::Begin => String::new(),
        }
    }

    pub fn adopts(&self) -> bool {
        self.adoption.is_some()
    }

    pub fn role_words(&self) -> String {
        self.roles().iter().map(|role| role.label()).collect::<Vec<_>>().join("、")
    }

    pub fn types_well(&self) -> bool {
        self.typing.contains("应急")
    }

    fn roles(&self) -> Vec<Role> {
        Role::ALL.iter().copied().filter(|role| self.roles.iter().any(|code| code == role.code())).collect()
    }

    /// Where the ledger goes; a name without an ending is a ledger.
    pub fn path(&self) -> PathBuf {
        let path = PathBuf::from(self.path.trim());
        if path.extension().is_some_and(|end| end == "ledger") {
            path
        } else {
            PathBuf::from(format!("{}.ledger", path.display()))
        }
    }

    /// Whether a step will do; says what is wrong.
    pub fn check(&mut self, step: Step, today: NaiveDate, problems: &mut Problems) -> bool {
        match step {
            Step::Bureau => self.check_bureau(problems),
            Step::User => self.check_user(problems),
            Step::Rules => {
                self.adoption = self.rules.read(self.region.trim(), today);
                return self.adoption.is_some();
            }
            Step::Typing => {
                if !self.types_well() {
                    problems
                        .say("typing", "还没有打出“应急”。输入法用不了的，可以先跳过，粘贴文字也能办理。");
                }
            }
            Step::Begin => self.check_backup(problems),
        }
        !problems.any()
    }

    fn check_backup(&self, problems: &mut Problems) {
        let Some(folder) = self.backup_folder() else { return };
        if let Err(sentence) = writable(&folder) {
            problems.say(BACKUP, sentence);
        }
    }

    fn backup_folder(&self) -> Option<PathBuf> {
        Some(self.backup.trim()).filter(|folder| !folder.is_empty()).map(PathBuf::from)
    }

    fn check_bureau(&self, problems: &mut Problems) {
        problems.wanted("bureau.name", &self.name, "请写单位全称，与印章一致。");
        let code = self.code.trim();
        problems.wanted("bureau.code", code, "请写机关代字，例如 某应急。");
        if let Some(wrong) = code.chars().find(|c| !c.is_alphanumeric()) {
            problems
                .say("bureau.code", format!("机关代字里不能有“{wrong}”，它是文号的开头：请只用汉字和字母。"));
        }
        problems.wanted("bureau.region", &self.region, "请写执法区域，例如 某县。");
    }

    fn check_user(&self, problems: &mut Problems) {
        problems.wanted("user.name", &self.user, "请写第一位用户的姓名。");
        if !self.roles().contains(&Role::Administrator) {
            problems.say("user.roles", "第一位用户要担任系统管理，否则以后没有人能新增用户。");
        }
        check_password(&self.password, &self.again, "user.password", "again", problems);
        let got = self.passphrase.chars().count();
        if got < PASSPHRASE_LEAST {
            problems.say("passphrase", format!("台账口令至少{PASSPHRASE_LEAST}个字符，现在有{got}个。"));
        } else if self.passphrase != self.repeated {
            problems.say("repeated", "两次输入的台账口令不一样，请重新输入。");
        } else if self.passphrase == self.password {
            problems.say("passphrase", "台账口令不能与登录密码相同，请另取一个。");
        }
        self.check_path(problems);
    }

    fn check_path(&self, problems: &mut Problems) {
        if self.path.trim().is_empty() {
            problems.say("path", "请写台账文件保存在哪里。");
            return;
        }
        if let Err(sentence) = new_file(&self.path()) {
            problems.say("path", sentence);
        }
    }

    /// All that the ledger is made of.
    pub fn wanted(&self) -> Wanted {
        Wanted {
            path: self.path(),
            agency: Agency {
                name: self.name.trim().to_owned(),
                code: self.code.trim().to_owned(),
                region: self.region.trim().to_owned(),
                office: self.office.trim().to_owned(),
                sample: false,
            },
            user: self.user.trim().to_owned(),
            roles: self.roles(),
            password: Zeroizing::new(self.password.clone()),
            passphrase: Zeroizing::new(self.passphrase.clone()),
            adoption: self.adoption.clone(),
            backup: self.backup_folder(),
        }
    }

    /// Lets go of password and passphrase: the ledger has been made.
    pub fn forget_secrets(&mut self) {
        for secret in [&mut self.password, &mut self.again, &mut self.passphrase, &mut self.repeated] {
            drop(Zeroizing::new(std::mem::take(secret)));
        }
    }
}

impl Wanted {
    /// Makes the ledger, its first user, where wanted its rules, and its first backup; whatever fails, no file is
    /// left.
    pub fn make(self, machine: Machine, env: Env, watch: &Watch) -> Result<(Ledger, Sheet), Failure> {
        let key = Key::Passphrase(self.passphrase.clone());
        let first = Enrolment {
            name: &self.user,
            roles: &self.roles,
            officer: None,
            password: Some(self.password.as_str()),
        };
        let mut ledger = Ledger::create(&self.path, &key, machine, env, &self.agency, &first)?;
        let made = self.finish(&mut ledger).map_err(Failure::from);
        match made.and_then(|sheet| self.back_up(&ledger, watch).map(|()| sheet)) {
            Ok(sheet) => Ok((ledger, sheet)),
            Err(failure) => {
                drop(ledger);
                discard(&self.path);
                Err(failure)
            }
        }
    }

    /// The first copy, opened and verified: a folder that does not do is found out now.
    fn back_up(&self, ledger: &Ledger, watch: &Watch) -> Result<(), Failure> {
        let Some(folder) = &self.backup else { return Ok(()) };
        let at_folder = |error| Failure { field: Some(BACKUP), error };
        let made = ledger.second().back_up(folder, watch).map_err(at_folder)?;
        ledger.note_backup(folder, &Ok(made)).map_err(at_folder)
    }

    fn finish(&self, ledger: &mut Ledger) -> ledger::Result<Sheet> {
        if let Some(text) = &self.adoption {
            adoption::adopt(ledger, text)?;
        }
        let sheet = ledger.recovery_sheet()?;
        Ok(Sheet {
            title: sheet.title,
            lines: vec![
                ("单位", sheet.bureau),
                ("台账文件", sheet.ledger),
                ("台账口令", sheet.passphrase.to_string()),
            ],
            notes: sheet.notes,
            groups: sheet.groups,
            back: Default::default(),
            head: ledger.head()?.map(|(count, hash)| format!("{count}:{hash}")).unwrap_or_default(),
        })
    }
}

fn discard(path: &Path) {
    let _ = std::fs::remove_file(path);
}
