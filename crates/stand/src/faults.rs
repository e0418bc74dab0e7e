//! The switchboard: how each system of the outside world misbehaves.

use std::collections::BTreeMap;

use okno_requisites::Chance;
use serde::{Deserialize, Serialize};

/// No fault waits longer than this, milliseconds.
pub(crate) const LONGEST_WAIT: u64 = 120_000;

/// A system that can be spoiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum System {
    Mvd,
    Sfr,
    Fns,
    Fias,
    Foms,
    Zags,
    Rosreestr,
    Egisz,
    Gibdd,
    Sms,
    Voice,
    Smtp,
    Post,
    Bank,
    Clamav,
}

impl System {
    pub const ALL: [Self; 15] = [
        Self::Mvd,
        Self::Sfr,
        Self::Fns,
        Self::Fias,
        Self::Foms,
        Self::Zags,
        Self::Rosreestr,
        Self::Egisz,
        Self::Gibdd,
        Self::Sms,
        Self::Voice,
        Self::Smtp,
        Self::Post,
        Self::Bank,
        Self::Clamav,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Mvd => "mvd",
            Self::Sfr => "sfr",
            Self::Fns => "fns",
            Self::Fias => "fias",
            Self::Foms => "foms",
            Self::Zags => "zags",
            Self::Rosreestr => "rosreestr",
            Self::Egisz => "egisz",
            Self::Gibdd => "gibdd",
            Self::Sms => "sms",
            Self::Voice => "voice",
            Self::Smtp => "smtp",
            Self::Post => "post",
            Self::Bank => "bank",
            Self::Clamav => "clamav",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|system| system.code() == code)
    }
}

/// How a system behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Mode {
    /// As it should.
    Ok,
    /// Closes the connection without an answer; nothing is done.
    Down,
    /// Does the work, then closes the connection without an answer.
    Lost,
    /// Answers rightly, but late.
    Slow,
    /// Answers that it has failed: 503, SMTP 451.
    Error,
    /// Registries contradict a good person; messages are accepted and vanish.
    Wrong,
    /// Refuses for good: 422, SMTP 550.
    Refuse,
    /// Answers 200 with something that is not JSON.
    Garbage,
}

impl Mode {
    pub const ALL: [Self; 8] = [
        Self::Ok,
        Self::Down,
        Self::Lost,
        Self::Slow,
        Self::Error,
        Self::Wrong,
        Self::Refuse,
        Self::Garbage,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Down => "down",
            Self::Lost => "lost",
            Self::Slow => "slow",
            Self::Error => "error",
            Self::Wrong => "wrong",
            Self::Refuse => "refuse",
            Self::Garbage => "garbage",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.code() == code)
    }
}

/// A fault of one system.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Fault {
    pub mode: Mode,
    /// Milliseconds before the answer, whatever the mode.
    pub latency_ms: u64,
    /// 0 to 1: so often a call is spoiled.
    pub probability: f64,
    /// The fault ends after so many spoiled calls.
    pub for_calls: Option<u64>,
    /// The fault ends at this time, milliseconds since the epoch.
    pub until_ms: Option<i64>,
    /// So many calls were spoiled.
    pub applied: u64,
}

/// The order to set a fault; `*` stands for every system.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Order {
    pub system: String,
    pub mode: Mode,
    pub latency_ms: Option<u64>,
    pub probability: Option<f64>,
    pub for_calls: Option<u64>,
    pub until_ms: Option<i64>,
}

/// What happens to one call.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Fate {
    pub mode: Mode,
    pub latency_ms: u64,
}

impl Fate {
    pub const FINE: Self = Self {
        mode: Mode::Ok,
        latency_ms: 0,
    };

    /// The mode for the log, when the call is spoiled.
    pub fn fault(self) -> Option<&'static str> {
        (self.mode != Mode::Ok).then(|| self.mode.code())
    }
}

/// The faults in force.
#[derive(Debug, Default)]
pub(crate) struct Faults(BTreeMap<System, Fault>);

impl Faults {
    /// Carries an order out.
    ///
    /// # Errors
    /// Names what is wrong with the order, in English: it is read by programs.
    pub fn set(&mut self, order: &Order) -> Result<(), String> {
        let systems = match order.system.as_str() {
            "*" => System::ALL.to_vec(),
            code => vec![System::from_code(code).ok_or_else(|| {
                let codes = System::ALL.map(System::code).join(", ");
                format!("system: {codes} or * is needed")
            })?],
        };
        let probability = order.probability.unwrap_or(1.0);
        if !(0.0..=1.0).contains(&probability) {
            return Err("probability: a number from 0 to 1 is needed".to_owned());
        }
        let latency_ms = match (order.mode, order.latency_ms) {
            (_, Some(ms)) if ms > LONGEST_WAIT => {
                return Err(format!("latency_ms: {LONGEST_WAIT} at most"));
            }
            (Mode::Slow, None) => 3_000,
            (_, ms) => ms.unwrap_or(0),
        };
        for system in systems {
            if order.mode == Mode::Ok {
                self.0.remove(&system);
                continue;
            }
            let fault = Fault {
                mode: order.mode,
                latency_ms,
                probability,
                for_calls: order.for_calls,
                until_ms: order.until_ms,
                applied: 0,
            };
            self.0.insert(system, fault);
        }
        Ok(())
    }

    /// The fault in force now.
    pub fn get(&self, system: System, now: i64) -> Option<&Fault> {
        self.0.get(&system).filter(|fault| {
            fault.until_ms.is_none_or(|until| now < until)
                && fault.for_calls.is_none_or(|calls| fault.applied < calls)
        })
    }

    /// Decides over one call and counts it, when its mode is one of `modes`.
    pub fn decide(
        &mut self,
        system: System,
        now: i64,
        chance: &dyn Chance,
        modes: &[Mode],
    ) -> Fate {
        let Some(fault) = self.get(system, now).filter(|f| modes.contains(&f.mode)) else {
            return Fate::FINE;
        };
        #[allow(clippy::cast_precision_loss, reason = "a millionth is exact in f64")]
        let drawn = chance.below(1_000_000) as f64 / 1e6;
        if drawn >= fault.probability {
            return Fate::FINE;
        }
        let fate = Fate {
            mode: fault.mode,
            latency_ms: fault.latency_ms,
        };
        if let Some(fault) = self.0.get_mut(&system) {
            fault.applied += 1;
        }
        fate
    }
}
