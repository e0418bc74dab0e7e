use crate::Flaw;
use crate::text::tidy;

/// Longest mask, in characters; a rule comes from a file or from a browser.
const LONGEST: usize = 40;

/// Letters that Russian plates and licences use: those that look Latin.
const PLATE: &str = "АВЕКМНОРСТУХ";
/// The same, typed on a Latin keyboard.
const LATIN: &str = "ABEKMHOPCTYX";

/// What stands at one place of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// `#`
    Digit,
    /// `А`: a letter of plates.
    Plate,
    /// `*`: a digit or a letter of plates.
    Either,
    /// `Я`: any Russian letter.
    Letter,
    /// `R`: a Roman number of one to six letters.
    Roman,
    /// `V`: a sign of a vehicle's number (ISO 3779: no I, O, Q).
    Vehicle,
}

impl Place {
    fn of(sign: char) -> Option<Self> {
        Some(match sign {
            '#' => Self::Digit,
            'А' => Self::Plate,
            '*' => Self::Either,
            'Я' => Self::Letter,
            'R' => Self::Roman,
            'V' => Self::Vehicle,
            _ => return None,
        })
    }

    /// The sign as it is stored, if it may stand here; capital letters come in.
    fn takes(self, sign: char) -> Option<char> {
        let plate = || {
            let typed = LATIN.chars().position(|latin| latin == sign);
            let sign = typed.and_then(|at| PLATE.chars().nth(at)).unwrap_or(sign);
            PLATE.contains(sign).then_some(sign)
        };
        match self {
            Self::Digit => sign.is_ascii_digit().then_some(sign),
            Self::Plate => plate(),
            Self::Either if sign.is_ascii_digit() => Some(sign),
            Self::Either => plate(),
            Self::Letter => {
                let sign = plate().unwrap_or(sign);
                matches!(sign, 'А'..='Я' | 'Ё').then_some(sign)
            }
            // As people type it: Cyrillic letters and a one.
            Self::Roman => match sign {
                'I' | '1' | 'І' => Some('I'),
                'V' | 'У' => Some('V'),
                'X' | 'Х' => Some('X'),
                'L' => Some('L'),
                'C' | 'С' => Some('C'),
                _ => None,
            },
            Self::Vehicle => {
                let typed = PLATE.chars().position(|letter| letter == sign);
                let sign = typed.and_then(|at| LATIN.chars().nth(at)).unwrap_or(sign);
                let fits = sign.is_ascii_digit() || sign.is_ascii_uppercase();
                (fits && !"IOQ".contains(sign)).then_some(sign)
            }
        }
    }
}

fn is_separator(sign: char) -> bool {
    " -./".contains(sign)
}

/// Reads the number of a document by its mask and gives it back as it is written:
/// `## #######` takes `71 1234567` and `711234567`. In a mask `#` is a digit, `А` a letter
/// of Russian plates, `*` one of both, `Я` any Russian letter, `R` a Roman number, `V` a
/// sign of a vehicle's number; anything else is a separator. Separators need not be
/// typed, letters may be small, and Latin ones count as the Cyrillic ones that they look
/// like.
///
/// # Errors
/// `flaw-mask-empty`, `flaw-mask-short`, `flaw-mask-long`, `flaw-mask-sign`, each with
/// `like`, a number of this kind; `flaw-rule` when it is no mask.
pub(crate) fn read(mask: &str, raw: &str) -> Result<String, Flaw> {
    let signs: Vec<char> = mask.chars().collect();
    let places = signs.iter().filter(|s| Place::of(**s).is_some()).count();
    if places == 0 || signs.len() > LONGEST {
        return Err(Flaw::new("flaw-rule"));
    }
    // The normal form of «№» would be two letters.
    let text = tidy(&raw.replace('№', " ")).to_uppercase();
    let flaw = |code| Flaw::new(code).with("like", like(&signs));
    if text.is_empty() {
        return Err(flaw("flaw-mask-empty"));
    }
    let typed: Vec<char> = text.chars().collect();
    if typed.len() > 2 * LONGEST {
        return Err(flaw("flaw-mask-long"));
    }
    fit(&signs, &typed).map_err(|stop| match stop.why {
        Why::Short => flaw("flaw-mask-short"),
        Why::Long => flaw("flaw-mask-long"),
        Why::Sign(sign) => flaw("flaw-mask-sign").with("sign", sign),
    })
}

enum Why {
    Short,
    Long,
    Sign(char),
}

/// Where a number left its mask.
struct Stop {
    /// Signs that were not read yet.
    left: usize,
    why: Why,
}

/// Fits the rest of what was typed to the rest of the mask.
fn fit(mask: &[char], typed: &[char]) -> Result<String, Stop> {
    let skip = typed.iter().take_while(|sign| is_separator(**sign)).count();
    let bare = &typed[skip..];
    let stop = |why| Stop {
        left: bare.len(),
        why,
    };
    let Some((first, rest)) = mask.split_first() else {
        return match bare {
            [] => Ok(String::new()),
            _ => Err(stop(Why::Long)),
        };
    };
    let Some(place) = Place::of(*first) else {
        // Separators are as the mask has them.
        return fit(rest, typed).map(|tail| format!("{first}{tail}"));
    };
    let Some(sign) = bare.first() else {
        return Err(stop(Why::Short));
    };
    let Some(taken) = place.takes(*sign) else {
        return Err(stop(Why::Sign(*sign)));
    };
    if place != Place::Roman {
        return fit(rest, &bare[1..]).map(|tail| format!("{taken}{tail}"));
    }
    let number: String = bare.iter().take(6).map_while(|s| place.takes(*s)).collect();
    // «IV-СХ»: С and Х may be of the number or of the letters after it. Of several ways
    // that do not fit the one that came furthest is told.
    let mut best = stop(Why::Sign(*sign));
    for count in (1..=number.len()).rev() {
        match fit(rest, &bare[count..]) {
            Ok(tail) => return Ok(format!("{}{tail}", &number[..count])),
            Err(stop) if stop.left < best.left => best = stop,
            Err(_) => {}
        }
    }
    Err(best)
}

/// A number that fits: digits in their order, letters of plates.
fn like(mask: &[char]) -> String {
    let mut digits = (1..=9u8).chain([0]).cycle().map(|d| char::from(b'0' + d));
    let mut letters = PLATE.chars().cycle();
    let sign = |sign: &char| match Place::of(*sign) {
        Some(Place::Digit | Place::Either | Place::Vehicle) => digits.next(),
        Some(Place::Plate | Place::Letter) => letters.next(),
        Some(Place::Roman) => Some('I'),
        None => Some(*sign),
    };
    mask.iter().filter_map(sign).collect()
}

/// Does the last digit follow from the others by the algorithm of Luhn, as in the number
/// of a policy of health insurance (order of ФОМС 79 of 2011)?
pub(crate) fn luhn(number: &str) -> bool {
    let digits = number.bytes().rev().filter(u8::is_ascii_digit);
    let sum: u32 = digits
        .enumerate()
        .map(|(at, digit)| {
            let digit = u32::from(digit - b'0');
            match (at % 2, digit * 2) {
                (0, _) => digit,
                (_, twice @ 10..) => twice - 9,
                (_, twice) => twice,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good(mask: &str, raw: &str, shown: &str) {
        assert_eq!(read(mask, raw).as_deref(), Ok(shown), "{mask} {raw}");
        assert_eq!(read(mask, shown).as_deref(), Ok(shown), "it reads itself");
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        good("## #######", "711234567", "71 1234567");
        good("## #######", " 71 № 1234567 ", "71 1234567");
        good("## ** ######", "62 24 123456", "62 24 123456");
        // Latin letters from another keyboard.
        good("## ** ######", "62pк123456", "62 РК 123456");
        good("R-ЯЯ ######", "ii-оя 123456", "II-ОЯ 123456");
        good("R-ЯЯ ######", "1У-СХ №654321", "IV-СХ 654321");
        good("R-ЯЯ ######", "IVCX654321", "IV-СХ 654321");
        good("ЯЯ #######", "ао 1234567", "АО 1234567");
        good("А###АА##*", "а123вс777", "А123ВС777");
        good(
            "VVVVVVVVVVVVVVVVV",
            "xtа210990у1234567",
            "XTA210990Y1234567",
        );
    }

    #[test]
    fn a_refusal_says_what_is_wrong() {
        let code = |mask: &str, raw: &str| read(mask, raw).unwrap_err().code;
        assert_eq!(code("## #######", ""), "flaw-mask-empty");
        assert_eq!(code("## #######", "71 123456"), "flaw-mask-short");
        assert_eq!(code("## #######", "71 12345678"), "flaw-mask-long");
        assert_eq!(code("## #######", "7A 1234567"), "flaw-mask-sign");
        assert_eq!(code("R-ЯЯ ######", "12-АБ 123456"), "flaw-mask-sign");
        assert_eq!(code("VVVVV", "AOABC"), "flaw-mask-sign");
        assert_eq!(code("- -", "1"), "flaw-rule");
        assert_eq!(code(&"#".repeat(41), "1"), "flaw-rule");
        let flaw = read("R-ЯЯ ######", "x").unwrap_err();
        assert!(format!("{flaw:?}").contains("I-АВ 123456"), "{flaw:?}");
    }

    #[test]
    fn policies_have_a_check_digit() {
        for number in ["7757 0000 0000 0018", "5055800000000014"] {
            assert!(luhn(number), "{number}");
        }
        assert!(!luhn("7757000000000017"));
    }
}
