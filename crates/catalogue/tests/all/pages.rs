//! The public pages over HTTP, on both engines.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::response::Response;
use axum::routing::get;
use futures::future::BoxFuture;
use http_body_util::BodyExt;
use okno_catalogue::{Catalogue, CataloguePages, Channel, Level, Service, Shelf};
use okno_store::testing::{ENGINES, TestDb, open};
use okno_store::{DbError, Engine};
use okno_web::{Fault, Lang, Met, People, Portal, Settings, Subject, Visitor, Who, Words};
use tower::ServiceExt;
use uuid::Uuid;

use crate::services;

/// The last digit of an id is the level of the account.
struct Levels;

impl People for Levels {
    fn who<'a>(&'a self, subject: Subject) -> BoxFuture<'a, Result<Met, DbError>> {
        Box::pin(async move {
            let who = match subject {
                Subject::Citizen(id) => Who::Citizen {
                    id,
                    short_name: "Амина С.".to_owned(),
                    level: u8::try_from(id.as_u128()).unwrap(),
                },
                Subject::Staff(id) => Who::Staff {
                    id,
                    short_name: "Хакимов И. М.".to_owned(),
                    place: "Отдел".to_owned(),
                    unit: "unit".to_owned(),
                    roles: vec![],
                },
                Subject::Nobody => Who::Nobody,
            };
            Ok(who.into())
        })
    }
}

async fn sign_in(visitor: Visitor, Path(level): Path<u8>) -> Result<Response, Fault> {
    let mut tx = visitor.db().begin().await?;
    let id = Uuid::from_u128(u128::from(level));
    let subject = match level {
        9 => Subject::Staff(id),
        _ => Subject::Citizen(id),
    };
    let cookies = visitor.sign_in(&mut tx, subject).await?;
    tx.commit().await?;
    Ok(cookies.on(visitor.go("/")))
}

struct House {
    router: Router,
    portal: Portal,
    catalogue: Arc<Catalogue>,
    _db: TestDb,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    #[track_caller]
    fn text(&self) -> String {
        // Typographic spaces do not matter to what is said.
        let text = String::from_utf8(self.body.clone()).unwrap();
        text.replace(['\u{a0}', '\u{202f}'], " ")
    }

    fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }
}

impl House {
    async fn build(engine: Engine) -> Self {
        Self::of(engine, &services()).await
    }

    async fn of(engine: Engine, services: &std::path::Path) -> Self {
        let db = open(engine, &[okno_web::MIGRATIONS]).await.unwrap();
        let words = Words::load(&[
            okno_web::LOCALES,
            okno_requisites::LOCALES,
            okno_catalogue::LOCALES,
        ])
        .unwrap();
        let settings = Settings {
            requests_per_second: 0,
            ..Settings::default()
        };
        let portal = Portal::new(
            db.db.clone(),
            words,
            okno_web::assets::Assets::default(),
            settings,
        )
        .unwrap();
        portal.set_people(Arc::new(Levels));
        let catalogue = Arc::new(Catalogue::load(services).unwrap());
        let pages = CataloguePages {
            portal: portal.clone(),
            shelf: Shelf::new(catalogue.as_ref().clone()),
        };
        let routes = pages.router().route("/sign-in/{level}", get(sign_in));
        Self {
            router: okno_web::server::assemble(&portal, routes, None),
            portal,
            catalogue,
            _db: db,
        }
    }

    async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::empty()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: body.collect().await.unwrap().to_bytes().to_vec(),
        }
    }

    async fn cookie(&self, level: u8) -> String {
        let answer = self.get(&format!("/sign-in/{level}"), &[]).await;
        let cookie = answer.header(header::SET_COOKIE);
        cookie.split(';').next().unwrap().to_owned()
    }

    fn t(&self, id: &str) -> String {
        self.portal.words().t(Lang::Ru, id).replace('\u{a0}', " ")
    }

    /// A free service that is received on the portal, with a document that has a term.
    fn online(&self) -> &Service {
        let services = self.catalogue.services().iter();
        let mut online = services.filter(|s| s.channel == Channel::Online);
        let fits = |s: &&std::sync::Arc<Service>| {
            s.level == Level::Confirmed && s.result.valid_years.is_some() && s.is_free()
        };
        online.find(fits).unwrap()
    }
}

fn query(text: &str) -> String {
    let coded: String = text.bytes().map(|b| format!("%{b:02X}")).collect();
    format!("/search?q={coded}")
}

#[tokio::test]
async fn home_offers_search_services_and_the_way_to_a_document() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let home = house.get("/", &[]).await;
        assert_eq!(home.status, StatusCode::OK);
        let html = home.text();
        assert!(html.contains(r#"<form class="okno-find" role="search" action="/search">"#));
        for service in house.catalogue.services() {
            assert!(html.contains(&format!("href=\"/services/{}\"", service.id)));
            assert!(html.contains(&service.title.ru));
        }
        for link in ["/register", "/cabinet/confirm", "/services", "/check"] {
            assert!(html.contains(&format!("href=\"{link}\"")), "{link}");
        }
        assert_eq!(html.matches("<h1").count(), 1);
        // What people are said to look for is found.
        let hints = html.split("okno-hints").nth(1).unwrap();
        let hints = hints.split("</ul>").next().unwrap();
        let links: Vec<&str> = hints.split("href=\"").skip(1).collect();
        assert!(!links.is_empty());
        for link in links {
            let found = house.get(link.split('"').next().unwrap(), &[]).await;
            assert!(found.text().contains("id=\"found\""));
        }
    }
}

#[tokio::test]
async fn catalogue_lists_services_under_headings_and_says_where_they_are_received() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let page = house.get("/services", &[]).await;
        assert_eq!(page.status, StatusCode::OK);
        let html = page.text();
        assert!(html.contains("Документы и справки</h2>"));
        for service in house.catalogue.services() {
            let section = format!(
                "<section class=\"okno-section\" id=\"{}\"",
                service.category
            );
            let under = html.split(&section).nth(1).unwrap();
            let under = under.split("</section>").next().unwrap();
            let item = under.split(&format!("/services/{}\"", service.id)).nth(1);
            let item = item.unwrap().split("</li>").next().unwrap();
            assert!(item.contains(&service.title.ru));
            let word = match service.channel {
                Channel::Online => "catalogue-channel-online",
                Channel::InPerson => "catalogue-channel-in-person",
                Channel::Both => "catalogue-channel-both",
            };
            assert!(item.contains(&house.t(word)));
        }
    }
}

#[tokio::test]
async fn a_service_received_in_person_says_so_to_everybody() {
    let dir = crate::fixture::town();
    let here = "house";
    let file = dir.path().join(here).join("service.yaml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("channel: online", "channel: in_person")).unwrap();
    let house = House::of(Engine::Sqlite, dir.path()).await;
    let words = ["catalogue-channel-in-person", "catalogue-channel-online"].map(|id| house.t(id));
    let list = house.get("/services", &[]).await.text();
    for service in house.catalogue.services() {
        let item = list.split(&format!("/services/{}\"", service.id)).nth(1);
        let item = item.unwrap().split("</li>").next().unwrap();
        let page = house.get(&format!("/services/{}", service.id), &[]).await;
        let page = page.text();
        let main = page.split("<main").nth(1).unwrap();
        for (n, word) in words.iter().enumerate() {
            let wanted = (service.id == here) == (n == 0);
            assert_eq!(
                item.contains(word.as_str()),
                wanted,
                "{}: {word}",
                service.id
            );
            assert_eq!(
                main.contains(word.as_str()),
                wanted,
                "{}: {word}",
                service.id
            );
        }
    }
}

#[tokio::test]
async fn icons_of_headings_are_in_the_set() {
    let catalogue = Catalogue::load(&services()).unwrap();
    for category in catalogue.categories() {
        let icon = okno_web::icons::icon(&category.icon);
        assert!(icon.contains("<path") || icon.contains("<rect"), "{icon}");
    }
}

#[tokio::test]
async fn service_page_tells_conditions_papers_course_price_and_term() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let service = house.online();
        let page = house.get(&format!("/services/{}", service.id), &[]).await;
        assert_eq!(page.status, StatusCode::OK);
        let html = page.text();
        assert!(html.contains(&format!("<h1>{}</h1>", service.title.ru)));
        let conditions = service.conditions.iter().map(|c| &c.title);
        let documents = service.documents.iter().map(|d| &d.title);
        let steps = service.steps.iter().map(|s| &s.title);
        for title in conditions.chain(documents).chain(steps) {
            assert!(html.contains(&title.ru), "{}", title.ru);
        }
        for ground in &service.refusal_grounds {
            assert!(html.contains(&ground.title.ru));
        }
        for faq in &service.faq {
            assert!(html.contains(&faq.answer.ru));
        }
        assert!(html.contains(&house.t("catalogue-free")));
        let days = format!("{} рабочих дней", service.deadline.working_days);
        assert!(html.contains(&days));
        assert!(html.contains(&house.t("web-level-3")));
        assert!(html.contains(&house.t("catalogue-channel-online")));
        assert_eq!(html.matches("<h1").count(), 1);
        // Nothing on it needs scripts: questions open by themselves.
        assert!(html.contains("<details class=\"okno-qa\">"));
        assert!(!html.contains("onclick") && !html.contains("style=\""));
    }
}

#[tokio::test]
async fn service_page_says_what_the_visitor_lacks() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let service = house.online();
        assert_eq!(service.level, Level::Confirmed);
        let path = format!("/services/{}", service.id);
        let start = format!("href=\"/applications/new/{}\"", service.id);

        let guest = house.get(&path, &[]).await.text();
        assert!(guest.contains(&start));
        assert!(guest.contains(&house.t("catalogue-start-guest")));
        assert!(guest.contains("href=\"/register\""));

        let cookie = house.cookie(1).await;
        let low = house.get(&path, &[("cookie", &cookie)]).await.text();
        assert!(!low.contains(&start));
        assert!(low.contains("href=\"/cabinet/level\""));
        assert!(low.contains("а у вас «Упрощённая»"), "{low}");

        let cookie = house.cookie(3).await;
        let able = house.get(&path, &[("cookie", &cookie)]).await.text();
        assert!(able.contains(&start));
        assert!(!able.contains(&house.t("catalogue-start-guest")));
        assert!(!able.contains("href=\"/cabinet/level\""));

        let cookie = house.cookie(9).await;
        let staff = house.get(&path, &[("cookie", &cookie)]).await.text();
        assert!(!staff.contains(&start));
        assert!(staff.contains(&house.t("catalogue-staff")));
    }
}

#[tokio::test]
async fn unknown_service_is_not_found() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        for path in ["/services/no-such", "/services/..", "/services/%00"] {
            let page = house.get(path, &[]).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
            assert!(page.text().contains(&house.t("web-fault-not-found-title")));
        }
    }
}

#[tokio::test]
async fn search_finds_by_name_with_slips_and_in_the_wrong_layout() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let wanted = |html: &str| {
            let found = html.split("id=\"found\"").nth(1).expect("nothing found");
            let first = found.split("href=\"").nth(1).unwrap();
            first.split('"').next().unwrap().to_owned()
        };
        let own = format!("/services/{}", house.online().id);
        for (typed, corrected) in [
            ("Электронная", false),
            ("Электронная карта", false),
            // The stem of the word is right, so there is nothing to tell.
            ("электроная карта", false),
            ("эликтроная карта", true),
            ("'ktrnhjyyfz", true),
            ("'ktrnhjyyfz rfhnf", true),
        ] {
            let page = house.get(&query(typed), &[]).await;
            assert_eq!(page.status, StatusCode::OK);
            let html = page.text();
            assert_eq!(wanted(&html), own, "{typed}");
            let said = html.contains("Показываем по запросу «электронная");
            assert_eq!(said, corrected, "{typed}");
        }
        let page = house.get(&query("карта"), &[]).await.text();
        assert!(page.contains("value=\"карта\""));
        assert!(page.contains("content=\"noindex\""));
    }
}

#[tokio::test]
async fn search_that_finds_nothing_suggests() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let nothing = house.get(&query("жжжжж ыыыы"), &[]).await;
        assert_eq!(nothing.status, StatusCode::OK);
        let html = nothing.text();
        assert!(html.contains(&house.t("catalogue-nothing")));
        // Something to go on with is always offered.
        assert!(html.contains(&format!("/services/{}\"", house.online().id)));

        let hostile = house.get(&query("<script>alert(1)</script>"), &[]).await;
        assert!(!hostile.text().contains("<script>alert"));
        let long = house.get(&query(&"ы".repeat(900)), &[]).await;
        assert_eq!(long.status, StatusCode::OK);

        for path in ["/search", "/search?q=", "/search?q=%20"] {
            let page = house.get(path, &[]).await;
            assert_eq!(page.status, StatusCode::OK);
            let html = page.text();
            assert!(html.contains(&house.t("catalogue-search-start")));
            assert!(!html.contains(&house.t("catalogue-nothing")));
        }
    }
}

#[tokio::test]
async fn pages_speak_the_language_of_the_visitor() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let service = house.online();
        let path = format!("/services/{}", service.id);
        for headers in [("accept-language", "en-GB,en"), ("cookie", "okno_lang=en")] {
            let page = house.get(&path, &[headers]).await.text();
            assert!(page.contains("<html lang=\"en\""));
            assert!(page.contains(&format!("<h1>{}</h1>", service.title.en)));
            assert!(page.contains("Start the application"));
        }
        let ru = house.get(&path, &[("accept-language", "ru")]).await.text();
        assert!(ru.contains("<html lang=\"ru\""));
        // A missing text shows itself in these brackets.
        for lang in ["ru", "en"] {
            let missing = query("жжжжж ыыыы");
            for path in ["/", "/services", &path, "/search", &missing] {
                let page = house.get(path, &[("accept-language", lang)]).await;
                assert!(!page.text().contains('⟦'), "{path} in {lang}");
            }
        }
    }
}

#[tokio::test]
async fn kept_page_equals_the_drawn_page() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let own = format!("/services/{}", house.online().id);
        for path in ["/", "/services", own.as_str()] {
            // A cookie that means nothing makes the page be drawn anew.
            let drawn = house.get(path, &[("cookie", "x=1")]).await;
            assert_eq!(drawn.header(header::ETAG), "");
            let first = house.get(path, &[]).await;
            let second = house.get(path, &[]).await;
            assert_eq!(first.body, drawn.body);
            assert_eq!(second.body, drawn.body);
            assert_eq!(first.headers, second.headers);
            for (name, value) in &drawn.headers {
                if ![header::CACHE_CONTROL, header::CONTENT_LENGTH].contains(name) {
                    assert!(second.headers.get_all(name).iter().any(|v| v == value));
                }
            }
            assert_eq!(second.header(header::CACHE_CONTROL), "no-cache");
            assert!(second.header("content-security-policy").contains("'none'"));

            let etag = second.header(header::ETAG).to_owned();
            let known = house.get(path, &[("if-none-match", &etag)]).await;
            assert_eq!(known.status, StatusCode::NOT_MODIFIED);
            assert!(known.body.is_empty());
            let changed = house.get(path, &[("if-none-match", "\"old\"")]).await;
            assert_eq!(changed.status, StatusCode::OK);

            let gzip = [("accept-encoding", "gzip, br")];
            let packed = house.get(path, &gzip).await;
            let again = house.get(path, &gzip).await;
            assert_eq!(packed.header(header::CONTENT_ENCODING), "gzip");
            assert_eq!(packed.body, again.body);
            assert!(packed.body.len() < drawn.body.len() / 2);
            assert_ne!(packed.header(header::ETAG), etag);
            let refused = house.get(path, &[("accept-encoding", "gzip;q=0")]).await;
            assert_eq!(refused.body, drawn.body);

            house.portal.forget_pages();
            assert_eq!(house.get(path, &[]).await.body, drawn.body);
        }
    }
}

#[tokio::test]
async fn kept_page_is_not_served_to_signed_in_people() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let path = format!("/services/{}", house.online().id);
        let kept = house.get(&path, &[]).await;
        let cookie = house.cookie(3).await;
        let theirs = house.get(&path, &[("cookie", &cookie)]).await;
        assert!(theirs.text().contains("Амина С."));
        assert_eq!(theirs.header(header::ETAG), "");
        assert_eq!(theirs.header(header::CACHE_CONTROL), "no-store");
        // Nor is theirs kept for others.
        let guest = house.get(&path, &[]).await;
        assert_eq!(guest.body, kept.body);
        assert!(!guest.text().contains("Амина"));
        // A query may change what is shown: nothing is kept by it.
        let asked = house.get(&format!("{path}?a=1"), &[]).await;
        assert_eq!(asked.header(header::ETAG), "");
        assert_ne!(asked.body, kept.body);
    }
}

/// S3-30: whoever was confirmed by a letter reads it before beginning.
#[tokio::test]
async fn a_service_names_the_ways_that_are_not_enough() {
    let dir = crate::fixture::empty();
    let table = "- {id: letter, full: false}\n";
    std::fs::write(dir.path().join("methods.yaml"), table).unwrap();
    let lines = "level: confirmed\nmethods_except: [letter]";
    let yaml = crate::fixture::service("thing", "АБ", "Вещь", "Thing");
    let yaml = yaml.replacen("level: standard", lines, 1);
    crate::fixture::write(dir.path(), "thing", &yaml);
    for engine in ENGINES {
        let house = House::of(engine, dir.path()).await;
        let html = house.get("/services/thing", &[]).await.text();
        assert!(
            html.contains("Подтверждения письмом по почте мало"),
            "{html}"
        );
    }
    let house = House::build(Engine::Sqlite).await;
    let id = house.online().id.clone();
    let html = house.get(&format!("/services/{id}"), &[]).await.text();
    assert!(!html.contains("письмом по почте мало"));
}
