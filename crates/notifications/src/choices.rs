//! What the owner of an account wants to be told of, by what, and when not.
//!
//! The choices are a few words in the row of the account: whoever writes a
//! message has read that row already, so they cost nothing.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// What a message is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// Signing in, passwords, contacts: who reads it may have to act at once, so it
    /// cannot be switched off and never waits.
    Security,
    /// The level of the account, the checks of the profile, confirming one's identity.
    Account,
    /// Applications and their results.
    Applications,
    /// «Мои документы»: checks and ends.
    Documents,
    /// Visits to a centre and their reminders.
    Visits,
    /// News of the portal: by e-mail and in the inbox, only for those who asked.
    News,
}

impl Topic {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Security,
        Self::Applications,
        Self::Account,
        Self::Documents,
        Self::Visits,
        Self::News,
    ];

    /// Those whose channels the owner chooses, in the order of the page.
    pub const CHOSEN: [Self; 4] = [
        Self::Applications,
        Self::Account,
        Self::Documents,
        Self::Visits,
    ];

    /// Word in the store.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Security => "security",
            Self::Account => "account",
            Self::Applications => "applications",
            Self::Documents => "documents",
            Self::Visits => "visits",
            Self::News => "news",
        }
    }

    /// From the word in the store.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|topic| topic.word() == word)
    }
}

/// How a message reaches somebody outside the portal. The inbox keeps every letter
/// and is no channel to choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    /// SMS.
    Sms,
    /// E-mail.
    Mail,
}

impl Channel {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Sms, Self::Mail];

    /// Word in the store.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Sms => "sms",
            Self::Mail => "mail",
        }
    }
}

/// Hours in which no SMS comes, but about security.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quiet {
    /// The hour at which they begin, 0…23.
    pub from: i8,
    /// The hour at which they end, 0…23; an earlier one is of the next day.
    pub to: i8,
    /// Where the owner lives: an IANA name, `Asia/Omsk`.
    pub zone: String,
}

impl Quiet {
    /// When the quiet hours end that hold now; `None` outside them, or when the zone
    /// is unknown to this machine.
    #[must_use]
    pub fn ends(&self, now: Timestamp) -> Option<Timestamp> {
        let zone = TimeZone::get(&self.zone).ok()?;
        let here = now.to_zoned(zone.clone());
        let hour = here.hour();
        let (evening, night) = match self.from <= self.to {
            true => (false, (self.from..self.to).contains(&hour)),
            false => (hour >= self.from, hour < self.to),
        };
        let day = match (evening, night) {
            (true, _) => here.date().tomorrow().ok()?,
            (_, true) => here.date(),
            _ => return None,
        };
        let end = day.at(self.to, 0, 0, 0).to_zoned(zone).ok()?;
        Some(end.timestamp())
    }
}

/// The choices of an owner. Who chose nothing gets everything at once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    off: BTreeSet<(Topic, Channel)>,
    /// Quiet hours; off by default: a message that nobody asked to hold is not held.
    pub quiet: Option<Quiet>,
}

impl Choices {
    /// Is this topic wanted by this channel? News is asked for elsewhere, security always.
    #[must_use]
    pub fn wants(&self, topic: Topic, channel: Channel) -> bool {
        !self.off.contains(&(topic, channel))
    }

    /// Switches one off; nothing happens for what cannot be.
    pub fn refuse(&mut self, topic: Topic, channel: Channel) {
        if Topic::CHOSEN.contains(&topic) {
            self.off.insert((topic, channel));
        }
    }

    /// How long an SMS about this waits from now on.
    #[must_use]
    pub fn hold(&self, topic: Topic, now: Timestamp) -> SignedDuration {
        let quiet = self.quiet.as_ref().filter(|_| topic != Topic::Security);
        match quiet.and_then(|quiet| quiet.ends(now)) {
            Some(end) => end.duration_since(now),
            None => SignedDuration::ZERO,
        }
    }

    /// For the row of the account: `visits.sms documents.mail quiet.22.8.Asia/Omsk`.
    #[must_use]
    pub fn to_words(&self) -> String {
        let off = self.off.iter();
        let mut words: Vec<String> = off
            .map(|(topic, channel)| format!("{}.{}", topic.word(), channel.word()))
            .collect();
        if let Some(quiet) = &self.quiet {
            words.push(format!("quiet.{}.{}.{}", quiet.from, quiet.to, quiet.zone));
        }
        words.join(" ")
    }

    /// From the row of the account; what is not understood changes nothing.
    #[must_use]
    pub fn from_words(words: &str) -> Self {
        let mut choices = Self::default();
        for word in words.split_whitespace() {
            let Some((first, rest)) = word.split_once('.') else {
                continue;
            };
            if first == "quiet" {
                choices.quiet = read_quiet(rest);
                continue;
            }
            let channel = Channel::ALL.into_iter().find(|one| one.word() == rest);
            if let (Some(topic), Some(channel)) = (Topic::from_word(first), channel) {
                choices.refuse(topic, channel);
            }
        }
        choices
    }
}

fn read_quiet(text: &str) -> Option<Quiet> {
    let mut parts = text.splitn(3, '.');
    let mut hour = || {
        let hour: i8 = parts.next()?.parse().ok()?;
        (0..24).contains(&hour).then_some(hour)
    };
    let (from, to) = (hour()?, hour()?);
    Some(Quiet {
        from,
        to,
        zone: parts.next()?.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn night(zone: &str) -> Quiet {
        Quiet {
            from: 22,
            to: 8,
            zone: zone.to_owned(),
        }
    }

    #[test]
    fn quiet_hours_end_in_the_morning_of_the_owner() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        for (zone, now, end) in [
            // 21:59, 22:00, 00:30, 07:59 and 08:00 of Moscow.
            ("Europe/Moscow", "2026-11-23T18:59:59Z", None),
            (
                "Europe/Moscow",
                "2026-11-23T19:00:00Z",
                Some("2026-11-24T05:00:00Z"),
            ),
            (
                "Europe/Moscow",
                "2026-11-23T21:30:00Z",
                Some("2026-11-24T05:00:00Z"),
            ),
            (
                "Europe/Moscow",
                "2026-11-24T04:59:59Z",
                Some("2026-11-24T05:00:00Z"),
            ),
            ("Europe/Moscow", "2026-11-24T05:00:00Z", None),
            // 01:00 in Vladivostok, 18:00 in Moscow.
            (
                "Asia/Vladivostok",
                "2026-11-23T15:00:00Z",
                Some("2026-11-23T22:00:00Z"),
            ),
            // The last day of the year.
            (
                "Europe/Moscow",
                "2026-12-31T20:00:00Z",
                Some("2027-01-01T05:00:00Z"),
            ),
            ("Mars/Olympus", "2026-11-23T21:30:00Z", None),
        ] {
            assert_eq!(night(zone).ends(at(now)), end.map(at), "{zone} {now}");
        }
        let day = Quiet {
            from: 1,
            to: 6,
            ..night("Europe/Moscow")
        };
        assert_eq!(day.ends(at("2026-11-23T21:30:00Z")), None, "00:30");
        assert_eq!(
            day.ends(at("2026-11-23T22:30:00Z")),
            Some(at("2026-11-24T03:00:00Z")),
            "01:30"
        );
    }

    #[test]
    fn choices_come_back_as_they_were_kept() {
        assert_eq!(Choices::from_words(""), Choices::default());
        let mut choices = Choices::default();
        choices.refuse(Topic::Visits, Channel::Sms);
        choices.refuse(Topic::Applications, Channel::Mail);
        choices.quiet = Some(night("Asia/Omsk"));
        let words = choices.to_words();
        assert_eq!(words, "applications.mail visits.sms quiet.22.8.Asia/Omsk");
        assert_eq!(Choices::from_words(&words), choices);
        assert!(!choices.wants(Topic::Visits, Channel::Sms));
        assert!(choices.wants(Topic::Visits, Channel::Mail));
    }

    #[test]
    fn security_is_never_off_and_odd_words_change_nothing() {
        let odd = "security.sms news.mail visits.pigeon quiet.99.8.Asia/Omsk quiet nothing.sms";
        assert_eq!(Choices::from_words(odd), Choices::default());
        let loud = Choices {
            quiet: Some(night("Europe/Moscow")),
            ..Choices::default()
        };
        let now = "2026-11-23T21:30:00Z".parse().unwrap();
        assert_eq!(loud.hold(Topic::Security, now), SignedDuration::ZERO);
        assert_eq!(
            loud.hold(Topic::Visits, now),
            SignedDuration::from_mins(450)
        );
    }
}
