//! A citizen's visits: choose a time, have it held, book it, move it, cancel it
//! (S1-105).

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Own};
use axum::response::{Redirect, Response};
use futures::future::BoxFuture;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use okno_accounts::{Account, Person, Section, find_locked};
use okno_catalogue::Text;
use okno_store::{Entry, Limit, Verdict};
use okno_web::{Fault, Input, Page, Visitor};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::centres::Say;
use crate::centres::{Centre, Centres, Purpose};
use crate::model::{State, Visit};
use crate::{Appointments, jobs, store};

/// Times chosen by one account: a machine that holds every time of a day is stopped.
const HOLDS: Limit = Limit {
    name: "appointments.hold",
    max: 30,
    per: SignedDuration::from_hours(1),
};

/// What to book.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    centre: String,
    #[serde(default)]
    purpose: String,
    #[serde(default)]
    day: String,
}

struct DayShown {
    url: String,
    label: String,
    free: usize,
    chosen: bool,
}

struct SlotShown {
    at: i64,
    label: String,
}

#[derive(Template)]
#[template(path = "visit_new.html")]
struct ChoosePage {
    page: Page,
    centre: String,
    purpose: String,
    name: String,
    address: String,
    what: String,
    days: Vec<DayShown>,
    heading: String,
    slots: Vec<SlotShown>,
    /// Why the last choice was not taken.
    gone: Option<String>,
    /// The booked visit that this one replaces.
    moves: Option<String>,
    elsewhere: bool,
}

#[derive(Template)]
#[template(path = "visit_page.html")]
struct VisitPage {
    page: Page,
    id: Uuid,
    state: State,
    when: String,
    until_ms: i64,
    until: String,
    what: String,
    bring: String,
    name: String,
    address: String,
    phone: String,
    centre: String,
    purpose: String,
    /// The booked visit that a held one replaces.
    moves: Option<String>,
    /// Where more about the purpose stands.
    more: Option<String>,
    elsewhere: bool,
}

/// A visit in a list.
struct Line {
    id: Uuid,
    when: String,
    what: String,
    place: String,
    is_held: bool,
}

#[derive(Template)]
#[template(path = "visits.html")]
struct VisitsPage {
    page: Page,
    lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "visits_section.html")]
struct SectionPart {
    page: Page,
    lines: Vec<Line>,
}

fn lines(own: &Appointments, visitor: &Visitor, visits: &[Visit]) -> Vec<Line> {
    let (lang, now) = (visitor.lang(), visitor.db().now());
    let line = |visit: &Visit| {
        let centre = own.centres().get(&visit.centre)?;
        let purpose = own.centres().purpose(&visit.purpose)?;
        Some(Line {
            id: visit.id,
            when: jobs::when(own, lang, visit),
            what: purpose.name.get(lang.code()).to_owned(),
            place: centre.address.get(lang.code()).to_owned(),
            is_held: visit.state(now) == State::Held,
        })
    };
    let active = visits.iter().filter(|visit| visit.is_active(now));
    active.filter_map(line).collect()
}

async fn active(visitor: &Visitor, account: Uuid) -> Result<Vec<Visit>, Fault> {
    let db = visitor.db();
    let since = db
        .now()
        .checked_sub(SignedDuration::from_hours(2))
        .unwrap_or(Timestamp::MIN);
    Ok(store::of_account(db, account, since).await?)
}

/// A booked visit, for the page of what it is for.
#[derive(Debug)]
pub struct Booked {
    /// Its page.
    pub url: String,
    /// The office.
    pub centre: String,
    /// «24 ноября в 9:15».
    pub when: String,
    /// Name and address.
    pub place: String,
}

/// The visit that an account has booked for a purpose.
///
/// # Errors
/// The store fails.
pub async fn booked(
    visitor: &Visitor,
    centres: &Centres,
    account: Uuid,
    purpose: &str,
) -> Result<Option<Booked>, Fault> {
    let (lang, now) = (visitor.lang(), visitor.db().now());
    let visits = active(visitor, account).await?;
    let is_it = |visit: &&Visit| visit.purpose == purpose && visit.state(now) == State::Booked;
    let Some(visit) = visits.iter().find(is_it) else {
        return Ok(None);
    };
    let centre = centres.get(&visit.centre);
    let text = |text: Option<&Text>| {
        text.map(|t| t.get(lang.code()).to_owned())
            .unwrap_or_default()
    };
    Ok(Some(Booked {
        url: format!("/cabinet/visits/{}", visit.id),
        centre: visit.centre.clone(),
        when: jobs::when_at(visitor.portal().words(), centres, lang, visit),
        place: format!(
            "{}, {}",
            text(centre.map(|c| &c.name)),
            text(centre.map(|c| &c.address))
        ),
    }))
}

/// What the cabinet shows of visits.
pub(crate) struct Mine(pub(crate) Appointments);

impl Section for Mine {
    fn draw<'a>(
        &'a self,
        visitor: &'a Visitor,
        account: &'a Account,
        _: &'a Person,
    ) -> BoxFuture<'a, Result<Option<String>, Fault>> {
        Box::pin(async move {
            let lines = lines(&self.0, visitor, &active(visitor, account.id).await?);
            if lines.is_empty() {
                return Ok(None);
            }
            let page = visitor.page(String::new());
            Ok(Some(SectionPart { page, lines }.render()?))
        })
    }
}

/// `/cabinet/visits`.
pub(crate) async fn list(Own(own): Own<Appointments>, visitor: Visitor) -> Result<Response, Fault> {
    let account = visitor.citizen()?;
    let lines = lines(&own, &visitor, &active(&visitor, account).await?);
    let page = visitor.page_t("appointments-visits");
    visitor.render(&VisitsPage { page, lines })
}

/// The office and the purpose of a question; nothing when they do not go together.
fn sought<'a>(
    own: &'a Appointments,
    centre: &str,
    purpose: &str,
) -> Result<(&'a Centre, &'a Purpose), Fault> {
    let centre = own.centres().get(centre).ok_or(Fault::NotFound)?;
    let purpose = own.centres().purpose(purpose).ok_or(Fault::NotFound)?;
    match centre.visits.contains_key(&purpose.id) {
        true => Ok((centre, purpose)),
        false => Err(Fault::NotFound),
    }
}

/// Free beginnings by day; a day without any stands there too.
async fn free(
    own: &Appointments,
    visitor: &Visitor,
    account: Uuid,
    centre: &Centre,
    purpose: &Purpose,
) -> Result<BTreeMap<Date, Vec<Timestamp>>, Fault> {
    let (centres, now) = (own.centres(), visitor.db().now());
    let by_day: Vec<(Date, Vec<Timestamp>)> = centres
        .days(centre, purpose, now)
        .into_iter()
        .map(|day| (day, centres.slots(centre, purpose, day, now)))
        .collect();
    let all = || by_day.iter().flat_map(|(_, slots)| slots);
    let (Some(first), Some(last)) = (all().min(), all().max()) else {
        return Ok(by_day.into_iter().collect());
    };
    let span = (
        *first,
        last.checked_add(SignedDuration::from_secs(1))
            .unwrap_or(*last),
    );
    let taken = store::taken(visitor.db(), &centre.id, &purpose.id, span, account).await?;
    let taken: BTreeMap<Timestamp, i64> = taken.into_iter().collect();
    let at_once = centre.visits.get(&purpose.id).copied().unwrap_or_default();
    let is_free = |at: &Timestamp| taken.get(at).copied().unwrap_or_default() < at_once;
    let days = by_day.into_iter();
    Ok(days
        .map(|(day, slots)| (day, slots.into_iter().filter(is_free).collect()))
        .collect())
}

/// Draws the times; `gone` is the one that somebody else was faster at.
async fn choose(
    own: &Appointments,
    visitor: &Visitor,
    account: Uuid,
    (centre, purpose): (&Centre, &Purpose),
    day: Option<Date>,
    gone: Option<(Timestamp, &str)>,
) -> Result<Response, Fault> {
    let mut free = free(own, visitor, account, centre, purpose).await?;
    if let Some((at, _)) = gone {
        for slots in free.values_mut() {
            slots.retain(|slot| *slot != at);
        }
    }
    let (centres, now) = (own.centres(), visitor.db().now());
    let page = visitor.page_t("appointments-choose");
    let say = Say {
        page: &page,
        centres,
        now,
    };
    let has = |day: &Date| free.get(day).is_some_and(|slots| !slots.is_empty());
    // The day that was asked for; from it on, the first with something free.
    let asked = day.filter(|day| free.contains_key(day));
    let chosen = match (asked, gone) {
        (Some(day), None) => Some(day),
        (Some(day), Some(_)) => free.keys().copied().find(|d| *d >= day && has(d)),
        (None, _) => None,
    };
    let chosen = chosen.or_else(|| free.keys().copied().find(|day| has(day)));
    let zone = centres.zone(centre);
    let (base, lang) = (
        format!(
            "/cabinet/visits/new?centre={}&purpose={}",
            centre.id, purpose.id
        ),
        visitor.lang().code(),
    );
    let days = free.iter().map(|(day, slots)| DayShown {
        url: format!("{base}&day={day}"),
        label: say.weekday(*day),
        free: slots.len(),
        chosen: Some(*day) == chosen,
    });
    let slots = chosen.and_then(|day| free.get(&day)).into_iter().flatten();
    let slots = slots.map(|at| SlotShown {
        at: at.as_second(),
        label: at.to_zoned(zone.clone()).strftime("%-H:%M").to_string(),
    });
    let booked = active(visitor, account).await?;
    let booked = booked
        .iter()
        .find(|v| v.purpose == purpose.id && v.state(now) == State::Booked);
    let template = ChoosePage {
        centre: centre.id.clone(),
        purpose: purpose.id.clone(),
        name: centre.name.get(lang).to_owned(),
        address: centre.address.get(lang).to_owned(),
        what: purpose.name.get(lang).to_owned(),
        days: days.collect(),
        heading: chosen.map(|day| say.weekday(day)).unwrap_or_default(),
        slots: slots.collect(),
        gone: gone.map(|(_, text)| text.to_owned()),
        moves: booked.map(|visit| jobs::when(own, visitor.lang(), visit)),
        elsewhere: now.to_zoned(zone).offset() != own.portal().local(now).offset(),
        page,
    };
    match gone {
        None => visitor.render(&template),
        Some(_) => visitor.render_flawed(&template),
    }
}

/// `/cabinet/visits/new`.
pub(crate) async fn new(
    Own(own): Own<Appointments>,
    visitor: Visitor,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Fault> {
    let account = visitor.citizen()?;
    let asked = asked.map(|asked| asked.0).unwrap_or_default();
    let sought = sought(&own, &asked.centre, &asked.purpose)?;
    if let Some(first) = own.first(&visitor, account, sought).await? {
        return Ok(visitor.go(&first));
    }
    let day = asked.day.parse().ok();
    choose(&own, &visitor, account, sought, day, None).await
}

/// Holds a time for ten minutes.
pub(crate) async fn hold(
    Own(own): Own<Appointments>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    let account = visitor.citizen()?;
    let (centre, purpose) = sought(&own, input.get("centre"), input.get("purpose"))?;
    if let Some(first) = own.first(&visitor, account, (centre, purpose)).await? {
        return Ok(visitor.go(&first));
    }
    let at = input
        .get("at")
        .parse()
        .ok()
        .and_then(|at| Timestamp::from_second(at).ok());
    let at = at.ok_or(Fault::BadRequest)?;
    let db = visitor.db();
    let day = at.to_zoned(own.centres().zone(centre)).date();
    // Also when the page is from yesterday.
    if !own
        .centres()
        .slots(centre, purpose, day, db.now())
        .contains(&at)
    {
        let text = visitor.t("appointments-too-late");
        return choose(
            &own,
            &visitor,
            account,
            (centre, purpose),
            Some(day),
            Some((at, &text)),
        )
        .await;
    }
    let subject = account.to_string();
    if let Verdict::Wait { until } = db.peek(&HOLDS, &subject).await? {
        return Err(Fault::TooMany { until });
    }
    let slot = store::Slot {
        centre: &centre.id,
        purpose: &purpose.id,
        starts_at: at,
        at_once: centre.visits.get(&purpose.id).copied().unwrap_or_default(),
    };
    let mut tx = db.begin().await?;
    find_locked(&mut tx, account).await?;
    let held = store::hold(&mut tx, account, slot).await?;
    // Also when another was faster: the commit waits until that is for all to see.
    tx.commit().await?;
    let Some(id) = held else {
        let text = visitor.t("appointments-gone");
        return choose(
            &own,
            &visitor,
            account,
            (centre, purpose),
            Some(day),
            Some((at, &text)),
        )
        .await;
    };
    db.hit(&HOLDS, &subject).await?;
    Ok(visitor.go(&format!("/cabinet/visits/{id}")))
}

async fn own_visit(visitor: &Visitor, id: Uuid) -> Result<Visit, Fault> {
    let account = visitor.citizen()?;
    let found = store::by_id(visitor.db(), id).await?;
    found
        .filter(|visit| visit.account == account)
        .ok_or(Fault::NotFound)
}

/// `/cabinet/visits/{id}`.
pub(crate) async fn show(
    Own(own): Own<Appointments>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Fault> {
    let visit = own_visit(&visitor, id).await?;
    let centre = own.centres().get(&visit.centre).ok_or(Fault::NotFound)?;
    let purpose = own
        .centres()
        .purpose(&visit.purpose)
        .ok_or(Fault::NotFound)?;
    let (now, lang) = (visitor.db().now(), visitor.lang().code());
    let state = visit.state(now);
    let others = active(&visitor, visit.account).await?;
    let moves = others
        .iter()
        .find(|v| v.id != id && v.purpose == visit.purpose && v.state(now) == State::Booked)
        .filter(|_| state == State::Held);
    let mut page = visitor.page_t(&format!("appointments-visit-{}", state.word()));
    if state == State::Held {
        page.refresh = Some(60);
    }
    let until = visit.held_until.unwrap_or(now);
    let local = |at: Timestamp| at.to_zoned(own.centres().zone(centre));
    visitor.render(&VisitPage {
        id,
        state,
        when: jobs::when(&own, visitor.lang(), &visit),
        until_ms: until.as_millisecond(),
        until: own.portal().local(until).strftime("%-H:%M").to_string(),
        what: purpose.name.get(lang).to_owned(),
        bring: purpose.bring.get(lang).to_owned(),
        name: centre.name.get(lang).to_owned(),
        address: centre.address.get(lang).to_owned(),
        phone: centre.phone.clone(),
        centre: centre.id.clone(),
        purpose: purpose.id.clone(),
        moves: moves.map(|visit| jobs::when(&own, visitor.lang(), visit)),
        more: own
            .gate(&purpose.id)
            .and_then(|gate| gate.page(own.centres(), centre)),
        elsewhere: local(now).offset() != own.portal().local(now).offset(),
        page,
    })
}

/// Books what is held; a visit that was booked before is given back.
pub(crate) async fn confirm(
    Own(own): Own<Appointments>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Fault> {
    let seen = own_visit(&visitor, id).await?;
    let to = format!("/cabinet/visits/{id}");
    let mut tx = visitor.db().begin().await?;
    let (account, person) = find_locked(&mut tx, seen.account).await?;
    let before = store::mine(&mut tx, account.id, &seen.purpose).await?;
    let held = before
        .iter()
        .any(|v| v.id == id && v.state(tx.now()) == State::Held);
    if !held {
        // The second click of two, or too late: the page says which.
        tx.commit().await?;
        return Ok(visitor.go(&to));
    }
    let mut moved = false;
    for old in before.iter().filter(|v| v.id != id) {
        let state = match old.state(tx.now()) {
            State::Booked => State::Moved,
            state => state,
        };
        moved = moved || state == State::Moved;
        store::end(&mut tx, old.id, state).await?;
        jobs::forget(&mut tx, old.id).await?;
    }
    if !store::book(&mut tx, id).await? {
        return Ok(visitor.go(&to));
    }
    jobs::remind_later(&own, &mut tx, &seen).await?;
    jobs::tell(&own, &mut tx, &seen, &account, &person, "booked").await?;
    let act = if moved { "visit.moved" } else { "visit.booked" };
    let entry = Entry::new(visitor.actor(), act, "visit", id).owner(account.id);
    let detail = json!({ "unit": seen.centre, "purpose": seen.purpose });
    tx.journal(entry.detail(detail).from(Some(visitor.ip())))
        .await?;
    tx.announce(account.id);
    tx.commit().await?;
    Ok(visitor.go(&to))
}

/// Takes a visit back: its time is free for others at once.
pub(crate) async fn cancel(visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    let seen = own_visit(&visitor, id).await?;
    let mut tx = visitor.db().begin().await?;
    find_locked(&mut tx, seen.account).await?;
    let fresh = store::by_id_locked(&mut tx, id)
        .await?
        .ok_or(Fault::NotFound)?;
    let state = fresh.state(tx.now());
    if matches!(state, State::Held | State::Booked) {
        store::end(&mut tx, id, State::Cancelled).await?;
        jobs::forget(&mut tx, id).await?;
    }
    if state == State::Booked {
        let entry = Entry::new(visitor.actor(), "visit.cancelled", "visit", id).owner(seen.account);
        let detail = json!({ "unit": seen.centre, "purpose": seen.purpose });
        tx.journal(entry.detail(detail).from(Some(visitor.ip())))
            .await?;
        tx.announce(seen.account);
    }
    tx.commit().await?;
    if state == State::Held {
        let new = format!(
            "/cabinet/visits/new?centre={}&purpose={}",
            seen.centre, seen.purpose
        );
        return Ok(visitor.go(&new));
    }
    Ok(visitor.go(&format!("/cabinet/visits/{id}")))
}

/// Who reloads the address of a form gets the page that it stands on.
pub(crate) async fn back(Path(id): Path<Uuid>) -> Redirect {
    Redirect::to(&format!("/cabinet/visits/{id}"))
}
