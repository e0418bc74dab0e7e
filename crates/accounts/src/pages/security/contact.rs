//! Another phone or e-mail: a code from the present contact and one from the new one.

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use okno_notifications::Recipient;
use okno_requisites::{Email, Phone};
use okno_store::DbError;
use okno_web::{Fault, Field, Form, Input, Kind as Drawn, Visitor};
use serde_json::json;

use super::{HOME, about, not_yet};
use crate::codes::{self, Channel, Good, NotSent};
use crate::department::Accounts;
use crate::model::Person;
use crate::notices::{self, Note};
use crate::pages::code::Place;
use crate::pages::common::{FormPage, clock_up, refused, t_phone, tv};
use crate::security::contacts::{self, By, Change, Contact, Kind};
use crate::security::reserve;
use crate::store::{self, holder};
use crate::wards;

fn kind(word: &str) -> Result<Kind, Fault> {
    Kind::from_word(word).ok_or(Fault::NotFound)
}

fn path(kind: Kind) -> &'static str {
    match kind {
        Kind::Phone => "/cabinet/security/contact/phone",
        Kind::Email => "/cabinet/security/contact/email",
    }
}

fn form(visitor: &Visitor, kind: Kind, has_reserve: bool) -> Form {
    let words = |part: &str| visitor.t(&format!("accounts-contact-{}-{part}", kind.word()));
    let (drawn, rule) = match kind {
        Kind::Phone => (Drawn::Tel, "phone"),
        Kind::Email => (Drawn::Email, "email"),
    };
    let mut fields = vec![
        Field::new(drawn, "contact", words("new"))
            .hint(words("hint"))
            .check(rule),
        Field::new(Drawn::Checkbox, "lost", words("lost")).optional(),
    ];
    if has_reserve {
        let label = visitor.t("accounts-contact-by-reserve");
        fields.push(Field::new(Drawn::Checkbox, "reserve", label).optional());
    }
    Form::new(path(kind), visitor.t("accounts-continue"), fields)
}

fn page(visitor: &Visitor, form: Form, kind: Kind) -> Result<FormPage, Fault> {
    let (_, person) = holder(visitor)?;
    let present = match kind {
        Kind::Phone => person.phone.shown(),
        Kind::Email => person.email.shown(),
    };
    let id = |part: &str| format!("accounts-contact-{}-{part}", kind.word());
    Ok(FormPage {
        back: Some((HOME.to_owned(), visitor.t("accounts-security-title"))),
        lead: tv(visitor, &id("lead"), &[("present", present)]),
        ..FormPage::new(visitor, &id("title"), form)
    })
}

pub(super) async fn show(visitor: Visitor, Path(word): Path<String>) -> Result<Response, Fault> {
    let kind = kind(&word)?;
    holder(&visitor)?;
    if let Some(away) = not_yet(&visitor, path(kind)).await? {
        return Ok(away);
    }
    let has_reserve = reserve::find(visitor.db(), visitor.citizen()?).await?;
    let form = form(&visitor, kind, has_reserve.is_some());
    visitor.render(&page(&visitor, form, kind)?)
}

/// What was typed, when it is a contact and another one than the present.
fn typed(
    visitor: &Visitor,
    form: &mut Form,
    input: &Input,
    kind: Kind,
    reserve: Option<&Phone>,
) -> Option<Contact> {
    let portal = visitor.portal();
    if !form.check(input, portal.words(), visitor.lang(), portal.today()) {
        return None;
    }
    let (_, person) = holder(visitor).ok()?;
    let (contact, same) = match kind {
        Kind::Phone => {
            let phone = Phone::parse(input.get("contact")).ok()?;
            if !phone.is_mobile_ru() {
                form.fail("contact", visitor.t("accounts-phone-mobile"));
                return None;
            }
            if reserve.is_some_and(|reserve| reserve.as_str() == phone.as_str()) {
                form.fail("contact", visitor.t("accounts-contact-is-reserve"));
                return None;
            }
            let same = phone.as_str() == person.phone.as_str();
            (Contact::Phone(phone), same)
        }
        Kind::Email => {
            let email = Email::parse(input.get("contact")).ok()?;
            let same = email.key() == person.email.key();
            (Contact::Email(email), same)
        }
    };
    if same {
        form.fail("contact", visitor.t("accounts-contact-same"));
        return None;
    }
    Some(contact)
}

pub(super) async fn take(
    visitor: Visitor,
    Path(word): Path<String>,
    input: Input,
) -> Result<Response, Fault> {
    let kind = kind(&word)?;
    let (account, person) = holder(&visitor)?;
    if let Some(away) = not_yet(&visitor, path(kind)).await? {
        return Ok(away);
    }
    let reserve = reserve::find(visitor.db(), account.id).await?;
    let mut form = form(&visitor, kind, reserve.is_some()).filled(&input);
    let Some(contact) = typed(&visitor, &mut form, &input, kind, reserve.as_ref()) else {
        return visitor.render_flawed(&page(&visitor, form, kind)?);
    };
    let db = visitor.db();
    let change = Change {
        id: db.new_id(),
        kind,
        by: match (input.has("reserve") && reserve.is_some(), input.has("lost")) {
            (true, _) => By::Reserve,
            (false, true) => By::Other,
            (false, false) => By::Present,
        },
        contact,
        old_ok: false,
    };
    let Some(channel) = change.present(person, reserve.as_ref()) else {
        return Ok(visitor.go(path(kind)));
    };
    let may = codes::may_send(&visitor, PRESENT, change.id, &channel).await?;
    if let Err(NotSent::Wait(until)) = may {
        let time = clock_up(&visitor, until);
        let text = tv(&visitor, "accounts-contact-wait", &[("time", time)]);
        form.fail("contact", text);
        let page = page(&visitor, form, kind)?;
        return refused(&visitor, StatusCode::TOO_MANY_REQUESTS, &page);
    }
    let mut tx = db.begin().await?;
    let what = (kind, change.by, &change.contact);
    contacts::put(&mut tx, change.id, account.id, what).await?;
    let text = present_text(&channel);
    codes::send(&mut tx, &visitor, PRESENT, change.id, &channel, text).await?;
    tx.commit().await?;
    Ok(visitor.go(&format!("{}/present", path(kind))))
}

const PRESENT: &str = "contact.present";
const NEW: &str = "contact.new";

fn present_text(channel: &Channel) -> &'static str {
    match channel {
        Channel::Mail(_) => "accounts-contact-present-mail",
        _ => "accounts-contact-present-sms",
    }
}

/// What goes to the new contact: a code, or in its place a word to whoever has an account
/// with it; whoever asked sees no difference.
async fn new_text(visitor: &Visitor, channel: &Channel) -> Result<&'static str, Fault> {
    let (kind, contact) = channel.login();
    let taken = store::find_by(visitor.db(), kind, &contact).await?;
    Ok(match (channel, taken) {
        (Channel::Mail(_), None) => "accounts-contact-new-mail",
        (Channel::Mail(_), Some(_)) => "accounts-contact-taken-mail",
        (_, None) => "accounts-contact-new-sms",
        (_, Some(_)) => "accounts-contact-taken-sms",
    })
}

fn place(visitor: &Visitor, change: &Change, channel: Channel, is_new: bool) -> Place<'static> {
    let action = match (change.kind, is_new) {
        (Kind::Phone, false) => "/cabinet/security/contact/phone/present",
        (Kind::Phone, true) => "/cabinet/security/contact/phone/new",
        (Kind::Email, false) => "/cabinet/security/contact/email/present",
        (Kind::Email, true) => "/cabinet/security/contact/email/new",
    };
    let (purpose, number, lead) = match is_new {
        false => (PRESENT, 1, "accounts-contact-present-lead"),
        true => (NEW, 2, "accounts-contact-new-lead"),
    };
    let step = visitor.t(&format!("accounts-contact-step-{number}"));
    Place {
        purpose,
        subject: change.id,
        title: match channel {
            Channel::Mail(_) => "accounts-mail-title",
            _ => "accounts-phone-title",
        },
        channel,
        masked: false,
        action,
        submit: "accounts-continue",
        steps: Some((step, number, 2)),
        back: (path(change.kind).to_owned(), visitor.t("accounts-back")),
        change: None,
        lead,
        more: Vec::new(),
        links: Vec::new(),
    }
}

/// Where a change stands, or the page of its beginning.
async fn under_way(visitor: &Visitor, kind: Kind) -> Result<Option<Change>, Fault> {
    let id = visitor.citizen()?;
    Ok(contacts::find(visitor.db(), id, kind).await?)
}

/// Where the first code went.
async fn present(
    visitor: &Visitor,
    change: &Change,
    person: &Person,
) -> Result<Option<Channel>, Fault> {
    let reserve = reserve::find(visitor.db(), visitor.citizen()?).await?;
    Ok(change.present(person, reserve.as_ref()))
}

pub(super) async fn code(
    visitor: Visitor,
    Path((word, step)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let kind = kind(&word)?;
    let (_, person) = holder(&visitor)?;
    let Some(change) = under_way(&visitor, kind).await? else {
        return Ok(visitor.go(path(kind)));
    };
    let (channel, is_new) = match (step.as_str(), change.old_ok) {
        ("present", false) => match present(&visitor, &change, person).await? {
            Some(channel) => (channel, false),
            None => return Ok(visitor.go(path(kind))),
        },
        ("new", true) => (change.contact.channel(), true),
        ("present", true) => return Ok(visitor.go(&format!("{}/new", path(kind)))),
        ("new", false) => return Ok(visitor.go(&format!("{}/present", path(kind)))),
        _ => return Err(Fault::NotFound),
    };
    place(&visitor, &change, channel, is_new)
        .show(&visitor, query.as_deref())
        .await
}

pub(super) async fn check(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    Path((word, step)): Path<(String, String)>,
    input: Input,
) -> Result<Response, Fault> {
    let kind = kind(&word)?;
    let (_, person) = holder(&visitor)?;
    let Some(change) = under_way(&visitor, kind).await? else {
        return Ok(visitor.go(path(kind)));
    };
    match (step.as_str(), change.old_ok) {
        ("present", false) => {
            let Some(channel) = present(&visitor, &change, person).await? else {
                return Ok(visitor.go(path(kind)));
            };
            let place = place(&visitor, &change, channel.clone(), false);
            let text = present_text(&channel);
            if let Some(sent) = place.resend(&visitor, &input, text).await? {
                return Ok(sent);
            }
            match place.check(&visitor, &input).await? {
                Ok(good) => prove_present(&visitor, &change, &good).await,
                Err(response) => Ok(response),
            }
        }
        ("new", true) => {
            let channel = change.contact.channel();
            let text = new_text(&visitor, &channel).await?;
            let place = place(&visitor, &change, channel, true);
            if let Some(sent) = place.resend(&visitor, &input, text).await? {
                return Ok(sent);
            }
            match place.check(&visitor, &input).await? {
                Ok(good) => apply(&accounts, &visitor, &change, &good).await,
                Err(response) => Ok(response),
            }
        }
        ("present", true) => Ok(visitor.go(&format!("{}/new", path(kind)))),
        ("new", false) => Ok(visitor.go(&format!("{}/present", path(kind)))),
        _ => Err(Fault::NotFound),
    }
}

/// The present contact is proven: on with a code to the new one.
async fn prove_present(visitor: &Visitor, change: &Change, good: &Good) -> Result<Response, Fault> {
    let channel = change.contact.channel();
    let text = new_text(visitor, &channel).await?;
    // When none may be sent yet, the page says so, and from when on.
    let may = codes::may_send(visitor, NEW, change.id, &channel).await?;
    let mut tx = visitor.db().begin().await?;
    if codes::use_up(&mut tx, good).await? {
        contacts::present_proven(&mut tx, change.id).await?;
        if may.is_ok() {
            codes::send(&mut tx, visitor, NEW, change.id, &channel, text).await?;
        }
    }
    // Whoever comes second commits as well before answering.
    tx.commit().await?;
    Ok(visitor.go(&format!("{}/new", path(change.kind))))
}

/// Writes the new contact; both of them are told.
async fn apply(
    accounts: &Accounts,
    visitor: &Visitor,
    change: &Change,
    good: &Good,
) -> Result<Response, Fault> {
    let mut tx = visitor.db().begin().await?;
    let used = codes::use_up(&mut tx, good).await?;
    if !used || !contacts::finish(&mut tx, change.id).await? {
        tx.commit().await?;
        return Ok(visitor.go(&format!("{HOME}?contact")));
    }
    let (account, before) = store::find_locked(&mut tx, visitor.citizen()?).await?;
    let after = change.contact.on(&before);
    let account = match account.ward.is_lent() && change.kind == Kind::Phone {
        true => wards::own_phone(&mut tx, &account).await?,
        false => account,
    };
    match store::save_person(&mut tx, &account, &after).await {
        Ok(()) => {}
        Err(DbError::Taken(_)) => {
            drop(tx);
            // Somebody was faster with it. It is the visitor's own, so this tells no secret.
            let mut form = form(visitor, change.kind, false);
            form.fail("contact", t_phone(visitor, "accounts-contact-taken"));
            let page = page(visitor, form, change.kind)?;
            return refused(visitor, StatusCode::CONFLICT, &page);
        }
        Err(error) => return Err(error.into()),
    }
    accounts
        .profile_saved(&mut tx, &account, &before, &after, visitor.actor())
        .await?;
    let entry = about(visitor, "account.contact_changed")?;
    tx.journal(entry.detail(json!({ "kind": change.kind.word() })))
        .await?;
    let key = format!("account:{}:contact:{}", account.id, change.id);
    let portal = visitor.portal();
    let words = match change.kind {
        Kind::Phone => "accounts-contact-phone-changed",
        Kind::Email => "accounts-contact-email-changed",
    };
    let old = Recipient {
        account: None,
        phone: (change.kind == Kind::Phone).then(|| before.phone.clone()),
        email: (change.kind == Kind::Email).then(|| before.email.clone()),
        lang: account.lang,
        choices: account.choices.clone(),
    };
    let note = Note {
        id: words,
        facts: &[],
        key: format!("{key}:old"),
        link: "/",
    };
    notices::tell_to(&mut tx, portal, &account, &before, &old, note).await?;
    notices::tell(&mut tx, portal, &account, &after, words, key, HOME).await?;
    tx.commit().await?;
    Ok(visitor.go(&format!("{HOME}?contact")))
}
