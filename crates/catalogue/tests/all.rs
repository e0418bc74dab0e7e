#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::path::Path;

use okno_catalogue::{Catalogue, check};

#[test]
fn the_repository_folder_has_no_problems() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../services");
    let problems = check(&dir);
    let shown: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
    assert!(!Catalogue::load(&dir).unwrap().services().is_empty());
}
