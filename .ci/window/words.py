"""What is written in the window, and where it has to be found again."""

import datetime

# The program reckons in the time of China, wherever it runs.
TODAY = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()

BUREAU = "某县应急管理局"
PASSWORD = "每天用的密码一二三"
PASSPHRASE = "锁进保险柜的台账口令一二三四"
TEXT_NUMBER = "某应急字〔2025〕8号"
OFFICER = "李某某"
CASE = "某应急罚〔2025〕18号"
PARTY = "某县某某烟花爆竹零售店"
SUMMARY = "反映处罚决定没有审批就送达"
MATTER = "未经审批送达处罚决定"
FACT = "未经批准，只得到大队长口头同意，"
# Pinyin and what the input method makes of it.
UNIT_TYPED = (("zhifa", "执法"), ("dadui", "大队"))
SOURCE_TYPED = (("qunzhong", "群众"), ("jubao", "举报"))
EVIDENCE_TYPED = (("shenpi", "审批"), ("biao", "表"))
FACT_TYPED = (("dangri", "当日"), ("songda", "送达"))
GROUND_TYPED = (("chaming", "查明"),)
REASON = "没有审批就同意当日送达，事实清楚，证据充分，应当承担责任。"
MEASURE = "予以批评教育"
NUMBER = f"某应急过错〔{TODAY.year}〕1号"


def day(ago):
    """A day before today, as a person types it."""
    return (TODAY - datetime.timedelta(days=ago)).strftime("%Y%m%d")


def spelt(typed):
    return "".join(chinese for _, chinese in typed)


ON_PAPER = [BUREAU, NUMBER, OFFICER, spelt(UNIT_TYPED) + "大队长", FACT + spelt(FACT_TYPED), REASON, MEASURE, TEXT_NUMBER]
IN_LEDGER = [BUREAU, CASE, PARTY, SUMMARY, spelt(SOURCE_TYPED), spelt(EVIDENCE_TYPED), spelt(GROUND_TYPED)]
