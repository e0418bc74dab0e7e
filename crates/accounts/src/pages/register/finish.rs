//! The last steps: the password and the account.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use okno_store::{Actor, DbError, Entry, Tx};
use okno_web::{Fault, Form, Input, Lang, Page, Subject, Visitor};

use super::super::common::{
    FormPage, MessagePage, check_new_password, new_password_fields, put_cookie, refused,
};
use super::super::{profile, terms};
use super::{COOKIE, PATH, next_step, step, under_way};
use crate::department::Accounts;
use crate::model::{Account, Person};
use crate::waiting::{self, Registration};
use crate::{consents, documents, first_steps, notices, store};

const DONE: &str = "/register/done";

/// Is the password all that lacks?
fn is_ready(registration: &Registration) -> bool {
    registration.phone_ok && registration.email_ok && !registration.form.wants_papers()
}

fn password_page(visitor: &Visitor, form: Form, registration: &Registration) -> FormPage {
    let papers = registration.form.has_papers();
    FormPage {
        steps: Some(step(visitor, "password", 4 + u8::from(papers), papers)),
        back: Some(("/register/simple".to_owned(), visitor.t("accounts-back"))),
        lead: visitor.t("accounts-password-lead"),
        advice: visitor.t("accounts-password-advice"),
        username: registration.form.phone.as_str().to_owned(),
        ..FormPage::new(visitor, "accounts-password-title", form)
    }
}

fn password_form(visitor: &Visitor, registration: &Registration) -> Form {
    let submit = visitor.t(match registration.form.has_papers() {
        true => "accounts-register-whole",
        false => "accounts-register-finish",
    });
    Form::new(
        "/register/simple/password",
        submit,
        new_password_fields(visitor),
    )
}

pub(crate) async fn password(visitor: Visitor, headers: HeaderMap) -> Result<Response, Fault> {
    let Some(registration) = under_way(&visitor, &headers).await? else {
        return Ok(visitor.go("/register/simple?over"));
    };
    if !is_ready(&registration) {
        return Ok(visitor.go(next_step(&registration)));
    }
    visitor.render(&password_page(
        &visitor,
        password_form(&visitor, &registration),
        &registration,
    ))
}

pub(crate) async fn finish(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    headers: HeaderMap,
    input: Input,
) -> Result<Response, Fault> {
    let Some(registration) = under_way(&visitor, &headers).await? else {
        // Sent twice, perhaps: the account is there then.
        return Ok(visitor.go(if visitor.signed_in() {
            "/cabinet"
        } else {
            "/login?finished"
        }));
    };
    if !is_ready(&registration) {
        return Ok(visitor.go(next_step(&registration)));
    }
    let mut form = password_form(&visitor, &registration);
    let papers = registration.form.papers.as_ref();
    let papers = papers.filter(|_| registration.form.has_papers());
    let person = registration.form.person();
    let papers = papers.map(|papers| papers.with_contacts(&person));
    let whole = papers.as_ref().unwrap_or(&person);
    if !check_new_password(&accounts, &visitor, whole, &mut form, &input).await? {
        return visitor.render_flawed(&password_page(&visitor, form, &registration));
    }
    let db = visitor.db();
    let hashed = accounts
        .hasher()
        .hash(input.raw("password"), db.chance())
        .await?;
    let lang = Lang::from_code(&registration.form.lang).unwrap_or(visitor.lang());
    let mut tx = db.begin().await?;
    if !waiting::finish(&mut tx, registration.id).await? {
        return Ok(visitor.go("/login?finished"));
    }
    let account = match store::create(&mut tx, &person, &hashed, visitor.lang()).await {
        Ok(account) => account,
        Err(DbError::Taken(_)) => {
            drop(tx);
            return taken_page(&visitor);
        }
        Err(error) => return Err(error.into()),
    };
    for (document, text) in [
        (
            documents::PERSONAL,
            documents::consent(visitor.portal(), lang),
        ),
        (
            documents::AGREEMENT,
            documents::agreement(visitor.portal(), lang),
        ),
    ] {
        let (form, name) = (&registration.form, format!("{document}.{}", lang.code()));
        let (version, text) = (documents::VERSION, text.join("\n\n"));
        let (origin, at) = (form.origin, form.agreed_at);
        consents::keep_consent_of(&mut tx, account.id, &name, version, &text, origin, at).await?;
    }
    if let (Some(at), true) = (registration.form.terms_at, papers.is_some()) {
        let (name, text) = terms::document(&visitor, lang);
        let (version, origin) = (documents::PASSPORT_VERSION, registration.form.origin);
        consents::keep_consent_of(&mut tx, account.id, &name, version, &text, origin, at).await?;
    }
    tx.journal(
        Entry::new(
            Actor::Citizen(account.id),
            "account.created",
            "account",
            account.id,
        )
        .owner(account.id)
        .detail(serde_json::json!({ "consents": documents::VERSION }))
        .from(Some(visitor.ip())),
    )
    .await?;
    if let Some(whole) = &papers {
        let filled = fill_in(&accounts, &mut tx, &visitor, &account, &person, whole).await;
        match filled {
            Ok(()) => {}
            Err(DbError::Taken(_)) => {
                drop(tx);
                return taken_page(&visitor);
            }
            Err(error) => return Err(error.into()),
        }
        if let (Some(hook), Some(id)) = (accounts.introduces(), registration.form.introduction) {
            hook.settled(&mut tx, id, &account).await?;
        }
    }
    if let (None, Some(number)) = (&papers, &registration.form.passport) {
        first_steps::keep_passport(&mut tx, account.id, number).await?;
    }
    let introduced = registration.form.introduction.is_some();
    let (told, done) = match papers {
        Some(_) if introduced => ("accounts-created-whole", DONE),
        Some(_) => ("accounts-created-checked", "/register/done?checks"),
        None => ("accounts-created", DONE),
    };
    let key = format!("account:{}:created", account.id);
    let portal = visitor.portal();
    notices::tell(&mut tx, portal, &account, &person, told, key, "/cabinet").await?;
    let cookies = visitor
        .sign_in(&mut tx, Subject::Citizen(account.id))
        .await?;
    tx.commit().await?;
    let mut response = cookies.on(visitor.go(done));
    put_cookie(&mut response, &visitor, COOKIE, PATH, None);
    Ok(response)
}

/// Saves the profile as its form would, in the transaction that made the account.
async fn fill_in(
    accounts: &Accounts,
    tx: &mut Tx,
    visitor: &Visitor,
    account: &Account,
    bare: &Person,
    whole: &Person,
) -> Result<(), DbError> {
    let actor = Actor::Citizen(account.id);
    store::save_person(tx, account, whole).await?;
    tx.journal(
        Entry::new(actor, "account.profile_saved", "account", account.id)
            .owner(account.id)
            .detail(serde_json::json!({ "fields": profile::changed(bare, whole) }))
            .from(Some(visitor.ip())),
    )
    .await?;
    accounts
        .profile_saved(tx, account, bare, whole, actor)
        .await
}

/// Somebody was faster with the same phone or e-mail (S1-161). Both contacts
/// are proven to be the visitor's own, so this tells nothing to a stranger.
fn taken_page(visitor: &Visitor) -> Result<Response, Fault> {
    let page = MessagePage {
        page: visitor.page_t("accounts-twice-title"),
        paragraphs: vec![
            visitor.t("accounts-twice-text"),
            visitor.t("accounts-twice-advice"),
        ],
        action: Some((visitor.t("accounts-sign-in"), "/login".to_owned())),
    };
    refused(visitor, StatusCode::CONFLICT, &page)
}

#[derive(Template)]
#[template(path = "register_done.html")]
struct DonePage {
    page: Page,
    level: u8,
    number: String,
    /// The profile is there and is being checked.
    whole: bool,
    /// What follows the checks, a Fluent id.
    next: &'static str,
}

pub(crate) async fn done(visitor: Visitor, RawQuery(query): RawQuery) -> Result<Response, Fault> {
    let (account, person) = store::holder(&visitor)?;
    let page = visitor.page_t("accounts-done-title");
    visitor.render(&DonePage {
        page,
        level: account.level.number(),
        number: account.number.clone(),
        whole: person.is_whole(),
        next: match query.as_deref() {
            Some("checks") => "accounts-done-checks-text",
            _ => "accounts-done-whole-text",
        },
    })
}
