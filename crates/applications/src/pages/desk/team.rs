//! The department as its head sees it: who holds which case, and how cases change hands
//! when somebody is ill or gone. Nothing of the people who applied is shown here.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use okno_accounts::grants::colleagues;
use okno_accounts::{Staff, staff_of};
use okno_web::{Choice, Fault, Field, Form, Input, Kind, Page, Visitor};
use serde::Deserialize;
use uuid::Uuid;

use super::hand::{NOTE, choices};
use super::queue::{Row, row};
use super::{
    CHIEF, Only, Shortcut, after_of, after_word, chosen_service, only_services, shortcuts,
};
use crate::Applications;
use crate::acts::{Given, Giving, Moved, OFFICER};
use crate::model::DeskStep;
use crate::pages::desk::bulk::{MOST, ticks};
use crate::store::desk::{self, Listed, Whose};

/// Rows of a page.
const PAGE: u32 = 50;
/// The choice «В очередь» of the list of officers.
const QUEUE: &str = "queue";

struct Load {
    url: String,
    name: String,
    n: i64,
    late: i64,
    current: bool,
}

struct Case {
    row: Row,
    holder: String,
    /// Who held it when the page was drawn; empty for nobody.
    by: String,
}

#[derive(Template)]
#[template(path = "applications/desk/team.html")]
struct TeamPage {
    page: Page,
    loads: Vec<Load>,
    cases: Vec<Case>,
    services: Vec<Only>,
    who: String,
    service: String,
    form: Form,
    ticked: Vec<String>,
    cases_error: String,
    next: String,
    first: String,
    is_officer: bool,
    keys: Vec<Shortcut>,
}

#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    who: String,
    #[serde(default)]
    s: String,
    #[serde(default)]
    p: String,
    /// How many changed hands, and how many did not.
    #[serde(default)]
    given: String,
    #[serde(default)]
    kept: String,
}

/// To whom, and with which words.
fn form(visitor: &Visitor, officers: &[Staff]) -> Form {
    let mut to = choices(visitor, officers, None, "applications-hand-choose");
    to.push(Choice {
        value: QUEUE.to_owned(),
        label: visitor.t("applications-team-queue"),
        hint: String::new(),
    });
    Form::new(
        "/work/team/assign",
        visitor.t("applications-team-submit"),
        vec![
            Field::new(Kind::Select, "to", visitor.t("applications-hand-to"))
                .options(to)
                .missing(visitor.t("applications-hand-to-missing")),
            Field::new(Kind::Textarea, "note", visitor.t("applications-hand-note"))
                .hint(visitor.t("applications-hand-note-hint"))
                .max(NOTE)
                .check("text:500")
                .optional(),
        ],
    )
}

fn whose(word: &str) -> Whose {
    match (word, Uuid::parse_str(word)) {
        ("nobody", _) => Whose::Nobody,
        (_, Ok(id)) => Whose::One(id),
        _ => Whose::All,
    }
}

async fn draw(
    own: &Applications,
    visitor: &Visitor,
    asked: &Asked,
    flawed: Option<(Form, Vec<Uuid>, String)>,
) -> Result<TeamPage, Fault> {
    let official = visitor.official(CHIEF)?;
    let (db, unit) = (visitor.db(), official.unit.as_str());
    let service = chosen_service(own, unit, &asked.s);
    let whose = whose(&asked.who);
    let after = after_of(&asked.p);
    let mut cases = desk::team(db, (unit, &service), whose, after, PAGE + 1).await?;
    let has_more = cases.len() > PAGE as usize;
    cases.truncate(PAGE as usize);
    let officers = colleagues(db, unit, OFFICER).await?;
    let loads = desk::loads(db, unit).await?;
    // Some may hold cases and decide no more, for minutes.
    let known: Vec<Uuid> = loads.iter().filter_map(|load| load.who).collect();
    let people = staff_of(db, known).await?;
    let name = |id: &Uuid| {
        let one = people.get(id).map(|one| one.person.short_name());
        one.unwrap_or_default()
    };
    let mut page = visitor.page_t("applications-team-title").work();
    if let Ok(given) = asked.given.parse::<i64>() {
        let kept: i64 = asked.kept.parse().unwrap_or_default();
        let title = page.tn("applications-team-given", "n", given);
        page = match kept {
            0 => page.with_notice("ok", title, String::new()),
            kept => {
                let text = page.tn("applications-team-kept", "n", kept);
                page.with_notice("warn", title, text)
            }
        };
    }
    let address = |who: &str| {
        let mut address = format!("/work/team?who={who}");
        if !service.is_empty() {
            address.push_str(&format!("&s={service}"));
        }
        address
    };
    let word = match whose {
        Whose::All => String::new(),
        Whose::Nobody => "nobody".to_owned(),
        Whose::One(id) => id.to_string(),
    };
    let next = cases.last().filter(|_| has_more);
    let next = next.map(|last| {
        let at = after_word(last.due_at, last.id);
        format!("{}&p={at}", address(&word))
    });
    let (form, ticked, cases_error) =
        flawed.unwrap_or_else(|| (form(visitor, &officers), Vec::new(), String::new()));
    let page = page.with_form(&form);
    Ok(TeamPage {
        loads: loads_of(&page, &officers, &people, &loads, &address, &word),
        cases: cases
            .iter()
            .map(|case| Case {
                holder: case.claimed_by.as_ref().map(name).unwrap_or_default(),
                by: case.claimed_by.map(|id| id.to_string()).unwrap_or_default(),
                row: row(own, &page, case, Uuid::nil()),
            })
            .collect(),
        services: only_services(own, &page, unit, &service),
        who: word,
        service: service.clone(),
        form,
        ticked: ticked.iter().map(Uuid::to_string).collect(),
        cases_error,
        next: next.unwrap_or_default(),
        first: after.map(|_| address(&asked.who)).unwrap_or_default(),
        is_officer: visitor.official(OFFICER).is_ok(),
        keys: shortcuts(&page, &[("move", "J K"), ("tick", "X"), ("help", "?")]),
        page,
    })
}

/// All officers and whoever else holds something, then the queue.
fn loads_of(
    page: &Page,
    officers: &[Staff],
    people: &BTreeMap<Uuid, Staff>,
    loads: &[desk::Load],
    address: &dyn Fn(&str) -> String,
    current: &str,
) -> Vec<Load> {
    let of = |who: Option<Uuid>| {
        let found = loads.iter().find(|load| load.who == who);
        found.map_or((0, 0), |load| (load.n, load.late))
    };
    let one = |word: String, name: String, (n, late): (i64, i64)| Load {
        url: address(&word),
        name,
        n,
        late,
        current: word == current,
    };
    let sum = |of: &dyn Fn(&desk::Load) -> i64| loads.iter().map(of).sum();
    let all = (sum(&|load| load.n), sum(&|load| load.late));
    let mut out = vec![one(String::new(), page.t("applications-team-all"), all)];
    let strangers = people
        .values()
        .filter(|one| officers.iter().all(|officer| officer.id != one.id));
    for staff in officers.iter().chain(strangers) {
        let name = staff.person.short_name();
        out.push(one(staff.id.to_string(), name, of(Some(staff.id))));
    }
    let queue = page.t("applications-team-nobody");
    out.push(one("nobody".to_owned(), queue, of(None)));
    out
}

pub(crate) async fn page(
    State(own): State<Applications>,
    visitor: Visitor,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    visitor.render(&draw(&own, &visitor, &asked, None).await?)
}

/// Gives several cases to an officer, or back to the queue; each by itself.
pub(crate) async fn assign(
    State(own): State<Applications>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    let official = visitor.official(CHIEF)?;
    let (db, unit) = (visitor.db(), official.unit.as_str());
    let ids = ticks(&input);
    let officers = colleagues(db, unit, OFFICER).await?;
    let mut form = form(&visitor, &officers).filled(&input);
    let portal = own.portal();
    form.check(&input, portal.words(), visitor.lang(), portal.today());
    let receiver = Uuid::parse_str(input.get("to")).ok();
    let cases_error = match ids.len() {
        0 => visitor.t("applications-bulk-none"),
        n if n > MOST => visitor.t("applications-bulk-many"),
        _ => String::new(),
    };
    if !cases_error.is_empty() {
        form.fail("cases", cases_error.clone());
    }
    let asked = Asked {
        who: input.get("who").to_owned(),
        s: input.get("s").to_owned(),
        ..Asked::default()
    };
    if form.has_errors() {
        let drawn = draw(&own, &visitor, &asked, Some((form, ids, cases_error))).await?;
        return visitor.render_flawed(&drawn);
    }
    let cases = desk::ticked(db, unit, official.id, &ids).await?;
    let mut given = 0;
    for case in &cases {
        let from = Uuid::parse_str(input.get(&format!("by-{}", case.id))).ok();
        given += u32::from(move_one(&own, &visitor, case, (from, receiver), &input).await?);
    }
    let kept = u32::try_from(ids.len()).unwrap_or(u32::MAX) - given;
    let who = match whose(&asked.who) {
        Whose::All => String::new(),
        Whose::Nobody => "nobody".to_owned(),
        Whose::One(id) => id.to_string(),
    };
    let service = chosen_service(&own, unit, &asked.s);
    Ok(visitor.go(&format!(
        "/work/team?who={who}&s={service}&given={given}&kept={kept}"
    )))
}

/// Moves one case in a transaction of its own; false when it is held otherwise by now.
async fn move_one(
    own: &Applications,
    visitor: &Visitor,
    case: &Listed,
    (from, to): (Option<Uuid>, Option<Uuid>),
    input: &Input,
) -> Result<bool, Fault> {
    let official = visitor.official(CHIEF)?;
    // Already there.
    if from == to {
        return Ok(false);
    }
    let mut tx = visitor.db().begin().await?;
    let moved = Moved::listed(case);
    let done = match (from, to) {
        (Some(from), None) => {
            let by = (official.id, from);
            own.take_away(&mut tx, moved, &official.unit, by).await?
        }
        (from, Some(to)) => {
            let giving = Giving {
                agency: &official.unit,
                by: official.id,
                from,
                to,
                note: input.get("note"),
                step: DeskStep::Assigned,
            };
            own.give(&mut tx, moved, &giving).await? == Given::Done
        }
        (None, None) => false,
    };
    tx.commit().await?;
    Ok(done)
}
