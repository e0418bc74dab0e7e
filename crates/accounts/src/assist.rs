//! What support sees of an account and does for its owner, once the caller was checked
//! (S1-168, S1-169): no secret is shown, and nothing opens an account but what goes to
//! its proven contact.

use jiff::{SignedDuration, Timestamp};
use okno_requisites::Phone;
use okno_store::{Db, DbError, Entry, Limit, Tx, Verdict, args, journal};
use okno_web::{Fault, Visitor};
use serde_json::json;
use uuid::Uuid;

use crate::codes::{self, Channel};
use crate::model::{Account, Person, State};
use crate::notices;
use crate::pages::{PHONE_PURPOSE, STEP_PURPOSE};
use crate::security::{Steps, agent, questions, reserve, store as kept};
use crate::store;
use crate::waiting::{self, RecoveryForm};

okno_store::statements! {
    BY_NUMBER = "select id from accounts where number = $1";
}

/// Links for a new password that support may send for one account.
const LINKS: Limit = Limit {
    name: "assist.links",
    max: 4,
    per: SignedDuration::from_hours(24),
};

/// The account with this number, as people say it: digits count.
///
/// # Errors
/// Those of the store.
pub async fn by_number(db: &Db, said: &str) -> Result<Option<Uuid>, DbError> {
    let digits: String = said.chars().filter(char::is_ascii_digit).collect();
    if digits.len() != 12 {
        return Ok(None);
    }
    let number = format!("{}-{}-{}", &digits[..4], &digits[4..8], &digits[8..]);
    let row = db.row(BY_NUMBER, args![number]).await?;
    row.map(|row| row.get("id")).transpose()
}

/// How an account is protected: what is on, never a secret.
#[derive(Debug, Clone)]
pub struct Protection {
    /// The ways of the second step that are on.
    pub steps: Steps,
    /// The phone of the reserve.
    pub reserve: Option<Phone>,
    /// Are there security questions?
    pub questions: bool,
    /// Backup codes that are left.
    pub backup_left: i64,
    /// Until when settings wait after a recovery.
    pub wait_until: Option<Timestamp>,
    /// Since when the account is closed by wrong codes.
    pub locked_at: Option<Timestamp>,
    /// The newest browsers at which it was opened: what they call themselves, if known,
    /// and when.
    pub browsers: Vec<(Option<String>, Timestamp)>,
    /// A code for signing in, or for trying the phone out, is on its way or waits.
    pub code_waits: bool,
}

/// Reads it.
///
/// # Errors
/// Those of the store.
pub async fn protection(db: &Db, account: &Account) -> Result<Protection, DbError> {
    let id = account.id;
    let locked_at = match account.state {
        State::Locked => {
            let lines = journal::of_owner(db, id, 100).await?;
            let locked = lines.iter().find(|line| line.act == "account.locked");
            locked.map(|line| line.at)
        }
        _ => None,
    };
    let browsers = kept::newest(db, id, 3).await?;
    let browsers = browsers.into_iter();
    Ok(Protection {
        steps: kept::steps(db, id).await?,
        reserve: reserve::find(db, id).await?,
        questions: questions::are_set(db, id).await?,
        backup_left: kept::backup_left(db, id).await?,
        wait_until: kept::wait_until(db, id).await?,
        locked_at,
        browsers: browsers
            .map(|(called, at)| (agent::shown(&called), at))
            .collect(),
        code_waits: waiting_code(db, id).await?.is_some(),
    })
}

/// To which proven contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contact {
    /// The phone.
    Phone,
    /// The e-mail.
    Email,
}

impl Contact {
    /// Word in forms and in the journal.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
        }
    }

    /// From that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Phone, Self::Email]
            .into_iter()
            .find(|contact| contact.word() == word)
    }
}

/// May one more link be sent for this account? Counted; call it before the transaction.
///
/// # Errors
/// Those of the store.
pub async fn may_link(db: &Db, account: Uuid) -> Result<Verdict, DbError> {
    db.hit(&LINKS, &account.to_string()).await
}

/// Who helps, as its owner reads it.
pub(crate) struct Helper {
    /// The messages are `{words}-…`.
    words: &'static str,
    act: &'static str,
}

/// The operator of the hot line.
const SUPPORT: Helper = Helper {
    words: "accounts-assist",
    act: "account.recovery_by_support",
};

/// A guardian of the child whose account it is.
pub(crate) const GUARDIAN: Helper = Helper {
    words: "accounts-ward",
    act: "account.recovery_by_guardian",
};

/// Starts a recovery of access: sends a link to a proven contact, with which its owner
/// sets a new password within half an hour. That opens a locked account too; until then
/// it stays as it was, so that whoever knows the old password gets nowhere. The owner is
/// told on every contact. False when the account is not one that a password opens.
///
/// # Errors
/// Those of the store.
pub async fn send_link(
    tx: &mut Tx,
    visitor: &Visitor,
    account: Uuid,
    to: Contact,
) -> Result<bool, DbError> {
    send_link_by(tx, visitor, account, to, &SUPPORT).await
}

/// The same by whoever helps.
pub(crate) async fn send_link_by(
    tx: &mut Tx,
    visitor: &Visitor,
    account: Uuid,
    to: Contact,
    by: &Helper,
) -> Result<bool, DbError> {
    let (account, person) = store::find_locked(tx, account).await?;
    if !matches!(account.state, State::Active | State::Locked) {
        return Ok(false);
    }
    let form = RecoveryForm {
        account: Some(account.id),
        phone: (to == Contact::Phone).then(|| person.phone.clone()),
        email: (to == Contact::Email).then(|| person.email.clone()),
        ..RecoveryForm::default()
    };
    let id = tx.new_id();
    let token = waiting::begin_linked(tx, id, &form).await?;
    let (portal, lang) = (visitor.portal(), account.lang);
    let path = format!("/recover/link/{token}");
    let (key, owner) = (format!("recovery:{id}"), Some(account.id));
    let link = format!("{}{path}", portal.settings().public_url);
    let text = |id: &str| {
        let link = link.as_str();
        portal.words().tv(lang, id, &[("link", link.into())])
    };
    match to {
        Contact::Phone => {
            let text = text("accounts-assist-link-sms");
            okno_notifications::send_sms(tx, &key, owner, &person.phone, &text).await?;
        }
        Contact::Email => {
            let (subject, body) = (
                text(&format!("{}-link-subject", by.words)),
                text(&format!("{}-link-body", by.words)),
            );
            let email = &person.email;
            okno_notifications::send_mail(tx, &key, email, lang, &subject, &body, Some(&path))
                .await?;
        }
    }
    let told = format!("recovery:{id}:told");
    let history = "/cabinet/history";
    notices::tell(tx, portal, &account, &person, by.words, told, history).await?;
    let entry = Entry::new(visitor.actor(), by.act, "account", account.id)
        .owner(account.id)
        .detail(json!({ "channel": to.word() }))
        .from(Some(visitor.ip()));
    tx.journal(entry).await?;
    Ok(true)
}

/// The code that an account waits for: what it is for.
async fn waiting_code(db: &Db, account: Uuid) -> Result<Option<&'static str>, DbError> {
    for purpose in [STEP_PURPOSE, PHONE_PURPOSE] {
        let sent = codes::under_way(db, purpose, account, "sms").await?;
        if sent.is_some_and(|sent| db.now() < sent.ends_at) {
            return Ok(Some(purpose));
        }
    }
    Ok(None)
}

/// What became of a request to send a code again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resent {
    /// It is on its way.
    Sent,
    /// No code is waited for.
    None,
    /// Not before this time.
    Wait(Timestamp),
}

/// Sends the code by SMS again that the owner waits for: nobody else learns it.
///
/// # Errors
/// Those of the store.
pub async fn resend(
    visitor: &Visitor,
    account: &Account,
    person: &Person,
) -> Result<Resent, Fault> {
    let (db, id) = (visitor.db(), account.id);
    let Some(purpose) = waiting_code(db, id).await? else {
        return Ok(Resent::None);
    };
    let channel = Channel::Sms(person.phone.clone());
    if let Err(codes::NotSent::Wait(until)) =
        codes::may_send(visitor, purpose, id, &channel).await?
    {
        return Ok(Resent::Wait(until));
    }
    let text = match purpose {
        STEP_PURPOSE => "accounts-second-sms",
        _ => "accounts-works-sms",
    };
    let mut tx = db.begin().await?;
    codes::send(&mut tx, visitor, purpose, id, &channel, text).await?;
    let act = "account.code_by_support";
    let entry = Entry::new(visitor.actor(), act, "account", id).owner(id);
    tx.journal(entry.from(Some(visitor.ip()))).await?;
    tx.commit().await?;
    Ok(Resent::Sent)
}
