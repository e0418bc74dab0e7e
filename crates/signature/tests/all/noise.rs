//! Bytes that nobody made with care end in a refusal, never in a crash.

use std::sync::OnceLock;

use okno_signature::{Certificate, List, sign, verify};
use okno_stand::authority::{Algorithm, Kind};
use proptest::prelude::*;
use zeroize::Zeroizing;

use crate::house::{House, TEXT, now};

/// Good files: a certificate, a signature, a key, a list.
fn files() -> &'static [Vec<u8>; 4] {
    static FILES: OnceLock<[Vec<u8>; 4]> = OnceLock::new();
    FILES.get_or_init(|| {
        let house = House::build();
        let (issued, _) = house.issue(Algorithm::Ecdsa, Kind::Good);
        let signature = house.authority.sign(&issued, TEXT).unwrap();
        let list = house.authority.list("rsa", false).unwrap();
        [issued.certificate, signature, issued.pfx, list]
    })
}

fn all_ends(bytes: &[u8]) {
    let good = Certificate::read(&files()[0]).unwrap();
    assert!(verify(TEXT, &good, bytes).is_err() || bytes == files()[1]);
    let _ = Certificate::read(bytes).map(|c| (c.holder(), c.serial(), c.issuer(), c.print()));
    let _ = List::read(bytes, now());
    let key = Zeroizing::new(bytes.to_vec());
    let _ = sign(&key, &Zeroizing::new("x".to_owned()), TEXT);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn random_bytes_end_in_a_refusal(bytes in proptest::collection::vec(any::<u8>(), 0..2048)) {
        all_ends(&bytes);
        let mut like = vec![0x30, 0x82];
        like.extend(&bytes);
        all_ends(&like);
    }

    #[test]
    fn spoiled_files_end_in_a_refusal(
        which in 0..4_usize,
        spots in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = files()[which].clone();
        for (spot, with) in spots {
            let spot = spot.index(bytes.len());
            bytes[spot] ^= with | 1;
        }
        // A signature holds bytes that it does not cover: its own certificates.
        if which != 1 {
            all_ends(&bytes);
        } else {
            let good = Certificate::read(&files()[0]).unwrap();
            let _ = verify(TEXT, &good, &bytes);
        }
        bytes.truncate(cut.index(bytes.len()));
        all_ends(&bytes);
    }
}
