//! Okno: the program. Command line, configuration, wiring.

#[cfg(test)]
mod access;
mod admin;
mod commands;
mod config;
mod demo;
mod house;
mod log;
mod publishing;
mod services;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use config::Config;

/// Okno («Окно»): a portal of public services. One window through which a
/// person deals with the state.
///
/// Start with `okno demo`: it runs the portal with a miniature outside world
/// and ready-made people, and tells where to go.
#[derive(Parser)]
#[command(version, about, long_about, max_term_width = 100)]
struct Cli {
    /// Configuration file (TOML); `okno.toml` in this folder when there is one.
    /// Every key can be set by environment too: OKNO_STORE__URL, OKNO_SERVER__LISTEN …
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Folder of the database, files and keys.
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the portal with the stand as its outside world, on this machine only
    Demo(DemoArgs),
    /// Run the portal
    Serve,
    /// Bring the tables up to this version and stop
    Migrate,
    /// Look after the journal of actions
    #[command(subcommand)]
    Journal(Journal),
    /// Look after the keys that seal personal data
    #[command(subcommand)]
    Keys(Keys),
    /// Look after the catalogue of services
    #[command(subcommand)]
    Services(Services),
    /// Look after officials, jobs and documents
    #[command(subcommand)]
    Admin(Admin),
}

#[derive(Args)]
struct DemoArgs {
    /// Port of the portal; 0 takes a free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Port of the stand; 0 takes a free one.
    #[arg(long, default_value_t = 8081)]
    stand_port: u16,
    /// How the portal is called in its own addresses. Browsers have passkeys only where
    /// it has a name
    #[arg(long, default_value = "127.0.0.1", value_parser = ["127.0.0.1", "localhost"])]
    host: String,
    /// So many applications wait at the desk from the beginning; once for a data folder
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=50))]
    cases: u32,
}

#[derive(Subcommand)]
enum Journal {
    /// Walk the whole hash chain; fails and names the line when it is broken.
    /// Prints the hash of the last line: keep it elsewhere and compare
    Verify,
}

#[derive(Subcommand)]
enum Keys {
    /// Make a new master key and wrap everything sealed under it. May run beside the portal
    Rotate {
        /// Keep the old keys in the key file (to open old backups).
        #[arg(long)]
        keep_old: bool,
    },
}

#[derive(Subcommand)]
enum Services {
    /// Check service folders; prints FILE:LINE:COLUMN and the way out for every fault
    Check {
        /// Folder with the service folders.
        #[arg(default_value = "services")]
        dir: PathBuf,
    },
    /// Check a folder or an exported file together with what is published, and put it in the
    /// place of the former edition at once. Cases under way stay with theirs
    Publish {
        /// Folder of the service, a file from `export`, or a list of options (lists/NAME.yaml).
        from: PathBuf,
        /// Folder that the portal serves from.
        #[arg(long, default_value = "services")]
        to: PathBuf,
        /// Say what would change, and change nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Write a service with all that it needs into one file
    Export {
        /// Id of the service.
        id: String,
        /// Folder with the service folders.
        #[arg(long, default_value = "services")]
        dir: PathBuf,
        /// The file, a ZIP; must not exist yet.
        #[arg(long)]
        out: PathBuf,
    },
    /// Publish a service from a file that `export` wrote
    Import {
        /// The file.
        file: PathBuf,
        /// Folder that the portal serves from.
        #[arg(long, default_value = "services")]
        to: PathBuf,
        /// Say what would change, and change nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Write the folder of a new service, ready to be changed
    New {
        /// Its name: small Latin letters, digits and `-`. It is the address too.
        id: String,
        /// Folder with the service folders.
        #[arg(long, default_value = "services")]
        dir: PathBuf,
        /// Begin with a copy of this service.
        #[arg(long, value_name = "OTHER")]
        from: Option<String>,
    },
    /// Try the examples of a service, or of all, and say what came of each
    Test {
        /// Name of the service; all of them without it.
        id: Option<String>,
        /// Folder with the service folders.
        #[arg(long, default_value = "services")]
        dir: PathBuf,
        /// JSON instead of a table.
        #[arg(long)]
        json: bool,
    },
    /// Open the workshop over a folder that is being written: a portal of its own that
    /// keeps nothing and follows every change
    Preview {
        /// Folder with the service folders.
        #[arg(default_value = "services")]
        dir: PathBuf,
        /// Port; 0 takes a free one.
        #[arg(long, default_value_t = 8082)]
        port: u16,
    },
    /// Print the JSON Schema of a file of the folder, for editors
    Schema {
        /// Which file.
        #[arg(value_enum, default_value_t = services::File::Service)]
        file: services::File,
        /// Write the schemas of all files into this folder instead.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
}

#[derive(Subcommand)]
enum Admin {
    /// Add an official; the password is read from standard input, the second
    /// factor is set up at the first sign-in
    AddStaff {
        /// Login.
        login: String,
        /// Full name.
        #[arg(long)]
        name: String,
        /// Where they work, as shown.
        #[arg(long)]
        place: String,
        /// Id of the agency or centre.
        #[arg(long)]
        unit: String,
        /// Their e-mail: for emergencies and the end of a role.
        #[arg(long)]
        email: Option<String>,
        /// officer, chief, operator, support, admin, auditor, designer; may be given several times.
        #[arg(long = "role", required = true)]
        roles: Vec<String>,
    },
    /// Print a link by which an official sets a password: where no second administrator
    /// can approve one, or no e-mail reaches them. Good once, for 72 hours
    NewLink {
        /// Login.
        login: String,
        /// The second factor is lost too: it is set up anew.
        #[arg(long)]
        steps_lost: bool,
    },
    /// List the officials with their work numbers, by which people name them
    Staff,
    /// Sign people out at once: everybody, officials too, or the holder of one account
    EndSessions {
        /// Number of the account: 1234-5678-9012.
        #[arg(
            long,
            required_unless_present = "everybody",
            conflicts_with = "everybody"
        )]
        account: Option<String>,
        /// All sessions of the portal.
        #[arg(long)]
        everybody: bool,
    },
    /// List the jobs that were given up
    DeadJobs,
    /// Put a job that was given up back in the queue
    ReviveJob {
        /// Id of the job.
        id: uuid::Uuid,
    },
    /// Show the code of a second factor now; for the demo's officials
    Totp {
        /// The secret, base32.
        secret: String,
    },
    /// Revoke a document
    RevokeDocument {
        /// Number of the document.
        number: String,
        /// Why.
        #[arg(long, value_enum)]
        reason: Reason,
    },
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Reason {
    /// A newer document took its place
    Replaced,
    /// The decision was taken back
    Withdrawn,
    /// It should not have been issued
    Mistake,
}

impl From<Reason> for okno_issuance::RevocationReason {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::Replaced => Self::Replaced,
            Reason::Withdrawn => Self::Withdrawn,
            Reason::Mistake => Self::Mistake,
        }
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut config = match Config::read(cli.config.as_deref(), std::env::vars()) {
        Ok(config) => config,
        Err(error) => return fail(&error),
    };
    if let Some(data) = cli.data {
        config.store.data = data;
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error.to_string()),
    };
    let result = runtime.block_on(async move {
        match cli.command {
            Command::Demo(args) => {
                demo::run(config, &args.host, (args.port, args.stand_port), args.cases).await
            }
            Command::Serve => commands::serve(config).await,
            Command::Migrate => commands::migrate(config).await,
            Command::Journal(Journal::Verify) => commands::verify_journal(config).await,
            Command::Keys(Keys::Rotate { keep_old }) => {
                commands::rotate_keys(config, keep_old).await
            }
            Command::Services(Services::Check { dir }) => commands::check_services(&dir),
            Command::Services(Services::Publish { from, to, dry_run }) => {
                publishing::publish(&from, &to, dry_run)
            }
            Command::Services(Services::Export { id, dir, out }) => {
                publishing::export(&id, &dir, &out)
            }
            Command::Services(Services::Import { file, to, dry_run }) => {
                publishing::publish(&file, &to, dry_run)
            }
            Command::Services(Services::New { id, dir, from }) => {
                services::new(&dir, &id, from.as_deref())
            }
            Command::Services(Services::Test { id, dir, json }) => {
                services::test(&dir, id.as_deref(), json)
            }
            Command::Services(Services::Preview { dir, port }) => {
                services::preview(config, dir, port).await
            }
            Command::Services(Services::Schema { file, out }) => {
                services::schema(file, out.as_deref())
            }
            Command::Admin(Admin::AddStaff {
                login,
                name,
                place,
                unit,
                email,
                roles,
            }) => commands::add_staff(config, login, name, place, &unit, email, &roles).await,
            Command::Admin(Admin::NewLink { login, steps_lost }) => {
                commands::new_link(config, &login, steps_lost).await
            }
            Command::Admin(Admin::Staff) => commands::list_staff(config).await,
            Command::Admin(Admin::EndSessions { account, .. }) => {
                commands::end_sessions(config, account.as_deref()).await
            }
            Command::Admin(Admin::DeadJobs) => commands::dead_jobs(config).await,
            Command::Admin(Admin::ReviveJob { id }) => commands::revive_job(config, id).await,
            Command::Admin(Admin::Totp { secret }) => commands::totp(&secret),
            Command::Admin(Admin::RevokeDocument { number, reason }) => {
                commands::revoke_document(config, &number, reason.into()).await
            }
        }
    });
    runtime.shutdown_timeout(std::time::Duration::from_secs(2));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error),
    }
}

fn fail(error: &str) -> ExitCode {
    eprintln!("okno: {error}");
    ExitCode::FAILURE
}
