//! A forgotten password: a code to the phone or the e-mail of the account, a
//! new password, every other session ends. What is answered does not tell
//! whether there is an account; its owner is told in the message.

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use okno_requisites::{Email, Phone};
use okno_store::Entry;
use okno_web::session::end_others;
use okno_web::{Fault, Field, Form, Input, Subject, Visitor};
use uuid::Uuid;

use super::code::Place;
use super::common::{
    FormPage, check_new_password, clock_up, cookie, go_with_cookie, new_password_fields,
    put_cookie, refused, tv,
};
use super::login::forgive;
use super::second::{self, DEVICE, Entering, go_on};
use crate::codes::{self, Channel, NotSent};
use crate::department::Accounts;
use crate::model::{Level, State as AccountState};
use crate::security::store as kept;
use crate::security::{self, First};
use crate::waiting::{self, Recovery, RecoveryForm};
use crate::{first, notices, store};

const COOKIE: &str = "okno_recovery";
const PATH: &str = "/recover";
const PURPOSE: &str = "recovery";
const AGE: i64 = 30 * 60;

fn start_form(visitor: &Visitor) -> Form {
    let field = Field::text("login", visitor.t("accounts-recover-login"))
        .hint(visitor.t("accounts-recover-login-hint"))
        .autocomplete("username")
        .max(200)
        .missing(visitor.t("accounts-recover-login-missing"));
    Form::new("/recover", visitor.t("accounts-continue"), vec![field])
}

fn start_page(visitor: &Visitor, form: Form) -> FormPage {
    FormPage {
        back: Some(("/login".to_owned(), visitor.t("accounts-sign-in"))),
        lead: visitor.t("accounts-recover-lead"),
        ..FormPage::new(visitor, "accounts-recover-title", form)
    }
}

pub(crate) async fn show(visitor: Visitor, RawQuery(query): RawQuery) -> Result<Response, Fault> {
    let mut page = start_page(&visitor, start_form(&visitor));
    if query.as_deref() == Some("over") {
        let (title, text) = (
            visitor.t("accounts-recover-over"),
            visitor.t("accounts-recover-over-text"),
        );
        page.page = page.page.with_notice("warn", title, text);
    }
    visitor.render(&page)
}

fn code_text(form: &RecoveryForm) -> &'static str {
    match (form.account.is_some(), form.phone.is_some()) {
        (true, true) => "accounts-recover-sms",
        (true, false) => "accounts-recover-mail",
        (false, true) => "accounts-nobody-sms",
        (false, false) => "accounts-nobody-mail",
    }
}

pub(crate) async fn take(visitor: Visitor, input: Input) -> Result<Response, Fault> {
    let mut form = start_form(&visitor).filled(&input);
    let portal = visitor.portal();
    let db = visitor.db();
    form.check(&input, portal.words(), visitor.lang(), portal.today());
    let typed = input.get("login");
    let (phone, email) = if typed.contains('@') {
        (None, Email::parse(typed).ok())
    } else {
        (Phone::parse(typed).ok(), None)
    };
    let mut wanted = RecoveryForm {
        account: None,
        phone,
        email,
    };
    let Some(channel) = wanted.channel() else {
        form.fail("login", visitor.t("accounts-recover-login-kind"));
        return visitor.render_flawed(&start_page(&visitor, form));
    };
    let (kind, contact) = channel.login();
    let found = store::by_login(db, kind, &contact).await?;
    wanted.account = found.map(|login| login.id);
    let id = db.new_id();
    if let Err(NotSent::Wait(until)) = codes::may_send(&visitor, PURPOSE, id, &channel).await? {
        let time = clock_up(&visitor, until);
        form.fail(
            "login",
            tv(&visitor, "accounts-contact-wait", &[("time", time)]),
        );
        let page = start_page(&visitor, form);
        return refused(&visitor, StatusCode::TOO_MANY_REQUESTS, &page);
    }
    let mut tx = db.begin().await?;
    let token = waiting::begin_recovery(&mut tx, id, &wanted).await?;
    codes::send(&mut tx, &visitor, PURPOSE, id, &channel, code_text(&wanted)).await?;
    tx.commit().await?;
    Ok(go_with_cookie(
        &visitor,
        "/recover/code",
        COOKIE,
        PATH,
        Some((&token, AGE)),
    ))
}

/// A link that support sent to a proven contact. Opening it only shows a button: programs
/// that look at links before their owner use up nothing.
pub(crate) async fn link(visitor: Visitor, Path(token): Path<String>) -> Result<Response, Fault> {
    if !waiting::is_linked(visitor.db(), &token).await? {
        return Ok(visitor.go("/recover?over"));
    }
    let action = format!("/recover/link/{token}");
    let form = Form::new(action, visitor.t("accounts-continue"), Vec::new());
    visitor.render(&FormPage {
        lead: visitor.t("accounts-assist-link-lead"),
        ..FormPage::new(&visitor, "accounts-recover-password-title", form)
    })
}

pub(crate) async fn open_link(
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    let mut tx = visitor.db().begin().await?;
    let own = waiting::open_linked(&mut tx, &token).await?;
    tx.commit().await?;
    let Some(own) = own else {
        return Ok(visitor.go("/recover?over"));
    };
    let cookie = Some((own.as_str(), AGE));
    let to = "/recover/password";
    Ok(go_with_cookie(&visitor, to, COOKIE, PATH, cookie))
}

async fn under_way(visitor: &Visitor, headers: &HeaderMap) -> Result<Option<Recovery>, Fault> {
    match cookie(headers, COOKIE) {
        Some(token) => Ok(waiting::find_recovery(visitor.db(), token).await?),
        None => Ok(None),
    }
}

fn place(visitor: &Visitor, id: Uuid, channel: Channel) -> Place<'static> {
    let by_mail = matches!(channel, Channel::Mail(_));
    Place {
        purpose: PURPOSE,
        subject: id,
        channel,
        masked: false,
        action: "/recover/code",
        title: if by_mail {
            "accounts-mail-title"
        } else {
            "accounts-phone-title"
        },
        submit: "accounts-continue",
        steps: None,
        back: ("/recover".to_owned(), visitor.t("accounts-back")),
        change: None,
        lead: "accounts-recover-code-lead",
        more: Vec::new(),
        links: Vec::new(),
    }
}

pub(crate) async fn code(
    visitor: Visitor,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let recovery = under_way(&visitor, &headers).await?;
    let Some((recovery, channel)) = recovery.and_then(|r| r.form.channel().map(|c| (r, c))) else {
        return Ok(visitor.go("/recover?over"));
    };
    if recovery.code_ok {
        return Ok(visitor.go("/recover/password"));
    }
    place(&visitor, recovery.id, channel)
        .show(&visitor, query.as_deref())
        .await
}

pub(crate) async fn check_code(
    visitor: Visitor,
    headers: HeaderMap,
    input: Input,
) -> Result<Response, Fault> {
    let recovery = under_way(&visitor, &headers).await?;
    let Some((recovery, channel)) = recovery.and_then(|r| r.form.channel().map(|c| (r, c))) else {
        return Ok(visitor.go("/recover?over"));
    };
    if recovery.code_ok {
        return Ok(visitor.go("/recover/password"));
    }
    let place = place(&visitor, recovery.id, channel.clone());
    let text = code_text(&recovery.form);
    if let Some(sent) = place.resend(&visitor, &input, text).await? {
        return Ok(sent);
    }
    let good = match place.check(&visitor, &input).await? {
        Ok(good) => good,
        Err(response) => return Ok(response),
    };
    let mut tx = visitor.db().begin().await?;
    if codes::use_up(&mut tx, &good).await? {
        waiting::confirm_recovery(&mut tx, recovery.id).await?;
        tx.commit().await?;
    }
    Ok(visitor.go("/recover/password"))
}

fn password_form(visitor: &Visitor) -> Form {
    Form::new(
        "/recover/password",
        visitor.t("accounts-save"),
        new_password_fields(visitor),
    )
}

fn password_page(visitor: &Visitor, form: Form, recovery: &Recovery) -> FormPage {
    let contact = recovery.form.channel().map(|channel| match channel {
        Channel::Mail(email) => email.shown(),
        phone => phone.login().1,
    });
    FormPage {
        lead: visitor.t("accounts-recover-password-lead"),
        advice: visitor.t("accounts-password-advice"),
        username: contact.unwrap_or_default(),
        ..FormPage::new(visitor, "accounts-recover-password-title", form)
    }
}

pub(crate) async fn password(visitor: Visitor, headers: HeaderMap) -> Result<Response, Fault> {
    match under_way(&visitor, &headers).await? {
        Some(recovery) if recovery.code_ok => {
            visitor.render(&password_page(&visitor, password_form(&visitor), &recovery))
        }
        Some(_) => Ok(visitor.go("/recover/code")),
        None => Ok(visitor.go("/recover?over")),
    }
}

pub(crate) async fn finish(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    headers: HeaderMap,
    input: Input,
) -> Result<Response, Fault> {
    let (recovery, id) = match under_way(&visitor, &headers).await? {
        Some(recovery) if recovery.code_ok => match recovery.form.account {
            Some(id) => (recovery, id),
            None => return Ok(visitor.go("/recover?over")),
        },
        Some(_) => return Ok(visitor.go("/recover/code")),
        None => return Ok(visitor.go("/recover?over")),
    };
    let mut form = password_form(&visitor);
    let found = store::find(visitor.db(), id).await?;
    let (_, person) = found.ok_or(Fault::NotFound)?;
    if !check_new_password(&accounts, &visitor, &person, &mut form, &input).await? {
        return visitor.render_flawed(&password_page(&visitor, form, &recovery));
    }
    let db = visitor.db();
    let hashed = accounts
        .hasher()
        .hash(input.raw("password"), db.chance())
        .await?;
    let mut tx = db.begin().await?;
    if !waiting::finish_recovery(&mut tx, recovery.id).await? {
        return Ok(visitor.go("/login?renewed"));
    }
    let (account, person) = store::find_locked(&mut tx, id).await?;
    store::set_password(&mut tx, id, &hashed).await?;
    first::use_up(&mut tx, id).await?;
    end_others(&mut tx, Subject::Citizen(id), Uuid::nil()).await?;
    let about = |act| {
        Entry::new(visitor.actor(), act, "account", id)
            .owner(id)
            .from(Some(visitor.ip()))
    };
    tx.journal(about("account.password_renewed")).await?;
    // Whoever locked it knew the password from before.
    let (locked, open) = (AccountState::Locked, AccountState::Active);
    let unlocked = store::set_state(&mut tx, id, locked, open).await?;
    if unlocked {
        tx.journal(about("account.unlocked")).await?;
    }
    let waits = account.level >= Level::Confirmed;
    if waits {
        security::store::begin_wait(&mut tx, id).await?;
    }
    security::store::distrust_all(&mut tx, id).await?;
    let steps = security::store::steps(db, id).await?;
    let key = format!("account:{id}:password:{}", recovery.id);
    let words = match waits {
        true => "accounts-renewed-wait",
        false => "accounts-renewed",
    };
    let (portal, to) = (visitor.portal(), "/cabinet/history");
    notices::tell(&mut tx, portal, &account, &person, words, key, to).await?;
    tx.commit().await?;
    forgive(db, &person).await?;
    second::forgive(db, id).await?;
    let mut response = if unlocked || account.state == open {
        let who = Entering {
            id,
            level: account.level,
            steps,
            first: match recovery.form.phone {
                Some(_) => First::Phone,
                None => First::Mail,
            },
            device: kept::device(db, id, cookie(&headers, DEVICE)).await?,
            failures: None,
        };
        go_on(&accounts, &visitor, who, "/cabinet?renewed").await?
    } else {
        visitor.go("/login?renewed")
    };
    put_cookie(&mut response, &visitor, COOKIE, PATH, None);
    Ok(response)
}
