//! What is taken and what is not, in every algorithm.

use data_encoding::BASE64;
use jiff::SignedDuration;
use okno_requisites::{Inn, Snils};
use okno_signature::{
    Bench, Busy, Certificate, Claimed, Field, Freshness, List, Refusal, Trust, sign, verify,
};
use okno_stand::authority::{Algorithm, Kind, PASSWORD};
use zeroize::Zeroizing;

use crate::house::{DAY, House, TEXT, now, signed};

/// Where the engine is installed, it must be loaded: else GOST is untested.
#[test]
fn the_engine_for_gost_is_loaded_where_it_is() {
    let house = House::build();
    assert_eq!(house.authority.has_gost(), okno_signature::has_gost());
}

#[test]
fn a_signed_text_is_taken_in_every_algorithm() {
    let house = House::build();
    for algorithm in house.algorithms() {
        let (issued, certificate) = house.issue(algorithm, Kind::Good);
        let der = signed(&house, &issued, &certificate);
        assert_eq!(house.check(&certificate), Ok(()), "{algorithm:?}");
        // As other programs write it: base64, with and without lines around.
        let base64 = BASE64.encode(&der);
        let pem = format!("-----BEGIN CMS-----\n{base64}\n-----END CMS-----\n");
        for file in [base64, pem] {
            assert_eq!(verify(TEXT, &certificate, file.as_bytes()), Ok(()));
        }
        // Another text, a broken signature, another key.
        let wrong = Err(Refusal::WrongSignature);
        assert_eq!(verify(b"another text", &certificate, &der), wrong);
        let mut broken = der.clone();
        *broken.last_mut().unwrap() ^= 1;
        assert_eq!(verify(TEXT, &certificate, &broken), wrong);
        let (_, other) = house.issue(algorithm, Kind::Good);
        assert_eq!(verify(TEXT, &other, &der), wrong, "{algorithm:?}");
    }
}

#[test]
fn the_holder_is_read_as_qualified_certificates_write_it() {
    let house = House::build();
    for algorithm in house.algorithms() {
        let (_, certificate) = house.issue(algorithm, Kind::Good);
        let holder = certificate.holder();
        assert_eq!(holder.surname.reveal(), "Соловьёва-Ким");
        assert_eq!(holder.given.reveal(), "Анна Сергеевна");
        let snils = holder.snils.as_ref().unwrap().reveal();
        let inn = holder.inn.as_ref().unwrap().reveal();
        assert_eq!(
            (snils.as_str(), inn.as_str()),
            ("11223344595", "500100732259")
        );
        assert!(
            certificate.issuer().contains("учебный"),
            "{}",
            certificate.issuer()
        );
        assert_eq!(certificate.print().len(), 64);
        assert!(!certificate.serial().is_empty());
        assert!(!format!("{holder:?}").contains("Анна"));

        let same = Claimed {
            surname: "СОЛОВЬЕВА КИМ",
            given: "Анна",
            patronymic: Some("Сергеевна"),
            snils: Some(snils),
            inn: Some(inn),
        };
        assert_eq!(holder.differences(same), []);
        // One number of the two is enough, two that differ are not.
        assert_eq!(holder.differences(Claimed { inn: None, ..same }), []);
        let other_snils = Snils::with_control(200_300_400).unwrap();
        let other_inn = Inn::with_control("7707083893").unwrap();
        let cases = [
            (
                Claimed {
                    surname: "Ким",
                    ..same
                },
                Field::Surname,
            ),
            (
                Claimed {
                    patronymic: None,
                    ..same
                },
                Field::Given,
            ),
            (
                Claimed {
                    given: "Инна",
                    ..same
                },
                Field::Given,
            ),
            (
                Claimed {
                    snils: Some(&other_snils),
                    ..same
                },
                Field::Snils,
            ),
            (
                Claimed {
                    inn: Some(&other_inn),
                    ..same
                },
                Field::Inn,
            ),
            (
                Claimed {
                    snils: None,
                    inn: None,
                    ..same
                },
                Field::NoNumber,
            ),
        ];
        for (claimed, field) in cases {
            assert_eq!(holder.differences(claimed), [field]);
        }
    }
}

#[test]
fn a_certificate_that_is_not_in_order_is_refused_with_the_reason() {
    let house = House::build();
    for algorithm in house.algorithms() {
        let refusal = |kind| house.check(&house.issue(algorithm, kind).1).unwrap_err();
        assert!(matches!(refusal(Kind::Expired), Refusal::Expired { until } if until < now()));
        assert!(matches!(refusal(Kind::Early), Refusal::NotYet { from } if from > now()));
        assert_eq!(refusal(Kind::Cipher), Refusal::WrongUse);
        if !matches!(algorithm, Algorithm::Gost256 | Algorithm::Gost512) {
            assert_eq!(refusal(Kind::Stranger), Refusal::UnknownRoot);
        }
    }
    let (issued, weak) = house.issue(Algorithm::Rsa, Kind::Weak);
    assert_eq!(house.check(&weak), Err(Refusal::Weak));
    let signature = house.authority.sign(&issued, TEXT).unwrap();
    assert_eq!(verify(TEXT, &weak, &signature), Err(Refusal::Weak));
    // Nobody is trusted by default, and a root is not a person.
    let (_, good) = house.issue(Algorithm::Rsa, Kind::Good);
    let nobody = Trust::default();
    assert_eq!(
        nobody.check(&good, &house.lists(), DAY, now()),
        Err(Refusal::UnknownRoot)
    );
    let root = Certificate::read(house.authority.roots().unwrap().as_bytes()).unwrap();
    assert_eq!(house.check(&root), Err(Refusal::WrongUse));
}

#[test]
fn a_revoked_certificate_is_refused_and_an_old_list_says_nothing_good() {
    let house = House::build();
    for algorithm in house.algorithms() {
        let (issued, certificate) = house.issue(algorithm, Kind::Good);
        let check = |lists: &[List]| house.trust.check(&certificate, lists, DAY, now());
        let name = match algorithm {
            Algorithm::Rsa | Algorithm::Ecdsa => "rsa",
            _ => "gost",
        };
        let list = |old, at| List::read(&house.authority.list(name, old).unwrap(), at).unwrap();
        assert_eq!(check(&[list(false, now())]), Ok(()));
        // None, one whose time is over, one not asked for in a day, one of another root.
        assert_eq!(check(&[]), Err(Refusal::NoFreshList));
        assert_eq!(check(&[list(true, now())]), Err(Refusal::NoFreshList));
        let before = now() - SignedDuration::from_hours(25);
        assert_eq!(list(false, before).freshness(now(), DAY), Freshness::Old);
        assert_eq!(check(&[list(false, before)]), Err(Refusal::NoFreshList));
        let strange = house.authority.list("stranger", false).unwrap();
        let strange = List::read(&strange, now()).unwrap();
        assert!(!house.trust.knows(&strange));
        assert_eq!(check(&[strange]), Err(Refusal::NoFreshList));

        house.authority.revoke(&issued).unwrap();
        let fresh = list(false, now());
        assert!(house.trust.knows(&fresh));
        assert!(matches!(check(&[fresh]), Err(Refusal::Revoked { .. })));
        // Once revoked is revoked, however old the list.
        assert!(matches!(
            check(&[list(true, now())]),
            Err(Refusal::Revoked { .. })
        ));
        let (_, other) = house.issue(algorithm, Kind::Good);
        assert_eq!(house.check(&other), Ok(()));
    }
}

#[test]
fn a_file_with_a_key_signs_once_under_its_password() {
    let house = House::build();
    let password = |text: &str| Zeroizing::new(text.to_owned());
    for algorithm in house.algorithms() {
        let (issued, own) = house.issue(algorithm, Kind::Good);
        let file = Zeroizing::new(issued.pfx.clone());
        let (certificate, signature) = sign(&file, &password(PASSWORD), TEXT).unwrap();
        assert_eq!(certificate.print(), own.print());
        assert_eq!(
            verify(TEXT, &certificate, &signature),
            Ok(()),
            "{algorithm:?}"
        );
        assert_eq!(house.check(&certificate), Ok(()));
        for wrong in ["", "stand-2027", "a\0b"] {
            let refusal = sign(&file, &password(wrong), TEXT).unwrap_err();
            assert_eq!(refusal, Refusal::WrongPassword, "{algorithm:?} {wrong:?}");
        }
        for noise in [&b""[..], b"0", &issued.certificate, &issued.pfx[..100]] {
            let file = Zeroizing::new(noise.to_vec());
            let refusal = sign(&file, &password(PASSWORD), TEXT).unwrap_err();
            assert_eq!(refusal, Refusal::NotAKeyFile);
        }
    }
}

#[test]
fn a_lock_that_would_work_for_hours_is_not_opened() {
    // SEQUENCE { OCTET STRING salt, INTEGER 2^31 - 1 } in the place of a lock's parameters.
    let house = House::build();
    let (issued, _) = house.issue(Algorithm::Rsa, Kind::Good);
    let mut file = issued.pfx;
    // `openssl` writes 2048 repeats: 02 02 08 00, the last of them in the MAC.
    let place = file.windows(4).rposition(|w| w == [2, 2, 8, 0]).unwrap();
    file[place + 2] = 0x7f;
    let many = Zeroizing::new(file.clone());
    let password = Zeroizing::new(PASSWORD.to_owned());
    assert_eq!(
        sign(&many, &password, TEXT).unwrap_err(),
        Refusal::WrongPassword
    );
    // Four bytes of repeats instead of two: the lengths around grow by two.
    file.splice(place..place + 4, [2, 4, 0x7f, 0xff, 0xff, 0xff]);
    let outer = u16::from_be_bytes([file[2], file[3]]) + 2;
    file[2..4].copy_from_slice(&outer.to_be_bytes());
    let inner = file[..place]
        .windows(2)
        .rposition(|w| w == [0x30, 0x41])
        .unwrap();
    file[inner + 1] += 2;
    let hours = Zeroizing::new(file);
    assert_eq!(sign(&hours, &password, TEXT).unwrap_err(), Refusal::OldLock);
}

#[test]
fn files_of_another_kind_are_named() {
    let house = House::build();
    let (issued, certificate) = house.issue(Algorithm::Ecdsa, Kind::Good);
    let signature = signed(&house, &issued, &certificate);
    let large = vec![0x30; 17 * 1024 * 1024];
    assert_eq!(Certificate::read(&large).unwrap_err(), Refusal::TooLarge);
    assert_eq!(verify(TEXT, &certificate, &large), Err(Refusal::TooLarge));
    assert_eq!(List::read(&large, now()).unwrap_err(), Refusal::TooLarge);
    for file in [&b""[..], b"%PDF-1.7", &signature, &issued.pfx] {
        assert_eq!(
            Certificate::read(file).unwrap_err(),
            Refusal::NotACertificate
        );
        assert_eq!(List::read(file, now()).unwrap_err(), Refusal::NotAList);
    }
    for file in [&b""[..], b"%PDF-1.7", &issued.certificate, &issued.pfx] {
        assert_eq!(
            verify(TEXT, &certificate, file),
            Err(Refusal::NotASignature)
        );
    }
}

#[tokio::test]
async fn the_bench_turns_away_what_it_has_no_room_for() {
    let bench = Bench::new(1);
    let (go, wait) = std::sync::mpsc::channel::<()>();
    let wait = std::sync::Arc::new(std::sync::Mutex::new(wait));
    let mut works = Vec::new();
    for _ in 0..40 {
        let (bench, wait) = (bench.clone(), wait.clone());
        works.push(tokio::spawn(async move {
            bench
                .run(move || wait.lock().unwrap().recv().unwrap())
                .await
        }));
        tokio::task::yield_now().await;
    }
    for _ in 0..33 {
        go.send(()).unwrap();
    }
    let mut busy = 0;
    for work in works {
        busy += usize::from(work.await.unwrap() == Err(Busy));
    }
    assert_eq!(busy, 7);
    assert_eq!(bench.run(|| 5).await, Ok(5));
}

/// Without the engine: the same program with other settings of OpenSSL.
#[test]
fn without_the_engine_gost_gets_a_clear_answer() {
    let house = House::build();
    if !house.authority.has_gost() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let (issued, certificate) = house.issue(Algorithm::Gost256, Kind::Good);
    let signature = signed(&house, &issued, &certificate);
    for (name, file) in [
        ("cer", &issued.certificate),
        ("sig", &signature),
        ("pfx", &issued.pfx),
    ] {
        std::fs::write(dir.path().join(name), file).unwrap();
    }
    let child = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "refusals::told_in_another_process", "--ignored"])
        .env("OPENSSL_CONF", "/dev/null")
        .env("GOST_FILES", dir.path())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&child.stdout);
    assert!(
        child.status.success() && told.contains("1 passed"),
        "{told}"
    );
}

#[test]
#[ignore = "a part of without_the_engine_gost_gets_a_clear_answer"]
fn told_in_another_process() {
    let Some(dir) = std::env::var_os("GOST_FILES").map(std::path::PathBuf::from) else {
        return;
    };
    assert!(!okno_signature::has_gost());
    let file = |name| std::fs::read(dir.join(name)).unwrap();
    let certificate = Certificate::read(&file("cer")).unwrap();
    assert_eq!(certificate.holder().surname.reveal(), "Соловьёва-Ким");
    let told = verify(TEXT, &certificate, &file("sig"));
    assert_eq!(told, Err(Refusal::NoGost));
    let checked = Trust::default().check(&certificate, &[], DAY, now());
    assert_eq!(checked, Err(Refusal::NoGost));
    let key = Zeroizing::new(file("pfx"));
    let password = Zeroizing::new(PASSWORD.to_owned());
    assert_eq!(sign(&key, &password, TEXT).unwrap_err(), Refusal::NoGost);
}
