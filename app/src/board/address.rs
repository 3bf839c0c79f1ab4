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

/// The address of a board, as far as its page heeds it: pages of the same are the same. None where it looks for a name,
/// which hardly two ask for.
#[cfg(feature = "ssr")]
pub fn same_page(address: &str) -> Option<String> {
    let Address { category, text, .. } = Address::parse(address);
    let (path, _) = query::parts(address);
    text.is_empty().then(|| format!("{path}\n{}", category.unwrap_or_default()))
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

    #[cfg(feature = "ssr")]
    #[test]
    fn what_a_page_does_not_heed_makes_no_other_page() {
        assert_eq!(same_page("/?utm=1&lang=de&category="), same_page("/"));
        assert_eq!(same_page("/?category=a%20b"), same_page("/?x&category=a+b"));
        assert_ne!(same_page("/?category=a"), same_page("/"));
        assert_ne!(same_page("/e/swim"), same_page("/"));
        assert_eq!(same_page("/?q=mira"), None);
    }
}
