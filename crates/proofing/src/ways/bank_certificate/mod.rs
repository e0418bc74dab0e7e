//! «Электронная подпись от банка» (S1-091): the bank has a certificate made from what it
//! knows of its client and keeps the key. The certificate arrives in the account, and one
//! button activates it: the bank signs the portal's challenge, and the engine confirms
//! identity as by any signature. The certificate stays with the account.

mod jobs;
mod list;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{Redirect, Response};
use axum::routing::post;
use futures::future::BoxFuture;
use jiff::Timestamp;
use okno_accounts::Person;
use okno_signature::Certificate;
use okno_store::{DbError, Limit, Tx, Verdict, Worker};
use okno_web::{Fault, Page, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::signature::{self, Challenge};
use super::{Way, bank, bank_code, path};
use crate::attempt::Attempt;
use crate::pages::holder;
use crate::{Proofing, store};

pub(crate) use list::{LIST, end_all, router as list_router, section};

/// The method's word.
pub(crate) const ID: &str = "bank_certificate";

/// Steps: the bank has the certificate made; it is here and waits for the button; the
/// bank signs.
const ORDERED: &str = "ordered";
const ARRIVED: &str = "arrived";
const SIGNING: &str = "signing";

/// The text that the bank signs.
const TEXT: &str = "proofing-bank-certificate-challenge";

/// What the page has to tell of the last press of the button.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Told {
    /// The bank does not answer.
    Down,
    /// Nobody knows now whether the certificate was revoked.
    NoList,
}

/// What an attempt keeps meanwhile, sealed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    bank: String,
    /// The bank's name of its client.
    client: String,
    /// Blind index of the data that were compared.
    print: Vec<u8>,
    /// The bank's name of the certificate; empty until it has come.
    name: String,
    pem: String,
    /// What is to be signed.
    text: String,
    /// So often the button was pressed.
    turn: u32,
    told: Option<Told>,
}

impl Kept {
    fn of(attempt: &Attempt) -> Self {
        serde_json::from_value(attempt.content.clone()).unwrap_or_default()
    }

    fn value(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}

pub(crate) struct BankCertificate;

impl Way for BankCertificate {
    fn id(&self) -> &'static str {
        ID
    }

    fn is_ready(&self, proofing: &Proofing) -> bool {
        let offered = proofing.banks.iter().any(|row| row.certificates);
        offered && !proofing.signing.trust.is_empty()
    }

    fn router(&self, proofing: &Proofing) -> Router {
        Router::new()
            .route(&activation(), post(activate).get(back))
            .with_state(proofing.clone())
            .merge(bank::pages(proofing, ID))
    }

    fn register_jobs(&self, proofing: &Proofing, worker: &mut Worker) {
        jobs::register(proofing, worker);
    }

    /// A certificate that nobody activates is taken back at the bank.
    fn ended<'a>(
        &'a self,
        tx: &'a mut Tx,
        attempt: &'a Attempt,
    ) -> BoxFuture<'a, Result<(), DbError>> {
        Box::pin(async move {
            let kept = Kept::of(attempt);
            if kept.name.is_empty() {
                return Ok(());
            }
            jobs::ask_end(tx, &kept.bank, &kept.name, attempt.account).await
        })
    }
}

fn activation() -> String {
    format!("{}/activate", path(ID))
}

/// Does an attempt stand here?
pub(super) fn is_step(step: &str) -> bool {
    [ORDERED, ARRIVED, SIGNING].contains(&step)
}

async fn move_to(tx: &mut Tx, attempt: &Attempt, step: &str, kept: &Kept) -> Result<(), DbError> {
    store::move_to(tx, attempt.id, step, &kept.value()).await?;
    tx.announce(attempt.account);
    Ok(())
}

/// The bank knows its client as the account does: it is asked for a certificate.
pub(super) async fn order(
    tx: &mut Tx,
    attempt: &Attempt,
    bank: &str,
    client: &str,
    person: &Person,
) -> Result<(), DbError> {
    let kept = Kept {
        bank: bank.to_owned(),
        client: client.to_owned(),
        print: bank_code::compared_print(tx.db().vault(), person),
        ..Kept::default()
    };
    move_to(tx, attempt, ORDERED, &kept).await?;
    jobs::ask_order(tx, attempt).await
}

/// A certificate in words.
struct Described {
    holder: String,
    issuer: String,
    number: String,
    from: Option<Timestamp>,
    until: Option<Timestamp>,
}

impl Described {
    fn of(pem: &str) -> Option<Self> {
        let certificate = Certificate::read(pem.as_bytes()).ok()?;
        let holder = certificate.holder();
        Some(Self {
            holder: format!("{} {}", holder.surname.reveal(), holder.given.reveal()),
            issuer: certificate.issuer(),
            number: certificate.serial(),
            from: certificate.begins_at(),
            until: certificate.ends_at(),
        })
    }
}

#[derive(Template)]
#[template(path = "bank_certificate.html")]
struct ActivatePage {
    page: Page,
    bank: String,
    step: String,
    described: Option<Described>,
    /// What became of the last press of the button.
    told: Option<String>,
    action: String,
}

/// Where an attempt stands; `told` is said instead of what became of the last press.
pub(super) fn show(
    proofing: &Proofing,
    visitor: &Visitor,
    attempt: &Attempt,
    told: Option<String>,
) -> Result<Response, Fault> {
    let kept = Kept::of(attempt);
    let bank = bank::bank_name(proofing, Some(&kept.bank), visitor.lang());
    let mut page = visitor.page_t("proofing-bank-certificate");
    page.refresh = (attempt.step != ARRIVED).then_some(3);
    let flawed = told.is_some();
    let told = told.or_else(|| {
        Some(match kept.told? {
            Told::Down => page.ta("proofing-bank-certificate-down", "bank", &bank),
            Told::NoList => page.t("proofing-signature-no-no-list"),
        })
    });
    let shown = ActivatePage {
        bank,
        step: attempt.step.clone(),
        described: (attempt.step == ARRIVED)
            .then(|| Described::of(&kept.pem))
            .flatten(),
        told,
        action: activation(),
        page,
    };
    match flawed {
        true => visitor.render_flawed(&shown),
        false => visitor.render(&shown),
    }
}

async fn back() -> Redirect {
    Redirect::to(&path(ID))
}

fn tries(proofing: &Proofing) -> Limit {
    signature::entry_limit(proofing, ID, "proofing.certificate")
}

/// «Активировать подпись»: the bank is asked to sign.
async fn activate(State(proofing): State<Proofing>, visitor: Visitor) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor).await?;
    let db = visitor.db();
    let (limit, subject) = (tries(&proofing), account.id.to_string());
    let often = db.peek(&limit, &subject).await?;
    let mut tx = db.begin().await?;
    let found = bank_code::locked(&mut tx, account.id, ID, &[ARRIVED]).await?;
    let Some(open) = found else {
        // The second click of two, or another tab: the page says where it stands.
        tx.commit().await?;
        return Ok(visitor.go(&path(ID)));
    };
    if let Verdict::Wait { until } = often {
        tx.commit().await?;
        let page = visitor.page(String::new());
        let told = page.ta("proofing-signature-often", "time", page.time(&until));
        return show(&proofing, &visitor, &open, Some(told));
    }
    let mut kept = Kept::of(&open);
    kept.text = Challenge::new(&visitor, TEXT).text;
    kept.turn += 1;
    kept.told = None;
    move_to(&mut tx, &open, SIGNING, &kept).await?;
    jobs::ask_signature(&mut tx, &open, kept.turn).await?;
    tx.commit().await?;
    db.hit(&limit, &subject).await?;
    Ok(visitor.go(&path(ID)))
}
