//! The stand's JSON: its people and what reached them.

use std::time::Duration;

use serde_json::Value;

/// The API of a running stand.
#[derive(Clone)]
pub struct Stand {
    client: reqwest::Client,
    base: String,
}

/// A person of the stand; the names of the fields are those of its API.
#[derive(Debug, Clone)]
pub struct Human(Value);

impl Human {
    /// A field as text; empty when there is none.
    #[must_use]
    pub fn get(&self, field: &str) -> &str {
        self.0[field].as_str().unwrap_or_default()
    }

    /// A part of the address.
    #[must_use]
    pub fn address(&self, part: &str) -> &str {
        self.0["address"][part].as_str().unwrap_or_default()
    }

    /// Does every registry agree with what they say of themselves?
    #[must_use]
    pub fn is_plain(&self) -> bool {
        let answers = &self.0["registries"];
        let agrees = |registry: &str| answers[registry]["outcome"] == "match";
        agrees("mvd")
            && answers["mvd"]["state"] == "valid"
            && agrees("sfr")
            && (self.0["inn"].is_null() || agrees("fns"))
    }
}

impl Stand {
    pub(crate) fn new(base: &str) -> Self {
        let client = reqwest::Client::builder()
            .timeout(Duration::from_secs(10))
            .no_proxy()
            .build()
            .unwrap();
        Self {
            client,
            base: base.to_owned(),
        }
    }

    /// Any list of the API.
    pub async fn list(&self, path: &str, query: &[(&str, &str)]) -> Vec<Value> {
        let url = format!("{}/api/{path}", self.base);
        let answer = self
            .client
            .get(url)
            .query(query)
            .send()
            .await
            .expect("the stand answers");
        answer.json().await.expect("the stand speaks JSON")
    }

    /// Turns the switchboard: how a system of the outside behaves from now on.
    pub async fn fault(&self, system: &str, mode: &str) {
        let order = serde_json::json!({ "system": system, "mode": mode });
        let answer = self
            .client
            .post(format!("{}/api/faults", self.base))
            .json(&order)
            .send()
            .await
            .expect("the stand answers");
        assert!(answer.status().is_success(), "{system}: {mode}");
    }

    /// The people with whom every registry agrees.
    pub async fn plain_people(&self) -> Vec<Human> {
        let all = self.list("people", &[]).await.into_iter().map(Human);
        all.filter(Human::is_plain).collect()
    }

    /// The codes in the text messages to a phone, newest first.
    pub async fn sms_codes(&self, phone: &str) -> Vec<String> {
        codes(self.list("sms", &[("phone", phone)]).await)
    }

    /// The codes in the letters to an address, newest first.
    pub async fn mail_codes(&self, email: &str) -> Vec<String> {
        codes(self.list("mail", &[("to", email)]).await)
    }
}

fn codes(messages: Vec<Value>) -> Vec<String> {
    messages
        .iter()
        .rev()
        .filter_map(|m| code_in(m["text"].as_str()?))
        .collect()
}

/// The code in a text: six digits that stand alone, not those inside an
/// address or a number.
#[must_use]
pub fn code_in(text: &str) -> Option<String> {
    let is_code = |word: &&str| word.len() == 6 && word.bytes().all(|b| b.is_ascii_digit());
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.find(is_code).map(ToOwned::to_owned)
}
