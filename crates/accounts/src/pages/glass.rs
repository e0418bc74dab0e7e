//! Break-glass access: asked for at `/work/glass`, watched at `/admin/glass`.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::{Path, RawQuery};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Redirect, Response};
use axum::routing::{get, post};
use jiff::{SignedDuration, Timestamp};
use okno_requisites::Personal;
use okno_store::{Limit, Verdict};
use okno_web::visitor::Official;
use okno_web::{Fault, Field, Form, Input, Kind, Page, Visitor};
use uuid::Uuid;

use super::common::{clock_up, refused, tv};
use super::profile::{Group, groups};
use crate::department::Accounts;
use crate::glass::{self, A_DAY, Glass, Opening, REASON};
use crate::grants::{self, ROLES, Role, find_role};
use crate::looks::work_number;
use crate::model::{Staff, State};
use crate::store;

const HOME: &str = "/work/glass";
const WATCH: &str = "/admin/glass";

/// Numbers of accounts that an official may try: nobody finds accounts by guessing.
const TRIES: Limit = Limit {
    name: "glass.number",
    max: 10,
    per: SignedDuration::from_hours(24),
};

pub(crate) fn router() -> Router<Accounts> {
    Router::new()
        .route(HOME, get(show).post(take))
        .route("/work/glass/{id}", get(look))
        .route("/work/glass/{id}/end", post(end).get(home))
        .route(WATCH, get(watch))
        .route("/admin/glass/{id}/review", post(review).get(to_watch))
}

async fn home() -> Redirect {
    Redirect::to(HOME)
}

async fn to_watch() -> Redirect {
    Redirect::to(WATCH)
}

/// The official and the first of their roles that may do this.
fn opener(visitor: &Visitor) -> Result<(Official, &'static Role), Fault> {
    let mut may = ROLES.iter().filter(|role| role.break_glass);
    let found = may.find_map(|role| Some((visitor.official(role.word).ok()?, role)));
    match found {
        Some(found) => Ok(found),
        None => Err(match visitor.official("officer") {
            Err(fault) => fault,
            Ok(_) => Fault::Forbidden("another role is needed"),
        }),
    }
}

struct Row {
    id: Uuid,
    number: String,
    opened: String,
    end: String,
    open: bool,
}

#[derive(Template)]
#[template(path = "glass.html")]
struct AskPage {
    page: Page,
    form: Form,
    left: i64,
    rows: Vec<Row>,
}

fn form(visitor: &Visitor) -> Form {
    let t = |id: &str| visitor.t(id);
    Form::new(
        HOME,
        t("accounts-glass-open"),
        vec![
            Field::text("number", t("accounts-glass-number"))
                .hint(t("accounts-glass-number-hint"))
                .max(20)
                .missing(t("accounts-glass-number-missing")),
            Field::new(Kind::Textarea, "reason", t("accounts-glass-reason"))
                .hint(t("accounts-glass-reason-hint"))
                .max(500)
                .missing(t("accounts-glass-reason-short")),
        ],
    )
}

async fn drawn(visitor: &Visitor, official: &Official, form: Form) -> Result<AskPage, Fault> {
    let page = visitor
        .page_t("accounts-glass-title")
        .with_form(&form)
        .work();
    let (own, now) = (
        glass::own(visitor.db(), official.id).await?,
        visitor.db().now(),
    );
    let used = i64::try_from(own.len()).unwrap_or(A_DAY);
    let row = |one: &Glass| Row {
        id: one.id,
        number: one.number.clone(),
        opened: page.date_time(&one.opened_at),
        end: page.time(&one.end()),
        open: one.is_open(now),
    };
    Ok(AskPage {
        left: (A_DAY - used).max(0),
        rows: own.iter().map(row).collect(),
        form,
        page,
    })
}

async fn show(visitor: Visitor, RawQuery(query): RawQuery) -> Result<Response, Fault> {
    let (official, _) = opener(&visitor)?;
    let mut drawn = drawn(&visitor, &official, form(&visitor)).await?;
    if query.as_deref() == Some("over") {
        let (title, text) = ("accounts-glass-over", "accounts-glass-over-text");
        let page = drawn.page.clone();
        drawn.page = page.with_notice("ok", visitor.t(title), visitor.t(text));
    }
    visitor.render(&drawn)
}

/// The digits of a number as its groups.
fn number(typed: &str) -> Option<String> {
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    (digits.len() == 12).then(|| format!("{}-{}-{}", &digits[..4], &digits[4..8], &digits[8..]))
}

async fn take(visitor: Visitor, input: Input) -> Result<Response, Fault> {
    let (official, role) = opener(&visitor)?;
    let (db, portal) = (visitor.db(), visitor.portal());
    let mut form = form(&visitor).filled(&input);
    form.check(&input, portal.words(), visitor.lang(), portal.today());
    let reason = input.get("reason");
    if !reason.is_empty() && reason.chars().count() < REASON {
        form.fail("reason", visitor.t("accounts-glass-reason-short"));
    }
    let number = number(input.get("number"));
    if number.is_none() && !input.get("number").is_empty() {
        form.fail("number", visitor.t("accounts-glass-number-wrong"));
    }
    let (Some(number), false) = (number, form.has_errors()) else {
        return visitor.render_flawed(&drawn(&visitor, &official, form).await?);
    };
    if let Verdict::Wait { until } = db.hit(&TRIES, &official.id.to_string()).await? {
        let time = clock_up(&visitor, until);
        form.fail(
            "number",
            tv(&visitor, "accounts-glass-wait", &[("time", time)]),
        );
        let page = drawn(&visitor, &official, form).await?;
        return refused(&visitor, StatusCode::TOO_MANY_REQUESTS, &page);
    }
    let found = match glass::by_number(db, &number).await? {
        Some(id) => store::find(db, id).await?,
        None => None,
    };
    let found = found.filter(|(account, _)| account.state != State::Closed);
    let Some((account, person)) = found else {
        form.fail("number", visitor.t("accounts-glass-nobody"));
        return visitor.render_flawed(&drawn(&visitor, &official, form).await?);
    };
    let watchers = grants::holders(db, ["admin", "auditor"]).await?;
    let opening = Opening {
        official: &official,
        role,
        reason: Personal::new(reason.to_owned()),
        watchers: &watchers,
    };
    let mut tx = db.begin().await?;
    let opened = glass::open(&mut tx, &visitor, opening, (&account, &person)).await?;
    tx.commit().await?;
    match opened {
        Some(id) => Ok(visitor.go(&format!("{HOME}/{id}"))),
        None => {
            form.fail_all(visitor.t("accounts-glass-often"));
            let page = drawn(&visitor, &official, form).await?;
            refused(&visitor, StatusCode::TOO_MANY_REQUESTS, &page)
        }
    }
}

/// The access of this official; of nobody else, and only while they have the role.
async fn own(visitor: &Visitor, id: Uuid) -> Result<(Glass, &'static Role, Official), Fault> {
    opener(visitor)?;
    let found = glass::find(visitor.db(), id).await?;
    let glass = found.ok_or(Fault::NotFound)?;
    let role = find_role(&glass.role).ok_or(Fault::NotFound)?;
    let official = visitor.official(role.word)?;
    match official.id == glass.staff {
        true => Ok((glass, role, official)),
        false => Err(Fault::NotFound),
    }
}

#[derive(Template)]
#[template(path = "glass_open.html")]
struct OpenPage {
    page: Page,
    id: Uuid,
    number: String,
    until: String,
    groups: Vec<Group>,
}

async fn look(visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    let (glass, role, official) = own(&visitor, id).await?;
    let (db, over) = (visitor.db(), format!("{HOME}?over"));
    let now = db.now();
    if !glass.is_open(now) {
        return Ok(visitor.go(&over));
    }
    let Some((account, person)) = store::find(db, glass.account).await? else {
        return Err(Fault::NotFound);
    };
    let mut tx = db.begin().await?;
    let at = (glass.id, role.word, account.id);
    glass::seen(&mut tx, &visitor, &official, at, &glass.reason).await?;
    tx.commit().await?;
    let page = visitor.page(person.full_name()).work();
    let mut groups = groups(&visitor, &person, true);
    if let Some(first) = groups.first_mut() {
        first.title = page.t("accounts-glass-person");
    }
    let mut response = visitor.render(&OpenPage {
        id,
        number: account.number.clone(),
        until: page.time(&glass.until_at),
        groups,
        page,
    })?;
    // With scripts or without, nothing stays on the screen when the time is over.
    let left = glass.until_at.duration_since(now).as_secs() + 1;
    if let Ok(value) = HeaderValue::from_str(&format!("{left}; url={over}")) {
        response.headers_mut().insert(header::REFRESH, value);
    }
    Ok(response)
}

async fn end(visitor: Visitor, Path(id): Path<Uuid>, _: Input) -> Result<Response, Fault> {
    let (glass, _, _) = own(&visitor, id).await?;
    let mut tx = visitor.db().begin().await?;
    glass::end(&mut tx, &visitor, &glass).await?;
    tx.commit().await?;
    Ok(visitor.go(&format!("{HOME}?over")))
}

struct Watched {
    id: Uuid,
    name: String,
    place: String,
    work: String,
    role: String,
    number: String,
    reason: String,
    opened: String,
    end: String,
    /// Who reviewed it and when.
    reviewed: Option<String>,
    open: bool,
    may_review: bool,
}

#[derive(Template)]
#[template(path = "glass_watch.html")]
struct WatchPage {
    page: Page,
    rows: Vec<Watched>,
    is_admin: bool,
}

fn watched(
    page: &Page,
    one: Glass,
    people: &BTreeMap<Uuid, Staff>,
    admin: Option<Uuid>,
    now: Timestamp,
) -> Watched {
    let name = |id: Uuid| people.get(&id).map(|one| one.person.short_name());
    let reviewed = one.reviewed_by.zip(one.reviewed_at);
    let reviewed = reviewed.map(|(by, at)| {
        let by = name(by).unwrap_or_default();
        page.tv(
            "accounts-glass-reviewed",
            &[("by", by), ("at", page.date_time(&at))],
        )
    });
    let open = one.is_open(now);
    let place = people.get(&one.staff).map(|one| one.person.place.clone());
    Watched {
        id: one.id,
        name: name(one.staff).unwrap_or_default(),
        place: place.unwrap_or_default(),
        work: work_number(one.staff),
        role: page.t(&format!("accounts-role-{}", one.role)),
        opened: page.date_time(&one.opened_at),
        end: page.time(&one.end()),
        may_review: admin.is_some_and(|id| id != one.staff) && reviewed.is_none() && !open,
        reviewed,
        open,
        reason: match one.reason.reveal().as_str() {
            "" => page.t("accounts-glass-closed"),
            reason => reason.to_owned(),
        },
        number: one.number,
    }
}

/// For administrators and auditors.
async fn watch(visitor: Visitor, RawQuery(query): RawQuery) -> Result<Response, Fault> {
    let admin = visitor.official("admin").map(|official| official.id);
    let admin = match (admin, visitor.official("auditor")) {
        (Ok(id), _) => Some(id),
        (Err(_), Ok(_)) => None,
        (Err(fault), Err(_)) => return Err(fault),
    };
    let db = visitor.db();
    let mut page = visitor.page_t("accounts-glass-watch-title").work();
    if query.as_deref() == Some("late") {
        let (title, text) = ("accounts-glass-late", "accounts-glass-late-text");
        page = page.with_notice("warn", visitor.t(title), visitor.t(text));
    }
    let mut all = glass::all(db).await?;
    let mut named: Vec<Uuid> = all.iter().map(|one| one.staff).collect();
    named.extend(all.iter().filter_map(|one| one.reviewed_by));
    let people = store::staff_of(db, named).await?;
    // What waits for a review stands first.
    all.sort_by_key(|one| one.reviewed_at.is_some());
    let rows = all.into_iter();
    visitor.render(&WatchPage {
        rows: rows
            .map(|one| watched(&page, one, &people, admin, db.now()))
            .collect(),
        is_admin: admin.is_some(),
        page,
    })
}

async fn review(visitor: Visitor, Path(id): Path<Uuid>, _: Input) -> Result<Response, Fault> {
    let official = visitor.official("admin")?;
    let found = glass::find(visitor.db(), id).await?;
    let glass = found.ok_or(Fault::NotFound)?;
    let mut tx = visitor.db().begin().await?;
    let done = glass::review(&mut tx, &visitor, official.id, &glass).await?;
    tx.commit().await?;
    Ok(visitor.go(match done {
        true => WATCH,
        false => "/admin/glass?late",
    }))
}
