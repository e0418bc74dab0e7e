//! One word as people type it: on the other keyboard layout, in Latin letters.

/// Keys of the Russian layout and of the American one, in the same order.
const RUSSIAN: &str = "йцукенгшщзхъфывапролджэячсмитьбюЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ";
const ENGLISH: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>";

fn keys(text: &str, from: &str, to: &str) -> String {
    let switched = |sign: char| {
        let at = from.chars().position(|key| key == sign)?;
        to.chars().nth(at)
    };
    text.chars()
        .map(|sign| switched(sign).unwrap_or(sign))
        .collect()
}

/// The same keys on the English layout: «пароль» is `gfhjkm`.
pub(super) fn on_english(text: &str) -> String {
    keys(text, RUSSIAN, ENGLISH)
}

/// The same keys on the Russian layout: `password` is «зфыыцщкв».
pub(super) fn on_russian(text: &str) -> String {
    keys(text, ENGLISH, RUSSIAN)
}

/// Small letters, «ё» as «е».
pub(super) fn folded(text: &str) -> String {
    text.to_lowercase().replace('ё', "е")
}

/// Letters of which people differ on the spelling, in three ways each; the others have one.
const SPELLINGS: [(char, [&str; 3]); 15] = [
    ('ж', ["zh", "j", "zh"]),
    ('и', ["i", "i", "i"]),
    ('й', ["i", "y", "j"]),
    ('х', ["kh", "h", "x"]),
    ('ц', ["ts", "c", "ts"]),
    ('ч', ["ch", "ch", "4"]),
    ('ш', ["sh", "sh", "6"]),
    ('щ', ["shch", "sch", "w"]),
    ('ъ', ["ie", "", ""]),
    ('ы', ["y", "y", "i"]),
    ('ь', ["", "", "'"]),
    ('э', ["e", "e", "e"]),
    ('ю', ["iu", "yu", "ju"]),
    ('я', ["ia", "ya", "ja"]),
    ('у', ["u", "u", "y"]),
];
const PLAIN: [(char, &str); 18] = [
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('д', "d"),
    ('е', "e"),
    ('ё', "e"),
    ('з', "z"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('ф', "f"),
];

/// A folded Russian word in Latin letters: as in passports, and as people write.
pub(super) fn latin(word: &str) -> Vec<String> {
    let spelled = |way: usize| -> String {
        word.chars()
            .map(|letter| {
                let differs = SPELLINGS.iter().find(|(from, _)| *from == letter);
                let plain = PLAIN.iter().find(|(from, _)| *from == letter);
                match (differs, plain) {
                    (Some((_, to)), _) => to[way].to_owned(),
                    (None, Some((_, to))) => (*to).to_owned(),
                    (None, None) => letter.to_string(),
                }
            })
            .collect()
    };
    let mut all: Vec<String> = (0..3).map(spelled).collect();
    all.sort();
    all.dedup();
    all.retain(|form| form != word);
    all
}
