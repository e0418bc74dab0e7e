//! The roles of all officials: approved and taken away by administrators, read by auditors.
//! A role is given on the page of its official.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::response::{Redirect, Response};
use axum::routing::{get, post};
use jiff::{SignedDuration, Timestamp};
use okno_web::{Choice, Fault, Field, Input, Kind, Page, Visitor};
use uuid::Uuid;

use crate::department::Accounts;
use crate::grants::{self, Force, Grant, Not, ROLES};
use crate::looks::work_number;
use crate::model::Staff;
use crate::store;

const HOME: &str = "/admin/staff";
/// For how many days a role may be given.
const DAYS: [i64; 4] = [30, 90, 180, 365];

pub(crate) fn router() -> Router<Accounts> {
    Router::new()
        .route(HOME, get(show))
        .route("/admin/staff/{id}/{role}/approve", post(approve).get(home))
        .route("/admin/staff/{id}/{role}/take", post(take).get(home))
        .route("/admin/staff/{id}/{role}/limit", post(limit).get(home))
        .route("/admin/grants", get(read))
}

async fn home() -> Redirect {
    Redirect::to(HOME)
}

pub(super) struct Row {
    /// The page of who has it.
    pub(super) person: String,
    pub(super) id: String,
    /// Address of its acts.
    pub(super) url: String,
    pub(super) name: String,
    pub(super) number: String,
    pub(super) place: String,
    pub(super) role: String,
    pub(super) until: String,
    pub(super) by: String,
    pub(super) state: String,
    pub(super) tag: &'static str,
    pub(super) may_approve: bool,
    pub(super) may_take: bool,
    /// In force without an end, and somebody else's: for how many days one may be set.
    pub(super) may_limit: Vec<(i64, String)>,
}

#[derive(Template)]
#[template(path = "staff_grants.html")]
struct GrantsPage {
    page: Page,
    rows: Vec<Row>,
    /// Are there grants without an end?
    endless: bool,
    /// Seen by an administrator.
    is_admin: bool,
}

/// To choose a role in.
pub(super) fn role_field(visitor: &Visitor) -> Field {
    let roles = ROLES.iter().map(|role| Choice {
        value: role.word.to_owned(),
        label: visitor.t(&format!("accounts-role-{}", role.word)),
        hint: match role.two_people {
            true => visitor.t("accounts-grants-two"),
            false => String::new(),
        },
    });
    Field::new(Kind::Radio, "role", visitor.t("accounts-grants-role"))
        .options(roles.collect())
        .missing(visitor.t("accounts-grants-role-missing"))
}

/// To choose in for how long.
pub(super) fn days_field(visitor: &Visitor) -> Field {
    let page = visitor.page(String::new());
    let days = DAYS.map(|days| Choice {
        value: days.to_string(),
        label: page.tn("accounts-grants-days", "n", days),
        hint: String::new(),
    });
    Field::new(Kind::Radio, "days", visitor.t("accounts-grants-for"))
        .options(days.into())
        .missing(visitor.t("accounts-grants-for-missing"))
}

/// Everybody who is named in the rows of these grants.
pub(super) fn named(all: &[Grant]) -> Vec<Uuid> {
    let of = |one: &Grant| [Some(one.staff), one.granted_by, one.approved_by];
    all.iter().flat_map(of).flatten().collect()
}

/// From before grants had ends.
fn endless(grant: &Grant, now: Timestamp) -> bool {
    grant.until_at.is_none() && grant.force(now) == Force::Good
}

pub(super) fn row(
    page: &Page,
    grant: &Grant,
    people: &BTreeMap<Uuid, Staff>,
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
        person: super::officials::address(grant.staff),
        id: format!("{}-{}", grant.id, grant.role),
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

async fn draw(visitor: &Visitor, own: Option<Uuid>) -> Result<GrantsPage, Fault> {
    let db = visitor.db();
    let page = visitor.page_t("accounts-grants-title").work();
    let mut all = grants::all(db).await?;
    let people = store::staff_of(db, named(&all)).await?;
    let now = db.now();
    // What waits or is in force stands before what is over.
    all.sort_by_key(|grant| matches!(grant.force(now), Force::Over | Force::Taken));
    Ok(GrantsPage {
        endless: all.iter().any(|grant| endless(grant, now)),
        rows: all
            .iter()
            .map(|grant| row(&page, grant, &people, own, now))
            .collect(),
        is_admin: own.is_some(),
        page,
    })
}

/// What became of a role, by the word in an address: kind and texts.
pub(super) fn done(word: &str) -> Option<(&'static str, &'static str)> {
    Some(match word {
        "given" => ("ok", "accounts-grants-given"),
        "waits" => ("ok", "accounts-grants-waiting"),
        "approved" => ("ok", "accounts-grants-approved"),
        "limited" => ("ok", "accounts-grants-limited"),
        "taken" => ("ok", "accounts-grants-gone"),
        "own" => ("warn", "accounts-grants-own"),
        "late" => ("warn", "accounts-grants-late"),
        _ => return None,
    })
}

async fn show(visitor: Visitor, RawQuery(query): RawQuery) -> Result<Response, Fault> {
    let official = visitor.official("admin")?;
    let mut drawn = draw(&visitor, Some(official.id)).await?;
    let told = query.as_deref().and_then(done);
    if let Some((kind, id)) = told {
        let text = visitor.t(&format!("{id}-text"));
        drawn.page = drawn.page.with_notice(kind, visitor.t(id), text);
    }
    visitor.render(&drawn)
}

/// For the auditor: the same without acts.
async fn read(visitor: Visitor) -> Result<Response, Fault> {
    visitor.official("auditor")?;
    visitor.render(&draw(&visitor, None).await?)
}

/// The end that the form says: one of those offered.
pub(super) fn until(visitor: &Visitor, input: &Input) -> Option<Timestamp> {
    let mut days = DAYS.into_iter();
    let days = days.find(|days| days.to_string() == input.get("days"))?;
    let now = visitor.db().now();
    now.checked_add(SignedDuration::from_hours(days * 24)).ok()
}

/// Back to the page at which the button was: that of all roles, or of one official.
fn told(visitor: &Visitor, input: &Input, done: Result<(), Not>, good: &str) -> Response {
    let word = match done {
        Ok(()) => good,
        Err(Not::Own) => "own",
        Err(_) => "late",
    };
    let at = match input.get("person").parse::<Uuid>() {
        Ok(id) => super::officials::address(id),
        Err(_) => HOME.to_owned(),
    };
    visitor.go(&format!("{at}?{word}"))
}

async fn approve(
    visitor: Visitor,
    Path((id, role)): Path<(Uuid, String)>,
    input: Input,
) -> Result<Response, Fault> {
    let official = visitor.official("admin")?;
    let mut tx = visitor.db().begin().await?;
    let done = grants::approve(&mut tx, &visitor, official.id, (id, &role)).await?;
    tx.commit().await?;
    Ok(told(&visitor, &input, done, "approved"))
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
    Ok(told(&visitor, &input, done, "limited"))
}

async fn take(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    Path((id, role)): Path<(Uuid, String)>,
    input: Input,
) -> Result<Response, Fault> {
    let official = visitor.official("admin")?;
    let mut tx = visitor.db().begin().await?;
    let done = grants::take_away(&mut tx, &accounts, &visitor, official.id, (id, &role)).await?;
    tx.commit().await?;
    Ok(told(&visitor, &input, done, "taken"))
}
