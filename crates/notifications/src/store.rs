//! Letters, deliveries and the jobs that make them.

use jiff::{SignedDuration, Timestamp};
use okno_requisites::{Email, Phone};
use okno_store::{Db, DbError, NewJob, Row, Tx, args};
use okno_web::Lang;
use uuid::Uuid;

use crate::choices::{Channel, Topic};
use crate::jobs::{MAIL, SMS, VOICE};
use crate::model::{Content, Delivery, Letter, MailJob, Message, Recipient, SmsJob, is_local};

okno_store::statements! {
    INSERT_LETTER = "insert into letters (id, key, account, content, created_at, topic) \
                     values ($1, $2, $3, $4, $5, $6) on conflict (key) do nothing";
    INBOX = "select id, content, created_at, read_at, topic from letters where account = $1 \
             and ($4 = '' or topic = $4) and ($5 or read_at is null) \
             order by created_at desc, id desc limit $2 offset $3";
    LETTER = "select id, content, created_at, read_at, topic from letters where id = $1 and account = $2";
    UNREAD = "select count(*) as n from letters where account = $1 and read_at is null";
    READ_ALL = "update letters set read_at = $2 where account = $1 and read_at is null and created_at <= $3";
    READ = "update letters set read_at = $3 where id = $1 and account = $2 and read_at is null";
    INSERT_DELIVERY = "insert into deliveries (id, key, channel, owner, state, created_at) \
                       values ($1, $2, $3, $4, 'queued', $5) on conflict (key, channel) do nothing";
    SETTLE = "update deliveries set state = $3, settled_at = $4 \
              where key = $1 and channel = $2 and state <> 'sent'";
    DELIVERY = "select state from deliveries where key = $1 and channel = $2";
}

/// A code is worth nothing after this time.
const CODE_LIVES: SignedDuration = SignedDuration::from_mins(5);
/// A letter outside the inbox carries a code or a link that runs out.
const SINGLE_MAIL_LIVES: SignedDuration = SignedDuration::from_hours(1);
const CODE_ATTEMPTS: u32 = 6;
const NOTICE_ATTEMPTS: u32 = 20;

/// Hands a message over: a letter in the inbox, an SMS, an e-mail, as far as
/// the message asks for them, the recipient has them and wants them for this topic. In
/// the quiet hours of the recipient an SMS waits for their end; an e-mail wakes nobody.
/// With a key already known nothing is done.
///
/// # Errors
/// Those of the store.
pub async fn send(tx: &mut Tx, to: &Recipient, message: Message) -> Result<(), DbError> {
    hand_over(tx, to, message, None).await
}

/// The same for a letter of news: it says, and mail programs know (RFC 8058), at which
/// path such letters are ended without signing in.
///
/// # Errors
/// Those of the store.
pub async fn send_news(
    tx: &mut Tx,
    to: &Recipient,
    message: Message,
    unsubscribe: String,
) -> Result<(), DbError> {
    hand_over(tx, to, message, Some(unsubscribe)).await
}

async fn hand_over(
    tx: &mut Tx,
    to: &Recipient,
    message: Message,
    unsubscribe: Option<String>,
) -> Result<(), DbError> {
    let Message {
        key,
        topic,
        sms,
        subject,
        body,
        link,
        inbox,
        mail,
    } = message;
    let link = link.filter(|path| is_local(path));
    if let (true, Some(account)) = (inbox, to.account) {
        let content = Content {
            subject: subject.clone(),
            body: body.clone(),
            link: link.clone(),
        };
        let id = tx.new_id();
        let sealed = tx.seal("letters", "content", id, &content);
        let now = tx.now();
        let values = args![id, &key, account, sealed, now, topic.word()];
        tx.exec_later(INSERT_LETTER, values).await?;
        tx.announce(account);
    }
    let sms = sms.filter(|_| to.choices.wants(topic, Channel::Sms));
    if let (Some(text), Some(phone)) = (sms, &to.phone) {
        let hold = to.choices.hold(topic, tx.now());
        let job = SmsJob {
            key: key.clone(),
            phone: phone.clone(),
            text,
            until: None,
        };
        queue_sms(tx, to.account, job, NOTICE_ATTEMPTS, hold).await?;
    }
    let mail = mail && to.choices.wants(topic, Channel::Mail);
    if let (true, Some(email)) = (mail, &to.email) {
        let job = MailJob {
            key,
            email: email.clone(),
            lang: to.lang.code().to_owned(),
            subject,
            body,
            link,
            unsubscribe: unsubscribe.filter(|path| is_local(path)),
            until: None,
        };
        queue_mail(tx, to.account, job).await?;
    }
    Ok(())
}

/// Hands an SMS with a code over: no inbox, and it is given up after five
/// minutes. Each code needs a key of its own.
///
/// # Errors
/// Those of the store.
pub async fn send_sms(
    tx: &mut Tx,
    key: &str,
    owner: Option<Uuid>,
    phone: &Phone,
    text: &str,
) -> Result<(), DbError> {
    let job = SmsJob {
        key: key.to_owned(),
        phone: phone.clone(),
        text: text.to_owned(),
        until: Some(after(tx.now(), CODE_LIVES)),
    };
    queue_sms(tx, owner, job, CODE_ATTEMPTS, SignedDuration::ZERO).await
}

/// Has a code spoken in a call; as [`send_sms`] otherwise.
///
/// # Errors
/// Those of the store.
pub async fn send_voice(
    tx: &mut Tx,
    key: &str,
    owner: Option<Uuid>,
    phone: &Phone,
    text: &str,
) -> Result<(), DbError> {
    let job = SmsJob {
        key: key.to_owned(),
        phone: phone.clone(),
        text: text.to_owned(),
        until: Some(after(tx.now(), CODE_LIVES)),
    };
    begin_delivery(tx, &job.key, "voice", owner).await?;
    let new = NewJob::new(VOICE, format!("{VOICE}:{}", job.key), &job).attempts(CODE_ATTEMPTS);
    enqueue(tx, new, owner).await
}

/// Hands an e-mail with a code or a link that runs out over: no inbox, and it
/// is given up after an hour. `link` is a path of the portal: the letter's button.
///
/// # Errors
/// Those of the store.
pub async fn send_mail(
    tx: &mut Tx,
    key: &str,
    email: &Email,
    lang: Lang,
    subject: &str,
    body: &str,
    link: Option<&str>,
) -> Result<(), DbError> {
    let job = MailJob {
        key: key.to_owned(),
        email: email.clone(),
        lang: lang.code().to_owned(),
        subject: subject.to_owned(),
        body: body.to_owned(),
        link: link.filter(|path| is_local(path)).map(ToOwned::to_owned),
        unsubscribe: None,
        until: Some(after(tx.now(), SINGLE_MAIL_LIVES)),
    };
    queue_mail(tx, None, job).await
}

fn after(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.checked_add(by).unwrap_or(Timestamp::MAX)
}

/// False when this message was handed over before.
async fn begin_delivery(
    tx: &mut Tx,
    key: &str,
    channel: &'static str,
    owner: Option<Uuid>,
) -> Result<(), DbError> {
    let (id, now) = (tx.new_id(), tx.now());
    tx.exec_later(INSERT_DELIVERY, args![id, key, channel, owner, now])
        .await
}

async fn queue_sms(
    tx: &mut Tx,
    owner: Option<Uuid>,
    job: SmsJob,
    attempts: u32,
    hold: SignedDuration,
) -> Result<(), DbError> {
    begin_delivery(tx, &job.key, "sms", owner).await?;
    let new = NewJob::new(SMS, format!("{SMS}:{}", job.key), &job);
    let new = new.attempts(attempts).after(hold);
    enqueue(tx, new, owner).await
}

async fn queue_mail(tx: &mut Tx, owner: Option<Uuid>, job: MailJob) -> Result<(), DbError> {
    begin_delivery(tx, &job.key, "mail", owner).await?;
    let new = NewJob::new(MAIL, format!("{MAIL}:{}", job.key), &job).attempts(NOTICE_ATTEMPTS);
    enqueue(tx, new, owner).await
}

async fn enqueue(tx: &mut Tx, job: NewJob, owner: Option<Uuid>) -> Result<(), DbError> {
    let job = match owner {
        Some(owner) => job.owner(owner),
        None => job,
    };
    tx.enqueue_later(job).await
}

/// Writes down what became of a message. What was sent stays sent.
pub(crate) async fn settle(
    tx: &mut Tx,
    key: &str,
    channel: &'static str,
    state: Delivery,
) -> Result<(), DbError> {
    let now = tx.now();
    tx.exec_later(SETTLE, args![key, channel, state.as_str(), now])
        .await
}

/// What became of a message in a channel, `sms` or `mail`; `None` when it was
/// never handed over.
///
/// # Errors
/// Those of the store.
pub async fn delivery(db: &Db, key: &str, channel: &str) -> Result<Option<Delivery>, DbError> {
    match db.row(DELIVERY, args![key, channel]).await? {
        Some(row) => Ok(Some(Delivery::from_word(&row.get::<String>("state")?))),
        None => Ok(None),
    }
}

/// The newest letters of an account.
///
/// # Errors
/// Those of the store.
pub async fn inbox(db: &Db, account: Uuid, limit: u32) -> Result<Vec<Letter>, DbError> {
    inbox_from(db, account, Filter::default(), limit, 0).await
}

/// Which letters a person wants to see.
#[derive(Debug, Clone, Copy, Default)]
pub struct Filter {
    /// Those about this; all unless told.
    pub topic: Option<Topic>,
    /// Only those that have not been opened.
    pub unread: bool,
}

/// As [`inbox`], of the letters that are wanted, leaving out so many of the newest.
///
/// # Errors
/// Those of the store.
pub async fn inbox_from(
    db: &Db,
    account: Uuid,
    filter: Filter,
    limit: u32,
    offset: u32,
) -> Result<Vec<Letter>, DbError> {
    let topic = filter.topic.map_or("", Topic::word);
    db.rows(INBOX, args![account, limit, offset, topic, !filter.unread])
        .await?
        .iter()
        .map(|row| read_letter(db, row))
        .collect()
}

/// One letter of an account; `None` for that of another.
///
/// # Errors
/// Those of the store.
pub async fn letter(db: &Db, account: Uuid, id: Uuid) -> Result<Option<Letter>, DbError> {
    match db.row(LETTER, args![id, account]).await? {
        Some(row) => Ok(Some(read_letter(db, &row)?)),
        None => Ok(None),
    }
}

fn read_letter(db: &Db, row: &Row) -> Result<Letter, DbError> {
    let id: Uuid = row.get("id")?;
    let sealed: Vec<u8> = row.get("content")?;
    let content: Content = db.unseal("letters", "content", id, &sealed)?;
    Ok(Letter {
        id,
        at: row.get("created_at")?,
        topic: Topic::from_word(&row.get::<String>("topic")?),
        subject: content.subject,
        body: content.body,
        link: content.link,
        read: row.get::<Option<Timestamp>>("read_at")?.is_some(),
    })
}

/// How many letters of an account have not been opened.
///
/// # Errors
/// Those of the store.
pub async fn unread_count(db: &Db, account: Uuid) -> Result<i64, DbError> {
    match db.row(UNREAD, args![account]).await? {
        Some(row) => row.get("n"),
        None => Ok(0),
    }
}

/// Marks a letter as opened; false when it was already, or is another's.
///
/// # Errors
/// Those of the store.
pub async fn mark_read(tx: &mut Tx, account: Uuid, id: Uuid) -> Result<bool, DbError> {
    let now = tx.now();
    Ok(tx.exec(READ, args![id, account, now]).await? == 1)
}

/// Marks all letters of an account as opened that had come by then; how many there were.
///
/// # Errors
/// Those of the store.
pub async fn mark_all_read(tx: &mut Tx, account: Uuid, until: Timestamp) -> Result<u64, DbError> {
    let now = tx.now();
    tx.exec(READ_ALL, args![account, now, until]).await
}
