//! Questions of services to registries: which there are, what each takes and what it
//! gives is a table of data; one way of asking serves them all.

use std::sync::Arc;
use std::time::Duration;

use okno_requisites::Clock;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::http::Call;
use crate::line::Line;
use crate::{GatewayError, Gateways, Inner};

/// Longest word in the address of a question, bytes.
const LONGEST: usize = 40;

/// What a registry says to a question of a service.
#[derive(Clone, PartialEq)]
pub enum Found {
    /// It holds this.
    Yes(Map<String, Value>),
    /// It holds nothing of the kind. That is an answer, not a failure.
    No,
}

impl std::fmt::Debug for Found {
    // What a registry holds of somebody stays out of logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Yes(_) => "Yes(…)",
            Self::No => "No",
        })
    }
}

#[derive(Serialize)]
struct Asked<'a> {
    request_id: &'a str,
    #[serde(flatten)]
    question: &'a Map<String, Value>,
}

/// Reads `{"outcome":"found","data":{…}}` or `{"outcome":"not_found"}`.
fn read(body: &[u8]) -> Option<Found> {
    // The library's error could quote the body: it is dropped.
    let mut answer: Map<String, Value> = serde_json::from_slice(body).ok()?;
    let data = answer.remove("data");
    match (answer.get("outcome")?.as_str()?, data) {
        ("found", Some(Value::Object(data))) => Some(Found::Yes(data)),
        ("not_found", _) => Some(Found::No),
        _ => None,
    }
}

/// Small Latin letters, digits and hyphens: what may stand in an address as it is.
fn is_word(text: &str) -> bool {
    let sign = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (1..=LONGEST).contains(&text.len()) && text.bytes().all(sign)
}

/// Lines to the systems that have none yet.
pub(crate) fn lines(
    systems: &[String],
    (clock, deadline): (&Arc<dyn Clock>, Duration),
) -> Result<Vec<Line>, String> {
    let mut lines: Vec<Line> = Vec::new();
    for system in systems {
        let wrong = |why: &str| Err(format!("registry_systems: {system}: {why}"));
        if REGISTRIES.contains(&system.as_str()) || lines.iter().any(|l| l.name() == system) {
            continue;
        }
        if !is_word(system) {
            return wrong("small Latin letters, digits and hyphens are needed");
        }
        if OTHERS.contains(&system.as_str()) || system.starts_with("bank-") {
            return wrong("this name belongs to a system that is no registry");
        }
        // One name a system and a program: metrics want it for as long as that.
        let name: &'static str = Box::leak(system.clone().into_boxed_str());
        lines.push(Line::new(name, clock.clone(), deadline));
    }
    Ok(lines)
}

/// The registries that have lines in any case.
const REGISTRIES: [&str; 6] = ["mvd", "sfr", "fns", "fias", "foms", "zags"];
/// Names of other lines.
const OTHERS: [&str; 6] = ["sms", "voice", "smtp", "post", "crl", "clamav"];

impl Inner {
    fn registry(&self, system: &str) -> Option<&Line> {
        [
            &self.mvd, &self.sfr, &self.fns, &self.fias, &self.foms, &self.zags,
        ]
        .into_iter()
        .chain(&self.registries)
        .find(|line| line.name() == system)
    }
}

impl Gateways {
    /// Puts a question of a service to `/registries/{system}/{query}`. `question` is a
    /// flat object; `key` is the idempotency key and goes as `request_id`, too.
    ///
    /// # Errors
    /// [`GatewayError::Unavailable`] also when the system is not among the registries
    /// (see [`Settings::registry_systems`](crate::Settings::registry_systems)) or the
    /// question cannot stand in an address, which its table puts right; see there for
    /// the others.
    pub async fn ask_registry(
        &self,
        system: &str,
        query: &str,
        question: &Map<String, Value>,
        key: &str,
    ) -> Result<Found, GatewayError> {
        let inner = &self.0;
        let Some(line) = inner.registry(system) else {
            return Err(GatewayError::Unavailable(format!(
                "{system} is not among the registries"
            )));
        };
        if !is_word(query) {
            return Err(GatewayError::Unavailable(format!(
                "{system}: the question has no word for an address"
            )));
        }
        let path = format!("/registries/{system}/{query}");
        let call = Call {
            client: &inner.http,
            system: line.name(),
            base: &inner.settings.registries_url,
            path: &path,
            bearer: &inner.settings.registries_key,
            key,
            clock: inner.clock.as_ref(),
        };
        let asked = Asked {
            request_id: key,
            question,
        };
        line.call(async {
            let body = call.post(&asked).await?;
            read(&body).ok_or_else(|| call.malformed("not the JSON agreed on"))
        })
        .await
    }
}
