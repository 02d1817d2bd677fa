//! Every character that the window may have to show has a glyph in the faces that are compiled in.

use std::collections::BTreeSet;
use std::path::Path;

use binggong::ui::{fonts, theme};
use eframe::egui::{Context, FontId, RawInput};

/// The characters that a face lacks.
fn missing(font: &FontId, characters: &BTreeSet<char>) -> String {
    let ctx = Context::default();
    fonts::install(&ctx);
    let mut lacking = String::new();
    let mut output = ctx.run_ui(RawInput::default(), |ui| {
        lacking =
            ui.ctx().fonts_mut(|fonts| characters.iter().filter(|c| !fonts.has_glyph(font, **c)).collect());
    });
    output.textures_delta.clear();
    lacking
}

fn characters_below(dir: &Path, end: &str, into: &mut BTreeSet<char>) {
    for entry in std::fs::read_dir(dir).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            characters_below(&path, end, into);
        } else if path.extension().is_some_and(|extension| extension == end) {
            into.extend(std::fs::read_to_string(&path).unwrap().chars().filter(|c| !c.is_control()));
        }
    }
}

#[test]
fn every_word_of_the_program_can_be_shown_in_both_weights() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut characters = BTreeSet::new();
    characters_below(&root.join("src"), "rs", &mut characters);
    characters_below(&root.join("assets"), "toml", &mut characters);
    // Sources also name what is never shown: the mark of byte order, icons, characters that typed text is
    // brought to, and those of which tests say that no face has them.
    let brought_to_others = "⼀﹝﹞˙‐‑‧−∙⋅﹒･";
    characters.retain(|c| !matches!(*c, '\u{feff}' | '\u{e000}'..='\u{f8ff}' | '\u{1f692}'));
    // Boxes stand on papers alone, where a paper with a character that no face has is refused.
    let only_on_papers = "☐☑";
    characters.retain(|c| !brought_to_others.contains(*c) && !only_on_papers.contains(*c));
    assert!(characters.len() > 1000, "{}", characters.len());
    let sizes = theme::type_sizes();
    for font in [theme::regular(sizes.body), theme::bold(sizes.table)] {
        assert_eq!(missing(&font, &characters), "", "{font:?}");
    }
}

#[test]
fn rare_characters_of_names_can_be_shown() {
    let characters: BTreeSet<char> = "䶮㛃𬭳𫖯喆镕堃·".chars().collect();
    for font in [theme::regular(14.0), theme::bold(14.0)] {
        assert_eq!(missing(&font, &characters), "", "{font:?}");
    }
    let unknown: BTreeSet<char> = ['\u{10fffd}'].into();
    assert_eq!(missing(&theme::regular(14.0), &unknown).chars().count(), 1, "a missing character is noticed");
}

#[test]
fn the_common_characters_can_be_shown() {
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/tongyong-8105.txt");
    let Ok(text) = std::fs::read_to_string(&table) else {
        println!("skipped: the table of 通用规范汉字 is not here");
        return;
    };
    let characters: BTreeSet<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    assert_eq!(characters.len(), 8105);
    for font in [theme::regular(14.0), theme::bold(14.0)] {
        assert_eq!(missing(&font, &characters), "", "{font:?}");
    }
}
