//! A forgotten password: a code to the phone or the e-mail of the account, a
//! new password, every other session ends. What is answered does not tell
//! whether there is an account; its owner is told in the message.

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use okno_requisites::{Email, Phone};
use okno_store::{Entry, Tx};
use okno_web::session::end_others;
use okno_web::{Fault, Field, Form, Input, Subject, Visitor};
use uuid::Uuid;

use super::code::Place;
use super::common::{
    FormPage, check_new_password, clock_up, cookie, go_with_cookie, new_password_fields,
    put_cookie, refused, tv,
};
use super::login::forgive;
use super::rescue::next;
use super::second::{self, DEVICE, Entering, go_on};
use crate::codes::{self, Channel, NotSent};
use crate::department::Accounts;
use crate::model::{Account, Level, Person, State as AccountState};
use crate::notices::Note;
use crate::security::rescue::{Next, Rescued};
use crate::security::{First, questions, reserve, store as kept};
use crate::waiting::{self, Recovery, RecoveryForm};
use crate::{first, notices, store};

const COOKIE: &str = "okno_recovery";
const PATH: &str = "/recover";
const PURPOSE: &str = "recovery";
const AGE: i64 = 30 * 60;

fn start_form(visitor: &Visitor) -> Form {
    let field = Field::text("login", visitor.t("accounts-recover-login"))
        .hint(visitor.t("accounts-recover-login-hint"))
        .autocomplete("username")
        .max(200)
        .missing(visitor.t("accounts-recover-login-missing"));
    Form::new("/recover", visitor.t("accounts-continue"), vec![field])
}

fn start_page(visitor: &Visitor, form: Form) -> FormPage {
    FormPage {
        back: Some(("/login".to_owned(), visitor.t("accounts-sign-in"))),
        lead: visitor.t("accounts-recover-lead"),
        links: vec![(
            "/recover/reserve".to_owned(),
            visitor.t("accounts-rescue-link"),
        )],
        ..FormPage::new(visitor, "accounts-recover-title", form)
    }
}

pub(crate) async fn show(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let mut page = start_page(&visitor, start_form(&visitor));
    if accounts
        .introduces()
        .is_some_and(|hook| hook.ways().contains(&"bank"))
    {
        let words = visitor.t("accounts-rescue-bank");
        page.links.push(("/recover/bank".to_owned(), words));
    }
    if query.as_deref() == Some("over") {
        let (title, text) = (
            visitor.t("accounts-recover-over"),
            visitor.t("accounts-recover-over-text"),
        );
        page.page = page.page.with_notice("warn", title, text);
    }
    visitor.render(&page)
}

fn code_text(form: &RecoveryForm) -> &'static str {
    if form.reserve.is_some() {
        return match form.account {
            Some(_) => "accounts-recover-sms",
            None => "accounts-nobody-reserve-sms",
        };
    }
    match (form.account.is_some(), form.phone.is_some()) {
        (true, true) => "accounts-recover-sms",
        (true, false) => "accounts-recover-mail",
        (false, true) => "accounts-nobody-sms",
        (false, false) => "accounts-nobody-mail",
    }
}

pub(crate) async fn take(visitor: Visitor, input: Input) -> Result<Response, Fault> {
    let mut form = start_form(&visitor).filled(&input);
    let portal = visitor.portal();
    let db = visitor.db();
    form.check(&input, portal.words(), visitor.lang(), portal.today());
    let typed = input.get("login");
    let (phone, email) = if typed.contains('@') {
        (None, Email::parse(typed).ok())
    } else {
        (Phone::parse(typed).ok(), None)
    };
    let mut wanted = RecoveryForm {
        phone,
        email,
        ..RecoveryForm::default()
    };
    let Some(channel) = wanted.channel() else {
        form.fail("login", visitor.t("accounts-recover-login-kind"));
        return visitor.render_flawed(&start_page(&visitor, form));
    };
    let (kind, contact) = channel.login();
    wanted.account = store::find_by(db, kind, &contact).await?;
    begin(&visitor, &wanted, &channel, (form, "login"), start_page).await
}

/// Sends the code and begins; or the form again, saying at this field when.
pub(super) async fn begin(
    visitor: &Visitor,
    wanted: &RecoveryForm,
    channel: &Channel,
    (mut form, field): (Form, &str),
    draw: fn(&Visitor, Form) -> FormPage,
) -> Result<Response, Fault> {
    let db = visitor.db();
    let id = db.new_id();
    if let Err(NotSent::Wait(until)) = codes::may_send(visitor, PURPOSE, id, channel).await? {
        let time = clock_up(visitor, until);
        form.fail(
            field,
            tv(visitor, "accounts-contact-wait", &[("time", time)]),
        );
        let page = draw(visitor, form);
        return refused(visitor, StatusCode::TOO_MANY_REQUESTS, &page);
    }
    let text = code_text(wanted);
    // The one of the two letters that is not sent is worded as well: each takes its time.
    let other = code_text(&RecoveryForm {
        account: wanted.account.is_none().then_some(id),
        ..wanted.clone()
    });
    std::hint::black_box(tv(visitor, other, &[("code", "000000".to_owned())]));
    let mut tx = db.begin().await?;
    let token = waiting::begin_recovery(&mut tx, id, wanted).await?;
    codes::send(&mut tx, visitor, PURPOSE, id, channel, text).await?;
    tx.commit().await?;
    Ok(go_with_cookie(
        visitor,
        "/recover/code",
        COOKIE,
        PATH,
        Some((&token, AGE)),
    ))
}

/// A link that support sent to a proven contact. Opening it only shows a button: programs
/// that look at links before their owner use up nothing.
pub(crate) async fn link(visitor: Visitor, Path(token): Path<String>) -> Result<Response, Fault> {
    if !waiting::is_linked(visitor.db(), &token).await? {
        return Ok(visitor.go("/recover?over"));
    }
    let action = format!("/recover/link/{token}");
    let form = Form::new(action, visitor.t("accounts-continue"), Vec::new());
    visitor.render(&FormPage {
        lead: visitor.t("accounts-assist-link-lead"),
        ..FormPage::new(&visitor, "accounts-recover-password-title", form)
    })
}

pub(crate) async fn open_link(
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Response, Fault> {
    let mut tx = visitor.db().begin().await?;
    let own = waiting::open_linked(&mut tx, &token).await?;
    tx.commit().await?;
    let Some(own) = own else {
        return Ok(visitor.go("/recover?over"));
    };
    let cookie = Some((own.as_str(), AGE));
    let to = "/recover/password";
    Ok(go_with_cookie(&visitor, to, COOKIE, PATH, cookie))
}

pub(super) async fn under_way(
    visitor: &Visitor,
    headers: &HeaderMap,
) -> Result<Option<Recovery>, Fault> {
    match cookie(visitor, headers, COOKIE) {
        Some(token) => Ok(waiting::find_recovery(visitor.db(), token).await?),
        None => Ok(None),
    }
}

fn place(visitor: &Visitor, id: Uuid, channel: Channel) -> Place<'static> {
    let by_mail = matches!(channel, Channel::Mail(_));
    Place {
        purpose: PURPOSE,
        subject: id,
        channel,
        masked: false,
        action: "/recover/code",
        title: if by_mail {
            "accounts-mail-title"
        } else {
            "accounts-phone-title"
        },
        submit: "accounts-continue",
        steps: None,
        back: ("/recover".to_owned(), visitor.t("accounts-back")),
        change: None,
        lead: "accounts-recover-code-lead",
        more: Vec::new(),
        links: Vec::new(),
    }
}

pub(crate) async fn code(
    visitor: Visitor,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Fault> {
    let recovery = under_way(&visitor, &headers).await?;
    let Some((recovery, channel)) = recovery.and_then(|r| r.form.channel().map(|c| (r, c))) else {
        return Ok(visitor.go("/recover?over"));
    };
    if recovery.code_ok {
        return Ok(visitor.go(next(&visitor, &recovery).await?));
    }
    place(&visitor, recovery.id, channel)
        .show(&visitor, query.as_deref())
        .await
}

pub(crate) async fn check_code(
    visitor: Visitor,
    headers: HeaderMap,
    input: Input,
) -> Result<Response, Fault> {
    let recovery = under_way(&visitor, &headers).await?;
    let Some((recovery, channel)) = recovery.and_then(|r| r.form.channel().map(|c| (r, c))) else {
        return Ok(visitor.go("/recover?over"));
    };
    if recovery.code_ok {
        return Ok(visitor.go(next(&visitor, &recovery).await?));
    }
    let place = place(&visitor, recovery.id, channel.clone());
    let text = code_text(&recovery.form);
    if let Some(sent) = place.resend(&visitor, &input, text).await? {
        return Ok(sent);
    }
    let good = match place.check(&visitor, &input).await? {
        Ok(good) => good,
        Err(response) => return Ok(response),
    };
    let mut tx = visitor.db().begin().await?;
    if codes::use_up(&mut tx, &good).await? {
        waiting::confirm_recovery(&mut tx, recovery.id).await?;
    }
    // Whoever comes second commits as well before answering.
    tx.commit().await?;
    let recovery = Recovery {
        code_ok: true,
        ..recovery
    };
    Ok(visitor.go(next(&visitor, &recovery).await?))
}

fn password_form(visitor: &Visitor) -> Form {
    Form::new(
        "/recover/password",
        visitor.t("accounts-save"),
        new_password_fields(visitor),
    )
}

fn password_page(visitor: &Visitor, form: Form, recovery: &Recovery) -> FormPage {
    // Nobody signs in with a reserve phone.
    let own = recovery.form.channel();
    let own = own.filter(|_| recovery.form.reserve.is_none());
    let contact = own.map(|channel| match channel {
        Channel::Mail(email) => email.shown(),
        phone => phone.login().1,
    });
    FormPage {
        lead: visitor.t("accounts-recover-password-lead"),
        advice: visitor.t("accounts-password-advice"),
        username: contact.unwrap_or_default(),
        ..FormPage::new(visitor, "accounts-recover-password-title", form)
    }
}

/// The recovery under way that has come as far as the password; else where to go.
async fn ready(
    visitor: &Visitor,
    headers: &HeaderMap,
) -> Result<Result<Recovery, &'static str>, Fault> {
    let Some(recovery) = under_way(visitor, headers).await? else {
        return Ok(Err("/recover?over"));
    };
    Ok(match next(visitor, &recovery).await? {
        "/recover/password" => Ok(recovery),
        elsewhere => Err(elsewhere),
    })
}

pub(crate) async fn password(visitor: Visitor, headers: HeaderMap) -> Result<Response, Fault> {
    match ready(&visitor, &headers).await? {
        Ok(recovery) => {
            visitor.render(&password_page(&visitor, password_form(&visitor), &recovery))
        }
        Err(elsewhere) => Ok(visitor.go(elsewhere)),
    }
}

/// Does the account still have the contact that was shown, and is what was shown enough?
/// Call it with the account locked.
async fn is_enough(
    tx: &mut Tx,
    account: &Account,
    person: &Person,
    recovery: &Recovery,
) -> Result<bool, Fault> {
    let form = &recovery.form;
    let has = match (&form.reserve, &form.phone, &form.email) {
        (Some(phone), _, _) => {
            let present = reserve::find_locked(tx, account.id).await?;
            present.is_some_and(|present| present.as_str() == phone.as_str())
        }
        (None, Some(phone), _) => phone.as_str() == person.phone.as_str(),
        (None, None, Some(email)) => email.key() == person.email.key(),
        (None, None, None) => true,
    };
    let who = Rescued {
        level: account.level,
        second: kept::steps_locked(tx, account.id).await?.any(),
        questions: questions::are_set_locked(tx, account.id).await?,
    };
    Ok(has && who.next(recovery.proofs()) == Next::Password)
}

/// Tells every contact of an account that its password was recovered.
pub(super) async fn tell_all(
    tx: &mut Tx,
    visitor: &Visitor,
    (account, person): (&Account, &Person),
    (words, key): (&str, String),
) -> Result<(), Fault> {
    let (portal, to) = (visitor.portal(), "/cabinet/history");
    if let Some(phone) = reserve::find_locked(tx, account.id).await? {
        let note = Note {
            id: words,
            facts: &[],
            key: format!("{key}:reserve"),
            link: "/",
        };
        reserve::tell(tx, portal, (account, person), phone, note).await?;
    }
    notices::tell(tx, portal, account, person, words, key, to).await?;
    Ok(())
}

/// What was shown for a recovery, and the act of the journal that says so.
fn by(form: &RecoveryForm) -> (First, &'static str) {
    if form.centre.is_some() {
        return (First::Rescue, "account.recovered_in_centre");
    }
    match (&form.reserve, &form.bank, &form.phone) {
        (Some(_), _, _) => (First::Rescue, "account.recovered_by_reserve"),
        (None, Some(_), _) => (First::Rescue, "account.recovered_by_bank"),
        (None, None, Some(_)) => (First::Phone, "account.password_renewed"),
        (None, None, None) => (First::Mail, "account.password_renewed"),
    }
}

/// Begins a recovery for whom a bank has shown to be the owner of an account, ends the
/// transaction, and leads on to the new password.
///
/// # Errors
/// Those of the store.
pub async fn by_bank(
    visitor: &Visitor,
    tx: Tx,
    account: Uuid,
    bank: &str,
) -> Result<Response, Fault> {
    let form = RecoveryForm {
        account: Some(account),
        bank: Some(bank.to_owned()),
        ..RecoveryForm::default()
    };
    shown(visitor, tx, &form).await
}

/// The same for whom an operator has seen: the code of access was right.
pub(super) async fn by_centre(
    visitor: &Visitor,
    account: Uuid,
    steps_lost: bool,
) -> Result<Response, Fault> {
    let form = RecoveryForm {
        account: Some(account),
        centre: Some(steps_lost),
        ..RecoveryForm::default()
    };
    shown(visitor, visitor.db().begin().await?, &form).await
}

/// On to the new password.
async fn shown(visitor: &Visitor, mut tx: Tx, form: &RecoveryForm) -> Result<Response, Fault> {
    let id = tx.new_id();
    let token = waiting::begin_recovery(&mut tx, id, form).await?;
    waiting::confirm_recovery(&mut tx, id).await?;
    tx.commit().await?;
    let cookie = Some((token.as_str(), AGE));
    let to = "/recover/password";
    Ok(go_with_cookie(visitor, to, COOKIE, PATH, cookie))
}

pub(crate) async fn finish(
    State(accounts): State<Accounts>,
    visitor: Visitor,
    headers: HeaderMap,
    input: Input,
) -> Result<Response, Fault> {
    let recovery = match ready(&visitor, &headers).await? {
        Ok(recovery) => recovery,
        Err(elsewhere) => return Ok(visitor.go(elsewhere)),
    };
    let Some(id) = recovery.form.account else {
        return Ok(visitor.go("/recover?over"));
    };
    let mut form = password_form(&visitor);
    let found = store::find(visitor.db(), id).await?;
    let (_, person) = found.ok_or(Fault::NotFound)?;
    if !check_new_password(&accounts, &visitor, &person, &mut form, &input).await? {
        return visitor.render_flawed(&password_page(&visitor, form, &recovery));
    }
    let db = visitor.db();
    let hashed = accounts
        .hasher()
        .hash(input.raw("password"), db.chance())
        .await?;
    let mut tx = db.begin().await?;
    // Locked first, so that of two recoveries at once one is before the other.
    let (account, person) = store::find_locked(&mut tx, id).await?;
    let enough = is_enough(&mut tx, &account, &person, &recovery).await?;
    let ended = enough && waiting::finish_recovery(&mut tx, recovery.id, id).await?;
    // Whatever opened it: a code of access is good for nothing any more.
    let code = ended && first::use_up(&mut tx, id).await?;
    if !ended || (recovery.form.centre.is_some() && !code) {
        tx.commit().await?;
        return Ok(visitor.go(match enough {
            true => "/login?renewed",
            false => "/recover?over",
        }));
    }
    store::set_password(&mut tx, id, &hashed).await?;
    end_others(&mut tx, Subject::Citizen(id), Uuid::nil()).await?;
    let about = |act| {
        Entry::new(visitor.actor(), act, "account", id)
            .owner(id)
            .from(Some(visitor.ip()))
    };
    let (shown, act) = by(&recovery.form);
    tx.journal(about(act)).await?;
    // Whoever locked it knew the password from before.
    let (locked, open) = (AccountState::Locked, AccountState::Active);
    let unlocked = store::set_state(&mut tx, id, locked, open).await?;
    if unlocked {
        tx.journal(about("account.unlocked")).await?;
    }
    // Below that level too, when neither contact was at hand.
    let waits = account.level >= Level::Confirmed || shown == First::Rescue;
    if waits {
        kept::begin_wait(&mut tx, id).await?;
    }
    kept::distrust_all(&mut tx, id).await?;
    if recovery.form.centre == Some(true) {
        kept::drop_steps(&mut tx, id).await?;
        tx.journal(about("account.second_dropped")).await?;
    }
    let steps = kept::steps_locked(&mut tx, id).await?;
    let key = format!("account:{id}:password:{}", recovery.id);
    let words = match waits {
        true => "accounts-renewed-wait",
        false => "accounts-renewed",
    };
    tell_all(&mut tx, &visitor, (&account, &person), (words, key)).await?;
    tx.commit().await?;
    forgive(db, &person).await?;
    second::forgive(db, id).await?;
    let mut response = if unlocked || account.state == open {
        let who = Entering {
            id,
            level: account.level,
            steps,
            first: shown,
            device: kept::device(db, id, cookie(&visitor, &headers, DEVICE)).await?,
            failures: None,
        };
        go_on(&accounts, &visitor, who, "/cabinet?renewed").await?
    } else {
        visitor.go("/login?renewed")
    };
    put_cookie(&mut response, &visitor, COOKIE, PATH, None);
    Ok(response)
}
