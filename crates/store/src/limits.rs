//! Limits kept in the database, so that all nodes share them and a restart
//! forgets nothing: how often something may be done about one subject (a
//! phone, a network address, a case) in a period.
//!
//! A hit commits by itself, so that a failed attempt counts even when the
//! request that made it is rolled back. The subject is kept as a blind index.

use jiff::{SignedDuration, Timestamp};

use crate::args;
use crate::sql::{Db, DbError};

crate::statements! {
    // Past the limit nothing is written: who is turned away costs no wait for the disk.
    // With the last time allowed the wait begins.
    HIT = "insert into limits (subject, period, used, expires_at) values ($1, 0, 1, $2) \
           on conflict (subject, period) do update set \
           used = case when limits.expires_at <= $3 then 1 else limits.used + 1 end, \
           expires_at = case when limits.expires_at <= $3 or limits.used + 1 >= $4 \
           then excluded.expires_at else limits.expires_at end \
           where limits.expires_at <= $3 or limits.used < $4 returning used";
    READ = "select used, expires_at from limits where subject = $1 and period = 0 and expires_at > $2";
    FORGET = "delete from limits where subject = $1";
    SWEEP = "delete from limits where expires_at < $1";
}

/// A named limit.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// Name; part of the key.
    pub name: &'static str,
    /// How many times.
    pub max: i64,
    /// In which period. It begins with the first time, and anew with the last one
    /// that is allowed: after that the wait is this long.
    pub per: SignedDuration,
}

/// May it be done?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Yes; so many times are left in this period.
    Allowed {
        /// Times left.
        left: i64,
    },
    /// No, not before this time.
    Wait {
        /// When the next period begins.
        until: Timestamp,
    },
}

impl Verdict {
    /// Is it allowed?
    #[must_use]
    pub fn is_allowed(self) -> bool {
        matches!(self, Self::Allowed { .. })
    }
}

impl Limit {
    fn key(&self, db: &Db, subject: &str) -> Vec<u8> {
        db.vault().index(self.name, subject)
    }
}

impl Db {
    /// Counts one time and says whether it is within the limit.
    pub async fn hit(&self, limit: &Limit, subject: &str) -> Result<Verdict, DbError> {
        let now = self.now();
        let end = now.checked_add(limit.per).unwrap_or(Timestamp::MAX);
        let key = limit.key(self, subject);
        let rows = self
            .write_rows(HIT, args![key.as_slice(), end, now, limit.max])
            .await?;
        let used: Option<i64> = rows.first().map(|row| row.get("used")).transpose()?;
        match used {
            Some(used) if used <= limit.max => Ok(Verdict::Allowed {
                left: limit.max - used,
            }),
            Some(_) => Ok(Verdict::Wait { until: end }),
            None => self.wait(key, end).await,
        }
    }

    async fn wait(&self, key: Vec<u8>, end: Timestamp) -> Result<Verdict, DbError> {
        let until = match self.row(READ, args![key, self.now()]).await? {
            Some(row) => row.get("expires_at")?,
            None => end,
        };
        Ok(Verdict::Wait { until })
    }

    /// Says whether one more time would be within the limit, without counting it.
    pub async fn peek(&self, limit: &Limit, subject: &str) -> Result<Verdict, DbError> {
        let key = limit.key(self, subject);
        let Some(row) = self.row(READ, args![key, self.now()]).await? else {
            return Ok(Verdict::Allowed { left: limit.max });
        };
        let used: i64 = row.get("used")?;
        Ok(if used >= limit.max {
            Verdict::Wait {
                until: row.get("expires_at")?,
            }
        } else {
            Verdict::Allowed {
                left: limit.max - used,
            }
        })
    }

    /// Forgets what was counted about a subject, e.g. after a success.
    pub async fn forget(&self, limit: &Limit, subject: &str) -> Result<(), DbError> {
        let key = limit.key(self, subject);
        self.write(FORGET, args![key]).await.map(|_| ())
    }
}

/// Removes counters whose period is over.
pub async fn sweep(db: &Db) -> Result<u64, DbError> {
    db.write(SWEEP, args![db.now()]).await
}
