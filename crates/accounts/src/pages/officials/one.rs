//! One official: state, roles, and what an administrator may do.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use okno_requisites::Email;
use okno_web::{Fault, Field, Form, Input, Kind, Page, Visitor};
use uuid::Uuid;

use super::{address, found, state_word, tag, told};
use crate::department::Accounts;
use crate::grants::{self, New, Not, find_role};
use crate::looks::work_number;
use crate::model::{Staff, StaffState};
use crate::officials::{self, Link, Purpose};
use crate::pages::common::FormPage;
use crate::pages::grants as roles;
use crate::store;

/// A link that waits or is under way.
struct Under {
    text: String,
    tag: &'static str,
    state: String,
    url: String,
    /// So that nothing is approved but what was seen.
    id: Uuid,
    may_approve: bool,
}

#[derive(Template)]
#[template(path = "official.html")]
struct OnePage {
    page: Page,
    url: String,
    login: String,
    number: String,
    unit: String,
    place: String,
    email: String,
    second: String,
    state: String,
    tag: &'static str,
    is_admin: bool,
    /// The official is somebody else.
    may: bool,
    is_invited: bool,
    is_active: bool,
    is_closed: bool,
    under: Option<Under>,
    rows: Vec<roles::Row>,
    /// To give a role.
    form: Option<Form>,
}

fn give_form(visitor: &Visitor, id: Uuid) -> Form {
    Form::new(
        format!("{}/roles", address(id)),
        visitor.t("accounts-grants-give"),
        vec![roles::role_field(visitor), roles::days_field(visitor)],
    )
}

fn under(visitor: &Visitor, own: Uuid, by: Option<String>, link: &Link) -> Under {
    let page = visitor.page(String::new());
    let kind = match link.purpose {
        Purpose::First => "first",
        Purpose::Again => "again",
        Purpose::AgainWithoutSteps => "steps",
        Purpose::Back => "back",
    };
    let by = by.unwrap_or_else(|| page.t("accounts-grants-machine"));
    Under {
        text: page.tv(
            &format!("accounts-officials-link-{kind}"),
            &[
                ("by", by),
                ("made", page.date_time(&link.made_at)),
                ("until", page.date_time(&link.ends_at)),
            ],
        ),
        tag: if link.waits { "go" } else { "ok" },
        state: page.t(match link.waits {
            true => "accounts-grants-waits",
            false => "accounts-officials-link-sent",
        }),
        url: address(link.staff),
        id: link.id,
        may_approve: link.waits && link.asked_by != Some(own) && link.staff != own,
    }
}

async fn draw(
    accounts: &Accounts,
    visitor: &Visitor,
    own: Uuid,
    staff: &Staff,
    form: Option<Form>,
) -> Result<OnePage, Fault> {
    let db = visitor.db();
    let may = staff.id != own;
    let open = staff.state != StaffState::Closed;
    let form = form.or_else(|| (may && open).then(|| give_form(visitor, staff.id)));
    let link = officials::link_of(db, staff.id).await?;
    let held = grants::of(db, staff.id).await?;
    let by = link.as_ref().and_then(|link| link.asked_by);
    let mut named = roles::named(&held);
    named.extend(by);
    let people = store::staff_of(db, named).await?;
    let person = &staff.person;
    let page = visitor.page(person.name.clone()).work();
    let page = match &form {
        Some(form) => page.with_form(form),
        None => page,
    };
    let by = by.and_then(|by| Some(people.get(&by)?.person.short_name()));
    Ok(OnePage {
        url: address(staff.id),
        login: person.login.clone(),
        number: work_number(staff.id),
        unit: accounts.unit_name(&staff.unit, visitor.lang()),
        place: person.place.clone(),
        email: match &person.email {
            Some(email) => email.as_str().to_owned(),
            None => visitor.t("accounts-officials-email-none"),
        },
        second: visitor.t(match staff.has_totp {
            true => "accounts-officials-second-on",
            false => "accounts-officials-second-off",
        }),
        state: state_word(visitor, staff.state),
        tag: tag(staff.state),
        is_admin: true,
        may,
        is_invited: staff.state == StaffState::Invited,
        is_active: staff.is_active(),
        is_closed: !open,
        under: link.map(|link| under(visitor, own, by, &link)),
        rows: held
            .iter()
            .map(|grant| roles::row(&page, grant, &people, Some(own), db.now()))
            .collect(),
        form,
        page,
    })
}

/// What has just been done, as the word in the address says: kind and texts.
fn word(query: Option<&str>) -> Option<(&'static str, &'static str)> {
    Some(match query? {
        "invited" => ("ok", "accounts-officials-invited"),
        "invited-waits" => ("ok", "accounts-officials-invited-waits"),
        "again" => ("ok", "accounts-officials-again-sent"),
        "asked" => ("ok", "accounts-officials-asked"),
        "sent" => ("ok", "accounts-officials-sent"),
        "cancelled" => ("ok", "accounts-officials-cancelled"),
        "email" => ("ok", "accounts-officials-email-saved"),
        "closed" => ("ok", "accounts-officials-gone"),
        word => roles::done(word)?,
    })
}

pub(super) async fn show(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let own = visitor.official("admin")?.id;
    let staff = found(&visitor, id).await?;
    let mut drawn = draw(&accounts, &visitor, own, &staff, None).await?;
    if let Some((kind, id)) = word(query.as_deref()) {
        let text = visitor.t(&format!("{id}-text"));
        drawn.page = drawn.page.with_notice(kind, visitor.t(id), text);
    }
    visitor.render(&drawn)
}

pub(super) async fn give(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    input: Input,
) -> Result<Response, Fault> {
    let own = visitor.official("admin")?.id;
    let (db, portal) = (visitor.db(), visitor.portal());
    let staff = found(&visitor, id).await?;
    if staff.state == StaffState::Closed {
        return Ok(told(&visitor, id, "late"));
    }
    let mut form = give_form(&visitor, id).filled(&input);
    form.check(&input, portal.words(), visitor.lang(), portal.today());
    if form.has_errors() {
        return visitor.render_flawed(&draw(&accounts, &visitor, own, &staff, Some(form)).await?);
    }
    let role = find_role(input.get("role")).ok_or(Fault::BadRequest)?;
    let until = roles::until(&visitor, &input).ok_or(Fault::BadRequest)?;
    let new = New {
        staff: id,
        unit: &staff.unit,
        role,
        until,
    };
    let mut tx = db.begin().await?;
    let given = grants::give(&mut tx, &visitor, own, new).await?;
    tx.commit().await?;
    match given {
        Ok(()) if role.two_people => Ok(told(&visitor, id, "waits")),
        Ok(()) => Ok(told(&visitor, id, "given")),
        Err(Not::There) => {
            form.fail("role", visitor.t("accounts-grants-there"));
            visitor.render_flawed(&draw(&accounts, &visitor, own, &staff, Some(form)).await?)
        }
        Err(_) => Ok(told(&visitor, id, "own")),
    }
}

fn outcome(visitor: &Visitor, id: Uuid, done: Result<(), Not>, good: &str) -> Response {
    let word = match done {
        Ok(()) => good,
        Err(Not::Own) => "own",
        Err(_) => "late",
    };
    told(visitor, id, word)
}

/// What is asked for about an official.
enum Act {
    /// The invitation once more.
    Again,
    Ask(Purpose),
    /// The link that was seen.
    Approve(Uuid),
    Cancel,
    Close,
}

impl Act {
    /// The word of the page that follows.
    fn word(&self) -> &'static str {
        match self {
            Self::Again => "again",
            Self::Ask(_) => "asked",
            Self::Approve(_) => "sent",
            Self::Cancel => "cancelled",
            Self::Close => "closed",
        }
    }
}

async fn done(
    accounts: &Accounts,
    visitor: &Visitor,
    id: Uuid,
    act: Act,
) -> Result<Response, Fault> {
    let own = visitor.official("admin")?.id;
    let staff = &found(visitor, id).await?;
    if matches!(act, Act::Ask(_)) && staff.person.email.is_none() {
        return Ok(visitor.go(&format!("{}/email", address(id))));
    }
    let mut tx = visitor.db().begin().await?;
    let done = match act {
        Act::Again => officials::invite_again(&mut tx, visitor, own, staff).await?,
        Act::Ask(purpose) => officials::ask(&mut tx, visitor, own, staff, purpose).await?,
        Act::Approve(link) => officials::approve(&mut tx, visitor, own, staff, link).await?,
        Act::Cancel => officials::cancel(&mut tx, visitor, id).await?,
        Act::Close => officials::close(&mut tx, accounts, visitor, own, staff).await?,
    };
    tx.commit().await?;
    Ok(outcome(visitor, id, done, act.word()))
}

pub(super) async fn again(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    _: Input,
) -> Result<Response, Fault> {
    done(&accounts, &visitor, id, Act::Again).await
}

pub(super) async fn cancel(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    _: Input,
) -> Result<Response, Fault> {
    done(&accounts, &visitor, id, Act::Cancel).await
}

pub(super) async fn approve(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    input: Input,
) -> Result<Response, Fault> {
    let link = Uuid::parse_str(input.get("link")).unwrap_or_default();
    done(&accounts, &visitor, id, Act::Approve(link)).await
}

pub(super) async fn take_back(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    _: Input,
) -> Result<Response, Fault> {
    done(&accounts, &visitor, id, Act::Ask(Purpose::Back)).await
}

/// A page with one act of which the administrator should know more first.
fn act_page(
    visitor: &Visitor,
    staff: &Staff,
    (title, lead): (&str, &str),
    (act, submit): (&str, &str),
    fields: Vec<Field>,
) -> FormPage {
    let form = Form::new(
        format!("{}/{act}", address(staff.id)),
        visitor.t(submit),
        fields,
    );
    framed(visitor, staff, (title, lead), form)
}

fn framed(visitor: &Visitor, staff: &Staff, (title, lead): (&str, &str), form: Form) -> FormPage {
    let mut page = FormPage {
        back: Some((address(staff.id), staff.person.short_name())),
        lead: visitor.t(lead),
        ..FormPage::new(visitor, title, form)
    };
    page.page = page.page.work();
    page
}

/// An official who is somebody else.
async fn other(visitor: &Visitor, id: Uuid) -> Result<Staff, Fault> {
    let own = visitor.official("admin")?.id;
    let staff = found(visitor, id).await?;
    match staff.id == own {
        true => Err(Fault::Forbidden("administrators do not change themselves")),
        false => Ok(staff),
    }
}

const LINK: (&str, &str) = ("accounts-officials-link", "accounts-officials-link-lead");

pub(super) async fn link(visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    let staff = other(&visitor, id).await?;
    let box_words = visitor.t("accounts-officials-steps-lost");
    let field = Field::new(Kind::Checkbox, "steps", box_words)
        .hint(visitor.t("accounts-officials-steps-hint"))
        .optional();
    let act = ("link", "accounts-officials-link-ask");
    visitor.render(&act_page(&visitor, &staff, LINK, act, vec![field]))
}

pub(super) async fn ask(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    input: Input,
) -> Result<Response, Fault> {
    let purpose = match input.has("steps") {
        true => Purpose::AgainWithoutSteps,
        false => Purpose::Again,
    };
    done(&accounts, &visitor, id, Act::Ask(purpose)).await
}

const EMAIL: (&str, &str) = (
    "accounts-officials-email-change",
    "accounts-officials-email-lead",
);

fn email_form(visitor: &Visitor, id: Uuid) -> Form {
    let field = Field::new(Kind::Email, "email", visitor.t("accounts-officials-email"))
        .check("email")
        .autocomplete("off")
        .missing(visitor.t("accounts-officials-email-missing"));
    Form::new(
        format!("{}/email", address(id)),
        visitor.t("accounts-officials-save"),
        vec![field],
    )
}

pub(super) async fn email(visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    let staff = other(&visitor, id).await?;
    let mut form = email_form(&visitor, id);
    if let Some(email) = &staff.person.email {
        form.set("email", email.as_str());
    }
    visitor.render(&framed(&visitor, &staff, EMAIL, form))
}

pub(super) async fn set_email(
    visitor: Visitor,
    Path(id): Path<Uuid>,
    input: Input,
) -> Result<Response, Fault> {
    let staff = other(&visitor, id).await?;
    let portal = visitor.portal();
    let mut form = email_form(&visitor, id).filled(&input);
    form.check(&input, portal.words(), visitor.lang(), portal.today());
    let (Ok(email), false) = (Email::parse(input.get("email")), form.has_errors()) else {
        return visitor.render_flawed(&framed(&visitor, &staff, EMAIL, form));
    };
    let mut tx = visitor.db().begin().await?;
    officials::set_email(&mut tx, &visitor, &staff, email).await?;
    tx.commit().await?;
    Ok(told(&visitor, id, "email"))
}

const CLOSE: (&str, &str) = ("accounts-officials-close", "accounts-officials-close-lead");

pub(super) async fn leave(visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    let staff = other(&visitor, id).await?;
    let act = ("close", "accounts-officials-close-submit");
    visitor.render(&act_page(&visitor, &staff, CLOSE, act, Vec::new()))
}

pub(super) async fn close(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    _: Input,
) -> Result<Response, Fault> {
    done(&accounts, &visitor, id, Act::Close).await
}
