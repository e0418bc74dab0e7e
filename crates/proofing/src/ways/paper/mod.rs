//! A paper package by registered mail (S1-118 to S1-122, C7): the person sends an
//! application, an inventory and certified copies; the intake desk checks the set, enters
//! the data into the account, and the registries answer. Not the letter with a code:
//! there the portal writes to the person.

mod desk;
mod jobs;
mod state;

use std::path::Path;

use askama::Template;
use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use axum::routing::{get, post};
use futures::future::BoxFuture;
use jiff::Timestamp;
use okno_accounts::{Account, Person, find_locked};
use okno_appointments::Text;
use okno_issuance::PressError;
use okno_requisites::TrackingNumber;
use okno_store::{Actor, Db, DbError, Entry, Tx, Worker};
use okno_web::handout;
use okno_web::upload;
use okno_web::{Fault, Field, Form, Kind, Lang, Page, Visitor};
use serde::Deserialize;
use serde_json::json;

use super::{Way, path};
use crate::attempt::Attempt;
use crate::engine::{self, Chance, Decider};
use crate::pages::holder;
use crate::{Proofing, counter, files, last, store};
use state::{ENCLOSURES, State, Step};

/// The method's word.
pub(crate) const ID: &str = "paper";

/// The application and the inventory, in the services folder.
const TEMPLATE: &str = "package.typ";

pub(crate) struct Paper;

/// `paper.yaml` of the services folder: where packages go and who takes them in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Place {
    /// To whom (S1-119; the source's addressee is a mistake, C7).
    addressee: Text,
    address: Text,
    /// Units whose operators take packages in.
    units: Vec<String>,
}

impl Place {
    /// Reads the file; without one the method is not offered.
    pub(crate) fn read(path: &Path) -> Result<Option<Self>, String> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(format!("{}: {error}", path.display())),
        };
        serde_saphyr::from_str(&text)
            .map(Some)
            .map_err(|e| format!("{}: {e}", path.display()))
    }
}

/// Does this unit take packages in?
pub(crate) fn is_desk(proofing: &Proofing, unit: &str) -> bool {
    let place = proofing.paper.as_ref();
    place.is_some_and(|place| place.units.iter().any(|one| one == unit))
}

impl Way for Paper {
    fn id(&self) -> &'static str {
        ID
    }

    fn is_ready(&self, proofing: &Proofing) -> bool {
        proofing.paper.is_some()
    }

    fn router(&self, proofing: &Proofing) -> Router {
        let of = proofing.clone();
        let show = move |visitor: Visitor| {
            let of = of.clone();
            async move { show(&of, visitor).await }
        };
        let of = proofing.clone();
        let begin = move |visitor: Visitor| {
            let of = of.clone();
            async move { begin(&of, visitor).await }
        };
        let of = proofing.clone();
        let print = move |visitor: Visitor| {
            let of = of.clone();
            async move { print(&of, visitor).await }
        };
        let of = proofing.clone();
        let sent = move |visitor: Visitor, request: Request| {
            let of = of.clone();
            async move { sent(&of, visitor, request).await }
        };
        let back = || async { axum::response::Redirect::to("/cabinet/confirm/paper") };
        Router::new()
            .merge(desk::router(proofing))
            .route("/cabinet/confirm/paper", get(show).post(begin))
            .route("/cabinet/confirm/paper/form", get(print))
            .route("/cabinet/confirm/paper/receipt", get(receipt))
            .route("/cabinet/confirm/paper/sent", post(sent).get(back))
    }

    fn register_jobs(&self, proofing: &Proofing, worker: &mut Worker) {
        jobs::register(proofing, worker);
    }

    fn ended<'a>(
        &'a self,
        tx: &'a mut Tx,
        attempt: &'a Attempt,
    ) -> BoxFuture<'a, Result<(), DbError>> {
        Box::pin(async move {
            match package_of(attempt).receipt {
                Some(file) => tx.forget_file(file).await,
                None => Ok(()),
            }
        })
    }
}

/// What is known of an attempt's package.
fn package_of(attempt: &Attempt) -> State {
    serde_json::from_value(attempt.content.clone()).unwrap_or_default()
}

/// Writes the package back; a line of the journal when it has moved.
async fn keep(
    tx: &mut Tx,
    attempt: &Attempt,
    package: &State,
    actor: Actor,
) -> Result<(), DbError> {
    let word = package.step().word();
    let content = serde_json::to_value(package).unwrap_or_default();
    store::move_to(tx, attempt.id, word, &content).await?;
    if attempt.step != word {
        tx.journal(
            Entry::new(actor, "proofing.package.moved", "proofing", attempt.id)
                .owner(attempt.account)
                .detail(json!({ "step": word })),
        )
        .await?;
    }
    tx.announce(attempt.account);
    Ok(())
}

/// The registries agree and the account is standard: packages that the desk has found
/// whole confirm, in the transaction of the last answer.
pub(crate) async fn agreed(
    proofing: &Proofing,
    tx: &mut Tx,
    account: uuid::Uuid,
) -> Result<(), DbError> {
    let (_, person) = find_locked(tx, account).await?;
    for attempt in store::open_of(tx, account).await? {
        let mut package = package_of(&attempt);
        if attempt.method == ID
            && let Some(vouched) = package.vouched.clone()
        {
            if vouched.print != counter::fingerprint(tx.db().vault(), &person) {
                // Changed since: the desk compares the copies once more.
                package.vouched = None;
                keep(tx, &attempt, &package, Actor::System).await?;
                continue;
            }
            let by = Decider {
                actor: Actor::Staff(vouched.by),
                official: Some(vouched.by),
                unit: Some(&vouched.unit),
                origin: None,
            };
            // What refuses now is read on the desk's page.
            let _ = engine::done(proofing, tx, attempt.id, &package.proof(), by).await?;
        }
    }
    Ok(())
}

/// A step of the way as drawn.
struct StepShown {
    text: String,
    at: Option<Timestamp>,
    now: bool,
}

struct Open {
    number: String,
    steps: Vec<StepShown>,
    until: Timestamp,
    track: Option<String>,
    has_receipt: bool,
    /// May the number at the post still be entered?
    may_send: bool,
    /// What the desk asks for, and in its own words.
    lacks: Vec<String>,
    note: String,
    lacking: bool,
}

#[derive(Template)]
#[template(path = "paper.html")]
struct PaperPage {
    page: Page,
    form: Form,
    open: Option<Open>,
    last: Option<String>,
    enclosures: Vec<String>,
    addressee: String,
    address: String,
}

fn sent_form(visitor: &Visitor) -> Form {
    Form::new(
        "/cabinet/confirm/paper/sent",
        visitor.t("proofing-paper-way-save"),
        vec![
            Field::text("track", visitor.t("proofing-paper-way-track"))
                .hint(visitor.t("proofing-paper-way-track-hint"))
                .missing(visitor.t("proofing-paper-way-track-missing"))
                .check("track")
                .inputmode("numeric")
                .autocomplete("off")
                .max(60),
            Field::new(
                Kind::File,
                "receipt",
                visitor.t("proofing-paper-way-receipt"),
            )
            .hint(visitor.t("proofing-paper-way-receipt-hint"))
            .optional(),
        ],
    )
}

fn open_shown(visitor: &Visitor, attempt: &Attempt) -> Open {
    let package = package_of(attempt);
    let here = package.step();
    let mut way = vec![Step::Prepared, Step::Sent, Step::Arrived, Step::Received];
    if package.asked_at.is_some() {
        way.push(Step::Lacking);
    }
    if package.vouched.is_some() {
        way.push(Step::Complete);
    }
    let steps = way.into_iter().map(|step| StepShown {
        text: visitor.t(&format!("proofing-package-{}", step.word())),
        at: match step {
            Step::Prepared => Some(attempt.created_at),
            _ => package.at(step),
        },
        now: step == here,
    });
    let lacks = package.lacks.iter();
    Open {
        number: attempt.code_shown(),
        steps: steps.collect(),
        until: attempt.ends_at,
        track: package.track.as_ref().map(TrackingNumber::shown),
        has_receipt: package.receipt.is_some(),
        may_send: here <= Step::Sent || here == Step::Lacking,
        lacks: lacks
            .map(|word| visitor.t(&format!("proofing-enclosure-{word}")))
            .collect(),
        note: package.note.clone(),
        lacking: here == Step::Lacking,
    }
}

fn draw(
    proofing: &Proofing,
    visitor: &Visitor,
    person: &Person,
    form: Form,
    open: Option<&Attempt>,
    last: Option<String>,
) -> Result<PaperPage, Fault> {
    let place = proofing.paper.as_deref().ok_or(Fault::NotFound)?;
    let lang = visitor.lang();
    let needed = ENCLOSURES.iter().filter(|one| {
        // Who has typed no INN is told that it is needed only where there is one.
        **one != "inn" || person.inn.is_some() || person.snils.is_none()
    });
    Ok(PaperPage {
        page: visitor.page_t("proofing-paper").with_form(&form),
        form,
        open: open.map(|attempt| open_shown(visitor, attempt)),
        last,
        enclosures: needed
            .map(|word| visitor.t(&format!("proofing-enclosure-{word}")))
            .collect(),
        addressee: place.addressee.get(lang.code()).to_owned(),
        address: place.address.get(lang.code()).to_owned(),
    })
}

/// The package that is open now.
async fn open(db: &Db, account: &Account) -> Result<Option<Attempt>, DbError> {
    let found = store::open_one(db, account.id, ID).await?;
    Ok(found.filter(|attempt| attempt.is_open(db.now())))
}

async fn show(proofing: &Proofing, visitor: Visitor) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor).await?;
    let db = visitor.db();
    let open = open(db, &account).await?;
    let offer = engine::offer(proofing, db, &account, ID).await?;
    let (is_free, last) = offer.map_or((false, None), |offer| {
        (matches!(offer.chance, Chance::Free), offer.last_end)
    });
    if open.is_none() && !is_free {
        // The list says why.
        return Ok(visitor.go("/cabinet/confirm"));
    }
    let form = sent_form(&visitor);
    let last = last::drawn(&visitor, last.as_ref()).await?;
    let page = draw(proofing, &visitor, &person, form, open.as_ref(), last)?;
    visitor.render(&page)
}

/// «Подготовить пакет»: a number for it.
async fn begin(proofing: &Proofing, visitor: Visitor) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor).await?;
    let db = visitor.db();
    let mut tx = db.begin().await?;
    let new = store::New {
        step: Step::Prepared.word(),
        code: Some(db.chance().digits(8)),
        ..store::New::default()
    };
    match engine::begin(proofing, &mut tx, &visitor, account.id, ID, new).await? {
        Ok(_) => {
            tx.commit().await?;
            engine::counted(proofing, db, account.id, ID).await?;
            Ok(visitor.go(&path(ID)))
        }
        Err(_) => Ok(visitor.go("/cabinet/confirm")),
    }
}

/// The application and the inventory, with the number and a QR code for the desk.
async fn print(proofing: &Proofing, visitor: Visitor) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor).await?;
    let attempt = open(visitor.db(), &account).await?;
    let Some(attempt) = attempt else {
        return Ok(visitor.go(&path(ID)));
    };
    let place = proofing.paper.as_deref().ok_or(Fault::NotFound)?;
    let Some(press) = &proofing.press else {
        return Err(Fault::Busy("there is no press".to_owned()));
    };
    let portal = visitor.portal();
    let words = portal.words();
    let passport = person.passport.as_ref();
    let code = attempt.code.as_deref().unwrap_or_default();
    let data = json!({
        "title": words.t(Lang::Ru, "proofing-package-title"),
        "author": words.t(Lang::Ru, "proofing-certificate-issuer"),
        "created_at": attempt.created_at.to_string(),
        "ident": attempt.id.to_string(),
        "number": attempt.code_shown(),
        "account": account.number,
        "name": person.full_name(),
        "birth_date": person.birth_date.as_ref().map(|date| date.shown()),
        "passport": passport.map(|p| format!(
            "{}, {}, {}, {}",
            p.number.shown(),
            p.issued_on.shown(),
            p.issued_by,
            p.division.shown()
        )),
        "snils": person.snils.as_ref().map(|s| s.shown()),
        "inn": person.inn.as_ref().map(|i| i.shown()),
        "address": person.address.as_ref().map(|a| okno_requisites::typo(&a.shown(), "ru")),
        "phone": person.phone.shown(),
        "email": person.email.shown(),
        "addressee": place.addressee.get(Lang::Ru.code()),
        "where": place.address.get(Lang::Ru.code()),
        "enclosures": ENCLOSURES
            .iter()
            .map(|word| words.t(Lang::Ru, &format!("proofing-enclosure-{word}")))
            .collect::<Vec<_>>(),
        "qr": portal.url(&format!("/centre/packages?number={code}")),
    });
    let made = press.make(&proofing.folder, TEMPLATE, data).await;
    let pdf = made.map_err(|error| match error {
        PressError::Busy { .. } => Fault::Busy(error.to_string()),
        other => Fault::Internal(other.to_string()),
    })?;
    let name = format!("{}.pdf", visitor.t("proofing-package-title"));
    Ok(files::deliver(pdf, "application/pdf", &name))
}

/// The person's own copy of the receipt (S1-120).
async fn receipt(visitor: Visitor) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor).await?;
    let db = visitor.db();
    let attempt = open(db, &account).await?.ok_or(Fault::NotFound)?;
    let file = package_of(&attempt).receipt.ok_or(Fault::NotFound)?;
    let facts = db.file_facts(file).await?.ok_or(Fault::NotFound)?;
    handout::to_owner(&facts)?;
    let content = db.file_content(file).await?;
    Ok(files::deliver(content, &facts.media_type, &facts.name))
}

/// «Отправлено»: the number at the post, and a copy of the receipt if there is one.
async fn sent(proofing: &Proofing, visitor: Visitor, request: Request) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor).await?;
    let db = visitor.db();
    let Some(attempt) = open(db, &account).await? else {
        return Ok(visitor.go(&path(ID)));
    };
    let mut came = upload::read(request).await?;
    let words = visitor.portal().words();
    let lang = visitor.lang();
    let mut form = sent_form(&visitor).filled(&came.input);
    form.check(&came.input, words, lang, visitor.portal().today());
    let track = TrackingNumber::parse(came.input.get("track"));
    if came.too_large.is_some() {
        form.fail("receipt", visitor.t("web-upload-large"));
    }
    let mut scan = None;
    if let (Some((_, name, content)), false) = (came.files.pop(), form.has_errors()) {
        match proofing.darkroom.develop(&name, content).await? {
            Ok(file) => scan = Some(file),
            Err(flaw) => form.fail("receipt", words.flaw(lang, &flaw)),
        }
    }
    let (Ok(track), false) = (track, form.has_errors()) else {
        let open = Some(&attempt);
        let page = draw(proofing, &visitor, &person, form, open, None)?;
        return visitor.render_flawed(&page);
    };
    let stored = match &scan {
        Some(file) => Some(db.store_file(&file.content).await?),
        None => None,
    };
    let mut tx = db.begin().await?;
    find_locked(&mut tx, account.id).await?;
    let fresh = store::by_id_locked(&mut tx, attempt.id).await?;
    let Some(fresh) = fresh.filter(|fresh| fresh.is_open(db.now())) else {
        tx.commit().await?;
        return Ok(visitor.go(&path(ID)));
    };
    let mut package = package_of(&fresh);
    let step = package.step();
    if !(step <= Step::Sent || step == Step::Lacking) {
        // It lies on the desk already.
        tx.commit().await?;
        return Ok(visitor.go(&path(ID)));
    }
    if let (Some(file), Some(stored)) = (&scan, &stored) {
        tx.keep_sent_file(stored, Some(account.id), &file.name, file.media_type)
            .await?;
        if let Some(old) = package.receipt.replace(stored.id) {
            tx.forget_file(old).await?;
        }
    }
    let is_new = package.track.as_ref() != Some(&track);
    package.track = Some(track);
    package.sent_at.get_or_insert(tx.now());
    keep(&mut tx, &fresh, &package, visitor.actor()).await?;
    if is_new {
        jobs::follow(&mut tx, &fresh).await?;
    }
    tx.commit().await?;
    Ok(visitor.go(&path(ID)))
}
