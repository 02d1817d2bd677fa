//! The five steps as they are painted.

use chrono::NaiveDate;
use eframe::egui::{Sense, Stroke, StrokeKind, Ui, vec2};

use super::Step;
use super::form::{BACK, BACKUP, Form, Sheet};
use super::printing::Printing;
use crate::ui::file_choice::Shown;
use crate::ui::icons;
use crate::ui::screen::adoption;
use crate::ui::screen::problems::{Line, Problems, entered};
use crate::ui::screen::settings::roles_ui;
use crate::ui::theme::{bold, regular, size, space, theme, type_sizes};
use crate::ui::widget::{Button, Row, icon, key_value, label, muted, problem_text, small, strong, wrapped};

/// The fields of the first two steps.
pub const BUREAU: [&str; 4] = ["bureau.name", "bureau.code", "bureau.region", "bureau.office"];
pub const USER: [&str; 7] =
    ["user.name", "user.roles", "user.password", "again", "passphrase", "repeated", "path"];

/// Characters of names and places that older machines lack.
const RARE: &str = "䶮㛃𬭳𫖯喆镕";

/// Paints a step; tells whether Enter asked to go on.
pub fn ui(ui: &mut Ui, step: Step, form: &mut Form, problems: &mut Problems, today: NaiveDate) -> bool {
    match step {
        Step::Bureau => bureau(ui, form, problems),
        Step::User => user(ui, form, problems),
        Step::Rules => rules(ui, form, today),
        Step::Typing => typing(ui, form, problems),
        Step::Begin => begin(ui, form, problems),
    }
}

fn head(ui: &mut Ui, title: &str, about: &str) {
    let (theme, sizes) = (theme(ui), type_sizes());
    wrapped(ui, title, bold(sizes.head), theme.text);
    wrapped(ui, about, regular(sizes.table), theme.muted);
    ui.add_space(space().m);
}

fn bureau(ui: &mut Ui, form: &mut Form, problems: &mut Problems) -> bool {
    head(ui, "建立本单位的台账", "这些内容印在文书的红头、落款和文号里，以后可以修改。");
    let mut done = false;
    let mut line = |ui: &mut Ui, line: Line<'_>, value: &mut String| {
        let response = line.show(ui, value, problems);
        done |= entered(ui, &response);
    };
    line(ui, Line::new("单位名称", BUREAU[0]).hint("全称，与印章一致。"), &mut form.name);
    line(ui, Line::new("机关代字", BUREAU[1]).hint("文号的开头，例如 某应急。"), &mut form.code);
    line(ui, Line::new("执法区域", BUREAU[2]).hint("与执法证上的一致，例如 某县。"), &mut form.region);
    line(ui, Line::new("印发机构", BUREAU[3]).hint("印在版记里，可以不填。"), &mut form.office);
    problems.rest_ui(ui, &[&BUREAU[..], &["existing"]].concat());
    done
}

/// For whoever has a ledger already: another computer, or the one before. Tells whether it was chosen.
pub fn existing(ui: &mut Ui, form: &mut Form, problems: &Problems) -> bool {
    ui.add_space(space().m);
    muted(ui, "已有台账文件的，例如换了电脑，不用重新建立。");
    let open = |_: &'static str| Button::new("打开已有台账").icon(icons::FOLDER);
    let chosen = form.existing_picker.button(ui, &mut form.existing, open);
    if let Some(problem) = problems.of("existing") {
        problem_text(ui, problem);
    }
    chosen
}

fn user(ui: &mut Ui, form: &mut Form, problems: &mut Problems) -> bool {
    head(ui, "第一位用户和口令", "登录密码每天用；台账口令锁进保险柜，换电脑或者忘记密码时用。");
    let mut done = false;
    let response = Line::new("姓名", USER[0]).show(ui, &mut form.user, problems);
    done |= entered(ui, &response);
    Row::new("角色").problem(problems.of(USER[1])).show(ui, |ui| roles_ui(ui, &mut form.roles));
    let mut line = |ui: &mut Ui, line: Line<'_>, value: &mut String| {
        let response = line.show(ui, value, problems);
        done |= entered(ui, &response);
    };
    line(ui, Line::new("登录密码", USER[2]).secret().hint("至少8个字符。"), &mut form.password);
    line(ui, Line::new("重复密码", USER[3]).secret(), &mut form.again);
    line(
        ui,
        Line::new("台账口令", USER[4]).secret().hint("至少12个字符。丢失了谁也不能找回。"),
        &mut form.passphrase,
    );
    line(ui, Line::new("重复口令", USER[5]).secret(), &mut form.repeated);
    let focus = problems.takes(USER[6]);
    let wrong = problems.of(USER[6]);
    let row = Row::new("台账文件").problem(wrong).hint("整个台账就是这一个加密的文件。").focus(focus);
    let shown = Shown { name: "台账文件", problem: wrong.is_some(), ..Shown::default() };
    let response = row.show(ui, |ui| form.picker.show(ui, &mut form.path, shown));
    done |= entered(ui, &response);
    problems.rest_ui(ui, &USER);
    done
}

fn rules(ui: &mut Ui, form: &mut Form, today: NaiveDate) -> bool {
    head(
        ui,
        "采用过错责任追究制度",
        "程序内置赤峰市应急管理局制度的条文。本局制度与它条、款、项编号一致的，填上本局的名称和文号，\
         决定书就引用本局制度。没有的选“以后再说”。",
    );
    let done = form.rules.ui(ui, today);
    form.rules.problems.rest_ui(ui, &adoption::FIELDS);
    done
}

fn typing(ui: &mut Ui, form: &mut Form, problems: &mut Problems) -> bool {
    let (theme, sizes, gaps, parts) = (theme(ui), type_sizes(), space(), size());
    head(ui, "输入法和打印", "现在试一下，以后登记、印文书就不会临时出问题。");
    let line = Line::new("试一试", "typing").hint("请输入“应急”，用平时的输入法打字。");
    let response = line.show(ui, &mut form.typing, problems);
    if form.types_well() {
        ui.horizontal(|ui| {
            ui.add_space(parts.label_column);
            let (rect, _) = ui.allocate_exact_size(vec2(gaps.l, gaps.l), Sense::hover());
            icon(ui.painter(), rect.center(), sizes.table, icons::CHECK, theme.done);
            wrapped(ui, "可以正常输入", regular(sizes.table), theme.done);
        });
    }
    ui.add_space(gaps.m);
    Row::new("生僻字").show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = gaps.xs;
            for character in RARE.chars() {
                let high = parts.control + gaps.xs;
                let (rect, response) = ui.allocate_exact_size(vec2(high, high), Sense::hover());
                let name = character.to_string();
                response.widget_info(|| {
                    eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Label, true, &name)
                });
                ui.painter().rect(
                    rect,
                    parts.radius,
                    theme.zebra,
                    Stroke::new(1.0, theme.line),
                    StrokeKind::Inside,
                );
                let align = eframe::egui::Align2::CENTER_CENTER;
                ui.painter().text(rect.center(), align, character, regular(sizes.head), theme.text);
            }
        })
        .response
    });
    ui.horizontal(|ui| {
        ui.add_space(parts.label_column);
        small(ui, "字形随程序带来，屏幕和打印一样。");
    });
    entered(ui, &response)
}

fn begin(ui: &mut Ui, form: &mut Form, problems: &mut Problems) -> bool {
    head(ui, "核对以后建立台账", "建立以后显示台账口令单，请打印或者抄写，装入信封锁进保险柜。");
    let width = size().label_column;
    key_value(ui, "单位", width, &format!("{}　{}", form.name.trim(), form.code.trim()));
    key_value(ui, "执法区域", width, form.region.trim());
    key_value(ui, "印发机构", width, form.office.trim());
    key_value(ui, "第一位用户", width, &format!("{}　{}", form.user.trim(), form.role_words()));
    key_value(ui, "规则包", width, &form.chosen(Step::Rules));
    key_value(ui, "台账文件", width, &form.path().display().to_string());
    if !form.adopts() {
        ui.add_space(space().s);
        muted(ui, "没有规则包时可以管理证件和案件，还不能认定责任。以后在“设置”的“规则包”里采用。");
    }
    ui.add_space(space().s);
    let focus = problems.takes(BACKUP);
    let wrong = problems.of(BACKUP);
    let row = Row::new("备份文件夹").problem(wrong).focus(focus);
    let row = row.hint("每天和退出时自动备份。最好在另一块硬盘或者 U 盘上；以后再定的，先空着。");
    let shown = Shown { name: "备份文件夹", problem: wrong.is_some(), ..Shown::default() };
    let field = row.show(ui, |ui| form.backup_picker.show(ui, &mut form.backup, shown));
    problems.rest_ui(ui, &[BACKUP]);
    entered(ui, &field)
}

/// The sheet for the safe.
pub fn sheet_ui(ui: &mut Ui, sheet: &mut Sheet, printing: &mut Printing, problems: &mut Problems) {
    let theme = theme(ui);
    head(ui, &sheet.title, "台账已经建立。离开以前请打印或者抄写口令单，锁进保险柜；以后不再这样显示。");
    eframe::egui::Frame::new().stroke(Stroke::new(1.0, theme.input_border)).inner_margin(space().l).show(
        ui,
        |ui| {
            for (key, value) in &sheet.lines {
                key_line(ui, key, value);
            }
            let groups: Vec<String> =
                sheet.groups.iter().map(|group| format!("{} {}", *group.text, group.check)).collect();
            key_line(ui, "分组和校验", &groups.join("　"));
            ui.add_space(space().s);
            for note in &sheet.notes {
                muted(ui, note);
            }
        },
    );
    ui.add_space(space().s);
    let warning = "只存到 U 盘，打印以后删除；不要存在这台电脑上。";
    printing.ui(ui, "口令单", "打印口令单", "台账口令单.pdf", warning);
    for (i, at) in sheet.asked().into_iter().enumerate() {
        let label = format!("第{}组", at + 1);
        let line = Line::new(&label, BACK[i]);
        let line = if i == 0 {
            line.hint("照着纸上的口令单输入，核对没有抄错；也可以不填。")
        } else {
            line
        };
        line.show(ui, &mut sheet.back[i], problems);
    }
    ui.add_space(space().s);
    strong(ui, "末条");
    label(ui, &sheet.head);
    small(ui, "和口令单一起留存，以后核对时能查出末尾被截断或者换回旧文件。");
}

fn key_line(ui: &mut Ui, key: &str, value: &str) {
    let theme = theme(ui);
    ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(size().label_column, space().l), Sense::hover());
        let font = regular(type_sizes().table);
        ui.painter().text(rect.min, eframe::egui::Align2::LEFT_TOP, key, font, theme.muted);
        wrapped(ui, value, bold(type_sizes().body), theme.text);
    });
}
