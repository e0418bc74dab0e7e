//! Names in Latin letters.

use crate::NamePart;

/// The letters of ICAO Doc 9303, part 3, section 6 (transliteration of Cyrillic), the
/// order of passports for travelling abroad.
fn latin(small: char) -> Option<&'static str> {
    Some(match small {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'й' | 'і' | 'ї' => "i",
        'к' | 'ќ' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ў' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' | 'є' => "ie",
        'ы' => "y",
        'ь' => "",
        'ю' => "iu",
        'я' => "ia",
        'ј' => "j",
        'љ' => "lj",
        'њ' => "nj",
        'ђ' => "d",
        'ѓ' => "g",
        'ѕ' | 'џ' => "dz",
        _ => return None,
    })
}

impl NamePart {
    /// In Latin letters by ICAO Doc 9303: «Щукина-Юрьева» is `Shchukina-Iureva`. What is
    /// Latin already, and a sign that the table does not know, stays as it is (C10).
    pub fn latin(&self) -> String {
        let mut out = String::with_capacity(self.as_str().len());
        for letter in self.as_str().chars() {
            let small: String = letter.to_lowercase().collect();
            let mut only = small.chars();
            let found = match (only.next(), only.next()) {
                (Some(small), None) => latin(small),
                _ => None,
            };
            match found {
                Some(text) if letter.is_uppercase() => {
                    let mut rest = text.chars();
                    out.extend(rest.next().map(|c| c.to_ascii_uppercase()));
                    out.push_str(rest.as_str());
                }
                Some(text) => out.push_str(text),
                None => out.push(letter),
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn names_are_written_in_latin_letters_as_in_a_foreign_passport() {
        for (name, latin) in [
            ("Сафина", "Safina"),
            ("Семёнова", "Semenova"),
            ("Алёна", "Alena"),
            ("Римская-Корсакова", "Rimskaia-Korsakova"),
            ("Анна-Мария", "Anna-Mariia"),
            ("Щукин", "Shchukin"),
            ("Хрущёв", "Khrushchev"),
            ("Подъячев", "Podieiachev"),
            ("Ильич", "Ilich"),
            ("Юрьевич", "Iurevich"),
            ("Цой", "Tsoi"),
            ("Эльмира", "Elmira"),
            ("Жуковская", "Zhukovskaia"),
            ("Гусейн оглы", "Gusein ogly"),
            ("О'Коннор", "O'Konnor"),
            ("Ы", "Y"),
        ] {
            assert_eq!(NamePart::parse(name).unwrap().latin(), latin);
        }
        let stays = NamePart::parse_latin(crate::NameField::Surname, "Müller").unwrap();
        assert_eq!(stays.latin(), "Müller");
    }
}
