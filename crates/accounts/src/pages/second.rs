//! The second step of signing in: a passkey, a code of an app, by SMS, or one of the
//! backup codes; a browser may be remembered, so that it is not asked for there.

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use jiff::SignedDuration;
use okno_store::{Actor, Db, DbError, Entry, Limit, Tx, Verdict};
use okno_web::session::end_others;
use okno_web::{Fault, Field, Form, Input, Kind, Subject, Visitor};
use serde_json::json;
use uuid::Uuid;

use super::code::Place;
use super::common::{
    FormPage, MessagePage, clock_up, cookie, own_path, put_cookie, refused, t_phone, tv,
};
use super::login::Failures;
use super::{half, passkey};
use crate::codes::{self, Channel};
use crate::department::Accounts;
use crate::model::{Account, Level, Person, State as AccountState};
use crate::passkeys;
use crate::security::store::{self as kept, Device};
use crate::security::{First, Steps, Way, agent};
use crate::{first_steps, notices, paper_code, store, totp};

const HALF: &str = "login.half";
const NEXT: &str = "login.next";
pub(crate) const PURPOSE: &str = "login";
/// Known only where one signs in: elsewhere it would keep pages from being answered from
/// memory.
pub(super) const DEVICE: &str = "okno_device";
const DEVICE_PATH: &str = "/login";
/// Browsers forget a cookie after 400 days whatever is asked of them.
const DEVICE_AGE: i64 = 400 * 24 * 3600;

/// Wrong codes before a wait.
pub(super) const SHORT: Limit = Limit {
    name: "login.second",
    max: 5,
    per: SignedDuration::from_mins(15),
};
/// Wrong codes before the account is locked (S1-167): whoever types them knows the
/// password, so it must be changed anyway.
const LONG: Limit = Limit {
    name: "login.second.day",
    max: 10,
    per: SignedDuration::from_hours(24),
};
/// After one letter about a new browser no other for this long.
const ALERT_AGAIN: SignedDuration = SignedDuration::from_mins(10);

/// Who is about to come in.
pub(crate) struct Entering {
    pub(crate) id: Uuid,
    pub(crate) level: Level,
    pub(crate) steps: Steps,
    pub(crate) first: First,
    /// Where.
    pub(crate) device: Device,
    /// Those before the right password.
    pub(crate) failures: Option<Failures>,
}

/// After the first proof: in, or on to the second step.
pub(crate) async fn go_on(
    accounts: &Accounts,
    visitor: &Visitor,
    who: Entering,
    next: &str,
) -> Result<Response, Fault> {
    let db = visitor.db();
    let device = who.device;
    let ways = accounts.ways(who.steps, who.level, who.first);
    let Some(way) = ways.first().copied() else {
        // No code may reach whoever came without their phone: until it may be changed, the
        // password opens the account at this browser.
        let trust = who.first == First::Rescue;
        let shown = Shown::Nothing(who.failures);
        return enter(visitor, who.id, device, (shown, trust), next).await;
    };
    if device.trusted && who.first == First::Password {
        let shown = Shown::Device(who.failures);
        return enter(visitor, who.id, device, (shown, false), next).await;
    }
    let channel = match way {
        Way::Sms | Way::Mail => {
            let (account, person) = owner(visitor, who.id).await?;
            channel(way, &person).filter(|_| account.state == AccountState::Active)
        }
        Way::Passkey | Way::App | Way::Backup => None,
    };
    // When none may be sent, the page says so, or the one that is on its way is good.
    let send = match &channel {
        Some(channel) => codes::may_send(visitor, PURPOSE, who.id, channel)
            .await?
            .is_ok(),
        None => false,
    };
    let mut tx = db.begin().await?;
    if let Some(channel) = channel.filter(|_| send) {
        codes::send(&mut tx, visitor, PURPOSE, who.id, &channel, text(way)).await?;
    }
    if let Some(failures) = &who.failures {
        failures.forget(&mut tx).await?;
    }
    let half = half::way(visitor, who.id, who.first.word());
    let changes = [(HALF, Some(half.as_str())), (NEXT, Some(next))];
    let cookies = visitor.keep(&mut tx, &changes).await?;
    tx.commit().await?;
    Ok(cookies.on(visitor.go(&format!("/login/step/{}", way.word()))))
}

fn channel(way: Way, person: &Person) -> Option<Channel> {
    match way {
        Way::Sms => Some(Channel::Sms(person.phone.clone())),
        Way::Mail => Some(Channel::Mail(person.email.clone())),
        Way::Passkey | Way::App | Way::Backup => None,
    }
}

fn text(way: Way) -> &'static str {
    match way {
        Way::Mail => "accounts-second-mail",
        _ => "accounts-second-sms",
    }
}

async fn owner(visitor: &Visitor, id: Uuid) -> Result<(Account, Person), Fault> {
    let found = store::find(visitor.db(), id).await?;
    found.ok_or(Fault::NotFound)
}

/// What was shown for the second step; used up by the transaction that signs in.
pub(super) enum Shown {
    /// Nothing was asked for.
    Nothing(Option<Failures>),
    /// The browser is remembered.
    Device(Option<Failures>),
    /// A key by which alone one is in.
    KeyAlone(passkeys::Shown),
    Passkey(passkeys::Shown),
    Step(i64),
    Code(Way, codes::Good),
    Backup(String),
}

impl Shown {
    /// False when it was used meanwhile.
    async fn use_up(&self, tx: &mut Tx, id: Uuid) -> Result<bool, Fault> {
        Ok(match self {
            Self::Nothing(failures) | Self::Device(failures) => {
                if let Some(failures) = failures {
                    failures.forget(tx).await?;
                }
                true
            }
            Self::KeyAlone(key) | Self::Passkey(key) => key.use_up(tx).await?,
            Self::Step(step) => kept::use_step(tx, id, *step).await?,
            Self::Code(_, good) => codes::use_up(tx, good).await?,
            Self::Backup(code) => kept::use_backup(tx, id, code).await?,
        })
    }

    fn word(&self) -> &'static str {
        match self {
            Self::Nothing(_) => "none",
            Self::Device(_) => "device",
            Self::KeyAlone(_) => "alone",
            Self::Passkey(_) => Way::Passkey.word(),
            Self::Step(_) => Way::App.word(),
            Self::Code(way, _) => way.word(),
            Self::Backup(_) => Way::Backup.word(),
        }
    }
}

/// Signs in, at a browser to be remembered or not; back to the form of the code when it
/// was used meanwhile.
pub(super) async fn enter(
    visitor: &Visitor,
    id: Uuid,
    device: Device,
    (shown, trust): (Shown, bool),
    next: &str,
) -> Result<Response, Fault> {
    let db = visitor.db();
    let newest = match device.known {
        true => None,
        false => kept::newest_device(db, id).await?,
    };
    // The first browser of all is no news, and neither is one more in the same minutes.
    let is_news = newest.is_some_and(|at| db.now().duration_since(at) > ALERT_AGAIN);
    let told = match is_news {
        true => Some(owner(visitor, id).await?),
        false => None,
    };
    let device = match trust {
        true => device.renamed(db),
        false => device,
    };
    let mut tx = db.begin().await?;
    if !shown.use_up(&mut tx, id).await? {
        tx.commit().await?;
        return Ok(visitor.go(&match shown {
            Shown::KeyAlone(_) => "/login?key".to_owned(),
            shown => format!("/login/step/{}?used", shown.word()),
        }));
    }
    tx.journal(
        Entry::new(Actor::Citizen(id), "account.signed_in", "account", id)
            .owner(id)
            .detail(json!({ "step": shown.word() }))
            .from(Some(visitor.ip())),
    )
    .await?;
    if let Shown::Code(Way::Sms, _) = &shown {
        // The cabinet need not ask whether the phone answers (S1-075).
        first_steps::phone_answers(&mut tx, id).await?;
    }
    kept::keep_device(&mut tx, id, &device, visitor.agent(), trust).await?;
    if let Some((account, person)) = &told {
        let named = agent::shown(visitor.agent());
        let named = named.unwrap_or_else(|| visitor.t("accounts-device-unknown"));
        let facts = [("device", named), ("address", visitor.ip().to_string())];
        let key = format!("account:{id}:device:{}", tx.new_id());
        let note = notices::Note {
            id: "accounts-new-device",
            facts: &facts,
            key,
            link: "/cabinet/security",
        };
        notices::tell_by_mail(&mut tx, visitor.portal(), account, person, note).await?;
    }
    let cookies = visitor.sign_in(&mut tx, Subject::Citizen(id)).await?;
    tx.commit().await?;
    let mut response = cookies.on(visitor.go(own_path(next, "/cabinet")));
    let value = Some((device.token(), DEVICE_AGE));
    put_cookie(&mut response, visitor, DEVICE, DEVICE_PATH, value);
    Ok(response)
}

/// Whoever is half way, with the ways that are open to them.
pub(super) struct HalfWay {
    pub(super) account: Account,
    person: Person,
    first: First,
    pub(super) ways: Vec<Way>,
}

pub(super) async fn half_way(
    accounts: &Accounts,
    visitor: &Visitor,
) -> Result<Option<HalfWay>, Fault> {
    let Some((id, word)) = half::read(visitor, HALF) else {
        return Ok(None);
    };
    let Some(first) = First::from_word(&word) else {
        return Ok(None);
    };
    let (account, person) = owner(visitor, id).await?;
    if account.state != AccountState::Active {
        return Ok(None);
    }
    let steps = kept::steps(visitor.db(), id).await?;
    let ways = accounts.ways(steps, account.level, first);
    Ok(Some(HalfWay {
        account,
        person,
        first,
        ways,
    }))
}

impl HalfWay {
    /// The other ways, as links.
    pub(super) fn others(&self, visitor: &Visitor, way: Way) -> Vec<(String, String)> {
        let others = self.ways.iter().filter(|other| **other != way);
        others
            .map(|other| {
                let words = visitor.t(&format!("accounts-second-to-{}", other.word()));
                (format!("/login/step/{}", other.word()), words)
            })
            .collect()
    }

    /// Is it a browser that may be remembered? Not after a recovery.
    pub(super) fn remember(&self, visitor: &Visitor) -> Option<Field> {
        let label = visitor.t("accounts-second-remember");
        (self.first == First::Password)
            .then(|| Field::new(Kind::Checkbox, "remember", label).optional())
    }

    fn form(&self, visitor: &Visitor, way: Way) -> Form {
        let code = match way {
            Way::App => Field::new(Kind::Code, "code", visitor.t("accounts-totp-label"))
                .hint(visitor.t("accounts-totp-hint"))
                .missing(visitor.t("accounts-totp-missing")),
            _ => Field::text("code", visitor.t("accounts-second-backup-label"))
                .hint(visitor.t("accounts-second-backup-hint"))
                .autocomplete("off")
                .missing(visitor.t("accounts-second-backup-missing")),
        };
        let fields = std::iter::once(code).chain(self.remember(visitor));
        let action = format!("/login/step/{}", way.word());
        Form::new(action, visitor.t("accounts-sign-in"), fields.collect())
    }

    fn page(&self, visitor: &Visitor, way: Way, form: Form) -> FormPage {
        FormPage {
            back: Some(("/login".to_owned(), visitor.t("accounts-back"))),
            lead: visitor.t(&format!("accounts-second-{}-lead", way.word())),
            links: self.others(visitor, way),
            advice: t_phone(visitor, "accounts-second-lost"),
            ..FormPage::new(visitor, "accounts-second-title", form)
        }
    }

    fn place(&self, visitor: &Visitor, way: Way, channel: Channel) -> Place<'static> {
        Place {
            purpose: PURPOSE,
            subject: self.account.id,
            channel,
            masked: true,
            action: match way {
                Way::Mail => "/login/step/mail",
                _ => "/login/step/sms",
            },
            title: "accounts-second-title",
            submit: "accounts-sign-in",
            steps: None,
            back: ("/login".to_owned(), visitor.t("accounts-back")),
            change: None,
            lead: "accounts-second-sent",
            more: self.remember(visitor).into_iter().collect(),
            links: self.others(visitor, way),
        }
    }
}

/// The page of a way; of another one where this one is not open.
async fn show(
    accounts: &Accounts,
    visitor: &Visitor,
    way: Way,
    query: Option<&str>,
) -> Result<Response, Fault> {
    let Some(half) = half_way(accounts, visitor).await? else {
        return Ok(visitor.go("/login"));
    };
    if !half.ways.contains(&way) {
        return Ok(visitor.go("/login"));
    }
    if way == Way::Passkey {
        return passkey::show_step(visitor, &half, query == Some("used"));
    }
    match channel(way, &half.person) {
        Some(channel) => half.place(visitor, way, channel).show(visitor, query).await,
        None => {
            let mut page = half.page(visitor, way, half.form(visitor, way));
            if query == Some("used") {
                let text = visitor.t("accounts-second-used");
                page.page = page.page.with_notice("warn", text, String::new());
            }
            visitor.render(&page)
        }
    }
}

/// A code typed.
async fn take(
    accounts: &Accounts,
    visitor: &Visitor,
    headers: &HeaderMap,
    way: Way,
    input: &Input,
) -> Result<Response, Fault> {
    let half = half_way(accounts, visitor).await?;
    let Some(half) = half.filter(|half| half.ways.contains(&way)) else {
        return Ok(visitor.go("/login"));
    };
    let (db, id) = (visitor.db(), half.account.id);
    let next = visitor.kept(NEXT).unwrap_or_default().to_owned();
    let trust = half.first == First::Password && input.has("remember");
    let shown = if way == Way::Passkey {
        match passkey::take_step(accounts, visitor, &half, input).await? {
            Ok(shown) => shown,
            Err(response) => return Ok(response),
        }
    } else if let Some(channel) = channel(way, &half.person) {
        let place = half.place(visitor, way, channel);
        if let Some(sent) = place.resend(visitor, input, text(way)).await? {
            return Ok(sent);
        }
        let digits = input.get("code").chars().filter(char::is_ascii_digit);
        // What cannot be a code is not a try.
        let left = match digits.count() {
            6 => count(visitor, id).await?,
            _ => i64::MAX,
        };
        match place.check(visitor, input).await? {
            Ok(good) => Shown::Code(way, good),
            Err(_) if left <= 0 => return lock(visitor, id).await,
            Err(response) => return Ok(response),
        }
    } else {
        let mut form = half.form(visitor, way).filled(input);
        let portal = visitor.portal();
        let fits = form.check(input, portal.words(), visitor.lang(), portal.today());
        let backup = match way {
            Way::Backup => paper_code::read(input.get("code")).ok(),
            _ => None,
        };
        if fits && way == Way::Backup && backup.is_none() {
            form.fail("code", visitor.t("accounts-second-backup-form"));
        }
        if form.has_errors() {
            return visitor.render_flawed(&half.page(visitor, way, form));
        }
        // Counted before it is compared: many tries at once cannot get past the limit.
        if let Verdict::Wait { until } = db.hit(&SHORT, &id.to_string()).await? {
            let time = clock_up(visitor, until);
            form.fail("code", tv(visitor, "accounts-totp-wait", &[("time", time)]));
            let page = half.page(visitor, way, form);
            return refused(visitor, StatusCode::TOO_MANY_REQUESTS, &page);
        }
        let left = count(visitor, id).await?;
        let step = match kept::app(db, id).await?.filter(|_| way == Way::App) {
            Some(secret) => totp::step_of(&secret, input.get("code"), db.now()),
            None => None,
        };
        let shown = match (step, backup) {
            (Some(step), _) => Some(Shown::Step(step)),
            (None, Some(code)) if kept::is_backup(db, id, &code).await? => {
                Some(Shown::Backup(code))
            }
            _ => None,
        };
        let Some(shown) = shown else {
            note_wrong(visitor, id, way).await?;
            if left <= 0 {
                return lock(visitor, id).await;
            }
            let wrong = format!("accounts-second-{}-wrong", way.word());
            form.fail("code", visitor.t(&wrong));
            return visitor.render_flawed(&half.page(visitor, way, form));
        };
        shown
    };
    forgive(db, id).await?;
    let device = kept::device(db, id, cookie(visitor, headers, DEVICE)).await?;
    enter(visitor, id, device, (shown, trust), &next).await
}

/// Forgets wrong codes: the right one was shown, or the password is another one now.
pub(crate) async fn forgive(db: &Db, id: Uuid) -> Result<(), DbError> {
    for limit in [&SHORT, &LONG] {
        db.forget(limit, &id.to_string()).await?;
    }
    Ok(())
}

/// Counts a try before it is compared; how many are left.
async fn count(visitor: &Visitor, id: Uuid) -> Result<i64, Fault> {
    Ok(match visitor.db().hit(&LONG, &id.to_string()).await? {
        Verdict::Allowed { left } => left,
        Verdict::Wait { .. } => 0,
    })
}

async fn note_wrong(visitor: &Visitor, id: Uuid, way: Way) -> Result<(), Fault> {
    let mut tx = visitor.db().begin().await?;
    tx.journal(
        Entry::new(visitor.actor(), "account.second_wrong", "account", id)
            .owner(id)
            .detail(json!({ "by": way.word() }))
            .from(Some(visitor.ip())),
    )
    .await?;
    Ok(tx.commit().await?)
}

/// Locks the account: nobody is in any more, and its owner is told how to open it.
async fn lock(visitor: &Visitor, id: Uuid) -> Result<Response, Fault> {
    let mut tx = visitor.db().begin().await?;
    let (account, person) = store::find_locked(&mut tx, id).await?;
    let (from, to) = (AccountState::Active, AccountState::Locked);
    if store::set_state(&mut tx, id, from, to).await? {
        end_others(&mut tx, Subject::Citizen(id), Uuid::nil()).await?;
        let entry = Entry::new(visitor.actor(), "account.locked", "account", id);
        tx.journal(entry.owner(id).from(Some(visitor.ip()))).await?;
        let key = format!("account:{id}:locked:{}", tx.new_id());
        let (words, to) = ("accounts-locked", "/recover");
        notices::tell(&mut tx, visitor.portal(), &account, &person, words, key, to).await?;
    }
    tx.commit().await?;
    locked_page(visitor)
}

fn locked_page(visitor: &Visitor) -> Result<Response, Fault> {
    let page = MessagePage {
        page: visitor.page_t("accounts-locked-title"),
        paragraphs: vec![
            visitor.t("accounts-locked-text"),
            t_phone(visitor, "accounts-locked-help"),
        ],
        action: Some((visitor.t("accounts-locked-action"), "/recover".to_owned())),
    };
    refused(visitor, StatusCode::FORBIDDEN, &page)
}

pub(crate) async fn page(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    Path(way): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let way = Way::from_word(&way).ok_or(Fault::NotFound)?;
    show(&accounts, &visitor, way, query.as_deref()).await
}

pub(crate) async fn check(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    Path(way): Path<String>,
    headers: HeaderMap,
    input: Input,
) -> Result<Response, Fault> {
    let way = Way::from_word(&way).ok_or(Fault::NotFound)?;
    take(&accounts, &visitor, &headers, way, &input).await
}
