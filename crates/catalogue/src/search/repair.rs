//! A query typed in the wrong layout or with letters of the other script.

/// Keys of a Russian keyboard and of a Latin one, position by position.
const KEYS: [(char, char); 37] = [
    ('й', 'q'),
    ('ц', 'w'),
    ('у', 'e'),
    ('к', 'r'),
    ('е', 't'),
    ('н', 'y'),
    ('г', 'u'),
    ('ш', 'i'),
    ('щ', 'o'),
    ('з', 'p'),
    ('х', '['),
    ('ъ', ']'),
    ('ф', 'a'),
    ('ы', 's'),
    ('в', 'd'),
    ('а', 'f'),
    ('п', 'g'),
    ('р', 'h'),
    ('о', 'j'),
    ('л', 'k'),
    ('д', 'l'),
    ('ж', ';'),
    ('э', '\''),
    ('я', 'z'),
    ('ч', 'x'),
    ('с', 'c'),
    ('м', 'v'),
    ('и', 'b'),
    ('т', 'n'),
    ('ь', 'm'),
    ('б', ','),
    ('ю', '.'),
    ('ё', '`'),
    ('.', '/'),
    (',', '?'),
    ('№', '#'),
    (';', '$'),
];

/// The same keys with Shift, where they differ from a capital letter.
const SHIFTED: [(char, char); 8] = [
    ('х', '{'),
    ('ъ', '}'),
    ('ж', ':'),
    ('э', '"'),
    ('б', '<'),
    ('ю', '>'),
    ('ё', '~'),
    // Phones and word processors put this in place of '.
    ('э', '\u{2019}'),
];

/// Letters that look the same in both scripts, small letters.
const ALIKE: [(char, char); 14] = [
    ('а', 'a'),
    ('в', 'b'),
    ('с', 'c'),
    ('е', 'e'),
    ('н', 'h'),
    ('к', 'k'),
    ('м', 'm'),
    ('о', 'o'),
    ('р', 'p'),
    ('т', 't'),
    ('х', 'x'),
    ('у', 'y'),
    ('і', 'i'),
    ('ѕ', 's'),
];

/// What the same keys give on a Russian keyboard: «'ktrnhjyyfz» → «электронная».
/// Takes and gives small letters; other characters stay.
#[must_use]
pub fn to_russian_keys(text: &str) -> String {
    text.chars()
        .map(|c| {
            KEYS.iter()
                .chain(&SHIFTED)
                .find(|(_, latin)| *latin == c)
                .map_or(c, |(russian, _)| *russian)
        })
        .collect()
}

/// What the same keys give on a Latin keyboard: «сфкв» → «card».
/// Takes and gives small letters; other characters stay.
#[must_use]
pub fn to_latin_keys(text: &str) -> String {
    text.chars()
        .map(|c| {
            KEYS.iter()
                .find(|(russian, _)| *russian == c)
                .map_or(c, |(_, latin)| *latin)
        })
        .collect()
}

/// Latin letters inside Russian words, or words of look-alikes only, as Russian.
pub(crate) fn alike_to_russian(text: &str) -> String {
    by_word(text, |word| {
        let mixed = word.chars().any(|c| matches!(c, 'а'..='я' | 'ё'));
        let whole = word
            .chars()
            .all(|c| ALIKE.iter().any(|(_, latin)| *latin == c));
        if mixed || whole {
            swap(word, |(russian, latin)| (latin, russian))
        } else {
            word.to_owned()
        }
    })
}

/// Cyrillic letters inside Latin words as Latin.
pub(crate) fn alike_to_latin(text: &str) -> String {
    by_word(text, |word| {
        if word.chars().any(|c| c.is_ascii_lowercase()) {
            swap(word, |(russian, latin)| (russian, latin))
        } else {
            word.to_owned()
        }
    })
}

fn by_word(text: &str, change: impl Fn(&str) -> String) -> String {
    text.split_inclusive(char::is_whitespace)
        .map(change)
        .collect()
}

fn swap(word: &str, pair: impl Fn((char, char)) -> (char, char)) -> String {
    word.chars()
        .map(|c| {
            ALIKE
                .iter()
                .map(|p| pair(*p))
                .find(|(from, _)| *from == c)
                .map_or(c, |(_, to)| to)
        })
        .collect()
}
