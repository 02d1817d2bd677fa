//! Every kind by every channel, and every route, from the record over the 批示 to keepers, letters and totals.

use binggong::domain::id::Id;
use binggong::domain::interference::{
    Addressee, Channel, Direction, Follow, FollowUp, Gravity, Interference, Quarter, Sealed, SealedState,
    Side, Way,
};

use super::roles::user;
use super::{Bureau, PEOPLE, day, guidance, oral, password};

const QUARTER: Quarter = Quarter { year: 2026, n: 1 };

/// An insider's asking of a kind, that came by a channel; nothing of it could be kept.
fn inside(kind: u8, channel: Channel) -> Interference {
    Interference {
        channel,
        conduct: vec![kind],
        conduct_other: if kind == 8 { "递条子".into() } else { String::new() },
        content: format!("第{kind}种，{}。", channel.label()),
        without: "没有条件留存".into(),
        ..oral()
    }
}

#[test]
fn every_kind_by_every_channel_goes_to_the_leader_then_to_the_keeper_and_into_the_totals() {
    let bureau = Bureau::new();
    let mut ledger = bureau.log_in("周示五");
    let all: Vec<(Id<Sealed>, Interference)> = (1..=8)
        .flat_map(|kind| Channel::ALL.iter().map(move |channel| inside(kind, *channel)))
        .map(|record| (ledger.seal_interference(&record, &[], None).expect("sealed"), record))
        .collect();
    assert_eq!(all.len(), 32);
    drop(ledger);
    assert_eq!(bureau.log_in("纪示二").sealed_for_me().expect("a list"), []);
    let mut ledger = bureau.log_in("赵示一");
    let keepers = vec![user(&ledger, "纪示二")];
    let direction = Direction { text: "依法办理。".into(), gravity: Gravity::None, keepers };
    for (id, record) in &all {
        assert_eq!(ledger.unseal(*id).expect("opened").now().as_ref(), Some(record));
        ledger.direct_sealed(*id, &direction, &password("赵示一")).expect("directed");
    }
    drop(ledger);
    let ledger = bureau.log_in("纪示二");
    for (id, record) in &all {
        let book = ledger.unseal(*id).expect("opened to the keeper");
        assert_eq!((book.now().as_ref(), book.directions().len()), (Some(record), 1));
    }
    assert!(ledger.sealed().expect("rows").iter().all(|row| row.state == SealedState::Directed));
    drop(ledger);
    let mut ledger = bureau.log_in_on("赵示一", "2026-04-01");
    ledger.publish_totals(QUARTER).expect("published");
    drop(ledger);
    let totals = bureau.log_in("钱示六").published_totals(QUARTER).expect("read").expect("published").value;
    assert_eq!((totals.sealed, totals.directed, totals.inside()), (32, 32, Some(32)));
    // Four of each kind, and none of several kinds; eight by each channel.
    assert_eq!(totals.kinds.iter().map(|cell| cell.count).collect::<Vec<_>>(), [4, 4, 4, 4, 4, 4, 4, 4, 0]);
    assert_eq!(totals.channels.iter().map(|cell| cell.count).collect::<Vec<_>>(), [8; 4]);
}

#[test]
fn every_route_ends_where_it_should_and_no_other_reads_what_goes_along_it() {
    let by = |side| {
        let mut record = oral();
        record.asker.side = side;
        record.conduct.clear();
        record
    };
    let about_the_leader = |to| {
        let mut record = oral();
        record.asker.name = "赵示一".into();
        Interference { to, ..record }
    };
    // The record, its way, who directs it, and the step that this way takes then.
    let letter = Some((Follow::Letter, "中共示例县委组织部"));
    let table = [
        (oral(), Way::Leader, "赵示一", Some((Follow::Discipline, "县纪委监委"))),
        (by(Side::Cadre), Way::Letter, "赵示一", letter),
        (by(Side::Deputy), Way::Congress, "赵示一", letter),
        (by(Side::Adviser), Way::Conference, "赵示一", letter),
        (by(Side::Other), Way::Open, "赵示一", letter),
        (guidance(), Way::Kept, "赵示一", None),
        (
            about_the_leader(Addressee::Resident),
            Way::Leader,
            "纪示二",
            Some((Follow::Discipline, "县纪委监委")),
        ),
        // Sent on paper: what comes back is entered by who wrote it.
        (about_the_leader(Addressee::Superior), Way::Leader, "周示五", None),
    ];
    let bureau = Bureau::new();
    let mut ledger = bureau.log_in("周示五");
    let ids: Vec<Id<Sealed>> = table
        .iter()
        .map(|(record, way, ..)| {
            assert_eq!(record.way(), *way);
            ledger.seal_interference(record, &[], None).expect("sealed")
        })
        .collect();
    drop(ledger);
    for (name, _) in PEOPLE {
        let ledger = bureau.log_in(name);
        for (id, (_, way, decides, _)) in ids.iter().zip(&table) {
            let reads = ledger.unseal(*id).is_ok();
            assert_eq!(reads, name == *decides || name == "周示五", "{name} {way:?}");
        }
    }
    let direction = Direction { text: "请核实。".into(), gravity: Gravity::Harm, keepers: Vec::new() };
    for (id, (_, way, decides, then)) in ids.iter().zip(&table) {
        let mut ledger = bureau.log_in(decides);
        ledger
            .direct_sealed(*id, &direction, &password(decides))
            .unwrap_or_else(|error| panic!("{way:?}: {error}"));
        if let Some((kind, organ)) = then {
            let step = FollowUp { organ: (*organ).into(), ..FollowUp::new(*kind, day("2026-03-05")) };
            ledger.follow_up_sealed(*id, &step, &[]).unwrap_or_else(|error| panic!("{way:?}: {error}"));
        }
        let told =
            FollowUp { text: "已办。".into(), ..FollowUp::new(Follow::Feedback, day("2026-03-05")) };
        ledger.follow_up_sealed(*id, &told, &[]).unwrap_or_else(|error| panic!("{way:?}: {error}"));
        drop(ledger);
        let book = bureau.log_in("周示五").unseal(*id).expect("the recorder reads what became of it");
        assert!(book.steps().iter().any(|(page, step)| step.kind == Follow::Feedback && page.signed));
    }
}
