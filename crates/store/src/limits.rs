//! Limits kept in the database, so that all nodes share them and a restart
//! forgets nothing: how often something may be done about one subject (a
//! phone, a network address, a case) in a period.
//!
//! A hit commits by itself, so that a failed attempt counts even when the
//! request that made it is rolled back. The subject is kept as a blind index.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};

use crate::args;
use crate::sql::{Arg, Db, DbError, Row, Tx};

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
    READ_SEVERAL = "select subject, used, expires_at from limits where period = 0 and expires_at > $1 \
                    and subject in ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
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

    /// What the counter of a period says; without one nothing was done yet.
    fn verdict(&self, row: Option<&Row>) -> Result<Verdict, DbError> {
        let used: i64 = row.map_or(Ok(0), |row| row.get("used"))?;
        Ok(match row {
            Some(row) if used >= self.max => Verdict::Wait {
                until: row.get("expires_at")?,
            },
            _ => Verdict::Allowed {
                left: self.max - used,
            },
        })
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
        let row = self.row(READ, args![key, self.now()]).await?;
        limit.verdict(row.as_ref())
    }

    /// The same for several limits, sixteen with one read; the answers in their order.
    pub async fn peek_all(&self, all: &[(Limit, String)]) -> Result<Vec<Verdict>, DbError> {
        let now = self.now();
        let mut verdicts = Vec::with_capacity(all.len());
        for some in all.chunks(16) {
            let keys: Vec<_> = some
                .iter()
                .map(|(l, subject)| l.key(self, subject))
                .collect();
            // What is left of the sixteen finds nothing.
            let padded = keys.iter().cloned().chain(std::iter::repeat(Vec::new()));
            let args = std::iter::once(Arg::from(now))
                .chain(padded.take(16).map(Arg::from))
                .collect();
            let mut found = HashMap::new();
            for row in self.rows(READ_SEVERAL, args).await? {
                found.insert(row.get::<Vec<u8>>("subject")?, row);
            }
            for ((limit, _), key) in some.iter().zip(&keys) {
                verdicts.push(limit.verdict(found.get(key))?);
            }
        }
        Ok(verdicts)
    }

    /// Forgets what was counted about a subject, e.g. after a success.
    pub async fn forget(&self, limit: &Limit, subject: &str) -> Result<(), DbError> {
        let key = limit.key(self, subject);
        self.write(FORGET, args![key]).await.map(|_| ())
    }
}

impl Tx {
    /// Forgets what was counted about a subject with the commit of this transaction.
    pub async fn forget_limit(&mut self, limit: &Limit, subject: &str) -> Result<(), DbError> {
        let key = limit.key(self.db(), subject);
        self.exec_later(FORGET, args![key]).await
    }
}

/// Removes counters whose period is over.
pub async fn sweep(db: &Db) -> Result<u64, DbError> {
    db.write(SWEEP, args![db.now()]).await
}
