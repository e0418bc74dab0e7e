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
    HIT = "insert into limits (subject, period, used, expires_at) values ($1, $2, 1, $3) \
           on conflict (subject, period) do update set used = limits.used + 1 \
           where limits.used < $4 returning used";
    READ = "select used from limits where subject = $1 and period = $2";
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
    /// In which period. Periods are cut on the clock, so the wait after the
    /// last allowed time is at most this long.
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
    fn period(&self, now: Timestamp) -> (i64, Timestamp) {
        let per = i64::try_from(self.per.as_millis())
            .unwrap_or(i64::MAX)
            .max(1);
        let period = now.as_millisecond() / per;
        let end = Timestamp::from_millisecond((period + 1).saturating_mul(per));
        (period, end.unwrap_or(Timestamp::MAX))
    }

    fn key(&self, db: &Db, subject: &str) -> Vec<u8> {
        db.vault().index(self.name, subject)
    }
}

impl Db {
    /// Counts one time and says whether it is within the limit.
    pub async fn hit(&self, limit: &Limit, subject: &str) -> Result<Verdict, DbError> {
        let (period, end) = limit.period(self.now());
        let key = limit.key(self, subject);
        let rows = self
            .write_rows(HIT, args![key, period, end, limit.max])
            .await?;
        let used: Option<i64> = rows.first().map(|row| row.get("used")).transpose()?;
        Ok(match used {
            Some(used) if used <= limit.max => Verdict::Allowed {
                left: limit.max - used,
            },
            _ => Verdict::Wait { until: end },
        })
    }

    /// Says whether one more time would be within the limit, without counting it.
    pub async fn peek(&self, limit: &Limit, subject: &str) -> Result<Verdict, DbError> {
        let (period, end) = limit.period(self.now());
        let key = limit.key(self, subject);
        let used = match self.row(READ, args![key, period]).await? {
            Some(row) => row.get::<i64>("used")?,
            None => 0,
        };
        Ok(if used >= limit.max {
            Verdict::Wait { until: end }
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
