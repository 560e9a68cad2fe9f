//! Where links may lead.

use super::model::Target;
use super::references::is_key;

/// The longest address that Typst takes, in bytes.
const MAX_LENGTH: usize = 8000;

/// Reads the address of a link, or says what is wrong with it and what to do.
pub fn target(address: &str) -> Result<Target, (String, String)> {
    if let Some(id) = address.strip_prefix('#') {
        return anchor(id);
    }
    let error = |message: &str, hint: &str| Err((message.into(), hint.into()));
    if address.is_empty() {
        return error(
            "the link has no address",
            "write it between the parentheses: `[text](https://…)`",
        );
    }
    let scheme = address.split_once(':').map(|(scheme, rest)| (scheme.to_ascii_lowercase(), rest));
    let complete = match &scheme {
        Some((scheme, rest)) if scheme == "http" || scheme == "https" => {
            rest.strip_prefix("//").is_some_and(|rest| rest.starts_with(is_host))
        }
        Some((scheme, rest)) if scheme == "mailto" => rest.contains('@'),
        Some((scheme, rest)) if scheme == "tel" => rest.contains(|c: char| c.is_ascii_digit()),
        _ => {
            let message = format!("a link cannot lead to `{address}`");
            let hint = "links start with `https:`, `http:`, `mailto:` or `tel:`, \
                        or name a heading or figure: `#sec:key`, `#fig:key`";
            return error(&message, hint);
        }
    };
    let encoded = percent_encoded(address);
    if !complete {
        let message = format!("the address `{address}` is not complete");
        return error(&message, "write it as the address bar of a browser shows it");
    }
    if encoded.len() > MAX_LENGTH {
        let message = format!("the address is longer than {MAX_LENGTH} characters");
        return error(&message, "use a shorter address of the same page");
    }
    Ok(Target::Address(encoded))
}

fn is_host(c: char) -> bool {
    c.is_alphanumeric() || c == '['
}

fn anchor(id: &str) -> Result<Target, (String, String)> {
    match id.split_once(':') {
        Some(("sec", key)) if is_key(key) => Ok(Target::Section(key.into())),
        Some(("fig", key)) if is_key(key) => Ok(Target::Figure(key.into())),
        _ => Err((
            format!("a link cannot lead to `#{id}`"),
            "name a section or heading as `#sec:key`, a figure as `#fig:key`".into(),
        )),
    }
}

/// An address as PDF takes it: what is not ASCII, and what RFC 3986 does not
/// allow in an address, as percent-encoded bytes.
fn percent_encoded(address: &str) -> String {
    let mut encoded = String::new();
    for byte in address.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => encoded.push(byte.into()),
            _ if b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte) => encoded.push(byte.into()),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Result<Target, (String, String)> {
        Ok(Target::Address(text.into()))
    }

    fn message(text: &str) -> String {
        target(text).unwrap_err().0
    }

    #[test]
    fn addresses_with_the_usual_schemes_are_taken() {
        for text in ["https://a.nl/b?c=d&e#f", "HTTP://a", "mailto:a@b.nl", "tel:+31201234567"] {
            assert_eq!(target(text), address(text));
        }
    }

    #[test]
    fn addresses_become_ascii() {
        assert_eq!(target("https://a.nl/é b\"<>"), address("https://a.nl/%C3%A9%20b%22%3C%3E"));
        assert_eq!(target("https://a.nl/%C3%A9"), address("https://a.nl/%C3%A9"));
    }

    #[test]
    fn places_in_the_document_are_taken() {
        assert_eq!(target("#sec:a-b"), Ok(Target::Section("a-b".into())));
        assert_eq!(target("#fig:a_b"), Ok(Target::Figure("a_b".into())));
    }

    #[test]
    fn other_links_are_reported() {
        for text in ["javascript:alert(1)", "/a", "a.pdf", "file:///a", "//a.nl", "a b"] {
            assert_eq!(message(text), format!("a link cannot lead to `{text}`"));
        }
        assert_eq!(message("#a"), "a link cannot lead to `#a`");
        assert_eq!(message("#sec:"), "a link cannot lead to `#sec:`");
        assert_eq!(message(""), "the link has no address");
    }

    #[test]
    fn incomplete_and_endless_addresses_are_reported() {
        for text in ["https:", "https://", "http:///a", "mailto:", "mailto:a", "tel:"] {
            assert_eq!(message(text), format!("the address `{text}` is not complete"));
        }
        let long = format!("https://a.nl/{}", "a".repeat(MAX_LENGTH));
        assert_eq!(message(&long), "the address is longer than 8000 characters");
    }
}
