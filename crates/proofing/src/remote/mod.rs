//! The remote desk (S1-134, S4-10, C5): people who confirm identity by a video call, by
//! photos of the face and of the passport or by a signed request with pictures of the
//! passport wait in a line; an operator takes the next one, compares and decides. Of a call nothing is kept but the decision and the still
//! pictures that the operator took; these are forgotten some time after it.

mod call;
mod desk;
mod hours;
mod pictures;
mod socket;

use jiff::{SignedDuration, Timestamp};
use okno_store::{Db, DbError, Worker};
use okno_web::upload::Darkroom;
use okno_web::{Lang, Portal};

use crate::Proofing;
use crate::store::{self, RemoteCase};

pub(crate) use call::{Ice, allow};
pub(crate) use desk::{Listed, document_pictures, router};
pub(crate) use hours::Hours;
pub(crate) use pictures::{Takes, ended, gather, keep_all, store_all};
pub(crate) use socket::{Seat, upgrade};

/// The method of a call.
pub(crate) const VIDEO: &str = "video";
/// The method of photos.
pub(crate) const PHOTO: &str = "face_photo";

/// The method of a signed request with pictures of the passport.
pub(crate) const DOCUMENT: &str = "e_document";

/// A line of the desk.
pub(crate) struct Line {
    /// The method.
    pub(crate) id: &'static str,
    /// What the operator marks; names of the evidence of the table.
    marks: &'static [&'static str],
    /// Why not; `other` needs words of one's own.
    reasons: &'static [&'static str],
    icon: &'static str,
    /// An operator who was not heard of for so long has left the case.
    left: SignedDuration,
}

/// Photos and requests are looked at without a socket that would say all the time that
/// the operator is there.
const UNHURRIED: SignedDuration = SignedDuration::from_mins(15);

/// The lines, in the order in which they are offered.
static LINES: [Line; 3] = [
    Line {
        id: VIDEO,
        marks: &["live", "face", "numbers", "intact"],
        reasons: &["face", "numbers", "damaged", "unclear", "other"],
        icon: "cam",
        left: SignedDuration::from_secs(60),
    },
    Line {
        id: PHOTO,
        marks: &["fresh", "face", "numbers", "intact"],
        reasons: &["face", "numbers", "damaged", "unclear", "other"],
        icon: "user",
        left: UNHURRIED,
    },
    Line {
        id: DOCUMENT,
        marks: &["passport", "numbers", "intact"],
        reasons: &[
            "wrong_page",
            "numbers",
            "damaged",
            "unreadable",
            "certificate",
            "other",
        ],
        icon: "pen",
        left: UNHURRIED,
    },
];

/// The line of a method; the first one for a word that is none.
fn line(id: &str) -> &'static Line {
    let [first, ..] = &LINES;
    LINES.iter().find(|line| line.id == id).unwrap_or(first)
}

/// A page that was not heard of for so long has been left.
const GONE: SignedDuration = SignedDuration::from_secs(20);

/// An operator who was not heard of for so long has left the case.
fn left(id: &str) -> SignedDuration {
    line(id).left
}

fn ago(db: &Db, by: SignedDuration) -> Timestamp {
    db.now().checked_sub(by).unwrap_or(Timestamp::MIN)
}

/// Since when somebody of this line counts as here. Whoever sent photos may go.
fn here_since(db: &Db, line: &str) -> Timestamp {
    match line {
        VIDEO => ago(db, GONE),
        _ => Timestamp::MIN,
    }
}

/// Settings of the remote desk.
#[derive(Debug, Clone)]
pub struct RemoteSettings {
    /// When calls are answered: `mon-fri 08:00-20:00, sat 09:00-15:00`.
    pub hours: String,
    /// How long a call usually takes, minutes; for the estimate of the wait.
    pub minutes: i64,
    /// STUN servers, `stun:host:port`.
    pub stun: Vec<String>,
    /// TURN servers, `turn:host:port`, that share a secret with the portal.
    pub turn: Vec<String>,
    /// That secret; a name and a password good for an hour are made of it.
    pub turn_secret: String,
}

impl Default for RemoteSettings {
    fn default() -> Self {
        Self {
            hours: "mon-sun 00:00-24:00".to_owned(),
            minutes: 7,
            stun: Vec::new(),
            turn: Vec::new(),
            turn_secret: String::new(),
        }
    }
}

/// The remote desk as the house has it.
pub(crate) struct Remote {
    pub(crate) hours: Hours,
    pub(crate) minutes: i64,
    pub(crate) ice: Ice,
    pub(crate) darkroom: Darkroom,
}

impl Default for Remote {
    fn default() -> Self {
        Self {
            hours: Hours::default(),
            minutes: 7,
            ice: Ice::default(),
            darkroom: Darkroom::new(1),
        }
    }
}

impl Remote {
    pub(crate) fn new(settings: RemoteSettings, darkroom: Darkroom) -> Result<Self, String> {
        if !settings.turn.is_empty() && settings.turn_secret.is_empty() {
            return Err("video.turn is set and video.turn_secret is not".to_owned());
        }
        Ok(Self {
            hours: Hours::parse(&settings.hours).map_err(|e| format!("video.hours: {e}"))?,
            minutes: settings.minutes.max(1),
            ice: Ice::new(settings.stun, settings.turn, settings.turn_secret),
            darkroom,
        })
    }

    pub(crate) fn is_open(&self, portal: &Portal) -> bool {
        self.hours.is_open(&portal.local(portal.db().now()))
    }
}

/// Jobs of the remote desk.
pub(crate) fn register(proofing: &Proofing, worker: &mut Worker) {
    pictures::register(proofing, worker);
}

/// «Сейчас не принимаем…»: when calls are answered again; nothing while they are.
pub(crate) fn closed(proofing: &Proofing, lang: Lang) -> Option<String> {
    let portal = &proofing.portal;
    let now = portal.local(portal.db().now());
    if proofing.remote.hours.is_open(&now) {
        return None;
    }
    let words = portal.words();
    Some(match proofing.remote.hours.opens(&now) {
        Some(opens) => {
            let day = match (opens.date().duration_since(now.date()).as_hours(), lang) {
                (0, _) => words.t(lang, "proofing-remote-today"),
                (24, _) => words.t(lang, "proofing-remote-tomorrow"),
                _ => portal.civil_long(lang, opens.date()),
            };
            let time = opens.strftime("%H:%M").to_string();
            let facts = [("day", day.into()), ("time", time.into())];
            words.tv(lang, "proofing-remote-opens", &facts)
        }
        None => words.t(lang, "proofing-remote-never"),
    })
}

/// How many wait before somebody who comes now, and for how long, in words.
pub(crate) async fn wait_for_new(proofing: &Proofing, lang: Lang) -> Result<String, DbError> {
    let db = proofing.portal.db();
    let waiting = store::waiting(db, VIDEO, ago(db, left(VIDEO)), here_since(db, VIDEO)).await?;
    let minutes = estimate(proofing, waiting).await?;
    let facts = [("n", waiting.into()), ("minutes", minutes.into())];
    Ok(proofing
        .portal
        .words()
        .tv(lang, "proofing-remote-line", &facts))
}

async fn estimate(proofing: &Proofing, ahead: i64) -> Result<i64, DbError> {
    let db = proofing.portal.db();
    let desks = store::desks(db, VIDEO, ago(db, left(VIDEO))).await?.max(1);
    // Whoever is first waits for the call under way to end.
    Ok(((ahead + 1) * proofing.remote.minutes / desks).max(1))
}

/// Where a person stands in the line, in words.
async fn place(proofing: &Proofing, case: &RemoteCase, lang: Lang) -> Result<String, DbError> {
    if let Some(closed) = closed(proofing, lang) {
        return Ok(closed);
    }
    let db = proofing.portal.db();
    let ahead = store::ahead(db, case, here_since(db, &case.line)).await?;
    let minutes = estimate(proofing, ahead).await?;
    let facts = [("place", (ahead + 1).into()), ("minutes", minutes.into())];
    Ok(proofing
        .portal
        .words()
        .tv(lang, "proofing-remote-place", &facts))
}
