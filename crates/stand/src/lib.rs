//! The outside world in miniature: registries, a text and voice gateway, the
//! citizens' phones and mailboxes, the post, a scanner of files, a switchboard of faults, and synthetic
//! people whose numbers have right check digits.
//!
//! The stand is reached over the network only and knows nothing of the
//! portal but its address. State lives in memory and is bounded: the last
//! 10,000 messages, calls and answers of each kind.

mod addresses;
mod api;
pub mod authority;
mod banks;
mod call;
mod children;
mod clamd;
mod documents;
mod faults;
mod holdings;
mod line;
mod pages;
mod people;
mod post;
mod registries;
mod smtp;
mod words;
mod world;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tower_http::set_header::SetResponseHeaderLayer;

pub use words::LOCALES;

/// A bearer key for the registries. They only ask that there is one, and take
/// any: the stand guards nothing.
pub const KEY: &str = "stand-key";

/// The banks that the stand plays, below `/banks/`; [`KEY`] is the portal's secret there.
pub const BANKS: [&str; 3] = banks::CODES;

/// People beyond the fixed cast.
pub const CROWD: usize = 60;

/// How long open requests may go on after the shutdown.
const GRACE: Duration = Duration::from_secs(2);

/// How to start the stand.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where pages, registries and gateways listen; port 0 takes a free one.
    pub http: SocketAddr,
    /// Where the mail server listens; port 0 takes a free one.
    pub smtp: SocketAddr,
    /// The portal's address, for links on pages.
    pub portal_url: String,
    /// The people beyond the fixed cast and the chance of faults follow from it.
    pub seed: u64,
    /// How many people there are beyond the fixed cast; [`CROWD`] unless told.
    pub crowd: usize,
}

/// A stand that runs.
#[derive(Debug)]
pub struct Running {
    /// The HTTP address that was taken.
    pub http_addr: SocketAddr,
    /// The SMTP address that was taken.
    pub smtp_addr: SocketAddr,
    /// Where the scanner listens: a free port beside the mail server's.
    pub clamav_addr: SocketAddr,
    /// Ends after the shutdown, when all servers have ended.
    pub handle: JoinHandle<()>,
}

/// Starts the stand on the present runtime; it runs until `shutdown`.
///
/// # Errors
/// When an address cannot be taken.
pub async fn run(config: Config, shutdown: CancellationToken) -> io::Result<Running> {
    let words = words::Words::load().map_err(io::Error::other)?;
    let (lines, http_addr) = line::Lines::bind(config.http).await?;
    let post = TcpListener::bind(config.smtp).await?;
    let smtp_addr = post.local_addr()?;
    let scanner = TcpListener::bind(SocketAddr::new(smtp_addr.ip(), 0)).await?;
    let clamav_addr = scanner.local_addr()?;
    let portal_url = web_address(&config.portal_url);
    let world = Arc::new(world::World::new(
        (config.seed, config.crowd),
        portal_url,
        words,
        shutdown.clone(),
    ));
    let service = router(Arc::clone(&world)).into_make_service_with_connect_info::<line::Line>();
    let handle = tokio::spawn(async move {
        let closing = Arc::clone(&world);
        let http = axum::serve(lines, service)
            .with_graceful_shutdown(async move { closing.shutdown.cancelled().await });
        // A slow answer may be on its way for minutes: nobody waits for it.
        let enough = async {
            shutdown.cancelled().await;
            tokio::time::sleep(GRACE).await;
        };
        let http = async {
            tokio::select! {
                served = http => if let Err(error) = served {
                    tracing::error!(%error, "the stand's server ended");
                },
                () = enough => {}
            }
        };
        let clamd = clamd::serve(Arc::clone(&world), scanner);
        tokio::join!(http, smtp::serve(world, post), clamd);
    });
    Ok(Running {
        http_addr,
        smtp_addr,
        clamav_addr,
        handle,
    })
}

/// Only a web address may stand in a link.
fn web_address(url: &str) -> String {
    match url {
        web if web.starts_with("http://") || web.starts_with("https://") => web.to_owned(),
        _ => String::new(),
    }
}

fn router(world: Arc<world::World>) -> Router {
    let set = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    Router::new()
        .merge(api::routes())
        .merge(banks::routes())
        .merge(pages::routes())
        .with_state(world)
        .layer(set(header::CONTENT_SECURITY_POLICY, pages::POLICY))
        .layer(set(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(set(header::REFERRER_POLICY, "no-referrer"))
        .layer(set(header::CACHE_CONTROL, "no-store"))
}
