//! The field "Born or age": one place for whatever a person says.

use domain::{limits, player::PlayerInput};

/// Puts what was typed into a player: `2014` is a year, `2014-05-03` or `3.5.2014` a day, `11` an age. Anything else
/// is taken for a day, so that the refusal tells how one looks.
pub fn read_into(text: &str, player: &mut PlayerInput) {
    let text = text.trim();
    (player.birth_date, player.birth_year, player.age) = (None, None, None);
    if text.is_empty() {
        return;
    }
    match text.parse::<i64>() {
        Ok(age) if age <= i64::from(limits::AGE_MAX) => player.age = Some(age),
        Ok(year) => player.birth_year = Some(year),
        Err(_) => player.birth_date = Some(text.to_owned()),
    }
}

/// The field's text for a player that is edited.
pub fn text(birth_date: Option<&str>, birth_year: Option<i32>, age: Option<u32>) -> String {
    birth_date
        .map(str::to_owned)
        .or_else(|| birth_year.map(|year| year.to_string()))
        .or_else(|| age.map(|age| age.to_string()))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<String>, Option<i64>, Option<i64>) {
        let mut player = PlayerInput { age: Some(1), ..PlayerInput::default() };
        read_into(text, &mut player);
        (player.birth_date, player.birth_year, player.age)
    }

    #[test]
    fn a_year_a_day_and_an_age_are_told_apart() {
        assert_eq!(read(""), (None, None, None));
        assert_eq!(read(" 11 "), (None, None, Some(11)));
        assert_eq!(read("120"), (None, None, Some(120)));
        assert_eq!(read("2014"), (None, Some(2014), None));
        assert_eq!(read("2014-05-03"), (Some("2014-05-03".into()), None, None));
        assert_eq!(read("eleven"), (Some("eleven".into()), None, None));
    }

    #[test]
    fn an_edited_player_keeps_the_most_exact() {
        assert_eq!(text(Some("2014-05-03"), Some(2014), Some(12)), "2014-05-03");
        assert_eq!(text(None, Some(2014), Some(12)), "2014");
        assert_eq!(text(None, None, Some(12)), "12");
        assert_eq!(text(None, None, None), "");
    }
}
