//! Several cases of one service decided at once: ticked in the queue, looked through on a
//! page of confirmation, and then each in a transaction of its own.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use okno_catalogue::Service;
use okno_store::DbError;
use okno_web::visitor::Official;
use okno_web::{Choice, Fault, Field, Form, Input, Kind, Page, Visitor};
use uuid::Uuid;

use super::queue::{Row, row};
use super::standing;
use crate::Applications;
use crate::acts::{Decider, OFFICER, Verdict};
use crate::model::{Refusal, State as Stand};
use crate::pages::say;
use crate::store::ActError;
use crate::store::desk::{self, Listed};

/// Most cases that are decided at once.
pub(super) const MOST: usize = 50;

/// What is done to all of them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Act {
    Approve,
    Reject,
}

impl Act {
    fn of(input: &Input) -> Result<Self, Fault> {
        match input.get("act") {
            "approve" => Ok(Self::Approve),
            "reject" => Ok(Self::Reject),
            _ => Err(Fault::BadRequest),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Reject => "reject",
        }
    }
}

/// The ids of the boxes `case-{id}` that came ticked, each once.
pub(super) fn ticks(input: &Input) -> Vec<Uuid> {
    let names = input
        .pairs()
        .filter_map(|(name, _)| name.strip_prefix("case-"));
    names.filter_map(|id| Uuid::parse_str(id).ok()).collect()
}

#[derive(Template)]
#[template(path = "applications/desk/bulk.html")]
struct BulkPage {
    page: Page,
    /// What stands in the way, and nothing else is asked then.
    problem: String,
    service: String,
    lead: String,
    rows: Vec<Row>,
    form: Form,
}

struct Outcome {
    row: Row,
    kind: &'static str,
    icon: &'static str,
    word: String,
}

#[derive(Template)]
#[template(path = "applications/desk/bulk_done.html")]
struct DonePage {
    page: Page,
    outcomes: Vec<Outcome>,
}

fn form(visitor: &Visitor, service: Option<&Service>, act: Act, cases: &[Listed]) -> Form {
    let hidden = |name: String, value: &str| {
        Field::new(Kind::Hidden, &name, String::new())
            .value(value)
            .optional()
    };
    let mut fields = vec![hidden("act".to_owned(), act.word())];
    fields.extend(
        cases
            .iter()
            .map(|case| hidden(format!("case-{}", case.id), "yes")),
    );
    if let (Act::Reject, Some(service)) = (act, service) {
        let choice = |value: &str, label: String| Choice {
            value: value.to_owned(),
            label,
            hint: String::new(),
        };
        let none = choice("", visitor.t("applications-decide-ground-none"));
        let grounds = service.refusal_grounds.iter();
        let grounds = grounds.map(|g| choice(&g.id, say(visitor.lang(), &g.title)));
        fields.push(
            Field::new(
                Kind::Select,
                "ground",
                visitor.t("applications-decide-ground"),
            )
            .options(std::iter::once(none).chain(grounds).collect())
            .missing(visitor.t("applications-decide-ground-missing")),
        );
        fields.push(
            Field::new(
                Kind::Textarea,
                "message",
                visitor.t("applications-decide-message"),
            )
            .hint(visitor.t("applications-bulk-message-hint"))
            .max(2000)
            .check("text:2000")
            .optional(),
        );
    }
    let n = cases.len();
    let page = visitor.page(String::new());
    let submit = page.tn(&format!("applications-bulk-{}-submit", act.word()), "n", n);
    Form::new("/work/bulk/decide", submit, fields)
}

/// What keeps these from being decided together.
fn problem(official: &Official, ids: &[Uuid], cases: &[Listed]) -> Option<&'static str> {
    // Each edition has grounds of its own.
    let same =
        |case: &Listed| (&case.service, &case.edition) == (&cases[0].service, &cases[0].edition);
    let services = !cases.iter().all(same);
    let open = |case: &&Listed| {
        let is_own = case.claimed_by.is_none_or(|by| by == official.id);
        case.state == Stand::Sent && is_own
    };
    match () {
        () if ids.is_empty() => Some("applications-bulk-none"),
        () if ids.len() > MOST => Some("applications-bulk-many"),
        () if cases.iter().filter(open).count() == 0 => Some("applications-bulk-gone"),
        () if services => Some("applications-bulk-services"),
        () => None,
    }
}

fn draw(
    own: &Applications,
    visitor: &Visitor,
    official: &Official,
    (act, cases): (Act, &[Listed]),
    problem: Option<&str>,
    flawed: Option<Form>,
) -> BulkPage {
    let service = cases.first().and_then(|one| own.at_hand(one));
    let service = service.as_deref();
    let form = flawed.unwrap_or_else(|| form(visitor, service, act, cases));
    let title = format!("applications-bulk-{}", act.word());
    let page = visitor.page_t(&title).work().with_form(&form);
    BulkPage {
        problem: problem.map(|id| page.t(id)).unwrap_or_default(),
        service: service
            .map(|s| say(page.lang, &s.title))
            .unwrap_or_default(),
        lead: page.tn("applications-bulk-lead", "n", cases.len()),
        rows: cases
            .iter()
            .map(|case| row(own, &page, case, official.id))
            .collect(),
        form,
        page,
    }
}

/// The cases that were ticked, as far as they can be decided by this official now; those of
/// colleagues and decided ones are left out before anything is asked.
async fn ticked(
    own: &Applications,
    visitor: &Visitor,
    official: &Official,
    ids: &[Uuid],
) -> Result<Vec<Listed>, Fault> {
    let some = &ids[..ids.len().min(MOST)];
    let cases = desk::ticked(visitor.db(), &official.unit, official.id, some).await?;
    own.have_at_hand(&cases).await?;
    if let Some(first) = cases.first() {
        own.service(first).await?;
    }
    Ok(cases)
}

/// What will be decided: nothing is yet.
pub(crate) async fn confirm(
    State(own): State<Applications>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    let official = visitor.official(OFFICER)?;
    let act = Act::of(&input)?;
    let ids = ticks(&input);
    let mut cases = ticked(&own, &visitor, &official, &ids).await?;
    let problem = problem(&official, &ids, &cases);
    let drawn = if problem.is_some() {
        draw(&own, &visitor, &official, (act, &[]), problem, None)
    } else {
        cases.retain(|case| {
            let is_own = case.claimed_by.is_none_or(|by| by == official.id);
            case.state == Stand::Sent && is_own && !case.waits
        });
        draw(&own, &visitor, &official, (act, &cases), None, None)
    };
    match problem {
        Some(_) => visitor.render_flawed(&drawn),
        None => visitor.render(&drawn),
    }
}

/// Decides them one after another and says what became of each.
pub(crate) async fn decide(
    State(own): State<Applications>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    let official = visitor.official(OFFICER)?;
    let act = Act::of(&input)?;
    let ids = ticks(&input);
    let cases = ticked(&own, &visitor, &official, &ids).await?;
    let first = cases.first().ok_or(Fault::NotFound)?;
    if ids.len() > MOST
        || cases
            .iter()
            .any(|case| (&case.service, &case.edition) != (&first.service, &first.edition))
    {
        return Err(Fault::BadRequest);
    }
    let service = own.service(first).await?;
    let mut asked = form(&visitor, Some(&service), act, &cases).filled(&input);
    let portal = own.portal();
    asked.check(&input, portal.words(), visitor.lang(), portal.today());
    let ground = input.get("ground");
    let is_ground = service.refusal_ground(ground).is_some();
    if act == Act::Reject && !is_ground && !ground.is_empty() {
        asked.fail("ground", visitor.t("applications-decide-ground-missing"));
    }
    if asked.has_errors() {
        let drawn = draw(&own, &visitor, &official, (act, &cases), None, Some(asked));
        return visitor.render_flawed(&drawn);
    }
    let staff = okno_accounts::staff(visitor.db(), official.id).await?;
    let decider = Decider {
        id: official.id,
        name: staff.map(|s| s.person.name).unwrap_or_default(),
    };
    let page = visitor.page_t("applications-bulk-done").work();
    let at = (&visitor, official.unit.as_str());
    let mut outcomes = Vec::new();
    for case in &cases {
        let verdict = match act {
            Act::Approve => Verdict::Approve,
            Act::Reject => Verdict::Reject(ground.to_owned(), input.get("message").to_owned()),
        };
        let (kind, icon, word) = one(&own, at, &page, case, &decider, verdict).await;
        outcomes.push(Outcome {
            row: row(&own, &page, case, official.id),
            kind,
            icon,
            word,
        });
    }
    visitor.render(&DonePage { outcomes, page })
}

/// Decides one in a transaction of its own: kind of the tag, icon, what became of it.
async fn one(
    own: &Applications,
    (visitor, agency): (&Visitor, &str),
    page: &Page,
    case: &Listed,
    decider: &Decider,
    verdict: Verdict,
) -> (&'static str, &'static str, String) {
    let done = async {
        let mut tx = visitor.db().begin().await?;
        let at = (agency, case.service.as_str());
        let done = own
            .decide_one_of(&mut tx, case.id, at, decider, verdict)
            .await;
        // A refusal comes before anything is written.
        if matches!(done, Ok(_) | Err(ActError::Refused(_))) {
            tx.commit().await?;
        }
        done
    };
    match done.await {
        Ok(state) => {
            let (kind, icon, word) = standing(page, (state, None, None, false));
            (kind, icon, word)
        }
        Err(ActError::Refused(Refusal::NotYours)) => {
            ("warn", "user", page.t("applications-bulk-colleague"))
        }
        Err(ActError::Refused(Refusal::Already(state) | Refusal::Closed(state))) => {
            let (_, _, word) = standing(page, (state, None, None, false));
            let text = page.ta("applications-bulk-already", "state", word);
            ("", "check", text)
        }
        Err(ActError::Refused(Refusal::FourEyes)) => {
            ("warn", "user", page.t("applications-eyes-title"))
        }
        Err(ActError::Refused(_) | ActError::Store(DbError::Conflict)) => {
            ("warn", "alert", page.t("applications-bulk-changed"))
        }
        Err(ActError::Store(error)) => {
            tracing::warn!(%error, "one of several cases was not decided");
            ("error", "stop", page.t("applications-bulk-failed"))
        }
    }
}
