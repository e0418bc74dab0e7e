//! The way of a case through its workflow: registries, automatic decisions, four eyes.

use okno_applications::State;
use serde_json::{Value, json};

use crate::house::{AGENCY, House, at_desk, id_in, service};

/// Puts keys into the folder of the service that the tests apply for.
fn with(keys: &'static str) -> impl Fn(String) -> String {
    move |text: String| match text.contains(&format!("id: {}\n", service())) {
        true => format!("{text}\n{keys}"),
        false => text,
    }
}

/// Years of work are asked of the archive; debts only of who wants a medical card.
const REGISTRIES: &str = "
registries:
  - id: years
    query: test-years
    with: {since: profile.birth_date + years(14)}
  - id: debts
    query: test-debts
    when: purpose == 'medical'
workflow:
  - id: ask
    title: {ru: Спрашиваем архив, en: Asking the archive}
    waits: registries
    then:
      - when: registry.years.found && registry.years.years >= 5 && registry.debts.owes == false
        approve: true
      - when: registry.years.found && registry.years.years < 5
        reject: GROUND
      - to: review
  - id: review
    title: {ru: Смотрит сотрудник, en: An official looks}
    actions: [approve, correct, reject]
";

fn registries(text: String) -> String {
    let ground = text.split("refusal_grounds:").nth(1).map(|rest| {
        let id = rest.split("id: ").nth(1).unwrap_or_default();
        id.lines().next().unwrap_or_default().to_owned()
    });
    with(REGISTRIES)(text).replace("GROUND", &ground.unwrap_or_default())
}

const FOUR_EYES: &str = "
workflow:
  - id: prepare
    title: {ru: Готовят решение, en: The decision is prepared}
    actions:
      - to: confirm
        title: {ru: На утверждение, en: To be confirmed}
      - reject
      - correct
  - id: confirm
    title: {ru: Утверждают, en: The decision is confirmed}
    actions:
      - approve
      - reject
      - to: prepare
        title: {ru: Вернуть, en: Send back}
    not_by: [prepare]
";

async fn state(house: &House, base: &str) -> (State, Option<String>, bool) {
    let found = okno_applications::find(house.db(), id_in(base)).await;
    let found = found.unwrap().unwrap();
    (found.state, found.stage, found.waits)
}

fn good() -> Value {
    json!({ "years": 7, "paid": "650000.50", "rank": "high", "unasked": "секрет" })
}

on_edited!(
    what_registries_hold_decides_by_itself,
    registries,
    |house| async move {
        house.registry.holds("years", good());
        house.registry.holds("debts", json!({ "owes": false }));
        let person = house.amina().await;
        let base = person.apply().await;
        let (at, stage, waits) = state(&house, &base).await;
        assert_eq!(
            (at, stage.as_deref(), waits),
            (State::Sent, Some("ask"), true)
        );
        let page = person.get(&base).await;
        page.is(200).says("Спрашиваем архив").says("Архив долгов");
        house.run_jobs().await;
        let (at, _, waits) = state(&house, &base).await;
        assert_eq!((at, waits), (State::Approved, false));
        // What went out: the person's name and what the row takes, nothing else.
        let asked = house.registry.asked.lock().unwrap().clone();
        let (_, question) = asked.iter().find(|(query, _)| query == "years").unwrap();
        let mut names: Vec<&String> = question.as_object().unwrap().keys().collect();
        names.sort();
        assert_eq!(
            names,
            [
                "birth_date",
                "name",
                "patronymic",
                "request_id",
                "since",
                "surname"
            ]
        );
        let (_, debts) = asked.iter().find(|(query, _)| query == "debts").unwrap();
        assert_eq!(debts.as_object().unwrap().len(), 1, "{debts}");
        let page = person.get(&base).await;
        page.is(200)
            .says("Решение принято автоматически")
            .says("Документ готов");
        // The register names nobody who did not decide.
        let case = okno_applications::find(house.db(), id_in(&base))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(case.decision.unwrap().official(), None);
        let secret =
            house.count("select count(*) as n from application_checks where state = 'found'");
        assert_eq!(secret.await, 2);
    }
);

on_edited!(
    a_refusal_by_rules_names_its_ground_and_the_way_out,
    registries,
    |house| async move {
        house.registry.holds(
            "years",
            json!({ "years": 3, "paid": "90000.00", "rank": "low" }),
        );
        house.registry.holds("debts", json!({ "owes": false }));
        let person = house.amina().await;
        let base = person.apply().await;
        house.run_jobs().await;
        assert_eq!(state(&house, &base).await.0, State::Rejected);
        let page = person.get(&base).await;
        page.is(200).says("Решение принято автоматически");
        assert!(
            house.sms_texts().iter().any(|sms| sms.contains("тклон")),
            "{:?}",
            house.sms_texts()
        );
    }
);

on_edited!(
    a_registry_that_keeps_silent_stops_its_case_and_is_seen,
    registries,
    |house| async move {
        house.registry.holds("years", good());
        let person = house.amina().await;
        let base = person.apply().await;
        house.run_jobs().await;
        let (at, stage, waits) = state(&house, &base).await;
        assert_eq!(
            (at, stage.as_deref(), waits),
            (State::Sent, Some("ask"), true)
        );
        let page = person.get(&base).await;
        page.is(200)
            .says("Архив долгов")
            .keeps_quiet_of("<li>Архив</li>");
        let officer = house.officer("khakimov", AGENCY, "officer").await;
        // Not among those that may be taken, and named where it waits.
        officer
            .get("/work?f=new")
            .await
            .is(200)
            .keeps_quiet_of(&at_desk(&base));
        officer
            .get("/work?f=waiting")
            .await
            .is(200)
            .says(&at_desk(&base))
            .says("Ждёт реестра");
        assert_eq!(officer.post("/work/next", &[]).await.to(), "/work");
        let closed = officer.get(&at_desk(&base)).await;
        closed
            .is(200)
            .says("Архив долгов")
            .says("Спросили")
            .says("Рассмотреть без ответа");
        closed.keeps_quiet_of("650");
        officer
            .post(&format!("{}/claim", at_desk(&base)), &[])
            .await
            .is(409)
            .says("Дело ждёт ответа реестра");
        // The answer comes after all: the case goes on by itself.
        house.registry.holds("debts", json!({ "owes": true }));
        house.later(1);
        house.run_jobs().await;
        let (at, stage, waits) = state(&house, &base).await;
        assert_eq!(
            (at, stage.as_deref(), waits),
            (State::Sent, Some("review"), false)
        );
        officer
            .get("/work?f=new")
            .await
            .is(200)
            .says(&at_desk(&base));
        let to = officer
            .post(&format!("{}/claim", at_desk(&base)), &[])
            .await
            .to();
        let open = officer.get(&to).await;
        open.is(200)
            .says("Смотрит сотрудник")
            .says("650 000,50 ₽")
            .says("Высший");
        open.says("Есть долги").keeps_quiet_of("секрет");
        officer.decide(&base, &[("decision", "approve")]).await;
        house.run_jobs().await;
        assert_eq!(state(&house, &base).await.0, State::Approved);
    }
);

on_edited!(
    an_official_decides_where_a_registry_keeps_silent,
    registries,
    |house| async move {
        let person = house.amina().await;
        let base = person.apply().await;
        house.run_jobs().await;
        let officer = house.officer("khakimov", AGENCY, "officer").await;
        let desk = at_desk(&base);
        let to = officer.post(&format!("{desk}/by-hand"), &[]).await.to();
        assert_eq!(to, desk);
        // Two clicks, and a colleague at the same moment.
        let colleague = house.officer("safin", AGENCY, "officer").await;
        colleague
            .post(&format!("{desk}/by-hand"), &[])
            .await
            .is(409);
        let open = officer.get(&desk).await;
        open.is(200).says("Ждём ответа").says("Спросили 1 раз");
        officer.decide(&base, &[("decision", "approve")]).await;
        assert_eq!(state(&house, &base).await.0, State::Approved);
        // Nobody is asked about it any more, and nothing of it changes.
        let asked = house.registry.asked.lock().unwrap().len();
        house.registry.holds("years", json!({ "years": 1 }));
        house.registry.holds("debts", json!({ "owes": false }));
        house.later(1);
        house.run_jobs().await;
        assert_eq!(house.registry.asked.lock().unwrap().len(), asked);
        assert_eq!(state(&house, &base).await.0, State::Approved);
    }
);

on_edited!(
    what_a_registry_says_against_the_agreement_is_no_answer,
    registries,
    |house| async move {
        house.registry.holds("years", json!({ "years": "семь" }));
        house.registry.says("debts", 400, Value::Null);
        let person = house.amina().await;
        let base = person.apply().await;
        house.run_jobs().await;
        let of = |state: &'static str| match state {
            "asking" => {
                "select count(*) as n from application_checks where state = 'asking' and name = 'years'"
            }
            _ => {
                "select count(*) as n from application_checks where state = 'refused' and name = 'debts'"
            }
        };
        assert_eq!(house.count(of("asking")).await, 1);
        assert_eq!(house.count(of("refused")).await, 1);
        // Neither is one that lacks a field which rules rely on.
        house.registry.holds("years", json!({ "years": 7 }));
        house.later(1);
        house.run_jobs().await;
        assert_eq!(house.count(of("asking")).await, 1);
        // Mended, the registry is heard; the one that refused leaves it to an official.
        house.registry.holds("years", good());
        house.later(1);
        house.run_jobs().await;
        let (at, stage, _) = state(&house, &base).await;
        assert_eq!((at, stage.as_deref()), (State::Sent, Some("review")));
    }
);

on_edited!(
    an_answer_that_is_still_good_is_used_again,
    registries,
    |house| async move {
        house.registry.holds("years", good());
        house.registry.holds("debts", json!({ "owes": false }));
        let person = house.amina().await;
        let asked = |house: &House, word: &str| {
            let all = house.registry.asked.lock().unwrap();
            all.iter().filter(|(query, _)| query == word).count()
        };
        person.apply().await;
        house.run_jobs().await;
        assert_eq!((asked(&house, "years"), asked(&house, "debts")), (1, 1));
        // The archive of debts is asked for every case anew (fresh_days: 0).
        house.later(5);
        let second = person.apply().await;
        house.run_jobs().await;
        assert_eq!((asked(&house, "years"), asked(&house, "debts")), (1, 2));
        assert_eq!(state(&house, &second).await.0, State::Approved);
        house.later(60 * 24 * 31);
        let person = house.enter("citizen", person.id).await;
        person.apply().await;
        house.run_jobs().await;
        assert_eq!(
            asked(&house, "years"),
            2,
            "after thirty days it is asked anew"
        );
    }
);

on_edited!(
    four_eyes_are_two_officials,
    with(FOUR_EYES),
    |house| async move {
        let person = house.amina().await;
        let base = person.apply().await;
        let desk = at_desk(&base);
        let first = house.officer("khakimov", AGENCY, "officer").await;
        let second = house.officer("safin", AGENCY, "officer").await;
        first.post(&format!("{desk}/claim"), &[]).await.to();
        let open = first.get(&desk).await;
        open.is(200).says("Готовят решение").says("На утверждение");
        open.keeps_quiet_of("value=\"approve\"");
        // What the page does not offer is refused, too.
        first
            .post(&format!("{desk}/decide"), &[("decision", "approve")])
            .await
            .is(422);
        first.decide(&base, &[("decision", "to:confirm")]).await;
        let (at, stage, _) = state(&house, &base).await;
        assert_eq!((at, stage.as_deref()), (State::Sent, Some("confirm")));
        assert_eq!(house.holder(&base).await, None, "somebody else takes it");
        let page = person.get(&base).await;
        page.is(200).says("Утверждают");
        // The first one has looked at it already.
        first
            .post(&format!("{desk}/claim"), &[])
            .await
            .is(409)
            .says("Нужен другой сотрудник");
        assert_eq!(first.post("/work/next", &[]).await.to(), "/work");
        second.post(&format!("{desk}/claim"), &[]).await.to();
        let hand = [("to", first.id.to_string())];
        let hand: Vec<(&str, &str)> = hand.iter().map(|(n, v)| (*n, v.as_str())).collect();
        second.post(&format!("{desk}/hand"), &hand).await.is(422);
        // Back and forth again: the second one has looked now, but in another stage.
        second.decide(&base, &[("decision", "to:prepare")]).await;
        second.post(&format!("{desk}/claim"), &[]).await.to();
        second.decide(&base, &[("decision", "to:confirm")]).await;
        second.post(&format!("{desk}/claim"), &[]).await.is(409);
        let third = house.officer("galiev", AGENCY, "officer").await;
        third.post(&format!("{desk}/claim"), &[]).await.to();
        third.decide(&base, &[("decision", "approve")]).await;
        assert_eq!(state(&house, &base).await.0, State::Approved);
        let history = third.get(&desk).await;
        history.is(200).says("Утверждают").says("Готовят решение");
    }
);

on_edited!(
    a_correction_begins_the_workflow_anew,
    with(FOUR_EYES),
    |house| async move {
        let person = house.amina().await;
        let base = person.apply().await;
        let desk = at_desk(&base);
        let officer = house.officer("khakimov", AGENCY, "officer").await;
        officer.post(&format!("{desk}/claim"), &[]).await.to();
        officer
            .decide(
                &base,
                &[
                    ("decision", "correct"),
                    ("mark-phone", "yes"),
                    ("message", "Проверьте телефон"),
                ],
            )
            .await;
        assert_eq!(state(&house, &base).await.0, State::CorrectionAsked);
        let fields = [("phone", "8 900 555 02 59")];
        person.post(&format!("{base}/correct"), &fields).await.to();
        let (at, stage, _) = state(&house, &base).await;
        assert_eq!((at, stage.as_deref()), (State::Sent, Some("prepare")));
    }
);

/// Whoever asks for a second connection while holding one waits for ever where there is one.
async fn on_one_connection(engine: okno_store::Engine) {
    let house = House::with(engine, &registries, 1).await;
    house.registry.holds("years", good());
    house.registry.holds("debts", json!({ "owes": false }));
    let person = house.amina().await;
    let base = person.apply().await;
    house.run_jobs().await;
    assert_eq!(state(&house, &base).await.0, State::Approved);
    // What was asked once is looked for again.
    let second = person.apply().await;
    assert_ne!(base, second);
    house.run_jobs().await;
    assert_eq!(state(&house, &second).await.0, State::Approved);
    let officer = house.officer("one", AGENCY, "officer").await;
    officer.get(&at_desk(&second)).await.is(200);
}

mod a_sending_holds_one_connection_only {
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn sqlite() {
        super::on_one_connection(okno_store::Engine::Sqlite).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn postgres() {
        super::on_one_connection(okno_store::Engine::Postgres).await;
    }
}
