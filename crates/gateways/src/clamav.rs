//! ClamAV: the daemon that looks for malicious programs in files (`clamd`, the command
//! `INSTREAM`). It hears the content and nothing about whose it is.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use okno_requisites::Clock;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpStream, UnixStream};

use crate::line::{Line, State};
use crate::{GatewayError, Gateways};

/// Longest time for one file.
const DEADLINE: Duration = Duration::from_secs(30);
/// Bytes of one chunk.
const CHUNK: usize = 64 * 1024;
/// Longest answer, bytes.
const LONGEST: u64 = 4096;

/// What the scanner says of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scan {
    /// Nothing was found.
    Clean,
    /// A malicious program, by the scanner's name for it.
    Found(String),
}

enum Place {
    Tcp(String),
    Unix(PathBuf),
}

pub(crate) struct Scanner {
    place: Place,
    line: Line,
}

fn unavailable(error: &std::io::Error) -> GatewayError {
    GatewayError::Unavailable(format!("clamav: {}", error.kind()))
}

impl Scanner {
    /// From `tcp://host:port` or `unix:/path`; nothing from nothing.
    pub(crate) fn from_address(
        address: &str,
        clock: Arc<dyn Clock>,
    ) -> Result<Option<Self>, String> {
        let place = match (
            address.strip_prefix("tcp://"),
            address.strip_prefix("unix:"),
        ) {
            _ if address.is_empty() => return Ok(None),
            (Some(tcp), _) => {
                let parts = tcp.rsplit_once(':');
                let port = parts.map(|(host, port)| (!host.is_empty(), port.parse::<u16>()));
                match port {
                    Some((true, Ok(_))) => Place::Tcp(tcp.to_owned()),
                    _ => return Err(format!("clamav is {address}: write tcp://host:port")),
                }
            }
            (_, Some(path)) if path.starts_with('/') => Place::Unix(path.into()),
            _ => {
                return Err(format!(
                    "clamav is {address}: write tcp://host:port or unix:/path/of/clamd.ctl"
                ));
            }
        };
        let line = Line::new("clamav", clock, DEADLINE);
        Ok(Some(Self { place, line }))
    }

    pub(crate) fn state(&self) -> (&'static str, State) {
        (self.line.name(), self.line.state())
    }

    async fn ask(&self, content: &[u8]) -> Result<Scan, GatewayError> {
        match &self.place {
            Place::Tcp(address) => {
                let stream = TcpStream::connect(address).await;
                talk(stream.map_err(|e| unavailable(&e))?, content).await
            }
            Place::Unix(path) => {
                let stream = UnixStream::connect(path).await;
                talk(stream.map_err(|e| unavailable(&e))?, content).await
            }
        }
    }
}

async fn talk(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    content: &[u8],
) -> Result<Scan, GatewayError> {
    let told = tell(&mut stream, content).await;
    let mut answer = Vec::new();
    // Whoever has heard enough answers and hangs up in the middle.
    let read = stream.take(LONGEST).read_to_end(&mut answer).await;
    if answer.is_empty() {
        told.map_err(|e| unavailable(&e))?;
        read.map_err(|e| unavailable(&e))?;
        return Err(GatewayError::Unavailable("clamav: no answer".to_owned()));
    }
    understood(&answer)
}

async fn tell(stream: &mut (impl AsyncWrite + Unpin), content: &[u8]) -> std::io::Result<()> {
    stream.write_all(b"zINSTREAM\0").await?;
    for chunk in content.chunks(CHUNK) {
        let length = u32::try_from(chunk.len()).unwrap_or(u32::MAX);
        stream.write_all(&length.to_be_bytes()).await?;
        stream.write_all(chunk).await?;
    }
    stream.write_all(&[0; 4]).await?;
    stream.flush().await
}

fn understood(answer: &[u8]) -> Result<Scan, GatewayError> {
    let text = String::from_utf8_lossy(answer);
    let text = text.trim_matches(|c: char| c == '\0' || c.is_whitespace());
    let said = text.strip_prefix("stream: ").unwrap_or(text);
    if said == "OK" {
        Ok(Scan::Clean)
    } else if let Some(name) = said.strip_suffix(" FOUND") {
        Ok(Scan::Found(name.chars().take(120).collect()))
    } else if said.contains("size limit exceeded") {
        let text = "clamav: StreamMaxLength of clamd.conf is too small";
        Err(GatewayError::Refused(text.to_owned()))
    } else if said.ends_with("ERROR") {
        Err(GatewayError::Unavailable(
            "clamav: it says ERROR".to_owned(),
        ))
    } else {
        Err(GatewayError::Malformed("clamav".to_owned()))
    }
}

impl Gateways {
    /// Is there a scanner?
    #[must_use]
    pub fn has_scanner(&self) -> bool {
        self.0.scanner.is_some()
    }

    /// Asks the scanner about a file; `None` when there is no scanner.
    ///
    /// # Errors
    /// See [`GatewayError`].
    pub async fn scan(&self, content: &[u8]) -> Result<Option<Scan>, GatewayError> {
        let Some(scanner) = &self.0.scanner else {
            return Ok(None);
        };
        scanner.line.call(scanner.ask(content)).await.map(Some)
    }
}
