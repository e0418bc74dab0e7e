//! Pages for citizens: how the checks go, how to confirm identity.

use askama::Template;
use axum::Router;
use axum::response::Response;
use axum::routing::{get, post};
use jiff::{SignedDuration, Timestamp};
use okno_accounts::{Account, Level, Person, find};
use okno_store::{DbError, Entry, Limit, Verdict};
use okno_web::{Fault, Page, Visitor};

use crate::Proofing;
use crate::jobs::{self, mismatch_text, own_field};
use crate::model::{self, Check, CheckState, InPerson, Kind, Stage};
use crate::store;

/// How often registries are asked about the same values.
const AGAIN: Limit = Limit {
    name: "proofing.again",
    max: 5,
    per: SignedDuration::from_hours(1),
};

/// A check as drawn.
struct Shown {
    title: String,
    value: String,
    dot: &'static str,
    icon: &'static str,
    tag: &'static str,
    state: String,
    text: String,
    mend: Option<String>,
}

#[derive(Template)]
#[template(path = "checks.html")]
struct ChecksPage {
    page: Page,
    level: u8,
    checks: Vec<Shown>,
    good: usize,
    now: Timestamp,
    under_way: bool,
    disagrees: bool,
    /// A registry refused to answer; it is asked again only by hand.
    stuck: bool,
}

#[derive(Template)]
#[template(path = "checks_section.html")]
struct SectionPart {
    page: Page,
    good: usize,
    all: usize,
    disagrees: bool,
}

struct CentreShown {
    id: String,
    name: String,
    address: String,
    hours: String,
}

#[derive(Template)]
#[template(path = "confirm.html")]
struct ConfirmPage {
    page: Page,
    level: u8,
    open: Option<InPerson>,
    refused: bool,
    settled: bool,
    centres: Vec<CentreShown>,
}

pub(crate) fn router(proofing: &Proofing) -> Router {
    let of = proofing.clone();
    let checks = get(move |visitor: Visitor| {
        let of = of.clone();
        async move { show_checks(&of, visitor).await }
    });
    let of = proofing.clone();
    let confirm = get(move |visitor: Visitor| {
        let of = of.clone();
        async move { show_confirm(&of, visitor).await }
    });
    Router::new()
        .route("/cabinet/checks", checks)
        .route("/cabinet/checks/again", post(again))
        .route("/cabinet/confirm", confirm)
        .route("/cabinet/confirm/in-person", post(begin))
        .route("/cabinet/confirm/cancel", post(cancel))
}

async fn holder(visitor: &Visitor) -> Result<(Account, Person), Fault> {
    let id = visitor.citizen()?;
    find(visitor.db(), id).await?.ok_or(Fault::NotFound)
}

/// Which field of the profile form a registry's field is.
fn anchor(field: &str) -> &'static str {
    match field {
        "surname" => "surname",
        "name" => "name",
        "patronymic" => "patronymic",
        "birth_date" => "birth_date",
        "passport_issued_on" => "passport_issued_on",
        "division_code" => "division_code",
        "snils" => "snils",
        "inn" => "inn",
        _ => "passport_number",
    }
}

fn value_shown(kind: Kind, person: &Person) -> String {
    match kind {
        Kind::Passport => person.passport.as_ref().map(|p| p.number.masked()),
        Kind::Snils => person.snils.as_ref().map(|s| s.masked()),
        Kind::Inn => person.inn.as_ref().map(|i| i.masked()),
    }
    .unwrap_or_default()
}

fn shown(visitor: &Visitor, person: &Person, check: &Check) -> Shown {
    let words = visitor.portal().words();
    let lang = visitor.lang();
    let (dot, icon, tag, state) = match check.state {
        CheckState::Good => ("ok", "check", "ok", "good"),
        CheckState::Mismatch => ("bad", "stop", "error", "mismatch"),
        CheckState::Running => ("run", "run", "go", "running"),
        CheckState::Queued => ("todo", "clock", "none", "queued"),
        CheckState::Waiting => ("todo", "clock", "warn", "waiting"),
    };
    let text = match (check.state, check.next_at) {
        (CheckState::Mismatch, _) if check.document_state.is_none() => {
            let what = mismatch_text(words, lang, check);
            format!("{what} {}", words.t(lang, "proofing-mismatch-typo"))
        }
        (CheckState::Mismatch, _) => mismatch_text(words, lang, check),
        (CheckState::Waiting, Some(at)) => {
            let time = visitor.portal().local(at).strftime("%H:%M").to_string();
            words.tv(lang, "proofing-waiting-text", &[("time", time.into())])
        }
        (CheckState::Waiting, None) => words.t(lang, "proofing-stuck-text"),
        _ => String::new(),
    };
    let mend = (check.state == CheckState::Mismatch).then(|| {
        let field = check
            .fields
            .first()
            .map_or(own_field(check.kind), String::as_str);
        format!("/cabinet/profile/edit#{}", anchor(field))
    });
    let registry = words.t(lang, &format!("proofing-registry-{}", check.kind.word()));
    Shown {
        title: words.t(lang, &format!("proofing-check-{}", check.kind.word())),
        value: format!("{}, {registry}", value_shown(check.kind, person)),
        dot,
        icon,
        tag,
        state: words.t(lang, &format!("proofing-state-{state}")),
        text,
        mend,
    }
}

async fn show_checks(proofing: &Proofing, visitor: Visitor) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor).await?;
    let checks = store::checks(proofing.portal.db(), account.id).await?;
    let stuck = checks.iter().any(Check::is_stuck);
    let under_way = checks
        .iter()
        .any(|check| check.state.is_under_way() && !check.is_stuck());
    let disagrees = checks
        .iter()
        .any(|check| check.state == CheckState::Mismatch);
    let mut page = visitor.page_t(if under_way || (stuck && !disagrees) {
        "proofing-checks-title"
    } else if disagrees {
        "proofing-checks-title-mismatch"
    } else {
        "proofing-checks-title-done"
    });
    page.refresh = under_way.then_some(5);
    let template = ChecksPage {
        page,
        level: account.level.number(),
        good: checks
            .iter()
            .filter(|check| check.state == CheckState::Good)
            .count(),
        checks: checks
            .iter()
            .map(|check| shown(&visitor, &person, check))
            .collect(),
        now: visitor.db().now(),
        under_way,
        disagrees,
        stuck,
    };
    visitor.render(&template)
}

/// What the cabinet shows while the checks are not all good.
pub(crate) async fn section(
    proofing: &Proofing,
    visitor: &Visitor,
    account: &Account,
) -> Result<Option<String>, Fault> {
    let checks = store::checks(proofing.portal.db(), account.id).await?;
    let good = checks
        .iter()
        .filter(|check| check.state == CheckState::Good)
        .count();
    if good == checks.len() {
        return Ok(None);
    }
    let part = SectionPart {
        page: visitor.page(String::new()),
        good,
        all: checks.len(),
        disagrees: checks
            .iter()
            .any(|check| check.state == CheckState::Mismatch),
    };
    Ok(Some(part.render()?))
}

/// «У меня всё верно»: the same values once more.
async fn again(visitor: Visitor) -> Result<Response, Fault> {
    let id = visitor.citizen()?;
    let db = visitor.db();
    let mut tx = db.begin().await?;
    if jobs::ask_again(&mut tx, id, visitor.actor()).await? {
        if let Verdict::Wait { until } = db.peek(&AGAIN, &id.to_string()).await? {
            return Err(Fault::TooMany { until });
        }
        tx.commit().await?;
        db.hit(&AGAIN, &id.to_string()).await?;
    }
    Ok(visitor.go("/cabinet/checks"))
}

async fn show_confirm(proofing: &Proofing, visitor: Visitor) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor).await?;
    let newest = store::of_account(proofing.portal.db(), account.id).await?;
    let now = visitor.db().now();
    let lang = visitor.lang();
    let template = ConfirmPage {
        page: visitor.page_t("proofing-confirm-title"),
        level: account.level.number(),
        settled: model::is_settled(&store::checks(proofing.portal.db(), account.id).await?),
        refused: newest.as_ref().is_some_and(|p| p.stage == Stage::Refused),
        open: newest.filter(|p| p.stage == Stage::Open && p.ends_at > now),
        centres: proofing
            .centres
            .iter()
            .map(|centre| CentreShown {
                id: centre.id.clone(),
                name: centre.name.text(lang).to_owned(),
                address: centre.address.text(lang).to_owned(),
                hours: centre.hours.text(lang).to_owned(),
            })
            .collect(),
    };
    visitor.render(&template)
}

async fn begin(visitor: Visitor) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor).await?;
    if account.level != Level::Standard {
        return Ok(visitor.go("/cabinet/confirm"));
    }
    let db = visitor.db();
    if !model::is_settled(&store::checks(db, account.id).await?) {
        return Ok(visitor.go("/cabinet/confirm"));
    }
    let now = db.now();
    let mut tx = db.begin().await?;
    if let Some(old) = store::of_account(db, account.id).await?
        && old.stage == Stage::Open
    {
        if old.ends_at > now {
            // The second click of two, or another tab: the code is there already.
            return Ok(visitor.go("/cabinet/confirm"));
        }
        store::cancel(&mut tx, old.id).await?;
    }
    let id = match store::open(&mut tx, account.id).await {
        Ok(id) => id,
        Err(DbError::Taken(_)) => return Ok(visitor.go("/cabinet/confirm")),
        Err(error) => return Err(error.into()),
    };
    tx.journal(
        Entry::new(visitor.actor(), "proofing.opened", "proofing", id)
            .owner(account.id)
            .from(Some(visitor.ip())),
    )
    .await?;
    tx.announce(account.id);
    tx.commit().await?;
    Ok(visitor.go("/cabinet/confirm"))
}

async fn cancel(visitor: Visitor) -> Result<Response, Fault> {
    let id = visitor.citizen()?;
    let db = visitor.db();
    if let Some(open) = store::of_account(db, id).await?
        && model::cancel(open.stage).is_ok()
    {
        let mut tx = db.begin().await?;
        if store::cancel(&mut tx, open.id).await? {
            tx.journal(
                Entry::new(visitor.actor(), "proofing.cancelled", "proofing", open.id)
                    .owner(id)
                    .from(Some(visitor.ip())),
            )
            .await?;
            tx.announce(id);
            tx.commit().await?;
        }
    }
    Ok(visitor.go("/cabinet/confirm"))
}
