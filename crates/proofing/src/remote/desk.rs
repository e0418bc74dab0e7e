//! The operator's side: take the next one, see and compare, decide.

use askama::Template;
use axum::Json;
use axum::Router;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use okno_accounts::{Person, find, find_locked};
use okno_store::{Db, Entry, Tx};
use okno_web::visitor::Official;
use okno_web::{Choice, Fault, Field, Form, Input, Kind, Page, Visitor};
use serde_json::json;
use uuid::Uuid;

use super::socket::{Seat, give_back_left, upgrade};
use super::{PHOTO, VIDEO, ago, allow, here_since, left, pictures};
use crate::Proofing;
use crate::attempt::{Attempt, Proof, Refusal, Stage};
use crate::engine::{self, Decider};
use crate::store::{self, Picture, RemoteCase, Side};

/// Where the operator begins.
const START: &str = "/centre/remote";
/// Pictures that an operator may take in one case.
const MOST: usize = 8;
/// Why not; `other` needs words of one's own.
const REASONS: [&str; 5] = ["face", "numbers", "damaged", "unclear", "other"];
/// The call could not be heard or seen.
const BAD_LINE: &str = "connection";

#[derive(Template)]
#[template(path = "remote.html")]
struct StartPage {
    page: Page,
    /// How many wait in each line.
    calls: i64,
    photos: i64,
    closed: Option<String>,
}

/// A mark that the operator sets.
struct Mark {
    name: &'static str,
    label: String,
    key: usize,
    set: bool,
}

/// A picture as drawn.
struct PictureShown {
    url: String,
    label: String,
}

/// The person beside the picture.
struct Shown {
    name: String,
    initials: String,
    birth: String,
    age: i16,
    passport: String,
    issued: String,
    division: String,
    snils: String,
}

#[derive(Template)]
#[template(path = "remote_case.html")]
struct CasePage {
    page: Page,
    id: Uuid,
    is_call: bool,
    level: u8,
    person: Option<Shown>,
    ice: String,
    pictures: Vec<PictureShown>,
    marks: Vec<Mark>,
    not_seen: Option<String>,
    form: Form,
    /// How it ended.
    decided: Option<Stage>,
}

/// What the operator says to have seen.
#[derive(Default)]
struct Seen(Vec<&'static str>);

impl Seen {
    fn of(method: &str, input: &Input) -> Self {
        Self(
            marks_of(method)
                .iter()
                .copied()
                .filter(|name| input.has(name))
                .collect(),
        )
    }

    fn proof(&self, reason: &str, doubt: &str) -> Proof {
        Proof {
            more: json!({ "seen": self.0, "reason": reason, "doubt": doubt }),
            ..Proof::of(self.0.iter().copied())
        }
    }
}

/// The marks of a method; their names are the evidence of the table.
fn marks_of(method: &str) -> &'static [&'static str] {
    match method {
        VIDEO => &["live", "face", "numbers", "intact"],
        _ => &["fresh", "face", "numbers", "intact"],
    }
}

pub(crate) fn router(proofing: &Proofing) -> Router {
    let back = post(give_back);
    Router::new()
        .route(START, get(start))
        .route("/centre/remote/next", post(next).get(to_start))
        .route("/centre/remote/{id}", get(case))
        .route("/centre/remote/{id}/socket", get(socket))
        .route("/centre/remote/{id}/confirm", post(confirm).get(to_case))
        .route("/centre/remote/{id}/refuse", post(refuse).get(to_case))
        .route("/centre/remote/{id}/bad-line", post(bad_line).get(to_case))
        .route("/centre/remote/{id}/back", back.get(to_case))
        .route(
            "/centre/remote/{id}/pictures",
            post(take_picture).get(to_case),
        )
        .route("/centre/remote/{id}/pictures/{file}", get(show_picture))
        .with_state(proofing.clone())
}

async fn to_start() -> Redirect {
    Redirect::to(START)
}

async fn to_case(Path(id): Path<Uuid>) -> Redirect {
    Redirect::to(&address(id))
}

fn address(id: Uuid) -> String {
    format!("{START}/{id}")
}

async fn start(State(proofing): State<Proofing>, visitor: Visitor) -> Result<Response, Fault> {
    visitor.official("operator")?;
    let db = visitor.db();
    let count = |line: &'static str| async move {
        store::waiting(db, line, ago(db, left(line)), here_since(db, line)).await
    };
    let (calls, photos) = (count(VIDEO).await?, count(PHOTO).await?);
    let mut page = visitor.page_t("proofing-remote-title").work();
    page.refresh = Some(15);
    visitor.render(&StartPage {
        page,
        calls,
        photos,
        closed: super::closed(&proofing, visitor.lang()),
    })
}

/// «Следующий»: of two operators who press at once, one gets this one and the other
/// the one after.
async fn next(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    let line = match input.get("line") {
        PHOTO => PHOTO,
        _ => VIDEO,
    };
    let db = visitor.db();
    // So many may be taken by others or be over before one is found.
    for _ in 0..50 {
        let mut tx = db.begin().await?;
        let since = ago(db, left(line));
        if let Some(held) = store::held(&mut tx, line, official.id, since).await? {
            tx.commit().await?;
            return Ok(visitor.go(&address(held.id)));
        }
        let Some(found) = store::next(&mut tx, line, since, here_since(db, line)).await? else {
            tx.commit().await?;
            return Ok(visitor.go(START));
        };
        let open = store::by_id_in(&mut tx, found.id).await?;
        match open {
            Some(open) if open.is_open(db.now()) => {}
            Some(over) => {
                // Its time is over and nobody has swept yet.
                let by = okno_store::Actor::System;
                engine::close(&proofing, &mut tx, &over, Stage::Expired, by, None).await?;
                tx.commit().await?;
                continue;
            }
            None => {
                store::leave(&mut tx, found.id).await?;
                tx.commit().await?;
                continue;
            }
        }
        give_back_left(&mut tx, &found).await?;
        if !store::take(&mut tx, found.id, official.id, since).await? {
            continue;
        }
        tx.journal(
            Entry::new(visitor.actor(), "proofing.taken", "proofing", found.id)
                .owner(found.account)
                .detail(json!({ "method": found.line, "unit": official.unit }))
                .from(Some(visitor.ip())),
        )
        .await?;
        tx.announce(found.id);
        tx.announce(found.account);
        tx.commit().await?;
        return Ok(visitor.go(&address(found.id)));
    }
    Ok(visitor.go(START))
}

/// The case while this operator has it.
async fn own(db: &Db, official: &Official, id: Uuid) -> Result<Option<RemoteCase>, Fault> {
    let case = store::remote_case(db, id).await?;
    Ok(case.filter(|case| case.operator == Some(official.id)))
}

fn form(visitor: &Visitor, id: Uuid) -> Form {
    let reasons = REASONS.into_iter().map(|word| Choice {
        value: word.to_owned(),
        label: visitor.t(&format!("proofing-reason-{word}")),
        hint: String::new(),
    });
    Form::new(
        format!("{}/refuse", address(id)),
        visitor.t("proofing-remote-refuse"),
        vec![
            Field::new(Kind::Radio, "reason", visitor.t("proofing-reason"))
                .missing(visitor.t("proofing-reason-missing"))
                .options(reasons.collect()),
            Field::new(Kind::Textarea, "doubt", visitor.t("proofing-doubt-label"))
                .hint(visitor.t("proofing-doubt-hint"))
                .optional()
                .width("full")
                .max(500),
        ],
    )
}

async fn case(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    let form = form(&visitor, id);
    match own(visitor.db(), &official, id).await? {
        Some(case) => {
            let mut tx = visitor.db().begin().await?;
            store::still(&mut tx, id, Side::Desk, Some(official.id)).await?;
            tx.commit().await?;
            let seen = Seen::default();
            let page = draw(&proofing, &visitor, &official, &case, form, &seen, None).await?;
            Ok(allow(visitor.portal(), visitor.render(&page)?))
        }
        None => decided(&visitor, &official, id, form).await,
    }
}

/// What became of a case that this operator had.
async fn decided(
    visitor: &Visitor,
    official: &Official,
    id: Uuid,
    form: Form,
) -> Result<Response, Fault> {
    let ended = store::by_id(visitor.db(), id).await?;
    let ended = ended.filter(|a| a.decided_by == Some(official.id) && is_remote(a));
    let Some(ended) = ended else {
        // Given back, cancelled, or never theirs.
        return Ok(visitor.go(START));
    };
    visitor.render(&CasePage {
        page: visitor
            .page_t(&format!("proofing-remote-{}", ended.method))
            .work(),
        id,
        is_call: ended.method == VIDEO,
        level: 0,
        person: None,
        ice: String::new(),
        pictures: Vec::new(),
        marks: Vec::new(),
        not_seen: None,
        form,
        decided: Some(ended.stage),
    })
}

fn is_remote(attempt: &Attempt) -> bool {
    [VIDEO, PHOTO].contains(&attempt.method.as_str())
}

async fn draw(
    proofing: &Proofing,
    visitor: &Visitor,
    official: &Official,
    case: &RemoteCase,
    form: Form,
    seen: &Seen,
    not_seen: Option<String>,
) -> Result<CasePage, Fault> {
    let db = visitor.db();
    let (account, person) = find(db, case.account).await?.ok_or(Fault::NotFound)?;
    // The person whose data is about to be seen can read who saw it and where.
    crate::counter::looked(visitor, official, case.id, case.account).await?;
    let pictures = store::pictures(db, case.id).await?;
    let page = visitor.page_t(&format!("proofing-remote-{}", case.line));
    let marks = marks_of(&case.line)
        .iter()
        .enumerate()
        .map(|(n, name)| Mark {
            name,
            label: visitor.t(&format!("proofing-{name}")),
            key: n + 1,
            set: seen.0.contains(name),
        });
    Ok(CasePage {
        page: page.work().with_form(&form),
        id: case.id,
        is_call: case.line == VIDEO,
        level: account.level.number(),
        person: Some(shown(visitor, &person)),
        ice: proofing.remote.ice.servers(db.now()).to_string(),
        pictures: pictures
            .iter()
            .map(|p| picture_shown(visitor, case.id, p))
            .collect(),
        marks: marks.collect(),
        not_seen,
        form,
        decided: None,
    })
}

fn shown(visitor: &Visitor, person: &Person) -> Shown {
    let passport = person.passport.as_ref();
    let first = |text: &str| text.chars().next().map(String::from).unwrap_or_default();
    let birth = person.birth_date.as_ref();
    Shown {
        name: person.full_name(),
        initials: format!(
            "{}{}",
            first(person.given.as_str()),
            first(person.surname.as_str())
        ),
        birth: birth.map(|d| d.shown()).unwrap_or_default(),
        age: birth.map_or(0, |d| d.age_on(visitor.portal().today())),
        passport: passport.map(|p| p.number.shown()).unwrap_or_default(),
        issued: passport
            .map(|p| format!("{}, {}", p.issued_on.shown(), p.issued_by))
            .unwrap_or_default(),
        division: passport.map(|p| p.division.shown()).unwrap_or_default(),
        snils: person.snils.as_ref().map(|s| s.shown()).unwrap_or_default(),
    }
}

fn picture_shown(visitor: &Visitor, case: Uuid, picture: &Picture) -> PictureShown {
    let page = visitor.page(String::new());
    let label = format!("proofing-picture-{}", picture.kind);
    PictureShown {
        url: format!("{}/pictures/{}", address(case), picture.id),
        label: page.ta(&label, "time", page.time(&picture.created_at)),
    }
}

async fn socket(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
    ws: WebSocketUpgrade,
) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    let own = own(visitor.db(), &official, id).await?;
    if own.is_none_or(|case| case.line != VIDEO) {
        return Err(Fault::NotFound);
    }
    let seat = Seat {
        case: id,
        side: Side::Desk,
        operator: Some(official.id),
    };
    upgrade(&proofing, &visitor, &headers, ws, seat)
}

async fn confirm(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    input: Input,
) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    let db = visitor.db();
    let Some(case) = own(db, &official, id).await? else {
        return Ok(visitor.go(&address(id)));
    };
    let seen = Seen::of(&case.line, &input);
    let mut tx = db.begin().await?;
    let proof = seen.proof("", "");
    let by = Decider::official(&visitor, &official);
    let text = match engine::done(&proofing, &mut tx, id, &proof, by).await? {
        Ok(_) => {
            finish(&proofing, &mut tx, id).await?;
            tx.commit().await?;
            return Ok(visitor.go(&address(id)));
        }
        Err(Refusal::Ended | Refusal::TooLate) => {
            tx.commit().await?;
            return Ok(visitor.go(&address(id)));
        }
        Err(Refusal::NotSeen) => "proofing-remote-not-seen",
        Err(_) => "proofing-not-standard",
    };
    drop(tx);
    let mut form = form(&visitor, id);
    form.fail("live", visitor.t(text));
    let text = Some(visitor.t(text));
    let page = draw(&proofing, &visitor, &official, &case, form, &seen, text).await?;
    Ok(allow(visitor.portal(), visitor.render_flawed(&page)?))
}

/// A decision was made: out of the line, and the pictures have their time.
async fn finish(proofing: &Proofing, tx: &mut Tx, id: Uuid) -> Result<(), Fault> {
    if let Some(attempt) = store::by_id_in(tx, id).await? {
        pictures::settled(proofing, tx, &attempt).await?;
    }
    store::leave(tx, id).await?;
    tx.announce(id);
    Ok(())
}

async fn refuse(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    input: Input,
) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    let db = visitor.db();
    let Some(case) = own(db, &official, id).await? else {
        return Ok(visitor.go(&address(id)));
    };
    // One of the words and nothing else: it goes to the journal.
    let reason = REASONS
        .into_iter()
        .find(|word| *word == input.get("reason"));
    let doubt: String = input.get("doubt").chars().take(500).collect();
    let flaw = match reason {
        None => Some(("reason", "proofing-reason-missing")),
        Some("other") if doubt.trim().is_empty() => Some(("doubt", "proofing-doubt-missing")),
        Some(_) => None,
    };
    let seen = Seen::of(&case.line, &input);
    if let Some((field, text)) = flaw {
        let mut form = form(&visitor, id).filled(&input);
        form.fail(field, visitor.t(text));
        let page = draw(&proofing, &visitor, &official, &case, form, &seen, None).await?;
        return Ok(allow(visitor.portal(), visitor.render_flawed(&page)?));
    }
    let reason = reason.unwrap_or_default();
    end_badly(&proofing, &visitor, &official, id, reason, &doubt).await
}

/// «Связь плохая»: this call gives nothing; photos may.
async fn bad_line(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    if own(visitor.db(), &official, id).await?.is_none() {
        return Ok(visitor.go(&address(id)));
    }
    end_badly(&proofing, &visitor, &official, id, BAD_LINE, "").await
}

async fn end_badly(
    proofing: &Proofing,
    visitor: &Visitor,
    official: &Official,
    id: Uuid,
    reason: &str,
    doubt: &str,
) -> Result<Response, Fault> {
    let db = visitor.db();
    let mut tx = db.begin().await?;
    if let Some(attempt) = store::by_id_in(&mut tx, id).await? {
        let (account, _) = find_locked(&mut tx, attempt.account).await?;
        let words = proofing.portal.words();
        let mut text = match reason {
            "other" => String::new(),
            word => words.t(account.lang, &format!("proofing-reason-{word}")),
        };
        if !doubt.is_empty() {
            if !text.is_empty() {
                text.push_str(". ");
            }
            text.push_str(doubt);
        }
        // Before the end, which throws away pictures that nobody decided by.
        pictures::settled(proofing, &mut tx, &attempt).await?;
        let proof = Seen::default().proof(reason, doubt);
        let by = Decider::official(visitor, official);
        let _ = engine::refuse(proofing, &mut tx, &attempt, reason, &text, &proof, by).await?;
    }
    tx.commit().await?;
    Ok(visitor.go(&address(id)))
}

/// «Вернуть в очередь»: the person keeps the place.
async fn give_back(visitor: Visitor, Path(id): Path<Uuid>) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    let db = visitor.db();
    let mut tx = db.begin().await?;
    if store::give_back(&mut tx, id, official.id).await? {
        let owner = store::by_id_in(&mut tx, id).await?.map(|a| a.account);
        tx.journal(
            Entry::new(visitor.actor(), "proofing.returned", "proofing", id)
                .owner(owner)
                .from(Some(visitor.ip())),
        )
        .await?;
        tx.announce(id);
    }
    tx.commit().await?;
    Ok(visitor.go(START))
}

/// A still picture of the face or of the passport, out of the call.
async fn take_picture(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    request: Request,
) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    let db = visitor.db();
    let own_call = own(db, &official, id).await?;
    let Some(case) = own_call.filter(|case| case.line == VIDEO) else {
        return Err(Fault::NotFound);
    };
    let mut sent = pictures::read_form(request).await?;
    let kind = match sent.input.get("kind") {
        "document" => "document",
        _ => "face",
    };
    let Some((_, _, content)) = sent.files.pop() else {
        return Err(Fault::BadRequest);
    };
    if store::pictures(db, id).await?.len() >= MOST {
        let text = visitor.t("proofing-picture-many");
        let told = Json(json!({ "text": text }));
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, told).into_response());
    }
    let upload = match pictures::develop(&proofing, kind, content).await? {
        Ok(upload) => upload,
        Err(flaw) => {
            let text = visitor.portal().words().flaw(visitor.lang(), &flaw);
            let told = Json(json!({ "text": text }));
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, told).into_response());
        }
    };
    let stored = db.store_file(&upload.content).await?;
    let mut tx = db.begin().await?;
    pictures::keep(&mut tx, id, case.account, kind, &stored, &upload).await?;
    tx.journal(
        Entry::new(visitor.actor(), "proofing.picture.taken", "proofing", id)
            .owner(case.account)
            .detail(json!({ "kind": kind }))
            .from(Some(visitor.ip())),
    )
    .await?;
    let now = tx.now();
    tx.commit().await?;
    let picture = Picture {
        id: stored.id,
        kind: kind.to_owned(),
        created_at: now,
    };
    let shown = picture_shown(&visitor, id, &picture);
    Ok(Json(json!({ "url": shown.url, "text": shown.label })).into_response())
}

/// A picture, to the operator who has the case.
async fn show_picture(
    visitor: Visitor,
    Path((id, file)): Path<(Uuid, Uuid)>,
) -> Result<Response, Fault> {
    let official = visitor.official("operator")?;
    let db = visitor.db();
    let case = own(db, &official, id).await?.ok_or(Fault::NotFound)?;
    if store::picture_of(db, file).await? != Some(id) {
        return Err(Fault::NotFound);
    }
    let facts = db.file_facts(file).await?.ok_or(Fault::NotFound)?;
    let content = db.file_content(file).await?;
    let mut tx = db.begin().await?;
    tx.journal(
        Entry::new(visitor.actor(), "proofing.picture.seen", "proofing", id)
            .owner(case.account)
            .detail(json!({ "unit": official.unit }))
            .from(Some(visitor.ip())),
    )
    .await?;
    tx.commit().await?;
    let head = [
        (header::CONTENT_TYPE, facts.media_type),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((head, content).into_response())
}
