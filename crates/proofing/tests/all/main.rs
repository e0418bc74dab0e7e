//! Proofing over HTTP, against the stand, on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod address;
mod bank;
mod bank_certificate;
mod card;
mod checks;
mod consents;
mod contact;
mod documents;
mod e_document;
mod holdings;
mod house;
mod in_person;
mod letter;
mod newcomers;
mod offices;
mod operator;
mod outages;
mod paper;
mod pure;
mod recovery;
mod remote;
mod returning;
mod secrets;
mod signature;
mod taxpayer;

/// The same test on both engines.
macro_rules! on_both {
    ($name:ident, |$house:ident| $body:expr) => {
        crate::on_both!(build, $name, |$house| $body);
    };
    ($made:ident, $name:ident, |$house:ident| $body:expr) => {
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $name() {
            for engine in okno_store::testing::ENGINES {
                #[allow(unused_mut)]
                let mut $house = crate::house::House::$made(engine).await;
                $body.await;
            }
        }
    };
}
use on_both;

/// The same, the stand's authority trusted.
macro_rules! on_both_signing {
    ($name:ident, |$house:ident| $body:expr) => {
        crate::on_both!(signing, $name, |$house| $body);
    };
}
use on_both_signing;
