//! Signing in by a passkey: as the second step, and alone.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use okno_store::{Entry, Limit, Verdict};
use okno_web::{Fault, Field, Form, Input, Page, Visitor};
use serde_json::json;
use uuid::Uuid;

use super::common::{clock_up, cookie, own_path, refused, t_phone, tv};
use super::login::{PER_ADDRESS, login_form, login_page};
use super::second::{self, DEVICE, HalfWay, Shown};
use crate::department::Accounts;
use crate::model::State as AccountState;
use crate::passkeys::{Not, Purpose, moves, store as keys, told};
use crate::security::store as kept;
use crate::security::{Way, agent};
use crate::{notices, store};

/// Challenges for one network address: each is a row of its own when a guest asks.
const ASKED: Limit = Limit {
    name: "login.passkey",
    max: 300,
    per: SignedDuration::from_mins(15),
};

/// A button that only scripts can press: it asks for a key and sends its form.
pub(crate) struct KeyButton {
    /// Where the form goes.
    pub(crate) action: &'static str,
    /// Where the script gets the challenge.
    pub(crate) ask: &'static str,
    pub(crate) words: String,
    /// Where to go then.
    pub(crate) next: String,
}

/// A key in its owner's list.
pub(super) struct KeyRow {
    pub(super) id: Uuid,
    pub(super) name: String,
    /// It can be used on other devices of its owner.
    pub(super) moves: bool,
    pub(super) made: String,
    pub(super) used: Option<String>,
}

impl KeyRow {
    pub(super) fn of(page: &Page, one: keys::Listed) -> Self {
        Self {
            id: one.id,
            moves: moves(&one.credential),
            name: one.name,
            made: page.date_time(&one.made_at),
            used: one.used_at.map(|at| page.date_time(&at)),
        }
    }
}

/// Characters of a key's name.
const NAME: usize = 40;

pub(super) fn name_field(visitor: &Visitor) -> Field {
    Field::text("name", visitor.t("accounts-keys-name"))
        .hint(visitor.t("accounts-keys-name-hint"))
        .autocomplete("off")
        .check(&format!("text:{NAME}"))
        .max(NAME)
        .missing(visitor.t("accounts-keys-name-missing"))
}

/// The form of a new key; what its browser calls itself is its name until it has another.
pub(super) fn new_form(visitor: &Visitor, action: &str) -> Form {
    let fields = vec![name_field(visitor)];
    let mut form = Form::new(action, visitor.t("accounts-keys-make"), fields);
    let named = agent::shown(visitor.agent());
    let named = named.unwrap_or_else(|| visitor.t("accounts-keys-name-usual"));
    form.set("name", named);
    form
}

/// The name of a key that came with this form. The key is on the device by now: a name is
/// no reason to refuse it.
pub(super) fn named(form: &mut Form, input: &Input) -> String {
    let typed: String = input.get("name").chars().take(NAME).collect();
    if !typed.is_empty() {
        form.set("name", typed);
    }
    let field = form.fields.iter().find(|field| field.name == "name");
    field.map_or_else(String::new, |field| field.value.clone())
}

/// To be shown by a script: where to go in place of a challenge.
pub(crate) fn away(to: &str) -> Response {
    told(&json!({ "go": to }))
}

/// A challenge for whoever wants in by a key alone.
pub(crate) async fn ask(
    State(accounts): State<Accounts>,
    visitor: Visitor,
) -> Result<Response, Fault> {
    let keys = accounts.keys().ok_or(Fault::NotFound)?;
    let address = visitor.network();
    let asked = visitor.db().hit(&ASKED, &address).await?;
    let failed = visitor.db().peek(&PER_ADDRESS, &address).await?;
    if let (Verdict::Wait { until }, _) | (_, Verdict::Wait { until }) = (asked, failed) {
        return Ok(told(&json!({ "error": wait(&visitor, until) })));
    }
    keys.ask(&visitor, Purpose::SignIn, &[]).await
}

pub(super) fn wait(visitor: &Visitor, until: Timestamp) -> String {
    let time = clock_up(visitor, until);
    tv(visitor, "accounts-passkey-often", &[("time", time)])
}

/// The page of sign-in with what was wrong.
fn refuse(
    visitor: &Visitor,
    status: StatusCode,
    text: String,
    next: &str,
) -> Result<Response, Fault> {
    let mut form = login_form(visitor, next);
    form.fail_all(text);
    refused(visitor, status, &login_page(visitor, form))
}

/// Signs in by a key alone.
pub(crate) async fn take(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    headers: HeaderMap,
    input: Input,
) -> Result<Response, Fault> {
    let keys = accounts.keys().ok_or(Fault::NotFound)?;
    let next = own_path(input.get("next"), "");
    let (db, address) = (visitor.db(), visitor.network());
    if let Verdict::Wait { until } = db.peek(&PER_ADDRESS, &address).await? {
        let text = wait(&visitor, until);
        return refuse(&visitor, StatusCode::TOO_MANY_REQUESTS, text, next);
    }
    let flawed = |text| refuse(&visitor, StatusCode::UNPROCESSABLE_ENTITY, text, next);
    let typed = input.raw("credential");
    let shown = match keys.shown(&visitor, Purpose::SignIn, typed).await? {
        Ok(shown) => shown,
        Err(not) => {
            if not != Not::Over {
                db.hit(&PER_ADDRESS, &address).await?;
            }
            note(&visitor, not, "account.sign_in_failed").await?;
            return flawed(visitor.t(not.words()));
        }
    };
    let id = shown.owner;
    // A key of somebody who has no account here, such as an official.
    let Some((account, _)) = store::find(db, id).await? else {
        return flawed(visitor.t(Not::Unknown.words()));
    };
    match account.state {
        AccountState::Active => {}
        AccountState::Locked => return flawed(visitor.t("accounts-login-locked")),
        AccountState::Suspended => return flawed(visitor.t("accounts-login-suspended")),
        AccountState::Blocked | AccountState::Closed => {
            return flawed(t_phone(&visitor, "accounts-login-closed"));
        }
    }
    // Whoever was in before the password was renewed may have left a key behind: until its
    // owner has had the time to see it, a key is not enough.
    if let Some(until) = kept::wait_until(db, id).await? {
        let time = visitor.page(String::new()).date_time(&until);
        return flawed(tv(&visitor, "accounts-passkey-wait", &[("time", time)]));
    }
    let device = kept::device(db, id, cookie(&visitor, &headers, DEVICE)).await?;
    second::enter(&visitor, id, device, (Shown::KeyAlone(shown), false), next).await
}

/// A line of the journal about a key that opened nothing, and a word to its owner when
/// there may be a copy of it.
pub(crate) async fn note(visitor: &Visitor, not: Not, act: &'static str) -> Result<(), Fault> {
    let (id, copied) = match not {
        Not::Over => return Ok(()),
        Not::Unknown | Not::Wrong(None) => (None, false),
        Not::Wrong(Some(id)) => (Some(id), false),
        Not::Copied(id) => (Some(id), true),
    };
    // An official's key has no account behind it.
    let found = match id {
        Some(id) => store::find(visitor.db(), id).await?,
        None => None,
    };
    let id = found.as_ref().map(|(account, _)| account.id);
    let mut tx = visitor.db().begin().await?;
    tx.journal(Entry {
        actor: visitor.actor(),
        act: match copied {
            true => "account.passkey_copied",
            false => act,
        },
        object_kind: "account",
        object: id,
        owner: id,
        detail: json!({ "by": Way::Passkey.word() }),
        origin: Some(visitor.ip()),
    })
    .await?;
    if let Some((account, person)) = found.filter(|_| copied) {
        let key = format!("account:{}:passkey:{}", account.id, tx.new_id());
        let (words, to) = ("accounts-passkey-copied", "/cabinet/security/keys");
        notices::tell(&mut tx, visitor.portal(), &account, &person, words, key, to).await?;
    }
    Ok(tx.commit().await?)
}

#[derive(Template)]
#[template(path = "login_passkey.html")]
pub(super) struct StepPage {
    pub(super) page: Page,
    pub(super) form: Form,
    pub(super) back: &'static str,
    /// Where the script gets the challenge.
    pub(super) ask: &'static str,
    pub(super) links: Vec<(String, String)>,
    /// May be empty.
    pub(super) advice: String,
}

const STEP: &str = "/login/step/passkey";

fn step_page(visitor: &Visitor, half: &HalfWay, form: Form) -> StepPage {
    StepPage {
        page: visitor.page_t("accounts-second-title").with_form(&form),
        form,
        back: "/login",
        ask: "/login/step/passkey/ask",
        links: half.others(visitor, Way::Passkey),
        advice: t_phone(visitor, "accounts-second-lost"),
    }
}

fn step_form(visitor: &Visitor, half: &HalfWay) -> Form {
    let fields = half.remember(visitor).into_iter().collect();
    Form::new(STEP, visitor.t("accounts-passkey-show"), fields)
}

/// The page of the second step.
pub(super) fn show_step(visitor: &Visitor, half: &HalfWay, used: bool) -> Result<Response, Fault> {
    let mut page = step_page(visitor, half, step_form(visitor, half));
    if used {
        let text = visitor.t(Not::Over.words());
        page.page = page.page.with_notice("warn", text, String::new());
    }
    visitor.render(&page)
}

/// A challenge for the second step.
pub(crate) async fn ask_step(
    State(accounts): State<Accounts>,
    visitor: Visitor,
) -> Result<Response, Fault> {
    let keys = accounts.keys().ok_or(Fault::NotFound)?;
    let half = second::half_way(&accounts, &visitor).await?;
    let Some(half) = half.filter(|half| half.ways.contains(&Way::Passkey)) else {
        return Ok(away("/login"));
    };
    let id = half.account.id;
    let there = keys::credentials(visitor.db(), id).await?;
    keys.ask(&visitor, Purpose::Step(id), &there).await
}

/// A key shown for the second step; otherwise the page again. Nobody guesses a signature:
/// a wrong one is counted against floods and never locks the account.
pub(super) async fn take_step(
    accounts: &Accounts,
    visitor: &Visitor,
    half: &HalfWay,
    input: &Input,
) -> Result<Result<Shown, Response>, Fault> {
    let keys = accounts.keys().ok_or(Fault::NotFound)?;
    let id = half.account.id;
    let mut form = step_form(visitor, half).filled(input);
    if let Verdict::Wait { until } = visitor.db().hit(&second::SHORT, &id.to_string()).await? {
        form.fail_all(wait(visitor, until));
        let page = step_page(visitor, half, form);
        return refused(visitor, StatusCode::TOO_MANY_REQUESTS, &page).map(Err);
    }
    let typed = input.raw("credential");
    match keys.shown(visitor, Purpose::Step(id), typed).await? {
        Ok(shown) => Ok(Ok(Shown::Passkey(shown))),
        Err(not) => {
            // Whoever has given the password is wrong about this account, whatever was shown.
            let about = match not {
                Not::Unknown | Not::Wrong(_) => Not::Wrong(Some(id)),
                not => not,
            };
            note(visitor, about, "account.second_wrong").await?;
            form.fail_all(visitor.t(not.words()));
            visitor
                .render_flawed(&step_page(visitor, half, form))
                .map(Err)
        }
    }
}

/// The button of the page of sign-in.
pub(super) fn button(visitor: &Visitor, next: &str) -> Option<KeyButton> {
    crate::passkeys::are_at(visitor.portal()).then(|| KeyButton {
        action: "/login/passkey",
        ask: "/login/passkey/ask",
        words: visitor.t("accounts-passkey-sign-in"),
        next: own_path(next, "").to_owned(),
    })
}
