//! Applications on both engines: the life of a case over HTTP, as a browser
//! without scripts lives it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

/// A test that runs in a fresh house on each engine.
macro_rules! on_both {
    ($name:ident, |$house:ident| async move $body:block) => {
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn check($house: crate::house::House) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                check(crate::house::House::build(okno_store::Engine::Sqlite).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                check(crate::house::House::build(okno_store::Engine::Postgres).await).await;
            }
        }
    };
}

/// The same with the folder of a service changed.
macro_rules! on_edited {
    ($name:ident, $edit:expr, |$house:ident| async move $body:block) => {
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn check($house: crate::house::House) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                check(crate::house::House::edited(okno_store::Engine::Sqlite, &$edit).await).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                check(crate::house::House::edited(okno_store::Engine::Postgres, &$edit).await).await;
            }
        }
    };
}

mod afresh;
mod bulk;
mod calendar;
mod chance;
mod desk;
#[path = "../../../catalogue/tests/all/dice.rs"]
mod dice;
mod editions;
mod figures;
mod filled;
mod flow;
mod groups;
mod hands;
mod holdings;
mod house;
mod life;
mod methods;
mod mine;
mod model;
mod rules;
mod scans;
mod secrets;
mod start;
mod typed;
mod uploads;
mod walks;
