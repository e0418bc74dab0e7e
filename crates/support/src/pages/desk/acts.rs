//! What an operator may do once the caller was checked (S1-168): each is a line that the
//! owner reads, and nothing lets anybody in but what goes to a proven contact.

use axum::extract::{Path, State};
use axum::response::Response;
use okno_accounts::assist::{self, Contact, Resent};
use okno_requisites::Personal;
use okno_store::{Entry, Verdict};
use okno_web::{Fault, Input, Visitor};
use uuid::Uuid;

use super::{own, place, state};
use crate::{Support, store};

/// A link for a new password, to a proven contact.
pub(in crate::pages) async fn link(
    visitor: Visitor,
    Path(id): Path<Uuid>,
    input: Input,
) -> Result<Response, Fault> {
    let (official, call, account, _) = own(&visitor, id).await?;
    let to = Contact::from_word(input.get("to")).ok_or(Fault::BadRequest)?;
    let db = visitor.db();
    let sent = match to {
        Contact::Phone => call.sms_at,
        Contact::Email => call.mail_at,
    };
    if !call.is_open(db.now()) || sent.is_some() {
        return Ok(visitor.go(&place(id)));
    }
    if let Verdict::Wait { .. } = assist::may_link(db, account.id).await? {
        return Ok(visitor.go(&format!("{}?wait", place(id))));
    }
    let mut tx = db.begin().await?;
    let fresh = store::take_link(&mut tx, id, official.id, to).await?;
    let done = fresh && assist::send_link(&mut tx, &visitor, account.id, to).await?;
    tx.commit().await?;
    Ok(visitor.go(&match done {
        true => format!("{}?sent", place(id)),
        false => place(id),
    }))
}

/// The code again that the caller waits for.
pub(in crate::pages) async fn code(
    visitor: Visitor,
    Path(id): Path<Uuid>,
    _: Input,
) -> Result<Response, Fault> {
    let (_, call, account, person) = own(&visitor, id).await?;
    if !call.is_open(visitor.db().now()) {
        return Ok(visitor.go(&place(id)));
    }
    let done = match assist::resend(&visitor, &account, &person).await? {
        Resent::Sent => "again",
        Resent::None => "none",
        Resent::Wait(_) => "wait",
    };
    Ok(visitor.go(&format!("{}?{done}", place(id))))
}

/// The note of the talk, sealed.
pub(in crate::pages) async fn note(
    State(support): State<Support>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    input: Input,
) -> Result<Response, Fault> {
    let (official, call, account, person) = own(&visitor, id).await?;
    let (db, portal) = (visitor.db(), visitor.portal());
    if !call.is_open(db.now()) {
        return Ok(visitor.go(&place(id)));
    }
    let mut form = state::note_form(&visitor, &call).filled(&input);
    if !form.check(&input, portal.words(), visitor.lang(), portal.today()) {
        let whose = (&account, &person);
        let page = state::draw(&support, &visitor, &official, &call, whose).await?;
        return visitor.render_flawed(&page.noted(form));
    }
    let text = Personal::new(input.get("note").to_owned());
    let mut tx = db.begin().await?;
    if store::keep_note(&mut tx, id, official.id, &text).await? {
        let entry = Entry::new(visitor.actor(), "support.noted", "call", id).owner(account.id);
        tx.journal(entry.from(Some(visitor.ip()))).await?;
    }
    tx.commit().await?;
    Ok(visitor.go(&format!("{}?noted", place(id))))
}
