//! Maps as drawings of our own: an outline, rivers, pins. Whatever stands on a map stands
//! in the list beside it too, so a screen reader passes it by.

use std::fmt::Write;

use crate::centres::{Line, Point, Region, distance};

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 480.0;
const EDGE: f64 = 56.0;

/// Something to press on a map.
pub(crate) struct Pin {
    pub(crate) at: Point,
    /// A number or a count.
    pub(crate) label: String,
    /// Where it leads.
    pub(crate) href: String,
    /// A name beside it.
    pub(crate) name: String,
    /// Whose number it is; scripts that sort the list number it anew.
    pub(crate) of: String,
}

/// From degrees to the drawing: lines of longitude draw near each other to the north.
struct Frame {
    middle: Point,
    narrow: f64,
    scale: f64,
}

impl Frame {
    /// That shows all of these, and not less than so many kilometres across.
    fn around(points: impl Iterator<Item = Point>, least_km: f64) -> Self {
        let mut low = [f64::MAX; 2];
        let mut high = [f64::MIN; 2];
        for point in points {
            for n in 0..2 {
                low[n] = low[n].min(point[n]);
                high[n] = high[n].max(point[n]);
            }
        }
        if low[0] > high[0] {
            (low, high) = ([0.0; 2], [1.0; 2]);
        }
        let middle = [(low[0] + high[0]) / 2.0, (low[1] + high[1]) / 2.0];
        let narrow = middle[0].to_radians().cos().max(0.05);
        let least = least_km / 111.3;
        let tall = (high[0] - low[0]).max(least);
        let wide = ((high[1] - low[1]) * narrow).max(least);
        let scale = ((WIDTH - 2.0 * EDGE) / wide).min((HEIGHT - 2.0 * EDGE) / tall);
        Self {
            middle,
            narrow,
            scale,
        }
    }

    fn put(&self, point: Point) -> (f64, f64) {
        let x = (point[1] - self.middle[1]) * self.narrow * self.scale + WIDTH / 2.0;
        let y = (self.middle[0] - point[0]) * self.scale + HEIGHT / 2.0;
        (x, y)
    }

    fn path(&self, points: &[Point]) -> String {
        let mut path = String::new();
        for (n, point) in points.iter().enumerate() {
            let (x, y) = self.put(*point);
            let _ = write!(path, "{}{x:.1} {y:.1}", if n == 0 { "M" } else { "L" });
        }
        path
    }

    /// A round length of one to three tenths of the width: kilometres and units.
    fn bar(&self) -> (f64, f64) {
        let per_km = self.scale / 111.3;
        let fits = [200.0, 100.0, 50.0, 20.0, 10.0, 5.0, 2.0, 1.0, 0.5, 0.2];
        let km = fits.into_iter().find(|km| km * per_km <= WIDTH * 0.25);
        let km = km.unwrap_or(0.1);
        (km, km * per_km)
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// What the drawing says in words.
pub(crate) struct MapWords<'a> {
    pub(crate) lang: &'a str,
    /// «км».
    pub(crate) km: &'a str,
    /// «м».
    pub(crate) metres: &'a str,
}

fn land(frame: &Frame, outline: &[Point]) -> String {
    format!(
        r#"<path class="okno-map__land" d="{}Z"/>"#,
        frame.path(outline)
    )
}

fn rivers(frame: &Frame, lines: &[Line], lang: &str) -> String {
    let mut drawn = String::new();
    for line in lines {
        let _ = write!(
            drawn,
            r#"<path class="okno-map__water" d="{}"/>"#,
            frame.path(&line.points)
        );
        // The name stands where the river is well within the drawing.
        let inside = line.points.iter().map(|p| frame.put(*p)).find(|(x, y)| {
            (EDGE * 1.5..WIDTH - EDGE * 3.0).contains(x) && (EDGE * 1.5..HEIGHT - EDGE).contains(y)
        });
        if let Some((x, y)) = inside {
            let name = escaped(line.name.get(lang));
            let _ = write!(
                drawn,
                r#"<text class="okno-map__river" x="{x:.0}" y="{:.0}">{name}</text>"#,
                y - 10.0
            );
        }
    }
    drawn
}

fn pins(frame: &Frame, all: &[Pin]) -> String {
    let mut drawn = String::new();
    for pin in all {
        let (x, y) = frame.put(pin.at);
        let (href, label, of) = (escaped(&pin.href), escaped(&pin.label), escaped(&pin.of));
        let _ = write!(
            drawn,
            r#"<a href="{href}" tabindex="-1"><circle class="okno-map__pin" cx="{x:.0}" cy="{y:.0}" r="19"/><text class="okno-map__num" x="{x:.0}" y="{:.0}" data-pin="{of}">{label}</text>"#,
            y + 8.0
        );
        if !pin.name.is_empty() {
            // To the left of a pin that stands far to the right.
            let (at, side) = if x > WIDTH * 0.66 {
                (x - 27.0, " okno-map__name--left")
            } else {
                (x + 27.0, "")
            };
            let name = escaped(&pin.name);
            let _ = write!(
                drawn,
                r#"<text class="okno-map__name{side}" x="{at:.0}" y="{:.0}">{name}</text>"#,
                y + 8.0
            );
        }
        drawn.push_str("</a>");
    }
    drawn
}

fn bar(frame: &Frame, words: &MapWords<'_>) -> String {
    let (km, long) = frame.bar();
    let text = if km < 1.0 {
        format!("{:.0}\u{a0}{}", km * 1000.0, words.metres)
    } else {
        format!("{km:.0}\u{a0}{}", words.km)
    };
    let y = HEIGHT - 22.0;
    format!(
        r#"<path class="okno-map__bar" d="M20 {:.0}v8h{long:.0}v-8"/><text class="okno-map__scale" x="20" y="{:.0}">{}</text>"#,
        y - 4.0,
        y - 10.0,
        escaped(&text)
    )
}

fn whole(parts: &[String]) -> String {
    format!(
        r#"<svg viewBox="0 0 {WIDTH:.0} {HEIGHT:.0}" aria-hidden="true" focusable="false">{}</svg>"#,
        parts.concat()
    )
}

/// A whole region.
pub(crate) fn of_region(region: &Region, all: &[Pin], words: &MapWords<'_>) -> String {
    let frame = Frame::around(region.outline.iter().copied(), 20.0);
    whole(&[
        land(&frame, &region.outline),
        rivers(&frame, &region.lines, words.lang),
        pins(&frame, all),
        bar(&frame, words),
    ])
}

/// The surroundings of some pins.
pub(crate) fn of_town(region: &Region, all: &[Pin], words: &MapWords<'_>) -> String {
    let frame = Frame::around(all.iter().map(|pin| pin.at), 1.2);
    whole(&[
        // The border is far outside.
        format!(
            r#"<path class="okno-map__land" d="M-9-9H{:.0}V{:.0}H-9Z"/>"#,
            WIDTH + 9.0,
            HEIGHT + 9.0
        ),
        rivers(&frame, &region.lines, words.lang),
        pins(&frame, all),
        bar(&frame, words),
    ])
}

/// «1,4 км», «600 м».
pub(crate) fn far(km: f64, words: &MapWords<'_>) -> String {
    let mark = if words.lang == "ru" { "," } else { "." };
    if km < 0.95 {
        let metres = (km * 10.0).round().max(1.0) * 100.0;
        format!("{metres:.0}\u{a0}{}", words.metres)
    } else if km < 9.95 {
        format!(
            "{}\u{a0}{}",
            format!("{km:.1}").replace('.', mark),
            words.km
        )
    } else {
        format!("{km:.0}\u{a0}{}", words.km)
    }
}

/// The nearest first.
pub(crate) fn by_distance<T>(list: &mut [T], from: Point, at: impl Fn(&T) -> Point) {
    list.sort_by(|a, b| distance(at(a), from).total_cmp(&distance(at(b), from)));
}
