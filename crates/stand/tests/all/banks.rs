use okno_stand::KEY;
use serde_json::{Value, json};

use crate::{World, world};

const BACK: &str = "http://portal.example/back";
// RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn request(more: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let mut all = vec![
        ("response_type", "code"),
        ("client_id", "okno"),
        ("redirect_uri", BACK),
        ("scope", "openid profile documents"),
        ("state", "s"),
        ("nonce", "n"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
        ("person", "safina"),
        ("decision", "agree"),
    ];
    all.retain(|(name, _)| more.iter().all(|(other, _)| other != name));
    all.extend(more.iter().filter(|(_, value)| !value.is_empty()));
    all
}

/// Where the bank sends the person.
async fn decided(world: &World, more: &[(&'static str, &'static str)]) -> Option<reqwest::Url> {
    let url = format!("{}/banks/tinkoff/authorize", world.url);
    let answer = world.client.post(url).form(&request(more)).send().await;
    let answer = answer.unwrap();
    let to = answer.headers().get("location")?.to_str().unwrap();
    Some(to.parse().unwrap())
}

fn part(url: &reqwest::Url, name: &str) -> String {
    let found = url.query_pairs().find(|(n, _)| n == name);
    found.map_or_else(String::new, |(_, value)| value.into_owned())
}

async fn exchanged(world: &World, code: &str, verifier: &str, secret: &str) -> (u16, Value) {
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", BACK),
        ("code_verifier", verifier),
    ];
    let url = format!("{}/banks/tinkoff/token", world.url);
    let request = world.client.post(url).basic_auth("okno", Some(secret));
    let answer = request.form(&form).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

#[tokio::test]
async fn a_code_serves_once_and_only_whom_it_was_made_for() {
    let world = world().await;
    let code = part(&decided(&world, &[]).await.unwrap(), "code");
    assert_eq!(exchanged(&world, &code, VERIFIER, "guess").await.0, 401);
    let (status, token) = exchanged(&world, &code, VERIFIER, KEY).await;
    assert_eq!(status, 200, "{token}");
    assert_eq!(token["id_token"].as_str().unwrap().split('.').count(), 3);
    let no = json!({ "error": "invalid_grant" });
    let replayed = exchanged(&world, &code, VERIFIER, KEY).await;
    assert_eq!(replayed, (400, no.clone()));
    let code = part(&decided(&world, &[]).await.unwrap(), "code");
    let other = exchanged(&world, &code, &VERIFIER.replace('d', "e"), KEY).await;
    assert_eq!(other, (400, no.clone()));
    // Even a wrong verifier uses the code up.
    assert_eq!(exchanged(&world, &code, VERIFIER, KEY).await, (400, no));
}

#[tokio::test]
async fn a_bank_asks_for_pkce_and_knows_where_to_send_people() {
    let world = world().await;
    for (more, error) in [
        (("code_challenge", ""), "invalid_request"),
        (("code_challenge_method", "plain"), "invalid_request"),
        (("response_type", "token"), "unsupported_response_type"),
        (("scope", "profile"), "invalid_scope"),
        (("decision", "refuse"), "access_denied"),
    ] {
        let back = decided(&world, &[more]).await.unwrap();
        assert!(back.as_str().starts_with(BACK));
        assert_eq!(
            (part(&back, "error").as_str(), part(&back, "state").as_str()),
            (error, "s")
        );
        assert_eq!(part(&back, "code"), "");
    }
    for more in [
        ("redirect_uri", "http://portal.example.evil.example/back"),
        ("client_id", "stranger"),
    ] {
        assert_eq!(decided(&world, &[more]).await, None);
    }
    let own = format!("{}/banks/tinkoff", world.url);
    let found = world
        .get("/banks/tinkoff/.well-known/openid-configuration")
        .await;
    assert_eq!(found["issuer"], own);
    let keys = world.get("/banks/tinkoff/jwks").await;
    assert_eq!(keys["keys"][0]["crv"], "P-256");
    assert!(keys["keys"][0].get("d").is_none());
}
