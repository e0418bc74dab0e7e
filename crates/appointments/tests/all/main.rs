//! Offices, and visits to them, over HTTP on both engines.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod centres;
mod house;
mod visits;

/// The same test on both engines.
macro_rules! on_both {
    ($name:ident, |$house:ident| $body:expr) => {
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $name() {
            for engine in okno_store::testing::ENGINES {
                let $house = crate::house::House::build(engine).await;
                $body.await;
            }
        }
    };
}
use on_both;
