//! The post of the outside world: an SMTP server (RFC 5321) that takes every
//! letter and keeps it.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use mail_parser::{MessageParser, MimeHeaders};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::faults::{Fate, Mode, System};
use crate::world::{Attachment, Call, Letter, World};

/// A letter may be so large, bytes.
const LARGEST: usize = 10 * 1024 * 1024;
/// A text kept of a letter, bytes.
const LONGEST_TEXT: usize = 1024 * 1024;
const LONGEST_LINE: usize = 4096;
const RECIPIENTS: usize = 100;
const CONNECTIONS: usize = 100;
const PATIENCE: Duration = Duration::from_secs(60);

/// Serves until the shutdown.
pub(crate) async fn serve(world: Arc<World>, listener: TcpListener) {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let mut talks = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            () = world.shutdown.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        while talks.try_join_next().is_some() {}
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!(%error, "the stand could not accept a connection");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        // Above the bound the caller finds the line dead, as in real life.
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            continue;
        };
        let world = Arc::clone(&world);
        talks.spawn(async move {
            if let Err(error) = Talk::new(world, stream).run().await {
                tracing::debug!(%error, "an SMTP conversation broke off");
            }
            drop(place);
        });
    }
    talks.shutdown().await;
}

struct Talk {
    world: Arc<World>,
    stream: BufReader<TcpStream>,
    greeted: bool,
    from: Option<String>,
    to: Vec<String>,
    fate: Fate,
}

/// What to do after a command.
enum Next {
    Go,
    Hang,
}

impl Talk {
    fn new(world: Arc<World>, stream: TcpStream) -> Self {
        Self {
            world,
            stream: BufReader::new(stream),
            greeted: false,
            from: None,
            to: Vec::new(),
            fate: Fate::FINE,
        }
    }

    async fn run(mut self) -> io::Result<()> {
        let at_door = self.decide(&[Mode::Down, Mode::Garbage]);
        self.wait(at_door).await;
        match at_door.mode {
            Mode::Down => {
                self.log("connect", "fault", 0, at_door.fault());
                return Ok(());
            }
            Mode::Garbage => {
                self.log("connect", "fault", 0, at_door.fault());
                return self.say("%%%% ?").await;
            }
            _ => {}
        }
        self.say("220 stand ESMTP").await?;
        loop {
            let Some(line) = self.line().await? else {
                return Ok(());
            };
            let Some(line) = line else {
                self.say("500 line too long").await?;
                continue;
            };
            if let Next::Hang = self.command(&line).await? {
                return Ok(());
            }
        }
    }

    async fn command(&mut self, line: &str) -> io::Result<Next> {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        match verb.to_ascii_uppercase().as_str() {
            "HELO" => {
                self.forget();
                self.greeted = true;
                self.say("250 stand").await?;
            }
            "EHLO" => {
                self.forget();
                self.greeted = true;
                let size = format!("250-SIZE {LARGEST}");
                for line in ["250-stand", &size, "250-8BITMIME", "250-PIPELINING"] {
                    self.write(line).await?;
                }
                self.say("250 SMTPUTF8").await?;
            }
            "MAIL" => return self.mail(rest).await,
            "RCPT" => self.rcpt(rest).await?,
            "DATA" => return self.data().await,
            "RSET" => {
                self.forget();
                self.say("250 ok").await?;
            }
            "NOOP" => self.say("250 ok").await?,
            "QUIT" => {
                self.say("221 bye").await?;
                return Ok(Next::Hang);
            }
            _ => self.say("502 command not implemented").await?,
        }
        Ok(Next::Go)
    }

    async fn mail(&mut self, rest: &str) -> io::Result<Next> {
        if !self.greeted || self.from.is_some() {
            self.say("503 bad sequence of commands").await?;
            return Ok(Next::Go);
        }
        let Some((from, parameters)) = address(rest, "FROM:") else {
            self.say("501 MAIL FROM:<address>").await?;
            return Ok(Next::Go);
        };
        let size = parameters.split_whitespace().find_map(|p| {
            p.to_ascii_uppercase()
                .strip_prefix("SIZE=")?
                .parse::<usize>()
                .ok()
        });
        if size.is_some_and(|size| size > LARGEST) {
            self.say("552 message too large").await?;
            return Ok(Next::Go);
        }
        // A connection may live for many letters: each letter has its own fate.
        self.fate = self.decide(&Mode::ALL);
        self.wait(self.fate).await;
        match self.fate.mode {
            Mode::Down | Mode::Garbage => {
                self.log("letter", "fault", 0, self.fate.fault());
                if self.fate.mode == Mode::Garbage {
                    self.say("%%%% ?").await?;
                }
                return Ok(Next::Hang);
            }
            _ => {}
        }
        self.from = Some(from);
        self.say("250 ok").await?;
        Ok(Next::Go)
    }

    async fn rcpt(&mut self, rest: &str) -> io::Result<()> {
        if self.from.is_none() {
            return self.say("503 bad sequence of commands").await;
        }
        let Some((to, _)) = address(rest, "TO:").filter(|(to, _)| to.contains('@')) else {
            return self.say("501 RCPT TO:<address>").await;
        };
        if self.fate.mode == Mode::Refuse {
            self.log("letter", "refused", 550, self.fate.fault());
            return self.say("550 no such mailbox").await;
        }
        if self.to.len() >= RECIPIENTS {
            return self.say("452 too many recipients").await;
        }
        let to = to.to_lowercase();
        if !self.to.contains(&to) {
            self.to.push(to);
        }
        self.say("250 ok").await
    }

    async fn data(&mut self) -> io::Result<Next> {
        if self.to.is_empty() {
            self.say("503 bad sequence of commands").await?;
            return Ok(Next::Go);
        }
        self.say("354 end with a dot on its own line").await?;
        let Some(raw) = self.body().await? else {
            return Ok(Next::Hang);
        };
        let fate = self.fate;
        let (from, to) = (
            self.from.take().unwrap_or_default(),
            std::mem::take(&mut self.to),
        );
        self.forget();
        let Some(raw) = raw else {
            self.log("letter", "too_large", 552, None);
            self.say("552 message too large").await?;
            return Ok(Next::Go);
        };
        if fate.mode == Mode::Error {
            self.log("letter", "fault", 451, fate.fault());
            self.say("451 try again later").await?;
            return Ok(Next::Go);
        }
        if fate.mode != Mode::Wrong {
            let letter = read(&raw, from, to, self.world.now());
            self.world.state().post(letter);
        }
        if fate.mode == Mode::Lost {
            self.log("letter", "accepted", 0, fate.fault());
            return Ok(Next::Hang);
        }
        self.log("letter", "accepted", 250, fate.fault());
        self.say("250 ok").await?;
        Ok(Next::Go)
    }

    /// The letter without the dots of the transport. `None` is the end of the
    /// connection, `Some(None)` a letter that is too large.
    async fn body(&mut self) -> io::Result<Option<Option<Vec<u8>>>> {
        let mut raw = Vec::new();
        let mut too_large = false;
        let mut line_begins = true;
        loop {
            let chunk = self.chunk().await?;
            if chunk.is_empty() {
                return Ok(None);
            }
            // Only CRLF.CRLF ends a letter: a bare line feed is a part of it.
            if line_begins && chunk == b".\r\n" {
                return Ok(Some((!too_large).then_some(raw)));
            }
            let text = match chunk.strip_prefix(b".") {
                Some(rest) if line_begins => rest,
                _ => &chunk,
            };
            line_begins = chunk.ends_with(b"\r\n");
            too_large |= raw.len() + text.len() > LARGEST;
            if too_large {
                raw = Vec::new();
            } else {
                raw.extend_from_slice(text);
            }
        }
    }

    /// A line with its end, or a part of a line that is too long. Empty at the end.
    async fn chunk(&mut self) -> io::Result<Vec<u8>> {
        let mut chunk = Vec::new();
        loop {
            let filled = tokio::time::timeout(PATIENCE, self.stream.fill_buf()).await??;
            if filled.is_empty() {
                return Ok(chunk);
            }
            let room = LONGEST_LINE - chunk.len();
            let part = &filled[..filled.len().min(room)];
            let (taken, ends) = match part.iter().position(|b| *b == b'\n') {
                Some(at) => (at + 1, true),
                None => (part.len(), false),
            };
            chunk.extend_from_slice(&part[..taken]);
            self.stream.consume(taken);
            if ends || chunk.len() >= LONGEST_LINE {
                return Ok(chunk);
            }
        }
    }

    /// A command. `None` at the end of the connection, `Some(None)` when too long.
    async fn line(&mut self) -> io::Result<Option<Option<String>>> {
        let mut long = false;
        loop {
            let chunk = self.chunk().await?;
            if chunk.is_empty() {
                return Ok(None);
            }
            if chunk.ends_with(b"\n") {
                let text = String::from_utf8_lossy(&chunk).trim_end().to_owned();
                return Ok(Some((!long).then_some(text)));
            }
            long = true;
        }
    }

    fn decide(&self, modes: &[Mode]) -> Fate {
        let now = self.world.now();
        self.world
            .state()
            .faults
            .decide(System::Smtp, now, self.world.chance(), modes)
    }

    async fn wait(&self, fate: Fate) {
        if fate.latency_ms > 0 {
            tokio::time::sleep(Duration::from_millis(fate.latency_ms)).await;
        }
    }

    fn log(
        &self,
        operation: &'static str,
        outcome: &str,
        status: u16,
        fault: Option<&'static str>,
    ) {
        let call = Call {
            at: self.world.now(),
            system: System::Smtp,
            operation,
            key: None,
            outcome: outcome.to_owned(),
            status,
            fault,
            person: None,
            repeats: 0,
        };
        self.world.state().log(call);
    }

    fn forget(&mut self) {
        self.from = None;
        self.to.clear();
        self.fate = Fate::FINE;
    }

    async fn write(&mut self, line: &str) -> io::Result<()> {
        self.stream
            .write_all(format!("{line}\r\n").as_bytes())
            .await
    }

    async fn say(&mut self, line: &str) -> io::Result<()> {
        self.write(line).await?;
        self.stream.flush().await
    }
}

/// The address of `FROM:<a@b> PARAMETERS` and its parameters.
fn address<'a>(rest: &'a str, word: &str) -> Option<(String, &'a str)> {
    let rest = rest.trim_start();
    let (head, tail) = rest.split_at_checked(word.len())?;
    if !head.eq_ignore_ascii_case(word) {
        return None;
    }
    let (address, parameters) = tail.trim_start().strip_prefix('<')?.split_once('>')?;
    Some((address.trim().to_owned(), parameters))
}

fn cut(text: &str) -> String {
    let mut end = text.len().min(LONGEST_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].to_owned()
}

fn read(raw: &[u8], from: String, to: Vec<String>, at: i64) -> Letter {
    let parsed = MessageParser::default().parse(raw);
    let mut letter = Letter {
        id: String::new(),
        at,
        from,
        to,
        subject: String::new(),
        text: String::new(),
        html: None,
        message_id: None,
        size: raw.len(),
        attachments: Vec::new(),
        repeats: 0,
    };
    let Some(message) = parsed else {
        letter.text = cut(&String::from_utf8_lossy(raw));
        return letter;
    };
    if let Some(sender) = message.from().and_then(|from| from.first()) {
        let address = sender.address().unwrap_or_default();
        letter.from = match sender.name() {
            Some(name) => format!("{name} <{address}>"),
            None => address.to_owned(),
        };
    }
    letter.subject = cut(message.subject().unwrap_or_default());
    letter.text = cut(&message.body_text(0).unwrap_or_default());
    letter.html = message
        .html_bodies()
        .find(|part| part.is_text_html())
        .and_then(|part| part.text_contents())
        .map(cut);
    letter.message_id = message.message_id().map(str::to_owned);
    letter.attachments = message
        .attachments()
        .map(|part| Attachment {
            name: part.attachment_name().unwrap_or_default().to_owned(),
            kind: part
                .content_type()
                .map(|kind| {
                    let sub = kind.subtype().unwrap_or("octet-stream");
                    format!("{}/{sub}", kind.ctype())
                })
                .unwrap_or_default(),
            size: part.contents().len(),
        })
        .collect();
    letter
}
