//! The account of a child, which its guardians look after. What they may do stands here;
//! who they are and whether they may is for whoever calls (`okno-family`).
//!
//! Nobody gets in but the child: the first password is chosen with a code of access that
//! goes to the child's mailbox, the next ones by a link that goes there.

use okno_store::{DbError, Tx, args};
use okno_web::session::end_others;
use okno_web::{Lang, Portal, Subject, Visitor};
use uuid::Uuid;

use crate::assist::{self, Contact};
use crate::model::{Account, Person, State, Ward};
use crate::secrets::Hashed;
use crate::{first, store};

okno_store::statements! {
    SET = "update accounts set ward = $2, version = version + 1 where id = $1";
}

/// Makes the account of a child; no password opens it. With `lent` the phone of the person
/// is a guardian's: codes go there, and nobody signs in by it.
///
/// # Errors
/// [`DbError::Taken`] when a contact or the SNILS belongs to another account.
pub async fn create(
    tx: &mut Tx,
    person: &Person,
    lent: bool,
    lang: Lang,
) -> Result<Account, DbError> {
    let ward = match lent {
        true => Ward::Lent,
        false => Ward::Own,
    };
    store::create_ward(tx, person, &Hashed::none(), lang, ward).await
}

/// The same with a phone of its own and a password, for seeding.
///
/// # Errors
/// [`DbError::Taken`] when a contact or the SNILS belongs to another account.
pub async fn create_with(
    tx: &mut Tx,
    person: &Person,
    password: &Hashed,
    lang: Lang,
) -> Result<Account, DbError> {
    store::create_ward(tx, person, password, lang, Ward::Own).await
}

/// Says whose the account is from now on. [`Ward::No`] when the child is of age.
///
/// # Errors
/// Those of the store.
pub async fn set(tx: &mut Tx, account: Uuid, ward: Ward) -> Result<(), DbError> {
    tx.exec(SET, args![account, i64::from(ward.number())])
        .await?;
    tx.announce(account);
    Ok(())
}

/// The child has a phone of its own from now on: the account as it is then.
pub(crate) async fn own_phone(tx: &mut Tx, account: &Account) -> Result<Account, DbError> {
    let ward = account.ward.with_phone();
    set(tx, account.id, ward).await?;
    Ok(Account {
        ward,
        version: account.version + 1,
        ..account.clone()
    })
}

/// Nobody signs in until [`resume`]; every session ends. False when it was not open.
///
/// # Errors
/// Those of the store.
pub async fn suspend(tx: &mut Tx, account: Uuid) -> Result<bool, DbError> {
    let done = store::set_state(tx, account, State::Active, State::Suspended).await?;
    if done {
        end_others(tx, Subject::Citizen(account), Uuid::nil()).await?;
        tx.announce(account);
    }
    Ok(done)
}

/// The account may be used again. False when it was not suspended.
///
/// # Errors
/// Those of the store.
pub async fn resume(tx: &mut Tx, account: Uuid) -> Result<bool, DbError> {
    let done = store::set_state(tx, account, State::Suspended, State::Active).await?;
    if done {
        tx.announce(account);
    }
    Ok(done)
}

/// Sends what a new password is chosen with to the child's mailbox: as long as there is
/// none a code of access, good for 72 hours; after that a link, good for half an hour.
/// False when the account is closed to that.
///
/// # Errors
/// Those of the store.
pub async fn send_access(
    tx: &mut Tx,
    visitor: &Visitor,
    account: &Account,
    person: &Person,
) -> Result<bool, DbError> {
    if !matches!(account.state, State::Active | State::Locked) {
        return Ok(false);
    }
    let click = first::new_click(tx.db());
    match first::make(tx, account.id, &click).await? {
        Some((code, _)) => {
            send_first(tx, visitor.portal(), account, person, &code).await?;
            Ok(true)
        }
        None => {
            assist::send_link_by(tx, visitor, account.id, Contact::Email, &assist::GUARDIAN).await
        }
    }
}

/// The letter with the code of access; the click of it may be made by no visitor.
///
/// # Errors
/// Those of the store.
pub async fn send_first(
    tx: &mut Tx,
    portal: &Portal,
    account: &Account,
    person: &Person,
    code: &str,
) -> Result<(), DbError> {
    let lang = account.lang;
    let (subject, body) = first_letter(portal, lang, person, code);
    let key = format!("ward:{}:{}", account.id, tx.new_id());
    let to = &person.email;
    okno_notifications::send_mail(tx, &key, to, lang, &subject, &body, Some("/login/first")).await
}

/// Subject and text.
fn first_letter(portal: &Portal, lang: Lang, person: &Person, code: &str) -> (String, String) {
    let args = [
        ("name", person.called_in(lang).into()),
        ("code", code.into()),
        ("email", person.email.shown().into()),
    ];
    let words = portal.words();
    let text = |part: &str| words.tv(lang, &format!("accounts-ward-first-{part}"), &args);
    (text("subject"), text("body"))
}
