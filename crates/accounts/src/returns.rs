//! Access back in a service centre: an operator has seen who stands before them. The
//! person gets a code of access on paper ([`crate::first`]) and sets a new password with
//! it; a phone or an e-mail that is lost is replaced, and every contact is told, the former
//! ones too.

use okno_notifications::Recipient;
use okno_store::{DbError, Entry, Tx};
use okno_web::session::end_others;
use okno_web::visitor::Official;
use okno_web::{Subject, Visitor};
use serde_json::json;
use uuid::Uuid;

use crate::first::{self, For, State};
use crate::model::{Account, Person};
use crate::notices::{self, Note};
use crate::security::{reserve, store as kept};
use crate::{store, waiting, wards};

/// What is to become of the account.
pub struct Return<'a> {
    /// The person as before.
    pub before: &'a Person,
    /// With new contacts, which they have shown to be theirs.
    pub after: &'a Person,
    /// App, keys and backup codes are lost: the second step begins anew with the code.
    pub steps_lost: bool,
    /// What the click is known by ([`first::new_click`]).
    pub click: &'a str,
}

/// Hands the code of access out, in the transaction that has locked the account. Every
/// session ends, settings wait, recoveries that others have begun come to nothing. `None`
/// when this click's code was used already.
///
/// # Errors
/// Those of the store; [`DbError::Taken`] when a contact belongs to another account.
pub async fn hand_out(
    tx: &mut Tx,
    visitor: &Visitor,
    official: &Official,
    account: &Account,
    what: &Return<'_>,
) -> Result<Option<(String, State)>, DbError> {
    let id = account.id;
    let purpose = match what.steps_lost {
        true => For::AgainWithoutSteps,
        false => For::Again,
    };
    let Some(made) = first::make_again(tx, id, what.click, purpose).await? else {
        return Ok(None);
    };
    let (before, after) = (what.before, what.after);
    let new_phone = before.phone != after.phone;
    let new_email = before.email.key() != after.email.key();
    if new_phone || new_email {
        let lent = account.ward.is_lent() && new_phone;
        let account = match lent {
            true => &wards::own_phone(tx, account).await?,
            false => account,
        };
        store::save_person(tx, account, after).await?;
        let act = "account.contact_by_official";
        tx.journal(line(visitor, official, act, id)).await?;
    }
    let present = reserve::find_locked(tx, id).await?;
    if present.as_ref() == Some(&after.phone) {
        reserve::remove(tx, id).await?;
    }
    end_others(tx, Subject::Citizen(id), Uuid::nil()).await?;
    kept::begin_wait(tx, id).await?;
    kept::distrust_all(tx, id).await?;
    waiting::drop_recoveries(tx, id).await?;
    let act = "account.access_code_again";
    tx.journal(line(visitor, official, act, id)).await?;
    tell(tx, visitor, official, account, what, present).await?;
    Ok(Some(made))
}

fn line(visitor: &Visitor, official: &Official, act: &'static str, account: Uuid) -> Entry {
    Entry::new(visitor.actor(), act, "account", account)
        .owner(account)
        .detail(json!({ "unit": official.unit }))
        .from(Some(visitor.ip()))
}

/// Tells every contact, once a click.
async fn tell(
    tx: &mut Tx,
    visitor: &Visitor,
    official: &Official,
    account: &Account,
    what: &Return<'_>,
    present: Option<okno_requisites::Phone>,
) -> Result<(), DbError> {
    let (portal, before, after) = (visitor.portal(), what.before, what.after);
    let facts = [("place", official.place.clone())];
    let key = format!("return:{}:{}", account.id, what.click);
    let note = |to: &str, link| Note {
        id: "accounts-return",
        facts: &facts,
        key: format!("{key}:{to}"),
        link,
    };
    let former = Recipient {
        account: None,
        phone: (before.phone != after.phone).then(|| before.phone.clone()),
        email: (before.email.key() != after.email.key()).then(|| before.email.clone()),
        lang: account.lang,
        choices: account.choices.clone(),
    };
    if former.phone.is_some() || former.email.is_some() {
        notices::tell_to(tx, portal, account, before, &former, note("former", "/")).await?;
    }
    if let Some(phone) = present {
        let about = (account, after);
        reserve::tell(tx, portal, about, phone, note("reserve", "/")).await?;
    }
    let own = store::recipient(account, after);
    let all = note("own", "/cabinet/history");
    notices::tell_to(tx, portal, account, after, &own, all).await
}
