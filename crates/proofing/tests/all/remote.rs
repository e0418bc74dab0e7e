//! The remote desk: the line, the call's socket, photos, decisions, and how long
//! pictures stay.

use std::net::SocketAddr;
use std::time::Duration;

use axum::http::StatusCode;
use futures::{SinkExt, StreamExt};
use jiff::SignedDuration;
use jiff::civil::Weekday;
use okno_accounts::Level;
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};
use uuid::Uuid;

use crate::house::{Browser, House, Page};
use crate::on_both;

const HERE: &str = "/cabinet/confirm/video/socket";
const MARKS: [(&str, &str); 4] = [
    ("live", "yes"),
    ("face", "yes"),
    ("numbers", "yes"),
    ("intact", "yes"),
];
const PHOTO_MARKS: [(&str, &str); 4] = [
    ("fresh", "yes"),
    ("face", "yes"),
    ("numbers", "yes"),
    ("intact", "yes"),
];

/// One point of a picture.
fn picture() -> Vec<u8> {
    let text = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    data_encoding::BASE64.decode(text.as_bytes()).unwrap()
}

/// A page's socket.
struct Line(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Line {
    /// As a page of the portal opens it.
    async fn open(at: SocketAddr, browser: &Browser, path: &str) -> Self {
        let own = Some("https://okno.example");
        Self::ask(at, browser.cookie(), path, own).await.unwrap()
    }

    async fn ask(
        at: SocketAddr,
        cookie: &str,
        path: &str,
        origin: Option<&str>,
    ) -> Result<Self, StatusCode> {
        let mut request = format!("ws://{at}{path}").into_client_request().unwrap();
        let head = request.headers_mut();
        head.insert("cookie", cookie.parse().unwrap());
        if let Some(origin) = origin {
            head.insert("origin", origin.parse().unwrap());
        }
        match tokio_tungstenite::connect_async(request).await {
            Ok((socket, _)) => Ok(Self(socket)),
            Err(Error::Http(answer)) => Err(answer.status()),
            Err(error) => panic!("{error}"),
        }
    }

    /// What comes next; `None` at the end.
    async fn next(&mut self) -> Option<Value> {
        loop {
            let came = tokio::time::timeout(Duration::from_secs(20), self.0.next()).await;
            match came.expect("nothing came") {
                Some(Ok(Message::Text(text))) => {
                    return Some(serde_json::from_str(&text).unwrap());
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                _ => return None,
            }
        }
    }

    /// Waits for a message of a kind whose text or name says this.
    async fn until(&mut self, kind: &str, part: &str) -> Value {
        loop {
            let came = self.next().await;
            let came = came.unwrap_or_else(|| panic!("the line ended before {kind} {part}"));
            if came["kind"] == kind && crate::house::plain(&came.to_string()).contains(part) {
                return came;
            }
        }
    }

    async fn say(&mut self, value: Value) {
        let _ = self.0.send(Message::text(value.to_string())).await;
    }
}

/// «Встать в очередь».
async fn join(browser: &Browser) {
    browser
        .post("/cabinet/confirm/video/line", &[("consent", "yes")])
        .await
        .goes("/cabinet/confirm/video");
}

async fn next(operator: &Browser, line: &str) -> String {
    let page = operator
        .post("/centre/remote/next", &[("line", line)])
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    page.location
}

async fn take(operator: &Browser, line: &str) -> String {
    let case = next(operator, line).await;
    assert!(case.starts_with("/centre/remote/"), "nobody waits: {case}");
    case
}

async fn send_photos(browser: &Browser) -> Page {
    browser
        .post_files(
            "/cabinet/confirm/face-photo/send",
            &[("consent", "yes")],
            &[("face", &picture()), ("document", &picture())],
        )
        .await
}

async fn confirm(operator: &Browser, case: &str, marks: &[(&str, &str)]) -> Page {
    operator.post(&format!("{case}/confirm"), marks).await
}

async fn pictures(house: &House) -> i64 {
    house
        .count("select count(*) as n from remote_pictures")
        .await
}

on_both!(whole_way_by_video, |house| async move {
    let at = house.listen().await;
    let (id, person) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    browser
        .get("/cabinet/confirm")
        .await
        .says(&["Видеозвонок с оператором", "Фото лица и паспорта"]);
    let page = browser.get("/cabinet/confirm/video").await;
    page.says(&["Очереди нет", "не записываются", "через 30 дней"]);
    assert!(page.permissions.contains("camera=(self)"));
    let list = browser.get("/cabinet/confirm").await;
    assert!(
        list.permissions.contains("camera=()"),
        "{}",
        list.permissions
    );
    let page = browser.post("/cabinet/confirm/video/line", &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("Без согласия позвонить нельзя"));
    join(&browser).await;
    join(&browser).await;
    browser
        .get("/cabinet/confirm/video")
        .await
        .says(&["Выйти из очереди", "data-call=\"here\""]);
    let mut here = Line::open(at, &browser, HERE).await;
    here.until("state", "Вы первые в очереди").await;

    let (_, operator) = house.operator("prudnikova").await;
    operator
        .get("/centre/remote")
        .await
        .says(&["Ждёт 1 человек"]);
    let case = take(&operator, "video").await;
    // Pressed twice: the same one.
    assert_eq!(next(&operator, "video").await, case);
    let passport = person.passport.as_ref().unwrap();
    let page = operator.get(&case).await;
    page.says(&[
        "Лаптев Георгий Сергеевич",
        &passport.number.shown(),
        "Снять паспорт",
    ]);
    assert!(page.permissions.contains("camera=(self)"));
    here.until("state", "Оператор ответил").await;
    let mut desk = Line::open(at, &operator, &format!("{case}/socket")).await;
    desk.until("state", "Человек на связи").await;
    // What one says the other hears, and nobody needs both at once.
    desk.say(json!({ "kind": "hello", "peer": "d1" })).await;
    here.until("hello", "d1").await;
    here.say(json!({ "kind": "hello", "peer": "h1" })).await;
    desk.until("hello", "h1").await;
    desk.say(json!({ "kind": "offer", "peer": "d1", "to": "h1", "sdp": "v=0" }))
        .await;
    assert_eq!(here.until("offer", "d1").await["sdp"], "v=0");

    // Pictures out of the call.
    let path = format!("{case}/pictures");
    for kind in ["face", "document"] {
        let page = operator
            .post_files(&path, &[("kind", kind)], &[("picture", &picture())])
            .await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    }
    let page = operator.get(&case).await;
    page.says(&["Лицо, ", "Паспорт, "]);
    let (_, rest) = page.text.split_once("<img src=\"").unwrap();
    let (url, _) = rest.split_once('"').unwrap();
    let (url, url_of) = (url.to_owned(), url.to_owned());
    assert_eq!(operator.get(&url).await.status, StatusCode::OK);
    let (_, other) = house.operator("hakimov").await;
    assert_eq!(other.get(&url).await.status, StatusCode::NOT_FOUND);
    assert_ne!(browser.get(&url).await.status, StatusCode::OK);

    // Three marks of four are not enough.
    let page = confirm(&operator, &case, &MARKS[..3]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text.contains("без четырёх отметок"), "{}", page.text);
    assert_eq!(house.level(id).await.0, Level::Standard);
    confirm(&operator, &case, &MARKS).await.goes(&case);
    assert_eq!(
        house.level(id).await,
        (Level::Confirmed, Some("video".to_owned()))
    );
    here.until("over", "").await;
    desk.until("over", "").await;
    let page = operator.get(&case).await;
    page.says(&["Личность подтверждена"]);
    page.lacks(&[&passport.number.shown()]);
    browser
        .get("/cabinet/confirm")
        .await
        .says(&["открыты все услуги"]);
    let acts = house.acts(id).await;
    for act in [
        "proofing.taken",
        "proofing.picture.taken",
        "proofing.picture.seen",
        "proofing.decided",
    ] {
        assert!(acts.iter().any(|a| a == act), "{act}: {acts:?}");
    }
    // Nothing of the call is left but the decision and the pictures.
    for left in [
        "select count(*) as n from remote_signals",
        "select count(*) as n from remote_cases",
    ] {
        assert_eq!(house.count(left).await, 0, "{left}");
    }
    house.drain().await;
    // Seen by nobody any more, and gone when their time is over.
    assert_eq!(operator.get(&url_of).await.status, StatusCode::NOT_FOUND);
    house.wait(SignedDuration::from_hours(24 * 30 - 1));
    house.drain().await;
    assert_eq!(pictures(&house).await, 2);
    house.wait(SignedDuration::from_hours(2));
    house.drain().await;
    assert_eq!(pictures(&house).await, 0);
    assert_eq!(house.count("select count(*) as n from files").await, 0);
    let acts = house.acts(id).await;
    assert!(acts.iter().any(|a| a == "proofing.pictures.forgotten"));
});

on_both!(operator_refuses_a_call_and_says_why, |house| async move {
    let at = house.listen().await;
    let (id, person) = house.standard("safina").await;
    let browser = house.citizen(id).await;
    let (_, operator) = house.operator("prudnikova").await;
    join(&browser).await;
    let mut here = Line::open(at, &browser, HERE).await;
    here.until("state", "первые").await;
    let case = take(&operator, "video").await;
    let refuse = format!("{case}/refuse");
    for (form, words) in [
        (vec![], "Выберите, что не так"),
        (vec![("reason", "connection")], "Выберите, что не так"),
        (
            vec![("reason", "other"), ("doubt", " ")],
            "Напишите, что не так",
        ),
    ] {
        let page = operator.post(&refuse, &form).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains(words), "{}", page.text);
    }
    let form = [("reason", "unclear"), ("doubt", "Слишком темно")];
    operator.post(&refuse, &form).await.goes(&case);
    here.until("over", "").await;
    operator.get(&case).await.says(&["Записали сомнения"]);
    assert_eq!(house.level(id).await.0, Level::Standard);
    browser
        .get("/cabinet/confirm")
        .await
        .says(&["Выберите светлое место"]);

    house.wait(SignedDuration::from_secs(1));
    // A bad line: photos instead.
    join(&browser).await;
    let mut here = Line::open(at, &browser, HERE).await;
    here.until("state", "первые").await;
    let case = take(&operator, "video").await;
    operator
        .post(&format!("{case}/bad-line"), &[])
        .await
        .goes(&case);
    browser
        .get("/cabinet/confirm")
        .await
        .says(&["пришлите фото лица и паспорта"]);
    house.drain().await;
    let letters = house.letters(&person).await;
    for part in ["Слишком темно", "плохо слышно"] {
        assert!(
            letters.iter().any(|(_, text)| text.contains(part)),
            "{letters:?}"
        );
    }
    assert_eq!(house.level(id).await.0, Level::Standard);
});

on_both!(
    people_are_called_in_turn_and_only_while_here,
    |house| async move {
        let at = house.listen().await;
        let mut waiting = Vec::new();
        for name in ["laptev", "safina", "semyonova"] {
            let (id, _) = house.standard(name).await;
            let browser = house.citizen(id).await;
            join(&browser).await;
            house.wait(SignedDuration::from_secs(1));
            waiting.push((id, browser));
        }
        // The first one has closed the page.
        house.wait(SignedDuration::from_secs(30));
        let mut second = Line::open(at, &waiting[1].1, HERE).await;
        second.until("state", "Вы первые в очереди").await;
        let mut third = Line::open(at, &waiting[2].1, HERE).await;
        third.until("state", "Ваше место в очереди: 2").await;
        // Back again: the place is kept.
        let mut first = Line::open(at, &waiting[0].1, HERE).await;
        first.until("state", "Вы первые в очереди").await;
        second.until("state", "Ваше место в очереди: 2").await;
        third
            .until("state", "Ваше место в очереди: 3. Ждать около 21 мин")
            .await;
        let (_, operator) = house.operator("prudnikova").await;
        let (_, other) = house.operator("hakimov").await;
        let case = take(&operator, "video").await;
        operator.get(&case).await.says(&["Лаптев"]);
        first.until("state", "Оператор ответил").await;
        second.until("state", "Вы первые в очереди").await;
        let mine = take(&other, "video").await;
        assert_ne!(mine, case);
        second.until("state", "Оператор ответил").await;
        // One who gives back does not lose the person's place.
        operator
            .post(&format!("{case}/back"), &[])
            .await
            .goes("/centre/remote");
        first.until("state", "Вы первые в очереди").await;
        operator.get(&case).await.goes("/centre/remote");
        assert_eq!(take(&operator, "video").await, case);
    }
);

on_both!(two_operators_take_one_and_one_wins, |house| async move {
    let at = house.listen().await;
    let (_, first) = house.operator("prudnikova").await;
    let (_, second) = house.operator("hakimov").await;
    let (id, _) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    join(&browser).await;
    let mut here = Line::open(at, &browser, HERE).await;
    here.until("state", "первые").await;
    for _ in 0..4 {
        let (a, b) = tokio::join!(next(&first, "video"), next(&second, "video"));
        let won = [&a, &b]
            .into_iter()
            .filter(|l| l.len() > "/centre/remote".len());
        assert_eq!(won.count(), 1, "{a} {b}");
        let (winner, case) = if a.len() > b.len() {
            (&first, a)
        } else {
            (&second, b)
        };
        winner.post(&format!("{case}/back"), &[]).await;
    }
    let taken = house.acts(id).await;
    assert_eq!(taken.iter().filter(|a| *a == "proofing.taken").count(), 4);
});

on_both!(
    operator_who_vanishes_gives_the_case_back,
    |house| async move {
        let at = house.listen().await;
        let (id, _) = house.standard("laptev").await;
        let browser = house.citizen(id).await;
        join(&browser).await;
        let mut here = Line::open(at, &browser, HERE).await;
        let (_, operator) = house.operator("prudnikova").await;
        here.until("state", "первые").await;
        let case = take(&operator, "video").await;
        let mut desk = Line::open(at, &operator, &format!("{case}/socket")).await;
        here.until("state", "Оператор ответил").await;
        // Closed for certain before the clock leaps.
        let _ = desk.0.close(None).await;
        while desk.next().await.is_some() {}
        house.wait(SignedDuration::from_secs(61));
        here.until("state", "Вы первые в очереди").await;
        let acts = house.acts(id).await;
        assert!(acts.iter().any(|a| a == "proofing.returned"), "{acts:?}");
        // Whoever comes back too late decides nothing.
        confirm(&operator, &case, &MARKS).await.goes(&case);
        operator.get(&case).await.goes("/centre/remote");
        assert_eq!(house.level(id).await.0, Level::Standard);
        // The clock has leapt; the page says anew that it is there.
        let mut here = Line::open(at, &browser, HERE).await;
        here.until("state", "первые").await;
        let (_, other) = house.operator("hakimov").await;
        assert_eq!(take(&other, "video").await, case);
        confirm(&other, &case, &MARKS).await.goes(&case);
        assert_eq!(house.level(id).await.0, Level::Confirmed);
    }
);

on_both!(sockets_of_strangers_are_refused, |house| async move {
    let at = house.listen().await;
    let own = Some("https://okno.example");
    let (id, _) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    let (other, _) = house.standard("safina").await;
    let other = house.citizen(other).await;
    join(&browser).await;
    for (what, cookie, origin) in [
        ("nobody", "", own),
        ("another person", other.cookie(), own),
        (
            "another site",
            browser.cookie(),
            Some("https://evil.example"),
        ),
        (
            "a part of the name",
            browser.cookie(),
            Some("https://okno.example.evil.example"),
        ),
        ("no site", browser.cookie(), None),
    ] {
        let refused = Line::ask(at, cookie, HERE, origin).await;
        let status = refused.map(|_| "open").unwrap_err();
        assert!(
            [
                StatusCode::SEE_OTHER,
                StatusCode::NOT_FOUND,
                StatusCode::FORBIDDEN
            ]
            .contains(&status),
            "{what}: {status}"
        );
    }
    let mut here = Line::open(at, &browser, HERE).await;
    here.until("state", "первые").await;
    let (_, operator) = house.operator("prudnikova").await;
    let (_, second) = house.operator("hakimov").await;
    let case = take(&operator, "video").await;
    let desk = format!("{case}/socket");
    for cookie in [second.cookie(), browser.cookie(), ""] {
        assert!(Line::ask(at, cookie, &desk, own).await.is_err(), "{cookie}");
    }
    // What is too large, or is no message, ends the socket.
    let large = json!({ "kind": "hello", "peer": "x".repeat(40_000) });
    let odd = json!({ "kind": "hello", "peer": "x", "also": 1 });
    for wrong in [large, odd, json!("hello"), json!({ "kind": "state" })] {
        let mut line = Line::open(at, &operator, &desk).await;
        line.until("state", "на связи").await;
        line.say(wrong.clone()).await;
        while line.next().await.is_some() {}
    }
    let said = "select count(*) as n from remote_signals";
    assert_eq!(house.count(said).await, 0);
    // And so does too much.
    let mut line = Line::open(at, &operator, &desk).await;
    line.until("state", "на связи").await;
    for n in 0..70 {
        line.say(json!({ "kind": "hello", "peer": n.to_string() }))
            .await;
    }
    line.until("busy", "").await;
    assert_eq!(house.count(said).await, 60);
});

on_both!(
    one_page_a_side_and_what_ends_ends_for_both,
    |house| async move {
        let at = house.listen().await;
        let (id, _) = house.standard("laptev").await;
        let browser = house.citizen(id).await;
        join(&browser).await;
        let mut first = Line::open(at, &browser, HERE).await;
        first.until("state", "первые").await;
        let mut second = Line::open(at, &browser, HERE).await;
        second.until("state", "первые").await;
        first.until("elsewhere", "").await;
        let (_, operator) = house.operator("prudnikova").await;
        let case = take(&operator, "video").await;
        let mut desk = Line::open(at, &operator, &format!("{case}/socket")).await;
        desk.until("state", "на связи").await;
        let path = format!("{case}/pictures");
        operator
            .post_files(&path, &[("kind", "face")], &[("picture", &picture())])
            .await;
        assert_eq!(pictures(&house).await, 1);
        // Pictures without a decision have no purpose.
        browser
            .post("/cabinet/confirm/video/cancel", &[])
            .await
            .goes("/cabinet/confirm");
        second.until("over", "").await;
        desk.until("over", "").await;
        assert_eq!(pictures(&house).await, 0);
        confirm(&operator, &case, &MARKS).await.goes(&case);
        operator.get(&case).await.goes("/centre/remote");
        assert_eq!(house.level(id).await.0, Level::Standard);
        // Whose session ends has no socket any more.
        join(&browser).await;
        let mut line = Line::open(at, &browser, HERE).await;
        line.until("state", "первые").await;
        house.wait(SignedDuration::from_mins(31));
        line.until("over", "").await;
    }
);

on_both!(the_faster_of_two_methods_wins, |house| async move {
    let at = house.listen().await;
    let (id, _) = house.standard("laptev").await;
    let browser = house.citizen(id).await;
    join(&browser).await;
    send_photos(&browser)
        .await
        .goes("/cabinet/confirm/face-photo");
    let mut here = Line::open(at, &browser, HERE).await;
    here.until("state", "первые").await;
    let (_, operator) = house.operator("prudnikova").await;
    let case = take(&operator, "face_photo").await;
    confirm(&operator, &case, &PHOTO_MARKS).await.goes(&case);
    here.until("over", "").await;
    assert_eq!(
        house.level(id).await,
        (Level::Confirmed, Some("face_photo".to_owned()))
    );
    assert_eq!(
        house.count("select count(*) as n from remote_cases").await,
        0
    );
    let acts = house.acts(id).await;
    assert!(acts.iter().any(|a| a == "proofing.overtaken"), "{acts:?}");
});

on_both!(
    photos_are_compared_by_an_operator_later,
    |house| async move {
        let (id, person) = house.standard("laptev").await;
        let browser = house.citizen(id).await;
        let send = "/cabinet/confirm/face-photo/send";
        browser.get("/cabinet/confirm/face-photo").await.says(&[
            "Фото лица",
            "Фото паспорта",
            "через 30 дней",
        ]);
        let pdf = b"%PDF-1.4\n%%EOF".to_vec();
        for (form, files, words) in [
            (vec![("consent", "yes")], vec![], "Выберите фото лица"),
            (
                vec![("consent", "yes")],
                vec![("face", picture())],
                "Выберите фото паспорта",
            ),
            (
                vec![],
                vec![("face", picture()), ("document", picture())],
                "Без согласия",
            ),
            (
                vec![("consent", "yes")],
                vec![("face", picture()), ("document", pdf)],
                "Нужна фотография: JPG или PNG",
            ),
            (
                vec![("consent", "yes")],
                vec![("face", b"no picture".to_vec()), ("document", picture())],
                "другого вида",
            ),
            (
                vec![("consent", "yes")],
                vec![
                    ("face", vec![7; 5 * 1024 * 1024 + 1]),
                    ("document", picture()),
                ],
                "больше 5 МБ",
            ),
        ] {
            let files: Vec<(&str, &[u8])> = files.iter().map(|(n, c)| (*n, c.as_slice())).collect();
            let page = browser.post_files(send, &form, &files).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
            assert!(page.text.contains(words), "{words}: {}", page.text);
        }
        assert_eq!(house.count("select count(*) as n from proofings").await, 0);
        let (a, b) = tokio::join!(send_photos(&browser), send_photos(&browser));
        a.goes("/cabinet/confirm/face-photo");
        b.goes("/cabinet/confirm/face-photo");
        assert_eq!(pictures(&house).await, 2);
        browser
            .get("/cabinet/confirm/face-photo")
            .await
            .says(&["Фотографии у нас"]);
        // Somebody sends later and is taken later.
        house.wait(SignedDuration::from_mins(1));
        let (later, _) = house.standard("safina").await;
        send_photos(&house.citizen(later).await).await;
        let (_, operator) = house.operator("prudnikova").await;
        operator
            .get("/centre/remote")
            .await
            .says(&["Ждут 2 человека"]);
        let case = take(&operator, "face_photo").await;
        let page = operator.get(&case).await;
        page.says(&["Лаптев", &person.passport.as_ref().unwrap().number.shown()]);
        assert_eq!(page.text.matches("<img src=").count(), 2);
        // There is nobody to call.
        let socket = format!("{case}/socket");
        assert_ne!(operator.get(&socket).await.status, StatusCode::OK);
        let page = confirm(&operator, &case, &PHOTO_MARKS[1..]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let form = [("reason", "unclear"), ("doubt", "")];
        operator
            .post(&format!("{case}/refuse"), &form)
            .await
            .goes(&case);
        browser
            .get("/cabinet/confirm")
            .await
            .says(&["Снимите при дневном свете"]);
        house.wait(SignedDuration::from_secs(1));
        // Twice more, and then not before tomorrow.
        for n in 0..2 {
            send_photos(&browser)
                .await
                .goes("/cabinet/confirm/face-photo");
            if n == 0 {
                browser
                    .post("/cabinet/confirm/face-photo/cancel", &[])
                    .await;
            }
        }
        browser
            .post("/cabinet/confirm/face-photo/cancel", &[])
            .await;
        browser
            .get("/cabinet/confirm")
            .await
            .says(&["Попыток было слишком много"]);
        assert_eq!(house.level(id).await.0, Level::Standard);
        // An operator who stops in the middle holds nobody up for long.
        let case = take(&operator, "face_photo").await;
        let (_, other) = house.operator("hakimov").await;
        assert_eq!(next(&other, "face_photo").await, "/centre/remote");
        house.wait(SignedDuration::from_mins(16));
        assert_eq!(take(&other, "face_photo").await, case);
        confirm(&other, &case, &PHOTO_MARKS).await.goes(&case);
        assert_eq!(house.level(later).await.0, Level::Confirmed);
    }
);

on_both!(closed_desk_says_when_it_opens, |house| async move {
    let zone = jiff::tz::TimeZone::get("Europe/Moscow").unwrap();
    let (id, _) = house.standard("laptev").await;
    let local = || house.db().now().to_zoned(zone.clone());
    while local().weekday() != Weekday::Sunday {
        house.wait(SignedDuration::from_hours(6));
    }
    let browser = house.citizen(id).await;
    browser
        .get("/cabinet/confirm/video")
        .await
        .says(&[
            "Сейчас на звонки не отвечаем",
            "завтра в 00:00",
            "Отправить фото",
        ])
        .lacks(&["Встать в очередь"]);
    join(&browser).await;
    assert_eq!(house.count("select count(*) as n from proofings").await, 0);
});

on_both!(
    remote_desk_speaks_both_languages_and_to_operators_only,
    |house| async move {
        let at = house.listen().await;
        let (id, _) = house.standard("laptev").await;
        let mut browser = house.citizen(id).await;
        let (_, mut operator) = house.operator("prudnikova").await;
        let officer: Uuid = house.staff("sergeeva", "officer").await;
        let officer = house.browser(&format!("/test/staff/{officer}")).await;
        join(&browser).await;
        let mut here = Line::open(at, &browser, HERE).await;
        here.until("state", "первые").await;
        let call = take(&operator, "video").await;
        send_photos(&browser).await;
        let photo = take(&operator, "face_photo").await;
        for path in ["/centre/remote", &call, &photo] {
            assert_eq!(officer.get(path).await.status, StatusCode::FORBIDDEN);
            assert_ne!(browser.get(path).await.status, StatusCode::OK);
        }
        for path in ["confirm", "refuse", "bad-line", "back", "pictures"] {
            let path = format!("{call}/{path}");
            assert_eq!(
                officer.post(&path, &MARKS).await.status,
                StatusCode::FORBIDDEN
            );
        }
        for lang in ["ru", "en"] {
            browser.lang = lang;
            operator.lang = lang;
            let mut pages = Vec::new();
            for path in ["/cabinet/confirm/video", "/cabinet/confirm/face-photo"] {
                pages.push(browser.get(path).await);
            }
            for path in ["/centre/remote", call.as_str(), photo.as_str()] {
                pages.push(operator.get(path).await);
            }
            pages.push(confirm(&operator, &call, &[]).await);
            for page in pages {
                assert!(page.text.contains(&format!("<html lang=\"{lang}\"")));
                assert_eq!(page.text.matches("<h1").count(), 1, "{}", page.text);
                let raw = page.text.find("proofing-");
                let raw = raw.map(|at| page.text[at..].chars().take(60).collect::<String>());
                assert_eq!(raw, None);
            }
        }
    }
);
