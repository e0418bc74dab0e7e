//! Visits: chosen, held, booked, moved, cancelled; one winner in a race.

use futures::future::join_all;
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};

use crate::house::{Browser, House, Page};
use crate::on_both;

/// One person is received here at a time.
const SMALL: &str = "kasimov-sovetskaya";
const TUESDAY: jiff::civil::Date = date(2026, 11, 24);

fn slot(house: &House, centre: &str, day: jiff::civil::Date, n: usize) -> Timestamp {
    let all = house.own.centres();
    let purpose = all.purpose("identity").unwrap();
    all.slots(all.get(centre).unwrap(), purpose, day, house.db().now())[n]
}

async fn choose(who: &Browser, centre: &str, at: Timestamp) -> Page {
    let at = at.as_second().to_string();
    let form = [
        ("centre", centre),
        ("purpose", "identity"),
        ("at", at.as_str()),
    ];
    who.post("/cabinet/visits", &form).await
}

/// Holds a time; the page of it.
async fn held(who: &Browser, centre: &str, at: Timestamp) -> String {
    let page = choose(who, centre, at).await;
    assert_eq!(page.status, 303, "{}", page.text);
    assert!(
        page.location.starts_with("/cabinet/visits/"),
        "{}",
        page.location
    );
    page.location
}

async fn booked(who: &Browser, centre: &str, at: Timestamp) -> String {
    let path = held(who, centre, at).await;
    who.post(&format!("{path}/confirm"), &[]).await;
    who.get(&path).await.says(&["Ждём вас"]);
    path
}

const ACTIVE: &str = "select count(*) as n from visits where state in ('held', 'booked')";

on_both!(two_hundred_people_want_one_time, |house| race(&house));
async fn race(house: &House) {
    let people = join_all((0..200).map(|nth| house.citizen(nth))).await;
    let at = slot(house, SMALL, TUESDAY, 0);
    let answers = join_all(people.iter().map(|who| choose(who, SMALL, at))).await;
    let (won, lost): (Vec<_>, Vec<_>) = answers
        .iter()
        .zip(&people)
        .partition(|(a, _)| a.status == 303);
    assert_eq!((won.len(), lost.len()), (1, 199));
    for (answer, _) in &lost {
        assert_eq!(answer.status, 422);
        answer
            .has(&[
                "Это время только что заняли",
                "Выберите другое",
                ">9:15</button>",
            ])
            .lacks(&[">9:00</button>"]);
    }
    assert_eq!(house.count(ACTIVE).await, 1);
    // The winner books, and all the others may have the other times of the day.
    let (answer, winner) = &won[0];
    winner
        .post(&format!("{}/confirm", answer.location), &[])
        .await;
    winner
        .get(&answer.location)
        .await
        .says(&["Ждём вас", "24 ноября в 9:00"]);
    let other = slot(house, SMALL, TUESDAY, 1);
    let answers = join_all(
        lost.iter()
            .take(40)
            .map(|(_, who)| choose(who, SMALL, other)),
    )
    .await;
    assert_eq!(answers.iter().filter(|a| a.status == 303).count(), 1);
    assert_eq!(
        house
            .count("select count(*) as n from visits where state = 'booked'")
            .await,
        1
    );
}

on_both!(as_many_are_booked_as_are_received_at_a_time, |house| {
    several(&house)
});
async fn several(house: &House) {
    // Two operators at this one.
    let at = slot(house, "kasimov-sobornaya", TUESDAY, 3);
    let people = join_all((0..12).map(|nth| house.citizen(nth))).await;
    let answers = join_all(people.iter().map(|who| async move {
        let answer = choose(who, "kasimov-sobornaya", at).await;
        if answer.status == 303 {
            who.post(&format!("{}/confirm", answer.location), &[]).await;
        }
        answer
    }))
    .await;
    assert_eq!(answers.iter().filter(|a| a.status == 303).count(), 2);
    assert_eq!(
        house
            .count("select count(*) as n from visits where state = 'booked'")
            .await,
        2
    );
}

on_both!(a_visit_from_the_choice_to_the_reminder, |house| whole_way(
    &house
));
async fn whole_way(house: &House) {
    let amina = house.citizen(1).await;
    let guest = house.guest();
    let new = format!("/cabinet/visits/new?centre={SMALL}&purpose=identity");
    assert!(guest.get(&new).await.location.starts_with("/login"));
    amina
        .get("/cabinet/visits")
        .await
        .says(&["Записей пока нет", "/centres"]);
    amina.get(&new).await.says(&[
        "Выберите время",
        "понедельник, 23 ноября",
        "суббота, 28 ноября",
        "мест нет",
        ">14:00</button>",
    ]);
    amina
        .get(&format!("{new}&day=2026-11-24"))
        .await
        .says(&[
            "Время: вторник, 24 ноября",
            ">9:00</button>",
            ">17:45</button>",
        ])
        .lacks(&[">13:00</button>", ">18:00</button>"]);
    let at = slot(house, SMALL, TUESDAY, 1);
    let path = held(&amina, SMALL, at).await;
    amina.get(&path).await.says(&[
        "Подтвердите запись",
        "Держим это время для вас до 9:10",
        "24 ноября в 9:15",
        "data-until=",
    ]);
    amina
        .get("/cabinet/visits")
        .await
        .says(&["Ждёт подтверждения"]);
    // The second click of two, and the second tab.
    assert_eq!(held(&amina, SMALL, at).await, path);
    let confirm = format!("{path}/confirm");
    let clicks = join_all([amina.post(&confirm, &[]), amina.post(&confirm, &[])]).await;
    assert!(clicks.iter().all(|page| page.location == path));
    amina
        .get(&path)
        .await
        .says(&["Вы записаны", "Ждём вас", "Возьмите паспорт"]);
    // The form's address asked for again, by reloading or the way back.
    assert_eq!(amina.get(&confirm).await.location, path);
    house.drain().await;
    let sms = house.sms_texts();
    assert_eq!(sms.len(), 1, "{sms:?}");
    assert!(
        sms[0].contains("24 ноября в 9:15") && sms[0].contains("Советская"),
        "{sms:?}"
    );
    // Nobody else sees it.
    let other = house.citizen(2).await;
    assert_eq!(other.get(&path).await.status, 404);
    assert_eq!(other.post(&format!("{path}/cancel"), &[]).await.status, 404);
    other
        .get(&format!("{new}&day=2026-11-24"))
        .await
        .lacks(&[">9:15</button>"]);
    // Ten in the morning of the day before.
    house.wait(SignedDuration::from_mins(59));
    house.drain().await;
    assert_eq!(house.sms_texts().len(), 1);
    house.wait(SignedDuration::from_mins(2));
    house.drain().await;
    let sms = house.sms_texts();
    assert_eq!(sms.len(), 2, "{sms:?}");
    assert!(sms[1].contains("завтра, 24 ноября в 9:15"), "{sms:?}");
    let lines = okno_store::journal::of_owner(house.db(), amina.id, 10)
        .await
        .unwrap();
    assert_eq!(
        lines
            .iter()
            .filter(|line| line.act == "visit.booked")
            .count(),
        1
    );
}

on_both!(a_hold_that_is_over_is_free_for_others, |house| hold_over(
    &house
));
async fn hold_over(house: &House) {
    let (amina, boris) = (house.citizen(1).await, house.citizen(2).await);
    let at = slot(house, SMALL, TUESDAY, 0);
    let path = held(&amina, SMALL, at).await;
    assert_eq!(choose(&boris, SMALL, at).await.status, 422);
    // No job and no sweep: the clock alone ends it.
    house.wait(SignedDuration::from_secs(599));
    amina.get(&path).await.says(&["Подтвердите запись"]);
    house.wait(SignedDuration::from_secs(1));
    amina.get(&path).await.says(&[
        "Время вышло",
        "Мы держали это время 10 минут",
        "Выберите время",
    ]);
    assert_eq!(
        amina.post(&format!("{path}/confirm"), &[]).await.location,
        path
    );
    amina.get(&path).await.says(&["Время вышло"]);
    let taken = booked(&boris, SMALL, at).await;
    assert_ne!(taken, path);
    // Too late for her; and her page still says so.
    assert_eq!(choose(&amina, SMALL, at).await.status, 422);
    amina.get(&path).await.says(&["Время вышло"]);
    house.own.sweep().await.unwrap();
    assert_eq!(house.count(ACTIVE).await, 1);
}

on_both!(a_lost_race_leaves_the_former_hold, |house| former(&house));
async fn former(house: &House) {
    let (amina, boris) = (house.citizen(1).await, house.citizen(2).await);
    let (first, second) = (
        slot(house, SMALL, TUESDAY, 0),
        slot(house, SMALL, TUESDAY, 1),
    );
    booked(&boris, SMALL, second).await;
    let path = held(&amina, SMALL, first).await;
    assert_eq!(choose(&amina, SMALL, second).await.status, 422);
    amina.get(&path).await.says(&["Подтвердите запись"]);
    // Another time instead: the former one is free at once.
    let third = held(&amina, SMALL, slot(house, SMALL, TUESDAY, 2)).await;
    assert_ne!(third, path);
    amina.get(&path).await.says(&["Время вышло"]);
    held(&house.citizen(3).await, SMALL, first).await;
}

on_both!(a_visit_is_moved_and_cancelled, |house| moved(&house));
async fn moved(house: &House) {
    let amina = house.citizen(1).await;
    let (first, second) = (
        slot(house, SMALL, TUESDAY, 0),
        slot(house, "kasimov-mfc", TUESDAY, 4),
    );
    let old = booked(&amina, SMALL, first).await;
    // The booked time chosen again is the booked visit.
    assert_eq!(held(&amina, SMALL, first).await, old);
    let new = held(&amina, "kasimov-mfc", second).await;
    // Until the new time is booked, the old one stays.
    amina
        .get(&new)
        .await
        .says(&["Прежняя запись на 24 ноября в 9:00 отменится"]);
    amina.get(&old).await.says(&["Ждём вас"]);
    amina.post(&format!("{new}/confirm"), &[]).await;
    amina.get(&old).await.says(&["Запись перенесена"]);
    amina.get(&new).await.says(&["Ждём вас", "МФЦ"]);
    // One active visit for one purpose.
    assert_eq!(house.count(ACTIVE).await, 1);
    held(&house.citizen(2).await, SMALL, first).await;
    let cancel = format!("{new}/cancel");
    join_all([amina.post(&cancel, &[]), amina.post(&cancel, &[])]).await;
    amina.get(&new).await.says(&["Запись отменена"]);
    let lines = okno_store::journal::of_owner(house.db(), amina.id, 10)
        .await
        .unwrap();
    let acts: Vec<&str> = lines.iter().map(|line| line.act.as_str()).collect();
    assert_eq!(
        acts.iter().filter(|a| **a == "visit.cancelled").count(),
        1,
        "{acts:?}"
    );
    assert_eq!(
        acts.iter().filter(|a| **a == "visit.moved").count(),
        1,
        "{acts:?}"
    );
    // Nobody is reminded of either.
    house.wait(SignedDuration::from_hours(2));
    house.drain().await;
    let texts = house.sms_texts();
    assert!(
        texts.iter().all(|text| !text.contains("завтра")),
        "{texts:?}"
    );
}

on_both!(strange_times_are_refused, |house| strange(&house));
async fn strange(house: &House) {
    let amina = house.citizen(1).await;
    let at = slot(house, SMALL, TUESDAY, 0);
    let minute = SignedDuration::from_mins(1);
    // Between two beginnings; yesterday; a page that lay open for too long.
    for at in [at + minute, at - SignedDuration::from_hours(48)] {
        let page = choose(&amina, SMALL, at).await;
        assert_eq!(page.status, 422);
        page.has(&["записаться уже нельзя", "</button>"]);
    }
    let form = |centre, purpose, at| [("centre", centre), ("purpose", purpose), ("at", at)];
    for (form, status) in [
        (form("kasimov-post", "identity", "1795413600"), 404),
        (form("nowhere", "identity", "1795413600"), 404),
        (form(SMALL, "photo", "1795413600"), 404),
        (form(SMALL, "identity", "soon"), 400),
        (form(SMALL, "identity", "99999999999999999"), 400),
    ] {
        assert_eq!(amina.post("/cabinet/visits", &form).await.status, status);
    }
    assert_eq!(house.count(ACTIVE).await, 0);
    // Who holds time after time is stopped, and told until when.
    let mut last = 303;
    for n in 0..31 {
        last = choose(&amina, SMALL, slot(house, SMALL, TUESDAY, n % 30))
            .await
            .status
            .as_u16();
    }
    assert_eq!(last, 429);
}

on_both!(an_operator_sees_who_comes_today, |house| today(&house));
async fn today(house: &House) {
    let amina = house.citizen(1).await;
    let operator = house.operator("olga", SMALL).await;
    let other = house.operator("vera", "kasimov-mfc").await;
    operator
        .get("/centre/visits")
        .await
        .says(&["На сегодня никто не записан"]);
    let monday = date(2026, 11, 23);
    let path = booked(&amina, SMALL, slot(house, SMALL, monday, 0)).await;
    held(
        &house.citizen(2).await,
        SMALL,
        slot(house, SMALL, monday, 1),
    )
    .await;
    booked(
        &house.citizen(3).await,
        SMALL,
        slot(house, SMALL, TUESDAY, 0),
    )
    .await;
    let page = operator.get("/centre/visits").await;
    page.says(&["Записаны сегодня", "Сафина А. Р.", "Пришёл"]);
    assert_eq!(
        page.text.matches("Сафина А. Р.").count() / 2,
        1,
        "one line, one hidden name"
    );
    other.get("/centre/visits").await.lacks(&["Сафина"]);
    let id = path.rsplit('/').next().unwrap();
    let came = format!("/centre/visits/{id}/came");
    assert_eq!(other.post(&came, &[]).await.status, 404);
    assert!(
        amina.post(&came, &[]).await.status != 303
            || !amina.get(&path).await.text.contains("состоялся")
    );
    join_all([operator.post(&came, &[]), operator.post(&came, &[])]).await;
    amina.get(&path).await.says(&["Визит состоялся"]);
    let lines = okno_store::journal::of_owner(house.db(), amina.id, 10)
        .await
        .unwrap();
    assert_eq!(
        lines.iter().filter(|line| line.act == "visit.came").count(),
        1
    );
    // Cancelling now changes nothing.
    amina.post(&format!("{path}/cancel"), &[]).await;
    amina.get(&path).await.says(&["Визит состоялся"]);
}

on_both!(statements_of_visits_are_sql_on_both_engines, |house| {
    statements(&house)
});
async fn statements(house: &House) {
    for statement in okno_appointments::STATEMENTS
        .iter()
        .flat_map(|of| of.iter())
    {
        house.db().prepare(statement).await.unwrap();
    }
}
