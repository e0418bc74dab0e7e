//! The link in the letter (S2-15). In the browser of the registration it proves the
//! mailbox as the code does. On another device the registration goes on there after a
//! code by SMS: the letter may have come to a stranger, to whom nothing is shown. Opening
//! it only shows a button: programs that look at links before their owner use up nothing.

use askama::Template;
use axum::extract::{Path, RawQuery};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use okno_store::{Db, Entry};
use okno_web::{Fault, Input, Page, Visitor};

use super::super::code::Place;
use super::super::common::{MessagePage, cookie, go_with_cookie, refused};
use super::code::{EMAIL, text_for};
use super::{COOKIE, PATH, next_step, under_way};
use crate::codes::{self, Channel};
use crate::waiting::{self, Link, Registration, Seat};

const RESUME: &str = "registration.resume";
const HERE: &str = "/register/resume";

#[derive(Template)]
#[template(path = "register_link.html")]
struct LinkPage {
    page: Page,
    action: String,
    text: String,
}

/// The link and whether this is the browser of its registration.
async fn find(
    visitor: &Visitor,
    headers: &HeaderMap,
    token: &str,
) -> Result<Option<(Link, Option<Registration>)>, Fault> {
    let Some(link) = waiting::find_link(visitor.db(), token).await? else {
        return Ok(None);
    };
    let own = under_way(visitor, headers).await?;
    let own = own.filter(|own| own.id == link.registration);
    Ok(Some((link, own)))
}

fn over(visitor: &Visitor) -> Result<Response, Fault> {
    let page = MessagePage {
        page: visitor.page_t("accounts-link-over"),
        paragraphs: vec![visitor.t("accounts-link-over-text")],
        action: Some((visitor.t("accounts-sign-in"), "/login".to_owned())),
    };
    refused(visitor, StatusCode::GONE, &page)
}

pub(crate) async fn show(
    visitor: Visitor,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    if visitor.signed_in() {
        return Ok(visitor.go("/cabinet"));
    }
    let Some((link, own)) = find(&visitor, &headers, &token).await? else {
        return over(&visitor);
    };
    let proves = link.proves(visitor.db().now());
    let id = match own {
        None => "accounts-link-other",
        Some(own) if own.email_ok => "accounts-link-done",
        Some(_) if proves => "accounts-link-own",
        Some(_) => "accounts-link-late",
    };
    visitor.render(&LinkPage {
        page: visitor.page_t("accounts-link-title"),
        action: format!("/register/link/{token}"),
        text: visitor.t(id),
    })
}

pub(crate) async fn follow(
    visitor: Visitor,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    if visitor.signed_in() {
        return Ok(visitor.go("/cabinet"));
    }
    let Some((link, own)) = find(&visitor, &headers, &token).await? else {
        return over(&visitor);
    };
    let db = visitor.db();
    if let Some(mut own) = own {
        let mut tx = db.begin().await?;
        if waiting::use_link(&mut tx, &link).await? {
            prove_mail(&visitor, &mut tx, &own).await?;
            own.email_ok = true;
        }
        tx.commit().await?;
        return Ok(visitor.go(next_step(&own)));
    }
    if let Some(seat) = seat(&visitor, &headers).await?
        && seat.registration.id == link.registration
    {
        // The second click of two.
        return Ok(visitor.go(HERE));
    }
    let mut tx = db.begin().await?;
    let proven = waiting::use_link(&mut tx, &link).await?;
    let (id, token) = waiting::take_seat(&mut tx, &link, proven).await?;
    tx.commit().await?;
    let channel = Channel::Sms(link.phone.clone());
    let may = codes::may_send(&visitor, RESUME, id, &channel).await?;
    if may.is_ok() {
        let mut tx = db.begin().await?;
        codes::send(&mut tx, &visitor, RESUME, id, &channel, "accounts-code-sms").await?;
        tx.commit().await?;
    }
    let day = waiting::REGISTRATION_LIVES.as_secs();
    let kept = Some((token.as_str(), day));
    Ok(go_with_cookie(&visitor, HERE, COOKIE, PATH, kept))
}

/// The mailbox is the person's: what the letter's code would prove.
async fn prove_mail(
    visitor: &Visitor,
    tx: &mut okno_store::Tx,
    registration: &Registration,
) -> Result<(), Fault> {
    let channel = Channel::Mail(registration.form.email.clone());
    waiting::confirm(tx, registration.id, &channel).await?;
    codes::forget(tx, EMAIL, registration.id, "mail").await?;
    tx.journal(
        Entry::new(
            visitor.actor(),
            "registration.contact",
            "registration",
            registration.id,
        )
        .detail(serde_json::json!({ "channel": "mail", "link": true }))
        .from(Some(visitor.ip())),
    )
    .await?;
    Ok(())
}

/// The seat of this device, while it waits for the phone's code.
async fn seat(visitor: &Visitor, headers: &HeaderMap) -> Result<Option<Seat>, Fault> {
    let db: &Db = visitor.db();
    match cookie(visitor, headers, COOKIE) {
        Some(token) => Ok(waiting::find_seat(db, token).await?),
        None => Ok(None),
    }
}

fn place(visitor: &Visitor, seat: &Seat) -> Place<'static> {
    Place {
        purpose: RESUME,
        subject: seat.id,
        channel: Channel::Sms(seat.registration.form.phone.clone()),
        masked: true,
        action: HERE,
        title: "accounts-phone-title",
        submit: "accounts-link-submit",
        steps: None,
        back: ("/register".to_owned(), visitor.t("accounts-register-title")),
        change: None,
        lead: "accounts-link-lead",
        more: Vec::new(),
        links: Vec::new(),
    }
}

/// Where somebody goes who has no seat that waits.
async fn elsewhere(visitor: &Visitor, headers: &HeaderMap) -> Result<Response, Fault> {
    Ok(visitor.go(match under_way(visitor, headers).await? {
        Some(registration) => next_step(&registration),
        None => "/register/simple?over",
    }))
}

pub(crate) async fn resume(
    visitor: Visitor,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    match seat(&visitor, &headers).await? {
        Some(seat) => {
            let place = place(&visitor, &seat);
            place.show(&visitor, query.as_deref()).await
        }
        None => elsewhere(&visitor, &headers).await,
    }
}

pub(crate) async fn open(
    visitor: Visitor,
    headers: HeaderMap,
    input: Input,
) -> Result<Response, Fault> {
    let Some(seat) = seat(&visitor, &headers).await? else {
        return elsewhere(&visitor, &headers).await;
    };
    let place = place(&visitor, &seat);
    if place.again(&input).is_some() {
        let text = text_for(&visitor, &place.channel).await?;
        if let Some(sent) = place.resend(&visitor, &input, text).await? {
            return Ok(sent);
        }
    }
    let good = match place.check(&visitor, &input).await? {
        Ok(good) => good,
        Err(response) => return Ok(response),
    };
    let mut registration = seat.registration.clone();
    let mut tx = visitor.db().begin().await?;
    if codes::use_up(&mut tx, &good).await? {
        waiting::open_seat(&mut tx, seat.id).await?;
        waiting::confirm(&mut tx, registration.id, &place.channel).await?;
        tx.journal(
            Entry::new(
                visitor.actor(),
                "registration.resumed",
                "registration",
                registration.id,
            )
            .from(Some(visitor.ip())),
        )
        .await?;
        if seat.mail_proven && !registration.email_ok {
            prove_mail(&visitor, &mut tx, &registration).await?;
        }
    }
    tx.commit().await?;
    registration.phone_ok = true;
    registration.email_ok |= seat.mail_proven;
    Ok(visitor.go(next_step(&registration)))
}
