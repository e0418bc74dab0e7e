//! `okno services new | test | preview | schema`: for whoever writes services.

mod new;
mod preview;
mod test;

use std::path::Path;

use okno_catalogue::{Described, Problem};

pub use new::new;
pub use preview::preview;
pub use test::test;

/// A file with a schema.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum File {
    /// service.yaml
    Service,
    /// registries.yaml
    Registries,
    /// agencies.yaml
    Agencies,
    /// categories.yaml
    Categories,
    /// A file of lists
    List,
}

impl From<File> for Described {
    fn from(file: File) -> Self {
        match file {
            File::Service => Self::Service,
            File::Registries => Self::Registries,
            File::Agencies => Self::Agencies,
            File::Categories => Self::Categories,
            File::List => Self::List,
        }
    }
}

/// `okno services schema`
pub fn schema(file: File, out: Option<&Path>) -> Result<(), String> {
    let Some(dir) = out else {
        println!("{:#}", Described::from(file).schema());
        return Ok(());
    };
    std::fs::create_dir_all(dir).map_err(|e| format!("{}: {e}", dir.display()))?;
    for file in Described::ALL {
        let path = dir.join(format!("{}.json", file.word()));
        std::fs::write(&path, format!("{:#}\n", file.schema()))
            .map_err(|e| format!("{}: {e}", path.display()))?;
        println!("{}", path.display());
    }
    Ok(())
}

fn lines(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.join("\n")
}
