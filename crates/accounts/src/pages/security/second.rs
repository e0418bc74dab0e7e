//! The second step: an authenticator app, codes by SMS, backup codes (S4-13).

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use okno_issuance::qr_svg;
use okno_store::Tx;
use okno_web::{Fault, Field, Form, Input, Kind, Page, Visitor};
use serde_json::json;

use super::{HOME, about, not_yet};
use crate::department::Accounts;
use crate::model::{Account, Person};
use crate::security::Steps;
use crate::security::store as kept;
use crate::store::{self, holder};
use crate::{notices, paper_code, totp};

const SECOND: &str = "/cabinet/security/second";
const APP: &str = "/cabinet/security/app";
const BACKUP: &str = "/cabinet/security/backup";
/// Under this key the session keeps the secret that is being set up.
const SECRET: &str = "security.secret";

#[derive(Template)]
#[template(path = "security_second.html")]
struct SecondPage {
    page: Page,
    steps: Steps,
    /// SMS is asked for though nobody switched it on: the level demands something.
    demanded: bool,
    /// SMS cannot be switched off: nothing else is left beside the password or a key.
    stays: bool,
    /// There can be passkeys here.
    keys: bool,
}

pub(super) async fn show(
    State(accounts): State<Accounts>,
    visitor: Visitor,
) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor)?;
    let steps = kept::steps(visitor.db(), account.id).await?;
    let demanded = accounts.policy().demands(account.level);
    visitor.render(&SecondPage {
        page: visitor.page_t("accounts-security-second"),
        stays: !steps.app && (demanded || steps.passkey),
        keys: accounts.keys().is_some() || steps.passkey,
        steps,
        demanded,
    })
}

/// The account locked, and what is switched on.
pub(super) async fn locked(
    visitor: &Visitor,
    tx: &mut Tx,
) -> Result<(Account, Person, Steps), Fault> {
    let (account, person) = store::find_locked(tx, visitor.citizen()?).await?;
    let steps = kept::steps_locked(tx, account.id).await?;
    Ok((account, person, steps))
}

/// Writes what is switched on, with its line and a message to the owner.
async fn change(
    visitor: &Visitor,
    tx: &mut Tx,
    (account, person): (&Account, &Person),
    steps: Steps,
    (way, on): (&str, bool),
) -> Result<(), Fault> {
    kept::set_steps(tx, account.id, steps).await?;
    // Whoever was remembered under other rules shows the new one once.
    kept::distrust_all(tx, account.id).await?;
    let act = match on {
        true => "account.second_on",
        false => "account.second_off",
    };
    tx.journal(about(visitor, act)?.detail(json!({ "way": way })))
        .await?;
    let key = format!("account:{}:second:{}", account.id, tx.new_id());
    let words = match on {
        true => "accounts-second-on",
        false => "accounts-second-off",
    };
    notices::tell(tx, visitor.portal(), account, person, words, key, HOME).await?;
    Ok(())
}

/// Switches codes by SMS on or off, or the app off.
pub(super) async fn switch(visitor: Visitor, input: Input) -> Result<Response, Fault> {
    if let Some(away) = not_yet(&visitor, SECOND).await? {
        return Ok(away);
    }
    let mut tx = visitor.db().begin().await?;
    let (account, person, before) = locked(&visitor, &mut tx).await?;
    let (way, on, after) = match input.get("to") {
        "sms-on" => (
            "sms",
            true,
            Steps {
                sms: true,
                ..before
            },
        ),
        "sms-off" => (
            "sms",
            false,
            Steps {
                sms: false,
                ..before
            },
        ),
        "app-off" => (
            "app",
            false,
            Steps {
                app: false,
                ..before
            },
        ),
        _ => return Err(Fault::BadRequest),
    };
    if after != before {
        if way == "app" {
            kept::drop_app(&mut tx, account.id).await?;
        }
        let whose = (&account, &person);
        change(&visitor, &mut tx, whose, after, (way, on)).await?;
    }
    tx.commit().await?;
    Ok(visitor.go(match on {
        true => "/cabinet/security?on",
        false => "/cabinet/security?off",
    }))
}

#[derive(Template)]
#[template(path = "security_app.html")]
struct AppPage {
    page: Page,
    form: Form,
    qr: String,
    secret: String,
}

fn app_page(visitor: &Visitor, form: Form, secret: &[u8]) -> Result<AppPage, Fault> {
    let (account, _) = holder(visitor)?;
    // The number of the account and no name: the app may show it to anybody.
    let address = totp::address(secret, &account.number);
    let qr = qr_svg(&address, &visitor.t("accounts-setup-qr"))
        .map_err(|error| Fault::Internal(format!("QR: {error}")))?;
    Ok(AppPage {
        page: visitor.page_t("accounts-app-title").with_form(&form),
        form,
        qr,
        secret: totp::shown(secret),
    })
}

fn app_form(visitor: &Visitor) -> Form {
    let code = Field::new(Kind::Code, "code", visitor.t("accounts-totp-label"))
        .hint(visitor.t("accounts-totp-hint"))
        .missing(visitor.t("accounts-totp-missing"));
    Form::new(APP, visitor.t("accounts-app-submit"), vec![code])
}

/// Makes a secret for the app.
pub(super) async fn begin_app(visitor: Visitor) -> Result<Response, Fault> {
    if let Some(away) = not_yet(&visitor, SECOND).await? {
        return Ok(away);
    }
    let secret = totp::new_secret(visitor.db().chance());
    let mut tx = visitor.db().begin().await?;
    let kept = [(SECRET, Some(secret.as_str()))];
    let cookies = visitor.keep(&mut tx, &kept).await?;
    tx.commit().await?;
    Ok(cookies.on(visitor.go(APP)))
}

pub(super) async fn app(visitor: Visitor) -> Result<Response, Fault> {
    if let Some(away) = not_yet(&visitor, SECOND).await? {
        return Ok(away);
    }
    match totp::kept_secret(&visitor, SECRET) {
        Some(secret) => visitor.render(&app_page(&visitor, app_form(&visitor), &secret)?),
        None => Ok(visitor.go(SECOND)),
    }
}

/// Sets the app up when it shows the right code.
pub(super) async fn set_app(visitor: Visitor, input: Input) -> Result<Response, Fault> {
    if let Some(away) = not_yet(&visitor, SECOND).await? {
        return Ok(away);
    }
    let Some(secret) = totp::kept_secret(&visitor, SECRET) else {
        return Ok(visitor.go(SECOND));
    };
    let mut form = app_form(&visitor);
    let portal = visitor.portal();
    if !form.check(&input, portal.words(), visitor.lang(), portal.today()) {
        return visitor.render_flawed(&app_page(&visitor, form, &secret)?);
    }
    // Nothing to guess here: the secret is on the page.
    let Some(step) = totp::step_of(&secret, input.get("code"), visitor.db().now()) else {
        form.fail("code", visitor.t("accounts-setup-wrong"));
        return visitor.render_flawed(&app_page(&visitor, form, &secret)?);
    };
    let mut tx = visitor.db().begin().await?;
    let (account, person, before) = locked(&visitor, &mut tx).await?;
    kept::put_app(&mut tx, account.id, &secret, step).await?;
    let after = Steps {
        app: true,
        ..before
    };
    let whose = (&account, &person);
    change(&visitor, &mut tx, whose, after, ("app", true)).await?;
    let cookies = visitor.keep(&mut tx, &[(SECRET, None)]).await?;
    tx.commit().await?;
    Ok(cookies.on(visitor.go("/cabinet/security?app")))
}

#[derive(Template)]
#[template(path = "security_backup.html")]
struct BackupPage {
    page: Page,
    left: i64,
    /// Only in the answer to the button that made them.
    codes: Vec<String>,
}

pub(super) async fn backup(visitor: Visitor) -> Result<Response, Fault> {
    let id = visitor.citizen()?;
    visitor.render(&BackupPage {
        page: visitor.page_t("accounts-security-backup"),
        left: kept::backup_left(visitor.db(), id).await?,
        codes: Vec::new(),
    })
}

/// Makes new ones and shows them, once.
pub(super) async fn make_backup(visitor: Visitor) -> Result<Response, Fault> {
    if let Some(away) = not_yet(&visitor, BACKUP).await? {
        return Ok(away);
    }
    let mut tx = visitor.db().begin().await?;
    let (account, person, _) = locked(&visitor, &mut tx).await?;
    let codes = kept::new_backup(&mut tx, account.id).await?;
    tx.journal(about(&visitor, "account.backup_made")?).await?;
    let key = format!("account:{}:backup:{}", account.id, tx.new_id());
    let note = notices::Note {
        id: "accounts-backup-made",
        facts: &[],
        key,
        link: HOME,
    };
    notices::tell_by_mail(&mut tx, visitor.portal(), &account, &person, note).await?;
    tx.commit().await?;
    visitor.render(&BackupPage {
        page: visitor.page_t("accounts-security-backup"),
        left: i64::try_from(codes.len()).unwrap_or(i64::MAX),
        codes: codes.iter().map(|code| paper_code::shown(code)).collect(),
    })
}
