//! The beginning: making or reopening a draft, the list of its sections.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use okno_catalogue::Service;
use okno_store::Entry;
use okno_web::{Fault, Page, Visitor};
use serde_json::json;
use uuid::Uuid;

use super::{IdPath, Progress, progress, say};
use crate::Applications;
use crate::model::{Application, State as Stand};
use crate::store;

#[derive(Template)]
#[template(path = "applications/offer.html")]
struct OfferPage {
    page: Page,
    service: String,
    id: String,
    back_url: String,
    minutes: String,
    free: bool,
}

fn service<'a>(own: &'a Applications, id: &str) -> Result<&'a Service, Fault> {
    own.catalogue().get(id).ok_or(Fault::NotFound)
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
) -> Result<Response, Fault> {
    let service = service(&own, &id)?;
    let citizen = may_apply(&visitor, service).await?;
    if let Some(draft) = store::draft_of(visitor.db(), citizen, &service.id).await? {
        return Ok(visitor.go(&format!("/applications/{draft}")));
    }
    let page = visitor.page(say(visitor.lang(), &service.title));
    visitor.render(&OfferPage {
        service: page.title.clone(),
        id: service.id.clone(),
        back_url: format!("/services/{}", service.id),
        minutes: page.tn("applications-minutes", "n", service.minutes),
        free: service.is_free(),
        page,
    })
}

/// Makes the draft of a service or opens the one that is there (S1-146).
pub(crate) async fn begin(
    State(own): State<Applications>,
    visitor: Visitor,
    Path(id): IdPath,
) -> Result<Response, Fault> {
    let service = service(&own, &id)?;
    let citizen = may_apply(&visitor, service).await?;
    let mut tx = visitor.db().begin().await?;
    let (draft, fresh) = store::draft(
        &mut tx,
        citizen,
        &service.id,
        service.version,
        &service.agency,
    )
    .await?;
    if fresh {
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
    free: bool,
    check_url: String,
    next_url: String,
    next_title: String,
    delete_url: String,
}

/// The list of sections of a draft.
pub(crate) fn tasks(
    own: &Applications,
    visitor: &Visitor,
    application: &Application,
) -> Result<Response, Fault> {
    let service = own.service(&application.service)?;
    let lang = visitor.lang();
    let title = say(lang, &service.title);
    let page = visitor.page(title.clone());
    let today = own.portal().today();
    let base = format!("/applications/{}", application.id);
    let mut done = 0;
    let mut next = None;
    let mut tasks = Vec::new();
    for section in &service.form.sections {
        let state = progress(section, &application.content, today);
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
        whole,
        free: service.is_free(),
        check_url: format!("{base}/check"),
        delete_url: format!("{base}/delete"),
        next_url,
        next_title,
        page,
    })
}
