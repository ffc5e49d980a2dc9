//! Text to IR, and IR to text and back.

use super::compiled;
use kernsmith_msl::emit;

/// Any text gives a valid module or errors, and a module's own text compiles.
///
/// # Panics
/// If not.
pub fn lower(text: &str) {
    let Some(module) = compiled(text).module else {
        return;
    };
    // What Metal has no text for is refused by name.
    if let Ok(emitted) = emit::msl::emit(&module) {
        let again = compiled(&emitted);
        assert!(again.module.is_some(), "{text}\nas emitted:\n{emitted}");
    }
}
