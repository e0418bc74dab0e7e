//! One child: its card, how the checks go, its account and what the guardian may do there.

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use okno_accounts::facts::is_legal;
use okno_accounts::{
    Account, Person, State as AccountState, browser_name, find, first, holder, not_yet,
};
use okno_store::journal::{self, Line};
use okno_store::{Entry, Limit, Verdict};
use okno_web::{Fault, Field, Form, Input, Kind, Page, Subject, Visitor, session};
use uuid::Uuid;

use super::form::certificate;
use super::{Tag, own, path, tag};
use crate::Family;
use crate::acts::{self, Act};
use crate::model::{Answer, Card, PARENT, Registry, Standing, UNKNOWN};

/// Links that guardians may have sent for one child.
const LINKS: Limit = Limit {
    name: "family.links",
    max: 4,
    per: SignedDuration::from_hours(24),
};

/// Opening the page again within this time is the same look.
const LOOK: SignedDuration = SignedDuration::from_mins(15);
/// Lines of the history that are read and shown.
const READ: u32 = 200;
const SHOWN: usize = 15;

/// How a registry has answered, as drawn.
struct Check {
    title: String,
    dot: &'static str,
    icon: &'static str,
    tag: &'static str,
    state: String,
    text: String,
    /// Something can be mended.
    mend: bool,
}

struct Event {
    what: String,
    who: String,
    when: String,
}

/// The child's account as its guardian sees it.
struct Ward {
    level: u8,
    number: String,
    state: &'static str,
    /// Guardians may do something.
    guarded: bool,
    /// The child has chosen a password.
    opened: bool,
    contact: String,
    /// Codes go to a guardian's phone.
    lent: bool,
    sessions: Vec<(String, String)>,
    events: Vec<Event>,
    closing: Option<String>,
}

#[derive(Template)]
#[template(path = "family_card.html")]
struct CardPage {
    page: Page,
    url: String,
    tag: Tag,
    rows: Vec<(String, String)>,
    checks: Vec<Check>,
    checked: Option<String>,
    both: bool,
    under_way: bool,
    stuck: bool,
    grown: bool,
    ward: Option<Ward>,
    /// An account may be made.
    may_make: bool,
}

fn reason(page: &Page, fields: &[Field], registry: Registry, differs: &[String]) -> String {
    let word = registry.word();
    if differs.iter().any(|name| name == PARENT) {
        return page.t("family-differs-parent");
    }
    let known = differs.iter().filter(|name| *name != UNKNOWN);
    let label = |name: &String| {
        let field = fields.iter().find(|field| field.name == *name);
        field.map_or_else(
            || page.t(&format!("family-part-{}", name.replace('_', "-"))),
            |field| field.label.to_lowercase(),
        )
    };
    let names: Vec<String> = known.map(label).collect();
    match names.is_empty() {
        true => page.t(&format!("family-unknown-{word}")),
        false => page.ta("family-differs-text", "fields", names.join(", ")),
    }
}

fn check(page: &Page, fields: &[Field], card: &Card, registry: Registry) -> Check {
    let answer = card.answer(registry);
    let (dot, icon, tag) = match answer {
        Answer::Agrees => ("ok", "check", "ok"),
        Answer::Differs => ("bad", "stop", "error"),
        Answer::Asked => ("run", "run", "go"),
        Answer::Waiting => ("todo", "clock", "warn"),
        Answer::Stuck => ("todo", "alert", "warn"),
    };
    let text = match answer {
        Answer::Differs => reason(page, fields, registry, card.content.differs(registry)),
        Answer::Waiting => {
            let at = card.again(registry);
            let time = at.as_ref().map_or(String::new(), |at| page.time(at));
            page.ta("family-waiting-text", "time", time)
        }
        Answer::Stuck => page.t("family-stuck-text"),
        _ => String::new(),
    };
    Check {
        title: page.t(&format!("family-registry-{}", registry.word())),
        dot,
        icon,
        tag,
        state: page.t(&format!("family-answer-{}", answer.word())),
        text,
        mend: answer == Answer::Differs,
    }
}

fn rows(family: &Family, visitor: &Visitor, page: &Page, card: &Card) -> Vec<(String, String)> {
    let child = &card.content.child;
    let mut rows = vec![
        (page.t("family-birth-date"), child.birth_date.shown()),
        (page.t("family-sex"), page.t(child.sex.text_id())),
        (page.t("family-snils"), child.snils.shown()),
    ];
    for field in certificate(family, visitor) {
        if let Some(value) = child.certificate.get(&field.name) {
            let label = page.ta("family-of-certificate", "field", field.label.to_lowercase());
            rows.push((label, value.clone()));
        }
    }
    let relation = format!("family-relation-{}", card.content.relation.word());
    rows.push((page.t("family-relation"), page.t(&relation)));
    rows
}

/// What a guardian reads of the child's history: who got in and what has legal weight. What
/// is in messages and applications is the child's.
fn is_shown(line: &Line) -> bool {
    let act = line.act.as_str();
    is_legal(act) || act.starts_with("account.") || act.starts_with("family.")
}

fn who(page: &Page, line: &Line, me: Uuid, ward: Uuid) -> String {
    page.t(match (line.actor_kind.as_str(), line.actor) {
        ("citizen", Some(id)) if id == me => "family-who-you",
        ("citizen", Some(id)) if id == ward => "family-who-child",
        ("citizen", _) => "family-who-guardian",
        ("staff", _) => "family-who-staff",
        _ => "family-who-portal",
    })
}

/// Notes that the guardian has looked; the child reads it in its history.
async fn looked(visitor: &Visitor, ward: Uuid, child: Uuid, lines: &[Line]) -> Result<(), Fault> {
    let now = visitor.db().now();
    let me = visitor.citizen().ok();
    let is_same = |line: &Line| {
        line.act == "family.seen" && line.actor == me && now.duration_since(line.at) < LOOK
    };
    if lines.iter().any(is_same) {
        return Ok(());
    }
    let mut tx = visitor.db().begin().await?;
    let line = Entry::new(visitor.actor(), "family.seen", "child", child).owner(ward);
    tx.journal(line.from(Some(visitor.ip()))).await?;
    Ok(tx.commit().await?)
}

async fn ward(
    family: &Family,
    visitor: &Visitor,
    page: &Page,
    child: Uuid,
    (account, person): (&Account, &Person),
) -> Result<Ward, Fault> {
    let (db, id, me) = (visitor.db(), account.id, visitor.citizen()?);
    let grown = person
        .birth_date
        .as_ref()
        .is_some_and(|born| born.age_on(visitor.portal().today()) >= crate::model::ADULT);
    let guarded = account.is_guarded() && !grown;
    let mut shown = Ward {
        level: account.level.number(),
        number: account.number.clone(),
        state: match account.state {
            AccountState::Active => "active",
            AccountState::Locked => "locked",
            AccountState::Suspended => "suspended",
            AccountState::Blocked | AccountState::Closed => "closed",
        },
        guarded,
        opened: false,
        contact: String::new(),
        lent: account.ward.is_lent(),
        sessions: Vec::new(),
        events: Vec::new(),
        closing: None,
    };
    if !guarded {
        return Ok(shown);
    }
    shown.contact = person.email.masked();
    let code = first::state(db, id).await?;
    shown.opened = code.is_none_or(|code| code.used_at.is_some());
    let closing = family.rights().closes_at(id).await?;
    shown.closing = closing.map(|at| page.date_long(&at));
    for one in session::of(db, Subject::Citizen(id)).await? {
        let name = browser_name(&one.agent).unwrap_or_else(|| page.t("family-browser-unknown"));
        shown.sessions.push((name, page.date_time(&one.seen_at)));
    }
    let lines = journal::of_owner(db, id, READ).await?;
    looked(visitor, id, child, &lines).await?;
    let lines = lines.iter().filter(|line| is_shown(line)).take(SHOWN);
    shown.events = lines
        .filter_map(|line| {
            Some(Event {
                what: visitor.act("act", line)?,
                who: who(page, line, me, id),
                when: page.date_time(&line.at),
            })
        })
        .collect();
    Ok(shown)
}

pub(super) async fn show(
    State(family): State<Family>,
    visitor: Visitor,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor)?;
    let card = own(&visitor, account, &id).await?;
    let child = &card.content.child;
    let mut page = visitor.page(child.full_name());
    let done = match query.as_deref() {
        Some("added") => Some(("ok", "family-added")),
        Some("asked") => Some(("ok", "family-asked")),
        Some("often") => Some(("warn", "family-often")),
        Some("made") => Some(("ok", "family-made")),
        Some("there") => Some(("ok", "family-there")),
        Some("links") => Some(("warn", "family-links")),
        Some("not") => Some(("warn", "family-not")),
        Some("sessions") => Some(("ok", "family-done-sessions")),
        Some("access") => Some(("ok", "family-done-access")),
        Some("suspend") => Some(("ok", "family-done-suspend")),
        Some("resume") => Some(("ok", "family-done-resume")),
        Some("close") => Some(("ok", "family-done-close")),
        Some("keep") => Some(("ok", "family-done-keep")),
        _ => None,
    };
    if let Some((look, done)) = done {
        let text = visitor.t(&format!("{done}-text"));
        page = page.with_notice(look, visitor.t(done), text);
    }
    page.refresh = card.is_under_way().then_some(5);
    let fields = certificate(&family, &visitor);
    let checks = match card.child {
        Some(_) => Vec::new(),
        None => Registry::ALL
            .map(|one| check(&page, &fields, &card, one))
            .into(),
    };
    let grown = child.is_adult(visitor.portal().today());
    let found = match card.ward {
        Some(id) => find(visitor.db(), id).await?,
        None => None,
    };
    let shown = match (&found, card.child) {
        (Some((account, person)), Some(child)) => {
            Some(ward(&family, &visitor, &page, child, (account, person)).await?)
        }
        _ => None,
    };
    visitor.render(&CardPage {
        url: path(card.id),
        tag: tag(&page, &card),
        rows: rows(&family, &visitor, &page, &card),
        checks,
        checked: card
            .checked_at
            .map(|at: Timestamp| page.ta("family-checked-at", "date", page.date_long(&at))),
        both: card.guardians > 1,
        under_way: card.is_under_way(),
        stuck: card.standing() == Standing::Stuck,
        grown,
        may_make: card.child.is_some() && shown.is_none() && !grown,
        ward: shown,
        page,
    })
}

/// Does one of the acts; where the page goes then.
async fn done(
    family: &Family,
    visitor: &Visitor,
    account: &Account,
    card: &Card,
    act: Act,
) -> Result<Response, Fault> {
    let to = path(card.id);
    if let Some(first) = not_yet(visitor, &to).await? {
        return Ok(first);
    }
    if act == Act::Access
        && let Some(child) = card.child
        && let Verdict::Wait { .. } = visitor.db().hit(&LINKS, &child.to_string()).await?
    {
        return Ok(visitor.go(&format!("{to}?links")));
    }
    let mut tx = visitor.db().begin().await?;
    let powers = acts::powers(family, &mut tx, account.id, card.id).await?;
    let word = match powers {
        Some(powers) => {
            acts::act(family, &mut tx, visitor, &powers, act).await?;
            act.word()
        }
        None => "not",
    };
    // Whoever comes second commits as well before answering.
    tx.commit().await?;
    Ok(visitor.go(&format!("{to}?{word}")))
}

pub(super) async fn act(
    State(family): State<Family>,
    visitor: Visitor,
    Path(id): Path<String>,
    input: Input,
) -> Result<Response, Fault> {
    let (account, _) = holder(&visitor)?;
    let card = own(&visitor, account, &id).await?;
    match Act::from_word(input.get("act")) {
        // Closing has a page of its own.
        Some(Act::Close) | None => Err(Fault::BadRequest),
        Some(act) => done(&family, &visitor, account, &card, act).await,
    }
}

#[derive(Template)]
#[template(path = "family_close.html")]
struct ClosePage {
    page: Page,
    form: Form,
    url: String,
    name: String,
}

fn close_form(visitor: &Visitor, card: &Card) -> Form {
    let sure = Field::new(Kind::Checkbox, "sure", visitor.t("family-close-sure"))
        .missing(visitor.t("family-close-sure-missing"));
    let action = format!("{}/close", path(card.id));
    Form::new(action, visitor.t("family-close-submit"), vec![sure])
}

fn close_page(visitor: &Visitor, card: &Card, form: Form) -> ClosePage {
    ClosePage {
        page: visitor.page_t("family-close-title").with_form(&form),
        form,
        url: path(card.id),
        name: card.content.child.full_name(),
    }
}

async fn closable(visitor: &Visitor, id: &str) -> Result<(Account, Card), Fault> {
    let (account, _) = holder(visitor)?;
    let card = own(visitor, account, id).await?;
    match card.ward {
        Some(_) => Ok((account.clone(), card)),
        None => Err(Fault::NotFound),
    }
}

pub(super) async fn sure(visitor: Visitor, Path(id): Path<String>) -> Result<Response, Fault> {
    let (_, card) = closable(&visitor, &id).await?;
    visitor.render(&close_page(&visitor, &card, close_form(&visitor, &card)))
}

pub(super) async fn close(
    State(family): State<Family>,
    visitor: Visitor,
    Path(id): Path<String>,
    input: Input,
) -> Result<Response, Fault> {
    let (account, card) = closable(&visitor, &id).await?;
    let mut form = close_form(&visitor, &card).filled(&input);
    let portal = visitor.portal();
    if !form.check(&input, portal.words(), visitor.lang(), portal.today()) {
        return visitor.render_flawed(&close_page(&visitor, &card, form));
    }
    done(&family, &visitor, &account, &card, Act::Close).await
}
