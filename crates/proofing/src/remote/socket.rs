//! What two browsers say to each other before they hear and see each other: through
//! the store, so that a restart of the portal, or two nodes of it, change nothing. A
//! socket belongs to a session, to one side of one case, and there is one a side.

use std::time::Duration;

use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use jiff::Timestamp;
use okno_store::{Actor, DbError, Entry, Tx};
use okno_web::{Fault, Lang, Portal, Visitor, session};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{GONE, ago, left, place};
use crate::Proofing;
use crate::store::{self, RemoteCase, Side};

/// Longest message, bytes: a description of a call with every codec fits twice.
const LONGEST: usize = 32 * 1024;
/// So many messages at once, and so many a second.
const BURST: i64 = 60;
const PER_SECOND: i64 = 10;
/// So many from one side in all, over every reconnection of a case.
const IN_ALL: i64 = 2_000;
/// How often the store is looked at when nobody calls.
const EVERY: Duration = Duration::from_secs(2);
/// Every so many looks the store is told that the page is still there.
const STILL_EVERY: u32 = 3;

/// What a browser may say; nothing else is passed on.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum Signal {
    /// «I am here, and this is the name of my end.»
    Hello { peer: String },
    /// A description of a call.
    Offer {
        peer: String,
        to: String,
        sdp: String,
    },
    /// The answer to one.
    Answer {
        peer: String,
        to: String,
        sdp: String,
    },
    /// A way on which an end may be reached.
    Ice {
        peer: String,
        to: String,
        candidate: String,
        #[serde(default)]
        mid: Option<String>,
        #[serde(default)]
        line: Option<u16>,
    },
}

/// Whose socket it is.
pub(crate) struct Seat {
    pub(crate) case: Uuid,
    pub(crate) side: Side,
    /// The official, on the side of the desk.
    pub(crate) operator: Option<Uuid>,
}

/// Is the page that asks one of ours? Forms are guarded by the counter; a socket is not
/// a form, and a browser sends cookies with it from anywhere.
fn is_own(portal: &Portal, headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|v| v.to_str().ok());
    let Some(origin) = text(header::ORIGIN) else {
        return false;
    };
    let of_host = origin.split_once("://").map(|(_, host)| host);
    origin == portal.url("") || (of_host.is_some() && of_host == text(header::HOST))
}

/// Opens the socket of a seat.
pub(crate) fn upgrade(
    proofing: &Proofing,
    visitor: &Visitor,
    headers: &HeaderMap,
    ws: WebSocketUpgrade,
    seat: Seat,
) -> Result<Response, Fault> {
    if !is_own(visitor.portal(), headers) {
        return Err(Fault::Forbidden("the socket is asked for by another site"));
    }
    let session = visitor.session().ok_or(Fault::Forbidden("no session"))?.id;
    let proofing = proofing.clone();
    let lang = visitor.lang();
    let ws = ws.max_message_size(LONGEST).max_frame_size(LONGEST);
    Ok(ws.on_upgrade(move |socket| async move {
        let talk = Talk {
            socket,
            me: proofing.portal.db().new_id(),
            proofing,
            seat,
            session,
            lang,
            said: Value::Null,
            heard: 0,
            spoken: 0,
            credit: BURST,
            credit_at: Timestamp::MIN,
        };
        if let Err(error) = talk.run().await {
            // The page connects again.
            tracing::warn!(%error, "a call's socket broke");
        }
    }))
}

struct Talk {
    socket: WebSocket,
    /// The id of this socket.
    me: Uuid,
    proofing: Proofing,
    seat: Seat,
    session: Uuid,
    lang: Lang,
    /// The last state that was sent.
    said: Value,
    /// The number of the last thing heard from the other side.
    heard: i64,
    /// How many things this side has said.
    spoken: i64,
    credit: i64,
    credit_at: Timestamp,
}

/// Does the talk go on?
enum Next {
    On,
    End,
}

impl Talk {
    async fn run(mut self) -> Result<(), DbError> {
        let db = self.proofing.portal.db().clone();
        let mut news = db.listen();
        self.heard = store::last_said(&db, self.seat.case, self.seat.side.other()).await?;
        self.spoken = store::last_said(&db, self.seat.case, self.seat.side).await?;
        let mut tx = db.begin().await?;
        let sits = store::sit(
            &mut tx,
            self.seat.case,
            self.seat.side,
            self.me,
            self.seat.operator,
        );
        let sits = sits.await?;
        tx.announce(self.seat.case);
        tx.commit().await?;
        if !sits {
            return self.end("over").await;
        }
        let mut tick = tokio::time::interval(EVERY);
        tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut looks = 0u32;
        loop {
            let next = tokio::select! {
                came = self.socket.recv() => match came {
                    Some(Ok(Message::Text(text))) => self.came(text.as_str()).await?,
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => Next::On,
                    // Whatever else comes is none of ours.
                    _ => Next::End,
                },
                topic = news.recv() => match topic {
                    Ok(topic) if topic != self.seat.case => Next::On,
                    Err(tokio::sync::broadcast::error::RecvError::Closed) => Next::End,
                    _ => self.look().await?,
                },
                _ = tick.tick() => {
                    looks = looks.wrapping_add(1);
                    if looks.is_multiple_of(STILL_EVERY) {
                        self.still().await?;
                    }
                    self.look().await?
                }
            };
            if let Next::End = next {
                return Ok(());
            }
        }
    }

    async fn send(&mut self, value: &Value) -> Next {
        match self.socket.send(Message::text(value.to_string())).await {
            Ok(()) => Next::On,
            Err(_) => Next::End,
        }
    }

    /// Tells the page why there is nothing more to come.
    async fn end(&mut self, kind: &str) -> Result<(), DbError> {
        let _ = self.send(&json!({ "kind": kind })).await;
        let _ = self.socket.send(Message::Close(None)).await;
        Ok(())
    }

    fn may_speak(&mut self) -> bool {
        let now = self.proofing.portal.db().now();
        let passed = now.duration_since(self.credit_at.min(now)).as_secs();
        if passed > 0 {
            let more = passed.min(BURST) * PER_SECOND;
            self.credit = (self.credit + more).min(BURST);
            self.credit_at = now;
        }
        self.credit -= 1;
        self.credit >= 0 && self.spoken < IN_ALL
    }

    async fn came(&mut self, text: &str) -> Result<Next, DbError> {
        if !self.may_speak() {
            tracing::info!("a call's socket says too much");
            self.end("busy").await?;
            return Ok(Next::End);
        }
        let Ok(signal) = serde_json::from_str::<Signal>(text) else {
            return Ok(Next::End);
        };
        let db = self.proofing.portal.db().clone();
        let found = store::remote_case(&db, self.seat.case).await?;
        let Some(case) = self.own(found) else {
            return Ok(Next::On);
        };
        // Before an operator answers there is nobody to talk to.
        if case.operator.is_none() {
            return Ok(Next::On);
        }
        let body = serde_json::to_string(&signal).map_err(|e| DbError::Other(e.to_string()))?;
        let mut tx = db.begin().await?;
        store::say(&mut tx, self.seat.case, self.seat.side, &body).await?;
        tx.announce(self.seat.case);
        tx.commit().await?;
        self.spoken += 1;
        Ok(Next::On)
    }

    /// The case while this socket has its seat.
    fn own(&self, case: Option<RemoteCase>) -> Option<RemoteCase> {
        case.filter(|case| match self.seat.side {
            Side::Here => case.here_socket == Some(self.me),
            Side::Desk => {
                case.operator == self.seat.operator && case.operator_socket == Some(self.me)
            }
        })
    }

    /// The page is still there, and so is its session.
    async fn still(&mut self) -> Result<(), DbError> {
        let db = self.proofing.portal.db().clone();
        if !session::is_live(&db, self.session).await? {
            return Ok(());
        }
        let found = store::remote_case(&db, self.seat.case).await?;
        if self.own(found).is_none() {
            return Ok(());
        }
        let mut tx = db.begin().await?;
        store::still(&mut tx, self.seat.case, self.seat.side, self.seat.operator).await?;
        tx.commit().await
    }

    /// Looks at the store and tells the page what has changed.
    async fn look(&mut self) -> Result<Next, DbError> {
        let db = self.proofing.portal.db().clone();
        let found = store::remote_case(&db, self.seat.case).await?;
        let gone = match &found {
            None => true,
            Some(case) => self.seat.side == Side::Desk && case.operator != self.seat.operator,
        };
        if gone || !session::is_live(&db, self.session).await? {
            self.end("over").await?;
            return Ok(Next::End);
        }
        let Some(mut case) = self.own(found) else {
            self.end("elsewhere").await?;
            return Ok(Next::End);
        };
        if self.seat.side == Side::Here && self.has_left(&case) {
            let mut tx = db.begin().await?;
            if give_back_left(&mut tx, &case).await? {
                case.operator = None;
            }
            tx.commit().await?;
        }
        let state = state(&self.proofing, self.seat.side, &case, self.lang).await?;
        if state != self.said {
            if let Next::End = self.send(&state).await {
                return Ok(Next::End);
            }
            self.said = state;
        }
        let other = self.seat.side.other();
        for (seq, body) in store::hear(&db, self.seat.case, other, self.heard).await? {
            self.heard = seq;
            if self.socket.send(Message::text(body)).await.is_err() {
                return Ok(Next::End);
            }
        }
        Ok(Next::On)
    }

    fn has_left(&self, case: &RemoteCase) -> bool {
        let since = ago(self.proofing.portal.db(), left(&case.line));
        case.operator.is_some() && case.operator_at.is_none_or(|at| at < since)
    }
}

/// What a page says of the case.
async fn state(
    proofing: &Proofing,
    side: Side,
    case: &RemoteCase,
    lang: Lang,
) -> Result<Value, DbError> {
    let words = proofing.portal.words();
    let here = case.here_at >= ago(proofing.portal.db(), GONE);
    let (talking, text) = match side {
        Side::Here if case.operator.is_none() => (false, place(proofing, case, lang).await?),
        Side::Here => (true, words.t(lang, "proofing-video-answered")),
        Side::Desk if here => (true, words.t(lang, "proofing-remote-here")),
        Side::Desk => (true, words.t(lang, "proofing-remote-away")),
    };
    Ok(json!({ "kind": "state", "talking": talking, "text": text }))
}

/// An operator who vanished gives the case back: it keeps its place in the line.
pub(super) async fn give_back_left(tx: &mut Tx, case: &RemoteCase) -> Result<bool, DbError> {
    let Some(operator) = case.operator else {
        return Ok(false);
    };
    let since = ago(tx.db(), left(&case.line));
    if !store::release(tx, case.id, operator, since).await? {
        return Ok(false);
    }
    tx.journal(
        Entry::new(Actor::System, "proofing.returned", "proofing", case.id).owner(case.account),
    )
    .await?;
    tx.announce(case.id);
    Ok(true)
}
