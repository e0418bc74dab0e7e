//! Consents: which, since when, their text, and the way back.

use askama::Template;
use axum::extract::{Path, Query, RawQuery, State};
use axum::response::{Redirect, Response};
use okno_accounts::consents::{self, Consent};
use okno_accounts::find_locked;
use okno_accounts::holdings::{Agreement, Follows, Teller};
use okno_web::{Fault, Page, Visitor};
use serde::Deserialize;
use uuid::Uuid;

use super::CONSENTS;
use crate::Rights;

/// Consents on a page.
const ON_PAGE: u32 = 20;
/// No page is asked for beyond this one.
const LAST_PAGE: u32 = 500;

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    p: String,
}

struct Line {
    id: Uuid,
    title: String,
    given: String,
    withdrawn: Option<String>,
    on_paper: bool,
}

#[derive(Template)]
#[template(path = "rights_consents.html")]
struct ListPage {
    page: Page,
    lines: Vec<Line>,
    newer: Option<u32>,
    older: Option<u32>,
}

fn agreement(rights: &Rights, visitor: &Visitor, consent: &Consent) -> Option<Agreement> {
    let of = Teller::new(visitor.portal(), visitor.lang());
    rights.accounts().agreement(of, &consent.document)
}

fn title(known: Option<&Agreement>, consent: &Consent) -> String {
    known.map_or_else(|| consent.document.clone(), |known| known.title.clone())
}

pub(super) async fn list(
    State(rights): State<Rights>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let owner = visitor.citizen()?;
    let number = asked.p.parse().unwrap_or(1u32).clamp(1, LAST_PAGE);
    let offset = (number - 1) * ON_PAGE;
    let mut found = consents::of_owner(visitor.db(), owner, ON_PAGE + 1, offset).await?;
    let more = found.len() > ON_PAGE as usize;
    found.truncate(ON_PAGE as usize);
    if found.is_empty() && number > 1 {
        return Ok(visitor.go(CONSENTS));
    }
    let page = visitor.page_t("rights-consents-title");
    let lines = found.iter().map(|consent| Line {
        id: consent.id,
        title: title(agreement(&rights, &visitor, consent).as_ref(), consent),
        given: page.date_time(&consent.given_at),
        withdrawn: consent.withdrawn_at.as_ref().map(|at| page.date_time(at)),
        on_paper: consent.on_paper,
    });
    visitor.render(&ListPage {
        lines: lines.collect(),
        newer: (number > 1).then(|| number - 1),
        older: (more && number < LAST_PAGE).then(|| number + 1),
        page,
    })
}

#[derive(Template)]
#[template(path = "rights_consent.html")]
struct ConsentPage {
    page: Page,
    id: Uuid,
    given: String,
    version: String,
    withdrawn: Option<String>,
    on_paper: bool,
    /// Paragraphs; none of consents from before texts were kept.
    text: Vec<String>,
    /// What comes of taking it back.
    follows: Option<String>,
    /// It goes with the account only.
    closes: bool,
}

async fn own(visitor: &Visitor, id: &str) -> Result<Consent, Fault> {
    let owner = visitor.citizen()?;
    let id = Uuid::try_parse(id).map_err(|_| Fault::NotFound)?;
    let found = consents::one(visitor.db(), owner, id).await?;
    found.ok_or(Fault::NotFound)
}

pub(super) async fn show(
    State(rights): State<Rights>,
    visitor: Visitor,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let consent = own(&visitor, &id).await?;
    let known = agreement(&rights, &visitor, &consent);
    let mut page = visitor.page(title(known.as_ref(), &consent));
    if query.as_deref() == Some("withdrawn") {
        let (done, text) = ("rights-withdrawn-done", "rights-withdrawn-done-text");
        page = page.with_notice("ok", visitor.t(done), visitor.t(text));
    }
    let stands = consent.withdrawn_at.is_none();
    let follows = known.filter(|_| stands).map(|known| known.follows);
    let text = consents::text(visitor.db(), &consent.hash).await?;
    let text = text.unwrap_or_default();
    let paragraphs = text.split("\n\n").map(str::trim);
    let paragraphs = paragraphs.filter(|part| !part.is_empty());
    visitor.render(&ConsentPage {
        id: consent.id,
        given: page.date_time(&consent.given_at),
        withdrawn: consent.withdrawn_at.as_ref().map(|at| page.date_time(at)),
        on_paper: consent.on_paper,
        text: paragraphs.map(ToOwned::to_owned).collect(),
        closes: follows == Some(Follows::Closing),
        follows: match follows {
            Some(Follows::This(words)) => Some(words),
            _ => None,
        },
        version: consent.version,
        page,
    })
}

pub(super) async fn withdraw(
    State(rights): State<Rights>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let consent = own(&visitor, &id).await?;
    let to = format!("{CONSENTS}/{}", consent.id);
    let of = Teller::new(visitor.portal(), visitor.lang());
    let asker = rights.accounts().consents().into_iter().find(|asker| {
        let known = asker.agreement(of, &consent.document);
        known.is_some_and(|known| known.follows != Follows::Closing)
    });
    let Some(asker) = asker else {
        return Ok(visitor.go(&to));
    };
    let mut tx = visitor.db().begin().await?;
    let (account, person) = find_locked(&mut tx, visitor.citizen()?).await?;
    if consents::withdraw(&mut tx, &visitor, account.id, &consent.document).await? {
        let actor = visitor.actor();
        asker
            .withdrawn(&mut tx, &account, &person, &consent.document, actor)
            .await?;
        tx.announce(account.id);
    }
    tx.commit().await?;
    Ok(visitor.go(&format!("{to}?withdrawn")))
}

/// Who reloads the address of the form gets the page that it stands on.
pub(super) async fn back(Path(id): Path<Uuid>) -> Redirect {
    Redirect::to(&format!("{CONSENTS}/{id}"))
}
