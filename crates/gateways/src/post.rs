//! The post: prints a letter, takes it in as registered mail, tells where it is.

use data_encoding::BASE64;
use jiff::Timestamp;
use okno_requisites::TrackingNumber;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::http::Call;
use crate::{GatewayError, Gateways};

/// A letter to print and to carry.
pub struct PostLetter<'a> {
    /// To whom it may be handed over, and nobody else.
    pub name: &'a str,
    /// Where to, in one line.
    pub address: &'a str,
    /// Six digits.
    pub postcode: &'a str,
    /// The pages.
    pub pdf: &'a [u8],
}

/// What happened to a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PostEventKind {
    /// Taken in and printed.
    Printed,
    /// On its way.
    Dispatched,
    /// At the addressee's office.
    Arrived,
    /// In the addressee's hands.
    HandedOver,
    /// Lost.
    Lost,
    /// Nobody came for it: sent back.
    Returned,
    /// What this program does not know.
    #[serde(other)]
    Other,
}

/// An event of tracking.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PostEvent {
    /// What.
    pub kind: PostEventKind,
    /// When, by the post's own clock.
    pub at: Timestamp,
    /// By which document it was handed over: `passport`.
    #[serde(default)]
    pub document: Option<String>,
}

impl PostEvent {
    /// Was it handed over to the addressee in person, against a passport (S3-26)?
    #[must_use]
    pub fn is_in_person(&self) -> bool {
        self.kind == PostEventKind::HandedOver && self.document.as_deref() == Some("passport")
    }
}

#[derive(Deserialize)]
struct Taken {
    track: String,
}

#[derive(Deserialize)]
struct Way {
    events: Vec<PostEvent>,
}

impl Gateways {
    /// How often the post is asked where a letter is.
    #[must_use]
    pub fn post_every(&self) -> std::time::Duration {
        self.0.settings.post_every
    }

    fn post<'a>(&'a self, path: &'a str, key: &'a str) -> Call<'a> {
        let inner = &self.0;
        Call {
            client: &inner.http,
            system: "post",
            base: &inner.settings.post_url,
            path,
            bearer: &inner.settings.post_key,
            key,
            clock: inner.clock.as_ref(),
        }
    }

    /// Hands a letter over to be printed and sent as registered mail. The post
    /// prints one letter per key, however often it is asked.
    ///
    /// # Errors
    /// [`GatewayError::Refused`] when the post will never carry this one (no such
    /// address); see there for the others.
    pub async fn post_letter(
        &self,
        letter: &PostLetter<'_>,
        key: &str,
    ) -> Result<TrackingNumber, GatewayError> {
        let call = self.post("/post/letters", key);
        let question = json!({
            "kind": "registered",
            "hand_over": "passport",
            "name": letter.name,
            "address": letter.address,
            "postcode": letter.postcode,
            "pdf": BASE64.encode(letter.pdf),
        });
        let ask = async {
            let body = call.post(&question).await?;
            let taken: Taken = serde_json::from_slice(&body)
                .map_err(|_| call.malformed("not the JSON agreed on"))?;
            TrackingNumber::parse(&taken.track).map_err(|_| call.malformed("no tracking number"))
        };
        self.0.post.call(ask).await
    }

    /// Where a letter is: everything that happened to it, oldest first.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn post_events(
        &self,
        track: &TrackingNumber,
    ) -> Result<Vec<PostEvent>, GatewayError> {
        let path = format!("/post/letters/{}/events", track.as_str());
        let call = self.post(&path, "");
        let ask = async {
            let body = call.get().await?;
            let way: Way = serde_json::from_slice(&body)
                .map_err(|_| call.malformed("not the JSON agreed on"))?;
            Ok(way.events)
        };
        let mut events = self.0.post.call(ask).await?;
        events.sort_by_key(|event| event.at);
        Ok(events)
    }
}
