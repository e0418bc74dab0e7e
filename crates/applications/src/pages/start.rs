//! The beginning: making or reopening a draft, the list of its sections.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use okno_catalogue::{Due, Met, Nothing, Service, Sheet};
use okno_requisites::typo;
use okno_store::Entry;
use okno_web::{Fault, Input, Lang, Page, Visitor};
use serde_json::json;
use uuid::Uuid;

use super::afresh::{Former, From};
use super::{IdPath, say};
use crate::Applications;
use crate::model::{Application, State as Stand};
use crate::sheet::{self, Progress, progress, world};
use crate::store;

#[derive(Template)]
#[template(path = "applications/offer.html")]
struct OfferPage {
    page: Page,
    service: String,
    id: String,
    back_url: String,
    minutes: String,
    conditions: Vec<Condition>,
    /// Somebody who does not meet a condition does not begin in vain.
    barred: bool,
    fee: Option<Fee>,
    /// From which case the draft will be filled.
    about: String,
    hidden: Option<(&'static str, String)>,
}

/// A condition, as this person stands to it.
struct Condition {
    title: String,
    text: String,
    /// The profile is where to go.
    to_profile: bool,
    kind: &'static str,
    icon: &'static str,
    word: String,
}

/// What is said of the fee where there is one.
pub(super) struct Fee {
    pub(super) title: String,
    pub(super) text: String,
}

/// The conditions that have a rule, each with what this person should know of it.
fn conditions(page: &Page, service: &Service, sheet: &Sheet<'_>) -> Vec<Condition> {
    let lines = service.conditions.iter().zip(sheet.conditions());
    lines
        .filter_map(|(condition, met)| {
            let (kind, icon, word) = match met {
                Met::Unasked => return None,
                Met::Yes => ("ok", "check", "applications-condition-met"),
                Met::No => ("error", "stop", "applications-condition-not-met"),
                Met::Unknown => ("warn", "alert", "applications-condition-unknown"),
            };
            let text = match (met, &condition.otherwise) {
                (Met::No, Some(text)) => say(page.lang, text),
                (Met::Unknown, _) => page.t("applications-condition-fill"),
                _ => String::new(),
            };
            Some(Condition {
                title: say(page.lang, &condition.title),
                text,
                to_profile: met == Met::Unknown,
                kind,
                icon,
                word: page.t(word),
            })
        })
        .collect()
}

/// What registries are asked with and the profile does not say.
fn lacking(page: &Page, sheet: &Sheet<'_>) -> Vec<Condition> {
    let lacks = sheet::lacking(sheet).into_iter();
    lacks
        .map(|name| {
            let field = match name {
                "passport_issued" | "passport_number" => "passport",
                "region" | "city" => "registered-address",
                name => name,
            };
            let field = field.replace('_', "-");
            let name = page.t(&format!("applications-profile-{field}"));
            Condition {
                title: page.ta("applications-lacking", "name", name),
                text: page.t("applications-lacking-text"),
                to_profile: true,
                kind: "warn",
                icon: "alert",
                word: page.t("applications-condition-unknown"),
            }
        })
        .collect()
}

/// The fee, as far as it can be told; nothing where nothing is paid.
pub(super) fn fee(page: &Page, service: &Service, sheet: &Sheet<'_>) -> Option<Fee> {
    let title = match sheet.due() {
        Due::Free => return None,
        Due::Kopecks(kopecks) => {
            let sum = okno_requisites::number::money_shown(kopecks);
            page.ta("applications-fee-sum", "sum", sum)
        }
        Due::Unknown => page.t("applications-fee-later"),
    };
    let rule = service.fee.text.as_ref().map(|text| say(page.lang, text));
    let seam = match sheet.due() {
        Due::Unknown => String::new(),
        _ => page.t("applications-fee-text"),
    };
    let parts = [rule.unwrap_or_default(), seam];
    let said: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|p| !p.is_empty())
        .collect();
    Some(Fee {
        title,
        text: said.join(" "),
    })
}

fn service(own: &Applications, id: &str) -> Result<Arc<Service>, Fault> {
    own.catalogue().get(id).cloned().ok_or(Fault::NotFound)
}

/// The person's account, when its level and the way in which identity was confirmed are
/// enough for the service (S3-30, C6).
pub(crate) async fn may_apply(visitor: &Visitor, service: &Service) -> Result<Uuid, Fault> {
    let citizen = visitor.citizen_of_level(service.level.number())?;
    if service.methods_except.is_empty() {
        return Ok(citizen);
    }
    let (account, _) = okno_accounts::holder(visitor)?;
    if service.takes_method(account.method.as_deref()) {
        Ok(citizen)
    } else {
        Err(Fault::Method)
    }
}

/// Leads to the draft, or offers to begin one: where one comes back to after
/// signing in.
pub(crate) async fn offer(
    State(own): State<Applications>,
    visitor: Visitor,
    Path(id): IdPath,
    Query(from): Query<From>,
) -> Result<Response, Fault> {
    let service = service(&own, &id)?;
    let citizen = may_apply(&visitor, &service).await?;
    // A draft is finished first; what was begun is not written over.
    if let Some(draft) = store::draft_of(visitor.db(), citizen, &service.id).await? {
        return Ok(visitor.go(&format!("/applications/{draft}")));
    }
    let case = own.former(&visitor, &service, &from).await?;
    let mut offer = draw_offer(&own, &visitor, &service)?;
    if let Some(former) = case {
        offer.about = former.said(&offer.page);
        offer.hidden = from.hidden();
    }
    visitor.render(&offer)
}

fn draw_offer(
    own: &Applications,
    visitor: &Visitor,
    service: &Service,
) -> Result<OfferPage, Fault> {
    let page = visitor.page(say(visitor.lang(), &service.title));
    let (account, person) = okno_accounts::holder(visitor)?;
    let world = world(account, person, own.portal().today());
    let sheet = service.sheet(&Nothing, &world);
    Ok(OfferPage {
        service: page.title.clone(),
        id: service.id.clone(),
        back_url: format!("/services/{}", service.id),
        minutes: page.tn("applications-minutes", "n", service.minutes),
        conditions: conditions(&page, service, &sheet),
        barred: sheet.conditions().contains(&Met::No),
        fee: fee(&page, service, &sheet),
        about: String::new(),
        hidden: None,
        page,
    })
}

/// Makes the draft of a service or opens the one that is there (S1-146).
pub(crate) async fn begin(
    State(own): State<Applications>,
    visitor: Visitor,
    Path(id): IdPath,
    input: Input,
) -> Result<Response, Fault> {
    let service = service(&own, &id)?;
    let citizen = may_apply(&visitor, &service).await?;
    let from = From::of(&input);
    let former = own.former(&visitor, &service, &from).await?;
    let before = match &former {
        Some(Former::Again(case)) => Some(own.service(case.as_ref()).await?),
        _ => None,
    };
    let offer = draw_offer(&own, &visitor, &service)?;
    if offer.barred {
        return visitor.render_flawed(&offer);
    }
    let mut tx = visitor.db().begin().await?;
    let (draft, fresh) = store::draft(&mut tx, citizen, &service).await?;
    if fresh {
        if let Some(former) = former {
            let content = former.content(&own, before.as_deref(), &service);
            store::save(&mut tx, draft, &content).await?;
        }
        tx.journal(
            Entry::new(visitor.actor(), "application.begun", "application", draft)
                .owner(citizen)
                .detail(json!({ "service": service.id }))
                .from(Some(visitor.ip())),
        )
        .await?;
    }
    tx.commit().await?;
    Ok(visitor.go(&format!("/applications/{draft}")))
}

/// Removes a draft with its files.
pub(crate) async fn delete(
    State(own): State<Applications>,
    visitor: Visitor,
    Path(id): IdPath,
) -> Result<Response, Fault> {
    let application = match own.own(&visitor, &id).await {
        // Two clicks: it is gone already.
        Err(Fault::NotFound) => return Ok(visitor.go("/applications")),
        other => other?,
    };
    let mut tx = visitor.db().begin().await?;
    let application = store::find_locked(&mut tx, application.id).await?;
    if application.state != Stand::Draft {
        return Ok(visitor.go(&format!("/applications/{}", application.id)));
    }
    store::remove(&mut tx, &application).await?;
    tx.journal(
        Entry::new(
            visitor.actor(),
            "application.deleted",
            "application",
            application.id,
        )
        .owner(application.owner)
        .detail(json!({ "service": application.service })),
    )
    .await?;
    tx.commit().await?;
    Ok(visitor.go("/applications"))
}

struct Task {
    title: String,
    hint: String,
    href: String,
    kind: &'static str,
    icon: &'static str,
    word: String,
}

#[derive(Template)]
#[template(path = "applications/tasks.html")]
struct TasksPage {
    page: Page,
    service: String,
    service_url: String,
    lead: String,
    tasks: Vec<Task>,
    whole: bool,
    /// What this person does not meet, or the profile does not say.
    conditions: Vec<Condition>,
    documents: Vec<String>,
    /// The service has changed since the draft was begun.
    is_carried: bool,
    /// Answers that have no place any more: question, answer.
    left: Vec<(String, String)>,
    seen_url: String,
    fee: Option<Fee>,
    check_url: String,
    next_url: String,
    next_title: String,
    delete_url: String,
}

/// The documents that are needed by what has been answered, where rules say which.
fn needed(page: &Page, service: &Service, sheet: &Sheet<'_>) -> Vec<String> {
    if service.documents.iter().all(|d| d.when.is_none()) {
        return Vec::new();
    }
    let all = service.documents.iter().zip(sheet.documents());
    all.filter(|(_, needed)| *needed == Some(true))
        .map(|(document, _)| say(page.lang, &document.title))
        .collect()
}

/// Answers that another edition of the service has no place for.
fn left(page: &Page, application: &Application) -> Vec<(String, String)> {
    let all = application.content.left.iter();
    all.map(|one| match page.lang {
        Lang::Ru => (one.label.clone(), one.value.clone()),
        Lang::En => (one.label_en.clone(), one.value_en.clone()),
    })
    .map(|(label, value)| (typo(&label, page.lang.code()), value))
    .collect()
}

/// «Понятно»: what the draft lost is not shown any more.
pub(crate) async fn seen(
    State(own): State<Applications>,
    visitor: Visitor,
    Path(id): IdPath,
) -> Result<Response, Fault> {
    let application = own.own(&visitor, &id).await?;
    let base = format!("/applications/{}", application.id);
    let mut tx = visitor.db().begin().await?;
    let mut fresh = store::find_locked(&mut tx, application.id).await?;
    if fresh.state == Stand::Draft && fresh.content.is_carried {
        fresh.content.is_carried = false;
        fresh.content.left.clear();
        store::save(&mut tx, fresh.id, &fresh.content).await?;
    }
    tx.commit().await?;
    Ok(visitor.go(&base))
}

/// The list of sections of a draft.
pub(crate) async fn tasks(
    own: &Applications,
    visitor: &Visitor,
    application: &Application,
) -> Result<Response, Fault> {
    let service = own.service(application).await?;
    let lang = visitor.lang();
    let title = say(lang, &service.title);
    let page = visitor.page(title.clone());
    let today = own.portal().today();
    let base = format!("/applications/{}", application.id);
    let mut done = 0;
    let mut next = None;
    let mut tasks = Vec::new();
    let (account, person) = okno_accounts::holder(visitor)?;
    let world = world(account, person, today);
    let sheet = service.sheet(&application.content, &world);
    for section in sheet.sections() {
        let state = progress(section, &application.content, &sheet, today);
        let href = format!("{base}/{}", section.id);
        if state == Progress::Done {
            done += 1;
        } else if next.is_none() {
            next = Some((href.clone(), say(lang, &section.title)));
        }
        let (kind, icon, word) = match state {
            Progress::Done => ("ok", "check", "applications-task-done"),
            Progress::Begun => ("go", "pen", "applications-task-begun"),
            Progress::Not => ("none", "", "applications-task-not"),
        };
        tasks.push(Task {
            title: say(lang, &section.title),
            hint: section
                .hint
                .as_ref()
                .map(|h| say(lang, h))
                .unwrap_or_default(),
            href,
            kind,
            icon,
            word: page.t(word),
        });
    }
    let whole = next.is_none();
    let (next_url, next_title) = next.unwrap_or_default();
    let lead = page.tv(
        "applications-tasks-lead",
        &[
            ("done", done.to_string()),
            ("total", tasks.len().to_string()),
        ],
    );
    visitor.render(&TasksPage {
        service_url: format!("/services/{}", service.id),
        service: title,
        lead,
        tasks,
        whole: whole && sheet::may_send(&sheet),
        conditions: match sheet::may_send(&sheet) {
            true => Vec::new(),
            false => conditions(&page, &service, &sheet)
                .into_iter()
                .filter(|condition| condition.kind != "ok")
                .chain(lacking(&page, &sheet))
                .collect(),
        },
        documents: needed(&page, &service, &sheet),
        fee: fee(&page, &service, &sheet),
        is_carried: application.content.is_carried,
        left: left(&page, application),
        seen_url: format!("{base}/carried"),
        check_url: format!("{base}/check"),
        delete_url: format!("{base}/delete"),
        next_url,
        next_title,
        page,
    })
}
