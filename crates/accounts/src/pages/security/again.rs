//! The password once more before a sensitive act, and the wait after a recovery.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use okno_store::Limit;
use okno_web::{Fault, Field, Form, Input, Kind, Visitor};
use serde::Deserialize;

use super::{HOME, about};
use crate::department::Accounts;
use crate::pages::common::{FormPage, MessagePage, own_path, refused, t_phone, tv};
use crate::pages::login::{Not, Tried, try_password, turned_away};
use crate::pages::passkey::{KeyButton, away, note};
use crate::passkeys::{self, Purpose};
use crate::security::store as kept;
use crate::store::{self, holder};

/// Under this key the session keeps when the password was given again, milliseconds.
pub(super) const PROVED: &str = "proved";

/// Wrong passwords of somebody signed in: the account's own limit, so that it cannot be
/// guessed from an open browser.
const PER_HOLDER: Limit = Limit {
    name: "account.password",
    max: 5,
    per: SignedDuration::from_mins(15),
};

/// Checks the holder's password within the limits.
pub(super) async fn check(
    accounts: &Accounts,
    visitor: &Visitor,
    password: &str,
) -> Result<Option<Not>, Fault> {
    let (account, person) = holder(visitor)?;
    let login = store::by_login(visitor.db(), "phone", person.phone.as_str()).await?;
    let subject = account.id.to_string();
    let tried = try_password(accounts, visitor, &PER_HOLDER, &subject, login, password).await?;
    Ok(match tried {
        Tried::In(_, failures) => {
            failures.forget_now(visitor.db()).await?;
            None
        }
        Tried::Not(not) => Some(not),
    })
}

#[derive(Deserialize)]
pub(super) struct Next {
    #[serde(default)]
    next: String,
}

fn form(visitor: &Visitor, next: &str) -> Form {
    let password = Field::new(Kind::Password, "login", visitor.t("accounts-password"))
        .missing(visitor.t("accounts-login-password-missing"));
    let mut form = Form::new(
        "/cabinet/security/again",
        visitor.t("accounts-continue"),
        vec![
            password,
            Field::new(Kind::Hidden, "next", String::new()).optional(),
        ],
    );
    form.set("next", own_path(next, HOME));
    form
}

/// The button for a key, where the account has one.
async fn with_key(
    accounts: &Accounts,
    visitor: &Visitor,
    page: FormPage,
    next: &str,
) -> Result<FormPage, Fault> {
    let (account, _) = holder(visitor)?;
    let has = accounts.keys().is_some() && kept::steps(visitor.db(), account.id).await?.passkey;
    let key = has.then(|| KeyButton {
        action: "/cabinet/security/again/passkey",
        ask: "/cabinet/security/again/ask",
        words: visitor.t("accounts-passkey-show"),
        next: own_path(next, HOME).to_owned(),
    });
    Ok(FormPage { key, ..page })
}

fn page(visitor: &Visitor, form: Form) -> FormPage {
    FormPage {
        back: Some((HOME.to_owned(), visitor.t("accounts-security-title"))),
        lead: visitor.t("accounts-again-lead"),
        beside: Some(("/recover".to_owned(), visitor.t("accounts-forgot"))),
        ..FormPage::new(visitor, "accounts-again-title", form)
    }
}

pub(super) async fn show(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    Query(Next { next }): Query<Next>,
) -> Result<Response, Fault> {
    let page = page(&visitor, form(&visitor, &next));
    visitor.render(&with_key(&accounts, &visitor, page, &next).await?)
}

/// A challenge for the key in place of the password.
pub(super) async fn ask(
    State(accounts): State<Accounts>,
    visitor: Visitor,
) -> Result<Response, Fault> {
    let keys = accounts.keys().ok_or(Fault::NotFound)?;
    let id = visitor.citizen()?;
    let there = passkeys::store::credentials(visitor.db(), id).await?;
    if there.is_empty() {
        return Ok(away("/cabinet/security/again"));
    }
    keys.ask(&visitor, Purpose::Again(id), &there).await
}

/// The key shown in place of the password.
pub(super) async fn take_key(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    let keys = accounts.keys().ok_or(Fault::NotFound)?;
    let id = visitor.citizen()?;
    let next = own_path(input.get("next"), HOME);
    let typed = input.raw("credential");
    let shown = keys.shown(&visitor, Purpose::Again(id), typed).await?;
    let mut tx = visitor.db().begin().await?;
    let not = match shown {
        Ok(shown) if shown.use_up(&mut tx).await? => {
            tx.journal(about(&visitor, "account.proved_by_key")?)
                .await?;
            let at = visitor.db().now().as_millisecond().to_string();
            let kept = [(PROVED, Some(at.as_str())), (passkeys::KEPT, None)];
            let cookies = visitor.keep(&mut tx, &kept).await?;
            tx.commit().await?;
            return Ok(cookies.on(visitor.go(next)));
        }
        Ok(_) => passkeys::Not::Over,
        Err(not) => not,
    };
    tx.commit().await?;
    note(&visitor, not, "account.key_wrong").await?;
    let mut form = form(&visitor, next);
    form.fail_all(visitor.t(not.words()));
    let page = page(&visitor, form);
    visitor.render_flawed(&with_key(&accounts, &visitor, page, next).await?)
}

pub(super) async fn take(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    holder(&visitor)?;
    let next = own_path(input.get("next"), HOME);
    let mut form = form(&visitor, next);
    let portal = visitor.portal();
    if !form.check(&input, portal.words(), visitor.lang(), portal.today()) {
        return visitor.render_flawed(&page(&visitor, form));
    }
    if let Some(not) = check(&accounts, &visitor, input.raw("login")).await? {
        return turned_away(&visitor, form, "accounts-again", not, page);
    }
    let at = visitor.db().now().as_millisecond().to_string();
    let mut tx = visitor.db().begin().await?;
    tx.journal(about(&visitor, "account.proved_again")?).await?;
    let cookies = visitor.keep(&mut tx, &[(PROVED, Some(&at))]).await?;
    tx.commit().await?;
    Ok(cookies.on(visitor.go(next)))
}

/// After a recovery one waits: until when, and why.
pub(super) fn wait(visitor: &Visitor, until: Timestamp) -> Result<Response, Fault> {
    let page = visitor.page_t("accounts-wait-title");
    let time = page.date_time(&until);
    let page = MessagePage {
        paragraphs: vec![
            tv(visitor, "accounts-wait-text", &[("time", time)]),
            t_phone(visitor, "accounts-wait-help"),
        ],
        action: Some((visitor.t("accounts-security-title"), HOME.to_owned())),
        page,
    };
    refused(visitor, StatusCode::FORBIDDEN, &page)
}
