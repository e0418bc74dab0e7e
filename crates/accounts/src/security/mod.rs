//! What keeps an account its owner's: the second step of signing in, the browsers it was
//! opened at, the wait after a recovery.
//!
//! The second step is asked of whoever has switched it on, and of every account from a
//! level on ([`Policy`]); there it is a code by SMS as long as nothing better is set up.

pub(crate) mod agent;
pub(crate) mod contacts;
pub(crate) mod questions;
pub(crate) mod rescue;
pub(crate) mod reserve;
pub(crate) mod store;

use jiff::SignedDuration;

use crate::model::Level;

/// So long a remembered browser is not asked for the second step.
pub const TRUST: SignedDuration = SignedDuration::from_hours(30 * 24);
/// After a recovery sensitive acts wait for this long.
pub const WAIT: SignedDuration = SignedDuration::from_hours(72);
/// Backup codes that are made at once.
pub const BACKUP_CODES: usize = 10;

/// What the portal's owner demands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// From this level on nobody signs in without a second step; `None` leaves it to
    /// everybody.
    pub two_steps_from: Option<Level>,
}

impl Default for Policy {
    /// From the confirmed level on.
    fn default() -> Self {
        Self {
            two_steps_from: Some(Level::Confirmed),
        }
    }
}

/// What is asked for after the password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A passkey.
    Passkey,
    /// A code of an authenticator app.
    App,
    /// A code by SMS, or said in a call.
    Sms,
    /// A code by e-mail: only after a recovery by phone.
    Mail,
    /// One of the backup codes.
    Backup,
}

impl Way {
    /// Last part of its page's address, and the word in the journal.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Passkey => "passkey",
            Self::App => "app",
            Self::Sms => "sms",
            Self::Mail => "mail",
            Self::Backup => "backup",
        }
    }

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        [
            Self::Passkey,
            Self::App,
            Self::Sms,
            Self::Mail,
            Self::Backup,
        ]
        .into_iter()
        .find(|way| way.word() == word)
    }
}

/// What was proven before the second step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum First {
    /// The password.
    Password,
    /// A new password was set by a code to the phone.
    Phone,
    /// A new password was set by a code to the e-mail.
    Mail,
    /// The same by something else: the reserve phone with what besides was asked for, a
    /// bank, a service centre. Phone and e-mail may be out of reach.
    Rescue,
}

impl First {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Phone => "phone",
            Self::Mail => "mail",
            Self::Rescue => "rescue",
        }
    }

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        [Self::Password, Self::Phone, Self::Mail, Self::Rescue]
            .into_iter()
            .find(|first| first.word() == word)
    }
}

/// The ways that an account's owner has switched on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Steps {
    /// There is a passkey.
    pub passkey: bool,
    /// An authenticator app is set up.
    pub app: bool,
    /// A code by SMS.
    pub sms: bool,
}

impl Steps {
    pub(crate) fn from_words(words: &str) -> Self {
        let has = |wanted: &str| words.split(' ').any(|word| word == wanted);
        Self {
            passkey: has("passkey"),
            app: has("app"),
            sms: has("sms"),
        }
    }

    pub(crate) fn words(self) -> String {
        let words = [
            (self.passkey, "passkey"),
            (self.app, "app"),
            (self.sms, "sms"),
        ];
        let on: Vec<&str> = words.iter().filter(|w| w.0).map(|w| w.1).collect();
        on.join(" ")
    }

    /// Is any on?
    #[must_use]
    pub fn any(self) -> bool {
        self.passkey || self.app || self.sms
    }
}

impl Policy {
    /// Must an account of this level have a second step?
    #[must_use]
    pub fn demands(self, level: Level) -> bool {
        self.two_steps_from.is_some_and(|from| level >= from)
    }

    /// The ways in which the second step may be done, the usual one first; none when it
    /// is not asked for. What has just been proven is not asked for again: whoever has
    /// set a new password by a code to the phone shows something else. Beside a passkey
    /// there is always another way: it may lie on a device that is not at hand.
    pub(crate) fn ways(self, steps: Steps, level: Level, first: First) -> Vec<Way> {
        if !steps.any() && !self.demands(level) {
            return Vec::new();
        }
        // What was shown is proof enough where no app and no key is on.
        if first == First::Rescue && !steps.passkey && !steps.app {
            return Vec::new();
        }
        let mut ways = Vec::new();
        if steps.passkey {
            ways.push(Way::Passkey);
        }
        if steps.app {
            ways.push(Way::App);
        }
        match first {
            First::Phone if steps.app => {}
            First::Rescue => {}
            First::Phone => ways.push(Way::Mail),
            First::Password | First::Mail if steps.sms || !steps.app => ways.push(Way::Sms),
            First::Password | First::Mail => {}
        }
        ways.push(Way::Backup);
        ways
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn second_step_is_asked_by_level_and_by_choice() {
        let policy = Policy::default();
        let (none, app) = (Steps::default(), Steps::from_words("app"));
        let both = Steps::from_words("app sms");
        let ways = |steps, level, first| policy.ways(steps, level, first);
        assert!(ways(none, Level::Standard, First::Password).is_empty());
        assert!(ways(none, Level::Standard, First::Phone).is_empty());
        assert_eq!(
            ways(none, Level::Confirmed, First::Password),
            [Way::Sms, Way::Backup]
        );
        assert_eq!(
            ways(app, Level::Simplified, First::Password),
            [Way::App, Way::Backup],
            "no SMS beside the app unless it is wanted"
        );
        assert_eq!(
            ways(both, Level::Confirmed, First::Mail),
            [Way::App, Way::Sms, Way::Backup]
        );
        let free = Policy {
            two_steps_from: None,
        };
        assert!(
            free.ways(none, Level::Confirmed, First::Password)
                .is_empty()
        );
        let key = Steps::from_words("passkey");
        assert_eq!(
            ways(key, Level::Simplified, First::Password),
            [Way::Passkey, Way::Sms, Way::Backup],
            "the key may lie on another device"
        );
        assert_eq!(
            ways(key, Level::Confirmed, First::Phone),
            [Way::Passkey, Way::Mail, Way::Backup]
        );
        assert_eq!(
            ways(
                Steps::from_words("passkey app"),
                Level::Confirmed,
                First::Password
            ),
            [Way::Passkey, Way::App, Way::Backup]
        );
        assert_eq!(both.words(), "app sms");
        assert_eq!(Steps::from_words(""), none);
    }

    #[test]
    fn what_recovery_proved_is_no_second_step() {
        let policy = Policy::default();
        for words in ["", "sms", "app", "app sms", "passkey", "passkey app"] {
            let ways = policy.ways(Steps::from_words(words), Level::Confirmed, First::Phone);
            assert!(!ways.contains(&Way::Sms), "{words}");
            assert_ne!(ways.first(), Some(&Way::Backup), "{words}");
        }
        let key = Steps::from_words("passkey sms");
        assert_eq!(
            policy.ways(key, Level::Confirmed, First::Rescue),
            [Way::Passkey, Way::Backup]
        );
        for words in ["", "sms"] {
            let ways = policy.ways(Steps::from_words(words), Level::Confirmed, First::Rescue);
            assert!(ways.is_empty(), "the phone of the account is out of reach");
        }
        let by_mail = policy.ways(Steps::default(), Level::Confirmed, First::Mail);
        assert_eq!(by_mail, [Way::Sms, Way::Backup]);
    }
}
