//! A registered letter with a code (S3-25 to S3-29, C7): the post prints it, carries
//! it and hands it over against the passport; the person types the code. The code
//! proves that the letter came, the post that it came into the right hands: both are
//! needed. A person so confirmed has not the full set of rights (S3-30, C6).

mod jobs;
mod state;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::{get, post};
use futures::future::BoxFuture;
use jiff::{SignedDuration, Timestamp};
use okno_accounts::{Account, Person, address, find_locked, paper_code};
use okno_requisites::Address;
use okno_store::{Db, DbError, Entry, Tx, Worker};
use okno_web::{Fault, Form, Input, Page, Visitor};
use serde_json::json;
use uuid::Uuid;

use super::{Way, code, path};
use crate::attempt::{Attempt, Proof, Stage};
use crate::engine::{self, Chance, Decider};
use crate::model::{CheckState, Kind};
use crate::pages::holder;
use crate::{Proofing, store};
use state::{Dispatch, Step};

/// The method's word.
pub(crate) const ID: &str = "letter";

/// The letter itself, in the services folder.
const TEMPLATE: &str = "letter.typ";

pub(crate) struct Letter;

impl Way for Letter {
    fn id(&self) -> &'static str {
        ID
    }

    fn router(&self, proofing: &Proofing) -> Router {
        let back = || async { axum::response::Redirect::to("/cabinet/confirm/letter") };
        Router::new()
            .route("/cabinet/confirm/letter", get(show).post(order))
            .route("/cabinet/confirm/letter/code", post(check).get(back))
            .route("/cabinet/confirm/letter/again", post(again).get(back))
            .with_state(proofing.clone())
    }

    fn register_jobs(&self, proofing: &Proofing, worker: &mut Worker) {
        jobs::register(proofing, worker);
    }

    fn ended<'a>(
        &'a self,
        tx: &'a mut Tx,
        attempt: &'a Attempt,
    ) -> BoxFuture<'a, Result<(), DbError>> {
        Box::pin(jobs::forget(tx, attempt.id))
    }
}

/// What is known of an attempt's letter.
fn letter_of(attempt: &Attempt) -> Dispatch {
    serde_json::from_value(attempt.content.clone()).unwrap_or_default()
}

/// A step of the letter as drawn.
struct StepShown {
    text: String,
    at: Option<Timestamp>,
    now: bool,
}

/// A letter under way as drawn.
struct UnderWay {
    address: String,
    name: String,
    steps: Vec<StepShown>,
    /// The number, once tracking has opened.
    track: Option<String>,
    /// When it opens, in words.
    opens: Option<String>,
    /// Until when the code is good.
    good_until: Option<Timestamp>,
    /// The right code was entered: what is waited for.
    waits: Option<&'static str>,
    /// It takes too long: it may be ordered again.
    is_late: bool,
}

#[derive(Template)]
#[template(path = "letter.html")]
struct LetterPage {
    page: Page,
    form: Form,
    open: Option<UnderWay>,
    /// How the last one ended, when badly.
    last: Option<&'static str>,
    name: String,
    /// The address registry does not know the address of the profile.
    unknown: bool,
}

fn order_form(visitor: &Visitor, known: &Address, again: bool) -> Form {
    let submit = if again {
        "proofing-letter-again"
    } else {
        "proofing-letter-order"
    };
    let missing = visitor.t("proofing-letter-postcode-missing");
    let fields = address::fields(visitor, Some(missing));
    let mut form = Form::new("/cabinet/confirm/letter", visitor.t(submit), fields);
    address::fill(&mut form, known);
    form
}

/// The address as typed, whole; `None` when it is not, noted on the form.
fn typed(visitor: &Visitor, form: &mut Form, input: &Input) -> Option<Address> {
    let portal = visitor.portal();
    form.check(input, portal.words(), visitor.lang(), portal.today());
    address::typed(visitor, form, input).filter(|_| !form.has_errors())
}

fn code_form(visitor: &Visitor) -> Form {
    code::form(visitor, "/cabinet/confirm/letter/code", "proofing-letter")
}

/// The attempt that is open now.
async fn open(db: &Db, account: Uuid) -> Result<Option<Attempt>, DbError> {
    let found = store::open_one(db, account, ID).await?;
    Ok(found.filter(|attempt| attempt.is_open(db.now())))
}

/// Has it been under way for longer than it usually takes?
fn is_late(proofing: &Proofing, attempt: &Attempt, letter: &Dispatch, now: Timestamp) -> bool {
    let days = proofing.table.get(ID).map_or(30, |row| row.takes.to);
    let usual = SignedDuration::from_hours(24 * i64::from(days));
    let since = attempt.created_at.checked_add(usual);
    letter.handed_at.is_none() && letter.code_at.is_none() && since.is_ok_and(|since| since <= now)
}

fn under_way(
    proofing: &Proofing,
    visitor: &Visitor,
    attempt: &Attempt,
    person: &Person,
) -> UnderWay {
    let letter = letter_of(attempt);
    let now = visitor.db().now();
    let here = letter.step();
    let way = [
        Step::Ordered,
        Step::Printed,
        Step::Dispatched,
        Step::Arrived,
        Step::HandedOver,
    ];
    let steps = way.into_iter().map(|step| StepShown {
        text: visitor.t(&format!("proofing-letter-step-{}", step.word())),
        at: match step {
            Step::Ordered => Some(attempt.created_at),
            _ => letter.at(step),
        },
        now: step == here,
    });
    let opens = jobs::tracking_opens(proofing, &letter);
    let is_open = opens.is_some_and(|day| day <= visitor.portal().today());
    let waits = match (letter.code_at, letter.handed_at) {
        (Some(_), None) => Some("proofing-letter-waits-post"),
        (Some(_), Some(_)) => Some("proofing-letter-waits-checks"),
        (None, _) => None,
    };
    UnderWay {
        address: okno_requisites::typo(&letter.address.shown(), "ru"),
        name: person.full_name(),
        steps: steps.collect(),
        track: letter
            .track
            .as_ref()
            .filter(|_| is_open)
            .map(okno_requisites::TrackingNumber::shown),
        opens: opens
            .filter(|_| !is_open)
            .map(|day| day.strftime("%d.%m.%Y").to_string()),
        good_until: letter.good_until(),
        waits,
        is_late: is_late(proofing, attempt, &letter, now),
    }
}

/// How the last letter ended, when badly, and where it went.
async fn last_end(
    proofing: &Proofing,
    db: &Db,
    account: &Account,
) -> Result<(bool, Option<Attempt>), DbError> {
    let own = engine::offer(proofing, db, account, ID).await?;
    Ok(own.map_or((false, None), |offer| {
        (matches!(offer.chance, Chance::Free), offer.last_end)
    }))
}

fn end_text(attempt: &Attempt) -> &'static str {
    match attempt.reason.as_deref() {
        Some("lost") => "proofing-letter-last-lost",
        Some("returned") => "proofing-letter-last-returned",
        Some(engine::UNSENT) => "proofing-letter-last-unsent",
        _ => "proofing-letter-last-expired",
    }
}

/// Does the address registry not know the address of the profile, and the person has not
/// said that it is right? Nothing forbids to send a letter there: whoever orders it
/// answers for the address.
async fn is_unknown(db: &Db, account: Uuid) -> Result<bool, DbError> {
    let checks = store::checks(db, account).await?;
    let mut addresses = checks.iter().filter(|check| check.kind == Kind::Address);
    Ok(addresses.any(|check| check.state == CheckState::Mismatch))
}

fn page(visitor: &Visitor, form: &Form) -> Page {
    visitor.page_t("proofing-letter").with_form(form)
}

async fn show(State(proofing): State<Proofing>, visitor: Visitor) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor).await?;
    let db = visitor.db();
    if let Some(attempt) = open(db, account.id).await? {
        let form = code_form(&visitor);
        return visitor.render(&LetterPage {
            page: page(&visitor, &form),
            form,
            open: Some(under_way(&proofing, &visitor, &attempt, &person)),
            last: None,
            name: person.full_name(),
            unknown: false,
        });
    }
    let (is_free, last) = last_end(&proofing, db, &account).await?;
    if !is_free {
        // The list says why.
        return Ok(visitor.go("/cabinet/confirm"));
    }
    let address = match &last {
        Some(last) => letter_of(last).address,
        None => person.address.clone().unwrap_or_default(),
    };
    let form = order_form(&visitor, &address, last.is_some());
    visitor.render(&LetterPage {
        page: page(&visitor, &form),
        form,
        open: None,
        last: last.as_ref().map(end_text),
        name: person.full_name(),
        unknown: is_unknown(db, account.id).await?,
    })
}

/// Begins an attempt and has its letter printed.
async fn begin(
    proofing: &Proofing,
    tx: &mut Tx,
    visitor: &Visitor,
    account: Uuid,
    address: Address,
) -> Result<Result<Uuid, engine::Not>, DbError> {
    let code = paper_code::new(tx.db().chance());
    let letter = Dispatch {
        address,
        ..Dispatch::default()
    };
    let new = store::New {
        step: Step::Ordered.word(),
        secret: Some(code.clone()),
        content: serde_json::to_value(letter).unwrap_or_default(),
        ..store::New::default()
    };
    let begun = engine::begin(proofing, tx, visitor, account, ID, new).await?;
    if let Ok(id) = begun
        && let Some(attempt) = store::by_id_in(tx, id).await?
        // The second click of two finds the letter of the first.
        && store::code_matches(tx.db(), &attempt, &code)
    {
        jobs::print(tx, account, id, code).await?;
    }
    Ok(begun)
}

/// «Заказать письмо».
async fn order(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor).await?;
    let db = visitor.db();
    if open(db, account.id).await?.is_some() {
        return Ok(visitor.go(&path(ID)));
    }
    let (is_free, last) = last_end(&proofing, db, &account).await?;
    if !is_free {
        // The other click of two may have been faster by this much.
        let begun = open(db, account.id).await?.is_some();
        let list = "/cabinet/confirm".to_owned();
        return Ok(visitor.go(&if begun { path(ID) } else { list }));
    }
    let mut form = order_form(&visitor, &Address::default(), last.is_some()).filled(&input);
    let Some(address) = typed(&visitor, &mut form, &input) else {
        return visitor.render_flawed(&LetterPage {
            page: page(&visitor, &form),
            form,
            open: None,
            last: last.as_ref().map(end_text),
            name: person.full_name(),
            unknown: false,
        });
    };
    let mut tx = db.begin().await?;
    match begin(&proofing, &mut tx, &visitor, account.id, address).await? {
        Ok(_) => {
            tx.commit().await?;
            engine::counted(&proofing, db, account.id, ID).await?;
            Ok(visitor.go(&path(ID)))
        }
        Err(_) => Ok(visitor.go("/cabinet/confirm")),
    }
}

/// «Заказать снова»: the letter takes too long (S3-27). The old code is dead.
async fn again(State(proofing): State<Proofing>, visitor: Visitor) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor).await?;
    let db = visitor.db();
    let now = db.now();
    let mut tx = db.begin().await?;
    let (account, _) = find_locked(&mut tx, account.id).await?;
    let all = store::open_of(&mut tx, account.id).await?;
    let late = all.into_iter().find(|attempt| {
        attempt.method == ID && is_late(&proofing, attempt, &letter_of(attempt), now)
    });
    let Some(old) = late else {
        return Ok(visitor.go(&path(ID)));
    };
    let reason = Some("reordered");
    let actor = visitor.actor();
    engine::close(&proofing, &mut tx, &old, Stage::Cancelled, actor, reason).await?;
    let address = letter_of(&old).address;
    match begin(&proofing, &mut tx, &visitor, account.id, address).await? {
        Ok(_) => {
            tx.commit().await?;
            engine::counted(&proofing, db, account.id, ID).await?;
            Ok(visitor.go(&path(ID)))
        }
        // Nothing is written: the old letter stays.
        Err(_) => Ok(visitor.go("/cabinet/confirm")),
    }
}

/// «Проверить».
async fn check(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    input: Input,
) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor).await?;
    let db = visitor.db();
    let Some(attempt) = open(db, account.id).await? else {
        return Ok(visitor.go(&path(ID)));
    };
    if letter_of(&attempt).code_at.is_some() {
        // Right already: the second click of two.
        return Ok(visitor.go(&path(ID)));
    }
    let text = match entered(&proofing, &visitor, &attempt, input.get("code")).await? {
        None => return Ok(visitor.go(&path(ID))),
        Some(text) => text,
    };
    let mut form = code_form(&visitor);
    form.set("code", input.get("code"));
    form.fail("code", text);
    visitor.render_flawed(&LetterPage {
        page: page(&visitor, &form),
        form,
        open: Some(under_way(&proofing, &visitor, &attempt, &person)),
        last: None,
        name: person.full_name(),
        unknown: false,
    })
}

/// Takes a code in; what is wrong with it, if anything.
async fn entered(
    proofing: &Proofing,
    visitor: &Visitor,
    attempt: &Attempt,
    raw: &str,
) -> Result<Option<String>, Fault> {
    let db = visitor.db();
    let flaw = code::compare(proofing, visitor, attempt, raw, "proofing-letter").await?;
    if flaw.is_some() {
        return Ok(flaw);
    }
    let mut tx = db.begin().await?;
    find_locked(&mut tx, attempt.account).await?;
    let fresh = store::by_id_locked(&mut tx, attempt.id).await?;
    // The other click of two was faster; the commit waits until that is for all to see.
    let Some(fresh) = fresh.filter(|fresh| fresh.is_open(db.now())) else {
        tx.commit().await?;
        return Ok(None);
    };
    let mut letter = letter_of(&fresh);
    if letter.code_at.is_some() {
        tx.commit().await?;
        return Ok(None);
    }
    if letter.is_stale(tx.now()) {
        return Ok(Some(visitor.t("proofing-letter-code-stale")));
    }
    letter.code_at = Some(tx.now());
    let content = serde_json::to_value(&letter).unwrap_or_default();
    store::move_to(&mut tx, fresh.id, letter.step().word(), &content).await?;
    tx.journal(
        Entry::new(
            visitor.actor(),
            "proofing.letter.code",
            "proofing",
            attempt.id,
        )
        .owner(attempt.account)
        .detail(json!({ "method": ID }))
        .from(Some(visitor.ip())),
    )
    .await?;
    let by = Decider::holder(visitor);
    if !conclude(proofing, &mut tx, fresh.id, &letter, by).await? {
        // The post has not said yet that it handed the letter over, or registries
        // have not answered: asked once more now.
        jobs::ask_now(&mut tx, &fresh).await?;
    }
    tx.announce(attempt.account);
    tx.commit().await?;
    engine::entered(proofing, db, attempt).await?;
    Ok(None)
}

/// Ends the attempt well when the code was right and the post has handed the letter
/// over. False when something is still missing.
async fn conclude(
    proofing: &Proofing,
    tx: &mut Tx,
    attempt: Uuid,
    letter: &Dispatch,
    by: Decider<'_>,
) -> Result<bool, DbError> {
    let (Some(code_at), Some(handed_at)) = (letter.code_at, letter.handed_at) else {
        return Ok(false);
    };
    let proof = Proof {
        seen: ["address", "handed_over", "code"].into_iter().collect(),
        more: json!({
            "address": letter.address,
            "track": letter.track,
            "handed_at": handed_at.to_string(),
            "code_at": code_at.to_string(),
        }),
    };
    Ok(engine::done(proofing, tx, attempt, &proof, by)
        .await?
        .is_ok())
}
