//! The intake desk: packages that are awaited and that have come, their checklist, what is
//! missing, talks about corrections, the data entered, the result (S1-121, S1-122).

mod acts;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::{Redirect, Response};
use axum::routing::{get, post};
use jiff::Timestamp;
use okno_accounts::looks::What;
use okno_accounts::{Level, Person, find};
use okno_web::visitor::Official;
use okno_web::{Choice, Fault, Field, Form, Input, Kind, Page, Visitor};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::state::{ENCLOSURES, Step};
use super::{ID, is_desk, package_of};
use crate::attempt::{Attempt, Stage};
use crate::model::{Check, CheckState};
use crate::{Proofing, counter, files, store};

/// Why a package is refused for good; `other` needs words of one's own.
const REASONS: [&str; 4] = ["copies", "data", "silent", "other"];
/// How corrections are talked about.
const TALKS: [&str; 2] = ["phone", "mail"];

struct Row {
    id: Uuid,
    number: String,
    track: String,
    since: Timestamp,
    state: String,
    tag: &'static str,
    icon: &'static str,
}

#[derive(Template)]
#[template(path = "packages.html")]
struct QueuePage {
    page: Page,
    form: Form,
    rows: Vec<Row>,
}

struct Item {
    word: &'static str,
    text: String,
    checked: bool,
}

struct Said {
    at: Timestamp,
    how: String,
    text: String,
}

#[derive(Template)]
#[template(path = "package.html")]
struct CasePage {
    page: Page,
    id: Uuid,
    number: String,
    name: String,
    level: u8,
    facts: Vec<(String, String)>,
    track: Option<String>,
    receipt: bool,
    step: Step,
    decided: Option<Stage>,
    items: Vec<Item>,
    note: String,
    /// What is wrong with the checklist.
    error: Option<String>,
    /// Registries that have not agreed, in words.
    waits: Option<String>,
    /// May the data be entered here?
    enter: bool,
    talks: Vec<Said>,
    talk: Form,
    form: Form,
}

#[derive(Template)]
#[template(path = "package_data.html")]
struct DataPage {
    page: Page,
    id: Uuid,
    form: Form,
}

pub(super) fn router(proofing: &Proofing) -> Router {
    macro_rules! on {
        ($act:path) => {{
            let of = proofing.clone();
            post(
                move |visitor: Visitor, Path(id): Path<Uuid>, input: Input| {
                    let of = of.clone();
                    async move { $act(&of, visitor, id, input).await }
                },
            )
            .get(to_case)
        }};
    }
    let of = proofing.clone();
    let list = move |visitor: Visitor, query: Query<Asked>| {
        let of = of.clone();
        async move { queue(&of, visitor, query.0).await }
    };
    let of = proofing.clone();
    let find = move |visitor: Visitor, input: Input| {
        let of = of.clone();
        async move { search(&of, visitor, input).await }
    };
    let of = proofing.clone();
    let show = move |visitor: Visitor, Path(id): Path<Uuid>| {
        let of = of.clone();
        async move { case(&of, visitor, id).await }
    };
    let of = proofing.clone();
    let data = move |visitor: Visitor, Path(id): Path<Uuid>| {
        let of = of.clone();
        async move { acts::data(&of, visitor, id).await }
    };
    let of = proofing.clone();
    let enter = move |visitor: Visitor, Path(id): Path<Uuid>, input: Input| {
        let of = of.clone();
        async move { acts::enter(&of, visitor, id, input).await }
    };
    let of = proofing.clone();
    let receipt = move |visitor: Visitor, Path(id): Path<Uuid>| {
        let of = of.clone();
        async move { receipt(&of, visitor, id).await }
    };
    Router::new()
        .route("/centre/packages", get(list))
        .route("/centre/packages/find", post(find).get(to_queue))
        .route("/centre/packages/{id}", get(show))
        .route("/centre/packages/{id}/data", get(data).post(enter))
        .route("/centre/packages/{id}/receipt", get(receipt))
        .route("/centre/packages/{id}/receive", on!(acts::receive))
        .route("/centre/packages/{id}/check", on!(acts::check))
        .route("/centre/packages/{id}/talk", on!(acts::talk))
        .route("/centre/packages/{id}/refuse", on!(acts::refuse))
}

async fn to_queue() -> Redirect {
    Redirect::to("/centre/packages")
}

async fn to_case(Path(id): Path<Uuid>) -> Redirect {
    Redirect::to(&place(id))
}

fn place(id: Uuid) -> String {
    format!("/centre/packages/{id}")
}

/// An operator of a unit that takes packages in.
fn clerk(proofing: &Proofing, visitor: &Visitor) -> Result<Official, Fault> {
    let official = visitor.official("operator")?;
    match is_desk(proofing, &official.unit) {
        true => Ok(official),
        false => Err(Fault::Forbidden("packages are taken in elsewhere")),
    }
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    number: String,
}

fn find_form(visitor: &Visitor) -> Form {
    Form::new(
        "/centre/packages/find",
        visitor.t("proofing-find"),
        vec![
            Field::text("number", visitor.t("proofing-package-number"))
                .hint(visitor.t("proofing-package-number-hint"))
                .missing(visitor.t("proofing-package-number-missing"))
                .inputmode("numeric")
                .autocomplete("off")
                .width("10")
                .max(40),
        ],
    )
}

async fn draw_queue(visitor: &Visitor, form: Form) -> Result<QueuePage, Fault> {
    let all = store::open_at(visitor.db(), ID, Step::Prepared.word()).await?;
    let rows = all.iter().map(|attempt| {
        let package = package_of(attempt);
        let step = package.step();
        let (tag, icon) = match step {
            Step::Prepared | Step::Sent => ("none", "clock"),
            Step::Arrived => ("warn", "mail"),
            Step::Received => ("go", "run"),
            Step::Lacking => ("warn", "alert"),
            Step::Complete => ("ok", "check"),
        };
        Row {
            id: attempt.id,
            number: attempt.code_shown(),
            track: package
                .track
                .as_ref()
                .map(|t| t.shown())
                .unwrap_or_default(),
            since: package.at(step).unwrap_or(attempt.created_at),
            state: visitor.t(&format!("proofing-package-{}", step.word())),
            tag,
            icon,
        }
    });
    Ok(QueuePage {
        page: visitor.page_t("proofing-packages").work().with_form(&form),
        form,
        rows: rows.collect(),
    })
}

async fn queue(proofing: &Proofing, visitor: Visitor, asked: Asked) -> Result<Response, Fault> {
    clerk(proofing, &visitor)?;
    let mut form = find_form(&visitor);
    // From the QR code of the application: one click more, since finding is written down.
    form.set("number", asked.number);
    let page = draw_queue(&visitor, form).await?;
    visitor.render(&page)
}

async fn search(proofing: &Proofing, visitor: Visitor, input: Input) -> Result<Response, Fault> {
    clerk(proofing, &visitor)?;
    let db = visitor.db();
    let mut form = find_form(&visitor).filled(&input);
    let (words, today) = (visitor.portal().words(), visitor.portal().today());
    if form.check(&input, words, visitor.lang(), today) {
        let digits = input.get("number").chars().filter(char::is_ascii_digit);
        let code: String = digits.collect();
        if let Some(found) = store::by_code(db, ID, &code).await? {
            return Ok(visitor.go(&place(found.id)));
        }
        form.fail("number", visitor.t("proofing-package-number-unknown"));
    }
    visitor.render_flawed(&draw_queue(&visitor, form).await?)
}

/// A package of this desk.
async fn own(
    proofing: &Proofing,
    visitor: &Visitor,
    id: Uuid,
) -> Result<(Official, Attempt), Fault> {
    let official = clerk(proofing, visitor)?;
    let found = store::by_id(visitor.db(), id).await?;
    let attempt = found.filter(|attempt| attempt.method == ID);
    Ok((official, attempt.ok_or(Fault::NotFound)?))
}

fn choices(visitor: &Visitor, prefix: &str, words: &[&str]) -> Vec<Choice> {
    words
        .iter()
        .map(|word| Choice {
            value: (*word).to_owned(),
            label: visitor.t(&format!("{prefix}-{word}")),
            hint: String::new(),
        })
        .collect()
}

fn talk_form(visitor: &Visitor, id: Uuid) -> Form {
    Form::new(
        format!("{}/talk", place(id)),
        visitor.t("proofing-package-talk-save"),
        vec![
            Field::new(Kind::Radio, "how", visitor.t("proofing-package-talk-how"))
                .missing(visitor.t("proofing-package-talk-how-missing"))
                .options(choices(visitor, "proofing-package-talk", &TALKS)),
            Field::new(
                Kind::Textarea,
                "said",
                visitor.t("proofing-package-talk-said"),
            )
            .missing(visitor.t("proofing-package-talk-missing"))
            .width("full")
            .max(1000),
        ],
    )
}

fn refuse_form(visitor: &Visitor, id: Uuid) -> Form {
    Form::new(
        format!("{}/refuse", place(id)),
        visitor.t("proofing-package-refuse"),
        vec![
            Field::new(Kind::Radio, "reason", visitor.t("proofing-reason"))
                .missing(visitor.t("proofing-reason-missing"))
                .options(choices(visitor, "proofing-package-reason", &REASONS)),
            Field::new(Kind::Textarea, "doubt", visitor.t("proofing-doubt-label"))
                .hint(visitor.t("proofing-doubt-hint"))
                .optional()
                .width("full")
                .max(500),
        ],
    )
}

/// What the desk compares with the copies; masked when there is nothing to compare.
fn facts(visitor: &Visitor, person: &Person, over: bool) -> Vec<(String, String)> {
    let passport = person.passport.as_ref();
    let shown = |all: String, masked: String| if over { masked } else { all };
    let rows = [
        (
            "proofing-passport",
            passport.map(|p| shown(p.number.shown(), p.number.masked())),
        ),
        (
            "proofing-issued",
            passport
                .filter(|_| !over)
                .map(|p| format!("{}, {}", p.issued_on.shown(), p.issued_by)),
        ),
        (
            "proofing-package-birth",
            person
                .birth_date
                .as_ref()
                .filter(|_| !over)
                .map(|date| date.shown()),
        ),
        (
            "proofing-snils",
            person.snils.as_ref().map(|s| shown(s.shown(), s.masked())),
        ),
        (
            "proofing-compared-inn",
            person.inn.as_ref().map(|i| shown(i.shown(), i.masked())),
        ),
        (
            "proofing-package-address",
            person
                .address
                .as_ref()
                .filter(|_| !over)
                .map(|a| okno_requisites::typo(&a.shown(), "ru")),
        ),
        (
            "proofing-phone",
            Some(shown(person.phone.shown(), person.phone.masked())),
        ),
        (
            "proofing-package-email",
            Some(shown(person.email.shown(), person.email.masked())),
        ),
    ];
    rows.into_iter()
        .filter_map(|(id, value)| value.map(|value| (visitor.t(id), value)))
        .collect()
}

/// Which registries have not agreed.
fn waits(visitor: &Visitor, level: Level, checks: &[Check]) -> Option<String> {
    let words = visitor.portal().words();
    let open = checks
        .iter()
        .filter(|check| check.kind.decides() && check.state != CheckState::Good);
    let names: Vec<String> = open
        .map(|check| {
            words.t(
                visitor.lang(),
                &format!("proofing-registry-{}", check.kind.word()),
            )
        })
        .collect();
    match (names.is_empty(), level) {
        (false, _) => {
            let page = visitor.page(String::new());
            Some(page.ta("proofing-package-waits", "list", names.join(", ")))
        }
        (true, Level::Simplified) => Some(visitor.t("proofing-package-empty")),
        _ => None,
    }
}

async fn draw(
    visitor: &Visitor,
    official: &Official,
    attempt: &Attempt,
) -> Result<CasePage, Fault> {
    let db = visitor.db();
    let (account, person) = find(db, attempt.account).await?.ok_or(Fault::NotFound)?;
    // The person whose data is about to be seen can read who saw it and where.
    crate::counter::looked(visitor, official, attempt.id, attempt.account).await?;
    let package = package_of(attempt);
    let decided = match attempt.stage {
        Stage::Open if attempt.ends_at > db.now() => None,
        stage => Some(stage),
    };
    let over = decided.is_some();
    let checks = store::checks(db, account.id).await?;
    let mut items: Vec<Item> = ENCLOSURES
        .into_iter()
        .map(|word| Item {
            word,
            text: visitor.t(&format!("proofing-enclosure-{word}")),
            checked: package.found.contains(word),
        })
        .collect();
    items.push(Item {
        word: "certified",
        text: visitor.t("proofing-package-certified"),
        checked: package.found.contains("certified"),
    });
    let form = refuse_form(visitor, attempt.id);
    Ok(CasePage {
        page: visitor.page_t("proofing-package-case").work(),
        id: attempt.id,
        number: attempt.code_shown(),
        name: person.full_name(),
        level: account.level.number(),
        facts: facts(visitor, &person, over),
        track: package.track.as_ref().map(|t| t.shown()),
        receipt: package.receipt.is_some() && !over,
        step: package.step(),
        decided,
        items,
        note: package.note.clone(),
        error: None,
        waits: waits(visitor, account.level, &checks),
        enter: account.level == Level::Simplified && !over,
        talks: package
            .talks
            .iter()
            .map(|talk| Said {
                at: talk.at,
                how: visitor.t(&format!("proofing-package-talk-{}", talk.how)),
                text: talk.text.clone(),
            })
            .collect(),
        talk: talk_form(visitor, attempt.id),
        form,
    })
}

async fn case(proofing: &Proofing, visitor: Visitor, id: Uuid) -> Result<Response, Fault> {
    let (official, attempt) = own(proofing, &visitor, id).await?;
    let page = draw(&visitor, &official, &attempt).await?;
    visitor.render(&page)
}

/// The person's copy of the receipt; the look is written down.
async fn receipt(proofing: &Proofing, visitor: Visitor, id: Uuid) -> Result<Response, Fault> {
    let (official, attempt) = own(proofing, &visitor, id).await?;
    let db = visitor.db();
    let file = package_of(&attempt).receipt;
    let file = file
        .filter(|_| attempt.is_open(db.now()))
        .ok_or(Fault::NotFound)?;
    let facts = db.file_facts(file).await?.ok_or(Fault::NotFound)?;
    okno_web::handout::to_official(&facts)?;
    let what = (What::Paper, "proofing.paper.seen");
    let (thing, detail) = ((attempt.id, file), json!({ "file": file }));
    counter::looked_at(&visitor, &official, what, thing, attempt.account, detail).await?;
    let content = db.file_content(file).await?;
    Ok(files::deliver(content, &facts.media_type, &facts.name))
}
