//! The workplace of a service centre's operator: find by code, compare, vouch; scans
//! ([`papers`]); people who have no account yet ([`counter`]).

mod code_sheet;
pub(crate) mod compared;
mod counter;
mod papers;
mod returning;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Request};
use axum::response::{Redirect, Response};
use axum::routing::{get, post};
use jiff::SignedDuration;
use jiff::Timestamp;
use okno_accounts::{Person, find, find_locked};
use okno_store::{Entry, Limit, Tx, Verdict};
use okno_web::upload;
use okno_web::visitor::Official;
use okno_web::{Choice, Fault, Field, Form, Input, Kind, Page, Visitor};
use serde_json::json;
use uuid::Uuid;

use crate::attempt::{Attempt, Refusal, Stage};
use crate::engine::{self, Decider};
use crate::model::Evidence;
use crate::{Proofing, certificate, store, visits, ways};
use compared::{Compared, compare};
use papers::PaperShown;

const WRONG_CODES: Limit = Limit {
    name: "proofing.code",
    max: 20,
    per: SignedDuration::from_mins(15),
};

struct DoneRow {
    at: Timestamp,
    code: String,
    good: bool,
}

#[derive(Template)]
#[template(path = "centre.html")]
struct CentrePage {
    page: Page,
    form: Form,
    done: Vec<DoneRow>,
    /// Does this unit take packages in?
    packages: bool,
}

#[derive(Template)]
#[template(path = "centre_case.html")]
struct CasePage {
    page: Page,
    form: Form,
    case: Attempt,
    level: u8,
    name: String,
    initials: String,
    birth: String,
    age: i16,
    passport: String,
    issued: String,
    division: String,
    snils: String,
    phone: String,
    compared: Vec<Compared>,
    /// A registry is being asked.
    comparing: bool,
    papers: Vec<PaperShown>,
    papers_form: Option<Form>,
    /// The certificate of a good end is made.
    certificate: Option<bool>,
    seen: Evidence,
    /// Why it cannot be confirmed, below the marks.
    not_seen: Option<String>,
    /// How it ended; an open one whose code is too old has ended too.
    decided: Option<Stage>,
    by_other: bool,
}

pub(crate) fn router(proofing: &Proofing) -> Router {
    let of = proofing.clone();
    let confirm = post(
        move |visitor: Visitor, Path(id): Path<Uuid>, input: Input| {
            let of = of.clone();
            async move { decide(&of, visitor, id, input, true).await }
        },
    );
    let of = proofing.clone();
    let find_case = post(move |visitor: Visitor, input: Input| {
        let of = of.clone();
        async move { search(&of, visitor, input).await }
    });
    let of = proofing.clone();
    let refuse = post(
        move |visitor: Visitor, Path(id): Path<Uuid>, input: Input| {
            let of = of.clone();
            async move { decide(&of, visitor, id, input, false).await }
        },
    );
    let of = proofing.clone();
    let add = post(
        move |visitor: Visitor, Path(id): Path<Uuid>, request: Request| {
            let of = of.clone();
            async move { add_paper(&of, visitor, id, request).await }
        },
    );
    let of = proofing.clone();
    let home = get(move |visitor: Visitor| {
        let of = of.clone();
        async move { start(&of, visitor).await }
    });
    Router::new()
        .merge(counter::router(proofing))
        .merge(returning::router(proofing))
        .route("/centre/cases/{id}/compare", post(compare).get(to_case))
        .route("/centre/cases/{id}/papers", add.get(to_case))
        .route("/centre/papers", get(papers::audit))
        .route("/centre/papers/{id}", get(papers::one))
        .route("/centre/papers/{id}/remove", post(papers::remove))
        .route("/centre", home)
        .route("/centre/find", find_case.get(to_start))
        .route("/centre/cases/{id}", get(case))
        .route("/centre/cases/{id}/confirm", confirm.get(to_case))
        .route("/centre/cases/{id}/refuse", refuse.get(to_case))
}

/// A form that came back with its mistakes has the address it was sent to; who asks for that
/// address again, by reloading or by the way back, gets the page that it stands on.
async fn to_start() -> Redirect {
    Redirect::to("/centre")
}

async fn to_case(Path(id): Path<Uuid>) -> Redirect {
    Redirect::to(&format!("/centre/cases/{id}"))
}

fn code_form(visitor: &Visitor) -> Form {
    Form::new(
        "/centre/find",
        visitor.t("proofing-find"),
        vec![
            Field::text("code", visitor.t("proofing-code"))
                .hint(visitor.t("proofing-code-hint"))
                .missing(visitor.t("proofing-code-missing"))
                .inputmode("numeric")
                .width("10")
                .max(40),
        ],
    )
}

async fn draw_start(
    proofing: &Proofing,
    visitor: &Visitor,
    official: &Official,
    form: Form,
) -> Result<CentrePage, Fault> {
    let today = visitor.portal().local(visitor.db().now()).start_of_day();
    let since = today.map_or(Timestamp::MIN, |day| day.timestamp());
    let done = store::decided_by(visitor.db(), official.id, since)
        .await?
        .into_iter()
        .map(|case| DoneRow {
            at: case.decided_at.unwrap_or(Timestamp::MIN),
            code: case.code_shown(),
            good: case.stage == Stage::Done,
        })
        .collect();
    let page = visitor
        .page_t("proofing-centre-title")
        .work()
        .with_form(&form);
    Ok(CentrePage {
        page,
        form,
        done,
        packages: ways::paper::is_desk(proofing, &official.unit),
    })
}

async fn start(proofing: &Proofing, visitor: Visitor) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    let form = code_form(&visitor);
    let template = draw_start(proofing, &visitor, &official, form).await?;
    visitor.render(&template)
}

async fn search(proofing: &Proofing, visitor: Visitor, input: Input) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    let db = visitor.db();
    let mut form = code_form(&visitor).filled(&input);
    let words = visitor.portal().words();
    if !form.check(&input, words, visitor.lang(), visitor.portal().today()) {
        return visitor.render_flawed(&draw_start(proofing, &visitor, &official, form).await?);
    }
    // Before the look: past the limit a right guess is worth nothing either.
    let subject = official.id.to_string();
    if let Verdict::Wait { until } = db.peek(&WRONG_CODES, &subject).await? {
        return Err(Fault::TooMany { until });
    }
    let code: String = input
        .get("code")
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let method = method_at(proofing, &official);
    let found = store::by_code(db, method, &code).await?;
    let Some(case) = found.filter(|case| case.ends_at > db.now()) else {
        let mut tx = db.begin().await?;
        tx.journal(
            Entry::new(visitor.actor(), "proofing.code.wrong", "staff", official.id)
                .from(Some(visitor.ip())),
        )
        .await?;
        tx.commit().await?;
        db.hit(&WRONG_CODES, &subject).await?;
        form.fail("code", unknown(proofing, &visitor, method, &code).await?);
        return visitor.render_flawed(&draw_start(proofing, &visitor, &official, form).await?);
    };
    let mut tx = db.begin().await?;
    store::look(&mut tx, case.id, official.id).await?;
    tx.journal(
        Entry::new(visitor.actor(), "proofing.found", "proofing", case.id)
            .owner(case.account)
            .detail(json!({ "unit": official.unit }))
            .from(Some(visitor.ip())),
    )
    .await?;
    tx.commit().await?;
    Ok(visitor.go(&format!("/centre/cases/{}", case.id)))
}

/// The method of the kind of office where an official works.
fn method_at<'a>(proofing: &'a Proofing, official: &Official) -> &'a str {
    let centre = proofing.centres.get(&official.unit);
    centre
        .and_then(|centre| visits::method_of(proofing, &proofing.centres, centre))
        .unwrap_or(ways::IN_PERSON)
}

/// What to say of a code that opens no case here: it may be one of another kind of office.
async fn unknown(
    proofing: &Proofing,
    visitor: &Visitor,
    here: &str,
    code: &str,
) -> Result<String, Fault> {
    let db = visitor.db();
    for kind in proofing
        .centres
        .kinds
        .iter()
        .filter(|kind| kind.method != here)
    {
        let found = store::by_code(db, &kind.method, code).await?;
        if found.is_some_and(|case| case.is_open(db.now())) {
            let args = [("place", kind.name.get(visitor.lang().code()).into())];
            let words = visitor.portal().words();
            return Ok(words.tv(visitor.lang(), "proofing-code-elsewhere", &args));
        }
    }
    Ok(visitor.t("proofing-code-unknown"))
}

fn doubt_form(visitor: &Visitor, id: Uuid) -> Form {
    Form::new(
        format!("/centre/cases/{id}/refuse"),
        visitor.t("proofing-doubt"),
        vec![
            Field::new(Kind::Radio, "reason", visitor.t("proofing-reason"))
                .missing(visitor.t("proofing-reason-missing"))
                .options(
                    Evidence::REASONS
                        .into_iter()
                        .map(|word| {
                            let id = format!("proofing-reason-{word}");
                            Choice {
                                value: word.to_owned(),
                                label: visitor.t(&id),
                                hint: String::new(),
                            }
                        })
                        .collect(),
                ),
            Field::new(Kind::Textarea, "doubt", visitor.t("proofing-doubt-label"))
                .hint(visitor.t("proofing-doubt-hint"))
                .optional()
                .width("full")
                .max(500),
        ],
    )
}

/// The case, when this operator has found it by its code.
async fn own_case(visitor: &Visitor, official: &Official, id: Uuid) -> Result<Attempt, Fault> {
    if !store::has_looked(visitor.db(), id, official.id).await? {
        return Err(Fault::NotFound);
    }
    store::by_id(visitor.db(), id).await?.ok_or(Fault::NotFound)
}

async fn draw_case(
    visitor: &Visitor,
    official: &Official,
    case: Attempt,
    form: Form,
    seen: Evidence,
    not_seen: Option<String>,
) -> Result<CasePage, Fault> {
    let db = visitor.db();
    let (account, person) = find(db, case.account).await?.ok_or(Fault::NotFound)?;
    // The person whose data is about to be seen can read who saw it and where.
    crate::counter::looked(visitor, official, case.id, case.account).await?;
    let today = visitor.portal().today();
    let passport = person.passport.as_ref();
    let decided = match case.stage {
        Stage::Open if case.ends_at > db.now() => None,
        stage => Some(stage),
    };
    // There is nothing to compare any more.
    let over = decided.is_some();
    let checks = store::checks(db, case.account).await?;
    let compared: Vec<Compared> = match over {
        true => Vec::new(),
        false => compared::rows(visitor, &person, &checks),
    };
    let comparing = !over && compared::is_comparing(&checks);
    let papers = store::papers(db, case.id).await?;
    let papers = papers::shown(visitor, official, &papers, !over).await?;
    let action = format!("/centre/cases/{}/papers", case.id);
    let papers_form = (!over).then(|| papers::form(visitor, action, false, "passport"));
    let own = case.decided_by == Some(official.id) && case.stage == Stage::Done;
    let certificate = match own && case.revoked_at.is_none() {
        true => Some(certificate::file_of(db, case.id).await?.is_some()),
        false => None,
    };
    let asked = okno_issuance::by_case(db, case.id).await?.is_some();
    let mut page = visitor
        .page_t("proofing-case-title")
        .work()
        .with_form(&form);
    page.refresh = (asked && certificate == Some(false)).then_some(5);
    Ok(CasePage {
        page,
        form,
        compared,
        comparing,
        papers,
        papers_form,
        certificate,
        level: account.level.number(),
        name: person.full_name(),
        initials: initials(&person),
        birth: match &person.birth_date {
            Some(date) if !over => date.shown(),
            _ => String::new(),
        },
        age: person.birth_date.as_ref().map_or(0, |d| d.age_on(today)),
        passport: passport
            .map(|p| {
                if over {
                    p.number.masked()
                } else {
                    p.number.shown()
                }
            })
            .unwrap_or_default(),
        issued: passport
            .filter(|_| !over)
            .map(|p| format!("{}, {}", p.issued_on.shown(), p.issued_by))
            .unwrap_or_default(),
        division: passport
            .filter(|_| !over)
            .map(|p| p.division.shown())
            .unwrap_or_default(),
        snils: person
            .snils
            .as_ref()
            .map(|s| if over { s.masked() } else { s.shown() })
            .unwrap_or_default(),
        phone: person.phone.masked(),
        seen,
        decided,
        by_other: case.decided_by.is_some_and(|by| by != official.id),
        not_seen,
        case,
    })
}

async fn add_paper(
    proofing: &Proofing,
    visitor: Visitor,
    id: Uuid,
    request: Request,
) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    let case = own_case(&visitor, &official, id).await?;
    let to = format!("/centre/cases/{id}");
    if !case.is_open(visitor.db().now()) {
        return Ok(visitor.go(&to));
    }
    let sent = upload::read(request).await?;
    let action = format!("{to}/papers");
    let mut form = papers::form(&visitor, action, false, "passport").filled(&sent.input);
    let of = (case.id, Some(case.account));
    if papers::keep(proofing, &visitor, &official, of, sent, &mut form).await? {
        return Ok(visitor.go(&to));
    }
    let doubt = doubt_form(&visitor, id);
    let mut page = draw_case(&visitor, &official, case, doubt, Evidence::default(), None).await?;
    page.page = page.page.with_form(&form);
    page.papers_form = Some(form);
    visitor.render_flawed(&page)
}

fn initials(person: &Person) -> String {
    let first = |text: &str| text.chars().next().map(String::from).unwrap_or_default();
    format!(
        "{}{}",
        first(person.given.as_str()),
        first(person.surname.as_str())
    )
}

async fn case(visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    let case = own_case(&visitor, &official, id).await?;
    let form = doubt_form(&visitor, id);
    let template = draw_case(&visitor, &official, case, form, Evidence::default(), None).await?;
    visitor.render(&template)
}

async fn decide(
    proofing: &Proofing,
    visitor: Visitor,
    id: Uuid,
    input: Input,
    good: bool,
) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    let case = own_case(&visitor, &official, id).await?;
    let evidence = Evidence {
        face: input.has("face"),
        numbers: input.has("numbers"),
        intact: input.has("intact"),
        // One of the words and nothing else: it goes to the journal.
        reason: Evidence::REASONS
            .into_iter()
            .find(|word| !good && *word == input.get("reason"))
            .unwrap_or_default()
            .to_owned(),
        doubt: match good {
            true => String::new(),
            false => input.get("doubt").chars().take(500).collect(),
        },
    };
    let db = visitor.db();
    let mut tx = db.begin().await?;
    let by = Decider::official(&visitor, &official);
    let mut paper = None;
    let result = if good && case.method == ways::post_office::ID {
        let handed =
            ways::post_office::hand_out(proofing, &mut tx, &visitor, &official, id, &evidence);
        handed.await?.map(|code| paper = Some(code))
    } else if good {
        let proof = evidence.proof();
        engine::done(proofing, &mut tx, id, &proof, by)
            .await?
            .map(|_| ())
    } else if evidence.has_reason() {
        let text = reason_text(proofing, &mut tx, &case, &evidence).await?;
        let proof = evidence.proof();
        engine::refuse(
            proofing,
            &mut tx,
            &case,
            &evidence.reason,
            &text,
            &proof,
            by,
        )
        .await?
    } else {
        Err(Refusal::NoReason)
    };
    match result {
        // Also when another was faster: the commit waits until that is for all to see.
        Ok(()) | Err(Refusal::Ended | Refusal::TooLate) => tx.commit().await?,
        Err(refusal) => {
            drop(tx);
            let mut form = doubt_form(&visitor, id).filled(&input);
            let (field, text) = match refusal {
                Refusal::NotSeen => ("face", "proofing-not-seen"),
                Refusal::NoReason if evidence.reason == "other" => {
                    ("doubt", "proofing-doubt-missing")
                }
                Refusal::NoReason => ("reason", "proofing-reason-missing"),
                _ => ("face", "proofing-not-standard"),
            };
            form.fail(field, visitor.t(text));
            let not_seen = good.then(|| visitor.t(text));
            let template = draw_case(&visitor, &official, case, form, evidence, not_seen).await?;
            return visitor.render_flawed(&template);
        }
    }
    match paper {
        Some(code) => ways::post_office::slip(&visitor, id, &code),
        None => Ok(visitor.go(&format!("/centre/cases/{id}"))),
    }
}

/// The reason of a refusal in the person's language.
async fn reason_text(
    proofing: &Proofing,
    tx: &mut Tx,
    case: &Attempt,
    evidence: &Evidence,
) -> Result<String, Fault> {
    let (account, _) = find_locked(tx, case.account).await?;
    let words = proofing.portal.words();
    let mut reason = match evidence.reason.as_str() {
        "other" | "" => String::new(),
        word => words.t(account.lang, &format!("proofing-reason-{word}")),
    };
    if !evidence.doubt.is_empty() {
        if !reason.is_empty() {
            reason.push_str(". ");
        }
        reason.push_str(&evidence.doubt);
    }
    Ok(reason)
}
