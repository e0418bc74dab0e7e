use serde_json::{Value, json};

use crate::{World, own, with, world};

const MVD: &str = "/registries/mvd/passport";
const SFR: &str = "/registries/sfr/snils";
const FNS: &str = "/registries/fns/inn";
const FIND: &str = "/registries/fns/find";

fn fields(answer: &Value) -> Vec<&str> {
    answer["mismatches"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| {
            assert!(!m["note"].as_str().unwrap().is_empty(), "{answer}");
            m["field"].as_str().unwrap()
        })
        .collect()
}

async fn ask(world: &World, path: &str, request: &Value) -> Value {
    let (status, answer) = world.post(path, "", request).await;
    assert_eq!(status, 200, "{path} {request}: {answer}");
    assert_eq!(answer["request_id"], request["request_id"]);
    answer
}

/// Asks with a number of its own, so that no earlier answer comes back.
async fn outcome(world: &World, path: &str, id: &str, request: Value) -> (String, Vec<String>) {
    let answer = ask(world, path, &with(request, "request_id", id)).await;
    let fields = fields(&answer).into_iter().map(str::to_owned).collect();
    (answer["outcome"].as_str().unwrap().to_owned(), fields)
}

#[tokio::test]
async fn a_good_person_matches_everywhere() {
    let world = world().await;
    let safina = own(&world.person("safina").await);
    for path in [MVD, SFR, FNS] {
        let answer = ask(&world, path, &safina).await;
        assert_eq!(answer["outcome"], "match", "{path}");
        assert_eq!(answer["mismatches"], json!([]));
    }
    assert_eq!(ask(&world, MVD, &safina).await["state"], "valid");
    let found = ask(&world, FIND, &safina).await;
    assert_eq!(found["outcome"], "match");
    assert_eq!(found["details"]["inn"], safina["inn"]);
}

#[tokio::test]
async fn special_people_get_the_answers_of_their_part() {
    let world = world().await;
    for (id, path, outcome, field, state) in [
        ("semyonova", MVD, "match", "", "valid"),
        ("semyonova", SFR, "match", "", ""),
        ("semyonova", FNS, "match", "", ""),
        ("rimskaya", MVD, "match", "", "valid"),
        ("karimov", SFR, "match", "", ""),
        ("volkova", MVD, "match", "", "valid"),
        ("zueva", FNS, "mismatch", "birth_date", ""),
        ("zueva", SFR, "match", "", ""),
        ("borisov", MVD, "match", "", "expired"),
        ("fomin", MVD, "match", "", "lost"),
        ("kadyrov", MVD, "match", "", "invalid"),
        ("petrova", MVD, "mismatch", "division_code", "valid"),
        ("orlova", SFR, "mismatch", "surname", ""),
        ("belov", SFR, "mismatch", "snils", ""),
        ("tarasova", FNS, "mismatch", "inn", ""),
        ("gusev", MVD, "not_found", "", ""),
        ("gusev", SFR, "not_found", "", ""),
        ("gusev", FNS, "not_found", "", ""),
        ("ishimbaeva", FIND, "not_found", "", ""),
        ("tarasova", FIND, "match", "", ""),
    ] {
        let request = own(&world.person(id).await);
        let answer = ask(
            &world,
            path,
            &with(request, "request_id", format!("{id}{path}")),
        )
        .await;
        assert_eq!(answer["outcome"], outcome, "{id} {path}");
        let expected: Vec<&str> = [field].into_iter().filter(|f| !f.is_empty()).collect();
        assert_eq!(fields(&answer), expected, "{id} {path}");
        assert_eq!(
            answer["state"].as_str().unwrap_or_default(),
            state,
            "{id} {path}"
        );
    }
}

#[tokio::test]
async fn every_person_says_beforehand_what_registries_answer() {
    let world = world().await;
    let people = world.list("/api/people").await;
    assert_eq!(people.len(), 60);
    for person in &people {
        for (path, key) in [(MVD, "mvd"), (SFR, "sfr"), (FIND, "fns_find")] {
            let answer = ask(
                &world,
                path,
                &with(own(person), "request_id", person["id"].clone()),
            )
            .await;
            assert_eq!(
                answer["outcome"], person["registries"][key]["outcome"],
                "{path} {person}"
            );
        }
    }
}

#[tokio::test]
async fn comparison_is_as_tolerant_as_life() {
    let world = world().await;
    let person = own(&world.person("rimskaya").await);
    let loose = with(person.clone(), "surname", "  РИМСКАЯ – корсакова ");
    let loose = with(loose, "name", "анна мария");
    let loose = with(loose, "birth_date", "27.02.1993");
    let digits = person["passport_number"].as_str().unwrap();
    let spaced = format!("{} {} № {}", &digits[..2], &digits[2..4], &digits[4..]);
    let loose = with(loose, "passport_number", spaced);
    assert_eq!(
        outcome(&world, MVD, "a", loose).await,
        ("match".to_owned(), vec![])
    );

    let yo = own(&world.person("semyonova").await);
    let plain = with(yo, "surname", "Семенова");
    assert_eq!(outcome(&world, SFR, "b", plain).await.0, "match");

    let nobody = own(&world.person("karimov").await);
    let empty = with(nobody, "patronymic", "");
    assert_eq!(outcome(&world, SFR, "c", empty).await.0, "match");
}

#[tokio::test]
async fn each_wrong_field_is_named_and_no_other() {
    let world = world().await;
    let safina = own(&world.person("safina").await);
    for (path, field, wrong) in [
        (MVD, "surname", "Сафиуллина"),
        (MVD, "name", "Алина"),
        (MVD, "patronymic", "Рашитовна"),
        (MVD, "birth_date", "1987-08-15"),
        (MVD, "passport_number", "6114000001"),
        (MVD, "passport_issued_on", "2014-03-26"),
        (MVD, "division_code", "620-011"),
        (SFR, "snils", "10042762699"),
        (FNS, "inn", "500100732259"),
    ] {
        let request = with(safina.clone(), field, wrong);
        let got = outcome(&world, path, &format!("{path}{field}"), request).await;
        assert_eq!(
            got,
            ("mismatch".to_owned(), vec![field.to_owned()]),
            "{path} {field}"
        );
    }
    let stranger = with(with(safina, "surname", "Никто"), "snils", "10042762699");
    assert_eq!(
        outcome(&world, SFR, "stranger", stranger).await.0,
        "not_found"
    );
}

#[tokio::test]
async fn one_key_is_one_question() {
    let world = world().await;
    let safina = own(&world.person("safina").await);
    let (_, first) = world.post(SFR, "k1", &safina).await;
    // The world changes its mind, the answer under the key does not.
    world
        .fault(json!({ "system": "sfr", "mode": "wrong" }))
        .await;
    let (_, again) = world.post(SFR, "k1", &safina).await;
    assert_eq!(first, again);
    let (_, other) = world.post(SFR, "k2", &safina).await;
    assert_eq!(other["outcome"], "mismatch");
    let calls = world.list("/api/calls?system=sfr").await;
    assert_eq!(calls.len(), 2, "{calls:?}");
    assert_eq!(calls[0]["key"], "k1");
    assert_eq!(calls[0]["repeats"], 1);
    assert_eq!(calls[0]["person"], "safina");
    assert_eq!(calls[0]["outcome"], "match");
    assert!(world.list("/api/calls?system=mvd").await.is_empty());
}

#[tokio::test]
async fn bad_requests_are_refused_by_name() {
    let world = world().await;
    let safina = own(&world.person("safina").await);
    let (status, answer) = world
        .post(MVD, "", &with(safina.clone(), "surname", " "))
        .await;
    assert_eq!((status, answer["field"].as_str()), (400, Some("surname")));
    let (status, answer) = world
        .post(FNS, "", &with(safina.clone(), "inn", Value::Null))
        .await;
    assert_eq!((status, answer["field"].as_str()), (400, Some("inn")));
    let keyless = world
        .client
        .post(format!("{}{MVD}", world.url))
        .json(&safina)
        .send()
        .await;
    assert_eq!(keyless.unwrap().status(), 401);
    let broken = world
        .request(MVD, "", &json!("x"))
        .body("{")
        .send()
        .await
        .unwrap();
    assert_eq!(broken.status(), 400);
    // A refused question may be put right under its number.
    assert_eq!(world.post(MVD, "", &safina).await.0, 200);
}
