#!/usr/bin/python3
"""A new bureau in the real window by keyboard alone: from the wizard through a case to the saved PDF.

    bureau.py BINARY WORK
"""

import os
import sys
import time

from desktop import Desktop
from seat import Lost, Seat
from words import (
    BUREAU, CASE, EVIDENCE_TYPED, FACT, FACT_TYPED, GROUND_TYPED, MATTER, MEASURE, NUMBER, OFFICER, PARTY, PASSPHRASE,
    PASSWORD, REASON, SOURCE_TYPED, SUMMARY, TEXT_NUMBER, UNIT_TYPED, day, spelt,
)


def first_run(seat, ledger):
    for word in [BUREAU, "某应急", "某县"]:
        seat.pastes(word)
        seat.press("Tab")
    seat.press("ctrl+Return")
    seat.wait_for("第一位用户和口令")
    seat.pastes("王某某")
    seat.tab_to("法制人员")
    seat.press("space")
    seat.fills("登录密码", PASSWORD)
    seat.fills("重复密码", PASSWORD)
    seat.fills("台账口令", PASSPHRASE)
    seat.fills("重复口令", PASSPHRASE)
    seat.tab_to("台账文件")
    seat.press("ctrl+a")
    seat.pastes(ledger)
    seat.press("ctrl+Return")
    seat.wait_for("采用过错责任追究制度")
    seat.pastes(TEXT_NUMBER)
    seat.press("Tab")
    seat.types(day(500))
    seat.press("ctrl+Return")
    seat.wait_for("请输入“应急”")
    seat.composes(("yingji", "应急"))
    seat.wait_for("可以正常输入")
    seat.press("ctrl+Return")
    seat.wait_for("核对以后建立台账")
    seat.press("ctrl+Return")
    seat.wait_for("台账已经建立")
    seat.press("ctrl+Return")
    seat.wait_for("王某某")


def officer(seat):
    """The first person of the register, with the first unit."""
    seat.press("ctrl+2", "ctrl+n")
    seat.wait_for("提交新增")
    seat.pastes(OFFICER)
    seat.tab_to("机构名称")
    seat.composes(*UNIT_TYPED)
    seat.tab_to("机构类型")
    seat.press("Down")
    seat.fills("职务", "大队长")
    seat.press("ctrl+Return")
    seat.wait_for(f"已新增{OFFICER}")


def begin_lead(seat):
    """Half a lead, until it is kept as a draft."""
    seat.press("ctrl+5", "ctrl+n")
    seat.wait_for("收到日期")
    seat.composes(*SOURCE_TYPED)
    seat.fills("线索摘要", SUMMARY)
    seat.wait_for("草稿已存")
    # The chip may be that of the first field's draft: a second after the last key all of it is kept.
    time.sleep(1.5)


def log_in(seat):
    seat.wait_for("登录密码")
    seat.pastes(PASSWORD)
    seat.press("Return")
    seat.wait_for("没有待办事项")


def resume(seat):
    """Goes on with the draft that the to-do list offers."""
    seat.tab_to("继续 受理线索")
    seat.press("Return")
    seat.wait_for(SUMMARY)
    if not seat.sees(spelt(SOURCE_TYPED)):
        raise Lost("the draft came back without its first field")


def lead(seat):
    """The rest of the lead: its case, one piece of evidence, one fact, and against whom."""
    seat.tab_to("登记新案件")
    seat.press("Return")
    seat.fills("案号", CASE)
    seat.fills("案件名称", f"{PARTY}未按许可范围经营案")
    seat.fills("当事人", PARTY)
    seat.tab_to("案件类型")
    seat.press("Down")
    seat.tab_to("添加证据")
    seat.press("Return")
    seat.tab_to("证1 名称")
    seat.composes(*EVIDENCE_TYPED)
    seat.fills("案由", MATTER)
    seat.tab_to("行为日期")
    seat.types(day(20))
    seat.tab_to("查找人员")
    # Found by the initials, as the person's name was registered.
    seat.pastes("lmm")
    seat.wait_for(f"选 {OFFICER}")
    seat.press("Return")
    seat.tab_to("责任主体1 本局人员 是")
    seat.press("space")
    for part in ["负责人", "同意"]:
        seat.tab_to(f"责任主体1 {part}")
        seat.press("space")
    seat.tab_to("添加事实")
    seat.press("Return")
    seat.fills("事实1 内容", FACT)
    seat.composes(*FACT_TYPED)
    seat.press("ctrl+Return")
    seat.wait_for("第1步 事实 已完成")


def held(seat):
    """The ground in view is held, on the one piece of evidence; the keyboard goes on to the next."""
    seat.press("1", "Return", "space")
    seat.tab_to("认定理由")
    seat.composes(*GROUND_TYPED)
    seat.press("Return")


def grounds(seat):
    seat.press("alt+2")
    seat.wait_for("未答")
    for _ in range(5):
        held(seat)
    # Faults: the third stands by its first alternative; the rest, no liability, lighter and heavier do not.
    seat.strikes("2", "2", "1")
    held(seat)
    seat.strikes(*["2"] * (1 + 8 + 4 + 3 + 4))
    # Allocation: without approval, and the head consented.
    seat.strikes("2", "1")
    for _ in range(3):
        held(seat)
    seat.strikes("2", "2")
    for finding in ["程序违法", "情节一般", "没有后果"]:
        seat.press("Return")
        seat.pastes(finding)
        seat.press("Return")
    seat.strikes("2", "2")
    seat.wait_for("未答 0")
    seat.press("ctrl+Return")
    seat.wait_for("第2步 情形 已完成")


def decision(seat):
    """Analysis, allocation, hearing, decision, preview, number."""
    seat.press("ctrl+Return")
    seat.wait_for("都已查清")
    seat.press("ctrl+Return")
    seat.wait_for("全部责任")
    seat.tab_to(f"登记听取 {OFFICER}")
    seat.press("Return")
    seat.tab_to("陈述申辩 本人放弃")
    seat.press("space", "ctrl+Return")
    seat.wait_for("本人放弃陈述申辩")
    seat.press("ctrl+Return", "space")
    seat.fills("理由", REASON)
    seat.fills("处理措施", MEASURE)
    seat.fills("决定人", "王某某")
    seat.tab_to("决定日期")
    seat.pastes("今天")
    seat.tab_to("预览文书")
    seat.press("Return")
    seat.wait_for("第1页")
    seat.press("ctrl+Return")
    seat.wait_for("编号并印发")
    seat.press("ctrl+Return")
    seat.wait_for("文号永久占用")
    seat.press("ctrl+Return")
    seat.wait_for(NUMBER)


def saved(seat, path):
    """The paper out of 文书 into a folder, by a typed path: there is no file dialog on this desktop."""
    seat.press("ctrl+6")
    seat.wait_for(f"{NUMBER} 第1页")
    seat.tab_to("保存 PDF")
    seat.press("Return", "ctrl+a")
    seat.pastes(path)
    seat.press("Return")
    seat.wait_for("已保存到")


def story(binary, work):
    """All of it; gives the number of keys that it took."""
    log = os.path.join(work, "window.log")
    seat = Seat(binary, log=log)
    try:
        first_run(seat, os.path.join(work, "某县.ledger"))
        officer(seat)
        begin_lead(seat)
        seat.kill()
        keys = seat.keys
        seat = Seat(binary, log=log)
        log_in(seat)
        resume(seat)
        seat.press("ctrl+l")
        log_in(seat)
        resume(seat)
        lead(seat)
        grounds(seat)
        decision(seat)
        saved(seat, os.path.join(work, "决定书.pdf"))
        seat.close()
        return keys + seat.keys
    except Lost:
        seat.picture(os.path.join(work, "lost.png"))
        raise
    finally:
        seat.kill()


def main():
    binary, work = sys.argv[1:]
    desktop = Desktop(os.path.join(work, "home"))
    os.environ["BINGGONG_HOME"] = os.path.join(work, "machine")
    try:
        print(f"{story(binary, work)} keys")
    except Lost as lost:
        print(lost)
        return 1
    finally:
        desktop.end()
    return 0


if __name__ == "__main__":
    sys.exit(main())
