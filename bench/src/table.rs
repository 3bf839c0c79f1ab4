//! The rows that are printed.

/// What a measurement must reach.
#[derive(Debug, Clone, Copy)]
pub enum Budget {
    /// Nothing is promised.
    None,
    /// This much or more.
    AtLeast(f64),
    /// This much or less.
    AtMost(f64),
}

/// A table that is printed row by row, as the measurements are made.
pub struct Table {
    missed: usize,
}

impl Table {
    /// Prints the head.
    pub fn new() -> Self {
        println!("| {:<56} | {:>13} | {:>13} | {:<20} |", "what", "target", "measured", "met");
        println!("|{:-<58}|{:->14}:|{:->14}:|{:-<22}|", "", "", "", "");
        Self { missed: 0 }
    }

    /// Prints a row.
    pub fn row(&mut self, what: &str, budget: Budget, measured: f64, unit: &str) {
        let (target, met) = match budget {
            Budget::None => ("—".to_owned(), "—".to_owned()),
            Budget::AtLeast(least) => (format!("≥ {}{unit}", short(least)), verdict(measured / least)),
            Budget::AtMost(most) => (format!("≤ {}{unit}", short(most)), verdict(most / measured)),
        };
        if met.starts_with("no") {
            self.missed += 1;
        }
        println!("| {what:<56} | {target:>13} | {:>13} | {met:<20} |", format!("{}{unit}", short(measured)));
    }

    /// Prints what is left to say.
    pub fn end(&self) {
        match self.missed {
            0 => println!("\nAll targets that were measured are met."),
            missed => println!("\n{missed} of the targets are missed."),
        }
    }
}

/// Whether a target is met, and by how much it is missed; `ratio` is 1 where it is just met.
fn verdict(ratio: f64) -> String {
    if ratio >= 1.0 { "yes".to_owned() } else { format!("no, by {:.0} %", (1.0 - ratio) * 100.0) }
}

/// A number as people read it: no more digits than it has meaning.
fn short(number: f64) -> String {
    if number >= 100.0 { format!("{number:.0}") } else { format!("{number:.1}") }
}
