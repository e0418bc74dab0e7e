//! «Уведомления» and news: chosen by their owner, sent to those who asked and to no one else.

use jiff::SignedDuration;
use okno_accounts::{Level, create, find, news, recipient};
use okno_notifications::{Channel, Message, Topic, inbox};
use okno_store::args;
use okno_store::testing::ENGINES;
use okno_web::Lang;
use uuid::Uuid;

use crate::browser::Browser;
use crate::house::{House, PASSWORD, entered, person};

const HOME: &str = "/cabinet/notices";
const ADMIN: &str = "/admin/news";
const CONSENTS: &str = "select version, withdrawn_at from consents where owner = $1 and document = 'news.ru' order by given_at";
const ENGLISH: &str = "update accounts set lang = 'en' where id = $1";
const BLOCK: &str = "update accounts set state = 'blocked' where id = $1";

/// The n-th person, signed in.
async fn guest(house: &House, n: u32) -> (Uuid, Browser) {
    let account = house.account(&person(n), Level::Simplified).await;
    let mut browser = house.browser();
    house.sign_in(&mut browser, n).await;
    house.sms().await;
    house.mail().await;
    (account.id, browser)
}

/// All boxes of the page but those named here.
fn form<'a>(without: &[&str], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let boxes = [
        "applications-sms",
        "applications-mail",
        "account-sms",
        "account-mail",
        "documents-sms",
        "documents-mail",
        "visits-sms",
        "visits-mail",
    ];
    let boxes = boxes.into_iter().filter(|name| !without.contains(name));
    boxes
        .map(|name| (name, "yes"))
        .chain(more.iter().copied())
        .collect()
}

const NIGHT: [(&str, &str); 4] = [
    ("quiet", "yes"),
    ("from", "23"),
    ("to", "7"),
    ("zone", "Asia/Omsk"),
];

async fn save(browser: &mut Browser, form: &[(&str, &str)]) {
    browser
        .post(HOME, form)
        .await
        .leads(&format!("{HOME}?saved"));
}

/// The consents to news of an account: version, withdrawn?
async fn consents(house: &House, of: Uuid) -> Vec<(String, bool)> {
    let rows = house.store.db.rows(CONSENTS, args![of]).await.unwrap();
    let read = |row: &okno_store::Row| {
        let withdrawn: Option<i64> = row.get("withdrawn_at").unwrap();
        (row.get("version").unwrap(), withdrawn.is_some())
    };
    rows.iter().map(read).collect()
}

#[tokio::test]
async fn the_owner_chooses_what_comes_where_and_when() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let (id, mut amina) = guest(&house, 1).await;
        let page = amina.get(HOME).await;
        page.is(200)
            .has("Безопасность — всегда")
            .has("Тихие часы")
            .lacks("security-sms");
        assert_eq!(
            page.main().matches(" checked").count(),
            8,
            "all topics, no quiet hours, no news"
        );
        page.has(r#"<option value="Europe/Moscow" selected>"#);
        // Nothing changed is no line.
        save(&mut amina, &form(&[], &[])).await;
        assert_eq!(house.told("account.notices_changed").await, 0);

        save(&mut amina, &form(&["visits-sms", "documents-mail"], &NIGHT)).await;
        assert_eq!(house.told("account.notices_changed").await, 1);
        let page = amina.get(HOME).await;
        page.has(r#"value="23" selected"#)
            .has(r#"value="7" selected"#);
        page.has(r#"<option value="Asia/Omsk" selected>"#);
        assert_eq!(page.main().matches(" checked").count(), 7);
        let (account, _) = find(&house.store.db, id).await.unwrap().unwrap();
        let choices = account.choices;
        assert!(!choices.wants(Topic::Visits, Channel::Sms));
        assert!(choices.wants(Topic::Visits, Channel::Mail));
        assert!(choices.wants(Topic::Security, Channel::Sms));
        assert_eq!(choices.quiet.unwrap().zone, "Asia/Omsk");
        amina
            .get("/cabinet/history")
            .await
            .has("Изменены настройки уведомлений");

        // Only what the page offers; other people's settings are theirs.
        for odd in [
            ("from", "12"),
            ("to", "x"),
            ("zone", "Mars/Olympus"),
            ("zone", ""),
        ] {
            let night = NIGHT.map(|(name, value)| if name == odd.0 { odd } else { (name, value) });
            amina.post(HOME, &form(&[], &night)).await.is(400);
        }
        let (_, mut other) = guest(&house, 2).await;
        let page = other.get(HOME).await;
        assert_eq!(page.main().matches(" checked").count(), 8);
        let mut stranger = house.browser();
        stranger
            .get(HOME)
            .await
            .leads(&format!("/login?next={HOME}"));
        stranger.post(HOME, &form(&[], &[])).await.is(303);
    }
}

/// What the pages keep is what messages heed: a word about a new device comes at night,
/// whatever is switched off.
#[tokio::test]
async fn security_is_told_at_night_and_by_every_channel() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let (id, mut amina) = guest(&house, 1).await;
        let boxes = ["applications-sms", "visits-sms"];
        save(&mut amina, &form(&boxes, &NIGHT)).await;
        // The clock stands at 09:00 of Moscow, noon of Omsk: to 01:00 there.
        house.later(SignedDuration::from_hours(13));
        let mut again = house.browser();
        house.sign_in(&mut again, 1).await;
        house.sms().await;
        let fields = [
            ("login", PASSWORD),
            ("password", "Тукан-4бегут*"),
            ("repeat", "Тукан-4бегут*"),
        ];
        let page = again.post("/cabinet/security/password", &fields).await;
        page.is(303);
        assert_eq!(house.sms().await.len(), 1);
        assert_eq!(
            house.mail().await.len(),
            2,
            "the new device and the password"
        );
        // Of the same account, at the same time: what was switched off, and what waits.
        let (account, person) = find(&house.store.db, id).await.unwrap().unwrap();
        let to = recipient(&account, &person);
        let tell = async |topic: Topic| {
            let message = Message {
                key: topic.word().to_owned(),
                topic,
                sms: Some(topic.word().to_owned()),
                subject: topic.word().to_owned(),
                body: topic.word().to_owned(),
                link: None,
                inbox: true,
                mail: true,
            };
            let mut tx = house.store.db.begin().await.unwrap();
            okno_notifications::send(&mut tx, &to, message)
                .await
                .unwrap();
            tx.commit().await.unwrap();
            (house.sms().await.len(), house.mail().await.len())
        };
        assert_eq!(tell(Topic::Visits).await, (0, 1));
        assert_eq!(tell(Topic::Documents).await, (0, 1));
        house.later(SignedDuration::from_hours(6));
        assert_eq!(house.sms().await[0].text, "documents");
        assert_eq!(tell(Topic::Visits).await, (0, 0), "told already");
        assert_eq!(tell(Topic::Account).await, (1, 1));
    }
}

#[tokio::test]
async fn news_is_a_consent_that_is_given_and_withdrawn() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let (id, mut amina) = guest(&house, 1).await;
        let db = &house.store.db;
        amina.get(HOME).await.has("На что вы соглашаетесь");
        assert!(!news::is_reader(db, id).await.unwrap(), "off by default");
        save(&mut amina, &form(&[], &[("news", "yes")])).await;
        save(&mut amina, &form(&[], &[("news", "yes")])).await;
        assert!(news::is_reader(db, id).await.unwrap());
        assert_eq!(consents(&house, id).await, [("1".to_owned(), false)]);
        house.later(SignedDuration::from_secs(1));
        save(&mut amina, &form(&[], &[])).await;
        assert!(!news::is_reader(db, id).await.unwrap());
        save(&mut amina, &form(&[], &[("news", "yes")])).await;
        let kept = consents(&house, id).await;
        assert_eq!(kept, [("1".to_owned(), true), ("1".to_owned(), false)]);
        assert_eq!(house.told("account.news_on").await, 2);
        assert_eq!(house.told("account.news_off").await, 1);
        amina
            .get("/cabinet/history")
            .await
            .has("Включены новости портала");
    }
}

const TEXT: [(&str, &str); 4] = [
    ("subject_ru", "Запись к врачу"),
    (
        "body_ru",
        "Теперь можно записаться к врачу.\r\n\r\nПопробуйте <сегодня>.",
    ),
    ("subject_en", "See a doctor"),
    ("body_en", "You can book a doctor now."),
];

/// Written by this administrator: its address.
async fn written(admin: &mut Browser) -> String {
    let page = admin.post(&format!("{ADMIN}/new"), &TEXT).await;
    page.is(303);
    page.to().to_owned()
}

async fn readers(house: &House, numbers: std::ops::Range<u32>) -> Vec<Uuid> {
    let mut all = Vec::new();
    for n in numbers {
        let (id, mut browser) = guest(house, n).await;
        save(&mut browser, &form(&[], &[("news", "yes")])).await;
        all.push(id);
    }
    all
}

/// S1-031: news reaches those who asked for it, once, each in their language, and ends by
/// a link without signing in.
#[tokio::test]
async fn news_reaches_those_who_asked_and_nobody_else() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let db = &house.store.db;
        let (_, mut admin) = entered(&house, "one", "admin").await;
        let all = readers(&house, 1..5).await;
        let (quiet, _) = guest(&house, 5).await;
        let mut tx = db.begin().await.unwrap();
        tx.exec(ENGLISH, args![all[1]]).await.unwrap();
        tx.exec(BLOCK, args![all[3]]).await.unwrap();
        tx.commit().await.unwrap();
        house.later(SignedDuration::from_secs(1));

        admin
            .get("/admin/news")
            .await
            .is(200)
            .has("Новостей пока нет");
        let short = [TEXT[0], TEXT[1], ("subject_en", ""), TEXT[3]];
        admin
            .post(&format!("{ADMIN}/new"), &short)
            .await
            .is(422)
            .has("Напишите тему по-английски")
            .has("Запись к врачу");
        let draft = written(&mut admin).await;
        let page = admin.get(&draft).await;
        page.is(200)
            .has("Черновик")
            .has("You can book a doctor now.")
            .lacks("<сегодня>");
        admin
            .get(&format!("{draft}/edit"))
            .await
            .has("Теперь можно записаться");
        let mut other = TEXT;
        other[0].1 = "Врач рядом";
        admin
            .post(&format!("{draft}/edit"), &other)
            .await
            .leads(&draft);
        assert!(house.mail().await.is_empty(), "a draft goes nowhere");

        // Two clicks are one sending; what is sent is written no more.
        let send = format!("{draft}/send");
        admin.post(&send, &[]).await.leads(&format!("{draft}?sent"));
        admin.post(&send, &[]).await.leads(&format!("{draft}?late"));
        admin
            .post(&format!("{draft}/edit"), &TEXT)
            .await
            .leads(&format!("{draft}?late"));
        assert_eq!(house.told("news.sent").await, 1);
        let mut letters = house.mail().await;
        letters.sort_by(|a, b| a.to.cmp(&b.to));
        let heads: Vec<_> = letters
            .iter()
            .map(|l| (l.to.as_str(), l.subject.as_str()))
            .collect();
        assert_eq!(
            heads,
            [
                ("amina1@pochta.example", "Врач рядом"),
                ("amina2@pochta.example", "See a doctor"),
                ("amina3@pochta.example", "Врач рядом"),
            ]
        );
        assert!(house.sms().await.is_empty());
        admin
            .get(&draft)
            .await
            .has("Отправлено 3 людям")
            .has("Отправлена");
        let letter = &inbox(db, all[0], 1).await.unwrap()[0];
        assert_eq!(
            (letter.subject.as_str(), letter.topic),
            ("Врач рядом", Some(Topic::News))
        );
        assert!(
            inbox(db, quiet, 9)
                .await
                .unwrap()
                .iter()
                .all(|l| l.topic != Some(Topic::News))
        );

        // The link names nobody; opening it changes nothing.
        let path = letters[0].unsubscribe.clone();
        assert!(
            path.starts_with("/news/off/") && !path.contains(&all[0].to_string()),
            "{path}"
        );
        let mut anyone = house.browser();
        anyone
            .get(&path)
            .await
            .is(200)
            .has("Больше не присылать новости?")
            .lacks("Амина");
        assert!(news::is_reader(db, all[0]).await.unwrap());
        anyone
            .post(&path, &[])
            .await
            .is(200)
            .has("Новости больше не приходят");
        assert!(!news::is_reader(db, all[0]).await.unwrap());
        assert_eq!(consents(&house, all[0]).await, [("1".to_owned(), true)]);
        // Used up, made up, of one who asked again: the same words, and nothing happens.
        house.later(SignedDuration::from_secs(1));
        let mut amina = house.browser();
        house.sign_in(&mut amina, 1).await;
        house.sms().await;
        save(&mut amina, &form(&[], &[("news", "yes")])).await;
        for path in [
            path.as_str(),
            "/news/off/00000000000000000000000000000000",
            "/news/off/x",
        ] {
            anyone
                .get(path)
                .await
                .is(200)
                .has("Новости больше не приходят");
            anyone
                .post(path, &[])
                .await
                .is(200)
                .has("Новости больше не приходят");
        }
        assert!(news::is_reader(db, all[0]).await.unwrap());
        // A mail program presses without cookies, from nowhere (RFC 8058).
        let mut program = house.browser();
        let path = &letters[2].unsubscribe;
        let fields = [("List-Unsubscribe", "One-Click")];
        program.post_from(path, &fields, "none").await.is(200);
        assert!(!news::is_reader(db, all[2]).await.unwrap());
        assert_eq!(house.told("account.news_off").await, 2);

        // The next news: Amina asked again, the third did not; not after it had begun.
        let next = written(&mut admin).await;
        admin.post(&format!("{next}/send"), &[]).await.is(303);
        house.later(SignedDuration::from_secs(1));
        readers(&house, 6..7).await;
        assert_eq!(
            inbox(db, all[2], 9)
                .await
                .unwrap()
                .iter()
                .filter(|l| l.topic == Some(Topic::News))
                .count(),
            1
        );
        admin.get(&next).await.has("Отправлено 2 людям");
    }
}

#[tokio::test]
async fn only_an_administrator_writes_news() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let (_, mut officer) = entered(&house, "hakimov", "officer").await;
        let (_, mut admin) = entered(&house, "one", "admin").await;
        let draft = written(&mut admin).await;
        let send = format!("{draft}/send");
        for path in [
            ADMIN,
            "/admin/news/new",
            draft.as_str(),
            &format!("{draft}/edit"),
        ] {
            officer.get(path).await.is(403);
        }
        for path in ["/admin/news/new", &format!("{draft}/edit"), &send] {
            officer.post(path, &TEXT).await.is(403);
        }
        let (_, mut amina) = guest(&house, 1).await;
        amina.post(&send, &[]).await.is(303);
        assert_eq!(house.told("news.sent").await, 0);
        let unknown = format!("{ADMIN}/{}", Uuid::nil());
        admin.get(&unknown).await.is(404);
    }
}

const READER: &str = "insert into news_readers (account, token_index, since) values ($1, $2, $3)";
const LEASE: &str = "update jobs set state = 'ready', lease_by = null, lease_until = null where kind = 'news.send' and state = 'done'";
const MANY: &str = "select count(*) as n from letters where topic = 'news'";
const DELIVERIES: &str = "select count(*) as n from deliveries where key like 'news:%'";
const PARTS: &str = "select count(*) as n from jobs where kind = 'news.send'";

/// More readers than one job writes to; a job that runs again, as after a crash before its
/// end was known, writes to nobody twice.
#[tokio::test]
async fn news_goes_on_where_it_was_broken_off() {
    for engine in ENGINES {
        let house = House::build(engine).await;
        let db = &house.store.db;
        let (_, mut admin) = entered(&house, "one", "admin").await;
        let hasher = house.accounts.hasher();
        let hashed = hasher.hash(PASSWORD, db.chance()).await.unwrap();
        let mut tx = db.begin().await.unwrap();
        for n in 1..=60 {
            let made = create(&mut tx, &person(n), &hashed, Lang::Ru).await;
            let (index, now) = (vec![u8::try_from(n).unwrap()], tx.now());
            let values = args![made.unwrap().id, index, now];
            tx.exec(READER, values).await.unwrap();
        }
        tx.commit().await.unwrap();
        let draft = written(&mut admin).await;
        admin.post(&format!("{draft}/send"), &[]).await.is(303);
        assert_eq!(house.mail().await.len(), 60);
        assert_eq!(house.count(PARTS).await, 3, "50, 10, and the end");
        admin
            .get(&draft)
            .await
            .has("Отправлено 60 людям")
            .has("Отправлена");
        let mut tx = db.begin().await.unwrap();
        assert_eq!(tx.exec(LEASE, vec![]).await.unwrap(), 3);
        tx.commit().await.unwrap();
        assert!(house.mail().await.is_empty());
        assert_eq!(house.count(MANY).await, 60);
        assert_eq!(house.count(DELIVERIES).await, 60);
        admin.get(&draft).await.has("Отправлено 60 людям");
    }
}

#[tokio::test]
async fn the_words_of_news_are_in_both_languages() {
    let house = House::build(okno_store::Engine::Sqlite).await;
    for lang in [Lang::Ru, Lang::En] {
        let words = house.portal.words();
        for topic in Topic::ALL {
            let id = format!("notifications-topic-{}", topic.word());
            assert!(words.has(lang, &id), "{id}");
        }
    }
}
