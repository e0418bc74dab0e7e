//! Where the link of an invitation leads: a password, then the app with its codes.

use axum::extract::{Path, State};
use axum::response::Response;
use okno_web::{Fault, Form, Input, Visitor, Who};

use crate::department::Accounts;
use crate::guessing::Clues;
use crate::model::Staff;
use crate::officials::{self, Link};
use crate::pages::common::{FormPage, MessagePage, check_password_of, new_password_fields, tv};
use crate::pages::login::PER_STAFF;
use crate::pages::{staff, staff_keys};
use crate::store;

/// The link of a token and the official whose it is, while both are good.
async fn found(visitor: &Visitor, token: &str) -> Result<Option<(Link, Staff)>, Fault> {
    let db = visitor.db();
    let Some(link) = officials::opened_by(db, token).await? else {
        return Ok(None);
    };
    let staff = store::staff(db, link.staff).await?;
    Ok(staff.map(|staff| (link, staff)))
}

/// The link was used, replaced, or ran out.
fn over(visitor: &Visitor) -> Result<Response, Fault> {
    visitor.render(&MessagePage {
        page: visitor.page_t("accounts-officials-over").work(),
        paragraphs: vec![visitor.t("accounts-officials-over-text")],
        action: Some((visitor.t("accounts-staff-title"), "/work/login".to_owned())),
    })
}

fn form(visitor: &Visitor, token: &str) -> Form {
    Form::new(
        format!("/work/invitation/{token}"),
        visitor.t("accounts-continue"),
        new_password_fields(visitor),
    )
}

fn page(visitor: &Visitor, staff: &Staff, form: Form) -> FormPage {
    let login = staff.person.login.clone();
    let mut page = FormPage {
        lead: tv(
            visitor,
            "accounts-officials-accept-lead",
            &[("login", login.clone())],
        ),
        username: login,
        ..FormPage::new(visitor, "accounts-officials-accept", form)
    };
    page.page = page.page.work();
    page
}

/// Opening the link uses up nothing: programs look at links before their owner.
pub(super) async fn show(visitor: Visitor, Path(token): Path<String>) -> Result<Response, Fault> {
    match found(&visitor, &token).await? {
        Some((_, staff)) => visitor.render(&page(&visitor, &staff, form(&visitor, &token))),
        None => over(&visitor),
    }
}

pub(super) async fn take(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    Path(token): Path<String>,
    input: Input,
) -> Result<Response, Fault> {
    let Some((link, official)) = found(&visitor, &token).await? else {
        return over(&visitor);
    };
    let mut form = form(&visitor, &token);
    let clues = Clues::of_official(&official.person);
    if !check_password_of(&accounts, &visitor, clues, &mut form, &input).await? {
        return visitor.render_flawed(&page(&visitor, &official, form));
    }
    let db = visitor.db();
    let hashed = accounts
        .hasher()
        .hash(input.raw("password"), db.chance())
        .await?;
    let key = staff_keys::has_any(&accounts, &visitor, official.id).await?;
    let mut tx = db.begin().await?;
    if !officials::accept(&mut tx, &visitor, &link, &hashed).await? {
        tx.commit().await?;
        return over(&visitor);
    }
    let who = (official.id, key);
    let (cookies, to) = staff::after_password(&visitor, &mut tx, who, "").await?;
    tx.commit().await?;
    db.forget(&PER_STAFF, &official.person.login.to_lowercase())
        .await?;
    Ok(cookies.on(visitor.go(to)))
}

/// Where an official begins, whatever their roles are; a word for somebody whose first one
/// has not been approved yet, or whose last one is over.
pub(super) async fn home(visitor: Visitor) -> Result<Response, Fault> {
    match visitor.who() {
        Who::Staff { roles, .. } if roles.is_empty() => {}
        Who::Staff { roles, .. } => return Ok(visitor.go(staff::home(roles))),
        _ => return Ok(visitor.go("/work/login")),
    }
    visitor.render(&MessagePage {
        page: visitor.page_t("accounts-officials-no-roles").work(),
        paragraphs: vec![visitor.t("accounts-officials-no-roles-text")],
        action: None,
    })
}
