//! The doors to time and chance.

use jiff::{SignedDuration, Timestamp};
use okno_requisites::{Chance, Clock, OsChance, Personal, SeededChance, TestClock, id};

#[test]
fn seeded_chance_repeats() {
    let (a, b) = (SeededChance::new(7), SeededChance::new(7));
    assert_eq!(a.digits(40), b.digits(40));
    assert_ne!(SeededChance::new(8).digits(40), b.digits(40));
}

#[test]
fn below_is_even_and_bounded() {
    let chance = SeededChance::default();
    let mut seen = [0_u32; 6];
    for _ in 0..6000 {
        seen[usize::try_from(chance.below(6)).unwrap()] += 1;
    }
    assert!(seen.iter().all(|n| (850..1150).contains(n)), "{seen:?}");
    assert_eq!(chance.below(0), 0);
    assert_eq!(chance.below(1), 0);
    chance.below(u64::MAX);
    chance.below(1 << 63);
}

#[test]
fn codes_keep_to_their_alphabet() {
    let chance: &dyn Chance = &OsChance;
    let code = chance.code("АБВ7", 200);
    assert_eq!(code.chars().count(), 200);
    assert!(code.chars().all(|c| "АБВ7".contains(c)));
    assert_eq!(chance.code("", 5), "");
    assert_ne!(chance.bytes::<32>(), chance.bytes::<32>());
}

#[test]
fn clock_moves_by_hand_and_ids_follow_it() {
    let clock = TestClock::default();
    let twin = clock.clone();
    let chance = SeededChance::default();
    let first = id(&clock, &chance);
    twin.advance(SignedDuration::from_hours(24 * 60));
    let second = id(&clock, &chance);
    assert!(first < second);
    assert_eq!(second.get_version_num(), 7);
    let (secs, nanos) = second.get_timestamp().unwrap().to_unix();
    let stamped = i64::try_from(secs).unwrap() * 1000 + i64::from(nanos) / 1_000_000;
    assert_eq!(stamped, clock.now().as_millisecond());
    clock.set(Timestamp::UNIX_EPOCH);
    assert_eq!(twin.now(), Timestamp::UNIX_EPOCH);
}

#[test]
fn personal_data_does_not_print() {
    let name = Personal::new("Смирнова".to_owned());
    assert_eq!(format!("{name:?} {:?}", Some(&name)), "… Some(…)");
    let json = serde_json::to_string(&name).unwrap();
    assert_eq!(json, "\"Смирнова\"");
    assert_eq!(
        serde_json::from_str::<Personal<String>>(&json).unwrap(),
        name
    );
    assert_eq!(name.map(|n| n.len()).into_inner(), 16);
}

#[test]
fn the_clock_of_the_machine_shows_whole_milliseconds() {
    // What is read back from the store equals what was written: it keeps no less.
    for _ in 0..50 {
        let now = okno_requisites::SystemClock.now();
        assert_eq!(now.subsec_nanosecond() % 1_000_000, 0, "{now}");
    }
}
