//! Signing in and out.

use axum::extract::{Query, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use okno_requisites::{Email, Phone, Snils};
use okno_store::{Db, DbError, Entry, Limit, Tx, Verdict};
use okno_web::{Fault, Field, Form, Input, Kind, Visitor};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::common::{FormPage, clock_up, cookie, own_path, refused, tn, tv};
use super::passkey;
use super::second::{DEVICE, Entering, go_on};
use crate::department::Accounts;
use crate::model::State as AccountState;
use crate::security::First;
use crate::security::store as kept;
use crate::store::{self, Login};

/// Failures on one login before a wait (S1-167).
const PER_LOGIN: Limit = Limit {
    name: "login.account",
    max: 5,
    per: SignedDuration::from_mins(15),
};
/// Failures at a browser that knows the account, before a wait there: guesses from
/// elsewhere do not shut its owner out.
const PER_BROWSER: Limit = Limit {
    name: "login.browser",
    max: 5,
    per: SignedDuration::from_mins(15),
};
/// Failures from one network address before a wait.
pub(crate) const PER_ADDRESS: Limit = Limit {
    name: "login.address",
    max: 30,
    per: SignedDuration::from_mins(15),
};
pub(crate) const PER_STAFF: Limit = Limit {
    name: "login.staff",
    max: 5,
    per: SignedDuration::from_mins(15),
};

/// What became of a password.
pub(crate) enum Tried {
    In(Login, Failures),
    Not(Not),
}

/// What was counted before a password turned out to be right.
pub(crate) struct Failures {
    limit: &'static Limit,
    subject: String,
}

impl Failures {
    /// A success forgets them, in its own transaction.
    pub(crate) async fn forget(&self, tx: &mut Tx) -> Result<(), DbError> {
        tx.forget_limit(self.limit, &self.subject).await
    }

    /// The same where nothing else is written.
    pub(crate) async fn forget_now(&self, db: &Db) -> Result<(), DbError> {
        db.forget(self.limit, &self.subject).await
    }
}

/// Why a password opened nothing.
pub(crate) enum Not {
    Wrong {
        left: i64,
    },
    Wait(Timestamp),
    /// The password is right, but the account may not be used.
    Closed,
    /// The same, until a guardian of the child opens it again.
    Suspended,
    /// The same, and its owner can open it again.
    Locked,
}

/// The form again with what was wrong: `{texts}-wrong`, `{texts}-wait`, `{texts}-closed`.
pub(crate) fn turned_away(
    visitor: &Visitor,
    mut form: Form,
    texts: &str,
    not: Not,
    draw: fn(&Visitor, Form) -> FormPage,
) -> Result<Response, Fault> {
    let too_often = matches!(not, Not::Wait(_));
    let text = match not {
        Not::Wrong { left } => tn(visitor, &format!("{texts}-wrong"), "left", left),
        Not::Wait(until) => {
            let time = clock_up(visitor, until);
            tv(visitor, &format!("{texts}-wait"), &[("time", time)])
        }
        Not::Locked => visitor.t("accounts-login-locked"),
        Not::Suspended => visitor.t("accounts-login-suspended"),
        Not::Closed => {
            let phone = visitor.portal().settings().hotline.clone();
            tv(visitor, &format!("{texts}-closed"), &[("phone", phone)])
        }
    };
    form.fail("login", text);
    let page = draw(visitor, form);
    if too_often {
        refused(visitor, StatusCode::TOO_MANY_REQUESTS, &page)
    } else {
        visitor.render_flawed(&page)
    }
}

/// Checks a password within the limits. A login that does not exist takes
/// the same time and counts alike. Failures are lines of the journal (S1-153).
pub(crate) async fn try_password(
    accounts: &Accounts,
    visitor: &Visitor,
    limit: &'static Limit,
    subject: &str,
    found: Option<Login>,
    password: &str,
) -> Result<Tried, Fault> {
    let db = visitor.db();
    let address = visitor.network();
    if let Verdict::Wait { until } = db.peek(&PER_ADDRESS, &address).await? {
        return Ok(Tried::Not(Not::Wait(until)));
    }
    // Counted before the password is looked at: many tries at once cannot
    // get past the limit.
    let left = match db.hit(limit, subject).await? {
        Verdict::Allowed { left } => left,
        Verdict::Wait { until } => return Ok(Tried::Not(Not::Wait(until))),
    };
    let hashed = found.as_ref().map(|login| &login.password);
    let id = found.as_ref().map(|login| login.id);
    if accounts.hasher().verify(password, hashed).await?
        && let Some(login) = found
    {
        let failures = Failures {
            limit,
            subject: subject.to_owned(),
        };
        if let Err(error) = renew(accounts, db, &login, password).await {
            // The hash stays as it is until the next time; the person goes in.
            tracing::warn!(%error, "a password was not hashed anew");
        }
        if login.state != AccountState::Active {
            failures.forget_now(db).await?;
        }
        return Ok(match login.state {
            AccountState::Active => Tried::In(login, failures),
            AccountState::Locked => Tried::Not(Not::Locked),
            AccountState::Suspended => Tried::Not(Not::Suspended),
            AccountState::Blocked | AccountState::Closed => Tried::Not(Not::Closed),
        });
    }
    db.hit(&PER_ADDRESS, &address).await?;
    let citizen = limit.name != PER_STAFF.name;
    let mut tx = db.begin().await?;
    tx.journal(Entry {
        actor: visitor.actor(),
        act: if citizen {
            "account.sign_in_failed"
        } else {
            "staff.sign_in_failed"
        },
        object_kind: if citizen { "account" } else { "staff" },
        object: id,
        owner: id.filter(|_| citizen),
        detail: json!({ "left": left }),
        origin: Some(visitor.ip()),
    })
    .await?;
    tx.commit().await?;
    Ok(Tried::Not(Not::Wrong { left }))
}

/// Raises the cost of the hash to today's, while the password is at hand.
async fn renew(accounts: &Accounts, db: &Db, login: &Login, password: &str) -> Result<(), DbError> {
    let hasher = accounts.hasher();
    let renewed = hasher.renewed(password, &login.password, db.chance()).await;
    let Some(hashed) = renewed else {
        return Ok(());
    };
    let mut tx = db.begin().await?;
    store::renew_password(&mut tx, login, &hashed).await?;
    tx.commit().await
}

/// Forgets failures on the logins of an account, after its password was renewed.
pub(crate) async fn forgive(db: &Db, person: &crate::Person) -> Result<(), DbError> {
    let mut logins = vec![
        format!("phone:{}", person.phone.as_str()),
        format!("email:{}", person.email.key()),
    ];
    logins.extend(
        person
            .snils
            .as_ref()
            .map(|snils| format!("snils:{}", snils.as_str())),
    );
    for login in &logins {
        db.forget(&PER_LOGIN, login).await?;
    }
    Ok(())
}

/// The accounts' keys that a typed login may stand for (C28). Eleven digits
/// may be a phone or a SNILS.
fn keys(typed: &str) -> Vec<(&'static str, String)> {
    let mut keys = Vec::new();
    if let Ok(email) = Email::parse(typed) {
        keys.push(("email", email.key()));
    }
    if let Ok(phone) = Phone::parse(typed) {
        keys.push(("phone", phone.as_str().to_owned()));
    }
    if let Ok(snils) = Snils::parse(typed) {
        keys.push(("snils", snils.as_str().to_owned()));
    }
    keys
}

pub(crate) async fn look_up(db: &Db, typed: &str) -> Result<(String, Option<Login>), DbError> {
    let keys = keys(typed);
    let mut subject = None;
    let mut found = None;
    for (kind, value) in &keys {
        let login = store::by_login(db, kind, value).await?;
        if found.is_none() && login.is_some() {
            subject = Some(format!("{kind}:{value}"));
            found = login;
        }
    }
    let subject = subject.unwrap_or_else(|| match keys.first() {
        Some((kind, value)) => format!("{kind}:{value}"),
        None => format!(
            "text:{}",
            typed.to_lowercase().chars().take(100).collect::<String>()
        ),
    });
    Ok((subject, found))
}

#[derive(Deserialize)]
pub(crate) struct Next {
    #[serde(default)]
    next: String,
}

pub(super) fn login_form(visitor: &Visitor, next: &str) -> Form {
    let t = |id: &str| visitor.t(id);
    let mut form = Form::new(
        "/login",
        t("accounts-sign-in"),
        vec![
            Field::text("login", t("accounts-login"))
                .hint(t("accounts-login-hint"))
                .autocomplete("username")
                .max(200)
                .missing(t("accounts-login-missing")),
            Field::new(Kind::Password, "password", t("accounts-password"))
                .missing(t("accounts-login-password-missing")),
            Field::new(Kind::Hidden, "next", String::new()).optional(),
        ],
    );
    form.set("next", own_path(next, ""));
    form
}

pub(super) fn login_page(visitor: &Visitor, form: Form) -> FormPage {
    let next = form.fields.iter().find(|field| field.name == "next");
    let key = passkey::button(visitor, next.map_or("", |field| field.value.as_str()));
    FormPage {
        key,
        beside: Some(("/recover".to_owned(), visitor.t("accounts-forgot"))),
        links: vec![
            ("/register".to_owned(), visitor.t("accounts-no-account")),
            ("/login/first".to_owned(), visitor.t("accounts-first-link")),
        ],
        ..FormPage::new(visitor, "accounts-login-title", form)
    }
}

pub(crate) async fn show(
    visitor: Visitor,
    Query(Next { next }): Query<Next>,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    if visitor.citizen().is_ok() {
        return Ok(visitor.go(own_path(&next, "/cabinet")));
    }
    let mut page = login_page(&visitor, login_form(&visitor, &next));
    let notice = match query.as_deref() {
        Some("finished") => Some("accounts-login-finished"),
        Some("renewed") => Some("accounts-login-renewed"),
        Some("key") => Some("accounts-passkey-over"),
        _ => None,
    };
    if let Some(id) = notice {
        page.page = page.page.with_notice("info", visitor.t(id), String::new());
    } else if !next.is_empty() {
        page.lead = visitor.t("accounts-login-first");
    }
    visitor.render(&page)
}

pub(crate) async fn take(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    headers: HeaderMap,
    input: Input,
) -> Result<Response, Fault> {
    let next = own_path(input.get("next"), "");
    let mut form = login_form(&visitor, next).filled(&input);
    form.set("next", next);
    let portal = visitor.portal();
    if !form.check(&input, portal.words(), visitor.lang(), portal.today()) {
        return visitor.render_flawed(&login_page(&visitor, form));
    }
    let db = visitor.db();
    let (subject, found) = look_up(db, input.get("login")).await?;
    let password = input.raw("password");
    // Looked up for a login that nobody has too.
    let id = found.as_ref().map_or_else(Uuid::nil, |login| login.id);
    let device = kept::device(db, id, cookie(&visitor, &headers, DEVICE)).await?;
    let (limit, subject) = match device.known {
        true => (&PER_BROWSER, format!("{id}:{}", device.token())),
        false => (&PER_LOGIN, subject),
    };
    let tried = try_password(&accounts, &visitor, limit, &subject, found, password).await?;
    match tried {
        Tried::In(login, failures) => {
            let who = Entering {
                id: login.id,
                level: login.level,
                steps: login.steps,
                first: First::Password,
                device,
                failures: Some(failures),
            };
            go_on(&accounts, &visitor, who, next).await
        }
        Tried::Not(not) => turned_away(&visitor, form, "accounts-login", not, login_page),
    }
}

pub(crate) async fn leave(visitor: Visitor) -> Result<Response, Fault> {
    let staff = visitor.page(String::new()).is_staff();
    let mut tx = visitor.db().begin().await?;
    if let Some(id) = visitor.actor().id() {
        let entry = if staff {
            Entry::new(visitor.actor(), "staff.signed_out", "staff", id)
        } else {
            Entry::new(visitor.actor(), "account.signed_out", "account", id).owner(id)
        };
        tx.journal(entry.from(Some(visitor.ip()))).await?;
    }
    let cookies = visitor.sign_out(&mut tx).await?;
    tx.commit().await?;
    Ok(cookies.on(visitor.go(if staff { "/work/login" } else { "/" })))
}
