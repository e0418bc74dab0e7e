//! The first sign-in of a person whom an operator has registered: the code of access
//! from paper, then a password of their own before anything else (S1-099). What is
//! answered does not tell whether there is an account.

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use jiff::SignedDuration;
use okno_store::{Actor, Entry, Limit, Verdict};
use okno_web::session::end_others;
use okno_web::{Fault, Field, Form, Input, Subject, Visitor};
use serde_json::json;
use uuid::Uuid;

use super::common::{
    FormPage, check_new_password, clock_up, cookie, go_with_cookie, new_password_fields,
    put_cookie, refused, tv,
};
use super::login::{PER_ADDRESS, forgive, look_up};
use super::recover;
use crate::department::Accounts;
use crate::first::For;
use crate::model::{Person, State as AccountState};
use crate::paper_code::{self, Flaw};
use crate::waiting::{self, Recovery, RecoveryForm};
use crate::{first, notices, store};

const COOKIE: &str = "okno_first";
const PATH: &str = "/login/first";
const AGE: i64 = 30 * 60;

/// Failures on one login before a wait; the same whether there is an account or not.
const PER_LOGIN: Limit = Limit {
    name: "login.first",
    max: 5,
    per: SignedDuration::from_mins(15),
};

fn start_form(visitor: &Visitor) -> Form {
    let t = |id: &str| visitor.t(id);
    Form::new(
        PATH,
        t("accounts-continue"),
        vec![
            Field::text("login", t("accounts-first-login"))
                .hint(t("accounts-first-login-hint"))
                .autocomplete("username")
                .max(200)
                .missing(t("accounts-first-login-missing")),
            Field::text("code", t("accounts-first-code"))
                .hint(t("accounts-first-code-hint"))
                .autocomplete("off")
                .max(40)
                .missing(t("accounts-first-code-missing")),
        ],
    )
}

fn start_page(visitor: &Visitor, form: Form) -> FormPage {
    FormPage {
        back: Some(("/login".to_owned(), visitor.t("accounts-sign-in"))),
        lead: visitor.t("accounts-first-lead"),
        advice: visitor.t("accounts-first-advice"),
        ..FormPage::new(visitor, "accounts-first-title", form)
    }
}

pub(crate) async fn show(visitor: Visitor, RawQuery(query): RawQuery) -> Result<Response, Fault> {
    if visitor.citizen().is_ok() {
        return Ok(visitor.go("/cabinet"));
    }
    let mut page = start_page(&visitor, start_form(&visitor));
    if query.as_deref() == Some("over") {
        let (title, text) = (
            visitor.t("accounts-first-over"),
            visitor.t("accounts-first-over-text"),
        );
        page.page = page.page.with_notice("warn", title, text);
    }
    visitor.render(&page)
}

pub(crate) async fn take(visitor: Visitor, input: Input) -> Result<Response, Fault> {
    let mut form = start_form(&visitor).filled(&input);
    let portal = visitor.portal();
    let words = portal.words();
    form.check(&input, words, visitor.lang(), portal.today());
    let code = match paper_code::read(input.get("code")) {
        Ok(code) => code,
        Err(flaw) => {
            let text = match flaw {
                Flaw::Count(count) => tv(
                    &visitor,
                    "accounts-first-code-count",
                    &[("count", count.to_string())],
                ),
                Flaw::Sign(sign) => tv(
                    &visitor,
                    "accounts-first-code-sign",
                    &[("sign", sign.to_string())],
                ),
            };
            form.fail("code", text);
            String::new()
        }
    };
    if form.has_errors() {
        return visitor.render_flawed(&start_page(&visitor, form));
    }
    let db = visitor.db();
    let (subject, found) = look_up(db, input.get("login")).await?;
    let address = visitor.network();
    // Counted before it is compared: many tries at once cannot get past the limit.
    let verdict = match db.peek(&PER_ADDRESS, &address).await? {
        Verdict::Allowed { .. } => db.hit(&PER_LOGIN, &subject).await?,
        wait => wait,
    };
    if let Verdict::Wait { until } = verdict {
        let time = clock_up(&visitor, until);
        form.fail(
            "code",
            tv(&visitor, "accounts-first-wait", &[("time", time)]),
        );
        let page = start_page(&visitor, form);
        return refused(&visitor, StatusCode::TOO_MANY_REQUESTS, &page);
    }
    let open = [AccountState::Active, AccountState::Locked];
    let found = found.filter(|login| open.contains(&login.state));
    let active = found.as_ref().map(|login| login.id);
    let right = first::is_right(db, active, &code).await?;
    // A locked account opens by what was shown in a centre, not by a first code.
    let locked = found.is_some_and(|login| login.state == AccountState::Locked);
    let right = right.filter(|purpose| *purpose != For::First || !locked);
    let Some(purpose) = right else {
        db.hit(&PER_ADDRESS, &address).await?;
        let mut tx = db.begin().await?;
        tx.journal(Entry {
            actor: visitor.actor(),
            act: "account.sign_in_failed",
            object_kind: "account",
            object: active,
            owner: active,
            detail: json!({ "by": "access_code" }),
            origin: Some(visitor.ip()),
        })
        .await?;
        tx.commit().await?;
        form.fail("code", visitor.t("accounts-first-wrong"));
        return visitor.render_flawed(&start_page(&visitor, form));
    };
    db.forget(&PER_LOGIN, &subject).await?;
    if let (For::Again | For::AgainWithoutSteps, Some(id)) = (purpose, active) {
        let steps_lost = purpose == For::AgainWithoutSteps;
        return recover::by_centre(&visitor, id, steps_lost).await;
    }
    let wanted = RecoveryForm {
        account: active,
        ..RecoveryForm::default()
    };
    let mut tx = db.begin().await?;
    let id = tx.new_id();
    let token = waiting::begin_recovery(&mut tx, id, &wanted).await?;
    waiting::confirm_recovery(&mut tx, id).await?;
    tx.commit().await?;
    Ok(go_with_cookie(
        &visitor,
        "/login/first/password",
        COOKIE,
        PATH,
        Some((&token, AGE)),
    ))
}

async fn under_way(
    visitor: &Visitor,
    headers: &HeaderMap,
) -> Result<Option<(Recovery, Uuid)>, Fault> {
    let Some(token) = cookie(visitor, headers, COOKIE) else {
        return Ok(None);
    };
    let found = waiting::find_recovery(visitor.db(), token).await?;
    let found = found.filter(|recovery| recovery.code_ok);
    Ok(found.and_then(|recovery| recovery.form.account.map(|id| (recovery, id))))
}

fn password_form(visitor: &Visitor) -> Form {
    Form::new(
        "/login/first/password",
        visitor.t("accounts-first-submit"),
        new_password_fields(visitor),
    )
}

fn password_page(visitor: &Visitor, form: Form, username: String) -> FormPage {
    FormPage {
        lead: visitor.t("accounts-first-password-lead"),
        advice: visitor.t("accounts-password-advice"),
        username,
        ..FormPage::new(visitor, "accounts-first-password-title", form)
    }
}

async fn owner(visitor: &Visitor, id: Uuid) -> Result<Person, Fault> {
    let found = store::find(visitor.db(), id).await?;
    Ok(found.ok_or(Fault::NotFound)?.1)
}

pub(crate) async fn password(visitor: Visitor, headers: HeaderMap) -> Result<Response, Fault> {
    let Some((_, id)) = under_way(&visitor, &headers).await? else {
        return Ok(visitor.go("/login/first?over"));
    };
    let phone = owner(&visitor, id).await?.phone.as_str().to_owned();
    visitor.render(&password_page(&visitor, password_form(&visitor), phone))
}

pub(crate) async fn finish(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    headers: HeaderMap,
    input: Input,
) -> Result<Response, Fault> {
    let Some((recovery, id)) = under_way(&visitor, &headers).await? else {
        // Sent twice, perhaps: the password is there then.
        return Ok(visitor.go(if visitor.citizen().is_ok() {
            "/cabinet"
        } else {
            "/login/first?over"
        }));
    };
    let mut form = password_form(&visitor);
    let person = owner(&visitor, id).await?;
    if !check_new_password(&accounts, &visitor, &person, &mut form, &input).await? {
        let phone = person.phone.as_str().to_owned();
        return visitor.render_flawed(&password_page(&visitor, form, phone));
    }
    let db = visitor.db();
    let hashed = accounts
        .hasher()
        .hash(input.raw("password"), db.chance())
        .await?;
    let mut tx = db.begin().await?;
    let (account, person) = store::find_locked(&mut tx, id).await?;
    let is_first = waiting::finish_recovery(&mut tx, recovery.id, id).await?
        && first::use_up(&mut tx, id).await?
        && account.state == AccountState::Active;
    if !is_first {
        // The password was chosen meanwhile, by this code or by the phone.
        tx.commit().await?;
        return Ok(visitor.go("/login?renewed"));
    }
    store::set_password(&mut tx, id, &hashed).await?;
    end_others(&mut tx, Subject::Citizen(id), Uuid::nil()).await?;
    tx.journal(
        Entry::new(Actor::Citizen(id), "account.first_password", "account", id)
            .owner(id)
            .from(Some(visitor.ip())),
    )
    .await?;
    let key = format!("account:{id}:first");
    let portal = visitor.portal();
    let (words, to) = ("accounts-first", "/cabinet");
    notices::tell(&mut tx, portal, &account, &person, words, key, to).await?;
    let cookies = visitor.sign_in(&mut tx, Subject::Citizen(id)).await?;
    tx.commit().await?;
    forgive(db, &person).await?;
    let mut response = cookies.on(visitor.go("/cabinet"));
    put_cookie(&mut response, &visitor, COOKIE, PATH, None);
    Ok(response)
}
