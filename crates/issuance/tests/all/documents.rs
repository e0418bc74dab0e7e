//! The register of documents and the public check over HTTP, on both engines.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use jiff::SignedDuration;
use jiff::civil::{Date, date};
use okno_issuance::{
    Document, DocumentNumber, DocumentPages, Holder, NewDocument, RevocationReason, attach_file,
    by_case, by_number, issue, of_owner, revoke,
};
use okno_requisites::{Clock, OsChance, Personal, SeededChance};
use okno_store::testing::{ENGINES, TestDb, open};
use okno_store::{Actor, DbError, Engine, journal};
use okno_web::{Portal, Settings, Words};
use proptest::prelude::*;
use serde_json::Value;
use tower::ServiceExt;
use uuid::Uuid;

/// The last valid day of what [`new`] issues; tests start on 23 November 2026.
const LAST_DAY: Date = date(2026, 12, 31);

struct House {
    router: Router,
    portal: Portal,
    db: TestDb,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Answer {
    fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

impl House {
    async fn build(engine: Engine) -> Self {
        let steps = [okno_web::MIGRATIONS, okno_issuance::MIGRATIONS];
        let db = open(engine, &steps).await.unwrap();
        let words = Words::load(&[
            okno_web::LOCALES,
            okno_requisites::LOCALES,
            okno_issuance::LOCALES,
        ])
        .unwrap();
        let settings = Settings {
            public_url: "https://okno.example".to_owned(),
            requests_per_second: 0,
            behind_proxy: true,
            ..Settings::default()
        };
        let assets = okno_web::assets::Assets::default();
        let portal = Portal::new(db.db.clone(), words, assets, settings).unwrap();
        let pages = DocumentPages {
            portal: portal.clone(),
        };
        let router = okno_web::server::assemble(&portal, pages.router(), None);
        Self { router, portal, db }
    }

    async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let body = String::from_utf8(body.to_vec()).unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            // Typographic spaces do not matter to what is said.
            body: body.replace(['\u{a0}', '\u{202f}'], " "),
        }
    }

    async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.ask(request.body(Body::empty()).unwrap()).await
    }

    async fn type_in(&self, number: &str) -> Answer {
        let coded: String = number.bytes().map(|b| format!("%{b:02X}")).collect();
        let request = Request::post("/check")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(format!("number={coded}")))
            .unwrap();
        self.ask(request).await
    }

    async fn issue(&self, new: NewDocument) -> Document {
        let mut tx = self.db.db.begin().await.unwrap();
        let document = issue(&mut tx, new).await.unwrap();
        tx.commit().await.unwrap();
        document
    }

    async fn revoke(&self, number: &DocumentNumber, reason: RevocationReason) -> bool {
        let mut tx = self.db.db.begin().await.unwrap();
        let actor = Actor::Staff(Uuid::from_u128(7));
        let done = revoke(&mut tx, number, reason, actor).await.unwrap();
        tx.commit().await.unwrap();
        done
    }
}

fn new(house: &House) -> NewDocument {
    NewDocument {
        part: String::new(),
        owner: house.db.db.new_id(),
        case: house.db.db.new_id(),
        service: "some-service".to_owned(),
        title: "Удостоверение рыболова".to_owned(),
        issuer: "Управление рек и озёр".to_owned(),
        holder: holder("Сафина", "Амина", "Рустамовна"),
        valid_until: Some(LAST_DAY),
        actor: Actor::System,
    }
}

fn holder(surname: &str, name: &str, patronymic: &str) -> Holder {
    let part = |text: &str| Personal::new(text.to_owned());
    Holder {
        surname: part(surname),
        name: part(name),
        patronymic: part(patronymic),
    }
}

/// What must not be seen by somebody who only holds a number.
fn assert_reveals_nothing(body: &str) {
    for part in [
        "рыболов",
        "рек и озёр",
        "С••••••",
        "А. Р.",
        "31.12.2026",
        "2026-12-31",
    ] {
        assert!(!body.contains(part), "{part} in {body}");
    }
}

fn assert_hides_the_name(body: &str) {
    for part in ["Сафина", "Амина", "Рустамовна"] {
        assert!(!body.contains(part), "{part} in {body}");
    }
}

const JSON: (&str, &str) = ("accept", "application/json");

#[tokio::test]
async fn statements_prepare() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        for sql in okno_issuance::STATEMENTS.iter().copied().flatten() {
            house
                .db
                .db
                .prepare(sql)
                .await
                .unwrap_or_else(|e| panic!("{sql}: {e}"));
        }
    }
}

#[tokio::test]
async fn a_case_has_one_document() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let db = &house.db.db;
        let request = new(&house);
        let first = house.issue(request.clone()).await;
        let second = house.issue(request.clone()).await;
        assert_eq!(first, second);
        assert_eq!(by_case(db, request.case).await.unwrap().unwrap(), first);
        assert_eq!(by_number(db, &first.number).await.unwrap().unwrap(), first);
        let theirs = of_owner(db, request.owner, 10).await.unwrap();
        assert_eq!(theirs.as_slice(), std::slice::from_ref(&first));
        assert_eq!(first.holder.full().reveal(), "Сафина Амина Рустамовна");

        let lines = journal::of_object(db, first.id).await.unwrap();
        let acts: Vec<&str> = lines.iter().map(|l| l.act.as_str()).collect();
        assert_eq!(acts, ["document.issued"]);
        assert_eq!(lines[0].owner, Some(request.owner));

        let other = house.issue(new(&house)).await;
        assert_ne!(other.number, first.number);
        assert!(by_case(db, db.new_id()).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn rolled_back_issue_leaves_nothing() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let request = new(&house);
        let mut tx = house.db.db.begin().await.unwrap();
        let document = issue(&mut tx, request.clone()).await.unwrap();
        drop(tx);
        let db = &house.db.db;
        assert!(by_case(db, request.case).await.unwrap().is_none());
        assert!(by_number(db, &document.number).await.unwrap().is_none());
    }
}

#[tokio::test]
async fn pdf_is_put_in_once() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let document = house.issue(new(&house)).await;
        assert_eq!(document.file, None);
        let (first, second) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let mut tx = house.db.db.begin().await.unwrap();
        assert!(attach_file(&mut tx, document.id, first).await.unwrap());
        assert!(!attach_file(&mut tx, document.id, second).await.unwrap());
        tx.commit().await.unwrap();
        let kept = by_case(&house.db.db, document.case).await.unwrap().unwrap();
        assert_eq!(kept.file, Some(first));
    }
}

#[tokio::test]
async fn revoking_twice_keeps_the_first_reason() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let document = house.issue(new(&house)).await;
        let at = house.db.db.now();
        assert!(
            house
                .revoke(&document.number, RevocationReason::Replaced)
                .await
        );
        house.db.clock.advance(SignedDuration::from_hours(1));
        assert!(
            !house
                .revoke(&document.number, RevocationReason::Mistake)
                .await
        );
        let kept = by_number(&house.db.db, &document.number)
            .await
            .unwrap()
            .unwrap();
        let revoked = kept.revoked.unwrap();
        assert_eq!(
            (revoked.at, revoked.reason),
            (at, RevocationReason::Replaced)
        );
        let lines = journal::of_object(&house.db.db, document.id).await.unwrap();
        let acts: Vec<&str> = lines.iter().map(|l| l.act.as_str()).collect();
        assert_eq!(acts, ["document.issued", "document.revoked"]);

        let mut tx = house.db.db.begin().await.unwrap();
        let nobody = DocumentNumber::draw(&OsChance);
        let refused = revoke(&mut tx, &nobody, RevocationReason::Mistake, Actor::System).await;
        assert!(matches!(refused, Err(DbError::Missing(_))));
    }
}

#[tokio::test]
async fn genuine_document_shows_what_is_printed_and_hides_the_name() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let document = house.issue(new(&house)).await;
        let path = document.number.path();
        assert_eq!(
            house.portal.url(&path),
            format!("https://okno.example/d/{}", document.number)
        );
        let page = house.get(&path, &[]).await;
        assert_eq!(page.status, StatusCode::OK);
        for part in [
            "<h1>Документ подлинный</h1>",
            "Удостоверение рыболова",
            "Управление рек и озёр",
            "С•••••• А. Р.",
            &document.number.to_string(),
            "23.11.2026",
            "31.12.2026",
            "Проверили 23 ноября 2026 года в 09:00",
        ] {
            assert!(page.body.contains(part), "{part}");
        }
        assert_hides_the_name(&page.body);
        assert!(page.body.contains("content=\"noindex\""));
        assert_eq!(page.header("x-robots-tag"), "noindex");
        assert_eq!(page.header(header::CACHE_CONTROL), "no-store");
        assert_eq!(page.header(header::SET_COOKIE), "");
        assert!(!page.body.contains('⟦'));

        let english = house.get(&path, &[("accept-language", "en")]).await;
        assert!(english.body.contains("<h1>The document is genuine</h1>"));
        assert!(!english.body.contains('⟦'));
    }
}

#[tokio::test]
async fn document_without_a_term_and_a_holder_without_a_patronymic() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let mut request = new(&house);
        request.valid_until = None;
        request.holder = holder("Ёлкин", "Ян", "");
        let document = house.issue(request).await;
        house
            .db
            .clock
            .advance(SignedDuration::from_hours(24 * 365 * 90));
        let page = house.get(&document.number.path(), &[]).await;
        assert!(page.body.contains("Ё•••••• Я.</dd>"), "{}", page.body);
        assert!(page.body.contains("Без срока"));
        let json = house.get(&document.number.path(), &[JSON]).await.json();
        assert_eq!(json["state"], "in_force");
        assert_eq!(json["valid_until"], Value::Null);
    }
}

#[tokio::test]
async fn document_expires_after_its_last_day() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let document = house.issue(new(&house)).await;
        let path = document.number.path();
        // 31 December, 23:59 in Moscow.
        let evening = LAST_DAY.at(20, 59, 0, 0).in_tz("UTC").unwrap().timestamp();
        let wait = evening.duration_since(house.db.clock.now());
        house.db.clock.advance(wait);
        let json = house.get(&path, &[JSON]).await.json();
        assert_eq!(json["state"], "in_force");
        house.db.clock.advance(SignedDuration::from_mins(1));
        let page = house.get(&path, &[]).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("<h1>Срок документа истёк</h1>"));
        assert!(page.body.contains("okno-verdict--bad"));
        assert!(page.body.contains("С•••••• А. Р."));
        assert!(page.body.contains("31.12.2026"));
        assert_hides_the_name(&page.body);
        let json = house.get(&path, &[JSON]).await.json();
        assert_eq!(json["state"], "expired");
    }
}

#[tokio::test]
async fn revoked_and_unknown_documents_reveal_nothing() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let document = house.issue(new(&house)).await;
        let path = document.number.path();
        house
            .revoke(&document.number, RevocationReason::Withdrawn)
            .await;
        let page = house.get(&path, &[]).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("<h1>Документ отменён</h1>"));
        assert!(page.body.contains("Проверили 23 ноября 2026 года"));
        assert_reveals_nothing(&page.body);
        assert_hides_the_name(&page.body);
        let json = house.get(&path, &[JSON]).await;
        assert_eq!(json.json()["state"], "revoked");
        assert_reveals_nothing(&json.body);
        let keys: Vec<String> = json.json().as_object().unwrap().keys().cloned().collect();
        assert_eq!(keys, ["checked_at", "state"]);
        assert!(!json.body.contains("withdrawn"));

        let nobody = DocumentNumber::draw(&OsChance).path();
        for path in [nobody.as_str(), "/d/what-is-this", "/d/%F0%9F%98%80"] {
            let page = house.get(path, &[]).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND);
            assert!(
                page.body.contains("<h1>Такого документа нет</h1>"),
                "{path}"
            );
            assert!(page.body.contains("okno-verdict--unknown"));
            assert_reveals_nothing(&page.body);
            assert_eq!(page.header("x-robots-tag"), "noindex");
            let json = house.get(path, &[JSON]).await;
            assert_eq!(json.json()["state"], "unknown");
        }
    }
}

#[tokio::test]
async fn programs_get_json() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let document = house.issue(new(&house)).await;
        let path = document.number.path();
        let answer = house.get(&path, &[JSON]).await;
        assert_eq!(answer.header(header::CONTENT_TYPE), "application/json");
        assert_eq!(answer.header(header::CACHE_CONTROL), "no-store");
        let json = answer.json();
        assert_eq!(json["state"], "in_force");
        assert_eq!(json["number"], document.number.to_string());
        assert_eq!(json["title"], "Удостоверение рыболова");
        assert_eq!(json["issuer"], "Управление рек и озёр");
        assert_eq!(json["holder"], "С•••••• А. Р.");
        assert_eq!(json["issued_on"], "2026-11-23");
        assert_eq!(json["valid_until"], "2026-12-31");
        assert_eq!(json["checked_at"], house.db.clock.now().to_string());
        assert_hides_the_name(&answer.body);
        // A browser asks for a page, whatever else it takes.
        let browser = ("accept", "text/html,application/json;q=0.9,*/*;q=0.8");
        let page = house.get(&path, &[browser]).await;
        assert!(page.header(header::CONTENT_TYPE).starts_with("text/html"));
    }
}

#[tokio::test]
async fn form_takes_a_number_however_it_is_written() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let page = house.get("/check", &[]).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(
            page.body
                .contains("<label class=\"govuk-label\" for=\"number\">")
        );
        assert_eq!(page.header(header::SET_COOKIE), "");
        for typed in [
            "7K3M-92QX-40B1",
            " 7k3m 92qx 4ob1 ",
            "7k3m92qx4obi",
            "№ 7K3M—92QX—4OBL.",
            "Номер документа: 7К3М-92QХ-4ОВ1",
            "https://okno.example/d/7K3M-92QX-40B1",
            "https://okno.example/d/7K3M-92QX-40B1?from=qr",
        ] {
            let answer = house.type_in(typed).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{typed}");
            assert_eq!(
                answer.header(header::LOCATION),
                "/d/7K3M-92QX-40B1",
                "{typed}"
            );
        }
        let short = house.type_in("7K3M-92Q").await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(short.body.contains("value=\"7K3M-92Q\""));
        assert!(short.body.contains("href=\"#number\""));
        assert!(short.body.contains("<title>Ошибка"));
        let empty = house.type_in("").await;
        assert!(empty.body.contains("Введите номер документа"));
    }
}

#[tokio::test]
async fn checks_are_limited_by_network_address() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let document = house.issue(new(&house)).await;
        let path = document.number.path();
        let from = |ip| ("x-forwarded-for", ip);
        for n in 0..60 {
            let page = house.get(&path, &[from("203.0.113.5"), JSON]).await;
            assert_eq!(page.status, StatusCode::OK, "{n}");
        }
        let page = house.get(&path, &[from("203.0.113.5")]).await;
        assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(page.header(header::RETRY_AFTER), "60");
        assert!(page.body.contains("Слишком много попыток"));
        assert_reveals_nothing(&page.body);
        let json = house.get(&path, &[from("203.0.113.5"), JSON]).await;
        assert_eq!(json.status, StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(json.json()["error"], "too_many");

        let other = house.get(&path, &[from("203.0.113.6")]).await;
        assert_eq!(other.status, StatusCode::OK);
        house.db.clock.advance(SignedDuration::from_mins(1));
        let later = house.get(&path, &[from("203.0.113.5")]).await;
        assert_eq!(later.status, StatusCode::OK);
        // One IPv6 subscriber has a whole network.
        for n in 0..60 {
            let ip = format!("2001:db8:1:2::{n:x}");
            house.get(&path, &[("x-forwarded-for", &ip), JSON]).await;
        }
        let same = house.get(&path, &[from("2001:db8:1:2:ffff::1")]).await;
        assert_eq!(same.status, StatusCode::TOO_MANY_REQUESTS);
        let next = house.get(&path, &[from("2001:db8:1:3::1")]).await;
        assert_eq!(next.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn holder_is_sealed_in_the_store() {
    let house = House::build(Engine::Sqlite).await;
    let mut request = new(&house);
    request.holder = holder("Непрочтёнова", "Тайна", "Скрытовна");
    house.issue(request).await;
    for entry in std::fs::read_dir(&house.db.dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let bytes = std::fs::read(&path).unwrap();
            for part in ["Непрочтёнова", "Тайна", "Скрытовна"] {
                let found = bytes.windows(part.len()).any(|w| w == part.as_bytes());
                assert!(!found, "{part} in {}", path.display());
            }
        }
    }
}

#[test]
fn holder_shows_nothing_in_debug() {
    let shown = format!("{:?}", holder("Сафина", "Амина", "Рустамовна"));
    assert_hides_the_name(&shown);
}

proptest! {
    #[test]
    fn any_number_is_found_in_its_own_writing(seed: u64, before in "[ .,:№жщ\n]{0,8}") {
        let number = DocumentNumber::draw(&SeededChance::new(seed));
        for text in [
            number.to_string(),
            number.as_str().to_lowercase(),
            format!("{before} {number}"),
            format!("{before}\n{number}."),
            number.path(),
        ] {
            prop_assert_eq!(DocumentNumber::find(&text), Some(number.clone()), "{}", text);
        }
    }

    #[test]
    fn reading_junk_never_panics(text in "\\PC{0,400}") {
        if let Some(number) = DocumentNumber::find(&text) {
            prop_assert_eq!(number.as_str().len(), 12);
        }
    }
}
