//! The workplace of a service centre's operator: find by code, compare, vouch.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use jiff::SignedDuration;
use jiff::Timestamp;
use okno_accounts::{Level, Person, find, find_locked, recipient, set_level};
use okno_notifications::Message;
use okno_store::{Entry, Limit, Verdict};
use okno_web::visitor::Official;
use okno_web::{Fault, Field, Form, Input, Page, Visitor};
use serde_json::json;
use uuid::Uuid;

use crate::Proofing;
use crate::model::{self, Evidence, InPerson, Refusal, Stage};
use crate::store;

const WRONG_CODES: Limit =
    Limit { name: "proofing.code", max: 20, per: SignedDuration::from_mins(15) };

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
}

#[derive(Template)]
#[template(path = "centre_case.html")]
struct CasePage {
    page: Page,
    form: Form,
    case: InPerson,
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
    seen: Evidence,
    decided: Option<bool>,
}

pub(crate) fn router(proofing: &Proofing) -> Router {
    let of = proofing.clone();
    let confirm = post(move |visitor: Visitor, Path(id): Path<Uuid>, input: Input| {
        let of = of.clone();
        async move { decide(&of, visitor, id, input, true).await }
    });
    let of = proofing.clone();
    let refuse = post(move |visitor: Visitor, Path(id): Path<Uuid>, input: Input| {
        let of = of.clone();
        async move { decide(&of, visitor, id, input, false).await }
    });
    Router::new()
        .route("/centre", get(start))
        .route("/centre/find", post(search))
        .route("/centre/cases/{id}", get(case))
        .route("/centre/cases/{id}/confirm", confirm)
        .route("/centre/cases/{id}/refuse", refuse)
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

async fn draw_start(visitor: &Visitor, official: &Official, form: Form) -> Result<CentrePage, Fault> {
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
    let page = visitor.page_t("proofing-centre-title").work().with_form(&form);
    Ok(CentrePage { page, form, done })
}

async fn start(visitor: Visitor) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    let form = code_form(&visitor);
    let template = draw_start(&visitor, &official, form).await?;
    visitor.render(&template)
}

async fn search(visitor: Visitor, input: Input) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    let db = visitor.db();
    let mut form = code_form(&visitor).filled(&input);
    let words = visitor.portal().words();
    if !form.check(&input, words, visitor.lang(), visitor.portal().today()) {
        return visitor.render_flawed(&draw_start(&visitor, &official, form).await?);
    }
    let code: String = input.get("code").chars().filter(char::is_ascii_digit).collect();
    let found = store::by_code(db, &code).await?;
    let Some(case) = found.filter(|case| case.ends_at > db.now()) else {
        let mut tx = db.begin().await?;
        tx.journal(
            Entry::new(visitor.actor(), "proofing.code.wrong", "staff", official.id)
                .from(Some(visitor.ip())),
        )
        .await?;
        tx.commit().await?;
        if let Verdict::Wait { until } = db.hit(&WRONG_CODES, &official.id.to_string()).await? {
            return Err(Fault::TooMany { until });
        }
        form.fail("code", visitor.t("proofing-code-unknown"));
        return visitor.render_flawed(&draw_start(&visitor, &official, form).await?);
    };
    let mut tx = db.begin().await?;
    store::found(&mut tx, case.id, official.id).await?;
    // The person whose data is about to be seen can read who saw it and where.
    tx.journal(
        Entry::new(visitor.actor(), "proofing.seen", "proofing", case.id)
            .owner(case.account)
            .detail(json!({ "unit": official.unit }))
            .from(Some(visitor.ip())),
    )
    .await?;
    tx.commit().await?;
    Ok(visitor.go(&format!("/centre/cases/{}", case.id)))
}

fn doubt_form(visitor: &Visitor, id: Uuid) -> Form {
    Form::new(
        format!("/centre/cases/{id}/refuse"),
        visitor.t("proofing-doubt"),
        vec![
            Field::new(okno_web::Kind::Textarea, "doubt", visitor.t("proofing-doubt-label"))
                .hint(visitor.t("proofing-doubt-hint"))
                .missing(visitor.t("proofing-doubt-missing"))
                .width("full")
                .max(500),
        ],
    )
}

/// The case, when this operator has found it by its code.
async fn own_case(visitor: &Visitor, official: &Official, id: Uuid) -> Result<InPerson, Fault> {
    store::by_id(visitor.db(), id)
        .await?
        .filter(|case| case.found_by == Some(official.id))
        .ok_or(Fault::NotFound)
}

async fn draw_case(
    visitor: &Visitor,
    case: InPerson,
    form: Form,
    seen: Evidence,
) -> Result<CasePage, Fault> {
    let found = find(visitor.db(), case.account).await?;
    let (account, person) = found.ok_or(Fault::NotFound)?;
    let today = visitor.portal().today();
    let passport = person.passport.as_ref();
    let decided = match case.stage {
        Stage::Open => None,
        stage => Some(stage == Stage::Done),
    };
    Ok(CasePage {
        page: visitor.page_t("proofing-case-title").work().with_form(&form),
        form,
        level: account.level.number(),
        name: person.full_name(),
        initials: initials(&person),
        birth: person.birth_date.as_ref().map(|d| d.shown()).unwrap_or_default(),
        age: person.birth_date.as_ref().map_or(0, |d| d.age_on(today)),
        passport: passport.map(|p| p.number.shown()).unwrap_or_default(),
        issued: passport
            .map(|p| format!("{}, {}", p.issued_on.shown(), p.issued_by))
            .unwrap_or_default(),
        division: passport.map(|p| p.division.shown()).unwrap_or_default(),
        snils: person.snils.as_ref().map(|s| s.shown()).unwrap_or_default(),
        phone: person.phone.masked(),
        seen,
        decided,
        case,
    })
}

fn initials(person: &Person) -> String {
    let first = |text: &str| text.chars().next().map(String::from).unwrap_or_default();
    format!("{}{}", first(person.given.as_str()), first(person.surname.as_str()))
}

async fn case(visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    let case = own_case(&visitor, &official, id).await?;
    let form = doubt_form(&visitor, id);
    let template = draw_case(&visitor, case, form, Evidence::default()).await?;
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
        doubt: input.get("doubt").chars().take(500).collect(),
    };
    let db = visitor.db();
    let mut tx = db.begin().await?;
    let (account, person) = find_locked(&mut tx, case.account).await?;
    let locked = store::by_id_locked(&mut tx, id).await?.ok_or(Fault::NotFound)?;
    let moved = if good {
        model::confirm(locked.stage, account.level, &evidence, tx.now(), locked.ends_at)
            .map(|(stage, _)| stage)
    } else {
        model::refuse(locked.stage, &evidence)
    };
    let stage = match moved {
        Ok(stage) => stage,
        Err(Refusal::Ended) => return Ok(visitor.go(&format!("/centre/cases/{id}"))),
        Err(refusal) => {
            drop(tx);
            let mut form = doubt_form(&visitor, id).filled(&input);
            let (field, text) = match refusal {
                Refusal::NotSeen => ("face", "proofing-not-seen"),
                Refusal::NoReason => ("doubt", "proofing-doubt-missing"),
                Refusal::TooLate => ("face", "proofing-code-unknown"),
                Refusal::NotStandard | Refusal::Ended => ("face", "proofing-not-standard"),
            };
            form.fail(field, visitor.t(text));
            return visitor.render_flawed(&draw_case(&visitor, locked, form, evidence).await?);
        }
    };
    if !store::decide(&mut tx, id, stage, official.id, &official.unit, &evidence).await? {
        return Ok(visitor.go(&format!("/centre/cases/{id}")));
    }
    let words = proofing.portal.words();
    let lang = account.lang;
    let outcome = if good { "confirmed" } else { "refused" };
    if good {
        set_level(&mut tx, account.id, Level::Confirmed, Some("in_person"), visitor.actor()).await?;
    }
    tx.journal(
        Entry::new(visitor.actor(), "proofing.decided", "proofing", id)
            .owner(account.id)
            .detail(json!({
                "outcome": outcome,
                "unit": official.unit,
                "face": evidence.face,
                "numbers": evidence.numbers,
                "intact": evidence.intact,
            }))
            .from(Some(visitor.ip())),
    )
    .await?;
    let body = words.tv(
        lang,
        &format!("proofing-{outcome}-body"),
        &[("name", person.called().into()), ("reason", evidence.doubt.as_str().into())],
    );
    okno_notifications::send(
        &mut tx,
        &recipient(&account, &person),
        Message {
            key: format!("proofing:{id}:{outcome}"),
            sms: Some(words.t(lang, &format!("proofing-{outcome}-sms"))),
            subject: words.t(lang, &format!("proofing-{outcome}-subject")),
            body,
            link: Some("/cabinet/level".to_owned()),
            inbox: true,
            mail: true,
        },
    )
    .await?;
    tx.announce(account.id);
    tx.commit().await?;
    Ok(visitor.go(&format!("/centre/cases/{id}")))
}
