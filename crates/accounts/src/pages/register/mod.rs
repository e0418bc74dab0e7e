//! Registration: who you are and how to reach you, a code by SMS, a code by
//! e-mail, a password (S1-025…037, S2-14, S3-02). Who is introduced by a bank or by a
//! certificate finds the form filled in and looks the profile through as well (C19,
//! S1-083, S1-088, S1-095); who means to prove identity fills it in on the way (S1-010,
//! S1-032).

mod code;
mod finish;
mod link;
mod papers;
mod start;

pub(crate) use code::{check_email, check_phone, email, phone};
pub(crate) use finish::{done, finish, password};
pub(crate) use link::{follow as follow_link, open as resume_here, resume, show as show_link};
pub(crate) use papers::{keep as keep_papers, show as papers};
pub(crate) use start::{form, take};

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use okno_requisites::Snils;
use okno_store::DbError;
use okno_web::{Fault, Page, Visitor};

use super::common::{MessagePage, cookie, refused, tv};
use crate::department::{Accounts, Introduced};
use crate::store;
use crate::waiting::{self, Registration};

const COOKIE: &str = "okno_registration";
const PATH: &str = "/register";

/// A way to register by somebody's introduction.
struct Way {
    id: &'static str,
    icon: &'static str,
    title: String,
    text: String,
    time: String,
    needs: String,
}

#[derive(Template)]
#[template(path = "register.html")]
struct ChoicePage {
    page: Page,
    ways: Vec<Way>,
}

pub(crate) async fn choice(
    State(accounts): State<Accounts>,
    visitor: Visitor,
) -> Result<Response, Fault> {
    if visitor.signed_in() {
        return Ok(visitor.go("/cabinet"));
    }
    let open = accounts.introduces().map(|hook| hook.ways());
    let words = |id: &str, part: &str| visitor.t(&format!("accounts-way-{id}{part}"));
    let ways = open.unwrap_or_default().into_iter().map(|id| Way {
        id,
        title: words(id, ""),
        text: words(id, "-text"),
        time: words(id, "-time"),
        needs: words(id, "-needs"),
        icon: match id {
            "bank" => "bank",
            _ => "key",
        },
    });
    visitor.render(&ChoicePage {
        page: visitor.page_t("accounts-register-title"),
        ways: ways.collect(),
    })
}

async fn under_way(visitor: &Visitor, headers: &HeaderMap) -> Result<Option<Registration>, Fault> {
    match cookie(visitor, headers, COOKIE) {
        Some(token) => Ok(waiting::find(visitor.db(), token).await?),
        None => Ok(None),
    }
}

fn next_step(registration: &Registration) -> &'static str {
    match (registration.phone_ok, registration.email_ok) {
        (false, _) => "/register/simple/phone",
        (true, false) => "/register/simple/email",
        (true, true) if registration.form.wants_papers() => "/register/simple/papers",
        (true, true) => "/register/simple/password",
    }
}

/// A step of the way: its words, its number and how many there are.
fn step(visitor: &Visitor, id: &str, now: u8, papers: bool) -> (String, u8, u8) {
    let total = if papers { 5 } else { 4 };
    let words = tv(
        visitor,
        &format!("accounts-step-{id}"),
        &[("now", now.to_string()), ("total", total.to_string())],
    );
    (words, now, total)
}

/// Who introduced the person of a registration.
async fn introduced(
    accounts: &Accounts,
    visitor: &Visitor,
    registration: &Registration,
) -> Result<Option<Introduced>, DbError> {
    match (accounts.introduces(), registration.form.introduction) {
        (Some(hook), Some(id)) => hook.again(id, visitor.lang()).await,
        _ => Ok(None),
    }
}

/// Whose SNILS has an account already signs in there. Told to nobody but the person for
/// whom a bank or a certificate vouches.
async fn has_account(visitor: &Visitor, snils: Option<&Snils>) -> Result<bool, DbError> {
    match snils {
        Some(snils) => {
            let found = store::find_by(visitor.db(), "snils", snils.as_str()).await?;
            Ok(found.is_some())
        }
        None => Ok(false),
    }
}

fn account_page(visitor: &Visitor, by: &str) -> Result<Response, Fault> {
    let page = MessagePage {
        page: visitor.page_t("accounts-introduced-known"),
        paragraphs: vec![
            tv(
                visitor,
                "accounts-introduced-known-text",
                &[("by", by.to_owned())],
            ),
            visitor.t("accounts-introduced-known-advice"),
        ],
        action: Some((visitor.t("accounts-sign-in"), "/login".to_owned())),
    };
    refused(visitor, StatusCode::CONFLICT, &page)
}
