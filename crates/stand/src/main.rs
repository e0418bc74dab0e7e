//! The stand as a program of its own.

use std::net::SocketAddr;
use std::process::ExitCode;

use clap::Parser;
use okno_stand::{Config, run};
use tokio_util::sync::CancellationToken;

/// The outside world in miniature: registries, phones, mailboxes, faults.
#[derive(Parser)]
#[command(name = "stand", version)]
struct Arguments {
    /// Address of pages, registries and gateways
    #[arg(long, env = "STAND_HTTP", default_value = "127.0.0.1:8090")]
    http: SocketAddr,
    /// Address of the mail server
    #[arg(long, env = "STAND_SMTP", default_value = "127.0.0.1:2525")]
    smtp: SocketAddr,
    /// Address of the portal, for links
    #[arg(
        long,
        env = "STAND_PORTAL_URL",
        default_value = "http://127.0.0.1:8080"
    )]
    portal_url: String,
    /// People beyond the fixed cast follow from this number
    #[arg(long, env = "STAND_SEED", default_value_t = 1)]
    seed: u64,
    /// How many people there are beyond the fixed cast
    #[arg(long, env = "STAND_CROWD", default_value_t = okno_stand::CROWD)]
    crowd: usize,
}

#[tokio::main]
async fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    let Arguments {
        http,
        smtp,
        portal_url,
        seed,
        crowd,
    } = Arguments::parse();
    let shutdown = CancellationToken::new();
    let running = match run(
        Config {
            http,
            smtp,
            portal_url,
            seed,
            crowd,
        },
        shutdown.clone(),
    )
    .await
    {
        Ok(running) => running,
        Err(error) => {
            eprintln!("The stand cannot listen on {http} and {smtp}: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!(
        "READY {{\"stand\":\"http://{}\",\"smtp\":\"{}\",\"clamav\":\"{}\"}}",
        running.http_addr, running.smtp_addr, running.clamav_addr
    );
    tokio::spawn(async move {
        if let Err(error) = ended().await {
            tracing::error!(%error, "signals cannot be heard");
        }
        shutdown.cancel();
    });
    match running.handle.await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "the stand broke");
            ExitCode::FAILURE
        }
    }
}

/// Waits for an interrupt or a request to end.
async fn ended() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            heard = tokio::signal::ctrl_c() => heard,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}
