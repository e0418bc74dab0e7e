use serde_json::{Value, json};

use crate::pages::plain;
use crate::{World, own, with, world};

const INCOME: &str = "/registries/fns/income";
const HEALTH: &str = "/registries/egisz/health";
const OBJECT: &str = "/registries/rosreestr/object";
const RECORD: &str = "/registries/mvd/criminal-record";
const VEHICLE: &str = "/registries/gibdd/vehicle";
const ORGANISATION: &str = "/registries/egrul/organisation";

/// The data, or nothing when the registry found none.
async fn ask(world: &World, path: &str, request: &Value) -> Option<Value> {
    let (status, answer) = world.post(path, "", request).await;
    assert_eq!(status, 200, "{path} {request}: {answer}");
    assert_eq!(answer["request_id"], request["request_id"]);
    match answer["outcome"].as_str().unwrap() {
        "found" => Some(answer["data"].clone()),
        other => {
            assert_eq!((other, &answer["data"]), ("not_found", &Value::Null));
            None
        }
    }
}

/// A question of a person under a number of its own.
async fn question(world: &World, id: &str, field: &str, value: impl Into<Value>) -> Value {
    let value = value.into();
    let number = format!("{id} {field} {value}");
    let request = with(own(&world.person(id).await), "request_id", number);
    with(request, field, value)
}

#[tokio::test]
async fn every_registry_tells_what_the_person_says_beforehand() {
    let world = world().await;
    let people = world.list("/api/people").await;
    for person in &people {
        let id = person["id"].as_str().unwrap();
        let held = &person["holdings"];
        let own = with(own(person), "request_id", id);
        for (year, total) in held["income"].as_object().unwrap() {
            if person["inn"].is_null() {
                assert!(total.is_null(), "{id}");
                continue;
            }
            let request = with(own.clone(), "year", year.parse::<i64>().unwrap());
            let request = with(request, "request_id", format!("{id} {year}"));
            let data = ask(&world, INCOME, &request).await;
            let told = data.map_or(Value::Null, |data| data["total"].clone());
            assert_eq!(&told, total, "{id} {year}");
        }
        for (path, name) in [(HEALTH, "health"), (RECORD, "record")] {
            let data = ask(&world, path, &own).await.unwrap_or_default();
            assert_eq!(data, held[name], "{id} {name}");
        }
        for object in held["objects"].as_array().unwrap() {
            let number = object["number"].clone();
            let request = with(own.clone(), "request_id", number.clone());
            let request = with(request, "cadastral_number", number);
            let data = ask(&world, OBJECT, &request).await.unwrap();
            assert_eq!(data["owner"], true, "{id}");
            assert_eq!(data["address"], object["address"], "{id}");
        }
        if held["vehicle"].is_object() {
            let request = with(own.clone(), "vin", held["vehicle"]["vin"].clone());
            let data = ask(&world, VEHICLE, &request).await.unwrap();
            assert_eq!(data["plate"], person["documents"]["vehicle"]["plate"]);
        }
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let world = world().await;
    let last = world.person("safina").await["holdings"]["income"].clone();
    let year: i64 = last
        .as_object()
        .unwrap()
        .keys()
        .max()
        .unwrap()
        .parse()
        .unwrap();
    for (path, id, field, value) in [
        // Found: the same question of somebody whom the registry knows.
        (INCOME, "safina", "year", json!(year)),
        (HEALTH, "safina", "x", json!("")),
        (RECORD, "safina", "x", json!("")),
        (ORGANISATION, "safina", "inn", json!("6226005298")),
    ] {
        let request = question(&world, id, field, value).await;
        assert!(ask(&world, path, &request).await.is_some(), "{path}");
    }
    for (path, id, field, value) in [
        (INCOME, "safina", "year", json!(year + 1)),
        (INCOME, "safina", "inn", json!("500100732259")),
        // The tax service holds another birth date.
        (INCOME, "zueva", "year", json!(year)),
        (INCOME, "gusev", "year", json!(year)),
        (HEALTH, "laptev", "x", json!("")),
        (HEALTH, "gusev", "x", json!("")),
        (RECORD, "gusev", "x", json!("")),
        (RECORD, "safina", "surname", json!("Никто")),
        (
            OBJECT,
            "safina",
            "cadastral_number",
            json!("62:26:0000001:1"),
        ),
        (VEHICLE, "safina", "vin", json!("XTA21099000000000")),
        (ORGANISATION, "safina", "inn", json!("7700000000")),
    ] {
        let mut request = question(&world, id, field, value).await;
        if path == INCOME && field != "year" {
            request["year"] = year.into();
        }
        assert_eq!(ask(&world, path, &request).await, None, "{path} {id}");
    }
    let convicted = question(&world, "karimov", "x", "").await;
    let data = ask(&world, RECORD, &convicted).await.unwrap();
    assert_eq!(data["records"], 1);
}

#[tokio::test]
async fn registries_of_holdings_have_faults_keys_and_a_log() {
    let world = world().await;
    let safina = own(&world.person("safina").await);
    let number = world.person("safina").await["holdings"]["objects"][0]["number"].clone();
    let asked = with(safina.clone(), "cadastral_number", number);
    let (_, first) = world.post(OBJECT, "k1", &asked).await;
    assert_eq!(first["outcome"], "found");
    for (mode, status) in [("error", 503), ("refuse", 422)] {
        world
            .fault(json!({ "system": "rosreestr", "mode": mode }))
            .await;
        assert_eq!(world.post(OBJECT, "k2", &asked).await.0, status, "{mode}");
        // The others go on.
        assert_eq!(world.post(HEALTH, mode, &safina).await.0, 200);
    }
    world
        .fault(json!({ "system": "rosreestr", "mode": "garbage" }))
        .await;
    let garbage = world.request(OBJECT, "k2", &asked).send().await.unwrap();
    assert!(garbage.json::<Value>().await.is_err());
    world
        .fault(json!({ "system": "rosreestr", "mode": "down" }))
        .await;
    assert!(world.request(OBJECT, "k2", &asked).send().await.is_err());
    world
        .fault(json!({ "system": "rosreestr", "mode": "wrong" }))
        .await;
    let (_, lie) = world.post(OBJECT, "k2", &asked).await;
    assert_eq!(lie["outcome"], "not_found");
    // The answer under a key does not change.
    assert_eq!(world.post(OBJECT, "k1", &asked).await.1, first);
    let calls = world.list("/api/calls?system=rosreestr").await;
    assert_eq!(calls[0]["key"], "k1");
    assert_eq!(
        (&calls[0]["outcome"], &calls[0]["repeats"]),
        (&json!("found"), &json!(1))
    );
    assert_eq!(calls[0]["person"], "safina");
    assert_eq!(calls.len(), 6);

    // Legal entities are the tax service’s.
    world
        .fault(json!({ "system": "fns", "mode": "error" }))
        .await;
    let firm = with(safina.clone(), "inn", "6226005298");
    assert_eq!(world.post(ORGANISATION, "k", &firm).await.0, 503);
    world
        .fault(json!({ "system": "gibdd", "mode": "refuse" }))
        .await;
    let car = with(safina, "vin", "XTA21099000000000");
    assert_eq!(world.post(VEHICLE, "k", &car).await.0, 422);
}

#[tokio::test]
async fn questions_that_lack_something_are_refused_by_name() {
    let world = world().await;
    let safina = own(&world.person("safina").await);
    for (path, field) in [
        (INCOME, "year"),
        (INCOME, "inn"),
        (HEALTH, "snils"),
        (OBJECT, "cadastral_number"),
        (RECORD, "passport_number"),
        (VEHICLE, "vin"),
        (ORGANISATION, "inn"),
        (RECORD, "birth_date"),
    ] {
        let request = with(with(safina.clone(), "year", 2025), field, Value::Null);
        let (status, answer) = world.post(path, "", &request).await;
        let named = answer["field"].as_str().unwrap_or_default();
        // What is not text is not read at all.
        let expected = if field == "birth_date" { "body" } else { field };
        assert_eq!((status, named), (400, expected), "{path}");
    }
    let text = with(safina.clone(), "year", "2025");
    assert_eq!(world.post(INCOME, "", &text).await.0, 400);
    let keyless = world.client.post(format!("{}{HEALTH}", world.url));
    let keyless = keyless.json(&safina).send().await.unwrap();
    assert_eq!(keyless.status(), 401);
}

#[tokio::test]
async fn pages_show_what_registries_hold() {
    let world = world().await;
    let safina = world.person("safina").await;
    let object = &safina["holdings"]["objects"][0];
    let (_, html) = world.page("/people/safina?lang=ru").await;
    for text in [
        object["number"].as_str().unwrap(),
        "Недвижимость в Росреестре",
        "6226005298",
        "ВАЗ 21099",
        "Медосмотр",
    ] {
        assert!(plain(&html).contains(text), "{text}:\n{html}");
    }
    let (_, html) = world.page("/people/laptev?lang=ru").await;
    let html = plain(&html);
    assert!(html.contains("Осмотра не было") && html.contains("Земельный участок"));
    let (_, html) = world.page("/people/gusev?lang=ru").await;
    assert!(!plain(&html).contains("Недвижимость в Росреестре"));
    let (_, html) = world.page("/switchboard?lang=ru").await;
    for system in ["Росреестр", "ЕГИСЗ", "ГИБДД"] {
        assert!(html.contains(system), "{system}");
    }
}
