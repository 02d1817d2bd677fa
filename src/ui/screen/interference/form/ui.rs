//! How the form looks: the first question, then the rows; beside them who will read it, and what is still wanting.

use chrono::NaiveDate;
use eframe::egui::{Frame, Key, Margin, Modifiers, Panel, Popup, ScrollArea, Ui};

use super::fields::FIELDS;
use super::{Form, Msg, Sending};
use crate::domain::interference::{Addressee, Channel, InWriting, Material, Nature, Reaction, Side, Way};
use crate::domain::role::Op;
use crate::ui::file_choice::Shown;
use crate::ui::screen::See;
use crate::ui::screen::certificates::entry::{choice, coded, day, found, line, row};
use crate::ui::screen::interference::conduct;
use crate::ui::screen::problems::{Problems, entered};
use crate::ui::screen::settings::page;
use crate::ui::theme::{regular, size, space, theme, type_sizes};
use crate::ui::widget::{
    Button, Dialog, DialogAnswer, Input, Numbered, Tone, above_bar, action_bar, anchor, chip, icon, label,
    muted, panel, panel_with, small, wrapped,
};
use crate::ui::{icons, keys};
use crate::words::amount::show_size;
use crate::words::date::show_date;

/// From this width of the tab on, what happens to the record stands beside the form.
const SIDE_FROM: f32 = 1100.0;
const SIDE: f32 = 300.0;
/// Wider than this no form can be read.
const FORM_MOST: f32 = 920.0;

/// The first question, answered in words that judge nobody.
const NATURES: [(Nature, &str); 3] = [
    (Nature::Procedure, "按正常程序口头了解案件情况"),
    (Nature::Guidance, "依职责指导、检查、督办"),
    (Nature::Asked, "都不是，登记过问"),
];

impl Form {
    pub fn ui(&mut self, ui: &mut Ui, see: &mut See<'_>, free: bool, out: &mut Vec<Msg>) {
        let busy = self.sending.is_some();
        // Before anything is painted: Enter would press what has the keyboard as well.
        if free && !busy && !self.discarding && !Popup::is_any_open(ui.ctx()) {
            if keys::pressed(ui.ctx(), keys::SUBMIT) && see.may(Op::Seal) {
                out.push(Msg::Submit);
            }
            if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
                out.push(Msg::Leave);
            }
        }
        let asked = self.fields.nature().is_some();
        let mut content = above_bar(ui, "asked");
        let whole = content.available_width();
        if whole > SIDE_FROM && asked {
            let gaps = space();
            // It stands beside the form on a wide screen too, not at the far edge.
            let width = (SIDE + gaps.l + gaps.m).max(whole - FORM_MOST);
            let right = (width - SIDE - gaps.m).min(f32::from(i8::MAX)) as i8;
            let margin = Margin { left: gaps.m as i8, right, top: gaps.l as i8, bottom: gaps.l as i8 };
            Panel::right("asked-side")
                .exact_size(width)
                .resizable(false)
                .show_separator_line(false)
                .frame(Frame::new().inner_margin(margin))
                .show(&mut content, |ui| {
                    ui.set_max_width(SIDE);
                    self.side_ui(ui);
                });
        }
        let beside = whole > SIDE_FROM && asked;
        let form_page = |ui: &mut Ui, body: &mut dyn FnMut(&mut Ui)| match beside {
            // As wide as there is room: the bar of the scrolling stands at its edge, not in a gap.
            true => {
                ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                    Frame::new().inner_margin(space().l).show(ui, body);
                });
            }
            false => page(ui, body),
        };
        form_page(&mut content, &mut |ui: &mut Ui| {
            let named = self.of.is_none() && asked;
            let head = |ui: &mut Ui| {
                if named {
                    muted(ui, &format!("编号封存时取　登记日期{}", show_date(see.today)));
                }
            };
            panel_with(ui, icons::INTERFERENCE, self.title(), head, |ui| {
                ui.set_width(ui.available_width());
                ui.add_enabled_ui(!busy, |ui| {
                    self.problems.rest_ui(ui, FIELDS);
                    self.nature_ui(ui);
                    if asked {
                        self.rows_ui(ui, see.today, out);
                    }
                });
            });
        });
        self.bar_ui(ui, see, busy, out);
        if self.discarding {
            let sentence = "写下的内容会丢掉，附件的原文件不变。";
            match Dialog::new("放弃草稿", "放弃").sentence(sentence).show(ui.ctx(), |_| {}) {
                Some(DialogAnswer::Yes) => out.push(Msg::Discard),
                Some(DialogAnswer::No) => out.push(Msg::KeepOn),
                None => {}
            }
        }
    }

    fn bar_ui(&self, ui: &mut Ui, see: &See<'_>, busy: bool, out: &mut Vec<Msg>) {
        let sentence = match &self.sending {
            Some((_, Sending::Closing(_))) => "正在读取并加密附件，请稍等。".to_owned(),
            Some((_, Sending::Bringing { files, at, .. })) => {
                let (done, all) = files.get(*at).map_or((0, 0), |file| file.progress());
                format!("正在存入附件 {}/{}　{} / {}", at + 1, files.len(), show_size(done), show_size(all))
            }
            None if self.has_draft => "草稿已保留，只有您能打开".to_owned(),
            None => "提交前只有您能看到，可以随时离开".to_owned(),
        };
        action_bar(ui, "asked-bar", &sentence, |ui| {
            if busy {
                if ui.add(Button::new("停止")).clicked() {
                    out.push(Msg::Stop);
                }
                return;
            }
            if self.has_draft && ui.add(Button::new("放弃草稿").quiet().icon(icons::DISCARD)).clicked() {
                out.push(Msg::AskDiscard);
            }
            if ui.add(Button::new("返回").keys("Esc")).clicked() {
                out.push(Msg::Leave);
            }
            let first = self.fields.nature().is_none().then_some("请先说明是不是依职责。");
            let main = Button::new(self.verb()).primary().keys("Ctrl+Enter");
            if ui.add(main.barred(see.barred(Op::Seal).or(first))).clicked() {
                out.push(Msg::Submit);
            }
        });
    }

    /// What the paper will be called, once it is known of what kind it is.
    fn title(&self) -> &'static str {
        match (&self.of, self.fields.nature()) {
            (Some(_), _) => "更正过问登记",
            (None, None) => "过问登记",
            (None, Some(nature)) if nature.is_work_note() => "了解案件情况工作记录",
            (None, Some(_)) if self.fields.counts() => "内部人员过问案件办理行为登记表",
            (None, Some(_)) => "外部人员过问案件办理情况登记表",
        }
    }

    fn verb(&self) -> &'static str {
        match (&self.of, self.fields.to()) {
            (Some(_), _) => "提交更正",
            (None, Addressee::Leader) => "呈报主要负责人",
            (None, Addressee::Resident) => "呈报派驻纪检组",
            (None, Addressee::Superior) => "封存",
        }
    }

    /// 第八条: what is asked in the course of duty is a 工作记录, and no 过问.
    fn nature_ui(&mut self, ui: &mut Ui) {
        if self.of.is_some() {
            line(
                ui,
                ("更正理由", "interference.why", "原来的登记保留，更正另成一条"),
                &mut self.fields.why,
                &mut self.problems,
            );
            return;
        }
        let chosen = self.fields.nature();
        let hint = match chosen {
            None => {
                "按数字键选择。依职责了解、指导的做成工作记录，不算过问；以后可以重新分类，理由和经过都保留。依据：干预记录制度第八条"
            }
            Some(Nature::Procedure) => "做成工作记录，不算过问。干预记录制度第八条第二款",
            Some(Nature::Guidance) => {
                "做成工作记录，不算过问；指导、纠正的意见应当书面提出。干预记录制度第八条第一款"
            }
            Some(Nature::Asked) => "",
        };
        let fields = &mut self.fields;
        row(ui, ("对方是不是依职责", "interference.nature", hint), &mut self.problems, |ui, bad| {
            let numbered = Numbered::one("对方是不是依职责").problem(bad);
            let (response, pressed) = numbered.show(ui, &NATURES, |one| Some(one) == chosen);
            if let Some(nature) = pressed {
                fields.nature = nature.code().to_owned();
            }
            response
        });
        if chosen != self.fields.nature() && chosen.is_none() {
            let next = if self.fields.case.is_some() { "interference.name" } else { "interference.matter" };
            self.problems.go_to(next);
        }
    }

    fn rows_ui(&mut self, ui: &mut Ui, today: NaiveDate, out: &mut Vec<Msg>) {
        self.case_ui(ui);
        self.asker_ui(ui);
        let (fields, problems) = (&mut self.fields, &mut self.problems);
        pair(ui, (fields, problems), |left, right, (fields, problems)| {
            day(left, ("日期", "interference.on", ""), &mut fields.on, problems, today);
            time(right, &mut fields.at, problems);
        });
        let (fields, problems) = (&mut self.fields, &mut self.problems);
        pair(ui, (fields, problems), |left, right, (fields, problems)| {
            line(left, ("地点", "interference.place", ""), &mut fields.place, problems);
            line(right, ("在场人员", "interference.witnesses", ""), &mut fields.witnesses, problems);
        });
        let (fields, problems) = (&mut self.fields, &mut self.problems);
        let channels: Vec<(Channel, &str)> = Channel::ALL.iter().map(|one| (*one, one.label())).collect();
        numbered(
            ui,
            ("方式", "interference.channel", ""),
            &channels,
            &mut fields.channel,
            |one| one.code(),
            problems,
        );
        if fields.nature() == Some(Nature::Guidance) {
            let ways: Vec<(InWriting, &str)> = InWriting::ALL.iter().map(|one| (*one, one.label())).collect();
            let names = ("是否书面提出", "interference.in_writing", "");
            numbered(ui, names, &ways, &mut fields.in_writing, |one| one.code(), problems);
        }
        row(ui, ("内容", "interference.content", ""), problems, |ui, bad| {
            Input::new(&mut fields.content)
                .rows(3)
                .most(20_000)
                .problem(bad)
                .hint("照原话写")
                .name("内容")
                .show(ui)
        });
        self.conduct_ui(ui);
        self.material_ui(ui, out);
        let (fields, problems) = (&mut self.fields, &mut self.problems);
        let reactions: Vec<(Reaction, &str)> = Reaction::ALL.iter().map(|one| (*one, one.label())).collect();
        row(ui, ("答复", "interference.reactions", ""), problems, |ui, bad| {
            let many = Numbered::many("答复").problem(bad);
            let said = &fields.reactions;
            let (response, pressed) =
                many.show(ui, &reactions, |one| said.iter().any(|code| code == one.code()));
            if let Some(reaction) = pressed {
                fields.react(reaction);
            }
            response
        });
        if self.more {
            line(
                ui,
                ("与案件的关系", "interference.relation", "知道的写，不知道的不填"),
                &mut fields.relation,
                problems,
            );
            line(ui, ("第二签名人", "interference.second", "可以不填"), &mut fields.second, problems);
        }
        self.recorder_ui(ui);
        self.addressee_ui(ui);
    }

    fn case_ui(&mut self, ui: &mut Ui) {
        let (fields, problems) = (&mut self.fields, &mut self.problems);
        let names = ("案件", "interference.matter", "");
        let hint = "案号、案由、首字母；没有立案的直接写";
        found(ui, names, hint, (&mut self.cases, &mut fields.matter, &mut fields.case), problems);
    }

    fn asker_ui(&mut self, ui: &mut Ui) {
        let (fields, problems) = (&mut self.fields, &mut self.problems);
        let names = ("过问人", "interference.name", "");
        let hint = "姓名、首字母；名册里没有的直接写";
        let people = &mut self.people;
        if found(ui, names, hint, (people, &mut fields.name, &mut fields.asker), problems) {
            fields.side = String::new();
            fields.name.clear();
            people.settle("");
        }
        let hint = match fields.side().map(|side| Way::of(Nature::Asked, side)) {
            Some(way) if way != Way::Leader && fields.nature() == Some(Nature::Asked) => {
                format!("不按本局干预记录制度处理；主要负责人批示后：{}", way.label())
            }
            _ => String::new(),
        };
        let sides = coded(Side::ALL, |one| (one.code(), one.label()));
        choice(ui, ("身份", "interference.side", &hint), &mut fields.side, &sides, problems);
        if fields.asker.is_none() || fields.post.trim().is_empty() {
            pair(ui, (fields, problems), |left, right, (fields, problems)| {
                line(left, ("单位", "interference.unit", ""), &mut fields.unit, problems);
                line(right, ("职务", "interference.post", ""), &mut fields.post, problems);
            });
        }
    }

    fn conduct_ui(&mut self, ui: &mut Ui) {
        let Some(rules) = self.around.rules.as_ref().filter(|_| self.fields.counts()) else { return };
        let fields = &mut self.fields;
        conduct::rows_ui(ui, rules, (&mut fields.conduct, &mut fields.conduct_other), &mut self.problems);
    }

    fn material_ui(&mut self, ui: &mut Ui, out: &mut Vec<Msg>) {
        let Some(channel) = self.fields.channel() else { return };
        let lacks = self.fields.lacks_material(self.before());
        let kept = self.around.rules.as_ref().and_then(|rules| rules.kept(channel));
        let kept = kept.map_or(String::new(), |(words, _)| format!("{words}。干预记录制度第五条第二款"));
        let (fields, picker) = (&mut self.fields, &mut self.picker);
        row(ui, ("材料", "interference.file", &kept), &mut self.problems, |ui, bad| {
            ui.vertical(|ui| {
                let materials = coded(Material::ALL, |one| (one.code(), one.label()));
                let mut gone = None;
                for (at, file) in fields.files.iter_mut().enumerate() {
                    ui.horizontal_wrapped(|ui| {
                        chip(ui, Tone::Chosen, &format!("{}　{}", file.name(), show_size(file.size)));
                        let named = format!("材料种类 {} {}", at + 1, file.name());
                        let kind = crate::ui::widget::Choice::new(&named).width(140.0);
                        kind.show(ui, &mut file.material, &materials);
                        let name = format!("移除 材料 {} {}", at + 1, file.name());
                        if ui.add(Button::new("移除").quiet().small().name(&name)).clicked() {
                            gone = Some(at);
                        }
                    });
                }
                if let Some(at) = gone {
                    out.push(Msg::Remove(at));
                }
                ui.horizontal(|ui| {
                    let shown = Shown {
                        name: "材料",
                        hint: "文件位置，回车加入；单个不超过64 MB",
                        problem: bad,
                        field: Some("材料"),
                    };
                    let before = fields.path.clone();
                    let response = picker.show(ui, &mut fields.path, shown);
                    // What was chosen from a list is taken up at once, what is typed with Enter.
                    let chosen = fields.path.len() > before.len() + 1 && !response.has_focus();
                    if entered(ui, &response) || chosen {
                        out.push(Msg::Add);
                    }
                    response
                })
                .inner
            })
            .inner
        });
        if lacks.is_some() {
            let hint = match channel {
                Channel::Phone => "没有录音的写明，例如：对方来电，来不及录音",
                _ => "",
            };
            let names = ("未附原因", "interference.without", hint);
            line(ui, names, &mut self.fields.without, &mut self.problems);
        }
    }

    fn recorder_ui(&mut self, ui: &mut Ui) {
        let person = &self.around.recorder;
        let words = [&person.name, &person.unit, &person.post, &person.card].map(String::as_str);
        let words = words.into_iter().filter(|one| !one.is_empty()).collect::<Vec<_>>().join("　");
        let more = !self.more;
        let mut open = false;
        row(ui, ("记录人", "interference.recorder", ""), &mut self.problems, |ui, _| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = space().m;
                label(ui, &words);
                chip(ui, Tone::Plain, "自动填写");
                open =
                    more && ui.add(Button::new("更多：与案件的关系、第二签名人").quiet().small()).clicked();
                anchor(ui)
            })
            .inner
        });
        if open {
            self.more = true;
            self.problems.go_to("interference.relation");
        }
    }

    /// To whom it goes: C10-5 says the main leader; where that is the one who asked, the others are offered.
    fn addressee_ui(&mut self, ui: &mut Ui) {
        if self.of.is_some() {
            return;
        }
        let hint = self.to_hint();
        let about = self.around.about_leader;
        let (fields, problems) = (&mut self.fields, &mut self.problems);
        let names = ("呈报给", "interference.to", hint.as_str());
        let tos: Vec<(Addressee, &str)> = Addressee::ALL.iter().map(|one| (*one, one.label())).collect();
        if about && fields.to() == Addressee::Leader && problems.of("interference.to").is_none() {
            let sentence = "过问人就是主要负责人，不能呈报给本人。请改选派驻纪检监察组或者上级主管部门。";
            crate::ui::widget::problem_text(ui, sentence);
        }
        numbered(ui, names, &tos, &mut fields.to, |one| one.code(), problems);
        let able = self.around.able(self.fields.to());
        if able.len() > 1 {
            let options: Vec<_> =
                able.iter().map(|user| (Some(user.id.uuid()), user.value.name.clone())).collect();
            choice(
                ui,
                ("收件人", "interference.to", ""),
                &mut self.fields.recipient,
                &options,
                &mut self.problems,
            );
        }
    }

    fn to_hint(&self) -> String {
        let to = self.fields.to();
        match (to, self.around.able(to)) {
            (Addressee::Leader, []) => {
                "台账里还没有主要负责人用户，暂时不能呈报；请系统管理登记，草稿会一直保留".to_owned()
            }
            (Addressee::Superior, _) => "封存以后由您打印出来，当面送交；只有您和恢复密钥能打开".to_owned(),
            (Addressee::Resident, []) => "台账里没有纪检用户：封存以后由您打印出来，当面送交".to_owned(),
            (_, [one]) => one.value.name.clone(),
            (_, _) => String::new(),
        }
    }

    fn side_ui(&self, ui: &mut Ui) {
        ui.set_width(ui.available_width());
        let text = theme(ui).text;
        panel(ui, icons::LOCK, "呈报和封存", |ui| {
            ui.set_width(ui.available_width());
            let who = match (self.fields.to(), self.around.able(self.fields.to())) {
                (Addressee::Leader, [one]) => format!("{}（主要负责人）", one.value.name),
                (to, _) => to.label().to_owned(),
            };
            let words =
                format!("提交后立即封存，只有您和{who}能打开。别人只看到编号、日期和状态，看不到谁登记的。");
            wrapped(ui, &words, regular(type_sizes().table), text);
            ui.add_space(space().s);
            muted(ui, "备用：保险柜里的恢复密钥单");
        });
        ui.add_space(space().m);
        panel(ui, icons::TODO, "呈报前核对", |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = space().s;
            ui.spacing_mut().interact_size.y = 0.0;
            for (done, words) in self.checks() {
                check_ui(ui, done, &words);
            }
        });
        ui.add_space(space().m);
        panel(ui, icons::INTACT, "如实记录受保护", |ui| {
            ui.set_width(ui.available_width());
            small(ui, "登记依据　干预记录制度第四条、第五条");
            small(ui, "记录人保护　干预记录制度第六条");
        });
    }

    /// What is there, and what is still wanting.
    fn checks(&self) -> Vec<(bool, String)> {
        let fields = &self.fields;
        let there = |words: &str| !words.trim().is_empty();
        let case = fields.case.is_some() || there(&fields.matter);
        let who = there(&fields.name) && there(&fields.post) && fields.side().is_some();
        let what = there(&fields.at) && there(fields.on.typed()) && there(&fields.place);
        let said = there(&fields.content) && !fields.reactions.is_empty();
        let material = fields.channel().is_some()
            && (fields.lacks_material(self.before()).is_none() || there(&fields.without));
        let able = self.around.able(fields.to());
        let goes = !(self.around.about_leader && fields.to() == Addressee::Leader)
            && (fields.to() != Addressee::Leader || !able.is_empty());
        let mut checks = vec![
            (case, "案件".to_owned()),
            (who, "过问人、职务和身份".to_owned()),
            (what, "时间和地点".to_owned()),
            (said, "内容和答复".to_owned()),
            (material, "方式和应当留存的材料".to_owned()),
        ];
        if fields.counts() {
            checks.push((!fields.conduct.is_empty(), "过问的情形".to_owned()));
        }
        checks.push((goes, "收件人不是过问人".to_owned()));
        checks
    }
}

fn check_ui(ui: &mut Ui, done: bool, words: &str) {
    let (theme, sizes, gaps) = (theme(ui), type_sizes(), space());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = gaps.s;
        let square = eframe::egui::vec2(gaps.l, gaps.l);
        let (rect, _) = ui.allocate_exact_size(square, eframe::egui::Sense::hover());
        let (mark, ink) = if done { (icons::CHECK, theme.done) } else { (icons::NONE, theme.muted) };
        icon(ui.painter(), rect.center(), gaps.l, mark, ink);
        let spoken = format!("{}{words}", if done { "" } else { "还缺：" });
        let ink = if done { theme.text } else { theme.muted };
        wrapped(ui, &spoken, regular(sizes.table), ink);
    });
}

/// A row for one of several by its number.
fn numbered<T: Copy>(
    ui: &mut Ui,
    names: (&str, &'static str, &str),
    options: &[(T, &str)],
    value: &mut String,
    code: impl Fn(T) -> &'static str,
    problems: &mut Problems,
) {
    row(ui, names, problems, |ui, bad| {
        let chosen = value.clone();
        let (response, pressed) =
            Numbered::one(names.0).problem(bad).show(ui, options, |one| code(one) == chosen);
        if let Some(one) = pressed {
            *value = code(one).to_owned();
        }
        response
    });
}

/// The row of the hour: what was understood is written out when the caret leaves.
fn time(ui: &mut Ui, value: &mut String, problems: &mut Problems) {
    row(ui, ("时间", "interference.at", ""), problems, |ui, bad| {
        let field = Input::new(value).most(20).problem(bad).name("时间").hint("如 1520、下午3点20");
        let response = field.width(size().dialog * 0.4).show(ui);
        if response.lost_focus()
            && let Ok(time) = crate::words::time::parse_time(value)
        {
            *value = crate::words::time::show_time(time);
        }
        response
    });
}

/// Two rows beside each other.
fn pair<T>(ui: &mut Ui, value: T, body: impl FnOnce(&mut Ui, &mut Ui, T)) {
    ui.columns(2, |columns| {
        let (left, right) = columns.split_at_mut(1);
        body(&mut left[0], &mut right[0], value);
    });
}
