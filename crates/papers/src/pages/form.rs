//! The form of a document: a new one, a correction, another one in its place.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use okno_accounts::{Account, Chance, Person, find_locked, holder};
use okno_requisites::DocDate;
use okno_store::{DbError, Entry};
use okno_web::{Fault, Field, Form, Input, Kind as Drawn, Page, Visitor};
use serde_json::json;
use uuid::Uuid;

use super::change::CHANGE;
use crate::Papers;
use crate::jobs::{first, follow, holder_index};
use crate::kinds::{Entry as Row, Kind, Role};
use crate::model::{Content, Paper};
use crate::store;

/// So many of one kind at most.
const MOST: i64 = 20;

#[derive(Template)]
#[template(path = "document_form.html")]
struct FormPage {
    page: Page,
    form: Form,
    back: (String, String),
    lead: String,
}

/// What the form is for.
#[derive(Clone, Copy)]
enum Purpose<'a> {
    Add,
    Correct(&'a Paper),
    Replace(&'a Paper),
}

pub(crate) fn field(visitor: &Visitor, row: &Row) -> Field {
    let lang = visitor.lang().code();
    let drawn = if row.is_date() {
        Drawn::Date
    } else {
        Drawn::Text
    };
    let field = Field::new(drawn, &row.id, row.label.get(lang).to_owned())
        .hint(row.hint.get(lang).to_owned())
        .check(&row.check);
    let field = if row.digits {
        field.inputmode("numeric")
    } else {
        field
    };
    let max = row.check.strip_prefix("text:");
    let field = match max.and_then(|max| max.parse().ok()) {
        Some(max) => field.max(max).width("full"),
        None => field,
    };
    if row.optional {
        return field.optional();
    }
    let portal = visitor.portal();
    match okno_requisites::check(&row.check, "", portal.today()) {
        Err(flaw) => field.missing(portal.words().flaw(visitor.lang(), &flaw)),
        Ok(_) => field,
    }
}

fn form(visitor: &Visitor, kind: &Kind, purpose: Purpose<'_>) -> Form {
    let (action, submit) = match purpose {
        Purpose::Add => (format!("{}/new/{}", super::HOME, kind.id), "papers-add"),
        Purpose::Correct(paper) => (
            format!("{}/{}/edit", super::HOME, paper.id),
            "papers-correct",
        ),
        Purpose::Replace(paper) => (
            format!("{}/{}/replace", super::HOME, paper.id),
            "papers-replace",
        ),
    };
    let fields = kind.fields.iter().map(|row| field(visitor, row));
    let mut form = Form::new(action, visitor.t(submit), fields.collect());
    if let Purpose::Correct(paper) = purpose {
        for (name, value) in &paper.content.values {
            form.set(name, value.clone());
        }
    }
    form
}

fn page(visitor: &Visitor, kind: &Kind, purpose: Purpose<'_>, form: Form) -> FormPage {
    let title = kind.title(visitor.lang()).to_owned();
    let (lead, back) = match purpose {
        Purpose::Add => (
            "papers-add-lead",
            (super::HOME.to_owned(), visitor.t("papers-title")),
        ),
        Purpose::Correct(paper) => (
            "papers-correct-lead",
            (format!("{}/{}", super::HOME, paper.id), title.clone()),
        ),
        Purpose::Replace(paper) => (
            "papers-replace-lead",
            (format!("{}/{}", super::HOME, paper.id), title.clone()),
        ),
    };
    FormPage {
        page: visitor.page(title).with_form(&form),
        form,
        back,
        lead: visitor.t(lead),
    }
}

/// What was typed, in the forms in which it is shown; `None` when something does not fit,
/// noted on the form.
fn typed(
    visitor: &Visitor,
    kind: &Kind,
    form: &mut Form,
    input: &Input,
) -> Option<BTreeMap<String, String>> {
    let portal = visitor.portal();
    let (words, today) = (portal.words(), portal.today());
    form.check(input, words, visitor.lang(), today);
    let mut values = BTreeMap::new();
    for row in &kind.fields {
        let given = input.get(&row.id);
        if given.is_empty() {
            continue;
        }
        if let Ok(shown) = okno_requisites::check(&row.check, given, today) {
            values.insert(row.id.clone(), shown);
        }
    }
    let date = |row: Option<&Row>| {
        let value = values.get(&row?.id)?;
        DocDate::parse(value).ok().map(|date| date.date())
    };
    let (issued, until) = (kind.with_role(Role::Issued), kind.with_role(Role::Until));
    let born = kind.fields.iter().find(|row| row.check == "birth-date");
    let wrong = [
        (until, date(issued), date(until), "papers-until-early"),
        (issued, date(born), date(issued), "papers-issued-early"),
    ];
    for (row, before, after, text) in wrong {
        if let (Some(row), Some(before), Some(after)) = (row, before, after)
            && after < before
        {
            form.fail(&row.id, visitor.t(text));
        }
    }
    (!form.has_errors()).then_some(values)
}

fn kind_of<'a>(papers: &'a Papers, id: &str) -> Result<&'a Kind, Fault> {
    let kind = papers.kinds().get(id).filter(|kind| kind.profile.is_none());
    kind.ok_or(Fault::NotFound)
}

/// A document of this account that stands, and its kind.
pub(super) async fn own<'a>(
    papers: &'a Papers,
    visitor: &Visitor,
    account: &Account,
    id: Uuid,
) -> Result<(Paper, &'a Kind), Fault> {
    let found = store::one(visitor.db(), id).await?;
    let mine = found.filter(|paper| paper.account == account.id && paper.ended_at.is_none());
    let paper = mine.ok_or(Fault::NotFound)?;
    let kind = kind_of(papers, &paper.kind)?;
    Ok((paper, kind))
}

pub(crate) async fn blank(
    State(papers): State<Papers>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor)?;
    let kind = kind_of(&papers, &id)?;
    if !kind.many {
        let mine = store::present(visitor.db(), account.id).await?;
        if let Some(paper) = mine.iter().find(|paper| paper.kind == kind.id) {
            return Ok(visitor.go(&format!("{}/{}", super::HOME, paper.id)));
        }
    }
    let form = form(&visitor, kind, Purpose::Add);
    visitor.render(&page(&visitor, kind, Purpose::Add, form))
}

pub(crate) async fn add(
    State(papers): State<Papers>,
    visitor: Visitor,
    Path(id): Path<String>,
    input: Input,
) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor)?;
    let kind = kind_of(&papers, &id)?;
    let mut form = form(&visitor, kind, Purpose::Add).filled(&input);
    let Some(values) = typed(&visitor, kind, &mut form, &input) else {
        return visitor.render_flawed(&page(&visitor, kind, Purpose::Add, form));
    };
    let kept = keep(&papers, &visitor, account, kind, values).await;
    match kept {
        Ok(Kept::Here(id)) => Ok(visitor.go(&format!("{}/{id}?added", super::HOME))),
        Ok(Kept::TooMany) => {
            form.fail_all(visitor.t("papers-many"));
            visitor.render_flawed(&page(&visitor, kind, Purpose::Add, form))
        }
        Err(fault) => visitor.render_unsaved(fault.into(), form, |form| {
            page(&visitor, kind, Purpose::Add, form)
        }),
    }
}

enum Kept {
    /// Now, or by an earlier click.
    Here(Uuid),
    TooMany,
}

async fn keep(
    papers: &Papers,
    visitor: &Visitor,
    account: &Account,
    kind: &Kind,
    values: BTreeMap<String, String>,
) -> Result<Kept, DbError> {
    let mut tx = visitor.db().begin().await?;
    let (_, person) = find_locked(&mut tx, account.id).await?;
    let mine = store::present_locked(&mut tx, account.id).await?;
    let mut same = mine.iter().filter(|paper| paper.kind == kind.id);
    let number = kind.with_role(Role::Number).map(|row| row.id.as_str());
    let is_here = |paper: &&Paper| {
        !kind.many || number.is_some_and(|id| paper.content.values.get(id) == values.get(id))
    };
    if let Some(paper) = same.clone().find(is_here) {
        let id = paper.id;
        tx.commit().await?;
        return Ok(Kept::Here(id));
    }
    if same.by_ref().count() >= usize::try_from(MOST).unwrap_or(usize::MAX) {
        tx.commit().await?;
        return Ok(Kept::TooMany);
    }
    let holder = holder_index(visitor.db(), &person);
    let standing = first(kind, &person);
    let content = Content::of(values);
    let id = store::insert(&mut tx, account.id, &kind.id, &content, standing, &holder).await?;
    tx.journal(
        Entry::new(visitor.actor(), "paper.added", "paper", id)
            .owner(account.id)
            .detail(json!({ "kind": kind.id }))
            .from(Some(visitor.ip())),
    )
    .await?;
    follow(papers, &mut tx, kind, id).await?;
    tx.commit().await?;
    Ok(Kept::Here(id))
}

async fn ask(
    papers: &Papers,
    visitor: &Visitor,
    id: Uuid,
    replaces: bool,
) -> Result<Response, Fault> {
    let (account, _) = holder(visitor)?;
    let (paper, kind) = own(papers, visitor, account, id).await?;
    let purpose = purpose(&paper, replaces);
    let form = form(visitor, kind, purpose);
    visitor.render(&page(visitor, kind, purpose, form))
}

fn purpose(paper: &Paper, replaces: bool) -> Purpose<'_> {
    if replaces {
        Purpose::Replace(paper)
    } else {
        Purpose::Correct(paper)
    }
}

async fn take(
    papers: &Papers,
    visitor: &Visitor,
    id: Uuid,
    replaces: bool,
    input: &Input,
) -> Result<Response, Fault> {
    let (account, person) = holder(visitor)?;
    let (paper, kind) = own(papers, visitor, account, id).await?;
    let purpose = purpose(&paper, replaces);
    let mut form = form(visitor, kind, purpose).filled(input);
    let Some(values) = typed(visitor, kind, &mut form, input) else {
        return visitor.render_flawed(&page(visitor, kind, purpose, form));
    };
    if values == paper.content.values {
        return Ok(visitor.go(&format!("{}/{id}", super::HOME)));
    }
    match wait(visitor, (account, person), &paper, &values, replaces).await {
        Ok(true) => Ok(visitor.go(CHANGE.action)),
        Ok(false) => {
            form.fail_all(visitor.t("papers-codes"));
            let page = page(visitor, kind, purpose, form);
            let mut response = visitor.render(&page)?;
            *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            Ok(response)
        }
        Err(fault) => visitor.render_unsaved(fault.into(), form, |form| {
            page(visitor, kind, purpose, form)
        }),
    }
}

/// Keeps the correction until its code comes; false when no code may be sent.
async fn wait(
    visitor: &Visitor,
    (account, person): (&Account, &Person),
    paper: &Paper,
    values: &BTreeMap<String, String>,
    replaces: bool,
) -> Result<bool, DbError> {
    let chance = CHANGE.chance(visitor, account, person).await?;
    if chance == Chance::TooMany {
        return Ok(false);
    }
    let mut tx = visitor.db().begin().await?;
    store::wait(&mut tx, paper, values, replaces).await?;
    if chance == Chance::Send {
        CHANGE.send(&mut tx, visitor, account, person).await?;
    }
    tx.commit().await?;
    Ok(true)
}

pub(crate) async fn edit(
    State(papers): State<Papers>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Fault> {
    ask(&papers, &visitor, id, false).await
}

pub(crate) async fn correct(
    State(papers): State<Papers>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    input: Input,
) -> Result<Response, Fault> {
    take(&papers, &visitor, id, false, &input).await
}

pub(crate) async fn another(
    State(papers): State<Papers>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Fault> {
    ask(&papers, &visitor, id, true).await
}

pub(crate) async fn replace(
    State(papers): State<Papers>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    input: Input,
) -> Result<Response, Fault> {
    take(&papers, &visitor, id, true, &input).await
}
