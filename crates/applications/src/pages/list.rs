//! «Мои обращения» (S0-22): drafts, under way, done.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use okno_web::{Fault, Lang, Page, Visitor};

use super::{look, say, state_word};
use crate::Applications;
use crate::model::{Application, State as Stand};
use crate::store;

/// A line of the list.
pub(crate) struct Line {
    pub(crate) title: String,
    pub(crate) url: String,
    pub(crate) note: String,
    pub(crate) kind: &'static str,
    pub(crate) icon: &'static str,
    pub(crate) word: String,
    /// Steps of the way that are behind, of four; 0 = not shown.
    pub(crate) behind: usize,
}

#[derive(Template)]
#[template(path = "applications/list.html")]
struct ListPage {
    page: Page,
    waiting: Vec<Line>,
    drafts: Vec<Line>,
    under_way: Vec<Line>,
    done: Vec<Line>,
}

/// Most applications in the list.
const MOST: u32 = 200;

pub(crate) fn line(own: &Applications, page: &Page, application: &Application) -> Line {
    let lang: Lang = page.lang;
    let title = match own.listed(application) {
        Some(service) => say(lang, &service.title),
        None => application.service.clone(),
    };
    let number = application.number.clone().unwrap_or_default();
    let (kind, icon) = look(application);
    let note = match (application.state, application.due_at) {
        (Stand::Draft, _) => page.ta(
            "applications-line-draft",
            "date",
            page.date_long(&application.changed_at),
        ),
        (Stand::Sent, Some(due)) => page.tv(
            "applications-line-sent",
            &[("number", number), ("due", page.date_long(&due))],
        ),
        _ => page.tv(
            "applications-line-other",
            &[
                ("number", number),
                ("date", page.date_long(&application.changed_at)),
            ],
        ),
    };
    let behind = match application.state {
        Stand::Sent | Stand::CorrectionAsked => 1,
        Stand::Approved if application.issued_at.is_some() => 3,
        Stand::Approved => 2,
        _ => 0,
    };
    let (kind, word) = if application.waits_for_person() && application.state == Stand::Approved {
        ("warn", page.t("applications-waits-receipt"))
    } else {
        (kind, state_word(page, application.state))
    };
    Line {
        title,
        url: format!("/applications/{}", application.id),
        note,
        kind,
        icon: if kind == "warn" { "alert" } else { icon },
        word,
        behind,
    }
}

pub(crate) async fn page(
    State(own): State<Applications>,
    visitor: Visitor,
) -> Result<Response, Fault> {
    let citizen = visitor.citizen()?;
    let page = visitor.page_t("applications-title");
    let (mut waiting, mut drafts) = (Vec::new(), Vec::new());
    let (mut under_way, mut done) = (Vec::new(), Vec::new());
    let all = store::of_owner(visitor.db(), citizen, MOST).await?;
    own.have_at_hand(&all).await?;
    for application in all {
        let line = line(&own, &page, &application);
        match application.state {
            _ if application.waits_for_person() => waiting.push(line),
            Stand::Draft => drafts.push(line),
            state if state.is_closed() => done.push(line),
            _ => under_way.push(line),
        }
    }
    visitor.render(&ListPage {
        page,
        waiting,
        drafts,
        under_way,
        done,
    })
}
