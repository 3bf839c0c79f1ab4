//! What a board's address says. Read here and not by the router, which the board does without in the browser.

use crate::query;

/// An address such as `/e/seebad?category=women&q=mira`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// The event; none for the current one.
    pub slug: Option<String>,
    /// Only this category.
    pub category: Option<String>,
    /// Only who has this in name, team or bib.
    pub text: String,
}

impl Address {
    /// Reads path and query.
    pub fn parse(address: &str) -> Self {
        let (path, fields) = query::parts(address);
        let mut read = Self { slug: path.strip_prefix("/e/").map(query::unescaped), ..Self::default() };
        for (key, value) in fields {
            match key {
                "category" if !value.is_empty() => read.category = Some(value),
                "q" => read.text = value,
                _ => {}
            }
        }
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_is_read() {
        assert_eq!(Address::parse("/"), Address::default());
        let address = Address::parse("/e/24-h?q=mira+o&lang=de&category=m%C3%A4nner%20%26%20mehr");
        assert_eq!(address.slug.as_deref(), Some("24-h"));
        assert_eq!(address.category.as_deref(), Some("männer & mehr"));
        assert_eq!(address.text, "mira o");
    }

    #[test]
    fn an_empty_category_is_none() {
        assert_eq!(Address::parse("/?category=&x").category, None);
    }
}
