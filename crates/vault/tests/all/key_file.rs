use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;

use okno_requisites::{OsChance, TestClock};
use okno_vault::{KeyFileError, Place, Vault, VaultError};
use tempfile::tempdir;

use crate::ROW;

const PLACE: Place = Place::new("accounts", "phone", ROW);

fn open(path: &Path) -> Result<(Vault, bool), KeyFileError> {
    Vault::open_or_create(path, &TestClock::default(), Arc::new(OsChance))
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn the_first_run_makes_it_for_the_owner_only() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("new/keys.json");
    let (vault, fresh) = open(&path).unwrap();
    assert!(fresh);
    assert_eq!(mode(&path), 0o600);
    let sealed = vault.seal(&PLACE, b"1");

    let (again, fresh) = open(&path).unwrap();
    assert!(!fresh);
    assert_eq!(again.open(&PLACE, &sealed).unwrap(), b"1");
    assert_eq!(again.index("phone", "1"), vault.index("phone", "1"));
    vault.add_generation(&TestClock::default()).unwrap();
    assert_eq!(mode(&path), 0o600);
    let left: Vec<_> = fs::read_dir(path.parent().unwrap()).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing is left beside it");
}

#[test]
fn readable_by_others_is_refused() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("keys.json");
    open(&path).unwrap();
    for mode in [0o644, 0o640, 0o604, 0o660, 0o610] {
        fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        assert!(
            matches!(open(&path), Err(KeyFileError::Rights(_))),
            "{mode:o}"
        );
    }
    fs::set_permissions(&path, Permissions::from_mode(0o400)).unwrap();
    assert!(open(&path).is_ok());
}

#[test]
fn what_a_crash_left_does_not_lend_its_rights() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("keys.json");
    fs::write(dir.path().join("keys.new"), "half").unwrap();
    fs::set_permissions(dir.path().join("keys.new"), Permissions::from_mode(0o666)).unwrap();
    open(&path).unwrap();
    assert_eq!(mode(&path), 0o600);
    assert!(open(&path).is_ok());
}

#[test]
fn a_damaged_file_is_refused_and_left_alone() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("keys.json");
    open(&path).unwrap();
    let whole = fs::read_to_string(&path).unwrap();
    let digit = whole.find("\"secret\": \"").unwrap() + 15;
    let mut other = whole.clone();
    let now = if whole.as_bytes()[digit] == b'A' {
        "B"
    } else {
        "A"
    };
    other.replace_range(digit..=digit, now);
    let damaged = [
        String::new(),
        "{}".to_owned(),
        whole[..whole.len() / 2].to_owned(),
        whole.replace("\"id\": 1", "\"id\": 2"),
        whole.replace("\"check\"", "\"cheque\""),
        other,
    ];
    for text in damaged {
        fs::write(&path, &text).unwrap();
        assert!(
            matches!(open(&path), Err(KeyFileError::Damaged(_))),
            "{text}"
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
    fs::write(&path, whole).unwrap();
    assert!(open(&path).is_ok());
}

#[test]
fn no_keys_are_made_where_a_file_is_out_of_reach() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("keys.json");
    std::os::unix::fs::symlink(dir.path().join("not-mounted/keys.json"), &path).unwrap();
    assert!(matches!(open(&path), Err(KeyFileError::Io { .. })));
    let folder = dir.path().join("folder");
    fs::create_dir(&folder).unwrap();
    assert!(open(&folder).is_err());
}

#[test]
fn a_link_stays_a_link() {
    let dir = tempdir().unwrap();
    let (real, link) = (dir.path().join("real.json"), dir.path().join("link.json"));
    open(&real).unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    let (vault, _) = open(&link).unwrap();
    vault.add_generation(&TestClock::default()).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    let sealed = vault.seal(&PLACE, b"1");
    assert_eq!(open(&real).unwrap().0.open(&PLACE, &sealed).unwrap(), b"1");
}

#[test]
fn rotation_by_another_process_is_followed() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("keys.json");
    let clock = TestClock::default();
    let (portal, _) = open(&path).unwrap();
    let (command, _) = open(&path).unwrap();
    let old = portal.seal(&PLACE, b"1");

    assert_eq!(command.add_generation(&clock).unwrap(), 2);
    let sealed = command.seal(&PLACE, b"2");
    assert_eq!(portal.open(&PLACE, &sealed).unwrap(), b"2");
    assert_eq!(portal.reload().unwrap(), 2);
    assert_eq!(portal.add_generation(&clock).unwrap(), 3);
    assert_eq!(
        command.add_generation(&clock).unwrap(),
        4,
        "no number is given twice"
    );
    assert_eq!(command.retire_before(4).unwrap(), 3);
    portal.reload().unwrap();
    assert_eq!(portal.open(&PLACE, &old), Err(VaultError::UnknownKey(1)));
}

#[test]
fn a_rotation_leaves_the_keys_of_a_later_one_alone() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("keys.json");
    let clock = TestClock::default();
    let (slow, _) = open(&path).unwrap();
    let (fast, _) = open(&path).unwrap();
    assert_eq!(slow.add_generation(&clock).unwrap(), 2);
    let wrapped = slow.seal(&PLACE, b"1");
    assert_eq!(fast.add_generation(&clock).unwrap(), 3);
    // The first rotation ends while the second is not there yet.
    assert_eq!(slow.retire_before(2).unwrap(), 1);
    let (later, _) = open(&path).unwrap();
    assert_eq!(later.open(&PLACE, &wrapped).unwrap(), b"1");
    assert_eq!(later.reload().unwrap(), 3);
    assert_eq!(later.retire_before(9).unwrap(), 1, "the current one stays");
    assert_eq!(later.open(&PLACE, &later.seal(&PLACE, b"2")).unwrap(), b"2");
}

#[test]
fn many_at_once_never_lose_a_key() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("keys.json");
    let (vault, _) = open(&path).unwrap();
    let sealed: Vec<Vec<u8>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|_| {
                scope.spawn(|| {
                    vault.add_generation(&TestClock::default()).unwrap();
                    vault.seal(&PLACE, b"1")
                })
            })
            .collect();
        threads.into_iter().map(|t| t.join().unwrap()).collect()
    });
    let (again, _) = open(&path).unwrap();
    for one in sealed {
        assert_eq!(again.open(&PLACE, &one).unwrap(), b"1");
    }
    assert_eq!(again.retire_before(9).unwrap(), 8);
}

#[test]
fn processes_that_begin_at_once_have_the_same_keys() {
    for _ in 0..20 {
        let dir = tempdir().unwrap();
        let path = dir.path().join("new/keys.json");
        let vaults: Vec<(Vault, bool)> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| open(&path).unwrap()))
                .collect();
            threads.into_iter().map(|t| t.join().unwrap()).collect()
        });
        assert_eq!(vaults.iter().filter(|(_, fresh)| *fresh).count(), 1);
        let (last, _) = open(&path).unwrap();
        for (vault, _) in vaults {
            let sealed = vault.seal(&PLACE, b"1");
            assert_eq!(last.open(&PLACE, &sealed).unwrap(), b"1");
        }
    }
}

#[test]
fn processes_that_rotate_at_once_lose_no_key() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("keys.json");
    open(&path).unwrap();
    let sealed: Vec<Vec<u8>> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|_| {
                scope.spawn(|| {
                    // A vault of its own, as in a process of its own.
                    let (vault, _) = open(&path).unwrap();
                    vault.add_generation(&TestClock::default()).unwrap();
                    vault.seal(&PLACE, b"1")
                })
            })
            .collect();
        threads.into_iter().map(|t| t.join().unwrap()).collect()
    });
    let (last, _) = open(&path).unwrap();
    for one in sealed {
        assert_eq!(last.open(&PLACE, &one).unwrap(), b"1");
    }
    assert_eq!(last.retire_before(9).unwrap(), 8);
}

#[test]
fn errors_name_the_file_and_no_key() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("keys.json");
    fs::write(&path, "secret").unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o600)).unwrap();
    let error = open(&path).unwrap_err();
    for text in [error.to_string(), format!("{error:?}")] {
        assert!(
            text.contains("keys.json") && !text.contains("secret"),
            "{text}"
        );
    }
}
