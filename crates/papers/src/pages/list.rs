//! The page with a cell for every document (S2-30).

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use jiff::civil::Date;
use okno_accounts::{Account, Person, holder};
use okno_web::{Fault, Page, Visitor};

use crate::Papers;
use crate::jobs::holder_index;
use crate::kinds::{Kept, Kind, Role};
use crate::model::{Paper, Standing, masked};
use crate::store::{self, Picture};

/// How a document stands, as a tag.
#[derive(Clone)]
pub(super) struct Tag {
    pub(super) look: &'static str,
    pub(super) icon: &'static str,
    pub(super) text: String,
}

/// A cell.
struct Cell {
    icon: String,
    title: String,
    /// Whose it is, where there may be several.
    name: Option<String>,
    number: Option<String>,
    /// When and by whom it was issued, until when it is good.
    facts: Vec<String>,
    tag: Option<Tag>,
    url: String,
    /// «+»: there is nothing yet, or one more may be added.
    is_empty: bool,
    pictures: i64,
}

struct Group {
    id: String,
    title: String,
    cells: Vec<Cell>,
}

#[derive(Template)]
#[template(path = "documents.html")]
struct ListPage {
    page: Page,
    groups: Vec<Group>,
    /// Are numbers shown whole?
    numbers: bool,
    filled: usize,
    under_way: bool,
}

/// The tag of a document. An end that has come or comes soon is said before all else.
pub(super) fn tag(
    visitor: &Visitor,
    kind: &Kind,
    paper: &Paper,
    person: &Person,
    today: Date,
) -> Tag {
    let t = |id: &str| visitor.t(id);
    let left = paper.left(kind, today);
    if left.is_some_and(|left| left < 0) && paper.standing != Standing::Differs {
        return Tag {
            look: "error",
            icon: "stop",
            text: t("papers-tag-over"),
        };
    }
    if let (Some(left), Some(days)) = (left, kind.warn_days)
        && left <= days
        && !paper.standing.is_under_way()
        && paper.standing != Standing::Differs
    {
        let page = visitor.page(String::new());
        return Tag {
            look: "warn",
            icon: "clock",
            text: page.tn("papers-tag-ends", "days", left),
        };
    }
    standing_tag(visitor, standing(visitor, paper, person))
}

/// A check of another name or birth date is none of today's.
pub(super) fn standing(visitor: &Visitor, paper: &Paper, person: &Person) -> Standing {
    let stale = paper.holder != holder_index(visitor.db(), person);
    match paper.standing {
        Standing::Checked | Standing::Differs if stale => Standing::Entered,
        standing => standing,
    }
}

pub(super) fn standing_tag(visitor: &Visitor, standing: Standing) -> Tag {
    let (look, icon) = match standing {
        Standing::Entered => ("none", "pen"),
        Standing::Asked => ("go", "run"),
        Standing::Waiting => ("warn", "clock"),
        Standing::Checked => ("ok", "check"),
        Standing::Differs => ("error", "stop"),
    };
    Tag {
        look,
        icon,
        text: visitor.t(&format!("papers-tag-{}", standing.word())),
    }
}

/// What the profile says of a document.
pub(super) struct Known {
    pub(super) number: String,
    pub(super) issued: Option<String>,
    pub(super) issuer: Option<String>,
}

pub(super) fn of_profile(kept: Kept, person: &Person, whole: bool) -> Option<Known> {
    let number = |all: String, hidden: String| Known {
        number: if whole { all } else { hidden },
        issued: None,
        issuer: None,
    };
    Some(match kept {
        Kept::Passport => {
            let passport = person.passport.as_ref()?;
            Known {
                issued: Some(passport.issued_on.shown()),
                issuer: Some(passport.issued_by.clone()),
                ..number(passport.number.shown(), passport.number.masked())
            }
        }
        Kept::Snils => {
            let snils = person.snils.as_ref()?;
            number(snils.shown(), snils.masked())
        }
        Kept::Inn => {
            let inn = person.inn.as_ref()?;
            number(inn.shown(), inn.masked())
        }
    })
}

fn facts(page: &Page, kind: &Kind, paper: &Paper) -> Vec<String> {
    let dated = [
        (Role::Issued, "papers-issued"),
        (Role::Until, "papers-until"),
    ];
    let dated = dated.into_iter().filter_map(|(role, id)| {
        let value = paper.value(kind, role)?;
        Some(page.ta(id, "date", value))
    });
    let issuer = paper.value(kind, Role::Issuer).map(ToOwned::to_owned);
    dated.chain(issuer).collect()
}

pub(crate) async fn show(
    State(papers): State<Papers>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor)?;
    let numbers = query.as_deref() == Some("numbers");
    let mut page = visitor.page_t("papers-title");
    let done = match query.as_deref() {
        Some("added") => Some("papers-added"),
        Some("saved") => Some("papers-saved"),
        Some("removed") => Some("papers-removed"),
        _ => None,
    };
    if let Some(done) = done {
        let text = visitor.t(&format!("{done}-text"));
        page = page.with_notice("ok", visitor.t(done), text);
    }
    let groups = groups(&papers, &visitor, account, person, numbers).await?;
    let cells = || groups.iter().flat_map(|group| &group.cells);
    let under_way = cells().any(|cell| cell.tag.as_ref().is_some_and(|tag| tag.look == "go"));
    page.refresh = under_way.then_some(5);
    visitor.render(&ListPage {
        page,
        numbers,
        filled: cells().filter(|cell| !cell.is_empty).count(),
        under_way,
        groups,
    })
}

fn count(pictures: &[Picture], of: impl Fn(&Picture) -> bool) -> i64 {
    let count = pictures.iter().filter(|picture| of(picture)).count();
    i64::try_from(count).unwrap_or(i64::MAX)
}

async fn groups(
    papers: &Papers,
    visitor: &Visitor,
    account: &Account,
    person: &Person,
    numbers: bool,
) -> Result<Vec<Group>, Fault> {
    let db = visitor.db();
    let mine = store::present(db, account.id).await?;
    let pictures = store::pictures(db, account.id).await?;
    let standing = papers.standing(account).await?;
    let (today, page) = (papers.portal().today(), visitor.page(String::new()));
    let lang = visitor.lang();
    let cells_of = |kind: &Kind| {
        let title = kind.title(lang).to_owned();
        let blank = Cell {
            icon: kind.icon.clone(),
            title: title.clone(),
            name: None,
            number: None,
            facts: Vec::new(),
            tag: None,
            url: format!("{}/new/{}", super::HOME, kind.id),
            is_empty: true,
            pictures: 0,
        };
        if let Some(kept) = kind.profile {
            let known = of_profile(kept, person, numbers);
            let count = count(&pictures, |p| p.kind == kind.id);
            let stands = standing.iter().find(|(of, _)| *of == kept);
            let stands = stands.map_or(Standing::Entered, |(_, stands)| *stands);
            return match known {
                Some(known) => vec![Cell {
                    number: Some(known.number),
                    facts: known
                        .issued
                        .map(|date| page.ta("papers-issued", "date", date))
                        .into_iter()
                        .chain(known.issuer)
                        .collect(),
                    tag: Some(standing_tag(visitor, stands)),
                    url: format!("{}/{}", super::HOME, kind.id),
                    is_empty: false,
                    pictures: count,
                    ..blank
                }],
                None => vec![Cell {
                    url: "/cabinet/profile/edit".to_owned(),
                    ..blank
                }],
            };
        }
        let mut cells: Vec<Cell> = mine
            .iter()
            .filter(|paper| paper.kind == kind.id)
            .map(|paper| {
                let number = paper.value(kind, Role::Number).unwrap_or_default();
                let shown = if numbers {
                    number.to_owned()
                } else {
                    masked(number)
                };
                Cell {
                    icon: kind.icon.clone(),
                    title: title.clone(),
                    name: paper.value(kind, Role::Name).map(ToOwned::to_owned),
                    number: Some(shown),
                    facts: facts(&page, kind, paper),
                    tag: Some(tag(visitor, kind, paper, person, today)),
                    url: format!("{}/{}", super::HOME, paper.id),
                    is_empty: false,
                    pictures: count(&pictures, |p| p.paper == Some(paper.id)),
                }
            })
            .collect();
        if cells.is_empty() || kind.many {
            cells.push(blank);
        }
        cells
    };
    let kinds = papers.kinds();
    Ok(kinds
        .groups
        .iter()
        .map(|group| Group {
            id: group.id.clone(),
            title: group.title.get(lang.code()).to_owned(),
            cells: kinds.of_group(&group.id).flat_map(cells_of).collect(),
        })
        .collect())
}
