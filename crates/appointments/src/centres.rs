//! The offices of `centres.yaml`: where they are, when they are open, what one may come
//! for. A country swaps the file; no Rust names an office, a region or a kind.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::civil::{Date, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use okno_catalogue::{Calendar, Problem, Report, Text};
use serde::Deserialize;

use crate::hours::{self, HoursRow, Span, Status, Week};

/// Latitude and longitude in degrees.
pub(crate) type Point = [f64; 2];

/// A kind of office.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Word in the file and in addresses.
    pub id: String,
    /// The method by which such an office confirms identity.
    pub method: String,
    /// Name of one.
    pub name: Text,
    /// Name of many.
    pub plural: Text,
}

/// What a visit is for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Purpose {
    /// Word in the file, in addresses and in the store.
    pub id: String,
    /// What people read.
    pub name: Text,
    /// What to bring.
    pub bring: Text,
    /// How long a visit takes.
    pub minutes: i64,
    /// So many days ahead it may be booked; today is one of them.
    pub ahead_days: i64,
    /// Not later than so many minutes before.
    pub notice_minutes: i64,
}

/// A town.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Town {
    /// Word in the file and in addresses.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Its middle.
    pub at: Point,
}

/// A river, for orientation.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Name.
    pub name: Text,
    /// Its way.
    pub points: Vec<Point>,
}

/// A region.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Word in the file and in addresses.
    pub id: String,
    /// Name.
    pub name: Text,
    time_zone: String,
    /// Its border.
    pub outline: Vec<Point>,
    /// Rivers.
    #[serde(default)]
    pub lines: Vec<Line>,
    /// Towns, the one with most people first.
    pub towns: Vec<Town>,
}

/// What helps people who move, hear or see with difficulty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// An entrance without steps.
    StepFree,
    /// A lift.
    Lift,
    /// A toilet for everybody.
    Toilet,
    /// An induction loop.
    InductionLoop,
    /// Staff who know sign language.
    SignLanguage,
    /// Places to park for people with disabilities.
    Parking,
}

impl Access {
    /// Word of its text.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::StepFree => "step-free",
            Self::Lift => "lift",
            Self::Toilet => "toilet",
            Self::InductionLoop => "induction-loop",
            Self::SignLanguage => "sign-language",
            Self::Parking => "parking",
        }
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    kind: String,
    town: String,
    name: Text,
    address: Text,
    at: Point,
    phone: String,
    hours: Vec<HoursRow>,
    #[serde(default)]
    visits: BTreeMap<String, i64>,
    access: BTreeSet<Access>,
}

/// An office.
#[derive(Debug, Clone)]
pub struct Centre {
    /// Word in the file and in addresses; the unit of those who work there.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// Its town.
    pub town: String,
    /// Name.
    pub name: Text,
    /// Address.
    pub address: Text,
    /// Where on the map.
    pub at: Point,
    /// Telephone as shown.
    pub phone: String,
    /// Hours of a usual week.
    pub week: Week,
    /// For which purposes one may book, and how many people are received at a time.
    pub visits: BTreeMap<String, i64>,
    /// What helps.
    pub access: BTreeSet<Access>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    holidays: Vec<String>,
    kinds: Vec<Kind>,
    purposes: Vec<Purpose>,
    regions: Vec<Region>,
    centres: Vec<Row>,
}

/// All offices.
#[derive(Debug)]
pub struct Centres {
    /// Kinds, in the order in which they are offered.
    pub kinds: Vec<Kind>,
    /// Purposes of visits.
    pub purposes: Vec<Purpose>,
    /// Regions.
    pub regions: Vec<Region>,
    /// Offices.
    pub centres: Vec<Centre>,
    zones: BTreeMap<String, TimeZone>,
    holidays: BTreeSet<(i8, i8)>,
    calendar: Calendar,
}

fn holiday(text: &str) -> Option<(i8, i8)> {
    let (month, day) = text.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    // A leap year knows every day.
    Date::new(2024, month, day).ok().map(|_| (month, day))
}

fn is_place(point: Point) -> bool {
    point[0].abs() <= 90.0 && point[1].abs() <= 180.0
}

fn unique<'a>(
    list: &str,
    ids: impl Iterator<Item = &'a str>,
    seen: &mut BTreeSet<String>,
    report: &mut Report,
) {
    for (n, id) in ids.enumerate() {
        let path = format!("{list}.{n}.id");
        report.name(&path, id);
        if !seen.insert(id.to_owned()) {
            report.add(&path, format!("the id `{id}` is used twice; change one"));
        }
    }
}

fn known<'a>(what: &str, id: &str, ids: impl Iterator<Item = &'a str>) -> Option<String> {
    let ids: Vec<&str> = ids.collect();
    (!ids.contains(&id)).then(|| format!("there is no {what} `{id}`; known are {}", ids.join(", ")))
}

fn check(file: &File, report: &mut Report) {
    for (n, text) in file.holidays.iter().enumerate() {
        if holiday(text).is_none() {
            report.add(
                &format!("holidays.{n}"),
                format!("`{text}` is no month and day; write `01-07`"),
            );
        }
    }
    unique(
        "kinds",
        file.kinds.iter().map(|k| k.id.as_str()),
        &mut BTreeSet::new(),
        report,
    );
    for (n, kind) in file.kinds.iter().enumerate() {
        report.text(&format!("kinds.{n}.name"), &kind.name);
        report.text(&format!("kinds.{n}.plural"), &kind.plural);
    }
    unique(
        "purposes",
        file.purposes.iter().map(|p| p.id.as_str()),
        &mut BTreeSet::new(),
        report,
    );
    for (n, purpose) in file.purposes.iter().enumerate() {
        report.text(&format!("purposes.{n}.name"), &purpose.name);
        report.text(&format!("purposes.{n}.bring"), &purpose.bring);
        for (name, value, most) in [
            ("minutes", purpose.minutes, 480),
            ("ahead_days", purpose.ahead_days, 92),
            ("notice_minutes", purpose.notice_minutes, 10_080),
        ] {
            if !(1..=most).contains(&value) {
                report.add(
                    &format!("purposes.{n}.{name}"),
                    format!("`{name}` is from 1 to {most}"),
                );
            }
        }
    }
    // A region and a town share the same field of the search.
    let mut places = BTreeSet::new();
    unique(
        "regions",
        file.regions.iter().map(|r| r.id.as_str()),
        &mut places,
        report,
    );
    for (n, region) in file.regions.iter().enumerate() {
        report.text(&format!("regions.{n}.name"), &region.name);
        if TimeZone::get(&region.time_zone).is_err() {
            report.add(
                &format!("regions.{n}.time_zone"),
                format!(
                    "`{}` is no time zone; write one such as `Europe/Moscow`",
                    region.time_zone
                ),
            );
        }
        if region.outline.len() < 3 || !region.outline.iter().all(|p| is_place(*p)) {
            report.add(
                &format!("regions.{n}.outline"),
                "an outline has three points or more, each `[latitude, longitude]`".to_owned(),
            );
        }
        if region.towns.is_empty() {
            report.add(
                &format!("regions.{n}.towns"),
                "a region has a town".to_owned(),
            );
        }
        unique(
            &format!("regions.{n}.towns"),
            region.towns.iter().map(|t| t.id.as_str()),
            &mut places,
            report,
        );
        for (m, town) in region.towns.iter().enumerate() {
            report.text(&format!("regions.{n}.towns.{m}.name"), &town.name);
        }
    }
    unique(
        "centres",
        file.centres.iter().map(|c| c.id.as_str()),
        &mut BTreeSet::new(),
        report,
    );
    for (n, row) in file.centres.iter().enumerate() {
        check_centre(file, &format!("centres.{n}"), row, report);
    }
}

fn check_centre(file: &File, path: &str, row: &Row, report: &mut Report) {
    report.text(&format!("{path}.name"), &row.name);
    report.text(&format!("{path}.address"), &row.address);
    if let Some(text) = known("kind", &row.kind, file.kinds.iter().map(|k| k.id.as_str())) {
        report.add(&format!("{path}.kind"), text);
    }
    let towns = || file.regions.iter().flat_map(|r| &r.towns);
    match towns().find(|town| town.id == row.town) {
        None => {
            let text = known("town", &row.town, towns().map(|t| t.id.as_str()));
            report.add(&format!("{path}.town"), text.unwrap_or_default());
        }
        Some(town) if !is_place(row.at) || distance(row.at, town.at) > 100.0 => report.add(
            &format!("{path}.at"),
            format!(
                "this is not near {}; write `[latitude, longitude]`",
                town.name.en
            ),
        ),
        Some(_) => {}
    }
    if row.hours.is_empty() {
        report.add(
            &format!("{path}.hours"),
            "an office is open some time".to_owned(),
        );
    }
    if let Err((place, text)) = Week::of(&row.hours) {
        report.add(&format!("{path}.hours.{place}"), text);
    }
    for (purpose, at_once) in &row.visits {
        let path = format!("{path}.visits.{purpose}");
        if let Some(text) = known(
            "purpose",
            purpose,
            file.purposes.iter().map(|p| p.id.as_str()),
        ) {
            report.add(&path, text);
        }
        if !(1..=200).contains(at_once) {
            report.add(
                &path,
                "from 1 to 200 people are received at a time".to_owned(),
            );
        }
    }
}

impl Centres {
    /// Reads `centres.yaml` and `calendar.yaml` of the services folder.
    ///
    /// # Errors
    /// Every mistake with its file, line and column.
    pub fn load(services: &Path) -> Result<Self, Vec<Problem>> {
        let path = services.join("centres.yaml");
        let mut problems = Vec::new();
        let read = okno_catalogue::read::<File>(&path, &mut problems);
        let calendar = Calendar::load(&services.join("calendar.yaml")).map_err(|message| {
            vec![Problem {
                file: services.join("calendar.yaml"),
                line: 1,
                column: 1,
                message,
            }]
        });
        let (Some((file, places)), calendar) = (read, calendar?) else {
            return Err(problems);
        };
        let mut report = Report::new(path, places);
        check(&file, &mut report);
        let problems = report.into_problems();
        if !problems.is_empty() {
            return Err(problems);
        }
        let zone = |region: &Region| {
            let zone = TimeZone::get(&region.time_zone).unwrap_or(TimeZone::UTC);
            (region.id.clone(), zone)
        };
        let centre = |row: Row| Centre {
            week: Week::of(&row.hours).unwrap_or_default(),
            id: row.id,
            kind: row.kind,
            town: row.town,
            name: row.name,
            address: row.address,
            at: row.at,
            phone: row.phone,
            visits: row.visits,
            access: row.access,
        };
        Ok(Self {
            zones: file.regions.iter().map(zone).collect(),
            holidays: file.holidays.iter().filter_map(|t| holiday(t)).collect(),
            kinds: file.kinds,
            purposes: file.purposes,
            regions: file.regions,
            centres: file.centres.into_iter().map(centre).collect(),
            calendar,
        })
    }

    /// An office.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Centre> {
        self.centres.iter().find(|centre| centre.id == id)
    }

    /// Its kind.
    #[must_use]
    pub fn kind(&self, centre: &Centre) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.id == centre.kind)
    }

    /// A purpose.
    #[must_use]
    pub fn purpose(&self, id: &str) -> Option<&Purpose> {
        self.purposes.iter().find(|purpose| purpose.id == id)
    }

    /// A town and its region.
    #[must_use]
    pub fn town(&self, id: &str) -> Option<(&Region, &Town)> {
        self.regions
            .iter()
            .flat_map(|region| region.towns.iter().map(move |town| (region, town)))
            .find(|(_, town)| town.id == id)
    }

    /// The region of an office.
    #[must_use]
    pub fn region(&self, centre: &Centre) -> Option<&Region> {
        self.town(&centre.town).map(|(region, _)| region)
    }

    /// The time zone of an office.
    #[must_use]
    pub fn zone(&self, centre: &Centre) -> TimeZone {
        self.region(centre)
            .and_then(|region| self.zones.get(&region.id))
            .cloned()
            .unwrap_or(TimeZone::UTC)
    }

    /// Is this a day on which everybody is closed?
    #[must_use]
    pub fn is_holiday(&self, day: Date) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        self.holidays.contains(&(day.month(), day.day()))
            || (!weekend && !self.calendar.is_working(day))
    }

    /// The hours of one day. A Saturday on which the country works has at least the
    /// hours of a Friday.
    #[must_use]
    pub fn hours(&self, centre: &Centre, day: Date) -> &[Span] {
        // The lifetime is that of the office, which is one of ours.
        let Some(own) = self.get(&centre.id) else {
            return &[];
        };
        if self.is_holiday(day) {
            return &[];
        }
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let usual = own.week.day(day.weekday());
        if weekend && usual.is_empty() && self.calendar.is_working(day) {
            return own.week.day(Weekday::Friday);
        }
        usual
    }

    /// Is it open now?
    #[must_use]
    pub fn status(&self, centre: &Centre, now: Timestamp) -> Status {
        let local = now.to_zoned(self.zone(centre));
        let (today, time) = (local.date(), local.time());
        for (from, to) in self.hours(centre, today) {
            if time < *from {
                return Status::Closed(Some((today, *from)));
            }
            if time < *to {
                return Status::Open(*to);
            }
        }
        let later = (1..31).filter_map(|n| today.checked_add(n.days()).ok());
        let mut openings = later.filter_map(|day| {
            let first = self.hours(centre, day).first()?;
            Some((day, first.0))
        });
        Status::Closed(openings.next())
    }

    /// Does somebody receive visitors at this moment?
    #[must_use]
    pub fn is_open(&self, centre: &Centre, now: Timestamp) -> bool {
        matches!(self.status(centre, now), Status::Open(_))
    }

    /// The days on which a visit may be booked, today first.
    #[must_use]
    pub fn days(&self, centre: &Centre, purpose: &Purpose, now: Timestamp) -> Vec<Date> {
        let today = now.to_zoned(self.zone(centre)).date();
        (0..purpose.ahead_days)
            .filter_map(|n| today.checked_add(n.days()).ok())
            .collect()
    }

    /// The beginnings of all visits of one day that may still be booked, free or not.
    #[must_use]
    pub fn slots(
        &self,
        centre: &Centre,
        purpose: &Purpose,
        day: Date,
        now: Timestamp,
    ) -> Vec<Timestamp> {
        let notice = SignedDuration::from_mins(purpose.notice_minutes);
        let first = now.checked_add(notice).unwrap_or(Timestamp::MAX);
        if !centre.visits.contains_key(&purpose.id)
            || !self.days(centre, purpose, now).contains(&day)
        {
            return Vec::new();
        }
        let zone = self.zone(centre);
        let at = |time: Time| {
            let zoned = day.to_datetime(time).to_zoned(zone.clone()).ok()?;
            // An hour that the clocks leave out is nobody's.
            (zoned.time() == time).then(|| zoned.timestamp())
        };
        hours::starts(self.hours(centre, day), purpose.minutes)
            .into_iter()
            .filter_map(at)
            .filter(|at| *at >= first)
            .collect()
    }
}

/// Kilometres between two places, along the globe.
#[must_use]
pub fn distance(a: Point, b: Point) -> f64 {
    let (lat_a, lat_b) = (a[0].to_radians(), b[0].to_radians());
    let (lat, lon) = (lat_b - lat_a, (b[1] - a[1]).to_radians());
    let h = (lat / 2.0).sin().powi(2) + lat_a.cos() * lat_b.cos() * (lon / 2.0).sin().powi(2);
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}
