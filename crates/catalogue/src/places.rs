//! Where each value of a YAML file stands, so that a problem found after
//! parsing can still be shown by line and column.

use std::collections::HashMap;

use serde_saphyr::granit_parser::{Event, Parser};

/// Places by path (`form.sections.0.questions.2.check`), from one.
#[derive(Debug, Clone, Default)]
pub struct Places(HashMap<String, (usize, usize)>);

enum Level {
    Map(Option<String>),
    List(usize),
}

impl Places {
    /// Walks the file. Stops at the first syntax error: the parser proper has
    /// already reported it.
    pub(crate) fn read(source: &str) -> Self {
        let mut places = HashMap::new();
        let mut stack: Vec<Level> = Vec::new();
        for next in Parser::new_from_str(source) {
            let Ok((event, span)) = next else { break };
            let here = (span.start.line(), span.start.col() + 1);
            match event {
                Event::Scalar(text, ..) => {
                    if let Some(Level::Map(key @ None)) = stack.last_mut() {
                        *key = Some(text.into_owned());
                        places.insert(path(&stack), here);
                    } else {
                        place(&mut places, &stack, here);
                        step(&mut stack);
                    }
                }
                Event::Alias(_) => step(&mut stack),
                Event::SequenceStart(..) => {
                    place(&mut places, &stack, here);
                    stack.push(Level::List(0));
                }
                Event::MappingStart(..) => {
                    place(&mut places, &stack, here);
                    stack.push(Level::Map(None));
                }
                Event::SequenceEnd | Event::MappingEnd => {
                    stack.pop();
                    step(&mut stack);
                }
                _ => {}
            }
        }
        Self(places)
    }

    /// Line and column of the value, or of the nearest thing around it that is
    /// written in the file.
    pub(crate) fn find(&self, path: &str) -> (usize, usize) {
        let mut path = path;
        loop {
            if let Some(found) = self.0.get(path) {
                return *found;
            }
            match path.rfind('.') {
                Some(dot) => path = &path[..dot],
                None => return (1, 1),
            }
        }
    }
}

/// A list item is placed where it starts; a map value keeps the place of its
/// key, which is what an author looks for.
fn place(places: &mut HashMap<String, (usize, usize)>, stack: &[Level], here: (usize, usize)) {
    if let Some(Level::List(_)) = stack.last() {
        places.insert(path(stack), here);
    }
}

fn step(stack: &mut [Level]) {
    match stack.last_mut() {
        Some(Level::Map(key)) => *key = None,
        Some(Level::List(n)) => *n += 1,
        None => {}
    }
}

fn path(stack: &[Level]) -> String {
    let mut out = String::new();
    for level in stack {
        if !out.is_empty() {
            out.push('.');
        }
        match level {
            Level::Map(Some(key)) => out.push_str(key),
            Level::Map(None) => {}
            Level::List(n) => out.push_str(&n.to_string()),
        }
    }
    out
}
