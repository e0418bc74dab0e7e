//! The administrator's pages: jobs that were given up, outside systems, the journal.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use jiff::Timestamp;
use okno_gateways::Gateways;
use okno_store::{Entry, jobs, journal};
use okno_web::{Fault, Page, Portal, Visitor};
use uuid::Uuid;

/// Words of these pages.
pub const LOCALES: [(&str, &str); 2] = [
    ("ru", include_str!("../locales/ru.ftl")),
    ("en", include_str!("../locales/en.ftl")),
];

/// The pages.
#[derive(Clone)]
pub struct AdminPages {
    portal: Portal,
    gateways: Gateways,
}

struct Dead {
    id: Uuid,
    kind: String,
    attempts: i64,
    error: String,
    since: Timestamp,
}

struct Queue {
    kind: String,
    ready: i64,
    running: i64,
    dead: i64,
}

struct Outside {
    name: String,
    state: String,
    good: bool,
}

struct Act {
    at: Timestamp,
    act: String,
    actor: String,
    object: String,
    detail: String,
}

#[derive(Template)]
#[template(path = "admin.html")]
struct AdminPage {
    page: Page,
    dead: Vec<Dead>,
    queues: Vec<Queue>,
    outside: Vec<Outside>,
    acts: Vec<Act>,
}

impl AdminPages {
    /// With what they look at.
    #[must_use]
    pub fn new(portal: Portal, gateways: Gateways) -> Self {
        Self { portal, gateways }
    }

    /// Routes.
    pub fn router(self) -> Router {
        Router::new()
            .route(
                "/admin",
                get({
                    let pages = self.clone();
                    move |visitor: Visitor| async move { pages.show(visitor).await }
                }),
            )
            .route(
                "/admin/jobs/{id}/revive",
                post({
                    move |visitor: Visitor, Path(id): Path<Uuid>| async move {
                        self.revive(visitor, id).await
                    }
                }),
            )
    }

    async fn show(&self, visitor: Visitor) -> Result<Response, Fault> {
        visitor.official("admin")?;
        let db = self.portal.db();
        let dead = jobs::dead(db)
            .await?
            .into_iter()
            .map(|job| Dead {
                id: job.id,
                kind: job.kind,
                attempts: job.attempts,
                error: job.last_error,
                since: job.died_at.unwrap_or(job.created_at),
            })
            .collect();
        let mut queues: Vec<Queue> = Vec::new();
        for (kind, state, count) in jobs::counts(db).await? {
            let at = match queues.iter().position(|q| q.kind == kind) {
                Some(at) => at,
                None => {
                    queues.push(Queue {
                        kind,
                        ready: 0,
                        running: 0,
                        dead: 0,
                    });
                    queues.len() - 1
                }
            };
            match state.as_str() {
                "ready" => queues[at].ready = count,
                "running" => queues[at].running = count,
                _ => queues[at].dead = count,
            }
        }
        let outside = self
            .gateways
            .states()
            .into_iter()
            .map(|(name, state)| {
                let good = state == okno_gateways::State::Closed;
                let word = if good {
                    "okno-outside-good"
                } else {
                    "okno-outside-bad"
                };
                Outside {
                    name: name.to_owned(),
                    state: visitor.t(word),
                    good,
                }
            })
            .collect();
        let acts = journal::latest(db, 50)
            .await?
            .into_iter()
            .map(|line| Act {
                at: line.at,
                act: line.act,
                actor: line.actor_kind,
                object: line.object_kind,
                detail: match line.detail {
                    serde_json::Value::Null => String::new(),
                    other => other.to_string(),
                },
            })
            .collect();
        let page = visitor.page_t("okno-admin-title").work();
        visitor.render(&AdminPage {
            page,
            dead,
            queues,
            outside,
            acts,
        })
    }

    async fn revive(&self, visitor: Visitor, id: Uuid) -> Result<Response, Fault> {
        visitor.official("admin")?;
        let mut tx = self.portal.db().begin().await?;
        if jobs::revive(&mut tx, id).await? {
            tx.journal(
                Entry::new(visitor.actor(), "job.revived", "job", id).from(Some(visitor.ip())),
            )
            .await?;
            tx.commit().await?;
        }
        Ok(visitor.go("/admin"))
    }
}
