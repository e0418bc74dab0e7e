//! Search over the catalogue, in memory.
//!
//! A query is read in five ways (as typed, with look-alike letters put right
//! either way, in the other keyboard layout either way); the reading that fits
//! the catalogue best wins. A word is looked up by its stem, then as the
//! beginning of a word, then by threes of letters and the number of mistakes.

mod repair;
mod words;

use std::collections::{BTreeMap, HashMap};

use crate::service::{Agency, Category, Service};

pub use repair::{to_latin_keys, to_russian_keys};
use words::{Stems, distance, fold, is_empty_word, letters_of, trigrams, words};

/// How much of a query is read, in characters and words: the rest cannot
/// change which service is meant, only cost time.
const MOST_CHARS: usize = 200;
const MOST_WORDS: usize = 12;

/// Share of the query that a service must answer to be shown.
const ENOUGH: f32 = 0.5;

/// A reading as good as this is not doubted, so others are not tried.
const SURE: f32 = 0.9;

/// A service that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// [`Service::id`].
    pub service_id: String,
    /// Larger is better; comparable within one answer only.
    pub score: f32,
    /// The query as it was understood, when that differs from what was typed.
    pub corrected: Option<String>,
}

#[derive(Debug)]
struct Word {
    text: String,
    stem: u32,
}

#[derive(Debug)]
struct Doc {
    id: String,
    titles: [String; 2],
    names: Vec<Vec<[char; 3]>>,
    /// Place among the titles of each language, for equal scores.
    place: [usize; 2],
}

/// The index: built once, never changed.
#[derive(Debug)]
pub(crate) struct Index {
    docs: Vec<Doc>,
    stems: Stems,
    by_stem: HashMap<String, u32>,
    /// Services by stem, with the weight of the field.
    postings: Vec<Vec<(u32, f32)>>,
    /// All words, sorted.
    words: Vec<Word>,
    by_trigram: HashMap<[char; 3], Vec<u32>>,
    /// Words by their letters in order: a short word with two letters swapped
    /// shares no three with the right one («acr», «car»).
    by_letters: HashMap<Vec<char>, Vec<u32>>,
}

/// A word of the index that a word of the query may mean.
struct Meaning {
    stem: u32,
    likeness: f32,
    word: Option<u32>,
}

struct Answer {
    hits: Vec<(u32, f32)>,
    quality: f32,
    read_as: String,
    changed: bool,
}

impl Index {
    pub(crate) fn build(
        services: &[Service],
        categories: &[Category],
        agencies: &[Agency],
    ) -> Self {
        let stems = Stems::new();
        let mut by_stem: HashMap<String, u32> = HashMap::new();
        let mut postings: Vec<HashMap<u32, f32>> = Vec::new();
        let mut vocabulary: BTreeMap<String, u32> = BTreeMap::new();
        let mut docs = Vec::new();

        for (n, service) in services.iter().enumerate() {
            let doc = u32::try_from(n).unwrap_or(u32::MAX);
            let mut add = |text: &str, weight: f32| {
                for word in words(&fold(text)) {
                    let stem = stems.stem(word);
                    let next = u32::try_from(postings.len()).unwrap_or(u32::MAX);
                    let id = *by_stem.entry(stem).or_insert(next);
                    if id == next {
                        postings.push(HashMap::new());
                    }
                    vocabulary.entry(word.to_owned()).or_insert(id);
                    if let Some(found) = postings.get_mut(id as usize) {
                        let best = found.entry(doc).or_insert(weight);
                        *best = best.max(weight);
                    }
                }
            };
            for text in [&service.title.ru, &service.title.en] {
                add(text, 10.0);
            }
            let synonyms = || service.synonyms.ru.iter().chain(&service.synonyms.en);
            for text in synonyms() {
                add(text, 6.0);
            }
            if let Some(category) = categories.iter().find(|c| c.id == service.category) {
                add(&category.title.ru, 1.5);
                add(&category.title.en, 1.5);
            }
            for text in [&service.summary.ru, &service.summary.en] {
                add(text, 1.0);
            }
            if let Some(agency) = agencies.iter().find(|a| a.id == service.agency) {
                add(&agency.name.ru, 0.5);
                add(&agency.name.en, 0.5);
            }
            let titles = [fold(&service.title.ru), fold(&service.title.en)];
            docs.push(Doc {
                id: service.id.clone(),
                names: titles
                    .iter()
                    .cloned()
                    .chain(synonyms().map(|s| fold(s)))
                    .map(|name| trigrams(&name))
                    .collect(),
                titles,
                place: [0, 0],
            });
        }
        for lang in 0..2 {
            let mut order: Vec<usize> = (0..docs.len()).collect();
            order.sort_by(|a, b| docs[*a].titles[lang].cmp(&docs[*b].titles[lang]));
            for (place, doc) in order.into_iter().enumerate() {
                docs[doc].place[lang] = place;
            }
        }
        let words: Vec<Word> = vocabulary
            .into_iter()
            .map(|(text, stem)| Word { text, stem })
            .collect();
        let mut by_trigram: HashMap<[char; 3], Vec<u32>> = HashMap::new();
        let mut by_letters: HashMap<Vec<char>, Vec<u32>> = HashMap::new();
        for (n, word) in words.iter().enumerate() {
            let id = u32::try_from(n).unwrap_or(u32::MAX);
            by_letters
                .entry(letters_of(&word.text))
                .or_default()
                .push(id);
            for three in trigrams(&word.text) {
                by_trigram.entry(three).or_default().push(id);
            }
        }
        Self {
            docs,
            stems,
            by_stem,
            postings: postings
                .into_iter()
                .map(|p| p.into_iter().collect())
                .collect(),
            words,
            by_trigram,
            by_letters,
        }
    }

    /// Services that answer the query, the best first.
    pub(crate) fn search(&self, query: &str, lang: &str) -> Vec<Hit> {
        let mut best: Option<Answer> = None;
        for (n, reading) in readings(query).into_iter().enumerate() {
            let mut answer = self.answer(&reading);
            answer.changed |= n > 0;
            if answer.hits.is_empty() {
                continue;
            }
            if n > 0 {
                // What was typed deserves more trust than our guess.
                answer.quality *= 0.9;
            }
            let sure = answer.quality >= SURE;
            if best.as_ref().is_none_or(|b| answer.quality > b.quality) {
                best = Some(answer);
            }
            if sure {
                break;
            }
        }
        let Some(mut best) = best else {
            return Vec::new();
        };
        let lang = usize::from(lang == "en");
        best.hits.sort_by(|a, b| {
            b.1.total_cmp(&a.1).then_with(|| {
                self.docs[a.0 as usize].place[lang].cmp(&self.docs[b.0 as usize].place[lang])
            })
        });
        let corrected = best.changed.then_some(best.read_as);
        best.hits
            .into_iter()
            .map(|(doc, score)| Hit {
                service_id: self.docs[doc as usize].id.clone(),
                score,
                corrected: corrected.clone(),
            })
            .collect()
    }

    /// Services whose names are nearest to the query, at most five.
    pub(crate) fn suggest(&self, query: &str) -> Vec<Hit> {
        let readings: Vec<Vec<[char; 3]>> = readings(query)
            .iter()
            .filter(|r| words(r).next().is_some())
            .map(|r| trigrams(r))
            .collect();
        let mut near: Vec<(f32, &Doc)> = self
            .docs
            .iter()
            .map(|doc| {
                let likeness = doc
                    .names
                    .iter()
                    .flat_map(|name| readings.iter().map(|reading| dice(name, reading)))
                    .fold(0.0, f32::max);
                (likeness, doc)
            })
            .filter(|(likeness, _)| *likeness >= 0.15)
            .collect();
        near.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.place.cmp(&b.1.place)));
        near.into_iter()
            .take(5)
            .map(|(score, doc)| Hit {
                service_id: doc.id.clone(),
                score,
                corrected: None,
            })
            .collect()
    }

    fn answer(&self, reading: &str) -> Answer {
        let all: Vec<&str> = words(reading).take(MOST_WORDS).collect();
        let mut asked: Vec<&str> = all.iter().copied().filter(|w| !is_empty_word(w)).collect();
        if asked.is_empty() {
            asked.clone_from(&all);
        }
        let mut scores: HashMap<u32, (f32, f32)> = HashMap::new();
        let mut total = 0.0;
        let mut read_as = Vec::new();
        let mut changed = false;
        for word in &all {
            if !asked.contains(word) {
                read_as.push((*word).to_owned());
                continue;
            }
            let meanings = self.meanings(word);
            let rare = meanings
                .iter()
                .map(|m| self.rarity(m.stem))
                .fold(0.0, f32::max);
            let mass = if meanings.is_empty() {
                self.most_rare()
            } else {
                rare
            };
            total += mass;
            let mut found: HashMap<u32, (f32, f32)> = HashMap::new();
            for meaning in &meanings {
                for (doc, weight) in &self.postings[meaning.stem as usize] {
                    let score = weight * meaning.likeness * self.rarity(meaning.stem);
                    let best = found.entry(*doc).or_insert((0.0, 0.0));
                    best.0 = best.0.max(score);
                    best.1 = best.1.max(meaning.likeness * mass);
                }
            }
            for (doc, (score, share)) in found {
                let sum = scores.entry(doc).or_insert((0.0, 0.0));
                sum.0 += score;
                sum.1 += share;
            }
            match meanings.first().and_then(|m| m.word) {
                Some(meant) => {
                    changed = true;
                    read_as.push(self.words[meant as usize].text.clone());
                }
                None => read_as.push((*word).to_owned()),
            }
        }
        let query = all.join(" ");
        let mut quality: f32 = 0.0;
        let mut hits: Vec<(u32, f32)> = Vec::new();
        for (doc, (score, share)) in scores {
            let share = if total > 0.0 { share / total } else { 0.0 };
            if share < ENOUGH {
                continue;
            }
            quality = quality.max(share);
            let exact = self.docs[doc as usize]
                .titles
                .iter()
                .any(|title| words(title).eq(query.split(' ')));
            // The exact name of a service is that service, whatever else the
            // words of its name may match.
            let score = score * share + if exact { 1000.0 } else { 0.0 };
            hits.push((doc, score));
        }
        Answer {
            hits,
            quality,
            read_as: read_as.join(" "),
            changed,
        }
    }

    /// What a word of the query may mean, the likeliest first.
    fn meanings(&self, word: &str) -> Vec<Meaning> {
        if let Some(stem) = self.by_stem.get(&self.stems.stem(word)) {
            return vec![Meaning {
                stem: *stem,
                likeness: 1.0,
                word: None,
            }];
        }
        let letters = word.chars().count();
        let mut found = Vec::new();
        if letters >= 2 {
            let from = self.words.partition_point(|w| w.text.as_str() < word);
            for w in self.words[from..]
                .iter()
                .take_while(|w| w.text.starts_with(word))
            {
                let whole = w.text.chars().count();
                found.push(Meaning {
                    stem: w.stem,
                    likeness: 0.6 + 0.35 * ratio(letters, whole),
                    word: None,
                });
            }
        }
        if found.is_empty() && !word.chars().any(|c| c.is_ascii_digit()) {
            found = self.misspelt(word, letters);
        }
        found.sort_by(|a, b| b.likeness.total_cmp(&a.likeness));
        found
    }

    fn misspelt(&self, word: &str, letters: usize) -> Vec<Meaning> {
        if letters < 2 {
            return Vec::new();
        }
        let most = match letters {
            0..=5 => 1,
            6..=11 => 2,
            _ => 3,
        };
        let threes = trigrams(word);
        let mut shared: HashMap<u32, usize> = HashMap::new();
        for id in self.by_letters.get(&letters_of(word)).into_iter().flatten() {
            shared.insert(*id, threes.len());
        }
        for three in &threes {
            for id in self.by_trigram.get(three).into_iter().flatten() {
                *shared.entry(*id).or_default() += 1;
            }
        }
        shared
            .into_iter()
            .filter_map(|(id, shared)| {
                let candidate = &self.words[id as usize];
                // Cheap test before the dear one.
                let length = candidate.text.chars().count();
                if length < 3
                    || length.abs_diff(letters) > most
                    || ratio(2 * shared, threes.len() + length + 1) < 0.2
                {
                    return None;
                }
                let mistakes = distance(word, &candidate.text, most)?;
                Some(Meaning {
                    stem: candidate.stem,
                    likeness: 0.95 * (1.0 - ratio(mistakes, letters.max(length))),
                    word: Some(id),
                })
            })
            .filter(|m| m.likeness > 0.5)
            .collect()
    }

    fn rarity(&self, stem: u32) -> f32 {
        (1.0 + ratio(self.docs.len(), self.postings[stem as usize].len().max(1))).ln()
    }

    fn most_rare(&self) -> f32 {
        (1.0 + ratio(self.docs.len().max(1), 1)).ln()
    }
}

/// The query as typed and as it may have been meant, each once.
fn readings(query: &str) -> Vec<String> {
    let cut: String = query.chars().take(MOST_CHARS).collect();
    let typed = fold(&cut);
    let mut all: Vec<String> = Vec::with_capacity(5);
    for reading in [
        typed.clone(),
        repair::alike_to_russian(&typed),
        repair::alike_to_latin(&typed),
        fold(&to_russian_keys(&typed)),
        to_latin_keys(&typed),
    ] {
        if !all.contains(&reading) {
            all.push(reading);
        }
    }
    all
}

fn dice(a: &[[char; 3]], b: &[[char; 3]]) -> f32 {
    let shared = a
        .iter()
        .filter(|three| b.binary_search(three).is_ok())
        .count();
    ratio(2 * shared, a.len() + b.len())
}

/// Small counts only, so nothing is lost.
#[allow(clippy::cast_precision_loss)]
fn ratio(part: usize, whole: usize) -> f32 {
    if whole == 0 {
        0.0
    } else {
        part as f32 / whole as f32
    }
}
