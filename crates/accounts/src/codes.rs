//! One-time codes: six digits, five minutes, five tries, kept as a keyed hash.
//!
//! A new code may be asked for after a minute; how many go to one contact in
//! an hour and a day and to one network address in an hour is limited in the
//! store, so that all nodes count together. A failed try is counted in a
//! transaction of its own and is a line of the journal (S1-153).

use jiff::{SignedDuration, Timestamp};
use okno_requisites::{Email, Phone};
use okno_store::{Db, DbError, Entry, Limit, Tx, Verdict, args};
use okno_web::{Lang, Visitor};
use serde_json::json;
use uuid::Uuid;

okno_store::statements! {
    PUT = "insert into codes (id, purpose, subject, channel, hash, key, tries, sent_at, ends_at) \
           values ($1, $2, $3, $4, $5, $6, 0, $7, $8) \
           on conflict (purpose, subject, channel) do update set \
           hash = excluded.hash, key = excluded.key, tries = 0, sent_at = excluded.sent_at, ends_at = excluded.ends_at";
    FIND = "select id, hash, key, tries, sent_at, ends_at from codes \
            where purpose = $1 and subject = $2 and channel = $3";
    TRY = "update codes set tries = tries + 1 where purpose = $1 and subject = $2 and channel = $3 and tries < $4 \
           returning id, hash, tries, ends_at, sent_at";
    USED = "delete from codes where id = $1 and hash = $2";
    FORGET = "delete from codes where purpose = $1 and subject = $2 and channel = $3";
    SWEEP = "delete from codes where ends_at < $1";
}

/// Where a code goes.
#[derive(Debug, Clone)]
pub enum Channel {
    /// SMS.
    Sms(Phone),
    /// A call in which the code is spoken; a code of its own beside that of [`Self::Sms`].
    Voice(Phone),
    /// A call in place of an SMS that did not come (S1-062): the code spoken takes the
    /// place of the one that was sent.
    Called(Phone),
    /// Letter.
    Mail(Email),
}

impl Channel {
    /// Which code it is.
    fn word(&self) -> &'static str {
        match self {
            Self::Sms(_) | Self::Called(_) => "sms",
            Self::Voice(_) => "voice",
            Self::Mail(_) => "mail",
        }
    }

    /// How it goes.
    fn medium(&self) -> &'static str {
        match self {
            Self::Sms(_) => "sms",
            Self::Voice(_) | Self::Called(_) => "voice",
            Self::Mail(_) => "mail",
        }
    }

    /// The contact in canonical form (an e-mail by its key), with its kind before it:
    /// `phone` or `email`.
    pub(crate) fn login(&self) -> (&'static str, String) {
        match self {
            Self::Mail(_) => ("email", self.contact()),
            _ => ("phone", self.contact()),
        }
    }

    fn contact(&self) -> String {
        match self {
            Self::Sms(phone) | Self::Voice(phone) | Self::Called(phone) => {
                phone.as_str().to_owned()
            }
            Self::Mail(email) => email.key(),
        }
    }
}

/// Tries for one code.
pub const TRIES: i64 = 5;
/// Life of a code.
pub const LIFE: SignedDuration = SignedDuration::from_mins(5);
/// Least time between two codes.
pub const AGAIN_AFTER: SignedDuration = SignedDuration::from_secs(60);
/// After five wrong tries: no new code for this long.
pub const LOCK: SignedDuration = SignedDuration::from_mins(15);

const PER_HOUR: Limit = Limit {
    name: "codes.contact.hour",
    max: 6,
    per: SignedDuration::from_hours(1),
};
const PER_DAY: Limit = Limit {
    name: "codes.contact.day",
    max: 12,
    per: SignedDuration::from_hours(24),
};
/// A range of numbers gets this part of what all strangers may have sent.
const RANGE_SHARE: i64 = 50;
const PER_ADDRESS: Limit = Limit {
    name: "codes.address.hour",
    max: 60,
    per: SignedDuration::from_hours(1),
};

/// What a page needs to know of a code that is under way.
#[derive(Debug, Clone)]
pub struct Sent {
    /// Valid until.
    pub ends_at: Timestamp,
    /// A new one may be asked for from this time on.
    pub again_at: Timestamp,
    /// Tries left.
    pub left: i64,
    /// Key of the delivery, for `okno_notifications::delivery`.
    pub key: String,
}

/// Why no code was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotSent {
    /// Too early or too often; not before this time.
    Wait(Timestamp),
}

/// Why a code was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// Not the code that was sent; tries left.
    Code {
        /// Tries left.
        left: i64,
    },
    /// Its five minutes are over, or it was used, or none was sent.
    Over,
    /// Five wrong tries; a new code not before this time.
    Locked(Timestamp),
}

fn lock_end(sent_at: Timestamp) -> Timestamp {
    sent_at.checked_add(LOCK).unwrap_or(Timestamp::MAX)
}

/// Codes to phones that strangers cause in an hour: to one range of a thousand numbers, since
/// whoever earns by SMS asks for one number after another (SMS pumping), and all of them
/// together.
fn of_strangers(visitor: &Visitor) -> [Limit; 2] {
    let all = visitor.portal().settings().codes_per_hour;
    let limit = |name, max| Limit {
        name,
        max,
        per: SignedDuration::from_hours(1),
    };
    let range = (all / RANGE_SHARE).max(1);
    [
        limit("codes.range.hour", range),
        limit("codes.all.hour", all),
    ]
}

/// Anybody may name any number here; elsewhere the phone is that of somebody who is signed
/// in or has just given the password, and no flood of strangers takes their codes away.
fn is_strange(visitor: &Visitor, purpose: &str) -> bool {
    !visitor.signed_in() && purpose != crate::pages::STEP_PURPOSE
}

async fn counted(
    visitor: &Visitor,
    purpose: &str,
    channel: &Channel,
) -> Result<Option<Timestamp>, DbError> {
    let (contact, network) = (channel.contact(), visitor.network());
    let mut limits = vec![
        (PER_HOUR, contact.clone()),
        (PER_DAY, contact.clone()),
        (PER_ADDRESS, network),
    ];
    let by_phone = !matches!(channel, Channel::Mail(_));
    if by_phone && is_strange(visitor, purpose) {
        let range = contact.len().saturating_sub(3);
        let range = contact.get(..range).unwrap_or_default().to_owned();
        let [of_range, of_all] = of_strangers(visitor);
        limits.extend([(of_range, range), (of_all, String::new())]);
    }
    for (limit, subject) in &limits {
        if let Verdict::Wait { until } = visitor.db().hit(limit, subject).await? {
            metrics::counter!("okno_codes_held_total", "limit" => limit.name).increment(1);
            return Ok(Some(until));
        }
    }
    Ok(None)
}

/// The code under way for a subject, if any.
pub async fn under_way(
    db: &Db,
    purpose: &str,
    subject: Uuid,
    channel: &str,
) -> Result<Option<Sent>, DbError> {
    let Some(row) = db.row(FIND, args![purpose, subject, channel]).await? else {
        return Ok(None);
    };
    let sent_at: Timestamp = row.get("sent_at")?;
    let tries: i64 = row.get("tries")?;
    let again = if tries >= TRIES { LOCK } else { AGAIN_AFTER };
    Ok(Some(Sent {
        ends_at: row.get("ends_at")?,
        again_at: sent_at.checked_add(again).unwrap_or(Timestamp::MAX),
        left: (TRIES - tries).max(0),
        key: row.get("key")?,
    }))
}

/// Checks the limits before a code is sent; counts this one. Call it before
/// the transaction that sends, since it commits by itself.
pub async fn may_send(
    visitor: &Visitor,
    purpose: &str,
    subject: Uuid,
    channel: &Channel,
) -> Result<Result<(), NotSent>, DbError> {
    let db = visitor.db();
    if let Some(sent) = under_way(db, purpose, subject, channel.word()).await?
        && db.now() < sent.again_at
    {
        return Ok(Err(NotSent::Wait(sent.again_at)));
    }
    Ok(match counted(visitor, purpose, channel).await? {
        Some(until) => Err(NotSent::Wait(until)),
        None => Ok(()),
    })
}

/// Sends a new code for a purpose (`registration.phone`, `application.send` …)
/// and a subject (registration, account, application). `text` is a Fluent id
/// that takes `code`; for letters `{text}-subject` is the subject line. A text
/// that does not use `code` tells the owner of the contact something in place
/// of the code, in the very same way: whoever asked sees no difference, and
/// nothing that they type is good.
pub async fn send(
    tx: &mut Tx,
    visitor: &Visitor,
    purpose: &str,
    subject: Uuid,
    channel: &Channel,
    text: &str,
) -> Result<Sent, DbError> {
    send_linked(tx, visitor, purpose, subject, channel, text, None).await
}

/// The same with a path of the portal in the letter, which does what the code does.
pub(crate) async fn send_linked(
    tx: &mut Tx,
    visitor: &Visitor,
    purpose: &str,
    subject: Uuid,
    channel: &Channel,
    text: &str,
    link: Option<&str>,
) -> Result<Sent, DbError> {
    let code = tx.db().chance().digits(6);
    let id = tx.new_id();
    let now = tx.now();
    let ends_at = now.checked_add(LIFE).unwrap_or(Timestamp::MAX);
    let again_at = now.checked_add(AGAIN_AFTER).unwrap_or(Timestamp::MAX);
    let key = format!("code:{id}");
    let hash = code_hash(tx.db(), purpose, subject, channel.word(), &code);
    tx.exec(
        PUT,
        args![
            id,
            purpose,
            subject,
            channel.word(),
            hash,
            &key,
            now,
            ends_at
        ],
    )
    .await?;
    let words = visitor.portal().words();
    let lang: Lang = visitor.lang();
    let code = match channel {
        // One digit after another, as one says them.
        Channel::Voice(_) | Channel::Called(_) => code
            .chars()
            .map(String::from)
            .collect::<Vec<_>>()
            .join(", "),
        _ => code,
    };
    let code = code.as_str().into();
    let phone = visitor.portal().settings().hotline.as_str().into();
    let body = words.tv(lang, text, &[("code", code), ("phone", phone)]);
    match channel {
        Channel::Sms(phone) => {
            okno_notifications::send_sms(tx, &key, None, phone, &body).await?;
        }
        Channel::Voice(phone) | Channel::Called(phone) => {
            okno_notifications::send_voice(tx, &key, None, phone, &body).await?;
        }
        Channel::Mail(email) => {
            let subject_line = words.t(lang, &format!("{text}-subject"));
            okno_notifications::send_mail(tx, &key, email, lang, &subject_line, &body, link)
                .await?;
        }
    }
    let entry = Entry::new(visitor.actor(), "code.sent", "code", subject)
        .owner(visitor.citizen().ok())
        .detail(json!({ "purpose": purpose, "channel": channel.medium() }))
        .from(Some(visitor.ip()));
    tx.journal(entry).await?;
    Ok(Sent {
        ends_at,
        again_at,
        left: TRIES,
        key,
    })
}

fn code_hash(db: &Db, purpose: &str, subject: Uuid, channel: &str, code: &str) -> Vec<u8> {
    db.vault()
        .index(&format!("code/{purpose}/{subject}/{channel}"), code)
}

/// Counts a try and compares. A good code comes with the transaction that counted it.
async fn judge(
    mut tx: Tx,
    visitor: &Visitor,
    purpose: &str,
    subject: Uuid,
    channel: &str,
    given: &str,
) -> Result<Result<(Tx, Good), Wrong>, DbError> {
    let db = visitor.db();
    let given: String = given.chars().filter(char::is_ascii_digit).collect();
    // The try is counted before the code is compared: tries at once cannot
    // get past the limit.
    let counted = args![purpose, subject, channel, TRIES];
    let Some(row) = tx.row_first(TRY, counted).await? else {
        tx.forget_later();
        // None was sent, or no tries are left, or another click has used it up.
        let there = tx.row(FIND, args![purpose, subject, channel]).await?;
        // Ended by a commit though nothing was written: what the other click
        // did is for all to see before anybody is told of it.
        tx.commit().await?;
        return Ok(Err(match there {
            Some(row) => Wrong::Locked(lock_end(row.get("sent_at")?)),
            None => Wrong::Over,
        }));
    };
    let id: Uuid = row.get("id")?;
    let hash: Vec<u8> = row.get("hash")?;
    let tries: i64 = row.get("tries")?;
    let sent_at: Timestamp = row.get("sent_at")?;
    let ends_at: Timestamp = row.get("ends_at")?;
    let purpose_key = format!("code/{purpose}/{subject}/{channel}");
    let matches = db.vault().index_matches(&purpose_key, &given, &hash);
    let over = db.now() >= ends_at;
    if matches && !over {
        return Ok(Ok((tx, Good { id, hash })));
    }
    tx.forget_later();
    if !matches {
        let entry = Entry::new(visitor.actor(), "code.wrong", "code", subject)
            .owner(visitor.citizen().ok())
            .detail(json!({ "purpose": purpose, "channel": channel, "try": tries }))
            .from(Some(visitor.ip()));
        tx.journal(entry).await?;
    }
    tx.commit().await?;
    if over {
        return Ok(Err(Wrong::Over));
    }
    if tries >= TRIES {
        return Ok(Err(Wrong::Locked(lock_end(sent_at))));
    }
    Ok(Err(Wrong::Code {
        left: TRIES - tries,
    }))
}

/// Checks a code. A good one is used up by [`use_up`] in the transaction of
/// what it confirms; a wrong try is counted at once.
pub async fn check(
    visitor: &Visitor,
    purpose: &str,
    subject: Uuid,
    channel: &str,
    given: &str,
) -> Result<Result<Good, Wrong>, DbError> {
    Ok(
        match judge(
            visitor.db().begin().await?,
            visitor,
            purpose,
            subject,
            channel,
            given,
        )
        .await?
        {
            Ok((tx, good)) => {
                tx.commit().await?;
                Ok(good)
            }
            Err(wrong) => Err(wrong),
        },
    )
}

/// Checks a code and uses a good one up, in the transaction of what it confirms:
/// what is put off in it ([`Tx::exec_later`]) is done only when the code is good.
/// When the transaction is rolled back, the code is good again.
pub async fn take(
    tx: Tx,
    visitor: &Visitor,
    purpose: &str,
    subject: Uuid,
    channel: &str,
    given: &str,
) -> Result<Result<Tx, Wrong>, DbError> {
    Ok(
        match judge(tx, visitor, purpose, subject, channel, given).await? {
            // Whoever counts a try holds the code's row, so nobody else uses it up.
            Ok((mut tx, good)) => {
                tx.exec_later(USED, args![good.id, good.hash]).await?;
                Ok(tx)
            }
            Err(wrong) => Err(wrong),
        },
    )
}

/// A code that was right and is not used up yet.
#[derive(Debug)]
#[must_use]
pub struct Good {
    id: Uuid,
    hash: Vec<u8>,
}

/// Uses a good code up. False when another request was faster.
pub async fn use_up(tx: &mut Tx, good: &Good) -> Result<bool, DbError> {
    Ok(tx.exec(USED, args![good.id, good.hash.as_slice()]).await? == 1)
}

/// Forgets a code that is needed no more.
pub(crate) async fn forget(
    tx: &mut Tx,
    purpose: &str,
    subject: Uuid,
    channel: &str,
) -> Result<(), DbError> {
    tx.exec(FORGET, args![purpose, subject, channel])
        .await
        .map(|_| ())
}

/// Removes codes that are over.
pub async fn sweep(db: &Db) -> Result<u64, DbError> {
    let mut tx = db.begin().await?;
    // Kept past the lock, so that five wrong tries are not forgotten early.
    let before = tx.now().checked_sub(LOCK).unwrap_or(Timestamp::MIN);
    let removed = tx.exec(SWEEP, args![before]).await?;
    tx.commit().await?;
    Ok(removed)
}
