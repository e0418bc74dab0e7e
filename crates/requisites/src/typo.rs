/// No-break space.
const GLUE: char = '\u{A0}';
/// No-break hyphen.
const BAR: char = '\u{2011}';

/// Short words that hold on to what follows.
const ABBREVIATIONS: [&str; 6] = ["г.", "ул.", "д.", "кв.", "обл.", "каб."];

/// Units that begin with a capital letter.
const UNITS: [&str; 6] = ["КБ", "МБ", "ГБ", "KB", "MB", "GB"];

fn is_russian(c: char) -> bool {
    matches!(c, 'А'..='я' | 'Ё' | 'ё')
}

fn is_small_russian(c: char) -> bool {
    matches!(c, 'а'..='я' | 'ё')
}

/// A digit, or the mark that hides one.
fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || c == '•'
}

/// The word that ends right before `at`, back to the previous space, bracket
/// or opening quote.
fn word_before(text: &[char], at: usize) -> &[char] {
    let from = text[..at]
        .iter()
        .rposition(|c| c.is_whitespace() || "(«№".contains(*c))
        .map_or(0, |found| found + 1);
    &text[from..at]
}

/// Whether the sign at `at` is part of an address, of a page or of a mailbox: what is
/// copied must be what it was.
fn in_address(text: &[char], at: usize) -> bool {
    let from = text[..at].iter().rposition(|c| c.is_whitespace());
    let from = from.map_or(0, |found| found + 1);
    let word: String = text[from..]
        .iter()
        .take_while(|c| !c.is_whitespace())
        .collect();
    word.contains("://") || word.contains('@')
}

/// Whether what stands before `at` is the beginning of a telephone number in
/// its international form, e.g. «+7 (900)».
fn in_phone(text: &[char], at: usize) -> bool {
    let part = |c: &char| c.is_ascii_digit() || " \u{A0}()-\u{2011}•".contains(*c);
    let from = text[..at].iter().rposition(|c| !part(c));
    from.is_some_and(|i| text[i] == '+' && text[i + 1].is_ascii_digit())
}

/// Whether the ordinary space at `at` has to hold its neighbours together.
fn holds(text: &[char], at: usize, russian: bool) -> bool {
    let Some(&next) = text.get(at + 1).filter(|c| !c.is_whitespace()) else {
        return false;
    };
    let Some(before) = at.checked_sub(1).map(|i| text[i]) else {
        return false;
    };
    // A dash never begins a line.
    if next == '—' && text.get(at + 2).is_some_and(|c| c.is_whitespace()) {
        return true;
    }
    if before == '№' {
        return true;
    }
    if (next.is_ascii_digit() || next == '(' || next == '•') && in_phone(text, at) {
        return true;
    }
    // A number of a case or of a document, «ЭК-2026-0000001», is no quantity: glued to the
    // words after it, it would not fit a phone.
    let quantity = word_before(text, at)
        .iter()
        .all(|c| c.is_ascii_digit() || ",.:–".contains(*c));
    if before.is_ascii_digit() && quantity {
        // Thousands: «10 000», and the unit after a number: «5 дней», «100 ₽».
        let digits = text[at + 1..].iter().take_while(|c| c.is_ascii_digit());
        let count = digits.count();
        let ends = text
            .get(at + 1 + count)
            .is_none_or(|c| !c.is_alphanumeric());
        if count == 3 && ends {
            return true;
        }
        let unit: String = text[at + 1..].iter().take(2).collect();
        let ends = text.get(at + 3).is_none_or(|c| !c.is_alphanumeric());
        if ends && UNITS.contains(&unit.as_str()) {
            return true;
        }
        if next == '₽' || next == '%' || russian && is_small_russian(next) {
            return true;
        }
    }
    if !russian {
        return false;
    }
    let word = word_before(text, at);
    let short = (1..=2).contains(&word.len()) && word.iter().all(|c| is_russian(*c));
    short || {
        let word: String = word.iter().collect();
        ABBREVIATIONS.contains(&word.as_str())
    }
}

/// Typography of running text: a no-break space after words of one or two
/// letters, before a dash, after «№» and common abbreviations, between a
/// number and its unit, inside numbers and telephone numbers; a no-break hyphen
/// between digits, but not in addresses.
/// `lang` is `ru` or `en`; English gets only what is common to both.
///
/// For text shown to a person, not for values that are copied or parsed.
/// Applying it twice changes nothing.
pub fn typo(text: &str, lang: &str) -> String {
    let russian = lang == "ru";
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len() + 8);
    for (at, &c) in chars.iter().enumerate() {
        let next = chars.get(at + 1).copied();
        match c {
            ' ' if holds(&chars, at, russian) => out.push(GLUE),
            '-' if at > 0 && is_figure(chars[at - 1]) && next.is_some_and(is_figure) => {
                out.push(if in_address(&chars, at) { c } else { BAR });
            }
            '№' if next.is_some_and(char::is_alphanumeric) => {
                out.push(c);
                out.push(GLUE);
            }
            _ => out.push(c),
        }
    }
    out
}
