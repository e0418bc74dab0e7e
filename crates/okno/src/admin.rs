//! The administrator's pages: jobs that were given up, outside systems, the journal.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use jiff::{SignedDuration, Timestamp};
use okno_accounts::grants::{self, Force};
use okno_gateways::Gateways;
use okno_proofing::{ListState, Proofing};
use okno_store::{Entry, jobs, journal};
use okno_web::{Fault, Page, Portal, Visitor};
use serde_json::Value;
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
    proofing: Proofing,
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
    facts: Vec<Fact>,
}

/// A detail of a line of the journal, in words.
struct Fact {
    name: String,
    value: String,
}

/// The words for a name of the program; the name itself where it has none yet.
fn named(visitor: &Visitor, what: &str, name: &str) -> String {
    let id = format!("okno-{what}-{}", name.replace(['.', '_'], "-"));
    if visitor.portal().words().has(visitor.lang(), &id) {
        visitor.t(&id)
    } else {
        name.to_owned()
    }
}

fn shown(visitor: &Visitor, value: &Value) -> String {
    match value {
        Value::String(text) => named(visitor, "value", text),
        Value::Array(all) => {
            let all: Vec<String> = all.iter().map(|one| shown(visitor, one)).collect();
            all.join(", ")
        }
        other => other.to_string(),
    }
}

fn facts(visitor: &Visitor, detail: &Value) -> Vec<Fact> {
    let mut found = Vec::new();
    for (name, value) in detail.as_object().into_iter().flatten() {
        match value {
            Value::Null => {}
            Value::Array(all) if all.is_empty() => {}
            Value::Object(_) => found.extend(facts(visitor, value)),
            value => found.push(Fact {
                name: named(visitor, "fact", name),
                value: match (name.as_str(), value) {
                    ("level", Value::Number(level)) => visitor.t(&format!("web-level-{level}")),
                    _ => shown(visitor, value),
                },
            }),
        }
    }
    found
}

fn act(visitor: &Visitor, line: &journal::Line) -> Act {
    // Words of its own where those of the owner speak to the owner: «ваш файл».
    let words = visitor
        .act("okno-act", line)
        .or_else(|| visitor.act("act", line));
    Act {
        at: line.at,
        act: words.unwrap_or_else(|| line.act.clone()),
        actor: named(visitor, "who", &line.actor_kind),
        object: named(visitor, "object", &line.object_kind),
        facts: facts(visitor, &line.detail),
    }
}

#[derive(Template)]
#[template(path = "admin.html")]
struct AdminPage {
    page: Page,
    dead: Vec<Dead>,
    queues: Vec<Queue>,
    outside: Vec<Outside>,
    acts: Vec<Act>,
    /// Grants of roles that wait for a second administrator, and that end within a week.
    grants: Option<String>,
    /// Break-glass accesses that nobody has reviewed.
    glass: Option<String>,
    /// Files that wait for the scanner longer than they should.
    files: Option<String>,
}

/// A revocation list: while it is not fresh, nobody confirms by its signatures.
fn list_row(visitor: &Visitor, list: &ListState) -> Outside {
    let page = visitor.page(String::new());
    let at = list.fetched_at.map(|at| page.date_time(&at));
    let state = match (list.fresh, at) {
        (true, Some(at)) => page.ta("okno-list-fresh", "at", at),
        (false, Some(at)) => page.ta("okno-list-old", "at", at),
        (_, None) => page.t("okno-list-none"),
    };
    Outside {
        name: list.address.clone(),
        state: match &list.failure {
            Some(failure) => format!("{state}: {failure}"),
            None => state,
        },
        good: list.fresh,
    }
}

impl AdminPages {
    /// With what they look at.
    #[must_use]
    pub fn new(portal: Portal, gateways: Gateways, proofing: Proofing) -> Self {
        Self {
            portal,
            gateways,
            proofing,
        }
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
                kind: named(&visitor, "job", &job.kind),
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
        for queue in &mut queues {
            queue.kind = named(&visitor, "job", &queue.kind);
        }
        let mut outside = self
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
                    name: named(&visitor, "system", name),
                    state: visitor.t(word),
                    good,
                }
            })
            .collect::<Vec<_>>();
        let lists = self.proofing.revocation_lists().await?;
        outside.extend(lists.iter().map(|list| list_row(&visitor, list)));
        let acts = journal::latest(db, 50)
            .await?
            .into_iter()
            .map(|line| act(&visitor, &line))
            .collect();
        let page = visitor.page_t("okno-admin-title").work();
        let now = db.now();
        let grants = grants::all(db).await?;
        let count = |wanted| grants.iter().filter(|g| g.force(now) == wanted).count();
        let (waits, ending) = (count(Force::Waits), count(Force::Ending));
        let counts = [("waits", waits.to_string()), ("ending", ending.to_string())];
        let glass = okno_accounts::glass::waiting(db).await?;
        let (waiting, first) = db.files_waiting().await?;
        // Those of the last seconds are on their way.
        let late = first.filter(|first| now.duration_since(*first) > SignedDuration::from_secs(10));
        let files = late.map(|first| {
            let wait = page.tn("okno-files-wait", "n", waiting);
            let since = page.ta("okno-files-since", "at", page.date_time(&first));
            format!("{wait} {since}")
        });
        visitor.render(&AdminPage {
            glass: (glass > 0).then(|| page.tn("okno-glass-waits", "n", glass)),
            grants: (waits + ending > 0).then(|| page.tv("okno-grants-due", &counts)),
            files,
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::sync::Arc;

    use okno_gateways::{Gateways, Settings};
    use okno_requisites::SystemClock;
    use okno_web::{Lang, Words};

    #[test]
    fn every_outside_system_has_a_name_in_words() {
        let words = Words::load(&[okno_web::LOCALES, super::LOCALES]).unwrap();
        let settings = Settings {
            clamav: "tcp://127.0.0.1:3310".to_owned(),
            registry_systems: ["rosreestr", "egisz", "gibdd", "egrul"]
                .map(str::to_owned)
                .to_vec(),
            ..Settings::default()
        };
        let gateways = Gateways::new(settings, Arc::new(SystemClock)).unwrap();
        for (name, _) in gateways.states() {
            for lang in [Lang::Ru, Lang::En] {
                let id = format!("okno-system-{name}");
                assert!(words.has(lang, &id), "{id} is missing");
            }
        }
    }
}
