//! The scanner of the outside world: `clamd` as far as `INSTREAM` goes. It knows one
//! malicious program, the test string of EICAR, which harms nobody.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::faults::{Mode, System};
use crate::world::{Call, World};

const LARGEST: usize = 25 * 1024 * 1024;
const CONNECTIONS: usize = 32;
const PATIENCE: Duration = Duration::from_secs(60);

/// The test string, in parts: in one it would set off the scanner of whoever reads this.
const EICAR: [&str; 3] = [
    "X5O!P%@AP[4\\PZX54(P^)7CC)7}$",
    "EICAR-STANDARD-ANTIVIRUS-TEST-",
    "FILE!$H+H*",
];

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
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            continue;
        };
        let world = Arc::clone(&world);
        talks.spawn(async move {
            let talked = tokio::time::timeout(PATIENCE, talk(&world, stream)).await;
            if !matches!(talked, Ok(Ok(()))) {
                tracing::debug!("a conversation with the scanner broke off");
            }
            drop(place);
        });
    }
    talks.shutdown().await;
}

async fn talk(world: &World, stream: TcpStream) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    let now = world.now();
    let fate = world
        .state()
        .faults
        .decide(System::Clamav, now, world.chance(), &Mode::ALL);
    tokio::time::sleep(Duration::from_millis(fate.latency_ms)).await;
    let log = |outcome: &str| {
        world.state().log(Call {
            at: now,
            system: System::Clamav,
            operation: "file",
            key: None,
            outcome: outcome.to_owned(),
            status: 0,
            fault: fate.fault(),
            person: None,
            repeats: 0,
        });
    };
    if fate.mode == Mode::Down {
        log("fault");
        return Ok(());
    }
    let mut command = Vec::new();
    (&mut stream).take(64).read_until(0, &mut command).await?;
    if command != b"zINSTREAM\0" {
        stream.write_all(b"UNKNOWN COMMAND\0").await?;
        return stream.flush().await;
    }
    let Some(content) = content(&mut stream).await? else {
        log("too_large");
        stream
            .write_all(b"INSTREAM size limit exceeded. ERROR\0")
            .await?;
        return stream.flush().await;
    };
    let infected = match fate.mode {
        Mode::Wrong => true,
        _ => is_infected(&content),
    };
    let answer: &[u8] = match fate.mode {
        Mode::Lost => {
            log("fault");
            return Ok(());
        }
        Mode::Error => b"stream: Can't allocate memory ERROR\0",
        Mode::Refuse => b"INSTREAM size limit exceeded. ERROR\0",
        Mode::Garbage => b"%%%% ?\0",
        _ if infected => b"stream: Win.Test.EICAR_HDB-1 FOUND\0",
        _ => b"stream: OK\0",
    };
    log(match fate.fault() {
        Some(_) => "fault",
        None if infected => "found",
        None => "clean",
    });
    stream.write_all(answer).await?;
    stream.flush().await
}

/// Nothing when it is too much.
async fn content(stream: &mut BufReader<TcpStream>) -> io::Result<Option<Vec<u8>>> {
    let mut content = Vec::new();
    loop {
        let length = usize::try_from(stream.read_u32().await?).unwrap_or(LARGEST);
        if length == 0 {
            return Ok(Some(content));
        }
        if content.len() + length > LARGEST {
            return Ok(None);
        }
        let begin = content.len();
        content.resize(begin + length, 0);
        stream.read_exact(&mut content[begin..]).await?;
    }
}

fn is_infected(content: &[u8]) -> bool {
    let known = EICAR.concat();
    content
        .windows(known.len())
        .any(|part| part == known.as_bytes())
}
