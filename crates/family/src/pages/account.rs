//! The child's account is made: its contacts, a code to each, and the letter that the child
//! begins with. Whether a contact belongs to somebody is told to its owner alone.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use okno_accounts::codes::{self, Channel, NotSent};
use okno_accounts::{Account, Person, Place, find_by, find_locked, holder, not_yet};
use okno_requisites::{Email, Phone};
use okno_store::DbError;
use okno_web::{Fault, Field, Form, Input, Kind, Page, Visitor};

use super::{own, path};
use crate::acts::{self, MADE, note, say};
use crate::model::Card;
use crate::store::{self, Contacts, Making};
use crate::{Family, making};

const EMAIL: &str = "family.email";
const PHONE: &str = "family.phone";

#[derive(Template)]
#[template(path = "family_account.html")]
struct ContactsPage {
    page: Page,
    form: Form,
    url: String,
    name: String,
}

fn form(visitor: &Visitor, card: &Card) -> Form {
    let t = |id: &str| visitor.t(id);
    let fields = vec![
        Field::new(Kind::Email, "email", t("family-email"))
            .hint(t("family-email-hint"))
            .check("email")
            .autocomplete("off"),
        Field::new(Kind::Tel, "phone", t("family-phone"))
            .hint(t("family-phone-hint"))
            .check("phone")
            .autocomplete("off")
            .optional(),
    ];
    let action = format!("{}/account", path(card.id));
    Form::new(action, t("family-account-submit"), fields)
}

fn page(visitor: &Visitor, card: &Card, form: Form) -> ContactsPage {
    ContactsPage {
        page: visitor.page_t("family-account-title").with_form(&form),
        form,
        url: path(card.id),
        name: card.content.child.full_name(),
    }
}

/// A card of which an account may be made; others are led to the card.
async fn open(visitor: &Visitor, id: &str) -> Result<Result<Card, Response>, Fault> {
    let (account, _) = holder(visitor)?;
    let card = own(visitor, account, id).await?;
    let to = path(card.id);
    let grown = card.content.child.is_adult(visitor.portal().today());
    if card.child.is_none() || grown {
        return Ok(Err(visitor.go(&to)));
    }
    if card.ward.is_some() {
        return Ok(Err(visitor.go(&format!("{to}?there"))));
    }
    if let Some(first) = not_yet(visitor, &format!("{to}/account")).await? {
        return Ok(Err(first));
    }
    Ok(Ok(card))
}

pub(super) async fn show(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    match open(&visitor, &id).await? {
        Ok(card) => visitor.render(&page(&visitor, &card, form(&visitor, &card))),
        Err(away) => Ok(away),
    }
}

fn typed(
    visitor: &Visitor,
    form: &mut Form,
    input: &Input,
    (account, person): (&Account, &Person),
) -> Option<Contacts> {
    let portal = visitor.portal();
    // An empty phone is no phone; the rule of the field would refuse it.
    let phone = match input.get("phone") {
        "" => None,
        text => Phone::parse(text).ok(),
    };
    form.check(input, portal.words(), visitor.lang(), portal.today());
    if let Some(phone) = &phone {
        if !phone.is_mobile_ru() {
            form.fail("phone", visitor.t("family-phone-mobile"));
        } else if *phone == person.phone {
            form.fail("phone", visitor.t("family-phone-yours"));
        }
    }
    let email = Email::parse(input.get("email")).ok();
    if email
        .as_ref()
        .is_some_and(|email| email.key() == person.email.key())
    {
        form.fail("email", visitor.t("family-email-yours"));
    }
    if form.has_errors() || account.is_guarded() {
        return None;
    }
    Some(Contacts {
        email: email?,
        phone,
    })
}

pub(super) async fn take(
    visitor: Visitor,
    Path(id): Path<String>,
    input: Input,
) -> Result<Response, Fault> {
    let card = match open(&visitor, &id).await? {
        Ok(card) => card,
        Err(away) => return Ok(away),
    };
    let (account, person) = holder(&visitor)?;
    let mut form = form(&visitor, &card).filled(&input);
    let Some(contacts) = typed(&visitor, &mut form, &input, (account, person)) else {
        return visitor.render_flawed(&page(&visitor, &card, form));
    };
    let db = visitor.db();
    let (id, channel) = (db.new_id(), Channel::Mail(contacts.email.clone()));
    if let Err(NotSent::Wait(until)) = codes::may_send(&visitor, EMAIL, id, &channel).await? {
        let drawn = visitor.page(String::new());
        form.fail(
            "email",
            drawn.ta("family-code-wait", "time", drawn.time(&until)),
        );
        let mut response = visitor.render(&page(&visitor, &card, form))?;
        *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        return Ok(response);
    }
    let text = text(&visitor, &channel).await?;
    let mut tx = db.begin().await?;
    find_locked(&mut tx, account.id).await?;
    store::put_contacts(&mut tx, id, card.id, &contacts).await?;
    codes::send(&mut tx, &visitor, EMAIL, id, &channel, text).await?;
    tx.commit().await?;
    Ok(visitor.go(&format!("{}/account/email", path(card.id))))
}

/// A code, or in its place a word to whoever has an account with the contact: whoever asked
/// sees no difference.
async fn text(visitor: &Visitor, channel: &Channel) -> Result<&'static str, Fault> {
    let (kind, contact) = match channel {
        Channel::Mail(email) => ("email", email.key()),
        Channel::Sms(phone) | Channel::Voice(phone) | Channel::Called(phone) => {
            ("phone", phone.as_str().to_owned())
        }
    };
    let taken = find_by(visitor.db(), kind, &contact).await?;
    Ok(match (channel, taken) {
        (Channel::Mail(_), None) => "family-code-mail",
        (Channel::Mail(_), Some(_)) => "family-taken-mail",
        (_, None) => "family-code-sms",
        (_, Some(_)) => "family-taken-sms",
    })
}

/// Which contact is proven at a step of the address; nothing when it is another one's turn.
fn channel(making: &Making, step: &str) -> Option<Channel> {
    match (step, making.email_ok, &making.contacts.phone) {
        ("email", false, _) => Some(Channel::Mail(making.contacts.email.clone())),
        ("phone", true, Some(phone)) if !making.phone_ok => Some(Channel::Sms(phone.clone())),
        _ => None,
    }
}

fn place<'a>(
    visitor: &Visitor,
    making: &Making,
    channel: Channel,
    (action, back): (&'a str, &str),
) -> Place<'a> {
    let is_mail = matches!(channel, Channel::Mail(_));
    let (purpose, title, number) = match is_mail {
        true => (EMAIL, "family-code-email-title", 1),
        false => (PHONE, "family-code-phone-title", 2),
    };
    let steps = making.contacts.phone.is_some();
    Place {
        purpose,
        subject: making.id,
        channel,
        masked: false,
        action,
        title,
        submit: "family-code-submit",
        steps: steps.then(|| (visitor.t(&format!("family-step-{number}")), number, 2)),
        back: (format!("{back}/account"), visitor.t("family-account-title")),
        change: None,
        lead: "family-code-lead",
        more: Vec::new(),
        links: Vec::new(),
    }
}

/// Where it goes on: to the page of the next code, or to the beginning.
fn next(making: Option<&Making>, to: &str) -> String {
    match making {
        Some(making) if !making.email_ok => format!("{to}/account/email"),
        Some(making) if !making.is_whole() => format!("{to}/account/phone"),
        _ => format!("{to}/account"),
    }
}

pub(super) async fn code(
    visitor: Visitor,
    Path((id, step)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let card = match open(&visitor, &id).await? {
        Ok(card) => card,
        Err(away) => return Ok(away),
    };
    let to = path(card.id);
    let making = store::making(visitor.db(), card.id).await?;
    let found = making
        .as_ref()
        .and_then(|making| Some((making, channel(making, &step)?)));
    let Some((making, channel)) = found else {
        return Ok(visitor.go(&next(making.as_ref(), &to)));
    };
    let action = format!("{to}/account/{step}");
    place(&visitor, making, channel, (&action, &to))
        .show(&visitor, query.as_deref())
        .await
}

pub(super) async fn check(
    State(family): State<Family>,
    visitor: Visitor,
    Path((id, step)): Path<(String, String)>,
    input: Input,
) -> Result<Response, Fault> {
    let card = match open(&visitor, &id).await? {
        Ok(card) => card,
        Err(away) => return Ok(away),
    };
    let to = path(card.id);
    let db = visitor.db();
    let making = store::making(db, card.id).await?;
    let found = making
        .as_ref()
        .and_then(|making| Some((making, channel(making, &step)?)));
    let Some((making, channel)) = found else {
        return Ok(visitor.go(&next(making.as_ref(), &to)));
    };
    let action = format!("{to}/account/{step}");
    let place = place(&visitor, making, channel.clone(), (&action, &to));
    let words = text(&visitor, &channel).await?;
    if let Some(sent) = place.resend(&visitor, &input, words).await? {
        return Ok(sent);
    }
    let good = match place.check(&visitor, &input).await? {
        Ok(good) => good,
        Err(response) => return Ok(response),
    };
    let is_phone = matches!(channel, Channel::Sms(_));
    let phone = making.contacts.phone.clone().filter(|_| !is_phone);
    if let Some(phone) = phone {
        return ask_phone(&visitor, making, phone, &good, &to).await;
    }
    make(&family, &visitor, &card, making, (&good, is_phone)).await
}

/// The mailbox is proven: on with a code to the phone.
async fn ask_phone(
    visitor: &Visitor,
    making: &Making,
    phone: Phone,
    good: &codes::Good,
    to: &str,
) -> Result<Response, Fault> {
    let channel = Channel::Sms(phone);
    let text = text(visitor, &channel).await?;
    // When none may be sent yet, the page says so, and from when on.
    let may = codes::may_send(visitor, PHONE, making.id, &channel).await?;
    let mut tx = visitor.db().begin().await?;
    if codes::use_up(&mut tx, good).await? {
        store::proven(&mut tx, making.id, false).await?;
        if may.is_ok() {
            codes::send(&mut tx, visitor, PHONE, making.id, &channel, text).await?;
        }
    }
    // Whoever comes second commits as well before answering.
    tx.commit().await?;
    Ok(visitor.go(&format!("{to}/account/phone")))
}

/// Everything is proven: the account, in one transaction with all that follows.
async fn make(
    family: &Family,
    visitor: &Visitor,
    card: &Card,
    waiting: &Making,
    (good, is_phone): (&codes::Good, bool),
) -> Result<Response, Fault> {
    let to = path(card.id);
    let mut tx = visitor.db().begin().await?;
    let (account, person) = find_locked(&mut tx, card.account).await?;
    let fresh = store::card_in(&mut tx, card.id).await?;
    let child = match fresh.and_then(|card| card.child) {
        Some(child) => store::child_locked(&mut tx, child).await?,
        None => None,
    };
    let used = codes::use_up(&mut tx, good).await?;
    if used {
        store::proven(&mut tx, waiting.id, is_phone).await?;
    }
    let ready = used && store::finish(&mut tx, waiting.id).await?;
    let Some(known) = child.filter(|child| ready && child.account.is_none()) else {
        // The other parent was faster, or the other click.
        tx.commit().await?;
        return Ok(visitor.go(&format!("{to}?there")));
    };
    let who = (&account, &person);
    let actor = visitor.actor();
    let made = making::make(family, &mut tx, who, &known, &waiting.contacts, actor).await;
    match made {
        Ok(_) => {}
        Err(DbError::Taken(_)) => {
            drop(tx);
            // The contacts are proven to be at hand, so this tells no secret.
            let mut form = form(visitor, card);
            form.fail_all(visitor.page(String::new()).ta(
                "family-taken",
                "phone",
                visitor.portal().settings().hotline.clone(),
            ));
            let mut response = visitor.render(&page(visitor, card, form))?;
            *response.status_mut() = StatusCode::CONFLICT;
            return Ok(response);
        }
        Err(error) => return Err(error.into()),
    }
    if let Some(powers) = acts::powers(family, &mut tx, account.id, card.id).await? {
        note(&mut tx, visitor, &powers, MADE).await?;
        say(family, &mut tx, visitor, &powers, "made").await?;
    }
    tx.commit().await?;
    Ok(visitor.go(&format!("{to}?made")))
}
