//! A form whose questions depend on answers, without scripts: a complaint.

use okno_accounts::Level;
use okno_store::Engine;

use crate::house::{
    AGENCY, Browser, EMAIL, File, House, PHONE, PNG, at_desk, multipart, service_with,
};

/// The service that asks only what the answers call for.
fn branching() -> String {
    service_with(|s| s.form.questions().any(|(_, q)| q.when.is_some()))
}

async fn begun(house: &House) -> (Browser<'_>, String) {
    let id = house.citizen_of(Level::Simplified, PHONE, EMAIL).await;
    let person = house.enter("citizen", id).await;
    let new = format!("/applications/new/{}", branching());
    person.get(&new).await.is(200);
    let base = person.post(&new, &[]).await.to();
    (person, base)
}

on_both!(an_answer_brings_up_its_questions, |house| async move {
    let (person, base) = begun(&house).await;
    let page = format!("{base}/subject");
    let first = person.get(&page).await;
    first.is(200).says("На что вы жалуетесь?");
    // There for the script, and hidden.
    first.says("data-question=\"case_number\" hidden");
    first.says("id=\"okno-logic\"");
    person.post(&page, &[("about", "")]).await.is(422);
    let to = person.post(&page, &[("about", "delay")]).await.to();
    assert_eq!(to, format!("{page}?more"));
    let more = person.get(&to).await;
    more.is(200).says("Появились ещё вопросы");
    more.says("data-question=\"case_number\">");
    more.says("data-question=\"office\" hidden");
    // Seen by now, so it must be answered; each rule in its words.
    let fields = [("about", "delay"), ("promised_by", "01.01.2099")];
    let flawed = person.post(&page, &fields).await;
    flawed
        .is(422)
        .says("Этот день ещё не прошёл")
        .says("01.01.2099");
    let fields = [
        ("about", "delay"),
        ("promised_by", "01.11.2026"),
        ("case_number", "147325"),
    ];
    person.post(&page, &fields).await.is(422).says("семи цифр");
    let fields = [
        ("about", "delay"),
        ("promised_by", "01.11.2020"),
        ("case_number", "ЭК-2026-0147325"),
        // Sent by a page that had them hidden: they count for nothing.
        ("office", "МФЦ"),
        ("decided_on", "не день"),
    ];
    let to = person.post(&page, &fields).await.to();
    assert_eq!(to, format!("{base}/details"));
});

on_both!(
    with_a_script_what_was_seen_must_be_answered,
    |house| async move {
        let (person, base) = begun(&house).await;
        let page = format!("{base}/subject");
        let fields = [("about", "official"), ("_seen", "1")];
        let flawed = person.post(&page, &fields).await;
        flawed.is(422).says("href=\"#office\"");
        flawed
            .keeps_quiet_of("href=\"#case_number\"")
            .keeps_quiet_of("href=\"#official_name\"");
    }
);

async fn fill(person: &Browser<'_>, base: &str) {
    let fields = [
        ("about", "official"),
        ("office", "МФЦ, окно 4"),
        ("_seen", "1"),
    ];
    person.post(&format!("{base}/subject"), &fields).await.to();
    let fields = [
        ("story", "Сотрудник не принял документы."),
        ("wanted", "excuse"),
        ("has_evidence", "yes"),
        ("_seen", "1"),
    ];
    let file = File {
        field: "evidence",
        name: "снимок.png",
        content: PNG,
    };
    let body = multipart(&fields, &[file]);
    person.upload(&format!("{base}/details"), body).await.to();
    let fields = [("phone", PHONE), ("email", EMAIL)];
    let to = person.post(&format!("{base}/contacts"), &fields).await.to();
    assert_eq!(to, format!("{base}/check"));
}

async fn send(house: &House, person: &Browser<'_>, base: &str) {
    person
        .post(&format!("{base}/check"), &[("consent", "yes")])
        .await
        .to();
    let code = house.code().await;
    let to = person
        .post(&format!("{base}/send"), &[("code", &code)])
        .await
        .to();
    assert_eq!(to, format!("{base}?done=sent"));
}

on_both!(
    a_complaint_is_composed_with_the_data_of_the_profile,
    |house| async move {
        let (person, base) = begun(&house).await;
        let contacts = person.get(&format!("{base}/contacts")).await;
        contacts.is(200).says("value=\"+7 (900) 555-01-47\"");
        contacts
            .says(&format!("value=\"{EMAIL}\""))
            .says("Из вашего профиля.");
        fill(&person, &base).await;
        // The name goes with it too.
        person
            .get(&format!("{base}/check"))
            .await
            .says("Сафина Амина Рашидовна");
    }
);

on_both!(what_is_not_asked_goes_nowhere, |house| async move {
    let (person, base) = begun(&house).await;
    fill(&person, &base).await;
    let check = person.get(&format!("{base}/check")).await;
    check.is(200).says("МФЦ, окно 4").says("снимок.png");
    check.keeps_quiet_of("Номер обращения");
    assert_eq!(house.count("select count(*) as n from files").await, 1);
    // Another subject: the office is asked no more, the picture stays.
    let fields = [
        ("about", "decision"),
        ("case_number", "ЭК-2026-0147325"),
        ("decided_on", "01.11.2020"),
        ("_seen", "1"),
    ];
    person.post(&format!("{base}/subject"), &fields).await.to();
    // And no picture after all.
    let fields = [
        ("story", "Сотрудник не принял документы."),
        ("wanted", "excuse"),
        ("_seen", "1"),
    ];
    let body = multipart(&fields, &[]);
    person.upload(&format!("{base}/details"), body).await.to();
    assert_eq!(house.count("select count(*) as n from files").await, 0);
    let check = person.get(&format!("{base}/check")).await;
    check
        .is(200)
        .says("ЭК-2026-0147325")
        .keeps_quiet_of("МФЦ, окно 4");
    check.keeps_quiet_of("снимок.png");
    send(&house, &person, &base).await;
    let sent = person.get(&base).await;
    sent.is(200)
        .says("ЭК-2026-0147325")
        .keeps_quiet_of("Где это было");
    let officer = house.officer("one", AGENCY, "officer").await;
    officer
        .get(&at_desk(&base))
        .await
        .is(200)
        .keeps_quiet_of("Где это было");
});

on_both!(a_correction_may_bring_up_more, |house| async move {
    let (person, base) = begun(&house).await;
    fill(&person, &base).await;
    send(&house, &person, &base).await;
    let officer = house.officer("one", AGENCY, "officer").await;
    let case = at_desk(&base);
    officer.post(&format!("{case}/claim"), &[]).await.to();
    let fields = [
        ("decision", "correct"),
        ("mark-about", "yes"),
        ("message", "Уточните, на что жалоба"),
    ];
    officer.post(&format!("{case}/decide"), &fields).await.to();
    let page = format!("{base}/correct");
    let asked = person.get(&page).await;
    asked
        .is(200)
        .says("Уточните, на что жалоба")
        .says("На что вы жалуетесь?");
    // Another subject needs more; nothing is sent before it is there.
    let to = person.post(&page, &[("about", "delay")]).await.to();
    assert_eq!(to, page);
    let fields = [
        ("about", "delay"),
        ("promised_by", "01.11.2020"),
        ("case_number", "x"),
    ];
    person.post(&page, &fields).await.is(422).says("семи цифр");
    let fields = [
        ("about", "delay"),
        ("promised_by", "01.11.2020"),
        ("case_number", "ЭК-2026-0147325"),
    ];
    let to = person.post(&page, &fields).await.to();
    assert_eq!(to, format!("{base}?done=corrected"));
    let sent = person.get(&base).await;
    sent.says("ЭК-2026-0147325").keeps_quiet_of("МФЦ, окно 4");
});

on_both!(
    a_file_that_hangs_on_a_marked_answer_can_be_removed,
    |house| async move {
        let (person, base) = begun(&house).await;
        fill(&person, &base).await;
        send(&house, &person, &base).await;
        let officer = house.officer("one", AGENCY, "officer").await;
        let case = at_desk(&base);
        officer.post(&format!("{case}/claim"), &[]).await.to();
        let fields = [
            ("decision", "correct"),
            ("mark-has_evidence", "yes"),
            ("message", "Снимок не открывается"),
        ];
        officer.post(&format!("{case}/decide"), &fields).await.to();
        let page = person.get(&format!("{base}/correct")).await.text();
        let at = page.find(&format!("{base}/files/")).unwrap();
        let file = page[at..].split('"').next().unwrap().to_owned();
        let to = person.post(&file, &[]).await.to();
        assert_eq!(to, format!("{base}/correct"));
        assert_eq!(house.count("select count(*) as n from files").await, 0);
    }
);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_does_not_meet_a_condition_is_told_before_the_first_question() {
    let own = format!("id: {}\n", crate::house::service());
    let edit = |text: String| match text.contains(&own) && text.contains(">= 14\n") {
        true => text
            .replace(">= 14\n", ">= 60\n")
            .replace("eligible: true", "eligible: false"),
        false => text,
    };
    let house = House::edited(Engine::Sqlite, &edit).await;
    let amina = house.amina().await;
    let new = format!("/applications/new/{}", crate::house::service());
    let offer = amina.get(&new).await;
    offer
        .is(200)
        .says("Не подходит")
        .says("Карту выдают с 14 лет");
    offer.keeps_quiet_of("Начать заявление");
    amina
        .post(&new, &[])
        .await
        .is(422)
        .says("Карту выдают с 14 лет");
    let none = house.count("select count(*) as n from applications").await;
    assert_eq!(none, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_profile_does_not_say_stops_the_sending_and_leads_there() {
    let own = format!("id: {}\n", crate::house::service());
    let edit = |text: String| match text.contains(&own) {
        true => text
            .replace("age(profile.birth_date) >= 14", "profile.inn.size() == 12")
            .replace("eligible: false", "eligible: true"),
        false => text,
    };
    let house = House::edited(Engine::Sqlite, &edit).await;
    let amina = house.amina().await;
    let new = format!("/applications/new/{}", crate::house::service());
    let offer = amina.get(&new).await;
    offer.is(200).says("Не знаем").says("Начать заявление");
    let base = amina.begin().await;
    amina.fill(&base).await;
    assert_eq!(amina.get(&format!("{base}/check")).await.to(), base);
    let tasks = amina.get(&base).await;
    tasks.is(200).says("Что мешает отправить").says("Не знаем");
    tasks.says("href=\"/cabinet/profile/edit\">Заполнить профиль");
    let check = format!("{base}/check");
    assert_eq!(amina.post(&check, &[("consent", "yes")]).await.to(), base);
}
