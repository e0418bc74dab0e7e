//! The scanner: what it says, and what is made of it when it says nothing.

use std::sync::Arc;
use std::time::Duration;

use okno_gateways::{GatewayError, Gateways, Scan, Settings, State};
use okno_requisites::SystemClock;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, UnixListener};

fn with(address: &str) -> Result<Gateways, String> {
    let settings = Settings {
        clamav: address.to_owned(),
        deadline: Duration::from_secs(2),
        ..Settings::default()
    };
    Gateways::new(settings, Arc::new(SystemClock))
}

/// A scanner that hears one file and answers this; gives what it heard.
async fn hears_and_says(answer: &'static [u8]) -> (String, tokio::task::JoinHandle<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("tcp://{}", listener.local_addr().unwrap());
    let heard = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut command = [0; 10];
        stream.read_exact(&mut command).await.unwrap();
        assert_eq!(&command, b"zINSTREAM\0");
        let mut content = Vec::new();
        loop {
            let length = usize::try_from(stream.read_u32().await.unwrap()).unwrap();
            if length == 0 {
                break;
            }
            let begin = content.len();
            content.resize(begin + length, 0);
            stream.read_exact(&mut content[begin..]).await.unwrap();
        }
        stream.write_all(answer).await.unwrap();
        content
    });
    (address, heard)
}

#[tokio::test]
async fn a_file_goes_to_the_scanner_whole_and_its_answer_is_understood() {
    let content: Vec<u8> = (0..300_001u32).map(|n| n.to_le_bytes()[0]).collect();
    let (address, heard) = hears_and_says(b"stream: OK\0").await;
    let gateways = with(&address).unwrap();
    assert!(gateways.has_scanner());
    assert_eq!(gateways.scan(&content).await, Ok(Some(Scan::Clean)));
    assert_eq!(heard.await.unwrap(), content);
    let (address, _) = hears_and_says(b"stream: Win.Test.X-1 FOUND\0").await;
    let found = with(&address).unwrap().scan(b"x").await;
    assert_eq!(found, Ok(Some(Scan::Found("Win.Test.X-1".to_owned()))));
    let (address, _) = hears_and_says(b"INSTREAM size limit exceeded. ERROR\0").await;
    let refused = with(&address).unwrap().scan(b"x").await.unwrap_err();
    assert!(!refused.is_passing(), "{refused}");
    for answer in [
        &b"stream: no memory ERROR\0"[..],
        b"",
        b"%%% ?\0",
        b"stream: OK, or not\0",
    ] {
        let (address, _) = hears_and_says(answer).await;
        let error = with(&address).unwrap().scan(b"x").await.unwrap_err();
        assert!(error.is_passing(), "{answer:?}: {error}");
    }
}

#[tokio::test]
async fn a_socket_of_the_file_system_does_too() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("clamd.ctl");
    let listener = UnixListener::bind(&path).unwrap();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut heard = vec![0; 10 + 4 + 3 + 4];
        stream.read_exact(&mut heard).await.unwrap();
        assert_eq!(heard, b"zINSTREAM\0\0\0\0\x03abc\0\0\0\0");
        stream.write_all(b"stream: OK\0").await.unwrap();
    });
    let gateways = with(&format!("unix:{}", path.display())).unwrap();
    assert_eq!(gateways.scan(b"abc").await, Ok(Some(Scan::Clean)));
}

#[tokio::test]
async fn a_scanner_that_is_away_is_left_alone_for_a_while() {
    let gateways = with("tcp://127.0.0.1:1").unwrap();
    for _ in 0..5 {
        let error = gateways.scan(b"x").await.unwrap_err();
        assert!(matches!(error, GatewayError::Unavailable(_)), "{error}");
    }
    let error = gateways.scan(b"x").await.unwrap_err();
    assert!(matches!(error, GatewayError::Overloaded { .. }), "{error}");
    let states = gateways.states();
    let (_, state) = states.iter().find(|(name, _)| *name == "clamav").unwrap();
    assert!(matches!(state, State::Open { .. }), "{state:?}");
}

#[tokio::test]
async fn without_an_address_there_is_none() {
    let gateways = with("").unwrap();
    assert!(!gateways.has_scanner());
    assert_eq!(gateways.scan(b"x").await, Ok(None));
    assert!(gateways.states().iter().all(|(name, _)| *name != "clamav"));
    for address in [
        "clamd",
        "tcp://host",
        "tcp://:3310",
        "unix:here",
        "http://x:1",
    ] {
        let error = with(address).err().unwrap();
        assert!(error.contains(address), "{error}");
    }
}
