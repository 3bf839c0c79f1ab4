//! In which encoding an answer is kept.

use axum::http::{HeaderMap, HeaderValue, header};

/// The encodings that browsers ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    Identity,
    Gzip,
    Brotli,
}

impl Encoding {
    /// The best that a request takes. The request is left with that one alone, so that all who take it get the same.
    pub fn choose(headers: &mut HeaderMap) -> Self {
        let takes = |name: &str| headers.get_all(header::ACCEPT_ENCODING).iter().any(|value| takes(value, name));
        let chosen = match (takes("br"), takes("gzip")) {
            (true, _) => Self::Brotli,
            (false, true) => Self::Gzip,
            (false, false) => Self::Identity,
        };
        let name = match chosen {
            Self::Identity => "identity",
            Self::Gzip => "gzip",
            Self::Brotli => "br",
        };
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(name));
        chosen
    }
}

/// Whether a list such as `gzip, br;q=0.5, zstd;q=0` takes an encoding.
fn takes(list: &HeaderValue, name: &str) -> bool {
    let is_refused = |parameters: &str| {
        let weight = parameters.trim().strip_prefix("q=");
        weight.is_some_and(|weight| weight.trim().parse().is_ok_and(|weight: f32| weight <= 0.0))
    };
    list.to_str().unwrap_or_default().split(',').any(|item| {
        let (encoding, parameters) = item.split_once(';').unwrap_or((item, ""));
        encoding.trim().eq_ignore_ascii_case(name) && !is_refused(parameters)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(accepted: &str) -> (Encoding, String) {
        let mut headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, accepted.parse().unwrap())]);
        let encoding = Encoding::choose(&mut headers);
        (encoding, headers[header::ACCEPT_ENCODING].to_str().unwrap().to_owned())
    }

    #[test]
    fn the_best_that_is_taken_is_chosen() {
        assert_eq!(chosen("gzip, deflate, br, zstd"), (Encoding::Brotli, "br".to_owned()));
        assert_eq!(chosen("GZIP;q=0.5, br;q=0"), (Encoding::Gzip, "gzip".to_owned()));
        assert_eq!(chosen("br;q=0.000, gzip; q=0"), (Encoding::Identity, "identity".to_owned()));
        assert_eq!(chosen("brotli, gzipped"), (Encoding::Identity, "identity".to_owned()));
        assert_eq!(Encoding::choose(&mut HeaderMap::new()), Encoding::Identity);
    }
}
