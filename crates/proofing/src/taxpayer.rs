//! How a person stands with the tax service, and the INN that it found (S1-019, S1-020).

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use okno_accounts::{Account, Person, find_locked, save_person};
use okno_gateways::Taxpayer;
use okno_requisites::Inn;
use okno_store::{DbError, Entry, Tx};
use okno_vault::Vault;
use okno_web::{Fault, Page, Visitor};
use uuid::Uuid;

use crate::model::{Check, CheckState, Found, Kind};
use crate::{Proofing, jobs, store};

/// «Привязать ИНН».
#[derive(Template)]
#[template(path = "inn_offer.html")]
struct OfferPart {
    page: Page,
    inn: String,
    cabinet: bool,
}

/// What the profile shows.
#[derive(Template)]
#[template(path = "taxpayer.html")]
struct TaxpayerPart {
    page: Page,
    taxpayer: Taxpayer,
}

pub(crate) fn router(proofing: &Proofing) -> Router {
    Router::new()
        .route("/cabinet/inn", post(link))
        .with_state(proofing.clone())
}

/// What was found for the person as they are now.
fn found<'a>(vault: &Vault, person: &Person, checks: &'a [Check], kind: Kind) -> Option<&'a Found> {
    let values = jobs::current(vault, kind, person)?;
    let mut own = checks.iter().filter(|check| check.kind == kind);
    let check = own.find(|check| check.state == CheckState::Good && check.fingerprint == values)?;
    check.found.as_ref()
}

/// The offer to link the INN that the tax service found, when there is one.
pub(crate) fn offer(
    visitor: &Visitor,
    person: &Person,
    checks: &[Check],
) -> Result<Option<String>, Fault> {
    let found = found(visitor.db().vault(), person, checks, Kind::InnSearch);
    let Some((found, inn)) = found.and_then(|found| Some((found, found.inn.as_ref()?))) else {
        return Ok(None);
    };
    let part = OfferPart {
        page: visitor.page(String::new()),
        inn: inn.masked(),
        cabinet: found.taxpayer.is_some_and(|taxpayer| taxpayer.cabinet),
    };
    Ok(Some(part.render()?))
}

/// The part of the profile: how the person stands with the tax service, or the offer.
pub(crate) async fn profile(
    visitor: &Visitor,
    account: &Account,
    person: &Person,
) -> Result<Option<String>, Fault> {
    let checks = store::all_checks(visitor.db(), account.id).await?;
    let known = found(visitor.db().vault(), person, &checks, Kind::Inn);
    match known.and_then(|found| found.taxpayer) {
        Some(taxpayer) => {
            let part = TaxpayerPart {
                page: visitor.page(String::new()),
                taxpayer,
            };
            Ok(Some(part.render()?))
        }
        None => offer(visitor, person, &checks),
    }
}

/// «Привязать ИНН»: the number goes into the profile and counts as checked, since the
/// tax service itself named it for this passport.
async fn link(State(proofing): State<Proofing>, visitor: Visitor) -> Result<Response, Fault> {
    let id = visitor.citizen()?;
    let mut tx = visitor.db().begin().await?;
    let linked = link_in(&proofing, &mut tx, &visitor, id).await?;
    tx.commit().await?;
    // The other click of two finds nothing to link.
    let page = if linked { "?saved" } else { "" };
    Ok(visitor.go(&format!("/cabinet/profile{page}")))
}

async fn link_in(
    proofing: &Proofing,
    tx: &mut Tx,
    visitor: &Visitor,
    id: Uuid,
) -> Result<bool, DbError> {
    let (account, before) = find_locked(tx, id).await?;
    let checks = store::checks_in(tx, id).await?;
    let search = found(tx.db().vault(), &before, &checks, Kind::InnSearch).cloned();
    let Some((search, inn)) = search.and_then(|s| s.inn.clone().map(|inn| (s, inn))) else {
        return Ok(false);
    };
    let after = with_inn(before, inn);
    save_person(tx, &account, &after).await?;
    let actor = visitor.actor();
    tx.journal(
        Entry::new(actor, "inn.linked", "account", id)
            .owner(id)
            .from(Some(visitor.ip())),
    )
    .await?;
    if let Some(values) = jobs::current(tx.db().vault(), Kind::Inn, &after) {
        let given = Found {
            inn: None,
            ..search
        };
        store::known_good(tx, id, Kind::Inn, &values, &given).await?;
    }
    jobs::begin_checks(proofing, tx, &account, &after, visitor.actor()).await?;
    Ok(true)
}

fn with_inn(person: Person, inn: Inn) -> Person {
    Person {
        inn: Some(inn),
        ..person
    }
}
