//! The portal and the stand as processes.

use std::fs::File;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::stand::Stand;

/// Where a program of the workspace was built: `OKNO_BIN_DIR`, or beside this
/// test.
///
/// # Panics
/// When it is not there.
#[must_use]
pub fn built(name: &str) -> PathBuf {
    let beside = || {
        let own = std::env::current_exe().expect("the path of this program");
        let dir = own.parent().expect("a folder").to_owned();
        if dir.ends_with("deps") {
            dir.parent().expect("a folder").to_owned()
        } else {
            dir
        }
    };
    let dir = std::env::var_os("OKNO_BIN_DIR").map_or_else(beside, PathBuf::from);
    let path = dir.join(name);
    assert!(
        path.exists(),
        "{} is not built. Run: cargo build --workspace --bins",
        path.display()
    );
    path
}

/// The repository.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .expect("the repository")
}

/// The flags of `unshare` by which a file system may be mounted here: in a
/// namespace of one's own or, as root, without one of users.
#[must_use]
pub fn namespace() -> Option<&'static [&'static str]> {
    const WAYS: [&[&str]; 2] = [&["--user", "--map-root-user", "--mount"], &["--mount"]];
    let works = |way: &&&[&str]| {
        let dir = std::env::temp_dir();
        Command::new("unshare")
            .args(**way)
            .args(["mount", "-t", "tmpfs", "tmpfs"])
            .arg(dir)
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    };
    WAYS.iter().find(works).copied()
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|l| l.local_addr())
        .expect("a free port")
        .port()
}

/// How to run the portal.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Folder of the database, files and keys.
    pub data: PathBuf,
    /// Its port.
    pub port: u16,
    /// Where the stand answers: HTTP, SMTP.
    pub stand: (String, String),
    /// Further settings, as environment variables.
    pub more: Vec<(String, String)>,
    /// A data folder of so many megabytes, in a file system of its own.
    pub small_disk: Option<u32>,
}

impl Settings {
    /// The portal with this data folder and the stand as its outside world.
    #[must_use]
    pub fn new(data: &Path, stand: &StandProcess) -> Self {
        Self {
            data: data.to_owned(),
            port: free_port(),
            stand: (stand.url.clone(), stand.smtp.clone()),
            more: Vec::new(),
            small_disk: None,
        }
    }

    /// The address of the portal.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// A command of the program on this data folder.
    #[must_use]
    pub fn command(&self, program: &str) -> Command {
        let root = root();
        let (stand, smtp) = &self.stand;
        let mut command = Command::new(program);
        command
            .current_dir(&root)
            .env("OKNO_STORE__DATA", &self.data)
            .env("OKNO_FOLDERS__ASSETS", root.join("assets/dist"))
            .env("OKNO_FOLDERS__SERVICES", root.join("services"))
            .env("OKNO_SERVER__LISTEN", format!("127.0.0.1:{}", self.port))
            .env("OKNO_SERVER__PUBLIC_URL", self.url())
            // People come from addresses of their own, as behind a proxy.
            .env("OKNO_SERVER__BEHIND_PROXY", "true")
            .env("OKNO_SERVER__REQUESTS_PER_SECOND", "0")
            .env("OKNO_ACCOUNTS__CODES_PER_HOUR", "1000000")
            .env("OKNO_GATEWAYS__REGISTRIES_URL", stand)
            .env("OKNO_GATEWAYS__REGISTRIES_KEY", "stand-key")
            .env("OKNO_GATEWAYS__SMS_URL", stand)
            .env("OKNO_GATEWAYS__SMS_KEY", "stand-key")
            .env("OKNO_GATEWAYS__POST_URL", stand)
            .env("OKNO_GATEWAYS__POST_KEY", "stand-key")
            .env("OKNO_GATEWAYS__SMTP_URL", format!("smtp://{smtp}"))
            .env("OKNO_GATEWAYS__MAIL_FROM", "okno@portal.example")
            .envs(self.more.iter().map(|(k, v)| (k, v)));
        command
    }

    /// Runs a command of the program to its end: exit status, what it printed.
    pub fn run(&self, args: &[&str], input: &str) -> (ExitStatus, String) {
        use std::io::Write;
        let okno = built("okno");
        let mut child = self
            .command(&okno.to_string_lossy())
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("okno starts");
        child
            .stdin
            .take()
            .expect("a pipe")
            .write_all(input.as_bytes())
            .expect("it reads");
        let done = child.wait_with_output().expect("it ends");
        let mut text = String::from_utf8_lossy(&done.stdout).into_owned();
        text.push_str(&String::from_utf8_lossy(&done.stderr));
        (done.status, text)
    }
}

/// A running portal.
pub struct Portal {
    /// How it was started.
    pub settings: Settings,
    /// From the start of the process to the first good answer of `/readyz`.
    pub started_in: Duration,
    child: Child,
    log: PathBuf,
}

impl Portal {
    /// Starts it and waits until it answers; half a minute at most.
    ///
    /// # Panics
    /// When it does not, with what it printed.
    pub async fn start(settings: Settings) -> Self {
        let okno = built("okno");
        let log = settings.data.with_extension("log");
        std::fs::create_dir_all(&settings.data).expect("the data folder");
        let out = File::options()
            .create(true)
            .append(true)
            .open(&log)
            .expect("the log");
        let client = reqwest::Client::builder()
            .no_proxy()
            .build()
            .expect("a client");
        let url = format!("{}/readyz", settings.url());
        let begun = Instant::now();
        let mut command = match settings.small_disk {
            None => settings.command(&okno.to_string_lossy()),
            Some(megabytes) => {
                // A namespace of its own: no rights are needed where the system
                // lets people make them, and the file system ends with the process.
                let mut command = settings.command("unshare");
                let script = format!(
                    "mount -t tmpfs -o size={megabytes}m tmpfs \"$1\" && exec \"$2\" serve"
                );
                command
                    .args(namespace().expect("asked before"))
                    .args(["sh", "-c", &script, "sh"])
                    .arg(&settings.data)
                    .arg(&okno);
                command
            }
        };
        if settings.small_disk.is_none() {
            command.arg("serve");
        }
        let child = command
            .stdin(Stdio::null())
            .stdout(out.try_clone().expect("the log"))
            .stderr(out)
            .spawn()
            .expect("the portal starts");
        let mut portal = Self {
            settings,
            started_in: Duration::ZERO,
            child,
            log,
        };
        loop {
            let asked = client
                .get(&url)
                .timeout(Duration::from_secs(2))
                .send()
                .await;
            if asked.is_ok_and(|answer| answer.status().is_success()) {
                break;
            }
            if let Some(status) = portal.child.try_wait().expect("its state") {
                panic!("the portal ended with {status}:\n{}", portal.tail());
            }
            assert!(
                begun.elapsed() < Duration::from_secs(30),
                "the portal is not ready after half a minute:\n{}",
                portal.tail()
            );
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        portal.started_in = begun.elapsed();
        portal
    }

    /// The id of its process.
    #[must_use]
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// A path in its data folder as seen from outside of its namespace.
    #[must_use]
    pub fn inside(&self, file: &str) -> PathBuf {
        let path = self.settings.data.join(file);
        match self.settings.small_disk {
            None => path,
            Some(_) => PathBuf::from(format!("/proc/{}/root{}", self.pid(), path.display())),
        }
    }

    /// `kill -9`; returns how it was to be started.
    pub fn kill(mut self) -> Settings {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it ends");
        self.settings.clone()
    }

    /// Asks it to end, as a service manager does, and goes on at once.
    pub fn ask_to_end(&self) {
        let pid = self.pid().to_string();
        let sent = Command::new("kill")
            .args(["-TERM", &pid])
            .status()
            .expect("kill runs");
        assert!(sent.success());
    }

    /// Waits until it has ended by itself.
    ///
    /// # Panics
    /// When it has not after `longest`.
    pub async fn ended(mut self, longest: Duration) -> ExitStatus {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("its state") {
                return status;
            }
            assert!(
                begun.elapsed() < longest,
                "it does not end:\n{}",
                self.tail()
            );
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// The last lines that it printed.
    #[must_use]
    pub fn tail(&self) -> String {
        let text = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(40)..].join("\n")
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The stand as a process of its own: it outlives the portal.
pub struct StandProcess {
    /// Where its pages and registries are.
    pub url: String,
    /// Where its mail server is: host and port.
    pub smtp: String,
    child: Child,
}

impl StandProcess {
    /// Starts it.
    ///
    /// # Panics
    /// When it does not start.
    #[must_use]
    pub fn start() -> Self {
        Self::crowded(60)
    }

    /// Starts it with so many people beyond the fixed cast.
    ///
    /// # Panics
    /// When it does not start.
    #[must_use]
    pub fn crowded(people: usize) -> Self {
        use std::io::{BufRead, BufReader};
        let mut child = Command::new(built("stand"))
            .args([
                "--http",
                "127.0.0.1:0",
                "--smtp",
                "127.0.0.1:0",
                "--seed",
                "2026",
                "--crowd",
                &people.to_string(),
            ])
            .env("RUST_LOG", "error")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the stand starts");
        let mut line = String::new();
        let out = child.stdout.take().expect("a pipe");
        BufReader::new(out)
            .read_line(&mut line)
            .expect("its first line");
        let ready = line.trim().strip_prefix("READY ").expect("READY");
        let ready: serde_json::Value = serde_json::from_str(ready).expect("JSON");
        let text = |name: &str| ready[name].as_str().expect("an address").to_owned();
        Self {
            url: text("stand"),
            smtp: text("smtp"),
            child,
        }
    }

    /// Its API.
    #[must_use]
    pub fn api(&self) -> Stand {
        Stand::new(&self.url)
    }
}

impl Drop for StandProcess {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
