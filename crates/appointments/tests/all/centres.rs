//! The file of offices, their hours, and the pages that show them.

use jiff::civil::{date, time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use okno_appointments::centres::distance;
use okno_appointments::hours::Status;
use okno_appointments::{Centre, Centres};

use crate::house::{House, services};
use crate::on_both;

fn all() -> Centres {
    Centres::load(&services()).unwrap()
}

fn centre<'a>(all: &'a Centres, id: &str) -> &'a Centre {
    all.get(id).unwrap()
}

fn at(zone: &str, day: jiff::civil::Date, hour: i8, minute: i8) -> Timestamp {
    let zone = TimeZone::get(zone).unwrap();
    let zoned = day.at(hour, minute, 0, 0).to_zoned(zone).unwrap();
    zoned.timestamp()
}

#[test]
fn an_office_is_open_by_the_clock_of_its_region() {
    let all = all();
    // 23 November 2026, a Monday, 15:30 in Moscow: half past two in Kaliningrad and
    // half past seven in the evening in Novosibirsk.
    let now = at("Europe/Moscow", date(2026, 11, 23), 15, 30);
    let open = |id| all.status(centre(&all, id), now);
    assert_eq!(open("kasimov-sobornaya"), Status::Open(time(20, 0, 0, 0)));
    assert_eq!(
        open("kaliningrad-leninsky"),
        Status::Open(time(20, 0, 0, 0))
    );
    assert_eq!(open("novosibirsk-lenina"), Status::Open(time(20, 0, 0, 0)));
    assert_eq!(
        open("berdsk-mfc"),
        Status::Closed(Some((date(2026, 11, 24), time(8, 0, 0, 0))))
    );
    let later = now + SignedDuration::from_mins(30);
    assert_eq!(
        all.status(centre(&all, "novosibirsk-lenina"), later),
        Status::Closed(Some((date(2026, 11, 24), time(8, 0, 0, 0))))
    );
    // A break, the minute before the end of it, and the minute after.
    let small = centre(&all, "kasimov-sovetskaya");
    let noon =
        |hour, minute| all.status(small, at("Europe/Moscow", date(2026, 11, 23), hour, minute));
    assert_eq!(noon(12, 59), Status::Open(time(13, 0, 0, 0)));
    assert_eq!(
        noon(13, 0),
        Status::Closed(Some((date(2026, 11, 23), time(14, 0, 0, 0))))
    );
    assert_eq!(noon(14, 0), Status::Open(time(18, 0, 0, 0)));
    assert_eq!(
        noon(8, 0),
        Status::Closed(Some((date(2026, 11, 23), time(9, 0, 0, 0))))
    );
    // Over the weekend to Monday.
    let saturday = at("Europe/Moscow", date(2026, 11, 28), 10, 0);
    assert_eq!(
        all.status(small, saturday),
        Status::Closed(Some((date(2026, 11, 30), time(9, 0, 0, 0))))
    );
}

#[test]
fn holidays_and_moved_days_off_close_every_office() {
    let all = all();
    let centre = centre(&all, "kasimov-sobornaya");
    // The last day of 2026 is a day off that was moved; then come the holidays, of which
    // 2 and 9 January are Saturdays.
    let eve = at("Europe/Moscow", date(2026, 12, 30), 21, 0);
    assert_eq!(
        all.status(centre, eve),
        Status::Closed(Some((date(2027, 1, 9), time(9, 0, 0, 0))))
    );
    for day in [
        date(2026, 12, 31),
        date(2027, 1, 2),
        date(2027, 1, 4),
        date(2026, 11, 4),
    ] {
        assert!(all.is_holiday(day), "{day}");
        assert!(all.hours(centre, day).is_empty(), "{day}");
    }
    // 20 February 2027 is a Saturday on which the country works.
    let small = all.get("kasimov-sovetskaya").unwrap();
    assert!(all.hours(small, date(2027, 2, 13)).is_empty());
    assert_eq!(all.hours(small, date(2027, 2, 20)).len(), 2);
}

#[test]
fn visits_may_be_booked_within_the_hours_and_in_good_time() {
    let all = all();
    let purpose = all.purpose("identity").unwrap();
    let centre = centre(&all, "kasimov-sovetskaya");
    let now = at("Europe/Moscow", date(2026, 11, 23), 12, 20);
    let day = |day| all.slots(centre, purpose, day, now);
    let shown = |slots: Vec<Timestamp>| -> Vec<String> {
        let local = |at: Timestamp| at.to_zoned(all.zone(centre)).strftime("%H:%M").to_string();
        slots.into_iter().map(local).collect()
    };
    let today = shown(day(date(2026, 11, 23)));
    // Half an hour's notice, and nothing in the break.
    assert_eq!(&today[..3], ["14:00", "14:15", "14:30"]);
    assert_eq!(today.last().unwrap(), "17:45");
    assert_eq!(day(date(2026, 11, 24)).len(), 32);
    assert!(day(date(2026, 11, 28)).is_empty(), "Saturday");
    assert!(day(date(2026, 11, 22)).is_empty(), "yesterday");
    assert_eq!(day(date(2026, 12, 4)).len(), 32);
    assert!(day(date(2026, 12, 7)).is_empty(), "too far ahead");
    // The post takes no bookings.
    let post = all.get("kasimov-post").unwrap();
    assert!(all.slots(post, purpose, date(2026, 11, 24), now).is_empty());
}

#[test]
fn distances_are_those_of_the_globe() {
    let (moscow, petersburg) = ([55.7558, 37.6173], [59.9343, 30.3351]);
    let km = distance(moscow, petersburg);
    assert!((630.0..640.0).contains(&km), "{km}");
    assert!(distance(moscow, moscow) < 0.001);
}

#[test]
fn a_mistake_in_the_file_of_offices_names_its_line() {
    let good = std::fs::read_to_string(services().join("centres.yaml")).unwrap();
    let line_of = |part: &str| good.lines().position(|line| line.contains(part)).unwrap() + 1;
    let cases = [
        (
            "kind: mfc\n    town: kasimov",
            "kind: mcf\n    town: kasimov",
            "no kind `mcf`",
        ),
        ("town: skopin", "town: skopino", "no town `skopino`"),
        (
            "time_zone: Europe/Kaliningrad",
            "time_zone: Kaliningrad",
            "no time zone",
        ),
        (
            "at: [53.8240, 39.5510]",
            "at: [39.5510, 53.8240]",
            "not near Skopin",
        ),
        (
            "open: \"08:00-22:00\"",
            "open: \"22:00-08:00\"",
            "ends before it begins",
        ),
        (
            "breaks: [\"12:30-13:15\"]",
            "breaks: [\"07:30-13:15\"]",
            "not within",
        ),
        (
            "visits: { identity: 5 }",
            "visits: { photo: 5 }",
            "no purpose `photo`",
        ),
        (
            "visits: { identity: 5 }",
            "visits: { identity: 0 }",
            "from 1 to 200",
        ),
        ("\"11-04\"", "\"13-04\"", "no month and day"),
        ("minutes: 15", "minutes: 0", "from 1 to 480"),
        ("id: skopin-mfc", "id: ryazan-post", "used twice"),
        ("access: []", "access: [wings]", "wings"),
        (
            "plural: { ru: МФЦ, en:",
            "plural: { ru: \"\", en:",
            "no text in `ru`",
        ),
    ];
    for (from, to, want) in cases {
        assert!(good.contains(from), "{from}");
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(
            folder.path().join("centres.yaml"),
            good.replacen(from, to, 1),
        )
        .unwrap();
        let calendar = services().join("calendar.yaml");
        std::fs::copy(calendar, folder.path().join("calendar.yaml")).unwrap();
        let problems = Centres::load(folder.path()).unwrap_err();
        let problem = &problems[0];
        assert!(problem.message.contains(want), "{want}: {problem}");
        assert!(problem.file.ends_with("centres.yaml"));
        let line = line_of(from.split('\n').next().unwrap());
        assert!(
            problem.line.abs_diff(line) <= 6,
            "{want}: {problem}, not {line}"
        );
    }
}

on_both!(people_find_an_office, |house| finds(&house));
async fn finds(house: &House) {
    let guest = house.guest();
    // The town of the portal without asking; Monday, 9:00 in Moscow.
    let page = guest.get("/centres").await;
    page.says(&[
        "Найти центр обслуживания",
        "Касимов: 6 мест",
        "Центр на Соборной",
        "Открыто до 20:00",
        "пн–пт 9:00–18:00, перерыв 13:00–14:00",
        "100 м от центра города",
        "вход без ступеней",
        "<svg",
    ]);
    // The nearest first, and the pins in the same order.
    let sobornaya = page.text.find("id=\"kasimov-sobornaya\"").unwrap();
    let fund = page.text.find("id=\"kasimov-pension-fund\"").unwrap();
    assert!(sobornaya < fund);
    assert!(page.text.contains("data-pin=\"kasimov-sobornaya\">1<"));
    // A region, by kind.
    guest
        .get("/centres?place=ryazan-region&kind=mfc")
        .await
        .says(&[
            "Рязанская область: 3 места",
            "МФЦ на Почтовой",
            "Скопин",
            "/centres?place=skopin&amp;kind=mfc",
        ])
        .lacks(&["Центр на Соборной"]);
    // Another clock is told of.
    guest
        .get("/centres?place=novosibirsk&open=yes")
        .await
        .says(&["Новосибирск: 2 места", "Время местное"]);
    guest
        .get("/centres?place=kasimov&open=yes&step_free=yes")
        .await
        .says(&["Центр на Соборной"])
        .lacks(&["Офис на площади Победы"]);
    guest
        .get("/centres?place=skopin&kind=rostelecom")
        .await
        .says(&["Здесь таких мест нет", "Показать все места"]);
    // Strange questions are answered as none.
    guest
        .get("/centres?place=%3Cb%3E&kind=x")
        .await
        .says(&["Касимов: 6 мест"]);
    guest.get("/centres?place=%FF").await.says(&["Найти центр"]);
    let page = guest.get("/centres/kasimov-sobornaya").await;
    page.says(&[
        "Центр на Соборной",
        "8 49131 2-40-14",
        "пн–пт",
        "вс",
        "Выходной",
        "русский жестовый язык",
    ]);
    guest
        .get("/centres/kasimov-post")
        .await
        .says(&["Запись не нужна", "в порядке очереди"]);
    assert_eq!(guest.get("/centres/nowhere").await.status, 404);
    let mut english = house.guest();
    english.lang = "en";
    english.get("/centres").await.says(&[
        "Find a service centre",
        "Kasimov: 6 places",
        "Open until 20:00",
    ]);
    // A holiday that is near is told of: 4 November 2026 has gone, New Year comes.
    house.wait(SignedDuration::from_hours(24 * 33));
    guest
        .get("/centres/kasimov-sobornaya")
        .await
        .says(&["Скоро праздник", "четверг, 31 декабря"]);
}
