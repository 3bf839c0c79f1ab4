//! Finding a player by what somebody calls across a desk: a bib, or a part of a name.

/// A text as it is compared: small letters, without marks above and below them. With `umlauts` a German ü is "ue",
/// else "u"; people type either.
fn folded(text: &str, umlauts: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' | 'æ' if umlauts => out.push_str("ae"),
            'ö' | 'ø' | 'œ' if umlauts => out.push_str("oe"),
            'ü' if umlauts => out.push_str("ue"),
            'å' if umlauts => out.push_str("aa"),
            'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' => out.push('a'),
            'æ' => out.push_str("ae"),
            'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => out.push('c'),
            'ď' | 'đ' | 'ð' => out.push('d'),
            'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => out.push('e'),
            'ĝ' | 'ğ' | 'ġ' | 'ģ' => out.push('g'),
            'ĥ' | 'ħ' => out.push('h'),
            'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => out.push('i'),
            'ĵ' => out.push('j'),
            'ķ' => out.push('k'),
            'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => out.push('l'),
            'ñ' | 'ń' | 'ņ' | 'ň' => out.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => out.push('o'),
            'œ' => out.push_str("oe"),
            'ŕ' | 'ŗ' | 'ř' => out.push('r'),
            'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => out.push('s'),
            'ß' => out.push_str("ss"),
            'ţ' | 'ť' | 'ŧ' | 'ț' => out.push('t'),
            'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => out.push('u'),
            'ŵ' => out.push('w'),
            'ý' | 'ÿ' | 'ŷ' => out.push('y'),
            'ź' | 'ż' | 'ž' => out.push('z'),
            'þ' => out.push_str("th"),
            '\u{300}'..='\u{36f}' => {} // marks that stand as characters of their own
            c => out.push(c),
        }
    }
    out
}

/// What was typed into a search field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    number: Option<String>,
    words: Vec<String>,
}

impl Query {
    /// Reads a field: digits, with or without a `#`, are the beginning of a bib; anything else is parts of a name.
    pub fn new(text: &str) -> Self {
        let text = text.trim();
        let digits = text.trim_start_matches('#');
        if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
            return Self { number: Some(digits.trim_start_matches('0').to_owned()), words: Vec::new() };
        }
        Self { number: None, words: text.split_whitespace().map(|word| folded(word, false)).collect() }
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.number.is_none() && self.words.is_empty()
    }

    /// Whether a player is meant: the bib begins with the digits, or each part is in the name or the team.
    pub fn matches(&self, bib: u32, name: &str, team: Option<&str>) -> bool {
        if let Some(number) = &self.number {
            return bib.to_string().starts_with(number);
        }
        if self.words.is_empty() {
            return true;
        }
        let text = format!("{name} {}", team.unwrap_or_default());
        let forms = [folded(&text, false), folded(&text, true)];
        self.words.iter().all(|word| forms.iter().any(|form| form.contains(word)))
    }

    /// Whether exactly this bib was typed.
    pub fn is_bib(&self, bib: u32) -> bool {
        self.number.as_ref().is_some_and(|number| *number == bib.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(query: &str) -> bool {
        Query::new(query).matches(314, "Emil Sørensen-Müßig", Some("Schule am See"))
    }

    #[test]
    fn names_are_found_however_they_are_typed() {
        for query in [
            "",
            "emil",
            "SØREN",
            "soren",
            "soeren",
            "mussig",
            "muessig",
            "sørensen emil",
            "31",
            "#314",
            "0314",
            "see emil",
        ] {
            assert!(found(query), "{query}");
        }
        for query in ["emil x", "14", "3141", "sörqn"] {
            assert!(!found(query), "{query}");
        }
        assert!(Query::new("lukasik").matches(9, "Tadeusz Łukasik", None));
        assert!(Query::new("ayse kilic").matches(118, "Ayşe Kılıç", None));
        assert!(Query::new("李").matches(5, "李娜", None));
    }

    #[test]
    fn a_whole_bib_is_told_from_its_beginning() {
        let query = Query::new(" #31");
        assert!(query.is_bib(31) && !query.is_bib(314));
        assert!(query.matches(314, "", None));
    }

    proptest! {
        #[test]
        fn everybody_is_found_by_their_own_name(name in "\\PC{1,30}") {
            let query = Query::new(&name);
            prop_assume!(query.number.is_none());
            prop_assert!(query.matches(1, &name, None));
        }
    }
}
