//! The workplace: a call begins with what the caller names, goes on with the check
//! ([`check`]), and opens the state of the account for a while ([`state`], [`acts`]).

pub(super) mod acts;
pub(super) mod check;
mod state;

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::{Redirect, Response};
use jiff::{SignedDuration, Timestamp};
use okno_accounts::{Account, Person, assist, find, find_by, looks};
use okno_requisites::{Email, Phone, Snils};
use okno_store::{Db, Entry, Limit, Verdict};
use okno_web::visitor::Official;
use okno_web::{Fault, Field, Form, Input, Page, Visitor};
use uuid::Uuid;

use crate::model::{Call, Stage};
use crate::{Support, store};

/// Where the operator begins.
pub(super) const START: &str = "/support/desk";

/// Searches that found nobody, of one operator.
const MISSES: Limit = Limit {
    name: "support.misses",
    max: 20,
    per: SignedDuration::from_hours(1),
};

fn place(id: Uuid) -> String {
    format!("{START}/{id}")
}

/// Who asks for the address of a form again gets the page that it stands on.
pub(super) async fn to_call(Path(id): Path<Uuid>) -> Redirect {
    Redirect::to(&place(id))
}

struct Row {
    id: Uuid,
    at: Timestamp,
    state: String,
    tag: &'static str,
    icon: &'static str,
}

#[derive(Template)]
#[template(path = "support_desk.html")]
struct StartPage {
    page: Page,
    form: Form,
    calls: Vec<Row>,
    number: String,
}

/// A page of words with one way on.
#[derive(Template)]
#[template(path = "message.html")]
struct MessagePage {
    page: Page,
    paragraphs: Vec<String>,
    action: Option<(String, String)>,
}

fn search_form(visitor: &Visitor) -> Form {
    let field = Field::text("who", visitor.t("support-who"))
        .hint(visitor.t("support-who-hint"))
        .missing(visitor.t("support-who-missing"))
        .autocomplete("off")
        .width("20")
        .max(200);
    Form::new(START, visitor.t("support-begin"), vec![field])
}

async fn draw_start(
    visitor: &Visitor,
    official: &Official,
    form: Form,
) -> Result<StartPage, Fault> {
    let db = visitor.db();
    let midnight = visitor.portal().local(db.now()).start_of_day();
    let since = midnight.map_or(Timestamp::MIN, |day| day.timestamp());
    let calls = store::of_operator(db, official.id, since).await?;
    let now = db.now();
    let rows = calls.iter().map(|call| {
        let (word, tag, icon) = match call.stage {
            Stage::Asking => ("asking", "go", "run"),
            Stage::Passed if call.is_open(now) => ("open", "ok", "check"),
            Stage::Passed => ("over", "", "clock"),
            Stage::Failed => ("failed", "warn", "alert"),
        };
        Row {
            id: call.id,
            at: call.began_at,
            state: visitor.t(&format!("support-row-{word}")),
            tag,
            icon,
        }
    });
    Ok(StartPage {
        page: visitor.page_t("support-desk-title").work().with_form(&form),
        form,
        calls: rows.collect(),
        number: looks::work_number(official.id),
    })
}

pub(super) async fn start(visitor: Visitor) -> Result<Response, Fault> {
    let official = visitor.official("support")?;
    visitor.render(&draw_start(&visitor, &official, search_form(&visitor)).await?)
}

/// Whose account it is that the caller names by a contact, СНИЛС or its number.
async fn look_up(db: &Db, said: &str) -> Result<Option<Uuid>, Fault> {
    let mut keys = Vec::new();
    keys.extend(Email::parse(said).map(|email| ("email", email.key())));
    keys.extend(Phone::parse(said).map(|phone| ("phone", phone.as_str().to_owned())));
    keys.extend(Snils::parse(said).map(|snils| ("snils", snils.as_str().to_owned())));
    for (kind, value) in keys {
        if let Some(found) = find_by(db, kind, &value).await? {
            return Ok(Some(found));
        }
    }
    Ok(assist::by_number(db, said).await?)
}

/// A caller's account is found; that a call began is a line that its owner reads.
pub(super) async fn search(visitor: Visitor, input: Input) -> Result<Response, Fault> {
    let official = visitor.official("support")?;
    let mut form = search_form(&visitor).filled(&input);
    let (db, portal) = (visitor.db(), visitor.portal());
    if !form.check(&input, portal.words(), visitor.lang(), portal.today()) {
        return visitor.render_flawed(&draw_start(&visitor, &official, form).await?);
    }
    let by = official.id.to_string();
    if let Verdict::Wait { until } = db.peek(&MISSES, &by).await? {
        return Err(Fault::TooMany { until });
    }
    let found = look_up(db, input.get("who")).await?;
    let mut tx = db.begin().await?;
    let Some(account) = found else {
        let entry = Entry::new(visitor.actor(), "support.missed", "staff", official.id);
        tx.journal(entry.from(Some(visitor.ip()))).await?;
        tx.commit().await?;
        db.hit(&MISSES, &by).await?;
        form.fail("who", visitor.t("support-unknown"));
        return visitor.render_flawed(&draw_start(&visitor, &official, form).await?);
    };
    let id = store::begin(&mut tx, official.id, account).await?;
    let entry = Entry::new(visitor.actor(), "support.begun", "call", id).owner(account);
    tx.journal(entry.from(Some(visitor.ip()))).await?;
    tx.commit().await?;
    Ok(visitor.go(&place(id)))
}

/// A call of this operator, with the account.
async fn own(visitor: &Visitor, id: Uuid) -> Result<(Official, Call, Account, Person), Fault> {
    let official = visitor.official("support")?;
    let db = visitor.db();
    let call = store::find(db, id, official.id).await?;
    let call = call.ok_or(Fault::NotFound)?;
    let found = find(db, call.account).await?;
    let (account, person) = found.ok_or(Fault::NotFound)?;
    Ok((official, call, account, person))
}

pub(super) async fn call(
    State(support): State<Support>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    RawQuery(done): RawQuery,
) -> Result<Response, Fault> {
    let (official, call, account, person) = own(&visitor, id).await?;
    let told = match call.stage {
        Stage::Asking => return visitor.render(&check::page(&visitor, &call, &person)),
        Stage::Passed if call.is_open(visitor.db().now()) => {
            let whose = (&account, &person);
            let page = state::draw(&support, &visitor, &official, &call, whose).await?;
            return visitor.render(&page.done(&visitor, done.as_deref()));
        }
        Stage::Passed => ("support-over", "support-over-text"),
        Stage::Failed => ("support-failed", "support-failed-text"),
    };
    visitor.render(&MessagePage {
        page: visitor.page_t(told.0).work(),
        paragraphs: vec![visitor.t(told.1)],
        action: Some((visitor.t("support-next-call"), START.to_owned())),
    })
}
