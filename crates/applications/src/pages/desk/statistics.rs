//! Figures of an agency: per service and period, worked out of sums; nothing is unsealed.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use jiff::Timestamp;
use jiff::civil::Date;
use okno_catalogue::Service;
use okno_web::handout::deliver;
use okno_web::visitor::Official;
use okno_web::{Fault, Page, Visitor};
use serde::Deserialize;

use super::{CHIEF, services_of};
use crate::Applications;
use crate::acts::OFFICER;
use crate::pages::say;
use crate::period::{FEW, Period, percentile};
use crate::store::figures::{self, Count, Decided};

/// After so many days a draft counts as left.
const LEFT_AFTER: i64 = 30;

/// The figures of one service.
struct Figures {
    service: Arc<Service>,
    received: i64,
    decided: Decided,
    /// Working days: of half of them, of nine tenths; nothing where there are few.
    median: Option<i64>,
    tenth: Option<i64>,
    /// Refusals by ground: title, how many; nothing where there are few.
    grounds: Vec<(String, i64)>,
    /// Drafts that were left, and by the section saved last; the parts where there are not few.
    left: i64,
    sections: Vec<(String, i64)>,
}

struct Line {
    title: String,
    received: i64,
    decided: i64,
    refused: String,
    asked: String,
    late: String,
    median: String,
    tenth: String,
}

/// How something is divided up: of what, into what.
struct Split {
    title: String,
    parts: Vec<(String, String)>,
    note: String,
}

struct Choice {
    label: String,
    url: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "applications/desk/statistics.html")]
struct StatisticsPage {
    page: Page,
    kinds: Vec<Choice>,
    name: String,
    before: String,
    after: String,
    file: String,
    lines: Vec<Line>,
    grounds: Vec<Split>,
    left: Vec<Split>,
    is_empty: bool,
    back: &'static str,
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    period: String,
}

/// Officers and their heads see the figures of their agency.
fn reader(visitor: &Visitor) -> Result<Official, Fault> {
    visitor
        .official(OFFICER)
        .or_else(|_| visitor.official(CHIEF))
}

impl Applications {
    fn instant(&self, day: Date) -> Timestamp {
        let zone = self.portal().local(Timestamp::UNIX_EPOCH);
        let start = day.to_zoned(zone.time_zone().clone());
        start.map_or(Timestamp::MAX, |start| start.timestamp())
    }

    async fn figures(
        &self,
        agency: &str,
        period: Period,
        lang: okno_web::Lang,
    ) -> Result<Vec<Figures>, Fault> {
        let db = self.portal().db();
        let (from, to) = (self.instant(period.first()), self.instant(period.end()));
        let between = (from, to);
        let received = figures::received(db, agency, between).await?;
        let decided = figures::decided(db, agency, between).await?;
        let took = figures::took(db, agency, between).await?;
        let grounds = figures::grounds(db, agency, period.as_months()).await?;
        let month = jiff::SignedDuration::from_hours(24 * LEFT_AFTER);
        let old = db.now().checked_sub(month).unwrap_or(Timestamp::MIN);
        let left = figures::left(db, agency, (from, to.min(old))).await?;
        let of = |service: Arc<Service>| {
            let mine = |id: &str| id == service.id;
            let decided = decided.iter().find(|(id, _)| mine(id));
            let decided = decided.map(|(_, figures)| *figures).unwrap_or_default();
            let days: Vec<(i64, i64)> = took
                .iter()
                .filter(|(id, ..)| mine(id))
                .map(|(_, days, n)| (*days, *n))
                .collect();
            let is_told = decided.all >= FEW;
            let at = |percent| percentile(&days, percent).filter(|_| is_told);
            let some = |counts: &[Count<String>], title: &dyn Fn(&str) -> String| {
                let counts = counts.iter().filter(|(id, ..)| mine(id));
                let mut some: Vec<(String, i64)> =
                    counts.map(|(_, word, n)| (title(word), *n)).collect();
                some.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
                some
            };
            let ground = |id: &str| match service.refusal_ground(id) {
                Some(ground) => say(lang, &ground.title),
                None => id.to_owned(),
            };
            let section = |id: &str| {
                let mut all = service.form.sections.iter();
                let found = all.find(|section| section.id == id);
                match (found, id) {
                    (Some(section), _) => say(lang, &section.title),
                    (None, "") => self
                        .portal()
                        .words()
                        .t(lang, "applications-figures-nothing"),
                    (None, id) => id.to_owned(),
                }
            };
            let grounds = some(&grounds, &ground);
            let sections = some(&left, &section);
            let sum = |parts: &[(String, i64)]| parts.iter().map(|(_, n)| n).sum::<i64>();
            let left = sum(&sections);
            Figures {
                received: received
                    .iter()
                    .find(|(id, _)| mine(id))
                    .map_or(0, |(_, n)| *n),
                median: at(50),
                tenth: at(90),
                // Nobody is to be recognised.
                grounds: match decided.refused.min(sum(&grounds)) {
                    n if n >= FEW => grounds,
                    _ => Vec::new(),
                },
                left,
                sections: if left >= FEW { sections } else { Vec::new() },
                decided,
                service,
            }
        };
        Ok(services_of(self, agency).into_iter().map(of).collect())
    }
}

/// «7 (14 %)»; without the share where there are few.
fn share(page: &Page, n: i64, of: i64) -> String {
    if of < FEW {
        return n.to_string();
    }
    let percent = (n * 200 + of) / (of * 2);
    page.tv(
        "applications-figures-share",
        &[("n", n.to_string()), ("percent", percent.to_string())],
    )
}

fn days(page: &Page, days: Option<i64>) -> String {
    match days {
        Some(days) => days.to_string(),
        None => page.t("applications-figures-few"),
    }
}

fn line(page: &Page, figures: &Figures) -> Line {
    let Decided {
        all,
        refused,
        asked,
        late,
    } = figures.decided;
    Line {
        title: say(page.lang, &figures.service.title),
        received: figures.received,
        decided: all,
        refused: share(page, refused, all),
        asked: share(page, asked, all),
        late: share(page, late, all),
        median: days(page, figures.median),
        tenth: days(page, figures.tenth),
    }
}

/// Something divided up; nothing where there is nothing of it.
fn split(page: &Page, title: String, all: i64, parts: &[(String, i64)]) -> Option<Split> {
    let of: i64 = parts.iter().map(|(_, n)| n).sum();
    (all > 0).then(|| Split {
        title,
        parts: parts
            .iter()
            .map(|(name, n)| (name.clone(), share(page, *n, of)))
            .collect(),
        note: match parts.is_empty() {
            true => page.tn("applications-figures-not-split", "n", all),
            false => String::new(),
        },
    })
}

/// «Ноябрь 2026 года», «4 квартал 2026 года», «2026 год».
fn name(page: &Page, period: Period) -> String {
    match period {
        Period::Month(year, month) => page.tv(
            &format!("applications-figures-month-{month}"),
            &[("year", year.to_string())],
        ),
        Period::Quarter(year, quarter) => page.tv(
            "applications-figures-quarter-name",
            &[("n", quarter.to_string()), ("year", year.to_string())],
        ),
        Period::Year(year) => page.tv(
            "applications-figures-year-name",
            &[("year", year.to_string())],
        ),
    }
}

fn url(period: Period) -> String {
    format!("/work/statistics?period={}", period.word())
}

pub(crate) async fn page(
    State(own): State<Applications>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let official = reader(&visitor)?;
    let today = own.portal().today();
    let period = Period::parse(&asked.period).unwrap_or(Period::of(today));
    let all = own.figures(&official.unit, period, visitor.lang()).await?;
    let page = visitor.page_t("applications-figures-title").work();
    // The same day in another length of time: that of today, where it is in this one.
    let is_now = period.like(today) == period;
    let day = if is_now { today } else { period.first() };
    let kind = |id: &str, like: Period| Choice {
        label: page.t(id),
        current: like == period,
        url: url(like),
    };
    let quarter = Period::Quarter(day.year(), 1).like(day);
    let kinds = vec![
        kind("applications-figures-month", Period::of(day)),
        kind("applications-figures-quarter", quarter),
        kind("applications-figures-year", Period::Year(day.year())),
    ];
    let title = |figures: &Figures| say(page.lang, &figures.service.title);
    let grounds = all
        .iter()
        .filter_map(|f| split(&page, title(f), f.decided.refused, &f.grounds));
    let left = all
        .iter()
        .filter_map(|f| split(&page, title(f), f.left, &f.sections));
    let after = period.after();
    visitor.render(&StatisticsPage {
        kinds,
        name: name(&page, period),
        before: url(period.before()),
        after: match after.first() > today {
            true => String::new(),
            false => url(after),
        },
        file: format!("/work/statistics/file?period={}", period.word()),
        lines: all.iter().map(|figures| line(&page, figures)).collect(),
        grounds: grounds.collect(),
        left: left.collect(),
        is_empty: all
            .iter()
            .all(|f| f.received == 0 && f.decided.all == 0 && f.left == 0),
        back: match visitor.official(OFFICER) {
            Ok(_) => "/work",
            Err(_) => "/work/team",
        },
        page,
    })
}

/// A cell of a table for programs: quoted where it must be, and no formula of a
/// spreadsheet, whoever wrote it.
fn cell(text: &str) -> String {
    let text = match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    };
    if text.contains([';', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

/// The same figures as a table: service; what; detail; how many.
pub(crate) async fn file(
    State(own): State<Applications>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let official = reader(&visitor)?;
    let period = Period::parse(&asked.period).unwrap_or(Period::of(own.portal().today()));
    let all = own.figures(&official.unit, period, visitor.lang()).await?;
    let page = visitor.page(String::new());
    let word = |id: &str| page.t(&format!("applications-figures-{id}"));
    // The mark at the beginning tells spreadsheets that it is UTF-8.
    let mut out = String::from("\u{feff}");
    let mut put = |cells: [&str; 4]| {
        let cells = cells.map(cell);
        out.push_str(&cells.join(";"));
        out.push_str("\r\n");
    };
    put([
        &word("service"),
        &word("what"),
        &word("detail"),
        &word("number"),
    ]);
    for figures in &all {
        let title = say(page.lang, &figures.service.title);
        let decided = figures.decided;
        let mut row = |id: &str, detail: &str, n: Option<i64>| {
            if let Some(n) = n {
                put([&title, &word(id), detail, &n.to_string()]);
            }
        };
        row("received", "", Some(figures.received));
        row("decided", "", Some(decided.all));
        row("refused", "", Some(decided.refused));
        for (ground, n) in &figures.grounds {
            row("refused", ground, Some(*n));
        }
        row("asked", "", Some(decided.asked));
        row("late", "", Some(decided.late));
        row("median", "", figures.median);
        row("tenth", "", figures.tenth);
        row("left", "", Some(figures.left));
        for (section, n) in &figures.sections {
            row("left", section, Some(*n));
        }
    }
    let name = format!("{}-{}.csv", official.unit, period.word());
    let kind = "text/csv; charset=utf-8";
    Ok(deliver(out.into_bytes(), kind, &name, true))
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_cell_is_no_formula_and_breaks_no_row() {
        assert_eq!(cell("Электронная карта"), "Электронная карта");
        assert_eq!(cell("а;б \"в\""), "\"а;б \"\"в\"\"\"");
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell("две\nстроки"), "\"две\nстроки\"");
    }
}
