//! The roles of officials: given, approved and taken away by administrators, read by
//! auditors.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::{Path, RawQuery};
use axum::response::{Redirect, Response};
use axum::routing::{get, post};
use jiff::{SignedDuration, Timestamp};
use okno_web::{Choice, Fault, Field, Form, Input, Kind, Page, Visitor};
use uuid::Uuid;

use crate::department::Accounts;
use crate::grants::{self, Force, Grant, New, Not, ROLES, find_role};
use crate::looks::work_number;
use crate::model::Staff;
use crate::store;

const HOME: &str = "/admin/staff";
/// For how many days a role may be given.
const DAYS: [i64; 4] = [30, 90, 180, 365];

pub(crate) fn router() -> Router<Accounts> {
    Router::new()
        .route(HOME, get(show).post(give))
        .route("/admin/staff/{id}/{role}/approve", post(approve).get(home))
        .route("/admin/staff/{id}/{role}/take", post(take).get(home))
        .route("/admin/staff/{id}/{role}/limit", post(limit).get(home))
        .route("/admin/grants", get(read))
}

async fn home() -> Redirect {
    Redirect::to(HOME)
}

struct Row {
    /// Address of its acts.
    url: String,
    name: String,
    number: String,
    place: String,
    role: String,
    until: String,
    by: String,
    state: String,
    tag: &'static str,
    may_approve: bool,
    may_take: bool,
    /// In force without an end, and somebody else's: for how many days one may be set.
    may_limit: Vec<(i64, String)>,
}

#[derive(Template)]
#[template(path = "staff_grants.html")]
struct GrantsPage {
    page: Page,
    rows: Vec<Row>,
    /// Are there grants without an end?
    endless: bool,
    /// Of an administrator.
    form: Option<Form>,
}

fn give_form(visitor: &Visitor, staff: &[Staff], own: Uuid) -> Form {
    let choice = |value: String, label: String| Choice {
        value,
        label,
        hint: String::new(),
    };
    let people = staff.iter().filter(|one| one.id != own && one.active);
    let people = people.map(|one| {
        let person = &one.person;
        let label = format!("{}, {}", person.short_name(), person.place);
        choice(one.id.to_string(), label)
    });
    let nobody = choice(String::new(), visitor.t("accounts-grants-choose"));
    let roles = ROLES.iter().map(|role| Choice {
        value: role.word.to_owned(),
        label: visitor.t(&format!("accounts-role-{}", role.word)),
        hint: match role.two_people {
            true => visitor.t("accounts-grants-two"),
            false => String::new(),
        },
    });
    let page = visitor.page(String::new());
    let days =
        DAYS.map(|days| choice(days.to_string(), page.tn("accounts-grants-days", "n", days)));
    let missing = || visitor.t("accounts-grants-missing");
    Form::new(
        HOME,
        visitor.t("accounts-grants-give"),
        vec![
            Field::new(Kind::Select, "staff", visitor.t("accounts-grants-who"))
                .options(std::iter::once(nobody).chain(people).collect())
                .missing(missing()),
            Field::new(Kind::Radio, "role", visitor.t("accounts-grants-role"))
                .options(roles.collect())
                .missing(missing()),
            Field::new(Kind::Radio, "days", visitor.t("accounts-grants-for"))
                .options(days.into())
                .missing(missing()),
        ],
    )
}

/// From before grants had ends.
fn endless(grant: &Grant, now: Timestamp) -> bool {
    grant.until_at.is_none() && grant.force(now) == Force::Good
}

fn row(
    page: &Page,
    grant: &Grant,
    people: &BTreeMap<Uuid, &Staff>,
    own: Option<Uuid>,
    now: Timestamp,
) -> Row {
    let name = |id: Option<Uuid>| {
        let found = id.and_then(|id| people.get(&id));
        found.map(|one| one.person.short_name())
    };
    let force = grant.force(now);
    let until = grant.until_at.map(|at| page.date(&at));
    let by = match (name(grant.granted_by), name(grant.approved_by)) {
        (Some(one), Some(two)) => format!("{one}, {two}"),
        (Some(one), None) => one,
        _ => page.t("accounts-grants-machine"),
    };
    let holder = people.get(&grant.staff);
    let may = own.filter(|own| *own != grant.staff);
    Row {
        url: format!("{HOME}/{}/{}", grant.id, grant.role),
        name: holder.map_or_else(String::new, |one| one.person.name.clone()),
        number: work_number(grant.staff),
        place: holder.map_or_else(String::new, |one| one.person.place.clone()),
        role: page.t(&format!("accounts-role-{}", grant.role)),
        until: until.unwrap_or_else(|| page.t("accounts-grants-always")),
        by,
        state: page.t(&format!("accounts-grants-{}", force.word())),
        tag: match force {
            Force::Waits => "go",
            Force::Good => "ok",
            Force::Ending => "warn",
            Force::Over | Force::Taken => "",
        },
        may_approve: force == Force::Waits && may.is_some() && grant.granted_by != own,
        may_limit: match endless(grant, now) && may.is_some() {
            true => DAYS
                .map(|days| (days, page.tn("accounts-grants-days", "n", days)))
                .into(),
            false => Vec::new(),
        },
        may_take: !matches!(force, Force::Over | Force::Taken) && may.is_some(),
    }
}

async fn draw(
    visitor: &Visitor,
    own: Option<Uuid>,
    form: Option<Form>,
) -> Result<GrantsPage, Fault> {
    let db = visitor.db();
    let staff = store::all_staff(db).await?;
    let people: BTreeMap<Uuid, &Staff> = staff.iter().map(|one| (one.id, one)).collect();
    let page = visitor.page_t("accounts-grants-title").work();
    let form = match (form, own) {
        (None, Some(own)) => Some(give_form(visitor, &staff, own)),
        (form, _) => form,
    };
    let page = match &form {
        Some(form) => page.with_form(form),
        None => page,
    };
    let mut all = grants::all(db).await?;
    let now = db.now();
    // What waits or is in force stands before what is over.
    all.sort_by_key(|grant| matches!(grant.force(now), Force::Over | Force::Taken));
    Ok(GrantsPage {
        endless: all.iter().any(|grant| endless(grant, now)),
        rows: all
            .iter()
            .map(|grant| row(&page, grant, &people, own, now))
            .collect(),
        form,
        page,
    })
}

async fn show(visitor: Visitor, RawQuery(query): RawQuery) -> Result<Response, Fault> {
    let official = visitor.official("admin")?;
    let mut drawn = draw(&visitor, Some(official.id), None).await?;
    let told = match query.as_deref() {
        Some("given") => Some(("ok", "accounts-grants-given")),
        Some("waits") => Some(("ok", "accounts-grants-waiting")),
        Some("approved") => Some(("ok", "accounts-grants-approved")),
        Some("limited") => Some(("ok", "accounts-grants-limited")),
        Some("taken") => Some(("ok", "accounts-grants-gone")),
        Some("own") => Some(("warn", "accounts-grants-own")),
        Some("late") => Some(("warn", "accounts-grants-late")),
        _ => None,
    };
    if let Some((kind, id)) = told {
        let text = visitor.t(&format!("{id}-text"));
        drawn.page = drawn.page.with_notice(kind, visitor.t(id), text);
    }
    visitor.render(&drawn)
}

/// For the auditor: the same without acts.
async fn read(visitor: Visitor) -> Result<Response, Fault> {
    visitor.official("auditor")?;
    visitor.render(&draw(&visitor, None, None).await?)
}

/// The end that the form says: one of those offered.
fn until(visitor: &Visitor, input: &Input) -> Option<Timestamp> {
    let mut days = DAYS.into_iter();
    let days = days.find(|days| days.to_string() == input.get("days"))?;
    let now = visitor.db().now();
    now.checked_add(SignedDuration::from_hours(days * 24)).ok()
}

async fn give(visitor: Visitor, input: Input) -> Result<Response, Fault> {
    let official = visitor.official("admin")?;
    let (db, portal) = (visitor.db(), visitor.portal());
    let staff = store::all_staff(db).await?;
    let mut form = give_form(&visitor, &staff, official.id).filled(&input);
    form.check(&input, portal.words(), visitor.lang(), portal.today());
    let holder = input.get("staff").parse().ok();
    let holder = staff
        .iter()
        .find(|one| Some(one.id) == holder && one.active);
    let role = find_role(input.get("role"));
    let until = until(&visitor, &input);
    let (Some(holder), Some(role), Some(until), false) = (holder, role, until, form.has_errors())
    else {
        if !form.has_errors() {
            return Err(Fault::BadRequest);
        }
        return visitor.render_flawed(&draw(&visitor, Some(official.id), Some(form)).await?);
    };
    let new = New {
        staff: holder.id,
        unit: &holder.unit,
        role,
        until,
    };
    let mut tx = db.begin().await?;
    let given = grants::give(&mut tx, &visitor, official.id, new).await?;
    tx.commit().await?;
    match given {
        Ok(()) if role.two_people => Ok(visitor.go("/admin/staff?waits")),
        Ok(()) => Ok(visitor.go("/admin/staff?given")),
        Err(Not::There) => {
            form.fail("role", visitor.t("accounts-grants-there"));
            visitor.render_flawed(&draw(&visitor, Some(official.id), Some(form)).await?)
        }
        Err(_) => Ok(visitor.go("/admin/staff?own")),
    }
}

fn told(visitor: &Visitor, done: Result<(), Not>, good: &str) -> Response {
    let word = match done {
        Ok(()) => good,
        Err(Not::Own) => "own",
        Err(_) => "late",
    };
    visitor.go(&format!("{HOME}?{word}"))
}

async fn approve(
    visitor: Visitor,
    Path((id, role)): Path<(Uuid, String)>,
    _: Input,
) -> Result<Response, Fault> {
    let official = visitor.official("admin")?;
    let mut tx = visitor.db().begin().await?;
    let done = grants::approve(&mut tx, &visitor, official.id, (id, &role)).await?;
    tx.commit().await?;
    Ok(told(&visitor, done, "approved"))
}

async fn limit(
    visitor: Visitor,
    Path((id, role)): Path<(Uuid, String)>,
    input: Input,
) -> Result<Response, Fault> {
    let official = visitor.official("admin")?;
    let until = until(&visitor, &input).ok_or(Fault::BadRequest)?;
    let mut tx = visitor.db().begin().await?;
    let done = grants::limit(&mut tx, &visitor, official.id, (id, &role), until).await?;
    tx.commit().await?;
    Ok(told(&visitor, done, "limited"))
}

async fn take(
    visitor: Visitor,
    Path((id, role)): Path<(Uuid, String)>,
    _: Input,
) -> Result<Response, Fault> {
    let official = visitor.official("admin")?;
    let mut tx = visitor.db().begin().await?;
    let done = grants::take_away(&mut tx, &visitor, official.id, (id, &role)).await?;
    tx.commit().await?;
    Ok(told(&visitor, done, "taken"))
}
