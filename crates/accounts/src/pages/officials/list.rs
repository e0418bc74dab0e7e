//! The list of officials.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use okno_web::{Fault, Field, Form, Input, Kind, Page, Visitor};
use serde::Deserialize;
use uuid::Uuid;

use super::{HOME, address, state_word, tag};
use crate::department::Accounts;
use crate::looks::work_number;
use crate::model::Staff;
use crate::{officials, store};

/// On one page, and found at most.
const PAGE: usize = 50;
/// Read at once while looking for somebody.
const BATCH: i64 = 500;
/// Looked through at most: what is searched for is sealed, so that every row is opened.
const SCANNED: usize = 20_000;

pub(super) struct Row {
    url: String,
    name: String,
    number: String,
    place: String,
    unit: String,
    roles: String,
    state: String,
    tag: &'static str,
}

struct Waits {
    url: String,
    name: String,
}

#[derive(Template)]
#[template(path = "officials.html")]
struct ListPage {
    page: Page,
    form: Form,
    rows: Vec<Row>,
    /// Links that this administrator may approve.
    waits: Vec<Waits>,
    /// Was somebody looked for, and were there more than are shown?
    found: Option<bool>,
    /// Where the next page is.
    next: String,
}

#[derive(Deserialize)]
pub(super) struct After {
    after: Option<Uuid>,
}

fn search(visitor: &Visitor) -> Form {
    let t = |id: &str| visitor.t(id);
    let field = Field::new(Kind::Search, "q", t("accounts-officials-search"))
        .hint(t("accounts-officials-search-hint"))
        .max(100)
        .missing(t("accounts-officials-search-missing"));
    Form::new(HOME, t("accounts-officials-find"), vec![field])
}

fn row(accounts: &Accounts, visitor: &Visitor, one: &Staff) -> Row {
    let roles = one.roles.iter();
    let roles: Vec<String> = roles
        .map(|role| visitor.t(&format!("accounts-role-{role}")))
        .collect();
    Row {
        url: address(one.id),
        name: one.person.name.clone(),
        number: work_number(one.id),
        place: one.person.place.clone(),
        unit: accounts.unit_name(&one.unit, visitor.lang()),
        roles: roles.join(", "),
        state: state_word(visitor, one.state),
        tag: tag(one.state),
    }
}

async fn waits(visitor: &Visitor, own: Uuid) -> Result<Vec<Waits>, Fault> {
    let db = visitor.db();
    let links = officials::waiting(db).await?;
    let links = links.iter();
    let others = links.filter(|link| link.asked_by != Some(own) && link.staff != own);
    let others: Vec<Uuid> = others.map(|link| link.staff).collect();
    let people = store::staff_of(db, others).await?;
    let people = people.values();
    Ok(people
        .map(|one| Waits {
            url: address(one.id),
            name: one.person.name.clone(),
        })
        .collect())
}

async fn draw(
    accounts: &Accounts,
    visitor: &Visitor,
    own: Uuid,
    form: Form,
    all: &[Staff],
) -> Result<ListPage, Fault> {
    Ok(ListPage {
        page: visitor
            .page_t("accounts-officials-title")
            .with_form(&form)
            .work(),
        rows: all.iter().map(|one| row(accounts, visitor, one)).collect(),
        waits: waits(visitor, own).await?,
        found: None,
        next: String::new(),
        form,
    })
}

/// A page of the list, in the order in which the accounts were made.
async fn listed(
    accounts: &Accounts,
    visitor: &Visitor,
    own: Uuid,
    form: Form,
    after: Option<Uuid>,
) -> Result<ListPage, Fault> {
    let after = after.unwrap_or(Uuid::nil());
    let most = i64::try_from(PAGE + 1).unwrap_or(BATCH);
    let mut all = store::staff_after(visitor.db(), after, most).await?;
    let more = all.len() > PAGE;
    all.truncate(PAGE);
    let mut page = draw(accounts, visitor, own, form, &all).await?;
    if let (true, Some(last)) = (more, all.last()) {
        page.next = format!("{HOME}?after={}", last.id);
    }
    Ok(page)
}

pub(super) async fn show(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    Query(After { after }): Query<After>,
) -> Result<Response, Fault> {
    let own = visitor.official("admin")?.id;
    visitor.render(&listed(&accounts, &visitor, own, search(&visitor), after).await?)
}

/// Does something that is known of an official hold these words, all of them?
fn fits(one: &Staff, words: &[String]) -> bool {
    let person = &one.person;
    let email = person.email.as_ref().map_or("", |email| email.as_str());
    let known = [
        &person.name,
        &person.login,
        &person.place,
        &work_number(one.id),
        email,
    ]
    .join(" ")
    .to_lowercase()
    .replace('ё', "е");
    words.iter().all(|word| known.contains(word))
}

/// What is looked for goes in the body of the request: a name has no place in an address.
pub(super) async fn find(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    let own = visitor.official("admin")?.id;
    let (db, portal) = (visitor.db(), visitor.portal());
    let mut form = search(&visitor).filled(&input);
    if !form.check(&input, portal.words(), visitor.lang(), portal.today()) {
        return visitor.render_flawed(&listed(&accounts, &visitor, own, form, None).await?);
    }
    let words = input.get("q").to_lowercase().replace('ё', "е");
    let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
    let (mut good, mut last, mut seen) = (Vec::new(), Uuid::nil(), 0);
    while good.len() <= PAGE && seen < SCANNED {
        let batch = store::staff_after(db, last, BATCH).await?;
        let Some(end) = batch.last() else { break };
        last = end.id;
        seen += batch.len();
        good.extend(batch.into_iter().filter(|one| fits(one, &words)));
    }
    let more = good.len() > PAGE;
    good.truncate(PAGE);
    let mut page = draw(&accounts, &visitor, own, form, &good).await?;
    page.found = Some(more);
    visitor.render(&page)
}
