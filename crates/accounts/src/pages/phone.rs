//! «Проверка работы учётной записи»: after the first sign-in a code by SMS shows that the
//! phone answers (S1-075, S1-076).

use axum::extract::RawQuery;
use axum::response::Response;
use okno_store::Entry;
use okno_web::{Fault, Input, Visitor};

use super::code::Place;
use crate::codes::{self, Channel};
use crate::first_steps;
use crate::model::{Account, Person};
use crate::store::holder;

pub(crate) const PURPOSE: &str = "account.phone";
const PATH: &str = "/cabinet/phone";

fn place(visitor: &Visitor, account: &Account, person: &Person) -> Place<'static> {
    Place {
        purpose: PURPOSE,
        subject: account.id,
        channel: Channel::Sms(person.phone.clone()),
        masked: false,
        action: PATH,
        title: "accounts-works-title",
        submit: "accounts-works-submit",
        steps: None,
        back: ("/cabinet".to_owned(), visitor.t("web-cabinet")),
        change: None,
        lead: "accounts-works-lead",
        more: Vec::new(),
        links: Vec::new(),
    }
}

/// Is it time to ask for this? Only after a sign-in of one's own, and once.
pub(crate) async fn is_due(
    visitor: &Visitor,
    account: &Account,
    signed_in: bool,
) -> Result<bool, Fault> {
    Ok(signed_in && !first_steps::has_answered(visitor.db(), account.id).await?)
}

pub(crate) async fn show(visitor: Visitor, RawQuery(query): RawQuery) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor)?;
    if first_steps::has_answered(visitor.db(), account.id).await? {
        return Ok(visitor.go("/cabinet"));
    }
    let place = place(&visitor, account, person);
    place.show(&visitor, query.as_deref()).await
}

/// Sends a code, or takes one.
pub(crate) async fn take(visitor: Visitor, input: Input) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor)?;
    let db = visitor.db();
    if first_steps::has_answered(db, account.id).await? {
        return Ok(visitor.go("/cabinet"));
    }
    let place = place(&visitor, account, person);
    let text = "accounts-works-sms";
    if let Some(sent) = place.resend(&visitor, &input, text).await? {
        return Ok(sent);
    }
    if input.has("begin") {
        if let Some(sent) = codes::under_way(db, PURPOSE, account.id, "sms").await?
            && db.now() < sent.again_at
        {
            // The second click of two: the code of the first one is on its way.
            return Ok(visitor.go(PATH));
        }
        if let Some(wait) = place.may_send(&visitor).await? {
            return Ok(wait);
        }
        let mut tx = db.begin().await?;
        codes::send(&mut tx, &visitor, PURPOSE, account.id, &place.channel, text).await?;
        tx.commit().await?;
        return Ok(visitor.go(PATH));
    }
    let good = match place.check(&visitor, &input).await? {
        Ok(good) => good,
        Err(response) => return Ok(response),
    };
    let mut tx = db.begin().await?;
    if codes::use_up(&mut tx, &good).await? {
        first_steps::phone_answers(&mut tx, account.id).await?;
        let actor = visitor.actor();
        let entry = Entry::new(actor, "account.phone_answered", "account", account.id);
        tx.journal(entry.owner(account.id).from(Some(visitor.ip())))
            .await?;
    }
    // Whoever comes second commits as well before answering.
    tx.commit().await?;
    Ok(visitor.go("/cabinet?phone"))
}
