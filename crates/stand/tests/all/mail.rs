use lettre::message::{MultiPart, SinglePart, header::ContentType};
use lettre::transport::smtp::AsyncSmtpTransport;
use lettre::{AsyncTransport, Message, Tokio1Executor};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::{World, world};

const TO: &str = "safina@pochta.example";

fn post(world: &World) -> AsyncSmtpTransport<Tokio1Executor> {
    AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(world.smtp.ip().to_string())
        .port(world.smtp.port())
        .build()
}

fn letter(id: &str, subject: &str) -> Message {
    Message::builder()
        .message_id(Some(format!("<{id}@okno.example>")))
        .from("Окно <no-reply@okno.example>".parse().unwrap())
        .to(format!("Амина Сафина <{TO}>").parse().unwrap())
        .subject(subject)
        .multipart(
            MultiPart::alternative()
                .singlepart(SinglePart::plain(
                    "Код 482913\r\n.точка в начале строки\r\nhttps://okno.example/m?a=1&b=2"
                        .to_owned(),
                ))
                .singlepart(SinglePart::html("<p>Код <b>482913</b></p>".to_owned())),
        )
        .unwrap()
}

#[tokio::test]
async fn a_letter_comes_whole_and_once() {
    let world = world().await;
    let post = post(&world);
    assert!(post.test_connection().await.unwrap());
    post.send(letter("one", "Код для входа")).await.unwrap();
    post.send(letter("one", "Код для входа")).await.unwrap();
    post.send(letter("two", "Второе письмо")).await.unwrap();
    let mail = world.list("/api/mail?to=Safina@Pochta.Example").await;
    assert_eq!(mail.len(), 2, "{mail:?}");
    let first = &mail[0];
    assert_eq!(first["subject"], "Код для входа");
    assert_eq!(first["from"], "Окно <no-reply@okno.example>");
    assert_eq!(first["to"], json!([TO]));
    assert_eq!(first["repeats"], 1);
    let text = first["text"].as_str().unwrap().replace("\r\n", "\n");
    assert_eq!(
        text.trim_end(),
        "Код 482913\n.точка в начале строки\nhttps://okno.example/m?a=1&b=2"
    );
    assert!(first["html"].as_str().unwrap().contains("<b>482913</b>"));
    assert_eq!(first["message_id"], "one@okno.example");
    let later = mail[1]["at"].as_i64().unwrap() + 1;
    assert!(
        world
            .list(&format!("/api/mail?since={later}"))
            .await
            .is_empty()
    );
    assert!(
        world
            .list("/api/mail?to=laptev@pochta.example")
            .await
            .is_empty()
    );
}

#[tokio::test]
async fn attachments_are_named_and_measured() {
    let world = world().await;
    let file = lettre::message::Attachment::new("справка.pdf".to_owned()).body(
        vec![7_u8; 5000],
        ContentType::parse("application/pdf").unwrap(),
    );
    let letter = Message::builder()
        .from("a@okno.example".parse().unwrap())
        .to(TO.parse().unwrap())
        .subject("Документ")
        .multipart(
            MultiPart::mixed()
                .singlepart(SinglePart::plain("Готово".to_owned()))
                .singlepart(file),
        )
        .unwrap();
    post(&world).send(letter).await.unwrap();
    let mail = world.list("/api/mail").await;
    let found = &mail[0]["attachments"][0];
    assert_eq!(
        (&found["name"], &found["size"]),
        (&json!("справка.pdf"), &json!(5000))
    );
    assert_eq!(found["type"], "application/pdf");
}

#[tokio::test]
async fn the_post_fails_as_ordered() {
    let world = world().await;
    let send = |id: &'static str| {
        let post = post(&world);
        async move { post.send(letter(id, "x")).await }
    };
    world
        .fault(json!({ "system": "smtp", "mode": "error" }))
        .await;
    assert!(send("e").await.unwrap_err().is_transient());
    world
        .fault(json!({ "system": "smtp", "mode": "refuse" }))
        .await;
    assert!(send("r").await.unwrap_err().is_permanent());
    world
        .fault(json!({ "system": "smtp", "mode": "down" }))
        .await;
    assert!(send("d").await.is_err());
    world
        .fault(json!({ "system": "smtp", "mode": "garbage" }))
        .await;
    assert!(send("g").await.is_err());
    world
        .fault(json!({ "system": "smtp", "mode": "wrong" }))
        .await;
    send("w").await.unwrap();
    assert!(world.list("/api/mail").await.is_empty());
    world
        .fault(json!({ "system": "smtp", "mode": "lost", "for_calls": 1 }))
        .await;
    assert!(send("l").await.is_err());
    send("l").await.unwrap();
    assert_eq!(world.list("/api/mail").await.len(), 1);
    // An open connection dies like a new one.
    let post = post(&world);
    post.send(letter("open", "x")).await.unwrap();
    world
        .fault(json!({ "system": "smtp", "mode": "down" }))
        .await;
    assert!(post.send(letter("open2", "x")).await.is_err());
}

#[tokio::test]
async fn a_letter_to_two_lies_in_two_mailboxes() {
    let world = world().await;
    let heard = talk(
        &world,
        b"EHLO me\r\nMAIL FROM:<a@okno.example>\r\nRCPT TO:<b@pochta.example>\r\n\
          RCPT TO:<C@Pochta.Example>\r\nDATA\r\nSubject: one\r\n\r\nx\r\n.\r\nQUIT\r\n",
    )
    .await;
    assert_eq!(
        codes(&heard),
        ["220", "250", "250", "250", "250", "354", "250", "221"],
        "{heard}"
    );
    for to in ["b@pochta.example", "c@pochta.example"] {
        assert_eq!(
            world.list(&format!("/api/mail?to={to}")).await.len(),
            1,
            "{to}"
        );
    }
    assert_eq!(world.list("/api/mail").await.len(), 1);
}

/// Says `lines` in one piece and listens to the end.
async fn talk(world: &World, lines: &[u8]) -> String {
    let mut stream = TcpStream::connect(world.smtp).await.unwrap();
    stream.write_all(lines).await.unwrap();
    let mut heard = Vec::new();
    let listen = stream.read_to_end(&mut heard);
    tokio::time::timeout(std::time::Duration::from_secs(10), listen)
        .await
        .unwrap()
        .unwrap();
    String::from_utf8(heard).unwrap()
}

fn codes(heard: &str) -> Vec<&str> {
    heard
        .lines()
        .filter(|l| l.as_bytes().get(3) == Some(&b' '))
        .map(|l| &l[..3])
        .collect()
}

#[tokio::test]
async fn the_protocol_is_kept() {
    let world = world().await;
    let heard = talk(
        &world,
        b"MAIL FROM:<a@b.example>\r\nEHLO me\r\nRCPT TO:<a@b.example>\r\nDATA\r\nNOOP\r\nWHAT\r\n\
          MAIL FROM:<a@b.example> SIZE=99999999\r\nMAIL FROM:<a@b.example> BODY=8BITMIME\r\n\
          RCPT TO:<nobody>\r\nrcpt to:<safina@pochta.example>\r\nRSET\r\nDATA\r\n\
          MAIL FROM:<>\r\nRCPT TO:<safina@pochta.example>\r\nDATA\r\n\
          Subject: pipelined\r\n\r\n..two dots\r\nbare\n.\nstill inside\r\n.\r\nQUIT\r\n",
    )
    .await;
    assert_eq!(
        codes(&heard),
        [
            "220", "503", "250", "503", "503", "250", "502", "552", "250", "501", "250", "250",
            "503", "250", "250", "354", "250", "221"
        ],
        "{heard}"
    );
    assert!(
        heard.contains("250-PIPELINING") && heard.contains("SIZE 10485760"),
        "{heard}"
    );
    let mail = world.list("/api/mail").await;
    assert_eq!(mail.len(), 1);
    let text = mail[0]["text"].as_str().unwrap();
    assert!(
        text.starts_with(".two dots") && text.contains("still inside"),
        "{text:?}"
    );
}

#[tokio::test]
async fn too_large_a_letter_is_refused_and_the_talk_goes_on() {
    let world = world().await;
    let mut lines =
        b"HELO me\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\n".to_vec();
    for _ in 0..11_000 {
        lines.extend_from_slice(&[b'x'; 1000]);
        lines.extend_from_slice(b"\r\n");
    }
    lines.extend_from_slice(b".\r\n");
    lines.extend_from_slice(&[b'y'; 9000]);
    lines.extend_from_slice(b"\r\nQUIT\r\n");
    let heard = talk(&world, &lines).await;
    assert_eq!(
        codes(&heard),
        ["220", "250", "250", "250", "354", "552", "500", "221"],
        "{heard}"
    );
    assert!(world.list("/api/mail").await.is_empty());
}
