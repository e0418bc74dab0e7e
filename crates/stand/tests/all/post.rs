use okno_requisites::TrackingNumber;
use serde_json::{Value, json};

use crate::{KEY, world};

const DOOR: &str = "/post/letters";

fn letter() -> Value {
    json!({
        "name": "Сафина Амина <b>",
        "address": "391300, Рязанская область, г. Касимов, ул. Советская, д. 12",
        "postcode": "391300",
        // %PDF-1.7
        "pdf": "JVBERi0xLjc=",
    })
}

#[tokio::test]
async fn a_letter_goes_its_way() {
    let world = world().await;
    let (status, taken) = world.post(DOOR, "k", &letter()).await;
    assert_eq!(status, 201, "{taken}");
    let track = taken["track"].as_str().unwrap().to_owned();
    TrackingNumber::parse(&track).unwrap();
    // The same key prints no second letter.
    assert_eq!(world.post(DOOR, "k", &letter()).await.1, taken);
    let letters = world.list("/api/letters").await;
    assert_eq!((letters.len(), &letters[0]["step"]), (1, &json!("printed")));
    let (_, other) = world.post(DOOR, "l", &letter()).await;
    assert_ne!(other["track"], taken["track"]);
    let (status, pdf) = world.page(&format!("/api/letters/{track}/pdf")).await;
    assert_eq!((status, pdf.as_str()), (200, "%PDF-1.7"));

    let happen = format!("/api/letters/{track}");
    let tell = |step: &'static str| json!({ "step": step, "document": null });
    // Nobody hands over what has not arrived.
    assert_eq!(world.post(&happen, "", &tell("handed_over")).await.0, 409);
    assert_eq!(world.post(&happen, "", &tell("dispatched")).await.0, 200);
    assert_eq!(world.post(&happen, "", &tell("dispatched")).await.0, 409);
    assert_eq!(world.post(&happen, "", &tell("arrived")).await.0, 200);
    // By hand, on the page, it is against the passport.
    let page = format!("{}/post/{track}", world.url);
    let form = [("step", "handed_over")];
    let answer = world.client.post(&page).form(&form).send().await.unwrap();
    assert_eq!(answer.status(), 303);
    let events = format!("{}/post/letters/{track}/events", world.url);
    let asked = world
        .client
        .get(&events)
        .bearer_auth(KEY)
        .send()
        .await
        .unwrap();
    let events: Value = asked.json().await.unwrap();
    let kinds: Vec<&Value> = events["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| &event["kind"])
        .collect();
    assert_eq!(kinds, ["printed", "dispatched", "arrived", "handed_over"]);
    assert_eq!(events["events"][3]["document"], "passport");
    for path in ["/", "/post", &format!("/post/{track}")] {
        let (status, html) = world.page(path).await;
        assert_eq!(status, 200, "{path}");
        assert!(html.contains("Отделение почты"), "{path}");
        assert!(html.contains("учебный внешний мир"), "{path}");
        assert!(
            !html.contains("<b>") && !html.contains('⟦'),
            "{path}: {html}"
        );
    }
    assert_eq!(world.page("/post/00000000000000").await.0, 404);
}

#[tokio::test]
async fn the_post_takes_no_letter_that_cannot_arrive() {
    let world = world().await;
    for (field, value) in [
        ("name", ""),
        ("address", " "),
        ("postcode", "39130"),
        ("postcode", "012345"),
        ("pdf", "!"),
        ("pdf", "SGVsbG8="),
    ] {
        let mut letter = letter();
        letter[field] = value.into();
        let (status, told) = world.post(DOOR, "", &letter).await;
        assert_eq!(
            (status, told["field"].as_str()),
            (422, Some(field)),
            "{value}"
        );
    }
    assert_eq!(world.post(DOOR, "", &json!({})).await.0, 400);
    let closed = world
        .client
        .post(format!("{}{DOOR}", world.url))
        .json(&letter());
    assert_eq!(closed.send().await.unwrap().status(), 401);
    world
        .fault(json!({ "system": "post", "mode": "error" }))
        .await;
    assert_eq!(world.post(DOOR, "", &letter()).await.0, 503);
    assert!(world.list("/api/letters").await.is_empty());
}
