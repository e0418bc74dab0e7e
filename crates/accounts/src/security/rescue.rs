//! What suffices to set a new password when the old one is forgotten.
//!
//! Security questions and the reserve phone help in a recovery and nowhere else (C25), and
//! from the standard level on neither opens anything alone: the phone may lie in a drawer,
//! and answers are found out.

use crate::model::Level;

/// What was shown in a recovery so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Proofs {
    /// The phone or the e-mail of the account, a bank, or a service centre.
    pub(crate) own: bool,
    /// The reserve phone.
    pub(crate) reserve: bool,
    /// Two of the three security questions.
    pub(crate) answers: bool,
}

/// Whose account it is, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rescued {
    pub(crate) level: Level,
    /// A second step is switched on.
    pub(crate) second: bool,
    /// Security questions are set.
    pub(crate) questions: bool,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// A code.
    Code,
    /// The questions.
    Questions,
    /// A new password. A second step may follow it, as after every sign-in.
    Password,
    /// Nothing here: another way must be taken.
    Elsewhere,
}

impl Rescued {
    pub(crate) fn next(self, shown: Proofs) -> Next {
        match (shown.own, shown.reserve, shown.answers) {
            (true, _, _) | (_, true, true) => Next::Password,
            (_, false, _) => Next::Code,
            (_, true, false) if self.questions => Next::Questions,
            (_, true, false) if self.level == Level::Simplified && !self.second => Next::Password,
            (_, true, false) => Next::Elsewhere,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_proofs_suffice_at_which_level() {
        use Level::{Confirmed, Simplified, Standard};
        use Next::{Code, Elsewhere, Password, Questions};
        let (own, reserve, answers) = ("own", "reserve", "answers");
        // Level, second step, questions set: nothing shown, answers alone, the reserve
        // phone alone, the reserve phone with the answers.
        let table = [
            (Simplified, false, false, [Code, Code, Password, Password]),
            (Simplified, false, true, [Code, Code, Questions, Password]),
            (Simplified, true, false, [Code, Code, Elsewhere, Password]),
            (Simplified, true, true, [Code, Code, Questions, Password]),
            (Standard, false, false, [Code, Code, Elsewhere, Password]),
            (Standard, false, true, [Code, Code, Questions, Password]),
            (Standard, true, false, [Code, Code, Elsewhere, Password]),
            (Standard, true, true, [Code, Code, Questions, Password]),
            (Confirmed, false, false, [Code, Code, Elsewhere, Password]),
            (Confirmed, false, true, [Code, Code, Questions, Password]),
            (Confirmed, true, false, [Code, Code, Elsewhere, Password]),
            (Confirmed, true, true, [Code, Code, Questions, Password]),
        ];
        let proofs = |words: &[&str]| Proofs {
            own: words.contains(&own),
            reserve: words.contains(&reserve),
            answers: words.contains(&answers),
        };
        for (level, second, questions, expected) in table {
            let who = Rescued {
                level,
                second,
                questions,
            };
            let shown = [&[][..], &[answers], &[reserve], &[reserve, answers]];
            let next = shown.map(|shown| who.next(proofs(shown)));
            assert_eq!(next, expected, "{who:?}");
            for more in [&[own][..], &[own, reserve], &[own, answers]] {
                assert_eq!(who.next(proofs(more)), Password, "{who:?}");
            }
        }
    }
}
