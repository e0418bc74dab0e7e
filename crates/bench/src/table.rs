//! The table of figures.

/// A target of a figure.
#[derive(Debug, Clone, Copy)]
pub enum Target {
    /// The figure is to be so large at least.
    Least(f64),
    /// The figure is to be so small at most.
    Most(f64),
}

/// A line of the table.
struct Line {
    name: &'static str,
    own: String,
    beside: String,
    figure: f64,
    target: Target,
    unit: &'static str,
}

/// All figures of a run.
#[derive(Default)]
pub struct Table {
    lines: Vec<Line>,
    notes: Vec<String>,
}

impl Table {
    /// A ratio: ours to that of `beside`, both a second, with a target.
    pub fn ratio(&mut self, name: &'static str, own: f64, beside: (&str, f64), least: f64) {
        let shown = |rate: f64| {
            if rate < 100.0 {
                format!("{rate:.1}/s")
            } else {
                format!("{rate:.0}/s")
            }
        };
        let figure = own / beside.1;
        self.add(Line {
            name,
            own: shown(own),
            beside: format!("{} {}", beside.0, shown(beside.1)),
            figure,
            target: Target::Least(least),
            unit: "",
        });
    }

    /// A figure of its own, at most `most`.
    pub fn most(&mut self, name: &'static str, figure: f64, most: f64, unit: &'static str) {
        let (own, beside) = (String::new(), String::new());
        self.add(Line {
            name,
            own,
            beside,
            figure,
            target: Target::Most(most),
            unit,
        });
    }

    fn add(&mut self, line: Line) {
        println!("  {}", shown(&line));
        self.lines.push(line);
    }

    /// What else is worth knowing; printed below the table.
    pub fn note(&mut self, text: String) {
        println!("  {text}");
        self.notes.push(text);
    }

    /// Prints the whole.
    pub fn print(&self) {
        println!(
            "\n  {:<26} {:>10} {:>22} {:>12}   target",
            "", "Okno", "beside", "figure"
        );
        for line in &self.lines {
            println!("  {}", shown(line));
        }
        for note in &self.notes {
            println!("  {note}");
        }
    }
}

fn shown(line: &Line) -> String {
    let (met, target) = match line.target {
        Target::Least(least) => (line.figure >= least, format!("≥ {least}{}", line.unit)),
        Target::Most(most) => (line.figure <= most, format!("≤ {most}{}", line.unit)),
    };
    let figure = format!("{:.2}{}", line.figure, line.unit);
    let mark = if met { "ok" } else { "missed" };
    format!(
        "{:<26} {:>10} {:>22} {figure:>12}   {target:<9} {mark}",
        line.name, line.own, line.beside
    )
}
