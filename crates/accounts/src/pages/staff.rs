//! Officials sign in: login and password, then a code of the second factor,
//! set up at the first sign-in.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use okno_issuance::qr_svg;
use okno_store::{Entry, Limit, Tx, Verdict};
use okno_web::visitor::Cookies;
use okno_web::{Fault, Field, Form, Input, Kind, Page, Subject, Visitor, Who};
use serde::Deserialize;
use uuid::Uuid;

use super::common::{FormPage, clock_up, own_path, refused, tv};
use super::login::{PER_STAFF, Tried, try_password, turned_away};
use super::{half, staff_keys};
use crate::department::Accounts;
use crate::grants::ROLES;
use crate::model::Staff;
use crate::store::Login;
use crate::{passkeys, store, totp};

/// Wrong codes of the second factor before a wait.
const PER_FACTOR: Limit = Limit {
    name: "login.totp",
    max: 5,
    per: SignedDuration::from_mins(15),
};

/// Where an official works, by the first of their roles.
pub(super) fn home(roles: &[String]) -> &'static str {
    let own = ROLES
        .iter()
        .find(|role| roles.iter().any(|r| r == role.word));
    own.map_or("/work/home", |role| role.home)
}

#[derive(Deserialize)]
pub(crate) struct Next {
    #[serde(default)]
    next: String,
}

fn login_form(visitor: &Visitor, next: &str) -> Form {
    let t = |id: &str| visitor.t(id);
    let mut form = Form::new(
        "/work/login",
        t("accounts-sign-in"),
        vec![
            Field::text("login", t("accounts-staff-login"))
                .autocomplete("username")
                .max(100)
                .missing(t("accounts-staff-login-missing")),
            Field::new(Kind::Password, "password", t("accounts-password"))
                .missing(t("accounts-login-password-missing")),
            Field::new(Kind::Hidden, "next", String::new()).optional(),
        ],
    );
    form.set("next", own_path(next, ""));
    form
}

fn login_page(visitor: &Visitor, form: Form) -> FormPage {
    // Whoever has just signed in may add a key, so the way there leads through here.
    let keys = passkeys::are_at(visitor.portal()).then(|| {
        let to = "/work/login?next=/work/keys".to_owned();
        (to, visitor.t("accounts-staff-keys-link"))
    });
    let mut page = FormPage {
        lead: visitor.t("accounts-staff-lead"),
        links: keys.into_iter().collect(),
        ..FormPage::new(visitor, "accounts-staff-title", form)
    };
    page.page = page.page.work();
    page
}

pub(crate) async fn show(
    visitor: Visitor,
    Query(Next { next }): Query<Next>,
) -> Result<Response, Fault> {
    if let Who::Staff { roles, .. } = visitor.who() {
        return Ok(visitor.go(own_path(&next, home(roles))));
    }
    visitor.render(&login_page(&visitor, login_form(&visitor, &next)))
}

pub(crate) async fn take(
    State(accounts): State<Accounts>,
    visitor: Visitor,
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
    let login = input.get("login").to_lowercase();
    let found = store::staff_by_login(db, &login).await?;
    let password = input.raw("password");
    match try_password(&accounts, &visitor, &PER_STAFF, &login, found, password).await? {
        Tried::In(Login { id, .. }, failures) => {
            let key = staff_keys::has_any(&accounts, &visitor, id).await?;
            let mut tx = db.begin().await?;
            failures.forget(&mut tx).await?;
            let (cookies, to) = after_password(&visitor, &mut tx, (id, key), next).await?;
            tx.commit().await?;
            Ok(cookies.on(visitor.go(to)))
        }
        Tried::Not(not) => turned_away(&visitor, form, "accounts-staff", not, login_page),
    }
}

/// Keeps that the password was right, or has just been set, of an official with or without
/// a key; gives where the second factor is asked for or set up.
pub(super) async fn after_password(
    visitor: &Visitor,
    tx: &mut Tx,
    (id, key): (Uuid, bool),
    next: &str,
) -> Result<(Cookies, &'static str), Fault> {
    let has = store::has_totp(tx, id).await?;
    let half = half::way(visitor, id, "password");
    let secret = totp::new_secret(tx.db().chance());
    let changes = [
        ("staff.half", Some(half.as_str())),
        ("staff.next", Some(next)),
        ("staff.secret", (!has).then_some(secret.as_str())),
    ];
    let cookies = visitor.keep(tx, &changes).await?;
    let to = match (has, key) {
        (true, true) => "/work/login/key",
        (true, false) => "/work/login/code",
        (false, _) => "/work/login/setup",
    };
    Ok((cookies, to))
}

/// The official who has given the password and not yet the code.
pub(super) async fn half_way(visitor: &Visitor) -> Result<Option<Staff>, Fault> {
    let Some((id, _)) = half::read(visitor, "staff.half") else {
        return Ok(None);
    };
    Ok(store::staff(visitor.db(), id)
        .await?
        .filter(Staff::is_active))
}

fn code_field(visitor: &Visitor) -> Field {
    Field::new(Kind::Code, "code", visitor.t("accounts-totp-label"))
        .hint(visitor.t("accounts-totp-hint"))
        .missing(visitor.t("accounts-totp-missing"))
}

fn code_page(visitor: &Visitor, form: Form) -> FormPage {
    let mut page = FormPage {
        back: Some(("/work/login".to_owned(), visitor.t("accounts-back"))),
        lead: visitor.t("accounts-totp-lead"),
        ..FormPage::new(visitor, "accounts-totp-title", form)
    };
    page.page = page.page.work();
    page
}

fn code_form(visitor: &Visitor) -> Form {
    Form::new(
        "/work/login/code",
        visitor.t("accounts-sign-in"),
        vec![code_field(visitor)],
    )
}

pub(crate) async fn code(visitor: Visitor) -> Result<Response, Fault> {
    match half_way(&visitor).await? {
        None => Ok(visitor.go("/work/login")),
        Some(staff) if !staff.has_totp => Ok(visitor.go("/work/login/setup")),
        Some(_) => visitor.render(&code_page(&visitor, code_form(&visitor))),
    }
}

/// Counts a try of the second factor; when it is one too many, until when to wait.
pub(super) async fn too_many(visitor: &Visitor, staff: &Staff) -> Result<Option<Timestamp>, Fault> {
    Ok(
        match visitor.db().hit(&PER_FACTOR, &staff.id.to_string()).await? {
            Verdict::Allowed { .. } => None,
            Verdict::Wait { until } => Some(until),
        },
    )
}

/// Finds the official again and counts the try.
pub(crate) async fn check_code(visitor: Visitor, input: Input) -> Result<Response, Fault> {
    let Some(staff) = half_way(&visitor).await? else {
        return Ok(visitor.go("/work/login"));
    };
    let db = visitor.db();
    let Some((secret, _)) = store::totp(db, staff.id).await? else {
        return Ok(visitor.go("/work/login/setup"));
    };
    let mut form = code_form(&visitor);
    let portal = visitor.portal();
    if !form.check(&input, portal.words(), visitor.lang(), portal.today()) {
        return visitor.render_flawed(&code_page(&visitor, form));
    }
    if let Some(until) = too_many(&visitor, &staff).await? {
        let time = clock_up(&visitor, until);
        form.fail(
            "code",
            tv(&visitor, "accounts-totp-wait", &[("time", time)]),
        );
        return refused(
            &visitor,
            StatusCode::TOO_MANY_REQUESTS,
            &code_page(&visitor, form),
        );
    }
    if let Some(step) = totp::step_of(&secret, input.get("code"), db.now())
        && let Some(response) = enter(&visitor, &staff, Proof::Code(None, step)).await?
    {
        return Ok(response);
    }
    note_wrong(&visitor, &staff).await?;
    form.fail("code", visitor.t("accounts-totp-wrong"));
    visitor.render_flawed(&code_page(&visitor, form))
}

async fn note_wrong(visitor: &Visitor, staff: &Staff) -> Result<(), Fault> {
    let mut tx = visitor.db().begin().await?;
    tx.journal(
        Entry::new(visitor.actor(), "staff.code_wrong", "staff", staff.id).from(Some(visitor.ip())),
    )
    .await?;
    Ok(tx.commit().await?)
}

/// What an official has shown after the password.
pub(super) enum Proof<'a> {
    /// A code of this time step; with a secret the second factor is set up first.
    Code(Option<&'a [u8]>, i64),
    Key(&'a passkeys::Shown),
}

/// Signs the official in. `None` when what was shown was used before.
pub(super) async fn enter(
    visitor: &Visitor,
    staff: &Staff,
    proof: Proof<'_>,
) -> Result<Option<Response>, Fault> {
    let mut tx = visitor.db().begin().await?;
    if let Proof::Code(Some(secret), _) = proof {
        if !store::set_totp(&mut tx, staff.id, secret).await? {
            tx.commit().await?;
            return Ok(None);
        }
        let entry = Entry::new(visitor.actor(), "staff.factor_set", "staff", staff.id);
        tx.journal(entry.from(Some(visitor.ip()))).await?;
    }
    let good = match proof {
        Proof::Code(_, step) => store::use_step(&mut tx, staff.id, step).await?,
        Proof::Key(key) => key.use_up(&mut tx).await?,
    };
    if !good {
        tx.commit().await?;
        return Ok(None);
    }
    let entry = Entry::new(visitor.actor(), "staff.signed_in", "staff", staff.id);
    tx.journal(entry.from(Some(visitor.ip()))).await?;
    let next = own_path(
        visitor.kept("staff.next").unwrap_or_default(),
        home(&staff.roles),
    );
    let cookies = visitor.sign_in(&mut tx, Subject::Staff(staff.id)).await?;
    tx.commit().await?;
    visitor
        .db()
        .forget(&PER_FACTOR, &staff.id.to_string())
        .await?;
    Ok(Some(cookies.on(visitor.go(next))))
}

#[derive(Template)]
#[template(path = "staff_setup.html")]
struct SetupPage {
    page: Page,
    form: Form,
    qr: String,
    secret: String,
}

fn setup_form(visitor: &Visitor) -> Form {
    Form::new(
        "/work/login/setup",
        visitor.t("accounts-setup-submit"),
        vec![code_field(visitor)],
    )
}

fn setup_page(
    visitor: &Visitor,
    form: Form,
    staff: &Staff,
    secret: &[u8],
) -> Result<SetupPage, Fault> {
    let address = totp::address(secret, &staff.person.login);
    let qr = qr_svg(&address, &visitor.t("accounts-setup-qr"))
        .map_err(|error| Fault::Internal(format!("QR: {error}")))?;
    let page = visitor
        .page_t("accounts-setup-title")
        .with_form(&form)
        .work();
    Ok(SetupPage {
        page,
        form,
        qr,
        secret: totp::shown(secret),
    })
}

pub(crate) async fn setup(visitor: Visitor) -> Result<Response, Fault> {
    match (
        half_way(&visitor).await?,
        totp::kept_secret(&visitor, "staff.secret"),
    ) {
        (Some(staff), _) if staff.has_totp => Ok(visitor.go("/work/login/code")),
        (Some(staff), Some(secret)) => visitor.render(&setup_page(
            &visitor,
            setup_form(&visitor),
            &staff,
            &secret,
        )?),
        _ => Ok(visitor.go("/work/login")),
    }
}

pub(crate) async fn finish_setup(visitor: Visitor, input: Input) -> Result<Response, Fault> {
    let (Some(staff), Some(secret)) = (
        half_way(&visitor).await?,
        totp::kept_secret(&visitor, "staff.secret"),
    ) else {
        return Ok(visitor.go("/work/login"));
    };
    if staff.has_totp {
        return Ok(visitor.go("/work/login/code"));
    }
    let db = visitor.db();
    let mut form = setup_form(&visitor);
    let portal = visitor.portal();
    if !form.check(&input, portal.words(), visitor.lang(), portal.today()) {
        return visitor.render_flawed(&setup_page(&visitor, form, &staff, &secret)?);
    }
    if let Some(until) = too_many(&visitor, &staff).await? {
        let time = clock_up(&visitor, until);
        form.fail(
            "code",
            tv(&visitor, "accounts-totp-wait", &[("time", time)]),
        );
        let page = setup_page(&visitor, form, &staff, &secret)?;
        return refused(&visitor, StatusCode::TOO_MANY_REQUESTS, &page);
    }
    if let Some(step) = totp::step_of(&secret, input.get("code"), db.now())
        && let Some(response) = enter(&visitor, &staff, Proof::Code(Some(&secret), step)).await?
    {
        return Ok(response);
    }
    note_wrong(&visitor, &staff).await?;
    form.fail("code", visitor.t("accounts-setup-wrong"));
    visitor.render_flawed(&setup_page(&visitor, form, &staff, &secret)?)
}
