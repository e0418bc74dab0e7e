use crate::Flaw;
use crate::text::{canonical, tidy};

/// Telephone number in the international format E.164 (S1-053): `+` and up to
/// 15 digits. Russian and foreign numbers are equal.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phone(String);

/// Country codes in use (ITU-T E.164, list of assigned codes).
const COUNTRIES: &str = " 1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 \
56 57 58 60 61 62 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98 211 212 213 216 218 220 221 222 \
223 224 225 226 227 228 229 230 231 232 233 234 235 236 237 238 239 240 241 242 243 244 245 246 \
247 248 249 250 251 252 253 254 255 256 257 258 260 261 262 263 264 265 266 267 268 269 290 291 \
297 298 299 350 351 352 353 354 355 356 357 358 359 370 371 372 373 374 375 376 377 378 379 380 \
381 382 383 385 386 387 389 420 421 423 500 501 502 503 504 505 506 507 508 509 590 591 592 593 \
594 595 596 597 598 599 670 672 673 674 675 676 677 678 679 680 681 682 683 685 686 687 688 689 \
690 691 692 800 808 850 852 853 855 856 870 878 880 881 882 883 886 888 960 961 962 963 964 965 \
966 967 968 970 971 972 973 974 975 976 977 979 992 993 994 995 996 998 ";

fn country(digits: &str) -> Option<&str> {
    (1..=3)
        .filter_map(|n| digits.get(..n))
        .find(|code| COUNTRIES.contains(&format!(" {code} ")))
}

/// Words people put before the number.
const LABELS: [&str; 10] = [
    "телефон",
    "тел",
    "т",
    "моб",
    "мобильный",
    "номер",
    "phone",
    "tel",
    "mobile",
    "mob",
];

impl Phone {
    /// Reads a number as pasted: `8 (900) 555-01-47`, `7900…`, ten digits of
    /// a Russian number, `+375…`, `00 49…`, `8~10 49…`, with any spaces,
    /// brackets and dashes.
    ///
    /// # Errors
    /// `flaw-phone-empty`, `-chars`, `-short`, `-long`, `-country` (no country
    /// code, or no such code), `-area` (no such code within +7).
    pub fn parse(raw: &str) -> Result<Self, Flaw> {
        let (plus, digits) = Self::read(raw)?;
        let count = digits.len();
        if count == 0 {
            return Err(Flaw::new("flaw-phone-empty"));
        }
        let short = || Flaw::new("flaw-phone-short").with("count", count);
        let long = || Flaw::new("flaw-phone-long").with("count", count);
        if plus {
            // +89… is no country: the Russian trunk 8 with a plus before it.
            return match digits.strip_prefix('8') {
                Some(rest) if count == 11 && rest.starts_with('9') => Self::seven(rest),
                _ => Self::world(&digits),
            };
        }
        if let Some(rest) = digits.strip_prefix("00") {
            return Self::world(rest);
        }
        match (count, digits.as_bytes()[0]) {
            (..10, _) => Err(short()),
            (10, b'3' | b'4' | b'6'..=b'9') => Self::seven(&digits),
            (11, b'7' | b'8') => Self::seven(&digits[1..]),
            (12.., b'8') if digits.starts_with("810") => Self::world(&digits[3..]),
            (12.., b'7' | b'8') => Err(long()),
            _ => Err(Flaw::new("flaw-phone-country")),
        }
    }

    /// Whether there is a plus before the digits, and the digits.
    fn read(raw: &str) -> Result<(bool, String), Flaw> {
        let flaw = || Flaw::new("flaw-phone-chars");
        let text = tidy(raw).to_lowercase();
        let start = text
            .find(|c: char| c.is_ascii_digit() || c == '+')
            .unwrap_or(text.len());
        let label: Vec<&str> = text[..start]
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_empty())
            .collect();
        if !label.iter().all(|word| LABELS.contains(word)) {
            return Err(flaw());
        }
        let body = &text[start..];
        let plus = body.starts_with('+');
        let mut digits = String::new();
        for c in body.strip_prefix('+').unwrap_or(body).chars() {
            match c {
                '0'..='9' => digits.push(c),
                ' ' | '-' | '(' | ')' | '.' | ',' | ';' | '/' | '_' | '~' => {}
                _ => return Err(flaw()),
            }
        }
        Ok((plus, digits))
    }

    /// A number within +7 from its ten digits.
    fn seven(ten: &str) -> Result<Self, Flaw> {
        match ten.as_bytes() {
            [b'3' | b'4' | b'6'..=b'9', ..] if ten.len() == 10 => Ok(Self(format!("+7{ten}"))),
            _ => Err(Flaw::new("flaw-phone-area")),
        }
    }

    /// A number with its country code, without the plus.
    fn world(digits: &str) -> Result<Self, Flaw> {
        let count = digits.len();
        if let Some(ten) = digits.strip_prefix('7') {
            return match count {
                ..11 => Err(Flaw::new("flaw-phone-short").with("count", count)),
                11 => Self::seven(ten),
                _ => Err(Flaw::new("flaw-phone-long").with("count", count)),
            };
        }
        if country(digits).is_none() {
            return Err(Flaw::new("flaw-phone-country"));
        }
        match count {
            ..8 => Err(Flaw::new("flaw-phone-short").with("count", count)),
            8..=15 => Ok(Self(format!("+{digits}"))),
            _ => Err(Flaw::new("flaw-phone-long").with("count", count)),
        }
    }

    fn stored(raw: &str) -> Result<Self, Flaw> {
        Self::parse(raw)
    }

    /// `+79005550147`, the stored form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Country code without the plus.
    pub fn country(&self) -> &str {
        country(&self.0[1..]).unwrap_or_default()
    }

    /// Whether it is a mobile number of Russia, one that surely takes SMS.
    pub fn is_mobile_ru(&self) -> bool {
        self.0.starts_with("+79")
    }

    /// `+7 (900) 555-01-47`; a foreign number in threes: `+375 291 234 567`.
    pub fn shown(&self) -> String {
        let code = self.country();
        let local = &self.0[1 + code.len()..];
        if code == "7" {
            let (a, b, c, d) = (&local[..3], &local[3..6], &local[6..8], &local[8..]);
            return format!("+7 ({a}) {b}-{c}-{d}");
        }
        let mut out = format!("+{code}");
        for (at, digit) in local.chars().enumerate() {
            // The last group takes a fourth digit rather than leave one alone.
            if at % 3 == 0 && (at == 0 || at + 1 < local.len()) {
                out.push(' ');
            }
            out.push(digit);
        }
        out
    }

    /// `+7 (900) •••-••-47`; a foreign number keeps its country and two digits.
    pub fn masked(&self) -> String {
        let code = self.country();
        let local = &self.0[1 + code.len()..];
        let (head, tail) = local.split_at(local.len() - 2);
        if code == "7" {
            format!("+7 ({}) •••-••-{tail}", &local[..3])
        } else {
            format!("+{code} {}{tail}", "•".repeat(head.len()))
        }
    }
}

canonical!(Phone);
