//! The picture: the way from top to bottom, its ends beside it on the right, arrows back and
//! to other stages on the left. Sizes are in pixels at the usual size of text; the whole
//! grows with the text.

use std::fmt::Write as _;

use super::{Flow, Kind};

/// Text, one line, room around, in a box.
const LINE: f64 = 22.0;
const PAD: f64 = 14.0;
const BOX: f64 = 352.0;
const END: f64 = 320.0;
/// A letter of the house's font at 16 px is about so wide.
const LETTER: f64 = 8.7;
/// Words of arrows at the sides of boxes.
const LABEL: f64 = 112.0;
/// The same on the left, where only short ones stand.
const LEFT: f64 = 84.0;
/// Between two arrows that go side by side.
const LANE: f64 = 14.0;
const EDGE: f64 = 8.0;
/// The most lines of a rule; the list has the whole.
const MOST: usize = 3;

struct Placed {
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    title: Vec<String>,
    note: Vec<String>,
    /// Lines of each row and where it begins.
    rows: Vec<(Vec<String>, f64)>,
    /// Arrows that have come in from the left so far.
    entered: u32,
}

impl Placed {
    /// The middle of a row, or of the title.
    fn row_at(&self, row: Option<usize>) -> f64 {
        match row.and_then(|row| self.rows.get(row)) {
            Some((lines, y)) => y + lines.len() as f64 * LINE / 2.0,
            None => self.y + PAD + LINE / 2.0,
        }
    }

    /// Where the next arrow enters.
    fn entry(&mut self, row: Option<usize>) -> f64 {
        let at = self.row_at(row);
        if row.is_some() {
            return at;
        }
        let low = self.y + self.height - 8.0;
        let at = (at + f64::from(self.entered) * 11.0).min(low);
        self.entered += 1;
        at
    }
}

/// Words folded into lines of so many letters; what is over ends in «…».
fn fold(text: &str, width: f64, most: usize) -> Vec<String> {
    let letters = (width / LETTER).floor().max(4.0) as usize;
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let mut word: Vec<char> = word.chars().collect();
        loop {
            let last = lines.last().map_or(0, |line| line.chars().count());
            if last > 0 && last + 1 + word.len() <= letters {
                if let Some(line) = lines.last_mut() {
                    line.push(' ');
                    line.extend(&word);
                }
                break;
            }
            if word.len() <= letters {
                lines.push(word.iter().collect());
                break;
            }
            // Longer than a line: it is broken.
            let rest = word.split_off(letters);
            lines.push(word.into_iter().collect());
            word = rest;
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            while last.chars().count() + 1 > letters {
                last.pop();
            }
            last.push('…');
        }
    }
    lines
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(sign),
        }
    }
    out
}

/// The picture as SVG. `title` names it for who does not see it.
pub(crate) fn draw(flow: &Flow, title: &str) -> String {
    let leads = || {
        let nodes = flow.nodes.iter().enumerate();
        nodes.flat_map(|(n, node)| {
            let rows = node.rows.iter().enumerate();
            rows.filter_map(move |(r, row)| Some((n, r, row.to.as_ref()?)))
        })
    };
    let is_end = |n: usize| flow.nodes.get(n).is_some_and(|node| node.kind.is_end());
    let left = leads().filter(|(_, _, to)| !is_end(to.node)).count();
    let right = leads().filter(|(_, _, to)| is_end(to.node)).count();
    let room = match left {
        0 => EDGE,
        left => EDGE + LEFT + LANE * (left as f64 + 1.0),
    };
    let ends_at = room + BOX + LABEL + LANE * (right as f64 + 1.0);
    let mut placed = place(flow, room, ends_at);
    let height = placed.iter().map(|p| p.y + p.height).fold(0.0, f64::max) + EDGE;
    let width = ends_at + END + EDGE;

    let mut out = String::new();
    let _ = write!(
        out,
        r#"<svg class="okno-flow" viewBox="0 0 {width:.0} {height:.0}" width="{:.3}rem" height="{:.3}rem" role="img" aria-label="{}" xmlns="http://www.w3.org/2000/svg"><defs><marker id="okno-arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" orient="auto-start-reverse"><path class="okno-flow__head" d="M0 0 10 5 0 10z"/></marker></defs>"#,
        width / 16.0,
        height / 16.0,
        escaped(title),
    );
    down(&mut out, flow, &placed);
    let (mut lefts, mut rights) = (0.0, 0.0);
    for (n, r, to) in leads() {
        let from = placed[n].row_at(Some(r));
        let (x, width) = (placed[n].x, placed[n].width);
        let label = fold(&to.label, LABEL - 10.0, 1).join(" ");
        let label = escaped(&label);
        let arrives = match placed.get_mut(to.node) {
            Some(target) => target.entry(to.row),
            None => continue,
        };
        if is_end(to.node) {
            rights += 1.0;
            // The first arrow turns last, so that arrows down do not cross it.
            let lane = ends_at - LANE * rights;
            let d = path((x + width, from), lane, (placed[to.node].x, arrives));
            let (lx, ly) = (x + width + 8.0, from - 6.0);
            let _ = write!(
                out,
                r#"<path class="okno-flow__line" d="{d}"/><text class="okno-flow__label" x="{lx:.0}" y="{ly:.0}">{label}</text>"#
            );
        } else {
            lefts += 1.0;
            let lane = room - LEFT - LANE * lefts;
            let d = path((x, from), lane, (placed[to.node].x, arrives));
            let (lx, ly) = (x - 8.0, from - 6.0);
            let _ = write!(
                out,
                r#"<path class="okno-flow__line" d="{d}"/><text class="okno-flow__label okno-flow__label--end" x="{lx:.0}" y="{ly:.0}">{label}</text>"#
            );
        }
    }
    for (node, place) in flow.nodes.iter().zip(&placed) {
        boxed(&mut out, node.kind, node.optional, place);
    }
    out.push_str("</svg>");
    out
}

fn place(flow: &Flow, x: f64, ends_at: f64) -> Vec<Placed> {
    let mut y = EDGE;
    let mut ends = EDGE;
    let mut placed: Vec<Placed> = Vec::new();
    for node in &flow.nodes {
        let is_end = node.kind.is_end();
        let width = if is_end { END } else { BOX };
        let inside = width - PAD * 2.0;
        let begins = if is_end { ends } else { y };
        // Semi-bold letters are a little wider.
        let title = fold(&node.title, inside / 1.06, MOST);
        let note = fold(&node.note, inside, 2);
        let mut at = begins + PAD + (title.len() + note.len()) as f64 * LINE;
        let mut rows = Vec::new();
        for row in &node.rows {
            at += PAD;
            let lines = fold(&row.text, inside, MOST);
            rows.push((lines.clone(), at));
            at += lines.len() as f64 * LINE;
        }
        let height = at + PAD - begins;
        placed.push(Placed {
            x: if is_end { ends_at } else { x },
            y: begins,
            width,
            height,
            title,
            note,
            rows,
            entered: 0,
        });
        if is_end {
            ends += height + LINE * 1.5;
        } else {
            // The ends stand beside the stages that lead to them.
            if matches!(node.kind, Kind::Waits | Kind::Official) {
                if ends <= EDGE {
                    ends = y;
                }
                y += height + LINE * 2.0;
            } else {
                let words = node.next.as_deref().unwrap_or_default();
                let lines = fold(words, BOX - 60.0, 2).len().max(1);
                y += height + LINE * (lines as f64 + 1.0);
            }
        }
    }
    placed
}

/// Arrows from one place to the one below.
fn down(out: &mut String, flow: &Flow, placed: &[Placed]) {
    for (n, node) in flow.nodes.iter().enumerate() {
        let (Some(words), Some(next)) = (&node.next, placed.get(n + 1)) else {
            continue;
        };
        let x = placed[n].x + 36.0;
        let from = placed[n].y + placed[n].height;
        let _ = write!(
            out,
            r#"<path class="okno-flow__line" d="M{x:.0} {from:.0}V{:.0}"/>"#,
            next.y - 2.0
        );
        let lines = fold(words, BOX - 60.0, 2);
        let top = from + (next.y - from - lines.len() as f64 * LINE) / 2.0;
        text(out, "okno-flow__label", x + 14.0, top, &lines);
    }
}

/// A line with two corners.
fn path((x, y): (f64, f64), lane: f64, (to_x, to_y): (f64, f64)) -> String {
    let radius = 8.0_f64.min((to_y - y).abs() / 2.0);
    // An arrow ends a little before the box.
    let end = if to_x > lane { to_x - 2.0 } else { to_x + 2.0 };
    if radius < 1.0 {
        return format!("M{x:.0} {y:.0}H{end:.0}");
    }
    let out = if lane > x { 1.0 } else { -1.0 };
    let turn = if to_y > y { 1.0 } else { -1.0 };
    let back = if to_x > lane { 1.0 } else { -1.0 };
    format!(
        "M{x:.0} {y:.0}H{:.1}Q{lane:.1} {y:.0} {lane:.1} {:.1}V{:.1}Q{lane:.1} {to_y:.0} {:.1} {to_y:.0}H{end:.0}",
        lane - out * radius,
        y + turn * radius,
        to_y - turn * radius,
        lane + back * radius,
    )
}

fn text(out: &mut String, class: &str, x: f64, top: f64, lines: &[String]) {
    for (n, line) in lines.iter().enumerate() {
        // The foot of the letters.
        let y = top + n as f64 * LINE + 16.0;
        let line = escaped(line);
        let _ = write!(
            out,
            r#"<text class="{class}" x="{x:.0}" y="{y:.0}">{line}</text>"#
        );
    }
}

fn boxed(out: &mut String, kind: Kind, optional: bool, place: &Placed) {
    let dashed = if optional {
        " okno-flow__box--some"
    } else {
        ""
    };
    let Placed {
        x,
        y,
        width,
        height,
        ..
    } = place;
    let _ = write!(
        out,
        r#"<g><rect class="okno-flow__box okno-flow__box--{}{dashed}" x="{x:.0}" y="{y:.0}" width="{width:.0}" height="{height:.0}" rx="12"/>"#,
        kind.word()
    );
    let inside = x + PAD;
    let top = y + PAD;
    text(out, "okno-flow__title", inside, top, &place.title);
    let below = top + place.title.len() as f64 * LINE;
    text(out, "okno-flow__note", inside, below, &place.note);
    for (lines, at) in &place.rows {
        let rule = at - PAD / 2.0;
        let _ = write!(
            out,
            r#"<path class="okno-flow__rule" d="M{x:.0} {rule:.0}h{width:.0}"/>"#
        );
        text(out, "okno-flow__row", inside, *at, lines);
    }
    out.push_str("</g>");
}

#[cfg(test)]
mod tests {
    use super::{escaped, fold};

    #[test]
    fn words_are_folded_and_cut() {
        let lines = fold("один два три четыре пять", 8.7 * 9.0, 3);
        assert_eq!(lines, ["один два", "три", "четыре…"]);
        let long = fold("registry.income.found&&registry.debts.owes", 8.7 * 16.0, 3);
        assert_eq!(long.concat(), "registry.income.found&&registry.debts.owes");
        assert!(long.iter().all(|line| line.chars().count() <= 16));
        assert!(fold("", 100.0, 3).is_empty());
    }

    #[test]
    fn what_a_service_says_is_no_markup() {
        assert_eq!(
            escaped("a < b && \"c\""),
            "a &lt; b &amp;&amp; &quot;c&quot;"
        );
    }
}
