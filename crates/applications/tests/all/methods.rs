//! A service that does not take every way of confirming identity (S3-30, C6).

use okno_accounts::Level;
use okno_store::Actor;
use uuid::Uuid;

use crate::house::{EMAIL, House, PHONE, service};

fn new() -> String {
    format!("/applications/new/{}", service())
}

/// The service of the folder, but closed to who was confirmed by a letter.
fn except_letter(yaml: String) -> String {
    let open = "level: confirmed\n";
    // The others are open to all.
    yaml.replacen(open, "level: confirmed\nmethods_except: [letter]\n", 1)
}

async fn confirmed_by(house: &House, id: Uuid, method: &str) {
    let mut tx = house.db().begin().await.unwrap();
    let level = Level::Confirmed;
    okno_accounts::set_level(&mut tx, id, level, Some(method), Actor::System)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_letter_is_not_enough_where_the_service_says_so() {
    for engine in okno_store::testing::ENGINES {
        let house = House::edited(engine, &except_letter).await;
        let id = house.citizen_of(Level::Standard, PHONE, EMAIL).await;
        confirmed_by(&house, id, "letter").await;
        let boris = house.enter("citizen", id).await;
        for answer in [boris.get(&new()).await, boris.post(&new(), &[]).await] {
            answer
                .is(403)
                .says("Нужен ещё один способ подтверждения")
                .says("Подтвердите личность ещё одним способом")
                .says("href=\"/cabinet/confirm\"");
        }
        let drafts = "select count(*) as n from applications";
        assert_eq!(house.count(drafts).await, 0);
        // One more way opens it.
        confirmed_by(&house, id, "in_person").await;
        boris.get(&new()).await.is(200).says("Начать заявление");
        let base = boris.begin().await;
        // Taken back meanwhile: what was begun stays, and is not sent.
        confirmed_by(&house, id, "letter").await;
        boris.get(&base).await.is(200);
        let check = format!("{base}/check");
        boris.get(&check).await.is(403).says("/cabinet/confirm");
        boris
            .post(&check, &[("consent", "yes")])
            .await
            .is(403)
            .says("Нужен ещё один способ");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_letter_is_enough_elsewhere() {
    for engine in okno_store::testing::ENGINES {
        let house = House::build(engine).await;
        let id = house.citizen_of(Level::Standard, PHONE, EMAIL).await;
        confirmed_by(&house, id, "letter").await;
        let boris = house.enter("citizen", id).await;
        boris.get(&new()).await.is(200).says("Начать заявление");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_opens_at_its_level_and_at_every_higher_one() {
    const LEVELS: [(Level, &str); 3] = [
        (Level::Simplified, "simplified"),
        (Level::Standard, "standard"),
        (Level::Confirmed, "confirmed"),
    ];
    for engine in okno_store::testing::ENGINES {
        for (needs, word) in LEVELS {
            let edit = move |yaml: String| {
                yaml.replacen("level: confirmed\n", &format!("level: {word}\n"), 1)
            };
            let house = House::edited(engine, &edit).await;
            for (n, (level, _)) in LEVELS.into_iter().enumerate() {
                let (phone, email) = (format!("+7900555019{n}"), format!("b{n}@pochta.example"));
                let id = house.citizen_of(level, &phone, &email).await;
                let boris = house.enter("citizen", id).await;
                if level >= needs {
                    boris.get(&new()).await.is(200).says("Начать заявление");
                } else {
                    boris.get(&new()).await.is(403).says("/cabinet/level");
                    boris.post(&new(), &[]).await.is(403);
                }
            }
        }
    }
}
