//! «Мои услуги» (S1-077, S4-17): what the person can order now, and what is in the way of the
//! rest.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use okno_accounts::Account;
use okno_catalogue::{Category, Channel, Due, Met, Nothing, Service, Sheet, World};
use okno_web::{Fault, Page, Visitor};

use super::say;
use crate::Applications;
use crate::sheet::world;
use crate::store;

/// A service that may be ordered.
struct Open {
    title: String,
    url: String,
    summary: String,
    meta: String,
    action: String,
    action_url: String,
}

struct Group {
    id: String,
    title: String,
    lines: Vec<Open>,
}

/// A service that may not be ordered yet.
struct Later {
    title: String,
    url: String,
    reason: String,
    /// The way out; empty where there is none.
    action: String,
    action_url: &'static str,
}

#[derive(Template)]
#[template(path = "applications/mine.html")]
struct MinePage {
    page: Page,
    level: u8,
    groups: Vec<Group>,
    later: Vec<Later>,
    /// Nothing was ever sent: what is tried first.
    trial: Option<Open>,
}

/// What is in the way of a person: in words, with the way out.
fn obstacle(
    page: &Page,
    service: &Service,
    account: &Account,
    sheet: &Sheet<'_>,
) -> Option<(String, String, &'static str)> {
    let needed = service.level.number();
    if account.level.number() < needed {
        let reason = page.ta(
            "applications-mine-level",
            "level",
            page.t(&format!("web-level-{needed}")),
        );
        let action = page.t("applications-mine-level-up");
        return Some((reason, action, "/cabinet/level"));
    }
    if !service.takes_method(account.method.as_deref()) {
        let reason = page.t("applications-mine-method");
        let action = page.t("applications-mine-method-other");
        return Some((reason, action, "/cabinet/confirm"));
    }
    let mut conditions = service.conditions.iter().zip(sheet.conditions());
    let (condition, _) = conditions.find(|(_, met)| *met == Met::No)?;
    let reason = condition.otherwise.as_ref().unwrap_or(&condition.title);
    Some((say(page.lang, reason), String::new(), ""))
}

fn open(page: &Page, service: &Service, category: Option<&Category>, sheet: &Sheet<'_>) -> Open {
    let fee = match sheet.due() {
        Due::Free => page.t("applications-mine-free"),
        Due::Kopecks(kopecks) => page.ta(
            "applications-fee-sum",
            "sum",
            okno_requisites::number::money_shown(kopecks),
        ),
        Due::Unknown => match &service.fee.text {
            Some(text) => say(page.lang, text),
            None => page.t("applications-fee-later"),
        },
    };
    let order = category.and_then(|category| category.order.as_ref());
    Open {
        title: say(page.lang, &service.title),
        url: format!("/services/{}", service.id),
        summary: say(page.lang, &service.summary),
        meta: page.tv(
            "applications-mine-meta",
            &[
                ("fee", fee),
                (
                    "days",
                    page.tn("applications-mine-days", "n", service.deadline.working_days),
                ),
            ],
        ),
        action: match order {
            Some(text) => say(page.lang, text),
            None => page.t("applications-mine-begin"),
        },
        action_url: format!("/applications/new/{}", service.id),
    }
}

/// What is tried first: free, decided by the portal itself, and the quickest to fill in.
fn trial<'a>(services: impl Iterator<Item = &'a Arc<Service>>) -> Option<&'a Arc<Service>> {
    let by_itself = |service: &&Arc<Service>| {
        let start = service.start();
        service.is_free() && start.is_waiting() && service.registries.is_empty()
    };
    services.filter(by_itself).min_by_key(|one| one.minutes)
}

pub(crate) async fn page(
    State(own): State<Applications>,
    visitor: Visitor,
) -> Result<Response, Fault> {
    let (account, person) = okno_accounts::holder(&visitor)?;
    let page = visitor.page_t("applications-mine-title");
    let world: World = world(account, person, own.portal().today());
    let sent = store::of_owner(visitor.db(), account.id, 1).await?;
    let catalogue = own.catalogue();
    let (mut groups, mut later, mut may) = (Vec::new(), Vec::new(), Vec::new());
    for category in catalogue.categories() {
        let mut lines = Vec::new();
        let online = catalogue.by_category(&category.id);
        for service in online.filter(|one| one.channel != Channel::InPerson) {
            let sheet = service.sheet(&Nothing, &world);
            match obstacle(&page, service, account, &sheet) {
                None => {
                    lines.push(open(&page, service, Some(category), &sheet));
                    may.push(service);
                }
                Some((reason, action, action_url)) => later.push(Later {
                    title: say(page.lang, &service.title),
                    url: format!("/services/{}", service.id),
                    reason,
                    action,
                    action_url,
                }),
            }
        }
        if !lines.is_empty() {
            groups.push(Group {
                id: category.id.clone(),
                title: say(page.lang, &category.title),
                lines,
            });
        }
    }
    let first = trial(may.into_iter()).filter(|_| sent.is_empty());
    let trial = first.map(|service| {
        let sheet = service.sheet(&Nothing, &world);
        open(
            &page,
            service,
            catalogue.category(&service.category),
            &sheet,
        )
    });
    visitor.render(&MinePage {
        level: account.level.number(),
        groups,
        later,
        trial,
        page,
    })
}
