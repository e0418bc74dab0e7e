//! Pages for citizens: how the checks go, how to confirm identity.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::{get, post};
use jiff::{SignedDuration, Timestamp};
use okno_accounts::{Account, Person};
use okno_store::{Limit, Verdict};
use okno_web::{Fault, Lang, Page, Visitor, Words};

use crate::Proofing;
use crate::attempt::{Attempt, Stage};
use crate::engine::{self, Chance, Not, Offer};
use crate::jobs;
use crate::methods::{Gives, Takes, Unit};
use crate::mismatches::{mismatch_text, own_field};
use crate::model::{self, Check, CheckState, Kind};
use crate::{store, taxpayer, ways};

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
    /// May be left as it is.
    keep: bool,
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
    /// Only the address is not known.
    address: bool,
    /// The person has left the address as it is.
    kept: bool,
    settled: bool,
    /// A registry refused to answer; it is asked again only by hand.
    stuck: bool,
    /// The INN that was found, to be linked.
    offer: Option<String>,
}

#[derive(Template)]
#[template(path = "checks_section.html")]
struct SectionPart {
    page: Page,
    good: usize,
    all: usize,
    disagrees: bool,
    /// Only the address is not known.
    address: bool,
}

#[derive(Template)]
#[template(path = "confirm.html")]
struct ConfirmPage {
    page: Page,
    /// Too young to have a passport.
    young: bool,
    level: u8,
    settled: bool,
    /// Confirmed, but not for everything.
    part: bool,
    ways: Vec<WayShown>,
    contacts: Vec<WayShown>,
}

pub(crate) fn router(proofing: &Proofing) -> Router {
    Router::new()
        .route("/cabinet/checks", get(show_checks))
        .route("/cabinet/checks/again", post(again))
        .route("/cabinet/checks/keep", post(keep))
        .route("/cabinet/confirm", get(show_confirm))
        .route("/cabinet/confirm/{method}/cancel", post(cancel))
        .with_state(proofing.clone())
}

pub(crate) async fn holder(visitor: &Visitor) -> Result<(Account, Person), Fault> {
    okno_accounts::holder(visitor).cloned()
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
        "region" => "region",
        "city" => "city",
        "street" => "street",
        "house" => "house",
        "postcode" => "postcode",
        _ => "passport_number",
    }
}

fn value_shown(kind: Kind, person: &Person) -> String {
    match kind {
        Kind::Passport => person.passport.as_ref().map(|p| p.number.masked()),
        Kind::Snils => person.snils.as_ref().map(|s| s.masked()),
        Kind::Inn | Kind::InnSearch => person.inn.as_ref().map(|i| i.masked()),
        Kind::Address => person.address.as_ref().map(|a| a.masked()),
    }
    .unwrap_or_default()
}

fn shown(visitor: &Visitor, person: &Person, check: &Check) -> Shown {
    let words = visitor.portal().words();
    let lang = visitor.lang();
    let (dot, icon, tag, state) = match check.state {
        CheckState::Good => ("ok", "check", "ok", "good"),
        // Nothing is wrong with a street that is too new.
        CheckState::Mismatch if check.kind == Kind::Address => ("todo", "alert", "warn", "unknown"),
        CheckState::Mismatch => ("bad", "stop", "error", "mismatch"),
        CheckState::Running => ("run", "run", "go", "running"),
        CheckState::Queued => ("todo", "clock", "none", "queued"),
        CheckState::Waiting => ("todo", "clock", "warn", "waiting"),
        CheckState::Kept => ("todo", "pen", "none", "kept"),
    };
    let text = match (check.state, check.next_at) {
        (CheckState::Mismatch, _) if check.kind.decides() && check.document_state.is_none() => {
            let what = mismatch_text(words, lang, check);
            format!("{what} {}", words.t(lang, "proofing-mismatch-typo"))
        }
        (CheckState::Mismatch, _) => mismatch_text(words, lang, check),
        (CheckState::Waiting, Some(at)) => {
            let time = visitor.portal().local(at).strftime("%H:%M").to_string();
            words.tv(lang, "proofing-waiting-text", &[("time", time.into())])
        }
        (CheckState::Kept, _) => words.t(lang, "proofing-address-kept"),
        (CheckState::Good, _) => given(words, lang, check).unwrap_or_default(),
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
        keep: check.state == CheckState::Mismatch && check.kind == Kind::Address,
    }
}

/// What a registry gave with its agreement, in words.
fn given(words: &Words, lang: Lang, check: &Check) -> Option<String> {
    let found = check.found.as_ref()?;
    if let Some(taxpayer) = found.taxpayer {
        let id = match taxpayer.cabinet {
            true => "proofing-tax-has-cabinet",
            false => "proofing-tax-no-cabinet",
        };
        return Some(words.t(lang, id));
    }
    let house = found.house.as_ref()?;
    let postcode = house.postcode.as_ref()?.shown();
    Some(words.tv(
        lang,
        "proofing-address-postcode-is",
        &[("postcode", postcode.into())],
    ))
}

/// Does a check that the level waits for disagree; does the address alone?
fn disagreement(checks: &[Check]) -> (bool, bool) {
    let wrong = checks.iter().filter(|c| c.state == CheckState::Mismatch);
    let (mut deciding, mut any) = (false, false);
    for check in wrong {
        deciding |= check.kind.decides();
        any = true;
    }
    (deciding, any && !deciding)
}

async fn show_checks(
    State(proofing): State<Proofing>,
    visitor: Visitor,
) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor).await?;
    let mut checks = store::all_checks(proofing.portal.db(), account.id).await?;
    let offer = taxpayer::offer(&visitor, &person, &checks)?;
    checks.retain(|check| check.kind.is_shown());
    let stuck = checks.iter().any(Check::is_stuck);
    let under_way = checks
        .iter()
        .any(|check| check.state.is_under_way() && !check.is_stuck());
    let (disagrees, address) = disagreement(&checks);
    let mut page = visitor.page_t(if under_way || (stuck && !disagrees) {
        "proofing-checks-title"
    } else if disagrees {
        "proofing-checks-title-mismatch"
    } else if address {
        "proofing-checks-title-address"
    } else {
        "proofing-checks-title-done"
    });
    page.refresh = under_way.then_some(5);
    let template = ChecksPage {
        page,
        level: account.level.number(),
        good: checks.iter().filter(|check| check.state.is_over()).count(),
        kept: checks.iter().any(|check| check.state == CheckState::Kept),
        settled: model::is_settled(&checks),
        checks: checks
            .iter()
            .map(|check| shown(&visitor, &person, check))
            .collect(),
        now: visitor.db().now(),
        under_way,
        disagrees,
        address,
        stuck,
        offer,
    };
    visitor.render(&template)
}

/// What the cabinet shows while the checks are not all good.
pub(crate) async fn section(
    proofing: &Proofing,
    visitor: &Visitor,
    account: &Account,
    person: &Person,
) -> Result<Option<String>, Fault> {
    let mut checks = store::all_checks(proofing.portal.db(), account.id).await?;
    let offer = taxpayer::offer(visitor, person, &checks)?;
    checks.retain(|check| check.kind.is_shown());
    let good = checks.iter().filter(|check| check.state.is_over()).count();
    let (disagrees, address) = disagreement(&checks);
    if good == checks.len() {
        return Ok(offer);
    }
    let part = SectionPart {
        page: visitor.page(String::new()),
        good,
        all: checks.len(),
        disagrees,
        address,
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

/// «Оставить как есть».
async fn keep(visitor: Visitor) -> Result<Response, Fault> {
    let id = visitor.citizen()?;
    let mut tx = visitor.db().begin().await?;
    jobs::keep_address(&mut tx, id, visitor.actor()).await?;
    tx.commit().await?;
    Ok(visitor.go("/cabinet/checks"))
}

/// A way as drawn.
struct WayShown {
    title: String,
    text: String,
    icon: String,
    url: String,
    time: String,
    go: bool,
    fee: u64,
    /// What stands in place of the button.
    state: WayState,
    /// How the last attempt ended, when badly.
    last: Option<String>,
    /// Not good for everything (S3-30).
    part: bool,
}

enum WayState {
    Free,
    UnderWay(String),
    Done(String),
    Not(String),
}

fn takes(words: &Words, lang: Lang, takes: Takes) -> String {
    let unit = match takes.unit {
        Unit::Minutes => "minutes",
        Unit::Days => "days",
    };
    let id = if takes.from == takes.to {
        format!("proofing-takes-{unit}")
    } else {
        format!("proofing-takes-{unit}-range")
    };
    words.tv(
        lang,
        &id,
        &[("from", takes.from.into()), ("to", takes.to.into())],
    )
}

/// How an attempt ended that ended badly.
pub(crate) fn last_text(visitor: &Visitor, end: &Attempt) -> String {
    let word = end.method.replace('_', "-");
    let reason = end.reason.as_deref().unwrap_or_default();
    let own = format!("proofing-last-{word}-{reason}");
    let has_own = visitor.portal().words().has(visitor.lang(), &own);
    let over = format!("proofing-last-{word}-expired");
    let has_over = visitor.portal().words().has(visitor.lang(), &over);
    let usual = match end.stage {
        Stage::Refused if reason == "entries" => "proofing-last-entries",
        Stage::Refused if has_own => own.as_str(),
        Stage::Refused => "proofing-last-refused",
        _ if has_over => over.as_str(),
        _ => "proofing-last-expired",
    };
    visitor.t(usual)
}

fn way_shown(page: &Page, visitor: &Visitor, offer: Offer<'_>) -> Option<WayShown> {
    let words = visitor.portal().words();
    let lang = visitor.lang();
    let method = offer.method;
    let word = method.id.replace('_', "-");
    let wait = |id: &str, until: Timestamp| {
        let (date, time) = (page.date_long(&until), page.time(&until));
        page.tv(id, &[("date", date), ("time", time)])
    };
    let state = match offer.chance {
        Chance::Free => WayState::Free,
        Chance::UnderWay(open) => {
            WayState::UnderWay(page.ta("proofing-way-until", "date", page.date_long(&open.ends_at)))
        }
        Chance::Done(done) => WayState::Done(page.ta(
            "proofing-way-done",
            "date",
            page.date_long(&done.decided_at.unwrap_or(done.created_at)),
        )),
        Chance::Not(Not::Needless | Not::Off) => return None,
        Chance::Not(Not::Young) => WayState::Not(visitor.t("proofing-way-young")),
        Chance::Not(Not::Unsettled) => WayState::Not(visitor.t("proofing-way-unsettled")),
        Chance::Not(Not::Level(_)) => WayState::Not(visitor.t("proofing-way-first")),
        Chance::Not(Not::TooOften(until)) => WayState::Not(wait("proofing-way-wait", until)),
        Chance::Not(Not::TooSoon(until)) => WayState::Not(wait("proofing-way-soon", until)),
    };
    let last = offer.last_end.map(|end| last_text(visitor, &end));
    Some(WayShown {
        title: words.t(lang, &format!("proofing-{word}")),
        text: words.t(lang, &format!("proofing-{word}-text")),
        icon: method.icon.clone(),
        url: ways::path(&method.id),
        time: takes(words, lang, method.takes),
        go: method.go,
        fee: method.fee,
        state,
        last,
        part: !method.full && method.gives == Gives::Confirmed,
    })
}

async fn show_confirm(
    State(proofing): State<Proofing>,
    visitor: Visitor,
) -> Result<Response, Fault> {
    let (account, person) = holder(&visitor).await?;
    let young = person.is_under_14(visitor.portal().today());
    let db = visitor.db();
    let page = visitor.page_t("proofing-confirm-title");
    let offers = engine::offers(&proofing, db, &account).await?;
    let settled = model::is_settled(&store::checks(db, account.id).await?);
    let (mut ways, mut contacts) = (Vec::new(), Vec::new());
    for mut offer in offers {
        let gives = offer.method.gives;
        if young && gives == Gives::Confirmed {
            offer.chance = Chance::Not(Not::Young);
        }
        if let Some(way) = way_shown(&page, &visitor, offer) {
            match gives {
                Gives::Confirmed => ways.push(way),
                Gives::Contact => contacts.push(way),
            }
        }
    }
    let part = account
        .method
        .as_deref()
        .and_then(|id| proofing.table.get(id))
        .is_some_and(|method| !method.full);
    visitor.render(&ConfirmPage {
        young,
        level: account.level.number(),
        settled,
        part,
        ways,
        contacts,
        page,
    })
}

/// «Отменить»: takes an attempt back.
async fn cancel(
    State(proofing): State<Proofing>,
    visitor: Visitor,
    Path(method): Path<String>,
) -> Result<Response, Fault> {
    let id = visitor.citizen()?;
    engine::cancel(&proofing, &visitor, id, &method.replace('-', "_")).await?;
    Ok(visitor.go("/cabinet/confirm"))
}
