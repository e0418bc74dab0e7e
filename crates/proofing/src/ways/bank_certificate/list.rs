//! «Электронная подпись» of the cabinet: the certificates that stay with an account, what
//! each is worth today, and its end by its holder.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use jiff::Timestamp;
use okno_accounts::{Account, Level, find_locked};
use okno_signature::Refusal;
use okno_store::{DbError, Entry, Tx};
use okno_web::{Fault, Page, Visitor};
use serde_json::json;
use uuid::Uuid;

use super::{ARRIVED, Described, ID, jobs};
use crate::pages::holder;
use crate::store::KeptCertificate;
use crate::ways::signature::check::check_again;
use crate::ways::{bank, path};
use crate::{Proofing, engine, store};

/// Where the list is.
pub(crate) const LIST: &str = "/cabinet/signature";

/// What a certificate is worth now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Worth {
    Active,
    /// By its holder.
    Ended(Timestamp),
    /// Its time is over.
    Expired(Timestamp),
    /// By its authority.
    Revoked(Timestamp),
    /// Its authority or its chain is not trusted any more.
    Distrusted,
    /// Nobody knows now whether it was revoked.
    Unknown,
}

struct Shown {
    id: Uuid,
    bank: String,
    activated_at: Timestamp,
    described: Described,
    state: Worth,
}

impl Shown {
    /// Word of the text, class and icon.
    fn look(&self) -> (&'static str, &'static str, &'static str) {
        match self.state {
            Worth::Active => ("active", "ok", "check"),
            Worth::Ended(_) => ("ended", "none", "stop"),
            Worth::Expired(_) => ("expired", "none", "clock"),
            Worth::Revoked(_) => ("revoked", "error", "stop"),
            Worth::Distrusted => ("distrusted", "error", "alert"),
            Worth::Unknown => ("unknown", "warn", "clock"),
        }
    }

    fn state_id(&self) -> String {
        format!("proofing-certificates-{}", self.look().0)
    }

    fn since(&self) -> Option<Timestamp> {
        match self.state {
            Worth::Ended(at) | Worth::Expired(at) | Worth::Revoked(at) => Some(at),
            _ => None,
        }
    }

    fn may_end(&self) -> bool {
        matches!(self.state, Worth::Active | Worth::Unknown)
    }
}

#[derive(Template)]
#[template(path = "certificates.html")]
struct ListPage {
    page: Page,
    list: Vec<Shown>,
    /// The account is confirmed already.
    confirmed: bool,
    offer: String,
}

#[derive(Template)]
#[template(path = "certificates_section.html")]
struct SectionPart {
    page: Page,
    /// One waits for the button.
    arrived: bool,
    to: String,
}

pub(crate) fn router(proofing: &Proofing) -> Router {
    Router::new()
        .route(LIST, get(show))
        .route(&format!("{LIST}/{{id}}/end"), post(end).get(back))
        .with_state(proofing.clone())
}

async fn back(visitor: Visitor) -> Response {
    visitor.go(LIST)
}

async fn shown(
    proofing: &Proofing,
    visitor: &Visitor,
    kept: KeptCertificate,
) -> Result<Option<Shown>, Fault> {
    let Some(described) = Described::of(&kept.content.pem) else {
        return Ok(None);
    };
    let state = match kept.ended_at {
        Some(at) => Worth::Ended(at),
        None => {
            let now = visitor.db().now();
            match check_again(proofing, kept.content.pem, false, now).await? {
                Ok(Ok(_)) => Worth::Active,
                Ok(Err(Refusal::Expired { until })) => Worth::Expired(until),
                Ok(Err(Refusal::Revoked { since })) => Worth::Revoked(since),
                Err(_) | Ok(Err(Refusal::NoFreshList | Refusal::NoGost)) => Worth::Unknown,
                Ok(Err(_)) => Worth::Distrusted,
            }
        }
    };
    Ok(Some(Shown {
        id: kept.id,
        bank: bank::bank_name(proofing, Some(&kept.bank), visitor.lang()),
        activated_at: kept.created_at,
        described,
        state,
    }))
}

async fn show(State(proofing): State<Proofing>, visitor: Visitor) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor).await?;
    let mut list = Vec::new();
    for kept in store::certificates(visitor.db(), account.id).await? {
        list.extend(shown(&proofing, &visitor, kept).await?);
    }
    visitor.render(&ListPage {
        page: visitor.page_t("proofing-certificates"),
        list,
        confirmed: account.level == Level::Confirmed,
        offer: "/cabinet/confirm".to_owned(),
    })
}

/// «Отозвать»: identity stays confirmed, the certificate is of no use from now on, and
/// the bank is told.
async fn end(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Fault> {
    let own = visitor.citizen()?;
    let mut tx = visitor.db().begin().await?;
    let (account, person) = find_locked(&mut tx, own).await?;
    let Some(kept) = store::certificate_locked(&mut tx, id, own).await? else {
        tx.commit().await?;
        return Err(Fault::NotFound);
    };
    if store::end_certificate(&mut tx, id).await? {
        let act = "proofing.certificate.ended";
        let entry = Entry::new(visitor.actor(), act, "certificate", id);
        let detail = json!({ "method": ID, "variant": kept.bank });
        let entry = entry.owner(own).detail(detail);
        tx.journal(entry.from(Some(visitor.ip()))).await?;
        jobs::ask_end(&mut tx, &kept.bank, &kept.content.name, own).await?;
        let bank = bank::bank_name(&proofing, Some(&kept.bank), account.lang);
        let what = "bank-certificate-ended";
        engine::tell(&proofing, &mut tx, &account, &person, id, what, &bank).await?;
        tx.announce(own);
    }
    tx.commit().await?;
    Ok(visitor.go(LIST))
}

/// What the cabinet shows: a certificate that waits for the button, or that there are some.
pub(crate) async fn section(visitor: &Visitor, account: &Account) -> Result<Option<String>, Fault> {
    if account.level == Level::Simplified {
        return Ok(None);
    }
    let db = visitor.db();
    let (arrived, kept) = store::certificates_stand(db, account.id, ID, ARRIVED).await?;
    if !arrived && !kept {
        return Ok(None);
    }
    let part = SectionPart {
        page: visitor.page(String::new()),
        to: match arrived {
            true => path(ID),
            false => LIST.to_owned(),
        },
        arrived,
    };
    Ok(Some(part.render()?))
}

/// Ends every certificate of an account that is being closed: the bank is told by a job.
pub(crate) async fn end_all(tx: &mut Tx, account: Uuid) -> Result<(), DbError> {
    for kept in store::certificates_in(tx, account).await? {
        if store::end_certificate(tx, kept.id).await? {
            jobs::ask_end(tx, &kept.bank, &kept.content.name, account).await?;
        }
    }
    Ok(())
}
