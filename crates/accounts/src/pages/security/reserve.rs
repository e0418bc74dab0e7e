//! «Резервный телефон»: set by a code to it, told to every contact.

use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;
use okno_requisites::Phone;
use okno_web::{Fault, Field, Form, Input, Kind, Visitor};
use uuid::Uuid;

use super::{HOME, about, not_yet};
use crate::codes::{self, Channel, Good, NotSent};
use crate::model::{Account, Person};
use crate::notices::{self, Note};
use crate::pages::code::Place;
use crate::pages::common::{FormPage, clock_up, refused, tv};
use crate::security::reserve;
use crate::store::{self, holder};

pub(super) const PATH: &str = "/cabinet/security/reserve";
const CODE: &str = "/cabinet/security/reserve/code";
const REMOVE: &str = "/cabinet/security/reserve/remove";
const PURPOSE: &str = "reserve.new";
const TEXT: &str = "accounts-reserve-code-sms";

fn form(visitor: &Visitor) -> Form {
    let phone = Field::new(Kind::Tel, "phone", visitor.t("accounts-reserve-phone"))
        .hint(visitor.t("accounts-reserve-hint"))
        .autocomplete("off")
        .check("phone");
    Form::new(PATH, visitor.t("accounts-continue"), vec![phone])
}

fn page(visitor: &Visitor, form: Form, present: Option<&Phone>) -> FormPage {
    let lead = match present {
        Some(phone) => {
            let present = [("present", phone.shown())];
            tv(visitor, "accounts-reserve-lead-change", &present)
        }
        None => visitor.t("accounts-reserve-lead"),
    };
    let remove = (REMOVE.to_owned(), visitor.t("accounts-reserve-remove"));
    FormPage {
        back: Some((HOME.to_owned(), visitor.t("accounts-security-title"))),
        lead,
        links: present.map(|_| remove).into_iter().collect(),
        advice: visitor.t("accounts-reserve-advice"),
        ..FormPage::new(visitor, "accounts-reserve-title", form)
    }
}

pub(super) async fn show(visitor: Visitor) -> Result<Response, Fault> {
    let id = visitor.citizen()?;
    if let Some(away) = not_yet(&visitor, PATH).await? {
        return Ok(away);
    }
    let present = reserve::find(visitor.db(), id).await?;
    visitor.render(&page(&visitor, form(&visitor), present.as_ref()))
}

pub(super) async fn take(visitor: Visitor, input: Input) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor)?;
    if let Some(away) = not_yet(&visitor, PATH).await? {
        return Ok(away);
    }
    let (db, portal) = (visitor.db(), visitor.portal());
    let present = reserve::find(db, account.id).await?;
    let mut form = form(&visitor).filled(&input);
    form.check(&input, portal.words(), visitor.lang(), portal.today());
    let typed = Phone::parse(input.get("phone")).ok();
    let flaw = match &typed {
        Some(phone) if !phone.is_mobile_ru() => Some("accounts-phone-mobile"),
        Some(phone) if *phone == person.phone => Some("accounts-reserve-main"),
        Some(phone) if Some(phone) == present.as_ref() => Some("accounts-reserve-same"),
        _ => None,
    };
    if let Some(flaw) = flaw {
        form.fail("phone", visitor.t(flaw));
    }
    let Some(phone) = typed.filter(|_| !form.has_errors()) else {
        return visitor.render_flawed(&page(&visitor, form, present.as_ref()));
    };
    let (id, channel) = (db.new_id(), Channel::Sms(phone.clone()));
    if let Err(NotSent::Wait(until)) = codes::may_send(&visitor, PURPOSE, id, &channel).await? {
        let time = clock_up(&visitor, until);
        form.fail(
            "phone",
            tv(&visitor, "accounts-contact-wait", &[("time", time)]),
        );
        let page = page(&visitor, form, present.as_ref());
        return refused(&visitor, StatusCode::TOO_MANY_REQUESTS, &page);
    }
    let mut tx = db.begin().await?;
    reserve::ask(&mut tx, id, account.id, &phone).await?;
    codes::send(&mut tx, &visitor, PURPOSE, id, &channel, TEXT).await?;
    tx.commit().await?;
    Ok(visitor.go(CODE))
}

fn place(visitor: &Visitor, id: Uuid, phone: &Phone) -> Place<'static> {
    Place {
        purpose: PURPOSE,
        subject: id,
        channel: Channel::Sms(phone.clone()),
        masked: false,
        action: CODE,
        title: "accounts-phone-title",
        submit: "accounts-reserve-save",
        steps: None,
        back: (PATH.to_owned(), visitor.t("accounts-back")),
        change: None,
        lead: "accounts-reserve-code-lead",
        more: Vec::new(),
        links: Vec::new(),
    }
}

pub(super) async fn code(visitor: Visitor, RawQuery(query): RawQuery) -> Result<Response, Fault> {
    match reserve::asked(visitor.db(), visitor.citizen()?).await? {
        Some((id, phone)) => {
            let place = place(&visitor, id, &phone);
            place.show(&visitor, query.as_deref()).await
        }
        None => Ok(visitor.go(PATH)),
    }
}

pub(super) async fn check(visitor: Visitor, input: Input) -> Result<Response, Fault> {
    let Some((id, phone)) = reserve::asked(visitor.db(), visitor.citizen()?).await? else {
        return Ok(visitor.go(PATH));
    };
    let place = place(&visitor, id, &phone);
    if let Some(sent) = place.resend(&visitor, &input, TEXT).await? {
        return Ok(sent);
    }
    match place.check(&visitor, &input).await? {
        Ok(good) => apply(&visitor, id, &phone, &good).await,
        Err(response) => Ok(response),
    }
}

async fn apply(visitor: &Visitor, id: Uuid, phone: &Phone, good: &Good) -> Result<Response, Fault> {
    let done = visitor.go(&format!("{HOME}?reserve"));
    let mut tx = visitor.db().begin().await?;
    let (account, person) = store::find_locked(&mut tx, visitor.citizen()?).await?;
    let used = codes::use_up(&mut tx, good).await?;
    if !used || !reserve::finish(&mut tx, id).await? || *phone == person.phone {
        tx.commit().await?;
        return Ok(done);
    }
    let before = reserve::find_locked(&mut tx, account.id).await?;
    reserve::put(&mut tx, account.id, phone).await?;
    tx.journal(about(visitor, "account.reserve_set")?).await?;
    let told = ("accounts-reserve-set", format!("reserve:{id}"));
    tell(&mut tx, visitor, (&account, &person), before, told).await?;
    tx.commit().await?;
    Ok(done)
}

/// Tells every contact, and the phone that is the reserve one no more.
async fn tell(
    tx: &mut okno_store::Tx,
    visitor: &Visitor,
    (account, person): (&Account, &Person),
    before: Option<Phone>,
    (words, key): (&str, String),
) -> Result<(), Fault> {
    let portal = visitor.portal();
    if let Some(phone) = before {
        let note = Note {
            id: words,
            facts: &[],
            key: format!("{key}:before"),
            link: "/",
        };
        reserve::tell(tx, portal, (account, person), phone, note).await?;
    }
    notices::tell(tx, portal, account, person, words, key, HOME).await?;
    Ok(())
}

pub(super) async fn sure(visitor: Visitor) -> Result<Response, Fault> {
    let id = visitor.citizen()?;
    if let Some(away) = not_yet(&visitor, REMOVE).await? {
        return Ok(away);
    }
    let Some(present) = reserve::find(visitor.db(), id).await? else {
        return Ok(visitor.go(PATH));
    };
    let form = Form::new(REMOVE, visitor.t("accounts-reserve-remove"), Vec::new());
    let present = [("present", present.shown())];
    visitor.render(&FormPage {
        back: Some((PATH.to_owned(), visitor.t("accounts-reserve-title"))),
        lead: tv(&visitor, "accounts-reserve-remove-lead", &present),
        ..FormPage::new(&visitor, "accounts-reserve-remove-title", form)
    })
}

pub(super) async fn remove(visitor: Visitor) -> Result<Response, Fault> {
    if let Some(away) = not_yet(&visitor, REMOVE).await? {
        return Ok(away);
    }
    let mut tx = visitor.db().begin().await?;
    let (account, person) = store::find_locked(&mut tx, visitor.citizen()?).await?;
    let before = reserve::find_locked(&mut tx, account.id).await?;
    if reserve::remove(&mut tx, account.id).await? {
        let act = "account.reserve_removed";
        tx.journal(about(&visitor, act)?).await?;
        let key = format!("reserve:{}", tx.new_id());
        let told = ("accounts-reserve-removed", key);
        tell(&mut tx, &visitor, (&account, &person), before, told).await?;
    }
    tx.commit().await?;
    Ok(visitor.go(&format!("{HOME}?noreserve")))
}
