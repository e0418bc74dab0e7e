//! A certification authority in miniature, by the command `openssl`: it issues
//! certificates for the stand's people, takes them back, publishes roots and
//! revocation lists, and signs files for them. An imitation: nobody was identified,
//! and nothing that it signs means anything outside of the stand.
//!
//! GOST needs the engine of Debian's `libengine-gost-openssl`; without it such orders
//! are refused. Everything here waits for a program, and belongs on threads that may.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::TempDir;

/// The password of every `.pfx` file of the stand.
pub const PASSWORD: &str = "stand-2026";

/// When certificates and lists begin and end, unless told otherwise: tests have clocks
/// of their own.
const FROM: &str = "20200101000000Z";
const UNTIL: &str = "20491231235959Z";
const LIST_FROM: &str = "20260101000000Z";
const LIST_OLD: &str = "20260201000000Z";

/// The kind of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Algorithm {
    /// RSA, 2048 bits.
    Rsa,
    /// ECDSA on P-256.
    Ecdsa,
    /// GOST R 34.10-2012, 256 bits.
    Gost256,
    /// GOST R 34.10-2012, 512 bits.
    Gost512,
}

impl Algorithm {
    /// All.
    pub const ALL: [Self; 4] = [Self::Rsa, Self::Ecdsa, Self::Gost256, Self::Gost512];

    /// The word in addresses and JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Rsa => "rsa",
            Self::Ecdsa => "ecdsa",
            Self::Gost256 => "gost256",
            Self::Gost512 => "gost512",
        }
    }

    /// From the word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|a| a.word() == word)
    }

    fn is_gost(self) -> bool {
        matches!(self, Self::Gost256 | Self::Gost512)
    }

    fn key(self) -> &'static str {
        match self {
            Self::Rsa => "RSA -pkeyopt rsa_keygen_bits:2048",
            Self::Ecdsa => "EC -pkeyopt ec_paramgen_curve:P-256",
            Self::Gost256 => "gost2012_256 -pkeyopt paramset:TCA",
            Self::Gost512 => "gost2012_512 -pkeyopt paramset:A",
        }
    }
}

/// What may be wrong with a certificate, for tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Nothing.
    Good,
    /// Ended in 2021.
    Expired,
    /// Begins in 2048.
    Early,
    /// Issued by somebody whom nobody trusts.
    Stranger,
    /// The key is for encryption.
    Cipher,
    /// RSA of 1024 bits.
    Weak,
}

impl Kind {
    /// All.
    pub const ALL: [Self; 6] = [
        Self::Good,
        Self::Expired,
        Self::Early,
        Self::Stranger,
        Self::Cipher,
        Self::Weak,
    ];

    /// The word in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Expired => "expired",
            Self::Early => "early",
            Self::Stranger => "stranger",
            Self::Cipher => "cipher",
            Self::Weak => "weak",
        }
    }

    /// From the word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// For whom a certificate is.
#[derive(Debug, Clone, Default)]
pub struct Subject {
    /// Surname.
    pub surname: String,
    /// Name and patronymic.
    pub given: String,
    /// Eleven digits; may be empty.
    pub snils: String,
    /// Twelve digits; may be empty.
    pub inn: String,
}

/// A certificate with its key, as files.
#[derive(Debug, Clone)]
pub struct Issued {
    /// The name of its files.
    pub id: String,
    /// The kind of its key.
    pub algorithm: Algorithm,
    /// DER.
    pub certificate: Vec<u8>,
    /// PKCS #12 under [`PASSWORD`].
    pub pfx: Vec<u8>,
    /// Whose word it is: a folder of the authority.
    house: &'static str,
}

/// The authority. Its keys live in a folder that is removed with it.
pub struct Authority {
    dir: TempDir,
    issued: Mutex<u32>,
}

impl Authority {
    /// An authority without keys yet; they are made when first needed.
    ///
    /// # Errors
    /// A folder that cannot be made.
    pub fn new() -> io::Result<Self> {
        let dir = tempfile::Builder::new()
            .prefix("okno-authority-")
            .tempdir()?;
        Ok(Self {
            dir,
            issued: Mutex::new(0),
        })
    }

    /// Is the engine for GOST here?
    #[must_use]
    pub fn has_gost(&self) -> bool {
        let dir = self.dir.path();
        std::fs::write(dir.join("ca.cnf"), settings(dir, "sha256")).is_ok()
            && run(dir, "dgst -md_gost12_256 ca.cnf").is_ok()
    }

    /// The roots that may be trusted, PEM.
    ///
    /// # Errors
    /// The command `openssl` is missing or fails.
    pub fn roots(&self) -> io::Result<String> {
        let _turn = self.turn();
        let mut roots = std::fs::read_to_string(self.house("rsa")?.join("ca.pem"))?;
        if self.has_gost() {
            roots += &std::fs::read_to_string(self.house("gost")?.join("ca.pem"))?;
        }
        Ok(roots)
    }

    /// The revocation list of `rsa` or `gost`, DER. An `old` one ended in February 2026.
    ///
    /// # Errors
    /// The command `openssl` is missing or fails.
    pub fn list(&self, house: &str, old: bool) -> io::Result<Vec<u8>> {
        let _turn = self.turn();
        let house = self.house(match house {
            "gost" => "gost",
            "stranger" => "stranger",
            _ => "rsa",
        })?;
        let until = if old { LIST_OLD } else { UNTIL };
        let dates = format!("-crl_lastupdate {LIST_FROM} -crl_nextupdate {until}");
        run(&house, &format!("ca -gencrl -batch -out list.pem {dates}"))?;
        run(&house, "crl -in list.pem -outform DER -out list.crl")?;
        std::fs::read(house.join("list.crl"))
    }

    /// Issues a certificate with a new key.
    ///
    /// # Errors
    /// The command `openssl` is missing, has no GOST, or fails.
    pub fn issue(&self, subject: &Subject, algorithm: Algorithm, kind: Kind) -> io::Result<Issued> {
        let mut turn = self.turn();
        *turn += 1;
        let id = format!("p{}", *turn);
        let name = match kind {
            Kind::Stranger => "stranger",
            _ if algorithm.is_gost() => "gost",
            _ => "rsa",
        };
        let house = self.house(name)?;
        let key = match kind {
            Kind::Weak => "RSA -pkeyopt rsa_keygen_bits:1024",
            _ => algorithm.key(),
        };
        let (from, until) = match kind {
            Kind::Expired => (FROM, "20210101000000Z"),
            Kind::Early => ("20480101000000Z", UNTIL),
            _ => (FROM, UNTIL),
        };
        let use_ = if kind == Kind::Cipher {
            "cipher"
        } else {
            "person"
        };
        std::fs::write(house.join(format!("{id}.cnf")), requested(subject))?;
        run(&house, &format!("genpkey -out {id}.key -algorithm {key}"))?;
        let digest = digest_of(algorithm);
        request(&house, &id, digest)?;
        let dates = format!("-startdate {from} -enddate {until} -extensions {use_}");
        run(
            &house,
            &format!("ca -batch -notext -in {id}.csr -out {id}.pem {dates}"),
        )?;
        run(
            &house,
            &format!("x509 -in {id}.pem -outform DER -out {id}.cer"),
        )?;
        // With GOST the lock of the file is GOST's, too.
        let lock = match algorithm.is_gost() {
            true => "-macalg md_gost12_512 -keypbe gost89 -certpbe gost89",
            false => "",
        };
        let what = format!("-in {id}.pem -inkey {id}.key -certfile ca.pem -out {id}.pfx");
        run(
            &house,
            &format!("pkcs12 -export {what} -passout pass:{PASSWORD} {lock}"),
        )?;
        Ok(Issued {
            algorithm,
            certificate: std::fs::read(house.join(format!("{id}.cer")))?,
            pfx: std::fs::read(house.join(format!("{id}.pfx")))?,
            house: name,
            id,
        })
    }

    /// Signs a file: a detached CMS in DER.
    ///
    /// # Errors
    /// The command `openssl` fails.
    pub fn sign(&self, issued: &Issued, content: &[u8]) -> io::Result<Vec<u8>> {
        let _turn = self.turn();
        let (house, id) = (self.house(issued.house)?, &issued.id);
        std::fs::write(house.join(format!("{id}.txt")), content)?;
        let what = format!("-in {id}.txt -signer {id}.pem -inkey {id}.key");
        run(
            &house,
            &format!("cms -sign -binary {what} -outform DER -out {id}.sig"),
        )?;
        std::fs::read(house.join(format!("{id}.sig")))
    }

    /// Takes a certificate back: it stands in the next list.
    ///
    /// # Errors
    /// The command `openssl` fails, or it was taken back already.
    pub fn revoke(&self, issued: &Issued) -> io::Result<()> {
        let _turn = self.turn();
        let house = self.house(issued.house)?;
        run(&house, &format!("ca -batch -revoke {}.pem", issued.id))
    }

    fn turn(&self) -> MutexGuard<'_, u32> {
        self.issued.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The folder of a root; made with its key on the first visit.
    fn house(&self, name: &str) -> io::Result<PathBuf> {
        let house = self.dir.path().join(name);
        if house.join("ca.pem").exists() {
            return Ok(house);
        }
        std::fs::create_dir_all(&house)?;
        let algorithm = if name == "gost" {
            Algorithm::Gost512
        } else {
            Algorithm::Rsa
        };
        let digest = digest_of(algorithm);
        std::fs::write(house.join("ca.cnf"), settings(&house, digest))?;
        std::fs::write(house.join("index.txt"), "")?;
        std::fs::write(house.join("crlnumber"), "01\n")?;
        let request_of_root = format!(
            "[req]\nprompt = no\ndistinguished_name = name\nstring_mask = utf8only\n[name]\n\
             organizationName = Стенд\ncommonName = Стенд: учебный удостоверяющий центр ({name})\n"
        );
        std::fs::write(house.join("root.cnf"), request_of_root)?;
        run(
            &house,
            &format!("genpkey -out root.key -algorithm {}", algorithm.key()),
        )?;
        request(&house, "root", digest)?;
        std::fs::rename(house.join("root.key"), house.join("ca.key"))?;
        let dates = format!("-startdate {FROM} -enddate {UNTIL} -extensions root");
        run(
            &house,
            &format!("ca -batch -notext -selfsign -in root.csr -out root.pem {dates}"),
        )?;
        std::fs::rename(house.join("root.pem"), house.join("ca.pem"))?;
        Ok(house)
    }
}

fn request(house: &Path, id: &str, digest: &str) -> io::Result<()> {
    run(
        house,
        &format!("req -new -utf8 -config {id}.cnf -key {id}.key -out {id}.csr -{digest}"),
    )
}

fn digest_of(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::Rsa | Algorithm::Ecdsa => "sha256",
        Algorithm::Gost256 => "md_gost12_256",
        Algorithm::Gost512 => "md_gost12_512",
    }
}

/// Runs `openssl` in a folder by the settings there.
fn run(dir: &Path, line: &str) -> io::Result<()> {
    let done = Command::new("openssl")
        .args(line.split_whitespace())
        .current_dir(dir)
        .env("OPENSSL_CONF", dir.join("ca.cnf"))
        .output()?;
    if done.status.success() {
        return Ok(());
    }
    let told = String::from_utf8_lossy(&done.stderr);
    let first = line.split_whitespace().next().unwrap_or_default();
    Err(io::Error::other(format!(
        "openssl {first}: {}",
        told.trim()
    )))
}

/// The settings of `openssl` for one root, GOST's engine among them where it is.
fn settings(dir: &Path, digest: &str) -> String {
    let dir = dir.display();
    format!(
        "openssl_conf = begin\n\
         [begin]\nengines = engines\n\
         [engines]\ngost = gost\n\
         [gost]\nengine_id = gost\nsoft_load = 1\ndefault_algorithms = ALL\n\
         [ca]\ndefault_ca = own\n\
         [own]\ndatabase = {dir}/index.txt\nnew_certs_dir = {dir}\nrand_serial = yes\n\
         crlnumber = {dir}/crlnumber\ncertificate = {dir}/ca.pem\nprivate_key = {dir}/ca.key\n\
         default_md = {digest}\npolicy = any\nunique_subject = no\nemail_in_dn = no\n\
         [any]\norganizationName = optional\ncommonName = supplied\nsurname = optional\n\
         givenName = optional\nSNILS = optional\nINN = optional\n\
         [req]\ndistinguished_name = any_name\nstring_mask = utf8only\n[any_name]\n\
         [root]\nbasicConstraints = critical, CA:TRUE\nkeyUsage = critical, keyCertSign, cRLSign\n\
         subjectKeyIdentifier = hash\n\
         [person]\nbasicConstraints = CA:FALSE\n\
         keyUsage = critical, digitalSignature, nonRepudiation\n\
         [cipher]\nbasicConstraints = CA:FALSE\nkeyUsage = critical, keyEncipherment, dataEncipherment\n"
    )
}

/// A request for a person's certificate, as qualified ones are asked for.
fn requested(subject: &Subject) -> String {
    let plain = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_alphanumeric() || " -’'".contains(*c))
            .collect()
    };
    let mut lines = format!(
        "[req]\nprompt = no\ndistinguished_name = name\nstring_mask = utf8only\n[name]\n\
         commonName = {surname} {given}\nsurname = {surname}\ngivenName = {given}\n",
        surname = plain(&subject.surname),
        given = plain(&subject.given),
    );
    for (name, value) in [("SNILS", &subject.snils), ("INN", &subject.inn)] {
        if !value.is_empty() {
            lines += &format!("{name} = {}\n", plain(value));
        }
    }
    lines
}
