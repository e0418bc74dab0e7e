//! The vault: sealing, places, rotation, blind indexes, the key file.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod key_file;
mod sealing;

use std::sync::Arc;

use okno_requisites::{SeededChance, TestClock};
use okno_vault::Vault;
use uuid::Uuid;

fn vault(seed: u64) -> Vault {
    Vault::in_memory(&TestClock::default(), Arc::new(SeededChance::new(seed)))
}

const ROW: Uuid = Uuid::from_u128(0x0195_0000_0000_7000_8000_0000_0000_0001);
