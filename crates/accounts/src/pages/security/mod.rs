//! «Настройки безопасности»: the password, the second step, where one is signed in.

mod again;
mod contact;
mod keys;
mod looks;
mod password;
mod questions;
mod reserve;
mod second;
mod sessions;

use askama::Template;
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use axum::routing::{get, post};
use jiff::{SignedDuration, Timestamp};
use okno_store::Entry;
use okno_web::{Fault, Page, Visitor};

use super::common::tv;
use crate::department::Accounts;
use crate::passkeys;
use crate::security::store as kept;
use crate::store::holder;

const HOME: &str = "/cabinet/security";

/// So long after signing in, or after the password was asked for again, sensitive acts
/// need no password.
const FRESH: SignedDuration = SignedDuration::from_mins(15);

pub(crate) fn router() -> Router<Accounts> {
    Router::new()
        .route(HOME, get(home))
        .route(
            "/cabinet/security/password",
            get(password::show).post(password::take),
        )
        .route(
            "/cabinet/security/again",
            get(again::show).post(again::take),
        )
        .route("/cabinet/security/again/ask", post(again::ask))
        .route("/cabinet/security/again/passkey", post(again::take_key))
        .route("/cabinet/security/keys", get(keys::list).post(keys::add))
        .route("/cabinet/security/keys/new", get(keys::begin))
        .route("/cabinet/security/keys/ask", post(keys::ask))
        .route(
            "/cabinet/security/keys/{id}",
            get(keys::show).post(keys::rename),
        )
        .route("/cabinet/security/keys/{id}/remove", post(keys::remove))
        .route("/cabinet/security/second", get(second::show))
        .route(
            "/cabinet/security/app",
            get(second::app).post(second::set_app),
        )
        .route("/cabinet/security/app/begin", post(second::begin_app))
        .route("/cabinet/security/switch", post(second::switch))
        .route(
            "/cabinet/security/backup",
            get(second::backup).post(second::make_backup),
        )
        .route(
            "/cabinet/security/contact/{kind}",
            get(contact::show).post(contact::take),
        )
        .route(
            "/cabinet/security/contact/{kind}/{step}",
            get(contact::code).post(contact::check),
        )
        .route(reserve::PATH, get(reserve::show).post(reserve::take))
        .route(
            "/cabinet/security/reserve/code",
            get(reserve::code).post(reserve::check),
        )
        .route(
            "/cabinet/security/reserve/remove",
            get(reserve::sure).post(reserve::remove),
        )
        .route(questions::PATH, get(questions::show).post(questions::take))
        .route(
            "/cabinet/security/questions/remove",
            get(questions::sure).post(questions::remove),
        )
        .route("/cabinet/security/looks", get(looks::show))
        .route("/cabinet/security/leave", post(sessions::leave))
        .route("/cabinet/security/forget", post(sessions::forget))
}

/// A line of the journal about the holder's account.
fn about(visitor: &Visitor, act: &'static str) -> Result<Entry, Fault> {
    let id = visitor.citizen()?;
    Ok(Entry::new(visitor.actor(), act, "account", id)
        .owner(id)
        .from(Some(visitor.ip())))
}

/// Sends away from a sensitive act: to the password, when it was not given lately, or to
/// a page that says until when to wait after a recovery. `back` is the act's own path.
///
/// # Errors
/// [`Fault`] when nobody is signed in; those of the store.
pub async fn not_yet(visitor: &Visitor, back: &str) -> Result<Option<Response>, Fault> {
    let id = visitor.citizen()?;
    if let Some(until) = kept::wait_until(visitor.db(), id).await? {
        return again::wait(visitor, until).map(Some);
    }
    let proved = visitor.kept(again::PROVED).and_then(|at| at.parse().ok());
    let proved = proved.and_then(|at| Timestamp::from_millisecond(at).ok());
    let begun = visitor.session().map(|session| session.created_at);
    let last = proved.max(begun);
    if last.is_some_and(|at| visitor.db().now().duration_since(at) < FRESH) {
        return Ok(None);
    }
    Ok(Some(
        visitor.go(&format!("/cabinet/security/again?next={back}")),
    ))
}

#[derive(Template)]
#[template(path = "security.html")]
struct SecurityPage {
    page: Page,
    rows: Vec<Row>,
    sessions: Vec<sessions::Shown>,
    trusted: Vec<sessions::Remembered>,
    wait: Option<String>,
}

/// A setting: what it is, how it stands, where it is changed.
struct Row {
    name: String,
    value: String,
    url: &'static str,
    action: String,
}

async fn rows(accounts: &Accounts, visitor: &Visitor) -> Result<Vec<Row>, Fault> {
    let (account, person) = holder(visitor)?;
    let (db, t) = (visitor.db(), |id: &str| visitor.t(id));
    let steps = kept::steps(db, account.id).await?;
    let is_on = steps.any() || accounts.policy().demands(account.level);
    let second = match (steps.passkey, steps.app, is_on) {
        (true, _, _) => "accounts-security-second-key",
        (false, true, _) => "accounts-security-second-app",
        (false, false, true) => "accounts-security-second-sms",
        (false, false, false) => "accounts-security-second-off",
    };
    let mut rows = vec![
        Row {
            name: t("accounts-password"),
            value: t("accounts-security-password"),
            url: "/cabinet/security/password",
            action: t("accounts-change"),
        },
        Row {
            name: t("accounts-security-second"),
            value: t(second),
            url: "/cabinet/security/second",
            action: t("accounts-security-set"),
        },
    ];
    if accounts.keys().is_some() || steps.passkey {
        let there = match steps.passkey {
            true => passkeys::store::credentials(db, account.id).await?.len(),
            false => 0,
        };
        rows.push(Row {
            name: t("accounts-keys-title"),
            value: keys::counted(visitor, there),
            url: "/cabinet/security/keys",
            action: t("accounts-security-set"),
        });
    }
    let contacts = [
        (
            "accounts-phone",
            person.phone.shown(),
            "/cabinet/security/contact/phone",
        ),
        (
            "accounts-email",
            person.email.shown(),
            "/cabinet/security/contact/email",
        ),
    ];
    rows.extend(contacts.map(|(name, value, url)| Row {
        name: t(name),
        value,
        url,
        action: t("accounts-change"),
    }));
    rows.extend(help(visitor).await?);
    if is_on {
        let left = kept::backup_left(db, account.id).await?;
        rows.push(Row {
            name: t("accounts-security-backup"),
            value: match left {
                0 => t("accounts-security-backup-none"),
                left => super::common::tn(visitor, "accounts-security-backup-left", "left", left),
            },
            url: "/cabinet/security/backup",
            action: t("accounts-security-backup-get"),
        });
    }
    Ok(rows)
}

/// What helps in a recovery only.
async fn help(visitor: &Visitor) -> Result<[Row; 2], Fault> {
    let (db, id) = (visitor.db(), visitor.citizen()?);
    let phone = crate::security::reserve::find(db, id).await?;
    let are_set = crate::security::questions::are_set(db, id).await?;
    let action = |is_set: bool| match is_set {
        true => visitor.t("accounts-change"),
        false => visitor.t("accounts-security-add"),
    };
    Ok([
        Row {
            name: visitor.t("accounts-reserve-title"),
            action: action(phone.is_some()),
            value: match phone {
                Some(phone) => phone.shown(),
                None => visitor.t("accounts-security-reserve-none"),
            },
            url: reserve::PATH,
        },
        Row {
            name: visitor.t("accounts-questions-title"),
            value: visitor.t(match are_set {
                true => "accounts-security-questions-set",
                false => "accounts-security-questions-none",
            }),
            url: questions::PATH,
            action: action(are_set),
        },
    ])
}

async fn home(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor)?;
    let mut page = visitor.page_t("accounts-security-title");
    let done = match query.as_deref() {
        Some("password") => Some(("accounts-security-password-done", "accounts-renewed-rest")),
        Some("app") => Some((
            "accounts-security-app-done",
            "accounts-security-app-done-text",
        )),
        Some("on") => Some((
            "accounts-security-on-done",
            "accounts-security-on-done-text",
        )),
        Some("off") => Some((
            "accounts-security-off-done",
            "accounts-security-off-done-text",
        )),
        Some("left") => Some(("accounts-security-left", "accounts-security-left-text")),
        Some("contact") => Some((
            "accounts-security-contact-done",
            "accounts-security-contact-done-text",
        )),
        Some("reserve") => Some((
            "accounts-security-reserve-done",
            "accounts-security-off-done-text",
        )),
        Some("noreserve") => Some((
            "accounts-security-reserve-gone",
            "accounts-security-off-done-text",
        )),
        Some("questions") => Some((
            "accounts-security-questions-done",
            "accounts-security-off-done-text",
        )),
        Some("noquestions") => Some((
            "accounts-security-questions-gone",
            "accounts-security-off-done-text",
        )),
        Some("forgotten") => Some(("accounts-security-forgotten", "")),
        _ => None,
    };
    if let Some((title, text)) = done {
        let text = match text {
            "" => String::new(),
            text => visitor.t(text),
        };
        page = page.with_notice("ok", visitor.t(title), text);
    }
    let wait = kept::wait_until(visitor.db(), account.id).await?;
    let wait = wait.map(|until| {
        let time = page.date_time(&until);
        tv(&visitor, "accounts-security-wait", &[("time", time)])
    });
    visitor.render(&SecurityPage {
        rows: rows(&accounts, &visitor).await?,
        sessions: sessions::list(&visitor, &page).await?,
        trusted: sessions::remembered(&visitor, &page).await?,
        wait,
        page,
    })
}
