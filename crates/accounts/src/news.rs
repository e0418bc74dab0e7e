//! News of the portal: for those who asked for it, apart from everything else, off by
//! default (S1-031).

use std::time::Duration;

use jiff::Timestamp;
use okno_notifications::{Message, Topic, send_news};
use okno_store::jobs::Policy;
use okno_store::{Db, DbError, Entry, Job, JobError, NewJob, Row, Tx, Worker, args};
use okno_web::{Lang, Visitor};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::consents;
use crate::department::Accounts;
use crate::documents::{self, NEWS, NEWS_VERSION};
use crate::model::State;
use crate::store;

okno_store::statements! {
    READER = "select since from news_readers where account = $1";
    SUBSCRIBE = "insert into news_readers (account, token_index, since) values ($1, $2, $3) on conflict (account) do nothing";
    LEAVE = "delete from news_readers where account = $1";
    BY_TOKEN = "select account from news_readers where token_index = $1";
    READERS = "select count(*) as n from news_readers";
    SOME = "select account, since from news_readers where account > $1 order by account limit $2";
    INSERT = "insert into news (id, subject_ru, body_ru, subject_en, body_en, state, written_by, written_at, told) \
              values ($1, $2, $3, $4, $5, 'draft', $6, $7, 0)";
    REWRITE = "update news set subject_ru = $2, body_ru = $3, subject_en = $4, body_en = $5, written_by = $6, written_at = $7 \
               where id = $1 and state = 'draft'";
    FIND = "select id, subject_ru, body_ru, subject_en, body_en, state, written_at, sent_at, reader, told from news where id = $1";
    ALL = "select id, subject_ru, body_ru, subject_en, body_en, state, written_at, sent_at, reader, told from news \
           order by written_at desc, id desc limit 100";
    START = "update news set state = 'sending', sent_by = $2, sent_at = $3 where id = $1 and state = 'draft'";
    ADVANCE = "update news set reader = $2, told = told + $3 where id = $1 and state = 'sending'";
    END = "update news set state = 'sent', ended_at = $2 where id = $1 and state = 'sending'";
}

const SEND: &str = "news.send";
/// Readers of one job: what it writes is one transaction, which others wait for.
const SOME_READERS: u32 = 50;

/// How far news has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Being written.
    Draft,
    /// On its way to the readers.
    Sending,
    /// All readers have been written to.
    Sent,
}

impl Progress {
    fn from_word(word: &str) -> Self {
        match word {
            "draft" => Self::Draft,
            "sent" => Self::Sent,
            _ => Self::Sending,
        }
    }

    /// Word in the store.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Sending => "sending",
            Self::Sent => "sent",
        }
    }
}

/// Subject and text, in Russian and in English; paragraphs divided by blank lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// In Russian.
    pub ru: (String, String),
    /// In English.
    pub en: (String, String),
}

impl Text {
    fn of(&self, lang: Lang) -> &(String, String) {
        match lang {
            Lang::Ru => &self.ru,
            Lang::En => &self.en,
        }
    }
}

/// A piece of news.
#[derive(Debug, Clone)]
pub struct News {
    /// Id.
    pub id: Uuid,
    /// What is said.
    pub text: Text,
    /// How far it is.
    pub progress: Progress,
    /// When it was written.
    pub written_at: Timestamp,
    /// When its sending began.
    pub sent_at: Option<Timestamp>,
    /// How many readers have been written to.
    pub told: i64,
    /// The reader up to whom it has got.
    reader: Option<Uuid>,
}

fn read(row: &Row) -> Result<News, DbError> {
    Ok(News {
        id: row.get("id")?,
        text: Text {
            ru: (row.get("subject_ru")?, row.get("body_ru")?),
            en: (row.get("subject_en")?, row.get("body_en")?),
        },
        progress: Progress::from_word(&row.get::<String>("state")?),
        written_at: row.get("written_at")?,
        sent_at: row.get("sent_at")?,
        told: row.get("told")?,
        reader: row.get("reader")?,
    })
}

/// What ends the news of an account without signing in. It follows from the account and
/// the moment of subscribing, says neither, and is worth nothing once they have ended.
fn token(db: &Db, account: Uuid, since: Timestamp) -> String {
    let of = format!("{account}:{}", since.as_millisecond());
    let index = db.vault().index("news.token", &of);
    data_encoding::HEXLOWER.encode(&index[..index.len().min(16)])
}

fn kept(db: &Db, token: &str) -> Vec<u8> {
    db.vault().index("news.kept", token)
}

/// The page on which the owner of an account ends its news.
fn path(db: &Db, account: Uuid, since: Timestamp) -> String {
    format!("/news/off/{}", token(db, account, since))
}

/// Does the owner get news?
///
/// # Errors
/// Those of the store.
pub async fn is_reader(db: &Db, account: Uuid) -> Result<bool, DbError> {
    Ok(db.row(READER, args![account]).await?.is_some())
}

/// The account whose news a token ends.
pub(crate) async fn by_token(db: &Db, token: &str) -> Result<Option<Uuid>, DbError> {
    let row = db.row(BY_TOKEN, args![kept(db, token)]).await?;
    row.map(|row| row.get("account")).transpose()
}

/// How many get news.
pub(crate) async fn readers(db: &Db) -> Result<i64, DbError> {
    match db.row(READERS, vec![]).await? {
        Some(row) => row.get("n"),
        None => Ok(0),
    }
}

/// The owner asks for news: kept as a consent, with version and text. Asked for already,
/// nothing is done.
pub(crate) async fn subscribe(
    tx: &mut Tx,
    visitor: &Visitor,
    account: Uuid,
) -> Result<(), DbError> {
    let now = tx.now();
    let index = kept(tx.db(), &token(tx.db(), account, now));
    if tx.exec(SUBSCRIBE, args![account, index, now]).await? == 0 {
        return Ok(());
    }
    let lang = visitor.lang();
    let document = format!("{NEWS}.{}", lang.code());
    let text = documents::news(visitor.portal(), lang).join("\n\n");
    let origin = visitor.ip();
    consents::keep_consent(tx, account, &document, NEWS_VERSION, &text, origin).await?;
    let entry = Entry::new(visitor.actor(), "account.news_on", "account", account);
    tx.journal(entry.owner(account).from(Some(origin))).await
}

/// No more news for this account, and the consent is withdrawn; false when there was none.
///
/// # Errors
/// Those of the store.
pub async fn unsubscribe(tx: &mut Tx, visitor: &Visitor, account: Uuid) -> Result<bool, DbError> {
    if tx.exec(LEAVE, args![account]).await? == 0 {
        return Ok(false);
    }
    consents::end(tx, account, NEWS).await?;
    let entry = Entry::new(visitor.actor(), "account.news_off", "account", account);
    tx.journal(entry.owner(account).from(Some(visitor.ip())))
        .await?;
    Ok(true)
}

/// No more news, where the consent has been taken back already.
pub(crate) async fn leave(tx: &mut Tx, account: Uuid) -> Result<(), DbError> {
    tx.exec(LEAVE, args![account]).await.map(|_| ())
}

/// The newest news, drafts too.
pub(crate) async fn all(db: &Db) -> Result<Vec<News>, DbError> {
    db.rows(ALL, vec![]).await?.iter().map(read).collect()
}

/// One piece of news.
pub(crate) async fn find(db: &Db, id: Uuid) -> Result<Option<News>, DbError> {
    db.row(FIND, args![id])
        .await?
        .as_ref()
        .map(read)
        .transpose()
}

/// Keeps a draft.
pub(crate) async fn write(tx: &mut Tx, text: &Text, by: Uuid) -> Result<Uuid, DbError> {
    let (id, now) = (tx.new_id(), tx.now());
    let (ru, en) = (&text.ru, &text.en);
    tx.exec(INSERT, args![id, &ru.0, &ru.1, &en.0, &en.1, by, now])
        .await?;
    Ok(id)
}

/// Puts another text in the place of a draft's; false when it is a draft no more.
pub(crate) async fn rewrite(tx: &mut Tx, id: Uuid, text: &Text, by: Uuid) -> Result<bool, DbError> {
    let now = tx.now();
    let (ru, en) = (&text.ru, &text.en);
    let values = args![id, &ru.0, &ru.1, &en.0, &en.1, by, now];
    Ok(tx.exec(REWRITE, values).await? == 1)
}

/// Begins to send a draft as it was seen; false when it is a draft no more.
pub(crate) async fn start(tx: &mut Tx, visitor: &Visitor, id: Uuid) -> Result<bool, DbError> {
    let (by, now) = (visitor.actor().id(), tx.now());
    if tx.exec(START, args![id, by, now]).await? == 0 {
        return Ok(false);
    }
    enqueue(tx, Part { news: id, part: 0 }).await?;
    let entry = Entry::new(visitor.actor(), "news.sent", "news", id);
    tx.journal(entry.from(Some(visitor.ip()))).await?;
    Ok(true)
}

/// One job writes to some of the readers and makes the next one.
#[derive(Serialize, Deserialize)]
struct Part {
    news: Uuid,
    part: u64,
}

async fn enqueue(tx: &mut Tx, part: Part) -> Result<(), DbError> {
    let key = format!("{SEND}:{}:{}", part.news, part.part);
    tx.enqueue_later(NewJob::new(SEND, key, &part)).await
}

pub(crate) fn register(accounts: &Accounts, worker: &mut Worker) {
    let policy = Policy {
        at_once: 1,
        deadline: Duration::from_secs(60),
        ..Policy::default()
    };
    let accounts = accounts.clone();
    worker.handle(SEND, policy, move |job| {
        let accounts = accounts.clone();
        async move { run(&accounts, &job).await }
    });
}

/// Writes to the next readers. Who they are, the letters, how far it has come and the
/// next job are one transaction, so a job that is broken off leaves nothing and one that
/// runs again begins where the last left off.
async fn run(accounts: &Accounts, job: &Job) -> Result<(), JobError> {
    let part: Part = job.payload()?;
    let db = accounts.portal().db();
    let news = find(db, part.news).await?;
    let Some(news) = news.filter(|news| news.progress == Progress::Sending) else {
        return Ok(());
    };
    let from = news.reader.unwrap_or(Uuid::nil());
    let mut next: Vec<(Uuid, Timestamp)> = Vec::new();
    for row in db.rows(SOME, args![from, SOME_READERS]).await? {
        next.push((row.get("account")?, row.get("since")?));
    }
    let owners = store::find_several(db, next.iter().map(|(id, _)| *id)).await?;
    let mut tx = db.begin().await?;
    let Some((last, _)) = next.last().copied() else {
        let now = tx.now();
        tx.exec(END, args![news.id, now]).await?;
        job.done(&mut tx).await?;
        return Ok(tx.commit().await?);
    };
    let mut told = 0_i64;
    for (id, since) in next {
        // Who asked after the sending began waits for the next.
        let asked = news.sent_at.is_none_or(|at| since <= at);
        let owner = owners.get(&id).filter(|_| asked);
        let Some((account, person)) = owner.filter(|(one, _)| one.state == State::Active) else {
            continue;
        };
        let (subject, body) = news.text.of(account.lang);
        let message = Message {
            key: format!("news:{}:{id}", news.id),
            topic: Topic::News,
            sms: None,
            subject: subject.clone(),
            body: body.clone(),
            link: None,
            inbox: true,
            mail: true,
        };
        let path = path(db, id, since);
        send_news(&mut tx, &store::recipient(account, person), message, path).await?;
        told += 1;
    }
    tx.exec(ADVANCE, args![news.id, last, told]).await?;
    let part = Part {
        news: news.id,
        part: part.part + 1,
    };
    enqueue(&mut tx, part).await?;
    job.done(&mut tx).await?;
    Ok(tx.commit().await?)
}
