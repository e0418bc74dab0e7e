//! Who may begin, and leaving in the middle.

use okno_accounts::Level;

use crate::house::{File, House, PNG, multipart, service};

fn new() -> String {
    format!("/applications/new/{}", service())
}

on_both!(a_guest_signs_in_first, |house| async move {
    let guest = house.guest();
    assert_eq!(
        guest.post(&new(), &[]).await.to(),
        format!("/login?next={}", new())
    );
    assert!(guest.get("/applications").await.to().starts_with("/login"));
});

on_both!(a_level_too_low_is_told_the_way_up, |house| async move {
    let id = house
        .citizen_of(Level::Standard, "+79005550199", "b@pochta.example")
        .await;
    let boris = house.enter("citizen", id).await;
    let answer = boris.post(&new(), &[]).await;
    answer.is(403).says("Подтверждённая").says("/cabinet/level");
    boris.get(&new()).await.is(403);
    assert_eq!(
        house.count("select count(*) as n from applications").await,
        0
    );
});

on_both!(a_service_that_is_not_there, |house| async move {
    let amina = house.amina().await;
    amina.post("/applications/new/nothing", &[]).await.is(404);
    amina.get("/applications/new/nothing").await.is(404);
});

on_both!(leaving_in_the_middle_loses_nothing, |house| async move {
    let amina = house.amina().await;
    amina
        .get("/applications")
        .await
        .is(200)
        .says("Обращений пока нет");
    amina
        .get(&new())
        .await
        .is(200)
        .says("Начать заявление")
        .says("около 6 минут");
    let base = amina.begin().await;
    amina
        .get(&base)
        .await
        .is(200)
        .says("Не начато")
        .says("Пока закрыто");
    // Half an answer, and away.
    let body = multipart(&[("purpose", "benefits"), ("_later", "1")], &[]);
    assert_eq!(
        amina.upload(&format!("{base}/card"), body).await.to(),
        "/applications"
    );
    amina
        .get("/applications")
        .await
        .is(200)
        .says("Черновики")
        .says("Электронная карта");

    // Back again another day, from another place: the same draft.
    house
        .store
        .clock
        .advance(jiff::SignedDuration::from_hours(60));
    let amina = house.enter("citizen", amina.id).await;
    assert_eq!(amina.get(&new()).await.to(), base);
    assert_eq!(amina.begin().await, base);
    amina.get(&base).await.is(200).says("Начато");
    let page = amina.get(&format!("{base}/card")).await;
    page.is(200).says(r#"value="benefits" checked"#);
    // The check is closed until the rest is done.
    assert_eq!(amina.get(&format!("{base}/check")).await.to(), base);
    assert_eq!(
        amina
            .post(&format!("{base}/check"), &[("consent", "yes")])
            .await
            .to(),
        base
    );

    let file = File {
        field: "attachment",
        name: "полис.png",
        content: PNG,
    };
    let body = multipart(&[("purpose", "benefits")], &[file]);
    assert_eq!(
        amina.upload(&format!("{base}/card"), body).await.to(),
        format!("{base}/contacts")
    );
    // The profile is already in the fields, and says so.
    let page = amina.get(&format!("{base}/contacts")).await;
    page.is(200)
        .says("+7 (900) 555-01-47")
        .says("amina@pochta.example")
        .says("Из вашего профиля");
    // A mistake keeps what was typed.
    let pairs = [("phone", "8 900 555"), ("email", "amina@pochta.example")];
    let page = amina.post(&format!("{base}/contacts"), &pairs).await;
    page.is(422).says("8 900 555").says("Исправьте одно поле");
    amina
        .get(&format!("{base}/contacts"))
        .await
        .is(200)
        .says("8 900 555");
    let pairs = [
        ("phone", "8 900 555 01 47"),
        ("email", "amina@pochta.example"),
    ];
    let answer = amina.post(&format!("{base}/contacts"), &pairs).await;
    assert_eq!(answer.to(), format!("{base}/check"));
    amina
        .get(&format!("{base}/check"))
        .await
        .is(200)
        .says("Проверьте ответы перед отправкой")
        .says("Карта льгот")
        .says("полис.png")
        .says("Сафина Амина Рашидовна")
        .says("14.08.1987")
        .says("Согласие на обработку персональных данных")
        .keeps_quiet_of(r#"value="yes" checked"#);
});

on_both!(consent_is_asked_for_and_kept, |house| async move {
    let amina = house.amina().await;
    let base = amina.begin().await;
    amina.fill(&base).await;
    // Without the tick nothing goes on.
    amina
        .post(&format!("{base}/check"), &[])
        .await
        .is(422)
        .says("Без согласия");
    assert_eq!(
        amina.get(&format!("{base}/send")).await.to(),
        format!("{base}/check")
    );
    assert_eq!(house.count("select count(*) as n from consents").await, 0);
    let code = amina.tick(&base).await;
    // Another answer: the consent was for the answers as they were.
    let pairs = [("phone", "8 900 555 01 48"), ("email", "a@pochta.example")];
    amina.post(&format!("{base}/contacts"), &pairs).await;
    let send = format!("{base}/send");
    assert_eq!(
        amina.post(&send, &[("code", &code)]).await.to(),
        format!("{base}/check")
    );
    amina.tick(&base).await;
    let answer = amina.post(&send, &[("code", &code)]).await;
    assert_eq!(answer.to(), format!("{base}?done=sent"));
    assert_eq!(
        house
            .count("select count(*) as n from consents where version = '2'")
            .await,
        1
    );
});

on_both!(
    a_wrong_code_says_how_many_tries_are_left,
    |house| async move {
        let amina = house.amina().await;
        let base = amina.begin().await;
        amina.fill(&base).await;
        let code = amina.tick(&base).await;
        let send = format!("{base}/send");
        let wrong = if code == "000000" { "000001" } else { "000000" };
        amina
            .get(&send)
            .await
            .is(200)
            .says("Отправить заявку")
            .says("Отправить снова");
        amina
            .post(&send, &[("code", "")])
            .await
            .is(422)
            .says("Введите код из SMS");
        amina
            .post(&send, &[("code", wrong)])
            .await
            .is(422)
            .says("Осталось 4 попытки");
        amina
            .post(&send, &[("again", "1")])
            .await
            .is(422)
            .says("Новый код можно отправить после");
        house
            .store
            .clock
            .advance(jiff::SignedDuration::from_mins(6));
        amina
            .post(&send, &[("code", &code)])
            .await
            .is(422)
            .says("уже не действует");
        assert_eq!(amina.post(&send, &[("again", "1")]).await.to(), send);
        let fresh = house.code().await;
        assert_eq!(
            amina.post(&send, &[("code", &fresh)]).await.to(),
            format!("{base}?done=sent")
        );
    }
);

on_both!(a_draft_can_be_removed, |house| async move {
    let amina = house.amina().await;
    let base = amina.begin().await;
    amina.fill(&base).await;
    assert_eq!(house.count("select count(*) as n from files").await, 1);
    assert_eq!(
        amina.post(&format!("{base}/delete"), &[]).await.to(),
        "/applications"
    );
    assert_eq!(
        amina.post(&format!("{base}/delete"), &[]).await.to(),
        "/applications"
    );
    assert_eq!(house.count("select count(*) as n from files").await, 0);
    amina.get(&base).await.is(404);
});

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_with_a_fee_stops_honestly() {
    let own = format!("id: {}\n", crate::house::service());
    let edit = |text: String| {
        if !text.contains(&own) {
            return text;
        }
        let paid = text.replace("fee: {rubles: 0}", "fee: {rubles: 500}");
        paid.replace("      fee: 0\n", "      fee: 500\n")
    };
    let house = House::edited(okno_store::Engine::Sqlite, &edit).await;
    let amina = house.amina().await;
    amina
        .get(&new())
        .await
        .is(200)
        .says("оплата на портале появится позже");
    let base = amina.begin().await;
    amina.fill(&base).await;
    let check = format!("{base}/check");
    amina
        .get(&check)
        .await
        .is(200)
        .says("оплата на портале появится позже");
    amina.post(&check, &[("consent", "yes")]).await.is(422);
    assert_eq!(amina.get(&format!("{base}/send")).await.to(), check);
    assert_eq!(
        house
            .count("select count(*) as n from applications where state = 'sent'")
            .await,
        0
    );
}
