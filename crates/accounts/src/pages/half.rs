//! Whoever has given the first proof and not yet the second: kept in the session for ten
//! minutes.

use jiff::{SignedDuration, Timestamp};
use okno_web::Visitor;
use uuid::Uuid;

const LIVES: SignedDuration = SignedDuration::from_mins(10);

/// The value to keep: who, until when, and a word about how.
pub(crate) fn way(visitor: &Visitor, id: Uuid, word: &str) -> String {
    let until = visitor.db().now().checked_add(LIVES);
    let until = until.unwrap_or(Timestamp::MAX);
    format!("{id} {} {word}", until.as_millisecond())
}

/// Who is half way, as kept under this key, while it is good.
pub(crate) fn read(visitor: &Visitor, key: &str) -> Option<(Uuid, String)> {
    let mut parts = visitor.kept(key)?.splitn(3, ' ');
    let id = parts.next()?.parse().ok()?;
    let until: i64 = parts.next()?.parse().ok()?;
    let word = parts.next()?.to_owned();
    (visitor.db().now().as_millisecond() < until).then_some((id, word))
}
