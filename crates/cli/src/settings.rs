//! The environment, read once.

use std::{env, path::PathBuf};

use crate::args::When;

/// What the environment asks for. An argument of the command line goes before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Settings {
    /// `KERNSMITH_COLOR`, `NO_COLOR`.
    pub(crate) color: Option<When>,
    /// `KERNSMITH_DEVICE`.
    pub(crate) device: Option<String>,
    /// `KERNSMITH_TUNING`.
    pub(crate) tuning: Option<PathBuf>,
}

impl Settings {
    /// Reads the environment of this process.
    pub(crate) fn from_environment() -> Self {
        #[expect(clippy::disallowed_methods, reason = "this is the place that reads it")]
        Self::read(|name| env::var(name).ok())
    }

    fn read(variable: impl Fn(&str) -> Option<String>) -> Self {
        // An empty variable is as good as none: https://no-color.org.
        let variable = |name| variable(name).filter(|value| !value.is_empty());
        let no_color = variable("NO_COLOR").map(|_| When::Never);
        let color = variable("KERNSMITH_COLOR").and_then(|word| When::from_word(&word));
        Self {
            color: color.or(no_color),
            device: variable("KERNSMITH_DEVICE"),
            tuning: variable("KERNSMITH_TUNING").map(PathBuf::from),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Settings {
        Settings::read(|name| {
            variables
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn our_own_variable_goes_before_the_common_one() {
        assert_eq!(read(&[]), Settings::default());
        assert_eq!(read(&[("NO_COLOR", "1")]).color, Some(When::Never));
        assert_eq!(read(&[("NO_COLOR", "")]).color, None);
        let both = [("NO_COLOR", "1"), ("KERNSMITH_COLOR", "always")];
        assert_eq!(read(&both).color, Some(When::Always));
        assert_eq!(
            read(&[("KERNSMITH_DEVICE", "check")]).device.as_deref(),
            Some("check")
        );
    }
}
