//! «Найти центр обслуживания» (S3-23): offices as a list and on a map, and a page of
//! each. Open to everybody.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use okno_catalogue::Text;
use okno_web::{Fault, Page, Visitor};
use serde::Deserialize;

use crate::Appointments;
use crate::centres::{Access, Centre, Centres, Region, Town, distance};
use crate::hours::{Span, Status};
use crate::map::{self, MapWords, Pin};

/// What is looked for; all of it may be missing or strange.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    place: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    open: String,
    #[serde(default)]
    step_free: String,
}

/// A choice of a list.
struct Opt {
    value: String,
    label: String,
    chosen: bool,
}

/// A region with its towns as choices.
struct Group {
    region: Opt,
    towns: Vec<Opt>,
}

/// An office as drawn.
#[derive(Debug)]
pub struct Shown {
    /// Word in addresses.
    pub id: String,
    /// Name.
    pub name: String,
    /// Name of its kind.
    pub kind: String,
    /// Address.
    pub address: String,
    /// Is it open now?
    pub is_open: bool,
    /// «Открыто до 20:00».
    pub status: String,
    /// Hours of the week.
    pub hours: String,
    /// How far from the middle of the town; empty where no town is chosen.
    pub far: String,
    /// What helps.
    pub access: Vec<String>,
    /// May one book a visit?
    pub books: bool,
    lat: f64,
    lon: f64,
}

/// Offices of one method in the town of the portal, or else in its region, nearest to
/// the middle of the town first.
#[must_use]
pub fn nearest(
    visitor: &Visitor,
    page: &Page,
    centres: &Centres,
    method: &str,
    most: usize,
) -> Vec<Shown> {
    let now = visitor.db().now();
    let say = Say { page, centres, now };
    let Some((region, town)) = place(centres, "", &visitor.portal().settings().place) else {
        return Vec::new();
    };
    let of_method = |c: &&Centre| centres.kind(c).is_some_and(|kind| kind.method == method);
    let mut found: Vec<&Centre> = region
        .towns
        .iter()
        .flat_map(|of| centres.centres.iter().filter(move |c| c.town == of.id))
        .filter(of_method)
        .collect();
    if let Some(town) = town {
        map::by_distance(&mut found, town.at, |c| c.at);
    }
    found.truncate(most);
    found.iter().map(|centre| say.shown(centre, None)).collect()
}

#[derive(Template)]
#[template(path = "centres.html")]
struct CentresPage {
    page: Page,
    groups: Vec<Group>,
    kinds: Vec<Opt>,
    open: bool,
    step_free: bool,
    heading: String,
    rows: Vec<Shown>,
    map: String,
    /// The pins are towns, with the number of offices on them.
    counts: bool,
    /// The zone of the region is not that of the portal.
    elsewhere: bool,
}

#[derive(Template)]
#[template(path = "centre_page.html")]
struct CentrePage {
    page: Page,
    shown: Shown,
    phone: String,
    week: Vec<(String, String)>,
    /// Days of the next fortnight on which it is closed though it usually is not.
    closed: Vec<String>,
    /// What one may book: word, name.
    visits: Vec<(String, String)>,
    map: String,
    elsewhere: bool,
}

/// Words and times of offices, on a page.
pub(crate) struct Say<'a> {
    pub(crate) page: &'a Page,
    pub(crate) centres: &'a Centres,
    pub(crate) now: Timestamp,
}

fn clock(time: Time) -> String {
    time.strftime("%-H:%M").to_string()
}

impl Say<'_> {
    pub(crate) fn text(&self, text: &Text) -> String {
        text.get(self.page.lang.code()).to_owned()
    }

    /// «24 ноября».
    pub(crate) fn day(&self, day: Date) -> String {
        let month = self.page.t(&format!("web-month-{}", day.month()));
        format!("{}\u{a0}{month}", day.day())
    }

    /// «вторник, 24 ноября».
    pub(crate) fn weekday(&self, day: Date) -> String {
        let n = day.weekday().to_monday_zero_offset();
        let name = self.page.t(&format!("appointments-weekday-{n}"));
        format!("{name}, {}", self.day(day))
    }

    fn status(&self, centre: &Centre) -> (bool, String) {
        let today = self.now.to_zoned(self.centres.zone(centre)).date();
        match self.centres.status(centre, self.now) {
            Status::Open(until) => (
                true,
                self.page
                    .ta("appointments-open-until", "time", clock(until)),
            ),
            Status::Closed(Some((day, at))) if day == today => (
                false,
                self.page.ta("appointments-opens-today", "time", clock(at)),
            ),
            Status::Closed(Some((day, at))) if today.tomorrow().is_ok_and(|t| t == day) => (
                false,
                self.page
                    .ta("appointments-opens-tomorrow", "time", clock(at)),
            ),
            Status::Closed(Some((day, at))) => {
                let args = [("day", self.day(day)), ("time", clock(at))];
                (false, self.page.tv("appointments-opens-later", &args))
            }
            Status::Closed(None) => (false, self.page.t("appointments-closed")),
        }
    }

    /// «8:00–20:00, перерыв 13:00–14:00»; empty when closed.
    fn spans(&self, spans: &[Span]) -> String {
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
            return String::new();
        };
        let mut text = format!("{}–{}", clock(first.0), clock(last.1));
        for pair in spans.windows(2) {
            if let [before, after] = pair {
                let args = [("from", clock(before.1)), ("to", clock(after.0))];
                text.push_str(", ");
                text.push_str(&self.page.tv("appointments-break", &args));
            }
        }
        text
    }

    /// Runs of days with the same hours: «пн–пт», «8:00–20:00».
    fn week(&self, centre: &Centre) -> Vec<(String, String)> {
        let name = |n: usize| self.page.t(&format!("appointments-day-{n}"));
        let run = |(first, last, spans): (usize, usize, &[Span])| {
            let days = match last - first {
                0 => name(first),
                _ => format!("{}–{}", name(first), name(last)),
            };
            (days, self.spans(spans))
        };
        centre.week.runs().into_iter().map(run).collect()
    }

    fn map_words<T>(&self, of: impl FnOnce(&MapWords<'_>) -> T) -> T {
        let (km, metres) = (
            self.page.t("appointments-km"),
            self.page.t("appointments-metres"),
        );
        of(&MapWords {
            lang: self.page.lang.code(),
            km: &km,
            metres: &metres,
        })
    }

    pub(crate) fn shown(&self, centre: &Centre, from: Option<&Town>) -> Shown {
        let (is_open, status) = self.status(centre);
        let hours = self
            .week(centre)
            .into_iter()
            .filter(|(_, hours)| !hours.is_empty());
        let hours: Vec<String> = hours
            .map(|(days, hours)| format!("{days} {hours}"))
            .collect();
        let far = from.map(|town| {
            let far = self.map_words(|words| map::far(distance(centre.at, town.at), words));
            self.page.ta("appointments-far", "far", far)
        });
        let access = |access: &Access| {
            self.page
                .t(&format!("appointments-access-{}", access.word()))
        };
        Shown {
            id: centre.id.clone(),
            name: self.text(&centre.name),
            kind: self
                .centres
                .kind(centre)
                .map(|k| self.text(&k.name))
                .unwrap_or_default(),
            address: self.text(&centre.address),
            is_open,
            status,
            hours: hours.join("; "),
            far: far.unwrap_or_default(),
            access: centre.access.iter().map(access).collect(),
            books: !centre.visits.is_empty(),
            lat: centre.at[0],
            lon: centre.at[1],
        }
    }
}

/// Where to look: a region, or a town in it.
fn place<'a>(
    centres: &'a Centres,
    asked: &str,
    here: &str,
) -> Option<(&'a Region, Option<&'a Town>)> {
    if let Some((region, town)) = centres.town(asked) {
        return Some((region, Some(town)));
    }
    if let Some(region) = centres.regions.iter().find(|r| r.id == asked) {
        return Some((region, None));
    }
    // The town of the portal, or else the first region of the file.
    let towns = centres
        .regions
        .iter()
        .flat_map(|r| r.towns.iter().map(move |t| (r, t)));
    let home = towns.into_iter().find(|(_, town)| town.name.ru == here);
    match home {
        Some((region, town)) => Some((region, Some(town))),
        None => centres.regions.first().map(|region| (region, None)),
    }
}

fn town_pins(say: &Say<'_>, region: &Region, found: &[&Centre], query: &str) -> Vec<Pin> {
    let of_town = |town: &Town| {
        let count = found.iter().filter(|c| c.town == town.id).count();
        (count > 0).then(|| Pin {
            at: town.at,
            label: count.to_string(),
            href: format!("/centres?place={}{query}", town.id),
            name: say.text(&town.name),
            of: String::new(),
        })
    };
    region.towns.iter().filter_map(of_town).collect()
}

fn centre_pins(found: &[&Centre]) -> Vec<Pin> {
    let pin = |(n, centre): (usize, &&Centre)| Pin {
        at: centre.at,
        label: (n + 1).to_string(),
        href: format!("#{}", centre.id),
        name: String::new(),
        of: centre.id.clone(),
    };
    found.iter().enumerate().map(pin).collect()
}

/// `/centres`.
pub(crate) async fn list(
    State(own): State<Appointments>,
    visitor: Visitor,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Fault> {
    let asked = asked.map(|asked| asked.0).unwrap_or_default();
    let centres = own.centres();
    let now = visitor.db().now();
    let (region, town) =
        place(centres, &asked.place, &own.portal().settings().place).ok_or(Fault::NotFound)?;
    let kind = centres.kinds.iter().find(|kind| kind.id == asked.kind);
    let (open, step_free) = (!asked.open.is_empty(), !asked.step_free.is_empty());
    let mut found: Vec<&Centre> = region
        .towns
        .iter()
        .filter(|of| town.is_none_or(|town| town.id == of.id))
        .flat_map(|of| centres.centres.iter().filter(move |c| c.town == of.id))
        .filter(|c| kind.is_none_or(|kind| kind.id == c.kind))
        .filter(|c| !open || centres.is_open(c, now))
        .filter(|c| !step_free || c.access.contains(&Access::StepFree))
        .collect();
    if let Some(town) = town {
        map::by_distance(&mut found, town.at, |c| c.at);
    }
    let page = visitor.page_t("appointments-centres");
    let say = Say {
        page: &page,
        centres,
        now,
    };
    let chosen = town.map_or(region.id.as_str(), |town| town.id.as_str());
    let opt = |value: &str, label: String| Opt {
        value: value.to_owned(),
        label,
        chosen: value == chosen,
    };
    let groups = centres.regions.iter().map(|region| Group {
        region: opt(&region.id, say.text(&region.name)),
        towns: region
            .towns
            .iter()
            .map(|town| opt(&town.id, say.text(&town.name)))
            .collect(),
    });
    let kinds = centres.kinds.iter().map(|one| Opt {
        value: one.id.clone(),
        label: say.text(&one.plural),
        chosen: one.id == asked.kind,
    });
    let mut query = String::new();
    if let Some(kind) = kind {
        query = format!("&kind={}", kind.id);
    }
    for (name, on) in [("open", open), ("step_free", step_free)] {
        if on {
            query = format!("{query}&{name}=yes");
        }
    }
    let map = say.map_words(|words| match town {
        Some(_) if !found.is_empty() => map::of_town(region, &centre_pins(&found), words),
        _ => map::of_region(region, &town_pins(&say, region, &found, &query), words),
    });
    let place = town.map_or_else(|| say.text(&region.name), |town| say.text(&town.name));
    let args = [("place", place.into()), ("count", found.len().into())];
    let here = own.portal().local(now).offset();
    let elsewhere = found
        .first()
        .is_some_and(|c| now.to_zoned(centres.zone(c)).offset() != here);
    let template = CentresPage {
        groups: groups.collect(),
        kinds: kinds.collect(),
        open,
        step_free,
        heading: visitor
            .portal()
            .words()
            .tv(visitor.lang(), "appointments-found", &args),
        rows: found.iter().map(|centre| say.shown(centre, town)).collect(),
        map,
        counts: town.is_none(),
        elsewhere,
        page,
    };
    visitor.render(&template)
}

/// `/centres/{id}`.
pub(crate) async fn one(
    State(own): State<Appointments>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Fault> {
    let centres = own.centres();
    let centre = centres.get(&id).ok_or(Fault::NotFound)?;
    let region = centres.region(centre).ok_or(Fault::NotFound)?;
    let now = visitor.db().now();
    let page = visitor.page(centre.name.get(visitor.lang().code()).to_owned());
    let say = Say {
        page: &page,
        centres,
        now,
    };
    let today = now.to_zoned(centres.zone(centre)).date();
    let fortnight = today.series(jiff::ToSpan::days(1)).take(14);
    let closed = fortnight
        .filter(|day| centres.is_holiday(*day) && !centre.week.day(day.weekday()).is_empty())
        .map(|day| say.weekday(day));
    let visits = centre.visits.keys().filter_map(|id| centres.purpose(id));
    let pin = Pin {
        at: centre.at,
        label: String::new(),
        href: String::new(),
        name: say.text(&centre.name),
        of: String::new(),
    };
    let here = own.portal().local(now).offset();
    let template = CentrePage {
        shown: say.shown(centre, None),
        phone: centre.phone.clone(),
        week: say.week(centre),
        closed: closed.collect(),
        visits: visits.map(|p| (p.id.clone(), say.text(&p.name))).collect(),
        map: say.map_words(|words| map::of_town(region, &[pin], words)),
        elsewhere: now.to_zoned(centres.zone(centre)).offset() != here,
        page,
    };
    visitor.render(&template)
}
