//! The scanner: clean, found, and every way to fail.

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use tokio::net::TcpStream;

use crate::{World, world};

async fn ask(world: &World, content: &[u8]) -> String {
    let mut stream = TcpStream::connect(world.clamav).await.unwrap();
    let mut request = b"zINSTREAM\0".to_vec();
    for chunk in content.chunks(1000) {
        request.extend(u32::try_from(chunk.len()).unwrap().to_be_bytes());
        request.extend(chunk);
    }
    request.extend([0; 4]);
    // Whoever is away may hang up before all is said.
    let _ = stream.write_all(&request).await;
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer).await;
    answer
}

#[tokio::test]
async fn the_scanner_knows_the_test_string_and_fails_as_it_is_told() {
    let world = world().await;
    assert_eq!(ask(&world, &[7; 5000]).await, "stream: OK\0");
    let known = [
        "X5O!P%@AP[4\\PZX54(P^)7CC)7}$",
        "EICAR-STANDARD-ANTIVIRUS",
        "-TEST-FILE!$H+H*",
    ];
    let mut bad = vec![b'a'; 2000];
    bad.extend(known.concat().bytes());
    bad.extend([b'b'; 2000]);
    assert!(ask(&world, &bad).await.ends_with(" FOUND\0"));
    for (mode, said) in [
        ("down", ""),
        ("lost", ""),
        ("error", "stream: Can't allocate memory ERROR\0"),
        ("wrong", "stream: Win.Test.EICAR_HDB-1 FOUND\0"),
        ("refuse", "INSTREAM size limit exceeded. ERROR\0"),
        ("garbage", "%%%% ?\0"),
        ("ok", "stream: OK\0"),
    ] {
        world
            .fault(json!({ "system": "clamav", "mode": mode }))
            .await;
        assert_eq!(ask(&world, b"x").await, said, "{mode}");
    }
}
