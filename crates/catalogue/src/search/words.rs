//! From text to words: the normal form that the index and a query share.

use rust_stemmers::{Algorithm, Stemmer};

/// Words that say nothing about which service is meant.
const EMPTY: &[&str] = &[
    "в",
    "во",
    "на",
    "и",
    "или",
    "о",
    "об",
    "для",
    "по",
    "с",
    "со",
    "из",
    "к",
    "у",
    "за",
    "от",
    "до",
    "не",
    "я",
    "мне",
    "мой",
    "моя",
    "как",
    "где",
    "что",
    "хочу",
    "нужна",
    "нужен",
    "нужно",
    "надо",
    "можно",
    "получить",
    "оформить",
    "заказать",
    "сделать",
    "услуга",
    "a",
    "an",
    "the",
    "of",
    "for",
    "to",
    "in",
    "on",
    "and",
    "or",
    "i",
    "my",
    "me",
    "how",
    "where",
    "get",
    "want",
    "need",
    "make",
    "order",
    "apply",
    "service",
];

/// Small letters, ё as е, marks that were typed apart put together.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'ё' => out.push('е'),
            // A breve or two dots typed as a mark of its own (macOS file names
            // and pasted text): й and ё.
            '\u{306}' if out.ends_with('и') => {
                out.pop();
                out.push('й');
            }
            '\u{300}'..='\u{36f}' | '\u{ad}' => {}
            _ => out.push(c),
        }
    }
    out
}

/// Words of a folded text.
pub(crate) fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
}

pub(crate) fn is_empty_word(word: &str) -> bool {
    EMPTY.contains(&word)
}

/// Cuts endings off, Russian or English by the letters of the word.
pub(crate) struct Stems {
    ru: Stemmer,
    en: Stemmer,
}

impl Stems {
    pub(crate) fn new() -> Self {
        Self {
            ru: Stemmer::create(Algorithm::Russian),
            en: Stemmer::create(Algorithm::English),
        }
    }

    pub(crate) fn stem(&self, word: &str) -> String {
        if word.chars().all(|c| matches!(c, 'а'..='я')) {
            self.ru.stem(word).into_owned()
        } else if word.chars().all(|c| c.is_ascii_lowercase()) {
            self.en.stem(word).into_owned()
        } else {
            // Digits and mixtures have no endings.
            word.to_owned()
        }
    }
}

impl std::fmt::Debug for Stems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stems")
    }
}

/// Threes of letters of a word with its edges marked, so that a dropped letter
/// changes few of them.
pub(crate) fn trigrams(word: &str) -> Vec<[char; 3]> {
    let letters: Vec<char> = [' ', ' ']
        .into_iter()
        .chain(word.chars())
        .chain([' '])
        .collect();
    let mut found: Vec<[char; 3]> = letters.windows(3).map(|w| [w[0], w[1], w[2]]).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Letters of a word, sorted: the same for a word and its anagrams.
pub(crate) fn letters_of(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
}

/// Letters added, dropped, changed or swapped with a neighbour; stops counting
/// above `most` and answers `None`.
pub(crate) fn distance(a: &str, b: &str, most: usize) -> Option<usize> {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let cost = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + cost);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row[j] = best;
        }
        if row.iter().min().is_none_or(|least| *least > most) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|d| *d <= most)
}
