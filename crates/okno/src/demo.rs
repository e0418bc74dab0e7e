//! `okno demo`: the portal with the stand as its outside world, on this
//! machine only, with people and officials ready to sign in.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use jiff::SignedDuration;
use okno_accounts::secrets::Hashed;
use okno_accounts::{Account, Level, Passport, Person, StaffPerson};
use okno_applications::examples::Picture;
use okno_designer::Invented;
use okno_family::{Child, Relation};
use okno_requisites::{
    Address, BirthDate, Citizenship, DivisionCode, DocDate, Email, Flaw, Inn, NamePart, OsChance,
    PassportNumber, Phone, Sex, Snils,
};
use okno_store::{Actor, Tx};
use okno_web::Lang;
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::config::Config;
use crate::house::{self, House};
use crate::publishing;

/// The password of everybody in the demo.
const PASSWORD: &str = "Okno-2026!";

/// Officials: login, name, place, unit, role, secret of the second factor
/// (base32). They are for the demo alone and open nothing elsewhere.
const OFFICIALS: [(&str, &str, &str, &str, &str, &str); 13] = [
    (
        "operator",
        "Прудникова Ольга Викторовна",
        "Центр на Соборной",
        "kasimov-sobornaya",
        "operator",
        "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXA",
    ),
    (
        "mfc",
        "Ахметова Лидия Ринатовна",
        "МФЦ в Касимове",
        "kasimov-mfc",
        "operator",
        "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXD",
    ),
    (
        "clerk",
        "Дорохин Пётр Ильич",
        "Отделение 391300",
        "kasimov-post",
        "operator",
        "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXE",
    ),
    (
        "fund",
        "Мельник Тамара Олеговна",
        "Клиентская служба в Касимове",
        "kasimov-pension-fund",
        "operator",
        "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXF",
    ),
    (
        "rostelecom",
        "Юдин Антон Сергеевич",
        "Офис на площади Победы",
        "kasimov-rostelecom",
        "operator",
        "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXG",
    ),
    (
        "officer",
        "Хакимов Ильдар Маратович",
        "Отдел карт",
        "ryazan-digital",
        "officer",
        "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXB",
    ),
    (
        "officer2",
        "Ермакова Ольга Игоревна",
        "Отдел карт",
        "ryazan-digital",
        "officer",
        "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXK",
    ),
    (
        "chief",
        "Садыкова Лилия Рустамовна",
        "Отдел карт",
        "ryazan-digital",
        "chief",
        "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXL",
    ),
    (
        "admin",
        "Белова Нина Сергеевна",
        "Администратор",
        "portal",
        "admin",
        "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXC",
    ),
    (
        "auditor",
        "Зимин Олег Петрович",
        "Аудитор",
        "portal",
        "auditor",
        "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXH",
    ),
    (
        "support",
        "Гусева Марина Алексеевна",
        "Поддержка портала",
        "portal",
        "support",
        "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXI",
    ),
    // What one administrator gives, the other approves.
    (
        "deputy",
        "Ковалёв Денис Юрьевич",
        "Администратор",
        "portal",
        "admin",
        "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXJ",
    ),
    (
        "designer",
        "Руднева Вера Андреевна",
        "Мастерская услуг",
        "portal",
        "designer",
        "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXM",
    ),
];

/// Which of the stand's people have an account, and of which level.
const CITIZENS: [(&str, Level); 3] = [
    ("safina", Level::Confirmed),
    ("laptev", Level::Standard),
    ("semyonova", Level::Simplified),
];

/// A child with an account under the first of them, and one that can be added by hand.
const CHILDREN: [&str; 2] = ["liya", "artur"];

/// Someone without an account, for the newcomer to be.
const NEWCOMER: &str = "rimskaya";

/// Runs until asked to stop.
pub async fn run(
    mut config: Config,
    host: &str,
    (port, stand_port): (u16, u16),
    cases: u32,
) -> Result<(), String> {
    crate::log::start(config.server.log_json, "warn");
    let asked = house::asked_to_stop()?;
    let local = |port| SocketAddr::from(([127, 0, 0, 1], port));
    let listener = TcpListener::bind(local(port)).await.map_err(|e| {
        format!("port {port} of the portal is taken ({e}): choose another one with --port")
    })?;
    let address = listener.local_addr().map_err(|e| e.to_string())?;
    let portal_url = format!("http://{host}:{}", address.port());
    let stop = CancellationToken::new();
    let world = okno_stand::Config {
        http: local(stand_port),
        smtp: local(0),
        portal_url: portal_url.clone(),
        seed: 2026,
        crowd: okno_stand::CROWD,
    };
    let stand = okno_stand::run(world, stop.clone()).await.map_err(|e| {
        format!("the stand does not start on port {stand_port} ({e}): choose another one with --stand-port")
    })?;
    let stand_url = format!("http://{}", stand.http_addr);
    config.server.listen = address;
    config.server.public_url.clone_from(&portal_url);
    if config.video.hours == crate::config::Video::default().hours {
        // Whoever tries the demo at night finds the desk open too.
        "mon-sun 00:00-24:00".clone_into(&mut config.video.hours);
    }
    let outside = &mut config.gateways;
    outside.registries_url.clone_from(&stand_url);
    okno_stand::KEY.clone_into(&mut outside.registries_key);
    outside.sms_url.clone_from(&stand_url);
    okno_stand::KEY.clone_into(&mut outside.sms_key);
    outside.post_url.clone_from(&stand_url);
    okno_stand::KEY.clone_into(&mut outside.post_key);
    // What somebody does at the stand is seen at once.
    outside.post_every_seconds = 3;
    outside.banks_url.clone_from(&stand_url);
    for bank in okno_stand::BANKS {
        let secret = okno_stand::KEY.to_owned();
        config.banks.entry(bank.to_owned()).or_insert(secret);
    }
    // Whoever names a mail server of their own sees the letters there.
    if outside.smtp_url.is_empty() {
        outside.smtp_url = format!("smtp://{}", stand.smtp_addr);
    }
    "Окно <okno@portal.example>".clone_into(&mut outside.mail_from);
    if config.files.clamav.is_empty() {
        config.files.clamav = format!("tcp://{}", stand.clamav_addr);
    }

    let (db, _) = house::open_store(&config).await?;
    trust_the_stand(&mut config, &stand_url).await?;
    let house = house::build(
        &config,
        db.clone(),
        Some(stand_url.clone()),
        house::recorder(),
    )
    .await?;
    lend_phones(&stand_url).await?;
    let people = Known::all(&stand_url).await?;
    let children = KnownChild::all(&stand_url).await?;
    settle(&house, &people, &children, cases).await?;
    house.designer.lend(invented(&people));
    let behind = tokio::spawn(house::keep_running(house.clone(), stop.clone()));
    let services = config.folders.services.clone();
    let how = (publishing::EVERY_IN_DEMO, true);
    tokio::spawn(publishing::follow(
        house.clone(),
        services,
        how,
        stop.clone(),
    ));
    tell(&config, &portal_url, &stand_url, (&people, &children));
    tokio::spawn({
        let stop = stop.clone();
        async move {
            asked.await;
            stop.cancel();
        }
    });
    okno_web::server::serve(listener, house.router, stop.clone())
        .await
        .map_err(|e| e.to_string())?;
    stop.cancel();
    let _ = behind.await;
    db.close().await;
    Ok(())
}

/// Takes the signatures of the stand's certification authority. Without the command
/// `openssl` there is none, and signatures are not offered.
async fn trust_the_stand(config: &mut Config, stand: &str) -> Result<(), String> {
    let url = format!("{stand}/signature/roots.pem");
    let answer = reqwest::get(&url)
        .await
        .map_err(|e| format!("{url}: {e}"))?;
    if !answer.status().is_success() {
        tracing::warn!("the stand has no certification authority: signatures are not offered");
        return Ok(());
    }
    let roots = answer.bytes().await.map_err(|e| format!("{url}: {e}"))?;
    let folder = config.store.data.join("roots");
    let told = |e: std::io::Error| format!("{}: {e}", folder.display());
    std::fs::create_dir_all(&folder).map_err(told)?;
    std::fs::write(folder.join("stand.pem"), &roots).map_err(told)?;
    let count = roots.windows(9).filter(|part| part == b"BEGIN CER").count();
    let houses = ["rsa", "gost"].into_iter().take(count);
    let lists = houses.map(|house| format!("{stand}/signature/lists/{house}.crl"));
    // Whoever names lists has put something before those of the stand.
    if config.signature.lists.is_empty() {
        config.signature.lists = lists.collect();
    }
    config.signature.roots = Some(folder);
    Ok(())
}

/// What the stand tells of a person at `GET /api/people`: the portal's own
/// crates know nothing of the stand, and the demo asks it as anybody would.
#[derive(Deserialize)]
struct Known {
    id: String,
    full_name: String,
    surname: String,
    name: String,
    patronymic: Option<String>,
    sex: String,
    birth_date: String,
    birth_place: String,
    citizenship: String,
    snils: String,
    inn: Option<String>,
    passport_number: String,
    passport_issued_on: String,
    passport_issued_by: String,
    division_code: String,
    address: Address,
    phone: String,
    phone_shown: String,
    email: String,
}

impl Known {
    async fn all(stand: &str) -> Result<Vec<Self>, String> {
        let url = format!("{stand}/api/people");
        let answer = reqwest::get(&url)
            .await
            .map_err(|e| format!("{url}: {e}"))?;
        answer.json().await.map_err(|e| format!("{url}: {e}"))
    }

    fn person(&self) -> Result<Person, Flaw> {
        Ok(Person {
            surname: NamePart::parse(&self.surname)?,
            given: NamePart::parse(&self.name)?,
            patronymic: self
                .patronymic
                .as_deref()
                .map(NamePart::parse)
                .transpose()?,
            phone: Phone::parse(&self.phone)?,
            email: Email::parse(&self.email)?,
            sex: Some(Sex::parse(&self.sex)?),
            birth_date: Some(BirthDate::parse(&self.birth_date)?),
            birth_place: Some(self.birth_place.clone()),
            citizenship: Some(Citizenship::parse(&self.citizenship)?),
            passport: Some(Passport {
                number: PassportNumber::parse(&self.passport_number)?,
                issued_by: self.passport_issued_by.clone(),
                issued_on: DocDate::parse(&self.passport_issued_on)?,
                division: DivisionCode::parse(&self.division_code)?,
            }),
            snils: Some(Snils::parse(&self.snils)?),
            inn: self.inn.as_deref().map(Inn::parse).transpose()?,
            address: Some(self.address.clone()),
        })
    }
}

/// What the stand tells of a child at `GET /api/children`.
#[derive(Deserialize)]
struct KnownChild {
    id: String,
    full_name: String,
    surname: String,
    name: String,
    patronymic: String,
    sex: String,
    birth_date: String,
    snils: String,
    email: String,
    phone: String,
    certificate: BTreeMap<String, String>,
}

impl KnownChild {
    async fn all(stand: &str) -> Result<Vec<Self>, String> {
        let url = format!("{stand}/api/children");
        let answer = reqwest::get(&url)
            .await
            .map_err(|e| format!("{url}: {e}"))?;
        answer.json().await.map_err(|e| format!("{url}: {e}"))
    }

    fn child(&self) -> Result<Child, Flaw> {
        Ok(Child {
            surname: NamePart::parse(&self.surname)?,
            given: NamePart::parse(&self.name)?,
            patronymic: Some(NamePart::parse(&self.patronymic)?),
            sex: Sex::parse(&self.sex)?,
            birth_date: BirthDate::parse(&self.birth_date)?,
            snils: Snils::parse(&self.snils)?,
            certificate: self.certificate.clone(),
        })
    }
}

/// Puts the officials' second factors into the stand's authenticator.
async fn lend_phones(stand: &str) -> Result<(), String> {
    let url = format!("{stand}/api/authenticators");
    let client = reqwest::Client::builder()
        .build()
        .map_err(|e| e.to_string())?;
    for (login, name, _, _, _, secret) in OFFICIALS {
        let factor = serde_json::json!({ "label": format!("{login}: {name}"), "secret": secret });
        let answer = client.post(&url).json(&factor).send().await;
        answer
            .and_then(reqwest::Response::error_for_status)
            .map_err(|e| format!("{url}: {e}"))?;
    }
    Ok(())
}

/// Gives the ready-made people their accounts; once for a data folder. Their
/// data goes through the registries like anybody's.
async fn settle(
    house: &House,
    people: &[Known],
    children: &[KnownChild],
    cases: u32,
) -> Result<(), String> {
    let db = &house.db;
    let done = okno_accounts::all_staff(db)
        .await
        .map_err(|e| e.to_string())?;
    if !done.is_empty() {
        return Ok(());
    }
    let hasher = house.accounts.hasher();
    let password = hasher
        .hash(PASSWORD, &OsChance)
        .await
        .map_err(|e| e.to_string())?;
    let mut tx = db.begin().await.map_err(|e| e.to_string())?;
    for (login, name, place, unit, role, secret) in OFFICIALS {
        let secret = data_encoding::BASE32_NOPAD
            .decode(secret.as_bytes())
            .map_err(|e| format!("secret of {login}: {e}"))?;
        let person = StaffPerson {
            login: login.to_owned(),
            name: name.to_owned(),
            place: place.to_owned(),
            email: Email::parse(&format!("{login}@portal.example")).ok(),
        };
        okno_accounts::create_staff(&mut tx, &person, &password, Some(&secret), unit, &[role])
            .await
            .map_err(|e| e.to_string())?;
    }
    for (id, level) in CITIZENS {
        let known = people
            .iter()
            .find(|known| known.id == id)
            .ok_or_else(|| format!("the stand does not know {id}"))?;
        let whole = known
            .person()
            .map_err(|flaw| format!("{id}: {}", flaw.code))?;
        let bare = Person {
            sex: None,
            birth_date: None,
            birth_place: None,
            citizenship: None,
            passport: None,
            snils: None,
            inn: None,
            address: None,
            ..whole.clone()
        };
        let person = if level == Level::Simplified {
            &bare
        } else {
            &whole
        };
        let account = okno_accounts::create(&mut tx, person, &password, Lang::Ru)
            .await
            .map_err(|e| e.to_string())?;
        if level == Level::Confirmed {
            let method = Some("in_person");
            okno_accounts::set_level(&mut tx, account.id, level, method, Actor::Operator)
                .await
                .map_err(|e| e.to_string())?;
            settle_child(house, &mut tx, (&account, person), children, &password).await?;
        }
        if level > Level::Simplified {
            let checks = house.proofing.on_profile_saved();
            checks
                .saved(&mut tx, &account, &bare, person, Actor::Operator)
                .await
                .map_err(|e| e.to_string())?;
        }
    }
    tx.commit().await.map_err(|e| e.to_string())?;
    fill_desk(house, people, &password, cases).await
}

/// What is attached to the examples: a drawn policy.
const POLICY: Picture<'_> = Picture {
    name: "полис.png",
    content: include_bytes!("policy.png"),
};

/// Applications of other people of the stand, received over the last weeks, so that some are
/// overdue and some are not.
async fn fill_desk(
    house: &House,
    people: &[Known],
    password: &Hashed,
    cases: u32,
) -> Result<(), String> {
    let db = &house.db;
    let is_free =
        |known: &&Known| known.id != NEWCOMER && CITIZENS.iter().all(|(id, _)| *id != known.id);
    let crowd = people.iter().filter(is_free);
    let crowd = crowd.filter_map(|known| known.person().ok());
    let mut left = 0..cases;
    for person in crowd {
        let Some(n) = left.next() else { break };
        let mut tx = db.begin().await.map_err(|e| e.to_string())?;
        let account = okno_accounts::create(&mut tx, &person, password, Lang::Ru)
            .await
            .map_err(|e| e.to_string())?;
        let (level, method) = (Level::Confirmed, Some("in_person"));
        okno_accounts::set_level(&mut tx, account.id, level, method, Actor::Operator)
            .await
            .map_err(|e| e.to_string())?;
        let ago = SignedDuration::from_hours(i64::from(cases - n) * 24);
        house
            .applications
            .send_example(&mut tx, (&account, &person), POLICY, ago)
            .await
            .map_err(|e| e.to_string())?;
        tx.commit().await.map_err(|e| e.to_string())?;
    }
    match left.next() {
        Some(_) => Err("the stand has too few people for so many cases".to_owned()),
        None => Ok(()),
    }
}

/// Gives the first of the children an account that its mother looks after.
async fn settle_child(
    house: &House,
    tx: &mut Tx,
    parent: (&Account, &Person),
    children: &[KnownChild],
    password: &Hashed,
) -> Result<(), String> {
    let known = children.iter().find(|known| known.id == CHILDREN[0]);
    let known = known.ok_or("the stand has lost a child")?;
    let flaw = |flaw: Flaw| format!("{}: {}", known.id, flaw.code);
    let child = known.child().map_err(flaw)?;
    let email = Email::parse(&known.email).map_err(flaw)?;
    let phone = Phone::parse(&known.phone).map_err(flaw)?;
    let family = &house.family;
    family
        .settle(
            tx,
            parent,
            (&child, Relation::Mother),
            (email, phone),
            password,
        )
        .await
        .map_err(|e| e.to_string())
}

/// The stand's people, to try services as: they exist nowhere else.
fn invented(people: &[Known]) -> Vec<Invented> {
    let told = people.iter().map(|known| {
        let day = |text: &str| match text.parse::<jiff::civil::Date>() {
            Ok(day) => day.strftime("%d.%m.%Y").to_string(),
            Err(_) => text.to_owned(),
        };
        let person = known.person().ok();
        let address = person.as_ref().and_then(|p| p.address.as_ref());
        let profile = [
            ("birth_date", day(&known.birth_date)),
            ("citizenship", known.citizenship.clone()),
            ("city", known.address.city.clone()),
            ("email", known.email.clone()),
            ("inn", known.inn.clone().unwrap_or_default()),
            ("level", "3".to_owned()),
            ("passport_number", known.passport_number.clone()),
            ("passport_issued", day(&known.passport_issued_on)),
            ("phone", known.phone_shown.clone()),
            ("region", known.address.region.clone()),
            (
                "registered_address",
                address.map_or(String::new(), Address::shown),
            ),
            ("sex", known.sex.clone()),
            ("snils", known.snils.clone()),
        ];
        let profile = profile.into_iter().filter(|(_, value)| !value.is_empty());
        Invented {
            id: known.id.clone(),
            name: known.full_name.clone(),
            profile: profile
                .map(|(name, value)| (name.to_owned(), value))
                .collect(),
        }
    });
    told.collect()
}

/// Says where to go and as whom.
fn tell(config: &Config, portal: &str, stand: &str, (people, children): (&[Known], &[KnownChild])) {
    let find = |id: &str| people.iter().find(|known| known.id == id);
    println!("READY {{\"portal\":\"{portal}\",\"stand\":\"{stand}\"}}");
    println!();
    println!("  Портал / the portal    {portal}");
    println!("  Стенд / the stand      {stand}  (the phones, the mail, the people, the faults)");
    println!("  Данные / data          {}", config.store.data.display());
    println!();
    println!("  Everybody's password is {PASSWORD}");
    for ((id, _), level) in CITIZENS.iter().zip(["confirmed", "standard", "simplified"]) {
        if let Some(known) = find(id) {
            println!("  {:<12} {}  {}", level, known.phone_shown, known.full_name);
        }
    }
    let [settled, free] = CHILDREN.map(|id| children.iter().find(|child| child.id == id));
    if let Some(child) = settled {
        println!("  a child      {}  {}", child.email, child.full_name);
    }
    if let Some(child) = free {
        let mother = CITIZENS[0].0;
        println!(
            "  to be added  {stand}/people/{mother}  {}: her other child",
            child.full_name
        );
    }
    if let Some(known) = find(NEWCOMER) {
        println!(
            "  no account   {stand}/people/{}  {}: register as her",
            known.id, known.full_name
        );
    }
    println!();
    println!("  Officials sign in at {portal}/work/login with the second factor (TOTP secret):");
    for (login, name, _, _, role, secret) in OFFICIALS {
        println!("  {login:<12} {secret}  {name}, {role}");
    }
    println!("  Their codes: {stand}/authenticator");
    println!();
    println!("  Ctrl+C ends it; the data stays for the next start.");
}
