//! The post (S1-107, S1-108, S1-109): the clerk checks the passport, records it and
//! hands out a code on paper; the person types it in the account, and only then the level
//! is given. The code of the sheet is dead from then on.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::{Redirect, Response};
use axum::routing::post;
use jiff::{SignedDuration, Timestamp};
use okno_accounts::{find_locked, paper_code};
use okno_store::{Entry, Tx};
use okno_web::visitor::Official;
use okno_web::{Fault, Form, Input, Page, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::{code, in_person, path};
use crate::attempt::{Attempt, Proof, Refusal};
use crate::engine::{self, Decider};
use crate::model::Evidence;
use crate::pages::holder;
use crate::{Proofing, store};

/// The method's word.
pub(crate) const ID: &str = "post_office";

/// The step at which the code on paper is waited for.
const HANDED: &str = "handed";

/// How long the code on paper is good, as the slip says.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(24 * 30);

/// What the clerk has seen; sealed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Handed {
    clerk: Uuid,
    unit: String,
    at: Timestamp,
    /// Until when the code on paper is good.
    pub(super) until: Timestamp,
    seen: Evidence,
}

/// The slip of paper.
#[derive(Template)]
#[template(path = "paper_code.html")]
struct SlipPage {
    page: Page,
    code: String,
    until: String,
    url: String,
    case: Uuid,
}

/// What the clerk has handed out, if anything yet.
pub(crate) fn handed(attempt: &Attempt) -> Option<Handed> {
    let is_here = attempt.method == ID && attempt.step == HANDED;
    serde_json::from_value(attempt.content.clone())
        .ok()
        .filter(|_| is_here)
}

pub(super) fn code_form(visitor: &Visitor) -> Form {
    let action = format!("{}/code", path(ID));
    code::form(visitor, &action, "proofing-post-office")
}

pub(super) fn router(proofing: &Proofing) -> Router {
    let back = || async { Redirect::to(&path(ID)) };
    Router::new()
        .route(&format!("{}/code", path(ID)), post(check).get(back))
        .with_state(proofing.clone())
}

/// Hands out a code: the attempt goes on in the person's account. Said once more, the
/// former code is dead. `Err` says why not.
pub(crate) async fn hand_out(
    proofing: &Proofing,
    tx: &mut Tx,
    visitor: &Visitor,
    official: &Official,
    case: Uuid,
    seen: &Evidence,
) -> Result<Result<String, Refusal>, Fault> {
    let mut proof = seen.proof();
    // As if it had been typed already: what else would hinder?
    proof.seen.insert("code");
    if let Some(refusal) = engine::hindrance(proofing, tx, case, &proof).await? {
        return Ok(Err(refusal));
    }
    let Some(attempt) = store::by_id_in(tx, case).await? else {
        return Ok(Err(Refusal::Ended));
    };
    let now = tx.now();
    let code = paper_code::new(tx.db().chance());
    let until = now.checked_add(GOOD_FOR).unwrap_or(attempt.ends_at);
    let handed = Handed {
        clerk: official.id,
        unit: official.unit.clone(),
        at: now,
        until: until.min(attempt.ends_at),
        seen: seen.clone(),
    };
    let content = serde_json::to_value(&handed).unwrap_or_default();
    if !store::recode(tx, &attempt, HANDED, &content, &code).await? {
        return Ok(Err(Refusal::Ended));
    }
    let entry = Entry::new(visitor.actor(), "proofing.post.handed", "proofing", case);
    let detail = json!({ "method": ID, "unit": official.unit, "seen": seen.proof().seen });
    let entry = entry.owner(attempt.account).detail(detail);
    tx.journal(entry.from(Some(visitor.ip()))).await?;
    tx.announce(attempt.account);
    Ok(Ok(code))
}

/// The slip with the code, shown once: nobody keeps it.
pub(crate) fn slip(visitor: &Visitor, case: Uuid, code: &str) -> Result<Response, Fault> {
    let page = visitor.page_t("proofing-post-office-slip").work();
    let until = visitor
        .db()
        .now()
        .checked_add(GOOD_FOR)
        .unwrap_or(Timestamp::MAX);
    visitor.render(&SlipPage {
        code: paper_code::shown(code),
        until: page.date_long(&until),
        url: visitor.portal().url(&path(ID)),
        case,
        page,
    })
}

/// «Проверить».
async fn check(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor).await?;
    let db = visitor.db();
    let open = store::open_one(db, account.id, ID).await?;
    let open = open.filter(|open| open.is_open(db.now()));
    let Some((attempt, handed)) = open.and_then(|open| handed(&open).map(|h| (open, h))) else {
        // The second click of two, or nothing handed out yet: the page says which.
        return Ok(visitor.go(&path(ID)));
    };
    let flaw = match db.now() >= handed.until {
        true => Some(visitor.t("proofing-post-office-code-stale")),
        false => {
            let words = "proofing-post-office";
            code::compare(&proofing, &visitor, &attempt, input.get("code"), words).await?
        }
    };
    let flaw = match flaw {
        None => end(&proofing, &visitor, &attempt, &handed).await?,
        flaw => flaw,
    };
    let Some(text) = flaw else {
        engine::entered(&proofing, db, &attempt).await?;
        return Ok(visitor.go("/cabinet/confirm"));
    };
    let mut form = code_form(&visitor);
    form.set("code", input.get("code"));
    form.fail("code", text);
    let page = in_person::draw(&proofing, &visitor, ID, Some(attempt), form, "").await?;
    visitor.render_flawed(&page)
}

/// Ends the attempt well; what hinders it, if anything.
async fn end(
    proofing: &Proofing,
    visitor: &Visitor,
    attempt: &Attempt,
    handed: &Handed,
) -> Result<Option<String>, Fault> {
    let mut tx = visitor.db().begin().await?;
    find_locked(&mut tx, attempt.account).await?;
    let fresh = store::by_id_locked(&mut tx, attempt.id).await?;
    // A newer code was handed out meanwhile: this one is dead.
    if fresh.is_none_or(|fresh| fresh.code_index != attempt.code_index) {
        tx.commit().await?;
        return Ok(Some(visitor.t("proofing-post-office-code-stale")));
    }
    let seen = handed.seen.proof();
    let mut facts = seen.seen;
    facts.insert("code");
    let proof = Proof {
        seen: facts,
        more: json!({
            "seen": seen.more,
            "clerk": handed.clerk,
            "handed_at": handed.at.to_string(),
            "code_at": tx.now().to_string(),
        }),
    };
    let by = Decider {
        official: Some(handed.clerk),
        unit: Some(&handed.unit),
        ..Decider::holder(visitor)
    };
    let done = engine::done(proofing, &mut tx, attempt.id, &proof, by).await?;
    // Also when another click was faster: the commit waits until that is for all to see.
    tx.commit().await?;
    Ok(match done {
        Ok(_) | Err(Refusal::Ended) => None,
        Err(Refusal::NotStandard) => Some(visitor.t("proofing-post-office-code-unsettled")),
        Err(_) => Some(visitor.t("proofing-post-office-code-stale")),
    })
}
