//! «Ключи доступа»: the passkeys of an account (S4-13).

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use okno_store::Tx;
use okno_web::{Fault, Form, Input, Page, Visitor};
use uuid::Uuid;

use super::second::locked;
use super::{about, not_yet};
use crate::department::Accounts;
use crate::model::{Account, Person};
use crate::notices;
use crate::pages::passkey::{KeyRow, away, name_field, named, new_form};
use crate::passkeys::{MOST, Not, store as keys};
use crate::security::store as kept;
use crate::security::{Steps, agent};
use crate::store::holder;

const KEYS: &str = "/cabinet/security/keys";
const NEW: &str = "/cabinet/security/keys/new";
#[derive(Template)]
#[template(path = "security_keys.html")]
struct KeysPage {
    page: Page,
    rows: Vec<KeyRow>,
    /// One more may be added.
    room: bool,
}

pub(super) async fn list(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor)?;
    let there = keys::of(visitor.db(), account.id).await?;
    if accounts.keys().is_none() && there.is_empty() {
        return Err(Fault::NotFound);
    }
    let mut page = visitor.page_t("accounts-keys-title");
    let done = match query.as_deref() {
        Some("added") => Some(("accounts-keys-added", "accounts-keys-added-text")),
        Some("removed") => Some(("accounts-keys-removed", "accounts-keys-removed-text")),
        Some("named") => Some(("accounts-keys-named", "")),
        _ => None,
    };
    if let Some((title, text)) = done {
        let text = match text {
            "" => String::new(),
            text => visitor.t(text),
        };
        page = page.with_notice("ok", visitor.t(title), text);
    }
    visitor.render(&KeysPage {
        room: accounts.keys().is_some() && there.len() < MOST,
        rows: there
            .into_iter()
            .map(|one| KeyRow::of(&page, one))
            .collect(),
        page,
    })
}

#[derive(Template)]
#[template(path = "security_key_new.html")]
struct NewPage {
    page: Page,
    form: Form,
}

fn new_page(visitor: &Visitor, form: Form) -> NewPage {
    NewPage {
        page: visitor.page_t("accounts-keys-new-title").with_form(&form),
        form,
    }
}

pub(super) async fn begin(
    State(accounts): State<Accounts>,
    visitor: Visitor,
) -> Result<Response, Fault> {
    accounts.keys().ok_or(Fault::NotFound)?;
    match not_yet(&visitor, NEW).await? {
        Some(away) => Ok(away),
        None => visitor.render(&new_page(&visitor, new_form(&visitor, KEYS))),
    }
}

/// A challenge for a new key.
pub(super) async fn ask(
    State(accounts): State<Accounts>,
    visitor: Visitor,
) -> Result<Response, Fault> {
    let kept = accounts.keys().ok_or(Fault::NotFound)?;
    let (account, person) = holder(&visitor)?;
    // What is to be done first, its page says.
    if not_yet(&visitor, NEW).await?.is_some() {
        return Ok(away(NEW));
    }
    let there = keys::credentials(visitor.db(), account.id).await?;
    if there.len() >= MOST {
        return Ok(away(KEYS));
    }
    // The number of the account and no contact: it is shown wherever the key is offered.
    let called = person.called_in(account.lang);
    let login = (account.number.as_str(), called.as_str());
    kept.ask_new(&visitor, account.id, login, &there).await
}

/// Tells the owner what became of a key: from which browser, from where.
async fn tell(
    visitor: &Visitor,
    tx: &mut Tx,
    (account, person): (&Account, &Person),
    id: &str,
) -> Result<(), Fault> {
    let named = agent::shown(visitor.agent());
    let named = named.unwrap_or_else(|| visitor.t("accounts-device-unknown"));
    let note = notices::Note {
        id,
        facts: &[("device", named), ("address", visitor.ip().to_string())],
        key: format!("account:{}:passkey:{}", account.id, tx.new_id()),
        link: KEYS,
    };
    Ok(notices::tell_by_mail(tx, visitor.portal(), account, person, note).await?)
}

pub(super) async fn add(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    let kept_keys = accounts.keys().ok_or(Fault::NotFound)?;
    let id = visitor.citizen()?;
    if let Some(away) = not_yet(&visitor, NEW).await? {
        return Ok(away);
    }
    let mut form = new_form(&visitor, KEYS);
    let name = named(&mut form, &input);
    let made = match kept_keys.made(&visitor, id, input.raw("credential")) {
        Ok(made) => made,
        Err(not) => {
            let words = match not {
                Not::Over => not.words(),
                _ => "accounts-keys-not-made",
            };
            form.fail_all(visitor.t(words));
            return visitor.render_flawed(&new_page(&visitor, form));
        }
    };
    let mut tx = visitor.db().begin().await?;
    let (account, person, before) = locked(&visitor, &mut tx).await?;
    let room = keys::count(&mut tx, id).await? < MOST;
    if !room || !made.keep(&mut tx, id, &name).await? {
        tx.commit().await?;
        form.fail_all(visitor.t("accounts-keys-there"));
        return visitor.render_flawed(&new_page(&visitor, form));
    }
    if !before.passkey {
        let steps = Steps {
            passkey: true,
            ..before
        };
        kept::set_steps(&mut tx, id, steps).await?;
        // Whoever was remembered under other rules shows the new one once.
        kept::distrust_all(&mut tx, id).await?;
    }
    tx.journal(about(&visitor, "account.passkey_added")?)
        .await?;
    tell(&visitor, &mut tx, (&account, &person), "accounts-key-added").await?;
    tx.commit().await?;
    Ok(visitor.go("/cabinet/security/keys?added"))
}

#[derive(Template)]
#[template(path = "security_key.html")]
struct KeyPage {
    page: Page,
    form: Form,
    row: KeyRow,
    /// What the second step will be without it.
    last: bool,
}

async fn key_page(visitor: &Visitor, id: Uuid, typed: Option<Form>) -> Result<KeyPage, Fault> {
    let there = keys::of(visitor.db(), visitor.citizen()?).await?;
    let last = there.len() == 1;
    let found = there.into_iter().find(|one| one.id == id);
    let found = found.ok_or(Fault::NotFound)?;
    let form = typed.unwrap_or_else(|| {
        let mut form = name_form(visitor, id);
        form.set("name", found.name.as_str());
        form
    });
    let page = visitor.page(found.name.clone()).with_form(&form);
    Ok(KeyPage {
        row: KeyRow::of(&page, found),
        page,
        form,
        last,
    })
}

fn name_form(visitor: &Visitor, id: Uuid) -> Form {
    Form::new(
        format!("{KEYS}/{id}"),
        visitor.t("accounts-save"),
        vec![name_field(visitor)],
    )
}

pub(super) async fn show(visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    visitor.render(&key_page(&visitor, id, None).await?)
}

pub(super) async fn rename(
    visitor: Visitor,
    Path(id): Path<Uuid>,
    input: Input,
) -> Result<Response, Fault> {
    let owner = visitor.citizen()?;
    let mut form = name_form(&visitor, id).filled(&input);
    let portal = visitor.portal();
    if !form.check(&input, portal.words(), visitor.lang(), portal.today()) {
        return visitor.render_flawed(&key_page(&visitor, id, Some(form)).await?);
    }
    let mut tx = visitor.db().begin().await?;
    let found = keys::rename(&mut tx, owner, id, input.get("name")).await?;
    if found {
        tx.journal(about(&visitor, "account.passkey_named")?)
            .await?;
    }
    tx.commit().await?;
    match found {
        true => Ok(visitor.go("/cabinet/security/keys?named")),
        false => Err(Fault::NotFound),
    }
}

pub(super) async fn remove(visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    visitor.citizen()?;
    if let Some(away) = not_yet(&visitor, &format!("{KEYS}/{id}")).await? {
        return Ok(away);
    }
    let mut tx = visitor.db().begin().await?;
    let (account, person, before) = locked(&visitor, &mut tx).await?;
    if keys::remove(&mut tx, account.id, id).await? {
        if keys::count(&mut tx, account.id).await? == 0 {
            let steps = Steps {
                passkey: false,
                ..before
            };
            kept::set_steps(&mut tx, account.id, steps).await?;
            kept::distrust_all(&mut tx, account.id).await?;
        }
        tx.journal(about(&visitor, "account.passkey_removed")?)
            .await?;
        tell(
            &visitor,
            &mut tx,
            (&account, &person),
            "accounts-key-removed",
        )
        .await?;
    }
    // Whoever comes second commits as well before answering.
    tx.commit().await?;
    Ok(visitor.go("/cabinet/security/keys?removed"))
}

/// «2 ключа», «Нет».
pub(super) fn counted(visitor: &Visitor, keys: usize) -> String {
    match i64::try_from(keys).unwrap_or(i64::MAX) {
        0 => visitor.t("accounts-keys-none"),
        n => crate::pages::common::tn(visitor, "accounts-keys-count", "count", n),
    }
}
