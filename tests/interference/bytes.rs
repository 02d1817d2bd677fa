//! What the file tells whoever has its passphrase: nothing of a sealed record, in no page, no copy, no other file.

use std::path::{Path, PathBuf};
use std::process::Command;

use aes::Aes256;
use binggong::domain::id::Id;
use binggong::domain::interference::{
    Direction, Follow, FollowUp, Gravity, Interference, Layer, Material, Nature, Person, Quarter, Sealed,
    Side, Threat,
};
use binggong::domain::unit::{Unit, UnitKind};
use binggong::ledger::file::Watch;
use binggong::ledger::interference::{InterferenceSheet, LetterAsk};
use binggong::ledger::{Attachment, Unfinished};
use binggong::words::pinyin;
use cbc::cipher::{BlockModeDecrypt as _, KeyIvInit as _};
use sha2::{Digest as _, Sha512};

use super::roles::user;
use super::{Bureau, FOUNDER, PASSPHRASE, day, oral, password, threat};

/// What only sealed content has; no character of these stands anywhere else in the ledger.
const SECRETS: [&str; 8] = [
    "龘靐齉爩厵",
    "灪麤鱻骉羴犇",
    "猋焱淼垚壵",
    "歮譶飍馫嚞",
    "鑫森磊晶众",
    "虤瞐赑雥矗",
    "孨刕劦惢畾",
    "槑鑻讟龖豳",
];
/// What stands in the open, to see that the search finds what is there.
const OPEN: &str = "喆堃甡燚赟";

const CHILD: &str = "BINGGONG_SEALED_CHILD";

/// Everything that a clerk and a leader do with one record, in a process whose temporary folder is its own.
#[test]
#[ignore = "started by the test below"]
fn child() {
    let Some(dir) = std::env::var_os(CHILD).map(PathBuf::from) else { return };
    let bureau = Bureau::new();
    let unit = Unit { name: OPEN.into(), kind: UnitKind::Township, parent: None, closed: false };
    bureau.log_in(FOUNDER.0).add_unit(&unit).expect("a unit");
    let mut ledger = bureau.log_in("周示五");
    let [name, content, file, correction, ..] = SECRETS;
    let mut record =
        Interference { content: format!("他说{content}，又说了一遍{content}。"), ..oral() };
    record.asker.name = name.into();
    let draft = Unfinished {
        key: "interference/new".into(),
        title: name.into(),
        payload: record.content.repeat(300).into_bytes(),
    };
    ledger.save_draft(&draft).expect("a draft");
    let long = file.repeat(20_000);
    let attachment =
        Attachment { material: Material::Note, name: file, media: "text/plain", bytes: long.as_bytes() };
    let id = ledger.seal_interference(&record, &[attachment], None).expect("sealed");
    let corrected = Interference { place: correction.into(), ..record.clone() };
    ledger.correct_sealed(id, &corrected, &[], correction).expect("corrected");
    let layer = Layer::Reclassified {
        nature: Nature::Procedure,
        conduct: Vec::new(),
        conduct_other: String::new(),
        why: correction.into(),
    };
    ledger.reclassify_sealed(id, &layer).expect("reclassified");
    let book = ledger.unseal(id).expect("opened");
    let attached = book.now().expect("a record").attached;
    ledger.unseal_file(id, &attached[0].file).expect("a file");
    let copies = dir.join("copies");
    std::fs::create_dir(&copies).expect("a folder");
    // The copy has the draft, the ledger has the pages where it was.
    ledger.second().back_up(&copies, &Watch::default()).expect("a copy");
    ledger.drop_draft("interference/new").expect("dropped");
    drop(ledger);
    let outside = letters_and_threats(&bureau, &dir);
    let mut ledger = bureau.log_in("赵示一");
    let direction = Direction { text: correction.into(), gravity: Gravity::None, keepers: Vec::new() };
    ledger.direct_sealed(id, &direction, &password("赵示一")).expect("directed");
    for record in [id, outside] {
        for sheet in ledger.interference_papers(record).expect("papers") {
            let paper = ledger.interference_paper(record, sheet).expect("a paper");
            assert!(paper.pdf.len() > 1000 && !paper.title.contains(name));
        }
    }
    ledger.rebuild().expect("rebuilt");
    let exported = dir.join("exported");
    ledger.export(&exported).expect("exported");
    drop(ledger);
    std::fs::copy(&bureau.path, dir.join("at-rest.ledger")).expect("copied");
    let machine = bureau.dir.path().join("machine");
    for file in files_in(&machine) {
        let to = dir.join(format!("machine-{}", file.file_name().expect("a name").to_string_lossy()));
        std::fs::copy(&file, to).expect("copied");
    }
}

/// What follows a record, with each of its texts a secret: an outsider's inquiry with its letter, a receipt, a
/// 批示 on paper while a deputy acts, a threat with what was done, drafts of all that, files and totals.
fn letters_and_threats(bureau: &Bureau, dir: &Path) -> Id<Sealed> {
    let [.., organ, words, kin, by] = SECRETS;
    let mut ledger = bureau.log_in("赵示一");
    let deputy = user(&ledger, "法示七");
    ledger.appoint_deputy(deputy, day("2026-03-05"), day("2026-03-06"), "会议").expect("appointed");
    drop(ledger);
    let mut ledger = bureau.log_in("周示五");
    let mut record = Interference { witnesses: by.into(), conduct: Vec::new(), ..oral() };
    record.asker.side = Side::Cadre;
    record.asker.unit = organ.into();
    record.second = Some(Person { name: kin.into(), ..Person::default() });
    let id = ledger.seal_interference(&record, &[], None).expect("sealed");
    let threat = Threat { kin: kin.into(), by: by.into(), content: words.into(), ..threat() };
    let threatened = ledger.seal_threat(&threat, &[], None).expect("sealed");
    let scan =
        Attachment { material: Material::Other, name: by, media: "text/plain", bytes: words.as_bytes() };
    let direction = Direction { text: words.into(), gravity: Gravity::Grave, keepers: Vec::new() };
    let on = day("2026-03-05");
    ledger.direct_sealed_on_paper(id, &direction, on, &scan, &password("周示五")).expect("entered");
    let sheet = ledger.interference_paper(threatened, InterferenceSheet::Threat).expect("a paper");
    assert!(sheet.pdf.len() > 1000);
    drop(ledger);
    let mut ledger = bureau.log_in("法示七");
    assert!(ledger.unseal(id).is_ok(), "the deputy reads it");
    for (key, text) in [("interference/letter", organ), ("interference/direction", words)] {
        let payload = text.repeat(400).into_bytes();
        ledger.save_draft(&Unfinished { key: key.into(), title: text.into(), payload }).expect("a draft");
        ledger.drop_draft(key).expect("dropped");
    }
    let keepers = vec![user(&ledger, "纪示二")];
    let direction = Direction { keepers, ..direction };
    ledger.direct_sealed(threatened, &direction, &password("法示七")).expect("directed");
    drop(ledger);
    let mut ledger = bureau.log_in("纪示二");
    for kind in [Follow::Police, Follow::Help, Follow::Outcome] {
        let step = FollowUp { organ: organ.into(), text: words.into(), ..FollowUp::new(kind, on) };
        ledger.follow_up_sealed(threatened, &step, &[scan]).expect("entered");
    }
    drop(ledger);
    let mut ledger = bureau.log_in("赵示一");
    let ask = LetterAsk { organ: organ.into(), document: words.into(), due_on: None, on: None };
    assert!(ledger.interference_letter(id, &ask).expect("a letter").pdf.len() > 1000);
    for kind in [Follow::Letter, Follow::Receipt, Follow::Justice, Follow::Feedback] {
        let step = FollowUp { organ: organ.into(), text: words.into(), ..FollowUp::new(kind, on) };
        ledger.follow_up_sealed(id, &step, &[scan]).expect("entered");
    }
    assert!(ledger.sealed_due().expect("a list").len() > 1);
    assert!(ledger.protection_flags().is_ok());
    drop(ledger);
    let mut ledger = bureau.log_in_on("赵示一", "2026-04-01");
    ledger.publish_totals(Quarter { year: 2026, n: 1 }).expect("published");
    let report = ledger.interference_report(Quarter { year: 2026, n: 1 }).expect("a report");
    std::fs::write(dir.join("report.pdf"), &report.pdf[..]).expect("written");
    id
}

/// Every file in a folder and the folders in it.
fn files_in(dir: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(dir).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() { all.extend(files_in(&path)) } else { all.push(path) }
    }
    all
}

/// The pages of a ledger, all of them, free ones too: FORMAT.md §1.
fn decrypted(path: &Path) -> Vec<u8> {
    const PAGE: usize = 4096;
    const RESERVED: usize = 80;
    let file = std::fs::read(path).expect("a ledger");
    let salt = &file[..16];
    let key = derived(PASSPHRASE.as_bytes(), salt);
    let mut plain = Vec::with_capacity(file.len());
    for (at, page) in file.chunks_exact(PAGE).enumerate() {
        let from = if at == 0 { 16 } else { 0 };
        let iv = &page[PAGE - RESERVED..PAGE - RESERVED + 16];
        let mut cipher = cbc::Decryptor::<Aes256>::new_from_slices(&key, iv).expect("a key");
        for block in page[from..PAGE - RESERVED].chunks_exact(16) {
            let mut block: [u8; 16] = block.try_into().expect("a block");
            cipher.decrypt_block((&mut block).into());
            plain.extend_from_slice(&block);
        }
    }
    plain
}

/// PBKDF2-HMAC-SHA512, one block of it.
fn derived(passphrase: &[u8], salt: &[u8]) -> [u8; 32] {
    let mut block = [0u8; 128];
    block[..passphrase.len()].copy_from_slice(passphrase);
    let keyed = |pad: u8| Sha512::new_with_prefix(block.map(|byte| byte ^ pad));
    let (inner, outer) = (keyed(0x36), keyed(0x5c));
    let mac = |message: &[u8]| {
        outer.clone().chain_update(inner.clone().chain_update(message).finalize()).finalize()
    };
    let mut last = mac(&[salt, &1u32.to_be_bytes()].concat());
    let mut sum = last;
    for _ in 1..256_000 {
        last = mac(&last);
        sum.iter_mut().zip(last).for_each(|(sum, byte)| *sum ^= byte);
    }
    sum[..32].try_into().expect("32 bytes")
}

/// The forms in which a text could stand in a file, each long enough not to come about by chance.
fn forms(text: &str) -> Vec<(String, Vec<u8>)> {
    let characters: Vec<char> = text.chars().collect();
    let mut forms = Vec::new();
    for pair in characters.windows(2) {
        let pair: String = pair.iter().collect();
        let utf16: Vec<u16> = pair.encode_utf16().collect();
        let little: Vec<u8> = utf16.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = utf16.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        let escaped: String = utf16.iter().map(|unit| format!("\\u{unit:04x}")).collect();
        forms.push((format!("{pair} UTF-8"), pair.as_bytes().to_vec()));
        forms.push((format!("{pair} hex"), hex::encode(&pair).into_bytes()));
        forms.push((format!("{pair} UTF-16LE"), little));
        forms.push((format!("{pair} UTF-16BE"), big));
        forms.push((format!("{pair} \\u"), escaped.clone().into_bytes()));
        forms.push((format!("{pair} \\U"), escaped.to_uppercase().replace("\\U", "\\u").into_bytes()));
    }
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (what, bytes) in [("UTF-8", text.as_bytes()), ("UTF-16LE", &little)] {
        for skip in 0..3 {
            // Whole triples only: what stands before and after does not change them.
            let whole = &bytes[skip..][..(bytes.len() - skip) / 3 * 3];
            forms.push((format!("{text} base64 {what}+{skip}"), base64(whole).into_bytes()));
        }
    }
    for initials in pinyin::initials(text) {
        forms.push((format!("{text} {initials}"), initials.clone().into_bytes()));
        forms.push((format!("{text} {initials}"), initials.to_uppercase().into_bytes()));
    }
    forms
}

/// Base64 of whole triples.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let triple = |three: &[u8]| {
        let number = three.iter().fold(0u32, |number, byte| number << 8 | u32::from(*byte));
        [18, 12, 6, 0].map(|shift| char::from(LETTERS[(number >> shift & 63) as usize]))
    };
    bytes.chunks_exact(3).flat_map(triple).collect()
}

fn found(bytes: &[u8], text: &str) -> Vec<String> {
    let stands = |what: &[u8]| memchr::memmem::find(bytes, what).is_some();
    forms(text).into_iter().filter(|(_, what)| stands(what)).map(|(name, _)| name).collect()
}

#[test]
fn no_form_of_sealed_text_stands_in_any_page_copy_or_other_file() {
    let dir = tempfile::tempdir().expect("a folder");
    let temporary = dir.path().join("temporary");
    std::fs::create_dir(&temporary).expect("a folder");
    let done = Command::new(std::env::current_exe().expect("this program"))
        .args(["bytes::child", "--exact", "--ignored", "--nocapture"])
        .env(CHILD, dir.path())
        .env("TMPDIR", &temporary)
        .env("TEMP", &temporary)
        .env("TMP", &temporary)
        .output()
        .expect("started");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let mut ledgers = 0;
    for path in files_in(dir.path()) {
        let mut bytes = std::fs::read(&path).expect("a file");
        if path.extension().is_some_and(|end| end == "ledger") {
            let pages = decrypted(&path);
            assert!(!found(&pages, OPEN).is_empty(), "the search finds what is there");
            bytes.extend(pages);
            ledgers += 1;
        }
        for secret in SECRETS {
            assert_eq!(found(&bytes, secret), [""; 0], "{}", path.display());
        }
    }
    assert_eq!(ledgers, 2, "the ledger and its copy");
}

#[test]
fn the_journal_names_no_recorder_no_hour_and_no_kind() {
    let bureau = Bureau::new();
    let mut ledger = bureau.log_in("周示五");
    let id = ledger.seal_interference(&oral(), &[], None).expect("sealed");
    ledger.correct_sealed(id, &oral(), &[], "补充").expect("corrected");
    let me = ledger.actor().expect("acts").id.uuid();
    drop(ledger);
    let conn = rusqlite::Connection::open(&bureau.path).expect("opened");
    conn.pragma_update(None, "key", PASSPHRASE).expect("its key");
    let mut statement = conn.prepare("SELECT bytes FROM body ORDER BY seq DESC LIMIT 2").expect("bodies");
    let bodies: Vec<Vec<u8>> =
        statement.query_map([], |row| row.get(0)).expect("rows").collect::<Result<_, _>>().expect("bodies");
    for body in bodies {
        let text = String::from_utf8(body).expect("text");
        let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!((json["op"].as_str(), json["actor"].is_null()), (Some("sealed.write"), true));
        assert_eq!((json["at"].as_str(), json["why"].as_str()), (Some("2026-03-05T00:00:00Z"), Some("")));
        for telling in ["周示五", &me.to_string(), "interference", "asked", "王示九"] {
            assert!(!text.contains(telling), "{telling}: {text}");
        }
        let record = json["records"][0]["id"].as_str().expect("an identity");
        assert_eq!(record.as_bytes()[14], b'4', "an identity in the order of time tells the hour");
    }
}
