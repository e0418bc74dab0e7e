//! The case: what is needed for the decision and no more, and the decision.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use okno_accounts::looks::{Look, Reason, What, look};
use okno_catalogue::Service;
use okno_store::{Entry, Tx};
use okno_web::visitor::Official;
use okno_web::{Fault, Field, Form, Input, Page, Visitor, handout};
use serde::Deserialize;
use serde_json::json;

use super::queue::{handed, told_after};
use super::{Shortcut, case_of, left, name_of, shortcuts, standing};
use crate::Applications;
use crate::acts::{Moved, OFFICER};
use crate::model::{Application, Check, CheckState, DeskStep, Refusal, State as Stand};
use crate::pages::{IdPath, Part, named_profile, parts, say, shut, state_word, step_word};
use crate::store::{self, ActError, checks, desk};

mod decide;

pub(crate) use decide::decide;
use decide::decide_form;

/// So many of an official's cases are looked at for the way from one to the next.
const AROUND: u32 = 200;
/// So many other applications of the same person are listed.
const OTHERS: u32 = 10;

struct Mark {
    field: Field,
}

/// A line of the history: when, what, who, and the words that went with it.
struct Moment {
    at: String,
    what: String,
    who: String,
    note: String,
}

/// Another application of the same person to the same agency.
struct Other {
    number: String,
    service: String,
    word: String,
}

/// A question to a registry, as the desk sees it.
struct Ask {
    title: String,
    keeper: String,
    kind: &'static str,
    icon: &'static str,
    /// How it stands.
    word: String,
    /// Since when, how old the answer is, when it is asked again.
    when: String,
    /// What the registry holds: label, lines.
    fields: Vec<(String, Vec<String>)>,
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    /// The case that has just been decided.
    #[serde(default)]
    after: String,
}

#[derive(Template)]
#[template(path = "applications/desk/case.html")]
struct CasePage {
    page: Page,
    id: String,
    number: String,
    left: String,
    left_class: &'static str,
    kind: &'static str,
    icon: &'static str,
    word: String,
    profile: Vec<(String, String)>,
    parts: Vec<Part>,
    asks: Vec<Ask>,
    /// The stage, where the service has several.
    stage: String,
    history: Vec<Moment>,
    others: Vec<Other>,
    /// Who handed it over and with which words, the first time that it is opened.
    handed: String,
    has_papers: bool,
    may_hand: bool,
    may_take: bool,
    keys: Vec<Shortcut>,
    form: Form,
    marks: Vec<Mark>,
    decision: Field,
    ground: Field,
    message: Field,
    may_decide: bool,
    told: String,
    previous: String,
    next: String,
    position: String,
}

/// A case that the official does not hold: nothing of the person is shown.
#[derive(Template)]
#[template(path = "applications/desk/closed.html")]
struct ClosedPage {
    page: Page,
    id: String,
    service: String,
    number: String,
    left: String,
    left_class: &'static str,
    kind: &'static str,
    icon: &'static str,
    word: String,
    came: String,
    /// Held by a colleague.
    colleague: String,
    may_claim: bool,
    /// What its registries are asked; of a case that waits for them.
    asks: Vec<Ask>,
    may_by_hand: bool,
    keys: Vec<Shortcut>,
}

/// Somebody was faster.
#[derive(Template)]
#[template(path = "applications/desk/already.html")]
struct AlreadyPage {
    page: Page,
    id: String,
    number: String,
    text: String,
}

pub(crate) async fn page(
    State(own): State<Applications>,
    visitor: Visitor,
    axum::extract::Path(id): IdPath,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let (official, case) = case_of(&visitor, &id).await?;
    let service = own.service(&case).await?;
    if case.claimed_by != Some(official.id) {
        let asks = match case.waits {
            true => asks(&own, &visitor, (&case, &service), false).await?,
            false => Vec::new(),
        };
        let page = visitor.page(say(visitor.lang(), &service.title)).work();
        let (left, left_class) = left(&own, &page, case.stands());
        let (kind, icon, word) = standing(&page, case.stands());
        return visitor.render(&ClosedPage {
            id: case.id.to_string(),
            service: page.title.clone(),
            number: case.number.clone().unwrap_or_default(),
            left,
            left_class,
            kind,
            icon,
            word,
            came: case
                .sent_at
                .map(|at| page.date_time(&at))
                .unwrap_or_default(),
            colleague: name_of(&visitor, case.claimed_by).await?,
            may_claim: case.state == Stand::Sent && !case.waits,
            may_by_hand: case.state == Stand::Sent && case.waits,
            asks,
            keys: shortcuts(&page, &[("claim", "C"), ("help", "?")]),
            page,
        });
    }
    // Every look is a line that the person reads (S1-141).
    let mut tx = visitor.db().begin().await?;
    let seen: Vec<&str> = Applications::profile_words(&service).collect();
    let entry = Entry::new(visitor.actor(), "application.seen", "application", case.id)
        .owner(case.owner)
        .detail(json!({ "number": case.number, "fields": seen }))
        .from(Some(visitor.ip()));
    let at = Look {
        role: OFFICER,
        what: What::Application,
        subject: case.id,
        reason: Reason::Case(case.number.as_deref()),
    };
    look(&mut tx, &official, at, entry).await?;
    if case.handed.is_some() {
        desk::opened(&mut tx, case.id, official.id).await?;
    }
    tx.commit().await?;
    let form = decide_form(&visitor, &case, &service);
    let mut drawn = draw(&own, &visitor, &official, &case, &service, form).await?;
    drawn.page = told_after(&visitor, &official, drawn.page, &asked.after).await?;
    Ok(handout::with_frames(visitor.render(&drawn)?))
}

/// Who did a step, as the history says it.
fn doer(page: &Page, word: &str, name: Option<String>) -> String {
    match (name, word) {
        (Some(name), _) => name,
        (None, "sent" | "corrected" | "withdrawn" | "completed") => {
            page.t("applications-by-applicant")
        }
        (None, _) => page.t("applications-by-portal"),
    }
}

/// Everything that happened to a case, the newest first, with who did what; and the mark of
/// a hand-over that has not been seen before.
async fn history(
    visitor: &Visitor,
    page: &Page,
    service: &Service,
    case: &Application,
) -> Result<(Vec<Moment>, String), Fault> {
    let steps = store::history(visitor.db(), case.id).await?;
    let mut named = Vec::new();
    for step in &steps {
        named.extend(step.actor);
        named.extend(step.receiver);
    }
    let people = okno_accounts::staff_of(visitor.db(), named).await?;
    let name = |id: Option<uuid::Uuid>| {
        let one = id.and_then(|id| people.get(&id));
        one.map(|one| one.person.short_name())
    };
    let given = |word: &str| word == DeskStep::Handed.word() || word == DeskStep::Assigned.word();
    let last = steps.iter().rev().find(|step| given(&step.word));
    let last = last.filter(|_| case.handed.is_some());
    let mark = last.map(|s| handed(page, &name(s.actor).unwrap_or_default(), &s.note));
    let moments = steps.iter().rev().map(|s| {
        let by = doer(page, &s.word, name(s.actor));
        Moment {
            at: page.date_time(&s.at),
            what: step_word(page, service, s),
            who: match name(s.receiver) {
                Some(to) => page.tv("applications-by-to", &[("by", by), ("to", to)]),
                None => by,
            },
            note: s.note.clone(),
        }
    });
    Ok((moments.collect(), mark.unwrap_or_default()))
}

async fn draw(
    own: &Applications,
    visitor: &Visitor,
    official: &Official,
    case: &Application,
    service: &Service,
    form: Form,
) -> Result<CasePage, Fault> {
    let title = say(visitor.lang(), &service.title);
    let applicant = case.content.applicant.clone();
    let values: Vec<(String, String)> = Applications::profile_words(service)
        .filter_map(|word| {
            let value = applicant.as_ref()?.profile.get(word)?;
            Some((word.to_owned(), value.clone()))
        })
        .collect();
    let shows_name = values.iter().any(|(word, _)| word == "name");
    let name = applicant
        .filter(|_| shows_name)
        .map(|a| a.short)
        .unwrap_or_default();
    let heading = if name.is_empty() {
        title.clone()
    } else {
        format!("{title}, {name}")
    };
    let page = visitor.page(heading).work().with_form(&form);
    let (left, left_class) = left(own, &page, case.stands());
    let (kind, icon, word) = standing(&page, case.stands());
    let db = visitor.db();
    let (history, handed) = history(visitor, &page, service, case).await?;
    let at = (case.owner, case.agency.as_str(), case.id);
    let others = desk::others(db, at, OTHERS).await?;
    let mine = desk::own_ids(db, &official.unit, official.id, AROUND).await?;
    let catalogue = own.catalogue();
    let here = mine.iter().position(|id| *id == case.id);
    let url = |at: Option<usize>| {
        let found = at.and_then(|at| mine.get(at));
        found
            .map(|id| format!("/work/cases/{id}"))
            .unwrap_or_default()
    };
    let told = match (&case.correction, &case.decision) {
        (Some(correction), _) => correction.message.clone(),
        (None, Some(decision)) => {
            let ground = decision
                .ground
                .as_deref()
                .and_then(|g| service.refusal_ground(g));
            let mut told = ground
                .map(|g| say(visitor.lang(), &g.title))
                .unwrap_or_default();
            if !decision.words.is_empty() {
                told.push_str(". ");
                told.push_str(&decision.words);
            }
            told
        }
        _ => String::new(),
    };
    let of = |name: &str| {
        form.fields
            .iter()
            .find(|f| f.name == name)
            .cloned()
            .unwrap_or_default()
    };
    let marks = form.fields.iter().filter(|f| f.name.starts_with("mark-"));
    let mut parts = parts(&page, service, case, false);
    shut(visitor, &mut parts, true).await?;
    Ok(CasePage {
        id: case.id.to_string(),
        number: case.number.clone().unwrap_or_default(),
        left,
        left_class,
        kind,
        icon,
        word,
        profile: named_profile(&page, values),
        has_papers: case.content.all_files().next().is_some(),
        parts,
        asks: asks(own, visitor, (case, service), true).await?,
        stage: own.stage_title(service, case, page.lang),
        history,
        others: others
            .into_iter()
            .map(|(number, id, state)| Other {
                number,
                service: catalogue
                    .get(&id)
                    .map(|s| say(page.lang, &s.title))
                    .unwrap_or_default(),
                word: state_word(&page, state),
            })
            .collect(),
        handed,
        may_hand: matches!(case.state, Stand::Sent | Stand::CorrectionAsked),
        may_take: here.is_none_or(|n| n + 1 == mine.len()),
        keys: shortcuts(
            &page,
            &[
                ("approve", "A"),
                ("correct", "Q"),
                ("reject", "R"),
                ("send", "Ctrl Enter"),
                ("message", "M"),
                ("paper", "V"),
                ("cases", "J K"),
                ("next", "N"),
                ("hand", "H"),
                ("release", "G"),
                ("zoom", "+ -"),
                ("turn", "[ ]"),
                ("help", "?"),
            ],
        ),
        marks: marks
            .map(|field| Mark {
                field: field.clone(),
            })
            .collect(),
        decision: of("decision"),
        ground: of("ground"),
        message: of("message"),
        may_decide: case.state == Stand::Sent && !case.waits,
        told,
        previous: url(here.and_then(|n| n.checked_sub(1))),
        next: url(here.map(|n| n + 1)),
        position: here
            .map(|n| {
                page.tv(
                    "applications-desk-position",
                    &[
                        ("n", (n + 1).to_string()),
                        ("total", mine.len().to_string()),
                    ],
                )
            })
            .unwrap_or_default(),
        form,
        page,
    })
}

/// «Взять в работу», also from a colleague: the address names whom the page
/// showed, so that nobody takes a case over without knowing.
pub(crate) async fn claim(
    State(own): State<Applications>,
    visitor: Visitor,
    axum::extract::Path(id): IdPath,
    input: Input,
) -> Result<Response, Fault> {
    let (official, case) = case_of(&visitor, &id).await?;
    let from = case.claimed_by.filter(|_| input.has("take-over"));
    let mut tx = visitor.db().begin().await?;
    let mine = case.claimed_by == Some(official.id);
    let moved = Moved::of(&case);
    let claimed = match mine {
        true => Ok(true),
        false => own.claim(&mut tx, moved, official.id, from).await,
    };
    taken(&visitor, tx, &case, claimed).await
}

/// What becomes of a taking: the case, or who was faster. Also where nothing was written
/// the commit waits until what the other did is for all to see.
async fn taken(
    visitor: &Visitor,
    tx: Tx,
    case: &Application,
    claimed: Result<bool, ActError>,
) -> Result<Response, Fault> {
    match claimed {
        Ok(true) => {
            tx.commit().await?;
            Ok(visitor.go(&format!("/work/cases/{}", case.id)))
        }
        Ok(false) => {
            tx.commit().await?;
            already(visitor, case).await
        }
        Err(ActError::Refused(Refusal::FourEyes)) => {
            tx.commit().await?;
            four_eyes(visitor, case)
        }
        Err(error) => Err(error.into()),
    }
}

/// «Рассмотреть без ответа»: takes a case whose registries keep silent.
pub(crate) async fn by_hand(
    State(own): State<Applications>,
    visitor: Visitor,
    axum::extract::Path(id): IdPath,
) -> Result<Response, Fault> {
    let (official, case) = case_of(&visitor, &id).await?;
    let mut tx = visitor.db().begin().await?;
    let claimed = own.by_hand(&mut tx, case.id, official.id).await;
    taken(&visitor, tx, &case, claimed).await
}

/// Somebody else must look at a case that this official has worked on.
fn four_eyes(visitor: &Visitor, case: &Application) -> Result<Response, Fault> {
    let page = visitor.page_t("applications-eyes-title").work();
    let template = AlreadyPage {
        id: case.id.to_string(),
        number: case.number.clone().unwrap_or_default(),
        text: page.t("applications-eyes-text"),
        page,
    };
    let body = axum::response::Html(template.render()?);
    Ok((StatusCode::CONFLICT, body).into_response())
}

/// What registries were asked about a case; `open`: with what they hold.
async fn asks(
    own: &Applications,
    visitor: &Visitor,
    (case, service): (&Application, &Service),
    open: bool,
) -> Result<Vec<Ask>, Fault> {
    let page = visitor.page(String::new());
    let lang = page.lang.code();
    let (yes, no) = (page.t("applications-yes"), page.t("applications-no"));
    let found = checks::of(visitor.db(), case.id).await?;
    let known = found.iter().filter_map(|check| {
        let query = service.query(&check.query)?;
        let (kind, icon) = match check.state {
            CheckState::Asking => ("go", "clock"),
            CheckState::Found => ("ok", "check"),
            CheckState::None => ("", "x"),
            CheckState::Refused => ("error", "stop"),
        };
        let answer = check.answer.as_ref().filter(|_| open);
        let fields = answer.map(|answer| query.shown(answer, lang, (&yes, &no)));
        Some(Ask {
            title: say(page.lang, &query.title),
            keeper: say(page.lang, &query.keeper),
            kind,
            icon,
            word: page.t(&format!("applications-check-{}", check.state.word())),
            when: check_when(own, &page, check),
            fields: fields
                .into_iter()
                .flatten()
                .map(|(label, value)| (label, value.lines().map(str::to_owned).collect()))
                .collect(),
        })
    });
    Ok(known.collect())
}

/// «Ответ от 20 ноября 2026, 3 дня назад», «Спросили 3 раза, снова в 12:40».
fn check_when(own: &Applications, page: &Page, check: &Check) -> String {
    match (check.answered_at, check.next_at) {
        (Some(at), _) => {
            let today = own.portal().today();
            let day = own.portal().local(at).date();
            let days = day.until(today).map_or(0, |span| span.get_days());
            let date = page.date_long(&at);
            match days {
                0 => page.ta("applications-check-today", "date", date),
                days => page.tv(
                    "applications-check-age",
                    &[
                        ("date", date),
                        ("age", page.tn("applications-days-ago", "n", days)),
                    ],
                ),
            }
        }
        (None, Some(next)) => page.tv(
            "applications-check-again",
            &[
                ("tries", page.tn("applications-times", "n", check.tries)),
                ("time", page.time(&next)),
            ],
        ),
        (None, None) => page.ta(
            "applications-check-since",
            "date",
            page.date_time(&check.asked_at),
        ),
    }
}

/// Puts a case back into the queue.
pub(crate) async fn release(
    State(own): State<Applications>,
    visitor: Visitor,
    axum::extract::Path(id): IdPath,
) -> Result<Response, Fault> {
    let (official, case) = case_of(&visitor, &id).await?;
    let mut tx = visitor.db().begin().await?;
    own.release(&mut tx, &case, official.id).await?;
    tx.commit().await?;
    Ok(visitor.go("/work"))
}

/// The calm page for whoever was slower: how things stand now.
pub(super) async fn already(visitor: &Visitor, case: &Application) -> Result<Response, Fault> {
    let case = store::find(visitor.db(), case.id)
        .await?
        .ok_or(Fault::NotFound)?;
    let page = visitor.page_t("applications-already-title").work();
    let (_, _, word) = standing(&page, case.stands());
    let by = match &case.decision {
        Some(decision) => decision.official(),
        None => case.claimed_by,
    };
    let name = name_of(visitor, by).await?;
    let text = match case.state {
        Stand::Sent if case.waits => page.t("applications-already-waits"),
        Stand::Sent if name.is_empty() => page.t("applications-already-moved"),
        Stand::Sent => page.ta("applications-already-taken", "name", name),
        _ if case.decision.as_ref().is_some_and(|d| d.line.is_some()) => {
            page.ta("applications-already-rules", "state", word)
        }
        Stand::Withdrawn => page.t("applications-already-withdrawn"),
        _ => page.tv(
            "applications-already-decided",
            &[("state", word), ("name", name)],
        ),
    };
    let template = AlreadyPage {
        id: case.id.to_string(),
        number: case.number.unwrap_or_default(),
        text,
        page,
    };
    Ok((
        StatusCode::CONFLICT,
        axum::response::Html(template.render()?),
    )
        .into_response())
}
