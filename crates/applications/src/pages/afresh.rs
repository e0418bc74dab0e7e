//! A draft that begins with what a former case holds: a complaint about it, or the same
//! application once more.

use std::collections::BTreeMap;

use jiff::Timestamp;
use okno_catalogue::Service;
use okno_web::{Fault, Input, Page, Visitor};
use serde::Deserialize;

use super::id_of;
use crate::Applications;
use crate::editions::carry;
use crate::model::{Application, Content, State};
use crate::store;

/// What the address says of a former case.
#[derive(Default, Deserialize)]
pub(crate) struct From {
    /// The case that is complained about.
    #[serde(default)]
    case: String,
    /// The case whose answers are taken again.
    #[serde(default)]
    like: String,
}

impl From {
    pub(crate) fn of(input: &Input) -> Self {
        Self {
            case: input.get("case").to_owned(),
            like: input.get("like").to_owned(),
        }
    }

    /// The field that carries it on.
    pub(crate) fn hidden(&self) -> Option<(&'static str, String)> {
        match (self.case.as_str(), self.like.as_str()) {
            ("", "") => None,
            ("", like) => Some(("like", like.to_owned())),
            (case, _) => Some(("case", case.to_owned())),
        }
    }
}

/// A case that a draft begins with.
pub(crate) enum Former {
    /// It is complained about.
    About(Box<Application>),
    /// It is sent once more.
    Again(Box<Application>),
}

/// A link of the page of a case.
pub(crate) struct Way {
    pub(crate) url: String,
    pub(crate) word: String,
}

/// What a complaint about a case is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Subject {
    Decision,
    Delay,
}

fn subject(case: &Application, now: Timestamp) -> Option<Subject> {
    let is_late = case.due_at.is_some_and(|due| due < now);
    match case.state {
        State::Rejected | State::Approved | State::Completed => Some(Subject::Decision),
        State::Sent if is_late => Some(Subject::Delay),
        _ => None,
    }
}

impl Former {
    /// What is said before the draft is begun.
    pub(crate) fn said(&self, page: &Page) -> String {
        let (id, case) = match self {
            Self::About(case) => ("applications-about-case", case),
            Self::Again(case) => ("applications-like-case", case),
        };
        let number = case.number.clone().unwrap_or_default();
        page.ta(id, "number", number)
    }

    /// What the draft begins with; `before`: the service of a case that is sent once more.
    pub(crate) fn content(
        self,
        own: &Applications,
        before: Option<&Service>,
        now: &Service,
    ) -> Content {
        match self {
            Self::About(case) => own.complaining(&case, now),
            Self::Again(case) => {
                before.map_or_else(Content::default, |before| again(case.content, before, now))
            }
        }
    }
}

/// The answers of a former case, as far as they fit; each part is to be looked through.
fn again(former: Content, before: &Service, now: &Service) -> Content {
    let mut content = Content {
        answers: former.answers,
        rows: former.rows,
        ..Content::default()
    };
    // Files belong to the case that they came with.
    for row in content.rows.values_mut().flatten() {
        row.files = BTreeMap::new();
    }
    carry(&mut content, before, now);
    content.is_carried = !content.left.is_empty();
    content
}

impl Applications {
    /// The own case that the address of a new application names, if it may begin with it.
    pub(crate) async fn former(
        &self,
        visitor: &Visitor,
        service: &Service,
        from: &From,
    ) -> Result<Option<Former>, Fault> {
        let Some((name, id)) = from.hidden() else {
            return Ok(None);
        };
        let citizen = visitor.citizen()?;
        let case = store::find(visitor.db(), id_of(&id)?).await?;
        let own = case.filter(|case| case.owner == citizen && case.number.is_some());
        let case = Box::new(own.ok_or(Fault::NotFound)?);
        let is_complaint = service.complaint.is_some();
        Ok(match name {
            "case" if is_complaint => Some(Former::About(case)),
            "like" if case.service == service.id => Some(Former::Again(case)),
            _ => None,
        })
    }

    fn complaining(&self, case: &Application, service: &Service) -> Content {
        let mut content = Content::default();
        let Some(complaint) = &service.complaint else {
            return content;
        };
        let subject = subject(case, self.portal().db().now());
        let chosen = match subject {
            Some(Subject::Delay) => &complaint.delay,
            _ => &complaint.decision,
        };
        content.answers.extend(chosen.clone());
        let number = case.number.clone().unwrap_or_default();
        content.answers.insert(complaint.number.clone(), number);
        let day = |at: Timestamp| {
            let local = self.portal().local(at);
            local.strftime("%d.%m.%Y").to_string()
        };
        let days = match subject {
            Some(Subject::Delay) => (&complaint.due, case.due_at),
            _ => (&complaint.decided, case.decided_at),
        };
        if let (Some(question), Some(at)) = days {
            content.answers.insert(question.clone(), day(at));
        }
        content
    }

    /// Where the owner of a case complains about it.
    pub(crate) fn complaint(&self, page: &Page, case: &Application) -> Option<Way> {
        let catalogue = self.catalogue();
        let service = catalogue.complaint(&case.agency)?;
        let subject = subject(case, self.portal().db().now())?;
        // About the answer to a complaint another instance is asked.
        if service.id == case.service {
            return None;
        }
        let word = match subject {
            Subject::Decision => "applications-complain-decision",
            Subject::Delay => "applications-complain-delay",
        };
        Some(Way {
            url: format!("/applications/new/{}?case={}", service.id, case.id),
            word: page.t(word),
        })
    }

    /// Where its owner applies once more; empty when the service is offered no more.
    pub(crate) fn again(&self, case: &Application) -> String {
        match self.catalogue().get(&case.service) {
            Some(service) => format!("/applications/new/{}?like={}", service.id, case.id),
            None => String::new(),
        }
    }
}
