use crate::Flaw;
use crate::text::tidy;

/// Least and most digits of the four parts: district, area, quarter, object.
const PARTS: [(usize, usize); 4] = [(2, 2), (2, 2), (6, 7), (1, 9)];

/// Reads a cadastral number, `62:26:0010203:147`, as pasted: four numbers between colons,
/// the form of the order of Rosreestr on cadastral division. Other signs that people put in
/// their place and spaces around them are taken.
///
/// # Errors
/// `flaw-cadastral-empty`, `-chars`, `-parts`.
pub(crate) fn read(raw: &str) -> Result<String, Flaw> {
    let text = tidy(raw);
    if text.is_empty() {
        return Err(Flaw::new("flaw-cadastral-empty"));
    }
    let text = text.trim_start_matches(|c: char| c.is_alphabetic() || " №.".contains(c));
    let is_between = |c: char| ":;.-/ ".contains(c);
    if !text.chars().all(|c| c.is_ascii_digit() || is_between(c)) {
        return Err(Flaw::new("flaw-cadastral-chars"));
    }
    let parts: Vec<&str> = text.split(is_between).filter(|p| !p.is_empty()).collect();
    let fit =
        |(part, (least, most)): (&&str, &(usize, usize))| (*least..=*most).contains(&part.len());
    if parts.len() != PARTS.len() || !parts.iter().zip(&PARTS).all(fit) {
        return Err(Flaw::new("flaw-cadastral-parts"));
    }
    Ok(parts.join(":"))
}
