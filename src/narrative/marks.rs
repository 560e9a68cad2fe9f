//! The grammar of what follows a bracket: `[2024]{.literal}`, `[weltanschauung]{lang=de}`.

use super::model::Mark;
use super::problem::Problem;
use crate::project::Language;

/// What a mark can say.
const HINT: &str = "a passage is marked as `{.literal}`, or with its language as in `{lang=en}`";

/// Reads the mark that may stand at the start of `rest`, a text that starts with `{` at
/// position `at`. Returns its length and what it says.
pub fn mark(rest: &str, at: usize) -> Option<(usize, Result<Mark, Problem>)> {
    let allowed = |c: char| c.is_alphanumeric() || "._-=\"# ".contains(c);
    let length = rest[1..].find(|c| !allowed(c))?;
    let content = &rest[1..1 + length];
    let end = 1 + length + 1;
    let is_mark = content.starts_with(['.', '#']) || content.contains('=');
    if !is_mark || !rest[1 + length..].starts_with('}') {
        return None;
    }
    let problem = |message: String| Problem::new(at..at + end, message).hint(HINT);
    let said = match content.split_once('=').map(|(name, value)| (name.trim(), value.trim())) {
        None if content.trim() == ".literal" => Ok(Mark::Literal),
        Some(("lang", tag)) => match Language::parse(tag.trim_matches('"')) {
            Some(language) => Ok(Mark::Language(language)),
            None => Err(problem(format!("`{tag}` is not a language tag"))),
        },
        _ => Err(problem(format!("there is no mark `{{{content}}}`"))),
    };
    Some((end, said))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Option<Result<String, String>> {
        let (_, mark) = mark(text, 0)?;
        Some(match mark {
            Ok(Mark::Literal) => Ok("literal".into()),
            Ok(Mark::Language(language)) => Ok(language.tag()),
            Err(problem) => Err(problem.message),
        })
    }

    #[test]
    fn marks_say_that_a_passage_is_literal_or_in_which_language() {
        assert_eq!(said("{.literal} a"), Some(Ok("literal".into())));
        assert_eq!(said("{lang=en}"), Some(Ok("en".into())));
        assert_eq!(said("{lang=\"en-GB\"}."), Some(Ok("en-GB".into())));
    }

    #[test]
    fn other_marks_are_reported_and_other_braces_are_text() {
        assert_eq!(said("{.litteral}"), Some(Err("there is no mark `{.litteral}`".into())));
        assert_eq!(said("{lang=x}"), Some(Err("`x` is not a language tag".into())));
        for text in ["{a}", "{}", "{.literal", "{ a, b }"] {
            assert_eq!(said(text), None, "{text}");
        }
    }
}
