//! The remote desk: the line, the call's socket, photos, decisions, and how long
//! pictures stay.

mod line;
mod photos;

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
pub fn picture() -> Vec<u8> {
    let text = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    data_encoding::BASE64.decode(text.as_bytes()).unwrap()
}

/// Two points of another one.
pub fn other_picture() -> Vec<u8> {
    let text = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGP4z8AARAAI/gH/xp559wAAAABJRU5ErkJggg==";
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

pub async fn next(operator: &Browser, line: &str) -> String {
    let page = operator
        .post("/centre/remote/next", &[("line", line)])
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.text);
    page.location
}

pub async fn take(operator: &Browser, line: &str) -> String {
    let case = next(operator, line).await;
    assert!(case.starts_with("/centre/remote/"), "nobody waits: {case}");
    case
}

pub async fn send_photos(browser: &Browser) -> Page {
    browser
        .post_files(
            "/cabinet/confirm/face-photo/send",
            &[("consent", "yes")],
            &[("face", &picture()), ("document", &picture())],
        )
        .await
}

pub async fn confirm(operator: &Browser, case: &str, marks: &[(&str, &str)]) -> Page {
    operator.post(&format!("{case}/confirm"), marks).await
}

pub async fn pictures(house: &House) -> i64 {
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
    let looks = house.looks(id).await;
    assert_eq!(looks, ["operator confirmation", "operator picture"]);
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
    let page = browser.get("/cabinet/confirm/video").await;
    page.says(&[
        "Причина: Плохо видно лицо или паспорт. Слишком темно",
        "Что дальше: позвоните ещё раз",
    ]);

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
