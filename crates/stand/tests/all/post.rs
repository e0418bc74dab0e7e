use std::time::Duration;

use lettre::message::{MultiPart, SinglePart};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::Stand;

type Transport = AsyncSmtpTransport<Tokio1Executor>;

fn transport(stand: &Stand) -> Transport {
    Transport::builder_dangerous("127.0.0.1")
        .port(stand.smtp.port())
        .timeout(Some(Duration::from_secs(5)))
        .build()
}

fn letter(to: &str, id: &str) -> Message {
    let text = "Здравствуйте!\n.точка в начале строки\n..две\nКод 123456\n";
    Message::builder()
        .from("Окно <no-reply@okno.example>".parse().unwrap())
        .to(to.parse().unwrap())
        .subject("Код для входа — «Окно»")
        .message_id(Some(format!("<{id}@okno.example>")))
        .multipart(
            MultiPart::alternative()
                .singlepart(SinglePart::plain(text.to_owned()))
                .singlepart(SinglePart::html("<p>Код <b>123456</b></p>".to_owned())),
        )
        .unwrap()
}

#[tokio::test]
async fn a_letter_comes_whole_and_once() {
    let stand = Stand::start().await;
    let post = transport(&stand);
    for _ in 0..3 {
        post.send(letter("safina@pochta.example", "one"))
            .await
            .unwrap();
    }
    post.send(letter("SAFINA@pochta.example", "two"))
        .await
        .unwrap();
    let mail = stand.get("/api/mail?to=safina@pochta.example").await;
    assert_eq!(mail.as_array().unwrap().len(), 2, "{mail}");
    let first = &mail[0];
    assert_eq!(first["subject"], "Код для входа — «Окно»");
    assert_eq!(first["from"], "Окно <no-reply@okno.example>");
    assert_eq!(first["to"], json!(["safina@pochta.example"]));
    assert_eq!(first["message_id"], "one@okno.example");
    assert_eq!(first["repeats"], 2);
    let text = first["text"].as_str().unwrap().replace("\r\n", "\n");
    assert!(
        text.contains("\n.точка в начале строки\n..две\nКод 123456"),
        "{text}"
    );
    assert!(first["html"].as_str().unwrap().contains("<b>123456</b>"));
    assert_eq!(
        stand.get("/api/mail?to=laptev@pochta.example").await,
        json!([])
    );
    let at = mail[1]["at"].as_i64().unwrap();
    assert_eq!(
        stand.get(&format!("/api/mail?since={}", at + 1)).await,
        json!([])
    );
}

#[tokio::test]
async fn the_post_can_fail_in_every_way() {
    let stand = Stand::start().await;
    let send = async |id: &str| {
        transport(&stand)
            .send(letter("safina@pochta.example", id))
            .await
    };

    stand
        .fault(json!({ "system": "smtp", "mode": "refuse" }))
        .await;
    assert!(send("refuse").await.unwrap_err().is_permanent());
    stand
        .fault(json!({ "system": "smtp", "mode": "error" }))
        .await;
    assert!(send("error").await.unwrap_err().is_transient());
    stand
        .fault(json!({ "system": "smtp", "mode": "down" }))
        .await;
    assert!(send("down").await.is_err());
    stand
        .fault(json!({ "system": "smtp", "mode": "garbage" }))
        .await;
    assert!(send("garbage").await.is_err());
    stand
        .fault(json!({ "system": "smtp", "mode": "wrong" }))
        .await;
    send("wrong").await.unwrap();
    assert_eq!(stand.get("/api/mail").await, json!([]));

    stand
        .fault(json!({ "system": "smtp", "mode": "lost", "for_calls": 1 }))
        .await;
    assert!(send("lost").await.is_err());
    send("lost").await.unwrap();
    let mail = stand.get("/api/mail").await;
    assert_eq!(mail.as_array().unwrap().len(), 1, "{mail}");
}

/// Says everything at once and reads until the server hangs up.
async fn talk(stand: &Stand, said: &[u8]) -> String {
    let mut stream = TcpStream::connect(stand.smtp).await.unwrap();
    stream.write_all(said).await.unwrap();
    let mut heard = String::new();
    tokio::time::timeout(Duration::from_secs(5), stream.read_to_string(&mut heard))
        .await
        .unwrap()
        .unwrap();
    heard
}

fn codes(heard: &str) -> Vec<&str> {
    heard
        .lines()
        .filter(|line| line.get(3..4) == Some(" "))
        .map(|line| &line[..3])
        .collect()
}

#[tokio::test]
async fn commands_may_come_all_at_once() {
    let stand = Stand::start().await;
    let heard = talk(
        &stand,
        b"EHLO me\r\nMAIL FROM:<a@okno.example>\r\nRCPT TO:<b@pochta.example>\r\nRCPT TO:<c@pochta.example>\r\n\
          DATA\r\nSubject: one\r\n\r\n..x\r\n.\r\nNOOP\r\nRSET\r\nQUIT\r\n",
    )
    .await;
    let expected = [
        "220", "250", "250", "250", "250", "354", "250", "250", "250", "221",
    ];
    assert_eq!(codes(&heard), expected, "{heard}");
    let mail = stand.get("/api/mail").await;
    assert_eq!(
        mail[0]["to"],
        json!(["b@pochta.example", "c@pochta.example"])
    );
    assert_eq!(mail[0]["text"].as_str().map(str::trim), Some(".x"));
}

#[tokio::test]
async fn commands_out_of_order_are_refused() {
    let stand = Stand::start().await;
    let heard = talk(
        &stand,
        b"MAIL FROM:<a@b.example>\r\nHELO me\r\nDATA\r\nRCPT TO:<a@b.example>\r\nMAIL a\r\nTURN\r\n\
          MAIL FROM:<a@b.example> SIZE=99999999\r\nQUIT\r\n",
    )
    .await;
    let expected = [
        "220", "503", "250", "503", "503", "501", "502", "552", "221",
    ];
    assert_eq!(codes(&heard), expected, "{heard}");
}

#[tokio::test]
async fn a_letter_that_is_too_large_is_refused_and_the_talk_goes_on() {
    let stand = Stand::start().await;
    let mut said =
        b"EHLO me\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<b@pochta.example>\r\nDATA\r\n".to_vec();
    said.extend(
        b"x".repeat(998)
            .into_iter()
            .chain(*b"\r\n")
            .collect::<Vec<u8>>()
            .repeat(10_600),
    );
    said.extend(b".\r\nQUIT\r\n");
    let heard = talk(&stand, &said).await;
    assert_eq!(
        codes(&heard),
        ["220", "250", "250", "250", "354", "552", "221"],
        "{heard}"
    );
    assert_eq!(stand.get("/api/mail").await, Value::Array(Vec::new()));
}
