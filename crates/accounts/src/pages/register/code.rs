//! The codes of a registration: of the phone and of the letter.

use axum::extract::RawQuery;
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::Timestamp;
use okno_store::{DbError, Entry, Tx};
use okno_web::{Fault, Input, Visitor};
use uuid::Uuid;

use super::super::code::Place;
use super::{next_step, step, under_way};
use crate::codes::{self, Channel};
use crate::store;
use crate::waiting::{self, Registration};

const PHONE: &str = "registration.phone";
pub(super) const EMAIL: &str = "registration.email";

pub(super) fn purpose(channel: &Channel) -> &'static str {
    match channel {
        Channel::Mail(_) => EMAIL,
        _ => PHONE,
    }
}

/// Does the contact belong to an account? Only its owner is told.
async fn is_taken(visitor: &Visitor, channel: &Channel) -> Result<bool, DbError> {
    let (kind, contact) = channel.login();
    let found = store::find_by(visitor.db(), kind, &contact).await?;
    Ok(found.is_some())
}

fn code_text(channel: &Channel, taken: bool) -> &'static str {
    match (channel, taken) {
        (Channel::Mail(_), false) => "accounts-code-mail",
        (Channel::Mail(_), true) => "accounts-taken-mail",
        (_, false) => "accounts-code-sms",
        (_, true) => "accounts-taken-sms",
    }
}

/// What to send there: whoever has an account is told so in place of a code.
pub(super) async fn text_for(
    visitor: &Visitor,
    channel: &Channel,
) -> Result<&'static str, DbError> {
    Ok(code_text(channel, is_taken(visitor, channel).await?))
}

/// Sends a code of a registration; a letter has a link beside it (S2-15).
pub(super) async fn send(
    tx: &mut Tx,
    visitor: &Visitor,
    registration: Uuid,
    channel: &Channel,
    text: &str,
) -> Result<(), DbError> {
    let purpose = purpose(channel);
    let link = match channel {
        Channel::Mail(_) if text == code_text(channel, false) => {
            let until = tx.now().checked_add(codes::LIFE).unwrap_or(Timestamp::MAX);
            let token = waiting::link(tx, registration, until).await?;
            Some(format!("/register/link/{token}"))
        }
        _ => None,
    };
    let link = link.as_deref();
    codes::send_linked(tx, visitor, purpose, registration, channel, text, link)
        .await
        .map(|_| ())
}

fn place(visitor: &Visitor, registration: &Registration, channel: Channel) -> Place<'static> {
    let (id, papers) = (registration.id, registration.form.has_papers());
    let back = ("/register/simple".to_owned(), visitor.t("accounts-back"));
    let change = |id: &str| Some(("/register/simple".to_owned(), visitor.t(id)));
    match channel {
        Channel::Sms(_) | Channel::Voice(_) | Channel::Called(_) => Place {
            purpose: PHONE,
            subject: id,
            channel,
            masked: false,
            action: "/register/simple/phone",
            title: "accounts-phone-title",
            submit: "accounts-phone-submit",
            steps: Some(step(visitor, "phone", 2, papers)),
            back,
            change: change("accounts-phone-change"),
            lead: "accounts-code-sms-lead",
            more: Vec::new(),
            links: Vec::new(),
        },
        Channel::Mail(_) => Place {
            purpose: EMAIL,
            subject: id,
            channel,
            masked: false,
            action: "/register/simple/email",
            title: "accounts-mail-title",
            submit: "accounts-mail-submit",
            steps: Some(step(visitor, "mail", 3, papers)),
            back,
            change: change("accounts-mail-change"),
            lead: "accounts-code-mail-lead",
            more: Vec::new(),
            links: Vec::new(),
        },
    }
}

async fn show_code(
    visitor: &Visitor,
    headers: &HeaderMap,
    by_mail: bool,
    query: Option<&str>,
) -> Result<Response, Fault> {
    let Some(registration) = under_way(visitor, headers).await? else {
        return Ok(visitor.go("/register/simple?over"));
    };
    let (own, here) = here(&registration, by_mail);
    if next_step(&registration) != here {
        return Ok(visitor.go(next_step(&registration)));
    }
    place(visitor, &registration, own)
        .show(visitor, query)
        .await
}

fn here(registration: &Registration, by_mail: bool) -> (Channel, &'static str) {
    if by_mail {
        (
            Channel::Mail(registration.form.email.clone()),
            "/register/simple/email",
        )
    } else {
        (
            Channel::Sms(registration.form.phone.clone()),
            "/register/simple/phone",
        )
    }
}

async fn check_code(
    visitor: &Visitor,
    headers: &HeaderMap,
    input: &Input,
    by_mail: bool,
) -> Result<Response, Fault> {
    let Some(registration) = under_way(visitor, headers).await? else {
        return Ok(visitor.go("/register/simple?over"));
    };
    let (channel, here) = here(&registration, by_mail);
    if next_step(&registration) != here {
        // Sent twice: the first was taken.
        return Ok(visitor.go(next_step(&registration)));
    }
    let place = place(visitor, &registration, channel.clone());
    if let Some(channel) = place.again(input) {
        if let Some(wait) = place.may_send(visitor).await? {
            return Ok(wait);
        }
        let text = text_for(visitor, &channel).await?;
        let mut tx = visitor.db().begin().await?;
        send(&mut tx, visitor, registration.id, &channel, text).await?;
        tx.commit().await?;
        return Ok(place.sent_again(visitor, &channel));
    }
    let good = match place.check(visitor, input).await? {
        Ok(good) => good,
        Err(response) => return Ok(response),
    };
    // The next code goes out with this confirmation, as far as the limits let it.
    let next = (!by_mail && !registration.email_ok)
        .then(|| Channel::Mail(registration.form.email.clone()));
    let mut also = None;
    if let Some(next) = next
        && codes::may_send(visitor, EMAIL, registration.id, &next)
            .await?
            .is_ok()
    {
        let text = text_for(visitor, &next).await?;
        also = Some((next, text));
    }
    let mut tx = visitor.db().begin().await?;
    if codes::use_up(&mut tx, &good).await? {
        waiting::confirm(&mut tx, registration.id, &channel).await?;
        tx.journal(
            Entry::new(
                visitor.actor(),
                "registration.contact",
                "registration",
                registration.id,
            )
            .detail(serde_json::json!({ "channel": if by_mail { "mail" } else { "sms" } }))
            .from(Some(visitor.ip())),
        )
        .await?;
        if let Some((channel, text)) = &also {
            send(&mut tx, visitor, registration.id, channel, text).await?;
        }
        tx.commit().await?;
    }
    let confirmed = Registration {
        phone_ok: registration.phone_ok || !by_mail,
        email_ok: registration.email_ok || by_mail,
        ..registration
    };
    Ok(visitor.go(next_step(&confirmed)))
}

pub(crate) async fn phone(
    visitor: Visitor,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    show_code(&visitor, &headers, false, query.as_deref()).await
}

pub(crate) async fn check_phone(
    visitor: Visitor,
    headers: HeaderMap,
    input: Input,
) -> Result<Response, Fault> {
    check_code(&visitor, &headers, &input, false).await
}

pub(crate) async fn email(
    visitor: Visitor,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    show_code(&visitor, &headers, true, query.as_deref()).await
}

pub(crate) async fn check_email(
    visitor: Visitor,
    headers: HeaderMap,
    input: Input,
) -> Result<Response, Fault> {
    check_code(&visitor, &headers, &input, true).await
}
