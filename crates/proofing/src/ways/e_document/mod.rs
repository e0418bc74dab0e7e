//! «Электронный документ» (S4-10, C11, C21): the person sends pictures of the passport,
//! gets an electronic request that names them by their hashes, and signs it. The portal
//! checks the signature as for the electronic signature; an operator compares pictures,
//! profile and registries, and decides.

mod desk;
mod page;
mod request;

use axum::Router;
use axum::response::Redirect;
use axum::routing::{get, post};
use futures::future::BoxFuture;
use jiff::Timestamp;
use okno_accounts::Person;
use okno_store::{Actor, DbError, Entry, Tx};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::Way;
use crate::Proofing;
use crate::attempt::Attempt;
use crate::remote::{self, DOCUMENT as ID};
use crate::store;

pub(crate) use desk::{BY_PROGRAM, CHANGED, Document, shown, stands, vouched};

/// The request waits to be signed.
const SIGN: &str = "sign";
/// It is signed and waits for an operator, or is being looked at.
const DESK: &str = "desk";
/// The page with the photo, and the page with the address, which may be left out.
const MAIN: &str = "document";
const ADDRESS: &str = "address";

/// A picture as the request names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Named {
    /// Of the file.
    id: Uuid,
    /// [`MAIN`] or [`ADDRESS`].
    kind: String,
    /// SHA-256 of the file as the portal keeps it, lower-case hexadecimal.
    sha256: String,
}

/// The signature of a request.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Signed {
    at: Timestamp,
    /// Detached CMS, base64.
    signature: String,
    /// PEM, with those above it.
    certificate: String,
    /// The key was lent to the portal for it.
    lent: bool,
    issuer: String,
    serial: String,
    until: Option<Timestamp>,
}

/// What the attempt keeps, sealed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Content {
    number: String,
    /// Letters that no other request has.
    code: String,
    /// The text that is signed.
    text: String,
    /// What of the profile it says; it stands as long as that is so.
    covers: String,
    pictures: Vec<Named>,
    signed: Option<Signed>,
}

impl Content {
    fn of(attempt: &Attempt) -> Self {
        serde_json::from_value(attempt.content.clone()).unwrap_or_default()
    }

    fn kept(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    fn has_address(&self) -> bool {
        self.pictures.iter().any(|one| one.kind == ADDRESS)
    }

    /// Does it still say what the profile says?
    fn stands_for(&self, person: &Person) -> bool {
        self.covers == request::covered(person, self.has_address())
    }
}

pub(crate) struct EDocument;

impl Way for EDocument {
    fn id(&self) -> &'static str {
        ID
    }

    fn is_ready(&self, proofing: &Proofing) -> bool {
        !proofing.signing.trust.is_empty()
    }

    fn router(&self, proofing: &Proofing) -> Router {
        use page::{again, file, lent, picture, send, show, signed};
        let back = || async { Redirect::to("/cabinet/confirm/e-document") };
        Router::new()
            .route("/cabinet/confirm/e-document", get(show))
            .route("/cabinet/confirm/e-document/send", post(send).get(back))
            .route("/cabinet/confirm/e-document/again", post(again).get(back))
            .route("/cabinet/confirm/e-document/signed", get(back).post(signed))
            .route("/cabinet/confirm/e-document/key", get(back).post(lent))
            .route("/cabinet/confirm/e-document/request", get(file))
            .route("/cabinet/confirm/e-document/pictures/{id}", get(picture))
            .with_state(proofing.clone())
    }

    fn saved<'a>(
        &'a self,
        tx: &'a mut Tx,
        account: Uuid,
        person: &'a Person,
        actor: Actor,
    ) -> BoxFuture<'a, Result<(), DbError>> {
        Box::pin(saved(tx, account, person, actor))
    }

    fn ended<'a>(
        &'a self,
        tx: &'a mut Tx,
        attempt: &'a Attempt,
    ) -> BoxFuture<'a, Result<(), DbError>> {
        Box::pin(remote::ended(tx, attempt))
    }
}

/// A request that was signed for other data is worth nothing: it leaves the line, and the
/// person signs a new one.
async fn saved(tx: &mut Tx, account: Uuid, person: &Person, actor: Actor) -> Result<(), DbError> {
    for open in store::open_of(tx, account).await? {
        if open.method == ID && open.step == DESK && !Content::of(&open).stands_for(person) {
            unsign(tx, &open, Content::of(&open), actor).await?;
        }
    }
    Ok(())
}

/// Back to the signing: the signature is thrown away, the operator has the case no more.
async fn unsign(
    tx: &mut Tx,
    attempt: &Attempt,
    mut content: Content,
    actor: Actor,
) -> Result<(), DbError> {
    content.signed = None;
    store::move_to(tx, attempt.id, SIGN, &content.kept()).await?;
    if attempt.step == DESK {
        store::leave(tx, attempt.id).await?;
        let line = Entry::new(actor, "proofing.request.void", "proofing", attempt.id);
        tx.journal(line.owner(attempt.account)).await?;
    }
    tx.announce(attempt.id);
    tx.announce(attempt.account);
    Ok(())
}
