//! The closing of an account: its owner asks, thinks it over for two weeks, is reminded,
//! and on the day everything that need not stay is forgotten in one transaction.

use okno_accounts::holdings::Teller;
use okno_accounts::{Account, Person, State, close, find, find_locked, recipient};
use okno_notifications::{Message, Recipient, Topic};
use okno_store::jobs::Policy;
use okno_store::{Actor, DbError, Entry, Job, JobError, NewJob, Tx, Worker};
use okno_web::Portal;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::store::{self, Closing};
use crate::{REMIND, Rights};

const CLOSE: &str = "rights.close";
const SOON: &str = "rights.remind";

#[derive(Serialize, Deserialize)]
struct Payload {
    account: Uuid,
    /// Of which request, [`Closing::mark`].
    asked: i64,
}

pub(crate) fn register(rights: &Rights, worker: &mut Worker) {
    let of = rights.clone();
    worker.handle(CLOSE, Policy::default(), move |job| {
        let of = of.clone();
        async move { run(&of, &job).await }
    });
    let of = rights.clone();
    worker.handle(SOON, Policy::default(), move |job| {
        let of = of.clone();
        async move { remind(&of, &job).await }
    });
}

/// What is told of a closing; its messages are `rights-closing-{word}-…`.
#[derive(Clone, Copy)]
pub(crate) enum News {
    Asked,
    Soon,
    CalledOff,
    /// Something has to be ended first.
    Stopped,
    Closed,
}

impl News {
    fn word(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Soon => "soon",
            Self::CalledOff => "called-off",
            Self::Stopped => "stopped",
            Self::Closed => "closed",
        }
    }
}

fn written(
    portal: &Portal,
    (account, person): (&Account, &Person),
    closing: Closing,
    news: News,
) -> Message {
    let (words, lang) = (portal.words(), account.lang);
    let args = [
        ("name", person.called_in(lang).into()),
        ("day", portal.date_long(lang, closing.ends_at).into()),
        ("number", account.number.as_str().into()),
        ("phone", portal.settings().hotline.as_str().into()),
    ];
    let text = |part: &str| {
        let whose = match account.is_guarded() {
            true => "rights-ward",
            false => "rights-closing",
        };
        words.tv(lang, &format!("{whose}-{}-{part}", news.word()), &args)
    };
    let asked = closing.mark();
    Message {
        key: format!("account:{}:closing:{asked}:{}", account.id, news.word()),
        sms: Some(text("sms")),
        subject: text("subject"),
        body: text("body"),
        link: (!matches!(news, News::Closed)).then(|| match account.is_guarded() {
            true => "/cabinet/family".to_owned(),
            false => "/cabinet/data/close".to_owned(),
        }),
        inbox: true,
        topic: Topic::Security,
        mail: true,
    }
}

/// Tells the owner by every contact.
pub(crate) async fn tell(
    tx: &mut Tx,
    portal: &Portal,
    to: &Recipient,
    who: (&Account, &Person),
    closing: Closing,
    news: News,
) -> Result<(), DbError> {
    let message = written(portal, who, closing, news);
    okno_notifications::send(tx, to, message).await
}

/// What follows a request: the day, and the word before it.
pub(crate) async fn follow(tx: &mut Tx, account: Uuid, closing: Closing) -> Result<(), DbError> {
    let now = tx.now();
    let asked = closing.mark();
    let payload = Payload { account, asked };
    let soon = closing.ends_at.checked_sub(REMIND).unwrap_or(now);
    for (kind, at) in [(SOON, soon), (CLOSE, closing.ends_at)] {
        let job = NewJob::new(kind, format!("{kind}:{account}:{asked}"), &payload);
        let job = job.owner(account).after(at.duration_since(now));
        tx.enqueue(job.attempts(300)).await?;
    }
    Ok(())
}

async fn remind(rights: &Rights, job: &Job) -> Result<(), JobError> {
    let portal = rights.accounts().portal();
    let Payload { account, asked } = job.payload()?;
    let mut tx = portal.db().begin().await?;
    let (account, person) = find_locked(&mut tx, account).await?;
    let closing = store::closing_in(&mut tx, account.id).await?;
    if let Some(closing) = closing.filter(|closing| closing.mark() == asked) {
        let (to, who) = (recipient(&account, &person), (&account, &person));
        tell(&mut tx, portal, &to, who, closing, News::Soon).await?;
    }
    job.done(&mut tx).await?;
    Ok(tx.commit().await?)
}

async fn run(rights: &Rights, job: &Job) -> Result<(), JobError> {
    let portal = rights.accounts().portal();
    let Payload { account: id, asked } = job.payload()?;
    let Some((account, _)) = find(portal.db(), id).await? else {
        return Ok(());
    };
    // That a guardian has shut the door does not keep the account.
    let open = [State::Active, State::Locked, State::Suspended];
    let mut hindered = !open.contains(&account.state);
    let of = Teller::new(portal, account.lang);
    for holdings in rights.accounts().holdings() {
        hindered |= !holdings.hindrances(of, &account).await?.is_empty();
    }
    let mut tx = portal.db().begin().await?;
    let (account, person) = find_locked(&mut tx, id).await?;
    let closing = store::closing_in(&mut tx, id).await?;
    let Some(closing) = closing.filter(|closing| closing.mark() == asked) else {
        // Called off.
        job.done(&mut tx).await?;
        return Ok(tx.commit().await?);
    };
    let to = recipient(&account, &person);
    if hindered {
        store::call_off(&mut tx, id).await?;
        let entry = Entry::new(Actor::System, "account.closing_stopped", "account", id);
        tx.journal(entry.owner(id)).await?;
        tell(
            &mut tx,
            portal,
            &to,
            (&account, &person),
            closing,
            News::Stopped,
        )
        .await?;
        tx.announce(id);
    } else {
        end(rights, &mut tx, (&account, &person), closing).await?;
    }
    job.done(&mut tx).await?;
    Ok(tx.commit().await?)
}

async fn end(
    rights: &Rights,
    tx: &mut Tx,
    (account, person): (&Account, &Person),
    closing: Closing,
) -> Result<(), DbError> {
    let mut stays = false;
    for holdings in rights.accounts().holdings() {
        stays |= holdings.erase(tx, account).await?;
    }
    store::erase(tx, account.id).await?;
    // The last word goes where it went so far, and is kept in no inbox.
    let to = Recipient {
        account: None,
        ..recipient(account, person)
    };
    let (portal, who) = (rights.accounts().portal(), (account, person));
    tell(tx, portal, &to, who, closing, News::Closed).await?;
    close(tx, account, person, stays).await.map(|_| ())
}

/// A guardian wants the child's account closed: on the day everything goes as with any
/// account. The transaction holds it. False when it was asked for already.
pub(crate) async fn begin_for_ward(
    portal: &Portal,
    tx: &mut Tx,
    (account, person): (&Account, &Person),
) -> Result<bool, DbError> {
    let Some(closing) = store::begin(tx, account.id).await? else {
        return Ok(false);
    };
    follow(tx, account.id, closing).await?;
    let (to, who) = (recipient(account, person), (account, person));
    tell(tx, portal, &to, who, closing, News::Asked).await?;
    tx.announce(account.id);
    Ok(true)
}

/// The guardian has changed their mind. False when there was nothing to change.
pub(crate) async fn keep_ward(
    portal: &Portal,
    tx: &mut Tx,
    (account, person): (&Account, &Person),
) -> Result<bool, DbError> {
    let Some(closing) = store::closing_in(tx, account.id).await? else {
        return Ok(false);
    };
    store::call_off(tx, account.id).await?;
    let (to, who) = (recipient(account, person), (account, person));
    tell(tx, portal, &to, who, closing, News::CalledOff).await?;
    tx.announce(account.id);
    Ok(true)
}

/// A line of the journal about the wish to close.
pub(crate) fn entry(visitor: &okno_web::Visitor, act: &'static str, account: Uuid) -> Entry {
    Entry::new(visitor.actor(), act, "account", account)
        .owner(account)
        .from(Some(visitor.ip()))
        .detail(json!({}))
}
