//! The queue: what is due first stands first.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use okno_catalogue::ProfileField;
use okno_web::visitor::Official;
use okno_web::{Fault, Input, Page, Visitor};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    CHIEF, Only, Shortcut, after_of, after_word, chosen_service, left, name_of, only_services,
    shortcuts, standing, today,
};
use crate::Applications;
use crate::acts::{Moved, OFFICER};
use crate::model::State as Stand;
use crate::pages::{id_of, say};
use crate::store::desk::{self, Listed, Part, Sought};
use crate::store::{self, ActError};

/// Rows of a page.
pub(super) const PAGE: u32 = 25;
/// Most cases that a number finds.
const FOUND: u32 = 25;
/// Most marks of cases that colleagues handed over.
const NOTES: u32 = 200;

struct Tab {
    url: String,
    label: String,
    count: i64,
    current: bool,
}

pub(super) struct Row {
    pub(super) id: String,
    pub(super) url: String,
    pub(super) number: String,
    pub(super) service: String,
    /// Only of cases that the official holds.
    pub(super) name: String,
    pub(super) came: String,
    pub(super) left: String,
    pub(super) left_class: &'static str,
    pub(super) kind: &'static str,
    pub(super) icon: &'static str,
    pub(super) word: String,
    /// Who handed it over, with which words, until it is opened.
    pub(super) handed: String,
    pub(super) may_tick: bool,
}

#[derive(Template)]
#[template(path = "applications/desk/queue.html")]
struct QueuePage {
    page: Page,
    tabs: Vec<Tab>,
    rows: Vec<Row>,
    decided: i64,
    late: i64,
    today: i64,
    query: String,
    part: &'static str,
    services: Vec<Only>,
    caption: String,
    empty_title: String,
    empty_text: String,
    may_take: bool,
    may_tick: bool,
    is_chief: bool,
    next: String,
    first: String,
    keys: Vec<Shortcut>,
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    f: String,
    #[serde(default)]
    q: String,
    #[serde(default)]
    s: String,
    #[serde(default)]
    p: String,
    /// The case that has just been decided.
    #[serde(default)]
    after: String,
    /// The case that has just been handed over.
    #[serde(default)]
    handed: String,
}

impl Part {
    const ALL: [Self; 5] = [
        Self::Mine,
        Self::New,
        Self::Waiting,
        Self::Asked,
        Self::Decided,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::New => "new",
            Self::Waiting => "waiting",
            Self::Asked => "asked",
            Self::Decided => "done",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Mine => "applications-desk-mine",
            Self::New => "applications-desk-fresh",
            Self::Waiting => "applications-desk-waiting",
            Self::Asked => "applications-desk-asked",
            Self::Decided => "applications-desk-decided",
        }
    }
}

/// The end of a number, in what was typed: digits, or the whole of it.
fn ending(query: &str) -> String {
    let plain: String = query
        .to_uppercase()
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '№')
        .map(|c| if c.is_alphanumeric() { c } else { '-' })
        .collect();
    plain.trim_matches('-').chars().take(40).collect()
}

pub(super) fn row(own: &Applications, page: &Page, case: &Listed, official: Uuid) -> Row {
    let service = own.listed(case);
    let (left, left_class) = left(own, page, case.stands());
    let (kind, icon, word) = standing(page, case.stands());
    let sees_name = service
        .as_ref()
        .is_some_and(|s| s.desk.sees.contains(&ProfileField::Name));
    let applicant = case.applicant.as_ref().filter(|_| sees_name);
    let is_own = case.claimed_by.is_none_or(|by| by == official);
    Row {
        id: case.id.to_string(),
        url: format!("/work/cases/{}", case.id),
        number: case.number.clone(),
        service: service
            .map(|s| say(page.lang, &s.title))
            .unwrap_or_default(),
        name: applicant.map(|a| a.short.clone()).unwrap_or_default(),
        came: case
            .sent_at
            .map(|at| page.date_time(&at))
            .unwrap_or_default(),
        left,
        left_class,
        kind,
        icon,
        word,
        handed: String::new(),
        may_tick: case.state == Stand::Sent && is_own && !case.waits,
    }
}

/// The marks of cases that colleagues handed over, on their rows.
async fn mark(
    visitor: &Visitor,
    page: &Page,
    official: &Official,
    rows: &mut [Row],
) -> Result<(), Fault> {
    let db = visitor.db();
    let notes = desk::notes(db, official.id, &official.unit, NOTES).await?;
    if notes.is_empty() {
        return Ok(());
    }
    let by: Vec<Uuid> = notes.values().filter_map(|note| note.by).collect();
    let people = okno_accounts::staff_of(db, by).await?;
    for row in rows {
        let id = Uuid::parse_str(&row.id).unwrap_or_default();
        let Some(note) = notes.get(&id) else { continue };
        let by = note.by.and_then(|by| people.get(&by));
        let by = by.map(|one| one.person.short_name()).unwrap_or_default();
        row.handed = handed(page, &by, &note.text);
    }
    Ok(())
}

/// «Передал(а) Хакимов И. М.: не успеваю до отпуска».
pub(super) fn handed(page: &Page, by: &str, note: &str) -> String {
    let id = match note.is_empty() {
        true => "applications-handed",
        false => "applications-handed-note",
    };
    page.tv(id, &[("name", by.to_owned()), ("note", note.to_owned())])
}

/// «ЭК-2026-0147325: одобрено», of a case that this official has just decided.
pub(super) async fn told_after(
    visitor: &Visitor,
    official: &Official,
    page: Page,
    after: &str,
) -> Result<Page, Fault> {
    let Ok(id) = id_of(after) else {
        return Ok(page);
    };
    let found = store::find(visitor.db(), id).await?;
    let found = found.filter(|case| case.agency == official.unit);
    let Some(case) = found else { return Ok(page) };
    let by = match &case.decision {
        Some(decision) => decision.official(),
        None => case.claimed_by,
    };
    if by != Some(official.id) || matches!(case.state, Stand::Draft | Stand::Sent) {
        return Ok(page);
    }
    let (_, _, word) = standing(&page, case.stands());
    let number = case.number.unwrap_or_default();
    let title = page.tv(
        "applications-desk-after",
        &[("number", number), ("state", word)],
    );
    let text = page.t("applications-desk-done-text");
    Ok(page.with_notice("ok", title, text))
}

/// «ЭК-2026-0147325: передано», of a case that this official has just handed over.
async fn told_handed(
    visitor: &Visitor,
    official: &Official,
    page: Page,
    handed: &str,
) -> Result<Page, Fault> {
    let Ok(id) = id_of(handed) else {
        return Ok(page);
    };
    let found = store::find(visitor.db(), id).await?;
    let found = found.filter(|case| case.agency == official.unit);
    let Some(case) = found else { return Ok(page) };
    let number = case.number.unwrap_or_default();
    let title = page.ta("applications-desk-handed", "number", number);
    let name = name_of(visitor, case.claimed_by).await?;
    let text = match name.is_empty() {
        true => String::new(),
        false => page.ta("applications-desk-handed-text", "name", name),
    };
    Ok(page.with_notice("ok", title, text))
}

pub(crate) async fn page(
    State(own): State<Applications>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let official = visitor.official(OFFICER)?;
    let db = visitor.db();
    let (since, tomorrow) = today(&own);
    let service = chosen_service(&own, &official.unit, &asked.s);
    let sought = Sought {
        agency: &official.unit,
        service: &service,
        official: official.id,
        since,
    };
    let counts = desk::counts(db, &sought, tomorrow).await?;
    let wanted = Part::ALL.into_iter().find(|part| part.word() == asked.f);
    // At the beginning of the day there is nothing of one's own yet.
    let part = wanted.unwrap_or(match counts.mine {
        0 => Part::New,
        _ => Part::Mine,
    });
    let query = ending(&asked.q);
    let after = after_of(&asked.p);
    // One more than fits says whether there is a next page.
    let mut cases = if query.is_empty() {
        desk::queue(db, &sought, part, after, PAGE + 1).await?
    } else {
        desk::by_number(db, &official.unit, &query, official.id, FOUND).await?
    };
    if let ([only], false) = (cases.as_slice(), query.is_empty()) {
        return Ok(visitor.go(&format!("/work/cases/{}", only.id)));
    }
    let has_more = query.is_empty() && cases.len() > PAGE as usize;
    cases.truncate(PAGE as usize);
    own.have_at_hand(&cases).await?;
    let page = visitor.page_t("applications-desk-title").work();
    let page = told_after(&visitor, &official, page, &asked.after).await?;
    let page = told_handed(&visitor, &official, page, &asked.handed).await?;
    let address = |part: Part| match service.is_empty() {
        true => format!("/work?f={}", part.word()),
        false => format!("/work?f={}&s={service}", part.word()),
    };
    let tab = |own_part: Part, count| Tab {
        url: address(own_part),
        label: page.t(own_part.label()),
        count,
        current: query.is_empty() && part == own_part,
    };
    let tabs = vec![
        tab(Part::Mine, counts.mine),
        tab(Part::New, counts.fresh),
        tab(Part::Waiting, counts.waiting),
        tab(Part::Asked, counts.asked),
        tab(Part::Decided, counts.decided),
    ];
    let (empty_title, empty_text) = if query.is_empty() {
        ("applications-desk-empty", "applications-desk-empty-text")
    } else {
        ("applications-desk-lost", "applications-desk-lost-text")
    };
    let next = cases.last().filter(|_| has_more).map(|last| {
        let at = match part {
            Part::Decided => last.decided_at,
            _ => last.due_at,
        };
        format!("{}&p={}", address(part), after_word(at, last.id))
    });
    let mut rows: Vec<Row> = cases
        .iter()
        .map(|case| row(&own, &page, case, official.id))
        .collect();
    if query.is_empty() && part == Part::Mine {
        mark(&visitor, &page, &official, &mut rows).await?;
    }
    visitor.render(&QueuePage {
        tabs,
        may_tick: rows.iter().any(|row| row.may_tick),
        rows,
        decided: counts.decided,
        late: counts.late,
        today: counts.today,
        query: asked.q.chars().take(60).collect(),
        part: part.word(),
        services: only_services(&own, &page, &official.unit, &service),
        caption: page.t("applications-desk-caption"),
        empty_title: page.t(empty_title),
        empty_text: page.t(empty_text),
        may_take: counts.fresh > 0,
        is_chief: visitor.official(CHIEF).is_ok(),
        next: next.unwrap_or_default(),
        first: match after {
            Some(_) => address(part),
            None => String::new(),
        },
        keys: shortcuts(
            &page,
            &[
                ("move", "J K"),
                ("open", "Enter"),
                ("next", "N"),
                ("tick", "X"),
                ("search", "/"),
                ("help", "?"),
            ],
        ),
        page,
    })
}

/// «Взять следующее»: what is due first among those that nobody holds.
pub(crate) async fn next(
    State(own): State<Applications>,
    visitor: Visitor,
    _: Input,
) -> Result<Response, Fault> {
    let official = visitor.official(OFFICER)?;
    let found = take_next(&own, &visitor, &official).await?;
    Ok(visitor.go(&found.map_or_else(|| "/work".to_owned(), case_url)))
}

fn case_url(id: Uuid) -> String {
    format!("/work/cases/{id}")
}

/// Takes what is due first among those that nobody holds.
async fn take_next(
    own: &Applications,
    visitor: &Visitor,
    official: &Official,
) -> Result<Option<Uuid>, Fault> {
    let db = visitor.db();
    let sought = Sought {
        agency: &official.unit,
        service: "",
        official: official.id,
        since: jiff::Timestamp::MIN,
    };
    let fresh = desk::queue(db, &sought, Part::New, None, PAGE).await?;
    for case in fresh {
        let mut tx = db.begin().await?;
        let moved = Moved::listed(&case);
        // A colleague may have been faster, or must look in the place of this one: then
        // the one after it.
        let claimed = match own.claim(&mut tx, moved, official.id, None).await {
            Err(ActError::Refused(_)) => false,
            claimed => claimed?,
        };
        tx.commit().await?;
        if claimed {
            return Ok(Some(case.id));
        }
    }
    Ok(None)
}

/// After a decision: what one holds already, then a new one. Its page says what became of
/// the one before.
pub(super) async fn after_decision(
    own: &Applications,
    visitor: &Visitor,
    official: &Official,
    decided: Uuid,
) -> Result<String, Fault> {
    let mine = desk::own_ids(visitor.db(), &official.unit, official.id, 1).await?;
    let next = match mine.first() {
        Some(id) => Some(*id),
        None => take_next(own, visitor, official).await?,
    };
    let url = next.map_or_else(|| "/work".to_owned(), case_url);
    Ok(format!("{url}?after={decided}"))
}
