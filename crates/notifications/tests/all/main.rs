//! Messages on both engines: from the hand-over to what the outside got, and
//! the pages of the inbox.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../../../gateways/tests/all/outside.rs"]
#[allow(dead_code)]
mod outside;

mod choices;
mod delivery;
mod pages;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use futures::FutureExt;
use futures::future::BoxFuture;
use http_body_util::BodyExt;
use okno_gateways::{Gateways, Settings};
use okno_notifications::{Message, Notifications, Recipient};
use okno_requisites::{Email, Phone};
use okno_store::testing::{ENGINES, TestDb};
use okno_store::{Db, DbError, Engine, Worker};
use okno_web::assets::Assets;
use okno_web::{Fault, Lang, Met, People, Portal, Subject, Visitor, Who, Words};
use outside::Outside;
use tower::ServiceExt;
use uuid::Uuid;

/// The portal with this department and an outside of its own.
struct House {
    store: TestDb,
    outside: Outside,
    worker: Worker,
    router: Router,
}

struct Everybody;

impl People for Everybody {
    fn who<'a>(&'a self, subject: Subject) -> BoxFuture<'a, Result<Met, DbError>> {
        let who = match subject {
            Subject::Citizen(id) => Who::Citizen {
                id,
                short_name: "Амина С.".to_owned(),
                level: 1,
            },
            _ => Who::Nobody,
        };
        async move { Ok(who.into()) }.boxed()
    }
}

async fn sign_in(visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    let mut tx = visitor.db().begin().await?;
    let cookies = visitor.sign_in(&mut tx, Subject::Citizen(id)).await?;
    tx.commit().await?;
    Ok(cookies.on(visitor.go("/")))
}

impl House {
    async fn build(engine: Engine) -> Self {
        let steps = [okno_web::MIGRATIONS, okno_notifications::MIGRATIONS];
        let store = okno_store::testing::open(engine, &steps).await.unwrap();
        let outside = Outside::start().await;
        let settings = Settings {
            registries_url: outside.http.clone(),
            sms_url: outside.http.clone(),
            smtp_url: outside.smtp.clone(),
            mail_from: "Окно <no-reply@okno.example>".to_owned(),
            deadline: Duration::from_millis(600),
            ..Settings::default()
        };
        let gateways = Gateways::new(settings, store.db.clock_arc()).unwrap();
        let locales = [
            okno_requisites::LOCALES,
            okno_web::LOCALES,
            okno_notifications::LOCALES,
        ];
        let words = Words::load(&locales).unwrap();
        let settings = okno_web::Settings {
            public_url: "https://okno.example".to_owned(),
            requests_per_second: 0,
            ..okno_web::Settings::default()
        };
        let portal = Portal::new(store.db.clone(), words, Assets::default(), settings).unwrap();
        portal.set_people(Arc::new(Everybody));
        let department = Notifications::new(portal.clone(), gateways);
        let mut worker = Worker::new(store.db.clone());
        department.register_jobs(&mut worker);
        let pages = department
            .router()
            .route("/sign-in/{id}", axum::routing::get(sign_in));
        let router = okno_web::server::assemble(&portal, pages, None);
        Self {
            store,
            outside,
            worker,
            router,
        }
    }

    fn db(&self) -> &Db {
        &self.store.db
    }

    async fn send(&self, to: &Recipient, message: Message) {
        let mut tx = self.db().begin().await.unwrap();
        okno_notifications::send(&mut tx, to, message)
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }

    async fn drain(&self) -> usize {
        self.worker.drain().await.unwrap()
    }

    async fn sent(&self, key: &str, channel: &str) -> Option<okno_notifications::Delivery> {
        okno_notifications::delivery(self.db(), key, channel)
            .await
            .unwrap()
    }

    async fn count(&self, sql: &'static str) -> i64 {
        let row = self.db().row(sql, vec![]).await.unwrap().unwrap();
        row.get("n").unwrap()
    }

    /// The cookie of a person who has signed in.
    async fn enter(&self, account: Uuid) -> String {
        let (status, response) = self.get(&format!("/sign-in/{account}"), "").await;
        assert_eq!(status, StatusCode::SEE_OTHER);
        let cookie = response.1.unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }

    /// Status, then the page and a cookie that came with it.
    async fn get(&self, path: &str, cookie: &str) -> (StatusCode, (String, Option<String>)) {
        let request = Request::get(path)
            .header(header::COOKIE, cookie)
            .header(header::ACCEPT_LANGUAGE, "ru")
            .body(Body::empty())
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let head = |name| {
            let value = response.headers().get(name)?;
            Some(value.to_str().unwrap().to_owned())
        };
        let cookie = head(header::SET_COOKIE).or_else(|| head(header::LOCATION));
        let body = response.into_body().collect().await.unwrap().to_bytes();
        let page = String::from_utf8(body.to_vec()).unwrap();
        (status, (page, cookie))
    }
}

async fn houses() -> Vec<House> {
    let mut houses = Vec::new();
    for engine in ENGINES {
        houses.push(House::build(engine).await);
    }
    houses
}

fn amina(account: Uuid) -> Recipient {
    Recipient {
        account: Some(account),
        phone: Some(Phone::parse("+79005550147").unwrap()),
        email: Some(Email::parse("amina@pochta.example").unwrap()),
        lang: Lang::Ru,
        choices: okno_notifications::Choices::default(),
    }
}

fn ready(key: &str) -> Message {
    Message {
        key: key.to_owned(),
        topic: okno_notifications::Topic::Applications,
        sms: Some("Карта готова. Окно".to_owned()),
        subject: "Карта готова".to_owned(),
        body: "Заберите её на Соборной.\n\nВозьмите <паспорт>.".to_owned(),
        link: Some("/applications/7".to_owned()),
        inbox: true,
        mail: true,
    }
}
